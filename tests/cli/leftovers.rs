//! What stands beside something that was understood: another component in the same object, an answer in the file of a parameter, a
//! call that was refused between calls that were not. What is understood must not hide it.

use std::fs;
use std::process::Command;

use data_encoding::{BASE64, BASE64_MIME};
use serde_json::{Value, json};

use crate::reading::{HEALTHY, TASK, component};
use crate::scratch::{Ran, Scratch, packed, tarred};

/// The document of a component.
fn document(source: &'static str) -> Value {
    let files = component(source).files();
    let section = |(name, text): &(&str, String)| ((*name).to_owned(), serde_json::from_str(text).unwrap());
    Value::Object(files.iter().map(section).collect())
}

/// That of another one which lacks both values.
fn sick() -> Value {
    serde_json::from_str(&document("").to_string().replace(TASK, "np_zz")).unwrap()
}

fn item(name: &str, config: &Value) -> Value {
    let id = format!("10.20.30.11-9000:connector_v2:{name}-incr_trans-1-0:0000000005");
    json!({"name": id, "ip": "10.20.30.11", "identity": name, "type": "INCR_TRANS", "config": config})
}

fn answer(items: &[Value]) -> Value {
    json!({"success": true, "data": {"storeList": null, "incrSyncComponents": items}})
}

/// `object` with one member more.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    object[key] = value;
    object
}

/// One file, and what is said of the folder in which nothing else lies.
fn check(path: &str, bytes: &[u8]) -> Ran {
    let scratch = Scratch::new();
    fs::write(scratch.file(path, ""), bytes).unwrap();
    scratch.check(&["."])
}

fn failures(ran: &Ran) -> Vec<String> {
    let failures = ran.json()["failures"].as_array().unwrap().clone();
    failures.iter().map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_healthy_component_hides_no_other_one_in_its_object() {
    let healthy = || document(HEALTHY);
    let inside = item("np_a1", &healthy());
    let ini = |more: &str| format!("[source]\ntype=STORE_SOURCE\ndbType=MYSQL\ncheckpoint=1773000000\n{more}");
    for (path, text) in [
        ("doc.json", with(healthy(), "reverse", sick()).to_string()),
        ("doc.json", with(healthy(), "reverse", json!(sick().to_string())).to_string()),
        ("doc.yaml", with(healthy(), "np_zz", sick()).to_string()),
        ("doc.json", with(healthy(), "history", json!([{"at": 1, "config": sick()}])).to_string()),
        ("doc.json", with(healthy(), "data", answer(&[item("np_zz", &sick())])).to_string()),
        ("a.json", answer(&[with(inside.clone(), "children", json!([item("np_zz", &sick())]))]).to_string()),
        ("a.json", answer(&[with(inside.clone(), "oldConfig", json!(sick().to_string()))]).to_string()),
        ("a.json", answer(&[item("np_a1", &with(healthy(), "np_zz", sick()))]).to_string()),
        ("a.ini", ini("[source2]\ntype=STORE_SOURCE\n")),
    ] {
        let ran = check(path, text.as_bytes());
        let read = ran.findings().join(" ").contains("OMS101 np_zz");
        let told = ran.code == 3 && failures(&ran).concat().contains("not understood");
        assert!(read || told, "{path} {text}: {ran:?}");
    }
}

#[test]
fn what_was_not_understood_in_the_object_of_a_component_makes_its_task_unknown() {
    let healthy = || document(HEALTHY);
    let unread = |key: &str| with(healthy(), key, json!({"type": "STORE_SOURCE", "clients": []}));
    let states = |path: &str, text: &Value| {
        let tasks = check(path, text.to_string().as_bytes()).json()["tasks"].as_array().unwrap().clone();
        tasks.iter().map(|row| format!("{} {}", row["id"], row["state"]).replace('"', "")).collect::<Vec<_>>()
    };
    assert_eq!(states("doc.json", &unread("reverse")), [format!("{TASK} UNKNOWN")]);
    let two = answer(&[item("np_a1", &healthy()), item("np_zz", &unread("reverse"))]);
    assert_eq!(states("a.json", &two), ["np_a1 READY", "np_zz UNKNOWN"]);
}

#[test]
fn what_else_stands_in_the_object_of_a_component_is_silent() {
    let known = |text: String| ("doc.json", text);
    let base = "base: &base\n  type: STORE_SOURCE\n  clients:\n  - {clientId: MYSQL_np_a1_s-1-0, subtopic: MYSQL_np_a1_s-1-0, \
                clusterManagerUrl: 'http://10.0.0.9:8088'}\n";
    let source = "source:\n  <<: *base\n  dbType: MYSQL\n  checkpoint: {MYSQL_np_a1_s-1-0: '1773000000'}\n";
    let shared = "keep: &source\n  type: STORE_SOURCE\n  dbType: MYSQL\n  clients:\n  - {clientId: MYSQL_np_a1_s-1-0, \
                  subtopic: MYSQL_np_a1_s-1-0}\n  checkpoint: {MYSQL_np_a1_s-1-0: '1773000000'}\nsource: *source\n";
    for (path, text) in [
        known(with(document(HEALTHY), "meta", json!({"by": "x", "note": "source of com.oceanbase.oms"})).to_string()),
        known(with(document(HEALTHY), "tags", json!(["STORE_SOURCE"])).to_string()),
        known(with(document(HEALTHY), "reverse", Value::Null).to_string()),
        known(answer(&[with(item("np_a1", &document(HEALTHY)), "extra", json!({"url": "http://x"}))]).to_string()),
        ("doc.yaml", format!("{base}{source}")),
        ("doc.yaml", shared.to_owned()),
    ] {
        let ran = check(path, text.as_bytes());
        assert!(ran.code == 0 && failures(&ran).is_empty(), "{path} {text}: {ran:?}");
    }
}

#[test]
fn the_content_of_a_file_counts_whatever_its_name_promises() {
    let all = answer(&[item("np_zz", &sick())]);
    let switches = json!({"enable": true, "enableStore": true, "enableConnector": true});
    let store = "[global]\n[mysql2store]\nmaster.timestamp=1772900000\nsubTopic=MYSQL_np_h_s-1-0\n[unit]\n";
    let writer = "[JDBCWriter]\nsrc_type=\ntimestamp=\nsubTopic=p_4_dest-000-0\nsrc_subTopic=p_4_source-000-0\n";
    let late = format!("{}source: {}\n", "# copied by hand, see the ticket\n".repeat(300), sick()["source"]);
    for (path, text, finding) in [
        ("np_zz/runningConf.json", all.to_string(), "OMS101 np_zz"),
        ("site-ha.config.json", with(switches.clone(), "data", all["data"].clone()).to_string(), "OMS101 np_zz"),
        ("ha.config.json", json!({"ha.config": switches, "answer": all}).to_string(), "OMS101 np_zz"),
        ("all.conf", format!("{store}{writer}"), "OMS101 p_4"),
        ("np_zz_source", late, "OMS101 np_zz"),
    ] {
        let ran = check(path, text.as_bytes());
        assert!(ran.findings().join(", ").contains(finding), "{path}: {ran:?}");
    }
}

#[test]
fn a_log_that_quotes_a_configuration_is_no_log() {
    let event = |key: &str, value: Value| with(json!({"level": "info", "msg": "GET /config"}), key, value).to_string();
    for text in [
        event("body", item("np_zz", &sick())),
        event("body", json!(sick().to_string())),
        json!({"log": format!("{}\n", sick()), "stream": "stdout"}).to_string(),
    ] {
        let ran = check("a/oms-export.log", format!("{text}\n{}\n", event("took", json!(3))).as_bytes());
        let is_read = ran.code == 1 && ran.findings().join(",").contains("OMS101 np_zz");
        assert!(is_read || ran.code == 3, "{text}: {ran:?}");
    }
    let plain = event("logger", json!("com.oceanbase.oms.connector.Main"));
    let ran = check("a/connector.log", format!("{plain}\n{plain}\n").as_bytes());
    assert!(failures(&ran).is_empty(), "{ran:?}");
}

#[test]
fn a_call_that_was_refused_on_the_way_is_told_among_answers() {
    let answered = answer(&[item(TASK, &document(HEALTHY))]);
    for refused in [
        json!({"timestamp": "2026-03-09T12:00:00.000+0000", "status": 404, "error": "Not Found", "path": "/api/v2"}),
        json!({"message": "Unauthorized"}),
        json!({"success": true, "data": null, "requestId": "x"}),
        json!({}),
    ] {
        for (path, text) in [
            ("all.jsonl", format!("{answered}\n{refused}\n")),
            ("all.json", json!([refused, answered]).to_string()),
            ("np_b2.json", refused.to_string()),
        ] {
            let ran = check(path, text.as_bytes());
            assert!(failures(&ran).concat().contains("call that failed"), "{path} {text}: {ran:?}");
        }
    }
    let other_calls = json!({"success": true, "data": [{"id": 7, "name": "np_a1"}]});
    let step = json!({"task": "np_a1", "seconds": 3});
    let ran = check("all.jsonl", format!("{answered}\n{other_calls}\n{step}\n").as_bytes());
    assert!(failures(&ran).is_empty(), "{ran:?}");
}

#[test]
fn a_packed_configuration_in_base64_fails_with_the_command_that_decodes_it() {
    let source = sick()["source"].to_string();
    let (one, tar) = (packed(source.as_bytes()), packed(&tarred(&[("run/source.json", &source)])));
    let lines = BASE64_MIME.encode(source.as_bytes()).replace("\r\n", "\n");
    for (path, text) in [
        ("cm.json", json!({"binaryData": {"source.json.gz": BASE64.encode(&one)}}).to_string()),
        ("cm.yaml", format!("binaryData:\n  export.tar.gz: {}\n", BASE64.encode(&tar))),
        ("ansible.json", json!({"rc": 0, "stdout": format!("+ base64 source.json\n{lines}")}).to_string()),
    ] {
        let scratch = Scratch::new();
        scratch.file(path, &text);
        let ran = scratch.check(&["."]);
        let message = failures(&ran).concat();
        let command = message.rsplit_once("comes out: ").map(|(_, command)| command).unwrap_or_default();
        let status = Command::new("bash").args(["-c", command]).current_dir(scratch.path()).status().unwrap();
        assert!(ran.code == 3 && status.success(), "{path}: {ran:?}");
        fs::remove_file(scratch.path().join(path)).unwrap();
        let decoded = scratch.check(&["."]);
        assert!(decoded.findings().join(",").contains("OMS101"), "{command}: {decoded:?}");
    }
}

#[test]
fn an_encrypted_archive_is_named() {
    for name in ["host2.tar.gz.gpg", "host3.tgz.age", "host4.zip.enc"] {
        let scratch = Scratch::new();
        scratch.incr_sync(&component(HEALTHY));
        fs::write(scratch.file(name, ""), [0x85, 0x01, 0x0c, 0x03, 0xff]).unwrap();
        let scan = scratch.check(&["."]);
        assert!(scan.code == 0 && scan.not_checked().join("\n").contains(name), "{scan:?}");
        let named = scratch.check(&[name]);
        assert!(named.code == 3 && failures(&named).concat().contains("decrypt"), "{named:?}");
    }
    let ran = check("secrets.yaml.gpg", &[0x85, 0x01, 0x0c, 0x03, 0xff]);
    assert!(failures(&ran).is_empty() && !ran.not_checked().join("\n").contains("secrets"), "{ran:?}");
}

#[test]
fn what_only_shares_a_word_with_oms_makes_no_component() {
    // The word is one of OMS's own, so it is told; but nothing else is, and nothing is written into it.
    for (path, text) in [
        ("retail.json", r#"{"store_username":"shop7","store_id":3}"#),
        ("shop.properties", "store_username=shop7\nstore_max_retries=3\n"),
    ] {
        let ran = check(path, text.as_bytes());
        assert!(ran.findings().is_empty() && ran.code == 3, "{ran:?}");
    }
    for (path, text) in [
        ("haproxy.ha.config.yaml", "enable: true\nbackend: x\n"),
        ("app/ha.config.json", r#"{"mode":"active-passive","enable":true}"#),
        ("logstash.conf", "filter {\n  if [class] =~ /com.oceanbase.oms/ { drop {} }\n}\n"),
        ("semgrep.yml", "rules:\n- id: no-main\n  pattern: com.oceanbase.oms.connector.$X\n  message: m\n"),
        ("i18n/zh.json", r#"{"clusterManagerUrl":"集群管理地址","connectorJvmParam":"JVM 参数"}"#),
    ] {
        let ran = check(path, text.as_bytes());
        assert!(ran.findings().is_empty() && ran.code == 4 && failures(&ran).is_empty(), "{ran:?}");
    }
    let own = check("ha.config.json", br#"{"enable":true}"#);
    assert_eq!(own.json()["summary"]["haConfigs"].as_u64().unwrap_or(1), 1, "{own:?}");
    assert_eq!(own.code, 0, "{own:?}");
}

#[test]
fn no_report_holds_what_xml_may_not_hold() {
    let scratch = Scratch::new();
    let odd = document("").to_string().replace(TASK, "np_a\u{fffe}\u{ffff}");
    scratch.file("np_a.json", &odd);
    let ran = scratch.run(&["check", "-f", "junit", "."]);
    assert!(!ran.stdout.contains(['\u{fffe}', '\u{ffff}']) && ran.stdout.contains("OMS101"), "{ran:?}");
}
