//! The list of syntaxes, and which one a file is in.

mod ini;
mod json;
mod lines;
mod plain;
mod properties;
mod yaml;

use std::borrow::Cow;
use std::sync::Arc;

use crate::text::document::{Document, Syntax};
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::lang::{comma, tr};
use crate::text::node::{EntryRef, Reader, Ref, SyntaxError, Tree};

pub use ini::Ini;
pub use json::{Json, JsonLines};
pub use plain::Plain;
pub use properties::Properties;
pub use yaml::Yaml;

/// Every syntax, the more common ones first. By name and by look, the first that claims a file has it.
pub const ALL: &[&dyn Syntax] = &[
    // One a line.
    &json::Json,
    &json::JsonLines,
    &yaml::Yaml,
    &ini::Ini,
    &properties::Properties,
];

/// What stands inside strings: JSON, and the INI text that the Cluster Manager answers as the value of `replicator.cfg`. That
/// is read and never edited: what is written back to it is not known.
#[derive(Debug)]
struct Inside;

impl Inside {
    fn is_ini(text: &str) -> bool {
        text.trim_start().starts_with("[JDBCWriter]")
    }
}

impl Reader for Inside {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        if Self::is_ini(text) { Ini.read(text) } else { Json.read(text) }
    }

    fn edits_inside(&self, text: &str) -> bool {
        !Self::is_ini(text)
    }
}

impl Syntax for Inside {
    fn name(&self) -> &'static str {
        Json.name()
    }

    fn title(&self) -> &'static str {
        Json.title()
    }

    fn endings(&self) -> &'static [&'static str] {
        &[]
    }

    fn claims_name(&self, _name: &str) -> bool {
        false
    }

    fn claims_text(&self, _text: &str) -> bool {
        false
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
        Json.reference(text)
    }
}

/// Whether a file of this name may be in one of them, by its ending.
#[must_use]
pub(crate) fn may_be(name: &str) -> bool {
    let ends_with = |ending: &&str| {
        let end = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    ALL.iter().any(|syntax| syntax.endings().iter().any(ends_with))
}

/// That a text is in none of them: `neither JSON nor YAML`.
#[must_use]
pub fn none() -> String {
    let titles: Vec<_> = ALL.iter().map(|syntax| syntax.title()).collect();
    let (last, others) = titles.split_last().unwrap_or((&"", &[]));
    tr!("neither {others} nor {last}", others = others.join(comma()), last)
}

/// The syntax of a file with this name and text: by its name, else by its first lines, else None.
#[must_use]
pub fn of(name: &str, text: &str) -> Option<&'static dyn Syntax> {
    let name = if name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        Cow::Owned(name.to_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    let by_name = ALL.iter().find(|syntax| syntax.claims_name(&name));
    // An answer that somebody saved under another name is JSON all the same: no file of keys and values begins so.
    let is_of_lines = by_name.is_some_and(|syntax| [Ini.name(), Properties.name()].contains(&syntax.name()));
    if is_of_lines && begins_as_object(text) {
        return Some(&json::Json);
    }
    by_name.or_else(|| ALL.iter().find(|syntax| syntax.claims_text(text))).copied()
}

/// Whether a text begins as a JSON object with a key, or as a list of such.
fn begins_as_object(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
    let text = text.strip_prefix('[').map_or(text, str::trim_start);
    text.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with('"'))
}

/// Parses `text` as `syntax`; JSON inside its strings is read when asked for.
///
/// # Errors
/// As [`Document::parse`].
pub fn parse(path: impl Into<Arc<str>>, text: Box<str>, syntax: &'static dyn Syntax) -> Result<Document, SyntaxError> {
    Document::parse(path, text, syntax, &Inside)
}

/// As [`parse`], and a text that is not of the syntax comes back. What is several documents of JSON is read as that,
/// whatever it is called.
///
/// # Errors
/// As [`Document::parse`], with the text.
pub(crate) fn parse_or_return(
    path: impl Into<Arc<str>>,
    text: Box<str>,
    syntax: &'static dyn Syntax,
) -> Result<Document, (SyntaxError, Box<str>)> {
    let path = path.into();
    match Document::parse_or_return(Arc::clone(&path), text, syntax, &Inside) {
        // A loop that appends answers to a file calls it `.json`, too.
        Err((error, text)) if syntax.name() == Json.name() && JsonLines::goes_on(&text, error.offset) => {
            Document::parse_or_return(path, text, &JsonLines, &Inside)
        }
        outcome => outcome,
    }
}
