//! Where `omslint fix` writes: the places are looked at before anything is written, and each file has its record.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::FixArgs;
use super::patch::{self, Saved};
use super::session::Session;
use super::{interrupt, manifest_entries};
use crate::disk::backup::{self, Backup};
use crate::disk::manifest::{self, Manifest};
use crate::disk::marks::MANIFEST_FILE;
use crate::disk::out_dir::{OutDir, Output};
use crate::disk::write;
use crate::disk::write::WriteError;
use crate::fix::proof::Fixed;
use crate::fix::write::{Destination, Written};
use crate::lint::finding::Finding;
use crate::oms::export::Export;
use crate::run::usage::Usage;
use crate::text::lang::{tr, tr_noop};
use crate::text::sorting;

/// Where the new texts go.
enum Target {
    /// Into the files themselves; their originals are kept, unless the user wants none.
    InPlace(Option<Backup>),
    /// Below a directory, at these places, by the number of the document.
    Copies(OutDir, BTreeMap<usize, PathBuf>),
}

/// What is written, and where.
pub(super) struct Writer<'r, 'd> {
    session: &'r Session<'r>,
    args: &'r FixArgs,
    export: &'r Export<'d>,
    findings: &'r [Finding<'d>],
    target: Target,
    manifest_path: Option<PathBuf>,
    manifest: Manifest<()>,
    /// Whether it stands there, and records something.
    is_kept: bool,
}

/// Where all of it went.
#[derive(Default)]
pub(super) struct Places {
    /// The directory of the originals.
    pub(super) backup: Option<PathBuf>,
    pub(super) manifest: Option<PathBuf>,
    pub(super) patch: Option<PathBuf>,
    /// What became of the patch.
    pub(super) saved: Saved,
}

/// What is kept of a file that is about to be written.
pub(super) struct Prepared {
    /// Where it goes: below the output directory, if there is one.
    path: PathBuf,
    /// The file itself, without links; nothing where there is an output directory.
    real: PathBuf,
    /// Where the original is kept.
    kept: Option<PathBuf>,
}

impl<'r, 'd> Writer<'r, 'd> {
    /// Checks every place before anything is written.
    ///
    /// # Errors
    /// A place that is not ours, or where something would be lost.
    pub(super) fn new(
        session: &'r Session<'r>,
        args: &'r FixArgs,
        (export, findings): (&'r Export<'d>, &'r [Finding<'d>]),
        fixed: &[&Fixed],
    ) -> Result<Self, Usage> {
        check_own(args)?;
        if !fixed.is_empty() {
            check_manifest(session, args)?;
        }
        let usage = |error: &dyn std::fmt::Display| Usage::new(|| error.to_string());
        let mut manifest_path = args.manifest.as_ref().map(|path| session.cwd.join(path));
        let target = if let Some(directory) = &args.out_dir {
            let directory = OutDir::new(directory, &session.cwd).map_err(|error| usage(&error))?;
            let (numbers, outputs): (Vec<_>, Vec<_>) =
                fixed.iter().filter_map(|fixed| Some((fixed.number, output(session, fixed)?))).unzip();
            directory.check(&outputs, &[MANIFEST_FILE]).map_err(|error| usage(&error))?;
            directory.clear().map_err(|error| usage(&error))?;
            manifest_path.get_or_insert_with(|| directory.path().join(MANIFEST_FILE));
            let places = numbers.into_iter().zip(outputs.into_iter().map(|output| output.place));
            Target::Copies(directory, places.collect())
        } else {
            let backup = if fixed.is_empty() { None } else { backup(session, args)? };
            if let Some(backup) = &backup {
                manifest_path.get_or_insert_with(|| backup.path().join(MANIFEST_FILE));
            }
            Target::InPlace(backup)
        };
        let kept = match &target {
            Target::InPlace(backup) => backup.as_ref().map(Backup::path),
            Target::Copies(..) => None,
        };
        let manifest = manifest_entries::manifest(session, &args.common.knowledge, args.unsafe_fixes, kept);
        Ok(Self { session, args, export, findings, target, manifest_path, manifest, is_kept: false })
    }

    /// Writes what was proven.
    pub(super) fn write<'f>(&mut self, fixed: &[&'f Fixed]) -> Written<'f> {
        if fixed.is_empty() { Written::default() } else { crate::fix::write::write(fixed, self) }
    }

    /// Writes the patch of what was written, and says where everything is.
    pub(super) fn write_rest(&self, written: &mut Written<'_>) -> Places {
        let backup = match &self.target {
            Target::InPlace(backup) => backup.as_ref().map(|backup| backup.path().to_path_buf()),
            Target::Copies(..) => None,
        };
        let manifest = self.manifest_path.clone().filter(|_| self.is_kept);
        let saved = self.put_patch(written);
        Places { backup, manifest, patch: self.args.patch.clone().filter(|_| saved.is_there), saved }
    }

    fn put_patch(&self, written: &mut Written<'_>) -> Saved {
        let Some(path) = &self.args.patch else { return Saved::default() };
        patch::save(self.session, self.export, &written.done, path).unwrap_or_else(|why| {
            written.failed.push(why);
            Saved::default()
        })
    }
}

impl Destination for Writer<'_, '_> {
    type Record = Prepared;

    fn prepare(&mut self, fixed: &Fixed) -> Result<Prepared, String> {
        let source = self.session.loaded.sources.get(fixed.number).and_then(|source| source.found.as_ref());
        let found = source.ok_or_else(|| tr!("standard input cannot be fixed"))?;
        let failed = |error: &dyn std::fmt::Display| tr!("{path}: {why}", path = found.shown, why = error);
        match &self.target {
            Target::InPlace(backup) => {
                let gone =
                    |source| WriteError::Io { path: found.real().into_owned(), doing: tr_noop!("cannot find"), source };
                let real = found.canonical().map_err(|error| failed(&gone(error)))?;
                let bytes = self.export.document(fixed.number).map_or(&[][..], |document| document.text().as_bytes());
                let kept = backup.as_ref().map(|backup| backup.save(&real, bytes)).transpose();
                let kept = kept.map_err(|error| failed(&error))?;
                Ok(Prepared { path: found.real().into_owned(), real, kept })
            }
            Target::Copies(_, places) => {
                let path = places.get(&fixed.number).cloned().unwrap_or_default();
                Ok(Prepared { path, real: PathBuf::new(), kept: None })
            }
        }
    }

    fn keep(&mut self, texts: &[&Fixed], records: &[Prepared]) -> Result<(), String> {
        let Some(path) = &self.manifest_path else { return Ok(()) };
        let files = texts.iter().zip(records).map(|(fixed, prepared)| {
            let (place, is_copy) = match &self.target {
                Target::InPlace(_) => (Cow::Borrowed(&prepared.real), false),
                Target::Copies(directory, _) => (Cow::Owned(directory.path().join(&prepared.path)), true),
            };
            manifest_entries::file(self.export, self.findings, fixed, (&place, is_copy), prepared.kept.as_deref())
        });
        let manifest = self.manifest.clone().with(files.collect::<Vec<_>>());
        manifest::write(path, &manifest).map_err(|error| tr!("the manifest: {error}", error))?;
        self.is_kept = !records.is_empty();
        Ok(())
    }

    fn put(&mut self, fixed: &Fixed, prepared: &Prepared) -> Result<(), String> {
        let Some(old) = self.export.document(fixed.number) else { return Err(tr!("its document is gone").into()) };
        let new = fixed.document.text().as_bytes();
        let result = match &self.target {
            Target::InPlace(_) => {
                let follow = self.args.common.input.follow_symlinks;
                write::replace(&prepared.path, old.text().as_bytes(), new, follow)
            }
            Target::Copies(directory, _) => directory.write(&prepared.path, new, self.session.mode_of(fixed)),
        };
        result.map(|_| ()).map_err(|error| tr!("{path}: {why}", path = old.path, why = error))
    }

    fn is_interrupted(&self) -> bool {
        interrupt::is_wanted()
    }
}

/// Where the copy of a fixed document goes.
fn output(session: &Session<'_>, fixed: &Fixed) -> Option<Output> {
    let source = session.loaded.sources.get(fixed.number)?;
    let shown = session.loaded.documents.get(fixed.number)?.path.to_string();
    Some(Output { shown, source: session.original(fixed), place: source.output()? })
}

/// Refuses to replace a file that is not ours.
fn check_own(args: &FixArgs) -> Result<(), Usage> {
    match args.manifest.as_ref().filter(|path| write::exists(path) && manifest::read(path).is_err()) {
        None => Ok(()),
        Some(path) => {
            let shown = path.display();
            Err(Usage::new(|| tr!("--manifest: {shown} exists and was not made by omslint; name another file", shown)))
        }
    }
}

/// The directory that keeps the originals, unless the user wants none.
fn backup(session: &Session<'_>, args: &FixArgs) -> Result<Option<Backup>, Usage> {
    let usage = |error: backup::BackupError| Usage::new(|| error.to_string());
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
fn scanned(session: &Session<'_>, args: &FixArgs) -> Vec<PathBuf> {
    let mut scanned: Vec<PathBuf> = match args.common.input.paths.as_slice() {
        [] if args.common.input.files_from.is_none() => vec![session.cwd.clone()],
        paths => paths.iter().map(|path| session.cwd.join(path)).collect(),
    };
    scanned.extend(session.loaded.paths.iter().map(|(_, real)| real.clone()));
    let found = session.loaded.sources.iter().filter_map(|source| source.found.as_ref());
    scanned.extend(found.filter(|found| !found.companion).map(|found| found.root().to_path_buf()));
    sorting::sort(&mut scanned);
    scanned.dedup();
    scanned
}

/// Refuses a place for the manifest where an earlier record would be lost, or where it would hide files of the user.
fn check_manifest(session: &Session<'_>, args: &FixArgs) -> Result<(), Usage> {
    let Some(given) = &args.manifest else { return Ok(()) };
    let shown = given.display();
    let path = session.cwd.join(given);
    if manifest::read(&path).is_ok_and(|earlier| !earlier.is_spent()) {
        return Err(Usage::new(|| {
            tr!(
                "--manifest: {shown} is the record of an earlier fix that was not taken back, and would be lost; name another file",
                shown,
            )
        }));
    }
    let home = path.parent().unwrap_or(&path);
    // Whatever else comes to lie there, and not only what is fixed now, would be skipped.
    let own = [&args.out_dir, &args.backup];
    let is_own = own.into_iter().flatten().any(|directory| directories_match(&session.cwd.join(directory), home));
    if path.file_name().is_some_and(|name| name == MANIFEST_FILE) && !is_own {
        return Err(Usage::new(|| {
            tr!(
                "--manifest: {shown} lies in no output or backup directory of its own, and a {name} of omslint marks a directory that \
             later scans skip; give it another name",
                shown,
                name = MANIFEST_FILE,
            )
        }));
    }
    Ok(())
}

fn directories_match(one: &Path, other: &Path) -> bool {
    crate::input::path::normalise(one) == crate::input::path::normalise(other)
}
