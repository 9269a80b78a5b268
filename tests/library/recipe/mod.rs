//! Walks the recipes of CONTRIBUTING.md for a rule, a format, a syntax and a shape: what the page shows is compiled as it
//! stands, run over the cases of the page, and put into the list with the lines of the page. So the page cannot rot.

use std::fs;
use std::path::Path;

mod tabbed;
mod table_row;
mod tally;
mod unlinked_component;

use omslint::lint::rule::Rule;
use omslint::lint::{rule, rules, run};
use omslint::oms::export::{Export, Input, Origin};
use omslint::oms::shape::Shape;
use omslint::oms::shapes;
use omslint::report::render;
use omslint::report::report::{Look, Renderer, Report, Run, Summary};
use omslint::text::document::{Document, Syntax};
use omslint::text::{edit, syntax};

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

/// A case of the page: its first line is a comment with the path, the rest is the file.
fn case(name: &str) -> (String, String) {
    let text = block(name);
    let (path, text) = text.split_once('\n').unwrap();
    (path.strip_prefix("// ").unwrap().to_owned(), text.to_owned())
}

/// What the rule finds in a case of the page.
fn found_in(name: &str) -> Vec<String> {
    let (path, text) = case(name);
    let (folder, path) = path.split_once(&format!("{name}/")).unwrap();
    assert_eq!(folder, "fixtures/rules/unlinked-component/", "the place of the fixtures");
    let document = syntax::parse(path.to_owned(), text.as_str().into(), syntax::of(path, &text).unwrap()).unwrap();
    let export = Export::build(vec![Input { document: &document, origin: Origin::Scanned }], shapes::ALL);
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

/// The recipes: their name on the page, the file beside this one, and its type.
const RECIPES: &[(&str, &str, &str)] = &[
    ("rule", "unlinked_component", "UnlinkedComponent"),
    ("format", "tally", "Tally"),
    ("syntax", "tabbed", "Tabbed"),
    ("shape", "table_row", "TableRow"),
];

#[test]
fn the_page_shows_what_is_compiled_here() {
    let code = |file: &str| read(&format!("tests/library/recipe/{file}.rs"));
    if std::env::var_os("UPDATE").is_some() {
        let page = read("CONTRIBUTING.md");
        let new = RECIPES.iter().fold(page.clone(), |page, (name, file, _)| {
            let mark = format!("<!-- recipe: {name} -->\n");
            let (before, rest) = page.split_once(&mark).unwrap();
            let (_, after) = rest.split_once("\n```\n").unwrap();
            format!("{before}{mark}```rust\n{}```\n{after}", code(file))
        });
        // The tests beside this one read the page, too.
        if new != page {
            fs::write(root().join("CONTRIBUTING.md"), new).unwrap();
        }
    }
    for (name, file, _) in RECIPES {
        let is_same = block(name) == code(file);
        assert!(is_same, "CONTRIBUTING.md shows another {name} than tests/library/recipe; run the tests with UPDATE=1");
    }
}

#[test]
fn the_rule_finds_in_one_case_and_is_silent_in_the_other() {
    assert_eq!(
        found_in("finds-nameless"),
        ["Incr-Sync of an unnamed task is linked to nothing: nothing in the export says its task"]
    );
    assert_eq!(found_in("silent-named"), [""; 0]);
}

/// The two lines stand in the list as those of every other member do.
#[test]
fn the_two_lines_are_as_those_of_others() {
    let members = [
        ("src/lint/rules/mod.rs", "masked_secret", "MaskedSecret"),
        ("src/report/render/mod.rs", "concise", "Concise"),
        ("src/text/syntax/mod.rs", "yaml", "Yaml"),
        ("src/oms/shapes/mod.rs", "sectioned", "Sectioned"),
    ];
    for ((recipe, file, name), (list, other, other_name)) in RECIPES.iter().zip(members) {
        let lines = block(&format!("{recipe}-list"));
        let as_for = |file: &str, name: &str| [format!("mod {file};"), format!("    &{file}::{name},")];
        assert_eq!(lines.lines().collect::<Vec<_>>(), as_for(file, name), "{recipe}");
        let text = read(list);
        for line in as_for(other, other_name) {
            assert!(text.lines().any(|own| own == line), "{list} has another form now: {line}");
        }
    }
}

#[test]
fn codes_and_names_are_free() {
    let new = unlinked_component::UnlinkedComponent.meta();
    for rule in rules::ALL {
        assert!(rule.meta().code != new.code && rule.meta().name != new.name, "the recipe needs another code");
    }
    assert_eq!(new.name.replace('-', "_"), "unlinked_component", "the name of the file is the name of the rule");
    assert!(render::ALL.iter().all(|format| format.name() != tally::Tally.name()));
    assert!(syntax::ALL.iter().all(|syntax| syntax.name() != tabbed::Tabbed.name()));
    assert!(shapes::ALL.iter().all(|shape| shape.name() != table_row::TableRow.name()));
}

#[test]
fn the_format_writes_a_report_that_it_knows_again() {
    let report = Report {
        documents: &[],
        run: Run::default(),
        rules: Vec::new(),
        tasks: Box::new(Vec::new),
        states: omslint::lint::states::States::default(),
        checked: Vec::new(),
        fails: None,
        findings: Vec::new(),
        failures: Vec::new(),
        summary: Summary { error: 2, warning: 1, ..Summary::default() },
        next: Vec::new(),
        show_secrets: false,
        wants_infos: true,
        zone: Box::new(omslint::oms::time::Zone::default),
    };
    let format: &dyn Renderer = &tally::Tally;
    let mut written = Vec::new();
    let look = Look { colour: false, links: false, width: 100, whole_paths: true, verbosity: 0 };
    format.render(&report, look, &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    assert_eq!(written, "omslint found 2 errors, 1 warnings, 0 infos\n");
    assert!(format.is_own(&written));
    assert!(!format.about().ends_with('.') && !format.is_for_people());
}

/// What all rules find in one document, and its text with their safe fixes in it.
fn linted(document: &Document, shapes: &[&dyn Shape]) -> (Vec<&'static str>, String) {
    let export = Export::build(vec![Input { document, origin: Origin::Scanned }], shapes);
    let findings = run::lint(&export, &settings(), rules::ALL);
    let edits: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    let edits: Vec<_> = edits.into_iter().cloned().collect();
    (findings.iter().map(|finding| finding.rule).collect(), edit::splice(document.text(), &edits).unwrap())
}

#[test]
fn a_file_of_the_new_syntax_is_read_linted_and_fixed() {
    let (path, text) = case("syntax-case");
    let tabbed: &'static dyn Syntax = &tabbed::Tabbed;
    let name = path.rsplit('/').next().unwrap();
    assert!(tabbed.claims_name(name) && tabbed.claims_text(&text));
    assert!(tabbed.endings().iter().any(|ending| name.ends_with(ending)));
    let parse = |text: &str| syntax::parse(path.clone(), text.into(), tabbed).unwrap();
    let (found, fixed) = linted(&parse(&text), shapes::ALL);
    assert!(found.contains(&"missing-db-type"), "{found:?}");
    assert!(fixed.contains("\nsource.dbType\tORACLE\n"), "{fixed}");
    let (found, again) = linted(&parse(&fixed), shapes::ALL);
    assert!(!found.contains(&"missing-db-type"), "{found:?}");
    assert_eq!(again, fixed);
    let document = parse(&fixed);
    let entry = document.root().entry("source.dbType").unwrap();
    let renamed = edit::splice(&fixed, &[document.rename(entry, "source.db_type").unwrap()]).unwrap();
    assert_eq!(renamed, fixed.replace("source.dbType", "source.db_type"));
    let replaced = document.replace(entry, &edit::NewValue::Text("MYSQL".into())).unwrap();
    assert_eq!(edit::splice(&fixed, &[replaced]).unwrap(), fixed.replace("dbType\tORACLE", "dbType\tMYSQL"));
    assert!(document.rename(entry, "a\tb").is_err());
    assert!(syntax::parse("a.tsv", "no tab\n".into(), tabbed).is_err());
}

#[test]
fn a_document_of_the_new_shape_is_a_component() {
    let (path, text) = case("shape-case");
    let document = syntax::parse(path.clone(), text.as_str().into(), syntax::of(&path, &text).unwrap()).unwrap();
    let shapes: Vec<&dyn Shape> = shapes::ALL.iter().copied().chain([&table_row::TableRow as &dyn Shape]).collect();
    let (found, _) = linted(&document, &shapes);
    assert!(found.contains(&"missing-db-type"), "{found:?}");
    assert_eq!(linted(&document, shapes::ALL).0, [""; 0]);
}
