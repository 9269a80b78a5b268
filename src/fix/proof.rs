//! The proof of a fix: its text is parsed again, differs from the original only as announced, has lost the finding and
//! gained none, and needs no second fix.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::lint::finding::{Finding, Tier};
use crate::text::change::Change;
use crate::text::document::Document;
use crate::text::edit::{Edit, NewEntry, NewValue};
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref, Value};
use crate::text::sorting;

/// An edit, and the finding it is for.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Number of the finding in the list that was given.
    pub finding: usize,
    /// The edit, in bytes of the original.
    pub edit: Edit,
}

/// A new text for a document.
#[derive(Debug)]
pub struct Fixed {
    /// Number of the document.
    pub number: usize,
    /// The new text, parsed.
    pub document: Document,
    /// The edits that lead to it, in order.
    pub edits: Vec<Applied>,
    /// For a copy that does not count: the number of the document that it says the same as, byte for byte.
    pub copy_of: Option<usize>,
}

impl Fixed {
    /// The number of the document that the findings are about.
    #[must_use]
    pub(crate) fn judged(&self) -> usize {
        self.copy_of.unwrap_or(self.number)
    }
}

/// A document whose new text failed the proof, and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproven {
    /// Number of the document.
    pub number: usize,
    /// What the proof found.
    pub reason: String,
}

/// A finding as the proof counts it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen<'f> {
    /// Code of the rule.
    pub code: &'static str,
    /// Number of the document.
    pub number: usize,
    /// Its pointer.
    pub pointer: &'f str,
    /// Whether a fix would be applied.
    pub is_fixable: bool,
}

/// Says of a finding whether its fix is made: the same before and after it.
pub type Takes<'t> = &'t dyn Fn(&Finding<'_>) -> bool;

/// Whether a fix of this finding may be applied.
#[must_use]
pub fn is_applicable(finding: &Finding<'_>, with_unsafe: bool) -> bool {
    finding.fix.as_ref().is_some_and(|fix| {
        !fix.changes.is_empty() && (fix.tier == Tier::Safe || (with_unsafe && fix.tier == Tier::Unsafe))
    })
}

/// Findings as the proof counts them.
#[must_use]
pub fn seen<'f>(findings: &'f [Finding<'_>], takes: Takes<'_>) -> Vec<Seen<'f>> {
    let mut seen: Vec<_> = findings
        .iter()
        .map(|finding| Seen {
            code: finding.code,
            number: finding.place.document,
            pointer: &finding.pointer,
            is_fixable: takes(finding),
        })
        .collect();
    sorting::sort_by(&mut seen, Ord::cmp);
    seen
}

/// Reads both texts with a library that is not ours: the new one may differ from our reading only where the old one
/// did, and in the same way. (Two readers of YAML differ in numbers such as `0x1F`, whatever is edited.)
pub(super) fn agrees_with_reference(old: &Document, new: &Document) -> Result<(), String> {
    // So it is with nearly every document, and that is told without building the values.
    let is_alike = |document: &Document| document.syntax().is_read_alike(document.text(), document.root());
    if is_alike(old) && is_alike(new) {
        return Ok(());
    }
    let read = |document: &Document| -> Result<Option<Vec<Disagreement>>, String> {
        let theirs = match document.syntax().reference(document.text()) {
            None => return Ok(None),
            Some(Err(error)) => return Err(tr!("another reader refuses the new text: {error}", error)),
            Some(Ok(value)) => value,
        };
        let ours = document.root().to_json().ok_or_else(|| tr!("its aliases expand without end").to_owned())?;
        let mut found = Vec::new();
        disagreements(&ours, &theirs, "", &mut found);
        Ok(Some(found))
    };
    // Where the readers differed over what was replaced, or the other one could not judge because of it, they agree now.
    let before = read(old)?;
    let agrees = match read(new)? {
        None => before.is_none(),
        Some(after) => {
            let before: HashSet<Disagreement> = before.into_iter().flatten().collect();
            after.iter().all(|now| before.contains(now))
        }
    };
    if agrees { Ok(()) } else { Err(tr!("another reader takes the new text for another value").into()) }
}

/// Where two readings differ, and what each reads.
type Disagreement = (String, serde_json::Value, serde_json::Value);

fn disagreements(ours: &serde_json::Value, theirs: &serde_json::Value, pointer: &str, found: &mut Vec<Disagreement>) {
    use serde_json::Value::{Array, Object};
    match (ours, theirs) {
        (Object(a), Object(b)) if a.len() == b.len() && a.keys().all(|key| b.contains_key(key)) => {
            for (key, value) in a {
                if let Some(other) = b.get(key) {
                    disagreements(value, other, &format!("{pointer}/{key}"), found);
                }
            }
        }
        (Array(a), Array(b)) if a.len() == b.len() => {
            for (n, (value, other)) in a.iter().zip(b).enumerate() {
                disagreements(value, other, &format!("{pointer}/{n}"), found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push((pointer.to_owned(), ours.clone(), theirs.clone())),
    }
}

/// Findings of one rule in one place, and there may be several: in JSON inside a string, all share its pointer.
type Spot<'s> = (&'s str, usize, &'s str);

fn count<'s>(spots: impl Iterator<Item = Spot<'s>>) -> BTreeMap<Spot<'s>, usize> {
    let mut counts = BTreeMap::new();
    for spot in spots {
        *counts.entry(spot).or_default() += 1;
    }
    counts
}

pub(super) fn refused(
    fixed: &[&Fixed],
    findings: &[Finding<'_>],
    before: &[Seen<'_>],
    after: &[Seen<'_>],
) -> Vec<Unproven> {
    fn spot<'f>(seen: &Seen<'f>) -> Spot<'f> {
        (seen.code, seen.number, seen.pointer)
    }
    let (old, left) = (count(before.iter().map(spot)), count(after.iter().map(spot)));
    let number_of = |counts: &BTreeMap<Spot<'_>, usize>, spot: &Spot<'_>| counts.get(spot).copied().unwrap_or(0);
    let is_new = |spot: &Spot<'_>| number_of(&left, spot) > number_of(&old, spot);
    let new: BTreeMap<usize, &Seen<'_>> =
        sorting::map(after.iter().rev().filter(|seen| is_new(&spot(seen))).map(|seen| (seen.number, seen)));
    let fixable: BTreeSet<usize> = sorting::set(after.iter().filter(|seen| seen.is_fixable).map(|seen| seen.number));
    let mut refused = Vec::new();
    for one in fixed {
        let own: BTreeSet<usize> = sorting::set(one.edits.iter().map(|applied| applied.finding));
        let own = own.iter().filter_map(|&finding| findings.get(finding));
        let mended = count(own.map(|finding| (finding.code, one.judged(), finding.pointer.as_str())));
        let is_left = |(spot, mended): (&Spot<'_>, &usize)| number_of(&left, spot) + mended > number_of(&old, spot);
        let reason = if mended.iter().any(is_left) {
            Some(tr!("the finding is still there after the fix").to_owned())
        } else if let Some(seen) = new.get(&one.number) {
            Some(tr!(
                "the fix brings a new finding, {code} at {pointer}",
                code = seen.code,
                pointer = quoted(seen.pointer)
            ))
        } else if fixable.contains(&one.number) {
            Some(tr!("a second fix would change the file again").to_owned())
        } else {
            None
        };
        refused.extend(reason.map(|reason| Unproven { number: one.number, reason }));
    }
    if let (true, Some(seen)) = (refused.is_empty(), new.values().next()) {
        // A new finding in a file that no fix touched: the fixes cannot be told apart, so none is written.
        let reason = tr!(
            "the fixes together bring a new finding, {code} at {pointer}",
            code = seen.code,
            pointer = quoted(seen.pointer)
        );
        refused.extend(fixed.iter().map(|one| Unproven { number: one.number, reason: reason.clone() }));
    }
    refused
}

/// A pointer, which may be empty, in quotes.
fn quoted(pointer: &str) -> String {
    format!("{pointer:?}")
}

/// The announced changes of a document, by where what they change lies in memory.
pub(super) struct Announced<'c, 'd> {
    /// New keys of a mapping, each with the number of the entry it goes behind.
    inserts: HashMap<usize, Vec<(usize, &'c NewEntry)>>,
    /// What becomes of an entry.
    entries: HashMap<usize, &'c Change<'d>>,
}

impl<'c, 'd> Announced<'c, 'd> {
    pub(super) fn of(changes: &[&'c Change<'d>]) -> Self {
        let mut announced = Self { inserts: HashMap::new(), entries: HashMap::new() };
        for change in changes {
            match change {
                Change::Insert { mapping, after, entry } => {
                    announced.inserts.entry(mapping.address()).or_default().push((*after, entry));
                }
                Change::Replace { entry, .. } | Change::Rename { entry, .. } => {
                    announced.entries.entry(entry.address()).or_insert(change);
                }
            }
        }
        announced
    }
}

/// Whether `new` is `old` with `changes`, and nothing else.
pub(super) fn same_but(old: Ref<'_>, new: Ref<'_>, changes: &Announced<'_, '_>) -> Result<(), String> {
    let differs = || tr!("the value at {range} differs", range = format_args!("{:?}", old.span().range()));
    if old.is_aliased() || new.is_aliased() {
        // What an alias leads to is compared where it stands.
        return if old.is_aliased() == new.is_aliased() { Ok(()) } else { Err(differs()) };
    }
    match (old.value(), new.value()) {
        (Value::Mapping(_), Value::Mapping(_)) => same_mapping(old, new, changes),
        (Value::Sequence(a), Value::Sequence(b)) if a.len() == b.len() => {
            old.items().zip(new.items()).try_for_each(|(old, new)| same_but(old, new, changes))
        }
        (Value::Null, Value::Null) => Ok(()),
        (Value::Alias(a), Value::Alias(b)) if a == b => Ok(()),
        (Value::Bool(_), Value::Bool(_)) | (Value::Number, Value::Number) if old.scalar() == new.scalar() => Ok(()),
        (Value::String(_), Value::String(_)) if old.text() == new.text() => Ok(()),
        (Value::String(_), Value::String(_)) => {
            let (inner, other) = (old.structure(), new.structure());
            let is_nested = inner.content().is_nested() && other.content().is_nested();
            let is_deeper = !std::ptr::eq(inner.raw(), old.raw()) && !std::ptr::eq(other.raw(), new.raw());
            if is_nested && is_deeper { same_but(inner, other, changes) } else { Err(differs()) }
        }
        _ => Err(differs()),
    }
}

/// What an entry of the new mapping must be.
enum Due<'c, 'd> {
    Entry(&'c str, Ref<'d>),
    Written(&'c str, &'c NewValue),
}

fn same_mapping(old: Ref<'_>, new: Ref<'_>, changes: &Announced<'_, '_>) -> Result<(), String> {
    let mut due: Vec<Due<'_, '_>> = Vec::new();
    let inserts = changes.inserts.get(&old.address()).map_or(&[][..], Vec::as_slice);
    let inserted = |place: Option<usize>| {
        let here = inserts.iter().filter(move |(after, _)| place.is_none_or(|place| place == *after));
        here.map(|(_, entry)| Due::Written(entry.key.as_str(), &entry.value))
    };
    if old.entries().len() == 0 {
        due.extend(inserted(None));
    }
    for (number, entry) in old.entries().enumerate() {
        due.push(expected(entry, changes));
        due.extend(inserted(Some(number)));
    }
    if due.len() != new.entries().len() {
        return Err(tr!("{due} keys are due, but there are {there}", due = due.len(), there = new.entries().len()));
    }
    for (due, entry) in due.iter().zip(new.entries()) {
        let (key, same) = match due {
            Due::Entry(key, value) => (*key, same_but(*value, entry.value, changes)),
            Due::Written(key, value) => (*key, is_written(value, entry.value)),
        };
        if key != entry.key() {
            return Err(tr!("the key `{key}` is due where `{other}` stands", key, other = entry.key()));
        }
        same?;
    }
    Ok(())
}

fn expected<'c>(entry: EntryRef<'c>, changes: &Announced<'c, '_>) -> Due<'c, 'c> {
    match changes.entries.get(&entry.address()) {
        Some(Change::Replace { value, .. }) => Due::Written(entry.key(), value),
        Some(Change::Rename { key, .. }) => Due::Entry(key, entry.value),
        Some(Change::Insert { .. }) | None => Due::Entry(entry.key(), entry.value),
    }
}

/// Whether a new value stands there: a string, a number, or an object of strings, as itself or as JSON in a string.
fn is_written(value: &NewValue, new: Ref<'_>) -> Result<(), String> {
    let is_there = match value {
        NewValue::Text(text) => new.text() == Some(text),
        NewValue::Number(number) => {
            matches!(new.value(), Value::Number) && new.scalar().as_deref() == Some(number.to_string().as_str())
        }
        NewValue::Map(map) => {
            let object = new.structure();
            object.is_mapping()
                && object.entries().len() == map.len()
                && map
                    .iter()
                    .zip(object.entries())
                    .all(|((key, value), entry)| entry.key() == key && entry.value.text() == Some(value))
        }
    };
    if is_there { Ok(()) } else { Err(tr!("the new value reads as another one").into()) }
}
