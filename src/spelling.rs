//! The name that somebody may have meant.

/// A longer name is no slip of the pen.
const LONGEST: usize = 100;

/// The name in `known` that is spelled most like `name`, if any is close: the fewest slips, else the most in common.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    closest(name, known).filter(|(_, is_close)| *is_close).map(|(known, _)| known)
}

/// The name in `known` that is spelled most like `name`, and whether it is close.
#[must_use]
pub fn closest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<(&'n str, bool)> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    if name.len() > LONGEST {
        return None;
    }
    let text: String = name.iter().collect();
    let mut best: Option<(bool, usize, f32, &'n str)> = None;
    for other in known {
        let lower = other.to_lowercase();
        let slips = slips(&name, &lower.chars().collect::<Vec<_>>());
        let ratio = similar::TextDiff::from_chars(text.as_str(), lower.as_str()).ratio();
        let is_close = slips <= (name.len() / 3).max(1) || ratio > 0.6;
        let is_better = best.is_none_or(|(close, few, much, _)| {
            (is_close && !close) || (is_close == close && (slips < few || (slips == few && ratio > much)))
        });
        if is_better {
            best = Some((is_close, slips, ratio, other));
        }
    }
    best.map(|(is_close, _, _, other)| (other, is_close))
}

/// How many slips lead from `one` to `other`: a letter missing, added, wrong, or two neighbours swapped.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&last, column) + usize::from(a != b);
            let mut cost = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let previous = |list: &[char], at: usize| at.checked_sub(1).and_then(|at| list.get(at).copied());
            if previous(one, row) == Some(*b) && previous(other, column) == Some(*a) {
                cost = cost.min(at(&before, column.saturating_sub(1)) + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(one.len())
}

/// `; did you mean …?`, or, where nothing is close, what is known; to follow the name that is not known.
#[must_use]
pub fn hint<'n>(name: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => {
            let known: Vec<_> = known.into_iter().collect();
            match known.as_slice() {
                [] => String::new(),
                known => format!("; known are {}", known.join(", ")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_named_and_else_all() {
        let known = ["created-with", "ddl"];
        assert_eq!(nearest("created_with", known), Some("created-with"));
        assert_eq!(nearest("form", ["format", "from"]), Some("from"));
        assert_eq!(nearest("severity", ["select", "min-severity"]), Some("min-severity"));
        assert_eq!(nearest("", ["x"]), Some("x"));
        assert_eq!(hint("dll", known), "; did you mean `ddl`?");
        assert_eq!(hint("colour", known), "; known are created-with, ddl");
        assert_eq!(hint("x", []), "");
    }
}
