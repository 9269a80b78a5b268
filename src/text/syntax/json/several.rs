//! Several JSON documents in one text: one a line (JSON Lines), as a loop appends them, or simply one after the other.

use super::{Json, read};
use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::node::{EntryRef, Reader, Ref, SyntaxError, Tree};

/// JSON documents, one after the other; together they are a list.
#[derive(Debug)]
pub struct JsonLines;

impl JsonLines {
    /// Whether a second document may begin at `offset`, where a reader of one document stopped.
    pub(in crate::text::syntax) fn goes_on(text: &str, offset: usize) -> bool {
        let rest = text.get(offset..).unwrap_or("");
        let before = text.get(..offset).unwrap_or("").trim_end();
        before.ends_with(['}', ']']) && rest.starts_with(['{', '['])
    }
}

impl Reader for JsonLines {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        read::documents(text)
    }
}

impl Syntax for JsonLines {
    fn name(&self) -> &'static str {
        "json-lines"
    }

    fn title(&self) -> &'static str {
        "JSON Lines"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".jsonl", ".ndjson"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".jsonl") || name.ends_with(".ndjson")
    }

    /// One document looks like several as far as a look at the first lines tells, so that is left to who reads it.
    fn claims_text(&self, _text: &str) -> bool {
        false
    }

    fn has_comments(&self) -> bool {
        false
    }

    fn is_searchable(&self) -> bool {
        true
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        Json.insert(mapping, after, entries)
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        Json.replace(entry, value)
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        Json.rename(entry, key)
    }

    fn reference(&self, text: &str) -> Option<Result<serde_json::Value, String>> {
        let items = super::read_all_by_the_library::<serde_json::Value>(text)?;
        Some(items.map(serde_json::Value::Array))
    }

    fn refused(&self, text: &str) -> Option<String> {
        super::read_all_by_the_library::<serde::de::IgnoredAny>(text).and_then(Result::err)
    }
}
