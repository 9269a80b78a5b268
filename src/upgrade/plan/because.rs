//! Why a value is entered, or why a person has to supply it, in the words of a row.

use super::Basis;
use super::steps::{Trust, short_id};
use crate::lint::evidence::position;
use crate::lint::finding::{Evidence, Finding, Tier};
use crate::lint::rule::Context;
use crate::lint::states::values;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::section::Section;
use crate::oms::time;
use crate::text::change::Change;
use crate::text::lang::{self, Language, semicolon, tr, translated};
use crate::text::source::Place;

/// A message in a place beside which its component stands. A Chinese sentence keeps a subject.
pub(super) fn beside(component: &str, message: &str) -> String {
    match (lang::current(), message.split_once(component)) {
        (Language::Chinese, Some(("", rest))) => tr!("this component {rest}", rest = rest.trim_start()),
        _ => message.replacen(&format!("{component} "), "", 1),
    }
}

/// What a value rests on: what the export says, and where, and how far that goes. `is_sure` says that it is known for sure
/// although the fix of the finding is not.
pub(super) fn because(
    basis: Basis<'_, '_>,
    component: Option<&Component<'_>>,
    finding: &Finding<'_>,
    is_sure: bool,
) -> (String, Trust) {
    let context = Context { export: basis.export, settings: basis.settings };
    let evidence = finding.fix.as_ref().map(|fix| fix.evidence.as_slice()).unwrap_or_default();
    let contrary = component.and_then(|component| values::contrary(context, component, finding));
    let said = |evidence: &Evidence| match evidence.place {
        Some(place) => match near(basis, component, place) {
            place if place.is_empty() => evidence.says.to_string(),
            place => tr!("{says} ({place})", says = evidence.says, place),
        },
        None => evidence.says.to_string(),
    };
    if let (Some(contrary), Some(own)) = (contrary, evidence.first()) {
        let (own, contrary, is_whole) = (said(own), contrary.words, contrary.is_whole);
        return match is_whole {
            true => (tr!("{own}; but the export says otherwise: {contrary}", own, contrary), Trust::Doubted),
            false => {
                (tr!("{own}; something else in the export contradicts it: {contrary}", own, contrary), Trust::Safe)
            }
        };
    }
    let is_guessed = finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::Unsafe) && !is_sure;
    let trust = if is_guessed { Trust::Guessed } else { Trust::Safe };
    let mut said: Vec<String> = evidence.iter().map(said).collect();
    let more = said.len().saturating_sub(2);
    said.truncate(2);
    let said = said.join(semicolon());
    // Where nothing is cited, the finding itself is the reason.
    if said.is_empty() && !finding.label.is_empty() && matches!(finding.topic, Topic::Other | Topic::Misplaced) {
        let place = basis.export.cite(finding.place);
        let place = place.rsplit('/').next().unwrap_or_default();
        return (tr!("{says} ({place})", says = finding.label, place), trust);
    }
    let said = if more > 0 { tr!("{said}; and {more} more", said, more) } else { said };
    let words = match change(finding) {
        Some(Change::Rename { entry, .. }) => tr!("{said}: delete `{old}`", said, old = entry.key()),
        _ => said,
    };
    let words = match component.and_then(|component| behind(context, component, finding)) {
        Some((age, what, time)) => tr!("{said}; it is {age} before {what} ({time})", said = words, age, what, time),
        None => words,
    };
    (words, trust)
}

/// By how much the oldest position that the user gives lies before where OMS says that the component stands, what says so, and
/// when that is. Clocks and exports differ by minutes: an hour and less is nothing to tell.
fn behind(
    context: Context<'_, '_>,
    component: &Component<'_>,
    finding: &Finding<'_>,
) -> Option<(String, &'static str, String)> {
    let is_given = || context.settings.checkpoint.is_some() || context.overrides(component).has_checkpoint();
    let is_position = finding.topic.key() == Some(SourceKey::Checkpoint);
    let value = finding.fix.as_ref()?.value.as_ref().filter(|_| is_position && is_given())?;
    let positions = value.positions();
    let ages = component.clients().iter().filter_map(|client| {
        let (_, seconds) = positions.iter().find(|(key, _)| client.key() == Some(key.as_str()) || key.is_empty())?;
        let stands = position::stands(context.export, component, *client, context.settings.now)?;
        Some((stands.seconds - seconds, stands))
    });
    let (age, stands) = ages.filter(|(age, _)| *age > 3_600).max_by_key(|(age, _)| *age)?;
    Some((time::length(age), translated(stands.what), context.export.zone().aside(stands.seconds)))
}

/// The first change that the fix of a finding makes.
pub(super) fn change<'f, 'a>(finding: &'f Finding<'a>) -> Option<&'f Change<'a>> {
    finding.fix.as_ref().and_then(|fix| fix.changes.first())
}

/// A place as it is cited beside `component`: in its own files the name of the file will do.
fn near(basis: Basis<'_, '_>, component: Option<&Component<'_>>, place: Place) -> String {
    let cited = basis.export.cite(place);
    let own = component.and_then(|component| basis.export.location(component.document));
    let folder = own.map(|own| own.folder).filter(|folder| !folder.is_empty());
    let Some(folder) = folder else { return cited };
    if let Some(rest) = cited.strip_prefix(folder) {
        return rest.trim_start_matches('/').to_owned();
    }
    // The server stands above the table.
    let server = component.and_then(|component| component.server.as_deref());
    cited.rsplit_once("/run/").map_or(cited.clone(), |(_, rest)| short_id(rest, server))
}

/// What is wrong with a position that stands there, what the proposal is and how old, and who decides.
pub(super) fn wrong_position(
    basis: Basis<'_, '_>,
    (who, component): (&str, Option<&Component<'_>>),
    finding: &Finding<'_>,
    because: &str,
) -> String {
    let (code, rule, place) = (finding.code, finding.rule, near(basis, component, finding.place));
    let words = beside(who, &finding.message);
    let mut said = vec![tr!("{code} {rule}: {words} ({place})", code, rule, words, place)];
    let context = Context { export: basis.export, settings: basis.settings };
    let is_refused = component.is_some_and(|component| values::refused(context, component, finding).is_some());
    // Why what stands there will not do, or why the answer will not.
    let is_doubted = !finding.reason.is_empty();
    said.extend(is_doubted.then(|| finding.reason.clone()));
    let proposal = finding.fix.as_ref().and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()));
    let oldest = proposal.and_then(|value| value.positions().into_iter().map(|(_, seconds)| seconds).min());
    if let Some(oldest) = oldest {
        let age = time::length(basis.settings.now - oldest);
        let says_it = |one: &&Evidence| one.value.as_ref().is_some_and(|value| *value == oldest.to_string());
        let by = finding.fix.iter().flat_map(|fix| &fix.evidence).find(says_it).filter(|_| is_doubted && !is_refused);
        let source = component.and_then(Component::source).map(Section::place);
        let is_in = |place: Place, whole: Place| place.document == whole.document && whole.span.contains(place.span);
        let stands = by.and_then(|by| by.place).zip(source).is_some_and(|(place, source)| is_in(place, source));
        said.push(match by {
            Some(_) if !stands => tr!("proposed is where the component stands, {age} back", age),
            Some(by) => tr!("proposed is what stands there: {because}, {age} old", because = by.says, age),
            None => tr!("proposed is what stands there: {because}, {age} old", because, age),
        });
    }
    said.join(semicolon())
}
