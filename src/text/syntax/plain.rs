//! Plain text: the user's own files, which evidence and findings point to. One string, never edited; no file of an
//! export is read as this.

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Growing, Node, Reader, Ref, SyntaxError, Text, Tree, Value};
use crate::text::source::Span;

/// The syntax `text`.
#[derive(Debug, Clone, Copy)]
pub struct Plain;

fn refused() -> Refusal {
    Refusal(tr!("it stands in a file of your own").into())
}

impl Reader for Plain {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        let span = Span::new(0, text.len());
        Ok(Tree::plain(Growing::default().finish(Node { span, value: Value::String(Text::Verbatim(span)) })))
    }
}

impl Syntax for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn title(&self) -> &'static str {
        "text"
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

    fn insert(&self, _mapping: Ref<'_>, _after: usize, _entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        Err(refused())
    }

    fn replace(&self, _entry: EntryRef<'_>, _value: &NewValue) -> Result<Edit, Refusal> {
        Err(refused())
    }

    fn rename(&self, _entry: EntryRef<'_>, _key: &str) -> Result<Edit, Refusal> {
        Err(refused())
    }

    fn reference(&self, _text: &str) -> Option<Result<serde_json::Value, String>> {
        None
    }
}
