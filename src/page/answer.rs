//! What goes back to the page as JSON: how a run ended, and what its fixes and its plan come to.

use serde::Serialize;

use crate::run::verdict::Verdict;

/// How a run ended: what is shown first.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    /// What the user got wrong; there is no report then.
    pub error: Option<String>,
    /// How it ended, by the name of the exit code. Fixes that fail are not in it yet.
    pub verdict: &'static str,
    /// The one sentence.
    pub answer: String,
}

/// What the fixes and the plan come to.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Planned {
    /// What went wrong; nothing can be saved then but the reports.
    pub error: Option<String>,
    /// What the plan comes to.
    pub summary: String,
    /// The fixes that failed their proof.
    pub unproven: Vec<String>,
    /// How many files are fixed.
    pub fixed: usize,
    /// Whether there is anything in the patch.
    pub has_patch: bool,
    /// What does not stand in the patch.
    pub left_out: Option<String>,
    /// The values that are needed, to be filled in.
    pub values: String,
}

impl Answer {
    pub(super) fn of_mistake(mistake: &str) -> Self {
        Self { error: Some(mistake.to_owned()), verdict: "usage", ..Self::default() }
    }
}

/// As JSON.
pub(super) fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|error| format!(r#"{{"error":{:?}}}"#, error.to_string()))
}

/// How a run ended, by the name of its exit code.
pub(super) fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clean => "clean",
        Verdict::Found => "found",
        Verdict::Usage => "usage",
        Verdict::InputFailed => "input-failed",
        Verdict::Empty => "empty",
        Verdict::FixFailed => "fix-failed",
        Verdict::Interrupted => "interrupted",
    }
}
