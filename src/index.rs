//! Ways to find components without looking at all of them: by task, id and subtopic, and by place.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::component::{Component, Kind};
use crate::finding::Place;
use crate::source::Span;

/// The lists by which components are found.
#[derive(Debug)]
pub struct Index {
    /// All components by their task.
    pub tasks: Names,
    /// All components by their id.
    pub ids: Names,
    /// The Stores by their subtopic.
    pub stores: Names,
    places: Places,
}

/// Components by one name of theirs. No name is copied: kept is a hash of it, with the number of the component, in order
/// of both.
#[derive(Debug)]
pub struct Names {
    name: for<'c> fn(&'c Component<'_>) -> Option<&'c str>,
    hashes: Vec<(u64, usize)>,
}

/// The places of components: document, span, number of the component, in this order; what holds another comes first.
type Places = Vec<(usize, Span, usize)>;

impl Index {
    /// Adds a component, by its number.
    pub fn add(&mut self, number: usize, component: &Component<'_>) {
        for names in [&mut self.tasks, &mut self.ids, &mut self.stores] {
            names.hashes.extend((names.name)(component).map(|name| (hash(name), number)));
        }
        let sections = component.sections.iter().flatten().chain(&component.config);
        self.places.extend(sections.map(|section| (section.document, section.extent(), number)));
        let item = component.reported.map(|reported| (component.document, reported.item.span(), number));
        self.places.extend(item);
    }

    /// Takes in the components of `others`, which come behind so many.
    pub fn append(&mut self, others: Self, before: usize) {
        self.tasks.append(others.tasks, before);
        self.ids.append(others.ids, before);
        self.stores.append(others.stores, before);
        let places = others.places.into_iter();
        self.places.extend(places.map(|(document, span, number)| (document, span, before + number)));
    }

    /// Puts the lists in order, when all components are added. Where they got other numbers since, those are at their old ones
    /// in `numbers`.
    pub fn finish(&mut self, numbers: Option<&[usize]>) {
        let new =
            |number: &mut usize| *number = numbers.and_then(|numbers| numbers.get(*number)).map_or(*number, |new| *new);
        if numbers.is_some() {
            self.places.iter_mut().for_each(|(.., number)| new(number));
            let names = [&mut self.tasks, &mut self.ids, &mut self.stores].into_iter();
            names.flat_map(|names| &mut names.hashes).for_each(|(_, number)| new(number));
        }
        rayon::join(
            || self.places.par_sort_by_key(|(document, span, _)| (*document, span.start(), Reverse(span.end()))),
            || [&mut self.tasks, &mut self.ids, &mut self.stores].map(|names| names.hashes.par_sort_unstable()),
        );
    }

    /// The number of the component that a place belongs to: the innermost, if they lie in each other.
    #[must_use]
    pub fn owner(&self, place: Place) -> Option<usize> {
        let here = (place.document, place.span.start());
        let before = self.places.partition_point(|(document, span, _)| (*document, span.start()) <= here);
        // The innermost comes last; an item of an API answer holds at most its config and four sections.
        let near = self.places.get(before.saturating_sub(16)..before)?;
        let is_around = |document: usize, span: Span| document == place.document && span.contains(place.span);
        let (.., number) = near.iter().rev().find(|(document, span, _)| is_around(*document, *span))?;
        Some(*number)
    }
}

impl Default for Index {
    fn default() -> Self {
        Self {
            tasks: Names::new(|component| component.task.as_deref()),
            ids: Names::new(|component| component.id.as_ref().map(|id| id.text.as_str())),
            stores: Names::new(kept_subtopic),
            places: Places::new(),
        }
    }
}

fn kept_subtopic<'c>(component: &'c Component<'_>) -> Option<&'c str> {
    component.subtopic.as_deref().filter(|_| component.kind == Kind::Store)
}

impl Names {
    fn new(name: for<'c> fn(&'c Component<'_>) -> Option<&'c str>) -> Self {
        Self { name, hashes: Vec::new() }
    }

    fn append(&mut self, others: Self, before: usize) {
        self.hashes.extend(others.hashes.into_iter().map(|(hash, number)| (hash, before + number)));
    }

    /// Those of `components` that have this name, in their order.
    pub fn find<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
        name: &str,
    ) -> impl Iterator<Item = &'s Component<'a>> {
        let hash = hash(name);
        let start = self.hashes.partition_point(|(other, _)| *other < hash);
        let alike = self.hashes.get(start..).unwrap_or_default().iter().take_while(move |(other, _)| *other == hash);
        let found = alike.filter_map(|(_, number)| Some(&**components.get(*number)?));
        found.filter(move |component| (self.name)(component) == Some(name))
    }

    /// Those of `components` that have a name, together with those of the same name, in their order.
    pub fn groups<'s, 'a>(
        &'s self,
        components: &'s [Box<Component<'a>>],
    ) -> impl ParallelIterator<Item = Vec<(usize, &'s Component<'a>)>> {
        let of_hash = |hashes: &'s [(u64, usize)]| {
            let mut found: Vec<_> =
                hashes.iter().filter_map(|(_, number)| Some((*number, &**components.get(*number)?))).collect();
            // Two names may have one hash.
            found.sort_by_key(|(_, component)| (self.name)(component));
            let groups = found.chunk_by(|(_, one), (_, other)| (self.name)(one) == (self.name)(other));
            groups.map(<[_]>::to_vec).collect::<Vec<_>>()
        };
        self.hashes.par_chunk_by(|(one, _), (other, _)| one == other).flat_map_iter(of_hash)
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
