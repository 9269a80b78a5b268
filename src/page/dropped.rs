//! What was dropped on the page, looked at as a scan looks at a disk: what is read, and what is left out and why.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::progress::{self, Stage, Tell};
use crate::input::decode::too_large;
use crate::input::exclusions::{self, Chain, IGNORE_FILE};
use crate::input::listing::Listing;
use crate::input::marks::{MANIFEST_FILE, is_manifest, is_temporary};
use crate::input::names::is_of_incr_sync;
use crate::input::read::Content;
use crate::run::place::Place;
use crate::text::failure::Failure;
use crate::text::lang::tr;

/// Where the dropped folders lie, for patterns of ignore files.
const TOP: &str = "/";

/// What is in a file, or why the browser does not give it. It is kept once, however many hold it.
#[derive(Debug, Clone)]
pub(super) struct Bytes(Result<Arc<Vec<u8>>, Arc<str>>);

/// A file that was dropped.
#[derive(Debug, Clone)]
pub(super) struct Dropped {
    shown: Arc<str>,
    bytes: Bytes,
    tell: Tell,
}

/// An archive that was dropped; it says how far it was read.
pub(super) struct Archive {
    bytes: Cursor<Bytes>,
    told: usize,
    tell: Tell,
}

/// All that was dropped.
pub(super) struct Tree<'f> {
    files: Vec<&'f (String, Bytes)>,
    tell: Tell,
}

/// A folder of the tree.
enum Folder {
    /// What holds in it.
    Open(Chain),
    /// It is left out, and whatever is in it.
    Closed,
}

impl Dropped {
    /// The same without its bytes, once they are read.
    pub(super) fn forgotten(&self) -> Self {
        Self { bytes: Bytes::from(Ok(Vec::new())), ..self.clone() }
    }
}

impl From<Result<Vec<u8>, String>> for Bytes {
    fn from(bytes: Result<Vec<u8>, String>) -> Self {
        Self(bytes.map(Arc::new).map_err(Arc::from))
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |bytes| bytes.as_slice())
    }
}

impl Read for Archive {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.bytes.position()).unwrap_or_default();
        if at.abs_diff(self.told) >= progress::BYTES {
            self.told = at;
            (self.tell)(Stage::Unpack, at, self.bytes.get_ref().as_ref().len());
        }
        self.bytes.read(into)
    }
}

impl Seek for Archive {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

impl<'f> Tree<'f> {
    pub(super) fn new(files: &'f [(String, Bytes)], tell: Tell) -> Self {
        let mut files: Vec<_> = files.iter().collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Self { files, tell }
    }

    /// What was dropped, each by its own name.
    pub(super) fn roots(&self) -> Vec<&'f str> {
        let mut roots: Vec<_> = self.files.iter().filter_map(|(path, _)| path.split('/').next()).collect();
        roots.dedup();
        roots
    }

    /// Whether there is a file below `folder`, left out or not, whose path `is_meant`.
    pub(super) fn holds(&self, folder: &str, is_meant: &dyn Fn(&str) -> bool) -> bool {
        let is_in =
            |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') && !path.ends_with('/'));
        self.files.iter().any(|(path, _)| is_in(path) && is_meant(path))
    }

    /// The files that are to be read, in order of their paths, and what else there is.
    pub(super) fn scan(&self) -> (Listing, Vec<Dropped>) {
        let mut listing = Listing::default();
        let mut folders = HashMap::new();
        let mut found = Vec::new();
        for (path, bytes) in self.files.iter().copied() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let Folder::Open(chain) = self.folder(folder, &mut folders, &mut listing) else { continue };
            if let Err(why) = &bytes.0 {
                listing.failures.push(Failure::new(path.as_str(), tr!("the browser cannot read it: {why}", why = why)));
                continue;
            }
            if name.is_empty() || name == IGNORE_FILE {
                continue;
            }
            if is_temporary(name.as_bytes()) {
                listing.leftovers.push(path.clone());
            } else if let Some(by) = exclusions::ignored_by(chain, &lexical(path), false) {
                listing.leave_out(by, path, false);
            } else {
                found.push(Dropped { shown: path.as_str().into(), bytes: bytes.clone(), tell: self.tell });
            }
        }
        (listing, found)
    }

    /// What holds in a folder, decided when it is met first.
    fn folder<'m>(
        &self,
        folder: &'f str,
        known: &'m mut HashMap<&'f str, Folder>,
        listing: &mut Listing,
    ) -> &'m Folder {
        if !known.contains_key(folder) {
            let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let chain = match folder {
                "" => None,
                _ => match self.folder(above, known, listing) {
                    Folder::Open(chain) => Some(chain.clone()),
                    Folder::Closed => None,
                },
            };
            let made = match (folder, chain) {
                ("", _) => self.open(folder, &None, listing),
                (_, None) => Folder::Closed,
                (_, Some(chain)) => self.enter(folder, &chain, listing),
            };
            known.insert(folder, made);
        }
        known.get(folder).unwrap_or(&Folder::Closed)
    }

    /// Decides about a folder, as a walk does.
    fn enter(&self, folder: &str, above: &Chain, listing: &mut Listing) -> Folder {
        if let Some(by) = exclusions::ignored_by(above, &lexical(folder), true) {
            listing.leave_out(by, folder, true);
            return Folder::Closed;
        }
        let name = folder.rsplit('/').next().unwrap_or(folder);
        if name == ".git" {
            return Folder::Closed;
        }
        if folder.contains('/') && self.file(folder, MANIFEST_FILE).is_some_and(is_manifest) {
            listing.output_directories.push(folder.to_owned());
            return Folder::Closed;
        }
        if is_of_incr_sync(name.as_bytes()) {
            listing.components.push(folder.to_owned());
        }
        self.open(folder, above, listing)
    }

    /// An open folder, with its ignore file if there is one.
    fn open(&self, folder: &str, above: &Chain, listing: &mut Listing) -> Folder {
        let Some(text) = self.file(folder, IGNORE_FILE) else { return Folder::Open(above.clone()) };
        let shown = || beside(folder, IGNORE_FILE);
        let (chain, failure) = exclusions::enter(&String::from_utf8_lossy(text), &lexical(folder), above, shown);
        listing.failures.extend(failure);
        Folder::Open(chain)
    }

    /// The bytes of a file in a folder.
    fn file(&self, folder: &str, name: &str) -> Option<&'f [u8]> {
        let path = beside(folder, name);
        let at = self.files.binary_search_by(|(known, _)| known.as_str().cmp(&path)).ok()?;
        self.files.get(at).map(|(_, bytes)| bytes.as_ref())
    }
}

/// A name in a folder; the folder without a name is the top.
fn beside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn lexical(path: &str) -> PathBuf {
    Path::new(TOP).join(path)
}

impl Place for Dropped {
    fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    /// What was dropped by itself was meant.
    fn is_named(&self) -> bool {
        !self.shown.contains('/')
    }

    fn is_companion(&self) -> bool {
        false
    }

    /// A browser tells when a copy was made, at best.
    fn modified(&self) -> Option<i64> {
        None
    }

    fn root(&self) -> Cow<'_, Path> {
        Cow::Borrowed(Path::new(self.shown.split('/').next().unwrap_or(&self.shown)))
    }

    fn output(&self) -> PathBuf {
        PathBuf::from(&*self.shown)
    }

    fn is_text(&self) -> bool {
        true
    }
}

impl Content for Dropped {
    type Archive = Archive;

    fn shown(&self) -> &Arc<str> {
        &self.shown
    }

    fn is_named(&self) -> bool {
        Place::is_named(self)
    }

    fn head(&self, length: usize) -> Result<Vec<u8>, Failure> {
        let bytes = self.bytes.as_ref();
        Ok(bytes.get(..length).unwrap_or(bytes).to_vec())
    }

    fn bytes(self, max: u64) -> Result<Vec<u8>, Failure> {
        let bytes = self.bytes.as_ref();
        let size = bytes.len() as u64;
        if size > max {
            return Err(too_large(&self.shown, &tr!("{size} bytes", size), max));
        }
        Ok(bytes.to_vec())
    }

    fn archive(self) -> Result<(Self::Archive, u64), Failure> {
        let size = self.bytes.as_ref().len() as u64;
        Ok((Archive { bytes: Cursor::new(self.bytes), told: 0, tell: self.tell }, size))
    }
}
