//! What collect.sh saw to run and did not copy: it is live, and nobody looked at it. From outside.

use serde_json::{Value, json};

use crate::scratch::{IncrSync, NOW, Scratch};

/// The id of a component on the server of [`Scratch::incr_sync`].
fn id(lane: &str, sequence: u32) -> String {
    format!("10.20.30.11-9000:connector_v2:{lane}:{sequence:010}")
}

fn record(scratch: &Scratch, folder: &str, time: i64, running: &[String]) {
    let record = json!({"schema": "omslint/collect/v1", "time": time, "server": "10.20.30.11", "complete": true,
        "running": running});
    scratch.file(&format!("{folder}/omslint-collect.json"), &record.to_string());
}

/// A healthy Incr-Sync of np_a1 with sequence 5.
fn healthy() -> Scratch {
    let scratch = Scratch::new();
    let source = r#","dbType":"MYSQL","checkpoint":{"MYSQL_np_a1_sub0-1-0":"1773000000"}"#;
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), source, ..IncrSync::new("np_a1") });
    scratch
}

fn own() -> String {
    id("np_a1-incr_trans-1-0", 5)
}

fn states(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["tasks"].as_array().unwrap().iter().map(|row| (text(&row["task"]), text(&row["state"]))).collect()
}

fn errors(report: &Value) -> Vec<(String, String)> {
    let all = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
    all.map(|one| (one["code"].as_str().unwrap().to_owned(), one["component"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn an_incr_sync_that_runs_and_is_not_in_the_export_makes_its_task_unknown() {
    for (lane, task) in [
        ("np_a1-incr_trans-2-0", "np_a1"),
        ("np_a1-reverse_incr_trans-1-0", "np_a1"),
        ("np_zz-incr_trans-1-0", "np_zz"),
        ("np_a1-incr_trans-1-0", "np_a1"),
    ] {
        let scratch = healthy();
        let gone = id(lane, 9);
        record(&scratch, "export", NOW, &[own(), gone.clone()]);
        let ran = scratch.check(&["export"]);
        let report = ran.json();
        assert_eq!(ran.code, 1, "{lane}: {report:#}");
        assert!(states(&report).contains(&(task.to_owned(), "UNKNOWN".to_owned())), "{lane}: {report:#}");
        let errors = errors(&report);
        assert!(errors.contains(&("OMS111".to_owned(), gone.clone())), "{lane}: {errors:?}");
        let writes_twice = errors.iter().any(|(code, _)| code == "OMS113");
        assert_eq!(writes_twice, lane == "np_a1-incr_trans-1-0", "{lane}: {errors:?}");
        let shown = scratch.run(&["check", "export"]).stdout;
        assert!(shown.contains("a process of it was seen") && shown.contains("omslint-collect.json:1:"), "{shown}");
        // A choice of rules does not pass over it, and a list of tasks is not met by it.
        assert_eq!(scratch.run(&["check", "export", "--select", "OMS101"]).code, 1);
        scratch.file("tasks.txt", &format!("{task}\n"));
        let expected = scratch.run(&["check", "export", "--expect", "tasks.txt"]);
        assert_eq!(expected.code, 1, "{expected:?}");
        // Nothing is written for it.
        let planned = scratch.run(&["plan", "export", "-o", "up", "--from", "3.2.2"]);
        assert!(planned.code == 1 && planned.stdout.contains("UNKNOWN"), "{planned:?}");
    }
}

#[test]
fn what_runs_and_is_read_or_runs_no_more_is_not_missed() {
    let scratch = healthy();
    record(&scratch, "export", NOW, &[own()]);
    assert_eq!(scratch.check(&["export"]).code, 0);
    // A component of another kind is told, and needs nothing.
    record(&scratch, "export", NOW, &[own(), id("np_a1-full_trans-1-0", 3)]);
    let ran = scratch.check(&["export"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.not_checked().iter().any(|line| line.starts_with("components that run: ")), "{ran:?}");
    // The record of the next day no longer saw it.
    let moved = id("np_a1-incr_trans-1-0", 4);
    record(&scratch, "export/thu", NOW - 86_400, std::slice::from_ref(&moved));
    record(&scratch, "export", NOW, &[own()]);
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, errors(&ran.json())), (0, Vec::new()), "{ran:?}");
    // Of files that are named one by one the others may be anywhere.
    record(&scratch, "export", NOW, &[own(), id("np_zz-incr_trans-1-0", 9)]);
    let source = format!("export/10.20.30.11/run/{}/conf/source.json", own());
    let ran = scratch.check(&["export/omslint-collect.json", &source]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.not_checked().iter().any(|line| line.starts_with("components that run: ")), "{ran:?}");
}
