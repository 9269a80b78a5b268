//! The night: the procedure of the pair of versions, step by step, from the table of what is known.

use std::collections::BTreeMap;

use super::Basis;
use super::old_export;
use super::old_positions::{self, OldPositions};
use super::page::{Block, Item, Line, Page, item};
use super::tasks::TaskPlan;
use crate::knowledge::console;
use crate::knowledge::ha_config;
use crate::knowledge::procedure::{self, Phase, Row, Scope};
use crate::knowledge::versions::Edition;
use crate::lint::evidence::pull_back::{MINUTES, greatest_lag, not_covered};
use crate::lint::topic::Topic;
use crate::oms::ha::{self, HaConfig};
use crate::oms::time;
use crate::text::lang::{count, semicolon, tr, translated};
use crate::text::sorting;

/// What is done node by node, in its order.
const NIGHT: [Phase; 3] = [Phase::Stop, Phase::BackUp, Phase::Start];

/// How many nodes are listed in a step by name.
const NODES: usize = 12;

pub(super) fn write(basis: Basis<'_, '_>, tasks: &[TaskPlan], page: &mut Page) {
    let settings = basis.settings;
    let nodes = nodes(basis, tasks);
    page.heading(3, tr!("Checks before you start"));
    let mut steps = vec![
        item(
            tr!("Every task that the console lists stands under Tasks above. TASKS.txt holds their ids, one a line:"),
            &basis.command("check", &format!("--expect TASKS.txt {}", basis.paths())),
            "",
        ),
        item(tr!("This folder was made from an export of today: positions age by the hour."), "", ""),
    ];
    steps.extend(steps_of(basis, Phase::Prepare, &[]));
    page.blocks.push(Block::Steps(steps));
    if procedure::runs_ha(settings.from, settings.to) {
        ha_config(basis, Phase::HaOff, page);
        page.blocks.push(Block::Steps(steps_of(basis, Phase::HaOff, &[])));
    }

    page.heading(2, tr!("Per node"));
    page.paragraph(Line::of(tr!(
        "Steps without a mark are from the guide of CE 4.2.x; the guides of other versions say the same in outline. Where the \
         guide of your own version differs, follow that one. A step marked **not seen** was not found in the target's \
         guide. Names in capitals are yours to fill in. Where a line says \"your guide's command\", the whole command depends on your \
         site and is in your vendor's guide: write it there before the night."
    )));
    if settings.to.edition == Edition::Community && settings.to.numbers == [4, 2, 11] {
        page.paragraph(Line::of(tr!(
            "**Not seen**: 4.2.11 is reached by a hot upgrade, and what that does otherwise is not known here. Read its guide first."
        )));
    }
    table_of_nodes(basis, &nodes, page);
    let names: Vec<&str> = nodes.iter().map(|(server, _)| server.as_str()).collect();
    for phase in NIGHT {
        phase_of(basis, phase, &names, page);
    }
    page.heading(2, tr!("After the upgrade"));
    if !console::has_ha(settings.from) && console::has_ha(Some(settings.to)) {
        ha_config(basis, Phase::HaOn, page);
        page.blocks.push(Block::Steps(steps_of(basis, Phase::HaOn, &names)));
    } else {
        phase_of(basis, Phase::HaOn, &names, page);
    }
    let mut steps = steps_of(basis, Phase::After, &names);
    steps.push(item(
        tr!("Export again, and compare. 0 only when nothing is left and nothing is lost."),
        &verify_command(basis),
        "",
    ));
    page.heading(3, translated(Phase::After.title()));
    page.blocks.push(Block::Steps(steps));
    page.heading(2, translated(Phase::Rollback.title()));
    page.blocks.push(Block::Steps(steps_of(basis, Phase::Rollback, &names)));
}

/// The nodes in the order in which they are worked on. Where they are too many to stand in each step, they are ticked here.
fn table_of_nodes(basis: Basis<'_, '_>, nodes: &[(String, usize)], page: &mut Page) {
    page.paragraph(Line::of(tr!("The node with the fewest tasks first:")));
    if nodes.len() <= NODES {
        let row = |(number, (server, tasks)): (usize, &(String, usize))| {
            let number = Line::default().text(&(number + 1).to_string());
            vec![number, Line::default().code(server), Line::default().text(&tasks.to_string())]
        };
        let rows = nodes.iter().enumerate().map(row).collect();
        page.blocks.push(Block::Table(vec![tr!("order"), tr!("node"), tr!("tasks")], rows));
        return;
    }
    page.paragraph(Line::of(tr!(
        "From left to right, then the next line. Tick the number of a step beside each node on which it is done:"
    )));
    // The steps come right behind the table.
    let (from, to) = (basis.settings.from, basis.settings.to);
    let of_phase = |phase: Phase| procedure::of(from, to).filter(move |row| row.phase == phase);
    let steps = NIGHT.into_iter().flat_map(of_phase).enumerate();
    let of_node = steps.filter(|(_, row)| row.scope == Scope::Node);
    let ticks: Vec<String> = of_node.map(|(at, _)| format!("☐ {}", page.steps() + at + 1)).collect();
    let node = |(server, tasks): &(String, usize)| {
        let tasks = tr!(" ({count})", count = count(*tasks, "task"));
        [Line::default().code(server).text(&tasks), Line::default().text(&ticks.join("  "))]
    };
    let blank = || Line::default().text(" ");
    let row = |pair: &[(String, usize)]| {
        let mut cells: Vec<Line> = pair.iter().flat_map(node).collect();
        cells.resize_with(4, blank);
        cells
    };
    let head = vec![tr!("node"), tr!("steps"), tr!("node"), tr!("steps")];
    page.blocks.push(Block::Table(head, nodes.chunks(2).map(row).collect()));
}

fn phase_of(basis: Basis<'_, '_>, phase: Phase, nodes: &[&str], page: &mut Page) {
    let steps = steps_of(basis, phase, nodes);
    if !steps.is_empty() {
        page.heading(3, translated(phase.title()));
        page.blocks.push(Block::Steps(steps));
    }
}

fn steps_of(basis: Basis<'_, '_>, phase: Phase, nodes: &[&str]) -> Vec<Item> {
    let (from, to) = (basis.settings.from, basis.settings.to);
    let mut steps: Vec<Item> = Vec::new();
    for row in procedure::of(from, to).filter(|row| row.phase == phase) {
        match steps.last_mut().filter(|_| row.is_joined) {
            Some(step) => join(basis, row, step),
            None => steps.push(step(basis, row, nodes)),
        }
    }
    if phase == Phase::HaOn
        && let Some(step) = steps.last_mut()
        && lacks_guard(basis)
    {
        step.notes.push(Line::of(tr!(
            "In the same save, whatever was written down: `enableConnector` = `true` where it was off while `enableJdbcWriter` was \
             on. JDBCWriter is gone, and HA would look after no component that writes to a target."
        )));
    }
    steps
}

fn step(basis: Basis<'_, '_>, row: &Row, nodes: &[&str]) -> Item {
    let is_plan = row.command.starts_with(procedure::PLAN);
    let old = if is_plan { old_positions::of(basis) } else { OldPositions::default() };
    let command = row.command.replace(procedure::PLAN, &old.without(basis));
    let mut step = item(translated(row.what), &command, translated(row.back));
    step.notes.extend(old.notes());
    step.notes.extend(globs(basis).filter(|_| is_plan));
    step.notes.extend(pull_back(basis, row.phase).filter(|_| row.what.contains(MINUTES)));
    match row.scope {
        Scope::Once => {}
        Scope::Node => step.notes.push(on_nodes(nodes)),
        Scope::Region => step.notes.push(Line::of(tr!("once in every region: ☐ ____________ ☐ ____________"))),
    }
    step.notes.extend(doubt(basis, row));
    if row.is_by_guide {
        step.notes.push(Line::of(tr!("your guide's command: ____________")));
    }
    step
}

/// What a pull-back by minutes must cover in this export beyond what the step says: in full where it is said first.
fn pull_back(basis: Basis<'_, '_>, phase: Phase) -> Option<Line> {
    let (settings, is_first) = (basis.settings, phase == Phase::HaOn);
    let window = settings.downtime.map(|downtime| (downtime, settings.reserve));
    if let Some(need) = window.and_then(|window| not_covered(basis.export, settings.now, window)) {
        let (minutes, sum) = (need.minutes, need.sum());
        return Some(Line::of(&match is_first {
            true => tr!(
                "By minutes: **{minutes} or more**, and as much more as it takes longer than planned (OMS206: {sum}).",
                minutes,
                sum
            ),
            false => tr!("By minutes: **{minutes} or more** here, too, by the sum under HA on.", minutes),
        }));
    }
    // What is less than a minute, the reserve covers.
    let (lag, component) = greatest_lag(basis.export, settings.now).filter(|(lag, _)| lag.seconds >= 60)?;
    let (lag, component) = (time::minutes(lag.seconds), component.describe());
    Some(Line::default().said(&match is_first {
        true => tr!("By minutes: add the greatest lag in this export, {lag} of {component}.", lag, component),
        false => tr!("By minutes: add the greatest lag here, too, {lag}.", lag),
    }))
}

/// What is to be done about globs that name folders of this export.
fn globs(basis: Basis<'_, '_>) -> Option<Line> {
    let names_folder = |flag: &String| {
        let glob = flag.strip_prefix("--include ").or_else(|| flag.strip_prefix("--exclude "));
        glob.is_some_and(|glob| glob.contains('/') && !glob.trim_start_matches('\'').starts_with("**/"))
    };
    basis.flags.iter().any(names_folder).then(|| {
        Line::of(tr!(
            "Where a GLOB of `--include` or `--exclude` names a folder of this export, name that of NEW-EXPORT instead (and that of \
             `old-export`, where `verify` reads it)."
        ))
    })
}

/// What is done together with a step, and taken back together with it.
fn join(basis: Basis<'_, '_>, row: &Row, step: &mut Item) {
    step.notes.push(Line::of(translated(row.what)));
    step.notes.extend(doubt(basis, row));
    let back = [step.back.as_str(), translated(row.back)].into_iter().filter(|back| !back.is_empty());
    step.back = back.collect::<Vec<_>>().join(semicolon());
}

fn doubt(basis: Basis<'_, '_>, row: &Row) -> Option<Line> {
    let doubt = row.doubt(basis.settings.from, basis.settings.to)?;
    Some(Line::default().bold(tr!("Check: ")).text(&doubt))
}

/// Whether HA may be switched on again without the switch of those that write: where a step of its own does not say so, and
/// the export has the switches that way, or does not have them and all of them are set back.
fn lacks_guard(basis: Basis<'_, '_>) -> bool {
    let (from, to) = (basis.settings.from, basis.settings.to);
    // Of a version without HA there is no switch that was off.
    if !console::has_ha(from) || !procedure::lacks_writers(to) || procedure::switches_writers(from, to) {
        return false;
    }
    let is_alone = |config: HaConfig<'_>| {
        let is = |keys: &[&str], on: bool| config.flag(keys).is_some_and(|(_, flag)| flag == on);
        is(&["enableConnector"], false) && is(&["enableJdbcWriter", "enableJDBCWriter"], true)
    };
    let mut configs = ha::configs(basis.export).peekable();
    match configs.peek() {
        None => to.edition == Edition::Community,
        Some(_) => configs.any(is_alone),
    }
}

fn on_nodes(nodes: &[&str]) -> Line {
    if nodes.is_empty() || nodes.len() > NODES {
        return Line::of(&tr!("on each of the {number} nodes of the table: mark it there", number = nodes.len()));
    }
    nodes.iter().fold(Line::default().text(tr!("on each:")), |line, node| line.text(" ☐ ").code(node))
}

/// The nodes with the numbers of their tasks, those with the fewest first; also those where no component has a task.
fn nodes(basis: Basis<'_, '_>, tasks: &[TaskPlan]) -> Vec<(String, usize)> {
    let mut load: BTreeMap<String, usize> = super::tasks::load(tasks);
    for server in basis.export.servers() {
        load.entry(server.to_owned()).or_default();
    }
    let mut load: Vec<_> = load.into_iter().collect();
    sorting::sort_by(&mut load, |a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    load
}

/// Under the heading of a phase `ha.config` as the export has it, and what was found about it.
fn ha_config(basis: Basis<'_, '_>, phase: Phase, page: &mut Page) {
    page.heading(3, translated(phase.title()));
    let mut lines = Vec::new();
    for (number, object) in &basis.export.ha_configs {
        let Some(document) = basis.export.document(*number) else { continue };
        let value = |key: &str| object.get(key).and_then(|value| value.scalar()).map(std::borrow::Cow::into_owned);
        let known: Vec<_> =
            ha_config::SETTINGS.iter().filter_map(|key| Some(format!("{key}={}", value(key)?))).collect();
        lines.push(Line::default().code(&document.path).text(tr!(": ")).code(&known.join(", ")));
    }
    if lines.is_empty() {
        lines.push(Line::of(tr!("no `ha.config` is in the export: read it under System Parameters")));
    }
    let is_its = |finding: &&crate::lint::finding::Finding<'_>| {
        finding.topic == Topic::Upgrade && finding.subject.task.is_none()
    };
    for finding in basis.findings.iter().filter(is_its) {
        let (code, message, help) = (finding.code, &finding.message, &finding.help);
        lines.push(Line::default().said(&tr!("{code}: {message}. {help}", code, message, help)));
    }
    page.blocks.push(Block::List(lines));
}

/// The command that compares with a new export.
fn verify_command(basis: Basis<'_, '_>) -> String {
    let verify = |old: &str| basis.command("verify", &format!("{old} NEW-EXPORT"));
    match basis.inputs {
        // The list is of what was read then, and `verify` takes none.
        _ if basis.list.is_some() => verify("OLD-EXPORT"),
        [_] => verify(&basis.paths()),
        [] => verify("."),
        paths => {
            let follows = basis.flags.iter().any(|flag| flag == "--follow-symlinks");
            let (folder, copy) = old_export::copy(paths, follows);
            format!("{copy}\n{}", verify(&folder))
        }
    }
}
