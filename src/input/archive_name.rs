//! Which files are archives, told by their name.

use std::path::Path;

/// The kinds of archives that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz` or `.tgz`
    TarGz,
}

impl Kind {
    /// The kind of archive that a file of this name is, in any case of letters.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let ends = |end: &str| {
            let start = name.len().checked_sub(end.len());
            start.and_then(|start| name.get(start..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
        };
        if ends(".zip") {
            Some(Self::Zip)
        } else if ends(".tar") {
            Some(Self::Tar)
        } else if ends(".tar.gz") || ends(".tgz") {
            Some(Self::TarGz)
        } else {
            None
        }
    }
}

/// Whether there is a file at `path` that is an archive by its name.
#[must_use]
pub fn is_archive(path: &Path) -> bool {
    path.is_file() && Kind::of(&path.to_string_lossy()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_name() {
        assert_eq!(Kind::of("a/b.TAR.gz"), Some(Kind::TarGz));
        assert_eq!(Kind::of("x.tgz"), Some(Kind::TarGz));
        assert_eq!(Kind::of("x.tar"), Some(Kind::Tar));
        assert_eq!(Kind::of("x.Zip"), Some(Kind::Zip));
        assert_eq!(Kind::of("gz"), None);
        assert_eq!(Kind::of("密码"), None);
    }
}
