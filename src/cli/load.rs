//! The command line's part of reading: PATHs, lists of them and standard input, a progress bar, and what the report says of
//! that which was not read.

mod namesakes;
mod progress;

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::progress::Progress;
use super::args::InputArgs;
use super::usage::Usage;
use crate::config::FILE_NAME;
use crate::disk::scan::{self, Found, Listing, Use};
use crate::input::archive::Unpacked;
use crate::input::decode::parse_size;
use crate::input::exclusions::Filter;
use crate::input::names::{is_candidate, is_dump};
use crate::input::path;
use crate::input::read::{self, Archive, Outcome};
use crate::lint::unchecked::{LEFT_OUT, NotChecked};
use crate::oms::copies::Kept;
use crate::oms::export::{Export, Origin, Role};
use crate::oms::id::ComponentId;
use crate::oms::shape::{Location, file_name, unzipped};
use crate::text::document::Document;
use crate::text::failure::{Failure, explain};
use crate::text::lang::{comma, tr, translated};
use crate::text::sorting;

/// So many names a line gives before it only counts.
const NAMES: usize = 10;

/// A document and where it came from.
#[derive(Debug)]
pub(super) struct Source {
    /// The file, or the archive that holds it; None for standard input, and for the user's own files.
    pub found: Option<Found>,
    /// The path inside the archive.
    pub member: Option<String>,
    /// How it came into the run.
    pub origin: Origin,
    /// What the archive that holds it says of it; None outside of archives.
    pub archived: Option<Archived>,
}

/// What an archive says of a member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Archived {
    /// When it was modified, in Unix seconds.
    modified: Option<i64>,
}

/// A file that is no document of OMS.
#[derive(Debug)]
pub(super) struct Skipped {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Whether it is a file of OMS all the same.
    pub is_status: bool,
}

/// All that was read.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// Parsed documents: the user's own files, as they were given, then the others in order of path.
    #[expect(clippy::vec_box, reason = "documents are large: moving them costs more than the way to them")]
    pub documents: Vec<Box<Document>>,
    /// Where each came from.
    pub sources: Vec<Source>,
    /// What could not be read or parsed.
    pub failures: Vec<Failure>,
    /// What was left aside. Of what is no file of OMS only what the report may name, unless a run asked for all.
    pub skipped: Vec<Skipped>,
    /// Whether it asked for all.
    keeps_all: bool,
    /// How many more files were left aside, which were only counted: there may be a million.
    foreign: usize,
    /// Files that were not opened although they may hold something of OMS.
    pub unopened: Vec<String>,
    /// The PATHs as shown, and as they are opened.
    paths: Vec<(String, PathBuf)>,
    /// Directories that bear the name of an Incr-Sync, in which there are files and nothing was read.
    bare: Vec<String>,
    /// Such directories without any file.
    hollow: Vec<String>,
    /// Archives without any file.
    hollow_archives: Vec<String>,
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

impl Source {
    /// Where a copy of it goes below an output directory.
    #[must_use]
    pub(super) fn output(&self) -> Option<PathBuf> {
        let place = self.found.as_ref()?.output();
        Some(self.member.as_ref().map_or(place.clone(), |member| place.join(member)))
    }
}

/// Finds, reads and parses what `args` name. `user_documents` are the user's own files, read before: their numbers stay.
/// `keeps_all`: also the names of files that nobody but a list of all of them names.
///
/// # Errors
/// Bad globs, sizes, or a list that cannot be read.
pub(super) fn load(
    args: &InputArgs,
    cwd: &Path,
    user_documents: Vec<Document>,
    keeps_all: bool,
) -> Result<Loaded, Usage> {
    let max = parse_size(&args.max_file_size).map_err(|error| Usage::new(error.to_string()))?;
    let filter = Filter::new(&args.include, &args.exclude).map_err(|error| Usage::new(error.to_string()))?;
    let filter = filter.counting_from(cwd, args.include_from.as_deref(), args.exclude_from.as_deref());
    let filter = filter.below(cwd, args.config_folder.as_deref());
    let own = user_documents.len();
    let mut loaded = Loaded { keeps_all, ..Loaded::default() };
    for document in user_documents {
        loaded.documents.push(Box::new(document));
        loaded.sources.push(Source { found: None, member: None, origin: Origin::UserFile, archived: None });
    }
    let Some((paths, has_stdin)) = paths(args)? else {
        loaded.is_nothing_to_do = true;
        return Ok(loaded);
    };
    loaded.paths = paths.iter().map(|given| (path::shown(given, cwd), path::normalise(&cwd.join(given)))).collect();
    let options = scan::Options { cwd, filter: &filter, follow_symlinks: args.follow_symlinks, wanted: &is_candidate };
    let progress = Progress::new();
    let given = args.stdin_filename.as_deref().filter(|_| has_stdin).map(Path::new);
    let left_out = given.and_then(|name| Some((name, scan::left_out_by(name, &options)?)));
    let held = given.filter(|_| left_out.is_none());
    let dropped = AtomicUsize::new(0);
    let read = |found: &Found| match progress.step(|| read::read(found, max)) {
        Outcome::Skipped(_) if !keeps_all && !may_be_named(&found.shown) => {
            dropped.fetch_add(usize::from(!found.companion), Ordering::Relaxed);
            None
        }
        outcome => Some(outcome),
    };
    let is_foreign = |shown: &str| !keeps_all && read::is_foreign(shown) && !may_be_named(shown);
    let (files, mut listing) = scan::scan_around(&paths, held, &options, &Use { is_foreign: &is_foreign, read: &read });
    loaded.foreign = listing.foreign + dropped.into_inner();
    if let Some((name, by)) = left_out {
        listing.named_ignored.push(tr!("{path} ({why})", path = path::shown(name, cwd), why = by));
        listing.ignored += 1;
        listing.ignored_by.insert(by);
    }
    progress.finish();
    loaded.add_listing(listing);
    loaded.documents.reserve(files.count());
    loaded.sources.reserve(files.count());
    for (found, outcome) in files.each() {
        loaded.add(found, outcome);
    }
    loaded.tell_unopened();
    if !args.no_config {
        loaded.tell_unused_config(cwd, args.config_folder.as_deref());
    }
    if let Some(name) = held {
        loaded.add_stdin(path::shown(name, cwd), max, own)?;
    }
    sorting::sort_by(&mut loaded.failures, |a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    loaded.find_bare(own);
    Ok(loaded)
}

/// The PATHs, and whether standard input is one; None if a list names none.
fn paths(args: &InputArgs) -> Result<Option<(Vec<PathBuf>, bool)>, Usage> {
    let mut paths = args.paths.clone();
    if let Some(file) = &args.files_from {
        let listed = if file.as_os_str() == "-" { stdin_bytes() } else { list_bytes(file) };
        let bytes = listed.map_err(|error| {
            Usage::new(tr!("cannot read the list {file}: {error}", file = file.display(), error = explain(&error)))
        })?;
        paths.extend(scan::parse_path_list(&bytes, args.null));
        if paths.is_empty() {
            return Ok(None);
        }
    }
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let before = paths.len();
    paths.retain(|path| path.as_os_str() != "-");
    let has_stdin = paths.len() < before;
    if has_stdin && args.stdin_filename.is_none() {
        return Err(Usage::new(tr!("`-` needs --stdin-filename NAME, which says what the document is")));
    }
    Ok(Some((paths, has_stdin)))
}

/// Standard input, read once: a run in two languages asks for it twice.
fn stdin_bytes() -> std::io::Result<Vec<u8>> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    if BYTES.get().is_none() {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(BYTES.get_or_init(|| bytes).clone());
    }
    Ok(BYTES.get().cloned().unwrap_or_default())
}

/// The list of PATHs, read once for the same reason: it may be a pipe.
fn list_bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    if BYTES.get().is_none() {
        let bytes = scan::read_path_list(file)?;
        return Ok(BYTES.get_or_init(|| bytes).clone());
    }
    Ok(BYTES.get().cloned().unwrap_or_default())
}

impl Loaded {
    /// How many files are of OMS and no configuration, and how many are none of OMS.
    #[must_use]
    pub(super) fn left_aside(&self) -> (usize, usize) {
        let statuses = self.skipped.iter().filter(|skipped| skipped.is_status).count();
        (statuses, self.skipped.len() - statuses + self.foreign)
    }

    /// How a document was kept, as the disk says now, or as the archive says that holds it.
    #[must_use]
    pub(super) fn kept(&self, document: usize) -> Kept {
        let Some(source) = self.sources.get(document) else { return Kept::default() };
        match source.archived {
            Some(archived) => Kept { modified: archived.modified, is_archived: true },
            None => Kept { modified: source.found.as_ref().and_then(Found::modified), is_archived: false },
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
        self.same_files = listing.same_files.iter().map(|(link, _)| link.clone()).collect();
        if !listing.links_not_followed.is_empty() {
            let n = listing.links_not_followed.len();
            self.unchecked(tr!("symbolic links"), tr!("{n} not followed; --follow-symlinks follows them", n));
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
        if let Some(first) = listing.output_directories.first() {
            let n = listing.output_directories.len();
            let why = if n == 1 {
                tr!("1 directory of fixed copies or originals left out: {first}", first)
            } else {
                tr!("{n} directories of fixed copies or originals left out: such as {first}", n, first)
            };
            self.unchecked(tr!("what omslint wrote"), why);
        }
        if let Some(first) = listing.leftovers.first() {
            let n = listing.leftovers.len();
            let why = tr!("{n} temporary files, such as {first}; delete them", n, first);
            self.unchecked(tr!("leftovers of a killed run"), why);
        }
    }

    /// What could not be read or parsed, and what of it `export` did not understand, in order of path.
    #[must_use]
    pub(super) fn failures_in(&self, export: &Export<'_>) -> Vec<Failure> {
        let mut failures = self.failures.clone();
        failures.extend(export.not_understood());
        failures.extend(self.bare_directories(export));
        failures.extend(self.doubtful(export, true).into_iter().cloned());
        sorting::sort_by(&mut failures, |a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
        failures
    }

    /// The PATHs in which nothing of OMS was, where there are others: a server that was forgotten must not look like a pass.
    #[must_use]
    pub(super) fn barren(&self, export: &Export<'_>) -> Option<NotChecked> {
        if self.paths.len() < 2 {
            return None;
        }
        let is_of_oms = |role: &Role| !matches!(role, Role::Unrecognised(_));
        let of_oms = self.sources.iter().zip(&export.roles).filter(|(_, role)| is_of_oms(role));
        let roots: HashSet<PathBuf> =
            of_oms.filter_map(|(source, _)| Some(path::normalise(source.found.as_ref()?.root()))).collect();
        let has_failed = |shown: &str| self.failures.iter().any(|failure| failure.path.starts_with(shown));
        // Where one PATH lies in another, what is in both was read once.
        let gave = |shown: &str, real: &PathBuf| {
            roots.iter().any(|root| root.starts_with(real) || real.starts_with(root)) || has_failed(shown)
        };
        let barren = self.paths.iter().filter(|(shown, real)| !gave(shown, real)).map(|(shown, _)| shown.as_str());
        let barren: Vec<&str> = barren.collect();
        let why = tr!("nothing of OMS in what was named: {names}", names = listed(&barren)?);
        Some(NotChecked { what: tr!("PATHs that gave nothing").to_owned(), why })
    }

    /// Keeps of the directories of Incr-Syncs those in which nothing was read, once all is. Where something was left out, that
    /// is why. `own`: how many documents are the user's own files.
    fn find_bare(&mut self, own: usize) {
        let archived = std::mem::take(&mut self.archived);
        let mut directories = std::mem::take(&mut self.bare);
        if self.ignored > 0 {
            return;
        }
        directories.extend(archived.keys().cloned());
        let documents = self.documents.get(own..).unwrap_or_default();
        let is_below =
            |path: &str, directory: &str| path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'));
        let is_bare = |directory: &String| {
            let below = format!("{directory}/");
            let next = documents.get(documents.partition_point(|document| *document.path < *below));
            // Members of archives may stand a little out of order, so what looks bare is looked at again.
            !next.is_some_and(|document| is_below(&document.path, directory))
                && !documents.iter().any(|document| is_below(&document.path, directory))
                && !self.failures.iter().any(|failure| is_below(&failure.path, directory))
        };
        let bare = directories.into_iter().filter(is_bare);
        let holds_files = |directory: &String| {
            archived.get(directory).copied().unwrap_or_else(|| scan::holds_files(Path::new(directory)))
        };
        (self.bare, self.hollow) = bare.partition(holds_files);
    }

    /// The directories of Incr-Syncs in which a component left files, and no configuration.
    fn bare_directories(&self, export: &Export<'_>) -> impl Iterator<Item = Failure> {
        let message = tr!(
            "the directory of an Incr-Sync, and no configuration in it: copy its `conf` with all files again, and check again; \
             if the component is gone, take the directory out of the input (`--exclude`)"
        );
        let linked = tr!(
            "the directory of an Incr-Sync whose files are links to files that were read under another name, so it was not \
             checked: replace the links by copies, and check again"
        );
        let is_linked = |directory: &str| {
            let is_below = |link: &String| {
                link.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            self.same_files.iter().any(is_below)
        };
        let missed = self.bare.iter().filter(|directory| is_missed(directory, export));
        missed.map(move |directory| {
            Failure::new(format!("{directory}/conf"), if is_linked(directory) { linked } else { message })
        })
    }

    /// The directories of Incr-Syncs in which there is no file at all: git keeps none, so whoever checks out, stashes or moves
    /// leaves such.
    #[must_use]
    pub(super) fn hollow(&self, export: &Export<'_>) -> Option<NotChecked> {
        let missed = self.hollow.iter().filter(|directory| is_missed(directory, export));
        let names: Vec<&str> = missed.map(String::as_str).collect();
        let why = tr!("no file in {names}", names = listed(&names)?);
        Some(NotChecked { what: tr!("empty directories of Incr-Syncs").to_owned(), why })
    }

    /// The dumps of databases beside files of OMS. They may be the backup of its MetaDB, of which nobody knows the tables.
    #[must_use]
    pub(super) fn dumps_beside(&self, export: &Export<'_>) -> Option<NotChecked> {
        let is_beside = export.counted().next().is_some() || !export.ha_configs.is_empty();
        let dumps = self.skipped.iter().map(|skipped| skipped.path.as_str()).filter(|path| is_dump(path));
        let dumps: Vec<&str> =
            dumps.filter(|path| is_beside && !self.unopened.iter().any(|other| other == path)).collect();
        let why = tr!("dumps are never read as configuration: {names}", names = listed(&dumps)?);
        Some(NotChecked { what: tr!("SQL files").to_owned(), why })
    }

    /// Names an `omslint.toml` that a scan met and that is not the one in use: somebody thinks that it counts.
    fn tell_unused_config(&mut self, cwd: &Path, used: Option<&Path>) {
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
        let Some(names) = listed(&self.unopened) else { return };
        let why = tr!("not opened, but they may hold something of OMS: {names}", names);
        self.unchecked(tr!("files that were not opened"), why);
    }

    /// A file of a scan.
    fn add(&mut self, found: Found, outcome: Outcome) {
        match outcome {
            Outcome::Document(document) => {
                self.documents.push(document);
                let origin = match (found.companion, found.named) {
                    (true, _) => Origin::Companion,
                    (false, true) => Origin::Named,
                    (false, false) => Origin::Scanned,
                };
                // What is packed is not written to, as a member of an archive is not.
                let unpacked = unzipped(file_name(&found.shown));
                let member = (unpacked.len() < file_name(&found.shown).len()).then(|| unpacked.to_owned());
                self.sources.push(Source { origin, found: Some(found), member, archived: None });
            }
            // A companion is evidence: that it cannot be read is worth saying, but it is not what was asked for.
            Outcome::Failure(failure) if found.companion => {
                let why = tr!("{path}: {why}", path = failure.path, why = failure.message);
                self.unchecked(tr!("evidence beside a named file"), why);
            }
            _ if found.companion => {}
            Outcome::Archive(archive) => self.add_archive(&found, *archive),
            other => self.add_unread(found.shown.to_string(), other),
        }
    }

    /// What became no document.
    fn add_unread(&mut self, path: String, outcome: Outcome) {
        match outcome {
            Outcome::Failure(failure) => self.failures.push(*failure),
            Outcome::Skipped(_) if !self.keeps_all && !may_be_named(&path) => self.foreign += 1,
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

    fn add_archive(&mut self, found: &Found, archive: Archive) {
        let rest = &archive.rest;
        let is_hollow = archive.members.is_empty()
            && rest.failures.is_empty()
            && rest.unopened.is_empty()
            && rest.nested.is_empty()
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
        let Unpacked { failures, links, special, nested, others, unopened, components, .. } = archive.rest;
        self.archived.extend(components);
        if is_hollow {
            self.hollow_archives.push(found.shown.to_string());
        }
        for (path, why) in unopened {
            self.add_unread(path, Outcome::Unopened(why));
        }
        self.failures.extend(failures);
        let path = &found.shown;
        let skipped = |path: String, reason: &str| Skipped { path, reason: reason.to_owned(), is_status: false };
        if self.keeps_all {
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
        if let Some(first) = nested.first() {
            let n = nested.len();
            self.unchecked(
                tr!("archives inside archives"),
                tr!("{n} not opened, such as {first}; unpack and name them", n, first),
            );
        }
        self.skipped
            .extend(nested.into_iter().map(|path| skipped(path, tr!("an archive inside an archive, not opened"))));
    }

    /// The document on standard input, in order of its path among those behind the `own` ones of the user.
    fn add_stdin(&mut self, name: String, max: u64, own: usize) -> Result<(), Usage> {
        let bytes = stdin_bytes().map_err(|error| Usage::new(tr!("cannot read standard input: {error}", error)))?;
        let outcome = if bytes.len() as u64 > max {
            let size = bytes.len();
            let message = tr!("{size} bytes, over the limit of {max}; raise it with --max-file-size", size, max);
            Outcome::Failure(Box::new(Failure::new(name.clone(), message)))
        } else {
            read::parse(bytes, &name.as_str().into(), true)
        };
        match outcome {
            Outcome::Document(document) => {
                let behind = self.documents.get(own..).unwrap_or(&[]);
                let at = own + behind.partition_point(|other| *other.path < *document.path);
                self.documents.insert(at, document);
                self.sources.insert(at, Source { found: None, member: None, origin: Origin::Named, archived: None });
            }
            other => self.add_unread(name, other),
        }
        Ok(())
    }
}

/// Whether the report may name a file of this path although it is none of OMS.
fn may_be_named(path: &str) -> bool {
    is_dump(path) || file_name(path) == FILE_NAME
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

/// Whether the directory of an Incr-Sync is that of a component of which `export` has none that took its place: the directory
/// of one that was moved may be left without anything in it.
fn is_missed(directory: &str, export: &Export<'_>) -> bool {
    let path = format!("{directory}/conf");
    let Some(id) = Location::new(0, &path).folder_id().filter(|id| id.sequence.is_some()) else { return false };
    let took_place = |other: &ComponentId| other.lane == id.lane && other.sequence >= id.sequence;
    !export.components().filter_map(|component| component.id.as_ref()).any(took_place)
}
