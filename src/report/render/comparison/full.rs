//! For people at a terminal: progress first, then what is lost, what differs, what is left, and what was set aside.

use std::io;

use anstyle::Style;

use super::super::screen::{BAD, BOLD, DIM, DOUBT, GOOD, NOTE, paint, reach, style_of, wrap};
use super::{View, counts, failed, fine, key, needs, place, progress, say, states, told, unchecked, values, verdict};
use crate::report::report::Look;
use crate::upgrade::compare::{ComparedState, FindingFate, ParameterFate};

/// How many lines of what is only for information are shown without `-v`.
const SOME: usize = 10;

struct Page<'o> {
    out: &'o mut dyn io::Write,
    look: Look,
}

impl Page<'_> {
    fn title(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", paint(self.look, BOLD, text))
    }

    /// A head in colour, and its text below it, indented.
    fn item(&mut self, (style, mark): (Style, &str), head: &str, lines: &[String]) -> io::Result<()> {
        writeln!(self.out, "  {} {}", paint(self.look, style, mark), say(head))?;
        for line in lines.iter().filter(|line| !line.is_empty()) {
            for part in wrap(&say(line), self.look.width.saturating_sub(6)) {
                writeln!(self.out, "      {part}")?;
            }
        }
        Ok(())
    }
}

pub(super) fn write(view: &View<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let comparison = view.comparison;
    let is_done = comparison.is_done() && view.unread.is_empty();
    let style = if is_done { GOOD } else { BAD };
    let mut page = Page { out, look };
    failures(view, &mut page)?;
    for line in wrap(&say(&verdict(view)), look.width) {
        writeln!(page.out, "{}", paint(look, style.bold(), line))?;
    }
    if !view.unread.is_empty() {
        return Ok(());
    }
    writeln!(page.out, "{}", progress(comparison))?;
    let needs = needs(comparison);
    if !needs.is_empty() {
        writeln!(page.out, "The new export: {needs}")?;
    }
    if look.verbosity >= 0 {
        tasks(view, &mut page)?;
    }
    if !comparison.losses.is_empty() {
        page.title("Lost")?;
        for loss in &comparison.losses {
            let head = format!("{} is not in the new export", loss.who.describe());
            page.item((BAD, "×"), &head, &[format!("it stood at {}", loss.place)])?;
        }
    }
    parameters(view, &mut page, ParameterFate::Lost, "Parameters lost", (BAD, "×"))?;
    parameters(view, &mut page, ParameterFate::Changed, "Parameters changed", (DOUBT, "!"))?;
    findings(view, &mut page, FindingFate::New, "New findings")?;
    findings(view, &mut page, FindingFate::Remaining, "Remaining findings")?;
    if look.verbosity >= 0 {
        findings(view, &mut page, FindingFate::Gone, "Findings that are gone")?;
        parameters(view, &mut page, ParameterFate::Added, "Parameters added", (GOOD, "+"))?;
        parameters(view, &mut page, ParameterFate::Aside, "Set aside, which counts for nothing", (NOTE, "·"))?;
    }
    summary(view, &mut page)
}

/// What could not be read, before anything that is said of the rest.
fn failures(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let failed = failed(view);
    let shown = if page.look.verbosity < 1 { SOME } else { failed.len() };
    for (side, failure) in failed.iter().take(shown) {
        let path = page.look;
        let head = format!("{}: {}", failure.path, failure.message);
        writeln!(page.out, "{} {} {}", paint(path, BAD.bold(), "×"), side, say(&head))?;
    }
    more(page, failed.len().saturating_sub(shown))
}

fn tasks(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    if view.comparison.tasks.is_empty() {
        return Ok(());
    }
    page.title("Tasks")?;
    let (named, more) = told(view.comparison, page.look.verbosity > 0);
    let width = named.iter().map(|task| task.task.chars().count()).max().unwrap_or(0).min(40);
    let between = named.iter().map(|task| states(task).chars().count()).max().unwrap_or(0);
    for task in named {
        let style = match task.state {
            ComparedState::Lost | ComparedState::Damaged => BAD,
            ComparedState::Left => DOUBT,
            ComparedState::Done | ComparedState::Clean => GOOD,
            ComparedState::Added => NOTE,
        };
        let state = paint(page.look, style, format_args!("{:<8}", task.state.name()));
        let states = states(task);
        writeln!(page.out, "  {state}{:<width$}  {states:<between$}  {}", say(&task.task), say(&task.why))?;
    }
    if more > 0 {
        writeln!(page.out, "  {}", paint(page.look, GOOD, fine(more)))?;
    }
    Ok(())
}

fn parameters(
    view: &View<'_>,
    page: &mut Page<'_>,
    fate: ParameterFate,
    title: &str,
    mark: (Style, &str),
) -> io::Result<()> {
    let found: Vec<_> = view.comparison.parameters.iter().filter(|parameter| parameter.fate == fate).collect();
    if found.is_empty() {
        return Ok(());
    }
    page.title(title)?;
    let is_brief = matches!(fate, ParameterFate::Added | ParameterFate::Aside) && page.look.verbosity < 1;
    let shown = if is_brief { SOME } else { found.len() };
    for parameter in found.iter().take(shown) {
        let why = parameter.reason.clone().unwrap_or_default();
        let head = format!("{} of {}", key(parameter), parameter.who.describe());
        page.item(mark, &head, &[values(parameter), why, place(parameter).to_owned()])?;
    }
    more(page, found.len() - shown.min(found.len()))
}

fn findings(view: &View<'_>, page: &mut Page<'_>, change: FindingFate, title: &str) -> io::Result<()> {
    let found: Vec<_> = view.comparison.findings.iter().filter(|finding| finding.change == change).collect();
    if found.is_empty() {
        return Ok(());
    }
    page.title(title)?;
    let is_gone = change == FindingFate::Gone;
    let shown = if is_gone && page.look.verbosity < 1 { SOME } else { found.len() };
    for finding in found.iter().take(shown) {
        let head = format!("{}[{}] {}  {}", finding.severity.name(), finding.code, finding.rule, finding.place);
        if is_gone {
            page.item((GOOD, "✓"), &head, &[finding.who.describe()])?;
        } else {
            let help = if finding.help.is_empty() { String::new() } else { format!("help: {}", finding.help) };
            let style = if finding.fails { style_of(finding.severity) } else { DIM };
            page.item((style, "×"), &head, &[finding.message.clone(), help])?;
        }
    }
    more(page, found.len() - shown.min(found.len()))
}

fn more(page: &mut Page<'_>, hidden: usize) -> io::Result<()> {
    if hidden == 0 { Ok(()) } else { writeln!(page.out, "  … and {hidden} more; -v shows them") }
}

fn summary(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    for (name, side) in [("old", &view.old), ("new", &view.new)] {
        let path = say(side.path);
        writeln!(page.out, "{}{name}: {path}, {}", if name == "old" { "\n" } else { "" }, reach(side.run))?;
    }
    writeln!(page.out, "{}", counts(view.comparison))?;
    if page.look.verbosity >= 0 {
        for line in unchecked(view) {
            writeln!(page.out, "Not checked: {}", say(&line))?;
        }
    }
    Ok(())
}
