//! The table of `omslint files`: how many files are what, what was skipped and why, and one row a component.

use std::collections::BTreeMap;

use crate::oms::shape::file_name;
use crate::report::render::listing::{self, Last, Row, Tone, indented, said, wrapped};
use crate::report::report::Look;
use crate::text::lang::{comma, count, tr, tr_noop, translated};

/// Rows after which the totals are told once more.
const LONG: usize = 30;

/// What becomes of files that are no part of a component, the ones that were not read first, how a heading calls them, and
/// how bad that is.
const SKIPPED: [(&str, &str, Tone); 3] = [
    (tr_noop!("Failed: of OMS or named, and not read or not understood:"), "failed", Tone::Bad),
    (tr_noop!("Not read:"), "unrecognised", Tone::Doubt),
    (tr_noop!("Of OMS, but no component of their own:"), "aside", Tone::Strong),
];

/// One line: path, what it is, and of which components.
#[derive(Debug, serde::Serialize)]
pub(super) struct Line {
    pub(super) path: String,
    /// `configuration`, `evidence`, `aside`, `unrecognised` or `failed`.
    pub(super) role: &'static str,
    pub(super) what: String,
    pub(super) components: Vec<ListedComponent>,
    /// The file that stands for the one component of which this is a part, if that is another one.
    #[serde(skip)]
    pub(super) part_of: Option<String>,
}

impl Line {
    /// That a file is no part of a component, and why.
    pub(super) fn apart(path: &str, role: &'static str, what: String) -> Self {
        Self { path: path.to_owned(), role, what, components: Vec::new(), part_of: None }
    }
}

#[derive(Debug, serde::Serialize)]
pub(super) struct ListedComponent {
    pub(super) kind: &'static str,
    pub(super) component: Option<String>,
    pub(super) task: Option<String>,
    pub(super) server: Option<String>,
    pub(super) direction: &'static str,
    /// What its id or a list calls it, where its content says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) named: Option<&'static str>,
    /// What contradicts itself about whose configuration it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contradictions: Vec<String>,
    pub(super) live: bool,
    #[serde(rename = "supersededBy")]
    pub(super) superseded_by: Option<String>,
    /// The file of the copy of it that counts instead, because it says the same or is newer.
    #[serde(rename = "copyOf", skip_serializing_if = "Option::is_none")]
    pub(super) copy_of: Option<String>,
    /// Whether that copy is newer and says something else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) outdated: bool,
    /// Whether the file that stands for it is another one.
    #[serde(skip)]
    pub(super) is_elsewhere: bool,
}

/// All of it, for people.
pub(super) fn table(lines: &[Line], look: Look) -> String {
    let totals = totals(lines, look);
    let mut text = totals.clone();
    for (heading, role, tone) in SKIPPED {
        let here: Vec<&Line> = lines.iter().filter(|line| line.role == role && line.part_of.is_none()).collect();
        if !here.is_empty() {
            text.push_str(&format!("\n{}\n", said(look, tone, translated(heading))));
            skipped(&here, look, &mut text);
        }
    }
    text.push_str(&read(lines, look));
    if text.lines().count() > LONG {
        text.push('\n');
        text.push_str(&totals);
    }
    text
}

/// `12 files: 9 configuration, 2 aside, 1 failed`, and the components in them.
fn totals(lines: &[Line], look: Look) -> String {
    let roles = [
        tr_noop!("failed"),
        tr_noop!("unrecognised"),
        tr_noop!("aside"),
        tr_noop!("evidence"),
        tr_noop!("configuration"),
    ];
    let counts = roles.map(|role| (role, lines.iter().filter(|line| line.role == role).count()));
    let counts: Vec<_> = counts.iter().filter(|(_, count)| *count > 0).collect();
    let total: Vec<_> = counts.iter().map(|(role, number)| share(*number, role)).collect();
    let files = count(lines.len(), "file");
    let files =
        if total.is_empty() { files } else { tr!("{what}: {shares}", what = files, shares = total.join(comma())) };
    let own = || lines.iter().flat_map(|line| &line.components).filter(|entry| !entry.is_elsewhere);
    let (mut live, mut copies, mut superseded) = (0, 0, 0);
    for entry in own() {
        let number = if entry.copy_of.is_some() {
            &mut copies
        } else if entry.live {
            &mut live
        } else {
            &mut superseded
        };
        *number += 1;
    }
    let mut shares = vec![share(live, tr_noop!("live"))];
    let others = [(superseded, tr_noop!("superseded")), (copies, tr_noop!("copies of others"))];
    shares.extend(others.iter().filter(|(number, _)| *number > 0).map(|(number, what)| share(*number, what)));
    let components = count(own().count(), "component");
    let components = tr!("{what}: {shares}", what = components, shares = shares.join(comma()));
    let is_bad = counts.iter().any(|(role, _)| *role == "failed");
    let tone = if is_bad { Tone::Bad } else { Tone::Strong };
    format!("{}{}", wrapped(look, tone, &files), wrapped(look, Tone::Strong, &components))
}

/// Files that are no part of a component. What lies together and was left for one reason is told once.
fn skipped(here: &[&Line], look: Look, text: &mut String) {
    let mut here = here.iter().peekable();
    while let Some(line) = here.next() {
        let mut with = Vec::new();
        let is_alike = |other: &&&Line| {
            line.role == "aside" && other.what == line.what && folder(&other.path) == folder(&line.path)
        };
        while let Some(other) = here.next_if(is_alike) {
            with.push(file_name(&other.path).to_owned());
        }
        text.push_str(&format!("  {}\n", printable(&line.path)));
        text.push_str(&indented(look, Tone::Weak, &printable(&what(line, &with))));
    }
}

/// One row a component, and one a file that is read for what it says of others.
fn read(lines: &[Line], look: Look) -> String {
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in lines {
        if let Some(main) = &line.part_of {
            parts.entry(main).or_default().push(&line.path);
        }
    }
    let is_read = |line: &&Line| matches!(line.role, "configuration" | "evidence") && line.part_of.is_none();
    let mut rows = Vec::new();
    for line in lines.iter().filter(is_read) {
        let with = parts.get(line.path.as_str()).map_or(&[][..], Vec::as_slice);
        let before = rows.len();
        rows.extend(
            line.components.iter().filter(|entry| !entry.is_elsewhere).map(|entry| row(line, entry, with, look)),
        );
        if rows.len() == before {
            let cells = [tr!("a file"), "", "", "", tr!("read"), "1"];
            rows.push(Row {
                cells: cells.map(|text| (Tone::Plain, printable(text))).to_vec(),
                last: Last::Whole(printable(&line.path)),
                notes: vec![printable(&what(line, &[]))],
            });
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    let head = [tr!("component"), tr!("way"), tr!("task"), tr!("server"), tr!("counts"), tr!("files"), tr!("at")];
    format!("\n{}\n{}", said(look, Tone::Strong, tr!("Read:")), listing::table(look, &head, &rows))
}

fn row(line: &Line, entry: &ListedComponent, parts: &[&str], look: Look) -> Row {
    let (tone, standing) = match (&entry.copy_of, entry.live) {
        (Some(_), _) if entry.outdated => (Tone::Weak, tr!("older")),
        (Some(_), _) => (Tone::Weak, tr!("copy")),
        (None, true) => (Tone::Good, tr!("live")),
        (None, false) => (Tone::Weak, tr!("superseded")),
    };
    let or = |value: &Option<String>| printable(value.as_deref().unwrap_or(tr!("not known")));
    let mut notes: Vec<String> = notes(entry).iter().map(|note| printable(note)).collect();
    if look.verbosity > 0 {
        let below = |path: &&str| path.strip_prefix(folder(&line.path)).unwrap_or(file_name(path)).to_owned();
        let parts: Vec<String> = parts.iter().map(below).collect();
        notes.push(printable(&what(line, &parts)));
    }
    Row {
        cells: vec![
            (Tone::Strong, translated(entry.kind).to_owned()),
            (Tone::Plain, translated(entry.direction).to_owned()),
            (Tone::Plain, or(&entry.task)),
            (Tone::Plain, or(&entry.server)),
            (tone, standing.to_owned()),
            (Tone::Plain, (parts.len() + 1).to_string()),
        ],
        last: Last::Whole(printable(&line.path)),
        notes,
    }
}

/// `9 configuration`.
fn share(number: usize, what: &str) -> String {
    tr!("{number} {what}", number, what = translated(what))
}

/// What a file is and why, and what lies with it.
fn what(line: &Line, with: &[String]) -> String {
    let (role, what) = (translated(line.role), &line.what);
    match with {
        [] => tr!("{role}: {what}", role, what),
        with => tr!("{role}: {what}, with {others}", role, what, others = with.join(comma())),
    }
}

/// The folder of a file, with a slash at the end.
fn folder(path: &str) -> &str {
    path.strip_suffix(file_name(path)).unwrap_or("")
}

/// What is told of a component below its row: what its name says otherwise, what contradicts itself, and what counts in its place.
pub(super) fn notes(entry: &ListedComponent) -> Vec<String> {
    let kind = translated(entry.kind);
    let named =
        entry.named.map(|named| tr!("a {kind} by its content; its name says {named}", kind, named = translated(named)));
    let instead = match (&entry.copy_of, &entry.superseded_by) {
        (Some(path), _) if entry.outdated => Some(tr!("an older copy; the one in {path} counts", path)),
        (Some(path), _) => Some(tr!("a copy of the one in {path}, which counts", path)),
        (None, Some(by)) => Some(tr!("superseded by {by}", by)),
        (None, None) => None,
    };
    named.into_iter().chain(entry.contradictions.iter().cloned()).chain(instead).collect()
}

/// A name may hold control characters, which must not reach a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
