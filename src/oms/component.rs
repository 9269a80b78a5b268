//! A component: its id, what it is, which way it goes, and its sections.

use crate::oms::section::Section;
use crate::text::node::{EntryRef, Ref};
use crate::text::spelling::holds;

/// Which way the rows go: from the task's source to its target, or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From the forward target back to the source.
    Reverse,
}

impl Direction {
    /// Lower-case name, as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Reverse => "reverse",
        }
    }
}

/// Whose finding it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// Task id (`np_…`, `p_…`).
    pub task: Option<String>,
    /// Component id as OMS writes it, or None where no id is known.
    pub component: Option<String>,
    /// Server (address) the component runs on.
    pub server: Option<String>,
    /// Direction, for components that have one.
    pub direction: Option<Direction>,
    /// What the component is: `Incr-Sync`.
    pub kind: Option<&'static str>,
    /// The subtopics it reads, or the one it keeps.
    pub subtopics: Vec<String>,
}

impl Subject {
    /// What follows the kind in [`Component::describe`]: ` 10.0.0.1-9000:… of task np_x on server 10.0.0.1`.
    #[must_use]
    pub fn address(&self) -> String {
        address(self.component.as_deref(), self.task.as_deref(), self.server.as_deref())
    }
}

/// Id, task and server in a sentence, behind the kind.
pub(crate) fn address(id: Option<&str>, task: Option<&str>, server: Option<&str>) -> String {
    let id = id.map(|id| format!(" {id}")).unwrap_or_default();
    let task = task.map_or_else(|| " of an unnamed task".to_owned(), |task| format!(" of task {task}"));
    let server = server.map(|server| format!(" on server {server}")).unwrap_or_default();
    format!("{id}{task}{server}")
}

/// The four sections of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionName {
    /// What is read.
    Source,
    /// What is written.
    Sink,
    /// The framework between them.
    Coordinator,
    /// Which tables, which rows.
    Condition,
}

impl SectionName {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Source, Self::Sink, Self::Coordinator, Self::Condition];

    /// The key, and the name of the file without `.json`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Sink => "sink",
            Self::Coordinator => "coordinator",
            Self::Condition => "condition",
        }
    }

    /// The section that a file of this name holds in a run directory.
    #[must_use]
    pub(crate) fn of_file(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".json")?;
        Self::ALL.into_iter().find(|section| section.key() == stem)
    }
}

/// Where an Incr-Sync reads from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    /// The queue of a Store.
    Store,
    /// oblogproxy.
    LogProxy,
    /// Kafka; it has neither `dbType` nor `checkpoint`.
    Kafka,
    /// A JDBCWriter of 3.2.x, which names its type `src_type` and its position `timestamp`.
    JdbcWriter,
    /// Something else, of which nothing is known.
    Other,
}

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComponentKind {
    /// Reads changes and writes them to the target.
    IncrSync(Plugin),
    /// Copies the existing rows.
    FullImport,
    /// Compares source and target.
    FullVerification,
    /// Reads the source's log and keeps it as a queue.
    Store,
    /// Four sections, and nothing that says what they are.
    Unknown,
}

impl ComponentKind {
    /// The name OMS uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IncrSync(Plugin::JdbcWriter) => "JDBCWriter",
            Self::IncrSync(_) => "Incr-Sync",
            Self::FullImport => "Full-Import",
            Self::FullVerification => "Full-Verification",
            Self::Store => "Store",
            Self::Unknown => "component of unknown kind",
        }
    }

    /// Whether both are the same kind, whatever they read from.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// What separates the parts of an id: `:`, or what a copy to another system makes of it.
const SEPARATORS: &[&str] = &[":", "%3A", "%3a", "\u{f03a}", "\u{ff1a}", "\u{a789}", "_", "~", "+", "=", "@", " ", "-"];

/// A component id, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentId {
    /// The id as OMS writes it, with colons.
    pub text: String,
    /// Address of the server.
    pub server: Option<String>,
    /// The part that stays when the component moves: `np_x-incr_trans-1-0`.
    pub lane: String,
    /// What it is, if the id says so.
    pub kind: Option<ComponentKind>,
    /// The task.
    pub task: Option<String>,
    /// Whether it goes back.
    pub direction: Direction,
    /// The last part: grows with every new component.
    pub sequence: Option<u64>,
}

impl ComponentId {
    /// Takes apart the name of a directory, a file or an API item; None if it is no component id.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (server, port, separator, rest) = split_server(name).unwrap_or(("", "", ":", name));
        let (rest, sequence) = split_sequence(rest, separator);
        let (lane, connector) = strip_connector(rest, separator);
        let is_store = server.is_empty() || port != "9000";
        let kind = kind_of(lane, is_store, !server.is_empty());
        if kind.is_none() && (connector.is_none() || server.is_empty()) {
            return None;
        }
        let direction = if holds(name, "reverse") { Direction::Reverse } else { Direction::Forward };
        let task = match kind {
            Some(ComponentKind::Store) => task_of_subtopic(lane),
            Some(ComponentKind::FullVerification) if lane.bytes().all(|b| b.is_ascii_digit()) => None,
            _ => task_of_lane(lane),
        };
        let text = match sequence {
            Some(sequence) if !server.is_empty() => {
                let (connector, colon) = connector.map_or(("", ""), |connector| (connector, ":"));
                [server, "-", port, ":", connector, colon, lane, ":", sequence].concat()
            }
            _ => name.to_owned(),
        };
        let server = (!server.is_empty()).then(|| server.to_owned());
        let sequence = sequence.and_then(|digits| digits.parse().ok());
        Some(Self { text, server, lane: lane.to_owned(), kind, task, direction, sequence })
    }

    /// The subtopic in the id of a Store.
    #[must_use]
    pub fn subtopic(&self) -> Option<&str> {
        (self.kind == Some(ComponentKind::Store)).then_some(self.lane.as_str())
    }
}

/// Splits `10.0.0.1-9000:rest` into the address, the port, the separator and the rest.
fn split_server(name: &str) -> Option<(&str, &str, &'static str, &str)> {
    for (dash, _) in name.match_indices('-') {
        let (server, after) = (name.get(..dash)?, name.get(dash + 1..)?);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if !(2..=5).contains(&digits) || server.is_empty() {
            continue;
        }
        let (port, rest) = after.split_at(digits);
        let separator = SEPARATORS.iter().find(|separator| rest.starts_with(**separator));
        let is_address = server.contains(['.', ':']) || matches!(port, "9000" | "7100");
        if let (Some(separator), true) = (separator, is_address) {
            return Some((server, port, separator, rest.get(separator.len()..)?));
        }
    }
    None
}

fn split_sequence<'n>(rest: &'n str, separator: &str) -> (&'n str, Option<&'n str>) {
    let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, sequence) = rest.split_at(rest.len() - digits);
    match before.strip_suffix(separator) {
        // With other separators than the colon, `-1-0` at the end of a subtopic must not count as a sequence.
        Some(before) if digits > 0 && (separator.contains([':', '%']) || digits >= 6) => (before, Some(sequence)),
        _ => (rest, None),
    }
}

fn strip_connector<'n>(rest: &'n str, separator: &str) -> (&'n str, Option<&'static str>) {
    for name in ["connector_v2", "connector_v1", "connector", "light_connector"] {
        if let Some(lane) = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(separator)) {
            return (lane, Some(name));
        }
    }
    (rest, None)
}

fn kind_of(lane: &str, may_be_store: bool, has_server: bool) -> Option<ComponentKind> {
    let says = |words: &[&str]| words.iter().any(|word| holds(lane, word));
    let has_task = is_task_id(lane);
    if has_task && says(&["verif"]) {
        Some(ComponentKind::FullVerification)
    } else if says(&["incr_trans", "incr-trans", "incr_sync"]) {
        Some(ComponentKind::IncrSync(Plugin::Other))
    } else if says(&["full_trans", "full-trans", "full_import"]) {
        Some(ComponentKind::FullImport)
    } else if has_server && may_be_store && subtopic_prefix(lane).is_some() {
        Some(ComponentKind::Store)
    } else if has_server && !lane.is_empty() && lane.bytes().all(|b| b.is_ascii_digit()) {
        Some(ComponentKind::FullVerification)
    } else if has_server && has_task && says(&["_source-"]) {
        Some(ComponentKind::IncrSync(Plugin::JdbcWriter))
    } else {
        None
    }
}

/// `np_x` of `np_x-incr_trans-1-0`, `p_x` of `p_x_source-000-0`.
fn task_of_lane(lane: &str) -> Option<String> {
    if !is_task_id(lane) {
        return None;
    }
    let task = lane.split('-').next().unwrap_or(lane);
    let is_tail = |(at, _): &(usize, &str)| {
        let rest = task.get(at + 1..).unwrap_or("");
        let begins = |tail: &&str| rest.get(..tail.len()).is_some_and(|here| here.eq_ignore_ascii_case(tail));
        ["source", "reverse", "incr", "full"].iter().any(begins)
    };
    let end = task.match_indices('_').find(is_tail).map_or(task.len(), |(at, _)| at);
    Some(task.get(..end).unwrap_or(task).to_owned())
}

/// Whether a text has the form of a task id: `np_…` or `p_…`.
#[must_use]
pub(crate) fn is_task_id(text: &str) -> bool {
    let rest = text.strip_prefix("np_").or_else(|| text.strip_prefix("p_"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The type that OMS put before the task in a subtopic it made, as written: `OB_ORACLE` of `OB_ORACLE_np_x_y-1-0`.
#[must_use]
pub(crate) fn subtopic_prefix(subtopic: &str) -> Option<&str> {
    let at = subtopic.find("_np_").or_else(|| subtopic.find("_p_"))?;
    let prefix = subtopic.get(..at)?;
    let is_name = prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && !prefix.is_empty()).then_some(prefix)
}

/// The task in a subtopic: `np_a1` of `MYSQL_np_a1_b2-1-0`.
#[must_use]
pub(crate) fn task_of_subtopic(subtopic: &str) -> Option<String> {
    let prefix = subtopic_prefix(subtopic)?;
    let lane = subtopic.get(prefix.len() + 1..)?.split('-').next()?;
    let (head, id) = lane.split_once('_')?;
    let id = id.split_once('_').map_or(id, |(id, _)| id);
    (!id.is_empty()).then(|| format!("{head}_{id}"))
}

/// What an API answer tells of a component beside its configuration.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The item of the answer.
    pub item: Ref<'a>,
    /// Whether it stands in a list, which says what exists and, by its silence, what does not.
    pub is_listed: bool,
    /// The component's position when it was asked: UTC text.
    pub checkpoint: Option<EntryRef<'a>>,
    /// When that was, in Unix seconds.
    pub sampled: Option<i64>,
}

/// One component.
#[derive(Debug, Clone)]
pub struct Component<'a> {
    /// What it is.
    pub kind: ComponentKind,
    /// Number of the document that stands for it: that of its source, else its first.
    pub document: usize,
    /// Its id, if the export has one.
    pub id: Option<ComponentId>,
    /// Its task.
    pub task: Option<String>,
    /// Which way it goes; forward where nothing says reverse.
    pub direction: Direction,
    /// Whether an id or an API list says the direction.
    pub direction_stated: bool,
    /// Address of its server.
    pub server: Option<String>,
    /// `source`, `sink`, `coordinator`, `condition`.
    pub sections: [Option<Section<'a>>; 4],
    /// `source` and others as the running process saw them: evidence.
    pub running: Option<(usize, Ref<'a>)>,
    /// For a Store, a checker, a JDBCWriter: the whole configuration.
    pub config: Option<Section<'a>>,
    /// For a Store: its subtopic.
    pub subtopic: Option<String>,
    /// What the API tells of it.
    pub reported: Option<Reported<'a>>,
    /// Set by the export: the id of the component that took its place.
    pub superseded_by: Option<String>,
    clients: Vec<Client<'a>>,
}

impl Reported<'_> {
    /// How far the component was behind when it was asked, in seconds; below 0 if its clock was ahead.
    #[must_use]
    pub fn lag(&self) -> Option<i64> {
        Some(self.sampled? - crate::oms::time::seconds(self.checkpoint?.value)?)
    }
}

impl<'a> Component<'a> {
    /// A component of which only the document is known.
    #[must_use]
    pub fn new(kind: ComponentKind, document: usize) -> Self {
        Self {
            kind,
            document,
            id: None,
            task: None,
            direction: Direction::Forward,
            direction_stated: false,
            server: None,
            sections: [None, None, None, None],
            running: None,
            config: None,
            subtopic: None,
            reported: None,
            superseded_by: None,
            clients: Vec::new(),
        }
    }

    /// Takes over what an id says, where nothing is known yet.
    pub fn identify(&mut self, id: ComponentId) {
        self.task = self.task.take().or_else(|| id.task.clone());
        self.server = self.server.take().or_else(|| id.server.clone());
        if !self.direction_stated {
            self.direction = id.direction;
            self.direction_stated = true;
        }
        self.id.get_or_insert(id);
    }

    /// Says that it goes back.
    pub fn reverse(&mut self) {
        self.direction = Direction::Reverse;
        self.direction_stated = true;
    }

    /// One of the four sections.
    #[must_use]
    pub fn section(&self, name: SectionName) -> Option<&Section<'a>> {
        self.sections.get(name as usize).and_then(Option::as_ref)
    }

    /// Sets one of the four sections.
    pub fn set_section(&mut self, name: SectionName, section: Section<'a>) {
        if name == SectionName::Source {
            self.document = section.document;
            self.clients = section.get("clients").map(clients_in).unwrap_or_default();
        }
        if let Some(slot) = self.sections.get_mut(name as usize) {
            *slot = Some(section);
        }
    }

    /// The `source` section.
    #[must_use]
    pub fn source(&self) -> Option<&Section<'a>> {
        self.section(SectionName::Source)
    }

    /// Whether no other component has replaced it.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.superseded_by.is_none()
    }

    /// The clients of its source: what it reads, one a subtopic.
    #[must_use]
    pub fn clients(&self) -> &[Client<'a>] {
        &self.clients
    }

    /// The subtopics it reads, or the one it keeps.
    pub fn subtopics(&self) -> impl Iterator<Item = &str> {
        let read = self.clients().iter().filter_map(|client| client.subtopic.and_then(|s| s.value.filled()));
        self.subtopic.as_deref().into_iter().chain(read)
    }
}

/// The clients under a `clients` key.
#[must_use]
pub(crate) fn clients_in(clients: Ref<'_>) -> Vec<Client<'_>> {
    let list = clients.structure();
    let one = list.is_mapping().then_some(list);
    one.into_iter().chain(list.items().map(|item| item.structure())).map(Client::read).collect()
}

/// One item of `source.clients`.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// `clientId`.
    pub id: Option<EntryRef<'a>>,
    /// `subtopic`.
    pub subtopic: Option<EntryRef<'a>>,
    /// `timestamp` of a Light-Connector of 3.2.x: where it started.
    pub timestamp: Option<EntryRef<'a>>,
}

impl<'a> Client<'a> {
    /// The client that an item of `clients` describes.
    #[must_use]
    pub fn read(item: Ref<'a>) -> Self {
        let entry = |keys: &[&str]| keys.iter().find_map(|key| item.entry(key)).filter(|e| e.value.filled().is_some());
        Self {
            id: entry(&["clientId", "client_id"]),
            subtopic: entry(&["subtopic", "subTopic"]),
            timestamp: entry(&["timestamp"]),
        }
    }

    /// Where it says what it reads: its subtopic, else its id, which is normally the same.
    #[must_use]
    pub(crate) fn subtopic_entry(&self) -> Option<EntryRef<'a>> {
        self.subtopic.or(self.id)
    }

    /// The subtopic that it reads.
    #[must_use]
    pub fn reads(&self) -> Option<&'a str> {
        self.subtopic_entry().and_then(|entry| entry.value.filled())
    }

    /// The key of this client in `checkpoint`: its id, else its subtopic, which is normally the same.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.id.or(self.subtopic).and_then(|entry| entry.value.filled())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ComponentId {
        ComponentId::parse(name).unwrap_or_else(|| panic!("{name} is no id"))
    }

    #[test]
    fn ids_as_oms_writes_them() {
        let incr = id("10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005");
        assert_eq!(incr.server.as_deref(), Some("10.0.0.1"));
        assert_eq!(incr.task.as_deref(), Some("np_x"));
        assert_eq!((incr.sequence, incr.direction), (Some(5), Direction::Forward));
        assert_eq!(incr.kind.map(ComponentKind::name), Some("Incr-Sync"));
        let full = id("10.0.0.1-9000:connector_v2:np_x-full_trans-1-0:0008000002");
        assert_eq!(full.kind, Some(ComponentKind::FullImport));
        let writer = id("10.0.0.1-9000:p_x_source-000-0:0000000069");
        assert_eq!(
            (writer.kind, writer.task.as_deref()),
            (Some(ComponentKind::IncrSync(Plugin::JdbcWriter)), Some("p_x"))
        );
        let checker = id("10.0.0.1-9000:90216:0000000002");
        assert_eq!((checker.kind, checker.task), (Some(ComponentKind::FullVerification), None));
        let store = id("10.0.0.1-7100:MYSQL_np_x_y-1-0:0000000003");
        assert_eq!((store.kind, store.task.as_deref()), (Some(ComponentKind::Store), Some("np_x")));
        assert_eq!(store.subtopic(), Some("MYSQL_np_x_y-1-0"));
        assert_eq!(
            id("10.0.0.1-9000:connector_v2:np_x-reverse_incr_trans-1-0:0000000005").direction,
            Direction::Reverse
        );
    }

    #[test]
    fn ids_of_renamed_directories() {
        let whole = "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005";
        for separator in ["_", "%3A", "-", "~", "\u{f03a}"] {
            let renamed = id(&whole.replace(':', separator));
            assert_eq!(renamed.text, whole, "{separator}");
            assert_eq!((renamed.task.as_deref(), renamed.sequence), (Some("np_x"), Some(5)), "{separator}");
        }
        let store = id("10.0.0.1-7100_MYSQL_np_x_y-1-0_0000000003");
        assert_eq!((store.subtopic(), store.sequence), (Some("MYSQL_np_x_y-1-0"), Some(3)));
        assert_eq!(id("np_x-incr_trans-1-0").task.as_deref(), Some("np_x"));
    }

    #[test]
    fn other_names_are_no_ids() {
        for name in ["", "conf", "store7100", "node_modules", "2024-10-01", "my-9000", "package.json", "10.0.0.1"] {
            assert_eq!(ComponentId::parse(name), None, "{name}");
        }
    }
}
