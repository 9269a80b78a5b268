//! What in overrides reaches nothing: a task, a file, a client or a component that is not there, or that is not what the override
//! takes it for, and a position for what has one.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::lint::checkpoint;
use crate::lint::overrides::{Checkpoints, ComponentName, Override, Overrides, Said};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Direction};
use crate::oms::time;
use crate::text::lang::{tr, translated};
use crate::text::sorting;
use crate::text::source::Place;
use crate::text::spelling;

/// A name in an override that nothing in the export bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stranger {
    /// Where it stands.
    pub place: Place,
    /// The name.
    pub name: String,
    /// What is wrong with it, to follow its place.
    pub what: Strange,
}

/// What kind of name nothing bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Strange {
    /// A task; with all those that are there.
    Task(Rc<[String]>),
    /// A task of which no component goes this way.
    Way(Direction),
    /// Globs.
    Paths,
    /// A client; with those of the components that the override is about.
    Client(Vec<String>),
    /// A component that is in no file; with its task, and those of that, of which one may be meant.
    Component(String, Vec<String>),
    /// A component of another task, or of none.
    OfTask(Option<Arc<str>>),
    /// A component that goes this way, and not that one which is said.
    Goes(Direction),
    /// A component of a kind that has neither of the values.
    Takes(ComponentKind),
    /// A component that this one has replaced, or a newer copy of it.
    Superseded(Option<Arc<str>>),
}

impl Strange {
    /// Whether a component is what is wrong.
    #[must_use]
    pub(crate) fn is_of_component(&self) -> bool {
        !matches!(self, Self::Task(_) | Self::Way(_) | Self::Paths | Self::Client(_))
    }
}

/// What in `overrides` finds nothing in `export` that it could be about.
#[must_use]
pub(crate) fn among(overrides: &Overrides, export: &Export<'_>) -> Vec<Stranger> {
    if overrides.len() == 0 {
        return Vec::new();
    }
    let known = known(export);
    let tasks: OnceCell<Rc<[String]>> = OnceCell::new();
    let tasks = || Rc::clone(tasks.get_or_init(|| known.keys().map(|task| (*task).to_owned()).collect()));
    overrides.iter().flat_map(|one| of_one((overrides, one), export, &known, &tasks)).collect()
}

/// A row about a component that is there no more, and is taken for the one that took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    /// Where it stands.
    pub place: Place,
    /// The component that it names.
    pub from: String,
    /// The one for which it counts.
    pub to: String,
}

/// The rows of `overrides` that are taken for a component that took the place of the one they name.
#[must_use]
pub(crate) fn moved(overrides: &Overrides, export: &Export<'_>) -> Vec<Moved> {
    let named = overrides.iter().filter_map(|one| Some((one, one.component.as_ref()?)));
    let named: Vec<_> = named.filter(|(_, said)| !export.with_id(said.value.id()).any(Component::is_live)).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let known = known(export);
    let moved = named.into_iter().filter_map(|(one, said)| {
        let mut of_tasks = of_tasks(one, export, &known).into_iter();
        let new = of_tasks.find(|component| overrides.moves_to(one, export, component))?;
        let to = ComponentName::of(export, new).to_owned();
        Some(Moved { place: said.place, from: said.value.text.clone(), to })
    });
    moved.collect()
}

/// A position that nobody reads: what it is about has another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unused {
    /// Where it stands.
    pub place: Place,
    /// The component.
    pub of: String,
    /// The position that this one has, in Unix seconds.
    pub has: i64,
}

/// The positions in `overrides` for a client that has another one already. Such a one is no flaw, so nothing changes it.
#[must_use]
pub(crate) fn unused(overrides: &Overrides, export: &Export<'_>) -> Vec<Unused> {
    if !overrides.iter().any(|one| one.checkpoint.is_some()) {
        return Vec::new();
    }
    let unused = export.components().filter(|component| component.is_live()).flat_map(|component| {
        let given = overrides.of(export, component);
        let source = checkpoint::source(component).map(|(_, source)| source);
        let unused = component.clients().iter().filter_map(move |client| {
            let said = given.checkpoint(client.key())?;
            let has = time::seconds(checkpoint::entry_of(source?, *client)?.value)?;
            let of = ComponentName::of(export, component).to_owned();
            (has != said.value).then_some(Unused { place: said.place, of, has })
        });
        unused.collect::<Vec<_>>()
    });
    unused.collect()
}

/// The components of each task.
fn known<'e>(export: &'e Export<'_>) -> Known<'e> {
    let mut known = Known::default();
    for (number, component) in export.components().enumerate() {
        if let Some(task) = &component.task {
            known.entry(task).or_default().push(number);
        }
    }
    known
}

/// The numbers of the components of each task.
type Known<'e> = BTreeMap<&'e str, Vec<usize>>;

/// What is wrong with the component that it names: a value for one component must never reach another, nor get lost.
fn wrong_component(
    (overrides, one): (&Overrides, &Override),
    export: &Export<'_>,
    of_tasks: &[&Component<'_>],
) -> Option<Stranger> {
    let said = one.component.as_ref()?;
    if of_tasks.iter().any(|component| overrides.moves_to(one, export, component)) {
        return None;
    }
    let strange = |what| Some(Stranger { place: said.place, name: said.value.text.clone(), what });
    let named: Vec<_> = of_tasks.iter().copied().filter(|other| said.value.is_of(export, other)).collect();
    let Some(first) = named.first() else {
        let readers = of_tasks.iter().filter(|other| other.is_live() && takes_values(other.kind));
        let names = || readers.map(|other| ComponentName::of(export, other).to_owned()).collect();
        let task = one.scope.tasks.first().map(|task| task.value.clone()).unwrap_or_default();
        return strange(match export.with_id(said.value.id()).next() {
            Some(other) if !takes_values(other.kind) => Strange::Takes(other.kind),
            Some(other) => Strange::OfTask(other.task.clone()),
            None => Strange::Component(task, names()),
        });
    };
    let Some(reader) = named.iter().find(|other| takes_values(other.kind)) else {
        return strange(Strange::Takes(first.kind));
    };
    if one.scope.direction.is_some_and(|way| named.iter().all(|other| other.direction != way)) {
        return strange(Strange::Goes(reader.direction));
    }
    if !named.iter().any(|other| other.is_live()) {
        return strange(Strange::Superseded(reader.superseded_by.clone()));
    }
    None
}

/// What in one override is not there; what is wrong with its tasks first, for all else hangs on them.
fn of_one(
    (overrides, one): (&Overrides, &Override),
    export: &Export<'_>,
    known: &Known<'_>,
    tasks: &dyn Fn() -> Rc<[String]>,
) -> Vec<Stranger> {
    let is_strange = |task: &&Said<String>| !known.contains_key(task.value.as_str());
    let strange = one.scope.tasks.iter().filter(is_strange);
    let found: Vec<_> = strange
        .map(|task| Stranger { place: task.place, name: task.value.clone(), what: Strange::Task(tasks()) })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let of_tasks = of_tasks(one, export, known);
    if let Some(stranger) = wrong_component((overrides, one), export, &of_tasks) {
        return vec![stranger];
    }
    let lacks_way = |task: &&Said<String>| {
        let goes = |other: &&&Component<'_>| one.scope.direction.is_none_or(|way| other.direction == way);
        !of_tasks.iter().filter(goes).any(|other| other.task.as_deref() == Some(&*task.value))
    };
    if let (Some(way), Some(task)) = (one.scope.direction, one.scope.tasks.iter().find(lacks_way)) {
        return vec![Stranger { place: task.place, name: task.value.clone(), what: Strange::Way(way) }];
    }
    let covered: Vec<_> = of_tasks.into_iter().filter(|component| overrides.covers(one, export, component)).collect();
    if let (true, Some(paths)) = (covered.is_empty(), &one.scope.paths) {
        return vec![Stranger { place: paths.place, name: String::new(), what: Strange::Paths }];
    }
    let Some(Checkpoints::Clients(clients)) = &one.checkpoint else { return Vec::new() };
    let readers = covered.iter().filter(|component| matches!(component.kind, ComponentKind::IncrSync(_)));
    let keys = readers.flat_map(|component| component.clients()).filter_map(Client::key);
    let keys: BTreeSet<&str> = sorting::set(keys);
    let keys_there = || keys.iter().map(|key| (*key).to_owned()).collect();
    let strange = clients.iter().filter(|(key, _)| !keys.contains(key.as_str()));
    strange
        .map(|(key, said)| Stranger { place: said.place, name: key.clone(), what: Strange::Client(keys_there()) })
        .collect()
}

/// The components of its tasks; without a task, all.
fn of_tasks<'e, 'a>(one: &Override, export: &'e Export<'a>, known: &Known<'_>) -> Vec<&'e Component<'a>> {
    if one.scope.tasks.is_empty() {
        return export.components().collect();
    }
    let numbers = one.scope.tasks.iter().filter_map(|task| known.get(task.value.as_str())).flatten();
    numbers.filter_map(|&number| export.component(number)).collect()
}

/// Whether a component of this kind can have a type and a position of its source.
fn takes_values(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::IncrSync(_))
}

/// The name that was probably meant, as the end of a sentence.
#[must_use]
pub(crate) fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    match spelling::closest(name, known) {
        Some((near, true)) => tr!("; did you mean {near}?", near),
        Some((near, false)) => tr!("; the nearest is {near}", near),
        None => String::new(),
    }
}

/// What is wrong with a name in the column `component` of a table, and what to do.
fn in_column(name: &str, what: &Strange) -> String {
    match what {
        Strange::Component(task, known) => tr!(
            "column `component`: task {task} has no component {name} in this export; copy an id from `omslint files`, or leave \
             the cell empty if the value is for the whole task{near}",
            task,
            name,
            near = near(name, known.iter().map(String::as_str))
        ),
        Strange::OfTask(Some(task)) => tr!(
            "column `component`: {name} is a component of task {task}, and a value is for one component of the task in its row; \
             correct the column `task` or `component`",
            name,
            task
        ),
        Strange::OfTask(None) => tr!(
            "column `component`: nothing in the export says to which task {name} belongs; give the value in values.toml, where \
             `paths` can be named",
            name
        ),
        Strange::Goes(way) => tr!(
            "column `component`: {name} goes the other way ({direction}), and the two directions of a task read different \
             databases; correct the column `component` or `direction`",
            name,
            direction = translated(way.name())
        ),
        Strange::Takes(kind) => tr!(
            "column `component`: {name} is a {kind}, and only an Incr-Sync takes such a value; copy the id of one from `omslint files`",
            name,
            kind = kind.label()
        ),
        Strange::Superseded(Some(by)) => tr!(
            "column `component`: {name} is superseded by {by}, so no value is written into it; write {by} instead, if that is \
             what the value is for",
            name,
            by
        ),
        _ => tr!(
            "column `component`: {name} is only an old copy, so no value is written into it; see `omslint files` for what counts \
             instead",
            name
        ),
    }
}

/// What is wrong with a name in an override.
#[must_use]
pub(crate) fn said(stranger: &Stranger) -> String {
    let name = &stranger.name;
    let near = |known: &[String]| near(name, known.iter().map(String::as_str));
    match &stranger.what {
        Strange::Task(known) => tr!("there is no task {name} in this export{near}", name, near = near(known)),
        Strange::Way(way) => tr!(
            "task {name} has no {direction} component in this export, so the value reaches nothing; correct `direction`, or leave it out",
            name,
            direction = translated(way.name())
        ),
        Strange::Paths => tr!("no component here stands in these `paths`").to_owned(),
        Strange::Client(known) if known.is_empty() => {
            tr!(
                "there is no client {name}: what this override is about names no clients; write one number for all",
                name,
            )
        }
        Strange::Client(known) => {
            tr!("there is no client {name} in what this override is about{near}", name, near = near(known))
        }
        what => in_column(name, what),
    }
}
