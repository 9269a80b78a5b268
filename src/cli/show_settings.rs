//! `--show-settings`: every option with its value and where that comes from, the files that apply, and nothing else is done.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;
use clap::ValueEnum;
use clap::parser::ValueSource;

use super::args::{InputArgs, KnowledgeArgs, OutputArgs, RuleArgs};
use super::language;
use super::terminal::forgive;
use super::user_files::UserFiles;
use crate::knowledge::versions::DEFAULT_TARGET;
use crate::lint::rule::DEFAULT_RESERVE;
use crate::text::lang::tr;

/// An option: its key, and its value as `omslint.toml` spells it; None if there is none.
type Row = (&'static str, Option<String>);

/// Writes the options to standard output, and which files apply: those of the user that were read, and `ignore_files`.
///
/// # Errors
/// What the stream says.
pub(super) fn show(
    (input, output): (&InputArgs, &OutputArgs),
    linting: Option<(&KnowledgeArgs, &RuleArgs)>,
    matches: &ArgMatches,
    user: &UserFiles,
    ignore_files: &[String],
) -> io::Result<()> {
    let mut rows = Vec::new();
    if let Some((knowledge, rules)) = linting {
        rows.extend(of_knowledge(knowledge, user));
        rows.extend(of_rules(rules));
    }
    rows.extend(of_input(input));
    rows.extend(of_output(output));
    rows.push(("lang", Some(quoted(language::name(user.languages.of_people())))));
    let file = user.files.first().map_or("omslint.toml", |file| &file.shown);
    let mut out = io::stdout().lock();
    for (key, value) in rows {
        let source = match given(matches, key) {
            Some(ValueSource::CommandLine) => tr!("command line"),
            Some(ValueSource::EnvVariable) => tr!("environment"),
            _ if user.options.contains(key) => file,
            // The variable, or the locale.
            _ if key == "lang" && !user.languages.is_default() => tr!("environment"),
            _ => tr!("default"),
        };
        let value = value.unwrap_or_else(|| tr!("not set").to_owned());
        forgive(writeln!(out, "{key:<16} {}", tr!("{value}  ({source})", value, source)))?;
    }
    let read =
        user.files.iter().map(|file| file.shown.clone()).chain(user.baseline.iter().map(|(file, _)| file.clone()));
    for (key, files) in [("files", read.collect::<Vec<_>>().as_slice()), ("ignore-files", ignore_files)] {
        let read = |value| tr!("{value}  ({source})", value, source = tr!("read"));
        forgive(writeln!(out, "{key:<16} {}", list(files).map_or_else(|| tr!("none").to_owned(), read)))?;
    }
    for (what, number) in [("override", user.overrides.len()), ("ignore", user.ignores.len())] {
        if number > 0 {
            forgive(writeln!(out, "[[{what}]]: {number}"))?;
        }
    }
    Ok(())
}

fn given(matches: &ArgMatches, key: &str) -> Option<ValueSource> {
    let id = key.replace('-', "_");
    matches.try_contains_id(&id).is_ok().then(|| matches.value_source(&id)).flatten()
}

fn of_knowledge(knowledge: &KnowledgeArgs, user: &UserFiles) -> Vec<Row> {
    vec![
        ("from", knowledge.from.map(quoted)),
        ("created-with", knowledge.created_with.map(quoted)),
        ("to", Some(quoted(knowledge.to.unwrap_or(DEFAULT_TARGET)))),
        ("ddl", Some(quoted(knowledge.ddl.name()))),
        ("db-type", knowledge.db_type.as_ref().map(quoted)),
        ("known-db-types", list(&user.db_types.added)),
        ("values", paths(&knowledge.values)),
        ("expect", knowledge.expect.as_ref().map(|path| quoted(path.display()))),
        ("downtime", knowledge.downtime.map(seconds)),
        ("reserve", Some(seconds(knowledge.reserve.unwrap_or(DEFAULT_RESERVE)))),
        ("timezone", knowledge.timezone.map(quoted)),
    ]
}

fn of_rules(rules: &RuleArgs) -> Vec<Row> {
    vec![
        ("select", list(&rules.select)),
        ("ignore", list(&rules.ignore)),
        ("fail-on", name(&rules.fail_on)),
        ("min-severity", rules.min_severity.as_ref().and_then(name)),
        ("baseline", rules.baseline.as_ref().map(|path| quoted(path.display()))),
    ]
}

fn of_input(input: &InputArgs) -> Vec<Row> {
    vec![
        ("include", list(&input.include)),
        ("exclude", list(&input.exclude)),
        ("follow-symlinks", Some(input.follow_symlinks.to_string())),
        ("max-file-size", Some(quoted(&input.max_file_size))),
        ("allow-empty", Some(input.allow_empty.to_string())),
    ]
}

fn of_output(output: &OutputArgs) -> Vec<Row> {
    vec![
        ("format", Some(quoted(output.format.name()))),
        ("color", name(&output.color)),
        ("quiet", Some(output.quiet.to_string())),
        ("verbose", Some(output.verbose.to_string())),
        ("jobs", output.jobs.map(|jobs| jobs.to_string())),
    ]
}

fn quoted(text: impl Display) -> String {
    format!("{:?}", text.to_string())
}

fn seconds(seconds: i64) -> String {
    quoted(if seconds % 60 == 0 { format!("{}m", seconds / 60) } else { format!("{seconds}s") })
}

fn list(texts: &[String]) -> Option<String> {
    let texts: Vec<String> = texts.iter().map(quoted).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

fn paths(paths: &[PathBuf]) -> Option<String> {
    list(&paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
}

fn name(value: &impl ValueEnum) -> Option<String> {
    value.to_possible_value().map(|value| quoted(value.get_name()))
}
