//! The upgrade folder: for every task a state and its reason, what to enter where, the calls that would do it, and a
//! runbook with the way back. Everything here is text; nothing is called, and no secret and no mask is in it.

mod batch;
mod bodies;
mod cm;
mod markdown;
mod runbook;
mod steps;
mod tasks;

use std::collections::BTreeSet;

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
        files.push(File { path: "cm.sh".into(), text: cm::script(&self.tasks), mode: 0o700 });
        let text = runbook::write(basis, &self.tasks, &batches, &bodies::names(&self.tasks));
        files.push(File { path: "runbook.md".into(), text, mode: 0o644 });
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
