//! What a component is among copies of it, and whether it ran.

/// What orders copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The time at which the API took them.
    Sampled,
    /// The time at which `collect.sh` took them, as its record says.
    Recorded,
    /// The time that the status of their process tells.
    Status,
    /// Whichever of these each has: an answer of the API and files on a disk have different ones.
    Own,
    /// When their files were modified, which a careless copy loses.
    Modified,
}

impl Order {
    /// Every order of copies that came one way, the most reliable first.
    pub(crate) const ALL: [Self; 4] = [Self::Sampled, Self::Recorded, Self::Status, Self::Modified];

    /// Those of an answer of the API and files on a disk.
    pub(crate) const ACROSS: [Self; 2] = [Self::Own, Self::Modified];

    /// Whether it is a mark of the export's own, which no copying changes.
    #[must_use]
    pub(crate) fn is_own_mark(self) -> bool {
        self != Self::Modified
    }
}

/// What a component is among copies of it; others are known by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It says the same as another one, which counts.
    Copy {
        /// The one that counts.
        of: usize,
    },
    /// The newest of those that differ, so it counts.
    Newest {
        /// What says that it is.
        by: Order,
        /// The copies that do not count, each with its time in Unix seconds.
        others: Vec<(usize, i64)>,
        /// Its own time.
        at: i64,
        /// In what they differ: keys with their section.
        keys: Vec<String>,
    },
    /// One of those that differ, and older than another, so it does not count.
    Outdated {
        /// The newest, which counts.
        by: usize,
    },
    /// Nothing says which one is the newest, so all are checked.
    Unordered {
        /// The other copies.
        others: Vec<usize>,
        /// Whether it is the first of them, which speaks for all.
        is_first: bool,
        /// In what they differ.
        keys: Vec<String>,
    },
}

impl Standing {
    /// The number of the copy that counts instead.
    #[must_use]
    pub(crate) fn instead(&self) -> Option<usize> {
        match self {
            Self::Copy { of } => Some(*of),
            Self::Outdated { by } => Some(*by),
            Self::Newest { .. } | Self::Unordered { .. } => None,
        }
    }
}

/// Whether a process of a component ran, as records say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Runs {
    /// Whether it ran; if not, all processes of its server were seen.
    pub is_running: bool,
    /// When that was, in Unix seconds.
    pub at: Option<i64>,
    /// Number of the document that says so.
    pub document: usize,
}
