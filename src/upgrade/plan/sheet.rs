//! `tasks.csv`: one row for each value that is to be entered and for each task that needs something else, for a team that
//! works in a spreadsheet. UTF-8 with a mark, so that a spreadsheet knows; ids and seconds stay text in it.

use super::tasks::TaskPlan;
use crate::lint::states::{Reason, State};
use crate::text::lang::tr;
use crate::text::node::as_text;
use crate::upgrade::cell::cell;

const HEAD: &str = "number,server,task,component,key,old value,new value,because,who,checked by,time,result";

/// The sheet.
pub(super) fn write(tasks: &[TaskPlan]) -> String {
    let mut out = format!("\u{feff}{HEAD}\r\n");
    let mut number = 0;
    let mut row = |cells: [&str; 7]| {
        number += 1;
        let cells: Vec<_> = cells.into_iter().map(cell).collect();
        out.push_str(&format!("{number},{},,,,\r\n", cells.join(",")));
    };
    for task in tasks {
        let mut is_told = false;
        for (step, waits) in task.due().map(|step| (step, false)).chain(task.waiting().map(|step| (step, true))) {
            let server = step.server.as_deref().unwrap_or_default();
            let component = step.component.as_deref().unwrap_or(&step.path);
            for entry in &step.entries {
                let old = entry.old.as_ref().map(as_text).unwrap_or_default();
                let because = match (entry.is_guessed, waits) {
                    (false, false) => entry.because.clone(),
                    (true, false) => tr!("guessed, confirm first: {because}", because = entry.because),
                    (false, true) => tr!("together with what is still open: {because}", because = entry.because),
                    (true, true) => tr!(
                        "guessed, confirm first: together with what is still open: {because}",
                        because = entry.because
                    ),
                };
                row([server, &task.name, component, &entry.key, &old, &as_text(&entry.new), &because]);
                is_told = true;
            }
        }
        for wanted in &task.wanted {
            let server = wanted.server.as_deref().unwrap_or_default();
            let because = match &wanted.proposal {
                Some(value) => tr!("{why}; proposal, not decided: {value}", why = wanted.why, value),
                None => wanted.why.clone(),
            };
            let component = wanted.id.as_deref().unwrap_or(&wanted.component);
            row([server, &task.name, component, &wanted.key, &wanted.old, "", &because]);
            is_told = true;
        }
        let is_blocked = matches!(task.state, State::Blocked | State::Unknown);
        if (!is_told || is_blocked) && task.state != State::Ready {
            let servers = task.servers.iter().cloned().collect::<Vec<_>>().join(" ");
            let because = tr!("{what}: {why}", what = task.state.name(), why = Reason::joined(&task.reasons));
            row([&servers, &task.name, "", "", "", "", &because]);
        }
    }
    out
}
