//! The originals of what a fix changes: in a directory of their own, outside what is scanned, never written twice.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::os;
use super::write::{self, WriteError, step};
use crate::input::path::normalise;
use crate::text::failure::explain;
use crate::text::lang::{tr, tr_noop};

/// Why there can be no backup there.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No place is known.
    NoPlace,
    /// It lies inside what is scanned, where the next scan would meet it.
    Inside {
        /// The backup directory.
        backup: PathBuf,
        /// What is scanned.
        scanned: PathBuf,
    },
    /// There is something already.
    NotEmpty(PathBuf),
    /// The system refused a step.
    Io {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl std::fmt::Display for BackupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::NoPlace => tr!(
                "neither XDG_STATE_HOME nor HOME (on Windows: LOCALAPPDATA) names a place for the backup; give one with --backup DIR, or --backup none"
            )
            .to_owned(),
            Self::Inside { backup, scanned } => tr!(
                "the backup directory {backup} lies inside {scanned}, which is being fixed; give one outside with --backup DIR, or --backup none",
                backup = backup.display(),
                scanned = scanned.display(),
            ),
            Self::NotEmpty(path) => tr!(
                "the backup directory {path} is not empty, and a backup is never overwritten; give another with --backup DIR",
                path = path.display(),
            ),
            Self::Io { path, source } => tr!(
                "cannot make the backup directory {path}: {error}",
                path = path.display(),
                error = explain(source),
            ),
        })
    }
}

/// The default backup directory: `omslint/backup/<timestamp>-<pid>` below `$XDG_STATE_HOME`, on Windows below
/// `%LOCALAPPDATA%` (elsewhere what stands there is no absolute path), or below `~/.local/state`. `variable` answers for
/// the environment.
///
/// # Errors
/// When none of these variables holds an absolute path.
pub fn default_directory(
    variable: &dyn Fn(&str) -> Option<OsString>,
    timestamp: &str,
    pid: u32,
) -> Result<PathBuf, BackupError> {
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("LOCALAPPDATA"))
        .or_else(|| absolute("HOME").map(|home| home.join(".local").join("state")));
    Ok(state.ok_or(BackupError::NoPlace)?.join("omslint").join("backup").join(format!("{timestamp}-{pid}")))
}

/// The one of `scanned` that `place` lies in, links resolved; it need not be there.
#[must_use]
pub(crate) fn lies_in<'s>(place: &Path, scanned: &'s [PathBuf]) -> Option<&'s PathBuf> {
    let place = resolve(place);
    scanned.iter().find(|root| place.starts_with(resolve(root)))
}

/// A backup directory of this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    directory: PathBuf,
}

impl Backup {
    /// Makes `directory` (absolute), readable for its owner only, unless it is there and empty. `scanned` are the
    /// PATHs of the run; nothing is written if the directory lies inside one of them.
    ///
    /// # Errors
    /// When it lies inside, is not empty, or cannot be made.
    pub fn create(directory: &Path, scanned: &[PathBuf]) -> Result<Self, BackupError> {
        if let Some(root) = lies_in(directory, scanned) {
            return Err(BackupError::Inside { backup: directory.to_path_buf(), scanned: root.clone() });
        }
        let failed = |source| BackupError::Io { path: directory.to_path_buf(), source };
        match fs::read_dir(directory) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(BackupError::NotEmpty(directory.to_path_buf()));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_private(directory).map_err(failed)?,
            Err(error) => return Err(failed(error)),
        }
        Ok(Self { directory: directory.to_path_buf() })
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.directory
    }

    /// Keeps the `bytes` of the file at `original` (absolute) below this directory, at its whole path: so no two
    /// files share a place. Returns the place.
    ///
    /// # Errors
    /// When there is such a backup already, or the system refuses a step.
    pub fn save(&self, original: &Path, bytes: &[u8]) -> Result<PathBuf, WriteError> {
        let mut place = self.directory.clone();
        for component in normalise(original).components() {
            match component {
                Component::Normal(name) => place.push(name),
                Component::Prefix(prefix) => {
                    place.push(prefix.as_os_str().to_string_lossy().replace([':', '\\', '/', '?'], ""));
                }
                Component::RootDir | Component::CurDir | Component::ParentDir => {}
            }
        }
        let parent = place.parent().unwrap_or(&self.directory);
        make_private(parent).map_err(step(parent, tr_noop!("cannot make the directory")))?;
        write::create(&place, bytes, 0o600)?;
        Ok(place)
    }
}

/// Makes a directory and those above it. Exports hold passwords, so others get no rights.
fn make_private(directory: &Path) -> io::Result<()> {
    os::private_directories().recursive(true).create(directory)
}

/// The path without links, as far as it exists.
fn resolve(path: &Path) -> PathBuf {
    for above in path.ancestors() {
        if let Ok(real) = fs::canonicalize(above) {
            let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
            return normalise(&real.join(rest));
        }
    }
    normalise(path)
}
