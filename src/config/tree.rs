//! Reading a TOML table by known keys: each value of its type, each mistake with its place, none hiding the next.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{FLAGS_ONLY, Key, OptionKind, TOP};
use crate::lint::overrides::Said;
use crate::text::lang::{tr, translated};
use crate::text::sorting;
use crate::text::source::Place;
use crate::text::source::Span;
use crate::text::spelling;

/// Something wrong in the user's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Byte offset.
    pub offset: usize,
    /// What is wrong and what to write instead, without a full stop.
    pub message: String,
}

/// What is read, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Reading {
    /// Number of the file among the documents of the run.
    pub document: usize,
    pub mistakes: Vec<Mistake>,
}

/// A value with its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'t> {
    pub key: Key,
    /// Key and value.
    pub span: Span,
    value: &'t DeValue<'t>,
    value_span: Span,
}

/// A table whose keys are all known.
#[derive(Debug)]
pub(super) struct Table<'t> {
    items: Vec<Item<'t>>,
}

impl<'t> Table<'t> {
    pub(super) fn items(&self) -> impl Iterator<Item = Item<'t>> + '_ {
        self.items.iter().copied()
    }

    pub(super) fn get(&self, key: &str) -> Option<Item<'t>> {
        self.items().find(|item| item.key.name == key)
    }
}

pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => tr!("a string"),
        DeValue::Integer(_) | DeValue::Float(_) => tr!("a number"),
        DeValue::Boolean(_) => tr!("true or false"),
        DeValue::Datetime(_) => tr!("a date or time"),
        DeValue::Array(_) => tr!("a list"),
        DeValue::Table(_) => tr!("a table"),
    }
}

impl Reading {
    pub(super) fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake { offset: span.start(), message: message.into() });
    }

    fn said<T>(&self, value: T, span: Span) -> Said<T> {
        Said { value, place: Place { document: self.document, span } }
    }

    /// The entries of a table by `known` keys; `what` it is, for what is said of other keys.
    pub(super) fn table<'t>(&mut self, table: &'t DeTable<'t>, known: &[Key], what: &str) -> Table<'t> {
        let mut items = Vec::new();
        for (key, value) in table {
            let (name, key_span, value_span) = (key.get_ref(), span(&key.span()), span(&value.span()));
            match known.iter().find(|known| known.name == name) {
                Some(&key) => {
                    let whole = if value_span.end() > key_span.end() { key_span.to(value_span) } else { key_span };
                    items.push(Item { key, span: whole, value: value.get_ref(), value_span });
                }
                None => self.unknown(key_span, name, known, what),
            }
        }
        sorting::sort_by_key(&mut items, |item| item.span);
        Table { items }
    }

    fn unknown(&mut self, span: Span, name: &str, known: &[Key], what: &str) {
        let is_top = |list: &[Key]| list.iter().any(|key| key.name == "from");
        let flag = FLAGS_ONLY.iter().find(|(flag, _)| is_top(known) && *flag == name);
        let belongs_to_top = !is_top(known) && TOP.iter().any(|key| key.name == name);
        let message = match flag {
            Some((_, why)) => tr!("`{name}` is no key of {what}: {why}", name, what, why = translated(why)),
            None if belongs_to_top => {
                tr!("`{name}` is no key of {what}; it belongs at the top of omslint.toml", name, what)
            }
            None => {
                let names = known.iter().map(|key| key.name);
                tr!("`{name}` is no key of {what}{hint}", name, what, hint = spelling::hint(name, names))
            }
        };
        self.mistake(span, message);
    }

    fn wrong(&mut self, item: Item<'_>) {
        let Key { name, kind } = item.key;
        self.mistake(
            item.span,
            tr!("`{name}` takes {kind}, not {given}", name, kind = kind.words(), given = name_of(item.value)),
        );
    }

    /// A string with something in it.
    pub(super) fn text(&mut self, item: Item<'_>) -> Option<Said<String>> {
        match item.value {
            DeValue::String(text) if text.trim().is_empty() => {
                self.mistake(item.span, tr!("`{key}` is empty", key = item.key.name));
                None
            }
            DeValue::String(text) => Some(self.said(text.clone().into_owned(), item.span)),
            _ => {
                self.wrong(item);
                None
            }
        }
    }

    /// A list of strings, or where the key takes it, one.
    pub(super) fn texts(&mut self, item: Item<'_>) -> Option<Vec<Said<String>>> {
        match item.value {
            DeValue::String(_) if item.key.kind == OptionKind::TextOrTexts => self.text(item).map(|text| vec![text]),
            DeValue::Array(list) => {
                let list = list.iter().map(|value| self.text(Self::inner(item, value)));
                list.collect()
            }
            _ => {
                self.wrong(item);
                None
            }
        }
    }

    /// An element of the list under a key.
    fn inner<'t>(item: Item<'t>, value: &'t Spanned<DeValue<'t>>) -> Item<'t> {
        let own = span(&value.span());
        let key = Key { kind: OptionKind::Text, ..item.key };
        Item { key, span: own, value: value.get_ref(), value_span: own }
    }

    pub(super) fn flag(&mut self, item: Item<'_>) -> Option<bool> {
        match item.value {
            DeValue::Boolean(value) => Some(*value),
            _ => {
                self.wrong(item);
                None
            }
        }
    }

    /// A whole number from 1 on.
    pub(super) fn count(&mut self, item: Item<'_>) -> Option<u64> {
        let number = integer(item.value).and_then(|number| u64::try_from(number).ok()).filter(|number| *number > 0);
        if number.is_none() {
            let Key { name, kind } = item.key;
            self.mistake(item.span, tr!("`{name}` takes {kind}", name, kind = kind.words()));
        }
        number
    }

    /// A size as the command line takes it.
    pub(super) fn size(&mut self, item: Item<'_>) -> Option<Said<String>> {
        match integer(item.value) {
            Some(number) if number > 0 => Some(self.said(number.to_string(), item.span)),
            _ => self.text(item),
        }
    }

    /// The tables of a list, each with its place.
    pub(super) fn tables<'t>(&mut self, item: Item<'t>) -> Vec<(&'t DeTable<'t>, Span)> {
        let DeValue::Array(list) = item.value else {
            self.wrong(item);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for value in list {
            match value.get_ref() {
                DeValue::Table(table) => tables.push((table, span(&value.span()))),
                _ => self.wrong(Item { value: value.get_ref(), span: span(&value.span()), ..item }),
            }
        }
        tables
    }

    /// The strings of a list that may hold tables too, and those tables.
    pub(super) fn mixed<'t>(&mut self, item: Item<'t>) -> (Vec<Said<String>>, Vec<(&'t DeTable<'t>, Span)>) {
        let DeValue::Array(list) = item.value else {
            self.wrong(item);
            return (Vec::new(), Vec::new());
        };
        let (mut texts, mut tables) = (Vec::new(), Vec::new());
        for value in list {
            match value.get_ref() {
                DeValue::Table(table) => tables.push((table, span(&value.span()))),
                DeValue::String(_) => texts.extend(self.text(Self::inner(item, value))),
                _ => self.wrong(Item { value: value.get_ref(), span: span(&value.span()), ..item }),
            }
        }
        (texts, tables)
    }

    /// A date, written bare or in a string: year, month, day.
    pub(super) fn date(&mut self, item: Item<'_>) -> Option<jiff::civil::Date> {
        let text = match item.value {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            _ => {
                self.wrong(item);
                return None;
            }
        };
        let date = text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.mistake(
                item.span,
                tr!("`{key}`: `{text}` is no date; write it like 2026-12-31", key = item.key.name, text),
            );
        }
        date
    }

    /// Unix seconds, or a table of them: the key of each, None for one alone.
    pub(super) fn seconds<'t>(&mut self, item: Item<'t>) -> Vec<(Option<&'t str>, Said<i64>)> {
        let DeValue::Table(table) = item.value else {
            let seconds = self.one(item.value, item.span, "checkpoint");
            return seconds.map(|said| (None, said)).into_iter().collect();
        };
        let mut all = Vec::new();
        for (key, value) in table {
            let whole = span(&key.span()).to(span(&value.span()));
            let said = self.one(value.get_ref(), whole, key.get_ref());
            all.extend(said.map(|said| (Some(key.get_ref().as_ref()), said)));
        }
        if table.is_empty() {
            self.mistake(item.value_span, tr!("`checkpoint` is an empty table; write client ids with Unix seconds"));
        }
        all
    }

    fn one(&mut self, value: &DeValue<'_>, span: Span, key: &str) -> Option<Said<i64>> {
        let text = match value {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Integer(_) => integer(value).map_or_else(String::new, |number| number.to_string()),
            DeValue::Datetime(time) => time.to_string(),
            other => {
                self.mistake(span, tr!("`{key}` takes Unix seconds, not {given}", key, given = name_of(other)));
                return None;
            }
        };
        match crate::oms::time::given(&text) {
            // One without quotes is a date of TOML, of which editors and readers make different things.
            Ok(seconds) if matches!(value, DeValue::Datetime(_)) => {
                self.mistake(
                    span,
                    tr!("`{key}`: put `{text}` in quotes; in Unix seconds it is {seconds}", key, text, seconds,),
                );
                None
            }
            Ok(seconds) => Some(self.said(seconds, span)),
            Err(why) => {
                self.mistake(span, tr!("`{key}`: {why}", key, why = format!("`{text}` {why}")));
                None
            }
        }
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(number) = value else { return None };
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
