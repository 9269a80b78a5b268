//! The contract of a syntax, and the document: a text that was parsed. A document is made only by parsing.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::lang::tr;
use crate::text::node::{Content, EntryRef, Reader, Ref, SyntaxError, Value};
use crate::text::source::{LineIndex, Position, Span};

/// A syntax: reads a text into the spanned tree, and edits it in the style of what stands around the edit.
///
/// An edit leaves every other byte as it is. Edits are in bytes of the text of the [`Content`] that holds the node;
/// [`Document`] carries them outward when that is JSON inside a string.
pub trait Syntax: Reader {
    /// Lower-case name, by which a syntax is told from others: `json`.
    fn name(&self) -> &'static str;

    /// The name as people write it, for messages: `JSON`.
    fn title(&self) -> &'static str;

    /// The endings, in lower case and with their dot, of files that may be in this syntax: a scan reads those. Two syntaxes
    /// may share one.
    fn endings(&self) -> &'static [&'static str];

    /// Whether a file of this name, in lower case without its folders, is in this syntax by its name alone.
    fn claims_name(&self, name: &str) -> bool;

    /// Whether a text of no telling name looks like this syntax. Cheap: a look at the first lines.
    fn claims_text(&self, text: &str) -> bool;

    /// Whether texts may hold comments, in which secrets are looked for, too.
    fn has_comments(&self) -> bool {
        true
    }

    /// Whether a run of one character in a value stands in the text as it is or, where it does not, as `\u` with four
    /// digits. Then a look at the text tells which values cannot hold the run. False where in doubt.
    fn is_searchable(&self) -> bool {
        false
    }

    /// Puts `entries` into `mapping`, behind its entry number `after` (from 0; ignored when the mapping is empty).
    /// One edit for each entry, in order, all in one place.
    ///
    /// # Errors
    /// Where the style of the neighbours cannot be kept, or the edit would change another place too.
    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal>;

    /// Puts `value` in the place of the value of `entry`, a blank one included.
    ///
    /// # Errors
    /// As [`Syntax::insert`].
    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal>;

    /// Gives `entry` another key in the same quotes.
    ///
    /// # Errors
    /// As [`Syntax::insert`].
    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal>;

    /// The value of the text as an independent library reads it, to check an edit against; None if there is no such
    /// library.
    ///
    /// # Errors
    /// What the library says if it cannot read the text.
    fn reference(&self, text: &str) -> Option<Result<serde_json::Value, String>>;

    /// Whether that library reads the text as the tree at `root` has it. For a syntax whose library can be watched while it
    /// reads: a value takes many times the memory of the text. False where in doubt.
    fn is_read_alike(&self, _text: &str, _root: Ref<'_>) -> bool {
        false
    }

    /// Why that library cannot read the text, if it cannot. For a syntax whose library can tell without building the
    /// value, which takes many times the memory of the text.
    fn refused(&self, text: &str) -> Option<String> {
        self.reference(text).and_then(Result::err)
    }
}

/// A parsed text.
#[derive(Debug)]
pub struct Document {
    /// Path for people and reports: relative to the working directory where possible, with `/`.
    pub path: Arc<str>,
    content: Content,
    syntax: &'static dyn Syntax,
    json: &'static dyn Syntax,
    lines: OnceLock<Box<LineIndex>>,
    unreadable: OnceLock<Option<Box<str>>>,
}

impl std::fmt::Debug for dyn Syntax {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Document {
    /// Parses `text` as `syntax`; `json` reads and edits JSON inside strings.
    ///
    /// # Errors
    /// The first place where the text is not of the syntax, or a text of 4 GiB or more.
    pub fn parse(
        path: impl Into<Arc<str>>,
        text: Box<str>,
        syntax: &'static dyn Syntax,
        json: &'static dyn Syntax,
    ) -> Result<Self, SyntaxError> {
        Self::parse_or_return(path, text, syntax, json).map_err(|(error, _)| error)
    }

    /// As [`Document::parse`], and a text that is not of the syntax comes back.
    ///
    /// # Errors
    /// As [`Document::parse`], with the text.
    pub(crate) fn parse_or_return(
        path: impl Into<Arc<str>>,
        text: Box<str>,
        syntax: &'static dyn Syntax,
        json: &'static dyn Syntax,
    ) -> Result<Self, (SyntaxError, Box<str>)> {
        if u32::try_from(text.len()).is_err() {
            return Err((SyntaxError { message: tr!("the text is 4 GiB or larger").into(), offset: 0 }, text));
        }
        let content = Content::read_or_return(text, syntax, json)?;
        let (lines, unreadable) = (OnceLock::new(), OnceLock::new());
        Ok(Self { path: path.into(), content, syntax, json, lines, unreadable })
    }

    /// Another text in the place of this one, with the same syntax.
    ///
    /// # Errors
    /// As [`Document::parse`].
    pub fn reparse(&self, text: Box<str>) -> Result<Self, SyntaxError> {
        Self::parse(Arc::clone(&self.path), text, self.syntax, self.json)
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.content.text()
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Ref<'_> {
        self.content.root()
    }

    /// The objects in it: those inside JSON-encoded strings too, what an alias leads to only where it is written.
    pub fn mappings(&self) -> impl Iterator<Item = Ref<'_>> {
        self.mappings_where(|_| true)
    }

    /// The entries whose value is a string that holds `word`, as [`Document::mappings`] comes to them. The word is of
    /// characters that JSON escapes in no other way than as `\uXXXX`.
    pub(crate) fn entries_holding(&self, word: &'static str) -> impl Iterator<Item = EntryRef<'_>> {
        // Objects whose inside nobody read yet stand in JSON only.
        let is_worth = !self.syntax.is_searchable() || may_hold(self.text(), word);
        let mappings = is_worth.then(|| self.mappings_where(move |text| may_hold(text, word))).into_iter().flatten();
        let entries = mappings.flat_map(|mapping| mapping.entries());
        entries.filter(move |entry| entry.value.text().is_some_and(|text| text.contains(word)))
    }

    /// The objects in it, without those of which nobody read the inside yet and whose text is not `worth` reading.
    fn mappings_where(&self, worth: impl Fn(&str) -> bool) -> impl Iterator<Item = Ref<'_>> {
        let mut open = vec![self.root()];
        let mut next = move || {
            let node = open.pop()?;
            let own = node.children(&worth).filter(|child| !child.is_aliased()).map(|child| child.structure());
            open.extend(own.filter(Ref::is_inner));
            Some(node)
        };
        std::iter::from_fn(move || {
            loop {
                let node = next()?;
                if node.is_mapping() {
                    return Some(node);
                }
            }
        })
    }

    /// Whether a key may stand twice in one object, JSON inside strings included.
    #[must_use]
    pub fn may_repeat_keys(&self) -> bool {
        self.content.may_repeat()
    }

    /// The syntax.
    #[must_use]
    pub fn syntax(&self) -> &'static dyn Syntax {
        self.syntax
    }

    /// Why the independent library of [`Syntax::reference`] cannot read the text, if it cannot: then nothing could be
    /// proven of an edit.
    #[must_use]
    pub(crate) fn unreadable(&self) -> Option<&str> {
        let read = || self.syntax.refused(self.text()).map(String::into_boxed_str);
        self.unreadable.get_or_init(read).as_deref()
    }

    /// Where the lines start.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| Box::new(LineIndex::new(self.text())))
    }

    /// Line and column of byte `offset`.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(self.text(), offset)
    }

    /// The JSON pointer of the node that stands at `span`; inside a JSON-encoded string, the pointer of the string.
    #[must_use]
    pub fn pointer(&self, span: Span) -> String {
        let mut pointer = String::new();
        let (mut node, mut own) = (self.root(), self.root().raw().span);
        while own != span && !node.is_aliased() {
            let Some((token, child, place)) = child_around(node, span) else { break };
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
            (node, own) = (child, place);
        }
        pointer
    }

    /// The edits of [`Syntax::insert`], in bytes of the file.
    ///
    /// # Errors
    /// As [`Syntax::insert`], or if the mapping stands in a string whose bytes cannot be told.
    pub fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        self.check_shared(mapping)?;
        let edits = self.syntax_of(mapping).insert(mapping, after, entries)?;
        edits.iter().map(|edit| outward(mapping, edit)).collect()
    }

    /// The edit of [`Syntax::replace`], in bytes of the file.
    ///
    /// # Errors
    /// As [`Document::insert`].
    pub fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        self.check_shared(entry.mapping())?;
        outward(entry.mapping(), &self.syntax_of(entry.mapping()).replace(entry, value)?)
    }

    /// The edit of [`Syntax::rename`], in bytes of the file.
    ///
    /// # Errors
    /// As [`Document::insert`].
    pub fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        self.check_shared(entry.mapping())?;
        outward(entry.mapping(), &self.syntax_of(entry.mapping()).rename(entry, key)?)
    }

    /// Whether an edit in `node` stays there. JSON inside a string knows nothing of the aliases around the string.
    fn check_shared(&self, node: Ref<'_>) -> Result<(), Refusal> {
        let span = node.span();
        let is_shared = || self.content.anchors().iter().any(|anchor| anchor.aliased && anchor.span.contains(span));
        if node.content().is_nested() && (node.is_aliased() || is_shared()) {
            return Err(Refusal(tr!("it stands in a string that is anchored and used by an alias elsewhere").into()));
        }
        Ok(())
    }

    fn syntax_of(&self, node: Ref<'_>) -> &'static dyn Syntax {
        if node.content().is_nested() { self.json } else { self.syntax }
    }
}

/// Whether `word` may stand in a text of JSON, in which it may be escaped.
fn may_hold(text: &str, word: &str) -> bool {
    let (bytes, word) = (text.as_bytes(), word.as_bytes());
    let begins = |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(word) || rest.starts_with(b"\\u"));
    word.first().is_none_or(|first| memchr::memchr2_iter(*first, b'\\', bytes).any(begins))
}

/// The key or number, the node (aliases followed), and the place of the child that holds `span`. Children stand in order
/// of their places, so this searches by halves: a list may have a hundred thousand items.
#[must_use]
pub(crate) fn child_around<'a>(node: Ref<'a>, span: Span) -> Option<(Cow<'a, str>, Ref<'a>, Span)> {
    match node.value() {
        Value::Mapping(_) => {
            let entries = node.raw_entries();
            let at = entries.partition_point(|entry| entry.key_span.start() <= span.start()).checked_sub(1)?;
            let place = entries.get(at).filter(|entry| entry.key_span.to(entry.value.span).contains(span))?.value.span;
            let entry = node.entry_at(at)?;
            Some((Cow::Borrowed(entry.key()), entry.value, place))
        }
        Value::Sequence(_) => {
            let items = node.raw_items();
            let at = items.partition_point(|item| item.span.start() <= span.start()).checked_sub(1)?;
            let place = items.get(at).filter(|item| item.span.contains(span))?.span;
            Some((Cow::Owned(at.to_string()), node.item(at)?, place))
        }
        _ => None,
    }
}

fn outward(node: Ref<'_>, edit: &Edit) -> Result<Edit, Refusal> {
    match node.content().outward_edit(edit.span, &edit.text) {
        Some((span, text)) => Ok(Edit { span, text }),
        None => Err(Refusal(tr!("it stands inside a string that is folded over several lines").into())),
    }
}
