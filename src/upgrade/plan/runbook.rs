//! The runbook: for the person who carries the upgrade out, at night and under time pressure. On top the verdict, what it
//! is of, what failed, who signs; then what to enter, the night step by step, and the way back. No sentence is repeated
//! for each task: what holds for all is said once, and tasks stand in tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::batch::Batches;
use super::bodies::REGION_PLACEHOLDER;
use super::page::{Block, Line, Page, item};
use super::rows::{self, Row, Stand};
use super::tasks::{Concern, TaskPlan};
use super::{entries, half, night};
use crate::knowledge::console;
use crate::knowledge::procedure;
use crate::lint::states::{Reason, State};
use crate::lint::unchecked::NotChecked;
use crate::oms::time::{self, Zone};
use crate::text::lang::{comma, semicolon, sentences, tr, translated};
use crate::text::sorting;

/// The runbook.
pub(super) fn write(basis: Basis<'_, '_>, tasks: &[TaskPlan], batches: &Batches) -> Page {
    let settings = basis.settings;
    let title = match settings.from {
        Some(from) => tr!("Runbook: upgrade of OMS from {from} to {to}", from, to = settings.to),
        None => tr!("Runbook: upgrade of OMS to {to}", to = settings.to),
    };
    let mut page = Page { title, blocks: Vec::new() };
    head(basis, tasks, &mut page);
    overview(tasks, &mut page);
    page.heading(2, tr!("Before the upgrade"));
    page.paragraph(Line::of(if procedure::runs_ha(basis.settings.from, basis.settings.to) {
        tr!(
            "What is entered by hand survives the upgrade, so it may be entered days before. Then switch HA off, enter the values, \
             and switch HA on again the same night, in one save with its pull-back (steps below): otherwise nights without \
             failover pile up. Run `omslint plan` with the flags of this one on a fresh export afterwards: what is done is READY then."
        )
    } else {
        tr!(
            "What is entered by hand survives the upgrade, so it may be entered days before. Run `omslint plan` with the flags of \
             this one on a fresh export afterwards: what is done is READY then."
        )
    }));
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
    let verdict = Line::default().bold(&tr!("{clause}.", clause = basis.answer));
    page.paragraph(verdict.text(&tr!(" {tasks}.", tasks = super::summary(tasks))));
    let zone = basis.export.zone();
    let sampled = basis.export.counted().filter_map(|component| component.reported.as_ref()?.sampled);
    let newest = sampled.filter(|sampled| !time::is_ahead(*sampled, settings.now)).max();
    let export = newest.map_or_else(
        || tr!("nothing in it says when it was taken; positions age by the hour").to_owned(),
        |at| tr!("newest answer of the API {time}", time = zone.show(at)),
    );
    let version = |version: Option<crate::knowledge::versions::Version>| {
        version.map_or_else(|| tr!("not given (`--from`)").to_owned(), |version| version.to_string())
    };
    let read = basis.inputs.iter().map(String::as_str).chain(basis.list).map(|path| format!("`{path}`"));
    let rows = [
        (
            tr!("made"),
            tr!("{time} by omslint {version}", time = zone.show(settings.now), version = env!("CARGO_PKG_VERSION")),
        ),
        (tr!("export"), export),
        (tr!("read"), read.collect::<Vec<_>>().join(comma())),
        (tr!("runs now"), version(settings.from)),
        (tr!("target"), settings.to.to_string()),
    ];
    let rows = rows.map(|(what, words)| vec![Line::default().text(what), Line::default().said(&words)]);
    page.blocks.push(Block::Table(vec![tr!("what"), tr!("is")], rows.to_vec()));
    failures(basis, page);
    for finding in basis.stops() {
        let line = Line::default().bold(tr!("Stop: ")).said(&finding.message);
        page.paragraph(line.said(&tr!(" ({code}). {help}", code = finding.code, help = finding.help)));
    }
    let who = [
        tr!("read and understood"),
        tr!("go or no-go"),
        tr!("carries it out"),
        tr!("checks each step"),
        tr!("decides on going back, until"),
    ];
    let blank = || Line::default().text(" ");
    let rows = who.map(|who| vec![Line::default().text(who), blank(), blank(), blank()]).to_vec();
    page.blocks.push(Block::Table(vec![tr!("who signs"), tr!("name"), tr!("time"), tr!("signature")], rows));
    page.paragraph(Line::of(tr!(
        "**T1** (first stop) ____________  **T2** (all servers Online) ____________  **T3** (rollback) ____________"
    )));
    if !basis.not_checked.is_empty() {
        page.paragraph(Line::of(tr!("What this plan does not know:")));
        let line = |item: &NotChecked| Line::default().said(&tr!("{what}: {why}", what = item.what, why = item.why));
        page.blocks.push(Block::List(basis.not_checked.iter().map(line).collect()));
    }
}

/// What could not be read: a server that is missing must never be overlooked.
fn failures(basis: Basis<'_, '_>, page: &mut Page) {
    if basis.failures.is_empty() {
        return;
    }
    page.paragraph(Line::of(tr!(
        "**Stop: these could not be read, so what they say was not checked.** Copy them again, and plan again:"
    )));
    let line = |failure: &crate::text::failure::Failure| {
        Line::default().code(&failure.path).text(&tr!(": {message}", message = failure.message))
    };
    page.blocks.push(Block::List(basis.failures.iter().map(line).collect()));
}

fn overview(tasks: &[TaskPlan], page: &mut Page) {
    page.heading(2, tr!("Tasks"));
    let legend =
        |state: State| tr!("{state}: {meaning}.", state = state.name(), meaning = translated(state.sentence()));
    let words = State::ALL.map(legend);
    page.paragraph(Line::default().text(&sentences(&words.each_ref().map(String::as_str))));
    let row = |task: &TaskPlan| {
        let servers: Vec<_> = task.servers.iter().map(String::as_str).collect();
        let servers = if servers.is_empty() { tr!("none known").to_owned() } else { servers.join(comma()) };
        let reasons = short(task);
        let state = Line::default().text(task.state.name());
        vec![
            Line::default().code(&task.name),
            state,
            Line::default().text(&servers),
            Line::default().said(&reasons.join(semicolon())),
        ]
    };
    let (plain, others): (Vec<&TaskPlan>, Vec<&TaskPlan>) = tasks.iter().partition(|task| task.needs_nothing());
    if !others.is_empty() {
        let rows = others.into_iter().map(row).collect();
        page.blocks.push(Block::Table(vec![tr!("task"), tr!("state"), tr!("servers"), tr!("needs")], rows));
    }
    if !plain.is_empty() {
        let names: Vec<_> = plain.iter().map(|task| format!("`{}`", task.name)).collect();
        let (number, names) = (names.len(), names.join(comma()));
        page.paragraph(Line::default().bold(&tr!("READY, {number}.", number)).said(&tr!(" {names}.", names)));
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
    let rows: Vec<Row<'_>> = tasks.iter().flat_map(rows::of).collect();
    let wanted: Vec<&Row<'_>> = rows.iter().filter(|row| row.stand == Stand::Open).collect();
    if wanted.is_empty() {
        return;
    }
    page.heading(3, tr!("VALUE: only a person knows"));
    let again = basis.command("plan", &format!("-o DIR --values FILE {}", basis.paths()));
    let fill_in = tr!("Fill in `values.toml` of this folder, and plan again, with it as FILE: ");
    page.paragraph(Line::default().said(fill_in).code(&again).said(tr!(
        ". What was VALUE is FIX then, and what else is known of these components stands in the tables beside it. \
         The present position of a component is shown under the details of its task, View Component Monitoring. For Kafka, \
         RocketMQ and DataHub an earlier position means duplicates, a later one means rows that are lost."
    )));
    let named = |row: &Row<'_>| {
        let component = row.shortly();
        let component = if row.has_id { Line::default().code(&component) } else { Line::default().text(&component) };
        vec![Line::default().text("☐ ").code(&row.task.name), component]
    };
    let cells = |row: &&Row<'_>| {
        let proposal = row.value.as_deref().map_or_else(Line::default, |value| Line::default().code(value));
        [named(row), vec![Line::default().code(row.key), proposal, Line::default().said(row.why)]].concat()
    };
    let head = vec![tr!("task"), tr!("component"), tr!("key"), tr!("proposal, not decided"), tr!("why")];
    page.blocks.push(Block::Table(head, wanted.iter().map(cells).collect()));
    let waiting: Vec<&Row<'_>> = rows.iter().filter(|row| row.stand == Stand::Waits).collect();
    if waiting.is_empty() {
        return;
    }
    page.paragraph(Line::of(tr!(
        "What else is known of these components. **Enter nothing of it yet**: it is entered together with what is open above, in \
         one update, for the update restarts the component."
    )));
    let cells = |row: &&Row<'_>| {
        let component = Line::default().code(&row.shortly());
        let is_named = row.component.contains(&row.task.name);
        let component = match is_named {
            true => component,
            false => component.said(&tr!(" of `{task}`", task = row.task.name)),
        };
        [vec![component], entries::value_cells(row)].concat()
    };
    let head = vec![tr!("component"), tr!("key"), tr!("value"), tr!("because"), tr!("sure")];
    page.blocks.push(Block::Table(head, waiting.iter().map(cells).collect()));
    let is_elsewhere = |stand: Stand| rows.iter().any(|row| row.stand == stand && !row.is_in_source);
    if is_elsewhere(Stand::Waits) && !is_elsewhere(Stand::Due) {
        page.paragraph(entries::elsewhere());
    }
}

/// CONFIRM, BLOCKED and UNKNOWN, rule by rule: what the rule says to do once, and the tasks below it.
fn concerns(tasks: &[TaskPlan], page: &mut Page) {
    let titles = [
        (State::Blocked, tr!("BLOCKED: settle first")),
        (State::Unknown, tr!("UNKNOWN: not checked")),
        (State::Confirm, tr!("CONFIRM: look at these warnings")),
    ];
    for (state, title) in titles {
        let here: Vec<&TaskPlan> = tasks.iter().filter(|task| task.state == state).collect();
        let also: Vec<_> = tasks.iter().flat_map(|task| &task.concerns).filter(|one| one.state == state).collect();
        if here.is_empty() && also.is_empty() {
            continue;
        }
        page.heading(3, title);
        if state == State::Unknown {
            page.paragraph(Line::of(tr!(
                "Nothing is known of these. Copy or export them again, and plan again, before anything is upgraded."
            )));
        }
        let mut by_rule: BTreeMap<(&str, &str), Vec<(&TaskPlan, &Concern)>> = BTreeMap::new();
        for task in tasks {
            for one in task.concerns.iter().filter(|one| one.state == state) {
                by_rule.entry((one.code, one.rule)).or_default().push((task, one));
            }
        }
        for ((code, rule), found) in by_rule {
            let helps: BTreeSet<&str> = sorting::set(found.iter().map(|(_, one)| one.help.as_str()));
            let is_one = helps.len() == 1;
            let how = helps.first().copied().filter(|_| is_one).unwrap_or(tr!("What to do stands with each."));
            let rule = tr!("{clause}.", clause = format!("{code} {rule}"));
            page.paragraph(Line::default().bold(&rule).said(&tr!(" {how}", how)));
            let row = |(task, one): (&TaskPlan, &Concern)| {
                let all = || tr!("{words}. {help}", words = one.words, help = one.help);
                let words = if is_one { one.words.clone() } else { all() };
                let name = Line::default().text("☐ ").code(&task.name);
                vec![name, Line::default().said(&words), Line::default().code(&one.place)]
            };
            let rows = found.into_iter().map(row).collect();
            page.blocks.push(Block::Table(vec![tr!("task"), tr!("what is the matter"), tr!("where")], rows));
        }
        let others = here.into_iter().filter(|task| !task.concerns.iter().any(|one| one.state == state));
        let rows: Vec<_> = others
            .map(|task| {
                vec![Line::default().text("☐ ").code(&task.name), Line::default().said(&Reason::joined(&task.reasons))]
            })
            .collect();
        if !rows.is_empty() {
            page.blocks.push(Block::Table(vec![tr!("task"), tr!("why")], rows));
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
    page.heading(3, tr!("Worth knowing"));
    let line = |(note, names): (&str, BTreeSet<&str>)| {
        let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
        Line::default().said(&tr!("{names}: {note}", names = names.join(comma()), note))
    };
    // In the order of their tasks: that of the sentences would be another one in each language.
    let mut notes: Vec<_> = by_note.into_iter().collect();
    sorting::sort_by(&mut notes, |(_, a), (_, b)| a.cmp(b));
    page.blocks.push(Block::List(notes.into_iter().map(line).collect()));
}

fn clones(tasks: &[TaskPlan], zone: Zone, page: &mut Page) {
    let tasks: Vec<&TaskPlan> = tasks.iter().filter(|task| task.state == State::Clone).collect();
    if tasks.is_empty() {
        return;
    }
    page.heading(2, tr!("CLONE: after the upgrade, a new task with a start timestamp"));
    page.paragraph(Line::of(tr!(
        "A clone made before the upgrade would be a task of the old version again. **Until the old task is deleted, both write to the same target**: \
         rows of tables without a primary or unique key are written twice until then, and in Kafka, RocketMQ and DataHub all \
         are duplicates. The source must keep its own log from the start timestamp on: that is the other bound, and no export tells it."
    )));
    for task in &tasks {
        let reasons = Reason::joined(&task.reasons);
        let mut lines = vec![Line::default().text("☐ ").code(&task.name).said(&tr!(": {message}", message = reasons))];
        lines.extend(task.clones.iter().map(|clone| Line::default().said(&clone.sentence(zone))));
        page.blocks.push(Block::List(lines));
    }
    let steps = [
        (
            tr!("For each: see in the source that its log reaches back to the start timestamp."),
            tr!("nothing was changed"),
        ),
        (tr!("Pause the old task."), tr!("resume it")),
        (
            tr!(
                "Clone it with the start timestamp above and **full synchronization unticked**: ticked, the timestamp cannot be set and everything is loaded again. Run the clone."
            ),
            tr!("stop and delete the clone, resume the old task"),
        ),
        (tr!("See that the clone runs and its position moves; then delete the old task."), ""),
    ];
    page.blocks.push(Block::Steps(steps.map(|(what, back)| item(what, "", back)).to_vec()));
}

fn folder(basis: Basis<'_, '_>, tasks: &[TaskPlan], page: &mut Page) {
    page.heading(2, tr!("What else is in this folder"));
    page.paragraph(Line::of(match basis.made.is_empty() {
        true => tr!("Nothing was fixed, so no file here holds a secret: everything may be attached."),
        false => tr!(
            "**Only `fixed/` and `fix.patch` hold secrets: attach them to no ticket and no mail.** Everything else may be attached."
        ),
    }));
    let mut lines: Vec<_> = basis.others.iter().map(|name| Line::default().said(name)).collect();
    lines.extend(half::sentence(tasks).map(|half| Line::default().said(&tr!("{clause}.", clause = half))));
    lines.push(Line::of(tr!(
        "`tasks.csv`: the same as a table for a spreadsheet; a `tasks.csv` or `runbook.md` that you changed stays, and what is new is written beside it"
    )));
    lines.push(Line::of(tr!(
        "`runbook.html`: this page for print and for tickets, with blanks for times and signatures"
    )));
    if tasks.iter().any(|task| task.due().any(|step| step.component.is_some())) {
        let unfit = basis.settings.from.filter(|_| !console::has_component_api(basis.settings.from));
        let bodies = tr!(
            "`update-incr-sync/`: bodies for `POST /api/v2?Action=UpdateIncrSync` (the Community Edition 4.1.1 and later), one for each component of which all values are known. All four fields are \
             required; where no API export says the region, `{placeholder}` stands there, and only you know it. Never add \
             `allowDelete`: with it, everything that is not sent is deleted",
            placeholder = REGION_PLACEHOLDER
        );
        lines.push(Line::of(&match unfit {
            Some(from) => tr!(
                "{bodies}. **{from}, which runs now, has no such call: before the upgrade they are of no use**",
                bodies,
                from
            ),
            None => bodies,
        }));
    }
    lines.push(Line::of(tr!(
        "`cm.sh`: the calls of the Cluster Manager for the same components, a dry run unless told otherwise; its first lines say what it needs"
    )));
    page.blocks.push(Block::List(lines));
}
