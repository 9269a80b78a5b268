//! The documents of an export, put together folder by folder: in the order of their paths, in batches, on all threads.

use crate::oms::assemble::{self, Input, Recognised};
use crate::oms::shape::{Location, Shape};
use crate::text::parallel;
use crate::text::sorting;

/// So few are read by one thread: most folders hold four files.
const FEW: usize = 16;

/// One thread looks at so many documents for the folders that begin there.
const BATCH: usize = 256;

/// Reads those of `inputs` with these numbers with `shapes`, in batches whose order says nothing.
pub(super) fn read<'a>(inputs: &[Input<'a>], mut order: Vec<usize>, shapes: &[&dyn Shape]) -> Vec<Recognised<'a>> {
    Paths { inputs, order: &order }.read(shapes).unwrap_or_else(|| {
        // Only standard input and what archives hold come out of order.
        sorting::sort_by_key(&mut order, |&number| path(inputs, number));
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
        let read = |batch: usize| {
            let batch = batch * BATCH..self.order.len().min((batch + 1) * BATCH);
            if !batch.clone().all(|at| self.is_behind_the_last(at)) {
                return None;
            }
            let mut recognised = Recognised::with_capacity(batch.len());
            for numbers in batch.filter_map(|at| self.folder_from(at)) {
                add(&mut recognised, self.inputs, &numbers, shapes);
            }
            Some(recognised)
        };
        parallel::of_each(self.order.len().div_ceil(BATCH), read).into_iter().collect()
    }

    fn path(&self, at: usize) -> Option<&'a str> {
        self.order.get(at).map(|&number| path(self.inputs, number))
    }

    fn is_behind_the_last(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.path(before) <= self.path(at))
    }

    /// The numbers of the documents of a folder, in their order, if the first of them stands here.
    fn folder_from(&self, at: usize) -> Option<Vec<usize>> {
        let folder = Location::new(0, self.path(at)?).folder;
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

/// Adds the documents of a folder, by their `numbers`.
fn add<'a>(recognised: &mut Recognised<'a>, inputs: &[Input<'a>], numbers: &[usize], shapes: &[&dyn Shape]) {
    let read = |at: usize| assemble::read_document(inputs, *numbers.get(at)?, shapes);
    let documents = match numbers.len() {
        few if few <= FEW => (0..few).filter_map(read).collect(),
        many => parallel::of_many(many, read).into_iter().flatten().collect(),
    };
    let before = recognised.components.len();
    recognised.add_folder(inputs, documents);
    let new = recognised.components.get_mut(before..).unwrap_or_default();
    parallel::each(new, &|component| assemble::complete(component));
    let folder = numbers.first().and_then(|&number| assemble::location(inputs, number)?.server_folder());
    let Some(folder) = folder else { return };
    for server in new.iter().filter_map(|component| component.server.as_deref()) {
        recognised.servers.add(folder, Some(server));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oms::assemble::Origin;
    use crate::text::document::Document;
    use crate::text::syntax;

    fn folders(paths: &[&str]) -> Vec<Vec<usize>> {
        let read = |path: &&str| {
            syntax::parse(*path, "{}".into(), &syntax::Json).unwrap_or_else(|error| panic!("{path}: {error:?}"))
        };
        let documents: Vec<Document> = paths.iter().map(read).collect();
        let inputs: Vec<_> = documents.iter().map(|document| Input { document, origin: Origin::Scanned }).collect();
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
