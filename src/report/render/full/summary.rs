//! The end of a run: what was found, what can be fixed, what was looked at and what was not, and what to type next.

use std::io;

use anstyle::Style;

use crate::report::render::answer::Answer;
use crate::report::render::screen::{self, count, paint, say};
use crate::report::report::{Look, Report};
use crate::text::lang::{comma, tr};

/// Columns before the texts of the table.
const INDENT: usize = 14;

/// Writes the answer, as the first and as nearly the last that a person reads.
pub(super) fn write_answer(answer: &Answer, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let style = if answer.is_good() { screen::GOOD.bold() } else { screen::style_of(answer.severity) };
    let lines = screen::wrap(&answer.words, look.width);
    lines.iter().try_for_each(|line| writeln!(out, "{}", paint(look, style, line)))
}

/// Writes the summary.
pub(super) fn write(report: &Report<'_>, answer: &Answer, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let table = Table { look };
    let counts = &report.summary;
    write_answer(answer, look, out)?;
    let found = match counts.error + counts.warning + counts.info {
        0 => screen::nothing_found(report).to_owned(),
        _ => findings(report, look),
    };
    table.row(tr!("Findings"), &[found], out)?;
    table.row(tr!("Checked"), &[screen::reach(&report.run)], out)?;
    let mut fixable = screen::fixables(counts);
    if !fixable.is_empty() {
        fixable = vec![fixable.join(comma())];
    }
    table.row(tr!("Fixable"), &fixable, out)?;
    table.row(tr!("Files"), &[files(report)], out)?;
    if !report.failures.is_empty() {
        let words = tr!("{files} could not be read, see the top", files = count(report.failures.len(), "file"));
        table.coloured(tr!("Failed"), screen::BAD.bold(), &[words], out)?;
    }
    let not_shown = screen::not_shown(counts);
    if !not_shown.is_empty() {
        table.row(tr!("Not shown"), &[not_shown.join(comma())], out)?;
    }
    let unchecked: Vec<String> =
        report.run.not_checked.iter().map(|item| say(report, &screen::not_checked(item))).collect();
    table.row(tr!("Not checked"), &unchecked, out)?;
    for (at, step) in report.next.iter().enumerate() {
        let name = if at == 0 { tr!("Next") } else { "" };
        table.row(name, &[tr!("{purpose}:", purpose = say(report, &step.purpose))], out)?;
        // Never wrapped: it is there to be copied.
        let command = paint(look, screen::BOLD, say(report, &step.command));
        writeln!(out, "{}{command}", " ".repeat(INDENT + 2))?;
    }
    Ok(())
}

/// `2 errors, 1 warning, 3 infos`, those that exist in their colour; and how many of them were shown.
fn findings(report: &Report<'_>, look: Look) -> String {
    let counts = &report.summary;
    let numbers = [counts.error, counts.warning, counts.info];
    let words = screen::severities(counts).into_iter().zip(numbers).map(|((severity, words), number)| {
        if number == 0 { words } else { paint(look, screen::style_of(severity), words) }
    });
    let words = words.collect::<Vec<_>>().join(comma());
    let all = counts.error + counts.warning + counts.info;
    match all.checked_sub(report.findings.len()) {
        None | Some(0) => words,
        Some(more) => tr!("{counts} ({more} of them not shown)", counts = words, more),
    }
}

fn files(report: &Report<'_>) -> String {
    let files = report.run.files;
    let mut words = vec![tr!("{scanned} scanned, {oms} of them OMS", scanned = files.scanned, oms = files.recognised)];
    let some = |n: usize| Some(n).filter(|n| *n > 0);
    words.extend(some(files.unrecognised).map(|n| tr!("{n} unrecognised", n)));
    words.extend(some(files.failed).map(|n| tr!("{n} failed", n)));
    words.extend(some(files.ignored).map(|n| tr!("{n} left out", n)));
    words.join(tr!(", "))
}

struct Table {
    look: Look,
}

impl Table {
    /// A named row; further texts stand below the first. Nothing if there is no text.
    fn row(&self, name: &str, texts: &[String], out: &mut dyn io::Write) -> io::Result<()> {
        self.coloured(name, Style::new(), texts, out)
    }

    fn coloured(&self, name: &str, style: Style, texts: &[String], out: &mut dyn io::Write) -> io::Result<()> {
        let width = self.look.width.saturating_sub(INDENT).max(20);
        let mut name = format!("{name}{}", " ".repeat((INDENT - 2).saturating_sub(screen::columns(name))));
        for text in texts {
            for line in screen::wrap(text, width) {
                let plain = style == Style::new();
                let line = if plain { line } else { paint(self.look, style, line) };
                writeln!(out, "  {}{line}", paint(self.look, screen::DIM, &name))?;
                name = " ".repeat(INDENT - 2);
            }
        }
        Ok(())
    }
}
