//! `checker.conf`: a Full-Verification, or a Full-Import of 3.2.x; `task.type` says which.

use std::sync::Arc;

use crate::oms::component::Component;
use crate::oms::id::{is_task_id, task_in_lane};
use crate::oms::kind::ComponentKind;
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct CheckerConf;

/// Keys of which at least one stands in every checker.conf.
const KEYS: &[&str] =
    &["datasource.master.type", "datasource.image.type", "datasource.master.address", "task.checker_jvm_param"];

impl Shape for CheckerConf {
    fn name(&self) -> &'static str {
        tr_noop!("checker configuration (checker.conf)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let is_named = location.file_name.eq_ignore_ascii_case("checker.conf");
        let known = KEYS.iter().any(|key| root.get(key).is_some());
        if !(known || (is_named && root.get("task.type").is_some())) {
            return location.bare(root, "checker.conf").map(|bare| vec![Piece::Unread(bare)]);
        }
        let task_type = root.get("task.type").and_then(|value| value.filled()).unwrap_or("");
        let imports = task_type.eq_ignore_ascii_case("migrate");
        let kind = if imports { ComponentKind::FullImport } else { ComponentKind::FullVerification };
        let mut component = Component::new(kind, location.document);
        if let Some(id) = location.id() {
            component.identify(id);
        } else if location.says_reverse() {
            component.reverse();
        }
        let said = ["task.identity", "task.id", "task.name"].iter().filter_map(|key| root.get(key)?.filled());
        // A name may be a lane, as that of an id is.
        let said = said.filter(|name| is_task_id(name)).map(|name| task_in_lane(name).unwrap_or(name));
        component.task = component.task.or_else(|| said.map(Arc::from).next());
        component.set_config(Section::whole(location.document, root));
        Some(vec![Piece::Component(Box::new(component))])
    }
}
