//! `--report FORMAT=PATH`: further reports of the same run, and the job summary of a GitHub workflow.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use super::Failed;
use super::args::{Common, OutputArgs, ReportFile};
use super::format::Format;
use super::language::Languages;
use super::terminal::{PIPED_WIDTH, forgive};
use crate::disk::{read, write};
use crate::report::render;
use crate::report::report::{Look, Renderer, Report};
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{self, Language, tr};

/// Bytes of a file that tell whether it is a report of ours.
const HEAD: usize = 4096;

/// What GitHub takes as the summary of one step, less a reserve: 1 MiB.
const SUMMARY_LIMIT: usize = 1_000_000;

/// Looks at every place before anything is read or written.
///
/// # Errors
/// A place twice, a directory, a folder that is not there, or a file that is no report of ours: an input, say.
pub(super) fn check(reports: &[ReportFile]) -> Result<(), Usage> {
    let mut seen = BTreeSet::new();
    for report in reports {
        let path = &report.path;
        let shown = report.path.display();
        let name = report.format.name();
        let refuse = |why: String| Err(Usage::new(|| tr!("--report {name}={path}: {why}", name, path = shown, why)));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Some(folder) = write::place(folder).filter(|folder| write::is_directory(folder)) else {
            return refuse(tr!("its directory does not exist; make it first").into());
        };
        if write::is_directory(path) {
            return refuse(tr!("this is a directory; name a file").into());
        }
        if !seen.insert(folder.join(path.file_name().unwrap_or_default())) {
            return refuse(tr!("another report goes there").into());
        }
        if write::exists(path) && !is_own(path, report.format) {
            return refuse(tr!("the file exists and is no {name} report of omslint; name another file", name));
        }
    }
    Ok(())
}

/// Whether a file is empty or a report of this format, which the next one may replace.
fn is_own(path: &Path, format: Format) -> bool {
    let Ok(bytes) = read::read_bytes(path, "", u64::MAX) else { return false };
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or(&[]));
    bytes.is_empty() || format.renderer().is_own(&head)
}

/// The further reports in another language than that of the run, by their numbers. What is found is said when it is found,
/// so the run is made once more for them, before anything is written.
#[derive(Default)]
pub(super) struct Foreign(BTreeMap<usize, Result<Vec<u8>, String>>);

/// What is done with a report that was made once more.
pub(super) type Take<'t> = dyn FnMut(&Report<'_>) -> io::Result<()> + 't;

impl Foreign {
    /// The language of those reports, if there are any.
    #[must_use]
    pub(super) fn language(common: &Common, languages: Languages) -> Option<Language> {
        let all = common.report.iter().map(|report| languages.of(report.format.renderer().tongue()));
        all.into_iter().find(|language| *language != lang::current())
    }

    /// Makes them, of the report that `again` makes in their language.
    ///
    /// # Errors
    /// Those of `again`.
    pub(super) fn make(
        common: &Common,
        languages: Languages,
        again: impl FnOnce(&mut Take<'_>) -> Result<(), Failed>,
    ) -> Result<Self, Failed> {
        let mut foreign = Self::default();
        let Some(language) = Self::language(common, languages) else { return Ok(foreign) };
        lang::speaking(language, || {
            again(&mut |report| {
                for (number, ReportFile { format, .. }) in common.report.iter().enumerate() {
                    if languages.of(format.renderer().tongue()) == language {
                        foreign.0.insert(number, text(format.renderer(), report, &common.output));
                    }
                }
                Ok(())
            })
        })?;
        Ok(foreign)
    }
}

/// Writes all further reports. One that cannot be written does not stop the next; it makes the exit code 5.
///
/// # Errors
/// Only if standard error is gone.
pub(super) fn write_all(
    report: &Report<'_>,
    common: &Common,
    verdict: Verdict,
    mut foreign: Foreign,
) -> io::Result<Verdict> {
    let output = &common.output;
    let mut failed = Vec::new();
    for (number, ReportFile { format, path }) in common.report.iter().enumerate() {
        let mode = if output.show_secrets { 0o600 } else { 0o644 };
        let made = foreign.0.remove(&number).unwrap_or_else(|| text(format.renderer(), report, output));
        let written = made.and_then(|text| {
            write::put(path, &text, mode).map(|_| ()).map_err(|error| lang::to_people(|| error.to_string()))
        });
        failed.extend(written.err().map(|why| {
            lang::to_people(|| tr!("--report {name}={path}: {why}", name = format.name(), path = path.display(), why))
        }));
    }
    if output.format.renderer().has_job_summary()
        && let Some(summary) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|name| !name.is_empty())
    {
        let added = text(&render::JOB_SUMMARY, report, output)
            .and_then(|text| write::append(Path::new(&summary), shortened(&text)).map_err(|error| error.to_string()));
        failed.extend(added.err().map(|why| lang::to_people(|| tr!("the job summary: {why}", why))));
    }
    if let Some(words) = output.format.renderer().beside(report).filter(|_| !output.quiet) {
        forgive(writeln!(io::stderr().lock(), "{words}"))?;
    }
    for why in &failed {
        forgive(writeln!(io::stderr().lock(), "{}", lang::to_people(|| tr!("error: {error}", error = why))))?;
    }
    Ok(if failed.is_empty() { verdict } else { Verdict::FixFailed })
}

fn text(renderer: &dyn Renderer, report: &Report<'_>, output: &OutputArgs) -> Result<Vec<u8>, String> {
    let look = Look {
        colour: false,
        links: false,
        width: PIPED_WIDTH,
        whole_paths: true,
        verbosity: i8::from(output.verbose),
    };
    let mut text = Vec::new();
    renderer.render(report, look, &mut text).map_err(|error| error.to_string())?;
    Ok(text)
}

/// As many whole lines as GitHub takes.
fn shortened(text: &[u8]) -> &[u8] {
    let Some(head) = text.get(..SUMMARY_LIMIT) else { return text };
    let end = memchr::memrchr(b'\n', head).map_or(0, |at| at + 1);
    text.get(..end).unwrap_or(text)
}
