//! How a comparison of two exports looks, in each of its formats. It is a progress report too, so what is done is
//! counted before what is left is listed.

mod concise;
mod full;
mod json;
mod markdown;

use std::io;

use super::screen::{self, count};
use crate::lint::states::State;
use crate::report::report::{Failure, Look, Run};
use crate::text::redact;
use crate::upgrade::compare::{ComparedParameter, ComparedState, Comparison, FindingFate, ParameterFate, Task};

/// One of the two exports, in numbers.
#[derive(Debug)]
pub struct SideView<'v> {
    /// The PATH that was given.
    pub path: &'v str,
    /// What the run over it was about.
    pub run: &'v Run,
    /// What could not be read.
    pub failures: &'v [Failure],
}

/// A comparison, ready to be shown.
#[derive(Debug)]
pub struct View<'v> {
    /// The old export.
    pub old: SideView<'v>,
    /// The new export.
    pub new: SideView<'v>,
    /// What differs.
    pub comparison: &'v Comparison,
    /// The PATHs of which nothing could be read, so that nothing was compared.
    pub unread: &'v [String],
}

type Write = fn(&View<'_>, Look, &mut dyn io::Write) -> io::Result<()>;

/// The formats of a comparison, by the names that `--format` takes.
pub const FORMATS: &[(&str, Write)] =
    &[("full", full::write), ("concise", concise::write), ("json", json::write), ("markdown", markdown::write)];

/// A text of the comparison on one line: secrets masked, harmless for a terminal.
fn say(text: &str) -> String {
    screen::clean(&redact::text(text))
}

/// `12 of 18 tasks are done or clean, 4 left, 1 damaged, 1 lost`.
fn progress(comparison: &Comparison) -> String {
    let number = |state| comparison.tasks(state);
    let good = number(ComparedState::Done) + number(ComparedState::Clean);
    let all = comparison.tasks.len() - number(ComparedState::Added);
    let mut text = format!("{good} of {} done or clean", count(all, "task"));
    for state in [ComparedState::Left, ComparedState::Damaged, ComparedState::Lost] {
        if number(state) > 0 {
            text.push_str(&format!(", {} {}", number(state), state.name()));
        }
    }
    if number(ComparedState::Added) > 0 {
        text.push_str(&format!("; {} not in the old export", number(ComparedState::Added)));
    }
    text
}

/// What each task of the new export still needs, in the words of `check`: `2 READY, 1 FIX`. Empty where there is no task.
fn needs(comparison: &Comparison) -> String {
    let count = |state: State| comparison.tasks.iter().filter(|task| task.is == Some(state)).count();
    let states = State::ALL.into_iter().map(|state| (count(state), state.name())).filter(|(n, _)| *n > 0);
    states.map(|(n, name)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
}

/// The states of a task before and now: `FIX → READY`, or one of them where they are the same.
fn states(task: &Task) -> String {
    match (task.was.map(State::name), task.is.map(State::name)) {
        (Some(was), Some(is)) if was == is => is.to_owned(),
        (was, is) => format!("{} → {}", was.unwrap_or("–"), is.unwrap_or("–")),
    }
}

/// The tasks that are named, and how many there are besides: those that are done, or that needed nothing and need nothing.
fn told(comparison: &Comparison, is_all: bool) -> (Vec<&Task>, usize) {
    let is_fine = |task: &&Task| {
        let fine = matches!(task.state, ComparedState::Done | ComparedState::Clean);
        fine && !is_all && task.is.is_none_or(|state| state == State::Ready)
    };
    let (fine, named): (Vec<_>, Vec<_>) = comparison.tasks.iter().partition(is_fine);
    (named, fine.len())
}

/// What a number of tasks that are fine is said as.
fn fine(number: usize) -> String {
    format!("{} done or clean: nothing lost, nothing left", count(number, "task"))
}

/// What could not be read, each with the side it is of.
fn failed<'v>(view: &View<'v>) -> Vec<(&'static str, &'v Failure)> {
    let old = view.old.failures.iter().map(|failure| ("old", failure));
    old.chain(view.new.failures.iter().map(|failure| ("new", failure))).collect()
}

/// `3 findings gone, 1 remaining, 0 new; 1 parameter lost, 0 changed, 4 added, 12 set aside`.
fn counts(comparison: &Comparison) -> String {
    let (gone, remaining, new) = (
        comparison.findings(FindingFate::Gone),
        comparison.findings(FindingFate::Remaining),
        comparison.findings(FindingFate::New),
    );
    format!(
        "{} gone, {remaining} remaining, {new} new; {} lost, {} changed, {} added, {} set aside",
        count(gone, "finding"),
        count(comparison.parameters(ParameterFate::Lost), "parameter"),
        comparison.parameters(ParameterFate::Changed),
        comparison.parameters(ParameterFate::Added),
        comparison.parameters(ParameterFate::Aside),
    )
}

/// What is not done, in numbers: `Not done: 2 of 12 tasks (2 UNKNOWN), and 1 component without a task.`
fn not_done(comparison: &Comparison) -> String {
    let is_open =
        |task: &&Task| matches!(task.state, ComparedState::Left | ComparedState::Damaged | ComparedState::Lost);
    let open: Vec<&Task> = comparison.tasks.iter().filter(is_open).collect();
    let mut parts = Vec::new();
    if !open.is_empty() {
        let number = |state: ComparedState| open.iter().filter(|task| task.state == state).count();
        let states = [ComparedState::Lost, ComparedState::Damaged].map(|state| (number(state), state.name()));
        let left = State::ALL.map(|state| {
            let is_its = |task: &&&Task| task.state == ComparedState::Left && task.is == Some(state);
            (open.iter().filter(is_its).count(), state.name())
        });
        let shares: Vec<_> = states.into_iter().chain(left).filter(|(number, _)| *number > 0).collect();
        let shares: Vec<_> = shares.into_iter().map(|(number, name)| format!("{number} {name}")).collect();
        let shares = if shares.is_empty() { String::new() } else { format!(" ({})", shares.join(", ")) };
        parts.push(format!("{} of {}{shares}", open.len(), count(comparison.tasks.len(), "task")));
    }
    if !comparison.unfit.is_empty() {
        parts.push(format!("{} without a task", count(comparison.unfit.len(), "component")));
    }
    match parts.is_empty() {
        true => "Not done: something outside the tasks is left, lost or changed.".to_owned(),
        false => format!("Not done: {}.", parts.join(", and ")),
    }
}

/// The verdict in a sentence.
fn verdict(view: &View<'_>) -> String {
    let unread = view.old.failures.len() + view.new.failures.len();
    if !view.unread.is_empty() {
        format!(
            "Nothing was compared: of {} nothing could be read. Correct the path, and run this again.",
            view.unread.join(" and ")
        )
    } else if !view.comparison.is_done() {
        not_done(view.comparison)
    } else if unread > 0 {
        format!("Nothing is left or lost in what could be read, but {} could not be read.", count(unread, "file"))
    } else if view.comparison.tasks.is_empty() {
        "Nothing is left or lost, but no task is known by its id in either export.".to_owned()
    } else {
        match view.comparison.findings.len() - view.comparison.findings(FindingFate::Gone) {
            0 => "Done: nothing is left, nothing is lost.".to_owned(),
            left => {
                format!("Done: nothing is lost, and what is left is below `--fail-on`: {}.", count(left, "finding"))
            }
        }
    }
}

/// `source.clients[MYSQL_np_x].filterConditions`.
fn key(parameter: &ComparedParameter) -> String {
    let section = parameter.section.map(crate::oms::kind::SectionName::key).unwrap_or_default();
    match (section, parameter.key.as_str()) {
        ("", "") => "the configuration".to_owned(),
        (section, "") => format!("the whole section {section}"),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}

/// What became of the value: `was 128`, `was 8, is 16`.
fn values(parameter: &ComparedParameter) -> String {
    match (&parameter.old, &parameter.new) {
        (Some(old), Some(new)) => format!("was {old}, is {new}"),
        (Some(old), None) => format!("was {old}"),
        (None, Some(new)) => format!("is {new}"),
        (None, None) => String::new(),
    }
}

/// Where the value stands: in the new export, else in the old one.
fn place(parameter: &ComparedParameter) -> &str {
    parameter.new_place.as_deref().or(parameter.old_place.as_deref()).unwrap_or("")
}

/// What was not checked in the new export, which is the one that counts.
fn unchecked(view: &View<'_>) -> Vec<String> {
    view.new.run.not_checked.iter().map(|item| format!("{}: {}", item.what, item.why)).collect()
}
