//! Where *Batch O&M* may write one `dbType` to all tasks of a server, or to all components of a task: only if every live source
//! there has one type.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Basis;
use super::absent::Absences;
use super::servers::Servers;
use super::steps::NewKey;
use super::tasks::TaskPlan;
use crate::knowledge::db_types::{Meaning, is_oceanbase};
use crate::lint::evidence::db_type::{self, Conclusion};
use crate::lint::finding::Severity;
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

/// What Batch O&M can do on one server, or for one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    /// The server, or the task.
    pub name: String,
    /// Components there that lack a `dbType`.
    pub lacking: usize,
    /// The tasks of which something else is missing in what the write reaches: it would leave that out.
    pub open: BTreeSet<String>,
    /// What may be a component there and is not in the export: how many, and the first of them.
    pub absent: (usize, Vec<String>),
    /// Servers, or components, that may be there and of which not all have that type.
    pub elsewhere: BTreeSet<String>,
    /// The one type, if there is one.
    pub db_type: Option<String>,
    /// Otherwise: type by type, or what is unknown, the tasks that have it.
    pub forbidding: BTreeMap<String, BTreeSet<String>>,
}

/// What Batch O&M can do.
pub(super) struct Batches {
    /// On each server where a `dbType` is due.
    pub servers: Vec<Batch>,
    /// For each task of which more than one component lacks it.
    pub tasks: Vec<Batch>,
}

/// What is known of those that one write reaches.
#[derive(Default)]
struct Reached {
    types: BTreeMap<String, BTreeSet<String>>,
    lacking: usize,
    open: BTreeSet<String>,
}

impl Reached {
    /// One that reads this, or what is not known.
    fn add(&mut self, db_type: Option<&String>, name: &str) {
        let what = db_type.cloned().unwrap_or_else(|| UNKNOWN.to_owned());
        self.types.entry(what).or_default().insert(name.to_owned());
    }

    /// One that lacks something; `is_due`: its type is all that it needs. The write restarts it, whatever it lacks.
    fn lacks(&mut self, task: &TaskPlan, (key, is_due): (SourceKey, bool)) {
        self.lacking += usize::from(key == SourceKey::DbType);
        if !is_due {
            self.open.insert(task.name.clone());
        }
    }

    fn batch(self, name: &str, absent: (usize, Vec<String>)) -> Batch {
        let Self { types, lacking, open } = self;
        let is_one = types.len() == 1 && !types.contains_key(UNKNOWN);
        let db_type = types.keys().next().cloned().filter(|_| is_one);
        let forbidding = if is_one { BTreeMap::new() } else { types };
        Batch { name: name.to_owned(), lacking, open, absent, elsewhere: BTreeSet::new(), db_type, forbidding }
    }
}

/// What Batch O&M can do on each server where a `dbType` is due, and for each task.
pub(super) fn of(basis: Basis<'_, '_>, tasks: &[TaskPlan]) -> Batches {
    let names = Servers::of(basis.export);
    let mut servers: BTreeMap<&str, Reached> = BTreeMap::new();
    let mut elsewhere: BTreeMap<(Option<&str>, String), Reached> = BTreeMap::new();
    let mut of_tasks: BTreeMap<&str, Reached> = BTreeMap::new();
    for (task, server, what) in lacks(basis, tasks) {
        if let Some(server) = server {
            servers.entry(names.main(server)).or_default().lacks(task, what);
        }
        if task.is_id {
            of_tasks.entry(&task.filed).or_default().lacks(task, what);
        }
    }
    servers.retain(|_, reached| reached.lacking > 0);
    // For any other it saves nothing.
    of_tasks.retain(|_, reached| reached.lacking > 1);
    for (number, component) in basis.export.components().enumerate().filter(|(_, component)| component.is_live()) {
        let is_incr_sync = matches!(component.kind, ComponentKind::IncrSync(_));
        let is_source = is_incr_sync || matches!(component.kind, ComponentKind::FullImport | ComponentKind::Store);
        let own = component.server.as_deref().map(|server| names.main(server));
        let may_be = |batch: &&str| own.is_none_or(|own| own != *batch && names.may_be_one(own, batch));
        let is_elsewhere = is_source && servers.keys().any(may_be);
        let server = own.filter(|_| is_source).and_then(|server| servers.get_mut(server));
        let task = component.task.as_deref().filter(|_| is_incr_sync).and_then(|task| of_tasks.get_mut(task));
        if server.is_none() && task.is_none() && !is_elsewhere {
            continue;
        }
        let db_type = db_type(basis, (number, component));
        let name = || component.task.as_deref().map_or_else(|| component.describe(), str::to_owned);
        [server, task].into_iter().flatten().for_each(|reached| reached.add(db_type.as_ref(), &name()));
        if is_elsewhere {
            let what = own.map_or_else(|| component.describe(), |own| format!("`{own}`"));
            elsewhere.entry((own, what)).or_default().add(db_type.as_ref(), &name());
        }
    }
    let absent = Absences::of(basis);
    let on_server = |(name, reached): (&str, Reached)| {
        let mut batch = reached.batch(name, absent.on_server(&|other| names.may_be_one(name, other)));
        let has_other = |reached: &Reached| reached.types.keys().any(|known| Some(known) != batch.db_type.as_ref());
        let may_be = |own: Option<&str>| own.is_none_or(|own| own != name && names.may_be_one(own, name));
        let others = elsewhere.iter().filter(|((own, _), reached)| may_be(*own) && has_other(reached));
        batch.elsewhere = sorting::set(others.map(|((_, what), _)| what.clone()));
        batch
    };
    Batches {
        servers: servers.into_iter().map(on_server).collect(),
        tasks: of_tasks.into_iter().map(|(name, reached)| reached.batch(name, absent.of_task(name))).collect(),
    }
}

/// The components that lack their type or their position, whatever is known of it: one write would reach all of them. Each with its
/// task, its server, what it lacks, and whether its type is known and all that it needs.
fn lacks<'b, 't>(
    basis: Basis<'b, '_>,
    tasks: &'t [TaskPlan],
) -> impl Iterator<Item = (&'t TaskPlan, Option<&'b str>, (SourceKey, bool))> {
    let by_id: HashMap<(bool, &str), &TaskPlan> = tasks.iter().map(|task| ((task.is_id, &*task.filed), task)).collect();
    let mut seen = HashSet::new();
    basis.findings.iter().chain(basis.unseen).filter_map(move |finding| {
        let Topic::Missing(key) = finding.topic else { return None };
        let component = states::owner(basis.export, finding).filter(|component| component.is_live())?;
        if !matches!(component.kind, ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy)) {
            return None;
        }
        let (is_task, filed) = states::filed_under(basis.export, component);
        // Of what is ready nothing is due, unless somebody ignores that it is.
        let is_needed = |task: &&TaskPlan| task.state != State::Ready || finding.severity > Severity::Info;
        let task = by_id.get(&(is_task, &*filed)).copied().filter(is_needed)?;
        let id = component.id.as_ref().map(|id| &*id.text);
        let is_type = |entry: &NewKey| SourceKey::DbType.names().contains(&&*entry.key);
        let is_due = || task.due().any(|step| step.component.as_deref() == id && step.entries.iter().all(is_type));
        let is_new = id.is_none_or(|id| seen.insert((id, key)));
        is_new.then(|| (task, component.server.as_deref(), (key, is_due())))
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
