//! What is matched between two exports: components as units of work. One component may stand in several files (its
//! run directory, an API answer), and the Stores of one subtopic do one work.

use std::collections::{BTreeSet, HashMap};

use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::ComponentKind;
use crate::oms::kind::Direction;
use crate::text::source::Place;

/// A live component with all the places it stands in.
#[derive(Debug)]
pub(super) struct Unit<'s, 'a> {
    /// The component, once for each place; the newest first.
    pub parts: Vec<&'s Component<'a>>,
    pub task: Option<String>,
    /// Kind, where a JDBCWriter counts as the Incr-Sync that the upgrade makes of it.
    pub kind: &'static str,
    pub direction: Direction,
    lane: Option<String>,
    subtopics: BTreeSet<String>,
}

impl<'a> Unit<'_, 'a> {
    pub(super) fn id(&self) -> Option<String> {
        self.parts.iter().find_map(|part| Some(part.id.as_ref()?.text.clone()))
    }

    pub(super) fn server(&self) -> Option<String> {
        self.parts.iter().find_map(|part| part.server.clone())
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        let section = self.parts.iter().find_map(|part: &&Component<'a>| part.source().or(part.config.as_ref()));
        let document = self.parts.first().map_or(usize::MAX, |part| part.document);
        section.map_or(Place { document, ..Place::RUN }, crate::oms::section::Section::head)
    }

    fn takes(&self, component: &Component<'a>, kind: &str) -> bool {
        if (self.kind, self.direction) != (kind, component.direction) {
            return false;
        }
        let id = component.id.as_ref().map(|id| id.text.as_str());
        let shares = || component.subtopics().any(|subtopic| self.subtopics.contains(subtopic));
        let is_nameless = || id.is_none() || self.id().is_none();
        let is_same_task = self.task == component.task;
        match component.kind {
            // HA may keep several Stores for one subtopic; they do one work.
            ComponentKind::Store => is_same_task && shares(),
            _ => (id.is_some() && self.id().as_deref() == id) || (is_same_task && is_nameless() && shares()),
        }
    }
}

/// The family that a kind is matched in.
fn family(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::IncrSync(_) => "Incr-Sync",
        other => other.name(),
    }
}

/// The live components of an export.
pub(super) fn of<'s, 'a>(export: &'s Export<'a>) -> Vec<Unit<'s, 'a>> {
    let mut live: Vec<&Component<'a>> = export.counted().filter(|component| component.is_live()).collect();
    // Those with an id first, so that those without find their home; the newest stands for the others.
    live.sort_by_key(|component| {
        let id = component.id.as_ref();
        (id.is_none(), std::cmp::Reverse(id.and_then(|id| id.sequence)), component.reported.is_some())
    });
    let mut units: Vec<Unit<'s, 'a>> = Vec::new();
    let mut by_task: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    for component in live {
        let kind = family(component.kind);
        let group = by_task.entry(component.task.as_deref()).or_default();
        let home = group.iter().copied().find(|&at| units.get(at).is_some_and(|unit| unit.takes(component, kind)));
        let subtopics = component.subtopics().map(str::to_owned);
        if let Some(unit) = home.and_then(|at| units.get_mut(at)) {
            unit.subtopics.extend(subtopics);
            unit.parts.push(component);
        } else {
            group.push(units.len());
            units.push(Unit {
                parts: vec![component],
                task: component.task.clone(),
                kind,
                direction: component.direction,
                lane: component.id.as_ref().map(|id| id.lane.clone()),
                subtopics: subtopics.collect(),
            });
        }
    }
    units.sort_by_key(|unit| unit.parts.iter().map(|part| part.document).min());
    units
}

/// For each of `olds` the number of the unit in `news` that does the same work, if there is one.
pub(super) fn pair(olds: &[Unit<'_, '_>], news: &[Unit<'_, '_>]) -> Vec<Option<usize>> {
    type Test = fn(&Unit<'_, '_>, &Unit<'_, '_>) -> bool;
    let same_lane: Test = |old, new| old.lane.is_some() && old.lane == new.lane;
    let same_subtopic: Test = |old, new| old.subtopics.iter().any(|subtopic| new.subtopics.contains(subtopic));
    let mut pairing = Pairing { pairs: vec![None; olds.len()], taken: vec![false; news.len()] };
    let mut by_task: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    for (at, new) in news.iter().enumerate() {
        by_task.entry(new.task.as_deref()).or_default().push(at);
    }
    let all: Vec<usize> = (0..news.len()).collect();
    let same_kind = |old: &Unit<'_, '_>, new: &Unit<'_, '_>| (old.kind, old.direction) == (new.kind, new.direction);
    for test in [same_subtopic, same_lane, |_, _| true] {
        for (at, old) in olds.iter().enumerate() {
            let group = by_task.get(&old.task.as_deref()).map_or(&[][..], Vec::as_slice);
            pairing.find(at, group, &mut |candidate| {
                news.get(candidate).is_some_and(|new| same_kind(old, new) && test(old, new))
            });
        }
    }
    // A component whose task is known in one export only.
    for (at, old) in olds.iter().enumerate() {
        pairing.find(at, &all, &mut |candidate| {
            news.get(candidate).is_some_and(|new| {
                let is_unnamed = old.task.is_none() || new.task.is_none();
                is_unnamed && same_kind(old, new) && (same_subtopic(old, new) || same_lane(old, new))
            })
        });
    }
    pairing.pairs
}

struct Pairing {
    pairs: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing {
    fn find(&mut self, old: usize, among: &[usize], test: &mut dyn FnMut(usize) -> bool) {
        if self.pairs.get(old).is_none_or(Option::is_some) {
            return;
        }
        let is_free = |at: &usize| self.taken.get(*at) == Some(&false);
        let Some(found) = among.iter().copied().filter(is_free).find(|at| test(*at)) else { return };
        if let (Some(pair), Some(taken)) = (self.pairs.get_mut(old), self.taken.get_mut(found)) {
            *pair = Some(found);
            *taken = true;
        }
    }
}

/// Where the components of units are found.
pub(super) struct Homes(HashMap<*const (), (usize, usize)>);

impl Homes {
    pub(super) fn of(units: &[Unit<'_, '_>]) -> Self {
        let parts = |(at, unit): (usize, &Unit<'_, '_>)| {
            let numbered = unit.parts.iter().enumerate();
            numbered.map(|(part, component)| (address(component), (at, part))).collect::<Vec<_>>()
        };
        Self(units.iter().enumerate().flat_map(parts).collect())
    }

    /// The number of the unit that a component is part of, and of the part.
    pub(super) fn find(&self, component: &Component<'_>) -> Option<(usize, usize)> {
        self.0.get(&address(component)).copied()
    }
}

/// What tells a component of an export from its others, whatever they say.
fn address(component: &Component<'_>) -> *const () {
    std::ptr::from_ref(component).cast()
}
