//! One document for a component: `source`, `sink`, `coordinator`, `condition` as objects, or as flat keys
//! (`source.dbType`). Several in one list, or in several YAML documents, are several components.

use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::id::{ComponentId, is_task_id};
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape, Unread, oms_word_in};
use crate::text::node::Ref;

pub(super) struct Sectioned;

impl Shape for Sectioned {
    fn name(&self) -> &'static str {
        "sectioned document"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let root = root.structure();
        let items = root.items();
        let mut found = 0;
        let read = |node| {
            let Some(component) = component(location, node) else { return odd(node).map(Piece::Unread) };
            found += 1;
            Some(Piece::Component(Box::new(component)))
        };
        let one = Some(root).filter(Ref::is_mapping).into_iter();
        let pieces: Vec<_> = one.chain(items).filter_map(read).collect();
        (found > 0).then_some(pieces)
    }
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
    (!node.is_mapping() || word.is_some() || says_component()).then_some(Unread { span: node.span(), word })
}

fn component<'a>(location: Location<'a>, node: Ref<'a>) -> Option<Component<'a>> {
    let mut component = Component::new(ComponentKind::Unknown, location.document);
    let mut found = 0;
    let mut marked = false;
    for name in SectionName::ALL {
        if let Some(section) = Section::find(location.document, node, name.key()) {
            // A flat `condition.whiteCondition` alone is a checker's.
            found += 1;
            marked |= name != SectionName::Condition && classify::is_marked(name, &section);
            component.set_section(name, section);
        }
    }
    if found == 0 {
        return None;
    }
    let named = node.get("name").and_then(|name| ComponentId::parse(name.filled()?));
    let id = named.or_else(|| location.id());
    let has_source = component.source().is_some();
    if !(marked || found == 4 || (id.is_some() && has_source && found > 1)) {
        return None;
    }
    component.kind = classify::decide(&component, id.as_ref().and_then(|id| id.kind));
    if let Some(id) = id {
        component.identify(id);
    } else if location.says_reverse() {
        component.reverse();
    }
    let identity = node.get("identity").and_then(|identity| identity.filled()).filter(|id| is_task_id(id));
    component.task = component.task.or_else(|| identity.map(str::to_owned));
    Some(component)
}
