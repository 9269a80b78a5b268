//! The walk on Linux: a directory is opened from the one above it, which is open still, and nothing is asked of it but
//! its entries. walkdir looks up the whole path of each directory, asks what it is, and takes memory for it.

use std::ffi::{CStr, OsStr};
use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, RawDir, statat};
use rustix::io::Errno;

use super::directory::Directory;
use super::entry::{DirectoryEntry, Entries, FileKind, Special, Unseen};

/// How many directories a walk keeps open. What is deeper is opened by its whole path.
const KEPT_OPEN: usize = 4;

/// How many all walks keep open: there is one for each thread, and a process may have some hundred files open.
const ALL_KEPT_OPEN: usize = 512;

/// How many bytes of entries the system is asked for at once.
const AT_ONCE: usize = 32 << 10;

/// A walk of all that is below a directory.
pub(super) struct Walk {
    /// Of what was met last.
    path: Vec<u8>,
    /// The directories on the way to it.
    levels: Vec<Level>,
    next: Next,
    /// How many of the directories are kept open.
    kept_open: usize,
    buffer: Box<[MaybeUninit<u8>]>,
}

/// What the walk does next.
enum Next {
    /// It meets the directory from which it starts.
    Start,
    /// It enters the directory that was met last.
    Enter,
    /// It goes on where it is.
    GoOn,
}

/// A directory that was entered.
struct Level {
    /// None where it is not kept open.
    directory: Option<Directory>,
    /// Of its path, in bytes.
    length: usize,
    names: Vec<u8>,
    entries: std::vec::IntoIter<Waiting>,
}

/// An entry that was not met yet.
struct Waiting {
    special: Special,
    name: Range<usize>,
    kind: io::Result<FileKind>,
}

impl Entries for Walk {
    fn next(&mut self) -> Option<Result<DirectoryEntry<'_>, Unseen>> {
        match std::mem::replace(&mut self.next, Next::GoOn) {
            Next::Start => {
                self.next = Next::Enter;
                return Some(Ok(self.met(FileKind::Directory)));
            }
            Next::Enter => {
                if let Err(error) = self.enter() {
                    return Some(Err(self.unseen(error)));
                }
            }
            Next::GoOn => {}
        }
        loop {
            let level = self.levels.last_mut()?;
            let Some(Waiting { name, kind, .. }) = level.entries.next() else {
                self.levels.pop();
                continue;
            };
            self.path.truncate(level.length);
            if !self.path.ends_with(b"/") {
                self.path.push(b'/');
            }
            self.path.extend_from_slice(level.names.get(name).unwrap_or_default());
            return Some(match kind {
                Ok(kind) => {
                    if kind == FileKind::Directory {
                        self.next = Next::Enter;
                    }
                    Ok(self.met(kind))
                }
                Err(error) => Err(self.unseen(error)),
            });
        }
    }

    fn leave_directory(&mut self) {
        match self.next {
            Next::Enter => self.next = Next::GoOn,
            Next::Start | Next::GoOn => drop(self.levels.pop()),
        }
    }
}

impl Walk {
    pub(super) fn new(directory: &Path) -> Self {
        Self {
            path: directory.as_os_str().as_bytes().to_vec(),
            levels: Vec::new(),
            next: Next::Start,
            kept_open: (ALL_KEPT_OPEN / rayon::current_num_threads()).clamp(1, KEPT_OPEN),
            buffer: vec![MaybeUninit::uninit(); AT_ONCE].into_boxed_slice(),
        }
    }

    fn path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.path))
    }

    fn met(&self, kind: FileKind) -> DirectoryEntry<'_> {
        DirectoryEntry { path: self.path(), kind, depth: self.levels.len() }
    }

    fn unseen(&self, error: io::Error) -> Unseen {
        Unseen { path: self.path().to_path_buf(), error }
    }

    /// Opens the directory that was met last.
    fn open(&self) -> rustix::io::Result<Directory> {
        let above = self.levels.last().and_then(|level| Some((level.directory.as_ref()?, level.length)));
        match above {
            Some((directory, length)) => {
                let name = self.path.get(length..).unwrap_or_default();
                directory.enter(OsStr::from_bytes(name.strip_prefix(b"/").unwrap_or(name)))
            }
            None => Directory::open(self.path(), self.levels.is_empty()),
        }
    }

    /// Lists the directory that was met last. What was listed before an error is met all the same.
    fn enter(&mut self) -> io::Result<()> {
        let directory = match self.open() {
            Err(Errno::MFILE | Errno::NFILE) => {
                self.kept_open = 0;
                self.levels.iter_mut().for_each(|level| level.directory = None);
                self.open()?
            }
            opened => opened?,
        };
        let (mut names, mut entries, mut ended) = (Vec::new(), Vec::new(), Ok(()));
        let mut listing = RawDir::new(&directory, &mut self.buffer);
        while let Some(entry) = listing.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    ended = Err(error.into());
                    break;
                }
            };
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            let start = names.len();
            names.extend_from_slice(name.to_bytes());
            let (special, kind) = (Special::of(name.to_bytes()), kind(&directory, name, entry.file_type()));
            entries.push(Waiting { special, name: start..names.len(), kind });
        }
        let name = |listed: &Waiting| names.get(listed.name.clone()).unwrap_or_default();
        entries.sort_unstable_by(|one, other| (&one.special, name(one)).cmp(&(&other.special, name(other))));
        let directory = (self.levels.len() < self.kept_open).then_some(directory);
        self.levels.push(Level { directory, length: self.path.len(), names, entries: entries.into_iter() });
        ended
    }
}

/// What an entry is, asked of it where its directory does not say.
fn kind(directory: &Directory, name: &CStr, listed: FileType) -> io::Result<FileKind> {
    let kind = match listed {
        FileType::Unknown => FileType::from_raw_mode(statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode),
        known => known,
    };
    Ok(match kind {
        FileType::Directory => FileKind::Directory,
        FileType::RegularFile => FileKind::File,
        FileType::Symlink => FileKind::Link,
        _ => FileKind::Other,
    })
}
