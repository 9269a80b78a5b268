//! How names are spelled: words in any case, how near two names are, what a slip of the hand makes of a name and nothing
//! that could be another word.

use super::difference;
use crate::text::lang::{comma, tr};

/// Whether `word`, which is ASCII, stands in `text`, whatever the case.
#[must_use]
pub(crate) fn holds(text: &str, word: &str) -> bool {
    first_held(text, &[word]).is_some()
}

/// Which of `words`, all of them ASCII, stands in `text`, whatever the case: the number of the first in their order.
#[must_use]
pub(crate) fn first_held(text: &str, words: &[&str]) -> Option<usize> {
    held(text, words).first()
}

/// Which of some words, by their numbers, stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held(u32);

impl Held {
    /// Whether that of this number does.
    #[must_use]
    pub(crate) fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// The number of the first that does.
    #[must_use]
    pub(crate) fn first(self) -> Option<usize> {
        (self.0 != 0).then_some(self.0.trailing_zeros() as usize)
    }
}

/// Which of `words`, all of them ASCII and at most 32, stand in `text`, whatever the case. Texts are names here, too short for a
/// searcher, and are gone through once.
#[must_use]
pub(crate) fn held(text: &str, words: &[&str]) -> Held {
    // A letter is the same in its last five bits, whatever its case, so two neighbours make one of a thousand pairs. Where a
    // word begins with the same pair, it gets a closer look.
    let pair = |one: u8, two: u8| (usize::from(one & 31), 1_u32 << (two & 31));
    let mut begins = [0_u32; 32];
    for word in words {
        match word.as_bytes() {
            [one, two, ..] => {
                let (row, bit) = pair(*one, *two);
                if let Some(row) = begins.get_mut(row) {
                    *row |= bit;
                }
            }
            _ => begins = [u32::MAX; 32],
        }
    }
    let bytes = text.as_bytes();
    let mut held = words.iter().position(|word| word.is_empty()).map_or(0, |number| 1 << number);
    for (at, &one) in bytes.iter().enumerate() {
        let two = bytes.get(at + 1).copied().unwrap_or(0);
        let (row, bit) = pair(one, two);
        if begins.get(row).is_some_and(|row| row & bit == 0) {
            continue;
        }
        for (number, word) in words.iter().enumerate() {
            // The bit that tells the cases apart is left out, so what differs here differs for sure.
            let may_be_here = match word.as_bytes() {
                [first, second, ..] => ((first ^ one) | (second ^ two)) & !0x20 == 0,
                _ => true,
            };
            let here = || bytes.get(at..at + word.len());
            if may_be_here && here().is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes())) {
                held |= 1 << number;
            }
        }
    }
    Held(held)
}

/// A name without what people write in different ways: case, dashes, underscores, spaces.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The same of an ASCII name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'-' | b'_' | b' ')).map(|byte| byte.to_ascii_lowercase())
}

/// Whether `name` can be a slip for `meant` at all, by its beginning and its length: nearly every name is none, and this
/// is asked of every key. Letters that change their length with their case are left to a closer look.
fn may_be_slip(name: &str, meant: &str) -> bool {
    // Two letters tell nearly always, and need no closer look where all four are letters or digits.
    if let ([first, second, ..], [one, two, ..]) = (name.as_bytes(), meant.as_bytes())
        && [first, second, one, two].iter().all(|byte| byte.is_ascii_alphanumeric())
        && !first.eq_ignore_ascii_case(one)
        && !(first.eq_ignore_ascii_case(two) && second.eq_ignore_ascii_case(one))
    {
        return false;
    }
    let (mut letters, mut others) = (letters(name), letters(meant));
    let ((first, second), (one, two)) = ((letters.next(), letters.next()), (others.next(), others.next()));
    let begins_alike = first == one || (first == two && second == one);
    let is_ascii = |letter: Option<u8>| letter.is_none_or(|letter| letter.is_ascii());
    if !begins_alike && is_ascii(first) && is_ascii(one) {
        return false;
    }
    !name.is_ascii() || !meant.is_ascii() || (begins_alike && letters.count().abs_diff(others.count()) <= 1)
}

/// Whether `name` is a slip for `meant`: another case, dashes, or one letter too many, missing, wrong, or changed with its
/// neighbour. The first letter must be right (or changed with the second), and digits must be the same: another number
/// is another thing, no slip.
#[must_use]
pub(crate) fn is_slip(name: &str, meant: &str) -> bool {
    if name == meant || !may_be_slip(name, meant) {
        return false;
    }
    let (a, b) = (plain(name), plain(meant));
    let digits = |text: &[char]| text.iter().copied().filter(char::is_ascii_digit).collect::<String>();
    digits(&a) == digits(&b) && (a == b || is_one_edit(&a, &b))
}

/// Whether one letter added, taken, replaced (not the first) or changed with its neighbour makes the one the other.
fn is_one_edit(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char], from: usize| text.get(from..).unwrap_or_default().to_vec();
    let (tail, other) = (rest(a, same), rest(b, same));
    if let ([first, second, tail @ ..], [one, two, other @ ..]) = (tail.as_slice(), other.as_slice())
        && (first, second, tail) == (two, one, other)
    {
        return true;
    }
    let after = (rest(a, same + 1), rest(b, same + 1));
    same > 0 && (after.0 == after.1 || after.0 == other || tail == after.1)
}

/// The one of `known` that `name` is a slip for, or the beginning of; None if there is none, or more than one.
#[must_use]
pub(crate) fn meant<'k>(name: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<&'k str> {
    /// Shorter beginnings say too little.
    const BEGINNING: usize = 4;
    let one = |mut found: Vec<&'k str>| if found.len() == 1 { found.pop() } else { None };
    let slips: Vec<_> = known.clone().into_iter().filter(|known| is_slip(name, known)).collect();
    if !slips.is_empty() {
        return one(slips);
    }
    let begun = plain(name);
    let begins = |known: &&str| begun.len() >= BEGINNING && plain(known).starts_with(&begun);
    one(known.into_iter().filter(begins).collect())
}

/// A longer name is no slip of the pen.
const LONGEST: usize = 100;

/// The name in `known` that is spelled most like `name`, if any is close: the fewest slips, else the most in common.
#[must_use]
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    closest(name, known).filter(|(_, is_close)| *is_close).map(|(known, _)| known)
}

/// The name in `known` that is spelled most like `name`, and whether it is close.
#[must_use]
pub(crate) fn closest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<(&'n str, bool)> {
    let name = name.to_lowercase();
    let letters = single(&name);
    if letters.len() > LONGEST {
        return None;
    }
    let mut best: Option<(bool, usize, f32, &'n str)> = None;
    for other in known {
        let lower = other.to_lowercase();
        // A letter missing, added, wrong, or two neighbours swapped, is one slip.
        let slips = strsim::osa_distance(&name, &lower);
        let ratio = in_common(&letters, &single(&lower));
        let is_close = slips <= (letters.len() / 3).max(1) || ratio > 0.6;
        let is_better = best.is_none_or(|(close, few, much, _)| {
            (is_close && !close) || (is_close == close && (slips < few || (slips == few && ratio > much)))
        });
        if is_better {
            best = Some((is_close, slips, ratio, other));
        }
    }
    best.map(|(is_close, _, _, other)| (other, is_close))
}

/// How much two texts have in common, letter by letter in their order: 0 for nothing, 1 for everything.
fn in_common(one: &[&str], other: &[&str]) -> f32 {
    similar::diff_ratio(&difference::between(one, other, None), one.len(), other.len())
}

/// The letters of a text.
fn single(text: &str) -> Vec<&str> {
    text.char_indices().filter_map(|(at, c)| text.get(at..at + c.len_utf8())).collect()
}

/// `; did you mean …?`, or, where nothing is close, what is known; to follow the name that is not known.
#[must_use]
pub(crate) fn hint<'n>(name: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => tr!("; did you mean `{near}`?", near),
        None => {
            let known: Vec<_> = known.into_iter().collect();
            match known.as_slice() {
                [] => String::new(),
                known => tr!("; known are {names}", names = known.join(comma())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_told_from_other_words() {
        for name in
            ["dbtype", "DbType", "DBTYPE", "db-type", "db_type", "dbTyp", "dbTypee", "dbTpye", "bdType", "dbTipe"]
        {
            assert!(is_slip(name, "dbType"), "{name}");
        }
        for name in ["dbType", "obType", "type", "dbTypeName", "db", "", "dbType2", "subType", "dbTyqq"] {
            assert!(!is_slip(name, "dbType"), "{name}");
        }
        assert!(is_slip("checkPoint", "checkpoint") && is_slip("check-point", "checkpoint"));
        assert!(is_slip("checkpoints", "checkpoint") && is_slip("chekpoint", "checkpoint"));
        assert!(is_slip("client", "clients") && !is_slip("clientId", "clients"));
    }

    #[test]
    fn words_stand_in_a_text_in_any_case() {
        assert!(holds("np_x-Incr_Trans-1-0", "incr_trans") && holds("iincr", "INCR") && holds("", ""));
        assert!(!holds("incr_tran", "incr_trans") && !holds("", "a") && !holds("密", "a"));
        assert!(holds("密SharePlex", "shareplex"));
        assert_eq!(first_held("a_Kafka_STORE", &["store", "kafka"]), Some(0));
        assert_eq!(first_held("a_Kafka", &["store", "kafka", "k"]), Some(1));
        assert_eq!(first_held("", &["store", "kafka"]), None);
        let held = held("a_Kafka_STORE", &["store", "jdbc", "kafka", "e"]);
        assert_eq!([0, 1, 2, 3].map(|number| held.has(number)), [true, false, true, true]);
    }

    #[test]
    fn only_one_can_be_meant() {
        let known = ["ORACLE", "MYSQL", "OB_MYSQL", "OB_05", "POSTGRESQL", "POLARDB_X_1", "POLARDB_X_2"];
        assert_eq!(meant("ORACEL", known), Some("ORACLE"));
        assert_eq!(meant("ob-mysql", known), Some("OB_MYSQL"));
        assert_eq!(meant("Postgres", known), Some("POSTGRESQL"));
        for name in ["POLARDB", "POLARDB_X_3", "OB_04", "MYSQL8", "OB", "GAUSSDB", "", "密码"] {
            assert_eq!(meant(name, known), None, "{name}");
        }
    }

    #[test]
    fn the_nearest_name_is_named_and_else_all() {
        let known = ["created-with", "ddl"];
        assert_eq!(nearest("created_with", known), Some("created-with"));
        assert_eq!(nearest("form", ["format", "from"]), Some("from"));
        assert_eq!(nearest("severity", ["select", "min-severity"]), Some("min-severity"));
        assert_eq!(nearest("", ["x"]), Some("x"));
        assert_eq!(hint("dll", known), "; did you mean `ddl`?");
        assert_eq!(hint("colour", known), "; known are created-with, ddl");
        assert_eq!(hint("x", []), "");
    }
}
