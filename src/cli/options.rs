//! Flags and `omslint.toml` come to one answer: what a flag says stands, and the file fills in the rest. After this,
//! nobody needs to know where an option came from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, ValueEnum};

use super::args::{Command, ConfigArgs, InputArgs, KnowledgeArgs, LangArg, OutputArgs, RuleArgs, duration, timezone};
use super::format::{Format, OF_FILES, OF_VERIFY};
use super::language::Languages;
use super::load;
use super::show_settings;
use super::user_files::{self, UserFiles};
use crate::config::{Config, OptionValue};
use crate::input::decode::{BadSize, parse_size};
use crate::knowledge::versions::Version;
use crate::lint::overrides::Said;
use crate::run::usage::Usage;
use crate::text::failure::explain;
use crate::text::lang::{comma, tr};
use crate::text::spelling;

/// The options of a command that a file can set.
struct Options<'c> {
    input: &'c mut InputArgs,
    output: &'c mut OutputArgs,
    config: &'c ConfigArgs,
    /// None for a command that does not lint.
    linting: Option<(&'c mut KnowledgeArgs, &'c mut RuleArgs)>,
}

fn options(command: &mut Command) -> Option<Options<'_>> {
    let common = match command {
        Command::Check(args) => &mut args.common,
        Command::Diff(args) => &mut args.common,
        Command::Fix(args) => &mut args.common,
        Command::Plan(args) => &mut args.common,
        Command::Verify(args) => &mut args.common,
        Command::Values(args) => &mut args.common,
        Command::Files(args) => {
            let (input, output, config) = (&mut args.input, &mut args.output, &args.config);
            return Some(Options { input, output, config, linting: None });
        }
        Command::Revert(_)
        | Command::Anonymise(_)
        | Command::Explain(_)
        | Command::Rules(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man => return None,
    };
    let linting = Some((&mut common.knowledge, &mut common.rules));
    Some(Options { input: &mut common.input, output: &mut common.output, config: &common.config, linting })
}

/// The formats that a command takes; None: all of them.
fn formats(command: &Command) -> Option<&'static [&'static str]> {
    match command {
        Command::Verify(_) => Some(OF_VERIFY),
        Command::Files(_) => Some(OF_FILES),
        _ => None,
    }
}

/// Reads the user's files, and fills in the options that no flag gives. Gives back what else stands in those files.
///
/// # Errors
/// What is wrong in those files.
pub(super) fn complete(command: &mut Command, matches: &ArgMatches, languages: Languages) -> Result<UserFiles, Usage> {
    let mut user = UserFiles { languages, ..UserFiles::default() };
    let takes = formats(command);
    let (Some(options), Some((_, matches))) = (options(command), matches.subcommand()) else { return Ok(user) };
    let Options { input, output, config, mut linting } = options;
    let cwd = std::env::current_dir()
        .map_err(|error| Usage::new(|| tr!("cannot tell the working directory: {error}", error = explain(&error))))?;
    // From here on only the file that is asked for says the language.
    user.speak(None);
    input.no_config = config.no_config;
    let found = if config.no_config { None } else { user.read_config(config.config.as_deref(), &cwd)? };
    if let Some((file, folder)) = found {
        let mut filler = Filler { file: &file, folder: &folder, cwd: &cwd, matches, user: &mut user };
        filler.lang()?;
        filler.input(input)?;
        filler.output(output, takes)?;
        if let Some((knowledge, rules)) = &mut linting {
            filler.knowledge(knowledge)?;
            filler.rules(rules)?;
        }
    }
    if let Some(file) = user.files.first().filter(|_| output.verbose) {
        // A terminal that is gone cannot be told.
        let _ = writeln!(io::stderr(), "{}", tr!("Options from {file}", file = file.shown));
    }
    if let Some((knowledge, rules)) = &linting {
        user.read_rest(knowledge, rules, &cwd)?;
    }
    if config.show_settings {
        let linting = linting.as_ref().map(|(knowledge, rules)| (&**knowledge, &**rules));
        let ignore_files = load::ignore_files(input, &cwd)?;
        let shown = show_settings::show((input, output), linting, matches, &user, &ignore_files);
        shown.map_err(|error| Usage::new(|| tr!("cannot write the output: {error}", error = explain(&error))))?;
        user.is_only_shown = true;
    }
    Ok(user)
}

struct Filler<'f> {
    file: &'f Config,
    folder: &'f Path,
    cwd: &'f Path,
    matches: &'f ArgMatches,
    user: &'f mut UserFiles,
}

impl<'f> Filler<'f> {
    /// What the file says of an option, unless a flag says something.
    fn said(&mut self, key: &'static str) -> Option<&'f Said<OptionValue>> {
        let id = key.replace('-', "_");
        let source = self.matches.try_contains_id(&id).is_ok().then(|| self.matches.value_source(&id)).flatten();
        if matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable)) {
            return None;
        }
        let (_, said) = self.file.options.iter().find(|(known, _)| *known == key)?;
        self.user.options.insert(key);
        Some(said)
    }

    fn text(&mut self, key: &'static str) -> Option<Said<&'f str>> {
        match self.said(key)? {
            Said { value: OptionValue::Text(text), place } => Some(Said { value: text, place: *place }),
            _ => None,
        }
    }

    fn texts(&mut self, key: &'static str) -> Option<&'f [Said<String>]> {
        match &self.said(key)?.value {
            OptionValue::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    fn flag(&mut self, key: &'static str, flag: &mut bool) {
        if let Some(Said { value: OptionValue::Flag(value), .. }) = self.said(key) {
            *flag = *value;
        }
    }

    /// A file named in the file: it counts from there.
    fn file(&self, name: &str) -> PathBuf {
        let place = self.folder.join(name);
        if Path::new(name).is_absolute() { place } else { PathBuf::from(user_files::seen(&place, self.cwd)) }
    }

    fn choice<T: ValueEnum>(&mut self, key: &'static str) -> Result<Option<T>, Usage> {
        let Some(said) = self.text(key) else { return Ok(None) };
        match T::from_str(said.value, false) {
            Ok(value) => Ok(Some(value)),
            Err(_) => {
                let names: Vec<String> = T::value_variants()
                    .iter()
                    .filter_map(|variant| Some(variant.to_possible_value()?.get_name().to_owned()))
                    .collect();
                let near = spelling::nearest(said.value, names.iter().map(String::as_str));
                let near = near.map(|near| tr!("; did you mean `{near}`?", near)).unwrap_or_default();
                let (value, names) = (said.value, names.join(comma()));
                let message = tr!("`{key}`: `{value}` is none of {names}{near}", key, value, names, near);
                Err(self.user.wrong(said.place, message))
            }
        }
    }

    fn version(&mut self, key: &'static str, version: &mut Option<Version>) -> Result<(), Usage> {
        if let Some(said) = self.text(key) {
            let read = said.value.parse();
            *version =
                Some(read.map_err(|error| self.user.wrong(said.place, tr!("`{key}`: {why}", key, why = error)))?);
        }
        Ok(())
    }

    fn lang(&mut self) -> Result<(), Usage> {
        if self.user.languages.said().is_none()
            && let Some(lang) = self.choice::<LangArg>("lang")?
        {
            self.user.speak(Some(lang.into()));
        }
        Ok(())
    }

    fn input(&mut self, input: &mut InputArgs) -> Result<(), Usage> {
        let values = |texts: &[Said<String>]| texts.iter().map(|text| text.value.clone()).collect();
        let is_elsewhere = self.folder != self.cwd;
        if let Some(globs) = self.texts("include") {
            input.include = values(globs);
            input.include_from = is_elsewhere.then(|| self.folder.to_path_buf());
        }
        if let Some(globs) = self.texts("exclude") {
            input.exclude = values(globs);
            input.exclude_from = is_elsewhere.then(|| self.folder.to_path_buf());
        }
        input.config_folder = Some(self.folder.to_path_buf());
        self.flag("follow-symlinks", &mut input.follow_symlinks);
        self.flag("allow-empty", &mut input.allow_empty);
        if let Some(size) = self.text("max-file-size") {
            let wrong =
                |error: BadSize| self.user.wrong(size.place, tr!("`{key}`: {why}", key = "max-file-size", why = error));
            parse_size(size.value).map_err(wrong)?;
            size.value.clone_into(&mut input.max_file_size);
        }
        Ok(())
    }

    fn output(&mut self, output: &mut OutputArgs, takes: Option<&[&str]>) -> Result<(), Usage> {
        // A format that is meant for `check` is none for every command.
        let is_taken = |format: &Format| takes.is_none_or(|names| names.contains(&format.name()));
        if let Some(format) = self.choice("format")?.filter(is_taken) {
            output.format = format;
        }
        if let Some(color) = self.choice("color")? {
            output.color = color;
        }
        // One of the two on the command line settles both.
        let (quiet, verbose) = (output.quiet, output.verbose);
        if !quiet && !verbose {
            self.flag("quiet", &mut output.quiet);
            self.flag("verbose", &mut output.verbose);
        }
        if output.quiet && output.verbose {
            return Err(Usage::new(|| tr!("{file}: `quiet` and `verbose` exclude each other", file = self.shown())));
        }
        if let Some(Said { value: OptionValue::Count(jobs), .. }) = self.said("jobs") {
            output.jobs = usize::try_from(*jobs).ok();
        }
        Ok(())
    }

    fn shown(&self) -> String {
        self.user.files.first().map(|file| file.shown.clone()).unwrap_or_default()
    }

    fn knowledge(&mut self, knowledge: &mut KnowledgeArgs) -> Result<(), Usage> {
        self.version("from", &mut knowledge.from)?;
        self.version("created-with", &mut knowledge.created_with)?;
        self.version("to", &mut knowledge.to)?;
        if let Some(ddl) = self.choice("ddl")? {
            knowledge.ddl = ddl;
        }
        if let Some(names) = self.texts("known-db-types") {
            self.user.db_types.added.extend(names.iter().map(|name| name.value.trim().to_owned()));
        }
        if let Some(name) = self.text("db-type") {
            let read = self.user.db_types.given(name.value);
            knowledge.db_type =
                Some(read.map_err(|why| self.user.wrong(name.place, tr!("`{key}`: {why}", key = "db-type", why)))?);
        }
        if let Some(files) = self.said("values") {
            knowledge.values = match &files.value {
                OptionValue::Texts(files) => files.iter().map(|file| self.file(&file.value)).collect(),
                _ => Vec::new(),
            };
        }
        if let Some(file) = self.text("expect") {
            knowledge.expect = Some(self.file(file.value));
        }
        if let Some(text) = self.text("timezone") {
            let read = timezone(text.value);
            knowledge.timezone =
                Some(read.map_err(|why| self.user.wrong(text.place, tr!("`{key}`: {why}", key = "timezone", why)))?);
        }
        for (key, slot) in [("downtime", &mut knowledge.downtime), ("reserve", &mut knowledge.reserve)] {
            if let Some(text) = self.text(key) {
                let read = duration(text.value);
                *slot = Some(read.map_err(|why| self.user.wrong(text.place, tr!("`{key}`: {why}", key, why)))?);
            }
        }
        Ok(())
    }

    fn rules(&mut self, rules: &mut RuleArgs) -> Result<(), Usage> {
        let lists = [("select", &mut rules.select), ("ignore", &mut rules.ignore)];
        for (key, list) in lists {
            for rule in self.texts(key).unwrap_or_default() {
                let known = crate::lint::rule::matching(crate::lint::rules::ALL, &rule.value);
                known.map_err(|why| self.user.wrong(rule.place, tr!("`{key}`: {why}", key, why)))?;
                list.push(rule.value.clone());
            }
        }
        if let Some(fail_on) = self.choice("fail-on")? {
            rules.fail_on = fail_on;
        }
        if let Some(severity) = self.choice("min-severity")? {
            rules.min_severity = Some(severity);
        }
        if let Some(file) = self.text("baseline") {
            rules.baseline = Some(self.file(file.value));
        }
        Ok(())
    }
}
