//! `omslint files`: which files are what, live or superseded, and why others are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::Failed;
use super::args::FilesArgs;
use super::load::Loaded;
use super::session::read;
use super::terminal::forgive;
use super::usage::Usage;
use super::verdict::{Came, Verdict};
use crate::oms::component::Component;
use crate::oms::export::{Export, Input, Origin, Role};
use crate::oms::kind::ComponentKind;
use crate::oms::shape::file_name;
use crate::oms::shapes;

/// One line: path, what it is, and of which components.
#[derive(Debug, serde::Serialize)]
struct Line {
    path: String,
    /// `configuration`, `evidence`, `aside`, `unrecognised` or `failed`.
    role: &'static str,
    what: String,
    components: Vec<ListedComponent>,
    /// The file that stands for the one component of which this is a part, if that is another one.
    #[serde(skip)]
    part_of: Option<String>,
}

impl Line {
    /// That a file is no part of a component, and why.
    fn apart(path: &str, role: &'static str, what: String) -> Self {
        Self { path: path.to_owned(), role, what, components: Vec::new(), part_of: None }
    }
}

#[derive(Debug, serde::Serialize)]
struct ListedComponent {
    kind: &'static str,
    component: Option<String>,
    task: Option<String>,
    server: Option<String>,
    direction: &'static str,
    /// What its id or a list calls it, where its content says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<&'static str>,
    live: bool,
    #[serde(rename = "supersededBy")]
    superseded_by: Option<String>,
    /// The file of the copy of it that counts instead, because it says the same or is newer.
    #[serde(rename = "copyOf", skip_serializing_if = "Option::is_none")]
    copy_of: Option<String>,
    /// Whether that copy is newer and says something else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    outdated: bool,
}

pub(super) fn run(args: &FilesArgs) -> Result<Verdict, Failed> {
    let (_, loaded) = read(&args.input, args.output.jobs, Vec::new())?;
    let inputs = loaded.documents.iter().zip(&loaded.sources);
    let inputs = inputs.map(|(document, source)| Input { document, origin: source.origin }).collect();
    let export = Export::build_kept(inputs, shapes::ALL, &|document| loaded.kept(document), None);
    if args.tasks {
        let text = match args.output.format.name() {
            "json" => format!("{}\n", serde_json::to_string_pretty(&tasks(&export)).map_err(io::Error::from)?),
            _ => task_table(&tasks(&export)),
        };
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
        let failures = loaded.failures_in(&export);
        for failure in &failures {
            forgive(writeln!(io::stderr().lock(), "error: {}: {}", failure.path, failure.message))?;
        }
        return Ok(verdict(args, &export, &loaded, !failures.is_empty()));
    }
    let mut lines = lines(&export);
    for skipped in &loaded.skipped {
        let role = if skipped.is_status { "aside" } else { "unrecognised" };
        lines.push(Line::apart(&skipped.path, role, skipped.reason.clone()));
    }
    for path in loaded.foreign(&export) {
        lines.push(Line::apart(path, "unrecognised", "only named like a file of OMS: it cannot be read".to_owned()));
    }
    let failures = loaded.failures_in(&export);
    for failure in &failures {
        let place = failure.position.map(|at| format!(" at {}:{}", at.line, at.column)).unwrap_or_default();
        let what = format!("{}{place}", failure.message);
        lines.push(Line::apart(&failure.path, "failed", what));
    }
    lines.sort_by(|a, b| a.path.cmp(&b.path));
    let format = args.output.format;
    let text = match format.name() {
        "json" => format!("{}\n", serde_json::to_string_pretty(&lines).map_err(io::Error::from)?),
        _ if format.is_for_people() => table(&lines),
        other => {
            return Err(Usage::new(format!("`files` takes the formats full and json, not {other}")).into());
        }
    };
    forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    Ok(verdict(args, &export, &loaded, !failures.is_empty()))
}

fn verdict(args: &FilesArgs, export: &Export<'_>, loaded: &Loaded, unread: bool) -> Verdict {
    let is_empty = export.components().len() == 0 && export.ha_configs.is_empty();
    let empty = is_empty && !args.input.allow_empty && !loaded.is_nothing_to_do;
    Verdict::of(Came { unread, empty, ..Came::default() })
}

/// A task with its components, by id; those of no task last.
#[derive(Debug, serde::Serialize)]
struct TaskLine {
    task: Option<String>,
    components: Vec<ListedComponent>,
}

fn tasks(export: &Export<'_>) -> Vec<TaskLine> {
    let mut by_task: BTreeMap<(bool, Option<&str>), Vec<ListedComponent>> = BTreeMap::new();
    for component in export.counted() {
        let task = component.task.as_deref();
        by_task.entry((task.is_none(), task)).or_default().push(entry(export, component));
    }
    let line = |((_, task), mut components): ((bool, Option<&str>), Vec<ListedComponent>)| {
        components.sort_by(|a, b| (&a.server, a.kind, &a.component).cmp(&(&b.server, b.kind, &b.component)));
        TaskLine { task: task.map(str::to_owned), components }
    };
    by_task.into_iter().map(line).collect()
}

fn task_table(lines: &[TaskLine]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&printable(line.task.as_deref().unwrap_or("no task known")));
        text.push('\n');
        for component in &line.components {
            let id = component.component.as_deref().unwrap_or("no id known");
            text.push_str(&format!("    {}: {}\n", printable(id), printable(&sentence(component))));
        }
    }
    let tasks = lines.iter().filter(|line| line.task.is_some()).count();
    text.push_str(&if tasks == 1 { "1 task\n".to_owned() } else { format!("{tasks} tasks\n") });
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
        let components = standing.get(number).into_iter().flatten().map(|component| entry(export, component)).collect();
        let path = input.document.path.to_string();
        lines.push(Line { path, role, what: what.to_owned(), components, part_of });
    }
    lines
}

/// For each document, the components of which a part stands in it, in order.
fn standing<'e, 'a>(export: &'e Export<'a>) -> Vec<Vec<&'e Component<'a>>> {
    let mut standing = vec![Vec::new(); export.inputs.len()];
    for component in export.components() {
        let sections = component.sections.iter().flatten().map(|section| section.document);
        let evidence = component.running.into_iter().chain(component.status).map(|(document, _)| document);
        let documents: BTreeSet<usize> = sections.chain(evidence).chain([component.document]).collect();
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
    ListedComponent {
        kind: component.kind.name(),
        component: component.id.as_ref().map(|id| id.text.clone()),
        task: component.task.clone(),
        server: component.server.clone(),
        direction: component.direction.name(),
        named: component.named.map(ComponentKind::name),
        live: component.is_live(),
        superseded_by: component.superseded_by.clone(),
        copy_of: file,
        outdated: component.is_outdated(),
    }
}

/// What becomes of files, the ones that were not read first, and how a heading calls them.
const PARTS: [(&str, &[&str]); 4] = [
    ("Failed: of OMS or named, and not read or not understood", &["failed"]),
    ("Not read", &["unrecognised"]),
    ("Of OMS, but no component of their own", &["aside"]),
    ("Read", &["configuration", "evidence"]),
];

fn table(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in lines {
        match counts.iter_mut().find(|(role, _)| *role == line.role) {
            Some((_, count)) => *count += 1,
            None => counts.push((line.role, 1)),
        }
        if let Some(main) = &line.part_of {
            parts.entry(main).or_default().push(&line.path);
        }
    }
    for (heading, roles) in PARTS {
        let here = lines.iter().filter(|line| roles.contains(&line.role) && line.part_of.is_none());
        let mut here = here.peekable();
        if here.peek().is_some() {
            text.push_str(&format!("{heading}:\n\n"));
        }
        while let Some(line) = here.next() {
            let mut with = parts.get(line.path.as_str()).cloned().unwrap_or_default();
            // What lies together and is left aside for one reason is told once.
            let is_alike = |other: &&Line| {
                roles.contains(&"aside")
                    && line.components.is_empty()
                    && (other.what == line.what && folder(&other.path) == folder(&line.path))
            };
            while let Some(other) = here.next_if(is_alike) {
                with.push(&other.path);
            }
            block(&mut text, line, &with);
        }
    }
    let total: Vec<_> = counts.iter().map(|(role, count)| format!("{count} {role}")).collect();
    text.push_str(&format!("{} files: {}\n", lines.len(), total.join(", ")));
    text
}

/// The folder of a file, with a slash at the end.
fn folder(path: &str) -> &str {
    path.strip_suffix(file_name(path)).unwrap_or("")
}

/// A file, what it is, and its components; `parts` are the other files of its one component.
fn block(text: &mut String, line: &Line, parts: &[&str]) {
    let below = |path: &str| match path.strip_prefix(folder(&line.path)) {
        Some(name) => name.to_owned(),
        None => file_name(path).to_owned(),
    };
    let parts: Vec<String> = parts.iter().map(|path| below(path)).collect();
    let with = if parts.is_empty() { String::new() } else { format!(", with {}", parts.join(", ")) };
    text.push_str(&printable(&line.path));
    text.push_str(&format!("\n    {}: {}{}\n", line.role, printable(&line.what), printable(&with)));
    for entry in &line.components {
        text.push_str(&format!("    {}\n", printable(&sentence(entry))));
    }
    text.push('\n');
}

fn sentence(entry: &ListedComponent) -> String {
    let part = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!(", {name} {value}")).unwrap_or_default()
    };
    let state = match (&entry.copy_of, &entry.superseded_by) {
        (Some(path), _) if entry.outdated => format!("an older copy; the one in {path} counts"),
        (Some(path), _) => format!("a copy of the one in {path}, which counts"),
        (None, Some(by)) => format!("superseded by {by}"),
        (None, None) => "live".to_owned(),
    };
    let named = entry.named.map(|named| format!(", by its content; its name says {named}")).unwrap_or_default();
    let task = part("task", &entry.task);
    let server = part("server", &entry.server);
    format!("{} ({}){named}{task}{server}: {state}", entry.kind, entry.direction)
}

/// A name may hold control characters, which must not reach a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
