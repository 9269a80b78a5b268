//! `omslint schema`: prints an embedded JSON Schema, or lists them.

use std::io::{self, Write};

use super::Failed;
use super::args::SchemaArgs;
use super::terminal::forgive;
use super::usage::Usage;
use super::verdict::Verdict;
use crate::knowledge::schemas::{ALL, Schema};
use crate::text::spelling::nearest;

pub(super) fn run(args: &SchemaArgs) -> Result<Verdict, Failed> {
    let text = match &args.name {
        Some(name) => find(name)?.text.to_owned(),
        None => {
            let lines: String = ALL.iter().map(|schema| format!("{:<19}{}\n", schema.name, schema.title())).collect();
            format!("{lines}\n`omslint schema NAME` prints one.\n")
        }
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Verdict::Clean)
}

fn find(name: &str) -> Result<&'static Schema, Usage> {
    ALL.iter().find(|schema| schema.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let near = nearest(name, ALL.iter().map(|schema| schema.name)).map(|near| format!("; did you mean `{near}`?"));
        let near = near.unwrap_or_else(|| "; `omslint schema` lists them".into());
        Usage::new(format!("there is no schema `{name}`{near}"))
    })
}
