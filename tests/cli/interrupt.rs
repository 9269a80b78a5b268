//! Ctrl-C, and what a pipeline that gives up sends, as real signals: every file is whole, the message says which are done, and `revert` takes them back.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const OLD: &str = "{\n\t\"type\":\"STORE_SOURCE\",\n\t\"checkpoint\":\"{}\"\n}\n";

/// An export of which every component lacks `dbType`, and says elsewhere what it is.
fn export(components: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..components {
        let conf = conf(dir.path(), number);
        fs::create_dir_all(&conf).unwrap();
        fs::write(conf.join("source.json"), OLD).unwrap();
        fs::write(conf.join("coordinator.json"), "{\"sourceType\":\"ORACLE\",\"sinkType\":\"OB_ORACLE\"}\n").unwrap();
    }
    dir
}

fn conf(dir: &Path, number: usize) -> PathBuf {
    let id = format!("10.20.30.1-9000:connector_v2:np_{number:06}-incr_trans-1-0:0000000005");
    dir.join("export/run").join(id).join("conf")
}

fn omslint(dir: &Path, args: &[&str]) -> Command {
    let mut command = crate::scratch::omslint();
    command.args(args).current_dir(dir).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What ends a run: a person, a pipeline that gives up.
const SIGNALS: [&str; 2] = ["-INT", "-TERM"];

fn interrupt(child: &Child, signal: &str) {
    let status = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// SIGINT and SIGTERM in the mask of the signals that a process catches.
const CAUGHT: u64 = (1 << 1) | (1 << 14);

/// Waits until a file is there.
fn wait_for(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "{} never came", path.display());
        sleep(Duration::from_micros(200));
    }
}

#[test]
fn a_fix_that_is_interrupted_leaves_whole_files_and_says_which_are_done() {
    for signal in SIGNALS {
        interrupt_a_fix(signal);
    }
}

fn interrupt_a_fix(signal: &str) {
    let components = 600;
    let dir = export(components);
    let child = omslint(dir.path(), &["fix", "--backup", "kept", "export"]).spawn().unwrap();
    // The manifest stands before the first file is written.
    wait_for(&dir.path().join("kept/manifest.json"));
    interrupt(&child, signal);
    let output = child.wait_with_output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(130), "{said}");

    let read = |number| fs::read_to_string(conf(dir.path(), number).join("source.json")).unwrap();
    let new = OLD.replace("\"{}\"\n", "\"{}\",\n\t\"dbType\":\"ORACLE\"\n");
    let done: Vec<usize> = (0..components).filter(|&number| read(number) != OLD).collect();
    assert!(done.iter().all(|&number| read(number) == new), "{said}");
    assert!(said.contains("interrupted: "), "{said}");
    if done.len() < components {
        assert!(said.contains(&format!("{} of {components} files were written", done.len())), "{said}");
        for number in &done {
            assert!(said.contains(&format!("np_{number:06}")), "{number}: {said}");
        }
    }
    let revert = omslint(dir.path(), &["revert", "kept/manifest.json"]).output().unwrap();
    if !done.is_empty() {
        assert_eq!(revert.status.code(), Some(0), "{revert:?}");
    }
    assert!((0..components).all(|number| read(number) == OLD));
}

#[test]
fn a_check_that_is_interrupted_says_that_nothing_was_written() {
    for signal in SIGNALS {
        interrupt_a_check(signal);
    }
}

fn interrupt_a_check(signal: &str) {
    let dir = export(1);
    // It waits for standard input, which never ends here.
    let mut command = omslint(dir.path(), &["check", "-", "--stdin-filename", "source.json"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let open = child.stdin.take();
    let status = format!("/proc/{}/status", child.id());
    let start = Instant::now();
    // SIGINT is 2, SIGTERM 15. The handler stands once they are caught: the mask in /proc says so.
    let is_caught = || {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mask = text.lines().find_map(|line| line.strip_prefix("SigCgt:")).map(str::trim);
        mask.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask & CAUGHT == CAUGHT)
    };
    while !is_caught() && start.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(1));
    }
    interrupt(&child, signal);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    drop(open);
    assert!(said(&output).contains("interrupted: nothing was written"), "{output:?}");
    assert!(output.stdout.is_empty());
}
