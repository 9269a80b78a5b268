//! OMS206: a pull-back of Stores that does not reach back to before the upgrade.

use crate::knowledge::console;
use crate::lint::evidence::position::Lag;
use crate::lint::evidence::pull_back::{MINUTES, Need, why_not_by_downstream};
use crate::lint::finding::{Certainty, Evidence, Finding, Severity, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::{Context, DEFAULT_RESERVE, Meta, Rule, Topic, labels};
use crate::oms::component::Component;
use crate::oms::ha::{self, HaConfig};
use crate::oms::time;
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{sentences, tr};
use crate::text::node::{EntryRef, Value};

pub(super) struct HaRefetchWindow;

static META: Meta = Meta {
    code: "OMS206",
    name: "ha-refetch-window",
    summary: "a pull-back of Stores shorter than downtime, reserve and lag together",
    severity: Severity::Warning,
    topic: Topic::Upgrade,
    is_default: true,
    fix: Some("writes the number of minutes that is needed"),
    what: "Checked with `--downtime`: a system parameter `ha.config` in which `refetchStoreIntervalMin` is less than \
           the downtime, the reserve (`--reserve`, 30 minutes by default) and the greatest lag in the export together, \
           while new Stores do not begin at the checkpoint of what reads them (`perceiveStoreClientCheckpoint`, which \
           works only with `enable` and `enableStore`). The lag of an Incr-Sync is `checkpointSampleTimestamp` minus \
           `checkpoint` in an API answer, or `gmt` minus `checkpoint` in the status file of a process that says that it \
           runs.",
    why: "A new Store that HA adds after the upgrade begins `refetchStoreIntervalMin` minutes back. If the tasks \
          stopped before that, what happened in between is in no Store, and they cannot go on without a gap. The \
          documented example: stopped at 16:00, done at 17:00, so 60 + 30 = 90 minutes.",
    how: "When HA is on again after the upgrade, set `refetchStoreIntervalMin` in the system parameter `ha.config` to at least \
          the number named, or set `perceiveStoreClientCheckpoint`, `enable` and `enableStore` to true.",
    source: "Documented by the vendor (high).",
};

impl Rule for HaRefetchWindow {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        if !console::has_ha(Some(context.settings.to)) {
            return;
        }
        let Some(downtime) = context.settings.downtime else { return };
        let doubted = ha::configs(context.export).filter_map(|config| Some((config, why_not_by_downstream(config)?)));
        let doubted: Vec<_> = doubted.collect();
        if doubted.is_empty() {
            return;
        }
        let (reserve, now) = (context.settings.reserve, context.settings.now);
        let need = Need::new(context.export, now, (downtime, reserve));
        for (config, doubts) in doubted {
            match config.number(MINUTES) {
                Some((_, set)) if set >= need.minutes => {}
                set => findings.push(finding(context, config, &need, &doubts, set.map(|(_, set)| set))),
            }
        }
    }
}

fn evidence(need: &Need<'_, '_>) -> Vec<Evidence> {
    let said = |says: String| Evidence { place: None, says: says.into(), value: None };
    let (downtime, reserve) = (time::minutes(need.downtime), time::minutes(need.reserve));
    let reserve = if need.reserve == DEFAULT_RESERVE {
        tr!("`--reserve` is {reserve}, the default", reserve)
    } else {
        tr!("`--reserve` is {reserve}", reserve)
    };
    let mut all = vec![said(tr!("`--downtime` is {downtime}", downtime)), said(reserve)];
    all.extend(need.lag.map(|(lag, component)| lagged(lag, component)));
    all
}

fn lagged(lag: Lag, component: &Component<'_>) -> Evidence {
    let (component, behind) = (component.describe(), time::minutes(lag.seconds));
    let says = if lag.is_of_process {
        tr!(
            "{component} was {lag} behind when its process wrote its status: `gmt` minus `checkpoint`",
            component,
            lag = behind
        )
    } else {
        tr!(
            "{component} was {lag} behind when the API was asked: `checkpointSampleTimestamp` minus `checkpoint`",
            component,
            lag = behind
        )
    };
    Evidence { place: Some(lag.place), says: says.into(), value: None }
}

fn finding<'a>(
    context: Context<'_, 'a>,
    config: HaConfig<'a>,
    need: &Need<'_, 'a>,
    (why, is_explicit): &(String, bool),
    set: Option<i64>,
) -> Finding<'a> {
    let entry = config.entry(MINUTES);
    let place = entry.map_or_else(|| config.section().head(), |entry| config.place(entry));
    let mut finding = META.finding(context, None, place);
    let is_certain = *is_explicit && set.is_some();
    finding.certainty = if is_certain { Certainty::Certain } else { Certainty::Possible };
    let begins = match (set, entry) {
        (Some(set), _) => tr!("`{key}` is {value}", key = MINUTES, value = set),
        (None, Some(_)) => tr!("`{key}` is no number of minutes", key = MINUTES),
        (None, None) => tr!("`{key}` is not set", key = MINUTES),
    };
    let (to, sum, minutes) = (context.settings.to, need.sum(), need.minutes);
    finding.label = tr!("{minutes} needed", minutes);
    finding.message = if is_certain {
        tr!(
            "ha.config: {begins}, and a Store that HA adds after the upgrade to {to} will not reach back far enough: {sum}; {why}",
            begins,
            to,
            sum,
            why
        )
    } else {
        tr!(
            "ha.config: {begins}, and a Store that HA adds after the upgrade to {to} may not reach back far enough: {sum}; {why}",
            begins,
            to,
            sum,
            why
        )
    };
    let evidence = evidence(need);
    finding.related = labels(&evidence);
    finding.help = tr!(
        "When HA is on again after the upgrade, set `{key}` to {minutes} or more in the system parameter `ha.config`, or set \
         `perceiveStoreClientCheckpoint`, `enable` and `enableStore` to true.",
        key = MINUTES,
        minutes
    )
    .into();
    if let Some(entry) = entry {
        let title = tr!("set `{key}` to {value}", key = MINUTES, value = minutes);
        let changes = vec![Change::Replace { entry, value: like(entry, need.minutes) }];
        match context.offer(&config.section(), (Tier::Safe, title, FixValue::Number(need.minutes)), changes, evidence) {
            Ok(fix) => finding.fix = Some(fix),
            Err(why) => {
                let no_fix = tr!("No fix: {why}", why);
                finding.help = sentences(&[&finding.help, &tr!("{clause}.", clause = no_fix)]).into();
            }
        }
    }
    finding
}

/// A number stays a number, text stays text.
fn like(entry: EntryRef<'_>, minutes: i64) -> NewValue {
    if matches!(entry.value.value(), Value::String(_)) {
        NewValue::Text(minutes.to_string())
    } else {
        NewValue::Number(minutes)
    }
}
