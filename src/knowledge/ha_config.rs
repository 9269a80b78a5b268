//! The documented keys of the system parameter `ha.config`.

/// What is switched on, and what decides over the Stores that HA adds: to be noted before HA is switched off.
pub(crate) const SETTINGS: &[&str] = &[
    "enable",
    "enableHost",
    "enableStore",
    "enableConnector",
    "enableJdbcWriter",
    "enableJDBCWriter",
    "perceiveStoreClientCheckpoint",
    "subtopicStoreNumberThreshold",
    "refetchStoreIntervalMin",
];

/// How often HA looks, and for how long it keeps what is abnormal.
const INTERVALS: &[&str] = &[
    "checkRequestIntervalSec",
    "checkJdbcWriterIntervalSec",
    "checkHostDownIntervalSec",
    "checkModuleExceptionIntervalSec",
    "clearAbnormalResourceHours",
];

/// Whether `key` is a documented one.
#[must_use]
pub(crate) fn is_key(key: &str) -> bool {
    SETTINGS.contains(&key) || INTERVALS.contains(&key)
}

/// Whether a text that is no object names a documented key, or is too short to name any.
#[must_use]
pub(crate) fn is_named_in(text: &str) -> bool {
    let is_there = |key: &&str| text.contains(&format!("\"{key}\""));
    !text.contains(':') || SETTINGS.iter().chain(INTERVALS).any(is_there)
}
