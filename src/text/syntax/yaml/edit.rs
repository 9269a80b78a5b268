//! Edits of YAML. Whatever cannot be added without touching other bytes or another place is refused with the reason.

use super::quote::Quote;
use super::style::{Layout, Style, colon_end, is_braced, is_bracketed, line_after, line_before, line_break};
use crate::text::edit::{Edit, NewEntry, NewValue, Refusal};
use crate::text::lang::tr;
use crate::text::node::{Entry, EntryRef, Node, Ref, Value};
use crate::text::source::Span;

/// The longest key that is written; YAML allows 1024 characters on the line of its value.
const MAX_KEY: usize = 500;

fn refuse<T>(reason: &str) -> Result<T, Refusal> {
    Err(Refusal(reason.to_owned()))
}

/// See [`crate::text::document::Syntax::insert`].
pub(super) fn insert(mapping: Ref<'_>, after: usize, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
    check_place(mapping)?;
    entries.iter().try_for_each(|entry| check_key(&entry.key).and_then(|()| check_value(&entry.value)))?;
    let layout = Layout::of(mapping)?;
    let text = mapping.content().text();
    let style = Style::around(mapping, after);
    let number = after.min(mapping.entries().len().saturating_sub(1));
    let Some(neighbour) = mapping.entries().nth(number) else {
        return fill_empty(text, mapping.raw().span, &style, entries);
    };
    if colon_end(text, neighbour.raw()).is_none() {
        return refuse(tr!("the key before it is marked with `?` or has no colon"));
    }
    match layout {
        Layout::Block(indent) => insert_lines(neighbour.written(), indent, &style, entries),
        Layout::Flow => insert_between_braces(mapping, number, &style, entries),
    }
}

/// See [`crate::text::document::Syntax::replace`].
pub(super) fn replace(entry: EntryRef<'_>, value: &NewValue) -> Result<Edit, Refusal> {
    let mapping = entry.mapping();
    check_place(mapping)?;
    check_value(value)?;
    let text = mapping.content().text();
    let (raw, written) = (entry.raw(), entry.written());
    let old = &raw.value;
    let Some(colon) = colon_end(text, raw) else {
        return refuse(tr!("its key is marked with `?` or has no colon"));
    };
    check_shared(mapping, old.span)?;
    if text.get(colon..old.span.start()).is_none_or(has_tag) {
        return refuse(tr!("a tag gives its value a type"));
    }
    check_replaceable(written)?;
    let number = mapping.entries().position(|other| std::ptr::eq(other.raw(), raw)).unwrap_or(0);
    let mut style = Style::around(mapping, number);
    let own = Quote::of(old.span.of(text));
    if matches!(old.value, Value::String(_)) && own != Quote::Plain {
        style.value_quote = own;
    }
    if let NewValue::Map(map) = value
        && let Ok(Layout::Block(indent)) = Layout::of(mapping)
        && let Some(span) = place_of_lines(colon, written)
        && !map.is_empty()
    {
        return Ok(Edit { span, text: style.block_map(map, indent, line_break(text, span.end())) });
    }
    let lead = if old.span.is_empty() { " " } else { "" };
    Ok(Edit { span: old.span, text: format!("{lead}{}", style.flow_value(value)) })
}

/// See [`crate::text::document::Syntax::rename`].
pub(super) fn rename(entry: EntryRef<'_>, key: &str) -> Result<Edit, Refusal> {
    let mapping = entry.mapping();
    check_place(mapping)?;
    check_key(key)?;
    let text = mapping.content().text();
    let old = entry.raw().key_span;
    let raw = old.of(text);
    if colon_end(text, entry.raw()).is_none() {
        return refuse(tr!("the key is marked with `?` or has no colon"));
    }
    if raw.is_empty() || raw.starts_with(['*', '{', '[', '|', '>']) || raw.contains(['\n', '\r']) {
        return refuse(tr!("the key is not a simple one"));
    }
    if has_tag(line_before(text, old.start()).rsplit(['{', ',']).next().unwrap_or("")) {
        return refuse(tr!("a tag gives its key a type"));
    }
    check_shared(mapping, old)?;
    Ok(Edit { span: old, text: Quote::of(raw).text(key) })
}

/// Whether `mapping` can be edited without changing another place.
fn check_place(mapping: Ref<'_>) -> Result<(), Refusal> {
    if !mapping.is_mapping() {
        return refuse(tr!("it is not a mapping"));
    }
    if mapping.is_aliased() {
        return refuse(tr!("it is reached by an alias or a merge key, so the edit would change another place too"));
    }
    if mapping.has_merge() {
        return refuse(tr!("a merge key `<<` feeds it"));
    }
    let span = mapping.raw().span;
    let shared = mapping.content().anchors().iter().any(|anchor| anchor.aliased && anchor.span.contains(span));
    if shared {
        return refuse(tr!("it lies in a node that is anchored and used by an alias elsewhere"));
    }
    Ok(())
}

/// Whether the node at `span` neither is nor holds what an alias uses.
fn check_shared(mapping: Ref<'_>, span: Span) -> Result<(), Refusal> {
    let touches = |anchor: Span| anchor.contains(span) || span.contains(anchor);
    let shared = mapping.content().anchors().iter().any(|anchor| anchor.aliased && touches(anchor.span));
    if shared { refuse(tr!("an alias uses it elsewhere")) } else { Ok(()) }
}

fn check_key(key: &str) -> Result<(), Refusal> {
    if key.len() > MAX_KEY { refuse(tr!("the new key is too long")) } else { Ok(()) }
}

fn check_value(value: &NewValue) -> Result<(), Refusal> {
    match value {
        NewValue::Map(map) => map.iter().try_for_each(|(key, _)| check_key(key)),
        NewValue::Text(_) | NewValue::Number(_) => Ok(()),
    }
}

fn has_tag(between: &str) -> bool {
    let lines = between.split(['\n', '\r']);
    lines
        .map(|line| line.split(" #").next().unwrap_or(line))
        .any(|line| line.split([' ', '\t']).any(|word| word.starts_with('!')))
}

fn check_replaceable(value: Ref<'_>) -> Result<(), Refusal> {
    let (text, old) = (value.content().text(), value.raw());
    if matches!(old.value, Value::Mapping(_) | Value::Sequence(_)) && !is_bracketed(value) {
        return refuse(tr!("its value is a block of several entries"));
    }
    if is_block_scalar(text, old) && line_after(text, old.span.start()).contains('#') {
        return refuse(tr!("a comment stands in the header of its block scalar"));
    }
    let lines = old.span.of(text).split_once(['\n', '\r']);
    if is_block_scalar(text, old) && lines.is_some_and(|(_, lines)| lines.trim().is_empty()) {
        return refuse(tr!("its block scalar holds nothing but line breaks"));
    }
    Ok(())
}

/// Where the lines of a block mapping go that takes the place of `old`; None if it has to stand on the key's line.
fn place_of_lines(colon: usize, value: Ref<'_>) -> Option<Span> {
    let (text, old) = (value.content().text(), value.raw());
    let has_properties = !text.get(colon..old.span.start())?.trim().is_empty();
    let rest = line_after(text, old.span.end());
    if old.span.is_empty() {
        let end = old.span.end() + rest.len();
        return is_tail(rest).then(|| Span::at(end));
    }
    let in_line = !text.get(colon..old.span.end())?.contains(['\n', '\r']);
    let is_empty_map = is_braced(value);
    (in_line && !has_properties && !is_empty_map && rest.trim().is_empty()).then(|| Span::new(colon, old.span.end()))
}

fn is_block_scalar(text: &str, node: &Node) -> bool {
    matches!(node.value, Value::String(_)) && node.span.of(text).starts_with(['|', '>'])
}

/// Whether `rest`, the rest of a line, is blank or a comment.
fn is_tail(rest: &str) -> bool {
    let comment = rest.trim_start_matches([' ', '\t']);
    comment.is_empty() || comment.starts_with('#') && comment.len() < rest.len()
}

/// Adds lines behind the lines of `value`.
fn insert_lines(value: Ref<'_>, indent: usize, style: &Style, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
    let text = value.content().text();
    let leaf = last_leaf(value);
    let rest = line_after(text, leaf.span.end());
    if !is_tail(rest) {
        return refuse(tr!("something else follows on the line of the value before it"));
    }
    let at = leaf.span.end() + rest.len();
    let header = leaf.span.of(text).split([' ', '\n', '\r']).next().unwrap_or("");
    if is_block_scalar(text, leaf) && at == text.len() && !header.contains('-') {
        return refuse(tr!(
            "the value before it is a block scalar that ends the file without a line break; a line behind it would change that value"
        ));
    }
    let line_break = line_break(text, at);
    let lead = format!("{line_break}{}", " ".repeat(indent));
    let edit = |entry| Edit::insert(at, format!("{lead}{}", style.block_entry(entry, indent, line_break)));
    Ok(entries.iter().map(edit).collect())
}

/// The node on whose last line the block `node` ends.
fn last_leaf<'a>(mut node: Ref<'a>) -> &'a Node {
    loop {
        match node.written().next_back() {
            Some(last) if !is_bracketed(node) => node = last,
            _ => return node.raw(),
        }
    }
}

/// Adds entries behind entry `number` of a mapping between braces.
fn insert_between_braces(
    mapping: Ref<'_>,
    number: usize,
    style: &Style,
    entries: &[NewEntry],
) -> Result<Vec<Edit>, Refusal> {
    let text = mapping.content().text();
    let own: Vec<&Entry> = mapping.entries().map(|entry| entry.raw()).collect();
    let Some(neighbour) = own.get(number) else { return refuse(tr!("it has no such entry")) };
    if neighbour.value.span.is_empty() {
        return refuse(tr!("the key before it has no value, and nothing shows where one would end"));
    }
    let end = neighbour.value.span.end();
    let inside = text.get(end..mapping.raw().span.end().saturating_sub(1)).unwrap_or("");
    let blank = inside.len() - inside.trim_start().len();
    let next = inside.get(blank..).unwrap_or("");
    if next.starts_with('#') {
        return refuse(tr!(
            "a comment follows the value before it, and the comma would have to stand before that comment"
        ));
    }
    let gap = gap(text, mapping.raw().span, &own, number, style);
    if next.starts_with(',') {
        let comma = end + blank + 1;
        let rest = line_after(text, comma);
        if rest.trim_start().starts_with('#') && is_tail(rest) {
            // The comment belongs to the value before the comma; the new line goes below it.
            let lead = format!("{}{}", line_break(text, comma), indent_of(text, neighbour.key_span.start()));
            let edit = |entry| Edit::insert(comma + rest.len(), format!("{lead}{},", style.flow_entry(entry)));
            return Ok(entries.iter().map(edit).collect());
        }
    }
    let edit = |entry| Edit::insert(end, format!("{gap}{}", style.flow_entry(entry)));
    Ok(entries.iter().map(edit).collect())
}

/// What separates two entries of a mapping between braces, with the comma, learnt at entry `number`.
fn gap(text: &str, mapping: Span, own: &[&Entry], number: usize, style: &Style) -> String {
    let between = |first: &Entry, second: &Entry| {
        let gap = text.get(first.value.span.end()..second.key_span.start())?;
        (gap.trim() == "," && !first.value.span.is_empty()).then(|| gap.to_owned())
    };
    let pair = |at: usize| between(own.get(at)?, own.get(at + 1)?);
    let seen = number.checked_sub(1).and_then(pair).or_else(|| pair(number));
    seen.unwrap_or_else(|| {
        let key = own.get(number).map_or(mapping.start(), |entry| entry.key_span.start());
        let lead = line_before(text, key);
        if lead.trim().is_empty()
            && !lead.contains('\t')
            && key > mapping.start() + 1
            && mapping.start() + 1 + lead.len() < key
        {
            format!(",{}{lead}", line_break(text, mapping.start()))
        } else {
            format!(",{}", style.gap())
        }
    })
}

fn indent_of(text: &str, at: usize) -> &str {
    let line = line_before(text, at);
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..width).unwrap_or("")
}

fn fill_empty(text: &str, mapping: Span, style: &Style, entries: &[NewEntry]) -> Result<Vec<Edit>, Refusal> {
    let inside = text.get(mapping.start() + 1..mapping.end().saturating_sub(1)).unwrap_or("");
    if !inside.trim().is_empty() {
        return refuse(tr!("a comment stands between its braces"));
    }
    let (lead, separator) = if inside.contains(['\n', '\r']) {
        let line = format!("{}{}  ", line_break(text, mapping.start()), indent_of(text, mapping.start()));
        (line.clone(), format!(",{line}"))
    } else {
        (inside.to_owned(), format!(",{}", style.gap()))
    };
    let edit = |(number, entry): (usize, &NewEntry)| {
        let before = if number == 0 { &lead } else { &separator };
        Edit::insert(mapping.start() + 1, format!("{before}{}", style.flow_entry(entry)))
    };
    Ok(entries.iter().enumerate().map(edit).collect())
}
