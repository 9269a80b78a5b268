//! The tables `[[override]]` and `[[ignore]]`.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use toml::de::DeTable;

use super::Setting;
use super::keys::{IGNORE, OVERRIDE};
use super::tree::{Item, Reading, Table};
use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::Version;
use crate::lint::overrides::{Checkpoints, Override, Overrides, Paths, Said, Scope};
use crate::lint::rule;
use crate::lint::suppress::Ignore;
use crate::oms::kind::Direction;
use crate::text::lang::tr;
use crate::text::source::Place;
use crate::text::source::Span;

/// Reads the tables of one file.
pub(super) struct Entries<'s> {
    pub reading: Reading,
    pub setting: Setting<'s>,
    pub db_types: DbTypes,
}

/// What two overrides of one file must not both say of a task: the task, the direction, the key.
type Claim = (String, Option<Direction>, String);

impl Entries<'_> {
    pub(super) fn overrides(&mut self, item: Item<'_>) -> Overrides {
        let mut claims: BTreeMap<Claim, Span> = BTreeMap::new();
        let mut overrides = Vec::new();
        for (table, place) in self.reading.tables(item) {
            let (one, table) = self.override_of(table, place);
            self.claim(&one, &table, &mut claims);
            overrides.push(one);
        }
        overrides.into()
    }

    fn override_of<'t>(&mut self, table: &'t DeTable<'t>, place: Span) -> (Override, Table<'t>) {
        let table = self.reading.table(table, OVERRIDE, "[[override]]");
        let scope = self.scope(&table);
        if table.get("tasks").is_none() && table.get("paths").is_none() {
            self.reading.mistake(place, tr!("this [[override]] names neither `tasks` nor `paths`"));
        }
        let one = Override {
            scope,
            component: None,
            created_with: table.get("created-with").and_then(|item| self.version(item)),
            ddl: table.get("ddl").and_then(|item| self.ddl(item)),
            db_type: table.get("db-type").and_then(|item| self.db_type(item)),
            checkpoint: table.get("checkpoint").and_then(|item| self.checkpoint(item)),
        };
        (one, table)
    }

    /// One value for one task: where two overrides give it, nobody can tell which is meant.
    fn claim(&mut self, one: &Override, table: &Table<'_>, claims: &mut BTreeMap<Claim, Span>) {
        if one.scope.paths.is_some() {
            return;
        }
        let mut values: Vec<(String, Span)> = Vec::new();
        for item in table.items().filter(|item| !matches!(item.key.name, "tasks" | "paths" | "direction")) {
            match &one.checkpoint {
                Some(Checkpoints::Clients(clients)) if item.key.name == "checkpoint" => {
                    values.extend(clients.iter().map(|(key, said)| (format!("checkpoint.{key}"), said.place.span)));
                }
                _ => values.push((item.key.name.to_owned(), item.span)),
            }
        }
        for (key, span) in values {
            for task in &one.scope.tasks {
                let claim = (task.value.clone(), one.scope.direction, key.clone());
                if claims.insert(claim, span).is_some() {
                    let task = &task.value;
                    let message = tr!(
                        "`{key}` of task {task} is given twice in this file; keep the one that is right",
                        key,
                        task
                    );
                    self.reading.mistake(span, message);
                }
            }
        }
    }

    fn scope(&mut self, table: &Table<'_>) -> Scope {
        let tasks = table.get("tasks").and_then(|item| self.names(item)).unwrap_or_default();
        let paths = table.get("paths").and_then(|item| self.paths(item));
        let direction = table.get("direction").and_then(|item| {
            let text = self.reading.text(item)?;
            direction(&text.value).map_err(|message| self.reading.mistake(item.span, message)).ok()
        });
        Scope { tasks, paths, direction }
    }

    /// A list with at least one name.
    fn names(&mut self, item: Item<'_>) -> Option<Vec<Said<String>>> {
        let names = self.reading.texts(item)?;
        if names.is_empty() {
            self.reading.mistake(item.span, tr!("`{key}` is an empty list", key = item.key.name));
        }
        Some(names)
    }

    fn paths(&mut self, item: Item<'_>) -> Option<Said<Paths>> {
        let globs = self.names(item)?;
        let texts = globs.iter().map(|glob| glob.value.as_str());
        match Paths::new(texts, self.setting.working) {
            Ok(paths) => Some(Said { value: paths, place: Place { document: self.setting.document, span: item.span } }),
            Err((number, why)) => {
                let glob = globs.get(number);
                let span = glob.map_or(item.span, |glob| glob.place.span);
                let text = glob.map_or("", |glob| glob.value.as_str());
                self.reading.mistake(span, tr!("`paths`: `{text}` is no valid glob: {why}", text, why));
                None
            }
        }
    }

    fn version(&mut self, item: Item<'_>) -> Option<Said<Version>> {
        let text = self.reading.text(item)?;
        match text.value.parse() {
            Ok(value) => Some(Said { value, place: text.place }),
            Err(error) => {
                self.reading.mistake(item.span, tr!("`{key}`: {why}", key = item.key.name, why = error));
                None
            }
        }
    }

    fn ddl(&mut self, item: Item<'_>) -> Option<Said<Option<bool>>> {
        let text = self.reading.text(item)?;
        let value = ddl(&text.value).map_err(|message| self.reading.mistake(item.span, message)).ok()?;
        Some(Said { value, place: text.place })
    }

    fn db_type(&mut self, item: Item<'_>) -> Option<Said<String>> {
        let text = self.reading.text(item)?;
        match self.db_types.given(&text.value) {
            Ok(value) => Some(Said { value, place: text.place }),
            Err(why) => {
                self.reading.mistake(item.span, tr!("`{key}`: {why}", key = "db-type", why));
                None
            }
        }
    }

    fn checkpoint(&mut self, item: Item<'_>) -> Option<Checkpoints> {
        let mut all = self.reading.seconds(item);
        if let Some((None, _)) = all.first() {
            return all.pop().map(|(_, said)| Checkpoints::All(said));
        }
        let clients = all.into_iter().filter_map(|(key, said)| Some((key?.to_owned(), said)));
        Some(Checkpoints::Clients(clients.collect()))
    }

    /// The rules of an option `ignore`, and the tables `[[ignore]]`.
    pub(super) fn ignores(&mut self, item: Item<'_>) -> (Vec<Said<String>>, Vec<Ignore>) {
        let (rules, tables) = self.reading.mixed(item);
        let ignores = tables.into_iter().filter_map(|(table, place)| self.ignore(table, place)).collect();
        (rules, ignores)
    }

    fn ignore(&mut self, table: &DeTable<'_>, place: Span) -> Option<Ignore> {
        let table = self.reading.table(table, IGNORE, "[[ignore]]");
        let scope = self.scope(&table);
        for key in ["rule", "reason"] {
            if table.get(key).is_none() {
                self.reading.mistake(place, tr!("this [[ignore]] has no `{key}`", key));
            }
        }
        let rule = table.get("rule").and_then(|item| self.reading.text(item));
        let reason = table.get("reason").and_then(|item| self.reading.text(item));
        let expires = table.get("expires").map(|item| self.reading.date(item));
        let rule = rule?;
        let rules = match rule::matching(self.setting.rules, &rule.value) {
            Ok(rules) => rules,
            Err(why) => {
                self.reading.mistake(rule.place.span, tr!("`{key}`: {why}", key = "rule", why));
                return None;
            }
        };
        let expires = match expires {
            Some(date) => Some(date?),
            None => None,
        };
        // The day itself still counts; days are those of UTC, like every time here.
        let end = expires.and_then(|date| Some(date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp()));
        Some(Ignore {
            rules,
            selector: rule.value,
            scope,
            reason: reason?.value,
            expires: expires.zip(end).map(|(date, end)| (date.to_string(), end.as_second())),
            place: Place { document: self.setting.document, span: rule.place.span },
        })
    }
}

/// The direction that a word names.
pub(super) fn direction(text: &str) -> Result<Direction, String> {
    let known = [Direction::Forward, Direction::Reverse];
    let found = known.into_iter().find(|known| known.name() == text);
    found.ok_or_else(|| tr!("`direction`: `{text}` is neither forward nor reverse", text))
}

/// Whether a word says that DDL is synchronised; None: it says that nobody knows.
pub(super) fn ddl(text: &str) -> Result<Option<bool>, String> {
    match text {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "unknown" => Ok(None),
        other => Err(tr!("`ddl`: `{other}` is none of yes, no, unknown", other)),
    }
}
