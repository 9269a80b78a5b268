//! The JSON Schemas that are embedded in the binary, packed by `build.rs`: for editors, for `omslint schema`, and for the rule that
//! checks values against them.

use crate::text::gzip;
use crate::text::lang::{tr_noop, translated};

/// A JSON Schema (draft 2020-12).
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Its name, and that of its file without `.schema.json`.
    pub name: &'static str,
    /// Its text, packed.
    packed: &'static [u8],
}

/// The schema of this name.
macro_rules! schema {
    ($name:literal) => {
        Schema { name: $name, packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".schema.json.gz")) }
    };
}

/// Incr-Sync.
pub const INCR_SYNC: Schema = schema!("incr-sync");
/// Full-Import.
pub const FULL_IMPORT: Schema = schema!("full-import");
/// Store.
pub const STORE: Schema = schema!("store");
/// Full-Verification, and Full-Import of 3.2.x.
pub const FULL_VERIFICATION: Schema = schema!("full-verification");
/// The system parameter `ha.config`.
pub const HA_CONFIG: Schema = schema!("ha.config");

/// Every schema, in order of names.
pub const ALL: &[Schema] = &[
    FULL_IMPORT,
    FULL_VERIFICATION,
    HA_CONFIG,
    INCR_SYNC,
    schema!("manifest.v1"),
    schema!("omslint.toml"),
    schema!("report.v1"),
    STORE,
    schema!("values.toml"),
    schema!("verify.v1"),
];

/// The titles in which there are words.
const _: &[&str] = &[
    tr_noop!("omslint manifest, version 1"),
    tr_noop!("omslint report, version 1"),
    tr_noop!("omslint verify, version 1"),
    tr_noop!("values file of omslint"),
];

impl Schema {
    /// Its text, as it stands in its file.
    #[must_use]
    pub fn text(&self) -> String {
        gzip::text(self.packed)
    }

    /// The schema as a value. Null if it is no JSON, which a test forbids.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.text()).unwrap_or_default()
    }

    /// Its title, in the language of the run.
    #[must_use]
    pub fn title(&self) -> String {
        translated(self.value().get("title").and_then(serde_json::Value::as_str).unwrap_or_default()).to_owned()
    }
}
