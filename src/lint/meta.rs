//! What a rule is, for people: its names, its explanation, and the page that shows it.

use std::borrow::Cow;

use crate::knowledge::{PAGES, console};
use crate::lint::finding::Severity;
use crate::lint::topic::Topic;
use crate::text::lang::{tr, translated};

/// What a rule is, for people.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// `OMS101`.
    pub code: &'static str,
    /// `missing-db-type`.
    pub name: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// The severity it has where nothing raises or lowers it.
    pub severity: Severity,
    /// What it is about.
    pub topic: Topic,
    /// Whether it runs without being selected.
    pub is_default: bool,
    /// What its fix does, if it has one.
    pub fix: Option<&'static str>,
    /// What it finds, in full.
    pub what: &'static str,
    /// Why it matters for the upgrade.
    pub why: &'static str,
    /// How to mend it: console path and keys.
    pub how: &'static str,
    /// Where the claim comes from, and how sure it is.
    pub source: &'static str,
}

impl Meta {
    /// The address of the rule's page, once there is one.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        PAGES.map(|pages| format!("{pages}/{}.md", self.name))
    }

    /// Name and text of each part of the explanation, in the order in which they are read and the language of the run.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Cow<'static, str>); 5] {
        let [what, why, how, source] = self.prose();
        let fix = self.fix.map_or_else(|| tr!("none"), translated);
        [what, why, how, (tr!("Fix by omslint"), fix.into()), source]
    }

    /// The parts of the explanation without what the fix does, for a page that says that elsewhere. Whoever reads them may
    /// have a console of any version before them.
    #[must_use]
    pub(crate) fn prose(&self) -> [(&'static str, Cow<'static, str>); 4] {
        let how = console::neutral(translated(self.how)).into();
        [
            (tr!("What"), translated(self.what).into()),
            (tr!("Why"), translated(self.why).into()),
            (tr!("How to fix"), how),
            (tr!("Source"), translated(self.source).into()),
        ]
    }
}
