//! The user's own files on the disk: finds them and reads them.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use super::args::{KnowledgeArgs, RuleArgs};
use super::language::Languages;
use crate::config::{self, Config, UserFileKind};
use crate::disk::user_file;
use crate::input::path;
use crate::lint::baseline::Baseline;
use crate::run::usage::Usage;
use crate::run::user_files;
use crate::text::failure::Failure;
use crate::text::lang::{self, Language, tr};

/// What stands in the user's files, and what the command line keeps beside it.
#[derive(Debug, Clone, Default)]
pub(super) struct UserFiles {
    /// What stands in them.
    pub said: user_files::UserFiles,
    /// Options that come from `omslint.toml` and not from a flag.
    pub options: BTreeSet<&'static str>,
    /// What each place says of the language.
    pub languages: Languages,
    /// Whether the settings were shown, and nothing else is to be done.
    pub is_only_shown: bool,
}

impl Deref for UserFiles {
    type Target = user_files::UserFiles;

    fn deref(&self) -> &Self::Target {
        &self.said
    }
}

impl DerefMut for UserFiles {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.said
    }
}

impl UserFiles {
    /// Says everything in the language that is asked for, where the file of the project says `project`.
    pub(super) fn speak(&mut self, project: Option<Language>) {
        self.languages = self.languages.in_project(project);
        lang::speak_to_people(self.languages.of_people());
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
        let text = text.map_err(|failure| failed(&failure))?;
        let folder = place.parent().unwrap_or(cwd).to_path_buf();
        let config = self.read(text, shown, UserFileKind::Config, &relative(&path::normalise(&folder), cwd))?;
        Ok(Some((config, folder)))
    }

    /// Reads the files that flags or the configuration name.
    ///
    /// # Errors
    /// What is wrong in them.
    pub(super) fn read_rest(&mut self, knowledge: &KnowledgeArgs, rules: &RuleArgs, cwd: &Path) -> Result<(), Usage> {
        for file in &knowledge.values {
            if is_sheet(file) {
                let shown = path::shown(file, cwd);
                let bytes = user_file::bytes(&cwd.join(file), &shown).map_err(|failure| failed(&failure))?;
                self.read_table(&bytes, shown)?;
                continue;
            }
            let (text, shown) = open(file, cwd)?;
            let folder = cwd.join(file).parent().map(path::normalise).unwrap_or_default();
            self.read(text, shown, UserFileKind::Values, &relative(&folder, cwd))?;
        }
        if let Some(file) = &knowledge.expect {
            let (text, shown) = open(file, cwd)?;
            self.expect(text, shown)?;
        }
        if let Some(file) = &rules.baseline {
            let (text, shown) = open(file, cwd).map_err(|error| {
                Usage::new(|| {
                    tr!(
                        "{error}; `omslint check --write-baseline {file}` makes a baseline",
                        error,
                        file = file.display(),
                    )
                })
            })?;
            let baseline = Baseline::read(&text)
                .map_err(|error| Usage::new(|| tr!("{path}: {why}", path = shown, why = error)))?;
            self.baseline = Some((shown, baseline));
        }
        Ok(())
    }
}

/// Whether a values file is a table, by its name.
fn is_sheet(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

fn open(file: &Path, cwd: &Path) -> Result<(Box<str>, String), Usage> {
    let shown = path::shown(file, cwd);
    match user_file::named(&cwd.join(file), &shown) {
        Ok(text) => Ok((text, shown)),
        Err(failure) => Err(failed(&failure)),
    }
}

fn failed(failure: &Failure) -> Usage {
    Usage::new(|| tr!("{path}: {why}", path = failure.path, why = failure.message))
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
}
