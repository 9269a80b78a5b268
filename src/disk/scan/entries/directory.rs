//! A directory that is open. From it, what it holds is opened by its name alone, so that the system looks up one name and not
//! a whole path. Only Linux can; elsewhere no directory is opened so.

use std::ffi::OsStr;
use std::fs::File;
use std::io;

#[cfg(target_os = "linux")]
use std::{os::fd::AsFd, os::fd::BorrowedFd, os::fd::OwnedFd, path::Path};

#[cfg(target_os = "linux")]
use rustix::fs::{CWD, Mode, OFlags, openat};

/// An open directory.
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub(in crate::disk::scan) struct Directory(OwnedFd);

/// There is none.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(in crate::disk::scan) enum Directory {}

#[cfg(target_os = "linux")]
const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// What was listed as a directory is none of ours any more where a link took its place.
#[cfg(target_os = "linux")]
const OWN_DIRECTORY: OFlags = DIRECTORY.union(OFlags::NOFOLLOW);
#[cfg(target_os = "linux")]
const FILE: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK);

#[cfg(target_os = "linux")]
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

    /// Opens a file in it for reading. A FIFO that took the place of a file would block; this does not wait for it.
    pub(in crate::disk::scan) fn open_file(&self, name: &OsStr) -> io::Result<File> {
        Ok(openat(&self.0, name, FILE, Mode::empty())?.into())
    }
}

#[cfg(target_os = "linux")]
impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(not(target_os = "linux"))]
impl Directory {
    /// Opens a file in it for reading.
    pub(in crate::disk::scan) fn open_file(&self, _name: &OsStr) -> io::Result<File> {
        match *self {}
    }
}

#[cfg(all(test, target_os = "linux"))]
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
