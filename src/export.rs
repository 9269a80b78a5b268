//! The model of an export: its components, linked by task, direction and subtopic across files and directories.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::component::{
    Component, ComponentId, Kind, Plugin, SectionName, is_task_id, subtopic_prefix, task_of_subtopic,
};
use crate::document::Document;
use crate::finding::{Direction, Place, Subject};
use crate::node::Ref;
use crate::recognise;
use crate::report::ComponentCounts;
use crate::section::Section;
use crate::shape::{Origin, Piece, Shape};
use crate::source::Span;
use crate::store;

/// What a document turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A configuration, and its shape.
    Configuration(&'static str),
    /// Read for evidence only, and its shape.
    Evidence(&'static str),
    /// Nothing of OMS, and why.
    Unrecognised(&'static str),
}

/// One input document.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// Whether it is read only as evidence for a file beside it: it is not counted and gets no findings.
    pub is_companion: bool,
}

/// Everything that was read, in OMS terms.
#[derive(Debug)]
pub struct Export<'a> {
    /// The documents, in order of path.
    pub inputs: Vec<Input<'a>>,
    /// What each of them is.
    pub roles: Vec<Role>,
    /// The components, in order of path and place.
    pub components: Vec<Component<'a>>,
    /// The objects of `ha.config`, with the number of their document.
    pub ha_configs: Vec<(usize, Ref<'a>)>,
    index: Index,
}

/// Ways to find components without looking at all of them. Numbers are those of the list of components, in its order.
#[derive(Debug, Default)]
struct Index {
    tasks: HashMap<String, Vec<usize>>,
    ids: HashMap<String, Vec<usize>>,
    stores: HashMap<String, Vec<usize>>,
    /// The places of components: document, span, component, in this order.
    places: Vec<(usize, Span, usize)>,
}

/// The files of one folder that are sections.
#[derive(Default)]
struct Folder<'a> {
    sections: Vec<(SectionName, Section<'a>)>,
    running: Option<(usize, Ref<'a>)>,
}

impl<'a> Export<'a> {
    /// Reads `inputs` with `shapes`; the first shape that takes a document has it.
    #[must_use]
    pub fn build(inputs: Vec<Input<'a>>, shapes: &[&dyn Shape]) -> Self {
        let roles = vec![Role::Unrecognised("nothing in it says OMS"); inputs.len()];
        let mut export =
            Self { inputs, roles, components: Vec::new(), ha_configs: Vec::new(), index: Index::default() };
        let mut folders: BTreeMap<&'a str, Folder<'a>> = BTreeMap::new();
        let read = |(number, input): (usize, &Input<'a>)| {
            let origin = Origin { document: number, path: &input.document.path };
            let root = input.document.root();
            shapes.iter().find_map(|shape| Some((shape, shape.read(origin, root)?)))
        };
        let recognised: Vec<_> = export.inputs.par_iter().enumerate().map(read).collect();
        for (number, recognised) in recognised.into_iter().enumerate() {
            let Some((shape, pieces)) = recognised else { continue };
            let Some(origin) = export.origin(number) else { continue };
            let is_evidence = pieces.iter().all(|piece| matches!(piece, Piece::Running(_)));
            if let Some(role) = export.roles.get_mut(number) {
                *role = if is_evidence { Role::Evidence(shape.name()) } else { Role::Configuration(shape.name()) };
            }
            for piece in pieces {
                match piece {
                    Piece::Section(name, section) => {
                        folders.entry(origin.folder()).or_default().sections.push((name, section));
                    }
                    Piece::Running(root) => {
                        folders.entry(origin.folder()).or_default().running = Some((number, root));
                    }
                    Piece::Component(component) => export.components.push(*component),
                    Piece::HaConfig(object) => export.ha_configs.push((number, object)),
                }
            }
        }
        export.gather(folders);
        export.name_tasks();
        export.name_servers();
        export.order();
        export.supersede();
        export.index = Index::of(&export.components);
        export
    }

    /// Makes a component of the files of each folder.
    fn gather(&mut self, folders: BTreeMap<&'a str, Folder<'a>>) {
        for folder in folders.into_values() {
            let first = folder.sections.iter().map(|(_, section)| section.document).min();
            let Some(origin) = first.and_then(|document| self.origin(document)) else { continue };
            let id = origin.id();
            let is_marked = folder.sections.iter().any(|(name, section)| recognise::is_marked(*name, section));
            if id.is_none() && !is_marked && folder.running.is_none() {
                for (_, section) in &folder.sections {
                    if let Some(role) = self.roles.get_mut(section.document) {
                        *role = Role::Unrecognised("named like a section of OMS, but nothing in its folder says OMS");
                    }
                }
                continue;
            }
            let mut component = Component::new(Kind::Unknown, origin.document);
            for (name, section) in folder.sections {
                component.set_section(name, section);
            }
            component.running = folder.running;
            component.kind = recognise::kind(&component);
            match id {
                Some(id) => {
                    component.kind = id.kind.unwrap_or(component.kind);
                    component.identify(id);
                }
                None if origin.says_reverse() => component.reverse(),
                None => {}
            }
            self.components.push(component);
        }
        for component in &mut self.components {
            if component.kind == Kind::IncrSync(Plugin::Other) {
                component.kind = Kind::IncrSync(recognise::plugin_of_incr_sync(component.source()));
            }
        }
    }

    fn name_tasks(&mut self) {
        for component in &mut self.components {
            if component.kind == Kind::Store {
                component.subtopic =
                    component.subtopic.take().or_else(|| store::subtopic(component).map(str::to_owned));
            }
            if component.task.is_some() {
                continue;
            }
            let coordinator = component.section(SectionName::Coordinator);
            let said = coordinator.and_then(|section| section.filled(&["taskIdentity"])).map(|(_, task)| task);
            let running = || component.running?.1.at("/coordinator/taskIdentity")?.filled();
            let identity = said.into_iter().chain(running()).find(|task| is_task_id(task)).map(str::to_owned);
            let subtopics = component.subtopics();
            component.task = identity.or_else(|| subtopics.into_iter().find_map(task_of_subtopic));
        }
    }

    /// Names the server of components whose id does not: by the folder above `run` or `store`. Where the ids below one
    /// such folder agree on an address, that address is the server.
    fn name_servers(&mut self) {
        let mut addresses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let folder = |export: &Self, component: &Component<'_>| {
            Some(export.origin(component.document)?.server_folder()?.to_owned())
        };
        for component in &self.components {
            if let (Some(folder), Some(server)) = (folder(self, component), &component.server) {
                addresses.entry(folder).or_default().insert(server.clone());
            }
        }
        let servers: Vec<_> = self
            .components
            .iter()
            .map(|component| {
                let folder = folder(self, component)?;
                let known = addresses.get(&folder).filter(|known| known.len() == 1);
                Some(known.and_then(|known| known.first().cloned()).unwrap_or(folder))
            })
            .collect();
        for (component, server) in self.components.iter_mut().zip(servers) {
            component.server = component.server.take().or(server);
        }
    }

    fn order(&mut self) {
        self.components.sort_by_cached_key(|component| {
            let span = component.source().or(component.config.as_ref()).map(|section| section.place().span);
            (component.document, span.map(Span::start))
        });
    }

    /// Marks what another component has replaced: among those of one task, kind and direction, the highest sequence is
    /// the live one (inferred). Where the API lists some of them, these are live and no others, whatever their sequence.
    fn supersede(&mut self) {
        let mut groups: BTreeMap<(&str, &str, Direction), Vec<usize>> = BTreeMap::new();
        for (number, component) in self.components.iter().enumerate() {
            if let Some(task) = &component.task {
                groups.entry((task, component.kind.name(), component.direction)).or_default().push(number);
            }
        }
        let groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
        for group in groups {
            let replaced: Vec<_> = group.iter().map(|&number| self.successor(number, &group)).collect();
            for (number, by) in group.into_iter().zip(replaced) {
                if let Some(component) = self.components.get_mut(number) {
                    component.superseded_by = by;
                }
            }
        }
    }

    fn successor(&self, number: usize, group: &[usize]) -> Option<String> {
        let component = self.components.get(number)?;
        let id = component.id.as_ref()?;
        let sequence = id.sequence?;
        let lane: Vec<(&Component<'_>, &ComponentId)> = group
            .iter()
            .filter_map(|&other| self.components.get(other))
            .filter(|other| is_same_lane(component, other))
            .filter_map(|other| Some((other, other.id.as_ref()?)))
            .collect();
        let is_reported = lane.iter().any(|(other, of)| other.reported.is_some() && of.text == id.text);
        if is_reported {
            return None;
        }
        let is_listed = |other: &Component<'_>| other.reported.is_some_and(|reported| reported.is_listed);
        let has_list = lane.iter().any(|(other, _)| is_listed(other));
        let counts = |(other, of): &&(&Component<'_>, &ComponentId)| match has_list {
            true => is_listed(other),
            false => of.sequence > Some(sequence),
        };
        let newest = lane.iter().filter(counts).max_by_key(|(_, of)| of.sequence);
        newest.map(|(_, other)| other.text.clone())
    }

    /// Where a document stands.
    #[must_use]
    pub fn origin(&self, document: usize) -> Option<Origin<'a>> {
        let input = self.inputs.get(document)?;
        Some(Origin { document, path: &input.document.path })
    }

    /// A document by its number.
    #[must_use]
    pub fn document(&self, number: usize) -> Option<&'a Document> {
        self.inputs.get(number).map(|input| input.document)
    }

    /// `path:line` of a place, for messages.
    #[must_use]
    pub fn cite(&self, place: Place) -> String {
        let Some(document) = self.document(place.document) else { return String::new() };
        format!("{}:{}", document.path, document.position(place.span.start()).line)
    }

    /// Visits the mappings of the configurations that are `wanted` with the number of their document: objects inside
    /// JSON-encoded strings too, what an alias leads to only where it is written. An object or list that nobody looked
    /// into yet is left out unless its text is `worth` it.
    pub fn visit_mappings(
        &self,
        wanted: impl Fn(&Document) -> bool,
        worth: impl Fn(&str) -> bool,
        mut visit: impl FnMut(usize, Ref<'a>),
    ) {
        for (number, (input, role)) in self.inputs.iter().zip(&self.roles).enumerate() {
            if !matches!(role, Role::Configuration(_)) || !wanted(input.document) {
                continue;
            }
            let mut open = vec![input.document.root()];
            while let Some(node) = open.pop() {
                if node.is_mapping() {
                    visit(number, node);
                }
                let own = node.children(&worth).filter(|child| !child.is_aliased()).map(|child| child.structure());
                open.extend(own.filter(Ref::is_inner));
            }
        }
    }

    /// Live Incr-Sync components, JDBCWriter included.
    pub fn incr_syncs(&self) -> impl Iterator<Item = (&Component<'a>, Plugin)> {
        self.components.iter().filter_map(|component| match component.kind {
            Kind::IncrSync(plugin) => Some((component, plugin)),
            _ => None,
        })
    }

    fn listed<'s>(&'s self, numbers: Option<&'s Vec<usize>>) -> impl Iterator<Item = &'s Component<'a>> {
        numbers.into_iter().flatten().filter_map(|&number| self.components.get(number))
    }

    fn of_task(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        self.listed(component.task.as_ref().and_then(|task| self.index.tasks.get(task)))
    }

    /// Components of the same task and direction as `component`, without itself.
    pub fn kindred(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let direction = component.direction;
        let own = std::ptr::from_ref(component);
        self.of_task(component).filter(move |other| other.direction == direction && !std::ptr::eq(own, *other))
    }

    /// The forward components of the task whose reverse component this is.
    pub fn forward_of(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let is_reverse = component.direction == Direction::Reverse;
        self.of_task(component).filter(move |other| is_reverse && other.direction == Direction::Forward)
    }

    /// The live Stores of a subtopic.
    pub fn stores(&self, subtopic: &str) -> impl Iterator<Item = &Component<'a>> {
        self.listed(self.index.stores.get(subtopic)).filter(|store| store.is_live())
    }

    /// The components of this id: the same component may stand in several files.
    pub fn with_id(&self, id: &str) -> impl Iterator<Item = &Component<'a>> {
        self.listed(self.index.ids.get(id))
    }

    /// What the API tells of the component: in its own item, or in the item of the same id elsewhere in the export.
    pub fn reported<'s>(&'s self, component: &'s Component<'a>) -> impl Iterator<Item = &'s Component<'a>> {
        let others = component.id.iter().flat_map(|id| self.with_id(&id.text));
        let others = others.filter(move |other| !std::ptr::eq(*other, component));
        std::iter::once(component).chain(others).filter(|other| other.reported.is_some())
    }

    /// Whose finding a finding in this place is.
    #[must_use]
    pub fn owner(&self, place: Place) -> Option<&Component<'a>> {
        let places = &self.index.places;
        let here = (place.document, place.span.start());
        let before = places.partition_point(|(document, span, _)| (*document, span.start()) <= here);
        // The innermost comes last; an item of an API answer holds at most its config and four sections.
        let near = places.get(before.saturating_sub(16)..before)?;
        let is_around = |document: usize, span: Span| document == place.document && span.contains(place.span);
        let (.., number) = near.iter().rev().find(|(document, span, _)| is_around(*document, *span))?;
        self.components.get(*number)
    }

    /// The components, counted; one that stands in several files counts once.
    #[must_use]
    pub fn counts(&self) -> ComponentCounts {
        let mut counts = ComponentCounts { ha_config: self.counted_ha_configs(), ..ComponentCounts::default() };
        let mut seen = BTreeSet::new();
        for component in self.counted() {
            if component.id.as_ref().is_some_and(|id| !seen.insert((component.kind.name(), &id.text))) {
                continue;
            }
            match component.kind {
                Kind::IncrSync(_) => counts.incr_sync += 1,
                Kind::FullImport => counts.full_import += 1,
                Kind::FullVerification => counts.full_verification += 1,
                Kind::Store => counts.store += 1,
                Kind::Unknown => {}
            }
        }
        counts
    }

    fn counted_ha_configs(&self) -> usize {
        self.ha_configs.iter().filter(|(document, _)| !self.is_companion(*document)).count()
    }

    /// The components that are not companions of a named file.
    pub fn counted(&self) -> impl Iterator<Item = &Component<'a>> {
        self.components.iter().filter(|component| !self.is_companion(component.document))
    }

    /// Whether a document is read as evidence for a file beside it.
    #[must_use]
    pub fn is_companion(&self, document: usize) -> bool {
        self.inputs.get(document).is_some_and(|input| input.is_companion)
    }

    /// Task ids of the components that are counted.
    #[must_use]
    pub fn tasks(&self) -> BTreeSet<&str> {
        self.counted().filter_map(|component| component.task.as_deref()).collect()
    }

    /// Servers of the components that are counted.
    #[must_use]
    pub fn servers(&self) -> BTreeSet<&str> {
        self.counted().filter_map(|component| component.server.as_deref()).collect()
    }
}

impl Index {
    fn of(components: &[Component<'_>]) -> Self {
        let mut index = Self::default();
        for (number, component) in components.iter().enumerate() {
            let add = |map: &mut HashMap<String, Vec<usize>>, key: Option<&String>| {
                if let Some(key) = key {
                    map.entry(key.clone()).or_default().push(number);
                }
            };
            add(&mut index.tasks, component.task.as_ref());
            add(&mut index.ids, component.id.as_ref().map(|id| &id.text));
            if component.kind == Kind::Store {
                add(&mut index.stores, component.subtopic.as_ref());
            }
            // What a section lacks is shown at its key, which stands before it.
            let whole = |section: &Section<'_>| {
                let place = section.place();
                Place { span: section.head().span.to(place.span), ..place }
            };
            let sections = component.sections.iter().flatten().chain(&component.config).map(whole);
            let item =
                component.reported.map(|reported| Place { document: component.document, span: reported.item.span() });
            for place in sections.chain(item) {
                index.places.push((place.document, place.span, number));
            }
        }
        index.places.sort_by_key(|(document, span, _)| (*document, span.start(), std::cmp::Reverse(span.end())));
        index
    }
}

/// Whether two components of one task, kind and direction stand for the same work: the same middle part of the id, or
/// a subtopic in common.
fn is_same_lane(one: &Component<'_>, other: &Component<'_>) -> bool {
    let lane = |component: &Component<'_>| component.id.as_ref().map(|id| id.lane.clone());
    if lane(one).is_some() && lane(one) == lane(other) {
        return true;
    }
    let subtopics = one.subtopics();
    other.subtopics().iter().any(|subtopic| subtopics.contains(subtopic))
}

impl Component<'_> {
    /// Whose finding a finding about this component is.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject {
            task: self.task.clone(),
            component: self.id.as_ref().map(|id| id.text.clone()),
            server: self.server.clone(),
            direction: Some(self.direction),
            kind: Some(self.kind.name()),
            subtopics: self.subtopics().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The component in a sentence: `Incr-Sync 10.0.0.1-9000:… of task np_x on server 10.0.0.1`.
    #[must_use]
    pub fn describe(&self) -> String {
        let reverse = if self.direction == Direction::Reverse { "reverse " } else { "" };
        let id = self.id.as_ref().map(|id| format!(" {}", id.text)).unwrap_or_default();
        let task =
            self.task.as_ref().map_or_else(|| " of an unnamed task".to_owned(), |task| format!(" of task {task}"));
        let server = self.server.as_ref().map(|server| format!(" on server {server}")).unwrap_or_default();
        format!("{reverse}{}{id}{task}{server}", self.kind.name())
    }

    /// The types that OMS put before the task in the subtopics the component reads, with the place of each.
    #[must_use]
    pub fn subtopic_types(&self) -> Vec<(&str, Option<Span>)> {
        let clients = self.clients();
        let read = clients.iter().filter_map(|client| {
            let entry = client.subtopic.or(client.id)?;
            Some((subtopic_prefix(entry.value.filled()?)?, Some(entry.value.span())))
        });
        let own = self.subtopic.as_deref().and_then(subtopic_prefix).map(|prefix| (prefix, None));
        read.chain(own).collect()
    }
}
