//! Reading one file as text: regular files only, within the limit, UTF-8.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::os;
use crate::input::decode::{into_text, too_large};
use crate::text::failure::Failure;
use crate::text::lang::tr;

/// Smaller files are read without asking for their size.
const SMALL: usize = 32 << 10;

thread_local! {
    /// What small files are read into.
    static BUFFER: RefCell<Box<[u8]>> = RefCell::new(vec![0; SMALL].into_boxed_slice());
}

/// Reads the file at `path`, shown as `shown`, if it is not larger than `max` bytes.
///
/// # Errors
/// A failure if it is no regular file (a FIFO is opened without waiting, for that would block), too large, not UTF-8, or cannot
/// be read.
pub fn read_text(path: &Path, shown: &str, max: u64) -> Result<Box<str>, Failure> {
    let bytes = read_bytes(path, shown, max)?;
    into_text(bytes, shown)
}

/// Reads the bytes of a regular file that is not larger than `max` bytes.
///
/// # Errors
/// As [`read_text`], except that any bytes will do.
pub fn read_bytes(path: &Path, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    let file = open(path, shown)?;
    regular(&file, shown)?;
    read_open(file, shown, max)
}

/// As [`read_bytes`], for a file that a scan just listed as a regular one, so that it is not asked once more.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_listed(path: &Path, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    read_open(open(path, shown)?, shown, max)
}

/// The first bytes of a regular file, up to `length` of them.
///
/// # Errors
/// As [`read_bytes`].
pub(super) fn read_head(path: &Path, shown: &str, length: usize) -> Result<Vec<u8>, Failure> {
    let (file, _) = open_regular(path, shown)?;
    let mut bytes = Vec::with_capacity(length);
    file.take(length as u64).read_to_end(&mut bytes).map_err(|error| unreadable(&error, shown))?;
    Ok(bytes)
}

/// Opens a regular file; and its size in bytes.
pub(super) fn open_regular(path: &Path, shown: &str) -> Result<(File, u64), Failure> {
    let file = open(path, shown)?;
    let size = regular(&file, shown)?.len();
    Ok((file, size))
}

fn open(path: &Path, shown: &str) -> Result<File, Failure> {
    os::open(path).map_err(|error| match fs::metadata(path) {
        // A socket cannot be opened at all.
        Ok(metadata) if !metadata.is_file() => irregular(&metadata, shown),
        _ => unreadable(&error, shown),
    })
}

/// What is known of a file, if it is a regular one.
fn regular(file: &File, shown: &str) -> Result<Metadata, Failure> {
    let metadata = file.metadata().map_err(|error| unreadable(&error, shown))?;
    if metadata.is_file() { Ok(metadata) } else { Err(irregular(&metadata, shown)) }
}

/// As [`read_listed`], for a file that is open.
fn read_open(mut file: File, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    BUFFER.with_borrow_mut(|buffer| {
        let (length, ended) = fill(&mut file, buffer);
        let begun = buffer.get(..length).unwrap_or_default();
        // A small file ends here, and nothing else needs to be asked. What is empty may have become something else.
        if ended.as_ref().is_ok_and(|ended| *ended) && length > 0 && length as u64 <= max {
            return Ok(begun.to_vec());
        }
        let metadata = regular(&file, shown)?;
        ended.map_err(|error| unreadable(&error, shown))?;
        let size = metadata.len();
        if size > max {
            return Err(too_large(shown, &tr!("{size} bytes", size), max));
        }
        // The file may grow while it is read, and some report no size at all, so the limit holds for what comes.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).max(length).saturating_add(1));
        bytes.extend_from_slice(begun);
        let rest = max.saturating_add(1).saturating_sub(length as u64);
        file.take(rest).read_to_end(&mut bytes).map_err(|error| unreadable(&error, shown))?;
        if bytes.len() as u64 > max {
            return Err(too_large(shown, tr!("larger than it said"), max));
        }
        Ok(bytes)
    })
}

fn unreadable(error: &io::Error, shown: &str) -> Failure {
    Failure::io(shown, tr!("cannot read"), error)
}

/// Reads until `buffer` is full or the end is reached; how many bytes came, and whether that was the end.
fn fill(file: &mut File, buffer: &mut [u8]) -> (usize, io::Result<bool>) {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => return (length, Ok(true)),
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (length, Err(error)),
        }
    }
    (length, Ok(false))
}

fn irregular(metadata: &Metadata, shown: &str) -> Failure {
    if metadata.is_dir() {
        return Failure::new(shown, tr!("this is a directory, not a file"));
    }
    let what = os::special(metadata.file_type());
    Failure::new(shown, tr!("this is {what}; only regular files are read, so it was not opened", what))
}
