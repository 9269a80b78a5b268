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
fn a_configuration_in_no_shape_is_no_talk() {
    for (path, text) in [
        ("i18n/en.json", r#"{"a":{"type":"STORE_SOURCE"}}"#),
        ("x.json", r#"{"foo":{"clusterManagerUrl":"http://10.0.0.9:8088"}}"#),
        ("x.json", r#"{"description":"{\"type\":\"STORE_SOURCE\"}"}"#),
        ("x.yaml", "files:\n  crawler: |\n    [mysql2store]\n    master.timestamp=1\n"),
        ("x.yaml", "command: [java, com.oceanbase.oms.connector.Main]\n"),
    ] {
        let ran = beside(path, text);
        assert!(ran.code == 3 && ran.json()["failures"][0]["path"] == path, "{path}: {text}: {ran:?}");
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
    // A file in the directory of an Incr-Sync says that the directory was read, whatever it is.
    assert_eq!(ran.json()["failures"].as_array().unwrap().len(), 0, "{ran:?}");
}
