//! The new texts that fixes come to, and the proof that each does what it says and nothing else.

pub mod apply;
pub mod proof;
pub(crate) mod write;
