//! Secrets inside a string that no reader takes apart: credentials in URLs, and `password=…` in query strings,
//! connection strings, JAAS lines and the like; `password%3D…`, `--password X`, `<password>…`, `Bearer …`. In doubt too much
//! is masked, never too little.

use super::{is_mask, is_secret_key};

/// Secrets in a value: byte ranges in it, in no order, perhaps overlapping.
pub(super) fn values(text: &str) -> Vec<(usize, usize)> {
    find(text, true)
}

/// Secrets in a sentence. `token: …` without quotes is none there: sentences use colons.
pub(super) fn prose(text: &str) -> Vec<(usize, usize)> {
    find(text, false)
}

fn find(text: &str, colons: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    if memchr::memchr2(b'=', b':', bytes).is_some() {
        if memchr::memchr(b'@', bytes).is_some() {
            url_credentials(text, &mut found);
            oracle_credentials(text, &mut found);
        }
        pairs(text, colons, &mut found);
    }
    if memchr::memchr2(b'%', b'<', bytes).is_some() {
        encoded_pairs(text, &mut found);
        elements(text, &mut found);
    }
    if memchr::memchr(b' ', bytes).is_some() {
        options(text, &mut found);
        bearers(text, &mut found);
        short_options(text, &mut found);
    }
    found.retain(|&(start, end)| {
        let value = text.get(start..end).unwrap_or("");
        !value.trim().is_empty() && !is_mask(value)
    });
    found
}

/// Up to white space, a quote or an angle bracket: as far as a URL can go in a longer text.
fn url_end(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`')).unwrap_or(text.len())
}

/// `scheme://user:pass@host`: the pass. User names of OceanBase hold `@` and `#` (`user@tenant#cluster`), and
/// passwords hold anything.
fn url_credentials(text: &str, found: &mut Vec<(usize, usize)>) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let start = from + at + 3;
        let rest = text.get(start..).unwrap_or("");
        let url = rest.get(..url_end(rest)).unwrap_or("");
        let authority = url.get(..url.find(['/', '?']).unwrap_or(url.len())).unwrap_or("");
        if let Some(colon) = authority.find(':') {
            let close = match authority.rfind('@') {
                Some(close) if close > colon => Some(close),
                _ => {
                    let port = authority.get(colon + 1..).unwrap_or("");
                    let is_port = port.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b':' | b']'));
                    let is_address = authority.starts_with('[');
                    url.rfind('@').filter(|&close| close > colon && !is_port && !is_address)
                }
            };
            if let Some(close) = close {
                found.push((start + colon + 1, start + close));
            }
        }
        from = start;
    }
}

/// `jdbc:oracle:thin:user/pass@…`: the pass.
fn oracle_credentials(text: &str, found: &mut Vec<(usize, usize)>) {
    const PREFIX: &str = "jdbc:oracle:";
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower.get(from..).and_then(|rest| rest.find(PREFIX)) {
        from += at + PREFIX.len();
        let rest = text.get(from..).unwrap_or("");
        let url = rest.get(..url_end(rest)).unwrap_or("");
        let Some(driver) = url.find(':') else { continue };
        let account = url.get(driver + 1..).unwrap_or("");
        if let (Some(slash), Some(close)) = (account.find('/'), account.rfind('@'))
            && slash < close
            && !account.starts_with('@')
        {
            let start = from + driver + 1;
            found.push((start + slash + 1, start + close));
        }
    }
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'$')
}

/// `key=value`, `"key": "value"` and their kin, where the key is one of a secret.
fn pairs(text: &str, colons: bool, found: &mut Vec<(usize, usize)>) {
    let bytes = text.as_bytes();
    let mut free = 0;
    for sign in memchr::memchr2_iter(b'=', b':', bytes) {
        if sign < free {
            continue;
        }
        let Some((key, quoted)) = key_before(text, sign) else { continue };
        let colon = bytes.get(sign) == Some(&b':');
        if (colon && !quoted && !colons) || !is_secret_key(key) {
            continue;
        }
        let (start, end) = value_after(text, sign + 1, colon);
        if start < end {
            found.push((start, end));
            free = end;
        }
    }
}

/// `password%3D…`: as in a query inside a query. Up to the next `%26`, or as far as a URL goes.
fn encoded_pairs(text: &str, found: &mut Vec<(usize, usize)>) {
    let lower = text.to_ascii_lowercase();
    for (sign, _) in lower.match_indices("%3d") {
        let Some((key, _)) = key_before(text, sign) else { continue };
        if is_secret_key(key) {
            let start = sign + 3;
            let rest = lower.get(start..).unwrap_or("");
            let end =
                rest.find("%26").unwrap_or(rest.len()).min(rest.find('&').unwrap_or(rest.len())).min(url_end(rest));
            found.push((start, start + end));
        }
    }
}

/// `<password>…</password>`: up to the next bracket.
fn elements(text: &str, found: &mut Vec<(usize, usize)>) {
    for (open, _) in text.match_indices('<') {
        let rest = text.get(open + 1..).unwrap_or("");
        let Some(close) = rest.find('>') else { return };
        let name = rest.get(..close).unwrap_or("").split_whitespace().next().unwrap_or("");
        let name = name.rsplit(':').next().unwrap_or(name);
        if !name.starts_with('/') && is_secret_key(name) {
            let start = open + close + 2;
            let inside = text.get(start..).unwrap_or("");
            found.push((start, start + inside.find('<').unwrap_or(inside.len())));
        }
    }
}

/// `--password X`: the next word, or what stands in quotes.
fn options(text: &str, found: &mut Vec<(usize, usize)>) {
    for (dashes, _) in text.match_indices("--") {
        let rest = text.get(dashes + 2..).unwrap_or("");
        let length = rest.bytes().take_while(|byte| is_key_byte(*byte)).count();
        let after = rest.get(length..).unwrap_or("");
        let start = dashes + 2 + length + (after.len() - after.trim_start_matches([' ', '\t']).len());
        if !after.starts_with([' ', '\t']) || !is_secret_key(rest.get(..length).unwrap_or("")) {
            continue;
        }
        let (start, end) = value_after(text, start, false);
        found.push((start, end));
    }
}

/// `mysql -pX`: what follows the option without a blank, as the clients of MySQL and OceanBase take it (`sshpass -p X` also
/// with one).
fn short_options(text: &str, found: &mut Vec<(usize, usize)>) {
    const CLIENTS: &[&str] = &["mysql", "mariadb", "obclient", "obdumper", "obloader", "sshpass"];
    if memchr::memmem::find(text.as_bytes(), b"-p").is_none() {
        return;
    }
    let lower = text.to_ascii_lowercase();
    for (at, _) in lower.match_indices("-p") {
        let before = lower.get(..at).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        let Some(client) = CLIENTS.iter().find(|client| line.contains(**client)) else { continue };
        // `-P` is the port.
        if !before.ends_with([' ', '\t']) || text.as_bytes().get(at + 1) != Some(&b'p') {
            continue;
        }
        let rest = text.get(at + 2..).unwrap_or("");
        if rest.starts_with(char::is_whitespace) && *client != "sshpass" {
            continue;
        }
        found.push(value_after(text, at + 2, false));
    }
}

/// `Bearer …`: the next word, if it is long enough for a token.
fn bearers(text: &str, found: &mut Vec<(usize, usize)>) {
    const WORD: &str = "bearer ";
    const SHORTEST: usize = 6;
    let lower = text.to_ascii_lowercase();
    for (at, _) in lower.match_indices(WORD) {
        let start = at + WORD.len();
        let rest = text.get(start..).unwrap_or("");
        let length = rest.len() - rest.trim_start_matches(' ').len();
        let word = rest.get(length..).unwrap_or("");
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=');
        let end = word.bytes().take_while(|byte| is_token(*byte)).count();
        if end >= SHORTEST {
            found.push((start + length, start + length + end));
        }
    }
}

/// The key that ends before the sign at `sign`, and whether it stands in quotes.
fn key_before(text: &str, sign: usize) -> Option<(&str, bool)> {
    let before = text.get(..sign)?.trim_end_matches([' ', '\t']);
    let bare = before.trim_end_matches(['"', '\'', '`']).trim_end_matches('\\');
    let start = bare.bytes().rposition(|byte| !is_key_byte(byte)).map_or(0, |at| at + 1);
    let key = bare.get(start..)?;
    (!key.is_empty()).then_some((key, bare.len() < before.len()))
}

/// The value that starts at or after `from`.
fn value_after(text: &str, from: usize, colon: bool) -> (usize, usize) {
    let rest = text.get(from..).unwrap_or("");
    // `==`, `=>` and `:=` are signs too.
    let start = from + rest.len() - rest.trim_start_matches(['=', '>', ' ', '\t']).len();
    let rest = text.get(start..).unwrap_or("");
    let unescaped = rest.trim_start_matches('\\');
    let slashes = rest.len() - unescaped.len();
    match unescaped.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => {
            let start = start + slashes + 1;
            (start, start + quoted_length(text.get(start..).unwrap_or(""), quote, slashes))
        }
        _ => (start, start + bare_length(rest, colon)),
    }
}

/// Up to the quote with as many backslashes before it as the opening one has.
fn quoted_length(text: &str, quote: char, slashes: usize) -> usize {
    let mut run = 0;
    for (at, c) in text.char_indices() {
        match c {
            '\\' => run += 1,
            c if c == quote && run == slashes => return at - run,
            _ => run = 0,
        }
    }
    text.len()
}

/// Up to white space (after a colon: the end of the line), or to a separator that another key follows.
fn bare_length(text: &str, colon: bool) -> usize {
    let stop = |(at, c): (usize, char)| match c {
        '\n' | '\r' => true,
        c if c.is_whitespace() => !colon,
        '&' | ';' | ',' => next_begins(text.get(at + 1..).unwrap_or("")),
        _ => false,
    };
    let end = text.char_indices().find(|&pair| stop(pair)).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or("").trim_end_matches(['"', '\'', '`', '\\', ',', ';', ' ', '\t']).len()
}

/// Whether what follows a separator is the end, or another `key=`, so that it separated something.
fn next_begins(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if first.is_whitespace() || matches!(first, '"' | '\'' | '`' | '\\') {
        return true;
    }
    let key = rest.bytes().take_while(|&byte| is_key_byte(byte)).count();
    key > 0 && matches!(rest.as_bytes().get(key), Some(b'=' | b':'))
}
