//! What the content of sections says: which component they belong to, where it reads, where it writes. For exports
//! whose directories lost the component ids.

use crate::knowledge::db_types::{DbTypes, Meaning};
use crate::oms::client::clients_in;
use crate::oms::component::Component;
use crate::oms::id::is_task_id;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::reading::{Obscure, SLICE_KEYS};
use crate::oms::section::Section;
use crate::oms::shape::oms_word_in;
use crate::text::node::EntryRef;
use crate::text::spelling::{first_held, holds};

/// Where a component writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// A database: rows that come twice change nothing in tables with a primary or unique key.
    Database,
    /// A message queue, by name: rows that come twice are duplicates.
    Queue(&'static str),
    /// Not known.
    Unknown,
}

fn text<'a>(section: Option<&Section<'a>>, key: &str) -> Option<&'a str> {
    section?.get(key)?.filled()
}

fn has(section: Option<&Section<'_>>, keys: &[&str]) -> bool {
    section.is_some_and(|section| section.has_any(keys))
}

/// The kind of a component, from its sections.
#[must_use]
pub fn kind(component: &Component<'_>) -> ComponentKind {
    let reading = component.reading();
    if reading.obscure == Some(Obscure::Torn) {
        return ComponentKind::IncrSync(Plugin::Other);
    }
    let class = || text(component.section(SectionName::Coordinator), "customizeClass").unwrap_or("");
    if reading.is_full || first_held(class(), &["fullframework", "fullcustomize"]).is_some() {
        return ComponentKind::FullImport;
    }
    match reading.plugin {
        Plugin::Other if holds(text(component.source(), "type").unwrap_or(""), "_source") => {
            ComponentKind::IncrSync(Plugin::Other)
        }
        Plugin::Other => ComponentKind::Unknown,
        plugin => ComponentKind::IncrSync(plugin),
    }
}

/// What is not understood of the source of an Incr-Sync; None if it is understood, or there is none.
#[must_use]
pub(crate) fn obscure<'a>(component: &Component<'a>) -> Option<Obscure<'a>> {
    component.reading().obscure
}

/// Whether the source of an Incr-Sync names a reader that is not known, and nothing else in it says that it reads what OMS
/// does: then nobody can tell what it lacks.
#[must_use]
pub(crate) fn is_strange(component: &Component<'_>) -> bool {
    let reading = component.reading();
    matches!(reading.obscure, Some(Obscure::Reader(_)))
        && !reading.has_reader
        && component.source().is_some_and(|source| oms_word_in(source.mapping()).is_none())
}

/// Whether the source of a component bears a mark of one that reads a Store.
#[must_use]
pub(crate) fn reads_store(component: &Component<'_>) -> bool {
    component.reading().reads_store
}

/// The names of its task that its own content says, each with its key.
pub(crate) fn named_tasks<'a>(component: &Component<'a>) -> impl Iterator<Item = (usize, EntryRef<'a>, &'a str)> {
    let coordinator = component.section(SectionName::Coordinator);
    let own = |section: &Section<'a>, keys: &[&str]| {
        let (entry, task) = section.filled(keys)?;
        Some((section.document, entry, task))
    };
    let said = coordinator.and_then(|section| own(section, &["taskIdentity"]));
    let keys = ["coordinatorFile.taskIdentity", "task.identity"];
    let said_flat = component.config().and_then(|config| own(config, &keys));
    let identity = component.reported.and_then(|reported| {
        let entry = reported.item.entry("identity")?;
        Some((component.document, entry, entry.value.filled()?))
    });
    said.into_iter().chain(said_flat).chain(identity).filter(|(.., task)| is_task_id(task))
}

/// What a component is: its content decides. `named`, which its id or a list says, holds where the content tells nothing.
#[must_use]
pub(super) fn decide(component: &Component<'_>, named: Option<ComponentKind>) -> ComponentKind {
    match (kind(component), named) {
        // A source of a type that nobody knows tells too little against a name.
        (ComponentKind::Unknown | ComponentKind::IncrSync(Plugin::Other), Some(named)) => named,
        (kind, _) => kind,
    }
}

/// Whether a component was copied whole enough to run: what decides what it does is there and understood.
#[must_use]
pub(super) fn could_run(component: &Component<'_>) -> bool {
    let source = component.source().filter(|source| source.is_filled());
    let has_config = || component.config().is_some_and(Section::is_filled);
    match component.kind {
        ComponentKind::IncrSync(Plugin::JdbcWriter) => source.is_some() || has_config(),
        ComponentKind::IncrSync(_) => source.is_some() && obscure(component).is_none(),
        ComponentKind::FullImport if source.is_none() => component.reported.is_none() && has_config(),
        ComponentKind::FullImport => kind(component) == ComponentKind::FullImport,
        ComponentKind::FullVerification | ComponentKind::Store => has_config(),
        ComponentKind::Unknown => false,
    }
}

/// Whether `type` and `boosterClass` of a source name different readers, so that the form of its values is in doubt.
#[must_use]
pub(crate) fn is_torn(source: &Section<'_>) -> bool {
    let named = |key: &str| {
        let says = text(Some(source), key)?;
        let readers = [["logproxy", "log_proxy"], ["kafka", "kafka"], ["store", "store"]];
        readers.iter().position(|words| words.iter().any(|word| holds(says, word)))
    };
    matches!((named("type"), named("boosterClass")), (Some(one), Some(other)) if one != other)
}

fn reads_subtopics(source: Option<&Section<'_>>) -> bool {
    let clients = source.and_then(|source| source.get("clients")).map(clients_in).unwrap_or_default();
    clients.iter().any(|client| client.subtopic.is_some())
}

/// Where an Incr-Sync of known kind reads: what its source says, else a Store, which is what nearly all of them read.
#[must_use]
pub(crate) fn plugin_of_incr_sync(component: &Component<'_>) -> Plugin {
    let named = |key| text(component.source(), key);
    match component.reading().plugin {
        Plugin::Other if named("type").or_else(|| named("boosterClass")).is_none() => Plugin::Store,
        plugin => plugin,
    }
}

/// Where the component writes. What is a message queue by one mark and a database by another counts as the queue: rows that
/// come twice would be duplicates there.
#[must_use]
pub fn sink(component: &Component<'_>) -> Sink {
    let mut first = None;
    for (.., sink) in sink_marks(component) {
        if matches!(sink, Sink::Queue(_)) {
            return sink;
        }
        first = first.or(Some(sink));
    }
    let sink = component.section(SectionName::Sink);
    match first {
        Some(sink) => sink,
        None if has(sink, &["endpoint"]) => Sink::Queue("DataHub"),
        None if has(sink, &["jdbcUrl", "jdbc_url", "url"]) => Sink::Database,
        None => Sink::Unknown,
    }
}

/// What says where a component writes: its names first, then keys that only a sink of a message queue has.
pub(crate) fn sink_marks<'a>(component: &Component<'a>) -> impl Iterator<Item = (usize, EntryRef<'a>, Sink)> {
    const QUEUES: [&str; 3] = ["Kafka", "RocketMQ", "DataHub"];
    const WORDS: [&str; 4] = ["kafka", "rocketmq", "datahub", "jdbc"];
    let sink = component.section(SectionName::Sink);
    let coordinator = component.section(SectionName::Coordinator);
    let named = |says: &str| match first_held(says, &WORDS) {
        Some(word) => Some(QUEUES.get(word).map_or(Sink::Database, |name| Sink::Queue(name))),
        None => (DbTypes::default().meaning(says) != Meaning::Unknown).then_some(Sink::Database),
    };
    let names = [(sink, "type"), (sink, "boosterClass"), (coordinator, "sinkType")];
    let names = names.into_iter().filter_map(move |(section, key)| {
        let (entry, says) = section?.filled(&[key])?;
        Some((section?.document, entry, named(says)?))
    });
    let keys = [
        ("kafka.servers", Sink::Queue("Kafka")),
        ("kafka.topic", Sink::Queue("Kafka")),
        ("servers", Sink::Queue("Kafka")),
        ("nameSvrAddr", Sink::Queue("RocketMQ")),
        ("datahub.endpoint", Sink::Queue("DataHub")),
    ];
    let keys = keys.into_iter().filter_map(move |(key, queue)| {
        let entry = sink?.entry(key).filter(|entry| !entry.value.is_blank())?;
        Some((sink?.document, entry, queue))
    });
    names.chain(keys)
}

/// Whether a source names itself that of a Full-Import.
#[must_use]
pub(crate) fn is_full(source: &Section<'_>) -> bool {
    ["type", "boosterClass"].iter().any(|key| holds(text(Some(source), key).unwrap_or(""), "dataflow"))
}

/// Whether a source names a reader of changes.
#[must_use]
pub(crate) fn names_reader(source: &Section<'_>) -> bool {
    let words = ["store", "logproxy", "log_proxy", "kafka"];
    ["type", "boosterClass"].iter().any(|key| first_held(text(Some(source), key).unwrap_or(""), &words).is_some())
}

/// Whether the section of this name bears the marks of OMS, so that the document is OMS's for sure.
#[must_use]
pub(crate) fn is_marked(name: SectionName, section: &Section<'_>) -> bool {
    let some = Some(section);
    let says = |key, words: &[&str]| {
        let value = text(some, key).unwrap_or("");
        first_held(value, words).is_some()
    };
    match name {
        SectionName::Source => {
            says("boosterClass", &["oms", "sourcebooster"])
                || says("type", &["store_source", "dataflow_source", "logproxy_source", "kafka_source"])
                || has(some, &["logproxy.address"])
                || logs_into_a_store(some)
                || (has(some, &["kafkaTopic"]) && has(some, &["kafkaAddr"]))
                || (has(some, &["clients"]) && has(some, &["checkpoint"]))
                || reads_subtopics(some)
                || has(some, SLICE_KEYS)
                || (names_database(section) && is_of_dataflow(section))
        }
        SectionName::Sink => {
            says("boosterClass", &["oms", "sinkbooster"]) || says("type", &["_sink"]) || has(some, &["kafka.servers"])
        }
        SectionName::Coordinator => {
            says("customizeClass", &["oms"])
                || has(some, &["taskIdentity", "connectorJvmParam", "connector_jvm_param"])
                || (has(some, &["sourceType"]) && has(some, &["sinkType", "taskName"]))
        }
        SectionName::Condition => has(some, &["whiteCondition", "blackCondition", "blockCondition"]),
    }
}

/// Whether the section of this name is OMS's for sure, by its own marks or by one that others have, too, where the place is OMS's.
#[must_use]
pub(crate) fn is_marked_in_place(name: SectionName, section: &Section<'_>, is_placed: &dyn Fn() -> bool) -> bool {
    is_marked(name, section) || (name == SectionName::Source && names_database(section) && is_placed())
}

/// Whether a section names the type of its database as the full source of a Light-Connector of 3.2.x does. Jobs of others name it so,
/// too: where nothing else in it is of OMS, the place must be.
fn names_database(section: &Section<'_>) -> bool {
    section.has_any(&["database_type"])
}

/// Whether a source has clients, or keeps for slices of tables how far they are, as OMS writes it.
fn is_of_dataflow(section: &Section<'_>) -> bool {
    let is_inner = |key| section.get(key).is_some_and(|value| value.structure().is_inner());
    is_inner("clients") || is_inner("checkpoint") || section.entries().any(|entry| entry.key().contains("dataflow_"))
}

/// Whether it is the source of a Light-Connector by how that logs into a Store. A shop may have a `store_username`, too, and nothing
/// else that a source has.
fn logs_into_a_store(section: Option<&Section<'_>>) -> bool {
    const OTHERS: &[&str] =
        &["clients", "checkpoint", "type", "boosterClass", "dbType", "db_type", "ignore_ddl", "ignoreDdl"];
    has(section, &["store_username", "store_max_retries", "store_time_zone"]) && has(section, OTHERS)
}

/// Whether the type that a section names is that of a source.
#[must_use]
pub(crate) fn says_source(section: &Section<'_>) -> bool {
    let says = text(Some(section), "type").unwrap_or("");
    first_held(says, &["store_source", "dataflow_source", "logproxy_source"]).is_some()
}

/// The section that a mapping is by OMS's own marks alone, whatever the file is called; None if it bears none.
#[must_use]
pub(crate) fn section_by_marks(section: &Section<'_>) -> Option<SectionName> {
    let some = Some(section);
    let says = |key: &str, word: &str| holds(text(some, key).unwrap_or(""), word);
    let booster = |word: &str| says("boosterClass", "com.oceanbase.oms") && says("boosterClass", word);
    let is_source = || {
        booster("source")
            || ["store_source", "dataflow_source", "logproxy_source"].iter().any(|word| says("type", word))
            || has(some, &["logproxy.address"])
            || logs_into_a_store(some)
            || section.get("clients").is_some_and(|clients| {
                let list = clients.structure();
                let one = list.is_mapping().then_some(list);
                let mut clients = list.items().map(|item| item.structure()).chain(one);
                clients
                    .any(|client| client.has_any(&["clusterManagerUrl"]) && client.has_any(&["subtopic", "subTopic"]))
            })
    };
    if is_source() {
        Some(SectionName::Source)
    } else if booster("sink") {
        Some(SectionName::Sink)
    } else if says("customizeClass", "com.oceanbase.oms") || has(some, &["connectorJvmParam", "connector_jvm_param"]) {
        Some(SectionName::Coordinator)
    } else {
        None
    }
}
