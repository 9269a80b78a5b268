//! From PATHs to documents: finds the files, reads and parses them in parallel, and remembers what was left aside.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::InputArgs;
use super::usage::Usage;
use crate::disk::discover::{self, Found, Listed};
use crate::disk::{list, read};
use crate::input::archive::{self, Unpacked};
use crate::input::archive_name;
use crate::input::exclusions::Filter;
use crate::input::failure::Failure as DiskFailure;
use crate::lint::unchecked::NotChecked;
use crate::oms::shape;
use crate::report::report::Failure;
use crate::text::document::Document;
use crate::text::redact;
use crate::text::source::{LineIndex, Position};
use crate::text::syntax;

/// Why an archive that a scan met was left alone.
const ARCHIVE_IN_SCAN: &str = "an archive that a scan met; name it as PATH to have it read";

/// How long a run is before it shows a progress bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A document and where it came from.
#[derive(Debug)]
pub struct Source {
    /// The file, or the archive that holds it; None for standard input.
    pub found: Option<Found>,
    /// The path inside the archive.
    pub member: Option<String>,
    /// Whether it is read as evidence for a named file beside it.
    pub is_companion: bool,
}

/// A file that is no document of OMS.
#[derive(Debug)]
pub struct Skipped {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: String,
    /// Whether it is a file of OMS all the same.
    pub is_aside: bool,
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Parsed documents, in order of path.
    #[expect(clippy::vec_box, reason = "documents are large: moving them costs more than the way to them")]
    pub documents: Vec<Box<Document>>,
    /// Where each came from.
    pub sources: Vec<Source>,
    /// What could not be read or parsed.
    pub failures: Vec<Failure>,
    /// What was left aside.
    pub skipped: Vec<Skipped>,
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
    pub fn output(&self) -> Option<PathBuf> {
        let place = self.found.as_ref()?.output();
        Some(self.member.as_ref().map_or(place.clone(), |member| place.join(member)))
    }
}

/// What became of one file.
enum Fate {
    Document(Box<Document>),
    Archive(Box<Opened>),
    Failure(Box<Failure>),
    Skipped(String),
    Aside(&'static str),
}

impl Fate {
    fn failed(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

/// What became of the members of an archive.
struct Opened {
    members: Vec<(String, String, Fate)>,
    unpacked: Unpacked,
}

/// Finds, reads and parses what `args` name.
///
/// # Errors
/// Bad globs, sizes, or a list that cannot be read.
pub fn load(args: &InputArgs, cwd: &Path) -> Result<Loaded, Usage> {
    let max = read::parse_size(&args.max_file_size).map_err(|error| Usage::new(error.to_string()))?;
    let filter = Filter::new(&args.include, &args.exclude).map_err(|error| Usage::new(error.to_string()))?;
    let filter = filter.counting_from(cwd, args.include_from.as_deref(), args.exclude_from.as_deref());
    let mut loaded = Loaded::default();
    let Some((paths, has_stdin)) = paths(args)? else {
        loaded.is_nothing_to_do = true;
        return Ok(loaded);
    };
    let options = discover::Options {
        cwd,
        filter: &filter,
        follow_symlinks: args.follow_symlinks,
        wanted: &|shown| shape::is_candidate(shown),
    };
    let progress = Progress::new();
    let (files, listing) = discover::discover(&paths, &options, &|listed| progress.step(|| fate(listed, max)));
    progress.finish();
    loaded.failures.extend(listing.failures.into_iter().map(failure));
    loaded.ignored = listing.ignored;
    if !listing.links_not_followed.is_empty() {
        let n = listing.links_not_followed.len();
        loaded.unchecked("symbolic links", format!("{n} not followed; --follow-symlinks follows them"));
    }
    if listing.ignored > 0 {
        loaded.unchecked("files left out", format!("{} by .omslintignore, --exclude or --include", listing.ignored));
    }
    if let Some(first) = listing.own_directories.first() {
        let n = listing.own_directories.len();
        let (count, name) = if n == 1 {
            ("1 directory".to_owned(), first.clone())
        } else {
            (format!("{n} directories"), format!("such as {first}"))
        };
        loaded.unchecked("what omslint wrote", format!("{count} of fixed copies or originals left out: {name}"));
    }
    if !listing.leftovers.is_empty() {
        let n = listing.leftovers.len();
        let first = listing.leftovers.first().map_or("", String::as_str);
        loaded.unchecked("leftovers of a killed run", format!("{n} temporary files, such as {first}; delete them"));
    }
    loaded.documents.reserve(files.count());
    loaded.sources.reserve(files.count());
    let mut met = 0;
    for (found, fate) in files.each() {
        met += usize::from(matches!(&fate, Fate::Skipped(reason) if reason == ARCHIVE_IN_SCAN));
        loaded.settle(found, fate);
    }
    if met > 0 {
        loaded.unchecked("archives in the input", format!("{met} not opened; name them as PATH to have them read"));
    }
    if has_stdin {
        loaded.stdin(args, max)?;
    }
    loaded.failures.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    Ok(loaded)
}

/// The PATHs, and whether standard input is one; None if a list names none.
fn paths(args: &InputArgs) -> Result<Option<(Vec<PathBuf>, bool)>, Usage> {
    let mut paths = args.paths.clone();
    if let Some(file) = &args.files_from {
        let listed = if file.as_os_str() == "-" { stdin_bytes() } else { list::read(file) };
        let bytes = listed.map_err(|error| Usage::new(format!("cannot read the list {}: {error}", file.display())))?;
        paths.extend(list::paths(&bytes, args.null));
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
        return Err(Usage::new("`-` needs --stdin-filename NAME, which says what the document is"));
    }
    Ok(Some((paths, has_stdin)))
}

fn stdin_bytes() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Loaded {
    fn unchecked(&mut self, what: &str, why: String) {
        self.not_checked.push(NotChecked { what: what.to_owned(), why });
    }

    fn settle(&mut self, found: Found, fate: Fate) {
        match fate {
            Fate::Document(document) => {
                self.documents.push(document);
                self.sources.push(Source { is_companion: found.companion, found: Some(found), member: None });
            }
            // A companion is evidence: that it cannot be read is worth saying, but it is not what was asked for.
            Fate::Failure(failure) if found.companion => {
                self.unchecked("evidence beside a named file", format!("{}: {}", failure.path, failure.message));
            }
            Fate::Skipped(_) | Fate::Aside(_) if found.companion => {}
            Fate::Archive(opened) => self.settle_archive(&found, *opened),
            other => self.settle_rest(found.shown.to_string(), other),
        }
    }

    fn settle_rest(&mut self, path: String, fate: Fate) {
        match fate {
            Fate::Failure(failure) => self.failures.push(*failure),
            Fate::Skipped(reason) => self.skipped.push(Skipped { path, reason, is_aside: false }),
            Fate::Aside(what) => self.skipped.push(Skipped { path, reason: what.to_owned(), is_aside: true }),
            Fate::Document(_) | Fate::Archive(_) => {}
        }
    }

    fn settle_archive(&mut self, archive: &Found, opened: Opened) {
        for (shown, name, fate) in opened.members {
            match fate {
                Fate::Document(document) => {
                    self.documents.push(document);
                    let found = Some(archive.clone());
                    self.sources.push(Source { found, member: Some(name), is_companion: false });
                }
                other => self.settle_rest(shown, other),
            }
        }
        let Unpacked { failures, links, special, nested, others, .. } = opened.unpacked;
        self.failures.extend(failures.into_iter().map(failure));
        let path = &archive.shown;
        let skipped = |path: String, reason: &str| Skipped { path, reason: reason.to_owned(), is_aside: false };
        let unnamed = (0..others).map(|_| skipped(path.to_string(), "a member not named like a configuration"));
        self.skipped.extend(unnamed);
        if links + special > 0 {
            self.unchecked("links and devices in archives", format!("{} in {path} not followed", links + special));
        }
        if let Some(first) = nested.first() {
            let n = nested.len();
            self.unchecked(
                "archives inside archives",
                format!("{n} not opened, such as {first}; unpack and name them"),
            );
        }
        self.skipped.extend(nested.into_iter().map(|path| skipped(path, "an archive inside an archive, not opened")));
    }

    fn stdin(&mut self, args: &InputArgs, max: u64) -> Result<(), Usage> {
        let name = args.stdin_filename.clone().unwrap_or_default();
        let bytes = stdin_bytes().map_err(|error| Usage::new(format!("cannot read standard input: {error}")))?;
        let fate = if bytes.len() as u64 > max {
            Fate::failed(Failure {
                path: name.clone(),
                message: format!("{} bytes, over the limit of {max}; raise it with --max-file-size", bytes.len()),
                position: None,
                line: None,
            })
        } else {
            parse(bytes, &name.as_str().into(), true)
        };
        match fate {
            Fate::Document(document) => {
                self.documents.push(document);
                self.sources.push(Source { found: None, member: None, is_companion: false });
            }
            other => self.settle_rest(name, other),
        }
        Ok(())
    }
}

fn failure(failure: DiskFailure) -> Failure {
    let position = failure.line.zip(failure.column).map(|(line, column)| Position { line, column });
    Failure { path: failure.path, message: failure.message, position, line: None }
}

fn fate(listed: Listed, max: u64) -> Fate {
    let found = listed.found;
    let name = shape::file_name(&found.shown);
    if let Some(what) = shape::aside(name) {
        return Fate::Aside(what);
    }
    if let Some(kind) = archive_name::Kind::of(name) {
        return if found.named {
            Fate::Archive(Box::new(open(found, kind, max)))
        } else {
            Fate::Skipped(ARCHIVE_IN_SCAN.into())
        };
    }
    if !found.named && !shape::is_candidate(&found.shown) {
        return Fate::Skipped("not named like a configuration".into());
    }
    match listed.read(max) {
        Ok(bytes) => parse(bytes, &found.shown, found.named),
        Err(error) => Fate::failed(failure(error)),
    }
}

/// Reads and parses the members of an archive.
fn open(found: &Found, kind: archive_name::Kind, max: u64) -> Opened {
    let wanted = |shown: &str| shape::is_candidate(shown) || shape::aside(shape::file_name(shown)).is_some();
    let mut unpacked = archive::unpack(&found.real(), &found.shown, kind, archive::Limits::new(max), &wanted);
    let members = std::mem::take(&mut unpacked.members);
    let members = members
        .into_iter()
        .map(|member| {
            let name = shape::file_name(&member.shown);
            let fate = match shape::aside(name) {
                Some(what) => Fate::Aside(what),
                None => parse_text(member.text, &member.shown.as_str().into(), false),
            };
            (member.shown, member.name, fate)
        })
        .collect();
    Opened { members, unpacked }
}

/// Parses the bytes of a file. What cannot be parsed is a failure if the user named it, or if its name, its place or
/// its words say OMS; else it is none of ours.
fn parse(bytes: Vec<u8>, shown: &Arc<str>, is_named: bool) -> Fate {
    match read::into_text(bytes, shown) {
        Ok(text) => parse_text(text, shown, is_named),
        Err(error) if is_named || shape::says_oms(shown) => Fate::failed(failure(error)),
        Err(error) => Fate::Skipped(error.message),
    }
}

fn parse_text(text: Box<str>, shown: &Arc<str>, is_named: bool) -> Fate {
    let name = shape::file_name(shown);
    let Some(syntax) = syntax::of(name, &text) else {
        let reason = syntax::none();
        return if shape::says_oms(shown) {
            Fate::failed(Failure {
                path: shown.to_string(),
                message: format!("{reason}, so it cannot be read"),
                position: None,
                line: None,
            })
        } else {
            Fate::Skipped(reason)
        };
    };
    let (error, text) = match syntax::parse_or_return(Arc::clone(shown), text, syntax) {
        Ok(document) => return Fate::Document(Box::new(document)),
        Err(refused) => refused,
    };
    let message = format!("not valid {}: {}", syntax.title(), error.message);
    if is_named || shape::says_oms(shown) || shape::has_oms_words(text.as_bytes()) {
        Fate::failed(Failure {
            path: shown.to_string(),
            message,
            line: redact::quotable(&text, error.offset),
            position: Some(LineIndex::new(&text).position(&text, error.offset)),
        })
    } else {
        Fate::Skipped(message)
    }
}

/// How many files were read, on stderr, for runs that last. How many there are is known only at the end.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    is_terminal: bool,
}

impl Progress {
    fn new() -> Self {
        let style = ProgressStyle::with_template("{spinner} {human_pos} files read ({elapsed})");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Self { bar, start: Instant::now(), is_terminal: std::io::stderr().is_terminal() }
    }

    fn step<T>(&self, work: impl FnOnce() -> T) -> T {
        let done = work();
        if self.is_terminal {
            if self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.inc(1);
        }
        done
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
