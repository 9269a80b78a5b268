//! The state of every task, and why.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Basis;
use super::steps::{self, Step};
use crate::knowledge::console;
use crate::knowledge::db_types::is_missing;
use crate::lint::checkpoint;
use crate::lint::evidence::reach::Reach;
use crate::lint::finding::{Evidence, Finding, Tier};
use crate::lint::rule::Context;
use crate::lint::states::{self, Ground, Reason, Renames, State};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::oms::time::Zone;
use crate::text::change::Change;
use crate::text::lang::{self, Language, semicolon, tr};
use crate::text::node::as_text;
use crate::text::sorting;

/// A clone with a start timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CloneMethod {
    /// The component whose position counts.
    pub component: String,
    /// The start timestamp to take, in Unix seconds, if the export tells one.
    pub start: Option<i64>,
    /// What the start timestamp rests on, or why there is none.
    pub words: String,
}

/// A value that a person has to supply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The component.
    pub component: String,
    /// Its id, if it is known.
    pub id: Option<String>,
    /// Its server, if it is known.
    pub server: Option<String>,
    /// The key: without `source.` if it stands there, else with its section.
    pub key: String,
    /// Whether it stands in `source`.
    pub is_in_source: bool,
    /// The value that it has now; empty where it has none.
    pub old: String,
    /// A value to start from.
    pub proposal: Option<String>,
    /// Why it cannot be taken from the export.
    pub why: String,
    /// Whether the proposal is likely enough to be entered once a person confirmed it.
    pub is_guess: bool,
    /// What the proposal rests on.
    pub because: String,
}

/// Something that a person looks at or settles: what was found, under its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concern {
    /// The state that it brings the task to.
    pub state: State,
    /// The code of the rule.
    pub code: &'static str,
    /// The name of the rule.
    pub rule: &'static str,
    /// What is the matter.
    pub words: String,
    /// What to do.
    pub help: String,
    /// `path:line`.
    pub place: String,
}

/// One task in the plan.
#[derive(Debug, Clone)]
pub(crate) struct TaskPlan {
    /// Its id; for components without a task the words that name them.
    pub name: String,
    /// Whether the name is a task id.
    pub is_id: bool,
    /// What it needs.
    pub state: State,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What to know beside that.
    pub notes: Vec<String>,
    /// Servers its live components run on.
    pub servers: BTreeSet<String>,
    /// What to enter. Carried out only where the state is [`State::Fix`].
    pub steps: Vec<Step>,
    /// What a person has to supply.
    pub wanted: Vec<Wanted>,
    /// The clone to make.
    pub clones: Vec<CloneMethod>,
    /// What a person looks at or settles.
    pub concerns: Vec<Concern>,
    /// What the values that are to be entered rest on, and whether they are only likely.
    because: BTreeMap<(Option<String>, String), (String, bool)>,
    /// Whether there is something to know of it although it is ready.
    is_remarkable: bool,
    /// Reasons for every state that a finding brought it to.
    raised: Vec<(State, Reason)>,
    /// Components for which a value is still needed: nothing of theirs is entered before all of it is known.
    open: BTreeSet<Option<String>>,
}

/// The tasks, the canary first.
pub(super) fn draw(basis: Basis<'_, '_>) -> Vec<TaskPlan> {
    let mut tasks: BTreeMap<(bool, Arc<str>), TaskPlan> = BTreeMap::new();
    for row in &basis.states.tasks {
        let is_task = row.task.is_some();
        let name = if is_task { row.id.to_string() } else { tr!("{id} without a task id", id = row.id) };
        let mut task = blank(name, is_task);
        task.state = row.state;
        task.servers = row.servers.iter().map(ToString::to_string).collect();
        tasks.insert((is_task, row.id.clone()), task);
    }
    for (number, step) in steps::of(basis) {
        if let Some(component) = basis.export.component(number)
            && let Some(task) = tasks.get_mut(&states::filed_under(basis.export, component))
        {
            task.steps.push(step);
        }
    }
    let renames = Renames::of(basis.export, basis.findings.iter());
    for (number, finding) in basis.findings.iter().enumerate() {
        let owner = states::owner(basis.export, finding);
        // What stands under a wrong name is asked for by its rename, and what is known for sure by its own finding.
        let is_needless = renames.is_needless(owner, finding);
        if !basis.made.contains(&number) && (is_needless || renames.answer(owner, finding).is_some()) {
            continue;
        }
        let filed = owner.map(|component| states::filed_under(basis.export, component));
        let filed = filed.or_else(|| Some((true, finding.subject.task.clone()?)));
        let Some(task) = filed.and_then(|filed| tasks.get_mut(&filed)) else { continue };
        let live = owner.filter(|component| component.is_live());
        judge(basis, task, live, (number, finding), is_needless);
    }
    for ((is_task, id), task) in &mut tasks {
        for step in &mut task.steps {
            for entry in &mut step.entries {
                if let Some((words, is_guessed)) = task.because.get(&(step.component.clone(), entry.key.clone())) {
                    (entry.because, entry.is_guessed) = (words.clone(), *is_guessed);
                }
            }
        }
        let said = basis.states.get(*is_task, id).map(|row| row.reasons.clone()).unwrap_or_default();
        finish(task, said);
    }
    let mut tasks: Vec<TaskPlan> = tasks.into_values().collect();
    let load = load(&tasks);
    // The canary: of what goes forward and is fixed without a checkpoint, on the server with the fewest tasks.
    sorting::sort_by_key(&mut tasks, |task| {
        let is_hard = |step: &Step| {
            step.component.is_none() || step.sets_checkpoint() || step.direction == crate::oms::kind::Direction::Reverse
        };
        let servers = task.servers.iter().map(|server| load.get(server).copied().unwrap_or(0)).max();
        let is_hard = task.steps.iter().any(is_hard);
        (
            task.state != State::Fix,
            Reverse(task.state),
            !task.is_id,
            is_hard,
            servers.unwrap_or(usize::MAX),
            task.name.clone(),
        )
    });
    tasks
}

/// How many tasks have live components on each server.
pub(super) fn load(tasks: &[TaskPlan]) -> BTreeMap<String, usize> {
    let mut load: BTreeMap<String, usize> = BTreeMap::new();
    for server in tasks.iter().flat_map(|task| &task.servers) {
        *load.entry(server.clone()).or_default() += 1;
    }
    load
}

fn blank(name: String, is_id: bool) -> TaskPlan {
    TaskPlan {
        name,
        is_id,
        state: State::Ready,
        reasons: Vec::new(),
        notes: Vec::new(),
        servers: BTreeSet::new(),
        steps: Vec::new(),
        wanted: Vec::new(),
        clones: Vec::new(),
        concerns: Vec::new(),
        because: BTreeMap::new(),
        is_remarkable: false,
        raised: Vec::new(),
        open: BTreeSet::new(),
    }
}

/// Takes a finding into the plan of its task. `is_sure` says that what its fix writes is known for sure all the same.
fn judge(
    basis: Basis<'_, '_>,
    task: &mut TaskPlan,
    component: Option<&Component<'_>>,
    (number, finding): (usize, &Finding<'_>),
    is_sure: bool,
) {
    let is_made = basis.made.contains(&number);
    let because = because(basis, component, finding);
    let who = component.map_or_else(|| task.name.clone(), Component::describe);
    let id = component.and_then(|component| Some(component.id.as_ref()?.text.to_string()));
    let tier = finding.fix.as_ref().map(|fix| fix.tier);
    let value = finding.fix.as_ref().and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()));
    let value = value.map(ToString::to_string);
    let context = Context { export: basis.export, settings: basis.settings };
    let Some(Ground { state, reason, reach }) = states::ground(context, component, finding) else {
        if finding.topic == Topic::Missing(SourceKey::DbType) {
            task.notes.push(tr!("{what}: {why}", what = finding.code, why = finding.message));
        }
        return;
    };
    let title = finding.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default();
    let due = Due::of(finding);
    if due.is_there_after(basis, component) && !is_made {
        // Another fix does it: what stood under a wrong name has the right one.
        task.raised.push((state, reason));
        return;
    }
    match state {
        State::Fix if is_made => {
            if !is_sure {
                task.raised.push((state, title.into()));
            }
            if due.is_in_source {
                task.because.insert((id, due.key), (because, tier == Some(Tier::Unsafe) && !is_sure));
            } else {
                // No call sets it, and it is entered by hand.
                let why = tr!("it is no key of `source`, so it is entered by hand").to_owned();
                task.wanted.push(wanted((who, id, component), due, (value, because, true), why));
            }
        }
        State::Fix if tier == Some(Tier::Unsafe) => {
            task.raised.push((state, reason));
            // A key that is spelled otherwise gets another name, and keeps its value.
            let kept = finding.fix.as_ref().and_then(|fix| steps::renamed(fix.changes.first()?));
            let value = if finding.topic == Topic::Misspelled { kept.or(Some(title)) } else { value };
            let why = tr!("likely, but not certain; confirm it, then run `omslint plan --unsafe-fixes`").to_owned();
            task.want((who, id, component), due, (value, because, true), why);
        }
        State::Fix => {
            task.raised.push((state, title.clone().into()));
            task.notes.push(tr!("{title}: the fix failed its proof; enter it by hand", title));
        }
        State::Value => {
            let why = match &reach {
                Some(Reach::Within { words, .. }) => words.clone(),
                Some(Reach::Nothing { why }) => why.clone(),
                _ if tier == Some(Tier::NeedsValue) => tr!("nothing in the export decides it").into(),
                _ => reason.to_string(),
            };
            task.raised.push((state, reason));
            task.want((who, id, component), due, (value, because, false), why);
            if finding.fix.is_none() {
                task.notes.push(finding.help.to_string());
            }
        }
        State::Clone => {
            task.raised.push((state, reason));
            if let Some(Reach::Nowhere { why }) = &reach {
                task.clones.push(CloneMethod { component: who, start: None, words: why.clone() });
            }
        }
        _ => {
            task.raised.push((state, reason));
            task.concerns.push(Concern {
                state,
                code: finding.code,
                rule: finding.rule,
                words: beside(&who, &finding.message),
                help: console::adapt(&finding.help, basis.settings.from),
                place: basis.export.cite(finding.place),
            });
        }
    }
    if let (Some(Reach::Beyond { why, .. }), State::Fix) = (&reach, state) {
        task.notes.push(tr!("Check that the Store still reaches the checkpoint given: {why}", why));
    }
}

impl TaskPlan {
    /// Whether nothing is to be said of it but that it is ready.
    pub(super) fn needs_nothing(&self) -> bool {
        self.state == State::Ready && !self.is_remarkable
    }

    /// What can be entered now: of a task that is no worse than [`State::Value`] the components for which all is known.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| self.takes() && !self.open.contains(&step.component))
    }

    /// What is known of components for which something else is still open: it is entered together with that.
    pub(super) fn waiting(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| self.takes() && self.open.contains(&step.component))
    }

    /// Whether nothing of the component of `step` is open but what is likely enough to be entered once it is confirmed.
    pub(super) fn is_only_guessed(&self, step: &Step) -> bool {
        self.wanted.iter().filter(|wanted| wanted.id == step.component).all(|wanted| wanted.is_guess)
    }

    /// Whether anything of it can be entered: what is blocked, cloned or not read has nothing to enter yet.
    fn takes(&self) -> bool {
        matches!(self.state, State::Fix | State::Confirm | State::Value)
    }

    fn want(
        &mut self,
        (who, id, component): (String, Option<String>, Option<&Component<'_>>),
        due: Due,
        value: (Option<String>, String, bool),
        why: String,
    ) {
        self.open.insert(id.clone());
        self.wanted.push(wanted((who, id, component), due, value, why));
    }
}

fn wanted(
    (who, id, component): (String, Option<String>, Option<&Component<'_>>),
    Due { key, old, is_in_source, .. }: Due,
    (proposal, because, is_guess): (Option<String>, String, bool),
    why: String,
) -> Wanted {
    let server = component.and_then(|component| component.server.as_deref().map(str::to_owned));
    Wanted { component: who, id, server, key, is_in_source, old, proposal, why, is_guess, because }
}

/// The key that a finding asks a value for.
struct Due {
    /// As [`Wanted::key`].
    key: String,
    /// As [`Wanted::old`].
    old: String,
    is_in_source: bool,
    /// The key, where it is missing.
    missing: Option<SourceKey>,
}

impl Due {
    fn of(finding: &Finding<'_>) -> Self {
        let change = finding.fix.as_ref().and_then(|fix| fix.changes.first());
        let section = finding.anchor.split('/').nth(1).unwrap_or_default();
        let is_in_source = section == SectionName::Source.key() || finding.topic.key().is_some();
        let key = match (finding.topic.key(), change) {
            (Some(key), _) => key.name().to_owned(),
            (None, Some(change)) => change.key().to_owned(),
            (None, None) => finding.pointer.rsplit('/').next().unwrap_or_default().to_owned(),
        };
        // The keys of a flat file begin with their section.
        let has_section = key.split_once('.').is_some_and(|(first, _)| first == section);
        let key = if is_in_source || section.is_empty() || has_section { key } else { format!("{section}.{key}") };
        let old = change.and_then(Change::replaced).and_then(|value| value.to_json());
        let old = old.filter(|_| !is_in_source).map(|old| as_text(&old)).unwrap_or_default();
        let missing = match finding.topic {
            Topic::Missing(key) => Some(key),
            _ => None,
        };
        Self { key, old, is_in_source, missing }
    }

    /// Whether a key that was missing is there in the fixed copy of `component`.
    fn is_there_after(&self, basis: Basis<'_, '_>, component: Option<&Component<'_>>) -> bool {
        let id = component.and_then(|component| component.id.as_ref());
        let (Some(missing), Some(id)) = (self.missing, id) else { return false };
        let names_it = |source: &Section<'_>| match missing {
            SourceKey::Checkpoint => checkpoint::is_there(source),
            SourceKey::DbType => {
                missing.names().iter().any(|name| source.get(name).is_some_and(|value| !is_missing(value)))
            }
        };
        let mut copies = basis.fixed.with_id(&id.text).filter_map(Component::source).peekable();
        let was_there = component.and_then(Component::source).is_some_and(names_it);
        !was_there && copies.peek().is_some() && copies.all(names_it)
    }
}

/// A message in a place beside which its component stands. A Chinese sentence keeps a subject.
fn beside(component: &str, message: &str) -> String {
    match (lang::current(), message.split_once(component)) {
        (Language::Chinese, Some(("", rest))) => tr!("this component {rest}", rest = rest.trim_start()),
        _ => message.replacen(&format!("{component} "), "", 1),
    }
}

/// What a value rests on: what the export says, and where. In the component's own files the name of the file will do.
fn because(basis: Basis<'_, '_>, component: Option<&Component<'_>>, finding: &Finding<'_>) -> String {
    let own = component.and_then(|component| basis.export.location(component.document));
    let said = |evidence: &Evidence| {
        let cited = evidence.place.map(|place| basis.export.cite(place));
        let cited = cited.filter(|cited| !cited.is_empty());
        let near = |cited: &String| {
            let folder = own.map(|own| own.folder).filter(|folder| !folder.is_empty())?;
            let inside = cited.strip_prefix(folder).map(|rest| rest.trim_start_matches('/'));
            // The server stands above the table.
            let server = component.and_then(|component| component.server.as_deref());
            let other = || Some(short_id(cited.rsplit_once("/run/")?.1, server));
            inside.map(str::to_owned).or_else(other)
        };
        match cited {
            Some(cited) => {
                let place = near(&cited).unwrap_or(cited);
                tr!("{says} ({place})", says = evidence.says, place)
            }
            None => evidence.says.to_string(),
        }
    };
    let evidence = finding.fix.iter().flat_map(|fix| &fix.evidence);
    let mut said: Vec<String> = evidence.map(said).collect();
    let more = said.len().saturating_sub(2);
    said.truncate(2);
    let said = said.join(semicolon());
    // Where nothing is cited, the finding itself is the reason.
    if said.is_empty() && !finding.label.is_empty() && matches!(finding.topic, Topic::Other | Topic::Misplaced) {
        let place = basis.export.cite(finding.place);
        let place = place.rsplit('/').next().unwrap_or_default();
        return tr!("{says} ({place})", says = finding.label, place);
    }
    let said = if more > 0 { tr!("{said}; and {more} more", said, more) } else { said };
    match finding.fix.as_ref().and_then(|fix| fix.changes.first()) {
        Some(Change::Rename { entry, .. }) => tr!("{said}: delete `{old}`", said, old = entry.key()),
        _ => said,
    }
}

/// Keeps the reasons for the state it came to, and what else will be due after that.
fn finish(task: &mut TaskPlan, said: Vec<Reason>) {
    // What it is besides stands in the tables of values and of concerns.
    let own: Vec<_> = task.raised.drain(..).filter(|(state, _)| *state == task.state).collect();
    let mut seen = BTreeSet::new();
    task.reasons = own.into_iter().map(|(_, reason)| reason).filter(|reason| seen.insert(reason.clone())).collect();
    // What is not shown, and what is no finding, is said all the same.
    if task.reasons.is_empty() {
        task.reasons = said;
    }
    task.is_remarkable = !task.reasons.is_empty() || !task.notes.is_empty();
    if task.reasons.is_empty() {
        let words = if task.notes.is_empty() {
            tr!("nothing has to be entered")
        } else {
            tr!("nothing has to be entered; there is something to know about it below")
        };
        task.reasons.push(words.to_owned().into());
    }
    let mut known = BTreeSet::new();
    task.clones.retain(|clone| known.insert(clone.component.clone()));
}

impl CloneMethod {
    /// The start timestamp and its bound, in a sentence.
    #[must_use]
    pub(crate) fn sentence(&self, zone: Zone) -> String {
        match self.start {
            Some(start) => tr!(
                "Start timestamp: {start} ({time}), and not later, or rows are lost: {why}.",
                start,
                time = zone.aside(start),
                why = self.words
            ),
            None => tr!(
                "Start timestamp: not later than the position at which the old component stands (shown under the details \
                 of its task, View Component Monitoring): {why}.",
                why = self.words
            ),
        }
    }
}

/// A component id without the server and its port, which stand above the table.
pub(super) fn short_id(id: &str, server: Option<&str>) -> String {
    let rest = server.filter(|server| !server.is_empty()).and_then(|server| id.strip_prefix(server)?.strip_prefix('-'));
    let rest = rest.and_then(|rest| rest.split_once(':')).map(|(_, rest)| rest);
    rest.map_or_else(|| id.to_owned(), str::to_owned)
}
