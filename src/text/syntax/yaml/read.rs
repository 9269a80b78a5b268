//! From the events of the YAML parser to the spanned tree, without recursion.

use std::collections::{HashMap, HashSet};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, Tag};

use super::scalar::Scalar;
use crate::text::foreign;
use crate::text::lang::tr;
use crate::text::node::{Anchor, Entry, Escaping, Growing, MAX_DEPTH, Node, SyntaxError, Text, Tree, Value};
use crate::text::source::Span;

/// How many nodes and bytes of text aliases may add to what the file says by itself, so that a few lines cannot grow
/// beyond all measure wherever a value is built from them.
const MAX_EXPANSION: u64 = 10_000_000;

/// How many steps the paths of all anchors may have together: deep nesting with an anchor everywhere is no document.
const MAX_ANCHOR_STEPS: usize = 4_000_000;

/// What was read, and what one must know before the text is given to another library.
pub(super) struct Reading {
    pub tree: Tree,
    /// Deepest nesting.
    pub depth: usize,
    /// Whether a document gives one anchor name twice.
    pub repeats_anchor: bool,
    /// Whether the name of an anchor has a sign in it, where readers of YAML 1.1 see its end.
    pub odd_anchor: bool,
}

/// Reads the whole of `text`.
pub(super) fn read(text: &str) -> Result<Reading, SyntaxError> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        // As libyaml, which serde_yaml reads with, and as SnakeYAML: no line feed that is not there.
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder { text, ..Builder::default() };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, place) = next.map_err(|error| {
            let message = match error.kind() {
                ErrorKind::RecursionLimitExceeded => tr!("nested deeper than {depth} levels", depth = MAX_DEPTH),
                ErrorKind::UnclosedFlowCollection { open } => tr!("unclosed bracket '{open}'", open),
                ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
                    tr!("mismatched bracket '{open}' closed by '{close}'", open, close)
                }
                _ => foreign::said(&error.info()),
            };
            SyntaxError { message, offset: error.marker().byte_offset().unwrap_or(0).min(text.len()) }
        })?;
        let range = place.byte_range().unwrap_or(0..0);
        let tag_end = place.tag_span().and_then(|tag| tag.byte_range()).map(|range| range.end);
        builder.event(event, Span::new(range.start, range.end), tag_end)?;
    }
    Ok(builder.finish())
}

/// A collection that is being read.
struct Open {
    start: usize,
    /// Whether brackets end it.
    bracketed: bool,
    anchor: usize,
    /// Whether it is a key.
    is_key: bool,
    inside: Inside,
    weight: u64,
}

enum Inside {
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>, Option<(Span, Text)>),
}

/// What an alias of an anchor leads to.
enum Target {
    /// The anchored node of this index, and what it weighs once it is whole.
    Node(u32, u64),
    /// A key. Paths lead to values only, so an alias of a key becomes the key's value.
    Key(u32, KeyValue),
}

#[derive(Clone, Copy)]
enum KeyValue {
    Null,
    Bool(bool),
    Text,
    /// A number, whose bytes would have to stand where the alias does; or a collection.
    Other,
}

/// The text of an anchored scalar, for aliases that stand as keys or for keys. Copies of it count as expansion.
enum Anchored {
    Bytes(Span),
    Copy(Box<str>),
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    nodes: Growing,
    open: Vec<Open>,
    documents: Vec<Node>,
    anchors: Vec<Anchor>,
    /// For each anchor, the number of its document.
    anchor_documents: Vec<u32>,
    anchor_steps: usize,
    targets: HashMap<usize, Target>,
    /// The texts of anchored scalars, by the numbers of the anchors.
    scalars: HashMap<u32, Anchored>,
    names: HashSet<String>,
    odd_anchor: bool,
    repeats_anchor: bool,
    /// How many of the open collections are keys.
    open_keys: usize,
    depth: usize,
    expansion: u64,
    /// End of the last token that was read.
    last: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span, tag_end: Option<usize>) -> Result<(), SyntaxError> {
        match event {
            Event::DocumentStart(..) => self.names.clear(),
            Event::Scalar(value, style, anchor, tag) => {
                let has_properties = anchor != 0 || tag.is_some();
                self.scalar(&value, style, anchor, tag.as_deref(), span, has_properties)?;
            }
            Event::SequenceStart(style, anchor, _) => {
                let start = if style == StructureStyle::Block { self.dash(span.start()) } else { span.start() };
                self.start(start, !span.is_empty(), anchor, Inside::Sequence(Vec::new()))?;
                self.last = self.last.max(tag_end.unwrap_or(0));
            }
            Event::MappingStart(style, anchor, _) => {
                // A single pair inside a flow sequence is a mapping without braces.
                let bracketed = style == StructureStyle::Flow && span.of(self.text) == "{";
                self.start(span.start(), bracketed, anchor, Inside::Mapping(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(id) => self.alias(id, span)?,
            Event::Anchor(_, name) => {
                self.odd_anchor |= !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
                self.repeats_anchor |= !self.names.insert(name.into_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
        has_properties: bool,
    ) -> Result<(), SyntaxError> {
        let mut scalar = Scalar { value, style, tag, span, content: span.start() };
        match style {
            // The parser says `~` for a value that is not there, and places it before the colon.
            ScalarStyle::Plain if span.is_empty() => {
                scalar.value = "";
                if !has_properties && let Some(key) = self.waiting_key() {
                    scalar.span = Span::at(colon_after(self.text, key.end()).unwrap_or(key.end()));
                }
            }
            ScalarStyle::Literal | ScalarStyle::Folded => scalar.span = self.block_span(value, span),
            _ => {}
        }
        let (is_key, typed) = (self.is_key_due(), scalar.typed());
        let is_text = is_key || anchor != 0 || typed.is_none();
        let text = is_text.then(|| scalar.text(self.text, &mut self.nodes));
        if anchor != 0 {
            let key = is_key.then_some(match typed {
                Some(Value::Null) => KeyValue::Null,
                Some(Value::Bool(value)) => KeyValue::Bool(value),
                None => KeyValue::Text,
                _ => KeyValue::Other,
            });
            let text = match text {
                Some(Text::Verbatim(span)) => Anchored::Bytes(span),
                _ => Anchored::Copy(scalar.value.into()),
            };
            self.scalars.insert(u32::try_from(self.anchors.len()).unwrap_or(u32::MAX), text);
            self.anchor(anchor, scalar.span, key)?;
        }
        if let (true, Some(text)) = (is_key, text) {
            self.key(scalar.span, text);
            return Ok(());
        }
        let weight = 1 + value.len() as u64;
        self.weigh(anchor, weight);
        let value = typed.or(text.map(Value::String)).unwrap_or(Value::Null);
        self.value(Node { span: scalar.span, value }, weight);
        Ok(())
    }

    fn start(&mut self, start: usize, bracketed: bool, anchor: usize, inside: Inside) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(SyntaxError {
                message: tr!("nested deeper than {depth} levels", depth = MAX_DEPTH),
                offset: start,
            });
        }
        let is_key = self.is_key_due();
        if anchor != 0 {
            self.anchor(anchor, Span::at(start), is_key.then_some(KeyValue::Other))?;
        }
        self.open_keys += usize::from(is_key);
        self.open.push(Open { start, bracketed, anchor, is_key, inside, weight: 1 });
        self.depth = self.depth.max(self.open.len());
        self.last = self.last.max(start + usize::from(bracketed));
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), SyntaxError> {
        let Some(open) = self.open.pop() else {
            return Err(SyntaxError { message: tr!("an end without a beginning").into(), offset: span.start() });
        };
        // The end of a block collection is announced behind comments and blank lines: its last child ends it.
        let (last, value) = match open.inside {
            Inside::Sequence(items) => (items.last().map(|item| item.span.end()), self.nodes.sequence(items)),
            Inside::Mapping(entries, _) => {
                (entries.last().map(|entry| entry.value.span.end()), self.nodes.mapping(entries))
            }
        };
        let end = if open.bracketed { span.end() } else { last.unwrap_or(open.start) };
        let node = Node { span: Span::new(open.start, end), value };
        if let Some(anchor) = self.index_of(open.anchor).and_then(|index| self.anchors.get_mut(index)) {
            anchor.span = node.span;
        }
        self.weigh(open.anchor, open.weight);
        if open.is_key {
            self.open_keys -= 1;
            self.key(node.span, Text::Verbatim(node.span));
        } else {
            self.value(node, open.weight);
        }
        Ok(())
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), SyntaxError> {
        let error = |message: &str| SyntaxError { message: message.to_owned(), offset: span.start() };
        let is_key = self.is_key_due();
        let (index, own, weight) = match self.targets.get(&id) {
            None => return Err(error(tr!("an alias of an unknown anchor"))),
            Some(Target::Node(index, weight)) => (*index, None, *weight),
            Some(Target::Key(index, value)) => (*index, Some(*value), 1),
        };
        let copied = match self.scalars.get(&index) {
            Some(Anchored::Copy(text)) => text.len() as u64,
            _ => 0,
        };
        self.expansion = self.expansion.saturating_add(weight.max(copied));
        if self.expansion > MAX_EXPANSION {
            return Err(error(tr!("aliases that repeat each other grow this document beyond all measure")));
        }
        if let Some(anchor) = self.anchors.get_mut(index as usize) {
            anchor.aliased = true;
        }
        let text = self.scalars.get(&index).map(|scalar| match scalar {
            Anchored::Bytes(span) => Text::Verbatim(*span),
            Anchored::Copy(text) => self.nodes.decoded(text.clone(), None, Escaping::None),
        });
        if is_key {
            self.key(span, text.unwrap_or(Text::Verbatim(span)));
            return Ok(());
        }
        let value = match (own, text) {
            (None, _) => Value::Alias(index),
            (Some(KeyValue::Null), _) => Value::Null,
            (Some(KeyValue::Bool(value)), _) => Value::Bool(value),
            (Some(KeyValue::Text), Some(text)) => Value::String(text),
            _ => return Err(error(tr!("an alias of a key that is a number or a collection"))),
        };
        self.value(Node { span, value }, weight);
        Ok(())
    }

    fn anchor(&mut self, id: usize, span: Span, key: Option<KeyValue>) -> Result<(), SyntaxError> {
        let index = u32::try_from(self.anchors.len()).unwrap_or(u32::MAX);
        let path: Vec<u32> = self.open.iter().map(Open::next_child).collect();
        self.anchor_steps += path.len();
        if self.anchor_steps > MAX_ANCHOR_STEPS {
            return Err(SyntaxError {
                message: tr!("too many anchors in too deep a nesting").into(),
                offset: span.start(),
            });
        }
        self.anchors.push(Anchor { path, span, aliased: false });
        self.anchor_documents.push(u32::try_from(self.documents.len()).unwrap_or(u32::MAX));
        let key = if self.open_keys > 0 { key.or(Some(KeyValue::Other)) } else { key };
        let target = key.map_or(Target::Node(index, 1), |value| Target::Key(index, value));
        self.targets.insert(id, target);
        Ok(())
    }

    fn index_of(&self, id: usize) -> Option<usize> {
        match self.targets.get(&id)? {
            Target::Node(index, _) | Target::Key(index, _) => Some(*index as usize),
        }
    }

    fn weigh(&mut self, id: usize, own: u64) {
        if let Some(Target::Node(_, weight)) = self.targets.get_mut(&id) {
            *weight = own;
        }
    }

    fn is_key_due(&self) -> bool {
        matches!(self.open.last().map(|open| &open.inside), Some(Inside::Mapping(_, None)))
    }

    fn waiting_key(&self) -> Option<Span> {
        match self.open.last().map(|open| &open.inside) {
            Some(Inside::Mapping(_, Some((span, _)))) => Some(*span),
            _ => None,
        }
    }

    fn key(&mut self, span: Span, text: Text) {
        self.last = span.end();
        if let Some(Open { inside: Inside::Mapping(_, waiting), .. }) = self.open.last_mut() {
            *waiting = Some((span, text));
        }
    }

    fn value(&mut self, node: Node, weight: u64) {
        self.last = node.span.end();
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        open.weight = open.weight.saturating_add(weight);
        match &mut open.inside {
            Inside::Sequence(items) => items.push(node),
            Inside::Mapping(entries, key) => {
                if let Some((key_span, key)) = key.take() {
                    let key = self.nodes.key(self.text, key_span, key);
                    entries.push(Entry { key_span, key, value: node });
                }
            }
        }
    }

    /// Where the first dash of a block sequence stands. The parser starts one that is not indented below its key at
    /// its first item.
    fn dash(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        if self.waiting_key().is_none() || is_dash(rest) {
            return start;
        }
        find_token(self.text, self.last, start, is_dash).unwrap_or(start)
    }

    /// From the header of a block scalar to the last byte of its content; a final line break is left out, and so are
    /// blank lines that mean nothing.
    fn block_span(&self, value: &str, content: Span) -> Span {
        let starts = |rest: &str| rest.starts_with(['|', '>']);
        let limit = content.end().max(self.last);
        let Some(start) = find_token(self.text, self.last, limit, starts) else { return content };
        let rest = self.text.get(start..).unwrap_or("");
        let indicators = rest.find(|c: char| !matches!(c, '|' | '>' | '+' | '-' | '1'..='9')).unwrap_or(rest.len());
        let header = rest.get(..indicators).unwrap_or("");
        let whole = self.text.get(start..content.end()).unwrap_or("");
        let said = value.trim_end_matches('\n');
        let kept = if header.contains('+') || said.ends_with([' ', '\t']) {
            let whole = whole.strip_suffix('\n').unwrap_or(whole);
            whole.strip_suffix('\r').unwrap_or(whole)
        } else if said.is_empty() {
            header
        } else {
            whole.trim_end_matches([' ', '\t', '\n', '\r'])
        };
        Span::new(start, start + kept.len().max(header.len()))
    }

    fn finish(mut self) -> Reading {
        let end = Span::at(self.text.len());
        let root = if self.documents.len() > 1 {
            for (anchor, document) in self.anchors.iter_mut().zip(&self.anchor_documents) {
                anchor.path.insert(0, *document);
            }
            let span = self.documents.iter().map(|node| node.span).reduce(Span::to).unwrap_or(end);
            Node { span, value: self.nodes.sequence(self.documents) }
        } else {
            self.documents.pop().unwrap_or(Node { span: end, value: Value::Null })
        };
        let tree = Tree { branch: self.nodes.finish(root), anchors: self.anchors, merges: true, may_repeat: true };
        Reading { tree, depth: self.depth, repeats_anchor: self.repeats_anchor, odd_anchor: self.odd_anchor }
    }
}

impl Open {
    /// The number of the child that is being read.
    fn next_child(&self) -> u32 {
        let count = match &self.inside {
            Inside::Sequence(items) => items.len(),
            Inside::Mapping(entries, _) => entries.len(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

fn is_dash(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Steps over white space, line breaks and comments from byte `at`.
pub(super) fn skip_blanks(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        at += blanks;
        let rest = text.get(at..).unwrap_or("");
        let before = text.as_bytes().get(at.wrapping_sub(1));
        if !rest.starts_with('#') || !matches!(before, None | Some(b' ' | b'\t' | b'\n' | b'\r')) {
            return at;
        }
        at += rest.find(['\n', '\r']).unwrap_or(rest.len());
    }
}

/// The byte behind the colon that follows a key which ends at byte `end`.
pub(super) fn colon_after(text: &str, end: usize) -> Option<usize> {
    let at = skip_blanks(text, end);
    text.get(at..).is_some_and(|rest| rest.starts_with(':')).then_some(at + 1)
}

/// The first byte from `from` to `to`, outside comments, anchors and tags, where `is` holds.
fn find_token(text: &str, from: usize, to: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        at = skip_blanks(text, at);
        let rest = text.get(at..to)?;
        let first = rest.chars().next()?;
        if is(rest) {
            return Some(at);
        }
        at += match first {
            '&' | '!' => rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
    }
}
