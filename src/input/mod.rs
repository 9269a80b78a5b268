//! What comes in, as bytes and names: which names are read, what is left out, and what archives hold.

pub mod archive;
pub mod archive_name;
pub mod exclusions;
pub mod failure;
pub mod path;
