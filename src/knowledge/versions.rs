//! OMS versions and their order.
//!
//! Source: the vendor's release notes write `V4.3.0 BP1` for patches of the Enterprise Edition and `4.2.6-CE` for the
//! Community Edition.

use std::fmt;
use std::str::FromStr;

use crate::text::lang::tr;

/// Which edition of OMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Edition {
    /// Enterprise Edition; what a version without a suffix means.
    #[default]
    Enterprise,
    /// Community Edition, suffix `-CE`.
    Community,
}

/// A version of OMS. Versions are ordered by their numbers, whatever the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Major, minor and patch number.
    pub numbers: [u16; 3],
    /// Number of the bundle patch (`BP1`), 0 for none.
    pub bundle: u16,
    /// Edition.
    pub edition: Edition,
}

/// Tasks created with this version or an earlier one can lack `dbType` and `checkpoint`: 3.2.1 and 3.2.2 wrote such
/// tasks, and a running 3.3.0 inherited them (documented).
pub(crate) const LAST_AFFECTED: Version =
    Version { numbers: [3, 3, 0], bundle: u16::MAX, edition: Edition::Enterprise };

/// The target of the main case.
pub const DEFAULT_TARGET: Version = Version { numbers: [4, 3, 2], bundle: 0, edition: Edition::Enterprise };

impl Version {
    /// Whether tasks created with this version can lack `dbType` and `checkpoint`.
    #[must_use]
    pub fn is_affected(&self) -> bool {
        self <= &LAST_AFFECTED
    }
}

/// The highest patch that the vendor's pages name in each line of versions. Lines before 3.2 are not listed anywhere.
const HIGHEST: &[([u16; 2], u16)] = &[([3, 2], 2), ([3, 3], 1), ([4, 0], 2), ([4, 1], 1), ([4, 2], 11), ([4, 3], 2)];

impl Version {
    /// Why no OMS with this version is known here, if none is: a slip of the hand, or one that came later.
    #[must_use]
    pub(crate) fn doubt(&self) -> Option<String> {
        let [major, minor, patch] = self.numbers;
        let highest = HIGHEST.iter().find(|(line, _)| *line == [major, minor]);
        let (version, date, line) = (self, super::DATE, format!("{major}.{minor}"));
        match highest {
            Some((_, highest)) if patch > *highest => Some(tr!(
                "no OMS {version} is known here: as of {date}, the last of {line} is {line}.{highest}",
                version,
                date,
                line,
                highest
            )),
            None if [major, minor] > [3, 2] => {
                Some(tr!("no OMS {version} is known here: as of {date}, there is no {line}", version, date, line))
            }
            _ => None,
        }
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some((self.numbers, self.bundle).cmp(&(other.numbers, other.bundle)))
    }
}

/// A text that is no version of OMS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", refused(.0))]
pub struct NoVersion(String);

fn refused(text: &str) -> String {
    tr!("`{text}` is no OMS version; write it like 4.3.2, \"V4.3.0 BP1\" or 4.2.6-CE", text)
}

impl FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let wrong = || NoVersion(text.to_owned());
        let upper = text.trim().to_ascii_uppercase().replace('_', "-");
        let rest = upper.strip_prefix("OMS").map_or(upper.as_str(), str::trim_start);
        let rest = rest.strip_prefix('V').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (numbers, mut suffix) = rest.split_at(end);
        let numbers: Vec<u16> =
            numbers.split('.').map(str::parse::<u16>).collect::<Result<_, _>>().map_err(|_| wrong())?;
        let numbers = <[u16; 3]>::try_from(numbers).map_err(|_| wrong())?;
        let mut version = Self { numbers, bundle: 0, edition: Edition::default() };
        while !suffix.is_empty() {
            suffix = suffix.trim_start_matches([' ', '-']);
            if let Some(rest) = suffix.strip_prefix("CE") {
                version.edition = Edition::Community;
                suffix = rest;
            } else if let Some(rest) = suffix.strip_prefix("EE") {
                suffix = rest;
            } else if let Some(rest) = suffix.strip_prefix("BP") {
                let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                let (number, rest) = rest.split_at(end);
                version.bundle = number.parse().map_err(|_| wrong())?;
                suffix = rest;
            } else {
                return Err(wrong());
            }
        }
        // OMS began at 1; a year or a date is no version.
        if (1..=99).contains(&version.numbers[0]) { Ok(version) } else { Err(wrong()) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        if self.bundle > 0 {
            write!(f, " BP{}", self.bundle)?;
        }
        if self.edition == Edition::Community { f.write_str("-CE") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_shown_and_ordered() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert_eq!(version("V4.3.0 BP1").to_string(), "4.3.0 BP1");
        assert_eq!(version("4.2.6-CE").to_string(), "4.2.6-CE");
        assert_eq!(version("v4.2.6_ce").edition, Edition::Community);
        assert!(version("3.2.2") < version("3.3.0"));
        assert!(version("4.3.0") < version("4.3.0-BP1"));
        assert!(version("3.3.0 BP2").is_affected());
        assert!(!version("3.3.1").is_affected());
    }

    #[test]
    fn a_version_that_no_oms_had_is_doubted() {
        let doubt = |text: &str| text.parse::<Version>().unwrap().doubt();
        assert!(doubt("3.2.9").unwrap().contains("the last of 3.2 is 3.2.2"));
        assert!(doubt("3.4.0").unwrap().contains("there is no 3.4"));
        for known in ["3.2.0", "3.2.2", "3.1.0", "4.2.11-CE", "4.3.2", "4.3.0 BP1", "4.0.1"] {
            assert_eq!(doubt(known), None, "{known}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for text in ["", "4", "4.3", "4.3.2.1", "four", "4.3.x", "0.1.2", "4.3.2-XE", "2024.1.1", "4.3.2 BP", "-1.0.0"]
        {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
