//! What is known about OMS: data, each row with its source.

/// The day up to which the facts were researched.
pub const DATE: &str = "2026-04-01";
