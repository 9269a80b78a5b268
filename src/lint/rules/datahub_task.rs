//! OMS204: a DataHub task where 3.2.1 runs now: it cannot be displayed after the upgrade.

use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::text::lang::{sentences, tr};
use crate::text::source::Place;

pub(super) struct DataHubTask;

static META: Meta = Meta {
    code: "OMS204",
    name: "datahub-task",
    summary: "a DataHub task where OMS 3.2.1 is upgraded: it cannot be displayed afterwards",
    severity: Severity::Error,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A task that writes to DataHub, once for each task. With `--from 3.2.1` it is an error, whatever version the task was \
           created with; without `--from` an info, because nothing says which version runs now; with another one, nothing.",
    why: "After an upgrade from 3.2.1 the console cannot display DataHub tasks.",
    how: "Before: the console lists the task with `\"type\":\"DATAHUB_SINK\"`; after: it cannot display it. Ask the vendor's support before the upgrade what becomes of the task. Note its id, its source and its topic, so that \
          you can look for it afterwards.",
    source: "Documented by the vendor in its upgrade guides: DataHub tasks cannot be displayed after an upgrade from 3.2.1 (high).",
};

/// The version from which the upgrade hides them.
const CONCERNED: [u16; 3] = [3, 2, 1];

impl Rule for DataHubTask {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let is_concerned = |component: &Component<'_>| {
            classify::sink(component) == Sink::Queue("DataHub")
                && context.settings.from.is_none_or(|version| version.numbers == CONCERNED)
        };
        if !is_concerned(component) {
            return;
        }
        // The live Incr-Sync stands for its task; a Full-Import only where there is none.
        let rank =
            |component: &&Component<'_>| (!component.is_live(), !matches!(component.kind, ComponentKind::IncrSync(_)));
        let of_task = context.export.of_task(component).filter(|other| is_concerned(other));
        if of_task.min_by_key(rank).is_none_or(|first| std::ptr::eq(first, component)) {
            findings.extend(finding(context, component));
        }
    }
}

fn finding<'a>(context: Context<'_, 'a>, component: &Component<'a>) -> Option<Finding<'a>> {
    let place = ["type", "boosterClass", "endpoint"].iter().find_map(|key| {
        let sink = component.section(SectionName::Sink)?;
        Some(Place { document: sink.document, span: sink.entry(key)?.value.span() })
    });
    let head = || component.section(SectionName::Sink).or(component.source()).map(Section::head);
    let mut finding = META.finding(context, Some(component), place.or_else(head)?);
    finding.label = "DataHub".into();
    let (component, to) = (component.describe(), context.settings.to);
    let note = tr!("Note the task's id, its source and its topic, so that you can look for it afterwards.");
    if let Some(from) = context.settings.from {
        finding.message = tr!(
            "{component} writes to DataHub, and after the upgrade from {from} to {to} such a task cannot be displayed",
            component,
            from,
            to
        );
        finding.advise(tr!("Ask the vendor's support before the upgrade what becomes of the task"), note);
    } else {
        finding.severity = Severity::Info;
        finding.certainty = Certainty::Possible;
        finding.message = tr!(
            "{component} writes to DataHub; if the OMS that runs now is 3.2.1, the task cannot be displayed after the upgrade to {to}",
            component,
            to
        );
        let say = tr!(
            "Say with `--from` which version runs now. If it is 3.2.1, ask the vendor's support before the upgrade."
        );
        finding.help = sentences(&[say, note]).into();
    }
    Some(finding)
}
