//! Code Quality of GitLab: a list of issues, each with a fingerprint that stays from one export to the next, so that a
//! merge request shows what came and what went.

use std::io;

use serde_json::{Value, json};

use super::screen::{not_checked, say};
use crate::lint::finding::{Finding, Severity};
use crate::lint::identity;
use crate::report::report::{Failure, Look, Renderer, Report, Tongue};
use crate::text::lang::{semicolon, tr};

/// The format `gitlab`.
#[derive(Debug)]
pub(super) struct Gitlab;

impl Renderer for Gitlab {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn about(&self) -> &'static str {
        tr!("Code Quality of GitLab")
    }

    fn tongue(&self) -> Tongue {
        Tongue::Flag
    }

    fn is_own(&self, text: &str) -> bool {
        text.trim() == "[]" || (text.starts_with('[') && text.contains("\"engine_name\": \"omslint\""))
    }

    fn beside(&self, report: &Report<'_>) -> Option<String> {
        let unchecked = report.run.not_checked.iter().map(|item| say(report, &not_checked(item)));
        let unchecked: Vec<String> = unchecked.collect();
        (!unchecked.is_empty()).then(|| tr!("Not checked in this run: {items}", items = unchecked.join(semicolon())))
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let prints = identity::fingerprints(&report.findings);
        let findings = report.findings.iter().zip(prints).map(|(finding, print)| issue(report, finding, &print));
        let failures = report.failures.iter().map(|failure| failed(report, failure));
        let issues: Vec<Value> = findings.chain(failures).collect();
        serde_json::to_writer_pretty(&mut *out, &issues)?;
        out.write_all(b"\n")
    }
}

fn issue(report: &Report<'_>, finding: &Finding<'_>, print: &str) -> Value {
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    // GitLab has no place for a finding about the whole run but the root.
    let (path, begin, end) = match report.documents.get(finding.place.document) {
        Some(document) => {
            let line = |offset| document.position(offset).line;
            (
                report.run.place.from_root(&document.path),
                line(finding.place.span.start()),
                line(finding.place.span.end()),
            )
        }
        None => (".".into(), 1, 1),
    };
    let help: Vec<String> = finding.help.lines().map(|line| say(report, line)).collect();
    json!({
        "type": "issue",
        "engine_name": "omslint",
        "check_name": finding.code,
        "description": say(report, &finding.message),
        "content": { "body": help.join("\n") },
        "categories": ["Compatibility"],
        "fingerprint": print,
        "severity": severity,
        "location": { "path": path, "lines": { "begin": begin, "end": end } },
    })
}

fn failed(report: &Report<'_>, failure: &Failure) -> Value {
    let line = failure.position.map_or(1, |position| position.line);
    json!({
        "type": "issue",
        "engine_name": "omslint",
        "check_name": "unreadable-input",
        "description": tr!("could not be checked: {message}", message = say(report, &failure.message)),
        "categories": ["Compatibility"],
        "fingerprint": identity::digest(&["unreadable-input", &failure.path]),
        "severity": "blocker",
        "location": { "path": report.run.place.from_root(&failure.path), "lines": { "begin": line, "end": line } },
    })
}
