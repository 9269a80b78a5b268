//! Files and directories whose name or place says that something of OMS is in them, and nothing of it is: what a failed call left
//! under the id of a task, an empty file of a component, an `ha.config` that was cut off. They are named, and never passed over.

use std::fs;

use serde_json::json;

use crate::reading::{self, HEALTHY, ID, TASK, component};
use crate::scratch::{IncrSync, Ran, Scratch, packed, tarred, zipped};

/// A healthy component.
fn healthy() -> Scratch {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    scratch
}

/// One file beside it.
fn beside(path: &str, bytes: &[u8]) -> Ran {
    reading::beside(path, bytes).1
}

fn is_failed(ran: &Ran, path: &str) -> bool {
    ran.code == 3 && ran.json()["failures"][0]["path"].as_str().is_some_and(|failed| failed.ends_with(path))
}

fn is_unknown(ran: &Ran, task: &str) -> bool {
    let json = ran.json();
    json["tasks"].as_array().unwrap().iter().any(|row| row["task"] == task && row["state"] == "UNKNOWN")
}

fn is_silent(ran: &Ran, path: &str) -> bool {
    ran.code == 0 && ran.json()["failures"] == json!([]) && !ran.not_checked().join("\n").contains(path)
}

/// What a call that failed leaves behind.
const LEFT: [&str; 7] = [
    "null",
    "[]",
    "\"\"",
    "",
    "\"timeout\"",
    "curl: (7) Failed to connect to 10.0.0.1 port 8089: Connection refused",
    "<html><head><title>502 Bad Gateway</title></head></html>",
];

#[test]
fn a_failed_answer_under_the_id_of_its_task_fails() {
    for left in LEFT {
        for path in [
            "np_5abc1def2g.json",
            "all/np_5abc1def2g.yaml",
            "DescribeProjectComponents-np_5abc1def2g.json",
            "np_5abc1def2g.jsonl",
        ] {
            let ran = beside(path, left.as_bytes());
            assert!(is_failed(&ran, path) && is_unknown(&ran, "np_5abc1def2g"), "{path} {left}: {ran:?}");
        }
        let ran = beside("np_5abc1def2g.json.gz", &packed(left.as_bytes()));
        assert!(is_failed(&ran, "np_5abc1def2g.json.gz") && is_unknown(&ran, "np_5abc1def2g"), "{left}: {ran:?}");
        for archive in [tarred(&[("all/p_5abcde.json", left)]), zipped(&[("all/p_5abcde.json", left)])] {
            let name = if archive.starts_with(b"PK") { "all.zip" } else { "all.tar" };
            let ran = beside(name, &archive);
            assert!(is_failed(&ran, "all/p_5abcde.json") && is_unknown(&ran, "p_5abcde"), "{name} {left}: {ran:?}");
        }
        if left != "\"timeout\"" {
            let ran = beside("np_5abc1def2g.txt", left.as_bytes());
            assert!(is_failed(&ran, "np_5abc1def2g.txt"), "{left}: {ran:?}");
        }
    }
    for left in &LEFT[5..] {
        let ran = beside("np_5abc1def2g.properties", left.as_bytes());
        assert!(is_failed(&ran, "np_5abc1def2g.properties"), "{left}: {ran:?}");
    }
    for left in ["[null,null]", "[{\"success\":false}]", "{}"] {
        let ran = beside("np_5abc1def2g.json", left.as_bytes());
        assert!(is_failed(&ran, "np_5abc1def2g.json"), "{left}: {ran:?}");
    }
}

/// What servers, gateways and scripts put where an answer should be.
const ENVELOPES: [&str; 7] = [
    "{\"success\":true,\"data\":null}",
    "{\"success\":true,\"data\":[],\"page\":{\"size\":10}}",
    "{\"code\":401,\"msg\":\"not logged in\"}",
    "{\"timestamp\":\"x\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/a\"}",
    "{\"success\":false}",
    "{\"error\":\"timeout\",\"host\":\"10.0.0.1\"}",
    "{\"source\":\"timeout\"}",
];

#[test]
fn an_envelope_without_an_answer_fails_under_every_name_of_a_task() {
    for left in ENVELOPES.into_iter().chain(["{\"source\":{}}", "{\"config\":null}", "{\"source\":null,\"sink\":null}"])
    {
        for (path, task) in [
            ("api/p_8a3e6t1k9f.json", "p_8a3e6t1k9f"),
            ("api/sync_5abc1def2.json", "sync_5abc1def2"),
            ("api/np_5abc1def2g.json", "np_5abc1def2g"),
            ("api/np_5abc1def2g.jsonl", "np_5abc1def2g"),
            ("api/components_np_5abc1def2g.json", "np_5abc1def2g"),
            ("api/describe_np_5abc1def2g.yaml", "np_5abc1def2g"),
        ] {
            let ran = beside(path, left.as_bytes());
            assert!(is_failed(&ran, path) && is_unknown(&ran, task), "{path} {left}: {ran:?}");
        }
        let ran = beside("np_5abc1def2g.jsonl", format!("{left}\n{left}\n").as_bytes());
        assert!(is_failed(&ran, "np_5abc1def2g.jsonl"), "{left}: {ran:?}");
    }
    for (path, text) in [
        ("data/p_3dmodel1.json", "{\"status\":\"ok\",\"vertices\":[1,2]}"),
        ("data/np_5abc1def2g.json", "{\"source\":\"shop\",\"owner\":\"alice\"}"),
        ("data/p_8a3e6t1k9f.json", "{\"owner\":\"alice\",\"since\":\"2024\"}"),
        ("data/sync_config2.json", "{\"code\":1,\"msg\":\"x\"}"),
        ("data/np_array.json", "{\"rows\":[],\"source\":\"a\"}"),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_silent(&ran, path), "{path}: {ran:?}");
    }
}

#[test]
fn a_failed_answer_in_the_folder_of_its_task_fails() {
    let texts = LEFT.into_iter().chain(ENVELOPES).filter(|left| *left != "[]");
    for left in texts.chain(["{\"success\":true,\"data\":{\"incrSyncCompo"]) {
        for path in ["api/np_5abc1def2g/components.json", "np_5abc1def2g/a.yaml", "p_8a3e6t1k9f/x.json"] {
            let task = path.split('/').rev().nth(1).unwrap();
            let ran = beside(path, left.as_bytes());
            assert!(is_failed(&ran, path) && is_unknown(&ran, task), "{path} {left}: {ran:?}");
        }
    }
    for (path, text) in [
        // A list of the user's, a remark, notes, and what is not straight in the folder of a task.
        ("np_5abc1def2g/overrides.json", "{}"),
        ("np_5abc1def2g/hosts.json", "[]"),
        ("np_5abc1def2g/values.yaml", "# nothing yet\n"),
        ("np_5abc1def2g/notes.json", "{\"owner\":\"alice\"}"),
        ("np_5abc1def2g/condition.json", "null"),
        ("np_5abc1def2g/readme.md", ""),
        ("np_5abc1def2g/photo.png", "x"),
        ("np_5abc1def2g/.vscode/settings.json", "{ // ours\n}"),
        ("np_5abc1def2g_notes/a.json", "{\"a\":"),
        ("np_array/a.json", "{\"a\":"),
        ("sync_config2/a.json", ""),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_silent(&ran, path), "{path}: {ran:?}");
    }
    // With comments it may be anybody's, and that is said.
    let ran = beside("np_5abc1def2g/tsconfig.json", b"{ // ours\n \"a\": 1, }");
    assert!(ran.code == 0 && ran.not_checked().join("\n").contains("np_5abc1def2g/tsconfig.json"), "{ran:?}");
}

#[test]
fn sections_in_which_nothing_stands_are_a_component_that_was_not_understood() {
    let nothing = r#"{"source":null,"sink":null,"coordinator":null,"condition":null}"#;
    let yaml = "source:\nsink:\ncoordinator:\ncondition:\n";
    let empty = r#"{"source":{},"sink":{},"coordinator":{},"condition":{}}"#;
    for (path, text) in [
        ("incr-sync/np_5abc1def2g.json", nothing),
        ("incr-sync/np_5abc1def2g.yaml", yaml),
        ("incr-sync/np_5abc1def2g.json", empty),
        ("incr-sync/p_8a3e6t1k9f.json", nothing),
        ("incr-sync/x.json", nothing),
        ("incr-sync/x.yaml", yaml),
    ] {
        let ran = beside(path, text.as_bytes());
        let task = path.split('/').next_back().and_then(|name| name.split('.').next()).unwrap();
        let is_named = task == "x" || is_unknown(&ran, task);
        assert!(ran.code == 1 && ran.findings().join(",").contains("OMS111") && is_named, "{path} {text}: {ran:?}");
    }
    for text in [
        r#"{"source":"a","sink":"b","coordinator":"c","condition":"d"}"#,
        r#"{"source":null,"sink":null,"transforms":null}"#,
    ] {
        let ran = beside("flow/x.json", text.as_bytes());
        assert!(is_silent(&ran, "x.json"), "{text}: {ran:?}");
    }
}

#[test]
fn a_source_that_is_only_wrapped_is_no_source() {
    let id = ID.replace(TASK, "np_b2");
    for text in [
        r#"{"source":{"checkpoint":{},"username":"oms_reader"}}"#,
        r#"{"source":{}}"#,
        r#"{"config":{}}"#,
        r#"{"data":{"a":1}}"#,
    ] {
        for path in [format!("10.20.30.11/run/{id}/conf/source.json"), format!("np_b2x1/{}", "source.json")] {
            let ran = beside(&path, text.as_bytes());
            let is_told = ran.findings().join(",").contains("OMS111") || is_failed(&ran, &path);
            assert!(ran.code != 0 && is_told, "{path} {text}: {ran:?}");
        }
        let ran = beside("src/source.json", text.as_bytes());
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{text}: {ran:?}");
        let ran = beside("d/np_5abc1def2g_source.json", text.as_bytes());
        assert!(is_failed(&ran, "d/np_5abc1def2g_source.json"), "{text}: {ran:?}");
    }
    // One that has a mark of a source is read.
    let whole = reading::section("").replace('\n', "");
    let path = format!("10.20.30.11/run/{id}/conf/source.json");
    let ran = beside(&path, format!("{{\"source\":{}}}", whole.replace(TASK, "np_b2")).as_bytes());
    assert!(ran.findings().join(",").contains("OMS101 np_b2"), "{ran:?}");
}

#[test]
fn a_list_of_an_answer_that_is_none_fails_and_an_empty_one_is_named() {
    for path in ["incrSyncComponents.json", "np_5abc1def2g_reverseIncrSyncComponents.json"] {
        for left in LEFT.iter().skip(2) {
            let ran = beside(path, left.as_bytes());
            assert!(is_failed(&ran, path), "{path} {left}: {ran:?}");
        }
        for left in &LEFT[..2] {
            let ran = beside(path, left.as_bytes());
            let said = ran.not_checked().join("\n");
            assert!(ran.code == 0 && said.contains("answers that name no component") && said.contains(path), "{ran:?}");
        }
    }
}

#[test]
fn what_others_call_alike_stays_silent() {
    for (path, text) in [
        ("data/np_array.json", "[]"),
        ("data/np_array2.json", "[1, 2, 3]"),
        ("data/np_2d.json", "{\"rows\": [1]}"),
        ("data/sync_log.json", "null"),
        ("data/sync_20260301.json", "[]"),
        ("data/sync_config2.json", "{ // ours\n}"),
        ("data/p_3d.json", "[]"),
        ("data/p_20260301.json", ""),
        ("data/storeList.json", "[]"),
        ("data/components.json", "null"),
        ("data/data_source.json", "{ // ours\n}"),
        ("data/sync_source.json", ""),
        ("data/np_5abc1def2g.txt", "np_5abc1def2g belongs to the shop\n"),
        ("data/np_5abc1def2g.md", ""),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_silent(&ran, path), "{path}: {ran:?}");
    }
}

#[test]
fn a_section_of_a_task_that_is_none_fails() {
    let sink = component(HEALTHY).files().swap_remove(2).1;
    for (path, text) in [
        ("d/np_5abc1def2g_source.json", "{\"boosterClass\": \"com.ocean"),
        ("d/np_5abc1def2g.source.json", "{"),
        ("d/np_5abc1def2g-coordinator.yaml", "a: [\n"),
        ("d/np_cut_source.json", "{"),
        ("d/np_5abc1def2g_source.json", "null"),
        ("d/np_5abc1def2g_source.json", ""),
        ("np_5abc1def2g/source.json", "null"),
        ("np_5abc1def2g/source.json", "[]"),
        ("np_5abc1def2g/source.json", ""),
        ("np_5abc1def2g/sink.json", "<html></html>"),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_failed(&ran, path), "{path} {text}: {ran:?}");
        let ran = beside(&format!("{path}.gz"), &packed(text.as_bytes()));
        assert!(is_failed(&ran, &format!("{path}.gz")), "{path} {text}: {ran:?}");
    }
    // A condition may say nothing, and others have such names, too.
    for (path, text) in [
        ("d/np_5abc1def2g_condition.json", "null"),
        ("np_5abc1def2g/condition.json", "null"),
        ("np_array/source.json", "[]"),
        ("src/source.json", "null"),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_silent(&ran, path), "{path}: {ran:?}");
    }
    // The section that is broken is named, and not only the healthy one beside it.
    let scratch = healthy();
    scratch.file("d/np_5abc1def2g_sink.json", &sink);
    scratch.file("d/np_5abc1def2g_source.json", "{\n \"type");
    let ran = scratch.check(&["."]);
    assert!(is_failed(&ran, "d/np_5abc1def2g_source.json") && is_unknown(&ran, "np_5abc1def2g"), "{ran:?}");
    assert_eq!(ran.json()["failures"][0]["line"], 2, "{ran:?}");
}

#[test]
fn a_file_with_the_id_of_an_incr_sync_and_nothing_in_it_is_not_understood() {
    let id = ID.replace(TASK, "np_b2");
    for ending in ["json", "yaml", "yml", "jsonl", "json.gz"] {
        for left in LEFT {
            let path = format!("all/{id}.{ending}");
            let bytes = if ending.ends_with("gz") { packed(left.as_bytes()) } else { left.as_bytes().to_vec() };
            let ran = beside(&path, &bytes);
            let is_told = ran.code == 3 || (ran.code == 1 && ran.findings().join(",").contains("OMS111 np_b2"));
            assert!(is_told && is_unknown(&ran, "np_b2"), "{path} {left}: {ran:?}");
        }
    }
    // One of a lane alone, and what a process prints.
    let ran = beside("np_b2-incr_trans-1-0.json", b"null");
    assert!(is_failed(&ran, "np_b2-incr_trans-1-0.json"), "{ran:?}");
    let ran = beside(&format!("all/{id}.out"), b"");
    assert!(is_silent(&ran, "np_b2"), "{ran:?}");
}

#[test]
fn a_file_of_a_component_with_something_else_in_it_fails() {
    for folder in ["host/run/10.20.30.11-9000:90216:0000000002/conf", "x/10.20.30.11-9000:90216:0000000002/conf"] {
        for text in ["%&$ disk error\n", "", "level=3\n"] {
            let path = format!("{folder}/checker.conf");
            let ran = beside(&path, text.as_bytes());
            assert!(is_failed(&ran, &path), "{path} {text}: {ran:?}");
        }
    }
    for folder in
        ["b/store7100/conf", "host/store/store7100/conf", "10.20.30.11-7100:MYSQL_np_a1_s-1-0:0000000003/conf"]
    {
        for text in ["", "\u{1} nothing\n", "[other]\na=1\n"] {
            let path = format!("{folder}/crawler.conf");
            let ran = beside(&path, text.as_bytes());
            assert!(is_failed(&ran, &path), "{path} {text}: {ran:?}");
        }
        let path = format!("{folder}/crawler.conf");
        let ran = beside(&path, b"[global]\nsubTopic=MYSQL_np_a1_sub0-1-0\n[mysql2store]\nmaster.timestamp=1\n");
        assert!(ran.json()["failures"] == json!([]) && ran.json()["run"]["components"]["store"] == 1, "{ran:?}");
    }
    for (path, text) in [
        ("lint/checker.conf", "level=3\n"),
        ("lint/conf/checker.conf", "level=3\n"),
        ("web/store/conf/checker.conf", "level=3\n"),
        ("spider/storefront/conf/crawler.conf", "[store]\na=1\n"),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{path}: {ran:?}");
    }
}

/// What is said of the settings of HA.
fn of_ha(ran: &Ran) -> String {
    ran.not_checked().into_iter().filter(|line| line.starts_with("HA settings")).collect()
}

#[test]
fn an_ha_config_that_was_cut_off_is_not_passed_for_none() {
    for (path, text) in [
        ("ha.config.json", "{\"enable\":true,\"enableHost\":tr"),
        ("ha.config.json", "{\"ena"),
        ("ha.config", "{"),
        ("site/ha.config", ""),
        ("ha.config.json", "[{\"enableStore\":"),
        ("ha.config.json", "<html><title>502 Bad Gateway</title></html>"),
        ("ha.config.yaml", "<html><title>502 Bad Gateway</title></html>"),
        ("ha.config", "curl: (7) Failed to connect to 10.0.0.1 port 8089: Connection refused"),
        ("parameters.json", r#"{"data":[{"name":"ha.config","value":"{\"enable\":true,\"enableHo"}]}"#),
        ("parameters.json", r#"{"ha.config":"{\"refetchStoreIntervalMin\":3"}"#),
        ("ha.config.json", r#"{"success":false,"code":"AUTH","data":null}"#),
        ("ha.config.json", r#"{"success":true,"data":null,"requestId":"x"}"#),
        ("site/ha.config", r#"[{"Success":false,"errorDetail":{"message":"no such parameter"}}]"#),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_failed(&ran, path) && of_ha(&ran).contains(path), "{path} {text}: {ran:?}");
    }
    let wide = "{\"enable\":true,\"enableStore\":true}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for bytes in [[&[0xff, 0xfe], &*wide].concat(), wide] {
        let ran = beside("ha.config.json", &bytes);
        assert!(is_failed(&ran, "ha.config.json") && of_ha(&ran).contains("ha.config.json"), "{ran:?}");
    }
    for text in
        ["{}", "[]", "null", r#"{"message":"Unauthorized"}"#, r#"{"status":404,"error":"Not Found","path":"/a"}"#]
    {
        let ran = beside("ha.config.json", text.as_bytes());
        assert!(ran.code == 0 && of_ha(&ran).contains("ha.config.json"), "{text}: {ran:?}");
    }
    // Another program's.
    for (path, text) in [
        ("etc/ha.config", "global\n  daemon\nfrontend web\n  bind *:80\n"),
        ("etc/ha.config.json", "{\"mode\":\"active\", // ours\n}"),
        ("etc/ha.config.json", r#"{"mode":"active","status":"ok"}"#),
        ("etc/ha.config.json", r#"{"success":true,"data":{"mode":"active"}}"#),
        ("etc/ha.config.xml", "<config><a>1</a></config>"),
        ("etc/ha.config.j2", "{{ ansible_managed }}\nglobal\n"),
        ("parameters.json", r#"[{"name":"ha.config","value":"/etc/haproxy.cfg"},{"name":"x","value":"{}"}]"#),
        ("parameters.json", r#"{"ha.config":{"enable":true,"mode":"active"}}"#),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(ran.code == 0 && of_ha(&ran).contains("no ha.config in the input"), "{path}: {ran:?}");
    }
}

#[test]
fn an_ha_config_in_a_row_or_in_a_list_is_read_and_mended_there() {
    let parameter = json!({"enableConnector": false, "enableJdbcWriter": true});
    let row = json!({"name": "ha.config", "value": parameter.to_string(), "description": "HA"});
    let other = json!({"name": "ghana.x", "value": "{\"a\":1}"});
    for (path, text) in [
        ("ha.config.json", json!([parameter]).to_string()),
        ("parameters.json", json!([other, row]).to_string()),
        ("parameters.json", json!({"success": true, "data": {"list": [row, other]}}).to_string()),
        ("parameters.json", json!({"data": [{"paramName": "ha.config", "paramValue": parameter}]}).to_string()),
        ("parameters.json", json!({"site": {"ha.config": parameter.to_string()}}).to_string()),
        ("parameters.jsonl", format!("{other}\n{row}\n")),
        ("ha.yaml", format!("name: ha.config\nvalue: '{parameter}'\n")),
        ("ha.properties", format!("ha.config={parameter}\n")),
    ] {
        let ran = beside(path, text.as_bytes());
        let found = ran.findings().join(",");
        assert!(ran.code == 0 && found.contains("OMS205") && of_ha(&ran).is_empty(), "{path} {text}: {ran:?}");
    }
    let scratch = healthy();
    let text = json!([other, {"name": "ha.config", "value": "{\"enable\": true, \"refetchStoreIntervalMin\": 30}"}])
        .to_string();
    scratch.file("parameters.json", &text);
    scratch.run(&["fix", "--downtime", "1h", "--select", "OMS206", "--backup", "none", "."]);
    let fixed = fs::read_to_string(scratch.path().join("parameters.json")).unwrap();
    assert_eq!(fixed, text.replace(": 30}", ": 90}"));
}

#[test]
fn an_empty_directory_that_is_newer_than_what_was_read_is_not_passed_over() {
    let newer = ID.replace("0000000005", "0000000009");
    let with_directory = |id: &str| {
        let scratch = healthy();
        fs::create_dir_all(scratch.path().join(format!("export/10.20.30.11/run/{id}/conf"))).unwrap();
        scratch
    };
    let ran = with_directory(&newer).check(&["."]);
    assert!(is_failed(&ran, &format!("{newer}/conf")) && is_unknown(&ran, TASK), "{ran:?}");
    let scratch = healthy();
    fs::write(scratch.file("host.tar", ""), tarred(&[(&format!("run/{newer}/conf/"), "")])).unwrap();
    let ran = scratch.check(&["."]);
    assert!(is_failed(&ran, &format!("{newer}/conf")) && is_unknown(&ran, TASK), "{ran:?}");
    // Left out, older, and of another task: nothing was read that it would take the place of, or that it runs beside.
    let ran = with_directory(&newer).check(&[".", "--exclude", "*0000000009"]);
    assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{ran:?}");
    for id in [ID.replace("0000000005", "0000000003"), newer.replace(TASK, "np_b2")] {
        let ran = with_directory(&id).check(&["."]);
        assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{id}: {ran:?}");
    }
    // What was seen to run is the one that counts.
    let scratch = with_directory(&newer);
    let record = json!({"schema": "omslint/collect/v1", "time": "2026-03-09T23:00:00Z", "server": "10.20.30.11",
        "complete": true, "running": [ID]});
    scratch.file("export/10.20.30.11/collect.json", &record.to_string());
    let ran = scratch.check(&["."]);
    assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{ran:?}");
    // And a newer one with its files counts as ever.
    let scratch = with_directory(&newer);
    scratch.incr_sync(&IncrSync { sequence: 9, ..component(HEALTHY) });
    assert_eq!(scratch.check(&["."]).code, 0);
}
