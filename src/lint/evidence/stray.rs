//! A `dbType` that stands where OMS may not read it: in the source under nearly its name, at a client, or outside the source. It
//! fills nothing, but somebody meant it, so a type that it contradicts is not sure.

use crate::knowledge::db_types::{DbTypes, Meaning, is_missing};
use crate::lint::finding::short;
use crate::oms::client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::document::child_around;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref};
use crate::text::redact::is_mask;
use crate::text::source::Place;
use crate::text::spelling::is_slip;

/// Names that are spelled nearly like a key that matters for the upgrade, and are other words: known names of OMS (`db_type`,
/// `ignore_ddl` of 3.2.x), or what could be one.
const WORDS: &[&str] =
    &["db_type", "ignore_ddl", "sub_topic", "check_point", "ignoreDml", "ignore_dml", "ignoreDcl", "ignore_dcl"];

/// Whether `key` is a slip of the hand for the key `meant`.
#[must_use]
pub(crate) fn is_misspelled(key: &str, meant: &str) -> bool {
    is_slip(key, meant) && !WORDS.contains(&key)
}

/// That a position of a source stands under nearly the name `checkpoint`, as a clause; None where none does.
#[must_use]
pub(crate) fn checkpoint(source: &Section<'_>) -> Option<String> {
    let is_slip = |entry: &EntryRef<'_>| {
        is_misspelled(source.own_key(entry), "checkpoint") && !entry.value.structure().is_blank()
    };
    let key = source.entries().find(is_slip)?;
    let key = short(key.key());
    Some(tr!("nothing tells a position but `{key}`, a name under which OMS may not read it", key))
}

/// A type that stands astray.
pub(crate) struct Stray<'a> {
    /// Its key, without the name of a section in front.
    pub key: &'a str,
    /// Whether it stands at a client of the source.
    pub is_of_client: bool,
    /// What it names.
    pub value: &'a str,
    /// Key and value.
    pub place: Place,
    /// The section that it stands in; None beside `source`.
    pub stands: Option<SectionName>,
}

/// The types that stand astray in a component with a source.
#[must_use]
pub(crate) fn db_types<'a>(export: &Export<'a>, component: &Component<'a>, types: &DbTypes) -> Vec<Stray<'a>> {
    let Some(source) = component.source() else { return Vec::new() };
    let stray = |document: usize, entry: EntryRef<'a>, stands| {
        let value = entry.value.filled().filter(|value| !is_missing(entry.value) && !is_mask(value))?;
        let place = Place { document, span: entry.key_span().to(entry.value.span()) };
        let key = entry.key().rsplit('.').next().unwrap_or_default();
        Some(Stray { key, is_of_client: false, value, place, stands })
    };
    let slips = source.entries().filter(|entry| is_misspelled(source.own_key(entry), "dbType"));
    let mut found: Vec<_> =
        slips.filter_map(|entry| stray(source.document, entry, Some(SectionName::Source))).collect();
    for client in source.get("clients").into_iter().flat_map(client::items) {
        let is_type = |key: &str| ["dbType", "db_type"].contains(&key) || is_misspelled(key, "dbType");
        let entries = client.entries().filter(|entry| is_type(entry.key()));
        let strays = entries.filter_map(|entry| stray(source.document, entry, Some(SectionName::Source)));
        found.extend(strays.map(|stray| Stray { is_of_client: true, ..stray }));
    }
    for name in [SectionName::Sink, SectionName::Coordinator, SectionName::Condition] {
        let Some(section) = component.section(name) else { continue };
        let entry = section.entry("dbType").and_then(|entry| stray(section.document, entry, Some(name)));
        found.extend(entry.filter(|stray| name != SectionName::Sink || !is_of_sink(component, section, stray, types)));
    }
    let beside = parent(export, component, source).and_then(|parent| parent.entry("dbType"));
    found.extend(beside.and_then(|entry| stray(source.document, entry, None)));
    found
}

/// Whether a type in the sink is that of the database written to.
fn is_of_sink(component: &Component<'_>, sink: &Section<'_>, stray: &Stray<'_>, types: &DbTypes) -> bool {
    let Meaning::Known(name) = types.meaning(stray.value) else { return false };
    let coordinator = component.section(SectionName::Coordinator);
    let named = coordinator.and_then(|coordinator| Some(coordinator.filled(&["sinkType"])?.1));
    let is_named = named.is_some_and(|named| types.meaning(named) == Meaning::Known(name.clone()));
    let kind = sink.filled(&["type"]).map(|(_, kind)| kind.to_ascii_uppercase());
    is_named || kind.is_some_and(|kind| kind.ends_with(&format!("SINK_{name}")))
}

/// The mapping that holds the section `source`, or its flat keys. None where the section is a file of its own.
#[must_use]
pub(crate) fn parent<'a>(export: &Export<'a>, component: &Component<'a>, source: &Section<'a>) -> Option<Ref<'a>> {
    if source.is_flat() {
        return Some(source.mapping());
    }
    let root = export.document(source.document)?.root().structure();
    let config = component.config().map(Section::mapping);
    let holds = |mapping: &Ref<'a>| {
        let held = mapping.get(SectionName::Source.key()).map(|value| value.structure());
        held.is_some_and(|held| std::ptr::eq(held.raw(), source.mapping().raw()))
    };
    // Of a list, the item that the section stands in: there may be a hundred thousand.
    let item = child_around(root, source.mapping().raw().span).map(|(_, item, _)| item.structure());
    config.into_iter().chain([root]).chain(item).find(holds)
}
