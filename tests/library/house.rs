//! The house keeps its shape: values go one way through the rooms, no two files import each other, members of a list
//! never name each other, and only the disk room touches the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: each uses only rooms above it in this list.
const ROOMS: &[&str] = &[
    "memory",
    "source",
    "spelling",
    "node",
    "edit",
    "document",
    "syntax",
    "time",
    "knowledge",
    "schemas",
    "change",
    "finding",
    "fingerprint",
    "meta",
    "section",
    "component",
    "store",
    "recognise",
    "shape",
    "shapes",
    "index",
    "folder",
    "redact",
    "report",
    "export",
    "ha",
    "told",
    "identity",
    "baseline",
    "evidence",
    "checkpoint",
    "rule",
    "rules",
    "lint",
    "apply",
    "unchecked",
    "compare",
    "plan",
    "hidden",
    "config",
    "template",
    "overview",
    "render",
    "disk",
    "cli",
];

/// Folders that are a list and its members.
const LISTS: &[&str] = &["rules", "render", "shapes", "syntax"];

/// Files in those folders that are no member, but serve them.
const SHARED: &[&str] = &["render::screen", "render::diff", "render::comparison", "syntax::lines"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<(String, String)> {
    let mut open = vec![root()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The room of a file: its folder, or its own name.
fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The code without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of this crate that a file names.
fn imports(text: &str) -> BTreeSet<String> {
    let code = code(text);
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let path: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
        if let Some(list) = code[at + 7..].strip_prefix('{') {
            for name in list.split('}').next().unwrap().split(',') {
                found.insert(name.trim().split("::").next().unwrap().to_owned());
            }
        } else {
            found.insert(path.trim_end_matches(':').to_owned());
        }
    }
    found
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let rank: BTreeMap<&str, usize> = ROOMS.iter().enumerate().map(|(rank, room)| (*room, rank)).collect();
    for (file, text) in sources() {
        let own = room(&file);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let level =
            rank.get(own).unwrap_or_else(|| panic!("{file}: give the room `{own}` its place in tests/house.rs"));
        for import in imports(&text) {
            let other = import.split("::").next().unwrap();
            let below = rank.get(other).unwrap_or_else(|| panic!("{file} names crate::{import}, which is no room"));
            assert!(below <= level, "{file} uses `{other}`, which stands above it");
        }
    }
}

#[test]
fn no_two_files_import_each_other() {
    let files: BTreeMap<String, BTreeSet<String>> =
        sources().into_iter().map(|(file, text)| (module(&file), imports(&text))).collect();
    for (one, imports) in &files {
        for import in imports {
            // `a::b::Name` may be a name in a::b, or in a.
            let other = files
                .keys()
                .filter(|name| import == *name || import.starts_with(&format!("{name}::")))
                .max_by_key(|n| n.len());
            let Some(other) = other.filter(|other| *other != one) else { continue };
            let back = files[other].iter().any(|back| back == one || back.starts_with(&format!("{one}::")));
            let is_inner = one.starts_with(&format!("{other}::")) || other.starts_with(&format!("{one}::"));
            assert!(!back || is_inner, "{one} and {other} import each other");
        }
    }
}

fn module(file: &str) -> String {
    let name = file.strip_suffix(".rs").unwrap();
    name.strip_suffix("/mod").unwrap_or(name).replace('/', "::")
}

#[test]
fn members_of_a_list_never_name_each_other() {
    for (file, text) in sources() {
        let own = room(&file);
        if !LISTS.contains(&own) || file.ends_with("/mod.rs") {
            continue;
        }
        let member = file.split('/').nth(1).unwrap().trim_end_matches(".rs");
        for import in imports(&text).iter().filter(|import| import.starts_with(&format!("{own}::"))) {
            let is_shared = SHARED.iter().any(|shared| import.starts_with(shared));
            let is_own = import.starts_with(&format!("{own}::{member}"));
            assert!(is_shared || is_own, "{file} names another member: crate::{import}");
        }
    }
}

#[test]
fn only_the_disk_room_touches_the_disk() {
    for (file, text) in sources() {
        if matches!(room(&file), "disk") {
            continue;
        }
        for word in ["std::fs", "File::open", "File::create", "OpenOptions"] {
            assert!(!code(&text).contains(word), "{file} uses {word}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "{file} does not open with what it is for");
        let lines = text.lines().count();
        assert!(lines <= 600, "{file} has {lines} lines: is it still one room?");
    }
}

#[test]
fn rules_stand_where_their_names_say() {
    for rule in omslint::lint::rules::ALL {
        let meta = rule.meta();
        let file = root().join(format!("rules/{}.rs", meta.name.replace('-', "_")));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is not in {}", meta.name, file.display()));
        assert!(text.contains(&format!("code: \"{}\"", meta.code)), "{} is not in its file", meta.code);
    }
}

/// The first sentence of what a room says of itself.
fn purpose(room: &str) -> String {
    let file = [format!("{room}.rs"), format!("{room}/mod.rs")].into_iter().map(|name| root().join(name));
    let text = fs::read_to_string(file.into_iter().find(|path| path.exists()).unwrap()).unwrap();
    let said = text.lines().map_while(|line| line.strip_prefix("//!")).take_while(|line| !line.is_empty());
    let said = said.map(str::trim).collect::<Vec<_>>().join(" ");
    said.split(". ").next().unwrap().trim_end_matches('.').to_owned()
}

#[test]
fn the_map_of_the_house_says_what_the_rooms_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- map -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of map -->").unwrap();
    let rows: String = ROOMS.iter().map(|room| format!("| `{room}` | {} |\n", purpose(room))).collect();
    let new = format!("{before}<!-- map -->\n| room | is for |\n|---|---|\n{rows}<!-- end of map -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, new).unwrap();
    } else {
        assert!(text == new, "the map in CONTRIBUTING.md is old; run the tests with UPDATE=1 and read the difference");
    }
}
