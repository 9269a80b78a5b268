//! Bytes taken as text, and how many of them.

use crate::text::failure::Failure;
use crate::text::source::LineIndex;

/// A size that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no size: write a number of bytes, or a number with K, M or G, such as 64M")]
pub(crate) struct BadSize(pub String);

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
    Err(Failure { position: Some(position), ..Failure::new(shown, message) })
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
    fn the_place_of_a_bad_byte() {
        let failure = into_text(b"ab\r\n\xe5\xaf\x86x\xe9".to_vec(), "f").unwrap_err();
        assert_eq!(failure.position, Some(Position { line: 2, column: 3 }));
        assert!(failure.message.contains("0xE9 at offset 8"), "{}", failure.message);
        assert!(into_text(b"\xff\xfe{\0".to_vec(), "f").unwrap_err().message.contains("UTF-16"));
        assert_eq!(&*into_text(b"\xef\xbb\xbf\0".to_vec(), "f").unwrap(), "\u{feff}\0");
    }
}
