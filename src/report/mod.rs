//! The report of one run as one value, and the formats that show it.

pub mod overview;
pub mod render;
#[expect(clippy::module_inception, reason = "the wing is named after the value that it is about")]
pub mod report;
