//! Objects and lists whose inside is read only when somebody looks into them.

use std::sync::OnceLock;

use super::Node;
use crate::text::source::Span;

/// Reads the object or list at `span` of `text`, which stands `depth` levels below the root.
pub type Unfold = fn(text: &str, span: Span, depth: usize) -> Node;

/// An object or list that was checked, and not read yet.
#[derive(Debug)]
pub struct Folded {
    unfold: Unfold,
    depth: usize,
    is_mapping: bool,
    node: OnceLock<Node>,
}

impl Folded {
    /// One that stands `depth` levels below the root.
    #[must_use]
    pub fn new(unfold: Unfold, depth: usize, is_mapping: bool) -> Self {
        Self { unfold, depth, is_mapping, node: OnceLock::new() }
    }

    /// Whether it is an object.
    pub(super) fn is_mapping(&self) -> bool {
        self.is_mapping
    }

    /// The object or list, read now if it was not before; `text` is the one it stands in, `span` its place there.
    pub(super) fn node(&self, text: &str, span: Span) -> &Node {
        self.node.get_or_init(|| (self.unfold)(text, span, self.depth))
    }

    /// Whether it was read.
    pub(super) fn is_read(&self) -> bool {
        self.node.get().is_some()
    }
}
