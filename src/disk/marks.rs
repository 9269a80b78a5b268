//! How we recognise what we wrote ourselves: output and backup directories by their manifest, and temporary files by
//! their name.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

pub use crate::input::marks::is_temporary;
pub(crate) use crate::input::marks::{MANIFEST_FILE, SCHEMA_PREFIX, is_manifest};

/// Whether `directory` holds a manifest of ours, of whatever version. The manifest must be a regular file: through a
/// symbolic link any directory could be made to look like ours.
#[must_use]
pub(crate) fn holds_our_manifest(directory: &Path) -> bool {
    let path = directory.join(MANIFEST_FILE);
    if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let Ok(file) = File::open(&path) else { return false };
    is_manifest(BufReader::new(file))
}

/// The name of the `number`th temporary file of process `pid`.
pub(super) fn temporary_name(pid: u32, number: u64) -> String {
    format!(".omslint-{pid}-{number}.tmp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_names_are_recognised_and_nothing_else() {
        assert!(is_temporary(temporary_name(12, 3).as_bytes()));
        for other in [".omslint-12.tmp", "omslint-1-2.tmp", ".omslint-a-2.tmp", ".omslint-1-.tmp", ".omslint-1-2.json"]
        {
            assert!(!is_temporary(other.as_bytes()), "{other}");
        }
    }
}
