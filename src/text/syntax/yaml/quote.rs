//! Writing keys and strings, so that every reader of YAML 1.1 and 1.2 takes them for the same strings.

/// How a scalar is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// Not at all.
    Plain,
    /// `'`
    Single,
    /// `"`
    Double,
}

impl Quote {
    /// The quoting of a scalar that stands as `raw`.
    pub(super) fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'"') => Self::Double,
            Some(b'\'') => Self::Single,
            _ => Self::Plain,
        }
    }

    /// `text` as a key or a value: plain only where the neighbours are, and nobody could take it for anything but a string. Plain
    /// `no`, `010`, `1_000` or `12:30` mean other things to YAML 1.1, which OMS' own readers speak.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Plain if is_name(text) => text.to_owned(),
            Self::Single if !text.chars().any(needs_escape) => format!("'{}'", text.replace('\'', "''")),
            _ => double(text),
        }
    }
}

fn is_name(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
