//! How a mapping and its neighbours are written, so that what is added looks like them.

use super::quote::Quote;
use super::read::{colon_after, skip_blanks};
use crate::text::edit::{NewEntry, NewValue, Refusal};
use crate::text::lang::tr;
use crate::text::node::{Entry, EntryRef, Node, Ref, Value};

/// How keys and values are written in and around a mapping.
pub(super) struct Style {
    pub key_quote: Quote,
    pub value_quote: Quote,
    colon: String,
    /// How much deeper a nested block mapping stands, in spaces.
    step: usize,
}

/// Where the entries of a mapping stand.
pub(super) enum Layout {
    /// On lines of their own, this many spaces in.
    Block(usize),
    /// Between braces.
    Flow,
}

impl Layout {
    pub(super) fn of(mapping: Ref<'_>) -> Result<Self, Refusal> {
        let text = mapping.content().text();
        if is_braced(mapping) {
            return Ok(Self::Flow);
        }
        if ancestors(mapping).iter().any(|node| is_bracketed(*node)) {
            return Err(Refusal(tr!("it is a single pair inside a flow list, without braces of its own").into()));
        }
        let prefix = line_before(text, mapping.raw().span.start());
        let dashes = prefix.trim_start_matches(' ');
        let is_compact =
            dashes.is_empty() || dashes.ends_with(' ') && dashes.split(' ').all(|part| part.is_empty() || part == "-");
        if is_compact {
            Ok(Self::Block(prefix.len()))
        } else {
            Err(Refusal(
                tr!("its first key shares a line with something else, so its indentation cannot be told").into(),
            ))
        }
    }
}

impl Style {
    /// The style of `mapping` at its entry number `at`; of an empty mapping, that of the mappings around it.
    pub(super) fn around(mapping: Ref<'_>, at: usize) -> Self {
        let text = mapping.content().text();
        let outer = ancestors(mapping);
        let mut near: Vec<EntryRef<'_>> = mapping.entries().nth(at).into_iter().chain(mapping.entries()).collect();
        if near.is_empty() {
            near = outer.iter().rev().flat_map(Ref::entries).collect();
        }
        let quotes = || {
            let values = near.iter().map(|entry| &entry.raw().value);
            let strings = values.filter(|value| matches!(value.value, Value::String(_)));
            let raw = strings.map(|value| value.span.of(text));
            // Text in a block of its own is not written like a word.
            raw.filter(|raw| !raw.starts_with(['|', '>'])).map(Quote::of)
        };
        let key_quote = near.first().map_or(Quote::Plain, |entry| Quote::of(entry.raw().key_span.of(text)));
        let value_quote = quotes().find(|quote| *quote != Quote::Plain).or(quotes().next()).unwrap_or(Quote::Double);
        let colon = near.iter().find_map(|entry| colon_of(text, entry.raw())).unwrap_or(": ").to_owned();
        let step = near
            .iter()
            .find_map(|entry| step_of(entry.written(), column(text, entry.raw().key_span.start())))
            .or_else(|| outer.first().and_then(|root| root.entries().find_map(|entry| step_of(entry.written(), 0))))
            .unwrap_or(2);
        Self { key_quote, value_quote, colon, step }
    }

    fn pair(&self, key: &str, value: &str) -> String {
        let key = self.key_quote.text(key);
        // Without a space, a colon ends a quoted key only, and only between braces.
        let space = if self.colon.ends_with(' ') || Quote::of(&key) != Quote::Plain { "" } else { " " };
        format!("{key}{}{space}{value}", self.colon)
    }

    /// `entry` as it stands between braces.
    pub(super) fn flow_entry(&self, entry: &NewEntry) -> String {
        self.pair(&entry.key, &self.flow_value(&entry.value))
    }

    /// `value` as it stands on the line of its key.
    pub(super) fn flow_value(&self, value: &NewValue) -> String {
        match value {
            NewValue::Text(text) => self.value_quote.text(text),
            NewValue::Number(number) => number.to_string(),
            NewValue::Map(map) => {
                let pairs: Vec<_> =
                    map.iter().map(|(key, value)| self.pair(key, &self.value_quote.text(value))).collect();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }

    /// `entry` as it stands on lines of its own, `indent` spaces in, without the first line's indentation.
    pub(super) fn block_entry(&self, entry: &NewEntry, indent: usize, line_break: &str) -> String {
        match &entry.value {
            NewValue::Map(map) if !map.is_empty() => {
                let key = self.key_quote.text(&entry.key);
                let colon = self.colon.trim_end();
                format!("{key}{colon}{}", self.block_map(map, indent, line_break))
            }
            value => self.pair(&entry.key, &self.flow_value(value)),
        }
    }

    /// The lines of a mapping below a key that stands `indent` spaces in, each with the line break before it.
    pub(super) fn block_map(&self, map: &[(String, String)], indent: usize, line_break: &str) -> String {
        let lead = format!("{line_break}{}", " ".repeat(indent + self.step));
        map.iter().map(|(key, value)| format!("{lead}{}", self.pair(key, &self.value_quote.text(value)))).collect()
    }

    /// What stands between two entries inside braces, behind the comma, where the neighbours do not show it.
    pub(super) fn gap(&self) -> &'static str {
        if self.colon.ends_with(' ') { " " } else { "" }
    }
}

/// The colon of `entry` with the blanks around it, if nothing else stands there and its value is on the same line.
fn colon_of<'a>(text: &'a str, entry: &Entry) -> Option<&'a str> {
    let between = text.get(entry.key_span.end()..entry.value.span.start())?;
    let is_pure = !entry.value.span.is_empty() && between.trim_matches(' ') == ":";
    let is_quoted = Quote::of(entry.key_span.of(text)) != Quote::Plain;
    (is_pure && (between.ends_with(' ') || is_quoted)).then_some(between)
}

fn step_of(value: Ref<'_>, outer: usize) -> Option<usize> {
    let is_block = value.is_mapping() && !is_braced(value);
    let own = line_before(value.content().text(), value.raw().span.start());
    let on_own_line = own.bytes().all(|b| b == b' ');
    (is_block && on_own_line && own.len() > outer).then(|| own.len() - outer)
}

fn column(text: &str, at: usize) -> usize {
    line_before(text, at).chars().count()
}

/// Whether `node` is a mapping between braces. A block mapping may start with a brace, too: that of its first key.
pub(super) fn is_braced(node: Ref<'_>) -> bool {
    let span = node.raw().span;
    node.is_mapping()
        && span.of(node.content().text()).starts_with('{')
        && node.raw_entries().first().is_none_or(|first| first.key_span.start() > span.start())
}

/// Whether `node` is a list or mapping between brackets.
pub(super) fn is_bracketed(node: Ref<'_>) -> bool {
    is_list_bracketed(node) || is_braced(node)
}

/// Several documents are one list, which starts where the first document does, with a bracket perhaps.
fn is_list_bracketed(node: Ref<'_>) -> bool {
    let span = node.raw().span;
    let text = span.of(node.content().text());
    matches!(node.raw().value, Value::Sequence(_))
        && text.starts_with('[')
        && text.ends_with(']')
        && node.raw_items().first().is_none_or(|first| first.span.start() > span.start())
}

/// The nodes around `mapping`, the root first.
pub(super) fn ancestors<'a>(mapping: Ref<'a>) -> Vec<Ref<'a>> {
    let target = mapping.raw();
    let mut node = mapping.content().root();
    let mut found = Vec::new();
    while !std::ptr::eq(node.raw(), target) {
        found.push(node);
        let Some(next) = node.written().find(|child| holds(child.raw(), target)) else { break };
        node = next;
    }
    found
}

fn holds(child: &Node, target: &Node) -> bool {
    std::ptr::eq(child, target)
        || matches!(child.value, Value::Mapping(_) | Value::Sequence(_)) && child.span.contains(target.span)
}

/// The line of byte `at` up to it, without a byte-order mark.
pub(super) fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    line.strip_prefix('\u{feff}').unwrap_or(line)
}

/// The rest of the line from byte `at`, without its line break.
pub(super) fn line_after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("").split(['\n', '\r']).next().unwrap_or("")
}

/// The line break that ends the line of byte `at`; at the end of the text, that of the line before.
pub(super) fn line_break(text: &str, at: usize) -> &'static str {
    let kind = |rest: &str| match rest.as_bytes() {
        [b'\r', b'\n', ..] => Some("\r\n"),
        [b'\n', ..] => Some("\n"),
        [b'\r', ..] => Some("\r"),
        _ => None,
    };
    let rest = text.get(at..).unwrap_or("");
    let next = rest.find(['\n', '\r']).and_then(|found| kind(rest.get(found..)?));
    let before = text.get(..at).unwrap_or("");
    let previous = || {
        let found = before.rfind(['\n', '\r'])?;
        let found = if before.get(..found)?.ends_with('\r') && before.get(found..)?.starts_with('\n') {
            found - 1
        } else {
            found
        };
        kind(before.get(found..)?)
    };
    next.or_else(previous).unwrap_or("\n")
}

/// The byte behind the colon of `entry`, if it stands on the line of its key, as it does unless `?` marks the key.
pub(super) fn colon_end(text: &str, entry: &Entry) -> Option<usize> {
    let colon = colon_after(text, entry.key_span.end())?;
    let between = text.get(entry.key_span.end()..colon)?;
    let explicit = line_before(text, entry.key_span.start()).trim_end().ends_with('?');
    (!explicit && !between.contains(['\n', '\r']) && skip_blanks(text, entry.key_span.end()) + 1 == colon)
        .then_some(colon)
}
