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
mod hints;
mod interrupt;
mod language;
mod load;
mod manifest_entries;
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
mod usage;
mod user_files;
mod values;
mod verdict;
mod verify;
mod writer;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use usage::Usage;
use verdict::Verdict;

use crate::text::lang;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Usage(#[from] Usage),
    #[error("cannot write the output: {0}")]
    Io(#[from] io::Error),
}

/// Runs the command that the arguments name, and says how it ended.
#[must_use]
pub fn run() -> ExitCode {
    lang::set(language::asked(std::env::args_os(), |name| std::env::var(name).ok()));
    let parsed = Cli::command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (mut cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(mut error) => {
            hints::improve(&mut error);
            // Help and version go to stdout with code 0, mistakes to stderr with code 2: clap's own convention is ours.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return if error.print().is_ok() { ExitCode::from(code) } else { ExitCode::from(2) };
        }
    };
    interrupt::listen();
    let user_files = options::complete(&mut cli.command, &matches).map_err(Failed::from);
    let result = user_files.and_then(|user_files| match &cli.command {
        // They were shown, and nothing else was asked for.
        _ if user_files.is_only_shown => Ok(Verdict::Clean),
        Command::Check(args) => check::run(args, &user_files),
        Command::Diff(args) => diff::run(args, &user_files),
        Command::Fix(args) => fix::run(args, &user_files),
        Command::Revert(args) => revert::run(args),
        Command::Plan(args) => plan::run(args, &user_files),
        Command::Verify(args) => verify::run(args, &user_files),
        Command::Values(args) => values::run(args, &user_files),
        Command::Files(args) => files::run(args),
        Command::Anonymise(args) => anonymise::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args.shell),
        Command::Man => completions::man(),
    });
    match result {
        Ok(verdict) => verdict.into(),
        Err(error) => {
            // A terminal that is gone cannot be told.
            let _ = writeln!(io::stderr(), "error: {error}");
            Verdict::Usage.into()
        }
    }
}
