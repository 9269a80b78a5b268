//! What the copies in `fixed/` and the patch hold of components of which something else is still open: they are made file by
//! file, fix by fix, and whoever takes them over as they are would start such a component with half of what it needs.

use std::collections::BTreeSet;

use super::tasks::{TaskPlan, Wanted};
use crate::text::lang::{comma, semicolon, tr};
use crate::text::sorting;

/// So many components are named.
const NAMES: usize = 20;

/// In one sentence, without a full stop; None where there is none.
pub(super) fn sentence(tasks: &[TaskPlan]) -> Option<String> {
    let halves: Vec<String> = tasks.iter().flat_map(of).collect();
    let mut components = halves.iter().take(NAMES).cloned().collect::<Vec<_>>().join(semicolon());
    if let Some(more @ 1..) = halves.len().checked_sub(NAMES) {
        components = tr!("{names} and {more} more", names = components, more);
    }
    (!halves.is_empty()).then(|| {
        tr!("Half done in fixed/ and fix.patch, so do not take it over as it is there: {components}", components)
    })
}

/// The components of a task of which something was fixed and something is open: what they got, and what not.
fn of(task: &TaskPlan) -> Vec<String> {
    let half = |step: &super::Step| {
        // A proposal for what is there may be taken or not; what is missing must be there.
        let is_open = |wanted: &&Wanted| {
            wanted.id == step.component && (!wanted.is_guess || wanted.old.as_deref().is_none_or(str::is_empty))
        };
        let open: BTreeSet<&str> = sorting::set(task.wanted.iter().filter(is_open).map(|wanted| &*wanted.key));
        let done: BTreeSet<&str> = sorting::set(step.entries.iter().map(|entry| &*entry.key));
        // Without an id nobody knows which of its components a value is wanted for.
        let is_half = step.component.is_some() && !open.is_empty() && !done.is_empty();
        let keys = |keys: BTreeSet<&str>| keys.into_iter().collect::<Vec<_>>().join(comma());
        is_half.then(|| {
            let who = step.component.as_deref().unwrap_or_default();
            tr!("{who} got its {done}, but not yet its {open}", who, done = keys(done), open = keys(open))
        })
    };
    task.steps.iter().filter_map(half).collect()
}
