//! Components of which only a process tells: the status that it left, the record of whoever saw it.

use std::collections::HashSet;

use super::Export;
use crate::oms::assemble::{self, Origin};
use crate::oms::component::Component;
use crate::oms::record::{self, Record};
use crate::text::node::Ref;

impl<'a> Export<'a> {
    /// The ids of components whose processes a record of collect.sh saw and of which nothing is here, each with that record.
    pub(crate) fn only_recorded(&self) -> impl Iterator<Item = (&Record<'a>, &String)> {
        let seen = self.records.iter().flat_map(|record| record.running.iter().map(move |id| (record, id)));
        seen.filter(|(_, id)| self.with_id(id).next().is_none())
    }

    /// Adds the components of directories in which a process left its status, and nothing else is.
    pub(super) fn add_bare(&mut self, statuses: &[(usize, Ref<'a>)]) {
        if statuses.is_empty() {
            return;
        }
        let inputs = &self.inputs;
        let of = |document: usize| assemble::location(inputs, document).map(|location| location.folder);
        let own = |document: usize| of(document).map(|folder| folder.strip_suffix("/conf").unwrap_or(folder));
        let known: HashSet<&str> = self.components.iter().filter_map(|component| own(component.document)).collect();
        let bare = statuses.iter().filter(|(number, _)| of(*number).is_some_and(|folder| !known.contains(folder)));
        let mut bare: Vec<_> = bare.filter_map(|(number, _)| assemble::without_files(inputs, *number, None)).collect();
        bare.iter_mut().for_each(|component| assemble::complete(component));
        self.components.append(&mut bare);
    }

    /// Adds the Incr-Syncs whose processes a record of collect.sh saw and of which nothing else is here: they are live, and nobody
    /// looked at them. Where files were named one by one, the others may be anywhere. A record in a backup of what stands here tells
    /// what ran then; where nothing else is here of a server, it is all there is.
    pub(super) fn add_running(&mut self) {
        if self.records.is_empty() {
            return;
        }
        let is_scanned = |record: &&Record<'_>| {
            self.inputs.get(record.document).is_some_and(|input| input.origin == Origin::Scanned)
        };
        let known = self.components.iter().filter_map(|component| Some(&*component.id.as_ref()?.text));
        let mut known: HashSet<&str> = known.collect();
        let mut seen = Vec::new();
        for record in self.records.iter().filter(is_scanned) {
            let is_beside = |component: &&Component<'_>| {
                let path = assemble::path(&self.inputs, component.document);
                component.reported.is_none() && record.is_backup_beside(path)
            };
            let servers = self.components().filter(is_beside).filter_map(|component| component.server.as_deref());
            let servers: HashSet<&str> = servers.collect();
            let is_of_then = |seen: &Component<'_>| seen.server.as_deref().is_some_and(|own| servers.contains(own));
            let new = record.running.iter().filter(|id| !known.contains(id.as_str()));
            let new = new.filter_map(|id| Some((id, record::incr_sync(id, record.document)?)));
            let new: Vec<_> = new.filter(|(_, component)| !is_of_then(component)).collect();
            known.extend(new.iter().map(|(id, _)| id.as_str()));
            seen.extend(new.into_iter().map(|(_, component)| component));
        }
        drop(known);
        seen.retain_mut(|component| {
            assemble::complete(component);
            let taken = |component: &Component<'_>| component.recorded;
            record::apply(component, assemble::path(&self.inputs, component.document), &self.records, &taken);
            component.ran() == Some(true)
        });
        self.components.append(&mut seen);
    }

    /// Whether the record of the first document lies in a backup of what the second is of.
    pub(super) fn is_backup_beside(&self, record: usize, document: usize) -> bool {
        let at = self.records.binary_search_by_key(&record, |record| record.document).ok();
        let record = at.and_then(|at| self.records.get(at));
        record.is_some_and(|record| record.is_backup_beside(assemble::path(&self.inputs, document)))
    }
}
