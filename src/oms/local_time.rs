//! Answers of the API that show local time, although what they show should be UTC: no time is later than the clock that was read with
//! it. Where one time of an answer is, the others in it are hours off as well.

use crate::oms::component::{Component, Reported};
use crate::oms::time;
use crate::text::source::Place;

/// The times that an item shows.
const TIMES: [&str; 3] = ["checkpoint", "beginCheckpoint", "endCheckpoint"];

/// What the items of the answers in one document show, of times that say no zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    pub(super) document: usize,
    /// A time that is later than the sample of its own item.
    after_sample: Option<Place>,
    /// The latest time of the items without a sample, in Unix seconds.
    latest: Option<(i64, Place)>,
    /// The newest sample, in Unix seconds.
    newest: i64,
}

impl Shown {
    /// What proves that its times are local: one that is later than its sample, or than any clock that can have been read with it.
    pub(super) fn local_time(&self, now: i64) -> Option<Place> {
        let latest = self.latest.filter(|(seconds, _)| time::is_ahead(*seconds, now.max(self.newest)));
        self.after_sample.or_else(|| latest.map(|(_, place)| place))
    }
}

/// What the documents show in which items of the API are; in their order, as `components` are.
#[must_use]
pub(super) fn shown(components: &[Box<Component<'_>>]) -> Vec<Shown> {
    let of_document = |components: &[Box<Component<'_>>]| {
        let mut shown = Shown { document: components.first()?.document, after_sample: None, latest: None, newest: 0 };
        let mut is_any = false;
        for component in components {
            let Some(reported) = component.reported else { continue };
            is_any = true;
            shown.newest = shown.newest.max(reported.sampled.unwrap_or_default());
            let Some((seconds, place)) = latest(&reported, component.document) else { continue };
            match reported.sampled {
                Some(sampled) if time::is_ahead(seconds, sampled) => {
                    shown.after_sample = shown.after_sample.or(Some(place));
                }
                Some(_) => {}
                None if shown.latest.is_none_or(|(latest, _)| latest < seconds) => {
                    shown.latest = Some((seconds, place));
                }
                None => {}
            }
        }
        is_any.then_some(shown)
    };
    components.chunk_by(|one, other| one.document == other.document).filter_map(of_document).collect()
}

/// The latest time of an item that says no zone.
fn latest(reported: &Reported<'_>, document: usize) -> Option<(i64, Place)> {
    let times = TIMES.iter().filter_map(|key| {
        let entry = reported.item.entry(key).filter(|entry| entry.value.filled().is_some_and(time::is_zoneless))?;
        let place = Place { document, span: entry.key_span().to(entry.value.span()) };
        Some((time::seconds(entry.value)?, place))
    });
    times.max_by_key(|(seconds, _)| *seconds)
}
