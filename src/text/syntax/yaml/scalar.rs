//! What a scalar of YAML means: its type, as serde_yaml resolves it, and its text with the way back to its bytes.

use granit_parser::{ScalarStyle, Tag};

use crate::text::node::{Escaping, Growing, Text, Value};
use crate::text::source::Span;

/// A scalar as the parser gives it.
pub(super) struct Scalar<'a> {
    /// The decoded text; nothing for an absent value.
    pub value: &'a str,
    pub style: ScalarStyle,
    pub tag: Option<&'a Tag>,
    /// Its bytes, with quotes, or with the header of a block scalar.
    pub span: Span,
    /// Where the content of a block scalar starts; otherwise where the span starts.
    pub content: usize,
}

impl Scalar<'_> {
    /// The value, unless it is text. A number whose spelling JSON does not know (`0x1F`, `+1`, `.5`, `.inf`, `-0`) is its text:
    /// OMS takes strings, and a spelling that is kept cannot be misread.
    pub(super) fn typed(&self) -> Option<Value> {
        let plain = self.style == ScalarStyle::Plain;
        match self.tag {
            None if plain => untagged(self.value),
            None => None,
            Some(tag) => match tag.core_suffix() {
                Some("bool") => boolean(self.value),
                Some("null") => is_null(self.value).then_some(Value::Null),
                Some("int") if plain => whole_number(self.value).then_some(Value::Number),
                Some("float") if plain => is_number(self.value).then_some(Value::Number),
                _ => None,
            },
        }
    }

    /// The text, whatever the type: what a key is.
    pub(super) fn text(&self, source: &str, nodes: &mut Growing) -> Text {
        let (start, end) = (self.span.start(), self.span.end());
        match self.style {
            ScalarStyle::Plain => self.exact(source, nodes, self.span, (Escaping::None, None)),
            ScalarStyle::SingleQuoted => {
                let inside = Span::new(start + 1, end.saturating_sub(1));
                self.exact(source, nodes, inside, (Escaping::Single, Some(decode_single)))
            }
            ScalarStyle::DoubleQuoted => {
                let inside = Span::new(start + 1, end.saturating_sub(1));
                self.exact(source, nodes, inside, (Escaping::Double, Some(decode_double)))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                nodes.decoded(self.value.into(), self.line_map(source), Escaping::None)
            }
        }
    }

    /// The text of a scalar that may stand in its bytes as it is; else decoded, with a map where it is on one line.
    fn exact(
        &self,
        source: &str,
        nodes: &mut Growing,
        inside: Span,
        (escaping, decode): (Escaping, Option<Decode>),
    ) -> Text {
        let raw = inside.of(source);
        if raw == self.value {
            return nodes.verbatim(inside, raw, escaping);
        }
        let map = decode.filter(|_| !raw.contains(['\n', '\r'])).and_then(|decode| decode(raw, inside.start()));
        // The map is ours, the value the parser's: it counts only where both agree.
        let map = map.filter(|(text, _)| text == self.value).map(|(_, map)| map.into_boxed_slice());
        nodes.decoded(self.value.into(), map, escaping)
    }

    /// The map of a block scalar whose content is one line, as JSON in it often is.
    fn line_map(&self, source: &str) -> Option<Box<[u32]>> {
        let line = self.value.strip_suffix('\n').unwrap_or(self.value);
        let raw = source.get(self.content..)?;
        if line.is_empty() || line.contains('\n') || !raw.starts_with(line) {
            return None;
        }
        let end = self.content + line.len() + usize::from(line.len() < self.value.len());
        Some((self.content..=end).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect())
    }
}

fn untagged(text: &str) -> Option<Value> {
    if text.is_empty() || is_null(text) {
        return Some(Value::Null);
    }
    boolean(text).or_else(|| is_number(text).then_some(Value::Number))
}

fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL" | "~")
}

fn boolean(text: &str) -> Option<Value> {
    match text {
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => None,
    }
}

/// Whether JSON spells a number so, and means the same. JSON reads `-0` as a float, YAML as an integer.
fn is_number(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    starts && text != "-0" && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn whole_number(text: &str) -> bool {
    is_number(text) && text.bytes().all(|b| b == b'-' || b.is_ascii_digit())
}

type Decoding = (String, Vec<u32>);
type Decode = fn(&str, usize) -> Option<Decoding>;

fn push(out: &mut Decoding, c: char, at: usize) {
    out.0.push(c);
    out.1.resize(out.0.len(), u32::try_from(at).unwrap_or(u32::MAX));
}

/// Decodes the inside of single quotes, which starts at byte `start`.
fn decode_single(raw: &str, start: usize) -> Option<Decoding> {
    let mut out = (String::with_capacity(raw.len()), Vec::with_capacity(raw.len() + 1));
    let mut chars = raw.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\'' && chars.next()?.1 != '\'' {
            return None;
        }
        push(&mut out, c, start + at);
    }
    out.1.push(u32::try_from(start + raw.len()).unwrap_or(u32::MAX));
    Some(out)
}

/// Decodes the inside of double quotes on one line. A pair of surrogates is left to the parser: no map.
fn decode_double(raw: &str, start: usize) -> Option<Decoding> {
    let mut out = (String::with_capacity(raw.len()), Vec::with_capacity(raw.len() + 1));
    let mut chars = raw.char_indices();
    while let Some((at, c)) = chars.next() {
        let c = if c == '\\' { unescape(&mut chars)? } else { c };
        push(&mut out, c, start + at);
    }
    out.1.push(u32::try_from(start + raw.len()).unwrap_or(u32::MAX));
    Some(out)
}

/// The character of the escape whose backslash is read.
fn unescape(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let digits = |chars: &mut std::str::CharIndices<'_>, count: usize| {
        let hex: String = chars.by_ref().take(count).map(|(_, c)| c).collect();
        u32::from_str_radix(&hex, 16).ok().filter(|_| hex.len() == count).and_then(char::from_u32)
    };
    Some(match chars.next()?.1 {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        c @ (' ' | '"' | '/' | '\\') => c,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => digits(chars, 2)?,
        'u' => digits(chars, 4)?,
        'U' => digits(chars, 8)?,
        _ => return None,
    })
}
