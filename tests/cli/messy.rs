//! A folder as it lies on somebody's desk: three servers in three forms, two days of one of them, pastes, backups, and the files of
//! other programs. What `omslint files` makes of each of them is held here; how it is laid out is for other tests.

use std::fs;

use serde_json::Value;

use crate::scratch::{IncrSync, Scratch, packed, tarred, zipped};

const ID: &str = "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005";

fn members(folder: &str, task: &'static str, sequence: u32) -> Vec<(String, String)> {
    let one = IncrSync { source_type: Some("MYSQL"), sequence, ..IncrSync::new(task) };
    let folder = format!("{folder}/{}/conf", one.id());
    one.files().into_iter().map(|(name, text)| (format!("{folder}/{name}.json"), text)).collect()
}

fn borrowed(members: &[(String, String)]) -> Vec<(&str, &str)> {
    members.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// The folder.
fn messy() -> Scratch {
    let scratch = Scratch::new();
    // The first server, copied on two days, and once more before somebody edited.
    for (day, more) in [("2026-03-01", ""), ("2026-03-08", "\n")] {
        for (path, text) in members(&format!("{day}/host1/run"), "np_a1", 5) {
            scratch.file(&path, &format!("{text}{more}"));
        }
    }
    scratch.file(&format!("2026-03-08/host1/run/{ID}/conf/source.json.bak"), "{\"type\":\"STORE_SOURCE\"}");
    scratch.file(&format!("2026-03-08/host1/run/{ID}/connector.pid"), "1");
    scratch.file(
        "2026-03-08/host1/run/10.20.30.11-9000:connector_v2:np_gone-incr_trans-1-0:0000000004/connector.pid",
        "1",
    );
    scratch.store("MYSQL_np_a1_sub0-1-0", "mysql2store", 1_772_000_000);
    // The second server is a tar of a date, and the third a zip that was cut off.
    let host2 = tarred(&borrowed(&members("host2/run", "np_b2", 7)));
    fs::write(scratch.file("host2.tar.gz.20260308", ""), packed(&host2)).unwrap();
    let host3 = zipped(&borrowed(&members("host3/run", "np_c3", 9)));
    fs::write(scratch.file("host3.zip", ""), &host3[..host3.len() / 2]).unwrap();
    // What people pasted.
    let source = r#"{"source":{"type":"STORE_SOURCE","clients":[{"clientId":"MYSQL_np_d4_s-1-0","subtopic":"MYSQL_np_d4_s-1-0"}]},"sink":{}}"#;
    scratch.file("paste/np_d4.json.new", source);
    scratch.file("paste/mail.md", &format!("# From the console\n\n{source}\n"));
    scratch
        .file("paste/DescribeProjectComponents_np_e5.json", r#"{"success":true,"data":{"incrSyncComponents":null}}"#);
    scratch.file("paste/half.json", r#"{"x":{"type":"STORE_SOURCE"}}"#);
    // What is of other programs.
    scratch.file("src/source.json", "{ // not of OMS\n}\n");
    scratch.file("etc/ha.config", "global\n  daemon\nfrontend web\n");
    scratch.file("README.md", "# a desk\n");
    scratch.file("tsconfig.json", "{ // c\n}\n");
    scratch
}

fn line(file: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let components = file["components"].as_array().unwrap().iter().map(|one| {
        let standing = match (&one["copyOf"], &one["supersededBy"], &one["live"]) {
            (Value::String(path), ..) => format!("a copy, {path} counts"),
            (_, Value::String(id), _) => format!("superseded by {id}"),
            (.., Value::Bool(true)) => "live".to_owned(),
            _ => "not live".to_owned(),
        };
        format!(" [{} of {}: {standing}]", text(&one["kind"]), text(&one["task"]))
    });
    format!("{}: {}{}\n", text(&file["path"]), text(&file["role"]), components.collect::<String>())
}

#[test]
fn each_file_of_a_messy_folder_is_told() {
    let scratch = messy();
    let ran = scratch.run(&["files", "-f", "json", "--no-config"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let files: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
    insta::assert_snapshot!(files.iter().map(line).collect::<String>());
    // The same for people: no file is left out, and what failed says why. A directory of a component is one row.
    let table = scratch.run(&["files", "--no-config"]).stdout;
    for file in &files {
        let path = file["path"].as_str().unwrap();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let component = folder.strip_suffix("/conf").unwrap_or(folder);
        let is_part = file["role"] == "configuration" && !component.is_empty() && table.contains(component);
        assert!(is_part || table.contains(name), "{path} is not in {table}");
    }
    let check = scratch.check(&["--no-config", "."]);
    let said = format!("{}\n{}", check.findings().join("\n"), check.not_checked().join("\n"));
    for task in ["np_a1", "np_b2", "np_d4", "np_e5"] {
        assert!(said.contains(task), "{task} is not in {said}");
    }
    for path in ["paste/mail.md", "src/source.json", "etc/ha.config"] {
        assert!(said.contains(path), "{path} is not in {said}");
    }
    let json = check.json();
    let failed: Vec<&str> = json["failures"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    for path in ["host3.zip", "np_gone", "paste/half.json"] {
        assert!(failed.iter().any(|failed| failed.contains(path)), "{path} is not in {failed:?}");
    }
}
