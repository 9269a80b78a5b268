//! Which documents are backups of others, by their names: those that lie under a backup's name (`run.old`, `conf.bak`,
//! `backup-…`, `source.json.bak`, `source.json.20260101`) beside what they were made of. A backup without its counterpart is all
//! there is, and counts.

use crate::oms::assemble::{Input, Origin};
use crate::oms::backup_name::{self, original};
use crate::oms::id::ComponentId;
use crate::oms::shape::{file_name, unzipped};
use crate::text::parallel;
use crate::text::sorting;

/// Words that make a backup of a name, as an ending or alone.
const WORDS: &[&str] = backup_name::WORDS;

/// A letter of each that few paths have, and where it stands in the word: what is looked for first, for every path is asked.
const RARE: &[(u8, usize)] = &[(b'k', 2), (b'l', 1), (b'g', 3), (b'k', 3), (b'v', 2)];

/// Names of folders of which OMS uses one alone: whatever lies beside it under a backup's name is not in use.
const FOLDERS: &[&str] = &["run", "store", "conf"];

/// A document that is a backup by its name. Whether what it holds has a counterpart shows when both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Suspect {
    /// Its number.
    pub number: usize,
    /// The number of the document that it was made of, where that is there under its own name.
    pub counterpart: Option<usize>,
}

/// Whether something in a path may be a backup's name.
pub(super) fn may_be(path: &str) -> bool {
    memchr::memchr(b'~', path.as_bytes()).is_some() || has_word(path) || dated_file(path).is_some()
}

/// The documents that are backups by their names, in order.
pub(super) fn among(inputs: &[Input<'_>]) -> Vec<Suspect> {
    let is_scanned = |input: &Input<'_>| input.origin != Origin::Named;
    let suspect = |number: usize| {
        let input = inputs.get(number).filter(|input| is_scanned(input) && may_be(&input.document.path))?;
        Some((number, input))
    };
    let suspects: Vec<_> = parallel::of_many(inputs.len(), suspect).into_iter().flatten().collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut paths: Vec<(&str, usize)> = inputs.iter().map(|input| &*input.document.path).zip(0..).collect();
    sorting::sort(&mut paths);
    let suspect = |(number, input): &(usize, &Input<'_>)| {
        let counterpart = counterpart(&input.document.path, &paths)?;
        Some(Suspect { number: *number, counterpart })
    };
    suspects.iter().filter_map(suspect).collect()
}

/// The file of which one is a copy by the date behind its name.
fn dated_file(path: &str) -> Option<String> {
    backup_name::dated_file(unzipped(file_name(path)))
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

/// Whether a path lies under a backup's name beside its counterpart in `paths`, which are in order; and the number of the
/// document that it was made of, if that is there and not only its folder.
fn counterpart(path: &str, paths: &[(&str, usize)]) -> Option<Option<usize>> {
    let mut start = 0;
    let mut is_beside = false;
    for name in path.split('/') {
        let (before, after) = (path.get(..start).unwrap_or(""), path.get(start + name.len()..).unwrap_or(""));
        start += name.len() + 1;
        let original = original(name).or_else(|| dated_file(name).filter(|_| after.is_empty()));
        let Some(original) = original else { continue };
        // Without a name of its own (`backup-0310/run/…`), it lies beside what it holds.
        let rest = if original.is_empty() { after.trim_start_matches('/') } else { after };
        let made_of = [before, &original, rest].concat();
        if let Ok(at) = paths.binary_search_by(|(path, _)| (*path).cmp(made_of.as_str())) {
            return Some(paths.get(at).map(|(_, number)| *number));
        }
        let is_own = FOLDERS.contains(&original.as_str()) || ComponentId::parse(&original).is_some();
        is_beside |= is_own && !after.is_empty() && holds_any(paths, &[before, &original, "/"].concat());
    }
    is_beside.then_some(None)
}

/// Whether one of `paths`, which are in order, begins with `folder`.
fn holds_any(paths: &[(&str, usize)], folder: &str) -> bool {
    let first = paths.partition_point(|(path, _)| *path < folder);
    paths.get(first).is_some_and(|(path, _)| path.starts_with(folder))
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
    fn a_backup_lies_beside_its_counterpart() {
        let mut paths = [
            "h/run/a/conf/source.json",
            "h/run/a/conf.bak/source.json",
            "h/run.old/b/conf/source.json",
            "h/backup-0310/run/a/conf/source.json",
            "h-old/run/c/conf/source.json",
            "h/run/d/conf.bak/source.json",
            "h/run/e/source.json.bak",
            "h/run/e/source.json",
        ];
        sorting::sort(&mut paths);
        let numbered: Vec<(&str, usize)> = paths.iter().copied().zip(0..).collect();
        let backups: Vec<_> = paths.iter().filter(|path| counterpart(path, &numbered).is_some()).copied().collect();
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
