//! One state per task: what it needs before the upgrade, over all its live components, the worst counting. Computed once,
//! from everything that the default rules find, whatever the user chooses to see; every output shows this one.

mod filing;
mod grounds;
mod renames;
pub(crate) mod values;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use crate::lint::evidence::reach::Reach;
use crate::lint::finding::{Finding, Tier};
use crate::lint::rule::{Context, Topic};
use crate::lint::unread;
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::id::made_task_in;
use crate::oms::kind::{ComponentKind, Direction, SectionName};
use crate::oms::shape::Location;
use crate::oms::standing::Standing;
use crate::text::failure::Failure;
use crate::text::lang::{self, count, tr};
use crate::text::sorting;
use crate::text::source::Place;

use filing::Filed;
pub(crate) use filing::{Filing, all_filed_under, filed_under};
pub(crate) use grounds::{Ground, ground};
pub(crate) use renames::Renames;

/// What a task needs before the upgrade; what is worse is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum State {
    /// Nothing was found.
    #[default]
    Ready,
    /// All values are known, and have to be entered.
    Fix,
    /// A person must look at a warning.
    Confirm,
    /// A person must supply a value.
    Value,
    /// No position can be had: it is cloned after the upgrade (Method 2).
    Clone,
    /// Something must be settled first.
    Blocked,
    /// Not understood or not read, so not checked.
    Unknown,
}

impl State {
    /// Every state, in the order of a summary.
    pub const ALL: [Self; 7] =
        [Self::Ready, Self::Fix, Self::Confirm, Self::Value, Self::Clone, Self::Blocked, Self::Unknown];

    /// As every output spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Fix => "FIX",
            Self::Confirm => "CONFIRM",
            Self::Value => "VALUE",
            Self::Clone => "CLONE",
            Self::Blocked => "BLOCKED",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// The same for people, where there is room for a word beside it: `FIX`, `FIX 待修改`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ready => tr!("READY"),
            Self::Fix => tr!("FIX"),
            Self::Confirm => tr!("CONFIRM"),
            Self::Value => tr!("VALUE"),
            Self::Clone => tr!("CLONE"),
            Self::Blocked => tr!("BLOCKED"),
            Self::Unknown => tr!("UNKNOWN"),
        }
    }

    /// What it means, in a few words.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Ready => tr!("nothing was found that it needs"),
            Self::Fix => tr!("all values are known; enter them"),
            Self::Confirm => tr!("a warning that a person must look at"),
            Self::Value => tr!("a value that only a person can supply"),
            Self::Clone => tr!("no position can be had; clone it after the upgrade"),
            Self::Blocked => tr!("something must be settled first"),
            Self::Unknown => tr!("not understood or not read, so not checked"),
        }
    }
}

/// A value that has to be entered for a component, or supplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueValue {
    /// Component id, if it is known.
    pub component: Option<Arc<str>>,
    /// The key of `source`; in another section with its name before it, as in `sink.workerNum`.
    pub key: Box<str>,
    /// The value, if it is known: the whole of it, as it is entered.
    pub value: Option<String>,
    /// A value to start from.
    pub proposal: Option<String>,
    /// How old the proposal is, in seconds, where it is a position.
    pub age: Option<i64>,
    /// How far the value can be trusted.
    pub tier: Tier,
    /// Whether it is the user's own, and the export says otherwise.
    pub is_doubted: bool,
    /// Whether the user gave one that is not taken.
    pub is_refused: bool,
    /// Whether its Store no longer holds what comes after the position that is proposed.
    pub is_cleared: bool,
}

/// Why a task is in its state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Code and name of the rule that says so, where a person reads on there.
    pub rule: Option<(&'static str, &'static str)>,
    /// What is the matter or to be done, as a clause.
    pub words: String,
}

impl Reason {
    /// Several in one line.
    #[must_use]
    pub fn joined(reasons: &[Self]) -> String {
        reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(lang::semicolon())
    }

    /// The rule alone where there is one, for a place at which the words stand elsewhere.
    #[must_use]
    pub fn head(&self) -> String {
        self.rule.map_or_else(|| self.words.clone(), |(code, name)| format!("{code} {name}"))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rule {
            Some((code, rule)) => f.write_str(&tr!("{code} {rule}: {words}", code, rule, words = self.words)),
            None => f.write_str(&self.words),
        }
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self { rule: None, words }
    }
}

/// A task and its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskState {
    /// Its task id; None for a component of which no task is known.
    pub task: Option<Arc<str>>,
    /// What it is filed under: the task id, else the component's id, else its file.
    pub id: Arc<str>,
    /// What it needs.
    pub state: State,
    /// Why it is in that state.
    pub reasons: Vec<Reason>,
    /// Servers of its live components, in order, each once.
    pub servers: Vec<Arc<str>>,
    /// Which way its live Incr-Sync components go, where all go the same way.
    pub direction: Option<Direction>,
    /// What has to be entered or supplied.
    pub values: Vec<DueValue>,
}

impl TaskState {
    fn raise(&mut self, state: State, reason: impl Into<Reason>) {
        let reason = reason.into();
        if state > self.state {
            self.state = state;
            self.reasons.clear();
        }
        if state == self.state && !self.reasons.contains(&reason) {
            push(&mut self.reasons, reason);
        }
    }

    fn raise_to(&mut self, ground: Option<Ground>) {
        if let Some(Ground { state, reason, .. }) = ground {
            self.raise(state, reason);
        }
    }

    /// Takes in what `finding`, about `owner`, brings it to, and what it asks to be entered.
    fn take(
        &mut self,
        context: Context<'_, '_>,
        (owner, finding): (Option<&Component<'_>>, &Finding<'_>),
        ground: Option<Ground>,
        renames: &Renames,
    ) {
        if let (Some(key), Some(value)) = (finding.topic.key(), renames.answer(owner, finding)) {
            // The state is that of the rename.
            let component = finding.subject.component.clone();
            let (value, tier) = (value.map(str::to_owned), Tier::Unsafe);
            let key = key.name().into();
            let due = DueValue {
                component,
                key,
                value,
                proposal: None,
                age: None,
                tier,
                is_doubted: false,
                is_refused: false,
                is_cleared: false,
            };
            push(&mut self.values, due);
            return;
        }
        let is_cleared = ground.as_ref().is_some_and(|ground| matches!(ground.reach, Some(Reach::Beyond { .. })));
        self.raise_to(ground);
        // What a rename brings is told where it is missing.
        if renames::renamed(finding).is_none()
            && let Some(due) = values::due(context, owner, finding)
        {
            values::add(&mut self.values, DueValue { is_cleared, ..due }, owner, finding);
        }
    }

    fn add_server(&mut self, server: Option<&Arc<str>>) {
        let Some(server) = server else { return };
        // Nearly every task is on one or two.
        if let Err(place) = self.servers.binary_search(server) {
            make_room(&mut self.servers);
            self.servers.insert(place, Arc::clone(server));
        }
    }

    /// Why, in one sentence without a full stop.
    #[must_use]
    pub fn why(&self) -> String {
        if self.reasons.is_empty() { State::Ready.sentence().to_owned() } else { Reason::joined(&self.reasons) }
    }
}

/// The state of every task of a run.
#[derive(Debug, Clone, Default)]
pub struct States {
    /// By id, components of which no task is known last.
    pub tasks: Vec<TaskState>,
}

impl States {
    /// The states of the tasks in the export. `findings` are all that the default rules found and that no `[[ignore]]`
    /// takes back.
    #[must_use]
    pub fn of<'f, 'a: 'f>(
        context: Context<'_, 'a>,
        findings: impl Iterator<Item = &'f Finding<'a>> + Clone,
        failures: &[Failure],
    ) -> Self {
        let mut rows = Rows::of(context.export);
        let renames = Renames::of(context.export, findings.clone());
        let mut filing = Filing::default();
        for finding in findings {
            rows.judge(context, finding, &renames, &mut filing);
        }
        // Of what is ready nothing is entered, not even what would go along.
        rows.tasks.iter_mut().filter(|row| row.state == State::Ready).for_each(|row| row.values.clear());
        rows.add_failures(context.export, failures);
        rows.add_unread_parts(context.export);
        let mut tasks = rows.into_tasks();
        sorting::sort_by(&mut tasks, |a, b| (a.task.is_none(), &a.id).cmp(&(b.task.is_none(), &b.id)));
        Self { tasks }
    }

    /// Says of a task that is ready that something of it is ignored, and for what reason.
    pub(crate) fn note_ignored<'e>(
        &mut self,
        context: Context<'e, '_>,
        (finding, reason): (&Finding<'_>, &str),
        filing: &mut Filing<'e>,
    ) {
        let owner = owner(context.export, finding);
        if ground(context, owner, finding).is_none() || owner.is_some_and(|component| !component.is_live()) {
            return;
        }
        for (is_task, id) in filing.of(context.export, owner, finding) {
            let place = self.tasks.binary_search_by(|row| (row.task.is_none(), &*row.id).cmp(&(!is_task, &*id)));
            if let Some(row) = place.ok().and_then(|place| self.tasks.get_mut(place)) {
                row.raise(State::Ready, tr!("ignored: {reason}", reason));
            }
        }
    }

    /// That of the task, or of the component without a task, that is filed under `id`.
    #[must_use]
    pub fn get(&self, is_task: bool, id: &str) -> Option<&TaskState> {
        let place = self.tasks.binary_search_by(|row| (row.task.is_none(), &*row.id).cmp(&(!is_task, id)));
        self.tasks.get(place.ok()?)
    }

    /// `109 of 300 tasks (69 FIX, 39 VALUE, 1 CLONE)`: how many are not ready, and what they need.
    #[must_use]
    pub fn share(&self) -> String {
        let counts = State::ALL.into_iter().zip(self.counts());
        let open: Vec<_> = counts.filter(|(state, number)| *state != State::Ready && *number > 0).collect();
        let (sum, all) = (open.iter().map(|(_, number)| number).sum::<usize>(), self.tasks.len());
        let shares: Vec<_> =
            open.iter().map(|(state, number)| tr!("{number} {state}", number, state = state.label())).collect();
        let tasks = count(all, "task");
        match shares.is_empty() {
            true => tr!("{open} of {tasks}", open = sum, tasks),
            false => tr!("{open} of {tasks} ({shares})", open = sum, tasks, shares = shares.join(lang::comma())),
        }
    }

    /// How many tasks are in each state, in the order of [`State::ALL`].
    #[must_use]
    pub fn counts(&self) -> [usize; 7] {
        State::ALL.map(|state| self.tasks.iter().filter(|row| row.state == state).count())
    }
}

/// Whether a component without a task has a state of its own: not a Store that a task of the export reads, and no
/// verification, which the upgrade does not change.
fn has_own_state(component: &Component<'_>, read: &HashSet<&str>) -> bool {
    match component.kind {
        ComponentKind::Store => !component.subtopic.as_deref().is_some_and(|subtopic| read.contains(subtopic)),
        ComponentKind::FullVerification => false,
        _ => true,
    }
}

/// Adds to a list of which there are many, most of them with one or two items.
fn push<T>(list: &mut Vec<T>, item: T) {
    make_room(list);
    list.push(item);
}

/// Room for one more item: that for four, which a list would get, is more than all that is in it.
fn make_room<T>(list: &mut Vec<T>) {
    if list.len() < 4 {
        list.reserve_exact(1);
    }
}

#[derive(Default)]
struct Rows {
    tasks: Vec<TaskState>,
    /// The numbers of the rows of tasks, by id.
    of_tasks: HashMap<Arc<str>, usize>,
    /// Those of components without a task.
    of_others: HashMap<Arc<str>, usize>,
}

impl Rows {
    fn of(export: &Export<'_>) -> Self {
        let mut rows = Self::default();
        let live = || export.counted().filter(|component| component.is_live());
        let nameless = live().any(|component| component.task.is_none() && component.kind == ComponentKind::Store);
        let read: HashSet<&str> = match nameless {
            true => export.incr_syncs().flat_map(|(reader, _)| reader.clients()).filter_map(Client::reads).collect(),
            false => HashSet::new(),
        };
        let mut kinds: Vec<BTreeSet<&str>> = Vec::new();
        let mut directions: Vec<BTreeSet<Direction>> = Vec::new();
        for component in live().filter(|component| component.task.is_some() || has_own_state(component, &read)) {
            let number = rows.number(filed_under(export, component));
            kinds.resize_with(rows.tasks.len(), BTreeSet::new);
            directions.resize_with(rows.tasks.len(), BTreeSet::new);
            let row = (rows.tasks.get_mut(number), kinds.get_mut(number), directions.get_mut(number));
            let (Some(row), Some(kinds), Some(directions)) = row else { continue };
            row.add_server(component.server.as_ref());
            kinds.insert(component.kind.label());
            if matches!(component.kind, ComponentKind::IncrSync(_)) {
                directions.insert(component.direction);
            }
            if let Some(Standing::Unordered { .. }) = component.standing.as_deref() {
                let who = component.describe();
                row.raise(
                    State::Blocked,
                    tr!("copies of {component} differ, and nothing says which one is the newest", component = who),
                );
            }
            if unread::lack(export, component).is_some() {
                row.raise(State::Unknown, tr!("{component} was not understood", component = component.describe()));
            }
        }
        for ((row, kinds), directions) in rows.tasks.iter_mut().zip(&kinds).zip(&directions) {
            row.direction = directions.first().copied().filter(|_| directions.len() == 1);
            let kinds: Vec<&str> = kinds.iter().copied().collect();
            if directions.is_empty() && row.state != State::Unknown {
                row.raise(
                    State::Unknown,
                    tr!("no Incr-Sync of it is here, only its {kinds}", kinds = kinds.join(tr!(" and its "))),
                );
            }
        }
        rows
    }

    fn number(&mut self, (is_task, id): (bool, Arc<str>)) -> usize {
        let numbers = if is_task { &mut self.of_tasks } else { &mut self.of_others };
        if let Some(number) = numbers.get(&id) {
            return *number;
        }
        let number = self.tasks.len();
        numbers.insert(id.clone(), number);
        self.tasks.push(TaskState {
            task: is_task.then(|| id.clone()),
            id,
            state: State::Ready,
            reasons: Vec::new(),
            servers: Vec::new(),
            direction: None,
            values: Vec::new(),
        });
        number
    }

    /// The rows, without the names by which they are found: these are as many.
    fn into_tasks(self) -> Vec<TaskState> {
        self.tasks
    }

    /// Takes a finding into the state of its task.
    fn judge<'e>(
        &mut self,
        context: Context<'e, '_>,
        finding: &Finding<'_>,
        renames: &Renames,
        filing: &mut Filing<'e>,
    ) {
        let owner = owner(context.export, finding);
        if owner.is_some_and(|component| !component.is_live()) {
            return;
        }
        // The export itself says which copy is the newest, so there is nothing that a person must settle.
        let is_settled = |component: &Component<'_>| match component.standing.as_deref() {
            Some(Standing::Newest { by, .. }) => by.is_own_mark(),
            _ => false,
        };
        if finding.topic == Topic::Copies && owner.is_some_and(is_settled) {
            return;
        }
        if renames.is_needless(owner, finding) {
            return;
        }
        let ground = ground(context, owner, finding);
        if ground.is_none() && !values::goes_along(finding) {
            return;
        }
        for (at, filed) in filing.of(context.export, owner, finding).into_iter().enumerate() {
            let number = self.number(filed);
            let Some(row) = self.tasks.get_mut(number) else { continue };
            match at {
                0 => row.take(context, (owner, finding), ground.clone(), renames),
                // What has to be entered stands once.
                _ => row.raise_to(ground.clone()),
            }
        }
    }

    /// What could not be read makes its task unknown.
    fn add_failures(&mut self, export: &Export<'_>, failures: &[Failure]) {
        let mut by_folder: Option<HashMap<&str, Vec<&Component<'_>>>> = None;
        for failure in failures {
            let location = Location::new(0, &failure.path);
            let reason = || tr!("{file} could not be read", file = failure.path);
            let mut found: Vec<&Component<'_>> = match location.id() {
                Some(id) => export.with_id(&id.text).collect(),
                None if !is_section(&location) => Vec::new(),
                None => {
                    let by_folder = by_folder.get_or_insert_with(|| sections_by_folder(export));
                    by_folder.get(location.folder).cloned().unwrap_or_default()
                }
            };
            if found.is_empty()
                && let Some((filed, server)) = filed_by_place(&location)
            {
                let number = self.number(filed);
                if let Some(row) = self.tasks.get_mut(number) {
                    row.add_server(server.as_ref());
                    row.raise(State::Unknown, reason());
                }
            }
            found.retain(|component| component.is_live() && export.is_counted(component.document));
            for component in found {
                self.make_unknown(export, component, &reason());
            }
        }
    }

    /// What was not understood in the object of a component, or beside it in a document that holds no other one, makes its task
    /// unknown.
    fn add_unread_parts(&mut self, export: &Export<'_>) {
        for (number, part) in export.unread.iter().filter(|(number, _)| export.is_counted(*number)) {
            let (document, span) = (*number, part.span);
            let alone = || match export.components_of(&(document..document + 1)) {
                [component] => Some(&**component),
                _ => None,
            };
            let owner = export.owner(Place { document, span }).or_else(alone);
            if let Some(component) = owner.filter(|component| component.is_live()) {
                let file = export.document(document).map_or("", |document| &document.path);
                self.make_unknown(export, component, &tr!("a part of {file} was not understood", file));
            }
        }
    }

    fn make_unknown(&mut self, export: &Export<'_>, component: &Component<'_>, reason: &str) {
        for filed in all_filed_under(export, component) {
            let number = self.number(filed);
            if let Some(row) = self.tasks.get_mut(number) {
                row.raise(State::Unknown, reason.to_owned());
            }
        }
    }
}

/// What a file of which nothing is known is filed under, with the server: the component whose id it bears, else the task after
/// which it or the folder of a section is called.
fn filed_by_place(location: &Location<'_>) -> Option<(Filed, Option<Arc<str>>)> {
    if let Some(id) = location.id() {
        return Some((id.task.map_or_else(|| (false, id.text), |task| (true, task)), id.server));
    }
    let of_folder = || {
        let folder = location.component_folder();
        made_task_in(folder).filter(|task| is_section(location) || *task == folder)
    };
    let task = made_task_in(location.file_name).or_else(of_folder)?;
    Some(((true, task.into()), None))
}

/// The task after which a file is called of which nothing is known, or the folder that it lies in.
pub(crate) fn task_of_file(path: &str) -> Option<Arc<str>> {
    let ((is_task, id), _) = filed_by_place(&Location::new(0, path))?;
    is_task.then_some(id)
}

/// Whether a file is a section of a component.
fn is_section(location: &Location<'_>) -> bool {
    SectionName::of_file(location.file_name).is_some()
}

/// The components whose sections are files, by their folder: what failed there is of them, although the folder lost its id.
fn sections_by_folder<'e, 'a>(export: &'e Export<'a>) -> HashMap<&'a str, Vec<&'e Component<'a>>> {
    let mut by_folder: HashMap<&str, Vec<&Component<'_>>> = HashMap::new();
    for component in export.counted() {
        if let Some(own) = export.location(component.document).filter(is_section) {
            by_folder.entry(own.folder).or_default().push(component);
        }
    }
    by_folder
}

/// The component that a finding is about: of copies the one that it stands in, else one that counts.
pub(crate) fn owner<'e, 'a>(export: &'e Export<'a>, finding: &Finding<'_>) -> Option<&'e Component<'a>> {
    let placed = export.owner(finding.place);
    let is_placed = |component: &Component<'_>| placed.is_some_and(|placed| std::ptr::addr_eq(placed, component));
    let is_near = |component: &Component<'_>| component.document == finding.place.document;
    let by_id = finding
        .subject
        .component
        .as_deref()
        .and_then(|id| export.with_id(id).min_by_key(|one| (!is_placed(one), !is_near(one), !one.is_live())));
    by_id.or_else(|| placed.filter(|_| finding.subject.kind.is_some()))
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;

    // There may be hundreds of thousands of each: what is added here is added to all of them.
    #[test]
    fn what_there_is_much_of_does_not_grow_unseen() {
        assert!(size_of::<TaskState>() <= 112, "{}", size_of::<TaskState>());
        assert!(size_of::<DueValue>() <= 104, "{}", size_of::<DueValue>());
    }
}
