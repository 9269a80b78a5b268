//! What the system parameter `ha.config` says: whether HA is on, how it pulls back Stores, how many it adds.

use crate::oms::export::Export;
use crate::oms::section::Section;
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;

/// Stores under a subtopic from which on HA adds none, where nothing else is set (documented default).
pub(crate) const DEFAULT_STORE_THRESHOLD: i64 = 5;

/// One `ha.config`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HaConfig<'a> {
    /// Number of the document it stands in.
    pub document: usize,
    object: Ref<'a>,
}

/// Every `ha.config` of the export.
pub(crate) fn configs<'a>(export: &Export<'a>) -> impl Iterator<Item = HaConfig<'a>> {
    export.ha_configs.iter().map(|&(document, object)| HaConfig { document, object })
}

impl<'a> HaConfig<'a> {
    /// All entries.
    pub(crate) fn entries(&self) -> impl Iterator<Item = EntryRef<'a>> + use<'a> {
        self.object.entries()
    }

    /// The entry of a key.
    #[must_use]
    pub(crate) fn entry(&self, key: &str) -> Option<EntryRef<'a>> {
        self.object.entry(key)
    }

    /// The entry of the first of `keys` that is set to true or false, typed or as text, with what it is set to.
    #[must_use]
    pub(crate) fn flag(&self, keys: &[&str]) -> Option<(EntryRef<'a>, bool)> {
        keys.iter().find_map(|key| {
            let entry = self.entry(key)?;
            Some((entry, entry.value.flag()?))
        })
    }

    /// The entry of `key` with its number, typed or as text; a fraction is cut off.
    #[must_use]
    pub(crate) fn number(&self, key: &str) -> Option<(EntryRef<'a>, i64)> {
        let entry = self.entry(key)?;
        let number: f64 = entry.value.filled()?.parse().ok()?;
        // A cast from a float stops at the ends of the range.
        number.is_finite().then_some((entry, number as i64))
    }

    /// The object as a section, for changes.
    #[must_use]
    pub(crate) fn section(&self) -> Section<'a> {
        Section::whole(self.document, self.object)
    }

    /// The place of an entry, key and value.
    #[must_use]
    pub(crate) fn place(&self, entry: EntryRef<'a>) -> Place {
        Place { document: self.document, span: entry.key_span().to(entry.value.span()) }
    }
}
