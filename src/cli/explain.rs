//! `omslint explain`: one rule, in full.

use std::io::{self, Write};

use super::Failed;
use super::args::ExplainArgs;
use super::terminal::forgive;
use super::usage::Usage;
use super::verdict::Verdict;
use crate::lint::rule::{self, Meta};
use crate::lint::rules;

/// Columns of the text.
const WIDTH: usize = 88;

pub(super) fn run(args: &ExplainArgs) -> Result<Verdict, Failed> {
    let name = args.rule.as_deref().unwrap_or_default();
    let is_it = |meta: &Meta| args.all || meta.code.eq_ignore_ascii_case(name) || meta.name.eq_ignore_ascii_case(name);
    let found: Vec<_> = rules::ALL.iter().map(|rule| rule.meta()).filter(|meta| is_it(meta)).map(page).collect();
    if found.is_empty() {
        return Err(Usage::new(rule::unknown(rules::ALL, name)).into());
    }
    forgive(io::stdout().lock().write_all(found.join("\n\n").as_bytes()))?;
    Ok(Verdict::Clean)
}

fn page(meta: &Meta) -> String {
    let severity = meta.severity.name();
    let default = if meta.is_default { "" } else { ", off unless selected" };
    let mut text = format!("{} {} ({severity}{default})\n{}\n", meta.code, meta.name, meta.summary);
    for (title, words) in meta.parts() {
        text.push_str(&format!("\n{title}\n"));
        for line in wrap(words, WIDTH - 4) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
