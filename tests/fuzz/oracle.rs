//! What other readers make of an input: serde_json of JSON, serde_yaml of YAML. Of INI and properties there is none.

use omslint::text::document::{Document, Syntax};
use serde_json::Value;

/// Where we read on and serde_json does not: it decodes numbers and surrogates, and guards its recursion at 128.
fn is_known(error: &str) -> bool {
    ["number out of range", "surrogate", "unexpected end of hex escape", "recursion limit"]
        .iter()
        .any(|known| error.contains(known))
}

/// Whether what we read is what they read.
pub(crate) fn accepted(document: &Document) -> Result<(), String> {
    let name = document.syntax().name();
    // YAML 1.2 and 1.1 differ over them; no fix is made unless both readers read it alike.
    if name == "yaml" && (has_odd_anchor(document.text()) || document.text().contains("?:")) {
        return Ok(());
    }
    let theirs = match document.syntax().reference(document.text()) {
        None => return Ok(()),
        Some(Err(error)) if name == "json" && !is_known(&error) => {
            return Err(format!("we read what serde_json refuses: {error}"));
        }
        // Readers of YAML differ in what they refuse; no fix is made where the other one refuses.
        Some(Err(_)) => return Ok(()),
        Some(Ok(theirs)) => theirs,
    };
    let Some(ours) = document.root().to_json() else { return Ok(()) };
    if ours == theirs || (name == "yaml" && alike(&ours, &theirs)) {
        return Ok(());
    }
    Err(format!("the other reader has another value\n ours {ours}\ntheirs {theirs}"))
}

/// Whether we refuse only what they refuse.
pub(crate) fn refused(syntax: &dyn Syntax, text: &str) -> Result<(), String> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    if syntax.name() == "json" && serde_json::from_str::<Value>(plain).is_ok() {
        return Err("serde_json reads what we refuse".into());
    }
    Ok(())
}

/// Whether an anchor or alias has a sign in its name, which YAML 1.2 allows and readers of 1.1 take for what follows it.
fn has_odd_anchor(text: &str) -> bool {
    let end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
    text.match_indices(['&', '*']).any(|(at, _)| {
        let name = text[at + 1..].split(end).next().unwrap_or_default();
        !name.is_empty() && name.chars().any(|c| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))
    })
}

/// Two readers of YAML differ in which plain scalars are numbers, truth values or null; in nothing else.
fn alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| alike(value, other)))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::String(a), Value::String(b)) => a == b,
        (a, b) => !(a.is_array() || a.is_object() || b.is_array() || b.is_object()),
    }
}
