//! The laws of the YAML syntax over every file in `fixtures/syntax/yaml`, over mutations of them, and over inputs that
//! are made to hurt. serde_yaml is the second opinion on every value.
//!
//! A file whose name starts with `edge-` holds mappings that must not be edited; in all others every insertion works.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // A test may fail loudly.

use omslint::document::{Document, Syntax};
use omslint::edit::{Edit, NewEntry, NewValue, Refusal, invert, splice};
use omslint::node::{EntryRef, Ref, Value};
use omslint::syntax::{self, Yaml};
use serde_json::Value as Json;

fn fixtures() -> Vec<(String, String)> {
    let mut found: Vec<_> = std::fs::read_dir("fixtures/syntax/yaml")
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() > 30);
    found
}

fn parse(name: &str, text: &str) -> Document {
    syntax::parse(name.into(), text.into(), &Yaml).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

/// One step down: the number of the child, and its key if it has one.
type Path = Vec<(usize, Option<String>)>;

/// Every node with its path, aliases not followed.
fn nodes(document: &Document) -> Vec<(Path, Ref<'_>)> {
    let mut found = Vec::new();
    let mut open = vec![(Path::new(), document.root())];
    while let Some((path, node)) = open.pop() {
        found.push((path.clone(), node));
        if node.is_aliased() {
            continue;
        }
        let step = |number: usize, key: Option<String>| [path.as_slice(), &[(number, key)]].concat();
        open.extend(node.items().enumerate().map(|(n, item)| (step(n, None), item)));
        open.extend(node.entries().enumerate().map(|(n, entry)| (step(n, Some(entry.key().into())), entry.value)));
    }
    found
}

/// Applies `change` to the object at `path`, unless a later duplicate of a key on the way hides it.
fn changed(
    document: &Document,
    value: &Json,
    path: &Path,
    change: impl FnOnce(&mut serde_json::Map<String, Json>),
) -> Json {
    let mut new = value.clone();
    let mut place = &mut new;
    let mut node = document.root();
    for (number, key) in path {
        place = match key {
            Some(key) => {
                if node.entries().rposition(|entry| entry.key() == key) != Some(*number) {
                    return value.clone();
                }
                node = node.entries().nth(*number).unwrap().value;
                place.get_mut(key).unwrap()
            }
            None => {
                node = node.items().nth(*number).unwrap();
                place.get_mut(*number).unwrap()
            }
        };
    }
    change(place.as_object_mut().unwrap());
    new
}

/// Whether the two readings agree. Numbers whose spelling JSON does not know are text to us, and serde_json has no
/// infinity; beyond 64 bits both are floats.
fn agree(ours: &Json, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agree(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| agree(a, b)))
        }
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::String(text), Json::Null) => text.to_lowercase().ends_with(".inf") || text.to_lowercase() == ".nan",
        (Json::String(text), Json::Number(_)) => is_exotic(text),
        _ => ours == theirs,
    }
}

fn is_exotic(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let prefixed = ["0x", "0o", "0b"].iter().any(|prefix| digits.starts_with(prefix));
    serde_json::from_str::<serde_json::Number>(text).is_err() && (prefixed || text.parse::<f64>().is_ok())
        || text == "-0"
}

#[test]
fn nothing_changes_without_edits_and_values_are_those_of_serde_yaml() {
    for (name, text) in fixtures() {
        let document = parse(&name, &text);
        assert_eq!(splice(document.text(), &[]).unwrap(), text);
        let ours = document.root().to_json().unwrap();
        let theirs = Yaml.reference(&text).unwrap();
        match theirs {
            Ok(theirs) => assert!(agree(&ours, &theirs), "{name}\n{ours:#}\n{theirs:#}"),
            Err(error) => assert!(name == "edge-explicit-keys.yaml", "{name}: {error}"),
        }
    }
}

#[test]
fn a_span_reads_again_to_its_node() {
    for (name, text) in fixtures() {
        let document = parse(&name, &text);
        for (_, node) in nodes(&document) {
            let span = node.raw().span;
            let raw = span.of(&text);
            let line = &text[..span.start()].rsplit(['\n', '\r']).next().unwrap();
            // A tag before the value or an indentation given in numbers changes what the bytes mean.
            let told = line.contains('!') || raw.starts_with("|2") || raw.starts_with('*');
            if node.is_mapping() || matches!(node.raw().value, Value::Sequence(_)) || told {
                continue;
            }
            if raw.is_empty() {
                assert!(matches!(node.raw().value, Value::Null), "{name}");
                continue;
            }
            let again = parse(&name, &format!("{raw}\n"));
            let (ours, value) = (node.to_json().unwrap(), again.root().to_json().unwrap());
            let at_end = span.end() == text.len() && raw.starts_with('|');
            assert!(
                ours == value || at_end && format!("{}\n", ours.as_str().unwrap()) == value,
                "{name}: {raw:?} {ours}"
            );
        }
    }
}

/// What became of an edit: Ok if it was made and proven.
fn prove(
    name: &str,
    document: &Document,
    edits: &[Edit],
    path: &Path,
    change: &dyn Fn(&mut serde_json::Map<String, Json>),
) -> Document {
    let text = document.text();
    let new = splice(text, edits).unwrap();
    let show = || format!("{name}\n--- old\n{text}\n--- new\n{new}\n--- {new:?}");
    let again = document.reparse(new.as_str().into()).unwrap_or_else(|error| panic!("{error} in {}", show()));
    let expected = changed(document, &document.root().to_json().unwrap(), path, change);
    assert_eq!(again.root().to_json().unwrap(), expected, "{}", show());
    if let Some(Ok(old)) = Yaml.reference(text)
        && agree(&document.root().to_json().unwrap(), &old)
    {
        let value = Yaml.reference(&new).unwrap().unwrap_or_else(|error| panic!("{error} in {}", show()));
        assert_eq!(value, changed(document, &old, path, change), "{}", show());
    }
    assert_eq!(splice(&new, &invert(text, edits)).unwrap(), text, "{}", show());
    again
}

fn new_values() -> [NewValue; 3] {
    [
        NewValue::Text("ORACLE".into()),
        NewValue::Map(vec![("client_1".into(), "17".into()), ("no".into(), "it's \"x\"\n\u{85}".into())]),
        NewValue::Map(Vec::new()),
    ]
}

fn json(value: &NewValue) -> Json {
    match value {
        NewValue::Text(text) => text.as_str().into(),
        NewValue::Map(map) => Json::Object(map.iter().map(|(k, v)| (k.clone(), v.as_str().into())).collect()),
    }
}

fn keys(mapping: Ref<'_>) -> Vec<String> {
    mapping.entries().map(|entry| entry.key().to_owned()).collect()
}

fn descend<'a>(document: &'a Document, path: &Path) -> Ref<'a> {
    path.iter().fold(document.root(), |node, (number, key)| match key {
        Some(_) => node.entries().nth(*number).unwrap().value,
        None => node.items().nth(*number).unwrap(),
    })
}

fn try_insert(
    name: &str,
    document: &Document,
    path: &Path,
    mapping: Ref<'_>,
    after: usize,
    value: &NewValue,
) -> Result<(), Refusal> {
    let free =
        ["dbType", "dbType2", "dbType3"].into_iter().find(|key| mapping.entries().all(|entry| entry.key() != *key));
    let key = free.unwrap().to_owned();
    let second = NewEntry { key: "second".into(), value: NewValue::Text("\\ 2".into()) };
    let edits = document.insert(mapping, after, &[NewEntry { key: key.clone(), value: value.clone() }, second])?;
    let add = |object: &mut serde_json::Map<String, Json>| {
        object.insert(key.clone(), json(value));
        object.insert("second".into(), "\\ 2".into());
    };
    let again = prove(name, document, &edits, path, &add);
    let mut expected = keys(mapping);
    let at = (after + 1).min(expected.len());
    expected.splice(at..at, [key, "second".into()]);
    assert_eq!(keys(descend(&again, path)), expected, "{name}: {}", again.text());
    Ok(())
}

#[test]
fn keys_are_inserted_behind_every_entry() {
    let mut refused = std::collections::BTreeSet::new();
    for (name, text) in fixtures() {
        let document = parse(&name, &text);
        for (path, mapping) in nodes(&document).into_iter().filter(|(_, node)| node.is_mapping()) {
            for after in 0..mapping.entries().len().max(1) {
                for value in &new_values() {
                    if let Err(refusal) = try_insert(&name, &document, &path, mapping, after, value) {
                        assert!(name.starts_with("edge-"), "{name} {path:?} {after}: {refusal}");
                        refused.insert(refusal.0);
                    }
                }
            }
        }
    }
    let reasons: Vec<_> = refused.iter().map(String::as_str).collect();
    assert_eq!(
        reasons,
        [
            "a comment follows the value before it, and the comma would have to stand before that comment",
            "a comment stands between its braces",
            "a merge key `<<` feeds it",
            "it is a single pair inside a flow list, without braces of its own",
            "it is reached by an alias or a merge key, so the edit would change another place too",
            "it lies in a node that is anchored and used by an alias elsewhere",
            "its first key shares a line with something else, so its indentation cannot be told",
            "the key before it has no value, and nothing shows where one would end",
            "the key before it is marked with `?` or has no colon",
            "the value before it is a block scalar that ends the file without a line break; a line behind it would change \
             that value",
        ]
    );
}

fn try_replace(
    name: &str,
    document: &Document,
    path: &Path,
    entry: EntryRef<'_>,
    number: usize,
    value: &NewValue,
) -> Result<(), Refusal> {
    let edit = document.replace(entry, value)?;
    let is_last = entry.mapping().entries().rposition(|other| other.key() == entry.key()) == Some(number);
    let put = |object: &mut serde_json::Map<String, Json>| {
        if is_last {
            object.insert(entry.key().to_owned(), json(value));
        }
    };
    prove(name, document, &[edit], path, &put);
    Ok(())
}

fn try_rename(name: &str, document: &Document, path: &Path, entry: EntryRef<'_>, key: &str) -> Result<(), Refusal> {
    let edit = document.rename(entry, key)?;
    let mapping = entry.mapping();
    let rename = |object: &mut serde_json::Map<String, Json>| {
        let old = object.clone();
        let twice = mapping.entries().filter(|other| other.key() == entry.key()).count() > 1;
        if !twice && mapping.entries().all(|other| other.key() != key) {
            *object = old.into_iter().map(|(k, v)| (if k == entry.key() { key.to_owned() } else { k }, v)).collect();
        }
    };
    let twice = mapping.entries().filter(|other| other.key() == entry.key()).count() > 1;
    if !twice {
        prove(name, document, &[edit], path, &rename);
    }
    Ok(())
}

#[test]
fn values_are_replaced_and_keys_renamed() {
    let mut refused = std::collections::BTreeSet::new();
    let (mut replaced, mut renamed) = (0, 0);
    for (name, text) in fixtures() {
        let document = parse(&name, &text);
        for (path, mapping) in nodes(&document).into_iter().filter(|(_, node)| node.is_mapping()) {
            for (number, entry) in mapping.entries().enumerate() {
                for value in &new_values() {
                    match try_replace(&name, &document, &path, entry, number, value) {
                        Ok(()) => replaced += 1,
                        Err(refusal) => {
                            let is_blank = entry.value.is_blank() && !name.starts_with("edge-");
                            assert!(!is_blank, "{name} {path:?} {number}: {refusal}");
                            refused.insert(refusal.0);
                        }
                    }
                }
                for key in ["fresh", "no", "a: b", "it's"] {
                    match try_rename(&name, &document, &path, entry, key) {
                        Ok(()) => renamed += 1,
                        Err(refusal) => {
                            assert!(name.starts_with("edge-") || entry.key().is_empty(), "{name}: {refusal}");
                            refused.insert(refusal.0);
                        }
                    }
                }
            }
        }
    }
    assert!(replaced > 400 && renamed > 600, "{replaced} {renamed}");
    let reasons: Vec<_> = refused.iter().map(String::as_str).collect();
    assert_eq!(
        reasons,
        [
            "a comment stands in the header of its block scalar",
            "a merge key `<<` feeds it",
            "a tag gives its key a type",
            "a tag gives its value a type",
            "an alias uses it elsewhere",
            "it is reached by an alias or a merge key, so the edit would change another place too",
            "it lies in a node that is anchored and used by an alias elsewhere",
            "its key is marked with `?` or has no colon",
            "its value is a block of several entries",
            "the key is marked with `?` or has no colon",
            "the key is not a simple one",
        ]
    );
}

/// A random source that is the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % sides.max(1)
    }
}

const PIECES: &[&str] = &[
    ":", ": ", "- ", "-", "? ", ",", "{", "}", "[", "]", "{}", "[]", "#", " # c", "&a ", "*a", "*a ", "!", "!!str ",
    "!t ", "|", "|\n", ">+\n", "'", "\"", "\\", "\\x41", "''", "%", "@", "`", "~", "null", "\n", "\r", "\r\n", "\n\n",
    " ", "  ", "\t", "---\n", "...\n", "<<: ", "\u{feff}", "\u{85}", "\u{2028}", "密", "0x1F", "-0", "k: v\n",
    "\nk: v", "0",
];

fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(chars.len() + 1);
        let end = (at + 1 + dice.roll(6)).min(chars.len());
        match dice.roll(5) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = dice.roll(chars.len() + 1);
                chars.splice(to..to, copy);
            }
            2 => chars.truncate(end),
            _ => drop(chars.splice(at..at, PIECES[dice.roll(PIECES.len())].chars())),
        }
    }
    chars.into_iter().collect()
}

/// Classes of text in which the two libraries differ by design, so that their values are not compared: libyaml follows
/// YAML 1.1, where U+0085, U+2028 and U+2029 break lines.
fn differs_by_design(text: &str) -> bool {
    text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
}

#[test]
fn mutated_files_never_panic_and_both_readings_agree() {
    let fixtures = fixtures();
    let mut dice = Dice(0x5eed);
    let (mut read, mut both, mut made) = (0, 0, 0);
    for round in 0..20_000 {
        let (name, text) = &fixtures[dice.roll(fixtures.len())];
        let text = mutate(text, &mut dice);
        let Ok(document) = syntax::parse(name.clone(), text.as_str().into(), &Yaml) else { continue };
        read += 1;
        let (Some(ours), Ok(theirs)) = (document.root().to_json(), Yaml.reference(&text).unwrap()) else { continue };
        if differs_by_design(&text) {
            continue;
        }
        both += 1;
        assert!(agree(&ours, &theirs), "round {round}\n{text}\n{text:?}\n{ours}\n{theirs}");
        made += usize::from(edit_somewhere(&format!("round {round}"), &document, &mut dice));
    }
    assert!(read > 8_000 && both > 6_000 && made > 4_000, "{read} {both} {made}");
}

/// Proves one random edit; whether there was one.
fn edit_somewhere(name: &str, document: &Document, dice: &mut Dice) -> bool {
    let mappings: Vec<_> = nodes(document).into_iter().filter(|(_, node)| node.is_mapping()).collect();
    let Some((path, mapping)) = mappings.get(dice.roll(mappings.len())) else { return false };
    let values = new_values();
    let value = &values[dice.roll(values.len())];
    let number = dice.roll(mapping.entries().len());
    let Some(entry) = mapping.entries().nth(number).filter(|_| dice.roll(2) == 0) else {
        return try_insert(name, document, path, *mapping, number, value).is_ok();
    };
    match dice.roll(3) {
        0 => try_rename(name, document, path, entry, "fresh").is_ok(),
        _ => try_replace(name, document, path, entry, number, value).is_ok(),
    }
}
