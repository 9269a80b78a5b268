//! One document for a component: `source`, `sink`, `coordinator`, `condition` as objects, or as flat keys
//! (`source.dbType`). Several in one list, or in several YAML documents, are several components.

use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::id::{ComponentId, is_task_id};
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct Sectioned;

impl Shape for Sectioned {
    fn name(&self) -> &'static str {
        "sectioned document"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let root = root.structure();
        let items = root.items();
        let found: Vec<_> = Some(root)
            .filter(Ref::is_mapping)
            .into_iter()
            .chain(items)
            .filter_map(|node| component(location, node))
            .map(|component| Piece::Component(Box::new(component)))
            .collect();
        (!found.is_empty()).then_some(found)
    }
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
