//! What has to be entered for a component, key by key: the difference between its source as it is and as it was fixed.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::Basis;
use crate::oms::cluster;
use crate::oms::component::Component;
use crate::oms::kind::Direction;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::node::as_text;
use crate::text::redact::{self, is_mask, is_secret_key};
use crate::text::sorting;

/// Which calls of the Cluster Manager a component understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Connector v2.
    V2,
    /// A Light-Connector of 3.2.x.
    Light,
}

/// A key of `source`, and the value it is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewKey {
    /// The key, without `source.`.
    pub key: String,
    /// The value it has now; None where it is absent or blank.
    pub old: Option<Value>,
    /// Whether the key stands there now, with whatever value.
    pub is_there: bool,
    /// The value it is to have.
    pub new: Value,
    /// What it rests on, in a few words.
    pub because: String,
    /// How far it can be trusted.
    pub trust: Trust,
}

impl NewKey {
    /// Whether it is the checkpoint, or that of one client under a key of its own.
    #[must_use]
    pub(crate) fn is_position(&self) -> bool {
        self.key == "checkpoint" || self.key.starts_with("checkpoint.")
    }
}

/// How far a value can be trusted, as a person reads it; what is worse is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// What it rests on agrees.
    Safe,
    /// It is likely, no more.
    Guessed,
    /// The user says so, and the export says otherwise.
    Doubted,
}

/// What is to be done for one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Component id as OMS writes it; None where no id is known, so that nothing can be called.
    pub component: Option<String>,
    /// Server.
    pub server: Option<String>,
    /// Direction.
    pub direction: Direction,
    /// Which calls it understands.
    pub flavour: Flavour,
    /// `region` of an API export.
    pub region: Option<String>,
    /// The addresses of its Cluster Manager, as its clients name them.
    pub managers: BTreeSet<String>,
    /// The keys.
    pub entries: Vec<NewKey>,
    /// The file that was read.
    pub path: String,
}

/// The Cluster Managers of the components, each with its addresses: two lists of addresses that share one are of the same.
pub(super) fn managers<'s>(steps: impl Iterator<Item = &'s Step>) -> Vec<BTreeSet<String>> {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for step in steps.filter(|step| step.component.is_some() && !step.managers.is_empty()) {
        let (known, mut others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut groups).into_iter().partition(|group| !group.is_disjoint(&step.managers));
        others.push(sorting::set(known.into_iter().flatten().chain(step.managers.iter().cloned())));
        groups = others;
    }
    groups
}

impl Step {
    /// Whether the script calls it: its component has an id, and it is known whose it is where the plan is of several Cluster
    /// Managers.
    pub(super) fn has_call(&self, is_several: bool) -> bool {
        self.component.is_some() && !(is_several && self.managers.is_empty())
    }

    /// Whether the checkpoint is among the keys.
    #[must_use]
    pub(crate) fn sets_checkpoint(&self) -> bool {
        self.entries.iter().any(NewKey::is_position)
    }

    /// Whether the export says otherwise than one of its values.
    #[must_use]
    pub(crate) fn is_doubted(&self) -> bool {
        self.entries.iter().any(|entry| entry.trust == Trust::Doubted)
    }
}

/// The steps for all components, with the task each belongs to. A component that stands in two files has one step.
pub(super) fn of(basis: Basis<'_, '_>) -> Vec<(usize, Step)> {
    let mut steps: Vec<(usize, Step)> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (number, component) in basis.export.components().enumerate() {
        let is_ours =
            matches!(component.kind, ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy)) && component.is_live();
        let Some(fixed) = basis.fixed.component(number).filter(|_| is_ours) else { continue };
        let (Some(old), Some(new)) = (component.source(), fixed.source()) else { continue };
        let entries = entries(old, new);
        if entries.is_empty() {
            continue;
        }
        let id = component.id.as_ref().map(|id| id.text.to_string());
        let known = id.as_ref().and_then(|id| by_id.get(id)).and_then(|at| steps.get_mut(*at));
        if let Some((_, step)) = known {
            // Both copies are of one component: what either lacks is entered once.
            let is_new = |entry: &NewKey| !step.entries.iter().any(|other| other.key == entry.key);
            let more: Vec<_> = entries.into_iter().filter(is_new).collect();
            step.entries.extend(more);
            continue;
        }
        let path = basis.export.document(component.document).map(|document| document.path.to_string());
        by_id.extend(id.clone().map(|id| (id, steps.len())));
        steps.push((
            number,
            Step {
                flavour: flavour(component),
                component: id,
                server: component.server.as_deref().map(str::to_owned),
                direction: component.direction,
                region: region(basis, component),
                managers: sorting::set(
                    cluster::clusters(component).into_iter().flat_map(|(.., url)| cluster::hosts(url)),
                ),
                entries,
                path: path.unwrap_or_default(),
            },
        ));
    }
    steps
}

fn entries(old: &Section<'_>, new: &Section<'_>) -> Vec<NewKey> {
    let own = new.full_key("");
    let mut entries = Vec::new();
    for entry in new.entries() {
        let key = entry.key().strip_prefix(&own).unwrap_or(entry.key());
        let Some(value) = entry.value.to_json() else { continue };
        let before = old.get(key);
        let was = before.and_then(|before| before.to_json());
        if was.as_ref() == Some(&value) || has_secret(&value, is_secret_key(key)) {
            continue;
        }
        let old = was.filter(|_| before.is_some_and(|before| !before.is_blank()));
        let (is_there, because) = (before.is_some(), String::new());
        entries.push(NewKey { key: key.to_owned(), old, is_there, new: value, because, trust: Trust::Safe });
    }
    entries
}

/// The value of the key that `change` gives another name, as OMS takes it; None where it holds a secret.
pub(super) fn renamed(change: &Change<'_>) -> Option<String> {
    let Change::Rename { entry, key } = change else { return None };
    let value = entry.value.to_json().filter(|value| !has_secret(value, is_secret_key(key)))?;
    Some(as_text(&value))
}

/// Whether a secret or a mask is in a value: such a value is entered by hand only.
fn has_secret(value: &Value, is_secret: bool) -> bool {
    match value {
        Value::Object(map) => map.iter().any(|(key, value)| {
            let is_named = redact::is_named_secret(key, |other| map.get(other).and_then(Value::as_str));
            has_secret(value, is_secret || is_secret_key(key) || is_named)
        }),
        Value::Array(items) => items.iter().any(|item| has_secret(item, is_secret)),
        Value::String(text) => {
            let inside = text.trim_start().starts_with(['{', '[']);
            let nested = inside.then(|| serde_json::from_str::<Value>(text).ok()).flatten();
            is_mask(text)
                || (is_secret && !text.trim().is_empty())
                || redact::text(text) != text.as_str()
                || nested.is_some_and(|nested| has_secret(&nested, is_secret))
        }
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => is_secret,
    }
}

fn flavour(component: &Component<'_>) -> Flavour {
    let id = component.id.as_ref().map_or("", |id| &*id.text);
    if id.contains(":connector_v2:") {
        return Flavour::V2;
    }
    let is_old = [":connector:", ":connector_v1:", ":light_connector:"].iter().any(|name| id.contains(name));
    let old_keys = ["store_username", "store_max_retries", "store_time_zone"];
    let has_old_keys = component.source().is_some_and(|source| old_keys.iter().any(|key| source.get(key).is_some()));
    if is_old || has_old_keys { Flavour::Light } else { Flavour::V2 }
}

fn region(basis: Basis<'_, '_>, component: &Component<'_>) -> Option<String> {
    basis.export.reported(component).find_map(|other| Some(other.reported?.item.get("region")?.filled()?.to_owned()))
}

/// A component id without the server and its port, which stand above the table.
pub(super) fn short_id(id: &str, server: Option<&str>) -> String {
    let rest = server.filter(|server| !server.is_empty()).and_then(|server| id.strip_prefix(server)?.strip_prefix('-'));
    let rest = rest.and_then(|rest| rest.split_once(':')).map(|(_, rest)| rest);
    rest.map_or_else(|| id.to_owned(), str::to_owned)
}
