//! The laws that every syntax keeps, as code: what a test of a syntax walks over its fixtures.

pub(crate) mod plain;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use omslint::text::document::{Document, Syntax};
use omslint::text::edit::{Edit, NewEntry, NewValue, Refusal, invert, splice};
use omslint::text::node::Ref;
use omslint::text::source::Span;
use omslint::text::syntax;

/// Keys and values of a mapping in order.
type Entries = Vec<(String, Shape)>;

/// How a syntax writes an object that is put into its own mappings.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Maps {
    /// As a mapping of its own.
    Nested,
    /// As JSON inside a value.
    Encoded,
}

/// A value with everything that a JSON value forgets: order, duplicates, JSON inside strings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Scalar(serde_json::Value),
    List(Vec<Shape>),
    Map(Entries),
    /// JSON inside a string.
    Inner(Box<Shape>),
}

impl Shape {
    pub(crate) fn of(node: Ref<'_>) -> Self {
        let structure = node.structure();
        if !std::ptr::eq(structure.raw(), node.raw()) {
            return Self::Inner(Box::new(Self::of(structure)));
        }
        if node.is_mapping() {
            return Self::Map(node.entries().map(|entry| (entry.key().to_owned(), Self::of(entry.value))).collect());
        }
        match node.to_json().unwrap() {
            serde_json::Value::Array(_) => Self::List(node.items().map(Self::of).collect()),
            scalar => Self::Scalar(scalar),
        }
    }

    fn of_new(value: &NewValue, maps: Maps) -> Self {
        let string = |text: &str| Self::Scalar(text.into());
        match value {
            NewValue::Text(text) => string(text),
            NewValue::Number(number) => Self::Scalar((*number).into()),
            NewValue::Map(map) => {
                let map = Self::Map(map.iter().map(|(key, value)| (key.clone(), string(value))).collect());
                if maps == Maps::Encoded { Self::Inner(Box::new(map)) } else { map }
            }
        }
    }

    /// The entries of the mapping at `path`: child numbers from the root.
    fn mapping(&mut self, path: &[usize]) -> &mut Entries {
        match (self, path) {
            (Self::Inner(inner), _) => inner.mapping(path),
            (Self::Map(entries), []) => entries,
            (Self::Map(entries), [first, rest @ ..]) => entries[*first].1.mapping(rest),
            (Self::List(items), [first, rest @ ..]) => items[*first].mapping(rest),
            (other, _) => panic!("no mapping at {path:?} of {other:?}"),
        }
    }
}

/// Every mapping below `node` with the child numbers that lead to it, those of JSON inside strings too.
fn mappings<'a>(node: Ref<'a>, path: &[usize], found: &mut Vec<(Vec<usize>, Ref<'a>)>) {
    let node = node.structure();
    let below = |number| [path, &[number]].concat();
    if node.is_mapping() {
        found.push((path.to_vec(), node));
        node.entries().enumerate().for_each(|(n, entry)| mappings(entry.value, &below(n), found));
    }
    node.items().enumerate().for_each(|(n, item)| mappings(item, &below(n), found));
}

/// What became of the edits that were tried.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub made: usize,
    pub refused: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.made += other.made;
        self.refused += other.refused;
    }
}

pub(crate) fn parse(syntax: &'static dyn Syntax, text: &str) -> Document {
    syntax::parse("a file", text.into(), syntax).unwrap_or_else(|error| panic!("{error:?} in\n{text}"))
}

pub(crate) fn text(key: &str, value: &str) -> NewEntry {
    NewEntry { key: key.into(), value: NewValue::Text(value.into()) }
}

fn map() -> NewValue {
    NewValue::Map(vec![("np_a-1-0".into(), "1690872244".into()), ("客户\"\\".into(), "1".into())])
}

/// What is inserted: the commonest fix, an object, two entries at once, a key and a value of awkward characters.
fn insertions() -> Vec<Vec<NewEntry>> {
    let checkpoint = NewEntry { key: "checkpoint".into(), value: map() };
    vec![
        vec![text("dbType", "ORACLE")],
        vec![checkpoint.clone()],
        vec![text("dbType", ""), checkpoint],
        vec![text("a b:#!'\"\\密", "= \"x\" \\ # ; 密😀"), text("z", "\t two\r\nlines \u{0}")],
    ]
}

/// Tries insertions behind every entry of every mapping, and replaces and renames every entry: each is refused, or
/// changes the value in just that way, touches no other byte, and can be undone.
pub(crate) fn edits(syntax: &'static dyn Syntax, source: &str, maps: Maps) -> Tally {
    let doc = parse(syntax, source);
    let before = Shape::of(doc.root());
    let mut found = Vec::new();
    mappings(doc.root(), &[], &mut found);
    let mut tally = Tally::default();
    for (path, mapping) in &found {
        let maps = if mapping.content().is_nested() { Maps::Nested } else { maps };
        let mut prove = |edits: Result<Vec<Edit>, Refusal>, change: &dyn Fn(&mut Entries)| {
            let Ok(edits) = edits else { return tally.refused += 1 };
            let mut expected = before.clone();
            change(expected.mapping(path));
            announced(&doc, &edits, &expected);
            tally.made += 1;
        };
        let length = mapping.entries().len();
        for after in 0..length.max(1) {
            for entries in insertions() {
                let edits = doc.insert(*mapping, after, &entries);
                if let Ok(edits) = &edits {
                    assert_eq!(edits.len(), entries.len());
                    assert!(edits.iter().all(|edit| edit.span == edits[0].span && edit.span.is_empty()));
                }
                prove(edits, &|old| {
                    let new = entries.iter().map(|entry| (entry.key.clone(), Shape::of_new(&entry.value, maps)));
                    let at = (after + 1).min(old.len());
                    old.splice(at..at, new);
                });
            }
        }
        for (n, entry) in mapping.entries().enumerate() {
            let awkward = ["ORACLE", "", " = \"x\" \\ 密😀\n", "a#b;c\\"].map(|text| NewValue::Text(text.into()));
            // Where a syntax knows only text, a number is written as such: nothing that is not tried already.
            let number = (maps == Maps::Nested).then_some(NewValue::Number(-92));
            for value in awkward.into_iter().chain([map()]).chain(number) {
                let edit = doc.replace(entry, &value);
                prove(edit.map(|edit| vec![edit]), &|old| old[n].1 = Shape::of_new(&value, maps));
            }
            for key in ["source.dbType", "a b:=#!\"\\密", "[x", "#x", ""] {
                prove(doc.rename(entry, key).map(|edit| vec![edit]), &|old| key.clone_into(&mut old[n].0));
            }
        }
    }
    tally
}

/// The edits lead to `expected`, leave the other bytes as they are, and have an inverse.
pub(crate) fn announced(doc: &Document, edits: &[Edit], expected: &Shape) {
    let old = doc.text();
    let new = splice(old, edits).unwrap_or_else(|| panic!("{edits:?} do not fit\n{old}"));
    let reparsed = doc.reparse(new.clone().into()).unwrap_or_else(|error| panic!("{error:?} in\n{new}\nwas\n{old}"));
    assert_eq!(Shape::of(reparsed.root()), *expected, "in\n{new}\nwas\n{old}");
    if let (Some(Ok(_)), Some(reference)) = (doc.syntax().reference(old), doc.syntax().reference(&new)) {
        assert_eq!(reparsed.root().to_json(), reference.ok(), "in\n{new}");
    }
    let start = edits.iter().map(|edit| edit.span.start()).min().unwrap();
    let end = edits.iter().map(|edit| edit.span.end()).max().unwrap();
    assert!(new.starts_with(&old[..start]) && new.ends_with(&old[end..]), "other bytes changed in\n{new}\nwas\n{old}");
    assert_eq!(splice(&new, &invert(old, edits)).as_deref(), Some(old), "the inverse of {edits:?}");
}

/// Parsing and zero edits give the same bytes.
pub(crate) fn lossless(doc: &Document, source: &str) {
    assert_eq!(splice(doc.text(), &[]).as_deref(), Some(source));
}

/// The bytes under every scalar, key and inner value read again to what the tree says. `reread` reads a value of the
/// file, or one inside so many strings.
pub(crate) fn spans(doc: &Document, reread: &dyn Fn(&str, usize) -> serde_json::Value) {
    walk(doc, doc.root(), 0, reread);
}

fn walk(doc: &Document, node: Ref<'_>, level: usize, reread: &dyn Fn(&str, usize) -> serde_json::Value) {
    assert!(node.span().end() <= doc.text().len());
    let structure = node.structure();
    if !std::ptr::eq(structure.raw(), node.raw()) {
        walk(doc, structure, level + 1, reread);
    }
    for entry in node.entries() {
        assert!(node.span().contains(entry.key_span()) && node.span().contains(entry.value.span()));
        walk(doc, entry.value, level, reread);
    }
    node.items().for_each(|item| walk(doc, item, level, reread));
    let value = node.to_json().unwrap();
    if !value.is_object() && !value.is_array() || level > 0 {
        let bytes = node.span().of(doc.text());
        assert_eq!(reread(bytes, level), value, "under {:?} at level {level}: {bytes:?}", node.span());
    }
}

/// A small random number generator with a seed, so that a failure can be repeated.
pub(crate) struct Seeded(pub u64);

impl Seeded {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// A text with a few characters lost, doubled, moved, or replaced by pieces that mean something to a syntax.
pub(crate) fn mutated(source: &str, random: &mut Seeded) -> String {
    const PIECES: &[&str] = &[
        "{", "}", "[", "]", "\"", ",", ":", "=", "\\", "\\u", "\\uD83D", "\\uDE00", "\\u0041", "\\\n", "\\\"", "\n",
        "\r", "\r\n", "\t", " ", "#", ";", "!", "0", "1", "-", ".", "e9", "E+400", "true", "null", "密", "😀",
        "\u{feff}", "\u{0}", "\u{c}", "[s]", "k=v\n",
    ];
    let mut text: Vec<char> = source.chars().collect();
    for _ in 0..1 + random.below(4) {
        let (at, to) = (random.below(text.len() + 1), random.below(text.len() + 1));
        let piece = PIECES[random.below(PIECES.len())].chars();
        match random.below(5) {
            0 => drop(text.splice(at..at, piece)),
            1 if at < text.len() => drop(text.splice(at..=at, piece)),
            2 if at < text.len() => drop(text.remove(at)),
            3 => text.truncate(at.max(to)),
            _ => {
                let part: Vec<char> = text[at.min(to)..at.max(to).min(at.min(to) + 20)].to_vec();
                text.splice(at.min(to)..at.min(to), part);
            }
        }
    }
    text.into_iter().collect()
}

/// Reads `count` mutated fixtures, and edits those that can be read: nothing panics or takes long.
pub(crate) fn hostile(
    syntax: &'static dyn Syntax,
    sources: &[String],
    count: usize,
    check: &dyn Fn(&str, Option<&Document>),
) {
    let mut random = Seeded(0x2545_F491_4F6C_DD1D);
    for _ in 0..count {
        let source = mutated(&sources[random.below(sources.len())], &mut random);
        let started = Instant::now();
        let doc = syntax::parse("a file", source.as_str().into(), syntax);
        if let Err(error) = &doc {
            assert!(error.offset <= source.len() && source.is_char_boundary(error.offset), "{error:?} in\n{source}");
        }
        let doc = doc.ok();
        if let Some(doc) = &doc {
            poke(doc, &mut random);
        }
        check(&source, doc.as_ref());
        assert!(started.elapsed() < Duration::from_secs(5), "slow:\n{source}");
    }
}

/// One insertion, one replacement and one new name somewhere in the document, checked as in [`edits`].
fn poke(doc: &Document, random: &mut Seeded) {
    let before = Shape::of(doc.root());
    let mut found = Vec::new();
    mappings(doc.root(), &[], &mut found);
    if found.is_empty() {
        return;
    }
    let (path, mapping) = &found[random.below(found.len())];
    let after = random.below(mapping.entries().len());
    if let Ok(edits) = doc.insert(*mapping, after, &[text("dbType", "ORACLE"), text("x", "1")]) {
        let mut expected = before.clone();
        let old = expected.mapping(path);
        let at = (after + 1).min(old.len());
        old.splice(
            at..at,
            ["dbType", "x"].into_iter().zip(["ORACLE", "1"]).map(|(k, v)| (k.into(), Shape::Scalar(v.into()))),
        );
        announced(doc, &edits, &expected);
    }
    let Some(entry) = mapping.entries().nth(after) else { return };
    if let Ok(edit) = doc.replace(entry, &NewValue::Text("ORACLE".into())) {
        let mut expected = before.clone();
        expected.mapping(path)[after].1 = Shape::Scalar("ORACLE".into());
        announced(doc, &[edit], &expected);
    }
    if let Ok(edit) = doc.rename(entry, "dbType") {
        let mut expected = before;
        "dbType".clone_into(&mut expected.mapping(path)[after].0);
        announced(doc, &[edit], &expected);
    }
}

/// The text of `doc` after the mapping at `pointer`, through JSON inside strings, got an entry behind its last.
pub(crate) fn with_entry(doc: &Document, pointer: &[&str], entry: &NewEntry) -> String {
    let mapping = pointer.iter().fold(doc.root(), |node, key| node.structure().get(key).unwrap()).structure();
    let edits = doc.insert(mapping, usize::MAX, std::slice::from_ref(entry)).unwrap();
    splice(doc.text(), &edits).unwrap()
}

/// The files of `fixtures/syntax/<folder>` with this extension, in order of their names.
pub(crate) fn fixtures(folder: &str, extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/syntax").join(folder);
    let is_one = |path: &PathBuf| {
        let name = path.to_string_lossy();
        extensions.iter().any(|extension| name.ends_with(extension)) && !name.ends_with(".expected.json")
    };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|file| file.unwrap().path()).filter(is_one).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The value that stands beside a fixture.
pub(crate) fn expected(fixture: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(fixture.with_extension("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The bytes of the file under `span`.
pub(crate) fn at(doc: &Document, span: Span) -> &str {
    span.of(doc.text())
}
