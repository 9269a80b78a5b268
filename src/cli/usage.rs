//! What the user got wrong on the command line: exit code 2.

/// A mistake in usage, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(String);

impl Usage {
    /// A mistake, in a sentence without a full stop.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}
