//! A run of the command line: what the flags say and what lies on the disk, made into one run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::args::{Common, InputArgs};
use super::load::{Loaded, load};
use super::settings::settings;
use super::user_files::UserFiles;
use crate::disk::scan::Found;
use crate::disk::user_file::{real, root_of};
use crate::fix::proof::Fixed;
use crate::input::path;
use crate::lint::finding::Severity;
use crate::report::report::RunPlace;
use crate::run::asked::{Asked, left_out, select};
use crate::run::loaded::Keeps;
use crate::run::session;
use crate::run::usage::Usage;
use crate::text::document::Document;
use crate::text::failure::explain;
use crate::text::foreign;
use crate::text::lang::{self, tr};

/// A run over what lies on the disk.
pub(super) type Session<'u> = session::Session<'u, Found>;

impl<'u> Session<'u> {
    /// Reads the input.
    ///
    /// # Errors
    /// What the user got wrong.
    pub(super) fn open(common: &Common, user: &'u UserFiles) -> Result<Self, Usage> {
        let settings = lang::to_people(|| settings(common, user))?;
        let rules = lang::to_people(|| select(&common.rules.select, &common.rules.ignore))?;
        let (cwd, mut loaded) = read(&common.input, common.output.jobs, user.documents(), Keeps::OfOms)?;
        loaded.not_checked.extend(left_out((&common.rules.select, &common.rules.ignore), &rules));
        let min_severity = common.rules.min_severity.map(Severity::from);
        let fails = common.rules.fail_on.severity();
        let asked = Asked {
            tasks: common.task.clone(),
            zone: common.knowledge.timezone,
            to_assumed: common.knowledge.to.is_none(),
            ddl: common.knowledge.ddl.name(),
            fails,
            min_severity: min_severity.unwrap_or(Severity::Info),
            wants_infos: min_severity == Some(Severity::Info) || fails == Some(Severity::Info),
            allow_empty: common.input.allow_empty,
            show_secrets: common.output.show_secrets,
        };
        let place = place(&cwd);
        Ok(Self::new((settings, rules), asked, user, loaded, (cwd, place)))
    }

    /// The mode of a copy of a fixed document: that of its file, or one that keeps a member of an archive to its owner.
    #[must_use]
    pub(super) fn mode_of(&self, fixed: &Fixed) -> u32 {
        let source = self.loaded.sources.get(fixed.number).filter(|source| source.member.is_none());
        source.and_then(|source| source.found.as_ref()).map_or(0o600, Found::mode)
    }

    /// The file that a fixed document was read from, unless that is an archive.
    #[must_use]
    pub(super) fn original(&self, fixed: &Fixed) -> Option<PathBuf> {
        let source = self.loaded.sources.get(fixed.number).filter(|source| source.member.is_none())?;
        source.found.as_ref().map(|found| found.real().into_owned())
    }
}

/// The repository that the working directory lies in: the nearest `.git`, else what the pipeline says.
fn place(cwd: &Path) -> RunPlace {
    let given = |name: &&str| real(Path::new(&std::env::var_os(name)?)).ok();
    let of_pipeline = || {
        let roots = ["CI_PROJECT_DIR", "GITHUB_WORKSPACE"];
        roots.iter().filter_map(given).find(|root| cwd.starts_with(root))
    };
    let root = root_of(cwd).map(Path::to_path_buf).or_else(of_pipeline).unwrap_or_else(|| cwd.to_path_buf());
    let below = cwd.strip_prefix(&root).map(path::with_slashes).unwrap_or_default().into_owned();
    RunPlace { root: path::with_slashes(&root).trim_end_matches('/').to_owned(), below }
}

/// Reads the input with `jobs` threads, behind the user's own files. `keeps`: see [`load`].
///
/// # Errors
/// What the user got wrong.
pub(super) fn read(
    input: &InputArgs,
    jobs: Option<usize>,
    user_documents: Vec<Document>,
    keeps: Keeps,
) -> Result<(PathBuf, Loaded), Usage> {
    let cwd = std::env::current_dir()
        .map_err(|error| Usage::new(|| tr!("cannot tell the working directory: {error}", error = explain(&error))))?;
    if jobs == Some(0) {
        return Err(Usage::new(|| tr!("--jobs takes 1 or more")));
    }
    start_threads(jobs.unwrap_or(0))?;
    let loaded = rayon::scope(|_| load(input, &cwd, user_documents, keeps))?;
    Ok((cwd, loaded))
}

/// Starts the threads on which everything of this run is done, once.
fn start_threads(jobs: usize) -> Result<(), Usage> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let start = || {
        // Trees nest up to a thousand levels, and are built and dropped on these threads.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(16 << 20);
        pool.build_global().map_err(|error| foreign::said(&error.to_string()))
    };
    let started = STARTED.get_or_init(start).clone();
    started.map_err(|error| Usage::new(|| tr!("cannot start {jobs} threads: {error}", jobs, error)))
}
