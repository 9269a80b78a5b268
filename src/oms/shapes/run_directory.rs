//! `source.json`, `sink.json`, `coordinator.json` and `condition.json` of a run directory: each is one section. Whether
//! the folder is a component at all shows when its files are taken together, unless its name is the id of one. Files that
//! people renamed (`Source.json`, `np_x_source.json`, `<component id>.json`, `source.yaml`) are sections by their content.

use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::id::made_task_in;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape, Unread};
use crate::oms::smell::is_for_translators;
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

/// Where the folder says so: then the content need not be searched for other shapes.
pub(super) struct OfComponent;

/// By the name of the file alone.
pub(super) struct RunDirectory;

const NAME: &str = tr_noop!("section of a run directory");

impl Shape for OfComponent {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let is_lane = |name: &str| name.contains("incr_trans") || name.contains("full_trans");
        let is_placed = location.folder.ends_with("/conf") && is_lane(location.component_folder());
        // A whole document under the name of a section is what it is by its content: another shape reads it.
        (is_placed && !is_whole_document(location, root)).then(|| RunDirectory.read(location, root))?
    }
}

impl Shape for RunDirectory {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let mapping = root.structure();
        if !mapping.is_mapping() {
            return no_object(location, mapping).map(|piece| vec![piece]);
        }
        let section = Section::whole(location.document, mapping);
        let name = match SectionName::of_file(location.file_name) {
            // Nobody read it as a whole document.
            Some(SectionName::Source) if is_document(mapping) => return no_source(location),
            Some(name) if name != SectionName::Source && classify::says_source(&section) => {
                return Some(vec![Piece::Broken(name)]);
            }
            Some(name) => name,
            // Under another name, the content says what it is; where it does not, the name does if the place says OMS.
            None => {
                let by_name = || {
                    let (name, _) = SectionName::called(location.file_name)?;
                    let is_marked = || classify::is_marked_in_place(name, &section, &|| location.says_oms());
                    (location.id().is_some() || is_marked()).then_some(name)
                };
                let by_marks = || {
                    let name = classify::section_by_marks(&section)?;
                    // What each key means is said to people elsewhere.
                    let path = [location.folder, location.file_name].join("/");
                    (!is_for_translators(&path, root)).then_some(name)
                };
                match by_marks().or_else(by_name) {
                    Some(name) => name,
                    None if is_of_task(location) && says_nothing(mapping) => {
                        return Some(vec![Piece::Unread(Unread::nothing())]);
                    }
                    None => return lost(location).map(|component| vec![Piece::Component(Box::new(component))]),
                }
            }
        };
        Some(vec![Piece::Section(name, flat(name, section, mapping))])
    }
}

/// The section, or where the keys of a source bear its name (`source.dbType`), as they do in other files, those.
fn flat<'a>(name: SectionName, section: Section<'a>, mapping: Ref<'a>) -> Section<'a> {
    let is_plain = || section.has_any(&["type", "clients", "checkpoint", "boosterClass"]);
    if name != SectionName::Source || is_plain() {
        return section;
    }
    Section::find(section.document, mapping, name.key()).filter(Section::is_flat).unwrap_or(section)
}

/// Whether a file is named like a source and holds a whole document.
fn is_whole_document(location: Location<'_>, root: Ref<'_>) -> bool {
    let mapping = root.structure();
    SectionName::of_file(location.file_name) == Some(SectionName::Source)
        && mapping.is_mapping()
        && is_document(mapping)
}

/// Whether a file is named after a section of a task: `np_5abc_source.json`.
fn is_of_task(location: Location<'_>) -> bool {
    SectionName::called(location.file_name).is_some_and(|(name, _)| name != SectionName::Condition)
        && made_task_in(location.file_name).is_some()
}

/// Whether an object in the place of a section is empty, or holds that only wrapped and without any mark of it.
fn says_nothing(mapping: Ref<'_>) -> bool {
    mapping.entries().next().is_none() || is_document(mapping)
}

/// Whether an object is a whole document or an answer of the API, rather than a section.
fn is_document(mapping: Ref<'_>) -> bool {
    let holds_object = |key: &str| mapping.get(key).is_some_and(|value| value.structure().is_mapping());
    (holds_object("source") || holds_object("data") || holds_object("config")) && !mapping.has_any(&["type", "clients"])
}

/// Whether the folder of a file says that it is of a component.
fn is_placed(location: Location<'_>) -> bool {
    location.folder_id().is_some() || made_task_in(location.component_folder()).is_some()
}

/// The file of a source that holds something else, in the folder of a component.
fn no_source(location: Location<'_>) -> Option<Vec<Piece<'_>>> {
    is_placed(location).then(|| vec![Piece::Broken(SectionName::Source)])
}

/// What a file is by its name or its place that holds no object. A component whose source is none must not pass for none, nor any
/// other section of it for understood.
fn no_object<'a>(location: Location<'a>, root: Ref<'_>) -> Option<Piece<'a>> {
    // A condition may say nothing.
    let is_lost = |name: SectionName| name != SectionName::Condition || !root.is_blank();
    if let Some(name) = SectionName::of_file(location.file_name) {
        return (is_placed(location) && is_lost(name)).then_some(Piece::Broken(name));
    }
    let is_list = root.is_inner();
    let section = SectionName::called(location.file_name).filter(|_| made_task_in(location.file_name).is_some());
    match section {
        Some((name, _)) if !is_list && is_lost(name) => Some(Piece::Unread(Unread::nothing())),
        _ => lost(location).map(|component| Piece::Component(Box::new(component))),
    }
}

/// The Incr-Sync of which a file bears the whole id and holds nothing.
fn lost(location: Location<'_>) -> Option<Component<'_>> {
    let id = location.file_id().filter(|id| id.sequence.is_some())?;
    let kind = id.kind.filter(|kind| kind.is_same(ComponentKind::IncrSync(Plugin::Other)))?;
    let mut component = Component::new(kind, location.document);
    component.identify(id);
    Some(component)
}
