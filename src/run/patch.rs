//! The patch of a run: the exact diff of all that is fixed, and what cannot stand in it.

use std::path::Path;

use super::place::Place;
use super::session::Session;
use crate::fix::proof::Fixed;
use crate::oms::export::Export;
use crate::report::render::diff::{self, Mode};
use crate::text::lang::tr;

/// The patch of `fixed`, and what does not stand in it.
pub(crate) fn text<P: Place>(
    session: &Session<'_, P>,
    export: &Export<'_>,
    fixed: &[&Fixed],
    left_out: &mut Vec<(String, &'static str)>,
) -> String {
    let mut text = String::new();
    for fixed in fixed {
        let Some(old) = export.document(fixed.number) else { continue };
        match unfit(session, fixed, &old.path) {
            Some(why) => left_out.push((old.path.to_string(), why)),
            None => text.push_str(&diff::unified(&old.path, old.text(), fixed.document.text(), Mode::Exact)),
        }
    }
    text
}

/// Why a document cannot stand in a patch that is applied in the working directory.
fn unfit<P: Place>(session: &Session<'_, P>, fixed: &Fixed, shown: &str) -> Option<&'static str> {
    let source = session.loaded.sources.get(fixed.number);
    if source.is_some_and(|source| source.member.is_some()) {
        return Some(tr!("it lies in an archive or is compressed"));
    }
    if Path::new(shown).has_root() || shown == ".." || shown.starts_with("../") {
        return Some(tr!("it lies outside the working directory"));
    }
    let found = source.and_then(|source| source.found.as_ref());
    found.is_some_and(|found| !found.is_text()).then(|| tr!("its name is not UTF-8"))
}
