//! One self-contained page for everybody who decides about an upgrade: the verdict, the tasks by server and what they
//! need, every finding with its source lines, evidence and fix, and what was not checked. It loads nothing, needs no
//! script to be read, and prints.

mod model;
mod source;

use std::io;

use minijinja::{AutoEscape, Environment, Value};

use self::model::Groups;
use super::library_writer;
use crate::report::report::{Look, Renderer, Report};

/// The page up to the findings, those of one task, and the rest.
const HEAD: &str = include_str!("head.html");
const GROUP: &str = include_str!("group.html");
const FOOT: &str = include_str!("foot.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The format `html`.
#[derive(Debug)]
pub(super) struct Html;

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "One page for everybody, to be opened in a browser or printed"
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
        // What a template reads takes many times the memory of its text, so it is made for one task at a time.
        library_writer::by_library(out, |out| {
            let tasks = (report.tasks)();
            let groups = Groups::new(report, &tasks);
            let head = model::head(report, &tasks, &groups, STYLE);
            drop(tasks);
            environment.template_from_str(HEAD)?.render_captured_to(head, &mut *out)?;
            let template = environment.template_from_str(GROUP)?;
            for group in groups.each() {
                template.render_captured_to(group, &mut *out)?;
            }
            environment.template_from_str(FOOT)?.render_captured_to(model::foot(report, &groups, SCRIPT), out)
        })
    }
}
