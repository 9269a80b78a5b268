//! Several copies of one component, such as those of a Thursday and a Friday export in one tree: which of them counts.
//! Those of the same content are one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::standing::{Order, Standing};
use crate::oms::time;
use crate::text::node::as_text;
use crate::text::redact::is_mask;
use crate::text::sorting;

/// How a document was kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// When it was modified, in Unix seconds, where that is known.
    pub modified: Option<i64>,
    /// Whether it lies in an archive.
    pub is_archived: bool,
}

/// How the document of a number was kept.
pub(crate) type KeptOf<'m> = &'m (dyn Fn(usize) -> Kept + Sync);

/// What copies are told apart by, beside what stands in them.
#[derive(Clone, Copy)]
pub(crate) struct Keeping<'m> {
    /// How each document was kept.
    pub kept: KeptOf<'m>,
    /// The time of the run: what is later than that was not when it says.
    pub now: i64,
}

impl Keeping<'_> {
    /// Where nothing is known.
    pub(crate) const NONE: Self = Self { kept: &|_| Kept { modified: None, is_archived: false }, now: i64::MAX };
}

/// All by which copies are told apart.
#[derive(Clone, Copy)]
pub(super) struct Marks<'m> {
    pub keeping: Keeping<'m>,
    /// Whether a document lies under a backup's name: what does never counts instead of what does not.
    pub is_aside: &'m (dyn Fn(usize) -> bool + Sync),
}

/// What each of the components of one id is, by its number, where there are copies.
pub(super) fn standings(of_id: &[(usize, &Component<'_>)], marks: Marks<'_>) -> Vec<(usize, Standing)> {
    let mut all = Vec::new();
    let mut rest: Vec<(usize, &Component<'_>)> = of_id.to_vec();
    while let Some((_, first)) = rest.first().copied() {
        // An API answer and a file on disk spell and mask the same configuration differently.
        let is_alike = |(_, other): &(usize, &Component<'_>)| {
            other.kind.is_same(first.kind) && other.reported.is_some() == first.reported.is_some()
        };
        let (group, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_alike);
        rest = others;
        if group.len() > 1 {
            all.extend(of_group(&group, marks));
        }
    }
    all
}

/// A copy of a component.
struct Copied<'c, 'a> {
    number: usize,
    component: &'c Component<'a>,
    content: BTreeMap<String, String>,
}

/// Copies that say the same, and what it is that they say.
struct Same<'c, 'a> {
    copies: Vec<Copied<'c, 'a>>,
}

fn of_group(group: &[(usize, &Component<'_>)], marks: Marks<'_>) -> Vec<(usize, Standing)> {
    // Half a copy is no copy: what has no source is no match for one that has.
    let has_source = |component: &Component<'_>| component.source().is_some() || component.config.is_some();
    let (mut whole, mut half): (Vec<Same<'_, '_>>, Vec<Same<'_, '_>>) = (Vec::new(), Vec::new());
    for (number, component) in group {
        let copy = Copied { number: *number, component, content: content(component) };
        let is_whole = has_source(component);
        let all = if is_whole { &mut whole } else { &mut half };
        let says_it = |same: &&mut Same<'_, '_>| {
            let mut others = same.copies.iter();
            match is_whole {
                true => others.all(|other| says_the_same(&other.content, &copy.content)),
                false => others.all(|other| other.content == copy.content),
            }
        };
        match all.iter_mut().find(says_it) {
            Some(same) => same.copies.push(copy),
            None => all.push(Same { copies: vec![copy] }),
        }
    }
    let mut standings = Vec::new();
    for same in whole.iter_mut().chain(&mut half).filter(|same| same.copies.len() > 1) {
        same.order(marks);
        let mut numbers = same.copies.iter().map(|copy| copy.number);
        let Some(of) = numbers.next() else { continue };
        standings.extend(numbers.map(|number| (number, Standing::Copy { of })));
    }
    if whole.len() > 1 {
        standings.extend(differing(&whole, marks));
    }
    standings
}

/// What each of those that differ is.
fn differing(all: &[Same<'_, '_>], marks: Marks<'_>) -> Vec<(usize, Standing)> {
    let leading: Vec<&Copied<'_, '_>> = all.iter().filter_map(|same| same.copies.first()).collect();
    let keys_of = |own: &Copied<'_, '_>| {
        let mut keys: Vec<String> = leading.iter().flat_map(|other| difference(&own.content, &other.content)).collect();
        sorting::sort(&mut keys);
        keys.dedup();
        keys
    };
    let is_aside = |copy: &Copied<'_, '_>| (marks.is_aside)(copy.component.document);
    let by_time = || {
        let (by, times) = Order::ALL.into_iter().find_map(|by| Some((by, times(all, by, marks)?)))?;
        let (newest, _) = leading.iter().zip(&times).max_by_key(|(_, time)| **time)?;
        (!is_aside(newest) || leading.iter().all(|copy| is_aside(copy))).then_some((by, times))
    };
    let Some((by, times)) = by_time() else {
        let unordered = |own: &&Copied<'_, '_>| {
            let others = leading.iter().map(|other| other.number).filter(|other| *other != own.number);
            let others: Vec<usize> = others.collect();
            let is_first = others.iter().all(|other| *other > own.number);
            // It is the first that says it.
            let keys = if is_first { keys_of(own) } else { Vec::new() };
            (own.number, Standing::Unordered { others, is_first, keys })
        };
        return leading.iter().map(unordered).collect();
    };
    let Some((newest, at)) = leading.iter().zip(&times).max_by_key(|(_, time)| **time) else { return Vec::new() };
    let dated = leading.iter().zip(&times).filter(|(other, _)| other.number != newest.number);
    let others: Vec<(usize, i64)> = dated.map(|(other, time)| (other.number, *time)).collect();
    let mut standings: Vec<_> =
        others.iter().map(|(number, _)| (*number, Standing::Outdated { by: newest.number })).collect();
    standings.push((newest.number, Standing::Newest { by, others, at: *at, keys: keys_of(newest) }));
    standings
}

/// The time of each, if one of them is the newest by this order.
fn times(all: &[Same<'_, '_>], by: Order, marks: Marks<'_>) -> Option<Vec<i64>> {
    let of = |same: &Same<'_, '_>| same.copies.iter().filter_map(|copy| copy.time(by, marks)).max();
    let times: Vec<i64> = all.iter().map(of).collect::<Option<_>>()?;
    let newest = times.iter().max()?;
    (times.iter().filter(|time| *time == newest).count() == 1).then_some(times)
}

impl Same<'_, '_> {
    /// Puts the one that counts first: what lies under no backup's name, then what was copied most fully, then what lies on the
    /// disk, then the newest.
    fn order(&mut self, marks: Marks<'_>) {
        sorting::sort_by_cached_key(&mut self.copies, |copy| {
            let sections = copy.component.sections.iter().flatten().count();
            let times = Order::ALL.map(|by| copy.time(by, marks));
            let document = copy.component.document;
            let (is_aside, is_archived) = ((marks.is_aside)(document), (marks.keeping.kept)(document).is_archived);
            (Reverse((!is_aside, sections, !is_archived, times)), copy.number)
        });
    }
}

impl Copied<'_, '_> {
    fn time(&self, by: Order, marks: Marks<'_>) -> Option<i64> {
        let said = match by {
            Order::Sampled => self.component.reported?.sampled,
            Order::Recorded => self.component.recorded,
            Order::Status => self.component.status_time(),
            // The clock of the machine that made the copy says it, and the time of the run may be one of the past.
            Order::Modified => return modification(self.component, marks.keeping.kept),
        };
        said.filter(|said| !time::is_ahead(*said, marks.keeping.now))
    }
}

/// When the files of a component were modified: the last of them.
fn modification(component: &Component<'_>, kept: KeptOf<'_>) -> Option<i64> {
    let sections = component.sections.iter().flatten().chain(&component.config);
    sections.map(|section| kept(section.document).modified).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Stands for a masked value, which says nothing.
const MASK: &str = "***";

/// Every key with its section, and its value as text.
fn content(component: &Component<'_>) -> BTreeMap<String, String> {
    let mut content = BTreeMap::new();
    let named = SectionName::ALL.into_iter().filter_map(|name| Some((name.key(), component.section(name)?)));
    // In an item of the API, what holds the sections is the configuration, too.
    let is_whole = component.reported.is_none() || component.sections.iter().all(Option::is_none);
    let whole = component.config.as_ref().filter(|_| is_whole).map(|config| ("", config));
    for (name, section) in named.chain(whole) {
        content.insert(name.to_owned(), String::new());
        for entry in section.entries() {
            let key = entry.key().strip_prefix(section.prefix()).unwrap_or(entry.key());
            let value = entry.value.structure().to_json().as_ref().map(as_text).unwrap_or_default();
            let value = if is_mask(&value) { MASK.to_owned() } else { value };
            content.insert(if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") }, value);
        }
    }
    content
}

/// The keys in which two differ, of sections that both have.
fn difference(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    differing_keys(one, other).cloned().collect()
}

fn says_the_same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> bool {
    differing_keys(one, other).next().is_none()
}

fn differing_keys<'k>(
    one: &'k BTreeMap<String, String>,
    other: &'k BTreeMap<String, String>,
) -> impl Iterator<Item = &'k String> {
    let is_section = |name: &str| SectionName::ALL.iter().any(|section| section.key() == name);
    let is_shared = move |key: &&String| {
        let section = key.split_once('.').map_or("", |(section, _)| section);
        let in_both = one.contains_key(section) && other.contains_key(section);
        !is_section(key) && (!is_section(section) || in_both)
    };
    let is_masked = |value: Option<&String>| value.is_some_and(|value| value == MASK);
    let says_other = move |key: &&String| {
        let (one, other) = (one.get(*key), other.get(*key));
        one != other && !is_masked(one) && !is_masked(other)
    };
    one.keys().chain(other.keys()).filter(says_other).filter(is_shared)
}
