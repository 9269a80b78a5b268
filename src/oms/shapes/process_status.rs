//! `oms.connector.checkpoint` beside a component's `conf`: the status that its process wrote. Evidence, never fixed.

use crate::oms::shape::{Location, Piece, Shape};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct ProcessStatus;

impl Shape for ProcessStatus {
    fn name(&self) -> &'static str {
        tr_noop!("status of a process (evidence)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        (location.file_name == "oms.connector.checkpoint").then(|| vec![Piece::Status(root)])
    }
}
