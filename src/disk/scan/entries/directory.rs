//! A directory that is open. From it, the directories in it are opened by their names alone, so that the system looks up one
//! name and not a whole path.

use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{CWD, Mode, OFlags, openat};

/// An open directory.
#[derive(Debug)]
pub(super) struct Directory(OwnedFd);

const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// What was listed as a directory is none of ours any more where a link took its place.
const OWN_DIRECTORY: OFlags = DIRECTORY.union(OFlags::NOFOLLOW);

impl Directory {
    /// Opens the directory at `path`, even where a link leads to it if it is `linked`.
    pub(super) fn open(path: &Path, linked: bool) -> rustix::io::Result<Self> {
        let flags = if linked { DIRECTORY } else { OWN_DIRECTORY };
        openat(CWD, path, flags, Mode::empty()).map(Self)
    }

    /// Opens a directory in it.
    pub(super) fn enter(&self, name: &OsStr) -> rustix::io::Result<Self> {
        openat(&self.0, name, OWN_DIRECTORY, Mode::empty()).map(Self)
    }
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_link_in_the_place_of_a_directory_is_not_entered() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("inner")).unwrap();
        std::os::unix::fs::symlink("inner", dir.path().join("link")).unwrap();
        let above = Directory::open(dir.path(), false).unwrap();
        assert!(above.enter("inner".as_ref()).is_ok() && above.enter("link".as_ref()).is_err());
        let link = dir.path().join("link");
        assert!(Directory::open(&link, true).is_ok() && Directory::open(&link, false).is_err());
    }
}
