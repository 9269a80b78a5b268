//! Words for a POSIX shell: what a person pastes, and what stands in a script.

/// A word in quotes, whatever is in it. A shell can hold no NUL, so there is none.
pub(crate) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\0', "").replace('\'', r"'\''"))
}

/// A word, in quotes only where a shell would read it otherwise.
pub(crate) fn word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { quoted(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_and_others_are_quoted() {
        assert_eq!(word("fixtures/a-b_c.json"), "fixtures/a-b_c.json");
        assert_eq!(word("--from=3.2.1"), "--from=3.2.1");
        assert_eq!(word(""), "''");
        assert_eq!(word("a b"), "'a b'");
        assert_eq!(word("it's"), r"'it'\''s'");
        for c in "~*?[]{}()<>|&;$`\"\\#!\n\té".chars() {
            assert_eq!(word(&c.to_string()), format!("'{c}'"));
        }
    }

    #[test]
    fn in_a_script_every_word_is_quoted() {
        assert_eq!(quoted("np_x"), "'np_x'");
        assert_eq!(quoted("a\0b"), "'ab'");
        assert_eq!(quoted("'"), r"''\'''");
    }
}
