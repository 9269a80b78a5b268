//! What a finding asks to be entered: under which key, and the whole value that stands there afterwards. A person replaces
//! the value of a key, so one position in a `checkpoint` is no value.

use serde_json::{Map, Value};

use crate::lint::evidence::db_type::{self, Given};
use crate::lint::finding::{Evidence, Finding, Severity, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::Context;
use crate::lint::states::DueValue;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::node::{Ref, as_text};

/// The key of a finding: without `source.` if it stands there, else with its section.
#[must_use]
pub(crate) fn key(finding: &Finding<'_>) -> String {
    let change = finding.fix.as_ref().and_then(|fix| fix.changes.first());
    let key = match (finding.topic.key(), change) {
        // What is filled in place keeps its name.
        (Some(SourceKey::DbType), Some(change)) => change.key().rsplit('.').next().unwrap_or_default(),
        (Some(key), _) => key.name(),
        (None, Some(change)) => change.key(),
        (None, None) => finding.pointer.rsplit('/').next().unwrap_or_default(),
    };
    let section = finding.anchor.split('/').nth(1).unwrap_or_default();
    // The keys of a flat file begin with their section.
    let bare = key.strip_prefix(section).and_then(|rest| rest.strip_prefix('.')).unwrap_or(key);
    if is_in_source(finding) || section.is_empty() { bare.to_owned() } else { format!("{section}.{bare}") }
}

/// Whether the key of a finding stands in `source`.
#[must_use]
pub(crate) fn is_in_source(finding: &Finding<'_>) -> bool {
    let section = finding.anchor.split('/').nth(1).unwrap_or_default();
    section == SectionName::Source.key() || finding.topic.key().is_some()
}

/// `value` of the fix of a finding, as a person enters it: of a checkpoint the whole map, with what stands in `source`.
#[must_use]
pub(crate) fn entered(finding: &Finding<'_>, component: Option<&Component<'_>>, value: &FixValue) -> String {
    if let Some(Change::Rename { entry, .. }) = finding.fix.as_ref().and_then(|fix| fix.changes.first()) {
        let kept = entry.value.to_json().map(|kept| as_text(&kept));
        return kept.unwrap_or_else(|| value.to_string());
    }
    let is_position = finding.topic.key() == Some(SourceKey::Checkpoint);
    let source = component.and_then(Component::source).filter(|_| is_position);
    let whole = source.and_then(|source| Some(with(positions(source)?, written(finding, source, value)?)));
    whole.map_or_else(|| value.to_string(), |whole| whole.to_string())
}

/// The same, where `fixed` is the source with what other fixes made of it.
#[must_use]
pub(crate) fn entered_in(
    finding: &Finding<'_>,
    (component, fixed): (&Component<'_>, &Section<'_>),
    value: &FixValue,
) -> String {
    let source = component.source().filter(|_| finding.topic.key() == Some(SourceKey::Checkpoint));
    let whole = source.and_then(|source| Some(with(positions(fixed)?, written(finding, source, value)?)));
    whole.map_or_else(|| entered(finding, Some(component), value), |whole| whole.to_string())
}

fn checkpoint<'a>(source: &Section<'a>) -> Option<Ref<'a>> {
    source.get("checkpoint").map(|value| value.structure()).filter(Ref::is_mapping)
}

/// The positions of a source by client, as they stand there.
fn positions(source: &Section<'_>) -> Option<Map<String, Value>> {
    let entries = checkpoint(source)?.entries().map(|entry| Some((entry.key().to_owned(), entry.value.to_json()?)));
    entries.collect()
}

/// Those of `value`, each with its client. One without a client is of the place in `source` that the finding is about.
fn written(finding: &Finding<'_>, source: &Section<'_>, value: &FixValue) -> Option<Vec<(String, i64)>> {
    let mut written = value.positions();
    for (client, _) in written.iter_mut().filter(|(client, _)| client.is_empty()) {
        let mut entries = checkpoint(source)?.entries();
        entries.find(|entry| entry.value.span() == finding.place.span)?.key().clone_into(client);
    }
    (!written.is_empty()).then_some(written)
}

/// `all` with the positions that are written in it.
fn with(mut all: Map<String, Value>, written: Vec<(String, i64)>) -> Value {
    all.extend(written.into_iter().map(|(client, seconds)| (client, Value::String(seconds.to_string()))));
    Value::Object(all)
}

/// What `finding`, about `component`, asks to be entered; None where it asks for nothing.
pub(super) fn due(
    context: Context<'_, '_>,
    component: Option<&Component<'_>>,
    finding: &Finding<'_>,
) -> Option<DueValue> {
    let fix = finding.fix.as_ref()?;
    let text = |value: &Option<FixValue>| value.as_ref().map(|value| entered(finding, component, value));
    let positions = fix.proposal.as_ref().map(FixValue::positions).unwrap_or_default();
    let oldest = positions.iter().map(|(_, seconds)| *seconds).min();
    Some(DueValue {
        age: oldest.map(|seconds| context.settings.now - seconds),
        component: finding.subject.component.clone(),
        key: key(finding).into(),
        value: text(&fix.value),
        proposal: text(&fix.proposal),
        tier: fix.tier,
        is_doubted: component
            .is_some_and(|component| contrary(context, component, finding).is_some_and(|contrary| contrary.is_whole)),
        is_refused: component.is_some_and(|component| refused(context, component, finding).is_some()),
        is_cleared: false,
    })
}

/// What in the export contradicts the type that the user gives for the component, and that is written all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contrary {
    /// What it says.
    pub words: String,
    /// Whether nothing in the export agrees with the user: otherwise the user has settled what contradicts itself there.
    pub is_whole: bool,
}

/// What contradicts the value of a finding that the user gave.
#[must_use]
pub(crate) fn contrary(context: Context<'_, '_>, component: &Component<'_>, finding: &Finding<'_>) -> Option<Contrary> {
    let is_type = finding.topic == Topic::Missing(SourceKey::DbType);
    let fix = finding.fix.as_ref().filter(|fix| is_type && fix.tier == Tier::Safe)?;
    context.overrides(component).db_type?;
    let FixValue::DbType(value) = fix.value.as_ref()? else { return None };
    // The user's own word stands first.
    let given = Given { value, evidence: fix.evidence.first()?.clone(), is_own: true };
    let words = db_type::weigh(context.export, component, &context.settings.db_types, Some(given)).contrary?;
    let agrees = |said: &Evidence| said.value.as_ref().is_some_and(|said| said.eq_ignore_ascii_case(value));
    Some(Contrary { words, is_whole: !fix.evidence.iter().skip(1).any(agrees) })
}

/// Why a position that the user gives for the component is not taken.
#[must_use]
pub(crate) fn refused<'f>(
    context: Context<'_, '_>,
    component: &Component<'_>,
    finding: &'f Finding<'_>,
) -> Option<&'f str> {
    let is_position = finding.topic.key() == Some(SourceKey::Checkpoint);
    // Of a position that is wrong it is asked for where it helps.
    let is_asked = finding.topic != Topic::Wrong(SourceKey::Checkpoint);
    let is_open = finding.fix.as_ref().map_or(is_asked, |fix| fix.tier == Tier::NeedsValue);
    let is_given = || context.settings.checkpoint.is_some() || context.overrides(component).has_checkpoint();
    (is_position && is_open && !finding.reason.is_empty() && is_given()).then_some(&*finding.reason)
}

/// Whether the fix of a finding that only informs is made together with what else its component needs.
#[must_use]
pub(crate) fn goes_along(finding: &Finding<'_>) -> bool {
    let is_safe = finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::Safe);
    finding.severity == Severity::Info && finding.topic == Topic::Missing(SourceKey::DbType) && is_safe
}

/// Takes the value that `finding` asks for into those of its task: two of one checkpoint are entered as one.
pub(super) fn add(values: &mut Vec<DueValue>, due: DueValue, component: Option<&Component<'_>>, finding: &Finding<'_>) {
    let is_one = |other: &&mut DueValue| other.component == due.component && other.key == due.key;
    let other = values.iter_mut().find(is_one).filter(|_| due.component.is_some());
    let source = component.and_then(Component::source);
    let new = finding.fix.as_ref().and_then(|fix| fix.value.as_ref());
    if let (Some(other), Some(source), Some(new)) = (other, source, new)
        && let Some(Ok(Value::Object(old))) = other.value.as_deref().map(serde_json::from_str)
        && let Some(written) = written(finding, source, new)
    {
        other.value = Some(with(old, written).to_string());
        other.tier = other.tier.max(due.tier);
        return;
    }
    super::push(values, due);
}
