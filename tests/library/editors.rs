//! The catalog of schemas for editors: it names schemas that exist, its patterns find the files of the example export, and
//! the settings in docs/editors.md say the same. `.ci/editors` tries them with real language servers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Schema and patterns of each entry.
fn catalog() -> BTreeMap<String, BTreeSet<String>> {
    let catalog: Value = serde_json::from_str(&read("schemas/catalog.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = catalog["schemas"].as_array().unwrap().iter();
    entries
        .map(|entry| (text(&entry["url"]), entry["fileMatch"].as_array().unwrap().iter().map(text).collect()))
        .collect()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The schemas that the catalog gives a file.
fn schemas_of(path: &str) -> Vec<String> {
    let fits = |pattern: &String| {
        GlobBuilder::new(pattern).literal_separator(true).build().unwrap().compile_matcher().is_match(path)
    };
    catalog().into_iter().filter(|(_, patterns)| patterns.iter().any(fits)).map(|(schema, _)| schema).collect()
}

#[test]
fn the_catalog_names_schemas_that_exist() {
    for (schema, patterns) in catalog() {
        assert!(!patterns.is_empty(), "{schema} has no pattern");
        let value: Value = serde_json::from_str(&read(&format!("schemas/{schema}"))).unwrap();
        // A schema of one section points into the schema of its component.
        if let Some(target) = value["$ref"].as_str() {
            let (file, pointer) = target.split_once('#').unwrap();
            let whole: Value = serde_json::from_str(&read(&format!("schemas/sections/{file}"))).unwrap();
            assert!(whole.pointer(pointer).is_some(), "{schema} points to {target}, which is not there");
        }
    }
    let mut sections: Vec<PathBuf> = Vec::new();
    files_below(&root().join("schemas/sections"), &mut sections);
    for section in sections {
        let name = format!("sections/{}", section.file_name().unwrap().to_str().unwrap());
        assert!(catalog().contains_key(&name), "{name} is not in the catalog");
    }
}

#[test]
fn each_file_of_the_export_has_the_schema_of_its_kind_and_no_other() {
    let site = root().join("fixtures/exports/site");
    let mut files = Vec::new();
    files_below(&site, &mut files);
    let mut counted = 0;
    for file in files {
        let path = file.strip_prefix(&site).unwrap().to_str().unwrap();
        let name = file.file_stem().unwrap().to_str().unwrap();
        let is_section = ["source", "sink", "coordinator", "condition"].contains(&name);
        let kinds = [("incr_trans", "incr-sync"), ("full_trans", "full-import")];
        let expected = if is_section {
            let (_, kind) = kinds.iter().find(|(mark, _)| path.contains(mark)).unwrap();
            vec![format!("sections/{kind}.{name}.schema.json")]
        } else if path.starts_with("incr-sync/") {
            vec!["incr-sync.schema.json".to_owned()]
        } else if path.ends_with("ha.config.json") {
            vec!["ha.config.schema.json".to_owned()]
        } else {
            Vec::new()
        };
        counted += expected.len();
        assert_eq!(schemas_of(path), expected, "{path}");
    }
    assert!(counted > 10, "the export has more files than {counted}");
}

#[test]
fn the_page_gives_editors_what_the_catalog_says() {
    let page = read("docs/editors.md");
    let block = page.split("<!-- ci: vscode -->\n```json\n").nth(1).unwrap().split("\n```").next().unwrap();
    let settings: Value = serde_json::from_str(block).unwrap();
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut say = |url: &str, patterns: &Value| {
        let schema = url.strip_prefix("./.omslint/schemas/").unwrap().to_owned();
        let patterns = patterns.as_array().unwrap().iter().map(|pattern| pattern.as_str().unwrap().to_owned());
        said.entry(schema).or_default().extend(patterns);
    };
    for entry in settings["json.schemas"].as_array().unwrap() {
        say(entry["url"].as_str().unwrap(), &entry["fileMatch"]);
    }
    for (url, patterns) in settings["yaml.schemas"].as_object().unwrap() {
        say(url, patterns);
    }
    assert_eq!(said, catalog());
}
