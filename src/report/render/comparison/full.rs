//! For people at a terminal: progress first, then what is lost, what differs, what is left, and what was set aside.

use std::io;

use anstyle::Style;

use super::super::screen::{BAD, BOLD, DIM, DOUBT, GOOD, NOTE, columns, paint, reach, style_of, wrap};
use super::{
    View, counts, failed, fine, key, needs, outcome, place, progress, say, states, told, unchecked, values, verdict,
};
use crate::report::report::Look;
use crate::text::lang::tr;
use crate::upgrade::compare::{ComparedState, FindingFate, ParameterFate, Task, Unfit};

/// How many lines of what is only for information are shown without `-v`.
const SOME: usize = 10;

/// Columns of a name at most that the others are lined up with.
const NAME: usize = 40;

/// Columns that the last column has at least.
const LAST: usize = 24;

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
        let mut head = wrap(&say(head), self.look.width.saturating_sub(4)).into_iter();
        writeln!(self.out, "  {} {}", paint(self.look, style, mark), head.next().unwrap_or_default())?;
        head.try_for_each(|line| writeln!(self.out, "    {line}"))?;
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
    let needs = needs(comparison);
    let needs = if needs.is_empty() { String::new() } else { tr!("The new export: {states}", states = needs) };
    for line in [progress(comparison), needs].iter().filter(|line| !line.is_empty()) {
        wrap(line, look.width).iter().try_for_each(|line| writeln!(page.out, "{line}"))?;
    }
    if look.verbosity >= 0 {
        tasks(view, &mut page)?;
    }
    if !comparison.losses.is_empty() {
        page.title(tr!("Lost"))?;
        for loss in &comparison.losses {
            let head = tr!("{component} is not in the new export", component = loss.who.describe());
            page.item((BAD, "×"), &head, &[tr!("it stood at {place}", place = loss.place), loss.help().to_owned()])?;
        }
    }
    parameters(view, &mut page, ParameterFate::Lost, tr!("Parameters lost"), (BAD, "×"))?;
    parameters(view, &mut page, ParameterFate::Changed, tr!("Parameters changed"), (DOUBT, "!"))?;
    findings(view, &mut page, FindingFate::New, tr!("New findings"))?;
    findings(view, &mut page, FindingFate::Remaining, tr!("Remaining findings"))?;
    if look.verbosity >= 0 {
        findings(view, &mut page, FindingFate::Gone, tr!("Findings that are gone"))?;
        parameters(view, &mut page, ParameterFate::Added, tr!("Parameters added"), (GOOD, "+"))?;
        parameters(view, &mut page, ParameterFate::Aside, tr!("Set aside, which counts for nothing"), (NOTE, "·"))?;
    }
    summary(view, &mut page)
}

/// What could not be read, before anything that is said of the rest.
fn failures(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let failed = failed(view);
    let shown = if page.look.verbosity < 1 { SOME } else { failed.len() };
    for (side, failure) in failed.iter().take(shown) {
        let mark = paint(page.look, BAD.bold(), "×");
        let (path, message) = (say(&failure.path), say(&failure.message));
        let room = page.look.width.saturating_sub(2);
        // A path stays whole, and on the line that names the side.
        if columns(&path) + columns(&message) + columns(side) + 3 <= room {
            writeln!(page.out, "{mark} {side} {}", tr!("{file}: {message}", file = path, message))?;
            continue;
        }
        writeln!(page.out, "{mark} {side} {path}:")?;
        wrap(&message, room).iter().try_for_each(|line| writeln!(page.out, "  {line}"))?;
    }
    more(page, failed.len().saturating_sub(shown))
}

fn tasks(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    if view.comparison.tasks.is_empty() && view.comparison.unfit.is_empty() {
        return Ok(());
    }
    page.title(tr!("Tasks"))?;
    let (named, more) = told(view.comparison, page.look.verbosity > 0);
    let mut rows: Vec<Row> = named.into_iter().map(Row::of_task).collect();
    rows.extend(view.comparison.unfit.iter().map(Row::of_component));
    let widest = |column: fn(&Row) -> &str, most: usize| {
        rows.iter().map(|row| columns(column(row))).filter(|width| *width <= most).max().unwrap_or(0)
    };
    let (first, second) = (widest(|row| &row.name, NAME), widest(|row| &row.needs, NAME));
    for row in &rows {
        row.write(page, first, second)?;
    }
    if more > 0 {
        writeln!(page.out, "  {}", paint(page.look, GOOD, fine(more)))?;
    }
    Ok(())
}

/// One task, or one component without a task, in the table.
struct Row {
    style: Style,
    outcome: &'static str,
    name: String,
    needs: String,
    why: String,
}

impl Row {
    fn of_task(task: &Task) -> Self {
        let style = match task.state {
            ComparedState::Lost | ComparedState::Damaged => BAD,
            ComparedState::Left => DOUBT,
            ComparedState::Done | ComparedState::Clean => GOOD,
            ComparedState::Added => NOTE,
        };
        Self { style, outcome: outcome(task.state), name: say(&task.task), needs: states(task), why: say(&task.why) }
    }

    fn of_component(component: &Unfit) -> Self {
        let (outcome, needs) = (outcome(ComparedState::Left), component.state.name().to_owned());
        Self { style: DOUBT, outcome, name: say(&component.id), needs, why: say(&component.why) }
    }

    fn write(&self, page: &mut Page<'_>, first: usize, second: usize) -> io::Result<()> {
        let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))));
        let lead = format!("{}  {}", pad(&self.name, first), pad(&self.needs, second));
        // As wide as the longest of them in the language of the run, and a space.
        let zeroth = 1 + ComparedState::ALL.into_iter().map(|state| columns(outcome(state))).max().unwrap_or(0);
        let outcome = paint(page.look, self.style, pad(self.outcome, zeroth));
        let indent = 2 + zeroth + columns(&lead) + 2;
        let width = page.look.width;
        let is_narrow = indent + LAST > width;
        let indent = if is_narrow { 6 } else { indent };
        let mut lines = wrap(&self.why, width.saturating_sub(indent)).into_iter();
        let first = if is_narrow { None } else { lines.next() };
        let first = format!("{lead}  {}", first.unwrap_or_default());
        writeln!(page.out, "  {outcome}{}", first.trim_end())?;
        lines.try_for_each(|line| writeln!(page.out, "{}{line}", " ".repeat(indent)))
    }
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
        let head = tr!("{key} of {component}", key = key(parameter), component = parameter.who.describe());
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
        let head = format!("{}[{}] {}  {}", finding.severity.label(), finding.code, finding.rule, finding.place);
        if is_gone {
            page.item((GOOD, "✓"), &head, &[finding.who.describe()])?;
        } else {
            let help = if finding.help.is_empty() { String::new() } else { tr!("help: {help}", help = finding.help) };
            let style = if finding.fails { style_of(finding.severity) } else { DIM };
            page.item((style, "×"), &head, &[finding.message.clone(), help])?;
        }
    }
    more(page, found.len() - shown.min(found.len()))
}

fn more(page: &mut Page<'_>, hidden: usize) -> io::Result<()> {
    if hidden == 0 { Ok(()) } else { writeln!(page.out, "  {}", tr!("… and {n} more; -v shows them", n = hidden)) }
}

fn summary(view: &View<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let mut lines = vec![
        tr!("old: {path}, {reach}", path = say(view.old.path), reach = reach(view.old.run)),
        tr!("new: {path}, {reach}", path = say(view.new.path), reach = reach(view.new.run)),
        counts(view.comparison),
    ];
    if page.look.verbosity >= 0 {
        lines.extend(unchecked(view).iter().map(|line| tr!("Not checked: {items}", items = say(line))));
    }
    writeln!(page.out)?;
    for line in lines {
        let mut parts = wrap(&line, page.look.width.saturating_sub(2)).into_iter();
        writeln!(page.out, "{}", parts.next().unwrap_or_default())?;
        parts.try_for_each(|part| writeln!(page.out, "  {part}"))?;
    }
    Ok(())
}
