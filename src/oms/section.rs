//! A section of a component's configuration, whether it is a file of its own, an object in a document, or flat keys
//! with its name in front (`source.dbType`).

use crate::oms::kind::SectionName;
use crate::text::change::Change;
use crate::text::edit::{NewEntry, NewValue};
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;
use crate::text::source::Span;

/// One section.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// Number of the document it stands in.
    pub document: usize,
    /// The mapping that holds the keys.
    mapping: Ref<'a>,
    /// What stands before every key of the section, with the dot; empty for a mapping of its own.
    prefix: &'a str,
    /// The key under which the mapping stands, if it has one.
    key: Option<Span>,
    extent: Span,
    /// Whether its name stands more than once beside it.
    doubled: bool,
    names: Names,
}

/// Which keys a section may have. Nearly all keys that are asked for are not there, and this says so without a look at those
/// that are.
#[derive(Debug, Clone, Copy)]
struct Names([u8; 16]);

impl Names {
    /// Those of a section of `mapping` whose keys begin with `prefix`.
    fn of(mapping: Ref<'_>, prefix: &str) -> Self {
        let keys = mapping.keys();
        if mapping.has_merge() {
            return Self([u8::MAX; 16]);
        }
        let bits = keys.filter_map(|key| key.strip_prefix(prefix)).fold(0, |names, key| names | Self::bit(key));
        // As bytes, or every section and every component would be laid out by sixteens.
        Self(bits.to_ne_bytes())
    }

    /// A key sets one bit, by its length and its first and last letter.
    fn bit(key: &str) -> u128 {
        let (Some(first), Some(last)) = (key.as_bytes().first(), key.as_bytes().last()) else { return 1 };
        1 << ((usize::from(*first) ^ (usize::from(*last) << 2) ^ (key.len() << 4)) & 127)
    }

    fn may_hold(self, key: &str) -> bool {
        u128::from_ne_bytes(self.0) & Self::bit(key) != 0
    }
}

/// Whether what stands under the name of a section is none, or a second one stands there in other letters.
#[must_use]
pub(crate) fn is_odd(parent: Ref<'_>, name: SectionName) -> bool {
    let key = name.key();
    parent.entries().any(|entry| {
        let value = entry.value.structure();
        match entry.key() == key {
            // A condition may say nothing.
            true => !(value.is_mapping() || (value.is_blank() && name == SectionName::Condition)),
            false if is_file_of(entry.key(), key) => {
                parent.get(key).is_some() || !(value.is_mapping() || value.is_blank())
            }
            false => entry.key().eq_ignore_ascii_case(key) && value.is_mapping() && parent.get(key).is_some(),
        }
    })
}

/// Whether a key is the name of the file that holds the section: `source.json`, as whoever puts files together leaves it.
fn is_file_of(key: &str, name: &str) -> bool {
    let ending =
        key.get(..name.len()).filter(|begin| begin.eq_ignore_ascii_case(name)).and_then(|_| key.get(name.len()..));
    ending.is_some_and(|ending| [".json", ".yaml", ".yml"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

impl<'a> Section<'a> {
    /// A mapping that is the section.
    #[must_use]
    pub fn whole(document: usize, mapping: Ref<'a>) -> Self {
        Self::new(document, mapping, "", None)
    }

    /// The section `name` of a document: an object (or JSON in a string) under that key, else its flat keys.
    #[must_use]
    pub fn find(document: usize, parent: Ref<'a>, name: &str) -> Option<Self> {
        if let Some(entry) = parent.entry(name) {
            let mapping = entry.value.structure();
            if mapping.is_mapping() {
                let section = Self::new(document, mapping, "", Some(entry.key_span()));
                return Some(Self { doubled: entry.is_doubled(), ..section });
            }
        }
        let is_flat = |key: &str| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        let flat = || parent.entries().filter(|entry| is_flat(entry.key()));
        flat().next()?;
        let key = flat().find(|entry| !is_file_of(entry.key(), name));
        if let Some(file) = flat().find(|entry| is_file_of(entry.key(), name) && entry.value.structure().is_mapping()) {
            let section = Self::new(document, file.value.structure(), "", Some(file.key_span()));
            return Some(Self { doubled: file.is_doubled() || key.is_some(), ..section });
        }
        Some(Self::new(document, parent, key?.key().get(..=name.len())?, None))
    }

    fn new(document: usize, mapping: Ref<'a>, prefix: &'a str, key: Option<Span>) -> Self {
        let own = mapping.span();
        let names = Names::of(mapping, prefix);
        let mut section =
            Self { document, mapping, prefix, key, extent: key.map_or(own, |key| key.to(own)), doubled: false, names };
        // Only a key that was merged in stands outside its mapping.
        if key.is_none() && mapping.has_merge() {
            section.extent = section.head().span.to(own);
        }
        section
    }

    /// The entry of `key`.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<EntryRef<'a>> {
        if !self.names.may_hold(key) {
            None
        } else if self.prefix.is_empty() {
            self.mapping.entry(key)
        } else {
            self.mapping.entry(&self.full_key(key))
        }
    }

    /// Whether it has one of `keys`.
    #[must_use]
    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        if self.is_flat() {
            return keys.iter().any(|key| self.entry(key).is_some());
        }
        keys.iter().any(|key| self.names.may_hold(key)) && self.mapping.has_any(keys)
    }

    /// The place of an entry's value; where that has no character of its own (`key:`, `key=`), of its key.
    #[must_use]
    pub(crate) fn place_of(&self, entry: EntryRef<'a>) -> Place {
        let span = entry.value.span();
        Place { document: self.document, span: if span.is_empty() { entry.key_span() } else { span } }
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Ref<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The value of the first of `keys` that holds a scalar with something in it.
    #[must_use]
    pub fn filled(&self, keys: &[&str]) -> Option<(EntryRef<'a>, &'a str)> {
        keys.iter().find_map(|key| {
            let entry = self.entry(key)?;
            Some((entry, entry.value.filled()?))
        })
    }

    /// What stands in front of its keys in the file: `source.` for flat ones, else nothing.
    #[must_use]
    pub fn prefix(&self) -> &'a str {
        self.prefix
    }

    /// `key` as it is spelled in the file.
    #[must_use]
    pub(crate) fn full_key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// The key of an entry without the name of the section in front.
    #[must_use]
    pub(crate) fn own_key(&self, entry: &EntryRef<'a>) -> &'a str {
        entry.key().get(self.prefix.len()..).unwrap_or_default()
    }

    /// The entries of the section.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'a>> + '_ {
        self.mapping.entries().filter(|entry| entry.key().starts_with(self.prefix))
    }

    /// Whether another section of its name stands beside it: readers differ in which one they take.
    #[must_use]
    pub(crate) fn is_doubled(&self) -> bool {
        self.doubled
    }

    /// Whether any key has a value that is not blank.
    #[must_use]
    pub(crate) fn is_filled(&self) -> bool {
        self.entries().any(|entry| !entry.value.is_blank())
    }

    /// The mapping that holds the keys; for flat keys it holds other sections too.
    #[must_use]
    pub fn mapping(&self) -> Ref<'a> {
        self.mapping
    }

    /// Whether its keys are written with the section's name in front.
    #[must_use]
    pub(crate) fn is_flat(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The place of the whole section.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { document: self.document, span: self.mapping.span() }
    }

    /// A place to point at when the section lacks something: its key, else its first entry's key, else its first byte.
    #[must_use]
    pub fn head(&self) -> Place {
        let first = || self.entries().next().map(|entry| entry.key_span());
        let start = self.mapping.span().start();
        let span =
            self.key.or_else(first).unwrap_or(Span::new(start, start + usize::from(self.mapping.span().end() > start)));
        Place { document: self.document, span }
    }

    /// The bytes of the whole section with its key, and of where [`Section::head`] points.
    #[must_use]
    pub(crate) fn extent(&self) -> Span {
        self.extent
    }

    /// The change that adds `key` behind the last key of the section.
    #[must_use]
    pub fn insertion(&self, key: &str, value: NewValue) -> Change<'a> {
        let last = |entries: &mut dyn Iterator<Item = (usize, EntryRef<'a>)>| entries.last().map(|(at, _)| at);
        let own = last(&mut self.mapping.entries().enumerate().filter(|(_, e)| e.key().starts_with(self.prefix)));
        Change::Insert {
            mapping: self.mapping,
            after: own.unwrap_or(0),
            entry: NewEntry { key: self.full_key(key), value },
        }
    }
}
