//! `omslint verify`: two exports; did the fixes take, was a parameter lost, what remains.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::Failed;
use super::args::{FailOn, VerifyArgs};
use super::session::Session;
use super::terminal::{forgive, look};
use super::user_files::UserFiles;
use crate::lint::finding::Severity;
use crate::oms::export::Export;
use crate::report::render::comparison::{FORMATS, SideView, View};
use crate::run::usage::Usage;
use crate::run::verdict::{Came, Verdict};
use crate::text::failure::Failure;
use crate::text::lang::{comma, tr};
use crate::upgrade::compare::{Comparison, Side, Terms, compare};

pub(super) fn run(args: &VerifyArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    let [old_path, new_path] = common.input.paths.as_slice() else {
        return Err(Usage::new(|| tr!("`verify` takes two exports: omslint verify OLD NEW")).into());
    };
    if [old_path, new_path].iter().any(|path| path.as_os_str() == "-") || common.input.files_from.is_some() {
        return Err(
            Usage::new(|| tr!("`verify` takes two exports by their paths, and neither `-` nor --files-from")).into()
        );
    }
    if common.knowledge.checkpoint.is_some() {
        return Err(Usage::new(|| tr!("`verify` looks at what is there, so it takes no --checkpoint")).into());
    }
    if !common.report.is_empty() {
        return Err(Usage::new(|| {
            tr!("`verify` compares two runs, so it takes no --report; use --format and redirect")
        })
        .into());
    }
    let name = common.output.format.name();
    let Some((_, write)) = FORMATS.iter().find(|(known, _)| *known == name) else {
        let known: Vec<_> = FORMATS.iter().map(|(name, _)| *name).collect();
        let known = known.join(comma());
        return Err(Usage::new(|| tr!("`verify` has no format `{name}`; it has {known}", name, known)).into());
    };
    let (old, new) = (open(args, user, old_path)?, open(args, user, new_path)?);
    let (old_export, new_export) = (old.export()?, new.export_later()?);
    let (old_findings, new_findings) = (old.lint(&old_export), new.lint(&new_export));
    let fails = |severity: Severity| common.rules.fail_on.fails(severity);
    let (old_failures, new_failures) = (old.failures(&old_export), new.failures(&new_export));
    // Of an export that is not there, or in which nothing is, nothing is lost: it is the path that is wrong.
    let is_unread = |side: &Session<'_>, export: &Export<'_>, failures: &[Failure]| {
        side.is_empty(export) && (!failures.is_empty() || !common.input.allow_empty)
    };
    let unread: Vec<_> = [
        (old_path, is_unread(&old, &old_export, &old_failures)),
        (new_path, is_unread(&new, &new_export, &new_failures)),
    ]
    .into_iter()
    .filter(|(_, is_unread)| *is_unread)
    .map(|(path, _)| path.display().to_string())
    .collect();
    let mut comparison = if unread.is_empty() {
        let window = old.settings.downtime.unwrap_or(0).saturating_add(old.settings.reserve);
        compare(
            Side { export: &old_export, findings: &old_findings.shown },
            Side { export: &new_export, findings: &new_findings.shown },
            Terms { fails: &fails, window, now: new.settings.now },
        )
    } else {
        Comparison::default()
    };
    comparison.take_states(&old.states(&old_export, &old_findings), &new.states(&new_export, &new_findings));
    if !common.task.is_empty() {
        comparison.keep_tasks(&common.task);
    }
    let is_done = comparison.is_done() && unread.is_empty();
    let is_nothing = old.is_empty(&old_export) && new.is_empty(&new_export);
    // Infos speak of the copies, such as a mask or a leftover: for people they would hide what is left.
    let is_brief = name != "json" && !common.output.verbose;
    let least = if is_brief { Severity::Warning } else { Severity::Info };
    let least = common.rules.min_severity.map_or(least, Severity::from);
    comparison.findings.retain(|finding| finding.severity >= least || finding.fails);

    let (old_run, new_run) = (old.about(&old_export, &old_findings), new.about(&new_export, &new_findings));
    let (old_shown, new_shown) = (old_path.display().to_string(), new_path.display().to_string());
    let view = View {
        old: SideView { path: &old_shown, run: &old_run, failures: &old_failures },
        new: SideView { path: &new_shown, run: &new_run, failures: &new_failures },
        comparison: &comparison,
        unread: &unread,
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&view, look(&common.output, io::stdout().is_terminal()), &mut out);
    forgive(written.and_then(|()| out.flush()))?;

    // What each side alone comes to, its findings aside: unreadable files, or no OMS configuration at all.
    let sides = [old.verdict(&old_export, &[], false, false), new.verdict(&new_export, &[], false, false)];
    Ok(Verdict::of(Came {
        broken: false,
        unread: sides.contains(&Verdict::InputFailed),
        // Where both are empty, there is nothing that could be left.
        found: !is_done && !is_nothing && common.rules.fail_on != FailOn::Never,
        empty: sides.contains(&Verdict::Empty),
    }))
}

fn open<'u>(args: &VerifyArgs, user: &'u UserFiles, path: &Path) -> Result<Session<'u>, Usage> {
    let mut common = args.common.clone();
    common.input.paths = vec![path.to_path_buf()];
    Session::open(&common, user)
}
