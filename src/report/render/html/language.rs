//! What the templates of the page say, in the language of the run: `{{ tr("Tasks by server ({n})", n=3) }}`.

use std::fmt::Display;

use minijinja::value::Kwargs;
use minijinja::{Error, HtmlEscape, Value};

use crate::text::lang::{fill, translated};

/// A text with its placeholders filled.
#[expect(clippy::needless_pass_by_value, reason = "templates give arguments by value")]
pub(super) fn tr(english: &str, values: Kwargs) -> Result<String, Error> {
    said(english, &values, |value| value.to_string())
}

/// A text that holds markup; what fills its placeholders is only text.
#[expect(clippy::needless_pass_by_value, reason = "templates give arguments by value")]
pub(super) fn markup(english: &str, values: Kwargs) -> Result<Value, Error> {
    said(english, &values, |value| HtmlEscape(&value.to_string()).to_string()).map(Value::from_safe_string)
}

fn said(english: &str, values: &Kwargs, shown: impl Fn(Value) -> String) -> Result<String, Error> {
    let (mut names, mut given) = (Vec::new(), Vec::new());
    for name in values.args() {
        names.push(name);
        given.push(shown(values.get(name)?));
    }
    if given.is_empty() {
        return Ok(translated(english).to_owned());
    }
    let given: Vec<&dyn Display> = given.iter().map(|value| value as &dyn Display).collect();
    Ok(fill(english, &names.join(","), &given))
}
