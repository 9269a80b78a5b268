//! A file that could not be read or parsed: what, why, and where in it if that is known.

use std::io;

pub(crate) use crate::text::foreign::system as explain;
use crate::text::lang::tr;
use crate::text::source::Position;

/// A file that could not be read or parsed. The others were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// Path as shown to people.
    pub path: String,
    /// What went wrong and what to do.
    pub message: String,
    /// Where, if it is known.
    pub position: Option<Position>,
    /// The text of that line, where it can be shown: secrets cannot be told in what no reader takes apart.
    pub line: Option<String>,
}

impl Failure {
    /// A failure of a whole file or directory.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), position: None, line: None }
    }

    /// A failure that the operating system reported while we were `doing` something.
    pub fn io(path: impl Into<String>, doing: &str, error: &io::Error) -> Self {
        Self::new(path, tr!("{doing}: {error}", doing, error = explain(error)))
    }
}
