//! Lines of a configuration: what a file comes to whose lines stand as a list of texts (`jq -R`, `Get-Content`, the output of a
//! command that Ansible or a notebook recorded), or whose quotes an editor made typographic. No sentence looks like one.

use crate::oms::shape::has_oms_words;

/// The quotes of editors of texts, beside those of JSON.
const QUOTES: &[char] = &['"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '＂', '＇'];

/// A text without quotes around it, and without the comma behind these.
#[must_use]
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim().trim_end_matches([',', ';']);
    text.trim_matches(|c| QUOTES.contains(&c))
}

/// Whether texts that stand beside each other are lines of a configuration of OMS: at least two of them are such as no sentence
/// is, and a word of OMS stands in one of these.
#[must_use]
pub(super) fn are_of_configuration<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut quoted, mut plain) = (Seen::default(), Seen::default());
    for line in texts.flat_map(str::lines) {
        if is_quoted_line(line) || is_assignment(line) {
            quoted.see(line);
        } else if is_yaml_line(line) {
            plain.see(line);
        }
    }
    // `Note: important` is a line of a list of remarks, too; but those are not indented.
    quoted.is_enough() || (plain.is_indented && plain.is_enough())
}

/// What was seen of lines of one kind.
#[derive(Default)]
struct Seen {
    lines: usize,
    is_of_oms: bool,
    is_indented: bool,
}

impl Seen {
    fn see(&mut self, line: &str) {
        self.lines += 1;
        self.is_of_oms |= has_oms_words(line.as_bytes());
        self.is_indented |= line.starts_with([' ', '\t']) || line.starts_with("- ");
    }

    fn is_enough(&self) -> bool {
        self.lines > 1 && self.is_of_oms
    }
}

/// Whether a line begins with a key in quotes and what JSON has behind one: `"type": "STORE_SOURCE",`.
fn is_quoted_line(line: &str) -> bool {
    let Some((before, rest)) = line.split_once(QUOTES) else { return false };
    let Some((key, behind)) = rest.split_once(QUOTES) else { return false };
    let value = behind.trim_start().strip_prefix(':').map(|value| value.trim().trim_end_matches(','));
    let is_value = |value: &str| {
        value.starts_with(['{', '['])
            || value.starts_with(QUOTES)
            || is_name(value.trim_start_matches('-'))
            || value.is_empty()
    };
    is_before(before.trim()) && is_name(key) && value.is_some_and(is_value)
}

/// Whether this is nothing, or what programs put before a line that they show: its number, a `+`, the name of its file.
fn is_before(text: &str) -> bool {
    let is_place = || text.contains(['.', '/']) && text.ends_with([':', '-', '|']);
    !text.contains(char::is_whitespace) && (!text.contains(char::is_alphabetic) || is_place())
}

/// Whether a line is a name, a `=` and a value without a blank in it.
fn is_assignment(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    is_name(key.trim()) && !value.trim().contains(char::is_whitespace)
}

/// Whether a line is a key with a value of one word, or with none.
#[must_use]
pub(super) fn is_yaml_line(line: &str) -> bool {
    let line = line.trim().trim_start_matches("- ");
    let Some((key, value)) = line.split_once(':') else { return false };
    let value_begins = value.is_empty() || value.starts_with(' ');
    is_name(key) && value_begins && !value.trim().contains(char::is_whitespace)
}

fn is_name(key: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{are_of_configuration, unquoted};

    #[test]
    fn lines_of_a_configuration_are_no_sentences() {
        for lines in [
            &["{", "  \"type\": \"STORE_SOURCE\",", "  \"jar\": \"a.jar\"", "}"][..],
            &["\t“type”: “STORE_SOURCE”,", "\t“jar”: “a.jar”"],
            &["source:", "  type: STORE_SOURCE", "  jar: a.jar"],
            &["- clusterManagerUrl: http://a", "  subtopic: b"],
            &["[JDBCWriter]", "src_type = MYSQL", "src_subTopic = a"],
            &["\"jar\": \"a.jar\",\n\"type\": \"STORE_SOURCE\""],
            &["     7\t\"jar\": \"a.jar\",", "     8\t\"type\": \"STORE_SOURCE\""],
            &["conf/source.json:7:\t\"max\": -1,", "conf/source.json:8:\t\"type\": \"STORE_SOURCE\""],
            &["+  \"clients\": [", "+  \"type\": \"STORE_SOURCE\""],
        ] {
            assert!(are_of_configuration(lines.iter().copied()), "{lines:?}");
        }
        for lines in [
            &["A STORE_SOURCE needs clients.", "See \"clusterManagerUrl\": it must be there."][..],
            &["Note: important", "Warning: STORE_SOURCE"],
            &["1. \"type\": it is STORE_SOURCE", "2. \"clusterManagerUrl\": where the Cluster Manager is"],
            &["See \"clusterManagerUrl\": \"http://a\"", "and \"type\": \"STORE_SOURCE\""],
            &["the type is", "  \"type\": \"STORE_SOURCE\""],
            &["  \"jar\": \"a.jar\",", "  \"type\": \"CSV_SOURCE\""],
            &["10:00 INFO com.oceanbase.oms.Main - threads=5", "10:01 INFO com.oceanbase.oms.Main - pool=7 of 8"],
        ] {
            assert!(!are_of_configuration(lines.iter().copied()), "{lines:?}");
        }
    }

    #[test]
    fn quotes_of_editors_are_quotes() {
        for text in ["“STORE_SOURCE”,", "‘STORE_SOURCE’", "\"STORE_SOURCE\"", "STORE_SOURCE;", " «STORE_SOURCE» "]
        {
            assert_eq!(unquoted(text), "STORE_SOURCE", "{text}");
        }
    }
}
