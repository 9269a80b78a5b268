//! Small things that users of such tools stumble over: what a slip of the hand is answered with, and what a strange input is
//! called.

use std::fs;
use std::io::Write;
use std::process::Command;

use crate::scratch::{IncrSync, Scratch};

/// An export with one safe fix.
fn export() -> Scratch {
    let scratch = Scratch::new();
    let mut one = IncrSync::new("np_a");
    one.source_type = Some("MYSQL");
    one.source = ",\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"}";
    scratch.incr_sync(&one);
    scratch
}

/// A tar archive with this one member.
fn tar(name: &str, text: &str) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    builder.append_data(&mut header, name, text.as_bytes()).unwrap();
    builder.into_inner().unwrap()
}

#[test]
fn flags_that_nobody_knows_are_answered_with_what_was_meant() {
    let scratch = export();
    scratch.run(&["check", "--form", "json"]).refuses(&["'--form'", "'--format'"]);
    scratch.run(&["check", "--fix"]).refuses(&["`omslint fix` is a command of its own"]);
    scratch.run(&["check", "--patc", "x"]).refuses(&["--patc"]);
    scratch.run(&["diff", "--patc", "x"]).refuses(&["'--patch'"]);
}

#[test]
fn each_command_lists_its_formats_and_one_of_the_configuration_breaks_none() {
    let scratch = export();
    let help = |command: &str| scratch.run(&[command, "--help"]).stdout;
    assert!(help("check").contains("sarif") && !help("verify").contains("sarif") && !help("files").contains("sarif"));
    assert!(help("verify").contains("markdown") && !help("files").contains("markdown"));
    scratch.run(&["verify", "export", "export", "-f", "sarif"]).refuses(&["full, concise, json, markdown"]);
    scratch.run(&["files", "export", "-f", "sarif"]).refuses(&["full, json"]);
    scratch.file("omslint.toml", "format = \"github\"\n");
    assert_eq!(scratch.run(&["verify", "export", "export"]).code, 1);
    assert_eq!(scratch.run(&["files", "export"]).code, 0);
    assert!(scratch.run(&["check", "export"]).stdout.starts_with("::error "));
}

#[test]
fn a_version_without_quotes_and_one_that_no_oms_had_are_told() {
    let scratch = export();
    scratch.file("omslint.toml", "ddl = \"yes\"\nto = 4.3.2 # the target\n");
    scratch.run(&["check", "export"]).refuses(&["omslint.toml:2", "a version is a string: to = \"4.3.2\""]);
    scratch.file("omslint.toml", "jobs = 1.2.3x\n");
    assert!(!scratch.run(&["check", "export"]).stderr.contains("a version"));
    fs::remove_file(scratch.path().join("omslint.toml")).unwrap();
    let ran = scratch.run(&["check", "--created-with", "3.2.9", "export"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("warning: --created-with: no OMS 3.2.9 is known here"), "{}", ran.stderr);
    let ran = scratch.run(&["check", "--created-with", "3.2.2", "--from", "3.2.1", "--to", "4.3.2", "export"]);
    assert_eq!(ran.stderr, "");
}

#[test]
fn an_unused_omslint_toml_is_told() {
    let scratch = export();
    scratch.file("export/omslint.toml", "fail-on = \"never\"\n");
    let told =
        |ran: &crate::scratch::Ran| ran.not_checked().iter().any(|one| one.starts_with("another omslint.toml: "));
    let ran = scratch.check(&["."]);
    assert!(told(&ran) && ran.not_checked().join(" ").contains("export/omslint.toml"), "{:?}", ran.not_checked());
    assert!(!told(&scratch.run_in("export", &["check", "-f", "json", "."])));
    assert!(!told(&scratch.check(&["--no-config", "."])));
    assert!(!told(&scratch.check(&["--config", "export/omslint.toml", "."])));
}

#[test]
fn a_baseline_may_begin_with_a_mark() {
    let scratch = export();
    assert_eq!(scratch.run(&["check", "--write-baseline", "known.json", "export"]).code, 0);
    let text = fs::read_to_string(scratch.path().join("known.json")).unwrap();
    scratch.file("known.json", &format!("\u{feff}{text}"));
    assert_eq!(scratch.run(&["check", "--baseline", "known.json", "export"]).code, 0);
}

#[test]
fn a_binary_file_is_called_one_and_an_empty_directory_says_what_is_expected() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.path().join("e/conf")).unwrap();
    fs::write(scratch.path().join("e/conf/source.json"), b"\x7fELF\x02\x01\x01\0\0\xff\xd8\0").unwrap();
    let ran = scratch.run(&["check", "e"]);
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("a binary file, not text"), "{}", ran.stdout);
    fs::create_dir_all(scratch.path().join("empty")).unwrap();
    let ran = scratch.run(&["check", "empty"]);
    assert_eq!(ran.code, 4);
    assert!(ran.stdout.contains("conf/source.json") && ran.stdout.contains(".tar.gz"), "{}", ran.stdout);
}

#[test]
fn archives_glued_together_are_a_failure() {
    let scratch = Scratch::new();
    let source = |task: &str| IncrSync::new("np_a").files()[0].1.replace("np_a", task);
    let name =
        |task: &str| format!("run/10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000005/conf/source.json");
    let (one, two) = (tar(&name("np_a"), &source("np_a")), tar(&name("np_b"), &source("np_b")));
    let glued = [one.clone(), two].concat();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&glued).unwrap();
    for (file, bytes) in [("a.tar", glued), ("b.tar.gz", packed.finish().unwrap())] {
        fs::write(scratch.path().join(file), bytes).unwrap();
        let ran = scratch.check(&[file]);
        assert_eq!(ran.code, 3, "{file}");
        let failures = ran.json()["failures"].to_string();
        assert!(failures.contains("glued together"), "{failures}");
    }
    // Padding is none.
    fs::write(scratch.path().join("c.tar"), [one, vec![0; 50_000]].concat()).unwrap();
    assert_eq!(scratch.check(&["c.tar"]).code, 1);
}

#[test]
fn links_in_an_archive_are_said() {
    let scratch = Scratch::new();
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "run/x/conf/source.json", "../v1.json").unwrap();
    fs::write(scratch.path().join("a.tar"), builder.into_inner().unwrap()).unwrap();
    let told = scratch.check(&["--allow-empty", "a.tar"]).not_checked();
    assert!(told.iter().any(|one| one == "links and devices in archives: 1 in a.tar not followed"), "{told:?}");
}

#[test]
fn settings_are_shown_with_where_they_come_from() {
    let scratch = export();
    scratch.file("omslint.toml", "to = \"4.2.2\"\nfail-on = \"warning\"\nexclude = [\"*.bak\"]\n");
    scratch.file("known.toml", "");
    scratch.file(".omslintignore", "*.log\n");
    scratch.file("other/.omslintignore", "*.log\n");
    scratch.file("export/deep/.omslintignore", "*.log\n");
    let args = ["check", "--show-settings", "--values", "known.toml", "--ddl", "yes", "export"];
    let ran = scratch.run(&args);
    assert_eq!(ran.code, 0, "{ran:?}");
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = ran.stdout.lines().map(words).collect();
    for line in [
        "to \"4.2.2\" (omslint.toml)",
        "fail-on \"warning\" (omslint.toml)",
        "exclude [\"*.bak\"] (omslint.toml)",
        "ddl \"yes\" (command line)",
        "from not set (default)",
        "reserve \"30m\" (default)",
        "max-file-size \"64M\" (default)",
        "files [\"omslint.toml\", \"known.toml\"] (read)",
        "ignore-files [\".omslintignore\", \"export/deep/.omslintignore\"] (read)",
    ] {
        assert!(lines.iter().any(|shown| shown == line), "{line} is not in {lines:#?}");
    }
}

#[test]
fn tasks_are_listed_with_their_components() {
    let scratch = export();
    scratch.incr_sync(&IncrSync::new("np_b"));
    let ran = scratch.run(&["files", "--tasks", "export"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with("np_a\n# 10.20.30.11-9000:"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\n# 2 tasks\n"), "{}", ran.stdout);
    let json = scratch.run(&["files", "--tasks", "-f", "json", "export"]).json();
    assert_eq!((&json[0]["task"], &json[1]["components"][0]["kind"]), (&"np_a".into(), &"Incr-Sync".into()));
}

#[test]
fn statistics_are_one_row_a_rule() {
    let scratch = export();
    scratch.incr_sync(&IncrSync::new("np_b"));
    let ran = scratch.run(&["check", "--statistics", "export"]);
    assert_eq!(ran.code, 1);
    let rows: Vec<Vec<&str>> = ran.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0][..5], ["code", "rule", "severity", "findings", "tasks"]);
    assert!(rows.contains(&vec!["OMS101", "missing-db-type", "error", "2", "2", "1", "1", "0"]), "{rows:?}");
    assert!(rows.contains(&vec!["OMS102", "missing-checkpoint", "error", "1", "1", "0", "0", "1"]), "{rows:?}");
    scratch.run(&["check", "--statistics", "-f", "json", "export"]).refuses(&["--statistics", "json"]);
}

#[test]
fn revert_stays_below_its_directory() {
    let scratch = export();
    let source = "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_a-incr_trans-1-0:0000000005/conf/source.json";
    let text = || fs::read_to_string(scratch.path().join(source)).unwrap();
    let before = text();
    assert_eq!(scratch.run(&["fix", "export", "--backup", "none", "--manifest", "undo.json"]).code, 0);
    let fixed = text();
    scratch.file("elsewhere/x", "");
    let ran = scratch.run_in("elsewhere", &["revert", "../undo.json"]);
    ran.refuses(&["1 file lies where nothing is to be written", source, "--anywhere"]);
    scratch.run_in("elsewhere", &["revert", "../undo.json", "."]).refuses(&["nothing was reverted"]);
    scratch.run_in("elsewhere", &["revert", "../undo.json", "gone"]).refuses(&["cannot find gone"]);
    assert_eq!(text(), fixed);
    let ran = scratch.run_in("elsewhere", &["revert", "../undo.json", "../export"]);
    assert_eq!((ran.code, text()), (0, before), "{ran:?}");
    assert!(ran.stderr.contains("will restore ") && ran.stdout.contains(source), "{ran:?}");
}

/// `script` gives a program a terminal; without it there is nothing to look at.
#[test]
fn dumb_terminals_get_no_colours() {
    let scratch = export();
    let shown = |variables: &[(&str, &str)]| {
        let command = format!("'{}' check export", env!("CARGO_BIN_EXE_omslint"));
        let mut script = Command::new("script");
        script.current_dir(scratch.path()).args(["-qec", &command, "/dev/null"]);
        for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            script.env_remove(name);
        }
        let output = script.env("TERM", "xterm").envs(variables.iter().copied()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).contains('\x1b'))
    };
    if shown(&[]) != Some(true) {
        println!("SKIPPED: no script here that gives a terminal");
        return;
    }
    assert_eq!(shown(&[("TERM", "dumb")]), Some(false));
    assert_eq!(shown(&[("CLICOLOR", "0")]), Some(false));
    assert_eq!(shown(&[("CLICOLOR", "0"), ("FORCE_COLOR", "1")]), Some(true));
    assert_eq!(shown(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]), Some(false));
}
