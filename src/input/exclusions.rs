//! `--include`, `--exclude` and `.omslintignore`: which paths are left out, whatever way they come in, and by what. Here they
//! are texts and paths; a scan of the disk reads the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{ErrorKind, GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::input::path;
use crate::text::failure::Failure;
use crate::text::foreign;
use crate::text::lang::tr;

/// The name of the files that say what a scan leaves out, in the syntax of `.gitignore`.
pub(crate) const IGNORE_FILE: &str = ".omslintignore";

/// A larger ignore file is taken for a mistake; in bytes.
pub(crate) const IGNORE_FILE_LIMIT: u64 = 1 << 20;

/// A glob that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BadGlob {
    /// `include` or `exclude`.
    pub flag: &'static str,
    /// The glob as given.
    pub glob: String,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for BadGlob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { flag, glob, reason } = self;
        f.write_str(&tr!("--{flag} '{glob}' is no valid glob: {reason}", flag, glob, reason))
    }
}

/// The globs of `--include` and `--exclude`. A glob without `/` is compared with the name at any depth, one with `/`
/// with the path from the working directory or from the PATH that is scanned. `*` does not cross a `/`, `**` does.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
    include_root: Option<Root>,
    exclude_root: Option<Root>,
    /// The globs of `exclude` as given.
    excluding: Vec<String>,
    /// The folder above which no ignore file counts, where there is no repository.
    top: Option<PathBuf>,
}

/// A folder that globs count from, too.
#[derive(Debug, Clone)]
struct Root {
    cwd: PathBuf,
    folder: PathBuf,
}

impl Root {
    /// A path as shown, from this folder on.
    fn below(&self, shown: &str) -> Option<PathBuf> {
        let path = path::normalise(&self.cwd.join(shown));
        path.strip_prefix(&self.folder).ok().map(Path::to_path_buf)
    }

    fn matches(&self, set: &GlobSet, shown: &str) -> bool {
        self.below(shown).is_some_and(|below| set.is_match(below))
    }
}

impl Filter {
    /// Reads the globs. Without `include`, everything is included.
    ///
    /// # Errors
    /// The first glob that is not one.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, BadGlob> {
        let globs = exclude;
        let (include, exclude) = (set("include", include)?, set("exclude", exclude)?);
        Ok(Self { include, exclude, excluding: globs.to_vec(), ..Self::default() })
    }

    /// Outside a repository, ignore files above this folder do not count for what lies in it.
    #[must_use]
    pub(crate) fn below(mut self, cwd: &Path, top: Option<&Path>) -> Self {
        self.top = top.map(|top| path::normalise(&cwd.join(top)));
        self
    }

    /// Whether ignore files above this folder do not count outside a repository.
    #[must_use]
    pub(crate) fn ends_at(&self, folder: &Path) -> bool {
        self.top.as_deref() == Some(folder)
    }

    /// Globs that come from a file in another folder than the working directory `cwd` count from there, too.
    #[must_use]
    pub(crate) fn counting_from(mut self, cwd: &Path, include: Option<&Path>, exclude: Option<&Path>) -> Self {
        let root = |folder: &Path| Root { cwd: cwd.to_path_buf(), folder: path::normalise(&cwd.join(folder)) };
        self.include_root = include.map(root);
        self.exclude_root = exclude.map(root);
        self
    }

    /// Whether `--exclude` names nothing.
    #[must_use]
    pub(crate) fn excludes_nothing(&self) -> bool {
        self.exclude.is_none()
    }

    /// What of `--exclude` names this file or directory, shown as `shown` and `below` the scanned PATH.
    #[must_use]
    pub(crate) fn excluded_by(&self, shown: &str, below: &Path) -> Option<String> {
        let set = self.exclude.as_ref()?;
        let of = |path: &Path| set.matches(path).first().copied();
        let from_root = || of(&self.exclude_root.as_ref()?.below(shown)?);
        let number = of(Path::new(shown)).or_else(|| of(below)).or_else(from_root)?;
        Some(tr!("`{glob}` of --exclude", glob = self.excluding.get(number).map_or("", String::as_str)))
    }

    /// Whether `folder`, which lies above a PATH, lies below where the globs count from, so that they speak of it.
    #[must_use]
    pub(crate) fn speaks_of(&self, folder: &Path, cwd: &Path) -> bool {
        let is_below = |top: &Path| folder != top && folder.starts_with(top);
        is_below(cwd) || self.exclude_root.as_ref().is_some_and(|root| is_below(&root.folder))
    }

    /// Whether `--include` is absent.
    #[must_use]
    pub(crate) fn includes_all(&self) -> bool {
        self.include.is_none()
    }

    /// Whether `--include` is absent or names this file.
    #[must_use]
    pub(crate) fn includes(&self, shown: &str, below: &Path) -> bool {
        self.include.as_ref().is_none_or(|set| {
            let from_root = || self.include_root.as_ref().is_some_and(|root| root.matches(set, shown));
            set.is_match(shown) || set.is_match(below) || from_root()
        })
    }
}

fn set(flag: &'static str, globs: &[String]) -> Result<Option<GlobSet>, BadGlob> {
    if globs.is_empty() {
        return Ok(None);
    }
    let bad =
        |glob: &str, error: &globset::Error| BadGlob { flag, glob: glob.to_owned(), reason: pattern(error.kind()) };
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        let plain = glob.strip_prefix("./").unwrap_or(glob).trim_end_matches('/');
        let whole = match plain.strip_prefix('/') {
            _ if !plain.contains('/') => format!("**/{plain}"),
            // Written as an absolute path it is one; a file shown as an absolute path matches it.
            Some(_) | None => plain.to_owned(),
        };
        let built = GlobBuilder::new(&whole).literal_separator(true).build().map_err(|error| bad(glob, &error))?;
        builder.add(built);
    }
    let last = globs.last().map_or("", String::as_str);
    builder.build().map(Some).map_err(|error| bad(last, &error))
}

/// What is wrong with a pattern.
fn pattern(error: &ErrorKind) -> String {
    match error {
        ErrorKind::InvalidRange(from, to) => tr!("invalid range; '{from}' > '{to}'", from, to),
        other => foreign::said(&other.to_string()),
    }
}

/// What is wrong with a line of an ignore file.
fn of_ignore_file(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { glob: Some(glob), err } => {
            tr!("error parsing glob '{glob}': {error}", glob, error = foreign::said(err))
        }
        other => foreign::said(&other.to_string()),
    }
}

/// The ignore files that hold for a directory, the nearest first.
pub(crate) type Chain = Option<Arc<Level>>;

/// One ignore file with those above it.
#[derive(Debug)]
pub(crate) struct Level {
    matcher: Gitignore,
    /// The ignore file as shown.
    shown: String,
    above: Chain,
}

/// `above` with an ignore file of this `text`. The patterns hold for paths below `lexical`, the normalised name of its
/// directory. A line that cannot be used is a failure, for it would have hidden something.
pub(crate) fn enter(text: &str, lexical: &Path, above: &Chain, shown: impl Fn() -> String) -> (Chain, Option<Failure>) {
    let mut builder = GitignoreBuilder::new(lexical);
    let mut bad = None;
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if let Err(error) = builder.add_line(None, line) {
            bad.get_or_insert((number + 1, of_ignore_file(&error)));
        }
    }
    let chain = match builder.build() {
        Ok(matcher) => Some(Arc::new(Level { matcher, shown: shown(), above: above.clone() })),
        Err(error) => return (above.clone(), Some(not_used(shown(), &of_ignore_file(&error)))),
    };
    let failure = bad.map(|(line, why)| {
        Failure::new(shown(), tr!("line {line} of this ignore file was not used: {why}", line, why))
    });
    (chain, failure)
}

/// That the ignore file shown as `shown` hides nothing, and why.
pub(crate) fn not_used(shown: String, why: &str) -> Failure {
    Failure::new(shown, tr!("this ignore file was not used, nothing is hidden: {why}", why))
}

/// The pattern by which the nearest ignore file that mentions the path says to leave it out, for messages.
pub(crate) fn ignored_by(chain: &Chain, lexical: &Path, is_directory: bool) -> Option<String> {
    let mut next = chain.as_ref();
    while let Some(level) = next {
        match level.matcher.matched(lexical, is_directory) {
            Match::None => next = level.above.as_ref(),
            Match::Ignore(glob) => return Some(tr!("`{glob}` in {file}", glob = glob.original(), file = level.shown)),
            Match::Whitelist(_) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(glob: &str, shown: &str, below: &str) -> bool {
        Filter::new(&[], &[glob.to_owned()]).unwrap().excluded_by(shown, Path::new(below)).is_some()
    }

    #[test]
    fn a_glob_without_a_slash_names_any_depth() {
        assert!(excludes("*.bak", "a/b/c.bak", "b/c.bak"));
        assert!(excludes("logs/", "a/logs", "logs"));
        assert!(!excludes("*.bak", "a/b.bak/c", "b.bak/c"));
    }

    #[test]
    fn a_glob_with_a_slash_starts_at_the_working_directory_or_the_path() {
        assert!(excludes("a/*.json", "a/x.json", "x.json"));
        assert!(excludes("n1/**", "exports/n1/x", "n1/x"));
        assert!(!excludes("a/*.json", "a/b/x.json", "b/x.json"));
        assert!(!excludes("n1/x", "exports/k/n1/x", "k/n1/x"));
        assert!(excludes("/data/*/x", "/data/n1/x", "n1/x"));
    }

    #[test]
    fn a_bad_glob_says_which() {
        let error = Filter::new(&["[".to_owned()], &[]).unwrap_err();
        assert!(error.to_string().starts_with("--include '['"), "{error}");
    }
}
