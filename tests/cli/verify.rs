//! `omslint verify` from the outside: what is gone, left, lost and changed between two exports, although ids, servers
//! and sequences differ.

use crate::site::{JDBC, KAFKA, Site, copy, source};
use serde_json::Value;

/// An old and a new export of three tasks. In the new one ids, servers and sequences changed, and all is mended.
fn exports() -> Site {
    let site = Site::new();
    let tasks = [("np_a1", "MYSQL", "11", "14"), ("np_b2", "ORACLE", "11", "15"), ("np_c3", "OB_MYSQL", "12", "16")];
    for (number, (task, db_type, old, new)) in tasks.iter().enumerate() {
        let subtopic = format!("{db_type}_{task}_x-1-0");
        let sink = if number == 0 { KAFKA } else { JDBC };
        let before = format!(
            ",\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}},\n\t\"maxRetries\":\"1000\",\n\t\"splitThreshold\":\"128\""
        );
        let folder =
            format!("old/10.20.30.{old}/run/10.20.30.{old}-9000:connector_v2:{task}-incr_trans-1-0:000000000{number}");
        let coordinator = format!("\t\"sourceType\":\"{db_type}\",\n\t\"listenPort\":\"1600{number}\"");
        site.component(&folder, &source(&subtopic, &before), sink, &coordinator);
        // Typed scalars, a map in a string, another order, another position, another port.
        let after = format!(
            ",\n\t\"splitThreshold\":128,\n\t\"dbType\":\"{db_type}\",\n\t\"maxRetries\":1000,\n\t\
             \"checkpoint\":\"{{\\\"{subtopic}\\\":\\\"1773050000\\\"}}\""
        );
        let folder =
            format!("new/10.20.30.{new}/run/10.20.30.{new}-9000:connector_v2:{task}-incr_trans-1-0:000000009{number}");
        let coordinator = format!("\t\"listenPort\":1700{number},\n\t\"sourceType\":\"{db_type}\"");
        let changed = source(&subtopic, &after).replace("Fixture#Pass1", "Fixture#Pass3");
        site.component(&folder, &changed, sink, &coordinator);
    }
    site
}

const B2: &str = "new/10.20.30.15/run/10.20.30.15-9000:connector_v2:np_b2-incr_trans-1-0:0000000091";

fn states(json: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    json["tasks"].as_array().unwrap().iter().map(|task| (text(&task["task"]), text(&task["state"]))).collect()
}

#[test]
fn a_mended_export_is_done_although_ids_servers_and_spellings_changed() {
    let site = exports();
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    assert_eq!(json["done"], true, "{json:#}");
    assert_eq!(json["schema"], "omslint/verify/v1");
    assert_eq!(json["summary"]["findings"]["gone"], 3);
    for (task, state) in states(&json) {
        assert_eq!(state, "done", "{task}");
    }
    for format in ["full", "concise", "json", "markdown"] {
        let said = site.run(&["verify", "old", "new", "-f", format]);
        assert_eq!(said.code, 0, "{format}: {}{}", said.out, said.err);
        assert!(!said.out.contains("Fixture#"), "{format} shows a secret");
    }
    // What moves while a task runs is listed, with the reason, and counts for nothing.
    let aside: Vec<_> = json["parameters"].as_array().unwrap().iter().filter(|p| p["fate"] == "aside").collect();
    for key in ["listenPort", "password"] {
        let one = aside.iter().find(|p| p["key"] == key).unwrap_or_else(|| panic!("{key}: {json:#}"));
        assert!(one["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    }
}

/// Scenario (e): one task forgotten, one parameter lost: exactly those two are named; repaired, all is well.
#[test]
fn one_task_forgotten_and_one_parameter_lost_are_named_and_nothing_else() {
    let site = exports();
    std::fs::rename(site.at("new/10.20.30.16"), site.at("aside")).unwrap();
    site.edit(&format!("{B2}/conf/source.json"), "\t\"splitThreshold\":128,\n", "");
    let said = site.run(&["verify", "old", "new", "-f", "concise"]);
    assert_eq!(said.code, 1, "{}", said.out);
    let lines: Vec<_> = said.out.lines().collect();
    assert_eq!(lines.len(), 3, "two lines and the summary:\n{}", said.out);
    assert!(lines[0].contains("lost task np_c3"), "{}", lines[0]);
    assert!(lines[1].contains("lost source.splitThreshold") && lines[1].contains("np_b2"), "{}", lines[1]);
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    let state = |task: &str| states(&json).into_iter().find(|(name, _)| name == task).unwrap().1;
    assert_eq!((state("np_a1"), state("np_b2"), state("np_c3")), ("done".into(), "damaged".into(), "lost".into()));
    assert_eq!(json["summary"]["findings"]["gone"], 2, "what a lost task had is not mended");

    std::fs::rename(site.at("aside"), site.at("new/10.20.30.16")).unwrap();
    site.edit(&format!("{B2}/conf/source.json"), "\t\"maxRetries\"", "\t\"splitThreshold\":128,\n\t\"maxRetries\"");
    assert_eq!(site.run(&["verify", "old", "new"]).code, 0);
}

#[test]
fn a_value_that_went_back_is_no_pass() {
    let site = exports();
    site.edit(&format!("{B2}/conf/source.json"), "\"maxRetries\":1000", "\"maxRetries\":3");
    let said = site.run(&["verify", "old", "new", "-f", "concise"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("changed source.maxRetries") && said.out.contains("was 1000, is 3"), "{}", said.out);
    // A table that is no longer synchronised, a checkpoint that is gone, a section that is gone.
    let site = exports();
    site.edit(&format!("{B2}/conf/condition.json"), "{\"name\":\"db\"}", "");
    assert!(site.run(&["verify", "old", "new", "-f", "concise"]).out.contains("lost condition.whiteCondition[db]"));
    let site = exports();
    std::fs::remove_file(site.at(&format!("{B2}/conf/sink.json"))).unwrap();
    let said = site.run(&["verify", "old", "new", "-f", "concise"]);
    assert!(said.code == 1 && said.out.contains("lost the whole section sink"), "{}", said.out);
}

#[test]
fn what_is_left_and_what_is_new_is_told_apart() {
    let site = exports();
    site.edit(&format!("{B2}/conf/source.json"), "\t\"dbType\":\"ORACLE\",\n", "");
    let a1 = "new/10.20.30.14/run/10.20.30.14-9000:connector_v2:np_a1-incr_trans-1-0:0000000090/conf/source.json";
    let text = site.read(a1);
    let at = text.find(",\n\t\"checkpoint\"").unwrap();
    site.write(a1, &format!("{}\n}}\n", &text[..at]));
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    let found = |change: &str| -> Vec<_> {
        let all = json["findings"].as_array().unwrap().iter();
        all.filter(|f| f["change"] == change && f["severity"] == "error")
            .map(|f| (f["code"].clone(), f["task"].clone()))
            .collect()
    };
    assert_eq!(found("remaining"), [("OMS101".into(), "np_b2".into())]);
    assert_eq!(found("new"), [("OMS102".into(), "np_a1".into())]);
    assert_eq!(json["done"], false);
    assert_eq!(site.run(&["verify", "old", "new", "--fail-on", "never"]).code, 0);
}

#[test]
fn an_export_is_the_same_as_itself_and_its_own_fix_loses_nothing() {
    let site = Site::new();
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site");
    copy(&fixture, &site.at("old"));
    copy(&fixture, &site.at("new"));
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    assert_eq!(json["parameters"], Value::Array(Vec::new()), "{:#}", json["parameters"]);
    assert_eq!(json["lost"], Value::Array(Vec::new()));
    assert_eq!(json["summary"]["findings"]["new"], 0);
    site.run(&["fix", "--unsafe-fixes", "new"]);
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    let fates: Vec<_> = json["parameters"].as_array().unwrap().iter().map(|p| p["fate"].as_str().unwrap()).collect();
    assert!(fates.iter().all(|fate| ["added", "aside"].contains(fate)), "{:#}", json["parameters"]);
    assert_eq!(json["summary"]["findings"]["new"], 0);
}

#[test]
fn the_report_for_programs_follows_its_schema() {
    let site = exports();
    let schema: Value = serde_json::from_str(include_str!("../../schemas/verify.v1.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    site.edit(&format!("{B2}/conf/source.json"), "\"maxRetries\":1000", "\"maxRetries\":3");
    std::fs::remove_dir_all(site.at("new/10.20.30.16")).unwrap();
    for (old, new) in [("old", "new"), ("new", "old"), ("old", "old"), ("old", "nowhere")] {
        let json = site.json(&["verify", old, new, "-f", "json"]);
        let errors: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{old} {new}: {errors:?}");
    }
}

#[test]
fn codes_and_usage() {
    let site = exports();
    assert_eq!(site.run(&["verify", "old"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "new", "more"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "-"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "new", "-f", "sarif"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "new", "--report", "json=x.json"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "new", "--checkpoint", "1773000000"]).code, 2);
    assert_eq!(site.run(&["verify", "old", "nowhere"]).code, 3, "a path that is missing is a failure");
    site.write("empty/readme.txt", "nothing");
    assert_eq!(site.run(&["verify", "empty", "empty"]).code, 4);
    assert_eq!(site.run(&["verify", "old", "empty"]).code, 1, "nothing of the old one is found again");
    site.write(&format!("{B2}/conf/sink.json"), "{ no json");
    assert_eq!(site.run(&["verify", "old", "new"]).code, 3);
}

/// A typo in a path is no loss: it is said first, and nothing else is.
#[test]
fn a_path_that_is_not_there_is_the_first_line() {
    let site = exports();
    for (old, new) in [("old", "nwe"), ("nwe", "new")] {
        for format in ["full", "concise", "markdown"] {
            let said = site.run(&["verify", old, new, "-f", format]);
            assert_eq!(said.code, 3, "{format}: {}", said.out);
            assert!(said.out.lines().take(5).any(|line| line.contains("nwe")), "{format}: {}", said.out);
            assert!(!said.out.contains("lost") && !said.out.contains("np_a1"), "{format}: {}", said.out);
        }
        let json = site.json(&["verify", old, new, "-f", "json"]);
        assert_eq!((&json["done"], &json["lost"]), (&Value::Bool(false), &Value::Array(Vec::new())));
    }
    // What is unreadable beside what can be read comes first, too.
    site.write(&format!("{B2}/conf/sink.json"), "{ no json");
    let said = site.run(&["verify", "old", "new"]);
    assert!(said.out.lines().next().is_some_and(|line| line.contains("sink.json")), "{}", said.out);
}

/// A secret that is gone, empty or a mask where OMS reads it is lost; that it was changed is no loss. Never is it shown.
#[test]
fn a_secret_that_is_gone_is_lost_and_never_shown() {
    let path = format!("{B2}/conf/source.json");
    for (new, what) in
        [("", "lost source.password"), ("\t\"password\":\"\"", "empty now"), ("\t\"password\":\"******\"", "a mask")]
    {
        let site = exports();
        let text = site.read(&path);
        let new = if new.is_empty() { "\t\"other\":1" } else { new };
        site.write(&path, &text.replace("\t\"password\":\"Fixture#Pass3\"", new));
        let said = site.run(&["verify", "old", "new", "-f", "concise"]);
        assert_eq!(said.code, 1, "{what}: {}", said.out);
        assert!(
            said.out.contains("lost source.password of Incr-Sync") && !said.out.contains("Fixture#"),
            "{}",
            said.out
        );
        let said = site.run(&["verify", "old", "new"]);
        assert!(said.out.contains(what.trim_start_matches("lost ")) && !said.out.contains("Fixture#"), "{}", said.out);
    }
    // Between an answer of the API, which masks, and a run directory, nothing is judged.
    let site = Site::new();
    let item = |password: &str| {
        let source = format!("{{\n{}\n}}", source("MYSQL_np_a1_x-1-0", "").replace("Fixture#Pass1", password));
        format!(
            "{{\"success\":true,\"data\":{{\"incrSyncComponents\":[{{\"name\":\"10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000001\",\"identity\":\"np_a1\",\"type\":\"INCR_TRANS\",\"config\":{{\"source\":{source},\"sink\":{{}},\"coordinator\":{{}},\"condition\":{{}}}}}}]}}}}"
        )
    };
    site.write("old/answer.json", &item("Fixture#Pass1"));
    site.write("new/answer.json", &item("******"));
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    assert_eq!(json["summary"]["parameters"]["lost"], 0, "{json:#}");
    site.write("new/answer.json", &item(""));
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    assert_eq!(json["summary"]["parameters"]["lost"], 1, "{json:#}");
}

#[test]
fn a_position_that_went_back_further_than_the_window_is_told() {
    let site = exports();
    let path = format!("{B2}/conf/source.json");
    // The old one is at 1773000000: back by an hour and a half, then by a day.
    site.edit(&path, "1773050000", "1772994600");
    assert_eq!(site.run(&["verify", "old", "new", "--downtime", "60m"]).code, 0);
    let said = site.run(&["verify", "old", "new"]);
    assert_eq!(said.code, 1, "without --downtime only the reserve explains it: {}", said.out);
    site.edit(&path, "1772994600", "1772913600");
    let said = site.run(&["verify", "old", "new", "--downtime", "60m"]);
    assert!(said.code == 1 && said.out.contains("went back by 1 day"), "{}", said.out);
}

/// The words of `check`, and what is done as a count.
#[test]
fn states_are_those_of_check_and_what_is_done_is_a_count() {
    let site = exports();
    site.edit(&format!("{B2}/conf/source.json"), "\t\"dbType\":\"ORACLE\",\n", "");
    let said = site.run(&["verify", "old", "new"]);
    assert!(said.out.contains("The new export: 2 READY, 1 FIX"), "{}", said.out);
    assert!(said.out.contains("2 tasks done or clean") && !said.out.contains("done    np_"), "{}", said.out);
    assert!(said.out.contains("left    np_b2  FIX"), "{}", said.out);
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    let check = site.json(&["check", "new", "-f", "json"]);
    for task in check["tasks"].as_array().unwrap() {
        let same = json["tasks"].as_array().unwrap().iter().find(|other| other["task"] == task["task"]).unwrap();
        assert_eq!(same["is"], task["state"], "{task:#}");
    }
}

#[test]
fn hostile_exports_end() {
    let site = exports();
    let deep = format!("{}1{}", "[".repeat(900), "]".repeat(900));
    let bomb = "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
    for side in ["old", "new"] {
        site.write(
            &format!("{side}/x/np_d4-incr_trans-1-0.json"),
            &format!("{{\"source\":{{\"type\":\"STORE_SOURCE\",\"clients\":7,\"checkpoint\":[],\"deep\":{deep}}},\"sink\":[],\"coordinator\":null,\"condition\":\"{{\"}}"),
        );
        let bomb = bomb.lines().map(|line| format!("  {line}\n")).collect::<String>();
        site.write(
            &format!("{side}/x/np_e5-incr_trans-1-0.yaml"),
            &format!("source:\n  type: STORE_SOURCE\n  checkpoint: {side}\n{bomb}sink:\n  type: KAFKA_SINK\n"),
        );
    }
    let said = site.run(&["verify", "old", "new", "-f", "json"]);
    assert!(matches!(said.code, 1 | 3), "{} {}", said.code, said.err);
}

/// What was not checked is not done, and neither is what needs a value or an answer, whichever rules are looked at.
#[test]
fn what_is_not_checked_or_not_ready_is_never_done() {
    let site = exports();
    // Of one task only its Store is here, in both exports: nothing is lost, no finding fails, and nothing was checked.
    let store = "10.20.30.12/store/store7100/conf/crawler.conf";
    for side in ["old", "new"] {
        site.write(
            &format!("{side}/{store}"),
            "[store]\nsubTopic=MYSQL_np_d4_x-1-0\n\n[mysql2store]\nmaster.timestamp=1772900000\n",
        );
    }
    let said = site.run(&["verify", "old", "new"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.starts_with("Not done: 1 of 4 tasks (1 UNKNOWN)."), "{}", said.out);
    assert!(said.out.contains("left    np_d4  UNKNOWN"), "{}", said.out);
    let json = site.json(&["verify", "old", "new", "-f", "json"]);
    assert_eq!(json["done"], false);
    for format in ["concise", "markdown"] {
        let said = site.run(&["verify", "old", "new", "-f", format]);
        assert!(said.code == 1 && said.out.contains("UNKNOWN"), "{format}: {}", said.out);
    }
    // What is not looked at is not done either.
    site.edit(&format!("{B2}/conf/source.json"), "\t\"dbType\":\"ORACLE\",\n", "");
    let said = site.run(&["verify", "old", "new", "--ignore", "OMS101"]);
    assert!(said.code == 1 && said.out.starts_with("Not done: 2 of 4 tasks (1 FIX, 1 UNKNOWN)."), "{}", said.out);
    assert_eq!(site.run(&["verify", "old", "new", "--fail-on", "never"]).code, 0);
}

/// No word is broken, and nothing but a name goes over the edge.
#[test]
fn a_narrow_terminal_is_served() {
    let site = exports();
    site.edit(&format!("{B2}/conf/source.json"), "\t\"dbType\":\"ORACLE\",\n", "");
    std::fs::rename(site.at("new/10.20.30.16"), site.at("aside")).unwrap();
    for width in ["60", "80", "100"] {
        let said = site.run_with(&["verify", "old", "new"], &[("COLUMNS", width)]);
        let most = width.parse().unwrap();
        for line in said.out.lines().filter(|line| line.chars().count() > most) {
            assert!(!line.trim().contains(' '), "{width}: {line}");
        }
    }
}
