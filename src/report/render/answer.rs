//! The one answer of a run: how many of the tasks are ready, and what the others need. Every format for people begins and
//! ends with these words.

use super::screen::{self, count};
use crate::lint::finding::Severity;
use crate::lint::states::State;
use crate::report::report::Report;
use crate::text::lang::{semicolon, tr, tr_noop};

/// How the answer begins where something is to be done.
pub(super) const NOT_READY: &str = tr_noop!("Not ready");

/// How the answer begins where nothing is to be done.
pub(super) const READY: &str = tr_noop!("Ready");

/// What a run comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// How bad it is; an info is good news.
    pub severity: Severity,
    /// `Not ready: 109 of 300 tasks (69 FIX, 39 VALUE, 1 CLONE)`, without a full stop.
    pub words: String,
}

impl Answer {
    /// The answer of a report.
    #[must_use]
    pub(super) fn of(report: &Report<'_>) -> Self {
        let states = &report.states;
        let worst = states.tasks.iter().map(|task| task.state).max();
        let unread = match report.failures.len() {
            0 => None,
            failed => Some(count(failed, "file")),
        };
        if let Some(worst) = worst.filter(|worst| *worst != State::Ready) {
            let tasks = states.share();
            return match unread {
                Some(files) => Self {
                    severity: Severity::Error,
                    words: tr!("Not ready: {tasks}, and {files} could not be read", tasks, files),
                },
                None => Self { severity: weight(worst), words: tr!("Not ready: {tasks}", tasks) },
            };
        }
        if screen::known(&report.run) + states.tasks.len() + report.failures.len() == 0 {
            return Self { severity: Severity::Error, words: screen::nothing_checked(&report.run) };
        }
        let counts = &report.summary;
        // A warning about a task that is ready all the same, such as one about copies of which the newest is known, is shown
        // as what it is and changes nothing.
        let site = match (counts.error, counts.site_warning) {
            (0, 0) => None,
            (0, warnings) => Some((Severity::Warning, count(warnings, "warning"))),
            (errors, _) => Some((Severity::Error, count(errors, "error"))),
        };
        let site =
            site.map(|(severity, what)| (severity, tr!("{findings} about the site as a whole", findings = what)));
        let wrong = unread
            .map(|files| (Severity::Error, tr!("{files} could not be read", files)))
            .into_iter()
            .chain(site)
            .collect::<Vec<_>>();
        let ready = ready(states.tasks.len(), report.run.tasks, report.run.is_of_some);
        match wrong.iter().map(|(severity, _)| *severity).max() {
            None => Self { severity: Severity::Info, words: tr!("Ready: {why}", why = ready) },
            Some(severity) => {
                let mut words: Vec<_> = wrong.into_iter().map(|(_, words)| words).collect();
                words.push(if states.tasks.is_empty() { tr!("no task is here").to_owned() } else { ready });
                Self { severity, words: tr!("Not ready: {tasks}", tasks = words.join(semicolon())) }
            }
        }
    }

    /// Whether it is good news.
    #[must_use]
    pub(super) fn is_good(&self) -> bool {
        self.severity == Severity::Info
    }
}

/// How bad it is that a task is in this state.
#[must_use]
pub(super) fn weight(state: State) -> Severity {
    match state {
        State::Ready => Severity::Info,
        State::Confirm => Severity::Warning,
        State::Fix | State::Value | State::Clone | State::Blocked | State::Unknown => Severity::Error,
    }
}

/// That so many tasks, of all, need nothing; `is_of_some`: others were not asked for.
fn ready(tasks: usize, all: usize, is_of_some: bool) -> String {
    if is_of_some && tasks > 0 && all > tasks {
        return tr!(
            "{tasks} of {all} asked for (--task), and nothing is needed there",
            tasks = count(tasks, "task"),
            all
        );
    }
    match tasks {
        0 => tr!("nothing found, but no task is here").to_owned(),
        1 => tr!("the only task here needs nothing").to_owned(),
        n => tr!("all {n} tasks need nothing", n),
    }
}
