//! OMS101 over (created with × DDL × what is read × direction × evidence), from the outside: every combination is a task
//! of its own in one export, and the expectations below are written by hand from the product's pages on severity and
//! fixes, not taken from a run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// What an export tells of the type of the source, and what that comes to: tier and value, `conflict`, or `needs-value`.
struct Evidence {
    name: &'static str,
    /// Prefix of the subtopic that a Store source reads; oblogproxy has none.
    prefix: Option<&'static str>,
    source_type: Option<&'static str>,
    /// Whether the Store of the subtopic reads through `ob2store`.
    ob_store: bool,
    /// `dbType` of the forward Full-Import, whose sink is OB_MYSQL.
    full_import: Option<&'static str>,
    /// Reads a Store: forward, reverse.
    store: [&'static str; 2],
    /// Reads oblogproxy: forward, reverse.
    logproxy: [&'static str; 2],
}

const NONE: &str = "needs-value";

#[rustfmt::skip]
const EVIDENCE: &[Evidence] = &[
    //         name                   prefix of subtopic  coordinator.sourceType  ob2store  full import      Store source                              LogProxy source
    evidence("nothing",              None,              None,              false, None,           [NONE; 2],                                [NONE; 2]),
    evidence("prefix ob",            Some("OB_MYSQL"),  None,              false, None,           ["unsafe OB_MYSQL"; 2],                   [NONE; 2]),
    evidence("prefix",               Some("ORACLE"),    None,              false, None,           ["unsafe ORACLE"; 2],                     [NONE; 2]),
    evidence("stated ob_mysql",      None,              Some("OB_MYSQL"),  false, None,           ["safe OB_MYSQL"; 2],                     ["safe OB_MYSQL"; 2]),
    evidence("stated ob_oracle",     None,              Some("OB_ORACLE"), false, None,           ["safe OB_ORACLE"; 2],                    ["safe OB_ORACLE"; 2]),
    evidence("stated oracle",        Some("ORACLE"),    Some("oracle"),    false, None,           ["safe ORACLE"; 2],                       ["safe ORACLE"; 2]),
    evidence("stated by alias",      Some("OB_MYSQL"),  Some("ob10"),      true,  None,           ["safe OB_MYSQL"; 2],                     ["safe OB_MYSQL"; 2]),
    evidence("stated oceanbase",     Some("OB_MYSQL"),  Some("oceanbase"), false, None,           [NONE; 2],                                [NONE; 2]),
    evidence("stated otherwise",     Some("MYSQL"),     Some("ORACLE"),    false, None,           ["conflict"; 2],                          ["safe ORACLE"; 2]),
    evidence("narrowed",             None,              None,              true,  None,           [NONE; 2],                                [NONE; 2]),
    evidence("narrowed and prefix",  Some("OB_ORACLE"), None,              true,  None,           ["unsafe OB_ORACLE"; 2],                  [NONE; 2]),
    evidence("narrowed otherwise",   Some("MYSQL"),     None,              true,  None,           ["conflict"; 2],                          [NONE; 2]),
    // What the forward Full-Import reads says nothing of the reverse component; what it writes to does.
    evidence("full import",          None,              None,              false, Some("ORACLE"), ["safe ORACLE", "safe OB_MYSQL"],         ["safe ORACLE", "safe OB_MYSQL"]),
    evidence("full import, prefix",  Some("MYSQL"),     None,              false, Some("ORACLE"), ["conflict", "conflict"],                 ["safe ORACLE", "safe OB_MYSQL"]),
];

const fn evidence(
    name: &'static str,
    prefix: Option<&'static str>,
    source_type: Option<&'static str>,
    ob_store: bool,
    full_import: Option<&'static str>,
    store: [&'static str; 2],
    logproxy: [&'static str; 2],
) -> Evidence {
    Evidence { name, prefix, source_type, ob_store, full_import, store, logproxy }
}

/// Name, `source.ignoreDdl`, `coordinator.allowRecordTypes`, and what they come to; None: the flag decides.
type InFiles = (&'static str, Option<&'static str>, Option<&'static str>, Option<bool>);

/// What the files say about DDL.
#[rustfmt::skip]
const DDL: &[InFiles] = &[
    // name              source.ignoreDdl  coordinator.allowRecordTypes   DDL
    ("silent",           None,             None,                          None),
    ("switched on",      Some("false"),    None,                          Some(true)),
    ("switched off",     Some("TRUE"),     None,                          Some(false)),
    ("listed",           None,             Some("ROW,DELETE,INSERT,DDL"), Some(true)),
    ("not listed",       None,             Some("ROW,DELETE,INSERT"),     None),
    ("off, yet listed",  Some("true"),     Some("[\"ROW\",\"DDL\"]"),     Some(true)),
];

/// `--created-with`, and whether such tasks are affected.
const CREATED: &[(Option<&str>, bool)] = &[
    (None, true),
    (Some("3.2.1"), true),
    (Some("3.2.2"), true),
    (Some("3.3.0"), true),
    (Some("3.3.1"), false),
    (Some("4.2.9-CE"), false),
];

const FLAGS: &[(Option<&str>, Option<bool>)] = &[(None, None), (Some("yes"), Some(true)), (Some("no"), Some(false))];

/// Severity and certainty, by hand.
fn weight(ddl: Option<bool>, outcome: &str, is_affected: bool) -> [&'static str; 2] {
    let full = match (ddl, outcome) {
        (Some(true), _) => ["error", "certain"],
        (None, _) => ["error", "possible"],
        // The documented default is right, and a configuration says so.
        (Some(false), "safe OB_MYSQL") => ["info", "certain"],
        (Some(false), _) => ["warning", "possible"],
    };
    match (is_affected, full[0]) {
        (true, _) => full,
        (false, "info") => ["info", "possible"],
        (false, _) => ["warning", "possible"],
    }
}

/// One task of the export.
struct Case {
    task: String,
    evidence: &'static Evidence,
    ddl: usize,
    reads_store: bool,
    is_reverse: bool,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for evidence in EVIDENCE {
        for ddl in 0..DDL.len() {
            for (reads_store, is_reverse) in [(true, false), (true, true), (false, false), (false, true)] {
                let task = format!("np_t{:04}", cases.len());
                cases.push(Case { task, evidence, ddl, reads_store, is_reverse });
            }
        }
    }
    cases
}

fn write(directory: &Path, name: &str, value: &Value) {
    fs::create_dir_all(directory).unwrap();
    fs::write(directory.join(name), serde_json::to_string(value).unwrap()).unwrap();
}

fn export(case: &Case, number: usize, root: &Path) {
    let task = &case.task;
    let (_, ignore, list, _) = DDL[case.ddl];
    let subtopic = match case.evidence.prefix {
        Some(prefix) => format!("{prefix}_{task}_x1-1-0"),
        None => format!("orders{number}-1-0"),
    };
    let mut source = if case.reads_store {
        json!({"type": "STORE_SOURCE", "clients": [{"clientId": subtopic, "subtopic": subtopic}],
               "checkpoint": {subtopic.as_str(): "1771920004"}})
    } else {
        json!({"type": "LOGPROXY_SOURCE", "logproxy.address": "10.20.30.70:2983", "checkpoint": "1771920004"})
    };
    let mut coordinator = json!({"taskIdentity": task});
    if let Some(ignore) = ignore {
        source["ignoreDdl"] = ignore.into();
    }
    if let Some(list) = list {
        coordinator["allowRecordTypes"] = list.into();
    }
    if let Some(name) = case.evidence.source_type {
        coordinator["sourceType"] = name.into();
    }
    let lane = if case.is_reverse { "reverse_incr_trans" } else { "incr_trans" };
    let run = |lane: &str| root.join(format!("run/10.20.30.11-9000:connector_v2:{task}-{lane}-1-0:0000000005/conf"));
    write(&run(lane), "source.json", &source);
    write(&run(lane), "coordinator.json", &coordinator);
    if let Some(name) = case.evidence.full_import {
        write(&run("full_trans"), "source.json", &json!({"type": "DATAFLOW_SOURCE", "dbType": name}));
        write(&run("full_trans"), "coordinator.json", &json!({"taskIdentity": task, "sinkType": "OB_MYSQL"}));
    }
    if case.evidence.ob_store {
        let store = root.join(format!("store/store{}/conf", 7100 + number));
        fs::create_dir_all(&store).unwrap();
        let text =
            format!("[mysql2store]\n\n[ob2store]\nsubTopic={subtopic}\nmaster.timestamp=1771916400\n\n[store]\n");
        fs::write(store.join("crawler.conf"), text).unwrap();
    }
}

fn findings(root: &Path, args: &[&str]) -> BTreeMap<String, Value> {
    let output = crate::scratch::omslint()
        .args(["check", "-f", "json", "--select", "OMS101", "--now", "2026-03-10T00:00:00Z"])
        .args(args)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = report["findings"].as_array().unwrap();
    let by_task = all.iter().map(|finding| (finding["task"].as_str().unwrap().to_owned(), finding.clone()));
    let by_task: BTreeMap<_, _> = by_task.collect();
    assert_eq!(by_task.len(), all.len(), "one finding a task");
    by_task
}

/// What the fix of a finding comes to, in the words of the table.
fn outcome(finding: &Value) -> String {
    let fix = &finding["fix"];
    match (fix["tier"].as_str(), fix["value"].as_str()) {
        (None, _) => "conflict".to_owned(),
        (Some(tier), None) => tier.to_owned(),
        (Some(tier), Some(value)) => format!("{tier} {value}"),
    }
}

#[test]
fn severity_certainty_and_tier_are_as_the_table_says() {
    let directory = tempfile::tempdir().unwrap();
    let cases = cases();
    for (number, case) in cases.iter().enumerate() {
        export(case, number, directory.path());
    }
    let mut wrong = Vec::new();
    for (created, is_affected) in CREATED {
        for (flag, said) in FLAGS {
            let created_args = created.map(|version| ["--created-with", version]);
            let flag_args = flag.map(|flag| ["--ddl", flag]);
            let args: Vec<&str> = created_args.into_iter().chain(flag_args).flatten().collect();
            let found = findings(directory.path(), &args);
            assert_eq!(found.len(), cases.len());
            for case in &cases {
                let (ddl, .., in_files) = DDL[case.ddl];
                let columns = if case.reads_store { case.evidence.store } else { case.evidence.logproxy };
                let due = columns[usize::from(case.is_reverse)];
                let weight = weight(in_files.or(*said), due, *is_affected);
                let finding = &found[&case.task];
                let is =
                    [finding["severity"].as_str().unwrap(), finding["certainty"].as_str().unwrap(), &outcome(finding)];
                if is != [weight[0], weight[1], due] {
                    let what = if case.reads_store { "Store" } else { "oblogproxy" };
                    let way = if case.is_reverse { "reverse" } else { "forward" };
                    wrong.push(format!(
                        "{args:?}, DDL {ddl}, {way} from {what}, {}: is {is:?}, not {weight:?} {due}",
                        case.evidence.name
                    ));
                }
                let message = finding["message"].as_str().unwrap();
                let says_will = message.contains(" will ");
                assert_eq!(says_will, weight[1] == "certain", "{message}");
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_reads_neither_a_store_nor_oblogproxy_is_silent_or_a_warning() {
    let directory = tempfile::tempdir().unwrap();
    let run = |id: &str| directory.path().join(format!("run/10.20.30.11-9000:{id}/conf"));
    let kafka = json!({"type": "KAFKA_SOURCE", "kafkaTopic": "t", "kafkaAddr": "10.20.30.60", "kafkaPort": "9092"});
    write(&run("connector_v2:np_kafka-incr_trans-1-0:0000000001"), "source.json", &kafka);
    let full = json!({"type": "DATAFLOW_SOURCE", "clients": []});
    write(&run("connector_v2:np_full-full_trans-1-0:0000000002"), "source.json", &full);
    let writer = run("p_writer_source-000-0:0000000003");
    fs::create_dir_all(&writer).unwrap();
    fs::write(writer.join("jdbcwriter.conf"), "[JDBCWriter]\nsrc_type=\ntimestamp=1648778400\nsubTopic=x\n").unwrap();
    for args in [&[][..], &["--ddl", "yes"], &["--ddl", "no"], &["--created-with", "3.2.2", "--ddl", "yes"]] {
        let found = findings(directory.path(), args);
        assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["p_writer"], "{args:?}");
        let finding = &found["p_writer"];
        assert_eq!((&finding["severity"], &finding["certainty"]), (&json!("warning"), &json!("possible")), "{args:?}");
        assert!(finding["fix"].is_null());
    }
}
