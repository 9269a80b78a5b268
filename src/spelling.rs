//! The name that somebody may have meant.

/// The name in `known` that is spelled most like `name`, if any is close.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase();
    let ratio = |other: &str| similar::TextDiff::from_chars(name.as_str(), other.to_lowercase().as_str()).ratio();
    let scored = known.into_iter().map(|other| (ratio(other), other));
    scored.filter(|(ratio, _)| *ratio > 0.6).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
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
        assert_eq!(hint("dll", known), "; did you mean `ddl`?");
        assert_eq!(hint("colour", known), "; known are created-with, ddl");
        assert_eq!(hint("x", []), "");
    }
}
