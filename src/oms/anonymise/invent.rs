//! The invention of values: the same for the same original throughout a run, of the same length and the same classes of
//! characters, and never one that stands in an original. They are counted, not computed from the originals, so that
//! nobody can try out which original an invented value stands for.

use std::collections::{HashMap, HashSet};

use super::words::{is_number, is_word_of_oms};

/// Letters of invented words. Without vowels no word of OMS (`incr`, `full`, `reverse`) comes about by accident; `p`, `n`
/// and `x` would make `np_`, a `n` of YAML or a number in hexadecimal.
const LETTERS: &[u8] = b"bcdfghjklmqrstvwz";

/// What stands in the place of characters that are not ASCII, by their length in UTF-8.
const TWO: &[char] = &['β', 'γ', 'δ', 'ζ', 'θ', 'κ', 'λ', 'μ', 'ν', 'ξ', 'π', 'ρ', 'σ', 'τ', 'φ', 'ψ'];
const THREE: &[char] =
    &['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳'];
const FOUR: &[char] = &['𠀀', '𠀁', '𠀂', '𠀃', '𠀄', '𠀅', '𠀆', '𠀇'];

/// How often a value of the same length is tried, before a longer one is taken.
const TRIES: usize = 64;

/// The invented values of a run.
#[derive(Debug, Default)]
pub(super) struct Inventor {
    /// Everything that is to be replaced in the whole run, words in lower case.
    originals: HashSet<String>,
    /// The first three numbers of the addresses among them.
    networks: HashSet<String>,
    invented: HashMap<String, String>,
    taken: HashSet<String>,
    state: u64,
}

impl Inventor {
    /// Notes that a word or an address is to be replaced somewhere in the run.
    pub(super) fn note(&mut self, original: &str) {
        if let Some((network, _)) = original.rsplit_once('.') {
            self.networks.insert(network.to_owned());
        }
        let folded = original.to_ascii_lowercase();
        if !self.originals.contains(&folded) {
            self.originals.insert(folded);
        }
    }

    /// Whether it is to be replaced somewhere in the run.
    pub(super) fn is_original(&self, word: &str) -> bool {
        self.originals.contains(&word.to_ascii_lowercase())
    }

    /// What stands in the place of a word: its letters in the same case.
    pub(super) fn word(&mut self, original: &str) -> String {
        let folded = original.to_ascii_lowercase();
        let invented = self.of(&folded, Self::candidate);
        let mut cases = original.chars();
        let in_case = invented.chars().map(|c| match cases.next() {
            Some(case) if case.is_ascii_uppercase() => c.to_ascii_uppercase(),
            _ => c,
        });
        in_case.collect()
    }

    /// What stands in the place of an IPv4 address.
    pub(super) fn address(&mut self, original: &str) -> String {
        self.of(original, Self::address_candidate)
    }

    fn of(&mut self, original: &str, candidate: fn(&mut Self, &str) -> String) -> String {
        if let Some(invented) = self.invented.get(original) {
            return invented.clone();
        }
        let mut form = original.to_owned();
        let invented = loop {
            let mut try_one = |_| Some(candidate(self, &form)).filter(|new| self.is_free(original, new));
            let found = (0..TRIES).find_map(&mut try_one);
            match found {
                Some(new) => break new,
                // All words of this form are taken: better one letter more than two originals that look the same.
                None => form.push('k'),
            }
        };
        self.taken.insert(invented.clone());
        self.invented.insert(original.to_owned(), invented.clone());
        invented
    }

    fn is_free(&self, original: &str, new: &str) -> bool {
        let network = new.rsplit_once('.').map(|(network, _)| network);
        new != original
            && !self.taken.contains(new)
            && !self.originals.contains(new)
            && !network.is_some_and(|network| self.networks.contains(network))
            && (!is_word_of_oms(new) || is_number(original) && is_number(new))
    }

    fn candidate(&mut self, form: &str) -> String {
        let mut is_first = true;
        let new = form.chars().map(|c| {
            let leads = std::mem::replace(&mut is_first, false);
            match c.len_utf8() {
                1 if c.is_ascii_digit() && leads && c == '0' => '0',
                1 if c.is_ascii_digit() => {
                    char::from(*self.pick(if leads { b"123456789" } else { b"0123456789" }, &b'1'))
                }
                1 => char::from(*self.pick(LETTERS, &b'k')),
                2 => *self.pick(TWO, &'β'),
                3 => *self.pick(THREE, &'甲'),
                _ => *self.pick(FOUR, &'𠀀'),
            }
        });
        new.collect()
    }

    /// Each number of the same length as in the original.
    fn address_candidate(&mut self, form: &str) -> String {
        let part = |inventor: &mut Self, part: &str| match part.len() {
            1 => (1 + inventor.next() % 9).to_string(),
            2 => (11 + inventor.next() % 88).to_string(),
            _ => (100 + inventor.next() % 126).to_string(),
        };
        let parts: Vec<_> = form.split('.').map(|number| part(self, number)).collect();
        parts.join(".")
    }

    fn pick<'c, T>(&mut self, from: &'c [T], otherwise: &'c T) -> &'c T {
        let at = self.next() % (from.len().max(1) as u64);
        usize::try_from(at).ok().and_then(|at| from.get(at)).unwrap_or(otherwise)
    }

    /// The next number of a fixed sequence (splitmix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_original_has_one_invention_of_its_form() {
        let mut inventor = Inventor::default();
        let first = inventor.word("orders7");
        assert_eq!(first, inventor.word("orders7"));
        assert_eq!(inventor.word("ORDERS7"), first.to_ascii_uppercase());
        assert_eq!(first.len(), 7);
        assert!(first.ends_with(|c: char| c.is_ascii_digit()) && !first.contains("order"));
        assert_eq!(inventor.word("密码").len(), "密码".len());
        let address = inventor.address("10.0.0.1");
        assert_eq!(address.len(), 8);
        assert_eq!(address, inventor.address("10.0.0.1"));
    }

    #[test]
    fn two_originals_never_look_the_same() {
        let mut inventor = Inventor::default();
        let words: Vec<String> = ('a'..='z').map(String::from).collect();
        let invented: HashSet<String> = words.iter().map(|word| inventor.word(word)).collect();
        assert_eq!(invented.len(), 26);
    }
}
