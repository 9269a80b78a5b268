//! The report of one run as one value, and the contract of a renderer.

use std::borrow::Cow;
use std::io;

use crate::lint::finding::{Finding, Severity, Tier};
use crate::lint::meta::Meta;
use crate::lint::states::{State, States};
use crate::lint::unchecked::NotChecked;
use crate::oms::export::ComponentCounts;
use crate::oms::kind::{ComponentKind, Direction};
use crate::oms::time::Zone;
use crate::text::document::Document;

pub use crate::text::failure::Failure;

/// Files of a run, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// All that were looked at: recognised, unrecognised and failed.
    pub scanned: usize,
    /// Configurations and evidence of OMS.
    pub recognised: usize,
    /// Everything else.
    pub unrecognised: usize,
    /// Could not be read or parsed.
    pub failed: usize,
    /// Left out by `.omslintignore`, `--exclude` or `--include`.
    pub ignored: usize,
}

/// What the run was about.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The version that runs now.
    pub from: Option<String>,
    /// The version the tasks were created with.
    pub created_with: Option<String>,
    /// The version to upgrade to.
    pub to: String,
    /// Whether that was assumed.
    pub to_assumed: bool,
    /// `yes`, `no` or `unknown`.
    pub ddl: &'static str,
    /// Files.
    pub files: FileCounts,
    /// Components.
    pub components: ComponentCounts,
    /// Tasks, by id.
    pub tasks: usize,
    /// Servers, by address.
    pub servers: usize,
    /// What could not be checked, and why.
    pub not_checked: Vec<NotChecked>,
    /// Whether it is about some of the tasks only (`--task`).
    pub is_of_some: bool,
    /// Where it ran in a repository.
    pub place: RunPlace,
    /// When it was, in Unix seconds.
    pub now: Option<i64>,
    /// When the export was taken, from its oldest part to its newest, in Unix seconds; None where nothing in it says so.
    pub exported: Option<(i64, i64)>,
}

/// Where a run took place in a repository: the formats of its host count paths from its root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunPlace {
    /// The root of the repository, or the working directory where there is none; absolute, with `/`. Empty if not known.
    pub root: String,
    /// The working directory below it, with `/`; empty if it is the root.
    pub below: String,
}

impl RunPlace {
    /// A path as shown, from the root of the repository; what lies outside stays as it is.
    #[must_use]
    pub fn from_root<'p>(&self, path: &'p str) -> Cow<'p, str> {
        if std::path::Path::new(path).has_root() {
            let below = path.strip_prefix(self.root.as_str()).and_then(|rest| rest.strip_prefix('/'));
            return Cow::Borrowed(below.filter(|_| !self.root.is_empty()).unwrap_or(path));
        }
        if self.below.is_empty() {
            return Cow::Borrowed(path);
        }
        let mut parts: Vec<&str> = self.below.split('/').collect();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." if parts.pop().is_none() => return Cow::Borrowed(path),
                ".." => {}
                name => parts.push(name),
            }
        }
        if parts.is_empty() { Cow::Borrowed(".") } else { Cow::Owned(parts.join("/")) }
    }
}

/// Findings, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Infos.
    pub info: usize,
    /// Warnings about no task and no component: what the states of tasks do not show.
    pub site_warning: usize,
    /// With a fix of this tier.
    pub safe: usize,
    /// With a fix of this tier.
    pub unsafe_: usize,
    /// With a fix of this tier.
    pub needs_value: usize,
    /// Ignored by the user's configuration.
    pub ignored: usize,
    /// Hidden by the baseline.
    pub baselined: usize,
}

impl Summary {
    /// Counts `findings`.
    #[must_use]
    pub fn of(findings: &[Finding<'_>]) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.error += 1,
                Severity::Warning => {
                    summary.warning += 1;
                    summary.site_warning += usize::from(is_of_site(finding));
                }
                Severity::Info => summary.info += 1,
            }
            match finding.fix.as_ref().map(|fix| fix.tier) {
                Some(Tier::Safe) => summary.safe += 1,
                Some(Tier::Unsafe) => summary.unsafe_ += 1,
                Some(Tier::NeedsValue) => summary.needs_value += 1,
                None => {}
            }
        }
        summary
    }
}

/// Whether a finding is about no task and no component.
#[must_use]
pub(crate) fn is_of_site(finding: &Finding<'_>) -> bool {
    finding.subject.task.is_none() && finding.subject.kind.is_none()
}

/// A component, as formats list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMember {
    /// What it is.
    pub kind: ComponentKind,
    /// Its id, if the export has one.
    pub component: Option<String>,
    /// Address of its server.
    pub server: Option<String>,
    /// Which way it goes.
    pub direction: Direction,
    /// The id of the component that took its place.
    pub superseded_by: Option<String>,
}

/// A task, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTask {
    /// Its id; None for components of which no task is known.
    pub id: Option<String>,
    /// Its components.
    pub members: Vec<ListedMember>,
    /// What it needs, by all its findings, shown or not.
    pub state: State,
}

/// What a command to type next does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// It shows fixes as a diff.
    Diff,
    /// It writes fixes.
    Fix,
    /// It writes a template of values.
    Values,
    /// It explains a rule.
    Explain,
}

/// A command to type next, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What it does.
    pub kind: StepKind,
    /// What for: `write the 4 safe fixes`.
    pub purpose: String,
    /// The command, ready to be pasted.
    pub command: String,
}

/// Lists the tasks, by id, for the formats that show them.
pub type Tasks<'a> = Box<dyn Fn() -> Vec<ListedTask> + Send + Sync + 'a>;

/// The zone in which people are shown times, for the formats that show some: the whole export is asked for it.
pub type ZoneOf<'a> = Box<dyn Fn() -> Zone + Send + Sync + 'a>;

/// One run, ready to be shown.
pub struct Report<'a> {
    /// The documents that places refer to, by number.
    pub documents: &'a [&'a Document],
    /// What the run was about.
    pub run: Run,
    /// The rules that ran, in order of their codes.
    pub rules: Vec<&'static Meta>,
    /// The tasks.
    pub tasks: Tasks<'a>,
    /// The zone of its times.
    pub zone: ZoneOf<'a>,
    /// The state of each task.
    pub states: States,
    /// Numbers of the documents that are OMS files and were checked.
    pub checked: Vec<usize>,
    /// The severity from which on findings fail the run; None: none does.
    pub fails: Option<Severity>,
    /// Findings in order: path, offset, code.
    pub findings: Vec<Finding<'a>>,
    /// Files that could not be read or parsed, in order of path.
    pub failures: Vec<Failure>,
    /// Counts over all findings, shown or not.
    pub summary: Summary,
    /// What to type next.
    pub next: Vec<NextStep>,
    /// Whether secrets are shown as they are.
    pub show_secrets: bool,
    /// Whether the user asks for infos, which people else get as a count.
    pub wants_infos: bool,
}

/// How a report is to look; renderers that make no picture ignore it.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether colours may be used.
    pub colour: bool,
    /// Whether the terminal takes links.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether paths stand whole even where they are longer than a line, as they do for another program.
    pub whole_paths: bool,
    /// 1: more, -1: less, 0: as usual.
    pub verbosity: i8,
}

/// In whose language a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// People read it, so it is in theirs.
    People,
    /// A program shows it to people who may be others, so only the flag `--lang` changes it.
    Flag,
    /// Programs read it, and what they do must not depend on where it was made.
    English,
}

/// An output format.
pub trait Renderer: Sync {
    /// Name as `--format` takes it.
    fn name(&self) -> &'static str;

    /// What it is, in a few words without a full stop, as `--help` lists it.
    fn about(&self) -> &'static str;

    /// Whether people read it at a terminal, so that other words for people may stand beside it.
    fn is_for_people(&self) -> bool {
        false
    }

    /// In whose language it is.
    fn tongue(&self) -> Tongue {
        Tongue::People
    }

    /// Whether a run with it adds a page in Markdown to the summary of a GitHub job.
    fn has_job_summary(&self) -> bool {
        false
    }

    /// What the format has no place for, as a line that stands beside it on standard error.
    fn beside(&self, _report: &Report<'_>) -> Option<String> {
        None
    }

    /// Whether `text`, the beginning of a file, is that of a report of this format that omslint wrote. Such a file may
    /// be overwritten by the next one.
    fn is_own(&self, text: &str) -> bool;

    /// Writes the whole report to `out`.
    ///
    /// # Errors
    /// What `out` says.
    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()>;
}
