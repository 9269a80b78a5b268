//! OMS203: a sink that writes in the SharePlex format, which changed in 4.0.2.

use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::lang::{semicolon, tr};
use crate::text::node::EntryRef;
use crate::text::source::Place;
use crate::text::spelling::holds;

pub(super) struct SharePlexSerializer;

static META: Meta = Meta {
    code: "OMS203",
    name: "shareplex-serializer",
    summary: "a sink that writes in the SharePlex format, which changed in 4.0.2",
    severity: Severity::Warning,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A sink with `serializerType=SHAREPLEX`, or with the older `json.serializer=ShareplexJsonSerializer`, when the target \
           is 4.0.2 or later. Nothing is found when `--from` says that 4.0.2 or later runs already.",
    why: "The format of `trans` that OMS writes with this serializer changed in 4.0.2, which may be incompatible: a program that reads \
          the topic may not understand the messages after the upgrade.",
    how: "Before the upgrade, tell whoever reads the topic, and try their program with messages of the new version: one before \
          and one after the upgrade, `trans` beside `trans`. Look up what changed in the documentation of the target.",
    source: "Documented by the vendor for the Enterprise Edition (upgrade guide, 4.0.2) (high). Of the Community Edition nothing is said; \
             it is taken for the same (medium).",
};

/// The version that changed the format.
const CHANGED: Version = Version { numbers: [4, 0, 2], bundle: 0, edition: Edition::Enterprise };

/// Keys that name the serializer: of connector V2, and of the Kafka sinks of 3.2.x.
const KEYS: &[&str] = &["serializerType", "json.serializer", "sinkFile.json.serializer", "sinkFile.serializerType"];

impl Rule for SharePlexSerializer {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let (from, to) = (context.settings.from, context.settings.to);
        if to < CHANGED || from.is_some_and(|from| from >= CHANGED) {
            return;
        }
        // A JDBCWriter holds the keys of its sink in its one section.
        let config = component.config().filter(|_| component.source().is_none());
        let sections = component.section(SectionName::Sink).into_iter().chain(config);
        let mut found = sections.filter_map(|section| Some((section, serializer(section)?)));
        if let Some((section, entry)) = found.next() {
            findings.push(finding(context, component, section.document, entry));
        }
    }
}

fn serializer<'a>(section: &Section<'a>) -> Option<EntryRef<'a>> {
    if !section.has_any(KEYS) {
        return None;
    }
    let names_it = |value: &str| holds(value, "shareplex");
    KEYS.iter().filter_map(|key| section.filled(&[key])).find(|(_, value)| names_it(value)).map(|(entry, _)| entry)
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    document: usize,
    entry: EntryRef<'a>,
) -> Finding<'a> {
    let place = Place { document, span: entry.value.span() };
    let mut finding = META.finding(context, Some(component), place);
    finding.label = tr!("writes in the SharePlex format").into();
    let to = context.settings.to;
    finding.certainty = Certainty::Possible;
    finding.message = tr!(
        "{component} writes in the SharePlex format, of which `trans` changed in 4.0.2: whoever reads its messages may not \
         understand them after the upgrade to {to}",
        component = component.describe(),
        to
    );
    let mut limits = Vec::new();
    if context.settings.from.is_none() {
        limits.push(tr!("nothing changes if 4.0.2 or later runs already (`--from` says)"));
    }
    if to.edition == Edition::Community {
        limits.push(tr!("it is documented of the Enterprise Edition, and of the Community Edition nothing is said"));
    }
    for limit in limits {
        finding.message.push_str(semicolon());
        finding.message.push_str(limit);
    }
    finding.help =
        tr!("Tell whoever reads the topic before the upgrade, and try their program with messages of the new format.")
            .into();
    finding
}
