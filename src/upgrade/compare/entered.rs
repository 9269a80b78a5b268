//! Positions that somebody entered between the two exports. What the Store no longer kept when the old one was taken, it
//! cannot serve: of a position that was configured all along that is normal, of one that was just written it is a mistake.

use std::collections::BTreeMap;

use super::units::Unit;
use super::{ComparedParameter, ParameterFate};
use crate::lint::checkpoint;
use crate::lint::evidence::position;
use crate::oms::client::Client;
use crate::oms::export::Export;
use crate::oms::kind::SectionName;
use crate::oms::time;
use crate::text::lang::tr;
use crate::text::sorting;

/// From how far back a position is told, in seconds, where no Store says whether it can be served: a week. Nobody keeps
/// as much unasked (the documented defaults are one day and five), and a slip in the year or the month is further off.
const FAR_BACK: i64 = 7 * 86_400;

/// A position as a component is configured to start from it.
struct Entered<'e> {
    /// The names of the parameter under which it is told.
    keys: [String; 2],
    client: Client<'e>,
    seconds: i64,
}

/// Looks through the positions of a component that are not those it had, and says which of them are too early. `parameters`
/// are its own that differ.
pub(super) fn look(
    old: (&Export<'_>, &Unit<'_, '_>),
    new: (&Export<'_>, &Unit<'_, '_>),
    now: i64,
    parameters: &mut [ComparedParameter],
) {
    let had: BTreeMap<String, i64> = sorting::map(positions(old.1).map(|had| (had.keys.concat(), had.seconds)));
    let zone = new.0.zone();
    for entered in positions(new.1).filter(|entered| had.get(&entered.keys.concat()) != Some(&entered.seconds)) {
        let is_its = |parameter: &&mut ComparedParameter| {
            parameter.section == Some(SectionName::Source) && entered.keys.contains(&parameter.key)
        };
        let Some(parameter) = parameters.iter_mut().find(is_its) else { continue };
        let begin = entered.client.reads().and_then(|subtopic| position::store_begin(old.0, subtopic, now));
        let at = zone.aside(entered.seconds);
        match begin {
            Some(begin) if begin.seconds > entered.seconds => {
                parameter.fate = ParameterFate::Changed;
                parameter.reason = Some(tr!(
                    "a position that was entered ({at}) and lies before the beginning of its Store ({begin}), which cannot serve \
                     it: enter a later one, or have a new Store made with an earlier timestamp",
                    at,
                    begin = zone.aside(begin.seconds)
                ));
            }
            None if now - entered.seconds > FAR_BACK && parameter.fate != ParameterFate::Changed => {
                parameter.reason = Some(tr!(
                    "a position that was entered, {age} back ({at}), and no Store in the old export says whether that can be \
                     served: see that it is meant",
                    age = time::length(now - entered.seconds),
                    at
                ));
            }
            _ => {}
        }
    }
}

/// The positions of all places a component stands in, right or not.
fn positions<'e>(unit: &'e Unit<'_, '_>) -> impl Iterator<Item = Entered<'e>> {
    unit.parts.iter().filter_map(|part| Some((part, checkpoint::source(part)?.1))).flat_map(|(part, source)| {
        let position = |client: &Client<'e>| {
            let seconds = time::seconds(checkpoint::entry_of(source, *client)?.value)?;
            let keys = ["checkpoint".to_owned(), format!("checkpoint.{}", client.key()?)];
            Some(Entered { keys, client: *client, seconds })
        };
        part.clients().iter().filter_map(position).collect::<Vec<_>>()
    })
}
