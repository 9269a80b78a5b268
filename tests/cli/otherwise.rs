//! Configurations in another form than OMS writes them: lines that a command printed, quotes that an editor made, sections under the
//! names of their files, values in quotes. What is understood is read, and the rest fails; no finding is made of the form.

use std::fs;

use serde_json::{Map, Value, json};

use crate::reading::{HEALTHY, TASK, beside, component};
use crate::scratch::{Ran, Scratch, packed};

fn is_failed(ran: &Ran, path: &str) -> bool {
    ran.code == 3 && ran.json()["failures"][0]["path"] == path
}

/// The four sections of another task, under keys with this ending.
fn sections(source: &'static str, ending: &str) -> Map<String, Value> {
    let files = component(source).files().into_iter();
    let section = |(name, text): (&str, String)| {
        (format!("{name}{ending}"), serde_json::from_str(&text.replace(TASK, "np_b2")).unwrap())
    };
    files.map(section).collect()
}

const SOURCE: &str = "{\n\t\"boosterClass\": \"com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster\",\n\
    \t\"clients\": [\n\t\t{\n\t\t\t\"clusterManagerUrl\": \"http://10.20.30.11:8088\"\n\t\t}\n\t],\n\t\"type\": \"STORE_SOURCE\"\n}\n";

#[test]
fn a_configuration_in_lines_of_a_command_or_in_quotes_of_an_editor_is_no_talk() {
    let printed: String = SOURCE.lines().map(|line| format!("source.json:{line}\n")).collect();
    let numbered: String = SOURCE.lines().zip(1..).map(|(line, number)| format!("{number:6}\t{line}\n")).collect();
    let added: String = SOURCE.lines().map(|line| format!("+{line}\n")).collect();
    let curly = SOURCE.replace('"', "“");
    for (path, text) in [
        ("export.properties", &printed),
        ("export.properties", &numbered),
        ("export.properties", &added),
        ("export.yaml", &curly),
        ("export.yaml", &curly.replace("{\n\t“b", "{\n\t”b")),
    ] {
        let text = text.replace('\t', "  ");
        let (scratch, ran) = beside(path, text.as_bytes());
        assert!(is_failed(&ran, path), "{path} {text}: {ran:?}");
        assert!(is_failed(&scratch.check(&[path, "--allow-empty"]), path), "{path} {text}");
        let (_scratch, ran) = beside(&format!("{path}.gz"), &packed(text.as_bytes()));
        assert!(is_failed(&ran, &format!("{path}.gz")), "{path} {text}: {ran:?}");
    }
}

#[test]
fn who_names_a_file_that_speaks_of_oms_is_told_that_it_was_not_understood() {
    for (path, text) in [
        ("messages.properties", "error.store=The clusterManagerUrl is missing\n"),
        ("half.properties", "'type': 'STORE_SOURCE', 'clients': [{'clusterManagerUrl': 'x y'}]}\n"),
        ("note.yaml", "text: |\n  Please note: a STORE_SOURCE needs clients.\n"),
        ("package.json", r#"{"name":"x","description":"reads what com.oceanbase.oms writes"}"#),
    ] {
        let (scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains(path), "{path}: {ran:?}");
        for arguments in [&[path][..], &[path, "--allow-empty"], &[".", path]] {
            assert!(is_failed(&scratch.check(arguments), path), "{path} {arguments:?}");
        }
    }
    // What is none of OMS for a reason stays so.
    for (path, text) in [
        ("application.yml", "logging:\n  level:\n    com.oceanbase.oms: debug\n"),
        ("openapi.yaml", "openapi: 3.0.0\npaths: {}\ncomponents:\n  incrSyncComponents: {type: array}\n"),
    ] {
        let (scratch, _) = beside(path, text.as_bytes());
        assert_eq!(scratch.check(&[path]).code, 4, "{path}");
        assert_eq!(scratch.check(&[path, "--allow-empty"]).code, 0, "{path}");
    }
}

#[test]
fn sections_under_the_names_of_their_files_are_read() {
    for ending in [".json", ".JSON", ".yaml", ".yml"] {
        let healthy = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_b2_sub0-1-0\":\"1773000000\"}""#;
        for (source, is_healthy) in [(healthy, true), ("", false)] {
            let config = Value::Object(sections(source, ending));
            let item = json!({"name": "10.20.30.11-9000:connector_v2:np_b2-incr_trans-1-0:0000000005", "identity": "np_b2",
                "type": "INCR_TRANS", "config": config});
            for (path, text) in [
                ("a.json", json!({"success": true, "data": {"incrSyncComponents": [item]}}).to_string()),
                ("np_b2.json", config.to_string()),
                ("np_b2.yaml", serde_yaml::to_string(&config).unwrap()),
            ] {
                let (_scratch, ran) = beside(path, text.as_bytes());
                let found = ran.findings().join(", ");
                let is_found = found.contains("OMS101 np_b2") && found.contains("OMS102 np_b2");
                assert_eq!((ran.code, is_found), (i32::from(!is_healthy), !is_healthy), "{path} {ending}: {ran:?}");
                assert!(!found.contains("OMS111"), "{path} {ending}: {ran:?}");
            }
        }
    }
    // What stands there is no section, or a second one: then nobody knows.
    let whole = sections(HEALTHY, "");
    for (key, value) in
        [("source.json", json!("see the file")), ("source.json", json!([])), ("source.json", json!({"a": 1}))]
    {
        let mut config = if value.is_object() { whole.clone() } else { sections(HEALTHY, ".json") };
        config.insert(key.to_owned(), value.clone());
        let item = json!({"name": "10.20.30.11-9000:connector_v2:np_b2-incr_trans-1-0:0000000005", "identity": "np_b2",
            "type": "INCR_TRANS", "config": config});
        let (_scratch, ran) = beside("a.json", json!({"incrSyncComponents": [item]}).to_string().as_bytes());
        let found = ran.findings().join(", ");
        assert!(found.contains("OMS111 np_b2") && !found.contains("OMS101"), "{value}: {ran:?}");
    }
}

#[test]
fn a_fix_goes_into_the_section_under_the_name_of_its_file() {
    let scratch = Scratch::new();
    let text = format!("{}\n", serde_json::to_string_pretty(&sections("", ".json")).unwrap());
    scratch.file("np_b2.json", &text);
    scratch.run(&["fix", "--backup", "none", "."]);
    let fixed: Value = serde_json::from_str(&fs::read_to_string(scratch.path().join("np_b2.json")).unwrap()).unwrap();
    assert_eq!(fixed["source.json"]["dbType"], "MYSQL");
}

const TOML: &str = "[source]\ntype = \"STORE_SOURCE\"\nclients = [{\"clientId\": \"MYSQL_np_b2_s-1-0\", \"subtopic\": \"MYSQL_np_b2_s-1-0\"}]\n\
    checkpoint = { \"MYSQL_np_b2_s-1-0\" = \"1771920004\" }\nmaxRetries = 3\ndbType = \"MYSQL\" # ours\n\
    [sink]\ntype = 'JDBC_SINK_OB_MYSQL'\n[coordinator]\ntaskIdentity = \"np_b2\"\nisReverse = false\n";

#[test]
fn values_that_stand_in_quotes_are_of_another_syntax() {
    let flat = "source.type=\"STORE_SOURCE\"\nsource.dbType=\"MYSQL\"\nsource.clients=[{\"subtopic\":\"MYSQL_np_b2_s-1-0\"}]\n";
    let writer = "[JDBCWriter]\nsrc_type=\"ORACLE\"\ntimestamp=\"1771920004\"\nsrc_subTopic=\"p_y_source-000-0\"\n";
    for (path, text) in [
        ("np_b2.toml", TOML),
        ("np_b2.conf", TOML),
        ("x.ini", TOML),
        ("x.properties", flat),
        ("x.conf", writer),
        ("x.conf", "[JDBCWriter]\nsrc_type='ORACLE'\ntimestamp='1771920004'\n"),
    ] {
        let (_scratch, ran) = beside(path, text.as_bytes());
        assert!(is_failed(&ran, path), "{path} {text}: {ran:?}");
        assert!(ran.json()["failures"][0]["message"].as_str().unwrap().contains("quotes"), "{path}: {ran:?}");
        assert!(!ran.findings().join(",").contains("OMS10"), "{path}: {ran:?}");
    }
    // Without them it is read, with what is missing there; so is a file in which one value has quotes of its own.
    for (text, found) in [
        (writer.replace('"', ""), "OMS1"),
        (writer.replace("src_type=\"ORACLE\"", "src_type=ORACLE").replace("\"1771920004\"", "1771920004"), "OMS1"),
    ] {
        let (_scratch, ran) = beside("x.conf", text.as_bytes());
        assert!(
            ran.json()["failures"] == json!([]) && ran.json()["run"]["components"]["incrSync"] == 2,
            "{found}: {ran:?}"
        );
    }
    for (path, text) in [
        ("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\n"),
        ("app.conf", "[store]\nname=\"x\"\npath=\"/tmp/x\"\n"),
        ("app.properties", "name=\"x\"\nsource.path=\"/tmp/x\"\n"),
    ] {
        let (_scratch, ran) = beside(path, text.as_bytes());
        assert!(ran.code == 0 && !ran.stdout.contains(path), "{path}: {ran:?}");
    }
}
