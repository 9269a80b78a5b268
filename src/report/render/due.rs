//! What a task needs in words, the same in every format for people: what is to be entered, and of when the export is.

use super::screen::say;
use crate::lint::finding::Tier;
use crate::lint::states::{DueValue, State, TaskState};
use crate::oms::time::length;
use crate::report::report::Report;
use crate::text::lang::tr;

/// What is to be entered, each value on its own, or what is to be done.
pub(super) fn what(report: &Report<'_>, task: &TaskState) -> Vec<String> {
    let is_told = match task.state {
        State::Fix => !task.values.is_empty(),
        // Why an answer was not taken, or a proposal will not do, is more than that one is needed.
        State::Value if task.values.iter().any(|value| value.is_refused || value.is_cleared) => false,
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
    let DueValue { key, value, proposal, tier, age, is_doubted, .. } = value;
    // Into a queue, what is read twice comes twice: nobody may take a position for a fresh one.
    let age = age.filter(|age| *age > 0).map(length);
    match (value, proposal, tier) {
        (Some(value), _, _) if *is_doubted => {
            tr!("{key} = {value} (yours; the export says otherwise: look again)", key, value)
        }
        (Some(value), _, Tier::Unsafe) => tr!("{key} = {value} (guessed: confirm it)", key, value),
        (Some(value), _, _) => format!("{key} = {value}"),
        (None, Some(value), _) => match age {
            Some(age) => tr!("{key}: yours to decide, proposal {value}, {age} old", key, value, age),
            None => tr!("{key}: yours to decide, proposal {value}", key, value),
        },
        (None, None, _) => tr!("{key}: yours to supply", key),
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
        None => tr!("nothing in it says when it was taken; positions age by the hour").to_owned(),
        Some((first, last)) if first == last => zone.show(last),
        Some((first, last)) => tr!("{first} to {last}", first = zone.show(first), last = zone.show(last)),
    }
}
