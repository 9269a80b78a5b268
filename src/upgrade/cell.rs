//! Cells of tables for spreadsheets: what stands in them stays text.

use crate::text::redact;

/// A cell that a spreadsheet takes for text: no formula, and no number that it would round. Secrets are masked.
pub(crate) fn cell(text: &str) -> String {
    let text = redact::text(text);
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("\"=\"\"{text}\"\"\"");
    }
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"', ';', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_text() {
        assert_eq!(cell("1690880977"), "\"=\"\"1690880977\"\"\"");
        assert_eq!(cell("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("a\nb"), "a b");
    }
}
