//! What is known of OMS, as data. Each table names its source.

pub mod db_types;
pub mod versions;

/// The day up to which the facts of this folder were researched.
pub const DATE: &str = "2026-04-01";
