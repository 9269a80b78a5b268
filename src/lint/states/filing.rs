//! What a component is filed under: the task whose state its findings go into. A Store may be of several.

use std::collections::HashSet;
use std::sync::Arc;

use crate::lint::finding::{Finding, Severity};
use crate::oms::component::Component;
use crate::oms::export::Export;

/// What something is filed under, and whether that is a task id.
pub(crate) type Filed = (bool, Arc<str>);

/// What a component is filed under, and whether that is a task id.
#[must_use]
pub(crate) fn filed_under(export: &Export<'_>, component: &Component<'_>) -> Filed {
    if let Some(task) = &component.task {
        return (true, Arc::clone(task));
    }
    if let Some(id) = &component.id {
        return (false, Arc::clone(&id.text));
    }
    let Some(document) = export.document(component.document) else { return (false, "".into()) };
    let section = component.main_section();
    let pointer = section.map(|section| document.pointer(section.place().span)).unwrap_or_default();
    // One document may hold several.
    let more = if pointer.is_empty() { String::new() } else { format!("#{pointer}") };
    (false, format!("{}{more}", document.path).into())
}

/// All that a component is filed under, each once: a Store under its task, and under that of everything that reads its subtopic;
/// where neither is known, under its own name. What a person does about it stands under the first.
#[must_use]
pub(crate) fn all_filed_under(export: &Export<'_>, component: &Component<'_>) -> Vec<Filed> {
    let own = filed_under(export, component);
    let Some(subtopic) = component.kept_subtopic() else { return vec![own] };
    let mut seen = HashSet::new();
    let mut all: Vec<Filed> = component.task.is_some().then(|| own.clone()).into_iter().collect();
    seen.extend(all.iter().cloned());
    let readers = export.readers(subtopic).filter(|(_, reader)| export.is_counted(reader.document));
    for (_, reader) in readers {
        let filed = filed_under(export, reader);
        if seen.insert(filed.clone()) {
            all.push(filed);
        }
    }
    if all.is_empty() { vec![own] } else { all }
}

/// Files findings. Stores of one subtopic may be as many as those that read it, so these hear once of each rule.
#[derive(Default)]
pub(crate) struct Filing<'e> {
    told: HashSet<(&'e str, &'static str, Severity)>,
}

impl<'e> Filing<'e> {
    /// What `finding`, about `owner`, is filed under.
    #[must_use]
    pub(crate) fn of(
        &mut self,
        export: &Export<'_>,
        owner: Option<&'e Component<'_>>,
        finding: &Finding<'_>,
    ) -> Vec<Filed> {
        let Some(owner) = owner else {
            return finding.subject.task.clone().map(|task| (true, task)).into_iter().collect();
        };
        let is_told =
            owner.kept_subtopic().is_some_and(|subtopic| !self.told.insert((subtopic, finding.code, finding.severity)));
        match is_told {
            // Its own task hears of each.
            true => owner.task.is_some().then(|| filed_under(export, owner)).into_iter().collect(),
            false => all_filed_under(export, owner),
        }
    }
}
