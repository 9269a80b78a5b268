//! `omslint diff`: the fix as a unified diff on stdout; never writes.

use std::io::{self, IsTerminal, Write};

use super::args::DiffArgs;
use super::fix::{diff_text, said};
use super::session::Session;
use super::terminal::{forgive, look, show};
use super::user_files::UserFiles;
use super::verdict::Verdict;
use super::{Failed, next, reports};
use crate::report::report::StepKind;

pub(super) fn run(args: &DiffArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    reports::check(&common.report)?;
    let session = Session::open(common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    let made = Session::make_fixes(&export, &findings, args.unsafe_fixes);
    let proven = session.prove(&made, &export, &findings, args.unsafe_fixes);
    let verdict = session.verdict(&export, &findings.shown, !proven.unproven.is_empty(), !proven.fixed.is_empty());

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        let look = look(&common.output, io::stdout().is_terminal());
        let text: String = proven
            .fixed
            .iter()
            .filter_map(|fixed| {
                Some(diff_text(export.document(fixed.number)?, fixed, look, common.output.show_secrets))
            })
            .collect();
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
        said(&export, &proven.unproven)?;
    }
    let documents: Vec<_> = proven.export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_check(common, user, &findings.shown).into_iter().filter(|step| step.kind != StepKind::Diff);
    if is_for_people {
        let report = session.report(&proven.export, &documents, proven.findings, next.collect());
        show(&report, &common.output, true)?;
    }
    // A program, and a reader of a report, want what was found, with its edits.
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(&export, &documents, findings, Vec::new());
    if !is_for_people {
        show(&report, &common.output, false)?;
    }
    Ok(reports::write_all(&report, common, verdict)?)
}
