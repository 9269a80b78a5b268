//! A file that a scan found: how it is shown, and where it lies.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::disk::{os, read};
use crate::input::path;
use crate::input::read::Content;
use crate::run::place;
use crate::text::failure::Failure;

/// Where a file was found from: one PATH.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ScanRoot {
    /// The path to open.
    pub real: PathBuf,
    /// The same, absolute and normalised without asking the disk.
    pub lexical: PathBuf,
    pub cwd: PathBuf,
    pub shown: String,
    /// The working directory lies below it, so that files below it may be shown in either way.
    above_cwd: bool,
}

impl ScanRoot {
    pub(super) fn new(given: &Path, cwd: &Path) -> Self {
        let cwd = path::normalise(cwd);
        let lexical = path::normalise(&cwd.join(given));
        // A `..` behind a symbolic link means another place for the system than for the eye: what is opened keeps it.
        let real = if path::climbs(given) { cwd.join(given) } else { lexical.clone() };
        let above_cwd = cwd != lexical && cwd.starts_with(&lexical);
        Self { shown: path::shown(given, &cwd), above_cwd, real, lexical, cwd }
    }

    /// A path below this one, as shown.
    pub(super) fn show<'p>(&self, below: &'p Path) -> Cow<'p, str> {
        if self.above_cwd
            && let Ok(inside) = self.lexical.join(below).strip_prefix(&self.cwd)
        {
            return path::join_shown(".", inside).into_owned().into();
        }
        path::join_shown(&self.shown, below)
    }
}

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The path as shown: relative to the working directory where possible, with `/`.
    pub shown: Arc<str>,
    /// The file itself was given as PATH.
    pub named: bool,
    /// It lies beside a named file and is there for evidence only.
    pub companion: bool,
    origin: Arc<ScanRoot>,
    place: Place,
}

/// Where a file lies. There may be a hundred thousand, so that no path is kept that the one shown gives.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// So many bytes at the end of the path shown, below the PATH it was found from.
    Below(u32),
    /// The absolute path to open.
    At(Box<Path>),
}

impl Found {
    /// A file that a scan from `origin` found at `real`, which is `below` it.
    pub(super) fn new(origin: &Arc<ScanRoot>, real: &Path, below: &Path, shown: &str) -> Self {
        let own = below.as_os_str().as_encoded_bytes();
        let end = || shown.get(shown.len().checked_sub(own.len())?..);
        let is_below = !own.is_empty() || real == origin.real;
        let is_shown = is_below && std::path::MAIN_SEPARATOR == '/' && end().is_some_and(|end| end.as_bytes() == own);
        let place = match u32::try_from(own.len()) {
            Ok(length) if is_shown => Place::Below(length),
            _ => Place::At(real.into()),
        };
        let shown = shown.into();
        Self { shown, named: false, companion: false, origin: Arc::clone(origin), place }
    }

    /// The order in which files are listed.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.shown.cmp(&other.shown).then_with(|| self.real().cmp(&other.real()))
    }

    /// Its path below the PATH that it was found from.
    fn below(&self) -> &Path {
        match &self.place {
            Place::Below(length) => {
                let start = self.shown.len() - *length as usize;
                Path::new(self.shown.get(start..).unwrap_or(""))
            }
            Place::At(real) => real.strip_prefix(&self.origin.real).unwrap_or(Path::new("")),
        }
    }

    /// The absolute path to open.
    #[must_use]
    pub fn real(&self) -> Cow<'_, Path> {
        match &self.place {
            Place::Below(0) => Cow::Borrowed(&self.origin.real),
            Place::Below(_) => {
                let (root, below) = (&self.origin.real, self.below());
                let mut real = PathBuf::with_capacity(root.as_os_str().len() + 1 + below.as_os_str().len());
                real.push(root);
                real.push(below);
                Cow::Owned(real)
            }
            Place::At(real) => Cow::Borrowed(real),
        }
    }

    /// Its bytes, if they are not more than `max`.
    ///
    /// # Errors
    /// As [`read::read_bytes`].
    pub fn read(&self, max: u64) -> Result<Vec<u8>, Failure> {
        read::read_listed(&self.real(), &self.shown, max)
    }

    /// The size in bytes. Asked of the disk at this moment, so that a scan need not ask for every file.
    ///
    /// # Errors
    /// When the disk does not answer.
    pub fn size(&self) -> io::Result<u64> {
        fs::metadata(self.real()).map(|metadata| metadata.len())
    }

    /// Its absolute path without any link.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn canonical(&self) -> io::Result<PathBuf> {
        fs::canonicalize(self.real())
    }

    /// The PATH that it was found from.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.origin.real
    }

    /// Its permission bits, for a copy of it; those of an ordinary file where the disk does not tell.
    #[must_use]
    pub fn mode(&self) -> u32 {
        fs::metadata(self.real()).map_or(0o644, |metadata| os::mode(&metadata))
    }

    /// Where a copy of it goes below an output directory: the normalised path relative to the working directory; for
    /// a file outside it, from the last component of its PATH on. Of an archive this is the directory for its members.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        let origin = &self.origin;
        let below = self.below();
        let lexical = origin.lexical.join(below);
        match lexical.strip_prefix(&origin.cwd) {
            Ok(inside) => inside.to_path_buf(),
            Err(_) => {
                let name = origin.lexical.file_name().map(PathBuf::from).unwrap_or_default();
                path::normalise(&name.join(below))
            }
        }
    }
}

impl place::Place for Found {
    fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    fn is_named(&self) -> bool {
        self.named
    }

    fn is_companion(&self) -> bool {
        self.companion
    }

    fn modified(&self) -> Option<i64> {
        let modified = fs::metadata(self.real()).and_then(|metadata| metadata.modified()).ok()?;
        let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }

    fn root(&self) -> Cow<'_, Path> {
        Cow::Borrowed(Self::root(self))
    }

    fn output(&self) -> PathBuf {
        Self::output(self)
    }

    fn is_text(&self) -> bool {
        self.real().to_str().is_some()
    }
}

impl Content for &Found {
    type Archive = File;

    fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    fn is_named(&self) -> bool {
        self.named
    }

    fn head(&self, length: usize) -> Result<Vec<u8>, Failure> {
        read::read_head(&self.real(), &self.shown, length)
    }

    fn bytes(self, max: u64) -> Result<Vec<u8>, Failure> {
        self.read(max)
    }

    fn archive(self) -> Result<(File, u64), Failure> {
        read::open_regular(&self.real(), &self.shown)
    }
}
