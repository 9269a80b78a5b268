//! The record that `contrib/collect.sh` leaves beside its copies: when and where they were taken, and what ran then. It holds
//! no configuration.

use crate::oms::shape::{Location, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct CollectRecord;

impl Shape for CollectRecord {
    fn name(&self) -> &'static str {
        "record of collect.sh (evidence)"
    }

    fn read<'a>(&self, _location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        root.get("schema")?.text()?.starts_with("omslint/collect/").then(Vec::new)
    }
}
