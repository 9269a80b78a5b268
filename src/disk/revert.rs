//! Taking a fix back: exactly the bytes that were there, from the edits alone.
//!
//! All files are checked before the first is written. If one changed since, nothing is written, unless the caller asks
//! to leave such files out. A file that holds its original already is fine, so an interrupted revert can be repeated.

use std::path::{Path, PathBuf};

use super::digest::sha256;
use super::manifest::{self, EditRecord, FileRecord, Manifest, ManifestError, Reversion};
use super::marks;
use super::read::read_bytes;
use super::write::{self, WriteError};
use crate::input::path::normalise;
use crate::text::edit::{Edit, splice};
use crate::text::failure::explain;
use crate::text::lang::{comma, count, semicolon, tr};
use crate::text::sorting;
use crate::text::source::Span;

/// What a revert did.
#[derive(Debug)]
pub struct Reverted {
    /// Files that hold their original again, where they lie.
    pub restored: Vec<PathBuf>,
    /// Files that held it already.
    pub already: Vec<String>,
    /// Files that were left alone, each with the reason. Empty unless `leave_changed` was asked for.
    pub left: Vec<(String, String)>,
    /// Files that could not be written, each with the reason.
    pub failed: Vec<(String, WriteError)>,
    /// Why the revert could not be recorded in the manifest, if it could not.
    pub unrecorded: Option<WriteError>,
}

/// Why nothing was reverted.
#[derive(Debug, thiserror::Error)]
pub enum RevertError {
    /// The manifest cannot be read.
    Manifest(#[from] ManifestError),
    /// The manifest is of copies.
    Copies(PathBuf),
    /// Some files lie where nothing is to be written, whatever the manifest says.
    Outside(Vec<PathBuf>),
    /// Some files cannot be reverted.
    Refused(Vec<(String, String)>),
}

impl std::fmt::Display for RevertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Manifest(error) => error.to_string(),
            Self::Copies(path) => tr!(
                "the files of {path} are copies; the originals were not changed, so delete the copies instead",
                path = path.display(),
            ),
            Self::Outside(outside) if outside.len() == 1 => tr!(
                "nothing was reverted, because 1 file lies where nothing is to be written: {paths}",
                paths = paths(outside),
            ),
            Self::Outside(outside) => tr!(
                "nothing was reverted, because {n} files lie where nothing is to be written: {paths}",
                n = outside.len(),
                paths = paths(outside),
            ),
            Self::Refused(refused) => tr!(
                "nothing was reverted, because {files} cannot be: {reasons}",
                files = count(refused.len(), "file"),
                reasons = reasons(refused),
            ),
        })
    }
}

fn paths(outside: &[PathBuf]) -> String {
    let first: Vec<String> = outside.iter().take(NAMED).map(|path| path.display().to_string()).collect();
    let more = outside.len() - first.len();
    let first = first.join(comma());
    if more > 0 { tr!("{first} and {more} more", first, more) } else { first }
}

fn reasons(refused: &[(String, String)]) -> String {
    let reason = |(path, why): &(String, String)| tr!("{path} ({why})", path, why);
    refused.iter().map(reason).collect::<Vec<_>>().join(semicolon())
}

/// So many files a message names before it only counts.
const NAMED: usize = 10;

/// What is asked of a revert.
pub struct Wish<'w> {
    /// The directories and files, without links, that may be written to; None: whatever the manifest names. A manifest is a
    /// file that somebody hands over, so what it says about places is no permission.
    pub within: Option<&'w [PathBuf]>,
    /// Leave files that changed since out, instead of stopping everything.
    pub leave_changed: bool,
    /// The time of the revert, as the manifest records it.
    pub time: &'w str,
    /// Is told what will be written, before anything is.
    pub tell: &'w dyn Fn(&[&Path]),
}

/// How a file stands to its record.
enum FileState {
    Fixed { path: PathBuf, now: Vec<u8>, original: String },
    Original,
    Outside(PathBuf),
    Other(String),
}

/// Takes back the fix that the manifest at `path` records, and records that in it. Files are looked for at their recorded
/// absolute path, and if there is nothing, at their shown path below the manifest's directory.
///
/// # Errors
/// When the manifest cannot be used, a file lies elsewhere, or it changed since; then nothing was written.
pub fn revert(path: &Path, wish: &Wish<'_>) -> Result<Reverted, RevertError> {
    let mut manifest = manifest::read(path)?;
    if !manifest.files.is_empty() && manifest.files.iter().all(|file| file.copy) {
        return Err(RevertError::Copies(path.to_path_buf()));
    }
    let directory = path.parent().unwrap_or(Path::new(""));
    let states: Vec<FileState> = manifest.files.iter().map(|file| look(file, directory, wish.within)).collect();
    let outside = states.iter().filter_map(|state| match state {
        FileState::Outside(path) => Some(path.clone()),
        _ => None,
    });
    let outside: Vec<PathBuf> = outside.collect();
    if !outside.is_empty() {
        return Err(RevertError::Outside(outside));
    }
    let mut done =
        Reverted { restored: Vec::new(), already: Vec::new(), left: Vec::new(), failed: Vec::new(), unrecorded: None };
    for (file, state) in manifest.files.iter().zip(&states) {
        if let FileState::Other(why) = state {
            done.left.push((file.shown.clone(), why.clone()));
        }
    }
    if !wish.leave_changed && !done.left.is_empty() {
        return Err(RevertError::Refused(done.left));
    }
    let due = states.iter().filter_map(|state| match state {
        FileState::Fixed { path, .. } => Some(path.as_path()),
        _ => None,
    });
    (wish.tell)(&due.collect::<Vec<_>>());
    let mut restored = Vec::new();
    for (file, state) in manifest.files.iter().zip(states) {
        match state {
            FileState::Fixed { path, now, original } => match write::replace(&path, &now, original.as_bytes(), false) {
                Ok(_) => {
                    done.restored.push(path);
                    restored.push(file.shown.clone());
                }
                Err(error) => done.failed.push((file.shown.clone(), error)),
            },
            FileState::Original => done.already.push(file.shown.clone()),
            FileState::Outside(_) | FileState::Other(_) => {}
        }
    }
    done.unrecorded = record(path, &mut manifest, &restored, wish.time).err();
    Ok(done)
}

fn record(path: &Path, manifest: &mut Manifest, restored: &[String], time: &str) -> Result<(), WriteError> {
    if restored.is_empty() {
        return Ok(());
    }
    manifest.reverted.push(Reversion { time: time.to_owned(), files: restored.to_vec() });
    // A manifest that is reached through a link is written where it is.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    manifest::write(&path, manifest).map(|_| ())
}

fn look(file: &FileRecord, directory: &Path, within: Option<&[PathBuf]>) -> FileState {
    if file.copy {
        return FileState::Other(tr!("it is a copy; delete it instead").to_owned());
    }
    let Some(path) = find(file, directory) else { return FileState::Other(tr!("it is not there any more").to_owned()) };
    // Behind a link in the path something else may lie than the path says.
    if let Some(within) = within {
        match std::fs::canonicalize(&path) {
            Ok(real) if within.iter().any(|root| real.starts_with(root)) => {}
            Ok(real) => return FileState::Outside(real),
            Err(error) => return FileState::Other(explain(&error)),
        }
    }
    let now = match read_bytes(&path, &file.shown, u64::MAX - 1) {
        Ok(now) => now,
        Err(failure) => return FileState::Other(failure.message),
    };
    let sum = sha256(&now);
    if sum == file.before {
        return FileState::Original;
    }
    if sum != file.after {
        return FileState::Other(tr!("it changed since the fix").to_owned());
    }
    match restore(&now, &file.edits) {
        Some(original) if sha256(original.as_bytes()) == file.before => FileState::Fixed { path, now, original },
        _ => FileState::Other(tr!("the edits in the manifest do not lead back to the original").to_owned()),
    }
}

fn find(file: &FileRecord, directory: &Path) -> Option<PathBuf> {
    let recorded = file.real_path();
    if recorded.is_absolute() && recorded.symlink_metadata().is_ok() {
        return Some(recorded);
    }
    let shown = normalise(Path::new(&file.shown));
    let beside = directory.join(&shown);
    let inside = shown.components().all(|component| matches!(component, std::path::Component::Normal(_)));
    let ours = shown.file_name().is_none_or(|name| name == marks::MANIFEST_FILE && shown.components().count() == 1);
    (inside && !ours && beside.symlink_metadata().is_ok()).then_some(beside)
}

/// The original text, from the new bytes and the edits that led to them. None if they do not fit.
fn restore(now: &[u8], edits: &[EditRecord]) -> Option<String> {
    let now = std::str::from_utf8(now).ok()?;
    let mut order: Vec<&EditRecord> = edits.iter().collect();
    sorting::sort_by_key(&mut order, |edit| (edit.start, edit.end));
    let mut inverse = Vec::with_capacity(order.len());
    let (mut grown, mut shrunk) = (0usize, 0usize);
    for edit in order {
        if edit.end.checked_sub(edit.start)? != edit.old.len() {
            return None;
        }
        let start = edit.start.checked_add(grown)?.checked_sub(shrunk)?;
        let end = start.checked_add(edit.new.len())?;
        if now.get(start..end)? != edit.new {
            return None;
        }
        inverse.push(Edit { span: Span::new(start, end), text: edit.old.clone() });
        grown = grown.checked_add(edit.new.len())?;
        shrunk = shrunk.checked_add(edit.old.len())?;
    }
    splice(now, &inverse)
}
