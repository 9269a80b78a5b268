//! What changed within a line, and the windows through which a very long line is shown.

use std::time::Duration;

use similar::DiffTag;

use crate::text::difference;

/// Characters of a line that is shown in full.
const LONG: usize = 300;

/// Characters shown on either side of a change in a longer line.
const AROUND: usize = 60;

/// Bytes up to which what changed is taken apart by words.
const WORDS: usize = 200_000;

/// How long the best way from one line to the other is looked for.
const PATIENCE: Duration = Duration::from_secs(1);

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    /// Whether the other side has something else here.
    pub(super) changed: bool,
}

/// A line that is compared with nothing.
pub(super) fn whole(line: &str) -> Vec<Part<'_>> {
    vec![Part { text: line, changed: false }]
}

/// Both lines in pieces. Lines that have little in common are compared as wholes: emphasis everywhere is none.
pub(super) fn compare<'a>(old: &'a str, new: &'a str) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
    let head = common(old.chars(), new.chars());
    let (old_rest, new_rest) = (old.get(head..).unwrap_or(""), new.get(head..).unwrap_or(""));
    let tail = common(old_rest.chars().rev(), new_rest.chars().rev());
    let (old_mid, old_tail) = old_rest.split_at_checked(old_rest.len() - tail).unwrap_or((old_rest, ""));
    let (new_mid, new_tail) = new_rest.split_at_checked(new_rest.len() - tail).unwrap_or((new_rest, ""));
    if (head + tail) * 3 < old.len().min(new.len()) && old.len() + new.len() < 4 * LONG {
        return (whole(old), whole(new));
    }
    let (old_words, new_words) = words(old_mid, new_mid);
    let around = |middle: Vec<Part<'a>>, line: &'a str, tail: &'a str| {
        let mut parts = vec![Part { text: line.get(..head).unwrap_or(""), changed: false }];
        parts.extend(middle);
        parts.push(Part { text: tail, changed: false });
        parts.retain(|part| !part.text.is_empty());
        parts
    };
    (around(old_words, old, old_tail), around(new_words, new, new_tail))
}

/// Bytes that both have in common from their beginning.
fn common(old: impl Iterator<Item = char>, new: impl Iterator<Item = char>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).map(|(c, _)| c.len_utf8()).sum()
}

/// The middle of both lines by words, so that several changes in one minified line stand apart.
fn words<'a>(old: &'a str, new: &'a str) -> (Vec<Part<'a>>, Vec<Part<'a>>) {
    if old.is_empty() || new.is_empty() || old.len() + new.len() > WORDS {
        return (vec![Part { text: old, changed: true }], vec![Part { text: new, changed: true }]);
    }
    let (old_words, new_words) = (split(old), split(new));
    let ops = difference::between(&old_words, &new_words, Some(PATIENCE));
    let (mut old_parts, mut new_parts) = (Vec::new(), Vec::new());
    let (mut old_at, mut new_at) = (0, 0);
    for op in ops {
        let changed = op.tag() != DiffTag::Equal;
        let take = |words: Option<&[&str]>, text: &'a str, at: &mut usize, parts: &mut Vec<Part<'a>>| {
            let length: usize = words.unwrap_or(&[]).iter().map(|word| word.len()).sum();
            if length > 0 {
                parts.push(Part { text: text.get(*at..*at + length).unwrap_or(""), changed });
                *at += length;
            }
        };
        take(old_words.get(op.old_range()), old, &mut old_at, &mut old_parts);
        take(new_words.get(op.new_range()), new, &mut new_at, &mut new_parts);
    }
    (old_parts, new_parts)
}

/// Runs of letters and digits, and every other character by itself.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            let end = at + c.len_utf8();
            words.extend(text.get(start..at).filter(|word| !word.is_empty()));
            words.extend(text.get(at..end));
            start = end;
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// The pieces of a line as they are shown: all of a short one, else what changed and a little around it.
pub(super) fn window<'a>(parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let length: usize = parts.iter().map(|part| part.text.len()).sum();
    if length <= LONG || parts.iter().map(|part| part.text.chars().count()).sum::<usize>() <= LONG {
        return parts.to_vec();
    }
    let gap = Part { text: "…", changed: false };
    let mut shown = Vec::with_capacity(parts.len() * 3);
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter().enumerate() {
        let (head, tail) = match (part.changed, at == 0, at == last) {
            (true, ..) => (LONG, AROUND),
            // Nothing changed in the line at all: its beginning says which one it is.
            (false, true, true) => (2 * AROUND, 0),
            (false, true, false) => (0, AROUND),
            (false, false, true) => (AROUND, 0),
            (false, false, false) => (AROUND, AROUND),
        };
        if part.text.chars().nth(head + tail + 1).is_none() {
            shown.push(*part);
            continue;
        }
        let end = part.text.char_indices().nth(head).map_or(0, |(at, _)| at);
        let start = part.text.char_indices().nth_back(tail.saturating_sub(1)).map_or(0, |(at, _)| at);
        let start = if tail == 0 { part.text.len() } else { start };
        let piece = |range: std::ops::Range<usize>| Part { text: part.text.get(range).unwrap_or(""), ..*part };
        shown.extend([piece(0..end), gap, piece(start..part.text.len())]);
    }
    shown.retain(|part| !part.text.is_empty());
    shown
}
