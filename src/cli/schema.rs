//! `omslint schema`: prints an embedded JSON Schema, or lists them.

use std::io::{self, Write};

use super::Failed;
use super::args::SchemaArgs;
use super::terminal::forgive;
use crate::knowledge::schemas::{ALL, Schema};
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{tr, translated};
use crate::text::spelling::nearest;

pub(super) fn run(args: &SchemaArgs) -> Result<Verdict, Failed> {
    let text = match &args.name {
        Some(name) => find(name)?.text(),
        None => {
            let line = |schema: &Schema| format!("{:<19}{}\n", schema.name, translated(&schema.title()));
            let lines: String = ALL.iter().map(line).collect();
            format!("{lines}\n{}\n", tr!("`omslint schema NAME` prints one."))
        }
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Verdict::Clean)
}

fn find(name: &str) -> Result<&'static Schema, Usage> {
    ALL.iter().find(|schema| schema.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        Usage::new(|| match nearest(name, ALL.iter().map(|schema| schema.name)) {
            Some(near) => tr!("there is no schema `{name}`; did you mean `{near}`?", name, near),
            None => tr!("there is no schema `{name}`; `omslint schema` lists them", name),
        })
    })
}
