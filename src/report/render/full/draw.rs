//! Draws source lines of several files as one picture: a header for each file, its lines, what is marked in them, and
//! what there is to say of it.

use std::io;

use anstyle::Style;

use super::snippet::{Excerpt, Line, Underline};
use crate::report::render::screen::{self, paint};
use crate::report::report::Look;

/// Columns that a label has at least; with less room it begins further to the left.
const LABEL: usize = 24;

/// Columns beside the lines and their numbers.
pub(super) const BESIDE: usize = 4;

/// A picture of the marked lines of a finding.
pub(super) struct Picture<'p> {
    pub(super) look: Look,
    /// The style of what the finding is about.
    pub(super) strong: Style,
    /// Each file by the name that its header shows.
    pub(super) files: &'p [(String, Excerpt)],
}

impl Picture<'_> {
    /// Writes all of it.
    pub(super) fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let numbers = self.files.iter().flat_map(|(_, excerpt)| excerpt.lines.iter().map(|line| line.number));
        let digits = numbers.max().unwrap_or(1).to_string().len();
        let gap = " ".repeat(digits + 2);
        let frame = |corner: &str| format!("{gap}{}", paint(self.look, screen::NOTE, corner));
        for (at, (name, excerpt)) in self.files.iter().enumerate() {
            let position = format!(":{}:{}", excerpt.position.line, excerpt.position.column);
            let room = self.look.width.saturating_sub(gap.len() + 4 + position.len()).max(16);
            let corner = if at == 0 { "╭─[" } else { "├─[" };
            writeln!(out, "{}", frame(&format!("{corner}{}{position}]", clipped(name, room, self.look))))?;
            let mut before = None;
            for line in &excerpt.lines {
                if before.is_some_and(|number| line.number > number + 1) {
                    writeln!(out, "{}", frame("⋮"))?;
                }
                before = Some(line.number);
                self.write_line(line, digits, out)?;
            }
        }
        writeln!(out, "{}", frame("╰────"))
    }

    fn write_line(&self, line: &Line, digits: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let number = paint(self.look, screen::DIM, format_args!("{:>digits$}", line.number));
        writeln!(out, " {number} {} {}", paint(self.look, screen::NOTE, "│"), line.text)?;
        let lead = format!("{} {}", " ".repeat(digits + 1), paint(self.look, screen::NOTE, "·"));
        for underline in &line.underlines {
            for row in self.rows(underline, self.look.width.saturating_sub(digits + BESIDE)) {
                writeln!(out, "{lead} {row}")?;
            }
        }
        Ok(())
    }

    /// The rows below a line: what is marked, with what there is to say behind it, or below where it does not fit.
    fn rows(&self, underline: &Underline, width: usize) -> Vec<String> {
        let style = if underline.primary { self.strong } else { screen::NOTE };
        let line = if underline.columns == 0 { "▲".to_owned() } else { "─".repeat(underline.columns) };
        let marked = |label: &str| {
            let words = if label.is_empty() { line.clone() } else { format!("{line} {label}") };
            format!("{}{}", " ".repeat(underline.before), paint(self.look, style, words))
        };
        let used = underline.before + screen::columns(&line) + 1;
        if used + screen::columns(&underline.text) <= width {
            return vec![marked(&underline.text)];
        }
        let indent = underline.before.min(width.saturating_sub(LABEL + 3));
        let below = screen::wrap(&underline.text, width.saturating_sub(indent + 3).max(LABEL));
        let lead = |at: usize| if at == 0 { "╰─ " } else { "   " };
        let below = below.iter().enumerate().map(|(at, row)| {
            format!("{}{}", " ".repeat(indent), paint(self.look, style, format_args!("{}{row}", lead(at))))
        });
        std::iter::once(marked("")).chain(below).collect()
    }
}

/// A path in `room` columns of a terminal: the beginning of one that does not fit is left out, for its end names the
/// component and the file.
pub(super) fn clipped(path: &str, room: usize, look: Look) -> String {
    let path = screen::clean_name(path);
    if look.whole_paths || screen::columns(&path) <= room {
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

/// `path` without the folders that it shares with `first`, which was named before.
pub(super) fn beside(first: &str, path: &str) -> String {
    let folders = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
    let mut shared = 0;
    for (a, b) in first.split_inclusive('/').zip(path.split_inclusive('/')) {
        if a != b || !a.ends_with('/') {
            break;
        }
        shared += a.len();
    }
    match path.get(shared..) {
        Some(name) if shared > 0 && shared == folders(first) && shared == folders(path) => name.to_owned(),
        Some(rest) if shared > 0 => format!("…/{rest}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leaves_out_what_was_named_before() {
        assert_eq!(beside("a/b/source.json", "a/b/sink.json"), "sink.json");
        assert_eq!(beside("a/b/source.json", "a/c/conf/source.json"), "…/c/conf/source.json");
        assert_eq!(beside("a/b/source.json", "a/b/c/source.json"), "…/c/source.json");
        assert_eq!(beside("source.json", "sink.json"), "sink.json");
        assert_eq!(beside("a/source.json", "b/source.json"), "b/source.json");
    }
}
