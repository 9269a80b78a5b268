//! The tree of commands in the language of the run: what `--help`, the manual page and the completions show.
//!
//! The English stands in `args.rs`, in the doc comments from which clap makes its help. The tree is parsed with as it is;
//! only what is shown is translated, once the whole tree is built, and only if the run does not speak English.

use std::sync::LazyLock;

use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::{Arg, Command, CommandFactory};

use super::args::Cli;
use crate::knowledge::schemas::Schema;
use crate::text::lang::{self, Language, comma, tr, translated, wrap};
use crate::text::sorting;

/// The width of what clap wraps, see [`Cli`].
const MAX_WIDTH: usize = 110;

/// So far clap indents the help of an option that stands on lines of its own.
const INDENT: usize = 10;

/// So far it indents what it says of a command in a list: the longest name, and blanks.
const COMMAND_INDENT: usize = 15;

/// The order of clap, with our word for "Usage".
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The tree of commands as people are shown it.
pub(super) fn tree() -> Command {
    shown(Cli::command(), Some(width()))
}

/// The same without line breaks, for readers that wrap by themselves.
pub(super) fn unwrapped() -> Command {
    shown(Cli::command(), None)
}

fn shown(mut command: Command, width: Option<usize>) -> Command {
    match lang::current() {
        Language::English => command,
        Language::Chinese => {
            command.build();
            let about = command.get_about().map(|about| wrapped(translated(&about.to_string()), width, 0));
            let command = translate(command, width);
            // It stands in no list of commands, so nothing stands before it.
            about.into_iter().fold(command, Command::about)
        }
    }
}

/// As clap finds it out.
fn width() -> usize {
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(columns).unwrap_or(100).min(MAX_WIDTH)
}

/// As `long_version` of [`Cli`].
static VERSION: LazyLock<String> = LazyLock::new(|| {
    tr!("{version} (knowledge of {date})", version = env!("CARGO_PKG_VERSION"), date = crate::knowledge::DATE)
});

/// A command and those below it.
fn translate(mut command: Command, width: Option<usize>) -> Command {
    let usage = usage(&command.render_usage());
    let say = |text: &StyledStr, indent: usize| wrapped(translated(&text.to_string()), width, indent);
    let about = command.get_about().map(|about| say(about, COMMAND_INDENT));
    let long_about = command.get_long_about().map(|about| say(about, 0));
    let after = command.get_after_help().map(|after| translated(&after.to_string()).to_owned());
    let has_version = command.get_long_version().is_some();
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(about) = long_about {
        command = command.long_about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if has_version {
        command = command.long_version(VERSION.as_str());
    }
    command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading(tr!("Commands"))
        .mut_args(|arg| translate_argument(arg, width))
        .mut_subcommands(|command| translate(command, width))
}

/// A line of usage without its heading, with our words for what clap calls options and commands.
pub(super) fn usage(usage: &StyledStr) -> String {
    let usage = usage.to_string();
    let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim_start();
    let (options, command) = (tr!("OPTIONS"), tr!("COMMAND"));
    usage
        .replace("[OPTIONS]", &format!("[{options}]"))
        .replace("<COMMAND>", &format!("<{command}>"))
        .replace("[COMMAND]", &format!("[{command}]"))
}

fn translate_argument(arg: Arg, width: Option<usize>) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(heading) => lang::known(heading).unwrap_or(tr!("Options")),
        None if arg.is_positional() => tr!("Arguments"),
        None => tr!("Options"),
    };
    let values: Vec<PossibleValue> = match arg.is_hide_possible_values_set() || !arg.get_action().takes_values() {
        true => Vec::new(),
        false => arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect(),
    };
    let help = arg.get_help().map(|help| translated(&help.to_string()).to_owned()).unwrap_or_default();
    let long_help = arg.get_long_help().map(|help| translated(&help.to_string()).to_owned());
    let notes = notes(&arg);
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let has_help = values.iter().any(|value| value.get_help().is_some());
    let listed = (!names.is_empty()).then(|| tr!("[possible values: {values}]", values = names.join(comma())));
    let mut short: Vec<String> = vec![help.clone()];
    short.extend(notes.iter().cloned().chain(listed.clone()));
    let short = wrapped(&short.join(" "), width, INDENT);
    let mut long = long_help.unwrap_or(help);
    if has_help {
        long.push_str(&format!("\n\n{}", tr!("Possible values:")));
        for value in &values {
            let help = value.get_help().map(|help| translated(&help.to_string()).to_owned()).unwrap_or_default();
            long.push_str(&format!("\n- {}{}{help}", value.get_name(), tr!(": ")));
        }
    } else if let Some(listed) = listed {
        long.push_str(&format!("\n\n{listed}"));
    }
    for note in notes {
        long.push_str(&format!("\n\n{note}"));
    }
    let long = wrapped(&long, width, INDENT);
    let arg = match values.is_empty() {
        true => arg,
        // Nothing is parsed with this tree: its values are there for completions.
        false => arg.value_parser(PossibleValuesParser::new(values.into_iter().map(|value| match value.get_help() {
            Some(help) => {
                let help = translated(&help.to_string()).to_owned();
                value.help(help)
            }
            None => value,
        }))),
    };
    arg.help_heading(heading)
        .help(short)
        .long_help(long)
        .next_line_help(true)
        .hide_default_value(true)
        .hide_possible_values(true)
        .hide_env(true)
}

/// What clap puts behind the help of an option.
fn notes(arg: &Arg) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(name) = arg.get_env().filter(|_| !arg.is_hide_env_set()) {
        let value = std::env::var_os(name).unwrap_or_default();
        let name = name.to_string_lossy();
        notes.push(tr!("[env: {name}={value}]", name, value = value.to_string_lossy()));
    }
    let values = arg.get_default_values();
    if !values.is_empty() && !arg.is_hide_default_value_set() && arg.get_action().takes_values() {
        let values: Vec<_> = values.iter().map(|value| value.to_string_lossy()).collect();
        notes.push(tr!("[default: {value}]", value = values.join(" ")));
    }
    notes
}

/// Help with our colon behind headings, and our word for aliases, where clap writes its own.
pub(super) fn dressed(help: &StyledStr) -> String {
    let mut text = help.ansi().to_string();
    for heading in HEADINGS.iter().map(|heading| translated(heading)) {
        text = text.replace(&format!("{heading}:"), &format!("{heading}{}", tr!(":")));
    }
    ["[alias: ", "[aliases: "].iter().fold(text, |text, word| text.replace(word, tr!("[alias: ")))
}

/// The headings of options in `args.rs`, and those of clap.
const HEADINGS: &[&str] =
    &["Input", "Knowledge", "Rules", "Output", "Configuration", "Fixes", "Options", "Arguments", "Commands"];

/// `text` in lines that fit `width` behind `indent` columns. clap breaks lines at blanks, of which Chinese has few.
fn wrapped(text: &str, width: Option<usize>, indent: usize) -> String {
    let Some(width) = width.map(|width| width.saturating_sub(indent).max(20)) else { return text.to_owned() };
    text.lines().flat_map(|line| wrap(line, width)).collect::<Vec<_>>().join("\n")
}

/// Every English text of the tree, and the titles of the schemas, which stand in their files.
pub(super) fn texts() -> Vec<String> {
    fn walk(command: &Command, texts: &mut Vec<String>) {
        let of_command = [command.get_about(), command.get_long_about(), command.get_after_help()];
        texts.extend(of_command.into_iter().flatten().map(ToString::to_string));
        for arg in command.get_arguments() {
            let values = arg.get_possible_values();
            let of_arg = [arg.get_help(), arg.get_long_help()].into_iter().flatten();
            texts.extend(of_arg.chain(values.iter().filter_map(PossibleValue::get_help)).map(ToString::to_string));
            texts.extend(arg.get_help_heading().map(str::to_owned));
        }
        command.get_subcommands().for_each(|command| walk(command, texts));
    }
    let (mut command, mut texts) = (Cli::command(), Vec::new());
    command.build();
    walk(&command, &mut texts);
    texts.extend(crate::knowledge::schemas::ALL.iter().map(Schema::title));
    sorting::sort(&mut texts);
    texts.dedup();
    texts.retain(|text| !text.is_empty());
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_anywhere_but_before_a_mark_and_inside_a_word() {
        assert_eq!(wrapped("只运行这些规则：代码、名称", Some(10), 0), "只运行这些规则：代\n码、名称");
        assert_eq!(wrap("只运行这些规则：代码", 14).join("\n"), "只运行这些规\n则：代码");
        assert_eq!(wrap("按 `--lang` 选项（推荐）", 12).join("\n"), "按 `--lang`\n选项（推荐）");
        assert_eq!(wrap("a b", 80).join("\n"), "a b");
    }
}
