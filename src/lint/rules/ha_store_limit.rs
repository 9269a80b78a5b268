//! OMS207: a subtopic with so many Stores that HA adds none.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::ha::{self, DEFAULT_STORE_THRESHOLD};
use crate::oms::kind::ComponentKind;
use crate::oms::store;
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
        let threshold = Threshold::of(context.export);
        let mut by_subtopic: BTreeMap<&str, Vec<&Component<'a>>> = BTreeMap::new();
        for component in context.export.components().filter(|component| component.kind == ComponentKind::Store) {
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
        match (self.place, self.is_known) {
            (Some(_), _) => format!("`subtopicStoreNumberThreshold` is {}", self.number),
            (None, true) => format!("`subtopicStoreNumberThreshold` is not set, so it is {}, the default", self.number),
            (None, false) => {
                format!(
                    "no ha.config is in the export, and the default of `subtopicStoreNumberThreshold` is {}",
                    self.number
                )
            }
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
                seen.insert(store.id.as_ref().map_or_else(|| store.document.to_string(), |id| id.text.clone()))
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
    let servers: BTreeSet<_> = count.stores.iter().filter_map(|store| store.server.as_deref()).collect();
    let on = if servers.len() > 1 { format!(" on {} servers", servers.len()) } else { String::new() };
    let leftovers = match count.all - count.live {
        0 => String::new(),
        1 => " (1 may be a leftover)".to_owned(),
        n => format!(" ({n} may be leftovers)"),
    };
    let what = if is_certain { "will add none" } else { "may add none" };
    let which = if newest.id.is_some() { "the newest" } else { "one of them" };
    finding.label = format!("{} Stores under this subtopic", count.all);
    finding.message = format!(
        "the subtopic {subtopic} has {} Stores{on}{leftovers}; {}, so HA {what} after the upgrade to {}; {which} is {}",
        count.all,
        threshold.words(),
        context.settings.to,
        newest.describe()
    );
    let others = count.stores.iter().filter(|store| !std::ptr::eq(**store, newest));
    finding.related =
        others.filter_map(|store| Some(Label { place: place(store)?, message: "one of its Stores".into() })).collect();
    finding.related.extend(threshold.place.map(|place| Label { place, message: "the threshold".into() }));
    finding.help = format!(
        "Delete the Stores of this subtopic that are not needed any more (OPS & Monitoring > Component), or raise \
         `subtopicStoreNumberThreshold` above {} in the system parameter `ha.config`.",
        count.all
    )
    .into();
    Some(finding)
}

/// Where a Store names its subtopic, else where it begins.
fn place(store: &Component<'_>) -> Option<Place> {
    let section = store.config.as_ref()?;
    let named = store::subtopic_entry(store).map(|entry| entry.value.span());
    Some(named.map_or_else(|| section.head(), |span| Place { document: store.document, span }))
}
