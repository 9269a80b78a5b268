//! The state of every task, and why.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Basis;
use super::because::{because, beside, change, wrong_position};
use super::steps::{self, Step, Trust};
use crate::knowledge::console;
use crate::knowledge::db_types::is_missing;
use crate::lint::checkpoint;
use crate::lint::evidence::reach::Reach;
use crate::lint::finding::{Finding, Tier};
use crate::lint::rule::Context;
use crate::lint::states::{self, DueValue, Filing, Ground, Reason, Renames, State, values};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::section::Section;
use crate::oms::time::Zone;
use crate::text::change::Change;
use crate::text::lang::{semicolon, tr};
use crate::text::node::{Ref, as_text};
use crate::text::redact;
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
    /// The value that it has now, empty where it is blank; None where the key is not there.
    pub old: Option<String>,
    /// A value to start from.
    pub proposal: Option<String>,
    /// Why it cannot be taken from the export; empty where it is only to be confirmed.
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
    /// What it is filed under, see `states::filed_under`.
    pub filed: Arc<str>,
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
    /// What the values that are to be entered rest on, by component and key.
    because: BTreeMap<(Option<String>, String), (String, Trust)>,
    /// Whether a value that was given for it is not taken.
    pub is_refused: bool,
    /// Whether it needs a value that this plan was told to leave out, so that others wait for it.
    pub is_half: bool,
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
        let mut task = blank(name, (is_task, &row.id));
        task.state = row.state;
        task.servers = row.servers.iter().map(ToString::to_string).collect();
        tasks.insert((is_task, row.id.clone()), task);
    }
    for (number, step) in steps::of(basis) {
        if let Some(component) = basis.export.component(number)
            && let Some(filed) = states::all_filed_under(basis.export, component).first()
            && let Some(task) = tasks.get_mut(filed)
        {
            task.steps.push(step);
        }
    }
    let renames = Renames::of(basis.export, basis.findings.iter());
    // What stands under a wrong name of a key that is written all the same.
    let mut stale: BTreeMap<(Option<String>, String), String> = BTreeMap::new();
    let mut filing = Filing::default();
    for (number, finding) in basis.findings.iter().enumerate() {
        let owner = states::owner(basis.export, finding);
        // What stands under a wrong name is asked for by its rename, and what is known for sure by its own finding.
        let is_needless = renames.is_needless(owner, finding);
        let is_asked = is_needless || renames.answer(owner, finding).is_some();
        if !basis.made.contains(&number) && is_asked {
            if is_needless && let Some(Change::Rename { entry, key }) = change(finding) {
                let id = owner.and_then(|component| Some(component.id.as_ref()?.text.to_string()));
                let key = key.rsplit('.').next().unwrap_or_default().to_owned();
                stale.insert((id, key), entry.key().to_owned());
            }
            continue;
        }
        let live = owner.filter(|component| component.is_live());
        for filed in filing.of(basis.export, owner, finding) {
            let Some(task) = tasks.get_mut(&filed) else { continue };
            judge(basis, task, live, (number, finding), is_needless);
        }
    }
    for finding in basis.unseen {
        let owner = states::owner(basis.export, finding).filter(|component| component.is_live());
        let Some(component) = owner else { continue };
        if let Some(task) = tasks.get_mut(&states::filed_under(basis.export, component)) {
            hold_back(basis, task, component, finding);
        }
    }
    for ((is_task, id), task) in &mut tasks {
        for step in &mut task.steps {
            for entry in &mut step.entries {
                // In a flat file each client has a key of its own.
                let key = entry.key.split_once('.').map_or(&*entry.key, |(key, _)| key);
                if let Some((words, trust)) = task.because.get(&(step.component.clone(), key.to_owned())) {
                    (entry.because, entry.trust) = (words.clone(), *trust);
                }
                if let Some(old) = stale.get(&(step.component.clone(), key.to_owned())) {
                    entry.because = tr!("{said}: delete `{old}`", said = entry.because, old);
                }
            }
        }
        let row = basis.states.get(*is_task, id);
        tell_hidden(task, row.map_or(&[], |row| &row.values));
        finish(task, row.map(|row| row.reasons.clone()).unwrap_or_default());
    }
    let mut tasks: Vec<TaskPlan> = tasks.into_values().collect();
    let load = load(&tasks);
    let is_several = steps::managers(tasks.iter().flat_map(TaskPlan::due)).len() > 1;
    // The canary: of what goes forward and is fixed without a checkpoint, on the server with the fewest tasks.
    sorting::sort_by_key(&mut tasks, |task| {
        let is_hard = |step: &Step| {
            step.component.is_none()
                || step.is_doubted()
                || step.sets_checkpoint()
                || step.direction == crate::oms::kind::Direction::Reverse
        };
        let servers = task.servers.iter().map(|server| load.get(server).copied().unwrap_or(0)).max();
        let is_hard = task.steps.iter().any(is_hard);
        let is_silent = task.steps.iter().any(|step| step.component.is_some() && !step.has_call(is_several));
        (
            task.state != State::Fix,
            Reverse(task.state),
            !task.is_id,
            is_silent,
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

fn blank(name: String, (is_id, filed): (bool, &Arc<str>)) -> TaskPlan {
    TaskPlan {
        name,
        filed: Arc::clone(filed),
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
        is_refused: false,
        is_half: false,
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
    let (because, trust) = because(basis, component, finding, is_sure);
    let who = component.map_or_else(|| task.name.clone(), Component::describe);
    let id = component.and_then(|component| Some(component.id.as_ref()?.text.to_string()));
    let tier = finding.fix.as_ref().map(|fix| fix.tier);
    let value = entered(basis, component, finding);
    let context = Context { export: basis.export, settings: basis.settings };
    let Some(Ground { state, reason, reach }) = states::ground(context, component, finding) else {
        if finding.topic == Topic::Missing(SourceKey::DbType) {
            task.notes.push(tr!("{what}: {why}", what = finding.code, why = finding.message));
        }
        if is_made && values::goes_along(finding) {
            task.rests((id, values::key(finding)), &because, trust);
        }
        return;
    };
    let title = finding.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default();
    let due = Due::of(component, finding);
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
                task.rests((id, due.key), &because, trust);
            } else {
                // No call sets it, and it is entered by hand.
                task.wanted.push(wanted((who, id, component), due, (value, because, true), String::new()));
            }
        }
        State::Fix if tier == Some(Tier::Unsafe) => {
            task.raised.push((state, reason));
            // A key that is spelled otherwise gets another name, and keeps its value.
            let kept = change(finding).and_then(steps::renamed);
            let value = if finding.topic == Topic::Misspelled { kept.or(Some(title)) } else { value };
            task.want((who, id, component), due, (value, because, true), String::new());
        }
        State::Fix => {
            task.raised.push((state, title.clone().into()));
            task.notes.push(tr!("{title}: the fix failed its proof; enter it by hand", title));
        }
        State::Value => {
            let why = match &reach {
                Some(Reach::Within { words, .. }) => words.clone(),
                Some(Reach::Nothing { why } | Reach::Beyond { why, .. }) => why.clone(),
                _ if finding.topic == Topic::Wrong(SourceKey::Checkpoint) => {
                    wrong_position(basis, (&who, component), finding, &because)
                }
                _ if tier == Some(Tier::NeedsValue) => tr!("nothing in the export decides it").into(),
                _ => reason.to_string(),
            };
            task.raised.push((state, reason));
            task.is_refused |=
                component.is_some_and(|component| values::refused(context, component, finding).is_some());
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

/// What a component needs and no finding shows is told, and holds back what else would be entered of it. What is ignored for a
/// reason, so that the state of its task does not count it, only does the latter.
fn hold_back(basis: Basis<'_, '_>, task: &mut TaskPlan, component: &Component<'_>, finding: &Finding<'_>) {
    let context = Context { export: basis.export, settings: basis.settings };
    let is_needed = |ground: &Ground| matches!(ground.state, State::Fix | State::Value | State::Clone | State::Blocked);
    let due = Due::of(Some(component), finding);
    let id = component.id.as_ref().map(|id| id.text.to_string());
    let is_told = |wanted: &Wanted| wanted.id == id && wanted.key == due.key;
    if !task.takes() || task.wanted.iter().any(is_told) || due.is_there_after(basis, Some(component)) {
        return;
    }
    let Some(ground) = states::ground(context, Some(component), finding).filter(is_needed) else { return };
    let is_counted = basis.states.get(task.is_id, &task.filed).is_some_and(|row| {
        let is_its = |value: &DueValue| value.component.as_deref() == id.as_deref() && *value.key == *due.key;
        row.values.iter().any(is_its) || row.reasons.contains(&ground.reason)
    });
    let has_more =
        || task.steps.iter().any(|step| step.component == id) || task.wanted.iter().any(|wanted| wanted.id == id);
    if !is_counted && !has_more() {
        return;
    }
    let value = entered(basis, Some(component), finding);
    let (because, _) = because(basis, Some(component), finding, false);
    let why = tr!(
        "this plan leaves {code} {rule} out (--select, --ignore, --baseline, [[ignore]]), and the component lacks it all the \
         same: plan again with it",
        code = finding.code,
        rule = finding.rule
    );
    task.is_half = true;
    task.want((component.describe(), id, Some(component)), due, (value, because, false), why);
}

/// Where nothing of what brought a task to its state is shown, what that counted.
fn tell_hidden(task: &mut TaskPlan, counted: &[DueValue]) {
    let is_told = !task.steps.is_empty() || !task.wanted.is_empty() || !task.raised.is_empty();
    if is_told || !matches!(task.state, State::Fix | State::Value) {
        return;
    }
    let why = tr!("this plan leaves its rule out (--select, --ignore, --baseline, [[ignore]]): plan again with it");
    for value in counted {
        let id = value.component.as_ref().map(ToString::to_string);
        task.is_half = true;
        task.open.insert(id.clone());
        task.wanted.push(Wanted {
            component: id.clone().unwrap_or_else(|| task.name.clone()),
            id,
            server: None,
            key: value.key.to_string(),
            is_in_source: !value.key.contains('.'),
            old: None,
            proposal: value.value.clone(),
            why: why.to_owned(),
            is_guess: false,
            because: String::new(),
        });
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

    /// All that is known of what can be entered at all.
    pub(super) fn known(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|_| self.takes())
    }

    /// Whether anything of it can be entered: what is blocked, cloned or not read has nothing to enter yet.
    pub(super) fn takes(&self) -> bool {
        matches!(self.state, State::Fix | State::Confirm | State::Value)
    }

    /// Notes what the value of a key rests on; of two findings about one, what is worse counts.
    fn rests(&mut self, key: (Option<String>, String), because: &str, trust: Trust) {
        let (words, known) = self.because.entry(key).or_insert((String::new(), Trust::Safe));
        if !words.is_empty() {
            words.push_str(semicolon());
        }
        words.push_str(because);
        *known = trust.max(*known);
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

/// The value of a fix as it is entered, beside what other fixes make of the same key.
fn entered(basis: Basis<'_, '_>, component: Option<&Component<'_>>, finding: &Finding<'_>) -> Option<String> {
    let value = finding.fix.as_ref().and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()))?;
    let fixed = component.and_then(|component| {
        let copies = basis.fixed.with_id(&component.id.as_ref()?.text).filter(|copy| copy.source().is_some());
        // Documents keep their numbers when they are fixed.
        copies.min_by_key(|copy| (copy.document != component.document, !copy.is_live()))?.source()
    });
    Some(match component.zip(fixed) {
        Some(both) => values::entered_in(finding, both, value),
        None => values::entered(finding, component, value),
    })
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
    old: Option<String>,
    is_in_source: bool,
    /// The key, where it is missing.
    missing: Option<SourceKey>,
}

impl Due {
    fn of(component: Option<&Component<'_>>, finding: &Finding<'_>) -> Self {
        let change = change(finding);
        let (key, is_in_source) = (values::key(finding), values::is_in_source(finding));
        let stands = match is_in_source {
            true => component.and_then(Component::source).and_then(|source| source.get(&key)),
            false => change.and_then(Change::replaced),
        };
        let old = |stands: Ref<'_>| {
            let text = stands.to_json().filter(|_| !stands.is_blank()).map(|old| as_text(&old));
            redact::text(&text.unwrap_or_default()).into_owned()
        };
        let old = stands.map(old);
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
        let copies = basis.fixed.with_id(&id.text).filter(|copy| copy.is_live());
        let mut copies = copies.filter_map(Component::source).peekable();
        let was_there = component.and_then(Component::source).is_some_and(names_it);
        !was_there && copies.peek().is_some() && copies.all(names_it)
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
