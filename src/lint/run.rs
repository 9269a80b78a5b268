//! Rules over an export. The rules are given as an argument.

use crate::knowledge::console;
use crate::lint::finding::{Finding, Severity, Tier};
use crate::lint::rule::{Context, Rule, Settings};
use crate::lint::suppress::{Findings, Suppressions};
use crate::oms::component::Component;
use crate::oms::export::{Export, Origin};
use crate::text::lang::{sentences, tr, tr_noop, translated};
use crate::text::parallel;
use crate::text::source::Place;

/// What to do about a finding in a component that another one replaced.
const LEFTOVER: &str = tr_noop!(
    "Nothing needs to be done: what is taken for a leftover is never fixed. If this component is the one that \
                        runs, add the answer of DescribeProjectComponents to the export, which says for sure."
);

/// The same where the version that runs cannot be asked.
const LEFTOVER_OF_OLD: &str = tr_noop!(
    "Nothing needs to be done: what is taken for a leftover is never fixed. If this component is the one that \
                               runs, add the list of what runs on its server, which contrib/collect.sh records, to the export."
);

/// How many documents or components all rules look at before they go on to the next ones.
const PART: usize = 64;

/// What `rules` find in `export`, sorted by what the user wants to see.
#[must_use]
pub fn run<'a>(
    export: &Export<'a>,
    settings: &Settings,
    rules: &[&dyn Rule],
    suppressions: Suppressions<'_>,
) -> Findings<'a> {
    let codes: Vec<_> = rules.iter().map(|rule| rule.meta().code).collect();
    Findings::sort(export, lint(export, settings, rules), suppressions, (settings.now, &codes))
}

/// Runs `rules` over `export`. Findings about superseded components become infos without a fix; findings in companions
/// of a named file are left out.
#[must_use]
pub fn lint<'a>(export: &Export<'a>, settings: &Settings, rules: &[&dyn Rule]) -> Vec<Finding<'a>> {
    let context = Context { export, settings };
    let finish = |findings: &mut Vec<Finding<'a>>| {
        findings.retain(|finding| is_wanted(export, finding));
        findings.iter_mut().for_each(|finding| {
            demote_leftover(context, finding);
            doubt(export, finding);
            // What a person clicks is the console of the version that runs now.
            if settings.from.is_some() {
                finding.help = console::adapt(&finding.help, settings.from).into();
            }
            finding.shrink();
        });
    };
    let of_export = |rule: &&dyn Rule| {
        let mut findings = Vec::new();
        rule.check_export(context, &mut findings);
        finish(&mut findings);
        findings
    };
    // All rules look at a few components and documents before any looks at the next ones, while these are at hand.
    let of_components = |components: &[Box<Component<'a>>]| {
        let mut findings = Vec::new();
        for component in components {
            rules.iter().for_each(|rule| rule.check_component(context, component, &mut findings));
        }
        finish(&mut findings);
        findings
    };
    let of_part = |part: usize| {
        let documents = part * PART..export.inputs.len().min((part + 1) * PART);
        // One document may hold them all.
        let chunks: Vec<_> = export.components_of(&documents).chunks(PART).collect();
        let mut parts =
            parallel::of_each(chunks.len(), |at| chunks.get(at).map(|part| of_components(part)).unwrap_or_default());
        let mut of_documents = Vec::new();
        for document in documents {
            rules.iter().for_each(|rule| rule.check_document(context, document, &mut of_documents));
        }
        finish(&mut of_documents);
        parts.push(of_documents);
        joined(parts)
    };
    let parts = export.inputs.len().div_ceil(PART);
    let (mut of_exports, of_parts) = parallel::join(
        || parallel::of_each(rules.len(), |at| rules.get(at).map(of_export).unwrap_or_default()),
        || parallel::of_each(parts, of_part),
    );
    of_exports.extend(of_parts);
    let mut findings = joined(of_exports);
    let documents: Vec<_> = export.inputs.iter().map(|input| input.document).collect();
    crate::lint::finding::sort(&mut findings, &documents);
    findings
}

/// Several lists in one, each given back as soon as it is taken over: together they may be the largest thing in memory.
fn joined<'a>(parts: Vec<Vec<Finding<'a>>>) -> Vec<Finding<'a>> {
    let mut filled = parts.into_iter().filter(|part| !part.is_empty());
    let mut all = filled.next().unwrap_or_default();
    let rest: Vec<_> = filled.collect();
    all.reserve_exact(rest.iter().map(Vec::len).sum());
    rest.into_iter().for_each(|mut part| all.append(&mut part));
    all
}

/// Whether a finding belongs into the report: in companions nobody asked for one. The list of expected tasks is the user's
/// own, and what it finds missing stands there.
fn is_wanted(export: &Export<'_>, finding: &Finding<'_>) -> bool {
    // A copy that does not count gets no findings of its own.
    if export.owner(finding.place).is_some_and(Component::is_set_aside) {
        return false;
    }
    export.origin(finding.place.document) != Some(Origin::Companion)
}

/// Makes a finding about a leftover an info without a fix.
fn demote_leftover(context: Context<'_, '_>, finding: &mut Finding<'_>) {
    if context.export.owner(finding.place).is_some_and(|component| !component.is_live()) {
        if finding.severity > Severity::Info || finding.fix.is_some() {
            finding.message = tr!(
                "{message}; but it is taken for a leftover that runs nowhere, since another one took its place",
                message = finding.message
            );
            let can_ask = console::has_component_api(context.settings.from);
            finding.help = translated(if can_ask { LEFTOVER } else { LEFTOVER_OF_OLD }).into();
        }
        finding.severity = Severity::Info;
        finding.fix = None;
    }
}

/// Where nothing reliable says which copy of a component is the newest, nothing is safe but what the user gave.
fn doubt(export: &Export<'_>, finding: &mut Finding<'_>) {
    let Some(fix) = finding.fix.as_mut().filter(|fix| fix.tier == Tier::Safe) else { return };
    let is_users = |place: Option<Place>| place.is_none_or(|place| !export.is_counted(place.document));
    let is_given = fix.evidence.iter().all(|evidence| is_users(evidence.place));
    if !is_given && export.owner(finding.place).is_some_and(Component::is_doubtful) {
        fix.tier = Tier::Unsafe;
        let more =
            tr!("Which copy of this component is the newest is not certain, so nothing of it is written without \
             `--unsafe-fixes`.");
        finding.help = sentences(&[&finding.help, more]).into();
    }
}
