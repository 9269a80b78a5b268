//! The tables in which the nodes of a tree lie. An export has millions of nodes; were each list and each object to take
//! memory of its own, they would need nearly twice as much.

use super::text::Decoded;
use super::{Entry, Folded, Node, Value};
use crate::text::room;

/// The items of a list, or the entries of an object: they stand together in their table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    from: u32,
    len: u32,
}

impl Run {
    /// Those from number `from` on, of which there are `len`. A text is under 4 GiB, so both fit.
    fn new(from: usize, len: usize) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { from: number(from), len: number(len) }
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    fn of<T>(self, table: &[T]) -> &[T] {
        let from = self.from as usize;
        table.get(from..from + self.len()).unwrap_or_default()
    }
}

/// The tables, as they are read.
#[derive(Debug)]
pub(super) struct Nodes {
    items: Box<[Node]>,
    entries: Box<[Entry]>,
    texts: Box<[Decoded]>,
    folded: Box<[Folded]>,
}

impl Nodes {
    pub(super) fn items(&self, run: Run) -> &[Node] {
        run.of(&self.items)
    }

    pub(super) fn entries(&self, run: Run) -> &[Entry] {
        run.of(&self.entries)
    }

    pub(super) fn text(&self, number: u32) -> Option<&Decoded> {
        self.texts.get(number as usize)
    }

    pub(super) fn folded(&self, number: u32) -> Option<&Folded> {
        self.folded.get(number as usize)
    }
}

/// A node with all that it holds.
#[derive(Debug)]
pub struct Branch {
    pub(super) nodes: Nodes,
    /// The node itself.
    pub(super) root: Node,
}

#[cfg(test)]
impl Branch {
    /// The bytes of the node itself.
    pub(crate) fn span(&self) -> crate::text::source::Span {
        self.root.span
    }
}

/// The tables while a text is read. A list or an object is entered when all that it holds is there.
#[derive(Debug, Default)]
pub struct Growing {
    items: Vec<Node>,
    entries: Vec<Entry>,
    pub(super) texts: Vec<Decoded>,
    folded: Vec<Folded>,
}

impl Growing {
    /// A list of these items.
    pub fn sequence(&mut self, mut items: Vec<Node>) -> Value {
        self.last_items(&mut items, 0)
    }

    /// An object of these entries.
    pub fn mapping(&mut self, mut entries: Vec<Entry>) -> Value {
        self.last_entries(&mut entries, 0)
    }

    /// A list of what came after the first `from` items.
    pub(in crate::text) fn last_items(&mut self, items: &mut Vec<Node>, from: usize) -> Value {
        Value::Sequence(enter(&mut self.items, items, from))
    }

    /// An object of what came after the first `from` entries.
    pub(in crate::text) fn last_entries(&mut self, entries: &mut Vec<Entry>, from: usize) -> Value {
        Value::Mapping(enter(&mut self.entries, entries, from))
    }

    /// An object or list that is read when somebody looks into it.
    pub fn folded(&mut self, folded: Folded) -> Value {
        let number = Run::new(self.folded.len(), 1).from;
        self.folded.push(folded);
        Value::Folded(number)
    }

    /// The whole: `root`, and what was entered.
    #[must_use]
    pub fn finish(self, root: Node) -> Branch {
        let nodes = Nodes {
            items: exact(self.items),
            entries: exact(self.entries),
            texts: exact(self.texts),
            folded: exact(self.folded),
        };
        Branch { nodes, root }
    }
}

/// Moves what came after the first `from` into the table.
fn enter<T>(table: &mut Vec<T>, new: &mut Vec<T>, from: usize) -> Run {
    let run = Run::new(table.len(), new.len().saturating_sub(from));
    if table.is_empty() && from == 0 {
        // Most documents are one object, which is their table as it is.
        std::mem::swap(table, new);
    } else {
        table.extend(new.drain(from..));
    }
    run
}

fn exact<T>(mut table: Vec<T>) -> Box<[T]> {
    room::fit(&mut table);
    table.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    // There may be millions of each: what is added here is added to all of them.
    #[test]
    fn what_there_is_much_of_does_not_grow_unseen() {
        assert_eq!((size_of::<Node>(), size_of::<Entry>()), (20, 32));
    }
}
