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
use crate::text::lang::{comma, tr};
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
    let mut parts = vec![tr!("{good} of {tasks} done or clean", good, tasks = count(all, "task"))];
    for state in [ComparedState::Left, ComparedState::Damaged, ComparedState::Lost] {
        if number(state) > 0 {
            parts.push(share(number(state), outcome(state)));
        }
    }
    let known = parts.join(tr!(", "));
    match number(ComparedState::Added) {
        0 => known,
        n => tr!("{known}; {n} not in the old export", known, n),
    }
}

/// How a task came through, in a word.
fn outcome(state: ComparedState) -> &'static str {
    match state {
        ComparedState::Lost => tr!("lost"),
        ComparedState::Damaged => tr!("damaged"),
        ComparedState::Left => tr!("left"),
        ComparedState::Done => tr!("done"),
        ComparedState::Clean => tr!("clean"),
        ComparedState::Added => tr!("added"),
    }
}

/// What became of a finding, in a word.
fn fate(fate: FindingFate) -> &'static str {
    match fate {
        FindingFate::New => tr!("new"),
        FindingFate::Remaining => tr!("remaining"),
        FindingFate::Gone => tr!("gone"),
    }
}

/// `1 FIX`, `2 lost`.
fn share(number: usize, state: &str) -> String {
    tr!("{number} {state}", number, state)
}

/// What each task of the new export still needs, in the words of `check`: `2 READY, 1 FIX`. Empty where there is no task.
fn needs(comparison: &Comparison) -> String {
    let count = |state: State| comparison.tasks.iter().filter(|task| task.is == Some(state)).count();
    let states = State::ALL.into_iter().map(|state| (count(state), state.label())).filter(|(n, _)| *n > 0);
    states.map(|(n, label)| share(n, label)).collect::<Vec<_>>().join(comma())
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
    tr!("{tasks} done or clean: nothing lost, nothing left", tasks = count(number, "task"))
}

/// What could not be read, each with the side it is of.
fn failed<'v>(view: &View<'v>) -> Vec<(&'static str, &'v Failure)> {
    let old = view.old.failures.iter().map(|failure| (tr!("old"), failure));
    old.chain(view.new.failures.iter().map(|failure| (tr!("new"), failure))).collect()
}

/// `3 findings gone, 1 remaining, 0 new; 1 parameter lost, 0 changed, 4 added, 12 set aside`.
fn counts(comparison: &Comparison) -> String {
    let (gone, remaining, new) = (
        comparison.findings(FindingFate::Gone),
        comparison.findings(FindingFate::Remaining),
        comparison.findings(FindingFate::New),
    );
    tr!(
        "{gone} gone, {remaining} remaining, {new} new; {lost} lost, {changed} changed, {added} added, {aside} set aside",
        gone = count(gone, "finding"),
        remaining,
        new,
        lost = count(comparison.parameters(ParameterFate::Lost), "parameter"),
        changed = comparison.parameters(ParameterFate::Changed),
        added = comparison.parameters(ParameterFate::Added),
        aside = comparison.parameters(ParameterFate::Aside),
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
        let states = [ComparedState::Lost, ComparedState::Damaged].map(|state| (number(state), outcome(state)));
        let left = State::ALL.map(|state| {
            let is_its = |task: &&&Task| task.state == ComparedState::Left && task.is == Some(state);
            (open.iter().filter(is_its).count(), state.label())
        });
        let shares: Vec<_> = states.into_iter().chain(left).filter(|(number, _)| *number > 0).collect();
        let shares: Vec<_> = shares.into_iter().map(|(number, name)| share(number, name)).collect();
        let (open, tasks) = (open.len(), count(comparison.tasks.len(), "task"));
        parts.push(match shares.is_empty() {
            true => tr!("{open} of {tasks}", open, tasks),
            false => tr!("{open} of {tasks} ({shares})", open, tasks, shares = shares.join(comma())),
        });
    }
    if !comparison.unfit.is_empty() {
        parts.push(tr!("{components} without a task", components = count(comparison.unfit.len(), "component")));
    }
    match parts.is_empty() {
        true => tr!("Not done: something outside the tasks is left, lost or changed.").to_owned(),
        false => tr!("Not done: {what}.", what = parts.join(tr!(", and "))),
    }
}

/// The verdict in a sentence.
fn verdict(view: &View<'_>) -> String {
    let unread = view.old.failures.len() + view.new.failures.len();
    if !view.unread.is_empty() {
        tr!(
            "Nothing was compared: of {paths} nothing could be read. Correct the path, and run this again.",
            paths = view.unread.join(tr!(" and "))
        )
    } else if !view.comparison.is_done() {
        not_done(view.comparison)
    } else if unread > 0 {
        tr!(
            "Nothing is left or lost in what could be read, but {files} could not be read.",
            files = count(unread, "file")
        )
    } else if view.comparison.tasks.is_empty() {
        tr!("Nothing is left or lost, but no task is known by its id in either export.").to_owned()
    } else {
        match view.comparison.findings.len() - view.comparison.findings(FindingFate::Gone) {
            0 => tr!("Done: nothing is left, nothing is lost.").to_owned(),
            left => {
                let findings = count(left, "finding");
                tr!("Done: nothing is lost, and what is left is below `--fail-on`: {findings}.", findings)
            }
        }
    }
}

/// `source.clients[MYSQL_np_x].filterConditions`.
fn key(parameter: &ComparedParameter) -> String {
    let section = parameter.section.map(crate::oms::kind::SectionName::key).unwrap_or_default();
    match (section, parameter.key.as_str()) {
        ("", "") => tr!("the configuration").to_owned(),
        (section, "") => tr!("the whole section {section}", section),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}

/// What became of the value: `was 128`, `was 8, is 16`.
fn values(parameter: &ComparedParameter) -> String {
    match (&parameter.old, &parameter.new) {
        (Some(old), Some(new)) => tr!("was {old}, is {new}", old, new),
        (Some(old), None) => tr!("was {old}", old),
        (None, Some(new)) => tr!("is {new}", new),
        (None, None) => String::new(),
    }
}

/// Where the value stands: in the new export, else in the old one.
fn place(parameter: &ComparedParameter) -> &str {
    parameter.new_place.as_deref().or(parameter.old_place.as_deref()).unwrap_or("")
}

/// What was not checked in the new export, which is the one that counts.
fn unchecked(view: &View<'_>) -> Vec<String> {
    view.new.run.not_checked.iter().map(screen::not_checked).collect()
}
