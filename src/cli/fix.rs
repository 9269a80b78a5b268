//! `omslint fix`: fixes the files in place, or writes changed copies with `--out-dir`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::FixArgs;
use super::session::{Session, Verdict, forgive, look, show};
use super::usage::Usage;
use super::{Failed, interrupt, manifest_entries, next, reports};
use crate::disk::backup::{self, Backup};
use crate::disk::manifest::{self, Manifest};
use crate::disk::marks::MANIFEST_FILE;
use crate::disk::out_dir::{OutDir, Output};
use crate::disk::write::WriteError;
use crate::disk::{read, write};
use crate::fix::apply::{Fixed, Outcome, apply, replaced, seen};
use crate::input::names::ArchiveKind;
use crate::lint::finding::Finding;
use crate::oms::export::Export;
use crate::report::render::diff::{self, Mode};
use crate::report::report::Look;
use crate::text::document::Document;
use crate::text::redact::Masked;

pub(super) fn run(args: &FixArgs) -> Result<Verdict, Failed> {
    let common = &args.common;
    check_paths(args)?;
    reports::check(&common.report)?;
    let session = Session::open(common)?;
    let export = session.export(session.inputs());
    let findings = session.lint(&export);
    let mut outcome = try_fixes(&session, &export, &findings, args.unsafe_fixes);
    let due = outcome.fixed.len();
    interrupt::start_writing();
    let written = Writer::new(&session, args, &outcome)?.write(&export, &findings, &mut outcome);
    if interrupt::stop_writing(&written.so_far(args)) && written.cut {
        written.interrupted(&export, &outcome, due, args)?;
        return Ok(Verdict::Interrupted);
    }

    let is_for_people = common.output.format.is_for_people();
    if is_for_people {
        let look = look(&common.output, io::stdout().is_terminal());
        let shown = outcome.fixed.iter().filter_map(|fixed| {
            Some(diff_text(export.document(fixed.number)?, fixed, look, common.output.show_secrets))
        });
        let text: String = shown.collect();
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    }
    said(&export, &outcome)?;
    written.tell(args, is_for_people && !common.output.quiet)?;
    let new_export = session.export(replaced(&export.inputs, &outcome.fixed));
    let remaining = session.lint(&new_export);
    let broken = !outcome.unproven.is_empty() || !written.failed.is_empty();
    let verdict = session.verdict(&new_export, &remaining, broken, false);
    let documents: Vec<_> = new_export.inputs.iter().map(|input| input.document).collect();
    let next = next::after_fix(common, &remaining);
    let report = session.report(&new_export, &documents, remaining, next);
    show(&report, &common.output, is_for_people)?;
    Ok(reports::write_all(&report, common, verdict)?)
}

fn check_paths(args: &FixArgs) -> Result<(), Usage> {
    for path in &args.common.input.paths {
        if path.as_os_str() == "-" {
            return Err(Usage::new("`fix` changes files, so it takes no `-`; use `omslint diff -`"));
        }
        if is_archive(path) && args.out_dir.is_none() {
            let shown = path.display();
            return Err(Usage::new(format!(
                "{shown} is an archive, which is not changed; use --out-dir DIR for fixed copies"
            )));
        }
    }
    Ok(())
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
        let path = export.document(unproven.number).map_or("", |document| &*document.path);
        forgive(writeln!(out, "error: {path}: the fix failed its proof and was not made: {}", unproven.reason))?;
    }
    Ok(())
}

/// Where the new texts go.
enum Target {
    /// Into the files themselves; their originals are kept, unless the user wants none.
    InPlace(Option<Backup>),
    /// Below a directory, at these places, in order of the fixed documents.
    Copies(OutDir, Vec<PathBuf>),
}

/// What is written, and where.
struct Writer<'r> {
    session: &'r Session,
    args: &'r FixArgs,
    target: Target,
    manifest: Option<PathBuf>,
}

/// What was written.
#[derive(Default)]
struct Written {
    files: usize,
    /// Somebody pressed Ctrl-C before all files were done.
    cut: bool,
    failed: Vec<String>,
    backup: Option<PathBuf>,
    manifest: Option<PathBuf>,
    patch: Option<PathBuf>,
}

impl<'r> Writer<'r> {
    /// Checks every place before anything is written.
    fn new(session: &'r Session, args: &'r FixArgs, outcome: &Outcome) -> Result<Self, Usage> {
        for (path, flag, is_ours) in [
            (&args.patch, "patch", is_patch as fn(&Path) -> bool),
            (&args.manifest, "manifest", is_manifest as fn(&Path) -> bool),
        ] {
            if let Some(path) = path.as_ref().filter(|path| write::exists(path) && !is_ours(path)) {
                let shown = path.display();
                return Err(Usage::new(format!(
                    "--{flag}: {shown} exists and was not made by omslint; name another file"
                )));
            }
        }
        if !outcome.fixed.is_empty() {
            check_manifest(session, args)?;
        }
        let usage = |error: &dyn std::fmt::Display| Usage::new(error.to_string());
        let mut manifest = args.manifest.as_ref().map(|path| session.cwd.join(path));
        let target = if let Some(directory) = &args.out_dir {
            let directory = OutDir::new(directory, &session.cwd).map_err(|error| usage(&error))?;
            let outputs = outputs(session, outcome);
            directory.check(&outputs, &[MANIFEST_FILE]).map_err(|error| usage(&error))?;
            directory.clear().map_err(|error| usage(&error))?;
            manifest.get_or_insert_with(|| directory.path().join(MANIFEST_FILE));
            Target::Copies(directory, outputs.into_iter().map(|output| output.place).collect())
        } else {
            let backup = if outcome.fixed.is_empty() { None } else { backup(session, args)? };
            if let Some(backup) = &backup {
                manifest.get_or_insert_with(|| backup.path().join(MANIFEST_FILE));
            }
            Target::InPlace(backup)
        };
        Ok(Self { session, args, target, manifest })
    }

    /// Writes what was proven. What could not be written is taken out of `outcome`, so that its findings remain.
    fn write(&self, export: &Export<'_>, findings: &[Finding<'_>], outcome: &mut Outcome) -> Written {
        let mut written = Written::default();
        if outcome.fixed.is_empty() {
            // A patch of an earlier run would be taken for the one of this run.
            if self.args.patch.as_ref().is_some_and(|path| write::exists(&self.session.cwd.join(path))) {
                self.put_patch(export, outcome, &mut written);
            }
            return written;
        }
        let backup = match &self.target {
            Target::InPlace(backup) => backup.as_ref().map(Backup::path),
            Target::Copies(..) => None,
        };
        written.backup = backup.map(Path::to_path_buf);
        let mut manifest =
            manifest_entries::manifest(self.session, &self.args.common.knowledge, self.args.unsafe_fixes, backup);
        let mut ready = Vec::new();
        for (number, fixed) in outcome.fixed.iter().enumerate() {
            match self.prepare(export, findings, fixed, number) {
                Ok((path, record)) => {
                    manifest.files.push(record);
                    ready.push(Some(path));
                }
                Err(error) => {
                    written.failed.push(error);
                    ready.push(None);
                }
            }
        }
        // The record stands before the first file changes: whenever the run is cut off, `revert` knows what to do.
        if let Err(error) = self.put_manifest(&manifest) {
            written.failed.push(format!("{error}; nothing was fixed"));
            outcome.fixed.clear();
            return written;
        }
        let mut paths = ready.into_iter();
        outcome.fixed.retain(|fixed| {
            let Some(path) = paths.next().flatten() else { return false };
            // Ctrl-C takes effect between two files. What is not done stands in no record then.
            let is_cut = interrupt::is_wanted();
            let result = if is_cut { Err(String::new()) } else { self.put(export, fixed, &path) };
            if let Err(error) = &result {
                written.cut |= is_cut;
                written.failed.extend((!is_cut).then(|| error.clone()));
                let shown = export.document(fixed.number).map(|document| &*document.path);
                manifest.files.retain(|record| Some(record.shown.as_str()) != shown);
            }
            result.is_ok()
        });
        written.files = outcome.fixed.len();
        if (written.cut || !written.failed.is_empty())
            && let Err(error) = self.put_manifest(&manifest)
        {
            written.failed.push(error);
        }
        written.manifest.clone_from(&self.manifest);
        self.put_patch(export, outcome, &mut written);
        written
    }

    /// Keeps the original, and makes the record of a file.
    fn prepare(
        &self,
        export: &Export<'_>,
        findings: &[Finding<'_>],
        fixed: &Fixed,
        number: usize,
    ) -> Result<(PathBuf, crate::disk::manifest::FileRecord), String> {
        let source = self.session.loaded.sources.get(fixed.number).and_then(|source| source.found.as_ref());
        let found = source.ok_or("standard input cannot be fixed")?;
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", found.shown);
        match &self.target {
            Target::InPlace(backup) => {
                let gone = |source| WriteError::Io { path: found.real().into_owned(), doing: "cannot find", source };
                let real = found.canonical().map_err(|error| failed(&gone(error)))?;
                let bytes = export.document(fixed.number).map_or(&[][..], |document| document.text().as_bytes());
                let kept = backup.as_ref().map(|backup| backup.save(&real, bytes)).transpose();
                let kept = kept.map_err(|error| failed(&error))?;
                Ok((found.real().into_owned(), manifest_entries::file(export, findings, fixed, (&real, false), kept)))
            }
            Target::Copies(directory, places) => {
                let place = places.get(number).cloned().unwrap_or_default();
                let path = directory.path().join(&place);
                Ok((place, manifest_entries::file(export, findings, fixed, (&path, true), None)))
            }
        }
    }

    fn put(&self, export: &Export<'_>, fixed: &Fixed, path: &Path) -> Result<(), String> {
        let Some(old) = export.document(fixed.number) else { return Err("its document is gone".into()) };
        let new = fixed.document.text().as_bytes();
        let follow = self.args.common.input.follow_symlinks;
        let source = self.session.loaded.sources.get(fixed.number);
        let mode =
            source.and_then(|source| Some(if source.member.is_some() { 0o600 } else { source.found.as_ref()?.mode() }));
        let result = match &self.target {
            Target::InPlace(_) => write::replace(path, old.text().as_bytes(), new, follow),
            Target::Copies(directory, _) => directory.write(path, new, mode.unwrap_or(0o600)),
        };
        result.map(|_| ()).map_err(|error| format!("{}: {error}", old.path))
    }

    fn put_manifest(&self, manifest: &Manifest) -> Result<(), String> {
        let Some(path) = &self.manifest else { return Ok(()) };
        manifest::write(path, manifest).map(|_| ()).map_err(|error| format!("the manifest: {error}"))
    }

    fn put_patch(&self, export: &Export<'_>, outcome: &Outcome, written: &mut Written) {
        let Some(path) = &self.args.patch else { return };
        let exact = |fixed: &Fixed| {
            let old = export.document(fixed.number)?;
            Some(diff::unified(&old.path, old.text(), fixed.document.text(), Mode::Exact))
        };
        let text: String = outcome.fixed.iter().filter_map(exact).collect();
        match write::put(&self.session.cwd.join(path), text.as_bytes(), 0o600) {
            Ok(_) => written.patch = Some(path.clone()),
            Err(error) => written.failed.push(format!("the patch: {error}")),
        }
    }
}

fn outputs(session: &Session, outcome: &Outcome) -> Vec<Output> {
    let output = |fixed: &Fixed| {
        let source = session.loaded.sources.get(fixed.number)?;
        let found = source.found.as_ref()?;
        let shown = source
            .member
            .as_ref()
            .map_or_else(|| found.shown.to_string(), |member| format!("{}/{member}", found.shown));
        let original = source.member.is_none().then(|| found.real().into_owned());
        Some(Output { shown, source: original, place: source.output()? })
    };
    outcome.fixed.iter().filter_map(output).collect()
}

/// The directory that keeps the originals, unless the user wants none.
fn backup(session: &Session, args: &FixArgs) -> Result<Option<Backup>, Usage> {
    let usage = |error: backup::BackupError| Usage::new(error.to_string());
    let directory = match &args.backup {
        Some(directory) if directory.as_os_str() == "none" => return Ok(None),
        Some(directory) => session.cwd.join(directory),
        None => {
            let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
            backup::default_directory(&|name| std::env::var_os(name), &stamp, std::process::id()).map_err(usage)?
        }
    };
    Backup::create(&directory, &scanned(session, args)).map(Some).map_err(usage)
}

/// The PATHs of the run, those of a list included.
fn scanned(session: &Session, args: &FixArgs) -> Vec<PathBuf> {
    let mut scanned: Vec<PathBuf> = match args.common.input.paths.as_slice() {
        [] if args.common.input.files_from.is_none() => vec![session.cwd.clone()],
        paths => paths.iter().map(|path| session.cwd.join(path)).collect(),
    };
    let found = session.loaded.sources.iter().filter_map(|source| source.found.as_ref());
    scanned.extend(found.filter(|found| !found.companion).map(|found| found.root().to_path_buf()));
    scanned.sort();
    scanned.dedup();
    scanned
}

/// Refuses a place for the manifest where an earlier record would be lost, or where it would hide files of the user.
fn check_manifest(session: &Session, args: &FixArgs) -> Result<(), Usage> {
    let Some(given) = &args.manifest else { return Ok(()) };
    let shown = given.display();
    let path = session.cwd.join(given);
    if manifest::read(&path).is_ok_and(|earlier| !earlier.is_spent()) {
        return Err(Usage::new(format!(
            "--manifest: {shown} is the record of an earlier fix that was not taken back, and would be lost; name another file"
        )));
    }
    let home = path.parent().unwrap_or(&path);
    let is_own = args.out_dir.as_ref().is_some_and(|directory| directories_match(&session.cwd.join(directory), home));
    if path.file_name().is_some_and(|name| name == MANIFEST_FILE)
        && !is_own
        && backup::lies_in(home, &scanned(session, args)).is_some()
    {
        return Err(Usage::new(format!(
            "--manifest: {shown} lies in what is being fixed, and a {MANIFEST_FILE} of omslint marks a directory that later scans \
             skip; give it another name or another place"
        )));
    }
    Ok(())
}

fn directories_match(one: &Path, other: &Path) -> bool {
    crate::input::path::normalise(one) == crate::input::path::normalise(other)
}

/// Whether there is a file at `path` that is an archive by its name.
fn is_archive(path: &Path) -> bool {
    path.is_file() && ArchiveKind::of(&path.to_string_lossy()).is_some()
}

/// Whether a file is empty or a patch, which another run of ours may have left.
fn is_patch(path: &Path) -> bool {
    read::read_bytes(path, "", u64::MAX).is_ok_and(|bytes| bytes.is_empty() || bytes.starts_with(b"diff --git "))
}

fn is_manifest(path: &Path) -> bool {
    manifest::read(path).is_ok()
}

impl Written {
    /// Says on stderr what was written, and what it is good for.
    fn tell(&self, args: &FixArgs, in_full: bool) -> io::Result<()> {
        let mut lines: Vec<String> = self.failed.iter().map(|failure| format!("error: {failure}")).collect();
        let files = if self.files == 1 { "1 file".to_owned() } else { format!("{} files", self.files) };
        if in_full {
            lines.push(match &args.out_dir {
                _ if self.files == 0 => "Nothing was written.".to_owned(),
                Some(directory) => {
                    format!("Wrote {files} below {}; the originals are as they were.", directory.display())
                }
                None => format!("Fixed {files} in place."),
            });
            let place =
                |what: &str, path: &Option<PathBuf>| path.as_ref().map(|path| format!("{what}: {}", path.display()));
            if self.files == 0 {
                let emptied =
                    |path: &PathBuf| format!("{} is empty now: it was the patch of an earlier run.", path.display());
                lines.extend(self.patch.as_ref().map(emptied));
            } else {
                lines.extend(place("Originals", &self.backup));
                lines.extend(place("Patch", &self.patch));
                lines.extend(self.undo(args));
                lines.push("These files are copies: OMS changes only when they are re-imported.".to_owned());
            }
        }
        let mut out = io::stderr().lock();
        for line in lines {
            forgive(writeln!(out, "{line}"))?;
        }
        Ok(())
    }

    /// What an interruption behind the last file is to say; nothing if nothing was written.
    fn so_far(&self, args: &FixArgs) -> String {
        let undo = self.undo(args).map(|undo| format!("\n{undo}")).unwrap_or_default();
        let all = format!("all {} files were written, only the report was cut off{undo}", self.files);
        if self.files == 0 { String::new() } else { all }
    }

    /// Says on stderr which files are done although the run was interrupted, and how to take that back.
    fn interrupted(&self, export: &Export<'_>, outcome: &Outcome, due: usize, args: &FixArgs) -> io::Result<()> {
        let mut out = io::stderr().lock();
        for failure in &self.failed {
            forgive(writeln!(out, "error: {failure}"))?;
        }
        let done = outcome.fixed.len();
        forgive(writeln!(out, "\ninterrupted: {done} of {due} files were written, each of them whole"))?;
        for fixed in &outcome.fixed {
            let path = export.document(fixed.number).map_or("", |document| &*document.path);
            forgive(writeln!(out, "  {path}"))?;
        }
        match self.undo(args) {
            Some(line) if done > 0 => forgive(writeln!(out, "{line}")),
            _ => Ok(()),
        }
    }

    fn undo(&self, args: &FixArgs) -> Option<String> {
        let manifest = self.manifest.as_ref()?.display();
        Some(match args.out_dir {
            Some(_) => format!("Manifest: {manifest}"),
            None => format!("Undo: omslint revert {manifest}"),
        })
    }
}
