//! Nothing that smells of OMS passes unread: the shapes, names and encodings in which people hand over what they have, and
//! what is said of the rest.

use std::fs;

use serde_json::{Value, json};

use crate::scratch::{IncrSync, Ran, Scratch, packed};

pub(crate) const TASK: &str = "np_a1";
pub(crate) const ID: &str = "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005";
pub(crate) const HEALTHY: &str = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}""#;

/// The Incr-Sync of the task, with `source` behind what every source has.
pub(crate) fn component(source: &'static str) -> IncrSync {
    IncrSync { source, source_type: Some("MYSQL"), ..IncrSync::new(TASK) }
}

/// One file beside a healthy component, and what is said of both.
pub(crate) fn beside(path: &str, bytes: &[u8]) -> (Scratch, Ran) {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    fs::write(scratch.file(path, ""), bytes).unwrap();
    let ran = scratch.check(&["."]);
    (scratch, ran)
}

/// The source of it alone.
pub(crate) fn section(source: &'static str) -> String {
    component(source).files().swap_remove(0).1
}

/// An item of an answer of the API.
fn item(source: &'static str) -> Value {
    let config: serde_json::Map<String, Value> = component(source)
        .files()
        .into_iter()
        .map(|(name, text)| (name.to_owned(), serde_json::from_str(&text).unwrap()))
        .collect();
    json!({"name": ID, "ip": "10.20.30.11", "identity": TASK, "type": "INCR_TRANS", "config": config})
}

fn answer(source: &'static str) -> Value {
    json!({"success": true, "data": {"storeList": null, "incrSyncComponents": [item(source)]}})
}

/// Writes one file, and checks the folder.
fn check(path: &str, bytes: &[u8]) -> Ran {
    let scratch = Scratch::new();
    fs::write(scratch.file(path, ""), bytes).unwrap();
    scratch.check(&["."])
}

/// Both values are missing, or nothing is.
fn reads(path: &str, write: impl Fn(&'static str) -> Vec<u8>) {
    let (broken, healthy) = (check(path, &write("")), check(path, &write(HEALTHY)));
    let found = broken.findings().join(", ");
    assert!(broken.code == 1 && found.contains("OMS101 np_a1") && found.contains("OMS102 np_a1"), "{path}: {broken:?}");
    let found = healthy.findings().join(", ");
    assert!(healthy.code == 0 && !found.contains("OMS10"), "{path}: {healthy:?}");
}

#[test]
fn answers_in_every_shape() {
    type Shape = fn(&'static str) -> Value;
    let shapes: &[(&str, Shape)] = &[
        ("a list, as jq -s makes it", |source| json!([answer(source)])),
        ("under the ids of tasks", |source| json!({TASK: answer(source)})),
        ("data under the ids of tasks", |source| json!({TASK: answer(source)["data"]})),
        ("a wrapper", |source| json!({"result": answer(source)})),
        ("wrappers", |source| json!({"code": 200, "Result": {"body": [answer(source)]}})),
        ("an answer as text", |source| json!({"body": answer(source).to_string()})),
        ("one object for a list", |source| json!({"data": {"incrSyncComponents": item(source)}})),
        ("items under their ids", |source| json!({"data": {"incrSyncComponents": {ID: item(source)}}})),
        ("as the cloud spells it", |source| json!({"Data": {"IncrSyncComponents": [item(source)]}})),
        ("items under a wrapper", |source| json!({"result": {"list": [item(source)]}})),
    ];
    for (what, shape) in shapes {
        println!("{what}");
        reads("all.json", |source| shape(source).to_string().into_bytes());
    }
}

#[test]
fn answers_in_every_file() {
    let lines = |source| {
        let other = answer(HEALTHY).to_string().replace(TASK, "np_b2");
        format!("{}\n{other}\n", answer(source)).into_bytes()
    };
    for path in ["all.jsonl", "all.ndjson", "all.json", "all.txt", "all.log", "all", "x.csv", "all.json.bak"] {
        reads(path, lines);
    }
    let whole = |source| serde_json::to_vec_pretty(&answer(source)).unwrap();
    for path in ["answer.txt", "answer.log", "answer", "answer.json.bak"] {
        reads(path, whole);
    }
    for path in ["all.json.gz", "all.txt.gz", "all.gz"] {
        reads(path, |source| packed(&whole(source)));
    }
    reads("pretty.json", |source| [whole(source), whole(source)].concat());
}

#[test]
fn one_answer_of_several_that_is_not_understood_fails() {
    let odd = json!({"success": true, "data": {"incrSyncComponents": "see above"}});
    let ran = check("all.jsonl", format!("{}\n{odd}\n", answer("")).as_bytes());
    assert!(ran.code == 3 && ran.findings().contains(&"OMS101 np_a1 safe".to_owned()), "{ran:?}");
    assert!(ran.stdout.contains("a part of it was not understood"), "{ran:?}");
}

#[test]
fn an_odd_item_among_good_ones_is_said() {
    for odd in [json!("see above"), json!(7), json!(true), json!(null), json!([3])] {
        let ran = check("a.json", json!({"data": {"incrSyncComponents": [item(""), odd]}}).to_string().as_bytes());
        let failure = &ran.json()["failures"][0];
        assert!(ran.code == 3 && ran.findings().contains(&"OMS101 np_a1 safe".to_owned()), "{odd}: {ran:?}");
        assert!(
            failure["message"].as_str().unwrap().starts_with("a part of it was not understood"),
            "{odd}: {failure}"
        );
        assert!(failure["column"].as_u64().is_some_and(|column| column > 20), "{odd}: {failure}");
    }
    for odd in [json!({}), json!({"note": 1}), json!({"source": {"type": "STORE_SOURCE"}})] {
        let ran = check("a.json", json!({"data": {"incrSyncComponents": [item(HEALTHY), odd]}}).to_string().as_bytes());
        assert!(ran.code == 1 && ran.findings().iter().any(|found| found.starts_with("OMS111")), "{odd}: {ran:?}");
    }
    let two = json!({"data": {"incrSyncComponents": [item(HEALTHY), "a", "b"]}});
    assert!(check("a.json", two.to_string().as_bytes()).stdout.contains("2 parts of it were not understood"));
    // Another list of the same answer hides nothing.
    let text = json!({"data": {"incrSyncComponents": "see above", "fullImportComponents": [item(HEALTHY)]}});
    assert_eq!(check("a.json", text.to_string().as_bytes()).code, 3);
}

#[test]
fn what_stands_beside_a_good_answer_is_read_or_said() {
    let whole = |data: Value, beside: Value| {
        let mut answer = answer(HEALTHY);
        answer["data"].as_object_mut().unwrap().extend(data.as_object().unwrap().clone());
        answer.as_object_mut().unwrap().extend(beside.as_object().unwrap().clone());
        check("a.json", answer.to_string().as_bytes())
    };
    let other: Value = serde_json::from_str(&item("").to_string().replace(TASK, "np_b2")).unwrap();
    let strange = json!({"parts": [{"src": {"type": "STORE_SOURCE"}}]});
    let nothing = json!({});
    for (data, beside) in [(json!({"more": strange}), &nothing), (nothing.clone(), &json!({"more": strange}))] {
        let ran = whole(data, beside.clone());
        assert!(ran.code == 3 && ran.stdout.contains("`STORE_SOURCE` stands there"), "{ran:?}");
    }
    for (data, beside) in
        [(json!({"lightConnectors": [other]}), json!({})), (json!({}), json!({"old": {"incrSyncComponents": [other]}}))]
    {
        let ran = whole(data, beside);
        assert!(ran.code == 1 && ran.findings().contains(&"OMS101 np_b2 safe".to_owned()), "{ran:?}");
    }
    let ran =
        whole(json!({"page": {"size": 10}}), json!({"errorDetail": {"code": null}, "message": "com.oceanbase.oms.Ok"}));
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn an_odd_document_among_sectioned_ones_is_said() {
    let sections = |source| item(source)["config"].clone();
    let source: Value = serde_json::from_str(&section("")).unwrap();
    for odd in [json!("np_b2 is missing"), json!({"source": source}), json!({"src": source}), json!({"sink": {"x": 1}})]
    {
        let ran = check("all.json", json!([sections(""), odd]).to_string().as_bytes());
        let found = ran.findings().iter().filter(|found| found.starts_with("OMS101")).count();
        assert!(found == 2 || (found == 1 && ran.code == 3), "{odd}: {ran:?}");
    }
    let yaml = |other: &str| format!("---\n{}\n---\n{other}\n---\n", sections(HEALTHY));
    assert_eq!(check("all.yaml", yaml("kind: ConfigMap\nname: x").as_bytes()).code, 0);
    assert_eq!(check("all.yaml", yaml("kind: ConfigMap\ndata:\n  store_username: x").as_bytes()).code, 3);
}

#[test]
fn an_id_without_a_configuration_is_still_a_component() {
    let ran = check("a.json", json!({"data": {"incrSyncComponents": [ID]}}).to_string().as_bytes());
    assert_eq!(ran.json()["run"]["components"]["incrSync"], 1, "{ran:?}");
}

#[test]
fn sections_under_every_name() {
    let renamed = format!("{}.json", ID.replace(':', "_"));
    for path in
        ["Source.json", "np_a1_source.json", "np_a1.source.json", "source.yaml", "x/y.json", &renamed, "src.txt"]
    {
        let write = |source| {
            let text = section(source).replace("STORE_SOURCE", "STORE_SOURCE\",\"store_username\":\"u");
            // Two sources in one folder are two components.
            text.into_bytes()
        };
        reads(path, write);
    }
    reads("source.json.gz", |source| packed(section(source).as_bytes()));
}

#[test]
fn sections_of_several_components_in_one_folder_stay_apart() {
    let scratch = Scratch::new();
    for (task, source) in [("np_a1", HEALTHY), ("np_b2", "")] {
        for (name, text) in component(source).files() {
            scratch.file(&format!("{task}_{name}.json"), &text.replace(TASK, task));
        }
    }
    let ran = scratch.check(&["."]);
    assert_eq!(ran.json()["run"]["components"]["incrSync"], 2, "{ran:?}");
    assert!(ran.findings().contains(&"OMS101 np_b2 safe".to_owned()), "{ran:?}");
    // A copy beside the original is looked at, too.
    scratch.file("np_a1_Source.yaml", &section(""));
    let found = scratch.check(&["."]).findings().join(", ");
    assert!(found.contains("OMS101 np_a1"), "{found}");
}

#[test]
fn the_answer_of_the_cluster_manager_holds_ini() {
    let detail = |src_type: &str| {
        let text = format!(
            "[JDBCWriter]\nsrc_type={src_type}\ntimestamp=1773000000\nsubTopic=p_9_dest-000-0\nsinkFile.password=hunter2\n"
        );
        json!({"success": true, "data": {"replicator.name": "10.0.0.1-9000:p_9_source-000-0:0000000069", "replicator.cfg": text}})
    };
    let ran = check("detail.json", detail("").to_string().as_bytes());
    assert!(ran.findings().iter().any(|found| found.starts_with("OMS101 p_9")), "{ran:?}");
    assert!(!ran.stdout.contains("hunter2"), "{ran:?}");
    let ran = check("detail.json", detail("MYSQL").to_string().as_bytes());
    assert!(ran.code == 0 && !ran.findings().join("").contains("OMS101"), "{ran:?}");
}

#[test]
fn other_encodings_are_named_with_the_command_that_converts_them() {
    let text = answer("").to_string();
    let wide = |big: bool| {
        let units = text.encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let chinese = [b"{\"name\":\"\xd6\xd0\xce\xc4\",\"x\":".as_slice(), text.as_bytes(), b"}"].concat();
    let cases = [
        ([&[0xff, 0xfe], &*wide(false)].concat(), "iconv -f UTF-16LE -t UTF-8 x.json"),
        ([&[0xfe, 0xff], &*wide(true)].concat(), "iconv -f UTF-16BE -t UTF-8 x.json"),
        (wide(false), "iconv -f UTF-16LE"),
        (wide(true), "iconv -f UTF-16BE"),
        (chinese, "iconv -f GB18030"),
    ];
    for (bytes, command) in &cases {
        let ran = check("x.json", bytes);
        assert!(ran.code == 3 && ran.stdout.contains(command), "{command}: {ran:?}");
    }
    // A console of Windows redirects into whatever name.
    assert_eq!(check("x.txt", &cases[0].0).code, 3);
    assert_eq!(check("x.properties", &wide(false)).code, 3);
    // What does not speak of OMS is left alone.
    let other: Vec<u8> = "{\"name\":\"x\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(check("x.json", &[&[0xff, 0xfe], &*other].concat()).code, 4);
}

#[test]
fn words_of_oms_in_no_shape_fail() {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    let source: Value = serde_json::from_str(&section("")).unwrap();
    scratch.file("x.json", &json!({"components": [{"src": source, "n": 1}]}).to_string());
    let ran = scratch.check(&["."]);
    let failure = &ran.json()["failures"][0];
    assert!(ran.code == 3 && failure["path"] == "x.json", "{ran:?}");
    assert!(failure["message"].as_str().unwrap().contains("`STORE_SOURCE` stands in it"), "{failure}");
    let files = &ran.json()["run"]["files"];
    assert_eq!((&files["scanned"], &files["failed"], &files["unrecognised"]), (&5.into(), &1.into(), &0.into()));
    let ran = scratch.run(&["files"]);
    assert!(
        ran.code == 3 && ran.stdout.contains("failed: `STORE_SOURCE`") && !ran.stdout.contains("says OMS"),
        "{ran:?}"
    );
    for args in [&["values", "."][..], &["diff", "."], &["verify", ".", "export"]] {
        assert_eq!(scratch.run(args).code, 3, "{args:?}");
    }
    scratch.file("x.json", r#"{"incrSyncComponents":"see the other file"}"#);
    let ran = scratch.run(&["files"]);
    assert!(ran.code == 3 && ran.stdout.contains("`incrSyncComponents` stands in it"), "{ran:?}");
}

#[test]
fn what_is_not_of_oms_stays_silent() {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    let schema =
        json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"clusterManagerUrl": {}}});
    for (path, text) in [
        ("package.json", r#"{"name":"x","source":"src/index.js"}"#),
        ("tsconfig.json", "{ // c\n \"a\": 1, }"),
        ("empty.json", ""),
        ("chart.yaml", "a: {{ .Values.x }}\n"),
        ("notes.txt", "dbType and checkpoint of the source are missing\n"),
        ("notes", "source, checkpoint, dbType\n"),
        ("list.jsonl", "{\"source\":1}\n{\"source\":2}\n"),
        ("schema.json", &schema.to_string()),
        ("log4j.properties", "log4j.logger.com.oceanbase.oms=INFO\n"),
        ("id.out.gz", "not packed at all"),
        ("run.sh", "#!/bin/sh\n# com.oceanbase.oms\n"),
    ] {
        scratch.file(path, text);
    }
    for format in ["json", "sarif", "gitlab"] {
        let ran = scratch.run(&["check", "export", "-f", format, "--no-config"]);
        scratch.file(&format!("our-{format}.json"), &ran.stdout);
    }
    let ran = scratch.check(&["."]);
    assert_eq!((ran.code, ran.json()["failures"].as_array().unwrap().len()), (0, 0), "{ran:?}");
    assert!(!ran.not_checked().join("\n").contains("not opened"), "{ran:?}");
}

#[test]
fn what_is_not_opened_is_named() {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    scratch.file("connector.log", "2026-03-01 [main] INFO com.oceanbase.oms.connector.Main - started\n");
    scratch.file("rm.sql", "INSERT INTO config_job VALUES (1);\n");
    scratch.file("cm.sql", "INSERT INTO x VALUES ('STORE_SOURCE');\n");
    scratch.file("host2.tar.xz", "x");
    scratch.file("notes.txt", "dear all, look at com.oceanbase.oms\n");
    let ran = scratch.check(&["."]);
    assert_eq!((ran.code, ran.json()["failures"].as_array().unwrap().len()), (0, 0), "{ran:?}");
    let said = ran.not_checked().join("\n");
    assert!(said.contains("cm.sql, connector.log, host2.tar.xz, notes.txt"), "{said}");
    assert!(said.contains("SQL files: dumps are never read as configuration: rm.sql"), "{said}");
    for name in ["connector.log", "rm.sql", "cm.sql", "host2.tar.xz", "notes.txt"] {
        assert_eq!(scratch.check(&[name]).code, 3, "{name}");
    }
    assert!(scratch.check(&["host2.tar.xz"]).stdout.contains("xz -dk host2.tar.xz"));
}

#[test]
fn archives_that_a_scan_meets_are_opened() {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    let mut bytes = tar::Builder::new(Vec::new());
    let mut add = |path: &str, text: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        bytes.append_data(&mut header, path, text).unwrap();
    };
    for (name, text) in component("").files() {
        add(&format!("run/{}/conf/{name}.json", ID.replace("np_a1", "np_z")), text.replace(TASK, "np_z").as_bytes());
    }
    add("answers.log", answer("").to_string().replace(TASK, "np_y").as_bytes());
    add("packed.json.gz", &packed(answer("").to_string().replace(TASK, "np_x").as_bytes()));
    add("connector.log", b"2026 INFO com.oceanbase.oms.Main");
    add("latin.properties", b"name=caf\xe9 \n");
    let bytes = bytes.into_inner().unwrap();
    fs::write(scratch.file("host2.tar.gz", ""), packed(&bytes)).unwrap();
    let ran = scratch.check(&["."]);
    let found = ran.findings().join(", ");
    for task in ["np_x", "np_y", "np_z"] {
        assert!(found.contains(&format!("OMS101 {task} safe")), "{task}: {found}");
    }
    assert!(ran.json()["failures"].as_array().unwrap().is_empty(), "{ran:?}");
    assert!(ran.not_checked().join("\n").contains("host2.tar.gz/connector.log"), "{ran:?}");
    let ran = scratch.run(&["fix", ".", "--backup", "none"]);
    assert!(ran.code == 1 && ran.stderr.contains("not fixed: 3 files, such as host2.tar.gz/answers.log"), "{ran:?}");
    assert_eq!(scratch.run(&["fix", ".", "--out-dir", "fixed"]).code, 1);
    let fixed = fs::read_to_string(scratch.path().join("fixed/host2.tar.gz/packed.json.gz")).unwrap();
    assert!(fixed.contains("\"dbType\":\"MYSQL\""), "{fixed}");
    assert_eq!(fs::read(scratch.path().join("host2.tar.gz")).unwrap(), packed(&bytes));
    fs::write(scratch.path().join("host2.tar.gz"), &packed(&bytes)[..300]).unwrap();
    assert_eq!(scratch.check(&["."]).code, 3);
}

#[cfg(unix)]
#[test]
fn a_followed_link_is_read_under_its_own_name() {
    let scratch = Scratch::new();
    let source = scratch.path().join(format!("export/10.20.30.11/run/{ID}/conf/source.json"));
    scratch.incr_sync(&component(""));
    fs::rename(&source, scratch.path().join("v1.json")).unwrap();
    std::os::unix::fs::symlink(scratch.path().join("v1.json"), &source).unwrap();
    let ran = scratch.check(&["--follow-symlinks", "."]);
    let report = ran.json();
    let path = report["findings"][0]["path"].as_str().unwrap();
    assert!(ran.findings().contains(&"OMS101 np_a1 safe".to_owned()) && path.ends_with("conf/source.json"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn two_links_to_one_file_are_one_file_of_two_components() {
    let scratch = Scratch::new();
    let shared = scratch.file("shared/v1.json", &section(""));
    for task in [TASK, "np_b2"] {
        let conf = format!("export/10.20.30.11/run/{}/conf", ID.replace(TASK, task));
        scratch.file(&format!("{conf}/condition.json"), "{}");
        std::os::unix::fs::symlink(&shared, scratch.path().join(format!("{conf}/source.json"))).unwrap();
    }
    let ran = scratch.check(&["export"]);
    let said = ran.not_checked().join(", ");
    assert!(ran.code == 1 && said.contains("symbolic links: 2 not followed"), "{ran:?}");
    let ran = scratch.check(&["--follow-symlinks", "export"]);
    let found = ran.findings().join(", ");
    for task in [TASK, "np_b2"] {
        assert!(
            found.contains(&format!("OMS101 {task}")) || found.contains(&format!("OMS111 {task}")),
            "{task}: {ran:?}"
        );
    }
    // Without any other file of it, the second component would not be there at all.
    for task in [TASK, "np_b2"] {
        fs::remove_file(
            scratch.path().join(format!("export/10.20.30.11/run/{}/conf/condition.json", ID.replace(TASK, task))),
        )
        .unwrap();
    }
    let ran = scratch.check(&["--follow-symlinks", "export"]);
    let found = ran.findings().join(", ");
    let said = ran.not_checked().join(", ");
    assert!(found.contains("OMS101 np_b2") || said.contains("np_b2"), "{ran:?}");
}

#[test]
fn our_own_repository_holds_nothing_that_fails() {
    let scratch = Scratch::new();
    let root = env!("CARGO_MANIFEST_DIR");
    let ran = scratch.check(&[root, "--exclude", "target", "--fail-on", "never"]);
    assert_eq!((ran.code, ran.json()["failures"].as_array().unwrap().len()), (0, 0), "{:#}", ran.json()["failures"]);
}

#[test]
fn a_log_that_is_an_answer_in_another_encoding_is_named() {
    let wide: Vec<u8> = answer("").to_string().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = check("all.log", &[&[0xff, 0xfe], &*wide].concat());
    assert!(ran.not_checked().join(", ").contains("all.log"), "{ran:?}");
}

#[test]
fn an_answer_of_a_call_that_failed_is_said() {
    let good = answer(HEALTHY).to_string();
    let failed = json!({"success": false, "errorDetail": {"code": "GHANA-AUTH000001"}, "data": null}).to_string();
    for (path, text) in [
        ("all.json", format!("[{good},{failed}]")),
        ("all.json", format!("[{good},null]")),
        ("all.jsonl", format!("{good}\n{failed}\n")),
        ("all.jsonl", format!("{good}\n\"timeout\"\n")),
        ("DescribeProjectComponents_np_b2.json", failed.clone()),
    ] {
        let ran = check(path, text.as_bytes());
        assert!(
            ran.code == 3 && ran.json()["failures"][0]["message"].as_str().unwrap().contains("call"),
            "{path} {text}: {ran:?}"
        );
    }
    // An answer of another program that failed is none of ours.
    let ran = check("other.json", failed.as_bytes());
    assert!(ran.code == 4, "{ran:?}");
}

#[test]
fn what_stands_behind_a_line_of_a_prompt_is_said() {
    let json = section("");
    for text in
        [format!("$ cat source.json\n{json}"), "[root@oms conf]# cat x\n[JDBCWriter]\nsrc_subTopic=p_1_a\n".into()]
    {
        let ran = check("pasted.conf", text.as_bytes());
        assert!(ran.code == 3, "{ran:?}");
    }
    let ran = check("nginx.conf", b"$ cat x\nuser www;\n");
    assert!(ran.code == 4, "{ran:?}");
}

#[test]
fn the_directory_of_an_incr_sync_without_its_configuration_is_said() {
    for left in ["conf/.keep", "connector.pid", "logs/connector/connector.log"] {
        let scratch = Scratch::new();
        scratch.incr_sync(&IncrSync { source: HEALTHY, source_type: Some("MYSQL"), ..IncrSync::new("np_ok") });
        scratch.file(&format!("host/run/{ID}/{left}"), "1\n");
        let ran = scratch.check(&["."]);
        let failure = &ran.json()["failures"][0];
        assert!(ran.code == 3 && failure["path"].as_str().unwrap().ends_with(&format!("{ID}/conf")), "{left}: {ran:?}");
        let of_task = |task: &serde_json::Value| task["task"] == TASK && task["state"] == "UNKNOWN";
        assert!(ran.json()["tasks"].as_array().unwrap().iter().any(of_task), "{left}: {ran:?}");
        // The directory of one that was moved may be left with nothing in it.
        let moved = ID.replace("0000000005", "0000000009");
        for (name, text) in component(HEALTHY).files() {
            scratch.file(&format!("other/run/{moved}/conf/{name}.json"), &text);
        }
        let ran = scratch.check(&["."]);
        assert_eq!(ran.json()["failures"], json!([]), "{left}: {ran:?}");
    }
}

#[test]
fn a_directory_of_an_incr_sync_without_any_file_fails_nothing_and_is_named() {
    // Git keeps no empty directories, so whoever stashes or checks out leaves such.
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync { source: HEALTHY, source_type: Some("MYSQL"), ..IncrSync::new("np_ok") });
    fs::create_dir_all(scratch.path().join(format!("host/run/{ID}/conf"))).unwrap();
    let ran = scratch.check(&["."]);
    assert_eq!(ran.json()["failures"], json!([]), "{ran:?}");
    let unchecked = ran.json()["run"]["notChecked"].as_array().unwrap().clone();
    let names = |item: &Value| item["why"].as_str().unwrap().contains(ID);
    assert!(unchecked.iter().any(names), "{unchecked:?}");
}

#[test]
fn an_answer_about_a_writer_without_its_configuration_is_said() {
    let ran = check("w.json", br#"{"replicator": {"name": "10.0.0.1-9000:p_4_dest-000-0:0000000031", "cfg": null}}"#);
    assert!(ran.code == 3, "{ran:?}");
}

#[test]
fn four_sections_of_another_program_are_none_of_ours() {
    let foreign = br#"{"source":{"type":"git"},"sink":{"type":"s3"},"coordinator":{"host":"x"},"condition":{}}"#;
    assert_eq!(check("pipeline.json", foreign).code, 4);
}

#[test]
fn a_whole_document_under_the_name_of_a_section_is_read_by_its_content() {
    let sections = |source| {
        let one = |(name, text): (&'static str, String)| (name.to_owned(), serde_json::from_str(&text).unwrap());
        Value::Object(component(source).files().into_iter().map(one).collect())
    };
    let path = format!("host/run/{ID}/conf/source.json");
    reads(&path, |source| sections(source).to_string().into_bytes());
    reads(&path, |source| answer(source).to_string().into_bytes());
}
