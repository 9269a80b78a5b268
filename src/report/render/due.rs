//! What a task needs in words, the same in every format for people: what is to be entered, and of when the export is.

use super::screen::say;
use crate::lint::finding::Tier;
use crate::lint::states::{DueValue, State, TaskState};
use crate::oms::time::length;
use crate::report::report::Report;

/// What is to be entered, each value on its own, or what is to be done.
pub(super) fn what(report: &Report<'_>, task: &TaskState) -> Vec<String> {
    let is_told = match task.state {
        State::Fix => !task.values.is_empty(),
        State::Value => task.values.iter().any(|value| value.tier == Tier::NeedsValue),
        _ => false,
    };
    if is_told {
        return task.values.iter().map(|value| say(report, &due(value))).collect();
    }
    if task.reasons.is_empty() {
        return vec![task.state.sentence().to_owned()];
    }
    task.reasons.iter().map(|reason| say(report, &reason.to_string())).collect()
}

/// `dbType = ORACLE`, `checkpoint = … (guessed)`, or what a person has to supply.
fn due(value: &DueValue) -> String {
    let DueValue { key, value, proposal, tier, age, .. } = value;
    // Into a queue, what is read twice comes twice: nobody may take a position for a fresh one.
    let age = age.filter(|age| *age > 0).map(|age| format!(", {} old", length(age))).unwrap_or_default();
    match (value, proposal, tier) {
        (Some(value), _, Tier::Unsafe) => format!("{key} = {value} (guessed: confirm it)"),
        (Some(value), _, _) => format!("{key} = {value}"),
        (None, Some(proposal), _) => format!("{key}: yours to decide, proposal {proposal}{age}"),
        (None, None, _) => format!("{key}: yours to supply"),
    }
}

/// When the run was, where that is known.
pub(super) fn date_of_run(report: &Report<'_>) -> Option<String> {
    report.run.now.map(|now| (report.zone)().show(now))
}

/// When the export was taken, as far as it says so itself.
pub(super) fn date_of_export(report: &Report<'_>) -> String {
    let zone = (report.zone)();
    match report.run.exported {
        None => "nothing in it says when it was taken; positions age by the hour".to_owned(),
        Some((first, last)) if first == last => zone.show(last),
        Some((first, last)) => format!("{} to {}", zone.show(first), zone.show(last)),
    }
}
