//! A component: its id, what it is, which way it goes, and its sections.

use std::sync::{Arc, OnceLock};

use crate::oms::client::{self, Client};
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Direction, SectionName};
use crate::oms::reading::Reading;
use crate::oms::section::Section;
use crate::oms::standing::{Order, Runs, Standing};
use crate::text::lang::{self, tr};
use crate::text::node::{EntryRef, Ref};

/// Whose finding it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Subject {
    /// Task id (`np_…`, `p_…`, `sync_…`).
    pub task: Option<Arc<str>>,
    /// Component id as OMS writes it, or None where no id is known.
    pub component: Option<Arc<str>>,
    /// Server (address) the component runs on.
    pub server: Option<Arc<str>>,
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

    /// `message` without that, for a place that names the component already.
    #[must_use]
    pub fn shortened(&self, message: &str) -> String {
        match message.split_once(&self.address()) {
            Some((before, behind)) => lang::joined(before, behind),
            None => message.to_owned(),
        }
    }
}

/// Id, task and server in a sentence, behind the kind.
pub(crate) fn address(id: Option<&str>, task: Option<&str>, server: Option<&str>) -> String {
    let id = id.map(|id| format!(" {id}")).unwrap_or_default();
    match (task, server) {
        (Some(task), Some(server)) => tr!("{id} of task {task} on server {server}", id, task, server),
        (Some(task), None) => tr!("{id} of task {task}", id, task),
        (None, Some(server)) => tr!("{id} of an unnamed task on server {server}", id, server),
        (None, None) => tr!("{id} of an unnamed task", id),
    }
}

/// What an API answer tells of a component beside its configuration.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The item of the answer.
    pub item: Ref<'a>,
    /// Whether it stands in a list, which says what exists and, by its silence, what does not.
    pub is_listed: bool,
    /// When that was, in Unix seconds.
    pub sampled: Option<i64>,
    /// Whether the answer that holds it says that the call failed.
    pub(crate) is_of_failed_call: bool,
}

/// The key under which a JDBCWriter names the subtopic that it reads (documented). Its `subTopic` is its own name, and that of
/// the Store of the other way.
pub(crate) const WRITER_READS: &[&str] = &["src_subTopic"];

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
    pub task: Option<Arc<str>>,
    /// Which way it goes; forward where nothing says reverse.
    pub direction: Direction,
    /// Whether the direction is stated: by a list of the API, the lane of its id, or its own content.
    pub direction_stated: bool,
    /// Address of its server.
    pub server: Option<Arc<str>>,
    /// `source`, `sink`, `coordinator`, `condition`.
    pub sections: [Option<Section<'a>>; 4],
    /// A section that is there, and is none: null, a number, text that holds no object, or one of another name.
    pub(crate) odd_section: Option<SectionName>,
    /// `source` and others as the running process saw them: evidence.
    pub running: Option<(usize, Ref<'a>)>,
    /// Set by the export: the status that its process wrote, with the number of its document: evidence.
    pub(crate) status: Option<(usize, Ref<'a>)>,
    /// For a Store, a checker, a JDBCWriter: the whole configuration.
    config: Option<Box<Section<'a>>>,
    /// For a Store: its subtopic. For a JDBCWriter: the one it reads.
    pub subtopic: Option<Box<str>>,
    /// What the API tells of it.
    pub reported: Option<Reported<'a>>,
    /// What its id or an API array calls it, where its content says otherwise. The content decides.
    pub named: Option<ComponentKind>,
    /// Set by the export: the id of the component that took its place.
    pub superseded_by: Option<Arc<str>>,
    /// Set by the export: when `collect.sh` took it, in Unix seconds, as the record beside it says.
    pub(crate) recorded: Option<i64>,
    /// Set by the export: whether a process of it ran, as such a record says.
    pub(crate) runs: Option<Runs>,
    /// Set by the export: what it is among copies of it.
    pub(crate) standing: Option<Box<Standing>>,
    clients: Vec<Client<'a>>,
    reading: Reading<'a>,
    /// Whose its findings are, made with the first of them and shared by all.
    pub(in crate::oms) subject: OnceLock<Arc<Subject>>,
}

impl<'a> Reported<'a> {
    /// The component's position when it was asked: UTC text.
    #[must_use]
    pub fn checkpoint(&self) -> Option<EntryRef<'a>> {
        self.item.entry("checkpoint").filter(|entry| entry.value.filled().is_some())
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
            odd_section: None,
            running: None,
            status: None,
            config: None,
            subtopic: None,
            reported: None,
            named: None,
            superseded_by: None,
            recorded: None,
            runs: None,
            standing: None,
            clients: Vec::new(),
            reading: Reading::NONE,
            subject: OnceLock::new(),
        }
    }

    /// Takes over what an id says, where nothing is known yet.
    pub fn identify(&mut self, id: ComponentId) {
        self.task = self.task.take().or_else(|| id.task.clone());
        self.server = self.server.take().or_else(|| id.server.clone());
        if let (Some(direction), false) = (id.direction, self.direction_stated) {
            self.state_direction(direction);
        }
        self.id.get_or_insert(id);
    }

    /// Says which way it goes, where something states it.
    pub(crate) fn state_direction(&mut self, direction: Direction) {
        self.direction = direction;
        self.direction_stated = true;
    }

    /// Takes it for one that goes back, because the name of its folder or file says so. That states nothing: people name
    /// folders, and hosts, as they like.
    pub fn reverse(&mut self) {
        self.direction = Direction::Reverse;
    }

    /// One of the four sections.
    #[must_use]
    pub fn section(&self, name: SectionName) -> Option<&Section<'a>> {
        self.sections.get(name as usize).and_then(Option::as_ref)
    }

    /// For a Store, a checker, a JDBCWriter: the whole configuration.
    #[must_use]
    pub fn config(&self) -> Option<&Section<'a>> {
        self.config.as_deref()
    }

    /// Sets the whole configuration of what has no sections.
    pub(crate) fn set_config(&mut self, config: Section<'a>) {
        self.config = Some(Box::new(config));
    }

    /// Its source, or the whole configuration of what has no sections.
    #[must_use]
    pub fn main_section(&self) -> Option<&Section<'a>> {
        self.source().or(self.config())
    }

    /// Its four sections, as far as they are there, and the whole configuration of what has none.
    pub(crate) fn all_sections(&self) -> impl Iterator<Item = &Section<'a>> {
        self.sections.iter().flatten().chain(self.config())
    }

    /// Sets one of the four sections.
    pub fn set_section(&mut self, name: SectionName, section: Section<'a>) {
        if name == SectionName::Source {
            self.document = section.document;
            self.clients = client::of_source(&section);
            self.reading = Reading::of(&section, &self.clients);
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

    /// Whether no other component has replaced it, and no other copy of it counts instead.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.superseded_by.is_none() && !self.is_set_aside()
    }

    /// Whether a record of collect.sh is all that tells of it: a process of it was seen.
    #[must_use]
    pub(crate) fn is_only_seen(&self) -> bool {
        self.runs.is_some_and(|runs| runs.document == self.document)
    }

    /// Whether another copy of it counts instead: one that says the same, or a newer one.
    #[must_use]
    pub(crate) fn is_set_aside(&self) -> bool {
        self.counts_instead().is_some()
    }

    /// Whether a newer copy of it, which says something else, counts instead.
    #[must_use]
    pub(crate) fn is_outdated(&self) -> bool {
        matches!(self.standing.as_deref(), Some(Standing::Outdated { .. }))
    }

    /// Whether another copy of it speaks for it: one that counts instead, or the first of those that nothing orders.
    #[must_use]
    pub(crate) fn is_repeated(&self) -> bool {
        self.is_set_aside() || matches!(self.standing.as_deref(), Some(Standing::Unordered { is_first: false, .. }))
    }

    /// The number of the copy of it that counts instead.
    #[must_use]
    pub(crate) fn counts_instead(&self) -> Option<usize> {
        self.standing.as_deref()?.instead()
    }

    /// Whether copies of it differ, and nothing that can be relied on says which is the newest.
    #[must_use]
    pub(crate) fn is_doubtful(&self) -> bool {
        let by_files = |by: &Order| *by == Order::Modified;
        match self.standing.as_deref() {
            Some(Standing::Newest { by, .. }) => by_files(by),
            Some(Standing::Unordered { .. }) => true,
            Some(Standing::Copy { .. } | Standing::Outdated { .. }) | None => false,
        }
    }

    /// Whether a process of it ran when the export was taken, as far as that was recorded.
    #[must_use]
    pub(crate) fn ran(&self) -> Option<bool> {
        self.runs.map(|runs| runs.is_running)
    }

    /// Of when the status of its process is, in Unix seconds.
    #[must_use]
    pub(crate) fn status_time(&self) -> Option<i64> {
        crate::oms::time::seconds(self.status?.1.get("gmt")?)
    }

    /// Whether the status of its process says that it ran then.
    #[must_use]
    pub(crate) fn said_running(&self) -> bool {
        let word = self.status.and_then(|(_, status)| status.get("status")?.filled());
        word.is_some_and(|word| word.eq_ignore_ascii_case("running"))
    }

    /// Of when the last is that is known of it: the status of its process, else what the API said.
    #[must_use]
    pub(crate) fn last_known(&self) -> Option<i64> {
        self.status_time().or_else(|| self.reported?.sampled)
    }

    /// Whether the API or the status of its process says that it was there at a later time than this, by more than clocks differ.
    #[must_use]
    pub(crate) fn ran_after(&self, time: Option<i64>) -> bool {
        let said = match self.reported {
            Some(reported) => reported.sampled,
            None => self.status_time().filter(|_| self.said_running()),
        };
        said.zip(time).is_some_and(|(said, time)| crate::oms::time::is_ahead(said, time))
    }

    /// What its source says of how it reads.
    pub(super) fn reading(&self) -> Reading<'a> {
        self.reading
    }

    /// The clients of its source: what it reads, one a subtopic.
    #[must_use]
    pub fn clients(&self) -> &[Client<'a>] {
        &self.clients
    }

    /// The subtopic that it keeps, if it is a Store.
    #[must_use]
    pub(crate) fn kept_subtopic(&self) -> Option<&str> {
        self.subtopic.as_deref().filter(|_| self.kind == ComponentKind::Store)
    }

    /// The subtopics it reads, or the one it keeps.
    pub fn subtopics(&self) -> impl Iterator<Item = &str> {
        let read = self.clients().iter().filter_map(|client| client.subtopic.and_then(|s| s.value.filled()));
        self.subtopic.as_deref().into_iter().chain(read)
    }

    /// Whose finding a finding about this component is. Asked of a component of an export that is built, which does not change
    /// any more.
    #[must_use]
    pub fn subject(&self) -> Arc<Subject> {
        let subject = || Subject {
            task: self.task.clone(),
            component: self.id.as_ref().map(|id| id.text.clone()),
            server: self.server.clone(),
            direction: Some(self.direction),
            kind: Some(self.kind.name()),
            subtopics: self.subtopics().map(str::to_owned).collect(),
        };
        Arc::clone(self.subject.get_or_init(|| Arc::new(subject())))
    }

    /// The component in a sentence: `Incr-Sync 10.0.0.1-9000:… of task np_x on server 10.0.0.1`.
    #[must_use]
    pub fn describe(&self) -> String {
        let id = self.id.as_ref().map(|id| &*id.text);
        let address = address(id, self.task.as_deref(), self.server.as_deref());
        let kind = self.kind.label();
        let kind = if self.direction == Direction::Reverse { tr!("reverse {kind}", kind) } else { kind.to_owned() };
        kind + &address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // There is one for each component, and there may be hundreds of thousands: what is added here is added to each.
    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_component_does_not_grow_unseen() {
        assert!(size_of::<Component<'_>>() <= 856, "{}", size_of::<Component<'_>>());
        assert!(size_of::<Section<'_>>() <= 96, "{}", size_of::<Section<'_>>());
        assert!(size_of::<Subject>() <= 96, "{}", size_of::<Subject>());
    }

    #[test]
    fn names_are_held_once() {
        let mut component = Component::new(ComponentKind::Unknown, 0);
        component.identify(ComponentId::parse("10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005").unwrap());
        let (id, subject) = (component.id.as_ref().unwrap(), component.subject());
        assert!(Arc::ptr_eq(&id.text, subject.component.as_ref().unwrap()));
        assert!(Arc::ptr_eq(id.task.as_ref().unwrap(), subject.task.as_ref().unwrap()));
        assert!(Arc::ptr_eq(id.server.as_ref().unwrap(), component.server.as_ref().unwrap()));
    }
}
