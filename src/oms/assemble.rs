//! The documents of one folder, taken together: what each of them is, and which components they make.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::oms::classify;
use crate::oms::component::{Component, Kind, Plugin, SectionName, is_task_id, task_of_subtopic};
use crate::oms::index::Index;
use crate::oms::section::Section;
use crate::oms::shape::{Origin, Piece, Shape};
use crate::oms::store;
use crate::text::document::Document;
use crate::text::memory;
use crate::text::node::Ref;

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

/// One thread looks at so many documents for the folders that begin there.
const PIECE: usize = 256;

/// What the documents of some folders are.
#[derive(Debug, Default)]
pub struct Recognised<'a> {
    /// The role of each, by its number.
    pub roles: Vec<(usize, Role)>,
    /// The components in them.
    pub components: Vec<Box<Component<'a>>>,
    /// The objects of `ha.config`, with the number of their document.
    pub ha_configs: Vec<(usize, Ref<'a>)>,
    /// The ways to find the components, by their numbers in this list.
    pub index: Index,
    /// The servers that the ids of the components name.
    pub servers: Servers<'a>,
}

/// By the name of the folder above `run` or `store`, the address of the server on which the ids of the components below it
/// agree; None where they do not.
#[derive(Debug, Default)]
pub struct Servers<'a>(BTreeMap<&'a str, Option<String>>);

/// The files of a folder that are sections of one component.
#[derive(Default)]
struct Files<'a> {
    sections: Vec<(SectionName, Section<'a>)>,
    running: Option<(usize, Ref<'a>)>,
}

/// Reads all `inputs` with `shapes`, in pieces whose order says nothing.
#[must_use]
pub fn read<'a>(inputs: &[Input<'a>], shapes: &[&dyn Shape]) -> Vec<Recognised<'a>> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    Paths { inputs, order: &order }.read(shapes).unwrap_or_else(|| {
        // Only standard input and what archives hold come out of order.
        order.sort_by_key(|&number| path(inputs, number));
        Paths { inputs, order: &order }.read(shapes).unwrap_or_default()
    })
}

/// The documents in order of their paths. In this order, the rest of a folder comes behind the folders in it, and behind
/// no others.
struct Paths<'i, 'a> {
    inputs: &'i [Input<'a>],
    /// Their numbers.
    order: &'i [usize],
}

impl<'a> Paths<'_, 'a> {
    /// None if this is not their order.
    fn read(&self, shapes: &[&dyn Shape]) -> Option<Vec<Recognised<'a>>> {
        let read = |piece: usize| {
            let piece = piece * PIECE..self.order.len().min((piece + 1) * PIECE);
            if !piece.clone().all(|at| self.is_behind_the_last(at)) {
                return None;
            }
            memory::ahead();
            let mut recognised = Recognised::with_capacity(piece.len());
            for numbers in piece.filter_map(|at| self.folder_from(at)) {
                recognised.read(self.inputs, &numbers, shapes);
            }
            Some(recognised)
        };
        (0..self.order.len().div_ceil(PIECE)).into_par_iter().with_max_len(1).map(read).collect()
    }

    fn path(&self, at: usize) -> Option<&'a str> {
        self.order.get(at).map(|&number| path(self.inputs, number))
    }

    fn is_behind_the_last(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.path(before) <= self.path(at))
    }

    /// The numbers of the documents of a folder, in their order, if the first of them stands here.
    fn folder_from(&self, at: usize) -> Option<Vec<usize>> {
        let folder = Origin::new(0, self.path(at)?).folder;
        // Of the folder and those in it: whether one is of the folder itself.
        let is_own = |at: usize| Some(!below(self.path(at)?, folder)?.contains('/'));
        if (0..at).rev().map_while(is_own).any(|is_own| is_own) {
            return None;
        }
        let near = self.order.get(at..)?.iter().zip(at..);
        let near = near.map_while(|(number, at)| Some((*number, is_own(at)?)));
        let mut numbers: Vec<usize> = near.filter(|(_, is_own)| *is_own).map(|(number, _)| number).collect();
        numbers.sort_unstable();
        Some(numbers)
    }
}

fn path<'a>(inputs: &[Input<'a>], number: usize) -> &'a str {
    inputs.get(number).map_or("", |input| &input.document.path)
}

/// What follows the folder in the path of a file that lies in it, or in a folder in it.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    rest.strip_prefix('/').or_else(|| folder.is_empty().then_some(rest))
}

/// Where a document stands.
#[must_use]
pub fn origin<'a>(inputs: &[Input<'a>], number: usize) -> Option<Origin<'a>> {
    Some(Origin::new(number, &inputs.get(number)?.document.path))
}

impl<'a> Recognised<'a> {
    /// With room for so many documents.
    fn with_capacity(documents: usize) -> Self {
        // Most components have more than one.
        let components = documents.div_ceil(2);
        Self {
            roles: Vec::with_capacity(documents),
            components: Vec::with_capacity(components),
            index: Index::with_capacity(documents, components),
            ..Self::default()
        }
    }

    /// Adds the documents of a folder, by their `numbers`, read with `shapes`; the first shape that takes a document has
    /// it.
    pub fn read(&mut self, inputs: &[Input<'a>], numbers: &[usize], shapes: &[&dyn Shape]) {
        let read = |&number: &usize| {
            let (origin, root) = (origin(inputs, number)?, inputs.get(number)?.document.root());
            shapes.iter().find_map(|shape| Some((number, shape.name(), shape.read(origin, root)?)))
        };
        let recognised: Vec<_> = match numbers {
            few if few.len() <= FEW => few.iter().filter_map(read).collect(),
            many => many.par_iter().with_min_len(FEW).filter_map(read).collect(),
        };
        let before = self.components.len();
        let mut files = Files::default();
        for (number, shape, pieces) in recognised {
            let is_evidence = pieces.iter().all(|piece| matches!(piece, Piece::Running(_)));
            self.roles.push((number, if is_evidence { Role::Evidence(shape) } else { Role::Configuration(shape) }));
            for piece in pieces {
                match piece {
                    Piece::Section(name, section) => files.sections.push((name, section)),
                    Piece::Running(root) => files.running = Some((number, root)),
                    Piece::Component(component) => self.components.push(component),
                    Piece::HaConfig(object) => self.ha_configs.push((number, object)),
                }
            }
        }
        self.take(inputs, files);
        let new = self.components.get_mut(before..).unwrap_or_default();
        new.par_iter_mut().with_min_len(FEW).for_each(|component| {
            if component.kind == Kind::IncrSync(Plugin::Other) {
                component.kind = Kind::IncrSync(classify::plugin_of_incr_sync(component.source()));
            }
            name_task(component);
        });
        for (number, component) in new.iter().enumerate() {
            self.index.add(before + number, component);
        }
        let folder = numbers.first().and_then(|&number| origin(inputs, number)?.server_folder());
        let Some(folder) = folder else { return };
        for server in new.iter().filter_map(|component| component.server.as_deref()) {
            self.servers.add(folder, Some(server));
        }
    }

    /// Makes a component of the files of a run directory, if they are one.
    fn take(&mut self, inputs: &[Input<'a>], files: Files<'a>) {
        let first = files.sections.iter().map(|(_, section)| section.document).min();
        let Some(origin) = first.and_then(|first| origin(inputs, first)) else { return };
        let id = origin.id();
        let is_marked = || files.sections.iter().any(|(name, section)| classify::is_marked(*name, section));
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
        component.kind = classify::kind(&component);
        match id {
            Some(id) => {
                component.kind = id.kind.unwrap_or(component.kind);
                component.identify(id);
            }
            None if origin.says_reverse() => component.reverse(),
            None => {}
        }
        self.components.push(Box::new(component));
    }
}

impl<'a> Servers<'a> {
    fn add(&mut self, folder: &'a str, address: Option<&str>) {
        match self.0.get_mut(folder) {
            Some(known) if known.as_deref() != address => *known = None,
            Some(_) => {}
            None => drop(self.0.insert(folder, address.map(str::to_owned))),
        }
    }

    /// Takes in the servers of other folders.
    pub fn append(&mut self, others: &Self) {
        for (folder, address) in &others.0 {
            self.add(folder, address.as_deref());
        }
    }

    /// The server whose folder has this name: its address, else the name.
    #[must_use]
    pub fn named<'s>(&'s self, folder: &'s str) -> &'s str {
        self.0.get(folder).and_then(Option::as_deref).unwrap_or(folder)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syntax;

    fn folders(paths: &[&str]) -> Vec<Vec<usize>> {
        let read = |path: &&str| {
            syntax::parse(*path, "{}".into(), &syntax::Json).unwrap_or_else(|error| panic!("{path}: {error:?}"))
        };
        let documents: Vec<Document> = paths.iter().map(read).collect();
        let inputs: Vec<_> = documents.iter().map(|document| Input { document, is_companion: false }).collect();
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        let is_in_order = |order: &[usize]| {
            let paths = Paths { inputs: &inputs, order };
            (0..order.len()).all(|at| paths.is_behind_the_last(at))
        };
        assert_eq!(is_in_order(&order), paths.is_sorted());
        order.sort_by_key(|&number| path(&inputs, number));
        assert!(is_in_order(&order));
        let paths = Paths { inputs: &inputs, order: &order };
        let mut folders: Vec<_> = (0..order.len()).filter_map(|at| paths.folder_from(at)).collect();
        folders.sort();
        folders
    }

    #[test]
    fn the_rest_of_a_folder_comes_behind_the_folders_in_it() {
        let paths =
            ["a.json", "b/a.json", "b/c/d/x.json", "b/c/x.json", "b/c/y.json", "b/d.json", "b/e/x.json", "c.json"];
        assert_eq!(folders(&paths), [vec![0, 7], vec![1, 5], vec![2], vec![3, 4], vec![6]]);
    }

    #[test]
    fn a_name_that_goes_on_is_another_folder() {
        let paths = ["b-c/x.json", "b/a.json", "b/c-d/x.json", "b/c/x.json", "b/cd/x.json", "b/z.json", "bc/x.json"];
        assert_eq!(folders(&paths), [vec![0], vec![1, 5], vec![2], vec![3], vec![4], vec![6]]);
        assert_eq!(folders(&["/a.json", "/b/c.json", "/d.json", "/é/x.json"]), [vec![0, 2], vec![1], vec![3]]);
    }

    #[test]
    fn inputs_out_of_order_stand_in_their_folders_all_the_same() {
        let paths = ["b/z.json", "a/x.json", "b/a.json", "c.json", "a/w.json", "b/z.json"];
        assert_eq!(folders(&paths), [vec![0, 2, 5], vec![1, 4], vec![3]]);
    }
}
