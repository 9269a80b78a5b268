//! A directory that is open. From it, what it holds is opened by its name alone, so that the system looks up one name and not
//! a whole path. Only Linux can; elsewhere no directory is opened so.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

#[cfg(target_os = "linux")]
use std::{os::fd::AsFd, os::fd::BorrowedFd, path::Path};

/// An open directory.
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub(super) struct Directory {
    handle: File,
    /// The magic number of the file system on which it lies, if that is known to read whole pages.
    system: Option<u32>,
}

/// There is none.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub(super) enum Directory {}

/// A file that is open for reading.
#[derive(Debug)]
pub(super) struct Opened {
    pub file: File,
    /// Whether a read of it that gives less than it was asked for ends at the end of the file, or between two pages of
    /// [`PAGE`] bytes.
    pub reads_pages: bool,
}

/// Pages of the system have so many bytes, or a multiple of them.
pub(super) const PAGE: usize = 4096;

impl From<File> for Opened {
    fn from(file: File) -> Self {
        Self { file, reads_pages: false }
    }
}

impl Opened {
    /// Reads from byte `at` on, where the last read ended.
    pub(super) fn read_at(&mut self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        // A read that says where it begins does not lock the place of the file for other threads. But a file system of another
        // program may know no places.
        #[cfg(unix)]
        if self.reads_pages {
            return std::os::unix::fs::FileExt::read_at(&self.file, buffer, at);
        }
        let _ = at;
        self.file.read(buffer)
    }

    /// The file, to be read from byte `at` on, where the last read ended.
    pub(super) fn into_rest(mut self, at: u64) -> io::Result<File> {
        if self.reads_pages {
            self.file.seek(SeekFrom::Start(at))?;
        }
        Ok(self.file)
    }
}

#[cfg(target_os = "linux")]
impl Directory {
    /// Opens the directory at `path`, even where a link leads to it if it is `linked`.
    pub(super) fn open(path: &Path, linked: bool) -> rustix::io::Result<Self> {
        use rustix::fs::{CWD, Mode, openat};
        let flags = if linked { linux::DIRECTORY } else { linux::OWN_DIRECTORY };
        let handle = openat(CWD, path, flags, Mode::empty())?;
        Ok(Self { system: linux::system(&handle), handle: handle.into() })
    }

    /// Opens a directory in it.
    pub(super) fn enter(&self, name: &OsStr) -> rustix::io::Result<Self> {
        let (handle, is_same) = linux::open(&self.handle, self.system.is_some(), name, linux::OWN_DIRECTORY)?;
        let system = self.system.and_then(|system| if is_same { Some(system) } else { linux::system(&handle) });
        Ok(Self { handle: handle.into(), system })
    }

    /// Opens a file in it for reading. A FIFO that took the place of a file would block; this does not wait for it.
    pub(super) fn open_file(&self, name: &OsStr) -> io::Result<Opened> {
        let (handle, is_same) = linux::open(&self.handle, self.system.is_some(), name, linux::FILE)?;
        Ok(Opened { file: handle.into(), reads_pages: is_same })
    }

    /// Whether nothing can follow an entry of it, behind which a listing would go on at `cookie`.
    pub(super) fn ends_at(&self, cookie: u64) -> bool {
        self.system == Some(linux::EXT) && cookie == linux::END_OF_EXT
    }
}

#[cfg(target_os = "linux")]
impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.handle.as_fd()
    }
}

#[cfg(not(target_os = "linux"))]
impl Directory {
    /// Opens a file in it for reading.
    pub(super) fn open_file(&self, _name: &OsStr) -> io::Result<Opened> {
        match *self {}
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::os::fd::OwnedFd;

    use rustix::fs::{Mode, OFlags, ResolveFlags, fstatfs, openat, openat2};

    pub(super) const DIRECTORY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
    /// What was listed as a directory is none of ours any more where a link took its place.
    pub(super) const OWN_DIRECTORY: OFlags = DIRECTORY.union(OFlags::NOFOLLOW);
    pub(super) const FILE: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK);

    /// ext2, ext3 and ext4, by their magic number, as those below (`linux/magic.h`).
    pub(super) const EXT: u32 = 0xef53;

    /// These fill a read from the page cache, so it is short only at the end of the file, or before a page that cannot be
    /// read: ext, XFS, Btrfs, tmpfs. A file system of the network, or of another program (FUSE), may give less at any byte.
    const READ_PAGES: [u32; 4] = [EXT, 0x5846_5342, 0x9123_683e, 0x0102_1994];

    /// Where ext3 and ext4 stand when a directory with hashed names is listed: asked to go on there, they give nothing
    /// (`EXT4_HTREE_EOF_64BIT` in `fs/ext4/ext4.h`). In other directories of theirs this is no place.
    pub(super) const END_OF_EXT: u64 = (1 << 63) - 1;

    /// The magic number of the file system on which `file` lies, if it reads whole pages.
    pub(super) fn system(file: &OwnedFd) -> Option<u32> {
        let number = fstatfs(file).ok()?.f_type as u32;
        READ_PAGES.contains(&number).then_some(number)
    }

    /// Opens what has this name in a directory; and whether it is known to lie on the same file system, which is asked if that is
    /// `wanted`.
    pub(super) fn open(
        directory: &File,
        wanted: bool,
        name: &OsStr,
        flags: OFlags,
    ) -> rustix::io::Result<(OwnedFd, bool)> {
        // Another file system is an error then; an older Linux, or a sandbox, knows no such call.
        if wanted && let Ok(handle) = openat2(directory, name, flags, Mode::empty(), ResolveFlags::NO_XDEV) {
            return Ok((handle, true));
        }
        Ok((openat(directory, name, flags, Mode::empty())?, false))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::*;
    use crate::disk::read::read_open;

    #[test]
    fn files_of_every_size_are_read_to_their_end() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("inner")).unwrap();
        let sizes = [0, 1, 2, 3, 8, 16].map(|pages| pages * PAGE);
        let sizes: Vec<usize> = sizes.iter().flat_map(|size| [size.saturating_sub(1), *size, size + 1]).collect();
        for size in &sizes {
            let bytes: Vec<u8> = (0..*size).map(|at| (at % 251) as u8).collect();
            fs::write(dir.path().join("inner").join(size.to_string()), bytes).unwrap();
        }
        let known = Directory::open(dir.path(), false).unwrap();
        for system in [known.system, None] {
            let inner = Directory { system, ..known.enter("inner".as_ref()).unwrap() };
            for size in &sizes {
                let opened = inner.open_file(size.to_string().as_ref()).unwrap();
                assert_eq!(opened.reads_pages, system.is_some(), "{size}");
                let bytes = read_open(opened, "f", u64::MAX - 1).unwrap();
                assert!(bytes.iter().zip(0..).all(|(byte, at)| usize::from(*byte) == at % 251), "{size}");
                assert_eq!(bytes.len(), *size);
            }
        }
    }

    #[test]
    fn another_file_system_is_asked_for_itself() {
        // Wherever the root lies, these lie on their own.
        let root = Directory { system: Some(linux::EXT), ..Directory::open("/".as_ref(), false).unwrap() };
        let proc = root.enter("proc".as_ref()).unwrap();
        assert_eq!(proc.system, None);
        let opened = proc.open_file("filesystems".as_ref()).unwrap();
        assert!(!opened.reads_pages);
        assert_eq!(read_open(opened, "f", 1 << 20).unwrap(), fs::read("/proc/filesystems").unwrap());
        let dev = root.enter("dev".as_ref()).unwrap();
        assert_eq!(
            dev.system,
            Some(rustix::fs::fstatfs(&dev).unwrap().f_type as u32).filter(|number| *number == 0x0102_1994)
        );
    }

    #[test]
    fn only_the_last_entry_ends_a_directory() {
        let dir = tempfile::tempdir().unwrap();
        let directory = Directory::open(dir.path(), false).unwrap();
        for number in 0..3_000 {
            fs::write(dir.path().join(format!("a name so long that not all fit {number}")), "").unwrap();
            if ![0, 1, 100, 2_999].contains(&number) {
                continue;
            }
            let mut buffer = vec![std::mem::MaybeUninit::uninit(); 8 << 10];
            rustix::fs::seek(&directory, rustix::fs::SeekFrom::Start(0)).unwrap();
            let mut listing = rustix::fs::RawDir::new(&directory, &mut buffer);
            let mut ends = Vec::new();
            while let Some(entry) = listing.next() {
                ends.push(directory.ends_at(entry.unwrap().next_entry_cookie()));
            }
            assert_eq!(ends.len(), number + 3);
            let before = ends.len() - 1;
            assert!(!ends.iter().take(before).any(|is_end| *is_end));
        }
    }

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
