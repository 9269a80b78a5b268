//! The one way in: from the PATHs of a command line to the files they hold, the same for every order of the file system, and
//! what the caller makes of each.
//!
//! A scan walks without following links. Where `--follow-symlinks` asks for it, the links are taken up afterwards, one
//! by one, and a directory that was walked already is not walked again: so loops end, crossing links cost nothing, and
//! a file that is also reachable without a link keeps its plain name.

mod above;
mod entries;
mod found;
mod path_list;
mod state;
mod walk;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use self::found::ScanRoot;
use self::state::{Candidate, Link, Scan};
use self::walk::Tree;
use super::marks;
use crate::input::exclusions::{self, IGNORE_FILE};
use crate::input::names::{ArchiveKind, Claim, is_of_incr_sync};
use crate::input::path;
use crate::text::failure::Failure;
use crate::text::lang::tr;
use crate::text::sorting;

pub use crate::input::listing::Listing;
pub use found::Found;
pub use path_list::{parse as parse_path_list, read as read_path_list};
pub use state::Options;

/// So many files one thread reads before it sees whether another one has nothing to do.
const IN_TURN: usize = 32;

/// The files that the PATHs hold, sorted by their shown path, each once, with what was made of them.
pub struct Files<T>(Vec<Vec<(Found, T)>>);

impl<T> Files<T> {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Each of them, in order.
    pub fn each(self) -> impl Iterator<Item = (Found, T)> {
        self.0.into_iter().flatten()
    }
}

/// What a scan makes of a file.
pub(crate) struct Use<'a, T> {
    /// Whether a file shown like this is of no use, whatever is in it: then a walk that meets no file twice only counts it. There
    /// may be a million.
    pub is_foreign: &'a (dyn Fn(&str) -> bool + Sync),
    /// What is made of any other; None if it is of no use, and is forgotten.
    pub read: &'a (dyn Fn(&Found) -> Option<T> + Sync),
}

/// Lists what `paths` hold. A PATH that is a link is followed; a file that several PATHs hold is listed once. What is left out
/// by a glob or an ignore file is left out although it is named.
///
/// `read` is asked once for each file, when all are known, in parallel and in any order.
#[must_use]
pub fn scan<T: Send>(paths: &[PathBuf], options: &Options, read: &(dyn Fn(&Found) -> T + Sync)) -> (Files<T>, Listing) {
    let read = |found: &Found| Some(read(found));
    scan_around(paths, None, options, &Use { is_foreign: &|_| false, read: &read })
}

/// The same, and what lies beside the file `held`, for evidence: its text is known from elsewhere, so it is not listed itself.
#[must_use]
pub(crate) fn scan_around<T: Send>(
    paths: &[PathBuf],
    held: Option<&Path>,
    options: &Options,
    made: &Use<'_, T>,
) -> (Files<T>, Listing) {
    // Such walks meet nothing twice.
    let meets_once = !options.follow_symlinks && (paths.len() == 1 || lie_apart(paths, options.cwd));
    // The held file may be one of them, and is none that was left aside.
    let mut scan = Scan::new(options, (meets_once && held.is_none()).then_some(made.is_foreign));
    for given in paths {
        scan.start(given);
    }
    let origin = held.map(|held| ScanRoot::new(held, options.cwd));
    let held = origin.and_then(|origin| Some((fs::canonicalize(&origin.real).ok()?, origin)));
    if let Some((_, origin)) = &held {
        scan.beside.extend(origin.real.parent().map(Path::to_path_buf));
    }
    scan.companions();
    scan.follow();
    if let Some((file, _)) = &held {
        scan.drop_file(file);
    }
    let (parts, listing) = scan.finish(meets_once);
    let read = |Candidate { found, .. }: Candidate| {
        let made = (made.read)(&found)?;
        Some((found, made))
    };
    let files = parts.into_par_iter().map(|part| part.into_par_iter().with_max_len(IN_TURN).filter_map(read).collect());
    (Files(files.collect()), listing)
}

/// Whether all of these are directories, and none lies in another one.
fn lie_apart(paths: &[PathBuf], cwd: &Path) -> bool {
    let directory = |given: &PathBuf| {
        let real = ScanRoot::new(given, cwd).real;
        fs::canonicalize(&real).ok().filter(|canonical| canonical.is_dir())
    };
    let Some(mut directories) = paths.iter().map(directory).collect::<Option<Vec<PathBuf>>>() else { return false };
    // In order, what lies in a directory stands right behind it.
    sorting::sort(&mut directories);
    directories.is_sorted_by(|one, next| !next.starts_with(one))
}

/// Whether a file lies somewhere below `directory`, left out or not, whose path, shown as that of the directory is, `is_meant`.
pub(crate) fn holds(directory: &str, is_meant: &dyn Fn(&str) -> bool) -> bool {
    let root = Path::new(directory);
    let is_it = |entry: walkdir::DirEntry| {
        let below = entry.path().strip_prefix(root).unwrap_or(Path::new(""));
        !entry.file_type().is_dir() && is_meant(&path::join_shown(directory, below))
    };
    walkdir::WalkDir::new(root).into_iter().flatten().any(is_it)
}

/// The ignore files that hold in what `paths` name, each once, as shown.
#[must_use]
pub(crate) fn ignore_files(paths: &[PathBuf], options: &Options) -> Vec<String> {
    let scan = Scan::new(options, None);
    let files = paths.iter().flat_map(|given| scan.ignore_files(&ScanRoot::new(given, options.cwd)));
    let mut seen = HashSet::new();
    files.filter(|file| seen.insert(file.clone())).collect()
}

/// By what a file of this name is left out; it need not be there.
#[must_use]
pub(crate) fn left_out_by(name: &Path, options: &Options) -> Option<String> {
    let mut scan = Scan::new(options, None);
    let origin = ScanRoot::new(name, options.cwd);
    let own = Path::new(origin.lexical.file_name().unwrap_or_default());
    scan.excluded_by(&origin.shown, own).or_else(|| scan.above(&origin, false).err())
}

fn is_conf(directory: &Path) -> bool {
    directory.file_name().is_some_and(|name| name == "conf")
}

impl Scan<'_> {
    fn start(&mut self, given: &Path) {
        let origin = Arc::new(ScanRoot::new(given, self.options.cwd));
        let looked = fs::metadata(&origin.real).and_then(|m| Ok((m, fs::canonicalize(&origin.real)?)));
        let (metadata, canonical) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                self.listing.failures.push(Failure::io(origin.shown.clone(), tr!("cannot read"), &error));
                return;
            }
        };
        if metadata.is_dir() {
            match self.above(&origin, true) {
                Ok(above) => {
                    self.walk(&Tree { root: origin.real.clone(), origin, canonical, above, via_link: false });
                }
                Err(by) => self.leave_named_out(&origin, by),
            }
        } else if metadata.is_file() {
            self.named_file(&origin, canonical);
        } else {
            self.special(origin.shown.clone(), metadata.file_type());
        }
    }

    fn named_file(&mut self, origin: &Arc<ScanRoot>, canonical: PathBuf) {
        let name = Path::new(origin.lexical.file_name().unwrap_or_default());
        let by_glob = self.excluded_by(&origin.shown, name);
        if let Some(by) = by_glob.or_else(|| self.above(origin, false).err()) {
            self.leave_named_out(origin, by);
            return;
        }
        if ArchiveKind::of(&origin.shown).is_none()
            && let Some(parent) = origin.real.parent()
        {
            self.beside.insert(parent.to_path_buf());
        }
        let mut found = Found::new(origin, &origin.real, Path::new(""), &origin.shown);
        found.named = true;
        let via_link = origin.real.is_symlink();
        self.take(Candidate::new(found, canonical, via_link));
    }

    fn leave_named_out(&mut self, origin: &ScanRoot, by: String) {
        self.listing.named_ignored.push(tr!("{path} ({why})", path = origin.shown, why = by));
        self.listing.leave_out(by, &origin.shown, origin.real.is_dir());
    }

    /// Takes a file out of what was found.
    fn drop_file(&mut self, canonical: &Path) {
        let is_it = |candidate: &Candidate| {
            let real = candidate.found.real();
            real.file_name() == canonical.file_name() && fs::canonicalize(&real).is_ok_and(|real| real == canonical)
        };
        self.candidates.retain(|candidate| !is_it(candidate));
        self.parts.iter_mut().for_each(|part| part.retain(|candidate| !is_it(candidate)));
    }

    /// The files beside the named ones. What cannot be looked at there was not asked for, so it is no failure.
    fn companions(&mut self) {
        for directory in std::mem::take(&mut self.beside) {
            let origin = Arc::new(ScanRoot::new(&directory, self.options.cwd));
            let (Ok(entries), Ok(canonical)) = (fs::read_dir(&directory), fs::canonicalize(&directory)) else {
                continue;
            };
            // What is left out is no evidence either.
            let Ok(chain) = self.held_in(&origin.lexical) else { continue };
            for entry in entries.flatten() {
                let real = entry.path();
                let name = PathBuf::from(entry.file_name());
                let shown = origin.show(&name);
                let regular = entry.file_type().is_ok_and(|kind| {
                    kind.is_file() || (self.options.follow_symlinks && kind.is_symlink() && real.is_file())
                });
                let ours = marks::is_temporary(name.as_os_str().as_encoded_bytes()) || name.as_os_str() == IGNORE_FILE;
                let is_left_out = || {
                    let by_file = exclusions::ignored_by(&chain, &origin.lexical.join(&name), false);
                    by_file.is_some() || self.excluded_by(&shown, &name).is_some()
                };
                if !regular || ours || !(self.options.wanted)(&shown) || is_left_out() {
                    continue;
                }
                let canonical = fs::canonicalize(&real).unwrap_or_else(|_| canonical.join(&name));
                let mut found = Found::new(&origin, &real, &name, &shown);
                found.companion = true;
                self.take(Candidate::new(found, canonical, true));
            }
        }
    }

    /// Takes up the links, in the order of their shown paths; links that are met behind them follow.
    fn follow(&mut self) {
        sorting::sort_by(self.links.make_contiguous(), Link::order);
        while let Some(link) = self.links.pop_front() {
            let before = self.links.len();
            self.follow_one(link);
            if let Some(new) = self.links.make_contiguous().get_mut(before..) {
                sorting::sort_by(new, Link::order);
            }
        }
    }

    /// A link to a directory that was walked under another name is not walked again. If its own name is that of a component, or
    /// of its `conf`, what is in it would be another component there.
    fn note_same_directory(&mut self, link: &Link, canonical: &Path) {
        let name = |path: &Path| path.file_name().map(|name| name.as_encoded_bytes().to_vec());
        let is_of_component = Claim::of(&format!("{}/source.json", link.shown)) == Claim::Sure;
        let is_other = is_conf(&link.real) || name(&link.real) != name(canonical);
        if !(is_of_component && is_other) {
            return;
        }
        let other = path::shown(canonical, self.options.cwd);
        self.listing.same_files.push((link.shown.clone(), other));
        if is_of_incr_sync(&name(&link.real).unwrap_or_default()) {
            self.listing.components.push(link.shown.clone());
        }
    }

    fn follow_one(&mut self, link: Link) {
        let looked = fs::metadata(&link.real).and_then(|m| Ok((m, fs::canonicalize(&link.real)?)));
        let (metadata, canonical) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                self.listing.failures.push(Failure::io(link.shown, tr!("cannot follow this symbolic link"), &error));
                return;
            }
        };
        let below = link.real.strip_prefix(&link.origin.real).unwrap_or(Path::new(""));
        if metadata.is_dir() {
            if self.walked.contains(&canonical) {
                self.note_same_directory(&link, &canonical);
                return;
            }
            if let Some(by) = exclusions::ignored_by(&link.chain, &link.origin.lexical.join(below), true) {
                self.listing.leave_out(by, &link.shown, true);
                return;
            }
            let tree =
                Tree { origin: link.origin, root: link.real, canonical, above: link.chain.clone(), via_link: true };
            self.walk(&tree);
        } else if !self.options.filter.includes(&link.shown, below) {
            self.listing.leave_out("--include".to_owned(), &link.shown, false);
        } else if metadata.is_file() {
            let found = Found::new(&link.origin, &link.real, below, &link.shown);
            self.take(Candidate::new(found, canonical, true));
        } else if (self.options.wanted)(&link.shown) {
            self.special(link.shown, metadata.file_type());
        }
    }
}
