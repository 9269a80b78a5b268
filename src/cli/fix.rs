//! `omslint fix`: fixes the files in place, or writes changed copies with `--out-dir`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::args::FixArgs;
use super::session::{Session, Verdict, forgive, look, show};
use super::usage::Usage;
use super::{Failed, next};
use crate::apply::{Fixed, Outcome, apply, replaced, seen};
use crate::disk::out_dir::{OutDir, Output};
use crate::disk::write;
use crate::document::Document;
use crate::export::Export;
use crate::finding::Finding;
use crate::redact::Masked;
use crate::render::diff::{self, Mode};
use crate::report::Look;

pub(super) fn run(args: &FixArgs) -> Result<Verdict, Failed> {
    let common = &args.common;
    if common.input.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Usage::new("`fix` changes files, so it takes no `-`; use `omslint diff -`").into());
    }
    let session = Session::open(common)?;
    let export = session.export(session.inputs());
    let findings = session.lint(&export);
    let mut outcome = try_fixes(&session, &export, &findings, args.unsafe_fixes);
    let target = match &args.out_dir {
        Some(directory) => Some(Target::new(directory, &session, &outcome)?),
        None => None,
    };
    let (written, failed) = write_all(&session, &export, &mut outcome, target.as_ref(), args);

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        let look = look(&common.output, io::stdout().is_terminal());
        let shown = outcome.fixed.iter().filter_map(|fixed| {
            Some(diff_text(export.document(fixed.number)?, fixed, look, common.output.show_secrets))
        });
        let text: String = shown.collect();
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
        said(&export, &outcome)?;
        tell(&written, &failed, args)?;
    }
    let new_export = session.export(replaced(&export.inputs, &outcome.fixed));
    let remaining = session.lint(&new_export);
    let broken = !outcome.unproven.is_empty() || !failed.is_empty();
    let verdict = session.verdict(&new_export, &remaining, broken, false);
    let documents: Vec<_> = new_export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(&new_export, &documents, remaining.clone(), next::after_fix(common, &remaining));
    show(&report, &common.output, is_for_people)?;
    Ok(verdict)
}

/// The fixes of `findings`, made and proven.
pub(super) fn try_fixes(
    session: &Session,
    export: &Export<'_>,
    findings: &[Finding<'_>],
    with_unsafe: bool,
) -> Outcome {
    apply(&export.inputs, findings, with_unsafe, &|inputs| {
        let export = session.export(inputs);
        seen(&session.lint(&export), with_unsafe)
    })
}

/// The diff of one document, secrets masked unless they are to be shown.
pub(super) fn diff_text(old: &Document, fixed: &Fixed, look: Look, show_secrets: bool) -> String {
    let before = Masked::of(old, show_secrets);
    let after = Masked::of(&fixed.document, show_secrets);
    // What goes into a pipe is for `git apply`: no line is windowed, and line endings stay.
    let is_for_screen = look.colour || io::stdout().is_terminal();
    let mode = if is_for_screen { Mode::Screen(look) } else { Mode::Exact };
    diff::unified(&old.path, before.text(), after.text(), mode)
}

/// Says on stderr which fixes were not made although they should have been.
pub(super) fn said(export: &Export<'_>, outcome: &Outcome) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for unproven in &outcome.unproven {
        let path = export.document(unproven.number).map_or("", |document| document.path.as_str());
        forgive(writeln!(out, "error: {path}: the fix failed its proof and was not made: {}", unproven.reason))?;
    }
    Ok(())
}

/// Where copies go.
struct Target {
    directory: OutDir,
    /// For each fixed document, in order, its place below the directory.
    places: Vec<PathBuf>,
}

impl Target {
    fn new(directory: &std::path::Path, session: &Session, outcome: &Outcome) -> Result<Self, Usage> {
        let wrong = |error: crate::disk::out_dir::OutDirError| Usage::new(error.to_string());
        let directory = OutDir::new(directory, &session.cwd).map_err(wrong)?;
        let found = |fixed: &Fixed| session.loaded.sources.get(fixed.number)?.found.as_ref();
        let outputs: Vec<Output> = outcome
            .fixed
            .iter()
            .filter_map(found)
            .map(|found| Output { shown: found.shown.clone(), source: Some(found.real.clone()), place: found.output() })
            .collect();
        directory.check(&outputs, &[]).map_err(wrong)?;
        Ok(Self { directory, places: outputs.into_iter().map(|output| output.place).collect() })
    }
}

/// Writes what was proven. What could not be written is taken out of `outcome`, so that its findings remain.
fn write_all(
    session: &Session,
    export: &Export<'_>,
    outcome: &mut Outcome,
    target: Option<&Target>,
    args: &FixArgs,
) -> (Vec<String>, Vec<String>) {
    let (mut written, mut failed) = (Vec::new(), Vec::new());
    let mut place = 0;
    outcome.fixed.retain(|fixed| {
        let Some(found) = session.loaded.sources.get(fixed.number).and_then(|source| source.found.as_ref()) else {
            return false;
        };
        let Some(old) = export.document(fixed.number) else { return false };
        let new = fixed.document.text().as_bytes();
        let result = match target {
            Some(target) => {
                let to = target.places.get(place).cloned().unwrap_or_default();
                place += 1;
                target.directory.write(&to, new, found.mode())
            }
            None => write::replace(&found.real, old.text().as_bytes(), new, args.common.input.follow_symlinks),
        };
        match result {
            Ok(_) => written.push(found.shown.clone()),
            Err(error) => failed.push(format!("{}: {error}", found.shown)),
        }
        failed.len() + written.len() > 0 && written.last() == Some(&found.shown)
    });
    (written, failed)
}

/// Says on stderr what was written, and what it is good for.
fn tell(written: &[String], failed: &[String], args: &FixArgs) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for failure in failed {
        forgive(writeln!(out, "error: {failure}"))?;
    }
    let files = if written.len() == 1 { "1 file".to_owned() } else { format!("{} files", written.len()) };
    let line = match (&args.out_dir, written.len()) {
        (_, 0) => "Nothing was written.".to_owned(),
        (Some(directory), _) => format!("Wrote {files} below {}; the originals are as they were.", directory.display()),
        (None, _) => format!("Fixed {files} in place."),
    };
    forgive(writeln!(out, "{line}"))?;
    if !written.is_empty() {
        forgive(writeln!(out, "These files are copies: OMS changes only when they are re-imported."))?;
    }
    Ok(())
}
