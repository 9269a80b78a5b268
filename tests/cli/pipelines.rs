//! What a pipeline reads: paths from the root of the repository, a case in every JUnit report, no more results than readers take,
//! no link that leads nowhere, and a job summary that stands once.

use std::fs;

use crate::scratch::{IncrSync, NOW, Scratch};

/// An export below a folder `sub` of a repository.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    for (name, text) in IncrSync::new("np_a").files() {
        scratch.file(&format!("sub/e/conf/{name}.json"), &text);
    }
    scratch.file("sub/torn/conf/source.json", "{\"type\":");
    scratch.file("other/conf/source.json", &IncrSync::new("np_b").files()[0].1);
    scratch.file(".git/HEAD", "");
    scratch
}

#[test]
fn paths_count_from_the_root_of_the_repository() {
    let scratch = repository();
    let paths = ["sub/e/conf/source.json", "sub/torn/conf/source.json", "other/conf/source.json"];
    for format in ["gitlab", "sarif", "github"] {
        let text = scratch.run_in("sub", &["check", "-f", format, ".", "../other"]).stdout;
        for path in paths {
            let written = match format {
                "github" => format!("file={path},"),
                "gitlab" => format!("\"path\": \"{path}\""),
                _ => format!("\"uri\": \"{path}\""),
            };
            assert!(text.contains(&written), "{format}: {written} is not in {text}");
        }
        // The same by absolute paths.
        let other = scratch.path().canonicalize().unwrap().join("other");
        let text = scratch.run_in("sub", &["check", "-f", format, other.to_str().unwrap()]).stdout;
        assert!(text.contains("other/conf/source.json") && !text.contains("=/"), "{format}: {text}");
    }
    // People read what they can type here.
    assert!(
        scratch.run_in("sub", &["check", "-f", "concise", "e"]).stdout.contains("\ne/conf/source.json:")
            || scratch.run_in("sub", &["check", "-f", "concise", "e"]).stdout.starts_with("e/conf/source.json:")
    );
}

#[test]
fn without_git_the_pipeline_says_the_root_and_sarif_where_it_is() {
    let scratch = repository();
    fs::remove_dir_all(scratch.path().join(".git")).unwrap();
    let root = scratch.path().canonicalize().unwrap();
    for variable in ["CI_PROJECT_DIR", "GITHUB_WORKSPACE"] {
        let run = |value: &str| {
            let mut command = crate::scratch::omslint();
            command.current_dir(root.join("sub")).env_clear().env("OMSLINT_NOW", NOW.to_string()).env(variable, value);
            let output = command.args(["check", "-f", "sarif", "e"]).output().unwrap();
            let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let result = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
            (result["uri"].clone(), log["runs"][0]["originalUriBaseIds"]["%SRCROOT%"]["uri"].clone())
        };
        let uri = |path: &std::path::Path| format!("file://{}/", path.display());
        assert_eq!(run(root.to_str().unwrap()), ("sub/e/conf/source.json".into(), uri(&root).into()));
        // One that is about another place says nothing of this one.
        assert_eq!(run("/nowhere"), ("e/conf/source.json".into(), uri(&root.join("sub")).into()));
    }
}

#[test]
fn junit_always_has_a_case() {
    let scratch = Scratch::new();
    scratch.file("a.txt", "x");
    let ran = scratch.run(&["check", "--allow-empty", "-f", "junit", "."]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("<testcase name=\"the whole run\""), "{}", ran.stdout);
    assert!(ran.stdout.contains("tests=\"1\""), "{}", ran.stdout);
}

#[test]
fn no_link_leads_nowhere() {
    let scratch = repository();
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"] {
        let text = scratch.run(&["check", "-f", format, "."]).stdout;
        assert!(!text.contains(".invalid") && !text.contains("href=\"\"") && !text.contains("]()"), "{format}");
    }
}

#[test]
fn sarif_holds_no_more_than_readers_take_and_the_worst() {
    let scratch = Scratch::new();
    let item = |number: usize| {
        let subtopic = format!("MYSQL_np_{number}_x-1-0");
        format!(
            "{{\"source\":{{\"type\":\"STORE_SOURCE\",\"clients\":[{{\"subtopic\":\"{subtopic}\"}}]}},\"sink\":{{}},\"coordinator\":{{}},\"condition\":{{}}}}"
        )
    };
    let items: Vec<String> = (0..9_000).map(item).collect();
    scratch.file("all.json", &format!("[{}]", items.join(",")));
    let log = scratch.run(&["check", "-q", "-f", "sarif", "all.json"]).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    let errors = results.iter().filter(|result| result["level"] == "error").count();
    assert_eq!(errors, 18_000, "the worst are there");
    let notes = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("2000 of 27000 findings are not in this file"), "{notes:.300}");
}

#[test]
fn the_job_summary_stands_once() {
    let scratch = repository();
    scratch.file("summary", "");
    let output = crate::scratch::omslint()
        .current_dir(scratch.path())
        .env_clear()
        .env("OMSLINT_NOW", NOW.to_string())
        .env("GITHUB_STEP_SUMMARY", scratch.path().join("summary"))
        .args(["check", "-f", "github", "--report", "sarif=a.sarif", "."])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let summary = fs::read_to_string(scratch.path().join("summary")).unwrap();
    assert_eq!(summary.matches("# OMS upgrade check: ").count(), 1);
    // The action leaves the summary to that format.
    let action = include_str!("../../action.yml");
    assert!(action.contains("--format github") && !action.contains("GITHUB_STEP_SUMMARY"));
}
