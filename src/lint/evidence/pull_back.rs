//! How far back a Store must begin that HA adds after an upgrade: the downtime, a reserve, and how far tasks lag.

use crate::lint::evidence::position::{self, Lag};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::ha::{self, HaConfig};
use crate::oms::time;
use crate::text::lang::tr;

/// How many minutes before the present a new Store begins.
pub(crate) const MINUTES: &str = "refetchStoreIntervalMin";

/// Why HA does not begin a Store at the checkpoint of its downstream components; None if it does. The second part says
/// whether that is explicit.
pub(crate) fn why_not_by_downstream(config: HaConfig<'_>) -> Option<(String, bool)> {
    const ITSELF: &str = "perceiveStoreClientCheckpoint";
    for key in [ITSELF, "enable", "enableStore"] {
        match config.flag(&[key]) {
            Some((_, true)) => {}
            Some((_, false)) if key == ITSELF => return Some((tr!("`{key}` is false", key), true)),
            Some((_, false)) => {
                let no_effect =
                    tr!("`perceiveStoreClientCheckpoint` has no effect: `{key}`, which it needs, is false", key);
                return Some((no_effect, false));
            }
            None => return Some((tr!("nothing here says that `{key}` is true", key), false)),
        }
    }
    None
}

/// What the pull-back must cover, where one in the export goes by minutes and covers less.
pub(crate) fn not_covered<'c, 'a>(
    export: &'c Export<'a>,
    now: i64,
    (downtime, reserve): (i64, i64),
) -> Option<Need<'c, 'a>> {
    let by_minutes = || ha::configs(export).filter(|config| why_not_by_downstream(*config).is_some());
    by_minutes().next()?;
    let need = Need::new(export, now, (downtime, reserve));
    let covers = |config: HaConfig<'_>| config.number(MINUTES).is_some_and(|(_, set)| set >= need.minutes);
    (!by_minutes().all(covers)).then_some(need)
}

/// The greatest lag of what is live in the export, and whose it is; None where nothing lags.
#[must_use]
pub(crate) fn greatest_lag<'c, 'a>(export: &'c Export<'a>, now: i64) -> Option<(Lag, &'c Component<'a>)> {
    let incr_syncs = export.incr_syncs().filter(|(component, _)| component.is_live());
    let lags = incr_syncs.filter_map(|(component, _)| Some((position::lag(export, component, now)?, component)));
    lags.filter(|(lag, _)| lag.seconds > 0).max_by_key(|(lag, _)| lag.seconds)
}

/// What the pull-back must cover.
#[derive(Debug)]
pub(crate) struct Need<'c, 'a> {
    /// How long OMS is down, in seconds.
    pub downtime: i64,
    /// What is added to be safe, in seconds.
    pub reserve: i64,
    /// The greatest lag, and whose it is.
    pub lag: Option<(Lag, &'c Component<'a>)>,
    /// All of it, in whole minutes.
    pub minutes: i64,
}

impl<'c, 'a> Need<'c, 'a> {
    pub(crate) fn new(export: &'c Export<'a>, now: i64, (downtime, reserve): (i64, i64)) -> Self {
        let lag = greatest_lag(export, now);
        let total = downtime + reserve + lag.map_or(0, |(lag, _)| lag.seconds);
        Self { downtime, reserve, lag, minutes: (total + 59) / 60 }
    }

    /// `60 min downtime + 30 min reserve + 1 min 50 s lag of … = 91 min 50 s, so 92 minutes are needed`.
    pub(crate) fn sum(&self) -> String {
        let (downtime, reserve) = (time::minutes(self.downtime), time::minutes(self.reserve));
        let sum = match self.lag {
            None => tr!("{downtime} downtime + {reserve} reserve", downtime, reserve),
            Some((lag, component)) => tr!(
                "{downtime} downtime + {reserve} reserve + {lag} lag of {component}",
                downtime,
                reserve,
                lag = time::minutes(lag.seconds),
                component = component.describe()
            ),
        };
        let total = self.downtime + self.reserve + self.lag.map_or(0, |(lag, _)| lag.seconds);
        let minutes = self.minutes;
        if total % 60 == 0 {
            tr!("{sum} = {minutes} minutes are needed", sum, minutes)
        } else {
            tr!("{sum} = {total}, so {minutes} minutes are needed", sum, total = time::minutes(total), minutes)
        }
    }
}
