//! How far the bytes of JSON are of one kind.

/// How many bytes of white space stand first.
#[inline]
pub(super) fn space(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

/// How many bytes stand before the first quote, backslash or control character.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (mut rest, mut before) = (bytes, 0);
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let special = special(u64::from_le_bytes(*eight));
        if special != 0 {
            return before + special.trailing_zeros() as usize / 8;
        }
        (rest, before) = (behind, before + 8);
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    before + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Eight bytes in one number: 1 in each.
pub(super) const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Eight bytes in one number: the highest bit of each.
pub(super) const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// The highest bit of the first of eight bytes that ends what is plain, and of some behind it; 0 if none does.
#[inline]
fn special(eight: u64) -> u64 {
    // Right for the first byte below `limit`: a borrow reaches only those behind it.
    let below = |eight: u64, limit: u8| eight.wrapping_sub(ONES * u64::from(limit)) & !eight;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (is(b'"') | is(b'\\') | below(eight, 0x20)) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_ends_what_is_plain_at_every_place_or_does_not() {
        for length in 0..20 {
            for at in 0..length {
                for byte in 0..=u8::MAX {
                    for around in [b'a', 0x21, 0x7f, 0x80, 0xff] {
                        let mut bytes = vec![around; length];
                        bytes[at] = byte;
                        let ends = matches!(byte, b'"' | b'\\' | 0..0x20);
                        assert_eq!(plain(&bytes), if ends { at } else { length }, "{bytes:?}");
                    }
                }
            }
        }
    }
}
