//! What is not understood of a component, so that it was not checked: the one answer, for the rule that says it, for the
//! list of expected tasks, and for the states.

use crate::oms::component::{Component, clients_in};
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;

/// What is not understood of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack<'a> {
    /// There is no source, or none that is an object.
    Source,
    /// Its source names a reader that is not known.
    Reader(&'a str),
    /// Nothing says what it is.
    Kind,
    /// Its source is that of a Full-Import by one mark, and reads a Store by another.
    Both,
}

/// What is not understood of `component`. Nothing, where another copy of it in the export was understood.
#[must_use]
pub(crate) fn lack<'a>(export: &Export<'a>, component: &Component<'a>) -> Option<Lack<'a>> {
    let lack = own(component)?;
    let mut copies = component.id.iter().flat_map(|id| export.with_id(&id.text));
    let is_read = |copy: &Component<'a>| copy.is_live() && !std::ptr::addr_eq(copy, component) && own(copy).is_none();
    if copies.any(is_read) { None } else { Some(lack) }
}

/// Whether `component` is an Incr-Sync, or a JDBCWriter, that was read and understood.
#[must_use]
pub(crate) fn is_checked(export: &Export<'_>, component: &Component<'_>) -> bool {
    matches!(component.kind, ComponentKind::IncrSync(_)) && lack(export, component).is_none()
}

fn own<'a>(component: &Component<'a>) -> Option<Lack<'a>> {
    match component.kind {
        ComponentKind::IncrSync(Plugin::JdbcWriter) => None,
        ComponentKind::IncrSync(_) if component.source().is_none() => Some(Lack::Source),
        ComponentKind::IncrSync(Plugin::Other) => {
            let named = component.source().and_then(|source| source.filled(&["type", "boosterClass"]));
            Some(Lack::Reader(named.map_or("", |(_, name)| name)))
        }
        ComponentKind::Unknown => Some(Lack::Kind),
        ComponentKind::FullImport if component.source().is_some_and(reads_store) => Some(Lack::Both),
        _ => None,
    }
}

/// Whether a source bears a mark of one that reads a Store: a name of such a reader, or clients with subtopics.
fn reads_store(source: &Section<'_>) -> bool {
    let names = ["type", "boosterClass"].iter().filter_map(|key| source.filled(&[key]));
    let is_store = |name: &str| name.to_ascii_lowercase().contains("store");
    names.into_iter().any(|(_, name)| is_store(name))
        || source
            .get("clients")
            .is_some_and(|clients| clients_in(clients).iter().any(|client| client.subtopic.is_some()))
}
