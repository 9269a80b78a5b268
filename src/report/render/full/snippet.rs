//! Source lines for miette: only those that are shown, with their own numbers, secrets masked, control characters
//! replaced, and long lines clipped to a window around what is marked. Because the excerpt is what miette reads, a
//! file of any size, line ending or content costs no more than its shown lines.

use std::fmt;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::report::render::screen;
use crate::text::document::Document;
use crate::text::redact::Masked;
use crate::text::source::{Position, Span};

/// Columns of a tab stop, for us and for miette.
pub(super) const TAB: usize = 4;

/// Columns from which on a terminal is wide enough for whole paths; what goes into a pipe always has them.
const NARROW: usize = 95;

/// A place to underline.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Bytes of the file.
    pub(super) span: Span,
    /// What to say there; may be empty.
    pub(super) text: String,
    /// Whether the finding is about this place.
    pub(super) primary: bool,
}

/// A mark in the masked text, on one line.
struct Placed {
    line: usize,
    range: Range<usize>,
    position: Position,
    text: String,
    primary: bool,
}

/// Lines that stand together.
struct Chunk {
    bytes: Range<usize>,
    /// Number of the first line, from 0.
    line: usize,
    lines: usize,
}

/// The shown lines of one file, and the marks in them.
pub(super) struct Excerpt {
    name: String,
    text: String,
    chunks: Vec<Chunk>,
    marks: Vec<Marked>,
}

/// A mark in the excerpt.
struct Marked {
    range: Range<usize>,
    position: Position,
    text: String,
    primary: bool,
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Excerpt").field("name", &self.name).field("text", &self.text).finish_non_exhaustive()
    }
}

/// Cuts the lines around `marks` out of `document`, each at most `width` columns with its number, with `context`
/// lines before and after.
pub(super) fn excerpt(
    document: &Document,
    masked: &Masked<'_>,
    marks: Vec<Mark>,
    width: usize,
    context: usize,
) -> Excerpt {
    let digits = document.lines().lines().to_string().len();
    let cutter = Cutter { document, masked, width: width.saturating_sub(digits + 4).max(24), context };
    let placed = place(document, masked, marks);
    let mut excerpt = Excerpt {
        name: name(&document.path, &placed, width.saturating_sub(digits)),
        text: String::new(),
        chunks: Vec::new(),
        marks: Vec::new(),
    };
    let mut rest = placed.as_slice();
    while !rest.is_empty() {
        let (chunk, later) = rest.split_at(cutter.together(rest));
        cutter.cut(chunk, &mut excerpt);
        rest = later;
    }
    excerpt
}

/// The path as the header shows it. On a narrow terminal the beginning of one that does not fit is left out: its end
/// names the component and the file.
fn name(path: &str, marks: &[Placed], width: usize) -> String {
    let path = screen::clean_name(path);
    let at = marks.first().map_or(0, |mark| format!(":{}:{}", mark.position.line, mark.position.column).len());
    let room = width.saturating_sub(at + 6).max(16);
    if width >= NARROW || screen::columns(&path) <= room {
        return path;
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += screen::columns(c.encode_utf8(&mut [0; 4]));
        used <= room
    };
    let tail: Vec<char> = path.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(tail.into_iter().rev()).collect()
}

/// Puts the marks into the masked text: each on the line it begins on, in order, none over another.
fn place(document: &Document, masked: &Masked<'_>, marks: Vec<Mark>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = marks
        .into_iter()
        .map(|mark| {
            let line = document.lines().line_of(mark.span.start());
            let bounds = line_bounds(document, line);
            let start = mark.span.start().clamp(bounds.start(), bounds.end());
            let span = masked.span(Span::new(start, mark.span.end().clamp(start, bounds.end())));
            let position = document.position(mark.span.start());
            Placed { line, range: span.range(), position, text: mark.text, primary: mark.primary }
        })
        .collect();
    placed.sort_by_key(|mark| (mark.range.start, !mark.primary));
    let mut apart: Vec<Placed> = Vec::with_capacity(placed.len());
    for mark in placed {
        match apart.last_mut() {
            Some(last) if last.range.start == mark.range.start => {
                let is_new = !mark.text.is_empty() && mark.text != last.text;
                match last.text.is_empty() {
                    true if is_new => last.text = mark.text,
                    false if is_new => last.text.push_str(&format!("; {}", mark.text)),
                    _ => {}
                }
                last.primary |= mark.primary;
            }
            Some(last) if last.range.end > mark.range.start => {
                last.range.end = mark.range.start;
                apart.push(mark);
            }
            _ => apart.push(mark),
        }
    }
    apart
}

/// The bytes of a line without its ending and without a byte-order mark.
fn line_bounds(document: &Document, line: usize) -> Span {
    let span = document.lines().line_span(document.text(), line);
    let text = span.of(document.text());
    let bom = if line == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Span::new(span.start() + bom, span.start() + text.trim_end_matches(['\n', '\r']).len().max(bom))
}

struct Cutter<'a> {
    document: &'a Document,
    masked: &'a Masked<'a>,
    /// Columns for the text of a line.
    width: usize,
    context: usize,
}

impl Cutter<'_> {
    /// How many of the first marks stand together in one chunk.
    fn together(&self, marks: &[Placed]) -> usize {
        let mut window = marks.first().map_or(0, |mark| mark.range.start);
        for (at, pair) in marks.windows(2).enumerate() {
            let [before, mark] = pair else { continue };
            let apart = if mark.line == before.line {
                // Bytes, as an estimate of columns that never is too low.
                self.is_long(self.line(mark.line)) && mark.range.end > window + self.width * 2 / 3
            } else {
                window = mark.range.start;
                mark.line - before.line > 2 * self.context + 1
            };
            if apart {
                return at + 1;
            }
        }
        marks.len()
    }

    /// A line of the masked text, and where it starts.
    fn line(&self, line: usize) -> (usize, &str) {
        let span = self.masked.span(line_bounds(self.document, line));
        (span.start(), span.of(self.masked.text()))
    }

    fn is_long(&self, (_, line): (usize, &str)) -> bool {
        line.len() > self.width * 8 || line.chars().map(columns).sum::<usize>() > self.width
    }

    fn cut(&self, marks: &[Placed], excerpt: &mut Excerpt) {
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return };
        let known = self.document.lines().lines();
        // Around a clipped line other lines say little.
        let context = if self.is_long(self.line(first.line)) { 0 } else { self.context };
        let lines = first.line.saturating_sub(context)..(last.line + context + 1).min(known);
        let start = excerpt.text.len();
        for line in lines.clone() {
            self.write_line(line, marks, excerpt);
        }
        excerpt.chunks.push(Chunk { bytes: start..excerpt.text.len(), line: lines.start, lines: lines.len() });
    }

    fn write_line(&self, number: usize, marks: &[Placed], excerpt: &mut Excerpt) {
        let (start, line) = self.line(number);
        let marks = || marks.iter().filter(|mark| mark.line == number);
        let window = if self.is_long((start, line)) {
            let from = marks().next().map_or(0, |mark| mark.range.start - start);
            let to = marks().next_back().map_or(from, |mark| mark.range.end - start);
            window(line, from, to.min(from + self.width), self.width)
        } else {
            0..line.len()
        };
        let before = excerpt.text.len();
        if window.start > 0 {
            excerpt.text.push('…');
        }
        let location = excerpt.text.len();
        excerpt.text.extend(line.get(window.clone()).unwrap_or("").chars().map(shown));
        for mark in marks() {
            let inside = |at: usize| {
                let at = (at - start).clamp(window.start, window.end);
                let prefix = line.get(window.start..at).unwrap_or("");
                location + prefix.chars().map(|c| shown(c).len_utf8()).sum::<usize>()
            };
            let range = inside(mark.range.start)..inside(mark.range.end);
            // miette draws the label from below the middle of what is marked.
            let wide =
                |range: Range<usize>| -> usize { excerpt.text.get(range).unwrap_or("").chars().map(columns).sum() };
            let middle = wide(before..range.start) + wide(range.clone()) / 2;
            let room = self.width.saturating_sub(middle + 5).max(24);
            let text = screen::wrap(&mark.text, room).join("\n");
            excerpt.marks.push(Marked { range, position: mark.position, text, primary: mark.primary });
        }
        if window.end < line.len() {
            excerpt.text.push('…');
        }
        excerpt.text.push('\n');
    }
}

/// A line clipped to `width` columns around the character at `column`, from 1, with tabs as spaces; and the columns
/// before that character.
pub(super) fn around(line: &str, column: usize, width: usize) -> (String, usize) {
    let at = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let fits = line.chars().map(columns).sum::<usize>() < width;
    let part = if fits { 0..line.len() } else { window(line, at, at, width) };
    let flat = |text: &str| text.chars().map(shown).collect::<String>().replace('\t', &" ".repeat(TAB));
    let lead = if part.start > 0 { "…" } else { "" };
    let before = format!("{lead}{}", flat(line.get(part.start..at).unwrap_or("")));
    let after = flat(line.get(at..part.end).unwrap_or(""));
    let tail = if part.end < line.len() { "…" } else { "" };
    let used = screen::columns(&before);
    (format!("{before}{after}{tail}"), used)
}

/// As [`screen::visible`], but tabs stay: miette shows them as columns.
fn shown(c: char) -> char {
    if c == '\t' { c } else { screen::visible(c) }
}

fn columns(c: char) -> usize {
    if c == '\t' { TAB } else { shown(c).width().unwrap_or(0) }
}

/// The part of a long line to show: around `from..to`, `width` columns with an ellipsis at either end.
fn window(line: &str, from: usize, to: usize, width: usize) -> Range<usize> {
    let room = width.saturating_sub(2);
    let marked: usize = line.get(from..to).unwrap_or("").chars().map(columns).sum();
    // The beginning of a line says most about it, so it stays where the mark is not far from it.
    let before = room.saturating_sub(marked).min(room * 3 / 4);
    let (start, used) = walk(line.get(..from).unwrap_or("").chars().rev(), before);
    let (start, used) = if start == from {
        (start, used)
    } else {
        walk(line.get(..from).unwrap_or("").chars().rev(), room.saturating_sub(marked) / 2)
    };
    let (end, _) = walk(line.get(from..).unwrap_or("").chars(), room - used);
    from - start..from + end
}

/// Bytes and columns of as many characters as fit into `room` columns.
fn walk(chars: impl Iterator<Item = char>, room: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for c in chars {
        if used + columns(c) > room {
            break;
        }
        bytes += c.len_utf8();
        used += columns(c);
    }
    (bytes, used)
}

impl Excerpt {
    /// The marks as miette wants them.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.marks.iter().map(|mark| {
            let text = Some(mark.text.clone()).filter(|text| !text.is_empty());
            let span = SourceSpan::new(mark.range.start.into(), mark.range.len());
            if mark.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })
    }

    /// For each mark in order, whether the finding is about it.
    pub(super) fn primaries(&self) -> impl Iterator<Item = bool> + '_ {
        self.marks.iter().map(|mark| mark.primary)
    }
}

impl SourceCode for Excerpt {
    /// Always a whole chunk, whatever context is asked for. Without context, miette asks where a label stands.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_before: usize,
        context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let chunk = self.chunks.iter().find(|chunk| chunk.bytes.start <= range.start && range.end < chunk.bytes.end);
        let chunk = chunk.ok_or(MietteError::OutOfBounds)?;
        let name = self.name.clone();
        if context_before + context_after == 0 {
            let mark = self.marks.iter().find(|mark| mark.range.start == range.start);
            let position = mark.map_or(Position { line: 1, column: 1 }, |mark| mark.position);
            let data = self.text.get(range).unwrap_or("").as_bytes();
            return Ok(Box::new(MietteSpanContents::new_named(
                name,
                data,
                *span,
                position.line - 1,
                position.column - 1,
                1,
            )));
        }
        let data = self.text.get(chunk.bytes.clone()).unwrap_or("").as_bytes();
        let whole = SourceSpan::new(chunk.bytes.start.into(), chunk.bytes.len());
        Ok(Box::new(MietteSpanContents::new_named(name, data, whole, chunk.line, 0, chunk.lines)))
    }
}
