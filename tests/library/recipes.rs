//! The recipes that docs/ci.md shows are the files that people copy. `.ci/recipes` lints and runs them.

use std::fs;
use std::path::Path;

/// With `UPDATE=1` the page is written anew, as in tests/cli/readme.rs.
#[test]
fn the_page_shows_the_files_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("docs/ci.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut new = String::new();
    let mut lines = text.lines();
    let mut shown = 0;
    while let Some(line) = lines.next() {
        new.push_str(line);
        new.push('\n');
        let Some(file) = line.strip_prefix("<!-- file: ").and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        shown += 1;
        let fence = lines.next().unwrap();
        for _ in lines.by_ref().take_while(|line| *line != "```") {}
        let content = fs::read_to_string(root.join(file)).unwrap();
        new.push_str(&format!("{fence}\n{content}```\n"));
    }
    assert_eq!(shown, 2);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&page, new).unwrap();
    } else {
        assert!(text == new, "docs/ci.md shows other recipes than the files hold; run the tests with UPDATE=1");
    }
}
