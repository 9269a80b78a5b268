//! The laws of the YAML syntax over every file in `fixtures/syntax/yaml`, over mutations of them, and over inputs that
//! are made to hurt. serde_yaml is the second opinion on every value.
//!
//! A file whose name starts with `edge-` holds mappings that must not be edited; in all others every insertion works.

use std::time::{Duration, Instant};

use omslint::text::document::{Document, Syntax};
use omslint::text::edit::{Edit, NewEntry, NewValue, Refusal, invert, splice};
use omslint::text::node::{EntryRef, Reader, Ref, Value};
use omslint::text::syntax::{self, Yaml};
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
    syntax::parse(name, text.into(), &Yaml).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
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

fn new_values() -> [NewValue; 4] {
    [
        NewValue::Text("ORACLE".into()),
        NewValue::Number(92),
        NewValue::Map(vec![("client_1".into(), "17".into()), ("no".into(), "it's \"x\"\n\u{85}".into())]),
        NewValue::Map(Vec::new()),
    ]
}

fn json(value: &NewValue) -> Json {
    match value {
        NewValue::Text(text) => text.as_str().into(),
        NewValue::Number(number) => (*number).into(),
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

/// Classes of text in which the two libraries differ by design, so that their values are not compared. libyaml follows
/// YAML 1.1, where U+0085, U+2028 and U+2029 break lines, and skips a byte-order mark where it is content to YAML 1.2;
/// and it ends the name of an anchor at the first character that is no letter, digit, `_` or `-`;
/// and the lines of a block scalar that is a whole document must be indented; and `?` marks a key in braces even
/// without a blank behind it.
fn differs_by_design(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let odd_name = |word: &str| {
        let name = word.trim_start_matches(['[', '{', '(']).strip_prefix(['&', '*']);
        name.is_some_and(|name| !name.trim_end_matches([',', ']', '}']).chars().all(is_name))
    };
    text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
        || text.chars().skip(1).any(|c| c == '\u{feff}')
        || text
            .split_whitespace()
            .any(|word| odd_name(word) || word.trim_start_matches(['[', '{', ',']).starts_with('?') && word.len() > 1)
        || text.split(['\n', '\r']).any(|line| line.trim_start_matches("--- ").trim_start().starts_with(['|', '>']))
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

/// Runs `work` and says how long it took at most, loosely enough for a busy machine.
fn quickly<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
    done
}

#[test]
fn deep_nesting_is_an_error_soon() {
    let deep = 200_000;
    let maps: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    let bombs = [
        ("brackets", "[".repeat(deep)),
        ("closed brackets", "[".repeat(deep) + &"]".repeat(deep)),
        ("braces", "{a: ".repeat(deep)),
        ("dashes", "- ".repeat(deep)),
        ("questions", "? ".repeat(deep)),
        ("maps", maps),
        ("mixed", "- ".repeat(600) + &"[{a: ".repeat(2_000)),
    ];
    for (name, bomb) in bombs {
        let error = quickly(name, || Yaml.read(&bomb).map(|_| ()).unwrap_err());
        assert!(error.message.contains("nested deeper than 1000 levels"), "{name}: {error}");
        assert!(error.offset <= bomb.len());
        quickly(name, || Yaml.reference(&bomb).unwrap().unwrap_err());
    }
    let within = "[".repeat(1_000) + &"]".repeat(1_000);
    assert!(Yaml.read(&within).is_ok());
    assert!(Yaml.reference(&within).unwrap().unwrap_err().contains("128 levels"));
    assert!(Yaml.reference(&("[".repeat(127) + &"]".repeat(127))).unwrap().is_ok());
}

#[test]
fn aliases_cannot_grow_a_document_beyond_measure() {
    let mut laughs = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for n in 1..30 {
        let items = vec![format!("*a{}", n - 1); 9].join(", ");
        laughs.push_str(&format!("a{n}: &a{n} [{items}]\n"));
    }
    let long = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(1_000_000), "*a, ".repeat(100_000));
    let wide = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(50_000), "*a, ".repeat(50_000));
    for (name, bomb) in [("laughs", laughs), ("long", long), ("wide", wide)] {
        let error = quickly(name, || Yaml.read(&bomb).map(|_| ()).unwrap_err());
        assert!(error.message.contains("beyond all measure"), "{name}: {error}");
        assert!(quickly(name, || Yaml.reference(&bomb).unwrap()).is_err());
    }
    let circle = parse("circle", "a: &a [*a, *a]\n");
    assert_eq!(circle.root().to_json(), None);
    assert!(Yaml.reference("a: &a [*a, *a]\n").unwrap().is_err());
    let anchors = "[".repeat(990) + &"&a x, ".repeat(100_000);
    let error = quickly("anchors", || Yaml.read(&anchors).map(|_| ()).unwrap_err());
    assert!(error.message.contains("too many anchors"), "{error}");
}

#[test]
fn hostile_lines_take_linear_time() {
    let many = 20_000;
    let inputs = [
        ("comments", "# c\n".repeat(many)),
        ("nulls", "{".to_owned() + &"a,".repeat(many) + "}"),
        ("blank lines", "a:".to_owned() + &"\n".repeat(many)),
        ("commented nulls", (0..2_000).map(|n| format!("k{n}: # c\n")).collect()),
        ("quotes", "\"".repeat(many)),
        ("documents", "---\n".repeat(many)),
        ("questions", "?\n".repeat(many)),
        ("pipes", "- |\n".repeat(many)),
        ("colons", ":\n".repeat(many)),
        ("anchors", "- &a\n".repeat(many)),
        ("directives", "%A b\n".repeat(many)),
        ("plain lines", "a\n".repeat(many)),
    ];
    for (name, input) in inputs {
        let tree = quickly(name, || Yaml.read(&input));
        quickly(name, || Yaml.reference(&input));
        drop(tree);
    }
}

/// The text after `key` was inserted behind entry `after` of the mapping at `pointer`, or why not.
fn inserted(text: &str, pointer: &str, after: usize, value: &NewValue) -> Result<String, String> {
    let document = parse("case", text);
    let entry = NewEntry { key: "key".into(), value: value.clone() };
    let edits = document.insert(document.root().at(pointer).unwrap(), after, &[entry]).map_err(|refusal| refusal.0)?;
    Ok(splice(text, &edits).unwrap())
}

/// The text after the value at `key` of the mapping at `pointer` was replaced.
fn replaced(text: &str, pointer: &str, key: &str, value: &NewValue) -> String {
    let document = parse("case", text);
    let entry = document.root().at(pointer).unwrap().entry(key).unwrap();
    splice(text, &[document.replace(entry, value).unwrap()]).unwrap()
}

#[test]
fn a_new_key_looks_like_its_neighbours() {
    let text = NewValue::Text("V".into());
    let map = NewValue::Map(vec![("c".into(), "17".into())]);
    let cases = [
        ("a: 1\nb: 2\n", "", 0, &text, "a: 1\nkey: \"V\"\nb: 2\n"),
        ("a: x\nb: 2\n", "", 0, &text, "a: x\nkey: V\nb: 2\n"),
        ("a: x\nb: 'y'\n", "", 0, &text, "a: x\nkey: 'V'\nb: 'y'\n"),
        ("a: x\n", "", 0, &NewValue::Text("no".into()), "a: x\nkey: \"no\"\n"),
        ("a: x\n", "", 0, &NewValue::Text("17".into()), "a: x\nkey: \"17\"\n"),
        ("a: 'x' # c\n\n# d\n", "", 0, &text, "a: 'x' # c\nkey: 'V'\n\n# d\n"),
        ("a: 1", "", 0, &text, "a: 1\nkey: \"V\""),
        ("a: 1\r\n", "", 0, &map, "a: 1\r\nkey:\r\n  c: \"17\"\r\n"),
        ("s:\n    a: 1\nt: 1\n", "/s", 0, &map, "s:\n    a: 1\n    key:\n        c: \"17\"\nt: 1\n"),
        ("s:\n    a: 1\n", "", 0, &text, "s:\n    a: 1\nkey: \"V\"\n"),
        ("- \"a\" : 1\n", "/0", 0, &text, "- \"a\" : 1\n  \"key\" : \"V\"\n"),
        ("a: |\n  x\n\nb: 1\n", "", 0, &text, "a: |\n  x\nkey: \"V\"\n\nb: 1\n"),
        ("a: |+\n  x\n\nb: 1\n", "", 0, &text, "a: |+\n  x\n\nkey: \"V\"\nb: 1\n"),
        ("a:\n- x\n- y # z\n", "", 0, &text, "a:\n- x\n- y # z\nkey: \"V\"\n"),
        ("a: {b: 'x'}\n", "/a", 0, &text, "a: {b: 'x', key: 'V'}\n"),
        ("a: {b: x,}\n", "/a", 0, &map, "a: {b: x, key: {c: \"17\"},}\n"),
        ("{\"a\":\"1\"}", "", 0, &text, "{\"a\":\"1\",\"key\":\"V\"}"),
        ("{\n  \"a\": 1\n}\n", "", 0, &text, "{\n  \"a\": 1,\n  \"key\": \"V\"\n}\n"),
        ("{\n  a: 1, # c\n  b: 2\n}\n", "", 0, &text, "{\n  a: 1, # c\n  key: \"V\",\n  b: 2\n}\n"),
        ("a: {}\n", "/a", 0, &text, "a: {key: \"V\"}\n"),
        ("'a': { }\n", "/a", 0, &text, "'a': { 'key': \"V\" }\n"),
        ("a: 1\n...\n", "", 0, &text, "a: 1\nkey: \"V\"\n...\n"),
    ];
    for (old, pointer, after, value, new) in cases {
        assert_eq!(inserted(old, pointer, after, value).unwrap(), new, "{old:?}");
    }
}

#[test]
fn a_new_value_takes_the_place_of_a_blank_one() {
    let text = NewValue::Text("V".into());
    let map = NewValue::Map(vec![("c".into(), "17".into())]);
    let cases = [
        ("a:\nb: 1\n", &text, "a: \"V\"\nb: 1\n"),
        ("a:   # c\n", &text, "a: \"V\"   # c\n"),
        ("a: '' # c\n", &text, "a: 'V' # c\n"),
        ("a: ~\nb: 'x'\n", &text, "a: 'V'\nb: 'x'\n"),
        ("a: {}\n", &map, "a: {c: \"17\"}\n"),
        ("a:\nb: 1\n", &map, "a:\n  c: \"17\"\nb: 1\n"),
        ("a: # c\nb: 1\n", &map, "a: # c\n  c: \"17\"\nb: 1\n"),
        ("a: \"\"\n", &map, "a:\n  c: \"17\"\n"),
        ("a: ~ # c\n", &map, "a: {c: \"17\"} # c\n"),
        ("{a: , b: 1}", &text, "{a: \"V\" , b: 1}"),
        ("a: |\n  x\nb: 1\n", &text, "a: \"V\"\nb: 1\n"),
    ];
    for (old, value, new) in cases {
        assert_eq!(replaced(old, "", "a", value), new, "{old:?}");
    }
}

#[test]
fn json_inside_a_string_is_edited_unless_an_alias_shares_it() {
    let value = NewValue::Text("2".into());
    let edit = |text: &str| {
        let document = parse("json", text);
        let mapping = document.root().get("a").unwrap().structure();
        let edits = document.insert(mapping, 0, &[NewEntry { key: "k".into(), value: value.clone() }]);
        edits.map(|edits| splice(text, &edits).unwrap()).map_err(|refusal| refusal.0)
    };
    assert_eq!(edit("a: '{\"x\": \"1\"}'\n").unwrap(), "a: '{\"x\": \"1\",\"k\": \"2\"}'\n");
    assert_eq!(
        edit("a: \"{\\\"x\\\": \\\"1\\\"}\"\n").unwrap(),
        "a: \"{\\\"x\\\": \\\"1\\\",\\\"k\\\": \\\"2\\\"}\"\n"
    );
    assert_eq!(edit("a: |\n  {\"x\": \"1\"}\nb: 1\n").unwrap(), "a: |\n  {\"x\": \"1\",\"k\": \"2\"}\nb: 1\n");
    assert!(edit("a: >\n  {\"x\":\n  \"1\"}\n").unwrap_err().contains("folded"));
    assert!(edit("a: &s '{\"x\": \"1\"}'\nb: *s\n").unwrap_err().contains("alias"));
    assert!(edit("b: &s '{\"x\": \"1\"}'\na: *s\n").unwrap_err().contains("alias"));
}

#[test]
fn spans_end_with_the_content() {
    let text = "a: # c\n  b: 1\n  c:   # d\n\n# e\nd:\n- x\n- |\n  y\n\n";
    let document = parse("spans", text);
    let at = |pointer: &str| document.root().at(pointer).unwrap().span().of(text);
    assert_eq!(at("/a"), "b: 1\n  c:");
    assert_eq!(at("/a/c"), "");
    assert_eq!(document.root().at("/a/c").unwrap().span().start(), text.find("c:   #").unwrap() + 2);
    assert_eq!(at("/d"), "- x\n- |\n  y");
    assert_eq!(at("/d/1"), "|\n  y");
    assert_eq!(document.pointer(document.root().at("/a/b").unwrap().span()), "/a/b");
}

#[test]
fn yaml_is_known_by_name_and_look() {
    for name in ["a.yaml", "b.yml"] {
        assert!(Yaml.claims_name(name));
    }
    let yes =
        ["---\na", "%YAML 1.1\n", "\u{feff}# c\n\nsource:\n  a: 1\n", "a.b-c: 1\r\n", "\"a\": 1\n", "- a: 1\n", "k:"];
    let no = [
        "{\"a\": 1}",
        "[section]\na=b\n",
        "a=b\n",
        "",
        "# c\n",
        "jdbc:mysql://x",
        "2026-01-01 10:00:00 INFO",
        "some text: x",
        "a = b: c",
    ];
    for text in yes {
        assert!(Yaml.claims_text(text), "{text:?}");
    }
    for text in no {
        assert!(!Yaml.claims_text(text), "{text:?}");
    }
}
