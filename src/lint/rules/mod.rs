//! The list of rules, in order of their codes.

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

use crate::lint::rule::Rule;

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
    &incomplete_export::IncompleteExport,
    &unread_component::UnreadComponent,
    &differing_copies::DifferingCopies,
    &double_writing::DoubleWriting,
    &unsupported_upgrade_path::UnsupportedUpgradePath,
    &oblogproxy_task::OblogproxyTask,
    &shareplex_serializer::SharePlexSerializer,
    &datahub_task::DataHubTask,
    &ha_connector_switch::HaConnectorSwitch,
    &ha_refetch_window::HaRefetchWindow,
    &ha_store_limit::HaStoreLimit,
    &cascade_region::CascadeRegion,
    &ha_switches_on::HaSwitchesOn,
    &duplicate_key::DuplicateKey,
    &schema_violation::SchemaViolation,
    &masked_secret::MaskedSecret,
    &plaintext_secret::PlaintextSecret,
    &kafka_one_partition::KafkaOnePartition,
    &rectify_now::RectifyNow,
];
