//! OMS204: a DataHub task of 3.2.1, which may not be displayed after the upgrade.

use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::text::source::Place;

pub(super) struct DataHubTask;

static META: Meta = Meta {
    code: "OMS204",
    name: "datahub-task",
    summary: "a DataHub task created with 3.2.1, which may not be displayed after the upgrade",
    severity: Severity::Info,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A task that writes to DataHub, once for each task, when `--created-with` is 3.2.1 or not given. No file states the \
           version that a task was created with.",
    why: "DataHub tasks of 3.2.1 may not be displayed in the console after the upgrade.",
    how: "Note the task's id, its source and its topic before the upgrade, so that you can look for it afterwards. If it is \
          not displayed then, ask the vendor. Give `--created-with` if the task was created with another version.",
    source: "Documented by the vendor (high).",
};

/// The version whose tasks are concerned.
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
                && context.created_with(component).is_none_or(|version| version.numbers == CONCERNED)
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
    finding.certainty = Certainty::Possible;
    finding.label = "DataHub".into();
    let (who, to) = (component.describe(), context.settings.to);
    (finding.message, finding.help) = match context.created_with(component) {
        Some(version) => (
            format!("{who} writes to DataHub, and a DataHub task created with {version} may not be displayed after the upgrade to {to}"),
            "Note the task's id, its source and its topic before the upgrade, so that you can look for it afterwards.".into(),
        ),
        None => (
            format!("{who} writes to DataHub; if it was created with 3.2.1, it may not be displayed after the upgrade to {to}"),
            "If you know which version the task was created with, say so with `--created-with`. If it was 3.2.1, note the \
             task's id, its source and its topic before the upgrade, so that you can look for it afterwards."
                .into(),
        ),
    };
    Some(finding)
}
