//! The spanned tree, the same for every syntax, and the one reading of its values: a scalar may be typed or a string,
//! and an object may stand as JSON inside a string. Spans of such inner JSON lead to the file's own bytes.

mod doubled;
mod lazy;
mod text;
mod value;

use std::borrow::Cow;

use crate::text::source::Span;

pub use lazy::{Folded, Unfold};
pub(crate) use text::looks_like_json;
pub use text::{Decode, Decoded, Escaping, Text};
pub(crate) use value::as_text;

/// Deepest nesting that is read, in objects and lists; one level more is a [`SyntaxError`].
pub const MAX_DEPTH: usize = 1_000;

/// Why a text is no document of its syntax, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong, without a place, for people.
    pub message: String,
    /// Byte offset of the trouble.
    pub offset: usize,
}

/// Makes a tree from a text. What JSON inside strings is read with, too.
pub trait Reader: Send + Sync {
    /// Reads the whole of `text`; spans count from its first byte, a byte-order mark included.
    ///
    /// # Errors
    /// The first place where the text is not of this syntax, or nests deeper than [`MAX_DEPTH`].
    fn read(&self, text: &str) -> Result<Tree, SyntaxError>;

    /// Whether what it reads inside a string may be edited there.
    fn edits_inside(&self, _text: &str) -> bool {
        true
    }
}

/// What a [`Reader`] makes of a text.
#[derive(Debug)]
pub struct Tree {
    /// The document; several YAML documents are one sequence.
    pub root: Node,
    /// Nodes that bear an anchor, in order of their appearance; an alias names one by its index.
    pub anchors: Vec<Anchor>,
    /// Whether a key `<<` merges another mapping into its own (YAML 1.1).
    pub merges: bool,
    /// Whether a key may stand twice in one object, JSON inside strings included; false only if the reader looked.
    pub may_repeat: bool,
}

impl Tree {
    /// A tree of a syntax that knows neither aliases nor merge keys.
    #[must_use]
    pub fn plain(root: Node) -> Self {
        Self { root, anchors: Vec::new(), merges: false, may_repeat: true }
    }
}

/// A node with a YAML anchor.
#[derive(Debug)]
pub struct Anchor {
    /// Where the anchored node stands: child numbers from the root (the value of entry n, or item n).
    pub path: Vec<u32>,
    /// Its span.
    pub span: Span,
    /// Whether an alias uses it.
    pub aliased: bool,
}

/// A value and the bytes it stands in.
#[derive(Debug)]
pub struct Node {
    /// From the value's first to its last byte, quotes and brackets included. An absent (null) value is empty.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node holds. Numbers keep their spelling: the text is under the node's span.
#[derive(Debug)]
pub enum Value {
    /// `null`, or nothing where a value could stand.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, spelled as under the node's span.
    Number,
    /// A string.
    String(Text),
    /// A list.
    Sequence(Box<[Node]>),
    /// Keys and values in order of appearance, duplicates included.
    Mapping(Box<[Entry]>),
    /// A YAML alias: the index of its anchor.
    Alias(u32),
    /// An object or list that is read when somebody looks into it. [`Ref::value`] never shows one.
    Folded(Box<Folded>),
}

/// One key with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key's bytes, quotes included.
    pub key_span: Span,
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Node,
}

/// A text with its tree: a file, or the JSON inside one of its strings.
pub struct Content {
    text: Box<str>,
    tree: Tree,
    json: &'static dyn Reader,
    nesting: Option<Box<Nesting>>,
}

/// How the text of an inner [`Content`] lies in the file.
struct Nesting {
    /// Offset in the file for each byte of the text and one past its end; None: only `whole` is known.
    map: Option<Box<[u32]>>,
    /// The string in the file that holds the text.
    whole: Span,
    /// Escapings from the innermost to the outermost string.
    escapings: Vec<Escaping>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("text", &self.text).finish_non_exhaustive()
    }
}

impl Content {
    /// Reads `text` with `reader`; JSON inside its strings will be read with `json`, when asked for.
    ///
    /// # Errors
    /// As [`Reader::read`], with the text, which comes back.
    pub(crate) fn read_or_return(
        text: Box<str>,
        reader: &dyn Reader,
        json: &'static dyn Reader,
    ) -> Result<Self, (SyntaxError, Box<str>)> {
        match reader.read(&text) {
            Ok(tree) => Ok(Self { text, tree, json, nesting: None }),
            Err(error) => Err((error, text)),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Ref<'_> {
        self.wrap(&self.tree.root)
    }

    /// The handle of a node of this content.
    #[must_use]
    pub(crate) fn wrap<'a>(&'a self, node: &'a Node) -> Ref<'a> {
        Ref { content: self, node, aliased: false }
    }

    /// Whether a key may stand twice in one object, JSON inside strings included.
    #[must_use]
    pub(crate) fn may_repeat(&self) -> bool {
        self.tree.may_repeat
    }

    /// The anchors of the tree.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        &self.tree.anchors
    }

    /// Whether this is JSON inside a string of the file.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        self.nesting.is_some()
    }

    /// Where `span` of this text stands in the file. If an inner text has no way back, the string that holds it.
    #[must_use]
    pub(crate) fn outward(&self, span: Span) -> Span {
        let Some(nesting) = &self.nesting else { return span };
        let place = |at: usize| nesting.map.as_ref()?.get(at).map(|&at| at as usize);
        match (place(span.start()), place(span.end())) {
            (Some(start), Some(end)) => Span::new(start, end),
            _ => nesting.whole,
        }
    }

    /// Where an edit of `span` with `text` goes in the file, escaped for it; None if there is no way back.
    #[must_use]
    pub(crate) fn outward_edit(&self, span: Span, text: &str) -> Option<(Span, String)> {
        let Some(nesting) = &self.nesting else { return Some((span, text.to_owned())) };
        nesting.map.as_ref()?;
        let escaped = nesting.escapings.iter().fold(text.to_owned(), |text, escaping| escaping.apply(&text));
        Some((self.outward(span), escaped))
    }

    fn inner(&self, decoded: &Decoded, whole: Span) -> Option<Box<Content>> {
        let text = decoded.text(&self.text);
        if !looks_like_json(text) {
            return None;
        }
        let tree = self.json.read(text).ok()?;
        let mut escapings = vec![decoded.escaping];
        let map = if self.json.edits_inside(text) { decoded.map(&self.text) } else { None };
        let map = match &self.nesting {
            None => map.map(Box::from),
            Some(outer) => {
                escapings.extend(&outer.escapings);
                let through =
                    |map: &[u32]| map.iter().map(|&at| outer.map.as_ref()?.get(at as usize).copied()).collect();
                map.and_then(through)
            }
        };
        let nesting = Some(Box::new(Nesting { map, whole: self.outward(whole), escapings }));
        Some(Box::new(Content { text: text.into(), tree, json: self.json, nesting }))
    }
}

/// A node with the text it stands in: the handle through which everything reads the tree.
#[derive(Clone, Copy)]
pub struct Ref<'a> {
    content: &'a Content,
    node: &'a Node,
    aliased: bool,
}

impl std::fmt::Debug for Ref<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.span(), self.node.span.of(&self.content.text))
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

impl<'a> EntryRef<'a> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.mapping.text_of(&self.entry.key)
    }

    /// The bytes in the file of the part of [`EntryRef::key`] from byte `start` to byte `end`, as [`Ref::text_part`].
    #[must_use]
    pub(crate) fn key_part(&self, start: usize, end: usize) -> Option<Span> {
        let content = self.mapping.content;
        self.entry.key.part(&content.text, start, end).map(|span| content.outward(span))
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
        match &self.node.value {
            Value::Folded(folded) => &folded.node(&self.content.text, self.node.span).value,
            value => value,
        }
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

    fn with(self, node: &'a Node) -> Ref<'a> {
        Ref { node, ..self }.resolved()
    }

    /// Follows an alias to its anchor. An alias within its own anchor (a circle) stays an alias.
    fn resolved(self) -> Ref<'a> {
        let Value::Alias(index) = self.node.value else { return self };
        let Some(anchor) = self.content.tree.anchors.get(index as usize) else { return self };
        let mut node = &self.content.tree.root;
        for &step in &anchor.path {
            let next = match &node.value {
                Value::Mapping(entries) => entries.get(step as usize).map(|entry| &entry.value),
                Value::Sequence(items) => items.get(step as usize),
                _ => None,
            };
            let Some(next) = next else { return self };
            node = next;
        }
        if anchor.span.contains(self.node.span) { self } else { Ref { node, content: self.content, aliased: true } }
    }

    fn text_of(&self, text: &'a Text) -> &'a str {
        match text {
            Text::Verbatim(span) => span.of(&self.content.text),
            Text::Decoded(decoded) => decoded.text(&self.content.text),
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::String(text) => Some(self.text_of(text)),
            _ => None,
        }
    }

    /// The bytes in the file of the part of [`Ref::text`] from byte `start` to byte `end`, quotes not included. None
    /// where no such map exists (folded lines), and for what is no string.
    #[must_use]
    pub(crate) fn text_part(&self, start: usize, end: usize) -> Option<Span> {
        match &self.node.value {
            Value::String(text) => text.part(&self.content.text, start, end).map(|span| self.content.outward(span)),
            _ => None,
        }
    }

    /// The scalar as OMS reads it: a string, a number or a boolean as text. None for null, lists and objects.
    #[must_use]
    pub fn scalar(&self) -> Option<Cow<'a, str>> {
        match &self.node.value {
            Value::String(text) => Some(Cow::Borrowed(self.text_of(text))),
            Value::Number => Some(Cow::Borrowed(self.node.span.of(&self.content.text))),
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
        let Value::String(Text::Decoded(decoded)) = &self.node.value else { return *self };
        match decoded.inner.get_or_init(|| self.content.inner(decoded, self.node.span)) {
            Some(content) => Ref { content, node: &content.tree.root, aliased: self.aliased },
            None => *self,
        }
    }

    /// The values of an object, or the items of a list. One that nobody looked into yet is left out unless its text is
    /// `worth` it.
    pub(in crate::text) fn children(&self, worth: impl Fn(&str) -> bool) -> impl Iterator<Item = Ref<'a>> {
        let this = *self;
        let (entries, items): (&'a [Entry], &'a [Node]) = match this.value() {
            Value::Mapping(entries) => (entries, &[]),
            Value::Sequence(items) => (&[], items),
            _ => (&[], &[]),
        };
        let children = entries.iter().map(|entry| &entry.value).chain(items);
        let is_left_out = move |node: &&Node| {
            matches!(&node.value, Value::Folded(folded) if !folded.is_read())
                && !worth(node.span.of(&this.content.text))
        };
        children.filter(move |node| !is_left_out(node)).map(move |node| this.with(node))
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        match &self.node.value {
            Value::Mapping(_) => true,
            Value::Folded(folded) => folded.is_mapping(),
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
        let items: &'a [Node] = match this.value() {
            Value::Sequence(items) => items,
            _ => &[],
        };
        items.iter().map(move |node| this.with(node))
    }

    /// The entries of an object in order, duplicates included, without merged ones; nothing for other nodes.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = EntryRef<'a>> + ExactSizeIterator + use<'a> {
        let this = *self;
        this.own_entries().iter().map(move |entry| EntryRef { entry, value: this.with(&entry.value), mapping: this })
    }

    /// The keys of [`Ref::entries`].
    pub(crate) fn keys(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let this = *self;
        this.own_entries().iter().map(move |entry| this.text_of(&entry.key))
    }

    fn own_entries(&self) -> &'a [Entry] {
        if let Value::Mapping(entries) = self.value() { entries } else { &[] }
    }

    /// Item number `at` of a list.
    #[must_use]
    pub fn item(&self, at: usize) -> Option<Ref<'a>> {
        match self.value() {
            Value::Sequence(items) => items.get(at).map(|node| self.with(node)),
            _ => None,
        }
    }

    /// Entry number `at` of an object, without merged ones.
    #[must_use]
    pub(crate) fn entry_at(&self, at: usize) -> Option<EntryRef<'a>> {
        let entry = self.own_entries().get(at)?;
        Some(EntryRef { entry, value: self.with(&entry.value), mapping: *self })
    }

    /// The entry of `key`: the last of duplicates (as the JSON readers of Java take it), else one that `<<` merges in.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<EntryRef<'a>> {
        let merged = || self.merged().find_map(|source| source.own_entry(key));
        self.own_entry(key).or_else(|| if self.content.tree.merges { merged() } else { None })
    }

    /// Whether it is an object with one of `keys`, found in one look at its entries.
    #[must_use]
    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        if self.content.tree.merges {
            return keys.iter().any(|key| self.entry(key).is_some());
        }
        // Bit n: a key of n bytes is among them. Most keys differ in their length already.
        let lengths = keys.iter().fold(0_u64, |lengths, key| lengths | 1 << (key.len() & 63));
        self.own_entries().iter().any(|entry| match &entry.key {
            Text::Verbatim(span) => {
                lengths & 1 << (span.len() & 63) != 0 && keys.contains(&span.of(&self.content.text))
            }
            Text::Decoded(_) => keys.contains(&self.text_of(&entry.key)),
        })
    }

    fn own_entry(&self, key: &str) -> Option<EntryRef<'a>> {
        let is_it = |entry: &&Entry| match &entry.key {
            // Most keys differ in their length already.
            Text::Verbatim(span) => span.len() == key.len() && span.of(&self.content.text) == key,
            Text::Decoded(_) => self.text_of(&entry.key) == key,
        };
        let entry = self.own_entries().iter().rfind(is_it)?;
        Some(EntryRef { entry, value: self.with(&entry.value), mapping: *self })
    }

    /// Whether a `<<` key feeds this mapping.
    #[must_use]
    pub(crate) fn has_merge(&self) -> bool {
        self.merge().is_some()
    }

    /// The `<<` key that feeds this mapping. In quotes it is a key like any other.
    pub(crate) fn merge(&self) -> Option<EntryRef<'a>> {
        let entry = if self.content.tree.merges { self.own_entry("<<")? } else { return None };
        (entry.entry.key_span.of(&self.content.text) == "<<").then_some(entry)
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
