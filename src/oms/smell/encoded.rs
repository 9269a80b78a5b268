//! A configuration in base64: what a browser records of a call (HAR) may hold the answer so, a Secret of Kubernetes its files, a
//! mail what was attached, and people paste it through a jump host. Nobody reads it there, and it must not pass in silence.

use data_encoding::BASE64_NOPAD;

use crate::oms::shape::{oms_word as word_in, unzipped, without_zeros};
use crate::text::gzip;
use crate::text::lang::tr;
use crate::text::node::Ref;
use crate::text::shell;

/// So much of a body is decoded.
const BEGINNING: usize = 256 << 10;

/// So many digits without a break begin a block: what a line of it has, and no word of a language.
const LONG: usize = 60;

/// What is looked at to see whether there may be such a line, of which it holds at least one that is so far from the beginning of
/// the text as it is long.
const PIECE: usize = 30;

/// So often what was encoded is taken for encoded once more, as Helm does it.
const DEEPEST: usize = 2;

/// A word of OMS in a body of a record that is encoded.
pub(crate) fn oms_word_in(root: Ref<'_>) -> Option<&'static str> {
    let entries = root.at("/log/entries")?;
    let body = |entry: Ref<'_>| {
        let content = entry.at("/response/content")?;
        let is_encoded = content.get("encoding")?.text()?.eq_ignore_ascii_case("base64");
        let text = content.get("text")?.text().filter(|_| is_encoded)?;
        word_in(&decoded(text.as_bytes()))
    };
    entries.items().find_map(body)
}

/// A block of base64 in a text, in which a word of OMS stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoded {
    /// The word.
    pub word: &'static str,
    /// The first line of it, from 1.
    pub line: usize,
    /// Its last line.
    last: usize,
    /// Whether nothing else stands in these lines.
    is_alone: bool,
    /// Whether breaks of lines or slashes in it are escaped, as in a text of JSON.
    is_escaped: bool,
    /// The ending for what comes out.
    ending: &'static str,
}

impl Encoded {
    /// The first one in a text. What else is written so (a picture, a certificate, a token) is none of ours.
    #[must_use]
    pub(crate) fn find(text: &[u8]) -> Option<Self> {
        find(text, 0)
    }

    /// What is to be done about it in the file shown as `shown`.
    #[must_use]
    pub(crate) fn explain(self, shown: &str) -> String {
        let Self { word, line, last, is_alone, is_escaped, ending } = self;
        let plain = unzipped(shown);
        let file = shell::path(shown);
        let lines = if line == last { format!("{line}p") } else { format!("{line},{last}p") };
        let lines =
            if plain == shown { format!("sed -n {lines} {file}") } else { format!("gzip -dc {file} | sed -n {lines}") };
        // What stands beside it in its line is left out.
        let digits = match (is_alone, is_escaped) {
            (_, true) => {
                r" | sed 's#\\/#/#g; s/\\[nr]/\n/g' | grep -oE '^[A-Za-z0-9+/_-]+=*|[A-Za-z0-9+/_-]{60,}=*' | tr -- -_ +/"
            }
            (true, false) => "",
            (false, false) => " | grep -oE '[A-Za-z0-9+/_-]{60,}=*' | tr -- -_ +/",
        };
        let decoded = shell::path(&format!("{plain}.decoded{ending}"));
        tr!(
            "`{word}` stands in it in base64 (line {line}), so it is of OMS, and nothing in it was checked; decode it, and check what \
             comes out: {lines}{digits} | base64 -di > {decoded}",
            word,
            line,
            lines,
            digits,
            decoded,
        )
    }
}

fn find(text: &[u8], depth: usize) -> Option<Encoded> {
    if depth == DEEPEST || !may_hold_block(text) {
        return None;
    }
    // PowerShell writes what it encoded with two bytes a character.
    let text = &*without_zeros(text);
    let (mut at, mut line, mut counted) = (0, 1, 0);
    while let Some((start, end)) = next_block(text, at) {
        let block = text.get(start..end).unwrap_or_default();
        line += lines(text.get(counted..start).unwrap_or_default());
        let bytes = decoded(block);
        let is_packed = bytes.starts_with(gzip::MAGIC);
        let bytes = gzip::begin(bytes, BEGINNING);
        let ending = match is_packed {
            true if bytes.get(257..262) == Some(b"ustar".as_slice()) => ".tar.gz",
            true => ".json.gz",
            false => ".json",
        };
        let word = word_in(&bytes).or_else(|| Some(find(&bytes, depth + 1)?.word));
        if let Some(word) = word {
            let last = line + lines(block);
            let is_escaped = memchr::memchr(b'\\', block).is_some();
            return Some(Encoded { word, line, last, is_alone: is_alone(text, start, end), is_escaped, ending });
        }
        (at, counted) = (end, start);
    }
    None
}

fn lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Whether so many digits stand together somewhere that a block may begin there: told by looking at a few bytes in each piece.
fn may_hold_block(text: &[u8]) -> bool {
    text.chunks_exact(PIECE).any(|piece| piece.iter().all(|&byte| is_digit(byte) || byte == 0 || byte == b'\\'))
}

/// The next block at or behind `at`: a long line of digits, and the lines behind it up to one that is shorter.
fn next_block(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut start = at;
    loop {
        start += text.get(start..)?.iter().position(|&byte| is_digit(byte))?;
        // The letter of a break that is written as `\n` is none of what stands behind it.
        let is_escaped = start > 0 && text.get(start - 1) == Some(&b'\\');
        if is_escaped && matches!(text.get(start), Some(b'n' | b'r' | b't')) {
            start += 1;
            continue;
        }
        let first = token(text, start);
        if first - start < LONG {
            start = first;
            continue;
        }
        let (mut end, length) = (first, first - start);
        while let Some(next) = behind_break(text, end) {
            let stop = token(text, next);
            let is_last = stop - next < length;
            // What is no digit behind it makes it a word of what follows, such as the next key.
            if stop == next || (is_last && !ends_there(text, stop)) {
                break;
            }
            end = stop;
            if is_last {
                break;
            }
        }
        return Some((start, end));
    }
}

/// Where digits that begin at `start` end; a slash may be escaped, as PHP writes it.
fn token(text: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        match text.get(at..) {
            Some([b'\\', b'/', ..]) => at += 2,
            Some([byte, ..]) if is_digit(*byte) => at += 1,
            _ => return at,
        }
    }
}

/// Where the next line begins, if only a break of the line stands at `at`; it may be written as `\n`.
fn behind_break(text: &[u8], at: usize) -> Option<usize> {
    let mut next = at;
    loop {
        match text.get(next..) {
            Some([b'\\', b'n' | b'r', ..]) => next += 2,
            Some([byte, ..]) if byte.is_ascii_whitespace() => next += 1,
            _ => break,
        }
    }
    let between = text.get(at..next)?;
    (memchr::memchr2(b'\n', b'\\', between).is_some() && next < text.len()).then_some(next)
}

/// Whether what ends at `at` is followed by nothing, by the filling of base64, or by the end of a line or of a text in quotes.
fn ends_there(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|byte| matches!(byte, b'=' | b'\n' | b'\r' | b'"' | b'\'' | b'\\'))
}

/// Whether nothing but blanks stands in the lines of a block beside it.
fn is_alone(text: &[u8], start: usize, end: usize) -> bool {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'=');
    let before = text.get(..start).unwrap_or_default().iter().rev().take_while(|byte| **byte != b'\n');
    let behind = text.get(end..).unwrap_or_default().iter().take_while(|byte| **byte != b'\n');
    // A mark of the encoding may stand before the first.
    let mut all = before.chain(behind).filter(|byte| !matches!(byte, 0xef | 0xbb | 0xbf));
    all.all(is_blank)
}

/// The bytes that stand in base64; what is no digit of it is passed over.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = Vec::with_capacity(text.len().min(BEGINNING));
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            // A break of the line within a text of JSON.
            b'\\' if matches!(bytes.peek(), Some(b'n' | b'r')) => {
                bytes.next();
            }
            b'-' => digits.push(b'+'),
            b'_' => digits.push(b'/'),
            byte if is_digit(byte) => digits.push(byte),
            _ => {}
        }
        if digits.len() == BEGINNING {
            break;
        }
    }
    let whole = || BASE64_NOPAD.decode(digits.get(..digits.len() / 4 * 4)?).ok();
    BASE64_NOPAD.decode(&digits).ok().or_else(whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use data_encoding::{BASE64, BASE64_MIME, BASE64URL};

    use super::*;

    const SOURCE: &str =
        r#"{"type":"STORE_SOURCE","clients":[{"clientId":"MYSQL_np_a1_s-1-0","subtopic":"MYSQL_np_a1_s-1-0"}]}"#;

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(decoded(b"eyJpbmNyU3luY0NvbXBvbmVudHMiOltdfQ=="), br#"{"incrSyncComponents":[]}"#);
        assert_eq!(decoded(b"YWI="), b"ab");
        assert_eq!(decoded(b""), b"");
    }

    fn found(text: &str) -> Option<(usize, usize, bool)> {
        Encoded::find(text.as_bytes()).map(|found| (found.line, found.last, found.is_alone))
    }

    #[test]
    fn blocks_are_found_wherever_they_stand() {
        let (line, url) = (BASE64.encode(SOURCE.as_bytes()), BASE64URL.encode(SOURCE.as_bytes()));
        let mime = BASE64_MIME.encode(SOURCE.as_bytes());
        let lines = mime.trim_end().lines().count();
        assert_eq!(found(&line), Some((1, 1, true)));
        assert_eq!(found(&url), Some((1, 1, true)));
        assert_eq!(found(&format!("\u{feff}{mime}")), Some((1, lines, true)));
        assert_eq!(found(&format!("dear all\nhere it is\n{mime}bye\n")), Some((3, 2 + lines, true)));
        assert_eq!(found(&format!("data:\n  source.json: {line}\n  sink.json: e30=\n")), Some((2, 2, false)));
        assert_eq!(found(&format!("{{\"a\":\"{}\"}}", mime.replace("\r\n", "\\n"))), Some((1, 1, false)));
        assert_eq!(found(&format!("{{\"a\":\"{}\"}}", line.replace('/', "\\/"))), Some((1, 1, false)));
        let indented: String = mime.lines().map(|line| format!("    {line}\n")).collect();
        assert_eq!(found(&format!("a: |\n{indented}b: 1\n")), Some((2, 1 + lines, true)));
        let twice = BASE64.encode(line.as_bytes());
        assert_eq!(found(&twice), Some((1, 1, true)));
        let wide: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(Encoded::find(&wide).is_some());
        let wide: Vec<u8> = SOURCE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(found(&BASE64.encode(&wide)).is_some());
        let escaped = mime.replace("\r\n", "\\n");
        assert!(found(&format!("{{\"a\":\"+ base64 source.json\\n{escaped}\"}}")).is_some());
    }

    #[test]
    fn what_else_is_encoded_is_none_of_ours() {
        let picture: Vec<u8> = (0..4_000_u32).map(|n| (n * 7 % 251) as u8).collect();
        assert_eq!(found(&BASE64_MIME.encode(&picture)), None);
        let claims =
            BASE64URL.encode(br#"{"sub":"1234567890","name":"John Doe","iat":1516239022,"dbType":"MYSQL","a":"b"}"#);
        assert_eq!(found(&format!("eyJhbGciOiJIUzI1NiJ9.{claims}.c2lnbmF0dXJl")), None);
        assert_eq!(found(&"0123456789abcdef".repeat(8)), None);
        assert_eq!(found("plain words of a letter, none of them long"), None);
    }
}
