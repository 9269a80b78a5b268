//! Database types as OMS names them, and the aliases its open code knows.
//!
//! Source: names from the vendor's parameter reference (`DbTypeEnum`) and from configurations that OMS wrote; aliases
//! from OceanBase's own open code, which matches names without regard to case and makes null of an unknown one.

use std::borrow::Cow;

use crate::text::lang::tr;
use crate::text::node::{Ref, Value};
use crate::text::spelling;

/// Canonical names, as OMS writes them.
pub const NAMES: &[&str] = &[
    "MYSQL",
    "OB_MYSQL",
    "OB_ORACLE",
    "ORACLE",
    "DB2_LUW",
    "POSTGRESQL",
    "HBASE",
    "OB_05",
    "TIDB",
    "HIVE",
    "MARIADB",
    "SYBASE",
    "OB_MYSQL_CE",
    "POLARDB_X_1",
    "POLARDB_X_2",
    "MILVUS",
    "ADB",
    "IDB",
];

/// Names of data sources that APIs and consoles use. In the `dbType` of a component nobody documents them, and OceanBase's open
/// code makes null of them.
const API_ONLY: &[&str] =
    &["TIDB", "MARIADB", "SYBASE", "OB_MYSQL_CE", "POLARDB_X_1", "POLARDB_X_2", "MILVUS", "ADB", "IDB"];

/// Alias in lower case, and what OMS takes it for.
pub(crate) const ALIASES: &[(&str, &str)] = &[
    ("oceanbase", "OB_05"),
    ("ob05", "OB_05"),
    ("oceanbase1", "OB_MYSQL"),
    ("ob10", "OB_MYSQL"),
    ("oceanbase_mysql_mode", "OB_MYSQL"),
    ("oceanbase_oracle_mode", "OB_ORACLE"),
    ("ob_in_oracle_mode", "OB_ORACLE"),
    ("db2", "DB2_LUW"),
];

/// What a name says about the type of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A known type, by its canonical name.
    Known(Cow<'static, str>),
    /// The name `oceanbase`: to OMS it is OceanBase 0.5, but people write it for any OceanBase. It decides nothing.
    Sloppy,
    /// No name that is known here.
    Unknown,
}

/// The types known in this run: ours, and those the user adds.
#[derive(Debug, Clone, Default)]
pub struct DbTypes {
    /// Names that the user's configuration adds, as written there.
    pub added: Vec<String>,
}

impl DbTypes {
    /// Whether `name` is known as the name of a data source only, and not as a type in a component; what the user adds is one.
    #[must_use]
    pub(crate) fn is_api_only(&self, name: &str) -> bool {
        let name = name.trim();
        let is_it = |other: &&str| other.eq_ignore_ascii_case(name);
        API_ONLY.iter().any(is_it) && !self.added.iter().any(|added| is_it(&added.as_str()))
    }

    /// What `name` says, in any case, alias or canonical.
    #[must_use]
    pub(crate) fn meaning(&self, name: &str) -> Meaning {
        let name = name.trim();
        if name.eq_ignore_ascii_case("oceanbase") {
            return Meaning::Sloppy;
        }
        if let Some(known) = NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            return Meaning::Known(Cow::Borrowed(known));
        }
        if let Some((_, known)) = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
            return Meaning::Known(Cow::Borrowed(known));
        }
        match self.added.iter().find(|added| added.eq_ignore_ascii_case(name)) {
            Some(added) => Meaning::Known(Cow::Owned(added.clone())),
            None => Meaning::Unknown,
        }
    }
}

/// Names of different vocabularies that can stand for one database: the ones whose log is read as MySQL's, and the two
/// names for OceanBase's MySQL mode. Inferred (medium): where they meet, they are taken for no contradiction.
const SAME: &[&[&str]] =
    &[&["MYSQL", "MARIADB", "TIDB", "POLARDB_X_1", "POLARDB_X_2", "ADB", "IDB"], &["OB_MYSQL", "OB_MYSQL_CE"]];

/// Whether two canonical names can stand for one database.
#[must_use]
pub(crate) fn may_be_same(one: &str, other: &str) -> bool {
    one == other || SAME.iter().any(|names| names.contains(&one) && names.contains(&other))
}

impl DbTypes {
    /// The canonical name of a type that the user gives.
    ///
    /// # Errors
    /// Why it names none.
    pub fn given(&self, name: &str) -> Result<String, String> {
        match self.meaning(name) {
            Meaning::Known(name) => Ok(name.into_owned()),
            Meaning::Sloppy => {
                Err(tr!("`oceanbase` means OceanBase 0.5 to OMS; say which you mean: OB_MYSQL, OB_ORACLE or OB_05")
                    .into())
            }
            Meaning::Unknown => {
                let known = NAMES.iter().copied().chain(self.added.iter().map(String::as_str));
                Err(tr!("`{name}` is no type known here{hint}", name, hint = spelling::hint(name, known)))
            }
        }
    }
}

/// Whether a value names no type at all, so that a type is missing: null, a boolean, a number, each also as text, an object or a
/// list, and text of blanks and signs that nobody sees.
#[must_use]
pub(crate) fn is_missing(value: Ref<'_>) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    if matches!(value.structure().value(), Value::Mapping(_) | Value::Sequence(_)) {
        return true;
    }
    value.text().is_none_or(|text| {
        let name = text.trim_matches(is_unseen);
        // On disk every scalar is a string, so text says the same as a typed value.
        let is_scalar = ["null", "true", "false"].iter().any(|word| name.eq_ignore_ascii_case(word));
        name.is_empty() || is_scalar || name.parse::<f64>().is_ok()
    })
}

/// Whether a canonical name is one of OceanBase's.
#[must_use]
pub(crate) fn is_oceanbase(canonical: &str) -> bool {
    canonical.starts_with("OB_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_lead_to_canonical_names_and_oceanbase_decides_nothing() {
        let types = DbTypes { added: vec!["GAUSSDB".into()] };
        let known = |name: &str| Meaning::Known(Cow::Owned(name.to_owned()));
        assert_eq!(types.meaning("OB_MySQL"), known("OB_MYSQL"));
        assert_eq!(types.meaning(" OB_IN_ORACLE_MODE "), known("OB_ORACLE"));
        assert_eq!(types.meaning("ob05"), known("OB_05"));
        assert_eq!(types.meaning("gaussdb"), known("GAUSSDB"));
        assert_eq!(types.meaning("OceanBase"), Meaning::Sloppy);
        assert_eq!(types.meaning("OB"), Meaning::Unknown);
        assert!(types.is_api_only(" TiDB") && !types.is_api_only("HIVE") && !types.is_api_only("GAUSSDB"));
        for (_, canonical) in ALIASES {
            assert!(NAMES.contains(canonical), "{canonical}");
        }
    }
}
