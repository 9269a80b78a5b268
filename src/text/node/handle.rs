//! The handles through which everything reads the tree.

use std::borrow::Cow;

use super::tables::Nodes;
use super::{Content, Entry, Folded, Node, Text, Value};
use crate::text::source::Span;

/// A node with the text it stands in: the handle through which everything reads the tree.
#[derive(Clone, Copy)]
pub struct Ref<'a> {
    pub(super) content: &'a Content,
    /// The tables in which the texts of `node` lie, and what it holds if it was read at once.
    nodes: &'a Nodes,
    node: &'a Node,
    aliased: bool,
}

impl std::fmt::Debug for Ref<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.span(), self.node.span.of(self.content.text()))
    }
}

/// One key of a mapping with its value.
#[derive(Debug, Clone, Copy)]
pub struct EntryRef<'a> {
    entry: &'a Entry,
    /// The value, aliases followed.
    pub value: Ref<'a>,
    mapping: Ref<'a>,
}

impl Entry {
    #[inline]
    fn text(&self) -> Text {
        self.key.text(self.key_span)
    }
}

impl<'a> EntryRef<'a> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &'a str {
        match self.entry.text() {
            Text::Verbatim(span) => span.of(self.mapping.content.text()),
            text @ Text::Decoded(_) => self.mapping.text_in(self.mapping.inside().0, text),
        }
    }

    /// The bytes in the file of the part of [`EntryRef::key`] from byte `start` to byte `end`, as [`Ref::text_part`].
    #[must_use]
    pub(crate) fn key_part(&self, start: usize, end: usize) -> Option<Span> {
        self.mapping.part_in(self.mapping.inside().0, self.entry.text(), (start, end))
    }

    /// The key's bytes in the file, quotes included.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.mapping.content.outward(self.entry.key_span)
    }

    /// Where the entry lies in memory: what tells it from every other as long as its document lives.
    #[must_use]
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self.entry).addr()
    }

    /// The entry as the reader made it, for a syntax that edits.
    #[must_use]
    pub fn raw(&self) -> &'a Entry {
        self.entry
    }

    /// The value as it is written: an alias is not followed.
    #[must_use]
    pub(in crate::text) fn written(&self) -> Ref<'a> {
        let (nodes, _) = self.mapping.inside();
        Ref { nodes, node: &self.entry.value, ..self.mapping }
    }

    /// The mapping that holds the entry itself (for a merged key: the mapping it came from).
    #[must_use]
    pub fn mapping(&self) -> Ref<'a> {
        self.mapping
    }
}

impl<'a> Ref<'a> {
    /// The text this node stands in.
    #[must_use]
    pub fn content(&self) -> &'a Content {
        self.content
    }

    /// The node as the reader made it.
    #[must_use]
    pub fn raw(&self) -> &'a Node {
        self.node
    }

    /// Where the node lies in memory: what tells it from every other as long as its document lives.
    #[must_use]
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self.node).addr()
    }

    /// What it holds; an object or list that nobody looked into yet is read now.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.inside().1
    }

    /// What it holds, and the tables in which that lies.
    fn inside(&self) -> (&'a Nodes, &'a Value) {
        if let Value::Folded(number) = self.node.value
            && let Some(folded) = self.nodes.folded(number)
        {
            let branch = folded.branch(self.content.text(), self.node.span);
            return (&branch.nodes, &branch.root.value);
        }
        (self.nodes, &self.node.value)
    }

    /// Its bytes in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        self.content.outward(self.node.span)
    }

    /// Whether an alias or a merge key leads here, so that an edit would change another place too.
    #[must_use]
    pub fn is_aliased(&self) -> bool {
        self.aliased
    }

    /// The root of `content`.
    pub(super) fn root(content: &'a Content) -> Self {
        let branch = content.branch();
        Self { content, nodes: &branch.nodes, node: &branch.root, aliased: false }
    }

    /// A node that this one holds, in these tables; an alias is followed.
    fn child(self, nodes: &'a Nodes, node: &'a Node) -> Ref<'a> {
        Ref { nodes, node, ..self }.resolved()
    }

    /// Follows an alias to its anchor. An alias within its own anchor (a circle) stays an alias.
    fn resolved(self) -> Ref<'a> {
        let Value::Alias(index) = self.node.value else { return self };
        let Some(anchor) = self.content.anchors().get(index as usize) else { return self };
        let mut found = Ref::root(self.content);
        for &step in &anchor.path {
            let ((_, entries), (_, items)) = (found.own_entries(), found.own_items());
            let next = entries.get(step as usize).map(|entry| &entry.value).or_else(|| items.get(step as usize));
            let Some(next) = next else { return self };
            found.node = next;
        }
        if anchor.span.contains(self.node.span) { self } else { Ref { aliased: true, ..found } }
    }

    fn text_in(&self, nodes: &'a Nodes, text: Text) -> &'a str {
        match text {
            Text::Verbatim(span) => span.of(self.content.text()),
            Text::Decoded(number) => nodes.text(number).map_or("", |decoded| decoded.text(self.content.text())),
        }
    }

    /// The bytes in the file of the part of a text from byte `start` to byte `end`.
    fn part_in(&self, nodes: &Nodes, text: Text, (start, end): (usize, usize)) -> Option<Span> {
        let part = match text {
            Text::Verbatim(span) => Some(Span::new(span.start() + start, span.start() + end)),
            Text::Decoded(number) => nodes.text(number)?.part(self.content.text(), start, end),
        };
        part.map(|span| self.content.outward(span))
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::String(text) => Some(self.text_in(self.nodes, *text)),
            _ => None,
        }
    }

    /// The bytes in the file of the part of [`Ref::text`] from byte `start` to byte `end`, quotes not included. None
    /// where no such map exists (folded lines), and for what is no string.
    #[must_use]
    pub(crate) fn text_part(&self, start: usize, end: usize) -> Option<Span> {
        match &self.node.value {
            Value::String(text) => self.part_in(self.nodes, *text, (start, end)),
            _ => None,
        }
    }

    /// The scalar as OMS reads it: a string, a number or a boolean as text. None for null, lists and objects.
    #[must_use]
    pub fn scalar(&self) -> Option<Cow<'a, str>> {
        match &self.node.value {
            Value::String(text) => Some(Cow::Borrowed(self.text_in(self.nodes, *text))),
            Value::Number => Some(Cow::Borrowed(self.node.span.of(self.content.text()))),
            Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Alias(_) | Value::Folded(_) => None,
        }
    }

    /// The scalar without surrounding white space, or None if nothing is left of it.
    #[must_use]
    pub fn filled(&self) -> Option<&'a str> {
        let text = match self.scalar()? {
            Cow::Borrowed(text) => text.trim(),
            Cow::Owned(_) => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A boolean, typed or as a string in any case.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        let text = self.filled()?;
        if text.eq_ignore_ascii_case("true") {
            Some(true)
        } else if text.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            None
        }
    }

    /// A whole number, typed or as a string.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        self.filled()?.parse().ok()
    }

    /// The object or list: the node itself, or the JSON inside its string. Other nodes are returned as they are.
    #[must_use]
    pub fn structure(&self) -> Ref<'a> {
        let Value::String(Text::Decoded(number)) = self.node.value else { return *self };
        let decoded = self.nodes.text(number);
        let inner = decoded.and_then(|decoded| decoded.inner(|| self.content.inner(decoded, self.node.span)));
        inner.map_or(*self, |content| Ref { aliased: self.aliased, ..Ref::root(content) })
    }

    /// The values of an object, or the items of a list. One that nobody looked into yet is left out unless its text is
    /// `worth` it.
    pub(in crate::text) fn children(&self, worth: impl Fn(&str) -> bool) -> impl Iterator<Item = Ref<'a>> {
        let this = *self;
        let ((nodes, entries), (_, items)) = (this.own_entries(), this.own_items());
        let children = entries.iter().map(|entry| &entry.value).chain(items);
        let is_left_out = move |node: &&Node| {
            let folded = if let Value::Folded(number) = node.value { nodes.folded(number) } else { None };
            folded.is_some_and(|folded| !folded.is_read()) && !worth(node.span.of(this.content.text()))
        };
        children.filter(move |node| !is_left_out(node)).map(move |node| this.child(nodes, node))
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        match self.node.value {
            Value::Mapping(_) => true,
            Value::Folded(number) => self.nodes.folded(number).is_some_and(Folded::is_mapping),
            _ => false,
        }
    }

    /// Whether it is an object, or a list with something in it.
    #[must_use]
    pub(crate) fn is_inner(&self) -> bool {
        self.is_mapping() || matches!(self.value(), Value::Sequence(items) if !items.is_empty())
    }

    /// Whether it is null, or an empty or blank string.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self.node.value, Value::Null) || self.text().is_some_and(|text| text.trim().is_empty())
    }

    /// The items of a list; nothing for other nodes.
    pub fn items(&self) -> impl Iterator<Item = Ref<'a>> + use<'a> {
        let this = *self;
        let (nodes, items) = this.own_items();
        items.iter().map(move |node| this.child(nodes, node))
    }

    /// The entries of an object in order, duplicates included, without merged ones; nothing for other nodes.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = EntryRef<'a>> + ExactSizeIterator + use<'a> {
        let this = *self;
        let (nodes, entries) = this.own_entries();
        entries.iter().map(move |entry| EntryRef { entry, value: this.child(nodes, &entry.value), mapping: this })
    }

    /// The keys of [`Ref::entries`].
    pub(crate) fn keys(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let this = *self;
        let (nodes, entries) = this.own_entries();
        entries.iter().map(move |entry| this.text_in(nodes, entry.text()))
    }

    /// Its entries as the reader made them; nothing for other nodes.
    pub(in crate::text) fn raw_entries(&self) -> &'a [Entry] {
        self.own_entries().1
    }

    /// The items of a list as the reader made them, aliases not followed; nothing for other nodes.
    pub(in crate::text) fn raw_items(&self) -> &'a [Node] {
        self.own_items().1
    }

    /// The values that it holds as they are written: no alias is followed.
    pub(in crate::text) fn written(&self) -> impl DoubleEndedIterator<Item = Ref<'a>> + use<'a> {
        let this = *self;
        let ((nodes, entries), (_, items)) = (this.own_entries(), this.own_items());
        entries.iter().map(|entry| &entry.value).chain(items).map(move |node| Ref { nodes, node, ..this })
    }

    /// Its entries as the reader made them, with the tables in which they lie.
    fn own_entries(&self) -> (&'a Nodes, &'a [Entry]) {
        match self.inside() {
            (nodes, Value::Mapping(run)) => (nodes, nodes.entries(*run)),
            (nodes, _) => (nodes, &[]),
        }
    }

    /// The items of a list as the reader made them, with the tables in which they lie.
    fn own_items(&self) -> (&'a Nodes, &'a [Node]) {
        match self.inside() {
            (nodes, Value::Sequence(run)) => (nodes, nodes.items(*run)),
            (nodes, _) => (nodes, &[]),
        }
    }

    /// Item number `at` of a list.
    #[must_use]
    pub fn item(&self, at: usize) -> Option<Ref<'a>> {
        let (nodes, items) = self.own_items();
        items.get(at).map(|node| self.child(nodes, node))
    }

    /// Entry number `at` of an object, without merged ones.
    #[must_use]
    pub(crate) fn entry_at(&self, at: usize) -> Option<EntryRef<'a>> {
        let (nodes, entries) = self.own_entries();
        let entry = entries.get(at)?;
        Some(EntryRef { entry, value: self.child(nodes, &entry.value), mapping: *self })
    }

    /// The entry of `key`: the last of duplicates (as the JSON readers of Java take it), else one that `<<` merges in.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<EntryRef<'a>> {
        let merged = || self.merged().find_map(|source| source.own_entry(key));
        self.own_entry(key).or_else(|| if self.content.merges() { merged() } else { None })
    }

    /// Whether it is an object with one of `keys`, found in one look at its entries.
    #[must_use]
    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        if self.content.merges() {
            return keys.iter().any(|key| self.entry(key).is_some());
        }
        // Bit n: a key of n bytes is among them. Most keys differ in their length already.
        let lengths = keys.iter().fold(0_u64, |lengths, key| lengths | 1 << (key.len() & 63));
        let (nodes, entries) = self.own_entries();
        entries.iter().any(|entry| match entry.text() {
            Text::Verbatim(span) => {
                lengths & 1 << (span.len() & 63) != 0 && keys.contains(&span.of(self.content.text()))
            }
            text @ Text::Decoded(_) => keys.contains(&self.text_in(nodes, text)),
        })
    }

    fn own_entry(&self, key: &str) -> Option<EntryRef<'a>> {
        let (nodes, entries) = self.own_entries();
        let is_it = |entry: &&Entry| match entry.text() {
            // Most keys differ in their length already.
            Text::Verbatim(span) => span.len() == key.len() && span.of(self.content.text()) == key,
            text @ Text::Decoded(_) => self.text_in(nodes, text) == key,
        };
        let entry = entries.iter().rfind(is_it)?;
        Some(EntryRef { entry, value: self.child(nodes, &entry.value), mapping: *self })
    }

    /// Whether a `<<` key feeds this mapping.
    #[must_use]
    pub(crate) fn has_merge(&self) -> bool {
        self.merge().is_some()
    }

    /// The `<<` key that feeds this mapping. In quotes it is a key like any other.
    pub(crate) fn merge(&self) -> Option<EntryRef<'a>> {
        let entry = if self.content.merges() { self.own_entry("<<")? } else { return None };
        (entry.entry.key_span.of(self.content.text()) == "<<").then_some(entry)
    }

    /// The mappings that `<<` merges in, nearest first, to the depth of a chain of ten.
    pub(crate) fn merged(&self) -> impl Iterator<Item = Ref<'a>> + use<'a> {
        let mut found = Vec::new();
        let mut open = vec![(*self, 0)];
        while let Some((mapping, depth)) = open.pop() {
            if let Some(merge) = mapping.merge().filter(|_| depth <= 10 && found.len() <= 100) {
                let sources: Vec<_> =
                    if merge.value.is_mapping() { vec![merge.value] } else { merge.value.items().collect() };
                for source in sources {
                    let source = Ref { aliased: true, ..source };
                    found.push(source);
                    open.push((source, depth + 1));
                }
            }
        }
        found.into_iter()
    }

    /// The value of `key`, as [`Ref::entry`] finds it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Ref<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The node at a JSON pointer (RFC 6901), aliases followed.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<Ref<'a>> {
        let Some(rest) = pointer.strip_prefix('/') else { return pointer.is_empty().then_some(*self) };
        let mut node = *self;
        for token in rest.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            node = match node.value() {
                Value::Mapping(_) => node.get(&token)?,
                Value::Sequence(_) => node.item(token.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}
