//! What a text is: its places, its spelling, the tree that is read from it, edits of it, and what in it is secret.
//! Nothing here knows OMS.

pub mod change;
pub mod document;
pub mod edit;
pub mod failure;
pub(crate) mod memory;
pub mod node;
pub mod redact;
pub mod source;
pub mod spelling;
pub mod syntax;
