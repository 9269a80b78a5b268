//! What the form says, and what an `omslint.toml` that was dropped along says where the form says nothing.

use serde::Deserialize;

use crate::config::{FILE_NAME, OptionValue, UserFileKind};
use crate::knowledge::versions::Version;
use crate::lint::finding::Severity;
use crate::lint::unchecked::NotChecked;
use crate::oms::time;
use crate::run::asked::{Asked, Known};
use crate::run::usage::Usage;
use crate::run::user_files::UserFiles;
use crate::text::lang::{Language, comma, tr};
use crate::text::shell;

/// The form, as text: what is empty was not said.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Options {
    lang: String,
    from: String,
    to: String,
    created_with: String,
    ddl: String,
    db_type: String,
    downtime: String,
    reserve: String,
    pub unsafe_fixes: bool,
    /// The tasks that the export must hold, one a line.
    pub expect: String,
    /// Values that were typed in, as a file of values holds them.
    pub values: String,
    /// The time of the run, in Unix seconds.
    pub now: i64,
    /// Whether the browser runs on Windows.
    pub windows: bool,
    #[serde(skip)]
    not_taken: Vec<&'static str>,
}

impl Options {
    pub(super) fn language(&self) -> Language {
        if self.lang == "zh" { Language::Chinese } else { Language::English }
    }

    /// Takes an `omslint.toml`: the form stands, and the file fills in the rest.
    pub(super) fn take(&mut self, user: &mut UserFiles, text: Box<str>) -> Result<(), Usage> {
        let config = user.read(text, FILE_NAME.to_owned(), UserFileKind::Config, "")?;
        for (key, said) in &config.options {
            let slot = match *key {
                "from" => &mut self.from,
                "to" => &mut self.to,
                "created-with" => &mut self.created_with,
                "ddl" => &mut self.ddl,
                "db-type" => &mut self.db_type,
                "downtime" => &mut self.downtime,
                "reserve" => &mut self.reserve,
                // How it looks is for the page to say.
                "lang" | "format" | "color" | "quiet" | "verbose" | "jobs" | "follow-symlinks" => continue,
                "known-db-types" => {
                    if let OptionValue::Texts(names) = &said.value {
                        user.db_types.added.extend(names.iter().map(|name| name.value.trim().to_owned()));
                    }
                    continue;
                }
                other => {
                    self.not_taken.push(other);
                    continue;
                }
            };
            if let OptionValue::Text(text) = &said.value
                && slot.trim().is_empty()
            {
                slot.clone_from(text);
            }
        }
        Ok(())
    }

    /// The options of an `omslint.toml` that the page does not know: what they ask for was not done.
    pub(super) fn not_taken(&self) -> Option<NotChecked> {
        let why = tr!("options that the page does not take: {names}", names = self.not_taken.join(comma()));
        (!self.not_taken.is_empty()).then(|| NotChecked { what: FILE_NAME.to_owned(), why })
    }

    /// What the rules are to know.
    pub(super) fn known(&self) -> Result<Known<'_>, Usage> {
        Ok(Known {
            from: version("from", &self.from)?,
            created_with: version("created-with", &self.created_with)?,
            to: version("to", &self.to)?,
            ddl: self.ddl_answer()?,
            db_type: said(&self.db_type),
            checkpoint: None,
            downtime: duration("downtime", &self.downtime)?,
            reserve: duration("reserve", &self.reserve)?,
            now: self.now,
        })
    }

    fn ddl_answer(&self) -> Result<Option<bool>, Usage> {
        match self.ddl.trim() {
            "yes" => Ok(Some(true)),
            "no" => Ok(Some(false)),
            "" | "unknown" => Ok(None),
            other => Err(Usage::new(|| tr!("--{flag}: {why}", flag = "ddl", why = other))),
        }
    }

    /// What is asked: all of it, as the command line does without flags.
    pub(super) fn asked(&self) -> Asked {
        let ddl = match self.ddl.trim() {
            "yes" => "yes",
            "no" => "no",
            _ => "unknown",
        };
        Asked {
            tasks: Vec::new(),
            zone: None,
            to_assumed: said(&self.to).is_none(),
            ddl,
            fails: Some(Severity::Error),
            min_severity: Severity::Info,
            wants_infos: false,
            allow_empty: false,
            show_secrets: false,
        }
    }

    /// The same as flags, for the commands of the runbook.
    pub(super) fn flags(&self) -> Vec<String> {
        let given = [
            ("--from", &self.from),
            ("--to", &self.to),
            ("--created-with", &self.created_with),
            ("--downtime", &self.downtime),
            ("--reserve", &self.reserve),
            ("--ddl", &self.ddl),
            ("--db-type", &self.db_type),
        ];
        let given = given.into_iter().filter_map(|(flag, text)| Some((flag, said(text)?)));
        let given = given.filter(|(_, text)| *text != "unknown");
        let mut flags: Vec<String> = given.map(|(flag, text)| format!("{flag} {}", shell::word(text))).collect();
        flags.extend(self.unsafe_fixes.then(|| "--unsafe-fixes".to_owned()));
        flags
    }
}

fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn version(flag: &str, text: &str) -> Result<Option<Version>, Usage> {
    let read = said(text).map(str::parse).transpose();
    read.map_err(|why| Usage::new(|| tr!("--{flag}: {why}", flag, why = why)))
}

fn duration(flag: &str, text: &str) -> Result<Option<i64>, Usage> {
    let Some(text) = said(text) else { return Ok(None) };
    let why = || tr!("a length of time has units, such as 60m, 1h30m, 90s or 2h");
    let seconds = time::duration(text).ok_or_else(|| Usage::new(|| tr!("--{flag}: {why}", flag, why = why())))?;
    Ok(Some(seconds))
}
