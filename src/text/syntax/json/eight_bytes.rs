//! Looks at the bytes of JSON, eight at once where that pays.

/// Eight bytes in one number: 1 in each.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Eight bytes in one number: the highest bit of each.
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// How many bytes of white space stand first.
#[inline]
pub(super) fn space(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

/// How many bytes stand before the first quote, backslash or control character. Most strings are short, so eight bytes
/// are looked at in one number: of each of the three tests, the lowest byte that it marks is right.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        let found = (quote | backslash | below(word, 0x20)) & HIGH;
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// How many bits of `word` stand before its first byte that is above the blank: eight for each byte.
#[inline]
pub(super) fn up_to_blank(word: u64) -> u32 {
    let above = ((word & !HIGH) + ONES * u64::from(0x7f - b' ')) | word;
    (above & HIGH).trailing_zeros() & !7
}
