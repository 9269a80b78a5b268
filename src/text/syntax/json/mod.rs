//! JSON: a strict, iterative reader with spans, and edits in the style of the neighbours. Also the reader and editor of
//! JSON inside strings of the other syntaxes.

mod alike;
mod bytes;
mod quick_check;
mod read;
mod several;
mod unescape;

use serde::de::DeserializeSeed;

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::foreign;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Reader, Ref, SyntaxError, Tree};
use crate::text::source::Span;

pub use several::JsonLines;

/// JSON as RFC 8259 has it, with an optional byte-order mark.
#[derive(Debug)]
pub struct Json;

impl Reader for Json {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        read::document(text)
    }
}

impl Syntax for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".json"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".json")
    }

    fn claims_text(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
        let inside = text.strip_prefix('[').map(str::trim_start);
        text.starts_with('{') || inside.is_some_and(|inside| inside.starts_with(['{', '[', ']']))
    }

    fn has_comments(&self) -> bool {
        false
    }

    fn is_searchable(&self) -> bool {
        true
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        if !mapping.is_mapping() {
            return Err(Refusal(tr!("it is not an object").into()));
        }
        let text = mapping.content().text();
        let style = Style::around(mapping, after);
        let at = match mapping.entries().nth(after).or_else(|| mapping.entries().last()) {
            Some(neighbour) => neighbour.value.raw().span.end(),
            None => return Ok(fill_empty(text, mapping.raw().span, &style, entries)),
        };
        let edit = |entry: &NewEntry| Edit::insert(at, format!("{}{}", style.separator, style.entry(entry)));
        Ok(entries.iter().map(edit).collect())
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        let number = entry.mapping().entries().position(|other| other.key_span() == entry.key_span());
        let style = Style::around(entry.mapping(), number.unwrap_or(0));
        Ok(Edit { span: entry.raw().value.span, text: style.value(value) })
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        Ok(Edit { span: entry.raw().key_span, text: quoted(key) })
    }

    fn reference(&self, text: &str) -> Option<Result<serde_json::Value, String>> {
        read_by_the_library(text)
    }

    fn is_read_alike(&self, text: &str, root: Ref<'_>) -> bool {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = serde_json::Deserializer::from_str(text);
        depth(text) <= DEEPEST && alike::Alike(root).deserialize(&mut reader).is_ok()
    }

    fn refused(&self, text: &str) -> Option<String> {
        read_by_the_library::<serde::de::IgnoredAny>(text).and_then(Result::err)
    }
}

/// Nesting that the library reads.
const DEEPEST: usize = 120;

/// The text as serde_json reads it. The library refuses three things that JSON allows: nesting beyond its guard, numbers
/// beyond its range, lone surrogates. There it is no judge.
fn read_by_the_library<T: serde::de::DeserializeOwned>(text: &str) -> Option<Result<T, String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if depth(text) > DEEPEST {
        return None;
    }
    match serde::Deserialize::deserialize(&mut serde_json::Deserializer::from_str(text)) {
        Ok(value) => Some(Ok(value)),
        Err(error) if is_beyond_the_library(&error) => None,
        Err(error) => Some(Err(foreign::json(&error))),
    }
}

/// As [`read_by_the_library`], for documents one after the other.
fn read_all_by_the_library<T: serde::de::DeserializeOwned>(text: &str) -> Option<Result<Vec<T>, String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if depth(text) > DEEPEST {
        return None;
    }
    match serde_json::Deserializer::from_str(text).into_iter().collect() {
        Ok(values) => Some(Ok(values)),
        Err(error) if is_beyond_the_library(&error) => None,
        Err(error) => Some(Err(foreign::json(&error))),
    }
}

fn is_beyond_the_library(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    ["number out of range", "surrogate", "hex escape"].iter().any(|words| message.contains(words))
}

fn depth(text: &str) -> usize {
    let (mut deepest, mut depth) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn fill_empty(text: &str, object: Span, style: &Style, entries: &[NewEntry]) -> Vec<Edit> {
    let inside = text.get(object.start() + 1..object.end() - 1).unwrap_or("");
    // White space inside `{ }` or an object broken over two lines is where the closing bracket stands already.
    let at = object.start() + 1;
    let lead = style.separator.strip_prefix(',').unwrap_or(" ");
    let has_break = inside.contains(['\n', '\r']);
    let tail = if has_break { "" } else { style.closing.as_str() };
    let last = entries.len().saturating_sub(1);
    let edit = |(n, entry): (usize, &NewEntry)| {
        let before = if n == 0 { lead } else { style.separator.as_str() };
        let after = if n == last { tail } else { "" };
        Edit::insert(at, format!("{before}{}{after}", style.entry(entry)))
    };
    entries.iter().enumerate().map(edit).collect()
}

/// How an object is laid out.
struct Style {
    /// From the end of one value to the next key, with the comma.
    separator: String,
    /// From a key to its value, with the colon.
    colon: String,
    /// From the last value of an empty object that gets its first key to the closing bracket.
    closing: String,
    /// One level of indentation, where objects are broken over lines.
    unit: String,
}

impl Style {
    /// The style of `mapping` at its entry `after`; of an empty one, the style of the objects around it.
    fn around(mapping: Ref<'_>, after: usize) -> Self {
        let text = mapping.content().text();
        let between = |start: usize, end: usize| text.get(start..end).unwrap_or("");
        let entries: Vec<_> = mapping.entries().map(|entry| entry.raw()).collect();
        let Some(last) = entries.get(after).or(entries.last()) else { return Self::of_empty(mapping) };
        let number = entries.iter().position(|entry| std::ptr::eq(*entry, *last)).unwrap_or(0);
        let colon = between(last.key_span.end(), last.value.span.start()).to_owned();
        let neighbours = match number.checked_sub(1).and_then(|n| entries.get(n)) {
            Some(previous) => Some((*previous, *last)),
            None => entries.get(number + 1).map(|next| (*last, *next)),
        };
        let separator = match neighbours {
            Some((first, second)) => between(first.value.span.end(), second.key_span.start()).to_owned(),
            None => format!(",{}", between(mapping.raw().span.start() + 1, last.key_span.start())),
        };
        let closing = between(last.value.span.end(), mapping.raw().span.end().saturating_sub(1)).to_owned();
        let unit = unit(&separator, &closing);
        Self { separator, colon, closing, unit }
    }

    /// The style for the first key of an empty object, learnt from its own line and the first key of the document.
    fn of_empty(mapping: Ref<'_>) -> Self {
        let content = mapping.content();
        let text = content.text();
        let root = content.root();
        let Some(model) = root.entries().next().map(|entry| entry.raw()) else {
            return Self { separator: ",".into(), colon: ":".into(), closing: String::new(), unit: String::new() };
        };
        let colon = text.get(model.key_span.end()..model.value.span.start()).unwrap_or(":").to_owned();
        let lead = text.get(root.raw().span.start() + 1..model.key_span.start()).unwrap_or("");
        let Some(break_at) = lead.rfind(['\n', '\r']) else {
            return Self { separator: format!(",{lead}"), colon, closing: lead.to_owned(), unit: String::new() };
        };
        let (line_break, unit) = lead.split_at(break_at + 1);
        let start = mapping.raw().span.start();
        let indent = indent_of(text, start);
        let separator = format!(",{line_break}{indent}{unit}");
        Self { separator, colon, closing: format!("{line_break}{indent}"), unit: unit.to_owned() }
    }

    fn entry(&self, entry: &NewEntry) -> String {
        format!("{}{}{}", quoted(&entry.key), self.colon, self.value(&entry.value))
    }

    /// An object goes on lines of its own where its neighbours do.
    fn value(&self, value: &NewValue) -> String {
        let map = match value {
            NewValue::Text(text) => return quoted(text),
            NewValue::Number(number) => return number.to_string(),
            NewValue::Map(map) => map,
        };
        let entries: Vec<_> = map.iter().map(|(k, v)| format!("{}{}{}", quoted(k), self.colon, quoted(v))).collect();
        let broken = self.separator.rfind(['\n', '\r']).map(|at| self.separator.split_at(at + 1));
        match (broken, self.separator.strip_prefix(',')) {
            (None, _) => format!("{{{}}}", entries.join(&self.separator)),
            // With the comma in front of the key, an object on one line is the surest.
            (Some(_), None) => format!("{{{}}}", entries.join(", ")),
            (Some((before, indent)), Some(_)) => {
                let line_break = if before.ends_with("\r\n") { "\r\n" } else { last_char(before) };
                let (outer, inner) = (format!("{line_break}{indent}"), format!("{line_break}{indent}{}", self.unit));
                format!("{{{inner}{}{outer}}}", entries.join(&format!(",{inner}")))
            }
        }
    }
}

fn last_char(text: &str) -> &str {
    text.char_indices().next_back().and_then(|(at, _)| text.get(at..)).unwrap_or("")
}

/// One level of indentation: what an entry's line has more than the line of the closing bracket.
fn unit(separator: &str, closing: &str) -> String {
    let indent = |lead: &str| lead.rfind(['\n', '\r']).and_then(|at| lead.get(at + 1..)).map(str::to_owned);
    let inner = indent(separator).unwrap_or_default();
    let unit = indent(closing).and_then(|outer| inner.strip_prefix(&outer).map(str::to_owned));
    let default = if inner.starts_with('\t') { "\t" } else { "  " };
    unit.filter(|unit| !unit.is_empty()).unwrap_or_else(|| default.into())
}

fn indent_of(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map_or(before, |start| before.get(start + 1..).unwrap_or(""));
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..width).unwrap_or("")
}
