//! What is said of arguments that make no sense, in the language of the run: made anew from the kind of the mistake and
//! what belongs to it, for clap speaks English only. Help and version come the same way.

use std::error::Error as _;
use std::io::{self, Write};
use std::num::{IntErrorKind, ParseIntError};

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Command, CommandFactory};

use super::args::Cli;
use super::{help, hints};
use crate::text::lang::{self, Language, comma, tr};

/// Prints what clap has to say.
///
/// # Errors
/// What the stream says.
pub(super) fn print(error: &Error) -> io::Result<()> {
    if lang::current() == Language::English {
        return error.print();
    }
    if error.use_stderr() {
        let said = match error.kind() {
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => help_like(error).unwrap_or_else(|| say(error)),
            _ => say(error),
        };
        return anstream::stderr().lock().write_all(said.as_bytes());
    }
    let said = help_like(error).unwrap_or_else(|| error.render().ansi().to_string());
    anstream::stdout().lock().write_all(said.as_bytes())
}

/// The help or version that the English text of `error` is: of which command, and how long, only its text tells.
fn help_like(error: &Error) -> Option<String> {
    let wanted = error.render().to_string();
    let mut english = Cli::command();
    english.build();
    let mut own = help::tree();
    find(&mut english, &mut own, &wanted)
}

fn find(english: &mut Command, own: &mut Command, wanted: &str) -> Option<String> {
    if english.render_help().to_string() == wanted {
        return Some(help::dressed(&own.render_help()));
    }
    if english.render_long_help().to_string() == wanted {
        return Some(help::dressed(&own.render_long_help()));
    }
    if english.get_version().is_some() {
        if english.render_version() == wanted {
            return Some(own.render_version());
        }
        if english.render_long_version() == wanted {
            return Some(own.render_long_version());
        }
    }
    english.get_subcommands_mut().zip(own.get_subcommands_mut()).find_map(|(one, other)| find(one, other, wanted))
}

/// A mistake: what, what was probably meant, how it is used.
fn say(error: &Error) -> String {
    let mut said = tr!("error: {error}", error = what(error));
    let mut tips = Vec::new();
    for (kind, text) in [
        (ContextKind::SuggestedSubcommand, Suggestion::Command),
        (ContextKind::SuggestedArg, Suggestion::Argument),
        (ContextKind::SuggestedValue, Suggestion::Value),
    ] {
        let meant = list(error, kind);
        tips.extend((!meant.is_empty()).then(|| text.of(&meant)));
    }
    tips.extend(sentences(error));
    if !tips.is_empty() {
        said.push('\n');
    }
    for tip in tips {
        said.push_str(&format!("\n  {}", tr!("tip: {tip}", tip)));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        said.push_str(&format!("\n\n{}", tr!("Usage: {usage}", usage = help::usage(usage))));
    }
    format!("{said}\n\n{}\n", tr!("For more information, try '--help'."))
}

#[derive(Clone, Copy)]
enum Suggestion {
    Command,
    Argument,
    Value,
}

impl Suggestion {
    fn of(self, meant: &[String]) -> String {
        let names: Vec<String> = meant.iter().map(|name| tr!("'{name}'", name)).collect();
        let names = names.join(comma());
        match self {
            Self::Command => tr!("a similar command exists: {names}", names),
            Self::Argument => tr!("a similar argument exists: {names}", names),
            Self::Value => tr!("a similar value exists: {names}", names),
        }
    }
}

/// Hints that are sentences: ours, and of clap's the one that tells who else takes this argument.
fn sentences(error: &Error) -> Vec<String> {
    let Some(ContextValue::StyledStrs(said)) = error.get(ContextKind::Suggested) else { return Vec::new() };
    let argument = text(error, ContextKind::InvalidArg);
    let Some(argument) = argument else { return Vec::new() };
    if hints::is_ours(&argument) {
        return said.iter().map(StyledStr::to_string).collect();
    }
    let flag = argument.split(['=', ' ']).next().unwrap_or(&argument);
    let tree = Cli::command();
    let takes = |command: &&Command| {
        command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set())
            .filter_map(clap::Arg::get_long)
            .any(|long| flag.strip_prefix("--") == Some(long))
    };
    let who: Vec<String> = tree
        .get_subcommands()
        .filter(takes)
        .map(|c| tr!("'{name}'", name = format!("{} {flag}", c.get_name())))
        .collect();
    if who.is_empty() {
        return vec![tr!("to pass '{argument}' as a value, write '-- {argument}'", argument)];
    }
    vec![tr!("{commands} take this argument", commands = who.join(comma()))]
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn list(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn number(error: &Error, kind: ContextKind) -> isize {
    match error.get(kind) {
        Some(ContextValue::Number(number)) => *number,
        _ => 0,
    }
}

/// The mistake itself.
fn what(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let lines = |names: &[String]| names.iter().map(|name| format!("\n  {name}")).collect::<String>();
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, &argument),
        ErrorKind::NoEquals => tr!("an equal sign is needed between '{argument}' and its value", argument),
        ErrorKind::InvalidValue => {
            let said = if value.is_empty() {
                tr!("a value is required for '{argument}' but none was supplied", argument)
            } else {
                tr!("invalid value '{value}' for '{argument}'", value, argument)
            };
            format!(
                "{said}{}",
                known(&list(error, ContextKind::ValidValue), |values| { tr!("[possible values: {values}]", values) })
            )
        }
        ErrorKind::ValueValidation => match why(error) {
            Some(why) => tr!("invalid value '{value}' for '{argument}': {why}", value, argument, why),
            None => tr!("invalid value '{value}' for '{argument}'", value, argument),
        },
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            tr!("unrecognized command '{name}'", name)
        }
        ErrorKind::MissingRequiredArgument => {
            let names = lines(&list(error, ContextKind::InvalidArg));
            tr!("the following required arguments were not provided:{names}", names)
        }
        ErrorKind::MissingSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let said = tr!("'{name}' requires a command but one was not provided", name);
            format!(
                "{said}{}",
                known(&list(error, ContextKind::ValidSubcommand), |commands| {
                    tr!("[commands: {commands}]", commands)
                })
            )
        }
        ErrorKind::TooManyValues => {
            tr!("unexpected value '{value}' for '{argument}' found; no more were expected", value, argument)
        }
        ErrorKind::TooFewValues => {
            let (due, given) = (number(error, ContextKind::MinValues), number(error, ContextKind::ActualNumValues));
            tr!("'{argument}' takes at least {due} values, and {given} were given", argument, due, given)
        }
        ErrorKind::WrongNumberOfValues => {
            let (due, given) =
                (number(error, ContextKind::ExpectedNumValues), number(error, ContextKind::ActualNumValues));
            tr!("'{argument}' takes {due} values, and {given} were given", argument, due, given)
        }
        ErrorKind::UnknownArgument => tr!("unexpected argument '{argument}' found", argument),
        ErrorKind::InvalidUtf8 => tr!("invalid UTF-8 was detected in one or more arguments").to_owned(),
        _ => error.to_string(),
    }
}

fn conflict(error: &Error, argument: &str) -> String {
    let others = list(error, ContextKind::PriorArg);
    match others.as_slice() {
        [other] if other == argument => tr!("the argument '{argument}' cannot be used multiple times", argument),
        [] => tr!("the argument '{argument}' cannot be used with the others that are given", argument),
        others => {
            let others: Vec<String> = others.iter().map(|other| tr!("'{name}'", name = other)).collect();
            tr!("the argument '{argument}' cannot be used with {others}", argument, others = others.join(comma()))
        }
    }
}

/// On a line of its own, what there is; nothing if nothing is known.
fn known(names: &[String], say: impl Fn(String) -> String) -> String {
    if names.is_empty() { String::new() } else { format!("\n  {}", say(names.join(comma()))) }
}

/// What a value is not: of our own readers in the language of the run, and of the numbers of the standard library.
fn why(error: &Error) -> Option<String> {
    let source = error.source()?;
    Some(match source.downcast_ref::<ParseIntError>().map(ParseIntError::kind) {
        None => source.to_string(),
        Some(IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => tr!("the number is too large").to_owned(),
        Some(_) => tr!("this is no whole number").to_owned(),
    })
}
