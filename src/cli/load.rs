//! The command line's part of reading: PATHs, lists of them and standard input, and a progress bar.

mod progress;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::progress::Progress;
use super::args::InputArgs;
use crate::disk::scan::{self, Found, Use};
use crate::input::decode::parse_size;
use crate::input::exclusions::Filter;
use crate::input::names::{incr_sync_above, is_candidate};
use crate::input::path;
use crate::input::read::{self, Outcome};
use crate::oms::export::Origin;
use crate::oms::{foreign, shapes};
use crate::run::loaded::{self, Keeps, Source, may_be_named};
use crate::run::usage::Usage;
use crate::text::document::Document;
use crate::text::failure::{Failure, explain};
use crate::text::lang::tr;

/// What was read from the disk.
pub(super) type Loaded = loaded::Loaded<Found>;

/// Finds, reads and parses what `args` name. `user_documents` are the user's own files, read before: their numbers stay.
/// `keeps`: what is kept of those that are none
/// of OMS.
///
/// # Errors
/// Bad globs, sizes, or a list that cannot be read.
pub(super) fn load(args: &InputArgs, cwd: &Path, user_documents: Vec<Document>, keeps: Keeps) -> Result<Loaded, Usage> {
    let max = parse_size(&args.max_file_size).map_err(|error| Usage::new(|| error.to_string()))?;
    let filter = filter(args, cwd)?;
    let own = user_documents.len();
    let mut loaded = Loaded::of_user(user_documents, keeps);
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
    let drop_one = |found: &Found| {
        dropped.fetch_add(usize::from(!found.companion), Ordering::Relaxed);
        None
    };
    let read = |found: &Found| match progress.step(|| read::read(found, max)) {
        Outcome::Skipped(_) if keeps != Keeps::All && !may_be_named(&found.shown) => drop_one(found),
        Outcome::Document(document) if keeps == Keeps::OfOms && !found.named && is_none_of_oms(&document) => {
            drop_one(found)
        }
        outcome => Some(outcome),
    };
    let is_foreign = |shown: &str| keeps != Keeps::All && read::is_foreign(shown) && !may_be_named(shown);
    let (files, mut listing) = scan::scan_around(&paths, held, &options, &Use { is_foreign: &is_foreign, read: &read });
    listing.foreign += dropped.into_inner();
    if let Some((name, by)) = left_out {
        listing.named_ignored.push(tr!("{path} ({why})", path = path::shown(name, cwd), why = by));
        listing.ignored += 1;
        listing.ignored_by.insert(by);
    }
    progress.finish();
    loaded.documents.reserve(files.count());
    loaded.sources.reserve(files.count());
    loaded.take(listing, files.each());
    if !args.no_config {
        loaded.tell_unused_config(cwd, args.config_folder.as_deref());
    }
    if let Some(name) = held {
        add_stdin(&mut loaded, path::shown(name, cwd), max, own)?;
    }
    loaded.settle(own, &scan::holds);
    Ok(loaded)
}

fn filter(args: &InputArgs, cwd: &Path) -> Result<Filter, Usage> {
    let filter = Filter::new(&args.include, &args.exclude).map_err(|error| Usage::new(|| error.to_string()))?;
    let filter = filter.counting_from(cwd, args.include_from.as_deref(), args.exclude_from.as_deref());
    Ok(filter.below(cwd, args.config_folder.as_deref()))
}

/// The ignore files that hold in what `args` name.
///
/// # Errors
/// As [`load`].
pub(super) fn ignore_files(args: &InputArgs, cwd: &Path) -> Result<Vec<String>, Usage> {
    let filter = filter(args, cwd)?;
    let options = scan::Options { cwd, filter: &filter, follow_symlinks: args.follow_symlinks, wanted: &is_candidate };
    Ok(paths(args)?.map_or_else(Vec::new, |(paths, _)| scan::ignore_files(&paths, &options)))
}

/// Whether nobody will ask for a document again. Where a directory bears the name of an Incr-Sync, anything in it says that it was
/// read.
fn is_none_of_oms(document: &Document) -> bool {
    foreign::is_foreign(document, shapes::ALL) && incr_sync_above(&document.path, false).is_none()
}

/// The PATHs, and whether standard input is one; None if a list names none.
fn paths(args: &InputArgs) -> Result<Option<(Vec<PathBuf>, bool)>, Usage> {
    let mut paths = args.paths.clone();
    if let Some(file) = &args.files_from {
        let listed = if file.as_os_str() == "-" { stdin_bytes() } else { list_bytes(file) };
        let bytes = listed.map_err(|error| {
            Usage::new(|| tr!("cannot read the list {file}: {error}", file = file.display(), error = explain(&error)))
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
        return Err(Usage::new(|| tr!("`-` needs --stdin-filename NAME, which says what the document is")));
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

/// The document on standard input, in order of its path among those behind the `own` ones of the user.
fn add_stdin(loaded: &mut Loaded, name: String, max: u64, own: usize) -> Result<(), Usage> {
    let bytes = stdin_bytes()
        .map_err(|error| Usage::new(|| tr!("cannot read standard input: {error}", error = explain(&error))))?;
    let outcome = if bytes.len() as u64 > max {
        let size = bytes.len();
        let message = tr!("{size} bytes, over the limit of {max}; raise it with --max-file-size", size, max);
        Outcome::Failure(Box::new(Failure::new(name.clone(), message)))
    } else {
        read::piped(bytes, &name.as_str().into())
    };
    loaded.piped = Some(name.clone());
    match outcome {
        Outcome::Document(document) => {
            let behind = loaded.documents.get(own..).unwrap_or(&[]);
            let at = own + behind.partition_point(|other| *other.path < *document.path);
            loaded.documents.insert(at, document);
            loaded.sources.insert(at, Source { found: None, member: None, origin: Origin::Named, archived: None });
        }
        other => loaded.add_unread(name, other),
    }
    Ok(())
}
