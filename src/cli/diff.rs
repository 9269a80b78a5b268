//! `omslint diff`: the fix as a unified diff on stdout; never writes to what it reads.

use std::io::{self, IsTerminal, Write};

use super::args::{Common, DiffArgs, OutputArgs};
use super::fix::{said, said_failed};
use super::patch::{self, Saved, Shown, Stdout, say_after};
use super::reports::{Foreign, Take};
use super::session::Session;
use super::terminal::{forgive, look, show};
use super::user_files::UserFiles;
use super::{Failed, next, reports};
use crate::fix::proof::{Fixed, is_applicable};
use crate::lint::finding::Finding;
use crate::report::render;
use crate::report::render::listing::{Tone, wrapped};
use crate::report::report::{Report, StepKind};
use crate::run::verdict::Verdict;
use crate::text::lang::{self, tr};

pub(super) fn run(args: &DiffArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    lang::to_people(|| reports::check(&common.report))?;
    patch::prepare(args.patch.as_deref())?;
    let foreign = Foreign::make(common, user.languages, |take| found_again(common, user, take))?;
    let session = Session::open(common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    let takes = |finding: &Finding<'_>| is_applicable(finding, args.unsafe_fixes);
    let made = session.make_fixes(&export, &findings, &takes);
    let proven = session.prove(&made, &export, &findings, &takes);
    let mut verdict = session.verdict(&export, &findings.shown, !proven.unproven.is_empty(), !proven.fixed.is_empty());

    let next = next::after_check(common, user, &export, &findings.shown)
        .into_iter()
        .filter(|step| step.kind != StepKind::Diff);
    // A program, and a reader of a report, want what was found, with its edits.
    let found: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(&export, &found, findings, Vec::new());
    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        say_before(&report, proven.fixed.len(), &common.output)?;
        let (mut out, mut shown) = (Stdout::new(), Shown::on_stdout(&common.output));
        for fixed in &proven.fixed {
            export.document(fixed.number).map_or(Ok(()), |old| shown.add(&mut out, old, fixed))?;
        }
        out.finish()?;
        shown.say_masked(args.patch.is_some())?;
        said(&export, &proven.unproven)?;
    }
    if let Some(path) = &args.patch {
        let fixed: Vec<&Fixed> = proven.fixed.to_vec();
        let saved = match patch::save(&session, &export, &fixed, path) {
            Ok(saved) => saved,
            Err(why) => {
                said_failed(&why)?;
                verdict = verdict.and_broken();
                Saved::default()
            }
        };
        patch::tell_left_out(&saved, path)?;
        if !saved.left_out.is_empty() {
            verdict = verdict.and_unread();
        }
    }
    if is_for_people {
        let documents: Vec<_> = proven.export.inputs.iter().map(|input| input.document).collect();
        say_after(proven.fixed.len(), &common.output)?;
        show(&session.report(&proven.export, &documents, proven.findings, next.collect()), &common.output, true)?;
    } else {
        show(&report, &common.output, false)?;
    }
    Ok(reports::write_all(&report, common, verdict, foreign)?)
}

/// What is found, once more: as it is before anything is fixed.
pub(super) fn found_again(common: &Common, user: &UserFiles, take: &mut Take<'_>) -> Result<(), Failed> {
    let session = Session::open(common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    Ok(take(&session.report(&export, &documents, findings, Vec::new()))?)
}

/// Says on stderr how things are before the diff, which may be long, and that nothing of it is done yet.
fn say_before(report: &Report<'_>, files: usize, output: &OutputArgs) -> io::Result<()> {
    if files == 0 || output.quiet {
        return Ok(());
    }
    let look = look(output, io::stderr().is_terminal());
    let answer = render::answer(report);
    let words = match files {
        1 => tr!("{answer}. 1 file changes in this diff; nothing is written.", answer),
        n => tr!("{answer}. {n} files change in this diff; nothing is written.", answer, n),
    };
    forgive(io::stderr().lock().write_all(wrapped(look, Tone::Strong, &words).as_bytes()))
}
