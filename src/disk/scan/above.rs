//! What lies above a PATH: the ignore files that hold for it, up to the root of its repository, and whether one of its folders is
//! left out. So a part of a tree is seen as it is seen when the whole is scanned.

use std::path::Path;

use super::found::ScanRoot;
use super::state::{Held, Scan};
use crate::disk::user_file::root_of;
use crate::input::exclusions::{self, Chain, IGNORE_FILE};
use crate::input::path;

impl Scan<'_> {
    /// The ignore files that hold beside a PATH, or by what that is left out.
    pub(super) fn above(&mut self, origin: &ScanRoot, is_directory: bool) -> Held {
        let place = &origin.lexical;
        if is_directory && self.is_top(place) {
            return Ok(None);
        }
        let Some(parent) = place.parent() else { return Ok(None) };
        let chain = self.held_in(parent)?;
        self.left_out_by(&chain, place, is_directory).map_or(Ok(chain), Err)
    }

    /// The ignore files that hold in a folder, its own included, or by what it is left out.
    pub(super) fn held_in(&mut self, folder: &Path) -> Held {
        if let Some(held) = self.held.get(folder) {
            return held.clone();
        }
        let held = self.find_held(folder);
        self.held.insert(folder.to_path_buf(), held.clone());
        held
    }

    fn find_held(&mut self, folder: &Path) -> Held {
        let folders = self.up_to_top(folder);
        let mut chain = None;
        for (number, folder) in folders.iter().rev().enumerate() {
            if number > 0
                && let Some(by) = self.left_out_by(&chain, folder, true)
            {
                return Err(by);
            }
            chain = self.with_ignore_file(folder, folder, &chain);
        }
        Ok(chain)
    }

    /// By what something above a PATH, or the PATH itself, is left out.
    fn left_out_by(&self, chain: &Chain, place: &Path, is_directory: bool) -> Option<String> {
        let cwd = path::normalise(self.options.cwd);
        let filter = self.options.filter;
        let by_glob = || {
            let speaks = !filter.excludes_nothing() && filter.speaks_of(place, &cwd);
            speaks.then(|| filter.excluded_by(&path::shown(place, &cwd), Path::new("")))?
        };
        exclusions::ignored_by(chain, place, is_directory).or_else(by_glob)
    }

    /// The ignore files that hold above a folder or in it, and those below it, as shown.
    pub(super) fn ignore_files(&self, origin: &ScanRoot) -> Vec<String> {
        let place = &*origin.lexical;
        let folders = place.parent().filter(|_| !self.is_top(place)).map(|parent| self.up_to_top(parent));
        let above = folders.into_iter().flatten().rev().map(|folder| folder.join(IGNORE_FILE)).collect::<Vec<_>>();
        let below = walkdir::WalkDir::new(&origin.real).sort_by_file_name().into_iter().flatten();
        let below = below.filter(|entry| entry.file_name() == IGNORE_FILE).map(walkdir::DirEntry::into_path);
        let files = above.into_iter().filter(|file| file.is_file()).chain(below);
        files.map(|file| path::shown(&file, &origin.cwd)).collect()
    }

    /// A folder and those above it, up to the one above which no ignore file counts.
    fn up_to_top<'p>(&self, folder: &'p Path) -> Vec<&'p Path> {
        let mut folders = Vec::new();
        for above in folder.ancestors() {
            folders.push(above);
            if self.is_top(above) {
                break;
            }
        }
        folders
    }

    /// Whether no ignore file above this folder counts: the root of a repository, or the folder of `omslint.toml` outside one.
    fn is_top(&self, folder: &Path) -> bool {
        folder.join(".git").exists() || (self.options.filter.ends_at(folder) && root_of(folder).is_none())
    }
}
