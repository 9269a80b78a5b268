//! The only room that touches the disk: it finds files, reads them, opens archives, replaces files atomically, keeps
//! backups and manifests, and takes a fix back. It knows paths, bytes and edits, and nothing of what they mean.
//!
//! What cannot be read is a [`crate::text::failure::Failure`] and never stops the rest; what cannot be written is a typed error.

pub mod backup;
pub mod digest;
pub mod manifest;
pub mod marks;
pub mod out_dir;
pub mod read;
pub mod revert;
pub mod scan;
pub(crate) mod user_file;
pub mod write;

pub(crate) mod os;
