//! Ways to find components without looking at all of them: by task, id and subtopic, and by place.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashTable;

use crate::oms::component::Component;
use crate::oms::kind::ComponentKind;
use crate::oms::section::Section;
use crate::text::parallel;
use crate::text::sorting;
use crate::text::source::Place;
use crate::text::source::Span;

/// The lists by which components are found.
#[derive(Debug)]
pub(crate) struct Index {
    /// All components by their task.
    pub tasks: Names,
    /// All components by their id.
    pub ids: Names,
    /// The Stores by their subtopic.
    pub stores: Names,
    places: Places,
}

/// Components by one name of theirs. No name is copied: the components hold them.
#[derive(Debug)]
pub(crate) struct Names {
    name: NameOf,
    table: HashTable<Named>,
    has_twins: bool,
}

/// The name of a component by which it is found.
type NameOf = for<'c> fn(&'c Component<'_>) -> Option<&'c str>;

/// The components of one name, by their numbers, in order. There are as many as names, and nearly all are of one component.
#[derive(Debug)]
struct Named {
    hash: u64,
    first: usize,
    #[expect(clippy::box_collection, reason = "it is nearly always absent")]
    others: Option<Box<Vec<usize>>>,
}

/// The places of components: document, span, number of the component, in this order; what holds another comes first.
type Places = Vec<(usize, Span, usize)>;

impl Index {
    /// That of components whose numbers are their places in this list.
    #[must_use]
    pub(crate) fn new(components: &[Box<Component<'_>>]) -> Self {
        let names = |name: NameOf| Names::new(name, components);
        let ((tasks, ids), (stores, places)) = parallel::join(
            || parallel::join(|| names(|of| of.task.as_deref()), || names(|of| of.id.as_ref().map(|id| &*id.text))),
            || parallel::join(|| names(kept_subtopic), || places(components)),
        );
        Self { tasks, ids, stores, places }
    }

    /// The number of the component that a place belongs to: the innermost, if they lie in each other.
    #[must_use]
    pub(crate) fn owner(&self, place: Place) -> Option<usize> {
        let here = (place.document, place.span.start());
        let before = self.places.partition_point(|(document, span, _)| (*document, span.start()) <= here);
        // The innermost comes last; an item of an API answer holds at most its config and four sections.
        let near = self.places.get(before.saturating_sub(16)..before)?;
        let is_around = |document: usize, span: Span| document == place.document && span.contains(place.span);
        let (.., number) = near.iter().rev().find(|(document, span, _)| is_around(*document, *span))?;
        Some(*number)
    }
}

/// The method for every life of a component, which a pointer to it is not.
fn kept_subtopic<'c>(component: &'c Component<'_>) -> Option<&'c str> {
    component.kept_subtopic()
}

fn places(components: &[Box<Component<'_>>]) -> Places {
    let mut places = Places::with_capacity(components.len());
    for (number, component) in components.iter().enumerate() {
        let sections = component.all_sections();
        places.extend(sections.map(|section| (section.document, section.extent(), number)));
        places.extend(component.reported.map(|reported| (component.document, reported.item.span(), number)));
        // What stands for it may hold nothing that was understood, as a `source.json` that is null.
        let is_there = |section: &Section<'_>| section.document == component.document;
        if component.reported.is_none() && !component.all_sections().any(is_there) {
            places.push((component.document, Span::new(0, usize::MAX), number));
        }
    }
    places.shrink_to_fit();
    sorting::sort_by_key(&mut places, |(document, span, _)| (*document, span.start(), Reverse(span.end())));
    places
}

/// The Incr-Syncs by what they read: the hash of a subtopic with the number of the component, in this order.
#[derive(Debug)]
pub(crate) struct Readers(Vec<(u64, usize)>);

impl Readers {
    /// Those among components whose numbers are their places in this list.
    #[must_use]
    pub(crate) fn new(components: &[Box<Component<'_>>]) -> Self {
        let is_reader = |component: &Component<'_>| matches!(component.kind, ComponentKind::IncrSync(_));
        let numbered = components.iter().zip(0..).filter(|(component, _)| is_reader(component));
        let pairs = numbered.flat_map(|(component, number)| component.subtopics().map(move |own| (hash(own), number)));
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Those of `components` that read `subtopic`, with their numbers, in their order.
    pub(crate) fn of<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
        subtopic: &str,
    ) -> impl Iterator<Item = (usize, &'s Component<'a>)> {
        let hash = hash(subtopic);
        let first = self.0.partition_point(|(other, _)| *other < hash);
        let same = self.0.iter().skip(first).take_while(move |(other, _)| *other == hash);
        let numbered = same.filter_map(|(_, number)| Some((*number, &**components.get(*number)?)));
        numbered.filter(move |(_, component)| component.subtopics().any(|own| own == subtopic))
    }
}

impl Names {
    fn new(name: NameOf, components: &[Box<Component<'_>>]) -> Self {
        let mut names = Self { name, table: HashTable::new(), has_twins: false };
        for (number, component) in components.iter().enumerate() {
            let Some(own) = name(component) else { continue };
            let hash = hash(own);
            let is_it = |named: &Named| named.hash == hash && named.is_called(own, name, components);
            match names.table.find_mut(hash, is_it) {
                Some(named) => {
                    named.others.get_or_insert_default().push(number);
                    names.has_twins = true;
                }
                None => {
                    let named = Named { hash, first: number, others: None };
                    names.table.insert_unique(hash, named, |named| named.hash);
                }
            }
        }
        names
    }

    /// Whether two components have the same name.
    #[must_use]
    pub(crate) fn has_twins(&self) -> bool {
        self.has_twins
    }

    /// Those of `components` that have this name, in their order.
    pub(crate) fn find<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
        name: &str,
    ) -> impl Iterator<Item = &'s Component<'a>> {
        let named = self.table.find(hash(name), |named| named.is_called(name, self.name, components));
        named.into_iter().flat_map(|named| named.of(components)).map(|(_, component)| component)
    }

    /// Those of `components` of which more than `least` have one name, together, in their order. One after the other: this may be asked
    /// for while others wait for the answer, and then threads must not take up other work.
    pub(crate) fn crowds<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
        least: usize,
    ) -> impl Iterator<Item = Vec<(usize, &'s Component<'a>)>> {
        let large =
            self.table.iter().filter(move |named| named.others.as_ref().map_or(0, |others| others.len()) >= least);
        large.map(|named| named.of(components).collect())
    }

    /// What `of` makes of those of `components` that share a name, in their order, for each name that at least so many share.
    pub(crate) fn of_groups<'s, 'a, T: Send + Sync>(
        &'s self,
        (components, least): (&'s [Box<Component<'a>>], usize),
        of: impl Fn(Vec<(usize, &'s Component<'a>)>) -> Vec<T> + Sync,
    ) -> Vec<T> {
        let share = |named: &&Named| 1 + named.others.as_ref().map_or(0, |others| others.len()) >= least;
        let all: Vec<&Named> = self.table.iter().filter(share).collect();
        let made = parallel::of_many(all.len(), |at| all.get(at).map(|named| of(named.of(components).collect())));
        made.into_iter().flatten().flatten().collect()
    }
}

impl Named {
    /// Whether this is the name of its components.
    fn is_called(&self, name: &str, of: NameOf, components: &[Box<Component<'_>>]) -> bool {
        components.get(self.first).is_some_and(|component| of(component) == Some(name))
    }

    fn of<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
    ) -> impl Iterator<Item = (usize, &'s Component<'a>)> + use<'s, 'a> {
        let numbers = std::iter::once(&self.first).chain(self.others.iter().flat_map(|others| others.iter()));
        numbers.filter_map(|number| Some((*number, &**components.get(*number)?)))
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
