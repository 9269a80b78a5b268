//! The walk elsewhere than on Linux, by walkdir; and in tests, which hold the other one to it.

use std::cmp::Ordering;
use std::fs::FileType;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::entry::{DirectoryEntry, Entries, FileKind, Special, Unseen, name};

/// A walk of all that is below a directory.
pub(super) struct Walk {
    walk: walkdir::IntoIter,
    met: Option<DirEntry>,
}

fn order(one: &DirEntry, other: &DirEntry) -> Ordering {
    // Both stand in one directory, so their paths differ in their names.
    let key = |entry: &DirEntry| Special::of(name(entry.path()));
    (key(one), one.path().as_os_str()).cmp(&(key(other), other.path().as_os_str()))
}

impl Walk {
    pub(super) fn new(directory: &Path) -> Self {
        Self { walk: WalkDir::new(directory).sort_by(order).into_iter(), met: None }
    }
}

impl Entries for Walk {
    fn next(&mut self) -> Option<Result<DirectoryEntry<'_>, Unseen>> {
        match self.walk.next()? {
            Ok(entry) => {
                let entry = self.met.insert(entry);
                let (path, kind, depth) = (entry.path(), kind(entry.file_type()), entry.depth());
                Some(Ok(DirectoryEntry { path, kind, depth }))
            }
            Err(error) => {
                let (path, why) = (error.path().unwrap_or(Path::new("")).to_path_buf(), error.to_string());
                Some(Err(Unseen { path, error: error.into_io_error().unwrap_or_else(|| io::Error::other(why)) }))
            }
        }
    }

    fn leave_directory(&mut self) {
        self.walk.skip_current_dir();
    }
}

fn kind(kind: FileType) -> FileKind {
    match kind {
        kind if kind.is_dir() => FileKind::Directory,
        kind if kind.is_file() => FileKind::File,
        kind if kind.is_symlink() => FileKind::Link,
        _ => FileKind::Other,
    }
}
