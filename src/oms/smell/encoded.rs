//! What a browser records of a call (HAR) may hold the answer in base64: nobody reads it there, and it must not pass in silence.

use data_encoding::BASE64_NOPAD;

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
    let digit = |byte: u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        _ => Some(byte).filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')),
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).take(BEGINNING).collect();
    let whole = || BASE64_NOPAD.decode(digits.get(..digits.len() / 4 * 4)?).ok();
    BASE64_NOPAD.decode(&digits).ok().or_else(whole).unwrap_or_default()
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
