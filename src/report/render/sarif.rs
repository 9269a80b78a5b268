//! SARIF 2.1.0 (OASIS), for code scanning: one run, rules with help, places in characters, fixes as replacements, and
//! fingerprints that survive a re-export. What could not be read or checked stands in the invocation.

use std::cmp::Reverse;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::chunks;
use super::screen::{self, clean_name};
use crate::knowledge;
use crate::lint::finding::{Finding, Fix, Label, Severity};
use crate::lint::identity;
use crate::lint::meta::Meta;
use crate::oms::kind::Direction;
use crate::report::report::{Failure, Look, Renderer, Report, Tongue};
use crate::text::document::Document;
use crate::text::edit::Edit;
use crate::text::lang::tr;
use crate::text::redact;
use crate::text::sorting;
use crate::text::source::Place;
use crate::text::source::Span;

/// Where paths begin: the root of the repository, or the working directory where there is none.
const ROOT: &str = "%SRCROOT%";

/// So many results of one run GitHub takes; of more it takes none.
const LIMIT: usize = 25_000;

/// The format `sarif`.
#[derive(Debug)]
pub(super) struct Sarif;

impl Renderer for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn about(&self) -> &'static str {
        tr!("SARIF 2.1.0, for code scanning")
    }

    fn tongue(&self) -> Tongue {
        Tongue::English
    }

    fn is_own(&self, text: &str) -> bool {
        text.contains("/sarif/v2.1.0/") && text.contains("\"name\": \"omslint\"")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let writer = Writer { report };
        let prints = identity::fingerprints(&report.findings);
        let result = |_, (number, finding): &(usize, &Finding<'_>)| {
            writer.result(finding, prints.get(*number).map_or("", |print| print))
        };
        chunks::write(&writer.log(), ("results", 3), &most(&report.findings), result, out)
    }
}

/// The findings that are written, with their numbers: all, or the worst of more than readers take.
fn most<'r, 'a>(findings: &'r [Finding<'a>]) -> Vec<(usize, &'r Finding<'a>)> {
    let mut most: Vec<(usize, &Finding<'_>)> = findings.iter().enumerate().collect();
    if most.len() > LIMIT {
        sorting::sort_by_key(&mut most, |(_, finding)| Reverse(finding.severity));
        most.truncate(LIMIT);
        sorting::sort_by_key(&mut most, |(number, _)| *number);
    }
    most
}

struct Writer<'a> {
    report: &'a Report<'a>,
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

impl Writer<'_> {
    fn log(&self) -> Value {
        json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": self.driver() },
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "originalUriBaseIds": { ROOT: self.base() },
                "invocations": [self.invocation()],
                "results": [],
                "properties": self.properties(),
            }],
        })
    }

    fn driver(&self) -> Value {
        let driver = json!({
            "name": "omslint",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.report.rules.iter().map(|meta| rule(meta)).collect::<Vec<_>>(),
        });
        knowledge::PAGES.map_or(driver.clone(), |pages| with(driver, "informationUri", pages.into()))
    }

    /// Where the paths of the results begin.
    fn base(&self) -> Value {
        let place = &self.report.run.place;
        let text = "The root of the repository, or the working directory where there is none";
        let base = json!({ "description": { "text": text } });
        if place.root.is_empty() { base } else { with(base, "uri", format!("{}/", address(&place.root)).into()) }
    }

    /// The one door for every text.
    fn text(&self, text: &str) -> String {
        if self.report.show_secrets { text.to_owned() } else { redact::text(text).into_owned() }
    }

    fn result(&self, finding: &Finding<'_>, print: &str) -> Value {
        let report = self.report;
        let mut result = Map::new();
        let mut set = |key: &str, value: Value| result.insert(key.to_owned(), value);
        set("ruleId", finding.code.into());
        if let Some(index) = report.rules.iter().position(|meta| meta.code == finding.code) {
            set("ruleIndex", index.into());
        }
        set("level", level(finding.severity).into());
        set("message", json!({ "text": self.text(&finding.message) }));
        set("locations", self.location(finding.place, &finding.label).into_iter().collect());
        let related: Vec<Value> = finding.related.iter().filter_map(|label| self.related(label)).collect();
        if !related.is_empty() {
            let numbered = related.into_iter().enumerate();
            let numbered = numbered.map(|(number, place)| with(place, "id", (number + 1).into()));
            set("relatedLocations", numbered.collect());
        }
        // GitHub knows a result again by the second name only.
        set("partialFingerprints", json!({ "omslintIdentity/v1": print, "primaryLocationLineHash": print }));
        if let Some(fix) = finding.fix.as_ref().and_then(|fix| self.fix(finding, fix)) {
            set("fixes", json!([fix]));
        }
        set("properties", self.about(finding));
        Value::Object(result)
    }

    /// What SARIF has no word for.
    fn about(&self, finding: &Finding<'_>) -> Value {
        let subject = &finding.subject;
        let fix = finding.fix.as_ref();
        let all = [
            ("certainty", Some(finding.certainty.name().to_owned())),
            ("pointer", Some(self.text(&finding.pointer))),
            ("task", subject.task.as_deref().map(str::to_owned)),
            ("component", subject.component.as_deref().map(str::to_owned)),
            ("server", subject.server.as_deref().map(str::to_owned)),
            ("direction", subject.direction.map(|direction| Direction::name(direction).to_owned())),
            ("help", Some(self.text(&finding.help)).filter(|help| !help.is_empty())),
            ("fixTier", fix.map(|fix| fix.tier.name().to_owned())),
            ("proposal", fix.and_then(|fix| fix.proposal.as_ref()).map(|proposal| self.text(&proposal.to_string()))),
        ];
        let known = all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Value::from(value?))));
        let mut known: Map<String, Value> = known.collect();
        if let Some(fix) = fix {
            known.insert("evidence".into(), fix.evidence.iter().map(|evidence| self.text(&evidence.says)).collect());
        }
        Value::Object(known)
    }

    fn location(&self, place: Place, label: &str) -> Option<Value> {
        let document = self.report.documents.get(place.document)?;
        let mut region = region(document, place.span);
        if !label.is_empty() {
            region = with(region, "message", json!({ "text": self.text(label) }));
        }
        Some(json!({ "physicalLocation": { "artifactLocation": self.artifact(&document.path), "region": region } }))
    }

    fn related(&self, label: &Label) -> Option<Value> {
        let location = self.location(label.place, "")?;
        Some(with(location, "message", json!({ "text": self.text(&label.message) })))
    }

    /// None for a fix without edits, or if an edit holds a secret: applied, it would write the mask.
    fn fix(&self, finding: &Finding<'_>, fix: &Fix<'_>) -> Option<Value> {
        let document = self.report.documents.get(finding.place.document)?;
        let is_masked = |edit: &Edit| !self.report.show_secrets && redact::text(&edit.text) != edit.text;
        if fix.edits.is_empty() || fix.edits.iter().any(is_masked) {
            return None;
        }
        let replacement = |edit: &Edit| json!({ "deletedRegion": region(document, edit.span), "insertedContent": { "text": edit.text } });
        Some(json!({
            "description": { "text": format!("{} ({} fix)", self.text(&fix.title), fix.tier.name()) },
            "artifactChanges": [{
                "artifactLocation": self.artifact(&document.path),
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        }))
    }

    fn invocation(&self) -> Value {
        let report = self.report;
        let unchecked = report.run.not_checked.iter().map(|item| {
            let text = format!("Not checked: {}: {}", item.what, item.why);
            json!({ "level": "note", "message": { "text": self.text(&text) }, "descriptor": { "id": "not-checked" } })
        });
        let failures = report.failures.iter().map(|failure| self.failure(failure));
        let more = report.findings.len().checked_sub(LIMIT).filter(|more| *more > 0).map(|more| {
            let text = format!(
                "{more} of {} findings are not in this file, because readers take {LIMIT}: the worst are here, all are in \
                 the format json",
                report.findings.len()
            );
            json!({ "level": "warning", "message": { "text": text }, "descriptor": { "id": "too-many-results" } })
        });
        json!({
            "executionSuccessful": report.failures.is_empty(),
            "toolExecutionNotifications": failures.chain(more).chain(unchecked).collect::<Vec<_>>(),
        })
    }

    fn failure(&self, failure: &Failure) -> Value {
        let mut place = json!({ "artifactLocation": self.artifact(&failure.path) });
        if let Some(position) = failure.position {
            let region = json!({ "startLine": position.line, "startColumn": position.column });
            place = with(place, "region", region);
        }
        json!({
            "level": "error",
            "message": { "text": format!("{}: {}", clean_name(&failure.path), self.text(&failure.message)) },
            "locations": [{ "physicalLocation": place }],
            "descriptor": { "id": "unreadable-input" },
        })
    }

    fn artifact(&self, path: &str) -> Value {
        let path = self.report.run.place.from_root(path);
        if Path::new(&*path).has_root() {
            return json!({ "uri": address(&path) });
        }
        json!({ "uri": escaped(&path), "uriBaseId": ROOT })
    }

    fn properties(&self) -> Value {
        let report = self.report;
        let summary = &report.summary;
        json!({
            "from": report.run.from,
            "createdWith": report.run.created_with,
            "to": report.run.to,
            "toAssumed": report.run.to_assumed,
            "ddl": report.run.ddl,
            "knowledge": knowledge::DATE,
            "checked": screen::reach(&report.run),
            "error": summary.error,
            "warning": summary.warning,
            "info": summary.info,
            "ignored": summary.ignored,
            "baselined": summary.baselined,
        })
    }
}

/// The address of a whole path, in which Windows has a drive before the first slash.
fn address(path: &str) -> String {
    match path.split_once('/') {
        Some((drive, below)) if drive.len() == 2 && drive.ends_with(':') => {
            format!("file:///{drive}/{}", escaped(below))
        }
        _ => format!("file://{}", escaped(path)),
    }
}

/// An object with one more key.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Value::Object(map) = &mut object {
        map.insert(key.to_owned(), value);
    }
    object
}

fn rule(meta: &Meta) -> Value {
    let parts = || meta.parts().into_iter();
    let plain: Vec<String> = parts().map(|(title, words)| format!("{title}: {words}")).collect();
    let markdown: Vec<String> = parts().map(|(title, words)| format!("**{title}**\n\n{words}")).collect();
    let rule = json!({
        "id": meta.code,
        "name": meta.name,
        "shortDescription": { "text": meta.summary },
        "fullDescription": { "text": meta.what },
        "help": { "text": plain.join("\n\n"), "markdown": markdown.join("\n\n") },
        "defaultConfiguration": { "level": level(meta.severity), "enabled": meta.is_default },
        "properties": { "tags": ["oms", "upgrade"] },
    });
    match meta.url() {
        Some(url) => with(rule, "helpUri", url.into()),
        None => rule,
    }
}

/// Lines and columns from 1, the end one past the last character; and the same in bytes.
fn region(document: &Document, span: Span) -> Value {
    let (start, end) = (document.position(span.start()), document.position(span.end()));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start(),
        "byteLength": span.len(),
    })
}

/// A path as a URI reference. A colon would make a scheme of what stands before it.
fn escaped(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_paths_become_addresses() {
        assert_eq!(address("/srv/a b/x.json"), "file:///srv/a%20b/x.json");
        assert_eq!(address("C:/Users/dba/x.json"), "file:///C:/Users/dba/x.json");
    }
}
