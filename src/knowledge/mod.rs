//! What is known of OMS, as data. Each table names its source.

pub mod db_types;
pub mod parameters;
pub mod paths;
pub mod versions;

/// The day up to which the facts of this folder were researched.
pub const DATE: &str = "2026-04-01";

/// Where the pages of the rules stand, without a slash at the end. Reports link to them.
pub const PAGES: &str = "https://github.com/omslint/omslint/blob/main/docs/rules";
