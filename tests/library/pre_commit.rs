//! The pattern of the pre-commit hooks catches what omslint reads, and nothing else. `.ci/pre-commit` runs the hooks with
//! the real pre-commit.

use std::fs;
use std::path::Path;

use omslint::input::names::is_candidate;
use regex::Regex;
use serde_json::Value;

/// Paths, as pre-commit gives them, that must reach the hooks.
const CAUGHT: &[&str] = &[
    "source.json",
    "10.20.30.12/run/10.20.30.12-9000:connector_v2:np_7r2h9j5n3s-incr_trans-1-0:0000000023/conf/source.json",
    "a copy of node 1/run/10.20.30.12-9000_connector_v2_np_7r2h9j5n3s/conf/coordinator.json",
    "10.20.30.11/store/store7100/conf/crawler.conf",
    "run/10.20.30.11-9000:90311:0000000002/conf/checker.conf",
    "incr-sync/np_9s5c1x8w4b.yaml",
    "incr-sync/np_9s5c1x8w4b.yml",
    "checker.properties",
    "crawler.ini",
    "SOURCE.JSON",
    "source.jsonl",
    "answers.ndjson",
    "ha.config",
    "ha.config.json",
    "HA.Config.txt",
    "site/production-ha.config-2026",
    "任务/源端.json",
];

/// Paths that must not.
const PASSED_BY: &[&str] = &[
    "README.md",
    "source.json.bak",
    "source.jsonp",
    "json",
    "yaml/readme",
    "crawler.confx",
    "conf/logs/store.log",
    "run/10.20.30.12-9000/conf/checkpoint.chk",
    "ha.config.d/notes.txt",
    "ha-config",
    "Cargo.toml",
    "export.tar.gz",
    "pom.xml",
];

fn hooks() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_pattern_catches_what_omslint_reads() {
    for hook in hooks() {
        let pattern = Regex::new(hook["files"].as_str().unwrap()).unwrap();
        for path in CAUGHT {
            assert!(pattern.is_match(path), "{}: `{path}` is not caught", hook["id"]);
            assert!(is_candidate(path), "a scan would not read `{path}`");
        }
        for path in PASSED_BY {
            assert!(!pattern.is_match(path), "{}: `{path}` is caught", hook["id"]);
            assert!(!is_candidate(path), "a scan would read `{path}`");
        }
    }
}

#[test]
fn both_hooks_are_there_and_run_once_a_commit() {
    let hooks = hooks();
    let ids: Vec<_> = hooks.iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["omslint-check", "omslint-fix"]);
    for (hook, command) in hooks.iter().zip(["check", "fix"]) {
        assert_eq!(hook["entry"], format!("omslint {command} --allow-empty"));
        assert_eq!(hook["pass_filenames"], false, "pre-commit splits long lists, and evidence lies in other files");
        assert_eq!(hook["require_serial"], true, "one run, also where somebody passes names again");
        assert_eq!(hook["language"], "rust");
    }
}
