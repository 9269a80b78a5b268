//! Objects and lists whose inside is read only when somebody looks into them.

use std::sync::OnceLock;

use super::Branch;
use crate::text::source::Span;

/// Reads the object or list at `span` of `text`, which stands `depth` levels below the root.
pub type Unfold = fn(text: &str, span: Span, depth: usize) -> Branch;

/// An object or list that was checked, and not read yet.
#[derive(Debug)]
pub struct Folded {
    unfold: Unfold,
    inside: OnceLock<Box<Branch>>,
    depth: u32,
    is_mapping: bool,
}

impl Folded {
    /// One that stands `depth` levels below the root.
    #[must_use]
    pub fn new(unfold: Unfold, depth: usize, is_mapping: bool) -> Self {
        Self { unfold, inside: OnceLock::new(), depth: u32::try_from(depth).unwrap_or(u32::MAX), is_mapping }
    }

    /// Whether it is an object.
    pub(super) fn is_mapping(&self) -> bool {
        self.is_mapping
    }

    /// The object or list, read now if it was not before; `text` is the one it stands in, `span` its place there.
    pub(super) fn branch(&self, text: &str, span: Span) -> &Branch {
        self.inside.get_or_init(|| Box::new((self.unfold)(text, span, self.depth as usize)))
    }

    /// Whether it was read.
    pub(super) fn is_read(&self) -> bool {
        self.inside.get().is_some()
    }
}
