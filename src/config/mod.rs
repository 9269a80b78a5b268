//! The user's own files: `omslint.toml`, and values files with overrides only. From text to what they say, with every
//! mistake at its place. No disk: the text is given.

mod entries;
pub mod keys;
pub(crate) mod sheet;
mod tree;

use toml::de::{DeTable, Error};

use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::Version;
use crate::lint::overrides::{Overrides, Said};
use crate::lint::rule::Rule;
use crate::lint::suppress::Ignore;
use crate::text::foreign;
use crate::text::sorting;
use entries::Entries;
use keys::{Key, OptionKind, TOP};
use tree::{Reading, Table};

use crate::text::lang::tr;

pub use tree::Mistake;

/// The name of the file that is looked for.
pub(crate) const FILE_NAME: &str = "omslint.toml";

/// What a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserFileKind {
    /// Everything.
    Config,
    /// `[[override]]` tables only.
    Values,
}

/// What a file is read with.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// Number of the file among the documents of the run.
    pub document: usize,
    /// What it may hold.
    pub role: UserFileKind,
    /// The working directory as seen from the folder of the file; empty if it is the same.
    pub working: &'s str,
    /// The rules there are.
    pub rules: &'s [&'static dyn Rule],
    /// The database types known so far.
    pub db_types: &'s DbTypes,
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// A string.
    Text(String),
    /// Strings, each with its place.
    Texts(Vec<Said<String>>),
    /// True or false.
    Flag(bool),
    /// A whole number.
    Count(u64),
}

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Options by their key, in order of the file.
    pub options: Vec<(&'static str, Said<OptionValue>)>,
    /// What is known of single tasks and files.
    pub overrides: Overrides,
    /// Which findings are not to be shown.
    pub ignores: Vec<Ignore>,
}

/// Reads a file.
///
/// # Errors
/// Everything that is wrong in it, in order.
pub fn read(text: &str, setting: Setting<'_>) -> Result<Config, Vec<Mistake>> {
    let root = DeTable::parse(text).map_err(|error| vec![syntax(text, &error)])?;
    let mut reading = Reading { document: setting.document, mistakes: Vec::new() };
    let mut config = Config::default();
    let table = match setting.role {
        UserFileKind::Config => reading.table(root.get_ref(), TOP, "omslint.toml"),
        UserFileKind::Values => {
            let only: Vec<Key> = TOP.iter().copied().filter(|key| key.kind == OptionKind::Overrides).collect();
            reading.table(root.get_ref(), &only, tr!("a values file, which holds [[override]] tables only"))
        }
    };
    options(&mut reading, &table, &mut config);
    let mut db_types = setting.db_types.clone();
    if let Some((_, Said { value: OptionValue::Texts(names), .. })) =
        config.options.iter().find(|(key, _)| *key == "known-db-types")
    {
        db_types.added.extend(names.iter().map(|name| name.value.trim().to_owned()));
    }
    let mut entries = Entries { reading, setting, db_types };
    if let Some(item) = table.get("override") {
        config.overrides = entries.overrides(item);
    }
    if let Some(item) = table.get("ignore") {
        let (rules, ignores) = entries.ignores(item);
        config.ignores = ignores;
        if !rules.is_empty() {
            let place = crate::text::source::Place { document: setting.document, span: item.span };
            config.options.push(("ignore", Said { value: OptionValue::Texts(rules), place }));
        }
    }
    let mut mistakes = entries.reading.mistakes;
    if mistakes.is_empty() {
        return Ok(config);
    }
    sorting::sort_by(&mut mistakes, Ord::cmp);
    Err(mistakes)
}

/// What a file says of the language, whatever else is wrong in it.
#[must_use]
pub(crate) fn language(text: &str) -> Option<String> {
    DeTable::parse(text).ok()?.get_ref().get("lang")?.get_ref().as_str().map(str::to_owned)
}

fn syntax(text: &str, error: &Error) -> Mistake {
    let offset = error.span().map_or(0, |span| span.start);
    let before = text.get(..offset).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let why = foreign::toml(error.message().trim_end());
    let message = match bare_version(line) {
        Some(right) => tr!("no valid TOML: {why}; a version is a string: {right}", why, right),
        None => tr!("no valid TOML: {why}", why),
    };
    Mistake { offset, message }
}

/// What a line with a version without quotes should be: TOML takes it for a broken number.
fn bare_version(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or("").trim();
    value.parse::<Version>().ok()?;
    Some(format!("{} = \"{value}\"", key.trim()))
}

fn options(reading: &mut Reading, table: &Table<'_>, config: &mut Config) {
    for item in table.items() {
        let value = match item.key.kind {
            OptionKind::Text | OptionKind::Ddl => reading.text(item).map(|text| OptionValue::Text(text.value)),
            OptionKind::Size => reading.size(item).map(|text| OptionValue::Text(text.value)),
            OptionKind::Texts | OptionKind::TextOrTexts => reading.texts(item).map(OptionValue::Texts),
            OptionKind::Flag => reading.flag(item).map(OptionValue::Flag),
            OptionKind::Count => reading.count(item).map(OptionValue::Count),
            OptionKind::Checkpoint | OptionKind::Date | OptionKind::Overrides | OptionKind::Ignores => None,
        };
        let place = crate::text::source::Place { document: reading.document, span: item.span };
        config.options.extend(value.map(|value| (item.key.name, Said { value, place })));
    }
}
