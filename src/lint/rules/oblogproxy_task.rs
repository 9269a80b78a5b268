//! OMS202: a task that reads through oblogproxy, which blocks the upgrade.

use crate::knowledge::versions::{Edition, Version};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::store;
use crate::text::lang::tr;
use crate::text::source::Place;

pub(super) struct OblogproxyTask;

static META: Meta = Meta {
    code: "OMS202",
    name: "oblogproxy-task",
    summary: "a task that reads through oblogproxy",
    severity: Severity::Error,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "An Incr-Sync with a LogProxy source, or a Store whose section `logproxy2store` is filled, when the target is \
           4.3.1 or later of the Enterprise Edition.",
    why: "A task that reads through oblogproxy blocks the upgrade to 4.3.1. Nothing says that later versions differ, so for \
          them it may.",
    how: "The way of the vendor's guide: deploy the new version separately, and create the task there anew. Before: a task with \
          `\"type\":\"LOGPROXY_SOURCE\"` in the OMS that is upgraded; after: the same task, made anew in the new OMS. If it is no longer \
          needed, end it and delete it in the console, and export again.",
    source: "Documented by the vendor in the upgrade guide of EE 4.3.1 (high); that it holds for later versions is inferred (medium). Nothing of \
             the kind is documented for the Community Edition or for earlier targets, so nothing is found there.",
};

/// The first version of the Enterprise Edition of which it is documented.
const FIRST: Version = Version { numbers: [4, 3, 1], bundle: 0, edition: Edition::Enterprise };

impl Rule for OblogproxyTask {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let to = context.settings.to;
        if to.edition != Edition::Enterprise || to < FIRST {
            return;
        }
        if let Some((place, what)) = reads(component) {
            findings.push(finding(context, component, place, what));
        }
    }
}

/// Where the component says that it reads through oblogproxy, and what stands there.
fn reads(component: &Component<'_>) -> Option<(Place, &'static str)> {
    match component.kind {
        ComponentKind::IncrSync(Plugin::LogProxy) => {
            let source = component.source()?;
            let named = ["type", "boosterClass", "logproxy.address"].iter().find_map(|key| source.entry(key));
            let place = named.map(|entry| Place { document: source.document, span: entry.key_span() });
            Some((place.unwrap_or_else(|| source.head()), tr!("its source is LogProxy")))
        }
        ComponentKind::Store => {
            let section = store::section(component, "logproxy2store").filter(Section::is_filled)?;
            Some((section.head(), tr!("its section `logproxy2store` is filled")))
        }
        _ => None,
    }
}

fn finding<'a>(context: Context<'_, 'a>, component: &Component<'a>, place: Place, what: &str) -> Finding<'a> {
    let to = context.settings.to;
    let mut finding = META.finding(context, Some(component), place);
    let component = component.describe();
    finding.label = "oblogproxy".into();
    if to == FIRST {
        finding.message = tr!(
            "{component} reads through oblogproxy ({what}), and that will block the upgrade to {to}",
            component,
            what,
            to
        );
    } else {
        finding.certainty = Certainty::Possible;
        finding.message = tr!(
            "{component} reads through oblogproxy ({what}), and that may block the upgrade to {to}: it is documented for {first}, \
             and nothing says that {to} differs",
            component,
            what,
            to,
            first = FIRST
        );
    }
    finding.advise(
        tr!("Deploy the new version separately and create this task there anew, as the vendor's guide says"),
        tr!("If it is no longer needed, end it and delete it in the console, and export again."),
    );
    finding
}
