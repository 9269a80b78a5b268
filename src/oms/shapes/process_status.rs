//! `oms.connector.checkpoint` beside a component's `conf`: the status that its process wrote. Evidence, never fixed.

use crate::oms::shape::{Location, PROCESS_STATUS, Piece, Shape, Unread};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct ProcessStatus;

impl Shape for ProcessStatus {
    fn name(&self) -> &'static str {
        tr_noop!("status of a process (evidence)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        if location.file_name != PROCESS_STATUS {
            return None;
        }
        let status = root.structure();
        // Where a process has none yet, it writes an empty one, also as a text.
        let is_status = status.is_mapping() || status.is_blank();
        Some(vec![if is_status { Piece::Status(status) } else { Piece::Unread(Unread::nothing()) }])
    }
}
