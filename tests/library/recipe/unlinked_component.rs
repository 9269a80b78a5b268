//! OMS999: a component that is linked to nothing, because nothing says its task.

use crate::lint::finding::{Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;

pub(super) struct UnlinkedComponent;

static META: Meta = Meta {
    code: "OMS999",
    name: "unlinked-component",
    summary: "a component whose task is not known",
    severity: Severity::Info,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "A component of which neither its directory, nor its identity, nor a subtopic says the task.",
    why: "Evidence is linked by task, so a value that this component lacks cannot be found elsewhere.",
    how: "Give its directory the name that it has on the server, and check again.",
    source: "A component without a task is a task of its own here (a decision of omslint).",
};

impl Rule for UnlinkedComponent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        if component.task.is_some() {
            return;
        }
        let Some(section) = component.main_section() else { return };
        let mut finding = META.finding(context, Some(component), section.place());
        finding.place = section.head();
        finding.label = "nothing here says the task".into();
        finding.message = format!("{} is linked to nothing: nothing in the export says its task", component.describe());
        finding.help = META.how.into();
        findings.push(finding);
    }
}
