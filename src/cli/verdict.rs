//! The exit code of how a run ended: the same for every format.

use std::process::ExitCode;

use super::interrupt;
use crate::run::verdict::Verdict;

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Clean => 0,
            Verdict::Found => 1,
            Verdict::Usage => 2,
            Verdict::InputFailed => 3,
            Verdict::Empty => 4,
            Verdict::FixFailed => 5,
            Verdict::Interrupted => interrupt::EXIT_CODE,
        })
    }
}
