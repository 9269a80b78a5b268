//! Bytes taken as text, and how many of them.

use crate::text::failure::Failure;
use crate::text::lang::tr;
use crate::text::shell;
use crate::text::source::LineIndex;

/// A size that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) struct BadSize(pub String);

impl std::fmt::Display for BadSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = &self.0;
        f.write_str(&tr!("'{text}' is no size: write a number of bytes, or a number with K, M or G, such as 64M", text))
    }
}

/// Reads a size: bytes, or a number with `K`, `M` or `G` (1024, 1024², 1024³ bytes), in either case.
///
/// # Errors
/// When it is no such number, or too large for 64 bits.
pub(crate) fn parse_size(text: &str) -> Result<u64, BadSize> {
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

/// That something is larger than the limit.
pub(crate) fn too_large(shown: &str, size: &str, max: u64) -> Failure {
    Failure::new(shown, tr!("{size}, over the limit of {max}; raise it with --max-file-size, such as 256M", size, max))
}

/// Takes bytes as text, as they are: a byte-order mark stays, NUL bytes are fine.
///
/// # Errors
/// A failure with the place of the first byte that is not UTF-8.
pub fn into_text(bytes: Vec<u8>, shown: &str) -> Result<Box<str>, Failure> {
    into_text_or_return(bytes, shown).map_err(|(failure, _)| failure)
}

/// As [`into_text`], and bytes that are no text come back.
///
/// # Errors
/// As [`into_text`], with the bytes.
pub(crate) fn into_text_or_return(bytes: Vec<u8>, shown: &str) -> Result<Box<str>, (Failure, Vec<u8>)> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text.into_boxed_str()),
        Err(error) => error,
    };
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let bad = bytes.get(offset).copied().unwrap_or(0);
    let valid = bytes.get(..offset).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or("");
    let position = LineIndex::new(valid).position(valid, offset);
    let message = match Encoding::of(bytes) {
        Some(encoding) if !has_magic(bytes) => encoding.explain(shown),
        _ if is_binary(bytes) => {
            let byte = format!("{bad:02X}");
            tr!(
                "a binary file, not text (byte 0x{byte} at offset {offset}), so there is no configuration in it",
                byte,
                offset,
            )
        }
        _ => tr!(
            "not UTF-8: byte 0x{byte} at offset {offset} (line {line}, column {column}); convert the file to UTF-8, for example with iconv",
            byte = format!("{bad:02X}"),
            offset,
            line = position.line,
            column = position.column,
        ),
    };
    let failure = Failure { position: Some(position), ..Failure::new(shown, message) };
    Err((failure, error.into_bytes()))
}

/// An encoding that a text may be in instead of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Two bytes a character, the lower one first, as PowerShell and Notepad write it.
    Utf16Le,
    /// Two bytes a character, the higher one first.
    Utf16Be,
    /// Four bytes a character, the lowest one first.
    Utf32Le,
    /// Four bytes a character, the highest one first.
    Utf32Be,
    /// One byte or two, as Chinese systems write it.
    Gbk,
}

/// So much is looked at to tell an encoding.
const LOOK: usize = 4 << 10;

impl Encoding {
    /// The encoding of bytes that are no UTF-8, or that are full of zeros; None where nothing says it.
    #[must_use]
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        // The mark of UTF-32 begins with that of UTF-16.
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => return Some(Self::Utf32Le),
            [0, 0, 0xfe, 0xff, ..] => return Some(Self::Utf32Be),
            [0xff, 0xfe, ..] => return Some(Self::Utf16Le),
            [0xfe, 0xff, ..] => return Some(Self::Utf16Be),
            _ => {}
        }
        let look = bytes.get(..LOOK).unwrap_or(bytes);
        // Of plain text in four bytes a character three are zero, and even of Chinese one is always and one mostly.
        let quarter = |at: usize| look.iter().skip(at).step_by(4).filter(|&&byte| byte == 0).count();
        let (is_whole, all) = (look.len() >= 8 && bytes.len().is_multiple_of(4), look.len() / 4);
        if is_whole && quarter(3) == all && quarter(2) * 2 > all && quarter(0) == 0 {
            return Some(Self::Utf32Le);
        }
        if is_whole && quarter(0) == all && quarter(1) * 2 > all && quarter(3) == 0 {
            return Some(Self::Utf32Be);
        }
        let zeros = |at: usize| look.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        // Plain text has a zero in every second place.
        if odd > even && odd >= look.len() / 5 && odd > 0 {
            Some(Self::Utf16Le)
        } else if even > odd && even >= look.len() / 5 {
            Some(Self::Utf16Be)
        } else if std::str::from_utf8(bytes).is_err() && is_gbk(bytes) {
            Some(Self::Gbk)
        } else {
            None
        }
    }

    /// What is to be done about a file in this encoding.
    #[must_use]
    pub(crate) fn explain(self, shown: &str) -> String {
        let (name, from) = match self {
            Self::Utf16Le => (tr!("UTF-16 (little-endian), as PowerShell and Notepad write it"), "UTF-16LE"),
            Self::Utf16Be => (tr!("UTF-16 (big-endian)"), "UTF-16BE"),
            Self::Utf32Le => (tr!("UTF-32 (little-endian)"), "UTF-32LE"),
            Self::Utf32Be => (tr!("UTF-32 (big-endian)"), "UTF-32BE"),
            Self::Gbk => (tr!("GBK, as far as its bytes tell"), "GB18030"),
        };
        let file = shell::path(shown);
        let converted = shell::path(&format!("{shown}.utf8"));
        tr!(
            "this is not UTF-8 but {name}, and was not read; convert it: iconv -f {from} -t UTF-8 {file} > {converted} \
             && mv {converted} {file}",
            name,
            from,
            file,
            converted,
        )
    }
}

/// Whether the first bytes are those of a program, an archive or a picture.
fn has_magic(bytes: &[u8]) -> bool {
    const MAGIC: &[&[u8]] = &[
        b"\x7fELF",
        b"MZ",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"\xfd7zXZ",
        b"BZh",
        b"\x89PNG",
        b"\xca\xfe\xba\xbe",
        b"\xff\xd8\xff",
    ];
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

/// Whether bytes that are no UTF-8 are no text in any encoding either: control characters stand among them that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let look = bytes.get(..LOOK).unwrap_or(bytes);
    has_magic(bytes) || look.iter().any(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f))
}

/// Whether every byte beyond ASCII is one of a pair as GBK has them, and none of it is cut off.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        match rest {
            [] => return true,
            [0..=0x7f, after @ ..] | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, after @ ..] => rest = after,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::Position;

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

    #[test]
    fn a_binary_file_is_called_one() {
        let message = |bytes: &[u8]| into_text(bytes.to_vec(), "f").unwrap_err().message;
        assert!(message(b"\x7fELF\x02\x01\x01\0\0\xff\xd8").starts_with("a binary file"));
        assert!(message(b"plain \xe9").starts_with("not UTF-8"));
    }

    #[test]
    fn four_bytes_a_character_are_told_from_two() {
        let (text, chinese) = ("{\n\t\"type\":\"STORE_SOURCE\"}\n", "名字：“迁移”，\n密码。备份\n");
        let le = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
        let be = |text: &str| text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect::<Vec<u8>>();
        for text in [text.to_owned(), chinese.to_owned(), format!("\u{feff}{text}"), format!("\u{feff}{chinese}")] {
            assert_eq!(Encoding::of(&le(&text)), Some(Encoding::Utf32Le), "{text}");
            assert_eq!(Encoding::of(&be(&text)), Some(Encoding::Utf32Be), "{text}");
            let two: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_ne!(Encoding::of(&two), Some(Encoding::Utf32Le), "{text}");
        }
        let two: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Encoding::of(&two), Some(Encoding::Utf16Be));
    }

    #[test]
    fn the_place_of_a_bad_byte() {
        let failure = into_text(b"ab\r\n\xe5\xaf\x86x\xe9".to_vec(), "f").unwrap_err();
        assert_eq!(failure.position, Some(Position { line: 2, column: 3 }));
        assert!(failure.message.contains("0xE9 at offset 8"), "{}", failure.message);
        assert!(into_text(b"\xff\xfe{\0".to_vec(), "f").unwrap_err().message.contains("UTF-16"));
        assert_eq!(&*into_text(b"\xef\xbb\xbf\0".to_vec(), "f").unwrap(), "\u{feff}\0");
    }
}
