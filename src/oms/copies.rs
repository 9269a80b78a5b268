//! Several copies of one component, such as those of a Thursday and a Friday export in one tree: which of them counts.
//! Those of the same content are one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::oms::cluster;
use crate::oms::component::Component;
use crate::oms::deciding::{self, Said};
use crate::oms::index::Index;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::standing::{Order, Standing};
use crate::oms::store;
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

/// What each of the components is among copies of it, by its number, where there are any. `folder` is what the folder is called that
/// stands for the component of a document, and `is_counted` says whether a document is of the export that is checked.
pub(super) fn of_export(
    components: &[Box<Component<'_>>],
    index: &Index,
    (folder, is_counted): (FolderOf<'_>, &(dyn Fn(usize) -> bool + Sync)),
    marks: Marks<'_>,
) -> Vec<(usize, Standing)> {
    let counted = |mut alike: Vec<(usize, _)>| {
        alike.retain(|(_, component): &(usize, &Component<'_>)| is_counted(component.document));
        alike
    };
    let of_ids =
        || index.ids.of_groups((components, 2), |of_id| standings(&counted(of_id), marks).into_iter().collect());
    let mut all: Vec<_> = if index.ids.has_twins() { of_ids() } else { Vec::new() };
    if index.stores.has_twins() {
        let of_stores = |kept: Vec<_>| of_stores(counted(kept), folder, marks);
        all.extend(index.stores.of_groups((components, 2), of_stores));
    }
    all
}

/// Once it is known what replaced what: has of copies that nothing orders one speak for all that was not replaced and is whole, if there
/// is one. What lies in a backup may have been replaced there, and another copy of it not.
pub(super) fn choose_speakers(components: &mut [Box<Component<'_>>]) {
    let rank = |number: &usize| {
        let component = components.get(*number);
        let (is_live, is_whole) = component.map_or((false, false), |one| (one.is_live(), one.main_section().is_some()));
        (!is_live, !is_whole, *number)
    };
    let instead = |(number, standing): (usize, Option<&Standing>)| match standing {
        Some(Standing::Unordered { others, is_first: true, .. }) => {
            let best = others.iter().copied().chain([number]).min_by_key(rank)?;
            (best != number).then_some((number, best))
        }
        _ => None,
    };
    let standings = components.iter().map(|component| component.standing.as_deref()).enumerate();
    let changes: Vec<(usize, usize)> = standings.filter_map(instead).collect();
    for (first, best) in changes {
        let mut said = Vec::new();
        for (number, speaks) in [(first, false), (best, true)] {
            let standing = components.get_mut(number).and_then(|component| component.standing.as_deref_mut());
            if let Some(Standing::Unordered { is_first, keys, .. }) = standing {
                *is_first = speaks;
                std::mem::swap(keys, &mut said);
            }
        }
    }
}

/// What the folder is called that stands for the component of a document.
pub(super) type FolderOf<'m> = &'m (dyn Fn(usize) -> &'m str + Sync);

/// What each of the Stores of one subtopic is whose folder names no id: they are told apart by what they say.
fn of_stores(kept: Vec<(usize, &Component<'_>)>, folder: FolderOf<'_>, marks: Marks<'_>) -> Vec<(usize, Standing)> {
    let mut by_name: BTreeMap<String, Vec<(usize, &Component<'_>)>> = BTreeMap::new();
    for (number, store) in kept {
        let id = store.id.as_ref().map(|id| id.text.to_string());
        if let Some(name) = id.or_else(|| store::name(store, folder(store.document))) {
            by_name.entry(name).or_default().push((number, store));
        }
    }
    let is_nameless = |alike: &&Vec<(usize, &Component<'_>)>| alike.iter().any(|(_, store)| store.id.is_none());
    let alike = by_name.values().filter(|alike| alike.len() > 1).filter(is_nameless);
    let standings = alike.flat_map(|alike| {
        let is_placed = alike.iter().all(|(_, store)| store.server.is_some());
        // Those of two servers nobody names may bear one number, but then they do not say the same.
        standings(alike, marks)
            .into_iter()
            .filter(move |(_, standing)| is_placed || matches!(standing, Standing::Copy { .. }))
    });
    standings.collect()
}

/// What each of the components of one id is, by its number, where there are copies.
fn standings(of_id: &[(usize, &Component<'_>)], marks: Marks<'_>) -> Vec<(usize, Standing)> {
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
    across(of_id, all, marks)
}

/// Compares the answer of the API that counts with the files that count: only what decides for the upgrade, for that means the same
/// on both sides. `settled` is what each is among those that came its own way.
fn across(
    of_id: &[(usize, &Component<'_>)],
    mut settled: Vec<(usize, Standing)>,
    marks: Marks<'_>,
) -> Vec<(usize, Standing)> {
    let standing = |number: usize| settled.iter().find(|(other, _)| *other == number).map(|(_, standing)| standing);
    let counts = |(number, component): &&(usize, &Component<'_>)| {
        let is_failed = component.reported.is_some_and(|reported| reported.is_of_failed_call);
        let is_read =
            matches!(component.kind, ComponentKind::IncrSync(_)) && component.source().is_some() && !is_failed;
        is_read && standing(*number).and_then(Standing::instead).is_none()
    };
    let (reported, on_disk): (Vec<_>, Vec<_>) =
        of_id.iter().filter(counts).partition(|(_, component)| component.reported.is_some());
    // Where one side is without an order, all are checked, and that is said.
    let ([(number, one)], [(other_number, other)]) = (reported.as_slice(), on_disk.as_slice()) else { return settled };
    let (content, other_content) = (deciding_content(one), deciding_content(other));
    if says_the_same(&content, &other_content) || cluster::are_apart(one, other) {
        return settled;
    }
    // With those that say the same, for these may be the newer.
    let both = [(*number, content), (*other_number, other_content)].map(|(of, content)| {
        let own = of_id.iter().filter(|(number, _)| *number == of);
        let alike = of_id.iter().filter(|(number, _)| standing(*number) == Some(&Standing::Copy { of }));
        let mut copies = Vec::new();
        for (number, component) in own.chain(alike) {
            copies.push(Copied { number: *number, component, content: content.clone() });
        }
        Same { copies }
    });
    let by_files = |number: &usize| matches!(standing(*number), Some(Standing::Newest { by: Order::Modified, .. }));
    let numbers = [*number, *other_number];
    let orders: &[Order] = if numbers.iter().any(by_files) { &[Order::Modified] } else { &Order::ACROSS };
    let (mut older, mut known_keys) = (Vec::new(), Vec::new());
    settled.retain_mut(|(number, standing)| {
        if let Standing::Newest { others, keys, .. } = standing {
            older.extend(others.iter().map(|(number, _)| *number));
            known_keys.append(keys);
        }
        !numbers.contains(number)
    });
    for (number, mut new) in differing(&both, orders, marks) {
        match &mut new {
            // What it counted for is older, too.
            Standing::Outdated { by } => {
                let counted_for_it = settled.iter_mut().filter(|(_, standing)| standing.instead() == Some(number));
                counted_for_it.for_each(|(_, standing)| *standing = Standing::Outdated { by: *by });
            }
            Standing::Newest { by, others, keys, .. } => {
                let time = |older: &usize| {
                    let (_, component) = of_id.iter().find(|(number, _)| number == older)?;
                    time_of(component, *by, marks)
                };
                others.extend(older.iter().map(|older| (*older, time(older).unwrap_or(i64::MIN))));
                keys.append(&mut known_keys);
                sorting::sort(keys);
                keys.dedup();
            }
            Standing::Copy { .. } | Standing::Unordered { .. } => {}
        }
        settled.push((number, new));
    }
    settled
}

/// What of the source decides, as [`content`] has it.
fn deciding_content(component: &Component<'_>) -> BTreeMap<String, String> {
    let Some(source) = component.source() else { return BTreeMap::new() };
    let section = SectionName::Source.key();
    let said = deciding::of_source(source).into_iter().map(|(key, said)| {
        let said = match said {
            Said::This(said) => said,
            Said::Unclear => MASK.to_owned(),
        };
        (format!("{section}.{key}"), said)
    });
    said.chain([(section.to_owned(), String::new())]).collect()
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
    let has_source = |component: &Component<'_>| component.source().is_some() || component.config().is_some();
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
    let older = take_newer_halves(&mut whole, half, marks);
    let mut of_differing = if whole.len() > 1 { differing(&whole, &Order::ALL, marks) } else { Vec::new() };
    let newest = match of_differing.as_slice() {
        [] => whole.first().and_then(|same| same.copies.first()).map(|copy| copy.number),
        all => all.iter().find(|(_, standing)| matches!(standing, Standing::Newest { .. })).map(|(number, _)| *number),
    };
    let counts = |number: &usize| {
        let component = group.iter().find(|(other, _)| other == number).map(|(_, component)| component);
        component.is_some_and(|component| !(marks.is_aside)(component.document))
    };
    if let Some(by) = newest.filter(counts) {
        let halves = older.iter().filter_map(|same| same.copies.first());
        of_differing.extend(halves.map(|copy| (copy.number, Standing::Outdated { by })));
    }
    for (number, standing) in &of_differing {
        let Standing::Outdated { by } = standing else { continue };
        // What says the same as an older one is older, too.
        let alike = standings.iter_mut().filter(|(_, own): &&mut (usize, Standing)| own.instead() == Some(*number));
        alike.for_each(|(_, own)| *own = Standing::Outdated { by: *by });
    }
    standings.append(&mut of_differing);
    standings
}

/// Adds to the whole copies of an Incr-Sync the half ones that are newer than they are, or may be, for nothing says that they are
/// older: then what the whole ones say of the source may hold no more. Gives back those that are older.
fn take_newer_halves<'c, 'a>(
    whole: &mut Vec<Same<'c, 'a>>,
    half: Vec<Same<'c, 'a>>,
    marks: Marks<'_>,
) -> Vec<Same<'c, 'a>> {
    let mut older = Vec::new();
    for same in half {
        let Some(copy) = same.copies.first().filter(|_| !whole.is_empty()) else { continue };
        // That a JDBCWriter has no configuration is said of each.
        let is_incr_sync =
            matches!(copy.component.kind, ComponentKind::IncrSync(plugin) if plugin != Plugin::JdbcWriter);
        if !is_incr_sync || (marks.is_aside)(copy.component.document) {
            continue;
        }
        // The status of a process alone is evidence, and no copy of what it ran with.
        let is_part = documents(copy.component).next().is_some();
        whole.push(same);
        match Order::ALL.iter().find_map(|by| times(whole, *by, marks)) {
            Some(times) if times.iter().max() == times.last() => {}
            None if is_part => {}
            Some(_) => older.extend(whole.pop()),
            None => drop(whole.pop()),
        }
    }
    older
}

/// What each of those that differ is.
fn differing(all: &[Same<'_, '_>], orders: &[Order], marks: Marks<'_>) -> Vec<(usize, Standing)> {
    let leading: Vec<&Copied<'_, '_>> = all.iter().filter_map(|same| same.copies.first()).collect();
    let keys_of = |own: &Copied<'_, '_>| {
        let mut keys: Vec<String> = leading.iter().flat_map(|other| difference(&own.content, &other.content)).collect();
        let has_source = |copy: &Copied<'_, '_>| copy.content.contains_key(SectionName::Source.key());
        if leading.iter().any(|other| has_source(other) != has_source(own)) {
            keys.push(SectionName::Source.key().to_owned());
        }
        sorting::sort(&mut keys);
        keys.dedup();
        keys
    };
    let is_aside = |copy: &Copied<'_, '_>| (marks.is_aside)(copy.component.document);
    let by_time = || {
        let (by, times) = orders.iter().find_map(|by| Some((*by, times(all, *by, marks)?)))?;
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

/// The time of each, if one of them is the newest by this order. Of what says the same the latest counts; but a copy without a time may
/// be of any, so what it says may be newer than that, unless it is the newest already.
fn times(all: &[Same<'_, '_>], by: Order, marks: Marks<'_>) -> Option<Vec<i64>> {
    let of = |copy: &Copied<'_, '_>| time_of(copy.component, by, marks);
    let times: Vec<i64> = all.iter().map(|same| same.copies.iter().filter_map(of).max()).collect::<Option<_>>()?;
    let newest = times.iter().max()?;
    let mut others = all.iter().zip(&times).filter(|(_, time)| *time != newest).map(|(same, _)| same);
    let is_alone = times.iter().filter(|time| *time == newest).count() == 1;
    (is_alone && others.all(|same| same.copies.iter().all(|copy| of(copy).is_some()))).then_some(times)
}

impl Same<'_, '_> {
    /// Puts the one that counts first: what lies under no backup's name, then what was copied most fully, then what lies on the
    /// disk, then the newest.
    fn order(&mut self, marks: Marks<'_>) {
        sorting::sort_by_cached_key(&mut self.copies, |copy| {
            let sections = copy.component.sections.iter().flatten().count();
            let times = Order::ALL.map(|by| time_of(copy.component, by, marks));
            let document = copy.component.document;
            let (is_aside, is_archived) = ((marks.is_aside)(document), (marks.keeping.kept)(document).is_archived);
            (Reverse((!is_aside, sections, !is_archived, times)), copy.number)
        });
    }
}

/// When a copy was taken or made, by this order.
fn time_of(component: &Component<'_>, by: Order, marks: Marks<'_>) -> Option<i64> {
    let sampled = || component.reported?.sampled;
    let said = match by {
        Order::Sampled => sampled(),
        Order::Recorded => component.recorded,
        Order::Status => component.status_time(),
        Order::Own => sampled().or(component.recorded).or_else(|| component.status_time()),
        // The clock of the machine that made the copy says it, and the time of the run may be one of the past.
        Order::Modified => return modification(component, marks.keeping.kept),
    };
    said.filter(|said| !time::is_ahead(*said, marks.keeping.now))
}

/// When a component was taken, by whatever tells it; of files on a disk the latest of all that does.
pub(super) fn taken(component: &Component<'_>, kept: KeptOf<'_>) -> Option<i64> {
    if component.is_only_seen() {
        return component.recorded;
    }
    match component.reported.and_then(|reported| reported.sampled) {
        Some(sampled) => Some(sampled),
        None => component.recorded.max(component.status_time()).max(modification(component, kept)),
    }
}

/// When the files of a component were modified: the last of them.
fn modification(component: &Component<'_>, kept: KeptOf<'_>) -> Option<i64> {
    documents(component).map(|document| kept(document).modified).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// The documents of its configuration: those of its sections, a `source.json` that holds none, and an answer whose `config` does not.
fn documents(component: &Component<'_>) -> impl Iterator<Item = usize> {
    let of_process = [component.status.map(|(document, _)| document), component.running.map(|(document, _)| document)];
    let is_own = match component.reported {
        Some(reported) => reported.item.get("config").is_some(),
        None => !of_process.contains(&Some(component.document)),
    };
    component.all_sections().map(|section| section.document).chain(is_own.then_some(component.document))
}

/// Stands for a masked value, which says nothing.
const MASK: &str = "***";

/// Every key with its section, and its value as text.
fn content(component: &Component<'_>) -> BTreeMap<String, String> {
    let mut content = BTreeMap::new();
    let named = SectionName::ALL.into_iter().filter_map(|name| Some((name.key(), component.section(name)?)));
    // In an item of the API, what holds the sections is the configuration, too.
    let is_whole = component.reported.is_none() || component.sections.iter().all(Option::is_none);
    let whole = component.config().filter(|_| is_whole).map(|config| ("", config));
    for (name, section) in named.chain(whole) {
        content.insert(name.to_owned(), String::new());
        for entry in section.entries() {
            let key = section.own_key(&entry);
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
