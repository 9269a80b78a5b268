//! One document for a component: `source`, `sink`, `coordinator`, `condition` as objects, or as flat keys
//! (`source.dbType`). Several in one list, in several YAML documents, or under the ids of their tasks, are several components.

use std::sync::Arc;

use crate::knowledge::parameters;
use crate::oms::classify;
use crate::oms::client::{Client, clients_in};
use crate::oms::component::Component;
use crate::oms::id::{
    ComponentId, is_made_task, is_task_id, made_task_in, subtopic_prefix, task_in_name, task_of_subtopic,
};
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::{self, Section};
use crate::oms::shape::{Location, Piece, Shape, Unread, has_oms_keys, oms_word_in};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;
use crate::text::spelling::holds;

pub(super) struct Sectioned;

impl Shape for Sectioned {
    fn name(&self) -> &'static str {
        tr_noop!("sectioned document")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let root = root.structure();
        if root.is_mapping() {
            let one = component(location, root, None)
                .or_else(|| hollow(location, root))
                .map(|component| vec![Piece::Component(Box::new(component))]);
            return one.or_else(|| several(location, root.entries().map(|entry| (Some(entry.key()), entry.value))));
        }
        several(location, root.items().map(|item| (None, item)))
    }
}

/// Those among `nodes` that are sectioned documents; each may stand under the id of its component or its task.
fn several<'a>(
    location: Location<'a>,
    nodes: impl Iterator<Item = (Option<&'a str>, Ref<'a>)>,
) -> Option<Vec<Piece<'a>>> {
    let says_component = |key: &str| is_task_id(key) || ComponentId::parse(key).is_some();
    let read = |(key, node): (Option<&'a str>, Ref<'a>)| {
        let is_wanted = key.is_none_or(says_component);
        let mut component = is_wanted.then(|| component(location, node.structure(), key)).flatten();
        if let (Some(component), Some(key)) = (&mut component, key) {
            match ComponentId::parse(key).filter(|_| !is_task_id(key)) {
                Some(id) => component.identify(id),
                None => component.task = component.task.take().or_else(|| Some(key.into())),
            }
        }
        (key, node, component)
    };
    let read: Vec<_> = nodes.map(read).collect();
    if read.iter().all(|(.., component)| component.is_none()) {
        return None;
    }
    let piece = |(key, node, component): (Option<&str>, Ref<'a>, Option<Component<'a>>)| match component {
        Some(component) => Some(Piece::Component(Box::new(component))),
        // What stands under an id is told as the component or the task that this is of, and under another key a text is a remark.
        None if key.is_none_or(|key| !says_component(key) && node.structure().is_inner()) => {
            odd(node).map(Piece::Unread)
        }
        None => None,
    };
    Some(read.into_iter().filter_map(piece).collect())
}

/// What a node among sectioned documents is that is none itself, unless it has nothing to do with them, as a document of
/// another program has not.
fn odd(node: Ref<'_>) -> Option<Unread> {
    let node = node.structure();
    if node.is_blank() {
        return None;
    }
    let word = oms_word_in(node);
    let says_component = || {
        let is_id = |value: Ref<'_>| value.filled().and_then(ComponentId::parse).is_some();
        node.has_any(&SectionName::ALL.map(SectionName::key)) || node.get("name").is_some_and(is_id)
    };
    (!node.is_mapping() || word.is_some() || says_component()).then_some(Unread::part(node.span(), word))
}

/// Whether the source is of a type that no source of OMS has.
fn is_of_another_type(source: &Section<'_>) -> bool {
    source.filled(&["type"]).is_some_and(|(_, name)| !["source", "store"].iter().any(|word| holds(name, word)))
}

/// Whether all that a source has in common with one of OMS are clients with subtopics, as those of MQTT have them: its type is
/// that of something else, and no subtopic and no other key is one of OMS.
fn is_broker(source: &Section<'_>) -> bool {
    let keys =
        ["boosterClass", "checkpoint", "dbType", "db_type", "store_username", "store_max_retries", "store_time_zone"];
    // A Store's subtopic ends in two numbers: `…-1-0`.
    let is_lane = |name: &str| {
        let mut numbers = name.rsplit('-').take(2).filter(|number| number.parse::<u32>().is_ok());
        numbers.nth(1).is_some() && name.matches('-').count() > 1
    };
    let is_ours = |client: &Client<'_>| {
        let named = client.reads();
        named.is_some_and(|name| task_of_subtopic(name).is_some() || subtopic_prefix(name).is_some() || is_lane(name))
    };
    let clients = source.get("clients").map(clients_in).unwrap_or_default();
    is_of_another_type(source)
        && !clients.is_empty()
        && !source.has_any(&keys)
        && oms_word_in(source.mapping()).is_none()
        && !clients.iter().any(is_ours)
}

/// Whether the source is of a type that no source of OMS has, and holds nothing that one has.
fn is_foreign(component: &Component<'_>) -> bool {
    let Some(source) = component.source() else { return false };
    let is_other = source.filled(&["type"]).is_some_and(|(_, name)| !holds(name, "source"));
    is_broker(source) || (is_other && !source.has_any(&["boosterClass", "clients", "checkpoint", "dbType", "db_type"]))
}

/// Whether something of OMS stands in a document with all four sections, or in its path: pipelines of others have parts of these
/// names, too.
fn says_oms(location: Location<'_>, node: Ref<'_>, component: &Component<'_>) -> bool {
    let sections = || component.sections.iter().flatten();
    let is_empty = || sections().all(|section| !section.is_filled());
    let is_named = || {
        let says_task = |name: &str| task_in_name(name).is_some();
        let identity = node.get("identity").and_then(|identity| identity.filled());
        location.says_reverse()
            || says_task(location.file_name)
            || location.folder.split('/').any(is_task_id)
            || identity.is_some_and(is_task_id)
    };
    let source = component.source();
    let has_own = || source.is_some_and(|source| source.has_any(&["boosterClass", "clients", "dbType", "db_type"]));
    let text = node.raw().span.of(node.content().text());
    is_empty()
        || is_named()
        || has_own()
        || oms_word_in(node).is_some()
        || has_oms_keys(text)
        || has_parameters(component)
}

/// Whether the place of a document, its key or something else in it is of OMS.
fn is_placed(location: Location<'_>, node: Ref<'_>, key: Option<&str>) -> bool {
    let identity = || node.get("identity").and_then(|identity| identity.filled());
    location.says_oms()
        || key.is_some_and(|key| is_made_task(key) || ComponentId::parse(key).is_some())
        || identity().is_some_and(is_task_id)
        || oms_word_in(node).is_some()
}

/// Whether at least two keys are documented for the sections in which they stand, and are no words that any program has.
fn has_parameters(component: &Component<'_>) -> bool {
    let is_own = |name: SectionName, key: &str| {
        let is_it = |one: &parameters::Parameter| one.section == name.key() && one.key == key;
        key.contains(|c: char| c.is_ascii_uppercase()) && parameters::all().iter().any(is_it)
    };
    let sections = SectionName::ALL.into_iter().filter_map(|name| Some((name, component.section(name)?)));
    let keys = sections.flat_map(|(name, section)| {
        let prefix = section.prefix().len();
        section.entries().filter(move |entry| is_own(name, entry.key().get(prefix..).unwrap_or_default()))
    });
    keys.take(2).count() == 2
}

/// The component in `node`, which may stand under a key.
fn component<'a>(location: Location<'a>, node: Ref<'a>, key: Option<&str>) -> Option<Component<'a>> {
    let mut component = Component::new(ComponentKind::Unknown, location.document);
    let mut found = 0;
    let mut marked = false;
    for name in SectionName::ALL {
        if let Some(section) = Section::find(location.document, node, name.key()) {
            // A flat `condition.whiteCondition` alone is a checker's.
            found += 1;
            let counts = match name {
                SectionName::Condition => false,
                SectionName::Source => section.is_flat() || !is_broker(&section),
                SectionName::Sink | SectionName::Coordinator => true,
            };
            marked |= counts && classify::is_marked_in_place(name, &section, &|| is_placed(location, node, key));
            component.set_section(name, section);
        }
        if section::is_odd(node, name) {
            component.odd_section.get_or_insert(name);
        }
    }
    if found == 0 {
        return None;
    }
    let named = node.get("name").and_then(|name| ComponentId::parse(name.filled()?));
    let id = named.or_else(|| location.id());
    let has_source = component.source().is_some();
    let is_ours = found == 4 && (id.is_some() || (!is_foreign(&component) && says_oms(location, node, &component)));
    if !(marked || is_ours || (id.is_some() && has_source && found > 1)) {
        return None;
    }
    component.kind = classify::decide(&component, id.as_ref().and_then(|id| id.kind));
    if let Some(id) = id {
        component.identify(id);
    } else if location.says_reverse() {
        component.reverse();
    }
    let identity = node.get("identity").and_then(|identity| identity.filled()).filter(|id| is_task_id(id));
    component.task = component.task.or_else(|| identity.map(Arc::from));
    if component.sections.iter().flatten().all(|section| !section.is_filled()) {
        component.task = component.task.or_else(|| made_task_in(location.file_name).map(Arc::from));
    }
    Some(component)
}

/// A component of which all four sections are there and nothing is in them, as whoever asks for a wrong path gets it.
fn hollow<'a>(location: Location<'a>, node: Ref<'a>) -> Option<Component<'a>> {
    let mut component = Component::new(ComponentKind::Unknown, location.document);
    let is_blank = |name: SectionName| node.get(name.key()).is_some_and(|value| value.is_blank());
    if !SectionName::ALL.into_iter().all(is_blank) {
        return None;
    }
    match location.id() {
        Some(id) => {
            component.kind = id.kind.unwrap_or(component.kind);
            component.identify(id);
        }
        None => component.task = made_task_in(location.file_name).map(Arc::from),
    }
    Some(component)
}
