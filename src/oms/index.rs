//! Ways to find components without looking at all of them: by task, id and subtopic, and by place.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::oms::component::{Component, Kind};
use crate::text::source::Place;
use crate::text::source::Span;

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
    /// Where those begin whose first bits are 0, 1, 2, …: as many bits as there are about as many of as there are names.
    begins: Vec<usize>,
    has_twins: bool,
}

/// The places of components: document, span, number of the component, in this order; what holds another comes first.
type Places = Vec<(usize, Span, usize)>;

impl Index {
    /// With room for so many components, whose sections stand in so many documents.
    #[must_use]
    pub fn with_capacity(documents: usize, components: usize) -> Self {
        let mut index = Self::default();
        index.tasks.hashes.reserve(components);
        index.ids.hashes.reserve(components);
        index.places.reserve(documents);
        index
    }

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
        if let Some(numbers) = numbers {
            let renumber = |number: &mut usize| *number = numbers.get(*number).copied().unwrap_or(*number);
            self.places.iter_mut().for_each(|(.., number)| renumber(number));
            let names = [&mut self.tasks, &mut self.ids, &mut self.stores].into_iter();
            names.flat_map(|names| &mut names.hashes).for_each(|(_, number)| renumber(number));
        }
        rayon::join(
            || self.places.par_sort_by_key(|(document, span, _)| (*document, span.start(), Reverse(span.end()))),
            || [&mut self.tasks, &mut self.ids, &mut self.stores].map(Names::sort),
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
        Self { name, hashes: Vec::new(), begins: Vec::new(), has_twins: false }
    }

    fn sort(&mut self) {
        self.hashes.par_sort_unstable();
        self.has_twins = !self.hashes.is_sorted_by(|(one, _), (other, _)| one < other);
        let mut at = 0;
        let begin = |bits: usize| {
            at += self.hashes.iter().skip(at).take_while(|(hash, _)| self.bits(*hash) < bits).count();
            at
        };
        self.begins = (0..1 << self.hashes.len().max(1).ilog2()).map(begin).collect();
    }

    /// The first bits of a hash.
    fn bits(&self, hash: u64) -> usize {
        let others = u64::BITS - self.hashes.len().max(1).ilog2();
        hash.checked_shr(others).and_then(|bits| usize::try_from(bits).ok()).unwrap_or(0)
    }

    /// Whether two components may have the same name.
    #[must_use]
    pub fn has_twins(&self) -> bool {
        self.has_twins
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
        let begin = self.begins.get(self.bits(hash)).copied().unwrap_or(self.hashes.len());
        let near = self.hashes.iter().skip(begin).skip_while(move |(other, _)| *other < hash);
        let alike = near.take_while(move |(other, _)| *other == hash);
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
