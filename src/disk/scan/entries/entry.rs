//! What a walk meets: the contract of the walks.

use std::io;
use std::path::{Path, PathBuf};

use crate::disk::marks;
use crate::input::exclusions::IGNORE_FILE;

/// What stands between two components of a path.
const SEPARATOR: u8 = std::path::MAIN_SEPARATOR as u8;

/// What an entry of a directory is. A link is a link, wherever it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::disk::scan) enum FileKind {
    Directory,
    File,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// Names that decide about the other entries of their directory, so they come first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::disk::scan) enum Special {
    /// It may be a directory of ours.
    Manifest,
    /// It may leave out others.
    Ignore,
    /// Anything else.
    No,
}

impl Special {
    /// Asked of every entry, so of bytes.
    pub(super) fn of(name: &[u8]) -> Self {
        if name == marks::MANIFEST_FILE.as_bytes() {
            Self::Manifest
        } else if name == IGNORE_FILE.as_bytes() {
            Self::Ignore
        } else {
            Self::No
        }
    }
}

/// An entry that is met.
#[derive(Debug, Clone, Copy)]
pub(in crate::disk::scan) struct DirectoryEntry<'a> {
    pub path: &'a Path,
    pub kind: FileKind,
    /// 0 is the directory from which the walk starts.
    pub depth: usize,
}

impl<'a> DirectoryEntry<'a> {
    /// The last name in its path.
    pub(in crate::disk::scan) fn name(&self) -> &'a [u8] {
        name(self.path)
    }

    pub(in crate::disk::scan) fn special(&self) -> Special {
        Special::of(self.name())
    }
}

pub(super) fn name(path: &Path) -> &[u8] {
    let path = path.as_os_str().as_encoded_bytes();
    let start = memchr::memrchr(SEPARATOR, path).map_or(0, |at| at + 1);
    path.get(start..).unwrap_or_default()
}

/// What could not be looked at, and why.
#[derive(Debug)]
pub(in crate::disk::scan) struct Unseen {
    pub path: PathBuf,
    pub error: io::Error,
}

/// A walk: each directory before what it holds; in one directory what decides first, else by name, so that the files
/// come nearly in the order in which they are listed.
pub(in crate::disk::scan) trait Entries {
    fn next(&mut self) -> Option<Result<DirectoryEntry<'_>, Unseen>>;

    /// Leaves out what was not met yet of the directory that was met last, or of the one that holds what was met last.
    fn leave_directory(&mut self);
}
