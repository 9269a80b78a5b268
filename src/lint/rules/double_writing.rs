//! OMS113: two components of one task and direction run at once, and both write.

use std::collections::BTreeMap;

use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::kind::ComponentKind;
use crate::text::lang::{comma, tr};
use crate::text::sorting;

pub(super) struct DoubleWriting;

static META: Meta = Meta {
    code: "OMS113",
    name: "double-writing",
    summary: "two Incr-Syncs of one lane of a task that run at once",
    severity: Severity::Error,
    topic: Topic::Other,
    is_default: true,
    fix: None,
    what: "Two or more Incr-Sync components of one task, direction and lane (the middle part of the id) of which the records of \
           contrib/collect.sh say that a process of each ran. Different lanes (`incr_trans-1-0`, `incr_trans-2-0`) run side by \
           side and are no finding. Certain where both were seen within ten minutes; else the component may have been \
           moved in between.",
    why: "Where a failed server comes back, the old process may run beside the one that took its place. Both then write the \
          same rows to the same target, in no common order, so that an old value may replace a newer one; a queue gets \
          each row twice. Neither is a leftover, so omslint checks both, but whichever is fixed, the other goes on writing.",
    how: "See in the console (OPS & Monitoring > Component) which of them OMS knows, and stop the other one there, or its \
          process on its server. Then compare source and target, collect again, and check again.",
    source: "That two Incr-Syncs of one task can run after a failed server came back is documented (high). That they are of \
             one lane, and what a process looks like, is observed (high).",
};

/// What was seen within so many seconds was seen at once.
const AT_ONCE: i64 = 600;

/// Task, direction and lane.
type Lane<'e> = (Option<&'e str>, &'static str, &'e str);

impl Rule for DoubleWriting {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        if context.export.records.is_empty() {
            return;
        }
        let mut lanes: BTreeMap<Lane<'_>, Vec<&Component<'a>>> = BTreeMap::new();
        for component in context.export.counted().filter(|component| context.export.is_first(component)) {
            let is_writer = matches!(component.kind, ComponentKind::IncrSync(_)) && component.ran() == Some(true);
            let Some(id) = component.id.as_ref().filter(|_| is_writer) else { continue };
            let lane = (component.task.as_deref(), component.direction.name(), &*id.lane);
            lanes.entry(lane).or_default().push(component);
        }
        for mut writers in lanes.into_values().filter(|writers| writers.len() > 1) {
            sorting::sort_by_key(&mut writers, |writer| writer.id.as_ref().map(|id| (id.sequence, &id.text)));
            findings.extend(finding(context, &writers));
        }
    }
}

/// `writers` are in order of their sequences, so that the one that should be gone comes first.
fn finding<'a>(context: Context<'_, 'a>, writers: &[&Component<'a>]) -> Option<Finding<'a>> {
    let zone = context.export.zone();
    let (old, others) = writers.split_first()?;
    // Of one that runs perhaps not all was copied.
    let (whole, head) = context.export.places(old);
    let mut finding = META.finding(context, Some(old), whole);
    finding.place = head;
    let times: Vec<i64> = writers.iter().filter_map(|writer| writer.runs?.at).collect();
    let (first, last) = (times.iter().min().copied()?, times.iter().max().copied()?);
    let others: Vec<String> = others.iter().map(|other| name(other)).collect();
    let beside = others.join(comma());
    finding.label = tr!("runs beside {others}", others = beside);
    finding.message = if last - first <= AT_ONCE {
        tr!(
            "{component} runs beside {others} of the same task and direction: a process of each was seen at {time}, and both \
             write to the same target",
            component = old.describe(),
            others = beside,
            time = zone.show(last)
        )
    } else {
        finding.certainty = Certainty::Possible;
        tr!(
            "{component} runs beside {others} of the same task and direction: a process of each was seen, the first at {first} \
             and the last at {last}; unless it was moved in between, both write to the same target",
            component = old.describe(),
            others = beside,
            first = zone.show(first),
            last = zone.show(last)
        )
    };
    finding.advise(
        tr!("See in the console (OPS & Monitoring > Component) which of them OMS knows, and stop the other one"),
        tr!(
            "If the console does not show it, end its process on its server. Then compare source and target of the task, run \
             collect.sh again on each server, and check again."
        ),
    );
    let label = |writer: &&Component<'_>| Label {
        place: context.export.places(writer).1,
        message: tr!("this one ran, too").into(),
    };
    finding.related = writers.iter().skip(1).map(label).collect();
    Some(finding)
}

fn name(component: &Component<'_>) -> String {
    let id = component.id.as_ref().map_or_else(|| tr!("another one"), |id| &id.text);
    match &component.server {
        Some(server) => tr!("{id} on server {server}", id, server),
        None => id.to_owned(),
    }
}
