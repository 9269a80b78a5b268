//! `omslint rules`: the rules, one line each.

use std::io::{self, Write};

use super::Failed;
use super::args::{RulesArgs, RulesFormat};
use super::terminal::forgive;
use super::verdict::Verdict;
use crate::knowledge;
use crate::lint::rules::ALL;
use crate::report::render::page;

#[derive(Debug, serde::Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    default: bool,
    fix: Option<&'static str>,
    summary: &'static str,
}

pub(super) fn run(args: &RulesArgs) -> Result<Verdict, Failed> {
    let rows: Vec<Row> = ALL
        .iter()
        .map(|rule| rule.meta())
        .map(|meta| Row {
            code: meta.code,
            name: meta.name,
            severity: meta.severity.name(),
            default: meta.is_default,
            fix: meta.fix,
            summary: meta.summary,
        })
        .collect();
    let text = match args.format {
        RulesFormat::Json => format!("{}\n", serde_json::to_string_pretty(&rows).map_err(io::Error::from)?),
        RulesFormat::Markdown => page::table(ALL.iter().map(|rule| rule.meta())),
        RulesFormat::Full => {
            let line = |row: &Row| {
                let fix = if row.fix.is_some() { "fix" } else { "" };
                let off = if row.default { "" } else { " (off unless selected)" };
                format!("{}  {:<24}  {:<7}  {fix:<3}  {}{off}\n", row.code, row.name, row.severity, row.summary)
            };
            let lines: String = rows.iter().map(line).collect();
            format!("{lines}\nKnowledge of {}. `omslint explain RULE` tells more.\n", knowledge::DATE)
        }
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Verdict::Clean)
}
