//! What a source says of how it reads, and what of that is not understood.

use crate::oms::client::Client;
use crate::oms::kind::Plugin;
use crate::oms::section::Section;
use crate::text::redact::is_mask;
use crate::text::spelling::held;

/// Keys that only the `source` of a Full-Import has (documented for DataFlowSource). The full source of a Light-Connector of 3.2.x has
/// `database_type`.
pub(super) const SLICE_KEYS: &[&str] = &["sliceWorkerNum", "sliceBatchSize", "sliceQueueSize", "sliceBlocks"];

/// Keys of a source that reads a Store (documented for the Light-Connector of 3.2.x).
const STORE_KEYS: &[&str] = &["store_username", "store_max_retries", "store_time_zone", "askSelfUnit"];

/// What is not understood of the source of an Incr-Sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obscure<'a> {
    /// It names a reader that is not known.
    Reader(&'a str),
    /// Nothing in it says what it reads through.
    Nameless,
    /// By one part of it, it is a Full-Import, by another an Incr-Sync.
    Torn,
    /// It reads a Store, and not every client has an id, or there is none.
    Clients,
}

/// What a source says of how it reads. It is asked of every component again and again, and so told once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    /// Where it reads.
    pub plugin: Plugin,
    /// Whether it bears a mark of a source that reads a Store: the name of such a reader, or clients with subtopics.
    pub reads_store: bool,
    /// Whether its names or its keys are those of a Full-Import.
    pub is_full: bool,
    /// What is not understood of it.
    pub obscure: Option<Obscure<'a>>,
    /// Whether a name or a key in it is that of a reader that is known.
    pub has_reader: bool,
}

impl Reading<'_> {
    /// That of no source at all.
    pub(super) const NONE: Self =
        Self { plugin: Plugin::Other, reads_store: false, is_full: false, obscure: None, has_reader: false };
}

impl<'a> Reading<'a> {
    /// What `source`, with its `clients`, says.
    pub(super) fn of(source: &Section<'a>, clients: &[Client<'a>]) -> Self {
        let [class, kind] = ["boosterClass", "type"].map(|key| source.get(key).and_then(|value| value.filled()));
        let [class_says, type_says] = [class, kind].map(|name| name.map(Says::of).unwrap_or_default());
        let (of_class, of_type) = (class_says.reader, type_says.reader);
        // What is loaded is the class, whatever the type beside it says.
        let (named, of_named) = if class.is_some() { (class, of_class) } else { (kind, of_type) };
        let reads_subtopics = clients.iter().any(|client| client.subtopic.is_some());
        let is_named_full = class_says.is_full || type_says.is_full;
        let reader = of_type.or(of_class);
        let has_store_keys = source.has_any(STORE_KEYS);
        let plugin = match reader {
            // A Kafka source has no clients with subtopics: what is read is a Store, whatever word stands beside it.
            Some(Plugin::Kafka) if reads_subtopics || of_class == Some(Plugin::Store) => Plugin::Store,
            Some(reader) => reader,
            None => plugin_by_keys(source, reads_subtopics || has_store_keys),
        };
        let is_torn = is_named_full && (reader.is_some() || reads_subtopics);
        let obscure = match (named, plugin) {
            _ if is_torn => Some(Obscure::Torn),
            (Some(name), _) if of_named.is_none() => Some(Obscure::Reader(name)),
            (None, Plugin::Store) if !reads_subtopics && !has_store_keys => Some(Obscure::Nameless),
            (_, Plugin::Store) if !has_usable_clients(source, clients) => Some(Obscure::Clients),
            (_, Plugin::Other) => Some(Obscure::Nameless),
            _ => None,
        };
        let is_other = reads_subtopics || has_store_keys || reader.is_some();
        let has_full_keys = || !is_other && (source.has_any(SLICE_KEYS) || source.has_any(&["database_type"]));
        let reads_store = reads_subtopics || class_says.is_store || type_says.is_store;
        Self {
            plugin,
            reads_store,
            is_full: is_named_full || has_full_keys(),
            obscure,
            has_reader: reader.is_some() || has_store_keys,
        }
    }
}

/// Whether every client has an id, under which its position stands in `checkpoint`.
fn has_usable_clients(source: &Section<'_>, clients: &[Client<'_>]) -> bool {
    let is_usable = |client: &Client<'_>| client.id.and_then(|id| id.value.filled()).is_some_and(|id| !is_mask(id));
    source.get("clients").is_some() && !clients.is_empty() && clients.iter().all(is_usable)
}

/// Where a source reads that names no reader, by its other keys.
fn plugin_by_keys(source: &Section<'_>, has_store_marks: bool) -> Plugin {
    let has = |keys| source.has_any(keys);
    if has(&["logproxy.address"]) {
        Plugin::LogProxy
    } else if has(&["kafkaTopic", "kafkaAddr", "kafkaPort"]) {
        Plugin::Kafka
    } else if has_store_marks || has(&["checkpoint"]) {
        Plugin::Store
    } else {
        Plugin::Other
    }
}

/// What the name of a type or a class says.
#[derive(Default)]
struct Says {
    /// The reader that it is.
    reader: Option<Plugin>,
    /// Whether it is that of a Full-Import.
    is_full: bool,
    /// Whether a Store stands in it.
    is_store: bool,
}

impl Says {
    fn of(name: &str) -> Self {
        // Two words for each reader, then those that say no reader.
        const WORDS: [&str; 8] =
            ["logproxy", "log_proxy", "kafka_source", "kafkasource", "store_source", ".store.", "dataflow", "store"];
        const READERS: [Plugin; 3] = [Plugin::LogProxy, Plugin::Kafka, Plugin::Store];
        let held = held(name, &WORDS);
        let reader = held.first().and_then(|word| READERS.get(word / 2)).copied();
        Self { reader, is_full: held.has(6), is_store: held.has(7) }
    }
}
