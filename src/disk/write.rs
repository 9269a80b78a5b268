//! Writing so that every file is whole at any moment, old or new: a temporary file in the same directory, synced,
//! then renamed over the target, then the directory synced.
//!
//! Copies, beside which their originals stay, are written so too, but nobody waits for the disk (`put_copy`): whenever the run
//! is killed, each is whole or not there. Once the power fails, some may not be; the run is made again then, and the SHA-256 sums
//! of the manifest, which is synced, tell which are whole.
//!
//! Between the last comparison with what was read and the rename lies an instant in which another program may write.
//! No lock that other programs would honour closes it; two runs of ours write the same text, so either is right.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{marks, os};
use crate::text::failure::explain;
use crate::text::lang::{semicolon, tr, tr_noop, translated};

/// Why a file was not written. The target is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It is not what was read.
    Changed(PathBuf),
    /// Its mode lets nobody write, or not us.
    ReadOnly(PathBuf),
    /// It has several names, and replacing it would change one of them only.
    HardLinked {
        /// The file.
        path: PathBuf,
        /// How many names it has.
        links: u64,
    },
    /// It is a symbolic link, and links are not to be followed.
    SymbolicLink(PathBuf),
    /// It is no regular file.
    NotRegular(PathBuf),
    /// There is something where a new file was to go.
    Exists(PathBuf),
    /// The owner could not be kept.
    Owner {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The operating system refused a step.
    Io {
        /// The file or directory that the step was about.
        path: PathBuf,
        /// The step.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Changed(path) => {
                tr!("{path} changed since it was read, so it was left alone; run again", path = path.display())
            }
            Self::ReadOnly(path) => tr!(
                "{path} is read-only, so it was left alone; make it writable (chmod u+w) or use --out-dir",
                path = path.display(),
            ),
            Self::HardLinked { path, links } => tr!(
                "{path} has {links} hard links, and replacing it would part them, so it was left alone; put a copy of its own in its place or use --out-dir",
                path = path.display(),
                links,
            ),
            Self::SymbolicLink(path) => tr!(
                "{path} is a symbolic link, so it was left alone; --follow-symlinks changes the file that it leads to",
                path = path.display(),
            ),
            Self::NotRegular(path) => {
                tr!("{path} is no regular file, so it was left alone", path = path.display())
            }
            Self::Exists(path) => tr!(
                "{path} exists already and is not overwritten; choose another place",
                path = path.display(),
            ),
            Self::Owner { path, source } => tr!(
                "the owner or mode of {path} cannot be kept ({error}), so it was left alone; run as its owner or use --out-dir",
                path = path.display(),
                error = explain(source),
            ),
            Self::Io { path, doing, source } => {
                let doing = translated(doing);
                let said = tr!("{doing} {path}: {error}", doing, path = path.display(), error = explain(source));
                match advice(source) {
                    Some(advice) => format!("{said}{}{advice}", semicolon()),
                    None => said,
                }
            }
        })
    }
}

fn advice(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tr!("nothing was changed there; free some and run again")
        }
        io::ErrorKind::PermissionDenied => tr!("the directory must be writable for the user who runs this"),
        io::ErrorKind::ReadOnlyFilesystem => tr!("write to another place: `fix --out-dir DIR`, `plan -o DIR`"),
        io::ErrorKind::NotFound => tr!("it vanished while we worked; run again"),
        _ => return None,
    })
}

pub(super) fn step(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_path_buf();
    move |source| WriteError::Io { path, doing, source }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file that changed: absolute, without any link.
    pub target: PathBuf,
    /// Whether the system confirmed that the change is on the disk and survives a power failure. Some file systems
    /// cannot sync a directory; the file is whole either way.
    pub durable: bool,
}

/// One write at a time in this process, so that a kill leaves at most one temporary file behind.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Numbers the temporary files of this process.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Replaces the content of the file at `path`, which was read as `before`, by `after`. Mode and owner stay. Behind a
/// symbolic link the file that it leads to is replaced if `follow_symlinks` holds, and the link stays.
///
/// Access control lists and extended attributes are not carried over.
///
/// # Errors
/// Why it was left as it is: changed meanwhile, read-only (also for root), hard-linked, a link, or a step that the
/// system refused.
pub fn replace(path: &Path, before: &[u8], after: &[u8], follow_symlinks: bool) -> Result<Written, WriteError> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let looked = fs::symlink_metadata(path).map_err(step(path, tr_noop!("cannot look at")))?;
    if looked.is_symlink() && !follow_symlinks {
        return Err(WriteError::SymbolicLink(path.to_path_buf()));
    }
    let target = fs::canonicalize(path).map_err(step(path, tr_noop!("cannot find")))?;
    let model = fs::symlink_metadata(&target).map_err(step(&target, tr_noop!("cannot look at")))?;
    check_target(&target, &model)?;
    let fill = |file: &mut File| write_bytes(file, &target, after);
    let temporary = Temporary::write(&target, &fill, &Look::Like(&model), true)?;
    compare(&target, &model, before)?;
    synced(temporary.become_file(&target)?)
}

/// Writes a new file with permission bits `mode`, atomically.
///
/// # Errors
/// When something of that name exists, or the system refuses a step.
pub fn create(path: &Path, bytes: &[u8], mode: u32) -> Result<Written, WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists(path.to_path_buf()));
    }
    put(path, bytes, mode)
}

/// Whether anything stands at `path`, a link that leads nowhere included.
#[must_use]
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The same directory however it is named, without links; None if it is not there.
#[must_use]
pub fn place(directory: &Path) -> Option<PathBuf> {
    fs::canonicalize(directory).ok()
}

/// Whether a directory stands at `path`, or a link that leads to one.
#[must_use]
pub(crate) fn is_directory(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| there.is_dir())
}

/// Adds to the end of a file that another program keeps, or starts it. Not atomic: others add to it, too.
///
/// # Errors
/// When it is no regular file, or the system refuses a step.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    match fs::metadata(path) {
        Ok(there) if !there.is_file() => return Err(WriteError::NotRegular(path.to_path_buf())),
        Ok(_) | Err(_) => {}
    }
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(step(path, tr_noop!("cannot add to")))
}

/// Writes a file of our own with permission bits `mode`, atomically, over what stands there: a regular file of one
/// name or nothing.
///
/// # Errors
/// When something else stands there, or the system refuses a step.
pub fn put(path: &Path, bytes: &[u8], mode: u32) -> Result<Written, WriteError> {
    synced(put_with(path, &|file| write_bytes(file, path, bytes), mode, true)?)
}

/// The same with what `fill` writes, which need not be held.
///
/// # Errors
/// As [`put`], and as `fill`.
pub(super) fn put_filled(path: &Path, fill: &Fill<'_>, mode: u32) -> Result<Written, WriteError> {
    synced(put_with(path, fill, mode, true)?)
}

/// What writes the content of a new file.
type Fill<'a> = dyn Fn(&mut File) -> Result<(), WriteError> + 'a;

fn write_bytes(file: &mut File, target: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    file.write_all(bytes).map_err(refused(target))
}

/// That the content of `target` could not be written.
pub(super) fn refused(target: &Path) -> impl FnOnce(io::Error) -> WriteError {
    step(target, tr_noop!("cannot write the new text of"))
}

/// The same for a copy whose original stays: it is whole for whoever looks, but nobody waits until it is on the disk.
///
/// # Errors
/// As [`put`].
pub(super) fn put_copy(path: &Path, bytes: &[u8], mode: u32) -> Result<Written, WriteError> {
    put_with(path, &|file| write_bytes(file, path, bytes), mode, false)
}

fn put_with(path: &Path, fill: &Fill<'_>, mode: u32, sync: bool) -> Result<Written, WriteError> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => return Err(WriteError::SymbolicLink(path.to_path_buf())),
        Ok(there) => check_target(path, &there)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(step(path, tr_noop!("cannot look at"))(error)),
    }
    Temporary::write(path, fill, &Look::Mode(mode), sync)?.become_file(path)
}

/// With its directory synced, behind a file that is.
fn synced(mut written: Written) -> Result<Written, WriteError> {
    written.durable = sync_directory(directory_of(&written.target)).is_ok();
    Ok(written)
}

/// Refuses what must not be replaced.
fn check_target(target: &Path, metadata: &Metadata) -> Result<(), WriteError> {
    let path = || target.to_path_buf();
    if !metadata.is_file() {
        return Err(WriteError::NotRegular(path()));
    }
    let links = os::links(metadata);
    if links > 1 {
        return Err(WriteError::HardLinked { path: path(), links });
    }
    if os::write_protected(metadata) {
        return Err(WriteError::ReadOnly(path()));
    }
    // A rename does not ask for the right to write the file, so ask. This changes nothing, not even the time.
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(WriteError::ReadOnly(path())),
        Err(error) => Err(step(target, tr_noop!("cannot open for writing"))(error)),
    }
}

/// Makes sure that the target is still the file that was looked at and still holds what was read.
fn compare(target: &Path, model: &Metadata, before: &[u8]) -> Result<(), WriteError> {
    let changed = || WriteError::Changed(target.to_path_buf());
    let looked = fs::symlink_metadata(target).map_err(step(target, tr_noop!("cannot look at")))?;
    if !os::same(&looked, model) || looked.len() != before.len() as u64 {
        return Err(changed());
    }
    let file = File::open(target).map_err(step(target, tr_noop!("cannot read again")))?;
    let mut now = Vec::with_capacity(before.len().saturating_add(1));
    let limit = (before.len() as u64).saturating_add(1);
    file.take(limit).read_to_end(&mut now).map_err(step(target, tr_noop!("cannot read again")))?;
    if now == before { Ok(()) } else { Err(changed()) }
}

/// How a new file looks from outside.
enum Look<'a> {
    Like(&'a Metadata),
    Mode(u32),
}

/// A temporary file that goes away unless it becomes the target.
struct Temporary {
    path: PathBuf,
    renamed: bool,
}

impl Temporary {
    fn write(target: &Path, fill: &Fill<'_>, look: &Look, sync: bool) -> Result<Self, WriteError> {
        let directory = directory_of(target);
        let (mut file, temporary) = Self::open(directory)?;
        let dressed = match look {
            Look::Like(model) => os::copy_owner_and_mode(&file, model),
            Look::Mode(mode) => os::set_mode(&file, *mode),
        };
        dressed.map_err(|source| WriteError::Owner { path: target.to_path_buf(), source })?;
        fill(&mut file)?;
        if sync {
            file.sync_all().map_err(refused(target))?;
        }
        Ok(temporary)
    }

    /// Opens a file of a name that nobody has. A leftover of an earlier process with our number is stepped over.
    fn open(directory: &Path) -> Result<(File, Self), WriteError> {
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = directory.join(marks::temporary_name(std::process::id(), number));
            match os::private().open(&path) {
                Ok(file) => return Ok((file, Self { path, renamed: false })),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(step(directory, tr_noop!("cannot create a temporary file in"))(error)),
            }
        }
    }

    /// Renames it over the target; the directory is not synced yet.
    fn become_file(mut self, target: &Path) -> Result<Written, WriteError> {
        fs::rename(&self.path, target).map_err(step(target, tr_noop!("cannot replace")))?;
        self.renamed = true;
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        Ok(Written { target, durable: false })
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.renamed {
            // Nothing better can be done about a failure here: the next scan counts the file as a leftover.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}
