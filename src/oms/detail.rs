//! What the Cluster Manager answers of a JDBCWriter beside its configuration (`JDBCWriter/detail`, documented).

use crate::oms::component::Component;
use crate::text::document::{Document, child_around};
use crate::text::node::{EntryRef, Ref};

/// Wrappers nest no deeper than this, and the answer itself adds two.
const DEEPEST: usize = 10;

/// Where the writer stands: `replicator.checkpoint.timestamp` of the answer that holds its configuration in `document`.
#[must_use]
pub(crate) fn position<'a>(document: &'a Document, writer: &Component<'a>) -> Option<EntryRef<'a>> {
    let span = writer.config()?.place().span;
    let mut node = document.root().structure();
    for _ in 0..DEEPEST {
        if let Some(entry) = in_answer(node) {
            return Some(entry);
        }
        node = child_around(node, span)?.1.structure();
    }
    None
}

/// The position in an answer, whether its keys are nested or flat.
fn in_answer(node: Ref<'_>) -> Option<EntryRef<'_>> {
    fn below<'a>(node: Ref<'a>, key: &str) -> Option<Ref<'a>> {
        node.get(key).map(|value| value.structure())
    }
    let replicator = below(node, "replicator");
    let flat = || node.entry("replicator.checkpoint.timestamp");
    let half = || below(node, "replicator.checkpoint")?.entry("timestamp");
    let inner = || replicator?.entry("checkpoint.timestamp");
    let nested = || below(replicator?, "checkpoint")?.entry("timestamp");
    let entry = flat().or_else(half).or_else(inner).or_else(nested)?;
    entry.value.filled().is_some().then_some(entry)
}
