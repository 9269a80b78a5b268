//! The findings of the page: by rule, worst first, so that what holds for all of a rule is said once; each folded under
//! one line, the first of each rule open.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::key::key;
use super::source::{DiffLine, Line, Sources};
use crate::lint::finding::{Certainty, Finding, Severity, Tier};
use crate::lint::states::TaskState;
use crate::report::render::screen::{clean_name, count, say, tier_words, where_is};
use crate::report::report::Report;
use crate::text::lang::{tr, translated};
use crate::text::sorting;
use crate::text::source::Place;

/// Lines around the place of a finding; evidence is shown without.
const CONTEXT: usize = 2;

/// What is said once of the findings of a rule.
#[derive(Serialize)]
pub(super) struct Head {
    /// Whether another rule stands before it.
    follows: bool,
    severity: &'static str,
    /// The severity, for people.
    label: &'static str,
    code: &'static str,
    rule: &'static str,
    url: String,
    number: String,
    why: Vec<Piece>,
    /// What to do, where it is the same for all.
    help: Vec<Vec<Piece>>,
}

#[derive(Serialize)]
pub(super) struct Item {
    anchor: usize,
    open: bool,
    severity: &'static str,
    code: &'static str,
    /// The state of its task.
    state: &'static str,
    /// The same for people.
    state_label: &'static str,
    key: &'static str,
    task: String,
    all_servers: String,
    who: String,
    certainty: Option<&'static str>,
    message: Vec<Piece>,
    /// The component's id, where the message does not name it.
    component: Option<String>,
    place: Option<String>,
    label: Vec<Piece>,
    lines: Vec<Line>,
    evidence: Vec<Proof>,
    help: Vec<Vec<Piece>>,
    fix: Option<Fixed>,
}

/// A piece of a sentence; code where the report has it in backticks.
#[derive(Serialize)]
pub(super) struct Piece {
    code: bool,
    text: String,
}

#[derive(Serialize)]
struct Proof {
    says: Vec<Piece>,
    place: Option<String>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Fixed {
    key: &'static str,
    tier: &'static str,
    /// The tier with its value, in a few words.
    short: String,
    title: Vec<Piece>,
    proposal: Option<String>,
    diff: Vec<DiffLine>,
}

/// Findings of one rule about one task: how many, and where the first stands.
#[derive(Serialize)]
pub(super) struct Found {
    pub(super) code: &'static str,
    anchor: usize,
    pub(super) number: usize,
}

/// The findings by severity and rule.
pub(super) struct Rules<'r> {
    report: &'r Report<'r>,
    sources: Sources<'r>,
    states: HashMap<&'r str, &'r TaskState>,
    groups: Vec<Vec<&'r Finding<'r>>>,
    found: HashMap<&'r str, Vec<Found>>,
}

impl<'r> Rules<'r> {
    pub(super) fn new(report: &'r Report<'r>) -> Self {
        let mut by_rule: BTreeMap<(Reverse<Severity>, &str), Vec<&Finding<'_>>> = BTreeMap::new();
        for finding in &report.findings {
            by_rule.entry((Reverse(finding.severity), finding.code)).or_default().push(finding);
        }
        let groups: Vec<Vec<&Finding<'_>>> = by_rule.into_values().collect();
        let mut found: HashMap<&str, Vec<Found>> = HashMap::new();
        for (finding, anchor) in groups.iter().flatten().zip(1..) {
            let Some(task) = finding.subject.task.as_deref() else { continue };
            let of_task = found.entry(task).or_default();
            match of_task.iter_mut().find(|found| found.code == finding.code) {
                Some(same) => same.number += 1,
                None => of_task.push(Found { code: finding.code, anchor, number: 1 }),
            }
        }
        let named = report.states.tasks.iter().filter_map(|task| Some((task.task.as_deref()?, task)));
        Self { report, sources: Sources::new(report), states: named.collect(), groups, found }
    }

    /// What was found about a task.
    pub(super) fn found(&self, task: &str) -> &[Found] {
        self.found.get(task).map_or(&[], Vec::as_slice)
    }

    /// The rules that found something, by code.
    pub(super) fn names(&self) -> Vec<(&'static str, &'static str)> {
        let names: BTreeSet<_> = sorting::set(self.groups.iter().flatten().map(|finding| (finding.code, finding.rule)));
        names.into_iter().collect()
    }

    pub(super) fn each(&self) -> impl Iterator<Item = OfRule<'_, 'r>> {
        let mut first = 1;
        self.groups.iter().map(move |findings| {
            let of_rule = OfRule { all: self, findings, first };
            first += findings.len();
            of_rule
        })
    }
}

/// The findings of one rule and one severity.
pub(super) struct OfRule<'a, 'r> {
    all: &'a Rules<'r>,
    findings: &'a [&'r Finding<'r>],
    first: usize,
}

impl OfRule<'_, '_> {
    pub(super) fn head(&self) -> Option<Head> {
        let (report, first) = (self.all.report, self.findings.first()?);
        let meta = report.rules.iter().find(|meta| meta.code == first.code);
        Some(Head {
            follows: self.first > 1,
            severity: first.severity.name(),
            label: first.severity.label(),
            code: first.code,
            rule: first.rule,
            url: meta.and_then(|meta| meta.url()).unwrap_or_default(),
            number: count(self.findings.len(), "finding"),
            why: meta.map(|meta| pieces(report, translated(meta.why))).unwrap_or_default(),
            help: if self.is_help_shared() { help(report, first) } else { Vec::new() },
        })
    }

    /// Whether all say the same of what to do.
    fn is_help_shared(&self) -> bool {
        self.findings.len() > 1 && self.findings.windows(2).all(|pair| matches!(pair, [a, b] if a.help == b.help))
    }

    /// Each made when it is asked for.
    pub(super) fn findings(&self) -> impl Iterator<Item = Item> {
        let is_shared = self.is_help_shared();
        self.findings.iter().enumerate().map(move |(number, finding)| {
            let mut item = self.item(finding, self.first + number);
            item.open = number == 0;
            if is_shared {
                item.help.clear();
            }
            item
        })
    }

    fn item(&self, finding: &Finding<'_>, anchor: usize) -> Item {
        let Rules { report, sources, states, .. } = self.all;
        let subject = &finding.subject;
        let task = subject.task.as_deref();
        let row = task.and_then(|task| states.get(task));
        let place = where_is(report, finding.place);
        let who = task.or(subject.component.as_deref()).map(clean_name);
        let servers = subject.server.iter().map(|server| clean_name(server));
        let of_task = || row.iter().flat_map(|row| row.servers.iter().map(|server| clean_name(server))).collect();
        let servers: Vec<String> = if subject.server.is_some() { servers.collect() } else { of_task() };
        let label = if finding.label.is_empty() { &finding.message } else { &finding.label };
        Item {
            anchor,
            open: false,
            severity: finding.severity.name(),
            code: finding.code,
            state: row.map_or("", |row| row.state.name()),
            state_label: row.map_or("", |row| row.state.label()),
            key: row.map_or("", |row| key(row.state)),
            task: task.map(clean_name).unwrap_or_default(),
            all_servers: servers.join("\n"),
            who: who.or_else(|| place.clone()).unwrap_or_else(|| tr!("the whole run").to_owned()),
            certainty: (finding.certainty == Certainty::Possible && finding.severity != Severity::Info)
                .then_some(finding.certainty.label()),
            message: pieces(report, &finding.message),
            component: subject.component.as_deref().filter(|id| !finding.message.contains(id)).map(clean_name),
            label: pieces(report, label),
            lines: sources.lines(finding.place, CONTEXT),
            evidence: evidence(report, sources, finding),
            help: help(report, finding),
            fix: fix(report, sources, finding),
            place,
        }
    }
}

fn help(report: &Report<'_>, finding: &Finding<'_>) -> Vec<Vec<Piece>> {
    finding.help.lines().filter(|line| !line.trim().is_empty()).map(|line| pieces(report, line)).collect()
}

/// Related places, and what the fix rests on; each place once.
fn evidence(report: &Report<'_>, sources: &Sources<'_>, finding: &Finding<'_>) -> Vec<Proof> {
    let related = finding.related.iter().map(|label| (Some(label.place), &*label.message));
    let of_fix = finding.fix.iter().flat_map(|fix| fix.evidence.iter().map(|e| (e.place, &*e.says)));
    let mut seen: BTreeSet<(Option<Place>, &str)> = BTreeSet::new();
    related
        .chain(of_fix)
        .filter(|(place, says)| seen.insert((*place, *says)))
        .map(|(place, says)| Proof {
            says: if place.is_some() { pieces(report, says) } else { pieces(report, &tr!("you said: {says}", says)) },
            place: place.and_then(|place| where_is(report, place)),
            lines: place.map(|place| sources.lines(place, 0)).unwrap_or_default(),
        })
        .collect()
}

fn fix(report: &Report<'_>, sources: &Sources<'_>, finding: &Finding<'_>) -> Option<Fixed> {
    let fix = finding.fix.as_ref()?;
    let (key, tier) = match fix.tier {
        Tier::Safe => ("fix", fix.tier.heading()),
        Tier::Unsafe => ("confirm", tr!("Unsafe fix: check it first")),
        Tier::NeedsValue => ("value", fix.tier.heading()),
    };
    Some(Fixed {
        key,
        tier,
        short: tier_words(report, finding).unwrap_or_default(),
        title: pieces(report, &fix.title),
        proposal: fix.proposal.as_ref().map(|proposal| say(report, &proposal.to_string())),
        diff: sources.diff(finding.place.document, &fix.edits),
    })
}

/// A sentence with its code apart.
pub(super) fn pieces(report: &Report<'_>, text: &str) -> Vec<Piece> {
    let text = say(report, text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return vec![Piece { code: false, text: text.clone() }];
    }
    let pieces = parts.iter().enumerate().map(|(at, part)| Piece { code: at % 2 == 1, text: (*part).to_owned() });
    pieces.filter(|piece| !piece.text.is_empty()).collect()
}
