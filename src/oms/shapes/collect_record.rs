//! The record that `contrib/collect.sh` leaves beside its copies: when and where they were taken, and what ran then. It holds
//! no configuration.

use crate::oms::record::{self, Record};
use crate::oms::shape::{Location, Piece, Shape};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct CollectRecord;

impl Shape for CollectRecord {
    fn name(&self) -> &'static str {
        tr_noop!("record of collect.sh (evidence)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let read = || Record::read(location.document, location.folder, root);
        record::is_record(root).then(|| vec![Piece::Record(read().map(Box::new))])
    }
}
