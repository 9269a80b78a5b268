//! Source lines of one file: only those that are shown, with their own numbers, secrets masked, control characters
//! replaced, and long lines clipped to a window around what is marked. A file of any size, line ending or content costs
//! no more than its shown lines.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::report::render::screen;
use crate::text::document::Document;
use crate::text::redact::Masked;
use crate::text::sorting;
use crate::text::source::{Position, Span};

/// Columns of a tab.
pub(super) const TAB: usize = 4;

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
    text: String,
    primary: bool,
}

/// The shown lines of one file.
pub(super) struct Excerpt {
    /// Where the first mark stands.
    pub(super) position: Position,
    /// In order; between two that do not follow each other, lines are left out.
    pub(super) lines: Vec<Line>,
}

/// A shown line, or a window of it.
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    /// As a terminal may show it.
    pub(super) text: String,
    /// From left to right.
    pub(super) underlines: Vec<Underline>,
}

/// A mark below a line.
pub(super) struct Underline {
    /// Columns before it.
    pub(super) before: usize,
    /// Its own columns; none for a place between two characters.
    pub(super) columns: usize,
    /// What to say there; may be empty.
    pub(super) text: String,
    /// Whether the finding is about this place.
    pub(super) primary: bool,
}

/// Cuts the marked lines out of `document`, each at most `width` columns.
pub(super) fn excerpt(document: &Document, masked: &Masked<'_>, marks: Vec<Mark>, width: usize) -> Excerpt {
    let first = marks.iter().find(|mark| mark.primary).or(marks.first()).map_or(0, |mark| mark.span.start());
    let cutter = Cutter { document, masked, width: width.max(24) };
    let placed = place(document, masked, marks);
    let mut lines = Vec::new();
    let mut rest = placed.as_slice();
    while !rest.is_empty() {
        let (together, later) = rest.split_at(cutter.together(rest));
        lines.extend(cutter.cut(together));
        rest = later;
    }
    Excerpt { position: document.position(first), lines }
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
            Placed { line, range: span.range(), text: mark.text, primary: mark.primary }
        })
        .collect();
    sorting::sort_by_key(&mut placed, |mark| (mark.range.start, !mark.primary));
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
}

impl Cutter<'_> {
    /// How many of the first marks stand on one line, and in one window of it.
    fn together(&self, marks: &[Placed]) -> usize {
        let Some(first) = marks.first() else { return 0 };
        // Bytes, as an estimate of columns that never is too low.
        let reach = if self.is_long(self.line(first.line)) { self.width * 2 / 3 } else { usize::MAX };
        let is_near = |mark: &&Placed| {
            mark.line == first.line
                && (mark.range.start == first.range.start || mark.range.end - first.range.start <= reach)
        };
        marks.iter().take_while(is_near).count().max(1)
    }

    /// A line of the masked text, and where it starts.
    fn line(&self, line: usize) -> (usize, &str) {
        let span = self.masked.span(line_bounds(self.document, line));
        (span.start(), span.of(self.masked.text()))
    }

    fn is_long(&self, (_, line): (usize, &str)) -> bool {
        line.len() > self.width * 8 || line.chars().map(columns).sum::<usize>() > self.width
    }

    /// The line on which `marks` stand, or a window of it.
    fn cut(&self, marks: &[Placed]) -> Option<Line> {
        let (first, last) = (marks.first()?, marks.last()?);
        let (start, line) = self.line(first.line);
        let window = if self.is_long((start, line)) {
            let (from, to) = (first.range.start - start, last.range.end - start);
            window(line, from, to.min(from + self.width), self.width)
        } else {
            0..line.len()
        };
        let lead = if window.start > 0 { "…" } else { "" };
        let tail = if window.end < line.len() { "…" } else { "" };
        let wide = |from: usize, to: usize| line.get(from..to).unwrap_or("").chars().map(columns).sum::<usize>();
        let underlines = marks.iter().map(|mark| {
            let inside = |at: usize| (at - start).clamp(window.start, window.end);
            let (from, to) = (inside(mark.range.start), inside(mark.range.end));
            Underline {
                before: screen::columns(lead) + wide(window.start, from),
                columns: wide(from, to),
                text: mark.text.clone(),
                primary: mark.primary,
            }
        });
        let text = format!("{lead}{}{tail}", flat(line.get(window.clone()).unwrap_or("")));
        Some(Line { number: first.line + 1, text, underlines: underlines.collect() })
    }
}

/// A line clipped to `width` columns around the character at `column`, from 1, with tabs as spaces; and the columns
/// before that character.
pub(super) fn around(line: &str, column: usize, width: usize) -> (String, usize) {
    let at = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let fits = line.chars().map(columns).sum::<usize>() < width;
    let part = if fits { 0..line.len() } else { window(line, at, at, width) };
    let lead = if part.start > 0 { "…" } else { "" };
    let before = format!("{lead}{}", flat(line.get(part.start..at).unwrap_or("")));
    let after = flat(line.get(at..part.end).unwrap_or(""));
    let tail = if part.end < line.len() { "…" } else { "" };
    let used = screen::columns(&before);
    (format!("{before}{after}{tail}"), used)
}

/// As a terminal may show it, tabs as spaces.
fn flat(text: &str) -> String {
    let shown = |c: char| if c == '\t' { c } else { screen::visible(c) };
    text.chars().map(shown).collect::<String>().replace('\t', &" ".repeat(TAB))
}

/// Columns of a character as [`flat`] shows it.
fn columns(c: char) -> usize {
    if c == '\t' { TAB } else { screen::visible(c).width().unwrap_or(0) }
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
