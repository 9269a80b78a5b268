//! Where an export contradicts itself about whose configuration something is: then nothing drawn from it is safe, and a person
//! must see what does not fit together.

use std::collections::BTreeSet;

use crate::lint::finding::Evidence;
use crate::oms::classify::named_tasks;
use crate::oms::client::{Client, clients_in};
use crate::oms::cluster::{are_apart, clusters, hosts};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::id::{direction_in, is_task_id};
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::source::Place;

/// What contradicts itself about `component`, about the `used` components whose words are taken for it, and about their task.
#[must_use]
pub(super) fn about(export: &Export<'_>, component: &Component<'_>, used: &[&Component<'_>]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for one in std::iter::once(component).chain(used.iter().copied()) {
        found.extend(of_names(one));
        found.extend(of_directions(one));
        found.extend(of_running(one));
    }
    found.extend(of_clusters(export, component));
    found.extend(of_stores(export, component));
    found
}

fn evidence(document: usize, entry: EntryRef<'_>, says: String) -> Evidence {
    let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
    Evidence { place, says: says.into(), value: None }
}

/// An id that names another task than `taskIdentity`, or a `name` of the API that names another than its `identity`.
pub(crate) fn of_names(component: &Component<'_>) -> Vec<Evidence> {
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

/// A list of the API that goes one way, and an item whose id or content goes the other.
fn of_directions(component: &Component<'_>) -> Option<Evidence> {
    let reported = component.reported.filter(|reported| reported.is_listed)?;
    let by_id = || component.id.as_ref().and_then(|id| id.direction);
    let by_name = || {
        let coordinator = component.section(SectionName::Coordinator)?;
        direction_in(coordinator.filled(&["taskName"])?.1)
    };
    let other = [by_id(), by_name()]
        .into_iter()
        .flatten()
        .find(|way| component.direction_stated && *way != component.direction)?;
    let entry = reported.item.entry("name").or_else(|| reported.item.entries().next())?;
    let (list, item) = (component.direction.label(), other.label());
    let says = tr!("it stands in a list of {list} components, but by its name it is {item}", list, item);
    Some(evidence(component.document, entry, says))
}

/// The merged view of a process that runs another task, or reads something else.
fn of_running(component: &Component<'_>) -> Vec<Evidence> {
    of_running_task(component).into_iter().chain(of_running_clients(component)).collect()
}

/// The merged view of a process that reads none of the subtopics that the component reads.
fn of_running_clients(component: &Component<'_>) -> Option<Evidence> {
    let (document, root) = component.running?;
    let source = Section::find(document, root, "source")?;
    let entry = source.entry("clients")?;
    let own: BTreeSet<&str> = component.clients().iter().filter_map(Client::reads).collect();
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
