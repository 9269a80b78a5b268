//! The table of the tasks that are not ready: what each needs, and what is to be entered.

use std::cmp::Reverse;
use std::io;

use crate::lint::states::{State, TaskState};
use crate::report::render::answer::weight;
use crate::report::render::due::what;
use crate::report::render::screen::{self, count, paint};
use crate::report::report::{Look, Report};
use crate::text::lang::tr;
use crate::text::sorting;

/// Columns that the last column has at least.
const LAST: usize = 24;

/// Columns of a name at most; a longer one stands on a line of its own.
const NAME: usize = 34;

/// Writes the table; nothing where every task is ready.
pub(super) fn write(report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let all = || report.states.tasks.iter();
    let is_shown = |task: &&TaskState| task.state != State::Ready || look.verbosity > 0;
    let mut tasks: Vec<&TaskState> = all().filter(is_shown).collect();
    if tasks.iter().all(|task| task.state == State::Ready) && look.verbosity <= 0 {
        return Ok(());
    }
    sorting::sort_by_key(&mut tasks, |task| Reverse(task.state));
    let names: Vec<String> = tasks.iter().map(|task| name(task, look)).collect();
    let servers: Vec<String> = tasks.iter().map(|task| servers(task)).collect();
    let widest = |texts: &[String], least: usize| {
        let fitting = texts.iter().map(|text| screen::columns(text)).filter(|width| *width <= NAME);
        fitting.max().unwrap_or(0).max(least)
    };
    let heads = [tr!("task"), tr!("server"), tr!("state")];
    let [task, server, _] = heads.map(screen::columns);
    let columns = [widest(&names, task), widest(&servers, server), "CONFIRM".len()];
    let head = heads.iter().zip(columns).map(|(title, width)| padded(title, width));
    let head = head.chain([tr!("what to enter or do").to_owned()]).collect::<Vec<_>>().join("  ");
    writeln!(out, "  {}", paint(look, screen::DIM, head))?;
    for ((task, name), servers) in tasks.iter().zip(&names).zip(&servers) {
        write_row(report, look, task, [name, servers], columns, out)?;
    }
    let ready = all().filter(|task| task.state == State::Ready).count();
    if ready > 0 && look.verbosity <= 0 {
        let words = tr!("{tasks} READY", tasks = count(ready, "more task"));
        writeln!(out, "  {}", paint(look, screen::DIM, words))?;
    }
    writeln!(out)
}

fn write_row(
    report: &Report<'_>,
    look: Look,
    task: &TaskState,
    [name, servers]: [&String; 2],
    [first, second, third]: [usize; 3],
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let state = paint(look, screen::style_of(weight(task.state)), padded(task.state.name(), third));
    let indent = 2 + first + 2 + second + 2 + third + 2;
    // Where something has no room in its column, all of the cell stands below the row, in one column that is not that of the
    // tasks; a path that is longer than the line stays whole.
    let items = what(report, task);
    let widest = items.iter().map(|item| screen::narrowest(item)).max().unwrap_or(0);
    let is_narrow = indent + LAST.max(widest) > look.width;
    let (indent, room) =
        if is_narrow { (6, look.width.saturating_sub(6)) } else { (indent, look.width.saturating_sub(indent)) };
    let mut lead = format!("  {}  {}  {state}  ", padded(name, first), padded(servers, second));
    if is_narrow {
        writeln!(out, "{}", lead.trim_end())?;
        lead = " ".repeat(indent);
    }
    for item in items {
        for line in screen::wrap(&item, room) {
            writeln!(out, "{lead}{line}")?;
            lead = " ".repeat(indent);
        }
    }
    Ok(())
}

/// The task, or what stands for it; the end of a path says most.
fn name(task: &TaskState, look: Look) -> String {
    let id = screen::clean_name(&task.id);
    match task.task {
        Some(_) => id,
        None => super::draw::clipped(&id, NAME, Look { whole_paths: false, ..look }),
    }
}

fn servers(task: &TaskState) -> String {
    let mut servers = task.servers.iter().map(|server| screen::clean_name(server));
    match (servers.next(), servers.count()) {
        (None, _) => tr!("not known").to_owned(),
        (Some(one), 0) => one,
        (Some(one), more) => format!("{one} +{more}"),
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(screen::columns(text))))
}
