//! The list of shapes. The first that takes a document has it.

mod api_answer;
mod checker_conf;
mod collect_record;
mod crawler_conf;
mod ha_config;
mod jdbc_writer;
mod process_status;
mod run_directory;
mod running_conf;
mod sectioned;

use crate::oms::shape::Shape;

/// Every shape, the more telling ones first.
pub const ALL: &[&dyn Shape] = &[
    &run_directory::OfComponent,
    &running_conf::RunningConf,
    &process_status::ProcessStatus,
    &collect_record::CollectRecord,
    &ha_config::HaConfig,
    &api_answer::ApiAnswer,
    &crawler_conf::CrawlerConf,
    &jdbc_writer::JdbcWriter,
    &checker_conf::CheckerConf,
    &sectioned::Sectioned,
    &run_directory::RunDirectory,
];
