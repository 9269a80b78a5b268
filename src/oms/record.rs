//! The record that `contrib/collect.sh` leaves beside its copies: when they were taken, and which components ran then. What runs
//! is live for sure, whatever the sequences of directories say.

use std::collections::BTreeSet;

use crate::oms::backup_name::{self, is_below};
use crate::oms::component::Component;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::standing::Runs;
use crate::oms::time;
use crate::text::lang::{tr_noop, translated};
use crate::text::node::{Ref, Value};

/// What one record says.
#[derive(Debug, Clone)]
pub(crate) struct Record<'a> {
    /// Number of its document.
    pub document: usize,
    /// The folder that it lies in: what lies below was taken with it.
    folder: &'a str,
    /// The backup that it lies in, if it lies in one by the name of a folder: it speaks for nothing outside of that.
    backup: Option<&'a str>,
    /// When that was, in Unix seconds.
    pub time: Option<i64>,
    /// The server, as whoever collected called it.
    pub server: Option<&'a str>,
    /// Whether all processes were seen, so that what is not listed did not run.
    pub is_complete: bool,
    /// Why not all were seen.
    pub why: Option<&'a str>,
    /// The ids of the components that ran, as OMS writes them.
    pub running: BTreeSet<String>,
}

/// Why collect.sh says that it did not see all processes. Records are English; who reads of one is told in their language.
const WHY: [&str; 3] = [
    tr_noop!("the processes of others are hidden, or there is no /proc"),
    tr_noop!("some command lines could not be read; run it as root"),
    tr_noop!("no process of a component was seen; they may run elsewhere"),
];

/// The first words of every record's `schema`.
const SCHEMA: &str = "omslint/collect/";

/// Whether a document is a record, of whatever version.
#[must_use]
pub(super) fn is_record(root: Ref<'_>) -> bool {
    root.get("schema").and_then(|schema| schema.text()).is_some_and(|schema| schema.starts_with(SCHEMA))
}

impl<'a> Record<'a> {
    /// Reads a record that lies in `folder`; None if it is not as collect.sh writes it.
    #[must_use]
    pub(super) fn read(document: usize, folder: &'a str, root: Ref<'a>) -> Option<Self> {
        let text = |key: &str| root.get(key).and_then(|value| value.filled());
        let list = root.get("running")?;
        if text("schema") != Some("omslint/collect/v1") || !matches!(list.value(), Value::Sequence(_)) {
            return None;
        }
        let id = |item: Ref<'a>| {
            let text = item.filled()?;
            Some(ComponentId::parse(text).map_or_else(|| text.to_owned(), |id| id.text.to_string()))
        };
        Some(Self {
            document,
            folder,
            backup: backup_name::innermost_aside(folder),
            time: Some(time::seconds(root.get("time")?)?),
            server: text("server"),
            is_complete: root.get("complete")?.flag()?,
            why: text("why").map(|why| WHY.into_iter().find(|known| *known == why).map_or(why, translated)),
            running: list.items().map(id).collect::<Option<_>>()?,
        })
    }

    /// Whether it lies in a backup of what lies at this path, by their names: then it tells what ran at another time.
    pub(super) fn is_backup_beside(&self, path: &str) -> bool {
        self.backup.is_some_and(|backup| backup_name::is_backup_of(backup, path))
    }

    /// Whether it says anything of what lies at this path: what lies in a backup is evidence for nothing outside of that.
    fn is_evidence_for(&self, path: &str) -> bool {
        self.backup.is_none_or(|backup| is_below(path, backup))
    }

    /// Whether a file of this path was taken with it.
    fn covers(&self, path: &str) -> bool {
        self.folder.is_empty() || is_below(path, self.folder)
    }

    /// What it says of a component whose document has this path; None if it says nothing of it. `taken` is when the component was.
    fn about(&self, component: &Component<'_>, path: &str, taken: Option<i64>) -> Option<Runs> {
        let id = component.id.as_ref()?;
        if !self.is_evidence_for(path) {
            return None;
        }
        let says = |is_running| Some(Runs { is_running, at: self.time, document: self.document });
        if self.running.contains(&*id.text) {
            return says(true);
        }
        let is_later = |taken: Option<i64>| taken.zip(self.time).is_none_or(|(taken, own)| time::is_ahead(taken, own));
        // Of a copy that was made elsewhere and later, or nobody knows when, it cannot say that it does not run.
        let is_elsewhere = || self.server.is_some() && component.server.as_deref() == self.server && !is_later(taken);
        // What lies beside it was taken with it, unless its process says that it ran later.
        let is_beside = || self.covers(path) && !component.ran_after(self.time);
        (self.is_complete && is_seen(component.kind) && (is_beside() || is_elsewhere())).then(|| says(false))?
    }
}

/// The Incr-Sync of this id, of which no more is known than that it ran; None for other components. `document`: the record.
pub(super) fn incr_sync<'a>(id: &str, document: usize) -> Option<Box<Component<'a>>> {
    let id = ComponentId::parse_whole(id)?;
    let kind = id.kind.filter(|kind| matches!(kind, ComponentKind::IncrSync(_)))?;
    let mut component = Box::new(Component::new(kind, document));
    component.identify(id);
    Some(component)
}

/// Whether a process of a component of this kind is one that collect.sh knows: how others are started is not known.
fn is_seen(kind: ComponentKind) -> bool {
    match kind {
        ComponentKind::IncrSync(plugin) => plugin != Plugin::JdbcWriter,
        ComponentKind::FullImport | ComponentKind::FullVerification => true,
        ComponentKind::Store | ComponentKind::Unknown => false,
    }
}

/// Says of `component`, whose document has this path, when it was taken and whether it ran. `taken` says when a component was taken,
/// whatever tells that.
pub(super) fn apply(
    component: &mut Component<'_>,
    path: &str,
    records: &[Record<'_>],
    taken: &(dyn Fn(&Component<'_>) -> Option<i64> + Sync),
) {
    if component.reported.is_none() {
        let nearest =
            records.iter().filter(|record| record.covers(path)).max_by_key(|record| (record.folder.len(), record.time));
        component.recorded = nearest.and_then(|record| record.time);
    }
    let taken = taken(component);
    let said = records.iter().filter_map(|record| record.about(component, path, taken));
    // The newest says it; of two of one time, the one that saw a process.
    component.runs = said.max_by_key(|runs| (runs.at, runs.is_running));
}
