//! What the user got wrong on the command line: exit code 2.

/// A mistake in usage, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Usage(String);

impl Usage {
    /// A mistake, in a sentence without a full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// The name in `known` that is spelled most like `name`, if any is close.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase();
    let ratio = |other: &str| similar::TextDiff::from_chars(name.as_str(), other.to_lowercase().as_str()).ratio();
    let scored = known.into_iter().map(|other| (ratio(other), other));
    scored.filter(|(ratio, _)| *ratio > 0.6).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}
