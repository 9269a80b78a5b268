//! Keys that are missing under their own name and stand under one that is nearly it: the fix that renames the one answers the
//! question for the other, so nobody is asked for a value that is there.

use std::collections::{HashMap, HashSet};
use std::ptr;

use crate::lint::finding::{Finding, Tier};
use crate::lint::states::owner;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::text::change::Change;
use crate::text::node::{EntryRef, as_text};

/// A key of a component, by its address.
type KeyOf = (usize, SourceKey);

/// The keys that a rename brings, and those for which none is needed.
#[derive(Debug, Default)]
pub(crate) struct Renames {
    /// Each with the value that stands under the wrong name.
    brought: HashMap<KeyOf, Option<String>>,
    /// What is missing and known for sure: it is written as it is.
    sure: HashSet<KeyOf>,
}

/// The entry that the fix of `finding` gives its right name, where that is the name of a key that a component may lack.
pub(crate) fn renamed<'a>(finding: &Finding<'a>) -> Option<(SourceKey, EntryRef<'a>)> {
    let fix = finding.fix.as_ref().filter(|_| finding.topic == Topic::Misspelled)?;
    let Some(Change::Rename { entry, key }) = fix.changes.first() else { return None };
    let own = key.rsplit('.').next().unwrap_or_default();
    let key = [SourceKey::DbType, SourceKey::Checkpoint].into_iter().find(|key| key.name() == own)?;
    Some((key, *entry))
}

impl Renames {
    /// Those that the findings offer. What renames a key was held against all that is known of its value.
    #[must_use]
    pub(crate) fn of<'f, 'a: 'f>(export: &Export<'a>, findings: impl Iterator<Item = &'f Finding<'a>> + Clone) -> Self {
        let mut renames = Self::default();
        for finding in findings.clone() {
            let Some((key, entry)) = renamed(finding) else { continue };
            let Some(component) = owner(export, finding) else { continue };
            // Rows that come twice are duplicates in a queue: there a person decides where it begins.
            if key == SourceKey::Checkpoint && matches!(classify::sink(component), Sink::Queue(_)) {
                continue;
            }
            let value = entry.value.to_json().as_ref().map(as_text);
            renames.brought.insert((ptr::from_ref(component).addr(), key), value);
        }
        if renames.brought.is_empty() {
            return renames;
        }
        for finding in findings.filter(|finding| is_sure(finding)) {
            if let (Topic::Missing(key), Some(component)) = (finding.topic, owner(export, finding)) {
                renames.sure.insert((ptr::from_ref(component).addr(), key));
            }
        }
        renames
    }

    /// Whether `finding`, about `component`, would rename what is known for sure and written as it is.
    #[must_use]
    pub(crate) fn is_needless(&self, component: Option<&Component<'_>>, finding: &Finding<'_>) -> bool {
        let key = component.filter(|_| !self.sure.is_empty()).zip(renamed(finding));
        key.is_some_and(|(component, (key, _))| self.sure.contains(&(ptr::from_ref(component).addr(), key)))
    }

    /// What stands under a wrong name of the key that `finding`, about `component`, finds missing and tells no sure value for;
    /// None where no rename brings it.
    #[must_use]
    pub(crate) fn answer(&self, component: Option<&Component<'_>>, finding: &Finding<'_>) -> Option<Option<&str>> {
        let Topic::Missing(key) = finding.topic else { return None };
        if self.brought.is_empty() || is_sure(finding) {
            return None;
        }
        self.brought.get(&(ptr::from_ref(component?).addr(), key)).map(Option::as_deref)
    }
}

/// Whether `finding` tells a value for sure.
fn is_sure(finding: &Finding<'_>) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::Safe)
}
