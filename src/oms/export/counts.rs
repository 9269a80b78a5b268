//! How many components an export has: one that stands in several files counts once.

use super::Export;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentCounts, ComponentKind};
use crate::oms::store;

impl<'a> Export<'a> {
    /// The components, counted; one that stands in several files counts once.
    #[must_use]
    pub fn counts(&self) -> ComponentCounts {
        let mut counts = ComponentCounts { ha_config: self.counted_ha_configs(), ..ComponentCounts::default() };
        for component in self.counted().filter(|component| self.is_first(component)) {
            match component.kind {
                ComponentKind::IncrSync(_) => counts.incr_sync += 1,
                ComponentKind::FullImport => counts.full_import += 1,
                ComponentKind::FullVerification => counts.full_verification += 1,
                ComponentKind::Store => counts.store += 1,
                ComponentKind::Unknown => {}
            }
        }
        counts
    }

    /// Whether a component that is counted is the first of those that are it: one may stand in several files. Copies that
    /// count come before those that do not, what was not replaced before what was, and whole ones before parts.
    #[must_use]
    pub fn is_first(&self, component: &Component<'_>) -> bool {
        let Some(id) = component.id.as_ref() else { return self.is_first_without_id(component) };
        if !self.index.ids.has_twins() {
            return true;
        }
        let is_it = |other: &&Component<'_>| other.kind.name() == component.kind.name();
        let same = self.with_id(&id.text).filter(|other| self.is_counted(other.document)).filter(is_it);
        let first = same.min_by_key(|other| (other.is_set_aside(), !other.is_live(), other.main_section().is_none()));
        first.is_some_and(|first| std::ptr::addr_eq(first, component))
    }

    /// The same of one without an id: a Store is known by what it says, too, also where an answer of the API names it.
    fn is_first_without_id(&self, component: &Component<'_>) -> bool {
        if component.is_repeated() || component.kind != ComponentKind::Store {
            return !component.is_repeated();
        }
        let mut alike = component.subtopic.iter().flat_map(|own| self.index.stores.find(&self.components, own));
        if !alike.any(|other| other.id.is_some()) {
            return true;
        }
        let name = store::name(component, self.component_folder(component.document));
        !name.is_some_and(|id| self.with_id(&id).any(|other| self.is_counted(other.document)))
    }

    /// What the folder is called that stands for the component of a document.
    pub(super) fn component_folder(&self, document: usize) -> &'a str {
        self.location(document).map_or("", |location| location.component_folder())
    }

    fn counted_ha_configs(&self) -> usize {
        self.ha_configs.iter().filter(|(document, _)| self.is_counted(*document)).count()
    }
}
