//! A quick check of an object or list that nobody looks into yet. It knows what is usual, and leaves all else to the reader,
//! which looks with more care.

use super::bytes::{HIGH, ONES, plain, space};

/// What nests deeper is left to the reader.
const DEEPEST: usize = 16;

/// So are objects that have, with those around them, more keys.
const MOST_KEYS: usize = 32;

/// The length of the value that `bytes` begin with, if it is right, no key stands twice in one of its objects, and no string
/// of it has an escape or may hold JSON. None says nothing.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let mut quick = Quick { rest: bytes, gap: u64::MAX, keys: [&[]; MOST_KEYS], known: 0 };
    quick.value(DEEPEST)?;
    Some(bytes.len() - quick.rest.len())
}

struct Quick<'a> {
    rest: &'a [u8],
    /// White space that was met, up to eight bytes of it, and behind it what is none. Most of it stands between lines, and
    /// is much the same.
    gap: u64,
    /// The keys of all open objects, the innermost last.
    keys: [&'a [u8]; MOST_KEYS],
    /// How many they are.
    known: usize,
}

impl<'a> Quick<'a> {
    /// Steps over the value that begins here.
    fn value(&mut self, below: usize) -> Option<()> {
        match self.rest {
            [b'"', after @ ..] => match self.string(after)? {
                [b'{' | b'[', ..] => None,
                // No white space, behind which JSON might begin: Unicode has none that begins with such a byte.
                [] | [0x21..0x7f | 0xe4.., ..] => Some(()),
                _ => None,
            },
            [b'{', after @ ..] => self.object(after, below.checked_sub(1)?),
            [b'[', after @ ..] => self.list(after, below.checked_sub(1)?),
            [b't', b'r', b'u', b'e', after @ ..]
            | [b'n', b'u', b'l', b'l', after @ ..]
            | [b'f', b'a', b'l', b's', b'e', after @ ..] => self.go(after),
            other => self.go(number(other)?),
        }
    }

    #[inline]
    fn go(&mut self, to: &'a [u8]) -> Option<()> {
        self.rest = to;
        Some(())
    }

    /// Steps over white space, and over the byte behind it, if there is one.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.space();
        let (byte, after) = self.rest.split_first()?;
        self.rest = after;
        Some(*byte)
    }

    #[inline]
    fn space(&mut self) {
        match self.rest {
            [b' ', after @ ..] if after.first().is_some_and(|byte| *byte > b' ') => self.rest = after,
            [..=b' ', ..] => self.gap(),
            _ => {}
        }
    }

    /// Steps over more white space than one blank.
    #[inline]
    fn gap(&mut self) {
        let word = self.rest.first_chunk().map(|word| u64::from_le_bytes(*word));
        let first = |bits: u32| (1_u64 << bits) - 1;
        if let Some(word) = word {
            let bits = up_to_blank(word);
            if bits < u64::BITS && (word ^ self.gap) & first(bits) == 0 {
                self.rest = self.rest.get(bits as usize / 8..).unwrap_or_default();
                return;
            }
        }
        let length = space(self.rest);
        if let Some(word) = word.filter(|_| length < 8) {
            self.gap = word | !first(length as u32 * 8);
        }
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Steps over the string behind its quote; what stands in it, without escapes.
    #[inline]
    fn string(&mut self, begin: &'a [u8]) -> Option<&'a [u8]> {
        let (inside, after) = begin.split_at_checked(plain(begin))?;
        self.rest = after.strip_prefix(b"\"")?;
        Some(inside)
    }

    fn object(&mut self, begin: &'a [u8], below: usize) -> Option<()> {
        let outer = self.known;
        self.rest = begin;
        self.space();
        if let [b'}', after @ ..] = self.rest {
            return self.go(after);
        }
        loop {
            let key = self.rest.strip_prefix(b"\"").and_then(|after| self.string(after))?;
            let before = self.keys.get(outer..self.known)?;
            if before.iter().any(|other| other.len() == key.len() && *other == key) {
                return None;
            }
            *self.keys.get_mut(self.known)? = key;
            self.known += 1;
            if self.next()? != b':' {
                return None;
            }
            self.space();
            self.value(below)?;
            match self.next()? {
                b',' => self.space(),
                b'}' => break,
                _ => return None,
            }
        }
        self.known = outer;
        Some(())
    }

    fn list(&mut self, begin: &'a [u8], below: usize) -> Option<()> {
        self.rest = begin;
        self.space();
        if let [b']', after @ ..] = self.rest {
            return self.go(after);
        }
        loop {
            self.value(below)?;
            match self.next()? {
                b',' => self.space(),
                b']' => return Some(()),
                _ => return None,
            }
        }
    }
}

/// What follows the number that begins here, which has no exponent.
fn number(bytes: &[u8]) -> Option<&[u8]> {
    let after = match bytes.strip_prefix(b"-").unwrap_or(bytes) {
        [b'0', after @ ..] => after,
        whole => digits(whole)?,
    };
    match after {
        [b'.', fraction @ ..] => digits(fraction).filter(|after| !matches!(after, [b'e' | b'E', ..])),
        [b'e' | b'E', ..] => None,
        _ => Some(after),
    }
}

fn digits(bytes: &[u8]) -> Option<&[u8]> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.get(count..).filter(|_| count > 0)
}

/// How many bits of `word` stand before its first byte that is above the blank: eight for each byte.
#[inline]
fn up_to_blank(word: u64) -> u32 {
    let above = ((word & !HIGH) + ONES * u64::from(0x7f - b' ')) | word;
    (above & HIGH).trailing_zeros() & !7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::node::Reader;
    use crate::text::syntax::Json;

    /// What the quick takes, the reader takes too, as far, and without doubts.
    fn check(text: &str) -> bool {
        let Some(length) = length(text.as_bytes()) else { return false };
        let tree = Json.read(&text[..length]).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!(!tree.may_repeat, "{text}");
        assert_eq!(tree.branch.span().len(), length, "{text}");
        true
    }

    #[test]
    fn what_is_usual_is_known() {
        let usual = [
            r#"{"a":"1","b":[true,false,null,-0.5,10],"c":{},"d":[]}"#,
            "[ {\n\t\"name\" : \"T\",\r\n\t\"map\":\"表\"\n} , \"\" ]",
            r#"[{"a":1},{"a":2}]"#,
        ];
        assert!(usual.into_iter().all(check));
        assert_eq!(length(br#"{"a":1},{"#), Some(7));
    }

    #[test]
    fn what_is_not_usual_is_left_to_the_reader() {
        let many = (0..=MOST_KEYS).map(|key| format!("\"{key}\":0")).collect::<Vec<_>>().join(",");
        let unusual = [
            r#"{"a":1,"b":2,"a":3}"#,
            r#"{"a\u0062":1}"#,
            r#"["\n"]"#,
            r#"["{}"]"#,
            r#"[" {}"]"#,
            "[\"\u{2003}{}\"]",
            "[1e5]",
            "[1.5e5]",
            "[01]",
            "[1.]",
            "[-]",
            "[1,]",
            "[,]",
            r#"{"a":1,}"#,
            r#"{"a"}"#,
            r#"{a:1}"#,
            "[\u{b}1]",
            "[\"\t\"]",
            "[1",
            "[tru]",
            "",
            &format!("{{{many}}}"),
            &format!("{}{}", "[".repeat(DEEPEST + 1), "]".repeat(DEEPEST + 1)),
        ];
        assert_eq!(unusual.map(|text| length(text.as_bytes())), [None; 23]);
    }

    #[test]
    fn whatever_is_spoiled_is_no_better_for_it() {
        let line = r#"[{"name":"TA", "map" : -12.5}, {"all":false,"sub":[null,"x",""]}, true]"#;
        let lines =
            "[\n\t\t{\n\t\t\t\"name\":\"T\",\n\t\t\t\"map\":\"T\"\n\t\t},\n\t\t{\n\t\t\t\"name\":\"U\"\n\t\t}\n]";
        let blanks = "{\r\n          \"a\": [\r\n            1,\r\n            2\r\n          ]\r\n}";
        let mut taken = 0;
        for text in [line, lines, blanks] {
            for at in 0..text.len() {
                for byte in (0..0x80).map(char::from) {
                    let (before, after) = text.split_at(at);
                    let replaced = format!("{before}{byte}{}", &after[1..]);
                    let inserted = format!("{before}{byte}{after}");
                    taken += [replaced, inserted].iter().filter(|text| check(text)).count();
                }
                taken += usize::from(check(&format!("{}{}", &text[..at], &text[at + 1..])));
            }
            assert!(check(text));
        }
        assert!(taken > 1_000, "{taken}");
    }
}
