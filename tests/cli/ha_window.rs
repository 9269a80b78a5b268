//! The pull-back of Stores: the sum that is shown, and the fix that writes one number and nothing else.

use std::fs;
use std::path::Path;

use serde_json::Value;

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

#[test]
fn a_length_of_time_without_a_unit_is_wrong_usage() {
    for value in ["60", "", "-1m", "1 h", "99999999999999999999h"] {
        let (code, _, _) = run("check", &[("ha.config.json", "{}")], &[&format!("--downtime={value}")]);
        assert_eq!(code, 2, "{value}");
    }
}
