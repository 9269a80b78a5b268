//! The list of rules, in order of their codes.

mod checkpoint_out_of_reach;
mod conflicting_db_type;
mod duplicate_key;
mod malformed_checkpoint;
mod masked_secret;
mod misplaced_key;
mod missing_checkpoint;
mod missing_db_type;
mod misspelled_key;
mod superseded_component;
mod unknown_db_type;

use crate::rule::Rule;

/// Every rule.
pub const ALL: &[&dyn Rule] = &[
    &missing_db_type::MissingDbType,
    &missing_checkpoint::MissingCheckpoint,
    &conflicting_db_type::ConflictingDbType,
    &unknown_db_type::UnknownDbType,
    &malformed_checkpoint::MalformedCheckpoint,
    &misspelled_key::MisspelledKey,
    &misplaced_key::MisplacedKey,
    &checkpoint_out_of_reach::CheckpointOutOfReach,
    &superseded_component::SupersededComponent,
    &duplicate_key::DuplicateKey,
    &masked_secret::MaskedSecret,
];
