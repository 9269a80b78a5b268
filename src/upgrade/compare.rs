//! Two exports, task by task: which findings of the old one are gone, remain or are new, and which parameters were
//! lost or changed. Findings are matched by their identity; components by task, kind and direction, since ids, servers
//! and sequences change.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::finding::{Finding, Severity};
use crate::lint::identity::Identity;
use crate::lint::states::{State, States};
use crate::lint::topic::Topic;
use crate::oms::export::Export;
use crate::oms::kind::Direction;
use crate::text::lang::{comma, count, tr, translated};
use crate::text::sorting;

mod entered;
mod ha;
mod mends;
mod parameters;
mod units;
mod values;

pub use parameters::{ComparedParameter, ParameterFate};
use units::Unit;

/// One of the two exports, and what the rules found in it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s, 'a> {
    /// The export.
    pub export: &'s Export<'a>,
    /// Its findings.
    pub findings: &'s [Finding<'a>],
}

/// By what a comparison is judged.
#[derive(Clone, Copy)]
pub struct Terms<'t> {
    /// Whether a finding of this severity in the new export fails the comparison.
    pub fails: &'t dyn Fn(Severity) -> bool,
    /// How far a position may have gone back, in seconds: as far as Stores are pulled back for the upgrade.
    pub window: i64,
    /// The time of the run.
    pub now: i64,
}

/// Whom something concerns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// Task id.
    pub task: Option<String>,
    /// Kind of the component, as OMS calls it, or `ha.config`; None for a whole task, or for what belongs to neither.
    pub kind: Option<&'static str>,
    /// Direction.
    pub direction: Option<Direction>,
    /// Component id in the old export.
    pub old: Option<String>,
    /// Component id in the new export.
    pub new: Option<String>,
    /// Server in the new export, else in the old one.
    pub server: Option<String>,
}

impl Who {
    /// In a sentence: `forward Incr-Sync of task np_x`.
    #[must_use]
    pub fn describe(&self) -> String {
        let task = self.task.as_deref();
        if self.kind == Some(ha::NAME) {
            return ha::NAME.to_owned();
        }
        let Some(kind) = self.kind else {
            return task.map_or_else(|| tr!("the export").to_owned(), |task| tr!("task {task}", task));
        };
        let kind = way(kind, self.direction);
        match (self.new.as_ref().or(self.old.as_ref()), task) {
            (Some(id), Some(task)) => tr!("{kind} {id} of task {task}", kind, id, task),
            (Some(id), None) => tr!("{kind} {id} of an unnamed task", kind, id),
            (None, Some(task)) => tr!("{kind} of task {task}", kind, task),
            (None, None) => tr!("{kind} of an unnamed task", kind),
        }
    }
}

/// The kind of a component, with its direction where that is the reverse one.
fn way(kind: &'static str, direction: Option<Direction>) -> String {
    let kind = translated(kind);
    if direction == Some(Direction::Reverse) { tr!("reverse {kind}", kind) } else { kind.to_owned() }
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingFate {
    /// It is in the new export only.
    New,
    /// It is in both.
    Remaining,
    /// It was in the old export only.
    Gone,
}

impl FindingFate {
    /// Lower-case name, as machines read it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Remaining => "remaining",
            Self::Gone => "gone",
        }
    }
}

/// A finding, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What became of it.
    pub change: FindingFate,
    /// Code of the rule.
    pub code: &'static str,
    /// Name of the rule.
    pub rule: &'static str,
    /// What the rule is about.
    pub topic: Topic,
    /// Its severity: in the new export, or in the old one where it is gone.
    pub severity: Severity,
    /// Whom it concerns.
    pub who: Who,
    /// `path:line` in the new export, or in the old one where it is gone.
    pub place: String,
    /// What it says.
    pub message: String,
    /// What to do now.
    pub help: String,
    /// Whether it fails the run: it is there, and severe enough.
    pub fails: bool,
}

/// A task, a component or a `ha.config` that is in the old export and not in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What is lost; without a kind, the whole task.
    pub who: Who,
    /// Where it stood.
    pub place: String,
}

impl Loss {
    /// What to do about it, where there is more to say than that it is not there; else empty.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.who.kind {
            Some(ha::NAME) => tr!(
                "so nothing here says whether HA is on again: save it anew (System Management > System Parameters > `ha.config`) \
                 beside the new export, and run this again"
            ),
            _ => "",
        }
    }
}

/// How a task came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparedState {
    /// It is not in the new export.
    Lost,
    /// A component or a parameter is lost, or a value differs.
    Damaged,
    /// Findings remain.
    Left,
    /// Findings of the old export are gone, and nothing is lost.
    Done,
    /// Nothing was wrong with it, and nothing is.
    Clean,
    /// It is in the new export only, without a finding that counts.
    Added,
}

impl ComparedState {
    /// Every state, worst first.
    pub const ALL: [Self; 6] = [Self::Lost, Self::Damaged, Self::Left, Self::Done, Self::Clean, Self::Added];

    /// Lower-case name, as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Damaged => "damaged",
            Self::Left => "left",
            Self::Done => "done",
            Self::Clean => "clean",
            Self::Added => "added",
        }
    }
}

/// A task and how it came through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub task: String,
    /// How it came through.
    pub state: ComparedState,
    /// Why, in a few words.
    pub why: String,
    /// What the old export says that it needs before the upgrade, in the words of `check`; None where it is not in it.
    pub was: Option<State>,
    /// The same of the new export.
    pub is: Option<State>,
}

/// A component of the new export of which no task is known, and which is not fit for the upgrade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// What it is filed under: its id, else its file.
    pub id: String,
    /// Its state, in the words of `check`.
    pub state: State,
    /// Why, in a few words.
    pub why: String,
}

/// All that differs between two exports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The tasks, by id.
    pub tasks: Vec<Task>,
    /// Components of the new export without a task that are not fit for the upgrade, by id.
    pub unfit: Vec<Unfit>,
    /// Tasks and components that are lost.
    pub losses: Vec<Loss>,
    /// Parameters that are lost, changed, added, or set aside.
    pub parameters: Vec<ComparedParameter>,
    /// Findings: new, remaining, gone.
    pub findings: Vec<Compared>,
}

impl Comparison {
    /// How many parameters had this fate.
    #[must_use]
    pub fn parameters(&self, fate: ParameterFate) -> usize {
        self.parameters.iter().filter(|parameter| parameter.fate == fate).count()
    }

    /// How many findings changed so.
    #[must_use]
    pub fn findings(&self, change: FindingFate) -> usize {
        self.findings.iter().filter(|finding| finding.change == change).count()
    }

    /// How many tasks are in this state.
    #[must_use]
    pub fn tasks(&self, state: ComparedState) -> usize {
        self.tasks.iter().filter(|task| task.state == state).count()
    }

    /// Keeps what is about these tasks, and about none.
    pub fn keep_tasks(&mut self, asked: &[String]) {
        let is_asked = |task: &str| asked.iter().any(|one| one == task);
        let is_about = |who: &Who| who.task.as_deref().is_none_or(is_asked);
        self.tasks.retain(|task| is_asked(&task.task));
        self.losses.retain(|loss| is_about(&loss.who));
        self.parameters.retain(|parameter| is_about(&parameter.who));
        self.findings.retain(|finding| is_about(&finding.who));
    }

    /// Takes the state of each task in both exports, which is the one that every other command shows. What the new one
    /// still needs, or what of it was not checked, is left, whatever became of the findings.
    pub fn take_states(&mut self, old: &States, new: &States) {
        for task in &mut self.tasks {
            let row = new.get(true, &task.task);
            task.was = old.get(true, &task.task).map(|row| row.state);
            task.is = row.map(|row| row.state);
            match (task.state, row) {
                (ComparedState::Lost, Some(row)) if row.state == State::Unknown => {
                    tr!("not read in the new export").clone_into(&mut task.why);
                }
                (ComparedState::Clean | ComparedState::Done | ComparedState::Added, Some(row))
                    if is_unfit(row.state) =>
                {
                    task.state = ComparedState::Left;
                    task.why = row.why();
                }
                (ComparedState::Clean, Some(row)) if row.state > State::Ready => {
                    tr!("nothing lost; what is left is too little to fail this run").clone_into(&mut task.why);
                }
                _ => {}
            }
        }
        let known: BTreeSet<_> = sorting::set(self.tasks.iter().map(|task| task.task.clone()));
        for row in new.tasks.iter().filter(|row| is_unfit(row.state)) {
            match &row.task {
                Some(id) if known.contains(&**id) => {}
                // Only a file that could not be read tells of it.
                Some(id) => self.tasks.push(Task {
                    task: id.to_string(),
                    state: ComparedState::Left,
                    why: row.why(),
                    was: old.get(true, id).map(|row| row.state),
                    is: Some(row.state),
                }),
                None => self.unfit.push(Unfit { id: row.id.to_string(), state: row.state, why: row.why() }),
            }
        }
        sorting::sort_by(&mut self.tasks, |a, b| (a.state, &a.task).cmp(&(b.state, &b.task)));
    }

    /// Whether nothing is left, nothing is lost and no value differs, and all of the new export was checked.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let bad =
            |parameter: &ComparedParameter| matches!(parameter.fate, ParameterFate::Lost | ParameterFate::Changed);
        let is_left = self.tasks(ComparedState::Left) > 0 || !self.unfit.is_empty();
        let is_whole = self.losses.is_empty() && !self.parameters.iter().any(bad);
        is_whole && !is_left && !self.findings.iter().any(|found| found.fails)
    }
}

/// Whether a task in this state is not done: something has to be entered, supplied, settled or read first. What a person
/// only has to look at (CONFIRM) is left to `--fail-on`.
fn is_unfit(state: State) -> bool {
    !matches!(state, State::Ready | State::Confirm)
}

/// Compares `old` with `new`.
#[must_use]
pub fn compare(old: Side<'_, '_>, new: Side<'_, '_>, Terms { fails, window, now }: Terms<'_>) -> Comparison {
    let olds = units::of(old.export);
    let news = units::of(new.export);
    let pairs = units::pair(&olds, &news);
    let mut comparison =
        Comparison { findings: findings(old, new, (&olds, &news, &pairs), fails), ..Default::default() };
    let present: BTreeSet<&str> = sorting::set(news.iter().filter_map(|unit| unit.task.as_deref()));
    let (mut lost_tasks, mut differing) = (BTreeSet::new(), Vec::new());
    for (number, unit) in olds.iter().enumerate() {
        let other = pairs.get(number).copied().flatten().and_then(|at| news.get(at));
        if let Some(other) = other {
            let before = comparison.parameters.len();
            parameters::compare((old.export, unit), (new.export, other), window, &mut comparison.parameters);
            let own = before..comparison.parameters.len();
            if !own.is_empty() {
                differing.push((unit, other, own));
            }
            continue;
        }
        let place = old.export.cite(unit.place());
        match &unit.task {
            Some(task) if !present.contains(task.as_str()) => {
                if lost_tasks.insert(task.clone()) {
                    let who = Who { kind: None, direction: None, old: None, ..who(Some(unit), None) };
                    comparison.losses.push(Loss { who, place });
                }
            }
            _ => comparison.losses.push(Loss { who: who(Some(unit), None), place }),
        }
    }
    ha::compare(old, new, &mut comparison.losses, &mut comparison.parameters);
    mends::take(&mut comparison, old, new);
    for (unit, other, own) in differing {
        let own = comparison.parameters.get_mut(own).unwrap_or_default();
        entered::look((old.export, unit), (new.export, other), now, own);
    }
    sorting::sort_by(&mut comparison.losses, |a, b| (&a.who, &a.place).cmp(&(&b.who, &b.place)));
    sorting::sort_by(&mut comparison.parameters, |a, b| {
        // Of what is only listed, what there is a word to say about comes first.
        let is_plain =
            |parameter: &ComparedParameter| parameter.fate == ParameterFate::Added && parameter.reason.is_none();
        (a.fate, is_plain(a), &a.who, a.section, &a.key, &a.old).cmp(&(
            b.fate,
            is_plain(b),
            &b.who,
            b.section,
            &b.key,
            &b.old,
        ))
    });
    comparison.tasks = tasks(&comparison, &olds, &news);
    comparison
}

fn who(old: Option<&Unit<'_, '_>>, new: Option<&Unit<'_, '_>>) -> Who {
    let any = new.or(old);
    Who {
        task: any.and_then(|unit| unit.task.clone()).or_else(|| old.and_then(|unit| unit.task.clone())),
        kind: any.map(|unit| unit.kind),
        direction: any.map(|unit| unit.direction),
        old: old.and_then(Unit::id),
        new: new.and_then(Unit::id),
        server: new.and_then(Unit::server).or_else(|| old.and_then(Unit::server)),
    }
}

/// What was found in one export under one identity, told apart by whether it is in a leftover: what is mended where
/// it runs is gone, whatever the directory that was left behind still says.
type Known<'f, 'a> = BTreeMap<(Identity, bool), Vec<Found<'f, 'a>>>;

/// A finding, and the number of the live unit that it belongs to.
#[derive(Clone, Copy)]
struct Found<'f, 'a> {
    finding: &'f Finding<'a>,
    unit: Option<usize>,
}

/// Findings by the number of the part of a unit that they are in, or of their document where there is no unit.
type Copies<'f, 'a> = BTreeMap<usize, Vec<&'f Finding<'a>>>;

/// The findings of a side by their identity. Where a unit stands in several places, its findings are in each of these,
/// so those of the place with the most of them stand for all.
fn known<'f, 'a>(side: Side<'f, 'a>, units: &[Unit<'_, 'a>]) -> Known<'f, 'a> {
    let homes = units::Homes::of(units);
    let mut all: BTreeMap<(Identity, bool), BTreeMap<Option<usize>, Copies<'f, 'a>>> = BTreeMap::new();
    for finding in side.findings {
        let owner = side.export.owner(finding.place);
        let home = owner.and_then(|owner| homes.find(owner));
        let copy = home.map_or(finding.place.document, |(_, part)| part);
        let is_leftover = owner.is_some_and(|owner| !owner.is_live());
        let same = all.entry((Identity::of(finding), is_leftover)).or_default();
        same.entry(home.map(|(unit, _)| unit)).or_default().entry(copy).or_default().push(finding);
    }
    // Of equals the first.
    let most = |copies: Copies<'f, 'a>| copies.into_values().rev().max_by_key(Vec::len).unwrap_or_default();
    let of_units = |units: BTreeMap<Option<usize>, Copies<'f, 'a>>| {
        let found = |(unit, copies)| most(copies).into_iter().map(move |finding| Found { finding, unit });
        units.into_iter().flat_map(found).collect()
    };
    all.into_iter().map(|(identity, units)| (identity, of_units(units))).collect()
}

fn findings(
    old: Side<'_, '_>,
    new: Side<'_, '_>,
    (olds, news, pairs): (&[Unit<'_, '_>], &[Unit<'_, '_>], &[Option<usize>]),
    fails: &dyn Fn(Severity) -> bool,
) -> Vec<Compared> {
    let mut back = vec![None; news.len()];
    for (at, pair) in pairs.iter().enumerate() {
        if let Some(slot) = pair.and_then(|pair| back.get_mut(pair)) {
            *slot = Some(at);
        }
    }
    let partner = |of: &[Option<usize>], unit: Option<usize>| of.get(unit?).copied().flatten();
    let whose = |found: &Found<'_, '_>, (old, new): (Option<usize>, Option<usize>)| {
        let units = (old.and_then(|at| olds.get(at)), new.and_then(|at| news.get(at)));
        if found.unit.is_some() { who(units.0, units.1) } else { subject(found.finding) }
    };
    let (mut before, after) = (known(old, olds), known(new, news));
    let mut all = Vec::new();
    let worst = |found: &Found<'_, '_>| std::cmp::Reverse(found.finding.severity);
    for (identity, mut after) in after {
        // Where fewer remain, those do whose component is in both exports, and of these the worst.
        sorting::sort_by_key(&mut after, |found| (partner(&back, found.unit).is_none(), worst(found)));
        let were = before.get_mut(&identity);
        let n = were.as_ref().map_or(0, |were| were.len());
        for (number, found) in after.iter().enumerate() {
            let change = if number < n { FindingFate::Remaining } else { FindingFate::New };
            let who = whose(found, (partner(&back, found.unit), found.unit));
            all.push(compared(change, found.finding, who, new.export, fails));
        }
        if let Some(were) = were {
            sorting::sort_by_key(were, |found| (partner(pairs, found.unit).is_none(), worst(found)));
            were.drain(..n.min(after.len()));
        }
    }
    // What was found in a component that is lost is not mended: the loss says more.
    let is_lost = |found: &Found<'_, '_>| found.unit.is_some() && partner(pairs, found.unit).is_none();
    for found in before.into_values().flatten().filter(|found| !is_lost(found)) {
        let who = whose(&found, (found.unit, partner(pairs, found.unit)));
        all.push(compared(FindingFate::Gone, found.finding, who, old.export, fails));
    }
    sorting::sort_by(&mut all, |a, b| {
        (a.change, std::cmp::Reverse(a.severity), &a.who, a.code, &a.place).cmp(&(
            b.change,
            std::cmp::Reverse(b.severity),
            &b.who,
            b.code,
            &b.place,
        ))
    });
    all
}

fn compared(
    change: FindingFate,
    finding: &Finding<'_>,
    who: Who,
    export: &Export<'_>,
    fails: &dyn Fn(Severity) -> bool,
) -> Compared {
    // A value that was entered, and that something contradicts, is what such a comparison is made for.
    let is_wrong = matches!(finding.topic, Topic::Wrong(_)) && finding.severity >= Severity::Warning;
    let is_entered_wrong = change == FindingFate::New && is_wrong;
    Compared {
        change,
        code: finding.code,
        rule: finding.rule,
        topic: finding.topic,
        severity: finding.severity,
        who,
        place: export.cite(finding.place),
        message: finding.message.clone(),
        help: finding.help.to_string(),
        fails: change != FindingFate::Gone && (fails(finding.severity) || is_entered_wrong),
    }
}

/// Whom a finding concerns that belongs to no live component.
fn subject(finding: &Finding<'_>) -> Who {
    let subject = &finding.subject;
    Who {
        task: subject.task.as_deref().map(str::to_owned),
        kind: None,
        direction: subject.direction,
        old: None,
        new: None,
        server: None,
    }
}

/// What differs in one task.
#[derive(Default)]
struct Differences<'c> {
    losses: Vec<&'c Loss>,
    /// How many parameters are lost, and how many changed.
    parameters: (usize, usize),
    /// Codes of what is left and fails the comparison.
    left: BTreeSet<&'static str>,
    /// Codes of what is gone, infos aside.
    gone: BTreeSet<&'static str>,
}

impl<'c> Differences<'c> {
    /// Those of all tasks, each under its id.
    fn by_task(comparison: &'c Comparison) -> BTreeMap<&'c str, Self> {
        let mut all: BTreeMap<&str, Self> = BTreeMap::new();
        for loss in &comparison.losses {
            let task = loss.who.task.as_deref();
            task.into_iter().for_each(|task| all.entry(task).or_default().losses.push(loss));
        }
        for parameter in &comparison.parameters {
            let Some(task) = parameter.who.task.as_deref() else { continue };
            let (lost, changed) = &mut all.entry(task).or_default().parameters;
            *lost += usize::from(parameter.fate == ParameterFate::Lost);
            *changed += usize::from(parameter.fate == ParameterFate::Changed);
        }
        for finding in &comparison.findings {
            let Some(task) = finding.who.task.as_deref() else { continue };
            let own = all.entry(task).or_default();
            if finding.fails {
                own.left.insert(finding.code);
            }
            if finding.change == FindingFate::Gone && finding.severity > Severity::Info {
                own.gone.insert(finding.code);
            }
        }
        all
    }

    /// How the task came through, and why. `is_new`: it is not in the old export.
    fn state(&self, is_new: bool) -> (ComparedState, String) {
        let codes = |codes: &BTreeSet<&str>| codes.iter().copied().collect::<Vec<_>>().join(comma());
        let mut damage = Vec::new();
        for loss in &self.losses {
            damage.push(match loss.who.kind {
                Some(kind) => tr!("no {kind} any more", kind = way(kind, loss.who.direction)),
                None => tr!("no task any more").to_owned(),
            });
        }
        let (lost, changed) = self.parameters;
        damage.extend((lost > 0).then(|| tr!("{parameters} lost", parameters = count(lost, "parameter"))));
        damage.extend((changed > 0).then(|| tr!("{parameters} changed", parameters = count(changed, "parameter"))));
        damage.extend((!self.left.is_empty()).then(|| tr!("{codes} left", codes = codes(&self.left))));
        if self.losses.iter().any(|loss| loss.who.kind.is_none()) {
            (ComparedState::Lost, tr!("not in the new export").to_owned())
        } else if !self.losses.is_empty() || lost + changed > 0 {
            (ComparedState::Damaged, damage.join(comma()))
        } else if !self.left.is_empty() {
            (ComparedState::Left, damage.join(comma()))
        } else if is_new {
            (ComparedState::Added, tr!("not in the old export").to_owned())
        } else if self.gone.is_empty() {
            (ComparedState::Clean, tr!("nothing to do").to_owned())
        } else {
            (ComparedState::Done, tr!("{codes} gone", codes = codes(&self.gone)))
        }
    }
}

fn tasks(comparison: &Comparison, olds: &[Unit<'_, '_>], news: &[Unit<'_, '_>]) -> Vec<Task> {
    let ids = |units: &[Unit<'_, '_>]| sorting::set(units.iter().filter_map(|unit| unit.task.clone()));
    let (before, after) = (ids(olds), ids(news));
    let mut differences = Differences::by_task(comparison);
    let mut task = |id: &String| {
        let own = differences.remove(id.as_str()).unwrap_or_default();
        let (state, why) = own.state(!before.contains(id));
        Task { task: id.clone(), state, why, was: None, is: None }
    };
    let mut tasks: Vec<_> = before.union(&after).map(&mut task).collect();
    sorting::sort_by(&mut tasks, |a, b| (a.state, &a.task).cmp(&(b.state, &b.task)));
    tasks
}
