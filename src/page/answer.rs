//! What goes back to the page: how the run ended, its reports, the fixed files, the patch and the upgrade folder.

use serde::Serialize;

use super::dropped::Dropped;
use super::options::Options;
use crate::input::path;
use crate::report::render;
use crate::report::report::Report;
use crate::run::folder::{Folder, Given, LOOK, place, report_files};
use crate::run::session::Session;
use crate::run::usage::Usage;
use crate::run::user_files::UserFiles;
use crate::run::verdict::Verdict;
use crate::text::lang::{comma, tr};
use crate::upgrade::plan::Plan;

/// The answer of a run.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    /// What the user got wrong; there is no report then.
    error: Option<String>,
    /// How it ended, by the name of the exit code.
    verdict: &'static str,
    /// The one sentence.
    answer: String,
    /// What the plan comes to.
    summary: String,
    /// The fixes that failed their proof.
    unproven: Vec<String>,
    /// The fixed files, each with its path as it was dropped.
    fixed: Vec<TextFile>,
    /// What does not stand in the patch.
    left_out: Option<String>,
    /// Everything of the upgrade folder: reports, runbook, sheets, patch, values.
    folder: Vec<TextFile>,
}

/// A file that is given back.
#[derive(Debug, Serialize)]
struct TextFile {
    path: String,
    text: String,
}

impl Answer {
    pub(super) fn of_mistake(mistake: &str) -> Self {
        Self { error: Some(mistake.to_owned()), verdict: "usage", ..Self::default() }
    }
}

/// How a run ended, by the name of its exit code.
fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clean => "clean",
        Verdict::Found => "found",
        Verdict::Usage => "usage",
        Verdict::InputFailed => "input-failed",
        Verdict::Empty => "empty",
        Verdict::FixFailed => "fix-failed",
        Verdict::Interrupted => "interrupted",
    }
}

/// The report for programs, of a session that speaks English.
pub(super) fn json(session: &Session<'_, Dropped>) -> Result<Vec<u8>, Usage> {
    let export = session.export()?;
    let findings = session.lint(&export);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(&export, &documents, findings, Vec::new());
    let mut bytes = Vec::new();
    if let Some(renderer) = render::ALL.iter().find(|renderer| renderer.name() == "json") {
        renderer.render(&report, LOOK, &mut bytes).map_err(|error| Usage::new(|| error.to_string()))?;
    }
    Ok(bytes)
}

/// Everything of a session. `english` is the report for programs, where the session speaks another language.
pub(super) fn of(
    session: &Session<'_, Dropped>,
    options: &Options,
    user: &UserFiles,
    english: Option<&[u8]>,
) -> Result<Answer, Usage> {
    let export = session.export()?;
    let findings = session.lint(&export);
    let made = Session::<Dropped>::make_fixes(&export, &findings, options.unsafe_fixes);
    let proven = session.prove(&made, &export, &findings, options.unsafe_fixes);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report: Report<'_> = session.report(&export, &documents, findings.clone(), Vec::new());
    let reports = report_files(&report, english).map_err(|error| Usage::new(|| error.to_string()))?;
    let verdict = name(session.verdict(&export, &findings.shown, !proven.unproven.is_empty(), false));

    let inputs: Vec<String> = session.loaded.paths.iter().map(|(shown, _)| shown.clone()).collect();
    let mut flags = options.flags();
    let values = user.files.iter().filter(|file| file.role.is_some() && file.shown.contains('.'));
    flags.extend(
        values
            .filter(|file| file.shown != crate::config::FILE_NAME)
            .map(|file| format!("--values {}", crate::text::shell::word(&file.shown))),
    );
    let input = inputs.join(comma());
    let given = Given { inputs, input, flags, has_manifest: false };
    let folder = Folder::new(session, &export, &proven, (&report, &reports), given);
    let basis = folder.basis(session, (&export, &proven.export), &findings.shown, &report);
    let plan = Plan::draw(basis);
    let mut files = reports;
    files.extend(folder.files(&plan, basis));
    let fixed = proven.fixed.iter().filter_map(|fixed| {
        let place = place(session, fixed)?;
        Some(TextFile { path: path::with_slashes(&place).into_owned(), text: fixed.document.text().to_owned() })
    });
    let said = |number: &usize| export.document(*number).map(|document| document.path.to_string());
    Ok(Answer {
        error: None,
        verdict,
        answer: render::answer(&report),
        summary: plan.summary(),
        unproven: proven
            .unproven
            .iter()
            .map(|one| tr!("{path}: {why}", path = said(&one.number).unwrap_or_default(), why = one.reason))
            .collect(),
        fixed: fixed.collect(),
        left_out: folder.left_out.clone(),
        folder: files.into_iter().map(|file| TextFile { path: file.path, text: file.text }).collect(),
    })
}
