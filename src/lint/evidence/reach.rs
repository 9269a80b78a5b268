//! Whether a component can still be resumed from a position: what is known of it, and how long its Store keeps rows.

use crate::lint::evidence::position::{self, KnownPosition, NoPosition};
use crate::lint::evidence::stray;
use crate::lint::finding::Evidence;
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::time;
use crate::text::lang::{comma, tr, tr_noop};
use crate::text::source::Place;

/// What is known of the position of a component that lacks a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// A position from which it can be resumed, as far as the export tells.
    Within {
        /// The earliest over all clients, in Unix seconds.
        seconds: i64,
        /// What it is, and how old.
        words: String,
    },
    /// A position that the Store no longer reaches.
    Beyond {
        /// Unix seconds.
        seconds: i64,
        /// Why it is out of reach.
        why: String,
    },
    /// Its own process has no position, and nothing else tells one: none can be had.
    Nowhere {
        /// What says so.
        why: String,
    },
    /// Nothing tells a position.
    Nothing {
        /// For which client.
        why: String,
    },
}

/// That a Store has cleared what came after a position.
#[derive(Debug, Clone)]
pub(crate) struct Cleared {
    /// Why, as a clause.
    pub why: String,
    /// What the Store itself says of how long it keeps rows.
    pub said: Option<Evidence>,
}

/// The way to a position that a Store does not reach (documented in the FAQ), as a clause.
pub(crate) const NEW_STORE: &str = tr_noop!(
    "as long as the source still has its log from that time, a new Store with an earlier timestamp (and a \
              longer `store.clearer.outdated`) can serve it"
);

/// The documented default of `store.clearer.outdated` in seconds, by where the task writes: 120 h for a migration task,
/// 24 h for a synchronization task.
fn default_keeping(component: &Component<'_>) -> Option<(i64, &'static str)> {
    match classify::sink(component) {
        Sink::Database => Some((432_000, tr!("120 h is the documented default for a migration task"))),
        Sink::Queue(_) => Some((86_400, tr!("24 h is the documented default for a synchronization task"))),
        Sink::Unknown => None,
    }
}

/// How long the Stores of a subtopic keep rows, in seconds, with the words for it, and where a Store says so.
fn keeping(export: &Export<'_>, component: &Component<'_>, subtopic: &str) -> Option<(i64, String, Option<Place>)> {
    if let Some((seconds, place)) = position::kept(export, subtopic) {
        let length = time::length(seconds);
        return Some((seconds, tr!("its Store keeps {length} (`store.clearer.outdated`)", length), Some(place)));
    }
    let (seconds, words) = default_keeping(component)?;
    let why = match export.has_store(subtopic) {
        true => tr!("its Store does not say how long it keeps rows; {default}", default = words),
        false => tr!("no Store of it is in the export; {default}", default = words),
    };
    Some((seconds, why, None))
}

/// Why the Store of a client has, or may have, cleared what came after `position`; None where it still holds that, as far as is
/// known.
pub(crate) fn cleared(
    export: &Export<'_>,
    component: &Component<'_>,
    (client, position): (Client<'_>, &KnownPosition),
    now: i64,
) -> Option<Cleared> {
    let (keeps, keeping, place) = keeping(export, component, client.reads().unwrap_or(""))?;
    if is_kept(position.seconds, keeps, now) {
        return None;
    }
    let (time, age) = (export.zone().show(position.seconds), time::length(now - position.seconds));
    let what = &position.what;
    let why = if place.is_some() {
        tr!(
            "{what} is {time}, {age} ago, and {keeping}, so the rows that come next are no longer in the Store",
            what,
            time,
            age,
            keeping
        )
    } else {
        tr!(
            "{what} is {time}, {age} ago, and {keeping}, so the rows that come next may no longer be in the Store",
            what,
            time,
            age,
            keeping
        )
    };
    let said = place.map(|place| Evidence { place: Some(place), says: keeping.into(), value: None });
    Some(Cleared { why, said })
}

/// Whether the Store of a client still holds what came after `seconds`, as far as it says itself how long it keeps rows.
pub(crate) fn is_held(export: &Export<'_>, client: Client<'_>, seconds: i64, now: i64) -> bool {
    position::kept(export, client.reads().unwrap_or("")).is_none_or(|(keeps, _)| is_kept(seconds, keeps, now))
}

fn is_kept(seconds: i64, keeps: i64, now: i64) -> bool {
    seconds >= now - keeps
}

/// What is known of the positions that `component` lacks, at the time `now`. `has` says of a client that there is one.
pub(crate) fn of(export: &Export<'_>, component: &Component<'_>, now: i64, has: &dyn Fn(Client<'_>) -> bool) -> Reach {
    let nobody = [Client { id: None, subtopic: None, timestamp: None }];
    let clients = match component.kind {
        ComponentKind::IncrSync(Plugin::LogProxy) if component.clients().is_empty() => &nobody[..],
        _ => component.clients(),
    };
    if clients.is_empty() {
        return Reach::Nothing { why: tr!("its source names no clients").into() };
    }
    let zone = export.zone();
    let whose = |client: &Client<'_>, words: String| match client.key().filter(|_| clients.len() > 1) {
        Some(client) => tr!("{words} ({client})", words, client),
        None => words,
    };
    let mut earliest: Option<(i64, String)> = None;
    let mut without: Vec<Client<'_>> = Vec::new();
    for client in clients.iter().filter(|client| !has(**client)) {
        match position::best(export, component, *client, now) {
            Ok(position) => {
                if let Some(cleared) = cleared(export, component, (*client, &position), now) {
                    return Reach::Beyond { seconds: position.seconds, why: whose(client, cleared.why) };
                }
                if earliest.as_ref().is_none_or(|(seconds, _)| position.seconds < *seconds) {
                    let (time, age) = (zone.show(position.seconds), time::length(now - position.seconds));
                    let words = tr!("{what} is {time}, {age} ago", what = position.what, time, age);
                    earliest = Some((position.seconds, whose(client, words)));
                }
            }
            Err(NoPosition::Nothing) => without.push(*client),
            Err(NoPosition::OutOfReach(found)) => {
                let (position, begin) = *found;
                let why = tr!(
                    "{what} is {time}, which lies before the beginning of its Store ({begin})",
                    what = position.what,
                    time = zone.show(position.seconds),
                    begin = zone.aside(begin.seconds)
                );
                return Reach::Beyond { seconds: position.seconds, why: whose(client, why) };
            }
        }
    }
    match earliest.filter(|_| without.is_empty()) {
        Some((seconds, words)) => Reach::Within { seconds, words },
        None => match position::process_has_none(export, component) {
            Some(why) => Reach::Nowhere { why },
            None => Reach::Nothing { why: untold(export, component, &without, now) },
        },
    }
}

/// Why nothing tells a position of these clients.
fn untold(export: &Export<'_>, component: &Component<'_>, clients: &[Client<'_>], now: i64) -> String {
    let keys: Vec<&str> = clients.iter().filter_map(Client::key).collect();
    if let Some(why) = clients.iter().find_map(|client| position::refused(export, component, *client, now)) {
        return why;
    }
    if let Some(why) = component.source().and_then(stray::checkpoint) {
        return why;
    }
    match keys.is_empty() {
        true => tr!("nothing in the export tells a position").to_owned(),
        false => tr!("nothing in the export tells a position for {subtopic}", subtopic = keys.join(comma())),
    }
}
