//! What may be a component and is not in the export: left out, not read, or only seen to run. Nobody knows what a write to all
//! components of its server or task would do to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Basis;
use crate::oms::id::ComponentId;
use crate::oms::kind::ComponentKind;

/// All of them.
#[derive(Default)]
pub(super) struct Absences {
    /// By server; those that may be on any under [`ANY`].
    by_server: BTreeMap<String, BTreeSet<String>>,
    /// Those that may be Incr-Syncs, by task; those that may be of any under [`ANY`].
    by_task: BTreeMap<String, BTreeSet<String>>,
}

/// What stands where the server or the task is not known.
const ANY: &str = "";

/// So many names are kept.
const NAMES: usize = 3;

impl Absences {
    pub(super) fn of(basis: Basis<'_, '_>) -> Self {
        let mut all = Self::default();
        for (record, id) in basis.export.only_recorded() {
            if let Some(id) = ComponentId::parse(id) {
                all.add_id(&id, id.server.as_deref().or(record.server));
            }
        }
        if basis.left_out.is_empty() {
            return all;
        }
        // The newest of each lane. What is older than that is a leftover.
        let is_store = |kind: Option<ComponentKind>| kind == Some(ComponentKind::Store);
        let mut lanes: HashMap<(bool, &str), Option<u64>> = HashMap::new();
        for component in basis.export.components() {
            let Some(id) = &component.id else { continue };
            let newest = lanes.entry((is_store(Some(component.kind)), &id.lane)).or_default();
            *newest = (*newest).max(id.sequence);
        }
        let folders = servers_by_folder(basis);
        for path in basis.left_out {
            let Some(id) = id_in(path) else {
                let nearest = above(path).find_map(|folder| folders.get(folder));
                match nearest {
                    Some(servers) => servers.iter().for_each(|server| add(&mut all.by_server, server, path)),
                    None => add(&mut all.by_server, ANY, path),
                }
                add(&mut all.by_task, ANY, path);
                continue;
            };
            let newest = lanes.get(&(is_store(id.kind), &*id.lane));
            if newest.is_none_or(|newest| *newest < id.sequence) {
                all.add_id(&id, id.server.as_deref());
            }
        }
        all
    }

    /// One of which the id is known. A verification, whose id is a number, is given no type.
    fn add_id(&mut self, id: &ComponentId, server: Option<&str>) {
        if id.kind == Some(ComponentKind::FullVerification) || id.is_number() {
            return;
        }
        let may_be_incr_sync = id.kind.is_none_or(|kind| matches!(kind, ComponentKind::IncrSync(_)));
        let task = may_be_incr_sync.then(|| id.task.as_deref().unwrap_or(ANY));
        add(&mut self.by_server, server.unwrap_or(ANY), &id.text);
        task.into_iter().for_each(|task| add(&mut self.by_task, task, &id.text));
    }

    /// What may be on a server: how many, and the first of them. `is_it` says which names may be of it.
    pub(super) fn on_server(&self, is_it: &dyn Fn(&str) -> bool) -> (usize, Vec<String>) {
        first(&self.by_server, is_it)
    }

    /// What may be an Incr-Sync of a task.
    pub(super) fn of_task(&self, task: &str) -> (usize, Vec<String>) {
        first(&self.by_task, &|other| other == task)
    }
}

fn add(all: &mut BTreeMap<String, BTreeSet<String>>, of: &str, name: &str) {
    all.entry(of.to_owned()).or_default().insert(name.to_owned());
}

fn first(all: &BTreeMap<String, BTreeSet<String>>, is_it: &dyn Fn(&str) -> bool) -> (usize, Vec<String>) {
    let own = all.iter().filter(|(of, _)| *of != ANY && is_it(of)).map(|(_, names)| names);
    let sets = || own.clone().chain(all.get(ANY));
    (sets().map(BTreeSet::len).sum(), sets().flatten().take(NAMES).cloned().collect())
}

/// The id of a component in a path: the last one.
fn id_in(path: &str) -> Option<ComponentId> {
    let stem = |name: &str| name.rsplit_once('.').and_then(|(stem, _)| ComponentId::parse_whole(stem));
    path.rsplit('/').find_map(|name| ComponentId::parse_whole(name).or_else(|| stem(name)))
}

/// The servers of the components below each folder.
fn servers_by_folder<'b>(basis: Basis<'b, '_>) -> HashMap<&'b str, BTreeSet<&'b str>> {
    let mut folders: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for component in basis.export.counted() {
        let Some(server) = component.server.as_deref() else { continue };
        let path = basis.export.document(component.document).map_or("", |document| &document.path);
        above(path).for_each(|folder| {
            folders.entry(folder).or_default().insert(server);
        });
    }
    folders
}

/// The folders above a path, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').filter_map(|(at, _)| path.get(..at))
}
