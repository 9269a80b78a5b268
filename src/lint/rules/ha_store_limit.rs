//! OMS207: a subtopic with so many Stores that HA adds none.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::console;
use crate::knowledge::versions::Version;
use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::ha::{self, DEFAULT_STORE_THRESHOLD};
use crate::oms::kind::ComponentKind;
use crate::oms::store;
use crate::text::lang::tr;
use crate::text::sorting;
use crate::text::source::Place;

pub(super) struct HaStoreLimit;

static META: Meta = Meta {
    code: "OMS207",
    name: "ha-store-limit",
    summary: "a subtopic with so many Stores that HA adds none",
    severity: Severity::Warning,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A subtopic with as many Stores as `subtopicStoreNumberThreshold` of `ha.config` names (5 where it is not \
           set), or more, over all servers. Where an API answer lists Stores of the subtopic, only these count. \
           Otherwise directories count, leftovers too, so the finding is possible, not certain.",
    why: "HA adds a Store after the upgrade only while the number of Stores under the subtopic stays within the \
          threshold. Above it none is added; exactly at it, three pages of the documentation say that none is added, \
          and one says that one may be. A task whose Store is gone or behind then has nothing to read from.",
    how: "Before the upgrade, delete the Stores of the subtopic that are not needed any more (OPS & Monitoring > \
          Component), or raise `subtopicStoreNumberThreshold` in the system parameter `ha.config`.",
    source: "Documented by the vendor (high), but for the case exactly at the threshold, where its pages contradict each other.",
};

impl Rule for HaStoreLimit {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        if !console::has_ha(Some(context.settings.to)) {
            return;
        }
        let threshold = Threshold::of(context.export);
        let mut by_subtopic: BTreeMap<&str, Vec<&Component<'a>>> = BTreeMap::new();
        for component in context.export.components().filter(|component| is_store(component)) {
            if let Some(subtopic) = component.subtopic.as_deref() {
                by_subtopic.entry(subtopic).or_default().push(component);
            }
        }
        for (subtopic, stores) in by_subtopic {
            let count = Count::of(&stores);
            if count.all >= threshold.number {
                findings.extend(finding(context, subtopic, &count, &threshold));
            }
        }
    }
}

/// Whether a component is a Store, and no copy of one that is counted.
fn is_store(component: &Component<'_>) -> bool {
    component.kind == ComponentKind::Store && !component.is_repeated()
}

/// The number of Stores beyond which HA adds none.
struct Threshold {
    number: i64,
    /// Where it is set.
    place: Option<Place>,
    /// Whether there is a `ha.config` at all; without one it may be set to anything.
    is_known: bool,
}

impl Threshold {
    /// The lowest of the export's, if there are several.
    fn of(export: &Export<'_>) -> Self {
        let configs: Vec<_> = ha::configs(export).collect();
        let set = configs.iter().filter_map(|config| {
            let (entry, number) = config.number("subtopicStoreNumberThreshold")?;
            Some((number, config.place(entry)))
        });
        match set.min_by_key(|(number, _)| *number) {
            Some((number, place)) => Self { number, place: Some(place), is_known: true },
            None => Self { number: DEFAULT_STORE_THRESHOLD, place: None, is_known: !configs.is_empty() },
        }
    }

    fn words(&self) -> String {
        let number = self.number;
        match (self.place, self.is_known) {
            (Some(_), _) => tr!("`subtopicStoreNumberThreshold` is {number}", number),
            (None, true) => {
                tr!("`subtopicStoreNumberThreshold` is not set, so it is {number}, the default", number)
            }
            (None, false) => tr!(
                "no ha.config is in the export, and the default of `subtopicStoreNumberThreshold` is {number}",
                number
            ),
        }
    }
}

/// The Stores of a subtopic, each once.
struct Count<'c, 'a> {
    stores: Vec<&'c Component<'a>>,
    all: i64,
    /// Those that are no leftovers.
    live: i64,
}

impl<'c, 'a> Count<'c, 'a> {
    fn of(stores: &[&'c Component<'a>]) -> Self {
        let is_listed = stores.iter().any(|store| store.reported.is_some());
        let mut seen = BTreeSet::new();
        let counted: Vec<_> = stores
            .iter()
            .copied()
            .filter(|store| store.reported.is_some() || !is_listed)
            // A Store without an id is known by its file alone.
            .filter(|store| {
                seen.insert(store.id.as_ref().map_or_else(|| store.document.to_string(), |id| id.text.to_string()))
            })
            .collect();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let live = counted.iter().filter(|store| store.is_live()).count();
        Self { all: number(counted.len()), live: number(live), stores: counted }
    }
}

fn finding<'a>(
    context: Context<'_, 'a>,
    subtopic: &str,
    count: &Count<'_, 'a>,
    threshold: &Threshold,
) -> Option<Finding<'a>> {
    let sequence = |store: &&&Component<'_>| store.id.as_ref().and_then(|id| id.sequence);
    let newest = *count.stores.iter().filter(|store| store.is_live()).max_by_key(sequence).or(count.stores.first())?;
    let mut finding = META.finding(context, Some(newest), place(newest)?);
    let is_certain = count.live > threshold.number && threshold.is_known;
    finding.certainty = if is_certain { Certainty::Certain } else { Certainty::Possible };
    let all = count.all;
    finding.label = tr!("{all} Stores under this subtopic", all);
    finding.message = message(subtopic, count, threshold, (context.settings.to, is_certain), newest);
    let others = count.stores.iter().filter(|store| !std::ptr::eq(**store, newest));
    finding.related = others
        .filter_map(|store| Some(Label { place: place(store)?, message: tr!("one of its Stores").into() }))
        .collect();
    finding.related.extend(threshold.place.map(|place| Label { place, message: tr!("the threshold").into() }));
    finding.help = tr!(
        "Delete the Stores of this subtopic that are not needed any more (OPS & Monitoring > Component), or raise \
         `subtopicStoreNumberThreshold` above {all} in the system parameter `ha.config`.",
        all
    )
    .into();
    Some(finding)
}

fn message(
    subtopic: &str,
    count: &Count<'_, '_>,
    threshold: &Threshold,
    (to, is_certain): (Version, bool),
    newest: &Component<'_>,
) -> String {
    let all = count.all;
    let servers: BTreeSet<_> = sorting::set(count.stores.iter().filter_map(|store| store.server.as_deref()));
    let stores = match servers.len() {
        0 | 1 => tr!("{all} Stores", all),
        servers => tr!("{all} Stores on {servers} servers", all, servers),
    };
    let stores = match count.all - count.live {
        0 => stores,
        1 => tr!("{stores} (1 may be a leftover)", stores),
        leftovers => tr!("{stores} ({leftovers} may be leftovers)", stores, leftovers),
    };
    let component = newest.describe();
    let newest = if newest.id.is_some() {
        tr!("the newest is {component}", component)
    } else {
        tr!("one of them is {component}", component)
    };
    let limit = threshold.words();
    if is_certain {
        tr!(
            "the subtopic {subtopic} has {stores}; {limit}, so HA will add none after the upgrade to {to}; {newest}",
            subtopic,
            stores,
            limit,
            to,
            newest
        )
    } else {
        tr!(
            "the subtopic {subtopic} has {stores}; {limit}, so HA may add none after the upgrade to {to}; {newest}",
            subtopic,
            stores,
            limit,
            to,
            newest
        )
    }
}

/// Where a Store names its subtopic, else where it begins.
fn place(store: &Component<'_>) -> Option<Place> {
    let section = store.config()?;
    let named = store::subtopic_entry(store).map(|entry| entry.value.span());
    Some(named.map_or_else(|| section.head(), |span| Place { document: store.document, span }))
}
