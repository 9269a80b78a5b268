//! Tables of two columns: a key, a tab, and its value to the end of the line; `#` begins a comment. No escapes.

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::node::{Entry, EntryRef, Escaping, Growing, Key, Node, Reader, Ref, SyntaxError, Tree, Value};
use crate::text::source::Span;

/// The syntax `tabbed`.
#[derive(Debug)]
pub(super) struct Tabbed;

impl Reader for Tabbed {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        let (mut nodes, mut entries) = (Growing::default(), Vec::new());
        let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
        for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            if !content.is_empty() && !content.starts_with('#') {
                let tab = content.find('\t');
                let tab = tab.ok_or_else(|| SyntaxError { message: "a line without a tab".into(), offset: at })?;
                let (key_span, span) = (Span::new(at, at + tab), Span::new(at + tab + 1, at + content.len()));
                let value = Value::String(nodes.verbatim(span, span.of(text), Escaping::None));
                entries.push(Entry { key_span, key: Key::BARE, value: Node { span, value } });
            }
            at += line.len();
        }
        let (span, value) = (Span::new(0, text.len()), nodes.mapping(entries));
        Ok(Tree::plain(nodes.finish(Node { span, value })))
    }
}

impl Syntax for Tabbed {
    fn name(&self) -> &'static str {
        "tabbed"
    }

    fn title(&self) -> &'static str {
        "tabbed text"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".tsv"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".tsv")
    }

    fn claims_text(&self, text: &str) -> bool {
        let first = text.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
        first.and_then(|line| line.split_once('\t')).is_some_and(|(key, _)| key.contains('.') && !key.contains(' '))
    }

    fn is_searchable(&self) -> bool {
        true
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        let neighbour = mapping.entries().nth(after).or_else(|| mapping.entries().last());
        let end = neighbour.ok_or_else(|| Refusal("there is no line to go by".into()))?.raw().value.span.end();
        let line_break = if mapping.content().text().contains("\r\n") { "\r\n" } else { "\n" };
        let line = |entry: &NewEntry| Ok(format!("{line_break}{}\t{}", key(&entry.key)?, value(&entry.value)?));
        entries.iter().map(|entry| Ok(Edit::insert(end, line(entry)?))).collect()
    }

    fn replace(&self, entry: EntryRef<'_>, new: &NewValue) -> Result<Edit, Refusal> {
        Ok(Edit { span: entry.raw().value.span, text: value(new)? })
    }

    fn rename(&self, entry: EntryRef<'_>, new: &str) -> Result<Edit, Refusal> {
        Ok(Edit { span: entry.raw().key_span, text: key(new)?.to_owned() })
    }

    /// No library reads this.
    fn reference(&self, _text: &str) -> Option<Result<serde_json::Value, String>> {
        None
    }
}

fn key(key: &str) -> Result<&str, Refusal> {
    let is_possible = !key.is_empty() && !key.starts_with(['#', '\u{feff}']) && !key.contains(['\t', '\n', '\r']);
    if is_possible { Ok(key) } else { Err(Refusal("such a key cannot stand before a tab".into())) }
}

fn value(value: &NewValue) -> Result<String, Refusal> {
    let text = value.flat();
    if text.contains(['\n', '\r']) { Err(Refusal("a value cannot hold a line break".into())) } else { Ok(text) }
}
