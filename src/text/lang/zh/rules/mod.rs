//! The Chinese of rules, a file for each: its explanation, what it finds and what to do.

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

parts![
    cascade_region,
    checkpoint_out_of_reach,
    conflicting_db_type,
    datahub_task,
    differing_copies,
    double_writing,
    duplicate_key,
    ha_connector_switch,
    ha_refetch_window,
    ha_store_limit,
    ha_switches_on,
    incomplete_export,
    kafka_one_partition,
    malformed_checkpoint,
    masked_secret,
    misplaced_key,
    missing_checkpoint,
    missing_db_type,
    misspelled_key,
    oblogproxy_task,
    plaintext_secret,
    rectify_now,
    schema_violation,
    shareplex_serializer,
    superseded_component,
    unknown_db_type,
    unread_component,
    unsupported_upgrade_path,
];
