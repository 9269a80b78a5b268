//! The findings that are known: a file of ours with one line an entry, sorted, so that a change of it reads well in a
//! review. It names no line, date, server or path.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lint::finding::{Finding, Severity};
use crate::lint::identity::Identity;
use crate::text::foreign;
use crate::text::lang::tr;
use crate::text::sorting;

/// What the first key of every baseline says.
pub const SCHEMA: &str = "omslint/baseline/v1";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineEntry {
    /// What it stands for.
    #[serde(flatten)]
    pub identity: Identity,
    /// How often.
    pub count: usize,
}

/// Known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// How often each is known.
    entries: BTreeMap<Identity, usize>,
}

/// What a baseline does to a list of findings.
#[derive(Debug, Default)]
pub struct Hiding {
    /// For each finding, whether it is known.
    pub hidden: Vec<bool>,
    /// Entries that found fewer findings than they count, with the number that is missing.
    pub stale: Vec<BaselineEntry>,
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum NoBaseline {
    /// It is no JSON of the form.
    #[error("{}", no_form(.0))]
    Json(#[from] serde_json::Error),
    /// It is of another kind or version.
    #[error("{}", no_schema(.0))]
    Schema(String),
}

fn no_form(error: &serde_json::Error) -> String {
    tr!("it is no baseline: {error}", error = foreign::json(error))
}

fn no_schema(schema: &str) -> String {
    let (schema, own) = (format!("{schema:?}"), format!("{SCHEMA:?}"));
    tr!("it is no baseline that this version reads; its schema is {schema}, not {own}", schema, own)
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    schema: String,
}

#[derive(Deserialize)]
struct Whole {
    findings: Vec<BaselineEntry>,
}

impl Baseline {
    /// The findings for which `may_hold` holds.
    #[must_use]
    pub fn of(findings: &[Finding<'_>], may_hold: &dyn Fn(&Finding<'_>) -> bool) -> Self {
        let mut baseline = Self::default();
        for finding in findings.iter().filter(|finding| may_hold(finding)) {
            baseline.add(BaselineEntry { identity: Identity::of(finding), count: 1 });
        }
        baseline
    }

    fn add(&mut self, entry: BaselineEntry) {
        let known = self.entries.entry(entry.identity).or_default();
        *known = known.saturating_add(entry.count);
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Why it is no baseline.
    pub fn read(text: &str) -> Result<Self, NoBaseline> {
        // Editors of Windows write a mark before the text.
        let text = text.trim_start_matches('\u{feff}');
        let head: Head = serde_json::from_str(text)?;
        if head.schema != SCHEMA {
            return Err(NoBaseline::Schema(head.schema));
        }
        let whole: Whole = serde_json::from_str(text)?;
        let mut baseline = Self::default();
        for entry in whole.findings {
            baseline.add(BaselineEntry { identity: entry.identity.renewed(), ..entry });
        }
        Ok(baseline)
    }

    /// The text of the file.
    #[must_use]
    pub fn write(&self) -> String {
        let mut lines: Vec<String> =
            self.entries().map(|entry| serde_json::to_string(&entry).unwrap_or_default()).collect();
        sorting::sort(&mut lines);
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"schema\":\"{SCHEMA}\",\"findings\":[{lines}]}}\n")
    }

    fn entries(&self) -> impl Iterator<Item = BaselineEntry> {
        self.entries.iter().map(|(identity, count)| BaselineEntry { identity: identity.clone(), count: *count })
    }

    /// How many findings it knows.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.entries.values().sum()
    }

    /// Which of `findings` it knows, of those for which `may_hold` holds. Where it knows fewer than there are, the worst
    /// are taken first: a component that moved leaves its directory behind, whose findings are no errors.
    #[must_use]
    pub fn hide(&self, findings: &[Finding<'_>], may_hold: &dyn Fn(&Finding<'_>) -> bool) -> Hiding {
        let mut hiding = Hiding { hidden: vec![false; findings.len()], stale: Vec::new() };
        let mut left = self.entries.clone();
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            for (finding, hidden) in findings.iter().zip(&mut hiding.hidden) {
                if finding.severity != severity || !may_hold(finding) {
                    continue;
                }
                let own = Identity::of(finding);
                let mut take = |identity: &Identity| match left.get_mut(identity) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        true
                    }
                    _ => false,
                };
                *hidden = take(&own) || own.earlier().is_some_and(|earlier| take(&earlier));
            }
        }
        let stale = left.into_iter().filter(|(_, count)| *count > 0);
        hiding.stale = stale.map(|(identity, count)| BaselineEntry { identity, count }).collect();
        hiding
    }
}
