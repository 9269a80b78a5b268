//! `omslint revert`: undoes one `fix` exactly, from its manifest.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::RevertArgs;
use super::terminal::forgive;
use super::{Failed, interrupt};
use crate::disk::revert::{RevertError, Wish, revert};
use crate::disk::user_file;
use crate::input::path;
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::failure::explain;
use crate::text::lang::{count, tr};

/// So many files are named before they are written; all are named behind it.
const NAMED: usize = 10;

pub(super) fn run(args: &RevertArgs) -> Result<Verdict, Failed> {
    let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    // A revert is short, so Ctrl-C waits for its end.
    interrupt::start_writing();
    let within = within(args)?;
    let cwd = std::env::current_dir().unwrap_or_default();
    let wish = Wish {
        within: within.as_deref(),
        leave_changed: args.leave_changed,
        time: &time,
        tell: &|due| tell_due(due, &cwd),
    };
    let reverted = revert(&args.manifest, &wish);
    let was_interrupted = interrupt::stop_writing(tr!("the files were restored, only the report was cut off"));
    let mut out = io::stderr().lock();
    if was_interrupted {
        forgive(writeln!(out, "\n{}", tr!("interrupted: the revert was carried to its end")))?;
    }
    let done = match reverted {
        Ok(done) => done,
        Err(error) => {
            forgive(writeln!(out, "{}", tr!("error: {error}", error)))?;
            if matches!(error, RevertError::Refused(_)) {
                let help = tr!("help: --leave-changed restores the other files and leaves these alone");
                forgive(writeln!(out, "  {help}"))?;
            }
            if matches!(error, RevertError::Outside(_)) {
                let help =
                    tr!("help: name the directory that may be written to behind the manifest, or use --anywhere");
                forgive(writeln!(out, "  {help}"))?;
            }
            return Ok(match error {
                RevertError::Manifest(_) => Verdict::InputFailed,
                RevertError::Copies(_) | RevertError::Outside(_) => Verdict::Usage,
                RevertError::Refused(_) => Verdict::FixFailed,
            });
        }
    };
    for path in &done.restored {
        let shown = path::shown(path, &cwd);
        forgive(writeln!(io::stdout().lock(), "{}", tr!("restored {path}", path = shown)))?;
    }
    for path in &done.already {
        forgive(writeln!(out, "{}", tr!("{path}: holds its original already", path)))?;
    }
    for (path, why) in &done.left {
        forgive(writeln!(out, "{}", tr!("warning: {path}: left alone: {why}", path, why)))?;
    }
    for (path, error) in &done.failed {
        forgive(writeln!(out, "{}", tr!("error: {path}: {why}", path, why = error)))?;
    }
    if let Some(error) = &done.unrecorded {
        let text = tr!("warning: the files are restored, but the manifest does not say so: {error}", error);
        forgive(writeln!(out, "{text}"))?;
    }
    let files = count(done.restored.len(), "file");
    forgive(writeln!(out, "{}", tr!("Restored {files} to the bytes before the fix.", files)))?;
    Ok(if done.failed.is_empty() && done.left.is_empty() { Verdict::Clean } else { Verdict::FixFailed })
}

/// What may be written to: the PATHs, else the working directory; None where the user says anywhere.
fn within(args: &RevertArgs) -> Result<Option<Vec<PathBuf>>, Usage> {
    if args.anywhere {
        return Ok(None);
    }
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    let real = |path: &PathBuf| {
        let shown = path.display();
        user_file::real(path)
            .map_err(|error| Usage::new(|| tr!("cannot find {path}: {error}", path = shown, error = explain(&error))))
    };
    paths.iter().map(real).collect::<Result<_, _>>().map(Some)
}

/// Says what will be written, before anything is: the names in a manifest may be somebody else's.
fn tell_due(due: &[&Path], cwd: &Path) {
    let mut out = io::stderr().lock();
    // A terminal that is gone cannot be told.
    for path in due.iter().take(NAMED) {
        let _ = writeln!(out, "{}", tr!("will restore {path}", path = path::shown(path, cwd)));
    }
    if let Some(more) = due.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let _ = writeln!(out, "{}", tr!("and {more} more", more));
    }
}
