//! Names in GBK, as the Explorer of a Chinese Windows writes them into a zip without saying so. Of GBK its core is known here, the
//! 6,763 characters and the signs of GB 2312, which is what people name folders with: the rest would be three times as large.

/// The characters of GB 2312 in the order of their two bytes, 94 in each of 87 rows from 0xA1 0xA1 on, two bytes each, the lower one
/// first; zero where there is none. Made by Python's codec `gbk`.
static CHARACTERS: &[u8] = include_bytes!("gb2312.bin");

/// The first bytes of Chinese characters; before them stand signs.
const CHINESE: std::ops::RangeInclusive<u8> = 0xb0..=0xf7;

/// A name in GBK; None where it is not cleanly that, or holds no Chinese character, so that it may as well be in another encoding.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    let (mut name, mut is_chinese) = (String::new(), false);
    let mut rest = bytes;
    loop {
        match rest {
            [] => break,
            [byte @ 0x20..=0x7e, behind @ ..] => {
                name.push(char::from(*byte));
                rest = behind;
            }
            [row @ 0xa1..=0xf7, cell @ 0xa1..=0xfe, behind @ ..] => {
                let at = (usize::from(*row - 0xa1) * 94 + usize::from(*cell - 0xa1)) * 2;
                let [low, high] = CHARACTERS.get(at..at + 2)?.try_into().ok()?;
                let code = u16::from_le_bytes([low, high]);
                name.push(char::from_u32(u32::from(code)).filter(|_| code != 0)?);
                is_chinese |= CHINESE.contains(row);
                rest = behind;
            }
            _ => return None,
        }
    }
    is_chinese.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn chinese_names_are_decoded_and_others_are_not() {
        let backup = [0xb1, 0xb8, 0xb7, 0xdd];
        assert_eq!(decoded(&backup).as_deref(), Some("备份"));
        let path = [&backup[..], b"/run/\xa3\xa8\xd2\xbb\xa3\xa9 copy/source.json"].concat();
        assert_eq!(decoded(&path).as_deref(), Some("备份/run/（一） copy/source.json"));
        assert_eq!(decoded(b"\xf7\xfe").as_deref(), Some("齄"));
        // Plain, signs alone, cut off, of no character, and what is in code page 437: "Übersicht", "mañana".
        for other in
            [&b"run/source.json"[..], b"\xa3\xa8", b"\xb1\xb8\xb7", b"\xd7\xfe", b"\x9abersicht", b"ma\xa4ana", b""]
        {
            assert_eq!(decoded(other), None, "{other:?}");
        }
    }
}
