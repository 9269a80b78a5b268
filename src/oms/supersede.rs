//! Which component another one has replaced: directories outlive their components. Among those of one task, kind and
//! direction, the highest sequence is the live one (inferred); where the API lists some of them, these are live and no
//! others, whatever their sequence.

use std::collections::BTreeMap;

use crate::oms::component::Component;
use crate::oms::id::ComponentId;
use crate::oms::kind::Direction;

/// Which of the components of one task another one has replaced, with the id of that one.
pub(super) fn replaced(of_task: &[(usize, &Component<'_>)]) -> Vec<(usize, String)> {
    let kind = |(_, component): &(usize, &Component<'_>)| (component.kind.name(), component.direction);
    // Most tasks have one component of a kind for each direction.
    let is_alone = |(at, one)| of_task.iter().skip(at + 1).all(|other| kind(other) != kind(one));
    if of_task.iter().enumerate().all(is_alone) {
        return Vec::new();
    }
    let mut groups: BTreeMap<(&str, Direction), Vec<(usize, &Component<'_>)>> = BTreeMap::new();
    for numbered in of_task {
        groups.entry(kind(numbered)).or_default().push(*numbered);
    }
    let groups = groups.values().filter(|group| group.len() > 1);
    let by = |group| move |(number, component): &(usize, &Component<'_>)| Some((*number, successor(component, group)?));
    groups.flat_map(|group| group.iter().filter_map(by(group))).collect()
}

fn successor(component: &Component<'_>, group: &[(usize, &Component<'_>)]) -> Option<String> {
    let id = component.id.as_ref()?;
    let sequence = id.sequence?;
    let lane: Vec<(&Component<'_>, &ComponentId)> = group
        .iter()
        .filter(|(_, other)| is_same_lane(component, other))
        .filter_map(|(_, other)| Some((*other, other.id.as_ref()?)))
        .collect();
    let is_reported = lane.iter().any(|(other, of)| other.reported.is_some() && of.text == id.text);
    if is_reported {
        return None;
    }
    let is_listed = |other: &Component<'_>| other.reported.is_some_and(|reported| reported.is_listed);
    let has_list = lane.iter().any(|(other, _)| is_listed(other));
    let counts = |(other, of): &&(&Component<'_>, &ComponentId)| match has_list {
        true => is_listed(other),
        false => of.sequence > Some(sequence),
    };
    let newest = lane.iter().filter(counts).max_by_key(|(_, of)| of.sequence);
    newest.map(|(_, other)| other.text.clone())
}

/// Whether two components of one task, kind and direction stand for the same work: the same middle part of the id, or
/// a subtopic in common.
fn is_same_lane(one: &Component<'_>, other: &Component<'_>) -> bool {
    let lane = |component: &Component<'_>| component.id.as_ref().map(|id| id.lane.clone());
    if lane(one).is_some() && lane(one) == lane(other) {
        return true;
    }
    other.subtopics().any(|subtopic| one.subtopics().any(|own| own == subtopic))
}
