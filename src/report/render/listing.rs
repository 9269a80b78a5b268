//! Tables of what a command lists, in the hand of `check`: columns that are lined up, one row a thing, nothing broken at
//! the edge of the terminal. What has no room in its row stands whole on a line of its own below it.

use anstyle::Style;

use super::screen::{self, columns, paint};
use crate::lint::finding::Severity;
use crate::report::report::Look;

/// Columns of a cell at most that the others are lined up with.
const CELL: usize = 34;

/// Columns that words at the end of a row have at least beside it.
const LAST: usize = 24;

/// Columns before what stands below its row.
const BELOW: usize = 4;

/// How a text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// As any other.
    Plain,
    /// A heading, or a total.
    Strong,
    /// Of less weight.
    Weak,
    /// As it should be.
    Good,
    /// Doubtful.
    Doubt,
    /// Wrong.
    Bad,
    /// As findings of this severity.
    Of(Severity),
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => screen::BOLD,
            Self::Weak => screen::DIM,
            Self::Good => screen::GOOD,
            Self::Doubt => screen::DOUBT,
            Self::Bad => screen::BAD.bold(),
            Self::Of(severity) => screen::style_of(severity),
        }
    }
}

/// What stands at the end of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Last {
    /// A path or a name, which is never broken.
    Whole(String),
    /// Words, which are wrapped.
    Words(String),
}

/// A row: its cells, what stands at its end, and what is told below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Each with how it is meant.
    pub cells: Vec<(Tone, String)>,
    /// The last column.
    pub last: Last,
    /// Clauses, each on lines of its own.
    pub notes: Vec<String>,
}

/// `text` as it is meant, if colours may be used.
#[must_use]
pub(crate) fn said(look: Look, tone: Tone, text: &str) -> String {
    if tone == Tone::Plain { text.to_owned() } else { paint(look, tone.style(), text) }
}

/// Words in lines that end before the edge; a word that is longer stays whole.
#[must_use]
pub(crate) fn wrapped(look: Look, tone: Tone, words: &str) -> String {
    // Another program takes a line as one thing.
    let width = if look.whole_paths { usize::MAX } else { look.width };
    screen::wrap(words, width).iter().map(|line| format!("{}\n", said(look, tone, line))).collect()
}

/// The same in lines of at most `width` columns, also for another program.
#[must_use]
pub(crate) fn set(words: &str, width: usize) -> Vec<String> {
    screen::wrap(&words.replace('\n', " "), width)
}

/// A table; `head` names the columns, the last one too, and is left out where it is empty.
#[must_use]
pub(crate) fn table(look: Look, head: &[&str], rows: &[Row]) -> String {
    let number = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(|(_, text)| columns(text));
        let title = head.get(at).map_or(0, |title| columns(title));
        cells.filter(|width| *width <= CELL).max().unwrap_or(0).max(title)
    };
    let widths: Vec<usize> = (0..number).map(width).collect();
    let mut out = String::new();
    if !head.is_empty() {
        let mut titles = String::new();
        for (at, title) in head.iter().enumerate() {
            titles.push_str(&padded(title, widths.get(at).copied().unwrap_or(0)));
            titles.push_str("  ");
        }
        out.push_str(&format!("  {}\n", said(look, Tone::Weak, titles.trim_end())));
    }
    rows.iter().for_each(|row| write_row(look, row, &widths, &mut out));
    out
}

fn write_row(look: Look, row: &Row, widths: &[usize], out: &mut String) {
    let mut lead = String::from(" ");
    let mut used = 1;
    for ((tone, text), width) in row.cells.iter().zip(widths) {
        let text = padded(text, *width);
        used += 1 + columns(&text) + 1;
        lead.push_str(&format!(" {} ", said(look, *tone, &text)));
    }
    let indent = used + 1;
    let words = match &row.last {
        Last::Whole(name) if look.whole_paths || indent + columns(name) <= look.width => vec![name.clone()],
        Last::Whole(_) => Vec::new(),
        Last::Words(words) if look.whole_paths => vec![words.clone()],
        Last::Words(_) if indent + LAST > look.width => Vec::new(),
        Last::Words(words) => screen::wrap(words, look.width.saturating_sub(indent)),
    };
    let mut words = words.into_iter();
    match words.next() {
        Some(first) => out.push_str(&format!("{lead} {first}\n")),
        None => {
            out.push_str(&format!("{}\n", lead.trim_end()));
            match &row.last {
                Last::Whole(name) => below(look, Tone::Weak, name, out),
                Last::Words(words) => below(look, Tone::Plain, words, out),
            }
        }
    }
    words.for_each(|line| out.push_str(&format!("{}{line}\n", " ".repeat(indent))));
    row.notes.iter().for_each(|note| below(look, Tone::Plain, note, out));
}

/// Words below a row. A word that is longer than the line stays whole, in the same column: further to the left stand the rows.
fn below(look: Look, tone: Tone, words: &str, out: &mut String) {
    let width = if look.whole_paths { usize::MAX } else { look.width.saturating_sub(BELOW) };
    for line in screen::wrap(words, width) {
        out.push_str(&format!("{}{}\n", " ".repeat(BELOW), said(look, tone, &line)));
    }
}

/// Words below what they are about.
#[must_use]
pub(crate) fn indented(look: Look, tone: Tone, words: &str) -> String {
    let mut out = String::new();
    below(look, tone, words, &mut out);
    out
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look { colour: false, links: false, width: 40, whole_paths: false, verbosity: 0 };

    fn row(last: Last) -> Row {
        Row { cells: vec![(Tone::Plain, "np_a".into()), (Tone::Good, "live".into())], last, notes: Vec::new() }
    }

    #[test]
    fn what_has_no_room_in_its_row_stands_whole_below_it() {
        let path = "export/10.20.30.11/run/a/conf/source.json";
        let rows = [row(Last::Whole("a/source.json".into())), row(Last::Whole(path.into()))];
        let due = format!("  task  state  file\n  np_a  live   a/source.json\n  np_a  live\n    {path}\n");
        assert_eq!(table(LOOK, &["task", "state", "file"], &rows), due);
        let piped = table(Look { whole_paths: true, ..LOOK }, &[], &rows);
        assert_eq!(piped, format!("  np_a  live  a/source.json\n  np_a  live  {path}\n"));
    }

    #[test]
    fn words_are_wrapped_in_their_own_column_while_there_is_room() {
        let rows = [row(Last::Words("one two three four five six seven".into()))];
        assert_eq!(table(LOOK, &[], &rows), "  np_a  live  one two three four five\n              six seven\n");
        let narrow = table(Look { width: 30, ..LOOK }, &[], &rows);
        assert_eq!(narrow, "  np_a  live\n    one two three four five\n    six seven\n");
    }
}
