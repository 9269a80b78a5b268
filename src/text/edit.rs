//! Edits: bytes of a text that go, and what stands there afterwards.

use crate::text::sorting;
use crate::text::source::Span;

/// One replacement of bytes. An empty span inserts, an empty text deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go, in the file as it is.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// An insertion at byte `offset`.
    #[must_use]
    pub fn insert(offset: usize, text: String) -> Self {
        Self { span: Span::at(offset), text }
    }
}

/// Puts `edits` into `text`. Insertions at one place keep their order. None if two edits overlap, or one does not
/// fit the text.
#[must_use]
pub fn splice(text: &str, edits: &[Edit]) -> Option<String> {
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut done = 0;
    for edit in in_order(edits) {
        out.push_str(text.get(done..edit.span.start())?);
        text.get(edit.span.range())?;
        out.push_str(&edit.text);
        done = edit.span.end();
    }
    out.push_str(text.get(done..)?);
    Some(out)
}

/// Edits from the front of the text; those of one place as they are given.
fn in_order(edits: &[Edit]) -> Vec<&Edit> {
    let mut order: Vec<&Edit> = edits.iter().collect();
    sorting::sort_by_key(&mut order, |edit| (edit.span.start(), edit.span.end()));
    order
}

/// The edits that lead from the spliced text back to the original.
#[must_use]
pub fn invert(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut inverse = Vec::with_capacity(edits.len());
    let (mut grown, mut shrunk) = (0, 0);
    for edit in in_order(edits) {
        let start = edit.span.start() + grown - shrunk;
        inverse.push(Edit { span: Span::new(start, start + edit.text.len()), text: edit.span.of(text).to_owned() });
        grown += edit.text.len();
        shrunk += edit.span.len();
    }
    inverse
}

/// A value to be written. OMS takes strings, so a scalar is one, unless a number stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// A string.
    Text(String),
    /// A whole number. In a syntax that knows only text, its digits.
    Number(i64),
    /// An object of strings.
    Map(Vec<(String, String)>),
}

impl NewValue {
    /// The value as text on one line; an object as compact JSON.
    #[must_use]
    pub fn flat(&self) -> String {
        let map = match self {
            Self::Text(text) => return text.clone(),
            Self::Number(number) => return number.to_string(),
            Self::Map(map) => map,
        };
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let entries: Vec<_> = map.iter().map(|(key, value)| format!("{}:{}", quoted(key), quoted(value))).collect();
        format!("{{{}}}", entries.join(","))
    }
}

/// A key to be written, with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The key.
    pub key: String,
    /// The value.
    pub value: NewValue,
}

/// Why an edit cannot be made without touching other bytes or other places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splicing_keeps_order_and_inverts() {
        let text = "0123456789";
        let edits = [
            Edit::insert(4, "a".into()),
            Edit::insert(4, "b".into()),
            Edit { span: Span::new(6, 8), text: "xyz".into() },
        ];
        let new = splice(text, &edits).unwrap();
        assert_eq!(new, "0123ab45xyz89");
        assert_eq!(splice(&new, &invert(text, &edits)).unwrap(), text);
    }

    #[test]
    fn overlapping_or_unfitting_edits_are_refused() {
        let overlap =
            [Edit { span: Span::new(1, 3), text: String::new() }, Edit { span: Span::new(2, 4), text: String::new() }];
        assert_eq!(splice("012345", &overlap), None);
        assert_eq!(splice("01", &[Edit::insert(3, String::new())]), None);
        assert_eq!(splice("密", &[Edit::insert(1, String::new())]), None);
    }
}
