//! Fills the placeholders of a text.

use std::fmt::{Display, Write};

/// Marks behind which Chinese sets no space.
const FULL_WIDTH: [char; 8] = ['，', '。', '；', '：', '）', '”', '、', '》'];

/// `text` with `{name}` replaced by the value of that name; `{{` and `}}` are braces. The space behind a placeholder goes where
/// the value ends with a full-width mark.
#[must_use]
pub(crate) fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(['{', '}']) {
        filled.push_str(before);
        let brace = rest.get(before.len()..=before.len()).unwrap_or_default();
        rest = if let Some(behind) = behind.strip_prefix(brace) {
            filled.push_str(brace);
            behind
        } else {
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                // Writing to a `String` cannot fail.
                let _ = write!(filled, "{value}");
            }
            behind.strip_prefix(' ').filter(|_| filled.ends_with(FULL_WIDTH)).unwrap_or(behind)
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn placeholders_are_filled_in_any_order_and_braces_stay() {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("a", &1), ("b", &"x{a}")];
        assert_eq!(fill("{b} before {a}, {a}", &values), "x{a} before 1, 1");
        assert_eq!(fill("{{\"type\":{a}}}", &values), "{\"type\":1}");
        assert_eq!(fill("{b}之后是 {a}。", &values), "x{a}之后是 1。");
        assert_eq!(fill("{b} 停在 {a}", &[("a", &1), ("b", &"组件（x）")]), "组件（x）停在 1");
    }
}
