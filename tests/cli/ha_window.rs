//! The pull-back of Stores: the sum that is shown, the fix that writes one number and nothing else, and where
//! the runbook asks for it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::scratch::{IncrSync, NOW, Scratch};
use crate::site::{JDBC, Site, source};

/// Runs omslint on `files`, with the pull-back rule alone; gives exit code, standard output and the files afterwards.
fn run(command: &str, files: &[(&str, &str)], args: &[&str]) -> (i32, String, Vec<String>) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(directory.path().join(name), text).unwrap();
    }
    let output = assert_cmd::Command::from_std(crate::scratch::omslint())
        .current_dir(directory.path())
        .args([command, "--select", "OMS206", "--now", "2026-03-10T00:00:00Z"])
        .args(args)
        .output()
        .unwrap();
    let read = |(name, _): &(&str, &str)| fs::read_to_string(Path::new(directory.path()).join(name)).unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), text, files.iter().map(read).collect())
}

fn report(files: &[(&str, &str)], args: &[&str]) -> Value {
    let (_, text, _) = run("check", files, &[&["-f", "json"], args].concat());
    serde_json::from_str(&text).unwrap()
}

const OFF: &str =
    r#"{"enable": true, "enableStore": true, "perceiveStoreClientCheckpoint": false, "refetchStoreIntervalMin": "#;

fn answer(checkpoint: &str, sampled: &str) -> String {
    format!(
        r#"{{"data":{{"incrSyncComponents":[{{"name":"10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000003",
        "checkpoint":"{checkpoint}","checkpointSampleTimestamp":{sampled},"config":{{"source":{{}}}}}}]}}}}"#
    )
}

#[test]
fn a_fix_changes_one_number_in_the_style_of_the_file() {
    let yaml = "enable: yes-please\r\nenableStore: true # on\r\nperceiveStoreClientCheckpoint: false\r\n";
    let cases = [
        ("ha.config.json", format!("{OFF}30}}"), "30", "90"),
        ("ha.config.json", format!("\u{feff}{OFF}\"30\" }}\n\n"), "\"30\"", "\"90\""),
        ("ha.config.json", format!("{OFF}\"\"}}"), "\"\"", "\"90\""),
        ("ha.config.json", format!("{OFF}null}}"), "null", "90"),
        ("ha.config.json", format!("{OFF}1.5e1 , \"x\":1}}"), "1.5e1", "90"),
        ("ha.config.json", format!("{OFF}\"half an hour\"}}"), "\"half an hour\"", "\"90\""),
        ("ha.config.yaml", format!("{yaml}refetchStoreIntervalMin: 30   # minutes\r\n"), "30", "90"),
        ("ha.config.yaml", format!("{yaml}refetchStoreIntervalMin: '30'"), "'30'", "'90'"),
        (
            "ha.config.properties",
            "enable=true\nrefetchStoreIntervalMin = 30\nenableStore=true\n".to_owned(),
            "30",
            "90",
        ),
        ("ha.config.ini", "enable=true\nrefetchStoreIntervalMin=30\nenableStore=true\n".to_owned(), "30", "90"),
        (
            "ha.config.json",
            format!("{{\"ha.config\": {}}}", serde_json::to_string(&format!("{OFF}30}}")).unwrap()),
            "30",
            "90",
        ),
    ];
    for (name, text, old, new) in cases {
        let args = ["--downtime", "60m", "--backup", "none"];
        let (code, _, after) = run("fix", &[(name, &text)], &args);
        assert_eq!(after[0], text.replace(old, new), "{name} {text}");
        assert_eq!(code, 0, "{name} {text}");
        let (_, second, same) = run("fix", &[(name, &after[0])], &args);
        assert_eq!((second.as_str(), &same[0]), ("", &after[0]), "{name} {text}");
    }
}

#[test]
fn the_sum_is_shown_and_rounded_up_once() {
    let config = format!("{OFF}1}}");
    for (args, lag, sum) in [
        (&["--downtime", "60m"][..], None, "60 min downtime + 30 min reserve = 90 minutes are needed"),
        (
            &["--downtime", "90s", "--reserve", "90s"],
            None,
            "1 min 30 s downtime + 1 min 30 s reserve = 3 minutes are needed",
        ),
        (
            &["--downtime", "90s", "--reserve", "0"],
            None,
            "1 min 30 s downtime + 0 min reserve = 1 min 30 s, so 2 minutes",
        ),
        (
            &["--downtime", "1h"],
            Some(("2026-03-09T23:58:10", "1773100800")),
            "60 min downtime + 30 min reserve + 1 min 50 s lag of Incr-Sync \
             10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000003 of task np_a1 on server 10.20.30.11 \
             = 91 min 50 s, so 92 minutes are needed",
        ),
        // A lag below nothing, and one that is no time, count as none.
        (&["--downtime", "1h"], Some(("2026-03-10T00:00:10", "1773100800")), "60 min downtime + 30 min reserve = 90"),
        (&["--downtime", "1h"], Some(("soon", "1773100800")), "60 min downtime + 30 min reserve = 90 minutes"),
        (&["--downtime", "1h"], Some(("2026-03-09T23:58:10", "99e99")), "60 min downtime + 30 min reserve = 90"),
    ] {
        let answer = lag.map(|(checkpoint, sampled)| answer(checkpoint, sampled));
        let mut files = vec![("ha.config.json", config.as_str())];
        files.extend(answer.as_deref().map(|answer| ("answer.json", answer)));
        let report = report(&files, args);
        let message = report["findings"][0]["message"].as_str().unwrap_or_else(|| panic!("{report}"));
        assert!(message.contains(sum), "{message}");
    }
}

#[test]
fn what_is_enough_is_no_finding_and_no_downtime_is_said() {
    for text in [
        format!("{OFF}90}}"),
        format!("{OFF}\"1e9\"}}"),
        "{\"enable\":\"true\",\"enableStore\":true,\"perceiveStoreClientCheckpoint\":\"TRUE\"}".to_owned(),
    ] {
        let report = report(&[("ha.config.json", &text)], &["--downtime", "1h"]);
        assert_eq!(report["findings"], Value::Array(Vec::new()), "{text}");
    }
    let open = |args: &[&str]| -> Vec<String> {
        let report = report(&[("ha.config.json", &format!("{OFF}1}}"))], args);
        let items = report["run"]["notChecked"].as_array().unwrap().iter();
        items.map(|item| format!("{}: {}", item["what"].as_str().unwrap(), item["why"].as_str().unwrap())).collect()
    };
    assert!(open(&[]).contains(&"pull-back window: no --downtime".to_owned()));
    assert!(!open(&["--downtime", "1h"]).iter().any(|line| line.starts_with("pull-back window")));
    assert!(open(&["--downtime", "1h"]).iter().any(|line| line.starts_with("how far tasks lag")));
    assert!(open(&[]).contains(&"upgrade path: no --from".to_owned()));
    assert!(!open(&["--from", "9.9.9"]).iter().any(|line| line.starts_with("upgrade path")));
}

/// The message and the related place of OMS206, and why the lag of some is not known, for a 3.2.x task of np_b2 whose process left `status`.
fn with_status(status: &str, more: &dyn Fn(&Scratch)) -> (String, String, String) {
    let site = Scratch::new();
    let one = IncrSync { source: ",\"dbType\":\"MYSQL\"", ..IncrSync::new("np_b2") };
    site.incr_sync(&one);
    site.file(&format!("export/{}/run/{}/oms.connector.checkpoint", one.server, one.id()), status);
    site.file("export/ha.config.json", &format!("{OFF}30}}"));
    more(&site);
    let report = site.check(&["--no-config", "--select", "OMS206", "--downtime", "1h", "export"]);
    let found = report.json()["findings"][0].clone();
    let open = report.not_checked().into_iter().find(|line| line.starts_with("how far tasks lag"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&found["message"]), text(&found["related"][0]["message"]), open.unwrap_or_default())
}

/// What a process writes beside `conf`, so many seconds behind.
fn status(client: &str, behind: i64, rest: &str) -> String {
    status_at(NOW - 600, client, behind, rest)
}

fn status_at(then: i64, client: &str, behind: i64, rest: &str) -> String {
    let word = then - behind;
    format!(r#"{{"checkpoint":"{{\"{client}\":\"{word}\"}}","gmt":{then}{rest}}}"#)
}

const RUNS: &str = r#","status":"running""#;

#[test]
fn how_far_a_running_process_was_behind_counts_and_who_is_unknown_is_named() {
    let client = IncrSync::new("np_b2").client();
    let nothing = |_: &Scratch| {};
    let (message, related, open) = with_status(&status(&client, 198_000, RUNS), &nothing);
    assert!(message.contains("3300 min lag of Incr-Sync") && message.contains("= 3390 minutes"), "{message}");
    assert!(related.contains("was 3300 min behind when its process wrote its status: `gmt` minus"), "{related}");
    assert_eq!(open, "");
    // Up to date is known, too.
    let (message, _, open) = with_status(&status(&client, 0, RUNS), &nothing);
    assert!(message.contains("60 min downtime + 30 min reserve = 90 minutes") && open.is_empty(), "{message} {open}");
    // What did not run, says no position, or is of another zone, tells no lag.
    let local = format!(r#"{{"checkpoint":{{"{client}":"2026-03-07 16:50:00"}},"gmt":{}{RUNS}}}"#, NOW - 600);
    for none in [
        status(&client, 198_000, r#","status":"stopped""#),
        status(&client, 198_000, ""),
        status("another", 198_000, RUNS),
        status(&client, -28_800, RUNS),
        local,
        format!(r#"{{"checkpoint":"{{}}","gmt":{}{RUNS}}}"#, NOW - 600),
        format!(r#"{{"checkpoint":"{{\"{client}\":\"{}\"}}"{RUNS}}}"#, NOW - 198_000),
    ] {
        let (message, _, open) = with_status(&none, &nothing);
        assert!(message.contains("reserve = 90 minutes are needed"), "{none}: {message}");
        assert!(open.ends_with("tells it, so the pull-back window counts no lag"), "{none}: {open}");
        // Beside one that is known, it is named.
        let other = answer("2026-03-09T23:58:10", "1773100800");
        let (message, _, open) = with_status(&none, &|site| drop(site.file("export/answer.json", &other)));
        assert!(message.contains("1 min 50 s lag of Incr-Sync"), "{none}: {message}");
        assert!(open.contains("tells it of np_b2, so the pull-back window counts none of theirs"), "{none}: {open}");
    }
}

#[test]
fn the_lag_of_an_old_directory_counts_for_nothing() {
    let (message, _, open) = with_status("{}", &|site| {
        let next = IncrSync { sequence: 9, server: "10.20.30.12", ..IncrSync::new("np_b2") };
        site.incr_sync(&next);
        let folder = |one: &IncrSync| format!("export/{}/run/{}/oms.connector.checkpoint", one.server, one.id());
        // It wrote its last when it was moved.
        site.file(&folder(&IncrSync::new("np_b2")), &status_at(NOW - 7_200, &next.client(), 198_000, RUNS));
        site.file(&folder(&next), &status(&next.client(), 60, RUNS));
    });
    assert!(message.contains("1 min lag of Incr-Sync 10.20.30.12-9000"), "{message}");
    assert_eq!(open, "");
}

#[test]
fn a_length_of_time_without_a_unit_is_wrong_usage() {
    for value in ["60", "", "-1m", "1 h", "99999999999999999999h"] {
        let (code, _, _) = run("check", &[("ha.config.json", "{}")], &[&format!("--downtime={value}")]);
        assert_eq!(code, 2, "{value}");
    }
}

/// Only the new version has HA: nothing to switch off before, and after the upgrade its pull-back. Where both have it, or
/// neither, nothing of that is said.
#[test]
fn a_version_that_brings_ha_has_its_pull_back_set() {
    let site = Site::new();
    let place = "site/10.0.0.1/run/10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000001";
    site.component(place, &source("MYSQL_np_x_s-1-0", ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
    let runbook = |from: &str, to: &str| {
        site.run(&["plan", "site", "-o", "up", "--from", from, "--to", to]);
        site.read("up/runbook.md").replace("&gt;", ">")
    };
    for from in ["3.2.2-CE", "3.3.0-CE"] {
        for to in ["3.3.1-CE", "4.0.0-CE", "4.1.0-CE", "4.1.1-CE"] {
            let text = runbook(from, to);
            let (before, after) = text.split_once("## After the upgrade").unwrap();
            assert!(!before.contains("HA off") && !before.contains("`enable`"), "{from} {to}: {before}");
            for words in ["note **T2**", "**one save**", "`perceiveStoreClientCheckpoint` = `true`", "HA off: "] {
                assert_eq!(after.matches(words).count(), 1, "{from} {to} {words}: {after}");
            }
            assert!(!after.contains("written down, ") && !after.contains("`enableConnector`"), "{from} {to}: {after}");
            assert!(!after.contains("the minutes from T1 until now"), "{from} {to}: {after}");
        }
    }
    for (from, to) in [("3.3.1-CE", "4.1.0-CE"), ("3.2.2", "4.3.2"), ("3.2.2-CE", "3.3.0-CE")] {
        assert!(!runbook(from, to).contains("had no HA"), "{from} {to}");
    }
}

/// A target without HA has no switch to set and no Store that HA adds: nothing of that is found or stands in the runbook, and an
/// `ha.config` that is there all the same is told as not checked. With the next version all of it is there.
#[test]
fn a_target_without_ha_is_asked_nothing_of_it() {
    let site = Site::new();
    let place = "site/10.0.0.1/run/10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000001";
    site.component(place, &source("MYSQL_np_x_s-1-0", ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
    let config = "{\"enable\":true,\"enableConnector\":false,\"enableJdbcWriter\":true,\"refetchStoreIntervalMin\":30,\"subtopicStoreNumberThreshold\":1}";
    site.write("site/10.0.0.1/ha.config.json", config);
    let store = "site/10.0.0.1/store/store7100/conf/crawler.conf";
    site.write(store, "[mysql2store]\nhost=10.0.0.9\n[store]\nsubTopic=MYSQL_np_x_s-1-0\n");
    for (arguments, has_ha) in [
        (&["--to", "3.3.0-CE"][..], false),
        (&["--to", "3.3.0-CE", "--from", "3.2.2-CE"], false),
        (&["--to", "3.3.1-CE"], true),
        (&["--to", "3.3.1-CE", "--from", "3.3.0-CE"], true),
    ] {
        let arguments = [arguments, &["--downtime", "60m"]].concat();
        let said = site.run(&[&["check", "site", "-v"], &arguments[..]].concat());
        for code in ["OMS205", "OMS206", "OMS207", "OMS209"] {
            assert_eq!(said.out.contains(code), has_ha, "{arguments:?} {code}: {}", said.out);
        }
        let flat = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(flat.contains("3.3.0-CE has no HA, so nothing of ha.config was checked"), !has_ha, "{flat}");
        site.run(&[&["plan", "site", "-o", "up"], &arguments[..]].concat());
        let runbook = site.read("up/runbook.md").replace("&gt;", ">");
        for words in ["### HA on", "**one save**", "HA on, in one save", "refetchStoreIntervalMin"] {
            assert!(has_ha || !runbook.contains(words), "{arguments:?} {words}: {runbook}");
        }
        assert_eq!(runbook.contains("### HA on"), has_ha, "{arguments:?}: {runbook}");
        assert_eq!(site.at("up/fixed/site/10.0.0.1/ha.config.json").exists(), has_ha, "{arguments:?}");
    }
}
