//! How the schemas of components are made: the documented parameters, which are data of the library, and beside them what
//! is known of keys that no parameter reference lists. The files in `schemas/` are what this writes.

use omslint::knowledge::db_types::NAMES;
use omslint::knowledge::parameters::{self, Default, Parameter, ValueType};
use omslint::oms::store::SECTIONS;
use serde_json::{Map, Value, json};

/// What is known of a key beyond its row in the table.
const NOTES: &[(&str, &str)] = &[
    (
        "dbType",
        "Type of the source database. A task created in OMS 3.2.1 or 3.2.2 can lack it, and may not run after an upgrade \
         (OMS101).",
    ),
    (
        "checkpoint",
        "The position from which the component starts, not where it is now: for each clientId the Unix seconds, as a string. \
         An earlier one repeats rows, a later one loses rows.",
    ),
    ("clients", "What is read. Of a Store: one for each subtopic, with clientId, subtopic, clusterManagerUrl."),
    ("ignoreDdl", "false: DDL is synchronised."),
    ("boosterClass", "The class of the plug-in."),
    ("allowRecordTypes", "Kinds of records that are let through; DDL among them means that DDL is synchronised."),
    ("caseStrategy", "How names are spelled in the target. OMS itself writes follow-source."),
    ("shuffleBucketSize", "Documented as required, but absent from every real file that was seen."),
    ("serializerType", "Format of the messages. The SharePlex format changed in 4.0.2 (OMS203)."),
    ("writeMode", "OMS itself writes full, too."),
    ("timezone", "OMS itself writes it as +08:00."),
    ("timestamp", "Where it starts to read; a Kafka source has no checkpoint."),
    ("logproxy.address", "Address of oblogproxy. A task that reads through it blocks an upgrade to 4.3.1 (OMS202)."),
];

/// A name as words: `maxRecordCapacity` as `Max record capacity`.
fn title(key: &str) -> String {
    let mut words = String::new();
    let mut last = ' ';
    for c in key.chars() {
        if matches!(c, '.' | '_' | '-') {
            words.push(' ');
        } else if c.is_uppercase() && (last.is_lowercase() || last.is_ascii_digit()) {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
        last = c;
    }
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What a key takes: the part of its schema that is strict, and the words for it.
fn takes(kind: ValueType, default: Default, values: &[&str], also: &[&str]) -> (Map<String, Value>, String) {
    let all: Vec<&str> = values.iter().chain(also).copied().collect();
    let is_sized = matches!(default, Default::Value(value) if value.ends_with(['K', 'M', 'G']));
    let (schema, words) = match kind {
        ValueType::Int if is_sized => (
            json!({"type": ["integer", "string", "null"], "pattern": r"^\s*(?:[+-]?[0-9]+[KMGkmg]?)?\s*$"}),
            "a whole number, with K, M or G behind it or without".to_owned(),
        ),
        ValueType::Int => (
            json!({"type": ["integer", "string", "null"], "pattern": r"^\s*(?:[+-]?[0-9]+)?\s*$"}),
            "a whole number".to_owned(),
        ),
        ValueType::IntOrNone => (
            json!({"type": ["integer", "string", "null"], "pattern": r"^\s*(?:[+-]?[0-9]+|[Nn][Oo][Nn][Ee])?\s*$"}),
            "a whole number, or none".to_owned(),
        ),
        ValueType::Bool => (
            json!({
                "type": ["boolean", "string", "null"],
                "pattern": r"^\s*(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])?\s*$"
            }),
            "true or false".to_owned(),
        ),
        ValueType::Text if values == ["DbTypeEnum"] => {
            (json!({"type": ["string", "null"], "examples": NAMES}), "the name of a type of database".to_owned())
        }
        ValueType::Text if !values.is_empty() => {
            let options: Vec<Value> = all.iter().map(|value| (*value).into()).chain(["".into(), Value::Null]).collect();
            (json!({"enum": options}), format!("one of {}", all.join(", ")))
        }
        ValueType::Text => (json!({"type": ["string", "number", "boolean", "null"]}), "text".to_owned()),
        ValueType::List => {
            let pattern = format!(r#"^[\s,;|"\[\]]*(?:(?:{})[\s,;|"\[\]]*)*$"#, all.join("|"));
            (
                json!({"type": ["string", "array", "null"], "pattern": pattern, "items": {"enum": all}}),
                format!("a list of {}", all.join(", ")),
            )
        }
        ValueType::Json => (
            json!({"type": ["object", "array", "string", "null"], "pattern": r"^\s*(?:[\[{]|$)"}),
            "an object or list of JSON, as it is or in a string".to_owned(),
        ),
    };
    (schema.as_object().unwrap().clone(), words)
}

/// The documented default as a value of its own type.
fn default_value(kind: ValueType, default: &str) -> Value {
    match kind {
        ValueType::Int | ValueType::IntOrNone | ValueType::Bool | ValueType::Json => {
            serde_json::from_str(default).unwrap_or_else(|_| default.into())
        }
        ValueType::Text | ValueType::List => default.into(),
    }
}

fn property(row: &Parameter) -> Value {
    let clashes = |other: &&Parameter| (other.section, other.key) == (row.section, row.key) && other.kind != row.kind;
    let (strict, words) = if parameters::all().iter().any(|other| clashes(&other)) && row.section == "sink" {
        // Documented in one way for all sinks, in another for one of them.
        (Map::new(), "text, or an object or list of JSON".to_owned())
    } else if (row.plugin, row.key) == (Some("LogProxySource"), "checkpoint") {
        // Documented as a map, and a plain number works.
        let strict = json!({"type": ["object", "string", "integer", "null"], "pattern": r"^\s*(?:\{|[0-9]+\s*$|$)"});
        let words = "a JSON map from client id to Unix seconds, as it is or in a string, or plain Unix seconds";
        (strict.as_object().unwrap().clone(), words.to_owned())
    } else {
        takes(row.kind, row.default, &row.values, &row.also)
    };
    let note = NOTES.iter().find(|(key, _)| *key == row.key).map(|(_, note)| (*note).to_owned());
    let default = match row.default {
        Default::None => None,
        Default::Required => Some("Documented as required.".to_owned()),
        Default::Value(value) => Some(format!("Default: {value}.")),
    };
    let sentences = [note, Some(format!("Takes {words}.")), default, Some(format!("Since OMS {}.", row.since))];
    let description: Vec<_> = sentences.into_iter().flatten().collect();
    let mut property = json!({"title": title(row.key), "description": description.join(" ")});
    let object = property.as_object_mut().unwrap();
    object.extend(strict);
    if let Default::Value(value) = row.default {
        object.insert("default".into(), default_value(row.kind, value));
    }
    object.insert("x-takes".into(), words.into());
    object.insert("x-since".into(), row.since.into());
    property
}

/// A key that no parameter reference lists.
fn known(key: &str, kind: ValueType, values: &[&str], description: &str) -> (String, Value) {
    let (strict, words) = takes(kind, Default::None, values, &[]);
    let mut property = json!({"title": title(key), "description": format!("{description} Takes {words}.")});
    let object = property.as_object_mut().unwrap();
    object.extend(strict);
    object.insert("x-takes".into(), words.into());
    (key.to_owned(), property)
}

fn properties(section: &str, plugin: Option<&str>) -> Map<String, Value> {
    let rows = parameters::all().iter().filter(|row| row.section == section && row.plugin == plugin);
    rows.map(|row| (row.key.to_owned(), property(row))).collect()
}

/// The properties of one plug-in.
fn plugin(section: &str, plugin: &str, title: &str) -> Value {
    json!({"title": title, "properties": properties(section, Some(plugin))})
}

/// Whether `type` or `boosterClass` names a plug-in with one of `words` in any case, or one of `keys` is there.
fn names(words: &[&str], keys: &[&str]) -> Value {
    let any_case = |c: char| {
        if c.is_ascii_alphabetic() { format!("[{}{c}]", c.to_ascii_uppercase()) } else { c.to_string() }
    };
    let patterns: Vec<String> = words.iter().map(|word| word.chars().map(any_case).collect()).collect();
    let pattern = patterns.join("|");
    let says = |key: &str| json!({"properties": {key: {"type": "string", "pattern": pattern}}, "required": [key]});
    let has = keys.iter().map(|key| json!({"required": [key]}));
    let any: Vec<_> = [says("type"), says("boosterClass")].into_iter().chain(has).collect();
    json!({"anyOf": any})
}

fn when(condition: &str, then: &str) -> Value {
    json!({"if": {"$ref": format!("#/$defs/{condition}")}, "then": {"$ref": format!("#/$defs/{then}")}})
}

fn section(title: &str, description: &str, properties: &Map<String, Value>, all_of: &[Value]) -> Value {
    let mut section = json!({
        "title": title, "description": description, "type": ["object", "string", "null"], "properties": properties
    });
    if !all_of.is_empty() {
        section["allOf"] = all_of.to_vec().into();
    }
    section
}

fn merged(base: Map<String, Value>, more: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    base.into_iter().chain(more).collect()
}

fn condition() -> Value {
    let key = |key: &str, words: &str| known(key, ValueType::Json, &[], words);
    let properties = merged(
        Map::new(),
        [
            key("whiteCondition", "Which databases, tables and rows are included."),
            key("blackCondition", "Which are left out, as real files spell it."),
            key("blockCondition", "Which are left out, as the documentation spells it."),
        ],
    );
    section("Condition", "Which databases, tables and rows.", &properties, &[])
}

fn coordinator() -> Value {
    let text = |key: &str, words: &str| known(key, ValueType::Text, &[], words);
    let more = [
        text("taskIdentity", "The task id (np_…, p_…)."),
        text("sourceType", "Type of the source database; from 3.3.1 on, an absent source.dbType falls back to it."),
        text("sinkType", "Type of the target."),
        text("customizeClass", "Class that makes a Full-Import of the framework."),
    ];
    section(
        "Coordinator",
        "The framework between source and sink.",
        &merged(properties("coordinator", None), more),
        &[],
    )
}

fn plugin_keys() -> [(String, Value); 1] {
    [known(
        "type",
        ValueType::Text,
        &[],
        "Names the plug-in, such as STORE_SOURCE, DATAFLOW_SOURCE or JDBC_SINK_OB_MYSQL.",
    )]
}

fn sink(defs: &mut Map<String, Value>) {
    for (name, row, words, key, title) in [
        ("jdbcSink", "JDBC-Sink", "jdbc", Some("jdbcUrl"), "Database"),
        ("kafkaSink", "KafkaSink", "kafka", None, "Kafka"),
        ("datahubSink", "DatahubSink", "datahub", None, "DataHub"),
        ("rocketmqSink", "RocketMQSink", "rocketmq", Some("nameSvrAddr"), "RocketMQ"),
    ] {
        defs.insert(format!("is-{name}"), names(&[words], &key.into_iter().collect::<Vec<_>>()));
        defs.insert(name.to_owned(), plugin("sink", row, title));
    }
    let choices =
        ["jdbcSink", "kafkaSink", "datahubSink", "rocketmqSink"].map(|name| when(&format!("is-{name}"), name));
    let properties = merged(properties("sink", None), plugin_keys());
    defs.insert("sink".into(), section("Sink", "What is written, by its plug-in.", &properties, &choices));
}

fn document(name: &str, title: &str, description: &str, defs: &Map<String, Value>) -> Value {
    let sections = ["source", "sink", "coordinator", "condition"];
    let sections: Map<_, _> =
        sections.iter().map(|name| ((*name).to_owned(), json!({"$ref": format!("#/$defs/{name}")}))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:omslint:{name}"),
        "title": title,
        "description": description,
        "type": "object",
        "properties": sections,
        "$defs": defs
    })
}

const OPEN: &str = "Scalars may be typed or strings, and objects may stand as JSON in strings, as OMS itself writes them. \
                    Keys that are not listed are allowed: OMS writes many that no reference documents. For a file of its own, \
                    such as source.json, use #/$defs/source and its like.";

fn incr_sync() -> Value {
    let mut defs = Map::new();
    defs.insert("is-logProxySource".into(), names(&["logproxy", "log_proxy"], &["logproxy.address"]));
    defs.insert("is-kafkaSource".into(), names(&["kafka"], &["kafkaTopic"]));
    let of_store = names(&["store"], &[]);
    let nameless = json!({"not": {"anyOf": [{"required": ["type"]}, {"required": ["boosterClass"]},
        {"required": ["logproxy.address"]}, {"required": ["kafkaTopic"]}]}});
    defs.insert("is-storeSource".into(), json!({"anyOf": [of_store, nameless]}));
    for (name, row, title) in [
        ("storeSource", "StoreSource", "Store"),
        ("logProxySource", "LogProxySource", "oblogproxy"),
        ("kafkaSource", "KafkaSource", "Kafka"),
    ] {
        defs.insert(name.to_owned(), plugin("source", row, title));
    }
    let choices = ["storeSource", "logProxySource", "kafkaSource"].map(|name| when(&format!("is-{name}"), name));
    let properties = merged(properties("source", None), plugin_keys());
    defs.insert("source".into(), section("Source", "What is read, by its plug-in.", &properties, &choices));
    sink(&mut defs);
    defs.insert("coordinator".into(), coordinator());
    defs.insert("condition".into(), condition());
    let description =
        format!("Configuration of an Incr-Sync: reads a Store, oblogproxy or Kafka, and writes the changes. {OPEN}");
    document("incr-sync", "OMS Incr-Sync", &description, &defs)
}

fn full_import() -> Value {
    let mut defs = Map::new();
    let source =
        merged(merged(properties("source", None), plugin_keys()), properties("source", Some("DataFlowSource")));
    defs.insert("source".into(), section("Source", "The database whose rows are copied.", &source, &[]));
    sink(&mut defs);
    defs.insert("coordinator".into(), coordinator());
    defs.insert("condition".into(), condition());
    let description = format!("Configuration of a Full-Import: copies the existing rows. {OPEN}");
    document("full-import", "OMS Full-Import", &description, &defs)
}

fn store() -> Value {
    let purpose = |name: &str| match name {
        "mysql2store" => "Filled when a MySQL binlog is read.",
        "oracle2store" => "Filled when an Oracle log is read.",
        "db2tostore" => "Filled when a DB2 log is read.",
        "deliver2store" => "Filled when a deliverer reads, such as LogMiner for Oracle.",
        "ob2store" | "liboblog" => "Filled when an OceanBase log is read.",
        "logproxy2store" => "Filled when oblogproxy is read; such a task blocks an upgrade to 4.3.1 (OMS202).",
        "store" => "How the queue is kept.",
        _ => "Unused ones are empty.",
    };
    let keys = |name: &str| -> Vec<(String, Value)> {
        let begin = known("master.timestamp", ValueType::Int, &[], "Where the Store begins, in Unix seconds.");
        let subtopic = known("subTopic", ValueType::Text, &[], "The subtopic that the Store keeps.");
        match name {
            "store" => vec![known(
                "clearer.outdated",
                ValueType::Int,
                &[],
                "How long the Store keeps what it read, in seconds; documented are 24 hours for synchronization and 120 hours \
                 for migration.",
            )],
            "deliver2store" => {
                let reader =
                    known("subreader.type", ValueType::Text, &[], "logminer: an Oracle log is read through LogMiner.");
                vec![begin, subtopic, reader]
            }
            "mysql2store" | "oracle2store" | "db2tostore" | "ob2store" | "logproxy2store" => vec![begin, subtopic],
            _ => Vec::new(),
        }
    };
    let mut properties = Map::new();
    for name in SECTIONS {
        let own: Map<_, _> = keys(name).into_iter().collect();
        properties.insert((*name).to_owned(), section(&format!("[{name}]"), purpose(name), &own, &[]));
    }
    for name in SECTIONS {
        // The API answers with flat names.
        properties.extend(keys(name).into_iter().map(|(key, property)| (format!("{name}.{key}"), property)));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:omslint:store",
        "title": "OMS Store",
        "description": "Configuration of a Store (crawler.conf, or the flat map of an API answer): reads the log of a source and \
                        keeps it as a queue for each subtopic. Keys that are not listed are allowed.",
        "type": "object",
        "properties": properties
    })
}

fn full_verification() -> Value {
    let text = |key: &str, words: &str| {
        let (name, mut property) = known(key, ValueType::Text, &[], words);
        if key.ends_with(".type") {
            property["examples"] = NAMES.into();
        }
        (name, property)
    };
    let json = |key: &str, words: &str| known(key, ValueType::Json, &[], words);
    let properties: Map<_, _> = [
        known(
            "task.type",
            ValueType::Text,
            &["verify", "migrate"],
            "verify: a Full-Verification; migrate: a Full-Import of 3.2.x.",
        ),
        text("task.id", "Number of the task."),
        known("task.resume", ValueType::Bool, &[], "Whether it goes on where it stopped."),
        text("datasource.master.type", "Type of the source database, in the words of the checker."),
        text("datasource.master.address", "Address of the source database."),
        text("datasource.image.type", "Type of the target database, in the words of the checker."),
        text("datasource.image.address", "Address of the target database."),
        text("datasource.timezone", "Time zone, such as +08:00."),
        json("condition.whiteCondition", "Which databases, tables and rows are compared."),
        json("condition.blackCondition", "Which are left out, as real files spell it."),
        json("condition.blockCondition", "Which are left out, as the documentation spells it."),
    ]
    .into_iter()
    .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:omslint:full-verification",
        "title": "OMS Full-Verification",
        "description": "Configuration of a Full-Verification (checker.conf): compares source and target. A Full-Import of 3.2.x \
                        has the same file. Every value is text; some hold JSON. Keys that are not listed are allowed.",
        "type": "object",
        "properties": properties
    })
}

fn ha_config() -> Value {
    let flag = |key: &str, words: &str| known(key, ValueType::Bool, &[], words);
    let number = |key: &str, words: &str| known(key, ValueType::Int, &[], words);
    let mut properties: Map<_, _> = [
        flag("enable", "Whether HA is on at all. It is switched off for an upgrade, and on again after it."),
        flag("enableHost", "Whether HA covers hosts."),
        flag("enableStore", "Whether HA covers Stores."),
        flag("enableConnector", "Whether HA covers connectors. Must be true after an upgrade to 4.0.1 or later (OMS205)."),
        flag("enableJdbcWriter", "Whether HA covers JDBCWriter, which is gone from 4.0.1 on (OMS205)."),
        flag("enableJDBCWriter", "Another spelling of enableJdbcWriter."),
        flag(
            "perceiveStoreClientCheckpoint",
            "Whether a new Store begins at the earliest request of its downstream components. Works only with enable and \
             enableStore (OMS206).",
        ),
        number(
            "subtopicStoreNumberThreshold",
            "Number of Stores under a subtopic from which on HA adds none (OMS207). Default: 5.",
        ),
        number(
            "refetchStoreIntervalMin",
            "How many minutes a new Store begins further back. Must cover downtime, reserve and lag (OMS206).",
        ),
        number("checkRequestIntervalSec", "In seconds."),
        number("checkJdbcWriterIntervalSec", "In seconds."),
        number("checkHostDownIntervalSec", "In seconds."),
        number("checkModuleExceptionIntervalSec", "In seconds."),
        number("clearAbnormalResourceHours", "In hours."),
    ]
    .into_iter()
    .collect();
    properties["subtopicStoreNumberThreshold"]["default"] = 5.into();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:omslint:ha.config",
        "title": "OMS ha.config",
        "description": "The system parameter ha.config: how HA of OMS works. Keys that are not listed are allowed.",
        "type": "object",
        "properties": properties
    })
}

/// Each schema by its name.
pub(super) fn all() -> [(&'static str, Value); 5] {
    [
        ("full-import", full_import()),
        ("full-verification", full_verification()),
        ("ha.config", ha_config()),
        ("incr-sync", incr_sync()),
        ("store", store()),
    ]
}

/// A schema as a file: what holds no objects stands on one line.
pub(crate) fn text(schema: &Value) -> String {
    let mut text = String::new();
    write(schema, "\n", &mut text);
    text + "\n"
}

fn write(value: &Value, newline: &str, text: &mut String) {
    let below = format!("{newline}  ");
    let holds_objects = |value: &Value| match value {
        Value::Array(items) => items.iter().any(Value::is_object),
        Value::Object(entries) => entries.values().any(|value| !is_plain(value)),
        _ => false,
    };
    match value {
        Value::Object(entries) if holds_objects(value) => {
            text.push('{');
            for (number, (key, value)) in entries.iter().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                text.push_str(&format!("{below}{}: ", Value::from(key.as_str())));
                write(value, &below, text);
            }
            text.push_str(newline);
            text.push('}');
        }
        Value::Array(items) if holds_objects(value) => {
            text.push('[');
            for (number, item) in items.iter().enumerate() {
                text.push_str(if number > 0 { "," } else { "" });
                text.push_str(&below);
                write(item, &below, text);
            }
            text.push_str(newline);
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

/// Whether a value is a word, or a list of words.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Object(_) => false,
        Value::Array(items) => items.iter().all(is_plain),
        _ => true,
    }
}
