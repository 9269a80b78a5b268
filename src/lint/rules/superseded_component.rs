//! OMS109: a directory that outlived its component.

use crate::knowledge::console;
use crate::lint::evidence::running;
use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic, labels};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::ComponentKind;
use crate::oms::time::Zone;
use crate::text::lang::{sentences, tr};

pub(super) struct SupersededComponent;

static META: Meta = Meta {
    code: "OMS109",
    name: "superseded-component",
    summary: "a component of which a newer one exists",
    severity: Severity::Info,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "A component of the same lane (the middle part of the id) as another one of its task with a higher sequence \
           number, the last part; the other one counts only if it was copied whole enough to run. Where an answer of the \
           OMS API lists components of that task, kind and direction, one that it does not list, unless its sequence is \
           higher than those listed: then the list is the older. Where the record of contrib/collect.sh lists the processes that \
           ran, what ran is live, whatever the sequences say, and what did not run beside it is the leftover. Its other \
           findings become infos, and it is never fixed. Where the status file of the lower sequence says running, and is \
           no earlier than that of the higher one (clocks aside), neither is a leftover, and that is said.",
    why: "When OMS or a person moves a component, a new one appears with a higher sequence, often on another server, and \
          the directory of the old one stays. Mostly nothing runs there any more. But where a server failed and came back, \
          the old process may run beside the new one, and then both write to the same target.",
    how: "See whether a process of it still runs on its server: `ps -ef` shows a running connector with `-t`, its component id \
          and `start` at the end; the directory of one that was started holds `connector.pid`. If it runs, stop it in the \
          console, and see which of the two OMS shows. contrib/collect.sh records what runs while it copies, and omslint reads \
          that. To be sure which component is live, add the answer of the OMS API DescribeProjectComponents to the export (CE 4.1.1, EE \
          4.1.0 and later), or compare with OPS & Monitoring > Component in the console.",
    source: "That directories outlive their components is observed; that the highest sequence is the live one is \
             inferred (medium). A list of components by the API says for sure, unless it is older than the copy. That two \
             can run after a failed server came back is documented (high).",
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
            findings.extend(in_spite_of_sequence(context, component));
            return;
        }
        let Some(newer) = &component.superseded_by else { return };
        // An item of a list that is too old may stand for a directory, too: one finding says it all.
        if !context.export.is_first(component) {
            return;
        }
        let (whole, head) = context.export.places(component);
        let mut finding = META.finding(context, Some(component), whole);
        finding.place = head;
        if let Some(ran) = ran(context.export, newer) {
            by_record(context, component, (newer, ran), &mut finding);
        } else if is_listed(context.export, newer) {
            by_list(context, component, newer, &mut finding);
        } else {
            by_sequence(context, component, newer, &mut finding);
        }
        finding.related = replacement(context.export, newer).into_iter().collect();
        findings.push(finding);
    }
}

/// A sequence says that it was replaced, and its status file that it ran later.
fn in_spite_of_sequence<'a>(context: Context<'_, 'a>, component: &Component<'a>) -> Option<Finding<'a>> {
    let section = component.main_section()?;
    let (evidence, newer) = running::in_spite_of_sequence(context.export, component)?;
    let newer = &newer.id.as_ref()?.text;
    let mut finding = META.finding(context, Some(component), section.place());
    finding.place = section.head();
    finding.certainty = Certainty::Possible;
    finding.label = tr!("lower sequence than {newer}, but it ran later", newer);
    finding.message = tr!(
        "{component} is not taken for a leftover although {newer} of the same task, kind and direction has a higher sequence \
         number: {says}; both are checked",
        component = component.describe(),
        newer,
        says = evidence.says
    );
    finding.help = look(component, context.export.zone()).into();
    finding.related = labels(&[evidence]);
    let stands = replacement(context.export, newer);
    finding.related.extend(stands.map(|label| Label { message: tr!("the higher sequence").into(), ..label }));
    Some(finding)
}

/// A record of what ran says so: `newer` ran `at` that time, if it says when.
fn by_record(
    context: Context<'_, '_>,
    component: &Component<'_>,
    (newer, at): (&str, Option<i64>),
    finding: &mut Finding<'_>,
) {
    let zone = context.export.zone();
    let (who, at) = (component.describe(), at.map(|at| zone.show(at)));
    let is_idle = component.ran() == Some(false);
    finding.label = tr!("{newer} runs instead", newer);
    finding.message = match (is_idle, at) {
        (true, Some(at)) => tr!(
            "{component} is a leftover: the record of collect.sh lists {newer} of the same task, kind and direction among what \
             ran at {at}, and not this one",
            component = who,
            newer,
            at
        ),
        (true, None) => tr!(
            "{component} is a leftover: the record of collect.sh lists {newer} of the same task, kind and direction among what \
             ran, and not this one",
            component = who,
            newer
        ),
        (false, Some(at)) => tr!(
            "{component} is taken for a leftover: the record of collect.sh lists {newer} of the same task, kind and direction \
             among what ran at {at}; of this one nothing was seen",
            component = who,
            newer,
            at
        ),
        (false, None) => tr!(
            "{component} is taken for a leftover: the record of collect.sh lists {newer} of the same task, kind and direction \
             among what ran; of this one nothing was seen",
            component = who,
            newer
        ),
    };
    let again = tr!("If it was started since, run collect.sh again, and check again.");
    if is_idle {
        finding.help = sentences(&[nothing(), again]).into();
    } else {
        finding.certainty = Certainty::Possible;
        finding.help = sentences(&[nothing(), &look(component, zone), again]).into();
    }
}

/// A list of the API says so.
fn by_list(context: Context<'_, '_>, component: &Component<'_>, newer: &str, finding: &mut Finding<'_>) {
    finding.label = tr!("the API lists {newer} instead", newer);
    finding.message = tr!(
        "{component} is a leftover: the OMS API lists {newer} for the same task, kind and direction, and not this one",
        component = component.describe(),
        newer
    );
    let again =
        tr!("If it was started after the API was asked, ask again (DescribeProjectComponents), and check again.");
    finding.help = sentences(&[nothing(), &look(component, context.export.zone()), again]).into();
}

/// Only its sequence number says so.
fn by_sequence(context: Context<'_, '_>, component: &Component<'_>, newer: &str, finding: &mut Finding<'_>) {
    finding.certainty = Certainty::Possible;
    finding.label = tr!("replaced by {newer}", newer);
    let id = component.id.as_ref().map_or("", |id| &id.text);
    finding.message = match is_listed(context.export, id) {
        true => tr!(
            "{component} is taken for a leftover: {newer} of the same task, kind and direction has a higher sequence number; \
             an answer of the OMS API lists this one and not that one, so it is older than the copy",
            component = component.describe(),
            newer
        ),
        false => tr!(
            "{component} is taken for a leftover: {newer} of the same task, kind and direction has a higher sequence number",
            component = component.describe(),
            newer
        ),
    };
    let sure = match console::has_component_api(context.settings.from) {
        true => tr!(
            "If this is the one that runs, add the answer of DescribeProjectComponents to the export, which says for sure."
        ),
        false => {
            tr!("If this is the one that runs, run collect.sh on that server: its record of what runs says for sure.")
        }
    };
    finding.help = sentences(&[nothing(), &look(component, context.export.zone()), sure]).into();
}

fn nothing() -> &'static str {
    tr!("Nothing needs to be fixed here: the leftover is never fixed and never an error.")
}

/// How to see whether a process of the component runs: the directory of one that was replaced proves nothing.
fn look(component: &Component<'_>, zone: Zone) -> String {
    let place = match &component.server {
        Some(server) => tr!("server {server}", server),
        None => tr!("its server").to_owned(),
    };
    if let Some(runs) = component.runs.filter(|runs| !runs.is_running) {
        return match runs.at.map(|at| zone.show(at)) {
            Some(at) => tr!("By the record of collect.sh no process of it ran on {place} at {at}.", place, at),
            None => tr!("By the record of collect.sh no process of it ran on {place}.", place),
        };
    }
    let id = component.id.as_ref().map_or_else(|| tr!("the component id"), |id| &id.text);
    match component.kind {
        ComponentKind::Store => {
            tr!("To see whether it still runs, look for {id} among the processes on {place}.", id, place)
        }
        ComponentKind::FullVerification => tr!(
            "A process of it that still runs on {place} shows `-t {id} -c …/checker.conf start` in `ps -ef`.",
            place,
            id
        ),
        _ => tr!(
            "But where a failed server came back, a process of it may run beside the new one, and both write: look on {place}. \
             `ps -ef` shows it there by a command line that ends with `-t {id} start`; the directory of one that was started \
             holds `connector.pid`.",
            place,
            id
        ),
    }
}

/// When a component ran, as a record says, in Unix seconds; None if none says that it did.
fn ran(export: &Export<'_>, id: &str) -> Option<Option<i64>> {
    let runs = export.with_id(id).filter_map(|component| component.runs).find(|runs| runs.is_running)?;
    Some(runs.at)
}

/// Whether a list of the API says that the component is there.
fn is_listed(export: &Export<'_>, id: &str) -> bool {
    export.with_id(id).any(|component| component.reported.is_some_and(|reported| reported.is_listed))
}

fn replacement(export: &Export<'_>, id: &str) -> Option<Label> {
    let newer = export.with_id(id).min_by_key(|copy| (!copy.is_live(), copy.main_section().is_none()))?;
    Some(Label { place: export.places(newer).1, message: tr!("the component that took its place").into() })
}
