//! Runs every command of the README and the documents and compares what it prints, so that no page can rot. With
//! `UPDATE=1` the outputs are written anew.
//!
//! A block ` ```console ` holds `$ command` lines, each followed by its output. A line `[…]` stands for any lines. The
//! exit code, where it is not 0, stands in a last line `[exit N]`. Below a line ``<!-- made by `COMMAND` -->`` stands what
//! COMMAND prints, up to the first blank line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::site::copy;

/// The time of the outputs in the pages, so that ages stay as they are.
const NOW: &str = "2026-03-10T00:00:00Z";

/// The pages whose commands are run, from the root of the repository.
const PAGES: &[&str] = &[
    "README.md",
    "docs/README.zh-CN.md",
    "docs/ci.md",
    "docs/configuration.md",
    "docs/rules.md",
    "docs/upgrade-weekend.md",
    "docs/upgrade-weekend.zh-CN.md",
];

struct Step {
    command: String,
    expected: Vec<String>,
}

#[test]
fn every_command_of_the_pages_prints_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in PAGES {
        let path = root.join(page);
        let text = fs::read_to_string(&path).unwrap();
        let new = rewrite(&text, root, if page.ends_with(".zh-CN.md") { "zh" } else { "en" });
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, new).unwrap();
        } else {
            assert!(
                text == new,
                "{page} is not what the commands print; run the tests with UPDATE=1 and read the difference\n{}",
                first_difference(&text, &new)
            );
        }
    }
}

fn first_difference(old: &str, new: &str) -> String {
    let pair = old.lines().zip(new.lines()).enumerate().find(|(_, (a, b))| a != b);
    pair.map_or_else(
        || "one ends earlier".into(),
        |(n, (a, b))| format!("line {}:\n  page:  {a}\n  prints: {b}", n + 1),
    )
}

/// The page with the output of each command as it is now.
fn rewrite(text: &str, root: &Path, language: &'static str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    // Commands of one page share a scratch directory, so that a fix can be looked at by the next command.
    let scratch = Scratch::new(root, language);
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some(command) = line.strip_prefix("<!-- made by `").and_then(|rest| rest.strip_suffix("` -->")) {
            let printed = scratch.run(command);
            out.extend(printed.iter().flat_map(|line| [line, "\n"]));
            // What stood there goes, up to the first blank line.
            lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
            out.push('\n');
        }
        if line.trim() != "```console" {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
        for step in steps(&block) {
            out.push_str(&format!("$ {}\n", step.command));
            let printed = scratch.run(&step.command);
            for line in kept(&step.expected, &printed) {
                out.push_str(&line);
                out.push('\n');
            }
        }
        out.push_str("```\n");
    }
    out
}

fn steps(block: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => steps.push(Step { command: command.to_owned(), expected: Vec::new() }),
            None => steps.last_mut().expect("output without a command").expected.push((*line).to_owned()),
        }
    }
    steps
}

/// The printed lines, shortened where the page shortens them: everything between the line before `[…]` and the line
/// after it is left out, if both are still printed.
fn kept(expected: &[String], printed: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    for (n, line) in expected.iter().enumerate() {
        if line != "[…]" {
            continue;
        }
        let before = n.checked_sub(1).map(|n| &expected[n]);
        let start = before.map_or(Some(0), |b| printed[at..].iter().position(|p| p == b).map(|i| at + i + 1));
        let after = expected.get(n + 1);
        let Some(start) = start else { return printed.to_vec() };
        let end = match after {
            None => Some(printed.len()),
            Some(after) => printed[start..].iter().position(|p| p == after).map(|i| start + i),
        };
        let Some(end) = end else { return printed.to_vec() };
        out.extend_from_slice(&printed[at..start]);
        out.push("[…]".to_owned());
        at = end;
    }
    out.extend_from_slice(&printed[at..]);
    out
}

struct Scratch {
    /// The language that the reader of the page has set.
    language: &'static str,
    directory: tempfile::TempDir,
    path: PathBuf,
}

impl Scratch {
    fn new(root: &Path, language: &'static str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("omslint");
        fs::create_dir(&path).unwrap();
        // All that a reader of the pages is told to use; the other fixtures are thousands of files.
        for name in ["fixtures/exports", "schemas", "contrib", "docs"] {
            if root.join(name).exists() {
                copy(&root.join(name), &path.join(name));
            }
        }
        Self { language, directory, path }
    }

    fn run(&self, command: &str) -> Vec<String> {
        let binary = Path::new(env!("CARGO_BIN_EXE_omslint"));
        let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
        // `cargo run` in a page means the binary that the tests were built with.
        let command = command.replace("cargo run --quiet --", "omslint");
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {command}; }} 2>&1")])
            .current_dir(&self.path)
            .env("PATH", path)
            .env_remove("OMSLINT_LANG")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .env("OMSLINT_NOW", NOW)
            .env("OMSLINT_LANG", self.language)
            .env("COLUMNS", "100")
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", self.directory.path().join("state"))
            .env_remove("OMSLINT_CONFIG")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let text = text.replace(&format!("{}/", self.directory.path().display()), "~/");
        let mut lines: Vec<String> = text.lines().map(|line| steady(line.trim_end())).collect();
        match output.status.code() {
            Some(0) => {}
            code => lines.push(format!("[exit {}]", code.unwrap_or(-1))),
        }
        lines
    }
}

/// The time and the process in the name of a backup are different each time.
fn steady(line: &str) -> String {
    let Some(at) = line.find("omslint/backup/") else { return line.to_owned() };
    let start = at + "omslint/backup/".len();
    let end = line[start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map_or(line.len(), |i| start + i);
    format!("{}20260310T000000Z-4711{}", &line[..start], &line[end..])
}
