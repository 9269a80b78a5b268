//! The tasks of a run with their components, and what each task needs before the upgrade.

use std::collections::{HashMap, HashSet};

use crate::lint::states::{State, States};
use crate::oms::component::Component;
use crate::oms::export::{Export, Role};
use crate::oms::time;
use crate::report::report::{ListedMember, ListedTask, Tasks};
use crate::text::sorting;

/// Makes the list of the tasks of the export by id, components that belong to none last, each with its state: of all, or of
/// those of these ids.
#[must_use]
pub fn tasks<'a>(export: &'a Export<'a>, states: &States, only: &[String]) -> Tasks<'a> {
    let only = only.to_vec();
    let states: HashMap<Option<String>, State> = states.tasks.iter().fold(HashMap::new(), |mut states, row| {
        let state = states.entry(row.task.as_deref().map(str::to_owned)).or_default();
        *state = row.state.max(*state);
        states
    });
    let is_asked = move |task: &ListedTask| only.is_empty() || task.id.as_ref().is_some_and(|id| only.contains(id));
    Box::new(move || {
        let mut tasks = list(export, &states);
        tasks.retain(&is_asked);
        tasks
    })
}

fn list(export: &Export<'_>, states: &HashMap<Option<String>, State>) -> Vec<ListedTask> {
    let is_listed = |component: &&Component<'_>| export.is_counted(component.document) && export.is_first(component);
    let listed = |mut members: Vec<&Component<'_>>| {
        members.retain(is_listed);
        sorting::sort_by(&mut members, |a, b| order(a).cmp(&order(b)));
        let id = members.first()?.task.as_deref().map(str::to_owned);
        let members = members.iter().map(|component| member(component)).collect();
        let state = states.get(&id).copied().unwrap_or_default();
        Some(ListedTask { id, members, state })
    };
    let mut tasks: Vec<_> = export.by_task(listed);
    // Of a task that could not be read, or that is not here, there is no component.
    let known: HashSet<&Option<String>> = tasks.iter().map(|task| &task.id).collect();
    let missing = states.iter().filter(|(id, _)| id.is_some() && !known.contains(id));
    let missing: Vec<_> =
        missing.map(|(id, state)| ListedTask { id: id.clone(), members: Vec::new(), state: *state }).collect();
    tasks.extend(missing);
    sorting::sort_by(&mut tasks, |a, b| a.id.cmp(&b.id));
    let others = export.components().filter(|component| component.task.is_none());
    tasks.extend(listed(others.collect()));
    tasks
}

/// By server, kind and id.
fn order<'c>(component: &'c Component<'_>) -> (Option<&'c str>, &'static str, Option<&'c str>) {
    let id = component.id.as_ref().map(|id| &*id.text);
    (component.server.as_deref(), component.kind.name(), id)
}

fn member(component: &Component<'_>) -> ListedMember {
    ListedMember {
        kind: component.kind,
        component: component.id.as_ref().map(|id| id.text.to_string()),
        server: component.server.as_deref().map(str::to_owned),
        direction: component.direction,
        superseded_by: component.superseded_by.as_deref().map(str::to_owned),
    }
}

/// When the export was taken, from its oldest part to its newest, as answers of the API and records of `collect.sh` say. What
/// lies in the future at `now` is the date of nothing.
#[must_use]
pub fn exported(export: &Export<'_>, now: i64) -> Option<(i64, i64)> {
    let is_past = |time: &i64| !time::is_ahead(*time, now);
    let said = |component: &Component<'_>| component.reported.as_ref()?.sampled.filter(is_past);
    let times = || export.counted().filter_map(|one| said(one).or(one.recorded.filter(is_past)));
    Some((times().min()?, times().max()?))
}

/// Numbers of the documents that were recognised and that findings may be about.
#[must_use]
pub fn recognised(export: &Export<'_>) -> Vec<usize> {
    let is_ours =
        |(_, role): &(usize, &Role)| !matches!(role, Role::Aside(_) | Role::Unrecognised(_) | Role::NotUnderstood(_));
    let own = export.roles.iter().enumerate().filter(is_ours).map(|(number, _)| number);
    own.filter(|&number| export.is_counted(number)).collect()
}
