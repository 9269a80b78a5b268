//! The schemas: each is what the documented parameters make of it, is valid itself, takes the example export, and refuses
//! what it should.

mod make;

use std::path::Path;

use jsonschema::Validator;
use omslint::knowledge::schemas::{self, Schema};
use serde_json::{Value, json};

/// Writes the schemas anew when this variable is set: `UPDATE_SCHEMAS=1 cargo test --test library schemas::`.
const UPDATE: &str = "UPDATE_SCHEMAS";

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(format!("{name}.schema.json"))
}

#[test]
fn the_schemas_of_components_follow_the_documented_parameters() {
    for (name, schema) in make::all() {
        let text = make::text(&schema);
        if std::env::var_os(UPDATE).is_some() {
            std::fs::write(file(name), &text).unwrap();
        }
        let stands = std::fs::read_to_string(file(name)).unwrap();
        assert!(stands == text, "schemas/{name}.schema.json is not what it would be; set {UPDATE}=1 to write it");
    }
}

/// A parameter a line: half as long as with a line for each word, and the binary holds all of them.
#[test]
fn every_schema_is_laid_out_alike() {
    for schema in schemas::ALL {
        let text = make::text(&serde_json::from_str(&schema.text()).unwrap());
        if std::env::var_os(UPDATE).is_some() {
            std::fs::write(file(schema.name), &text).unwrap();
        }
        let stands = std::fs::read_to_string(file(schema.name)).unwrap();
        assert!(stands == text, "schemas/{}.schema.json: set {UPDATE}=1 to lay it out", schema.name);
    }
}

#[test]
fn every_schema_is_listed_and_valid_and_has_a_title() {
    let mut files: Vec<_> = std::fs::read_dir(file("x").parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        // The catalog for editors and the schemas of single sections stand beside them: tests/library/editors.rs.
        .filter(|name| name.ends_with(".schema.json"))
        .collect();
    files.sort();
    let listed: Vec<_> = schemas::ALL.iter().map(|schema| format!("{}.schema.json", schema.name)).collect();
    assert_eq!(files, listed);
    for schema in schemas::ALL {
        let value = schema.value();
        assert!(value["title"].is_string() && value["description"].is_string(), "{}", schema.name);
        jsonschema::draft202012::meta::validate(&value).unwrap_or_else(|error| panic!("{}: {error}", schema.name));
    }
}

/// Every key that a schema explains has a title and a description.
#[test]
fn every_key_is_explained() {
    fn walk(value: &Value, path: &str) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                let is_reference = property.get("$ref").is_some();
                let is_condition = path.contains("/is-");
                let is_told = property["title"].is_string() && property["description"].is_string();
                assert!(is_reference || is_condition || is_told, "{path}/{key}");
                walk(property, &format!("{path}/{key}"));
            }
        }
        for (name, def) in value.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            walk(def, &format!("{path}/{name}"));
        }
    }
    for schema in schemas::ALL {
        walk(&schema.value(), schema.name);
    }
}

fn validator(schema: Schema) -> Validator {
    jsonschema::draft202012::new(&schema.value()).unwrap()
}

/// Places where `value` is not as the schema says.
fn wrong(schema: Schema, value: &Value) -> Vec<String> {
    let mut found: Vec<_> =
        validator(schema).iter_errors(value).map(|error| error.instance_path().to_string()).collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn what_oms_writes_itself_is_taken() {
    let typed = json!({
        "source": {"type": "STORE_SOURCE", "dbType": "OB_MySQL", "checkpoint": {"a": "1690872244"}, "ignoreDdl": true,
                   "clients": [{"clientId": "a"}], "maxRetries": 1000, "jar": "x.jar", "password": "******"},
        "sink": {"type": "JDBC_SINK_OB_MYSQL", "workerNum": 16, "timezone": "+08:00", "writeMode": "full",
                 "skipErrorCode": "1062", "retryErrorCode": [1]},
        "coordinator": {"caseStrategy": "follow-source", "throttleRps": "none", "listenPort": 0, "unknownKey": {}},
        "condition": {"whiteCondition": [], "blackCondition": "[]", "blockCondition": null}
    });
    let strings = json!({
        "source": {"boosterClass": "com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster", "maxRetries": "1000",
                   "ignoreDdl": "FALSE", "checkpoint": "{\"a\":\"1690872244\"}", "clients": "[]", "splitThreshold": ""},
        "sink": {"boosterClass": "com.oceanbase.oms.connector.kafka.sink.KafkaSinkBooster", "batchSize": "16M",
                 "serializerType": "AVRO", "enableAsync": "true"},
        "coordinator": {"allowRecordTypes": "ROW,DDL,HEARTBEAT", "skipDdl": "", "useTxId": "false"}
    });
    for value in [typed, strings, json!({})] {
        assert_eq!(wrong(schemas::INCR_SYNC, &value), Vec::<String>::new(), "{value}");
    }
    let ha = json!({"enable": true, "enableStore": "false", "refetchStoreIntervalMin": "90", "other": []});
    assert_eq!(wrong(schemas::HA_CONFIG, &ha), Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let value = json!({
        "source": {"type": "STORE_SOURCE", "maxRetries": "many", "checkpoint": 1_690_872_244, "ignoreDdl": "yes",
                   "dbType": 5, "clients": "MYSQL_np_a"},
        "sink": {"type": "KAFKA_SINK", "partitionMode": "ROUND", "workerNum": 4.5, "batchSize": "16X"},
        "coordinator": {"caseStrategy": "camel", "listenPort": {}, "allowRecordTypes": "ROW,UPSERT", "throttleRps": "few"},
        "condition": {"whiteCondition": true}
    });
    assert_eq!(
        wrong(schemas::INCR_SYNC, &value),
        [
            "/condition/whiteCondition",
            "/coordinator/allowRecordTypes",
            "/coordinator/caseStrategy",
            "/coordinator/listenPort",
            "/coordinator/throttleRps",
            "/sink/batchSize",
            "/sink/partitionMode",
            "/sink/workerNum",
            "/source/checkpoint",
            "/source/clients",
            "/source/dbType",
            "/source/ignoreDdl",
            "/source/maxRetries",
        ]
    );
    // A sink is judged by its own plug-in.
    let other = json!({"sink": {"type": "JDBC_SINK_ORACLE", "partitionMode": "ROUND", "useSSL": 1}});
    assert_eq!(wrong(schemas::INCR_SYNC, &other), ["/sink/useSSL"]);
    let import = json!({"source": {"sliceWorkerNum": "eight", "filterTmpTable": "maybe", "workerNum": "8"}});
    assert_eq!(wrong(schemas::FULL_IMPORT, &import), ["/source/filterTmpTable", "/source/sliceWorkerNum"]);
    let store = json!({"store": {"clearer.outdated": "a day"}, "ob2store.master.timestamp": "2026-01-01"});
    assert_eq!(wrong(schemas::STORE, &store), ["/ob2store.master.timestamp", "/store/clearer.outdated"]);
    let checker = json!({"task.type": "compare", "condition.whiteCondition": "all"});
    assert_eq!(wrong(schemas::FULL_VERIFICATION, &checker), ["/condition.whiteCondition", "/task.type"]);
    let ha = json!({"enable": "on", "refetchStoreIntervalMin": "90m"});
    assert_eq!(wrong(schemas::HA_CONFIG, &ha), ["/enable", "/refetchStoreIntervalMin"]);
}

/// The rule that uses these schemas finds in the example export what was put there for it, and never shows a value.
#[test]
fn the_example_export_validates_and_no_value_is_shown() {
    let check = |directory: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(directory);
        let output = assert_cmd::Command::cargo_bin("omslint")
            .unwrap()
            .env_remove("OMSLINT_LANG")
            .current_dir(root)
            .args(["check", "--select", "OMS302", "-f", "json"])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let site: Value = serde_json::from_str(&check("exports/site")).unwrap();
    // One task of it was written to be wrong.
    // What was not understood is said whatever is selected.
    let all = site["findings"].as_array().unwrap();
    let found: Vec<_> =
        all.iter().filter(|found| found["code"] == "OMS302").map(|found| (&found["task"], &found["pointer"])).collect();
    assert_eq!(found, [(&json!("np_5f3q8z1l7h"), &json!("/workerNum"))]);
    assert!(site["run"]["components"]["incrSync"].as_u64().unwrap() > 5);
    let wrong = check("rules/schema-violation/finds-types-and-lists");
    assert!(wrong.contains("`password` in the sink of Incr-Sync"));
    assert!(!wrong.contains("Fixture#Pass") && !wrong.contains("16 threads"));
}
