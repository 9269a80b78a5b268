//! What a browser records of a call (HAR) may hold the answer in base64: nobody reads it there, and it must not pass in silence.

use crate::oms::shape::oms_word as word_in;
use crate::text::node::Ref;

/// So much of a body is decoded.
const BEGINNING: usize = 256 << 10;

/// A word of OMS in a body of a record that is encoded.
pub(crate) fn oms_word_in(root: Ref<'_>) -> Option<&'static str> {
    let entries = root.at("/log/entries")?;
    let body = |entry: Ref<'_>| {
        let content = entry.at("/response/content")?;
        let is_encoded = content.get("encoding")?.text()?.eq_ignore_ascii_case("base64");
        let text = content.get("text")?.text().filter(|_| is_encoded)?;
        word_in(&decoded(text))
    };
    entries.items().find_map(body)
}

/// The bytes that stand in base64; what is no digit of it is passed over.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |byte: u8| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        })
    };
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for value in text.bytes().take(BEGINNING).filter_map(digit) {
        held = (held << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from(held >> bits & 0xFF));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(decoded("eyJpbmNyU3luY0NvbXBvbmVudHMiOltdfQ=="), br#"{"incrSyncComponents":[]}"#);
        assert_eq!(decoded("YWI="), b"ab");
        assert_eq!(decoded(""), b"");
    }
}
