//! What the pieces of a document are made of, in bytes of the file: whatever is in none of them was not read.

use memchr::memmem::Finder;

use crate::oms::component::Component;
use crate::oms::section::Section;
use crate::oms::shape::Piece;
use crate::text::node::{EntryRef, Ref};
use crate::text::sorting;
use crate::text::source::Span;

/// Whether the key says that components stand under it, and something does.
pub(super) fn is_telling(entry: &EntryRef<'_>) -> bool {
    const LIST: &str = "incrSyncComponents";
    let key = entry.key();
    let end = key.len().checked_sub(LIST.len()).and_then(|start| key.get(start..));
    let is_list = end.is_some_and(|end| end.eq_ignore_ascii_case(LIST));
    (is_list || key == "JDBCWriter") && entry.value.structure().is_inner()
}

/// The bytes of some pieces, in order.
#[derive(Clone)]
pub(super) struct Claims(Vec<Span>);

impl Claims {
    /// What was read or is said. An answer that names no component is searched for what stands in it all the same.
    pub(super) fn of(pieces: &[Piece<'_>]) -> Self {
        let mut claims = Self(Vec::new());
        for piece in pieces {
            match piece {
                Piece::Component(component) => claims.add_component(component),
                Piece::Unread(unread) => claims.0.push(unread.span),
                Piece::Running(root) => claims.add_entries(*root),
                Piece::Section(_, section) => claims.add_section(section),
                Piece::NoComponents(..)
                | Piece::HaConfig(_)
                | Piece::Broken(_)
                | Piece::Status(_)
                | Piece::Record(_) => {}
            }
        }
        claims.join();
        claims
    }

    /// The same, and whole the items of answers and the answers that name no component.
    pub(super) fn with_items(mut self, pieces: &[Piece<'_>]) -> Self {
        self.0.extend(pieces.iter().filter_map(|piece| match piece {
            Piece::Component(component) => Some(component.reported?.item.span()),
            Piece::NoComponents(_, span) => Some(*span),
            _ => None,
        }));
        self.join();
        self
    }

    /// Whether any of these is claimed.
    pub(super) fn touch_any(&self, others: &Self) -> bool {
        others.0.iter().any(|span| self.touch(*span))
    }

    /// All that stands in a mapping, but what says itself that it is something else.
    fn add_entries(&mut self, mapping: Ref<'_>) {
        let own = mapping.entries().filter(|entry| !is_telling(entry) && !entry.key().eq_ignore_ascii_case("data"));
        self.0.extend(own.map(|entry| entry.key_span().to(entry.value.span())));
    }

    fn add_component(&mut self, component: &Component<'_>) {
        let sections = || component.sections.iter().flatten();
        for section in sections() {
            self.add_section(section);
        }
        // The configuration of an item holds the sections, and whatever else.
        if sections().next().is_some() {
            return;
        }
        match (component.config(), component.reported) {
            (Some(config), _) if config.is_flat() => self.add_section(config),
            (Some(config), _) => self.add_entries(config.mapping()),
            // That it has none is told.
            (None, Some(reported)) => self.0.push(reported.item.span()),
            (None, None) => {}
        }
    }

    fn add_section(&mut self, section: &Section<'_>) {
        let (prefix, mapping) = (section.prefix(), section.mapping());
        if prefix.is_empty() {
            self.0.push(mapping.span());
        } else {
            let own = mapping.entries().filter(|entry| entry.key().starts_with(prefix));
            self.0.extend(own.map(|entry| entry.key_span().to(entry.value.span())));
        }
        self.0.extend(mapping.merged().map(|source| source.span()));
    }

    /// Puts them in order, each once.
    fn join(&mut self) {
        sorting::sort(&mut self.0);
        self.0.dedup_by(|next, before| {
            let overlaps = next.start() < before.end();
            if overlaps {
                *before = before.to(*next);
            }
            overlaps
        });
    }

    /// The first that ends behind this byte.
    fn from(&self, at: usize) -> Option<&Span> {
        self.0.get(self.0.partition_point(|claim| claim.end() <= at))
    }

    /// Whether all of it is claimed.
    pub(super) fn hold(&self, span: Span) -> bool {
        self.from(span.start()).is_some_and(|claim| claim.start() <= span.start() && span.end() <= claim.end())
    }

    /// Whether any of it is claimed.
    pub(super) fn touch(&self, span: Span) -> bool {
        self.from(span.start()).is_some_and(|claim| claim.start() < span.end())
    }

    /// Whether one of the words stands in a text outside of them.
    pub(super) fn leave_any(&self, words: &[Finder<'_>], text: &str) -> bool {
        words.iter().any(|word| {
            let mut at = 0;
            while let Some(rest) = text.as_bytes().get(at..) {
                let Some(found) = word.find(rest) else { return false };
                match self.from(at + found).filter(|claim| claim.start() <= at + found) {
                    Some(claim) => at = claim.end(),
                    None => return true,
                }
            }
            false
        })
    }
}
