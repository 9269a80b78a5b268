//! What the user does not want to see: findings ignored for a reason, and those that a baseline knows. All of it is
//! counted, and what hides nothing any more is told.

use crate::lint::baseline::Baseline;
use crate::lint::finding::{Finding, Severity};
use crate::lint::overrides::Scope;
use crate::lint::topic::Topic;
use crate::lint::unchecked;
use crate::lint::unchecked::NotChecked;
use crate::oms::export::Export;
use crate::text::lang::tr;
use crate::text::source::Place;

/// One `[[ignore]]`.
#[derive(Debug, Clone)]
pub struct Ignore {
    /// Codes of the rules.
    pub rules: Vec<&'static str>,
    /// As the user named them.
    pub selector: String,
    /// Which findings of those rules.
    pub scope: Scope,
    /// Why.
    pub reason: String,
    /// The last day it holds, and the Unix second at which that day ends.
    pub expires: Option<(String, i64)>,
    /// Where it stands.
    pub place: Place,
}

/// What the user does not want to see.
#[derive(Debug, Clone, Copy, Default)]
pub struct Suppressions<'s> {
    /// Ignored for a reason.
    pub ignores: &'s [Ignore],
    /// Known, by this baseline of this name.
    pub baseline: Option<(&'s str, &'s Baseline)>,
}

/// What a run found.
#[derive(Debug, Clone, Default)]
pub struct Findings<'a> {
    /// What the user wants to see.
    pub shown: Vec<Finding<'a>>,
    /// What the user ignores for a reason.
    pub ignored: Vec<Finding<'a>>,
    /// What a baseline knows.
    pub baselined: Vec<Finding<'a>>,
    /// What is to be said about ignores and the baseline.
    pub notes: Vec<NotChecked>,
}

impl Ignore {
    fn is_expired(&self, now: i64) -> bool {
        self.expires.as_ref().is_some_and(|(_, end)| *end <= now)
    }

    /// Whether rules that ran looked at something that it is about.
    fn is_about(&self, export: &Export<'_>, rules: &[&'static str]) -> bool {
        let has_run = self.rules.iter().any(|code| rules.contains(code));
        has_run && export.counted().any(|component| self.scope.covers(export, component))
    }

    fn covers(&self, export: &Export<'_>, finding: &Finding<'_>) -> bool {
        let subject = &finding.subject;
        // That a task is expected the user says as well, and a list with a hole in it is no list.
        let is_expected = finding.topic == Topic::Completeness && finding.severity == Severity::Error;
        finding.topic != Topic::Unread
            && !is_expected
            && self.rules.contains(&finding.code)
            && self.scope.holds(subject.task.as_deref(), subject.direction, |paths| {
                export.document(finding.place.document).is_some_and(|document| paths.names(&document.path))
            })
    }
}

/// Why `finding` is ignored, in the words of the first of `ignores` that hides it.
#[must_use]
pub(crate) fn reason<'s>(
    ignores: &'s [Ignore],
    export: &Export<'_>,
    finding: &Finding<'_>,
    now: i64,
) -> Option<&'s str> {
    let hides = |ignore: &&Ignore| !ignore.is_expired(now) && ignore.covers(export, finding);
    ignores.iter().find(hides).map(|ignore| ignore.reason.as_str())
}

impl<'a> Findings<'a> {
    /// Forgets every finding for which `keeps` says no.
    pub fn retain(&mut self, keeps: impl Fn(&Finding<'a>) -> bool) {
        for findings in [&mut self.shown, &mut self.ignored, &mut self.baselined] {
            findings.retain(&keeps);
        }
    }

    /// Sorts `findings` by what the user wants to see. `now` is in Unix seconds, `rules` are the codes of the rules that ran.
    #[must_use]
    pub fn sort(
        export: &Export<'a>,
        findings: Vec<Finding<'a>>,
        suppressions: Suppressions<'_>,
        (now, rules): (i64, &[&'static str]),
    ) -> Self {
        let mut sorted = Self { shown: findings, ..Self::default() };
        sorted.ignore(export, suppressions.ignores, (now, rules));
        if let Some((name, baseline)) = suppressions.baseline {
            sorted.hide_known(export, name, baseline, rules);
        }
        sorted
    }

    fn ignore(&mut self, export: &Export<'a>, ignores: &[Ignore], (now, rules): (i64, &[&'static str])) {
        let (expired, valid): (Vec<&Ignore>, Vec<&Ignore>) = ignores.iter().partition(|ignore| ignore.is_expired(now));
        for ignore in expired {
            let day = ignore.expires.as_ref().map_or("", |(day, _)| day.as_str());
            let place = export.cite(ignore.place);
            let why =
                tr!("{place}: {rule} is no longer ignored since {day} has passed", place, rule = ignore.selector, day);
            self.notes.push(NotChecked { what: tr!("expired ignore").into(), why });
        }
        let hides = |ignore: &&&Ignore| self.shown.iter().any(|finding| ignore.covers(export, finding));
        let stale: Vec<_> = valid.iter().filter(|ignore| ignore.is_about(export, rules) && !hides(ignore)).collect();
        let names: Vec<_> = stale
            .iter()
            .map(|stale| tr!("{place} ({rule})", place = export.cite(stale.place), rule = stale.selector))
            .collect();
        if let [first, rest @ ..] = names.as_slice() {
            self.notes.push(NotChecked {
                what: tr!("stale ignore").into(),
                why: tr!(
                    "{places} found nothing to hide; delete it before it hides something new",
                    places = unchecked::list(first, rest)
                ),
            });
        }
        if valid.is_empty() {
            return;
        }
        let is_ignored = |finding: &Finding<'_>| valid.iter().any(|ignore| ignore.covers(export, finding));
        let (ignored, shown) = std::mem::take(&mut self.shown).into_iter().partition(is_ignored);
        self.ignored = ignored;
        self.shown = shown;
    }

    /// Takes what `baseline`, of this name, knows out of what is shown. `rules` are the codes of the rules that ran.
    pub(crate) fn hide_known(&mut self, export: &Export<'a>, name: &str, baseline: &Baseline, rules: &[&'static str]) {
        let hiding = baseline.hide(&self.shown, &|finding| is_baselined(export, finding));
        for (finding, is_known) in std::mem::take(&mut self.shown).into_iter().zip(hiding.hidden) {
            if is_known { &mut self.baselined } else { &mut self.shown }.push(finding);
        }
        let tasks = export.tasks();
        let is_here = |identity: &crate::lint::identity::Identity| {
            let ran = rules.contains(&identity.rule.as_str());
            ran && identity.task.as_deref().is_none_or(|task| tasks.contains(task))
        };
        let (here, elsewhere): (Vec<_>, Vec<_>) = hiding.stale.iter().partition(|entry| is_here(&entry.identity));
        let sum =
            |entries: &[&crate::lint::baseline::BaselineEntry]| entries.iter().map(|entry| entry.count).sum::<usize>();
        if let Some(first) = here.first() {
            let rule = &first.identity.rule;
            let which = match &first.identity.task {
                Some(task) => tr!("{rule} of task {task}", rule, task),
                None => rule.clone(),
            };
            let entries = entries(sum(&here));
            let why = match here.len() {
                1 => tr!(
                    "{entries} of {baseline} found nothing to hide, namely {which}; what was hidden is settled, write it \
                     anew with --write-baseline",
                    entries,
                    baseline = name,
                    which
                ),
                _ => tr!(
                    "{entries} of {baseline} found nothing to hide, such as {which}; what was hidden is settled, write it \
                     anew with --write-baseline",
                    entries,
                    baseline = name,
                    which
                ),
            };
            self.notes.push(NotChecked { what: tr!("stale baseline").into(), why });
        }
        if !elsewhere.is_empty() {
            self.notes.push(NotChecked {
                what: tr!("rest of the baseline").into(),
                why: tr!(
                    "{entries} of {baseline} are about tasks or rules that this run did not look at",
                    entries = entries(sum(&elsewhere)),
                    baseline = name
                ),
            });
        }
    }
}

fn entries(n: usize) -> String {
    if n == 1 { tr!("1 entry").into() } else { tr!("{n} entries", n) }
}

/// Whether a baseline may hold a finding: one about the export, not about a list of the user's own, whose whole point
/// is that nothing is missing; and not about what was not checked.
#[must_use]
pub(crate) fn is_baselined(export: &Export<'_>, finding: &Finding<'_>) -> bool {
    finding.topic != Topic::Unread && export.is_counted(finding.place.document)
}
