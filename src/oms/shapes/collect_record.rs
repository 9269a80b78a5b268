//! The record that `contrib/collect.sh` leaves beside its copies: when and where they were taken, and what ran then. It holds
//! no configuration.

use crate::oms::record::{self, Record};
use crate::oms::shape::{COLLECT_RECORD, Location, Piece, Shape, Unread};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct CollectRecord;

impl Shape for CollectRecord {
    fn name(&self) -> &'static str {
        tr_noop!("record of collect.sh (evidence)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        let read = || Record::read(location.document, location.folder, root);
        if record::is_record(root) {
            return Some(vec![Piece::Record(read().map(Box::new))]);
        }
        // Two records one behind the other, or what else is left of one.
        (location.file_name == COLLECT_RECORD).then(|| vec![Piece::Unread(Unread::nothing())])
    }
}
