//! What differs because it was mended: a value that differs where a finding of the old export is gone is the fix, and
//! no damage. What was dropped is that only where a finding asked to drop it, and nothing is where the new export
//! complains of what stands there now.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::parameters::At;
use super::{ComparedParameter, Comparison, FindingFate, ParameterFate, Side, Who};
use crate::lint::finding::{Finding, Severity};
use crate::lint::identity::Identity;
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::kind::{Direction, SectionName};
use crate::text::lang::tr;
use crate::text::sorting;
use crate::text::source::Place;

/// A key of the source of a component: task, kind, direction and name.
type Key = (Option<String>, Option<&'static str>, Option<Direction>, &'static str);

/// Sets aside what is the fix of a finding that is gone.
pub(super) fn take(comparison: &mut Comparison, old: Side<'_, '_>, new: Side<'_, '_>) {
    if !comparison.parameters.iter().any(is_damage) {
        return;
    }
    let by_place = by_place(&comparison.parameters, old, new);
    let named = Named::of(comparison);
    let reasons: Vec<Option<String>> = comparison
        .parameters
        .iter()
        .enumerate()
        .map(|(number, parameter)| {
            if !is_damage(parameter) {
                return None;
            }
            if let Some(key) = named.renamed(parameter) {
                return Some(tr!("the fix: the misspelled key is `{key}` now", key));
            }
            let code = named.mended(parameter).or_else(|| by_place.get(&number).copied())?;
            Some(tr!("the fix: {code} is gone with the old value", code))
        })
        .collect();
    for (parameter, reason) in comparison.parameters.iter_mut().zip(reasons) {
        if let Some(reason) = reason {
            parameter.fate = ParameterFate::Aside;
            parameter.reason = Some(reason);
        }
    }
}

/// Whether a parameter is lost or differs, and nothing explains it so far.
fn is_damage(parameter: &ComparedParameter) -> bool {
    matches!(parameter.fate, ParameterFate::Changed | ParameterFate::Lost)
}

/// What tells a mended value by the name of its key.
struct Named {
    /// The first code of a finding that is gone, by the component and the key of its source that it is about.
    gone: BTreeMap<Key, &'static str>,
    /// The first key that is new where a misspelled one is gone, by its component, its section and its value.
    added: BTreeMap<(Who, Option<SectionName>, Option<String>), String>,
}

impl Named {
    fn of(comparison: &Comparison) -> Self {
        let (gone, there): (Vec<_>, Vec<_>) =
            comparison.findings.iter().partition(|finding| finding.change == FindingFate::Gone);
        let keys = |topic: Topic| topic.key().into_iter().flat_map(SourceKey::names).copied();
        let mut mended = BTreeMap::new();
        for finding in &gone {
            for name in keys(finding.topic) {
                let code = mended.entry(key(&finding.who, name)).or_insert(finding.code);
                *code = finding.code.min(*code);
            }
        }
        // What is there now is no better.
        for finding in there.iter().filter(|finding| finding.severity > Severity::Info) {
            mended.retain(|known, _| !keys(finding.topic).any(|name| *known == key(&finding.who, name)));
        }
        let misspelled: BTreeSet<&Who> =
            sorting::set(gone.iter().filter(|finding| finding.topic == Topic::Misspelled).map(|finding| &finding.who));
        let mut added = BTreeMap::new();
        for new in comparison.parameters.iter().filter(|parameter| parameter.fate == ParameterFate::Added) {
            if misspelled.contains(&new.who) {
                let place = (new.who.clone(), new.section, new.new.clone());
                added.entry(place).or_insert_with(|| new.key.clone());
            }
        }
        Self { gone: mended, added }
    }

    /// The code of the finding that is gone with the old value.
    fn mended(&self, parameter: &ComparedParameter) -> Option<&'static str> {
        let mut names = [SourceKey::DbType, SourceKey::Checkpoint].into_iter().flat_map(SourceKey::names);
        let name = names.find(|name| parameter.key == **name && parameter.section == Some(SectionName::Source))?;
        self.gone.get(&key(&parameter.who, name)).copied()
    }

    /// The name under which a misspelled key stands now.
    fn renamed(&self, parameter: &ComparedParameter) -> Option<&String> {
        let place = || (parameter.who.clone(), parameter.section, parameter.old.clone());
        if parameter.fate == ParameterFate::Lost { self.added.get(&place()) } else { None }
    }
}

fn key(who: &Who, name: &'static str) -> Key {
    (who.task.clone(), who.kind, who.direction, name)
}

/// By the numbers of parameters the codes of findings that are gone and stood at this very key in the old export.
fn by_place(parameters: &[ComparedParameter], old: Side<'_, '_>, new: Side<'_, '_>) -> HashMap<usize, &'static str> {
    let mut of_documents: HashMap<usize, Vec<(usize, At, &ComparedParameter)>> = HashMap::new();
    for (number, parameter) in parameters.iter().enumerate().filter(|(_, parameter)| is_damage(parameter)) {
        if let Some(at) = parameter.at.0 {
            of_documents.entry(at.document()).or_default().push((number, at, parameter));
        }
    }
    // Only a few findings are in what differs, so who each of the new export is, is asked once, and late.
    let mut there: Option<Standing<'_>> = None;
    let mut mended = HashMap::new();
    for finding in old.findings.iter().filter(|finding| asks(finding)) {
        for (number, at, parameter) in of_documents.get(&finding.place.document).into_iter().flatten() {
            let is_asked = parameter.fate == ParameterFate::Changed || finding.topic == Topic::Misplaced;
            if !is_asked || !is_about(finding, *at, parameter) {
                continue;
            }
            let there = there.get_or_insert_with(|| Standing::of(new));
            if there.has(finding) || there.complains(parameter) || there.lacks(finding, parameter) {
                continue;
            }
            let code = mended.entry(*number).or_insert(finding.code);
            *code = finding.code.min(*code);
        }
    }
    mended
}

/// Whether it is a finding whose remedy is another value where it stands, or none.
fn asks(finding: &Finding<'_>) -> bool {
    let is_asking = matches!(finding.topic, Topic::Wrong(_) | Topic::Missing(_) | Topic::Misplaced | Topic::Other);
    is_asking && finding.severity > Severity::Info
}

/// Whether a finding of the old export is about this very parameter: it, or one of its further places under the same
/// key, stands there.
fn is_about(finding: &Finding<'_>, at: At, parameter: &ComparedParameter) -> bool {
    let mut places = std::iter::once(finding.place).chain(finding.related.iter().map(|label| label.place));
    let own = match parameter.section {
        Some(section) => format!("/{}/", section.key()),
        None => "/".to_owned(),
    };
    let anchor = finding.anchor.replace("~1", "/").replace("~0", "~");
    let below =
        |key: &str| parameter.key.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    anchor.strip_prefix(&own).is_some_and(|key| !key.is_empty() && below(key)) && places.any(|place| at.is(place))
}

/// What was found in the new export, and runs there.
struct Standing<'f> {
    known: HashSet<Identity>,
    /// Where something is the matter, infos aside, by documents.
    places: HashMap<usize, Vec<Place>>,
    /// What a source lacks: the task, the direction and the key.
    lacks: HashSet<(Option<&'f str>, Option<Direction>, SourceKey)>,
}

impl<'f> Standing<'f> {
    fn of(new: Side<'f, '_>) -> Self {
        let mut standing = Self { known: HashSet::new(), places: HashMap::new(), lacks: HashSet::new() };
        for finding in new.findings {
            // What was left behind complains of nothing that runs.
            if !new.export.owner(finding.place).is_none_or(Component::is_live) {
                continue;
            }
            standing.known.insert(Identity::of(finding));
            if finding.severity > Severity::Info {
                standing.places.entry(finding.place.document).or_default().push(finding.place);
            }
            if let Topic::Missing(key) = finding.topic {
                standing.lacks.insert((finding.subject.task.as_deref(), finding.subject.direction, key));
            }
        }
        standing
    }

    fn has(&self, finding: &Finding<'_>) -> bool {
        self.known.contains(&Identity::of(finding))
    }

    /// Whether something is the matter with what stands there now.
    fn complains(&self, parameter: &ComparedParameter) -> bool {
        let Some(at) = parameter.at.1 else { return false };
        self.places.get(&at.document()).is_some_and(|places| places.iter().any(|place| at.is(*place)))
    }

    /// Whether what was deleted where it did not belong stands nowhere now.
    fn lacks(&self, finding: &Finding<'_>, parameter: &ComparedParameter) -> bool {
        let mut keys = [SourceKey::DbType, SourceKey::Checkpoint].into_iter();
        let key = keys.find(|key| key.names().contains(&parameter.key.as_str()));
        let subject = (finding.subject.task.as_deref(), finding.subject.direction);
        parameter.fate == ParameterFate::Lost
            && key.is_none_or(|key| {
                self.lacks
                    .iter()
                    .any(|(task, direction, known)| (*task, *direction, *known) == (subject.0, subject.1, key))
            })
    }
}
