//! What somebody meant who wrote a flag that is not there: the hints behind clap's own messages.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Command, CommandFactory};

use super::args::Cli;
use crate::text::lang::tr;

/// Puts better hints behind a flag that nobody knows.
pub(super) fn improve(error: &mut Error) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let Some(ContextValue::String(written)) = error.get(ContextKind::InvalidArg) else { return };
    let Some(name) = written.strip_prefix("--").map(str::to_owned) else { return };
    let root = Cli::command();
    // `check --fix` is what other linters call it.
    if is_command(&name) {
        let hint = tr!("`omslint {name}` is a command of its own: omslint {name} [PATH]...", name);
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(hint)]));
        return;
    }
    let own = std::env::args().skip(1).find_map(|word| root.find_subcommand(word));
    if let Some(whole) = own.and_then(|command| whole(command, &name)) {
        error.remove(ContextKind::Suggested);
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{whole}")));
    }
}

/// Whether a flag that nobody knows is the name of a command that others have as a flag.
fn is_command(name: &str) -> bool {
    name == "fix" || name == "diff"
}

/// Whether what stands behind an unknown argument is a sentence of ours.
pub(super) fn is_ours(argument: &str) -> bool {
    argument.strip_prefix("--").is_some_and(is_command)
}

/// The one flag that begins like this.
fn whole(command: &Command, beginning: &str) -> Option<String> {
    let mut flags = command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(clap::Arg::get_long);
    let flag = flags.find(|flag| flag.starts_with(beginning))?;
    flags.all(|other| !other.starts_with(beginning)).then(|| flag.to_owned())
}
