//! `--write-baseline`: what is found now is known from then on.

use std::io::{self, Write};
use std::path::Path;

use super::Failed;
use super::session::{Session, forgive};
use super::usage::Usage;
use crate::disk::{user_file, write};
use crate::input::path;
use crate::lint::baseline::Baseline;
use crate::lint::suppress;

/// Writes what the run finds to `file`, and takes it for known in the rest of the run. False if it could not be
/// written.
///
/// # Errors
/// A file that is not ours stands there.
pub(super) fn write(session: &mut Session, file: &Path) -> Result<bool, Failed> {
    let shown = path::shown(file, &session.cwd);
    let place = session.cwd.join(file);
    if write::exists(&place) && !is_ours(&place) {
        let message = format!("--write-baseline: {shown} exists and is no baseline of omslint; name another file");
        return Err(Usage::new(message).into());
    }
    // Everything counts, also what an older baseline hides.
    session.take_baseline(String::new(), None);
    let export = session.export(session.inputs());
    if session.is_empty(&export) {
        // An empty baseline over a good one would be a mistake; the exit code says what is wrong.
        forgive(writeln!(
            io::stderr().lock(),
            "There is no OMS configuration in the input, so {shown} was not written."
        ))?;
        return Ok(true);
    }
    let findings = session.lint(&export);
    let baseline = Baseline::of(&findings, &|finding| suppress::is_baselined(&export, finding));
    drop(findings);
    drop(export);
    let result = write::put(&place, baseline.write().as_bytes(), 0o644);
    let n = baseline.findings();
    let line = match &result {
        Ok(_) => format!("Wrote {} to {shown}.", if n == 1 { "1 finding".to_owned() } else { format!("{n} findings") }),
        Err(error) => format!("error: the baseline: {error}"),
    };
    forgive(writeln!(io::stderr().lock(), "{line}"))?;
    if result.is_ok() {
        session.take_baseline(shown, Some(baseline));
    }
    Ok(result.is_ok())
}

/// Whether a file is empty or a baseline, which another run of ours may have left.
fn is_ours(place: &Path) -> bool {
    user_file::found(place, "").is_ok_and(|text| text.trim().is_empty() || Baseline::read(&text).is_ok())
}
