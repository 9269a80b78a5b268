//! Which component another one has replaced: directories outlive their components. Among those of one lane of a task, the
//! highest sequence is the live one (inferred); where the API lists some of the task, kind and direction, these are live
//! and no others. Sequences only grow: a directory with a higher one than the list knows shows that the list is the older.
//! A status file of the lower one that says running and is no earlier shows that the sequence proves nothing.
//! A JDBCWriter has no lane in common with the connector that an upgrade made of it: where that is seen to be there, it replaced it.
//! Surer than all this is which processes ran where the export was taken: what runs is live, and took the place of what does not.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oms::classify;
use crate::oms::cluster;
use crate::oms::component::Component;
use crate::oms::id::ComponentId;
use crate::oms::kind::{ComponentKind, Direction, Plugin};
use crate::oms::time;

/// Whether the document of a number lies under a backup's name.
pub(super) type IsAside<'p> = &'p (dyn Fn(usize) -> bool + Sync);

/// What is told by where documents lie.
#[derive(Clone, Copy)]
pub(super) struct Places<'p> {
    /// Whether one lies under a backup's name: what does never takes the place of what does not.
    pub is_aside: IsAside<'p>,
    /// Whether the first, a record, lies in a backup of what the second is of.
    pub is_backup_beside: &'p (dyn Fn(usize, usize) -> bool + Sync),
}

/// Which of the components of one task another one has replaced, with the id of that one.
pub(super) fn replaced(of_task: &[(usize, &Component<'_>)], places: Places<'_>) -> Vec<(usize, Arc<str>)> {
    let mut replaced = taken_over(of_task, places);
    let kind = |(_, component): &(usize, &Component<'_>)| (component.kind.name(), component.direction);
    // Most tasks have one component of a kind for each direction.
    let is_alone = |(at, one)| of_task.iter().skip(at + 1).all(|other| kind(other) != kind(one));
    if of_task.iter().enumerate().all(is_alone) {
        return replaced;
    }
    let mut groups: BTreeMap<(&str, Direction), Vec<(usize, &Component<'_>)>> = BTreeMap::new();
    for numbered in of_task {
        groups.entry(kind(numbered)).or_default().push(*numbered);
    }
    let groups = groups.values().filter(|group| group.len() > 1).map(|numbered| Group::of(numbered));
    replaced.extend(groups.flat_map(|group| group.replaced(places)));
    replaced
}

/// The JDBCWriters of one task whose place a connector took: an upgrade makes the one of the other, and the directory stays.
fn taken_over(of_task: &[(usize, &Component<'_>)], places: Places<'_>) -> Vec<(usize, Arc<str>)> {
    let writers = of_task.iter().filter(|(_, component)| component.kind == ComponentKind::IncrSync(Plugin::JdbcWriter));
    let successor = |(number, writer): &(usize, &Component<'_>)| {
        let id = writer.id.as_ref().filter(|_| writer.direction_stated && writer.ran() != Some(true))?;
        let is_itself = |other: &Component<'_>| other.id.as_ref().is_some_and(|other| other.text == id.text);
        if of_task.iter().any(|(_, other)| other.reported.is_some() && is_itself(other)) {
            return None;
        }
        let took_it = |other: &&Component<'_>| {
            let seen = other.reported.map_or_else(|| other.runs.and_then(|runs| runs.at), |reported| reported.sampled);
            let is_later = || ran_as_late(writer, other) || writer.ran_after(seen);
            took_over(other, id, writer.direction) && is_kin(other, writer, places.is_aside) && !is_later()
        };
        let connectors = of_task.iter().map(|(_, other)| *other).filter(took_it);
        let newest = connectors.filter_map(|other| other.id.as_ref()).max_by_key(|id| id.sequence)?;
        Some((*number, newest.text.clone()))
    };
    writers.filter_map(successor).collect()
}

/// Whether a component is a connector that took the place of the JDBCWriter of this id and direction, if it is of the same task: the
/// API lists it, or its process was seen, and its sequence is the higher one.
pub(crate) fn took_over(connector: &Component<'_>, writer: &ComponentId, direction: Direction) -> bool {
    let is_connector = matches!(connector.kind, ComponentKind::IncrSync(plugin) if plugin != Plugin::JdbcWriter);
    let sequence = || connector.id.as_ref().and_then(|id| id.sequence);
    let is_there = || connector.ran() == Some(true) || connector.reported.is_some_and(|reported| reported.is_listed);
    is_connector
        && connector.direction_stated
        && connector.direction == direction
        && writer.sequence.is_some()
        && sequence() > writer.sequence
        && is_there()
}

/// Whether one can say anything of the other: what is of another cluster, of another task by its own content, or of a backup that
/// the other is not in, cannot.
fn is_kin(one: &Component<'_>, other: &Component<'_>, is_aside: IsAside<'_>) -> bool {
    let is_elsewhere = || is_aside(one.document) && !is_aside(other.document);
    !(names_another_task(one) || cluster::are_apart(one, other) || is_elsewhere())
}

/// The components of one task, kind and direction that have ids, and the list of the API that counts.
struct Group<'c, 'a> {
    members: Vec<Member<'c, 'a>>,
}

#[derive(Clone, Copy)]
struct Member<'c, 'a> {
    number: usize,
    component: &'c Component<'a>,
    id: &'c ComponentId,
    sequence: u64,
}

impl<'c, 'a> Group<'c, 'a> {
    fn of(numbered: &[(usize, &'c Component<'a>)]) -> Self {
        let member = |(number, component): &(usize, &'c Component<'a>)| {
            let id = component.id.as_ref()?;
            Some(Member { number: *number, component, id, sequence: id.sequence? })
        };
        Self { members: numbered.iter().filter_map(member).collect() }
    }

    fn replaced(&self, places: Places<'_>) -> Vec<(usize, Arc<str>)> {
        let successor = |member: &Member<'c, 'a>| {
            Some((member.number, self.beside(member, places.is_aside).successor(member, places)?))
        };
        self.members.iter().filter_map(successor).collect()
    }

    /// Those that can say anything of a member.
    fn beside(&self, member: &Member<'c, 'a>, is_aside: IsAside<'_>) -> Self {
        let is_kin = |other: &&Member<'_, '_>| {
            other.number == member.number || is_kin(other.component, member.component, is_aside)
        };
        Self { members: self.members.iter().filter(is_kin).copied().collect() }
    }

    /// What took the place of a member, if anything did.
    fn successor(&self, member: &Member<'_, '_>, places: Places<'_>) -> Option<Arc<str>> {
        let is_known = |is_running: &bool| !is_running || !self.is_outrun(member, places);
        match member.component.ran().filter(is_known) {
            Some(true) => return None,
            ran => {
                if let Some(running) = self.running_beside(member, ran) {
                    return Some(running);
                }
            }
        }
        // What a process wrote later than the list was taken, the list cannot know.
        let is_known = |listed: &Vec<&Member<'_, '_>>| {
            let sampled = listed.iter().filter_map(|other| other.component.last_known()).max();
            member.is_reported() || !member.component.ran_after(sampled)
        };
        if let Some(listed) = self.list_about(member).filter(is_known) {
            let newest = listed.iter().max_by_key(|other| (other.id.lane == member.id.lane, other.sequence))?;
            let is_there = self.members.iter().any(|other| other.id.text == member.id.text && other.is_reported());
            return (!is_there).then(|| newest.id.text.clone());
        }
        let is_newer = |other: &&Member<'_, '_>| {
            let is_higher = other.id.lane == member.id.lane && other.sequence > member.sequence;
            is_higher && classify::could_run(other.component) && !ran_as_late(member.component, other.component)
        };
        let newest = self.members.iter().filter(is_newer).max_by_key(|other| other.sequence)?;
        // Asked for alone, it was there: only a list can be silent about it, and only a directory newer than that.
        let was_asked = self.members.iter().any(|other| other.id.text == member.id.text && other.is_reported());
        let is_outdated = newest.component.reported.is_none() && self.members.iter().any(Member::is_listed);
        (!was_asked || is_outdated).then(|| newest.id.text.clone())
    }

    /// Whether a member that ran when a record was made is of a lane in which one with a higher sequence was there later, or lies
    /// outside of the backup of that record.
    fn is_outrun(&self, member: &Member<'_, '_>, places: Places<'_>) -> bool {
        let Some(runs) = member.component.runs else { return false };
        self.members.iter().any(|other| {
            let is_higher = other.id.lane == member.id.lane && other.sequence > member.sequence;
            let is_outside = || (places.is_backup_beside)(runs.document, other.component.document);
            is_higher && other.component.ran() != Some(false) && (other.component.ran_after(runs.at) || is_outside())
        })
    }

    /// What runs in the lane of a member that does not, or of which that is not known.
    fn running_beside(&self, member: &Member<'_, '_>, ran: Option<bool>) -> Option<Arc<str>> {
        // One with a higher sequence may run on a server of which nobody knows the processes.
        let is_instead = |other: &&Member<'_, '_>| {
            let is_other = other.id.lane == member.id.lane && other.id.text != member.id.text;
            let is_surer = ran == Some(false) || other.sequence > member.sequence;
            is_other && other.component.ran() == Some(true) && is_surer
        };
        let newest = self.members.iter().filter(is_instead).max_by_key(|other| other.sequence)?;
        Some(newest.id.text.clone())
    }

    /// The list of the API that says for sure whether a member is there.
    fn list_about(&self, member: &Member<'_, '_>) -> Option<Vec<&Member<'c, 'a>>> {
        // One whose direction nothing states may be of another list.
        let is_about = |other: &&Member<'_, '_>| {
            other.is_listed() && (member.component.direction_stated || other.id.lane == member.id.lane)
        };
        let listed: Vec<_> = self.members.iter().filter(is_about).collect();
        // Lanes run side by side, so a lane that is listed is compared with itself.
        let of_lane = listed.iter().filter(|other| other.id.lane == member.id.lane).map(|other| other.sequence).max();
        let last = of_lane.or_else(|| listed.iter().map(|other| other.sequence).max())?;
        let counts = |other: &Member<'_, '_>| other.id.text == member.id.text || classify::could_run(other.component);
        let is_later =
            |other: &Member<'_, '_>| other.id.lane == member.id.lane && other.sequence > last && counts(other);
        (!self.members.iter().any(is_later)).then_some(listed)
    }
}

/// Whether the status files say that a process of `one` ran as late as what is known of `other`: one that is gone writes no more, so
/// then a higher sequence of that is no proof that it took the place of this one. What is less apart than clocks differ is the same time.
pub(crate) fn ran_as_late(one: &Component<'_>, other: &Component<'_>) -> bool {
    one.said_running()
        && one.status_time().zip(other.last_known()).is_some_and(|(one, other)| !time::is_ahead(other, one))
}

/// Whether the content of a component says that it is of another task than its id does.
fn names_another_task(component: &Component<'_>) -> bool {
    let own = component.task.as_deref();
    classify::named_tasks(component).any(|(.., task)| own.is_some_and(|own| !own.eq_ignore_ascii_case(task)))
}

impl Member<'_, '_> {
    fn is_reported(&self) -> bool {
        self.component.reported.is_some()
    }

    fn is_listed(&self) -> bool {
        self.component.reported.is_some_and(|reported| reported.is_listed)
    }
}
