//! The comparison for programs, version 1. Its schema is `schemas/verify.v1.schema.json`.

use std::io;

use serde_json::{Value, json};

use super::{SideView, View};
use crate::knowledge;
use crate::lint::states::State;
use crate::report::report::Look;
use crate::text::redact;
use crate::upgrade::compare::{ComparedState, FindingFate, ParameterFate, Who};

pub(super) fn write(view: &View<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &root(view))?;
    out.write_all(b"\n")
}

fn text(text: &str) -> Value {
    redact::text(text).into_owned().into()
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}

fn root(view: &View<'_>) -> Value {
    let comparison = view.comparison;
    let tasks: Vec<_> = comparison
        .tasks
        .iter()
        .map(|task| {
            json!({"task": text(&task.task), "state": task.state.name(), "why": text(&task.why),
                          "was": task.was.map(State::name), "is": task.is.map(State::name)})
        })
        .collect();
    let unfit: Vec<_> = comparison
        .unfit
        .iter()
        .map(|one| json!({"id": text(&one.id), "is": one.state.name(), "why": text(&one.why)}))
        .collect();
    let losses: Vec<_> =
        comparison.losses.iter().map(|loss| with_who(json!({"place": text(&loss.place)}), &loss.who)).collect();
    let parameters: Vec<_> = comparison
        .parameters
        .iter()
        .map(|parameter| {
            let fields = json!({
                "fate": parameter.fate.name(),
                "section": parameter.section.map(crate::oms::kind::SectionName::key),
                "key": text(&parameter.key),
                "old": optional(parameter.old.as_deref()),
                "new": optional(parameter.new.as_deref()),
                "oldPlace": optional(parameter.old_place.as_deref()),
                "newPlace": optional(parameter.new_place.as_deref()),
                "reason": optional(parameter.reason.as_deref()),
            });
            with_who(fields, &parameter.who)
        })
        .collect();
    let findings: Vec<_> = comparison
        .findings
        .iter()
        .map(|finding| {
            let fields = json!({
                "change": finding.change.name(),
                "code": finding.code,
                "rule": finding.rule,
                "severity": finding.severity.name(),
                "fails": finding.fails,
                "place": text(&finding.place),
                "message": text(&finding.message),
                "help": text(&finding.help),
            });
            with_who(fields, &finding.who)
        })
        .collect();
    json!({
        "schema": "omslint/verify/v1",
        "tool": {"name": "omslint", "version": env!("CARGO_PKG_VERSION"), "knowledge": knowledge::DATE},
        "old": side(&view.old),
        "new": side(&view.new),
        "done": comparison.is_done() && view.unread.is_empty(),
        "tasks": tasks,
        "unfit": unfit,
        "lost": losses,
        "parameters": parameters,
        "findings": findings,
        "summary": summary(view),
    })
}

fn with_who(mut fields: Value, who: &Who) -> Value {
    if let Value::Object(fields) = &mut fields {
        let mut add = |key: &str, value: Value| fields.insert(key.to_owned(), value);
        add("task", optional(who.task.as_deref()));
        add("kind", optional(who.kind));
        add("direction", optional(who.direction.map(crate::oms::kind::Direction::name)));
        add("oldComponent", optional(who.old.as_deref()));
        add("newComponent", optional(who.new.as_deref()));
        add("server", optional(who.server.as_deref()));
    }
    fields
}

fn side(side: &SideView<'_>) -> Value {
    let run = side.run;
    let failures: Vec<_> = side
        .failures
        .iter()
        .map(|failure| {
            json!({
                "path": text(&failure.path),
                "message": text(&failure.message),
                "line": failure.position.map(|position| position.line),
                "column": failure.position.map(|position| position.column),
            })
        })
        .collect();
    let open: Vec<_> =
        run.not_checked.iter().map(|item| json!({"what": text(&item.what), "why": text(&item.why)})).collect();
    json!({
        "path": text(side.path),
        "files": {"scanned": run.files.scanned, "recognised": run.files.recognised,
                  "unrecognised": run.files.unrecognised, "failed": run.files.failed, "ignored": run.files.ignored},
        "components": {"incrSync": run.components.incr_sync, "fullImport": run.components.full_import,
                       "store": run.components.store, "fullVerification": run.components.full_verification,
                       "haConfig": run.components.ha_config},
        "tasks": run.tasks,
        "servers": run.servers,
        "failures": failures,
        "notChecked": open,
    })
}

fn summary(view: &View<'_>) -> Value {
    let comparison = view.comparison;
    let mut tasks = serde_json::Map::new();
    for state in ComparedState::ALL {
        tasks.insert(state.name().to_owned(), comparison.tasks(state).into());
    }
    json!({
        "tasks": tasks,
        "lost": comparison.losses.len(),
        "parameters": {"lost": comparison.parameters(ParameterFate::Lost), "changed": comparison.parameters(ParameterFate::Changed),
                       "added": comparison.parameters(ParameterFate::Added), "aside": comparison.parameters(ParameterFate::Aside)},
        "findings": {"gone": comparison.findings(FindingFate::Gone), "remaining": comparison.findings(FindingFate::Remaining),
                     "new": comparison.findings(FindingFate::New)},
    })
}
