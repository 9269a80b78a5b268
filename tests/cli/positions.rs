//! Which position a fix writes, how certain that is, and what counts as evidence for it. Each with its healthy neighbours.

use serde_json::{Value, json};

use crate::site::{JDBC, KAFKA, Site, source};

const HOST: &str = "10.0.0.1";
const CLIENT: &str = "MYSQL_np_a1_b2-1-0";
const TYPE: &str = ",\n\t\"dbType\":\"MYSQL\"";

/// 2026-03-09T00:00:00Z, a day before the run.
const YESTERDAY: i64 = 1_773_014_400;

/// The folder of an Incr-Sync of np_a1.
fn folder() -> String {
    format!("{HOST}/run/{HOST}-9000:connector_v2:np_a1-incr_trans-1-0:0000000005")
}

/// An Incr-Sync of np_a1 whose source has these members more.
fn incr(site: &Site, more: &str, sink: &str) {
    let coordinator = "\t\"taskIdentity\":\"np_a1\",\n\t\"timezone\":\"+08:00\"";
    site.component(&folder(), &source(CLIENT, &format!("{TYPE}{more}")), sink, coordinator);
}

/// A key of the source that holds a position.
fn at(key: &str, position: &str) -> String {
    format!(",\n\t\"{key}\":{{\"{CLIENT}\":\"{position}\"}}")
}

/// What the process of np_a1 says of where it stands, a minute before the run.
fn status(site: &Site, position: i64) {
    let text = format!(
        "{{\"checkpoint\":\"{{\\\"{CLIENT}\\\":\\\"{position}\\\"}}\",\"gmt\":1773100740,\"status\":\"running\"}}"
    );
    site.write(&format!("{}/oms.connector.checkpoint", folder()), &text);
}

fn store(site: &Site, begin: &str, keeps: &str) {
    let text = format!(
        "[global]\nsubTopic={CLIENT}\n[store]\n{keeps}\n[mysql2store]\nmaster.host=10.0.0.9\nmaster.timestamp={begin}\n"
    );
    site.write(&format!("{HOST}/store/store7100/conf/crawler.conf"), &text);
}

fn check(site: &Site, more: &[&str]) -> Value {
    site.json(&[&["check", "--no-config", "-f", "json"], more, &["."]].concat())
}

/// The fix of the first finding of a rule.
fn fix(report: &Value, code: &str) -> Value {
    let found = report["findings"].as_array().unwrap().iter().find(|found| found["code"] == code);
    found.unwrap_or_else(|| panic!("no {code}: {report:#}"))["fix"].clone()
}

/// Tier, value and proposal of a fix.
fn said(report: &Value, code: &str) -> (String, String, String) {
    let fix = fix(report, code);
    let text = |key: &str| fix[key].as_str().unwrap_or("-").to_owned();
    (text("tier"), text("value"), text("proposal"))
}

/// State, and why, of a task.
fn state(report: &Value, task: &str) -> (String, String) {
    let row = report["tasks"].as_array().unwrap().iter().find(|row| row["id"] == task).unwrap().clone();
    (row["state"].as_str().unwrap().to_owned(), row["why"].as_str().unwrap().to_owned())
}

fn positions(seconds: i64) -> String {
    json!({CLIENT: seconds.to_string()}).to_string()
}

/// What `fix` makes of the source.
fn fixed(site: &Site, more: &[&str]) -> String {
    site.run(&[&["fix", "--no-config", "--backup", "none"], more, &["."]].concat());
    site.read(&format!("{}/conf/source.json", folder()))
}

fn triple(tier: &str, value: &str, proposal: &str) -> (String, String, String) {
    (tier.to_owned(), value.to_owned(), proposal.to_owned())
}

#[test]
fn a_position_that_the_store_has_cleared_is_only_a_proposal() {
    let old = YESTERDAY - 8 * 86_400;
    let keeps = "clearer.outdated=432000";
    let site = Site::new();
    incr(&site, "", JDBC);
    status(&site, old);
    store(&site, &(old - 3_600).to_string(), keeps);
    let report = check(&site, &[]);
    assert_eq!(said(&report, "OMS102"), triple("needs-value", "-", &positions(old)), "{report:#}");
    let (is, why) = state(&report, "np_a1");
    assert!(is == "VALUE" && why.contains("no longer in the Store"), "{is} {why}");
    let due = &report["tasks"][0]["values"][0];
    assert_eq!((&due["value"], &due["proposal"]), (&Value::Null, &json!(positions(old))), "{due}");
    let table = site.run(&["check", "--no-config", "."]).out;
    assert!(table.contains("copies from where the task"), "{table}");
    // Every other way out says the same.
    let planned = site.run(&["plan", "--no-config", "--unsafe-fixes", "-o", "up", "."]);
    assert!(planned.out.contains("np_a1 (VALUE)"), "{}", planned.out);
    assert!(!site.at("up/fix.patch").exists() || site.read("up/fix.patch").is_empty());
    let runbook = site.read("up/runbook.md");
    let row = runbook.lines().find(|line| line.contains(&positions(old))).unwrap_or_else(|| panic!("{runbook}"));
    assert!(row.contains("no longer in the Store"), "{row}");
    let template = site.run(&["values", "--no-config", "--exclude", "up", "."]).out;
    assert!(template.contains("doubtful") && template.contains("keeps 5 days"), "{template}");
    std::fs::remove_dir_all(site.at("up")).unwrap();
    assert!(!fixed(&site, &["--unsafe-fixes"]).contains("checkpoint"));
    assert_eq!(state(&check(&site, &[]), "np_a1").0, "VALUE");
    // The user's word is the user's.
    site.write("v.toml", &format!("[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={old}\n"));
    assert_eq!(said(&check(&site, &["--values", "v.toml"]), "OMS102").0, "safe");
}

#[test]
fn what_the_store_still_holds_is_written_on_request() {
    let recent = YESTERDAY - 3 * 86_400;
    for (position, keeps, tier) in [
        (recent, "clearer.outdated=432000", "unsafe"),
        (recent, "clearer.outdated=86400", "needs-value"),
        // What a Store does not say is the documented default, which may have been changed: the state asks, and the value can be had.
        (recent, "", "unsafe"),
        (YESTERDAY - 8 * 86_400, "", "unsafe"),
        (YESTERDAY - 8 * 86_400, "clearer.outdated=1209600", "unsafe"),
    ] {
        let site = Site::new();
        incr(&site, "", JDBC);
        status(&site, position);
        store(&site, "1770000000", keeps);
        assert_eq!(said(&check(&site, &[]), "OMS102").0, tier, "{position} {keeps}");
        let is_written = fixed(&site, &["--unsafe-fixes"]).contains(&position.to_string());
        assert_eq!(is_written, tier == "unsafe", "{position} {keeps}");
    }
    // A client of 3.2.x that started years ago.
    let site = Site::new();
    let with = |started: i64, keeps: &str| {
        let text = source(CLIENT, TYPE).replace("\"}]", &format!("\",\"timestamp\":\"{started}\"}}]"));
        site.component(&folder(), &text, JDBC, "\t\"taskIdentity\":\"np_a1\"");
        store(&site, "1650000000", keeps);
        let report = check(&site, &[]);
        (state(&report, "np_a1").0, said(&report, "OMS102").0)
    };
    let told = |state: &str, tier: &str| (state.to_owned(), tier.to_owned());
    assert_eq!(with(1_656_640_800, "clearer.outdated=432000"), told("VALUE", "needs-value"));
    assert_eq!(with(1_656_640_800, ""), told("VALUE", "unsafe"));
    assert_eq!(with(YESTERDAY, "clearer.outdated=432000"), told("FIX", "unsafe"));
}

/// An Incr-Sync whose id is of np_a1, with what its source, its sink and its coordinator have.
fn torn(identity: &str, more: &str, sink: &str) -> Site {
    let site = Site::new();
    site.component(&folder(), &source(CLIENT, more), sink, &format!("\t\"taskIdentity\":\"{identity}\""));
    site
}

#[test]
fn of_a_component_that_may_be_another_one_no_fix_is_more_than_a_proposal() {
    let milliseconds = format!("{TYPE}{}", at("checkpoint", "1773014400000"));
    let misspelled = format!("{TYPE}{}", at("checkPoint", "1773014400"));
    let unknown = format!(",\n\t\"dbType\":\"MYSLQ\"{}", at("checkpoint", "1773014400"));
    let sound = format!("{TYPE}{}", at("checkpoint", "1773014400"));
    let one_partition = format!("{KAFKA},\n\t\"partitionMode\":\"ONE\",\n\t\"workerNum\":\"4\"");
    for (code, more, sink, tier) in [
        ("OMS105", &milliseconds, JDBC, "safe"),
        ("OMS106", &misspelled, JDBC, "unsafe"),
        ("OMS104", &unknown, JDBC, "unsafe"),
        ("OMS305", &sound, &one_partition, "unsafe"),
    ] {
        // All agree.
        let site = torn("np_a1", more, sink);
        assert_eq!(said(&check(&site, &[]), code).0, tier, "{code}");
        let site = torn("np_zzzzzz", more, sink);
        let report = check(&site, &[]);
        let found = report["findings"].as_array().unwrap().iter().find(|found| found["code"] == code).unwrap().clone();
        assert_eq!(found["fix"]["edits"].as_array().map_or(0, Vec::len), 0, "{code}: {found:#}");
        assert!(found["help"].as_str().unwrap().contains("but its taskIdentity is np_zzzzzz"), "{code}: {found:#}");
        let before = site.read(&format!("{}/conf/source.json", folder()));
        assert_eq!(fixed(&site, &["--unsafe-fixes"]), before, "{code}");
        assert!(!["READY", "FIX"].contains(&&*state(&report, "np_a1").0), "{code}");
    }
    let files = |identity: &str| torn(identity, &milliseconds, JDBC).run(&["files", "--no-config", "."]).out;
    assert!(files("np_zzzzzz").replace("\n ", "").contains("taskIdentity is np_zzzzzz"), "{}", files("np_zzzzzz"));
    assert!(!files("np_a1").contains("taskIdentity"), "{}", files("np_a1"));
    let report = check(&torn("np_zzzzzz", &milliseconds, JDBC), &[]);
    assert_eq!(said(&report, "OMS105"), triple("needs-value", "-", "1773014400"));
    // What is missing beside the misspelled key says it, too.
    let missing = fix(&check(&torn("np_zzzzzz", &misspelled, JDBC), &[]), "OMS102");
    assert!(missing["evidence"].to_string().contains("taskIdentity is np_zzzzzz"), "{missing}");
    assert!(state(&report, "np_a1").1.contains("but its taskIdentity is np_zzzzzz"), "{report:#}");
    // What the user gives is the user's.
    let site = torn("np_zzzzzz", &milliseconds, JDBC);
    site.write("v.toml", "[[override]]\ntasks=[\"np_a1\"]\ncheckpoint=1773000000\n");
    assert_eq!(said(&check(&site, &["--values", "v.toml"]), "OMS105").0, "safe");
}

#[test]
fn a_process_of_another_task_and_a_second_cluster_are_contradictions_too() {
    let milliseconds = format!("{TYPE}{}", at("checkpoint", "1773014400000"));
    let running = |task: &str| {
        let site = torn("np_a1", &milliseconds, JDBC);
        let text = json!({"coordinator": {"taskIdentity": task}, "source": {"type": "STORE_SOURCE"}}).to_string();
        site.write(&format!("{}/conf/runningConf.json", folder()), &text);
        said(&check(&site, &[]), "OMS105").0
    };
    assert_eq!((&*running("np_a1"), &*running("np_zzzzzz")), ("safe", "needs-value"));
    let clusters = |other: &str| {
        let site = torn("np_a1", &milliseconds.replace(TYPE, &format!("{TYPE},\n\t\"x\":\"y\"")), JDBC);
        let url = |host: &str| format!("\"clusterManagerUrl\":\"http://{host}:8088\",\"clientId\"");
        site.edit(&format!("{}/conf/source.json", folder()), "\"clientId\"", &url("10.0.0.1"));
        let lane = folder().replace("1-0:0000000005", "2-0:0000000006");
        let second = source(
            "MYSQL_np_a1_b2-2-0",
            &format!("{TYPE},\n\t\"checkpoint\":{{\"MYSQL_np_a1_b2-2-0\":\"1773014400\"}}"),
        );
        let second = second.replace("\"clientId\"", &url(other));
        site.component(&lane, &second, JDBC, "\t\"taskIdentity\":\"np_a1\"");
        said(&check(&site, &[]), "OMS105").0
    };
    assert_eq!((&*clusters("10.0.0.1"), &*clusters("10.9.9.9")), ("safe", "needs-value"));
}

/// An Incr-Sync of p_x that reads `p_x_source-001-0`, beside JDBCWriters: lane, sequence, what they read, where they started.
fn writers(all: &[(&str, u32, &str, i64)]) -> (String, String, String) {
    let site = Site::new();
    let client = "p_x_source-001-0";
    let folder = format!("{HOST}/run/{HOST}-9000:connector_v2:p_x-incr_trans-1-0:0000000005");
    site.component(&folder, &source(client, TYPE), JDBC, "\t\"taskIdentity\":\"p_x\"");
    for (lane, sequence, reads, started) in all {
        let reads = if reads.is_empty() { String::new() } else { format!("src_subTopic={reads}\n") };
        let text = format!("[JDBCWriter]\nsrc_type=MYSQL\ntimestamp={started}\nsubTopic={lane}\n{reads}");
        site.write(&format!("{HOST}/run/{HOST}-9000:{lane}:{sequence:010}/conf/jdbcwriter.conf"), &text);
    }
    said(&check(&site, &[]), "OMS102")
}

#[test]
fn only_the_writer_that_reads_what_the_client_reads_tells_its_position() {
    let (own, other) = ("p_x_source-001-0", "p_x_source-000-0");
    let (early, late) = (YESTERDAY, YESTERDAY + 80_000);
    let wanted = triple("unsafe", &json!({own: early.to_string()}).to_string(), "-");
    let none = triple("needs-value", "-", "-");
    // That of its lane, wherever the other one stands and is listed.
    assert_eq!(writers(&[("p_x_dest-000-0", 31, other, late), ("p_x_dest-001-0", 32, own, early)]), wanted);
    assert_eq!(writers(&[("p_x_dest-000-0", 31, own, early), ("p_x_dest-001-0", 32, other, late)]), wanted);
    // The live one of two.
    assert_eq!(writers(&[("p_x_dest-000-0", 20, own, late), ("p_x_dest-000-0", 31, own, early)]), wanted);
    // Of several that read it, the earliest.
    assert_eq!(writers(&[("p_x_dest-000-0", 31, own, late), ("p_x_dest-001-0", 32, own, early)]), wanted);
    // Nobody reads it.
    assert_eq!(writers(&[("p_x_dest-000-0", 31, other, late)]), none);
    // One that says nothing can only be the one where there is no other.
    assert_eq!(writers(&[("p_x_dest-000-0", 31, "", early)]), wanted);
    assert_eq!(writers(&[("p_x_dest-000-0", 31, "", early), ("p_x_dest-001-0", 32, "", early)]), none);
}

/// An item of the API of a task that lacks its checkpoint, unless it is np_ok1.
fn item(task: &str, at: &str) -> Value {
    let client = format!("MYSQL_{task}_s-1-0");
    let mut source =
        json!({"type": "STORE_SOURCE", "dbType": "MYSQL", "clients": [{"clientId": client, "subtopic": client}]});
    if task == "np_ok1" {
        source["checkpoint"] = json!({client: "1773014400"});
    }
    json!({"name": format!("{HOST}-9000:connector_v2:{task}-incr_trans-1-0:0000000005"), "ip": HOST, "identity": task,
        "type": "INCR_TRANS", "checkpoint": at, "checkpointSampleTimestamp": 1_773_100_740,
        "config": {"source": source, "sink": {"type": "JDBC_SINK_OB_MYSQL", "jdbcUrl": "jdbc:x://1"}, "coordinator": {},
            "condition": {}}})
}

fn stored(task: &str, begin: &str, end: &str) -> Value {
    let subtopic = format!("MYSQL_{task}_s-1-0");
    json!({"name": format!("{HOST}-7100:{subtopic}:0000000003"), "ip": HOST, "subtopic": subtopic, "type": "MYSQL",
        "identity": task, "beginCheckpoint": begin, "endCheckpoint": end, "config": {"mysql2store.subTopic": subtopic}})
}

fn answer(incr: &[Value], stores: &[Value]) -> String {
    json!({"success": true, "data": {"storeList": stores, "incrSyncComponents": incr}}).to_string()
}

#[test]
fn of_an_answer_in_local_time_no_time_is_evidence() {
    let (local, utc) = ("2026-03-10T07:58:10", "2026-03-09T23:58:10");
    let behind = item("np_b2", "2026-03-09T14:58:10");
    let of = |site: &Site| {
        let report = check(site, &[]);
        (said(&report, "OMS102").0, state(&report, "np_b2").1)
    };
    let site = Site::new();
    site.write("a.json", &answer(&[item("np_ok1", local), behind.clone()], &[]));
    let (tier, why) = of(&site);
    assert!(tier == "needs-value" && why.contains("a.json:1") && why.contains("local and not in UTC"), "{tier} {why}");
    // The same position in an answer of which nothing is local; or in another answer.
    site.write("a.json", &answer(&[item("np_ok1", utc), behind.clone()], &[]));
    assert_eq!(of(&site).0, "unsafe");
    site.write("a.json", &answer(&[item("np_ok1", local)], &[]));
    site.write("b.json", &answer(std::slice::from_ref(&behind), &[]));
    assert_eq!(of(&site).0, "unsafe");
    // A sample may be as old as the stop of its component, while the Store goes on.
    let mut stopped = item("np_ok1", "2026-03-09T10:00:00");
    stopped["checkpointSampleTimestamp"] = json!(1_773_050_400);
    let end = stored("np_ok1", "2026-03-08T00:00:00", "2026-03-09T23:58:00");
    site.write("a.json", &answer(&[stopped], &[end]));
    assert_eq!(of(&site).0, "unsafe");
    let mut behind = behind;
    behind["checkpointSampleTimestamp"] = json!(1_773_068_400);
    site.write("a.json", &answer(&[behind, item("np_ok1", utc)], &[stored("np_ok1", "2026-03-08T00:00:00", utc)]));
    std::fs::remove_file(site.at("b.json")).unwrap();
    assert_eq!(of(&site).0, "unsafe");
    // A time that says its zone is none that is off by hours.
    let zoned = item("np_b2", "2026-03-09T14:58:10Z");
    site.write("a.json", &answer(&[item("np_ok1", local), zoned], &[]));
    assert_eq!(of(&site).0, "unsafe");
}

#[test]
fn where_a_store_begins_in_local_time_refuses_nothing_and_is_written_nowhere() {
    let begins = "2026-03-09T20:00:00";
    let site = Site::new();
    let of = |component: &str, end: &str| {
        site.write("a.json", &answer(&[item("np_b2", component)], &[stored("np_b2", begins, end)]));
        let report = check(&site, &[]);
        let given = check(&site, &["--checkpoint", "2026-03-09T15:00:00Z"]);
        (said(&report, "OMS102"), said(&given, "OMS102").0)
    };
    let nothing = triple("needs-value", "-", "-");
    // By the component's own position, and by the end of the Store, that lies hours behind all clocks of the answer.
    assert_eq!(of("2026-03-10T07:58:10", "2026-03-10T08:00:00"), (nothing.clone(), "safe".to_owned()));
    assert_eq!(of("2026-03-09T22:58:10", "2026-03-10T08:00:00"), (nothing, "safe".to_owned()));
    // In UTC it is evidence, and refuses what lies before it.
    let client = "MYSQL_np_b2_s-1-0";
    let (known, refused) = of("2026-03-09T23:58:10", "2026-03-09T23:59:00");
    assert_eq!(known, triple("unsafe", &json!({client: "1773100690"}).to_string(), "-"));
    assert_eq!(refused, "-");
}

#[test]
fn a_moment_later_than_where_the_component_stands_is_not_written_unasked() {
    let of = |position: &str, stands: Option<i64>, sink: &str| {
        let site = Site::new();
        incr(&site, &at("checkpoint", position), sink);
        if let Some(stands) = stands {
            status(&site, stands);
        }
        let report = check(&site, &[]);
        (said(&report, "OMS105"), fix(&report, "OMS105")["evidence"].to_string())
    };
    let text = "2026-03-09T06:00:00";
    let (as_utc, as_local) = (YESTERDAY + 6 * 3_600, YESTERDAY - 2 * 3_600);
    // It stood at midnight: as UTC the text is six hours later, in the zone of the export two earlier.
    let (found, evidence) = of(text, Some(YESTERDAY), JDBC);
    assert_eq!(found, triple("needs-value", "-", &as_local.to_string()));
    for words in [as_utc.to_string(), as_local.to_string(), "if it is UTC".to_owned(), "if it is +08:00".to_owned()] {
        assert!(evidence.contains(&words), "{words}: {evidence}");
    }
    assert!(evidence.contains("the component stands before that") && evidence.contains(&YESTERDAY.to_string()));
    // Milliseconds mean one moment, and that loses rows all the same.
    let (found, evidence) = of("1773036000000", Some(YESTERDAY), JDBC);
    assert_eq!(found, triple("needs-value", "-", &YESTERDAY.to_string()), "{evidence}");
    // It started there and went on; or nothing says where it stands.
    for stands in [Some(as_utc), Some(as_utc + 3_600), None] {
        for position in [text, "1773036000000", "2026-03-09T06:00:00Z"] {
            assert_eq!(of(position, stands, JDBC).0, triple("safe", &as_utc.to_string(), "-"), "{position} {stands:?}");
        }
    }
    assert_eq!(of(text, Some(YESTERDAY), KAFKA).0, triple("needs-value", "-", &as_local.to_string()));
    // What is written in the plan is where it stands.
    let site = Site::new();
    incr(&site, &at("checkpoint", "1773036000000"), JDBC);
    status(&site, YESTERDAY);
    site.run(&["plan", "--no-config", "-o", "up", "."]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("proposed is where the component stands"), "{runbook}");
}

#[test]
fn a_key_is_not_renamed_into_a_position_that_loses_rows() {
    let of = |position: i64, stands: Option<i64>| {
        let site = Site::new();
        incr(&site, &at("checkPoint", &position.to_string()), JDBC);
        store(&site, "1770000000", "clearer.outdated=432000");
        if let Some(stands) = stands {
            status(&site, stands);
        }
        let report = check(&site, &[]);
        let written = fixed(&site, &["--unsafe-fixes"]);
        (said(&report, "OMS106").0, report["tasks"][0]["values"].to_string(), written)
    };
    let later = YESTERDAY + 80_000;
    let (tier, values, written) = of(later, Some(YESTERDAY));
    assert_eq!(tier, "-");
    assert!(values.contains(&YESTERDAY.to_string()) && !values.contains(&later.to_string()), "{values}");
    assert!(written.contains(&format!("\"checkpoint\":{{\n\t\t\"{CLIENT}\":\"{YESTERDAY}\"")), "{written}");
    // Where it started lies behind, as it should; nothing says where it stands; or the Store has cleared it.
    for (position, stands, is_renamed) in [
        (YESTERDAY, Some(later), true),
        (YESTERDAY, Some(YESTERDAY), true),
        (YESTERDAY, None, true),
        (YESTERDAY - 10 * 86_400, None, false),
    ] {
        let (tier, values, _) = of(position, stands);
        assert_eq!(tier == "unsafe", is_renamed, "{position} {stands:?}");
        assert_eq!(values.contains(&position.to_string()), is_renamed, "{position} {stands:?}: {values}");
    }
}

#[test]
fn what_the_user_gives_for_a_position_is_written_in_the_place_of_what_is_certain() {
    let of = |values: &str, sink: &str| {
        let site = Site::new();
        incr(&site, &at("checkpoint", "1773001400000"), sink);
        site.write("v.toml", values);
        (said(&check(&site, &["--values", "v.toml"]), "OMS105"), fixed(&site, &["--values", "v.toml"]))
    };
    let given = "[[override]]\ntasks=[\"np_a1\"]\ncheckpoint=1772901400\n";
    for sink in [JDBC, KAFKA] {
        let (found, text) = of(given, sink);
        assert_eq!(found, triple("safe", "1772901400", "-"));
        assert!(text.contains("\"1772901400\"") && !text.contains("1773001400"), "{text}");
    }
    // One of another task, or of another key, is none for this.
    for other in [given.replace("np_a1", "np_a2"), given.replace("checkpoint=1772901400", "ddl=\"no\"")] {
        let site = Site::new();
        incr(&site, &at("checkpoint", "1773001400000"), JDBC);
        let second = folder().replace("np_a1", "np_a2");
        site.component(&second, &source("MYSQL_np_a2_s-1-0", TYPE), JDBC, "\t\"taskIdentity\":\"np_a2\"");
        site.write("v.toml", &other);
        let report = check(&site, &["--values", "v.toml", "--task", "np_a1"]);
        assert_eq!(said(&report, "OMS105"), triple("safe", "1773001400", "-"), "{other}");
    }
    // One that cannot be right is refused, and nothing else is written instead.
    let (found, text) = of(&given.replace("1772901400", "1899999999"), JDBC);
    assert!(found.0 == "needs-value" && text.contains("1773001400000"), "{found:?} {text}");
}

#[test]
fn of_a_checkpoint_the_given_and_the_certain_positions_are_written_together() {
    let clients = "\t\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"MYSQL\",\n\t\"clients\":[{\"clientId\":\"a\",\"subtopic\":\"a\"},\
                   {\"clientId\":\"b\",\"subtopic\":\"b\"}],\n\t\"checkpoint\":{\"a\":\"4@mysql-bin.1\",\"b\":\"1773001400000\"}";
    let of = |values: &str| {
        let site = Site::new();
        site.component(&folder(), clients, JDBC, "\t\"taskIdentity\":\"np_a1\"");
        site.write("v.toml", &format!("[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={values}\n"));
        said(&check(&site, &["--values", "v.toml"]), "OMS105")
    };
    assert_eq!(of("{a=1772901400}"), triple("safe", r#"{"a":"1772901400","b":"1773001400"}"#, "-"));
    // What the log position means nobody says.
    assert_eq!(of("{b=1772901400}").0, "needs-value");
}

/// The type that is missing of an Incr-Sync from Oracle, beside a checker of MySQL that is called so.
fn beside_checker(name: &str) -> (Value, Vec<String>) {
    let site = Site::new();
    let coordinator = "\t\"taskIdentity\":\"np_a1\",\n\t\"sourceType\":\"ORACLE\"";
    site.component(
        &folder(),
        &source("ob_ten_1_x-1-0", ",\n\t\"checkpoint\":{\"ob_ten_1_x-1-0\":\"1773014400\"}"),
        JDBC,
        coordinator,
    );
    let text = format!(
        "datasource.master.type=MYSQL\ndatasource.image.type=OB_ORACLE\ntask.type=verify\ntask.subId=2\n{name}\n"
    );
    site.write(&format!("{HOST}/run/{HOST}-9000:90216:0000000002/conf/checker.conf"), &text);
    let report = check(&site, &[]);
    let tasks = report["tasks"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned());
    (fix(&report, "OMS101"), tasks.collect())
}

#[test]
fn the_task_of_a_checker_is_taken_out_of_its_name_as_out_of_a_lane() {
    for name in [
        "task.name=np_a1-full_verify-1-0",
        "task.name=np_a1_full_verify",
        "task.id=np_a1-verify-2",
        "task.name=np_a1",
        "task.id=90216\ntask.name=np_a1-full_verify-1-0",
    ] {
        let (fix, tasks) = beside_checker(name);
        // What it says of the source contradicts what the component says.
        assert!(fix.is_null(), "{name}: {fix}");
        assert_eq!(tasks, ["np_a1"], "{name}");
    }
    // Of another task it says nothing here, and a name that a person chose is no lane.
    for (name, other) in [
        ("task.name=np_b2-full_verify-1-0", "np_b2"),
        ("task.name=np_a1b-full_verify-1-0", "np_a1b"),
        ("task.name=np_a1-nightly", "np_a1-nightly"),
        ("task.name=np_full1", "np_full1"),
    ] {
        let (fix, tasks) = beside_checker(name);
        assert_eq!(fix["value"], "ORACLE", "{name}");
        assert_eq!(tasks, ["np_a1", other], "{name}");
    }
}

#[test]
fn a_position_given_for_one_client_leaves_the_other_what_the_export_tells() {
    let (one, two) = (CLIENT, "MYSQL_np_a1_b3-1-0");
    let of = |sink: &str, has_status: bool, values: &str| {
        let site = Site::new();
        let clients =
            [one, two].map(|client| format!("{{\"clientId\":\"{client}\",\"subtopic\":\"{client}\"}}")).join(",");
        let text = format!("\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{clients}]{TYPE}");
        site.component(&folder(), &text, sink, "\t\"taskIdentity\":\"np_a1\"");
        if has_status {
            let map = json!({one: "1773100500", two: "1773100600"}).to_string();
            let text = json!({"checkpoint": map, "gmt": 1_773_100_740, "status": "running"}).to_string();
            site.write(&format!("{}/oms.connector.checkpoint", folder()), &text);
        }
        site.write("v.toml", &format!("[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={values}\n"));
        let report = check(&site, &["--values", "v.toml"]);
        (
            said(&report, "OMS102"),
            state(&report, "np_a1"),
            site.run(&["values", "--no-config", "--values", "v.toml", "."]).out,
        )
    };
    let given = format!("{{\"{one}\"=1773099400}}");
    let both = json!({one: "1773099400", two: "1773100600"}).to_string();
    let (found, (state, _), template) = of(JDBC, true, &given);
    assert_eq!((found, &*state), (triple("unsafe", &both, "-"), "FIX"));
    assert!(template.contains(&format!("{{ \"{one}\" = 1773099400, \"{two}\" = 1773100600 }}")), "{template}");
    let (found, (state, _), _) = of(KAFKA, true, &given);
    assert_eq!((found, &*state), (triple("needs-value", "-", &both), "VALUE"));
    // Nothing tells the other: all or none, and what is given is not asked for anew.
    let (found, (state, why), template) = of(JDBC, false, &given);
    assert_eq!((found, &*state), (triple("needs-value", "-", "-"), "VALUE"), "{why}");
    assert!(template.contains(&format!("{{ \"{one}\" = 1773099400, \"{two}\" = 0 }}")), "{template}");
    // A given one that cannot be right is refused, whatever is known of the other.
    let (found, (state, why), _) = of(JDBC, true, &given.replace("1773099400", "1899999999"));
    assert!(found.0 == "-" && state == "VALUE" && why.contains("refused"), "{found:?} {why}");
    assert_eq!(of(JDBC, false, "1773099400").0.0, "safe");
}

#[test]
fn a_client_without_an_id_is_settled_first_and_asked_no_value() {
    let of = |client: &str, sink: &str, values: &str| {
        let site = Site::new();
        let text = format!("\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{client}]{TYPE}");
        site.component(&folder(), &text, sink, "\t\"taskIdentity\":\"np_a1\"");
        store(&site, "1773000000", "");
        site.write("v.toml", values);
        let report = check(&site, &["--values", "v.toml"]);
        let (state, why) = state(&report, "np_a1");
        let template = site.run(&["values", "--no-config", "--values", "v.toml", "."]).out;
        (said(&report, "OMS102").0, state, why, template)
    };
    let nameless = format!("{{\"subtopic\":\"{CLIENT}\"}}");
    let named = format!("{{\"clientId\":\"{CLIENT}\",\"subtopic\":\"{CLIENT}\"}}");
    let given = format!("[[override]]\ntasks=[\"np_a1\"]\ncheckpoint={{\"{CLIENT}\"=1773090000}}\n");
    for sink in [JDBC, KAFKA] {
        for values in ["", &given] {
            let (tier, state, why, template) = of(&nameless, sink, values);
            assert_eq!((&*tier, &*state), ("-", "BLOCKED"), "{why}");
            assert!(why.contains("no `clientId`") && !template.contains("[[override]]"), "{why} {template}");
        }
    }
    let (tier, state, _, template) = of(&named, JDBC, "");
    assert!(tier == "unsafe" && state == "FIX" && template.contains("[[override]]"), "{template}");
    assert_eq!(of(&named, KAFKA, &given).0, "safe");
}

#[test]
fn each_lane_is_asked_for_its_own_position() {
    let site = Site::new();
    for (lane, position) in [(1, "1773014400000"), (2, "1773014500000")] {
        let client = format!("MYSQL_np_a1_b2-{lane}-0");
        let more = format!("{TYPE},\n\t\"checkpoint\":{{\"{client}\":\"{position}\"}}");
        let lane = folder().replace("incr_trans-1-0", &format!("incr_trans-{lane}-0"));
        site.component(&lane, &source(&client, &more), KAFKA, "\t\"taskIdentity\":\"np_a1\"");
    }
    let template = site.run(&["values", "--no-config", "."]).out;
    let asked = "# checkpoint = { \"MYSQL_np_a1_b2-1-0\" = 1773014400, \"MYSQL_np_a1_b2-2-0\" = 1773014500 }";
    assert!(template.contains(asked), "{template}");
    site.write("v.toml", &template.replace("# checkpoint", "checkpoint"));
    let report = check(&site, &["--values", "v.toml"]);
    let tiers = report["findings"].as_array().unwrap().iter().filter(|found| found["code"] == "OMS105");
    let written: Vec<_> = tiers.map(|found| (found["fix"]["tier"].clone(), found["fix"]["value"].clone())).collect();
    assert_eq!(written, [(json!("safe"), json!("1773014400")), (json!("safe"), json!("1773014500"))]);
    let rows = site.run(&["values", "--csv", "--no-config", "."]).out;
    assert!(rows.contains(",MYSQL_np_a1_b2-1-0,") && rows.contains(",MYSQL_np_a1_b2-2-0,"), "{rows}");
}
