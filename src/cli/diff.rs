//! `omslint diff`: the fix as a unified diff on stdout; never writes to what it reads.

use std::io::{self, IsTerminal};

use super::args::DiffArgs;
use super::fix::{said, said_failed};
use super::patch::{self, Saved, Shown};
use super::session::Session;
use super::terminal::{look, show};
use super::user_files::UserFiles;
use super::verdict::Verdict;
use super::{Failed, next, reports};
use crate::fix::proof::Fixed;
use crate::report::report::StepKind;

pub(super) fn run(args: &DiffArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    reports::check(&common.report)?;
    patch::prepare(args.patch.as_deref())?;
    let session = Session::open(common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    let made = Session::make_fixes(&export, &findings, args.unsafe_fixes);
    let proven = session.prove(&made, &export, &findings, args.unsafe_fixes);
    let mut verdict = session.verdict(&export, &findings.shown, !proven.unproven.is_empty(), !proven.fixed.is_empty());

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        let mut shown = Shown::new(&common.output, look(&common.output, io::stdout().is_terminal()));
        for fixed in &proven.fixed {
            export.document(fixed.number).into_iter().for_each(|old| shown.add(old, fixed));
        }
        shown.write(args.patch.is_some())?;
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
