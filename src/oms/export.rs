//! The model of an export: its components, linked by task, direction and subtopic across files and directories.

mod counts;
mod places;
mod processes;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use crate::oms::assemble::{self, Servers};
use crate::oms::backup::{self, Suspect};
use crate::oms::backup_name;
use crate::oms::batches;
use crate::oms::component::Component;
use crate::oms::copies::{self, Keeping, Marks};
use crate::oms::counterpart;
use crate::oms::crowd::{self, Crowds};
use crate::oms::id;
use crate::oms::index::{Index, Readers};
use crate::oms::kind::Direction;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::local_time::{self, Shown};
use crate::oms::record::{self, Record};
use crate::oms::shape::{Location, Shape, Unread, file_name};
use crate::oms::smell::{self, Smell};
use crate::oms::supersede::{self, Places};
use crate::oms::time::Zone;
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::lang::tr_noop;
use crate::text::node::Ref;
use crate::text::parallel;
use crate::text::sorting;
use crate::text::source::Place;
use crate::text::source::Span;

pub use crate::oms::assemble::{Input, Origin, Role};
pub use crate::oms::kind::ComponentCounts;

/// Everything that was read, in OMS terms.
#[derive(Debug)]
pub struct Export<'a> {
    /// The documents, in order of path.
    pub inputs: Vec<Input<'a>>,
    /// What each of them is.
    pub roles: Vec<Role>,
    #[expect(clippy::vec_box, reason = "components are large: moving them costs more than the way to them")]
    components: Vec<Box<Component<'a>>>,
    /// The objects of `ha.config`, with the number of their document.
    pub ha_configs: Vec<(usize, Ref<'a>)>,
    /// The records of collect.sh, in order of their documents.
    pub(crate) records: Vec<Record<'a>>,
    /// The numbers of the documents of those that are not as collect.sh writes them.
    pub(crate) odd_records: Vec<usize>,
    /// The parts of documents that were not understood beside what was, with the numbers of these.
    pub(crate) unread: Vec<(usize, Unread)>,
    no_components: Vec<(usize, Option<Box<str>>)>,
    index: Index,
    /// Which components read a subtopic, once it was asked for.
    readers: OnceLock<Readers>,
    /// Which components speak for tasks of very many, once that was asked for.
    crowds: OnceLock<Crowds>,
    /// The zone in which people are shown its times, once it was asked for.
    zone: OnceLock<Zone>,
    /// What the answers of the API show of times, once that was asked for.
    shown_times: OnceLock<Vec<Shown>>,
}

impl<'a> Export<'a> {
    /// Reads `inputs` with `shapes`; the first shape that takes a document has it.
    #[must_use]
    pub fn build(inputs: Vec<Input<'a>>, shapes: &[&dyn Shape]) -> Self {
        Self::build_kept(inputs, shapes, Keeping::NONE, None)
    }

    /// As [`Export::build`]; `keeping` says how a document was kept, by its number, and is asked only where there are copies of
    /// one component. Where `before` is the same export with other texts, its choice among copies stands: a fix of the one
    /// that counts does not make another one count.
    #[must_use]
    pub(crate) fn build_kept(
        inputs: Vec<Input<'a>>,
        shapes: &[&dyn Shape],
        keeping: Keeping<'_>,
        before: Option<&Export<'_>>,
    ) -> Self {
        let mut roles = vec![Role::Unrecognised(tr_noop!("nothing in it says OMS")); inputs.len()];
        let backups = backup::among(&inputs);
        for suspect in &backups {
            if let Some(role) = roles.get_mut(suspect.number) {
                *role =
                    Role::Aside(tr_noop!("a backup, by its name, of what stands beside it: no component of its own"));
            }
        }
        let is_backup = |number: usize| backups.binary_search_by_key(&number, |suspect| suspect.number).is_ok();
        let order = (0..inputs.len()).filter(|number| !is_backup(*number)).collect();
        let mut export = Self {
            inputs,
            roles,
            components: Vec::new(),
            ha_configs: Vec::new(),
            records: Vec::new(),
            odd_records: Vec::new(),
            unread: Vec::new(),
            no_components: Vec::new(),
            index: Index::new(&[]),
            readers: OnceLock::new(),
            crowds: OnceLock::new(),
            zone: before.map_or_else(OnceLock::new, |before| before.zone.clone()),
            shown_times: OnceLock::new(),
        };
        let mut parts = batches::read(&export.inputs, order, shapes);
        // Backups of backups come last: those that they were made of may be all there is.
        let is_first = |suspect: &Suspect| !suspect.counterpart.is_some_and(is_backup);
        let (first, second): (Vec<Suspect>, Vec<Suspect>) = backups.iter().copied().partition(is_first);
        for suspects in [first, second].into_iter().filter(|suspects| !suspects.is_empty()) {
            let numbers = suspects.iter().map(|suspect| suspect.number).collect();
            let read = batches::read(&export.inputs, numbers, shapes);
            let alone = counterpart::without(&export.inputs, &parts, &suspects, read);
            parts.extend(alone);
        }
        let mut servers = Servers::default();
        let mut statuses = Vec::new();
        export.components.reserve_exact(parts.iter().map(|part| part.components.len()).sum());
        for mut part in parts {
            for (number, role) in part.roles {
                if let Some(own) = export.roles.get_mut(number) {
                    *own = role;
                }
            }
            export.components.append(&mut part.components);
            export.ha_configs.append(&mut part.ha_configs);
            export.unread.append(&mut part.unread);
            export.no_components.append(&mut part.no_components);
            statuses.append(&mut part.statuses);
            for (number, record) in part.records {
                match record {
                    Some(record) => export.records.push(*record),
                    None => export.odd_records.push(number),
                }
            }
            servers.append(&part.servers);
        }
        export.add_bare(&statuses);
        export.add_running();
        export.smell();
        sorting::sort_by_key(&mut export.unread, |(document, part)| (*document, part.span.start()));
        sorting::sort_by_key(&mut export.ha_configs, |(document, _)| *document);
        export.name_servers(&servers);
        export.order();
        export.index = Index::new(&export.components);
        export.apply_statuses(&statuses);
        export.apply_records(keeping);
        export.settle_copies(keeping, before);
        export.supersede();
        export
    }

    /// Forgets its components, and keeps its documents: what goes on with their texts asks nothing else. Where there are copies of
    /// one component, which of them counts must be known when the export is made again, so nothing is forgotten.
    pub(crate) fn forget_components(&mut self) {
        if self.index.ids.has_twins() || self.components.iter().any(|component| component.standing.is_some()) {
            return;
        }
        // The zone comes from them.
        let _ = self.zone();
        self.components = Vec::new();
        self.index = Index::new(&[]);
        self.readers = OnceLock::new();
        self.crowds = OnceLock::new();
    }

    /// Has its times shown in `zone`, whatever it says itself.
    pub(crate) fn show_times_in(&mut self, zone: Zone) {
        self.zone = OnceLock::from(zone);
    }

    /// The zone in which people are shown its times: the one that was asked for, else the one on which its `timezone` keys
    /// agree, else UTC. Never that of the machine.
    #[must_use]
    pub fn zone(&self) -> Zone {
        *self.zone.get_or_init(|| self.own_zone().unwrap_or(Zone::UTC))
    }

    fn own_zone(&self) -> Option<Zone> {
        let keys = ["timezone", "datasource.timezone"];
        let mut agreed = None;
        for component in self.counted() {
            for section in component.all_sections() {
                let said = keys.iter().filter_map(|key| section.get(key)?.filled());
                for text in said {
                    let zone = Zone::parse(text)?;
                    if *agreed.get_or_insert(zone) != zone {
                        return None;
                    }
                }
            }
        }
        agreed
    }

    /// Looks for words of OMS in what fits no shape.
    fn smell(&mut self) {
        let smelled = parallel::of_many(self.roles.len(), |number| {
            let (role, input) = (self.roles.get(number)?, self.inputs.get(number)?);
            if !matches!(role, Role::Unrecognised(_)) || !input.origin.is_counted() {
                return None;
            }
            match smell::look(input.document) {
                Smell::Of(word) => Some(Role::NotUnderstood(word)),
                // Whoever names a file takes it for one of OMS.
                Smell::InPassing(word) if input.origin == Origin::Named => Some(Role::NotUnderstood(word)),
                Smell::InPassing(_) => Some(Role::Unrecognised(smell::IN_PASSING)),
                Smell::Silent(why) => Some(Role::Unrecognised(why)),
                Smell::Nothing => None,
            }
        });
        for (role, smelled) in self.roles.iter_mut().zip(smelled) {
            *role = smelled.unwrap_or(*role);
        }
    }

    /// The paths of documents that were not recognised, and why.
    fn unrecognised(&self) -> impl Iterator<Item = (&'a Document, &'static str)> {
        self.roles.iter().zip(&self.inputs).filter_map(|(role, input)| match role {
            Role::Unrecognised(why) if input.origin.is_counted() => Some((input.document, *why)),
            _ => None,
        })
    }

    /// The paths of documents in which words of OMS stand only in sentences.
    pub(crate) fn in_passing(&self) -> impl Iterator<Item = &'a str> {
        self.unrecognised().filter(|(_, why)| *why == smell::IN_PASSING).map(|(document, _)| &*document.path)
    }

    /// The paths of documents that are named like files of OMS of which there is one a component, and say nothing of it.
    pub(crate) fn namesakes(&self) -> impl Iterator<Item = &'a str> {
        self.unrecognised().filter(|(document, _)| smell::is_namesake(document)).map(|(document, _)| &*document.path)
    }

    /// The answers that name no component: the path of each document, and the tasks that they are about, by their own words or by
    /// the name of the file.
    pub(crate) fn answers_without_components(&self) -> BTreeMap<&'a str, BTreeSet<&str>> {
        let mut answers: BTreeMap<&'a str, BTreeSet<&str>> = BTreeMap::new();
        for (number, task) in &self.no_components {
            let Some(document) = self.document(*number).filter(|_| self.is_counted(*number)) else { continue };
            let path: &'a str = &document.path;
            answers.entry(path).or_default().extend(task.as_deref().or_else(|| id::task_in_name(file_name(path))));
        }
        answers
    }

    /// The documents that are of OMS and were not understood.
    #[must_use]
    pub fn not_understood(&self) -> Vec<Failure> {
        let failed = self.roles.iter().zip(&self.inputs).filter_map(|(role, input)| match role {
            Role::NotUnderstood(word) => Some(smell::failure(input.document, word)),
            _ => None,
        });
        // A document is one failure, however many of its parts were not understood.
        let mut parts: Vec<&[(usize, Unread)]> = self.unread.chunk_by(|(one, _), (other, _)| one == other).collect();
        parts.retain(|parts| parts.first().is_some_and(|(number, _)| self.is_counted(*number)));
        let of_parts = parts.iter().filter_map(|parts| {
            let (number, first) = parts.first()?;
            let document = self.document(*number)?;
            let position = Some(document.position(first.span.start()));
            Some(Failure { position, ..Failure::new(&*document.path, smell::explain_part(*first, parts.len())) })
        });
        failed.chain(of_parts).collect()
    }

    /// Names the server of components whose id does not: by the folder above `run` or `store`. Where the ids below one
    /// such folder agree on an address, that address is the server.
    fn name_servers(&mut self, servers: &Servers<'a>) {
        let inputs = &self.inputs;
        parallel::each(&mut self.components, &|component| {
            if component.server.is_none() {
                let folder = assemble::location(inputs, component.document);
                let folder = folder.and_then(|location| location.server_folder());
                component.server = folder.map(|folder| servers.named(folder).into());
            }
        });
    }

    /// Puts the components in the order of their documents and places.
    fn order(&mut self) {
        // A run directory holds one, and comes in order.
        if self.components.is_sorted_by(|one, other| one.document < other.document) {
            return;
        }
        sorting::sort_by_cached_key(&mut self.components, |component| {
            let span = component.main_section().map(|section| section.place().span);
            (component.document, span.map(Span::start))
        });
    }

    /// Gives each component of a directory the status that its process left in it.
    fn apply_statuses(&mut self, statuses: &[(usize, Ref<'a>)]) {
        if statuses.is_empty() {
            return;
        }
        let inputs = &self.inputs;
        let folder = |document: usize| assemble::location(inputs, document).map(|location| location.folder);
        let by_folder: HashMap<&str, (usize, Ref<'a>)> =
            statuses.iter().filter_map(|status| Some((folder(status.0)?, *status))).collect();
        parallel::each(&mut self.components, &|component| {
            if component.reported.is_none() {
                let own = folder(component.document).map(|own| own.strip_suffix("/conf").unwrap_or(own));
                component.status = own.and_then(|own| by_folder.get(own).copied());
            }
        });
    }

    /// Says of each component what the records of collect.sh say of it.
    fn apply_records(&mut self, keeping: Keeping<'_>) {
        let inputs = &self.inputs;
        sorting::sort_by_key(&mut self.records, |record| record.document);
        sorting::sort(&mut self.odd_records);
        if self.records.is_empty() {
            return;
        }
        let records = &self.records;
        let taken = |component: &Component<'_>| copies::taken(component, keeping.kept);
        parallel::each(&mut self.components, &|component| {
            let path = inputs.get(component.document).map_or("", |input| &input.document.path);
            record::apply(component, path, records, &taken);
        });
    }

    /// Marks which of several copies of one component counts.
    fn settle_copies(&mut self, keeping: Keeping<'_>, before: Option<&Export<'_>>) {
        if let Some(before) = before.filter(|before| self.has_components_of(before)) {
            for (component, other) in self.components.iter_mut().zip(&before.components) {
                component.standing.clone_from(&other.standing);
            }
            return;
        }
        let is_aside = |document: usize| self.is_aside(document);
        let marks = Marks { keeping, is_aside: &is_aside };
        let folder = |document: usize| self.component_folder(document);
        let is_counted = |document: usize| self.is_counted(document);
        let settled = copies::of_export(&self.components, &self.index, (&folder, &is_counted), marks);
        for (number, standing) in settled {
            if let Some(component) = self.components.get_mut(number) {
                component.standing = Some(Box::new(standing));
            }
        }
    }

    /// Whether a document lies under a backup's name.
    #[must_use]
    pub(crate) fn is_aside(&self, document: usize) -> bool {
        self.document(document).is_some_and(|document| backup_name::is_aside(&document.path))
    }

    /// Whether the components are the same ones, in the same places.
    fn has_components_of(&self, other: &Export<'_>) -> bool {
        let ids = |component: &Component<'_>| component.id.as_ref().map(|id| id.text.clone());
        let is_it = |(one, other): (&Component<'_>, &Component<'_>)| {
            one.document == other.document && one.kind.name() == other.kind.name() && ids(one) == ids(other)
        };
        self.components.len() == other.components.len() && self.components().zip(other.components()).all(is_it)
    }

    /// Marks what another component has replaced.
    fn supersede(&mut self) {
        let is_aside = |document: usize| self.is_aside(document);
        let is_backup_beside = |record: usize, document: usize| self.is_backup_beside(record, document);
        let places = Places { is_aside: &is_aside, is_backup_beside: &is_backup_beside };
        let replaced = |of_task: Vec<_>| supersede::replaced(&of_task, places);
        let replaced = self.index.tasks.of_groups((&self.components, 2), replaced);
        for (number, by) in replaced {
            if let Some(component) = self.components.get_mut(number) {
                component.superseded_by = Some(by);
            }
        }
        if self.index.ids.has_twins() {
            copies::choose_speakers(&mut self.components);
        }
    }

    /// Where a document stands.
    #[must_use]
    pub fn location(&self, document: usize) -> Option<Location<'a>> {
        assemble::location(&self.inputs, document)
    }

    /// A document by its number.
    #[must_use]
    pub fn document(&self, number: usize) -> Option<&'a Document> {
        self.inputs.get(number).map(|input| input.document)
    }

    /// `path:line` of a place, for messages.
    #[must_use]
    pub(crate) fn cite(&self, place: Place) -> String {
        let Some(document) = self.document(place.document) else { return String::new() };
        format!("{}:{}", document.path, document.position(place.span.start()).line)
    }

    /// A document by its number, if it is a configuration of OMS.
    #[must_use]
    pub fn configuration(&self, number: usize) -> Option<&'a Document> {
        let role = self.roles.get(number)?;
        self.document(number).filter(|_| matches!(role, Role::Configuration(_)))
    }

    /// Live Incr-Sync components, JDBCWriter included.
    pub(crate) fn incr_syncs(&self) -> impl Iterator<Item = (&Component<'a>, Plugin)> {
        self.components().filter_map(|component| match component.kind {
            ComponentKind::IncrSync(plugin) => Some((component, plugin)),
            _ => None,
        })
    }

    /// The components, in order of path and place.
    #[must_use]
    pub fn components(&self) -> impl ExactSizeIterator<Item = &Component<'a>> + Clone {
        self.components.iter().map(|component| &**component)
    }

    /// A component by its number in their order.
    #[must_use]
    pub fn component(&self, number: usize) -> Option<&Component<'a>> {
        self.components.get(number).map(|component| &**component)
    }

    /// The components of the documents with these numbers.
    #[must_use]
    pub(crate) fn components_of(&self, documents: &Range<usize>) -> &[Box<Component<'a>>] {
        let before = |end: usize| self.components.partition_point(|component| component.document < end);
        self.components.get(before(documents.start)..before(documents.end)).unwrap_or_default()
    }

    /// The components of the task that `component` belongs to, itself among them.
    pub(crate) fn of_task(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let task = component.task.as_deref();
        task.into_iter().flat_map(|task| self.index.tasks.find(&self.components, task))
    }

    /// The components of its task that say anything that no other says: of many copies without ids that are alike, a few.
    pub(crate) fn speaking_for(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let crowds = self.crowds.get_or_init(|| {
            let tasks = self.index.tasks.crowds(&self.components, crowd::CROWD);
            crowd::among(&|number| self.document(number), tasks)
        });
        let few = component.task.as_deref().and_then(|task| crowds.get(task));
        let all = few.is_none().then(|| self.of_task(component)).into_iter().flatten();
        few.into_iter().flatten().filter_map(|number| self.component(*number)).chain(all)
    }

    /// What `of` makes of the components of each task, in no order of the tasks.
    pub(crate) fn by_task<'s, T: Send + Sync>(
        &'s self,
        of: impl Fn(Vec<&'s Component<'a>>) -> Option<T> + Sync,
    ) -> Vec<T> {
        let alone = |of_task: Vec<(usize, &'s Component<'a>)>| of_task.into_iter().map(|(_, component)| component);
        self.index.tasks.of_groups((&self.components, 1), |of_task| Vec::from_iter(of(alone(of_task).collect())))
    }

    /// Components of the same task and direction as `component`, without itself, as far as they say anything that no other says.
    pub fn kindred(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let direction = component.direction;
        let own = std::ptr::from_ref(component);
        self.speaking_for(component).filter(move |other| other.direction == direction && !std::ptr::eq(own, *other))
    }

    /// The forward components of the task whose reverse component this is.
    pub(crate) fn forward_of(&self, component: &Component<'a>) -> impl Iterator<Item = &Component<'a>> {
        let is_reverse = component.direction == Direction::Reverse;
        self.speaking_for(component).filter(move |other| is_reverse && other.direction == Direction::Forward)
    }

    /// The live Stores of a subtopic.
    pub(crate) fn stores(&self, subtopic: &str) -> impl Iterator<Item = &Component<'a>> {
        self.index.stores.find(&self.components, subtopic).filter(|store| store.is_live())
    }

    /// The live components that read a subtopic, itself or through one of their clients, with their numbers.
    pub(crate) fn readers(&self, subtopic: &str) -> impl Iterator<Item = (usize, &Component<'a>)> {
        let readers = self.readers.get_or_init(|| Readers::new(&self.components));
        readers.of(&self.components, subtopic).filter(|(_, reader)| reader.is_live())
    }

    /// Whether a live Store keeps a subtopic.
    #[must_use]
    pub(crate) fn has_store(&self, subtopic: &str) -> bool {
        self.stores(subtopic).next().is_some()
    }

    /// The components of this id: the same component may stand in several files.
    pub(crate) fn with_id(&self, id: &str) -> impl Iterator<Item = &Component<'a>> {
        self.index.ids.find(&self.components, id)
    }

    /// What the API tells of the component: in its own item, or in the item of the same id elsewhere in the export.
    pub fn reported<'s>(&'s self, component: &'s Component<'a>) -> impl Iterator<Item = &'s Component<'a>> {
        let others = component.id.iter().flat_map(|id| self.with_id(&id.text));
        let others = others.filter(move |other| !std::ptr::eq(*other, component));
        std::iter::once(component).chain(others).filter(|other| other.reported.is_some())
    }

    /// What proves that the answers of the API in a document show local time and not UTC: then no time in it that says no zone
    /// tells when it was.
    pub(crate) fn local_time(&self, document: usize, now: i64) -> Option<Place> {
        let all = self.shown_times.get_or_init(|| local_time::shown(&self.components));
        let place = all.binary_search_by_key(&document, |shown| shown.document).ok()?;
        all.get(place)?.local_time(now)
    }

    /// Whose finding a finding in this place is.
    #[must_use]
    pub fn owner(&self, place: Place) -> Option<&Component<'a>> {
        self.component(self.index.owner(place)?)
    }

    /// The components of the export that is checked, without those that are only evidence for a named file.
    pub fn counted(&self) -> impl Iterator<Item = &Component<'a>> {
        self.components().filter(|component| self.is_counted(component.document))
    }

    /// How a document came into the run.
    #[must_use]
    pub fn origin(&self, document: usize) -> Option<Origin> {
        self.inputs.get(document).map(|input| input.origin)
    }

    /// Whether what stands in this document is of the export that is checked: no evidence beside it, and not the user's own.
    /// What stands in no document is of the run as a whole, and so of the export.
    #[must_use]
    pub(crate) fn is_counted(&self, document: usize) -> bool {
        self.origin(document).is_none_or(Origin::is_counted)
    }

    /// Task ids of the components that are counted.
    #[must_use]
    pub fn tasks(&self) -> HashSet<&str> {
        self.counted().filter_map(|component| component.task.as_deref()).collect()
    }

    /// Servers of the components that are counted.
    #[must_use]
    pub fn servers(&self) -> BTreeSet<&str> {
        sorting::set(self.counted().filter_map(|component| component.server.as_deref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oms::shapes;
    use crate::text::syntax;

    #[test]
    fn each_component_is_found_by_its_own_names_wherever_its_file_stands() {
        let ids = ["a.b", "b.c", "c.d"]
            .map(|server| format!("{server}-9000:connector_v2:np_{server}-incr_trans-1-0:0000000001"));
        let [first, inner, last] = &ids;
        // The last file stands in the folder of the first one, with another folder between them.
        let paths = [format!("{first}.json"), format!("b/{inner}.json"), format!("{last}.json")];
        let text = r#"{"source":{"type":"STORE_SOURCE"},"sink":{},"coordinator":{},"condition":{}}"#;
        let read = |path: &String| {
            syntax::parse(path.as_str(), text.into(), &syntax::Json).unwrap_or_else(|error| panic!("{path}: {error:?}"))
        };
        let documents = paths.each_ref().map(read);
        let inputs = documents.iter().map(|document| Input { document, origin: Origin::Scanned }).collect();
        let export = Export::build(inputs, shapes::ALL);
        assert_eq!(export.components().map(|component| component.document).collect::<Vec<_>>(), [0, 1, 2]);
        for (component, id) in export.components().zip(&ids) {
            assert_eq!(component.id.as_ref().map(|id| &*id.text), Some(id.as_str()));
            let is_it = |other: &Component<'_>| std::ptr::addr_eq(other, component);
            assert!(export.with_id(id).all(is_it) && export.with_id(id).count() == 1);
            assert!(export.of_task(component).all(is_it) && export.of_task(component).count() == 1);
            assert!(component.source().is_some_and(|source| export.owner(source.place()).is_some_and(is_it)));
            assert!(export.is_first(component));
        }
    }
}
