//! One run: what the user says, what was loaded, the report made of it, and the exit code.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use super::args::{ColourArg, Common, DdlArg, FailOn, InputArgs, OutputArgs, RuleArgs};
use super::interrupt;
use super::load::{Loaded, Source, load};
use super::usage::Usage;
use super::user_files::OwnFiles;
use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::DEFAULT_TARGET;
use crate::lint::baseline::Baseline;
use crate::lint::finding::{Finding, Severity};
use crate::lint::overrides::{Strange, Stranger};
use crate::lint::rule::{self, DEFAULT_RESERVE, Meta, Rule, Settings};
use crate::lint::rules;
use crate::lint::run::lint;
use crate::lint::suppress::{self, Sorted};
use crate::lint::unchecked;
use crate::oms::export::{Export, Input, Role};
use crate::oms::shapes;
use crate::oms::time;
use crate::report::overview;
use crate::report::render;
use crate::report::report::{FileCounts, Look, NextStep, NotChecked, Renderer, Report, Run, Summary};
use crate::text::spelling;

/// Width of output that goes to no terminal.
pub(super) const PIPED_WIDTH: usize = 100;

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
    own: OwnFiles,
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
        let (cwd, mut loaded) = read(&common.input, common.output.jobs)?;
        let own = common.config.own.clone();
        // The user's own files come first, so that their numbers were known when they were read.
        let documents = own.documents();
        let sources = documents.iter().map(|_| Source { found: None, member: None, is_companion: true });
        loaded.sources.splice(0..0, sources.collect::<Vec<_>>());
        loaded.documents.splice(0..0, documents.into_iter().map(Box::new));
        loaded.not_checked.extend(left_out(&common.rules, &rules));
        let session = Self {
            settings,
            rules,
            loaded,
            cwd,
            own,
            to_assumed: common.knowledge.to.is_none(),
            ddl: common.knowledge.ddl,
            fail_on: common.rules.fail_on,
            min_severity: common.rules.min_severity.map_or(Severity::Info, Severity::from),
            allow_empty: common.input.allow_empty,
            show_secrets: common.output.show_secrets,
        };
        session.check_checkpoint()?;
        session.check_values()?;
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
        self.sort(export).shown
    }

    /// What the rules find, without what the user hides.
    fn sort<'d>(&self, export: &Export<'d>) -> Sorted<'d> {
        let findings = lint(export, &self.settings, &self.rules);
        let baseline = self.own.baseline.as_ref().map(|(name, baseline)| (name.as_str(), baseline));
        let rules: Vec<_> = self.rules.iter().map(|rule| rule.meta().code).collect();
        suppress::sort(export, findings, &self.own.ignores, baseline, (self.settings.now, &rules))
    }

    /// Takes `baseline` in the place of the one that was given.
    pub fn take_baseline(&mut self, name: String, baseline: Option<Baseline>) {
        self.own.baseline = baseline.map(|baseline| (name, baseline));
    }

    /// A values file is about the export it is given with, so what is not there is a mistake in it.
    fn check_values(&self) -> Result<(), Usage> {
        if !self.settings.overrides.0.is_empty() {
            let export = self.export(self.inputs());
            let strangers = self.settings.overrides.strangers(&export);
            let wrong: Vec<_> = strangers.iter().filter(|stranger| self.own.is_values(stranger.place)).collect();
            if !wrong.is_empty() {
                let said =
                    wrong.iter().map(|stranger| format!("{}: {}", self.own.cite(stranger.place), strange(stranger)));
                return Err(Usage::new(said.collect::<Vec<_>>().join("\nerror: ")));
            }
        }
        Ok(())
    }

    /// Why the list of `--expect` was not looked at, if it was not.
    fn unexpected(&self) -> Option<NotChecked> {
        let expected = self.settings.expected.as_ref()?;
        let file = self.loaded.documents.get(expected.document).map_or("", |document| &*document.path);
        let runs = self.rules.iter().any(|rule| rule.meta().code == "OMS110");
        let why = match (runs, expected.tasks.is_empty()) {
            (false, _) => format!("OMS110 does not run, so {file} is not looked at"),
            (true, true) => format!("{file} names no task"),
            (true, false) => return None,
        };
        Some(NotChecked { what: "expected tasks".into(), why })
    }

    /// An `omslint.toml` may know more than this export holds, so what is not there is only told.
    fn unapplied(&self, export: &Export<'_>) -> Option<NotChecked> {
        let strangers = self.settings.overrides.strangers(export);
        let first = strangers.first()?;
        let place = self.own.cite(first.place);
        let why = match strangers.len() {
            1 => format!("{place}: {}", strange(first)),
            n => format!("{n} names in overrides are not here, such as {place}: {}", strange(first)),
        };
        Some(NotChecked { what: "overrides".into(), why })
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
        // What an override gives already needs no flag.
        let is_open = |fix: &crate::lint::finding::Fix<'_>| fix.tier != crate::lint::finding::Tier::Safe;
        let needing: Vec<_> =
            found.iter().filter(|f| f.code == "OMS102" && f.fix.as_ref().is_some_and(is_open)).collect();
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
        documents: &'a [&'a crate::text::document::Document],
        findings: Vec<Finding<'a>>,
        next: Vec<NextStep>,
    ) -> Report<'a> {
        let settings = &self.settings;
        let mut not_checked = self.loaded.not_checked.clone();
        if self.to_assumed {
            not_checked
                .push(NotChecked { what: "another target".into(), why: format!("no --to, {} assumed", settings.to) });
        }
        // Each goes over all components, and they take unequally long.
        let ((files, components), (open, (task_count, server_count))) = rayon::join(
            || (self.file_counts(export), export.counts()),
            || {
                let names = || rayon::join(|| export.tasks().len(), || export.servers().len());
                rayon::join(|| unchecked::in_export(export, settings), names)
            },
        );
        let tasks = overview::tasks(export, &findings);
        not_checked.extend(open);
        not_checked.extend(self.unapplied(export));
        not_checked.extend(self.unexpected());
        let mut summary = Summary::of(&findings);
        if !self.own.ignores.is_empty() || self.own.baseline.is_some() {
            let sorted = self.sort(export);
            summary.ignored = sorted.ignored;
            summary.baselined = sorted.baselined;
            not_checked.extend(sorted.told);
        }
        let shown = findings.into_iter().filter(|finding| finding.severity >= self.min_severity).collect();
        Report {
            documents,
            run: Run {
                from: settings.from.map(|version| version.to_string()),
                created_with: settings.created_with.map(|version| version.to_string()),
                to: settings.to.to_string(),
                to_assumed: self.to_assumed,
                ddl: self.ddl.name(),
                files,
                components,
                tasks: task_count,
                servers: server_count,
                not_checked,
            },
            rules: self.rules.iter().map(|rule| rule.meta()).collect(),
            tasks,
            checked: overview::recognised(export),
            fails: self.fail_on.severity(),
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
            if skipped.is_status {
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

    /// Whether no OMS configuration was recognised.
    #[must_use]
    pub fn is_empty(&self, export: &Export<'_>) -> bool {
        export.counted().next().is_none() && export.counts().ha_config == 0
    }

    /// The exit code of a run that leaves `findings`. `broken` fixes failed; `differs` if a diff is not empty.
    #[must_use]
    pub fn verdict(&self, export: &Export<'_>, findings: &[Finding<'_>], broken: bool, differs: bool) -> Verdict {
        let is_empty = self.is_empty(export) && self.loaded.failures.is_empty();
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
    let own = &common.config.own;
    let db_types = own.db_types.clone();
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
        overrides: own.overrides.clone(),
        expected: own.expected.clone(),
    })
}

fn db_type(name: &str, types: &DbTypes) -> Result<String, Usage> {
    types.given(name).map_err(|why| Usage::new(format!("--db-type: {why}")))
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
    let matching = |selectors: &[String], flag: &str| -> Result<Vec<&'static str>, Usage> {
        let mut found = Vec::new();
        for selector in selectors {
            let codes = rule::matching(rules::ALL, selector);
            found.extend(codes.map_err(|why| Usage::new(format!("--{flag}: {why}")))?);
        }
        Ok(found)
    };
    let selected = matching(&args.select, "select")?;
    let ignored = matching(&args.ignore, "ignore")?;
    let runs = |meta: &Meta| {
        let is_selected = if args.select.is_empty() { meta.is_default } else { selected.contains(&meta.code) };
        is_selected && !ignored.contains(&meta.code)
    };
    Ok(rules::ALL.iter().copied().filter(|rule| runs(rule.meta())).collect())
}

/// The rules that would run, but for the user.
fn left_out(args: &RuleArgs, rules: &[&'static dyn Rule]) -> Option<NotChecked> {
    let runs = |meta: &Meta| rules.iter().any(|rule| rule.meta().code == meta.code);
    let all = rules::ALL.iter().map(|rule| rule.meta());
    let left: Vec<&str> = all.filter(|meta| meta.is_default && !runs(meta)).map(|meta| meta.code).collect();
    let how = match (args.select.is_empty(), args.ignore.is_empty()) {
        (true, _) => "ignored",
        (false, true) => "not selected",
        (false, false) => "not selected, or ignored",
    };
    (!left.is_empty()).then(|| NotChecked { what: "rules".into(), why: format!("{how}: {}", left.join(", ")) })
}

/// What is wrong with a name in an override.
fn strange(stranger: &Stranger) -> String {
    let name = &stranger.name;
    let near = |known: &[String]| match spelling::closest(name, known.iter().map(String::as_str)) {
        Some((near, true)) => format!("; did you mean {near}?"),
        Some((near, false)) => format!("; the nearest is {near}"),
        None => String::new(),
    };
    match &stranger.what {
        Strange::Task(known) => format!("there is no task {name} in this export{}", near(known)),
        Strange::Paths => "no component here stands in these `paths`".to_owned(),
        Strange::Client(known) if known.is_empty() => {
            format!("there is no client {name}: what this override is about names no clients; write one number for all")
        }
        Strange::Client(known) => {
            format!("there is no client {name} in what this override is about{}", near(known))
        }
    }
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

/// Whether the terminal is known to take links (OSC 8): those that say who they are. Others might show the address.
fn knows_links() -> bool {
    let is = |name: &str, values: &[&str]| std::env::var(name).is_ok_and(|value| values.contains(&value.as_str()));
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // Inside tmux and screen these variables tell of a terminal that may be another one by now.
    let is_wrapped = set("TMUX") || set("STY") || is("TERM", &["dumb", "linux", "screen"]);
    let is_recent_vte =
        || std::env::var("VTE_VERSION").is_ok_and(|version| version.parse().is_ok_and(|v: u32| v >= 5000));
    !is_wrapped
        && (is("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"])
            || is("TERM", &["xterm-kitty", "xterm-ghostty", "alacritty", "foot"])
            || set("KITTY_WINDOW_ID")
            || set("WT_SESSION")
            || set("KONSOLE_VERSION")
            || is_recent_vte())
}

/// How output to a stream is to look.
#[must_use]
pub fn look(output: &OutputArgs, is_terminal: bool) -> Look {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = if is_terminal { columns.or_else(terminal) } else { columns };
    let colour = colour(output.color, is_terminal);
    Look {
        colour,
        links: colour && is_terminal && knows_links(),
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
    let mut buffer = io::BufWriter::with_capacity(1 << 16, out);
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
