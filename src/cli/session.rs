//! One run: what the user says, what was loaded, the report made of it, and the exit code.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use super::args::{ColourArg, Common, DdlArg, FailOn, InputArgs, OutputArgs, RuleArgs};
use super::interrupt;
use super::load::{Loaded, load};
use super::usage::{Usage, nearest};
use crate::export::{Export, Input, Role};
use crate::finding::{Finding, Severity};
use crate::knowledge::db_types::{DbTypes, Meaning};
use crate::knowledge::versions::DEFAULT_TARGET;
use crate::lint::lint;
use crate::report::{FileCounts, Look, NextStep, NotChecked, Renderer, Report, Run, Summary};
use crate::rule::{DEFAULT_RESERVE, Meta, Rule, Settings};
use crate::{render, rules, shapes, time, unchecked};

/// Width of output that goes to no terminal.
const PIPED_WIDTH: usize = 100;

/// What a run is made with.
pub struct Session {
    /// What the user says.
    pub settings: Settings,
    /// The rules that run.
    pub rules: Vec<&'static dyn Rule>,
    /// What was read.
    pub loaded: Loaded,
    /// The working directory.
    pub cwd: PathBuf,
    to_assumed: bool,
    ddl: DdlArg,
    fail_on: FailOn,
    min_severity: Severity,
    allow_empty: bool,
    show_secrets: bool,
}

impl Session {
    /// Reads the input and checks what the user says.
    ///
    /// # Errors
    /// What the user got wrong.
    pub fn open(common: &Common) -> Result<Self, Usage> {
        let settings = settings(common)?;
        let rules = select(&common.rules)?;
        let (cwd, loaded) = read(&common.input, common.output.jobs)?;
        let session = Self {
            settings,
            rules,
            loaded,
            cwd,
            to_assumed: common.knowledge.to.is_none(),
            ddl: common.knowledge.ddl,
            fail_on: common.rules.fail_on,
            min_severity: common.rules.min_severity.map_or(Severity::Info, Severity::from),
            allow_empty: common.input.allow_empty,
            show_secrets: common.output.show_secrets,
        };
        session.check_checkpoint()?;
        Ok(session)
    }

    /// The documents as inputs of an export.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input<'_>> {
        let companions = self.loaded.sources.iter().map(|source| source.is_companion);
        let inputs = self.loaded.documents.iter().zip(companions);
        inputs.map(|(document, is_companion)| Input { document, is_companion }).collect()
    }

    /// The model of `inputs`.
    #[must_use]
    pub fn export<'d>(&self, inputs: Vec<Input<'d>>) -> Export<'d> {
        Export::build(inputs, shapes::ALL)
    }

    /// What the rules find in `export`.
    #[must_use]
    pub fn lint<'d>(&self, export: &Export<'d>) -> Vec<Finding<'d>> {
        lint(export, &self.settings, &self.rules)
    }

    /// A checkpoint belongs to one component, so it may be given only where exactly one needs it.
    fn check_checkpoint(&self) -> Result<(), Usage> {
        if self.settings.checkpoint.is_none() {
            return Ok(());
        }
        let export = self.export(self.inputs());
        let without = Settings { checkpoint: None, ..self.settings.clone() };
        let all: Vec<&dyn Rule> = rules::ALL.to_vec();
        let found = lint(&export, &without, &all);
        let needing: Vec<_> = found.iter().filter(|f| f.code == "OMS102" && f.fix.is_some()).collect();
        match needing.len() {
            1 => Ok(()),
            0 => Err(Usage::new("--checkpoint: no component of this run needs a checkpoint")),
            n => Err(Usage::new(format!(
                "--checkpoint: {n} components of this run need a checkpoint, and each has its own position; run omslint on \
                 one component at a time, or give the values one by one (`omslint values` writes a template)"
            ))),
        }
    }

    /// The report of `findings`.
    #[must_use]
    pub fn report<'a>(
        &self,
        export: &'a Export<'a>,
        documents: &'a [&'a crate::document::Document],
        findings: Vec<Finding<'a>>,
        next: Vec<NextStep>,
    ) -> Report<'a> {
        let settings = &self.settings;
        let mut not_checked = self.loaded.not_checked.clone();
        if self.to_assumed {
            not_checked
                .push(NotChecked { what: "another target".into(), why: format!("no --to, {} assumed", settings.to) });
        }
        not_checked.extend(unchecked::in_export(export, settings));
        let summary = Summary::of(&findings);
        let shown = findings.into_iter().filter(|finding| finding.severity >= self.min_severity).collect();
        Report {
            documents,
            run: Run {
                from: settings.from.map(|version| version.to_string()),
                created_with: settings.created_with.map(|version| version.to_string()),
                to: settings.to.to_string(),
                to_assumed: self.to_assumed,
                ddl: self.ddl.name(),
                files: self.file_counts(export),
                components: export.counts(),
                tasks: export.tasks().len(),
                servers: export.servers().len(),
                not_checked,
            },
            findings: shown,
            failures: self.loaded.failures.clone(),
            summary,
            next,
            show_secrets: self.show_secrets,
        }
    }

    fn file_counts(&self, export: &Export<'_>) -> FileCounts {
        let mut counts =
            FileCounts { failed: self.loaded.failures.len(), ignored: self.loaded.ignored, ..Default::default() };
        for skipped in &self.loaded.skipped {
            if skipped.is_aside {
                counts.recognised += 1;
            } else {
                counts.unrecognised += 1;
            }
        }
        let counted = export.roles.iter().enumerate().filter(|(number, _)| !export.is_companion(*number));
        for (_, role) in counted {
            match role {
                Role::Configuration(_) | Role::Evidence(_) => counts.recognised += 1,
                Role::Unrecognised(_) => counts.unrecognised += 1,
            }
        }
        counts.scanned = counts.recognised + counts.unrecognised + counts.failed;
        counts
    }

    /// The exit code of a run that leaves `findings`. `broken` fixes failed; `differs` if a diff is not empty.
    #[must_use]
    pub fn verdict(&self, export: &Export<'_>, findings: &[Finding<'_>], broken: bool, differs: bool) -> Verdict {
        let counts = export.counts();
        let is_empty = export.counted().next().is_none() && counts.ha_config == 0 && self.loaded.failures.is_empty();
        let never = self.fail_on == FailOn::Never;
        if broken {
            Verdict::FixFailed
        } else if !self.loaded.failures.is_empty() {
            Verdict::InputFailed
        } else if !never && (differs || findings.iter().any(|finding| self.fail_on.fails(finding.severity))) {
            Verdict::Found
        } else if is_empty && !self.allow_empty && !self.loaded.is_nothing_to_do {
            Verdict::Empty
        } else {
            Verdict::Clean
        }
    }
}

/// How a run ended; the exit code of each is the same for every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing at or above `--fail-on` remains.
    Clean,
    /// Findings remain.
    Found,
    /// Wrong usage.
    Usage,
    /// Some inputs could not be read or parsed.
    InputFailed,
    /// No OMS configuration was found.
    Empty,
    /// A fix failed its proof, or a write failed.
    FixFailed,
    /// Ctrl-C ended it.
    Interrupted,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Clean => 0,
            Verdict::Found => 1,
            Verdict::Usage => 2,
            Verdict::InputFailed => 3,
            Verdict::Empty => 4,
            Verdict::FixFailed => 5,
            Verdict::Interrupted => interrupt::EXIT_CODE,
        })
    }
}

/// Reads the input with `jobs` threads.
///
/// # Errors
/// What the user got wrong.
pub fn read(input: &InputArgs, jobs: Option<usize>) -> Result<(PathBuf, Loaded), Usage> {
    let cwd =
        std::env::current_dir().map_err(|error| Usage::new(format!("cannot tell the working directory: {error}")))?;
    if jobs == Some(0) {
        return Err(Usage::new("--jobs takes 1 or more"));
    }
    start_threads(jobs.unwrap_or(0))?;
    let loaded = rayon::scope(|_| load(input, &cwd))?;
    Ok((cwd, loaded))
}

/// Starts the threads on which everything of this run is done, once.
fn start_threads(jobs: usize) -> Result<(), Usage> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let start = || {
        // Trees nest up to a thousand levels, and are built and dropped on these threads.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(16 << 20);
        pool.build_global().map_err(|error| error.to_string())
    };
    let started = STARTED.get_or_init(start).clone();
    started.map_err(|error| Usage::new(format!("cannot start {jobs} threads: {error}")))
}

fn settings(common: &Common) -> Result<Settings, Usage> {
    let knowledge = &common.knowledge;
    let now = match &knowledge.now {
        Some(text) => time::parse(text).ok_or_else(|| {
            Usage::new(format!("--now: `{text}` is no time; write Unix seconds, or UTC text like 2026-11-22T08:00:00"))
        })?,
        None => jiff::Timestamp::now().as_second(),
    };
    let db_types = DbTypes::default();
    let db_type = knowledge.db_type.as_deref().map(|name| db_type(name, &db_types)).transpose()?;
    let checkpoint = knowledge.checkpoint.as_deref().map(checkpoint).transpose()?;
    Ok(Settings {
        from: knowledge.from,
        created_with: knowledge.created_with,
        to: knowledge.to.unwrap_or(DEFAULT_TARGET),
        ddl: knowledge.ddl.answer(),
        db_type,
        checkpoint,
        downtime: knowledge.downtime,
        reserve: knowledge.reserve.unwrap_or(DEFAULT_RESERVE),
        now,
        db_types,
    })
}

fn db_type(name: &str, types: &DbTypes) -> Result<String, Usage> {
    use crate::knowledge::db_types::NAMES;
    match types.meaning(name) {
        Meaning::Known(name) => Ok(name.into_owned()),
        Meaning::Sloppy => Err(Usage::new(
            "--db-type: `oceanbase` means OceanBase 0.5 to OMS; say which you mean: OB_MYSQL, OB_ORACLE or OB_05",
        )),
        Meaning::Unknown => {
            let hint = nearest(name, NAMES.iter().copied()).map(|near| format!("; did you mean {near}?"));
            let hint = hint.unwrap_or_else(|| format!("; known are {}", NAMES.join(", ")));
            Err(Usage::new(format!("--db-type: `{name}` is no type known here{hint}")))
        }
    }
}

fn checkpoint(text: &str) -> Result<i64, Usage> {
    let wrong = |why: &str| Usage::new(format!("--checkpoint: `{text}` {why}; write Unix seconds, such as 1690880977"));
    let seconds: i64 = text.parse().map_err(|_| wrong("is no number"))?;
    if text.len() == 13 {
        return Err(wrong("looks like milliseconds"));
    }
    time::parse(text).ok_or_else(|| wrong("is no position in time"))?;
    Ok(seconds)
}

/// The rules that run: those selected, else all that run by default; without those ignored.
fn select(args: &RuleArgs) -> Result<Vec<&'static dyn Rule>, Usage> {
    let matching = |selector: &str, flag: &str| -> Result<Vec<&'static str>, Usage> {
        let upper = selector.to_ascii_uppercase();
        let is_it = |meta: &Meta| {
            let is_prefix = upper.len() >= 3 && meta.code.starts_with(&upper);
            is_prefix || meta.name.eq_ignore_ascii_case(selector) || meta.code == upper
        };
        let found: Vec<_> =
            rules::ALL.iter().map(|rule| rule.meta()).filter(|meta| is_it(meta)).map(|meta| meta.code).collect();
        if found.is_empty() {
            return Err(Usage::new(format!("--{flag}: {}", unknown_rule(selector))));
        }
        Ok(found)
    };
    let mut selected = Vec::new();
    for selector in &args.select {
        selected.extend(matching(selector, "select")?);
    }
    let mut ignored = Vec::new();
    for selector in &args.ignore {
        ignored.extend(matching(selector, "ignore")?);
    }
    let runs = |meta: &Meta| {
        let is_selected = if args.select.is_empty() { meta.is_default } else { selected.contains(&meta.code) };
        is_selected && !ignored.contains(&meta.code)
    };
    Ok(rules::ALL.iter().copied().filter(|rule| runs(rule.meta())).collect())
}

/// That a rule is not known, with the nearest one.
#[must_use]
pub fn unknown_rule(name: &str) -> String {
    let known = rules::ALL.iter().flat_map(|rule| [rule.meta().code, rule.meta().name]);
    let near = nearest(name, known).map(|near| format!("; did you mean `{near}`?"));
    format!("there is no rule `{name}`{}", near.unwrap_or_else(|| "; `omslint rules` lists them".into()))
}

/// Whether to colour what goes to a stream.
#[must_use]
pub fn colour(choice: ColourArg, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match choice {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto if set("NO_COLOR") => false,
        ColourArg::Auto => forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") || is_terminal,
    }
}

/// How output to a stream is to look.
#[must_use]
pub fn look(output: &OutputArgs, is_terminal: bool) -> Look {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = if is_terminal { columns.or_else(terminal) } else { columns };
    Look {
        colour: colour(output.color, is_terminal),
        width: width.unwrap_or(PIPED_WIDTH).max(40),
        verbosity: i8::from(output.verbose) - i8::from(output.quiet),
    }
}

/// Writes the report to standard output, or to standard error beside a diff.
///
/// # Errors
/// What the stream says; a reader that went away is no error.
pub fn show(report: &Report<'_>, output: &OutputArgs, to_stderr: bool) -> io::Result<()> {
    let name = output.format.name();
    let Some(renderer) = render::ALL.iter().find(|renderer| renderer.name() == name) else { return Ok(()) };
    if to_stderr {
        write(*renderer, report, look(output, io::stderr().is_terminal()), &mut io::stderr().lock())
    } else {
        write(*renderer, report, look(output, io::stdout().is_terminal()), &mut io::stdout().lock())
    }
}

fn write(renderer: &dyn Renderer, report: &Report<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut buffer = io::BufWriter::new(out);
    forgive(renderer.render(report, look, &mut buffer).and_then(|()| buffer.flush()))
}

/// A reader that went away is no error.
///
/// # Errors
/// Every other error.
pub fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
