//! Changes that a fix asks for, and the edits they come to. Changes of several fixes in one mapping are made together,
//! since each new key stands behind the one before it.

use crate::document::Document;
use crate::edit::{Edit, NewEntry, NewValue};
use crate::node::{EntryRef, Ref};

/// One change of a fix, from which edits are made.
#[derive(Debug, Clone)]
pub enum Change<'a> {
    /// A new key.
    Insert {
        /// The mapping that gets it.
        mapping: Ref<'a>,
        /// Number of the entry it goes behind.
        after: usize,
        /// Key and value.
        entry: NewEntry,
    },
    /// Another value for a key that is there.
    Replace {
        /// The key with its old value.
        entry: EntryRef<'a>,
        /// The new value.
        value: NewValue,
    },
    /// Another key for a value that stays.
    Rename {
        /// The key.
        entry: EntryRef<'a>,
        /// The new key.
        key: String,
    },
}

/// The edits of `changes`, all made in one document: for each change its own, in the same order.
///
/// # Errors
/// Why the syntax refuses one of them.
pub fn edits(document: &Document, changes: &[&Change<'_>]) -> Result<Vec<Vec<Edit>>, String> {
    let mut all: Vec<Vec<Edit>> = vec![Vec::new(); changes.len()];
    for (number, change) in changes.iter().enumerate() {
        let made = match change {
            Change::Insert { mapping, after, .. } => {
                let (numbers, entries) = group(changes, *mapping, *after);
                if numbers.first() != Some(&number) {
                    continue;
                }
                let edits = document.insert(*mapping, *after, &entries).map_err(|refusal| refusal.0)?;
                for (number, edit) in numbers.into_iter().zip(edits) {
                    if let Some(own) = all.get_mut(number) {
                        own.push(edit);
                    }
                }
                continue;
            }
            Change::Replace { entry, value } => document.replace(*entry, value),
            Change::Rename { entry, key } => document.rename(*entry, key),
        };
        if let Some(own) = all.get_mut(number) {
            own.push(made.map_err(|refusal| refusal.0)?);
        }
    }
    Ok(all)
}

/// The insertions that go to the same place, by number, with their entries.
fn group(changes: &[&Change<'_>], home: Ref<'_>, place: usize) -> (Vec<usize>, Vec<NewEntry>) {
    let same = |change: &&Change<'_>| match change {
        Change::Insert { mapping, after, entry } if std::ptr::eq(mapping.raw(), home.raw()) && *after == place => {
            Some(entry.clone())
        }
        _ => None,
    };
    changes.iter().enumerate().filter_map(|(number, change)| Some((number, same(change)?))).unzip()
}
