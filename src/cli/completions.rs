//! `omslint completions` and `omslint man`: both made from the definition behind `--help`.

use std::io::{self, Write};

use clap_complete::Shell;

use super::Failed;
use super::help;
use super::terminal::forgive;
use crate::run::verdict::Verdict;
use crate::text::lang::tr;

pub(super) fn run(shell: Shell) -> Result<Verdict, Failed> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut help::unwrapped(), "omslint", &mut text);
    forgive(io::stdout().lock().write_all(&text))?;
    Ok(Verdict::Clean)
}

/// One page with every command and its options: what `git`-like tools spread over many pages, nobody finds.
pub(super) fn man() -> Result<Verdict, Failed> {
    let mut text = Vec::new();
    let mut command = help::unwrapped();
    command.build();
    let page = clap_mangen::Man::new(command.clone()).date(crate::knowledge::DATE);
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    for command in command.get_subcommands() {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(text, ".SH \"OMSLINT {}\"\n{}", name.to_uppercase(), roff(&about))?;
        let mut own = Vec::new();
        let page = clap_mangen::Man::new(command.clone());
        page.render_synopsis_section(&mut own)?;
        page.render_options_section(&mut own)?;
        // Sections of a command become parts of its section.
        let own = String::from_utf8_lossy(&own).replace("\n.SH ", "\n.SS ");
        text.extend_from_slice(
            own.strip_prefix(".SH ").map_or_else(|| own.clone(), |rest| format!(".SS {rest}")).as_bytes(),
        );
    }
    page.render_extra_section(&mut text)?;
    page.render_version_section(&mut text)?;
    forgive(io::stdout().lock().write_all(in_our_words(&String::from_utf8_lossy(&text)).as_bytes()))?;
    Ok(Verdict::Clean)
}

/// The page with our words for the headings of `clap_mangen`.
fn in_our_words(page: &str) -> String {
    let headings = [
        ("NAME", tr!("NAME")),
        ("SYNOPSIS", tr!("SYNOPSIS")),
        ("DESCRIPTION", tr!("DESCRIPTION")),
        ("EXTRA", tr!("EXTRA")),
        ("VERSION", tr!("VERSION")),
    ];
    let line = |line: &str| {
        let (kind, heading) = line.trim_end().split_once(' ').filter(|(kind, _)| matches!(*kind, ".SH" | ".SS"))?;
        let (_, ours) = headings.iter().find(|(theirs, _)| *theirs == heading)?;
        Some(format!("{kind} {ours}\n"))
    };
    page.split_inclusive('\n').map(|text| line(text).unwrap_or_else(|| text.to_owned())).collect()
}

/// A line of text that roff takes as text.
fn roff(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}
