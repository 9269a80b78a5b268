//! What comes in, as bytes and names, without a disk: what a file may be by its name, what is left out, what archives hold,
//! and which document the bytes of a file are.

pub mod archive;
pub mod decode;
pub mod exclusions;
pub(crate) mod gzip;
pub mod listing;
pub(crate) mod magic;
pub mod marks;
pub mod names;
pub(crate) mod path;
pub(crate) mod read;
pub(crate) mod sniff;
