//! What of an Incr-Sync decides for the upgrade, and means the same however it is spelled: the type of its source, and the position
//! from which it starts. An answer of the API and the files on a disk spell and mask all else in their own ways.

use std::collections::BTreeMap;

use crate::knowledge::db_types::{DbTypes, Meaning, is_missing};
use crate::oms::section::Section;
use crate::text::node::{Ref, Value};
use crate::text::redact::is_mask;
use crate::text::sorting;

/// What a value says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// This, in one spelling.
    This(String),
    /// Something is there, and nobody can tell what: a mask, or a name that may mean several.
    Unclear,
}

/// What a source says that decides, by key; what it lacks is not there.
pub(super) fn of_source(source: &Section<'_>) -> BTreeMap<&'static str, Said> {
    let types = ["dbType", "db_type"].iter().filter_map(|key| source.get(key)).find(|value| !is_missing(*value));
    let db_type = types.and_then(|value| value.text()).map(of_type);
    let checkpoint = source.get("checkpoint").and_then(of_checkpoint);
    let all = [("dbType", db_type), ("checkpoint", checkpoint)];
    sorting::map(all.into_iter().filter_map(|(key, said)| Some((key, said?))))
}

fn of_type(name: &str) -> Said {
    match DbTypes::default().meaning(name) {
        _ if is_mask(name) => Said::Unclear,
        Meaning::Known(name) => Said::This(name.into_owned()),
        Meaning::Sloppy => Said::Unclear,
        Meaning::Unknown => Said::This(name.trim().to_uppercase()),
    }
}

/// The positions, in the order of their clients; None where there is none.
fn of_checkpoint(value: Ref<'_>) -> Option<Said> {
    let value = value.structure();
    if let Value::Mapping(_) = value.value() {
        let all: BTreeMap<&str, &str> =
            sorting::map(value.entries().filter_map(|entry| Some((entry.key(), entry.value.filled()?))));
        if all.values().any(|position| is_mask(position)) {
            return Some(Said::Unclear);
        }
        let all: Vec<String> = all.iter().map(|(client, position)| format!("{client}={position}")).collect();
        return (!all.is_empty()).then(|| Said::This(all.join("\n")));
    }
    let text = value.filled().filter(|text| !text.eq_ignore_ascii_case("null"))?;
    Some(if is_mask(text) { Said::Unclear } else { Said::This(text.to_owned()) })
}
