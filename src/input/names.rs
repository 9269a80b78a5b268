//! What a file may be, told by its name and its place before anybody reads it.

use crate::oms::id::ComponentId;
use crate::oms::kind::SectionName;
use crate::oms::shape::{Location, file_name};
use crate::text::spelling::holds;
use crate::text::syntax;

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A file of OMS that is no configuration, and what it is; it is not read.
    Status(&'static str),
    /// An archive.
    Archive(ArchiveKind),
    /// It is named like a configuration.
    Candidate,
    /// Anything else.
    Other,
}

impl Name {
    /// What the file at `path` is, a path with `/`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let name = file_name(path);
        match name {
            "checkpoint.chk" => return Self::Status("slices of a Full-Import, no configuration"),
            "oms.connector.checkpoint" => return Self::Status("status of a process, no configuration"),
            _ => {}
        }
        match ArchiveKind::of(name) {
            Some(kind) => Self::Archive(kind),
            None if is_candidate(path) => Self::Candidate,
            None => Self::Other,
        }
    }
}

/// The kinds of archives that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveKind {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz` or `.tgz`
    TarGz,
}

impl ArchiveKind {
    /// The kind of archive that a file of this name is, in any case of letters.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if ends_with(name, ".zip") {
            Some(Self::Zip)
        } else if ends_with(name, ".tar") {
            Some(Self::Tar)
        } else if ends_with(name, ".tar.gz") || ends_with(name, ".tgz") {
            Some(Self::TarGz)
        } else {
            None
        }
    }
}

/// Whether a scan reads a file of this path: by its ending, or because its name says OMS.
#[must_use]
pub fn is_candidate(path: &str) -> bool {
    let name = file_name(path);
    syntax::may_be(name) || holds(name, "ha.config") || ComponentId::parse(&name.to_ascii_lowercase()).is_some()
}

/// Whether the name or the place of a file says that it is OMS's, so that it must not go unread.
#[must_use]
pub(crate) fn says_oms(path: &str) -> bool {
    let location = Location::new(0, path);
    let name = location.file_name.to_ascii_lowercase();
    let names = ["runningconf.json", "crawler.conf", "checker.conf"];
    let parts = ["ha.config", "describeprojectcomponents", "jdbcwriter"];
    let in_layout = location.folder.rsplit('/').next() == Some("conf") && location.server_folder().is_some();
    SectionName::of_file(&name).is_some()
        || names.contains(&name.as_str())
        || parts.iter().any(|part| name.contains(part))
        || location.id().is_some()
        || in_layout
}

/// In any case of letters.
fn ends_with(name: &str, ending: &str) -> bool {
    let end = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_archives_are_told_by_the_name() {
        assert_eq!(ArchiveKind::of("a/b.TAR.gz"), Some(ArchiveKind::TarGz));
        assert_eq!(ArchiveKind::of("x.tgz"), Some(ArchiveKind::TarGz));
        assert_eq!(ArchiveKind::of("x.tar"), Some(ArchiveKind::Tar));
        assert_eq!(ArchiveKind::of("x.Zip"), Some(ArchiveKind::Zip));
        assert_eq!(ArchiveKind::of("gz"), None);
        assert_eq!(ArchiveKind::of("密码"), None);
    }

    #[test]
    fn what_a_file_is_by_its_name() {
        assert!(matches!(Name::of("a/checkpoint.chk"), Name::Status(_)));
        assert_eq!(Name::of("a/checkpoint.tgz"), Name::Archive(ArchiveKind::TarGz));
        assert_eq!(Name::of("a/x.JSON"), Name::Candidate);
        assert_eq!(Name::of("a.json/x"), Name::Other);
    }
}
