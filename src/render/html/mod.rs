//! One self-contained page for everybody who decides about an upgrade: the verdict, the tasks by server and what they
//! need, every finding with its source lines, evidence and fix, and what was not checked. It loads nothing, needs no
//! script to be read, and prints.

mod model;
mod source;

use std::io;

use minijinja::{AutoEscape, Environment, Value};

use crate::report::{Look, Renderer, Report};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The format `html`.
#[derive(Debug)]
pub struct Html;

impl Renderer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn is_own(&self, text: &str) -> bool {
        text.starts_with("<!doctype html>") && text.contains("<meta name=\"generator\" content=\"omslint ")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        // The one filter of the page: all that minijinja has would add 150 KB to the binary.
        environment.add_filter("length", |list: Value| list.len().unwrap_or_default());
        let template = environment.template_from_str(TEMPLATE).map_err(io::Error::other)?;
        let page = model::page(report, STYLE, SCRIPT);
        template.render_captured_to(page, &mut *out).map_err(io::Error::other)?;
        out.write_all(b"\n")
    }
}
