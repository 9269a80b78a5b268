//! What the page shows, as plain values for its template.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::source::{DiffLine, Line, Sources};
use crate::knowledge;
use crate::lint::finding::{Certainty, Finding, Severity, Tier};
use crate::lint::states::State;
use crate::oms::kind::{ComponentKind, Direction};
use crate::report::render::answer::Answer;
use crate::report::render::screen::{clean_name, fixables, found, not_shown, say, severities, where_failed, where_is};
use crate::report::report::{ListedMember, ListedTask, Report};
use crate::text::source::Place;

/// Every need, worst first.
const STATES: [State; 7] =
    [State::Unknown, State::Blocked, State::Clone, State::Value, State::Confirm, State::Fix, State::Ready];

/// Lines around the place of a finding; evidence is shown without.
const CONTEXT: usize = 2;

/// The page up to the findings.
#[derive(Serialize)]
pub(super) struct Head {
    style: &'static str,
    tone: &'static str,
    headline: String,
    detail: String,
    facts: Vec<(&'static str, String)>,
    counts: Vec<Count>,
    needs: Vec<Count>,
    servers: Vec<Server>,
    /// How many there are.
    groups: usize,
    failures: Vec<(String, String)>,
    not_shown: String,
    version: &'static str,
}

/// The page behind the findings.
#[derive(Serialize)]
pub(super) struct Foot {
    groups: usize,
    not_checked: Vec<(String, String)>,
    next: Vec<(String, String)>,
    version: &'static str,
    knowledge: &'static str,
    script: &'static str,
}

#[derive(Serialize)]
struct Count {
    key: &'static str,
    name: String,
    sentence: &'static str,
    number: usize,
}

#[derive(Serialize)]
struct Server {
    name: String,
    tasks: Vec<Task>,
    bars: Vec<Bar>,
    /// Tasks of this server per cent of those of the largest.
    share: usize,
}

/// A part of a server's bar, in tasks.
#[derive(Serialize)]
struct Bar {
    key: &'static str,
    name: &'static str,
    start: usize,
    number: usize,
}

#[derive(Serialize)]
struct Task {
    id: String,
    anchor: Option<usize>,
    key: &'static str,
    state: &'static str,
    sentence: &'static str,
    components: Vec<(String, String)>,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// The findings of one task.
#[derive(Serialize)]
pub(super) struct Group {
    number: usize,
    title: String,
    key: &'static str,
    state: &'static str,
    findings: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    severity: &'static str,
    code: &'static str,
    rule: &'static str,
    url: String,
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
struct Piece {
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
    title: Vec<Piece>,
    proposal: Option<String>,
    diff: Vec<DiffLine>,
}

pub(super) fn head(report: &Report<'_>, tasks: &[ListedTask], groups: &Groups<'_>, style: &'static str) -> Head {
    let answer = Answer::of(report);
    let named = || tasks.iter().filter(|task| task.id.is_some());
    let needs = STATES.map(|state| Count {
        key: key(state),
        name: state.name().to_owned(),
        sentence: state.sentence(),
        number: named().filter(|task| task.state == state).count(),
    });
    let counts = severities(&report.summary).map(|(severity, words)| Count {
        key: severity.name(),
        number: words.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0),
        name: words.split(' ').nth(1).unwrap_or_default().to_owned(),
        sentence: "",
    });
    Head {
        style,
        tone: answer.severity.name(),
        headline: answer.words,
        detail: format!("{}.", found(report)),
        facts: facts(report),
        counts: counts.into(),
        needs: needs.into(),
        servers: servers(report, tasks, &groups.anchors()),
        groups: groups.groups.len(),
        failures: report.failures.iter().map(|f| (where_failed(f), say(report, &f.message))).collect(),
        not_shown: not_shown(&report.summary).join(", "),
        version: env!("CARGO_PKG_VERSION"),
    }
}

pub(super) fn foot(report: &Report<'_>, groups: &Groups<'_>, script: &'static str) -> Foot {
    let unchecked = report.run.not_checked.iter().map(|item| (say(report, &item.what), say(report, &item.why)));
    Foot {
        groups: groups.groups.len(),
        not_checked: unchecked.collect(),
        next: report.next.iter().map(|step| (say(report, &step.purpose), say(report, &step.command))).collect(),
        version: env!("CARGO_PKG_VERSION"),
        knowledge: knowledge::DATE,
        script,
    }
}

fn facts(report: &Report<'_>) -> Vec<(&'static str, String)> {
    let run = &report.run;
    let unknown = || "not given".to_owned();
    let assumed = if run.to_assumed { " (assumed)" } else { "" };
    let files = run.files;
    let mut facts = vec![
        ("From", run.from.clone().unwrap_or_else(unknown)),
        ("To", format!("{}{assumed}", run.to)),
        ("Tasks created with", run.created_with.clone().unwrap_or_else(unknown)),
        ("DDL", run.ddl.to_owned()),
        ("Files", format!("{} read, {} of them OMS", files.scanned, files.recognised)),
    ];
    let fixable = fixables(&report.summary);
    if !fixable.is_empty() {
        facts.push(("Fixable", fixable.join(", ")));
    }
    facts
}

fn key(state: State) -> &'static str {
    match state {
        State::Ready => "ready",
        State::Fix => "fix",
        State::Confirm => "check",
        State::Value | State::Clone => "value",
        State::Blocked | State::Unknown => "decide",
    }
}

/// The server that a task is shown under: that of its live Incr-Sync, else of any component.
fn home(task: &ListedTask) -> Option<&str> {
    let is_incr =
        |member: &&ListedMember| member.superseded_by.is_none() && matches!(member.kind, ComponentKind::IncrSync(_));
    let forward = |member: &&ListedMember| member.direction == Direction::Forward;
    let members = || task.members.iter().filter(|member| member.server.is_some());
    let best = members().filter(is_incr).find(forward).or_else(|| members().find(is_incr)).or_else(|| members().next());
    best?.server.as_deref()
}

fn servers(report: &Report<'_>, tasks: &[ListedTask], anchors: &HashMap<String, usize>) -> Vec<Server> {
    let mut counts: HashMap<Option<&str>, [usize; 3]> = HashMap::new();
    for finding in &report.findings {
        let [errors, warnings, infos] = counts.entry(finding.subject.task.as_deref()).or_default();
        match finding.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            Severity::Info => *infos += 1,
        }
    }
    let mut homes: BTreeMap<Option<&str>, Vec<&ListedTask>> = BTreeMap::new();
    for task in tasks.iter().filter(|task| task.id.is_some()) {
        homes.entry(home(task)).or_default().push(task);
    }
    let largest = homes.values().map(Vec::len).max().unwrap_or(1);
    let (unknown, known): (Vec<_>, Vec<_>) = homes.into_iter().partition(|(server, _)| server.is_none());
    let server = |(name, mut tasks): (Option<&str>, Vec<&ListedTask>)| {
        tasks.sort_by_key(|task| Reverse(task.state));
        let mut start = 0;
        let bars = STATES.into_iter().filter_map(|state| {
            let number = tasks.iter().filter(|task| task.state == state).count();
            let bar = Bar { key: key(state), name: state.name(), start, number };
            start += number;
            (number > 0).then_some(bar)
        });
        let bars = bars.collect();
        let all = |task: &&ListedTask| {
            let [errors, warnings, infos] = counts.get(&task.id.as_deref()).copied().unwrap_or_default();
            let id = clean_name(task.id.as_deref().unwrap_or_default());
            let (state, sentence) = (task.state.name(), task.state.sentence());
            let anchor = anchors.get(&id).copied();
            let components = components(task);
            Task { id, anchor, key: key(task.state), state, sentence, components, errors, warnings, infos }
        };
        Server {
            name: name.map_or_else(|| "server not known".to_owned(), clean_name),
            share: (tasks.len() * 100).div_ceil(largest),
            tasks: tasks.iter().map(all).collect(),
            bars,
        }
    };
    known.into_iter().chain(unknown).map(server).collect()
}

/// `2 Stores`, with the ids behind it.
fn components(task: &ListedTask) -> Vec<(String, String)> {
    let mut kinds: BTreeMap<(Direction, &str, bool), Vec<String>> = BTreeMap::new();
    for member in &task.members {
        let kind = kinds.entry((member.direction, member.kind.name(), member.superseded_by.is_some())).or_default();
        kind.push(member.component.as_deref().map_or_else(|| "without an id".to_owned(), clean_name));
    }
    let words = |((direction, kind, superseded), ids): ((Direction, &str, bool), Vec<String>)| {
        let reverse = if direction == Direction::Reverse { "reverse " } else { "" };
        let superseded = if superseded { "superseded " } else { "" };
        let number = if ids.len() > 1 { format!("{} × ", ids.len()) } else { String::new() };
        (format!("{number}{superseded}{reverse}{kind}"), ids.join("\n"))
    };
    kinds.into_iter().map(words).collect()
}

/// The findings by task: worst task first, then what belongs to no task.
pub(super) struct Groups<'r> {
    report: &'r Report<'r>,
    sources: Sources<'r>,
    groups: Vec<OfTask<'r>>,
}

/// The findings of a task, and what it needs.
struct OfTask<'r> {
    task: Option<&'r str>,
    state: Option<State>,
    findings: Vec<&'r Finding<'r>>,
}

impl OfTask<'_> {
    fn title(&self) -> String {
        self.task.map_or_else(|| "Not about one task".to_owned(), clean_name)
    }
}

impl<'r> Groups<'r> {
    pub(super) fn new(report: &'r Report<'r>, tasks: &[ListedTask]) -> Self {
        let mut needs: HashMap<&str, State> = HashMap::new();
        for task in tasks {
            needs.extend(task.id.as_deref().map(|id| (id, task.state)));
        }
        let mut by_task: BTreeMap<Option<&str>, Vec<&Finding<'_>>> = BTreeMap::new();
        for finding in &report.findings {
            by_task.entry(finding.subject.task.as_deref()).or_default().push(finding);
        }
        let of_task = |(task, mut findings): (Option<&'r str>, Vec<&'r Finding<'r>>)| {
            findings.sort_by_key(|finding| Reverse(finding.severity));
            OfTask { task, state: task.and_then(|task| needs.get(task).copied()), findings }
        };
        let mut groups: Vec<_> = by_task.into_iter().map(of_task).collect();
        groups.sort_by_key(|group| {
            let worst = group.findings.first().map(|finding| finding.severity);
            (group.task.is_none(), Reverse(worst), Reverse(group.state))
        });
        Self { report, sources: Sources::new(report), groups }
    }

    /// Under which number each task stands.
    fn anchors(&self) -> HashMap<String, usize> {
        self.groups.iter().zip(1..).map(|(group, number)| (group.title(), number)).collect()
    }

    /// The groups, each made when it is asked for.
    pub(super) fn each(&self) -> impl Iterator<Item = Group> {
        self.groups.iter().zip(1..).map(|(group, number)| Group {
            number,
            title: group.title(),
            key: group.state.map_or("", key),
            state: group.state.map_or("", State::name),
            findings: group.findings.iter().map(|finding| item(self.report, &self.sources, finding)).collect(),
        })
    }
}

fn item(report: &Report<'_>, sources: &Sources<'_>, finding: &Finding<'_>) -> Item {
    let subject = &finding.subject;
    let url = report.rules.iter().find(|meta| meta.code == finding.code).and_then(|meta| meta.url());
    Item {
        severity: finding.severity.name(),
        code: finding.code,
        rule: finding.rule,
        url: url.unwrap_or_default(),
        certainty: (finding.certainty == Certainty::Possible && finding.severity != Severity::Info)
            .then_some(finding.certainty.name()),
        message: pieces(report, &finding.message),
        component: subject.component.as_deref().filter(|id| !finding.message.contains(id)).map(clean_name),
        place: where_is(report, finding.place),
        label: pieces(report, &finding.label),
        lines: sources.lines(finding.place, CONTEXT),
        evidence: evidence(report, sources, finding),
        help: finding.help.lines().filter(|line| !line.trim().is_empty()).map(|line| pieces(report, line)).collect(),
        fix: fix(report, sources, finding),
    }
}

/// Related places, and what the fix rests on; each place once.
fn evidence(report: &Report<'_>, sources: &Sources<'_>, finding: &Finding<'_>) -> Vec<Proof> {
    let related = finding.related.iter().map(|label| (Some(label.place), &label.message));
    let of_fix = finding.fix.iter().flat_map(|fix| fix.evidence.iter().map(|e| (e.place, &e.says)));
    let mut seen: BTreeSet<(Option<Place>, &str)> = BTreeSet::new();
    related
        .chain(of_fix)
        .filter(|(place, says)| seen.insert((*place, says.as_str())))
        .map(|(place, says)| Proof {
            says: if place.is_some() { pieces(report, says) } else { pieces(report, &format!("you said: {says}")) },
            place: place.and_then(|place| where_is(report, place)),
            lines: place.map(|place| sources.lines(place, 0)).unwrap_or_default(),
        })
        .collect()
}

fn fix(report: &Report<'_>, sources: &Sources<'_>, finding: &Finding<'_>) -> Option<Fixed> {
    let fix = finding.fix.as_ref()?;
    let (key, tier) = match fix.tier {
        Tier::Safe => ("fix", "Safe fix"),
        Tier::Unsafe => ("check", "Unsafe fix: check it first"),
        Tier::NeedsValue => ("value", "Needs a value"),
    };
    Some(Fixed {
        key,
        tier,
        title: pieces(report, &fix.title),
        proposal: fix.proposal.as_ref().map(|proposal| say(report, &proposal.to_string())),
        diff: sources.diff(finding.place.document, &fix.edits),
    })
}

/// A sentence with its code apart.
fn pieces(report: &Report<'_>, text: &str) -> Vec<Piece> {
    let text = say(report, text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return vec![Piece { code: false, text: text.clone() }];
    }
    let pieces = parts.iter().enumerate().map(|(at, part)| Piece { code: at % 2 == 1, text: (*part).to_owned() });
    pieces.filter(|piece| !piece.text.is_empty()).collect()
}
