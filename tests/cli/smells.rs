//! What smells of OMS where nobody looks first is said, and what only looks like OMS is silent. What is read of it in very many
//! copies is weighed once.

use serde_json::json;

use crate::reading::{self, HEALTHY, ID, TASK, component};
use crate::scratch::{Ran, Scratch};

/// One file beside a healthy component.
fn beside(path: &str, bytes: &[u8]) -> Ran {
    reading::beside(path, bytes).1
}

fn is_silent(ran: &Ran, name: &str) -> bool {
    ran.code == 0 && ran.json()["failures"] == json!([]) && !ran.not_checked().join("\n").contains(name)
}

fn is_failed(ran: &Ran, name: &str) -> bool {
    ran.code == 3 && ran.json()["failures"][0]["path"].as_str().is_some_and(|path| path.contains(name))
}

#[test]
fn pipelines_of_others_have_sections_of_these_names_too() {
    for (path, text) in [
        (
            "a/flow.json",
            r#"{"source":{"path":"a"},"sink":{"path":"b"},"coordinator":{"host":"h"},"condition":{"when":"always"}}"#,
        ),
        ("a/flow.yaml", "source:\n  path: a\nsink:\n  path: b\ncoordinator:\n  host: h\ncondition:\n  when: always\n"),
        (
            "a/flow.json",
            r#"{"source":{"checkpoint":"/tmp/x"},"sink":{"url":"b"},"coordinator":{"workers":3},"condition":{}}"#,
        ),
        ("a/flow.properties", "source.path=a\nsink.path=b\ncoordinator.host=h\ncondition.when=always\n"),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(is_silent(&ran, "flow"), "{path} {text}: {ran:?}");
    }
}

#[test]
fn a_component_with_nothing_but_a_few_of_its_keys_is_one_of_oms() {
    for (path, text) in [
        ("a/x.json", r#"{"source":{},"sink":{},"coordinator":{},"condition":{}}"#),
        ("a/x.json", r#"{"source":{"dbType":"MYSQL"},"sink":{"path":"b"},"coordinator":{"host":"h"},"condition":{}}"#),
        ("a/np_b2.json", r#"{"source":{"path":"a"},"sink":{"path":"b"},"coordinator":{"host":"h"},"condition":{}}"#),
        ("np_b2/x.json", r#"{"source":{"path":"a"},"sink":{"path":"b"},"coordinator":{"host":"h"},"condition":{}}"#),
        (
            "a/x.json",
            r#"{"source":{"path":"a"},"sink":{"path":"b"},"coordinator":{"maxRecordCapacity":"1","bridgeQueueSize":"2"},"condition":{}}"#,
        ),
    ] {
        let ran = beside(path, text.as_bytes());
        assert!(ran.code == 1 && ran.findings().join(",").contains("OMS111"), "{path} {text}: {ran:?}");
    }
}

#[test]
fn sections_that_are_all_empty_are_no_store() {
    let empty = b"[global]\n\n[store]\n\n[partition]\n[unit]\n";
    let ran = beside("etc/my.ini", empty);
    assert!(is_silent(&ran, "my.ini") && ran.json()["run"]["components"]["store"] == 0, "{ran:?}");
    // Under the name of a Store's, or with sections of OMS, it is named, and in its place it fails.
    let ran = beside("etc/crawler.conf", empty);
    assert!(ran.code == 0 && ran.not_checked().join("\n").contains("etc/crawler.conf"), "{ran:?}");
    let ran = beside("host/store/store7100/conf/crawler.conf", empty);
    assert!(is_failed(&ran, "crawler.conf"), "{ran:?}");
    let ran = beside("etc/my.ini", b"[global]\n[mysql2store]\n[ob2store]\n");
    assert!(ran.code == 0 && ran.not_checked().join("\n").contains("etc/my.ini"), "{ran:?}");
}

#[test]
fn what_a_logger_writes_as_json_is_no_configuration() {
    let event =
        r#"{"timestamp":"2026-01-01","level":"INFO","logger":"com.oceanbase.oms.connector.Main","message":"started"}"#;
    for path in [format!("host/run/{ID}/logs/log.json"), "logs/connector.json".into(), "a/connector-log.json".into()] {
        let ran = beside(&path, format!("{event}\n{event}\n").as_bytes());
        assert!(is_silent(&ran, "json"), "{path}: {ran:?}");
        let ran = beside(&path, event.as_bytes());
        assert!(is_silent(&ran, "json"), "{path}: {ran:?}");
    }
    // What is no event, and an event that quotes a configuration, must not hide in one.
    let quoted = json!({"level": "INFO", "message": json!({"type": "STORE_SOURCE", "clients": [{"subtopic": "x"}]}).to_string()});
    for text in
        [format!("{event}\n{quoted}\n"), r#"{"level":"INFO","clusterManagerUrl":"http://10.20.30.11:8088"}"#.to_owned()]
    {
        let ran = beside("logs/connector.json", text.as_bytes());
        assert!(is_failed(&ran, "connector.json"), "{text}: {ran:?}");
    }
}

#[test]
fn words_of_oms_far_behind_the_beginning_of_a_text_are_said() {
    let before = "$ cat notes\n".repeat(900);
    for name in ["console.log", "paste.txt", "a.out"] {
        let ran = beside(name, format!("{before}{{\"incrSyncComponents\":[]}}\n").as_bytes());
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(name), "{name}: {ran:?}");
        assert!(is_silent(&beside(name, before.as_bytes()), name), "{name}");
    }
}

#[test]
fn an_answer_in_base64_in_what_a_browser_recorded_fails() {
    let record = |text: &str| {
        let content = json!({"mimeType": "application/json", "encoding": "base64", "text": text});
        json!({"log": {"version": "1.2", "entries": [{"response": {"content": content}}]}}).to_string()
    };
    // {"incrSyncComponents":[]}
    let ran = beside("oms.har", record("eyJpbmNyU3luY0NvbXBvbmVudHMiOltdfQ==").as_bytes());
    assert!(is_failed(&ran, "oms.har"), "{ran:?}");
    // {"name":"x"}
    assert!(is_silent(&beside("x.har", record("eyJuYW1lIjoieCJ9").as_bytes()), "x.har"));
}

#[test]
fn office_documents_are_named_where_files_of_oms_lie() {
    let scratch = Scratch::new();
    scratch.file(
        "site/np_a1.json",
        &json!({"source": {"type": "STORE_SOURCE"}, "coordinator": {"taskIdentity": TASK}}).to_string(),
    );
    for path in ["site/components.xlsx", "site/~$components.xlsx", "other/budget.docx"] {
        scratch.file(path, "PK");
    }
    let said = scratch.check(&["."]).not_checked().join("\n");
    assert!(said.contains("site/components.xlsx") && !said.contains('~') && !said.contains("budget"), "{said}");
}

#[test]
fn a_call_that_failed_is_one_of_oms_where_its_name_says_so() {
    let text = br#"{"success":false,"code":"X","message":"no"}"#;
    for path in ["DescribeProjectComponents.json", "np_b2.json", "answers/np_b2.json", "a/sync_5abc1.json"] {
        let ran = beside(path, text);
        assert!(is_failed(&ran, path), "{path}: {ran:?}");
    }
    let ran = beside(&format!("{}.json", ID.replace(TASK, "np_b2")), text);
    assert!(ran.code == 1 && ran.findings().join(",").contains("OMS111 np_b2"), "{ran:?}");
    for path in ["answer.json", "sync_log.json", "p_1.json"] {
        let ran = beside(path, text);
        assert!(is_silent(&ran, path), "{path}: {ran:?}");
    }
    // One that went well and holds nothing of OMS is another's.
    assert!(is_silent(&beside("sync_5abc1.json", br#"{"success":true}"#), "sync_5abc1"));
}

#[test]
fn tables_of_components_are_named() {
    let row = format!("\"{ID}\",\"10.20.30.11\",\"@{{source=; sink=}}\"\r\n");
    let cut = format!("a;{};x\n", ID.replace("0000000005", "5E+00"));
    for (name, text) in [("a.csv", format!("\"name\",\"ip\",\"config\"\r\n{row}")), ("a.csv", format!("x;y;z\n{cut}"))]
    {
        let ran = beside(name, text.as_bytes());
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(name), "{text}: {ran:?}");
    }
    for text in
        ["name,ip\nx,10.20.30.11\n".to_owned(), format!("task,component,direction,key,value\nnp_a1,{ID},,dbType,\n")]
    {
        let ran = beside("values.csv", text.as_bytes());
        assert!(is_silent(&ran, "values.csv"), "{text}: {ran:?}");
    }
}

#[test]
fn a_part_that_nobody_reads_is_said_beside_what_is_read() {
    let answer = |task: &str| {
        let item = json!({"name": ID.replace(TASK, task), "identity": task, "type": "INCR_TRANS", "config": {"source": {
            "type": "STORE_SOURCE", "dbType": "MYSQL", "checkpoint": {"a": "1773000000"}, "clients": [{"clientId": "a", "subtopic": "a"}],
        }}});
        json!({"success": true, "data": {"incrSyncComponents": [item]}})
    };
    // An answer below more wrappers than are opened, one in base64, and a second section of a writer.
    let deep = (0..12).fold(answer("np_b2"), |inner, _| json!({"x": inner}));
    let body = |content: serde_json::Value| json!({"response": {"content": content}});
    let plain = body(json!({"text": answer("np_c3").to_string()}));
    let packed = body(json!({"encoding": "base64", "text": "eyJpbmNyU3luY0NvbXBvbmVudHMiOltdfQ=="}));
    let writer = "[JDBCWriter]\nsrc_type=MYSQL\ntimestamp=1773000000\nsrc_subTopic=a\n[JDBCWriter2]\nsrc_type=\n";
    for (name, text) in [
        ("a.json", json!({"one": answer("np_c3"), "two": deep}).to_string()),
        ("a.har", json!({"log": {"entries": [plain, packed]}}).to_string()),
        ("a.conf", writer.to_owned()),
    ] {
        let ran = beside(name, text.as_bytes());
        assert!(is_failed(&ran, name), "{name}: {ran:?}");
    }
    let ran = beside("a.conf", writer.split("[JDBCWriter2]").next().unwrap().as_bytes());
    assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{ran:?}");
}

#[test]
fn a_backup_of_a_source_is_no_source_where_the_rest_was_copied_without_it() {
    let scratch = Scratch::new();
    let below = |folder: &str| format!("{folder}/run/{ID}/conf");
    for (name, text) in component(HEALTHY).files() {
        let name = if name == "source" { "source.json.bak".to_owned() } else { format!("{name}.json") };
        scratch.file(&format!("{}/{name}", below("host")), &text);
    }
    let ran = scratch.check(&["."]);
    assert!(ran.code == 1 && ran.findings().join(",").contains("OMS111 np_a1"), "{ran:?}");
    // Nor is a whole copy of another day, and where all is a backup, it is what there is.
    let scratch = Scratch::new();
    for (name, text) in component(HEALTHY).files() {
        scratch.file(&format!("{}/{name}.json", below("backup-0310")), &text);
        if name != "source" {
            scratch.file(&format!("{}/{name}.json", below("host")), &text);
        }
    }
    let ran = scratch.check(&["."]);
    assert!(ran.code == 1 && ran.findings().join(",").contains("OMS111 np_a1"), "{ran:?}");
    assert_eq!(scratch.check(&["backup-0310"]).code, 0);
}

#[test]
fn very_many_copies_without_ids_speak_a_few_times() {
    let scratch = Scratch::new();
    for number in 0..40 {
        for kind in ["STORE_SOURCE", "DATAFLOW_SOURCE"] {
            let mut source = json!({"type": kind, "clients": [{"clientId": "a", "subtopic": "a"}]});
            if kind == "DATAFLOW_SOURCE" {
                source = json!({"type": kind, "dbType": "MYSQL"});
            }
            let files =
                [("source", source), ("coordinator", json!({"taskIdentity": TASK, "taskName": "np_a1-incr_trans"}))];
            for (name, value) in files {
                scratch.file(&format!("copy{number}/{kind}/conf/{name}.json"), &value.to_string());
            }
        }
    }
    let json = scratch.check(&["."]).json();
    let findings = json["findings"].as_array().unwrap();
    let types: Vec<_> = findings.iter().filter(|finding| finding["code"] == "OMS101").collect();
    assert_eq!(types.len(), 40);
    for finding in types {
        assert_eq!(finding["fix"]["value"], "MYSQL", "{finding}");
        assert!(finding["fix"]["evidence"].as_array().unwrap().len() < 8, "{finding}");
    }
}

#[test]
fn what_comes_late_in_a_table_or_in_what_was_saved_is_said() {
    let rows: String = (0..200).map(|row| format!("{row},10.20.30.11,condition,\"shop.t{row}\"\n")).collect();
    assert!(rows.len() > 5_000);
    let source = "9,10.20.30.11,source,\"{\"\"type\"\":\"\"STORE_SOURCE\"\"}\"\n";
    for name in ["params.csv", "params.CSV", "params.tsv", "params.bak", "params.txt", "params"] {
        let ran = beside(&format!("a/{name}"), format!("{rows}{source}").as_bytes());
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(name), "{name}: {ran:?}");
        let ran = beside(&format!("a/{name}"), rows.as_bytes());
        assert!(is_silent(&ran, name), "{name}: {ran:?}");
    }
}
