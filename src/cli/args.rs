//! The command line: what `--help` says, and the one place where flags get their names.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::format::{Format, OF_FILES, OF_VERIFY, Only};
use crate::knowledge::versions::Version;
use crate::lint::finding::Severity;
use crate::oms::time::{self, Zone};
use crate::text::lang::{comma, tr, tr_noop};

/// Find what breaks in an upgrade of OceanBase Migration Service, see why, and fix it without changing anything else.
///
/// omslint reads exported configurations of OMS components (Incr-Sync, Full-Import, Store), finds the tasks created in
/// OMS 3.2.1 and 3.2.2 that lack dbType or checkpoint, and writes fixed copies in which nothing else differs. It opens no
/// network connection. Files are copies: OMS changes only when they are re-imported.
#[derive(Debug, Parser)]
#[command(name = "omslint", bin_name = "omslint", version, long_version = LONG_VERSION, max_term_width = 110, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of what people read [default: OMSLINT_LANG, else `lang` of omslint.toml, else the locale]; what machines
    /// read is English
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
}

/// The size of a file beyond which it is a failure.
pub(super) const DEFAULT_SIZE: &str = "64M";

const LONG_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (knowledge of ", crate::knowledge::date!(), ")");

const EXIT_CODES: &str = "\
Exit codes, the same for every format; when several apply, the first of 2, 5, 3, 1, 4, 0:
  0  ran; nothing at or above --fail-on remains
  1  ran; findings at or above --fail-on remain (diff: or the diff is not empty)
  2  bad usage or configuration, unknown rule or version, output that would overwrite what is not ours
  3  ran, but some inputs could not be read or parsed; all the others were checked
  4  no OMS configuration was found (--allow-empty makes it 0)
  5  a fix failed its own proof, or a write failed; that original is untouched
130  interrupted (Ctrl-C); every file is whole, old or new, and what was done is said";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lint; never writes
    Check(CheckArgs),
    /// Show the fix as a unified diff; never writes
    Diff(DiffArgs),
    /// Fix the files in place, or copies with --out-dir
    Fix(FixArgs),
    /// Undo one `fix` exactly
    Revert(RevertArgs),
    /// Write the upgrade folder: report, fixed copies, patch, runbook, calls, values still needed
    Plan(PlanArgs),
    /// Compare two exports: did the fixes take, was a parameter lost, what remains
    Verify(VerifyArgs),
    /// Write a template of the values that only a person can supply
    Values(ValuesArgs),
    /// Show which files are what, and why others are skipped
    Files(FilesArgs),
    /// Write a copy of an export that can be given to strangers: names, addresses, ids and secrets invented
    Anonymise(AnonymiseArgs),
    /// Explain a rule: what, why, how to fix, source of the claim
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Print an embedded JSON Schema; without a name, list them
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page (try `omslint man | man -l -`)
    Man,
}

/// What to read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// File, directory, or archive (.tar, .tar.gz, .tgz, .zip); `-` reads one document from standard input. None: the
    /// working directory
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The name that the document on standard input goes by
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// Read PATHs from a file, one a line (`-`: from standard input)
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// The PATHs of --files-from are separated by NUL bytes
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,
    /// Read only files that match (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out what matches (repeatable); .omslintignore does the same
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// The folder that the globs of `include` count from, if they come from a file elsewhere.
    #[arg(skip)]
    pub include_from: Option<PathBuf>,
    /// The same for `exclude`.
    #[arg(skip)]
    pub exclude_from: Option<PathBuf>,
    /// The folder of `omslint.toml`.
    #[arg(skip)]
    pub config_folder: Option<PathBuf>,
    /// Whether no `omslint.toml` is wanted.
    #[arg(skip)]
    pub no_config: bool,
    /// Follow symbolic links
    #[arg(long)]
    pub follow_symlinks: bool,
    /// A larger file is a failure, never a silence
    #[arg(long, value_name = "SIZE", default_value = DEFAULT_SIZE)]
    pub max_file_size: String,
    /// Exit with 0 instead of 4 when there is no OMS configuration
    #[arg(long)]
    pub allow_empty: bool,
}

/// What the user knows and no file says.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Knowledge")]
pub(crate) struct KnowledgeArgs {
    /// The version of OMS that runs now
    #[arg(long, value_name = "VERSION")]
    pub from: Option<Version>,
    /// The version that the tasks were created with; --from never implies it
    #[arg(long, value_name = "VERSION")]
    pub created_with: Option<Version>,
    /// The version to upgrade to, `-CE` for the Community Edition [default: 4.3.2]
    #[arg(long, value_name = "VERSION")]
    pub to: Option<Version>,
    /// Whether the tasks synchronise DDL; what their files say comes first
    #[arg(long, value_enum, default_value_t = DdlArg::Unknown)]
    pub ddl: DdlArg,
    /// The dbType of every task that lacks one; refused where the export contradicts it
    #[arg(long, value_name = "TYPE")]
    pub db_type: Option<String>,
    /// The checkpoint where exactly one component needs one: Unix seconds, or a time with its zone
    #[arg(long, value_name = "SECONDS|TIME")]
    pub checkpoint: Option<String>,
    /// How long OMS will be down for the upgrade: 60m, 1h30m
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub downtime: Option<i64>,
    /// What the pull-back of Stores must cover beyond the downtime [default: 30m]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub reserve: Option<i64>,
    /// Files of values. The help is given apart, because two brackets would be a link here.
    #[arg(
        help = "File with [[override]] tables for single tasks, as `omslint values` writes it (repeatable)",
        long,
        value_name = "FILE"
    )]
    pub values: Vec<PathBuf>,
    /// List of task ids, one a line: one that is missing from the export is an error
    #[arg(long, value_name = "FILE")]
    pub expect: Option<PathBuf>,
    /// The time of the run, for reproducible output: Unix seconds or UTC text
    #[arg(long, value_name = "TIME", env = "OMSLINT_NOW")]
    pub now: Option<String>,
    /// Times are shown in this zone, such as +08:00 [default: the one that the export says throughout, else UTC]
    #[arg(long, value_name = "OFFSET", value_parser = timezone, allow_hyphen_values = true)]
    pub timezone: Option<Zone>,
}

/// A zone.
///
/// # Errors
/// What one looks like.
pub(crate) fn timezone(text: &str) -> Result<Zone, String> {
    Zone::parse(text).ok_or_else(|| tr!("a time zone is an offset from UTC, such as +08:00, or UTC").to_owned())
}

/// Seconds of a length of time.
///
/// # Errors
/// What such a length looks like.
pub(crate) fn duration(text: &str) -> Result<i64, String> {
    time::duration(text).ok_or_else(|| tr!("a length of time has units, such as 60m, 1h30m, 90s or 2h").to_owned())
}

/// Whether tasks synchronise DDL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DdlArg {
    /// They do.
    Yes,
    /// They do not.
    No,
    /// Not known.
    Unknown,
}

impl DdlArg {
    /// The answer, if there is one.
    #[must_use]
    pub(crate) fn answer(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }

    /// As flags spell it.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Yes => tr_noop!("yes"),
            Self::No => tr_noop!("no"),
            Self::Unknown => tr_noop!("unknown"),
        }
    }
}

/// Which rules, and what they count for.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArgs {
    /// Run only these rules: codes, names or prefixes (`OMS1`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// The severity from which on findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// Show only findings of this severity and above; the exit code counts all
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub min_severity: Option<SeverityArg>,
    /// Hide the findings that this file knows (`check --write-baseline FILE` makes one)
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
}

/// From which severity on the exit code is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// From errors on.
    Error,
    /// From warnings on.
    Warning,
    /// From infos on.
    Info,
    /// Never.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails the run.
    #[must_use]
    pub(crate) fn fails(self, severity: Severity) -> bool {
        self.severity().is_some_and(|least| severity >= least)
    }

    /// The least severity that fails the run.
    #[must_use]
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// A severity on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityArg {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Everything.
    Info,
}

impl From<SeverityArg> for Severity {
    fn from(arg: SeverityArg) -> Self {
        match arg {
            SeverityArg::Error => Self::Error,
            SeverityArg::Warning => Self::Warning,
            SeverityArg::Info => Self::Info,
        }
    }
}

/// How to show it.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Format of the report on standard output
    #[arg(short, long, value_enum, default_value_t)]
    pub format: Format,
    /// Colours; auto: NO_COLOR, then CLICOLOR_FORCE or FORCE_COLOR, then CLICOLOR=0 or TERM=dumb, then the terminal
    #[arg(long, value_enum, default_value_t = ColourArg::Auto)]
    pub color: ColourArg,
    /// Say less
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long)]
    pub verbose: bool,
    /// Show passwords and keys as they are
    #[arg(long)]
    pub show_secrets: bool,
    /// Threads to read and parse with [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// A further report: `FORMAT=PATH`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportFile {
    /// Its format.
    pub format: Format,
    /// Where it goes.
    pub path: PathBuf,
}

impl std::str::FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Format::value_variants().iter().map(|format| format.name());
        let (name, path) = text.split_once('=').ok_or_else(|| tr!("write FORMAT=PATH, such as html=report.html"))?;
        if path.is_empty() || path == "-" {
            return Err(tr!("a report goes to a file; standard output is for --format").into());
        }
        match Format::value_variants().iter().find(|format| format.name() == name) {
            Some(&format) => Ok(Self { format, path: path.into() }),
            None => Err(match crate::text::spelling::nearest(name, known()) {
                Some(near) => tr!("there is no format `{name}`; did you mean `{near}`?", name, near),
                None => {
                    let names = known().collect::<Vec<_>>().join(comma());
                    tr!("there is no format `{name}`; known are {names}", name, names)
                }
            }),
        }
    }
}

/// Format of the list of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// For people.
    Full,
    /// For programs.
    Json,
    /// A table for a page.
    Markdown,
}

/// Language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourArg {
    /// Where the environment or the terminal says so.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where the user's own settings come from.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct ConfigArgs {
    /// Take the options and overrides of this file [default: omslint.toml here or in a folder above]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Take no omslint.toml
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// Show every option with its value and where that comes from, and do nothing else
    #[arg(long)]
    pub show_settings: bool,
}

/// What every linting command takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// What the user knows.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// Which rules.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Findings, states, fixes and exit code of this task only (repeatable); everything is read all the same, and what
    /// concerns the run as a whole stays
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub task: Vec<String>,
    /// How to show it.
    #[command(flatten)]
    pub output: OutputArgs,
    /// Where the user's own settings come from.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// Write a further report of the same run to a file (repeatable): html=report.html
    #[arg(long, value_name = "FORMAT=PATH", help_heading = "Output")]
    pub report: Vec<ReportFile>,
}

/// `omslint check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
    /// Write what is found to FILE, as known; --baseline FILE hides it from then on
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub write_baseline: Option<PathBuf>,
    /// Show one row a rule instead of the findings: code, name, severity, findings, tasks, fixes by tier
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
}

/// `omslint values`.
#[derive(Debug, Args)]
#[command(mut_arg("format", |arg| arg.hide(true)))]
pub(crate) struct ValuesArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
    /// As a table for a spreadsheet, which --values reads back: the same as values.csv of `plan`
    #[arg(long)]
    pub csv: bool,
}

/// `omslint diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
    /// Include fixes that are likely but not certain
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// Save the exact diff for `git apply` or `patch -p1`; it may hold passwords, so only you can read it
    #[arg(long, value_name = "FILE", help_heading = "Fixes")]
    pub patch: Option<PathBuf>,
}

/// `omslint fix`.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
    /// Apply fixes that are likely but not certain, too
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// Write changed files there, and leave the originals alone
    #[arg(long, value_name = "DIR", help_heading = "Fixes")]
    pub out_dir: Option<PathBuf>,
    /// Where the originals of files fixed in place are kept, or `none` [default: below your state directory]
    #[arg(long, value_name = "DIR|none", help_heading = "Fixes", conflicts_with = "out_dir")]
    pub backup: Option<PathBuf>,
    /// Save the exact diff for `git apply` or `patch -p1`; it may hold passwords, so only you can read it
    #[arg(long, value_name = "FILE", help_heading = "Fixes")]
    pub patch: Option<PathBuf>,
    /// Where the record for `omslint revert` goes [default: in the backup or output directory]
    #[arg(long, value_name = "FILE", help_heading = "Fixes")]
    pub manifest: Option<PathBuf>,
}

/// `omslint revert`.
#[derive(Debug, Args)]
pub(crate) struct RevertArgs {
    /// The manifest of a fix
    pub manifest: PathBuf,
    /// Directories and files that may be written to [default: the working directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Leave files that changed since the fix alone, and restore the others
    #[arg(long)]
    pub leave_changed: bool,
    /// Restore files wherever they lie
    #[arg(long, conflicts_with = "paths")]
    pub anywhere: bool,
}

/// `omslint plan`.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
    /// Plan fixes that are likely but not certain, too
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// The upgrade folder: new, empty, or written by an earlier `plan`
    #[arg(short, long = "output", visible_alias = "out-dir", value_name = "DIR", help_heading = "Fixes")]
    pub output: PathBuf,
}

/// `omslint verify`.
#[derive(Debug, Args)]
#[command(override_usage = "omslint verify [OPTIONS] <OLD> <NEW>")]
#[command(mut_args(|arg| match arg.get_id().as_str() {
    // These make no sense for two exports, and are refused.
    "stdin_filename" | "files_from" | "null" | "checkpoint" | "report" => arg.hide(true),
    _ => arg,
}))]
#[command(mut_arg("paths", |arg| arg.value_names(["OLD", "NEW"]).num_args(2).required(true)
    .help("The export before, and the export after: directories, files or archives")))]
#[command(mut_arg("format", |arg| arg.value_parser(Only(OF_VERIFY))))]
pub(crate) struct VerifyArgs {
    /// What every linting command takes.
    #[command(flatten)]
    pub common: Common,
}

/// `omslint files`.
#[derive(Debug, Args)]
#[command(mut_arg("format", |arg| arg.value_parser(Only(OF_FILES))))]
pub(crate) struct FilesArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to show it: full or json.
    #[command(flatten)]
    pub output: OutputArgs,
    /// Where the user's own settings come from.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// List the tasks, not the files: a list for --expect, with their components in comments
    #[arg(long, help_heading = "Output")]
    pub tasks: bool,
}

/// `omslint anonymise`.
#[derive(Debug, Args)]
pub(crate) struct AnonymiseArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Where the copy goes: a new or empty directory
    #[arg(short, long = "output", visible_alias = "out-dir", value_name = "DIR", help_heading = "Output")]
    pub output: PathBuf,
    /// Say less
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
    /// Threads to read and parse with [default: one for each processor]
    #[arg(short, long, value_name = "N", help_heading = "Output")]
    pub jobs: Option<usize>,
}

/// `omslint explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Code or name
    #[arg(required_unless_present = "all")]
    pub rule: Option<String>,
    /// All rules
    #[arg(long, conflicts_with = "rule")]
    pub all: bool,
}

/// `omslint rules`.
#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Format
    #[arg(short, long, value_enum, default_value_t = RulesFormat::Full)]
    pub format: RulesFormat,
}

/// `omslint completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `omslint schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Name of the schema; without it, all are listed
    pub name: Option<String>,
}
