//! The tasks of a run with their components, and what each task needs before the upgrade.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::lint::finding::{Finding, Severity, Tier};
use crate::oms::component::Component;
use crate::oms::export::{Export, Role};
use crate::report::report::{ListedMember, ListedTask, Need, Tasks};

/// Makes the list of the tasks of the export by id, components that belong to none last; what `findings`, all of them,
/// come to for each.
#[must_use]
pub fn tasks<'a>(export: &'a Export<'a>, findings: &[Finding<'_>]) -> Tasks<'a> {
    let mut needs: HashMap<Option<&str>, Need> = HashMap::new();
    for finding in
        findings.iter().filter(|finding| finding.subject.component.is_some() || finding.subject.task.is_some())
    {
        let need = needs.entry(finding.subject.task.as_deref()).or_default();
        *need = (*need).max(need_of(finding));
    }
    // The findings go into the report, so their words are copied.
    let needs = needs.into_iter().map(|(task, need)| (task.map(str::to_owned), need)).collect();
    Box::new(move || list(export, &needs))
}

fn list(export: &Export<'_>, needs: &HashMap<Option<String>, Need>) -> Vec<ListedTask> {
    let is_listed = |component: &&Component<'_>| export.is_counted(component.document) && export.is_first(component);
    let state = |mut members: Vec<&Component<'_>>| {
        members.retain(is_listed);
        members.sort_by(|a, b| order(a).cmp(&order(b)));
        let id = members.first()?.task.clone();
        let members = members.iter().map(|component| member(component)).collect();
        let need = needs.get(&id).copied().unwrap_or_default();
        Some(ListedTask { id, members, need })
    };
    let mut tasks: Vec<_> = export.by_task().filter_map(state).collect();
    tasks.par_sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let others = export.components().filter(|component| component.task.is_none());
    tasks.extend(state(others.collect()));
    tasks
}

/// By server, kind and id.
fn order<'c>(component: &'c Component<'_>) -> (Option<&'c str>, &'static str, Option<&'c str>) {
    let id = component.id.as_ref().map(|id| id.text.as_str());
    (component.server.as_deref(), component.kind.name(), id)
}

fn need_of(finding: &Finding<'_>) -> Need {
    if finding.severity == Severity::Info {
        return Need::Nothing;
    }
    match finding.fix.as_ref().map(|fix| fix.tier) {
        Some(Tier::Safe) => Need::SafeFix,
        Some(Tier::Unsafe) => Need::UnsafeFix,
        Some(Tier::NeedsValue) => Need::Value,
        None => Need::Decision,
    }
}

fn member(component: &Component<'_>) -> ListedMember {
    ListedMember {
        kind: component.kind,
        component: component.id.as_ref().map(|id| id.text.clone()),
        server: component.server.clone(),
        direction: component.direction,
        superseded_by: component.superseded_by.clone(),
    }
}

/// Numbers of the documents that were recognised and that findings may be about.
#[must_use]
pub fn recognised(export: &Export<'_>) -> Vec<usize> {
    let is_ours =
        |(_, role): &(usize, &Role)| !matches!(role, Role::Aside(_) | Role::Unrecognised(_) | Role::NotUnderstood(_));
    let own = export.roles.iter().enumerate().filter(is_ours).map(|(number, _)| number);
    own.filter(|&number| export.is_counted(number)).collect()
}
