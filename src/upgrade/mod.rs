//! The upgrade around the findings: the folder for the night, the comparison of two exports, and the values that only a
//! person can supply.

pub(crate) mod cell;
pub mod compare;
pub(crate) mod plan;
pub(crate) mod template;
