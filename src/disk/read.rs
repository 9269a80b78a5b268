//! Reading one file as text: regular files only, within the limit, UTF-8.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::directory::{Opened, PAGE};
use super::os;
use crate::input::failure::Failure;
use crate::text::memory;
use crate::text::source::LineIndex;

/// The default of `--max-file-size` in bytes: 64 MiB.
pub const DEFAULT_MAX_FILE_SIZE: u64 = 64 << 20;

/// Smaller files are read without asking for their size.
const SMALL: usize = 32 << 10;

/// For so many small files, and what is made of them, memory is taken at once.
const AT_ONCE: usize = 32;

thread_local! {
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer { bytes: vec![0; SMALL].into_boxed_slice(), files: 0 });
}

/// What small files are read into.
struct Buffer {
    bytes: Box<[u8]>,
    files: usize,
}

/// A size that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no size: write a number of bytes, or a number with K, M or G, such as 64M")]
pub struct BadSize(pub String);

/// Reads a size: bytes, or a number with `K`, `M` or `G` (1024, 1024², 1024³ bytes), in either case.
///
/// # Errors
/// When it is no such number, or too large for 64 bits.
pub fn parse_size(text: &str) -> Result<u64, BadSize> {
    let bad = || BadSize(text.to_owned());
    let (digits, unit) = match text.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (text.get(..at), 1 << 10),
        Some((at, 'm' | 'M')) => (text.get(..at), 1 << 20),
        Some((at, 'g' | 'G')) => (text.get(..at), 1 << 30),
        _ => (Some(text), 1),
    };
    let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())).ok_or_else(bad)?;
    digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(bad)
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
    read_open(file.into(), shown, max)
}

/// As [`read_bytes`], for a file that a scan just listed as a regular one, so that it is not asked once more.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_listed(path: &Path, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    read_open(open(path, shown)?.into(), shown, max)
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
pub(super) fn read_open(mut opened: Opened, shown: &str, max: u64) -> Result<Vec<u8>, Failure> {
    BUFFER.with_borrow_mut(|buffer| {
        let reads_pages = opened.reads_pages;
        let (length, ended) = fill(|rest, at| opened.read_at(rest, at), reads_pages, &mut buffer.bytes);
        let begun = buffer.bytes.get(..length).unwrap_or_default();
        // A small file ends here, and nothing else needs to be asked. What is empty may have become something else.
        if ended.as_ref().is_ok_and(|ended| *ended) && length > 0 && length as u64 <= max {
            if buffer.files.is_multiple_of(AT_ONCE) {
                memory::ahead();
            }
            buffer.files += 1;
            return Ok(begun.to_vec());
        }
        let metadata = regular(&opened.file, shown)?;
        ended.map_err(|error| unreadable(&error, shown))?;
        let size = metadata.len();
        if size > max {
            return Err(too_large(shown, &format!("{size} bytes"), max));
        }
        // The file may grow while it is read, and some report no size at all, so the limit holds for what comes.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).max(length).saturating_add(1));
        bytes.extend_from_slice(begun);
        let rest = max.saturating_add(1).saturating_sub(length as u64);
        let file = opened.into_rest(length as u64);
        let read = file.and_then(|file| file.take(rest).read_to_end(&mut bytes));
        read.map_err(|error| unreadable(&error, shown))?;
        if bytes.len() as u64 > max {
            return Err(too_large(shown, "larger than it said", max));
        }
        Ok(bytes)
    })
}

fn unreadable(error: &io::Error, shown: &str) -> Failure {
    Failure::io(shown, "cannot read", error)
}

/// Reads until `buffer` is full or the end is reached; how many bytes came, and whether that was the end. Of what
/// [`Opened::reads_pages`], nobody needs to ask for the end where it stands within a page.
fn fill(
    mut read_at: impl FnMut(&mut [u8], u64) -> io::Result<usize>,
    reads_pages: bool,
    buffer: &mut [u8],
) -> (usize, io::Result<bool>) {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        let asked = rest.len();
        match read_at(rest, length as u64) {
            Ok(0) => return (length, Ok(true)),
            Ok(read) => {
                length += read;
                if reads_pages && read < asked && !length.is_multiple_of(PAGE) {
                    return (length, Ok(true));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (length, Err(error)),
        }
    }
    (length, Ok(false))
}

/// That something is no regular file.
fn irregular(metadata: &Metadata, shown: &str) -> Failure {
    if metadata.is_dir() {
        return Failure::new(shown, "this is a directory, not a file");
    }
    let what = os::special(metadata.file_type());
    Failure::new(shown, format!("this is {what}; only regular files are read, so it was not opened"))
}

/// That something is larger than the limit.
pub(crate) fn too_large(shown: &str, size: &str, max: u64) -> Failure {
    Failure::new(shown, format!("{size}, over the limit of {max}; raise it with --max-file-size, such as 256M"))
}

/// Takes bytes as text, as they are: a byte-order mark stays, NUL bytes are fine.
///
/// # Errors
/// A failure with the place of the first byte that is not UTF-8.
pub fn into_text(bytes: Vec<u8>, shown: &str) -> Result<Box<str>, Failure> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text.into_boxed_str()),
        Err(error) => error,
    };
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let bad = bytes.get(offset).copied().unwrap_or(0);
    let valid = bytes.get(..offset).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or("");
    let position = LineIndex::new(valid).position(valid, offset);
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it begins like UTF-16; ",
        _ => "",
    };
    let message = format!(
        "not UTF-8: byte 0x{bad:02X} at offset {offset} (line {}, column {}); {encoding}convert the file to UTF-8, for example with iconv",
        position.line, position.column
    );
    Err(Failure { line: Some(position.line), column: Some(position.column), ..Failure::new(shown, message) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(parse_size("64M"), Ok(64 << 20));
        assert_eq!(parse_size("1g"), Ok(1 << 30));
        assert_eq!(parse_size("512K"), Ok(512 << 10));
        assert_eq!(parse_size("7"), Ok(7));
        for bad in ["", "M", "-1", "+1", "1.5M", "1T", "64MB", "99999999999999999999", "99999999999G", "密"] {
            assert_eq!(parse_size(bad), Err(BadSize(bad.to_owned())));
        }
    }

    /// Gives at most so many bytes at once, each time the next of these numbers; then it has ended.
    struct Pieces<'p>(&'p [usize]);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((length, rest)) = self.0.split_first() else { return Ok(0) };
            self.0 = rest;
            assert!(*length <= buffer.len());
            Ok(*length)
        }
    }

    #[test]
    fn what_ends_within_a_page_is_not_asked_for_its_end() {
        let filled = |pieces: &[usize], reads_pages: bool| {
            let mut pieces = Pieces(pieces);
            let (length, ended) = fill(|rest, _| pieces.read(rest), reads_pages, &mut [0; 3 * PAGE]);
            (length, ended.unwrap(), pieces.0.len())
        };
        assert_eq!(filled(&[5, 7], true), (5, true, 1));
        assert_eq!(filled(&[5, 7], false), (12, true, 0));
        // Between two pages a read may end for another reason.
        assert_eq!(filled(&[PAGE, 7, 1], true), (PAGE + 7, true, 1));
        assert_eq!(filled(&[2 * PAGE], true), (2 * PAGE, true, 0));
        assert_eq!(filled(&[], true), (0, true, 0));
        // A full buffer says nothing of the end.
        assert_eq!(filled(&[3 * PAGE, 1], true), (3 * PAGE, false, 1));
        assert_eq!(filled(&[PAGE, 2 * PAGE, 1], true), (3 * PAGE, false, 1));
    }

    #[test]
    fn the_place_of_a_bad_byte() {
        let failure = into_text(b"ab\r\n\xe5\xaf\x86x\xe9".to_vec(), "f").unwrap_err();
        assert_eq!((failure.line, failure.column), (Some(2), Some(3)));
        assert!(failure.message.contains("0xE9 at offset 8"), "{}", failure.message);
        assert!(into_text(b"\xff\xfe{\0".to_vec(), "f").unwrap_err().message.contains("UTF-16"));
        assert_eq!(&*into_text(b"\xef\xbb\xbf\0".to_vec(), "f").unwrap(), "\u{feff}\0");
    }
}
