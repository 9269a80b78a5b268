//! `--statistics`: one row a rule instead of the findings, to see at a glance where the work is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::screen::{columns, count, reach, severities, where_failed};
use crate::lint::finding::{Finding, Severity, Tier};
use crate::report::report::{Look, Renderer, Report};
use crate::text::lang::{comma, tr};

/// The table of `--statistics`.
#[derive(Debug)]
pub(crate) struct Statistics;

impl Renderer for Statistics {
    fn name(&self) -> &'static str {
        "statistics"
    }

    fn about(&self) -> &'static str {
        tr!("One row a rule")
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn is_own(&self, _text: &str) -> bool {
        false
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        write_table(&rows(report), out)?;
        for failure in &report.failures {
            writeln!(out, "{}", tr!("could not be checked: {file}", file = where_failed(failure)))?;
        }
        let counts = severities(&report.summary).map(|(_, words)| words).join(comma());
        writeln!(out, "{}", tr!("{counts} in {reach}", counts, reach = reach(&report.run)))?;
        if !report.failures.is_empty() {
            let files = count(report.failures.len(), "file");
            writeln!(out, "{}", tr!("{files} could not be checked", files))?;
        }
        Ok(())
    }
}

/// What is told of one rule at one severity: findings, tasks, and fixes by tier.
#[derive(Default)]
struct Told<'r> {
    findings: usize,
    tasks: BTreeSet<&'r str>,
    tiers: [usize; 3],
}

fn head() -> [&'static str; 8] {
    let (safe, with_care) = (tr!("safe"), tr!("unsafe"));
    [tr!("code"), tr!("rule"), tr!("severity"), tr!("findings"), tr!("tasks"), safe, with_care, tr!("needs value")]
}

fn rows(report: &Report<'_>) -> Vec<[String; 8]> {
    let mut rules: BTreeMap<(&str, &str, std::cmp::Reverse<Severity>), Told<'_>> = BTreeMap::new();
    for finding in &report.findings {
        add(rules.entry((finding.code, finding.rule, std::cmp::Reverse(finding.severity))).or_default(), finding);
    }
    let row = |((code, rule, severity), told): (&(&str, &str, std::cmp::Reverse<Severity>), &Told<'_>)| {
        let [safe, with_care, value] = told.tiers.map(|number| number.to_string());
        let (findings, tasks) = (told.findings.to_string(), told.tasks.len().to_string());
        [(*code).to_owned(), (*rule).to_owned(), severity.0.label().to_owned(), findings, tasks, safe, with_care, value]
    };
    rules.iter().map(row).collect()
}

fn add<'r>(told: &mut Told<'r>, finding: &'r Finding<'_>) {
    told.findings += 1;
    told.tasks.extend(finding.subject.task.as_deref());
    let [safe, with_care, value] = &mut told.tiers;
    match finding.fix.as_ref().map(|fix| fix.tier) {
        Some(Tier::Safe) => *safe += 1,
        Some(Tier::Unsafe) => *with_care += 1,
        Some(Tier::NeedsValue) => *value += 1,
        None => {}
    }
}

/// Words to the left, numbers to the right.
fn write_table(rows: &[[String; 8]], out: &mut dyn io::Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let head = head().map(str::to_owned);
    let mut widths = [0; 8];
    for row in std::iter::once(&head).chain(rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    for row in std::iter::once(&head).chain(rows) {
        let cells = row.iter().zip(widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| {
            let gap = " ".repeat(width.saturating_sub(columns(cell)));
            if at < 3 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}
