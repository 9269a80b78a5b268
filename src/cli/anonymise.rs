//! `omslint anonymise`: a copy of an export that can be given to strangers. It holds no record of where it came from, so
//! the directory is a new one each time.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failed;
use super::args::AnonymiseArgs;
use super::files_table::printable;
use super::load::Loaded;
use super::session::read;
use super::terminal::{forgive, plain_look};
use crate::disk::marks::holds_our_manifest;
use crate::disk::out_dir::{OutDir, Output};
use crate::disk::read::read_bytes;
use crate::input::path::{for_windows, with_slashes};
use crate::input::read::{self as reading, Outcome};
use crate::lint::unchecked::list;
use crate::oms::anonymise::Anonymiser;
use crate::oms::export::Origin;
use crate::report::render::listing::{Tone, wrapped};
use crate::run::loaded::Keeps;
use crate::run::usage::Usage;
use crate::run::verdict::{Came, Verdict};
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::failure::explain;
use crate::text::lang::{count, tr};
use crate::text::sorting;

/// A document and the place of its copy, before names in it are invented.
struct Original<'d> {
    document: &'d Document,
    place: String,
    mode: u32,
    /// When it was modified, which tells copies of one component apart.
    modified: Option<i64>,
}

/// A file that was left out, and why.
type LeftOut = (String, String);

/// What became of the status files that nobody looks into.
#[derive(Default)]
struct Statuses {
    found: Vec<(Document, String)>,
    failed: Vec<LeftOut>,
    /// Those in archives, of which nothing was kept.
    archived: Vec<String>,
}

/// The largest status file that is copied.
const STATUS_LIMIT: u64 = 64 << 20;

pub(super) fn run(args: &AnonymiseArgs) -> Result<Verdict, Failed> {
    if args.input.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Usage::new(|| tr!("`anonymise` writes copies of files, so it takes no `-`; name the file")).into());
    }
    let wrong = |error: crate::disk::out_dir::OutDirError| Usage::new(|| error.to_string());
    let cwd = std::env::current_dir()
        .map_err(|error| Usage::new(|| tr!("cannot tell the working directory: {error}", error = explain(&error))))?;
    let directory = OutDir::new(&args.output, &cwd).map_err(wrong)?;
    if holds_our_manifest(directory.path()) {
        let message = || {
            tr!(
                "{directory} holds what another omslint command wrote, and its manifest names your files; choose another directory",
                directory = args.output.display(),
            )
        };
        return Err(Usage::new(message).into());
    }
    let (cwd, loaded) = read(&args.input, args.jobs, Vec::new(), Keeps::Documents)?;
    let statuses = statuses(&loaded, &cwd);
    let mut left_out = statuses.failed.clone();
    left_out.extend(loaded.failures.iter().map(|failure| (failure.path.clone(), failure.message.clone())));
    let originals = originals(&loaded, &statuses.found);

    let mut anonymiser = Anonymiser::default();
    for original in &originals {
        anonymiser.note(original.document);
        anonymiser.note_path(&original.place);
    }
    let mut copies = BTreeMap::new();
    for original in &originals {
        match anonymiser.copy(original.document) {
            Ok(text) => {
                let place = anonymiser.path(&original.place);
                let place = if cfg!(windows) { for_windows(&place) } else { place };
                copies.insert(place, (text, original.mode, original.modified));
            }
            Err(error) => left_out.push((original.document.path.to_string(), error.to_string())),
        }
    }
    let outputs = |place: &String| Output { shown: place.clone(), source: None, place: PathBuf::from(place) };
    directory.check(&copies.keys().map(outputs).collect::<Vec<_>>(), &[]).map_err(wrong)?;
    let mut broken = Vec::new();
    for (place, (text, mode, modified)) in &copies {
        match directory.write(Path::new(place), text.as_bytes(), *mode) {
            Ok(_) => modified.iter().for_each(|seconds| directory.date(Path::new(place), *seconds)),
            Err(error) => broken.push(error.to_string()),
        }
    }
    tell(args, &loaded, copies.len(), &left_out, &broken)?;
    tell_archived(args, &statuses.archived)?;
    Ok(Verdict::of(Came {
        broken: !broken.is_empty(),
        unread: !left_out.is_empty(),
        found: false,
        empty: copies.is_empty() && !args.input.allow_empty && !loaded.is_nothing_to_do,
    }))
}

/// What is copied: the documents that were asked for, and the status files beside them.
fn originals<'d>(loaded: &'d Loaded, statuses: &'d [(Document, String)]) -> Vec<Original<'d>> {
    let mut found = Vec::new();
    for (number, (document, source)) in loaded.documents.iter().zip(&loaded.sources).enumerate() {
        let is_asked = matches!(source.origin, Origin::Named | Origin::Scanned);
        if let Some(place) = source.place().filter(|_| is_asked) {
            let file = source.found.as_ref().filter(|_| source.member.is_none());
            let mode = file.map_or(0o644, |found| found.mode() | 0o600);
            found.push(Original {
                document,
                place: with_slashes(&place).into_owned(),
                mode,
                modified: loaded.kept(number).modified,
            });
        }
    }
    for (document, place) in statuses {
        found.push(Original { document, place: place.clone(), mode: 0o644, modified: None });
    }
    sorting::sort_by(&mut found, |a, b| a.place.cmp(&b.place));
    found
}

/// The status files of processes, each with its place; and which of them could not be read. A run does not look into them,
/// but whoever gets the copy may want to.
fn statuses(loaded: &Loaded, cwd: &Path) -> Statuses {
    let mut statuses = Statuses::default();
    for skipped in loaded.skipped.iter().filter(|skipped| skipped.is_status) {
        let shown = skipped.path.as_str();
        let real = cwd.join(shown);
        if !real.is_file() {
            statuses.archived.push(shown.to_owned());
            continue;
        }
        let place = place_beside(loaded, shown);
        let document =
            read_bytes(&real, shown, STATUS_LIMIT).and_then(|bytes| match reading::parse(bytes, &shown.into(), true) {
                Outcome::Document(document) => Ok(*document),
                Outcome::Failure(failure) => Err(*failure),
                _ => Err(Failure::new(shown, tr!("it cannot be read"))),
            });
        match (document, place) {
            (Ok(document), Some(place)) => statuses.found.push((document, place)),
            (Ok(_), None) => {
                statuses
                    .failed
                    .push((shown.to_owned(), tr!("nothing beside it is copied, so it has no place").to_owned()));
            }
            (Err(failure), _) => statuses.failed.push((failure.path, failure.message)),
        }
    }
    statuses
}

/// Names the status files in archives that were not copied.
fn tell_archived(args: &AnonymiseArgs, archived: &[String]) -> io::Result<()> {
    let Some((first, rest)) = archived.split_first() else { return Ok(()) };
    if !args.quiet {
        let names = printable(&list(first, rest));
        let text = tr!(
            "note: status files: not copied from archives, for they are no configurations; unpack the archive if they are wanted: {names}",
            names,
        );
        forgive(writeln!(io::stderr().lock(), "{text}"))?;
    }
    Ok(())
}

/// Where the copy of the file shown as `shown` goes, told from a document of the same folders.
fn place_beside(loaded: &Loaded, shown: &str) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for (document, source) in loaded.documents.iter().zip(&loaded.sources) {
        let common = document.path.bytes().zip(shown.bytes()).take_while(|(a, b)| a == b).count();
        let end = shown.get(..common).and_then(|start| start.rfind('/')).map_or(0, |slash| slash + 1);
        if best.as_ref().is_some_and(|(longest, _)| *longest >= end) {
            continue;
        }
        let place = source.place().map(|place| with_slashes(&place).into_owned());
        let below = document.path.get(end..).unwrap_or("");
        if let Some(above) = place.as_deref().and_then(|place| place.strip_suffix(below)) {
            best = Some((end, format!("{above}{}", shown.get(end..).unwrap_or(""))));
        }
    }
    best.map(|(_, place)| place)
}

/// What was written, and what was not.
fn tell(
    args: &AnonymiseArgs,
    loaded: &Loaded,
    copies: usize,
    left_out: &[LeftOut],
    broken: &[String],
) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for (path, why) in left_out {
        forgive(writeln!(err, "{}", tr!("error: {path}: left out of the copy: {why}", path = printable(path), why)))?;
    }
    for failure in broken {
        forgive(writeln!(err, "{}", tr!("error: {error}", error = failure)))?;
    }
    let (_, others) = loaded.left_aside();
    if others > 0 && !args.quiet {
        let text = match others {
            1 => tr!("note: 1 other file was not copied; `omslint files` says which and why").to_owned(),
            n => tr!("note: {n} other files were not copied; `omslint files` says which and why", n),
        };
        forgive(writeln!(err, "{text}"))?;
    }
    for left in &loaded.not_checked {
        if !args.quiet {
            forgive(writeln!(err, "{}", tr!("note: {what}: {why}", what = left.what, why = left.why)))?;
        }
    }
    if copies > 0 && !args.quiet {
        let folder = printable(&args.output.display().to_string());
        let text = tr!(
            "Wrote {files} to {folder}. Names, addresses, ids and secrets are invented, comments are x; keys, numbers, \
             times and what OMS itself means are as they were. Look through it before you give it away.",
            files = count(copies, "file"),
            folder,
        );
        let text = wrapped(plain_look(), Tone::Plain, &text);
        forgive(io::stdout().lock().write_all(text.as_bytes()))?;
    }
    Ok(())
}
