//! `tasks.csv`: one row for each value that is to be entered and for each task that needs something else, for a team that
//! works in a spreadsheet. UTF-8 with a mark, so that a spreadsheet knows; ids and seconds stay text in it.

use super::rows::{self, Row, Stand};
use super::steps::Trust;
use super::tasks::TaskPlan;
use crate::lint::states::{Reason, State};
use crate::text::lang::tr;
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
        let rows = rows::of(task);
        for one in &rows {
            let (value, because) = told(one);
            let old = match one.old.as_deref() {
                Some("") => tr!("(empty)"),
                old => old.unwrap_or_default(),
            };
            row([one.server, &task.name, one.component, one.key, old, &value, &because]);
        }
        let is_blocked = matches!(task.state, State::Blocked | State::Unknown);
        if (rows.is_empty() || is_blocked) && task.state != State::Ready {
            let servers = task.servers.iter().cloned().collect::<Vec<_>>().join(" ");
            let because = tr!("{what}: {why}", what = task.state.name(), why = Reason::joined(&task.reasons));
            row([&servers, &task.name, "", "", "", "", &because]);
        }
    }
    out
}

/// The value that is entered, and what is to be known of it: only what is due has one.
fn told(row: &Row<'_>) -> (String, String) {
    let value = row.value.as_deref().unwrap_or_default();
    let because = match row.trust {
        Trust::Safe => row.because.clone(),
        Trust::Doubted => tr!("the export says otherwise, look again first: {because}", because = row.because),
        Trust::Guessed => tr!("guessed, confirm first: {because}", because = row.because),
    };
    match row.stand {
        Stand::Due => (value.to_owned(), because),
        Stand::Waits => {
            let words = tr!("not yet, but together with what is still open: {value}; {because}", value, because);
            (String::new(), words)
        }
        Stand::Open if row.value.is_some() => {
            (String::new(), tr!("{why}; proposal, not decided: {value}", why = row.why, value))
        }
        Stand::Open => (String::new(), row.why.to_owned()),
    }
}
