//! The state of every task, and why.

use std::collections::{BTreeMap, BTreeSet};

use super::Basis;
use super::reach::{self, Reach};
use super::steps::{self, Step};
use crate::lint::finding::{Finding, Severity, Tier};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::time;

/// What a task needs before the upgrade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskState {
    /// Something stands in the way that no value mends.
    Blocked,
    /// It has to be cloned with a start timestamp (Method 2).
    Clone,
    /// A person has to supply or confirm a value.
    Value,
    /// All it needs is known, and has to be entered.
    Fix,
    /// It needs nothing.
    Ready,
}

impl TaskState {
    /// Every state, in the order of a summary.
    pub(crate) const ALL: [Self; 5] = [Self::Ready, Self::Fix, Self::Value, Self::Clone, Self::Blocked];

    /// Upper-case name, as the runbook spells it.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Fix => "FIX",
            Self::Value => "VALUE",
            Self::Clone => "CLONE",
            Self::Blocked => "BLOCKED",
        }
    }
}

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
    pub state: TaskState,
    /// Why.
    pub reasons: Vec<String>,
    /// What to know beside that.
    pub notes: Vec<String>,
    /// Servers its live components run on.
    pub servers: BTreeSet<String>,
    /// What to enter. Carried out only where the state is [`TaskState::Fix`].
    pub steps: Vec<Step>,
    /// What a person has to supply.
    pub wanted: Vec<Wanted>,
    /// The clone to make.
    pub clones: Vec<CloneMethod>,
    /// Reasons for every state that a finding brought it to.
    raised: Vec<(TaskState, String)>,
    /// Components for which a value is still needed: nothing of theirs is entered before all of it is known.
    open: BTreeSet<Option<String>>,
}

/// The tasks, the canary first.
pub(super) fn draw(basis: Basis<'_, '_>) -> Vec<TaskPlan> {
    let mut tasks: BTreeMap<String, TaskPlan> = BTreeMap::new();
    for component in basis.export.counted().filter(|component| component.is_live()) {
        let (name, is_id) = name(basis, component);
        let task = tasks.entry(name.clone()).or_insert_with(|| blank(name, is_id));
        task.servers.extend(component.server.clone());
    }
    for (number, step) in steps::of(basis) {
        if let Some(component) = basis.export.component(number)
            && let Some(task) = tasks.get_mut(&name(basis, component).0)
        {
            task.steps.push(step);
        }
    }
    for (number, finding) in basis.findings.iter().enumerate() {
        let owner = basis.export.components().find(|component| is_of(component, finding));
        let owner = owner.or_else(|| basis.export.owner(finding.place));
        let known = owner.map(|component| name(basis, component).0).or_else(|| finding.subject.task.clone());
        let Some(known) = known else { continue };
        let task = tasks.entry(known.clone()).or_insert_with(|| blank(known, true));
        let live = owner.filter(|component| component.is_live());
        judge(basis, task, live, (number, finding));
    }
    for task in tasks.values_mut() {
        finish(task);
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
            task.state != TaskState::Fix,
            task.state,
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
        state: TaskState::Ready,
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

/// What a component is filed under: its task, else its own id, else its file.
fn name(basis: Basis<'_, '_>, component: &Component<'_>) -> (String, bool) {
    if let Some(task) = &component.task {
        return (task.clone(), true);
    }
    let id = component.id.as_ref().map(|id| id.text.clone());
    let path =
        || basis.export.document(component.document).map(|document| document.path.to_string()).unwrap_or_default();
    (format!("{} {} without a task id", component.kind.name(), id.unwrap_or_else(path)), false)
}

fn is_of(component: &Component<'_>, finding: &Finding<'_>) -> bool {
    let id = component.id.as_ref().map(|id| id.text.as_str());
    id.is_some() && finding.subject.component.as_deref() == id && component.document == finding.place.document
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
    let title = finding.fix.as_ref().map(|fix| fix.title.clone()).unwrap_or_default();
    let reads = |component: &&Component<'_>| {
        matches!(component.kind, ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy))
            && finding.topic == Topic::Missing(SourceKey::Checkpoint)
    };
    if let Some(component) = component.filter(reads).filter(|_| finding.severity > Severity::Info) {
        let reach = reach::of(basis.export, component, basis.settings.now);
        match (reach, tier, is_made) {
            // What the user gives is the user's: said, and not overruled.
            (Reach::Beyond { why, .. }, Some(Tier::Safe), true) => {
                task.raise(TaskState::Fix, title);
                task.notes.push(format!("Check that the Store still reaches the checkpoint given: {why}"));
            }
            (_, _, true) if tier == Some(Tier::Safe) => task.raise(TaskState::Fix, title),
            (Reach::Within { words, .. }, _, true) => task.raise(TaskState::Fix, format!("{title} ({words})")),
            (Reach::Within { words, .. }, _, false) => {
                task.raise(TaskState::Value, format!("a checkpoint, which a person decides: {words}"));
                task.want((who, id), SourceKey::Checkpoint.name(), value, words);
                if finding.fix.is_none() {
                    task.notes.push(finding.help.clone());
                }
            }
            (Reach::Beyond { seconds, why }, ..) => {
                task.raise(TaskState::Clone, format!("no checkpoint can resume it: {why}"));
                task.clones.push(CloneMethod { component: who, start: Some(seconds), words: why });
            }
            (Reach::Nothing { why }, ..) => {
                task.raise(TaskState::Clone, format!("no checkpoint can be had: {why}"));
                task.clones.push(CloneMethod { component: who, start: None, words: why });
            }
        }
        return;
    }
    let key = match finding.topic.key() {
        Some(key) => key.name(),
        None => finding.pointer.rsplit('/').next().unwrap_or_default(),
    };
    match tier {
        _ if is_made => task.raise(TaskState::Fix, title),
        Some(Tier::Safe) => {
            task.raise(TaskState::Blocked, format!("{title}: the fix failed its proof; enter it by hand"));
        }
        Some(Tier::Unsafe) if finding.severity > Severity::Info => {
            task.raise(TaskState::Value, format!("{title}, which a person has to confirm"));
            let why = "likely, but not certain; confirm it, then run `omslint plan --unsafe-fixes`".to_owned();
            task.want((who, id), key, value, why);
        }
        Some(Tier::NeedsValue) if finding.severity > Severity::Info => {
            task.raise(TaskState::Value, format!("`{key}`: only a person knows the value"));
            task.want((who, id), key, value, "nothing in the export decides it".into());
        }
        None if finding.severity == Severity::Error => {
            let reason = if finding.reason.is_empty() { &finding.message } else { &finding.reason };
            task.raise(TaskState::Blocked, format!("{} {}: {reason}", finding.code, finding.rule));
            task.notes.push(format!("{}. {}", finding.message, finding.help));
        }
        _ if finding.severity == Severity::Info && finding.topic != Topic::Missing(SourceKey::DbType) => {}
        _ => task.notes.push(format!("{}: {}", finding.code, finding.message)),
    }
}

impl TaskPlan {
    /// What can be entered now: everything of a task in the state [`TaskState::Fix`], and of one in [`TaskState::Value`] the
    /// components for which all is known.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Step> {
        let is_open = |step: &&Step| self.state == TaskState::Value && self.open.contains(&step.component);
        let takes = matches!(self.state, TaskState::Fix | TaskState::Value);
        self.steps.iter().filter(move |step| takes && !is_open(step))
    }

    fn raise(&mut self, state: TaskState, reason: impl std::fmt::Display) {
        self.state = self.state.min(state);
        self.raised.push((state, reason.to_string()));
    }

    fn want(&mut self, (component, id): (String, Option<String>), key: &str, proposal: Option<String>, why: String) {
        self.open.insert(id);
        self.wanted.push(Wanted { component, key: key.to_owned(), proposal, why });
    }
}

/// Keeps the reasons for the state it came to, and what else will be due after that.
fn finish(task: &mut TaskPlan) {
    let (own, rest): (Vec<_>, Vec<_>) = task.raised.drain(..).partition(|(state, _)| *state == task.state);
    let mut seen = BTreeSet::new();
    task.reasons = own.into_iter().map(|(_, reason)| reason).filter(|reason| seen.insert(reason.clone())).collect();
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
