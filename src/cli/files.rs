//! `omslint files`: which files are what, live or superseded, and why others are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use super::Failed;
use super::args::FilesArgs;
use super::files_table::{Line, ListedComponent, notes, printable, table};
use super::load::Loaded;
use super::session::read;
use super::settings;
use super::terminal::{forgive, look};
use crate::lint::evidence::contradiction;
use crate::lint::states::task_of_file;
use crate::oms::component::Component;
use crate::oms::copies::Keeping;
use crate::oms::export::{Export, Input, Origin, Role};
use crate::oms::kind::ComponentKind;
use crate::oms::shapes;
use crate::report::render::listing::{Tone, wrapped};
use crate::report::report::Look;
use crate::run::loaded::Keeps;
use crate::run::usage::Usage;
use crate::run::user_files;
use crate::run::verdict::{Came, Verdict};
use crate::text::failure::Failure;
use crate::text::lang::{count, semicolon, tr, translated};
use crate::text::sorting;

pub(super) fn run(args: &FilesArgs) -> Result<Verdict, Failed> {
    let keeps = if args.tasks { Keeps::OfOms } else { Keeps::All };
    let (_, loaded) = read(&args.input, args.output.jobs, Vec::new(), keeps)?;
    let inputs = loaded.documents.iter().zip(&loaded.sources);
    let inputs = inputs.map(|(document, source)| Input { document, origin: source.origin }).collect();
    let kept = |document| loaded.kept(document);
    let keeping = Keeping { kept: &kept, now: settings::clock() };
    let export = Export::build_kept(inputs, shapes::ALL, keeping, None);
    let failures = loaded.failures_in(&export);
    if args.tasks {
        let tasks = tasks(&export, &failures);
        let text = match args.output.format.name() {
            "json" => format!("{}\n", serde_json::to_string_pretty(&tasks).map_err(io::Error::from)?),
            _ => task_list(&tasks, look(&args.output, io::stdout().is_terminal())),
        };
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
        for failure in &failures {
            forgive(writeln!(io::stderr().lock(), "{}", failed(failure)))?;
        }
        return Ok(verdict(args, &export, &loaded, !failures.is_empty()));
    }
    let mut lines = lines(&export);
    for skipped in &loaded.skipped {
        let role = if skipped.is_status { "aside" } else { "unrecognised" };
        lines.push(Line::apart(&skipped.path, role, skipped.reason.clone()));
    }
    for path in loaded.foreign(&export) {
        lines.push(Line::apart(
            path,
            "unrecognised",
            tr!("only named like a file of OMS: it cannot be read").to_owned(),
        ));
    }
    for failure in &failures {
        let what = match failure.position {
            Some(at) => {
                tr!("{what} at {line}:{column}", what = failure.message, line = at.line, column = at.column)
            }
            None => failure.message.clone(),
        };
        lines.push(Line::apart(&failure.path, "failed", what));
    }
    sorting::sort_by(&mut lines, |a, b| a.path.cmp(&b.path));
    let format = args.output.format;
    let text = match format.name() {
        "json" => format!("{}\n", serde_json::to_string_pretty(&lines).map_err(io::Error::from)?),
        _ if format.is_for_people() => table(&lines, look(&args.output, io::stdout().is_terminal())),
        other => {
            return Err(Usage::new(|| tr!("`files` takes the formats full and json, not {other}", other)).into());
        }
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(verdict(args, &export, &loaded, !failures.is_empty()))
}

/// What could not be read, as stderr says it.
pub(super) fn failed(failure: &Failure) -> String {
    tr!("error: {path}: {why}", path = failure.path, why = failure.message)
}

fn verdict(args: &FilesArgs, export: &Export<'_>, loaded: &Loaded, unread: bool) -> Verdict {
    let is_empty = export.components().len() == 0 && export.ha_configs.is_empty();
    let empty = is_empty && !args.input.allow_empty && !loaded.is_nothing_to_do;
    Verdict::of(Came { unread, empty, ..Came::default() })
}

/// A task with its components, by id; those of no task last.
#[derive(Debug, Default, serde::Serialize)]
struct TaskLine {
    task: Option<String>,
    components: Vec<ListedComponent>,
    /// Whether an Incr-Sync is among them, without which `--expect` is not met.
    #[serde(skip)]
    has_incr_sync: bool,
    /// The files called after it that could not be read.
    #[serde(skip)]
    unread: Vec<String>,
}

fn tasks(export: &Export<'_>, failures: &[Failure]) -> Vec<TaskLine> {
    let mut by_task: BTreeMap<(bool, Option<Arc<str>>), TaskLine> = BTreeMap::new();
    let mut line = |task: Option<Arc<str>>, add: &mut dyn FnMut(&mut TaskLine)| {
        let new = || TaskLine { task: task.as_deref().map(str::to_owned), ..TaskLine::default() };
        add(by_task.entry((task.is_none(), task.clone())).or_insert_with(new));
    };
    for component in export.counted() {
        line(component.task.clone(), &mut |line| {
            line.components.push(entry(export, component));
            line.has_incr_sync |= matches!(component.kind, ComponentKind::IncrSync(_));
        });
    }
    for failure in failures {
        if let Some(task) = task_of_file(&failure.path) {
            line(Some(task), &mut |line| line.unread.push(failure.path.clone()));
        }
    }
    let mut lines: Vec<TaskLine> = by_task.into_values().collect();
    for line in &mut lines {
        sorting::sort_by(&mut line.components, |a, b| {
            (&a.server, a.kind, &a.component).cmp(&(&b.server, b.kind, &b.component))
        });
    }
    lines
}

/// The list that `--expect` takes: ids, and all else in comments. It goes into a file as it is, so nothing in it is coloured.
fn task_list(lines: &[TaskLine], look: Look) -> String {
    let plain = Look { colour: false, width: look.width.saturating_sub(2), ..look };
    let mut text = String::new();
    let comment = |text: &mut String, words: &str| {
        let rows = wrapped(plain, Tone::Plain, &printable(words));
        text.extend(rows.lines().map(|row| format!("# {row}\n")));
    };
    for line in lines {
        match &line.task {
            Some(task) if user_files::is_listable(task) => text.push_str(&format!("{task}\n")),
            Some(task) => {
                let words = tr!("{task}: a list for --expect cannot hold this id", task);
                comment(&mut text, &words);
            }
            None => comment(&mut text, tr!("no task known")),
        }
        if line.task.is_some() && !line.has_incr_sync {
            let words = tr!("no Incr-Sync of it is here, and --expect asks for one");
            comment(&mut text, words);
        }
        for file in &line.unread {
            comment(&mut text, &tr!("{file} could not be read", file));
        }
        for component in &line.components {
            let id = component.component.as_deref().unwrap_or(tr!("no id known"));
            let row = tr!("{name}: {what}", name = id, what = sentence(component));
            comment(&mut text, &row);
        }
    }
    let tasks = lines.iter().filter(|line| line.task.is_some()).count();
    comment(&mut text, &count(tasks, "task"));
    text
}

fn lines(export: &Export<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let standing = standing(export);
    for (number, (input, role)) in export.inputs.iter().zip(&export.roles).enumerate() {
        if input.origin == Origin::Companion {
            continue;
        }
        let (role, what) = match role {
            Role::Configuration(what) => ("configuration", *what),
            Role::Evidence(what) => ("evidence", *what),
            Role::Aside(why) => ("aside", *why),
            Role::Unrecognised(why) => ("unrecognised", *why),
            // It is among the failures.
            Role::NotUnderstood(_) => continue,
        };
        let own = standing.get(number).map_or(&[][..], Vec::as_slice);
        let main = match own {
            [one] if one.document != number => export.document(one.document),
            _ => None,
        };
        let part_of = main.map(|document| document.path.to_string());
        let entry = |component: &&Component<'_>| ListedComponent {
            is_elsewhere: component.document != number,
            ..entry(export, component)
        };
        let components = own.iter().map(entry).collect();
        let path = input.document.path.to_string();
        lines.push(Line { path, role, what: translated(what).to_owned(), components, part_of });
    }
    lines
}

/// For each document, the components of which a part stands in it, in order.
fn standing<'e, 'a>(export: &'e Export<'a>) -> Vec<Vec<&'e Component<'a>>> {
    let mut standing = vec![Vec::new(); export.inputs.len()];
    for component in export.components() {
        let sections = component.sections.iter().flatten().map(|section| section.document);
        let evidence = component.running.into_iter().chain(component.status).map(|(document, _)| document);
        let documents: BTreeSet<usize> = sorting::set(sections.chain(evidence).chain([component.document]));
        for document in documents {
            if let Some(components) = standing.get_mut(document) {
                components.push(component);
            }
        }
    }
    standing
}

fn entry(export: &Export<'_>, component: &Component<'_>) -> ListedComponent {
    let instead = component.counts_instead().and_then(|number| export.component(number));
    let file = instead.and_then(|other| export.document(other.document)).map(|document| document.path.to_string());
    let torn = contradiction::of_own_names(export, component).into_iter();
    ListedComponent {
        kind: component.kind.name(),
        component: component.id.as_ref().map(|id| id.text.to_string()),
        task: component.task.as_deref().map(str::to_owned),
        server: component.server.as_deref().map(str::to_owned),
        direction: component.direction.name(),
        named: component.named.map(ComponentKind::name),
        contradictions: torn.map(|evidence| evidence.says.to_string()).collect(),
        live: component.is_live(),
        superseded_by: component.superseded_by.as_deref().map(str::to_owned),
        copy_of: file,
        outdated: component.is_outdated(),
        is_elsewhere: false,
    }
}

fn sentence(entry: &ListedComponent) -> String {
    let mut notes = notes(entry);
    if entry.copy_of.is_none() && entry.superseded_by.is_none() {
        notes.push(tr!("live").to_owned());
    }
    let (kind, way, notes) = (translated(entry.kind), translated(entry.direction), notes.join(semicolon()));
    match (&entry.task, &entry.server) {
        (Some(task), Some(server)) => {
            tr!("{kind} ({way}), task {task}, server {server}: {notes}", kind, way, task, server, notes)
        }
        (Some(task), None) => tr!("{kind} ({way}), task {task}: {notes}", kind, way, task, notes),
        (None, Some(server)) => tr!("{kind} ({way}), server {server}: {notes}", kind, way, server, notes),
        (None, None) => tr!("{kind} ({way}): {notes}", kind, way, notes),
    }
}
