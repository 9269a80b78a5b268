//! One line for each loss, parameter and finding that counts, and one for the progress.

use std::io;

use super::super::screen::{BAD, BOLD, DOUBT, clean_name, paint, style_of};
use super::{View, counts, failed, fate, key, place, progress, say, unchecked, values, verdict};
use crate::lint::states::State;
use crate::report::report::Look;
use crate::text::lang::{comma, semicolon, tr};
use crate::upgrade::compare::{ComparedState, FindingFate, ParameterFate};

pub(super) fn write(view: &View<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let comparison = view.comparison;
    let at = |place: &str| paint(look, BOLD, clean_name(place));
    for (_, failure) in failed(view) {
        writeln!(out, "{}: {} {}", at(&failure.path), paint(look, BAD.bold(), tr!("failure")), say(&failure.message))?;
    }
    if !view.unread.is_empty() {
        return writeln!(out, "{}", say(&verdict(view)));
    }
    for loss in &comparison.losses {
        let what = paint(look, BAD.bold(), tr!("lost"));
        let words = tr!("{component} is not in the new export", component = loss.who.describe());
        writeln!(out, "{}: {what} {}", at(&loss.place), say(&words))?;
    }
    for parameter in &comparison.parameters {
        let what = match parameter.fate {
            ParameterFate::Lost => paint(look, BAD.bold(), tr!("lost")),
            ParameterFate::Changed => paint(look, DOUBT.bold(), tr!("changed")),
            ParameterFate::Added | ParameterFate::Aside => continue,
        };
        let words = tr!(
            "{key} of {component}: {values}",
            key = key(parameter),
            component = parameter.who.describe(),
            values = values(parameter)
        );
        writeln!(out, "{}: {what} {}", at(place(parameter)), say(&words))?;
    }
    for finding in comparison.findings.iter().filter(|finding| finding.change != FindingFate::Gone) {
        let badge = format!("{} {}[{}]", fate(finding.change), finding.severity.label(), finding.code);
        let badge = paint(look, style_of(finding.severity), badge);
        writeln!(out, "{}: {badge} {}", at(&finding.place), say(&finding.message))?;
    }
    // What was not checked has no finding that tells of it here.
    for task in comparison.tasks.iter().filter(|task| task.state == ComparedState::Left) {
        let is_told =
            comparison.findings.iter().any(|finding| finding.fails && finding.who.task.as_ref() == Some(&task.task));
        if !is_told {
            let state = paint(look, BAD.bold(), task.is.map_or(tr!("left"), State::name));
            writeln!(out, "{}: {state} {}", at(&task.task), say(&task.why))?;
        }
    }
    for one in &comparison.unfit {
        writeln!(out, "{}: {} {}", at(&one.id), paint(look, BAD.bold(), one.state.name()), say(&one.why))?;
    }
    if look.verbosity < 0 {
        return Ok(());
    }
    let open = unchecked(view);
    let mut parts = vec![progress(comparison), counts(comparison)];
    if !open.is_empty() {
        parts.push(tr!("not checked: {items}", items = say(&open.join(comma()))));
    }
    writeln!(out, "{}", parts.join(semicolon()))
}
