//! For a change ticket: the progress, one table of tasks, and lists of what is lost, changed, left and gone.

use std::io;

use super::{View, counts, failed, fine, key, outcome, place, progress, say, states, told, unchecked, values, verdict};
use crate::report::report::Look;
use crate::text::lang::{semicolon, tr};
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
        writeln!(out, "## {}\n", tr!("Could not be read"))?;
        for (side, failure) in failed {
            let (file, message) = (plain(&failure.path), plain(&failure.message));
            writeln!(out, "- {}", tr!("{side} export, {file}: {message}", side, file, message))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "**{}**\n", plain(&verdict(view)))?;
    if !view.unread.is_empty() {
        return Ok(());
    }
    for clause in [progress(comparison), counts(comparison)] {
        writeln!(out, "{}\n", tr!("{clause}.", clause))?;
    }
    let (old, new) = (plain(view.old.path), plain(view.new.path));
    writeln!(out, "{}", tr!("Old export: {old}. New export: {new}.", old, new))?;
    if !comparison.tasks.is_empty() {
        let (named, more) = told(comparison, false);
        if !named.is_empty() {
            let heads = [tr!("task"), tr!("outcome"), tr!("needs"), tr!("why")].join(" | ");
            writeln!(out, "\n| {heads} |\n| --- | --- | --- | --- |")?;
        }
        for task in named {
            let (name, why) = (plain(&task.task), plain(&task.why));
            writeln!(out, "| {name} | {} | {} | {why} |", outcome(task.state), states(task))?;
        }
        if more > 0 {
            writeln!(out, "\n{}", tr!("{clause}.", clause = fine(more)))?;
        }
    }
    if !comparison.unfit.is_empty() {
        writeln!(out, "\n## {}\n", tr!("Components without a task that are not ready"))?;
        for one in &comparison.unfit {
            let (id, state, why) = (plain(&one.id), one.state.label(), plain(&one.why));
            writeln!(out, "- {}", tr!("{component}: {state}, {why}", component = id, state, why))?;
        }
    }
    if !comparison.losses.is_empty() {
        writeln!(out, "\n## {}\n", tr!("Lost"))?;
        for loss in &comparison.losses {
            let (component, place) = (plain(&loss.who.describe()), plain(&loss.place));
            let stood = tr!("{component}, which stood at {place}", component, place);
            let more = if loss.help().is_empty() { "" } else { semicolon() };
            writeln!(out, "- {stood}{more}{}", loss.help())?;
        }
    }
    parameters(view, out, ParameterFate::Lost, tr!("Parameters lost"))?;
    parameters(view, out, ParameterFate::Changed, tr!("Parameters changed"))?;
    findings(view, out, FindingFate::New, tr!("New findings"))?;
    findings(view, out, FindingFate::Remaining, tr!("Remaining findings"))?;
    findings(view, out, FindingFate::Gone, tr!("Findings that are gone"))?;
    parameters(view, out, ParameterFate::Added, tr!("Parameters added"))?;
    parameters(view, out, ParameterFate::Aside, tr!("Set aside, which counts for nothing"))?;
    let open = unchecked(view);
    if !open.is_empty() {
        writeln!(out, "\n## {}\n", tr!("Not checked"))?;
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
        let words = tr!(
            "{key} of {component}: {values}",
            key = plain(&key(parameter)),
            component = plain(&parameter.who.describe()),
            values = rest.join(semicolon())
        );
        writeln!(out, "- {words}")?;
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
        let (severity, code) = (finding.severity.label(), finding.code);
        let (place, message) = (plain(&finding.place), plain(&words));
        writeln!(out, "- {}", tr!("{severity} {code}, {place}: {message}", severity, code, place, message))?;
    }
    Ok(())
}
