//! `runningConf.json`: the merged view that the running process wrote. Evidence, never fixed.

use crate::oms::shape::{Origin, Piece, Shape};
use crate::text::node::Ref;

pub(super) struct RunningConf;

impl Shape for RunningConf {
    fn name(&self) -> &'static str {
        "merged view of a running component (evidence)"
    }

    fn read<'a>(&self, origin: Origin<'a>, root: Ref<'a>) -> Option<Vec<Piece<'a>>> {
        (origin.file_name == "runningConf.json").then(|| vec![Piece::Running(root)])
    }
}
