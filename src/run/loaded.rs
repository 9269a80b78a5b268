//! What was read, and what the report says of that which was not.

mod bare;
mod left_out;
mod namesakes;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

pub(crate) use self::bare::Holds;
use super::place::Place;
use crate::config::FILE_NAME;
use crate::input::archive::Unpacked;
use crate::input::listing::Listing;
use crate::input::names::{is_dump, is_of_office};
use crate::input::path;
use crate::input::read::{Archive, Outcome};
use crate::lint::unchecked::{LEFT_OUT, NotChecked};
use crate::oms::copies::Kept;
use crate::oms::export::{Export, Origin, Role};
use crate::oms::shape::{file_name, unzipped};
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::lang::{comma, tr, translated};
use crate::text::sorting;

/// What of the files that were read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Keeps {
    /// What may be of OMS, and of the others only how many there are.
    #[default]
    OfOms,
    /// Every document, of OMS or not.
    Documents,
    /// Every document, and also the names of files that nobody but a list of all of them names.
    All,
}

/// So many names a line gives before it only counts.
const NAMES: usize = 10;

/// A document and where it came from.
#[derive(Debug)]
pub(crate) struct Source<P> {
    /// The file, or the archive that holds it; None for standard input, and for the user's own files.
    pub found: Option<P>,
    /// The path inside the archive.
    pub member: Option<String>,
    /// How it came into the run.
    pub origin: Origin,
    /// What the archive that holds it says of it; None outside of archives.
    pub archived: Option<Archived>,
}

/// What an archive says of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Archived {
    /// When it was modified, in Unix seconds.
    modified: Option<i64>,
}

/// A file that is no document of OMS.
#[derive(Debug)]
pub(crate) struct Skipped {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Whether it is a file of OMS all the same.
    pub is_status: bool,
}

/// All that was read.
#[derive(Debug)]
pub(crate) struct Loaded<P> {
    /// Parsed documents: the user's own files, as they were given, then the others in order of path.
    #[expect(clippy::vec_box, reason = "documents are large: moving them costs more than the way to them")]
    pub documents: Vec<Box<Document>>,
    /// Where each came from.
    pub sources: Vec<Source<P>>,
    /// What could not be read or parsed.
    pub failures: Vec<Failure>,
    /// What was left aside. Of what is no file of OMS only what the report may name, unless a run asked for all.
    pub skipped: Vec<Skipped>,
    /// What it asked for.
    keeps: Keeps,
    /// How many more files were left aside, which were only counted: there may be a million.
    foreign: usize,
    /// Files that were not opened although they may hold something of OMS.
    pub unopened: Vec<String>,
    /// Archives in archives, which were not opened either.
    nested: Vec<String>,
    /// The PATHs as shown, and as they are opened.
    pub paths: Vec<(String, PathBuf)>,
    /// What standard input is called, where it is a PATH too.
    pub piped: Option<String>,
    /// Directories that bear the name of an Incr-Sync, in which there are files, and none that is named like one of its
    /// configuration.
    bare: Vec<String>,
    /// Such directories without any file.
    hollow: Vec<String>,
    /// Directories `run` and `store` without any file.
    empty_homes: Vec<String>,
    /// Archives without any file.
    hollow_archives: Vec<String>,
    /// What a glob or an ignore file leaves out: directories, each with `/` behind it, and files that may be of components.
    left_out: Vec<String>,
    /// Links that were not followed, and archives in archives.
    not_entered: Vec<String>,
    /// Links to what was read under another name.
    same_files: Vec<String>,
    /// Such directories in archives, and whether there are files in them.
    archived: BTreeMap<String, bool>,
    /// What could not be read, and may be OMS's or others'.
    doubtful: Vec<Failure>,
    /// Files left out by the user.
    pub ignored: usize,
    /// What follows from all this for the report.
    pub not_checked: Vec<NotChecked>,
    /// Whether the list of --files-from was empty, so that there was nothing to do.
    pub is_nothing_to_do: bool,
}

impl<P> Default for Loaded<P> {
    fn default() -> Self {
        Self {
            documents: Vec::new(),
            sources: Vec::new(),
            failures: Vec::new(),
            skipped: Vec::new(),
            keeps: Keeps::OfOms,
            foreign: 0,
            unopened: Vec::new(),
            nested: Vec::new(),
            paths: Vec::new(),
            piped: None,
            bare: Vec::new(),
            hollow: Vec::new(),
            empty_homes: Vec::new(),
            hollow_archives: Vec::new(),
            left_out: Vec::new(),
            not_entered: Vec::new(),
            same_files: Vec::new(),
            archived: BTreeMap::new(),
            doubtful: Vec::new(),
            ignored: 0,
            not_checked: Vec::new(),
            is_nothing_to_do: false,
        }
    }
}

impl<P: Place> Source<P> {
    /// Where a copy of it goes below an output directory.
    #[must_use]
    pub(crate) fn output(&self) -> Option<PathBuf> {
        let place = self.place()?;
        // Names in an archive of another system need not be names here.
        let is_foreign = cfg!(windows) && self.member.is_some();
        Some(if is_foreign { path::for_windows(&path::with_slashes(&place)).into() } else { place })
    }

    /// The same, with the names that it has in its archive.
    pub(crate) fn place(&self) -> Option<PathBuf> {
        let place = self.found.as_ref()?.output();
        Some(self.member.as_ref().map_or(place.clone(), |member| place.join(member)))
    }
}

impl<P: Place> Loaded<P> {
    /// Nothing but the user's own files.
    pub(crate) fn of_user(documents: Vec<Document>, keeps: Keeps) -> Self {
        let mut loaded = Self { keeps, ..Self::default() };
        for document in documents {
            loaded.documents.push(Box::new(document));
            loaded.sources.push(Source { found: None, member: None, origin: Origin::UserFile, archived: None });
        }
        loaded
    }

    /// Takes in the files that were found, in order, once all are read.
    pub(crate) fn take(&mut self, listing: Listing, files: impl Iterator<Item = (P, Outcome)>) {
        self.foreign += listing.foreign;
        self.add_listing(listing);
        for (found, outcome) in files {
            self.add(found, outcome);
        }
        self.tell_unopened();
    }

    /// Puts what was taken in in order. `own`: how many documents are the user's own files.
    pub(crate) fn settle(&mut self, own: usize, holds: &Holds<'_>) {
        sorting::sort_by(&mut self.failures, |a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
        self.find_bare(own, holds);
        self.find_empty_homes(own, holds);
    }

    /// How many files are of OMS and no configuration, and how many are none of OMS.
    #[must_use]
    pub(crate) fn left_aside(&self) -> (usize, usize) {
        let statuses = self.skipped.iter().filter(|skipped| skipped.is_status).count();
        (statuses, self.skipped.len() - statuses + self.foreign)
    }

    /// How a document was kept, as the disk says now, or as the archive says that holds it.
    #[must_use]
    pub(crate) fn kept(&self, document: usize) -> Kept {
        let Some(source) = self.sources.get(document) else { return Kept::default() };
        match source.archived {
            Some(archived) => Kept { modified: archived.modified, is_archived: true },
            None => Kept { modified: source.found.as_ref().and_then(Place::modified), is_archived: false },
        }
    }

    fn unchecked(&mut self, what: &str, why: String) {
        self.not_checked.push(NotChecked { what: what.to_owned(), why });
    }

    /// What a scan left out, and what follows from it for the report.
    fn add_listing(&mut self, listing: Listing) {
        self.failures.extend(listing.failures);
        self.ignored = listing.ignored;
        self.bare = listing.components;
        self.empty_homes = listing.homes;
        self.left_out = listing.left_out;
        self.same_files = listing.same_files.iter().map(|(link, _)| link.clone()).collect();
        if !listing.links_not_followed.is_empty() {
            let n = listing.links_not_followed.len();
            self.unchecked(tr!("symbolic links"), tr!("{n} not followed; --follow-symlinks follows them", n));
            self.not_entered = listing.links_not_followed;
        }
        if let Some((link, file)) = listing.same_files.first() {
            let why = match listing.same_files.len() - 1 {
                0 => tr!(
                    "a file is read once, under one name, so what it means elsewhere is not looked at: {link} is the file that was \
                     read as {file}; replace the link by a copy",
                    link,
                    file,
                ),
                more => tr!(
                    "a file is read once, under one name, so what it means elsewhere is not looked at: {link} is the file that was \
                     read as {file}, and {more} more such links; replace the link by a copy",
                    link,
                    file,
                    more,
                ),
            };
            self.unchecked(tr!("links to a file that was read already"), why);
        }
        if listing.ignored > 0 {
            let by: Vec<String> = listing.ignored_by.into_iter().collect();
            let (n, names) = (listing.ignored, listed(&by).unwrap_or_default());
            self.unchecked(translated(LEFT_OUT), tr!("{n} by {names}", n, names));
        }
        if let Some(names) = listed(&listing.named_ignored) {
            self.unchecked(tr!("files that were named, but left out"), names);
        }
        self.tell_output(&listing.output_directories);
        if let Some(first) = listing.leftovers.first() {
            let n = listing.leftovers.len();
            let why = tr!("{n} temporary files, such as {first}; delete them", n, first);
            self.unchecked(tr!("leftovers of a killed run"), why);
        }
    }

    /// That directories of ours were left out.
    fn tell_output(&mut self, directories: &[String]) {
        let why = match directories {
            [] => return,
            [first] => tr!("1 directory of fixed copies or originals left out: {first}", first),
            [first, ..] => {
                let n = directories.len();
                tr!("{n} directories of fixed copies or originals left out: such as {first}", n, first)
            }
        };
        self.unchecked(tr!("what omslint wrote"), why);
    }

    /// What could not be read or parsed, and what of it `export` did not understand, in order of path.
    #[must_use]
    pub(crate) fn failures_in(&self, export: &Export<'_>) -> Vec<Failure> {
        let mut failures = self.failures.clone();
        failures.extend(export.not_understood());
        failures.extend(self.bare_directories(export));
        failures.extend(self.doubtful(export, true).into_iter().cloned());
        sorting::sort_by(&mut failures, |a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
        failures
    }

    /// The PATHs in which nothing of OMS was, where there are others: a server that was forgotten must not look like a pass.
    #[must_use]
    pub(crate) fn barren(&self, export: &Export<'_>) -> Option<NotChecked> {
        if self.paths.len() + usize::from(self.piped.is_some()) < 2 {
            return None;
        }
        let is_of_oms = |role: &Role| !matches!(role, Role::Unrecognised(_));
        let of_oms = self.sources.iter().zip(&export.roles).filter(|(_, role)| is_of_oms(role));
        let roots: HashSet<PathBuf> =
            of_oms.filter_map(|(source, _)| Some(path::normalise(&source.found.as_ref()?.root()))).collect();
        let has_failed = |shown: &str| self.failures.iter().any(|failure| lies_in(&failure.path, shown));
        // Where one PATH lies in another, what is in both was read once.
        let gave = |shown: &str, real: &PathBuf| {
            roots.iter().any(|root| root.starts_with(real) || real.starts_with(root)) || has_failed(shown)
        };
        let barren = self.paths.iter().filter(|(shown, real)| !gave(shown, real)).map(|(shown, _)| shown.as_str());
        let mut read = export.inputs.iter().zip(&export.roles).filter(|(_, role)| is_of_oms(role));
        let mut is_read = |name: &str| read.any(|(input, _)| &*input.document.path == name) || has_failed(name);
        let piped = self.piped.as_deref().filter(|name| !is_read(name));
        let barren: Vec<&str> = barren.chain(piped).collect();
        let why = tr!("nothing of OMS was read in what was named: {names}", names = listed(&barren)?);
        Some(NotChecked { what: tr!("PATHs that gave nothing").to_owned(), why })
    }

    /// The dumps of databases beside files of OMS. They may be the backup of its MetaDB, of which nobody knows the tables.
    #[must_use]
    pub(crate) fn dumps_beside(&self, export: &Export<'_>) -> Option<NotChecked> {
        let is_beside = export.counted().next().is_some() || !export.ha_configs.is_empty();
        let dumps = self.skipped.iter().map(|skipped| skipped.path.as_str()).filter(|path| is_dump(path));
        let dumps: Vec<&str> =
            dumps.filter(|path| is_beside && !self.unopened.iter().any(|other| other == path)).collect();
        let why = tr!("dumps are never read as configuration: {names}", names = listed(&dumps)?);
        Some(NotChecked { what: tr!("SQL files").to_owned(), why })
    }

    /// The documents of office programs in folders with files of OMS: lists of components are sent around in such.
    #[must_use]
    pub(crate) fn office_beside(&self, export: &Export<'_>) -> Option<NotChecked> {
        let mut documents =
            self.skipped.iter().map(|skipped| skipped.path.as_str()).filter(|path| is_of_office(path)).peekable();
        documents.peek()?;
        let folder = |path: &str| path.strip_suffix(file_name(path)).unwrap_or("").to_owned();
        let is_of_oms = |role: &Role| !matches!(role, Role::Unrecognised(_));
        let inputs = export.inputs.iter().zip(&export.roles).filter(|(_, role)| is_of_oms(role));
        let of_oms: HashSet<String> = inputs.map(|(input, _)| folder(&input.document.path)).collect();
        let beside: Vec<&str> = documents.filter(|path| of_oms.contains(&folder(path))).collect();
        let why = tr!(
            "never opened; if components are listed in them, export these from OMS as JSON: {names}",
            names = listed(&beside)?,
        );
        Some(NotChecked { what: tr!("office documents").to_owned(), why })
    }

    /// Names an `omslint.toml` that a scan met and that is not the one in use: somebody thinks that it counts.
    pub(crate) fn tell_unused_config(&mut self, cwd: &Path, used: Option<&Path>) {
        let used = used.map(|folder| path::normalise(&cwd.join(folder)).join(FILE_NAME));
        let is_unused = |shown: &&str| file_name(shown) == FILE_NAME && Some(path::normalise(&cwd.join(shown))) != used;
        let unused: Vec<&str> = self.skipped.iter().map(|skipped| skipped.path.as_str()).filter(is_unused).collect();
        let Some(names) = listed(&unused) else { return };
        let why = tr!(
            "not used, because it lies below the working directory: {names}; run there, or name it with --config",
            names,
        );
        self.unchecked(tr!("another omslint.toml"), why);
    }

    /// Names what was not opened although it may hold something of OMS.
    fn tell_unopened(&mut self) {
        if let Some(names) = listed(&self.hollow_archives) {
            let why = tr!("{names}; see whether they were copied whole", names);
            self.unchecked(tr!("archives that hold no file"), why);
        }
        if let Some(first) = self.nested.first() {
            let why = tr!("{n} not opened, such as {first}; unpack and name them", n = self.nested.len(), first);
            self.unchecked(tr!("archives inside archives"), why);
        }
        let Some(names) = listed(&self.unopened) else { return };
        let why = tr!("not opened, but they may hold something of OMS: {names}", names);
        self.unchecked(tr!("files that were not opened"), why);
    }

    /// A file of a scan.
    fn add(&mut self, found: P, outcome: Outcome) {
        match outcome {
            Outcome::Document(document) => {
                self.documents.push(document);
                let origin = match (found.is_companion(), found.is_named()) {
                    (true, _) => Origin::Companion,
                    (false, true) => Origin::Named,
                    (false, false) => Origin::Scanned,
                };
                // What is packed is not written to, as a member of an archive is not.
                let unpacked = unzipped(found.shown());
                let member = (unpacked.len() < found.shown().len()).then(|| file_name(unpacked).to_owned());
                self.sources.push(Source { origin, found: Some(found), member, archived: None });
            }
            // A companion is evidence: that it cannot be read is worth saying, but it is not what was asked for.
            Outcome::Failure(failure) if found.is_companion() => {
                let why = tr!("{path}: {why}", path = failure.path, why = failure.message);
                self.unchecked(tr!("evidence beside a named file"), why);
            }
            _ if found.is_companion() => {}
            Outcome::Archive(archive) => self.add_archive(&found, *archive),
            other => self.add_unread(found.shown().to_string(), other),
        }
    }

    /// What became no document.
    pub(crate) fn add_unread(&mut self, path: String, outcome: Outcome) {
        match outcome {
            Outcome::Failure(failure) => self.failures.push(*failure),
            Outcome::Skipped(_) if self.keeps != Keeps::All && !may_be_named(&path) => self.foreign += 1,
            Outcome::Skipped(reason) => self.skipped.push(Skipped { path, reason, is_status: false }),
            Outcome::Unopened(reason) => {
                self.unopened.push(path.clone());
                self.skipped.push(Skipped { path, reason, is_status: false });
            }
            Outcome::Doubtful(failure) => self.doubtful.push(*failure),
            Outcome::Status(what) => {
                self.skipped.push(Skipped { path, reason: translated(what).to_owned(), is_status: true });
            }
            Outcome::Document(_) | Outcome::Archive(_) => {}
        }
    }

    fn add_archive(&mut self, found: &P, archive: Archive) {
        let rest = &archive.rest;
        let is_hollow = archive.members.is_empty()
            && rest.failures.is_empty()
            && rest.unopened.is_empty()
            && rest.nested.is_empty()
            && rest.ours.is_empty()
            && (rest.links, rest.special, rest.others) == (0, 0, 0);
        for member in archive.members {
            match member.outcome {
                Outcome::Document(document) => {
                    self.documents.push(document);
                    let found = Some(found.clone());
                    let archived = Some(Archived { modified: member.modified });
                    let member = Some(member.name);
                    self.sources.push(Source { found, member, origin: Origin::Scanned, archived });
                }
                other => self.add_unread(member.shown, other),
            }
        }
        let Unpacked { failures, links, special, nested, others, unopened, components, homes, ours, .. } = archive.rest;
        self.tell_output(&ours);
        self.archived.extend(components);
        let empty = homes.into_iter().filter(|(_, has_files)| !has_files);
        self.empty_homes.extend(empty.map(|(home, _)| format!("{}/{home}", found.shown())));
        if is_hollow {
            self.hollow_archives.push(found.shown().to_string());
        }
        for (path, why) in unopened {
            self.add_unread(path, Outcome::Unopened(why));
        }
        self.failures.extend(failures);
        let path = found.shown();
        let skipped = |path: String, reason: &str| Skipped { path, reason: reason.to_owned(), is_status: false };
        if self.keeps == Keeps::All {
            let unnamed =
                (0..others).map(|_| skipped(path.to_string(), tr!("a member not named like a configuration")));
            self.skipped.extend(unnamed);
        } else {
            self.foreign += usize::try_from(others).unwrap_or(usize::MAX);
        }
        if links + special > 0 {
            let why = tr!("{n} in {path} not followed", n = links + special, path);
            self.unchecked(tr!("links and devices in archives"), why);
        }
        let inner = nested.iter().map(|path| skipped(path.clone(), tr!("an archive inside an archive, not opened")));
        self.skipped.extend(inner);
        self.not_entered.extend(nested.iter().cloned());
        self.nested.extend(nested);
    }
}

/// Whether the report may name a file of this path although it is none of OMS.
pub(crate) fn may_be_named(path: &str) -> bool {
    is_dump(path) || is_of_office(path) || file_name(path) == FILE_NAME
}

/// Whether a file lies in the PATH of this name, or is it.
fn lies_in(path: &str, named: &str) -> bool {
    let rest = path.strip_prefix(named.trim_end_matches('/'));
    named == "." || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The first of the names, and how many more there are; None if there are none.
fn listed(names: &[impl AsRef<str>]) -> Option<String> {
    let first: Vec<&str> = names.iter().take(NAMES).map(AsRef::as_ref).collect();
    let (named, more) = (first.join(comma()), names.len() - first.len());
    (!first.is_empty()).then(|| match more {
        0 => named,
        more => tr!("{names} and {more} more (`omslint files` names them all)", names = named, more),
    })
}
