//! The answer of the OMS API `DescribeProjectComponents`: whole, its `data`, one of its arrays, or one item.

use crate::oms::classify;
use crate::oms::component::{Component, Reported};
use crate::oms::id::{ComponentId, is_task_id};
use crate::oms::kind::Direction;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct ApiAnswer;

/// The arrays of the answer, what they hold, and which way it goes.
const ARRAYS: [(&str, ComponentKind, Direction); 8] = [
    ("storeList", ComponentKind::Store, Direction::Forward),
    ("reverseStoreList", ComponentKind::Store, Direction::Reverse),
    ("fullVerifyComponents", ComponentKind::FullVerification, Direction::Forward),
    ("reverseFullVerifyComponents", ComponentKind::FullVerification, Direction::Reverse),
    ("fullImportComponents", ComponentKind::FullImport, Direction::Forward),
    ("reverseFullImportComponents", ComponentKind::FullImport, Direction::Reverse),
    ("incrSyncComponents", ComponentKind::IncrSync(Plugin::Other), Direction::Forward),
    ("reverseIncrSyncComponents", ComponentKind::IncrSync(Plugin::Other), Direction::Reverse),
];

impl Shape for ApiAnswer {
    fn name(&self) -> &'static str {
        "answer of DescribeProjectComponents"
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let root = root.structure();
        let data = root.get("data").map_or(root, |data| data.structure());
        let is_one = std::ptr::eq(root.raw(), data.raw());
        for node in [root, data].into_iter().skip(usize::from(is_one)) {
            if node.has_any(&ARRAYS.map(|(name, ..)| name)) {
                return Some(arrays(location, node));
            }
        }
        let one = data.is_mapping().then_some(data);
        let items: Vec<_> = one.into_iter().chain(data.items().map(|item| item.structure())).collect();
        let pieces: Vec<_> = items
            .into_iter()
            .filter(is_item)
            .filter_map(|item| component(location, item, (kind_of(item)?, None), !data.is_mapping()))
            .map(|component| Piece::Component(Box::new(component)))
            .collect();
        (!pieces.is_empty()).then_some(pieces)
    }
}

fn arrays<'a>(location: Location<'a>, data: Ref<'a>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for (name, kind, direction) in ARRAYS {
        let Some(list) = data.get(name) else { continue };
        for item in list.structure().items().map(|item| item.structure()).filter(Ref::is_mapping) {
            let found = component(location, item, (kind, Some(direction)), true);
            pieces.extend(found.map(|component| Piece::Component(Box::new(component))));
        }
    }
    pieces
}

/// Whether a mapping is an item of the answer, standing alone.
fn is_item(item: &Ref<'_>) -> bool {
    let has_config = item.get("config").is_some_and(|config| config.structure().is_mapping());
    has_config && kind_of(*item).is_some()
}

fn kind_of(item: Ref<'_>) -> Option<ComponentKind> {
    let text = |key: &str| item.get(key).and_then(|value| value.filled()).unwrap_or("");
    match text("type").to_ascii_uppercase().as_str() {
        "INCR_TRANS" | "INCR_SYNC" => return Some(ComponentKind::IncrSync(Plugin::Other)),
        "FULL_TRANS" | "FULL_IMPORT" => return Some(ComponentKind::FullImport),
        "FULL_VERIFY" | "FULL_VERIFICATION" => return Some(ComponentKind::FullVerification),
        _ => {}
    }
    let by_id = ComponentId::parse(text("name")).and_then(|id| id.kind);
    let is_store = || !text("subtopic").is_empty() && item.get("beginCheckpoint").is_some();
    by_id.or_else(|| is_store().then_some(ComponentKind::Store))
}

fn component<'a>(
    location: Location<'a>,
    item: Ref<'a>,
    (kind, direction): (ComponentKind, Option<Direction>),
    is_listed: bool,
) -> Option<Component<'a>> {
    let mut component = Component::new(kind, location.document);
    let text = |key: &str| item.get(key).and_then(|value| value.filled());
    if let Some(direction) = direction {
        component.direction = direction;
        component.direction_stated = true;
    }
    if let Some(id) = text("name").and_then(ComponentId::parse) {
        component.identify(id);
    }
    component.server = component.server.or_else(|| text("ip").map(str::to_owned));
    component.task = component.task.or_else(|| text("identity").filter(|id| is_task_id(id)).map(str::to_owned));
    component.subtopic = text("subtopic").map(str::to_owned).filter(|_| component.kind == ComponentKind::Store);
    component.reported = Some(Reported {
        item,
        is_listed,
        checkpoint: item.entry("checkpoint").filter(|entry| entry.value.filled().is_some()),
        sampled: item.get("checkpointSampleTimestamp").and_then(crate::oms::time::seconds),
    });
    if let Some(config) = item.get("config").map(|config| config.structure()).filter(Ref::is_mapping) {
        for name in SectionName::ALL {
            if let Some(section) = Section::find(location.document, config, name.key()) {
                component.set_section(name, section);
            }
        }
        component.config = Some(Section::whole(location.document, config));
    }
    if let ComponentKind::IncrSync(_) = component.kind {
        component.kind = ComponentKind::IncrSync(classify::plugin_of_incr_sync(component.source()));
    }
    Some(component)
}
