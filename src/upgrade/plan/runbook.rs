//! The runbook: for the person who carries the upgrade out, at night and under time pressure. On top the verdict, what it
//! is of, what failed, who signs; then what to enter, the night step by step, and the way back. No sentence is repeated
//! for each task: what holds for all is said once, and tasks stand in tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::batch::Batch;
use super::bodies::REGION_PLACEHOLDER;
use super::page::{Block, Line, Page, item};
use super::tasks::{Concern, TaskPlan};
use super::{entries, night, tasks};
use crate::knowledge::console;
use crate::lint::states::{Reason, State};
use crate::oms::time::Zone;

/// The runbook.
pub(super) fn write(basis: Basis<'_, '_>, tasks: &[TaskPlan], batches: &[Batch]) -> Page {
    let settings = basis.settings;
    let from = settings.from.map(|from| format!(" from {from}")).unwrap_or_default();
    let mut page = Page { title: format!("Runbook: upgrade of OMS{from} to {}", settings.to), blocks: Vec::new() };
    head(basis, tasks, &mut page);
    overview(tasks, &mut page);
    page.heading(2, "Before the upgrade");
    page.paragraph(Line::of(
        "What is entered by hand survives the upgrade, so it may be entered days before. Then switch HA off, enter the values, \
         and switch HA on again the same night, in one save with its pull-back (steps below): otherwise nights without \
         failover pile up. Run `omslint plan` with the flags of this one on a fresh export afterwards: what is done is READY then.",
    ));
    entries::write(basis, tasks, batches, &mut page);
    values(basis, tasks, &mut page);
    concerns(tasks, &mut page);
    notes(tasks, &mut page);
    night::write(basis, tasks, &mut page);
    clones(tasks, basis.export.zone(), &mut page);
    folder(basis, tasks, &mut page);
    page
}

fn head(basis: Basis<'_, '_>, tasks: &[TaskPlan], page: &mut Page) {
    let settings = basis.settings;
    page.paragraph(Line::default().bold(&format!("{}.", basis.answer)).text(&format!(" {}.", super::summary(tasks))));
    let zone = basis.export.zone();
    let newest = basis.export.counted().filter_map(|component| component.reported.as_ref()?.sampled).max();
    let export = newest.map_or_else(
        || "nothing in it says when it was taken; positions age by the hour".to_owned(),
        |at| format!("newest answer of the API {}", zone.show(at)),
    );
    let version = |version: Option<crate::knowledge::versions::Version>| {
        version.map_or_else(|| "not given (`--from`)".to_owned(), |version| version.to_string())
    };
    let rows = [
        ("made", format!("{} by omslint {}", zone.show(settings.now), env!("CARGO_PKG_VERSION"))),
        ("export", export),
        ("read", basis.inputs.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")),
        ("runs now", version(settings.from)),
        ("target", settings.to.to_string()),
    ];
    let rows = rows.map(|(what, words)| vec![Line::default().text(what), Line::default().said(&words)]);
    page.blocks.push(Block::Table(vec!["what", "is"], rows.to_vec()));
    failures(basis, page);
    for finding in basis.stops() {
        let line = Line::default().bold("Stop: ").said(&finding.message);
        page.paragraph(line.said(&format!(" ({}). {}", finding.code, finding.help)));
    }
    let who =
        ["read and understood", "go or no-go", "carries it out", "checks each step", "decides on going back, until"];
    let blank = || Line::default().text(" ");
    let rows = who.map(|who| vec![Line::default().text(who), blank(), blank(), blank()]).to_vec();
    page.blocks.push(Block::Table(vec!["who signs", "name", "time", "signature"], rows));
    page.paragraph(Line::of(
        "**T1** (first stop) ____________  **T2** (all servers Online) ____________  **T3** (rollback) ____________",
    ));
    if !basis.not_checked.is_empty() {
        page.paragraph(Line::of("What this plan does not know:"));
        let lines = basis.not_checked.iter().map(|item| Line::default().said(&format!("{}: {}", item.what, item.why)));
        page.blocks.push(Block::List(lines.collect()));
    }
}

/// What could not be read: a server that is missing must never be overlooked.
fn failures(basis: Basis<'_, '_>, page: &mut Page) {
    if basis.failures.is_empty() {
        return;
    }
    page.paragraph(Line::of(
        "**Stop: these could not be read, so what they say was not checked.** Copy them again, and plan again:",
    ));
    let line = |failure: &crate::text::failure::Failure| {
        Line::default().code(&failure.path).text(&format!(": {}", failure.message))
    };
    page.blocks.push(Block::List(basis.failures.iter().map(line).collect()));
}

fn overview(tasks: &[TaskPlan], page: &mut Page) {
    page.heading(2, "Tasks");
    let words = State::ALL.map(|state| format!("{}: {}", state.name(), state.sentence())).join(". ");
    page.paragraph(Line::default().text(&format!("{words}.")));
    let row = |task: &TaskPlan| {
        let servers: Vec<_> = task.servers.iter().map(String::as_str).collect();
        let servers = if servers.is_empty() { "none known".to_owned() } else { servers.join(", ") };
        let reasons = short(task);
        let state = Line::default().text(task.state.name());
        vec![
            Line::default().code(&task.name),
            state,
            Line::default().text(&servers),
            Line::default().said(&reasons.join("; ")),
        ]
    };
    let (plain, others): (Vec<&TaskPlan>, Vec<&TaskPlan>) = tasks.iter().partition(|task| task.needs_nothing());
    if !others.is_empty() {
        let rows = others.into_iter().map(row).collect();
        page.blocks.push(Block::Table(vec!["task", "state", "servers", "needs"], rows));
    }
    if !plain.is_empty() {
        let names: Vec<_> = plain.iter().map(|task| format!("`{}`", task.name)).collect();
        page.paragraph(
            Line::default().bold(&format!("READY, {}.", names.len())).said(&format!(" {}.", names.join(", "))),
        );
    }
}

/// The reasons where there is little room. What a person looks at or settles is told in full further down, rule by rule.
fn short(task: &TaskPlan) -> Vec<String> {
    let is_told = matches!(task.state, State::Confirm | State::Blocked);
    let words = |reason: &Reason| if is_told { reason.head() } else { reason.to_string() };
    let mut reasons: Vec<String> = task.reasons.iter().map(words).collect();
    reasons.dedup();
    reasons
}

fn values(basis: Basis<'_, '_>, tasks: &[TaskPlan], page: &mut Page) {
    let wanted: Vec<_> = tasks
        .iter()
        .flat_map(|task| task.wanted.iter().filter(|wanted| !wanted.is_guess).map(move |one| (task, one)))
        .collect();
    if wanted.is_empty() {
        return;
    }
    page.heading(3, "VALUE: only a person knows");
    let again = basis.command("plan", &format!("-o DIR --values FILE {}", basis.paths()));
    page.paragraph(Line::default().said("Fill in `values.toml` of this folder, and plan again, with it as FILE: ").code(&again).said(
        ". What was VALUE is FIX then, and what else is known of these components stands in the tables beside it. \
         The present position of a component is shown under the details of its task, View Component Monitoring. For Kafka, \
         RocketMQ and DataHub an earlier position means duplicates, a later one means rows that are lost.",
    ));
    let row = |(task, wanted): (&TaskPlan, &super::tasks::Wanted)| {
        let proposal = wanted.proposal.as_deref().map_or_else(Line::default, |value| Line::default().code(value));
        let component = wanted.id.as_deref().map_or_else(
            || Line::default().text(&wanted.component),
            |id| Line::default().code(&tasks::short_id(id, wanted.server.as_deref())),
        );
        vec![
            Line::default().text("☐ ").code(&task.name),
            component,
            Line::default().code(&wanted.key),
            proposal,
            Line::default().said(&wanted.why),
        ]
    };
    let rows = wanted.into_iter().map(row).collect();
    page.blocks.push(Block::Table(vec!["task", "component", "key", "proposal, not decided", "why"], rows));
}

/// CONFIRM, BLOCKED and UNKNOWN, rule by rule: what the rule says to do once, and the tasks below it.
fn concerns(tasks: &[TaskPlan], page: &mut Page) {
    let titles = [
        (State::Blocked, "BLOCKED: settle first"),
        (State::Unknown, "UNKNOWN: not checked"),
        (State::Confirm, "CONFIRM: look at these warnings"),
    ];
    for (state, title) in titles {
        let here: Vec<&TaskPlan> = tasks.iter().filter(|task| task.state == state).collect();
        let also: Vec<_> = tasks.iter().flat_map(|task| &task.concerns).filter(|one| one.state == state).collect();
        if here.is_empty() && also.is_empty() {
            continue;
        }
        page.heading(3, title);
        if state == State::Unknown {
            page.paragraph(Line::of(
                "Nothing is known of these. Copy or export them again, and plan again, before anything is upgraded.",
            ));
        }
        let mut by_rule: BTreeMap<(&str, &str), Vec<(&TaskPlan, &Concern)>> = BTreeMap::new();
        for task in tasks {
            for one in task.concerns.iter().filter(|one| one.state == state) {
                by_rule.entry((one.code, one.rule)).or_default().push((task, one));
            }
        }
        for ((code, rule), found) in by_rule {
            let helps: BTreeSet<&str> = found.iter().map(|(_, one)| one.help.as_str()).collect();
            let is_one = helps.len() == 1;
            let how = if is_one { helps.first().copied().unwrap_or_default() } else { "What to do stands with each." };
            page.paragraph(Line::default().bold(&format!("{code} {rule}.")).said(&format!(" {how}")));
            let row = |(task, one): (&TaskPlan, &Concern)| {
                let words = if is_one { one.words.clone() } else { format!("{}. {}", one.words, one.help) };
                let name = Line::default().text("☐ ").code(&task.name);
                vec![name, Line::default().said(&words), Line::default().code(&one.place)]
            };
            let rows = found.into_iter().map(row).collect();
            page.blocks.push(Block::Table(vec!["task", "what is the matter", "where"], rows));
        }
        let others = here.into_iter().filter(|task| !task.concerns.iter().any(|one| one.state == state));
        let rows: Vec<_> = others
            .map(|task| {
                vec![Line::default().text("☐ ").code(&task.name), Line::default().said(&Reason::joined(&task.reasons))]
            })
            .collect();
        if !rows.is_empty() {
            page.blocks.push(Block::Table(vec!["task", "why"], rows));
        }
    }
}

/// What else is to be known, each sentence once with the tasks that it is of.
fn notes(tasks: &[TaskPlan], page: &mut Page) {
    let mut by_note: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for task in tasks {
        for note in &task.notes {
            by_note.entry(note).or_default().insert(&task.name);
        }
    }
    if by_note.is_empty() {
        return;
    }
    page.heading(3, "Worth knowing");
    let line = |(note, names): (&str, BTreeSet<&str>)| {
        let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
        Line::default().said(&format!("{}: {note}", names.join(", ")))
    };
    page.blocks.push(Block::List(by_note.into_iter().map(line).collect()));
}

fn clones(tasks: &[TaskPlan], zone: Zone, page: &mut Page) {
    let tasks: Vec<&TaskPlan> = tasks.iter().filter(|task| task.state == State::Clone).collect();
    if tasks.is_empty() {
        return;
    }
    page.heading(2, "CLONE: after the upgrade, a new task with a start timestamp");
    page.paragraph(Line::of(
        "A clone made before the upgrade would be a task of the old version again. **Until the old task is deleted, both write to the same target**: \
         rows of tables without a primary or unique key are written twice until then, and in Kafka, RocketMQ and DataHub all \
         are duplicates. The source must keep its own log from the start timestamp on: that is the other bound, and no export tells it.",
    ));
    for task in &tasks {
        let mut lines =
            vec![Line::default().text("☐ ").code(&task.name).said(&format!(": {}", Reason::joined(&task.reasons)))];
        lines.extend(task.clones.iter().map(|clone| Line::default().said(&clone.sentence(zone))));
        page.blocks.push(Block::List(lines));
    }
    let steps = [
        ("For each: see in the source that its log reaches back to the start timestamp.", "nothing was changed"),
        ("Pause the old task.", "resume it"),
        (
            "Clone it with the start timestamp above and **full synchronization unticked**: ticked, the timestamp cannot be set and everything is loaded again. Run the clone.",
            "stop and delete the clone, resume the old task",
        ),
        ("See that the clone runs and its position moves; then delete the old task.", ""),
    ];
    page.blocks.push(Block::Steps(steps.map(|(what, back)| item(what, "", back)).to_vec()));
}

fn folder(basis: Basis<'_, '_>, tasks: &[TaskPlan], page: &mut Page) {
    page.heading(2, "What else is in this folder");
    page.paragraph(Line::of(
        "**Only `fixed/` and `fix.patch` hold secrets: attach them to no ticket and no mail.** Everything else may be attached.",
    ));
    let mut lines: Vec<_> = basis.others.iter().map(|name| Line::default().said(name)).collect();
    lines.push(Line::of("`tasks.csv`: the same as a table for a spreadsheet; a `tasks.csv` or `runbook.md` that you changed stays, and what is new is written beside it"));
    lines.push(Line::of("`runbook.html`: this page for print and for tickets, with blanks for times and signatures"));
    if tasks.iter().any(|task| task.due().any(|step| step.component.is_some())) {
        let unfit = basis.settings.from.filter(|_| !console::has_component_api(basis.settings.from));
        let unfit = unfit.map(|from| {
            format!(". **{from}, which runs now, has no such call: before the upgrade they are of no use**")
        });
        let unfit = unfit.unwrap_or_default();
        lines.push(Line::of(&format!(
            "`update-incr-sync/`: bodies for `POST /api/v2?Action=UpdateIncrSync` (the Community Edition 4.1.1 and later), one for each component of which all values are known. All four fields are \
             required; where no API export says the region, `{REGION_PLACEHOLDER}` stands there, and only you know it. Never add \
             `allowDelete`: with it, everything that is not sent is deleted{unfit}"
        )));
    }
    lines.push(Line::of(
        "`cm.sh`: the calls of the Cluster Manager for the same components, a dry run unless told otherwise; its first lines say what it needs",
    ));
    page.blocks.push(Block::List(lines));
}
