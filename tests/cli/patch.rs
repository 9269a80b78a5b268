//! Patches apply where they were made, with git and with patch, whatever the files are called; and what cannot stand in a patch
//! is said.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::scratch::{IncrSync, NOW, Scratch};

/// A component whose type is known and whose position stands there: one safe fix.
fn fixable(task: &'static str) -> IncrSync {
    let mut one = IncrSync::new(task);
    one.source_type = Some("MYSQL");
    one.source = ",\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"},\n\t\"password\":\"S3cret-x\"";
    one
}

/// Writes the four files of a component into this folder; gives back the path of its source.
fn into(scratch: &Scratch, folder: &str, one: &IncrSync) -> String {
    for (name, text) in one.files() {
        scratch.file(&format!("{folder}/conf/{name}.json"), &text);
    }
    format!("{folder}/conf/source.json")
}

fn is_fixed(scratch: &Scratch, file: &str) -> bool {
    fs::read_to_string(scratch.path().join(file)).unwrap().contains("\"dbType\":\"MYSQL\"")
}

/// Runs a tool with this on its standard input; None where there is no such tool.
fn feed(folder: &Path, command: &[&str], text: &str) -> Option<bool> {
    let started = Command::new(command[0]).args(&command[1..]).current_dir(folder).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        println!("SKIPPED: no {} here", command[0]);
        return None;
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    Some(child.wait().unwrap().success())
}

#[test]
fn a_patch_applies_below_the_root_of_a_repository_and_under_odd_names() {
    let odd = ["exports/a b\t\"生产\"\\x", "exports/ leading", "exports/plain", "exports/b/ "];
    for tool in [&["git", "apply", "-"][..], &["patch", "-s", "-p1"]] {
        let scratch = Scratch::new();
        let files: Vec<String> = odd.iter().map(|folder| into(&scratch, folder, &fixable("np_a"))).collect();
        if feed(scratch.path(), &["git", "init", "-q", "."], "").is_none() {
            return;
        }
        for file in &files {
            let args = ["diff", &file.replace("exports/", ""), "--show-secrets"];
            let ran = scratch.run_in("exports", &args);
            assert!(ran.stdout.starts_with("--- "), "{}", ran.stdout);
            assert!(!ran.stdout.contains("diff --git"), "{}", ran.stdout);
            if feed(&scratch.path().join("exports"), tool, &ran.stdout) == Some(false) {
                panic!("{tool:?} does not take the patch of {file}:\n{}", ran.stdout);
            }
            assert!(is_fixed(&scratch, file), "{tool:?} says that it patched {file}:\n{}", ran.stdout);
        }
    }
}

#[test]
fn a_masked_diff_says_that_it_cannot_be_applied_and_the_patch_can() {
    let scratch = Scratch::new();
    let file = into(&scratch, "e", &fixable("np_a"));
    let ran = scratch.run(&["diff", "e"]);
    assert!(!ran.stdout.contains("S3cret-x") && ran.stdout.contains("[redacted]"), "{}", ran.stdout);
    assert!(ran.stderr.contains("cannot be applied") && ran.stderr.contains("--patch FILE"), "{}", ran.stderr);
    let ran = scratch.run(&["diff", "e", "--patch", "the.patch"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(!ran.stderr.contains("cannot be applied"), "{}", ran.stderr);
    let patch = fs::read_to_string(scratch.path().join("the.patch")).unwrap();
    assert!(patch.contains("S3cret-x") && !is_fixed(&scratch, &file), "{patch}");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(scratch.path().join("the.patch")).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    if feed(scratch.path(), &["patch", "-s", "-p1"], &patch).is_some() {
        assert!(is_fixed(&scratch, &file));
    }
    // A secret far from every change is in no line of the diff, so that this can be applied.
    let mut far = fixable("np_a");
    far.source = ",\n\t\"password\":\"S3cret-x\",\n\t\"a\":1,\n\t\"b\":1,\n\t\"c\":1,\n\t\"d\":1,\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"}";
    into(&scratch, "far", &far);
    assert!(!scratch.run(&["diff", "far"]).stderr.contains("cannot be applied"));
}

#[test]
fn what_cannot_stand_in_a_patch_is_left_out_and_said() {
    let scratch = Scratch::new();
    into(&scratch, "w/in", &fixable("np_a"));
    into(&scratch, "out", &fixable("np_b"));
    let ran = scratch.run_in("w", &["diff", "in", "../out", "--patch", "the.patch"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let patch = || fs::read_to_string(scratch.path().join("w/the.patch")).unwrap();
    assert!(
        ran.stderr.contains("../out/conf/source.json: not in the.patch, because it lies outside"),
        "{}",
        ran.stderr
    );
    assert!(patch().contains("a/in/conf/source.json") && !patch().contains("out/conf"), "{}", patch());
    // The same of `fix`, which fixes both.
    let ran = scratch.run_in("w", &["fix", "in", "../out", "--backup", "none", "--patch", "the.patch"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(is_fixed(&scratch, "w/in/conf/source.json") && is_fixed(&scratch, "out/conf/source.json"));
    assert!(!patch().contains("out/conf"), "{}", patch());
}

#[test]
fn a_name_that_is_not_utf8_is_left_out_and_said() {
    let scratch = Scratch::new();
    let folder = scratch.path().join("w").join(OsStr::from_bytes(b"gb\xc9\xfa")).join("conf");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in fixable("np_a").files() {
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
    }
    let ran = scratch.run_in("w", &["diff", ".", "--patch", "the.patch"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stderr.contains("not in the.patch, because its name is not UTF-8"), "{}", ran.stderr);
    assert!(!scratch.path().join("w/the.patch").exists());
}

#[test]
fn a_patch_of_an_earlier_run_never_stays() {
    let scratch = Scratch::new();
    into(&scratch, "e", &fixable("np_a"));
    let patch = || fs::read_to_string(scratch.path().join("the.patch")).unwrap();
    assert_eq!(scratch.run(&["diff", "e", "--patch", "the.patch"]).code, 1);
    assert!(!patch().is_empty());
    // Neither behind a run that reads nothing, nor behind one that is refused.
    assert_eq!(scratch.run(&["diff", "gone", "--patch", "the.patch"]).code, 3);
    assert_eq!(patch(), "");
    assert_eq!(scratch.run(&["diff", "e", "--patch", "the.patch"]).code, 1);
    scratch.run(&["fix", "e", "--patch", "the.patch", "--select", "OMS999"]).refuses(&["OMS999"]);
    assert_eq!(patch(), "");
    // What is no patch is not touched.
    scratch.file("notes", "precious\n");
    scratch.run(&["diff", "e", "--patch", "notes"]).refuses(&["notes", "was not made by omslint"]);
    assert_eq!(fs::read_to_string(scratch.path().join("notes")).unwrap(), "precious\n");
}

#[test]
fn a_forced_colour_does_not_get_into_a_pipe() {
    let scratch = Scratch::new();
    into(&scratch, "e", &fixable("np_a"));
    let diff = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = crate::scratch::omslint();
        command
            .current_dir(scratch.path())
            .env_clear()
            .env("OMSLINT_NOW", NOW.to_string())
            .args(["diff", "e"])
            .args(args);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for variable in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        assert!(!diff(&[(variable, "1")], &[]).contains('\x1b'), "{variable}");
    }
    assert!(diff(&[], &["--color", "always"]).contains('\x1b'));
    assert!(diff(&[("TERM", "dumb")], &["--color", "always"]).contains('\x1b'));
}

#[test]
fn half_done_is_said() {
    let scratch = Scratch::new();
    let mut one = IncrSync::new("np_a");
    one.source_type = Some("MYSQL");
    into(&scratch, "e", &one);
    let ran = scratch.run(&["fix", "e", "--out-dir", "o"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("half done: ")).collect();
    assert_eq!(told, ["half done: np_a got its dbType, but still lacks its checkpoint"]);
    // Both, or none: nothing is half done.
    into(&scratch, "both", &fixable("np_a"));
    assert!(!scratch.run(&["fix", "both", "--out-dir", "p"]).stderr.contains("half done"));
    let ran = scratch.run(&["fix", "e", "--out-dir", "o", "--select", "OMS102"]);
    assert!(!ran.stderr.contains("half done"), "{}", ran.stderr);
}

/// What a person chose to look at is not what a component needs.
#[test]
fn half_done_is_said_whatever_is_selected() {
    let scratch = Scratch::new();
    let timed = "\"timestamp\":\"1773000000\"";
    let lacking = |name: &'static str, prefix: &'static str, source: &'static str| {
        let one = IncrSync {
            prefix,
            source_type: Some(if prefix == "MYSQL" { "MYSQL" } else { "OB_MYSQL" }),
            source,
            ..IncrSync::new("np_a")
        };
        for (file, text) in one.files() {
            let text = text.replace("\"clientId\"", &format!("{timed},\"clientId\""));
            scratch.file(&format!("{name}/run/{}/conf/{file}.json", one.id()), &text);
        }
    };
    lacking("bare", "MYSQL", "");
    scratch.file("ignore.toml", "[[ignore]]\nrule = \"OMS102\"\ntasks = [\"np_a\"]\nreason = \"later\"\n");
    scratch.run(&["check", "bare", "--select", "OMS102", "--write-baseline", "known.json"]);
    let told = |folder: &str, args: &[&str]| {
        let ran = scratch.run(&[&["fix", folder, "--out-dir", "o"], args].concat());
        let told: Vec<_> = ran.stderr.lines().filter_map(|line| line.strip_prefix("half done: ")).collect();
        assert!(told.len() < 2, "{args:?} {told:?}");
        told.first().and_then(|line| line.rsplit("its ").next()).unwrap_or_default().to_owned()
    };
    for args in [
        &["--select", "OMS101"][..],
        &["--ignore", "OMS102"],
        &["--config", "ignore.toml"],
        &["--baseline", "known.json"],
        &["--min-severity", "error"],
        &["--task", "np_a", "--select", "OMS101"],
    ] {
        assert_eq!(told("bare", args), "checkpoint", "{args:?}");
    }
    assert_eq!(told("bare", &["--select", "OMS102", "--unsafe-fixes"]), "dbType");
    assert_eq!(told("bare", &["--unsafe-fixes"]), "");
    // What lacks one alone, and what has a default for the other.
    lacking("type", "MYSQL", ",\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"}");
    assert_eq!(told("type", &["--select", "OMS101"]), "");
    lacking("default", "OB_MYSQL", ",\n\t\"ignoreDdl\":\"true\"");
    assert_eq!(told("default", &["--select", "OMS102", "--unsafe-fixes"]), "");
    assert_eq!(told("default", &["--select", "OMS101"]), "checkpoint");
}
