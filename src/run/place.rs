//! Where a file of a run was read from, as far as a run asks: it may lie on a disk, or have been handed over.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that was read.
pub(crate) trait Place: Clone + Send + Sync {
    /// Its path as shown, with `/`.
    fn shown(&self) -> &Arc<str>;

    /// Whether the user named it.
    fn is_named(&self) -> bool;

    /// Whether it lies beside a named file and is there for evidence only.
    fn is_companion(&self) -> bool;

    /// When it was modified, in Unix seconds, if that can be told.
    fn modified(&self) -> Option<i64>;

    /// What of the input it was found in.
    fn root(&self) -> Cow<'_, Path>;

    /// Where a copy of it goes below an output directory; of an archive this is the directory for its members.
    fn output(&self) -> PathBuf;

    /// Whether its whole name is text.
    fn is_text(&self) -> bool;
}
