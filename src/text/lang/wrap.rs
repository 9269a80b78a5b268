//! Lines no wider than there is room, in display columns, broken as each language is set.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Parts `text` at spaces, and between wide characters, into lines of at most `width` columns; no line begins with a mark
/// that ends something, or ends with one that begins it. A word that is wider stays whole: ids and paths must survive
/// being copied.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut gap = !line.is_empty();
        for piece in pieces(word) {
            let needed = line.width() + usize::from(gap) + piece.width();
            if needed > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            } else if gap {
                line.push(' ');
            }
            line.push_str(piece);
            gap = false;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Marks that no line begins with.
const CLOSING: &[char] = &['，', '。', '；', '：', '！', '？', '）', '”', '、', '》', '】', '’', '…'];

/// Marks that no line ends with.
const OPENING: &[char] = &['（', '“', '《', '【', '‘'];

/// Parts a word behind each wide character, where a line may be broken without a space.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some((next, following)) = chars.peek().copied() else { break };
        // A mark is as wide as a terminal of its language shows it, whatever tables say.
        let is_wide = c.width() == Some(2) || (at > start && c == '”');
        if is_wide && !CLOSING.contains(&following) && !OPENING.contains(&c) {
            pieces.extend(word.get(start..next));
            start = next;
        }
    }
    pieces.extend(word.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// Columns of what is widest in `text` and cannot be broken.
pub(crate) fn narrowest(text: &str) -> usize {
    text.split(' ').flat_map(pieces).map(UnicodeWidthStr::width).max().unwrap_or(0)
}
