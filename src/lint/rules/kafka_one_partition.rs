//! OMS305: a Kafka sink that writes into one partition with several workers, which loses the order.

use crate::lint::finding::{Certainty, Finding, Label, Severity, Tier, short};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, SectionName};
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Value};

pub(super) struct KafkaOnePartition;

static META: Meta = Meta {
    code: "OMS305",
    name: "kafka-one-partition",
    summary: "a Kafka sink with one partition and more than one worker",
    severity: Severity::Warning,
    topic: Topic::Other,
    is_default: true,
    fix: Some("sets `workerNum` to 1 (unsafe)"),
    what: "The `sink` of an Incr-Sync that writes to Kafka with `partitionMode` ONE (older `partition.mode`, `one_partition`), \
           whose `workerNum` is not 1 or is absent: 4 is the documented default.",
    why: "With ONE all messages go into one partition, so that they are read in the order in which they were written. Several \
          workers write side by side, and the order is lost: a reader may take an old row for the newer one.",
    how: "In the console: OPS & Monitoring > Component, the update of this component, `sink`: before `\"partitionMode\":\"ONE\"` alone, \
          after `\"partitionMode\":\"ONE\",\"workerNum\":\"1\"`. One worker is slower: see that the task keeps up. \
          Where the order does not matter, HASH or TABLE spreads the rows over partitions; whoever reads the topic must know.",
    source: "Documented by the vendor in the parameter reference of the Kafka sink (KafkaSink, 3.3.1 and later: `partitionMode`, \
             `workerNum`) (high). That a sink of 3.2.x (`partition.mode`) wants the same is inferred (medium).",
};

/// Of connector V2, and of the Kafka sinks of 3.2.x.
const MODES: &[&str] = &["partitionMode", "partition.mode"];
const WORKERS: &str = "workerNum";

impl Rule for KafkaOnePartition {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some(sink) = component.section(SectionName::Sink) else { return };
        let Some((mode, value)) = sink.filled(MODES) else { return };
        let is_one = ["one", "one_partition"].iter().any(|one| value.eq_ignore_ascii_case(one));
        if !is_one || !matches!(component.kind, ComponentKind::IncrSync(_)) {
            return;
        }
        let is_kafka = classify::sink(component) == Sink::Queue("Kafka");
        let workers = sink.entry(WORKERS).filter(|entry| !entry.value.is_blank());
        if is_kafka && workers.is_none_or(|entry| entry.value.integer() != Some(1)) {
            findings.push(finding(context, component, sink, mode));
        }
    }
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    sink: &Section<'a>,
    mode: EntryRef<'a>,
) -> Finding<'a> {
    let workers = sink.entry(WORKERS);
    let mut finding = META.finding(context, Some(component), sink.place_of(workers.unwrap_or(mode)));
    let says = match workers {
        Some(entry) if !entry.value.is_blank() => match entry.value.filled() {
            Some(number) => tr!("`{key}` is {value}", key = WORKERS, value = short(number)),
            None => tr!("`{key}` is no number", key = WORKERS),
        },
        _ => tr!("`{key}` is not set (4 is the documented default)", key = WORKERS),
    };
    let is_new = mode.key().ends_with("partitionMode");
    finding.certainty = if is_new { Certainty::Certain } else { Certainty::Possible };
    finding.label = tr!("more than one worker for one partition").into();
    let (who, key, value) = (component.describe(), mode.key(), mode.value.filled().unwrap_or_default());
    finding.message = if is_new {
        tr!(
            "{component} writes into one partition of Kafka (`{key}` is {value}), but {says}: its messages will not stand there in \
             the order in which the rows changed",
            component = who,
            key,
            value,
            says
        )
    } else {
        tr!(
            "{component} writes into one partition of Kafka (`{key}` is {value}), but {says}: its messages may not stand there in \
             the order in which the rows changed",
            component = who,
            key,
            value,
            says
        )
    };
    if workers.is_some() {
        finding.related = vec![Label { place: sink.place_of(mode), message: tr!("one partition").into() }];
    }
    finding.help = tr!(
        "Set `{key}` to 1 in the `sink` of this component, in the console: OPS & Monitoring > Component, the update of the \
         component. `omslint fix --unsafe-fixes` writes it into the exported file: one worker may be too slow for this task, so \
         look at its delay afterwards.",
        key = WORKERS
    )
    .into();
    if !is_new {
        finding.advise(
            tr!("No fix: how a sink of 3.2.x names its workers is not known"),
            tr!("Ask the vendor, or look at the order in the topic."),
        );
        return finding;
    }
    let change = match workers {
        Some(entry) => Change::Replace { entry, value: like(entry) },
        None => sink.insertion(WORKERS, like(mode)),
    };
    let title = tr!("set `{key}` to {value}", key = sink.full_key(WORKERS), value = 1);
    match context.offer_for(component, sink, (Tier::Unsafe, title, FixValue::Number(1)), vec![change], Vec::new()) {
        Ok(fix) => finding.fix = Some(fix),
        Err(why) => finding.advise(tr!("No fix: {why}", why), tr!("Set it in the console instead.")),
    }
    finding
}

/// A number stays a number. Beside text a new one is text, as OMS writes it on disk.
fn like(entry: EntryRef<'_>) -> NewValue {
    if matches!(entry.value.value(), Value::Number) { NewValue::Number(1) } else { NewValue::Text("1".into()) }
}
