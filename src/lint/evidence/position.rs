//! What the export says about the position of a client: none of it is sure, for an export is as old as it is.

use crate::lint::evidence::contradiction;
use crate::lint::finding::{Evidence, short};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::detail;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::store;
use crate::oms::time::{self, Zone};
use crate::text::lang::{tr, translated};
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;

/// A position that somebody or something gives for a client.
#[derive(Debug, Clone)]
pub(crate) struct KnownPosition {
    /// Unix seconds.
    pub seconds: i64,
    /// What says so.
    pub evidence: Evidence,
    /// What kind of position it is, in words: `the position that the API reported`.
    pub what: &'static str,
    /// When it was taken, in Unix seconds, if that is known.
    pub sampled: Option<i64>,
    /// What proves that it is in local time, beside its own sample: another time of the answer that tells it.
    local: Option<Place>,
    /// What makes it doubtful, so that a person has to look.
    pub doubts: Vec<Evidence>,
}

/// What the oldest of the positions is, and how old.
pub(crate) fn age(positions: &[KnownPosition], now: i64, zone: Zone) -> String {
    let Some(oldest) = positions.iter().min_by_key(|position| position.seconds) else { return String::new() };
    let (what, at, age) = (oldest.heading(), zone.show(oldest.seconds), time::length(now - oldest.seconds));
    match oldest.sampled {
        Some(sampled) => {
            let behind = time::length(sampled - oldest.seconds);
            tr!("{what} is {at}, {age} ago, {behind} behind when it was asked.", what, at, age, behind)
        }
        None => tr!("{what} is {at}, {age} ago.", what, at, age),
    }
}

impl KnownPosition {
    /// What kind of position it is, as the beginning of a sentence.
    pub(crate) fn heading(&self) -> String {
        sentence(translated(self.what))
    }
}

/// A clause as the beginning of a sentence.
pub(crate) fn sentence(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Why no position can be had for a client.
#[derive(Debug, Clone)]
pub(crate) enum NoPosition<'s> {
    /// Nothing in the export tells one.
    Nothing,
    /// The best one lies before what the Store still keeps, so rows between them are lost.
    OutOfReach(Box<(KnownPosition, StoreBegin<'s>)>),
}

/// Where the Stores of a subtopic begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoreBegin<'s> {
    /// Unix seconds.
    pub seconds: i64,
    subtopic: &'s str,
    place: Place,
    /// Whether the key that says so stands twice.
    is_doubled: bool,
    /// Whether it is text that says no time zone, and that no API displays.
    is_zoneless: bool,
}

impl StoreBegin<'_> {
    /// What says so, to people in `zone`.
    #[must_use]
    pub(crate) fn evidence(&self, zone: Zone) -> Evidence {
        let Self { seconds, subtopic, place, .. } = self;
        let time = zone.aside(*seconds);
        let says = tr!("the Store of {subtopic} begins at {seconds} ({time})", subtopic, seconds, time);
        Evidence { place: Some(*place), says: says.into(), value: Some(seconds.to_string()) }
    }
}

/// The earliest beginning of the live Stores of a subtopic. One that lies under a backup's name says so only where there is no other.
#[must_use]
pub(crate) fn store_begin<'s>(export: &Export<'_>, subtopic: &'s str, now: i64) -> Option<StoreBegin<'s>> {
    let begins = export.stores(subtopic).filter_map(|store| {
        let reported =
            store::reported_begin(store).filter(|(entry, _)| local(export, (store.document, *entry), now).is_none());
        let (entry, seconds) = reported.or_else(|| store::configured_begin(store))?;
        let ahead = if is_zoneless(entry) { export.zone().ahead().max(0) } else { 0 };
        Some((seconds - ahead, store.document, entry))
    });
    // Where there is one alone, its place is not asked for: this is asked of every component.
    let order = |(seconds, document, _): &(i64, usize, EntryRef<'_>)| (export.is_aside(*document), *seconds);
    let (seconds, document, entry) = begins.min_by(|one, other| order(one).cmp(&order(other)))?;
    let place = Place { document, span: entry.key_span().to(entry.value.span()) };
    let (is_doubled, is_zoneless) = (entry.is_doubled(), is_zoneless(entry));
    Some(StoreBegin { seconds, subtopic, place, is_doubled, is_zoneless })
}

/// Whether the beginning of a Store is text that says no time zone. What the API displays is UTC.
fn is_zoneless(entry: EntryRef<'_>) -> bool {
    entry.key() != "beginCheckpoint" && entry.value.filled().is_some_and(time::is_zoneless)
}

/// What proves of a time that an answer of the API shows in local time and not in UTC.
fn local(export: &Export<'_>, (document, entry): (usize, EntryRef<'_>), now: i64) -> Option<Place> {
    entry.value.filled().filter(|text| time::is_zoneless(text)).and_then(|_| export.local_time(document, now))
}

/// How long the live Stores of a subtopic say that they keep rows, in seconds, and where; the longest.
#[must_use]
pub(crate) fn kept(export: &Export<'_>, subtopic: &str) -> Option<(i64, Place)> {
    let kept = export.stores(subtopic).filter_map(|store| {
        let (entry, seconds) = store::keeps(store)?;
        Some((seconds, Place { document: store.document, span: entry.key_span().to(entry.value.span()) }))
    });
    kept.max_by_key(|(seconds, _)| *seconds)
}

/// The best position the export tells for a client of an Incr-Sync, none of them sure.
///
/// # Errors
/// Why there is none.
pub(crate) fn best<'s>(
    export: &Export<'_>,
    component: &Component<'_>,
    client: Client<'s>,
    now: i64,
) -> Result<KnownPosition, NoPosition<'s>> {
    let subtopic = client.reads();
    let begin = subtopic.and_then(|subtopic| store_begin(export, subtopic, now));
    let past = |position: &KnownPosition| is_past(position, now);
    if let Some(position) = stands(export, component, client, now) {
        return match begin {
            // A task that stands before its Store's beginning has lost rows already; beginning later hides that.
            Some(begin) if position.seconds < begin.seconds => Err(NoPosition::OutOfReach(Box::new((position, begin)))),
            _ => Ok(position),
        };
    }
    let reachable = |position: &KnownPosition| begin.as_ref().is_none_or(|begin| begin.seconds <= position.seconds);
    let starts = [client_timestamp(component, client, export.zone()), jdbc_writer(export, component, client)];
    if let Some(position) = starts.into_iter().flatten().find(|position| past(position) && reachable(position)) {
        return Ok(position);
    }
    // What stands twice, and a Store that may be that of another cluster, are no place from which to begin.
    let is_sure = |begin: &StoreBegin<'_>| {
        !begin.is_doubled && contradiction::reader_elsewhere(export, component, begin.subtopic).is_none()
    };
    let from_store = begin.filter(is_sure).map(|begin| KnownPosition {
        seconds: begin.seconds,
        evidence: begin.evidence(export.zone()),
        what: tr!("the beginning of its Store"),
        sampled: None,
        local: None,
        doubts: if begin.is_zoneless { vec![zoneless(begin.place, export.zone())] } else { Vec::new() },
    });
    from_store.filter(past).ok_or(NoPosition::Nothing)
}

/// Where OMS itself says that the component stands, by the API or in the status file: the newest of it counts.
pub(crate) fn stands(
    export: &Export<'_>,
    component: &Component<'_>,
    client: Client<'_>,
    now: i64,
) -> Option<KnownPosition> {
    let said = reported(export, component, now).chain(of_process(export, component, client));
    let said = said.filter(|position| is_past(position, now)).map(|position| timed(position, export.zone(), now));
    said.max_by_key(|position| position.sampled)
}

/// Where OMS itself says that the component stands, if that lies before `seconds`: to start from these would lose the rows between.
pub(crate) fn stands_before(
    export: &Export<'_>,
    component: &Component<'_>,
    (client, seconds): (Client<'_>, i64),
    now: i64,
) -> Option<KnownPosition> {
    stands(export, component, client, now).filter(|position| position.seconds < seconds)
}

/// Clocks differ.
fn is_past(position: &KnownPosition, now: i64) -> bool {
    !time::is_ahead(position.seconds, now)
}

/// What says these positions of a component, and what does not fit together about whose they are, what they are, and where the
/// component writes; each once.
pub(crate) fn told(
    export: &Export<'_>,
    component: &Component<'_>,
    positions: &[KnownPosition],
) -> (Vec<Evidence>, Vec<Evidence>) {
    let says = |other: &&Component<'_>| {
        let stands = |evidence: &Evidence| evidence.place.is_some_and(|place| place.document == other.document);
        !std::ptr::addr_eq(*other, component) && positions.iter().any(|position| stands(&position.evidence))
    };
    let copies = component.id.iter().flat_map(|id| export.with_id(&id.text));
    let used: Vec<_> = copies.chain(export.kindred(component)).filter(says).collect();
    let own = positions.iter().flat_map(|position| position.doubts.iter().cloned());
    let doubts = own.chain(contradiction::about(export, component, &used)).chain(contradiction::of_sink(component));
    let once = |all: &mut dyn Iterator<Item = Evidence>| {
        all.fold(Vec::new(), |mut known: Vec<Evidence>, evidence| {
            if !known.contains(&evidence) {
                known.push(evidence);
            }
            known
        })
    };
    (once(&mut positions.iter().map(|position| position.evidence.clone())), once(&mut { doubts }))
}

/// A time in the future says nothing of what is newer, nor how old the position is: the clock, or the zone in which it was
/// written, is not ours, and the position beside it may be off as well.
fn timed(position: KnownPosition, zone: Zone, now: i64) -> KnownPosition {
    let Some(sampled) = position.sampled.filter(|sampled| time::is_ahead(*sampled, now)) else { return position };
    let says = tr!("the position was taken at {time}, which is in the future", time = zone.show(sampled));
    let mut doubts = position.doubts;
    doubts.push(Evidence { place: position.evidence.place, says: says.into(), value: None });
    KnownPosition { sampled: None, doubts, ..position }
}

/// What is said of a time that says no zone.
fn zoneless(place: Place, zone: Zone) -> Evidence {
    let says = match zone == Zone::UTC {
        true => tr!("this time says no time zone, and is read as UTC: local time may be hours off").to_owned(),
        false => tr!(
            "this time says no time zone, and is read as the earlier one of UTC and {zone}: a later one would lose rows",
            zone
        ),
    };
    Evidence { place: Some(place), says: says.into(), value: None }
}

/// The seconds of a value that is not of the API, and what is said of it where it says no time zone: then the earlier one of
/// UTC and the zone of the export.
fn earliest(entry: EntryRef<'_>, value: Ref<'_>, (document, zone): (usize, Zone)) -> Option<(i64, Vec<Evidence>)> {
    let seconds = time::seconds(value)?;
    if !value.filled().is_some_and(time::is_zoneless) {
        return Some((seconds, Vec::new()));
    }
    let place = Place { document, span: entry.key_span().to(entry.value.span()) };
    Some((seconds - zone.ahead().max(0), vec![zoneless(place, zone)]))
}

/// The positions that API answers report for the component.
fn reported<'s, 'a>(
    export: &'s Export<'a>,
    component: &'s Component<'a>,
    now: i64,
) -> impl Iterator<Item = KnownPosition> + use<'s, 'a> {
    all_reported(export, component, now).filter(|position| !is_local(position))
}

/// Why a position that OMS itself tells of the component is not taken, as a clause; None where all that it tells may be.
#[must_use]
pub(crate) fn refused(export: &Export<'_>, component: &Component<'_>, client: Client<'_>, now: i64) -> Option<String> {
    let told = all_reported(export, component, now).chain(all_of_process(export, component, client));
    let of_store = client.reads().into_iter().flat_map(|subtopic| local_begins(export, subtopic, now));
    told.chain(of_store).find_map(|position| {
        let what = translated(position.what);
        let (place, at) = (export.cite(position.evidence.place?), export.zone().aside(position.seconds));
        match (is_after_sample(&position), time::is_ahead(position.seconds, now), position.local) {
            (true, ..) => Some(tr!(
                "{what} ({at}, {place}) is not taken: it is later than its own sample, so it is in local time and not in UTC",
                what,
                at,
                place
            )),
            (false, true, _) => Some(tr!("{what} ({at}, {place}) is not taken: it lies in the future", what, at, place)),
            (false, false, Some(proof)) => Some(tr!(
                "{what} ({at}, {place}) is not taken: the same answer says a time ({proof}) that had not come yet, so its times are \
                 local and not in UTC",
                what,
                at,
                place,
                proof = export.cite(proof)
            )),
            (false, false, None) => None,
        }
    })
}

/// The beginnings of Stores that answers of the API show in local time.
fn local_begins(export: &Export<'_>, subtopic: &str, now: i64) -> Vec<KnownPosition> {
    let begins = export.stores(subtopic).filter_map(|store| {
        let (entry, seconds) = store::reported_begin(store)?;
        let proof = local(export, (store.document, entry), now)?;
        let place = Some(Place { document: store.document, span: entry.key_span().to(entry.value.span()) });
        let evidence = Evidence { place, says: "".into(), value: None };
        let what = tr!("the beginning of its Store");
        Some(KnownPosition { seconds, evidence, what, sampled: None, local: Some(proof), doubts: Vec::new() })
    });
    begins.collect()
}

/// Whether it is later than the clock that was read with it: no component is ahead of that.
fn is_after_sample(position: &KnownPosition) -> bool {
    position.sampled.is_some_and(|sampled| position.seconds > sampled.saturating_add(time::CLOCK_SKEW))
}

fn is_local(position: &KnownPosition) -> bool {
    position.local.is_some() || is_after_sample(position)
}

fn all_reported<'s, 'a>(
    export: &'s Export<'a>,
    component: &'s Component<'a>,
    now: i64,
) -> impl Iterator<Item = KnownPosition> + use<'s, 'a> {
    export.reported(component).filter_map(move |other| {
        let reported = other.reported?;
        let entry = reported.checkpoint()?;
        let seconds = time::seconds(entry.value)?;
        let place = Some(Place { document: other.document, span: entry.key_span().to(entry.value.span()) });
        let time = export.zone().show(seconds);
        let says = tr!("the API reported this component at {time} ({seconds})", time, seconds);
        let evidence = Evidence { place, says: says.into(), value: Some(seconds.to_string()) };
        let what = tr!("the position that the API reported");
        let local = local(export, (other.document, entry), now);
        Some(KnownPosition { seconds, evidence, what, sampled: reported.sampled, local, doubts: Vec::new() })
    })
}

/// The position in the status that its process left beside `conf`, as of `gmt` there. One in local time, or without a `gmt`,
/// says nothing.
fn of_process(export: &Export<'_>, component: &Component<'_>, client: Client<'_>) -> Option<KnownPosition> {
    let all = all_of_process(export, component, client).into_iter();
    all.filter(|position| !is_local(position)).max_by_key(|position| position.sampled)
}

/// Those in the status files of the component and of its copies.
fn all_of_process(export: &Export<'_>, component: &Component<'_>, client: Client<'_>) -> Vec<KnownPosition> {
    let positions = itself_and_copies(export, component).filter_map(|one| {
        let (document, status) = one.status?;
        let (entry, (seconds, doubts), sampled) = in_status(export, one, client)?;
        let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
        let (time, then) = (export.zone().show(seconds), export.zone().show(sampled));
        let says = match status.get("status").and_then(|word| word.filled()).map(short) {
            Some(status) => tr!(
                "the status file of its process ({status}) puts it at {time} ({seconds}) as of {then}",
                status,
                time,
                seconds,
                then
            ),
            None => {
                tr!("the status file of its process puts it at {time} ({seconds}) as of {then}", time, seconds, then)
            }
        };
        let evidence = Evidence { place, says: says.into(), value: Some(seconds.to_string()) };
        Some(KnownPosition {
            seconds,
            evidence,
            what: tr!("the position in the status file of its process"),
            sampled: Some(sampled),
            local: None,
            doubts,
        })
    });
    positions.collect()
}

/// The component and the others of its id.
fn itself_and_copies<'s, 'a>(
    export: &'s Export<'a>,
    component: &'s Component<'a>,
) -> impl Iterator<Item = &'s Component<'a>> {
    let copies = component.id.iter().flat_map(|id| export.with_id(&id.text));
    std::iter::once(component).chain(copies.filter(|other| !std::ptr::addr_eq(*other, component)))
}

/// What the status of a process says of a client: where, the seconds with what is said of them, and as of when.
fn in_status<'a>(
    export: &Export<'_>,
    one: &Component<'a>,
    client: Client<'_>,
) -> Option<(EntryRef<'a>, (i64, Vec<Evidence>), i64)> {
    let (document, status) = one.status?;
    let entry = status.entry("checkpoint")?;
    let map = entry.value.structure();
    let own = client.key().and_then(|key| map.entry(key));
    let value = own.map_or(map, |own| own.value);
    Some((entry, earliest(entry, value, (document, export.zone()))?, one.status_time()?))
}

/// How far a component was behind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lag {
    /// In seconds; 0 where its clock was ahead by no more than clocks differ.
    pub seconds: i64,
    /// Where its position stands.
    pub place: Place,
    /// Whether its own process said so, and not the API.
    pub is_of_process: bool,
}

/// How far a component was behind, by the newest of what OMS itself says of it: an answer of the API, or the status file of a process that
/// ran when it wrote that. None where nothing tells it of all that it reads.
#[must_use]
pub(crate) fn lag(export: &Export<'_>, component: &Component<'_>, now: i64) -> Option<Lag> {
    let is_not_local = |seconds: i64, sampled: i64| seconds <= sampled.saturating_add(time::CLOCK_SKEW);
    let of_api = export.reported(component).filter_map(|other| {
        let entry = other.reported?.checkpoint()?;
        let (seconds, sampled) = (time::seconds(entry.value)?, other.reported?.sampled?);
        let place = Place { document: other.document, span: entry.key_span().to(entry.value.span()) };
        let is_utc = is_not_local(seconds, sampled) && local(export, (other.document, entry), now).is_none();
        is_utc.then_some((seconds, sampled, place, false))
    });
    let of_process = itself_and_copies(export, component).filter(|one| one.said_running()).filter_map(|one| {
        let told = component.clients().iter().map(|client| {
            let (entry, (seconds, doubts), sampled) = in_status(export, one, *client)?;
            let place = Place { document: one.status?.0, span: entry.key_span().to(entry.value.span()) };
            (doubts.is_empty() && is_not_local(seconds, sampled)).then_some((seconds, sampled, place, true))
        });
        // Of which client nothing is known, that may be the one that is furthest behind.
        told.collect::<Option<Vec<_>>>()?.into_iter().min_by_key(|(seconds, ..)| *seconds)
    });
    let (seconds, sampled, place, is_of_process) = of_api.chain(of_process).max_by_key(|(_, sampled, ..)| *sampled)?;
    Some(Lag { seconds: (sampled - seconds).max(0), place, is_of_process })
}

/// What says that the component's own process has no position: an empty `checkpoint` in the status file that it left.
#[must_use]
pub(crate) fn process_has_none(export: &Export<'_>, component: &Component<'_>) -> Option<String> {
    let (document, status) = component.status?;
    let entry = status.entry("checkpoint")?;
    let map = entry.value.structure();
    let is_empty = map.is_blank() || (map.is_mapping() && map.entries().len() == 0);
    // Another copy of it that has a position shows that there is one to be had.
    let is_told = |copy: &Component<'_>| {
        let value = copy.source().and_then(|source| source.get("checkpoint")).map(|value| value.structure());
        value.is_some_and(|value| if value.is_mapping() { value.entries().len() > 0 } else { !value.is_blank() })
    };
    if component.id.iter().flat_map(|id| export.with_id(&id.text)).any(is_told) {
        return None;
    }
    let sampled = component.status_time().filter(|_| is_empty)?;
    let place = Place { document, span: entry.value.span() };
    Some(tr!(
        "the status file of its process ({place}) holds no position as of {then}, and nothing else in the export tells one",
        place = export.cite(place),
        then = export.zone().show(sampled)
    ))
}

fn client_timestamp(component: &Component<'_>, client: Client<'_>, zone: Zone) -> Option<KnownPosition> {
    let entry = client.timestamp?;
    started_at((component.document, zone), entry, "clients[].timestamp", tr!("the timestamp of its client"))
}

/// The position of the JDBCWriter that reads what the client does; of several the earliest, for the others read other rows of it.
/// One that does not say what it reads can only be that where its task has no other one, and no other client.
fn jdbc_writer(export: &Export<'_>, component: &Component<'_>, client: Client<'_>) -> Option<KnownPosition> {
    let of_kind = |plugin| {
        let kind = ComponentKind::IncrSync(plugin);
        export.kindred(component).filter(move |other| other.kind == kind && other.is_live())
    };
    let writers: Vec<_> = of_kind(Plugin::JdbcWriter).collect();
    let is_alone = writers.len() == 1 && component.clients().len() == 1 && of_kind(Plugin::Store).next().is_none();
    let reads_it = |writer: &&&Component<'_>| match writer.subtopic.as_deref() {
        Some(subtopic) => client.reads() == Some(subtopic),
        None => is_alone,
    };
    let positions = writers.iter().filter(reads_it).filter_map(|writer| {
        let config = writer.config()?;
        // Where it stands is later than where it started.
        let started = || {
            let (entry, _) = config.filled(&["timestamp"])?;
            let key = match writer.subtopic.as_deref() {
                Some(subtopic) => tr!("timestamp of the JDBCWriter that reads {subtopic}", subtopic),
                None => tr!("JDBCWriter: timestamp").to_owned(),
            };
            started_at((config.document, export.zone()), entry, &key, tr!("the timestamp of its JDBCWriter"))
        };
        writer_stands(export, writer).or_else(started)
    });
    positions.min_by_key(|position| position.seconds)
}

/// Where a JDBCWriter stands, as the Cluster Manager answered of it.
pub(crate) fn writer_stands(export: &Export<'_>, writer: &Component<'_>) -> Option<KnownPosition> {
    let config = writer.config()?;
    let entry = detail::position(export.document(config.document)?, writer)?;
    let what = tr!("the position that the Cluster Manager reported of its JDBCWriter");
    started_at((config.document, export.zone()), entry, "replicator.checkpoint.timestamp", what)
}

fn started_at(
    (document, zone): (usize, Zone),
    entry: EntryRef<'_>,
    key: &str,
    what: &'static str,
) -> Option<KnownPosition> {
    let (seconds, doubts) = earliest(entry, entry.value, (document, zone))?;
    let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
    let says = tr!("{key} is {seconds} ({time})", key, seconds, time = zone.aside(seconds));
    let evidence = Evidence { place, says: says.into(), value: Some(seconds.to_string()) };
    Some(KnownPosition { seconds, evidence, what, sampled: None, local: None, doubts })
}
