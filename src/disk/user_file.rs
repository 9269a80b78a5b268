//! The user's own files: found upwards from a folder, and read.

use std::fs;
use std::path::{Path, PathBuf};

use super::read;
use crate::input::decode::into_text;
use crate::text::failure::Failure;
use crate::text::lang::tr;

/// A larger file is taken for a mistake.
const LIMIT: u64 = 64 << 20;

/// The nearest file called `name` in `folder` or a folder above it.
#[must_use]
pub(crate) fn above(folder: &Path, name: &str) -> Option<PathBuf> {
    let candidates = folder.ancestors().map(|above| above.join(name));
    // A folder of that name is none of ours; a link that leads nowhere, or a FIFO, is told when it is read.
    candidates.into_iter().find(|path| fs::symlink_metadata(path).is_ok() && !path.is_dir())
}

/// The root of the repository that `folder` lies in.
#[must_use]
pub(crate) fn root_of(folder: &Path) -> Option<&Path> {
    // In a worktree or a submodule `.git` is a file.
    folder.ancestors().find(|above| above.join(".git").exists())
}

/// A path without any link.
///
/// # Errors
/// When nothing is there.
pub(crate) fn real(path: &Path) -> std::io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// Reads a file that the user names; it may be a pipe, as a shell makes of `<(…)`.
///
/// # Errors
/// Why it cannot be read as text.
pub(crate) fn named(path: &Path, shown: &str) -> Result<Box<str>, Failure> {
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    if is_file || path.is_dir() {
        return found(path, shown);
    }
    let bytes = fs::read(path).map_err(|error| Failure::io(shown, tr!("cannot read"), &error))?;
    into_text(bytes, shown)
}

/// The bytes of a file that the user names, whatever they are.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Failure> {
    if fs::metadata(path).is_ok_and(|metadata| metadata.len() > LIMIT) {
        return Err(Failure::new(shown, tr!("too large for a file of values")));
    }
    fs::read(path).map_err(|error| Failure::io(shown, tr!("cannot read"), &error))
}

/// Reads a file that was found: a regular one.
///
/// # Errors
/// Why it cannot be read as text.
pub(crate) fn found(path: &Path, shown: &str) -> Result<Box<str>, Failure> {
    read::read_text(path, shown, LIMIT)
}
