//! `omslint check`: lint; never writes.

use std::mem::ManuallyDrop;

use super::args::CheckArgs;
use super::reports::{Foreign, Take};
use super::session::Session;
use super::terminal::show_as;
use super::user_files::UserFiles;
use super::{Failed, baseline, next, reports};
use crate::report::render;
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{self, tr};

pub(super) fn run(args: &CheckArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let output = &args.common.output;
    if args.statistics && !output.format.is_for_people() {
        let format = output.format.name();
        let message = || tr!("--statistics is a table for people, and takes no --format {format}", format);
        return Err(Usage::new(message).into());
    }
    lang::to_people(|| reports::check(&args.common.report))?;
    let foreign = Foreign::make(&args.common, user.languages, |take| again(args, user, take))?;
    // The process ends after this. What was read lies in millions of pieces, and giving back each takes its time.
    let session = ManuallyDrop::new(Session::open(&args.common, user)?);
    let export = ManuallyDrop::new(session.export()?);
    let (findings, broken) = match &args.write_baseline {
        Some(file) => baseline::write(&session, &export, file)?,
        None => (session.lint(&export), false),
    };
    let verdict = session.verdict(&export, &findings.shown, broken, false);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_check(&args.common, user, &export, &findings.shown);
    let report = ManuallyDrop::new(session.report(&export, &documents, findings, next));
    let renderer = if args.statistics { &render::STATISTICS } else { output.format.renderer() };
    show_as(renderer, &report, output, false)?;
    Ok(reports::write_all(&report, &args.common, verdict, foreign)?)
}

/// The same run, of which nothing is shown and nothing is written.
fn again(args: &CheckArgs, user: &UserFiles, take: &mut Take<'_>) -> Result<(), Failed> {
    let session = Session::open(&args.common, user)?;
    let export = session.export()?;
    let findings = match &args.write_baseline {
        Some(file) => baseline::known(&session, &export, file),
        None => session.lint(&export),
    };
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_check(&args.common, user, &export, &findings.shown);
    Ok(take(&session.report(&export, &documents, findings, next))?)
}
