//! A row of a table of components: the id in one column, the four sections as JSON in another.

use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct TableRow;

impl Shape for TableRow {
    fn name(&self) -> &'static str {
        "row of a table"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let id = ComponentId::parse(root.get("component_id")?.filled()?)?;
        let config = root.get("component_config")?.structure();
        let mut component = Component::new(ComponentKind::Unknown, location.document);
        for name in SectionName::ALL {
            if let Some(section) = Section::find(location.document, config, name.key()) {
                component.set_section(name, section);
            }
        }
        component.kind = classify::kind(&component);
        component.identify(id);
        component.source()?;
        Some(vec![Piece::Component(Box::new(component))])
    }
}
