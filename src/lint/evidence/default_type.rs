//! Whether the one documented default of an absent `dbType` holds: of a source of OceanBase without DDL it counts as OB_MySQL.

use crate::lint::evidence::db_type::{self, Conclusion, DbTypeEvidence};
use crate::lint::evidence::ddl::{self, Ddl};
use crate::lint::rule::Context;
use crate::oms::component::Component;

/// The type that the default is right for.
const DEFAULT: &str = "OB_MYSQL";

/// Whether it is right by what is known of the type of a source that synchronises no DDL: more than the prefix of a subtopic says so.
#[must_use]
pub(crate) fn is_right(evidence: &DbTypeEvidence) -> bool {
    evidence.is_stated && matches!(&evidence.verdict, Conclusion::Type(name, _) if name == DEFAULT)
}

/// Whether it holds for a component that has no `dbType`, so that the upgrade asks for none.
#[must_use]
pub(crate) fn holds(context: Context<'_, '_>, component: &Component<'_>) -> bool {
    let overrides = context.overrides(component);
    let given = overrides.db_type.map(|said| &said.value).or(context.settings.db_type.as_ref());
    let is_right = || match given {
        Some(given) => given == DEFAULT,
        None => is_right(&db_type::weigh(context.export, component, &context.settings.db_types, None)),
    };
    matches!(ddl::answer(context.export, component, &overrides, context.settings.ddl), Ddl::No(_)) && is_right()
}
