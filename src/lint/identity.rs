//! What makes a finding the same one in another export of the same site, whatever became of directories, servers,
//! sequence numbers, lines, and of the shape in which the component came.

use serde::{Deserialize, Serialize};

use crate::lint::finding::Finding;
use crate::oms::component::Direction;
use crate::oms::component::{Component, SectionName};
use crate::oms::export::Export;
use crate::oms::section::Section;
use crate::text::document::Document;

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
        let owner = export.owner(finding.place);
        let pointer = anchor(export, finding);
        let mut subtopics: Vec<String> =
            owner.map(|owner| owner.subtopics().map(str::to_owned).collect()).unwrap_or_default();
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

/// Section and key of a finding within its component; the pointer of a finding that has none.
#[must_use]
pub fn anchor(export: &Export<'_>, finding: &Finding<'_>) -> String {
    match (export.document(finding.place.document), export.owner(finding.place)) {
        (Some(document), Some(owner)) => within(document, owner, finding),
        _ => finding.pointer.clone(),
    }
}

/// Section and key of a finding. Deeper places are left out: whether a value is an object or JSON in a string, and at
/// which number an item of a list stands, differs from one export to the next.
fn within(document: &Document, owner: &Component<'_>, finding: &Finding<'_>) -> String {
    let place = finding.place;
    let holds = |section: &Section<'_>| {
        let own = section.place();
        own.document == place.document && section.head().span.to(own.span).contains(place.span)
    };
    for name in SectionName::ALL {
        let Some(section) = owner.section(name).filter(|section| holds(section)) else { continue };
        let Some(rest) = below(document, section, &finding.pointer) else { continue };
        let first = rest.split('/').find(|token| !token.is_empty());
        let flat = format!("{}.", name.key());
        let key = match first.map(|token| (token, token.strip_prefix(&flat))) {
            // Among flat keys this one belongs to another section.
            Some((_, None)) if section.is_flat() => continue,
            Some((token, plain)) => Some(plain.unwrap_or(token)),
            None => None,
        };
        return key.map_or_else(|| format!("/{}", name.key()), |key| format!("/{}/{key}", name.key()));
    }
    let config = owner.config.as_ref().filter(|section| holds(section));
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
