//! The tables of the page: the tasks with their state and what to enter, the values of the plan, the servers as bars.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::findings::{Found, Piece, Rules, pieces};
use super::key::key;
use crate::lint::finding::Tier;
use crate::lint::states::{DueValue, State, TaskState};
use crate::oms::kind::Direction;
use crate::report::render::due::what;
use crate::report::render::screen::{clean_name, say};
use crate::report::report::{ListedTask, Report};
use crate::text::lang::{comma, tr};
use crate::text::sorting;

/// A part of a bar, in tasks.
#[derive(Serialize)]
pub(super) struct Share {
    key: &'static str,
    name: &'static str,
    label: &'static str,
    sentence: &'static str,
    start: usize,
    number: usize,
}

/// A server and the tasks on it, as a bar.
#[derive(Serialize)]
pub(super) struct Server {
    name: String,
    number: usize,
    bars: Vec<Share>,
    /// Its tasks per cent of those of the largest.
    share: usize,
}

/// A row of the table of tasks.
#[derive(Serialize)]
pub(super) struct Task<'r> {
    id: String,
    key: &'static str,
    state: &'static str,
    label: &'static str,
    /// By how bad the state is, worst first.
    rank: usize,
    servers: Vec<String>,
    /// The servers, one a line, for the filter.
    all_servers: String,
    all_rules: String,
    parts: String,
    what: Vec<Vec<Piece>>,
    found: &'r [Found],
    number: usize,
}

/// A row of the plan: one value of one component.
#[derive(Serialize)]
pub(super) struct Value {
    state: &'static str,
    task: String,
    server: String,
    all_servers: String,
    component: String,
    key: String,
    value: String,
    sure: &'static str,
    sure_key: &'static str,
}

/// Everything that the tables are made of.
pub(super) struct Tables<'r> {
    report: &'r Report<'r>,
    rules: &'r Rules<'r>,
    /// Worst first.
    tasks: Vec<&'r TaskState>,
    /// What is known of the components of each task.
    parts: HashMap<String, String>,
    /// The server of each component.
    places: HashMap<String, String>,
    servers: Vec<Server>,
}

impl<'r> Tables<'r> {
    pub(super) fn new(report: &'r Report<'r>, rules: &'r Rules<'r>) -> Self {
        let mut tasks: Vec<&TaskState> = report.states.tasks.iter().collect();
        sorting::sort_by_key(&mut tasks, |task| Reverse(task.state));
        let listed = (report.tasks)();
        let members = listed.iter().flat_map(|task| &task.members);
        let place =
            |member: &crate::report::report::ListedMember| Some((member.component.clone()?, member.server.clone()?));
        let places = members.filter_map(place).collect();
        let parts = listed.iter().filter_map(|task| Some((task.id.clone()?, parts(task)))).collect();
        let servers = servers(&tasks);
        Self { report, rules, tasks, parts, places, servers }
    }

    pub(super) fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// All tasks, as one bar.
    pub(super) fn states(&self) -> Vec<Share> {
        shares(self.tasks.iter().map(|task| task.state))
    }

    /// The names of the tasks that need nothing.
    pub(super) fn ready(&self) -> Vec<String> {
        let ready = self.tasks.iter().filter(|task| task.state == State::Ready);
        ready.map(|task| clean_name(&task.id)).collect()
    }

    pub(super) fn has_values(&self) -> bool {
        self.tasks.iter().any(|task| !task.values.is_empty())
    }

    /// The rows of the tasks, each made when it is asked for.
    pub(super) fn tasks(&self) -> impl Iterator<Item = Task<'_>> {
        self.tasks.iter().map(|task| {
            let found = task.task.as_deref().map_or(&[][..], |id| self.rules.found(id));
            let servers: Vec<String> = task.servers.iter().map(|server| clean_name(server)).collect();
            let codes: Vec<&str> = found.iter().map(|found| found.code).collect();
            Task {
                id: clean_name(&task.id),
                key: key(task.state),
                state: task.state.name(),
                label: task.state.label(),
                rank: State::ALL.iter().rev().position(|state| *state == task.state).unwrap_or_default(),
                all_servers: servers.join("\n"),
                all_rules: codes.join("\n"),
                servers,
                parts: task.task.as_deref().and_then(|id| self.parts.get(id)).cloned().unwrap_or_default(),
                what: what(self.report, task).iter().map(|item| pieces(self.report, item)).collect(),
                number: found.iter().map(|found| found.number).sum(),
                found,
            }
        })
    }

    /// The values of the plan, by server.
    pub(super) fn values(&self) -> impl Iterator<Item = Value> {
        let mut rows: Vec<(Option<&str>, &TaskState, &DueValue)> = Vec::new();
        for task in &self.tasks {
            for value in &task.values {
                let own = value.component.as_deref().and_then(|id| self.places.get(id)).map(String::as_str);
                let only = || task.servers.first().map(AsRef::as_ref).filter(|_| task.servers.len() == 1);
                rows.push((own.or_else(only), task, value));
            }
        }
        sorting::sort_by(&mut rows, |a, b| {
            (a.0.is_none(), a.0, &a.1.id, &a.2.component).cmp(&(b.0.is_none(), b.0, &b.1.id, &b.2.component))
        });
        rows.into_iter().map(|(server, task, value)| self.value(server, task, value))
    }

    fn value(&self, server: Option<&str>, task: &TaskState, value: &DueValue) -> Value {
        let (sure, sure_key) = match value.tier {
            Tier::Safe if value.is_doubted => (tr!("the export says otherwise"), "confirm"),
            Tier::Safe => (tr!("safe"), "fix"),
            Tier::Unsafe => (tr!("guessed"), "confirm"),
            Tier::NeedsValue => (tr!("yours"), "value"),
        };
        let words = match (&value.value, &value.proposal) {
            (Some(value), _) => value.clone(),
            (None, Some(proposal)) => tr!("proposal: {value}", value = proposal),
            (None, None) => tr!("not known here").to_owned(),
        };
        let server = server.map_or_else(|| tr!("not known").to_owned(), clean_name);
        Value {
            state: task.state.name(),
            task: clean_name(&task.id),
            all_servers: server.clone(),
            server,
            component: value.component.as_deref().map_or_else(|| tr!("without an id").to_owned(), clean_name),
            key: value.key.to_string(),
            value: say(self.report, &words),
            sure,
            sure_key,
        }
    }
}

/// The tasks of each server; one on several servers counts on each.
fn servers(tasks: &[&TaskState]) -> Vec<Server> {
    let mut homes: BTreeMap<(bool, &str), Vec<State>> = BTreeMap::new();
    for task in tasks {
        for server in &task.servers {
            homes.entry((false, server)).or_default().push(task.state);
        }
        if task.servers.is_empty() {
            homes.entry((true, tr!("server not known"))).or_default().push(task.state);
        }
    }
    let largest = homes.values().map(Vec::len).max().unwrap_or(1);
    let server = |((_, name), states): ((bool, &str), Vec<State>)| Server {
        name: clean_name(name),
        number: states.len(),
        share: (states.len() * 100).div_ceil(largest),
        bars: shares(states.into_iter()),
    };
    homes.into_iter().map(server).collect()
}

/// The states that occur, worst first, end to end.
fn shares(states: impl Iterator<Item = State>) -> Vec<Share> {
    let mut numbers: BTreeMap<Reverse<State>, usize> = BTreeMap::new();
    for state in states {
        *numbers.entry(Reverse(state)).or_default() += 1;
    }
    let mut start = 0;
    let share = |(Reverse(state), number): (Reverse<State>, usize)| {
        let share = Share {
            key: key(state),
            name: state.name(),
            label: state.label(),
            sentence: state.sentence(),
            start,
            number,
        };
        start += number;
        share
    };
    numbers.into_iter().map(share).collect()
}

/// `Incr-Sync, 2 × Store`.
fn parts(task: &ListedTask) -> String {
    let mut kinds: BTreeMap<(Direction, &str, bool), usize> = BTreeMap::new();
    for member in &task.members {
        *kinds.entry((member.direction, member.kind.label(), member.superseded_by.is_some())).or_default() += 1;
    }
    let words = |((direction, kind, superseded), number): ((Direction, &str, bool), usize)| {
        let kind = if direction == Direction::Reverse { tr!("reverse {kind}", kind) } else { kind.to_owned() };
        let kind = if superseded { tr!("superseded {kind}", kind) } else { kind };
        if number > 1 { format!("{number} × {kind}") } else { kind }
    };
    kinds.into_iter().map(words).collect::<Vec<_>>().join(comma())
}
