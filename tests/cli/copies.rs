//! Copies of one component in one tree: which one counts by modification times, and what that is worth; and what was not
//! understood: no choice of rules passes over it. From outside.

use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use crate::scratch::Scratch;

const ID: &str = "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005";

fn source(more: &str) -> String {
    let subtopic = "MYSQL_np_a1_s-1-0";
    let clients = format!("[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\"}}]");
    format!("{{\n\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":{clients}{more}\n}}\n")
}

const HEALTHY: &str = ",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{\"MYSQL_np_a1_s-1-0\":\"1773000000\"}";
const WITHOUT_TYPE: &str = ",\n\t\"checkpoint\":{\"MYSQL_np_a1_s-1-0\":\"1773000000\"}";

/// A copy of the component in a folder of its own; its files were modified at this time.
fn copy(scratch: &Scratch, folder: &str, source: &str, at: u64) {
    let conf = format!("{folder}/10.20.30.11/run/{ID}/conf");
    scratch.file(&format!("{conf}/source.json"), source);
    scratch
        .file(&format!("{conf}/coordinator.json"), "{\n\t\"taskIdentity\":\"np_a1\",\n\t\"sourceType\":\"MYSQL\"\n}\n");
    for entry in fs::read_dir(scratch.path().join(Path::new(&conf))).unwrap() {
        let file = fs::File::options().write(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(at)).unwrap();
    }
}

fn state(report: &serde_json::Value, task: &str) -> String {
    let tasks = report["tasks"].as_array().unwrap();
    let row = tasks.iter().find(|row| row["task"] == task).unwrap_or_else(|| panic!("{task} has no state: {report}"));
    row["state"].as_str().unwrap().to_owned()
}

fn codes(report: &serde_json::Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|finding| finding["code"].as_str().unwrap())
        .collect()
}

#[test]
fn the_newest_copy_counts_and_the_old_one_is_not_checked() {
    let scratch = Scratch::new();
    copy(&scratch, "export/thu", &source(WITHOUT_TYPE), 1_772_900_000);
    copy(&scratch, "export/fri", &source(HEALTHY), 1_773_000_000);
    let report = scratch.check(&["export"]).json();
    assert_eq!(codes(&report), ["OMS112"]);
    let finding = &report["findings"].as_array().unwrap().iter().find(|f| f["code"] == "OMS112").unwrap().clone();
    assert!(finding["path"].as_str().unwrap().starts_with("export/fri/"), "{finding}");
    for words in ["source.dbType", "2026-03-08", "2026-03-07", "export/thu/", "np_a1"] {
        assert!(finding["message"].as_str().unwrap().contains(words), "{words}: {finding}");
    }
    assert_eq!(state(&report, "np_a1"), "CONFIRM");
    assert_eq!(report["run"]["components"]["incrSync"], 1);
}

#[test]
fn what_only_modification_times_order_is_never_safe() {
    let scratch = Scratch::new();
    copy(&scratch, "export/thu", &source(HEALTHY), 1_772_900_000);
    copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
    let ran = scratch.check(&["export"]);
    let report = ran.json();
    assert_eq!((ran.code, codes(&report)), (1, vec!["OMS101", "OMS112"]));
    let missing = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "OMS101").unwrap();
    assert_eq!(missing["fix"]["tier"], "unsafe", "{missing}");
    assert_eq!(scratch.run(&["diff", "export"]).stdout, "", "nothing is safe");
    let fixed = scratch.run(&["fix", "export", "--unsafe-fixes", "--backup", "none"]);
    assert!(fixed.code <= 1, "{fixed:?}");
    let text =
        fs::read_to_string(scratch.path().join(format!("export/fri/10.20.30.11/run/{ID}/conf/source.json"))).unwrap();
    assert!(text.contains("\"dbType\":\"MYSQL\""), "{text}");
}

#[test]
fn without_an_order_all_are_checked_and_the_task_is_blocked() {
    let scratch = Scratch::new();
    copy(&scratch, "export/a", &source(HEALTHY), 1_773_000_000);
    copy(&scratch, "export/b", &source(WITHOUT_TYPE), 1_773_000_000);
    let report = scratch.check(&["export"]).json();
    assert_eq!(codes(&report), ["OMS112", "OMS101"]);
    assert_eq!(state(&report, "np_a1"), "BLOCKED");
    // Whoever is asked for the type is told what is the matter first.
    let template = scratch.run(&["values", "export"]).stdout.replace("\n# ", " ");
    assert!(template.contains("copies of this component differ, and nothing certain says which one"), "{template}");
    assert!(!template.contains("only the name of a subtopic"), "{template}");
    // The same twice is one.
    copy(&scratch, "export/b", &source(HEALTHY), 1_773_000_005);
    let report = scratch.check(&["export"]).json();
    assert_eq!((codes(&report), state(&report, "np_a1")), (vec![], "READY".to_owned()));
}

/// Two copies that say the same are one, and one that is mended alone would make two of them.
#[test]
fn equal_copies_are_mended_alike_and_what_stays_behind_is_said_at_once() {
    let place = |folder: &str| format!("export/{folder}/10.20.30.11/run/{ID}/conf/source.json");
    let read = |scratch: &Scratch, folder: &str| fs::read_to_string(scratch.path().join(place(folder))).unwrap();
    let scratch = Scratch::new();
    for (folder, at) in [("thu", 1_772_900_000), ("fri", 1_773_000_000), ("sat", 1_773_000_000)] {
        copy(&scratch, &format!("export/{folder}"), &source(WITHOUT_TYPE), at);
    }
    let fixed = scratch.run(&["fix", "export", "--backup", "none", "--manifest", "m.json", "--patch", "p.patch"]);
    assert!(fixed.code == 0 && fixed.stderr.contains("Fixed 3 files in place."), "{fixed:?}");
    assert!(fixed.stderr.contains("Ready: the only task here needs nothing"), "{fixed:?}");
    let patch = fs::read_to_string(scratch.path().join("p.patch")).unwrap();
    assert_eq!(patch.matches("+++ b/export/").count(), 3, "{patch}");
    for folder in ["thu", "fri", "sat"] {
        assert!(read(&scratch, folder).contains("\"dbType\":\"MYSQL\""), "{folder}");
    }
    let report = scratch.check(&["export"]).json();
    assert_eq!((codes(&report), state(&report, "np_a1")), (vec![], "READY".to_owned()));
    assert_eq!(scratch.run(&["fix", "export", "--backup", "none"]).stdout, "", "a second one changes nothing");
    assert_eq!(scratch.run(&["revert", "m.json"]).code, 0);
    assert_eq!([read(&scratch, "thu"), read(&scratch, "fri")], [source(WITHOUT_TYPE), source(WITHOUT_TYPE)]);
    // A copy elsewhere, and one in a plan, are mended alike, too.
    for args in [&["fix", "--out-dir", "out"][..], &["plan", "-o", "up"]] {
        scratch.run(&[args, &["export", "--no-config"]].concat());
    }
    for out in ["out", "up/fixed"] {
        for folder in ["thu", "fri", "sat"] {
            assert!(scratch.path().join(out).join(place(folder)).exists(), "{out} {folder}");
        }
    }
    // One that says the same in other bytes, one that is packed, and a backup stay: the verdict is that of the next run.
    for other in ["spelled", "packed", "kept"] {
        let scratch = Scratch::new();
        copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
        if other == "spelled" {
            copy(&scratch, "export/thu", &source(WITHOUT_TYPE).replace("\t", "  "), 1_772_900_000);
        } else if other == "kept" {
            copy(&scratch, "export/backup-20260301", &source(WITHOUT_TYPE), 1_772_900_000);
        } else {
            let coordinator = "{\n\t\"taskIdentity\":\"np_a1\",\n\t\"sourceType\":\"MYSQL\"\n}\n";
            let conf = format!("thu/10.20.30.11/run/{ID}/conf");
            let (names, text) =
                ([format!("{conf}/source.json"), format!("{conf}/coordinator.json")], source(WITHOUT_TYPE));
            let members = [(names[0].as_str(), text.as_str()), (names[1].as_str(), coordinator)];
            fs::write(scratch.path().join("export/thu.tar"), crate::scratch::tarred(&members)).unwrap();
        }
        let report = scratch.check(&["export"]).json();
        assert_eq!((codes(&report), state(&report, "np_a1")), (vec!["OMS101"], "FIX".to_owned()), "{other}");
        let fixed = scratch.run(&["fix", "export", "--backup", "none", "-f", "json"]);
        let report = fixed.json();
        assert_eq!((codes(&report), state(&report, "np_a1")), (vec!["OMS112"], "CONFIRM".to_owned()), "{other}");
        assert!(fixed.stdout.contains("leave the others out with `--exclude`"), "{other}");
        assert_eq!(codes(&scratch.check(&["export"]).json()), ["OMS112"], "{other}");
    }
}

#[test]
fn no_choice_of_rules_passes_over_what_was_not_understood() {
    let scratch = Scratch::new();
    copy(&scratch, "export/a", "null\n", 1_773_000_000);
    let ignore = "[[ignore]]\nrule = \"OMS1\"\ntasks = [\"np_a1\"]\nreason = \"known\"\n";
    scratch.file("ignore.toml", ignore);
    scratch.run(&["check", "export", "--write-baseline", "known.json"]);
    for more in [
        &[][..],
        &["--select", "OMS101"],
        &["--ignore", "OMS111"],
        &["--ignore", "OMS"],
        &["--baseline", "known.json"],
        &["--config", "ignore.toml"],
        &["--min-severity", "error"],
    ] {
        let ran = scratch.check(&[&["export"][..], more].concat());
        assert_eq!((ran.code, codes(&ran.json())), (1, vec!["OMS111"]), "{more:?}");
        assert_eq!(state(&ran.json(), "np_a1"), "UNKNOWN", "{more:?}");
    }
    let ran = scratch.check(&["export", "--fail-on", "never"]);
    assert_eq!((ran.code, state(&ran.json(), "np_a1")), (0, "UNKNOWN".to_owned()));
    for format in ["full", "concise", "markdown", "html", "junit", "sarif", "github", "gitlab"] {
        let ran = scratch.run(&["check", "export", "-f", format]);
        assert!(ran.stdout.contains("OMS111"), "{format}");
        assert!(!matches!(format, "markdown" | "html") || ran.stdout.contains("UNKNOWN"), "{format}");
    }
}

#[test]
fn states_do_not_depend_on_what_is_shown() {
    let scratch = Scratch::new();
    copy(&scratch, "export/a", &source(WITHOUT_TYPE), 1_773_000_000);
    scratch.run(&["check", "export", "--write-baseline", "known.json"]);
    for more in [
        &[][..],
        &["--select", "OMS110"],
        &["--ignore", "OMS101"],
        &["--baseline", "known.json"],
        &["--min-severity", "error"],
        &["--fail-on", "never"],
    ] {
        let report = scratch.check(&[&["export"][..], more].concat()).json();
        assert_eq!(state(&report, "np_a1"), "FIX", "{more:?}");
        let counts = &report["summary"]["tasks"];
        assert_eq!((&counts["fix"], &counts["ready"]), (&1.into(), &0.into()), "{more:?}");
        let value = &report["tasks"][0]["values"][0];
        assert_eq!((&value["key"], &value["value"]), (&"dbType".into(), &"MYSQL".into()), "{more:?}");
    }
    scratch.file("ignore.toml", "[[ignore]]\nrule = \"OMS101\"\ntasks = [\"np_a1\"]\nreason = \"tried in the lab\"\n");
    assert_eq!(state(&scratch.check(&["export", "--config", "ignore.toml"]).json(), "np_a1"), "READY");
}

#[test]
fn a_file_that_failed_makes_its_task_unknown_everywhere() {
    let scratch = Scratch::new();
    copy(&scratch, "export/a", "{\"type\": ", 1_773_000_000);
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, state(&ran.json(), "np_a1")), (3, "UNKNOWN".to_owned()));
    scratch.run(&["plan", "export", "-o", "up"]);
    let read = |name: &str| fs::read_to_string(scratch.path().join("up").join(name)).unwrap();
    assert!(read("runbook.md").contains("| `np_a1` | UNKNOWN |"), "{}", read("runbook.md"));
    assert!(read("runbook.md").contains("conf/source.json`: not valid JSON"), "{}", read("runbook.md"));
    assert_eq!(state(&serde_json::from_str(&read("report.json")).unwrap(), "np_a1"), "UNKNOWN");
}

/// The path of each finding of this rule.
fn paths_of(report: &serde_json::Value, code: &str) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
    findings.map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn of_copies_that_say_the_same_one_is_checked_and_fixed() {
    let scratch = Scratch::new();
    copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
    copy(&scratch, "export/thu", &source(WITHOUT_TYPE), 1_772_900_000);
    let report = scratch.check(&["export"]).json();
    assert_eq!(codes(&report), ["OMS101"]);
    assert!(paths_of(&report, "OMS101")[0].starts_with("export/fri/"), "the newer one: {report:#}");
    assert_eq!((state(&report, "np_a1"), &report["run"]["components"]["incrSync"]), ("FIX".to_owned(), &1.into()));
    let listed = scratch.run(&["files", "export"]).stdout;
    let says = format!("a copy of the one in export/fri/10.20.30.11/run/{ID}/conf/source.json, which counts");
    assert!(listed.contains(&says), "{listed}");
    // Both are mended, so they are one still.
    let fixed = scratch.run(&["fix", "export", "--backup", "none"]);
    assert_eq!(fixed.code, 0, "{fixed:?}");
    let report = scratch.check(&["export"]).json();
    assert_eq!((codes(&report), state(&report, "np_a1")), (vec![], "READY".to_owned()));
    let listed = scratch.run(&["files", "export"]).stdout;
    assert!(listed.contains("a copy of the one in export/"), "{listed}");
}

#[test]
fn half_copies_that_say_the_same_are_told_once() {
    let scratch = Scratch::new();
    for day in ["thu", "fri"] {
        let coordinator = "{\n\t\"taskIdentity\":\"np_a1\",\n\t\"sourceType\":\"MYSQL\"\n}\n";
        scratch.file(&format!("export/{day}/run/{ID}/conf/coordinator.json"), coordinator);
    }
    let report = scratch.check(&["export"]).json();
    assert_eq!((codes(&report), state(&report, "np_a1")), (vec!["OMS111"], "UNKNOWN".to_owned()));
}

/// The copy of a folder as a tar file, in which each file was modified at this time; 0: the archive keeps no times.
fn tar(scratch: &Scratch, folder: &str, at: u64) {
    let mut archive = tar::Builder::new(fs::File::create(scratch.path().join(format!("{folder}.tar"))).unwrap());
    let conf = format!("10.20.30.11/run/{ID}/conf");
    for name in ["source.json", "coordinator.json"] {
        let text = fs::read(scratch.path().join(folder).join(&conf).join(name)).unwrap();
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mtime(at);
        archive.append_data(&mut header, format!("{conf}/{name}"), text.as_slice()).unwrap();
    }
    archive.finish().unwrap();
    fs::remove_dir_all(scratch.path().join(folder)).unwrap();
}

#[test]
fn a_copy_in_an_archive_never_wins_over_an_equal_one_on_the_disk() {
    let scratch = Scratch::new();
    copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
    tar(&scratch, "export/fri", 1_773_000_000);
    copy(&scratch, "export/thu", &source(WITHOUT_TYPE), 1_772_900_000);
    let report = scratch.check(&["export"]).json();
    assert_eq!(paths_of(&report, "OMS101"), [format!("export/thu/10.20.30.11/run/{ID}/conf/source.json")]);
    assert_eq!(codes(&report), ["OMS101"]);
    assert_eq!(scratch.run(&["fix", "export", "--backup", "none"]).code, 0);
}

#[test]
fn members_of_archives_were_modified_when_the_archive_says() {
    for (at, expected) in [
        (1_773_000_000, (vec!["OMS101", "OMS112"], "export/fri.tar/")),
        (1_772_800_000, (vec!["OMS112"], "export/thu/")),
        (0, (vec!["OMS112", "OMS101"], "export/fri.tar/")),
    ] {
        let scratch = Scratch::new();
        copy(&scratch, "export/thu", &source(HEALTHY), 1_772_900_000);
        copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
        tar(&scratch, "export/fri", at);
        let report = scratch.check(&["export"]).json();
        let mut found = codes(&report);
        found.sort_unstable();
        assert_eq!(found.len(), expected.0.len(), "{at}: {report:#}");
        let place = &paths_of(&report, "OMS112")[0];
        assert!(place.starts_with(expected.1), "{at}: {place}");
        let state = state(&report, "np_a1");
        assert_eq!(state == "BLOCKED", at == 0, "{at}: {state}");
    }
}

#[test]
fn a_status_that_cannot_be_read_fails_and_one_that_says_nothing_orders_nothing() {
    let scratch = Scratch::new();
    copy(&scratch, "export/thu", &source(HEALTHY), 1_773_000_000);
    copy(&scratch, "export/fri", &source(WITHOUT_TYPE), 1_773_000_000);
    let status = |day: &str| format!("export/{day}/10.20.30.11/run/{ID}/oms.connector.checkpoint");
    scratch.file(&status("fri"), "{\"gmt\":1773000000}");
    let wide: Vec<u8> = "{\"gmt\":1773000001}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        &b"{\"gmt\":"[..],
        b"",
        b"\x7fELF\0\xff\xfe",
        &[&[0xff, 0xfe], &*wide].concat(),
        b"{\"gmt\":1773000001}{\"gmt\":1773000002}",
        b"[]",
        b"\"timeout\"",
        b"curl: (7) Failed to connect to 10.0.0.1 port 8089: Connection refused",
        b"<html><title>502 Bad Gateway</title></html>",
    ] {
        fs::write(scratch.file(&status("thu"), ""), bytes).unwrap();
        let ran = scratch.check(&["export"]);
        let report = ran.json();
        assert_eq!((ran.code, state(&report, "np_a1")), (3, "UNKNOWN".to_owned()), "{bytes:?}: {report:#}");
        assert_eq!(report["failures"][0]["path"], status("thu"), "{bytes:?}: {report:#}");
    }
    // So a process without any writes it.
    for text in ["{}", "\"{}\"", "{\n}\n"] {
        scratch.file(&status("thu"), text);
        let ran = scratch.check(&["export"]);
        let report = ran.json();
        assert_eq!((ran.code, state(&report, "np_a1")), (1, "BLOCKED".to_owned()), "{text}: {report:#}");
        assert_eq!(report["run"]["files"]["failed"], 0, "{text}");
    }
    scratch.file(&status("thu"), "{\"gmt\":1773000001}");
    assert_eq!(state(&scratch.check(&["export"]).json(), "np_a1"), "READY", "its own mark, and nothing to settle");
}

/// The copy of a day without its source, whose status is of this time, if of any.
fn half(scratch: &Scratch, folder: &str, sink: &str, (gmt, at): (Option<i64>, u64)) {
    copy(scratch, folder, "", at);
    let directory = format!("{folder}/10.20.30.11/run/{ID}");
    fs::remove_file(scratch.path().join(format!("{directory}/conf/source.json"))).unwrap();
    if !sink.is_empty() {
        let path = scratch.file(&format!("{directory}/conf/sink.json"), sink);
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(at)).unwrap();
    }
    let status =
        gmt.map(|gmt| scratch.file(&format!("{directory}/oms.connector.checkpoint"), &format!("{{\"gmt\":{gmt}}}")));
    drop(status);
}

#[test]
fn a_newest_copy_without_its_source_is_not_checked_by_an_older_one() {
    let whole = |gmt: Option<i64>| {
        let scratch = Scratch::new();
        copy(&scratch, "export/thu", &source(HEALTHY), 1_772_900_000);
        let directory = format!("export/thu/10.20.30.11/run/{ID}");
        if let Some(gmt) = gmt {
            scratch.file(&format!("{directory}/oms.connector.checkpoint"), &format!("{{\"gmt\":{gmt}}}"));
        }
        scratch
    };
    let sink = "{\"type\":\"JDBC_SINK\",\"workerNum\":\"64\"}";
    let coordinator = "{\"taskIdentity\":\"np_a1\",\"sourceType\":\"ORACLE\"}";
    // By its own mark, whatever else it holds.
    for sink in [sink, ""] {
        let scratch = whole(Some(1_772_900_000));
        half(&scratch, "export/fri", sink, (Some(1_773_000_000), 1_772_000_000));
        let ran = scratch.check(&["export"]);
        let report = ran.json();
        assert_eq!(
            (ran.code, codes(&report), state(&report, "np_a1")),
            (1, vec!["OMS111", "OMS112"], "UNKNOWN".to_owned()),
            "{report:#}"
        );
        assert!(paths_of(&report, "OMS112")[0].starts_with("export/fri/"), "{report:#}");
        assert_eq!(report["run"]["components"]["incrSync"], 1, "{report:#}");
        let listed = scratch.run(&["files", "export"]).stdout;
        assert!(listed.contains("an older copy; the one in export/fri/"), "{listed}");
    }
    // Nothing but its status was copied.
    let scratch = whole(Some(1_772_900_000));
    scratch.file(&format!("export/fri/10.20.30.11/run/{ID}/oms.connector.checkpoint"), "{\"gmt\":1773000000}");
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, state(&ran.json(), "np_a1")), (1, "UNKNOWN".to_owned()), "{ran:?}");
    // By the times of its files, where it says something else.
    let scratch = whole(None);
    half(&scratch, "export/fri", "", (None, 1_773_000_000));
    let conf = format!("export/fri/10.20.30.11/run/{ID}/conf/coordinator.json");
    let file = fs::File::options().write(true).open(scratch.file(&conf, coordinator)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(1_773_000_000)).unwrap();
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, state(&ran.json(), "np_a1")), (1, "UNKNOWN".to_owned()), "{ran:?}");
    // An older one is silent.
    for (own, other, at) in [
        (Some(1_773_000_000), Some(1_772_900_000), 1_773_050_000),
        (None, None, 1_772_800_000),
        (None, Some(1_773_000_000), 1_772_000_000),
    ] {
        let scratch = whole(own);
        half(&scratch, "export/fri", "", (other, at));
        let ran = scratch.check(&["export"]);
        let report = ran.json();
        assert_eq!(
            (ran.code, codes(&report), state(&report, "np_a1")),
            (0, vec![], "READY".to_owned()),
            "{own:?} {other:?}: {report:#}"
        );
    }
    // What lies under a backup's name never counts instead.
    let scratch = whole(Some(1_772_900_000));
    half(&scratch, "export/old", sink, (Some(1_773_000_000), 1_773_000_000));
    fs::rename(scratch.path().join("export/old"), scratch.path().join("export/thu.bak")).unwrap();
    assert_eq!(state(&scratch.check(&["export"]).json(), "np_a1"), "READY");
}

#[test]
fn a_record_of_collect_sh_that_cannot_be_read_fails() {
    let scratch = Scratch::new();
    copy(&scratch, "export", &source(HEALTHY), 1_773_000_000);
    let path = "export/10.20.30.11/omslint-collect.json";
    let record = "{\"schema\":\"omslint/collect/v1\",\"time\":\"2026-03-09T00:00:00Z\",\"server\":\"10.20.30.11\",\"complete\":true,\
                  \"running\":[]}\n";
    let wide: Vec<u8> = record.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], &*wide].concat();
    let twice = [record, record].concat();
    for bytes in [
        &record.as_bytes()[..record.len() - 4],
        b"",
        b"null",
        b"{}",
        b"running: []\n",
        &marked,
        &wide,
        twice.as_bytes(),
        b"<html><title>502 Bad Gateway</title></html>",
    ] {
        fs::write(scratch.file(path, ""), bytes).unwrap();
        let ran = scratch.check(&["export"]);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == path, "{bytes:?}: {ran:?}");
    }
    // One of another version is told, and one that is whole is read.
    for (text, said) in [(record.to_owned(), false), (record.replace("/v1", "/v2"), true)] {
        scratch.file(path, &text);
        let ran = scratch.check(&["export"]);
        let told = ran.not_checked().join("\n").contains("not as collect.sh of this version writes it");
        assert_eq!((ran.code, told), (0, said), "{text}: {ran:?}");
    }
    // Whatever else is called nearly so is none of ours.
    fs::remove_file(scratch.path().join(path)).unwrap();
    scratch.file("export/omslint-collect.json.txt", "notes\n");
    scratch.file("export/collect.json", "{\"a\":");
    assert_eq!(scratch.check(&["export"]).code, 0);
}

/// What a Store has as its configuration: that of this port, with this number, which begins at this time.
fn store(port: u16, number: &str, begin: u32) -> String {
    format!(
        "[global]\nconfig.version=3\n\n[mysql2store]\nmaster.timestamp={begin}\nsubTopic=MYSQL_np_a1_s-1-0\n{number}\n[store]\n\
         storesManager.port={port}\n\n[ob2store]\n\n[liboblog]\n"
    )
}

/// An export of one day: the component, and Stores of its subtopic on one server.
fn day(scratch: &Scratch, folder: &str, stores: u16) {
    copy(scratch, folder, &source(HEALTHY), 1_773_000_000);
    for at in 0..stores {
        let text = store(7100 + at, &format!("subId=000000000{at}\n"), 1_772_000_000);
        scratch.file(&format!("{folder}/10.20.30.11/store/store{}/conf/crawler.conf", 7100 + at), &text);
    }
}

fn stores(report: &serde_json::Value) -> &serde_json::Value {
    &report["run"]["components"]["store"]
}

#[test]
fn the_stores_of_two_days_are_those_of_one() {
    let scratch = Scratch::new();
    day(&scratch, "export/thu", 3);
    day(&scratch, "export/fri", 3);
    let report = scratch.check(&["export"]).json();
    assert_eq!((codes(&report), state(&report, "np_a1"), stores(&report)), (vec![], "READY".to_owned(), &3.into()));
    let listed = scratch.run(&["files", "export"]).stdout;
    let says = "a copy of the one in export/fri/10.20.30.11/store/store7101/conf/crawler.conf, which counts";
    assert!(listed.contains(says), "{listed}");
    // Five on one day are too many, however often they were copied.
    day(&scratch, "export/fri", 5);
    let report = scratch.check(&["export"]).json();
    let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "OMS207").unwrap();
    assert!(found["message"].as_str().unwrap().contains("5 Stores"), "{found}");
    assert_eq!(stores(&report), &5);
}

#[test]
fn a_store_is_known_by_what_it_says_and_not_by_its_subtopic_alone() {
    let conf = |path: &str| format!("export/{path}/conf/crawler.conf");
    let begin = 1_772_000_000;
    for (first, second, expected) in [
        // Without a folder of the server, and of one that has no number.
        (("thu/store7100", "subId=1\n", begin), ("fri/store7100", "subId=1\n", begin), 1),
        (("thu/a/store/store7100", "", begin), ("fri/a/store/store7100", "", begin), 1),
        // Its folder need not say its port.
        (("thu/a/store/one", "subId=1\n", begin), ("fri/a/store/two", "subId=1\n", begin), 1),
        // Another server, another number, nothing that would tell the server.
        (("a/store/store7100", "subId=1\n", begin), ("b/store/store7100", "subId=1\n", begin), 2),
        (("thu/a/store/store7100", "subId=1\n", begin), ("fri/a/store/store7100", "subId=2\n", begin), 2),
        (("thu/store7100", "", begin), ("fri/store7100", "", begin), 2),
        (("thu/store7100", "subId=1\n", begin), ("fri/store7100", "subId=1\n", begin + 1), 2),
    ] {
        let scratch = Scratch::new();
        for (folder, number, begin) in [first, second] {
            scratch.file(&conf(folder), &store(7100, number, begin));
        }
        let report = scratch.check(&["export"]).json();
        assert_eq!((stores(&report), codes(&report)), (&expected.into(), vec![]), "{first:?} {second:?}: {report:#}");
    }
    // Another port is another Store.
    let scratch = Scratch::new();
    scratch.file(&conf("thu/a/store/store7100"), &store(7100, "subId=1\n", begin));
    scratch.file(&conf("fri/a/store/store7101"), &store(7101, "subId=1\n", begin));
    assert_eq!(stores(&scratch.check(&["export"]).json()), 2);
}

#[test]
fn a_store_of_which_copies_differ_counts_once_and_is_said() {
    let scratch = Scratch::new();
    day(&scratch, "export/thu", 3);
    day(&scratch, "export/fri", 3);
    let conf = "export/fri/10.20.30.11/store/store7100/conf/crawler.conf";
    scratch.file(conf, &store(7100, "subId=0000000000\n", 1_772_000_001));
    let report = scratch.check(&["export"]).json();
    assert_eq!(
        (codes(&report), state(&report, "np_a1"), stores(&report)),
        (vec!["OMS112"], "BLOCKED".to_owned(), &3.into())
    );
}

#[test]
fn a_store_that_an_answer_names_by_its_id_counts_once() {
    let scratch = Scratch::new();
    day(&scratch, "export", 1);
    let item = "{\"name\":\"10.20.30.11-7100:MYSQL_np_a1_s-1-0:0000000000\",\"ip\":\"10.20.30.11\",\"subtopic\":\"MYSQL_np_a1_s-1-0\",\
                \"beginCheckpoint\":\"2026-02-25T00:00:00\",\"config\":{}}";
    scratch.file("export/api.json", &format!("{{\"success\":true,\"data\":{{\"storeList\":[{item}]}}}}"));
    assert_eq!(stores(&scratch.check(&["export"]).json()), 1);
}
