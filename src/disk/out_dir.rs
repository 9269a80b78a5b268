//! Where copies go with `--out-dir`, and what is refused: a directory with foreign things in it, two inputs that want
//! the same place, and any place outside.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::digest::sha256;
use super::manifest::{self, ManifestError};
use super::write::{self, WriteError, Written, step};
use super::{marks, os};
use crate::input::path::normalise;
use crate::run::folder::FILLED_IN;
use crate::text::lang::{tr, tr_noop};

/// Why an output directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OutDirError {
    /// It is a file.
    NotADirectory(PathBuf),
    /// There are things in it that are not ours.
    NotOurs(PathBuf),
    /// Two inputs, or an input and a file of ours, want one place.
    Collision {
        /// What comes first.
        first: String,
        /// What comes second.
        second: String,
        /// The place below the output directory.
        place: PathBuf,
    },
    /// A place that lies outside the output directory.
    Escapes {
        /// The input.
        shown: String,
        /// The place that was asked for.
        place: PathBuf,
    },
    /// The copy would replace the input itself.
    Itself(String),
    /// A copy of an earlier run was changed by somebody since.
    Changed(PathBuf),
    /// The manifest of an earlier run cannot be used.
    Manifest(#[from] ManifestError),
    /// It cannot be looked at.
    Io {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl std::fmt::Display for OutDirError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::NotADirectory(path) => {
                tr!("{path} is not a directory; choose another output directory", path = path.display())
            }
            Self::NotOurs(path) => tr!(
                "{path} is not empty and was not made by omslint (it has no manifest.json of ours); choose another output directory, or empty it",
                path = path.display(),
            ),
            Self::Collision { first, second, place } => tr!(
                "{first} and {second} would both be written to {place}; give them in separate runs, or start in a directory above both",
                first,
                second,
                place = place.display(),
            ),
            Self::Escapes { shown, place } => tr!(
                "{shown} would be written outside the output directory, to {place}",
                shown,
                place = place.display(),
            ),
            Self::Itself(shown) => {
                tr!("the copy of {shown} would replace {shown} itself; choose another output directory", shown)
            }
            Self::Changed(path) => tr!(
                "{path} was changed after an earlier run wrote it, and would be lost; move it away or choose another output directory",
                path = path.display(),
            ),
            Self::Manifest(error) => error.to_string(),
            Self::Io { path, source } => tr!(
                "cannot use {path} as output directory: {error}",
                path = path.display(),
                error = crate::text::failure::explain(source),
            ),
        })
    }
}

/// The option of a manifest under which a run names the files it made beside its copies, each with its SHA-256.
pub(crate) const MADE: &str = "made";

/// Files that people write into: one that was changed since it was written is theirs, and no later run touches it.
pub(crate) const KEPT: &[&str] = &[FILLED_IN, "values.csv", "runbook.md", "tasks.csv"];

/// One file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The input as shown; for messages.
    pub shown: String,
    /// The input's path, or None where the input is a member of an archive or made by us.
    pub source: Option<PathBuf>,
    /// The place below the output directory, as [`super::scan::Found::output`] gives it.
    pub place: PathBuf,
}

/// An output directory that may be written to. It is made with the first file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutDir {
    directory: PathBuf,
}

impl OutDir {
    /// Takes `directory` (relative to `cwd`) if it does not exist, is empty or is ours. Nothing is written yet.
    ///
    /// # Errors
    /// When it is something else, or cannot be looked at.
    pub fn new(directory: &Path, cwd: &Path) -> Result<Self, OutDirError> {
        let path = cwd.join(directory);
        let there = Self { directory: path.clone() };
        let failed = |source| OutDirError::Io { path: path.clone(), source };
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => return Ok(there),
            Err(error) => return Err(failed(error)),
            Ok(metadata) if !metadata.is_dir() => return Err(OutDirError::NotADirectory(path)),
            Ok(_) => {}
        }
        if marks::holds_our_manifest(&path) {
            return Ok(there);
        }
        for entry in fs::read_dir(&path).map_err(failed)? {
            // What a killed run left behind is ours too.
            if !marks::is_temporary(entry.map_err(failed)?.file_name().as_encoded_bytes()) {
                return Err(OutDirError::NotOurs(path));
            }
        }
        Ok(there)
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.directory
    }

    /// Checks the places of all outputs before the first is written. `reserved` are files of ours in this directory.
    ///
    /// # Errors
    /// When two outputs, or an output and a reserved name, share a place, one is a directory for another, a place
    /// lies outside, or a copy would replace its own input.
    pub fn check(&self, outputs: &[Output], reserved: &[&str]) -> Result<(), OutDirError> {
        let mut places: BTreeMap<PathBuf, &str> = BTreeMap::new();
        for name in reserved {
            places.insert(folded(Path::new(name)), tr!("a file of omslint itself"));
        }
        for output in outputs {
            if !stays_inside(&output.place) {
                return Err(OutDirError::Escapes { shown: output.shown.clone(), place: output.place.clone() });
            }
            let place = normalise(&output.place);
            if output.source.as_ref().is_some_and(|source| same_file(source, &self.directory.join(&place))) {
                return Err(OutDirError::Itself(output.shown.clone()));
            }
            if let Some(first) = places.insert(folded(&place), &output.shown) {
                return Err(collision(first, &output.shown, place));
            }
        }
        for (place, shown) in &places {
            for above in place.ancestors().skip(1) {
                if let Some(first) = places.get(above) {
                    return Err(collision(first, shown, above.to_path_buf()));
                }
            }
        }
        Ok(())
    }

    /// Makes the directory, if it is not there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn make(&self) -> Result<(), WriteError> {
        fs::create_dir_all(&self.directory).map_err(step(&self.directory, tr_noop!("cannot make the directory")))
    }

    /// Makes a folder in it that only its owner may look into, if it is not there.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn make_private(&self, name: &str) -> Result<(), WriteError> {
        let path = self.directory.join(name);
        let doing = tr_noop!("cannot make the directory");
        match os::private_directories().create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.map_err(step(&path, doing))?,
        }
        #[cfg(unix)]
        if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
            let only_mine = std::os::unix::fs::PermissionsExt::from_mode(0o700);
            fs::set_permissions(&path, only_mine).map_err(step(&path, doing))?;
        }
        Ok(())
    }

    /// Removes the copies and other files that an earlier run wrote here, so that none of them is taken for one of this run. Returns
    /// how many they were. They are known by the manifest; copies that are gone are no matter.
    ///
    /// # Errors
    /// When the manifest cannot be used, or a copy is not as it was written: then nothing was removed. When a copy
    /// cannot be removed.
    pub fn clear(&self) -> Result<usize, OutDirError> {
        if !marks::holds_our_manifest(&self.directory) {
            return Ok(0);
        }
        let earlier = manifest::read(&self.directory.join(marks::MANIFEST_FILE))?;
        let Ok(root) = fs::canonicalize(&self.directory) else { return Ok(0) };
        let mut copies = Vec::new();
        let written = earlier.files.iter().filter(|file| file.copy).map(|file| (file.real_path(), file.after.clone()));
        let made = earlier.options.get(MADE).and_then(serde_json::Value::as_object).into_iter().flatten();
        let made = made.filter(|(place, _)| stays_inside(Path::new(place)));
        let made = made.filter_map(|(place, sum)| {
            Some((self.directory.join(normalise(Path::new(place))), sum.as_str()?.to_owned()))
        });
        for (path, sum) in written.chain(made) {
            // A copy that now lies elsewhere, or behind a link, is not below this directory: it is left alone.
            let below = path.is_absolute() && fs::canonicalize(&path).is_ok_and(|real| real.starts_with(&root));
            if !below || !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
                continue;
            }
            let failed = |source| OutDirError::Io { path: path.clone(), source };
            if sha256(&fs::read(&path).map_err(failed)?) != sum {
                if KEPT.iter().any(|name| path == self.directory.join(name)) {
                    continue;
                }
                return Err(OutDirError::Changed(path));
            }
            copies.push(path);
        }
        for path in &copies {
            fs::remove_file(path).map_err(|source| OutDirError::Io { path: path.clone(), source })?;
        }
        Ok(copies.len())
    }

    /// Writes a file with permission bits `mode` at `place`, which [`OutDir::check`] accepted, and makes the
    /// directories that it needs. It is whole for whoever looks, but not synced: the original stays, and whoever loses a copy
    /// with the power makes it again.
    ///
    /// # Errors
    /// When a place lies outside, also by way of a symbolic link, or the system refuses a step.
    pub fn write(&self, place: &Path, bytes: &[u8], mode: u32) -> Result<Written, WriteError> {
        let path = self.directory.join(normalise(place));
        if !stays_inside(place) {
            return Err(WriteError::NotRegular(path));
        }
        if !self.directory.is_dir() {
            self.make()?;
        }
        let mut directory = self.directory.clone();
        for component in normalise(place).parent().unwrap_or(Path::new("")).components() {
            directory.push(component);
            match fs::symlink_metadata(&directory) {
                Ok(metadata) if metadata.is_dir() => {}
                // A link planted in an older output directory would lead the copy elsewhere.
                Ok(metadata) if metadata.is_symlink() => return Err(WriteError::SymbolicLink(directory)),
                Ok(_) => return Err(WriteError::Exists(directory)),
                Err(_) => make_directory(&directory)?,
            }
        }
        write::put_copy(&path, bytes, mode)
    }

    /// Says of a file that was written at `place` that it was modified at `seconds`, in Unix seconds, as its original was. Where
    /// the system refuses that, the copy is good all the same.
    pub fn date(&self, place: &Path, seconds: i64) {
        let time = u64::try_from(seconds).ok().and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        if let (Some(time), Ok(file)) = (time, OpenOptions::new().write(true).open(self.directory.join(place))) {
            let _ = file.set_modified(time);
        }
    }
}

/// Names that differ in case only are one file on Windows.
fn folded(place: &Path) -> PathBuf {
    if cfg!(windows) { place.to_string_lossy().to_lowercase().into() } else { place.to_path_buf() }
}

fn make_directory(directory: &Path) -> Result<(), WriteError> {
    match fs::create_dir(directory) {
        // Another thread or process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && directory.is_dir() => Ok(()),
        other => other.map_err(step(directory, tr_noop!("cannot make the directory"))),
    }
}

fn collision(first: &str, second: &str, place: PathBuf) -> OutDirError {
    OutDirError::Collision { first: first.to_owned(), second: second.to_owned(), place }
}

/// Whether a place lies below the directory that it is joined to: names only, and at least one.
pub(super) fn stays_inside(place: &Path) -> bool {
    let mut names = 0;
    for component in place.components() {
        match component {
            Component::Normal(_) => names += 1,
            Component::CurDir => {}
            _ => return false,
        }
    }
    names > 0
}

fn same_file(a: &Path, b: &Path) -> bool {
    // The copy is seldom there yet, and then the way to the original is not looked at.
    match fs::canonicalize(b).ok().and_then(|b| Some((fs::canonicalize(a).ok()?, b))) {
        Some((a, b)) => a == b,
        None => normalise(a) == normalise(b),
    }
}
