//! The spanned tree, the same for every syntax, and the one reading of its values: a scalar may be typed or a string,
//! and an object may stand as JSON inside a string. Spans of such inner JSON lead to the file's own bytes.

mod content;
mod doubled;
mod handle;
mod lazy;
mod tables;
mod text;
mod value;

use crate::text::source::Span;

pub use content::Content;
pub use handle::{EntryRef, Ref};
pub use lazy::{Folded, Unfold};
pub use tables::{Branch, Growing, Run};
pub(crate) use text::looks_like_json;
pub use text::{Decode, Escaping, Key, Text};
pub(crate) use value::as_text;

/// Deepest nesting that is read, in objects and lists; one level more is a [`SyntaxError`].
pub const MAX_DEPTH: usize = 1_000;

/// Why a text is no document of its syntax, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, without a place, for people.
    pub message: String,
    /// Byte offset of the trouble.
    pub offset: usize,
}

/// Makes a tree from a text. What JSON inside strings is read with, too.
pub trait Reader: Send + Sync {
    /// Reads the whole of `text`; spans count from its first byte, a byte-order mark included.
    ///
    /// # Errors
    /// The first place where the text is not of this syntax, or nests deeper than [`MAX_DEPTH`].
    fn read(&self, text: &str) -> Result<Tree, SyntaxError>;

    /// Whether what it reads inside a string may be edited there.
    fn edits_inside(&self, _text: &str) -> bool {
        true
    }
}

/// What a [`Reader`] makes of a text.
#[derive(Debug)]
pub struct Tree {
    /// The document, with all that it holds; several YAML documents are one sequence.
    pub branch: Branch,
    /// Nodes that bear an anchor, in order of their appearance; an alias names one by its index.
    pub anchors: Vec<Anchor>,
    /// Whether a key `<<` merges another mapping into its own (YAML 1.1).
    pub merges: bool,
    /// Whether a key may stand twice in one object, JSON inside strings included; false only if the reader looked.
    pub may_repeat: bool,
}

impl Tree {
    /// A tree of a syntax that knows neither aliases nor merge keys.
    #[must_use]
    pub fn plain(branch: Branch) -> Self {
        Self { branch, anchors: Vec::new(), merges: false, may_repeat: true }
    }
}

/// A node with a YAML anchor.
#[derive(Debug)]
pub struct Anchor {
    /// Where the anchored node stands: child numbers from the root (the value of entry n, or item n).
    pub path: Vec<u32>,
    /// Its span.
    pub span: Span,
    /// Whether an alias uses it.
    pub aliased: bool,
}

/// A value and the bytes it stands in.
#[derive(Debug)]
pub struct Node {
    /// From the value's first to its last byte, quotes and brackets included. An absent (null) value is empty.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node holds. Numbers keep their spelling: the text is under the node's span.
#[derive(Debug)]
pub enum Value {
    /// `null`, or nothing where a value could stand.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, spelled as under the node's span.
    Number,
    /// A string.
    String(Text),
    /// A list: its items, see [`Ref::items`].
    Sequence(Run),
    /// An object: its keys and values in order of appearance, duplicates included, see [`Ref::entries`].
    Mapping(Run),
    /// A YAML alias: the index of its anchor.
    Alias(u32),
    /// An object or list that is read when somebody looks into it, by its number. [`Ref::value`] never shows one.
    Folded(u32),
}

/// One key with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}
