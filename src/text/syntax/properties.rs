//! Properties (`checker.conf`, flat `source.dbType=…`) as `java.util.Properties.load` reads them from UTF-8: logical
//! lines, three kinds of separators, escapes. One thing is kinder than Java: a byte-order mark is no part of a key.

use std::borrow::Cow;

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::node::{Entry, EntryRef, Escaping, Growing, Node, Reader, Ref, SyntaxError, Text, Tree, Value};
use crate::text::source::Span;

use super::lines::{self, Line};
use crate::text::lang::tr;

/// Properties as the JDK has them: a flat mapping of dotted keys.
#[derive(Debug)]
pub struct Properties;

/// How many entries `claims_text` looks at.
const LOOK: usize = 5;

const SPACE: [char; 3] = [' ', '\t', '\u{c}'];

impl Reader for Properties {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        let (mut nodes, mut entries) = (Growing::default(), Vec::<Entry>::new());
        let mut at = lines::first(text);
        while let Some(line) = Logical::from(text, at) {
            let parts = line.parts();
            let (key_span, key) = line.decode(&mut nodes, 0, parts.key_end)?;
            let key = nodes.key(text, key_span, key);
            let (span, value) = line.decode(&mut nodes, parts.value_start, line.text.len())?;
            entries.push(Entry { key_span, key, value: Node { span, value: Value::String(value) } });
            at = line.next;
        }
        let span = match (entries.first(), entries.last()) {
            (Some(first), Some(last)) => first.key_span.to(last.value.span),
            _ => Span::at(text.len()),
        };
        let value = nodes.mapping(entries);
        Ok(Tree::plain(nodes.finish(Node { span, value })))
    }
}

/// A logical line: one or more lines of the file, the earlier ones ending with a backslash.
struct Logical<'a> {
    /// Without indentation, line endings and the backslashes before them.
    text: Cow<'a, str>,
    /// Where each byte of `text` stands in the file; None if they stand together from `start` on.
    places: Option<Vec<usize>>,
    start: usize,
    /// Where the line ends in the file: before its line ending, or before a backslash that ends the file.
    end: usize,
    /// Where the next line starts.
    next: usize,
    /// Whether a backslash at the end of the file waits for another line.
    waits: bool,
}

/// Key and value of a logical line, in bytes of its text.
struct Parts {
    key_end: usize,
    value_start: usize,
    /// Whether `=` or `:` separates them.
    has_sign: bool,
}

impl<'a> Logical<'a> {
    /// The first logical line from byte `at` on, behind blank lines and comments.
    fn from(text: &'a str, mut at: usize) -> Option<Self> {
        loop {
            let rest = text.get(at..)?.trim_start_matches([' ', '\t', '\u{c}', '\n', '\r']);
            at = text.len() - rest.len();
            let line = Line::from(text, at);
            match rest.as_bytes().first()? {
                b'#' | b'!' => at = line.next,
                b'\\' if is_void(text, &line) => at = line.next,
                _ if continues(line.of(text)) => return Some(Self::continued(text, &line)),
                _ => {
                    let content = Cow::Borrowed(line.of(text));
                    let Line { start, end, next } = line;
                    return Some(Self { text: content, places: None, start, end, next, waits: false });
                }
            }
        }
    }

    fn continued(text: &str, first: &Line) -> Self {
        let (mut joined, mut places) = (String::new(), Vec::new());
        let mut line = Line { ..*first };
        loop {
            let content = line.of(text);
            let goes_on = continues(content);
            let end = if goes_on { line.end - 1 } else { line.end };
            joined.push_str(text.get(line.start..end).unwrap_or(""));
            places.extend(line.start..end);
            let waits = goes_on && line.next >= text.len();
            if !goes_on || waits {
                let places = Some(places);
                return Self { text: joined.into(), places, start: first.start, end, next: line.next, waits };
            }
            let rest = text.get(line.next..).unwrap_or("").trim_start_matches(SPACE);
            line = Line::from(text, text.len() - rest.len());
        }
    }

    /// Where byte `at` of the text stands in the file; its end for one past the last byte.
    fn place(&self, at: usize) -> usize {
        match &self.places {
            None => self.start + at,
            Some(places) => places.get(at).copied().unwrap_or(self.end),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        match end.checked_sub(1) {
            Some(last) if last >= start => Span::new(self.place(start), self.place(last) + 1),
            _ => Span::at(self.place(start)),
        }
    }

    fn parts(&self) -> Parts {
        let bytes = self.text.as_bytes();
        let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\x0c');
        let mut escaped = false;
        let ends_key = |&byte: &u8| {
            let ends = !escaped && (is_space(byte) || matches!(byte, b'=' | b':'));
            escaped = byte == b'\\' && !escaped;
            ends
        };
        let key_end = bytes.iter().position(ends_key).unwrap_or(bytes.len());
        let (mut value_start, mut has_sign) = (key_end, false);
        while let Some(&byte) = bytes.get(value_start) {
            let is_sign = !has_sign && matches!(byte, b'=' | b':');
            if !is_sign && !is_space(byte) {
                break;
            }
            has_sign |= is_sign;
            value_start += 1;
        }
        Parts { key_end, value_start, has_sign }
    }

    /// The text from `start` to `end` with its escapes resolved.
    fn decode(&self, nodes: &mut Growing, start: usize, end: usize) -> Result<(Span, Text), SyntaxError> {
        let span = self.span(start, end);
        let raw = self.text.get(start..end).unwrap_or("");
        if span.len() == raw.len() && !raw.contains('\\') {
            return Ok((span, nodes.verbatim(span, raw, Escaping::Properties)));
        }
        let mut text = String::with_capacity(raw.len());
        let mut map: Vec<u32> = Vec::with_capacity(raw.len() + 1);
        let mut at = 0;
        while let Some(c) = raw.get(at..).and_then(|rest| rest.chars().next()) {
            let place = self.place(start + at);
            let (c, width) = if c == '\\' {
                let malformed =
                    SyntaxError { message: tr!("`\\u` needs four hexadecimal digits").into(), offset: place };
                escape(raw.get(at..).unwrap_or("")).ok_or(malformed)?
            } else {
                (c, c.len_utf8())
            };
            at += width;
            text.push(c);
            map.resize(text.len(), u32::try_from(place).unwrap_or(u32::MAX));
        }
        map.push(u32::try_from(span.end()).unwrap_or(u32::MAX));
        Ok((span, nodes.decoded(text.into_boxed_str(), Some(map.into_boxed_slice()), Escaping::Properties)))
    }
}

/// Whether a line of nothing but a backslash is as good as none: Java takes what follows for a fresh line, comments
/// included. At the end of the file it makes an empty key of it, unless a CRLF follows.
fn is_void(text: &str, line: &Line) -> bool {
    line.of(text) == "\\" && (line.next < text.len() || line.next == line.end + 2)
}

/// Whether a line ends with a backslash that is not itself escaped.
fn continues(line: &str) -> bool {
    (line.len() - line.trim_end_matches('\\').len()) % 2 == 1
}

/// The character that the escape at the start of `raw` means, and the escape's length; None if it is malformed. Two
/// escapes that make a surrogate pair are one character; a lone surrogate becomes U+FFFD.
fn escape(raw: &str) -> Option<(char, usize)> {
    let c = raw.chars().nth(1)?;
    let single = match c {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\u{c}',
        'u' => return unicode_escape(raw),
        c => c,
    };
    Some((single, 1 + c.len_utf8()))
}

fn unicode_escape(raw: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    };
    let first = unit(0)?;
    let pair = unit(6).and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    if let (0xD800..0xDC00, Some(pair)) = (first, pair) {
        return Some((pair, 12));
    }
    Some((char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6))
}

impl Syntax for Properties {
    fn name(&self) -> &'static str {
        "properties"
    }

    fn title(&self) -> &'static str {
        "properties"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".properties", ".conf"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".properties") || name == "checker.conf"
    }

    /// Nearly every text can be read as properties, so the first keys must look the part: plain, before `=`, and one
    /// of them dotted.
    fn claims_text(&self, text: &str) -> bool {
        let mut at = lines::first(text);
        let mut is_dotted = false;
        for _ in 0..LOOK {
            let Some(line) = Logical::from(text, at) else { break };
            let parts = line.parts();
            let key = line.text.get(..parts.key_end).unwrap_or("");
            let sign = line.text.get(parts.key_end..parts.value_start).unwrap_or("");
            let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            if !is_plain || sign.trim_matches(SPACE) != "=" {
                return false;
            }
            is_dotted |= key.trim_matches('.').contains('.');
            at = line.next;
        }
        is_dotted
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        if !mapping.is_mapping() {
            return Err(Refusal(tr!("it is not an object").into()));
        }
        let text = mapping.content().text();
        let own: Vec<&Entry> = mapping.entries().map(|entry| entry.raw()).collect();
        let number = after.min(own.len().saturating_sub(1));
        let neighbour = own.get(number);
        let line = neighbour.and_then(|entry| Logical::from(text, entry.key_span.start()));
        if line.as_ref().is_some_and(|line| line.waits) {
            return Err(Refusal(tr!("the last line ends with a backslash, so the next would belong to it").into()));
        }
        let indent = neighbour.map_or("", |entry| lines::indent(text, entry.key_span.start()));
        let separator = lines::separator(text, &own, number);
        let new = |entry: &NewEntry| {
            let key = escaped_key(&entry.key, text)?;
            let value = escaped_value(&entry.value.flat(), text, separator.contains(['=', ':']));
            Ok(format!("{indent}{key}{separator}{value}"))
        };
        let new: Vec<_> = entries.iter().map(new).collect::<Result<_, _>>()?;
        Ok(lines::insert(text, line.map_or(text.len(), |line| line.next), new.into_iter()))
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        let text = entry.mapping().content().text();
        let raw = entry.raw();
        let Some(line) = Logical::from(text, raw.key_span.start()) else {
            return Err(Refusal(tr!("its line cannot be found again").into()));
        };
        let parts = line.parts();
        let value = value.flat();
        let entries: Vec<&Entry> = entry.mapping().entries().map(|entry| entry.raw()).collect();
        let number = entries.iter().position(|other| std::ptr::eq(*other, raw)).unwrap_or(0);
        let is_bare_key = parts.value_start == parts.key_end && !value.is_empty();
        let between = if is_bare_key { lines::separator } else { lines::lead };
        let mut separator = between(text, &entries, number);
        if is_bare_key && !separator.contains(['=', ':']) {
            // White space alone is lost at the start of a line: of a key that is empty, or that a backslash continued.
            separator = "=".into();
        }
        let value = escaped_value(&value, text, parts.has_sign || separator.contains(['=', ':']));
        let edit = Edit { span: raw.value.span, text: format!("{separator}{value}") };
        let (before, behind) = (text.get(..edit.span.start()), text.get(edit.span.end()..));
        let is_between =
            before.is_some_and(|before| before.ends_with('\r')) && behind.is_some_and(|b| b.starts_with('\n'));
        if edit.text.is_empty() && is_between {
            return Err(Refusal(
                tr!("without the value, a CR and an LF around it would become one line ending").into(),
            ));
        }
        Ok(edit)
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        Ok(Edit { span: entry.raw().key_span, text: escaped_key(key, entry.mapping().content().text())? })
    }

    /// The reference is Java; no library for Rust reads the same.
    fn reference(&self, _: &str) -> Option<Result<serde_json::Value, String>> {
        None
    }
}

fn escaped_key(key: &str, file: &str) -> Result<String, Refusal> {
    if key.is_empty() {
        return Err(Refusal(tr!("a key of properties cannot be empty").into()));
    }
    Ok(escaped(key, file, |_, c| matches!(c, ' ' | '=' | ':' | '#' | '!')))
}

/// `has_sign`: whether `=` or `:` stands before the value; if not, the value must not begin with one.
fn escaped_value(value: &str, file: &str, has_sign: bool) -> String {
    escaped(value, file, |at, c| at == 0 && (c == ' ' || !has_sign && matches!(c, '=' | ':')))
}

/// `text` as it must be spelled in `file`. A file of pure ASCII may be read as Latin-1 (`load` from a stream), so it
/// stays ASCII.
fn escaped(text: &str, file: &str, is_special: impl Fn(usize, char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            '\\' => out.push_str("\\\\"),
            c if is_special(at, c) => out.extend(['\\', c]),
            // A byte-order mark would be lost at the start of the file.
            c if c.is_control() || c == '\u{feff}' || !c.is_ascii() && file.is_ascii() => {
                out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")));
            }
            c => out.push(c),
        }
    }
    out
}
