//! An input that could not be read: what, why, and where in it if that is known.

use std::io;

/// One input that could not be read. The others were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The path as shown to people.
    pub path: String,
    /// What is wrong and what to do about it.
    pub message: String,
    /// Line, from 1, if the failure has a place inside the file.
    pub line: Option<usize>,
    /// Column in characters, from 1, if the failure has a place inside the file.
    pub column: Option<usize>,
}

impl Failure {
    /// A failure of a whole file or directory.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), line: None, column: None }
    }

    /// A failure that the operating system reported while we were `doing` something.
    pub fn io(path: impl Into<String>, doing: &str, error: &io::Error) -> Self {
        Self::new(path, format!("{doing}: {}", explain(error)))
    }
}

/// The operating system's error in words that do not need its number.
pub(crate) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "no space left on the device".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is mounted read-only".to_owned(),
        _ => error.to_string(),
    }
}
