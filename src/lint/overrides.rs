//! What the user knows of single tasks and files: overrides, and what they come to for one component.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::OnceLock;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::knowledge::versions::Version;
use crate::lint::finding::Evidence;
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::ComponentKind;
use crate::oms::kind::Direction;
use crate::oms::time::Zone;
use crate::text::lang::tr;
use crate::text::sorting;
use crate::text::source::Place;

/// Something the user wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    /// What.
    pub value: T,
    /// Where: key and value.
    pub place: Place,
}

/// Which files a list of globs names. A glob without `/` is compared with the name at any depth, one with `/` with the
/// path from the folder of the user's file, or from the working directory. What names a folder names all below it.
#[derive(Debug, Clone)]
pub struct Paths {
    globs: GlobSet,
    /// The working directory as seen from the folder of the user's file, with `/`; empty if it is the same.
    working: String,
}

impl Paths {
    /// Reads the globs.
    ///
    /// # Errors
    /// Why one of them is no glob; its number.
    pub fn new<'g>(globs: impl IntoIterator<Item = &'g str>, working: &str) -> Result<Self, (usize, String)> {
        let mut set = GlobSetBuilder::new();
        for (number, glob) in globs.into_iter().enumerate() {
            let plain = glob.strip_prefix("./").unwrap_or(glob).trim_end_matches('/');
            let whole = if plain.contains('/') { plain.to_owned() } else { format!("**/{plain}") };
            for glob in [whole.clone(), format!("{whole}/**")] {
                let built = GlobBuilder::new(&glob).literal_separator(true).build();
                set.add(built.map_err(|error| (number, error.kind().to_string()))?);
            }
        }
        let globs = set.build().map_err(|error| (0, error.kind().to_string()))?;
        Ok(Self { globs, working: working.to_owned() })
    }

    /// Whether the file shown as `path` is named.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.globs.is_match(path) || (!self.working.is_empty() && self.globs.is_match(from(&self.working, path)))
    }
}

/// `path`, which counts from `working`, as it counts from where `working` counts from. Both are normalised.
fn from(working: &str, path: &str) -> String {
    if std::path::Path::new(path).has_root() {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = working.split('/').collect();
    let mut rest = path;
    while let Some(above) = rest.strip_prefix("../") {
        match parts.last() {
            Some(&"..") | None => parts.push(".."),
            Some(_) => {
                parts.pop();
            }
        }
        rest = above;
    }
    parts.push(rest);
    parts.join("/")
}

/// What an entry of the user's file is about. All that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Task ids; empty: any.
    pub tasks: Vec<Said<String>>,
    /// Files; None: any.
    pub paths: Option<Said<Paths>>,
    /// Direction; None: both.
    pub direction: Option<Direction>,
}

impl Scope {
    /// Whether it holds for what has this task and direction and stands in a file for which `is_named` may ask.
    #[must_use]
    pub fn holds(
        &self,
        task: Option<&str>,
        direction: Option<Direction>,
        is_named: impl FnOnce(&Paths) -> bool,
    ) -> bool {
        self.has_task(task) && self.holds_for_part(direction, is_named)
    }

    fn has_task(&self, task: Option<&str>) -> bool {
        self.tasks.is_empty() || self.tasks.iter().any(|known| Some(known.value.as_str()) == task)
    }

    fn holds_for_part(&self, direction: Option<Direction>, is_named: impl FnOnce(&Paths) -> bool) -> bool {
        let has_direction = self.direction.is_none() || self.direction == direction;
        has_direction && self.paths.as_ref().is_none_or(|paths| is_named(&paths.value))
    }

    /// Whether a component, or a file of it, is what it is about.
    #[must_use]
    pub fn covers(&self, export: &Export<'_>, component: &Component<'_>) -> bool {
        self.has_task(component.task.as_deref()) && self.covers_part(export, component)
    }

    /// The same of a component whose task is one of these.
    fn covers_part(&self, export: &Export<'_>, component: &Component<'_>) -> bool {
        self.holds_for_part(Some(component.direction), |paths| {
            let sections = component.sections.iter().flatten().map(|section| section.document);
            let mut documents = std::iter::once(component.document).chain(sections);
            documents.any(|number| export.document(number).is_some_and(|document| paths.names(&document.path)))
        })
    }
}

/// Positions that the user gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checkpoints {
    /// One for all clients, in Unix seconds.
    All(Said<i64>),
    /// Client id and Unix seconds.
    Clients(Vec<(String, Said<i64>)>),
}

/// One `[[override]]`.
#[derive(Debug, Clone)]
pub struct Override {
    /// What it is about; at least tasks or paths.
    pub scope: Scope,
    /// The version that these were created with.
    pub created_with: Option<Said<Version>>,
    /// Whether they synchronise DDL; a value of None: unknown, whatever `--ddl` says.
    pub ddl: Option<Said<Option<bool>>>,
    /// The type of their source, canonical.
    pub db_type: Option<Said<String>>,
    /// Their positions.
    pub checkpoint: Option<Checkpoints>,
}

/// All overrides, the weaker first: those of `omslint.toml`, then those of each values file, in order.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    all: Vec<Override>,
    /// Made when it is first asked for: most runs have no overrides, and a values file may have one for each task.
    numbers: OnceLock<Numbers>,
}

/// The numbers of overrides, in order: of those about each task, and of those about any.
#[derive(Debug, Clone, Default)]
struct Numbers {
    of_task: HashMap<String, Vec<usize>>,
    of_any: Vec<usize>,
}

/// What the overrides come to for one component.
#[derive(Debug, Clone, Default)]
pub struct ComponentOverrides<'s> {
    /// The version that it was created with.
    pub created_with: Option<&'s Said<Version>>,
    /// Whether it synchronises DDL.
    pub ddl: Option<&'s Said<Option<bool>>>,
    /// The type of its source, canonical.
    pub db_type: Option<&'s Said<String>>,
    /// Whether that type was given for the task as a whole, whichever way it goes.
    pub is_for_both_ways: bool,
    /// Positions, the stronger first.
    checkpoints: Vec<&'s Checkpoints>,
}

impl From<Vec<Override>> for Overrides {
    fn from(all: Vec<Override>) -> Self {
        Self { all, numbers: OnceLock::new() }
    }
}

impl Overrides {
    /// How many they are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Adds stronger ones behind them.
    pub(crate) fn append(&mut self, stronger: Self) {
        self.all.extend(stronger.all);
        self.numbers = OnceLock::new();
    }

    /// Those about a task, the stronger first; they may be about some files or one direction of it only.
    fn about(&self, task: Option<&str>) -> impl Iterator<Item = &Override> {
        let numbers = self.numbers.get_or_init(|| Numbers::of(&self.all));
        let own = task.and_then(|task| numbers.of_task.get(task)).map_or(&[][..], Vec::as_slice);
        let mut about: Vec<usize> = own.iter().chain(&numbers.of_any).copied().collect();
        sorting::sort(&mut about);
        about.into_iter().rev().filter_map(|number| self.all.get(number))
    }

    /// What they come to for `component`.
    #[must_use]
    pub fn of(&self, export: &Export<'_>, component: &Component<'_>) -> ComponentOverrides<'_> {
        let mut overrides = ComponentOverrides::default();
        if self.all.is_empty() {
            return overrides;
        }
        let about = self.about(component.task.as_deref());
        for one in about.filter(|one| one.scope.covers_part(export, component)) {
            overrides.created_with = overrides.created_with.or(one.created_with.as_ref());
            overrides.ddl = overrides.ddl.or(one.ddl.as_ref());
            if overrides.db_type.is_none() && one.db_type.is_some() {
                overrides.db_type = one.db_type.as_ref();
                overrides.is_for_both_ways = one.scope.direction.is_none() && one.scope.paths.is_none();
            }
            overrides.checkpoints.extend(&one.checkpoint);
        }
        overrides
    }

    /// What in them finds nothing in `export` that it could be about.
    #[must_use]
    pub(crate) fn strangers(&self, export: &Export<'_>) -> Vec<Stranger> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut known = Known::default();
        for (number, component) in export.components().enumerate() {
            if let Some(task) = &component.task {
                known.entry(task).or_default().push(number);
            }
        }
        let tasks: OnceCell<Rc<[String]>> = OnceCell::new();
        let tasks = || Rc::clone(tasks.get_or_init(|| known.keys().map(|task| (*task).to_owned()).collect()));
        self.all.iter().flat_map(|one| one.strangers(export, &known, &tasks)).collect()
    }
}

impl Numbers {
    fn of(all: &[Override]) -> Self {
        let mut numbers = Self::default();
        for (number, one) in all.iter().enumerate() {
            let tasks: BTreeSet<&str> = one.scope.tasks.iter().map(|task| task.value.as_str()).collect();
            if tasks.is_empty() {
                numbers.of_any.push(number);
            }
            for task in tasks {
                numbers.of_task.entry(task.to_owned()).or_default().push(number);
            }
        }
        numbers
    }
}

/// The numbers of the components of each task.
type Known<'e> = BTreeMap<&'e str, Vec<usize>>;

impl ComponentOverrides<'_> {
    /// Whether any position is given.
    #[must_use]
    pub(crate) fn has_checkpoint(&self) -> bool {
        !self.checkpoints.is_empty()
    }

    /// The position for a client; without a key, as oblogproxy reads, only one for all.
    #[must_use]
    pub fn checkpoint(&self, client: Option<&str>) -> Option<Said<i64>> {
        self.checkpoints.iter().find_map(|given| match given {
            Checkpoints::All(said) => Some(said.clone()),
            Checkpoints::Clients(clients) => {
                let own = clients.iter().find(|(key, _)| Some(key.as_str()) == client);
                own.map(|(_, said)| said.clone())
            }
        })
    }
}

impl<T> Said<T> {
    /// As evidence: `what` of the component's task is `value`.
    #[must_use]
    pub fn evidence(&self, what: &str, value: &str, component: &Component<'_>) -> Evidence {
        let says = match &component.task {
            Some(task) => tr!("{key} of task {task} is {value}", key = what, task, value),
            None => tr!("{key} of this component is {value}", key = what, value),
        };
        Evidence { place: Some(self.place), says: says.into(), value: Some(value.to_owned()) }
    }
}

impl Said<i64> {
    /// As evidence for the position of a client.
    #[must_use]
    pub fn position(&self, client: Option<&str>, zone: Zone) -> Evidence {
        let (seconds, time) = (self.value, zone.aside(self.value));
        let says = match client {
            Some(client) => tr!("checkpoint of {client} is {seconds} ({time})", client, seconds, time),
            None => tr!("checkpoint is {seconds} ({time})", seconds, time),
        };
        Evidence { place: Some(self.place), says: says.into(), value: Some(self.value.to_string()) }
    }
}

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
    /// Globs.
    Paths,
    /// A client; with those of the components that the override is about.
    Client(Vec<String>),
}

impl Override {
    fn strangers(&self, export: &Export<'_>, known: &Known<'_>, tasks: &dyn Fn() -> Rc<[String]>) -> Vec<Stranger> {
        let is_strange = |task: &&Said<String>| !known.contains_key(task.value.as_str());
        let strange = self.scope.tasks.iter().filter(is_strange);
        let found: Vec<_> = strange
            .map(|task| Stranger { place: task.place, name: task.value.clone(), what: Strange::Task(tasks()) })
            .collect();
        if !found.is_empty() {
            return found;
        }
        let covered = self.covered(export, known);
        if let (true, Some(paths)) = (covered.is_empty(), &self.scope.paths) {
            return vec![Stranger { place: paths.place, name: String::new(), what: Strange::Paths }];
        }
        let Some(Checkpoints::Clients(clients)) = &self.checkpoint else { return Vec::new() };
        let readers = covered.iter().filter(|component| matches!(component.kind, ComponentKind::IncrSync(_)));
        let keys = readers.flat_map(|component| component.clients()).filter_map(Client::key);
        let keys: BTreeSet<&str> = keys.collect();
        let keys_there = || keys.iter().map(|key| (*key).to_owned()).collect();
        let strange = clients.iter().filter(|(key, _)| !keys.contains(key.as_str()));
        strange
            .map(|(key, said)| Stranger { place: said.place, name: key.clone(), what: Strange::Client(keys_there()) })
            .collect()
    }

    fn covered<'e, 'a>(&self, export: &'e Export<'a>, known: &Known<'_>) -> Vec<&'e Component<'a>> {
        let covers = |component: &&'e Component<'a>| self.scope.covers_part(export, component);
        if self.scope.tasks.is_empty() {
            return export.components().filter(covers).collect();
        }
        let numbers = self.scope.tasks.iter().filter_map(|task| known.get(task.value.as_str())).flatten();
        numbers.filter_map(|&number| export.component(number)).filter(covers).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_count_from_the_file_or_the_working_directory() {
        let names = |glob: &str, working: &str, path: &str| Paths::new([glob], working).unwrap().names(path);
        assert!(names("np_x-incr_trans-1-0", "", "a/np_x-incr_trans-1-0/conf/source.json"));
        assert!(names("*.yaml", "", "a/b.yaml"));
        assert!(names("a/b.yaml", "", "a/b.yaml"));
        assert!(!names("a/b.yaml", "", "c/a/b.yaml"));
        assert!(names("exports/a/**", "exports", "a/b.yaml"));
        assert!(names("exports/a", "exports/c", "../a/b.yaml"));
        assert!(names("./a/", "", "a/b.yaml"));
        assert_eq!(Paths::new(["a", "["], "").unwrap_err().0, 1);
    }
}
