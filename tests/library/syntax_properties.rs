//! Properties keep the laws of a syntax over their fixtures, whose values were read by Java, and over mutations.

use crate::laws::{self, plain, text};
use omslint::text::edit::{NewValue, splice};
use omslint::text::syntax::{self, Properties};

/// JSON in a value is first freed from the escapes of the value.
fn reread(bytes: &str, level: usize) -> serde_json::Value {
    let doc = laws::parse(&Properties, &format!("k={bytes}"));
    let value = doc.root().get("k").unwrap().text().unwrap().to_owned();
    if level == 0 { value.into() } else { plain::decoded(value, level) }
}

#[test]
fn every_fixture_is_read_as_java_reads_it() {
    plain::fixtures_are_read_as_expected(&Properties, "properties", &reread);
}

#[test]
fn every_edit_changes_the_value_as_announced_or_is_refused() {
    plain::edits_are_made_as_announced_or_refused(&Properties, "properties");
}

#[test]
fn mutated_documents_neither_panic_nor_hang() {
    plain::mutations_neither_panic_nor_hang(&Properties, "properties");
}

#[test]
fn insertions_look_like_their_neighbours() {
    let cases: &[(&str, usize, &str)] = &[
        ("a.b=1\nc=2\n", 0, "a.b=1\nk=ORACLE\nc=2\n"),
        ("a = 1\r\nb = 2", 1, "a = 1\r\nb = 2\r\nk = ORACLE"),
        ("  a : 1\r", 0, "  a : 1\r  k : ORACLE\r"),
        ("a 1\n", 0, "a 1\nk ORACLE\n"),
        ("x = 1\na = one \\\n  two\nb = 3\n", 1, "x = 1\na = one \\\n  two\nk = ORACLE\nb = 3\n"),
        ("x: 1\na \\\n = two", 1, "x: 1\na \\\n = two\nk: ORACLE"),
        ("a = \\\n  one\n", 0, "a = \\\n  one\nk=ORACLE\n"),
        ("x = 1\na=\n", 1, "x = 1\na=\nk = ORACLE\n"),
        ("# nothing\n", 0, "# nothing\nk=ORACLE\n"),
        ("# nothing", 0, "# nothing\nk=ORACLE"),
        ("", 0, "k=ORACLE\n"),
    ];
    for (source, after, expected) in cases {
        let doc = laws::parse(&Properties, source);
        let edits = doc.insert(doc.root(), *after, &[text("k", "ORACLE")]).unwrap();
        assert_eq!(splice(source, &edits).unwrap(), *expected, "{source:?}");
    }
}

#[test]
fn keys_and_values_are_escaped_as_java_needs_it() {
    let cases = [
        ("a=1", "a b:=#!\\", " x\\\t\n", "a=1\na\\ b\\:\\=\\#\\!\\\\=\\ x\\\\\\t\\n"),
        ("a=1", "k", "密😀", "a=1\nk=\\u5BC6\\uD83D\\uDE00"),
        ("密=1", "钥", "密😀", "密=1\n钥=密😀"),
        ("a 1", "k", "=x", "a 1\nk \\=x"),
        ("a=1", "k", "=x", "a=1\nk==x"),
    ];
    for (source, key, value, expected) in cases {
        let doc = laws::parse(&Properties, source);
        let edits = doc.insert(doc.root(), 0, &[text(key, value)]).unwrap();
        assert_eq!(splice(source, &edits).unwrap(), expected);
    }
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    let cases = [
        ("a=1\n", "x", "a=x\n"),
        ("a=\n", "x", "a=x\n"),
        ("a\nb = 1\n", "x", "a = x\nb = 1\n"),
        ("a =\nb = 1\n", "x", "a = x\nb = 1\n"),
        ("a=one\\\n  two\nb=1", "x", "a=x\nb=1"),
        ("a=one\\\n  two\nb=1", "", "a=\nb=1"),
        ("a=one\\", "x", "a=x\\"),
        ("\\", "x", "=x\\"),
    ];
    for (source, value, expected) in cases {
        let doc = laws::parse(&Properties, source);
        let edit = doc.replace(doc.root().entries().next().unwrap(), &NewValue::Text(value.into())).unwrap();
        assert_eq!(splice(source, &[edit]).unwrap(), expected);
    }
}

#[test]
fn json_in_a_value_is_edited_in_place() {
    let source = "checkpoint={\"a\":\"1\"}\nencoded={\"s\":\"{\\\\\"t\\\\\":\\\\\"1\\\\\"}\"}\nlong={\"x\":\"1\", \\\n   \"y\":\"2\"}\n";
    let doc = laws::parse(&Properties, source);
    let client = text("b", "2");
    assert_eq!(laws::with_entry(&doc, &["checkpoint"], &client), source.replace(r#""1"}"#, r#""1","b":"2"}"#));
    assert_eq!(
        laws::with_entry(&doc, &["encoded", "s"], &client),
        source.replace(r#"\\"1\\"}"#, r#"\\"1\\",\\"b\\":\\"2\\"}"#)
    );
    assert_eq!(laws::with_entry(&doc, &["long"], &client), source.replace(r#""y":"2""#, r#""y":"2", "b":"2""#));
}

#[test]
fn what_would_change_its_neighbours_is_refused() {
    for source in ["a=1\\", "a=1\\\n", "\\"] {
        let doc = laws::parse(&Properties, source);
        assert!(doc.insert(doc.root(), 0, &[text("k", "v")]).is_err(), "{source:?}");
    }
    let doc = laws::parse(&Properties, "a=\\\rx\nb=1");
    let entry = doc.root().entry("a").unwrap();
    assert!(doc.replace(entry, &NewValue::Text(String::new())).is_err(), "CR and LF would meet");
    assert!(doc.rename(entry, "").is_err());
    assert!(doc.insert(doc.root(), 0, &[text("", "v")]).is_err());
    assert!(doc.insert(entry.value, 0, &[text("k", "v")]).is_err());
}

#[test]
fn a_malformed_escape_is_an_error_with_its_place() {
    for (source, offset) in [("a=1\nb=x\\u12", 7), ("\\u00g0=1", 0), ("a=\\u\\u0041", 2), ("a=\\\n \\u+041", 5)] {
        let error = syntax::parse("a file", source.into(), &Properties).unwrap_err();
        assert_eq!(error.offset, offset, "{source:?}");
        assert!(error.message.contains("four hexadecimal digits"), "{error:?}");
    }
}

#[test]
fn properties_are_recognised_by_name_or_by_dotted_keys() {
    let name = |name: &str, text: &str| syntax::of(name, text).map(omslint::text::document::Syntax::name);
    assert_eq!(name("checker.conf", ""), Some("properties"));
    assert_eq!(name("A.properties", "[x]"), Some("properties"));
    assert_eq!(name("x.conf", "\u{feff}# c\n\ntask.type=verify\nid = 1\n"), Some("properties"));
    assert_eq!(name("x.conf", "source.list=[ \\\n 1 ]"), Some("properties"));
    for text in ["", "# c", "PATH=/bin\nHOME=/root", "a.b: 1", "a.b 1", "some text.\n", "x = 1.5", "<a.b=c>", "a.b"] {
        assert_ne!(name("x.conf", text), Some("properties"), "{text}");
    }
}
