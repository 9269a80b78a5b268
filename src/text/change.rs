//! Changes that a fix asks for, and the edits they come to. Changes of several fixes in one mapping are made together,
//! since each new key stands behind the one before it.

use std::collections::HashMap;

use crate::text::document::Document;
use crate::text::edit::{Edit, NewEntry, NewValue};
use crate::text::node::{EntryRef, Ref};

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

impl<'a> Change<'a> {
    /// The key that it gives a value or another name, as it is called afterwards.
    #[must_use]
    pub(crate) fn key(&self) -> &str {
        match self {
            Self::Insert { entry, .. } => &entry.key,
            Self::Replace { entry, .. } => entry.key(),
            Self::Rename { key, .. } => key,
        }
    }

    /// The value that it replaces.
    #[must_use]
    pub(crate) fn replaced(&self) -> Option<Ref<'a>> {
        match self {
            Self::Replace { entry, .. } => Some(entry.value),
            Self::Insert { .. } | Self::Rename { .. } => None,
        }
    }
}

/// The edits of `changes`, all made in one document: for each change its own, in the same order.
///
/// # Errors
/// Why the syntax refuses one of them.
pub fn edits(document: &Document, changes: &[&Change<'_>]) -> Result<Vec<Vec<Edit>>, String> {
    let mut all: Vec<Vec<Edit>> = vec![Vec::new(); changes.len()];
    let groups = groups(changes);
    for (number, change) in changes.iter().enumerate() {
        let made = match change {
            Change::Insert { mapping, after, .. } => {
                let Some(group) = groups.get(&(mapping.address(), *after)) else { continue };
                if group.first().is_none_or(|(first, _)| *first != number) {
                    continue;
                }
                let entries: Vec<NewEntry> = group.iter().map(|(_, entry)| (*entry).clone()).collect();
                let edits = document.insert(*mapping, *after, &entries).map_err(|refusal| refusal.0)?;
                for (&(number, _), edit) in group.iter().zip(edits) {
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

/// The insertions that go to each place, by number: a mapping, by its address, and the number of the entry before them.
fn groups<'c>(changes: &[&'c Change<'_>]) -> HashMap<(usize, usize), Vec<(usize, &'c NewEntry)>> {
    let mut groups: HashMap<_, Vec<_>> = HashMap::new();
    for (number, change) in changes.iter().enumerate() {
        if let Change::Insert { mapping, after, entry } = change {
            groups.entry((mapping.address(), *after)).or_default().push((number, entry));
        }
    }
    groups
}
