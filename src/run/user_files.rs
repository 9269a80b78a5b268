//! The user's own files: what stands in them, and what is wrong in them, with file and line.

use crate::config::{self, Config, Mistake, Setting, UserFileKind, sheet};
use crate::knowledge::db_types::DbTypes;
use crate::lint::baseline::Baseline;
use crate::lint::overrides::{Overrides, Said};
use crate::lint::rule::Expected;
use crate::lint::rules;
use crate::lint::suppress::Ignore;
use crate::run::usage::Usage;
use crate::text::document::Document;
use crate::text::lang::tr;
use crate::text::source::{LineIndex, Place, Span};
use crate::text::syntax::{self, Json};

/// One of the user's files.
#[derive(Debug, Clone)]
pub(crate) struct UserFile {
    /// Path as shown.
    pub shown: String,
    /// Its text.
    pub text: Box<str>,
    /// What it may hold, if it is a configuration.
    pub role: Option<UserFileKind>,
}

/// What stands in the user's files.
#[derive(Debug, Clone, Default)]
pub(crate) struct UserFiles {
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
}

impl UserFiles {
    /// The files as documents.
    #[must_use]
    pub(crate) fn documents(&self) -> Vec<Document> {
        let plain =
            |file: &UserFile| Document::parse(file.shown.clone(), file.text.clone(), &syntax::Plain, &Json).ok();
        self.files.iter().filter_map(plain).collect()
    }

    /// Takes in a file of overrides, and of options if it is an `omslint.toml`. Its folder is `working` as seen from the working
    /// directory.
    ///
    /// # Errors
    /// What is wrong in it.
    pub(crate) fn read(
        &mut self,
        text: Box<str>,
        shown: String,
        role: UserFileKind,
        working: &str,
    ) -> Result<Config, Usage> {
        let setting =
            Setting { document: self.files.len(), role, working, rules: rules::ALL, db_types: &self.db_types };
        let mut config = config::read(&text, setting).map_err(|mistakes| wrong(&shown, &text, &mistakes))?;
        self.files.push(UserFile { shown, text, role: Some(role) });
        self.overrides.append(std::mem::take(&mut config.overrides));
        self.ignores.append(&mut config.ignores);
        Ok(config)
    }

    /// Takes in a table of values.
    ///
    /// # Errors
    /// What is wrong in it.
    pub(crate) fn read_table(&mut self, bytes: &[u8], shown: String) -> Result<(), Usage> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Usage::new(|| tr!("{shown} is UTF-16; save the table as \"CSV UTF-8\"", shown)));
        }
        let text = sheet::text(bytes);
        let overrides = sheet::read(&text, self.files.len(), &self.db_types);
        self.overrides.append(overrides.map_err(|mistakes| wrong(&shown, &text, &mistakes))?);
        self.files.push(UserFile { shown, text: text.into(), role: Some(UserFileKind::Values) });
        Ok(())
    }

    /// Takes in a list of the tasks that the export must hold.
    ///
    /// # Errors
    /// That it names none.
    pub(crate) fn expect(&mut self, text: Box<str>, shown: String) -> Result<(), Usage> {
        let document = self.files.len();
        let tasks = tasks(&text, document);
        if tasks.is_empty() {
            // A list that asks for nothing would be met by anything.
            let message = || tr!("{shown} names no task; --expect takes a list of task ids, one a line", shown);
            return Err(Usage::new(message));
        }
        self.expected = Some(Expected { document, tasks });
        self.files.push(UserFile { shown, text, role: None });
        Ok(())
    }

    /// That an option of the configuration is wrong, with its place.
    pub(crate) fn wrong(&self, place: Place, message: String) -> Usage {
        match self.files.get(place.document) {
            Some(file) => wrong(&file.shown, &file.text, &[Mistake { offset: place.span.start(), message }]),
            None => Usage::new(|| message),
        }
    }

    /// `file:line` of a place.
    pub(crate) fn cite(&self, place: Place) -> String {
        let Some(file) = self.files.get(place.document) else { return String::new() };
        let line = LineIndex::new(&file.text).position(&file.text, place.span.start()).line;
        format!("{}:{line}", file.shown)
    }

    /// Whether a place stands in a file of values.
    pub(crate) fn is_values(&self, place: Place) -> bool {
        self.files.get(place.document).is_some_and(|file| file.role == Some(UserFileKind::Values))
    }
}

fn wrong(shown: &str, text: &str, mistakes: &[Mistake]) -> Usage {
    let lines = LineIndex::new(text);
    let line = |mistake: &Mistake| {
        let offset = (0..=mistake.offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        tr!("{path}:{line}: {why}", path = shown, line = lines.position(text, offset).line, why = mistake.message,)
    };
    Usage::all(|| mistakes.iter().map(line).collect())
}

/// Whether a list of tasks can hold this id, so that it is read back as it is.
pub(crate) fn is_listable(task: &str) -> bool {
    let read = tasks(task, 0);
    !task.contains(char::is_control) && matches!(read.as_slice(), [one] if one.value == task)
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
    fn a_list_of_tasks() {
        let text = "\u{feff}np_a\r\n# np_b\n\n  np_c  # the last\nnp_a\nnp_d";
        let tasks = tasks(text, 3);
        let names: Vec<_> = tasks.iter().map(|task| task.value.as_str()).collect();
        assert_eq!(names, ["np_a", "np_c", "np_d"]);
        assert!(tasks.iter().all(|task| task.place.span.of(text) == task.value));
    }
}
