//! Documents that are none of OMS whatever lies beside them. There may be a million, so a run forgets them once they are read: they
//! are no part of any component, nothing is said of one of them, and no file of OMS means anything else because of them.

use crate::oms::backup;
use crate::oms::kind::SectionName;
use crate::oms::shape::{Location, Shape};
use crate::oms::smell::{self, Smell};
use crate::text::document::Document;

/// Whether a document is such. False where in doubt: what lies where a component may, under a name that a file of one has or
/// that a backup has, or holds a word of OMS, is for the export to tell.
#[must_use]
pub(crate) fn is_foreign(document: &Document, shapes: &[&dyn Shape]) -> bool {
    let location = Location::new(0, &document.path);
    let is_in_place = || SectionName::called(location.file_name).is_some() || location.is_below_roots();
    let is_taken = || shapes.iter().any(|shape| shape.read(location, document.root()).is_some());
    !is_in_place()
        && !backup::may_be(&document.path)
        && !smell::is_namesake(document)
        && matches!(smell::look(document), Smell::Nothing)
        && !is_taken()
}

#[cfg(test)]
mod tests {
    use crate::oms::shapes;
    use crate::text::syntax;

    fn is_foreign(path: &str, text: &str) -> bool {
        let document = syntax::parse(path, text.into(), &syntax::Json).unwrap_or_else(|error| panic!("{error:?}"));
        super::is_foreign(&document, shapes::ALL)
    }

    #[test]
    fn what_may_mean_something_is_not_foreign() {
        assert!(is_foreign("app/package.json", r#"{"name":"x","dependencies":{}}"#));
        assert!(is_foreign("a.json", "[]"));
        let source = r#"{"type":"STORE_SOURCE","clients":[]}"#;
        for (path, text) in [
            ("app/source.json", "{}"),
            ("app/np_a1_source.json", "{}"),
            ("run/app/package.json", "{}"),
            ("10.20.30.11/store/app/a.json", "{}"),
            ("app.bak/package.json", "{}"),
            ("app/package.json~", "{}"),
            ("lint/checker.conf", r#"{"level":3}"#),
            ("etc/ha.config", "{}"),
            ("app/a.json", source),
            ("app/a.json", r#"{"what":"the key connectorJvmParam of it"}"#),
            ("app/a.json", r#"{"source":{"dbType":"MYSQL","clients":[]},"sink":{},"coordinator":{},"condition":{}}"#),
            ("10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005.json", "{}"),
        ] {
            assert!(!is_foreign(path, text), "{path}: {text}");
        }
    }
}
