//! Names under which people keep backups: `run.old`, `conf.bak`, `backup-0310`, `source.json.20260101`, `备份`.

use std::ops::Range;

use crate::text::spelling::first_held;

/// Words that make a backup of a name, as an ending or alone.
pub(super) const WORDS: &[&str] = &["bak", "old", "orig", "backup", "save"];

/// The name of which a name is a backup's: `conf` of `conf.bak`, `source.json` of `source.json.old.2` and `source.bak.json`,
/// nothing of `backup-0310`. None if it is no backup's name.
pub(super) fn original(name: &str) -> Option<String> {
    if let Some(original) = name.strip_suffix('~').filter(|original| !original.is_empty()) {
        return Some(original.to_owned());
    }
    let lower = name.to_ascii_lowercase();
    WORDS.iter().find_map(|word| {
        let (at, _) = lower.match_indices(word).last()?;
        let (before, after) = (name.get(..at)?, name.get(at + word.len()..)?);
        // What may follow: a date, a number, or the ending of a file.
        let (count, ending) = after.split_at(
            after.find(|c: char| c.is_ascii_alphabetic()).map_or(after.len(), |letter| letter.saturating_sub(1)),
        );
        let is_end =
            count.is_empty() || count.starts_with(['.', '-', '_']) || count.bytes().all(|b| b.is_ascii_digit());
        let is_ending = ending.is_empty() || (ending.starts_with('.') && !before.is_empty() && count.is_empty());
        let stem = if before.is_empty() { Some("") } else { before.strip_suffix(['.', '-', '_']) }?;
        (is_end && is_ending).then(|| [stem, ending].concat())
    })
}

/// The files of a component, whatever has a date behind such a name is a copy of (`cp source.json source.json.20260101`).
const FILES: &[&str] = &[
    "source.json",
    "sink.json",
    "coordinator.json",
    "condition.json",
    "runningConf.json",
    "crawler.conf",
    "checker.conf",
    "jdbcwriter.conf",
];

/// The file of a component of which a file is a copy by the date or the number behind its name. Answers are no such files: the
/// dated one of two may be the newer, and they say it themselves.
pub(super) fn dated_file(name: &str) -> Option<String> {
    if !name.ends_with(|last: char| last.is_ascii_digit()) {
        return None;
    }
    FILES.iter().find_map(|file| {
        let (own, rest) = name.split_at_checked(file.len())?;
        let is_date = rest.starts_with(SEPARATORS) && rest.bytes().all(is_of_date);
        (own.eq_ignore_ascii_case(file) && is_date).then(|| own.to_owned())
    })
}

/// What separates a word or a date from the name it is put to.
const SEPARATORS: [char; 4] = ['.', '-', '_', ' '];

fn is_of_date(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_' | b':' | b' ' | b'T')
}

/// Words by which people say that something is not in use: those of backups, and others that mean the same.
const ASIDE: &[&str] = &["bak", "old", "orig", "backup", "backups", "save", "saved", "bk", "bkp", "bkup", "bck"];

/// The same in Chinese, wherever in a name it stands.
const ASIDE_IN_CHINESE: &[&str] = &["备份", "備份", "副本"];

/// Words that name what OMS has, so that `old_run` says what is old; of `old-site` nobody knows.
const THINGS: &[&str] = &["run", "store", "conf", "config", "oms", "ds", "export", "exports"];

/// Whether one of the folders in a path, or its file, has a name that says that it is not in use. Such names only ever take
/// from what they name the power to supersede others: for that, more of them count than where a component is passed over.
pub(crate) fn is_aside(path: &str) -> bool {
    // Nearly all paths are told by this.
    let may_be = !path.is_ascii() || path.contains('~') || first_held(path, PARTS).is_some();
    let is_dated = |name: &str| is_dated_folder(name) || dated_file(name).is_some();
    path.split('/').any(|name| is_dated(name) || (may_be && is_name_aside(name)))
}

/// The innermost folder whose name says that it is not in use, of this one and those above it; None if none of them does.
pub(crate) fn innermost_aside(folder: &str) -> Option<&str> {
    let mut above = Some(folder);
    while let Some(own) = above {
        let split = own.rsplit_once('/');
        if is_aside(split.map_or(own, |(_, name)| name)) {
            return above;
        }
        above = split.map(|(before, _)| before);
    }
    None
}

/// Whether a folder that is called a backup is one of what lies at `path`, by where both lie. Of two backups none is newer by its
/// name; one that is in the other is older.
pub(crate) fn is_backup_of(backup: &str, path: &str) -> bool {
    !is_below(path, backup) && innermost_aside(path).is_none_or(|own| is_below(backup, own))
}

pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What stands in each of the words above.
const PARTS: &[&str] = &["bak", "back", "old", "orig", "sav", "bk", "bck"];

/// `run.20260101`, `conf-1`.
fn is_dated_folder(name: &str) -> bool {
    let rest = ["run", "store", "conf"].iter().find_map(|folder| name.strip_prefix(folder));
    rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with(SEPARATORS) && rest.bytes().all(is_of_date))
}

fn is_name_aside(name: &str) -> bool {
    if original(name).is_some() || ASIDE_IN_CHINESE.iter().any(|word| name.contains(word)) {
        return true;
    }
    let words = || name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let is = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(without_number(word)));
    // Behind the word stands a date, or what of OMS is meant; before it whatever it is of.
    let is_rest = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) || is(THINGS, word);
    let is_said = |at: usize| words().skip(at + 1).all(is_rest);
    words().enumerate().any(|(at, word)| is(ASIDE, word) && is_said(at))
        || words().next().is_some_and(|word| is(&["backup", "backups"], word))
}

/// `bak` of `bak2`.
fn without_number(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Where in a word it stands that what it names is not in use, if it does; in a name that says so as a whole.
pub(super) fn aside_word(name: &str, word: &str) -> Option<Range<usize>> {
    if !is_name_aside(name) {
        return None;
    }
    let bare = without_number(word);
    if ASIDE.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
        return Some(0..bare.len());
    }
    ASIDE_IN_CHINESE.iter().find_map(|known| Some(word.find(known)?).map(|at| at..at + known.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_have_names() {
        for (name, of) in [
            ("conf.bak", "conf"),
            ("run.old", "run"),
            ("run_old", "run"),
            ("conf.bak.20260310", "conf"),
            ("conf.bak2", "conf"),
            ("source.json.bak", "source.json"),
            ("source.json.old.2", "source.json"),
            ("source.bak.json", "source.json"),
            ("source.json~", "source.json"),
            ("conf-backup-2026-03-10", "conf"),
            ("backup-0310", ""),
            ("BACKUP", ""),
        ] {
            assert_eq!(original(name).as_deref(), Some(of), "{name}");
        }
        for name in ["gold", "conf", "threshold", "old-site", "bakery", "np_old1-incr_trans-1-0", "~", "household.json"]
        {
            assert_eq!(original(name), None, "{name}");
        }
    }

    #[test]
    fn the_innermost_backup_is_the_one_that_something_lies_in() {
        for (path, folder) in [
            ("old/10.0.0.1", Some("old")),
            ("in/site-backup/10.0.0.1/run.old/a", Some("in/site-backup/10.0.0.1/run.old")),
            ("in/site-backup", Some("in/site-backup")),
            ("in/10.0.0.1", None),
            ("", None),
        ] {
            assert_eq!(innermost_aside(path), folder, "{path}");
        }
    }

    #[test]
    fn every_word_has_a_part_by_which_it_is_found() {
        for word in ASIDE.iter().chain(WORDS) {
            assert!(PARTS.iter().any(|part| word.contains(part)), "{word}");
        }
    }

    #[test]
    fn dates_stand_behind_files_of_components() {
        for (name, of) in [
            ("source.json.20260101", "source.json"),
            ("source.json_0301", "source.json"),
            ("source.json.2026-01-01_10:30", "source.json"),
            ("Source.json-20260101", "Source.json"),
            ("crawler.conf.1", "crawler.conf"),
        ] {
            assert_eq!(dated_file(name).as_deref(), Some(of), "{name}");
        }
        for name in ["source.json", "source.json.new", "source.json.", "all.json.20260101", "source.json5", "1", ""] {
            assert_eq!(dated_file(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_not_in_use_has_names() {
        for name in [
            "backup-2026",
            "backup",
            "backups",
            "backup-of-beijing",
            "bak",
            "bak2",
            "old",
            "OLD-20260101",
            "old_run",
            "site-old",
            "run.old",
            "run.bkp",
            "run.20260101",
            "run-2026-01-01",
            "conf.1",
            "source.json.20260101",
            "备份",
            "备份2026",
            "run备份",
            "run - 副本",
        ] {
            assert!(is_aside(&format!("h/{name}/x")) && is_aside(name), "{name}");
        }
        for name in [
            "run",
            "store7100",
            "store",
            "conf",
            "old-site",
            "20260101",
            "export-20260301",
            "gold",
            "10.0.0.1",
            "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000005",
            "10.0.0.1-7100:MYSQL_np_old_y-1-0:0000000003",
            "10.0.0.1-9000:connector_v2:np_backup-incr_trans-1-0:0000000005",
            "source.json",
            "restored",
            "",
        ] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
