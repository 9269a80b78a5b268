//! What the user got wrong: exit code 2 of the command line.

use crate::text::lang::{self, tr};

/// A mistake in usage, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) struct Usage(String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Usage {
    /// A mistake, in a sentence without a full stop and in the language of people, whatever the report is in.
    pub(crate) fn new<T: Into<String>>(message: impl FnOnce() -> T) -> Self {
        Self(lang::to_people(message).into())
    }

    /// Several mistakes, a line each.
    pub(crate) fn all(messages: impl FnOnce() -> Vec<String>) -> Self {
        lang::to_people(|| Self::joined(&messages()))
    }

    fn joined(messages: &[String]) -> Self {
        let (first, rest) = messages.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let rest = rest.iter().map(|message| format!("\n{}", tr!("error: {error}", error = message)));
        Self(format!("{first}{}", rest.collect::<String>()))
    }
}
