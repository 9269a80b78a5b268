//! `crawler.conf`: the configuration of a Store, in INI sections of which the unused ones are empty.

use crate::oms::component::Component;
use crate::oms::kind::ComponentKind;
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::oms::store;
use crate::text::node::Ref;

pub(super) struct CrawlerConf;

impl Shape for CrawlerConf {
    fn name(&self) -> &'static str {
        "Store configuration (crawler.conf)"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        if let Some(bare) = location.bare(root, "crawler.conf") {
            return Some(vec![Piece::Unread(bare)]);
        }
        // Nearly every file is of another shape, so one cheap look comes before the thirteen searches.
        let first = |key: &'a str| key.split('.').next().unwrap_or(key);
        let may_be = root.has_merge() || root.entries().any(|entry| store::SECTIONS.contains(&first(entry.key())));
        if !root.is_mapping() || !may_be {
            return None;
        }
        let is_named = location.file_name.eq_ignore_ascii_case("crawler.conf");
        let enough = if is_named { 1 } else { 3 };
        let known = store::SECTIONS.iter().filter(|name| Section::find(location.document, root, name).is_some());
        if known.take(enough).count() < enough {
            return None;
        }
        let mut component = Component::new(ComponentKind::Store, location.document);
        if let Some(id) = location.id() {
            component.subtopic = id.subtopic().map(str::to_owned);
            component.identify(id);
        } else if location.says_reverse() {
            component.reverse();
        }
        component.config = Some(Section::whole(location.document, root));
        Some(vec![Piece::Component(Box::new(component))])
    }
}
