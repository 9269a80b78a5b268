//! Places in a text: spans (bytes) and positions (line and column in characters). The two are different types, so
//! that a number is never an offset here and a line there.

use std::ops::Range;
use std::sync::OnceLock;

/// A place in one of the documents of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the document in the export's list.
    pub document: usize,
    /// Bytes of that file.
    pub span: Span,
}

impl Place {
    /// The run as a whole, for a finding that stands in no file. No list holds a document of this number.
    pub const RUN: Self = Self { document: usize::MAX, span: Span::EMPTY };
}

/// A half-open range of bytes in one text. Offsets are held in 32 bits: [`crate::text::document::Document::parse`] refuses
/// texts of 4 GiB and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The empty span at the start.
    pub const EMPTY: Self = Self { start: 0, end: 0 };

    /// The span from byte `start` up to, not including, byte `end`. An `end` before `start` makes an empty span.
    #[must_use]
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty span at byte `offset`.
    #[must_use]
    #[inline]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// First byte.
    #[must_use]
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Without its first and its last byte: what stands between two quotes.
    #[must_use]
    #[inline]
    pub(crate) fn between_quotes(self) -> Self {
        let start = self.start.saturating_add(1);
        Self { start, end: self.end.saturating_sub(1).max(start) }
    }

    /// As a range, for slicing.
    #[must_use]
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies within this span (equal counts).
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes of `text` under this span; empty if it does not fit the text.
    #[must_use]
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A place for people: both numbers count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1. LF, CRLF and a lone CR end a line.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// Where each line of a text starts.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters before each block of [`BLOCK`] bytes, made when a column far into a long line is asked for: a
    /// minified file is one line of megabytes with hundreds of findings.
    characters: OnceLock<Box<[u32]>>,
}

/// Bytes that are counted anew for every column.
const BLOCK: usize = 4096;

/// Characters of which `bytes` holds the first byte.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl LineIndex {
    /// Reads the whole of `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let next = bytes.get(at + 1);
            if bytes.get(at) == Some(&b'\r') && next == Some(&b'\n') {
                continue;
            }
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
        Self { starts, characters: OnceLock::new() }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds byte `offset`.
    #[must_use]
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }

    /// The span of line `line` (from 0) with its line ending.
    #[must_use]
    pub(crate) fn line_span(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line).map_or(text.len(), |&s| s as usize);
        let end = self.starts.get(line + 1).map_or(text.len(), |&s| s as usize);
        Span::new(start, end)
    }

    /// Line and column of byte `offset`. A byte-order mark at the start takes no column.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line_of(offset);
        let start = self.line_span(text, line).start();
        let bytes = text.as_bytes();
        let before = bytes.get(start..offset.max(start)).unwrap_or(&[]);
        let count = if before.len() < 2 * BLOCK {
            characters(before)
        } else {
            self.characters_before(bytes, offset) - self.characters_before(bytes, start)
        };
        let bom = usize::from(line == 0 && before.starts_with("\u{feff}".as_bytes()));
        Position { line: line + 1, column: count - bom + 1 }
    }

    /// Characters that begin before byte `offset`.
    fn characters_before(&self, bytes: &[u8], offset: usize) -> usize {
        let blocks = self.characters.get_or_init(|| {
            let mut count = 0;
            let before = |block: &[u8]| {
                let here = count;
                count += u32::try_from(characters(block)).unwrap_or(u32::MAX);
                here
            };
            bytes.chunks(BLOCK).map(before).collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let known = blocks.get(block).map_or(0, |&count| count as usize);
        known + bytes.get(block * BLOCK..offset).map_or(0, characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_every_kind_of_line_ending() {
        let text = "a\r\n密码x\rb\nc";
        let lines = LineIndex::new(text);
        assert_eq!(lines.lines(), 4);
        let x = text.find('x').unwrap();
        assert_eq!(lines.position(text, x), Position { line: 2, column: 3 });
        assert_eq!(lines.position(text, text.len()), Position { line: 4, column: 2 });
        assert_eq!(lines.position("", 0), Position { line: 1, column: 1 });
    }

    #[test]
    fn columns_far_into_a_long_line() {
        let text = format!("\u{feff}a\n{}x{}", "密b".repeat(9_000), "c".repeat(3 * BLOCK));
        let lines = LineIndex::new(&text);
        for offset in [text.find('x').unwrap(), text.len(), text.len() - BLOCK, 3 * BLOCK - 1] {
            let column = text.get(5..offset).map(|before| before.chars().count() + 1);
            if let Some(column) = column {
                assert_eq!(lines.position(&text, offset), Position { line: 2, column });
            }
        }
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}{}";
        assert_eq!(LineIndex::new(text).position(text, 3), Position { line: 1, column: 1 });
    }
}
