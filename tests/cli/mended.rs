//! `omslint verify` of what was mended as it was asked: the change that takes a finding away is the fix, and told as such;
//! what nobody asked for, and what is no better than before, stays damage.

use crate::site::{JDBC, KAFKA, Site, source};
use serde_json::Value;

const FOLDER: &str = "10.20.30.11/run/10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000001";
const SUBTOPIC: &str = "MYSQL_np_a1_x-1-0";

/// The same component twice, as `old` and as `new`.
fn exports(more: &str, sink: &str, coordinator: &str) -> Site {
    let site = Site::new();
    for side in ["old", "new"] {
        let more = format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{more}");
        site.component(&format!("{side}/{FOLDER}"), &source(SUBTOPIC, &more), sink, coordinator);
    }
    site
}

fn sound() -> String {
    format!("{{\"{SUBTOPIC}\":\"1773000000\"}}")
}

fn file(name: &str) -> String {
    format!("new/{FOLDER}/conf/{name}.json")
}

const COORDINATOR: &str = "\t\"sourceType\":\"MYSQL\"";

fn verify(site: &Site, more: &[&str]) -> Value {
    site.json(&[&["verify", "old", "new", "-f", "json"], more].concat())
}

/// Key, fate and reason of what differs.
fn fates(json: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = json["parameters"].as_array().unwrap().iter();
    all.map(|one| (text(&one["key"]), text(&one["fate"]), text(&one["reason"]))).collect()
}

#[track_caller]
fn is_fix(site: &Site, key: &str, code: &str) {
    let json = verify(site, &[]);
    let found = fates(&json);
    let own = found.iter().find(|(own, ..)| own == key).unwrap_or_else(|| panic!("{key}: {json:#}"));
    assert_eq!((own.1.as_str(), own.2.contains(code)), ("aside", true), "{json:#}");
    assert_eq!((&json["done"], &json["tasks"][0]["state"]), (&Value::Bool(true), &"done".into()), "{json:#}");
    assert_eq!(site.run(&["verify", "old", "new"]).code, 0);
}

#[track_caller]
fn is_damage(site: &Site, key: &str, fate: &str) {
    let json = verify(site, &[]);
    assert!(fates(&json).iter().any(|(own, its, _)| own == key && its == fate), "{key}: {json:#}");
    assert_eq!((&json["done"], &json["tasks"][0]["state"]), (&Value::Bool(false), &"damaged".into()), "{json:#}");
    assert_eq!(site.run(&["verify", "old", "new"]).code, 1);
}

#[test]
fn one_worker_for_one_partition_is_the_fix() {
    let sink = format!("{KAFKA},\n\t\"partitionMode\":\"ONE\",\n\t\"workerNum\":\"4\",\n\t\"batchMax\":\"64\"");
    let site = exports(&sound(), &sink, COORDINATOR);
    assert_eq!(site.run(&["fix", "--unsafe-fixes", "--backup", "none", "new"]).code, 0);
    is_fix(&site, "workerNum", "OMS305");
    // Another number is no better, another key is not what was found, and a key that is gone is lost.
    site.edit(&file("sink"), "\"workerNum\":\"1\"", "\"workerNum\":\"8\"");
    is_damage(&site, "workerNum", "changed");
    site.edit(&file("sink"), "\"workerNum\":\"8\"", "\"workerNum\":\"1\"");
    site.edit(&file("sink"), "\"batchMax\":\"64\"", "\"batchMax\":\"1\"");
    is_damage(&site, "batchMax", "changed");
    site.edit(&file("sink"), ",\n\t\"batchMax\":\"1\"", "");
    is_damage(&site, "batchMax", "lost");
    site.edit(&file("sink"), "\t\"partitionMode\":\"ONE\",\n", "");
    is_damage(&site, "partitionMode", "lost");
}

#[test]
fn a_value_that_nothing_was_found_about_stays_damage() {
    let sink = format!("{KAFKA},\n\t\"partitionMode\":\"HASH\",\n\t\"workerNum\":\"4\"");
    let site = exports(&sound(), &sink, COORDINATOR);
    site.edit(&file("sink"), "\"workerNum\":\"4\"", "\"workerNum\":\"1\"");
    is_damage(&site, "workerNum", "changed");
}

/// The position that was wrong is no measure of how far back the new one lies.
#[test]
fn a_future_position_that_was_mended_did_not_go_back() {
    // A day after the run, and the same inside a string.
    let future = format!("{{\"{SUBTOPIC}\":\"1773187200\"}}");
    for checkpoint in [future.clone(), format!("\"{}\"", future.replace('"', "\\\""))] {
        let site = exports(&checkpoint, JDBC, COORDINATOR);
        site.edit(&file("source"), "1773187200", "1773097200");
        is_fix(&site, &format!("checkpoint.{SUBTOPIC}"), "OMS105");
        // A position that OMS takes no better is not the fix.
        site.edit(&file("source"), "1773097200", "1773187199");
        assert_eq!(site.run(&["verify", "old", "new"]).code, 1);
    }
    // A sound one that goes back by as much does, also beside one that was mended.
    let site = exports(&sound(), JDBC, COORDINATOR);
    site.edit(&file("source"), "1773000000", "1772900000");
    is_damage(&site, &format!("checkpoint.{SUBTOPIC}"), "changed");
    let site = Site::new();
    for (side, a, b) in [("old", "1773187200", "1773000000"), ("new", "1773097200", "1772900000")] {
        let clients = r#"[{"clientId":"a","subtopic":"a"},{"clientId":"b","subtopic":"b"}]"#;
        let source = format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"MYSQL\",\n\t\"clients\":{clients},\n\t\"checkpoint\":{{\"a\":\"{a}\",\"b\":\"{b}\"}}"
        );
        site.component(&format!("{side}/{FOLDER}"), &source, JDBC, COORDINATOR);
    }
    is_damage(&site, "checkpoint.b", "changed");
    let found = fates(&verify(&site, &[]));
    assert!(found.iter().any(|(key, fate, _)| key == "checkpoint.a" && fate == "aside"), "{found:?}");
}

#[test]
fn what_was_deleted_where_it_does_not_belong_is_not_lost() {
    let coordinator = "\t\"sourceType\":\"MYSQL\",\n\t\"dbType\":\"MYSQL\"";
    let site = exports(&sound(), JDBC, coordinator);
    site.edit(&file("coordinator"), ",\n\t\"dbType\":\"MYSQL\"", "");
    is_fix(&site, "dbType", "OMS107");
    // Deleted there and in no place that OMS reads: it is lost.
    for side in ["old", "new"] {
        site.edit(&format!("{side}/{FOLDER}/conf/source.json"), "\t\"dbType\":\"MYSQL\",\n", "");
    }
    is_damage(&site, "dbType", "lost");
    // What nobody asked to delete is lost, too.
    let site = exports(&sound(), JDBC, coordinator);
    site.edit(&file("coordinator"), "\t\"sourceType\":\"MYSQL\",\n", "");
    is_damage(&site, "sourceType", "lost");
}

#[test]
fn the_key_that_stood_twice_is_there_once() {
    let sink = format!("{JDBC},\n\t\"workerNum\":\"16\",\n\t\"workerNum\":\"32\"");
    let site = exports(&sound(), &sink, COORDINATOR);
    site.edit(&file("sink"), ",\n\t\"workerNum\":\"32\"", "");
    is_fix(&site, "workerNum", "OMS301");
    // Neither of them is left.
    site.edit(&file("sink"), ",\n\t\"workerNum\":\"16\"", "");
    is_damage(&site, "workerNum", "lost");
}

#[test]
fn a_verification_that_was_set_back_is_mended() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    for side in ["old", "new"] {
        site.write(
            &format!("{side}/10.20.30.11/run/10.20.30.11-9000:90216:0000000011/conf/checker.conf"),
            "task.name=np_a1\ntask.type=verify\ndatasource.master.type=MYSQL\nfilter.verify.rectify.type=now\nfilter.x=1\n",
        );
    }
    let checker = "new/10.20.30.11/run/10.20.30.11-9000:90216:0000000011/conf/checker.conf";
    site.edit(checker, "=now", "=none");
    is_fix(&site, "filter.verify.rectify.type", "OMS306");
    site.edit(checker, "filter.x=1", "filter.x=2");
    is_damage(&site, "filter.x", "changed");
    site.edit(checker, "filter.x=2", "filter.x=1");
    site.edit(checker, "filter.verify.rectify.type=none\n", "");
    is_damage(&site, "filter.verify.rectify.type", "lost");
}

/// A type that was wrong and is gone is not mended, and neither is one that is wrong in another way.
#[test]
fn what_is_no_better_than_before_is_no_fix() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    site.edit(&file("source").replace("new/", "old/"), "\"dbType\":\"MYSQL\"", "\"dbType\":\"MYSLQ\"");
    is_fix(&site, "dbType", "OMS104");
    site.edit(&file("source"), "\t\"dbType\":\"MYSQL\",\n", "");
    is_damage(&site, "dbType", "lost");
}

const STORE: &str = "10.20.30.11/store/store7100/conf/crawler.conf";

#[test]
fn a_position_that_was_entered_before_the_store_begins_is_not_done() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    let without = format!(",\n\t\"checkpoint\":{}", sound());
    site.edit(&format!("old/{FOLDER}/conf/source.json"), &without, "");
    for side in ["old", "new"] {
        let store = format!("[store]\nsubTopic={SUBTOPIC}\n\n[mysql2store]\nmaster.timestamp=1772900000\n");
        site.write(&format!("{side}/{STORE}"), &store);
    }
    let json = verify(&site, &[]);
    assert_eq!(json["done"], true, "{json:#}");
    site.edit(&file("source"), "1773000000", "1420074061");
    is_damage(&site, "checkpoint", "changed");
    let said = site.run(&["verify", "old", "new", "--lang", "zh"]);
    assert!(said.out.contains("Store 无法提供") && said.out.contains("2015-01-01"), "{}", said.out);
    // Where the old export holds no Store, it is told, and the Store of the new one, which may be younger, says nothing.
    std::fs::remove_dir_all(site.at("old/10.20.30.11/store")).unwrap();
    std::fs::remove_dir_all(site.at("new/10.20.30.11/store")).unwrap();
    let said = site.run(&["verify", "old", "new"]);
    assert!(said.code == 0 && said.out.contains("see that it is meant"), "{}", said.out);
    site.edit(&file("source"), "1420074061", "1773000000");
    let said = site.run(&["verify", "old", "new"]);
    assert!(said.code == 0 && !said.out.contains("see that it is meant"), "{}", said.out);
}

/// One that was configured all along is where the component started: normal.
#[test]
fn a_position_that_was_there_before_is_no_matter() {
    let site = exports(&sound().replace("1773000000", "1672900000"), JDBC, COORDINATOR);
    for side in ["old", "new"] {
        let store = format!("[store]\nsubTopic={SUBTOPIC}\n\n[mysql2store]\nmaster.timestamp=1772900000\n");
        site.write(&format!("{side}/{STORE}"), &store);
    }
    let json = verify(&site, &[]);
    assert_eq!((&json["done"], fates(&json).len()), (&Value::Bool(true), 0), "{json:#}");
}

const HA: &str = r#"{
  "enable": true,
  "enableHost": true,
  "enableStore": true,
  "enableConnector": false,
  "enableJdbcWriter": true,
  "perceiveStoreClientCheckpoint": false,
  "subtopicStoreNumberThreshold": 5,
  "refetchStoreIntervalMin": 30
}
"#;

#[test]
fn ha_that_was_not_switched_on_again_is_said() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    for side in ["old", "new"] {
        site.write(&format!("{side}/ha.config.json"), HA);
    }
    assert_eq!(verify(&site, &[])["done"], true);
    site.edit("new/ha.config.json", "\"enable\": true", "\"enable\": false");
    site.edit("new/ha.config.json", "  \"enableHost\": true,\n", "");
    let json = verify(&site, &[]);
    let found = fates(&json);
    assert!(found.iter().any(|(key, fate, why)| key == "enable" && fate == "changed" && why.contains("HA is off")));
    assert!(found.iter().any(|(key, fate, _)| key == "enableHost" && fate == "lost"), "{found:?}");
    assert_eq!((&json["done"], &json["parameters"][0]["kind"]), (&Value::Bool(false), &"ha.config".into()));
    assert_eq!(site.run(&["verify", "old", "new"]).code, 1);
    // None at all says nothing of HA.
    std::fs::remove_file(site.at("new/ha.config.json")).unwrap();
    for (language, words) in [("en", "whether HA is on again"), ("zh", "HA 是否已重新开启")] {
        for format in ["full", "markdown"] {
            let said = site.run(&["verify", "old", "new", "--lang", language, "-f", format]);
            assert!(said.code == 1 && said.out.contains(words), "{}", said.out);
        }
    }
}

/// What the runbook asks to set in it is no damage, and neither is a `ha.config` that only the new export has.
#[test]
fn ha_that_the_upgrade_asks_for_is_done() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    site.write("new/ha.config.json", HA);
    assert_eq!(verify(&site, &[])["done"], true);
    site.write("old/ha.config.json", HA);
    site.edit("new/ha.config.json", "\"refetchStoreIntervalMin\": 30", "\"refetchStoreIntervalMin\": \"150\"");
    site.edit("new/ha.config.json", "\"enableConnector\": false", "\"enableConnector\": true");
    site.edit(
        "new/ha.config.json",
        "\"perceiveStoreClientCheckpoint\": false",
        "\"perceiveStoreClientCheckpoint\": true",
    );
    site.edit("old/ha.config.json", "\"enable\": true", "\"enable\": false");
    let json = verify(&site, &[]);
    let found = fates(&json);
    assert!(found.len() == 4 && found.iter().all(|(_, fate, _)| fate == "aside"), "{found:?}");
    assert_eq!(json["done"], true, "{json:#}");
    // A pull-back that shrank was asked for by nobody.
    site.edit("new/ha.config.json", "\"150\"", "10");
    assert_eq!(site.run(&["verify", "old", "new"]).code, 1);
}

/// A blank is a value, such as what stands between two columns, and of some lists the order counts.
#[test]
fn blanks_count_and_another_order_is_told() {
    let sink = |delimiter: &str, columns: &str| {
        format!("{JDBC},\n\t\"delimiter\":\"{delimiter}\",\n\t\"partitionColumns\":[{columns}]")
    };
    let site = exports(&sound(), &sink(r"\t", r#""region","id""#), COORDINATOR);
    site.component(
        &format!("new/{FOLDER}"),
        &source(SUBTOPIC, &format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{}", sound())),
        &sink(" ", r#""id","region""#),
        COORDINATOR,
    );
    let json = verify(&site, &[]);
    let found = fates(&json);
    let of = |key: &str| found.iter().find(|(own, ..)| own == key).unwrap_or_else(|| panic!("{key}: {json:#}"));
    assert_eq!(of("delimiter").1, "changed");
    assert!(of("partitionColumns").1 == "aside" && of("partitionColumns").2.contains("order"), "{json:#}");
}

#[test]
fn of_tasks_that_were_not_asked_for_nothing_is_lost() {
    let site = exports(&sound(), JDBC, COORDINATOR);
    let other = FOLDER.replace("np_a1", "np_b1");
    site.component(&format!("old/{other}"), &source(SUBTOPIC, ""), JDBC, COORDINATOR);
    assert_eq!(site.run(&["verify", "old", "new"]).code, 1);
    let json = verify(&site, &["--task", "np_a1"]);
    assert_eq!(json["done"], true, "{json:#}");
    assert!(!json["tasks"].to_string().contains("np_b1"), "{json:#}");
    assert_eq!(site.run(&["verify", "old", "new", "--task", "np_a1"]).code, 0);
}
