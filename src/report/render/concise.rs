//! One finding a line, for grep, editors and the eye in a hurry.

use std::io;

use super::answer::{Answer, NOT_READY, READY};
use super::screen::{self, badge, paint, say};
use crate::lint::finding::{Finding, Severity, Tier};
use crate::report::report::{Look, Renderer, Report};
use crate::text::lang::{comma, semicolon, tr, tr_noop, translated, versions};

/// What stands for the severity of what could not be read.
const FAILURE: &str = tr_noop!("failure");

/// The format `concise`.
#[derive(Debug)]
pub(super) struct Concise;

impl Renderer for Concise {
    fn name(&self) -> &'static str {
        "concise"
    }

    fn about(&self) -> &'static str {
        tr!("One finding a line")
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn is_own(&self, text: &str) -> bool {
        let first = text.lines().next().unwrap_or_default();
        let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::name);
        severities.into_iter().flat_map(versions).any(|severity| first.contains(&format!(": {severity}[OMS")))
            || versions(FAILURE).any(|failure| first.contains(&format!(": {failure} ")))
            || [NOT_READY, READY, screen::NOTHING_CHECKED]
                .into_iter()
                .flat_map(versions)
                .any(|own| first.starts_with(own))
    }

    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in &report.findings {
            writeln!(out, "{}", line(report, look, finding))?;
        }
        for failure in &report.failures {
            let place = paint(look, screen::BOLD, screen::where_failed(failure));
            let badge = paint(look, screen::BAD.bold(), translated(FAILURE));
            writeln!(out, "{place}: {badge} {}", say(report, &failure.message))?;
        }
        if look.verbosity < 0 { Ok(()) } else { writeln!(out, "{}", summary(report)) }
    }
}

fn line(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> String {
    // A finding about the whole run stands in no file; the line keeps its parts.
    let place = screen::where_is(report, finding.place).unwrap_or_else(|| tr!("run").to_owned());
    let place = paint(look, screen::BOLD, place);
    let tier = match finding.fix.as_ref().map(|fix| fix.tier) {
        Some(tier @ (Tier::Safe | Tier::Unsafe)) => {
            paint(look, screen::DIM, format_args!(" [{}]", tr!("fix: {tier}", tier = tier.label())))
        }
        Some(Tier::NeedsValue) => paint(look, screen::DIM, format_args!(" [{}]", Tier::NeedsValue.label())),
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
        parts.push(tr!("fixable: {counts}", counts = fixable.join(comma())));
    }
    let not_shown = screen::not_shown(counts);
    if !not_shown.is_empty() {
        parts.push(not_shown.join(comma()));
    }
    let unchecked = report.run.not_checked.iter().map(|item| tr!("{what} ({why})", what = item.what, why = item.why));
    let unchecked: Vec<_> = unchecked.collect();
    if !unchecked.is_empty() {
        parts.push(tr!("not checked: {items}", items = say(report, &unchecked.join(comma()))));
    }
    parts.join(semicolon())
}
