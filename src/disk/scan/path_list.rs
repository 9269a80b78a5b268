//! Lists of paths, as `--files-from` takes them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::disk::os;

/// The paths of a list: one a line, or separated by NUL bytes. Empty entries are left out; a CR before the line's end
/// and a byte-order mark are not part of a path, except in NUL-separated lists, where every byte counts.
#[must_use]
pub fn parse(bytes: &[u8], null_separated: bool) -> Vec<PathBuf> {
    let (separator, bytes) =
        if null_separated { (0, bytes) } else { (b'\n', bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)) };
    bytes
        .split(|&byte| byte == separator)
        .map(|line| if null_separated { line } else { line.strip_suffix(b"\r").unwrap_or(line) })
        .filter(|line| !line.is_empty())
        .map(|line| PathBuf::from(os::name_from_bytes(line)))
        .collect()
}

/// The bytes of a list. It may be a pipe, as a shell makes of `<(…)`.
///
/// # Errors
/// What the system says.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_nul_separated_entries() {
        assert_eq!(parse(b"a b\r\n\n c\nd", false), ["a b", " c", "d"].map(PathBuf::from));
        assert_eq!(parse(b"a\nb\0\0c\r\0", true), ["a\nb", "c\r"].map(PathBuf::from));
        assert!(parse(b"", false).is_empty());
        assert!(parse(b"", true).is_empty());
        assert_eq!(parse("\u{feff}a".as_bytes(), false), [PathBuf::from("a")]);
    }

    #[cfg(unix)]
    #[test]
    fn names_need_not_be_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let got = parse(b"a\xff\n", false);
        assert_eq!(got[0].as_os_str().as_bytes(), b"a\xff");
    }
}
