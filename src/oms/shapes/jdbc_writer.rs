//! A JDBCWriter of 3.2.x: `[JDBCWriter]` with `src_type`, `timestamp`, `subTopic` and dotted keys of other files.

use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct JdbcWriter;

impl Shape for JdbcWriter {
    fn name(&self) -> &'static str {
        "JDBCWriter configuration"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let config = Section::find(location.document, root, "JDBCWriter")?;
        let mut component = Component::new(ComponentKind::IncrSync(Plugin::JdbcWriter), location.document);
        component.subtopic = config.filled(&["subTopic", "subtopic"]).map(|(_, subtopic)| subtopic.to_owned());
        if let Some(id) = location.id() {
            component.identify(id);
        } else if location.says_reverse() {
            component.reverse();
        }
        component.config = Some(config);
        Some(vec![Piece::Component(Box::new(component))])
    }
}
