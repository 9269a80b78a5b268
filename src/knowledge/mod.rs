//! What is known of OMS, as data. Each table names its source.

pub(crate) mod certainty;
pub(crate) mod console;
pub mod db_types;
pub(crate) mod ha_config;
pub mod parameters;
pub(crate) mod paths;
pub(crate) mod procedure;
pub mod schemas;
pub mod versions;

/// The date as a literal, for texts that are put together when omslint is built.
macro_rules! date {
    () => {
        "2026-04-01"
    };
}
pub(crate) use date;

/// The day up to which the facts of this folder were researched.
pub(crate) const DATE: &str = date!();

/// Where the pages of the rules stand, once they are published: until then no report holds a link, for a link that leads
/// nowhere is worse than none. The pages themselves are in `docs/rules`, and `omslint explain` shows them.
pub const PAGES: Option<&str> = None;
