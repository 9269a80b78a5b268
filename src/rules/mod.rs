//! The list of rules, in order of their codes.

mod duplicate_key;
mod incomplete_export;
mod masked_secret;
mod missing_checkpoint;
mod missing_db_type;
mod superseded_component;

use crate::rule::Rule;

/// Every rule.
pub const ALL: &[&dyn Rule] = &[
    &missing_db_type::MissingDbType,
    &missing_checkpoint::MissingCheckpoint,
    &superseded_component::SupersededComponent,
    &incomplete_export::IncompleteExport,
    &duplicate_key::DuplicateKey,
    &masked_secret::MaskedSecret,
];
