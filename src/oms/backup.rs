//! Which documents are backups of others: those that lie under a backup's name (`run.old`, `conf.bak`, `backup-…`,
//! `source.json.bak`) beside what they were made of. A backup without its counterpart is all there is, and counts.

use std::sync::Arc;

use rayon::prelude::*;

use crate::oms::assemble::{Input, Origin};
use crate::oms::id::ComponentId;

/// Words that make a backup of a name, as an ending or alone.
const WORDS: &[&str] = &["bak", "old", "orig", "backup", "save"];

/// A letter of each that few paths have, and where it stands in the word: what is looked for first, for every path is asked.
const RARE: &[(u8, usize)] = &[(b'k', 2), (b'l', 1), (b'g', 3), (b'k', 3), (b'v', 2)];

/// Names of folders of which OMS uses one alone: whatever lies beside it under a backup's name is not in use.
const FOLDERS: &[&str] = &["run", "store", "conf"];

/// Whether something in a path may be a backup's name.
pub(super) fn may_be(path: &str) -> bool {
    memchr::memchr(b'~', path.as_bytes()).is_some() || has_word(path)
}

/// The numbers of the documents that are backups, in order. `beside` are the paths of further files.
pub(super) fn among(inputs: &[Input<'_>], beside: &[Arc<str>]) -> Vec<usize> {
    let is_scanned = |input: &Input<'_>| input.origin != Origin::Named;
    let numbered = inputs.par_iter().enumerate().filter(|(_, input)| is_scanned(input));
    let suspects: Vec<_> = numbered.filter(|(_, input)| may_be(&input.document.path)).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut paths: Vec<&str> = inputs.iter().map(|input| &*input.document.path).collect();
    paths.extend(beside.iter().map(|path| &**path));
    paths.sort_unstable();
    let is_backup = |(_, input): &&(usize, &Input<'_>)| is_backup(&input.document.path, &paths);
    suspects.iter().filter(is_backup).map(|(number, _)| *number).collect()
}

/// Whether a word that names a backup stands in `text`, in any case.
fn has_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    WORDS.iter().zip(RARE).any(|(word, (letter, before))| {
        let stands = |at: usize| {
            let start = at.checked_sub(*before)?;
            Some(bytes.get(start..start + word.len())?.eq_ignore_ascii_case(word.as_bytes()))
        };
        let mut places = memchr::memchr2_iter(*letter, letter.to_ascii_uppercase(), bytes);
        places.any(|at| stands(at) == Some(true))
    })
}

/// Whether a path lies under a backup's name, and one of `paths`, which are in order, is its counterpart.
fn is_backup(path: &str, paths: &[&str]) -> bool {
    let mut start = 0;
    for name in path.split('/') {
        let (before, after) = (path.get(..start).unwrap_or(""), path.get(start + name.len()..).unwrap_or(""));
        start += name.len() + 1;
        let Some(original) = original(name) else { continue };
        // Without a name of its own (`backup-0310/run/…`), it lies beside what it holds.
        let rest = if original.is_empty() { after.trim_start_matches('/') } else { after };
        let counterpart = [before, &original, rest].concat();
        if paths.binary_search(&counterpart.as_str()).is_ok() {
            return true;
        }
        let is_own = FOLDERS.contains(&original.as_str()) || ComponentId::parse(&original).is_some();
        if is_own && !after.is_empty() && holds_any(paths, &[before, &original, "/"].concat()) {
            return true;
        }
    }
    false
}

/// Whether one of `paths`, which are in order, begins with `folder`.
fn holds_any(paths: &[&str], folder: &str) -> bool {
    let first = paths.partition_point(|path| *path < folder);
    paths.get(first).is_some_and(|path| path.starts_with(folder))
}

/// The name of which a name is a backup's: `conf` of `conf.bak`, `source.json` of `source.json.old.2` and `source.bak.json`,
/// nothing of `backup-0310`. None if it is no backup's name.
fn original(name: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_looked_for() {
        for (word, (letter, at)) in WORDS.iter().zip(RARE) {
            assert_eq!(word.as_bytes().get(*at), Some(letter), "{word}");
            assert!(has_word(word) && has_word(&format!("conf.{}/", word.to_ascii_uppercase())), "{word}");
        }
        assert!(!has_word("conf/source.json") && !has_word(""));
    }

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
    fn a_backup_lies_beside_its_counterpart() {
        let mut paths = vec![
            "h/run/a/conf/source.json",
            "h/run/a/conf.bak/source.json",
            "h/run.old/b/conf/source.json",
            "h/backup-0310/run/a/conf/source.json",
            "h-old/run/c/conf/source.json",
            "h/run/d/conf.bak/source.json",
            "h/run/e/source.json.bak",
            "h/run/e/source.json",
        ];
        paths.sort_unstable();
        let backups: Vec<_> = paths.iter().filter(|path| is_backup(path, &paths)).copied().collect();
        assert_eq!(
            backups,
            [
                "h/backup-0310/run/a/conf/source.json",
                "h/run.old/b/conf/source.json",
                "h/run/a/conf.bak/source.json",
                "h/run/e/source.json.bak",
            ]
        );
    }
}
