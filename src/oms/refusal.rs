//! What stands where an answer or a component should, and is none: nothing, a text, what a server, a gateway or a script says of a
//! call that failed.

use crate::oms::kind::SectionName;
use crate::oms::shape::oms_word_in;
use crate::text::node::{Ref, Value};

/// Keys under which a server or a gateway says what became of a call.
const TOLD: [&str; 9] = ["success", "error", "errors", "message", "msg", "status", "code", "errorCode", "errorMessage"];

/// The value of `key`, else of the same key in other letters.
pub(super) fn any_case<'a>(node: Ref<'a>, key: &str) -> Option<Ref<'a>> {
    let other = || node.entries().find(|entry| entry.key().eq_ignore_ascii_case(key)).map(|entry| entry.value);
    node.get(key).or_else(other)
}

/// Whether it is a list or an object with nothing in it.
pub(super) fn is_empty(node: Ref<'_>) -> bool {
    match node.value() {
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
        _ => false,
    }
}

/// Whether anything is written there: an empty document of YAML is none.
pub(super) fn is_written(node: Ref<'_>) -> bool {
    !node.raw().span.is_empty()
}

/// Whether what should be an answer is none: nothing, a text, or the answer to a call that failed.
pub(super) fn is_failure(node: Ref<'_>) -> bool {
    let node = node.structure();
    !node.is_inner() || says_failure(node)
}

/// Whether it is an answer that says that the call failed.
pub(super) fn says_failure(node: Ref<'_>) -> bool {
    node.is_mapping() && any_case(node, "success").is_some_and(|success| success.flag() == Some(false))
}

/// Whether it is in the form in which OMS refuses a call, under whatever name somebody kept it.
pub(super) fn is_refused(node: Ref<'_>) -> bool {
    let node = node.structure();
    let has = |key: &str| any_case(node, key).is_some();
    says_failure(node) && has("errorDetail") && (has("requestId") || has("code"))
}

fn is_told(node: Ref<'_>) -> bool {
    TOLD.iter().any(|key| any_case(node, key).is_some())
}

/// Whether it is an object without data, empty or such as servers and gateways refuse a call with.
pub(super) fn has_no_data(node: Ref<'_>) -> bool {
    let node = node.structure();
    node.is_mapping() && !has_data(node) && (is_empty(node) || is_told(node))
}

fn has_data(node: Ref<'_>) -> bool {
    any_case(node, "data").is_some_and(|data| !is_nothing(data))
}

/// Whether it is null, a blank text, or a list or an object with nothing in it.
pub(super) fn is_nothing(value: Ref<'_>) -> bool {
    value.is_blank() || is_empty(value.structure())
}

/// Whether it is a list or an object with something in it.
pub(super) fn is_filled(value: Ref<'_>) -> bool {
    let inside = value.structure();
    inside.is_inner() && !is_empty(inside)
}

/// Whether nothing stands in an object but plain values, and no word of OMS.
fn is_plain(node: Ref<'_>) -> bool {
    node.is_mapping() && !node.entries().any(|entry| is_filled(entry.value)) && oms_word_in(node).is_none()
}

/// Whether a section, a configuration or the data of an answer stands under this key.
fn is_held(key: &str) -> bool {
    ["data", "config"].contains(&key) || SectionName::ALL.iter().any(|name| name.key() == key)
}

/// Whether a plain object is all that is left of an answer or of a component: there is nothing under any key, but perhaps a text where
/// a section or a configuration should be.
fn holds_none(plain: Ref<'_>) -> bool {
    plain.entries().all(|entry| is_nothing(entry.value) || is_held(entry.key()))
}

/// Whether an object that stands among components is such. What others keep there may hold nothing, too.
pub(super) fn is_hollow(node: Ref<'_>) -> bool {
    is_empty(node) || (node.entries().any(|entry| is_held(entry.key())) && is_plain(node) && holds_none(node))
}

/// Whether a part of what tells what became of a call stands under this key.
pub(super) fn is_told_key(key: &str) -> bool {
    const MORE: [&str; 6] = ["data", "errorDetail", "requestId", "timestamp", "path", "cost"];
    TOLD.iter().chain(&MORE).any(|known| key.eq_ignore_ascii_case(known))
}

/// Whether an object tells nothing but what became of a call.
pub(super) fn is_told_alone(node: Ref<'_>) -> bool {
    is_told(node) && node.entries().all(|entry| is_told_key(entry.key())) && !has_data(node)
}

/// Whether an object that should be an answer is none: besides what became of the call it may hold a few plain values.
pub(super) fn is_refusal(node: Ref<'_>) -> bool {
    let is_envelope = || any_case(node, "success").is_some() && any_case(node, "data").is_some_and(is_nothing);
    let is_flat = || node.entries().any(|entry| entry.key().contains('.'));
    // One that went well and holds nothing else is another's.
    let is_trouble = || TOLD.iter().skip(1).any(|key| any_case(node, key).is_some());
    is_envelope() || (is_plain(node) && (holds_none(node) || (is_trouble() && !is_flat())))
}

/// Whether there is nothing in a document, be it one of several lines, or no more than that calls failed.
pub(super) fn holds_nothing(root: Ref<'_>) -> bool {
    let root = root.structure();
    let is_none = |item: Ref<'_>| {
        let item = item.structure();
        is_nothing(item) || item.text().is_some() || says_failure(item) || is_refusal(item)
    };
    if root.is_mapping() { says_failure(root) || is_refusal(root) } else { root.items().all(is_none) }
}
