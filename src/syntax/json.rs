//! JSON: a strict, iterative reader with spans, and edits in the style of the neighbours. Also the reader and editor of
//! JSON inside strings of the other syntaxes.

use crate::document::Syntax;
use crate::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::node::{Entry, EntryRef, Escaping, MAX_DEPTH, Node, Reader, Ref, SyntaxError, Text, Tree, Value};
use crate::source::Span;

/// JSON as RFC 8259 has it, with an optional byte-order mark.
#[derive(Debug)]
pub struct Json;

impl Reader for Json {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let parser = Parser { text, bytes: text.as_bytes(), at, items: Vec::new(), entries: Vec::new() };
        parser.document().map(Tree::plain)
    }
}

impl Syntax for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".json")
    }

    fn claims_text(&self, text: &str) -> bool {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
        let inside = text.strip_prefix('[').map(str::trim_start);
        text.starts_with('{') || inside.is_some_and(|inside| inside.starts_with(['{', '[', ']']))
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        if !mapping.is_mapping() {
            return Err(Refusal("it is not an object".into()));
        }
        let text = mapping.content().text();
        let style = Style::around(mapping, after);
        let at = match mapping.entries().nth(after).or_else(|| mapping.entries().last()) {
            Some(neighbour) => neighbour.value.raw().span.end(),
            None => return Ok(fill_empty(text, mapping.raw().span, &style, entries)),
        };
        let edit = |entry: &NewEntry| Edit::insert(at, format!("{}{}", style.separator, style.entry(entry)));
        Ok(entries.iter().map(edit).collect())
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        let number = entry.mapping().entries().position(|other| other.key_span() == entry.key_span());
        let style = Style::around(entry.mapping(), number.unwrap_or(0));
        Ok(Edit { span: entry.raw().value.span, text: style.value(value) })
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        Ok(Edit { span: entry.raw().key_span, text: quoted(key) })
    }

    fn reference(&self, text: &str) -> Option<Result<serde_json::Value, String>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = serde_json::Deserializer::from_str(text);
        // The library refuses three things that JSON allows: nesting beyond its guard, numbers beyond its range, lone
        // surrogates. There it is no judge.
        if depth(text) > 120 {
            return None;
        }
        match serde::Deserialize::deserialize(&mut reader) {
            Ok(value) => Some(Ok(value)),
            Err(error) if is_beyond_the_library(&error) => None,
            Err(error) => Some(Err(error.to_string())),
        }
    }
}

fn is_beyond_the_library(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    ["number out of range", "surrogate", "hex escape"].iter().any(|words| message.contains(words))
}

fn depth(text: &str) -> usize {
    let (mut deepest, mut depth) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn fill_empty(text: &str, object: Span, style: &Style, entries: &[NewEntry]) -> Vec<Edit> {
    let inside = text.get(object.start() + 1..object.end() - 1).unwrap_or("");
    // White space inside `{ }` or an object broken over two lines is where the closing bracket stands already.
    let at = object.start() + 1;
    let lead = style.separator.strip_prefix(',').unwrap_or(" ");
    let has_break = inside.contains(['\n', '\r']);
    let tail = if has_break { "" } else { style.closing.as_str() };
    let last = entries.len().saturating_sub(1);
    let edit = |(n, entry): (usize, &NewEntry)| {
        let before = if n == 0 { lead } else { style.separator.as_str() };
        let after = if n == last { tail } else { "" };
        Edit::insert(at, format!("{before}{}{after}", style.entry(entry)))
    };
    entries.iter().enumerate().map(edit).collect()
}

/// How an object is laid out.
struct Style {
    /// From the end of one value to the next key, with the comma.
    separator: String,
    /// From a key to its value, with the colon.
    colon: String,
    /// From the last value of an empty object that gets its first key to the closing bracket.
    closing: String,
    /// One level of indentation, where objects are broken over lines.
    unit: String,
}

impl Style {
    /// The style of `mapping` at its entry `after`; of an empty one, the style of the objects around it.
    fn around(mapping: Ref<'_>, after: usize) -> Self {
        let text = mapping.content().text();
        let between = |start: usize, end: usize| text.get(start..end).unwrap_or("");
        let entries: Vec<_> = mapping.entries().map(|entry| entry.raw()).collect();
        let Some(last) = entries.get(after).or(entries.last()) else { return Self::of_empty(mapping) };
        let number = entries.iter().position(|entry| std::ptr::eq(*entry, *last)).unwrap_or(0);
        let colon = between(last.key_span.end(), last.value.span.start()).to_owned();
        let neighbours = match number.checked_sub(1).and_then(|n| entries.get(n)) {
            Some(previous) => Some((*previous, *last)),
            None => entries.get(number + 1).map(|next| (*last, *next)),
        };
        let separator = match neighbours {
            Some((first, second)) => between(first.value.span.end(), second.key_span.start()).to_owned(),
            None => format!(",{}", between(mapping.raw().span.start() + 1, last.key_span.start())),
        };
        let closing = between(last.value.span.end(), mapping.raw().span.end().saturating_sub(1)).to_owned();
        let unit = unit(&separator, &closing);
        Self { separator, colon, closing, unit }
    }

    /// The style for the first key of an empty object, learnt from its own line and the first key of the document.
    fn of_empty(mapping: Ref<'_>) -> Self {
        let content = mapping.content();
        let text = content.text();
        let root = content.root();
        let Some(model) = root.entries().next().map(|entry| entry.raw()) else {
            return Self { separator: ",".into(), colon: ":".into(), closing: String::new(), unit: String::new() };
        };
        let colon = text.get(model.key_span.end()..model.value.span.start()).unwrap_or(":").to_owned();
        let lead = text.get(root.raw().span.start() + 1..model.key_span.start()).unwrap_or("");
        let Some(break_at) = lead.rfind(['\n', '\r']) else {
            return Self { separator: format!(",{lead}"), colon, closing: lead.to_owned(), unit: String::new() };
        };
        let (line_break, unit) = lead.split_at(break_at + 1);
        let start = mapping.raw().span.start();
        let indent = indent_of(text, start);
        let separator = format!(",{line_break}{indent}{unit}");
        Self { separator, colon, closing: format!("{line_break}{indent}"), unit: unit.to_owned() }
    }

    fn entry(&self, entry: &NewEntry) -> String {
        format!("{}{}{}", quoted(&entry.key), self.colon, self.value(&entry.value))
    }

    /// An object goes on lines of its own where its neighbours do.
    fn value(&self, value: &NewValue) -> String {
        let map = match value {
            NewValue::Text(text) => return quoted(text),
            NewValue::Number(number) => return number.to_string(),
            NewValue::Map(map) => map,
        };
        let entries: Vec<_> = map.iter().map(|(k, v)| format!("{}{}{}", quoted(k), self.colon, quoted(v))).collect();
        let broken = self.separator.rfind(['\n', '\r']).map(|at| self.separator.split_at(at + 1));
        match (broken, self.separator.strip_prefix(',')) {
            (None, _) => format!("{{{}}}", entries.join(&self.separator)),
            // With the comma in front of the key, an object on one line is the surest.
            (Some(_), None) => format!("{{{}}}", entries.join(", ")),
            (Some((before, indent)), Some(_)) => {
                let line_break = if before.ends_with("\r\n") { "\r\n" } else { last_char(before) };
                let (outer, inner) = (format!("{line_break}{indent}"), format!("{line_break}{indent}{}", self.unit));
                format!("{{{inner}{}{outer}}}", entries.join(&format!(",{inner}")))
            }
        }
    }
}

fn last_char(text: &str) -> &str {
    text.char_indices().next_back().and_then(|(at, _)| text.get(at..)).unwrap_or("")
}

/// One level of indentation: what an entry's line has more than the line of the closing bracket.
fn unit(separator: &str, closing: &str) -> String {
    let indent = |lead: &str| lead.rfind(['\n', '\r']).and_then(|at| lead.get(at + 1..)).map(str::to_owned);
    let inner = indent(separator).unwrap_or_default();
    let unit = indent(closing).and_then(|outer| inner.strip_prefix(&outer).map(str::to_owned));
    let default = if inner.starts_with('\t') { "\t" } else { "  " };
    unit.filter(|unit| !unit.is_empty()).unwrap_or_else(|| default.into())
}

fn indent_of(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map_or(before, |start| before.get(start + 1..).unwrap_or(""));
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..width).unwrap_or("")
}

/// An object or list that is being read.
struct Open {
    start: usize,
    inside: Inside,
}

/// What is open, where its children begin among those that are read, and for an object the key whose value is due.
enum Inside {
    Sequence(usize),
    Mapping(usize, Option<(Span, Text)>),
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Items of all open lists, the innermost last, so that each list takes memory once.
    items: Vec<Node>,
    /// Entries of all open objects.
    entries: Vec<Entry>,
}

impl Parser<'_> {
    fn document(mut self) -> Result<Node, SyntaxError> {
        let mut open: Vec<Open> = Vec::new();
        self.space();
        loop {
            // A value is due.
            let start = self.at;
            let finished = match self.peek() {
                Some(b'{') => self.open(&mut open, Inside::Mapping(self.entries.len(), None))?,
                Some(b'[') => self.open(&mut open, Inside::Sequence(self.items.len()))?,
                _ => Some(self.scalar(start)?),
            };
            let Some(mut node) = finished else { continue };
            // A value is done: it goes where it belongs, and closes what ends behind it.
            loop {
                let Some(top) = open.last_mut() else {
                    self.space();
                    return match self.peek() {
                        None => Ok(node),
                        Some(_) => Err(self.error("nothing may follow the document")),
                    };
                };
                let close = match &mut top.inside {
                    Inside::Sequence(_) => {
                        self.items.push(node);
                        b']'
                    }
                    Inside::Mapping(_, key) => {
                        let (key_span, key) = key.take().unwrap_or((Span::at(start), Text::Verbatim(Span::at(start))));
                        self.entries.push(Entry { key_span, key, value: node });
                        b'}'
                    }
                };
                self.space();
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if close == b'}' {
                            let key = self.key()?;
                            if let Some(Open { inside: Inside::Mapping(_, waiting), .. }) = open.last_mut() {
                                *waiting = Some(key);
                            }
                        } else if self.peek() == Some(b']') {
                            return Err(self.error("a value is missing after the comma"));
                        }
                        break;
                    }
                    Some(byte) if byte == close => {
                        self.at += 1;
                        match open.pop() {
                            Some(top) => node = self.close(&top),
                            None => return Err(self.error("an unexpected closing bracket")),
                        }
                    }
                    None => return Err(self.unclosed(&open)),
                    Some(_) => return Err(self.error(&format!("expected `,` or `{}`", close as char))),
                }
            }
        }
    }

    /// Enters an object or list; gives it back at once if it is empty.
    fn open(&mut self, open: &mut Vec<Open>, inside: Inside) -> Result<Option<Node>, SyntaxError> {
        if open.len() >= MAX_DEPTH {
            return Err(self.error(&format!("nested deeper than {MAX_DEPTH} levels")));
        }
        let mut new = Open { start: self.at, inside };
        self.at += 1;
        self.space();
        match (&mut new.inside, self.peek()) {
            (_, None) => {
                open.push(new);
                return Err(self.unclosed(open));
            }
            (Inside::Sequence(_), Some(b']')) | (Inside::Mapping(..), Some(b'}')) => {
                self.at += 1;
                return Ok(Some(self.close(&new)));
            }
            (Inside::Sequence(_), Some(_)) => {}
            (Inside::Mapping(_, key), Some(_)) => *key = Some(self.key()?),
        }
        open.push(new);
        Ok(None)
    }

    fn close(&mut self, open: &Open) -> Node {
        let value = match open.inside {
            Inside::Sequence(first) => Value::Sequence(self.items.drain(first..).collect()),
            Inside::Mapping(first, _) => Value::Mapping(self.entries.drain(first..).collect()),
        };
        Node { span: Span::new(open.start, self.at), value }
    }

    fn key(&mut self) -> Result<(Span, Text), SyntaxError> {
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a key in double quotes"));
        }
        let key = self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.error("expected `:` after the key"));
        }
        self.at += 1;
        self.space();
        Ok(key)
    }

    fn scalar(&mut self, start: usize) -> Result<Node, SyntaxError> {
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?.1),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(b'/' | b'#') => return Err(self.error("JSON has no comments")),
            Some(_) => return Err(self.error("expected a value")),
            None => return Err(self.error("the document ends where a value is due")),
        };
        Ok(Node { span: Span::new(start, self.at), value })
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, SyntaxError> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.error("expected a value"))
        }
    }

    fn number(&mut self) -> Result<Value, SyntaxError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err(self.error("a number must not begin with 0"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number)
    }

    fn digits(&mut self) -> Result<usize, SyntaxError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.error("expected a digit")) } else { Ok(self.at - start) }
    }

    fn string(&mut self) -> Result<(Span, Text), SyntaxError> {
        let start = self.at;
        self.at += 1;
        let inside = self.at;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let step = memchr::memchr2(b'"', b'\\', rest);
            let plain = rest.get(..step.unwrap_or(rest.len())).unwrap_or(&[]);
            // A look at all bytes at once is cheaper than a search that stops at the first.
            if plain.iter().fold(false, |found, &byte| found | (byte < 0x20)) {
                self.at += plain.iter().position(|&byte| byte < 0x20).unwrap_or(0);
                return Err(self.error("a control character inside a string"));
            }
            let Some(step) = step else {
                self.at = start;
                return Err(self.error("this string is never closed"));
            };
            self.at += step + 1;
            if rest.get(step) == Some(&b'"') {
                break;
            }
            escaped = true;
            self.check_escape()?;
        }
        let span = Span::new(inside, self.at - 1);
        let raw = span.of(self.text);
        let text = if escaped {
            Text::later(span, decode, Escaping::Double)
        } else {
            Text::verbatim(span, raw, Escaping::Double)
        };
        Ok((Span::new(start, self.at), text))
    }

    /// Steps over the rest of an escape, whose backslash is read.
    fn check_escape(&mut self) -> Result<(), SyntaxError> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or(&[]);
                if digits.len() != 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return Err(self.error("`\\u` needs four hexadecimal digits"));
                }
                self.at += 5;
            }
            _ => return Err(self.error("an unknown escape")),
        }
        Ok(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&self, message: &str) -> SyntaxError {
        SyntaxError { message: message.to_owned(), offset: self.at }
    }

    fn unclosed(&self, open: &[Open]) -> SyntaxError {
        let (start, what) = open.last().map_or((0, "value"), |top| match top.inside {
            Inside::Sequence(_) => (top.start, "list"),
            Inside::Mapping(..) => (top.start, "object"),
        });
        SyntaxError { message: format!("the document ends, and this {what} is never closed"), offset: start }
    }
}

/// Decodes the inside of a string whose escapes were checked. A lone surrogate becomes U+FFFD.
fn decode(raw: &str, start: usize, mut map: Option<&mut Vec<u32>>) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut mapped = |length: usize, at: usize| {
        if let Some(map) = &mut map {
            map.resize(length, u32::try_from(start + at).unwrap_or(u32::MAX));
        }
    };
    let unit = |at: usize| raw.get(at..at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        if plain > 0 {
            text.push_str(rest.get(..plain).unwrap_or(""));
            for step in 0..plain {
                mapped(text.len() - plain + step + 1, at + step);
            }
            at += plain;
            continue;
        }
        let (c, width) = match rest.as_bytes().get(1) {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => {
                let first = unit(at + 2).unwrap_or(0);
                let second = raw.get(at + 6..at + 8).filter(|s| *s == "\\u").and_then(|_| unit(at + 8));
                let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
                match pair.filter(|_| (0xD800..0xDC00).contains(&first)) {
                    Some(pair) => (pair, 12),
                    None => (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
                }
            }
            Some(&byte) => (char::from(byte), 2),
            None => break,
        };
        text.push(c);
        mapped(text.len(), at);
        at += width;
    }
    mapped(text.len() + 1, raw.len());
    text
}
