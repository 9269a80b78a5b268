//! `ha.config` of both exports: HA that was not switched on again is what a long night forgets. What the upgrade itself
//! asks to set there is no loss.

use super::parameters::{self, ComparedParameter, ParameterFate};
use super::values::plain;
use super::{Loss, Side, Who};
use crate::oms::export::Export;
use crate::oms::ha::{self, HaConfig};
use crate::oms::shape::Location;
use crate::text::lang::tr;
use crate::text::source::Place;

/// What it is called in place of a kind of component.
pub(super) const NAME: &str = "ha.config";

/// Compares the configurations of HA.
pub(super) fn compare(
    old: Side<'_, '_>,
    new: Side<'_, '_>,
    losses: &mut Vec<Loss>,
    found: &mut Vec<ComparedParameter>,
) {
    let (olds, news) = (counted(old.export), counted(new.export));
    let mut free: Vec<_> = news.iter().collect();
    let name = |export: &Export<'_>, config: &HaConfig<'_>| {
        export.location(config.document).map(|Location { file_name, .. }| file_name.to_owned())
    };
    for config in &olds {
        // Where there are several, each is compared with the one of its name.
        let own = name(old.export, config);
        let same = free.iter().position(|other| name(new.export, other) == own).unwrap_or(0);
        if free.get(same).is_some() {
            let other = free.remove(same);
            let mut own = Vec::new();
            let objects = (config.section(), other.section());
            parameters::compare_sections((old.export, &objects.0), (new.export, &objects.1), &who(), &mut own);
            own.iter_mut().for_each(|parameter| judge(parameter, config));
            found.append(&mut own);
        } else {
            let place = old.export.cite(Place { document: config.document, ..Place::RUN });
            losses.push(Loss { who: who(), place });
        }
    }
}

/// Those that count: not the copies of one that is there.
fn counted<'a>(export: &Export<'a>) -> Vec<HaConfig<'a>> {
    ha::configs(export).filter(|config| export.is_counted(config.document)).collect()
}

fn who() -> Who {
    Who { task: None, kind: Some(NAME), direction: None, old: None, new: None, server: None }
}

/// What becomes of a key on the way through an upgrade.
fn judge(parameter: &mut ComparedParameter, old: &HaConfig<'_>) {
    if !matches!(parameter.fate, ParameterFate::Changed | ParameterFate::Added) {
        return;
    }
    let text = |value: &Option<String>| value.as_deref().unwrap_or_default().to_ascii_lowercase();
    let (was, is) = (text(&parameter.old), text(&parameter.new));
    let is_on = !matches!(is.as_str(), "false" | "0" | "no" | "off" | "");
    let grew = || matches!((was.parse::<f64>(), is.parse::<f64>()), (Ok(was), Ok(is)) if is > was);
    let had_writers = || old.flag(&["enableJdbcWriter", "enableJDBCWriter"]).is_some_and(|(_, is_on)| is_on);
    let aside = match plain(&parameter.key).as_str() {
        _ if parameter.fate == ParameterFate::Added && (parameter.key != "enable" || is_on) => None,
        "enable" if is_on => Some(tr!("HA is on again")),
        "enable" => {
            parameter.fate = ParameterFate::Changed;
            let off = tr!(
                "HA is off: switch it on again, in one save with its pull-back, unless the upgrade is still to come"
            );
            parameter.reason = Some(off.to_owned());
            None
        }
        "perceivestoreclientcheckpoint" if is_on => Some(tr!("the pull-back, which the upgrade asks to set")),
        "refetchstoreintervalmin" if grew() => Some(tr!("the pull-back, which the upgrade asks to set")),
        "enableconnector" if is_on && had_writers() => {
            Some(tr!("the upgrade asks for it, for it makes an Incr-Sync of each JDBCWriter"))
        }
        _ => None,
    };
    if let Some(reason) = aside {
        parameter.fate = ParameterFate::Aside;
        parameter.reason = Some(reason.to_owned());
    }
}
