//! What a shape left over in a document: a source, a list of an answer or the section of a JDBCWriter that is in none of the
//! pieces it made. A component that nobody looked at must not pass because another one stands beside it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::oms::claims::{Claims, is_telling};
use crate::oms::classify;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::oms::shape::{Piece, Unread, oms_word_in};
use crate::text::node::{EntryRef, Ref};
use crate::text::sorting;

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
            matches!(piece, Piece::Component(_)) && !claims.touch_any(&own)
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
    if !claims.leave_any(&*WORDS, root.content().text()) {
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

/// Whether a rule tells of what stands there, because a section of the same name stands beside it.
fn is_told(entry: &EntryRef<'_>, parent: Ref<'_>) -> bool {
    let name = SectionName::ALL.into_iter().find(|name| name.key().eq_ignore_ascii_case(entry.key()));
    name.is_some_and(|name| parent.entries().filter(|other| name.key().eq_ignore_ascii_case(other.key())).count() > 1)
}
