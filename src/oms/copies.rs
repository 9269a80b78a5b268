//! Several copies of one component, such as those of a Thursday and a Friday export in one tree: which of them counts.
//! Copies of the same content need no choice.

use std::collections::BTreeMap;

use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::standing::{Order, Standing};
use crate::text::redact::is_mask;

/// When a document was modified, in Unix seconds, where that is known.
pub(crate) type Modified<'m> = &'m (dyn Fn(usize) -> Option<i64> + Sync);

/// What each of the components of one id is, by its number, where they differ.
pub(super) fn standings(of_id: &[(usize, &Component<'_>)], modified: Modified<'_>) -> Vec<(usize, Standing)> {
    let mut all = Vec::new();
    let mut rest: Vec<(usize, &Component<'_>)> = of_id.to_vec();
    while let Some((_, first)) = rest.first().copied() {
        // An API answer and a file on disk spell and mask the same configuration differently.
        let is_alike = |(_, other): &(usize, &Component<'_>)| {
            other.kind.is_same(first.kind) && other.reported.is_some() == first.reported.is_some()
        };
        let (group, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_alike);
        rest = others;
        all.extend(of_group(&group, modified));
    }
    all
}

fn of_group(group: &[(usize, &Component<'_>)], modified: Modified<'_>) -> Vec<(usize, Standing)> {
    // Half a copy is no copy: what has no source is no match for one that has.
    let has_source = |component: &Component<'_>| component.source().is_some() || component.config.is_some();
    let whole: Vec<_> = group.iter().copied().filter(|(_, component)| has_source(component)).collect();
    let contents: Vec<_> = whole.iter().map(|(_, component)| content(component)).collect();
    let Some(own) = contents.first() else { return Vec::new() };
    let mut keys: Vec<String> = contents.iter().skip(1).flat_map(|other| difference(own, other)).collect();
    keys.sort();
    keys.dedup();
    if keys.is_empty() {
        return Vec::new();
    }
    let times = |of: &dyn Fn(&Component<'_>) -> Option<i64>| -> Option<Vec<i64>> {
        let times: Vec<i64> = whole.iter().map(|(_, component)| of(component)).collect::<Option<_>>()?;
        let newest = times.iter().max()?;
        // What is as new as the newest must say the same.
        let mut newest = times.iter().zip(&contents).filter(|(time, _)| *time == newest).map(|(_, content)| content);
        let one = newest.next()?;
        newest.all(|other| difference(one, other).is_empty()).then_some(times)
    };
    let sampled = times(&|component| component.reported?.sampled).map(|times| (Order::Sampled, times));
    let by_files = || times(&|component| modification(component, modified)).map(|times| (Order::Modified, times));
    let Some((by, times)) = sampled.or_else(by_files) else {
        let others = |own: usize| whole.iter().map(|(number, _)| *number).filter(|number| *number != own).collect();
        let unordered = |(number, _): &(usize, &Component<'_>)| {
            let others: Vec<usize> = others(*number);
            let is_first = others.iter().all(|other| other > number);
            (*number, Standing::Unordered { others, is_first, keys: keys.clone() })
        };
        return whole.iter().map(unordered).collect();
    };
    let Some(at) = times.iter().max().copied() else { return Vec::new() };
    let dated: Vec<(usize, i64)> = whole.iter().map(|(number, _)| *number).zip(times).collect();
    let (newest, older): (Vec<_>, Vec<_>) = dated.into_iter().partition(|(_, time)| *time == at);
    let mut all: Vec<_> = older.iter().map(|(number, _)| (*number, Standing::Outdated)).collect();
    for (number, _) in newest {
        all.push((number, Standing::Newest { by, others: older.clone(), at, keys: keys.clone() }));
    }
    all
}

/// When the files of a component were modified: the last of them.
fn modification(component: &Component<'_>, modified: Modified<'_>) -> Option<i64> {
    let sections = component.sections.iter().flatten().chain(&component.config);
    sections.map(|section| modified(section.document)).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Stands for a masked value, which says nothing.
const MASK: &str = "***";

/// Every key with its section, and its value as text.
fn content(component: &Component<'_>) -> BTreeMap<String, String> {
    let mut content = BTreeMap::new();
    let named = SectionName::ALL.into_iter().filter_map(|name| Some((name.key(), component.section(name)?)));
    let whole = component.config.as_ref().filter(|_| component.reported.is_none()).map(|config| ("", config));
    for (name, section) in named.chain(whole) {
        content.insert(name.to_owned(), String::new());
        for entry in section.entries() {
            let key = entry.key().strip_prefix(section.prefix()).unwrap_or(entry.key());
            let value = match entry.value.structure().to_json() {
                Some(serde_json::Value::String(text)) => text,
                Some(value) => value.to_string(),
                None => String::new(),
            };
            let value = if is_mask(&value) { MASK.to_owned() } else { value };
            content.insert(if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") }, value);
        }
    }
    content
}

/// The keys in which two differ, of sections that both have.
fn difference(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let is_section = |name: &str| SectionName::ALL.iter().any(|section| section.key() == name);
    let is_shared = |key: &&String| {
        let section = key.split_once('.').map_or("", |(section, _)| section);
        let in_both = one.contains_key(section) && other.contains_key(section);
        !is_section(key) && (!is_section(section) || in_both)
    };
    let keys = one.keys().chain(other.keys()).filter(is_shared);
    let is_masked = |value: Option<&String>| value.is_some_and(|value| value == MASK);
    let says_other = |key: &&String| {
        let (one, other) = (one.get(*key), other.get(*key));
        one != other && !is_masked(one) && !is_masked(other)
    };
    keys.filter(says_other).cloned().collect()
}
