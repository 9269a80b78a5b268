//! Which version of OMS can be upgraded to which, and the way over versions between.
//!
//! Source: the vendor's upgrade guides, one for each target (high). A target that no row names is not known here, and
//! that is said, never passed over.

use std::collections::VecDeque;

use super::versions::{Edition, Version};

/// What a guide lets one come from, by the numbers of the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sources {
    /// This version and all later ones; earlier ones go to this version first.
    From([u16; 3]),
    /// Each from the first to the last version.
    Between([u16; 3], [u16; 3]),
    /// Just these.
    Only(&'static [[u16; 3]]),
    /// None: the version is only deployed anew.
    None,
}

/// What is documented about one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Edition of source and target.
    pub edition: Edition,
    /// The target.
    pub to: [u16; 3],
    /// What may be upgraded to it directly.
    pub from: Sources,
    /// Where that stands.
    pub source: &'static str,
}

/// The vendor's upgrade documentation of the target.
const DOCUMENTED: &str = "documented by the vendor for this target (high)";

const fn enterprise(to: [u16; 3]) -> Row {
    Row { edition: Edition::Enterprise, to, from: Sources::From([3, 2, 1]), source: DOCUMENTED }
}

const fn community(to: [u16; 3], from: Sources) -> Row {
    Row { edition: Edition::Community, to, from, source: DOCUMENTED }
}

/// Every target that is known.
pub(crate) const ROWS: &[Row] = &[
    enterprise([4, 0, 1]),
    enterprise([4, 2, 2]),
    enterprise([4, 3, 1]),
    enterprise([4, 3, 2]),
    community([3, 3, 0], Sources::Only(&[[3, 2, 2]])),
    community([3, 3, 1], Sources::Only(&[[3, 3, 0]])),
    community([4, 0, 0], Sources::Only(&[[3, 2, 2], [3, 3, 0], [3, 3, 1]])),
    community([4, 1, 0], Sources::Only(&[[3, 2, 2], [3, 3, 0], [3, 3, 1], [4, 0, 0]])),
    community([4, 1, 1], Sources::None),
    community([4, 2, 0], Sources::Only(&[[4, 1, 1]])),
    community([4, 2, 1], Sources::Only(&[[4, 2, 0]])),
    community([4, 2, 2], Sources::Only(&[[4, 2, 1]])),
    community([4, 2, 6], Sources::Only(&[[4, 2, 4]])),
    community([4, 2, 9], Sources::Between([4, 2, 0], [4, 2, 8])),
    // By hot upgrade.
    community([4, 2, 11], Sources::Between([4, 2, 1], [4, 2, 10])),
];

impl Sources {
    fn contains(self, from: Version) -> bool {
        match self {
            Self::From(first) => from.numbers >= first,
            Self::Between(first, last) => (first..=last).contains(&from.numbers),
            // A list of single versions says nothing of their bundle patches.
            Self::Only(versions) => from.bundle == 0 && versions.contains(&from.numbers),
            Self::None => false,
        }
    }
}

/// What is known about going from one version to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Path {
    /// Directly.
    Direct,
    /// Not directly.
    Unsupported {
        /// What is documented about the target.
        row: &'static Row,
        /// The whole way, source and target included, if one is known.
        way: Option<Vec<Version>>,
    },
    /// The target is not newer.
    NotNewer,
    /// From one edition to the other.
    OtherEdition,
    /// No row names the target.
    Unknown,
}

/// What is known about going from `from` to `to`.
#[must_use]
pub(crate) fn path(from: Version, to: Version) -> Path {
    if from.edition != to.edition {
        return Path::OtherEdition;
    }
    if from >= to {
        return Path::NotNewer;
    }
    match row(to) {
        None => Path::Unknown,
        Some(row) if row.from.contains(from) => Path::Direct,
        Some(row) => Path::Unsupported { row, way: way(from, to) },
    }
}

/// What is documented about a target. A bundle patch is a target of its own, of which nothing is documented.
fn row(to: Version) -> Option<&'static Row> {
    ROWS.iter().find(|row| (row.edition, row.to) == (to.edition, to.numbers) && to.bundle == 0)
}

/// The shortest way over versions that rows name, the first of equals.
fn way(from: Version, to: Version) -> Option<Vec<Version>> {
    let mut open = VecDeque::from([vec![to]]);
    let mut seen = vec![to];
    // From the target back, so that every step is one that a row allows.
    while let Some(way) = open.pop_front() {
        let Some(row) = way.first().and_then(|next| row(*next)) else { continue };
        if row.from.contains(from) {
            return Some([&[from], way.as_slice()].concat());
        }
        if let Sources::From(first) = row.from {
            let first = Version { numbers: first, bundle: 0, edition: row.edition };
            return Some([&[from, first], way.as_slice()].concat());
        }
        for version in before(row).filter(|version| *version > from) {
            if !seen.contains(&version) {
                seen.push(version);
                open.push_back([&[version], way.as_slice()].concat());
            }
        }
    }
    None
}

/// The versions of other rows from which a row's target is reached.
fn before(row: &'static Row) -> impl Iterator<Item = Version> {
    let version = |numbers: [u16; 3]| Version { numbers, bundle: 0, edition: row.edition };
    let named = ROWS.iter().filter(|other| other.edition == row.edition).map(move |other| version(other.to));
    named.filter(|version| row.from.contains(*version))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: &str, to: &str) -> Path {
        path(from.parse().unwrap(), to.parse().unwrap())
    }

    fn way_between(from: &str, to: &str) -> Option<String> {
        match between(from, to) {
            Path::Unsupported { way, .. } => {
                way.map(|way| way.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → "))
            }
            other => panic!("{from} → {to} is {other:?}"),
        }
    }

    #[test]
    fn documented_pairs_are_direct() {
        for (from, to) in [
            ("3.2.1", "4.3.2"),
            ("3.2.2", "4.3.1"),
            ("3.2.1", "4.0.1"),
            ("3.2.1", "4.2.2"),
            ("4.0.1", "4.2.2"),
            ("4.2.3-CE", "4.2.11-CE"),
            ("4.2.1-CE", "4.2.11-CE"),
            ("V4.3.0 BP1", "4.3.2"),
            ("4.3.1", "4.3.2"),
            ("3.2.2-CE", "3.3.0-CE"),
            ("3.3.1-CE", "4.0.0-CE"),
            ("4.0.0-CE", "4.1.0-CE"),
            ("4.1.1-CE", "4.2.0-CE"),
            ("4.2.4-CE", "4.2.6-CE"),
            ("4.2.8-CE", "4.2.9-CE"),
        ] {
            assert_eq!(between(from, to), Path::Direct, "{from} → {to}");
        }
    }

    #[test]
    fn other_pairs_name_the_way_where_there_is_one() {
        let way = |from: &str, to: &str| way_between(from, to);
        assert_eq!(way("3.1.0", "4.3.2").as_deref(), Some("3.1.0 → 3.2.1 → 4.3.2"));
        assert_eq!(way("3.2.0", "4.2.2").as_deref(), Some("3.2.0 → 3.2.1 → 4.2.2"));
        assert_eq!(way("4.2.0-CE", "4.2.11-CE").as_deref(), Some("4.2.0-CE → 4.2.1-CE → 4.2.11-CE"));
        assert_eq!(way("3.2.0 BP3", "4.3.1").as_deref(), Some("3.2.0 BP3 → 3.2.1 → 4.3.1"));
        assert_eq!(way("3.2.2-CE", "3.3.1-CE").as_deref(), Some("3.2.2-CE → 3.3.0-CE → 3.3.1-CE"));
        assert_eq!(way("4.1.1-CE", "4.2.9-CE").as_deref(), Some("4.1.1-CE → 4.2.0-CE → 4.2.9-CE"));
        assert_eq!(way("4.1.1-CE", "4.2.2-CE").as_deref(), Some("4.1.1-CE → 4.2.0-CE → 4.2.1-CE → 4.2.2-CE"));
        // 4.1.1 cannot be reached by an upgrade, so neither can what is reached from it alone.
        for (from, to) in [("4.1.0-CE", "4.1.1-CE"), ("3.2.2-CE", "4.2.0-CE"), ("4.0.0-CE", "4.2.9-CE")] {
            assert_eq!(way(from, to), None, "{from} → {to}");
        }
        assert_eq!(way("3.1.0-CE", "3.3.0-CE"), None);
        assert_eq!(way("4.2.5-CE", "4.2.6-CE"), None);
    }

    #[test]
    fn what_no_row_names_is_unknown() {
        for (from, to) in [("3.2.1", "4.3.0"), ("3.2.1", "4.4.0"), ("4.2.2-CE", "4.2.3-CE"), ("3.2.1", "4.3.2 BP1")] {
            assert_eq!(between(from, to), Path::Unknown, "{from} → {to}");
        }
        assert_eq!(between("4.2.6-CE", "4.3.2"), Path::OtherEdition);
        assert_eq!(between("4.3.2", "4.3.2"), Path::NotNewer);
        assert_eq!(between("4.3.2", "4.3.1"), Path::NotNewer);
    }
}
