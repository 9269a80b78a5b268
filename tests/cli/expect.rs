//! `--expect` and OMS110: a green result covers every node, or it is not green.

use std::path::Path;

use crate::scratch::{IncrSync, NOW, Scratch, omslint};

/// A task without any fault, with its Store.
fn clean() -> Scratch {
    let scratch = Scratch::new();
    let source = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}""#;
    scratch.incr_sync(&IncrSync { source, source_type: Some("MYSQL"), ..IncrSync::new("np_a1") });
    scratch.store("MYSQL_np_a1_sub0-1-0", "mysql2store", NOW - 800_000);
    scratch
}

#[test]
fn a_missing_task_makes_a_green_result_red() {
    let scratch = clean();
    assert_eq!((scratch.check(&[]).code, scratch.check(&[]).findings().len()), (0, 0));
    scratch.file("tasks.txt", "# of node 1\nnp_a1\n\nnp_b2 # of node 2\r\n");
    let ran = scratch.check(&["export", "--expect", "tasks.txt"]);
    assert_eq!((ran.code, ran.findings()), (1, vec!["OMS110 np_b2 -".to_owned()]));
    let finding = &ran.json()["findings"][0];
    assert_eq!((finding["severity"].as_str(), finding["path"].as_str()), (Some("error"), Some("tasks.txt")));
    assert_eq!(
        (&finding["start"]["line"], &finding["start"]["column"], &finding["end"]["column"]),
        (&4.into(), &1.into(), &6.into())
    );
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("np_b2") && message.contains("10.20.30.11"), "{message}");
    // The same for every format, and for every command that judges.
    for format in ["full", "concise", "json"] {
        let ran = scratch.run(&["check", "export", "--expect", "tasks.txt", "-f", format]);
        assert!(ran.code == 1 && ran.stdout.contains("np_b2"), "{format}: {ran:?}");
    }
    assert_eq!(scratch.run(&["diff", "export", "--expect", "tasks.txt"]).code, 1);
    assert_eq!(scratch.run(&["fix", "export", "--expect", "tasks.txt", "--backup", "none"]).code, 1);
    assert_eq!(scratch.check(&["export", "--expect", "tasks.txt", "--fail-on", "never"]).code, 0);
    scratch.file("tasks.txt", "np_a1\n");
    assert_eq!(scratch.check(&["export", "--expect", "tasks.txt"]).code, 0);
}

#[test]
fn the_list_is_no_input_and_never_known() {
    let scratch = clean();
    scratch.file("tasks.txt", "np_b2\n");
    let args = ["export", "--expect", "tasks.txt"];
    assert_eq!(scratch.check(&args).json()["run"]["files"]["scanned"], 5);
    // A baseline must not hide that a node is missing.
    let ran = scratch.check(&[&args[..], &["--write-baseline", "known.json"]].concat());
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(scratch.check(&[&args[..], &["--baseline", "known.json"]].concat()).code, 1);
    // Nor does a reason: what is gone is taken out of the list. What else the rule finds is ignored as ever.
    scratch.store("MYSQL_np_z9_sub0-1-0", "mysql2store", NOW - 800_000);
    for scope in ["tasks = [\"np_b2\", \"np_z9\"]", "paths = [\"**\"]"] {
        let ignore = format!("[[ignore]]\nrule = \"OMS110\"\n{scope}\nreason = \"Stores are not exported\"\n");
        scratch.file("omslint.toml", &ignore);
        let ran = scratch.check(&args);
        assert_eq!((ran.code, ran.findings()), (1, vec!["OMS110 np_b2 -".to_owned()]), "{scope}");
        assert_eq!(ran.json()["summary"]["ignored"], 1, "{scope}");
        scratch.file("tasks.txt", "np_a1\n");
        assert_eq!((scratch.check(&args).code, scratch.check(&args).findings().len()), (0, 0), "{scope}");
        scratch.file("tasks.txt", "np_b2\n");
    }
}

#[test]
fn lists_as_people_write_them() {
    let scratch = clean();
    scratch.file("tasks.txt", "\u{feff}np_a1\r\n\t np_a1 \n#np_c3");
    assert_eq!(scratch.check(&["export", "--expect", "tasks.txt"]).code, 0);
    for empty in ["", "# nothing\n", "\n\n"] {
        scratch.file("tasks.txt", empty);
        scratch.check(&["export", "--expect", "tasks.txt"]).refuses(&["tasks.txt names no task"]);
    }
    scratch.check(&["export", "--expect", "none.txt"]).refuses(&["none.txt", "no such file"]);
    std::fs::write(scratch.path().join("tasks.txt"), b"np_\xff").unwrap();
    scratch.check(&["export", "--expect", "tasks.txt"]).refuses(&["tasks.txt", "UTF-8"]);
    // Where the rule does not run, the list is not looked at, and that is said.
    scratch.file("tasks.txt", "np_b2\n");
    let ran = scratch.check(&["export", "--expect", "tasks.txt", "--ignore", "OMS110"]);
    assert!(ran.not_checked().iter().any(|line| line.contains("OMS110 does not run")), "{ran:?}");
}

#[test]
fn an_expected_task_with_nothing_but_its_store_was_not_checked() {
    let scratch = clean();
    scratch.store("MYSQL_np_b2_sub0-1-0", "mysql2store", NOW - 800_000);
    scratch.file("tasks.txt", "np_a1\nnp_b2\n");
    let ran = scratch.check(&["export", "--expect", "tasks.txt"]);
    assert_eq!(ran.code, 1);
    let report = ran.json();
    let messages: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|f| f["message"].as_str().unwrap()).collect();
    assert!(messages.iter().any(|message| message.contains("only its Store")), "{messages:?}");
}

#[test]
fn stores_and_incr_syncs_miss_each_other() {
    let scratch = clean();
    scratch.store("MYSQL_np_b2_sub0-1-0", "mysql2store", NOW - 800_000);
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, ran.findings()), (0, vec!["OMS110 np_b2 -".to_owned()]));
    let report = ran.json();
    let finding = &report["findings"][0];
    assert_eq!(finding["severity"], "info");
    assert!(
        finding["message"].as_str().unwrap().starts_with("Store 10.20.30.11-7100:MYSQL_np_b2_sub0-1-0"),
        "{finding}"
    );
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), ..IncrSync::new("np_c3") });
    let ran = scratch.check(&["export", "--select", "OMS110"]);
    assert_eq!(ran.findings(), ["OMS110 np_c3 -", "OMS110 np_b2 -"]);
    // What another server has replaced misses nobody.
    scratch.incr_sync(&IncrSync { sequence: 4, server: "10.20.30.12", ..IncrSync::new("np_c3") });
    assert_eq!(scratch.check(&["export", "--select", "OMS110"]).findings().len(), 2);
}

/// The list is checked whole, whatever rules are selected and whatever task is looked at.
#[test]
fn the_list_holds_whatever_is_selected() {
    let scratch = clean();
    scratch.file("tasks.txt", "np_a1\nnp_b2\n");
    for more in [
        &["--select", "OMS101,OMS102"][..],
        &["--ignore", "OMS110"],
        &["--ignore", "OMS1"],
        &["--task", "np_a1", "--ignore", "OMS110"],
    ] {
        let ran = scratch.check(&[&["export", "--expect", "tasks.txt"], more].concat());
        assert_eq!((ran.code, ran.findings()), (1, vec!["OMS110 np_b2 -".to_owned()]), "{more:?}");
        let args = [&["check", "export", "--expect", "tasks.txt"], more].concat();
        let said = scratch.run(&args);
        assert!(said.code == 1 && said.stdout.starts_with("Not ready"), "{more:?}: {said:?}");
    }
    // Nothing else of that rule comes with it.
    scratch.store("MYSQL_np_z9_sub0-1-0", "mysql2store", NOW - 800_000);
    let ran = scratch.check(&["export", "--expect", "tasks.txt", "--ignore", "OMS110"]);
    assert_eq!(ran.findings(), ["OMS110 np_b2 -"]);
}

/// A task that is ready because something of it is ignored says so.
#[test]
fn a_state_that_an_ignore_makes_says_the_reason() {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), ..IncrSync::new("np_a1") });
    let ignore = "[[ignore]]\nrule = \"OMS1\"\ntasks = [\"np_a1\"]\nreason = \"goes on Friday\"\n";
    scratch.file("omslint.toml", ignore);
    let task = scratch.check(&["export"]).json()["tasks"][0].clone();
    assert_eq!(task["state"], "READY", "{task}");
    assert_eq!(task["why"], "ignored: goes on Friday", "{task}");
}

/// What does not fit together in a component that is healthy otherwise is said all the same.
#[test]
fn a_healthy_component_that_contradicts_itself_is_told() {
    let scratch = clean();
    assert!(!scratch.check(&[]).not_checked().iter().any(|line| line.contains("whose configuration")));
    let source = r#","dbType":"","db_type":"MYSQL","checkpoint":"{\"MYSQL_np_b2_sub0-1-0\":\"1773000000\"}""#;
    scratch.incr_sync(&IncrSync { source, source_type: Some("MYSQL"), ..IncrSync::new("np_b2") });
    let ran = scratch.check(&[]);
    let lines = ran.not_checked();
    assert!(lines.iter().any(|line| line.contains("`dbType` is empty beside `db_type` = MYSQL")), "{lines:?}");
    let id = "10.20.30.11-9000:connector_v2:np_c3-incr_trans-1-0:0000000001";
    let conf = format!("export/10.20.30.11/run/{id}/conf");
    let source = r#"{"type":"STORE_SOURCE","dbType":"MYSQL","clients":[{"clientId":"K","subtopic":"K"}],"checkpoint":{"K":"1773000000"}}"#;
    scratch.file(&format!("{conf}/source.json"), source);
    scratch.file(&format!("{conf}/coordinator.json"), r#"{"taskIdentity":"np_zz","sourceType":"MYSQL"}"#);
    let lines = scratch.check(&[]).not_checked();
    assert!(lines.iter().any(|line| line.contains("np_c3, but its taskIdentity is np_zz")), "{lines:?}");
}

/// What a person chooses to see changes nothing of what the tasks need.
#[test]
fn the_states_are_the_same_whatever_is_selected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tasks = |args: &[&str]| {
        let args = [&["check", "-f", "json", "--no-config", "fixtures/exports/site"], args].concat();
        let output = omslint().current_dir(root).env("OMSLINT_NOW", NOW.to_string()).args(args).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["tasks"].clone()
    };
    let all = tasks(&[]);
    assert!(!all.as_array().unwrap().is_empty());
    for rule in omslint::lint::rules::ALL {
        let code = rule.meta().code;
        assert_eq!(tasks(&["--select", code]), all, "--select {code}");
        assert_eq!(tasks(&["--ignore", code]), all, "--ignore {code}");
    }
}

/// What `files --tasks` prints of an export is met by that export, in either language and however it is printed.
#[test]
fn the_list_of_tasks_is_a_list_of_what_is_expected() {
    let scratch = clean();
    let source = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_b2_sub0-1-0\":\"1773000000\"}""#;
    scratch.incr_sync(&IncrSync { source, source_type: Some("MYSQL"), ..IncrSync::new("np_b2") });
    scratch.store("MYSQL_np_b2_sub0-1-0", "mysql2store", NOW - 800_000);
    for more in [&[][..], &["--lang", "zh"], &["--color", "always"], &["-v"]] {
        let ran = scratch.run(&[&["files", "--tasks", "export"], more].concat());
        let names: Vec<_> = ran.stdout.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!((ran.code, names), (0, vec!["np_a1", "np_b2"]), "{more:?}: {}", ran.stdout);
        scratch.file("tasks.txt", &ran.stdout);
        let ran = scratch.check(&["export", "--expect", "tasks.txt"]);
        assert_eq!((ran.code, ran.findings()), (0, Vec::new()), "{more:?}");
    }
    // Another export is held to it.
    std::fs::remove_dir_all(scratch.path().join("export/10.20.30.11/run").join(IncrSync::new("np_b2").id())).unwrap();
    let missing = scratch.check(&["export", "--expect", "tasks.txt"]);
    assert!(missing.code == 1 && missing.findings().contains(&"OMS110 np_b2 -".to_owned()), "{missing:?}");
}

#[test]
fn the_list_of_tasks_says_in_comments_what_it_cannot_hold_or_promise() {
    let scratch = clean();
    scratch.store("MYSQL_np_store_sub0-1-0", "mysql2store", NOW - 800_000);
    for (name, task) in [("a", "np_ #1\\n2"), ("b", "")] {
        let text = format!(
            r#"{{"source":{{"type":"STORE_SOURCE","clients":[{{"clientId":"c","subtopic":"{name}"}}]}},"coordinator":{{"taskIdentity":"{task}"}},"sink":{{}},"condition":{{}}}}"#
        );
        scratch.file(&format!("export/{name}.json"), &text);
    }
    let said = scratch.run(&["files", "--tasks", "export"]).stdout;
    let names: Vec<_> = said.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(names, ["np_a1", "np_store"], "{said}");
    assert!(said.contains("np_store\n# no Incr-Sync of it is here, and --expect asks for one\n"), "{said}");
    assert!(said.contains("# no task known\n"), "{said}");
}

/// A task whose file failed is in every other output; missing in the list it would not be missed tomorrow.
#[test]
fn the_list_of_tasks_names_those_whose_files_failed() {
    let id = IncrSync::new("np_9bad8bad").id();
    let wide: Vec<u8> = "{\"type\":\"STORE_SOURCE\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (path, bytes) in [
        ("np_9bad8bad.json".to_owned(), b"{\"success\":true,\"data\":{\"incrSync".to_vec()),
        ("np_9bad8bad.tar.gz".to_owned(), b"\x1f\x8b\x08\0".to_vec()),
        (format!("host/run/{id}/conf/source.json"), wide),
        (format!("host/run/{id}/connector.pid"), b"1".to_vec()),
        ("np_9bad8bad/source.json".to_owned(), b"{\"type\":\"STORE_SOURCE\",\"clie".to_vec()),
    ] {
        let scratch = clean();
        std::fs::write(scratch.file(&format!("export/{path}"), ""), bytes).unwrap();
        let ran = scratch.run(&["files", "--tasks", "export"]);
        let names: Vec<_> = ran.stdout.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!((ran.code, names), (3, vec!["np_9bad8bad", "np_a1"]), "{path}: {ran:?}");
        let words = ran.stdout.replace("\n# ", " ");
        assert!(words.contains("could not be read") && words.ends_with("2 tasks\n"), "{path}: {ran:?}");
        let json = scratch.run(&["files", "--tasks", "-f", "json", "export"]).json();
        assert_eq!(json[0]["task"], "np_9bad8bad", "{path}: {json}");
        let tasks = scratch.check(&["export"]).json()["tasks"].clone();
        assert!(tasks.as_array().unwrap().iter().any(|row| row["task"] == "np_9bad8bad"), "{path}: {tasks}");
        // The next day it is not there at all.
        scratch.file("tasks.txt", &ran.stdout);
        let first = path.split('/').next().unwrap();
        let left = scratch.path().join("export").join(first);
        if left.is_dir() {
            std::fs::remove_dir_all(left).unwrap();
        } else {
            std::fs::remove_file(left).unwrap();
        }
        let missing = scratch.check(&["export", "--expect", "tasks.txt"]);
        assert!(missing.code == 1 && missing.findings().contains(&"OMS110 np_9bad8bad -".to_owned()), "{missing:?}");
    }
    // A file of nobody's names no task.
    let scratch = clean();
    scratch.file("export/np_array.json", "{ // cut");
    scratch.file("export/source.json", "{ // cut");
    let said = scratch.run(&["files", "--tasks", "export"]).stdout;
    assert!(said.ends_with("# 1 task\n"), "{said}");
}
