//! Where an export contradicts itself about whose configuration something is: then nothing drawn from it is safe, and a person
//! must see what does not fit together.

use std::collections::BTreeSet;

use crate::lint::finding::{Evidence, short};
use crate::oms::classify::{self, Sink, named_tasks};
use crate::oms::client::{Client, clients_in};
use crate::oms::cluster::{are_apart, clusters, clusters_in, hosts};
use crate::oms::component::Component;
use crate::oms::direction::{self, StatedWay};
use crate::oms::export::Export;
use crate::oms::id::{is_task_id, task_in_lane};
use crate::oms::kind::{ComponentKind, Direction, Plugin, SectionName};
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::sorting;
use crate::text::source::Place;

/// What contradicts itself about `component`, about the `used` components whose words are taken for it, and about their task.
#[must_use]
pub(crate) fn about(export: &Export<'_>, component: &Component<'_>, used: &[&Component<'_>]) -> Vec<Evidence> {
    let all = std::iter::once(component).chain(used.iter().copied());
    let mut found: Vec<Evidence> = all.flat_map(|one| of_itself(export, one)).collect();
    found.extend(of_clusters(export, component));
    found.extend(of_stores(export, component));
    found
}

/// What contradicts itself about whose configuration `component` is: then it may be another one that is meant, and nothing is
/// written into it unasked.
#[must_use]
pub(crate) fn whose(export: &Export<'_>, component: &Component<'_>) -> Vec<Evidence> {
    let mut found = of_itself(export, component);
    found.extend(of_clusters(export, component));
    found
}

/// The part of it that stands in the component's own names, which is told of every component: what its process and the others of its
/// task say is read only where it matters.
#[must_use]
pub(crate) fn of_own_names(export: &Export<'_>, component: &Component<'_>) -> Vec<Evidence> {
    let mut found = of_names(component);
    found.extend(of_directions(export, component));
    found
}

fn of_itself(export: &Export<'_>, component: &Component<'_>) -> Vec<Evidence> {
    let mut found = of_own_names(export, component);
    found.extend(of_running(component));
    found
}

fn evidence(document: usize, entry: EntryRef<'_>, says: String) -> Evidence {
    let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
    Evidence { place, says: says.into(), value: None }
}

/// What names another task than the component is of: an id against `taskIdentity`, a `name` of the API against its
/// `identity`, and the name that OMS made for it.
fn of_names(component: &Component<'_>) -> Vec<Evidence> {
    let mut found = of_ids(component);
    found.extend(
        of_lanes(component).filter(|lane| !found.iter().any(|known| known.place == lane.place)).collect::<Vec<_>>(),
    );
    found
}

/// A `taskName`, or a `task.name` of a checker, that begins with another task. A name that a person chose says nothing.
fn of_lanes<'c>(component: &'c Component<'_>) -> impl Iterator<Item = Evidence> + 'c {
    let coordinator = component.section(SectionName::Coordinator);
    let sections = coordinator.map(|section| (section, "taskName")).into_iter();
    let config = component.config().into_iter();
    let sections = sections
        .chain(config.flat_map(|config| ["task.name", "task.id", "coordinatorFile.taskName"].map(|key| (config, key))));
    sections.filter_map(|(section, key)| {
        let own = component.task.as_deref()?;
        let (entry, name) = section.filled(&[key])?;
        let named = match key {
            "task.id" => task_in_lane(name).or_else(|| Some(name).filter(|name| is_task_id(name))),
            _ => task_in_lane(name),
        };
        let task = named.filter(|task| ![*task, name].iter().any(|known| known.eq_ignore_ascii_case(own)))?;
        let component = component.describe();
        let says =
            tr!("the {key} of {component} is {name}, which names {task}", key = entry.key(), component, name, task);
        Some(evidence(section.document, entry, says))
    })
}

fn of_ids(component: &Component<'_>) -> Vec<Evidence> {
    let Some(id) = &component.id else { return Vec::new() };
    let Some(own) = id.task.as_deref() else { return Vec::new() };
    let tell = |(document, entry, task): (usize, EntryRef<'_>, &str)| {
        let says = match task.eq_ignore_ascii_case(own) {
            true if entry.is_doubled() => tr!(
                "the {key} of {id} stands twice, and readers differ in which one they take",
                key = entry.key(),
                id = id.text
            ),
            true => return None,
            false => {
                tr!("the id {id} is of task {own}, but its {key} is {task}", id = id.text, own, key = entry.key(), task)
            }
        };
        Some(evidence(document, entry, says))
    };
    named_tasks(component).filter_map(tell).collect()
}

/// What says that a component goes the other way than it is taken to: its id, its names, its switch, the list of the API
/// that it stands in, and the name of its folder.
fn of_directions(export: &Export<'_>, component: &Component<'_>) -> Option<Evidence> {
    if !component.direction_stated {
        return None;
    }
    let stated = direction::stated(component);
    let against = stated.iter().find(|way| way.direction != component.direction);
    let (own, other) = (component.direction.label(), component.direction.opposite().label());
    let who = || component.describe();
    if let Some(reported) = component.reported.filter(|reported| reported.is_listed) {
        let entry = against?.entry.map(|(_, entry)| entry).or_else(|| reported.item.entry("name"));
        let entry = entry.or_else(|| reported.item.entries().next())?;
        let says = tr!(
            "{component} stands in a list of {list} components, but by its name it is {item}",
            component = who(),
            list = own,
            item = other
        );
        return Some(evidence(component.document, entry, says));
    }
    let speaker = stated.iter().find(|way| way.direction == component.direction)?;
    let says_reverse =
        || component.id.is_none() && export.location(component.document).is_some_and(|own| own.says_reverse());
    let (by, entry) = match against {
        Some(against) => (of_way(against), against.entry),
        None if component.direction == Direction::Forward && says_reverse() => (tr!("where it lies").to_owned(), None),
        None => return None,
    };
    // An id and a folder are no text in a file; what they disagree with is.
    let (document, entry) = entry.or(speaker.entry)?;
    let says = tr!(
        "by {speaker} {component} is {own}, and by {against} it is {other}",
        speaker = of_way(speaker),
        component = who(),
        own,
        against = by,
        other
    );
    Some(evidence(document, entry, says))
}

/// What states a direction, for a sentence.
fn of_way(way: &StatedWay<'_>) -> String {
    match way.entry {
        Some((_, entry)) => {
            tr!("its {key} ({value})", key = entry.key(), value = short(entry.value.filled().unwrap_or_default()))
        }
        None => tr!("its id").to_owned(),
    }
}

/// The merged view of a process that runs another task, reads something else, in another way or in another cluster.
fn of_running(component: &Component<'_>) -> Vec<Evidence> {
    let of_source = of_running_clients(component).into_iter().chain(of_running_reader(component));
    of_running_task(component).into_iter().chain(of_source).chain(of_running_cluster(component)).collect()
}

/// The merged view of a process that copies existing rows, beside a component that reads changes, or the other way round.
fn of_running_reader(component: &Component<'_>) -> Option<Evidence> {
    let (document, root) = component.running?;
    let source = Section::find(document, root, "source")?;
    let is_full = classify::is_full(&source);
    let reads = classify::names_reader(&source);
    let is_other = match component.kind {
        ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy | Plugin::Kafka) => is_full,
        ComponentKind::FullImport => reads && !is_full,
        _ => false,
    };
    let (entry, value) = source.filled(&["type", "boosterClass"]).filter(|_| is_other)?;
    let says = tr!(
        "runningConf.json beside {component} is of another kind of component: its source.{key} is {value}",
        component = component.describe(),
        key = entry.key(),
        value = short(value)
    );
    Some(evidence(document, entry, says))
}

/// The merged view of a process of another cluster.
fn of_running_cluster(component: &Component<'_>) -> Option<Evidence> {
    let (document, root) = component.running?;
    let source = Section::find(document, root, "source")?;
    let own: BTreeSet<String> = sorting::set(clusters(component).into_iter().flat_map(|(.., url)| hosts(url)));
    let running = clusters_in(&source);
    let is_apart = !own.is_empty() && running.iter().all(|(.., url)| own.is_disjoint(&hosts(url)));
    let (_, entry, url) = running.into_iter().find(|(.., url)| !hosts(url).is_empty()).filter(|_| is_apart)?;
    let says = tr!(
        "the {key} of runningConf.json beside {component} is {value}, and its own is another one",
        key = entry.key(),
        component = component.describe(),
        value = url
    );
    Some(evidence(document, entry, says))
}

/// A sink that is a database by what comes first among its marks, and by another one a message queue.
pub(crate) fn of_sink(component: &Component<'_>) -> Vec<Evidence> {
    let marks: Vec<_> = classify::sink_marks(component).collect();
    let is_queue = |(.., sink): &(usize, EntryRef<'_>, Sink)| matches!(sink, Sink::Queue(_));
    // Where the queue comes first, a person decides anyway.
    if marks.first().is_none_or(is_queue) || !marks.iter().any(is_queue) {
        return Vec::new();
    }
    let tell = |(document, entry, sink): &(usize, EntryRef<'_>, Sink)| {
        let what = match sink {
            Sink::Queue(name) => (*name).to_owned(),
            _ => tr!("a database").to_owned(),
        };
        let (key, value) = (entry.key(), short(entry.value.filled().unwrap_or_default()));
        let says = tr!("by its {key} ({value}) the sink is {what}", key, value, what);
        evidence(*document, *entry, says)
    };
    marks.iter().map(tell).collect()
}

/// The merged view of a process that reads none of the subtopics that the component reads.
fn of_running_clients(component: &Component<'_>) -> Option<Evidence> {
    let (document, root) = component.running?;
    let source = Section::find(document, root, "source")?;
    let entry = source.entry("clients")?;
    let own: BTreeSet<&str> = sorting::set(component.clients().iter().filter_map(Client::reads));
    let running: Vec<&str> = clients_in(entry.value).iter().filter_map(Client::reads).collect();
    let first = running.first().filter(|_| !own.is_empty())?;
    if running.iter().any(|subtopic| own.contains(subtopic)) {
        return None;
    }
    let says = tr!(
        "runningConf.json beside {component} reads {subtopic}, which the component does not",
        component = component.describe(),
        subtopic = first
    );
    Some(evidence(document, entry, says))
}

fn of_running_task(component: &Component<'_>) -> Option<Evidence> {
    let (document, root) = component.running?;
    let coordinator = Section::find(document, root, "coordinator")?;
    let (entry, task) = coordinator.filled(&["taskIdentity"]).filter(|(_, task)| is_task_id(task))?;
    let own = component.task.as_deref()?;
    let says = tr!("runningConf.json beside {component} is of task {task}", component = component.describe(), task);
    (!task.eq_ignore_ascii_case(own)).then(|| evidence(document, entry, says))
}

/// A cluster, by its hosts, and what names it.
struct Named<'c, 'a> {
    hosts: BTreeSet<String>,
    by: &'c Component<'a>,
    document: usize,
    entry: EntryRef<'a>,
    url: &'a str,
}

/// One task id under two clusters: it is the id of two tasks.
fn of_clusters(export: &Export<'_>, component: &Component<'_>) -> Vec<Evidence> {
    let mut seen: Vec<Named<'_, '_>> = Vec::new();
    for other in export.speaking_for(component).filter(|other| other.is_live()) {
        for (document, entry, url) in clusters(other) {
            let hosts = hosts(url);
            if !hosts.is_empty() && seen.iter().all(|known| known.hosts.is_disjoint(&hosts)) {
                seen.push(Named { hosts, by: other, document, entry, url });
            }
        }
    }
    if seen.len() < 2 {
        return Vec::new();
    }
    let tell = |Named { by, document, entry, url, .. }: Named<'_, '_>| {
        let says =
            tr!("the {key} of {component} is {value}", key = entry.key(), component = by.describe(), value = url);
        evidence(document, entry, says)
    };
    seen.into_iter().map(tell).collect()
}

/// A Store of a subtopic that components of two clusters read: it is the Store of one of them, and nothing says of which.
fn of_stores(export: &Export<'_>, component: &Component<'_>) -> Vec<Evidence> {
    let kept = component.subtopics().filter(|subtopic| export.has_store(subtopic));
    kept.filter_map(|subtopic| reader_elsewhere(export, component, subtopic)).collect()
}

/// What says that a component of another cluster reads `subtopic` too.
pub(crate) fn reader_elsewhere(export: &Export<'_>, component: &Component<'_>, subtopic: &str) -> Option<Evidence> {
    let (_, other) = export.readers(subtopic).find(|(_, other)| are_apart(component, other))?;
    let (document, entry, url) = clusters(other).into_iter().next()?;
    let says = tr!(
        "{component} reads the subtopic {subtopic} too, and its {key} is {value}: of which cluster its Store is, nothing says",
        component = other.describe(),
        subtopic,
        key = entry.key(),
        value = url
    );
    Some(evidence(document, entry, says))
}
