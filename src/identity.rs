//! What makes a finding the same one in another export of the same site, whatever became of directories, servers,
//! sequence numbers, lines, and of the shape in which the component came.

use serde::{Deserialize, Serialize};

use crate::component::Component;
use crate::document::Document;
use crate::export::Export;
use crate::finding::{Direction, Finding};
use crate::section::Section;

/// What a finding is known by: one line of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// Code of the rule.
    pub rule: String,
    /// Task id.
    pub task: Option<String>,
    /// Kind of the component.
    pub kind: Option<String>,
    /// `forward` or `reverse`.
    pub direction: Option<String>,
    /// What the component reads or keeps, sorted.
    pub subtopics: Vec<String>,
    /// Section and key, the same in every shape: `/source/checkpoint`.
    pub pointer: String,
}

impl Identity {
    /// Of a finding in `export`.
    #[must_use]
    pub fn of(export: &Export<'_>, finding: &Finding<'_>) -> Self {
        let document = export.document(finding.place.document);
        let owner = export.owner(finding.place);
        let pointer = match (document, owner) {
            (Some(document), Some(owner)) => within(document, owner, finding),
            _ => finding.pointer.clone(),
        };
        let mut subtopics: Vec<String> =
            owner.map(|owner| owner.subtopics().into_iter().map(str::to_owned).collect()).unwrap_or_default();
        subtopics.sort();
        subtopics.dedup();
        let subject = &finding.subject;
        Self {
            rule: finding.code.to_owned(),
            task: subject.task.clone().or_else(|| owner.and_then(|owner| owner.task.clone())),
            kind: owner.map(|owner| owner.kind.name().to_owned()),
            direction: subject.direction.map(Direction::name).map(str::to_owned),
            subtopics,
            pointer,
        }
    }

    /// As one line of JSON.
    #[must_use]
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Section and key of a finding. Deeper places are left out: whether a value is an object or JSON in a string, and at
/// which number an item of a list stands, differs from one export to the next.
fn within(document: &Document, owner: &Component<'_>, finding: &Finding<'_>) -> String {
    let number = finding.place.document;
    for name in crate::component::SectionName::ALL {
        let Some(section) = owner.section(name).filter(|section| section.document == number) else { continue };
        if let Some(rest) = below(document, section, &finding.pointer) {
            let flat = format!("{}.", name.key());
            let first = rest.split('/').find(|token| !token.is_empty());
            let key = first.map(|token| token.strip_prefix(&flat).unwrap_or(token));
            let is_elsewhere = section.is_flat() && first.is_some_and(|token| !token.starts_with(&flat));
            if is_elsewhere {
                continue;
            }
            return key.map_or_else(|| format!("/{}", name.key()), |key| format!("/{}/{key}", name.key()));
        }
    }
    let config = owner.config.as_ref().filter(|section| section.document == number);
    match config.and_then(|section| below(document, section, &finding.pointer)) {
        // `[mysql2store]` with `master.timestamp` and a flat `mysql2store.master.timestamp` are the same.
        Some(rest) => {
            let tokens: Vec<_> = rest.split('/').filter(|token| !token.is_empty()).take(2).collect();
            format!("/{}", tokens.join("."))
        }
        None => "/".to_owned(),
    }
}

/// What follows the section's own pointer in `pointer`.
fn below<'p>(document: &Document, section: &Section<'_>, pointer: &'p str) -> Option<&'p str> {
    let own = document.pointer(section.place().span);
    pointer.strip_prefix(&own).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}
