//! Keys and values whose values stand in quotes, as in TOML. OMS writes none, and reads them as part of the value: whoever quotes
//! all of them has a file in another syntax, of which nothing may be said as if it were read.

use crate::oms::shape::{Gap, Unread};
use crate::text::document::Document;
use crate::text::document::Syntax;
use crate::text::node::Ref;
use crate::text::syntax::{Ini, Properties};

/// The first of the quoted values of a document, if every value that is no number, no list and no object is quoted.
#[must_use]
pub(super) fn find(document: &Document) -> Option<Unread> {
    if ![Ini.name(), Properties.name()].contains(&document.syntax().name()) {
        return None;
    }
    let mut quoted = Vec::new();
    are_quoted(document.root(), &mut quoted).then_some(())?;
    // One may be a value that has quotes.
    let first = quoted.first().filter(|_| quoted.len() > 1)?;
    Some(Unread { span: first.span(), word: None, gap: Gap::Quoted })
}

fn are_quoted<'a>(mapping: Ref<'a>, quoted: &mut Vec<Ref<'a>>) -> bool {
    mapping.entries().all(|entry| {
        let value = entry.value;
        if value.is_mapping() {
            return are_quoted(value, quoted);
        }
        let text = value.raw().span.of(value.content().text()).trim();
        let is_plain = text.is_empty()
            || text.starts_with(['{', '[', '}', ']'])
            || ["true", "false"].contains(&text)
            || text.parse::<f64>().is_ok();
        if !is_plain {
            quoted.push(value);
        }
        is_plain || is_quoted(text)
    })
}

/// Whether a value is one text in quotes; TOML has comments behind it.
fn is_quoted(text: &str) -> bool {
    ['"', '\''].into_iter().any(|quote| {
        let closed = text.strip_prefix(quote).and_then(|rest| rest.split_once(quote));
        closed.is_some_and(|(_, behind)| behind.is_empty() || behind.trim_start().starts_with('#'))
    })
}
