//! What the syntaxes made of lines share: where a line ends, and how a new one is laid out like its neighbours.

use crate::text::edit::Edit;
use crate::text::node::{Entry, Value};

/// A line of a text, in bytes. LF, CRLF and a lone CR end it.
pub(super) struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte before the line ending.
    pub end: usize,
    /// Where the next line starts; the end of the text behind the last line.
    pub next: usize,
}

impl Line {
    /// The line, or the rest of it, from byte `start` on.
    pub(super) fn from(text: &str, start: usize) -> Self {
        let rest = text.as_bytes().get(start..).unwrap_or(&[]);
        let Some(step) = memchr::memchr2(b'\n', b'\r', rest) else {
            return Self { start, end: text.len(), next: text.len() };
        };
        let width = if rest.get(step..).is_some_and(|ending| ending.starts_with(b"\r\n")) { 2 } else { 1 };
        Self { start, end: start + step, next: start + step + width }
    }

    /// Its bytes without the line ending.
    pub(super) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Where the first line starts: behind a byte-order mark.
pub(super) fn first(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

/// Puts `lines` in one place, where a line starts or the text ends. A text without a final line ending gets none.
pub(super) fn insert(text: &str, at: usize, lines: impl Iterator<Item = String>) -> Vec<Edit> {
    let before = text.get(first(text)..at).unwrap_or("");
    let ending = ending(text, before);
    let starts_line = before.is_empty() || before.ends_with(['\n', '\r']);
    let edit = |line: String| {
        Edit::insert(at, if starts_line { format!("{line}{ending}") } else { format!("{ending}{line}") })
    };
    lines.map(edit).collect()
}

/// The line ending last seen in `before`, else the first of the whole text, else LF.
fn ending<'a>(text: &'a str, before: &'a str) -> &'a str {
    if let Some(at) = before.rfind(['\n', '\r']) {
        let start = if before.get(..at + 1).is_some_and(|upto| upto.ends_with("\r\n")) { at - 1 } else { at };
        return before.get(start..at + 1).unwrap_or("\n");
    }
    let line = Line::from(text, 0);
    text.get(line.end..line.next).filter(|ending| !ending.is_empty()).unwrap_or("\n")
}

/// The white space from the start of its line to the key at byte `at`; nothing if other bytes stand there.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let before = text.get(first(text)..at).unwrap_or("");
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    before.get(start..).filter(|indent| indent.chars().all(|c| c == ' ' || c == '\t')).unwrap_or("")
}

/// What stands between key and value at the entry nearest to `entries[number]`, the ones above it first. One with a
/// value counts more, because white space at the end of a line is easily lost or left. By default `=`.
pub(super) fn separator(text: &str, entries: &[&Entry], number: usize) -> String {
    let is_plain =
        |separator: &&str| !separator.is_empty() && separator.chars().all(|c| matches!(c, ' ' | '\t' | '=' | ':'));
    let of = |entry: &Entry| text.get(entry.key_span.end()..entry.value.span.start()).filter(is_plain);
    let nearest = || {
        let (above, below) = entries.split_at((number + 1).min(entries.len()));
        above.iter().rev().chain(below).filter(|entry| matches!(entry.value.value, Value::String(_)))
    };
    let filled = nearest().filter(|entry| !entry.value.span.is_empty()).find_map(|entry| of(entry));
    filled.or_else(|| nearest().find_map(|entry| of(entry))).unwrap_or("=").to_owned()
}

/// What goes between the sign of an entry without a value and its first value: the white space that stands behind the
/// signs of its neighbours, unless there is some already.
pub(super) fn lead(text: &str, entries: &[&Entry], number: usize) -> String {
    let bare = entries.get(number).is_some_and(|entry| {
        let between = text.get(entry.key_span.end()..entry.value.span.start()).unwrap_or("");
        entry.value.span.is_empty() && between.ends_with(['=', ':'])
    });
    let separator = if bare { separator(text, entries, number) } else { String::new() };
    separator.rsplit(['=', ':']).next().unwrap_or("").to_owned()
}
