//! The unified diff: exact, so that the real `git apply` takes it, and for the screen.

use std::fs;
use std::path::Path;
use std::process::Command;

use omslint::report::render::diff::{Mode, unified};
use omslint::report::report::Look;
use proptest::prelude::*;

/// The file at `path` after `git apply` of the diff; None if there is no git.
fn applied(path: &str, old: &str, new: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, old).unwrap();
    let patch = folder.path().join("the.patch");
    fs::write(&patch, unified(path, old, new, Mode::Exact)).unwrap();
    let apply = |folder: &Path| {
        // Outside of any repository, and with nobody's settings.
        Command::new("git")
            .current_dir(folder)
            .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args(["apply", "--whitespace=nowarn", "the.patch"])
            .output()
    };
    let output = match apply(folder.path()) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        output => output.unwrap(),
    };
    assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    Some(fs::read_to_string(&file).unwrap())
}

fn check(path: &str, old: &str, new: &str) {
    match applied(path, old, new) {
        Some(result) => assert_eq!(result, new, "{path}"),
        None => eprintln!("skipped: there is no git here"),
    }
}

#[test]
fn git_takes_every_kind_of_text() {
    let old =
        "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4,\n  \"e\": 5,\n  \"f\": 6,\n  \"g\": 7,\n  \"h\": 8\n}\n";
    let new = old.replace("\"a\": 1,", "\"a\": 1,\n  \"x\": \"密码\",").replace("\"h\": 8", "\"h\": 8,\n  \"y\": 2");
    check("a.json", old, &new);
    check("a.json", &old.replace('\n', "\r\n"), &new.replace('\n', "\r\n"));
    check("a.json", &old.replace('\n', "\r"), &new.replace('\n', "\r"));
    check("a.json", &old.replace('\n', ""), &new.replace('\n', ""));
    check("a.json", old.trim_end(), new.trim_end());
    check("a.json", old, new.trim_end());
    check("a.json", old.trim_end(), &new);
    check("a.json", &format!("\u{feff}{old}"), &format!("\u{feff}{new}"));
    check("a.json", "x", "y");
    check("a.json", "x\n", "y\nx\n");
}

#[test]
fn git_takes_every_kind_of_name() {
    for path in [
        "run/10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:1/conf/source.json",
        "with space/a b.json",
        "目录/任务.json",
        "quote\"and\\back.json",
        "tab\there.json",
        " leading and trailing ",
        "中 文 with space.json",
    ] {
        check(path, "{}\n", "{\"a\":1}\n");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn git_takes_any_change(old in "([ab密]{0,2}(\n|\r\n|\r)){0,12}[ab]?", new in "([ab密]{0,2}(\n|\r\n|\r)){0,12}[ab]?") {
        // An empty side would be a file that comes or goes, which a fix never does.
        if old != new && !old.is_empty() && !new.is_empty() {
            check("a.json", &old, &new);
        }
    }
}

const PLAIN: Look = Look { colour: false, links: false, width: 80, whole_paths: true, verbosity: 0 };

#[test]
fn on_the_screen() {
    let old = "{\r\n\t\"type\":\"STORE\",\r\n\t\"evil\":\"\u{1b}[2J\",\r\n\t\"last\":\"1\"\r\n}";
    let new = old.replace("\"last\":\"1\"", "\"last\":\"1\",\r\n\t\"dbType\":\"ORACLE\"");
    insta::assert_snapshot!("screen", unified("目录/a b.json", old, &new, Mode::Screen(PLAIN)));
    let colour = unified("a.json", old, &new, Mode::Screen(Look { colour: true, ..PLAIN }));
    insta::assert_snapshot!("screen_colour", colour.replace('\u{1b}', "^"));
}

#[test]
fn a_minified_line_is_windowed() {
    let filler = |n: usize| format!("\"{}\":\"{}\",", "k".repeat(4), "v".repeat(n));
    let old = format!("{{{}\"a\":1{}\"b\":2{}\"c\":3}}", filler(2000), filler(2000), filler(900));
    let new = old
        .replace("\"a\":1", "\"a\":1,\"dbType\":\"ORACLE\"")
        .replace("\"c\":3", "\"c\":3,\"checkpoint\":\"1700000000\"");
    insta::assert_snapshot!("windowed", unified("a.json", &old, &new, Mode::Screen(PLAIN)));
}

#[test]
fn a_large_text_is_quick() {
    let line = "x".repeat(99) + "\n";
    let old = line.repeat(100_000);
    let new = format!("{}{}{}", &old[..5_000_000], "new\n", &old[5_000_000..]);
    let started = std::time::Instant::now();
    assert!(unified("a.json", &old, &new, Mode::Exact).len() < 2_000);
    let one = old.replace('\n', " ");
    let other = new.replace('\n', " ");
    assert!(unified("a.json", &one, &other, Mode::Screen(PLAIN)).len() < 2_000);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

/// What a diff proposes next is no diff of the same fixes, whatever the files are called and where it runs.
#[test]
fn a_diff_proposes_no_diff() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site");
    let next = |folder: &Path, paths: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omslint"));
        command.env_remove("OMSLINT_LANG").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        command.current_dir(folder).arg("diff").args(paths).env_remove("OMSLINT_NOW");
        let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
        let is_command = |line: &&str| line.trim_start().starts_with("omslint ");
        said.lines().filter(is_command).map(|line| line.trim_start().to_owned()).collect::<Vec<_>>()
    };
    let is_fix = |line: &String| line.starts_with("omslint fix --out-dir fixed");
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("omslint diff x.yaml");
    fs::copy(site.join("incr-sync").join(first_file(&site.join("incr-sync"))), &odd).unwrap();
    for lines in [next(&site, &[]), next(folder.path(), &["omslint diff x.yaml", site.to_str().unwrap()])] {
        assert!(lines.iter().any(is_fix), "{lines:#?}");
        assert!(!lines.iter().any(|line| line.starts_with("omslint diff")), "{lines:#?}");
    }
}

fn first_file(folder: &Path) -> std::ffi::OsString {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).min().unwrap()
}
