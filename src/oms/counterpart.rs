//! What lies under a backup's name, and what of it has a counterpart outside of one. That is decided component by component:
//! whoever keeps `np_b.json` as `nanjing-backup.json`, or moved half of `run` to `run.old`, has components there that are nowhere
//! else, and these are checked as any other is.

use std::collections::{HashMap, HashSet};

use crate::oms::assemble::{self, Input, Recognised, Role};
use crate::oms::backup::Suspect;
use crate::oms::component::Component;
use crate::oms::kind::ComponentKind;
use crate::text::lang::tr_noop;

/// What was read of an export so far, as a place to look for counterparts.
struct Known<'k, 'a> {
    inputs: &'k [Input<'a>],
    ids: HashSet<&'k str>,
    /// By the task, else by each subtopic.
    named: HashMap<&'k str, Vec<&'k Component<'a>>>,
    /// By each document that holds a part of one.
    placed: HashMap<usize, Vec<&'k Component<'a>>>,
    /// The documents that say something of OMS.
    speaking: HashSet<usize>,
}

/// Takes from the parts of backups what has a counterpart in `parts`. `suspects` are the documents of `backups`, in order.
pub(super) fn without<'a>(
    inputs: &[Input<'a>],
    parts: &[Recognised<'a>],
    suspects: &[Suspect],
    mut backups: Vec<Recognised<'a>>,
) -> Vec<Recognised<'a>> {
    let known = Known::of(inputs, parts);
    let made_of = |number: usize| {
        let at = suspects.binary_search_by_key(&number, |suspect| suspect.number).ok()?;
        suspects.get(at)?.counterpart
    };
    let mut told = HashSet::new();
    for part in &mut backups {
        part.components.retain(|component| !known.has(component, made_of(component.document)));
        let kept: HashSet<usize> = part.components.iter().flat_map(|component| documents(component)).collect();
        told.extend(part.roles.iter().map(|(number, _)| *number));
        let is_alone = |number: usize| !known.has_place(number, made_of(number));
        part.roles.retain(|(number, _)| kept.contains(number) || is_alone(*number));
        part.unread.retain(|(number, _)| is_alone(*number));
        part.ha_configs.retain(|(number, _)| is_alone(*number));
        part.no_components.retain(|(number, _)| is_alone(*number));
        part.statuses.retain(|(number, _)| is_alone(*number));
        part.records.retain(|(number, _)| is_alone(*number));
    }
    // What no shape took, and nothing stands beside, may be of OMS all the same.
    let unread = suspects.iter().filter(|suspect| !told.contains(&suspect.number));
    let unread = unread.filter(|suspect| !known.has_place(suspect.number, suspect.counterpart));
    let roles = unread.map(|suspect| (suspect.number, Role::Unrecognised(tr_noop!("nothing in it says OMS"))));
    backups.push(Recognised { roles: roles.collect(), ..Recognised::default() });
    backups
}

impl<'k, 'a> Known<'k, 'a> {
    fn of(inputs: &'k [Input<'a>], parts: &'k [Recognised<'a>]) -> Self {
        let mut known = Self {
            inputs,
            ids: HashSet::new(),
            named: HashMap::new(),
            placed: HashMap::new(),
            speaking: HashSet::new(),
        };
        for part in parts {
            for component in &part.components {
                known.add(component);
            }
            let evidence = part.roles.iter().filter(|(_, role)| matches!(role, Role::Evidence(_)));
            known.speaking.extend(evidence.map(|(number, _)| *number));
            known.speaking.extend(part.ha_configs.iter().map(|(number, _)| *number));
            known.speaking.extend(part.unread.iter().map(|(number, _)| *number));
        }
        known
    }

    fn add(&mut self, component: &'k Component<'a>) {
        self.ids.extend(component.id.as_ref().map(|id| &*id.text));
        match component.task.as_deref() {
            Some(task) => self.named.entry(task).or_default().push(component),
            None => component.subtopics().for_each(|subtopic| self.named.entry(subtopic).or_default().push(component)),
        }
        for document in documents(component) {
            self.placed.entry(document).or_default().push(component);
            self.speaking.insert(document);
        }
    }

    /// Whether a component has a counterpart; `made_of` is the document of which its own is a copy.
    fn has(&self, component: &Component<'_>, made_of: Option<usize>) -> bool {
        if component.id.as_ref().is_some_and(|id| id.sequence.is_some() && self.ids.contains(id.text.as_ref())) {
            return true;
        }
        let mut names = component.task.as_deref().map_or_else(|| component.subtopics().collect(), |task| vec![task]);
        names.dedup();
        let is_nameless = names.is_empty() && component.id.is_none();
        let is_same = |other: &&Component<'_>| is_counterpart(component, other);
        if is_nameless {
            let beside = made_of.and_then(|document| self.placed.get(&document));
            // A part of a component says nothing of what it is.
            let is_part = component.kind == ComponentKind::Unknown && component.source().is_none();
            return beside.is_some_and(|beside| is_part || beside.iter().any(is_same));
        }
        names.iter().filter_map(|name| self.named.get(name)).flatten().any(is_same)
    }

    /// Whether what a document of a backup holds, apart from components, stands outside, too, by its place.
    fn has_place(&self, number: usize, made_of: Option<usize>) -> bool {
        match made_of {
            Some(document) => self.speaking.contains(&document),
            None => {
                let id = assemble::location(self.inputs, number).and_then(|location| location.id());
                id.is_some_and(|id| self.ids.contains(id.text.as_ref()))
            }
        }
    }
}

/// Whether two are the same component, as far as what they do says.
fn is_counterpart(one: &Component<'_>, other: &Component<'_>) -> bool {
    let lane = |component: &Component<'_>| component.id.as_ref().map(|id| id.lane.clone());
    let are_parallel = matches!((lane(one), lane(other)), (Some(one), Some(other)) if one != other);
    let reads = |subtopic: &str| other.subtopics().any(|own| own == subtopic);
    one.kind.name() == other.kind.name()
        && one.task == other.task
        && one.direction == other.direction
        && !are_parallel
        && one.subtopics().all(reads)
}

/// The documents that hold parts of a component.
fn documents(component: &Component<'_>) -> impl Iterator<Item = usize> {
    let sections = component.all_sections().map(|section| section.document);
    let running = component.running.map(|(number, _)| number);
    sections.chain(running).chain([component.document])
}
