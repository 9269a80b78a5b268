//! What a component can be, which way it goes, and the sections it has.

use crate::text::lang::{tr, tr_noop, translated};

/// Which way the rows go: from the task's source to its target, or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From the forward target back to the source.
    Reverse,
}

impl Direction {
    /// Lower-case name, as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Reverse => "reverse",
        }
    }

    /// The other one.
    #[must_use]
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Forward => Self::Reverse,
            Self::Reverse => Self::Forward,
        }
    }

    /// In a sentence.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Forward => tr!("forward"),
            Self::Reverse => tr!("reverse"),
        }
    }
}

/// The four sections of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionName {
    /// What is read.
    Source,
    /// What is written.
    Sink,
    /// The framework between them.
    Coordinator,
    /// Which tables, which rows.
    Condition,
}

impl SectionName {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Source, Self::Sink, Self::Coordinator, Self::Condition];

    /// The key, and the name of the file without `.json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Sink => "sink",
            Self::Coordinator => "coordinator",
            Self::Condition => "condition",
        }
    }

    /// The section that a file is called after, however people spell it, and what stands before that in its name: nothing in
    /// `Source.json`, `np_x_` in `np_x_source.yaml`.
    #[must_use]
    pub(crate) fn called(name: &str) -> Option<(Self, &str)> {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Self::ALL.into_iter().find_map(|section| {
            let (before, end) = stem.split_at_checked(stem.len().checked_sub(section.key().len())?)?;
            let is_word = !before.ends_with(|c: char| c.is_alphanumeric());
            (is_word && end.eq_ignore_ascii_case(section.key())).then_some((section, before))
        })
    }

    /// The section that a file of this name holds in a run directory.
    #[must_use]
    pub(crate) fn of_file(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".json")?;
        Self::ALL.into_iter().find(|section| section.key() == stem)
    }
}

/// Where an Incr-Sync reads from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    /// The queue of a Store.
    Store,
    /// oblogproxy.
    LogProxy,
    /// Kafka; it has neither `dbType` nor `checkpoint`.
    Kafka,
    /// A JDBCWriter of 3.2.x, which names its type `src_type` and its position `timestamp`.
    JdbcWriter,
    /// Something else, of which nothing is known.
    Other,
}

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComponentKind {
    /// Reads changes and writes them to the target.
    IncrSync(Plugin),
    /// Copies the existing rows.
    FullImport,
    /// Compares source and target.
    FullVerification,
    /// Reads the source's log and keeps it as a queue.
    Store,
    /// Four sections, and nothing that says what they are.
    Unknown,
}

impl ComponentKind {
    /// The name OMS uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IncrSync(Plugin::JdbcWriter) => "JDBCWriter",
            Self::IncrSync(_) => "Incr-Sync",
            Self::FullImport => "Full-Import",
            Self::FullVerification => "Full-Verification",
            Self::Store => "Store",
            Self::Unknown => tr_noop!("component of unknown kind"),
        }
    }

    /// The same in a sentence.
    #[must_use]
    pub fn label(self) -> &'static str {
        translated(self.name())
    }

    /// Whether both are the same kind, whatever they read from.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// Components of a run, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ComponentCounts {
    /// Incr-Sync, and JDBCWriter of 3.2.x.
    pub incr_sync: usize,
    /// Full-Import.
    pub full_import: usize,
    /// Store.
    pub store: usize,
    /// Full-Verification.
    pub full_verification: usize,
    /// Files of the system parameter `ha.config`.
    pub ha_config: usize,
}
