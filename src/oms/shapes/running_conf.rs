//! `runningConf.json`: the merged view that the running process wrote. Evidence, never fixed.

use crate::oms::shape::{Location, Piece, Shape};
use crate::text::lang::tr_noop;
use crate::text::node::Ref;

pub(super) struct RunningConf;

impl Shape for RunningConf {
    fn name(&self) -> &'static str {
        tr_noop!("merged view of a running component (evidence)")
    }

    fn read<'a>(&self, location: Location<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        (location.file_name == "runningConf.json").then(|| vec![Piece::Running(root)])
    }
}
