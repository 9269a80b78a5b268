//! The JSON Schemas that are embedded in the binary: for editors, for `omslint schema`, and for the rule that checks values
//! against them.

use crate::text::lang::{tr_noop, translated};

/// A JSON Schema (draft 2020-12).
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Its name, and that of its file without `.schema.json`.
    pub name: &'static str,
    /// The schema.
    pub text: &'static str,
}

/// Incr-Sync.
pub const INCR_SYNC: Schema = Schema { name: "incr-sync", text: include_str!("../../schemas/incr-sync.schema.json") };
/// Full-Import.
pub const FULL_IMPORT: Schema =
    Schema { name: "full-import", text: include_str!("../../schemas/full-import.schema.json") };
/// Store.
pub const STORE: Schema = Schema { name: "store", text: include_str!("../../schemas/store.schema.json") };
/// Full-Verification, and Full-Import of 3.2.x.
pub const FULL_VERIFICATION: Schema =
    Schema { name: "full-verification", text: include_str!("../../schemas/full-verification.schema.json") };
/// The system parameter `ha.config`.
pub const HA_CONFIG: Schema = Schema { name: "ha.config", text: include_str!("../../schemas/ha.config.schema.json") };

/// Every schema, in order of names.
pub const ALL: &[Schema] = &[
    FULL_IMPORT,
    FULL_VERIFICATION,
    HA_CONFIG,
    INCR_SYNC,
    Schema { name: "manifest.v1", text: include_str!("../../schemas/manifest.v1.schema.json") },
    Schema { name: "omslint.toml", text: include_str!("../../schemas/omslint.toml.schema.json") },
    Schema { name: "report.v1", text: include_str!("../../schemas/report.v1.schema.json") },
    STORE,
    Schema { name: "values.toml", text: include_str!("../../schemas/values.toml.schema.json") },
    Schema { name: "verify.v1", text: include_str!("../../schemas/verify.v1.schema.json") },
];

/// The titles in which there are words.
const _: &[&str] = &[
    tr_noop!("omslint manifest, version 1"),
    tr_noop!("omslint report, version 1"),
    tr_noop!("omslint verify, version 1"),
    tr_noop!("values file of omslint"),
];

impl Schema {
    /// The schema as a value. Null if it is no JSON, which a test forbids.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(self.text).unwrap_or_default()
    }

    /// Its title, in the language of the run.
    #[must_use]
    pub fn title(&self) -> String {
        translated(self.value().get("title").and_then(serde_json::Value::as_str).unwrap_or_default()).to_owned()
    }
}
