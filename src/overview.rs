//! The tasks of a run with their components, and what each task needs before the upgrade.

use std::collections::{BTreeMap, BTreeSet};

use crate::component::Component;
use crate::export::{Export, Role};
use crate::finding::{Finding, Severity, Tier};
use crate::report::{Member, Need, TaskState};

/// The tasks of the export by id, components that belong to none last; what `findings`, all of them, come to for each.
#[must_use]
pub fn tasks(export: &Export<'_>, findings: &[Finding<'_>]) -> Vec<TaskState> {
    let mut needs: BTreeMap<Option<&str>, Need> = BTreeMap::new();
    for finding in
        findings.iter().filter(|finding| finding.subject.component.is_some() || finding.subject.task.is_some())
    {
        let need = needs.entry(finding.subject.task.as_deref()).or_default();
        *need = (*need).max(need_of(finding));
    }
    let mut tasks: BTreeMap<Option<&str>, Vec<Member>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for component in export.counted() {
        if component.id.as_ref().is_none_or(|id| seen.insert((component.kind.name(), &id.text))) {
            tasks.entry(component.task.as_deref()).or_default().push(member(component));
        }
    }
    let state = |(id, mut members): (Option<&str>, Vec<Member>)| {
        members.sort_by(|a, b| (&a.server, a.kind, &a.component).cmp(&(&b.server, b.kind, &b.component)));
        TaskState { id: id.map(str::to_owned), members, need: needs.get(&id).copied().unwrap_or_default() }
    };
    let (unnamed, named): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|(id, _)| id.is_none());
    named.into_iter().chain(unnamed).map(state).collect()
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

fn member(component: &Component<'_>) -> Member {
    Member {
        kind: component.kind.name(),
        component: component.id.as_ref().map(|id| id.text.clone()),
        server: component.server.clone(),
        direction: component.direction,
        superseded_by: component.superseded_by.clone(),
    }
}

/// Numbers of the documents that were recognised and that findings may be about.
#[must_use]
pub fn recognised(export: &Export<'_>) -> Vec<usize> {
    let is_ours = |(_, role): &(usize, &Role)| !matches!(role, Role::Unrecognised(_));
    let own = export.roles.iter().enumerate().filter(is_ours).map(|(number, _)| number);
    own.filter(|&number| !export.is_companion(number)).collect()
}
