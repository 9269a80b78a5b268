//! A run that the page holds: what is shown at once is made at once, and what a button asks for when it is asked for.

use std::cell::OnceCell;

use super::answer::{Answer, Planned, name};
use super::dropped::{Dropped, Tree};
use super::options::Options;
use super::progress::{Stage, Tell};
use super::reading::{Files, session};
use super::{packed, sheet};
use crate::config::FILE_NAME;
use crate::fix::apply::Proven;
use crate::fix::proof::{Takes, is_applicable};
use crate::input::path;
use crate::lint::finding::Finding;
use crate::lint::rule::Context;
use crate::lint::suppress::Findings;
use crate::oms::export::Export;
use crate::report::render;
use crate::report::report::Report;
use crate::run::folder::{Beside, FIXED, Folder, Given, PATCH_FILE, REPORTS, needs_values, report_files, report_text};
use crate::run::session::Session;
use crate::run::usage::Usage;
use crate::run::user_files::UserFiles;
use crate::text::lang::{self, Language, comma, tr};
use crate::text::shell;
use crate::upgrade::plan::{Basis, File, Plan};
use crate::upgrade::template;

/// A run. It is about what it read, and lives until its worker ends, which takes all memory with it: so nothing is given back
/// before.
pub(super) struct Held {
    options: Options,
    user: &'static UserFiles,
    files: Files,
    session: &'static Session<'static, Dropped>,
    export: &'static Export<'static>,
    findings: Findings<'static>,
    /// What a plan must know of beside them.
    beside: Beside<'static>,
    report: Report<'static>,
    english: OnceCell<Vec<u8>>,
    fixed: OnceCell<(Proven<'static>, Folder)>,
    /// None where the plan makes the same ones.
    planned: OnceCell<Option<(Proven<'static>, Folder)>>,
    tell: Tell,
}

/// For as long as the worker runs.
fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// The report for programs, of a session that speaks English.
fn json(session: &Session<'_, Dropped>) -> Result<Vec<u8>, Usage> {
    let export = session.export()?;
    let findings = session.lint(&export);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(&export, &documents, findings, Vec::new());
    Ok(report_text(&report, "json", None).map_err(|error| Usage::new(|| error.to_string()))?.into_bytes())
}

impl Held {
    /// Reads what was handed over, and looks at it.
    pub(super) fn new(files: Files, options: Options, user: UserFiles, tell: Tell) -> Result<Self, Usage> {
        let user = keep(user);
        let session = keep(session(&files, &options, user, tell)?);
        tell(Stage::Look, 0, 0);
        let export = keep(session.export()?);
        let findings = session.lint(export);
        let tree = Tree::new(&files, tell);
        let beside = Beside::of(session, export, &findings, &|folder, is_meant| tree.holds(folder, is_meant));
        let documents: &'static Vec<_> = keep(export.inputs.iter().map(|input| input.document).collect());
        let report = session.report(export, documents, findings.clone(), Vec::new());
        let (english, fixed, planned) = Default::default();
        Ok(Self { options, user, files, session, export, findings, beside, report, english, fixed, planned, tell })
    }

    /// How it ended, as far as it can be said before the fixes are proven.
    pub(super) fn answer(&self) -> Answer {
        let verdict = self.session.verdict(self.export, &self.findings.shown, false, false);
        Answer { error: None, verdict: name(verdict), answer: render::answer(&self.report) }
    }

    /// What the fixes and the plan come to.
    pub(super) fn plan(&self) -> Planned {
        let (proven, folder) = self.fixed();
        let plan = Plan::draw(self.basis());
        let said = |number: usize| self.export.document(number).map(|document| document.path.to_string());
        let unproven = proven
            .unproven
            .iter()
            .map(|one| tr!("{path}: {why}", path = said(one.number).unwrap_or_default(), why = one.reason));
        let context = Context { export: self.export, settings: &self.session.settings };
        Planned {
            error: None,
            summary: plan.summary(),
            unproven: unproven.collect(),
            fixed: proven.fixed.len(),
            has_patch: !folder.patch.is_empty(),
            left_out: folder.left_out.clone(),
            values: template::write(context, &self.findings.shown, &self.inputs().join(comma())),
        }
    }

    /// The bytes of what is saved under this name.
    pub(super) fn make(&self, name: &str) -> Result<Vec<u8>, String> {
        (self.tell)(if name == "report.html" { Stage::Report } else { Stage::Write }, 0, 0);
        let said = |error: std::io::Error| error.to_string();
        if let Some((format, _)) = REPORTS.iter().find(|(_, known)| *known == name) {
            let english = if *format == "json" { self.english()? } else { None };
            return report_text(&self.report, format, english).map_err(said).map(String::into_bytes);
        }
        Ok(match name {
            "findings.csv" => sheet::write(&self.report).into_bytes(),
            PATCH_FILE => self.fixed().1.patch.clone().into_bytes(),
            "omslint-fixed.zip" => {
                packed::zip(self.copies(self.fixed()).iter(), self.options.now, self.options.windows)?
            }
            "omslint-upgrade.zip" => packed::zip(self.folder()?.iter(), self.options.now, self.options.windows)?,
            other => {
                let plan = Plan::draw(self.basis());
                let files = self.planned().1.files(&plan, self.basis());
                files.into_iter().find(|file| file.path == other).map(|file| file.text.into_bytes()).unwrap_or_default()
            }
        })
    }

    /// The upgrade folder.
    fn folder(&self) -> Result<Vec<File>, String> {
        let mut files = report_files(&self.report, self.english()?).map_err(|error| error.to_string())?;
        let planned = self.planned();
        files.extend(planned.1.files(&Plan::draw(self.basis()), self.basis()));
        files.extend(
            self.copies(planned).into_iter().map(|file| File { path: format!("{FIXED}/{}", file.path), ..file }),
        );
        Ok(files)
    }

    /// The fixed files, each with its path as it was dropped.
    fn copies(&self, (proven, _): &(Proven<'static>, Folder)) -> Vec<File> {
        let copies = proven.fixed.iter().filter_map(|fixed| {
            let place = self.session.loaded.sources.get(fixed.number)?.output()?;
            let path = path::with_slashes(&place).into_owned();
            Some(File { path, text: fixed.document.text().to_owned(), mode: 0o600 })
        });
        copies.collect()
    }

    /// The report for programs where the person is told another language: it is made of a run of its own.
    fn english(&self) -> Result<Option<&[u8]>, String> {
        if self.options.language() == Language::English {
            return Ok(None);
        }
        if let Some(known) = self.english.get() {
            return Ok(Some(known));
        }
        let made = lang::speaking(Language::English, || {
            session(&self.files, &self.options, self.user, self.tell).and_then(|session| json(&session))
        });
        let made = made.map_err(|usage| usage.to_string())?;
        Ok(Some(self.english.get_or_init(|| made)))
    }

    /// The fixes, proven, and the folder of them.
    fn fixed(&self) -> &(Proven<'static>, Folder) {
        self.fixed.get_or_init(|| self.proven(&|finding| is_applicable(finding, self.options.unsafe_fixes)))
    }

    /// Those of the plan, proven, and its folder.
    fn planned(&self) -> &(Proven<'static>, Folder) {
        let planned = self.planned.get_or_init(|| {
            let with_unsafe = self.options.unsafe_fixes;
            let takes = self.session.due_in_plan(self.export, &self.findings, with_unsafe);
            let is_other = |finding: &Finding<'_>| takes(finding) != is_applicable(finding, with_unsafe);
            self.findings.shown.iter().any(is_other).then(|| self.proven(&takes))
        });
        planned.as_ref().unwrap_or_else(|| self.fixed())
    }

    fn proven(&self, takes: Takes<'_>) -> (Proven<'static>, Folder) {
        (self.tell)(Stage::Fix, 0, 0);
        let made = keep(self.session.make_fixes(self.export, &self.findings, takes));
        let proven = self.session.prove(made, self.export, &self.findings, takes);
        let inputs = self.inputs();
        let input = inputs.join(comma());
        let needs_values = needs_values(self.session, self.export, &self.findings.shown);
        let config = self.user.files.iter().find(|file| file.shown == FILE_NAME).map(|file| file.shown.clone());
        let given = Given { inputs, input, list: None, flags: self.flags(), config, has_manifest: false, needs_values };
        let folder = Folder::new(self.session, self.export, &proven, &self.report, given);
        (proven, folder)
    }

    fn basis(&self) -> Basis<'_, 'static> {
        let (proven, folder) = self.planned();
        let findings = (self.findings.shown.as_slice(), &self.beside);
        folder.basis(self.session, (self.export, &proven.export), findings, &self.report)
    }

    /// What was dropped, by name.
    fn inputs(&self) -> Vec<String> {
        self.session.loaded.paths.iter().map(|(shown, _)| shown.clone()).collect()
    }

    /// What the person said, as flags.
    fn flags(&self) -> Vec<String> {
        let mut flags = self.options.flags();
        let is_values = |shown: &str| shown.contains('.') && shown != FILE_NAME;
        let values = self.user.files.iter().filter(|file| file.role.is_some() && is_values(&file.shown));
        flags.extend(values.map(|file| format!("--values {}", shell::word(&file.shown))));
        flags
    }
}
