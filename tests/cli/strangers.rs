//! What lies beside an export as strangers have it: a configuration in base64 or in four bytes a character, names that a shell or a
//! zip spells otherwise, and files of other programs that only speak of OMS.

use std::fs;
use std::process::Command;

use data_encoding::{BASE64, BASE64_MIME};
use serde_json::json;

use crate::reading::beside;
use crate::scratch::{Ran, Scratch, zipped};
use crate::site::has;

/// A source that lacks what the upgrade asks for.
const SICK: &str =
    r#"{"type":"STORE_SOURCE","clients":[{"clientId":"MYSQL_np_s_x-1-0","subtopic":"MYSQL_np_s_x-1-0"}]}"#;

fn message(ran: &Ran) -> String {
    ran.json()["failures"][0]["message"].as_str().unwrap_or_default().to_owned()
}

/// Runs the command that a message ends with.
fn carry_out(scratch: &Scratch, message: &str) {
    let command = message.rsplit_once(": ").unwrap().1;
    let status = Command::new("bash").args(["-c", command]).current_dir(scratch.path()).status().unwrap();
    assert!(status.success(), "{command}");
}

#[test]
fn a_configuration_in_base64_fails_with_the_command_that_decodes_it() {
    let (line, lines) = (BASE64.encode(SICK.as_bytes()), BASE64_MIME.encode(SICK.as_bytes()));
    for (path, text) in [
        ("secret.yaml", format!("apiVersion: v1\nkind: Secret\ndata:\n  source.json: {line}\n  sink.json: e30=\n")),
        ("cm.json", json!({"kind": "ConfigMap", "binaryData": {"source.json": line}}).to_string()),
        ("block.yaml", format!("data:\n  source.json: |\n    {}\n", lines.trim_end().replace("\r\n", "\n    "))),
        ("a.json", lines.clone()),
        ("a b.yaml", line.clone()),
        ("np_s.conf", lines.clone()),
        ("a.properties", line.clone()),
    ] {
        let (scratch, ran) = beside(path, text.as_bytes());
        assert_eq!(ran.code, 3, "{path}: {ran:?}");
        assert!(message(&ran).contains("in base64"), "{path}: {ran:?}");
        if has("base64") {
            carry_out(&scratch, &message(&ran));
            let decoded = fs::read_to_string(scratch.path().join(format!("{path}.decoded.json"))).unwrap();
            assert_eq!(decoded, SICK, "{path}");
        }
    }
    // What is only looked at is named, and fails where somebody named it.
    let mail = format!("Subject: OMS\nContent-Transfer-Encoding: base64\n\n{lines}\n");
    for (path, text) in [("np_s.txt", lines.clone()), ("mail.eml", mail), ("np_s", line.clone()), ("x.log", lines)] {
        let (scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
        let named = scratch.check(&[path]);
        assert!(named.code == 3 && message(&named).contains("in base64"), "{path}: {named:?}");
    }
}

#[test]
fn what_else_is_in_base64_is_silent() {
    let picture: Vec<u8> = (0..9_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    let claims = r#"{"sub":"1234567890","name":"Somebody","iat":1516239022,"dbType":"MYSQL","more":"and more"}"#;
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", BASE64.encode(claims.as_bytes()));
    for (path, text) in [
        ("cert.yaml", format!("data:\n  tls.crt: {}\n", BASE64.encode(&picture))),
        ("token.json", json!({"token": token}).to_string()),
        ("picture.txt", BASE64_MIME.encode(&picture)),
        ("digest.json", json!({"sha": "0123456789abcdef".repeat(8)}).to_string()),
    ] {
        let (_scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{path}: {ran:?}");
        assert!(!ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
    }
}

#[test]
fn four_bytes_a_character_are_named_and_converted() {
    let with_mark = format!("\u{feff}{SICK}");
    for (text, name) in [(SICK, "UTF-32LE"), (SICK, "UTF-32BE"), (&with_mark, "UTF-32LE"), (&with_mark, "UTF-32BE")] {
        let bytes =
            |c: char| if name.ends_with("LE") { u32::from(c).to_le_bytes() } else { u32::from(c).to_be_bytes() };
        let wide: Vec<u8> = text.chars().flat_map(bytes).collect();
        let (scratch, ran) = beside("np_s.json", &wide);
        assert!(ran.code == 3 && message(&ran).contains(&format!("iconv -f {name} ")), "{name}: {ran:?}");
        if has("iconv") {
            carry_out(&scratch, &message(&ran));
            assert_eq!(fs::read_to_string(scratch.path().join("np_s.json")).unwrap(), text, "{name}");
        }
    }
}

/// The commands that are printed name a folder as a shell reads it back, whatever is in its name.
#[test]
fn commands_name_a_folder_that_breaks_a_line() {
    for folder in ["new\nline", "tab\tand 'quote'", "bell\u{7}1", "turn\u{202e}ed"] {
        let scratch = Scratch::new();
        scratch.file(&format!("{folder}/np_s.json"), &format!(r#"{{"source":{SICK},"sink":{{}},"coordinator":{{}}}}"#));
        let ran = scratch.run(&["check", "--no-config", folder]);
        let command =
            ran.stdout.lines().find(|line| line.contains("omslint values ")).unwrap_or_else(|| panic!("{ran:?}"));
        let words = command.trim().trim_start_matches("omslint values --no-config ").trim_end_matches(" > values.toml");
        let script = format!("printf %s {words}");
        let read = Command::new("bash").args(["-c", &script]).output().unwrap();
        assert_eq!(String::from_utf8(read.stdout).unwrap(), folder, "{words}");
        scratch.run(&["plan", "--no-config", "-o", "up", folder]);
        let runbook = fs::read_to_string(scratch.path().join("up/runbook.md")).unwrap();
        assert!(runbook.contains(words), "{folder:?}: {words}: {runbook}");
    }
}

#[test]
fn what_describes_the_interface_of_oms_is_silent_and_an_answer_that_names_a_schema_is_read() {
    let list = json!({"type": "array", "items": {"type": "object"}});
    let model = json!({"type": "object", "properties": {"incrSyncComponents": list, "storeList": {"type": "array"}}});
    let example = json!({"incrSyncComponents": [{"name": "x", "config": {"source": {"type": "STORE_SOURCE"}}}]});
    let yaml =
        "swagger: '2.0'\npaths: {}\ndefinitions:\n  A:\n    properties:\n      incrSyncComponents: {type: array}\n";
    for (path, text) in [
        ("openapi.json", json!({"openapi": "3.0.0", "paths": {}, "components": {"schemas": {"A": model}}}).to_string()),
        ("api.json", json!({"openapi": "3.0.0", "paths": {"/x": {"get": {"example": example}}}}).to_string()),
        ("swagger.yaml", yaml.to_owned()),
        (
            "schema.json",
            json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"A": model}}).to_string(),
        ),
        ("part.json", model.to_string()),
    ] {
        let (scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{path}: {ran:?}");
        let files = scratch.run(&["files", "--no-config", path]).stdout;
        assert!(files.contains("it describes what OMS writes, and is none of that"), "{path}: {files}");
    }
    let item = json!({
        "name": "10.20.30.12-9000:connector_v2:np_s-incr_trans-1-0:0000000005", "identity": "np_s",
        "config": {"source": serde_json::from_str::<serde_json::Value>(SICK).unwrap(), "sink": {}, "coordinator": {}},
    });
    let answer = json!({"$schema": "https://json-schema.org/x", "data": {"incrSyncComponents": [item]}});
    let (_scratch, ran) = beside("answer.json", answer.to_string().as_bytes());
    assert!(ran.code == 1 && ran.findings().join(",").contains("OMS101 np_s"), "{ran:?}");
}

#[test]
fn the_package_as_a_name_is_silent_and_beside_words_of_oms_it_is_not() {
    for (path, text) in [
        (
            "application.yml",
            "logging:\n  level:\n    com.oceanbase.oms: debug\n    com.oceanbase.oms.connector.Main: info\n",
        ),
        ("application.properties", "spring.name=x\nlogging.level.com.oceanbase.oms=DEBUG\n"),
        ("renovate.json", r#"{"packageRules":[{"matchPackageNames":["com.oceanbase.oms:oms-client"]}]}"#),
        ("jmx.yaml", "rules:\n- pattern: \"com.oceanbase.oms<type=(.*)>\"\n"),
        ("libs.toml", "[libraries]\noms = \"com.oceanbase.oms:oms-client:1.0\"\n"),
        ("pom.xml", "<dependency><groupId>com.oceanbase.oms</groupId></dependency>"),
    ] {
        let (_scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{path}: {ran:?}");
        assert!(!ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
    }
    for (path, text) in [
        ("a.yml", "logging.level.com.oceanbase.oms: debug\nx: {clusterManagerUrl: \"http://x\"}\n"),
        ("a.json", r#"{"a":{"package":"com.oceanbase.oms","checkpoint":{"c":"1"},"clients":[{"b":1}]}}"#),
        ("b.json", r#"{"a":{"x":"com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster"}}"#),
    ] {
        let (_scratch, ran) = beside(path, text.as_bytes());
        assert_eq!(ran.code, 3, "{path}: {ran:?}");
    }
}

#[test]
fn a_zip_of_a_chinese_windows_keeps_its_names() {
    let text = format!(r#"{{"source":{SICK},"sink":{{}},"coordinator":{{}}}}"#);
    let mut zip = zipped(&[("XXXX/np_s.json", &text)]);
    let gbk = [0xb1, 0xb8, 0xb7, 0xdd];
    for at in 0..zip.len() - 4 {
        if &zip[at..at + 4] == b"XXXX" {
            zip[at..at + 4].copy_from_slice(&gbk);
        }
    }
    let scratch = Scratch::new();
    fs::write(scratch.file("host.zip", ""), zip).unwrap();
    let ran = scratch.check(&["host.zip"]);
    assert!(ran.json()["findings"][0]["path"] == "host.zip/备份/np_s.json", "{ran:?}");
}

/// A wrapper with the keys of a schema or of an interface is none: what is sick in it is found, or its file fails.
#[test]
fn what_only_looks_like_a_description_never_passes_in_silence() {
    let source: serde_json::Value = serde_json::from_str(SICK).unwrap();
    let one = json!({"source": source, "sink": {}, "coordinator": {}});
    let item = json!({
        "name": "10.20.30.12-9000:connector_v2:np_s-incr_trans-1-0:0000000005", "identity": "np_s", "config": one,
    });
    let answer = json!({"incrSyncComponents": [item]});
    let schema = "https://json-schema.org/draft/2020-12/schema";
    for inner in [answer, one] {
        for text in [
            json!({"type": "array", "items": [inner]}),
            json!({"type": "object", "items": inner}),
            json!({"type": "object", "properties": inner}),
            json!({"type": "object", "properties": {"data": {"type": "object", "properties": inner}}}),
            json!({"type": "object", "allOf": [inner]}),
            json!({"$schema": schema, "type": "object", "data": inner}),
            json!({"$schema": schema, "items": [inner]}),
            json!({"$schema": "x", "definitions": [], "data": inner}),
            json!({"openapi": "3.0.0", "paths": {}, "data": inner}),
            json!({"kind": "CustomResourceDefinition", "spec": {}, "data": inner}),
        ] {
            let (_scratch, ran) = beside("wrapped.json", text.to_string().as_bytes());
            assert!(ran.code == 3 || ran.findings().join(",").contains("OMS101 np_s"), "{text}: {ran:?}");
        }
    }
}
