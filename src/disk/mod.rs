//! The only room that touches the disk: it finds files, reads them, opens archives, replaces files atomically, keeps
//! backups and manifests, and takes a fix back. It knows paths, bytes and edits, and nothing of what they mean.
//!
//! What cannot be read is a [`failure::Failure`] and never stops the rest; what cannot be written is a typed error.

pub mod archive;
pub mod archive_name;
pub mod backup;
pub mod digest;
pub mod discover;
pub mod failure;
pub mod filter;
pub mod list;
pub mod manifest;
pub mod out_dir;
pub mod own;
pub mod path;
pub mod personal;
pub mod read;
pub mod revert;
pub mod write;

mod directory;
mod os;
