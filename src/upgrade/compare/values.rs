//! The values of two components, to be compared: what is one however it is spelled, what stands in an object or a flat
//! section, and how a value is shown.

use std::collections::HashMap;

use crate::oms::section::Section;
use crate::oms::store;
use crate::text::node::{EntryRef, Ref};
use crate::text::redact::{self, is_secret_key};

/// How long a value is shown at most, in characters.
const MAX_SHOWN: usize = 200;

/// The values below one name: a section, an object, a configuration.
pub(super) type Fields<'a> = Vec<(String, EntryRef<'a>)>;

/// How many masks stand in a text: runs of three and more asterisks.
pub(super) fn masks_in(text: &str) -> usize {
    text.split(|c| c != '*').filter(|run| run.len() >= 3).count()
}

/// A key without its spelling: `db_type` and `dbType` are one.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}

pub(super) fn is_null(value: Ref<'_>) -> bool {
    value.scalar().is_none() && value.is_blank()
}

pub(super) fn is_list(value: Ref<'_>) -> bool {
    matches!(value.value(), crate::text::node::Value::Sequence(_))
}

pub(super) fn is_structure(value: Ref<'_>) -> bool {
    let inside = value.structure();
    inside.is_mapping() || is_list(inside)
}

/// Whether two scalars say the same, typed or as strings. A blank may be a value, such as what stands between two columns.
pub(super) fn is_same(old: Ref<'_>, new: Ref<'_>) -> bool {
    match (old.scalar(), new.scalar()) {
        (Some(a), Some(b)) => a == b,
        _ => old.is_blank() && new.is_blank(),
    }
}

/// The items of a list with their names, if each has one of its own.
pub(super) fn named<'a>(items: &[Ref<'a>], key: &str) -> Option<Vec<(String, Ref<'a>)>> {
    let mut seen = std::collections::HashSet::new();
    let name = |item: &Ref<'a>| Some((item.structure().get(key)?.filled()?.to_owned(), *item));
    let named: Option<Vec<_>> = items.iter().map(name).collect();
    named.filter(|named| named.iter().all(|(name, _)| seen.insert(name.clone())))
}

/// The entries of an object; the last of duplicates, and what `<<` merges in.
pub(super) fn of_mapping(mapping: Ref<'_>, depth: usize) -> Fields<'_> {
    let mut at: HashMap<&str, usize> = HashMap::new();
    let mut fields: Fields<'_> = Vec::new();
    let merge = mapping.merge();
    for entry in mapping.entries().filter(|entry| merge.is_none() || entry.key() != "<<") {
        match at.get(entry.key()).and_then(|&at| fields.get_mut(at)) {
            Some(field) => field.1 = entry,
            None => {
                at.insert(entry.key(), fields.len());
                fields.push((entry.key().to_owned(), entry));
            }
        }
    }
    if let Some(merge) = merge.filter(|_| depth < 10).map(|merge| merge.value) {
        let sources: Vec<_> = if merge.is_mapping() { vec![merge] } else { merge.items().take(100).collect() };
        for (key, entry) in sources.into_iter().flat_map(|source| of_mapping(source, depth + 1)) {
            if !fields.iter().any(|(known, _)| *known == key) {
                fields.push((key, entry));
            }
        }
    }
    fields
}

pub(super) fn of_section<'a>(section: &Section<'a>) -> Fields<'a> {
    let own = section.full_key("");
    let fields = of_mapping(section.mapping(), 0);
    if !section.is_flat() {
        return fields;
    }
    fields.into_iter().filter_map(|(key, entry)| Some((key.strip_prefix(&own)?.to_owned(), entry))).collect()
}

/// The keys of a configuration without sections of its own, flat: `mysql2store.subTopic` is the same as `subTopic`
/// under `[mysql2store]`.
pub(super) fn configuration<'a>(section: &Section<'a>) -> Fields<'a> {
    let mut fields = Vec::new();
    for (key, entry) in of_section(section) {
        let inside = entry.value.structure();
        if inside.is_mapping() && store::SECTIONS.contains(&key.as_str()) {
            fields.extend(of_mapping(inside, 0).into_iter().map(|(inner, entry)| (format!("{key}.{inner}"), entry)));
        } else {
            fields.push((key, entry));
        }
    }
    fields
}

/// A value for people, on one line, secrets masked.
pub(super) fn shown(value: Ref<'_>) -> String {
    let inside = value.structure();
    let text = match value.scalar() {
        Some(text) if !(inside.is_mapping() || is_list(inside)) => redact::text(&text).into_owned(),
        _ => {
            let mut json = inside.to_json().unwrap_or_default();
            mask(&mut json, false);
            json.to_string()
        }
    };
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Whether the object names what stands under `key` as a secret: `{"name":"password","value":…}`.
fn is_named(map: &serde_json::Map<String, serde_json::Value>, key: &str) -> bool {
    redact::is_named_secret(key, |other| map.get(other).and_then(serde_json::Value::as_str))
}

fn mask(json: &mut serde_json::Value, is_secret: bool) {
    use serde_json::Value;
    match json {
        Value::Object(map) => {
            let named: Vec<String> = map.keys().filter(|key| is_named(map, key)).cloned().collect();
            for (key, value) in map.iter_mut() {
                mask(value, is_secret || is_secret_key(key) || named.contains(key));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, is_secret)),
        Value::Null => {}
        scalar if is_secret => *scalar = redact::REDACTED.into(),
        Value::String(text) => *text = redact::text(text).into_owned(),
        Value::Bool(_) | Value::Number(_) => {}
    }
}
