//! OMS203: a sink that writes in the SharePlex format, which changed in 4.0.2.

use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
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
    why: "The format that OMS writes with this serializer changed in 4.0.2. A program that reads the topic will get messages \
          in the new format after the upgrade.",
    how: "Before the upgrade, tell whoever reads the topic, and try their program with messages of the new format. Look up \
          what changed in the documentation of the target.",
    source: "Documented by the vendor (high).",
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
        let config = component.config.as_ref().filter(|_| component.source().is_none());
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
    finding.label = "writes in the SharePlex format".into();
    let (who, to) = (component.describe(), context.settings.to);
    if context.settings.from.is_some() {
        finding.message = format!(
            "{who} writes in the SharePlex format, which changed in 4.0.2, so its messages will differ after the upgrade to {to}"
        );
    } else {
        finding.certainty = Certainty::Possible;
        finding.message = format!(
            "{who} writes in the SharePlex format, which changed in 4.0.2, so its messages may differ after the upgrade to \
             {to}; they will not if 4.0.2 or later runs already (`--from` says)"
        );
    }
    finding.help =
        "Tell whoever reads the topic before the upgrade, and try their program with messages of the new format."
            .into();
    finding
}
