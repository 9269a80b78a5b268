//! Files of other programs that bear names of OMS or speak of it: they block nobody; and those of OMS beside them, damaged in the
//! same way, never pass.

use crate::scratch::{IncrSync, Ran, Scratch};

const ID: &str = "10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005";
const HEALTHY: &str = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}""#;

fn healthy() -> Scratch {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync { source: HEALTHY, source_type: Some("MYSQL"), ..IncrSync::new("np_a1") });
    scratch
}

/// A healthy component, and this file somewhere else.
fn beside(path: &str, text: &str) -> Ran {
    let scratch = healthy();
    scratch.file(path, text);
    scratch.check(&["."])
}

const HAPROXY: &str = "global\n  log /dev/log local0\ndefaults\n  mode http\nfrontend web\n  bind *:80\n";

#[test]
fn names_that_others_use_too_block_nobody() {
    for (path, text) in [
        ("src/source.json", "{\n // where it comes from\n \"a\": 1,\n}\n"),
        ("src/sink.json", ""),
        ("app/coordinator.json", "{\"host\": \"x\", broken\n"),
        ("etc/ha.config", HAPROXY),
        ("etc/haproxy/ha.config.bak", HAPROXY),
        ("spider/crawler.conf", "[global]\nagent=x\n[store]\npath=/tmp/x\n"),
        ("spider/crawler.conf", "crawl everything\n"),
        ("lint/checker.conf", "level=3\n"),
        ("datax/jdbcwriter.json", "{ // a writer\n}\n"),
        ("web/src/store/conf/settings.json", "{ // of a store\n}\n"),
        ("src/conf/source.json", "{\n  // where we read\n  \"type\": \"mysql\"\n}\n"),
        ("src/main/resources/conf/coordinator.json", "{\n  \"host\": \"x\", // y\n}\n"),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 0 && ran.json()["failures"].as_array().unwrap().is_empty(), "{path}: {ran:?}");
        assert_eq!(ran.json()["tasks"].as_array().unwrap().len(), 1, "{path}: {ran:?}");
    }
    // What is not read is named all the same.
    let said = |path, text| beside(path, text).not_checked().join("\n");
    for (path, text) in
        [("src/source.json", "{ //\n}"), ("etc/ha.config", HAPROXY), ("spider/crawler.conf", "[store]\na=1\n")]
    {
        assert!(said(path, text).contains("only named like those of OMS: nothing"), "{path}");
        assert!(said(path, text).contains(path), "{path}");
    }
}

#[test]
fn what_is_of_oms_fails_wherever_it_lies() {
    let in_run = format!("x/run/{ID}/conf/coordinator.json");
    for (path, text) in [
        (in_run.as_str(), "{ // cut\n"),
        ("np_b2/conf/source.json", "{ // cut\n"),
        ("np_b2/new/conf/sink.json", ""),
        ("store/x/conf/source.json", "{ // cut\n"),
        // Half a copy of a component may look like this; people who write comments do not.
        ("conf/sink.json", ""),
        ("conf/source.json", "{\"type\": "),
        ("conf/crawler.conf", "\u{1} nothing\n"),
        ("conf/source.json", "{ // a comment\n \"type\":\"STORE_SOURCE\"}"),
        ("x/store/store7100/conf/crawler.conf", "\u{1} nothing\n"),
        ("src/source.json", "{\n // a comment\n \"type\":\"STORE_SOURCE\"}\n"),
        ("src/source.json", "{\"dbType\":\"MYSQL\",\"checkpoint\":{\"a\":\"17"),
        ("ha.config", "{\"enable\":true,\"enableHost\":true,\"enableStore\":"),
        ("spider/crawler.conf", "[global]\nsubTopic=MYSQL_np_a1_x-1-0\nthen nothing\n[mysql2store]\n"),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == path, "{path}: {ran:?}");
    }
    // What lies beside it says whose it is; whoever names it, too.
    let scratch = healthy();
    scratch.file("conf/source.json", "{ // cut\n");
    scratch.file("conf/sink.json", r#"{"boosterClass":"com.oceanbase.oms.connector.jdbc.sink.X","type":"JDBC_SINK"}"#);
    let ran = scratch.check(&["."]);
    assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == "conf/source.json", "{ran:?}");
    let scratch = healthy();
    scratch.file("np_b2/source.json", "{");
    scratch.file("np_b2/sink.json", r#"{"boosterClass":"com.oceanbase.oms.connector.jdbc.sink.X","type":"JDBC_SINK"}"#);
    let ran = scratch.check(&["."]);
    assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == "np_b2/source.json", "{ran:?}");
    let scratch = healthy();
    scratch.file("etc/ha.config", HAPROXY);
    assert_eq!(scratch.check(&["etc/ha.config", "export"]).code, 3);
}

#[test]
fn an_ha_config_that_holds_nothing_is_named() {
    for text in ["{}", "[]", "null", "{\"ha.config\":{}}"] {
        let ran = beside("ha.config.json", text);
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains("ha.config.json"), "{text}: {ran:?}");
    }
}

#[test]
fn whoever_speaks_of_oms_blocks_nobody() {
    for (path, text) in [
        ("i18n/en.json", r#"{"incrSyncComponents":"Incr-Sync components","clusterManagerUrl":"Address"}"#),
        ("web/locales/zh-CN.json", r#"{"a":{"clusterManagerUrl":"集群管理地址"}}"#),
        ("messages.properties", "error.store=The clusterManagerUrl is missing\n"),
        ("package.json", r#"{"name":"x","description":"reads what com.oceanbase.oms writes"}"#),
        ("app.yaml", "# as STORE_SOURCE does\na: 1\n"),
        ("errors.json", r#"[{"code":1,"text":"a STORE_SOURCE needs clients"}]"#),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
    }
    for (path, text) in [
        ("openapi.yaml", "openapi: 3.0.0\npaths: {}\ncomponents:\n  incrSyncComponents: {type: array}\n"),
        ("swagger.json", r#"{"swagger":"2.0","definitions":{"x":{"description":"STORE_SOURCE"}}}"#),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 0 && !ran.stdout.contains(path), "{path}: {ran:?}");
    }
}

#[test]
fn lists_of_single_words_are_no_configuration() {
    for (path, text) in [
        (".cspell.json", r#"{"version":"0.2","words":["clusterManagerUrl","connectorJvmParam","oceanbase","don't"]}"#),
        (".vscode/settings.json", r#"{"editor.tabSize":2,"cSpell.words":["STORE_SOURCE","incrSyncComponents"]}"#),
        ("cspell.yaml", "words:\n  - STORE_SOURCE\n  - 同步\n"),
        ("words.json", r#"["STORE_SOURCE","store_username"]"#),
    ] {
        let ran = beside(path, text);
        let said = ran.not_checked().join("\n");
        assert!(ran.code == 0 && said.contains(path) && said.contains("only speak of OMS"), "{path}: {ran:?}");
        // Whoever names it takes it for a configuration.
        let scratch = healthy();
        scratch.file(path, text);
        assert_eq!(scratch.check(&[path, "export"]).code, 3, "{path}");
    }
    for text in [
        r#"{"words":["clusterManagerUrl","http://10.0.0.9:8088"]}"#,
        r#"{"words":["clusterManagerUrl=a","b"]}"#,
        r#"{"words":["STORE_SOURCE","{"]}"#,
        r#"{"words":["STORE_SOURCE", 1]}"#,
        r#"{"words":["java","com.oceanbase.oms.connector.Main"]}"#,
        r#"{"words":["STORE_SOURCE",{"a":"b"}]}"#,
        r#"{"words":{"type":"STORE_SOURCE"}}"#,
        r#"{"words":"STORE_SOURCE"}"#,
        r#"{"rows":[["type","STORE_SOURCE"],["ignoreDdl","true"]]}"#,
        r#"[["id","type"],["1","STORE_SOURCE"]]"#,
        r#"{"words":["a","b"],"more":[{"type":"STORE_SOURCE"}]}"#,
    ] {
        let ran = beside("cspell.json", text);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == "cspell.json", "{text}: {ran:?}");
    }
}

#[test]
fn a_configuration_in_no_shape_is_no_talk() {
    for (path, text) in [
        ("i18n/en.json", r#"{"a":{"type":"STORE_SOURCE"}}"#),
        ("x.json", r#"{"foo":{"clusterManagerUrl":"http://10.0.0.9:8088"}}"#),
        ("x.json", r#"{"description":"{\"type\":\"STORE_SOURCE\"}"}"#),
        ("x.yaml", "files:\n  crawler: |\n    [mysql2store]\n    master.timestamp=1\n"),
        ("x.yaml", "command: [java, com.oceanbase.oms.connector.Main]\n"),
        ("twice.json", TWICE),
        ("block.yaml", "source: |\n  type: STORE_SOURCE\n  clients:\n  - clientId: a\n    subtopic: a\n"),
        ("calls.jsonl", QUOTED),
        ("calls.json", QUOTED),
        ("yaml.json", r#"{"note":"source:\n  type: STORE_SOURCE\n  clients:\n  - subtopic: a\n"}"#),
        ("note.json", r#"{"note":"the answer: {\"type\": \"STORE_SOURCE\", \"clients\": [], \"checkpoint\": {}}"}"#),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == path, "{path}: {text}: {ran:?}");
    }
}

/// A text as JSON of its lines, in the ways in which programs write that.
fn in_lines(text: &str) -> Vec<(&'static str, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let broken: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    let of_shell: Vec<_> = lines.iter().map(|line| serde_json::json!({"value": line, "ReadCount": 1})).collect();
    let numbered: serde_json::Map<_, _> = (1..).zip(&lines).map(|(n, line)| (format!("{n}"), (*line).into())).collect();
    let rows: Vec<_> = lines.iter().map(|line| [line]).collect();
    let listed = lines.iter().map(|line| format!("{}\n", serde_json::json!(line)));
    vec![
        ("jq.json", serde_json::json!(lines).to_string()),
        ("jq.jsonl", listed.collect()),
        ("jq.yaml", serde_yaml::to_string(&lines).unwrap()),
        ("ansible.json", serde_json::json!({"plays": [{"hosts": {"a": {"stdout_lines": lines}}}]}).to_string()),
        ("notebook.json", serde_json::json!({"cells": [{"cell_type": "code", "source": broken}]}).to_string()),
        ("powershell.json", serde_json::json!(of_shell).to_string()),
        ("numbered.json", serde_json::json!(numbered).to_string()),
        ("rows.json", serde_json::json!(rows).to_string()),
    ]
}

#[test]
fn a_configuration_line_by_line_is_no_talk() {
    let json = "{\n  \"clients\": [\n    {\n      \"clientId\": \"a\",\n      \"filterConditions\": \"a b\"\n    }\n  ],\n  \"type\": \
                \"STORE_SOURCE\",\n  \"jar\": \"a.jar\"\n}\n";
    let yaml = "source:\n  type: STORE_SOURCE\n  clients:\n  - clientId: a\n";
    let ini = "[JDBCWriter]\nsrc_type = MYSQL\nsrc_subTopic = a\n";
    // The end of a file alone, too.
    let end = json.split_once("    }\n").unwrap().1;
    for text in [json, yaml, ini, end] {
        for (path, lines) in in_lines(text) {
            let ran = beside(path, &lines);
            assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == path, "{path}: {lines}: {ran:?}");
        }
    }
    // As programs show lines: with their numbers, their file, what changed.
    let shown = |show: &dyn Fn((usize, &str)) -> String| json.lines().enumerate().map(show).collect::<Vec<_>>();
    for lines in [
        shown(&|(at, line)| format!("{at:6}\t{line}")),
        shown(&|(at, line)| format!("conf/source.json:{at}:{line}")),
        shown(&|(_, line)| format!("+{line}")),
        shown(&|(_, line)| format!("> {line}")),
    ] {
        let ran = beside("shown.json", &serde_json::json!(lines).to_string());
        assert_eq!(ran.code, 3, "{lines:?}: {ran:?}");
    }
    // What is not opened is named.
    let ran = beside("jq.txt", &serde_json::json!(json.lines().collect::<Vec<_>>()).to_string());
    assert!(ran.not_checked().join("\n").contains("jq.txt"), "{ran:?}");
    let grepped: String = json.lines().map(|line| format!("source.json:{line}\n")).collect();
    for quotes in ["“”", "““", "‘’", "«»"] {
        let mut marks = quotes.chars().cycle();
        let text: String = json.chars().map(|c| if c == '"' { marks.next().unwrap() } else { c }).collect();
        let ran = beside("np_a.yaml", &text);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == "np_a.yaml", "{text}: {ran:?}");
        let ran = beside("np_a.json", &serde_json::json!({"note": text}).to_string());
        assert!(ran.code == 3, "{text}: {ran:?}");
    }
    assert_eq!(beside("np_a.properties", &grepped).code, 3);
}

#[test]
fn lists_of_sentences_about_oms_are_talk() {
    for text in [
        "A STORE_SOURCE reads a Store.\nSee clusterManagerUrl: it must be there.\nNote: important\nWarning: STORE_SOURCE\n",
        "# What is new\n* “STORE_SOURCE” sources have a `dbType`\n* they keep a \"checkpoint\": a map\n",
        "2026-03-01 10:00:00 INFO com.oceanbase.oms.Main - started, threads=5\n2026-03-01 10:00:01 INFO [main] - ready = true now\n",
        "java.io.IOException: refused\n\tat com.oceanbase.oms.connector.Main.run (Main.java:5)\n\tat java.lang.Thread.run (T:1)\n",
        "请先检查 STORE_SOURCE 的“dbType”：它必须存在。\n注意：clusterManagerUrl 不能为空。\n",
        "1. \"type\": it is STORE_SOURCE\n2. \"clusterManagerUrl\": where the Cluster Manager is\n",
        "the type reads\n\"type\": \"STORE_SOURCE\"\nand that is all\n",
    ] {
        for (path, lines) in in_lines(text) {
            let ran = beside(path, &lines);
            assert_eq!(ran.code, 0, "{path}: {lines}: {ran:?}");
        }
    }
    // Lines of a configuration, and of none of OMS, beside a sentence about it.
    let ran = beside("a.json", r#"["as a STORE_SOURCE does", "\"type\": \"CSV\",", "\"name\": \"a\""]"#);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// The data of an answer, encoded twice.
const TWICE: &str = r#"{"success": true, "data": "\"{\\\"incrSyncComponents\\\": [{\\\"identity\\\": \\\"np_b2\\\", \\\"config\\\": {}}]}\""}"#;

/// A line of a log that quotes a whole answer.
const QUOTED: &str = r#"{"msg": "response: {\"success\": true, \"data\": {\"incrSyncComponents\": [{\"identity\": \"np_b2\", \"config\": {\"source\": {\"type\": \"STORE_SOURCE\", \"clients\": []}}}]}}"}"#;

#[test]
fn a_log_that_names_classes_is_talk() {
    for (path, text) in [
        ("a.jsonl", r#"{"level":"INFO","msg":"started com.oceanbase.oms.connector.Main with {} of [1]"}"#),
        ("a.json", r#"{"msg":"no STORE_SOURCE for {\"a\": 1} was found"}"#),
        (
            "a.json",
            r#"{"stack":"java.io.IOException: refused\n\tat com.oceanbase.oms.connector.Main.run (Main.java)\n"}"#,
        ),
        (
            "a.yaml",
            "text: |\n  Please note: a STORE_SOURCE needs clients.\n  See: the reference of com.oceanbase.oms\n",
        ),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(path), "{path}: {text}: {ran:?}");
    }
}

#[test]
fn an_answer_is_read_under_the_name_of_another_syntax() {
    let source =
        r#"{"type":"STORE_SOURCE","clients":[{"clientId":"MYSQL_np_b2_s-1-0","subtopic":"MYSQL_np_b2_s-1-0"}]}"#;
    let item = format!(r#"{{"identity":"np_b2","type":"INCR_TRANS","config":{{"source":{source}}}}}"#);
    let answer = format!(r#"{{"success":true,"data":{{"incrSyncComponents":[{item}]}}}}"#);
    for path in ["a.ini", "a.properties", "a.conf", "a.cfg", "a.js", "a.xml"] {
        let ran = beside(path, &answer);
        assert!(ran.code == 1 && ran.stdout.contains("np_b2"), "{path}: {ran:?}");
    }
    let ran = beside("a.toml", "[JDBCWriter]\nsrc_type=MYSQL\nsrc_subTopic=p_4f7k_source-000-0\ntimestamp=\n");
    assert!(ran.stdout.contains("OMS102"), "{ran:?}");
    for (path, text) in [
        ("pyproject.toml", "[project]\nname = \"x\"\n"),
        ("a.js", "export default { a: 1 };\n"),
        ("pom.xml", "<project><a>1</a></project>\n"),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 0 && !ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
    }
}

#[test]
fn a_call_that_was_refused_fails_under_any_name() {
    let refused = r#"{"success":false,"errorDetail":{"message":"no such project"},"code":"X","requestId":"1"}"#;
    let ran = beside("np_b2.json", refused);
    assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == "np_b2.json", "{ran:?}");
    for text in
        [r#"{"success":false}"#, r#"{"success":false,"code":500}"#, r#"{"success":true,"errorDetail":null,"code":1}"#]
    {
        assert_eq!(beside("x.json", text).code, 0, "{text}");
    }
}

#[test]
fn lists_of_shops_are_no_stores() {
    for text in [
        r#"{"code":0,"data":{"storeList":[{"storeId":1,"storeName":"a"}],"total":1}}"#,
        r#"{"data":{"storeList":[null,{"storeId":1}]}}"#,
        r#"{"StoreList":["a","b"]}"#,
        r#"{"storeList":[],"reverseStoreList":null}"#,
    ] {
        let ran = beside("web/mock/shops.json", text);
        assert!(ran.code == 0 && !ran.stdout.contains("shops.json"), "{text}: {ran:?}");
    }
    // One mark of OMS is enough, and then nothing of the list is lost.
    for text in [
        r#"{"storeList":[null,{"subtopic":"MYSQL_np_a1_sub0-1-0"}]}"#,
        r#"{"storeList":["x",{"name":"10.20.30.11-7100:MYSQL_np_a1_sub0-1-0:0000000003"}]}"#,
        r#"{"data":{"storeList":[null],"incrSyncComponents":null}}"#,
    ] {
        assert_eq!(beside("a.json", text).code, 3, "{text}");
    }
    let ran = beside("a.json", r#"{"storeList":[{"config":{"mysql2store.master.timestamp":"1773000000"}}]}"#);
    assert!(ran.json()["run"]["components"]["store"] == 1, "{ran:?}");
}

#[test]
fn clients_of_a_broker_are_none_of_a_store() {
    let bridge =
        "source:\n  type: mqtt\n  clients:\n  - clientId: c1\n    subtopic: sensors/temp\nsink: {type: influx}\n";
    let ran = beside("bridge.yaml", bridge);
    assert!(ran.code == 0 && !ran.stdout.contains("bridge.yaml"), "{ran:?}");
    // With anything of OMS in it, it was not understood: that is said, once.
    for text in
        [bridge.replace("sensors/temp", "MYSQL_np_b2_s-1-0"), format!("{bridge}coordinator:\n  taskIdentity: np_b2\n")]
    {
        let ran = beside("bridge.yaml", &text);
        let json = ran.json();
        let all = json["findings"].as_array().unwrap().iter();
        let codes: Vec<_> = all.filter(|one| one["path"] == "bridge.yaml").map(|one| one["code"].clone()).collect();
        assert!(ran.code == 1 && codes.contains(&"OMS111".into()), "{ran:?}");
        assert!(!codes.contains(&"OMS101".into()) && !codes.contains(&"OMS102".into()), "{codes:?}");
    }
}

#[test]
fn answers_without_components_are_named() {
    let lists = r#"{"storeList":null,"incrSyncComponents":[],"fullImportComponents":null}"#;
    let answer = format!("{{\"success\":true,\"data\":{lists}}}");
    for (path, text, task) in [
        ("DescribeProjectComponents_np_b2.json", answer.clone(), "(task np_b2)"),
        ("np_b2.json", answer.clone(), "(task np_b2)"),
        ("a.json", format!("{{\"identity\":\"np_b2\",\"data\":{lists}}}"), "(task np_b2)"),
        ("a.json", format!("{{\"Response\":{{\"Data\":{lists}}}}}"), "a.json"),
        ("a.jsonl", format!("{answer}\n{answer}\n"), "a.jsonl"),
        ("np_b2.txt", answer.clone(), "(task np_b2)"),
    ] {
        let ran = beside(path, &text);
        let said = ran.not_checked().join("\n");
        let line = said.lines().find(|line| line.starts_with("answers that name no component")).unwrap_or("");
        assert!(ran.code == 0 && line.contains(task), "{path}: {ran:?}");
    }
}

#[test]
fn pastes_under_other_endings_are_read_or_named() {
    let source = "{\"source\":{\"type\":\"STORE_SOURCE\",\"clients\":[{\"clientId\":\"MYSQL_np_b2_s-1-0\",\
        \"subtopic\":\"MYSQL_np_b2_s-1-0\"}]},\"sink\":{\"type\":\"JDBC_SINK\"}}";
    for ending in [
        "json5",
        "jsonc",
        "response",
        "har",
        "md",
        "html",
        "tsv",
        "json~",
        "yaml.txt",
        "json.new",
        "json_0301",
        "json.orig",
        "json-prod",
        "txt2",
        "text",
        "eml",
        "dat",
    ] {
        let ran = beside(&format!("paste/np_b2.{ending}"), source);
        assert!(ran.findings().join(", ").contains("OMS101 np_b2"), "{ending}: {ran:?}");
    }
    for (path, text) in [
        ("notes.md", format!("# The answer\n\n```json\n{source}\n```\n")),
        ("page.html", format!("<pre>{source}</pre>\n")),
        ("np_b2.jsonc", format!("// pasted\n{source}\n")),
        ("np_b2.json5", "{source:{type:'STORE_SOURCE'},}\n".to_owned()),
        ("np_b2.json.swp~", format!("b0VIM {source}")),
    ] {
        let ran = beside(path, &text);
        let is_named = ran.not_checked().join("\n").contains(path) || ran.json()["failures"][0]["path"] == path;
        assert!(is_named || ran.findings().join(", ").contains("OMS101"), "{path}: {ran:?}");
    }
    for (path, text) in
        [("README.md", "# hi\n"), ("index.html", "<html></html>"), ("tsconfig.jsonc", "{ // a\n}"), ("a.har", "{}")]
    {
        let ran = beside(path, text);
        assert!(ran.code == 0 && !ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
    }
}

/// A document of another program is forgotten once it is read; nothing else may look different because of it.
#[test]
fn forgotten_documents_are_counted_and_named_as_ever() {
    let scratch = healthy();
    for (path, text) in [
        ("app/package.json", "{\"name\":\"x\"}"),
        ("app/package.json.bak", "{\"name\":\"x\"}"),
        ("app/conf/settings.yaml", "name: x\n"),
        ("app.old/conf/settings.yaml", "name: x\n"),
        (&format!("x/run/{}/conf/notes.json", ID.replace("np_a1", "np_b2")), "{\"a\":1}"),
    ] {
        scratch.file(path, text);
    }
    let ran = scratch.check(&["."]);
    let files = ran.json()["run"]["files"].clone();
    let listed = scratch.run(&["files", "-f", "json", "."]).json();
    let listed = |role: &str| listed.as_array().unwrap().iter().filter(|line| line["role"] == role).count();
    // A backup of what is none of OMS is as little of OMS as that.
    assert_eq!(listed("aside"), 0, "{ran:?}");
    assert_eq!(files["unrecognised"], listed("unrecognised"), "{ran:?}");
    assert_eq!(files["recognised"], listed("configuration") + listed("evidence") + listed("aside"), "{ran:?}");
    // What lies in the directory of an Incr-Sync is no configuration of one, and that is said.
    let failures = ran.json()["failures"].clone();
    assert!(
        failures.as_array().unwrap().len() == 1 && failures[0]["path"].as_str().unwrap().contains("np_b2"),
        "{ran:?}"
    );
}
