//! The one way in: from the PATHs of a command line to the files they hold, the same for every order of the file system, and
//! what the caller makes of each.
//!
//! A scan walks without following links. Where `--follow-symlinks` asks for it, the links are taken up afterwards, one
//! by one, and a directory that was walked already is not walked again: so loops end, crossing links cost nothing, and
//! a file that is also reachable without a link keeps its plain name.

mod entries;
mod found;
mod path_list;
mod walk;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{marks, os};
use crate::input::exclusions::{self, Chain, Filter, IGNORE_FILE, IGNORE_FILE_LIMIT};
use crate::input::names::ArchiveKind;
use crate::input::path;
use crate::text::failure::{Failure, explain};
use found::ScanRoot;
use walk::Tree;

pub use found::Found;
pub use path_list::{parse as parse_path_list, read as read_path_list};

/// So many files one thread reads before it sees whether another one has nothing to do.
const IN_TURN: usize = 32;

/// What a scan needs to know.
pub struct Options<'a> {
    /// The working directory, absolute. PATHs and shown paths are relative to it.
    pub cwd: &'a Path,
    /// `--include` and `--exclude`.
    pub filter: &'a Filter,
    /// Whether symbolic links that a scan meets are followed.
    pub follow_symlinks: bool,
    /// Whether a file shown like this could be of interest by its name. Asked about pipes, sockets and devices that a
    /// scan meets (they are failures only then) and about companions (others are not listed).
    pub wanted: &'a (dyn Fn(&str) -> bool + Sync),
}

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

/// What else the PATHs hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What could not be looked at.
    pub failures: Vec<Failure>,
    /// Symbolic links that were met and not followed.
    pub links_not_followed: Vec<String>,
    /// Directories with a manifest of omslint (output, backup) that were skipped.
    pub output_directories: Vec<String>,
    /// Temporary files that a killed run of ours left behind; they are not read.
    pub leftovers: Vec<String>,
    /// How many files and directories were left out because of `.omslintignore`, `--exclude` or `--include`. A
    /// directory that is left out counts once, for it is not entered.
    pub ignored: usize,
}

impl Listing {
    /// Takes in what another part of the same scan found.
    fn add(&mut self, part: Self) {
        self.failures.extend(part.failures);
        self.links_not_followed.extend(part.links_not_followed);
        self.output_directories.extend(part.output_directories);
        self.leftovers.extend(part.leftovers);
        self.ignored += part.ignored;
    }
}

/// Lists what `paths` hold. A PATH that is a link is followed; a file that several PATHs hold is listed once. A named
/// file is listed whatever `.omslintignore` says, but `--include` and `--exclude` hold for it too.
///
/// `read` is asked once for each file, when all are known, in parallel and in any order.
#[must_use]
pub fn scan<T: Send>(paths: &[PathBuf], options: &Options, read: &(dyn Fn(&Found) -> T + Sync)) -> (Files<T>, Listing) {
    let mut scan = Scan::new(options);
    for given in paths {
        scan.start(given);
    }
    scan.companions();
    scan.follow();
    // One walk without links meets nothing twice.
    let meets_once = paths.len() == 1 && !options.follow_symlinks;
    let (parts, listing) = scan.finish(meets_once);
    let read = |Candidate { found, .. }: Candidate| {
        let made = read(&found);
        (found, made)
    };
    let files = parts.into_par_iter().map(|part| part.into_par_iter().with_max_len(IN_TURN).map(read).collect());
    (Files(files.collect()), listing)
}

/// A file with what tells it from others.
struct Candidate {
    found: Found,
    /// Its path without any link, where that differs from the one to open.
    canonical: Option<PathBuf>,
    via_link: bool,
}

impl Candidate {
    /// A file that may be met again.
    fn new(found: Found, canonical: PathBuf, via_link: bool) -> Self {
        Self { found, canonical: Some(canonical), via_link }
    }

    /// Both paths are normalised, so they can be compared as bytes, which is much cheaper than as paths.
    fn key(&self) -> Cow<'_, Path> {
        self.canonical.as_deref().map_or_else(|| self.found.real(), Cow::Borrowed)
    }
}

/// A symbolic link that is to be followed.
struct Link {
    origin: Arc<ScanRoot>,
    real: PathBuf,
    shown: String,
    chain: Chain,
}

struct Scan<'a> {
    options: &'a Options<'a>,
    listing: Listing,
    candidates: Vec<Candidate>,
    /// Whether these came in the order in which they are listed.
    in_order: bool,
    /// More candidates, which other walks met. There may be a hundred thousand, so they stay where they are.
    parts: Vec<Vec<Candidate>>,
    walked: HashSet<PathBuf>,
    links: VecDeque<Link>,
    beside: BTreeSet<PathBuf>,
    /// How many entries it met.
    met: usize,
}

impl<'a> Scan<'a> {
    fn new(options: &'a Options<'a>) -> Self {
        Self {
            options,
            listing: Listing::default(),
            candidates: Vec::new(),
            in_order: true,
            parts: Vec::new(),
            walked: HashSet::new(),
            links: VecDeque::new(),
            beside: BTreeSet::new(),
            met: 0,
        }
    }

    fn start(&mut self, given: &Path) {
        let origin = Arc::new(ScanRoot::new(given, self.options.cwd));
        let looked = fs::metadata(&origin.real).and_then(|m| Ok((m, fs::canonicalize(&origin.real)?)));
        let (metadata, canonical) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                self.listing.failures.push(Failure::io(origin.shown.clone(), "cannot read", &error));
                return;
            }
        };
        if metadata.is_dir() {
            let above = self.ignore_files_above(&origin);
            self.walk(&Tree { root: origin.real.clone(), origin, canonical, above, via_link: false });
        } else if metadata.is_file() {
            self.named_file(&origin, canonical);
        } else {
            self.special(origin.shown.clone(), metadata.file_type());
        }
    }

    fn named_file(&mut self, origin: &Arc<ScanRoot>, canonical: PathBuf) {
        let name = Path::new(origin.lexical.file_name().unwrap_or_default());
        if !self.passes(&origin.shown, name) {
            self.listing.ignored += 1;
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

    /// The files beside the named ones. What cannot be looked at there was not asked for, so it is no failure.
    fn companions(&mut self) {
        for directory in std::mem::take(&mut self.beside) {
            let origin = Arc::new(ScanRoot::new(&directory, self.options.cwd));
            let (Ok(entries), Ok(canonical)) = (fs::read_dir(&directory), fs::canonicalize(&directory)) else {
                continue;
            };
            for entry in entries.flatten() {
                let real = entry.path();
                let name = PathBuf::from(entry.file_name());
                let shown = origin.show(&name);
                let regular = entry.file_type().is_ok_and(|kind| {
                    kind.is_file() || (self.options.follow_symlinks && kind.is_symlink() && real.is_file())
                });
                let ours = marks::is_temporary(name.as_os_str().as_encoded_bytes()) || name.as_os_str() == IGNORE_FILE;
                if !regular || ours || !(self.options.wanted)(&shown) || !self.passes(&shown, &name) {
                    continue;
                }
                let canonical = fs::canonicalize(&real).unwrap_or_else(|_| canonical.join(&name));
                let mut found = Found::new(&origin, &real, &name, &shown);
                found.companion = true;
                self.take(Candidate::new(found, canonical, true));
            }
        }
    }

    fn take(&mut self, candidate: Candidate) {
        // Both paths are at hand now.
        let is_behind = |last: &Candidate| last.found.order(&candidate.found).is_lt();
        self.in_order = self.in_order && self.candidates.last().is_none_or(is_behind);
        self.candidates.push(candidate);
    }

    fn passes(&self, shown: &str, below: &Path) -> bool {
        !self.options.filter.excludes(shown, below) && self.options.filter.includes(shown, below)
    }

    /// The ignore files from the working directory down to the parent of a PATH below it, so that a part of a tree is
    /// seen as it is seen when the whole is scanned.
    fn ignore_files_above(&mut self, origin: &ScanRoot) -> Chain {
        let mut chain = None;
        let Ok(inside) = origin.lexical.strip_prefix(&origin.cwd) else { return chain };
        let mut directory = origin.cwd.clone();
        for component in inside.components() {
            chain = self.with_ignore_file(&directory, &directory, &chain);
            directory.push(component);
        }
        chain
    }

    /// `above` with the ignore file of a directory, if there is one.
    fn with_ignore_file(&mut self, directory: &Path, lexical: &Path, above: &Chain) -> Chain {
        let shown = || path::shown(&lexical.join(IGNORE_FILE), self.options.cwd);
        let (chain, failure) = match read_ignore_file(&directory.join(IGNORE_FILE)) {
            Ok(None) => return above.clone(),
            Ok(Some(text)) => exclusions::enter(&text, lexical, above, shown),
            Err(why) => (above.clone(), Some(exclusions::not_used(shown(), &why))),
        };
        self.listing.failures.extend(failure);
        chain
    }

    /// Takes up the links, in the order of their shown paths; links that are met behind them follow.
    fn follow(&mut self) {
        self.links
            .make_contiguous()
            .sort_by(|a, b| (&a.shown, a.real.as_os_str()).cmp(&(&b.shown, b.real.as_os_str())));
        while let Some(link) = self.links.pop_front() {
            let before = self.links.len();
            self.follow_one(link);
            if let Some(new) = self.links.make_contiguous().get_mut(before..) {
                new.sort_by(|a, b| (&a.shown, a.real.as_os_str()).cmp(&(&b.shown, b.real.as_os_str())));
            }
        }
    }

    fn follow_one(&mut self, link: Link) {
        let looked = fs::metadata(&link.real).and_then(|m| Ok((m, fs::canonicalize(&link.real)?)));
        let (metadata, canonical) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                self.listing.failures.push(Failure::io(link.shown, "cannot follow this symbolic link", &error));
                return;
            }
        };
        let below = link.real.strip_prefix(&link.origin.real).unwrap_or(Path::new(""));
        if metadata.is_dir() {
            if self.walked.contains(&canonical) {
                return;
            }
            if exclusions::ignores(&link.chain, &link.origin.lexical.join(below), true) {
                self.listing.ignored += 1;
                return;
            }
            let tree =
                Tree { origin: link.origin, root: link.real, canonical, above: link.chain.clone(), via_link: true };
            self.walk(&tree);
        } else if !self.options.filter.includes(&link.shown, below) {
            self.listing.ignored += 1;
        } else if metadata.is_file() {
            let found = Found::new(&link.origin, &link.real, below, &link.shown);
            self.take(Candidate::new(found, canonical, true));
        } else if (self.options.wanted)(&link.shown) {
            self.special(link.shown, metadata.file_type());
        }
    }

    fn special(&mut self, shown: String, kind: FileType) {
        let what = os::special(kind);
        let message = format!("this is {what}; only regular files are read, so it was not opened");
        self.listing.failures.push(Failure::new(shown, message));
    }

    /// The files in order, in parts, each once.
    fn finish(self, meets_once: bool) -> (Vec<Vec<Candidate>>, Listing) {
        let Self { mut listing, candidates, in_order, mut parts, .. } = self;
        let meets_again = !meets_once || candidates.iter().any(|candidate| candidate.found.companion);
        parts.push(candidates);
        if meets_again || !in_order || !are_in_order(&parts) {
            let mut all = join(parts);
            if meets_again {
                leave_once(&mut all);
            }
            all.sort_by(|a, b| a.found.order(&b.found));
            parts = vec![all];
        }
        for names in [&mut listing.links_not_followed, &mut listing.output_directories, &mut listing.leftovers] {
            names.sort();
            names.dedup();
        }
        listing.failures.sort();
        listing.failures.dedup();
        (parts, listing)
    }
}

/// The text of an ignore file, or why it cannot be used; None if there is none.
fn read_ignore_file(path: &Path) -> Result<Option<String>, String> {
    // A FIFO of this name would block the scan, so the kind is looked at before it is opened.
    let Ok(metadata) = fs::metadata(path) else { return Ok(None) };
    if metadata.is_dir() {
        return Ok(None);
    }
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    if metadata.len() > IGNORE_FILE_LIMIT {
        return Err("it is larger than 1 MiB".to_owned());
    }
    let bytes = fs::read(path).map_err(|error| explain(&error))?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn join(parts: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    all.extend(parts.into_iter().flatten());
    all
}

/// Whether the parts, each of which is in order, come in order. They nearly always do, but a walk meets `a/x` before `a-b/x`,
/// whose path is the lower one.
fn are_in_order(parts: &[Vec<Candidate>]) -> bool {
    let borders = parts.iter().filter_map(|part| Some([part.first()?, part.last()?])).flatten();
    borders.is_sorted_by(|a, b| std::ptr::eq(*a, *b) || a.found.order(&b.found).is_lt())
}

/// Leaves each file once: the plain name before one behind a link, what is listed before a companion.
fn leave_once(candidates: &mut Vec<Candidate>) {
    candidates.sort_by(|a, b| {
        let rest = |c: &Candidate| (c.found.companion, c.via_link);
        let (one, other) = (a.key(), b.key());
        (one.as_os_str(), rest(a), &a.found.shown).cmp(&(other.as_os_str(), rest(b), &b.found.shown))
    });
    candidates.dedup_by(|later, kept| {
        let same = later.key().as_os_str() == kept.key().as_os_str();
        if same {
            kept.found.named |= later.found.named;
        }
        same
    });
}
