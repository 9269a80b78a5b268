//! OMS110: an export in which something is missing.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::knowledge::console;
use crate::lint::finding::{Finding, Severity};
use crate::lint::overrides::Said;
use crate::lint::rule::{Context, Expected, Meta, Rule, Topic};
use crate::lint::unread;
use crate::oms::client::Client;
use crate::oms::component::Subject;
use crate::oms::component::{Component, WRITER_READS};
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::text::lang::{comma, tr, translated};
use crate::text::sorting;
use crate::text::source::Place;

pub(super) struct IncompleteExport;

static META: Meta = Meta {
    code: "OMS110",
    name: "incomplete-export",
    summary: "a Store without its Incr-Sync, an Incr-Sync without its Store, an expected task that is missing",
    severity: Severity::Info,
    topic: Topic::Completeness,
    is_default: true,
    fix: None,
    what: "A Store whose subtopic no Incr-Sync of the export reads, an Incr-Sync that reads a subtopic of which the export \
           has no Store (both info), or a task named in the list of `--expect` of which no Incr-Sync was checked: the export holds \
           no component of it, only others (a Store, a Full-Import), or an Incr-Sync that was not understood (error).",
    why: "The components of one task are spread over the servers. Where the directories of one server were not copied, \
          their tasks were not checked, and a result without findings says nothing about them. Where the Store is missing, \
          its type and its beginning are missing as evidence.",
    how: "Copy `/home/ds/run/*/conf` and `/home/ds/store/*/conf` from every server of the deployment, and check again. A \
          Store may also be left from a task that was deleted: OPS & Monitoring > Component > Store shows whether it still \
          runs. Take a task out of the list only when it is gone.",
    source: "That an Incr-Sync reads its Store by subtopic is documented (high).",
};

impl Rule for IncompleteExport {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        let export = context.export;
        let read: HashSet<&str> = export.incr_syncs().flat_map(|(component, _)| subtopics(component)).collect();
        let mut seen = HashSet::new();
        for store in
            export.components().filter(|component| component.kind == ComponentKind::Store && component.is_live())
        {
            let Some(subtopic) = store.subtopic.as_deref() else { continue };
            // HA keeps several Stores of one subtopic; one finding says it all.
            if !read.contains(subtopic) && seen.insert(subtopic) {
                findings.extend(unread_store(context, store, subtopic));
            }
        }
        let mut seen = HashSet::new();
        for (component, plugin) in export.incr_syncs().filter(|(component, _)| component.is_live()) {
            // What was not understood names no subtopic that could be looked for; OMS111 says so.
            if !matches!(plugin, Plugin::Store | Plugin::JdbcWriter) || !unread::is_checked(export, component) {
                continue;
            }
            let subtopics = subtopics(component);
            let missing: Vec<&str> = subtopics.iter().copied().filter(|subtopic| !export.has_store(subtopic)).collect();
            let id = component.id.as_ref().map(|id| &*id.text);
            if (!missing.is_empty() || subtopics.is_empty()) && (id.is_none() || seen.insert(id)) {
                findings.extend(without_store(context, component, &missing));
            }
        }
        if let Some(expected) = &context.settings.expected {
            findings.extend(missing_tasks(context, expected));
        }
    }
}

/// The subtopics that an Incr-Sync or a JDBCWriter reads.
fn subtopics<'c>(component: &Component<'c>) -> Vec<&'c str> {
    let clients = component.clients();
    let read = clients.iter().filter_map(Client::reads);
    let writer = component.config().and_then(|config| config.filled(WRITER_READS));
    read.chain(writer.map(|(_, subtopic)| subtopic)).collect()
}

fn unread_store<'a>(context: Context<'_, 'a>, store: &Component<'a>, subtopic: &str) -> Option<Finding<'a>> {
    let section = store.config()?;
    let mut finding = META.finding(context, Some(store), section.place());
    finding.place = section.head();
    finding.label = tr!("nothing here reads this Store").into();
    finding.message = tr!(
        "{component} keeps {subtopic}, but no Incr-Sync that reads it is in the export, so whatever reads it was not checked",
        component = store.describe(),
        subtopic
    );
    finding.help =
        tr!("Add the run directories (/home/ds/run/*/conf) of the other servers, and check again. If the task was \
         deleted or has no Incr-Sync any more, there is nothing to do.")
        .into();
    Some(finding)
}

fn without_store<'a>(context: Context<'_, 'a>, component: &Component<'a>, missing: &[&str]) -> Option<Finding<'a>> {
    let section = component.main_section()?;
    let mut finding = META.finding(context, Some(component), section.place());
    finding.place = subtopic_place(component, section, missing);
    finding.label = tr!("its Store is not here").into();
    let who = component.describe();
    finding.message = match missing {
        [] => tr!("{component} names no subtopic that it reads, so its Store is not known", component = who),
        missing => tr!(
            "{component} reads {subtopics}, but no Store of it is in the export, so what the Store says of its type and its \
             beginning is not known",
            component = who,
            subtopics = missing.join(comma())
        ),
    };
    finding.help = if missing.is_empty() {
        tr!("Each client of the source names a `subtopic`; see whether `clients` is spelled right and filled.").into()
    } else if console::has_component_api(context.settings.from) {
        tr!(
            "Add the store directories (/home/ds/store/*/conf) of every server, or the answer of DescribeProjectComponents, \
             and check again."
        )
        .into()
    } else {
        tr!("Add the store directories (/home/ds/store/*/conf) of every server, and check again.").into()
    };
    Some(finding)
}

fn subtopic_place(component: &Component<'_>, section: &Section<'_>, missing: &[&str]) -> Place {
    let clients = component.clients();
    let entry = clients
        .iter()
        .filter_map(Client::subtopic_entry)
        .find(|entry| entry.value.filled().is_some_and(|subtopic| missing.contains(&subtopic)));
    entry.map_or_else(|| section.head(), |entry| Place { document: section.document, span: entry.value.span() })
}

fn missing_tasks<'a>(context: Context<'_, 'a>, expected: &Expected) -> Vec<Finding<'a>> {
    let export = context.export;
    let mut of_tasks: HashMap<&str, Vec<&Component<'a>>> = HashMap::new();
    for component in export.counted().filter(|component| component.is_live()) {
        if let Some(task) = component.task.as_deref() {
            of_tasks.entry(task).or_default().push(component);
        }
    }
    let of_task = |task: &Said<String>| of_tasks.get(task.value.as_str()).map_or(&[][..], Vec::as_slice);
    let is_met = |task: &&Said<String>| of_task(task).iter().any(|component| unread::is_checked(export, component));
    let missing: Vec<_> = expected.tasks.iter().filter(|task| !is_met(task)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let servers: Vec<&str> = export.servers().into_iter().collect();
    let here = match servers.as_slice() {
        [] => tr!("this export").to_owned(),
        servers => tr!("this export, which covers {servers}", servers = servers.join(comma())),
    };
    missing.into_iter().map(|task| missing_task(context, task, of_task(task), &here)).collect()
}

/// That no Incr-Sync of an expected task was checked; `found` is what is there of it, `here` what the export covers.
fn missing_task<'a>(
    context: Context<'_, 'a>,
    task: &Said<String>,
    found: &[&Component<'a>],
    here: &str,
) -> Finding<'a> {
    let id = &task.value;
    let mut finding = META.finding(context, None, task.place);
    finding.severity = Severity::Error;
    finding.subject = Subject { task: Some(id.as_str().into()), ..Subject::default() }.into();
    let unread = found.iter().find(|component| matches!(component.kind, ComponentKind::IncrSync(_)));
    let kinds: BTreeSet<&str> = sorting::set(found.iter().map(|component| component.kind.name()));
    let is_store = |component: &&Component<'_>| component.kind == ComponentKind::Store;
    (finding.label, finding.message) = match (unread, found) {
        (Some(unread), _) => (
            tr!("its Incr-Sync was not understood").into(),
            tr!(
                "task {id} is expected, but what is here of its Incr-Sync was not understood, so it was not checked: {component}",
                id,
                component = unread.describe()
            ),
        ),
        (None, []) => (
            tr!("not in this export").into(),
            tr!("task {id} is expected, but no component of it is in {here}; nothing of it was checked", id, here),
        ),
        (None, found) if found.iter().all(is_store) => (
            tr!("only its Store is here").into(),
            tr!("task {id} is expected, but only its Store is in {here}; nothing that reads it was checked", id, here),
        ),
        (None, _) => (
            tr!("its Incr-Sync is not here").into(),
            tr!(
                "task {id} is expected, but only its {kinds} is in {here}; its Incr-Sync, which the upgrade is about, was not \
                 checked",
                id,
                kinds = kinds.into_iter().map(translated).collect::<Vec<_>>().join(tr!(" and its ")),
                here
            ),
        ),
    };
    let copy = if unread.is_some() {
        tr!("Copy the whole `conf` directory of that component again, or export {id} again, and check again", id)
    } else {
        tr!(
            "Copy the directories of the servers that are missing, and check again: OPS & Monitoring > Component shows \
             where the components of {id} run",
            id
        )
    };
    finding.advise(copy, tr!("If the task was deleted, take it out of the list."));
    finding
}
