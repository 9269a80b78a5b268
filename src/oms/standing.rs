//! What a component is among copies of it that differ.

/// What orders copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The time at which the API took them.
    Sampled,
    /// When their files were modified, which a careless copy loses.
    Modified,
}

/// What a component is among copies of it that differ; others are known by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The newest, so it counts.
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
    /// An older one, which does not count.
    Outdated,
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
