//! What inputs are made of: every fixture, each among the files that stand beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use omslint::text::document::Document;
use omslint::text::syntax;

/// A file of a case.
pub(crate) struct File {
    pub path: String,
    pub text: Box<str>,
    /// None where it cannot be parsed; then it is a seed, and no neighbour.
    pub document: Option<Document>,
    pub syntax: &'static str,
}

/// Files that are read together.
pub(crate) struct Case {
    pub name: String,
    pub files: Vec<File>,
}

pub(crate) struct Seeds {
    pub cases: Vec<Case>,
}

/// More files than these are not read together.
const MANY: usize = 12;

impl Seeds {
    /// All of them, read once.
    pub(crate) fn all() -> &'static Self {
        static ALL: OnceLock<Seeds> = OnceLock::new();
        ALL.get_or_init(Self::read)
    }

    /// The fixtures of rules, exports, syntaxes, and what earlier campaigns found.
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut cases = Vec::new();
        for file in files(&root) {
            let inside = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let depth = if inside.starts_with("rules/") { 3 } else { 2 };
            let parts: Vec<&str> = inside.split('/').collect();
            if parts.len() <= depth && !inside.starts_with("syntax/") {
                continue;
            }
            // The syntaxes' own fixtures stand each for itself, in the place of a component.
            let (case, path) = if inside.starts_with("syntax/") {
                (inside.clone(), format!("export/{}", parts[parts.len() - 1]))
            } else {
                (parts[..depth].join("/"), parts[depth..].join("/"))
            };
            cases.push((case, path, file));
        }
        let mut gathered: BTreeMap<String, Vec<File>> = BTreeMap::new();
        for (case, path, file) in cases {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            let Some(syntax) = syntax::of(&name, &text).filter(|_| is_input(&name) && text.len() < 100_000) else {
                continue;
            };
            let document = syntax::parse(path.clone(), text.clone().into(), syntax).ok();
            gathered.entry(case).or_default().push(File { path, text: text.into(), document, syntax: syntax.name() });
        }
        let mut seeds = Self { cases: Vec::new() };
        for (name, files) in gathered {
            let mut files = files.into_iter().peekable();
            while files.peek().is_some() {
                seeds.cases.push(Case { name: name.clone(), files: files.by_ref().take(MANY).collect() });
            }
        }
        seeds
    }

    /// Case and file of each seed of a syntax.
    pub(crate) fn of(&self, syntax: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (case, files) in self.cases.iter().enumerate() {
            let of_it = files.files.iter().enumerate().filter(|(_, file)| file.syntax == syntax);
            found.extend(of_it.map(|(file, _)| (case, file)));
        }
        assert!(!found.is_empty(), "no seed of {syntax}");
        found
    }
}

fn is_input(name: &str) -> bool {
    let endings = [".json", ".yaml", ".yml", ".conf", ".properties", ".ini"];
    endings.iter().any(|ending| name.ends_with(ending)) && !name.ends_with(".expected.json")
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
