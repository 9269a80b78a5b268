//! What is a secret, and masking: the one place of redaction for all channels. What is shown or reported goes through
//! here; what is written to a user's files does not.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::text::document::Document;
use crate::text::node::Ref;
use crate::text::sorting;
use crate::text::source::{LineIndex, Span};

mod scan;

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Endings of key names, in lower case without `_` and `-`, whose values are secrets.
const SECRET_ENDINGS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "accessid",
    "accesskey",
    "accesskeyid",
    "accesskeysecret",
    "secretkey",
    "secretid",
    "secret",
    "token",
    "privatekey",
    "apikey",
    "credential",
    "credentials",
    "authorization",
    "cookie",
    "密码",
];

/// Whether a text is the name of a secret and nothing more, so that it names nobody.
#[must_use]
pub(crate) fn is_secret_word(text: &str) -> bool {
    SECRET_ENDINGS.iter().any(|ending| text.eq_ignore_ascii_case(ending))
}

/// Words that are a secret's name where they stand as a word of their own: `db_pass`, `ossAk`; but not `bypass` or `task`.
const SECRET_WORDS: &[&str] = &["pass", "ak", "sk"];

/// Whether the value of a key of this name is a secret: any case, any depth, flat names (`sink.password`) included.
#[must_use]
pub(crate) fn is_secret_key(name: &str) -> bool {
    name.split(['.', '/']).any(|part| {
        // From the last letter on, most names are no secret's at the first look.
        let letters = || part.chars().rev().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let last = letters().next();
        let may_be = |ending: &&&str| ending.chars().next_back() == last;
        let ends_so = SECRET_ENDINGS.iter().filter(may_be).any(|ending| {
            let length = ending.chars().count();
            ending.chars().rev().eq(letters().take(length))
        });
        let is_word = || {
            let own = last_word(part);
            SECRET_WORDS.iter().any(|word| own.eq_ignore_ascii_case(word))
        };
        ends_so || (SECRET_WORDS.iter().any(|word| word.chars().next_back() == last) && is_word())
    })
}

/// The last word of a name: `Ak` of `ossAk`, `pass` of `db_pass`, `SK` of `OSS-SK` and of `ossSK`.
fn last_word(name: &str) -> &str {
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut after: Option<(usize, char)> = None;
    for (at, c) in name.char_indices().rev() {
        if let Some((start, next)) = after
            && (!c.is_alphanumeric() || (next.is_uppercase() && c.is_lowercase()))
        {
            return name.get(start..).unwrap_or("");
        }
        after = Some((at, c));
    }
    name
}

/// Keys under which an object names what its `value` is: `{"name":"password","value":…}`.
pub(crate) const NAMING: &[&str] = &["name", "key", "paramName", "param_name", "field"];

/// The keys beside a name that hold what is named.
const NAMED: &[&str] = &["value", "val", "content"];

/// Whether the value of `key` is a secret because the object names it so elsewhere; `get` is the text of another key.
#[must_use]
pub(crate) fn is_named_secret<'v>(key: &str, get: impl Fn(&str) -> Option<&'v str>) -> bool {
    let is_value = NAMED.iter().any(|known| known.eq_ignore_ascii_case(key));
    is_value && NAMING.iter().any(|naming| get(naming).is_some_and(is_secret_key))
}

/// What every mask holds.
pub(crate) const MASK: &str = "***";

/// Whether `value` is the mask that stands for a password in what OMS shows: three asterisks or more, nothing else.
#[must_use]
pub(crate) fn is_mask(value: &str) -> bool {
    let value = value.trim();
    value.len() >= 3 && value.bytes().all(|byte| byte == b'*')
}

/// The bytes of all secrets in the file: sorted, apart from each other, none with a line break in it.
#[must_use]
pub(crate) fn secrets(document: &Document) -> Vec<Span> {
    let mut search = Search {
        found: Vec::new(),
        open: vec![(document.root(), false)],
        shared: HashSet::new(),
        names: HashMap::new(),
    };
    search.run();
    let mut found = search.found;
    if document.syntax().has_comments() {
        comments(document.text(), &mut found);
    }
    apart(document.text(), found)
}

/// A walk over the tree without recursion: nesting may be as deep as the reader lets it be, and deeper in strings.
struct Search<'a> {
    found: Vec<Span>,
    /// Nodes to be visited, and whether a secret key stands above them.
    open: Vec<(Ref<'a>, bool)>,
    /// Anchored nodes that were visited below a secret key, so that an alias bomb ends.
    shared: HashSet<Span>,
    /// What is known of the names of keys: a large document has few, each many times.
    names: HashMap<&'a str, Name>,
}

/// What the name of a key says.
#[derive(Debug, Clone)]
struct Name {
    /// Whether its value is a secret.
    is_secret: bool,
    /// Where secrets stand in the name itself.
    secrets: Rc<[(usize, usize)]>,
}

impl<'a> Search<'a> {
    fn run(&mut self) {
        while let Some((node, secret)) = self.open.pop() {
            // What an alias leads to is visited at its anchor; only a secret key makes a difference to it.
            if node.is_aliased() && !(secret && self.shared.insert(node.span())) {
                continue;
            }
            let inside = node.structure();
            if inside.is_mapping() {
                for entry in inside.entries() {
                    let name = self.name(entry.key());
                    for &(start, end) in &*name.secrets {
                        self.found.push(entry.key_part(start, end).unwrap_or_else(|| entry.key_span()));
                    }
                    let named = || is_named_secret(entry.key(), |key| inside.get(key).and_then(|value| value.text()));
                    self.open.push((entry.value, secret || name.is_secret || named()));
                }
            } else if inside.items().next().is_some() {
                self.open.extend(inside.items().map(|item| (item, secret)));
            } else if secret {
                self.scalar(node);
            } else if let Some(text) = node.text() {
                for (start, end) in scan::values(text) {
                    self.found.push(node.text_part(start, end).unwrap_or_else(|| node.span()));
                }
            }
        }
    }

    fn name(&mut self, key: &'a str) -> Name {
        let read = || Name { is_secret: is_secret_key(key), secrets: scan::values(key).into() };
        self.names.entry(key).or_insert_with(read).clone()
    }

    fn scalar(&mut self, node: Ref<'a>) {
        let blank = node.scalar().is_none_or(|value| value.trim().is_empty() || is_mask(&value));
        if !blank {
            let whole = node.text().and_then(|text| node.text_part(0, text.len()));
            self.found.push(whole.unwrap_or_else(|| node.span()));
        }
    }
}

/// Secrets in comments: an old password is often left in one.
fn comments(text: &str, found: &mut Vec<Span>) {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let indent = line.len() - line.trim_start().len();
        let body = line.get(indent..).unwrap_or("");
        let comment = if body.starts_with(['#', ';', '!']) || body.starts_with("//") {
            Some(indent)
        } else {
            line.find(" #").or_else(|| line.find("\t#"))
        };
        if let Some(from) = comment {
            for (start, end) in scan::values(line.get(from..).unwrap_or("")) {
                found.push(Span::new(at + from + start, at + from + end));
            }
        }
        at += line.len();
    }
}

/// Joins what overlaps and parts what goes over several lines, so that masking keeps every line on its number.
fn apart(text: &str, mut found: Vec<Span>) -> Vec<Span> {
    sorting::sort(&mut found);
    let mut joined: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        match joined.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.to(span),
            _ => joined.push(span),
        }
    }
    let mut parted = Vec::with_capacity(joined.len());
    for span in joined {
        let mut at = span.start();
        for line in span.of(text).split_inclusive(['\n', '\r']) {
            let indent = if at == span.start() { 0 } else { line.len() - line.trim_start().len() };
            let end = line.trim_end_matches(['\n', '\r']).len();
            if indent < end {
                parted.push(Span::new(at + indent, at + end));
            }
            at += line.len();
        }
    }
    parted
}

/// A text with its secrets masked, and the way from the original's offsets to it. Lines keep their numbers.
#[derive(Debug, Clone)]
pub(crate) struct Masked<'a> {
    text: Cow<'a, str>,
    cuts: Vec<Cut>,
}

/// A secret in the original, and where its mask starts.
#[derive(Debug, Clone, Copy)]
struct Cut {
    span: Span,
    at: usize,
}

impl<'a> Masked<'a> {
    /// The document's text with all its secrets masked, or as it is where the user wants to see them.
    #[must_use]
    pub(crate) fn of(document: &'a Document, show_secrets: bool) -> Self {
        let spans = if show_secrets { Vec::new() } else { secrets(document) };
        Self::new(document.text(), &spans)
    }

    /// `text` with `spans`, sorted and apart, masked.
    #[must_use]
    pub(crate) fn new(text: &'a str, spans: &[Span]) -> Self {
        if spans.is_empty() {
            return Self { text: Cow::Borrowed(text), cuts: Vec::new() };
        }
        let mut out = String::with_capacity(text.len());
        let mut cuts = Vec::with_capacity(spans.len());
        let mut done = 0;
        for &span in spans {
            out.push_str(text.get(done..span.start()).unwrap_or(""));
            cuts.push(Cut { span, at: out.len() });
            out.push_str(REDACTED);
            done = span.end();
        }
        out.push_str(text.get(done..).unwrap_or(""));
        Self { text: Cow::Owned(out), cuts }
    }

    /// The masked text.
    #[must_use]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where byte `offset` of the original stands now; inside a secret, where its mask starts.
    #[must_use]
    pub(crate) fn offset(&self, offset: usize) -> usize {
        self.place(offset, false)
    }

    /// Where `span` of the original stands now. What begins or ends inside a secret takes in its whole mask.
    #[must_use]
    pub(crate) fn span(&self, span: Span) -> Span {
        Span::new(self.place(span.start(), false), self.place(span.end(), !span.is_empty()))
    }

    fn place(&self, offset: usize, is_end: bool) -> usize {
        let after = self.cuts.partition_point(|cut| cut.span.start() <= offset);
        let Some(cut) = after.checked_sub(1).and_then(|at| self.cuts.get(at)) else { return offset };
        if offset >= cut.span.end() {
            cut.at + REDACTED.len() + (offset - cut.span.end())
        } else if is_end && offset > cut.span.start() {
            cut.at + REDACTED.len()
        } else {
            cut.at
        }
    }
}

/// A free text, such as a message, with what looks like a secret in it masked: credentials in URLs, and values of
/// `password=…` and its like.
#[must_use]
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    let found = scan::prose(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let spans = found.into_iter().map(|(start, end)| Span::new(start, end)).collect();
    Masked::new(text, &apart(text, spans)).text
}

/// Lines before a broken one that may hold the key to what stands in it.
const BEFORE: usize = 8;

/// The line of byte `offset` in a text that no reader could take apart, to be shown beside what is wrong with it. None
/// where it or a line before it speaks of a secret, since nothing tells where that ends; nor for a very long line.
#[must_use]
pub(crate) fn quotable(text: &str, offset: usize) -> Option<String> {
    let index = LineIndex::new(text);
    let line = index.line_of(offset);
    let own = index.line_span(text, line);
    let seen = index.line_span(text, line.saturating_sub(BEFORE)).to(own).of(text);
    let plain: String = seen.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let hints = SECRET_ENDINGS.iter().chain(&["pass", "auth", "bearer"]);
    let names_secret = || seen.split(|c: char| !c.is_alphanumeric() && c != '_').any(is_secret_key);
    let is_safe = own.len() <= 4096
        && seen.len() <= 1 << 16
        && !seen.contains('@')
        && !hints.into_iter().any(|hint| plain.contains(hint))
        && !names_secret();
    is_safe.then(|| own.of(text).trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests;
