//! The Chinese of rules, a file for each: its explanation, what it finds and what to do.

use crate::text::lang::zh::Table;

mod cascade_region;
mod checkpoint_out_of_reach;
mod conflicting_db_type;
mod datahub_task;
mod differing_copies;
mod double_writing;
mod duplicate_key;
mod ha_connector_switch;
mod ha_refetch_window;
mod ha_store_limit;
mod ha_switches_on;
mod incomplete_export;
mod kafka_one_partition;
mod malformed_checkpoint;
mod masked_secret;
mod misplaced_key;
mod missing_checkpoint;
mod missing_db_type;
mod misspelled_key;
mod oblogproxy_task;
mod plaintext_secret;
mod rectify_now;
mod schema_violation;
mod shareplex_serializer;
mod superseded_component;
mod unknown_db_type;
mod unread_component;
mod unsupported_upgrade_path;

/// Of each rule.
pub(super) const TEXTS: &[Table] = &[
    cascade_region::TEXTS,
    checkpoint_out_of_reach::TEXTS,
    conflicting_db_type::TEXTS,
    datahub_task::TEXTS,
    differing_copies::TEXTS,
    double_writing::TEXTS,
    duplicate_key::TEXTS,
    ha_connector_switch::TEXTS,
    ha_refetch_window::TEXTS,
    ha_store_limit::TEXTS,
    ha_switches_on::TEXTS,
    incomplete_export::TEXTS,
    kafka_one_partition::TEXTS,
    malformed_checkpoint::TEXTS,
    masked_secret::TEXTS,
    misplaced_key::TEXTS,
    missing_checkpoint::TEXTS,
    missing_db_type::TEXTS,
    misspelled_key::TEXTS,
    oblogproxy_task::TEXTS,
    plaintext_secret::TEXTS,
    rectify_now::TEXTS,
    schema_violation::TEXTS,
    shareplex_serializer::TEXTS,
    superseded_component::TEXTS,
    unknown_db_type::TEXTS,
    unread_component::TEXTS,
    unsupported_upgrade_path::TEXTS,
];
