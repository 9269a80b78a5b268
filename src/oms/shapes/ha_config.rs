//! The system parameter `ha.config`: a JSON object, saved by people as a file, or a row in a list of system parameters, which has
//! the name in one field and the object as a text in another.

use crate::knowledge::ha_config;
use crate::oms::refusal::{any_case, has_no_data};
use crate::oms::shape::{HA_CONFIG, Location, Piece, Shape, Unread};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;
use crate::text::spelling::holds;

pub(super) struct HaConfig;

/// Rows stand no deeper than this: in a list, in the data of an answer.
const DEEPEST: usize = 4;

impl Shape for HaConfig {
    fn name(&self) -> &'static str {
        tr_noop!("system parameter ha.config")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let object = root.get(HA_CONFIG).unwrap_or(root).structure();
        // As `jq -s` wraps it.
        let mut items = object.items();
        let object = items.next().filter(|_| items.next().is_none()).map_or(object, |only| only.structure());
        let is_named = holds(location.file_name, HA_CONFIG);
        if (is_named && is_parameter(object)) || keys(object) > 2 {
            return Some(vec![Piece::HaConfig(object)]);
        }
        if is_named && any_case(object, "success").is_some() && has_no_data(object) {
            return Some(vec![Piece::Unread(Unread::nothing())]);
        }
        let mut pieces = Vec::new();
        rows(root, 0, &mut pieces);
        (!pieces.is_empty()).then_some(pieces)
    }
}

fn keys(object: Ref<'_>) -> usize {
    object.entries().filter(|entry| ha_config::is_key(entry.key())).count()
}

/// Whether what is called `ha.config` is that of OMS. Other programs have an `enable`, too.
fn is_parameter(object: Ref<'_>) -> bool {
    let is_own = |key: &str| ha_config::is_key(key) || key.starts_with("enable");
    match keys(object) {
        0 => false,
        1 => object.entries().all(|entry| is_own(entry.key())),
        _ => true,
    }
}

/// The parameter in the rows of a list, and under its name in whatever wraps it.
fn rows<'a>(node: Ref<'a>, depth: usize, pieces: &mut Vec<Piece<'a>>) {
    let node = node.structure();
    let text = node.raw().span.of(node.content().text()).as_bytes();
    if depth > DEEPEST || !node.is_inner() || memchr::memmem::find(text, HA_CONFIG.as_bytes()).is_none() {
        return;
    }
    let is_row = node.entries().any(|entry| entry.value.text().is_some_and(|name| name.trim() == HA_CONFIG));
    for entry in node.entries() {
        if is_row || entry.key() == HA_CONFIG {
            pieces.extend(parameter(entry.value));
        } else {
            rows(entry.value, depth + 1, pieces);
        }
    }
    node.items().for_each(|item| rows(item, depth + 1, pieces));
}

/// The parameter in this value; or that it was cut off there.
fn parameter(value: Ref<'_>) -> Option<Piece<'_>> {
    let object = value.structure();
    if is_parameter(object) {
        return Some(Piece::HaConfig(object));
    }
    let is_cut = value.text().is_some_and(|text| text.trim_start().starts_with('{') && ha_config::is_named_in(text));
    is_cut.then(|| Piece::Unread(Unread::part(value.span(), Some(HA_CONFIG))))
}
