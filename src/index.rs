//! Ways to find components without looking at all of them: by task, id and subtopic, and by place.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::component::{Component, Kind};
use crate::finding::Place;
use crate::section::Section;
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
    /// The index of a list of components, by their numbers in it.
    #[must_use]
    pub fn of(components: &[Box<Component<'_>>]) -> Self {
        let ((tasks, stores), (ids, places)) = rayon::join(
            || (Names::of(components, |c| c.task.as_deref()), Names::of(components, kept_subtopic)),
            || (Names::of(components, |c| c.id.as_ref().map(|id| id.text.as_str())), places(components)),
        );
        Self { tasks, ids, stores, places }
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

fn kept_subtopic<'c>(component: &'c Component<'_>) -> Option<&'c str> {
    component.subtopic.as_deref().filter(|_| component.kind == Kind::Store)
}

impl Names {
    fn of(components: &[Box<Component<'_>>], name: for<'c> fn(&'c Component<'_>) -> Option<&'c str>) -> Self {
        let numbered = components.par_iter().enumerate();
        let mut hashes: Vec<_> = numbered.filter_map(|(number, of)| Some((hash(name(of)?), number))).collect();
        hashes.par_sort_unstable();
        Self { name, hashes }
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

fn places(components: &[Box<Component<'_>>]) -> Places {
    let of = |number: usize, component: &Component<'_>| {
        let whole = |section: &Section<'_>| (section.document, section.extent(), number);
        let sections = component.sections.iter().flatten().chain(&component.config).map(whole);
        let item = component.reported.map(|reported| (component.document, reported.item.span(), number));
        sections.chain(item).collect::<Vec<_>>()
    };
    let numbered = components.par_iter().enumerate();
    let mut places: Places = numbered.flat_map_iter(|(number, component)| of(number, component)).collect();
    places.par_sort_by_key(|(document, span, _)| (*document, span.start(), Reverse(span.end())));
    places
}
