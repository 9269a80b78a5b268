//! An answer of the API and the files of the same component: where they differ in what decides for the upgrade, one of them counts,
//! or nothing is safe; where they only spell it differently, nothing is said. From outside.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::scratch::{NOW, Scratch};

const ID: &str = "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005";
const CLIENT: &str = "MYSQL_np_a1_s-1-0";

/// When the API took its answer, by default.
const SAMPLED: i64 = NOW - 3_600;

/// A source with these keys.
fn source(more: &Value) -> Value {
    let mut source = json!({"type": "STORE_SOURCE", "password": "secret", "splitThreshold": "128",
        "clients": [{"clientId": CLIENT, "subtopic": CLIENT}]});
    for (key, value) in more.as_object().unwrap() {
        source[key] = value.clone();
    }
    source
}

fn healthy() -> Value {
    json!({"dbType": "MYSQL", "checkpoint": {CLIENT: "1772900000"}})
}

fn date(scratch: &Scratch, path: &str, at: i64) {
    let file = fs::File::options().write(true).open(scratch.path().join(path)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(at.unsigned_abs())).unwrap();
}

/// The run directory, whose files were all modified at this time.
fn files(scratch: &Scratch, more: &Value, at: i64) {
    let conf = format!("export/10.20.30.11/run/{ID}/conf");
    for (name, section) in
        [("source", source(more)), ("coordinator", json!({"taskIdentity": "np_a1", "sourceType": "MYSQL"}))]
    {
        scratch.file(&format!("{conf}/{name}.json"), &section.to_string());
        date(scratch, &format!("{conf}/{name}.json"), at);
    }
}

fn status(scratch: &Scratch, at: i64) {
    let status = json!({"checkpoint": "{}", "gmt": at}).to_string();
    scratch.file(&format!("export/10.20.30.11/run/{ID}/oms.connector.checkpoint"), &status);
}

/// The answer of the API in a file of this name, which was modified at the time of the run.
fn answer(scratch: &Scratch, name: &str, more: &Value, sampled: Option<i64>) {
    let config = json!({"source": source(more), "coordinator": {"taskIdentity": "np_a1", "sourceType": "MYSQL"}});
    let mut item =
        json!({"name": ID, "ip": "10.20.30.11", "identity": "np_a1", "type": "INCR_TRANS", "config": config});
    if let Some(sampled) = sampled {
        item["checkpointSampleTimestamp"] = json!(sampled);
    }
    let answer = json!({"success": true, "data": {"incrSyncComponents": [item]}});
    scratch.file(&format!("export/{name}"), &answer.to_string());
}

/// The codes of its findings that are more than infos, the state of its task, and how many Incr-Syncs it counts.
fn judged(report: &Value) -> (Vec<String>, String, u64) {
    let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "info");
    let mut codes: Vec<String> = findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect();
    codes.sort_unstable();
    let state = report["tasks"][0]["state"].as_str().unwrap().to_owned();
    (codes, state, report["run"]["components"]["incrSync"].as_u64().unwrap())
}

fn is(codes: &[&str], state: &str) -> (Vec<String>, String, u64) {
    (codes.iter().map(|code| (*code).to_owned()).collect(), state.to_owned(), 1)
}

/// The finding of this rule.
fn finding(report: &Value, code: &str) -> Value {
    let mut all = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
    all.next().unwrap_or_else(|| panic!("no {code}: {report:#}")).clone()
}

fn without(key: &str) -> Value {
    let mut all = healthy();
    all.as_object_mut().unwrap().remove(key);
    all
}

#[test]
fn the_newer_of_both_counts_and_the_older_has_no_findings() {
    // The files lack the type, and are older.
    let scratch = Scratch::new();
    files(&scratch, &without("dbType"), NOW);
    status(&scratch, SAMPLED - 86_400);
    answer(&scratch, "api.json", &healthy(), Some(SAMPLED));
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report), is(&["OMS112"], "READY"), "{report:#}");
    let said = finding(&report, "OMS112");
    assert_eq!(said["path"], "export/api.json");
    for words in
        ["source.dbType", "`checkpointSampleTimestamp` in the answer of the API", "`gmt` in oms.connector.checkpoint"]
    {
        assert!(said["message"].as_str().unwrap().contains(words), "{words}: {said:#}");
    }
    let listed = scratch.run(&["files", "export"]).stdout;
    assert!(listed.contains("an older copy; the one in export/api.json counts"), "{listed}");
    // They are newer.
    status(&scratch, SAMPLED + 60);
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report), is(&["OMS101", "OMS112"], "FIX"), "{report:#}");
    assert_eq!(finding(&report, "OMS101")["fix"]["tier"], "safe", "the newest is known for sure");
    // The answer lacks the position, and is older than what collect.sh took.
    answer(&scratch, "api.json", &without("checkpoint"), Some(SAMPLED));
    fs::remove_file(scratch.path().join(format!("export/10.20.30.11/run/{ID}/oms.connector.checkpoint"))).unwrap();
    files(&scratch, &healthy(), NOW);
    let record = json!({"schema": "omslint/collect/v1", "time": SAMPLED + 60, "server": "10.20.30.11", "complete": false,
        "why": "some command lines could not be read; run it as root", "running": []});
    scratch.file("export/10.20.30.11/omslint-collect.json", &record.to_string());
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report), is(&["OMS112"], "READY"), "{report:#}");
    assert!(finding(&report, "OMS112")["message"].as_str().unwrap().contains("the record of collect.sh"), "{report:#}");
}

#[test]
fn modification_times_order_them_and_nothing_is_safe() {
    let scratch = Scratch::new();
    files(&scratch, &without("dbType"), NOW + 5);
    answer(&scratch, "api.json", &healthy(), Some(SAMPLED));
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report).0, ["OMS101", "OMS112"], "{report:#}");
    assert_eq!(finding(&report, "OMS101")["fix"]["tier"], "unsafe", "{report:#}");
    files(&scratch, &without("dbType"), NOW - 5);
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report), is(&["OMS112"], "CONFIRM"), "{report:#}");
    assert!(
        finding(&report, "OMS112")["message"].as_str().unwrap().contains("its files were modified at"),
        "{report:#}"
    );
}

#[test]
fn without_an_order_the_task_is_blocked() {
    for (here, there, keys) in [
        (healthy(), json!({"dbType": "ORACLE", "checkpoint": {CLIENT: "1772900000"}}), "source.dbType"),
        (healthy(), json!({"db_type": "OB_ORACLE", "checkpoint": {CLIENT: "1772900000"}}), "source.dbType"),
        (healthy(), json!({"dbType": "MYSQL", "checkpoint": {CLIENT: "1772900001"}}), "source.checkpoint"),
        (
            healthy(),
            json!({"dbType": "MYSQL", "checkpoint": format!("{{\"{CLIENT}\":\"1772900001\"}}")}),
            "source.checkpoint",
        ),
        (
            healthy(),
            json!({"dbType": "ORACLE", "checkpoint": {CLIENT: 1_772_900_001}}),
            "source.checkpoint, source.dbType",
        ),
        (healthy(), without("dbType"), "source.dbType"),
        (healthy(), json!({"dbType": null, "checkpoint": {CLIENT: "1772900000"}}), "source.dbType"),
        (healthy(), json!({"dbType": "MYSQL", "checkpoint": "{}"}), "source.checkpoint"),
    ] {
        for (files_have, answer_has) in [(&here, &there), (&there, &here)] {
            let scratch = Scratch::new();
            files(&scratch, files_have, NOW);
            answer(&scratch, "api.json", answer_has, Some(SAMPLED));
            let ran = scratch.check(&["export"]);
            let report = ran.json();
            let (codes, state, count) = judged(&report);
            assert!(ran.code == 1 && codes.contains(&"OMS112".to_owned()), "{files_have} {answer_has}: {report:#}");
            assert_eq!((state.as_str(), count), ("BLOCKED", 1), "{files_have} {answer_has}: {report:#}");
            let said = finding(&report, "OMS112")["message"].as_str().unwrap().to_owned();
            assert!(said.contains(keys), "{keys}: {said}");
            let findings = report["findings"].as_array().unwrap();
            assert!(findings.iter().all(|finding| finding["fix"]["tier"] != "safe"), "{report:#}");
        }
    }
}

#[test]
fn other_spellings_masks_and_all_that_does_not_decide_are_no_difference() {
    let there = |more: &Value| {
        let mut all = healthy();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let seconds = "1772900000";
    for more in [
        json!({"password": "******", "splitThreshold": 128, "maxRetries": 3}),
        json!({"dbType": "mysql"}),
        json!({"dbType": "***"}),
        json!({"checkpoint": "***"}),
        json!({"checkpoint": {CLIENT: "******"}}),
        json!({"checkpoint": {CLIENT: 1_772_900_000}}),
        json!({"checkpoint": format!("{{\"{CLIENT}\": \"{seconds}\"}}")}),
        json!({"checkpoint": format!("{{\n\t\"{CLIENT}\": {seconds}\n}}")}),
        json!({"clients": [{"clientId": CLIENT, "subtopic": CLIENT, "clusterManagerUrl": "http://10.20.30.9:8088"}]}),
    ] {
        let scratch = Scratch::new();
        files(&scratch, &healthy(), NOW - 86_400);
        status(&scratch, SAMPLED - 86_400);
        answer(&scratch, "api.json", &there(&more), Some(SAMPLED));
        let report = scratch.check(&["export"]).json();
        let (codes, ..) = judged(&report);
        assert!(!codes.contains(&"OMS112".to_owned()), "{more}: {report:#}");
    }
    // The other key of the type, and what both lack.
    let renamed = json!({"db_type": "MYSQL", "checkpoint": {CLIENT: seconds}});
    for (here, there) in [
        (healthy(), renamed),
        (without("dbType"), without("dbType")),
        (without("dbType"), json!({"dbType": "", "checkpoint": {CLIENT: seconds}})),
        (without("checkpoint"), json!({"dbType": "MYSQL", "checkpoint": null})),
    ] {
        let scratch = Scratch::new();
        files(&scratch, &here, NOW - 86_400);
        answer(&scratch, "api.json", &there, Some(SAMPLED));
        let (codes, ..) = judged(&scratch.check(&["export"]).json());
        assert!(!codes.contains(&"OMS112".to_owned()), "{here} {there}: {codes:?}");
    }
    // The same id under another Cluster Manager is another component.
    let scratch = Scratch::new();
    let of = |host: &str, db_type: &str| {
        json!({"dbType": db_type, "checkpoint": {CLIENT: seconds},
            "clients": [{"clientId": CLIENT, "subtopic": CLIENT, "clusterManagerUrl": format!("http://{host}:8088")}]})
    };
    files(&scratch, &of("10.20.30.9", "MYSQL"), NOW);
    answer(&scratch, "api.json", &of("10.20.40.9", "ORACLE"), Some(SAMPLED));
    let (codes, ..) = judged(&scratch.check(&["export"]).json());
    assert!(!codes.contains(&"OMS112".to_owned()), "{codes:?}");
}

#[test]
fn of_several_answers_and_the_files_the_newest_counts() {
    let scratch = Scratch::new();
    let more = |db_type: &str| json!({"dbType": db_type, "checkpoint": {CLIENT: "1772900000"}});
    answer(&scratch, "thu.json", &more("ORACLE"), Some(SAMPLED - 86_400));
    answer(&scratch, "fri.json", &more("MYSQL"), Some(SAMPLED));
    files(&scratch, &without("dbType"), NOW);
    status(&scratch, SAMPLED + 60);
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report).0, ["OMS101", "OMS112"], "{report:#}");
    let said = finding(&report, "OMS112");
    assert!(said["path"].as_str().unwrap().ends_with("source.json"), "{said:#}");
    for words in ["3 copies", "export/fri.json", "export/thu.json"] {
        assert!(said["message"].as_str().unwrap().contains(words), "{words}: {said:#}");
    }
    let listed = scratch.run(&["files", "export"]).stdout;
    assert_eq!(listed.matches("an older copy; the one in export/10.20.30.11/run/").count(), 2, "{listed}");
    // Older than both answers, it counts for nothing.
    status(&scratch, SAMPLED - 172_800);
    let report = scratch.check(&["export"]).json();
    assert_eq!(judged(&report), is(&["OMS112"], "READY"), "{report:#}");
    let said = finding(&report, "OMS112");
    assert!(said["path"] == "export/fri.json" && said["message"].as_str().unwrap().contains("3 copies"), "{said:#}");
}
