//! Whether the one documented default of an absent `dbType` holds: of a source of OceanBase without DDL it counts as OB_MySQL.

use crate::knowledge::db_types::DbTypes;
use crate::lint::evidence::db_type::{self, Conclusion, DbTypeEvidence};
use crate::oms::component::Component;
use crate::oms::export::Export;

/// The type that the default is right for.
const DEFAULT: &str = "OB_MYSQL";

/// Whether it is right by what is known of the type of a source that synchronises no DDL: more than the prefix of a subtopic says so.
#[must_use]
pub(crate) fn is_right(evidence: &DbTypeEvidence) -> bool {
    evidence.is_stated && matches!(&evidence.verdict, Conclusion::Type(name, _) if name == DEFAULT)
}

/// Whether it is right for a component that has no `dbType` and synchronises no DDL; `given` is the type that the user says.
#[must_use]
pub(crate) fn holds(export: &Export<'_>, component: &Component<'_>, given: Option<&str>, types: &DbTypes) -> bool {
    match given {
        Some(given) => given == DEFAULT,
        None => is_right(&db_type::weigh(export, component, types, None)),
    }
}
