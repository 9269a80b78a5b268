//! The command line, one file a command: the only place that passes values along the whole chain.

mod anonymise;
pub(crate) mod args;
mod baseline;
mod check;
mod completions;
mod diff;
mod explain;
mod files;
mod files_table;
mod fix;
mod format;
mod help;
mod hints;
mod interrupt;
mod language;
mod load;
mod manifest_entries;
mod mistakes;
mod next;
mod options;
mod patch;
mod plan;
mod reports;
mod revert;
mod rules;
mod schema;
mod session;
mod settings;
mod show_settings;
mod terminal;
mod user_files;
mod values;
mod verdict;
mod verify;
mod writer;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use args::{Cli, Command, RulesFormat};
use language::Languages;
use user_files::UserFiles;

use crate::config;
use crate::disk::user_file;
use crate::text::failure::explain;
use crate::text::lang::{self, Language, tr};

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
enum Failed {
    Usage(#[from] Usage),
    Io(#[from] io::Error),
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage(usage) => usage.fmt(f),
            Self::Io(error) => f.write_str(&tr!("cannot write the output: {error}", error = explain(error))),
        }
    }
}

/// Runs the command that the arguments name, and says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    let variable = |name: &str| std::env::var(name).ok();
    let languages = Languages::asked(std::env::args_os(), variable);
    // Whatever is said before the arguments are understood, and by commands that take no configuration.
    let languages = if languages.is_of_locale() { languages.in_project(of_project()) } else { languages };
    lang::speak_to_people(languages.of_people());
    let parsed = Cli::command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (mut cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(mut error) => {
            hints::improve(&mut error);
            // Help and version go to stdout with code 0, mistakes to stderr with code 2: clap's own convention is ours.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return if mistakes::print(&error).is_ok() { ExitCode::from(code) } else { ExitCode::from(2) };
        }
    };
    interrupt::listen();
    let checked = language::check(variable);
    let user_files = checked.and_then(|()| options::complete(&mut cli.command, &matches, languages));
    let result = user_files.map_err(Failed::from).and_then(|user_files| {
        lang::set(language_of(&cli.command, user_files.languages));
        perform(&cli.command, &user_files)
    });
    match result {
        Ok(verdict) => verdict.into(),
        Err(error) => {
            // A terminal that is gone cannot be told.
            let _ = writeln!(io::stderr(), "{}", lang::to_people(|| tr!("error: {error}", error)));
            Verdict::Usage.into()
        }
    }
}

/// What the nearest `omslint.toml` says of the language. What else is wrong with it, a command that takes it tells.
fn of_project() -> Option<Language> {
    let file = user_file::above(&std::env::current_dir().ok()?, config::FILE_NAME)?;
    language::named(&config::language(&user_file::found(&file, "").ok()?)?)
}

/// The language of what a command prints: what it finds is said in it from the beginning.
fn language_of(command: &Command, languages: Languages) -> Language {
    let output = match command {
        Command::Check(args) => &args.common.output,
        Command::Diff(args) => &args.common.output,
        Command::Fix(args) => &args.common.output,
        Command::Verify(args) => &args.common.output,
        Command::Files(args) => &args.output,
        Command::Rules(args) if args.format == RulesFormat::Json => return Language::English,
        // A plan is a folder for people, whatever is printed beside it.
        Command::Plan(_)
        | Command::Values(_)
        | Command::Revert(_)
        | Command::Anonymise(_)
        | Command::Explain(_)
        | Command::Rules(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man => return languages.of_people(),
    };
    languages.of(output.format.renderer().tongue())
}

fn perform(command: &Command, user_files: &UserFiles) -> Result<Verdict, Failed> {
    match command {
        // They were shown, and nothing else was asked for.
        _ if user_files.is_only_shown => Ok(Verdict::Clean),
        Command::Check(args) => check::run(args, user_files),
        Command::Diff(args) => diff::run(args, user_files),
        Command::Fix(args) => fix::run(args, user_files),
        Command::Revert(args) => revert::run(args),
        Command::Plan(args) => plan::run(args, user_files),
        Command::Verify(args) => verify::run(args, user_files),
        Command::Values(args) => values::run(args, user_files),
        Command::Files(args) => files::run(args),
        Command::Anonymise(args) => anonymise::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args.shell),
        Command::Man => completions::man(),
    }
}

/// Every English text that stands where `tr!` cannot: in the tree of commands, which clap makes of comments, and as the
/// titles of the schemas. For the test that walks them all.
#[doc(hidden)]
#[must_use]
pub fn texts_of_help() -> Vec<String> {
    help::texts()
}
