//! `omslint anonymise`: the same is found in the copy, and nothing that names something is left in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rayon::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

fn omslint(arguments: &[&str], directory: &Path) -> Output {
    crate::scratch::omslint().args(arguments).current_dir(directory).output().unwrap()
}

fn files(root: &Path) -> Vec<PathBuf> {
    let (mut open, mut found) = (vec![root.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// What is found, without places and names.
fn found(directory: &Path, arguments: &[String]) -> Vec<String> {
    let mut all = vec!["check", ".", "-f", "json", "--no-config", "--fail-on", "never"];
    all.extend(arguments.iter().map(String::as_str));
    let output = omslint(&all, directory);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}: {}", directory.display(), String::from_utf8_lossy(&output.stderr)));
    let one = |finding: &Value| {
        format!("{} {} {} {}", finding["code"], finding["severity"], finding["certainty"], finding["fix"]["tier"])
    };
    let mut found: Vec<_> = report["findings"].as_array().unwrap().iter().map(one).collect();
    found.sort();
    let run = &report["run"];
    found.push(format!("{} tasks, {} servers, components {}", run["tasks"], run["servers"], run["components"]));
    found
}

/// The arguments of a case that do not speak of its names.
fn arguments(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("omslint.args")).unwrap_or_default();
    let (mut kept, mut skip) = (Vec::new(), false);
    for line in text.lines() {
        if std::mem::take(&mut skip) {
            continue;
        }
        match line {
            "--expect" | "--values" | "--config" | "--baseline" => skip = true,
            line if line.starts_with("--checkpoint") => {}
            line => kept.push(line.to_owned()),
        }
    }
    if !kept.iter().any(|line| line == "--now") {
        kept.extend(["--now".to_owned(), "2026-03-10T00:00:00Z".to_owned()]);
    }
    kept
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut cases = vec![root.join("exports/site")];
    for rule in fs::read_dir(root.join("rules")).unwrap() {
        let rule = rule.unwrap().path();
        if !rule.is_dir() {
            continue;
        }
        cases.extend(fs::read_dir(rule).unwrap().map(|case| case.unwrap().path()).filter(|path| path.is_dir()));
    }
    cases.sort();
    cases
}

/// Names, addresses and ids in the files and paths of a case: what looks like one, told without the code that is tried.
fn names(case: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut take = |text: &str| {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')) {
            let numbers: Vec<_> = word.split('.').collect();
            if numbers.len() == 4 && numbers.iter().all(|number| number.parse::<u8>().is_ok()) {
                names.insert(word.to_owned());
            }
            for head in ["np_", "p_", "sync_"] {
                let mut parts = word.split('_').skip_while(|part| *part != head.trim_end_matches('_'));
                if let (Some(_), Some(id)) = (parts.next(), parts.next())
                    && id.bytes().any(|byte| byte.is_ascii_digit())
                    && id.bytes().any(|byte| byte.is_ascii_alphabetic())
                {
                    names.insert(format!("{head}{id}"));
                }
            }
        }
    };
    for path in files(case) {
        take(&path.strip_prefix(case).unwrap().to_string_lossy());
        if path.file_name().is_some_and(|name| name == "omslint.args") {
            continue;
        }
        take(&fs::read_to_string(&path).unwrap_or_default());
    }
    names
}

/// Values of the keys that name something, in any document of JSON.
fn named_values(case: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(case) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let Ok(value) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else { continue };
        let mut open = vec![(String::new(), value)];
        while let Some((key, value)) = open.pop() {
            match value {
                Value::Object(map) => open.extend(map),
                Value::Array(items) => open.extend(items.into_iter().map(|item| (key.clone(), item))),
                Value::String(text) => match serde_json::from_str::<Value>(&text) {
                    Ok(inner @ (Value::Object(_) | Value::Array(_))) => open.push((key, inner)),
                    _ => {
                        let key = key.to_lowercase();
                        let is_named =
                            ["password", "username", "user", "ip", "host", "url", "instance", "topic", "map"];
                        if is_named.iter().any(|end| key.ends_with(end)) && text.len() > 3 && !text.contains("***") {
                            found.insert(text);
                        }
                    }
                },
                _ => {}
            }
        }
    }
    found.retain(|word| word.contains(char::is_alphabetic) && word != "true" && word != "false");
    found
}

#[test]
fn the_same_is_found_in_the_copy_and_no_name_is_left() {
    let broken: Vec<String> = cases()
        .par_iter()
        .flat_map(|case| {
            let says = case.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string();
            let room = TempDir::new().unwrap();
            let out = room.path().join("copy");
            let ran = omslint(&["anonymise", ".", "-q", "--allow-empty", "-o", out.to_str().unwrap()], case);
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            if ran.status.code() != Some(0) {
                return vec![format!("{says}: ended with {:?}: {said}", ran.status.code())];
            }
            if !out.exists() {
                return Vec::new();
            }
            let arguments = arguments(case);
            let mut broken = Vec::new();
            let (before, after) = (found(case, &arguments), found(&out, &arguments));
            if before != after {
                broken.push(format!("{says}: before {before:#?}, after {after:#?}"));
            }
            let mut copies = String::new();
            for path in files(&out) {
                copies.push_str(&path.strip_prefix(&out).unwrap().to_string_lossy());
                copies.push('\n');
                copies.push_str(&fs::read_to_string(&path).unwrap());
            }
            let whole = |name: &str| {
                copies.match_indices(name).any(|(at, _)| {
                    let ends = copies[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                    ends && copies[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
                })
            };
            for name in names(case).iter().chain(&named_values(case)) {
                if whole(name) {
                    broken.push(format!("{says}: {name} is left"));
                }
            }
            broken
        })
        .collect();
    assert!(broken.is_empty(), "{} of {} cases:\n{}", broken.len(), cases().len(), broken.join("\n"));
}

/// A folder with one file, its copy, and what was said.
fn copy_of(name: &str, text: &[u8]) -> (TempDir, Output) {
    let room = TempDir::new().unwrap();
    let file = room.path().join("in").join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    let ran = omslint(&["anonymise", "in", "-o", "out"], room.path());
    (room, ran)
}

fn only_copy(room: &TempDir) -> String {
    let found = files(&room.path().join("out"));
    assert_eq!(found.len(), 1, "{found:?}");
    fs::read_to_string(&found[0]).unwrap()
}

const JSON: &str = "\u{feff}{\r\n\t\"type\":\"STORE_SOURCE\",\r\n\t\"checkpoint\":\"{\\\"MYSQL_np_q7zap_s1-1-0\\\":\\\"1690872244\\\"}\",\r\n\t\
\"clients\":[{\"clientId\":\"MYSQL_np_q7zap_s1-1-0\",\"user\":\"\\u0063rm@t1\",\"password\":\"Hidden 1!\",\"mask\":\"******\"}]\r\n}";

#[test]
fn what_stands_around_values_stays_byte_for_byte() {
    let (room, ran) = copy_of("conf/source.json", JSON.as_bytes());
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let copy = only_copy(&room);
    let frame = |text: &str| text.chars().filter(|c| !c.is_alphanumeric()).collect::<String>();
    // The escaped letter is one letter now; nothing else moved.
    assert_eq!(frame(&copy), frame(JSON).replacen("\"\\@", "\"@", 1));
    assert!(
        copy.contains("\"type\":\"STORE_SOURCE\"") && copy.contains("1690872244") && copy.contains("******"),
        "{copy}"
    );
    assert!(!copy.contains("q7zap") && !copy.contains("Hidden") && !copy.contains("rm@"), "{copy}");
    let subtopics: Vec<_> = copy.split(['"', '\\']).filter(|part| part.starts_with("MYSQL_np_")).collect();
    assert!(subtopics.len() == 2 && subtopics[0] == subtopics[1] && subtopics[0].ends_with("-1-0"), "{copy}");
}

#[test]
fn names_of_secrets_stay_and_their_values_do_not() {
    let text =
        r#"{"type":"STORE_SOURCE","密码":"Hidden1","张三密码":"Hidden2","x":{"name":"password","value":"Hidden3"}}"#;
    let (room, _) = copy_of("conf/source.json", text.as_bytes());
    let copy = only_copy(&room);
    assert!(copy.contains("\"密码\":") && copy.contains("\"name\":\"password\""), "{copy}");
    assert!(!copy.contains("Hidden") && !copy.contains("张三"), "{copy}");
}

#[test]
fn comments_and_anchors_are_no_hiding_place() {
    let text = "# ask alice of acme\nsource: &alice # acme\n  type: STORE_SOURCE\n  host: alice\n  n: 7\nsink:\n  <<: *alice\n";
    let (room, ran) = copy_of("component.yaml", text.as_bytes());
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let copy = only_copy(&room);
    assert!(!copy.contains("alice") && !copy.contains("acme"), "{copy}");
    assert!(copy.starts_with("# xxx xxxxx xx xxxx\nsource: &"), "{copy}");
    let ini = "; ask alice\n[JDBCWriter]\nsrc_type=MYSQL\nsubTopic=p_q7zap_dest-000-0\nsinkFile.user=alice\n";
    let (room, _) = copy_of("10.9.8.7-9000:p_q7zap_dest-000-0:0000000031/jdbcwriter.conf", ini.as_bytes());
    let copy = only_copy(&room);
    assert!(!copy.contains("alice") && !copy.contains("q7zap") && copy.contains("_dest-000-0"), "{copy}");
    let names = format!("{:?}", files(&room.path().join("out")));
    assert!(
        !names.contains("q7zap") && !names.contains("10.9.8.7") && names.contains("_dest-000-0:0000000031"),
        "{names}"
    );
}

#[test]
fn what_cannot_be_read_is_left_out_and_said() {
    let (room, ran) = copy_of("conf/source.json", b"{\"type\":\"STORE_SOURCE\",");
    assert_eq!(ran.status.code(), Some(3));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(said.contains("in/conf/source.json: left out of the copy"), "{said}");
    assert!(!room.path().join("out").exists());
}

#[test]
fn an_archive_becomes_a_folder_and_a_full_directory_is_refused() {
    let room = TempDir::new().unwrap();
    fs::create_dir_all(room.path().join("10.9.8.7/conf")).unwrap();
    fs::write(room.path().join("10.9.8.7/conf/source.json"), JSON).unwrap();
    fs::write(room.path().join("10.9.8.7/conf/checkpoint.chk"), "{}").unwrap();
    fs::write(room.path().join("10.9.8.7/oms.connector.checkpoint"), "{\"gmt\":1773000000}").unwrap();
    let packed =
        Command::new("tar").args(["-czf", "oms-10.9.8.7.tar.gz", "10.9.8.7"]).current_dir(room.path()).status();
    assert!(packed.unwrap().success());
    for out in ["one", "two"] {
        let ran = omslint(&["anonymise", "oms-10.9.8.7.tar.gz", "-o", out], room.path());
        assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(said.contains("note: status files: not copied from archives"), "{said}");
        assert!(said.contains("oms-10.9.8.7.tar.gz/10.9.8.7/conf/checkpoint.chk"), "{said}");
    }
    let listed = |out: &str| -> Vec<(String, Vec<u8>)> {
        let root = room.path().join(out);
        let one = |path: &PathBuf| (path.strip_prefix(&root).unwrap().display().to_string(), fs::read(path).unwrap());
        files(&root).iter().map(one).collect()
    };
    assert_eq!(listed("one"), listed("two"));
    let statuses = listed("one").into_iter().filter(|(path, _)| path.ends_with("/oms.connector.checkpoint"));
    assert_eq!(statuses.map(|(_, bytes)| bytes).collect::<Vec<_>>(), [b"{\"gmt\":1773000000}".to_vec()]);
    assert!(listed("one")[0].0.ends_with("/conf/source.json") && !listed("one")[0].0.contains("10.9.8.7"));
    let again = omslint(&["anonymise", "10.9.8.7", "-o", "one"], room.path());
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(omslint(&["anonymise", "10.9.8.7"], room.path()).status.code(), Some(2));
    fs::create_dir(room.path().join("empty")).unwrap();
    assert_eq!(omslint(&["anonymise", "empty", "-o", "three"], room.path()).status.code(), Some(4));
}

#[test]
fn names_that_are_keys_go_with_the_values_they_belong_to() {
    let text = r#"{"np_q7zap":{"incrSyncComponents":[{"name":"10.9.8.7-9000:connector_v2:np_q7zap-incr_trans-1-0:0000000005",
        "ip":"2001:db8::17","config":{"source":{"type":"STORE_SOURCE","where":"acme_db.orders.phone='13800138000'",
        "whiteList":{"acme_db":{"orders":["id"]}}},"sink":{"url":"https://bob:1234@kafka.acme.com/x?user=bob"}}}]}}"#;
    let (room, ran) = copy_of("answers.json", text.as_bytes());
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let copy = only_copy(&room);
    for name in ["q7zap", "10.9.8.7", "2001", "db8", "acme", "orders", "13800138000", "bob", "1234@", "kafka"] {
        assert!(!copy.contains(name), "{name} in {copy}");
    }
    for word in ["incrSyncComponents", "-9000:connector_v2:np_", "-incr_trans-1-0:0000000005", "whiteList", "?user="] {
        assert!(copy.contains(word), "{word} is not in {copy}");
    }
    assert_eq!(copy.len(), text.len());
}

#[test]
fn what_stands_for_a_colon_in_names_stays() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site");
    let copies = ["%3A", "%3a", "_", "\u{f03a}"].map(|instead| {
        let room = tempfile::tempdir().unwrap();
        for file in files(&source) {
            let name = file.strip_prefix(&source).unwrap().to_str().unwrap().replace(':', instead);
            let to = room.path().join("site").join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(file, to).unwrap();
        }
        let output = omslint(&["anonymise", "site", "-o", "copy"], room.path());
        assert_eq!(output.status.code(), Some(0), "{instead}: {}", String::from_utf8_lossy(&output.stderr));
        let now = ["--now".to_owned(), "2026-03-10T00:00:00Z".to_owned()];
        assert_eq!(found(&room.path().join("site"), &now), found(&room.path().join("copy"), &now), "{instead}");
        let names = files(&room.path().join("copy"));
        let ids = names.iter().filter(|path| path.to_string_lossy().contains(&format!("-9000{instead}"))).count();
        assert!(ids > 10, "{instead}: {names:?}");
        ids
    });
    assert!(copies.iter().all(|&ids| ids == copies[0]), "{copies:?}");
}
