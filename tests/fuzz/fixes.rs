//! The laws that every fix keeps, as code: what the fuzzer and the properties hold over each input. They are checked
//! here anew, not by asking `apply` whether it is content.

use std::collections::BTreeMap;

use omslint::fix::apply::{Made, Proven, make, prove, replaced};
use omslint::fix::proof;
use omslint::fix::proof::{Applied, Fixed};
use omslint::knowledge::db_types::DbTypes;
use omslint::knowledge::versions::DEFAULT_TARGET;
use omslint::lint::finding::Finding;
use omslint::lint::overrides::{Checkpoints, Override, Said, Scope};
use omslint::lint::rule::{DEFAULT_RESERVE, Settings};
use omslint::lint::rules;
use omslint::lint::run::lint;
use omslint::lint::suppress::Findings;
use omslint::oms::export::{Export, Input};
use omslint::oms::shapes;
use omslint::text::change::Change;
use omslint::text::document::Document;
use omslint::text::edit::{Edit, NewValue, invert, splice};
use omslint::text::node::{Node, Ref};
use omslint::text::source::Place;
use omslint::text::source::Span;
use serde_json::Value;

/// What one run came to.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Done {
    pub findings: usize,
    pub fixed: usize,
    pub edits: usize,
}

/// What a user might say, by number: nothing, flags, overrides for everything, and what softens findings.
pub(crate) const SETTINGS: usize = 5;

/// 2026-03-10T00:00:00Z
pub(crate) const NOW: i64 = 1_773_100_800;

/// One of the [`SETTINGS`].
pub(crate) fn settings(number: usize) -> Settings {
    let (db_type, checkpoint, ddl) = match number {
        1 => (Some("ORACLE"), Some(1_772_900_000), Some(true)),
        2 => (Some("OB_MYSQL"), Some(1_773_000_000), Some(false)),
        _ => (None, None, None),
    };
    let overrides = if number == 3 {
        let said = Place { document: 0, span: Span::EMPTY };
        vec![Override {
            scope: Scope::default(),
            component: None,
            created_with: None,
            ddl: Some(Said { value: Some(true), place: said }),
            db_type: Some(Said { value: "MYSQL".into(), place: said }),
            checkpoint: Some(Checkpoints::All(Said { value: 1_772_999_999, place: said })),
        }]
    } else {
        Vec::new()
    };
    Settings {
        from: "3.3.0".parse().ok().filter(|_| number == 1),
        created_with: "3.4.0".parse().ok().filter(|_| number == 4),
        to: DEFAULT_TARGET,
        ddl,
        db_type: db_type.map(str::to_owned),
        checkpoint,
        downtime: Some(7_200).filter(|_| number != 0),
        reserve: DEFAULT_RESERVE,
        now: NOW,
        db_types: DbTypes::default(),
        overrides: overrides.into(),
        expected: None,
    }
}

/// Runs every rule over `inputs` and makes every fix that can be made. What breaks a law is an error.
pub(crate) fn hold(inputs: &[Input<'_>], settings: &Settings, with_unsafe: bool) -> Result<Done, String> {
    let export = Export::build(inputs.to_vec(), shapes::ALL);
    let findings = lint(&export, settings, rules::ALL);
    for finding in &findings {
        in_the_text(inputs, finding)?;
    }
    let made = make(inputs, &findings, &|finding| proof::is_applicable(finding, with_unsafe));
    let outcome = proven(&made, inputs, &findings, settings, with_unsafe);
    if let Some(unproven) = outcome.unproven.first() {
        return Err(format!("a fix failed its own proof: {}", unproven.reason));
    }
    for fixed in &outcome.fixed {
        changed_as_announced(inputs, &findings, fixed)?;
    }
    let done = Done {
        findings: findings.len(),
        fixed: outcome.fixed.len(),
        edits: outcome.fixed.iter().map(|fixed| fixed.edits.len()).sum(),
    };
    if outcome.fixed.is_empty() {
        return Ok(done);
    }
    let new = replaced(inputs, &outcome.fixed);
    let new_export = Export::build(new.clone(), shapes::ALL);
    let left = lint(&new_export, settings, rules::ALL);
    gone_and_none_new(&findings, &left, with_unsafe)?;
    let made = make(&new, &left, &|finding| proof::is_applicable(finding, with_unsafe));
    let second = proven(&made, &new, &left, settings, with_unsafe);
    if !second.fixed.is_empty() || !second.unproven.is_empty() {
        return Err("a second fix would change something".into());
    }
    Ok(done)
}

/// What stands the proof by every rule.
fn proven<'f>(
    made: &'f Made,
    inputs: &[Input<'f>],
    findings: &[Finding<'_>],
    settings: &Settings,
    with_unsafe: bool,
) -> Proven<'f> {
    prove(made, inputs, findings, &|finding| proof::is_applicable(finding, with_unsafe), &|inputs| {
        let export = Export::build(inputs, shapes::ALL);
        let shown = lint(&export, settings, rules::ALL);
        (export, Findings { shown, ..Findings::default() })
    })
}

/// Every place that a finding names lies in its text, and each fix alone leads to a text of the same syntax.
fn in_the_text(inputs: &[Input<'_>], finding: &Finding<'_>) -> Result<(), String> {
    let evidence = finding.fix.iter().flat_map(|fix| &fix.evidence).filter_map(|evidence| evidence.place);
    let places = std::iter::once(finding.place).chain(finding.related.iter().map(|label| label.place)).chain(evidence);
    for place in places.filter(|place| *place != Place::RUN) {
        let text = inputs.get(place.document).ok_or("a place in no document")?.document.text();
        text.get(place.span.range()).ok_or_else(|| format!("{} points outside of the text", finding.code))?;
    }
    if let Some(fix) = &finding.fix {
        let document = inputs[finding.place.document].document;
        let text = splice(document.text(), &fix.edits).ok_or("the edits of one fix overlap")?;
        document.reparse(text.into()).map_err(|error| format!("one fix alone breaks the text: {error}"))?;
    }
    Ok(())
}

/// The new text is the old one outside of the edits, leads back, and means the old one with the announced changes to
/// a reader that is not ours.
fn changed_as_announced(inputs: &[Input<'_>], findings: &[Finding<'_>], fixed: &Fixed) -> Result<(), String> {
    let old = inputs[fixed.number].document;
    let new = &fixed.document;
    let edits: Vec<Edit> = fixed.edits.iter().map(|applied| applied.edit.clone()).collect();
    if splice(old.text(), &edits).as_deref() != Some(new.text()) {
        return Err("the new text is not the old one with the edits".into());
    }
    if splice(new.text(), &invert(old.text(), &edits)).as_deref() != Some(old.text()) {
        return Err("the inverse does not give the original".into());
    }
    let mut kept: Vec<(usize, usize)> = edits.iter().map(|edit| (edit.span.start(), edit.span.end())).collect();
    kept.sort_unstable();
    let (first, last) = (kept[0].0, kept[kept.len() - 1].1);
    if !new.text().starts_with(&old.text()[..first]) || !new.text().ends_with(&old.text()[last..]) {
        return Err("bytes outside of the edits changed".into());
    }
    let (Some(mut due), Some(is)) = (value_of(old)?, value_of(new)?) else { return Ok(()) };
    for change in changes(findings, &fixed.edits) {
        if !announce(&mut due, old, change)? {
            return Ok(());
        }
    }
    let (due, is) = (decoded(due), decoded(is));
    if due == is { Ok(()) } else { Err(format!("the value is not the announced one\n due {due}\n  is {is}")) }
}

/// The value as an independent reader sees it, or as ours does where there is none.
fn value_of(document: &Document) -> Result<Option<Value>, String> {
    match document.syntax().reference(document.text()) {
        Some(Ok(value)) => Ok(Some(value)),
        Some(Err(error)) => Err(format!("a text was fixed that another reader refuses: {error}")),
        None => Ok(document.root().to_json()),
    }
}

/// The changes of the fixes that were made.
fn changes<'f, 'a>(findings: &'f [Finding<'a>], applied: &[Applied]) -> Vec<&'f Change<'a>> {
    let mut made: Vec<usize> = applied.iter().map(|applied| applied.finding).collect();
    made.sort_unstable();
    made.dedup();
    made.iter().filter_map(|&number| findings[number].fix.as_ref()).flat_map(|fix| &fix.changes).collect()
}

/// Makes `change` in the value, without any text. False where it stands in JSON inside a string that serde_json cannot
/// read, such as one with 1E400.
fn announce(value: &mut Value, document: &Document, change: &Change<'_>) -> Result<bool, String> {
    let (mapping, old, key, new) = match change {
        Change::Insert { mapping, entry, .. } => (*mapping, None, entry.key.as_str(), Some(&entry.value)),
        Change::Replace { entry, value } => (entry.mapping(), None, entry.key(), Some(value)),
        Change::Rename { entry, key } => (entry.mapping(), Some(entry.key()), key.as_str(), None),
    };
    let steps = way(document.root(), mapping.raw()).ok_or("a change of no node of the document")?;
    let Some(home) = walk(value, &steps) else {
        let is_inside = steps.iter().any(|step| matches!(step, Step::Decode));
        return if is_inside { Ok(false) } else { Err(format!("there is nothing at {steps:?}")) };
    };
    let Value::Object(map) = home else { return Err(format!("{steps:?} is no object")) };
    let new = match (new, old) {
        (Some(new), _) => plain(new, document),
        (None, Some(old)) => map.remove(old).ok_or("the key to rename is not there")?,
        (None, None) => Value::Null,
    };
    map.insert(key.to_owned(), new);
    Ok(true)
}

fn plain(value: &NewValue, document: &Document) -> Value {
    match value {
        NewValue::Text(text) => text.clone().into(),
        NewValue::Number(number) if matches!(document.syntax().name(), "json" | "yaml") => (*number).into(),
        NewValue::Number(number) => number.to_string().into(),
        NewValue::Map(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect())
        }
    }
}

/// A step from a node to one below.
#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Item(usize),
    /// Into the JSON that a string holds.
    Decode,
}

/// The way from `node` to `target`.
fn way(node: Ref<'_>, target: &Node) -> Option<Vec<Step>> {
    if std::ptr::eq(node.raw(), target) {
        return Some(Vec::new());
    }
    let inner = node.structure();
    if !std::ptr::eq(inner.raw(), node.raw()) {
        let mut steps = way(inner, target)?;
        steps.insert(0, Step::Decode);
        return Some(steps);
    }
    let entries = node.entries().map(|entry| (Step::Key(entry.key().to_owned()), entry.value));
    let items = node.items().enumerate().map(|(n, item)| (Step::Item(n), item));
    let children: Vec<_> = entries.chain(items).collect();
    children.into_iter().find_map(|(step, child)| {
        let mut steps = way(child, target)?;
        steps.insert(0, step);
        Some(steps)
    })
}

/// Goes that way, and leaves decoded what was a string on it.
fn walk<'v>(value: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    let Some((first, rest)) = steps.split_first() else { return Some(value) };
    let next = match first {
        Step::Key(key) => value.get_mut(key)?,
        Step::Item(number) => value.get_mut(number)?,
        Step::Decode => {
            if let Value::String(text) = value {
                *value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
            }
            value
        }
    };
    walk(next, rest)
}

/// A value in which every string that holds an object is that object.
fn decoded(value: Value) -> Value {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => match serde_json::from_str(&text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => decoded(inner),
            _ => Value::String(text),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(decoded).collect()),
        Value::Object(map) => Value::Object(map.into_iter().map(|(key, value)| (key, decoded(value))).collect()),
        scalar => scalar,
    }
}

/// What was fixed is not found any more, and nothing is found that was not there.
fn gone_and_none_new(before: &[Finding<'_>], after: &[Finding<'_>], with_unsafe: bool) -> Result<(), String> {
    fn count<'f>(findings: impl Iterator<Item = &'f Finding<'f>>) -> BTreeMap<(&'f str, usize, &'f str), usize> {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry((finding.code, finding.place.document, finding.pointer.as_str())).or_default() += 1;
        }
        counts
    }
    let (old, left) = (count(before.iter()), count(after.iter()));
    let mended = count(before.iter().filter(|finding| proof::is_applicable(finding, with_unsafe)));
    for (spot, number) in &left {
        let due = old.get(spot).copied().unwrap_or(0) - mended.get(spot).copied().unwrap_or(0);
        if *number > due {
            return Err(format!("{} at {:?} is found {number} times, due {due}", spot.0, spot.2));
        }
    }
    Ok(())
}
