//! The picture in the README is what the program prints at a terminal. With `UPDATE=1` it is drawn anew.

use std::fs;
use std::path::Path;

use anstyle_svg::Term;

/// Columns of the picture.
const WIDTH: &str = "100";

/// The task whose finding is in the picture.
const TASK: &str = "np_2c9p5t7v1e";

fn coloured(args: &[&str]) -> String {
    let output = crate::scratch::omslint()
        .args(["check", "--no-config", "--color", "always", "--now", "2026-03-10T00:00:00Z", "fixtures/exports/site"])
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", WIDTH)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The lines up to the first empty one behind `from` empty ones.
fn part(text: &str, from: usize) -> String {
    text.split("\n\n").skip(from).take(1).map(|part| format!("{part}\n")).collect()
}

#[test]
fn the_picture_in_the_readme_is_what_is_printed() {
    let (all, one) = (coloured(&[]), coloured(&["--task", TASK]));
    // The answer, the tasks, and of one task the finding.
    let shown = format!("$ omslint check oms-export\n{}\n{}\n{}", part(&all, 0), part(&all, 1), part(&one, 2));
    assert!(shown.contains("Not ready") && shown.contains("CONFIRM") && shown.contains("error[OMS101]"), "{shown}");
    let drawn = Term::new().render_svg(&shown);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/check.svg");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, drawn).unwrap();
    } else {
        assert_eq!(fs::read_to_string(path).unwrap(), drawn, "run the tests with UPDATE=1 and look at the picture");
    }
}
