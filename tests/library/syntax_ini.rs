//! INI keeps the laws of a syntax over its fixtures and over mutations of them.

use crate::laws::{self, plain, text};
use omslint::text::edit::{NewValue, splice};
use omslint::text::syntax::{self, Ini};

fn reread(bytes: &str, level: usize) -> serde_json::Value {
    if level == 0 {
        let doc = laws::parse(&Ini, &format!("k={bytes}"));
        return doc.root().get("k").unwrap().to_json().unwrap();
    }
    plain::decoded(bytes.to_owned(), level)
}

#[test]
fn every_fixture_is_read_as_expected() {
    plain::fixtures_are_read_as_expected(&Ini, "ini", &reread);
}

#[test]
fn every_edit_changes_the_value_as_announced_or_is_refused() {
    plain::edits_are_made_as_announced_or_refused(&Ini, "ini");
}

#[test]
fn mutated_documents_neither_panic_nor_hang() {
    plain::mutations_neither_panic_nor_hang(&Ini, "ini");
}

#[test]
fn insertions_look_like_their_neighbours() {
    // Text, section, the entry to stand behind, and what follows.
    let cases: &[(&str, &str, usize, &str)] = &[
        ("[a]\nk = v\nl = w\n", "a", 0, "[a]\nk = v\ndbType = ORACLE\nl = w\n"),
        ("[a]\r\nk=v", "a", 0, "[a]\r\nk=v\r\ndbType=ORACLE"),
        ("[a]\r\tk= v \r[b]", "a", 0, "[a]\r\tk= v \r\tdbType= ORACLE\r[b]"),
        ("[b]\nx = y\n[a]\n# why\n\n[c]\nz=1\n", "a", 0, "[b]\nx = y\n[a]\ndbType = ORACLE\n# why\n\n[c]\nz=1\n"),
        ("\u{feff}[a]", "a", 0, "\u{feff}[a]\ndbType=ORACLE"),
        ("[x]\r\n\r\n[a]", "a", 0, "[x]\r\n\r\n[a]\r\ndbType=ORACLE"),
    ];
    for (source, section, after, expected) in cases {
        let doc = laws::parse(&Ini, source);
        let edits = doc.insert(doc.root().get(section).unwrap(), *after, &[text("dbType", "ORACLE")]).unwrap();
        assert_eq!(splice(source, &edits).unwrap(), *expected);
    }
}

#[test]
fn an_empty_value_is_filled_in_the_neighbours_style() {
    let source = "[a]\nk =\nl = w\n";
    let doc = laws::parse(&Ini, source);
    let edit = doc.replace(doc.root().at("/a").unwrap().entry("k").unwrap(), &NewValue::Text("v".into())).unwrap();
    assert_eq!(splice(source, &[edit]).unwrap(), "[a]\nk = v\nl = w\n");
}

#[test]
fn json_in_a_value_is_edited_in_place() {
    let source = "[a]\r\ncheckpoint={\"a\":\"1\"}\r\nx={ \"s\" : \"{\\\"t\\\":\\\"1\\\"}\" }";
    let doc = laws::parse(&Ini, source);
    let client = text("b\"", "2");
    assert_eq!(
        laws::with_entry(&doc, &["a", "checkpoint"], &client),
        source.replace(r#"{"a":"1"}"#, r#"{"a":"1","b\"":"2"}"#)
    );
    assert_eq!(
        laws::with_entry(&doc, &["a", "x", "s"], &client),
        source.replace(r#"\"t\":\"1\"}"#, r#"\"t\":\"1\",\"b\\\"\":\"2\"}"#)
    );
}

#[test]
fn what_cannot_stand_in_ini_is_refused() {
    let doc = laws::parse(&Ini, "r=1\n[a]\nk=v\n");
    let section = doc.root().get("a").unwrap();
    for key in ["", "a=b", "a\nb", "a\rb", "[x", "#x", ";x", " x", "x\t", "\u{feff}x"] {
        assert!(doc.insert(section, 0, &[text(key, "v")]).is_err(), "{key:?}");
        assert!(doc.rename(section.entry("k").unwrap(), key).is_err(), "{key:?}");
    }
    for value in ["a\nb", "a\rb", " x", "x "] {
        assert!(doc.insert(section, 0, &[text("x", value)]).is_err(), "{value:?}");
        assert!(doc.replace(section.entry("k").unwrap(), &NewValue::Text(value.into())).is_err(), "{value:?}");
    }
    assert!(doc.insert(doc.root(), 1, &[text("x", "y")]).is_err(), "behind a section");
    assert!(doc.insert(doc.root(), 0, &[text("x", "y")]).is_ok());
    assert!(doc.replace(doc.root().entry("a").unwrap(), &NewValue::Text("v".into())).is_err());
    for name in ["", "a]b", "a\nb", " a"] {
        assert!(doc.rename(doc.root().entry("a").unwrap(), name).is_err(), "{name:?}");
    }
    assert!(doc.insert(section.get("k").unwrap(), 0, &[text("x", "y")]).is_err());
}

#[test]
fn what_is_no_ini_is_an_error_with_its_place() {
    let cases = [
        ("[a]\r\n  word\r\n", 7, "expected `key=value`"),
        ("k=v\n [a\n", 5, "never closed"),
        ("[a] b\n", 3, "nothing may follow"),
        ("[ ]\n", 0, "needs a name"),
        ("\u{feff} =v", 4, "a key is missing"),
        ("a: b", 0, "expected"),
    ];
    for (source, offset, message) in cases {
        let error = syntax::parse("a file", source.into(), &Ini).unwrap_err();
        assert_eq!(error.offset, offset, "{source:?}");
        assert!(error.message.contains(message), "{error:?}");
    }
}

#[test]
fn a_section_spans_from_its_first_key_to_its_last_value() {
    let source = "[a]\n# c\n k=v\nl=w \n\n[b]\n";
    let doc = laws::parse(&Ini, source);
    assert_eq!(laws::at(&doc, doc.root().get("a").unwrap().span()), "k=v\nl=w");
    assert_eq!(doc.root().get("b").unwrap().span(), omslint::text::source::Span::at(source.len()));
    let key = doc.root().entry("b").unwrap().key_span();
    assert_eq!((laws::at(&doc, key), doc.pointer(key)), ("b", "/b".to_owned()));
    assert_eq!(doc.pointer(doc.root().at("/a/l").unwrap().span()), "/a/l");
}

#[test]
fn ini_is_recognised_by_name_or_by_its_first_line() {
    let name = |name: &str, text: &str| syntax::of(name, text).map(omslint::text::document::Syntax::name);
    assert_eq!(name("crawler.conf", "k=v"), Some("ini"));
    assert_eq!(name("JDBCWriter.INI", ""), Some("ini"));
    assert_eq!(name("other.conf", "\u{feff}# c\n\n [global] \nk=v"), Some("ini"));
    for text in ["[{\"a\":1}]", "[]", "[1]", "[\"a\"]", "[true]", "[a, b]", "[a] x", "[a", "", "# c", "- [a]"] {
        assert_ne!(name("other.conf", text), Some("ini"), "{text}");
    }
}

/// What the reader rules out, the rule about keys that stand twice does not look at.
#[test]
fn only_a_document_without_any_key_twice_is_said_to_have_none() {
    let many: String = (0..30).map(|number| format!("k{number}=1\n")).collect();
    let repeating = [
        "[s]\nk=1\nk=2\n",
        "[s]\nk=1\n[t]\nk=1\n[s]\n",
        "k=1\nk=2\n",
        "[s]\n k = 1\nk\t=2\n",
        "[s]\nk={\"a\":1,\"a\":2}\n",
        "[s]\nk= [{\"a\":1,\"a\":2}]\n",
        &format!("[s]\n{many}k7=2\n"),
    ];
    for text in repeating {
        assert!(laws::parse(&Ini, text).may_repeat_keys(), "{text}");
    }
    for text in ["", "[s]\nk=1\nK=1\n[t]\nk=1\n", "k=1\n[s]\nk=(\n", "[s]\n[t]\n[k]\ns=1\n"] {
        assert!(!laws::parse(&Ini, text).may_repeat_keys(), "{text}");
    }
}
