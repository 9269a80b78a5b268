//! Answers of the API that show local time, although what they show should be UTC: no time is later than the clock that was read with
//! it. Where one time of an answer is, the others in it are hours off as well.

use crate::oms::component::{Component, Reported};
use crate::oms::time;
use crate::text::source::Place;

/// The times that an item shows.
const TIMES: [&str; 3] = ["checkpoint", "beginCheckpoint", "endCheckpoint"];

/// Zones lie an hour or more apart, so what a Store shows counts against the clock of another item in its document only where it is
/// ahead by nearly that: the answers in one document need not be of one minute.
const ABOUT_AN_HOUR: i64 = 3_600 - time::CLOCK_SKEW;

/// A time that proves it, of each document of which one does; in the order of the documents, as `components` are.
#[must_use]
pub(super) fn proven(components: &[Box<Component<'_>>]) -> Vec<Place> {
    let of_document = |components: &[Box<Component<'_>>]| {
        let sampled = |component: &Component<'_>| component.reported?.sampled;
        let newest = components.iter().filter_map(|component| sampled(component)).max()?;
        components.iter().find_map(|component| {
            let limit = match sampled(component) {
                Some(own) => own.saturating_add(time::CLOCK_SKEW),
                None => newest.saturating_add(ABOUT_AN_HOUR),
            };
            time_after(&component.reported?, component.document, limit)
        })
    };
    components.chunk_by(|one, other| one.document == other.document).filter_map(of_document).collect()
}

/// A time of an item that says no zone, and is later than `limit`.
fn time_after(reported: &Reported<'_>, document: usize, limit: i64) -> Option<Place> {
    TIMES.iter().find_map(|key| {
        let entry = reported.item.entry(key)?;
        let is_later = entry.value.filled().is_some_and(time::is_zoneless) && time::seconds(entry.value)? > limit;
        is_later.then(|| Place { document, span: entry.key_span().to(entry.value.span()) })
    })
}
