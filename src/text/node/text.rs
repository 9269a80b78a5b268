//! Decoded strings, with the way back from each of their bytes to the bytes of the file.

use std::sync::OnceLock;

use super::{Content, Growing};
use crate::text::source::Span;

/// A decoded string.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    /// The bytes under this span are the string.
    Verbatim(Span),
    /// The string differs from its bytes, or may hold JSON: its number in the tables.
    Decoded(u32),
}

/// The text of a key, beside the span of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u32);

impl Key {
    /// The bytes under the key's span are its text.
    pub const BARE: Self = Self(0);
    /// They are, between two quotes.
    pub const QUOTED: Self = Self(1);

    /// The text of a key that stands at `span`.
    #[inline]
    pub(super) fn text(self, span: Span) -> Text {
        match self {
            Self::BARE => Text::Verbatim(span),
            Self::QUOTED => Text::Verbatim(span.between_quotes()),
            Self(number) => Text::Decoded(number - 2),
        }
    }
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

/// Decodes the inside of a string that begins at byte `start` of the enclosing text. Into `map`, where one is wanted,
/// goes what [`Growing::decoded`] takes as its map.
pub type Decode = fn(raw: &str, start: usize, map: Option<&mut Vec<u32>>) -> String;

/// A string that differs from its bytes, with the way back to them. Most are never asked for, so text and map are made
/// when they are.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The bytes of the string in the enclosing text, and how to decode them; None if the reader did it.
    later: Option<(Span, Decode)>,
    text: OnceLock<Box<str>>,
    /// For each byte of `text`, and one past its end, the offset in the enclosing text; None where no such map exists
    /// (folded lines).
    map: OnceLock<Option<Box<[u32]>>>,
    pub(super) escaping: Escaping,
    inner: OnceLock<Option<Box<Content>>>,
}

impl Decoded {
    /// The string, where `enclosing` is the text it stands in.
    pub(super) fn text(&self, enclosing: &str) -> &str {
        self.text.get_or_init(|| self.decode(enclosing, None).into_boxed_str())
    }

    /// The same, not kept.
    fn decode(&self, enclosing: &str, map: Option<&mut Vec<u32>>) -> String {
        match (self.later, self.text.get()) {
            (Some((span, decode)), _) => decode(span.of(enclosing), span.start(), map),
            (None, text) => text.map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The JSON inside the string, if there is any; `read` reads it.
    pub(super) fn inner(&self, read: impl FnOnce() -> Option<Box<Content>>) -> Option<&Content> {
        self.inner.get_or_init(read).as_deref()
    }

    /// For each byte of the string, and one past its end, the offset in the text `enclosing`.
    pub(super) fn map(&self, enclosing: &str) -> Option<&[u32]> {
        let make = || {
            let mut map = Vec::new();
            let text = self.decode(enclosing, Some(&mut map));
            (map.len() == text.len() + 1).then(|| map.into_boxed_slice())
        };
        self.map.get_or_init(make).as_deref()
    }

    /// The bytes, in the text `enclosing`, of the part of the string from `start` to `end`.
    pub(super) fn part(&self, enclosing: &str, start: usize, end: usize) -> Option<Span> {
        let place = |at: usize| self.map(enclosing)?.get(at).map(|&at| at as usize);
        Some(Span::new(place(start)?, place(end)?))
    }
}

impl Growing {
    /// The string as `raw` bytes at `span` (without quotes) when no decoding was needed.
    #[must_use]
    #[inline]
    pub fn verbatim(&mut self, span: Span, raw: &str, escaping: Escaping) -> Text {
        if looks_like_json(raw) { self.later(span, as_it_is, escaping) } else { Text::Verbatim(span) }
    }

    /// The string whose bytes at `span` (without quotes) `decode` decodes, when it is asked for.
    #[must_use]
    pub fn later(&mut self, span: Span, decode: Decode, escaping: Escaping) -> Text {
        let (text, map, inner) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        self.enter_text(Decoded { later: Some((span, decode)), text, map, escaping, inner })
    }

    /// A string that differs from its bytes. `map` leads each byte of `text` (and one past the end) to its offset in
    /// the enclosing text; None if that cannot be told, which forbids edits inside.
    #[must_use]
    pub fn decoded(&mut self, text: Box<str>, map: Option<Box<[u32]>>, escaping: Escaping) -> Text {
        let map = map.filter(|map| map.len() == text.len() + 1).into();
        self.enter_text(Decoded { later: None, text: text.into(), map, escaping, inner: OnceLock::new() })
    }

    /// A key that stands at `span` of the text `enclosing`.
    #[must_use]
    pub fn key(&mut self, enclosing: &str, span: Span, text: Text) -> Key {
        match text {
            Text::Verbatim(own) if own == span => Key::BARE,
            Text::Verbatim(own) if own == span.between_quotes() => Key::QUOTED,
            // An alias: its text stands elsewhere.
            Text::Verbatim(own) => {
                let copy = self.decoded(own.of(enclosing).into(), None, Escaping::None);
                self.key(enclosing, span, copy)
            }
            Text::Decoded(number) => Key(number + 2),
        }
    }

    fn enter_text(&mut self, decoded: Decoded) -> Text {
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(decoded);
        Text::Decoded(number)
    }
}

/// Every byte stands for itself.
fn as_it_is(raw: &str, start: usize, map: Option<&mut Vec<u32>>) -> String {
    if let Some(map) = map {
        map.extend((start..=start + raw.len()).map(|at| u32::try_from(at).unwrap_or(u32::MAX)));
    }
    raw.to_owned()
}

/// Whether `text` begins like a JSON object or list.
#[must_use]
#[inline]
pub(crate) fn looks_like_json(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'{' | b'[') => true,
        Some(byte) if byte.is_ascii_graphic() => false,
        _ => matches!(text.trim_start().as_bytes().first(), Some(b'{' | b'[')),
    }
}
