//! Severity, certainty, findings and fixes: what is said, never how it looks.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::lint::fix_value::FixValue;
use crate::lint::topic::Topic;
use crate::oms::component::Subject;
use crate::text::change::Change;
use crate::text::document::Document;
use crate::text::edit::Edit;
use crate::text::lang::{self, tr};
use crate::text::room;
use crate::text::sorting;
use crate::text::source::Place;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Doubtful or conditional.
    Warning,
    /// The task will not run or data will be lost, or it may and nothing in the export says otherwise.
    Error,
}

impl Severity {
    /// Lower-case name, as flags and reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// What people are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Info => tr!("info"),
            Self::Warning => tr!("warning"),
            Self::Error => tr!("error"),
        }
    }
}

/// Whether it will happen or may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It will happen.
    Certain,
    /// It may; the message names what would settle it.
    Possible,
}

impl Certainty {
    /// Lower-case name, as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
        }
    }

    /// What people are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Certain => tr!("certain"),
            Self::Possible => tr!("possible"),
        }
    }
}

/// How a fix may be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Derived from agreeing evidence in the export, or given by the user for that task.
    Safe,
    /// Applied only with `--unsafe-fixes`.
    Unsafe,
    /// Only a person knows the value.
    NeedsValue,
}

impl Tier {
    /// Name as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::NeedsValue => "needs-value",
        }
    }

    /// What people are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Safe => tr!("safe"),
            Self::Unsafe => tr!("unsafe"),
            Self::NeedsValue => tr!("needs a value"),
        }
    }

    /// The fix of this tier, in a few words.
    #[must_use]
    pub(crate) fn fix(self) -> &'static str {
        match self {
            Self::Safe => tr!("safe fix"),
            Self::Unsafe => tr!("unsafe fix"),
            Self::NeedsValue => tr!("needs a value"),
        }
    }

    /// The same as a heading.
    #[must_use]
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Safe => tr!("Safe fix"),
            Self::Unsafe => tr!("Unsafe fix"),
            Self::NeedsValue => tr!("Needs a value"),
        }
    }
}

/// A place and what is to be said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What; a few words.
    pub message: Arc<str>,
}

/// Something in the export, or said by the user, that speaks for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands, in the export or in the user's own files; None for a flag.
    pub place: Option<Place>,
    /// What it says, as a sentence without a full stop: `coordinator.sourceType is ORACLE`.
    pub says: Arc<str>,
    /// The value it speaks for, canonical; None if it only narrows.
    pub value: Option<String>,
}

impl Evidence {
    /// What all of these say, as clauses of one sentence.
    #[must_use]
    pub(crate) fn joined(all: &[Self]) -> String {
        all.iter().map(|one| &*one.says).collect::<Vec<_>>().join(lang::semicolon())
    }
}

/// What would mend a finding. All its edits are in the finding's own file.
#[derive(Debug, Clone)]
pub struct Fix<'a> {
    /// How it may be applied.
    pub tier: Tier,
    /// What it does, in a few words.
    pub title: String,
    /// The value it writes; None for [`Tier::NeedsValue`].
    pub value: Option<FixValue>,
    /// A value that a person could choose, for [`Tier::NeedsValue`].
    pub proposal: Option<FixValue>,
    /// What is changed; empty for [`Tier::NeedsValue`].
    pub changes: Vec<Change<'a>>,
    /// The edits of this fix alone, in bytes of the file as it is.
    pub edits: Vec<Edit>,
    /// What speaks for the value.
    pub evidence: Vec<Evidence>,
}

/// Something a rule found.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Code of the rule, `OMS101`.
    pub code: &'static str,
    /// Name of the rule, `missing-db-type`.
    pub rule: &'static str,
    /// What the rule is about.
    pub topic: Topic,
    /// How bad it is, here.
    pub severity: Severity,
    /// Whether it will or may happen.
    pub certainty: Certainty,
    /// What happens, naming task, component and server. One paragraph without line breaks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What is to be said at the place, in a few words.
    pub label: String,
    /// JSON pointer into the file's own document.
    pub pointer: String,
    /// Section and key within the component, the same in every shape (`/source/checkpoint`): what its identity rests on,
    /// with the rule and the subject.
    pub anchor: String,
    /// Whose finding it is.
    pub subject: Arc<Subject>,
    /// Further places, in this or other files: evidence first.
    pub related: Vec<Label>,
    /// What to do now. May have several lines.
    pub help: Cow<'static, str>,
    /// Why there is no fix, or what to do first: the beginning of `help` in one clause, without a full stop. Empty where
    /// nothing was said apart, see `Finding::advise`.
    pub reason: String,
    /// What would mend it, if anything would.
    pub fix: Option<Box<Fix<'a>>>,
}

impl Finding<'_> {
    /// Gives back the room that its texts and lists were given while they grew: there may be hundreds of thousands of findings.
    pub(crate) fn shrink(&mut self) {
        for text in [&mut self.message, &mut self.label, &mut self.pointer, &mut self.anchor, &mut self.reason] {
            room::fit_text(text);
        }
        if let Cow::Owned(help) = &mut self.help {
            room::fit_text(help);
        }
        room::fit(&mut self.related);
        if let Some(fix) = &mut self.fix {
            room::fit_text(&mut fix.title);
            room::fit(&mut fix.changes);
            room::fit(&mut fix.edits);
            room::fit(&mut fix.evidence);
        }
    }

    /// Forgets what only a report says of it. What a fix needs, its record and its proof, stays.
    pub(crate) fn forget_words(&mut self) {
        (self.message, self.label, self.reason) = (String::new(), String::new(), String::new());
        (self.help, self.related, self.anchor) = ("".into(), Vec::new(), String::new());
        if let Some(fix) = &mut self.fix {
            (fix.title, fix.value, fix.proposal, fix.edits) = (String::new(), None, None, Vec::new());
        }
    }

    /// Says what to do now: `reason` is a clause that stands for all of it where there is little room, `more` are the
    /// sentences that follow it.
    pub(crate) fn advise(&mut self, reason: impl Into<String>, more: &str) {
        self.reason = reason.into();
        self.help = lang::sentences(&[&tr!("{clause}.", clause = self.reason), more]).into();
    }
}

/// A text of a file as messages quote it: cut where it would fill the screen.
#[must_use]
pub fn short(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    if text.chars().nth(LONGEST).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().take(LONGEST).chain(['…']).collect())
}

/// Puts findings in the order of every report: path, offset, code, and for equals the message.
pub fn sort(findings: &mut [Finding<'_>], documents: &[&Document]) {
    // As the list lies, for it may be the largest thing in memory: the standard library makes half of it anew.
    sorting::sort_by(findings, |a, b| compare(documents, a, b));
}

/// Which of two findings stands first in every report.
pub(crate) fn compare(documents: &[&Document], a: &Finding<'_>, b: &Finding<'_>) -> Ordering {
    let path = |finding: &Finding<'_>| documents.get(finding.place.document).map_or("", |document| &*document.path);
    (path(a), a.place.span.start(), a.code, &a.pointer, &a.message).cmp(&(
        path(b),
        b.place.span.start(),
        b.code,
        &b.pointer,
        &b.message,
    ))
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;

    // There may be hundreds of thousands of each: what is added here is added to all of them.
    #[test]
    fn what_there_is_much_of_does_not_grow_unseen() {
        assert!(size_of::<Finding<'_>>() <= 240, "{}", size_of::<Finding<'_>>());
        assert!(size_of::<Fix<'_>>() <= 168, "{}", size_of::<Fix<'_>>());
    }
}
