//! What is to be entered or supplied, row by row: the one rule by which the runbook and the spreadsheet say the same.
//!
//! Of a component for which a person must still supply something nothing is entered: the update restarts it, and it would
//! start with half of what it needs. All that is known of it stands with what it waits for.

use std::collections::BTreeSet;

use super::tasks::{TaskPlan, Wanted, short_id};
use crate::text::node::as_text;

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

/// How far its value can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// What it rests on agrees.
    Safe,
    /// It is likely, no more.
    Guessed,
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
    pub old: String,
    /// What is entered, or a value to start from.
    pub value: Option<String>,
    /// What the value rests on.
    pub because: &'t str,
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
        task.wanted.iter().filter(|wanted| !wanted.is_guess).map(|wanted| wanted.id.as_deref()).collect();
    let stand = |id: Option<&str>| if open.contains(&id) { Stand::Waits } else { Stand::Due };
    let mut rows = Vec::new();
    for step in task.known() {
        let id = step.component.as_deref();
        rows.extend(step.entries.iter().map(|entry| Row {
            task,
            server: step.server.as_deref().unwrap_or_default(),
            component: id.unwrap_or(&step.path),
            has_id: id.is_some(),
            key: &entry.key,
            is_in_source: true,
            old: entry.old.as_ref().map(as_text).unwrap_or_default(),
            value: Some(as_text(&entry.new)),
            because: &entry.because,
            why: "",
            trust: if entry.is_guessed { Trust::Guessed } else { Trust::Safe },
            stand: stand(id),
        }));
    }
    let is_shown = |wanted: &&Wanted| task.takes() || !wanted.is_guess;
    rows.extend(task.wanted.iter().filter(is_shown).map(|wanted| {
        let id = wanted.id.as_deref();
        Row {
            task,
            server: wanted.server.as_deref().unwrap_or_default(),
            component: id.unwrap_or(&wanted.component),
            has_id: id.is_some(),
            key: &wanted.key,
            is_in_source: wanted.is_in_source,
            old: wanted.old.clone(),
            value: wanted.proposal.clone(),
            because: &wanted.because,
            why: &wanted.why,
            trust: Trust::Guessed,
            stand: if wanted.is_guess { stand(id) } else { Stand::Open },
        }
    }));
    rows
}
