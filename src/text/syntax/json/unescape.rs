//! What the escapes in a string of JSON stand for, with the way back to its bytes.

/// Decodes the inside of a string whose escapes were checked. A lone surrogate becomes U+FFFD.
pub(super) fn decode(raw: &str, start: usize, mut map: Option<&mut Vec<u32>>) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut mapped = |length: usize, at: usize| {
        if let Some(map) = &mut map {
            map.resize(length, u32::try_from(start + at).unwrap_or(u32::MAX));
        }
    };
    let unit = |at: usize| raw.get(at..at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        if plain > 0 {
            text.push_str(rest.get(..plain).unwrap_or(""));
            for step in 0..plain {
                mapped(text.len() - plain + step + 1, at + step);
            }
            at += plain;
            continue;
        }
        let (c, width) = match rest.as_bytes().get(1) {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => {
                let first = unit(at + 2).unwrap_or(0);
                let second = raw.get(at + 6..at + 8).filter(|s| *s == "\\u").and_then(|_| unit(at + 8));
                let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
                match pair.filter(|_| (0xD800..0xDC00).contains(&first)) {
                    Some(pair) => (pair, 12),
                    None => (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
                }
            }
            Some(&byte) => (char::from(byte), 2),
            None => break,
        };
        text.push(c);
        mapped(text.len(), at);
        at += width;
    }
    mapped(text.len() + 1, raw.len());
    text
}
