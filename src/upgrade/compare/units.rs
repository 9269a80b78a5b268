//! What is matched between two exports: components as units of work. One component may stand in several files (its
//! run directory, an API answer), and the Stores of one subtopic do one work.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::ComponentKind;
use crate::oms::kind::Direction;
use crate::text::sorting;
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
        self.parts.iter().find_map(|part| Some(part.id.as_ref()?.text.to_string()))
    }

    pub(super) fn server(&self) -> Option<String> {
        self.parts.iter().find_map(|part| part.server.as_deref().map(str::to_owned))
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        let section = self.parts.iter().find_map(|part: &&Component<'a>| part.main_section());
        let document = self.parts.first().map_or(usize::MAX, |part| part.document);
        section.map_or(Place { document, ..Place::RUN }, crate::oms::section::Section::head)
    }

    fn subtopics(&self) -> impl Iterator<Item = Name<'_>> {
        self.subtopics.iter().map(|subtopic| Name::Subtopic(subtopic))
    }

    fn lane(&self) -> impl Iterator<Item = Name<'_>> {
        self.lane.as_deref().map(Name::Lane).into_iter()
    }
}

/// The family that a kind is matched in.
fn family(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::IncrSync(_) => "Incr-Sync",
        other => other.name(),
    }
}

/// A name under which units of one task, kind and direction are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name<'u> {
    Id(&'u str),
    Subtopic(&'u str),
    Lane(&'u str),
    Any,
}

/// The tasks among whose units one is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Whose<'u> {
    /// This one; None: those without a task.
    Task(Option<&'u str>),
    Anyone,
}

/// By what units are found without looking at all of them.
type Key<'u> = (Whose<'u>, &'static str, Direction, Name<'u>);

/// The live components of an export.
pub(super) fn of<'s, 'a>(export: &'s Export<'a>) -> Vec<Unit<'s, 'a>> {
    let mut live: Vec<&'s Component<'a>> = export.counted().filter(|component| component.is_live()).collect();
    // Those with an id first, so that those without find their home; the newest stands for the others.
    sorting::sort_by_key(&mut live, |component| {
        let id = component.id.as_ref();
        (id.is_none(), std::cmp::Reverse(id.and_then(|id| id.sequence)), component.reported.is_some())
    });
    let mut units: Vec<Unit<'s, 'a>> = Vec::new();
    // The first unit of each name.
    let mut first: HashMap<Key<'s>, usize> = HashMap::new();
    for component in live {
        let kind = family(component.kind);
        let key = |name| (Whose::Task(component.task.as_deref()), kind, component.direction, name);
        let id = component.id.as_ref().map(|id| &*id.text);
        let known = |name| first.get(&key(name)).copied();
        let home = match (component.kind, id) {
            // One id is one component.
            (kind, Some(id)) if kind != ComponentKind::Store => known(Name::Id(id)),
            // HA may keep several Stores for one subtopic; they do one work. What has no id is known by what it reads.
            _ => component.subtopics().filter_map(|subtopic| known(Name::Subtopic(subtopic))).min(),
        };
        let at = home.unwrap_or(units.len());
        if let Some(unit) = units.get_mut(at) {
            unit.parts.push(component);
        } else {
            units.push(Unit {
                parts: vec![component],
                task: component.task.as_deref().map(str::to_owned),
                kind,
                direction: component.direction,
                lane: component.id.as_ref().map(|id| id.lane.to_string()),
                subtopics: BTreeSet::new(),
            });
        }
        if let Some(unit) = units.get_mut(at) {
            unit.subtopics.extend(component.subtopics().map(str::to_owned));
        }
        let names = id.map(Name::Id).into_iter().chain(component.subtopics().map(Name::Subtopic));
        for name in names {
            let first = first.entry(key(name)).or_insert(at);
            *first = at.min(*first);
        }
    }
    sorting::sort_by_key(&mut units, |unit| unit.parts.iter().map(|part| part.document).min());
    units
}

/// For each of `olds` the number of the unit in `news` that does the same work, if there is one.
pub(super) fn pair<'u>(olds: &'u [Unit<'_, '_>], news: &'u [Unit<'_, '_>]) -> Vec<Option<usize>> {
    let mut free = Free::of(news, olds.iter().any(|old| old.task.is_none()));
    let mut pairs = vec![None; olds.len()];
    let mut round = |names: &dyn Fn(&'u Unit<'_, '_>) -> (Whose<'u>, Vec<Name<'u>>)| {
        for (old, pair) in olds.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let (whose, names) = names(old);
            *pair = free.take(names.into_iter().map(|name| (whose, old.kind, old.direction, name)));
        }
    };
    round(&|old| (Whose::Task(old.task.as_deref()), old.subtopics().collect()));
    round(&|old| (Whose::Task(old.task.as_deref()), old.lane().collect()));
    round(&|old| (Whose::Task(old.task.as_deref()), vec![Name::Any]));
    // A component whose task is known in one export only.
    round(&|old| {
        let whose = if old.task.is_none() { Whose::Anyone } else { Whose::Task(None) };
        (whose, old.subtopics().chain(old.lane()).collect())
    });
    pairs
}

/// The units that no other one was paired with yet.
struct Free<'u> {
    is_taken: Vec<bool>,
    /// Their numbers, in order; what is taken is dropped when it is met.
    queues: HashMap<Key<'u>, VecDeque<usize>>,
}

impl<'u> Free<'u> {
    /// All of `units`. `is_for_anyone`: they are looked for without a task, too.
    fn of(units: &'u [Unit<'_, '_>], is_for_anyone: bool) -> Self {
        let mut queues: HashMap<Key<'u>, VecDeque<usize>> = HashMap::new();
        for (at, unit) in units.iter().enumerate() {
            let mut add = |whose, name| {
                queues.entry((whose, unit.kind, unit.direction, name)).or_default().push_back(at);
            };
            for name in unit.subtopics().chain(unit.lane()) {
                add(Whose::Task(unit.task.as_deref()), name);
                if is_for_anyone {
                    add(Whose::Anyone, name);
                }
            }
            add(Whose::Task(unit.task.as_deref()), Name::Any);
        }
        Self { is_taken: vec![false; units.len()], queues }
    }

    /// Takes the first that goes by one of the keys.
    fn take(&mut self, keys: impl Iterator<Item = Key<'u>>) -> Option<usize> {
        let found = keys.filter_map(|key| self.first(&key)).min()?;
        *self.is_taken.get_mut(found)? = true;
        Some(found)
    }

    fn first(&mut self, key: &Key<'u>) -> Option<usize> {
        let queue = self.queues.get_mut(key)?;
        while queue.front().is_some_and(|at| self.is_taken.get(*at) == Some(&true)) {
            queue.pop_front();
        }
        queue.front().copied()
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
