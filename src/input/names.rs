//! What a file may be, told by its name and its place before anybody reads it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::oms::id::{self, ComponentId, is_task_id};
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::shape::{COLLECT_RECORD, Location, PROCESS_STATUS, file_name, names_list, unzipped};
use crate::text::lang::tr_noop;
use crate::text::spelling::{first_held, holds};
use crate::text::syntax;

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A file of OMS that is no configuration, and what it is; it is not read.
    Status(&'static str),
    /// The status of a process of OMS: evidence.
    ProcessStatus,
    /// An archive.
    Archive(ArchiveKind),
    /// It is packed in a way that is not read here, and what unpacks it.
    Packed(&'static str),
    /// An archive that only somebody with its key unpacks.
    Encrypted,
    /// It is named like a configuration.
    Candidate,
    /// People keep all kinds of things under such a name, so a look at its beginning decides.
    Sniffed,
    /// Anything else.
    Other,
}

impl Name {
    /// What the file at `path` is, a path with `/`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let name = file_name(path);
        // What a Mac notes beside a file.
        if name.starts_with("._") {
            return Self::Other;
        }
        // No ending of the rest is one of these, and nearly all files of an export have it.
        if syntax::may_be(name) {
            return Self::Candidate;
        }
        match unzipped(name) {
            "checkpoint.chk" => return Self::Status(tr_noop!("slices of a Full-Import, no configuration")),
            PROCESS_STATUS => return Self::ProcessStatus,
            _ => {}
        }
        match ArchiveKind::of(name) {
            Some(kind) => Self::Archive(kind),
            None => Self::of_plain(unzipped(path)),
        }
    }

    fn of_plain(path: &str) -> Self {
        let name = file_name(path);
        let packed = PACKED.iter().find(|(endings, _)| endings.iter().any(|ending| ends_with(name, ending)));
        match packed {
            Some((_, tool)) => Self::Packed(tool),
            None if is_volume(name) => Self::Packed("7z x"),
            None if syntax::may_be(name) || holds(name, "ha.config") => Self::Candidate,
            None if is_sniffed(name) => Self::Sniffed,
            None if is_candidate(path) => Self::Candidate,
            None if has_no_ending(name) || is_continued(name) => Self::Sniffed,
            None if is_encrypted(name) => Self::Encrypted,
            None => Self::Other,
        }
    }
}

/// What stands in the name of the directory of an Incr-Sync.
static INCR_SYNC: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("incr_trans"));

/// What stands in the names of those of 3.2.x: JDBCWriters, and Light-Connectors of data synchronization.
static OLDER: LazyLock<[Finder<'static>; 4]> =
    LazyLock::new(|| ["_dest", "_source", "sync_", "connector"].map(Finder::new));

/// Whether a directory of this name is that of an Incr-Sync, of a JDBCWriter, or of a connector of which the name does not say what
/// it is.
#[must_use]
pub(crate) fn is_of_incr_sync(name: &[u8]) -> bool {
    // Nearly all directories are told by this.
    if memchr::memchr(b'_', name).is_none() {
        return false;
    }
    if INCR_SYNC.find(name).is_some() {
        return true;
    }
    let may_be = OLDER.iter().any(|word| word.find(name).is_some());
    let id = || ComponentId::parse(std::str::from_utf8(name).ok()?);
    let is_it = |id: &ComponentId| match id.kind {
        Some(kind) => matches!(kind, ComponentKind::IncrSync(_)),
        None => [":connector_v2:", ":connector:"].iter().any(|word| id.text.contains(word)),
    };
    may_be && id().is_some_and(|id| id.sequence.is_some() && is_it(&id))
}

/// Whether a directory of this name is one in which OMS keeps the directories of components.
#[must_use]
pub(crate) fn holds_components(name: &[u8]) -> bool {
    matches!(name, b"run" | b"store")
}

/// The directory of an Incr-Sync in the path of a member, which may be one itself.
#[must_use]
pub(crate) fn incr_sync_above(path: &str, is_directory: bool) -> Option<&str> {
    let mut end = 0;
    for name in path.split('/') {
        let start = end;
        end += name.len() + 1;
        let own = path.get(start..start + name.len())?;
        let is_entered = is_directory || path.len() >= end;
        if is_entered && is_of_incr_sync(own.as_bytes()) {
            return path.get(..start + name.len());
        }
    }
    None
}

/// Endings of what is packed in a way that is not read here, and what unpacks it.
const PACKED: &[(&[&str], &str)] = &[
    (&[".xz", ".txz"], "xz -dk"),
    (&[".bz2", ".tbz2", ".tbz"], "bzip2 -dk"),
    (&[".zst", ".tzst"], "zstd -d"),
    (&[".lz4"], "lz4 -d"),
    (&[".7z", ".rar", ".z01", ".z02", ".z03"], "7z x"),
    // What `compress` made.
    (&[".Z", ".taz"], "gzip -dk"),
    (&[".lzma", ".tlzma"], "xz -dk"),
    (&[".lz", ".tlz"], "lzip -dk"),
    (&[".lzo", ".tzo"], "lzop -dk"),
    (&[".cpio"], "cpio -idF"),
];

/// Endings of what was encrypted.
const ENCRYPTED: &[&str] = &[".gpg", ".pgp", ".enc", ".age", ".aes", ".sm4", ".des3", ".p7m"];

/// Whether the name is that of an archive, and behind it the ending of what encrypted it. What else a repository holds so is none of
/// ours.
fn is_encrypted(name: &str) -> bool {
    let ending = ENCRYPTED.iter().find(|ending| ends_with(name, ending));
    let inner = ending.and_then(|ending| name.get(..name.len() - ending.len()));
    inner.is_some_and(|inner| matches!(Name::of(inner), Name::Archive(_) | Name::Packed(_)) || ends_with(inner, ".gz"))
}

/// Endings under which people keep what they copied, and everything else.
const SNIFFED: &[&str] = &[
    ".txt",
    ".log",
    ".csv",
    ".sql",
    ".bak",
    ".out",
    ".text",
    ".tsv",
    ".json5",
    ".jsonc",
    ".response",
    ".resp",
    ".har",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".rst",
    ".adoc",
    ".eml",
    ".ipynb",
    ".dump",
    ".old",
    ".orig",
    ".save",
    ".new",
    ".backup",
    ".bkp",
    ".dat",
    ".cfg",
    ".toml",
    ".xml",
    ".js",
];

/// Endings of configurations that people write something behind: `source.json~`, `np_x.json.new`, `crawler.conf_0301`.
const CONTINUED: &[&str] = &[".json", ".yaml", ".yml", ".conf", ".properties"];

/// Whether a file of this path is a log: words of OMS stand in it all the time, and it is no configuration.
#[must_use]
pub(crate) fn is_log(path: &str) -> bool {
    let path = unzipped(path);
    ends_with(path, ".log") || ends_with(path, ".out")
}

/// Whether a file of this path is a dump of a database.
#[must_use]
pub(crate) fn is_dump(path: &str) -> bool {
    ends_with(unzipped(path), ".sql")
}

/// Whether a file of this path is a document of an office program: people put parameters of components into such.
#[must_use]
pub(crate) fn is_of_office(path: &str) -> bool {
    [".xlsx", ".xls", ".docx", ".doc", ".et", ".wps", ".ods", ".odt"].iter().any(|ending| ends_with(path, ending))
        // What an open program leaves beside it.
        && !file_name(path).starts_with(['~', '.'])
}

/// Whether the name of an archive stands in this one, with more behind it: `host2.tar.20260301`, `host2.tar.gz.part`.
#[must_use]
pub(crate) fn holds_archive_name(path: &str) -> bool {
    let name = file_name(path);
    let is_end = |rest: &str| rest.starts_with(|c: char| !c.is_ascii_alphanumeric());
    let stands =
        |ending: &&str| name.match_indices(ending).any(|(at, _)| name.get(at + ending.len()..).is_some_and(is_end));
    [".tar", ".tgz", ".zip", ".TAR", ".TGZ", ".ZIP"].iter().any(stands)
}

/// Whether a name has an ending under which people keep what they copied, be it with a number behind it: `np_x.bak2`.
fn is_sniffed(name: &str) -> bool {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    SNIFFED.iter().any(|ending| ends_with(name, ending) || ends_with(bare, ending))
}

/// Whether a file is one of the pieces that an archive was cut into: `export.7z.001`, `export.zip.002`. A first piece begins as
/// an archive does, so its content tells.
fn is_volume(name: &str) -> bool {
    let Some((stem, number)) = name.rsplit_once('.') else { return false };
    let is_number = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_packed = || PACKED.iter().any(|(endings, _)| endings.iter().any(|ending| ends_with(stem, ending)));
    is_number && (is_packed() || (number != "001" && ArchiveKind::of(stem).is_some()))
}

/// Whether the ending of a configuration stands in a name, and no letter right behind it.
fn is_continued(name: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let at = first_held(name, CONTINUED).and_then(|number| Some((number, name.rfind(CONTINUED.get(number)?)?)));
    at.and_then(|(number, at)| name.get(at + CONTINUED.get(number)?.len()..)).is_some_and(is_end)
}

/// A dot at the beginning hides a file; digits behind a dot are of an address.
fn has_no_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.starts_with('.') && !ending.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The kinds of archives that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveKind {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz` or `.tgz`
    TarGz,
}

impl ArchiveKind {
    /// The kind of archive that a file of this name is, in any case of letters.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if ends_with(name, ".zip") {
            Some(Self::Zip)
        } else if ends_with(name, ".tar") {
            Some(Self::Tar)
        } else if ends_with(name, ".tar.gz") || ends_with(name, ".tgz") {
            Some(Self::TarGz)
        } else {
            None
        }
    }
}

/// Whether a scan reads a file of this path: by its ending, or because its name says OMS.
#[must_use]
pub fn is_candidate(path: &str) -> bool {
    let name = file_name(unzipped(path));
    syntax::may_be(name) || holds(name, "ha.config") || ComponentId::parse(&name.to_ascii_lowercase()).is_some()
}

/// What the name and the place of a file say of whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is OMS's, and must not go unread.
    Sure,
    /// OMS has files of such a name or in such a place, and so have others: a project has its `src/source.json`, HAProxy its
    /// `ha.config`, a crawler its `crawler.conf`.
    Shared,
    /// Nothing of OMS.
    Nothing,
}

impl Claim {
    /// What the file at `path` is by its name and its place.
    #[must_use]
    pub(crate) fn of(path: &str) -> Self {
        let location = Location::new(0, path);
        let name = location.file_name.to_ascii_lowercase();
        let is_own_name = SectionName::of_file(&name).is_some() || ["crawler.conf", "checker.conf"].contains(&&*name);
        let in_conf = location.folder.rsplit('/').next() == Some("conf");
        let in_layout = in_conf && location.server_folder().is_some();
        // A loop keeps one answer a task, or the files of one task side by side.
        let is_of_task = || {
            let is_section = || {
                let before = SectionName::called(&name).map_or("", |(_, before)| before);
                before.starts_with("np_") && is_task_id(before)
            };
            let in_task = || is_own_name && id::made_task_in(location.component_folder()).is_some();
            id::made_task_in(&name).is_some() || is_section() || in_task() || is_of_task_by_folder(path)
        };
        let is_placed = in_conf || location.is_below_roots();
        if [PROCESS_STATUS, COLLECT_RECORD, "runningconf.json"].contains(&&*name)
            || name.contains("describeprojectcomponents")
            || location.id().is_some()
            || (is_own_name && is_placed)
            || names_list(&name)
            || is_of_task()
        {
            Self::Sure
        } else if is_own_name || in_layout || ["ha.config", "jdbcwriter"].iter().any(|part| name.contains(part)) {
            Self::Shared
        } else {
            Self::Nothing
        }
    }
}

/// Whether a file could be, by its name and place, what is decided by of a component: no other section than the source, and no
/// record of what runs.
#[must_use]
pub(crate) fn may_be_of_component(path: &str) -> bool {
    let name = file_name(unzipped(path));
    let is_beside = || [PROCESS_STATUS, COLLECT_RECORD, "runningConf.json"].contains(&name);
    Name::of(path) == Name::Candidate
        && !ends_with(name, ".properties")
        && SectionName::of_file(name).is_none_or(|section| section == SectionName::Source)
        && !is_beside()
        && Claim::of(path) == Claim::Sure
}

/// Whether a file may be an archive in which components lie, or a part of one, that nobody opened: no log, and no dump.
#[must_use]
pub(crate) fn may_be_packed_components(path: &str) -> bool {
    let is_archive = matches!(Name::of(path), Name::Packed(_) | Name::Encrypted | Name::Archive(_));
    let inner = path.rsplit_once('.').map_or("", |(inner, _)| inner);
    (is_archive || holds_archive_name(path)) && !is_log(inner) && !is_dump(inner)
}

/// Whether a file that may be an answer lies in a folder that is called as a task is and nothing else: a loop over tasks makes such.
#[must_use]
pub(crate) fn is_of_task_by_folder(path: &str) -> bool {
    let location = Location::new(0, path);
    let endings = [".json", ".jsonl", ".ndjson", ".yaml", ".yml"];
    id::is_made_task(file_name(location.folder)) && endings.iter().any(|ending| ends_with(location.file_name, ending))
}

/// Whether a file is a section in a `conf`, and nothing in its path names a task, a component or the folders of OMS: an application
/// has its `src/conf/source.json`, too.
#[must_use]
pub(crate) fn may_be_of_an_application(path: &str) -> bool {
    let location = Location::new(0, path);
    let is_ours = |name: &str| is_task_id(name) || ComponentId::parse(name).is_some();
    SectionName::of_file(location.file_name).is_some()
        && !location.is_below_roots()
        && location.id().is_none()
        && !location.folder.split('/').any(is_ours)
}

/// Whether the name or the place of a file says that it may be OMS's.
#[must_use]
pub(crate) fn says_oms(path: &str) -> bool {
    Claim::of(path) != Claim::Nothing
}

/// In any case of letters.
fn ends_with(name: &str, ending: &str) -> bool {
    let end = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_archives_are_told_by_the_name() {
        assert_eq!(ArchiveKind::of("a/b.TAR.gz"), Some(ArchiveKind::TarGz));
        assert_eq!(ArchiveKind::of("x.tgz"), Some(ArchiveKind::TarGz));
        assert_eq!(ArchiveKind::of("x.tar"), Some(ArchiveKind::Tar));
        assert_eq!(ArchiveKind::of("x.Zip"), Some(ArchiveKind::Zip));
        assert_eq!(ArchiveKind::of("gz"), None);
        assert_eq!(ArchiveKind::of("密码"), None);
    }

    #[test]
    fn directories_of_incr_syncs_have_names() {
        let run = "10.0.0.1/run/10.0.0.1-9000:";
        for id in [
            "connector_v2:np_x-incr_trans-1-0:0000000005",
            "connector_v2:np_x-incr_trans-1-0:0000000005 (1)",
            "connector:sync_x_1_0:0000000007",
            "connector:sync_x_1_0:0000000007 - 副本",
            "p_x_dest-000-0:0000000031",
            "p_x_source-000-0:0000000031",
            "connector_v2:np_x-other_trans-1-0:0000000005",
        ] {
            let directory = format!("{run}{id}");
            assert_eq!(incr_sync_above(&format!("{directory}/conf/x.pid"), false), Some(&*directory), "{id}");
            assert_eq!(incr_sync_above(&directory, true), Some(&*directory), "{id}");
            assert_eq!(incr_sync_above(&directory, false), None, "{id}");
        }
        for path in ["run/10.0.0.1-9000:90216:0000000002/x", "store/10.0.0.1-7100:p_x_source-000-0:0000000001/x"] {
            assert_eq!(incr_sync_above(path, false), None, "{path}");
        }
        assert_eq!(incr_sync_above("src/data_source/x.json", false), None);
    }

    #[test]
    fn what_a_file_is_by_its_name() {
        assert!(matches!(Name::of("a/checkpoint.chk"), Name::Status(_)));
        assert!(matches!(Name::of("a/checkpoint.chk.gz"), Name::Status(_)));
        assert_eq!(Name::of("a/oms.connector.checkpoint"), Name::ProcessStatus);
        assert_eq!(Name::of("a/checkpoint.tgz"), Name::Archive(ArchiveKind::TarGz));
        assert_eq!(Name::of("a/x.JSON"), Name::Candidate);
        assert_eq!(Name::of("a.json/x"), Name::Sniffed);
        assert_eq!(Name::of("a/x.json.gz"), Name::Candidate);
        assert_eq!(Name::of("a/x.tar.xz"), Name::Packed("xz -dk"));
        assert_eq!(Name::of("a/x.tar.gz.gpg"), Name::Encrypted);
        assert_eq!(Name::of("a/x.tar.xz.AGE"), Name::Encrypted);
        assert_eq!(Name::of("a/secrets.yaml.enc"), Name::Sniffed);
        assert_eq!(Name::of("a/host2.tar.Z"), Name::Packed("gzip -dk"));
        assert_eq!(Name::of("a/host2.cpio.gz"), Name::Packed("cpio -idF"));
        assert_eq!(Name::of("a/host2.7z.001"), Name::Packed("7z x"));
        assert_eq!(Name::of("a/host2.zip.002"), Name::Packed("7z x"));
        assert_eq!(Name::of("a/source.json.001"), Name::Sniffed);
        assert_eq!(Name::of("a/x.toml"), Name::Sniffed);
        assert_eq!(Name::of("a/10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005"), Name::Candidate);
        assert_eq!(Name::of("a/10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005.out"), Name::Sniffed);
        assert_eq!(Name::of("dump.SQL.gz"), Name::Sniffed);
        assert_eq!(Name::of(".bashrc"), Name::Other);
        assert_eq!(Name::of("x.rs"), Name::Other);
    }
}
