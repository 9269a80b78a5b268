//! How words of OMS stand in a document: as the keys and values of a configuration, or in sentences about one, as in translations,
//! descriptions and remarks.

use crate::oms::shape::{has_oms_keys, oms_word, oms_word_in};
use crate::oms::smell::lines::{are_of_configuration, is_yaml_line, unquoted};
use crate::text::node::{Ref, Value};

/// Nobody writes sentences into what nests deeper.
const DEEPEST: usize = 64;

/// Whether words of OMS stand somewhere in `node` as those of a configuration. `is_translated`: all texts in it are such that
/// people read.
#[must_use]
pub(super) fn is_used(node: Ref<'_>, is_translated: bool) -> bool {
    used_in(node, is_translated, 0)
}

fn used_in(node: Ref<'_>, is_translated: bool, depth: usize) -> bool {
    let text = node.raw().span.of(node.content().text());
    // What an alias leads to is looked at where it stands.
    if node.is_aliased() || oms_word(text.as_bytes()).is_none() {
        return false;
    }
    if depth > DEEPEST {
        return true;
    }
    if !is_translated && are_of_configuration(texts_in(node)) {
        return true;
    }
    match node.value() {
        Value::Mapping(_) => node.entries().any(|entry| {
            is_key_used(entry.key(), entry.value, is_translated)
                || (!is_remark(entry.key(), entry.value) && used_in(entry.value, is_translated, depth + 1))
        }),
        Value::Sequence(_) if is_word_list(node) => false,
        Value::Sequence(_) => node.items().any(|item| {
            // A row of a table is no list of words.
            let is_row = || matches!(item.value(), Value::Sequence(_)) && is_word_list(item);
            (is_row() && oms_word_in(item).is_some()) || used_in(item, is_translated, depth + 1)
        }),
        Value::String(_) => node.text().is_none_or(|text| !is_prose(text)),
        _ => true,
    }
}

/// Whether a list holds nothing but single words, as that of a spelling checker does: there is neither a key nor a value in it.
fn is_word_list(list: Ref<'_>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\'');
    let is_word = |item: Ref<'_>| item.text().is_some_and(|text| !text.is_empty() && text.chars().all(is_part));
    list.items().all(is_word)
}

/// The texts that stand beside each other in a list or a mapping. An item may be a text that a program wraps, as PowerShell does it.
fn texts_in<'a>(node: Ref<'a>) -> impl Iterator<Item = &'a str> {
    let of_item = |item: Ref<'a>| std::iter::once(item).chain(wrapped_in(item)).chain(item.items());
    wrapped_in(node).chain(node.items().flat_map(of_item)).filter_map(|value| value.text())
}

fn wrapped_in<'a>(node: Ref<'a>) -> impl Iterator<Item = Ref<'a>> {
    node.entries().filter(|entry| !is_remark(entry.key(), entry.value)).map(|entry| entry.value)
}

/// Whether a key is a word of OMS, and its value what a configuration has there.
fn is_key_used(key: &str, value: Ref<'_>, is_translated: bool) -> bool {
    let Some(word) = oms_word(key.as_bytes()).filter(|_| !is_translated) else { return false };
    // Where the key says more than the word, as `error.clusterManagerUrl` does, the value must be no sentence.
    unquoted(key).eq_ignore_ascii_case(word) || value.text().is_none_or(|text| !is_prose(text))
}

/// Whether a text is what people read: words with blanks between them, or such as no name of a class or a type is written in.
/// JSON, options of a command, and lines of keys and values are none.
fn is_prose(text: &str) -> bool {
    // What an editor makes of the quotes of a value.
    let text = text.trim().trim_matches(['“', '”', '„', '‘', '’', ',']);
    if holds_document(text) {
        return false;
    }
    let is_value = text.starts_with(['{', '[', '-']);
    let is_pair = |line: &str| line.contains('=') || line.contains("\":");
    let is_file = || text.contains('\n') && text.lines().any(is_pair);
    let words = unquoted(text);
    !is_value && (words.contains(char::is_whitespace) || !words.is_ascii()) && !is_file()
}

/// Whether a document with words of OMS stands in a text: JSON that was encoded twice, an answer that a log quotes behind a few
/// words, or YAML. Somebody who only speaks of OMS writes no such thing.
pub(super) fn holds_document(text: &str) -> bool {
    let json = text.find(['{', '[']).and_then(|at| text.get(at..)).filter(|json| has_json_keys(json));
    if let Some(json) = json.filter(|json| oms_word(json.as_bytes()).is_some()) {
        let is_whole = text.starts_with(['"', '\'', '\\', '{', '[']);
        let is_answer = || json.contains("Components") && ["config", "identity"].iter().any(|key| json.contains(key));
        return is_whole || has_oms_keys(json) || is_answer();
    }
    let lines = || text.lines().filter(|line| is_yaml_line(line));
    (lines().nth(1).is_some() && lines().any(|line| oms_word(line.as_bytes()).is_some()))
        || are_of_configuration(std::iter::once(text))
}

/// Whether a key in quotes stands in a text; the quotes of a text that was encoded again have a backslash before them.
fn has_json_keys(text: &str) -> bool {
    let is_key = |(at, _): (usize, &str)| text.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    text.match_indices('"').any(is_key)
}

/// Whether what stands under this key is said to people.
fn is_remark(key: &str, value: Ref<'_>) -> bool {
    const KEYS: [&str; 12] = [
        "description",
        "desc",
        "title",
        "summary",
        "comment",
        "comments",
        "help",
        "label",
        "placeholder",
        "tooltip",
        "keywords",
        "note",
    ];
    let is_said = KEYS.iter().any(|known| key.eq_ignore_ascii_case(known));
    let is_talk =
        |text: &str| !text.trim_start().starts_with(['{', '[']) && !text.contains('=') && !holds_document(text);
    is_said && value.text().is_some_and(is_talk)
}

/// Whether a document is one of translations: it lies where these lie or is named after a language, and holds nothing but texts.
#[must_use]
pub(in crate::oms) fn is_for_translators(path: &str, root: Ref<'_>) -> bool {
    const PLACES: [&str; 12] = [
        "i18n",
        "l10n",
        "locale",
        "locales",
        "lang",
        "langs",
        "languages",
        "translations",
        "messages",
        "strings",
        "texts",
        "labels",
    ];
    let mut names = path.rsplit('/');
    let file = names.next().unwrap_or("");
    let stem = file.split('.').next().unwrap_or("");
    let is_place = |name: &str| PLACES.iter().any(|place| name.eq_ignore_ascii_case(place));
    let is_language = || {
        let mut parts = stem.split(['-', '_']);
        let is_code = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        parts.next().is_some_and(|part| is_code(part, 2)) && parts.all(|part| is_code(part, 2) || is_code(part, 4))
    };
    let is_named = is_place(stem) || stem.split(['-', '_']).any(is_place) || names.any(is_place) || is_language();
    is_named && has_only_texts(root, 0)
}

fn has_only_texts(node: Ref<'_>, depth: usize) -> bool {
    match node.value() {
        _ if depth > DEEPEST => false,
        Value::String(_) => {
            node.text().is_some_and(|text| !text.trim_start().starts_with(['{', '[']) && !is_class(text))
        }
        Value::Mapping(_) => node.entries().all(|entry| has_only_texts(entry.value, depth + 1)),
        _ => false,
    }
}

/// The name of a class, a type or an address stands in no translation alone.
fn is_class(text: &str) -> bool {
    !text.contains(' ') && (text.contains("com.oceanbase.oms") || text.ends_with("_SOURCE") || text.contains("://"))
}
