//! What a Store's configuration says: its subtopic, the database it reads, where it begins.

use crate::oms::component::Component;
use crate::oms::id::store_port;
use crate::oms::section::Section;
use crate::text::node::EntryRef;

/// Sections of `crawler.conf`.
pub const SECTIONS: &[&str] = &[
    "global",
    "mysql2store",
    "store2store",
    "ob2store",
    "store",
    "liboblog",
    "partition",
    "hbase2store",
    "oracle2store",
    "deliver2store",
    "unit",
    "db2tostore",
    "logproxy2store",
];

/// Those of them that configurations of other programs have, too.
pub(crate) const COMMON_SECTIONS: &[&str] = &["global", "store", "partition", "unit"];

/// Sections that read a database's log, and so may hold the subtopic and the beginning.
const READERS: &[&str] = &[
    "mysql2store",
    "oracle2store",
    "db2tostore",
    "deliver2store",
    "ob2store",
    "liboblog",
    "logproxy2store",
    "hbase2store",
    "store2store",
    "store",
    "global",
];

/// A section of a Store, whether its keys are nested or flat.
#[must_use]
pub fn section<'a>(store: &Component<'a>, name: &str) -> Option<Section<'a>> {
    let config = store.config()?;
    Section::find(config.document, config.mapping(), name)
}

/// The filled value of the first of `keys` in any section that reads a log.
fn first<'a>(store: &Component<'a>, keys: &[&str]) -> Option<(EntryRef<'a>, &'a str)> {
    READERS.iter().find_map(|name| section(store, name)?.filled(keys))
}

/// The subtopic the Store keeps.
#[must_use]
pub fn subtopic<'a>(store: &Component<'a>) -> Option<&'a str> {
    subtopic_entry(store)?.value.filled()
}

/// Where the configuration names the subtopic.
#[must_use]
pub(crate) fn subtopic_entry<'a>(store: &Component<'a>) -> Option<EntryRef<'a>> {
    first(store, &["subTopic", "subtopic"]).map(|(entry, _)| entry)
}

/// What tells a Store from all others, made of its server, its port, its subtopic and its number as OMS makes an id of them: its
/// folder is called after the port alone (`store7100`). None where the port, or all that would tell its server, is missing.
#[must_use]
pub(crate) fn name(store: &Component<'_>, folder: &str) -> Option<String> {
    let listens = || section(store, "store")?.filled(&["storesManager.port"]).map(|(_, port)| port);
    let port = store_port(folder).or_else(listens)?;
    let number = first(store, &["subId", "subid"]).and_then(|(entry, _)| entry.value.filled());
    let server = store.server.as_deref();
    // Of what server it is nobody knows then, and only the number tells it from that of another one.
    if server.is_none() && number.is_none() {
        return None;
    }
    let subtopic = store.subtopic.as_deref()?;
    Some([server.unwrap_or_default(), "-", port, ":", subtopic, ":", number.unwrap_or_default()].concat())
}

/// Where an answer of the API says that the Store begins: `beginCheckpoint`.
#[must_use]
pub(crate) fn reported_begin<'a>(store: &Component<'a>) -> Option<(EntryRef<'a>, i64)> {
    let entry = store.reported?.item.entry("beginCheckpoint")?;
    Some((entry, crate::oms::time::seconds(entry.value)?))
}

/// Where its configuration says that the Store begins, in Unix seconds, with the place that says so: `master.timestamp`.
#[must_use]
pub(crate) fn configured_begin<'a>(store: &Component<'a>) -> Option<(EntryRef<'a>, i64)> {
    let (entry, _) = first(store, &["master.timestamp"])?;
    Some((entry, crate::oms::time::seconds(entry.value)?))
}

/// How long the Store keeps rows, in seconds: `clearer.outdated` of its section `store`, with the place that says so.
#[must_use]
pub fn keeps<'a>(store: &Component<'a>) -> Option<(EntryRef<'a>, i64)> {
    let (entry, _) = section(store, "store")?.filled(&["clearer.outdated"])?;
    Some((entry, entry.value.integer().filter(|seconds| *seconds > 0)?))
}
