//! Takes fixes and makes the new texts, each proven before it is given. No disk.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::fix::proof::{self, Applied, Fixed, Takes, Unproven, seen};
use crate::lint::finding::Finding;
use crate::lint::suppress::Findings;
use crate::oms::export::{Export, Input};
use crate::oms::kind::SectionName;
use crate::oms::standing::Standing;
use crate::text::change::{self, Change};
use crate::text::document::Document;
use crate::text::edit::{Edit, invert, splice};
use crate::text::lang::tr;
use crate::text::parallel;
use crate::text::sorting;

/// The new texts that fixes come to, each of them right in itself.
#[derive(Debug, Default)]
pub struct Made {
    /// In order of documents.
    pub fixed: Vec<Fixed>,
    /// Documents for which no such text could be made.
    pub unproven: Vec<Unproven>,
}

/// New texts that were proven together.
#[derive(Debug)]
pub struct Proven<'f> {
    /// The texts, in order of documents.
    pub fixed: Vec<&'f Fixed>,
    /// What could not be proven, in order of documents.
    pub unproven: Vec<Unproven>,
    /// The export with these texts in their places.
    pub export: Export<'f>,
    /// What the rules find in it.
    pub findings: Findings<'f>,
}

/// Makes the texts that the fixes of `findings` in `inputs` come to, as far as `takes` takes them.
#[must_use]
pub fn make(inputs: &[Input<'_>], findings: &[Finding<'_>], takes: Takes<'_>) -> Made {
    let mut by_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, finding) in findings.iter().enumerate() {
        if takes(finding) {
            by_document.entry(finding.place.document).or_default().push(number);
        }
    }
    let mut made = Made::default();
    for (number, wanted) in by_document {
        let Some(input) = inputs.get(number) else { continue };
        match fix_one(input.document, number, findings, &wanted) {
            Ok(fixed) => made.fixed.push(fixed),
            Err(reason) => made.unproven.push(Unproven { number, reason }),
        }
    }
    made
}

/// Gives the copies of what is fixed that say the same, byte for byte, the same new text: otherwise they would differ from then on, and
/// nobody could say which counts. `is_open` says of a document whether it may be written.
pub(crate) fn mend_copies(made: &mut Made, export: &Export<'_>, is_open: &dyn Fn(usize) -> bool) {
    let fixed = |number: usize| made.fixed.binary_search_by_key(&number, |fixed| fixed.number).ok();
    let (mut copies, mut known) = (Vec::new(), HashSet::new());
    for (number, copy) in copied(export) {
        let one = fixed(number).and_then(|at| made.fixed.get(at)).filter(|_| number != copy && fixed(copy).is_none());
        let documents = export.document(number).zip(export.document(copy));
        let Some((one, (old, document))) = one.zip(documents) else { continue };
        if document.text() == old.text()
            && is_open(copy)
            && known.insert(copy)
            && let Ok(new) = document.reparse(one.document.text().into())
        {
            copies.push(Fixed { number: copy, document: new, edits: one.edits.clone(), copy_of: Some(number) });
        }
    }
    made.fixed.append(&mut copies);
    sorting::sort_by_key(&mut made.fixed, |fixed| fixed.number);
}

/// Whether copies that said the same differ now that the documents are written for which `is_done` says so.
#[must_use]
pub(crate) fn parts_copies(export: &Export<'_>, is_done: &dyn Fn(usize) -> bool) -> bool {
    copied(export).any(|(number, copy)| is_done(number) && (number == copy || !is_done(copy)))
}

/// The documents of components that count, each with that of a copy that says the same.
fn copied(export: &Export<'_>) -> impl Iterator<Item = (usize, usize)> {
    let copies = export.components().filter_map(|copy| match copy.standing.as_deref() {
        Some(Standing::Copy { of }) => Some((export.component(*of)?, copy)),
        _ => None,
    });
    copies.flat_map(|(component, copy)| {
        let pair = |name| Some((component.section(name)?.document, copy.section(name)?.document));
        SectionName::ALL.into_iter().filter_map(pair)
    })
}

/// Proves the texts that were made from the fixes of `findings` in `inputs`: all that are given are proven together.
/// `lint` makes an export and runs the rules over it.
#[must_use]
pub fn prove<'f>(
    made: &'f Made,
    inputs: &[Input<'f>],
    findings: &[Finding<'_>],
    takes: Takes<'_>,
    lint: &dyn Fn(Vec<Input<'f>>) -> (Export<'f>, Findings<'f>),
) -> Proven<'f> {
    let mut fixed: Vec<&Fixed> = made.fixed.iter().collect();
    let mut unproven = made.unproven.clone();
    // Each round takes out what the proof refuses, until all that is left is proven together.
    loop {
        let (export, left) = lint(replaced(inputs, &fixed));
        let (before, after) = (seen(findings, takes), seen(&left.shown, takes));
        let refused = proof::refused(&fixed, findings, &before, &after);
        if refused.is_empty() {
            sorting::sort_by_key(&mut unproven, |unproven| unproven.number);
            return Proven { fixed, unproven, export, findings: left };
        }
        let numbers: BTreeSet<usize> = sorting::set(refused.iter().map(|refused| refused.number));
        // With one that counts, its copies stay as they are.
        fixed.retain(|fixed| !numbers.contains(&fixed.number) && !numbers.contains(&fixed.judged()));
        unproven.extend(refused);
    }
}

/// The inputs with the new texts in their places.
#[must_use]
pub fn replaced<'d>(inputs: &[Input<'d>], fixed: &[&'d Fixed]) -> Vec<Input<'d>> {
    let mut inputs = inputs.to_vec();
    for new in fixed {
        if let Some(input) = inputs.get_mut(new.number) {
            input.document = &new.document;
        }
    }
    inputs
}

fn fix_one(document: &Document, number: usize, findings: &[Finding<'_>], wanted: &[usize]) -> Result<Fixed, String> {
    let mut owners = Vec::new();
    let mut changes: Vec<&Change<'_>> = Vec::new();
    let changes_of =
        |&finding: &usize| findings.get(finding).and_then(|finding| finding.fix.as_ref()).map(|fix| &fix.changes);
    let all = wanted.iter().filter_map(changes_of).flatten();
    let renames: Vec<&Change<'_>> = all.filter(|change| matches!(change, Change::Rename { .. })).collect();
    for finding in wanted {
        let own = changes_of(finding).into_iter().flatten();
        // A key that is renamed to the missing one mends what lacks it, with the value that a person wrote.
        if own.clone().any(|change| is_renamed_to(change, &renames)) {
            continue;
        }
        for change in own {
            owners.push(*finding);
            changes.push(change);
        }
    }
    let made = change::edits(document, &changes)?;
    let mut edits: Vec<((usize, bool), Applied)> = owners
        .iter()
        .zip(&changes)
        .zip(made)
        .flat_map(|((&finding, change), edits)| {
            let (home, is_new) = match change {
                Change::Insert { mapping, .. } => (*mapping, true),
                Change::Replace { entry, .. } | Change::Rename { entry, .. } => (entry.mapping(), false),
            };
            let rank = (usize::MAX - home.span().start(), is_new);
            edits.into_iter().map(move |edit| (rank, Applied { finding, edit }))
        })
        .collect();
    // Where a blank value ends an entry, what fills it is written in the same place as the keys that go behind that
    // entry, and behind those around it: the innermost mapping comes first, and in each the value before the keys.
    sorting::sort_by_key(&mut edits, |(rank, applied)| (applied.edit.span.start(), applied.edit.span.end(), *rank));
    let edits: Vec<Applied> = edits.into_iter().map(|(_, applied)| applied).collect();
    let plain: Vec<Edit> = edits.iter().map(|applied| applied.edit.clone()).collect();
    let text = splice(document.text(), &plain).ok_or_else(|| tr!("two edits overlap").to_owned())?;
    if splice(&text, &invert(document.text(), &plain)).as_deref() != Some(document.text()) {
        return Err(tr!("the edits do not lead back to the original").into());
    }
    let new = document.reparse(text.into_boxed_str()).map_err(|error| {
        let syntax = document.syntax().title();
        tr!("the new text is no {syntax} any more: {error}", syntax, error)
    })?;
    let announced = proof::Announced::of(&changes);
    let (same, agrees) = parallel::join(
        || proof::same_but(document.root(), new.root(), &announced),
        || proof::agrees_with_reference(document, &new),
    );
    same.and(agrees)?;
    Ok(Fixed { number, document: new, edits, copy_of: None })
}

/// Whether the key that `change` inserts comes by a rename.
fn is_renamed_to(change: &Change<'_>, renames: &[&Change<'_>]) -> bool {
    let Change::Insert { mapping, entry: new, .. } = change else { return false };
    renames.iter().any(|other| match other {
        Change::Rename { entry, key } => *key == new.key && std::ptr::eq(entry.mapping().raw(), mapping.raw()),
        Change::Insert { .. } | Change::Replace { .. } => false,
    })
}
