//! The reader of JSON: strict, iterative, with spans. Objects and lists that are large and lie below the root are only
//! checked, and read when somebody looks into them: in an export those are lists of tables, which nearly nobody needs.

use std::collections::HashSet;

use super::bytes::{plain, space};
use super::quick_check;
use super::unescape::decode;
use crate::text::lang::tr;
use crate::text::node::{
    Branch, Entry, Escaping, Folded, Growing, Key, MAX_DEPTH, Node, SyntaxError, Text, Tree, Value, looks_like_json,
};
use crate::text::source::Span;

/// A smaller object or list is read at once, in bytes.
const FOLD_FROM: usize = 512;

/// What lies deeper is read at once, so that a document that is one deep nest is not checked once a level.
const FOLD_ABOVE: usize = 8;

/// Up to this many keys are compared each with each.
const FEW: usize = 16;

/// Of what is read; the error lies apart, so that what is handed on from step to step is small.
type Step<T> = Result<T, Box<SyntaxError>>;

/// Reads a whole document.
pub(super) fn document(text: &str) -> Result<Tree, SyntaxError> {
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scan = Scan::new(text, at);
    scan.space();
    let mut build = Build::folding();
    let root = scan.value(&mut build, 0).map_err(|error| *error)?;
    scan.space();
    let rest = scan.peek().map(|_| scan.error(tr!("nothing may follow the document")));
    let tree = Tree { may_repeat: scan.repeats, ..Tree::plain(build.nodes.finish(root)) };
    rest.map_or(Ok(tree), |error| Err(*error))
}

/// Reads documents one after the other, as they stand one a line: a list of them.
pub(super) fn documents(text: &str) -> Result<Tree, SyntaxError> {
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scan = Scan::new(text, at);
    let (mut build, mut items) = (Build::folding(), Vec::new());
    scan.space();
    while scan.peek().is_some() {
        items.push(scan.value(&mut build, 1).map_err(|error| *error)?);
        scan.space();
    }
    let root = Node { span: Span::new(at, text.len()), value: build.nodes.sequence(items) };
    Ok(Tree { may_repeat: scan.repeats, ..Tree::plain(build.nodes.finish(root)) })
}

/// Reads the object or list at `span`, `depth` levels below the root, which was checked before.
fn unfold(text: &str, span: Span, depth: usize) -> Branch {
    // Whether keys repeat was asked when it was checked.
    let mut scan = Scan { repeats: true, ..Scan::new(text, span.start()) };
    // It was read before, so there is no error; if there were one, the value would be missing and nothing else.
    let mut build = Build::folding();
    let root = scan.value(&mut build, depth).unwrap_or(Node { span, value: Value::Null });
    build.nodes.finish(root)
}

/// Whether a key stands twice in the JSON `text`; false if it is none.
fn repeats(text: &str) -> bool {
    let mut scan = Scan::new(text, 0);
    scan.space();
    scan.value(&mut Check, 0).is_ok() && scan.repeats
}

/// A scalar.
enum Scalar {
    Null,
    Bool(bool),
    Number,
    String(Quoted),
}

/// A string with its quotes.
#[derive(Clone, Copy)]
struct Quoted {
    span: Span,
    is_escaped: bool,
}

impl Quoted {
    /// The bytes between the quotes.
    fn inside(self) -> Span {
        self.span.between_quotes()
    }

    #[inline]
    fn text(self, scan: &Scan<'_>, nodes: &mut Growing) -> Text {
        let inside = self.inside();
        if self.is_escaped {
            nodes.later(inside, decode, Escaping::Double)
        } else {
            nodes.verbatim(inside, inside.of(scan.text), Escaping::Double)
        }
    }
}

/// What is made of what is read.
trait Make {
    /// A value.
    type Made;

    fn scalar(&mut self, scan: &Scan<'_>, span: Span, scalar: Scalar) -> Self::Made;

    /// Takes the object or list that begins here, below the root, as a whole.
    fn whole(&mut self, scan: &mut Scan<'_>, depth: usize) -> Step<Option<Self::Made>>;

    /// How many items of open lists, or entries of open objects, there are.
    fn count(&self, is_mapping: bool) -> usize;

    fn item(&mut self, made: Self::Made);

    fn entry(&mut self, scan: &Scan<'_>, key: Quoted, made: Self::Made);

    /// The list or object of what came after the first `from`.
    fn close(&mut self, is_mapping: bool, from: usize, span: Span) -> Self::Made;
}

/// Nodes. The items of all open lists stand together, the innermost last, until their list is whole.
struct Build {
    nodes: Growing,
    items: Vec<Node>,
    entries: Vec<Entry>,
    folds: bool,
}

impl Build {
    /// With room for what most configurations have.
    fn folding() -> Self {
        Self { nodes: Growing::default(), items: Vec::with_capacity(8), entries: Vec::with_capacity(32), folds: true }
    }
}

impl Make for Build {
    type Made = Node;

    fn scalar(&mut self, scan: &Scan<'_>, span: Span, scalar: Scalar) -> Node {
        let value = match scalar {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Number => Value::Number,
            Scalar::String(quoted) => Value::String(quoted.text(scan, &mut self.nodes)),
        };
        Node { span, value }
    }

    fn whole(&mut self, scan: &mut Scan<'_>, depth: usize) -> Step<Option<Node>> {
        let start = scan.at;
        if !self.folds || depth >= FOLD_ABOVE || scan.text.len() - start < FOLD_FROM {
            return Ok(None);
        }
        let is_mapping = scan.peek() == Some(b'{');
        match scan.bytes.get(start..).and_then(quick_check::length) {
            Some(length) => scan.at += length,
            None => scan.value(&mut Check, depth)?,
        }
        let span = Span::new(start, scan.at);
        if span.len() >= FOLD_FROM {
            return Ok(Some(Node { span, value: self.nodes.folded(Folded::new(unfold, depth, is_mapping)) }));
        }
        // Whether keys repeat was just asked.
        let repeats = std::mem::replace(&mut scan.repeats, true);
        scan.at = start;
        self.folds = false;
        let small = scan.value(self, depth);
        self.folds = true;
        scan.repeats = repeats;
        small.map(Some)
    }

    fn count(&self, is_mapping: bool) -> usize {
        if is_mapping { self.entries.len() } else { self.items.len() }
    }

    fn item(&mut self, made: Node) {
        self.items.push(made);
    }

    fn entry(&mut self, scan: &Scan<'_>, key: Quoted, value: Node) {
        let key_span = key.span;
        let key = if key.is_escaped {
            let text = key.text(scan, &mut self.nodes);
            self.nodes.key(scan.text, key_span, text)
        } else {
            Key::QUOTED
        };
        self.entries.push(Entry { key_span, key, value });
    }

    fn close(&mut self, is_mapping: bool, from: usize, span: Span) -> Node {
        let value = if is_mapping {
            self.nodes.last_entries(&mut self.entries, from)
        } else {
            self.nodes.last_items(&mut self.items, from)
        };
        Node { span, value }
    }
}

/// Nothing: the text is only checked.
struct Check;

impl Make for Check {
    type Made = ();

    fn scalar(&mut self, _: &Scan<'_>, _: Span, _: Scalar) {}

    fn whole(&mut self, _: &mut Scan<'_>, _: usize) -> Step<Option<()>> {
        Ok(None)
    }

    fn count(&self, _: bool) -> usize {
        0
    }

    fn item(&mut self, (): ()) {}

    fn entry(&mut self, _: &Scan<'_>, _: Quoted, (): ()) {}

    fn close(&mut self, _: bool, _: usize, _: Span) {}
}

/// An object or list that is being read.
struct Open {
    start: usize,
    is_mapping: bool,
    /// Where its children begin among those that are read.
    from: usize,
    /// Where its keys begin.
    keys: usize,
    /// The key whose value is due.
    key: Option<Quoted>,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// The keys of all open objects, the innermost last.
    keys: Vec<Quoted>,
    /// Room for what is open.
    open: Vec<Open>,
    /// Whether a key may stand twice in an object, JSON inside strings included.
    repeats: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            keys: Vec::with_capacity(32),
            open: Vec::with_capacity(8),
            repeats: false,
        }
    }

    /// The value that begins here, `depth` levels below the root.
    fn value<M: Make>(&mut self, make: &mut M, depth: usize) -> Step<M::Made> {
        // What is read within this takes room of its own.
        let mut open = std::mem::take(&mut self.open);
        loop {
            // A value is due.
            let start = self.at;
            let made = match self.peek() {
                Some(bracket @ (b'{' | b'[')) => {
                    let below = depth + open.len();
                    let whole = if open.is_empty() { None } else { make.whole(self, below)? };
                    match whole {
                        Some(whole) => Some(whole),
                        None => self.open(make, &mut open, below, bracket == b'{')?,
                    }
                }
                _ => {
                    let scalar = self.scalar()?;
                    Some(make.scalar(self, Span::new(start, self.at), scalar))
                }
            };
            let Some(mut made) = made else { continue };
            // A value is done: it goes where it belongs, and closes what ends behind it.
            loop {
                let Some(top) = open.last_mut() else {
                    self.open = open;
                    return Ok(made);
                };
                let close = match top.key.take() {
                    Some(key) => {
                        make.entry(self, key, made);
                        b'}'
                    }
                    None => {
                        make.item(made);
                        b']'
                    }
                };
                self.space();
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if top.is_mapping {
                            top.key = Some(self.key()?);
                        } else if self.peek() == Some(b']') {
                            return Err(self.error(tr!("a value is missing after the comma")));
                        }
                        break;
                    }
                    Some(byte) if byte == close => {
                        self.at += 1;
                        match open.pop() {
                            Some(top) => made = self.close(make, &top),
                            None => return Err(self.error(tr!("an unexpected closing bracket"))),
                        }
                    }
                    None => return Err(self.unclosed(&open)),
                    Some(_) => return Err(self.error(&tr!("expected `,` or `{bracket}`", bracket = close as char))),
                }
            }
        }
    }

    /// Enters an object or list; gives it back at once if it is empty.
    fn open<M: Make>(
        &mut self,
        make: &mut M,
        open: &mut Vec<Open>,
        depth: usize,
        is_mapping: bool,
    ) -> Step<Option<M::Made>> {
        if depth >= MAX_DEPTH {
            return Err(self.error(&tr!("nested deeper than {depth} levels", depth = MAX_DEPTH)));
        }
        let (from, keys) = (make.count(is_mapping), self.keys.len());
        let mut new = Open { start: self.at, is_mapping, from, keys, key: None };
        self.at += 1;
        self.space();
        match self.peek() {
            None => {
                open.push(new);
                return Err(self.unclosed(open));
            }
            Some(b'}') if is_mapping => {
                self.at += 1;
                return Ok(Some(self.close(make, &new)));
            }
            Some(b']') if !is_mapping => {
                self.at += 1;
                return Ok(Some(self.close(make, &new)));
            }
            Some(_) if is_mapping => new.key = Some(self.key()?),
            Some(_) => {}
        }
        open.push(new);
        Ok(None)
    }

    fn close<M: Make>(&mut self, make: &mut M, open: &Open) -> M::Made {
        self.repeats = self.repeats || self.keys.get(open.keys..).is_some_and(|keys| repeat(self.text, keys));
        self.keys.truncate(open.keys);
        make.close(open.is_mapping, open.from, Span::new(open.start, self.at))
    }

    fn key(&mut self) -> Step<Quoted> {
        if self.peek() != Some(b'"') {
            return Err(self.error(tr!("expected a key in double quotes")));
        }
        let key = self.string()?;
        self.keys.push(key);
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.error(tr!("expected `:` after the key")));
        }
        self.at += 1;
        self.space();
        Ok(key)
    }

    fn scalar(&mut self) -> Step<Scalar> {
        match self.peek() {
            Some(b'"') => {
                let quoted = self.string()?;
                self.look_inside(quoted);
                Ok(Scalar::String(quoted))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Scalar::Bool(true)),
            Some(b'f') => self.word("false", Scalar::Bool(false)),
            Some(b'n') => self.word("null", Scalar::Null),
            Some(b'/' | b'#') => Err(self.error(tr!("JSON has no comments"))),
            Some(_) => Err(self.error(tr!("expected a value"))),
            None => Err(self.error(tr!("the document ends where a value is due"))),
        }
    }

    /// Looks for repeated keys in the JSON inside a string. Strings in strings nest by recursion, and each level doubles
    /// the backslashes.
    fn look_inside(&mut self, quoted: Quoted) {
        let first = self.bytes.get(quoted.span.start() + 1);
        if first.is_none_or(|byte| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'[' | b'\\')) {
            return;
        }
        let inside = quoted.inside().of(self.text);
        if self.repeats || !(looks_like_json(inside) || inside.starts_with('\\')) {
            return;
        }
        self.repeats = if quoted.is_escaped {
            let text = decode(inside, 0, None);
            looks_like_json(&text) && repeats(&text)
        } else {
            repeats(inside)
        };
    }

    fn word(&mut self, word: &str, value: Scalar) -> Step<Scalar> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(self.error(tr!("expected a value")))
        }
    }

    fn number(&mut self) -> Step<Scalar> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits()?;
        if leading_zero && whole > 1 {
            return Err(self.error(tr!("a number must not begin with 0")));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Scalar::Number)
    }

    fn digits(&mut self) -> Step<usize> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.error(tr!("expected a digit"))) } else { Ok(self.at - start) }
    }

    /// The string whose quote is next.
    #[inline]
    fn string(&mut self) -> Step<Quoted> {
        let start = self.at;
        let end = start + 1 + plain(self.bytes.get(start + 1..).unwrap_or(&[]));
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Quoted { span: Span::new(start, end + 1), is_escaped: false });
        }
        self.unusual_string()
    }

    /// One with an escape in it, or one that is none.
    #[inline(never)]
    fn unusual_string(&mut self) -> Step<Quoted> {
        let start = self.at;
        let mut is_escaped = false;
        self.at += 1;
        loop {
            let at = self.at + plain(self.bytes.get(self.at..).unwrap_or(&[]));
            self.at = at + 1;
            match self.bytes.get(at) {
                Some(b'"') => return Ok(Quoted { span: Span::new(start, at + 1), is_escaped }),
                Some(b'\\') => {
                    is_escaped = true;
                    self.check_escape()?;
                }
                Some(_) => {
                    self.at = at;
                    return Err(self.error(tr!("a control character inside a string")));
                }
                None => {
                    self.at = start;
                    return Err(self.error(tr!("this string is never closed")));
                }
            }
        }
    }

    /// Steps over the rest of an escape, whose backslash is read.
    fn check_escape(&mut self) -> Step<()> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or(&[]);
                if digits.len() != 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return Err(self.error(tr!("`\\u` needs four hexadecimal digits")));
                }
                self.at += 5;
            }
            _ => return Err(self.error(tr!("an unknown escape"))),
        }
        Ok(())
    }

    #[inline]
    fn space(&mut self) {
        self.at += space(self.bytes.get(self.at..).unwrap_or(&[]));
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[cold]
    fn error(&self, message: &str) -> Box<SyntaxError> {
        Box::new(SyntaxError { message: message.to_owned(), offset: self.at })
    }

    #[cold]
    fn unclosed(&self, open: &[Open]) -> Box<SyntaxError> {
        let (start, message) = match open.last() {
            None => (0, tr!("the document ends, and this value is never closed")),
            Some(top) if top.is_mapping => (top.start, tr!("the document ends, and this object is never closed")),
            Some(top) => (top.start, tr!("the document ends, and this list is never closed")),
        };
        Box::new(SyntaxError { message: message.to_owned(), offset: start })
    }
}

/// Whether two of `keys` may be the same. Keys with escapes can be spelled in more than one way.
fn repeat(text: &str, keys: &[Quoted]) -> bool {
    let key = |quoted: &Quoted| quoted.span.of(text).as_bytes();
    if keys.iter().any(|key| key.is_escaped) {
        return true;
    }
    if keys.len() > FEW {
        let mut seen = HashSet::with_capacity(keys.len());
        return !keys.iter().all(|quoted| seen.insert(key(quoted)));
    }
    let mut after = keys;
    while let [one, rest @ ..] = after {
        // Most keys differ in their length already.
        if rest.iter().any(|other| other.span.len() == one.span.len() && key(one) == key(other)) {
            return true;
        }
        after = rest;
    }
    false
}
