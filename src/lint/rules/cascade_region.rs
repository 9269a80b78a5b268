//! OMS208: a region number that a writer filters by, in a cascade of tasks, before the upgrade that renumbers regions.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Severity, short};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::endpoint::{self, Endpoint};
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Direction};
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::EntryRef;

pub(super) struct CascadeRegion;

static META: Meta = Meta {
    code: "OMS208",
    name: "cascade-region",
    summary: "a region number in a cascade of tasks, before an upgrade across 4.0.1",
    severity: Severity::Warning,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "An Incr-Sync or JDBCWriter whose `blackRegionNo` (`sourceFile.blackRegionNo`, `source.blackRegionNo`, \
           `black_region_no`) is neither empty nor 0, in a task whose target is the source of another task of the export (by its \
           subtopic, its jdbcUrl or its host), when the Enterprise Edition goes from before 4.0.1 to 4.0.1 or later.",
    why: "In a cascade, an OceanBase that is one task's target and another's source, this number keeps rows from going round in \
          circles. If it was changed by hand, it has to fit the number of the region (`cm_location`), or the cascade may lose \
          rows or repeat them after the upgrade.",
    how: "Before the upgrade, compare the value with `cm_location` in `/home/admin/conf/config.yaml` (cm database, table \
          `config_job`, columns `key` and `value`): before and after, `blackRegionNo` and `cm_location` should be the same \
          number. Where they differ and the cascade is in use, ask the vendor first.",
    source: "The upgrade guide of EE 4.2.2, second-hand (medium). That two tasks share a database is inferred from addresses and \
             subtopics (medium): the finding is always a possible one. What goes wrong otherwise is inferred (medium).",
};

/// The version that numbers regions anew.
const CHANGED: Version = Version { numbers: [4, 0, 1], bundle: 0, edition: Edition::Enterprise };

const KEYS: &[&str] = &["blackRegionNo", "black_region_no", "sourceFile.blackRegionNo", "source.blackRegionNo"];

impl Rule for CascadeRegion {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        let (from, to) = (context.settings.from, context.settings.to);
        let is_other = |version: Version| version.edition != Edition::Enterprise;
        if is_other(to) || to < CHANGED || from.is_some_and(|from| is_other(from) || from >= CHANGED) {
            return;
        }
        let numbered: Vec<_> = context.export.counted().filter_map(|one| Some((one, region(one)?))).collect();
        if numbered.is_empty() {
            return;
        }
        let sources = sources(context.export);
        for (component, (section, entry)) in numbered {
            if let Some(reader) =
                component.task.as_deref().and_then(|task| reader(context.export, task, component, &sources))
            {
                findings.push(finding(context, component, (section, entry), reader));
            }
        }
    }
}

/// Where a live writer names a region.
fn region<'c, 'a>(component: &'c Component<'a>) -> Option<(&'c Section<'a>, EntryRef<'a>)> {
    if !component.is_live() || !matches!(component.kind, ComponentKind::IncrSync(_)) {
        return None;
    }
    let config = component.config().filter(|_| component.source().is_none());
    let sections = component.source().into_iter().chain(config);
    let mut found = sections.filter_map(|section| Some((section, section.filled(KEYS)?)));
    let (section, (entry, _)) = found.find(|(_, (_, value))| value.trim() != "0")?;
    Some((section, entry))
}

/// What tasks read, by address and by subtopic. Of one database two tasks are enough: one of them is another than any.
#[derive(Default)]
struct Sources<'e> {
    hosts: BTreeMap<String, Vec<(Endpoint, &'e str)>>,
    subtopics: BTreeMap<&'e str, BTreeSet<&'e str>>,
}

fn sources<'e>(export: &'e Export<'_>) -> Sources<'e> {
    let mut sources = Sources::default();
    for component in export.components().filter(|component| component.is_live()) {
        let Some(task) = component.task.as_deref() else { continue };
        let is_forward = component.direction == Direction::Forward;
        let read = if is_forward { endpoint::read(component) } else { endpoint::written(component) };
        for one in read {
            let known = sources.hosts.entry(one.host.clone()).or_default();
            let mut same = known.iter().filter(|(other, _)| *other == one);
            if same.next().is_none_or(|(_, first)| *first != task) && same.next().is_none() {
                known.push((one, task));
            }
        }
        if is_forward && matches!(component.kind, ComponentKind::IncrSync(_)) {
            for subtopic in component.subtopics() {
                sources.subtopics.entry(subtopic).or_default().insert(task);
            }
        }
    }
    sources
}

/// Another task that reads what this one writes to, and by what that is known.
fn reader<'e>(
    export: &'e Export<'_>,
    task: &str,
    component: &Component<'_>,
    sources: &Sources<'e>,
) -> Option<(&'e str, String)> {
    for other in export.speaking_for(component).filter(|other| other.is_live()) {
        let is_forward = other.direction == Direction::Forward;
        let written = if is_forward { endpoint::written(other) } else { endpoint::read(other) };
        for target in written {
            let mut same = sources.hosts.get(&target.host).into_iter().flatten();
            let found = same.find(|(source, reader)| *reader != task && source.may_be(&target));
            if let Some((_, reader)) = found {
                return Some((*reader, tr!("both name {host}", host = target.host)));
            }
        }
        if is_forward {
            continue;
        }
        for subtopic in other.subtopics() {
            let mut readers = sources.subtopics.get(subtopic).into_iter().flatten();
            if let Some(reader) = readers.find(|reader| **reader != task) {
                return Some((*reader, tr!("both read {subtopic}", subtopic)));
            }
        }
    }
    None
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    (section, entry): (&Section<'a>, EntryRef<'a>),
    (reader, how): (&str, String),
) -> Finding<'a> {
    let to = context.settings.to;
    let mut finding = META.finding(context, Some(component), section.place_of(entry));
    finding.certainty = Certainty::Possible;
    finding.label = tr!("must fit `cm_location`").into();
    let (who, key, value) = (component.describe(), entry.key(), short(entry.value.filled().unwrap_or_default()));
    finding.message = if context.settings.from.is_some() {
        tr!(
            "{component} has `{key}` {value}, and its target may be the source of task {reader} ({how}): after the upgrade to {to} \
             rows may be lost or come round again if that number is not the `cm_location` of the region",
            component = who,
            key,
            value,
            reader,
            how,
            to
        )
    } else {
        tr!(
            "{component} has `{key}` {value}, and its target may be the source of task {reader} ({how}): after the upgrade from \
             before 4.0.1 (`--from` says) to {to} rows may be lost or come round again if that number is not the `cm_location` of \
             the region",
            component = who,
            key,
            value,
            reader,
            how,
            to
        )
    };
    finding.help = tr!(
        "Compare it with `cm_location` in /home/admin/conf/config.yaml (cm database: table `config_job`, columns `key`, \
         `value`). Where they differ and the cascade is in use, ask the vendor before the upgrade."
    )
    .into();
    finding
}
