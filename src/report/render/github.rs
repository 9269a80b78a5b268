//! Annotations of a GitHub workflow: the ten worst findings as workflow commands, then one line with the rest. GitHub
//! shows ten errors and ten warnings a step and drops what follows, so we choose which ten.

use std::cmp::Reverse;
use std::io;

use super::answer::Answer;
use super::screen::{clean, clean_name, found, not_checked, not_shown, say};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::report::report::{Failure, Look, Renderer, Report, Tongue};
use crate::text::lang::{semicolon, tr};
use crate::text::sorting;

/// Annotations of one run.
const SHOWN: usize = 10;

/// The format `github`.
#[derive(Debug)]
pub(super) struct Github;

impl Renderer for Github {
    fn name(&self) -> &'static str {
        "github"
    }

    fn about(&self) -> &'static str {
        tr!("Annotations of a GitHub workflow, and its job summary")
    }

    fn has_job_summary(&self) -> bool {
        true
    }

    fn tongue(&self) -> Tongue {
        Tongue::Flag
    }

    fn is_own(&self, text: &str) -> bool {
        text.lines().any(|line| line.starts_with("omslint: ")) || text.starts_with("::")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        // What could not be read comes first: the verdict does not hold for it.
        let failures = report.failures.iter().map(|failure| failed(report, failure));
        let mut worst: Vec<&Finding<'_>> = report.findings.iter().collect();
        sorting::sort_by_key(&mut worst, |finding| {
            Reverse((finding.severity, finding.certainty == Certainty::Certain))
        });
        let findings = worst.into_iter().map(|finding| annotation(report, finding));
        for line in failures.chain(findings).take(SHOWN) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{}", rest(report))?;
        let unchecked: Vec<String> = report.run.not_checked.iter().map(not_checked).collect();
        if unchecked.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", tr!("Not checked: {items}", items = say(report, &unchecked.join(semicolon()))))
    }
}

/// `::error file=…,line=…::message`.
fn annotation(report: &Report<'_>, finding: &Finding<'_>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(document) = report.documents.get(finding.place.document) {
        let (start, end) = (finding.place.span.start(), finding.place.span.end());
        let (start, end) = (document.position(start), document.position(end));
        properties.push(format!("file={}", property(&report.run.place.from_root(&document.path))));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        properties.push(format!("col={}", start.column));
        if start.line == end.line {
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", finding.code, finding.rule))));
    let mut message = say(report, &finding.message);
    for line in finding.help.lines().filter(|line| !line.trim().is_empty()) {
        message.push('\n');
        message.push_str(&say(report, line));
    }
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

fn failed(report: &Report<'_>, failure: &Failure) -> String {
    let mut properties = vec![format!("file={}", property(&report.run.place.from_root(&failure.path)))];
    if let Some(position) = failure.position {
        properties.push(format!("line={}", position.line));
        properties.push(format!("col={}", position.column));
    }
    properties.push(format!("title={}", property(tr!("could not be checked"))));
    format!("::error {}::{}", properties.join(","), data(&say(report, &failure.message)))
}

/// What the run came to, and how much of it has no annotation. A plain line of the log.
fn rest(report: &Report<'_>) -> String {
    let summary = &report.summary;
    let mut parts = Vec::new();
    parts.push(Answer::of(report).words);
    parts.push(found(report));
    parts.extend(not_shown(summary));
    let all = report.findings.len() + report.failures.len();
    if let Some(more) = all.checked_sub(SHOWN).filter(|more| *more > 0) {
        parts.push(tr!("{more} of them without an annotation, see the job summary or another report", more));
    }
    format!("omslint: {}", parts.join(semicolon()))
}

/// The text of a command: nothing in it ends the command or begins another one.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which commas and colons would end.
fn property(text: &str) -> String {
    data(&clean_name(text)).replace(':', "%3A").replace(',', "%2C")
}
