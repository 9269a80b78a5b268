//! What rules are about, for the parts that go on with their findings: they ask this, never a code or a name.

/// A key of `source` that the upgrade asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKey {
    /// The type of the source.
    DbType,
    /// The position from which the component starts.
    Checkpoint,
}

impl SourceKey {
    /// As a person writes it into a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DbType => "dbType",
            Self::Checkpoint => "checkpoint",
        }
    }

    /// Every name that OMS reads it under.
    #[must_use]
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::DbType => &["dbType", "db_type"],
            Self::Checkpoint => &["checkpoint"],
        }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The key is not there, or blank: somebody has to supply it.
    Missing(SourceKey),
    /// The value of the key is one that OMS cannot take, or that is contradicted: it has to be replaced.
    Wrong(SourceKey),
    /// A key stands under another name than OMS reads: it has to be renamed.
    Misspelled,
    /// A key stands where OMS does not read it: it has to be deleted there, and added where it belongs.
    Misplaced,
    /// Whether all components and all expected tasks are in the export.
    Completeness,
    /// What was not understood, and so not checked: no choice of rules, baseline or ignore passes over it.
    Unread,
    /// Copies of one component that differ: which one counts.
    Copies,
    /// The upgrade as a whole: its path, HA around it, tasks that it changes or stops at.
    Upgrade,
    /// Anything else.
    Other,
}

impl Topic {
    /// The key of `source` that it is about, if it is about one of them.
    #[must_use]
    pub fn key(self) -> Option<SourceKey> {
        match self {
            Self::Missing(key) | Self::Wrong(key) => Some(key),
            Self::Misspelled
            | Self::Misplaced
            | Self::Completeness
            | Self::Unread
            | Self::Copies
            | Self::Upgrade
            | Self::Other => None,
        }
    }
}
