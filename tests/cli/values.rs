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

/// What the one direction is given is none of the other's, also where that needs nothing of a person.
#[test]
fn a_task_that_goes_both_ways_is_asked_for_one_of_them() {
    let sure = r#","dbType":"OB_MYSQL","checkpoint":"{\"OB_MYSQL_np_whole_sub1-1-0\":\"1773000000\"}""#;
    let scratch = Scratch::new();
    for (task, source) in [("np_lacks", ""), ("np_whole", sure)] {
        scratch.incr_sync(&IncrSync { prefix: "X", sink_type: "SOME", ..IncrSync::new(task) });
        let reverse =
            IncrSync { is_reverse: true, prefix: "OB_MYSQL", source_type: Some("OB_MYSQL"), ..IncrSync::new(task) };
        scratch.incr_sync(&IncrSync { source, ..reverse });
    }
    scratch.incr_sync(&IncrSync { prefix: "X", sink_type: "SOME", ..IncrSync::new("np_one") });
    let template = scratch.run(&["values", "export", "--select", "OMS101"]).stdout;
    assert_eq!(overrides(&template), ["np_lacks forward", "np_one", "np_whole forward"], "{template}");
    scratch.file("values.toml", &filled(&template).replace("MYSQL\"", "ORACLE\""));
    let ran = scratch.check(&["--values", "values.toml", "--select", "OMS101"]);
    let values: Vec<String> = written(&ran).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["ORACLE", "OB_MYSQL", "ORACLE", "ORACLE"], "{}", ran.stdout);
}

/// Two lanes that read under one client: each has a position of its own, or one stands for both. No key stands twice.
#[test]
fn lanes_of_one_client_are_asked_apart_where_files_tell_them_apart() {
    let scratch = Scratch::new();
    run_directory(&scratch, "export", ("np_a1-incr_trans-1-0", 5), "X1");
    run_directory(&scratch, "export", ("np_a1-incr_trans-2-0", 6), "X1");
    run_directory(&scratch, "export", ("np_b1-incr_trans-1-0", 7), "X7");
    run_directory(&scratch, "export", ("np_b1-incr_trans-2-0", 8), "X8");
    let template = scratch.run(&["values", "export"]).stdout;
    assert_eq!(overrides(&template), ["np_a1", "np_a1", "np_b1"], "{template}");
    assert!(template.contains("{ \"X7\" = 0, \"X8\" = 0 }"), "{template}");
    let (first, second) = (NOW - 7_200, NOW - 3_600);
    let (one, rest) =
        filled(&template).split_once("incr_trans-2-0").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let one = one.replace(&format!(" = {}", NOW - 60), &format!(" = {first}"));
    let rest = rest.replace(&format!(" = {}", NOW - 60), &format!(" = {second}"));
    scratch.file("values.toml", &format!("{one}incr_trans-2-0{rest}"));
    let ran = scratch.check(&["--values", "values.toml", "--select", "OMS102"]);
    let values: Vec<String> = written(&ran).into_iter().map(|(_, value)| value).collect();
    let of = |client: &str, seconds: i64| format!("{{\"{client}\":\"{seconds}\"}}");
    assert_eq!(values, [of("X1", first), of("X1", second), of("X7", second), of("X8", second)], "{}", ran.stdout);
    // In one file of the API nothing tells them apart, and one position is taken by both.
    let scratch = Scratch::new();
    let item = |lane: &str, sequence: u32| {
        format!("{{\"name\":\"{}\",\"config\":{{\"source\":{}}}}}", id(lane, sequence), bare("X1"))
    };
    let items = [item("np_a1-incr_trans-1-0", 5), item("np_a1-incr_trans-2-0", 6)].join(",");
    scratch.file("export/api.json", &format!("{{\"success\":true,\"data\":{{\"incrSyncComponents\":[{items}]}}}}"));
    let template = scratch.run(&["values", "export"]).stdout;
    assert!(overrides(&template) == ["np_a1"] && template.contains("# checkpoint = { \"X1\" = 0 }"), "{template}");
    assert!(template.contains("Several components read under one client: one position"), "{template}");
    scratch.file("values.toml", &filled(&template));
    let ran = scratch.check(&["--values", "values.toml", "--select", "OMS102"]);
    assert!(written(&ran).iter().all(|(_, value)| *value == of("X1", NOW - 60)), "{}", ran.stdout);
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

const HEAD: &str = "task,component,direction,key,client,value,proposal,because\r\n";

fn id(lane: &str, sequence: u32) -> String {
    format!("10.20.30.11-9000:connector_v2:{lane}:{sequence:010}")
}

/// The source of an Incr-Sync that lacks everything and of which nothing says what it reads.
fn bare(client: &str) -> String {
    format!(
        "{{\n\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{client}\",\"subtopic\":\"{client}\"}}]\n}}\n"
    )
}

fn run_directory(scratch: &Scratch, root: &str, (lane, sequence): (&str, u32), client: &str) {
    let folder = format!("{root}/10.20.30.11/run/{}/conf", id(lane, sequence));
    scratch.file(&format!("{folder}/source.json"), &bare(client));
    for (name, text) in [("sink", "{\"type\":\"MYSQL\"}\n"), ("coordinator", "{}\n"), ("condition", "{}\n")] {
        scratch.file(&format!("{folder}/{name}.json"), text);
    }
}

/// A task of two lanes, which read different databases.
fn lanes() -> Scratch {
    let scratch = Scratch::new();
    run_directory(&scratch, "export", ("np_a1-incr_trans-1-0", 5), "X1");
    run_directory(&scratch, "export", ("np_a1-incr_trans-2-0", 5), "X2");
    scratch
}

/// The table of `values` with a value for each key of each component.
fn filled_table(scratch: &Scratch, value: impl Fn(&str, &str) -> String) -> String {
    let ran = scratch.run(&["values", "--csv", "export"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut lines = ran.stdout.lines();
    let mut table = format!("{}\r\n", lines.next().unwrap());
    let mut asks = 0;
    for line in lines {
        let mut cells: Vec<String> = line.splitn(7, ',').map(str::to_owned).collect();
        assert_eq!(cells[5], "", "{line}");
        // Whether a task synchronises DDL is asked beside the type of its source.
        let is_ddl = cells[3] == "ddl";
        assert!(!is_ddl || line.contains("\"\"yes\"\" or \"\"no\"\""), "{line}");
        asks += usize::from(is_ddl);
        cells[5] = if is_ddl { "yes".to_owned() } else { value(&cells[1], &cells[3]) };
        table.push_str(&format!("{}\r\n", cells.join(",")));
    }
    assert!(asks > 0, "{table}");
    table
}

/// The component of each finding with the value that its fix writes, if that is safe.
fn written(ran: &crate::scratch::Ran) -> Vec<(String, String)> {
    let findings = ran.json()["findings"].as_array().unwrap().clone();
    let is_asked = |one: &&serde_json::Value| matches!(one["code"].as_str(), Some("OMS101" | "OMS102"));
    let mut written: Vec<_> = findings
        .iter()
        .filter(is_asked)
        .map(|one| {
            let name = one["component"].as_str().or(one["path"].as_str()).unwrap().to_owned();
            let value = Some(&one["fix"]).filter(|fix| fix["tier"] == "safe").and_then(|fix| fix["value"].as_str());
            (name, value.unwrap_or("-").to_owned())
        })
        .collect();
    written.sort();
    written
}

#[test]
fn a_row_of_the_table_counts_for_the_component_that_it_names_and_for_it_alone() {
    let scratch = lanes();
    let (one, two) = (id("np_a1-incr_trans-1-0", 5), id("np_a1-incr_trans-2-0", 5));
    let (first, second) = (NOW - 7_200, NOW - 3_600);
    // Our own template, filled in differently for each lane.
    let table = filled_table(&scratch, |component, key| match (component == one, key) {
        (true, "dbType") => "MYSQL".to_owned(),
        (false, "dbType") => "ORACLE".to_owned(),
        (true, _) => first.to_string(),
        (false, _) => second.to_string(),
    });
    scratch.file("values.csv", &table);
    let args = ["--values", "values.csv", "export"];
    let ran = scratch.check(&args);
    let both = [
        (one.clone(), "MYSQL".to_owned()),
        (one.clone(), format!("{{\"X1\":\"{first}\"}}")),
        (two.clone(), "ORACLE".to_owned()),
        (two.clone(), format!("{{\"X2\":\"{second}\"}}")),
    ];
    assert_eq!(written(&ran), both, "{}", ran.stdout);
    let evidence = &ran.json()["findings"][0]["fix"]["evidence"][0];
    assert_eq!((evidence["path"].as_str(), evidence["line"].as_u64()), (Some("values.csv"), Some(2)), "{evidence}");
    assert_eq!(evidence["says"], "db-type of this component is MYSQL");
    let ran = scratch.run(&[&["fix", "--backup", "none"], &args[..]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    for (id, client, name, seconds) in [(&one, "X1", "MYSQL", first), (&two, "X2", "ORACLE", second)] {
        let path = scratch.path().join("export/10.20.30.11/run").join(id).join("conf/source.json");
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(&format!("\"dbType\":\"{name}\"")), "{text}");
        assert!(text.contains(&format!("\"{client}\":\"{seconds}\"")), "{text}");
    }
}

#[test]
fn a_row_for_one_lane_leaves_the_other_open() {
    let scratch = lanes();
    let (one, two) = (id("np_a1-incr_trans-1-0", 5), id("np_a1-incr_trans-2-0", 5));
    let rows = format!("np_a1,{two},forward,dbType,,ORACLE,,\r\nnp_a1,{two},,checkpoint,,{},,\r\n", NOW - 60);
    scratch.file("values.csv", &format!("{HEAD}{rows}"));
    let open = |name: &String| (name.clone(), "-".to_owned());
    let position = (two.clone(), format!("{{\"X2\":\"{}\"}}", NOW - 60));
    let wanted = [open(&one), open(&one), (two.clone(), "ORACLE".to_owned()), position];
    assert_eq!(written(&scratch.check(&["--values", "values.csv"])), wanted);
    // The name of a directory, as a copy to another system spells it, is the same id.
    scratch.file("values.csv", &format!("{HEAD}{rows}").replace(':', "_"));
    assert_eq!(written(&scratch.check(&["--values", "values.csv"])), wanted);
    // What is said of one component is stronger than what is said of its task, in whatever order.
    let for_all = "np_a1,,,dbType,,MYSQL,,\r\n";
    for rows in [format!("{for_all}{rows}"), format!("{rows}{for_all}")] {
        scratch.file("values.csv", &format!("{HEAD}{rows}"));
        let found = written(&scratch.check(&["--values", "values.csv", "--select", "OMS101"]));
        assert_eq!(found, [(one.clone(), "MYSQL".to_owned()), (two.clone(), "ORACLE".to_owned())], "{rows}");
    }
}

#[test]
fn a_row_that_names_no_component_of_its_task_is_refused() {
    let scratch = lanes();
    run_directory(&scratch, "export", ("np_zz-incr_trans-1-0", 5), "Z1");
    run_directory(&scratch, "export", ("np_a1-reverse_incr_trans-1-0", 5), "R1");
    scratch.store("X1", "mysql2store", NOW - 800_000);
    let own = id("np_a1-incr_trans-1-0", 5);
    let (other, reverse) = (id("np_zz-incr_trans-1-0", 5), id("np_a1-reverse_incr_trans-1-0", 5));
    let (none, store) = (id("np_a1-incr_trans-1-0", 6), "10.20.30.11-7100:X1:0000000001".to_owned());
    let cases = [
        (&other, "forward", vec!["is a component of task np_zz", "`task` or `component`"]),
        (&none, "forward", vec!["task np_a1 has no component", "np_a1-incr_trans-1-0:0000000005", "omslint files"]),
        (&reverse, "forward", vec!["the other way (reverse)", "`component` or `direction`"]),
        (&own, "reverse", vec!["the other way (forward)"]),
        (&store, "", vec!["is a Store", "Incr-Sync"]),
    ];
    for (component, direction, words) in cases {
        scratch.file("v.csv", &format!("{HEAD}\r\nnp_a1,{component},{direction},dbType,,MYSQL,,\r\n"));
        for command in ["check", "fix", "diff", "values"] {
            let ran = scratch.run(&[command, "export", "--values", "v.csv"]);
            ran.refuses(&[&["v.csv:3: column `component`: ", component][..], &words].concat());
        }
    }
    // Nothing is asked of a row without a value.
    scratch.file("v.csv", &format!("{HEAD}np_a1,{other},forward,dbType,,,,\r\n"));
    assert_eq!(scratch.check(&["--values", "v.csv"]).code, 1);
}

#[test]
fn a_value_for_a_direction_that_a_task_does_not_have_is_refused() {
    let scratch = site();
    let task = |names: &str, way: &str| {
        format!("[[override]]\ntasks = [{names}]\ndirection = \"{way}\"\ndb-type = \"MYSQL\"\n")
    };
    let both = "\"np_both\", \"np_prefix\"";
    for (name, text, place) in [
        ("v.toml", task("\"np_prefix\"", "reverse"), "v.toml:2: "),
        ("v.toml", task(both, "reverse"), "v.toml:2: "),
        (
            "v.csv",
            format!("{HEAD}np_both,,reverse,dbType,,MYSQL,,\r\nnp_prefix,,reverse,dbType,,MYSQL,,\r\n"),
            "v.csv:3: ",
        ),
    ] {
        scratch.file(name, &text);
        scratch.check(&["--values", name]).refuses(&[place, "task np_prefix has no reverse component", "`direction`"]);
    }
    scratch.file("v.toml", &[task("\"np_both\"", "reverse"), task(both, "forward")].concat());
    assert_eq!(scratch.check(&["--values", "v.toml"]).code, 1);
    // An omslint.toml may know more than this export holds.
    scratch.file("omslint.toml", &task("\"np_prefix\"", "reverse"));
    let ran = scratch.run(&["check", "export", "--config", "omslint.toml", "-f", "json"]);
    assert!(ran.code == 1 && ran.not_checked().iter().any(|line| line.contains("no reverse component")), "{ran:?}");
}

#[test]
fn a_position_for_what_has_one_is_told() {
    let scratch = site();
    let said = |seconds: i64| {
        scratch.file("v.toml", &format!("[[override]]\ntasks = [\"np_clear\"]\ncheckpoint = {seconds}\n"));
        let lines = scratch.check(&["--values", "v.toml"]).not_checked();
        lines.into_iter().find(|line| line.starts_with("positions that were given: "))
    };
    let line = said(1_772_990_000).unwrap();
    assert!(line.contains("v.toml:3: ") && line.contains("np_clear") && line.contains("which stays"), "{line}");
    assert_eq!(said(1_773_000_000), None, "it is the same");
}

/// HA moves a component while the table is being filled in: the new one has a higher sequence, and the old directory may be there still.
#[test]
fn a_row_about_a_component_that_moved_counts_for_the_one_that_took_its_place() {
    let row = |lane: &str, sequence: u32, value: &str| format!("np_a1,{},,dbType,,{value},,\r\n", id(lane, sequence));
    let (forward, second) = ("np_a1-incr_trans-1-0", "np_a1-incr_trans-2-0");
    for has_old in [false, true] {
        let scratch = lanes();
        if has_old {
            run_directory(&scratch, "export", (forward, 3), "X1");
        }
        let check = |rows: &str| {
            scratch.file("v.csv", &format!("{HEAD}{rows}"));
            scratch.check(&["--values", "v.csv", "--select", "OMS101", "export"])
        };
        let ran = check(&row(forward, 3, "MYSQL"));
        assert!(written(&ran).contains(&(id(forward, 5), "MYSQL".to_owned())), "{has_old} {ran:?}");
        assert!(written(&ran).contains(&(id(second, 5), "-".to_owned())), "{has_old} {ran:?}");
        let said =
            format!("components that moved: v.csv:2: {} is live no more, so its value counts for ", id(forward, 3));
        assert!(ran.not_checked().contains(&format!("{said}{}", id(forward, 5))), "{has_old} {:?}", ran.not_checked());
        // One for each lane, whatever is said of the whole task.
        let rows = [row(forward, 3, "MYSQL"), row(second, 4, "ORACLE"), "np_a1,,,dbType,,DB2_LUW,,\r\n".to_owned()];
        let ran = check(&rows.concat());
        for (lane, value) in [(forward, "MYSQL"), (second, "ORACLE")] {
            assert!(written(&ran).contains(&(id(lane, 5), value.to_owned())), "{has_old} {ran:?}");
        }
        assert!(ran.not_checked().iter().any(|line| line.starts_with("components that moved: 2 values")), "{ran:?}");
        // Of what is live nothing moved.
        assert!(!check(&row(forward, 5, "MYSQL")).not_checked().iter().any(|line| line.contains("moved")));
        // Two rows about one lane, the other way, a lane that is not here, and an export that is older than the row.
        let reverse = row(forward, 3, "MYSQL").replacen(",,dbType", ",reverse,dbType", 1);
        for rows in [
            [row(forward, 3, "ORACLE"), row(forward, 2, "MYSQL")].concat(),
            [row(forward, 3, "ORACLE"), row(forward, 5, "MYSQL")].concat(),
            reverse,
            row("np_a1-incr_trans-3-0", 3, "MYSQL"),
            row(forward, 6, "MYSQL"),
        ] {
            check(&rows).refuses(&["v.csv:2: column `component`: "]);
        }
        // Where two of the lane are live, nobody knows which of them it would be.
        let item = |sequence| {
            serde_json::json!({"name": id(forward, sequence), "identity": "np_a1",
            "type": "INCR_TRANS", "config": {"source": {"type": "STORE_SOURCE"}}})
        };
        let listed = serde_json::json!({"data": {"incrSyncComponents": [item(5), item(8)]}});
        scratch.file("export/answer.json", &listed.to_string());
        check(&row(forward, 3, "MYSQL")).refuses(&["v.csv:2: column `component`: "]);
    }
}

#[test]
fn two_rows_that_differ_about_one_component_are_refused() {
    let scratch = lanes();
    let one = id("np_a1-incr_trans-1-0", 5);
    let table = |rows: &[&str]| {
        let rows = rows.iter().map(|row| format!("np_a1,{one},{row},,\r\n"));
        scratch.file("v.csv", &format!("{HEAD}{}", rows.collect::<String>()));
        scratch.check(&["--values", "v.csv"])
    };
    table(&["forward,dbType,,MYSQL", ",dbtype,,ORACLE"]).refuses(&[
        "v.csv:3: ",
        &one,
        "MYSQL",
        "ORACLE",
        "a row above",
    ]);
    table(&[",checkpoint,X1,1773000000", ",checkpoint,X1,1773000001"]).refuses(&["v.csv:3: ", "checkpoint.X1"]);
    // The same twice is no contradiction, and a client's own position is stronger than that of all.
    assert_eq!(table(&[",dbType,,MYSQL", "forward,dbType,,mysql"]).code, 1);
    let ran = table(&[",checkpoint,X1,1773000000", ",checkpoint,,1773000001"]);
    assert!(ran.stdout.contains("1773000000") && !ran.stdout.contains("1773000001"), "{}", ran.stdout);
}

/// Where one file holds both components, and where a component has no id, too.
#[test]
fn the_table_tells_components_apart_wherever_they_stand() {
    let scratch = Scratch::new();
    let item = |lane: &str, client: &str| {
        let source = serde_json::from_str::<serde_json::Value>(&bare(client)).unwrap();
        serde_json::json!({"name": id(lane, 5), "identity": "np_a1", "type": "INCR_TRANS", "config": {"source": source}})
    };
    let items = [item("np_a1-incr_trans-1-0", "X1"), item("np_a1-incr_trans-2-0", "X2")];
    scratch.file("export/answer.json", &serde_json::json!({"data": {"incrSyncComponents": items}}).to_string());
    let nameless = |task: &str, client: &str| {
        format!(
            r#"{{"source":{},"sink":{{}},"coordinator":{{"taskIdentity":"{task}"}},"condition":{{}}}}"#,
            bare(client)
        )
    };
    scratch.file("export/first.json", &nameless("np_b2", "Y1"));
    scratch.file("export/second.json", &nameless("np_b2", "Y2"));
    let names = [
        id("np_a1-incr_trans-1-0", 5),
        id("np_a1-incr_trans-2-0", 5),
        "export/first.json".into(),
        "export/second.json".into(),
    ];
    let types = ["MYSQL", "ORACLE", "OB_MYSQL", "DB2_LUW"];
    let table = filled_table(&scratch, |component, key| match key {
        "dbType" => types[names.iter().position(|name| name == component).expect(component)].to_owned(),
        _ => (NOW - 60).to_string(),
    });
    scratch.file("values.csv", &table);
    let ran = scratch.check(&["--values", "values.csv", "--select", "OMS101", "export"]);
    let wanted: Vec<_> = names.into_iter().zip(types.map(str::to_owned)).collect();
    assert_eq!(written(&ran), wanted, "{table}{}", ran.stdout);
}

/// After the upgrade, components have other ids: the table that was filled in before it speaks of those before.
#[test]
fn verify_takes_the_table_that_was_filled_in_before_the_upgrade() {
    let scratch = lanes();
    run_directory(&scratch, "new", ("np_a1-incr_trans-1-0", 6), "X1");
    let row = |sequence| format!("{HEAD}np_a1,{},,dbType,,MYSQL,,\r\n", id("np_a1-incr_trans-1-0", sequence));
    scratch.file("v.csv", &row(5));
    let ran = scratch.run(&["verify", "export", "new", "--values", "v.csv"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    scratch.file("v.csv", &row(6));
    scratch.run(&["verify", "export", "new", "--values", "v.csv"]).refuses(&["v.csv:2: column `component`: "]);
}
