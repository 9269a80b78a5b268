//! OMS209: switches of HA that are on, for which obd's upgrade stops.

use crate::knowledge::console;
use crate::knowledge::ha_config;
use crate::knowledge::versions::Edition;
use crate::lint::finding::{Certainty, Finding, Label, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::ha::{self, HaConfig};
use crate::text::lang::{comma, tr};
use crate::text::node::EntryRef;

pub(super) struct HaSwitchesOn;

static META: Meta = Meta {
    code: "OMS209",
    name: "ha-switches-on",
    summary: "ha.config with switches on, for which obd's upgrade stops (Community Edition)",
    severity: Severity::Info,
    topic: Topic::Upgrade,
    is_default: true,
    fix: None,
    what: "A system parameter `ha.config` in which a key that contains `enable` is true, or in which one of the documented ones \
           is not set, so that its default counts, when the target is of the Community Edition.",
    why: "The offline upgrade of several nodes with obd refuses while any key of `ha.config` that contains `enable` is true, \
          `enable` itself and its defaults included. To switch off `enable` alone is not enough there.",
    how: "Right before the upgrade, note the values (this finding lists them), and set all of them to false: before \
          `{\"enable\":true,\"enableStore\":true}`, after `{\"enable\":false,\"enableStore\":false}`. After the upgrade set them back, \
          in one save together with the pull-back (OMS206). Whoever upgrades without obd only switches off `enable`.",
    source: "obd's own check before an upgrade of OMS-CE (high). What each default is was not seen: a documented key that is \
             not set counts as one that may be on (medium).",
};

impl Rule for HaSwitchesOn {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        let to = context.settings.to;
        if to.edition != Edition::Community || !console::has_ha(Some(to)) {
            return;
        }
        findings.extend(ha::configs(context.export).filter_map(|config| finding(context, config)));
    }
}

fn is_switch(key: &str) -> bool {
    key.to_ascii_lowercase().contains("enable")
}

/// The documented switches that a file says nothing of, whichever way they are spelled.
fn unset(config: HaConfig<'_>) -> Vec<&'static str> {
    let is_there = |key: &str| config.entries().any(|entry| entry.key().eq_ignore_ascii_case(key));
    let mut seen: Vec<String> = Vec::new();
    let mut is_new = |key: &str| {
        let plain = key.to_ascii_lowercase();
        let is_new = !seen.contains(&plain);
        seen.push(plain);
        is_new
    };
    ha_config::SETTINGS.iter().copied().filter(|key| is_switch(key) && !is_there(key) && is_new(key)).collect()
}

fn finding<'a>(context: Context<'_, 'a>, config: HaConfig<'a>) -> Option<Finding<'a>> {
    let on: Vec<EntryRef<'a>> =
        config.entries().filter(|entry| is_switch(entry.key()) && entry.value.flag() == Some(true)).collect();
    let unset = unset(config);
    if on.is_empty() && unset.is_empty() {
        return None;
    }
    let place = on.first().map_or_else(|| config.section().head(), |entry| config.place(*entry));
    let mut finding = META.finding(context, None, place);
    finding.certainty = if on.is_empty() { Certainty::Possible } else { Certainty::Certain };
    let quoted =
        |keys: &mut dyn Iterator<Item = &str>| keys.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(comma());
    let are_on = quoted(&mut on.iter().map(EntryRef::key));
    let are_unset = quoted(&mut unset.iter().copied());
    let to = context.settings.to;
    finding.label = tr!("on").into();
    finding.related =
        on.iter().skip(1).map(|entry| Label { place: config.place(*entry), message: tr!("on").into() }).collect();
    finding.message = match (on.is_empty(), unset.is_empty()) {
        (false, true) => tr!(
            "ha.config: {are_on} true; obd's offline upgrade to {to} will refuse until every key that contains `enable` is false",
            are_on,
            to
        ),
        (false, false) => tr!(
            "ha.config: {are_on} true, and {are_unset} not set, so that the default counts; obd's offline upgrade to {to} will \
             refuse until every key that contains `enable` is false",
            are_on,
            are_unset,
            to
        ),
        _ => tr!(
            "ha.config: {are_unset} not set, so that the default counts, which may be true; obd's offline upgrade to {to} may \
             refuse until every key that contains `enable` is false",
            are_unset,
            to
        ),
    };
    finding.help = tr!(
        "Right before the upgrade, note these values and set all of them to false; set them back after it, in one save with \
         the pull-back. Without obd, switching off `enable` is enough."
    )
    .into();
    Some(finding)
}
