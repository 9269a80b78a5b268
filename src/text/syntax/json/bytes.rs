//! How far the bytes of JSON are of one kind.

/// How many bytes of white space stand first.
#[inline]
pub(super) fn space(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

/// Eight bytes in one number: 1 in each.
pub(super) const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Eight bytes in one number: the highest bit of each.
pub(super) const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// How many bytes stand before the first quote, backslash or control character: most of a document stands there, and is looked at
/// eight bytes at once.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks();
    for (number, word) in words.iter().enumerate() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return number * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    words.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The highest bit of the first byte of `word` that is a quote, a backslash or a control character; bits of later bytes may stand
/// there, too. 0 where there is none.
#[inline]
fn special(word: u64) -> u64 {
    // Of the lowest byte that is below `limit`, the highest bit; only what it borrows can make others seem so.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    is(b'"') | is(b'\\') | below(word, 0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        let around = [0, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff];
        for length in 0..20 {
            for at in 0..length {
                for byte in 0..=u8::MAX {
                    for other in around {
                        let mut bytes = vec![b'a'; length];
                        bytes[at..].fill(other);
                        bytes[at] = byte;
                        let slowly = bytes.iter().position(is_special).unwrap_or(length);
                        assert_eq!(plain(&bytes), slowly, "{bytes:?}");
                    }
                }
            }
        }
    }
}
