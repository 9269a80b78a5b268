//! Words for a POSIX shell: what a person pastes, and what stands in a script.

/// A word in quotes, whatever is in it. A shell can hold no NUL, so there is none. What steers a terminal, and what breaks a
/// line, is spelled out, so that it survives a copy and is read back as it is (bash, zsh, ksh, dash from 0.5.13 on do).
pub(crate) fn quoted(word: &str) -> String {
    if word.chars().any(|c| c != '\0' && breaks(c)) {
        return spelled_out(word);
    }
    format!("'{}'", word.replace('\0', "").replace('\'', r"'\''"))
}

/// Whether a character cannot stand in a line that is copied: control characters, and what breaks or turns a line.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// As `$'new\nline'`: each byte of what breaks a line as three octal digits, so that no digit behind it is taken for one more.
fn spelled_out(word: &str) -> String {
    let mut out = String::from("$'");
    for c in word.chars() {
        match c {
            '\0' => {}
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            '\'' => out.push_str(r"\'"),
            '\\' => out.push_str(r"\\"),
            c if breaks(c) => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("\\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A word, in quotes only where a shell would read it otherwise.
pub(crate) fn word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { quoted(word) }
}

/// The path of a file as a word that no command takes for an option. A dash alone is standard input.
pub(crate) fn path(path: &str) -> String {
    if path.len() > 1 && path.starts_with('-') { word(&format!("./{path}")) } else { word(path) }
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
        for c in "~*?[]{}()<>|&;$`\"\\#!é".chars() {
            assert_eq!(word(&c.to_string()), format!("'{c}'"));
        }
    }

    #[test]
    fn a_path_is_no_option() {
        assert_eq!(["-exp", "--from", "- 1", "-", "a/-b"].map(path), ["./-exp", "./--from", "'./- 1'", "-", "a/-b"]);
    }

    #[test]
    fn what_breaks_a_line_is_spelled_out() {
        assert_eq!(word("new\nline"), r"$'new\nline'");
        assert_eq!(word("a\tb\r'\\\u{1b}1\u{85}\u{202e}"), r"$'a\tb\r\'\\\0331\302\205\342\200\256'");
        assert_eq!(quoted("a\n\0b"), r"$'a\nb'");
    }

    #[test]
    fn in_a_script_every_word_is_quoted() {
        assert_eq!(quoted("np_x"), "'np_x'");
        assert_eq!(quoted("a\0b"), "'ab'");
        assert_eq!(quoted("'"), r"''\'''");
    }
}
