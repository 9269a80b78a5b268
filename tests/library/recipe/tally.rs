//! The format `tally`: one line with the number of findings, for a status bar.

use std::io;

use crate::report::report::{Look, Renderer, Report};

/// The format `tally`.
#[derive(Debug)]
pub(super) struct Tally;

impl Renderer for Tally {
    fn name(&self) -> &'static str {
        "tally"
    }

    fn about(&self) -> &'static str {
        "One line with the number of findings, for a status bar"
    }

    fn is_own(&self, text: &str) -> bool {
        text.starts_with("omslint found ")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let summary = &report.summary;
        writeln!(out, "omslint found {} errors, {} warnings, {} infos", summary.error, summary.warning, summary.info)
    }
}
