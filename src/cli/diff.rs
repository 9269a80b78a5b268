//! `omslint diff`: the fix as a unified diff on stdout; never writes.

use std::io::{self, IsTerminal, Write};

use super::args::DiffArgs;
use super::fix::{diff_text, said, try_fixes};
use super::session::{Session, Verdict, forgive, look, show};
use super::{Failed, next, reports};
use crate::fix::apply::replaced;
use crate::report::report::StepKind;

pub(super) fn run(args: &DiffArgs) -> Result<Verdict, Failed> {
    let common = &args.common;
    reports::check(&common.report)?;
    let session = Session::open(common)?;
    let export = session.export(session.inputs());
    let findings = session.lint(&export);
    let outcome = try_fixes(&session, &export, &findings, args.unsafe_fixes);
    let verdict = session.verdict(&export, &findings, !outcome.unproven.is_empty(), !outcome.fixed.is_empty());

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        let look = look(&common.output, io::stdout().is_terminal());
        let text: String = outcome
            .fixed
            .iter()
            .filter_map(|fixed| {
                Some(diff_text(export.document(fixed.number)?, fixed, look, common.output.show_secrets))
            })
            .collect();
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
        said(&export, &outcome)?;
    }
    let new_export = session.export(replaced(&export.inputs, &outcome.fixed));
    let remaining = session.lint(&new_export);
    let documents: Vec<_> = new_export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_check(common, &findings).into_iter().filter(|step| step.kind != StepKind::Diff);
    if is_for_people {
        let report = session.report(&new_export, &documents, remaining, next.collect());
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
