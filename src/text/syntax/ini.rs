//! INI as OMS writes it (`crawler.conf`, JDBCWriter): sections, `key=value`, comments on lines of their own. A value is
//! the raw text to the end of its line: regular expressions hold `#` and `;`, so there are no comments behind values,
//! no escapes and no quotes. Only `=` separates, because keys and values hold `:`.

use crate::text::document::Syntax;
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::node::{
    Entry, EntryRef, Escaping, Growing, Key, Node, Reader, Ref, SyntaxError, Tree, Value, looks_like_json,
};
use crate::text::source::Span;

use super::lines::{self, Line};
use crate::text::lang::tr;

/// INI without escapes and without comments behind values.
#[derive(Debug)]
pub struct Ini;

const SPACE: [char; 2] = [' ', '\t'];

impl Reader for Ini {
    fn read(&self, text: &str) -> Result<Tree, SyntaxError> {
        let (mut nodes, mut root) = (Growing::default(), Vec::new());
        let mut may_repeat = false;
        let mut section: Option<Section> = None;
        let mut at = lines::first(text);
        while at < text.len() {
            let line = Line::from(text, at);
            at = line.next;
            match Row::read(text, &line, &mut nodes)? {
                Row::Nothing => {}
                Row::Header(key_span) => {
                    let new = Section { key_span, entries: Vec::new(), first_key: line.next };
                    let before = section.replace(new);
                    may_repeat |= before.as_ref().is_some_and(|section| may_hold_twice(text, &section.entries));
                    root.extend(before.map(|section| section.close(&mut nodes)));
                }
                Row::Entry(entry) => section.as_mut().map_or(&mut root, |section| &mut section.entries).push(entry),
            }
        }
        may_repeat |= section.as_ref().is_some_and(|section| may_hold_twice(text, &section.entries));
        root.extend(section.map(|section| section.close(&mut nodes)));
        may_repeat |= may_hold_twice(text, &root);
        let root = mapping(&mut nodes, root, text.len());
        Ok(Tree { may_repeat, ..Tree::plain(nodes.finish(root)) })
    }
}

/// More keys are not compared each with each.
const FEW: usize = 16;

/// Whether a key may stand twice among these entries, or in JSON in a value of theirs.
fn may_hold_twice(text: &str, entries: &[Entry]) -> bool {
    let key = |entry: &Entry| entry.key_span.of(text);
    let stands_again =
        |(number, entry): (usize, &Entry)| entries.iter().skip(number + 1).any(|other| key(other) == key(entry));
    let may_inside = |entry: &Entry| match &entry.value.value {
        Value::Mapping(_) => false,
        _ => looks_like_json(entry.value.span.of(text)),
    };
    entries.len() > FEW || entries.iter().enumerate().any(stands_again) || entries.iter().any(may_inside)
}

/// A section that is being read.
struct Section {
    key_span: Span,
    entries: Vec<Entry>,
    /// Where a first key would go.
    first_key: usize,
}

impl Section {
    fn close(self, nodes: &mut Growing) -> Entry {
        let value = mapping(nodes, self.entries, self.first_key);
        Entry { key_span: self.key_span, key: Key::BARE, value }
    }
}

/// A mapping from the first key to the last value; an empty one stands where its first key would go.
fn mapping(nodes: &mut Growing, entries: Vec<Entry>, first_key: usize) -> Node {
    let span = match (entries.first(), entries.last()) {
        (Some(first), Some(last)) => first.key_span.to(last.value.span),
        _ => Span::at(first_key),
    };
    Node { span, value: nodes.mapping(entries) }
}

/// What a line says.
enum Row {
    Nothing,
    Header(Span),
    Entry(Entry),
}

impl Row {
    fn read(text: &str, line: &Line, nodes: &mut Growing) -> Result<Self, SyntaxError> {
        let content = line.of(text).trim_start_matches(SPACE);
        let start = line.end - content.len();
        let content = content.trim_end_matches(SPACE);
        let error = |at: usize, message: &str| Err(SyntaxError { message: message.to_owned(), offset: at });
        match content.as_bytes().first() {
            None | Some(b'#' | b';') => return Ok(Self::Nothing),
            Some(b'[') => {}
            Some(_) => {
                return match content.split_once('=') {
                    Some(("", _)) => error(start, tr!("a key is missing before the `=`")),
                    Some((key, value)) => Ok(Self::Entry(entry(nodes, start, key, value))),
                    None => error(start, tr!("expected `key=value` or `[section]`")),
                };
            }
        }
        let Some(close) = content.find(']') else { return error(start, tr!("this `[` is never closed on its line")) };
        if close + 1 < content.len() {
            return error(start + close + 1, tr!("nothing may follow the `]` of a section on its line"));
        }
        let name = trimmed(start + 1, content.get(1..close).unwrap_or(""));
        if name.is_empty() { error(start, tr!("a section needs a name")) } else { Ok(Self::Header(name)) }
    }
}

fn entry(nodes: &mut Growing, start: usize, key: &str, value: &str) -> Entry {
    let key_span = trimmed(start, key);
    let value_start = start + key.len() + 1;
    let span = trimmed(value_start, value);
    let text = nodes.verbatim(span, value.trim_matches(SPACE), Escaping::None);
    Entry { key_span, key: Key::BARE, value: Node { span, value: Value::String(text) } }
}

/// The place of `raw`, which starts at byte `start`, without surrounding white space; of blank text, its end.
fn trimmed(start: usize, raw: &str) -> Span {
    let lead = raw.len() - raw.trim_start_matches(SPACE).len();
    let start = start + lead;
    Span::new(start, start + raw.trim_matches(SPACE).len())
}

impl Syntax for Ini {
    fn name(&self) -> &'static str {
        "ini"
    }

    fn title(&self) -> &'static str {
        "INI"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".ini", ".conf"]
    }

    fn claims_name(&self, name: &str) -> bool {
        name.ends_with(".ini") || name == "crawler.conf"
    }

    fn claims_text(&self, text: &str) -> bool {
        let mut at = lines::first(text);
        while at < text.len() {
            let line = Line::from(text, at);
            let content = line.of(text).trim_matches(SPACE);
            if !content.is_empty() && !content.starts_with(['#', ';']) {
                let name = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
                return name.is_some_and(is_plain_name);
            }
            at = line.next;
        }
        false
    }

    fn is_searchable(&self) -> bool {
        true
    }

    fn insert(&self, mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
        if !mapping.is_mapping() {
            return Err(Refusal(tr!("it is not a section").into()));
        }
        let text = mapping.content().text();
        let neighbour = mapping.entries().nth(after).or_else(|| mapping.entries().last()).map(|entry| entry.raw());
        if neighbour.is_some_and(|neighbour| matches!(neighbour.value.value, Value::Mapping(_))) {
            return Err(Refusal(tr!("behind a section, a key would belong to the section").into()));
        }
        let at = match neighbour {
            Some(neighbour) => Line::from(text, neighbour.value.span.end()).next,
            None => mapping.raw().span.start(),
        };
        let (indent, separator) = style(mapping, after);
        let line = |entry: &NewEntry| {
            let value = entry.value.flat();
            check_key(&entry.key)?;
            check_value(&value)?;
            Ok(format!("{indent}{}{separator}{value}", entry.key))
        };
        let lines: Vec<_> = entries.iter().map(line).collect::<Result<_, _>>()?;
        Ok(lines::insert(text, at, lines.into_iter()))
    }

    fn replace(&self, entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
        if entry.value.is_mapping() {
            return Err(Refusal(tr!("a section cannot become a value").into()));
        }
        let value = value.flat();
        check_value(&value)?;
        let (text, raw) = (entry.mapping().content().text(), entry.raw());
        let entries: Vec<&Entry> = entry.mapping().entries().map(|entry| entry.raw()).collect();
        let number = entries.iter().position(|other| std::ptr::eq(*other, raw)).unwrap_or(0);
        Ok(Edit { span: raw.value.span, text: format!("{}{value}", lines::lead(text, &entries, number)) })
    }

    fn rename(&self, entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
        if entry.value.is_mapping() {
            check_section(key)?;
        } else {
            check_key(key)?;
        }
        Ok(Edit { span: entry.raw().key_span, text: key.to_owned() })
    }

    /// No library reads INI as OMS does.
    fn reference(&self, _: &str) -> Option<Result<serde_json::Value, String>> {
        None
    }
}

/// A name that no JSON list holds as its only item.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !matches!(name, "true" | "false" | "null")
}

/// Indentation and separator for a key behind entry `after` of `mapping`; in an empty section as in the entry above it.
fn style(mapping: Ref<'_>, after: usize) -> (String, String) {
    let text = mapping.content().text();
    let own: Vec<&Entry> = mapping.entries().map(|entry| entry.raw()).collect();
    let (entries, number) = if own.is_empty() {
        let root = mapping.content().root();
        let all: Vec<&Entry> = root
            .entries()
            .flat_map(|entry| {
                let inside: Vec<&Entry> = entry.value.entries().map(|entry| entry.raw()).collect();
                if entry.value.is_mapping() { inside } else { vec![entry.raw()] }
            })
            .collect();
        let above = all.iter().filter(|entry| entry.key_span.start() < mapping.raw().span.start()).count();
        (all, above.saturating_sub(1))
    } else {
        let number = after.min(own.len().saturating_sub(1));
        (own, number)
    };
    let indent = entries.get(number).map_or("", |entry| lines::indent(text, entry.key_span.start()));
    (indent.to_owned(), lines::separator(text, &entries, number))
}

fn has_outer_space(text: &str) -> bool {
    text.starts_with(SPACE) || text.ends_with(SPACE)
}

fn check_key(key: &str) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal(why.to_owned()));
    match key {
        "" => refuse(tr!("an INI key cannot be empty")),
        _ if key.contains(['\n', '\r', '=']) => refuse(tr!("an INI key cannot hold `=` or a line break")),
        _ if key.starts_with(['[', '#', ';', '\u{feff}']) => {
            refuse(tr!("an INI key cannot begin with `[`, `#`, `;` or a byte-order mark"))
        }
        _ if has_outer_space(key) => refuse(tr!("an INI key cannot begin or end with white space")),
        _ => Ok(()),
    }
}

fn check_section(name: &str) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal(why.to_owned()));
    match name {
        "" => refuse(tr!("the name of an INI section cannot be empty")),
        _ if name.contains(['\n', '\r', ']']) => {
            refuse(tr!("the name of an INI section cannot hold `]` or a line break"))
        }
        _ if has_outer_space(name) => refuse(tr!("the name of an INI section cannot begin or end with white space")),
        _ => Ok(()),
    }
}

fn check_value(value: &str) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal(why.to_owned()));
    match value {
        _ if value.contains(['\n', '\r']) => refuse(tr!("an INI value cannot hold a line break")),
        _ if has_outer_space(value) => refuse(tr!("an INI value cannot begin or end with white space")),
        _ => Ok(()),
    }
}
