//! The house keeps its shape: values go one way through the wings and the rooms in them, no two files import each other,
//! members of a list never name each other, and only the disk wing touches the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The wings from the ground up: each uses only itself and the wings before it in this list.
const WINGS: &[&str] =
    &["text", "knowledge", "oms", "lint", "fix", "upgrade", "report", "config", "input", "run", "page", "disk", "cli"];

/// Folders that are a list and its members.
const LISTS: &[&str] = &["lint::rules", "report::render", "oms::shapes", "text::syntax"];

/// Files in those folders that are no member, but serve them.
const SHARED: &[&str] = &[
    "report::render::answer",
    "report::render::due",
    "report::render::screen",
    "report::render::diff",
    "report::render::comparison",
    "report::render::chunks",
    "report::render::library_writer",
    "text::syntax::lines",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A file of the house.
struct Source {
    /// Path below `src`.
    file: String,
    /// The module that it is: `lint::rules::missing_db_type`.
    module: String,
    text: String,
}

impl Source {
    fn new(file: &str, text: &str) -> Self {
        let name = file.strip_suffix(".rs").unwrap();
        let module = name.strip_suffix("/mod").unwrap_or(name).replace('/', "::");
        Self { file: file.to_owned(), module, text: text.to_owned() }
    }

    fn wing(&self) -> &str {
        self.module.split("::").next().unwrap()
    }

    /// The code without its tests and comments.
    fn code(&self) -> String {
        let text = self.text.split("\n#[cfg(test)]").next().unwrap();
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    /// The paths of this crate that the file names, each from the root: `super::x` of `a::b` is `a::x`.
    fn imports(&self) -> BTreeSet<String> {
        let code = self.code();
        let mut found = BTreeSet::new();
        for word in ["crate::", "super::", "self::"] {
            for (at, _) in code.match_indices(word) {
                let before = code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let mut base: Vec<&str> = match word {
                    "crate::" => Vec::new(),
                    _ => self.module.split("::").collect(),
                };
                let mut rest = &code[at..];
                while let Some(above) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = above;
                }
                let rest = rest.strip_prefix("crate::").or(rest.strip_prefix("self::")).unwrap_or(rest);
                for path in expand(rest) {
                    found.insert(base.iter().copied().chain(path.split("::")).collect::<Vec<_>>().join("::"));
                }
            }
        }
        found
    }
}

/// The paths at the beginning of a text: `a::{b, c::{d, e}}` is `a::b`, `a::c::d`, `a::c::e`.
fn expand(text: &str) -> Vec<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
    let Some(list) = text[name.len()..].strip_prefix('{').filter(|_| name.is_empty() || name.ends_with("::")) else {
        return vec![name.trim_end_matches(':').to_owned()];
    };
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                item.push(c);
            }
        }
    }
    items.push(item);
    let items = items.iter().map(|item| item.trim()).filter(|item| !item.is_empty());
    items.flat_map(|item| expand(item).into_iter().map(|path| format!("{name}{path}")).collect::<Vec<_>>()).collect()
}

fn sources() -> Vec<Source> {
    let mut open = vec![root()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                found.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

/// The longest of `modules` that `path` names, or a name in it: `a::b::Name` may be in `a::b`, or in `a`.
fn module_of<'m>(modules: &BTreeSet<&'m str>, path: &str) -> Option<&'m str> {
    let mut path = path;
    loop {
        if let Some(found) = modules.get(path) {
            return Some(found);
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// Every module with the other modules that it names. A folder and what is in it are one room, so what lies in each other
/// is no arrow.
fn arrows(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules: BTreeSet<&str> = sources.iter().map(|source| source.module.as_str()).collect();
    let arrows_of = |source: &Source| -> BTreeSet<&str> {
        let others = source.imports().into_iter().filter_map(|import| module_of(&modules, &import));
        others.filter(|other| !is_inside(other, &source.module) && !is_inside(&source.module, other)).collect()
    };
    sources.iter().map(|source| (source.module.as_str(), arrows_of(source))).collect()
}

fn is_inside(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn the_reader_of_imports_understands_super_and_lists() {
    let source = |text: &str| Source::new("a/b/c.rs", text).imports().into_iter().collect::<Vec<_>>();
    assert_eq!(source("use super::x::Y;"), ["a::b::x::Y"]);
    assert_eq!(source("use super::super::x;"), ["a::x"]);
    assert_eq!(source("use crate::x::{self, Y, z::{A, B}};"), ["x::Y", "x::self", "x::z::A", "x::z::B"]);
    assert_eq!(source("use self::inner::Z;"), ["a::b::c::inner::Z"]);
    assert_eq!(source("pub(in crate::x) fn f() -> super::X { crate::y::g() }"), ["a::b::X", "x", "y::g"]);
    assert_eq!(source("// use crate::x;\n#[cfg(test)]\nmod tests { use crate::y; }"), [""; 0]);
    let circle = [Source::new("a/b.rs", "use super::c::X;"), Source::new("a/c.rs", "use super::b;")];
    assert_eq!(circles(&circle), ["a::b and a::c"]);
}

#[test]
fn wings_use_only_wings_before_them() {
    let rank: BTreeMap<&str, usize> = WINGS.iter().enumerate().map(|(rank, wing)| (*wing, rank)).collect();
    for source in sources().iter().filter(|source| !matches!(source.wing(), "lib" | "main")) {
        let file = &source.file;
        let own = rank
            .get(source.wing())
            .unwrap_or_else(|| panic!("{file}: give its wing a place in tests/library/house.rs"));
        for import in source.imports() {
            let other = import.split("::").next().unwrap();
            let other_rank = rank.get(other).unwrap_or_else(|| panic!("{file} names {import}, which is in no wing"));
            assert!(other_rank <= own, "{file} uses `{import}`, whose wing stands above it");
        }
    }
}

#[test]
fn lib_names_the_wings_and_nothing_else() {
    let text = fs::read_to_string(root().join("lib.rs")).unwrap();
    let named: BTreeSet<&str> = text.lines().filter_map(|line| line.split("mod ").nth(1)?.strip_suffix(';')).collect();
    assert_eq!(named, WINGS.iter().copied().collect());
}

/// Pairs of files that import each other.
fn circles(sources: &[Source]) -> Vec<String> {
    let arrows = arrows(sources);
    let back = |one: &str, other: &str| arrows.get(other).is_some_and(|others| others.contains(one));
    let pairs = arrows.iter().flat_map(|(one, others)| others.iter().map(move |other| (*one, *other)));
    pairs
        .filter(|(one, other)| one < other && back(one, other))
        .map(|(one, other)| format!("{one} and {other}"))
        .collect()
}

#[test]
fn no_two_files_import_each_other() {
    assert_eq!(circles(&sources()), Vec::<String>::new());
}

/// A room is a file or folder of a wing. No way leads from one over others back to it.
#[test]
fn rooms_stand_on_floors() {
    let room = |module: &str| module.splitn(3, "::").take(2).collect::<Vec<_>>().join("::");
    let sources = sources();
    let mut open: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, others) in arrows(&sources) {
        let own = open.entry(room(module)).or_default();
        own.extend(others.iter().map(|other| room(other)).filter(|other| *other != room(module)));
    }
    // What uses only rooms that are taken away already is taken away, until nothing is left but circles.
    loop {
        let free: Vec<String> =
            open.iter().filter(|(_, others)| others.is_empty()).map(|(room, _)| room.clone()).collect();
        if free.is_empty() {
            break;
        }
        for gone in &free {
            open.remove(gone);
            for others in open.values_mut() {
                others.remove(gone);
            }
        }
    }
    assert!(open.is_empty(), "rooms that lead back to themselves, or to such: {open:#?}");
}

#[test]
fn members_of_a_list_never_name_each_other() {
    let sources = sources();
    for (module, others) in arrows(&sources) {
        for list in LISTS {
            let member =
                |module: &str| Some(module.strip_prefix(list)?.strip_prefix("::")?.split("::").next()?.to_owned());
            let Some(own) = member(module) else { continue };
            for other in &others {
                let is_shared = SHARED.iter().any(|shared| is_inside(other, shared));
                assert!(
                    is_shared || member(other).is_none_or(|other| other == own),
                    "{module} names {other}, another member"
                );
            }
        }
    }
}

#[test]
fn only_the_disk_wing_touches_the_disk() {
    for source in sources().iter().filter(|source| source.wing() != "disk") {
        for word in ["std::fs", "File::open", "File::create", "OpenOptions", "walkdir::", "tempfile::"] {
            assert!(!source.code().contains(word), "{} uses {word}", source.file);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    for Source { file, text, .. } in sources() {
        assert!(text.starts_with("//!"), "{file} does not open with what it is for");
        let lines = text.lines().count();
        assert!(lines <= 600, "{file} has {lines} lines: is it still one room?");
    }
}

#[test]
fn rules_stand_where_their_names_say() {
    for rule in omslint::lint::rules::ALL {
        let meta = rule.meta();
        let file = root().join(format!("lint/rules/{}.rs", meta.name.replace('-', "_")));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is not in {}", meta.name, file.display()));
        assert!(text.contains(&format!("code: \"{}\"", meta.code)), "{} is not in its file", meta.code);
    }
}

/// A code of a rule is named by its own file and by the tests: others ask what the rule says of itself.
#[test]
fn no_code_of_a_rule_stands_outside_its_rule() {
    for source in sources() {
        let code = source.code();
        for rule in omslint::lint::rules::ALL {
            let meta = rule.meta();
            if source.module == format!("lint::rules::{}", meta.name.replace('-', "_")) {
                continue;
            }
            let quoted = format!("\"{}\"", meta.code);
            assert!(!code.contains(&quoted), "{} compares with {quoted}", source.file);
        }
    }
}

/// What a room says of itself: the first sentence of its `//!`.
fn purpose(source: &Source) -> String {
    let said = source.text.lines().map_while(|line| line.strip_prefix("//!")).take_while(|line| !line.is_empty());
    let said = said.map(str::trim).collect::<Vec<_>>().join(" ");
    said.split(". ").next().unwrap().trim_end_matches('.').to_owned()
}

/// The rooms of the map: every wing, and in it every file or folder.
fn map() -> String {
    let sources = sources();
    let purpose_of = |module: &str| purpose(sources.iter().find(|source| source.module == module).unwrap());
    let mut rows = String::new();
    for wing in WINGS {
        rows += &format!("| **`{wing}/`** | **{}** |\n", purpose_of(wing));
        let inner =
            |source: &&Source| source.module.strip_prefix(wing).is_some_and(|rest| rest.matches("::").count() == 1);
        for source in sources.iter().filter(inner) {
            rows += &format!("| `{}` | {} |\n", source.module.replace("::", "/"), purpose(source));
        }
    }
    rows
}

#[test]
fn the_map_of_the_house_says_what_the_rooms_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- map -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of map -->").unwrap();
    let new = format!("{before}<!-- map -->\n| room | is for |\n|---|---|\n{}<!-- end of map -->{after}", map());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, new).unwrap();
    } else {
        assert!(text == new, "the map in CONTRIBUTING.md is old; run the tests with UPDATE=1 and read the difference");
    }
}

/// The page answers "where does X happen" by paths; each is there.
#[test]
fn the_paths_that_contributing_names_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let words = text.split('`').filter(|word| word.starts_with("src/"));
    let gone: Vec<&str> =
        words.filter(|word| !word.contains("unlinked_component") && !root.join(word).exists()).collect();
    assert_eq!(gone, [""; 0], "CONTRIBUTING.md names files that are not there");
}
