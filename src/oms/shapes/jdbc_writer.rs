//! A JDBCWriter of 3.2.x: `[JDBCWriter]` with `src_type`, `timestamp`, `subTopic` and dotted keys of other files.

use crate::oms::component::{Component, Kind, Plugin};
use crate::oms::section::Section;
use crate::oms::shape::{Origin, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct JdbcWriter;

impl Shape for JdbcWriter {
    fn name(&self) -> &'static str {
        "JDBCWriter configuration"
    }

    fn read<'a>(&self, origin: Origin<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let config = Section::find(origin.document, root, "JDBCWriter")?;
        let mut component = Component::new(Kind::IncrSync(Plugin::JdbcWriter), origin.document);
        component.subtopic = config.filled(&["subTopic", "subtopic"]).map(|(_, subtopic)| subtopic.to_owned());
        if let Some(id) = origin.id() {
            component.identify(id);
        } else if origin.says_reverse() {
            component.reverse();
        }
        component.config = Some(config);
        Some(vec![Piece::Component(Box::new(component))])
    }
}
