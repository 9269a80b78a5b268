//! What says of a component that it ran although another one of its lane has a higher sequence: then both count, and a person
//! has to see which of the two runs.

use crate::lint::finding::Evidence;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::supersede;
use crate::text::lang::tr;
use crate::text::source::Place;

/// The status file by which `component` is live beside a higher sequence, and the component that has that.
#[must_use]
pub(crate) fn in_spite_of_sequence<'e, 'a>(
    export: &'e Export<'a>,
    component: &'e Component<'a>,
) -> Option<(Evidence, &'e Component<'a>)> {
    let (document, status) = component.status.filter(|_| component.is_live())?;
    let id = component.id.as_ref()?;
    let is_higher = |other: &&Component<'_>| {
        let other_id = other.id.as_ref().filter(|other| other.lane == id.lane && other.sequence > id.sequence);
        other_id.is_some() && other.kind.is_same(component.kind) && other.is_live()
    };
    let newer = export.kindred(component).filter(is_higher).find(|other| supersede::ran_as_late(component, other))?;
    let zone = export.zone();
    let (ran, then) = (zone.show(component.status_time()?), zone.show(newer.last_known()?));
    let entry = status.entry("status")?;
    let says = tr!(
        "its status file says running as of {ran}, and what is known of {newer}, which has a higher sequence, is of {then}",
        ran,
        newer = newer.id.as_ref().map_or("", |id| &id.text),
        then
    );
    let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
    Some((Evidence { place, says: says.into(), value: None }, newer))
}
