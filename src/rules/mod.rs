//! The list of rules, in order of their codes.

mod datahub_task;
mod duplicate_key;
mod ha_connector_switch;
mod ha_refetch_window;
mod ha_store_limit;
mod masked_secret;
mod missing_checkpoint;
mod missing_db_type;
mod oblogproxy_task;
mod shareplex_serializer;
mod superseded_component;
mod unsupported_upgrade_path;

use crate::rule::Rule;

/// Every rule.
pub const ALL: &[&dyn Rule] = &[
    &missing_db_type::MissingDbType,
    &missing_checkpoint::MissingCheckpoint,
    &superseded_component::SupersededComponent,
    &unsupported_upgrade_path::UnsupportedUpgradePath,
    &oblogproxy_task::OblogproxyTask,
    &shareplex_serializer::SharePlexSerializer,
    &datahub_task::DataHubTask,
    &ha_connector_switch::HaConnectorSwitch,
    &ha_refetch_window::HaRefetchWindow,
    &ha_store_limit::HaStoreLimit,
    &duplicate_key::DuplicateKey,
    &masked_secret::MaskedSecret,
];
