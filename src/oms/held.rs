//! Rows of a table that a script wrote, one a server: what they hold under the same key was asked for in the same way, so where one
//! holds an answer and another something else, that is what became of a call.

use crate::oms::refusal::{is_empty, is_filled, is_nothing, is_refusal, is_told_alone, is_told_key, says_failure};
use crate::text::node::{EntryRef, Ref, Value};
use crate::text::syntax;

/// Keys under which people name a server.
const SERVER: [&str; 10] = ["host", "hostname", "ip", "server", "node", "addr", "address", "endpoint", "url", "item"];

/// Keys under which it stands what was asked, or that it is a step of something.
const ASKED: [&str; 15] = [
    "call",
    "cmd",
    "command",
    "action",
    "method",
    "request",
    "path",
    "name",
    "title",
    "step",
    "type",
    "kind",
    "cell_type",
    "task",
    "module",
];

/// What rows hold under a key, where it was read in one of them.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub key: &'a str,
    /// The first such value.
    pub value: Ref<'a>,
    /// The row that it stands in.
    pub row: Ref<'a>,
}

impl Held<'_> {
    /// Whether another row, perhaps `of_another_server`, holds nothing under the key where an answer was, or a component.
    pub(super) fn is_lost_in(&self, row: Ref<'_>, of_another_server: bool) -> bool {
        let Some(value) = row.get(self.key) else { return of_another_server && self.has_failed(row) };
        let inside = value.structure();
        let is_refused = || is_told_alone(inside) || (of_another_server && is_refusal(inside));
        let is_none = || match self.value.value() {
            Value::Mapping(_) => !is_filled(value),
            Value::Sequence(_) => !is_filled(value) && !is_nothing(value),
            // What a program prints is a text, and others print, too.
            _ if inside.is_inner() => of_another_server && inside.is_mapping() && is_empty(inside),
            _ if self.is_list() && is_nothing_printed(value) => false,
            _ => !self.asks_else(row) && (of_another_server || is_of_no_call(value)),
        };
        says_failure(inside) || is_none() || (is_refused() && !self.asks_else(row))
    }

    /// Whether a row without the key says that the call failed, and nothing but what the row that was read says, too.
    fn has_failed(&self, row: Ref<'_>) -> bool {
        const FAILED: [&str; 6] = ["failed", "failure", "error", "timeout", "unreachable", "refused"];
        const CODES: [&str; 6] = ["status", "code", "statusCode", "status_code", "httpCode", "http_code"];
        let is_word = |text: &str| FAILED.iter().any(|word| text.eq_ignore_ascii_case(word));
        let is_trouble = |entry: EntryRef<'_>| match entry.key() {
            "ok" => entry.value.flag() == Some(false),
            key if CODES.contains(&key) => {
                entry.value.integer().is_some_and(|code| (400..600).contains(&code))
                    || (key == "status" && entry.value.text().is_some_and(is_word))
            }
            _ => false,
        };
        // Where the row with the answer says so, too, it is not said of the call.
        let is_own = |entry: EntryRef<'_>| is_trouble(entry) && !self.row.entry(entry.key()).is_some_and(is_trouble);
        let is_known = |entry: EntryRef<'_>| {
            let is_key = is_told_key(entry.key()) || self.row.get(entry.key()).is_some();
            is_key && !is_filled(entry.value)
        };
        row.entries().any(is_own)
            && row.entries().all(|entry| is_trouble(entry) || is_known(entry))
            && !self.asks_else(row)
    }

    /// Whether a row of another server holds a list without components, as one has on which none runs.
    pub(super) fn is_emptied_in(&self, row: Ref<'_>) -> bool {
        let is_empty = |value| is_nothing(value) || is_nothing_printed(value);
        self.is_list() && row.get(self.key).is_some_and(is_empty) && self.is_of_another_server(row)
    }

    fn is_list(&self) -> bool {
        self.value.structure().items().next().is_some()
    }

    /// Whether the row names another server than the one that was read.
    pub(super) fn is_of_another_server(&self, row: Ref<'_>) -> bool {
        row.entries().any(|entry| {
            let is_named = || SERVER.iter().any(|key| key.eq_ignore_ascii_case(entry.key()));
            let texts = || Some((entry.value.filled()?, self.row.get(entry.key())?.filled()?));
            texts().is_some_and(|(one, read)| server(one) != server(read) && (is_named() || is_address(server(one))))
        })
    }

    /// Whether something else was asked for in the row. The numbers in it are those of servers.
    fn asks_else(&self, row: Ref<'_>) -> bool {
        ASKED.iter().any(|key| {
            let asked = |row: Ref<'_>| row.get(key).and_then(|value| value.filled()).map(without_digits);
            asked(row).is_some_and(|one| asked(self.row) != Some(one))
        })
    }
}

/// Whether a value is the text of a list with nothing in it.
fn is_nothing_printed(value: Ref<'_>) -> bool {
    value.text().is_some_and(|text| ["[]", "null"].contains(&text.trim()))
}

/// Whether a value is null, or what curl says where it fails.
fn is_of_no_call(value: Ref<'_>) -> bool {
    matches!(value.value(), Value::Null) || value.text().is_some_and(|text| text.trim_start().starts_with("curl: ("))
}

/// The server in an address of the web; any other text whole.
fn server(text: &str) -> &str {
    let place = text.split_once("://").map_or(text, |(_, place)| place);
    place.split('/').next().unwrap_or(place)
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a text is the address of a server.
pub(super) fn is_address(text: &str) -> bool {
    let host = text.split(':').next().unwrap_or("");
    host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// Whether two keys are names of servers: the same but for numbers (`oms-01`), or of one domain.
pub(super) fn are_servers(one: &str, other: &str) -> bool {
    let is_numbered = |name: &str| name.contains(|c: char| c.is_ascii_digit());
    let has_letters = |name: &str| name.contains(|c: char| c.is_alphabetic());
    let are_numbered =
        || is_numbered(one) && is_numbered(other) && has_letters(one) && without_digits(one) == without_digits(other);
    let domain =
        |name: &str| name.split_once('.').map(|(_, domain)| domain.to_owned()).filter(|name| has_letters(name));
    // So are files.
    let are_of_domain = || domain(one).is_some() && domain(one) == domain(other) && !syntax::may_be(one);
    are_numbered() || are_of_domain()
}
