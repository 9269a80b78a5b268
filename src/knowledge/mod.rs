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

/// Where the pages of the rules stand. They are not published yet: the domain is one that is reserved for never being
/// anybody's, so that no link leads to a stranger. The pages themselves are in `docs/rules`.
pub const PAGES: &str = "https://omslint.invalid/docs/rules";
