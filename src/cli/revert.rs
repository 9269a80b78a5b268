//! `omslint revert`: undoes one `fix` exactly, from its manifest.

use std::io::{self, Write};

use super::args::RevertArgs;
use super::terminal::forgive;
use super::verdict::Verdict;
use super::{Failed, interrupt};
use crate::disk::revert::{RevertError, revert};

pub(super) fn run(args: &RevertArgs) -> Result<Verdict, Failed> {
    let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut out = io::stderr().lock();
    // A revert is short, so Ctrl-C waits for its end.
    interrupt::start_writing();
    let reverted = revert(&args.manifest, args.leave_changed, &time);
    let was_interrupted = interrupt::stop_writing("the files were restored, only the report was cut off");
    if was_interrupted {
        forgive(writeln!(out, "\ninterrupted: the revert was carried to its end"))?;
    }
    let done = match reverted {
        Ok(done) => done,
        Err(error) => {
            forgive(writeln!(out, "error: {error}"))?;
            if matches!(error, RevertError::Refused(_)) {
                forgive(writeln!(out, "  help: --leave-changed restores the other files and leaves these alone"))?;
            }
            return Ok(match error {
                RevertError::Manifest(_) => Verdict::InputFailed,
                RevertError::Copies(_) => Verdict::Usage,
                RevertError::Refused(_) => Verdict::FixFailed,
            });
        }
    };
    for path in &done.restored {
        forgive(writeln!(io::stdout().lock(), "restored {path}"))?;
    }
    for path in &done.already {
        forgive(writeln!(out, "{path}: holds its original already"))?;
    }
    for (path, why) in &done.left {
        forgive(writeln!(out, "warning: {path}: left alone: {why}"))?;
    }
    for (path, error) in &done.failed {
        forgive(writeln!(out, "error: {path}: {error}"))?;
    }
    if let Some(error) = &done.unrecorded {
        forgive(writeln!(out, "warning: the files are restored, but the manifest does not say so: {error}"))?;
    }
    let files = if done.restored.len() == 1 { "1 file" } else { "files" };
    let count = if done.restored.len() == 1 { String::new() } else { format!("{} ", done.restored.len()) };
    forgive(writeln!(out, "Restored {count}{files} to the bytes before the fix."))?;
    Ok(if done.failed.is_empty() && done.left.is_empty() { Verdict::Clean } else { Verdict::FixFailed })
}
