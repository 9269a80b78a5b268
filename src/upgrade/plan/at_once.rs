//! Where several can be done at once by Batch O&M, in numbers, and why not elsewhere.

use std::collections::BTreeSet;

use super::Basis;
use super::batch::{self, Batch, Batches};
use super::page::{Block, Line, Page};
use super::tasks::TaskPlan;
use crate::lint::states::State;
use crate::text::lang::{comma, count, semicolon, tr, translated};

/// So many names a line gives before it only counts.
const NAMES: usize = 3;

/// The same where the line says why for each of them.
const NAMES_OF_ONE: usize = 20;

pub(super) fn write(basis: Basis<'_, '_>, tasks: &[TaskPlan], batches: &Batches, page: &mut Page) {
    page.heading(4, tr!("Several at once: Batch O&M, for `dbType` only"));
    page.paragraph(Line::of(tr!(
        "By server IP, only where every live source on that server has one type; or by task name. Never for a checkpoint, which belongs to one task, \
         and never one value on all tasks of a server without checking each."
    )));
    let unknown = tasks.iter().filter(|task| task.state == State::Unknown || task.servers.is_empty()).count();
    let hole = if !basis.failures.is_empty() {
        Some(tr!("{number} of the inputs could not be read", number = basis.failures.len()))
    } else if unknown > 0 {
        Some(tr!("of {unknown} of the tasks the server is not known, not read or not in the export", unknown))
    } else {
        None
    };
    // What the others on a server need, such a plan does not say.
    let some = || tr!("this plan is of some of the tasks only (--task)").to_owned();
    let of_servers = hole.clone().or_else(|| basis.is_of_some.then(some));
    let mut lines: Vec<_> = batches.servers.iter().map(|batch| on_server(batch, of_servers.as_deref())).collect();
    lines.extend(by_task(&batches.tasks, hole.as_deref()));
    page.blocks.push(Block::List(lines));
}

/// What is not known there: that of the whole run, or what may be a component.
fn hole_of(batch: &Batch, hole: Option<&str>) -> Option<String> {
    hole.map(str::to_owned).or_else(|| {
        let (number, first) = &batch.absent;
        if *number > 0 {
            let names = shown(first.iter(), *number, NAMES);
            return Some(tr!(
                "what may be a component there is left out, packed, a link, empty, or only seen to run: {names}",
                names
            ));
        }
        let names: Vec<&str> = batch.elsewhere.iter().map(String::as_str).take(NAMES).collect();
        let names = names.join(comma());
        (!names.is_empty())
            .then(|| tr!("sources of another type may be there, too: the IP of {names} is not known", names))
    })
}

fn on_server(batch: &Batch, hole: Option<&str>) -> Line {
    let components = count(batch.lacking, "component");
    let due = match batch.lacking {
        1 => tr!("{components} lacks it", components),
        _ => tr!("{components} lack it", components),
    };
    let line = Line::default().code(&batch.name);
    match (&batch.db_type, hole_of(batch, hole)) {
        (Some(name), None) if !batch.open.is_empty() => {
            let tasks = first_names(&batch.open, NAMES);
            line.text(tr!(": ")).bold(tr!("not allowed")).said(&tr!(
                "; {due}. All are {name}, but of {tasks} something else is still missing, which such a write leaves out.",
                due,
                name,
                tasks
            ))
        }
        (Some(name), None) => line.text(&tr!(": allowed. All live sources are {name}; {due}.", name, due)),
        (Some(name), Some(hole)) => line.text(tr!(": ")).bold(tr!("not allowed")).said(&tr!(
            "; {due}. All that is known there is {name}, but {hole}.",
            due,
            name,
            hole
        )),
        (None, _) => {
            let types: Vec<_> = batch.forbidding.iter().map(|(what, names)| forbidding(what, names)).collect();
            let why = match is_several(batch) {
                true => tr!("; {due}. More than one type: ", due),
                false => tr!("; {due}. Not of every source is the type known: ", due),
            };
            line.text(tr!(": ")).bold(tr!("not allowed")).text(&why).said(&types.join(semicolon()))
        }
    }
}

/// Whether sources of more than one type are known there.
fn is_several(batch: &Batch) -> bool {
    batch.forbidding.keys().filter(|what| *what != batch::UNKNOWN).count() > 1
}

/// The tasks, those of one answer in one line: what is allowed first.
fn by_task(tasks: &[Batch], hole: Option<&str>) -> Vec<Line> {
    if tasks.is_empty() {
        let none = tr!("By task name it saves nothing: of no task does more than one component lack it.");
        return vec![Line::of(none)];
    }
    let (mut allowed, mut forbidden) = (Vec::new(), Vec::new());
    for batch in tasks {
        let (answers, why) = match (&batch.db_type, hole_of(batch, hole)) {
            (Some(name), None) if batch.open.is_empty() => (&mut allowed, tr!("every live Incr-Sync is {name}", name)),
            (Some(_), None) => {
                (&mut forbidden, tr!("something else is still missing, which such a write leaves out").to_owned())
            }
            (Some(_), Some(hole)) => (&mut forbidden, hole),
            (None, _) if is_several(batch) => {
                let types: Vec<&str> = batch.forbidding.keys().map(|what| translated(what)).collect();
                let types = types.join(comma());
                (&mut forbidden, tr!("the Incr-Syncs of both directions have several types: {types}", types))
            }
            (None, _) => (&mut forbidden, tr!("not of every Incr-Sync is the type known").to_owned()),
        };
        // In the order of the tasks: that of the words would be another one in each language.
        match answers.iter_mut().find(|(other, _): &&mut (String, Vec<&String>)| *other == why) {
            Some((_, names)) => names.push(&batch.name),
            None => answers.push((why, vec![&batch.name])),
        }
    }
    let line = |may: Line, most: usize, (why, names): (String, Vec<&String>)| {
        let (tasks, names) = (count(names.len(), "task"), shown(names.iter().copied(), names.len(), most));
        may.said(&tr!(" for {tasks} ({names}): {why}.", tasks, names, why))
    };
    let by_name = || Line::default().text(tr!("By task name: "));
    // Whoever may do it must know for which.
    let allowed = allowed.into_iter().map(|answer| line(by_name().text(tr!("allowed")), usize::MAX, answer));
    let forbidden = forbidden.into_iter().map(|answer| line(by_name().bold(tr!("not allowed")), NAMES_OF_ONE, answer));
    allowed.chain(forbidden).collect()
}

/// The tasks of one type.
fn forbidding(what: &str, names: &BTreeSet<String>) -> String {
    // What Batch O&M was not told is a word; all others are names.
    tr!("{what}: {names}", what = translated(what), names = first_names(names, NAMES))
}

/// The first of the names.
fn first_names(names: &BTreeSet<String>, most: usize) -> String {
    shown(names.iter(), names.len(), most)
}

/// The first of so many names.
fn shown<'n>(names: impl Iterator<Item = &'n String>, number: usize, most: usize) -> String {
    let first: Vec<_> = names.take(most).map(|name| format!("`{name}`")).collect();
    let first = first.join(comma());
    match number.checked_sub(most) {
        None | Some(0) => first,
        Some(more) => tr!("{names} and {more} more", names = first, more),
    }
}
