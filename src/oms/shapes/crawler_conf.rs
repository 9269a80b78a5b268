//! `crawler.conf`: the configuration of a Store, in INI sections of which the unused ones are empty.

use crate::oms::component::Component;
use crate::oms::kind::ComponentKind;
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape, Unread};
use crate::oms::store;
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct CrawlerConf;

impl Shape for CrawlerConf {
    fn name(&self) -> &'static str {
        tr_noop!("Store configuration (crawler.conf)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        // Nearly every file is of another shape, so one cheap look comes before the thirteen searches.
        let first = |key: &'a str| key.split('.').next().unwrap_or(key);
        let may_be = root.has_merge() || root.entries().any(|entry| store::SECTIONS.contains(&first(entry.key())));
        let bare = || location.bare(root, "crawler.conf").map(|bare| vec![Piece::Unread(bare)]);
        if !root.is_mapping() || !may_be {
            return bare();
        }
        let is_named = location.file_name.eq_ignore_ascii_case("crawler.conf");
        let enough = if is_named { 1 } else { 3 };
        let found = |name: &&&'static str| Section::find(location.document, root, name).is_some();
        if store::SECTIONS.iter().filter(found).take(enough).count() < enough {
            return bare();
        }
        let id = location.id();
        let is_placed = id.is_some() || location.is_below_roots();
        // OMS leaves the sections empty that it does not use, and never all of them.
        let is_filled = |name: &&str| Section::find(location.document, root, name).is_some_and(|one| one.is_filled());
        if !store::SECTIONS.iter().any(is_filled) {
            return (is_named && is_placed).then(|| vec![Piece::Unread(Unread::nothing())]);
        }
        if is_named && !is_placed && is_foreign(location, root) {
            return None;
        }
        let mut component = Component::new(ComponentKind::Store, location.document);
        if let Some(id) = id {
            component.subtopic = id.subtopic().map(Box::from);
            component.identify(id);
        } else if location.says_reverse() {
            component.reverse();
        }
        component.set_config(Section::whole(location.document, root));
        Some(vec![Piece::Component(Box::new(component))])
    }
}

/// Whether all that a crawler.conf has are one or two sections such as other crawlers have.
fn is_foreign(location: Location<'_>, root: Ref<'_>) -> bool {
    let known = store::SECTIONS.iter().filter_map(|name| Some((*name, Section::find(location.document, root, name)?)));
    let known: Vec<_> = known.collect();
    let is_common = |(name, section): &(&str, Section<'_>)| {
        store::COMMON_SECTIONS.contains(name) && !section.has_any(&["subTopic", "subtopic"])
    };
    known.len() < 3 && known.iter().all(is_common)
}
