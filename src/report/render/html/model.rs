//! What stands around the tables and the findings of the page, as plain values for its templates.

use serde::Serialize;

use super::findings::Rules;
use super::tables::{Server, Share, Tables};
use super::written::Read;
use crate::knowledge;
use crate::lint::finding::Severity;
use crate::report::render::answer::Answer;
use crate::report::render::due;
use crate::report::render::screen::{fixables, found, not_shown, say, where_failed};
use crate::report::report::{Report, Summary};
use crate::text::lang::{comma, tr, translated};

/// So many servers are shown at once; more are folded.
const SERVERS: usize = 12;

/// The page up to the rows of the tasks.
#[derive(Serialize)]
pub(super) struct Head<'t> {
    style: String,
    tone: &'static str,
    headline: String,
    detail: String,
    facts: Vec<(&'static str, String)>,
    counts: Vec<Count>,
    tasks: usize,
    states: Vec<Share>,
    servers: &'t [Server],
    are_few: bool,
    rules: Vec<(&'static str, &'static str)>,
    failures: Vec<(String, String)>,
    not_shown: String,
    version: &'static str,
}

/// What stands between the tables, and between them and the findings.
#[derive(Serialize)]
pub(super) struct Middle {
    tasks: bool,
    /// The tasks that need nothing, which are a list where the page is printed.
    ready: Vec<String>,
    values: bool,
    findings: bool,
    not_checked: Vec<(String, String)>,
    next: Vec<(String, String)>,
}

/// The page behind the findings.
#[derive(Serialize)]
pub(super) struct Foot {
    findings: bool,
    read: Read,
    version: &'static str,
    knowledge: &'static str,
    script: String,
}

#[derive(Serialize)]
struct Count {
    key: &'static str,
    name: &'static str,
    number: usize,
}

pub(super) fn head<'t>(report: &Report<'_>, tables: &'t Tables<'_>, rules: &Rules<'_>, style: String) -> Head<'t> {
    let answer = Answer::of(report);
    let counts = counts(&report.summary);
    Head {
        style,
        tone: answer.severity.name(),
        headline: answer.words,
        detail: tr!("{clause}.", clause = found(report)),
        facts: facts(report),
        counts: counts.into(),
        tasks: report.states.tasks.len(),
        states: tables.states(),
        servers: tables.servers(),
        are_few: tables.servers().len() <= SERVERS,
        rules: rules.names(),
        failures: report.failures.iter().map(|f| (where_failed(f), say(report, &f.message))).collect(),
        not_shown: not_shown(&report.summary).join(comma()),
        version: env!("CARGO_PKG_VERSION"),
    }
}

fn counts(summary: &Summary) -> [Count; 3] {
    let count = |severity: Severity, number, [one, more]: [&'static str; 2]| Count {
        key: severity.name(),
        number,
        name: if number == 1 { one } else { more },
    };
    [
        count(Severity::Error, summary.error, [tr!("error"), tr!("errors")]),
        count(Severity::Warning, summary.warning, [tr!("warning"), tr!("warnings")]),
        count(Severity::Info, summary.info, [tr!("info"), tr!("infos")]),
    ]
}

pub(super) fn middle(report: &Report<'_>, tables: &Tables<'_>) -> Middle {
    let unchecked = report.run.not_checked.iter().map(|item| (say(report, &item.what), say(report, &item.why)));
    Middle {
        tasks: !report.states.tasks.is_empty(),
        ready: tables.ready(),
        values: tables.has_values(),
        findings: !report.findings.is_empty(),
        not_checked: unchecked.collect(),
        next: report.next.iter().map(|step| (say(report, &step.purpose), say(report, &step.command))).collect(),
    }
}

pub(super) fn foot(report: &Report<'_>, script: String) -> Foot {
    Foot {
        findings: !report.findings.is_empty(),
        read: Read::of(report),
        version: env!("CARGO_PKG_VERSION"),
        knowledge: knowledge::DATE,
        script,
    }
}

fn facts(report: &Report<'_>) -> Vec<(&'static str, String)> {
    let run = &report.run;
    let unknown = || tr!("not given").to_owned();
    let (files, to) = (run.files, &run.to);
    let mut facts = Vec::new();
    facts.extend(due::date_of_run(report).map(|date| (tr!("Date of this run"), date)));
    facts.push((tr!("Date of the export"), due::date_of_export(report)));
    facts.extend([
        (tr!("From"), run.from.clone().unwrap_or_else(unknown)),
        (tr!("To"), if run.to_assumed { tr!("{version} (assumed)", version = to) } else { to.clone() }),
        (tr!("Tasks created with"), run.created_with.clone().unwrap_or_else(unknown)),
        ("DDL", translated(run.ddl).to_owned()),
        (tr!("Files"), tr!("{read} read, {oms} of them OMS", read = files.scanned, oms = files.recognised)),
    ]);
    let fixable = fixables(&report.summary);
    if !fixable.is_empty() {
        facts.push((tr!("Fixable"), fixable.join(comma())));
    }
    facts
}
