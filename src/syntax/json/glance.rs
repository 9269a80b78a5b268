//! A quick check of an object or list that nobody looks into yet. It knows what is usual, and leaves all else to the reader,
//! which looks with more care.

/// What nests deeper is left to the reader.
const DEEPEST: usize = 16;

/// So are objects with more keys.
const MOST_KEYS: usize = 16;

/// The length of the value that `bytes` begin with, if it is right, no key stands twice in one of its objects, and no string
/// of it has an escape or may hold JSON. None says nothing.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    Some(bytes.len() - value(bytes, DEEPEST)?.len())
}

/// What follows the value that begins here.
fn value(bytes: &[u8], below: usize) -> Option<&[u8]> {
    match bytes {
        [b'"', after @ ..] => {
            let (inside, after) = string(after)?;
            match inside {
                [b'{' | b'[', ..] => None,
                // No white space, behind which JSON might begin: Unicode has none that begins with such a byte.
                [] | [0x21..0x7f | 0xe4.., ..] => Some(after),
                _ => None,
            }
        }
        [b'{', after @ ..] => object(after, below.checked_sub(1)?),
        [b'[', after @ ..] => list(after, below.checked_sub(1)?),
        [b't', b'r', b'u', b'e', after @ ..]
        | [b'n', b'u', b'l', b'l', after @ ..]
        | [b'f', b'a', b'l', b's', b'e', after @ ..] => Some(after),
        _ => number(bytes),
    }
}

#[inline]
fn space(bytes: &[u8]) -> &[u8] {
    bytes.get(super::read::space(bytes)..).unwrap_or_default()
}

fn object(bytes: &[u8], below: usize) -> Option<&[u8]> {
    let mut rest = space(bytes);
    if let [b'}', after @ ..] = rest {
        return Some(after);
    }
    let mut keys = [[].as_slice(); MOST_KEYS];
    for number in 0.. {
        let [b'"', after @ ..] = rest else { return None };
        let (key, after) = string(after)?;
        let (before, own) = (keys.get(..number)?, key.len());
        if before.iter().any(|other| other.len() == own && *other == key) {
            return None;
        }
        *keys.get_mut(number)? = key;
        let [b':', after @ ..] = space(after) else { return None };
        match space(value(space(after), below)?) {
            [b',', after @ ..] => rest = space(after),
            [b'}', after @ ..] => return Some(after),
            _ => return None,
        }
    }
    None
}

fn list(bytes: &[u8], below: usize) -> Option<&[u8]> {
    let mut rest = space(bytes);
    if let [b']', after @ ..] = rest {
        return Some(after);
    }
    loop {
        match space(value(rest, below)?) {
            [b',', after @ ..] => rest = space(after),
            [b']', after @ ..] => return Some(after),
            _ => return None,
        }
    }
}

/// One without an exponent.
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

/// What stands before the closing quote, without escapes, and what follows it.
#[inline]
fn string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (inside, after) = bytes.split_at_checked(super::read::plain(bytes))?;
    Some((inside, after.strip_prefix(b"\"")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Reader;
    use crate::syntax::Json;

    /// What the glance takes, the reader takes too, as far, and without doubts.
    fn check(text: &str) -> bool {
        let Some(length) = length(text.as_bytes()) else { return false };
        let tree = Json.read(&text[..length]).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert!(!tree.may_repeat, "{text}");
        assert_eq!(tree.root.span.len(), length, "{text}");
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
        let text = r#"[{"name":"TA", "map" : -12.5}, {"all":false,"sub":[null,"x",""]}, true]"#;
        let mut taken = 0;
        for at in 0..text.len() {
            for byte in (0..0x80).map(char::from) {
                let (before, after) = text.split_at(at);
                let replaced = format!("{before}{byte}{}", &after[1..]);
                let inserted = format!("{before}{byte}{after}");
                taken += [replaced, inserted].iter().filter(|text| check(text)).count();
            }
            taken += usize::from(check(&format!("{}{}", &text[..at], &text[at + 1..])));
        }
        assert!(taken > 1_000, "{taken}");
    }
}
