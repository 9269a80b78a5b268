//! The state of every task, and why.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::steps::{self, Step};
use crate::lint::evidence::reach::Reach;
use crate::lint::finding::{Finding, Tier};
use crate::lint::rule::Context;
use crate::lint::states::{self, Ground, State};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::time;

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
    /// The key.
    pub key: String,
    /// A value to start from.
    pub proposal: Option<String>,
    /// Why it cannot be taken from the export.
    pub why: String,
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
    pub reasons: Vec<String>,
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
    /// Reasons for every state that a finding brought it to.
    raised: Vec<(State, String)>,
    /// Components for which a value is still needed: nothing of theirs is entered before all of it is known.
    open: BTreeSet<Option<String>>,
}

/// The tasks, the canary first.
pub(super) fn draw(basis: Basis<'_, '_>) -> Vec<TaskPlan> {
    let mut tasks: BTreeMap<(bool, String), TaskPlan> = BTreeMap::new();
    for row in &basis.states.tasks {
        let is_task = row.task.is_some();
        let name = if is_task { row.id.clone() } else { format!("{} without a task id", row.id) };
        let mut task = blank(name, is_task);
        task.state = row.state;
        task.servers.clone_from(&row.servers);
        tasks.insert((is_task, row.id.clone()), task);
    }
    for (number, step) in steps::of(basis) {
        if let Some(component) = basis.export.component(number)
            && let Some(task) = tasks.get_mut(&states::filed_under(basis.export, component))
        {
            task.steps.push(step);
        }
    }
    for (number, finding) in basis.findings.iter().enumerate() {
        let owner = states::owner(basis.export, finding);
        let filed = owner.map(|component| states::filed_under(basis.export, component));
        let filed = filed.or_else(|| Some((true, finding.subject.task.clone()?)));
        let Some(task) = filed.and_then(|filed| tasks.get_mut(&filed)) else { continue };
        let live = owner.filter(|component| component.is_live());
        judge(basis, task, live, (number, finding));
    }
    for ((is_task, id), task) in &mut tasks {
        let said = basis.states.get(*is_task, id).map(|row| row.reasons.clone()).unwrap_or_default();
        finish(task, said);
    }
    let mut tasks: Vec<TaskPlan> = tasks.into_values().collect();
    let load = load(&tasks);
    // The canary: of what goes forward and is fixed without a checkpoint, on the server with the fewest tasks.
    tasks.sort_by_key(|task| {
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
        raised: Vec::new(),
        open: BTreeSet::new(),
    }
}

/// Takes a finding into the plan of its task.
fn judge(
    basis: Basis<'_, '_>,
    task: &mut TaskPlan,
    component: Option<&Component<'_>>,
    (number, finding): (usize, &Finding<'_>),
) {
    let is_made = basis.made.contains(&number);
    let who = component.map_or_else(|| task.name.clone(), Component::describe);
    let id = component.and_then(|component| Some(component.id.as_ref()?.text.clone()));
    let tier = finding.fix.as_ref().map(|fix| fix.tier);
    let value = finding.fix.as_ref().and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()));
    let value = value.map(ToString::to_string);
    let context = Context { export: basis.export, settings: basis.settings };
    let Some(Ground { state, reason, reach }) = states::ground(context, component, finding) else {
        if finding.topic == Topic::Missing(SourceKey::DbType) {
            task.notes.push(format!("{}: {}", finding.code, finding.message));
        }
        return;
    };
    let title = finding.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default();
    let key = match finding.topic.key() {
        Some(key) => key.name(),
        None => finding.pointer.rsplit('/').next().unwrap_or_default(),
    };
    match state {
        State::Fix if is_made => task.raised.push((state, title)),
        State::Fix if tier == Some(Tier::Unsafe) => {
            task.raised.push((state, reason));
            let why = "likely, but not certain; confirm it, then run `omslint plan --unsafe-fixes`".to_owned();
            task.want((who, id), key, value, why);
        }
        State::Fix => {
            task.raised.push((state, title.clone()));
            task.notes.push(format!("{title}: the fix failed its proof; enter it by hand"));
        }
        State::Value => {
            let why = match &reach {
                Some(Reach::Within { words, .. }) => words.clone(),
                Some(Reach::Nothing { why }) => why.clone(),
                _ if tier == Some(Tier::NeedsValue) => "nothing in the export decides it".into(),
                _ => reason.clone(),
            };
            task.raised.push((state, reason));
            task.want((who, id), key, value, why);
            if finding.fix.is_none() {
                task.notes.push(finding.help.clone());
            }
        }
        State::Clone => {
            task.raised.push((state, reason.clone()));
            if let Some(Reach::Nowhere { why }) = &reach {
                task.clones.push(CloneMethod { component: who, start: None, words: why.clone() });
            }
        }
        _ => {
            task.raised.push((state, reason));
            task.notes.push(format!("{}. {}", finding.message, finding.help));
        }
    }
    if let (Some(Reach::Beyond { why, .. }), State::Fix) = (&reach, state) {
        task.notes.push(format!("Check that the Store still reaches the checkpoint given: {why}"));
    }
}

impl TaskPlan {
    /// What can be entered now: of a task that is no worse than [`State::Value`] the components for which all is known.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Step> {
        let is_open = |step: &&Step| self.open.contains(&step.component);
        let takes = matches!(self.state, State::Fix | State::Confirm | State::Value);
        self.steps.iter().filter(move |step| takes && !is_open(step))
    }

    fn want(&mut self, (component, id): (String, Option<String>), key: &str, proposal: Option<String>, why: String) {
        self.open.insert(id);
        self.wanted.push(Wanted { component, key: key.to_owned(), proposal, why });
    }
}

/// Keeps the reasons for the state it came to, and what else will be due after that.
fn finish(task: &mut TaskPlan, said: Vec<String>) {
    let (own, rest): (Vec<_>, Vec<_>) = task.raised.drain(..).partition(|(state, _)| *state == task.state);
    let mut seen = BTreeSet::new();
    task.reasons = own.into_iter().map(|(_, reason)| reason).filter(|reason| seen.insert(reason.clone())).collect();
    // What is not shown, and what is no finding, is said all the same.
    if task.reasons.is_empty() {
        task.reasons = said;
    }
    if task.reasons.is_empty() {
        let noted = if task.notes.is_empty() { "" } else { "; there is something to know about it below" };
        task.reasons.push(format!("nothing has to be entered{noted}"));
    }
    for (_, other) in rest {
        let note = format!("Also {other}");
        if seen.insert(note.clone()) {
            task.notes.push(note);
        }
    }
    let mut known = BTreeSet::new();
    task.clones.retain(|clone| known.insert(clone.component.clone()));
}

impl CloneMethod {
    /// The start timestamp and its bound, in a sentence.
    #[must_use]
    pub(crate) fn sentence(&self) -> String {
        match self.start {
            Some(start) => format!(
                "Start timestamp: {start} ({}), and not later, or rows are lost: {}.",
                time::show(start),
                self.words
            ),
            None => format!(
                "Start timestamp: not later than the position at which the old component stands (Unix seconds, see OPS & \
                 Monitoring > Component > Incr-Sync): {}.",
                self.words
            ),
        }
    }
}
