//! Markdown for a change ticket or a job summary: verdict, tasks with their state, the worst findings with what to do,
//! and what was not checked. Short, since tickets have limits; the rest is counted.

use std::cmp::Reverse;
use std::io;

use super::answer::Answer;
use super::due::{date_of_export, date_of_run, what};
use super::screen::{self, clean_name, count, fixables, not_shown, say, where_failed, where_is};
use crate::knowledge;
use crate::lint::finding::{Evidence, Finding, Severity};
use crate::lint::states::{State, TaskState};
use crate::oms::kind::Direction;
use crate::report::report::{Look, Renderer, Report};
use crate::text::lang::{comma, semicolon, sentences, tr, tr_noop, translated, versions};
use crate::text::sorting;

/// How the page begins.
const TITLE: &str = tr_noop!("# OMS upgrade check: ");

/// Findings that are written out, worst first.
const SHOWN: usize = 50;

/// Tasks that get a line in the table.
const TASKS: usize = 100;

/// The format `markdown`.
#[derive(Debug)]
pub(crate) struct Markdown;

impl Renderer for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        tr!("A change ticket")
    }

    fn is_own(&self, text: &str) -> bool {
        versions(TITLE).any(|title| text.starts_with(title))
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let (answer, found) = (Answer::of(report).words, screen::found(report));
        writeln!(out, "{}{}", translated(TITLE), escape(&answer))?;
        writeln!(out, "\n{}", tr!("{clause}.", clause = escape(&found)))?;
        let mut more: Vec<String> = date_of_run(report).map(|date| tr!("Run of {date}.", date)).into_iter().collect();
        more.push(tr!("Date of the export: {date}.", date = date_of_export(report)));
        let fixable = fixables(&report.summary);
        if !fixable.is_empty() {
            more.push(tr!("Fixable: {counts}.", counts = fixable.join(comma())));
        }
        let not_shown = not_shown(&report.summary);
        if !not_shown.is_empty() {
            more.push(tr!("Not shown: {counts}.", counts = not_shown.join(comma())));
        }
        writeln!(out, "\n{}", escape(&sentences(&more.iter().map(String::as_str).collect::<Vec<_>>())))?;
        write_failures(report, out)?;
        write_tasks(report, out)?;
        write_findings(report, out)?;
        if !report.run.not_checked.is_empty() {
            writeln!(out, "\n## {}\n", tr!("Not checked"))?;
            for item in &report.run.not_checked {
                let (what, why) = (prose(report, &item.what), prose(report, &item.why));
                writeln!(out, "- {}", tr!("{what}: {why}", what, why))?;
            }
        }
        if !report.next.is_empty() {
            writeln!(out, "\n## {}\n", tr!("Next"))?;
            for step in &report.next {
                let (purpose, command) = (prose(report, &step.purpose), code(&say(report, &step.command)));
                writeln!(out, "- {}", tr!("{purpose}: {command}", purpose, command))?;
            }
        }
        let words = tr!(
            "omslint {version}, knowledge of {date}. The files are copies: OMS changes only when they are re-imported.",
            version = env!("CARGO_PKG_VERSION"),
            date = knowledge::DATE
        );
        writeln!(out, "\n---\n{words}")
    }
}

fn write_failures(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if report.failures.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}\n", tr!("Could not be checked"))?;
    for failure in report.failures.iter().take(SHOWN) {
        let (file, message) = (code(&where_failed(failure)), prose(report, &failure.message));
        writeln!(out, "- {}", tr!("{file}: {message}", file, message))?;
    }
    more(report.failures.len(), |more| count(more, "file"), out)
}

fn more(all: usize, counted: impl Fn(usize) -> String, out: &mut dyn io::Write) -> io::Result<()> {
    match all.checked_sub(SHOWN) {
        None | Some(0) => Ok(()),
        Some(more) => {
            writeln!(out, "\n{}", tr!("… and {things} more; another format shows all.", things = counted(more)))
        }
    }
}

fn write_tasks(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut tasks: Vec<&TaskState> = report.states.tasks.iter().filter(|task| task.state != State::Ready).collect();
    let ready = report.states.tasks.len() - tasks.len();
    if report.states.tasks.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}", tr!("Tasks"))?;
    if !tasks.is_empty() {
        let heads = [tr!("task"), tr!("state"), tr!("servers"), tr!("what to enter or do")].join(" | ");
        writeln!(out, "\n| {heads} |\n|---|---|---|---|")?;
    }
    sorting::sort_by_key(&mut tasks, |task| Reverse(task.state));
    for task in tasks.iter().take(TASKS) {
        let servers: Vec<String> = task.servers.iter().map(|server| code(&clean_name(server))).collect();
        let servers = if servers.is_empty() { tr!("not known").to_owned() } else { servers.join(comma()) };
        let what: Vec<String> = what(report, task).iter().map(|item| prose(report, item)).collect();
        let (id, state) = (code(&clean_name(&task.id)), task.state.label());
        writeln!(out, "| {} | **{state}** | {} | {} |", cell(&id), cell(&servers), cell_of_prose(&what.join("<br>")))?;
    }
    let mut others = Vec::new();
    if let Some(more) = tasks.len().checked_sub(TASKS).filter(|more| *more > 0) {
        let tasks = count(more, "more task");
        others.push(tr!("{tasks} in a state that is no worse; another format shows all", tasks));
    }
    if ready > 0 {
        let ready = if tasks.is_empty() { count(ready, "task") } else { count(ready, "more task") };
        others.push(tr!("{tasks} READY", tasks = ready));
    }
    if !others.is_empty() {
        writeln!(out, "\n{}", tr!("{clause}.", clause = others.join(tr!(", and "))))?;
    }
    Ok(())
}

fn write_findings(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if report.findings.is_empty() {
        return Ok(());
    }
    let mut worst: Vec<&Finding<'_>> = report.findings.iter().collect();
    sorting::sort_by_key(&mut worst, |finding| Reverse(finding.severity));
    let mut severity = None;
    for finding in worst.iter().take(SHOWN) {
        if severity != Some(finding.severity) {
            severity = Some(finding.severity);
            let title = match finding.severity {
                Severity::Error => tr!("Errors"),
                Severity::Warning => tr!("Warnings"),
                Severity::Info => tr!("Infos"),
            };
            writeln!(out, "\n## {title}\n")?;
        }
        write_finding(report, finding, out)?;
    }
    more(worst.len(), |more| count(more, "finding"), out)
}

fn write_finding(report: &Report<'_>, finding: &Finding<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let url = report.rules.iter().find(|meta| meta.code == finding.code).and_then(|meta| meta.url());
    let name = format!("{} {}", finding.code, finding.rule);
    let name = url.map_or_else(|| name.clone(), |url| format!("[{name}]({url})"));
    writeln!(out, "- {}", tr!("**{rule}**: {message}", rule = name, message = prose(report, &finding.message)))?;
    if let Some(place) = where_is(report, finding.place) {
        let place = code(&place);
        let place = match finding.subject.direction {
            Some(Direction::Reverse) => tr!("Where: {place} (reverse)", place),
            _ => tr!("Where: {place}", place),
        };
        writeln!(out, "  - {place}")?;
    }
    if finding.severity == Severity::Info {
        return Ok(());
    }
    if !finding.help.trim().is_empty() {
        writeln!(out, "  - {}", tr!("To do: {help}", help = prose(report, &finding.help)))?;
    }
    let Some(fix) = &finding.fix else { return Ok(()) };
    let mut words = tr!("{tier}: {title}", tier = fix.tier.heading(), title = prose(report, &fix.title));
    if let Some(proposal) = &fix.proposal {
        words = tr!("{title}, proposal: {value}", title = words, value = code(&say(report, &proposal.to_string())));
    }
    let evidence: Vec<String> = fix.evidence.iter().map(|evidence| said(report, evidence)).collect();
    if !evidence.is_empty() {
        words = tr!("{title}, because {evidence}", title = words, evidence = evidence.join(semicolon()));
    }
    writeln!(out, "  - {words}")
}

fn said(report: &Report<'_>, evidence: &Evidence) -> String {
    let says = prose(report, &evidence.says);
    match evidence.place.and_then(|place| where_is(report, place)) {
        Some(place) => tr!("{says} ({place})", says, place = code(&ending(&place))),
        None => tr!("you said: {says}", says),
    }
}

/// The end of a path, which says which file it is. The whole path stands in the other formats.
fn ending(place: &str) -> String {
    let parts: Vec<&str> = place.rsplitn(4, '/').collect();
    match parts.as_slice() {
        [file, folder, component, _] => format!("…/{component}/{folder}/{file}"),
        _ => place.to_owned(),
    }
}

/// A sentence of the report: what stands in backticks stays code, the rest is only text.
fn prose(report: &Report<'_>, text: &str) -> String {
    let text = say(report, text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(&text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { escape(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

/// A text that means nothing to Markdown or HTML. A dash or an underscore inside a word means nothing as it is.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_inside = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '_' if is_inside => out.push(c),
            '*' | '_' | '`' | '[' | ']' | '\\' | '|' | '~' | '#' | '>' | '$' => {
                if c != '>' || out.is_empty() {
                    out.push('\\');
                }
                out.push(c);
            }
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// A name as code, with as many backticks around it as it takes.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() { String::new() } else { format!("{fence}{space}{text}{space}{fence}") }
}

/// In a table a pipe ends the cell, even in code.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Prose in a table: what is escaped already stays as it is, and a pipe in code ends the cell, too.
fn cell_of_prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if c == '|' && before != '\\' {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}
