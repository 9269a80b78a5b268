//! A copy of an export that can be given to strangers: what names something is replaced by the same invented value
//! throughout, and what OMS itself means stays, so that the same is found in the copy.
//!
//! All documents are looked at twice: first to know what stands in them, so that no invented value is one of them, then to
//! make the copies.

mod invent;
mod words;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use crate::knowledge::{parameters, schemas};
use crate::oms::backup_name::aside_word;
use crate::text::document::Document;
use crate::text::edit::{Edit, splice};
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref};
use crate::text::redact::{self, is_secret_key, is_secret_word};
use crate::text::sorting;
use crate::text::source::Span;
use crate::text::syntax;
use invent::Inventor;
use words::{Kind, Part};

/// The invented values of a run.
#[derive(Debug, Default)]
pub(crate) struct Anonymiser {
    inventor: Inventor,
    /// Values that are replaced, and the names in them: a key that is one of them is data.
    values: HashSet<String>,
}

/// Why there is no copy of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoCopy {
    /// The edits overlap.
    #[error("{}", tr!("its values cannot be replaced without touching each other"))]
    Overlap,
    /// The copy cannot be read.
    #[error("{}", tr!("its copy could not be read again"))]
    Unreadable,
    /// Something of it would have stayed.
    #[error("{}", tr!("something in it that must not be shown could not be replaced"))]
    Left,
}

impl Anonymiser {
    /// Takes in what stands in a document. All documents are taken in before the first is copied.
    pub(crate) fn note(&mut self, document: &Document) {
        for value in values(document) {
            self.values.insert(value.to_owned());
            let names = value.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| name.len() > 2);
            self.values.extend(names.filter(|name| !words::parts(name).is_empty()).map(str::to_owned));
        }
        for (_, original, _) in &Work::of(document, &HashSet::new()).parts {
            self.inventor.note(original);
        }
    }

    /// Takes in what stands in the path of a file.
    pub(crate) fn note_path(&mut self, path: &str) {
        for name in path.split('/') {
            let (name, _) = with_colons(name);
            for part in name_parts(&name) {
                self.inventor.note(name.get(part.start..part.end).unwrap_or(""));
            }
        }
    }

    /// A path with `/`, with invented names.
    pub(crate) fn path(&mut self, path: &str) -> String {
        let mut invent = |name: &str| {
            let (name, instead) = with_colons(name);
            let invented = self.text(&name, &name_parts(&name));
            instead.map_or(invented.clone(), |instead| invented.replace(':', instead))
        };
        path.split('/').map(&mut invent).collect::<Vec<_>>().join("/")
    }

    fn text(&mut self, text: &str, parts: &[Part]) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for part in parts {
            out.push_str(text.get(done..part.start).unwrap_or(""));
            out.push_str(&self.part(text.get(part.start..part.end).unwrap_or(""), part.kind));
            done = part.end;
        }
        out.push_str(text.get(done..).unwrap_or(""));
        out
    }

    fn part(&mut self, original: &str, kind: Kind) -> String {
        match kind {
            Kind::Address => self.inventor.address(original),
            Kind::Word => self.inventor.word(original),
        }
    }

    /// The text of a copy.
    ///
    /// # Errors
    /// When there is none that can be given away.
    pub(crate) fn copy(&mut self, document: &Document) -> Result<String, NoCopy> {
        let work = Work::of(document, &self.values);
        let (mut parts, mut edits) = (work.parts, work.comments);
        // An anchored key of YAML is reached by two ways.
        sorting::sort_by_key(&mut parts, |(span, ..)| *span);
        parts.dedup_by_key(|(span, ..)| *span);
        edits.extend(parts.into_iter().map(|(span, original, kind)| Edit { span, text: self.part(&original, kind) }));
        let text = splice(document.text(), &edits).ok_or(NoCopy::Overlap)?;
        let copy = syntax::parse(Arc::clone(&document.path), text.clone().into(), document.syntax());
        let copy = copy.map_err(|_| NoCopy::Unreadable)?;
        if Work::of(&copy, &HashSet::new()).parts.iter().any(|(_, word, _)| self.inventor.is_original(word)) {
            return Err(NoCopy::Left);
        }
        Ok(text)
    }
}

/// A name with its colons, and what stands for them where none may be: its letter and digit are nobody's words.
fn with_colons(name: &str) -> (Cow<'_, str>, Option<&'static str>) {
    let instead = ["%3A", "%3a"].into_iter().find(|instead| name.contains(instead) && !name.contains(':'));
    (instead.map_or(name.into(), |instead| name.replace(instead, ":").into()), instead)
}

/// The parts of the name of a file or folder that are to be replaced.
fn name_parts(name: &str) -> Vec<Part> {
    let end = words::ending(name);
    let stem = name.get(..end).unwrap_or(name);
    if words::is_common_name(stem) {
        return Vec::new();
    }
    // That something is a backup must be told from its name afterwards, too.
    let without_aside = |part: Part| {
        let word = stem.get(part.start..part.end).unwrap_or_default();
        let Some(aside) = aside_word(name, word) else { return vec![part] };
        let [before, behind] = [part.start..part.start + aside.start, part.start + aside.end..part.end];
        let rest = [before, behind].into_iter().filter(|rest| !rest.is_empty());
        rest.map(|rest| Part { start: rest.start, end: rest.end, kind: part.kind }).collect()
    };
    words::parts(stem).into_iter().flat_map(without_aside).collect()
}

/// The strings of a document that are replaced.
fn values(document: &Document) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![(document.root(), "")];
    while let Some((node, key)) = open.pop() {
        if node.is_aliased() {
            continue;
        }
        let inside = node.structure();
        if inside.is_mapping() {
            open.extend(inside.entries().map(|entry| (entry.value, entry.key())));
        } else if inside.items().next().is_some() {
            open.extend(inside.items().map(|item| (item, key)));
        } else if let Some(text) = node.text()
            && !words::is_kept(key, text)
        {
            found.push(text);
        }
    }
    found
}

/// A node that is to be looked at.
#[derive(Debug, Clone, Copy)]
struct Open<'a> {
    node: Ref<'a>,
    /// The key that it stands under.
    key: &'a str,
    /// A key above it says that it is a secret.
    is_secret: bool,
    /// The keys in it are data.
    has_data_keys: bool,
}

/// What is to be replaced in one document.
struct Work<'a> {
    text: &'a str,
    /// Values that are replaced elsewhere, and the names in them.
    values: &'a HashSet<String>,
    /// Secrets in the middle of values, such as the password in a URL.
    secrets: Vec<Span>,
    parts: Vec<(Span, String, Kind)>,
    /// The bytes of keys and values; comments stand between them.
    covered: Vec<Span>,
    comments: Vec<Edit>,
}

impl<'a> Work<'a> {
    fn of(document: &'a Document, values: &'a HashSet<String>) -> Self {
        let mut work = Self {
            text: document.text(),
            values,
            secrets: redact::secrets(document),
            parts: Vec::new(),
            covered: Vec::new(),
            comments: Vec::new(),
        };
        let root = document.root();
        let mut open = vec![Open { node: root, key: "", is_secret: false, has_data_keys: false }];
        while let Some(next) = open.pop() {
            work.look(next, &mut open);
        }
        work.between();
        work
    }

    fn look(&mut self, next: Open<'a>, open: &mut Vec<Open<'a>>) {
        let Open { node, key, is_secret, has_data_keys } = next;
        // What an alias leads to is looked at where it stands.
        if node.is_aliased() {
            return;
        }
        let inside = node.structure();
        let is_nested = inside.content().is_nested();
        if is_nested && inside.content().outward_edit(Span::at(0), "").is_none() {
            self.raw(node);
            return;
        }
        if is_nested || !(inside.is_mapping() || inside.items().next().is_some()) {
            self.cover(node.span(), node);
        }
        if inside.is_mapping() {
            for entry in inside.entries() {
                self.key(entry, has_data_keys);
                let name = entry.key();
                open.push(Open {
                    node: entry.value,
                    key: name,
                    is_secret: is_secret
                        || is_secret_key(name)
                        || redact::is_named_secret(name, |key| inside.get(key).and_then(|value| value.text())),
                    has_data_keys: has_data_keys || holds_data(name),
                });
            }
        } else if inside.items().next().is_some() {
            open.extend(inside.items().map(|item| Open { node: item, ..next }));
        } else {
            self.scalar(node, key, is_secret);
        }
    }

    fn cover(&mut self, span: Span, node: Ref<'_>) {
        if !node.content().is_nested() {
            self.covered.push(span);
        }
    }

    fn key(&mut self, entry: EntryRef<'a>, is_data: bool) {
        let key = entry.key();
        self.cover(entry.key_span(), entry.mapping());
        // In `source.checkpoint.<clientId>` the end is data, and the rest a name of OMS.
        let dotted = "checkpoint.";
        let client =
            key.find(dotted).filter(|at| *at == 0 || key.get(..*at).is_some_and(|before| before.ends_with('.')));
        if let Some(at) = client.map(|at| at + dotted.len()) {
            let client = key.get(at..).unwrap_or("");
            for part in words::parts(client) {
                match entry.key_part(at + part.start, at + part.end) {
                    Some(span) => self.add(span, client.get(part.start..part.end).unwrap_or(""), part.kind),
                    None => return self.raw_span(entry.key_span()),
                }
            }
            return;
        }
        let has_address = || words::parts(key).iter().any(|part| part.kind == Kind::Address);
        let is_data = (is_data && !is_known(key))
            || words::has_task(key)
            || has_address()
            || key.contains(['@', ':'])
            || (!key.is_ascii() && !is_secret_word(key))
            || (self.values.contains(key) && !is_known(key));
        if !is_data {
            return;
        }
        for part in words::parts(key) {
            match entry.key_part(part.start, part.end) {
                Some(span) => self.add(span, key.get(part.start..part.end).unwrap_or(""), part.kind),
                None => return self.raw_span(entry.key_span()),
            }
        }
    }

    fn scalar(&mut self, node: Ref<'a>, key: &str, is_secret: bool) {
        let Some(value) = node.scalar() else { return };
        if value.trim().is_empty() || redact::is_mask(&value) {
            return;
        }
        let Some(text) = node.text() else {
            // A number or a boolean: only a secret is replaced, digit by digit.
            if is_secret && value.bytes().all(|byte| byte.is_ascii_digit()) {
                self.add(node.span(), &value, Kind::Word);
            }
            return;
        };
        if is_secret {
            return self.secret(node, text);
        }
        if words::is_kept(key, text) || (redact::NAMING.contains(&key) && is_secret_word(text)) {
            return;
        }
        for part in words::parts(text) {
            match node.text_part(part.start, part.end) {
                Some(span) => self.add(span, text.get(part.start..part.end).unwrap_or(""), part.kind),
                None => return self.raw(node),
            }
        }
        self.secrets_in(node, text);
    }

    /// A secret: every word of it, also what would stay elsewhere.
    fn secret(&mut self, node: Ref<'a>, text: &str) {
        let words = alphanumerics(text);
        let whole = [(0, text.len())];
        for &(start, end) in if words.is_empty() { &whole[..] } else { &words[..] } {
            match node.text_part(start, end) {
                Some(span) => self.add(span, text.get(start..end).unwrap_or(""), Kind::Word),
                None => return self.raw(node),
            }
        }
    }

    /// Words of secrets within a value that are not replaced yet.
    fn secrets_in(&mut self, node: Ref<'a>, text: &str) {
        if self.secrets.is_empty() {
            return;
        }
        for (start, end) in alphanumerics(text) {
            let Some(span) = node.text_part(start, end) else { return };
            let after = self.secrets.partition_point(|secret| secret.end() <= span.start());
            let is_secret = self.secrets.get(after).is_some_and(|secret| secret.contains(span));
            let is_done =
                || self.parts.iter().rev().take(64).any(|(done, _, _)| span.contains(*done) || done.contains(span));
            if is_secret && !is_done() {
                self.add(span, text.get(start..end).unwrap_or(""), Kind::Word);
            }
        }
    }

    fn add(&mut self, span: Span, original: &str, kind: Kind) {
        self.parts.push((span, original.to_owned(), kind));
    }

    /// A string whose characters have no way back to the file: its bytes are taken as they are.
    fn raw(&mut self, node: Ref<'_>) {
        self.cover(node.span(), node);
        self.raw_span(node.span());
    }

    fn raw_span(&mut self, span: Span) {
        let raw = span.of(self.text);
        // What was found in it so far stood for itself only.
        self.parts.retain(|(done, _, _)| !span.contains(*done));
        for part in words::parts(raw) {
            let is_escape = raw.get(..part.start).is_some_and(|before| before.ends_with('\\'));
            let start = part.start + usize::from(is_escape);
            if start < part.end {
                let place = Span::new(span.start() + start, span.start() + part.end);
                self.add(place, raw.get(start..part.end).unwrap_or(""), part.kind);
            }
        }
    }

    /// Between keys and values stand comments, which go, and in YAML the names of anchors.
    fn between(&mut self) {
        let mut covered = std::mem::take(&mut self.covered);
        sorting::sort(&mut covered);
        let mut at = 0;
        let end = self.text.len();
        for span in covered.into_iter().chain([Span::at(end)]) {
            if span.start() > at {
                self.gap(at, span.start());
            }
            at = at.max(span.end());
        }
    }

    fn gap(&mut self, start: usize, end: usize) {
        let gap = self.text.get(start..end).unwrap_or("");
        let mut in_comment = false;
        let mut word = 0;
        for (at, c) in gap.char_indices() {
            match c {
                '\n' | '\r' => in_comment = false,
                '#' | ';' => in_comment = true,
                '!' if gap
                    .get(..at)
                    .is_none_or(|before| before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])) =>
                {
                    in_comment = true;
                }
                '/' if gap.get(at + 1..).is_some_and(|rest| rest.starts_with(['/', '*'])) => in_comment = true,
                '&' | '*' if !in_comment => word = at + 1,
                c if c.is_alphanumeric() && in_comment && !names_secret(gap, at) => {
                    let place = Span::new(start + at, start + at + c.len_utf8());
                    self.comments.push(Edit { span: place, text: "x".into() });
                }
                c if c.is_alphanumeric() && word == at => {
                    let rest = gap.get(at..).unwrap_or("");
                    let name = rest.split(|c: char| c.is_whitespace() || ",]}".contains(c)).next().unwrap_or("");
                    for (from, to) in alphanumerics(name) {
                        let place = Span::new(start + at + from, start + at + to);
                        self.add(place, name.get(from..to).unwrap_or(""), Kind::Word);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether the word around byte `at` of a comment is the name of a secret with its value behind it: such a name tells
/// nobody anything, and a secret in a comment is a finding.
fn names_secret(comment: &str, at: usize) -> bool {
    let is_in_word = |c: char| c.is_ascii_alphabetic();
    let (before, after) = (comment.get(..at).unwrap_or(""), comment.get(at..).unwrap_or(""));
    let start = before.rfind(|c| !is_in_word(c)).map_or(0, |at| at + before.get(at..).map_or(0, first_length));
    let end = at + after.find(|c| !is_in_word(c)).unwrap_or(after.len());
    let rest = comment.get(end..).unwrap_or("").trim_start_matches([' ', '"']);
    rest.starts_with(['=', ':']) && comment.get(start..end).is_some_and(is_secret_key)
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Whether the keys of what stands under this one are data: ids of clients, or names of tables.
fn holds_data(key: &str) -> bool {
    let key = key.rsplit('.').next().unwrap_or(key);
    let folded: String = key.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect();
    folded == "checkpoint"
        || ["whitelist", "blacklist", "tables", "databases", "schemas"].iter().any(|end| folded.ends_with(end))
}

/// Keys that no schema of ours names: those of API answers, of conditions and of status files.
const OTHER_KEYS: &[&str] = &[
    "source",
    "subTopic",
    "src_subTopic",
    "ignore_ddl",
    "timestamp",
    "sink",
    "coordinator",
    "condition",
    "name",
    "map",
    "all",
    "sub",
    "attr",
    "type",
    "id",
    "ip",
    "identity",
    "status",
    "success",
    "data",
    "config",
    "result",
    "code",
    "message",
    "subtopic",
    "subtopics",
    "clients",
    "checkpoint",
    "host",
    "port",
    "user",
    "username",
    "schema",
    "server",
    "zone",
    "time",
    "running",
    "complete",
    "why",
    "version",
    "table",
    "tables",
    "filter",
    "columns",
    "column",
    "task",
    "tasks",
    "component",
    "components",
    "url",
    "topic",
    "instance",
    "database",
];

/// Whether a key is OMS's own, or so like one that it is no name.
fn is_known(key: &str) -> bool {
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let mut known = HashSet::new();
        let mut open: Vec<_> = schemas::ALL.iter().map(schemas::Schema::value).collect();
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::Object(map) => {
                    if let Some(properties) = map.get("properties").and_then(serde_json::Value::as_object) {
                        known.extend(properties.keys().cloned());
                    }
                    open.extend(map.into_iter().map(|(_, value)| value));
                }
                serde_json::Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        known
    });
    let last = key.rsplit('.').next().unwrap_or(key);
    let is_camel = last.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && last.starts_with(|c: char| c.is_ascii_lowercase())
        && last.bytes().any(|byte| byte.is_ascii_uppercase());
    is_camel
        || is_secret_key(last)
        || words::takes_words(last)
        || OTHER_KEYS.contains(&last)
        || KNOWN.contains(key)
        || KNOWN.contains(last)
        || parameters::all().iter().any(|row| row.key == last)
}

/// The runs of letters and digits in a text.
fn alphanumerics(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            found.push((at, at + word.len()));
        }
        at += word.len();
        at += text.get(at..).map_or(0, first_length);
    }
    found
}
