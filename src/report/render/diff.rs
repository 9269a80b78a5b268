//! The unified diff: exact, so that `git apply` and `patch -p1` take it in the directory in which it was made, or for the screen, where colours help,
//! very long lines are windowed around what changed, and nothing steers the terminal. Redaction is the caller's, who
//! passes masked texts for the screen.

use std::fmt::{self, Write};
use std::time::Duration;

use similar::{DiffOp, DiffTag, group_diff_ops};

use super::screen::{self, paint};
use crate::report::report::Look;
use crate::text::difference;

mod inline;

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// How long the best diff is looked for; then a longer one will do. It is correct in either case.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who reads the diff.
#[derive(Debug, Clone, Copy)]
pub enum Mode {
    /// `git apply`: every byte as it is, no colour.
    Exact,
    /// A person.
    Screen(Look),
}

/// The way from `old` to `new` as a unified diff of the file `path`; empty if they are the same.
///
/// Names are quoted as git quotes them. Lines end at LF only, as for git; a file with CR alone is one line.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str, mode: Mode) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut out, path, (old, new), mode);
    out
}

/// Writes [`unified`] to `out`, line by line: the diff of a large document is larger than the document.
///
/// # Errors
/// That `out` took no more.
pub(crate) fn write(out: &mut dyn Write, path: &str, (old, new): (&str, &str), mode: Mode) -> fmt::Result {
    if old == new {
        return Ok(());
    }
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let writer = Writer { mode, hide_cr: ends_in_crlf(old) && ends_in_crlf(new), old: &old_lines, new: &new_lines };
    writer.header(out, path)?;
    hunks(&old_lines, &new_lines).iter().try_for_each(|hunk| writer.hunk(out, hunk))
}

/// The lines of that diff as the screen shows them, without colour: each with its sign (` `, `-` or `+`).
pub(super) fn lines(old: &str, new: &str) -> Vec<(char, String)> {
    if old == new {
        return Vec::new();
    }
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mode = Mode::Exact;
    let writer = Writer { mode, hide_cr: ends_in_crlf(old) && ends_in_crlf(new), old: &old_lines, new: &new_lines };
    let hunks = hunks(&old_lines, &new_lines);
    let shown = |(sign, _, parts): (char, &str, Vec<inline::Part<'_>>)| {
        (sign, inline::window(&parts).into_iter().map(|part| visible(part.text)).collect())
    };
    hunks.iter().flatten().flat_map(|op| writer.changes(op)).map(shown).collect()
}

/// What is to be shown of the way from one list of lines to the other.
fn hunks(old: &[&str], new: &[&str]) -> Vec<Vec<DiffOp>> {
    group_diff_ops(difference::between(old, new, Some(PATIENCE)), CONTEXT)
}

/// A text in which nothing steers the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c == '\t' { c } else { screen::visible(c) }).collect()
}

/// Whether every LF has a CR before it, so that CRs need not be shown.
fn ends_in_crlf(text: &str) -> bool {
    memchr::memchr_iter(b'\n', text.as_bytes())
        .all(|at| at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'\r'))
}

struct Writer<'a> {
    mode: Mode,
    hide_cr: bool,
    old: &'a [&'a str],
    new: &'a [&'a str],
}

impl Writer<'_> {
    fn header(&self, out: &mut dyn Write, path: &str) -> fmt::Result {
        let (old, new) = (self.name("a/", path), self.name("b/", path));
        // A name with a space ends in a tab, or a time could be read into it.
        let tab = if path.contains(' ') && matches!(self.mode, Mode::Exact) { "\t" } else { "" };
        // No `diff --git` line: behind it git counts from the root of the repository, and skips in silence what is not there.
        for line in [format!("--- {old}{tab}"), format!("+++ {new}{tab}")] {
            match self.mode {
                Mode::Exact => out.write_str(&line)?,
                Mode::Screen(look) => out.write_str(&paint(look, screen::BOLD, line))?,
            }
            out.write_char('\n')?;
        }
        Ok(())
    }

    fn name(&self, prefix: &str, path: &str) -> String {
        let name = format!("{prefix}{}", path.trim_start_matches('/'));
        match self.mode {
            Mode::Exact => quoted(name),
            Mode::Screen(_) => screen::clean_name(&name),
        }
    }

    fn hunk(&self, out: &mut dyn Write, ops: &[DiffOp]) -> fmt::Result {
        let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return Ok(()) };
        let old = range(first.old_range().start, last.old_range().end);
        let new = range(first.new_range().start, last.new_range().end);
        let head = format!("@@ -{old} +{new} @@");
        match self.mode {
            Mode::Exact => out.write_str(&head)?,
            Mode::Screen(look) => out.write_str(&paint(look, screen::NOTE, head))?,
        }
        out.write_char('\n')?;
        ops.iter().try_for_each(|op| match self.mode {
            Mode::Exact => self.exact(out, op),
            Mode::Screen(look) => self.screen(out, op, look),
        })
    }

    fn old_lines(&self, op: &DiffOp) -> &[&str] {
        self.old.get(op.old_range()).unwrap_or(&[])
    }

    fn new_lines(&self, op: &DiffOp) -> &[&str] {
        self.new.get(op.new_range()).unwrap_or(&[])
    }

    fn exact(&self, out: &mut dyn Write, op: &DiffOp) -> fmt::Result {
        let mut write = |sign: char, lines: &[&str]| {
            lines.iter().try_for_each(|line| {
                out.write_char(sign)?;
                out.write_str(line)?;
                if line.ends_with('\n') { Ok(()) } else { out.write_str("\n\\ No newline at end of file\n") }
            })
        };
        if op.tag() == DiffTag::Equal {
            return write(' ', self.old_lines(op));
        }
        write('-', self.old_lines(op))?;
        write('+', self.new_lines(op))
    }

    fn screen(&self, out: &mut dyn Write, op: &DiffOp, look: Look) -> fmt::Result {
        let mut shown = String::new();
        for (sign, line, parts) in self.changes(op) {
            shown.clear();
            self.line(&mut shown, sign, line, &parts, look);
            out.write_str(&shown)?;
        }
        Ok(())
    }

    /// The lines of an operation: sign, line, and what of it changed.
    fn changes(&self, op: &DiffOp) -> Vec<(char, &str, Vec<inline::Part<'_>>)> {
        let (old, new) = (self.old_lines(op), self.new_lines(op));
        if op.tag() == DiffTag::Equal {
            return old.iter().map(|line| (' ', *line, inline::whole(self.shown(line)))).collect();
        }
        // The first lines of both sides are the ones that changed into each other: a key goes in behind its
        // neighbour, which gets a comma.
        let pairs: Vec<_> =
            old.iter().zip(new).map(|(old, new)| inline::compare(self.shown(old), self.shown(new))).collect();
        let (olds, news): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let mut lines = Vec::with_capacity(old.len() + new.len());
        for (sign, own, pairs) in [('-', old, olds), ('+', new, news)] {
            let rest = own.iter().skip(pairs.len()).map(|line| inline::whole(self.shown(line)));
            let parts: Vec<_> = pairs.into_iter().chain(rest).collect();
            lines.extend(own.iter().zip(parts).map(|(line, parts)| (sign, *line, parts)));
        }
        lines
    }

    /// A line without its ending; the CR of a CRLF only stays where endings are mixed.
    fn shown<'a>(&self, line: &'a str) -> &'a str {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if self.hide_cr { line.strip_suffix('\r').unwrap_or(line) } else { line }
    }

    fn line(&self, out: &mut String, sign: char, line: &str, parts: &[inline::Part<'_>], look: Look) {
        let style = match sign {
            '-' => screen::BAD,
            '+' => screen::GOOD,
            _ => anstyle::Style::new(),
        };
        let mut plain = String::from(sign);
        for part in inline::window(parts) {
            let text = visible(part.text);
            if part.changed && look.colour {
                out.push_str(&paint(look, style, &plain));
                plain.clear();
                out.push_str(&paint(look, style.bold().underline(), text));
            } else {
                plain.push_str(&text);
            }
        }
        out.push_str(&if plain.is_empty() { plain } else { paint(look, style, plain) });
        out.push('\n');
        if !line.ends_with('\n') {
            out.push_str(&paint(look, screen::DIM, "\\ No newline at end of file"));
            out.push('\n');
        }
    }
}

/// A range of lines as a hunk's header spells it: from 1, the length only if it is not 1, an empty one from the line
/// before.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

/// A name as git writes it: in quotes with octal escapes if it holds a control character, a quote, a backslash or
/// anything beyond ASCII.
fn quoted(name: String) -> String {
    if name.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        return name;
    }
    let mut out = String::from("\"");
    for byte in name.bytes() {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}
