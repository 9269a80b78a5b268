//! `omslint explain`: one rule, in full.

use std::io::{self, Write};

use super::Failed;
use super::args::ExplainArgs;
use super::terminal::{forgive, plain_look};
use crate::lint::rule::{self, Meta};
use crate::lint::rules;
use crate::report::render::listing::{Tone, said, set};
use crate::report::report::Look;
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{tr, translated};

/// Columns of the text at most.
const WIDTH: usize = 88;

pub(super) fn run(args: &ExplainArgs) -> Result<Verdict, Failed> {
    let name = args.rule.as_deref().unwrap_or_default();
    let is_it = |meta: &Meta| args.all || meta.code.eq_ignore_ascii_case(name) || meta.name.eq_ignore_ascii_case(name);
    let look = plain_look();
    let metas = rules::ALL.iter().map(|rule| rule.meta()).filter(|meta| is_it(meta));
    let found: Vec<_> = metas.map(|meta| page(meta, look)).collect();
    if found.is_empty() {
        return Err(Usage::new(|| rule::unknown(rules::ALL, name)).into());
    }
    forgive(io::stdout().lock().write_all(found.join("\n\n").as_bytes()))?;
    Ok(Verdict::Clean)
}

fn page(meta: &Meta, look: Look) -> String {
    let width = if look.whole_paths { WIDTH } else { look.width.min(WIDTH) };
    let severity = said(look, Tone::Of(meta.severity), translated(meta.severity.name()));
    let name = said(look, Tone::Strong, &format!("{} {}", meta.code, meta.name));
    let head = if meta.is_default {
        tr!("{name} ({severity})", name, severity)
    } else {
        tr!("{name} ({severity}, off unless selected)", name, severity)
    };
    let mut text = format!("{head}\n");
    for line in set(translated(meta.summary), width) {
        text.push_str(&format!("{line}\n"));
    }
    for (title, words) in meta.parts() {
        text.push_str(&format!("\n{}\n", said(look, Tone::Strong, title)));
        for line in set(&words, width.saturating_sub(4)) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}
