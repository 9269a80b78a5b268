//! `omslint values`: unfilled it changes nothing; filled in, the fix comes out clean.

use std::fs;
use std::path::Path;

use crate::scratch::{IncrSync, NOW, Scratch};

/// Tasks of every kind: the prefix only, a conflict, a message queue, nothing known, both ways, and one that is clear.
fn site() -> Scratch {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync::new("np_prefix"));
    scratch.incr_sync(&IncrSync { source_type: Some("ORACLE"), ..IncrSync::new("np_conflict") });
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), sink_type: "KAFKA", ..IncrSync::new("np_queue") });
    scratch.incr_sync(&IncrSync { prefix: "X", ..IncrSync::new("np_nothing") });
    scratch.incr_sync(&IncrSync { sink_type: "SOME", ..IncrSync::new("np_both") });
    scratch.incr_sync(&IncrSync { is_reverse: true, prefix: "OB_MYSQL", ..IncrSync::new("np_both") });
    scratch.incr_sync(&IncrSync { sequence: 3, sink_type: "SOME", ..IncrSync::new("np_both") });
    let clear = r#","checkpoint":"{\"MYSQL_np_clear_sub0-1-0\":\"1773000000\"}""#;
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), source: clear, ..IncrSync::new("np_clear") });
    scratch.store("MYSQL_np_queue_sub0-1-0", "mysql2store", NOW - 7_200);
    scratch
}

/// The template with every value filled in, and every key without its `#`.
fn filled(template: &str) -> String {
    let keys = ["# db-type = ", "# ddl = ", "# checkpoint = "];
    let line = |line: &str| match keys.iter().find(|key| line.starts_with(**key)) {
        Some(_) => line[2..]
            .replace("db-type = \"\"", "db-type = \"MYSQL\"")
            .replace("ddl = \"\"", "ddl = \"yes\"")
            .replace(" = 0", &format!(" = {}", NOW - 60)),
        None => line.to_owned(),
    };
    template.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn overrides(template: &str) -> Vec<String> {
    let table: toml::Table = template.parse().unwrap();
    let name = |one: &toml::Value| {
        let first = one.get("tasks").or(one.get("paths")).unwrap()[0].as_str().unwrap().to_owned();
        one.get("direction").map_or(first.clone(), |way| format!("{first} {}", way.as_str().unwrap()))
    };
    table.get("override").map_or(Vec::new(), |list| list.as_array().unwrap().iter().map(name).collect())
}

#[test]
fn one_override_for_each_task_that_needs_one() {
    let scratch = site();
    let ran = scratch.run(&["values", "export"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        overrides(&ran.stdout),
        ["np_both forward", "np_both reverse", "np_conflict", "np_nothing", "np_prefix", "np_queue"]
    );
    // Comments are wrapped.
    let flat = ran.stdout.replace("\n#   ", " ").replace("\n# ", "\n#").replace("\n#", " ");
    for words in [
        "The type of its source: the export contradicts itself.",
        "only the name of a subtopic says so",
        "coordinator.sourceType is ORACLE",
        "db-type = \"MYSQL\"",
        "db-type = \"OB_MYSQL\"",
        "in a message queue they are duplicates; decide",
        "proposed for MYSQL_np_queue_sub0-1-0: 2026-03-09 22:00:00 UTC, 2 hours ago",
        "on server 10.20.30.11",
        "coordinator.json:3",
    ] {
        assert!(flat.contains(words), "{words:?} is not in {}", ran.stdout);
    }
}

#[test]
fn unfilled_it_changes_nothing() {
    let scratch = site();
    let template = scratch.run(&["values", "export"]).stdout;
    scratch.file("values.toml", &template);
    let plain = scratch.run(&["check", "export"]);
    let with = scratch.run(&["check", "export", "--values", "values.toml"]);
    let without_next = |text: &str| text.replace(" --values values.toml", "");
    assert_eq!((plain.code, plain.stdout), (with.code, without_next(&with.stdout)));
    // It is a configuration, too.
    let with = scratch.run(&["check", "export", "--config", "values.toml"]);
    assert_eq!(with.code, plain.code);
    // Written with the same values, it comes out the same.
    assert_eq!(scratch.run(&["values", "export", "--values", "values.toml"]).stdout, template);
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found
}

#[test]
fn filled_in_the_fix_comes_out_clean() {
    let scratch = site();
    let template = scratch.run(&["values", "export"]).stdout;
    scratch.file("values.toml", &filled(&template));
    let args = ["--values", "values.toml", "export"];
    let ran = scratch.check(&args);
    let open: Vec<_> =
        ran.findings().into_iter().filter(|line| !line.ends_with("safe") && !line.starts_with("OMS110")).collect();
    assert_eq!(open, ["OMS101 np_both -", "OMS102 np_both -", "OMS109 np_both -"], "only the leftover");
    let before = texts(&scratch.path().join("export"));
    let ran = scratch.run(&[&["fix", "--backup", "none"], &args[..]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = scratch.check(&args);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["summary"]["error"], 0);
    let reverse = "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_both-reverse_incr_trans-1-0:0000000005/conf";
    let source = fs::read_to_string(scratch.path().join(reverse).join("source.json")).unwrap();
    assert!(source.contains("\"dbType\":\"OB_MYSQL\""), "{source}");
    // Nothing is needed any more, and without the values the files speak for themselves.
    let ran = scratch.run(&["values", "export"]);
    assert!(
        ran.code == 0 && ran.stdout.starts_with("# omslint") && ran.stdout.contains("no value is needed"),
        "{ran:?}"
    );
    assert_eq!(scratch.run(&["check", "export", "--ddl", "no"]).code, 0);
    let changed = texts(&scratch.path().join("export")).iter().zip(&before).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 7);
}

#[test]
fn a_component_without_a_task_is_named_by_its_file() {
    let scratch = Scratch::new();
    let text =
        "source:\n  type: STORE_SOURCE\n  clients: [{clientId: a-1-0, subtopic: a-1-0}]\nsink: {}\ncoordinator: {}\n";
    scratch.file("export/some [thing].yaml", text);
    let ran = scratch.run(&["values"]);
    assert_eq!(overrides(&ran.stdout).len(), 1, "{ran:?}");
    scratch.file("values.toml", &filled(&ran.stdout));
    let ran = scratch.check(&["--values", "values.toml"]);
    let safe: Vec<_> = ran.findings().into_iter().filter(|line| line.ends_with(" safe")).collect();
    assert_eq!(safe, ["OMS101 - safe", "OMS102 - safe"], "{ran:?}");
}

#[test]
fn hostile_names_stay_inside_the_template() {
    let scratch = Scratch::new();
    let client = r#"np_x\"]\n[[override]]\u001b[31m\u007f密"#;
    let text = format!(
        r#"{{"source":{{"type":"STORE_SOURCE","password":"Fixture#Pass1","clients":[{{"clientId":"{client}","subtopic":"{client}"}}]}},"coordinator":{{"taskIdentity":"np_\"]\n#\u0007"}},"sink":{{}},"condition":{{}}}}"#
    );
    scratch.file("export/a.json", &text);
    let ran = scratch.run(&["values"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(overrides(&ran.stdout).len(), 1, "{}", ran.stdout);
    assert!(!ran.stdout.contains(['\u{1b}', '\u{7f}', '\u{7}']) && !ran.stdout.contains("Fixture#Pass1"));
    scratch.file("values.toml", &filled(&ran.stdout));
    assert_ne!(scratch.check(&["--values", "values.toml"]).code, 2, "{}", filled(&ran.stdout));
}

#[test]
fn codes_and_failures_are_as_everywhere() {
    let scratch = site();
    scratch.file(
        "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_z-incr_trans-1-0:0000000001/conf/source.json",
        "{",
    );
    let ran = scratch.run(&["values", "export"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("source.json") && overrides(&ran.stdout).len() == 6, "{ran:?}");
    let empty = Scratch::new();
    assert_eq!(empty.run(&["values"]).code, 4);
}
