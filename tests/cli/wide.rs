//! Chinese characters are two columns wide: tables stay lined up, lines end before the edge, and no line begins with a mark
//! that ends something. And a report that omslint wrote is its own in whatever language it speaks.

use std::path::Path;
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

use crate::site::copy;

fn chinese(directory: &Path, arguments: &[&str]) -> Output {
    said_in("zh", directory, arguments)
}

fn said_in(language: &str, directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_omslint"))
        .args(arguments)
        .args(["--lang", language])
        .current_dir(directory)
        .envs([("OMSLINT_NOW", "2026-03-10T00:00:00Z"), ("NO_COLOR", "1"), ("COLUMNS", "80")])
        .env_remove("GITHUB_STEP_SUMMARY")
        .output()
        .unwrap()
}

fn exports() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/exports"))
}

#[test]
fn lines_are_broken_as_chinese_is_set_and_end_before_the_edge() {
    for arguments in [&["check", "site"][..], &["check", "-v", "site"], &["verify", "site", "came-back"]] {
        let said = String::from_utf8(chinese(exports(), arguments).stdout).unwrap();
        assert!(said.contains("个项目"), "{said}");
        for line in said.lines() {
            let words = line.trim_start_matches([' ', '·', '╰', '─']).trim_end();
            assert!(
                !words.starts_with(['，', '。', '；', '：', '！', '？', '）', '”', '、']),
                "begins with a mark: {line}"
            );
            assert!(!words.ends_with(['（', '“']), "ends with a mark: {line}");
            // Ids and paths stay whole.
            let is_whole = line.split(['（', '）', ' ', '，', '、']).any(|word| word.width() > 30);
            assert!(line.width() <= 80 || is_whole, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn columns_are_lined_up_by_what_a_terminal_shows() {
    let said = String::from_utf8(chinese(exports(), &["check", "--statistics", "site"]).stdout).unwrap();
    let rows: Vec<&str> = said.lines().take_while(|line| !line.contains("中有")).collect();
    assert!(rows[0].starts_with("代码") && rows.len() > 5, "{said}");
    // The last column ends every row.
    assert!(rows.iter().all(|row| row.width() == rows[0].width()), "{said}");
    let said = String::from_utf8(chinese(exports(), &["check", "site"]).stdout).unwrap();
    let head = said.lines().find(|line| line.contains("状态")).unwrap();
    let column = |line: &str, word: &str| line.split_once(word).map(|(before, _)| before.width());
    let row = said.lines().find(|line| line.trim_start().starts_with("np_") && line.contains("FIX ")).unwrap();
    assert_eq!(column(head, "状态"), column(row, "FIX "), "{said}");
}

#[test]
fn a_report_is_known_as_our_own_in_either_language() {
    let directory = tempfile::tempdir().unwrap();
    copy(&exports().join("site"), &directory.path().join("site"));
    for format in ["full", "concise", "markdown", "html", "junit", "gitlab", "github"] {
        for language in ["zh", "en", "zh"] {
            let report = format!("{format}=report");
            let said = said_in(language, directory.path(), &["check", "--report", &report, "site"]);
            let complaint = String::from_utf8_lossy(&said.stderr).into_owned();
            assert_eq!(said.status.code(), Some(1), "{format} in {language}: {complaint}");
        }
        std::fs::remove_file(directory.path().join("report")).unwrap();
    }
}

#[test]
fn a_finding_a_line_has_the_shape_that_editors_read_in_either_language() {
    let places = |language: &str| -> Vec<String> {
        let said = String::from_utf8(said_in(language, exports(), &["check", "-f", "concise", "site"]).stdout).unwrap();
        let line = |line: &str| Some(line.split_once("[OMS")?.0.rsplit_once(' ')?.0.to_owned());
        said.lines().filter_map(line).collect()
    };
    let (chinese, english) = (places("zh"), places("en"));
    assert_eq!(chinese, english);
    assert!(english.len() > 20 && english.iter().all(|place| place.ends_with(':')), "{english:?}");
}
