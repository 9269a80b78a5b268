//! How we recognise what we wrote ourselves: output and backup directories by their manifest, and temporary files by
//! their name.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;

/// The name of the manifest in a directory of ours.
pub(crate) const MANIFEST_FILE: &str = "manifest.json";

/// What the `schema` of every manifest of ours begins with; the version follows.
pub(crate) const SCHEMA_PREFIX: &str = "omslint/manifest/";

#[derive(Deserialize)]
struct Head {
    schema: String,
}

/// Whether `directory` holds a manifest of ours, of whatever version. The manifest must be a regular file: through a
/// symbolic link any directory could be made to look like ours.
#[must_use]
pub(crate) fn holds_our_manifest(directory: &Path) -> bool {
    let path = directory.join(MANIFEST_FILE);
    if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let Ok(file) = File::open(&path) else { return false };
    serde_json::from_reader::<_, Head>(BufReader::new(file)).is_ok_and(|head| head.schema.starts_with(SCHEMA_PREFIX))
}

/// The name of the `number`th temporary file of process `pid`.
pub(super) fn temporary_name(pid: u32, number: u64) -> String {
    format!(".omslint-{pid}-{number}.tmp")
}

/// Whether this is the name of a temporary file of ours, which a killed process may have left behind. It is asked of every
/// file, so as bytes.
#[must_use]
pub fn is_temporary(name: &[u8]) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = name.strip_prefix(b".omslint-").and_then(|rest| str::from_utf8(rest.strip_suffix(b".tmp")?).ok());
    numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(|(pid, number)| digits(pid) && digits(number))
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
