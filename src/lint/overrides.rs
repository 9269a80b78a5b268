//! What the user knows of single tasks and files: overrides, and what they come to for one component.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::knowledge::versions::Version;
use crate::lint::finding::Evidence;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Direction};
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

/// A component as a row of a table names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentName {
    /// As it stands there.
    pub(crate) text: String,
    /// If that is an id: as OMS writes it, with colons, whatever a copy made of them.
    id: Option<ComponentId>,
}

impl ComponentName {
    /// Reads a name: the id of a component, or the file of one that has no id.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), id: ComponentId::parse(text) }
    }

    /// The name of a component, for a person to hand back.
    #[must_use]
    pub(crate) fn of<'c>(export: &'c Export<'_>, component: &'c Component<'_>) -> &'c str {
        match &component.id {
            Some(id) => &id.text,
            None => export.document(component.document).map_or("", |document| &document.path),
        }
    }

    /// What is the same however the name is spelled.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_ref().map_or(&self.text, |id| &id.text)
    }

    /// Whether it is the name of this component.
    #[must_use]
    pub(crate) fn is_of(&self, export: &Export<'_>, component: &Component<'_>) -> bool {
        let name = Self::of(export, component);
        self.text == name || (component.id.is_some() && self.id() == name)
    }
}

/// One `[[override]]`, or one row of a table.
#[derive(Debug, Clone)]
pub struct Override {
    /// What it is about; at least tasks or paths.
    pub scope: Scope,
    /// The one component of these that it is about; None: all of them.
    pub component: Option<Said<ComponentName>>,
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
    /// Whether that type was given for this component alone.
    is_for_one: bool,
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

    /// They, the weaker first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Override> {
        self.all.iter()
    }

    /// Adds stronger ones behind them.
    pub(crate) fn append(&mut self, stronger: Self) {
        self.all.extend(stronger.all);
        self.numbers = OnceLock::new();
    }

    /// Whether a component whose task is one of those of `one` is what that is about, or took the place of what it is about.
    #[must_use]
    pub(crate) fn covers(&self, one: &Override, export: &Export<'_>, component: &Component<'_>) -> bool {
        one.covers_part(export, component) || self.moves_to(one, export, component)
    }

    /// Whether the component that `one` of them names is gone, or replaced, and `component` took its place: HA and people move components, and
    /// each move gives a higher sequence. It is that one only where no other of its lane is live, and where no other row of the task
    /// speaks of the lane.
    #[must_use]
    pub(crate) fn moves_to(&self, one: &Override, export: &Export<'_>, component: &Component<'_>) -> bool {
        let (Some(old), Some(new)) = (one.id(), component.id.as_ref()) else { return false };
        if old.lane != new.lane || old.sequence.is_none() || old.sequence >= new.sequence {
            return false;
        }
        let is_instead = |other: &&Component<'_>| {
            let takes = matches!(other.kind, ComponentKind::IncrSync(_)) && other.is_live();
            takes && other.id.as_ref().is_some_and(|id| id.lane == old.lane)
        };
        let is_other_row = |other: &Override| other.id().is_some_and(|id| id.lane == old.lane && id.text != old.text);
        is_instead(&component)
            && one.scope.covers_part(export, component)
            && !export.with_id(&old.text).any(|other| other.is_live() || other.task != component.task)
            && export.of_task(component).filter(is_instead).all(|other| other.id.as_ref() == Some(new))
            && !self.about(component.task.as_deref()).any(is_other_row)
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
        for one in self.about(component.task.as_deref()).filter(|one| self.covers(one, export, component)) {
            overrides.created_with = overrides.created_with.or(one.created_with.as_ref());
            overrides.ddl = overrides.ddl.or(one.ddl.as_ref());
            if overrides.db_type.is_none() && one.db_type.is_some() {
                overrides.db_type = one.db_type.as_ref();
                overrides.is_for_one = one.component.is_some();
                overrides.is_for_both_ways =
                    one.scope.direction.is_none() && one.scope.paths.is_none() && !overrides.is_for_one;
            }
            overrides.checkpoints.extend(&one.checkpoint);
        }
        overrides
    }
}

impl Numbers {
    fn of(all: &[Override]) -> Self {
        let mut numbers = Self::default();
        for (number, one) in all.iter().enumerate() {
            let tasks: BTreeSet<&str> = sorting::set(one.scope.tasks.iter().map(|task| task.value.as_str()));
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

impl ComponentOverrides<'_> {
    /// The type that is given for `component`, as evidence.
    #[must_use]
    pub(crate) fn db_type_evidence(&self, component: &Component<'_>) -> Option<Evidence> {
        let said = self.db_type?;
        let task = component.task.as_deref().filter(|_| !self.is_for_one);
        Some(said.evidence_for("db-type", &said.value, task))
    }

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
        self.evidence_for(what, value, component.task.as_deref())
    }

    fn evidence_for(&self, what: &str, value: &str, task: Option<&str>) -> Evidence {
        let says = match task {
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

/// What `--checkpoint` says, as evidence.
#[must_use]
pub(crate) fn checkpoint_flag(seconds: i64, zone: Zone) -> Evidence {
    let says = tr!("`--checkpoint` says {seconds} ({time})", seconds, time = zone.aside(seconds));
    Evidence { place: None, says: says.into(), value: Some(seconds.to_string()) }
}

impl Override {
    /// Whether a component whose task is one of these is what it is about.
    fn covers_part(&self, export: &Export<'_>, component: &Component<'_>) -> bool {
        let is_named = self.component.as_ref().is_none_or(|name| name.value.is_of(export, component));
        is_named && self.scope.covers_part(export, component)
    }

    /// The id by which it names a component.
    fn id(&self) -> Option<&ComponentId> {
        self.component.as_ref()?.value.id.as_ref()
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
