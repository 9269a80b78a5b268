//! How what we wrote ourselves is recognised, by bytes and names: a manifest, and temporary files.

use std::io::Read;

use serde::Deserialize;

/// The name of the manifest in a directory of ours.
pub(crate) const MANIFEST_FILE: &str = "manifest.json";

/// What the `schema` of every manifest of ours begins with; the version follows.
pub(crate) const SCHEMA_PREFIX: &str = "omslint/manifest/";

/// The beginning of what a manifest says of itself.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

/// Whether this is a manifest of ours, of whatever version.
pub(crate) fn is_manifest(mut content: impl Read) -> bool {
    let mut text = String::new();
    let head = content.read_to_string(&mut text).ok().and_then(|_| serde_json::from_str::<Head>(&text).ok());
    head.is_some_and(|head| head.schema.starts_with(SCHEMA_PREFIX))
}

/// Whether this is the name of a temporary file of ours, which a killed process may have left behind. It is asked of every
/// file, so as bytes.
#[must_use]
pub fn is_temporary(name: &[u8]) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = name.strip_prefix(b".omslint-").and_then(|rest| str::from_utf8(rest.strip_suffix(b".tmp")?).ok());
    numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(|(pid, number)| digits(pid) && digits(number))
}
