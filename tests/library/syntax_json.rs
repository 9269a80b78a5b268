//! JSON keeps the laws of a syntax over its fixtures and over mutations of them; serde_json is the oracle.

use std::time::{Duration, Instant};

use crate::laws::{self, Maps, Tally};
use omslint::text::edit::{NewEntry, NewValue, splice};
use omslint::text::node::MAX_DEPTH;
use omslint::text::syntax::{self, Json};

fn reread(bytes: &str, level: usize) -> serde_json::Value {
    let unquote = |text: String, _| serde_json::from_str::<String>(&format!("\"{text}\"")).unwrap();
    let text = (0..level).fold(bytes.to_owned(), unquote);
    serde_json::from_str(&text).unwrap()
}

fn oracle(text: &str) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Where we read on and serde_json does not: it decodes numbers and surrogates, and guards its recursion at 128.
fn is_known_difference(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    ["number out of range", "surrogate", "unexpected end of hex escape", "recursion limit"]
        .iter()
        .any(|known| message.contains(known))
}

#[test]
fn every_fixture_is_read_as_serde_json_reads_it() {
    for (path, source) in laws::fixtures("json", &[".json"]) {
        let doc = laws::parse(&Json, &source);
        laws::lossless(&doc, &source);
        laws::spans(&doc, &reread);
        let (ours, theirs) = (doc.root().to_json().unwrap(), oracle(&source).unwrap());
        assert_eq!(ours, theirs, "{}", path.display());
        assert_eq!(ours.to_string(), theirs.to_string(), "order in {}", path.display());
        assert!(syntax::of("x.conf", &source).is_none_or(|syntax| syntax.name() == "json"));
    }
}

#[test]
fn every_edit_changes_the_value_as_announced() {
    let mut all = Tally::default();
    for (_, source) in laws::fixtures("json", &[".json"]) {
        all += laws::edits(&Json, &source, Maps::Nested);
    }
    assert!(all.made > 1_000, "{all:?}");
    assert_eq!(all.refused, 0, "JSON can hold every key and value");
}

#[test]
fn mutated_documents_are_accepted_exactly_as_by_serde_json() {
    let sources: Vec<_> = laws::fixtures("json", &[".json"]).into_iter().map(|(_, source)| source).collect();
    laws::hostile(&Json, &sources, 50_000, &|source, doc| match (doc, oracle(source)) {
        (Some(doc), Ok(theirs)) => assert_eq!(doc.root().to_json().unwrap(), theirs, "{source}"),
        (Some(_), Err(error)) => assert!(is_known_difference(&error), "we accept, serde_json says {error}:\n{source}"),
        (None, Ok(_)) => panic!("serde_json accepts:\n{source}"),
        (None, Err(_)) => {}
    });
}

#[test]
fn deep_nesting_ends_with_an_error_at_once() {
    let started = Instant::now();
    for source in ["[".repeat(200_000), "{\"a\":".repeat(200_000), "[".repeat(200_000) + &"]".repeat(200_000)] {
        let error = syntax::parse("a file", source.into(), &Json).unwrap_err();
        assert!(error.message.contains("nested deeper"), "{error}");
    }
    // What is read can also be turned into a value, on the small stack of a thread.
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let allowed = format!("{}1{}", open.repeat(MAX_DEPTH), close.repeat(MAX_DEPTH));
        let build = move || laws::parse(&Json, &allowed).root().to_json().is_some();
        assert!(std::thread::Builder::new().stack_size(1 << 20).spawn(build).unwrap().join().unwrap());
    }
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn what_serde_json_cannot_decode_is_read_and_shown() {
    let doc = laws::parse(&Json, r#"{"lone":"\uD83Dx","swapped":"\uDE00\uD83D","huge":1e999}"#);
    let root = doc.root();
    assert_eq!(root.get("lone").unwrap().text(), Some("\u{fffd}x"));
    assert_eq!(root.get("swapped").unwrap().text(), Some("\u{fffd}\u{fffd}"));
    assert_eq!(root.get("huge").unwrap().scalar().as_deref(), Some("1e999"));
}

/// The text after `dbType` = `ORACLE` and a map of one were put behind the last key at `pointer`.
fn inserted(source: &str, pointer: &[&str]) -> String {
    let doc = laws::parse(&Json, source);
    let mapping = pointer.iter().fold(doc.root(), |node, key| node.structure().get(key).unwrap()).structure();
    let map = NewValue::Map(vec![("c".into(), "1".into()), ("d".into(), "2".into())]);
    let entries = [
        NewEntry { key: "dbType".into(), value: NewValue::Text("ORACLE".into()) },
        NewEntry { key: "m".into(), value: map },
    ];
    splice(source, &doc.insert(mapping, usize::MAX, &entries).unwrap()).unwrap()
}

#[test]
fn insertions_look_like_their_neighbours() {
    let cases: &[(&str, &[&str], &str)] = &[
        (r#"{"a":1}"#, &[], r#"{"a":1,"dbType":"ORACLE","m":{"c":"1","d":"2"}}"#),
        (r#"{ "a": 1, "b": 2 }"#, &[], r#"{ "a": 1, "b": 2, "dbType": "ORACLE", "m": {"c": "1", "d": "2"} }"#),
        (r#"{"a" : 1 , "b" : 2}"#, &[], r#"{"a" : 1 , "b" : 2 , "dbType" : "ORACLE" , "m" : {"c" : "1" , "d" : "2"}}"#),
        ("{}", &[], r#"{"dbType":"ORACLE","m":{"c":"1","d":"2"}}"#),
        (
            "{\n\t\"a\":\"1\"\n}",
            &[],
            "{\n\t\"a\":\"1\",\n\t\"dbType\":\"ORACLE\",\n\t\"m\":{\n\t\t\"c\":\"1\",\n\t\t\"d\":\"2\"\n\t}\n}",
        ),
        (
            "{\r\n    \"a\": {}\r\n}\r\n",
            &["a"],
            "{\r\n    \"a\": {\r\n        \"dbType\": \"ORACLE\",\r\n        \"m\": {\r\n            \"c\": \"1\",\r\n            \"d\": \"2\"\r\n        }\r\n    }\r\n}\r\n",
        ),
        (
            "{\r  \"a\": {\r  }\r}",
            &["a"],
            "{\r  \"a\": {\r    \"dbType\": \"ORACLE\",\r    \"m\": {\r      \"c\": \"1\",\r      \"d\": \"2\"\r    }\r  }\r}",
        ),
        (
            "{ \"a\": 1\n, \"b\": 2\n}",
            &[],
            "{ \"a\": 1\n, \"b\": 2\n, \"dbType\": \"ORACLE\"\n, \"m\": {\"c\": \"1\", \"d\": \"2\"}\n}",
        ),
        (
            r#"{"s":"{\"a\":\"{}\"}"}"#,
            &["s", "a"],
            r#"{"s":"{\"a\":\"{\\\"dbType\\\":\\\"ORACLE\\\",\\\"m\\\":{\\\"c\\\":\\\"1\\\",\\\"d\\\":\\\"2\\\"}}\"}"}"#,
        ),
    ];
    for (source, pointer, expected) in cases {
        assert_eq!(inserted(source, pointer), *expected);
    }
}
