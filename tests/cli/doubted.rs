//! What an export says twice and differently, or says where nobody looked: which way a component goes, whether its task
//! synchronises DDL, which of two runs, whose Store it is, which client lacks a position. Each with its healthy neighbours.

use serde_json::{Value, json};

use crate::site::{JDBC, Site, source};

const HOST: &str = "10.0.0.1";

/// The folder of an Incr-Sync of np_a1.
fn incr(lane: &str, sequence: u32) -> String {
    format!("{HOST}/run/{HOST}-9000:connector_v2:np_a1-{lane}:{sequence:010}")
}

/// A `coordinator` with these members beside the task.
fn coordinator(more: &str) -> String {
    format!("\t\"taskIdentity\":\"np_a1\"{more}")
}

const TYPE: &str = ",\n\t\"dbType\":\"MYSQL\"";

fn position(client: &str) -> String {
    format!(",\n\t\"checkpoint\":{{\"{client}\":\"1773090000\"}}")
}

/// The first finding of a rule.
fn finding(report: &Value, code: &str) -> Option<Value> {
    report["findings"].as_array().unwrap().iter().find(|found| found["code"] == code).cloned()
}

/// The state of each task, with why.
fn states(report: &Value) -> Vec<(String, String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let tasks = report["tasks"].as_array().unwrap();
    tasks.iter().map(|row| (text(row, "id"), text(row, "state"), text(row, "why"))).collect()
}

fn check(site: &Site, more: &[&str]) -> Value {
    site.json(&[&["check", "--no-config", "-f", "json"], more, &["."]].concat())
}

/// An Incr-Sync that lacks its type beside a Full-Import that names one.
fn two_ways(lane: &str, more: &str) -> Value {
    let site = Site::new();
    let full = format!("{HOST}/run/{HOST}-9000:connector_v2:np_a1-full_trans-1-0:0008000002");
    site.component(&full, "\t\"type\":\"DATAFLOW_SOURCE\",\n\t\"dbType\":\"ORACLE\"", JDBC, &coordinator(""));
    let source = source("ten_r-1-0", &position("ten_r-1-0"));
    site.component(&incr(lane, 8), &source, JDBC, &coordinator(more));
    check(&site, &[])
}

#[test]
fn what_contradicts_itself_on_its_direction_gets_nothing_safe() {
    let named = |lane: &str| format!(",\n\t\"taskName\":\"np_a1-{lane}\"");
    let (forward, reverse) = ("incr_trans-1-0", "reverse_incr_trans-1-0");
    let switch = |word: &str| format!(",\n\t\"isReverse\":\"{word}\"");
    for (lane, more) in [
        (reverse, named(forward)),
        (forward, named(reverse)),
        (forward, switch("true")),
        (reverse, switch("false")),
        (forward, format!("{}{}", named(reverse), switch("false"))),
    ] {
        let report = two_ways(lane, &more);
        let found = finding(&report, "OMS101").unwrap();
        assert_ne!(found["fix"]["tier"], "safe", "{lane} {more}: {found}");
        assert_eq!(found["fix"]["edits"].as_array().map_or(0, Vec::len), 0, "{lane} {more}: {found}");
        let told = report["run"]["notChecked"].to_string();
        assert!(told.contains("reverse") && told.contains("and by its"), "{lane} {more}: {told}");
    }
    // What agrees, and what states nothing.
    for more in
        [named(forward), switch("false"), ",\n\t\"taskName\":\"nightly reverse copy\"".to_owned(), String::new()]
    {
        let report = two_ways(forward, &more);
        assert_eq!(finding(&report, "OMS101").unwrap()["fix"]["tier"], "safe", "{more}: {report}");
        assert!(!report["run"]["notChecked"].to_string().contains("and by its"), "{more}");
    }
}

/// What is said of a task whose source has these members more.
fn of_ddl(more: &str, arguments: &[&str]) -> (Value, Vec<(String, String, String)>) {
    let site = Site::new();
    let client = "OB_MYSQL_np_a1_b2-1-0";
    let source = source(client, &format!("{}{more}", position(client)));
    site.component(&incr("incr_trans-1-0", 5), &source, JDBC, &coordinator(",\n\t\"sourceType\":\"OB_MYSQL\""));
    let report = check(&site, arguments);
    (finding(&report, "OMS101").unwrap(), states(&report))
}

#[test]
fn a_word_for_yes_that_oms_may_read_as_no_is_no_answer() {
    for word in ["1", "yes", "ON", "maybe"] {
        for more in ["", ",\n\t\"ignore_ddl\":\"true\""] {
            let (found, states) = of_ddl(&format!(",\n\t\"ignoreDdl\":\"{word}\"{more}"), &[]);
            assert_eq!((&found["severity"], &found["certainty"]), (&json!("error"), &json!("possible")), "{found}");
            let message = found["message"].as_str().unwrap();
            assert!(message.contains("may not run") && message.contains(&format!("ignoreDdl is {word}")), "{message}");
            assert_eq!(states[0].1, "FIX", "{states:?}");
        }
        // The user settles it.
        let (found, states) = of_ddl(&format!(",\n\t\"ignoreDdl\":\"{word}\""), &["--ddl", "no"]);
        assert_eq!((&found["severity"], &*states[0].1), (&json!("info"), "READY"), "{found}");
    }
    let (found, states) = of_ddl(",\n\t\"ignoreDdl\":\"true\"", &[]);
    assert_eq!((&found["severity"], &*states[0].1), (&json!("info"), "READY"), "{found}");
    let (found, _) = of_ddl(",\n\t\"ignoreDdl\":\"0\"", &[]);
    assert_eq!(found["severity"], "error", "{found}");
}

#[test]
fn a_message_names_the_key_of_ddl_as_it_stands_there() {
    for key in ["ignore_ddl", "ignoreDdl"] {
        let (found, _) = of_ddl(&format!(",\n\t\"{key}\":\"false\""), &[]);
        let message = found["message"].as_str().unwrap();
        assert!(message.contains(&format!("(source.{key} is false)")), "{message}");
    }
}

#[test]
fn what_one_lane_synchronises_the_task_does() {
    let said = |other: &str, lane: &str| {
        let site = Site::new();
        let (one, two) = ("MYSQL_np_a1_b2-1-0", "MYSQL_np_a1_b2-2-0");
        site.component(&incr("incr_trans-1-0", 5), &source(one, &position(one)), JDBC, &coordinator(""));
        site.component(&incr(lane, 6), &source(two, &format!("{}{other}", position(two))), JDBC, &coordinator(""));
        let report = check(&site, &[]);
        let found = report["findings"].as_array().unwrap().clone();
        let own = found.into_iter().find(|found| {
            found["code"] == "OMS101" && found["component"].as_str().unwrap().contains("incr_trans-1-0:0000000005")
        });
        own.unwrap()["certainty"].as_str().unwrap().to_owned()
    };
    let yes = ",\n\t\"ignoreDdl\":\"false\"";
    assert_eq!(said(yes, "incr_trans-2-0"), "certain");
    // The other direction is another stream, and `true` there says nothing here.
    assert_eq!(said(yes, "reverse_incr_trans-1-0"), "possible");
    assert_eq!(said(",\n\t\"ignoreDdl\":\"true\"", "incr_trans-2-0"), "possible");
}

/// A Store of a subtopic that names no task.
fn store(site: &Site, port: u32, subtopic: &str, section: &str) {
    let text =
        format!("[global]\nsubTopic={subtopic}\n[{section}]\nmaster.host=10.0.0.9\nmaster.timestamp=1773000000\n");
    site.write(&format!("{HOST}/store/store{port}/conf/crawler.conf"), &text);
}

#[test]
fn what_is_found_of_a_shared_store_counts_for_every_task_that_reads_it() {
    let shared = |section: &str, stores: u32| {
        let site = Site::new();
        for (task, client) in [("np_a1", "ob_ten_1_x-1-0"), ("np_a2", "ob_ten_1_x-1-0"), ("np_a3", "MYSQL_np_a3_b-1-0")]
        {
            let folder = format!("{HOST}/run/{HOST}-9000:connector_v2:{task}-incr_trans-1-0:0000000005");
            let whole = format!("{TYPE}{}", position(client));
            site.component(&folder, &source(client, &whole), JDBC, &format!("\t\"taskIdentity\":\"{task}\""));
        }
        for port in 0..stores {
            store(&site, 7100 + port, "ob_ten_1_x-1-0", section);
        }
        site
    };
    let own = |site: &Site, more: &[&str]| -> Vec<(String, String)> {
        states(&check(site, more)).into_iter().map(|(id, state, _)| (id, state)).collect()
    };
    let rows = |of: &[(&str, &str)]| -> Vec<(String, String)> {
        of.iter().map(|(id, state)| ((*id).to_owned(), (*state).to_owned())).collect()
    };
    let site = shared("logproxy2store", 1);
    assert_eq!(own(&site, &[]), rows(&[("np_a1", "BLOCKED"), ("np_a2", "BLOCKED"), ("np_a3", "READY")]));
    for (task, code) in [("np_a1", 1), ("np_a3", 0)] {
        let said = site.run(&["check", "--no-config", "--task", task, "."]);
        assert_eq!((said.code, said.out.contains("OMS202")), (code, code == 1), "{task}: {}", said.out);
    }
    let said = site.run(&["plan", "--no-config", "-o", "up", "."]);
    let runbook = site.read("up/runbook.md");
    assert!(said.out.contains("np_a1 (BLOCKED), np_a2 (BLOCKED)"), "{}", said.out);
    assert!(runbook.contains("☐ `np_a1`") && runbook.contains("☐ `np_a2`") && !runbook.contains("☐ `np_a3`"));
    // Many Stores are a warning for each reader; the few of a healthy tenant are nothing.
    let warned = rows(&[("np_a1", "CONFIRM"), ("np_a2", "CONFIRM"), ("np_a3", "READY")]);
    assert_eq!(own(&shared("mysql2store", 6), &[]), warned);
    let ready = rows(&[("np_a1", "READY"), ("np_a2", "READY"), ("np_a3", "READY")]);
    assert_eq!(own(&shared("mysql2store", 2), &[]), ready);
}

/// A source with two clients, and a checkpoint of the first alone, if `has` says so.
fn two_clients(site: &Site, has: bool) {
    let clients = |more: &str| {
        format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"MYSQL\",\n\t\"clients\":[{{\"clientId\":\"A_np_a1_b-1-0\",\"subtopic\":\
             \"A_np_a1_b-1-0\"}},{{\"clientId\":\"B_np_a1_b-2-0\",\"subtopic\":\"B_np_a1_b-2-0\"}}]{more}"
        )
    };
    let checkpoint = if has { position("A_np_a1_b-1-0") } else { String::new() };
    site.component(&incr("incr_trans-1-0", 5), &clients(&checkpoint), JDBC, &coordinator(""));
}

#[test]
fn the_client_that_lacks_a_position_is_the_one_that_is_named() {
    let site = Site::new();
    two_clients(&site, true);
    let why = |more: &[&str]| states(&check(&site, more))[0].2.clone();
    assert!(why(&[]).contains("B_np_a1_b-2-0") && !why(&[]).contains("A_np_a1_b-1-0"), "{}", why(&[]));
    site.run(&["plan", "--no-config", "-o", "up", "."]);
    let row = site.read("up/tasks.csv");
    assert!(row.contains("tells a position for B_np_a1_b-2-0"), "{row}");
    // Both, or the one that the user does not give.
    two_clients(&site, false);
    assert!(why(&[]).contains("A_np_a1_b-1-0, B_np_a1_b-2-0"), "{}", why(&[]));
    site.write("v.toml", "[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={\"A_np_a1_b-1-0\"=1773090000}\n");
    let given = why(&["--values", "v.toml"]);
    assert!(given.contains("B_np_a1_b-2-0") && !given.contains("A_np_a1_b-1-0"), "{given}");
    // Of several it is said whose position is known.
    store(&site, 7100, "B_np_a1_b-2-0", "mysql2store");
    two_clients(&site, true);
    assert!(why(&[]).contains("(B_np_a1_b-2-0)"), "{}", why(&[]));
}

#[test]
fn where_no_value_helps_nobody_is_asked_for_one() {
    let site = Site::new();
    let client = "MYSQL_np_a1_b2-1-0";
    let with = |positions: &str| {
        let whole = format!("{TYPE},\n\t\"checkpoint\":{{{positions}}}");
        site.component(&incr("incr_trans-1-0", 5), &source(client, &whole), JDBC, &coordinator(""));
        let (_, state, why) = states(&check(&site, &[])).remove(0);
        (state, why, site.run(&["values", "--no-config", "."]).out)
    };
    site.write("v.toml", &format!("[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={{\"{client}\"=1773090000}}\n"));
    let (state, why, values) = with(&format!("\"{client}\":\"1773090000\",\"other\":\"1773090000\""));
    assert_eq!(state, "BLOCKED", "{why}");
    assert!(why.contains("`other`") && why.contains("delete it") && !values.contains("[[override]]"), "{why} {values}");
    // What was given does not change what has to be settled.
    let given = states(&check(&site, &["--values", "v.toml"])).remove(0);
    assert!(given.1 == "BLOCKED" && given.2.contains("`other`"), "{given:?}");
    // A position is kept by the id of a client.
    let of_none = format!("\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[]{TYPE}");
    site.component(&incr("incr_trans-1-0", 5), &of_none, JDBC, &coordinator(""));
    let without = states(&check(&site, &[])).remove(0);
    assert!(without.1 == "BLOCKED" && without.2.contains("names no `clients`"), "{without:?}");
    // Where a value helps, it is asked for, and taken.
    let (state, why, values) = with(&format!("\"{client}\":\"4@mysql-bin.000012\""));
    assert!(state == "VALUE" && values.contains("[[override]]"), "{state} {why} {values}");
    assert_eq!(states(&check(&site, &["--values", "v.toml"])).remove(0).1, "FIX");
}

#[test]
fn a_position_of_a_writer_in_milliseconds_is_for_a_person_to_look_at() {
    let site = Site::new();
    let state = |at: &str| {
        let text = format!(
            "[JDBCWriter]\nsrc_type=MYSQL\ntimestamp={at}\nsubTopic=p_x_dest-000-0\nsrc_subTopic=p_x_source-000-0\n"
        );
        site.write(&format!("{HOST}/run/{HOST}-9000:p_x_dest-000-0:0000000031/conf/jdbcwriter.conf"), &text);
        states(&check(&site, &[])).remove(0).1
    };
    assert_eq!((state("1773090000000").as_str(), state("1773090000").as_str()), ("CONFIRM", "READY"));
}

#[test]
fn a_higher_sequence_proves_nothing_where_the_lower_one_ran_as_late() {
    let client = "MYSQL_np_a1_b2-1-0";
    let run = |old: (&str, i64), new: (&str, i64)| {
        let site = Site::new();
        for (sequence, (status, at), whole) in [(5, old, ""), (9, new, TYPE)] {
            let folder = incr("incr_trans-1-0", sequence);
            site.component(&folder, &source(client, &format!("{whole}{}", position(client))), JDBC, &coordinator(""));
            let text = format!("{{\"version\":\"3.4.0\",\"gmt\":{at},\"status\":\"{status}\"}}");
            site.write(&format!("{folder}/oms.connector.checkpoint"), &text);
        }
        check(&site, &[])
    };
    let severity = |report: &Value| finding(report, "OMS101").unwrap()["severity"].as_str().unwrap().to_owned();
    // One that is gone writes no more, so one that wrote at the same time, as far as clocks agree, runs.
    for (old, new) in [
        (("running", 1_773_100_000), ("stopped", 1_772_000_000)),
        (("running", 1_773_100_000), ("running", 1_773_099_900)),
        (("running", 1_773_100_000), ("running", 1_773_100_600)),
    ] {
        let report = run(old, new);
        assert_eq!(severity(&report), "error", "{old:?} {new:?}");
        let told = finding(&report, "OMS109").unwrap();
        assert!(told["message"].as_str().unwrap().contains("is not taken for a leftover"), "{told}");
        assert!(report["run"]["notChecked"].to_string().contains("which of two components runs"));
    }
    // What stopped, and what ran before the other one did, was replaced.
    for (old, new) in [
        (("stopped", 1_773_100_000), ("stopped", 1_772_000_000)),
        (("running", 1_772_000_000), ("running", 1_773_100_000)),
        (("running", 1_773_100_000), ("running", 1_773_100_601)),
        (("stopped", 1_773_100_000), ("running", 1_773_100_000)),
    ] {
        let report = run(old, new);
        assert_eq!(severity(&report), "info", "{old:?} {new:?}");
        assert!(!report["run"]["notChecked"].to_string().contains("which of two components runs"), "{old:?} {new:?}");
    }
}

/// A list of the API knows nothing of what a process wrote after it.
#[test]
fn a_list_says_nothing_of_a_process_that_ran_after_it() {
    let client = "MYSQL_np_a1_b2-1-0";
    let run = |lane: &str, sampled: i64| {
        let site = Site::new();
        let folder = incr(lane, 5);
        site.component(&folder, &source(client, &position(client)), JDBC, &coordinator(""));
        site.write(&format!("{folder}/oms.connector.checkpoint"), r#"{"gmt":1773100000,"status":"running"}"#);
        let config = json!({
            "source": {"type": "STORE_SOURCE", "dbType": "MYSQL", "clients": [{"clientId": client, "subtopic": client}],
                "checkpoint": {client: "1773000000"}},
            "sink": {"type": "JDBC_SINK"}, "coordinator": {}, "condition": {}
        });
        let item = json!({"name": "10.20.30.12-9000:connector_v2:np_a1-incr_trans-1-0:0000000009", "ip": "10.20.30.12",
            "identity": "np_a1", "type": "INCR_TRANS", "checkpointSampleTimestamp": sampled, "config": config});
        site.write("api.json", &json!({"success": true, "data": {"incrSyncComponents": [item]}}).to_string());
        let report = check(&site, &[]);
        let severity = finding(&report, "OMS101").unwrap()["severity"].as_str().unwrap().to_owned();
        (severity, report["tasks"][0]["state"].as_str().unwrap().to_owned())
    };
    for lane in ["incr_trans-1-0", "incr_trans-2-0"] {
        assert_eq!(run(lane, 1_770_000_000), ("error".into(), "FIX".into()), "{lane}");
        assert_eq!(run(lane, 1_773_101_000), ("info".into(), "READY".into()), "{lane}");
    }
}

#[test]
fn a_reported_position_a_little_ahead_of_its_sample_is_evidence_and_one_far_ahead_is_said() {
    let client = "MYSQL_np_a1_b2-1-0";
    let run = |at: &str, now: &str| {
        let site = Site::new();
        let config = json!({
            "source": {"type": "STORE_SOURCE", "dbType": "MYSQL", "clients": [{"clientId": client, "subtopic": client}]},
            "sink": {"type": "JDBC_SINK", "jdbcUrl": "jdbc:oceanbase://h:2883/db"}, "coordinator": {}, "condition": {}
        });
        let item = json!({
            "name": format!("{HOST}-9000:connector_v2:np_a1-incr_trans-1-0:0000000005"), "identity": "np_a1", "ip": HOST,
            "type": "INCR_TRANS", "checkpoint": at, "checkpointSampleTimestamp": 1_773_100_800, "config": config
        });
        let answer = json!({"success": true, "data": {"incrSyncComponents": [item]}});
        site.write("api.json", &answer.to_string());
        store(&site, 7100, client, "mysql2store");
        finding(&check(&site, &["--now", now]), "OMS102").unwrap()
    };
    for now in ["2026-03-10T00:00:00Z", "2026-03-10T02:00:00Z"] {
        let found = run("2026-03-10T00:04:00", now);
        assert!(found["fix"]["value"].to_string().contains("1773101040"), "{now}: {found}");
        assert!(!found["help"].as_str().unwrap().contains("not taken"), "{now}: {found}");
    }
    let found = run("2026-03-10T08:00:00", "2026-03-10T00:00:00Z");
    assert!(found["fix"]["value"].to_string().contains("1773000000"), "{found}");
    let help = found["help"].as_str().unwrap();
    assert!(help.contains("is not taken: it is later than its own sample") && help.contains("api.json"), "{help}");
}

#[test]
fn where_a_writer_stands_is_evidence_for_it_and_for_what_the_upgrade_makes_of_it() {
    let id = format!("{HOST}-9000:p_x_dest-000-0:0000000031");
    let cfg = "[JDBCWriter]\nsrc_type=MYSQL\nsubTopic=p_x_dest-000-0\nsrc_subTopic=p_x_source-000-0\n";
    let nested = json!({"replicator": {"name": id, "cfg": cfg, "checkpoint": {"timestamp": "1773090000"}}});
    let flat = json!({"data": [
        {"replicator.name": "other", "replicator.checkpoint.timestamp": "1773011111"},
        {"replicator.name": id, "replicator.cfg": cfg, "replicator.checkpoint.timestamp": 1_773_090_000}
    ]});
    let half = json!({"replicator": {"name": id, "cfg": cfg, "checkpoint.timestamp": "1773090000"}});
    let none =
        json!({"replicator": {"name": id, "cfg": cfg, "checkpoint": {}}, "checkpoint": {"timestamp": "1773090000"}});
    for (answer, is_told) in [(nested, true), (flat, true), (half, true), (none, false)] {
        let site = Site::new();
        site.write("jw.json", &answer.to_string());
        let found = finding(&check(&site, &[]), "OMS102").unwrap();
        assert_eq!(found.to_string().contains("1773090000"), is_told, "{found}");
        // The Incr-Sync that was made of it.
        let folder = format!("{HOST}/run/{HOST}-9000:connector_v2:p_x-incr_trans-1-0:0000000005");
        let client = "p_x_source-000-0";
        site.component(&folder, &source(client, TYPE), JDBC, "\t\"taskIdentity\":\"p_x\"");
        let report = check(&site, &[]);
        let found =
            report["findings"].as_array().unwrap().iter().find(|found| {
                found["code"] == "OMS102" && found["component"].as_str().unwrap().contains("connector_v2")
            });
        assert_eq!(found.unwrap()["fix"]["value"].to_string().contains("1773090000"), is_told, "{found:?}");
    }
}

#[test]
fn a_position_under_nearly_its_name_is_not_nothing() {
    let site = Site::new();
    let client = "MYSQL_np_a1_b2-1-0";
    let with = |more: &str| {
        site.component(&incr("incr_trans-1-0", 5), &source(client, &format!("{TYPE}{more}")), JDBC, &coordinator(""));
        finding(&check(&site, &[]), "OMS102").unwrap()["help"].as_str().unwrap().to_owned()
    };
    let slip = with(&position(client).replace("checkpoint", "checkPoint"));
    assert!(
        slip.contains("Nothing tells a position but `checkPoint`") && !slip.contains("Nothing in the export"),
        "{slip}"
    );
    for more in ["", ",\n\t\"checkPoint\":\"\"", ",\n\t\"checkpointInterval\":\"30\""] {
        assert!(with(more).contains("Nothing in the export tells a position"), "{more}");
    }
}
