//! OMS109: a directory that outlived its component.

use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::export::Export;

pub(super) struct SupersededComponent;

static META: Meta = Meta {
    code: "OMS109",
    name: "superseded-component",
    summary: "a component of which a newer one exists",
    severity: Severity::Info,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "A component that has the same task, kind and direction as another one with a higher sequence number, the last \
           part of its id. Where an answer of the OMS API lists components of that task, kind and direction, one that it \
           does not list, whatever its sequence. Its other findings become infos, and it is never fixed.",
    why: "When OMS or a person moves a component, a new one appears with a higher sequence, often on another server, and \
          the directory of the old one stays. What stands in that directory runs nowhere, so it cannot break; but it \
          must not be mistaken for the live one either.",
    how: "Nothing needs to be done. To be sure which component is live, add the answer of the OMS API \
          DescribeProjectComponents to the export, or compare with OPS & Monitoring > Component in the console.",
    source: "That directories outlive their components is observed; that the highest sequence is the live one is \
             inferred (medium). A list of components by the API says for sure.",
};

impl Rule for SupersededComponent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        if component.is_live() {
            return;
        }
        let Some(section) = component.source().or(component.config.as_ref()) else { return };
        let Some(newer) = &component.superseded_by else { return };
        let mut finding = META.finding(context, Some(component), section.place());
        finding.place = section.head();
        let who = component.describe();
        if is_listed(context.export, newer) {
            finding.label = format!("the API lists {newer} instead");
            finding.message = format!(
                "{who} is a leftover: the OMS API lists {newer} for the same task, kind and direction, and not this one"
            );
            finding.help = "Nothing needs to be done here: the leftover is never fixed and never an error. If it was \
                            started after the API was asked, ask again (DescribeProjectComponents), and check again."
                .into();
        } else {
            finding.certainty = Certainty::Possible;
            finding.label = format!("replaced by {newer}");
            finding.message = format!(
                "{who} is taken for a leftover: {newer} of the same task, kind and direction has a higher sequence number"
            );
            finding.help = "Nothing needs to be done here: the leftover is never fixed and never an error. If it is \
                            the one that runs, add the answer of DescribeProjectComponents to the export, which says \
                            for sure."
                .into();
        }
        finding.related = replacement(context.export, newer).into_iter().collect();
        findings.push(finding);
    }
}

/// Whether a list of the API says that the component is there.
fn is_listed(export: &Export<'_>, id: &str) -> bool {
    export.with_id(id).any(|component| component.reported.is_some_and(|reported| reported.is_listed))
}

fn replacement(export: &Export<'_>, id: &str) -> Option<Label> {
    let newer = export.with_id(id).next()?;
    let section = newer.source().or(newer.config.as_ref())?;
    Some(Label { place: section.head(), message: "the component that took its place".into() })
}
