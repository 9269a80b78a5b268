//! The format for people at a terminal: source lines with what is wrong underlined, evidence in its own files, what
//! to do, and a summary with the next command.

use std::io;

use super::screen::{self, badge, paint, say};
use crate::report::{Look, Renderer, Report};

/// The format `full`.
#[derive(Debug)]
pub struct Full;

impl Renderer for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        for finding in &report.findings {
            let place = screen::where_is(report, finding.place).unwrap_or_default();
            writeln!(out, "{} {} {}", badge(look, finding), place, say(report, &finding.message))?;
            writeln!(out, "  help: {}", say(report, &finding.help))?;
        }
        for failure in &report.failures {
            let badge = paint(look, screen::BAD, "failure");
            writeln!(out, "{badge} {} {}", screen::where_failed(failure), say(report, &failure.message))?;
        }
        Ok(())
    }
}
