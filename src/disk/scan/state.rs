//! What a scan was asked, and what it has met so far.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::found::{Found, ScanRoot};
use crate::disk::os;
use crate::input::exclusions::{self, Chain, Filter, IGNORE_FILE, IGNORE_FILE_LIMIT};
use crate::input::listing::Listing;
use crate::input::names::{is_candidate, says_oms};
use crate::input::path;
use crate::text::failure::{Failure, explain};
use crate::text::lang::tr;
use crate::text::sorting;

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

/// The ignore files that hold in a folder, its own included, or by what it is left out.
pub(super) type Held = Result<Chain, String>;

/// A file with what tells it from others.
pub(super) struct Candidate {
    pub found: Found,
    /// Its path without any link, where that differs from the one to open.
    pub canonical: Option<PathBuf>,
    pub via_link: bool,
}

impl Candidate {
    /// A file that may be met again.
    pub(super) fn new(found: Found, canonical: PathBuf, via_link: bool) -> Self {
        Self { found, canonical: Some(canonical), via_link }
    }

    /// Both paths are normalised, so they can be compared as bytes, which is much cheaper than as paths.
    fn key(&self) -> Cow<'_, Path> {
        self.canonical.as_deref().map_or_else(|| self.found.real(), Cow::Borrowed)
    }
}

/// A symbolic link that is to be followed.
pub(super) struct Link {
    pub origin: Arc<ScanRoot>,
    pub real: PathBuf,
    pub shown: String,
    pub chain: Chain,
}

impl Link {
    /// By the name that is shown, else by the real one, byte for byte.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (&self.shown, self.real.as_os_str()).cmp(&(&other.shown, other.real.as_os_str()))
    }
}

/// One scan, or the part of it that one thread walks.
pub(super) struct Scan<'a> {
    pub options: &'a Options<'a>,
    pub listing: Listing,
    pub candidates: Vec<Candidate>,
    /// Whether these came in the order in which they are listed.
    pub in_order: bool,
    /// More candidates, which other walks met. There may be a hundred thousand, so they stay where they are.
    pub parts: Vec<Vec<Candidate>>,
    pub walked: HashSet<PathBuf>,
    pub links: VecDeque<Link>,
    pub beside: BTreeSet<PathBuf>,
    /// What the ignore files say in folders above PATHs.
    pub held: HashMap<PathBuf, Held>,
    /// How many entries it met.
    pub met: usize,
    /// What is counted only; None where a file may be met under several names, of which one may say more.
    pub is_foreign: Option<&'a (dyn Fn(&str) -> bool + Sync)>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(options: &'a Options<'a>, is_foreign: Option<&'a (dyn Fn(&str) -> bool + Sync)>) -> Self {
        Self {
            options,
            is_foreign,
            listing: Listing::default(),
            candidates: Vec::new(),
            in_order: true,
            parts: Vec::new(),
            walked: HashSet::new(),
            links: VecDeque::new(),
            beside: BTreeSet::new(),
            held: HashMap::new(),
            met: 0,
        }
    }

    pub(super) fn take(&mut self, candidate: Candidate) {
        // Both paths are at hand now.
        let is_behind = |last: &Candidate| last.found.order(&candidate.found).is_lt();
        self.in_order = self.in_order && self.candidates.last().is_none_or(is_behind);
        self.candidates.push(candidate);
    }

    /// Sets what was met so far apart: what others meet may come before what is met next.
    pub(super) fn set_apart(&mut self) {
        let mut part = std::mem::take(&mut self.candidates);
        // There may be a million files in all.
        part.shrink_to_fit();
        self.parts.push(part);
    }

    /// By which glob a file is left out.
    pub(super) fn excluded_by(&self, shown: &str, below: &Path) -> Option<String> {
        let filter = self.options.filter;
        let not_included = || (!filter.includes(shown, below)).then(|| "--include".to_owned());
        filter.excluded_by(shown, below).or_else(not_included)
    }

    /// `above` with the ignore file of a directory, if there is one.
    pub(super) fn with_ignore_file(&mut self, directory: &Path, lexical: &Path, above: &Chain) -> Chain {
        let shown = || path::shown(&lexical.join(IGNORE_FILE), self.options.cwd);
        let (chain, failure) = match read_ignore_file(&directory.join(IGNORE_FILE)) {
            Ok(None) => return above.clone(),
            Ok(Some(text)) => exclusions::enter(&text, lexical, above, shown),
            Err(why) => (above.clone(), Some(exclusions::not_used(shown(), &why))),
        };
        self.listing.failures.extend(failure);
        chain
    }

    pub(super) fn special(&mut self, shown: String, kind: FileType) {
        let what = os::special(kind);
        let message = tr!("this is {what}; only regular files are read, so it was not opened", what);
        self.listing.failures.push(Failure::new(shown, message));
    }

    /// The files in order, in parts, each once.
    pub(super) fn finish(self, meets_once: bool) -> (Vec<Vec<Candidate>>, Listing) {
        let Self { mut listing, candidates, in_order, mut parts, .. } = self;
        let meets_again = !meets_once || candidates.iter().any(|candidate| candidate.found.companion);
        parts.push(candidates);
        parts.retain(|part| !part.is_empty());
        // What a walk left to others came later than what it met behind that.
        sorting::sort_by(&mut parts, |one, other| match (one.first(), other.first()) {
            (Some(one), Some(other)) => one.found.order(&other.found),
            _ => Ordering::Equal,
        });
        if meets_again || !in_order || !are_in_order(&parts) {
            let mut all = join(parts);
            if meets_again {
                leave_once(&mut all, &mut listing.same_files);
            }
            sorting::sort_by(&mut all, |a, b| a.found.order(&b.found));
            parts = vec![all];
        }
        let Listing { links_not_followed, output_directories, leftovers, left_out, named_ignored, .. } = &mut listing;
        for names in [links_not_followed, output_directories, leftovers, left_out, named_ignored] {
            sorting::sort(names);
            names.dedup();
        }
        sorting::sort(&mut listing.same_files);
        sorting::sort(&mut listing.failures);
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
        return Err(tr!("it is not a regular file").to_owned());
    }
    if metadata.len() > IGNORE_FILE_LIMIT {
        return Err(tr!("it is larger than 1 MiB").to_owned());
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

/// Leaves each file once: what is listed before a companion, a name that says OMS before one that does not (a link
/// `conf/source.json` to a file `v1.json`), the plain name before one behind a link.
fn leave_once(candidates: &mut Vec<Candidate>, same_files: &mut Vec<(String, String)>) {
    sorting::sort_by(candidates, |a, b| {
        let rest = |c: &Candidate| (c.found.companion, !says_oms(&c.found.shown), c.via_link);
        let same = || rest(a).cmp(&rest(b)).then_with(|| a.found.shown.cmp(&b.found.shown));
        a.key().as_os_str().cmp(b.key().as_os_str()).then_with(same)
    });
    candidates.dedup_by(|later, kept| {
        let same = later.key().as_os_str() == kept.key().as_os_str();
        if same {
            kept.found.named |= later.found.named;
            // In its own folder, or under its own name, it would be a part of another component.
            let is_other = later.via_link && !later.found.companion && later.found.shown != kept.found.shown;
            if is_other && (says_oms(&later.found.shown) || is_candidate(&later.found.shown)) {
                same_files.push((later.found.shown.to_string(), kept.found.shown.to_string()));
            }
        }
        same
    });
}
