//! Where a component stands that lacks the part that decides: what is said of it must point somewhere.

use super::Export;
use crate::oms::component::Component;
use crate::oms::id::ComponentId;
use crate::text::node::Ref;
use crate::text::source::{Place, Span};

impl<'a> Export<'a> {
    /// What stands for a component, and where to point at: its source, or the whole configuration of what has no sections; where
    /// neither is there, what was read of it.
    #[must_use]
    pub(crate) fn places(&self, component: &Component<'_>) -> (Place, Place) {
        match component.main_section() {
            Some(section) => (section.place(), section.head()),
            None => self.places_without_source(component),
        }
    }

    /// The same of one whose source is not all that must be there: its first section comes before the whole.
    #[must_use]
    pub(crate) fn places_without_source(&self, component: &Component<'_>) -> (Place, Place) {
        let sections = || component.sections.iter().flatten();
        let broken = self.source_that_is_none(component).filter(|_| component.source().is_none());
        let section = component.source().or_else(|| sections().next()).or(component.config());
        if let Some(section) = section.filter(|_| broken.is_none()) {
            return (section.place(), section.head());
        }
        let document = broken.unwrap_or(component.document);
        let item = component.reported.map(|reported| reported.item.span()).filter(|_| broken.is_none());
        let item = item.or_else(|| self.place_in_record(component));
        let root = || self.document(document).map(|document| document.root().span());
        let span = item.or_else(root).unwrap_or(Span::new(0, 0));
        let first = Span::new(span.start(), span.end().min(span.start() + 1));
        (Place { document, span }, Place { document, span: first })
    }

    /// Where the record that alone tells of a component names it.
    fn place_in_record(&self, component: &Component<'_>) -> Option<Span> {
        let record = self.document(component.document).filter(|_| component.is_only_seen())?.root();
        let is_it = |item: &Ref<'_>| {
            let id = item.filled().and_then(ComponentId::parse);
            id.is_some_and(|id| component.id.as_ref().is_some_and(|own| own.text == id.text))
        };
        record.get("running")?.items().find(is_it).map(|item| item.span())
    }

    /// The file named like a source in the folder of the component, which is none.
    #[must_use]
    pub(crate) fn source_that_is_none(&self, component: &Component<'_>) -> Option<usize> {
        let folder = self.location(component.document)?.folder;
        let is_it = |number: &usize| {
            let location = self.location(*number);
            location.is_some_and(|location| location.folder == folder && location.file_name == "source.json")
        };
        // A folder's documents stand together.
        let near = component.document.saturating_sub(64)..self.inputs.len().min(component.document + 64);
        near.into_iter().find(is_it)
    }
}
