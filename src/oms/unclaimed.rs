//! What a shape left over in a document: a source, a list of an answer or the section of a JDBCWriter that is in none of the
//! pieces it made. A component that nobody looked at must not pass because another one stands beside it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::oms::shape::{Piece, Unread, oms_word_in};
use crate::text::node::{EntryRef, Ref};
use crate::text::sorting;
use crate::text::source::Span;

/// One of these stands in every text in which there may be something of the kind.
static WORDS: LazyLock<[Finder<'static>; 7]> = LazyLock::new(|| {
    let words = [
        "_SOURCE",
        "com.oceanbase.oms",
        "clusterManagerUrl",
        "store_username",
        "logproxy.address",
        "ncrSyncComponents",
        "JDBCWriter",
    ];
    words.map(Finder::new)
});

/// Adds to `pieces` what is in none of them: the components that `others`, which are other shapes, read in the same document, and
/// what nobody reads.
pub(super) fn take<'a, R>(pieces: &mut Vec<Piece<'a>>, root: Ref<'a>, others: impl Iterator<Item = R>)
where
    R: FnOnce() -> Option<Vec<Piece<'a>>>,
{
    let mut left = find(root, pieces);
    for read in others {
        if left.is_empty() {
            return;
        }
        let claims = Claims::of(pieces);
        let is_apart = |piece: &Piece<'_>| {
            let own = Claims::of(std::slice::from_ref(piece));
            matches!(piece, Piece::Component(_)) && !own.0.iter().any(|span| claims.touch(*span))
        };
        pieces.extend(read().into_iter().flatten().filter(is_apart));
        left = find(root, pieces);
    }
    pieces.extend(left.into_iter().map(Piece::Unread));
}

/// The parts of the document with this `root` that are in none of `pieces`, and would be components if they were.
fn find(root: Ref<'_>, pieces: &[Piece<'_>]) -> Vec<Unread> {
    // The files of a run directory are one section each.
    let is_whole = |piece: &Piece<'_>| {
        matches!(piece, Piece::Section(..) | Piece::Broken(_) | Piece::Status(_) | Piece::Record(_))
    };
    if pieces.iter().any(is_whole) || !has_words(root) {
        return Vec::new();
    }
    let claims = Claims::of(pieces);
    if !claims.leaves_words(root.content().text()) {
        return Vec::new();
    }
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(node) = open.pop() {
        let inside = node.structure();
        // What an alias leads to is looked at where it stands.
        if node.is_aliased() || claims.hold(node.span()) || !has_words(node) || !inside.is_inner() {
            continue;
        }
        if inside.is_mapping() && !claims.touch(node.span()) && is_source(inside) {
            found.push(unread(node));
            continue;
        }
        open.extend(inside.items());
        for entry in inside.entries() {
            if is_told(&entry, inside) {
                continue;
            }
            if is_telling(&entry) && !claims.touch(entry.value.span()) {
                found.push(Unread { span: entry.key_span(), ..unread(entry.value) });
            } else {
                open.push(entry.value);
            }
        }
    }
    sorting::sort_by_key(&mut found, |unread| unread.span.start());
    found
}

fn unread(node: Ref<'_>) -> Unread {
    Unread::part(node.span(), oms_word_in(node))
}

fn has_words(node: Ref<'_>) -> bool {
    let text = node.raw().span.of(node.content().text()).as_bytes();
    WORDS.iter().any(|word| word.find(text).is_some())
}

/// Whether a mapping is the source of a component by OMS's own marks.
fn is_source(mapping: Ref<'_>) -> bool {
    classify::section_by_marks(&Section::whole(0, mapping)) == Some(SectionName::Source)
}

/// Whether the key says that components stand under it, and something does.
fn is_telling(entry: &EntryRef<'_>) -> bool {
    const LIST: &str = "incrSyncComponents";
    let key = entry.key();
    let end = key.len().checked_sub(LIST.len()).and_then(|start| key.get(start..));
    let is_list = end.is_some_and(|end| end.eq_ignore_ascii_case(LIST));
    (is_list || key == "JDBCWriter") && entry.value.structure().is_inner()
}

/// Whether a rule tells of what stands there, because a section of the same name stands beside it.
fn is_told(entry: &EntryRef<'_>, parent: Ref<'_>) -> bool {
    let name = SectionName::ALL.into_iter().find(|name| name.key().eq_ignore_ascii_case(entry.key()));
    name.is_some_and(|name| parent.entries().filter(|other| name.key().eq_ignore_ascii_case(other.key())).count() > 1)
}

/// What the pieces of a document are made of, in bytes of the file.
struct Claims(Vec<Span>);

impl Claims {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut claims = Self(Vec::new());
        for piece in pieces {
            match piece {
                Piece::Component(component) => claims.add_component(component),
                Piece::Unread(unread) => claims.0.push(unread.span),
                Piece::Running(root) => claims.add_entries(*root),
                Piece::Section(_, section) => claims.add_section(section),
                Piece::NoComponents(_)
                | Piece::HaConfig(_)
                | Piece::Broken(_)
                | Piece::Status(_)
                | Piece::Record(_) => {}
            }
        }
        claims.join();
        claims
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

    fn hold(&self, span: Span) -> bool {
        self.from(span.start()).is_some_and(|claim| claim.start() <= span.start() && span.end() <= claim.end())
    }

    fn touch(&self, span: Span) -> bool {
        self.from(span.start()).is_some_and(|claim| claim.start() < span.end())
    }

    /// Whether one of the words stands in a text outside of them.
    fn leaves_words(&self, text: &str) -> bool {
        WORDS.iter().any(|word| {
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
