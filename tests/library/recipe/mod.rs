//! Walks the recipe of CONTRIBUTING.md, "A new rule in ten minutes": the rule of the page is compiled as it stands, run over
//! the two cases of the page, and put into the list with the lines of the page. So the page cannot rot.

use std::fs;
use std::path::Path;

mod unlinked_component;

use omslint::lint::rule::Rule;
use omslint::lint::{rule, rules, run};
use omslint::oms::export::{Export, Input};
use omslint::oms::shapes;
use omslint::text::syntax;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The block of the page behind `<!-- recipe: NAME -->`.
fn block(name: &str) -> String {
    let page = read("CONTRIBUTING.md");
    let rest = page.split(&format!("<!-- recipe: {name} -->\n")).nth(1).unwrap_or_else(|| panic!("no recipe {name}"));
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split("\n```").next().unwrap().to_owned() + "\n"
}

/// What the rule finds in a case of the page: its first line is a comment with the path, the rest is the file.
fn found_in(case: &str) -> Vec<String> {
    let text = block(case);
    let (path, text) = text.split_once('\n').unwrap();
    let path = path.strip_prefix("// ").unwrap();
    let (folder, path) = path.split_once(&format!("{case}/")).unwrap();
    assert_eq!(folder, "fixtures/rules/unlinked-component/", "the place of the fixtures");
    let document = syntax::parse(path.to_owned(), text.into(), syntax::of(path, text).unwrap()).unwrap();
    let export = Export::build(vec![Input { document: &document, is_companion: false }], shapes::ALL);
    let rules: [&dyn Rule; 1] = [&unlinked_component::UnlinkedComponent];
    run::lint(&export, &settings(), &rules).into_iter().map(|finding| finding.message).collect()
}

fn settings() -> rule::Settings {
    rule::Settings {
        from: None,
        created_with: None,
        to: omslint::knowledge::versions::DEFAULT_TARGET,
        ddl: None,
        db_type: None,
        checkpoint: None,
        downtime: None,
        reserve: rule::DEFAULT_RESERVE,
        now: 1_773_100_800,
        db_types: omslint::knowledge::db_types::DbTypes::default(),
        overrides: omslint::lint::overrides::Overrides::default(),
        expected: None,
    }
}

#[test]
fn the_page_shows_the_rule_that_is_compiled_here() {
    let rule = read("tests/library/recipe/unlinked_component.rs");
    if std::env::var_os("UPDATE").is_some() {
        let page = read("CONTRIBUTING.md");
        let (before, rest) = page.split_once("<!-- recipe: rule -->\n").unwrap();
        let (_, after) = rest.split_once("\n```\n").unwrap();
        let new = format!("{before}<!-- recipe: rule -->\n```rust\n{rule}```\n{after}");
        fs::write(root().join("CONTRIBUTING.md"), new).unwrap();
    }
    assert!(
        block("rule") == rule,
        "CONTRIBUTING.md shows another rule than tests/library/recipe; run the tests with UPDATE=1"
    );
}

#[test]
fn the_rule_finds_in_one_case_and_is_silent_in_the_other() {
    assert_eq!(
        found_in("finds-nameless"),
        ["Incr-Sync of an unnamed task is linked to nothing: nothing in the export says its task"]
    );
    assert_eq!(found_in("silent-named"), [""; 0]);
}

/// The two lines stand in the list as those of every other rule do, and the code and the name are free.
#[test]
fn the_two_lines_are_as_those_of_other_rules() {
    let lines = block("list");
    let lines: Vec<&str> = lines.lines().map(str::trim).collect();
    let list = read("src/lint/rules/mod.rs");
    let as_for = |file: &str, name: &str| [format!("mod {file};"), format!("&{file}::{name},")];
    assert_eq!(lines, as_for("unlinked_component", "UnlinkedComponent"));
    for line in as_for("masked_secret", "MaskedSecret") {
        assert!(list.contains(&line), "the list of rules has another form now: {line}");
    }
    let new = unlinked_component::UnlinkedComponent.meta();
    for rule in rules::ALL {
        assert!(rule.meta().code != new.code && rule.meta().name != new.name, "the recipe needs another code");
    }
    assert_eq!(new.name.replace('-', "_"), "unlinked_component", "the name of the file is the name of the rule");
}
