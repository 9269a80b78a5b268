//! `omslint plan`: the upgrade folder. Writes only below its own directory, and calls nothing.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::{Common, OutputArgs, PlanArgs};
use super::diff;
use super::fix::said;
use super::reports::{Foreign, Take};
use super::session::Session;
use super::terminal::{forgive, look, show};
use super::user_files::UserFiles;
use super::{Failed, manifest_entries, next, reports};
use crate::config::UserFileKind;
use crate::disk::digest::sha256;
use crate::disk::manifest::{self, Manifest};
use crate::disk::marks::MANIFEST_FILE;
use crate::disk::out_dir::{KEPT, MADE, OutDir, Output};
use crate::disk::{scan, write};
use crate::fix::proof::Fixed;
use crate::fix::write::Destination;
use crate::lint::finding::Finding;
use crate::lint::suppress::Findings;
use crate::oms::export::Export;
use crate::report::render;
use crate::report::render::listing::{self, Tone};
use crate::report::report::Report;
use crate::run::folder::{self, Beside, FIXED, Given, LOOK, PATCH_FILE, place, report_files};
use crate::run::usage::Usage;
use crate::run::verdict::Verdict;
use crate::text::lang::{self, Language, comma, tr};
use crate::upgrade::plan::{Basis, File, Plan};

pub(super) fn run(args: &PlanArgs, user: &UserFiles) -> Result<Verdict, Failed> {
    let common = &args.common;
    if common.input.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Usage::new(|| tr!("`plan` writes copies of files, so it takes no `-`; name the file")).into());
    }
    lang::to_people(|| reports::check(&common.report))?;
    let foreign = Foreign::make(common, user.languages, |take| found_again(common, user, take))?;
    let english = in_english(common, user)?;
    let session = Session::open(common, user)?;
    let export = session.export()?;
    let findings = session.lint(&export);
    if session.is_empty(&export) {
        return nothing(args, &session, (&export, findings), (english.as_ref(), foreign));
    }
    let takes = session.due_in_plan(&export, &findings, args.unsafe_fixes);
    let made = session.make_fixes(&export, &findings, &takes);
    let proven = session.prove(&made, &export, &findings, &takes);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let mut report = session.report(&export, &documents, findings.clone(), Vec::new());
    report.show_secrets = false;

    let recorded = manifest_entries::in_english(&session, &export, proven.fixed.is_empty());
    let recorded = recorded.as_deref().unwrap_or(&findings.shown);
    let mut folder = Folder::open(args, &session, (&export, recorded), &proven.fixed)?;
    let mut files = report_files(&report, english.as_ref().map(|english| english.folder.as_slice()))?;
    let inputs = inputs(common);
    let list = next::list(common);
    let input = match &list {
        Some(list) => inputs.iter().cloned().chain([list.clone()]).collect::<Vec<_>>().join(comma()),
        None if common.input.paths.is_empty() => tr!("the working directory").to_owned(),
        None => inputs.join(comma()),
    };
    let config =
        user.files.first().filter(|file| file.role == Some(UserFileKind::Config)).map(|file| file.shown.clone());
    let is_needed = folder::needs_values(&session, &export, &findings.shown);
    let flags = flags(args, user);
    let given = Given { inputs, input, list, flags, config, has_manifest: true, needs_values: is_needed };
    let texts = folder::Folder::new(&session, &export, &proven, &report, given);
    let beside = Beside::of(&session, &export, &findings, &scan::holds);
    let basis = texts.basis(&session, (&export, &proven.export), (&findings.shown, &beside), &report);
    let plan = Plan::draw(basis);
    files.extend(texts.files(&plan, basis));
    let kept = folder.spare(&mut files);
    let failed = folder.write(&proven.fixed, &files);

    said(&export, &proven.unproven)?;
    if common.output.format.is_for_people() {
        tell(args, (&plan, basis, &report), (&kept, &failed), texts.left_out.as_deref())?;
    } else {
        complain(&failed)?;
        show_report(&report, &common.output, english.as_ref())?;
    }
    let broken = !proven.unproven.is_empty() || !failed.is_empty();
    let verdict = session.verdict(&export, &findings.shown, broken, false);
    Ok(reports::write_all(&report, common, verdict, foreign)?)
}

/// A run in which nothing was read: most likely a path is wrong, and the folder of an earlier run stays as it is.
fn nothing<'d>(
    args: &PlanArgs,
    session: &Session<'_>,
    (export, findings): (&Export<'d>, Findings<'d>),
    (english, foreign): (Option<&English>, Foreign),
) -> Result<Verdict, Failed> {
    let failures = session.failures(export);
    let mut lines: Vec<_> =
        failures.iter().map(|failure| tr!("{path}: {why}", path = failure.path, why = failure.message)).collect();
    let folder = args.output.display();
    lines.push(match write::exists(&session.cwd.join(&args.output)) {
        true => tr!(
            "nothing of OMS was read, so there is nothing to plan, and {folder} was left as it is; correct the paths",
            folder,
        ),
        false => tr!(
            "nothing of OMS was read, so there is nothing to plan, and {folder} was not made; correct the paths",
            folder,
        ),
    });
    complain(&lines)?;
    let shown = findings.shown.clone();
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    let report = session.report(export, &documents, findings, Vec::new());
    if !args.common.output.format.is_for_people() {
        show_report(&report, &args.common.output, english)?;
    }
    let verdict = session.verdict(export, &shown, false, false);
    Ok(reports::write_all(&report, &args.common, verdict, foreign)?)
}

/// What of a plan is in another language than the rest: what programs read.
struct English {
    /// `report.json`, as text.
    folder: Vec<u8>,
    /// What goes to standard output, if it is of that kind.
    printed: Vec<u8>,
}

/// What is found, once more, for what is masked as all of a plan is.
fn found_again(common: &Common, user: &UserFiles, take: &mut Take<'_>) -> Result<(), Failed> {
    let mut common = common.clone();
    common.output.show_secrets = false;
    diff::found_again(&common, user, take)
}

/// Makes that of a run of its own; None where the plan speaks English.
fn in_english(common: &Common, user: &UserFiles) -> Result<Option<English>, Failed> {
    if lang::current() == Language::English {
        return Ok(None);
    }
    let printed = common.output.format.renderer();
    let mut english = English { folder: Vec::new(), printed: Vec::new() };
    let folder = render::ALL.iter().find(|renderer| renderer.name() == "json");
    lang::speaking(Language::English, || {
        found_again(common, user, &mut |report| {
            if let Some(renderer) = folder {
                renderer.render(report, LOOK, &mut english.folder)?;
            }
            if user.languages.of(printed.tongue()) == Language::English {
                printed.render(report, look(&common.output, io::stdout().is_terminal()), &mut english.printed)?;
            }
            Ok(())
        })
    })?;
    Ok(Some(english))
}

/// Writes the report to standard output.
fn show_report(report: &Report<'_>, output: &OutputArgs, english: Option<&English>) -> io::Result<()> {
    match english.filter(|english| !english.printed.is_empty()) {
        Some(english) => forgive(io::stdout().lock().write_all(&english.printed)),
        None => show(report, output, false),
    }
}

/// The PATHs that are read.
fn inputs(common: &Common) -> Vec<String> {
    let paths = &common.input.paths;
    if paths.is_empty() && common.input.files_from.is_none() {
        vec![".".to_owned()]
    } else {
        paths.iter().map(|path| path.display().to_string()).collect()
    }
}

/// What the user gave that decides what is read and found, so that the commands of the runbook ask the same. What the file of
/// options says of versions and times stands there, too: the runbook is read without it.
fn flags(args: &PlanArgs, user: &UserFiles) -> Vec<String> {
    // What omslint.toml says of these, every command finds there.
    let is_left = |name: &str| name == "values" || next::READS.contains(&name);
    let mut flags = next::flags(&args.common, |name| !is_left(name) || !user.options.contains(name));
    flags.extend(args.unsafe_fixes.then(|| "--unsafe-fixes".to_owned()));
    flags
}

/// The folder that is written.
struct Folder<'r, 'd> {
    session: &'r Session<'r>,
    export: &'r Export<'d>,
    findings: &'r [Finding<'d>],
    directory: OutDir,
    manifest: Manifest<()>,
}

impl<'r, 'd> Folder<'r, 'd> {
    /// Checks every place before anything is written, and clears what an earlier run left.
    fn open(
        args: &PlanArgs,
        session: &'r Session<'r>,
        (export, findings): (&'r Export<'d>, &'r [Finding<'d>]),
        fixed: &[&Fixed],
    ) -> Result<Self, Usage> {
        let wrong = |error: crate::disk::out_dir::OutDirError| Usage::new(|| error.to_string());
        let directory = OutDir::new(&args.output, &session.cwd).map_err(wrong)?;
        let output = |fixed: &&Fixed| {
            let shown = session.loaded.documents.get(fixed.number)?.path.to_string();
            Some(Output { shown, source: session.original(fixed), place: place(session, fixed)? })
        };
        let outputs: Vec<Output> = fixed.iter().filter_map(output).collect();
        directory.check(&outputs, &[MANIFEST_FILE, PATCH_FILE]).map_err(wrong)?;
        directory.clear().map_err(wrong)?;
        let manifest = manifest_entries::manifest(session, &args.common.knowledge, args.unsafe_fixes, None);
        Ok(Self { session, export, findings, directory, manifest })
    }

    /// Leaves alone what a person changed since an earlier run wrote it: what was to be written in its place gets
    /// another name, but for values, which are hers. Returns what stays, each with the name of what is new.
    fn spare(&self, files: &mut Vec<File>) -> Vec<Kept> {
        let mut kept = Vec::new();
        files.retain_mut(|file| {
            // What an earlier run wrote and nobody changed was cleared.
            if !KEPT.contains(&file.path.as_str()) || !write::exists(&self.directory.path().join(&file.path)) {
                return true;
            }
            let old = file.path.clone();
            let new = match old.rsplit_once('.') {
                Some((stem, ending)) if !stem.starts_with("values") => Some(format!("{stem}.new.{ending}")),
                _ => None,
            };
            kept.push((old, new.clone()));
            let Some(new) = new else { return false };
            file.path = new;
            true
        });
        kept
    }

    /// Writes everything, the manifest first: so the folder is known for ours whenever the run is cut off. Returns what
    /// could not be written.
    fn write(&mut self, fixed: &[&Fixed], files: &[File]) -> Vec<String> {
        let made = files.iter().map(|file| (file.path.clone(), sha256(file.text.as_bytes()).into()));
        self.manifest.options.insert(MADE.into(), serde_json::Value::Object(made.collect()));
        let mut failed = crate::fix::write::write(fixed, self).failed;
        // Nothing else goes where not even the record could be written: all would fail as it did, and it is said once.
        if !failed.is_empty() && !write::exists(&self.directory.path().join(MANIFEST_FILE)) {
            return failed;
        }
        for file in files {
            let written = self.directory.write(Path::new(&file.path), file.text.as_bytes(), file.mode);
            failed.extend(written.err().map(|error| error.to_string()));
        }
        // What keeps one file from being written is often the same for all.
        failed.dedup();
        failed
    }
}

impl Destination for Folder<'_, '_> {
    /// Where it goes below the folder.
    type Record = PathBuf;

    fn prepare(&mut self, fixed: &Fixed) -> Result<Self::Record, String> {
        place(self.session, fixed).ok_or_else(|| tr!("standard input has no place in the folder").into())
    }

    fn keep(&mut self, texts: &[&Fixed], places: &[PathBuf]) -> Result<(), String> {
        self.directory.make().map_err(|error| error.to_string())?;
        if !places.is_empty() {
            self.directory.make_private(FIXED).map_err(|error| error.to_string())?;
        }
        let files = texts.iter().zip(places).map(|(fixed, place)| {
            let path = self.directory.path().join(place);
            manifest_entries::file(self.export, self.findings, fixed, (&path, true), None)
        });
        let manifest = self.manifest.clone().with(files.collect::<Vec<_>>());
        let path = self.directory.path().join(MANIFEST_FILE);
        manifest::write(&path, &manifest).map(|_| ()).map_err(|error| error.to_string())
    }

    fn put(&mut self, fixed: &Fixed, place: &PathBuf) -> Result<(), String> {
        let bytes = fixed.document.text().as_bytes();
        // Whoever could read the original: the copy holds its secrets and is its owner's alone.
        self.directory.write(place, bytes, 0o600).map(|_| ()).map_err(|error| error.to_string())
    }

    fn without_record(&self, why: &str) -> String {
        tr!("{why}; nothing was written", why)
    }

    /// The folder holds copies, so a run that is ended at once leaves nothing half done.
    fn is_interrupted(&self) -> bool {
        false
    }
}

/// A line without secrets and without what steers a terminal.
fn harmless(line: &str) -> String {
    let line = crate::text::redact::text(line);
    line.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The runbook in Markdown, in the folder.
const RUNBOOK: &str = "runbook.md";

/// A file that stays as a person left it, and the name of what was written beside it.
type Kept = (String, Option<String>);

fn complain(failed: &[String]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    failed
        .iter()
        .try_for_each(|failure| forgive(writeln!(out, "{}", harmless(&tr!("error: {error}", error = failure)))))
}

/// On standard output: what `check` says first, what was written, and the lines for a chat.
fn tell(
    args: &PlanArgs,
    (plan, basis, report): (&Plan, Basis<'_, '_>, &Report<'_>),
    (kept, failed): (&[Kept], &[String]),
    left: Option<&str>,
) -> io::Result<()> {
    complain(failed)?;
    let look = look(&args.common.output, io::stdout().is_terminal());
    let folder = harmless(&args.output.display().to_string());
    let mut text = String::new();
    for failure in basis.failures {
        let line = harmless(&tr!("not read: {path}: {why}", path = failure.path, why = failure.message));
        text.push_str(&listing::wrapped(look, Tone::Bad, &line));
    }
    let mut overview = Vec::new();
    render::overview(report, look, &mut overview)?;
    text.push_str(&String::from_utf8_lossy(&overview));
    text.push_str(&listing::wrapped(look, Tone::Weak, &tr!("{sentence}.", sentence = plan.summary())));
    for (old, new) in kept {
        let words = match new {
            Some(new) => tr!("{old} was changed by somebody, so it stays; what is new stands in {new}", old, new),
            None => tr!("{old} was changed by somebody, so it stays", old),
        };
        text.push_str(&listing::wrapped(look, Tone::Doubt, &harmless(&words)));
    }
    for sentence in left.map(str::to_owned).into_iter().chain(plan.half_done()) {
        text.push_str(&listing::wrapped(look, Tone::Doubt, &tr!("{sentence}.", sentence = harmless(&sentence))));
    }
    // Where a person wrote into the runbook of an earlier plan, that one stays, and says what was true then.
    let renamed = kept.iter().find(|(old, _)| old == RUNBOOK).and_then(|(_, new)| new.as_deref());
    let runbook = harmless(&format!("{folder}/{}", renamed.unwrap_or(RUNBOOK)));
    if failed.is_empty() {
        let words = match renamed {
            Some(_) => tr!(
                "Wrote {folder}; begin with {runbook}; {old} is of an earlier plan. omslint called nothing.",
                folder,
                runbook,
                old = RUNBOOK,
            ),
            None => tr!("Wrote {folder}; begin with {runbook}. omslint called nothing.", folder, runbook),
        };
        text.push_str(&listing::wrapped(look, Tone::Plain, &words));
    }
    // Without a folder there is nothing to hand on; where it is not whole, that is.
    let begun = if failed.is_empty() { renamed.unwrap_or(RUNBOOK) } else { MANIFEST_FILE };
    if !args.common.output.quiet && write::exists(&args.output.join(begun)) {
        text.push('\n');
        let mut lines = plan.chat(basis, &runbook);
        // Whatever else is due: nobody can go on with files that are not there.
        if let Some(next) = lines.last_mut().filter(|_| !failed.is_empty()) {
            *next = tr!(
                "Next: {folder} is not whole, for not every file could be written; whoever ran this makes room for them, and plans again",
                folder,
            );
        }
        for (at, line) in lines.iter().enumerate() {
            let tone = if at == 0 { Tone::Strong } else { Tone::Plain };
            // Never wrapped: they are there to be copied.
            text.push_str(&format!("{}\n", listing::said(look, tone, &harmless(line))));
        }
    }
    forgive(io::stdout().lock().write_all(text.as_bytes()))
}
