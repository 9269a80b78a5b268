//! The package of OMS's classes as a name: in the levels of a log, in what a build or an update of dependencies is told, in what a
//! monitor looks at. Whoever names it so configures another program.

use crate::oms::shape::{has_oms_keys, oms_word};

/// The package.
const PACKAGE: &str = "com.oceanbase.oms";

/// Whether no word of OMS but its package stands in a text, and nothing else says that it is of OMS.
#[must_use]
pub(crate) fn is_only_package(text: &str) -> bool {
    text.contains(PACKAGE) && oms_word(text.replace(PACKAGE, "").as_bytes()).is_none() && !has_oms_keys(text)
}

/// Whether the package stands in a text only as a name: never as the class that a component of OMS is made of.
#[must_use]
pub(crate) fn is_only_named(text: &str) -> bool {
    is_only_package(text)
        && text.match_indices(PACKAGE).all(|(at, _)| {
            let rest = text.get(at + PACKAGE.len()..).unwrap_or_default();
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '$')));
            let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
            is_key(behind) || !is_class(name)
        })
}

/// Whether what stands before this is a key: OMS has no class as one.
fn is_key(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t']);
    behind.starts_with([':', '='])
}

/// Whether a name behind that of the package is of a class that components are made of, such as
/// `.connector.source.store.MultiStoreSourceBooster`.
fn is_class(name: &str) -> bool {
    let last = name.rsplit(['.', '$']).next().unwrap_or_default();
    // `.connector.$X` stands for any of them.
    let is_named = last.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains(".$");
    is_named && (name.starts_with(".connector.") || ["Booster", "Customize"].iter().any(|end| last.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::is_only_named;

    #[test]
    fn a_package_is_a_name_and_a_class_of_a_component_is_none() {
        for text in [
            "logging:\n  level:\n    com.oceanbase.oms: debug\n",
            "logging:\n  level:\n    com.oceanbase.oms.connector.Main: debug\n",
            r#"{"matchPackageNames":["com.oceanbase.oms:oms-client"]}"#,
            r#"rules: [{pattern: "com.oceanbase.oms<type=(.*), name=(.*)>"}]"#,
            "logging.level.com.oceanbase.oms.connector=DEBUG\n",
            "group = \"com.oceanbase.oms\"\n",
            "rules:\n- pattern: com.oceanbase.oms.connector.$X\n",
        ] {
            assert!(is_only_named(text), "{text}");
        }
        for text in [
            r#"{"boosterClass":"com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster"}"#,
            "a: com.oceanbase.oms.x.SomeCustomize\n",
            r#"{"a":"com.oceanbase.oms.x","checkpoint":{},"clients":[]}"#,
            r#"{"a":"com.oceanbase.oms.x","type":"STORE_SOURCE"}"#,
            "nothing",
        ] {
            assert!(!is_only_named(text), "{text}");
        }
    }
}
