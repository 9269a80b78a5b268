//! `--write-baseline`: what is found now is known from then on.

use std::io::{self, Write};
use std::path::Path;

use super::Failed;
use super::session::Session;
use super::terminal::forgive;
use crate::disk::{user_file, write};
use crate::input::path;
use crate::lint::baseline::Baseline;
use crate::lint::suppress::{self, Findings};
use crate::oms::export::Export;
use crate::run::usage::Usage;
use crate::text::lang::{self, count, tr};

/// Writes what is found in `export` to `file`, and takes it for known in the rest of the run. Gives back the findings, and
/// whether the file could not be written.
///
/// # Errors
/// A file that is not ours stands there.
pub(super) fn write<'d>(
    session: &Session<'_>,
    export: &Export<'d>,
    file: &Path,
) -> Result<(Findings<'d>, bool), Failed> {
    let shown = path::shown(file, &session.cwd);
    let place = session.cwd.join(file);
    if write::exists(&place) && !is_ours(&place) {
        let message =
            || tr!("--write-baseline: {shown} exists and is no baseline of omslint; name another file", shown);
        return Err(Usage::new(message).into());
    }
    // Everything counts, also what an older baseline hides.
    let mut findings = session.lint_without_baseline(export);
    if session.is_empty(export) {
        // An empty baseline over a good one would be a mistake; the exit code says what is wrong.
        let line =
            lang::to_people(|| tr!("There is no OMS configuration in the input, so {shown} was not written.", shown));
        forgive(writeln!(io::stderr().lock(), "{line}"))?;
        return Ok((findings, false));
    }
    let baseline = Baseline::of(&findings.shown, &|finding| suppress::is_baselined(export, finding));
    let result = write::put(&place, baseline.write().as_bytes(), 0o644);
    let n = baseline.findings();
    let line = lang::to_people(|| match &result {
        Ok(_) => tr!("Wrote {findings} to {shown}.", findings = count(n, "finding"), shown),
        Err(error) => tr!("error: the baseline: {error}", error),
    });
    forgive(writeln!(io::stderr().lock(), "{line}"))?;
    if result.is_ok() {
        findings.hide_known(export, &shown, &baseline, &session.codes());
    }
    Ok((findings, result.is_err()))
}

/// What `file` will not know when it is written: the findings of [`write()`] without writing anything.
pub(super) fn known<'d>(session: &Session<'_>, export: &Export<'d>, file: &Path) -> Findings<'d> {
    let mut findings = session.lint_without_baseline(export);
    if !session.is_empty(export) {
        let baseline = Baseline::of(&findings.shown, &|finding| suppress::is_baselined(export, finding));
        findings.hide_known(export, &path::shown(file, &session.cwd), &baseline, &session.codes());
    }
    findings
}

/// Whether a file is empty or a baseline, which another run of ours may have left.
fn is_ours(place: &Path) -> bool {
    user_file::found(place, "").is_ok_and(|text| text.trim().is_empty() || Baseline::read(&text).is_ok())
}
