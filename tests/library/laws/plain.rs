//! What the tests of the syntaxes of plain lines, INI and properties, share: their fixtures, whose keys and values in order
//! stand beside them, and the laws over these.

use omslint::text::document::Syntax;
use omslint::text::node::{EntryRef, Ref};
use serde_json::Value;

use super::{Maps, Tally};

/// The sources of the fixtures of a syntax, whose folder and extension are its name.
fn sources(name: &str) -> Vec<(std::path::PathBuf, String)> {
    super::fixtures(name, &[&format!(".{name}")])
}

/// What stands beside a fixture: keys and values in order, a section with the list of its own.
fn pairs(node: Ref<'_>) -> Value {
    let pair = |entry: EntryRef<'_>| {
        let value = if entry.value.is_mapping() { pairs(entry.value) } else { entry.value.text().unwrap().into() };
        serde_json::json!([entry.key(), value])
    };
    node.entries().map(pair).collect::<Vec<_>>().into()
}

pub(crate) fn fixtures_are_read_as_expected(
    syntax: &'static dyn Syntax,
    name: &str,
    reread: &dyn Fn(&str, usize) -> Value,
) {
    for (path, source) in sources(name) {
        let doc = super::parse(syntax, &source);
        super::lossless(&doc, &source);
        super::spans(&doc, reread);
        assert_eq!(pairs(doc.root()), super::expected(&path), "{}", path.display());
    }
}

pub(crate) fn edits_are_made_as_announced_or_refused(syntax: &'static dyn Syntax, name: &str) {
    let mut all = Tally::default();
    for (_, source) in sources(name) {
        all += super::edits(syntax, &source, Maps::Encoded);
    }
    assert!(all.made > 1_000 && all.refused > 0, "{all:?}");
}

pub(crate) fn mutations_neither_panic_nor_hang(syntax: &'static dyn Syntax, name: &str) {
    let sources: Vec<_> = sources(name).into_iter().map(|(_, source)| source).collect();
    super::hostile(syntax, &sources, 20_000, &|_, _| {});
}

/// The value of JSON text that stands inside `level` strings, the outermost being the value of a line.
pub(crate) fn decoded(text: String, level: usize) -> Value {
    let unquote = |text: String, _| serde_json::from_str::<String>(&format!("\"{text}\"")).unwrap();
    serde_json::from_str(&(1..level).fold(text, unquote)).unwrap()
}
