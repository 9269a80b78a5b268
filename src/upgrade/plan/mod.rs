//! The upgrade folder: for every task a state and its reason, what to enter where, the calls that would do it, and a
//! runbook with the way back. Everything here is text; nothing is called, and no secret and no mask is in it.

mod batch;
mod bodies;
mod cm;
mod entries;
mod markdown;
mod night;
mod page;
mod runbook;
mod sheet;
mod steps;
mod tasks;

use std::collections::BTreeSet;

use crate::knowledge::versions::Version;
use crate::lint::finding::Finding;
use crate::lint::rule::Settings;
use crate::lint::states::{State, States};
use crate::lint::unchecked::NotChecked;
use crate::oms::export::Export;
use crate::text::failure::Failure;

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
    /// The state of each task.
    pub states: &'b States,
    /// What could not be read.
    pub failures: &'b [Failure],
    /// Numbers of the findings whose fixes were made.
    pub made: &'b BTreeSet<usize>,
    /// What the user says.
    pub settings: &'b Settings,
    /// What could not be checked.
    pub not_checked: &'b [NotChecked],
    /// Names of other files in the folder, for the runbook.
    pub others: &'b [String],
    /// The PATHs that were read.
    pub inputs: &'b [String],
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

    /// Five lines for a chat: the verdict, what blocks, what a person decides, what is entered, who acts next.
    #[must_use]
    pub(crate) fn chat(&self, to: Version, folder: &str) -> [String; 5] {
        let named = |states: &[State]| {
            let of: Vec<_> = self.tasks.iter().filter(|task| states.contains(&task.state)).collect();
            let first: Vec<_> =
                of.iter().take(3).map(|task| format!("{} ({})", task.name, task.state.name())).collect();
            let more = if of.len() > 3 { format!(" and {} more", of.len() - 3) } else { String::new() };
            if of.is_empty() { "none".to_owned() } else { format!("{}: {}{more}", of.len(), first.join(", ")) }
        };
        let has = |state: State| self.tasks.iter().any(|task| task.state == state);
        let next = if has(State::Unknown) {
            "whoever collects copies what could not be read, and plans again"
        } else if has(State::Blocked) {
            "the owners of the blocked tasks settle what stands under BLOCKED"
        } else if has(State::Value) {
            "the owners of the tasks fill in values.toml, and plan again"
        } else if has(State::Confirm) {
            "the owners of the tasks look at what stands under CONFIRM"
        } else {
            "whoever carries it out reads the runbook, and signs"
        };
        [
            format!("OMS upgrade to {to}. {}", runbook::verdict(&self.tasks)),
            format!("Stops it: {}", named(&[State::Unknown, State::Blocked])),
            format!("A person decides: {}", named(&[State::Value, State::Confirm, State::Clone])),
            format!("To enter: {}", named(&[State::Fix])),
            format!("Next: {next} ({folder}/runbook.md)"),
        ]
    }

    /// The tasks in numbers: `8 tasks: 2 READY, 3 FIX, …`.
    #[must_use]
    pub(crate) fn summary(&self) -> String {
        summary(&self.tasks)
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
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

/// The tasks in numbers. What has no task id is no task, but must not go unseen.
fn summary(tasks: &[TaskPlan]) -> String {
    let count = |state: State| tasks.iter().filter(|task| task.is_id && task.state == state).count();
    let states: Vec<_> = State::ALL.into_iter().map(|state| format!("{} {}", count(state), state.name())).collect();
    let all = tasks.iter().filter(|task| task.is_id).count();
    let s = if all == 1 { "" } else { "s" };
    let more = match tasks.len() - all {
        0 => String::new(),
        1 => ", and 1 component without a task id".to_owned(),
        n => format!(", and {n} components without a task id"),
    };
    format!("{all} task{s}: {}{more}", states.join(", "))
}
