//! The keys of `omslint.toml`, as data: what is read, what a mistake is compared with, and what the schema must list.

use crate::text::lang::{tr, tr_noop};

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// A string.
    Text,
    /// Whether DDL is synchronised.
    Ddl,
    /// A list of strings.
    Texts,
    /// A string or a list of strings.
    TextOrTexts,
    /// True or false.
    Flag,
    /// A whole number from 1 on.
    Count,
    /// A string such as `64M`, or a number of bytes.
    Size,
    /// A whole number, or a table of them.
    Checkpoint,
    /// A date.
    Date,
    /// Tables, `[[override]]`.
    Overrides,
    /// Rules, or tables `[[ignore]]`.
    Ignores,
}

impl OptionKind {
    /// What it takes, to follow `takes`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => tr!("a string"),
            Self::Ddl => tr!("\"yes\", \"no\" or \"unknown\""),
            Self::Texts => tr!("a list of strings"),
            Self::TextOrTexts => tr!("a string or a list of strings"),
            Self::Flag => tr!("true or false"),
            Self::Count => tr!("a whole number from 1 on"),
            Self::Size => tr!("a size such as \"64M\""),
            Self::Checkpoint => tr!("Unix seconds, or a time with its zone; or a table of client ids with these"),
            Self::Date => tr!("a date such as 2026-12-31"),
            Self::Overrides => tr!("tables, each under a line [[override]]"),
            Self::Ignores => tr!("a list of rules, or tables, each under a line [[ignore]]"),
        }
    }
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key, in kebab-case.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
}

const fn key(name: &'static str, kind: OptionKind) -> Key {
    Key { name, kind }
}

/// The keys at the top of `omslint.toml`: options of the command line, by the same names.
pub const TOP: &[Key] = &[
    // Knowledge.
    key("from", OptionKind::Text),
    key("created-with", OptionKind::Text),
    key("to", OptionKind::Text),
    key("ddl", OptionKind::Ddl),
    key("db-type", OptionKind::Text),
    key("known-db-types", OptionKind::Texts),
    key("values", OptionKind::TextOrTexts),
    key("expect", OptionKind::Text),
    key("downtime", OptionKind::Text),
    key("reserve", OptionKind::Text),
    key("timezone", OptionKind::Text),
    // Rules.
    key("select", OptionKind::Texts),
    key("ignore", OptionKind::Ignores),
    key("fail-on", OptionKind::Text),
    key("min-severity", OptionKind::Text),
    key("baseline", OptionKind::Text),
    // Input.
    key("include", OptionKind::Texts),
    key("exclude", OptionKind::Texts),
    key("follow-symlinks", OptionKind::Flag),
    key("max-file-size", OptionKind::Size),
    key("allow-empty", OptionKind::Flag),
    // Output.
    key("lang", OptionKind::Text),
    key("format", OptionKind::Text),
    key("color", OptionKind::Text),
    key("quiet", OptionKind::Flag),
    key("verbose", OptionKind::Flag),
    key("jobs", OptionKind::Count),
    // Tables.
    key("override", OptionKind::Overrides),
];

/// The keys of an `[[override]]`.
pub const OVERRIDE: &[Key] = &[
    key("tasks", OptionKind::Texts),
    key("paths", OptionKind::Texts),
    key("direction", OptionKind::Text),
    key("created-with", OptionKind::Text),
    key("ddl", OptionKind::Ddl),
    key("db-type", OptionKind::Text),
    key("checkpoint", OptionKind::Checkpoint),
];

/// The keys of an `[[ignore]]`.
pub const IGNORE: &[Key] = &[
    key("rule", OptionKind::Text),
    key("tasks", OptionKind::Texts),
    key("paths", OptionKind::Texts),
    key("direction", OptionKind::Text),
    key("reason", OptionKind::Text),
    key("expires", OptionKind::Date),
];

/// Options that only the command line takes, and why.
pub(crate) const FLAGS_ONLY: &[(&str, &str)] = &[
    ("checkpoint", tr_noop!("a checkpoint belongs to one component; write it in an [[override]]")),
    ("show-secrets", tr_noop!("it is a flag only, so that no file that happens to lie here shows passwords")),
    ("unsafe-fixes", tr_noop!("it is a flag only, so that nobody applies an unsafe fix without asking for it")),
    ("now", tr_noop!("it is a flag only")),
    ("config", tr_noop!("it is a flag only")),
    ("no-config", tr_noop!("it is a flag only")),
    ("write-baseline", tr_noop!("it is a flag only")),
    ("show-settings", tr_noop!("it is a flag only")),
    ("statistics", tr_noop!("it is a flag only")),
    ("files-from", tr_noop!("it is a flag only")),
    ("stdin-filename", tr_noop!("it is a flag only")),
    ("out-dir", tr_noop!("it is a flag only")),
    ("backup", tr_noop!("it is a flag only")),
    ("patch", tr_noop!("it is a flag only")),
    ("manifest", tr_noop!("it is a flag only")),
];
