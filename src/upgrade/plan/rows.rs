//! What is to be entered or supplied, row by row: the one rule by which the runbook and the spreadsheet say the same.
//!
//! Of a component for which a person must still supply something nothing is entered: the update restarts it, and it would
//! start with half of what it needs. All that is known of it stands with what it waits for.

use std::collections::BTreeSet;

use super::steps::{NewKey, Trust, short_id};
use super::tasks::{TaskPlan, Wanted};
use crate::text::lang::semicolon;
use crate::text::node::as_text;
use crate::text::sorting;

/// Whether a row can be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// It is entered: at once, or once a person has confirmed it.
    Due,
    /// It is known, and entered together with what a person must supply.
    Waits,
    /// A person must supply it.
    Open,
}

/// One key of one component.
#[derive(Debug, Clone)]
pub(super) struct Row<'t> {
    pub task: &'t TaskPlan,
    pub server: &'t str,
    /// The component's id, else what it is called, else its file.
    pub component: &'t str,
    pub has_id: bool,
    pub key: &'t str,
    pub is_in_source: bool,
    /// The value that it has now, empty where it is blank; None where the key is not there.
    pub old: Option<String>,
    /// What is entered, or a value to start from.
    pub value: Option<String>,
    /// What the value rests on.
    pub because: String,
    /// Why a person has to supply it.
    pub why: &'t str,
    pub trust: Trust,
    pub stand: Stand,
}

impl Row<'_> {
    /// The component below the heading of its server.
    pub(super) fn shortly(&self) -> String {
        if self.has_id { short_id(self.component, Some(self.server)) } else { self.component.to_owned() }
    }
}

/// The rows of a task.
pub(super) fn of(task: &TaskPlan) -> Vec<Row<'_>> {
    let open: BTreeSet<Option<&str>> =
        sorting::set(task.wanted.iter().filter(|wanted| !wanted.is_guess).map(|wanted| wanted.id.as_deref()));
    let stand = |id: Option<&str>| if open.contains(&id) { Stand::Waits } else { Stand::Due };
    let mut rows = Vec::new();
    for step in task.known() {
        let id = step.component.as_deref();
        // What is proposed for a key holds what is known of it: a key is entered once.
        let is_told = |entry: &NewKey| proposed(task, id, &entry.key).is_some();
        rows.extend(step.entries.iter().filter(|entry| !is_told(entry)).map(|entry| Row {
            task,
            server: step.server.as_deref().unwrap_or_default(),
            component: id.unwrap_or(&step.path),
            has_id: id.is_some(),
            key: &entry.key,
            is_in_source: true,
            old: entry.old.as_ref().map(as_text).or(entry.is_there.then(String::new)),
            value: Some(as_text(&entry.new)),
            because: entry.because.clone(),
            why: "",
            trust: entry.trust,
            stand: stand(id),
        }));
    }
    let is_shown = |wanted: &&Wanted| task.takes() || !wanted.is_guess;
    rows.extend(task.wanted.iter().filter(is_shown).map(|wanted| {
        let id = wanted.id.as_deref();
        let steps = task.known().filter(|step| wanted.is_guess && id.is_some() && step.component.as_deref() == id);
        let known = steps.flat_map(|step| &step.entries).find(|entry| entry.key == wanted.key);
        let because: Vec<&str> = known.map(|entry| &*entry.because).into_iter().chain([&*wanted.because]).collect();
        Row {
            task,
            server: wanted.server.as_deref().unwrap_or_default(),
            component: id.unwrap_or(&wanted.component),
            has_id: id.is_some(),
            key: &wanted.key,
            is_in_source: wanted.is_in_source,
            old: wanted.old.clone(),
            value: wanted.proposal.clone(),
            because: because.join(semicolon()),
            why: &wanted.why,
            trust: Trust::Guessed,
            stand: if wanted.is_guess { stand(id) } else { Stand::Open },
        }
    }));
    rows
}

/// What is proposed for a key of a component.
fn proposed<'t>(task: &'t TaskPlan, id: Option<&str>, key: &str) -> Option<&'t Wanted> {
    let mut wanted = task.wanted.iter().filter(|wanted| wanted.proposal.is_some());
    wanted.find(|wanted| id.is_some() && wanted.id.as_deref() == id && wanted.key == key)
}
