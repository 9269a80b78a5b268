//! One finding a line, for grep, editors and the eye in a hurry.

use std::io;

use super::answer::{Answer, NOT_READY, READY};
use super::screen::{self, badge, paint, say};
use crate::lint::finding::{Finding, Tier};
use crate::report::report::{Look, Renderer, Report};

/// The format `concise`.
#[derive(Debug)]
pub(super) struct Concise;

impl Renderer for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn about(&self) -> &'static str {
        "One finding a line"
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn is_own(&self, text: &str) -> bool {
        let first = text.lines().next().unwrap_or_default();
        let kinds = [": error[OMS", ": warning[OMS", ": info[OMS", ": failure "];
        kinds.iter().any(|kind| first.contains(kind))
            || [NOT_READY, READY, screen::NOTHING_CHECKED].iter().any(|lead| first.starts_with(lead))
    }

    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in &report.findings {
            writeln!(out, "{}", line(report, look, finding))?;
        }
        for failure in &report.failures {
            let place = paint(look, screen::BOLD, screen::where_failed(failure));
            let badge = paint(look, screen::BAD.bold(), "failure");
            writeln!(out, "{place}: {badge} {}", say(report, &failure.message))?;
        }
        if look.verbosity < 0 { Ok(()) } else { writeln!(out, "{}", summary(report)) }
    }
}

fn line(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> String {
    // A finding about the whole run stands in no file; the line keeps its parts.
    let place = screen::where_is(report, finding.place).unwrap_or_else(|| "run".to_owned());
    let place = paint(look, screen::BOLD, place);
    let tier = match finding.fix.as_ref().map(|fix| fix.tier) {
        Some(tier @ (Tier::Safe | Tier::Unsafe)) => paint(look, screen::DIM, format_args!(" [fix: {}]", tier.name())),
        Some(Tier::NeedsValue) => paint(look, screen::DIM, " [needs a value]"),
        None => String::new(),
    };
    format!("{place}: {} {}{tier}", badge(look, finding), say(report, &finding.message))
}

/// Counts, what was hidden, what failed and what was not checked.
fn summary(report: &Report<'_>) -> String {
    let counts = &report.summary;
    let mut parts = Vec::new();
    parts.push(Answer::of(report).words);
    parts.push(screen::found(report));
    let fixable = screen::fixables(counts);
    if !fixable.is_empty() {
        parts.push(format!("fixable: {}", fixable.join(", ")));
    }
    let not_shown = screen::not_shown(counts);
    if !not_shown.is_empty() {
        parts.push(not_shown.join(", "));
    }
    let unchecked: Vec<_> = report.run.not_checked.iter().map(|item| format!("{} ({})", item.what, item.why)).collect();
    if !unchecked.is_empty() {
        parts.push(format!("not checked: {}", say(report, &unchecked.join(", "))));
    }
    parts.join("; ")
}
