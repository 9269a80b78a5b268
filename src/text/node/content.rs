//! A text with its tree, and how the text of JSON inside a string lies in the file.

use super::text::Decoded;
use super::{Anchor, Branch, Escaping, Reader, Ref, SyntaxError, Tree, looks_like_json};
use crate::text::source::Span;

/// A text with its tree: a file, or the JSON inside one of its strings.
pub struct Content {
    text: Box<str>,
    tree: Tree,
    json: &'static dyn Reader,
    nesting: Option<Box<Nesting>>,
}

/// How the text of an inner [`Content`] lies in the file.
struct Nesting {
    /// Offset in the file for each byte of the text and one past its end; None: only `whole` is known.
    map: Option<Box<[u32]>>,
    /// The string in the file that holds the text.
    whole: Span,
    /// Escapings from the innermost to the outermost string.
    escapings: Vec<Escaping>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("text", &self.text).finish_non_exhaustive()
    }
}

impl Content {
    /// Reads `text` with `reader`; JSON inside its strings will be read with `json`, when asked for.
    ///
    /// # Errors
    /// As [`Reader::read`], with the text, which comes back.
    pub(crate) fn read_or_return(
        text: Box<str>,
        reader: &dyn Reader,
        json: &'static dyn Reader,
    ) -> Result<Self, (SyntaxError, Box<str>)> {
        match reader.read(&text) {
            Ok(tree) => Ok(Self { text, tree, json, nesting: None }),
            Err(error) => Err((error, text)),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Ref<'_> {
        Ref::root(self)
    }

    /// The root as the reader made it, with all that it holds.
    pub(super) fn branch(&self) -> &Branch {
        &self.tree.branch
    }

    /// Whether a key `<<` merges another mapping into its own.
    pub(super) fn merges(&self) -> bool {
        self.tree.merges
    }

    /// Whether a key may stand twice in one object, JSON inside strings included.
    #[must_use]
    pub(crate) fn may_repeat(&self) -> bool {
        self.tree.may_repeat
    }

    /// The anchors of the tree.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        &self.tree.anchors
    }

    /// Whether this is JSON inside a string of the file.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        self.nesting.is_some()
    }

    /// Where `span` of this text stands in the file. If an inner text has no way back, the string that holds it.
    #[must_use]
    pub(crate) fn outward(&self, span: Span) -> Span {
        let Some(nesting) = &self.nesting else { return span };
        let place = |at: usize| nesting.map.as_ref()?.get(at).map(|&at| at as usize);
        match (place(span.start()), place(span.end())) {
            (Some(start), Some(end)) => Span::new(start, end),
            _ => nesting.whole,
        }
    }

    /// Where an edit of `span` with `text` goes in the file, escaped for it; None if there is no way back.
    #[must_use]
    pub(crate) fn outward_edit(&self, span: Span, text: &str) -> Option<(Span, String)> {
        let Some(nesting) = &self.nesting else { return Some((span, text.to_owned())) };
        nesting.map.as_ref()?;
        let escaped = nesting.escapings.iter().fold(text.to_owned(), |text, escaping| escaping.apply(&text));
        Some((self.outward(span), escaped))
    }

    /// The JSON inside a string of this text, which stands in the bytes `whole`.
    pub(super) fn inner(&self, decoded: &Decoded, whole: Span) -> Option<Box<Content>> {
        let text = decoded.text(&self.text);
        if !looks_like_json(text) {
            return None;
        }
        let tree = self.json.read(text).ok()?;
        let mut escapings = vec![decoded.escaping];
        let map = if self.json.edits_inside(text) { decoded.map(&self.text) } else { None };
        let map = match &self.nesting {
            None => map.map(Box::from),
            Some(outer) => {
                escapings.extend(&outer.escapings);
                let through =
                    |map: &[u32]| map.iter().map(|&at| outer.map.as_ref()?.get(at as usize).copied()).collect();
                map.and_then(through)
            }
        };
        let nesting = Some(Box::new(Nesting { map, whole: self.outward(whole), escapings }));
        Some(Box::new(Content { text: text.into(), tree, json: self.json, nesting }))
    }
}
