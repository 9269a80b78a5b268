//! Fills the placeholders of a text.

use std::fmt::{Display, Write};

use super::Language;

/// The translation of `text` with `{name}` replaced by the value of that name; `{{` and `}}` are braces. `names` are those of the
/// values, in their order, a comma behind each.
///
/// In Chinese a value may be Latin or not, so the space that stands between Chinese and Latin is set here: a text need not
/// know what fills it.
#[must_use]
#[inline(never)]
pub(crate) fn fill(text: &str, names: &str, values: &[&dyn Display]) -> String {
    fill_in(super::current(), super::translated(text), names, values)
}

fn fill_in(language: Language, text: &str, names: &str, values: &[&dyn Display]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(['{', '}']) {
        push(language, &mut filled, before);
        let brace = rest.get(before.len()..=before.len()).unwrap_or_default();
        rest = if let Some(behind) = behind.strip_prefix(brace) {
            filled.push_str(brace);
            behind
        } else {
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            let start = filled.len();
            if let Some((_, value)) = names.split(',').zip(values).find(|(known, _)| *known == name) {
                // Writing to a `String` cannot fail.
                let _ = write!(filled, "{value}");
            }
            space(language, &mut filled, start);
            behind
        };
    }
    push(language, &mut filled, rest);
    filled
}

/// Two parts of a text one behind the other.
#[must_use]
pub(crate) fn joined(before: &str, behind: &str) -> String {
    let mut text = before.to_owned();
    push(super::current(), &mut text, behind);
    text
}

/// Adds a part of the text behind what is there.
fn push(language: Language, filled: &mut String, text: &str) {
    let start = filled.len();
    filled.push_str(text);
    space(language, filled, start);
}

/// Sets the space where two parts meet: one between Chinese and Latin, none between Chinese and Chinese.
fn space(language: Language, filled: &mut String, at: usize) {
    if language == Language::English {
        return;
    }
    let (before, behind) = filled.split_at(at);
    let (left, right) = (before.trim_end_matches(' '), behind.trim_start_matches(' '));
    let (Some(one), Some(other)) = (left.chars().next_back(), right.chars().next()) else { return };
    if !is_wide(one) && !is_wide(other) {
        return;
    }
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '`';
    let is_spaced = (is_han(one) && is_latin(other)) || (is_latin(one) && is_han(other));
    let had_space = left.len() < before.len() || right.len() < behind.len();
    let is_tight = is_mark(one) || is_mark(other) || (is_wide(one) && is_wide(other));
    let wants_space = is_spaced || (had_space && !is_tight);
    if wants_space != had_space {
        let range = left.len()..filled.len() - right.len();
        filled.replace_range(range, if wants_space { " " } else { "" });
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// A mark of punctuation that brings its own space.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

fn is_wide(c: char) -> bool {
    is_han(c) || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::{Language, fill, fill_in};

    #[test]
    fn placeholders_are_filled_in_any_order_and_braces_stay() {
        let fill = |text: &str| fill(text, "a,b,", &[&1, &"x{a}"]);
        assert_eq!(fill("{b} before {a}, {a}"), "x{a} before 1, 1");
        assert_eq!(fill("{{\"type\":{a}}}"), "{\"type\":1}");
        assert_eq!(fill("{b}之后是 {a}。"), "x{a}之后是 1。");
    }

    #[test]
    fn a_space_stands_between_chinese_and_latin_whatever_fills_a_text() {
        let fill = |text: &str, value: &str| fill_in(Language::Chinese, text, "a,", &[&value]);
        assert_eq!(fill("{a} 未就绪", "组件"), "组件未就绪");
        assert_eq!(fill("{a} 未就绪", "组件（项目 x）"), "组件（项目 x）未就绪");
        assert_eq!(fill("缺少 {a} 的值", "位点"), "缺少位点的值");
        assert_eq!(fill("缺少{a}的值", "`dbType`"), "缺少 `dbType` 的值");
        assert_eq!(fill("共 {a}", "3 个"), "共 3 个");
        assert_eq!(fill("见 {a} 处", "./x-"), "见 ./x- 处");
        let english = fill_in(Language::English, "{a} {a}", "a,", &[&"组件（x）"]);
        assert_eq!(english, "组件（x） 组件（x）");
    }
}
