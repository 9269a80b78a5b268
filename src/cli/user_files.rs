//! The user's own files: finds and reads them, and says what is wrong in them with file and line.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{KnowledgeArgs, RuleArgs};
use super::language::Languages;
use super::usage::Usage;
use crate::config::{self, Config, Mistake, Setting, UserFileKind, sheet};
use crate::disk::user_file;
use crate::input::path;
use crate::knowledge::db_types::DbTypes;
use crate::lint::baseline::Baseline;
use crate::lint::overrides::{Overrides, Said};
use crate::lint::rule::Expected;
use crate::lint::rules;
use crate::lint::suppress::Ignore;
use crate::text::document::Document;
use crate::text::lang::{self, Language, tr};
use crate::text::source::Place;
use crate::text::source::{LineIndex, Span};
use crate::text::syntax::{self, Json};

/// One of the user's files.
#[derive(Debug, Clone)]
pub(super) struct UserFile {
    /// Path as shown.
    pub shown: String,
    /// Its text.
    pub text: Box<str>,
    /// What it may hold, if it is a configuration.
    pub role: Option<UserFileKind>,
}

/// What stands in the user's files.
#[derive(Debug, Clone, Default)]
pub(super) struct UserFiles {
    /// The files that findings and evidence can point to; the run's documents begin with them.
    pub files: Vec<UserFile>,
    /// What is known of single tasks and files.
    pub overrides: Overrides,
    /// Which findings are not to be shown.
    pub ignores: Vec<Ignore>,
    /// Database types beyond those known here.
    pub db_types: DbTypes,
    /// The tasks that the export must hold.
    pub expected: Option<Expected>,
    /// The findings that are known, and the file that says so.
    pub baseline: Option<(String, Baseline)>,
    /// Options that come from `omslint.toml` and not from a flag.
    pub options: BTreeSet<&'static str>,
    /// What each place says of the language.
    pub languages: Languages,
    /// Whether the settings were shown, and nothing else is to be done.
    pub is_only_shown: bool,
}

impl UserFiles {
    /// Says everything in the language that is asked for, where the file of the project says `project`.
    pub(super) fn speak(&mut self, project: Option<Language>) {
        self.languages = self.languages.in_project(project);
        lang::set(self.languages.of_people());
    }

    /// The files as documents.
    #[must_use]
    pub(super) fn documents(&self) -> Vec<Document> {
        let plain =
            |file: &UserFile| Document::parse(file.shown.clone(), file.text.clone(), &syntax::Plain, &Json).ok();
        self.files.iter().filter_map(plain).collect()
    }

    /// Reads `omslint.toml`: the one that is named, else the nearest one upwards from `cwd`. None if there is none.
    ///
    /// # Errors
    /// What is wrong in it.
    pub(super) fn read_config(&mut self, named: Option<&Path>, cwd: &Path) -> Result<Option<(Config, PathBuf)>, Usage> {
        let Some(place) = named.map(|file| cwd.join(file)).or_else(|| user_file::above(cwd, config::FILE_NAME)) else {
            return Ok(None);
        };
        let shown = named.map_or_else(|| seen(&place, cwd), |file| path::shown(file, cwd));
        let text = if named.is_some() { user_file::named(&place, &shown) } else { user_file::found(&place, &shown) };
        let text =
            text.map_err(|failure| Usage::new(tr!("{path}: {why}", path = failure.path, why = failure.message)))?;
        let folder = place.parent().unwrap_or(cwd).to_path_buf();
        let config = self.read(text, shown, UserFileKind::Config, &relative(&path::normalise(&folder), cwd))?;
        Ok(Some((config, folder)))
    }

    fn read(&mut self, text: Box<str>, shown: String, role: UserFileKind, working: &str) -> Result<Config, Usage> {
        let setting =
            Setting { document: self.files.len(), role, working, rules: rules::ALL, db_types: &self.db_types };
        let mut config = config::read(&text, setting).map_err(|mistakes| wrong(&shown, &text, &mistakes))?;
        self.files.push(UserFile { shown, text, role: Some(role) });
        self.overrides.append(std::mem::take(&mut config.overrides));
        self.ignores.append(&mut config.ignores);
        Ok(config)
    }

    /// Reads the files that flags or the configuration name.
    ///
    /// # Errors
    /// What is wrong in them.
    pub(super) fn read_rest(&mut self, knowledge: &KnowledgeArgs, rules: &RuleArgs, cwd: &Path) -> Result<(), Usage> {
        for file in &knowledge.values {
            let (text, shown) = if is_sheet(file) { sheet(file, cwd)? } else { open(file, cwd)? };
            let folder = cwd.join(file).parent().map(path::normalise).unwrap_or_default();
            self.read(text, shown, UserFileKind::Values, &relative(&folder, cwd))?;
        }
        if let Some(file) = &knowledge.expect {
            let (text, shown) = open(file, cwd)?;
            let document = self.files.len();
            let tasks = tasks(&text, document);
            if tasks.is_empty() {
                // A list that asks for nothing would be met by anything.
                let message = tr!("{shown} names no task; --expect takes a list of task ids, one a line", shown);
                return Err(Usage::new(message));
            }
            self.expected = Some(Expected { document, tasks });
            self.files.push(UserFile { shown, text, role: None });
        }
        if let Some(file) = &rules.baseline {
            let (text, shown) = open(file, cwd).map_err(|error| {
                Usage::new(tr!(
                    "{error}; `omslint check --write-baseline {file}` makes a baseline",
                    error,
                    file = file.display(),
                ))
            })?;
            let baseline =
                Baseline::read(&text).map_err(|error| Usage::new(tr!("{path}: {why}", path = shown, why = error)))?;
            self.baseline = Some((shown, baseline));
        }
        Ok(())
    }

    /// That an option of the configuration is wrong, with its place.
    pub(super) fn wrong(&self, place: Place, message: String) -> Usage {
        match self.files.get(place.document) {
            Some(file) => wrong(&file.shown, &file.text, &[Mistake { offset: place.span.start(), message }]),
            None => Usage::new(message),
        }
    }

    /// `file:line` of a place.
    pub(super) fn cite(&self, place: Place) -> String {
        let Some(file) = self.files.get(place.document) else { return String::new() };
        let line = LineIndex::new(&file.text).position(&file.text, place.span.start()).line;
        format!("{}:{line}", file.shown)
    }

    /// Whether a place stands in a file of values.
    pub(super) fn is_values(&self, place: Place) -> bool {
        self.files.get(place.document).is_some_and(|file| file.role == Some(UserFileKind::Values))
    }
}

/// Whether a values file is a table, by its name.
fn is_sheet(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// A values file that is a table, as the overrides that are in it.
fn sheet(file: &Path, cwd: &Path) -> Result<(Box<str>, String), Usage> {
    let shown = path::shown(file, cwd);
    let bytes = user_file::bytes(&cwd.join(file), &shown)
        .map_err(|failure| Usage::new(tr!("{path}: {why}", path = failure.path, why = failure.message)))?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Usage::new(tr!("{shown} is UTF-16; save the table as \"CSV UTF-8\"", shown)));
    }
    let text = sheet::text(&bytes);
    let toml = sheet::to_toml(&text).map_err(|mistakes| wrong(&shown, &text, &mistakes))?;
    Ok((toml.into(), shown))
}

fn open(file: &Path, cwd: &Path) -> Result<(Box<str>, String), Usage> {
    let shown = path::shown(file, cwd);
    match user_file::named(&cwd.join(file), &shown) {
        Ok(text) => Ok((text, shown)),
        Err(failure) => Err(Usage::new(tr!("{path}: {why}", path = failure.path, why = failure.message))),
    }
}

fn wrong(shown: &str, text: &str, mistakes: &[Mistake]) -> Usage {
    let lines = LineIndex::new(text);
    let line = |mistake: &Mistake| {
        let offset = (0..=mistake.offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        tr!("{path}:{line}: {why}", path = shown, line = lines.position(text, offset).line, why = mistake.message,)
    };
    Usage::all(&mistakes.iter().map(line).collect::<Vec<_>>())
}

/// `place` as seen from the working directory, also where it lies above it.
pub(super) fn seen(place: &Path, cwd: &Path) -> String {
    relative(&path::normalise(cwd), place)
}

/// `place` as seen from `folder`, with `/`; empty if it is the same.
fn relative(folder: &Path, place: &Path) -> String {
    let place = path::normalise(place);
    let common = place.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = place.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The task ids of a list: one a line, what follows a `#` is a comment.
fn tasks(text: &str, document: usize) -> Vec<Said<String>> {
    let mut tasks: Vec<Said<String>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.split('#').next().unwrap_or("").trim_start_matches('\u{feff}');
        let task = body.trim();
        if !task.is_empty() && !tasks.iter().any(|known| known.value == task) {
            let start = at + line.find(task).unwrap_or(0);
            let place = Place { document, span: Span::new(start, start + task.len()) };
            tasks.push(Said { value: task.to_owned(), place });
        }
        at += line.len();
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_as_seen_from_a_folder() {
        let relative = |folder: &str, cwd: &str| relative(Path::new(folder), Path::new(cwd));
        assert_eq!(relative("/a", "/a"), "");
        assert_eq!(relative("/a", "/a/b/c"), "b/c");
        assert_eq!(relative("/a/x", "/a/b"), "../b");
    }

    #[test]
    fn a_list_of_tasks() {
        let text = "\u{feff}np_a\r\n# np_b\n\n  np_c  # the last\nnp_a\nnp_d";
        let tasks = tasks(text, 3);
        let names: Vec<_> = tasks.iter().map(|task| task.value.as_str()).collect();
        assert_eq!(names, ["np_a", "np_c", "np_d"]);
        assert!(tasks.iter().all(|task| task.place.span.of(text) == task.value));
    }
}
