//! Which parts of a text are words that may name something, and which of them mean something to OMS itself, so that they
//! stay: what a component is must be told from its id afterwards, too.

use crate::knowledge::db_types;
use crate::knowledge::parameters;
use crate::text::redact::is_mask;
use crate::text::spelling::holds;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and digits.
    Word,
    /// An IPv4 address.
    Address,
}

/// A part of a text that is to be replaced: the bytes from `start` to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// Words in ids, lanes and subtopics by which OMS says what a component is. They stay also within longer words, since they
/// are looked for there.
const LANE_WORDS: &[&str] = &[
    "connector",
    "reverse",
    "verif",
    "verify",
    "incr",
    "full",
    "trans",
    "import",
    "source",
    "dest",
    "sink",
    "sync",
    "checker",
    "jdbcwriter",
    "coordinator",
    "condition",
    "describeprojectcomponents",
];

/// Words that stay where they stand alone.
const WORDS: &[&str] =
    &["v1", "v2", "light", "jdbc", "thin", "http", "https", "tcp", "localhost", "null", "none", "true", "false"];

/// What begins the id of a task: stays before `_`.
const HEADS: &[&str] = &["np", "p", "sync"];

/// Single names of files and folders, and words that names of nothing but these are made of.
const NAME_WORDS: &[&str] = &[
    "run",
    "store",
    "conf",
    "config",
    "home",
    "ds",
    "u01",
    "oms",
    "source",
    "sink",
    "coordinator",
    "condition",
    "crawler",
    "checker",
    "runningconf",
    "ha",
    "jdbcwriter",
    "bak",
    "old",
    "backup",
    "new",
    "copy",
    "component",
    "components",
    "answer",
    "export",
    "json",
    "yaml",
    "yml",
    "properties",
    "ini",
    "txt",
    "log",
    "server",
    "node",
    "connector",
    "checkpoint",
    "chk",
    "tar",
    "gz",
    "tgz",
    "zip",
    "list",
    "api",
    "row",
    "rows",
    "collect",
    "omslint",
    "host",
    "project",
    "task",
    "tasks",
];

/// Endings of file names.
const ENDINGS: &[&str] = &[
    "json",
    "jsonl",
    "ndjson",
    "yaml",
    "yml",
    "conf",
    "properties",
    "ini",
    "txt",
    "log",
    "bak",
    "gz",
    "tgz",
    "tar",
    "zip",
    "chk",
    "checkpoint",
    "cfg",
    "csv",
    "sql",
    "out",
    "text",
    "tsv",
    "json5",
    "jsonc",
    "response",
    "resp",
    "har",
    "md",
    "markdown",
    "html",
    "htm",
    "rst",
    "adoc",
    "eml",
    "ipynb",
    "dump",
    "old",
    "orig",
    "save",
    "new",
    "backup",
    "bkp",
    "dat",
];

/// Endings of keys, in lower case without `_` and `-`, whose values are words of OMS.
const WORD_KEYS: &[&str] = &[
    "type",
    "mode",
    "strategy",
    "status",
    "version",
    "timezone",
    "charset",
    "encoding",
    "level",
    "serializer",
    "dbtyp",
    "dytype",
    "jar",
    "reader",
    "format",
    "state",
    "isolation",
];

/// Beginnings of names of classes that are no customer's.
const CLASSES: &[&str] =
    &["com.oceanbase.", "com.alipay.", "com.taobao.", "com.aliyun.", "com.mysql.", "java.", "oracle.jdbc."];

/// Whether a word means something to OMS, so that no invented one may be it.
#[must_use]
pub(super) fn is_word_of_oms(word: &str) -> bool {
    LANE_WORDS.contains(&word)
        || WORDS.contains(&word)
        || HEADS.contains(&word)
        || NAME_WORDS.contains(&word)
        || is_number(word)
}

/// A word of digits, and of the letters that stand in times.
#[must_use]
pub(super) fn is_number(word: &str) -> bool {
    let Some(last) = word.bytes().last() else { return true };
    let times = word.bytes().filter(|byte| matches!(byte, b'T' | b't')).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits + times + usize::from(last == b'Z') == word.len() && times <= 1 && digits > 0
}

/// A number that is too long for a port, a size or a part of a time, and neither a position nor a sequence number: it may
/// be that of a telephone or an account.
fn may_name(number: &str) -> bool {
    let is_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let is_position = matches!(number.len(), 10 | 13) && number.starts_with('1');
    is_digits && number.len() > 5 && !number.starts_with('0') && !is_position && !number.starts_with("20")
}

/// Whether a value stays as it is: it is empty, a mask, a number or a boolean, or `key` takes only words of OMS.
#[must_use]
pub(super) fn is_kept(key: &str, value: &str) -> bool {
    let text = value.trim();
    if text.is_empty() || is_mask(text) || is_plain(text) || (key == "schema" && text.starts_with("omslint/")) {
        return true;
    }
    let key = key.rsplit(['.', '/']).next().unwrap_or(key);
    let folded: String = key.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect();
    if folded.ends_with("class") || folded.ends_with("booster") {
        return CLASSES.iter().any(|beginning| text.starts_with(beginning));
    }
    if folded == "connectorjvmparam" {
        return text.split_whitespace().all(|word| word == "-server" || word.starts_with("-X"));
    }
    if text.len() > 80 || parts(text).iter().any(|part| part.kind == Kind::Address) || has_task(text) {
        return false;
    }
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+./: ".contains(&byte));
    let is_type = folded.ends_with("dbtype") || folded == "sourcetype" || folded == "sinktype";
    is_documented(key, text)
        || (is_type && text.chars().count() <= 24)
        || (is_word && text.len() <= 48 && takes_words(key))
        || (folded.ends_with("checkpoint") && text.bytes().all(|byte| byte.is_ascii_lowercase()) && text.len() <= 8)
}

/// Whether a key takes words of OMS, by its ending.
#[must_use]
pub(super) fn takes_words(key: &str) -> bool {
    let folded: String = key.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect();
    WORD_KEYS.iter().any(|ending| folded.ends_with(ending))
}

/// A number, a boolean, nothing, a length of time or a size.
fn is_plain(text: &str) -> bool {
    let words = ["true", "false", "null", "none", "yes", "no", "on", "off"];
    let digits = text.trim_start_matches(['-', '+']).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let has_digit = digits.len() < text.trim_start_matches(['-', '+']).len();
    let units = ["", "ms", "s", "m", "h", "d", "k", "g", "kb", "mb", "gb"];
    let is_address = text.matches('.').count() > 2;
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
        || (has_digit && !is_address && units.iter().any(|unit| digits.eq_ignore_ascii_case(unit)))
}

/// Whether the documentation lists the value for this key; of a list, each of its items.
fn is_documented(key: &str, text: &str) -> bool {
    let is_listed = |item: &str| {
        let mut rows = parameters::all().iter().filter(|row| row.key == key);
        rows.any(|row| {
            let default = match row.default {
                parameters::Default::Value(value) => Some(value),
                _ => None,
            };
            let listed = row.values.iter().chain(&row.also).copied().chain(default);
            listed.into_iter().any(|value| value.eq_ignore_ascii_case(item) || value == text)
        })
    };
    text.split(',').all(|item| is_listed(item.trim()))
}

/// Whether the id of a task may stand in a text.
#[must_use]
pub(super) fn has_task(text: &str) -> bool {
    let heads = ["np_", "p_", "sync_"];
    heads.iter().any(|head| {
        text.match_indices(head).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let word: String =
                text.get(at + head.len()..).unwrap_or("").chars().take_while(char::is_ascii_alphanumeric).collect();
            let is_id = *head == "np_" || word.bytes().any(|byte| byte.is_ascii_digit()) || text.contains("-0");
            !word.is_empty() && is_id && !before.is_some_and(|c| c.is_ascii_alphanumeric())
        })
    })
}

/// Whether a name of a file or folder, without its ending, is made of nothing but common words.
#[must_use]
pub(super) fn is_common_name(name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| {
        let folded = word.to_lowercase();
        let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
        word.bytes().all(|byte| byte.is_ascii_digit()) || NAME_WORDS.contains(&folded.as_str()) || stem == "store"
    }) && !parts(name).iter().any(|part| part.kind == Kind::Address)
}

/// Where the ending of a file name begins: at `.json.gz` of `x.json.gz`.
#[must_use]
pub(super) fn ending(name: &str) -> usize {
    let mut end = name.len();
    while let Some((stem, last)) = name.get(..end).and_then(|name| name.rsplit_once('.')) {
        // What people write behind one: `json~`, `bak2`, `json_0301`.
        let plain = last.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let is_known = |ending: &&str| ending.eq_ignore_ascii_case(last) || ending.eq_ignore_ascii_case(plain);
        if !ENDINGS.iter().any(is_known) || stem.is_empty() {
            break;
        }
        end = stem.len();
    }
    // A name that says `ha.config` is known by it.
    if holds(name, "ha.config") {
        return name.to_ascii_lowercase().find("ha.config").unwrap_or(end).min(end);
    }
    end
}

/// The parts of a text that are to be replaced, in order.
#[must_use]
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(char::is_alphanumeric)).map(|next| at + next) {
        let rest = text.get(start..).unwrap_or("");
        if let Some(length) = address(text.get(..start).unwrap_or(""), rest) {
            if !matches!(rest.get(..length), Some("127.0.0.1" | "0.0.0.0")) {
                found.push(Part { start, end: start + length, kind: Kind::Address });
            }
            at = start + length;
            continue;
        }
        if let Some(length) = long_address(text.get(..start).unwrap_or(""), rest) {
            let groups = rest.get(..length).unwrap_or("").split(':');
            let mut at = start;
            for group in groups {
                if !group.is_empty() {
                    found.push(Part { start: at, end: at + group.len(), kind: Kind::Word });
                }
                at += group.len() + 1;
            }
        }
        if found.last().is_some_and(|last: &Part| last.start >= start) {
            at = found.last().map_or(text.len(), |last| last.end);
            continue;
        }
        let end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        word(text, start, end, &mut found);
        at = end;
    }
    found
}

/// The length of the IPv4 address at the beginning of `rest`.
fn address(before: &str, rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let numbers = rest.get(..end)?.trim_end_matches('.');
    let is_number = |part: &str| part.parse::<u8>().is_ok() && (part == "0" || !part.starts_with('0'));
    let is_address = numbers.split('.').count() == 4 && numbers.split('.').all(is_number);
    let goes_on = rest.get(numbers.len()..).is_some_and(|after| after.starts_with(char::is_alphabetic));
    (is_address && !goes_on && !before.ends_with('.')).then_some(numbers.len())
}

/// The length of the IPv6 or MAC address at the beginning of `rest`, from its first digit on.
fn long_address(before: &str, rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !c.is_ascii_hexdigit() && c != ':').unwrap_or(rest.len());
    let groups = rest.get(..end)?.trim_end_matches(':');
    let goes_on = rest.get(end..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
    let colons = groups.matches(':').count();
    let is_short = groups.split(':').all(|group| group.len() <= 4);
    let is_address = groups.contains("::") || colons == 7 || colons == 5 || (before.ends_with("::") && colons > 0);
    (is_address && is_short && !goes_on && colons > 0).then_some(groups.len())
}

/// What is to be replaced of the word from `start` to `end`.
fn word(text: &str, start: usize, end: usize, found: &mut Vec<Part>) {
    let word = text.get(start..end).unwrap_or("");
    let folded = word.to_ascii_lowercase();
    let after = text.get(end..).unwrap_or("");
    let is_head = HEADS.contains(&folded.as_str())
        && after.strip_prefix('_').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let before = text.get(..start).unwrap_or("");
    let is_protocol = before.to_ascii_lowercase().ends_with("jdbc:");
    let is_parameter = before.ends_with(['?', '&']) && after.starts_with('=');
    let stays = is_head
        || is_protocol
        || is_parameter
        || WORDS.contains(&folded.as_str())
        || (is_number(word) && !may_name(word))
        || is_type(text, start, end);
    // What follows `np_` is the id of a task whatever it looks like.
    if before.strip_suffix('_').is_some_and(ends_with_head) {
        return found.push(Part { start, end, kind: Kind::Word });
    }
    if stays {
        return;
    }
    let mut at = 0;
    while at < folded.len() {
        let next = LANE_WORDS.iter().filter_map(|lane| Some((folded.get(at..)?.find(lane)? + at, lane.len())));
        let next = next.min_by_key(|&(place, length)| (place, usize::MAX - length));
        let (stop, length) = next.unwrap_or((folded.len(), 0));
        let piece = folded.get(at..stop).unwrap_or("");
        if !piece.is_empty() && (!is_number(piece) || may_name(piece)) {
            found.push(Part { start: start + at, end: start + stop, kind: Kind::Word });
        }
        at = stop + length;
    }
}

/// Whether a text ends with a word that begins the id of a task.
fn ends_with_head(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(text);
    HEADS.iter().any(|head| word.eq_ignore_ascii_case(head))
}

/// Whether the word is of the type that OMS puts before the task in a subtopic: `OB` and `ORACLE` of `OB_ORACLE_np_x`.
fn is_type(text: &str, start: usize, end: usize) -> bool {
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let after = text.get(end..).unwrap_or("");
    let name_end = after.find(|c| !is_in_name(c)).unwrap_or(after.len());
    let name_start = text.get(..start).unwrap_or("").rfind(|c| !is_in_name(c)).map_or(0, |at| at + 1);
    let Some(name) = text.get(name_start..end + name_end) else { return false };
    let Some(at) = name.find("_np_").or_else(|| name.find("_p_")).or_else(|| name.find("_sync_")) else { return false };
    let prefix = name.get(..at).unwrap_or("");
    let known = || db_types::NAMES.iter().copied().chain(db_types::ALIASES.iter().map(|(alias, _)| *alias));
    end <= name_start + at && known().any(|known| known.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str) -> Vec<&str> {
        parts(text).iter().map(|part| &text[part.start..part.end]).collect()
    }

    #[test]
    fn what_oms_means_stays() {
        assert_eq!(replaced("10.0.0.1-9000:connector_v2:np_a1-incr_trans-1-0:0000000005"), ["10.0.0.1", "a1"]);
        assert_eq!(replaced("OB_ORACLE_np_a1_s1-1-0"), ["a1", "s1"]);
        assert_eq!(replaced("10.0.0.1-9000:connector:sync_5abc_1_0:0000000007"), ["10.0.0.1", "5abc"]);
        assert_eq!(replaced("p_b2_source-000-0"), ["b2"]);
        assert_eq!(replaced("2023-08-01T09:09:37Z"), [""; 0]);
        assert_eq!(replaced("jdbc:oracle:thin:@//db7.corp:1521/EE"), ["db7", "corp", "EE"]);
        assert_eq!(replaced("np_full1-full_trans-1-0 np_123"), ["full1", "123"]);
        assert_eq!(replaced("2001:db8::1:22-9000"), ["2001", "db8", "1", "22"]);
        assert_eq!(replaced("10.0.0.1-9000:90216:0000000002"), ["10.0.0.1"]);
        assert_eq!(replaced("acct 6222021234567"), ["acct", "6222021234567"]);
    }

    #[test]
    fn words_of_oms_are_kept_under_their_keys_only() {
        assert!(is_kept("dbType", "OB_ORACLE") && is_kept("source.type", "STORE_SOURCE") && is_kept("user", "******"));
        assert!(is_kept("boosterClass", "com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster"));
        assert!(is_kept("allowRecordTypes", "INSERT,UPDATE,DDL") && is_kept("x", "8") && is_kept("x", "true"));
        assert!(!is_kept("username", "ORACLE") && !is_kept("boosterClass", "com.acme.Booster"));
        assert!(!is_kept("type", "np_a1") && !is_kept("serverType", "10.0.0.1"));
    }
}
