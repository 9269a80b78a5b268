//! The list of output formats.

mod answer;
mod chunks;
pub mod comparison;
mod concise;
pub mod diff;
mod due;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod library_writer;
pub(crate) mod listing;
mod markdown;
pub mod page;
mod sarif;
mod screen;
mod statistics;

use std::io;

use crate::report::report::{Look, Renderer, Report};

/// The one answer of a run, for what goes with its reports: `Not ready: 3 of 12 tasks (2 FIX, 1 VALUE)`.
#[must_use]
pub(crate) fn answer(report: &Report<'_>) -> String {
    answer::Answer::of(report).words
}

/// The answer of a run and the table of its tasks, as `check` shows them.
///
/// # Errors
/// What the stream says.
pub(crate) fn overview(report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    full::write_overview(report, look, out)
}

/// The format without `--format`.
pub(crate) const DEFAULT: full::Full = full::Full;

/// What the summary of a GitHub job is written in.
pub(crate) const JOB_SUMMARY: markdown::Markdown = markdown::Markdown;

/// What `--statistics` shows.
pub(crate) const STATISTICS: statistics::Statistics = statistics::Statistics;

/// Every format; the first is the default.
pub const ALL: &[&dyn Renderer] = &[
    &full::Full,
    &concise::Concise,
    &json::Json,
    &sarif::Sarif,
    &github::Github,
    &gitlab::Gitlab,
    &junit::JunitXml,
    &markdown::Markdown,
    &html::Html,
];
