//! What a configured `checkpoint` says: a map from clientId to Unix seconds, where oblogproxy is read also one plain
//! number; and what people write there instead.

use crate::lint::evidence::position;
use crate::lint::finding::Evidence;
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::time;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref, Value};
use crate::text::redact::is_mask;

/// What makes a proposal of what could be written.
#[must_use]
pub(crate) fn only_proposed(doubts: &[Evidence]) -> String {
    tr!("It is only a proposal, for a person to look at: {says}.", says = Evidence::joined(doubts))
}

/// How a person answers.
#[must_use]
pub(crate) fn give() -> &'static str {
    tr!("Give the position in an override (`omslint values` writes a template), or enter it.")
}

/// How a position is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Unix seconds, as OMS wants them.
    Seconds(i64),
    /// Thirteen digits; the seconds they stand for.
    Milliseconds(i64),
    /// Text that says its time zone, or is of the form in which the API displays UTC; its seconds.
    Utc(i64),
    /// Text of a date without a time zone; its seconds if it is UTC.
    Local(i64),
    /// `4@mysql-bin.000012`: an offset in a log.
    LogPosition,
    /// The digits of a position in seconds, with white space, zeros or a sign around them; the seconds.
    Padded(i64),
    /// A number that begins with a zero and is no text: it depends on the reader what it means.
    Zeros,
    /// Asterisks, where somebody hid what stands there.
    Masked,
    /// Nothing at all: missing, not wrong.
    Blank,
    /// An object, a list, or text that is no position in time.
    Other,
}

/// How the position in `value` is written.
#[must_use]
pub(crate) fn spelling(value: Ref<'_>) -> Spelling {
    let Some(text) = value.filled() else {
        return if value.is_blank() { Spelling::Blank } else { Spelling::Other };
    };
    if is_mask(text) {
        return Spelling::Masked;
    }
    if let Some(seconds) = padded(value, text) {
        let is_bare = value.raw().span.of(value.content().text()).starts_with('0');
        return if is_bare { Spelling::Zeros } else { Spelling::Padded(seconds) };
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match time::parse(text) {
            Some(seconds) if text.len() == 13 => Spelling::Milliseconds(seconds),
            _ => Spelling::Seconds(text.parse().unwrap_or(i64::MAX)),
        };
    }
    if text.split_once('@').is_some_and(|(offset, _)| !offset.is_empty() && offset.bytes().all(|b| b.is_ascii_digit()))
    {
        return Spelling::LogPosition;
    }
    match time::parse(text) {
        None => Spelling::Other,
        Some(seconds) if time::has_zone(text) || time::is_as_displayed(text) => Spelling::Utc(seconds),
        Some(seconds) => Spelling::Local(seconds),
    }
}

/// The seconds of a position with something around its digits that changes nothing to people.
fn padded(value: Ref<'_>, text: &str) -> Option<i64> {
    let is_as_it_stands = value.text().is_none_or(|whole| whole == text);
    if is_as_it_stands && !text.starts_with(['0', '+']) {
        return None;
    }
    let digits = text.strip_prefix('+').unwrap_or(text).trim_start_matches('0');
    let is_number = !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.parse().ok().filter(|_| is_number)?;
    (seconds >= time::FIRST_POSITION).then_some(seconds)
}

/// What is wrong with a checkpoint, or with one entry of its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// A Store is read, and this is no map.
    NotAMap,
    /// The key is the id of no client of the section.
    UnknownClient,
    /// The position is written in another way than in Unix seconds.
    Spelling(Spelling),
    /// The position lies in the future; its seconds.
    Future(i64),
    /// The position lies before 2010, when there was no OMS; its seconds.
    TooEarly(i64),
}

/// Something wrong, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flaw<'a> {
    /// The entry of the map, or the checkpoint itself.
    pub entry: EntryRef<'a>,
    /// What.
    pub wrong: Wrong,
    /// The client whose position it is; None where no single one can be told.
    pub client: Option<Client<'a>>,
}

/// What is wrong with the `checkpoint` in `entry`. What is missing is not wrong.
#[must_use]
pub(crate) fn flaws<'a>(clients: &[Client<'a>], plugin: Plugin, entry: EntryRef<'a>, now: i64) -> Vec<Flaw<'a>> {
    let value = entry.value.structure();
    let only = || <[Client<'a>; 1]>::try_from(clients.to_vec()).ok().map(|[client]| client);
    // The reference of oblogproxy's source calls it a map too; one number stands in files that work.
    if plugin == Plugin::LogProxy && !value.is_mapping() {
        return of_value(value, now).map(|wrong| Flaw { entry, wrong, client: None }).into_iter().collect();
    }
    if !value.is_mapping() {
        let wrong = if value.is_blank() { None } else { Some(Wrong::NotAMap) };
        return wrong.map(|wrong| Flaw { entry, wrong, client: only() }).into_iter().collect();
    }
    let has_ids = clients.iter().any(|client| client.key().is_some());
    let flaw = |entry: EntryRef<'a>| {
        let client = clients.iter().copied().find(|client| client.key() == Some(entry.key()));
        let wrong = match client {
            None if has_ids => Some(Wrong::UnknownClient),
            _ => of_value(entry.value, now),
        };
        Some(Flaw { entry, wrong: wrong?, client })
    };
    value.entries().filter_map(flaw).collect()
}

fn of_value(value: Ref<'_>, now: i64) -> Option<Wrong> {
    match spelling(value) {
        Spelling::Seconds(seconds) | Spelling::Padded(seconds) if seconds > now.saturating_add(time::CLOCK_SKEW) => {
            Some(Wrong::Future(seconds))
        }
        Spelling::Seconds(seconds) if seconds < time::FIRST_POSITION => Some(Wrong::TooEarly(seconds)),
        Spelling::Seconds(_) | Spelling::Blank => None,
        other => Some(Wrong::Spelling(other)),
    }
}

/// The names under which a JDBCWriter has its position.
const OF_WRITER: [&str; 3] = ["timestamp", "checkpoint", "sourceFile.checkpoint"];

/// What stands for nothing where every value is text.
const NOTHING: [&str; 7] = ["null", "{}", "[]", "\"\"", "''", "\"{}\"", "'{}'"];

/// The position of a JDBCWriter, right or wrong: the first of its names under which anything stands.
#[must_use]
pub(crate) fn of_writer<'a>(config: &Section<'a>) -> Option<EntryRef<'a>> {
    let is_nothing = |value: Ref<'_>| {
        let word = value.filled().unwrap_or_default();
        value.is_blank() || NOTHING.iter().any(|nothing| word.eq_ignore_ascii_case(nothing))
    };
    let is_there = |entry: &EntryRef<'_>| {
        let value = entry.value.structure();
        match value.is_mapping() {
            true => value.entries().any(|entry| !is_nothing(entry.value)),
            false => !is_nothing(value) && !matches!(value.value(), Value::Sequence(items) if items.is_empty()),
        }
    };
    OF_WRITER.iter().filter_map(|key| config.entry(key)).find(is_there)
}

/// What is wrong with the position of a JDBCWriter: a number, or a map of them as its successors have it.
#[must_use]
pub(crate) fn writer_flaws<'a>(entry: EntryRef<'a>, now: i64) -> Vec<Flaw<'a>> {
    let flaw = |entry: EntryRef<'a>| Some(Flaw { entry, wrong: of_value(entry.value, now)?, client: None });
    let map = entry.value.structure();
    if map.is_mapping() { map.entries().filter_map(flaw).collect() } else { flaw(entry).into_iter().collect() }
}

/// Whether a source has a `checkpoint` with anything in it, right or wrong.
#[must_use]
pub(crate) fn is_there(source: &Section<'_>) -> bool {
    let is_filled = |value: Ref<'_>| {
        let value = value.structure();
        match value.is_mapping() {
            true => value.entries().any(|entry| !entry.value.is_blank()),
            false => !value.is_blank() && value.text() != Some("{}"),
        }
    };
    source.get("checkpoint").is_some_and(is_filled) || dotted(source).iter().any(|(_, entry)| is_filled(entry.value))
}

/// Positions with keys of their own, `checkpoint.<clientId>`, as flat files have them; each with its client id.
#[must_use]
pub(crate) fn dotted<'a>(source: &Section<'a>) -> Vec<(&'a str, EntryRef<'a>)> {
    let prefix = source.full_key("checkpoint.");
    let client = |entry: EntryRef<'a>| Some((entry.key().strip_prefix(prefix.as_str())?, entry));
    source.entries().filter_map(client).filter(|(client, _)| !client.is_empty()).collect()
}

/// Where the position of a client stands: in the map, or under a key of its own where there is no map.
#[must_use]
pub(crate) fn entry_of<'a>(source: &Section<'a>, client: Client<'_>) -> Option<EntryRef<'a>> {
    let key = client.key()?;
    match source.get("checkpoint").map(|value| value.structure()).filter(Ref::is_mapping) {
        Some(map) => map.entry(key),
        None => source.entry(&format!("checkpoint.{key}")),
    }
}

/// What is wrong with positions that have keys of their own.
#[must_use]
pub(crate) fn dotted_flaws<'a>(clients: &[Client<'a>], source: &Section<'a>, now: i64) -> Vec<Flaw<'a>> {
    let has_ids = clients.iter().any(|client| client.key().is_some());
    let flaw = |(key, entry): (&'a str, EntryRef<'a>)| {
        let client = clients.iter().copied().find(|client| client.key() == Some(key));
        let is_stranger = client.is_none() && has_ids;
        let wrong = if is_stranger { Some(Wrong::UnknownClient) } else { of_value(entry.value, now) };
        Some(Flaw { entry, wrong: wrong?, client })
    };
    dotted(source).into_iter().filter_map(flaw).collect()
}

/// Whether the `checkpoint` in `entry` would do as it stands: nothing wrong with it, a position for every client, and
/// none before the beginning of its Store.
#[must_use]
pub(crate) fn is_sound(
    export: &Export<'_>,
    (clients, plugin): (&[Client<'_>], Plugin),
    entry: EntryRef<'_>,
    now: i64,
) -> bool {
    let value = entry.value.structure();
    if value.is_blank() || !flaws(clients, plugin, entry, now).is_empty() {
        return false;
    }
    let position = |client: &Client<'_>| time::seconds(value.get(client.key()?)?);
    let is_held =
        |client: &Client<'_>| position(client).is_some_and(|seconds| is_in_reach(export, (*client, seconds), now));
    let is_nameless = plugin == Plugin::LogProxy && (!value.is_mapping() || clients.is_empty());
    is_nameless || (!clients.is_empty() && clients.iter().all(is_held))
}

/// Whether the Store of a client still keeps what came after `seconds`; true where no Store says.
#[must_use]
pub(crate) fn is_in_reach(export: &Export<'_>, (client, seconds): (Client<'_>, i64), now: i64) -> bool {
    let subtopic = client.reads();
    let begin = subtopic.and_then(|subtopic| position::store_begin(export, subtopic, now));
    begin.is_none_or(|begin| begin.seconds <= seconds)
}

/// Why a position of a component that reads a Store would have no key to stand under, so that no value helps; None where each has
/// one.
#[must_use]
pub(crate) fn keyless(component: &Component<'_>) -> Option<&'static str> {
    if component.kind != ComponentKind::IncrSync(Plugin::Store) {
        return None;
    }
    if component.clients().is_empty() {
        return Some(tr!("its source names no `clients`, whose ids are the keys of a checkpoint: add them first"));
    }
    let lacks_id = component.clients().iter().any(|client| client.id.is_none());
    lacks_id
        .then_some(tr!("a client here has no `clientId`, under which its position would have to stand; add that first"))
}

/// The section whose `checkpoint` OMS reads: of an Incr-Sync with a Store or oblogproxy, its source.
#[must_use]
pub(crate) fn source<'c, 'a>(component: &'c Component<'a>) -> Option<(Plugin, &'c Section<'a>)> {
    match component.kind {
        ComponentKind::IncrSync(plugin @ (Plugin::Store | Plugin::LogProxy)) => Some((plugin, component.source()?)),
        _ => None,
    }
}
