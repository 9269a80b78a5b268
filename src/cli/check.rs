//! `omslint check`: lint; never writes.

use std::mem::ManuallyDrop;

use super::args::CheckArgs;
use super::session::{Session, Verdict, show};
use super::{Failed, baseline, next, reports};

pub(super) fn run(args: &CheckArgs) -> Result<Verdict, Failed> {
    reports::check(&args.common.report)?;
    // The process ends after this. What was read lies in millions of pieces, and giving back each takes its time.
    let mut session = ManuallyDrop::new(Session::open(&args.common)?);
    let broken = match &args.write_baseline {
        Some(file) => !baseline::write(&mut session, file)?,
        None => false,
    };
    let export = ManuallyDrop::new(session.export(session.inputs()));
    let findings = session.lint(&export);
    let verdict = session.verdict(&export, &findings, broken, false);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_check(&args.common, &findings);
    let report = ManuallyDrop::new(session.report(&export, &documents, findings, next));
    show(&report, &args.common.output, false)?;
    Ok(reports::write_all(&report, &args.common, verdict)?)
}
