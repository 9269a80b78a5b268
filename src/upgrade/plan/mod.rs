//! The upgrade folder: for every task a state and its reason, what to enter where, the calls that would do it, and a
//! runbook with the way back. Everything here is text; nothing is called, and no secret and no mask is in it.

mod absent;
mod at_once;
mod batch;
mod because;
mod bodies;
mod cm;
mod cm_texts;
mod entries;
mod half;
mod markdown;
mod night;
mod old_export;
mod old_positions;
mod page;
mod rows;
mod runbook;
mod servers;
mod sheet;
mod steps;
mod tasks;

use std::collections::BTreeSet;

use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::Settings;
use crate::lint::states::{State, States};
use crate::lint::unchecked::NotChecked;
use crate::oms::export::Export;
use crate::text::failure::Failure;
use crate::text::lang::{comma, count, semicolon, tr};
use crate::text::shell;
use crate::text::sorting;

pub(crate) use steps::Step;
pub(crate) use tasks::TaskPlan;

/// What a plan is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'b, 'a> {
    /// The export as it is.
    pub export: &'b Export<'a>,
    /// The export with the fixes that were made, component for component.
    pub fixed: &'b Export<'a>,
    /// The findings of the export as it is.
    pub findings: &'b [Finding<'a>],
    /// What components need and no finding shows.
    pub unseen: &'b [Finding<'a>],
    /// The state of each task.
    pub states: &'b States,
    /// The one answer of the run, in the words of every report of it.
    pub answer: &'b str,
    /// What could not be read.
    pub failures: &'b [Failure],
    /// Numbers of the findings whose fixes were made.
    pub made: &'b BTreeSet<usize>,
    /// What the user says.
    pub settings: &'b Settings,
    /// Paths of what may be of components and was not read, although nothing failed.
    pub left_out: &'b [String],
    /// Whether it is of some of the tasks only.
    pub is_of_some: bool,
    /// What could not be checked.
    pub not_checked: &'b [NotChecked],
    /// Names of other files in the folder, for the runbook.
    pub others: &'b [String],
    /// The PATHs that were read.
    pub inputs: &'b [String],
    /// The list that names more of them, as flags; None without one.
    pub list: Option<&'b str>,
    /// What the user gave beside them, flag by flag as a shell takes it.
    pub flags: &'b [String],
    /// The file of options that was read.
    pub config: Option<&'b str>,
}

impl<'b, 'a> Basis<'b, 'a> {
    /// A command of omslint's with the flags that this plan was made with, as far as the command takes them: with others
    /// it would speak of another upgrade.
    pub(super) fn command(self, command: &str, more: &str) -> String {
        let takes = |flag: &&String| match command {
            "verify" => !flag.starts_with("--checkpoint") && !flag.starts_with("--unsafe-fixes"),
            "check" => !flag.starts_with("--unsafe-fixes"),
            _ => true,
        };
        let flags = self.flags.iter().filter(takes).map(|flag| format!(" {flag}"));
        format!("omslint {command}{}{}{more}", flags.collect::<String>(), if more.is_empty() { "" } else { " " })
    }

    /// The PATHs, as a shell takes them.
    pub(super) fn paths(self) -> String {
        let paths = self.inputs.iter().map(|path| shell::path(path));
        self.list.map(str::to_owned).into_iter().chain(paths).collect::<Vec<_>>().join(" ")
    }

    /// What stops the whole run, whatever its tasks need.
    pub(super) fn stops(self) -> impl Iterator<Item = &'b Finding<'a>> {
        let is_site = |finding: &&Finding<'_>| finding.subject.task.is_none() && finding.subject.kind.is_none();
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).filter(is_site)
    }
}

/// A file of the upgrade folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name below the folder.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Permission bits.
    pub mode: u32,
}

/// The plan: what is to be done for each task.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The tasks, in the order in which they are worked on: the canary first.
    pub tasks: Vec<TaskPlan>,
}

impl Plan {
    /// Makes the plan.
    #[must_use]
    pub(crate) fn draw(basis: Basis<'_, '_>) -> Self {
        Self { tasks: tasks::draw(basis) }
    }

    /// Five lines for a chat: the verdict, what blocks, what a person decides, what is entered, who acts next; `runbook` is the
    /// path of the one that this plan wrote.
    #[must_use]
    pub(crate) fn chat(&self, basis: Basis<'_, '_>, runbook: &str) -> [String; 5] {
        let named = |is_meant: &dyn Fn(&TaskPlan) -> bool| {
            let of: Vec<_> = self.tasks.iter().filter(|task| is_meant(task)).collect();
            let name = |task: &&TaskPlan| tr!("{name} ({state})", name = task.name, state = task.state.name());
            let names = of.iter().take(3).map(name).collect::<Vec<_>>().join(comma());
            let number = of.len();
            match number.checked_sub(3) {
                None | Some(0) if of.is_empty() => None,
                None | Some(0) => Some(tr!("{number}: {names}", number, names)),
                Some(more) => Some(tr!("{number}: {names} and {more} more", number, names, more)),
            }
        };
        let none = || tr!("none").to_owned();
        let mut stops = Vec::new();
        match basis.failures.len() {
            0 => {}
            failed => stops.push(tr!("{files} that could not be read", files = count(failed, "file"))),
        }
        let site: BTreeSet<String> = sorting::set(
            basis.stops().map(|finding| tr!("{name} ({state})", name = finding.code, state = finding.rule)),
        );
        stops.extend(site.iter().cloned());
        let blocked = named(&|task| matches!(task.state, State::Unknown | State::Blocked));
        if stops.is_empty() || blocked.is_some() {
            stops.push(blocked.unwrap_or_else(none));
        }
        let is_decided = |task: &TaskPlan| {
            matches!(task.state, State::Value | State::Confirm | State::Clone)
                || (task.state == State::Fix && task.is_half)
        };
        let decided = named(&is_decided).unwrap_or_else(none);
        let next = self.next(basis, !site.is_empty());
        [
            tr!("OMS upgrade to {to}. {answer}", to = basis.settings.to, answer = basis.answer),
            tr!("Stops it: {what}", what = stops.join(semicolon())),
            tr!("A person decides: {what}", what = decided),
            tr!(
                "To enter: {what}",
                what = named(&|task| task.state == State::Fix && !task.is_half).unwrap_or_else(none)
            ),
            tr!("Next: {next} ({runbook})", next, runbook),
        ]
    }

    /// Who acts next, and what they do; `is_stopped` says that something stops the whole run.
    fn next(&self, basis: Basis<'_, '_>, is_stopped: bool) -> &'static str {
        let has = |state: State| self.tasks.iter().any(|task| task.state == state);
        if !basis.failures.is_empty() {
            tr!("whoever collects copies what could not be read, and plans again")
        } else if has(State::Unknown) {
            tr!(
                "whoever collects brings what is missing or was not understood under UNKNOWN, or says that there is none, and plans again"
            )
        } else if is_stopped {
            tr!("whoever plans the upgrade settles what stands first in the runbook, and plans again")
        } else if has(State::Blocked) {
            tr!("the owners of the blocked tasks settle what stands under BLOCKED")
        } else if self.tasks.iter().any(|task| task.state == State::Value && task.is_refused) {
            tr!(
                "the owners of the tasks correct the values that were given and are not taken (VALUE in the runbook), and plan again"
            )
        } else if self.tasks.iter().any(|task| task.is_half) {
            tr!("whoever plans the upgrade plans again with the rules that were left out (VALUE in the runbook)")
        } else if has(State::Value) {
            tr!("the owners of the tasks fill in values.toml, and plan again")
        } else if has(State::Confirm) {
            tr!("the owners of the tasks look at what stands under CONFIRM")
        } else {
            tr!("whoever carries it out reads the runbook, and signs")
        }
    }

    /// The tasks in numbers: `8 tasks: 2 READY, 3 FIX, …`.
    #[must_use]
    pub(crate) fn summary(&self) -> String {
        summary(&self.tasks)
    }

    /// What the copies and the patch hold only half of, in a sentence.
    #[must_use]
    pub(crate) fn half_done(&self) -> Option<String> {
        half::sentence(&self.tasks)
    }

    /// The files of the folder that this room writes, in order of their names.
    #[must_use]
    pub(crate) fn files(&self, basis: Basis<'_, '_>) -> Vec<File> {
        let batches = batch::of(basis, &self.tasks);
        let mut files = bodies::files(&self.tasks);
        files.push(File { path: "cm.sh".into(), text: cm::script(&self.tasks, basis.export.zone()), mode: 0o700 });
        let page = runbook::write(basis, &self.tasks, &batches);
        files.push(File { path: "runbook.md".into(), text: page.markdown(), mode: 0o644 });
        files.push(File { path: "runbook.html".into(), text: page.html(), mode: 0o644 });
        files.push(File { path: "tasks.csv".into(), text: sheet::write(&self.tasks), mode: 0o644 });
        sorting::sort_by(&mut files, |a, b| a.path.cmp(&b.path));
        files
    }
}

/// The tasks in numbers, the same as in every report: what has no task id is counted too, so that it cannot go unseen.
fn summary(tasks: &[TaskPlan]) -> String {
    let number = |state: State| tasks.iter().filter(|task| task.state == state).count();
    let share = |state: State| tr!("{number} {state}", number = number(state), state = state.name());
    let states = State::ALL.map(share).join(comma());
    let all = count(tasks.len(), "task");
    match tasks.iter().filter(|task| !task.is_id).count() {
        0 => tr!("{all}: {states}", all, states),
        1 => tr!("{all}: {states} (1 of them is a component without a task id)", all, states),
        n => tr!("{all}: {states} ({n} of them are components without a task id)", all, states, n),
    }
}
