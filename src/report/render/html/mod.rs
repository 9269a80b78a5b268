//! One self-contained page for everybody who decides about an upgrade: the verdict and what it rests on, what could not be
//! read, the tasks and what to enter, every finding folded under its rule, and what was not checked. It loads nothing,
//! needs no script to be read (which only sorts and filters), and prints: tables first, findings of one rule once.

mod findings;
mod key;
mod language;
mod model;
mod source;
mod tables;
mod written;

use std::io;

use minijinja::{AutoEscape, Environment, Value};

use self::findings::Rules;
use self::tables::Tables;
use super::library_writer;
use crate::report::report::{Look, Renderer, Report};
use crate::text::gzip;
use crate::text::lang::tr;

/// The page from top to bottom; what stands for one row or one finding is filled in once for each.
const HEAD: &str = include_str!("head.html");
const TASK: &str = concat!(include_str!("prose.html"), include_str!("task.html"));
const VALUES: &str = include_str!("values.html");
const VALUE: &str = include_str!("value.html");
const MIDDLE: &str = include_str!("middle.html");
const RULE: &str = concat!(include_str!("prose.html"), include_str!("rule.html"));
const FINDING: &str = concat!(include_str!("prose.html"), include_str!("finding.html"));
const FOOT: &str = include_str!("foot.html");
/// Packed by `build.rs`.
const STYLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/page.css.gz"));
const SCRIPT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/page.js.gz"));

/// The format `html`.
#[derive(Debug)]
pub(super) struct Html;

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        tr!("One page for everybody, to be opened in a browser or printed")
    }

    fn is_own(&self, text: &str) -> bool {
        text.starts_with("<!doctype html>") && text.contains("<meta name=\"generator\" content=\"omslint ")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_keep_trailing_newline(true);
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        // The one filter of the page: all that minijinja has would add 150 KB to the binary.
        environment.add_filter("length", |list: Value| list.len().unwrap_or_default());
        environment.add_function("tr", language::tr);
        environment.add_function("markup", language::markup);
        // What a template reads takes many times the memory of its text, so it is made for one row at a time.
        library_writer::by_library(out, |out| {
            let rules = Rules::new(report);
            let tables = Tables::new(report, &rules);
            environment
                .template_from_str(HEAD)?
                .render_captured_to(model::head(report, &tables, &rules, gzip::text(STYLE)), &mut *out)?;
            let row = environment.template_from_str(TASK)?;
            for task in tables.tasks() {
                row.render_captured_to(task, &mut *out)?;
            }
            environment.template_from_str(VALUES)?.render_captured_to(model::middle(report, &tables), &mut *out)?;
            let row = environment.template_from_str(VALUE)?;
            for value in tables.values() {
                row.render_captured_to(value, &mut *out)?;
            }
            environment.template_from_str(MIDDLE)?.render_captured_to(model::middle(report, &tables), &mut *out)?;
            let (head, item) = (environment.template_from_str(RULE)?, environment.template_from_str(FINDING)?);
            for rule in rules.each() {
                head.render_captured_to(rule.head(), &mut *out)?;
                for finding in rule.findings() {
                    item.render_captured_to(finding, &mut *out)?;
                }
            }
            let script = environment.render_str(&gzip::text(SCRIPT), ())?;
            environment.template_from_str(FOOT)?.render_captured_to(model::foot(report, script), out)
        })
    }
}
