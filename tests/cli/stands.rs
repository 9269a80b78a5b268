//! Which of several copies of one component stands for it: the live one, the whole one, the one that a finding is about, and never the
//! first by its path. What is said is the same whatever the folders are called. From outside.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::scratch::{IncrSync, Ran, Scratch};

const HEALTHY: &str = ",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}";
const WITHOUT_TYPE: &str = ",\n\t\"checkpoint\":{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}";
const AT: u64 = 1_773_000_000;

/// An Incr-Sync of the task with this sequence.
fn one(server: &'static str, sequence: u32, source: &'static str) -> IncrSync {
    IncrSync { server, sequence, source, source_type: Some("MYSQL"), ..IncrSync::new("np_a1") }
}

/// Its directory in a folder.
fn directory(folder: &str, one: &IncrSync) -> String {
    format!("export/{folder}/{}/run/{}", one.server, one.id())
}

/// A file that was modified at this time.
fn dated(scratch: &Scratch, path: &str, text: &str, at: u64) {
    let file = fs::File::options().write(true).open(scratch.file(path, text)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(at)).unwrap();
}

/// Its files in a folder, without those that are left out.
fn copy(scratch: &Scratch, folder: &str, one: &IncrSync, left_out: &[&str], at: u64) {
    for (name, text) in one.files().into_iter().filter(|(name, _)| !left_out.contains(name)) {
        dated(scratch, &format!("{}/conf/{name}.json", directory(folder, one)), &text, at);
    }
}

fn status(scratch: &Scratch, folder: &str, one: &IncrSync, gmt: u64) {
    let text = format!("{{\"gmt\":{gmt}}}");
    dated(scratch, &format!("{}/oms.connector.checkpoint", directory(folder, one)), &text, AT);
}

/// What collect.sh saw running on a server.
fn record(scratch: &Scratch, folder: &str, one: &IncrSync) {
    let record = json!({"schema": "omslint/collect/v1", "time": "2026-03-09T00:00:00Z", "server": one.server, "complete": true,
        "running": [one.id()]});
    scratch.file(&format!("export/{folder}/{}/omslint-collect.json", one.server), &record.to_string());
}

/// Exit code, state of the task, and the codes of what is more than an info, in order.
fn judged(ran: &Ran) -> (i32, String, Vec<String>) {
    let report = ran.json();
    let more = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info");
    let mut codes: Vec<String> = more.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect();
    codes.sort_unstable();
    let states: Vec<&str> =
        report["tasks"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
    (ran.code, states.join(" "), codes)
}

fn is(code: i32, state: &str, codes: &[&str]) -> (i32, String, Vec<String>) {
    (code, state.to_owned(), codes.iter().map(|code| (*code).to_owned()).collect())
}

fn finding(ran: &Ran, code: &str) -> Value {
    let report = ran.json();
    let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == code);
    found.unwrap_or_else(|| panic!("no {code}: {report:#}")).clone()
}

#[test]
fn what_a_backup_replaced_in_itself_does_not_speak_for_what_is_live() {
    for folder in ["aaa", "cur"] {
        let (old, new) = (one("10.20.30.12", 5, WITHOUT_TYPE), one("10.20.30.11", 9, HEALTHY));
        let site = |live: &'static str| {
            let scratch = Scratch::new();
            copy(&scratch, "backup-2026", &old, &[], AT);
            copy(&scratch, "backup-2026", &new, &[], AT);
            copy(&scratch, folder, &one("10.20.30.12", 5, live), &[], AT);
            scratch
        };
        let ran = site(HEALTHY).check(&["export"]);
        assert_eq!(judged(&ran), is(1, "BLOCKED", &["OMS112"]), "{folder}: {ran:?}");
        assert!(
            finding(&ran, "OMS112")["path"].as_str().unwrap().contains(&format!("/{folder}/")),
            "{folder}: {ran:?}"
        );
        // The same as in the backup is one; and what was replaced outside of it, too, is a leftover.
        let ran = site(WITHOUT_TYPE).check(&["export"]);
        assert_eq!(judged(&ran), is(1, "FIX", &["OMS101"]), "{folder}: {ran:?}");
        let scratch = site(HEALTHY);
        copy(&scratch, folder, &new, &[], AT);
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), is(0, "READY", &[]), "{folder}: {ran:?}");
    }
}

#[test]
fn two_that_write_are_said_whatever_else_of_them_was_copied() {
    let (low, high) = (one("10.20.30.11", 5, HEALTHY), one("10.20.30.12", 9, HEALTHY));
    for folder in ["afri", "zfri"] {
        let friday = |left_out: &[&str]| {
            let scratch = Scratch::new();
            copy(&scratch, folder, &low, left_out, AT + 60);
            copy(&scratch, folder, &high, &[], AT + 60);
            record(&scratch, folder, &low);
            record(&scratch, folder, &high);
            scratch
        };
        let scratch = friday(&[]);
        copy(&scratch, "thu", &low, &["source"], AT);
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), is(1, "BLOCKED", &["OMS113"]), "{folder}: {ran:?}");
        assert!(finding(&ran, "OMS113")["path"].as_str().unwrap().ends_with("source.json"), "{folder}: {ran:?}");
        let listed = scratch.run(&["files", "export"]).stdout;
        assert!(listed.contains(&format!("an older copy; the one in export/{folder}/")), "{listed}");
        // Of one of them no source was copied at all.
        let ran = friday(&["source"]).check(&["export"]);
        assert_eq!(judged(&ran), is(1, "UNKNOWN", &["OMS111", "OMS113"]), "{folder}: {ran:?}");
        // Only one of them ran.
        let scratch = friday(&[]);
        copy(&scratch, "thu", &low, &["source"], AT);
        let none = json!({"schema": "omslint/collect/v1", "time": "2026-03-09T00:00:00Z", "server": low.server,
            "complete": true, "running": []});
        scratch.file(&format!("export/{folder}/{}/omslint-collect.json", low.server), &none.to_string());
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), is(0, "READY", &[]), "{folder}: {ran:?}");
    }
}

/// An answer of the API with the component, one line.
fn answer(source: &str, sink: &str, sampled: i64) -> String {
    let one = one("10.20.30.11", 5, "");
    let client = one.client();
    let source: Value = serde_json::from_str(&format!(
        "{{\"type\":\"STORE_SOURCE\",\"clients\":[{{\"clientId\":\"{client}\",\"subtopic\":\"{client}\"}}]{source}}}"
    ))
    .unwrap();
    let config = json!({"source": source, "sink": serde_json::from_str::<Value>(sink).unwrap(),
        "coordinator": {"taskIdentity": "np_a1", "sourceType": "MYSQL"}});
    let item = json!({"name": one.id(), "ip": one.server, "identity": "np_a1", "type": "INCR_TRANS",
        "checkpointSampleTimestamp": sampled, "config": config});
    json!({"success": true, "data": {"incrSyncComponents": [item]}}).to_string()
}

#[test]
fn a_finding_is_of_the_copy_in_which_it_stands() {
    let (plain, picky) = ("{\"type\":\"KAFKA\"}", "{\"type\":\"KAFKA\",\"serializerType\":\"SHAREPLEX\"}");
    // Two answers in one file, in either order: the newer counts.
    for is_turned in [false, true] {
        for (newer, expected) in [
            ((WITHOUT_TYPE, plain), is(1, "FIX", &["OMS101", "OMS112"])),
            ((HEALTHY, picky), is(0, "CONFIRM", &["OMS112", "OMS203"])),
        ] {
            let mut lines = [answer(HEALTHY, plain, 1_773_000_000), answer(newer.0, newer.1, 1_773_010_000)];
            if is_turned {
                lines.reverse();
            }
            let scratch = Scratch::new();
            scratch.file("export/all.jsonl", &format!("{}\n{}\n", lines[0], lines[1]));
            let ran = scratch.check(&["export"]);
            assert_eq!(judged(&ran), expected, "{is_turned}: {ran:?}");
        }
        let mut lines = [answer(WITHOUT_TYPE, picky, 1_773_000_000), answer(HEALTHY, plain, 1_773_010_000)];
        if is_turned {
            lines.reverse();
        }
        let scratch = Scratch::new();
        scratch.file("export/all.jsonl", &format!("{}\n{}\n", lines[0], lines[1]));
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), is(0, "READY", &["OMS112"]), "{is_turned}: {ran:?}");
    }
    // What stands in another file than the source.
    for [older, newer] in [["a", "b"], ["b", "a"]] {
        let scratch = Scratch::new();
        let one = one("10.20.30.11", 5, HEALTHY);
        for (folder, sink, gmt) in [(older, plain, AT), (newer, picky, AT + 60)] {
            copy(&scratch, folder, &one, &["sink"], AT);
            dated(&scratch, &format!("{}/conf/sink.json", directory(folder, &one)), sink, AT);
            status(&scratch, folder, &one, gmt);
        }
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), is(0, "CONFIRM", &["OMS112", "OMS203"]), "{newer}: {ran:?}");
    }
}

#[test]
fn a_copy_without_its_source_is_one_that_differs() {
    let whole = one("10.20.30.11", 5, HEALTHY);
    for source in [None, Some("null\n"), Some("[]\n")] {
        for [thu, fri] in [["thu", "fri"], ["a", "b"]] {
            let days = |at: u64| {
                let scratch = Scratch::new();
                copy(&scratch, thu, &whole, &[], AT);
                copy(&scratch, fri, &whole, &["source"], at);
                if let Some(text) = source {
                    dated(&scratch, &format!("{}/conf/source.json", directory(fri, &whole)), text, at);
                }
                scratch.check(&["export"])
            };
            // Newer, of one time, and older.
            let ran = days(AT + 60);
            assert_eq!(judged(&ran), is(1, "UNKNOWN", &["OMS111", "OMS112"]), "{source:?} {fri}: {ran:?}");
            assert!(finding(&ran, "OMS112")["message"].as_str().unwrap().contains("differ in source;"), "{ran:?}");
            let ran = days(AT);
            assert_eq!(judged(&ran), is(1, "BLOCKED", &["OMS112"]), "{source:?} {fri}: {ran:?}");
            let said = finding(&ran, "OMS112");
            assert!(said["message"].as_str().unwrap().contains("differ in source;"), "{said}");
            assert!(said["path"].as_str().unwrap().contains(&format!("/{thu}/")), "{said}");
            let ran = days(AT - 60);
            assert_eq!(judged(&ran), is(0, "READY", &[]), "{source:?} {fri}: {ran:?}");
        }
    }
    // The source alone says what decides; and the status of a process alone is evidence.
    let scratch = Scratch::new();
    copy(&scratch, "thu", &whole, &[], AT);
    copy(&scratch, "fri", &whole, &["sink", "coordinator", "condition"], AT);
    assert_eq!(judged(&scratch.check(&["export"])), is(0, "READY", &[]));
    let scratch = Scratch::new();
    copy(&scratch, "thu", &whole, &[], AT);
    status(&scratch, "fri", &whole, AT + 60);
    assert_eq!(judged(&scratch.check(&["export"])), is(0, "READY", &[]));
}

#[test]
fn a_copy_without_a_mark_has_no_time() {
    let (healthy, sick) = (one("10.20.30.11", 5, HEALTHY), one("10.20.30.11", 5, WITHOUT_TYPE));
    let days = |all: &[(&str, &IncrSync, Option<u64>, u64)]| {
        let scratch = Scratch::new();
        for (folder, one, gmt, at) in all {
            copy(&scratch, folder, one, &[], *at);
            if let Some(gmt) = gmt {
                status(&scratch, folder, one, *gmt);
            }
        }
        scratch
    };
    let wed = ("wed", &healthy, Some(AT), AT);
    let thu = ("thu", &sick, Some(AT - 60), AT);
    // What says the same as an older one may be newer all the same.
    let ran = days(&[wed, thu, ("fri", &sick, None, AT)]).check(&["export"]);
    assert_eq!(judged(&ran), is(1, "BLOCKED", &["OMS101", "OMS112"]), "{ran:?}");
    // By the times of the files it is, or is not.
    let ran = days(&[wed, thu, ("fri", &sick, None, AT + 60)]).check(&["export"]);
    assert_eq!(judged(&ran), is(1, "CONFIRM", &["OMS101", "OMS112"]), "{ran:?}");
    let ran = days(&[("wed", &healthy, Some(AT), AT + 60), thu, ("fri", &sick, None, AT)]).check(&["export"]);
    assert_eq!(judged(&ran), is(0, "CONFIRM", &["OMS112"]), "{ran:?}");
    // It cannot make the newest older; and each with a mark is ordered.
    let ran = days(&[wed, ("sat", &healthy, None, AT), thu]).check(&["export"]);
    assert_eq!(judged(&ran), is(0, "READY", &["OMS112"]), "{ran:?}");
    let scratch = days(&[wed, thu, ("fri", &sick, Some(AT - 120), AT)]);
    let ran = scratch.check(&["export"]);
    assert_eq!(judged(&ran), is(0, "READY", &["OMS112"]), "{ran:?}");
    // What says the same as an older one does not count through that.
    let listed = scratch.run(&["files", "export"]).stdout;
    assert_eq!(listed.matches("an older copy; the one in export/wed/").count(), 2, "{listed}");
    assert!(!listed.contains("which counts"), "{listed}");
    // All say the same.
    let ran = days(&[("wed", &healthy, Some(AT), AT), ("fri", &healthy, None, AT)]).check(&["export"]);
    assert_eq!(judged(&ran), is(0, "READY", &[]), "{ran:?}");
    // An answer of the API is newer than the one with a mark, and not than the other for sure.
    for (folders, expected) in [
        (&[("wed", Some(AT))][..], is(0, "READY", &["OMS112"])),
        (&[("wed", Some(AT)), ("fri", None)], is(1, "BLOCKED", &["OMS101", "OMS112"])),
    ] {
        let all: Vec<_> = folders.iter().map(|(folder, gmt)| (*folder, &sick, *gmt, AT)).collect();
        let scratch = days(&all);
        let text = answer(HEALTHY, "{\"type\":\"OB_MYSQL\"}", 1_773_010_000);
        dated(&scratch, "export/api.json", &text, AT);
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), expected, "{folders:?}: {ran:?}");
    }
}

#[test]
fn nothing_of_a_leftover_is_an_error_whatever_is_left_of_it() {
    let (old, new) = (one("10.20.30.11", 2, HEALTHY), one("10.20.30.12", 9, HEALTHY));
    let running = "{\"source\":{\"type\":\"STORE_SOURCE\",\"dbType\":\"MYSQL\"},\"sink\":{\"type\":\"OB_MYSQL\"}}";
    let sink = "{\"type\":\"OB_MYSQL\"}";
    for files in [
        &[("conf/source.json", "null"), ("conf/sink.json", sink)][..],
        &[("conf/source.json", "[]")],
        &[("conf/source.json", "\"\"")],
        &[("conf/sink.json", sink)],
        &[("oms.connector.checkpoint", "{\"gmt\":1773000000}")],
        &[("conf/runningConf.json", running)],
    ] {
        for is_live in [false, true] {
            let scratch = Scratch::new();
            for (name, text) in files {
                scratch.file(&format!("{}/{name}", directory("a", &old)), text);
            }
            if is_live {
                let ran = scratch.check(&["export"]);
                assert_eq!(judged(&ran), is(1, "UNKNOWN", &["OMS111"]), "{files:?}: {ran:?}");
                continue;
            }
            copy(&scratch, "a", &new, &[], AT);
            let ran = scratch.check(&["export"]);
            assert_eq!(judged(&ran), is(0, "READY", &[]), "{files:?}: {ran:?}");
            let told = [finding(&ran, "OMS109"), finding(&ran, "OMS111")];
            assert!(told.iter().all(|one| one["severity"] == "info" && one["component"] == old.id()), "{told:?}");
        }
    }
}

/// What a record of this day says of the directories of another copy: the lower sequence runs.
const RECORDED: u64 = 1_773_014_400;

#[test]
fn a_record_says_nothing_of_a_copy_that_was_made_elsewhere_and_later() {
    let server = "10.20.30.11";
    // When the other copy was made, which of the two is sick, and the state then.
    for (at, older, newer, state) in [
        (RECORDED + 86_400, HEALTHY, WITHOUT_TYPE, "FIX"),
        (RECORDED + 86_400, HEALTHY, HEALTHY, "READY"),
        (RECORDED - 3_600, HEALTHY, WITHOUT_TYPE, "READY"),
        // The clock of the machine that recorded it may be a little behind.
        (RECORDED + 60, HEALTHY, WITHOUT_TYPE, "READY"),
    ] {
        for [of_record, of_copy] in [["jan", "mar"], ["mar", "jan"], ["a/b", "a"]] {
            let scratch = Scratch::new();
            let (older, newer) = (one(server, 4, older), one(server, 5, newer));
            copy(&scratch, of_record, &older, &[], AT);
            record(&scratch, of_record, &older);
            copy(&scratch, of_copy, &newer, &[], at);
            let ran = scratch.check(&["export"]);
            assert_eq!(judged(&ran).1, state, "{of_record} {at} {ran:?}");
        }
    }
    // What lies beside the record was taken with it, however its files were copied since.
    let scratch = Scratch::new();
    let (runs, left) = (one(server, 4, HEALTHY), one(server, 5, WITHOUT_TYPE));
    copy(&scratch, "jan", &runs, &[], RECORDED + 86_400);
    record(&scratch, "jan", &runs);
    copy(&scratch, "jan", &left, &[], RECORDED + 86_400);
    assert_eq!(judged(&scratch.check(&["export"])), (0, "READY".to_owned(), Vec::new()));
    // A lower sequence in a later copy is gone all the same.
    let gone = one(server, 3, WITHOUT_TYPE);
    copy(&scratch, "mar", &gone, &[], RECORDED + 86_400);
    assert_eq!(judged(&scratch.check(&["export"])), (0, "READY".to_owned(), Vec::new()));
}

#[test]
fn what_was_running_after_the_record_took_the_place_of_what_ran_then() {
    let server = "10.20.30.11";
    for (says_running, gmt, older, newer, state) in [
        (true, RECORDED + 86_400, WITHOUT_TYPE, HEALTHY, "READY"),
        (true, RECORDED + 86_400, HEALTHY, WITHOUT_TYPE, "FIX"),
        // Neither is passed over where no process says that it ran later.
        (true, RECORDED - 86_400, WITHOUT_TYPE, HEALTHY, "FIX"),
        (false, RECORDED + 86_400, WITHOUT_TYPE, HEALTHY, "FIX"),
    ] {
        for of_copy in ["mar", "jan"] {
            let scratch = Scratch::new();
            let (older, newer) = (one(server, 4, older), one(server, 5, newer));
            copy(&scratch, "jan", &older, &[], AT);
            record(&scratch, "jan", &older);
            copy(&scratch, of_copy, &newer, &[], AT);
            let word = if says_running { "running" } else { "stopped" };
            let status = format!("{{\"gmt\":{gmt},\"status\":\"{word}\"}}");
            scratch.file(&format!("{}/oms.connector.checkpoint", directory(of_copy, &newer)), &status);
            let ran = scratch.check(&["export"]);
            assert_eq!(judged(&ran).1, state, "{of_copy} {says_running} {gmt}: {ran:?}");
        }
    }
}

#[test]
fn a_record_in_a_backup_says_nothing_of_what_stands_outside_of_it() {
    let server = "10.20.30.11";
    let gone = "10.20.30.11-9000:connector_v2:np_gone-incr_trans-1-0:0000000005";
    let both = |scratch: &Scratch, folder: &str, runs: &IncrSync| {
        let record = json!({"schema": "omslint/collect/v1", "time": RECORDED, "server": server, "complete": true,
            "running": [runs.id(), gone]});
        copy(scratch, folder, runs, &[], AT);
        scratch.file(&format!("export/{folder}/{server}/omslint-collect.json"), &record.to_string());
    };
    for (backup, today) in [("old", "now"), ("backup-20260101", "now"), ("备份", "now"), ("now/bak", "now")] {
        // Which of the two is sick, today's first.
        for (newer, older, state) in [(HEALTHY, WITHOUT_TYPE, "READY"), (WITHOUT_TYPE, HEALTHY, "FIX")] {
            let scratch = Scratch::new();
            both(&scratch, backup, &one(server, 4, older));
            copy(&scratch, today, &one(server, 5, newer), &[], AT);
            // Whatever the whole is called.
            for named in ["export", "export-backup"] {
                if named != "export" {
                    fs::rename(scratch.path().join("export"), scratch.path().join(named)).unwrap();
                }
                let ran = scratch.check(&[named]);
                assert_eq!(judged(&ran).1, state, "{named} {backup}: {ran:?}");
                let told = ran.not_checked().iter().any(|line| line.starts_with("components that run: "));
                assert!(told, "{ran:?}");
            }
        }
    }
    // Where nothing else is here of the server, a backup is all there is; and so are two of them.
    for folders in [&["backup"][..], &["backup-1", "backup-2"]] {
        let scratch = Scratch::new();
        for folder in folders {
            both(&scratch, folder, &one(server, 4, HEALTHY));
        }
        let left = one(server, 5, WITHOUT_TYPE);
        copy(&scratch, folders[0], &left, &[], AT);
        let ran = scratch.check(&["export"]);
        assert_eq!(judged(&ran), (1, "READY UNKNOWN".to_owned(), vec!["OMS111".to_owned()]), "{folders:?}: {ran:?}");
    }
}

#[test]
fn an_answer_whose_config_is_null_is_a_copy_as_an_empty_directory_is_none() {
    let whole = json!({"source": {"type": "STORE_SOURCE", "dbType": "MYSQL", "checkpoint": {"MYSQL_np_a1_sub0-1-0": "1773000000"},
        "clients": [{"clientId": "MYSQL_np_a1_sub0-1-0", "subtopic": "MYSQL_np_a1_sub0-1-0"}]}, "sink": {"type": "OB_MYSQL"},
        "coordinator": {"taskIdentity": "np_a1", "sourceType": "MYSQL", "sinkType": "OB_MYSQL"}, "condition": {}});
    let answer = |config: Option<&Value>, sampled: Option<u64>| {
        let id = one("10.20.30.11", 5, "").id();
        let mut item = json!({"name": id, "ip": "10.20.30.11", "identity": "np_a1", "type": "INCR_TRANS", "region": "cn",
            "subtopics": ["MYSQL_np_a1_sub0-1-0"], "status": "SUSPENDED", "checkpointSampleTimestamp": sampled});
        if let Some(config) = config {
            item["config"] = config.clone();
        }
        json!({"success": true, "data": {"storeList": null, "incrSyncComponents": [item]}}).to_string()
    };
    let null = Value::Null;
    for (config, sampled, at, state) in [
        // Nothing orders them; by their files the empty one is the newer, or the older.
        (Some(&null), [None, None], [AT, AT], "BLOCKED"),
        (Some(&null), [Some(AT), Some(AT)], [AT, AT], "BLOCKED"),
        (Some(&null), [None, Some(AT)], [AT, AT], "BLOCKED"),
        (Some(&null), [None, None], [AT, AT + 3_600], "UNKNOWN"),
        (Some(&null), [None, None], [AT + 3_600, AT], "READY"),
        (Some(&null), [Some(AT), Some(AT + 60)], [AT, AT], "UNKNOWN"),
        (Some(&null), [Some(AT + 60), Some(AT)], [AT, AT + 3_600], "READY"),
        // The same twice, and what never has a configuration.
        (Some(&whole), [None, None], [AT, AT], "READY"),
        (None, [None, None], [AT, AT], "READY"),
    ] {
        for names in [["thu", "fri"], ["fri", "thu"]] {
            let scratch = Scratch::new();
            dated(&scratch, &format!("export/{}.json", names[0]), &answer(Some(&whole), sampled[0]), at[0]);
            dated(&scratch, &format!("export/{}.json", names[1]), &answer(config, sampled[1]), at[1]);
            let ran = scratch.check(&["export"]);
            assert_eq!(judged(&ran).1, state, "{config:?} {sampled:?} {at:?}: {ran:?}");
        }
    }
}

#[test]
fn a_directory_without_a_configuration_in_a_backup_is_newer_than_nothing() {
    let healthy = one("10.20.30.11", 5, HEALTHY);
    let higher = one("10.20.30.11", 6, "");
    for (folder, state) in [
        ("run.old", "READY"),
        ("backup-20260101/run", "READY"),
        ("old/run", "READY"),
        ("run", "UNKNOWN"),
        ("other/run", "UNKNOWN"),
    ] {
        // Whatever the whole is called, and what is left in it.
        for (root, left) in [("export", None), ("site-backup", None), ("export", Some("connector.pid"))] {
            let scratch = Scratch::new();
            scratch.incr_sync(&healthy);
            let directory = format!("export/10.20.30.11/{folder}/{}", higher.id());
            fs::create_dir_all(scratch.path().join(&directory)).unwrap();
            if let Some(name) = left {
                scratch.file(&format!("{directory}/{name}"), "4711\n");
            }
            if root != "export" {
                fs::rename(scratch.path().join("export"), scratch.path().join(root)).unwrap();
            }
            let ran = scratch.check(&[root]);
            assert_eq!(judged(&ran).1, state, "{root} {folder} {left:?}: {ran:?}");
        }
    }
    // Two copies of one server, both called backups.
    let scratch = Scratch::new();
    copy(&scratch, "backup-1", &healthy, &[], AT);
    fs::create_dir_all(scratch.path().join(directory("backup-2", &higher))).unwrap();
    assert_eq!(judged(&scratch.check(&["export"])).1, "UNKNOWN");
}

const WRITER: &str = "10.20.30.11-9000:p_x_dest-000-0:0000000031";
const CONNECTOR: &str = "10.20.30.11-9000:connector_v2:p_x-incr_trans-1-0:0000000040";

/// What a process left in the directory of a JDBCWriter, and a configuration in which the type and the position are missing.
const LEFT: [(&str, &str); 2] = [
    (
        "conf/jdbcwriter.conf",
        "[JDBCWriter]\ndest_type=OB_MYSQL\nsubTopic=p_x_dest-000-0\nsrc_subTopic=p_x_source-000-0\n",
    ),
    ("connector.pid", "4711\n"),
];

#[test]
fn a_writer_whose_connector_is_seen_to_be_there_is_a_leftover() {
    let record = |running: &[&str]| {
        json!({"schema": "omslint/collect/v1", "time": RECORDED, "server": "10.20.30.11", "complete": true,
            "running": running})
        .to_string()
    };
    let list = |ids: &[&str]| {
        let item = |id: &&str| {
            json!({"name": id, "ip": "10.20.30.11", "identity": "p_x", "type": "INCR_TRANS", "status": "RUNNING",
            "checkpointSampleTimestamp": RECORDED, "config": {"source": {"type": "STORE_SOURCE", "dbType": "MYSQL",
            "checkpoint": {"MYSQL_p_x_sub0-1-0": "1773000000"},
            "clients": [{"clientId": "MYSQL_p_x_sub0-1-0", "subtopic": "MYSQL_p_x_sub0-1-0"}]}, "sink": {"type": "OB_MYSQL"},
            "coordinator": {"taskIdentity": "p_x", "sourceType": "MYSQL", "sinkType": "OB_MYSQL"}, "condition": {}}})
        };
        let items: Vec<Value> = ids.iter().map(item).collect();
        let is_reverse = ids.iter().any(|id| id.contains("reverse"));
        let key = if is_reverse { "reverseIncrSyncComponents" } else { "incrSyncComponents" };
        json!({"success": true, "data": {"storeList": null, key: items}}).to_string()
    };
    let lower = CONNECTOR.replace("0000000040", "0000000030");
    let reverse = CONNECTOR.replace("-incr_trans", "-reverse_incr_trans");
    let other = CONNECTOR.replace(":p_x-", ":p_y-");
    for (name, text) in LEFT {
        for (evidence, is_replaced) in [
            (vec![("api.json", list(&[CONNECTOR]))], true),
            (vec![("10.20.30.11/omslint-collect.json", record(&[CONNECTOR]))], true),
            (vec![], false),
            (vec![("10.20.30.11/omslint-collect.json", record(&[]))], false),
            (vec![("10.20.30.11/omslint-collect.json", record(&[CONNECTOR, WRITER]))], false),
            (vec![("api.json", list(&[&lower]))], false),
            (vec![("api.json", list(&[&reverse]))], false),
            (vec![("api.json", list(&[&other]))], false),
        ] {
            let scratch = Scratch::new();
            for (section, text) in
                (IncrSync { source: ",\n\t\"dbType\":\"MYSQL\"", source_type: Some("MYSQL"), ..IncrSync::new("p_x") })
                    .files()
            {
                let text = match section {
                    "source" => {
                        text.replace("\"dbType\"", "\"checkpoint\":{\"MYSQL_p_x_sub0-1-0\":\"1773000000\"},\"dbType\"")
                    }
                    _ => text,
                };
                scratch.file(&format!("export/10.20.30.11/run/{CONNECTOR}/conf/{section}.json"), &text);
            }
            for (path, text) in &evidence {
                scratch.file(&format!("export/{path}"), text);
            }
            scratch.file(&format!("export/10.20.30.11/run/{WRITER}/{name}"), text);
            let ran = scratch.check(&["export"]);
            let state = judged(&ran).1;
            let own = state.split(' ').next().unwrap();
            assert_eq!(own == "READY", is_replaced, "{name} {evidence:?}: {state} {ran:?}");
        }
    }
}
