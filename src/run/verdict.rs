//! How a run ends: the same for every format.

/// How a run ended; the exit code of each is the same for every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing at or above `--fail-on` remains.
    Clean,
    /// Findings remain.
    Found,
    /// Wrong usage.
    Usage,
    /// Some inputs could not be read or parsed.
    InputFailed,
    /// No OMS configuration was found.
    Empty,
    /// A fix failed its proof, or a write failed.
    FixFailed,
    /// Ctrl-C ended it.
    Interrupted,
}

/// What a run came to; any of it may be so at once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Came {
    /// A fix failed its proof, or a write failed.
    pub broken: bool,
    /// Some inputs could not be read or parsed.
    pub unread: bool,
    /// Something that fails the run remains.
    pub found: bool,
    /// No OMS configuration was found, although there should be one.
    pub empty: bool,
}

impl Verdict {
    /// The worst of what a run came to decides.
    #[must_use]
    pub(crate) fn of(came: Came) -> Self {
        match came {
            Came { broken: true, .. } => Self::FixFailed,
            Came { unread: true, .. } => Self::InputFailed,
            Came { found: true, .. } => Self::Found,
            Came { empty: true, .. } => Self::Empty,
            _ => Self::Clean,
        }
    }

    /// The same, and a write failed.
    #[must_use]
    pub(crate) fn and_broken(self) -> Self {
        if matches!(self, Self::Usage | Self::Interrupted) { self } else { Self::FixFailed }
    }

    /// The same, and something that was asked for could not be taken in.
    #[must_use]
    pub(crate) fn and_unread(self) -> Self {
        if matches!(self, Self::Usage | Self::Interrupted | Self::FixFailed) { self } else { Self::InputFailed }
    }
}
