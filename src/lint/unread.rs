//! What is not understood of a component, so that it was not checked: the one answer, for the rule that says it, for the
//! list of expected tasks, and for the states.

use crate::lint::checkpoint;
use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::reading::Obscure;
use crate::text::spelling::holds;

/// What is not understood of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack<'a> {
    /// There is no source, or none that is an object.
    Source,
    /// Its source names a reader that is not known.
    Reader(&'a str),
    /// Nothing in its source says what it reads through.
    Nameless,
    /// By one part of its source it is a Full-Import, by another an Incr-Sync.
    Torn,
    /// It reads a Store, and its clients cannot be told, with whose ids its `checkpoint` would have to be compared.
    Clients,
    /// This section of it is there, and is none.
    Section(SectionName),
    /// It stands in an answer that says that the call failed.
    FailedCall,
    /// A process of it was seen to run, and nothing of its configuration is here.
    Seen,
    /// Nothing says what it is.
    Kind,
    /// Its id, or the list that it stands in, is that of an Incr-Sync, and its content that of something else.
    Misplaced,
}

/// What is not understood of `component`. Nothing, where another copy of it in the export was understood; but what lies under a
/// backup's name says nothing of what stands in the place of what it was made of.
#[must_use]
pub(crate) fn lack<'a>(export: &Export<'a>, component: &Component<'a>) -> Option<Lack<'a>> {
    let lack = own(component)?;
    let mut copies = component.id.iter().flat_map(|id| export.with_id(&id.text));
    let is_backup = export.is_aside(component.document);
    let is_read = |copy: &Component<'a>| {
        let is_other = copy.is_live() && !std::ptr::addr_eq(copy, component);
        is_other && own(copy).is_none() && (is_backup || !export.is_aside(copy.document))
    };
    let is_elsewhere = || {
        let is_it = |other: &Component<'a>| matches!(other.kind, ComponentKind::IncrSync(_)) && is_read(other);
        is_no_more_than_a_task(component) && export.of_task(component).any(is_it)
    };
    let is_told = copies.any(is_read) || is_elsewhere() || (lack == Lack::Misplaced && !is_bound(export, component));
    if is_told { None } else { Some(lack) }
}

/// Whether nothing is known of a component but its task, as where an answer is none.
fn is_no_more_than_a_task(component: &Component<'_>) -> bool {
    component.id.is_none() && component.reported.is_none() && component.all_sections().next().is_none()
}

/// Whether a component that is called an Incr-Sync and is none stands where that Incr-Sync ought to be. What ids of 3.2.x mean was
/// seen at one site only, so there another Incr-Sync of the task is taken for it.
fn is_bound<'a>(export: &Export<'a>, component: &Component<'a>) -> bool {
    let says_so = component.id.as_ref().is_none_or(|id| INCR_TRANS.iter().any(|word| holds(&id.lane, word)));
    let is_it = |other: &Component<'a>| {
        matches!(other.kind, ComponentKind::IncrSync(_)) && other.is_live() && own(other).is_none()
    };
    says_so || !export.kindred(component).any(is_it)
}

/// Words in the lane of an Incr-Sync since 3.3.
const INCR_TRANS: [&str; 3] = ["incr_trans", "incr-trans", "incr_sync"];

/// Whether `component` is an Incr-Sync, or a JDBCWriter, that was read and understood.
#[must_use]
pub(crate) fn is_checked(export: &Export<'_>, component: &Component<'_>) -> bool {
    matches!(component.kind, ComponentKind::IncrSync(_)) && lack(export, component).is_none()
}

fn own<'a>(component: &Component<'a>) -> Option<Lack<'a>> {
    let is_of_failed_call = component.reported.is_some_and(|reported| reported.is_of_failed_call);
    match component.kind {
        ComponentKind::IncrSync(_) if component.is_only_seen() => Some(Lack::Seen),
        ComponentKind::IncrSync(_) if is_of_failed_call => Some(Lack::FailedCall),
        ComponentKind::IncrSync(Plugin::JdbcWriter) => None,
        ComponentKind::IncrSync(_) => of_source(component),
        ComponentKind::Unknown => Some(Lack::Kind),
        ComponentKind::FullImport if classify::reads_store(component) => Some(Lack::Torn),
        // A Store of 3.2.x has the lane of a JDBCWriter, and ports differ between sites.
        ComponentKind::Store => None,
        _ => component.named.filter(|named| matches!(named, ComponentKind::IncrSync(_))).map(|_| Lack::Misplaced),
    }
}

/// What is not understood of the source of an Incr-Sync.
fn of_source<'a>(component: &Component<'a>) -> Option<Lack<'a>> {
    let Some(source) = component.source() else { return Some(Lack::Source) };
    let Some(obscure) = classify::obscure(component) else { return component.odd_section.map(Lack::Section) };
    match obscure {
        Obscure::Reader(name) => Some(Lack::Reader(name)),
        Obscure::Torn => Some(Lack::Torn),
        // Without any position it is found to lack one, whoever its clients are.
        Obscure::Nameless | Obscure::Clients if !checkpoint::is_there(source) => None,
        Obscure::Nameless => Some(Lack::Nameless),
        Obscure::Clients => Some(Lack::Clients),
    }
}
