//! The walk over one directory tree: what is left out, what is met, and in parallel where links are not followed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::entries::{self, DirectoryEntry, Entries, FileKind, Special};
use super::found::{Found, ScanRoot};
use super::state::{Candidate, Link, Scan};
use crate::disk::marks;
use crate::input::exclusions::{self, Chain};
use crate::input::names::{holds_components, is_of_incr_sync};
use crate::text::failure::Failure;
use crate::text::lang::tr;

/// A directory to walk.
pub(super) struct Tree {
    pub origin: Arc<ScanRoot>,
    pub root: PathBuf,
    pub canonical: PathBuf,
    /// The ignore files above it.
    pub above: Chain,
    pub via_link: bool,
}

impl Tree {
    /// A path of the walk without any link.
    fn canonical(&self, path: &Path) -> PathBuf {
        self.canonical.join(path.strip_prefix(&self.root).unwrap_or(Path::new("")))
    }

    /// A path of the walk, below the PATH.
    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        // As text this is much cheaper than by components, and the walk puts names behind the root as it is.
        let root = self.origin.real.as_os_str().as_encoded_bytes();
        let is_below = path.as_os_str().as_encoded_bytes().starts_with(root);
        let below = || path.to_str().filter(|_| is_below)?.get(root.len()..)?.strip_prefix('/');
        below().map(Path::new).or_else(|| path.strip_prefix(&self.origin.real).ok()).unwrap_or(Path::new(""))
    }
}

/// A directory from which a walk starts: the PATH's own, or one further down.
struct Start {
    directory: PathBuf,
    /// The ignore files above it.
    above: Chain,
    is_root: bool,
}

/// How many directories are enough to be walked in parallel.
const ENOUGH: usize = 16;

/// Many directories are divided into so many parts, or more.
const PARTS: usize = 64;

/// A part has no more directories than these.
const TOGETHER: usize = 256;

/// After so many entries the directories that follow are left to whoever has nothing to do.
const LONG: usize = 8 << 10;

impl Scan<'_> {
    /// Walks level by level until there are directories enough for all threads, and those in parallel.
    pub(super) fn walk(&mut self, tree: &Tree) {
        let root = Start { directory: tree.root.clone(), above: tree.above.clone(), is_root: true };
        if self.options.follow_symlinks {
            // Which link is taken up depends on what was walked before it, so this goes in one order.
            self.walk_from(tree, root, usize::MAX);
            return;
        }
        let mut starts = vec![root];
        while !starts.is_empty() {
            let length = if starts.len() < ENOUGH { 0 } else { LONG };
            let (options, is_foreign) = (self.options, self.is_foreign);
            let part = |some: Vec<Start>| {
                let mut scan = Scan::new(options, is_foreign);
                let mut left = Vec::new();
                for start in some {
                    left.extend(scan.walk_from(tree, start, length));
                    scan.set_apart();
                }
                (scan, left)
            };
            // Whoever is done first takes the next ones: directories differ in size.
            let together = (starts.len() / PARTS).clamp(1, TOGETHER);
            let parts: Vec<_> = starts.into_par_iter().chunks(together).with_max_len(1).map(part).collect();
            starts = Vec::new();
            for (part, left) in parts {
                self.parts.extend(part.parts);
                self.in_order = self.in_order && part.in_order;
                self.listing.add(part.listing);
                starts.extend(left);
            }
        }
    }

    /// Walks from a directory; gives back the directories that come after `length` entries of this scan.
    fn walk_from(&mut self, tree: &Tree, start: Start, length: usize) -> Vec<Start> {
        if self.met > length {
            return vec![start];
        }
        let mut left = Vec::new();
        let mut chains: Vec<Chain> = Vec::new();
        let mut walk = entries::walk(&start.directory);
        while let Some(entry) = walk.next() {
            self.met += 1;
            let entry = match entry {
                Ok(entry) => entry,
                Err(unseen) => {
                    let shown = tree.origin.show(tree.below(&unseen.path));
                    self.listing.failures.push(Failure::io(shown, tr!("cannot read"), &unseen.error));
                    continue;
                }
            };
            chains.truncate(entry.depth);
            let chain = chains.last().unwrap_or(&start.above);
            // The first entry is the directory itself, even where a link leads to it.
            let is_root = start.is_root && entry.depth == 0;
            if is_root || entry.kind == FileKind::Directory {
                if entry.depth > 0 && self.met > length {
                    let (directory, above) = (entry.path.to_path_buf(), chain.clone());
                    left.push(Start { directory, above, is_root: false });
                    walk.leave_directory();
                } else if self.enter(tree, &entry, chain, is_root) {
                    let chain = chain.clone();
                    chains.push(chain);
                } else {
                    walk.leave_directory();
                }
                continue;
            }
            // A directory of ours that was named as PATH is wanted; one that a scan or a link led to is not.
            let is_named = start.is_root && entry.depth == 1 && !tree.via_link;
            let chain = chain.clone();
            match entry.special() {
                Special::Manifest if !is_named && self.is_output_directory(tree, &entry) => walk.leave_directory(),
                Special::Ignore if entry.depth > 0 => {
                    let chain = self.with_ignore_file_at(tree, &entry, &chain);
                    chains.pop();
                    chains.push(chain);
                }
                _ => self.meet(tree, &entry, &chain),
            }
        }
        left
    }

    /// Whether the directory with this manifest is one of ours.
    fn is_output_directory(&mut self, tree: &Tree, manifest: &DirectoryEntry) -> bool {
        let Some(directory) = manifest.path.parent().filter(|_| manifest.depth > 0) else { return false };
        let is_ours = marks::holds_our_manifest(directory);
        if is_ours {
            self.listing.output_directories.push(tree.origin.show(tree.below(directory)).into_owned());
            self.walked.remove(&tree.canonical(directory));
        }
        is_ours
    }

    /// The ignore files that hold in the directory of this one.
    fn with_ignore_file_at(&mut self, tree: &Tree, ignore_file: &DirectoryEntry, above: &Chain) -> Chain {
        let directory = ignore_file.path.parent().unwrap_or(Path::new(""));
        self.with_ignore_file(directory, &tree.origin.lexical.join(tree.below(directory)), above)
    }

    /// Decides about a directory: whether it is entered.
    fn enter(&mut self, tree: &Tree, entry: &DirectoryEntry, chain: &Chain, is_root: bool) -> bool {
        let directory = entry.path;
        if !is_root {
            let below = || tree.below(directory);
            let filter = self.options.filter;
            let is_asked = !filter.excludes_nothing();
            let by_glob = || is_asked.then(|| filter.excluded_by(&tree.origin.show(below()), below()))?;
            let ignored = || exclusions::ignored_by(chain, &tree.origin.lexical.join(below()), true);
            if let Some(by) = by_glob().or_else(|| chain.as_ref().and_then(|_| ignored())) {
                self.listing.leave_out(by, &tree.origin.show(below()), true);
                return false;
            }
            if entry.name() == b".git" {
                return false;
            }
        }
        if is_of_incr_sync(entry.name()) && self.asks_for_component(tree, directory) {
            self.listing.components.push(tree.origin.show(tree.below(directory)).into_owned());
        }
        if holds_components(entry.name()) {
            self.listing.homes.push(tree.origin.show(tree.below(directory)).into_owned());
        }
        if self.options.follow_symlinks {
            // The set also ends the second walk of a place that two links lead to.
            if !self.walked.insert(tree.canonical(directory)) && tree.via_link {
                return false;
            }
        }
        true
    }

    /// Whether `--include` leaves in what would be the configuration in the directory of a component.
    fn asks_for_component(&self, tree: &Tree, directory: &Path) -> bool {
        let is_included = |name: &&str| {
            let file = directory.join("conf").join(name);
            let below = tree.below(&file);
            self.options.filter.includes(&tree.origin.show(below), below)
        };
        self.options.filter.includes_all() || ["source.json", "jdbcwriter.conf"].iter().any(is_included)
    }

    /// Decides about anything but a directory.
    fn meet(&mut self, tree: &Tree, entry: &DirectoryEntry, chain: &Chain) {
        let below = tree.below(entry.path);
        let shown = tree.origin.show(below);
        if marks::is_temporary(entry.name()) {
            self.listing.leftovers.push(shown.into_owned());
            return;
        }
        // A link may lead to a directory, for which `--include` says nothing.
        let by_glob = match entry.kind {
            FileKind::Link => self.options.filter.excluded_by(&shown, below),
            _ => self.excluded_by(&shown, below),
        };
        let ignored = || exclusions::ignored_by(chain, &tree.origin.lexical.join(below), false);
        if let Some(by) = by_glob.or_else(|| chain.as_ref().and_then(|_| ignored())) {
            self.listing.leave_out(by, &shown, false);
        } else if entry.kind == FileKind::Link {
            if self.options.follow_symlinks {
                let (origin, shown) = (Arc::clone(&tree.origin), shown.into_owned());
                self.links.push_back(Link { origin, real: entry.path.to_path_buf(), shown, chain: chain.clone() });
            } else {
                self.listing.links_not_followed.push(shown.into_owned());
            }
        } else if entry.kind == FileKind::File && self.is_foreign.is_some_and(|is_foreign| is_foreign(&shown)) {
            self.listing.foreign += 1;
        } else if entry.kind == FileKind::File {
            let canonical = (tree.canonical != tree.root).then(|| tree.canonical(entry.path));
            let found = Found::new(&tree.origin, entry.path, below, &shown);
            self.take(Candidate { found, canonical, via_link: tree.via_link });
        } else if (self.options.wanted)(&shown) {
            match fs::symlink_metadata(entry.path) {
                Ok(metadata) => self.special(shown.into_owned(), metadata.file_type()),
                Err(error) => self.listing.failures.push(Failure::io(shown, tr!("cannot read"), &error)),
            }
        }
    }
}
