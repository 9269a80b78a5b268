//! YAML: read through a parser that gives bytes, and edited in the style of the neighbours. serde_yaml is the second
//! opinion.

mod edit;
mod quote;
mod read;
mod scalar;
mod style;

use std::borrow::Cow;

use serde::Deserialize;

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::foreign;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Reader, Ref, SyntaxError, Tree};

/// YAML 1.2, with the merge keys of YAML 1.1. Several documents are read as one list.
#[derive(Debug)]
pub struct Yaml;

/// What serde_yaml reads at most; it would say so itself, but scans deep nesting in quadratic time before it does.
const REFERENCE_DEPTH: usize = 128;

impl Reader for Yaml {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        read::read(text).map(|reading| reading.tree)
    }
}

impl Syntax for Yaml {
    fn name(&self) -> &'static str {
        "yaml"
    }

    fn title(&self) -> &'static str {
        "YAML"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".yaml", ".yml"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".yaml") || name.ends_with(".yml")
    }

    fn claims_text(&self, text: &str) -> bool {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let significant = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let Some(line) = text.split(['\n', '\r']).find(significant) else { return false };
        if line.starts_with("%YAML ")
            || line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            return true;
        }
        starts_with_key(line.trim_start().trim_start_matches("- "))
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        edit::insert(mapping, after, entries)
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        edit::replace(entry, value)
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        edit::rename(entry, key)
    }

    fn reference(&self, text: &str) -> Option<Result<serde_json::Value, String>> {
        Some(reference(text))
    }
}

/// Whether `line` starts with a key as a configuration has it, and a colon behind it.
fn starts_with_key(line: &str) -> bool {
    let is_name = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim_end();
    let quoted = |quote: char| key.strip_prefix(quote).and_then(|key| key.strip_suffix(quote));
    let key = quoted('"').or_else(|| quoted('\'')).unwrap_or(key);
    is_name(key) && (rest.trim_end().is_empty() || rest.starts_with(' '))
}

/// The text with `---` before each document that begins behind `...` without it, as YAML 1.2 allows and the library, which reads
/// 1.1, does not. Three dots at the beginning of a line end a document wherever they stand, also in a scalar.
fn with_explicit_starts(text: &str) -> Cow<'_, str> {
    let is_mark = |line: &str, mark: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
    };
    if !text.split('\n').any(|line| is_mark(line, "...")) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    let mut is_ended = false;
    for line in text.split_inclusive('\n') {
        let is_nothing = line.trim().is_empty() || line.trim_start().starts_with('#');
        let is_end = is_mark(line, "...");
        if is_ended && !is_nothing && !is_end {
            if !is_mark(line, "---") && !line.starts_with('%') {
                out.push_str("---\n");
            }
            is_ended = false;
        }
        is_ended |= is_end;
        out.push_str(line);
    }
    Cow::Owned(out)
}

fn reference(text: &str) -> Result<serde_json::Value, String> {
    // Our own reading comes first: it bounds nesting and aliases, which the library does only in part.
    let reading = read::read(text).map_err(|error| error.message)?;
    if text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return Err(tr!(
            "it holds U+0085, U+2028 or U+2029, which end a line for some readers of YAML and not for others"
        )
        .into());
    }
    if reading.depth >= REFERENCE_DEPTH {
        return Err(tr!("nested as deep as {depth} levels, more than serde_yaml reads", depth = REFERENCE_DEPTH));
    }
    if reading.repeats_anchor {
        // It numbers anchors by how many names it has seen, so that a repeated name shifts those behind it.
        return Err(tr!("serde_yaml confuses anchors where one name is used twice").into());
    }
    if reading.odd_anchor {
        return Err(tr!("readers of YAML differ in where the name of an anchor ends here").into());
    }
    let mut documents = Vec::new();
    // The library counts a byte-order mark as a column, and then misses the second key.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for document in serde_yaml::Deserializer::from_str(&with_explicit_starts(text)) {
        documents.push(serde_json::Value::deserialize(document).map_err(|error| foreign::said(&error.to_string()))?);
    }
    let only = if documents.len() == 1 { documents.pop() } else { None };
    Ok(only.unwrap_or(serde_json::Value::Array(documents)))
}
