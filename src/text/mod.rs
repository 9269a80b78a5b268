//! What a text is: its places, its spelling, the tree that is read from it, edits of it, and what in it is secret.
//! Nothing here knows OMS.

pub mod change;
pub(crate) mod difference;
pub mod document;
pub mod edit;
pub(crate) mod failure;
pub(crate) mod foreign;
pub(crate) mod gzip;
pub(crate) mod hex;
pub mod lang;
pub mod node;
pub(crate) mod parallel;
pub(crate) mod redact;
pub(crate) mod room;
pub(crate) mod shell;
pub(crate) mod sorting;
pub mod source;
pub(crate) mod spelling;
pub mod syntax;
