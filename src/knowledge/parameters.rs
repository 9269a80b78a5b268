//! The documented parameters of Incr-Sync and Full-Import, from the table beside this file.
//!
//! Source: the vendor's parameter reference for the connector; `parameters.tsv` says so in its head. It is documentation,
//! and real files contradict it in places, so it bears on keys that are present only.

use std::sync::LazyLock;

/// The table, as it stands in the source tree.
pub(crate) const TABLE: &str = include_str!("parameters.tsv");

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// A whole number.
    Int,
    /// A whole number, or the word `none`.
    IntOrNone,
    /// `true` or `false`.
    Bool,
    /// Text.
    Text,
    /// Words separated by commas.
    List,
    /// An object or list of JSON, as it is or encoded in a string.
    Json,
}

/// A documented default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// None is documented.
    None,
    /// The parameter is documented as required; real files lack some of these.
    Required,
    /// The value, as documented.
    Value(&'static str),
}

/// A documented parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The section that holds it: `source`, `sink` or `coordinator`.
    pub section: &'static str,
    /// The plug-in of that section, `StoreSource`; None for all of them.
    pub plugin: Option<&'static str>,
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub kind: ValueType,
    /// Its default.
    pub default: Default,
    /// The documented values; empty where any will do.
    pub values: Vec<&'static str>,
    /// Values beyond the documented list that real files hold, or that newer versions know.
    pub also: Vec<&'static str>,
    /// The version that documents it first.
    pub since: &'static str,
}

/// Every documented parameter, in the order of the table.
#[must_use]
pub fn all() -> &'static [Parameter] {
    static ALL: LazyLock<Vec<Parameter>> = LazyLock::new(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        lines.filter_map(parse).collect()
    });
    &ALL
}

/// The type of a parameter as the table spells it.
fn kind(name: &str) -> Option<ValueType> {
    Some(match name {
        "int" => ValueType::Int,
        "int|none" => ValueType::IntOrNone,
        "bool" => ValueType::Bool,
        "string" => ValueType::Text,
        "list" => ValueType::List,
        "json" => ValueType::Json,
        _ => return None,
    })
}

fn parse(line: &'static str) -> Option<Parameter> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    let (section, plugin, key, kind) = (cell()?, cell()?, cell()?, kind(cell()?)?);
    let default = match cell()? {
        "" => Default::None,
        "required" => Default::Required,
        value => Default::Value(value),
    };
    let words = |cell: &'static str| cell.split(',').filter(|word| !word.is_empty()).collect();
    let (values, also, since) = (words(cell()?), words(cell()?), cell()?);
    let plugin = Some(plugin).filter(|plugin| *plugin != "*");
    Some(Parameter { section, plugin, key, kind, default, values, also, since })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::versions::Version;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(all().len(), rows);
        assert_eq!(rows, 185);
        for row in all() {
            assert!(row.since.parse::<Version>().is_ok(), "{row:?}");
            assert!(["source", "sink", "coordinator"].contains(&row.section), "{row:?}");
            let is_listed = |value: &str| row.values.is_empty() || row.values.contains(&value);
            assert!(!matches!(row.default, Default::Value(value) if !is_listed(value)), "{row:?}");
        }
    }

    #[test]
    fn a_parameter_stands_once_for_each_plug_in() {
        let mut seen = std::collections::HashSet::new();
        for row in all() {
            assert!(seen.insert((row.section, row.plugin, row.key)), "{row:?}");
        }
    }
}
