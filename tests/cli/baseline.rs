//! The baseline: written, read, stale entries told; what is known stays known through every re-export.

use std::fs;

use crate::scratch::{IncrSync, Ran, Scratch};
use serde_json::{Value, json};

fn tasks() -> Vec<IncrSync> {
    let half = r#","checkpoint":"{\"MYSQL_np_b2_sub0-1-0\":\"\"}","password":"******""#;
    vec![
        IncrSync::new("np_a1"),
        IncrSync { source: half, source_type: Some("MYSQL"), ..IncrSync::new("np_b2") },
        IncrSync { is_reverse: true, prefix: "OB_MYSQL", ..IncrSync::new("np_b2") },
    ]
}

fn site(tasks: &[IncrSync]) -> Scratch {
    let scratch = Scratch::new();
    for one in tasks {
        scratch.incr_sync(one);
    }
    scratch
}

fn written() -> (Scratch, String) {
    let scratch = site(&tasks());
    let ran = scratch.check(&["export", "--write-baseline", "known.json"]);
    assert_eq!((ran.code, ran.findings().len()), (0, 0), "{ran:?}");
    let text = fs::read_to_string(scratch.path().join("known.json")).unwrap();
    (scratch, text)
}

fn against(scratch: &Scratch, baseline: &str) -> Ran {
    scratch.file("known.json", baseline);
    scratch.check(&["export", "--baseline", "known.json"])
}

fn baselined(ran: &Ran) -> u64 {
    ran.json()["summary"]["baselined"].as_u64().unwrap()
}

#[test]
fn one_sorted_line_for_each_entry_without_anything_that_moves() {
    let (scratch, text) = written();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "{\"schema\":\"omslint/baseline/v1\",\"findings\":[");
    assert_eq!(lines[lines.len() - 1], "]}");
    let entries = &lines[1..lines.len() - 1];
    let mut sorted = entries.to_vec();
    sorted.sort_unstable();
    assert_eq!(entries, sorted);
    for entry in entries {
        let entry: Value = serde_json::from_str(entry.trim_end_matches(',')).unwrap();
        let keys: Vec<_> = entry.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["rule", "task", "kind", "direction", "subtopics", "pointer", "count"]);
    }
    for word in ["10.20.30", "0000000005", "export", ".json", "2026", "safe"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    // It hides everything, and a second one is the same.
    let ran = scratch.check(&["export", "--baseline", "known.json"]);
    assert_eq!((ran.code, ran.findings().len()), (0, 0));
    assert_eq!(baselined(&ran), entries.len() as u64);
    assert!(ran.not_checked().iter().all(|line| !line.contains("baseline")), "{ran:?}");
    scratch.check(&["export", "--write-baseline", "known.json", "--baseline", "known.json"]);
    assert_eq!(fs::read_to_string(scratch.path().join("known.json")).unwrap(), text);
    let shown = scratch.run(&["check", "export", "--baseline", "known.json"]).stdout;
    assert!(shown.contains(&format!("{} baselined", entries.len())), "{shown}");
}

#[test]
fn it_survives_renamed_directories() {
    let (_, text) = written();
    for separator in ["_", "%3A", "~"] {
        let renamed: Vec<_> = tasks().into_iter().map(|one| IncrSync { separator, ..one }).collect();
        let ran = against(&site(&renamed), &text);
        assert_eq!((ran.code, ran.findings().len()), (0, 0), "{separator}: {ran:?}");
    }
}

#[test]
fn it_survives_a_move_to_another_server() {
    let (_, text) = written();
    let moved: Vec<_> = tasks().into_iter().map(|one| IncrSync { server: "10.20.30.12", sequence: 9, ..one }).collect();
    let ran = against(&site(&moved), &text);
    assert_eq!((ran.code, ran.findings().len()), (0, 0), "{ran:?}");
    // With the directories that the move left behind: what is live stays hidden, the leftovers are infos.
    let ran = against(&site(&[tasks(), moved].concat()), &text);
    assert_eq!(ran.code, 0, "{ran:?}");
    let report = ran.json();
    assert!(report["findings"].as_array().unwrap().iter().all(|finding| finding["severity"] == "info"), "{ran:?}");
}

/// The same tasks as an answer of the API: typed scalars, other order, no directories.
fn answer() -> Value {
    let items: Vec<Value> = tasks()
        .iter()
        .map(|one| {
            let mut config = serde_json::Map::new();
            for (name, text) in one.files() {
                config.insert(name.into(), serde_json::from_str(&text).unwrap());
            }
            if config["source"]["checkpoint"].is_string() {
                config["source"]["checkpoint"] = json!({ one.client(): "" });
            }
            let reverse = if one.is_reverse { "reverse_" } else { "" };
            json!({
                "name": format!("10.20.30.14-9000:connector_v2:{}-{reverse}incr_trans-1-0:0000000077", one.task),
                "ip": "10.20.30.14",
                "identity": one.task,
                "type": "INCR_TRANS",
                "config": config,
            })
        })
        .collect();
    let (reverse, forward): (Vec<_>, Vec<_>) =
        items.into_iter().rev().partition(|item| item["name"].as_str().unwrap().contains("reverse"));
    json!({ "success": true, "data": { "incrSyncComponents": forward, "reverseIncrSyncComponents": reverse, "storeList": null } })
}

#[test]
fn it_survives_another_shape() {
    let (_, text) = written();
    let scratch = Scratch::new();
    scratch.file("export/answer.json", &serde_json::to_string_pretty(&answer()).unwrap());
    let ran = against(&scratch, &text);
    assert_eq!((ran.code, ran.findings()), (0, Vec::<String>::new()), "{ran:?}");
    // Documents with four sections, and flat keys.
    let scratch = Scratch::new();
    for (number, one) in tasks().iter().enumerate() {
        let sections: Vec<String> = one.files().into_iter().map(|(name, text)| format!("\"{name}\":{text}")).collect();
        let reverse = if one.is_reverse { "-reverse" } else { "" };
        scratch
            .file(&format!("export/{}{reverse}_incr_{number}.json", one.task), &format!("{{{}}}", sections.join(",")));
    }
    let ran = against(&scratch, &text);
    assert_eq!((ran.code, ran.findings()), (0, Vec::<String>::new()), "{ran:?}");
}

#[test]
fn what_is_new_is_shown_and_what_is_settled_is_told() {
    let (scratch, text) = written();
    scratch.incr_sync(&IncrSync::new("np_new"));
    let ran = against(&scratch, &text);
    assert_eq!(ran.code, 1);
    assert!(ran.findings().iter().all(|line| line.contains("np_new")), "{ran:?}");
    // A second one of the same identity is one too many.
    let twice = text.lines().find(|line| line.contains("OMS101") && line.contains("np_a1")).unwrap();
    assert!(twice.contains("\"count\":1"));
    // np_a1 is mended: its entries are stale.
    let mended = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}""#;
    let scratch = site(&[IncrSync { source: mended, ..IncrSync::new("np_a1") }]);
    let ran = against(&scratch, &text);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = ran.not_checked();
    let stale = told.iter().find(|line| line.starts_with("stale baseline: ")).unwrap();
    assert!(stale.contains("2 entries of known.json") && stale.contains("OMS101 of task np_a1"), "{stale}");
    assert!(told.iter().any(|line| line.starts_with("rest of the baseline: ")), "{told:?}");
    // What a rule that did not run would have found is not settled.
    let ran = scratch.check(&["export", "--baseline", "known.json", "--select", "OMS301"]);
    assert!(ran.not_checked().iter().all(|line| !line.starts_with("stale")), "{ran:?}");
}

#[test]
fn nothing_of_anybody_else_is_overwritten() {
    let (scratch, text) = written();
    scratch.file("notes.json", "{\"findings\":[]}");
    scratch.check(&["export", "--write-baseline", "notes.json"]).refuses(&["notes.json", "no baseline of omslint"]);
    assert_eq!(fs::read_to_string(scratch.path().join("notes.json")).unwrap(), "{\"findings\":[]}");
    for bad in [
        "",
        "{",
        "[]",
        "{\"schema\":\"omslint/baseline/v2\",\"findings\":[]}",
        "{\"schema\":\"omslint/baseline/v1\"}",
        "{\"schema\":\"omslint/baseline/v1\",\"findings\":[{\"rule\":7}]}",
        "{\"schema\":\"omslint/baseline/v1\",\"findings\":[{\"rule\":\"OMS101\",\"subtopics\":[],\"pointer\":\"/\",\"count\":-1}]}",
    ] {
        scratch.file("bad.json", bad);
        scratch.check(&["export", "--baseline", "bad.json"]).refuses(&["bad.json"]);
    }
    scratch.check(&["export", "--baseline", "none.json"]).refuses(&["none.json", "--write-baseline none.json"]);
    let ran = scratch.check(&["export", "--write-baseline", "no/such/folder.json"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    // A run that sees nothing does not empty it.
    scratch.file("empty/x.txt", "");
    assert_eq!(scratch.check(&["empty", "--write-baseline", "known.json"]).code, 4);
    assert_eq!(fs::read_to_string(scratch.path().join("known.json")).unwrap(), text);
}

#[test]
fn what_is_known_is_left_alone_by_a_fix() {
    let (scratch, _) = written();
    let ran = scratch.run(&["fix", "--backup", "none", "--db-type", "MYSQL", "--baseline", "known.json", "export"]);
    assert!(ran.stdout.is_empty() && ran.code == 0, "{ran:?}");
    // A new finding beside it is fixed, and proven, all the same.
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), ..IncrSync::new("np_new") });
    let ran = scratch.run(&["fix", "--backup", "none", "--baseline", "known.json", "--select", "OMS101", "export"]);
    assert!(ran.stdout.contains("np_new") && ran.code == 0, "{ran:?}");
}
