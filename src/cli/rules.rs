//! `omslint rules`: the rules, one line each.

use std::io::{self, Write};

use super::Failed;
use super::args::{RulesArgs, RulesFormat};
use super::terminal::{forgive, plain_look};
use crate::knowledge;
use crate::lint::finding::Severity;
use crate::lint::rules::ALL;
use crate::report::render::listing::{self, Last, Tone};
use crate::report::render::page;
use crate::report::report::Look;
use crate::run::verdict::Verdict;
use crate::text::lang::{tr, translated};

#[derive(Debug, serde::Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    default: bool,
    #[serde(skip)]
    tone: Severity,
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
            tone: meta.severity,
            fix: meta.fix,
            summary: meta.summary,
        })
        .collect();
    let text = match args.format {
        RulesFormat::Json => format!("{}\n", serde_json::to_string_pretty(&rows).map_err(io::Error::from)?),
        RulesFormat::Markdown => page::table(ALL.iter().map(|rule| rule.meta())),
        RulesFormat::Full => table(&rows, plain_look()),
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(Verdict::Clean)
}

/// The rules in numbers, and a row each.
fn table(rows: &[Row], look: Look) -> String {
    let count = |severity: Severity| rows.iter().filter(|row| row.tone == severity).count();
    let (errors, warnings, infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    let fixes = rows.iter().filter(|row| row.fix.is_some()).count();
    let totals = tr!(
        "{all} rules: {errors} of errors, {warnings} of warnings, {infos} of infos; {fixes} offer a fix. Knowledge of {date}.",
        all = rows.len(),
        errors,
        warnings,
        infos,
        fixes,
        date = knowledge::DATE
    );
    let line = |row: &Row| {
        let fix = if row.fix.is_some() { tr!("fix") } else { "" };
        let summary = translated(row.summary);
        let words = if row.default { summary.to_owned() } else { tr!("{summary} (off unless selected)", summary) };
        listing::Row {
            cells: vec![
                (Tone::Strong, row.code.to_owned()),
                (Tone::Plain, row.name.to_owned()),
                (Tone::Of(row.tone), translated(row.severity).to_owned()),
                (Tone::Good, fix.to_owned()),
            ],
            last: Last::Words(words),
            notes: Vec::new(),
        }
    };
    let lines: Vec<listing::Row> = rows.iter().map(line).collect();
    let head = [tr!("code"), tr!("rule"), tr!("severity"), tr!("fix"), tr!("finds")];
    let (totals, table) = (listing::wrapped(look, Tone::Strong, &totals), listing::table(look, &head, &lines));
    format!("{totals}\n{table}\n{}\n", tr!("`omslint explain RULE` tells more."))
}
