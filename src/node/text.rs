//! Decoded strings, with the way back from each of their bytes to the bytes of the file.

use std::sync::OnceLock;

use super::Content;
use crate::source::Span;

/// A decoded string.
#[derive(Debug)]
pub enum Text {
    /// The bytes under this span are the string.
    Verbatim(Span),
    /// The string differs from its bytes, or may hold JSON.
    Decoded(Box<Decoded>),
}

/// How text must be escaped to stand inside a string of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// As it is.
    None,
    /// Between double quotes of JSON or YAML: `\"` and `\\`.
    Double,
    /// Between single quotes of YAML: `''`.
    Single,
    /// A value of a properties file: `\\`.
    Properties,
}

impl Escaping {
    pub(super) fn apply(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            match (self, c) {
                (Self::Double, '"' | '\\') | (Self::Properties, '\\') => out.extend(['\\', c]),
                (Self::Double | Self::Properties, '\n') => out.push_str("\\n"),
                (Self::Double | Self::Properties, '\r') => out.push_str("\\r"),
                (Self::Double | Self::Properties, '\t') => out.push_str("\\t"),
                (Self::Single, '\'') => out.push_str("''"),
                _ => out.push(c),
            }
        }
        out
    }
}

/// A string that was decoded, with the way back to its bytes.
#[derive(Debug)]
pub struct Decoded {
    pub(super) text: Box<str>,
    /// For each byte of `text`, and one past its end, the offset in the enclosing text; None where no such map exists
    /// (folded lines).
    pub(super) map: Option<Box<[u32]>>,
    pub(super) escaping: Escaping,
    pub(super) inner: OnceLock<Option<Box<Content>>>,
}

impl Text {
    /// The string as `raw` bytes at `span` (without quotes) when no decoding was needed.
    #[must_use]
    pub fn verbatim(span: Span, raw: &str, escaping: Escaping) -> Self {
        if looks_like_json(raw) {
            let map = (span.start()..=span.end()).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
            Self::decoded(raw.into(), Some(map), escaping)
        } else {
            Self::Verbatim(span)
        }
    }

    /// A string that differs from its bytes. `map` leads each byte of `text` (and one past the end) to its offset in
    /// the enclosing text; None if that cannot be told, which forbids edits inside.
    #[must_use]
    pub fn decoded(text: Box<str>, map: Option<Box<[u32]>>, escaping: Escaping) -> Self {
        let map = map.filter(|map| map.len() == text.len() + 1);
        Self::Decoded(Box::new(Decoded { text, map, escaping, inner: OnceLock::new() }))
    }
}

impl Text {
    /// The bytes, in the enclosing text, of the part of the string from `start` to `end`.
    pub(super) fn part(&self, start: usize, end: usize) -> Option<Span> {
        match self {
            Self::Verbatim(span) => Some(Span::new(span.start() + start, span.start() + end)),
            Self::Decoded(decoded) => {
                let place = |at: usize| decoded.map.as_ref()?.get(at).map(|&at| at as usize);
                Some(Span::new(place(start)?, place(end)?))
            }
        }
    }
}

pub(super) fn looks_like_json(text: &str) -> bool {
    matches!(text.trim_start().as_bytes().first(), Some(b'{' | b'['))
}
