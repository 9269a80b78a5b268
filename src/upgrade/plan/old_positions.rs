//! The positions that were given for the plan. At the stop they are older than what the next plan finds, and would win over it.

use std::collections::BTreeSet;

use super::Basis;
use super::page::Line;
use crate::lint::overrides::{Checkpoints, Override};
use crate::text::lang::{comma, tr};
use crate::text::sorting;

/// Where they were given.
#[derive(Debug, Default)]
pub(super) struct OldPositions {
    /// Files of values that hold some, and `--checkpoint`.
    left_out: Vec<String>,
    /// Whether files of values are among these.
    in_values: bool,
    /// Files that every plan reads: that of options, and those of values that it names.
    always: Vec<String>,
}

/// Those of this plan.
pub(super) fn of(basis: Basis<'_, '_>) -> OldPositions {
    let document = |one: &Override| match one.checkpoint.as_ref()? {
        Checkpoints::All(said) => Some(said.place.document),
        Checkpoints::Clients(clients) => clients.first().map(|(_, said)| said.place.document),
    };
    let documents: BTreeSet<usize> = sorting::set(basis.settings.overrides.iter().filter_map(document));
    let mut old = OldPositions::default();
    let is_given = basis.flags.iter().any(|flag| flag.starts_with("--values "));
    for document in documents {
        let Some(path) = basis.export.document(document).map(|document| document.path.to_string()) else { continue };
        let is_config = basis.config.is_some_and(|config| *config == *path);
        let files = if is_config || !is_given { &mut old.always } else { &mut old.left_out };
        files.push(path);
    }
    old.in_values = !old.left_out.is_empty();
    old.left_out.extend(basis.settings.checkpoint.map(|_| "--checkpoint".to_owned()));
    old
}

impl OldPositions {
    /// The command that plans again, without them. Only positions are taken from what it makes, so nothing else in such a file is
    /// missed.
    pub(super) fn without(&self, basis: Basis<'_, '_>) -> String {
        let is_kept = |flag: &String| {
            let is_of_file = self.in_values && flag.starts_with("--values ");
            !is_of_file && !flag.starts_with("--checkpoint ")
        };
        let flags: Vec<String> = basis.flags.iter().filter(|flag| is_kept(flag)).cloned().collect();
        Basis { flags: &flags, ..basis }.command("plan", "")
    }

    /// What is said of them.
    pub(super) fn notes(&self) -> Vec<Line> {
        let marked = |name: &String| format!("`{name}`");
        let mut notes = Vec::new();
        if !self.left_out.is_empty() {
            let what = self.left_out.iter().map(marked).collect::<Vec<_>>().join(comma());
            notes.push(Line::default().said(&tr!(
                "Left out of the command, for the positions in it are older than T1 and would win: {what}.",
                what
            )));
        }
        notes.extend(self.always.iter().map(|file| {
            Line::default()
                .said(&tr!("First take the `checkpoint` values out of `{file}`: they are older than T1.", file))
        }));
        notes
    }
}
