//! The JSON report, version 1: frozen, for programs. Its schema is `schemas/report.v1.schema.json`.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::chunks;
use crate::knowledge;
use crate::lint::finding::{Finding, Fix, Label};
use crate::lint::fix_value::FixValue;
use crate::lint::states::{DueValue, TaskState};
use crate::oms::kind::Direction;
use crate::report::report::{Look, Renderer, Report, Tongue};
use crate::text::lang::tr;
use crate::text::redact;
use crate::text::source::Place;

/// The format `json`.
#[derive(Debug)]
pub(super) struct Json;

impl Renderer for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        tr!("The report, version 1, for programs")
    }

    fn tongue(&self) -> Tongue {
        Tongue::English
    }

    fn is_own(&self, text: &str) -> bool {
        text.contains("\"schema\": \"omslint/report/v1\"")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let writer = Writer { report };
        chunks::write(&writer.root(), ("findings", 1), &report.findings, |_, finding| writer.finding(finding), out)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Root<'a> {
    schema: &'static str,
    tool: Tool,
    run: Run<'a>,
    /// None: they are written in between.
    findings: [(); 0],
    failures: Vec<Failure<'a>>,
    tasks: Vec<Task<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
    knowledge: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    from: Option<&'a str>,
    created_with: Option<&'a str>,
    to: &'a str,
    to_assumed: bool,
    ddl: &'a str,
    files: Files,
    components: Components,
    tasks: usize,
    servers: usize,
    not_checked: Vec<NotChecked<'a>>,
}

#[derive(Serialize)]
struct Files {
    scanned: usize,
    recognised: usize,
    unrecognised: usize,
    failed: usize,
    ignored: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    incr_sync: usize,
    full_import: usize,
    store: usize,
    full_verification: usize,
    ha_config: usize,
}

#[derive(Serialize)]
struct NotChecked<'a> {
    what: Cow<'a, str>,
    why: Cow<'a, str>,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    code: &'a str,
    rule: &'a str,
    severity: &'a str,
    certainty: &'a str,
    message: Cow<'a, str>,
    path: Option<&'a str>,
    start: Option<Point>,
    end: Option<Point>,
    pointer: Option<Cow<'a, str>>,
    task: Option<&'a str>,
    component: Option<&'a str>,
    server: Option<&'a str>,
    direction: Option<&'a str>,
    related: Vec<Related<'a>>,
    help: Cow<'a, str>,
    fix: Option<FixOut<'a>>,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    path: Option<&'a str>,
    start: Option<Point>,
    end: Option<Point>,
    message: Cow<'a, str>,
}

#[derive(Serialize)]
struct FixOut<'a> {
    tier: &'a str,
    title: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    proposal: Option<Cow<'a, str>>,
    edits: Vec<EditOut<'a>>,
    evidence: Vec<EvidenceOut<'a>>,
}

#[derive(Serialize)]
struct EditOut<'a> {
    start: usize,
    end: usize,
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct EvidenceOut<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    says: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Failure<'a> {
    path: &'a str,
    message: Cow<'a, str>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct Task<'a> {
    task: Option<&'a str>,
    servers: Vec<&'a str>,
    state: &'static str,
    why: Cow<'a, str>,
    direction: Option<&'static str>,
    id: &'a str,
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    component: Option<&'a str>,
    key: &'a str,
    value: Option<Cow<'a, str>>,
    proposal: Option<Cow<'a, str>>,
    tier: &'static str,
}

#[derive(Serialize)]
struct States {
    ready: usize,
    fix: usize,
    confirm: usize,
    value: usize,
    clone: usize,
    blocked: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct Summary {
    tasks: States,
    error: usize,
    warning: usize,
    info: usize,
    fixable: Fixable,
    ignored: usize,
    baselined: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fixable {
    safe: usize,
    r#unsafe: usize,
    needs_value: usize,
}

struct Writer<'a> {
    report: &'a Report<'a>,
}

impl<'a> Writer<'a> {
    fn root(&self) -> Root<'a> {
        Root {
            schema: "omslint/report/v1",
            tool: Tool { name: "omslint", version: env!("CARGO_PKG_VERSION"), knowledge: knowledge::DATE },
            run: self.run(),
            findings: [],
            failures: self.report.failures.iter().map(|failure| self.failure(failure)).collect(),
            tasks: self.report.states.tasks.iter().map(|row| self.task(row)).collect(),
            summary: self.summary(),
        }
    }

    /// The one door for every text.
    fn text(&self, text: &'a str) -> Cow<'a, str> {
        if self.report.show_secrets { Cow::Borrowed(text) } else { redact::text(text) }
    }

    fn value(&self, value: &FixValue) -> Cow<'a, str> {
        let text = value.to_string();
        Cow::Owned(if self.report.show_secrets { text } else { redact::text(&text).into_owned() })
    }

    fn run(&self) -> Run<'a> {
        let run = &self.report.run;
        Run {
            from: run.from.as_deref(),
            created_with: run.created_with.as_deref(),
            to: &run.to,
            to_assumed: run.to_assumed,
            ddl: run.ddl,
            files: Files {
                scanned: run.files.scanned,
                recognised: run.files.recognised,
                unrecognised: run.files.unrecognised,
                failed: run.files.failed,
                ignored: run.files.ignored,
            },
            components: Components {
                incr_sync: run.components.incr_sync,
                full_import: run.components.full_import,
                store: run.components.store,
                full_verification: run.components.full_verification,
                ha_config: run.components.ha_config,
            },
            tasks: run.tasks,
            servers: run.servers,
            not_checked: run
                .not_checked
                .iter()
                .map(|item| NotChecked { what: self.text(&item.what), why: self.text(&item.why) })
                .collect(),
        }
    }

    /// Path, start and end; all None for the run as a whole.
    fn place(&self, place: Place) -> (Option<&'a str>, Option<Point>, Option<Point>) {
        let Some(document) = self.report.documents.get(place.document) else { return (None, None, None) };
        let point = |offset: usize| {
            let position = document.position(offset);
            Point { line: position.line, column: position.column, offset }
        };
        (Some(&document.path), Some(point(place.span.start())), Some(point(place.span.end())))
    }

    fn finding(&self, finding: &'a Finding<'a>) -> FindingOut<'a> {
        let (path, start, end) = self.place(finding.place);
        let subject = &finding.subject;
        FindingOut {
            code: finding.code,
            rule: finding.rule,
            severity: finding.severity.name(),
            certainty: finding.certainty.name(),
            message: self.text(&finding.message),
            pointer: path.map(|_| self.text(&finding.pointer)),
            path,
            start,
            end,
            task: subject.task.as_deref(),
            component: subject.component.as_deref(),
            server: subject.server.as_deref(),
            direction: subject.direction.map(Direction::name),
            related: finding.related.iter().map(|label| self.related(label)).collect(),
            help: self.text(&finding.help),
            fix: finding.fix.as_ref().map(|fix| self.fix(fix)),
        }
    }

    fn related(&self, label: &'a Label) -> Related<'a> {
        let (path, start, end) = self.place(label.place);
        Related { path, start, end, message: self.text(&label.message) }
    }

    fn fix(&self, fix: &'a Fix<'a>) -> FixOut<'a> {
        let edits = fix.edits.iter().map(|edit| EditOut {
            start: edit.span.start(),
            end: edit.span.end(),
            text: self.text(&edit.text),
        });
        let evidence = fix.evidence.iter().map(|evidence| {
            let document = evidence.place.and_then(|place| self.report.documents.get(place.document));
            let line = evidence.place.zip(document).map(|(place, document)| document.position(place.span.start()).line);
            EvidenceOut {
                path: document.map(|document| &*document.path),
                line,
                says: self.text(&evidence.says),
                value: evidence.value.as_deref().map(|value| self.text(value)),
            }
        });
        FixOut {
            tier: fix.tier.name(),
            title: self.text(&fix.title),
            value: fix.value.as_ref().map(|value| self.value(value)),
            proposal: fix.proposal.as_ref().map(|value| self.value(value)),
            edits: edits.collect(),
            evidence: evidence.collect(),
        }
    }

    fn failure(&self, failure: &'a crate::report::report::Failure) -> Failure<'a> {
        Failure {
            path: &failure.path,
            message: self.text(&failure.message),
            line: failure.position.map(|position| position.line),
            column: failure.position.map(|position| position.column),
        }
    }

    fn task(&self, row: &'a TaskState) -> Task<'a> {
        let value = |due: &'a DueValue| Value {
            component: due.component.as_deref(),
            key: &due.key,
            value: due.value.as_deref().map(|value| self.text(value)),
            proposal: due.proposal.as_deref().map(|value| self.text(value)),
            tier: due.tier.name(),
        };
        let why = row.why();
        Task {
            task: row.task.as_deref(),
            servers: row.servers.iter().map(AsRef::as_ref).collect(),
            state: row.state.name(),
            why: Cow::Owned(if self.report.show_secrets { why } else { redact::text(&why).into_owned() }),
            direction: row.direction.map(Direction::name),
            id: &row.id,
            values: row.values.iter().map(value).collect(),
        }
    }

    fn summary(&self) -> Summary {
        let summary = self.report.summary;
        let [ready, fix, confirm, value, clone, blocked, unknown] = self.report.states.counts();
        Summary {
            tasks: States { ready, fix, confirm, value, clone, blocked, unknown },
            error: summary.error,
            warning: summary.warning,
            info: summary.info,
            fixable: Fixable { safe: summary.safe, r#unsafe: summary.unsafe_, needs_value: summary.needs_value },
            ignored: summary.ignored,
            baselined: summary.baselined,
        }
    }
}
