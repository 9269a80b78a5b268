//! Source lines for the page: a few lines around a place with the place marked, and the edits of a fix as a small diff.
//! Secrets are masked, control characters replaced, and long lines clipped to a window around what matters.

use std::cell::OnceCell;

use serde::Serialize;

use crate::report::render::diff;
use crate::report::render::screen;
use crate::report::report::Report;
use crate::text::document::Document;
use crate::text::edit::{Edit, splice};
use crate::text::redact::{self, Masked};
use crate::text::source::Place;
use crate::text::source::Span;

/// Characters shown on either side of a place in a long line.
const AROUND: usize = 70;

/// Characters of a line that is shown in full.
const LONG: usize = 200;

/// Bytes around an edit up to which lines are compared as they are.
const SMALL: usize = 8192;

/// A line with a marked part.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    number: usize,
    before: String,
    marked: String,
    after: String,
}

/// A line of a diff.
#[derive(Debug, Serialize)]
pub(super) struct DiffLine {
    /// `add`, `del` or `same`.
    kind: &'static str,
    sign: char,
    text: String,
}

/// The documents of a report, each masked when it is first shown.
pub(super) struct Sources<'a> {
    report: &'a Report<'a>,
    masked: Vec<OnceCell<Masked<'a>>>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(report: &'a Report<'a>) -> Self {
        Self { report, masked: report.documents.iter().map(|_| OnceCell::new()).collect() }
    }

    fn masked(&self, number: usize) -> Option<(&'a Document, &Masked<'a>)> {
        let document = *self.report.documents.get(number)?;
        let masked = self.masked.get(number)?;
        Some((document, masked.get_or_init(|| Masked::of(document, self.report.show_secrets))))
    }

    /// The line of `place` with `context` lines around it. A place of several lines is marked on its first.
    pub(super) fn lines(&self, place: Place, context: usize) -> Vec<Line> {
        let Some((document, masked)) = self.masked(place.document) else { return Vec::new() };
        let own = document.lines().line_of(place.span.start());
        let is_long = |line: usize| document.lines().line_span(document.text(), line).len() > SMALL;
        let context = if is_long(own) { 0 } else { context };
        let last = (own + context + 1).min(document.lines().lines());
        let mut lines: Vec<Line> = (own.saturating_sub(context)..last)
            .filter(|&line| line == own || !is_long(line))
            .map(|line| {
                let bounds = document.lines().line_span(document.text(), line);
                let mark = (line == own).then(|| {
                    let start = place.span.start().clamp(bounds.start(), bounds.end());
                    masked.span(Span::new(start, place.span.end().clamp(start, bounds.end())))
                });
                self::line(masked, bounds, mark, line + 1)
            })
            .collect();
        // A last empty line says nothing.
        while lines.last().is_some_and(|line| line.number > own + 1 && line.before.trim().is_empty()) {
            lines.pop();
        }
        lines
    }

    /// What `edits` change, with two lines around; empty if there is nothing to be shown.
    pub(super) fn diff(&self, number: usize, edits: &[Edit]) -> Vec<DiffLine> {
        let Some((document, masked)) = self.masked(number) else { return Vec::new() };
        let (Some(first), Some(last)) =
            (edits.iter().map(|edit| edit.span.start()).min(), edits.iter().map(|edit| edit.span.end()).max())
        else {
            return Vec::new();
        };
        let text = masked.text();
        let index = document.lines();
        let from = index.line_span(document.text(), index.line_of(first).saturating_sub(2)).start();
        let to = index.line_span(document.text(), (index.line_of(last) + 2).min(index.lines() - 1)).end();
        let (mut from, mut to) = (masked.offset(from), masked.offset(to));
        if to - from > SMALL {
            // A minified file: what stands around the edits, wherever lines end.
            from = floor(text, masked.offset(first).saturating_sub(AROUND).max(from));
            to = floor(text, (masked.offset(last) + AROUND).min(to));
        }
        let moved: Option<Vec<Edit>> = edits.iter().map(|edit| self.moved(masked, edit, from)).collect();
        let old = text.get(from..to).unwrap_or("");
        let Some(new) = moved.and_then(|edits| splice(old, &edits)) else { return Vec::new() };
        if to - from > 8 * SMALL {
            return Vec::new();
        }
        // Lines end at LF for a diff; a file with CR alone would be one line.
        let unify = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let kind = |sign| match sign {
            '+' => "add",
            '-' => "del",
            _ => "same",
        };
        let shown = diff::lines(&unify(old), &unify(&new));
        shown.into_iter().map(|(sign, text)| DiffLine { kind: kind(sign), sign, text }).collect()
    }

    fn moved(&self, masked: &Masked<'_>, edit: &Edit, from: usize) -> Option<Edit> {
        let span = masked.span(edit.span);
        let text = if self.report.show_secrets { edit.text.clone() } else { redact::text(&edit.text).into_owned() };
        Some(Edit { span: Span::new(span.start().checked_sub(from)?, span.end().checked_sub(from)?), text })
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line(masked: &Masked<'_>, bounds: Span, mark: Option<Span>, number: usize) -> Line {
    let span = masked.span(bounds);
    let text = span.of(masked.text());
    let text = text.trim_end_matches(['\n', '\r']);
    let at = |offset: usize| offset.saturating_sub(span.start()).min(text.len());
    let range = mark.map_or(text.len()..text.len(), |mark| at(mark.start())..at(mark.end()));
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
    let (before, marked, after) = (part(0..range.start), part(range.clone()), part(range.end..text.len()));
    let is_long = text.len() > LONG && text.chars().take(LONG + 1).count() > LONG;
    if !is_long {
        return Line { number, before: shown(before), marked: shown(marked), after: shown(after) };
    }
    if mark.is_none() {
        return Line { number, before: head(before, LONG), marked: String::new(), after: String::new() };
    }
    Line { number, before: tail(before, AROUND), marked: head(marked, LONG - 2 * AROUND), after: head(after, AROUND) }
}

fn shown(text: &str) -> String {
    text.chars().filter(|&c| c != '\u{feff}').map(|c| if c == '\t' { c } else { screen::visible(c) }).collect()
}

fn head(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", shown(text.get(..end).unwrap_or(""))),
        None => shown(text),
    }
}

fn tail(text: &str, length: usize) -> String {
    match text.char_indices().rev().nth(length) {
        Some((at, c)) => format!("…{}", shown(text.get(at + c.len_utf8()..).unwrap_or(""))),
        None => shown(text),
    }
}
