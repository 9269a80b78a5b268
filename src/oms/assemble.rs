//! Which documents make which component: the documents of one folder are taken together, and each gets its role.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oms::beside;
use crate::oms::classify;
use crate::oms::component::{Component, WRITER_READS};
use crate::oms::direction;
use crate::oms::id::{ComponentId, is_task_id, task_of_subtopic};
use crate::oms::kind::{ComponentKind, Direction, Plugin, SectionName};
use crate::oms::quoted;
use crate::oms::record::Record;
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape, Unread, oms_word_in};
use crate::oms::store;
use crate::oms::unclaimed;
use crate::text::document::Document;
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

/// What a document turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A configuration, and its shape.
    Configuration(&'static str),
    /// Read for evidence only, and its shape.
    Evidence(&'static str),
    /// Of OMS, but none of its components, and why.
    Aside(&'static str),
    /// Nothing of OMS, and why.
    Unrecognised(&'static str),
    /// Of OMS, for this word of it stands there, and in no shape that is known.
    NotUnderstood(&'static str),
}

/// How a document came into the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The user named it, or gave it on standard input.
    Named,
    /// A scan of a directory or an archive found it.
    Scanned,
    /// It lies beside a file that the user named, and is evidence for that one: it is not counted and gets no findings.
    Companion,
    /// It is the user's own: a configuration of omslint, values, a list. It is not counted.
    UserFile,
}

impl Origin {
    /// Whether it is of the export that is checked.
    #[must_use]
    pub(crate) fn is_counted(self) -> bool {
        matches!(self, Self::Named | Self::Scanned)
    }
}

/// One input document.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// How it came into the run.
    pub origin: Origin,
}

/// What the documents of some folders are.
#[derive(Debug, Default)]
pub(crate) struct Recognised<'a> {
    /// The role of each, by its number.
    pub roles: Vec<(usize, Role)>,
    /// The components in them.
    #[expect(clippy::vec_box, reason = "components are large: moving them costs more than the way to them")]
    pub components: Vec<Box<Component<'a>>>,
    /// The objects of `ha.config`, with the number of their document.
    pub ha_configs: Vec<(usize, Ref<'a>)>,
    /// The parts of documents that were not understood, each with the number of its document.
    pub unread: Vec<(usize, Unread)>,
    /// The answers that name no component, each with the number of its document, and the task if it says one.
    pub no_components: Vec<(usize, Option<Box<str>>)>,
    /// The status files of processes, each with the number of its document.
    pub statuses: Vec<(usize, Ref<'a>)>,
    /// The records of collect.sh, each with the number of its document; None where one is not as that writes it.
    pub records: Vec<(usize, Option<Box<Record<'a>>>)>,
    /// The servers that the ids of the components name.
    pub servers: Servers<'a>,
}

/// By the name of the folder above `run` or `store`, the address of the server on which the ids of the components below it
/// agree; None where they do not.
#[derive(Debug, Default)]
pub(crate) struct Servers<'a>(BTreeMap<&'a str, Option<String>>);

/// A document that a shape took.
pub(super) struct Read<'a> {
    number: usize,
    shape: &'static str,
    pieces: Vec<Piece<'a>>,
}

/// The files of a folder that are sections of one component.
#[derive(Default)]
struct Files<'a> {
    sections: Vec<(SectionName, Section<'a>)>,
    running: Option<(usize, Ref<'a>)>,
    /// The files of sections that hold none.
    broken: Vec<(SectionName, usize)>,
}

/// Where a document stands.
#[must_use]
pub(crate) fn location<'a>(inputs: &[Input<'a>], number: usize) -> Option<Location<'a>> {
    Some(Location::new(number, &inputs.get(number)?.document.path))
}

/// Reads a document with `shapes`; the first that takes it has it.
pub(super) fn read_document<'a>(inputs: &[Input<'a>], number: usize, shapes: &[&dyn Shape]) -> Option<Read<'a>> {
    let (location, document) = (location(inputs, number)?, inputs.get(number)?.document);
    let root = document.root();
    shapes.iter().find_map(|shape| {
        let mut pieces = shape.read(location, root)?;
        if let Some(unread) = quoted::find(document) {
            return Some(Read { number, shape: shape.name(), pieces: vec![Piece::Unread(unread)] });
        }
        let others = shapes.iter().filter(|other| other.name() != shape.name());
        unclaimed::take(&mut pieces, root, others.map(|other| || other.read(location, root)));
        beside::take(&mut pieces, number, root);
        Some(Read { number, shape: shape.name(), pieces })
    })
}

impl<'a> Recognised<'a> {
    /// With room for what so many documents hold: a list that grows takes memory again and again, and threads wait for it.
    pub(super) fn with_capacity(documents: usize) -> Self {
        // Most components have more than one document.
        let components = Vec::with_capacity(documents.div_ceil(2));
        Self { roles: Vec::with_capacity(documents), components, ..Self::default() }
    }

    /// Adds the documents of one folder, in their order. The components they make come last, and are to be completed.
    pub(super) fn add_folder(&mut self, inputs: &[Input<'a>], documents: Vec<Read<'a>>) {
        let mut files = Files::default();
        let mut renamed: BTreeMap<&'a str, Files<'a>> = BTreeMap::new();
        for Read { number, shape, pieces } in documents {
            let is_evidence =
                pieces.iter().all(|piece| matches!(piece, Piece::Running(_) | Piece::Status(_) | Piece::Record(_)));
            self.roles.push((number, if is_evidence { Role::Evidence(shape) } else { Role::Configuration(shape) }));
            for piece in pieces {
                match piece {
                    Piece::Section(name, section) => match group(inputs, number) {
                        "" if !files.has(name) => files.sections.push((name, section)),
                        // A second source in one folder (`source.json`, `Source.json`) is a component of its own.
                        "" => renamed.entry(path(inputs, number)).or_default().sections.push((name, section)),
                        group => {
                            let file =
                                Some(group).filter(|group| !renamed.get(group).is_some_and(|files| files.has(name)));
                            let own = file.unwrap_or_else(|| path(inputs, number));
                            renamed.entry(own).or_default().sections.push((name, section));
                        }
                    },
                    Piece::Broken(name) => files.broken.push((name, number)),
                    Piece::Running(root) => files.running = Some((number, root)),
                    Piece::Component(component) => self.components.push(component),
                    Piece::Status(root) => self.statuses.push((number, root)),
                    Piece::Record(record) => self.records.push((number, record)),
                    Piece::HaConfig(object) => self.ha_configs.push((number, object)),
                    Piece::Unread(part) => self.unread.push((number, part)),
                    Piece::NoComponents(task, _) => self.no_components.push((number, task)),
                }
            }
        }
        self.take(inputs, files);
        for files in renamed.into_values() {
            self.take(inputs, files);
        }
    }

    /// Makes a component of the files of a run directory, if they are one.
    fn take(&mut self, inputs: &[Input<'a>], files: Files<'a>) {
        let first = files
            .sections
            .iter()
            .map(|(_, section)| section.document)
            .chain(files.broken.iter().map(|(_, number)| *number))
            .min();
        let Some(location) = first.and_then(|first| location(inputs, first)) else {
            // The view of a process, and nothing that it was made of.
            if let Some((number, _)) = files.running {
                self.components.extend(without_files(inputs, number, files.running));
            }
            return;
        };
        let id = location.id();
        let is_it = |(name, section): &(SectionName, Section<'_>)| {
            classify::is_marked_in_place(*name, section, &|| location.says_oms())
        };
        let is_marked = || files.sections.iter().any(is_it);
        if id.is_none() && files.running.is_none() && !is_marked() {
            let why = Role::Unrecognised(tr_noop!("named like a section of OMS, but nothing in its folder says OMS"));
            self.roles.extend(files.sections.iter().map(|(_, section)| (section.document, why)));
            // What is broken may be all that is left of one.
            let broken = files.broken.iter().map(|(_, number)| {
                let word = inputs.get(*number).and_then(|input| oms_word_in(input.document.root()));
                (*number, Unread { word, ..Unread::nothing() })
            });
            self.unread.extend(broken);
            return;
        }
        let mut component = Component::new(ComponentKind::Unknown, location.document);
        for (name, section) in files.sections {
            component.set_section(name, section);
        }
        for (name, number) in files.broken {
            match name {
                SectionName::Source => component.document = number,
                name => component.odd_section = Some(name),
            }
        }
        component.running = files.running;
        component.kind = classify::decide(&component, id.as_ref().and_then(|id| id.kind));
        match id {
            Some(id) => component.identify(id),
            None if location.says_reverse() => component.reverse(),
            None => {}
        }
        if let Some((_, before)) = SectionName::called(location.file_name)
            && component.task.is_none()
        {
            // The content says it first.
            name_task(&mut component);
            component.task = component.task.or_else(|| task_before(before).map(Arc::from));
        }
        self.components.push(Box::new(component));
    }
}

/// The Incr-Sync in whose folder a document of its process lies, and none of its configuration.
pub(super) fn without_files<'a>(
    inputs: &[Input<'a>],
    number: usize,
    running: Option<(usize, Ref<'a>)>,
) -> Option<Box<Component<'a>>> {
    let id = location(inputs, number)?.folder_id()?;
    let mut component = Component::new(id.kind?, number);
    if component.kind != ComponentKind::IncrSync(Plugin::Other) {
        return None;
    }
    component.running = running;
    component.identify(id);
    Some(Box::new(component))
}

impl Files<'_> {
    fn has(&self, name: SectionName) -> bool {
        self.sections.iter().any(|(other, _)| *other == name)
    }
}

pub(super) fn path<'a>(inputs: &[Input<'a>], number: usize) -> &'a str {
    inputs.get(number).map_or("", |input| &input.document.path)
}

/// What the files of one component in a folder have in common: nothing in a run directory, `np_x_` where people put the files
/// of several components side by side, the whole name where it names no section.
fn group<'a>(inputs: &[Input<'a>], number: usize) -> &'a str {
    let Some(location) = location(inputs, number) else { return "" };
    if SectionName::of_file(location.file_name).is_some() {
        return "";
    }
    SectionName::called(location.file_name).map_or_else(|| location.file_name, |(_, before)| before)
}

/// The task that stands before the section in the name of a file: `np_x` of `np_x_`.
fn task_before(before: &str) -> Option<&str> {
    let task = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    Some(task).filter(|task| is_task_id(task))
}

impl<'a> Servers<'a> {
    pub(super) fn add(&mut self, folder: &'a str, address: Option<&str>) {
        match self.0.get_mut(folder) {
            Some(known) if known.as_deref() != address => *known = None,
            Some(_) => {}
            None => drop(self.0.insert(folder, address.map(str::to_owned))),
        }
    }

    /// Takes in the servers of other folders.
    pub(crate) fn append(&mut self, others: &Self) {
        for (folder, address) in &others.0 {
            self.add(folder, address.as_deref());
        }
    }

    /// The server whose folder has this name: its address, else the name.
    #[must_use]
    pub(crate) fn named<'s>(&'s self, folder: &'s str) -> &'s str {
        self.0.get(folder).and_then(Option::as_deref).unwrap_or(folder)
    }
}

/// Says what only the whole component does: what it is and which way it goes by its content, its plugin and its task, and
/// the subtopic of a Store.
pub(super) fn complete(component: &mut Component<'_>) {
    decide_kind(component);
    state_direction(component);
    if component.kind == ComponentKind::IncrSync(Plugin::Other) {
        component.kind = ComponentKind::IncrSync(classify::plugin_of_incr_sync(component));
    }
    name_task(component);
}

/// Takes a component for what its content says, and notes what else an array of the API or its id calls it.
fn decide_kind(component: &mut Component<'_>) {
    let shaped = component.kind;
    if component.source().is_some() {
        // An array of the API does not tell a JDBCWriter from others.
        let writer = Some(ComponentKind::IncrSync(Plugin::JdbcWriter));
        let is_writer =
            component.id.as_ref().is_some_and(|id| id.kind == writer) && matches!(shaped, ComponentKind::IncrSync(_));
        component.kind = classify::decide(component, writer.filter(|_| is_writer).or(Some(shaped)));
    }
    let kind = component.kind;
    // Checkers have numbers, whether they import or verify.
    let is_checker =
        |id: &ComponentId| id.is_number() && kind == ComponentKind::FullImport && component.config().is_some();
    let by_id = component.id.as_ref().filter(|id| !is_checker(id)).and_then(|id| id.kind);
    let by_id = by_id.filter(|named| kind != ComponentKind::Unknown && named.name() != kind.name());
    if !is_listed(component) {
        let ends = [ComponentKind::IncrSync(Plugin::JdbcWriter), ComponentKind::Store];
        if by_id.is_some_and(|named| ends.contains(&named)) {
            // `…_source` says which way a writer or a Store goes, and it is neither.
            component.direction = Direction::Forward;
            component.direction_stated = false;
        } else if let Some(direction) = component.id.as_ref().and_then(|id| id.direction_of(kind)) {
            component.state_direction(direction);
        }
    }
    component.named = Some(shaped).filter(|shaped| !shaped.is_same(kind)).or(by_id);
}

/// Whether it stands in a list of the API, whose array says which way it goes. An item alone has only its id.
fn is_listed(component: &Component<'_>) -> bool {
    component.reported.is_some_and(|reported| reported.is_listed)
}

/// Says which way a component goes if its own content states that. What an array of the API says stands.
fn state_direction(component: &mut Component<'_>) {
    if is_listed(component) && component.direction_stated {
        return;
    }
    let way = direction::in_content(component).next().map(|way| way.direction);
    if let Some(direction) = way {
        component.state_direction(direction);
    }
}

/// Names the task of a component, and the subtopic of a Store.
fn name_task(component: &mut Component<'_>) {
    if component.kind == ComponentKind::Store {
        component.subtopic = component.subtopic.take().or_else(|| store::subtopic(component).map(Box::from));
        // A Store may listen on any port, and then the port does not say that the lane is a subtopic.
        let lane = component.id.as_ref().filter(|id| id.kind.is_none()).map(|id| id.lane.clone());
        component.subtopic = component.subtopic.take().or(lane);
    }
    if component.kind == ComponentKind::IncrSync(Plugin::JdbcWriter) {
        let source = component.source().and_then(|source| source.filled(WRITER_READS));
        component.subtopic = component.subtopic.take().or_else(|| source.map(|(_, reads)| reads.into()));
    }
    if component.task.is_some() {
        return;
    }
    let coordinator = component.section(SectionName::Coordinator);
    let said = coordinator.and_then(|section| section.filled(&["taskIdentity"])).map(|(_, task)| task);
    let running = || component.running?.1.at("/coordinator/taskIdentity")?.filled();
    let identity = said.into_iter().chain(running()).find(|task| is_task_id(task)).map(str::to_owned);
    // The names that a JDBCWriter gives itself.
    let own = |key: &str| component.config().and_then(|config| config.get(key)).and_then(|value| value.filled());
    let identity =
        identity.or_else(|| own("coordinatorFile.taskIdentity").filter(|id| is_task_id(id)).map(str::to_owned));
    let of_subtopic = || component.subtopics().chain(own("subTopic")).find_map(task_of_subtopic);
    component.task = identity.or_else(of_subtopic).map(Arc::from);
}
