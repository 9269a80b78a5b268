//! The files of the upgrade folder: the reports, the runbook and its sheets, the patch, and the template of the values that are
//! needed. Who writes them, and where the fixed copies go, is for others to say.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::loaded::Holds;
use super::patch;
use super::place::Place;
use super::session::Session;
use crate::fix::apply::Proven;
use crate::fix::proof::Fixed;
use crate::input::marks::MANIFEST_FILE;
use crate::lint::finding::Finding;
use crate::lint::rule::Context;
use crate::lint::suppress::Findings;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::export::Export;
use crate::report::render;
use crate::report::report::{Look, Report, Tongue};
use crate::text::lang::{comma, tr};
use crate::upgrade::plan::{Basis, File, Plan};
use crate::upgrade::template;

/// The name of the values that a person fills in.
pub(crate) const FILLED_IN: &str = "values.toml";

/// The name of the patch in the folder.
pub(crate) const PATCH_FILE: &str = "fix.patch";

/// The folder of the changed files in the folder.
pub(crate) const FIXED: &str = "fixed";

/// How the reports in the folder look.
pub(crate) const LOOK: Look = Look { colour: false, width: 100, whole_paths: true, verbosity: 0, links: false };

/// What was read, and what was given beside it.
pub(crate) struct Given {
    /// The PATHs.
    pub inputs: Vec<String>,
    /// What the inputs are called in a sentence.
    pub input: String,
    /// The list that names more of them, as flags.
    pub list: Option<String>,
    /// The flags, as a shell takes them.
    pub flags: Vec<String>,
    /// The file of options.
    pub config: Option<String>,
    /// Whether a manifest is written, too.
    pub has_manifest: bool,
    /// Whether a value is still needed.
    pub needs_values: bool,
}

/// The upgrade folder, but for the fixed copies.
pub(crate) struct Folder {
    given: Given,
    /// The patch, exact.
    pub patch: String,
    /// What does not stand in it, in a sentence.
    pub left_out: Option<String>,
    made: BTreeSet<usize>,
    others: Vec<String>,
    answer: String,
}

/// What a plan must know of beside its findings.
pub(crate) struct Beside<'a> {
    /// What components need and no finding shows.
    unseen: Vec<Finding<'a>>,
    /// What may be of components and was not read, although nothing failed.
    left_out: Vec<String>,
}

impl<'a> Beside<'a> {
    /// All that of a run that found `findings`.
    pub(crate) fn of<P: Place>(
        session: &Session<'_, P>,
        export: &Export<'a>,
        findings: &Findings<'a>,
        holds: &Holds<'_>,
    ) -> Self {
        let unseen = session.lacking_unseen(export, findings);
        let is_type = |finding: &Finding<'_>| finding.topic == Topic::Missing(SourceKey::DbType);
        // Where no type is due, nobody writes one to all of a server.
        let is_due = findings.shown.iter().chain(&unseen).any(is_type);
        let left_out = if is_due { session.loaded.left_out(export, holds) } else { Vec::new() };
        Self { unseen, left_out }
    }
}

impl Folder {
    /// The folder of what was proven, with the reports of the run in it.
    pub(crate) fn new<P: Place>(
        session: &Session<'_, P>,
        export: &Export<'_>,
        proven: &Proven<'_>,
        report: &Report<'_>,
        given: Given,
    ) -> Self {
        let edits = proven.fixed.iter().flat_map(|fixed| fixed.edits.iter());
        let mut left = Vec::new();
        let patch = patch::text(session, export, &proven.fixed, &mut left);
        let left_out = left_out(&left);
        let mut others = others(&given, !proven.fixed.is_empty());
        others.extend(left_out.clone());
        let made = edits.map(|applied| applied.finding).collect();
        Self { given, patch, left_out, made, others, answer: render::answer(report) }
    }

    /// What the plan is made of.
    pub(crate) fn basis<'b, 'a, P: Place>(
        &'b self,
        session: &'b Session<'_, P>,
        (export, fixed): (&'b Export<'a>, &'b Export<'a>),
        (findings, beside): (&'b [Finding<'a>], &'b Beside<'a>),
        report: &'b Report<'_>,
    ) -> Basis<'b, 'a> {
        Basis {
            export,
            fixed,
            findings,
            unseen: &beside.unseen,
            left_out: &beside.left_out,
            is_of_some: session.is_of_some(),
            states: &report.states,
            answer: &self.answer,
            failures: &report.failures,
            made: &self.made,
            settings: &session.settings,
            not_checked: &report.run.not_checked,
            others: &self.others,
            inputs: &self.given.inputs,
            list: self.given.list.as_deref(),
            flags: &self.given.flags,
            config: self.given.config.as_deref(),
        }
    }

    /// Its files behind the reports.
    pub(crate) fn files(&self, plan: &Plan, basis: Basis<'_, '_>) -> Vec<File> {
        let mut files = plan.files(basis);
        let context = Context { export: basis.export, settings: basis.settings };
        let text = template::write(context, basis.findings, &self.given.input);
        files.push(File { path: FILLED_IN.into(), text, mode: 0o644 });
        let text = template::table::write(context, basis.findings);
        files.push(File { path: "values.csv".into(), text, mode: 0o644 });
        files.push(File { path: PATCH_FILE.into(), text: self.patch.clone(), mode: 0o600 });
        files
    }
}

/// Whether the folder asks for values.
pub(crate) fn needs_values<P: Place>(session: &Session<'_, P>, export: &Export<'_>, findings: &[Finding<'_>]) -> bool {
    template::is_needed(Context { export, settings: &session.settings }, findings)
}

/// The reports of a folder: formats, and the names of the files.
pub(crate) const REPORTS: [(&str, &str); 3] =
    [("json", "report.json"), ("markdown", "report.md"), ("html", "report.html")];

/// The reports of the run, in every format that a folder takes.
pub(crate) fn report_files(report: &Report<'_>, english: Option<&[u8]>) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for (format, name) in REPORTS {
        files.push(File { path: name.into(), text: report_text(report, format, english)?, mode: 0o644 });
    }
    Ok(files)
}

/// The report in one format. `english` is the one for programs, where the report speaks another language.
pub(crate) fn report_text(report: &Report<'_>, format: &str, english: Option<&[u8]>) -> io::Result<String> {
    let mut bytes = Vec::new();
    if let Some(renderer) = render::ALL.iter().find(|renderer| renderer.name() == format) {
        match english.filter(|_| renderer.tongue() == Tongue::English) {
            Some(english) => bytes.extend_from_slice(english),
            None => renderer.render(report, LOOK, &mut bytes)?,
        }
    }
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// What the runbook says of the other files: of those that are there, and of what is in them.
fn others(given: &Given, has_fixed: bool) -> Vec<String> {
    let names = REPORTS.map(|(_, name)| name);
    let mut others = vec![tr!("{files}: what was found, secrets masked", files = names.join(comma()))];
    if has_fixed {
        others.extend([
            tr!("{folder}/: copies of the files with the fixes in them; they hold passwords, as the originals do", folder = FIXED),
            tr!(
                "{file}: the same as a patch for `git apply` in the directory where this plan was made; it may hold passwords",
                file = PATCH_FILE,
            ),
        ]);
    } else {
        others.push(tr!("{file}: empty, for nothing was fixed", file = PATCH_FILE));
    }
    if given.needs_values {
        others.extend([
            tr!(
                "{file}: what is still needed, with proposals; fill it in and give it with `--values` to the next plan, which \
                 leaves your file alone",
                file = FILLED_IN,
            ),
            tr!(
                "values.csv: the same as a table for a spreadsheet; the column `value` is yours, and `--values values.csv` reads it \
                 back as the spreadsheet saves it"
            )
            .to_owned(),
        ]);
    } else {
        others.push(tr!("{file}, values.csv: empty, for no value is needed", file = FILLED_IN));
    }
    others.extend(given.has_manifest.then(|| tr!("{file}: every edit and what it rests on", file = MANIFEST_FILE)));
    others
}

/// What does not stand in the patch, in a sentence; None where all does.
fn left_out(left: &[(String, &'static str)]) -> Option<String> {
    let (first, why) = left.first()?;
    Some(match left.len() {
        1 => tr!(
            "1 changed file is not in {patch}, such as {first}, because {why}; {folder}/ holds all",
            patch = PATCH_FILE,
            first,
            why,
            folder = FIXED,
        ),
        n => tr!(
            "{n} changed files are not in {patch}, such as {first}, because {why}; {folder}/ holds all",
            n,
            patch = PATCH_FILE,
            first,
            why,
            folder = FIXED,
        ),
    })
}

/// Where the copy of a fixed document goes below the folder.
pub(crate) fn place<P: Place>(session: &Session<'_, P>, fixed: &Fixed) -> Option<PathBuf> {
    Some(Path::new(FIXED).join(session.loaded.sources.get(fixed.number)?.output()?))
}
