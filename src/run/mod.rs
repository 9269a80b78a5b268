//! One run without a disk: what was read comes in as bytes and names, and what was found, what is to be done and what is said
//! of it go out as values. The command line and the page both run this.

pub(crate) mod asked;
pub(crate) mod folder;
pub(crate) mod loaded;
pub(crate) mod patch;
pub(crate) mod place;
pub(crate) mod session;
pub(crate) mod usage;
pub(crate) mod user_files;
pub(crate) mod verdict;
