//! Where *Batch O&M* may write one `dbType` to all tasks of a server: only if every live source there has one type.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Basis;
use super::tasks::TaskPlan;
use crate::knowledge::db_types::{Meaning, is_oceanbase};
use crate::lint::evidence::db_type::{self, Conclusion};
use crate::lint::states::{self, State};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::id::subtopic_prefix;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::store;
use crate::text::lang::tr_noop;
use crate::text::sorting;

/// What stands where no type is known.
pub(super) const UNKNOWN: &str = tr_noop!("unknown");

/// What Batch O&M can do on one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    /// The server.
    pub server: String,
    /// Components there that lack a `dbType`.
    pub lacking: usize,
    /// The tasks of those of them for which something else is still open: they would get their type without it.
    pub open: BTreeSet<String>,
    /// The one type, if there is one.
    pub db_type: Option<String>,
    /// Otherwise: type by type, or what is unknown, the tasks that have it.
    pub forbidding: BTreeMap<String, BTreeSet<String>>,
}

/// What Batch O&M can do on each server where a `dbType` is due.
pub(super) fn of(basis: Basis<'_, '_>, tasks: &[TaskPlan]) -> Vec<Batch> {
    let mut servers: BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (number, component) in basis.export.components().enumerate().filter(|(_, component)| component.is_live()) {
        let is_source =
            matches!(component.kind, ComponentKind::IncrSync(_) | ComponentKind::FullImport | ComponentKind::Store);
        let Some(server) = component.server.as_deref().filter(|_| is_source) else { continue };
        let what = db_type(basis, (number, component)).unwrap_or_else(|| UNKNOWN.to_owned());
        let name = component.task.as_deref().map_or_else(|| component.describe(), str::to_owned);
        servers.entry(server).or_default().entry(what).or_default().insert(name);
    }
    let mut lacking: HashMap<&str, usize> = HashMap::new();
    let mut open: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for (task, server, id) in lacks(basis, tasks) {
        *lacking.entry(server).or_default() += 1;
        if !task.due().any(|step| step.component.as_deref() == id) {
            open.entry(server).or_default().insert(task.name.clone());
        }
    }
    let mut batch = |(server, types): (&str, BTreeMap<String, BTreeSet<String>>)| {
        let is_one = types.len() == 1 && !types.contains_key(UNKNOWN);
        let db_type = types.keys().next().cloned().filter(|_| is_one);
        let forbidding = if is_one { BTreeMap::new() } else { types };
        let lacking = lacking.get(server).copied().unwrap_or(0);
        let open = open.remove(server).unwrap_or_default();
        Batch { server: server.to_owned(), lacking, open, db_type, forbidding }
    };
    servers.into_iter().map(&mut batch).filter(|batch| batch.lacking > 0).collect()
}

/// The components that lack their type, whatever is known of it, each with its task, its server and its id: one write would
/// give it to all of them.
fn lacks<'b, 't>(
    basis: Basis<'b, '_>,
    tasks: &'t [TaskPlan],
) -> impl Iterator<Item = (&'t TaskPlan, &'b str, Option<&'b str>)> {
    let by_id: HashMap<(bool, &str), &TaskPlan> = tasks.iter().map(|task| ((task.is_id, &*task.filed), task)).collect();
    let mut seen = HashSet::new();
    basis.findings.iter().filter_map(move |finding| {
        let component = states::owner(basis.export, finding).filter(|component| component.is_live())?;
        let is_ours = matches!(component.kind, ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy));
        if finding.topic != Topic::Missing(SourceKey::DbType) || !is_ours {
            return None;
        }
        let (is_task, filed) = states::filed_under(basis.export, component);
        let task = by_id.get(&(is_task, &*filed)).copied().filter(|task| task.state != State::Ready)?;
        let id = component.id.as_ref().map(|id| &*id.text);
        (id.is_none() || seen.insert(id)).then_some((task, component.server.as_deref()?, id))
    })
}

/// The type of the database that a component reads, if it is certain enough to be written to others.
fn db_type(basis: Basis<'_, '_>, (number, component): (usize, &Component<'_>)) -> Option<String> {
    let types = &basis.settings.db_types;
    let known = |name: &str| match types.meaning(name) {
        Meaning::Known(name) => Some(name.into_owned()),
        Meaning::Sloppy | Meaning::Unknown => None,
    };
    match component.kind {
        ComponentKind::IncrSync(Plugin::JdbcWriter) => known(component.config()?.filled(&["src_type"])?.1),
        ComponentKind::IncrSync(Plugin::Kafka) => Some("Kafka".to_owned()),
        ComponentKind::IncrSync(_) => incr_sync(basis, number, component),
        ComponentKind::FullImport => {
            let source = component.source().and_then(|source| source.filled(&["dbType", "db_type", "database_type"]));
            let coordinator = component.section(SectionName::Coordinator);
            let checker = component.config().and_then(|config| config.filled(&["datasource.master.type"]));
            let sections = source.or_else(|| coordinator.and_then(|section| section.filled(&["sourceType"])));
            known(sections.or(checker)?.1)
        }
        ComponentKind::Store => of_store(basis, component),
        ComponentKind::FullVerification | ComponentKind::Unknown => None,
    }
}

fn incr_sync(basis: Basis<'_, '_>, number: usize, component: &Component<'_>) -> Option<String> {
    let types = &basis.settings.db_types;
    // A value that is about to be entered counts as there.
    let fixed = basis.fixed.component(number).unwrap_or(component);
    if let Some((_, name)) = fixed.source().and_then(|source| source.filled(&["dbType", "db_type"])) {
        return match types.meaning(name) {
            Meaning::Known(name) => Some(name.into_owned()),
            Meaning::Sloppy | Meaning::Unknown => None,
        };
    }
    match db_type::weigh(basis.export, component, types, None).verdict {
        Conclusion::Type(name, crate::lint::finding::Tier::Safe) => Some(name),
        _ => None,
    }
}

/// The type that a Store reads: what its sections say, else what those say who read it, else its own subtopic's prefix.
fn of_store(basis: Basis<'_, '_>, component: &Component<'_>) -> Option<String> {
    let is_filled = |name: &str| store::section(component, name).is_some_and(|section| section.is_filled());
    for (name, canonical) in [("mysql2store", "MYSQL"), ("oracle2store", "ORACLE"), ("db2tostore", "DB2_LUW")] {
        if is_filled(name) {
            return Some(canonical.to_owned());
        }
    }
    let logminer = store::section(component, "deliver2store").is_some_and(|section| {
        section.filled(&["subreader.type"]).is_some_and(|(_, how)| how.eq_ignore_ascii_case("logminer"))
    });
    if logminer {
        return Some("ORACLE".to_owned());
    }
    let subtopic = component.subtopic.as_deref()?;
    let is_writer = |reader: &Component<'_>| reader.kind == ComponentKind::IncrSync(Plugin::JdbcWriter);
    let readers = basis.export.readers(subtopic).filter(|(_, reader)| !is_writer(reader));
    let read: BTreeSet<_> = sorting::set(readers.filter_map(|(number, reader)| incr_sync(basis, number, reader)));
    let some_oceanbase = is_filled("ob2store") || is_filled("liboblog");
    let fits = |name: &String| !some_oceanbase || is_oceanbase(name);
    let mut read = read.into_iter();
    match (read.next(), read.next()) {
        (Some(name), None) => Some(name).filter(fits),
        (Some(_), Some(_)) => None,
        (None, _) => {
            let said = component.reported.and_then(|reported| reported.item.get("type")?.filled());
            match basis.settings.db_types.meaning(said.or_else(|| subtopic_prefix(subtopic))?) {
                Meaning::Known(name) => Some(name.into_owned()).filter(fits),
                Meaning::Sloppy | Meaning::Unknown => None,
            }
        }
    }
}
