//! A file that a scan listed, and may have opened while the directory that holds it was open.

use std::fs::File;
use std::sync::Arc;

use super::Found;
use crate::disk::read;
use crate::input::read::Content;
use crate::text::failure::Failure;

/// A file that was just listed as a regular one.
#[derive(Debug)]
pub struct Listed<'a> {
    /// The file.
    pub found: &'a Found,
    /// The same, where it is open.
    pub(super) file: Option<File>,
}

impl Listed<'_> {
    /// Its bytes, if they are not more than `max`.
    ///
    /// # Errors
    /// As [`read::read_bytes`].
    pub fn read(self, max: u64) -> Result<Vec<u8>, Failure> {
        let shown = &self.found.shown;
        match self.file {
            Some(file) => read::read_open(file, shown, max),
            None => read::read_listed(&self.found.real(), shown, max),
        }
    }
}

impl Content for Listed<'_> {
    type Archive = File;

    fn shown(&self) -> &Arc<str> {
        &self.found.shown
    }

    fn is_named(&self) -> bool {
        self.found.named
    }

    fn bytes(self, max: u64) -> Result<Vec<u8>, Failure> {
        self.read(max)
    }

    fn archive(self) -> Result<(File, u64), Failure> {
        read::open_regular(&self.found.real(), &self.found.shown)
    }
}
