//! OMS107: a `dbType` or `checkpoint` that stands outside the `source` it belongs to.

use crate::lint::checkpoint;
use crate::lint::evidence::stray::parent;
use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::source::Place;

pub(super) struct MisplacedKey;

static META: Meta = Meta {
    code: "OMS107",
    name: "misplaced-key",
    summary: "a dbType or checkpoint outside the source section",
    severity: Severity::Warning,
    topic: Topic::Misplaced,
    is_default: true,
    fix: None,
    what: "In the configuration of an Incr-Sync, `dbType` or `checkpoint` stands beside `source`, or in `sink`, `coordinator` or \
           `condition`. The `checkpoint` that the OMS API reports beside `config` is none of these, nor is a `dbType` in `sink` \
           while `source` has its own.",
    why: "OMS reads both keys from `source` only. Elsewhere the value is there for people and missing for OMS, so that \
          OMS101 or OMS102 finds it missing as well.",
    how: "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: add the key there, and delete \
          it where it stands now.",
    source: "The place of both keys is documented (high). That OMS does not look for them elsewhere is inferred (medium).",
};

const KEYS: &[&str] = &["dbType", "checkpoint"];

impl Rule for MisplacedKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some((_, source)) = checkpoint::source(component) else { return };
        let has_own = source.filled(&["dbType", "db_type"]).is_some();
        for name in [SectionName::Sink, SectionName::Coordinator, SectionName::Condition] {
            let Some(section) = component.section(name) else { continue };
            for entry in KEYS.iter().filter_map(|key| section.entry(key)).filter(is_filled) {
                let is_its_own = name == SectionName::Sink && has_own && section.full_key("dbType") == entry.key();
                if !is_its_own {
                    let place = Place { document: section.document, span: entry.key_span() };
                    findings.push(finding(context, component, source, place, entry, Some(name)));
                }
            }
        }
        let Some(parent) = parent(context.export, component, source) else { return };
        // What the API says of a component stands beside its sections in some exports: where it was, not where it starts.
        let is_item = ["checkpointSampleTimestamp", "config"].iter().any(|key| parent.get(key).is_some());
        for entry in KEYS.iter().filter_map(|key| parent.entry(key)).filter(is_filled) {
            if !(is_item && entry.key() == "checkpoint") {
                let place = Place { document: source.document, span: entry.key_span() };
                findings.push(finding(context, component, source, place, entry, None));
            }
        }
    }
}

fn is_filled(entry: &EntryRef<'_>) -> bool {
    let value = entry.value.structure();
    let is_empty = value.is_mapping() && value.entries().len() == 0;
    !value.is_blank() && !is_empty
}

/// `stands` is the section that the key stands in; None beside `source`.
fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    place: Place,
    entry: EntryRef<'a>,
    stands: Option<SectionName>,
) -> Finding<'a> {
    let mut finding = META.finding(context, Some(component), place);
    let key = entry.key().rsplit('.').next().unwrap_or_default();
    finding.certainty = Certainty::Possible;
    finding.label = tr!("belongs in `source`").into();
    finding.message = match stands {
        Some(section) => tr!(
            "{component} has `{key}` in `{section}`, where OMS may not read it: it belongs in `source`",
            component = component.describe(),
            key,
            section = section.key()
        ),
        None => tr!(
            "{component} has `{key}` beside `source`, where OMS may not read it: it belongs in `source`",
            component = component.describe(),
            key
        ),
    };
    finding.related = vec![Label { place: source.head(), message: tr!("the `source` it belongs in").into() }];
    if source.filled(&[key]).is_some() || source.get(key).is_some_and(|value| value.structure().is_inner()) {
        finding.help = tr!("`source` has its own, which counts: delete this one if nothing else needs it.").into();
        return finding;
    }
    finding.help = tr!(
        "Add it where it belongs, and delete it here. In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside \
         `source`: `{key}`.",
        key
    )
    .into();
    finding
}
