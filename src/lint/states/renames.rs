//! Keys that are missing under their own name and stand under one that is nearly it: the fix that renames the one answers the
//! question for the other, so nobody is asked for a value that is there.

use std::collections::HashMap;
use std::ptr;

use crate::lint::finding::{Finding, Tier};
use crate::lint::states::owner;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::component::Component;
use crate::oms::export::Export;

/// The keys that a rename brings, by the address of their component; each with the value that stands under the wrong name.
#[derive(Debug, Default)]
pub(crate) struct Renames(HashMap<(usize, SourceKey), Option<String>>);

impl Renames {
    /// Those that the findings offer. What renames a key was held against all that is known of its value.
    #[must_use]
    pub(crate) fn of<'f, 'a: 'f>(export: &Export<'a>, findings: impl Iterator<Item = &'f Finding<'a>>) -> Self {
        let mut renames = HashMap::new();
        for finding in findings.filter(|finding| finding.topic == Topic::Misspelled) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.tier == Tier::Unsafe) else { continue };
            let Some(name) = fix.value.as_ref().map(ToString::to_string) else { continue };
            let Some(component) = owner(export, finding) else { continue };
            let own = name.rsplit('.').next().unwrap_or_default();
            let Some(key) = [SourceKey::DbType, SourceKey::Checkpoint].into_iter().find(|key| key.name() == own) else {
                continue;
            };
            // Rows that come twice are duplicates in a queue: there a person decides where it begins.
            if key == SourceKey::Checkpoint && matches!(classify::sink(component), Sink::Queue(_)) {
                continue;
            }
            let entry = component.source().and_then(|source| {
                source.entries().find(|entry| entry.key_span().start() == finding.place.span.start())
            });
            let value = entry.and_then(|entry| entry.value.to_json()).map(|value| match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            });
            renames.insert((ptr::from_ref(component).addr(), key), value);
        }
        Self(renames)
    }

    /// What stands under a wrong name of the key that `finding`, about `component`, finds missing and tells no sure value for;
    /// None where no rename brings it.
    #[must_use]
    pub(crate) fn answer(&self, component: Option<&Component<'_>>, finding: &Finding<'_>) -> Option<Option<&str>> {
        let Topic::Missing(key) = finding.topic else { return None };
        // What is known for sure is written as it is.
        if self.0.is_empty() || finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::Safe) {
            return None;
        }
        self.0.get(&(ptr::from_ref(component?).addr(), key)).map(Option::as_deref)
    }
}
