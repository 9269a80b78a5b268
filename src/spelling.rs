//! How near two names are spelled: what a slip of the hand makes of a name, and nothing that could be another word.

/// A name without what people write in different ways: case, dashes, underscores, spaces.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Whether `name` is a slip for `meant`: another case, dashes, or one letter too many, missing, wrong, or changed with its
/// neighbour. The first letter must be right (or changed with the second), and digits must be the same: another number
/// is another thing, no slip.
#[must_use]
pub fn is_slip(name: &str, meant: &str) -> bool {
    let (a, b) = (plain(name), plain(meant));
    let digits = |text: &[char]| text.iter().copied().filter(char::is_ascii_digit).collect::<String>();
    name != meant && digits(&a) == digits(&b) && (a == b || is_one_edit(&a, &b))
}

/// Whether one letter added, taken, replaced (not the first) or changed with its neighbour makes the one the other.
fn is_one_edit(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char], from: usize| text.get(from..).unwrap_or_default().to_vec();
    let (tail, other) = (rest(a, same), rest(b, same));
    if let ([first, second, tail @ ..], [one, two, other @ ..]) = (tail.as_slice(), other.as_slice())
        && (first, second, tail) == (two, one, other)
    {
        return true;
    }
    let after = (rest(a, same + 1), rest(b, same + 1));
    same > 0 && (after.0 == after.1 || after.0 == other || tail == after.1)
}

/// The one of `known` that `name` is a slip for, or the beginning of; None if there is none, or more than one.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<&'k str> {
    /// Shorter beginnings say too little.
    const BEGINNING: usize = 4;
    let one = |mut found: Vec<&'k str>| if found.len() == 1 { found.pop() } else { None };
    let slips: Vec<_> = known.clone().into_iter().filter(|known| is_slip(name, known)).collect();
    if !slips.is_empty() {
        return one(slips);
    }
    let begun = plain(name);
    let begins = |known: &&str| begun.len() >= BEGINNING && plain(known).starts_with(&begun);
    one(known.into_iter().filter(begins).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_told_from_other_words() {
        for name in
            ["dbtype", "DbType", "DBTYPE", "db-type", "db_type", "dbTyp", "dbTypee", "dbTpye", "bdType", "dbTipe"]
        {
            assert!(is_slip(name, "dbType"), "{name}");
        }
        for name in ["dbType", "obType", "type", "dbTypeName", "db", "", "dbType2", "subType", "dbTyqq"] {
            assert!(!is_slip(name, "dbType"), "{name}");
        }
        assert!(is_slip("checkPoint", "checkpoint") && is_slip("check-point", "checkpoint"));
        assert!(is_slip("checkpoints", "checkpoint") && is_slip("chekpoint", "checkpoint"));
        assert!(is_slip("client", "clients") && !is_slip("clientId", "clients"));
    }

    #[test]
    fn the_nearest_is_only_one() {
        let known = ["ORACLE", "MYSQL", "OB_MYSQL", "OB_05", "POSTGRESQL", "POLARDB_X_1", "POLARDB_X_2"];
        assert_eq!(nearest("ORACEL", known), Some("ORACLE"));
        assert_eq!(nearest("ob-mysql", known), Some("OB_MYSQL"));
        assert_eq!(nearest("Postgres", known), Some("POSTGRESQL"));
        for name in ["POLARDB", "POLARDB_X_3", "OB_04", "MYSQL8", "OB", "GAUSSDB", "", "密码"] {
            assert_eq!(nearest(name, known), None, "{name}");
        }
    }
}
