//! The documents of one folder, taken together: what each of them is, and which components they make.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rayon::prelude::*;

use crate::component::{Component, Kind, Plugin, SectionName, is_task_id, task_of_subtopic};
use crate::document::Document;
use crate::node::Ref;
use crate::recognise;
use crate::section::Section;
use crate::shape::{Origin, Piece, Shape};
use crate::store;

/// What a document turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A configuration, and its shape.
    Configuration(&'static str),
    /// Read for evidence only, and its shape.
    Evidence(&'static str),
    /// Nothing of OMS, and why.
    Unrecognised(&'static str),
}

/// One input document.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// Whether it is read only as evidence for a file beside it: it is not counted and gets no findings.
    pub is_companion: bool,
}

/// So few are read by one thread: most folders hold four files.
const FEW: usize = 16;

/// What the documents of a folder are.
#[derive(Debug, Default)]
pub struct Folder<'a> {
    /// The role of each, by its number.
    pub roles: Vec<(usize, Role)>,
    /// The components in them.
    pub components: Vec<Component<'a>>,
    /// The objects of `ha.config`, with the number of their document.
    pub ha_configs: Vec<(usize, Ref<'a>)>,
}

/// The files of a folder that are sections of one component.
#[derive(Default)]
struct Files<'a> {
    sections: Vec<(SectionName, Section<'a>)>,
    running: Option<(usize, Ref<'a>)>,
}

/// The numbers of `inputs` by their folders, in order of the first of each.
#[must_use]
pub fn numbers(inputs: &[Input<'_>]) -> Vec<Vec<usize>> {
    let folder = |number: usize| origin(inputs, number).map_or("", |origin| origin.folder);
    // Inputs come in order of path, so the folder is nearly always the one of the input before.
    let is_first = |number: usize| number == 0 || folder(number - 1) != folder(number);
    let starts: Vec<usize> = (0..inputs.len()).into_par_iter().filter(|number| is_first(*number)).collect();
    let mut folders: Vec<Vec<usize>> = Vec::with_capacity(starts.len());
    let mut known: HashMap<&str, usize> = HashMap::with_capacity(starts.len());
    let ends = starts.iter().skip(1).copied().chain([inputs.len()]);
    for (&start, end) in starts.iter().zip(ends) {
        match known.entry(folder(start)) {
            Entry::Vacant(new) => {
                new.insert(folders.len());
                folders.push((start..end).collect());
            }
            Entry::Occupied(known) => {
                if let Some(folder) = folders.get_mut(*known.get()) {
                    folder.extend(start..end);
                }
            }
        }
    }
    folders
}

/// Where a document stands.
fn origin<'a>(inputs: &[Input<'a>], number: usize) -> Option<Origin<'a>> {
    Some(Origin::new(number, &inputs.get(number)?.document.path))
}

impl<'a> Folder<'a> {
    /// Reads the documents of a folder, by their `numbers`, with `shapes`; the first shape that takes a document has it.
    #[must_use]
    pub fn read(inputs: &[Input<'a>], numbers: &[usize], shapes: &[&dyn Shape]) -> Self {
        let read = |&number: &usize| {
            let (origin, root) = (origin(inputs, number)?, inputs.get(number)?.document.root());
            shapes.iter().find_map(|shape| Some((number, shape.name(), shape.read(origin, root)?)))
        };
        let recognised: Vec<_> = numbers.par_iter().with_min_len(FEW).filter_map(read).collect();
        let mut folder = Self::default();
        let mut files = Files::default();
        // Components are large, and most folders hold one.
        folder.components.reserve_exact(1);
        for (number, shape, pieces) in recognised {
            let is_evidence = pieces.iter().all(|piece| matches!(piece, Piece::Running(_)));
            folder.roles.push((number, if is_evidence { Role::Evidence(shape) } else { Role::Configuration(shape) }));
            for piece in pieces {
                match piece {
                    Piece::Section(name, section) => files.sections.push((name, section)),
                    Piece::Running(root) => files.running = Some((number, root)),
                    Piece::Component(component) => folder.components.push(*component),
                    Piece::HaConfig(object) => folder.ha_configs.push((number, object)),
                }
            }
        }
        folder.take(inputs, files);
        folder.components.par_iter_mut().with_min_len(FEW).for_each(|component| {
            if component.kind == Kind::IncrSync(Plugin::Other) {
                component.kind = Kind::IncrSync(recognise::plugin_of_incr_sync(component.source()));
            }
            name_task(component);
        });
        folder
    }

    /// Makes a component of the files of a run directory, if they are one.
    fn take(&mut self, inputs: &[Input<'a>], files: Files<'a>) {
        let first = files.sections.iter().map(|(_, section)| section.document).min();
        let Some(origin) = first.and_then(|first| origin(inputs, first)) else { return };
        let id = origin.id();
        let is_marked = || files.sections.iter().any(|(name, section)| recognise::is_marked(*name, section));
        if id.is_none() && files.running.is_none() && !is_marked() {
            let why = Role::Unrecognised("named like a section of OMS, but nothing in its folder says OMS");
            self.roles.extend(files.sections.iter().map(|(_, section)| (section.document, why)));
            return;
        }
        let mut component = Component::new(Kind::Unknown, origin.document);
        for (name, section) in files.sections {
            component.set_section(name, section);
        }
        component.running = files.running;
        component.kind = recognise::kind(&component);
        match id {
            Some(id) => {
                component.kind = id.kind.unwrap_or(component.kind);
                component.identify(id);
            }
            None if origin.says_reverse() => component.reverse(),
            None => {}
        }
        self.components.push(component);
    }
}

/// Names the task of a component, and the subtopic of a Store.
fn name_task(component: &mut Component<'_>) {
    if component.kind == Kind::Store {
        component.subtopic = component.subtopic.take().or_else(|| store::subtopic(component).map(str::to_owned));
    }
    if component.task.is_some() {
        return;
    }
    let coordinator = component.section(SectionName::Coordinator);
    let said = coordinator.and_then(|section| section.filled(&["taskIdentity"])).map(|(_, task)| task);
    let running = || component.running?.1.at("/coordinator/taskIdentity")?.filled();
    let identity = said.into_iter().chain(running()).find(|task| is_task_id(task)).map(str::to_owned);
    component.task = identity.or_else(|| component.subtopics().find_map(task_of_subtopic));
}
