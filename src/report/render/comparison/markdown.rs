//! For a change ticket: the progress, one table of tasks, and lists of what is lost, changed, left and gone.

use std::io;

use super::{View, counts, failed, fine, key, place, progress, say, states, told, unchecked, values, verdict};
use crate::report::report::Look;
use crate::upgrade::compare::{FindingFate, ParameterFate};

/// Text that Markdown takes for text.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in say(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn write(view: &View<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let comparison = view.comparison;
    writeln!(out, "# omslint verify\n")?;
    let failed = failed(view);
    if !failed.is_empty() {
        writeln!(out, "## Could not be read\n")?;
        for (side, failure) in failed {
            writeln!(out, "- {side} export, {}: {}", plain(&failure.path), plain(&failure.message))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "**{}**\n", plain(&verdict(view)))?;
    if !view.unread.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}.\n\n{}.\n", progress(comparison), counts(comparison))?;
    writeln!(out, "Old export: {}. New export: {}.", plain(view.old.path), plain(view.new.path))?;
    if !comparison.tasks.is_empty() {
        let (named, more) = told(comparison, false);
        if !named.is_empty() {
            writeln!(out, "\n| task | outcome | needs | why |\n| --- | --- | --- | --- |")?;
        }
        for task in named {
            let (name, why) = (plain(&task.task), plain(&task.why));
            writeln!(out, "| {name} | {} | {} | {why} |", task.state.name(), states(task))?;
        }
        if more > 0 {
            writeln!(out, "\n{}.", fine(more))?;
        }
    }
    if !comparison.unfit.is_empty() {
        writeln!(out, "\n## Components without a task that are not ready\n")?;
        for one in &comparison.unfit {
            writeln!(out, "- {}: {}, {}", plain(&one.id), one.state.name(), plain(&one.why))?;
        }
    }
    if !comparison.losses.is_empty() {
        writeln!(out, "\n## Lost\n")?;
        for loss in &comparison.losses {
            writeln!(out, "- {}, which stood at {}", plain(&loss.who.describe()), plain(&loss.place))?;
        }
    }
    parameters(view, out, ParameterFate::Lost, "Parameters lost")?;
    parameters(view, out, ParameterFate::Changed, "Parameters changed")?;
    findings(view, out, FindingFate::New, "New findings")?;
    findings(view, out, FindingFate::Remaining, "Remaining findings")?;
    findings(view, out, FindingFate::Gone, "Findings that are gone")?;
    parameters(view, out, ParameterFate::Added, "Parameters added")?;
    parameters(view, out, ParameterFate::Aside, "Set aside, which counts for nothing")?;
    let open = unchecked(view);
    if !open.is_empty() {
        writeln!(out, "\n## Not checked\n")?;
        for line in open {
            writeln!(out, "- {}", plain(&line))?;
        }
    }
    Ok(())
}

fn parameters(view: &View<'_>, out: &mut dyn io::Write, fate: ParameterFate, title: &str) -> io::Result<()> {
    let found: Vec<_> = view.comparison.parameters.iter().filter(|parameter| parameter.fate == fate).collect();
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    for parameter in found {
        let rest = [values(parameter), parameter.reason.clone().unwrap_or_default(), place(parameter).to_owned()];
        let rest: Vec<_> = rest.iter().filter(|part| !part.is_empty()).map(|part| plain(part)).collect();
        writeln!(out, "- {} of {}: {}", plain(&key(parameter)), plain(&parameter.who.describe()), rest.join("; "))?;
    }
    Ok(())
}

fn findings(view: &View<'_>, out: &mut dyn io::Write, change: FindingFate, title: &str) -> io::Result<()> {
    let found: Vec<_> = view.comparison.findings.iter().filter(|finding| finding.change == change).collect();
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    for finding in found {
        let words = if change == FindingFate::Gone { finding.who.describe() } else { finding.message.clone() };
        let (severity, code) = (finding.severity.name(), finding.code);
        writeln!(out, "- {severity} {code}, {}: {}", plain(&finding.place), plain(&words))?;
    }
    Ok(())
}
