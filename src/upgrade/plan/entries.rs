//! What is entered: the click path of the console that runs now, once; one table a server, sorted by type; and where
//! several can be done at once.

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::at_once;
use super::batch::Batches;
use super::cm;
use super::page::{Block, Item, Line, Page, item};
use super::rows::{self, Row, Stand};
use super::steps::{Flavour, Step, Trust};
use super::tasks::TaskPlan;
use crate::knowledge::console::{self, Console};
use crate::knowledge::procedure;
use crate::lint::states::State;
use crate::lint::topic::SourceKey;
use crate::text::lang::{comma, count, tr, translated};
use crate::text::shell;
use crate::text::sorting;

pub(super) fn write(basis: Basis<'_, '_>, tasks: &[TaskPlan], batches: &Batches, page: &mut Page) {
    page.heading(3, tr!("FIX: enter what is known"));
    let rows: Vec<Row<'_>> = tasks.iter().flat_map(rows::of).collect();
    let waits = rows.iter().any(|row| row.stand == Stand::Waits);
    let rows: Vec<Row<'_>> = rows.into_iter().filter(|row| row.stand == Stand::Due).collect();
    if rows.is_empty() {
        page.paragraph(Line::of(match waits {
            true => tr!("Nothing to enter yet: what is known waits for what only a person knows, below."),
            false => tr!("Nothing to enter."),
        }));
        return;
    }
    // A guess is confirmed first, whatever else of its task a person looks at: nothing of it is entered yet.
    let is_known = |row: &&Row<'_>| row.trust != Trust::Guessed;
    let known: BTreeSet<&str> = sorting::set(rows.iter().filter(is_known).map(|row| row.task.name.as_str()));
    let is_open = |row: &Row<'_>| row.task.state == State::Confirm && !known.contains(row.task.name.as_str());
    if rows.iter().all(is_open) {
        page.paragraph(Line::of(tr!(
            "Nothing to enter yet: what stands below is guessed. Confirm it, and plan again with `--unsafe-fixes`."
        )));
    } else {
        click_path(basis, (tasks, &rows), page);
    }
    let canaries = canaries(tasks, &rows, page);
    let mut servers: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in &rows {
        servers.entry(row.server).or_default().push(row);
    }
    for (server, mut rows) in servers {
        // Those of one type stand together, for Batch O&M; other values may be words, which each language sorts in its own way.
        let order = |row: &&Row<'_>| {
            let name = row.value.clone().filter(|_| row.key == "dbType");
            (row.key != "dbType", name, row.shortly(), row.key.to_owned())
        };
        sorting::sort_by_key(&mut rows, order);
        let values = count(rows.len(), "value");
        let title = match server {
            "" => tr!("Server not known: {values}", values),
            server => tr!("Server `{server}`: {values}", server, values),
        };
        page.heading(4, title);
        let cells = rows.iter().map(|row| cells(row, &canaries)).collect();
        let head = vec![tr!("component"), tr!("key"), tr!("value"), tr!("because"), tr!("sure")];
        page.blocks.push(Block::Table(head, cells));
    }
    at_once::write(basis, tasks, batches, page);
}

/// Whether a row gives a component another position.
fn moves(row: &Row<'_>) -> bool {
    row.is_in_source && row.key.split('.').next() == Some(SourceKey::Checkpoint.name())
}

/// The tasks that are entered first, one for each kind of change. Only one that gets a checkpoint can show what becomes of it.
fn canaries<'t>(tasks: &'t [TaskPlan], rows: &[Row<'_>], page: &mut Page) -> Vec<&'t str> {
    let has = |task: &TaskPlan, key: fn(&Row<'_>) -> bool| {
        rows.iter().any(|row| row.task.is_id == task.is_id && row.task.name == task.name && key(row))
    };
    let fixed = || tasks.iter().filter(|task| task.state == State::Fix);
    let first = fixed().find(|task| task.due().next().is_some()).or_else(|| fixed().find(|task| has(task, |_| true)));
    let Some(first) = first else { return Vec::new() };
    let second = std::iter::once(first).chain(fixed()).find(|task| has(task, moves));
    let line = Line::default().bold(tr!("Canary first: ")).code(&first.name);
    let line = line
        .text(tr!(". Enter it, see that the task runs and its position moves, and wait a while before the others."));
    let shown = tr!(
        " Whether a Connector takes up a new checkpoint is documented nowhere: see at the canary where it goes on from."
    );
    let (line, names) = match second {
        None => (line, vec![first.name.as_str()]),
        Some(second) if second.name == first.name => (line.text(shown), vec![first.name.as_str()]),
        Some(second) => {
            let line = line.text(tr!(" Then, as the first that gets a checkpoint, ")).code(&second.name);
            (line.text(tr!(", in the same way.")).text(shown), vec![first.name.as_str(), second.name.as_str()])
        }
    };
    page.paragraph(line);
    names
}

fn cells(row: &Row<'_>, canaries: &[&str]) -> Vec<Line> {
    let mut component = Line::default().text("☐ ").code(&row.shortly());
    if !row.component.contains(&row.task.name) {
        component = component.said(&tr!(" of `{task}`", task = row.task.name));
    }
    if canaries.contains(&row.task.name.as_str()) {
        component = component.text(tr!(" (canary)"));
    }
    [vec![component], value_cells(row)].concat()
}

/// The cells behind the component: key, value, what it rests on, and how sure that is.
pub(super) fn value_cells(row: &Row<'_>) -> Vec<Line> {
    let value = Line::default().code(row.value.as_deref().unwrap_or_default());
    let value = match row.old.as_deref() {
        None => value,
        Some("") => value.text(tr!(", stands there empty")),
        Some(old) => value.text(tr!(", was ")).code(old),
    };
    let sure = match row.trust {
        Trust::Guessed => Line::of(tr!("**guessed**: confirm first")),
        Trust::Doubted => Line::of(tr!("**yours, and the export says otherwise**: look again first")),
        Trust::Safe => Line::of(tr!("safe")),
    };
    vec![Line::default().code(row.key), value, Line::default().said(&row.because), sure]
}

/// The way through the console: what is done once a night apart from what is done for every row.
fn click_path(basis: Basis<'_, '_>, (tasks, rows): (&[TaskPlan], &[Row<'_>]), page: &mut Page) {
    let from = basis.settings.from;
    let known = console::of(from);
    let has_ha = procedure::runs_ha(from, basis.settings.to);
    let mut once: Vec<Item> = Vec::new();
    if has_ha {
        once.push(item(
            tr!(
                "HA off before anything restarts: write down `ha.config`, then System Parameters > `ha.config`: `enable` = `false`."
            ),
            "",
            tr!("set `enable` back"),
        ));
    }
    if known.is_none() {
        let mut which = item(tr!("Which console is it? No `--from` was given."), "", "");
        which.notes = [console::OLD, console::NEW].iter().map(tab).collect();
        once.push(which);
    }
    if !once.is_empty() {
        page.paragraph(Line::of(tr!("**Once, before the first row:**")));
        page.blocks.push(Block::Steps(once));
    }
    page.paragraph(Line::of(tr!(
        "**For every row of the tables below**, in the console of the version that runs **now**. The rows of one component are \
         entered together, in one update:"
    )));
    page.blocks.push(Block::Steps(for_every_row(basis, known, rows)));
    if has_ha {
        page.paragraph(Line::of(tr!("**Once, when all rows of the night are entered:**")));
        page.blocks.push(Block::Steps(vec![item(
            tr!(
                "HA on again, in one save with its pull-back, as under HA on below. If the upgrade follows at once, HA stays off."
            ),
            "",
            "`enable` = `false`",
        )]));
    }
    let managers = cm::managers(tasks);
    if let Some(step) = tasks.iter().flat_map(TaskPlan::due).find(|step| step.has_call(managers.len() > 1)) {
        other_ways(step, tasks, &managers, page);
    }
}

/// What is done for every component.
fn for_every_row(basis: Basis<'_, '_>, known: Option<Console>, rows: &[Row<'_>]) -> Vec<Item> {
    let from = basis.settings.from;
    let mut steps: Vec<Item> = Vec::new();
    let is_stopped = known.is_none_or(|console| !console.takes_running);
    if is_stopped {
        steps.push(item(
            tr!("Stop the component: only a stopped or abnormal one can be updated (before CE 4.1.1 and EE 4.2)."),
            "",
            tr!("start it again"),
        ));
    }
    let place = console::place(from);
    let mut add = item(
        &tr!(
            "{place}. Hover right of `source`, `+`, Key Name, tick. **The value of the new key is NULL until it is edited**: edit \
             icon, value, tick. A save in between stores NULL.",
            place
        ),
        "",
        tr!("in the same place take the key away again, or set it back to what it was; or `./cm.sh --rollback TASK`"),
    );
    if rows.iter().any(|row| row.old.is_some()) {
        add.notes.push(Line::of(tr!(
            "A key that stands there already (its row says what it was, or that it is empty) is not made anew: click its edit icon, \
             replace the whole value, tick."
        )));
    }
    if console::asks_for_speed(from) {
        add.notes.push(Line::of(tr!(
            "A task from before CE 4.2.7 must have a Concurrency Speed chosen in the same window, or the update ends in an internal error (FAQ of 4.2.9)."
        )));
    }
    if rows.iter().any(|row| !row.is_in_source) {
        add.notes.push(elsewhere());
    }
    steps.push(add);
    let confirm = known.map_or(tr!("OK (older consoles: Update)"), |console| translated(console.confirm));
    let mut save = item(
        &tr!(
            "{confirm}. **The update restarts the component.** You need not start it yourself. See that the keys stand there with their values, the component runs, and its position moves.",
            confirm
        ),
        "",
        "",
    );
    if is_stopped {
        save.notes = pull_back(rows);
    }
    steps.push(save);
    steps
}

/// Where a key is that stands in another section.
pub(super) fn elsewhere() -> Line {
    Line::of(tr!(
        "A key that is written with its section (`sink.workerNum`) stands in that section: change it there, not beside `source`."
    ))
}

/// What an old console asks when a component is started by hand, and what is known of the answer.
fn pull_back(rows: &[Row<'_>]) -> Vec<Line> {
    let mut notes = vec![
        tr!(
            "If it stays stopped all the same, start it in the same tab. The console then asks whether to pull back (是否进行回拉)."
        ),
        tr!(
            "Only `dbType` was entered: what to answer is documented nowhere. No position was changed, and the documented call of \
         the Cluster Manager asks for a pull-back only where the checkpoint changed: that speaks for not pulling back. It is \
         our deduction, so settle it with the vendor's support before the night, and see it at the canary."
        ),
    ];
    if rows.iter().any(moves) {
        notes.push(tr!(
            "A `checkpoint` was entered: whether a Connector uses it without pulling back is documented nowhere; the canary shows it. \
             A JDBCWriter goes on where it stopped."
        ));
    }
    notes.into_iter().map(Line::of).collect()
}

fn tab(console: &Console) -> Line {
    let (tab, confirm, source) = (console.tab, translated(console.confirm), translated(console.source));
    Line::of(&if console.takes_running {
        tr!(
            "CE 4.1.1, EE 4.2 and later: tab `{tab}`, running, stopped or abnormal components, then {confirm} ({source})",
            tab,
            confirm,
            source
        )
    } else {
        tr!(
            "before CE 4.1.1 and EE 4.2: tab `{tab}`, only stopped or abnormal components, then {confirm} ({source})",
            tab,
            confirm,
            source
        )
    })
}

/// The calls that do the same.
fn other_ways(step: &Step, tasks: &[TaskPlan], managers: &[BTreeSet<String>], page: &mut Page) {
    let owner = tasks.iter().find(|task| task.due().any(|due| due.component == step.component));
    let name = owner.map(|task| shell::word(&task.name)).unwrap_or_default();
    page.paragraph(
        Line::default()
            .text(tr!("Or by the Cluster Manager, task by task (dry run without --apply): "))
            .code(&format!("./cm.sh --apply {name}"))
            .text(tr!(".")),
    );
    if managers.len() > 1 {
        let names: Vec<_> = managers.iter().filter_map(BTreeSet::first).map(|address| format!("`{address}`")).collect();
        page.paragraph(Line::default().said(&tr!(
            "The components are of {n} Cluster Managers: run it once for each, with its address in `CM_ADDRESS` ({names}); what is of another one is \
             skipped.",
            n = managers.len(),
            names = names.join(comma())
        )));
    }
    let light = tasks.iter().flat_map(TaskPlan::due).filter(|step| step.flavour == Flavour::Light).count();
    if light > 0 {
        page.paragraph(Line::default().text(&tr!(
            "{light} of the components are Light-Connectors of 3.2.x: no call is known that takes a key of theirs away again, so their \
             rollback is by the console.",
            light
        )));
    }
}
