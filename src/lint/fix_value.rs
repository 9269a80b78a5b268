//! The value of a fix, as what it is: whoever goes on with it takes it from here, and only reports make text of it.

use std::fmt;

/// What a fix writes, or proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixValue {
    /// A type of database, as OMS names it.
    DbType(String),
    /// One position in Unix seconds: of oblogproxy, or of the only client.
    Position(i64),
    /// Positions by client.
    Positions(Positions),
    /// Any other number.
    Number(i64),
    /// Any other text, such as the name that a key is to have.
    Text(String),
}

impl FixValue {
    /// The positions in it, each with its client; the one of a value without clients has an empty name. Nothing where it is
    /// no position.
    #[must_use]
    pub fn positions(&self) -> Vec<(String, i64)> {
        match self {
            Self::Position(seconds) => vec![(String::new(), *seconds)],
            Self::Positions(positions) => positions.0.clone(),
            Self::DbType(_) | Self::Number(_) | Self::Text(_) => Vec::new(),
        }
    }
}

impl fmt::Display for FixValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DbType(text) | Self::Text(text) => f.write_str(text),
            Self::Position(number) | Self::Number(number) => number.fmt(f),
            Self::Positions(positions) => positions.fmt(f),
        }
    }
}

/// Client ids with Unix seconds, in order; each client once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Positions(Vec<(String, i64)>);

impl FromIterator<(String, i64)> for Positions {
    /// Of two positions of one client, the later one in the list counts.
    fn from_iter<I: IntoIterator<Item = (String, i64)>>(pairs: I) -> Self {
        let mut all: Vec<(String, i64)> = Vec::new();
        for (client, seconds) in pairs {
            match all.iter_mut().find(|(known, _)| *known == client) {
                Some((_, known)) => *known = seconds,
                None => all.push((client, seconds)),
            }
        }
        Self(all)
    }
}

/// As OMS writes a checkpoint: a JSON object with the seconds as strings.
impl fmt::Display for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = |(client, seconds): &(String, i64)| (client.clone(), seconds.to_string().into());
        let map: serde_json::Map<_, _> = self.0.iter().map(pair).collect();
        serde_json::Value::Object(map).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_print_as_oms_takes_them() {
        let pairs = [("b\"".to_owned(), 2), ("a".to_owned(), 1), ("b\"".to_owned(), 3)];
        let positions = FixValue::Positions(pairs.into_iter().collect());
        assert_eq!(positions.to_string(), r#"{"b\"":"3","a":"1"}"#);
        assert_eq!(positions.positions(), [("b\"".to_owned(), 3), ("a".to_owned(), 1)]);
        assert_eq!(FixValue::Position(7).to_string(), "7");
        assert_eq!(FixValue::Position(7).positions(), [(String::new(), 7)]);
        assert_eq!(FixValue::DbType("ORACLE".into()).to_string(), "ORACLE");
        assert_eq!(FixValue::Number(90).positions(), []);
    }
}
