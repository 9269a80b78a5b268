//! `omslint fix`: fixes the files in place, or writes changed copies with `--out-dir`.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Common, FixArgs};
use super::patch::{self, Shown, Stdout, say_after};
use super::reports::{Foreign, Take};
use super::session::Session;
use super::terminal::{forgive, look, show};
use super::user_files::UserFiles;
use super::writer::{Places, Writer};
use super::{Failed, interrupt, manifest_entries, next, reports};
use crate::fix::apply::{self, replaced};
use crate::fix::proof::{Fixed, Unproven, is_applicable};
use crate::fix::write::Written;
use crate::input::names::ArchiveKind;
use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::Rule;
use crate::lint::rules;
use crate::lint::run as lint;
use crate::lint::suppress::Findings;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Subject;
use crate::oms::export::Export;
use crate::report::render::listing::{Tone, wrapped};
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{self, count, tr};
use crate::text::sorting;

pub(super) fn run(args: &FixArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    check_paths(args)?;
    lang::to_people(|| reports::check(&common.report))?;
    patch::prepare(args.patch.as_deref())?;
    // Read before anything is written, as the other one is.
    let other = Foreign::language(common, user.languages);
    let other = other.map(|language| lang::speaking(language, || Session::open(common, user))).transpose()?;
    let session = Session::open(common, user)?;
    let mut export = session.export()?;
    let mut findings = session.lint(&export);
    // What is told is what is found behind the fixes, and there may be hundreds of thousands of either.
    findings.shown.iter_mut().for_each(Finding::forget_words);
    let takes = |finding: &Finding<'_>| is_applicable(finding, args.unsafe_fixes);
    let made = session.make_fixes(&export, &findings, &takes);
    let recorded = manifest_entries::in_english(&session, &export, made.fixed.is_empty());
    let were =
        if made.fixed.is_empty() { Missing::new() } else { missing(&session, &export, &findings, Severity::Info) };
    export.forget_components();
    let proven = session.prove(&made, &export, &findings, &takes);
    let due = proven.fixed.len();
    let is_packed = |fixed: &&Fixed| args.out_dir.is_none() && session.is_packed(fixed);
    let (packed, open): (Vec<&Fixed>, Vec<&Fixed>) = proven.fixed.iter().copied().partition(is_packed);
    interrupt::start_writing();
    let recorded = recorded.as_deref().unwrap_or(&findings.shown);
    let mut writer = Writer::new(&session, args, (&export, recorded), &open)?;
    let mut written = writer.write(&open);
    let told = Account { args, places: writer.write_rest(&mut written), written: &written };
    if interrupt::stop_writing(&told.so_far()) && written.is_interrupted {
        told.interrupted(&export, open.len())?;
        return Ok(Verdict::Interrupted);
    }

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        say_first(written.done.len(), common)?;
        let (mut out, mut shown) = (Stdout::new(), Shown::on_stdout(&common.output));
        for fixed in &written.done {
            export.document(fixed.number).map_or(Ok(()), |old| shown.add(&mut out, old, fixed))?;
        }
        out.finish()?;
        shown.say_masked(args.patch.is_some())?;
    }
    lang::to_people(|| said(&export, &proven.unproven))?;
    lang::to_people(|| say_packed(&export, &packed))?;
    lang::to_people(|| told.tell(is_for_people && !common.output.quiet))?;
    let broken = !proven.unproven.is_empty() || !written.failed.is_empty();
    let (new_export, remaining) = match written.done.len() {
        _ if parts_copies(args, &export, &written) => {
            session.relint_as_written(replaced(&export.inputs, &written.done), &export)
        }
        all if all == due => (proven.export, proven.findings),
        _ => session.relint(replaced(&export.inputs, &written.done), &export),
    };
    let changed = written.done.len();
    let mut verdict = session.verdict(&new_export, &remaining.shown, broken, false);
    if let Some(path) = &args.patch {
        lang::to_people(|| patch::tell_left_out(&told.places.saved, path))?;
        if !told.places.saved.left_out.is_empty() {
            verdict = verdict.and_unread();
        }
    }
    if !were.is_empty() {
        // Where a default holds, nothing is lacking.
        let stay = missing(&session, &new_export, &remaining, Severity::Warning);
        lang::to_people(|| say_half_done(&export, &were, &stay, &written))?;
    }
    let foreign = match &other {
        Some(other) => Foreign::make(common, user.languages, |take| fixed_again(args, user, (other, &written), take))?,
        None => Foreign::default(),
    };
    let documents: Vec<_> = new_export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_fix(common, user, &remaining.shown);
    let report = session.report(&new_export, &documents, remaining, next);
    if is_for_people {
        say_after(changed, &common.output)?;
    }
    show(&report, &common.output, is_for_people)?;
    Ok(reports::write_all(&report, common, verdict, foreign)?)
}

/// What remains behind what was written, once more.
fn fixed_again(
    args: &FixArgs,
    user: &UserFiles,
    (session, written): (&Session<'_>, &Written<'_>),
    take: &mut Take<'_>,
) -> Result<(), Failed> {
    let export = session.export()?;
    let inputs = replaced(&export.inputs, &written.done);
    let (fixed, remaining) = match parts_copies(args, &export, written) {
        true => session.relint_as_written(inputs, &export),
        false => session.relint(inputs, &export),
    };
    let documents: Vec<_> = fixed.inputs.iter().map(|input| input.document).collect();
    let next = next::after_fix(&args.common, user, &remaining.shown);
    Ok(take(&session.report(&fixed, &documents, remaining, next))?)
}

/// Whether files that were written make copies differ that said the same: then the next run settles anew which of them counts.
fn parts_copies(args: &FixArgs, export: &Export<'_>, written: &Written<'_>) -> bool {
    let is_done = |number: usize| written.done.binary_search_by_key(&number, |fixed| fixed.number).is_ok();
    args.out_dir.is_none() && apply::parts_copies(export, &is_done)
}

/// Says on stderr how many files are done, before their diff, which may be long.
fn say_first(files: usize, common: &Common) -> io::Result<()> {
    if files == 0 || common.output.quiet {
        return Ok(());
    }
    let look = look(&common.output, io::stderr().is_terminal());
    let words = match files {
        1 => tr!("1 file is changed:").to_owned(),
        n => tr!("{n} files are changed:", n),
    };
    forgive(io::stderr().lock().write_all(wrapped(look, Tone::Strong, &words).as_bytes()))
}

fn check_paths(args: &FixArgs) -> Result<(), Usage> {
    for path in &args.common.input.paths {
        if path.as_os_str() == "-" {
            return Err(Usage::new(|| tr!("`fix` changes files, so it takes no `-`; use `omslint diff -`")));
        }
        if is_archive(path) && args.out_dir.is_none() {
            let shown = path.display();
            return Err(Usage::new(|| {
                tr!("{shown} is an archive, which is not changed; use --out-dir DIR for fixed copies", shown,)
            }));
        }
    }
    Ok(())
}

/// Whether there is a file at `path` that is an archive by its name.
fn is_archive(path: &Path) -> bool {
    path.is_file() && ArchiveKind::of(&path.to_string_lossy()).is_some()
}

/// Says on stderr that something could not be written.
pub(super) fn said_failed(why: &str) -> io::Result<()> {
    forgive(writeln!(io::stderr().lock(), "{}", tr!("error: {error}", error = why)))
}

/// Says on stderr of which components only one of two missing values was written: whoever reads "fixed" would think that
/// such a task is done. `were` and `stay` are what was missing before and is still.
fn say_half_done(export: &Export<'_>, were: &Missing, stay: &Missing, written: &Written<'_>) -> io::Result<()> {
    let is_done = |document: usize| written.done.binary_search_by_key(&document, |fixed| fixed.number).is_ok();
    let mut lines = Vec::new();
    for ((document, subject), (_, left)) in stay.iter().filter(|((document, _), _)| is_done(*document)) {
        let key = (*document, Arc::clone(subject));
        let Some((at, were)) = were.get(&key) else { continue };
        let (Some(done), Some(lacks)) = (were.iter().find(|key| !left.contains(key)), left.first()) else { continue };
        let path = || export.document(*document).map(|document| document.path.to_string()).unwrap_or_default();
        let who = subject.component.as_deref().or(subject.task.as_deref()).map_or_else(path, str::to_owned);
        let line = tr!(
            "half done: {who} got its {done}, but still lacks its {key}",
            who,
            done = done.name(),
            key = lacks.name(),
        );
        lines.push((*document, *at, line));
    }
    sorting::sort(&mut lines);
    let mut out = io::stderr().lock();
    for (.., line) in lines {
        forgive(writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// Which keys are missing, by the document and whom it is about, with the place of the first.
type Missing = HashMap<(usize, Arc<Subject>), (usize, Vec<SourceKey>)>;

/// What is missing in `export`, whatever the user chose to look at, as far as it is as bad as `least`.
fn missing(session: &Session<'_>, export: &Export<'_>, findings: &Findings<'_>, least: Severity) -> Missing {
    let asks = |rule: &&dyn Rule| matches!(rule.meta().topic, Topic::Missing(_));
    let rules: Vec<&dyn Rule> = rules::ALL.iter().copied().filter(asks).collect();
    let codes = session.codes();
    let is_whole = rules.iter().all(|rule| codes.contains(&rule.meta().code))
        && findings.ignored.is_empty()
        && findings.baselined.is_empty();
    let more = if is_whole { Vec::new() } else { lint::lint(export, &session.settings, &rules) };
    let mut missing = Missing::new();
    for finding in if is_whole { &findings.shown } else { &more } {
        let Topic::Missing(key) = finding.topic else { continue };
        if finding.severity < least {
            continue;
        }
        let own = (finding.place.document, Arc::clone(&finding.subject));
        let (_, keys) = missing.entry(own).or_insert_with(|| (finding.place.span.start(), Vec::new()));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    missing
}

/// Says on stderr which fixes were not made although they should have been.
pub(super) fn said(export: &Export<'_>, unproven: &[Unproven]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    for unproven in unproven {
        let path = export.document(unproven.number).map_or("", |document| &*document.path);
        forgive(writeln!(
            out,
            "{}",
            tr!("error: {path}: the fix failed its proof and was not made: {why}", path, why = unproven.reason)
        ))?;
    }
    Ok(())
}

/// Says on stderr what could be fixed only in a copy.
fn say_packed(export: &Export<'_>, packed: &[&Fixed]) -> io::Result<()> {
    let Some(first) = packed.first().and_then(|fixed| export.document(fixed.number)) else { return Ok(()) };
    let path = &first.path;
    let text = match packed.len() {
        1 => tr!(
            "not fixed: {path} is in an archive or compressed, which is not changed; use --out-dir DIR for fixed copies",
            path,
        ),
        n => tr!(
            "not fixed: {n} files, such as {path}, are in an archive or compressed, which is not changed; use --out-dir DIR for fixed copies",
            n,
            path,
        ),
    };
    forgive(writeln!(io::stderr().lock(), "{text}"))
}

/// What is said on stderr of what was written.
struct Account<'r, 'f> {
    args: &'r FixArgs,
    written: &'r Written<'f>,
    places: Places,
}

impl Account<'_, '_> {
    /// Says on stderr what was written, and what it is good for.
    fn tell(&self, in_full: bool) -> io::Result<()> {
        let n = self.written.done.len();
        let mut lines: Vec<String> =
            self.written.failed.iter().map(|failure| tr!("error: {error}", error = failure)).collect();
        let files = count(n, "file");
        if in_full {
            lines.push(match &self.args.out_dir {
                _ if n == 0 => tr!("Nothing was written.").to_owned(),
                Some(directory) => {
                    tr!(
                        "Wrote {files} below {directory}; the originals are as they were.",
                        files,
                        directory = directory.display(),
                    )
                }
                None => tr!("Fixed {files} in place.", files),
            });
            if n == 0 {
                let emptied = |path: &PathBuf| {
                    tr!("{path} is empty now: it was the patch of an earlier run.", path = path.display())
                };
                lines.extend(self.places.patch.as_ref().map(emptied));
            } else {
                lines.extend(self.places.backup.as_ref().map(|path| tr!("Originals: {path}", path = path.display())));
                lines.extend(self.places.patch.as_ref().map(|path| tr!("Patch: {path}", path = path.display())));
                lines.extend(self.undo());
                lines.push(tr!("These files are copies: OMS changes only when they are re-imported.").to_owned());
            }
        }
        let mut out = io::stderr().lock();
        for line in lines {
            forgive(writeln!(out, "{line}"))?;
        }
        Ok(())
    }

    /// What an interruption behind the last file is to say; nothing if nothing was written.
    fn so_far(&self) -> String {
        let n = self.written.done.len();
        let undo = self.undo().map(|undo| format!("\n{undo}")).unwrap_or_default();
        let all = tr!("all {n} files were written, only the report was cut off", n) + &undo;
        if n == 0 { String::new() } else { all }
    }

    /// Says on stderr which files are done although the run was interrupted, and how to take that back.
    fn interrupted(&self, export: &Export<'_>, due: usize) -> io::Result<()> {
        let mut out = io::stderr().lock();
        for failure in &self.written.failed {
            forgive(writeln!(out, "{}", tr!("error: {error}", error = failure)))?;
        }
        let done = self.written.done.len();
        let text = tr!("interrupted: {done} of {due} files were written, each of them whole", done, due);
        forgive(writeln!(out, "\n{text}"))?;
        for fixed in &self.written.done {
            let path = export.document(fixed.number).map_or("", |document| &*document.path);
            forgive(writeln!(out, "  {path}"))?;
        }
        match self.undo() {
            Some(line) if done > 0 => forgive(writeln!(out, "{line}")),
            _ => Ok(()),
        }
    }

    fn undo(&self) -> Option<String> {
        let manifest = self.places.manifest.as_ref()?.display();
        Some(match self.args.out_dir {
            Some(_) => tr!("Manifest: {path}", path = manifest),
            None => tr!("Undo: omslint revert {path}", path = manifest),
        })
    }
}
