//! OMS102: an Incr-Sync whose source has no usable `checkpoint`.

use crate::knowledge::db_types::is_missing;
use crate::lint::checkpoint;
use crate::lint::evidence::default_type;
use crate::lint::evidence::position::{self, KnownPosition, NoPosition};
use crate::lint::evidence::reach;
use crate::lint::evidence::stray;
use crate::lint::finding::{Certainty, Evidence, Finding, Fix, Severity, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::overrides::ComponentOverrides;
use crate::lint::rule::{Context, Meta, Offer, Rule, SourceKey, Topic, labels};
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::oms::time::{self, Zone};
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{comma, semicolon, sentences, tr, translated};
use crate::text::node::{EntryRef, Ref};

pub(super) struct MissingCheckpoint;

static META: Meta = Meta {
    code: "OMS102",
    name: "missing-checkpoint",
    summary: "an Incr-Sync source without a usable checkpoint",
    severity: Severity::Error,
    topic: Topic::Missing(SourceKey::Checkpoint),
    is_default: true,
    fix: Some("fills in a position: unsafe where it is inferred, and none for a message queue"),
    what: "The `source` of an Incr-Sync that reads a Store or oblogproxy has no `checkpoint`, an empty one, or none for one \
           of its clients. Of a JDBCWriter, an empty or absent `timestamp` is found, as a warning.",
    why: "The checkpoint is the position from which the component starts. Where `dbType` has to be added, `checkpoint` must \
          be there too: then the finding is certain. Where `dbType` is there or its default holds, the reference of the Store source calls `checkpoint` \
          required, without a default; what a start without it does is documented nowhere, so the finding is a possible one. \
          A checkpoint that is too early repeats rows (in tables without a primary or unique key they come twice), and cannot be \
          served by a Store that no longer keeps them; one that is too late loses rows silently.",
    how: "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`, add `checkpoint`: a \
          map from each clientId to Unix seconds as a string. Before: no `checkpoint`, or `\"checkpoint\":{}`; after: \
          `\"checkpoint\":{\"MYSQL_np_a1_b2-1-0\":\"1690872244\"}`. The console shows the present position of the component; \
          so does, from CE 4.1.1 and EE 4.1.0 on, the answer of the OMS API DescribeProjectComponents (`checkpoint`, in UTC), and for the time `gmt` the file \
          `oms.connector.checkpoint` beside `conf`. What its Store does not reach, a new Store with an earlier timestamp (and a \
          longer `store.clearer.outdated`) serves while the source's log exists. A position that is only \
          inferred is written with `--unsafe-fixes` only, and never for Kafka, RocketMQ and DataHub, where repeated \
          rows are duplicates: there a person decides. Or, after the upgrade, clone the task with a start timestamp \
          that lies before it; until the old one is deleted, both write to the same target.",
    source: "Documented by the vendor: the upgrade guides and the FAQ ask for `checkpoint` together with `dbType` (3.3.1 and later), \
             the parameter reference (StoreSource, LogProxySource, 3.3.1) calls it required (high). What each position is worth is \
             observed and inferred (medium).",
};

/// What a section lacks.
struct Gap<'a> {
    /// The clients without an entry; empty where the section names no clients.
    clients: Vec<Client<'a>>,
    /// What is wrong, in a few words: `no `checkpoint``.
    words: String,
}

impl Rule for MissingCheckpoint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let ComponentKind::IncrSync(plugin) = component.kind else { return };
        match plugin {
            Plugin::Store | Plugin::LogProxy if classify::is_strange(component) => {}
            Plugin::Store | Plugin::LogProxy => {
                let Some(source) = component.source() else { return };
                let gap = gap(component, plugin, source);
                findings.extend(gap.map(|gap| finding(context, component, plugin, source, &gap)));
            }
            Plugin::JdbcWriter => findings.extend(jdbc_writer(context, component)),
            Plugin::Kafka | Plugin::Other => {}
        }
    }
}

fn jdbc_writer<'a>(context: Context<'_, 'a>, component: &Component<'a>) -> Option<Finding<'a>> {
    let config = component.main_section()?;
    if checkpoint::of_writer(config).is_some() {
        return None;
    }
    let mut finding = META.finding(context, Some(component), config.place());
    finding.place = config.head();
    finding.severity = Severity::Warning;
    finding.certainty = Certainty::Possible;
    finding.label = tr!("no `timestamp` here").into();
    finding.message = tr!(
        "{component} names no `timestamp`; the upgrade turns a JDBCWriter into an Incr-Sync, and may find no position to take over",
        component = component.describe()
    );
    let check =
        tr!("Check the Incr-Sync that the upgrade makes of this JDBCWriter: its `source` needs a `checkpoint`.");
    let stands = position::writer_stands(context.export, component);
    let known = stands.as_ref().map(|stands| tr!("In this export, {says}.", says = stands.evidence.says));
    finding.help = sentences(&[known.as_deref().unwrap_or_default(), check]).into();
    finding.related = stands.map(|stands| labels(&[stands.evidence])).unwrap_or_default();
    Some(finding)
}

fn absence(is_empty: bool) -> String {
    if is_empty { tr!("an empty `checkpoint`").into() } else { tr!("no `checkpoint`").into() }
}

/// What a gap lacks that has a `checkpoint`, but no position for these clients.
fn without<'a>(clients: Vec<Client<'a>>) -> Gap<'a> {
    let names: Vec<_> = clients.iter().filter_map(Client::key).map(|key| format!("`{key}`")).collect();
    let words = tr!("a `checkpoint` without a position for {names}", names = names.join(comma()));
    Gap { clients, words }
}

fn gap<'a>(component: &Component<'a>, plugin: Plugin, source: &Section<'a>) -> Option<Gap<'a>> {
    let clients: Vec<_> = component.clients().iter().copied().filter(|client| client.key().is_some()).collect();
    let value = source.get("checkpoint");
    let map = value.map(|value| value.structure()).filter(Ref::is_mapping);
    let dotted = checkpoint::dotted(source);
    if value.is_none() && !dotted.is_empty() {
        return dotted_gap(clients, &dotted);
    }
    let Some(map) = map else {
        // Text or a number that is no map is there, if malformed: another rule speaks of that.
        let is_there = value.is_some_and(|value| !value.is_blank() && value.text() != Some("{}"));
        return (!is_there).then(|| Gap { clients, words: absence(value.is_some()) });
    };
    let is_blank = |entry: EntryRef<'_>| entry.value.is_blank();
    if map.entries().all(is_blank) {
        return Some(Gap { clients, words: absence(true) });
    }
    let has_clients = !clients.is_empty();
    let lacks = |client: &Client<'_>| client.key().and_then(|key| map.entry(key)).is_none_or(is_blank);
    let lacking: Vec<_> = clients.into_iter().filter(lacks).collect();
    if !lacking.is_empty() {
        return Some(without(lacking));
    }
    // An empty position under the id of no client is nobody's; what is wrong with it another rule says. A client of
    // oblogproxy whose id nothing tells may be any of those in the map.
    if has_clients || plugin == Plugin::LogProxy {
        return None;
    }
    let blank = map.entries().find(|entry| is_blank(*entry))?;
    let words = tr!("a `checkpoint` with an empty position for `{key}`", key = blank.key());
    Some(Gap { clients: lacking, words })
}

/// What is lacking where each position has a key of its own, `checkpoint.<clientId>`.
fn dotted_gap<'a>(clients: Vec<Client<'a>>, dotted: &[(&str, EntryRef<'a>)]) -> Option<Gap<'a>> {
    let is_there =
        |client: &Client<'_>| dotted.iter().any(|(key, entry)| Some(*key) == client.key() && !entry.value.is_blank());
    if clients.is_empty() && dotted.iter().all(|(_, entry)| entry.value.is_blank()) {
        return Some(Gap { clients, words: absence(true) });
    }
    let lacking: Vec<_> = clients.into_iter().filter(|client| !is_there(client)).collect();
    (!lacking.is_empty()).then(|| without(lacking))
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    plugin: Plugin,
    source: &Section<'a>,
    gap: &Gap<'a>,
) -> Finding<'a> {
    let mut finding = META.finding(context, Some(component), source.place());
    let is_empty = |entry: &EntryRef<'a>| {
        let value = entry.value.structure();
        value.is_blank() || (value.is_mapping() && value.entries().len() == 0)
    };
    let empty = source.entry("checkpoint").filter(is_empty);
    finding.place = empty.map_or_else(|| source.head(), |entry| source.place_of(entry));
    finding.label = gap.words.clone();
    (finding.severity, finding.certainty, finding.message) = weigh(context, component, (plugin, source), gap);
    let remedy = Remedy::find(context, component, plugin, gap);
    finding.related = labels(&remedy.evidence);
    finding.help = remedy.help.clone().into();
    match &remedy.outcome {
        Outcome::Refuse(why) => {
            finding.advise(tr!("No fix: the checkpoint given is refused"), why);
            finding.reason = tr!("the checkpoint given is refused: {why}", why = why.trim_end_matches(['.', '。']));
        }
        Outcome::Propose(value) => {
            let title = tr!("add `checkpoint`, which a person must decide").into();
            finding.fix = Some(Fix::needs_value(title, value.clone(), remedy.evidence.clone()));
        }
        Outcome::Write(tier) => match offer(context, component, (plugin, source), (&remedy, *tier)) {
            Ok(fix) => finding.fix = Some(fix),
            Err(why) => finding.advise(tr!("No fix: {why}", why), tr!("Add `checkpoint` in the console instead.")),
        },
    }
    finding
}

/// Severity, certainty, and the message.
fn weigh(
    context: Context<'_, '_>,
    component: &Component<'_>,
    (plugin, source): (Plugin, &Section<'_>),
    gap: &Gap<'_>,
) -> (Severity, Certainty, String) {
    let (to, gap) = (context.settings.to, &gap.words);
    let who = component.describe();
    if let Some(version) = context.created_with(component).filter(|version| !version.is_affected()) {
        let message = tr!(
            "{component} lacks a position to start from: its source has {gap}; only for tasks created up to 3.3.0 does the \
             upgrade ask for it, and these were created with {version}, so this is at most a warning",
            component = who,
            gap,
            version
        );
        return (Severity::Warning, Certainty::Possible, message);
    }
    let lacks_type = ["dbType", "db_type"].iter().all(|key| source.get(key).is_none_or(is_missing));
    if lacks_type && !default_type::holds(context, component) {
        let message = tr!(
            "{component} lacks a position to start from: its source has {gap} and no `dbType`; where `dbType` is added, as \
             the upgrade to {to} asks, `checkpoint` must be there too",
            component = who,
            gap,
            to
        );
        return (META.severity, Certainty::Certain, message);
    }
    let message = match plugin {
        Plugin::LogProxy => tr!(
            "{component} lacks a position to start from: its source has {gap}; a position is required by the reference of \
             oblogproxy source, without a default, and what OMS does without it is documented nowhere, so settle it before \
             the upgrade to {to}",
            component = who,
            gap,
            to
        ),
        _ => tr!(
            "{component} lacks a position to start from: its source has {gap}; a position is required by the reference of \
             the Store source, without a default, and what OMS does without it is documented nowhere, so settle it before \
             the upgrade to {to}",
            component = who,
            gap,
            to
        ),
    };
    (META.severity, Certainty::Possible, message)
}

/// The fix that writes what the remedy has.
fn offer<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    (plugin, source): (Plugin, &Section<'a>),
    (remedy, tier): (&Remedy, Tier),
) -> Offer<'a> {
    if classify::is_torn(source) {
        let why =
            tr!("`type` and `boosterClass` of the source name different readers, whose checkpoints differ in form");
        return Err(why.into());
    }
    if plugin == Plugin::Store && component.clients().iter().any(|client| client.id.is_none()) {
        let why = tr!("a client here has no `clientId`, under which its position would have to stand; add that first");
        return Err(why.into());
    }
    if component.clients().iter().any(|client| client.id.is_some_and(|id| id.is_doubled())) {
        let why = tr!(
            "the `clientId` of a client here stands twice, and readers differ in which one they take as the key of its position"
        );
        return Err(why.into());
    }
    let value = remedy.value();
    let title = tr!("fill `{key}` with {value}", key = source.full_key("checkpoint"), value);
    context.offer(source, (tier, title, value), remedy.changes(component, source), remedy.evidence.clone())
}

enum Outcome {
    Refuse(String),
    Propose(Option<FixValue>),
    Write(Tier),
}

/// What can be done about a gap.
struct Remedy {
    /// Client key and Unix seconds; for oblogproxy without a `client.id`, one pair without a key.
    values: Vec<(String, i64)>,
    evidence: Vec<Evidence>,
    outcome: Outcome,
    help: String,
}

impl Remedy {
    fn find(context: Context<'_, '_>, component: &Component<'_>, plugin: Plugin, gap: &Gap<'_>) -> Self {
        let nobody = Client { id: None, subtopic: None, timestamp: None };
        // Where nothing names the client of oblogproxy, a plain number is the one form that needs no name.
        let clients = match plugin {
            Plugin::LogProxy if gap.clients.is_empty() => vec![nobody],
            _ => gap.clients.clone(),
        };
        if clients.is_empty() {
            let why =
                tr!("The source names no `clients`, whose ids are the keys of a checkpoint, so none can be proposed.");
            return Self::without_value(why, Vec::new());
        }
        let overrides = context.overrides(component);
        if overrides.has_checkpoint() {
            return Self::from_overrides(context, &clients, &overrides);
        }
        match context.settings.checkpoint {
            Some(seconds) => {
                let evidence = Evidence {
                    place: None,
                    says: tr!(
                        "`--checkpoint` says {seconds} ({time})",
                        seconds,
                        time = context.export.zone().aside(seconds)
                    )
                    .into(),
                    value: Some(seconds.to_string()),
                };
                let values: Vec<_> = clients.iter().map(|client| (*client, seconds, evidence.clone())).collect();
                Self::given(context, &values)
            }
            None => Self::inferred(context, component, &clients),
        }
    }

    /// What an override gives: all missing clients are filled, or none.
    fn from_overrides(context: Context<'_, '_>, clients: &[Client<'_>], overrides: &ComponentOverrides<'_>) -> Self {
        let mut values = Vec::new();
        let mut without = Vec::new();
        for client in clients {
            match overrides.checkpoint(client.key()) {
                Some(said) => values.push((*client, said.value, said.position(client.key(), context.export.zone()))),
                None => without.push(client.key().map_or("oblogproxy".to_owned(), |key| format!("`{key}`"))),
            }
        }
        if without.is_empty() {
            return Self::given(context, &values);
        }
        let evidence = values.into_iter().map(|(_, _, evidence)| evidence).collect();
        let why = tr!(
            "The override gives no position for {names}, and a checkpoint is filled for all clients or none.",
            names = without.join(comma())
        );
        Self::without_value(&why, evidence)
    }

    fn without_value(why: &str, evidence: Vec<Evidence>) -> Self {
        let help = sentences(&[
            why,
            tr!("Look up the present position of the component in the console, and enter it."),
            console(),
            tr!("Or, after the upgrade, clone the task with a start timestamp that lies before it."),
        ]);
        Self { values: Vec::new(), evidence, outcome: Outcome::Propose(None), help }
    }

    /// The user's own values: safe, unless one of them cannot be right.
    fn given(context: Context<'_, '_>, values: &[(Client<'_>, i64, Evidence)]) -> Self {
        let mut evidence: Vec<Evidence> = Vec::new();
        for (_, _, said) in values {
            if !evidence.contains(said) {
                evidence.push(said.clone());
            }
        }
        let refused = |why: String, evidence: Vec<Evidence>| Self {
            values: Vec::new(),
            evidence,
            outcome: Outcome::Refuse(why),
            help: String::new(),
        };
        let zone = context.export.zone();
        for (client, seconds, _) in values {
            let shown = zone.show(*seconds);
            if *seconds > context.settings.now {
                let why = tr!("{at} lies in the future, and every row until then would be lost.", at = shown);
                return refused(why, evidence);
            }
            let subtopic = client.reads();
            let begin = subtopic.and_then(|subtopic| position::store_begin(context.export, subtopic));
            if let Some(begin) = begin.filter(|begin| begin.seconds > *seconds) {
                let why = tr!(
                    "{at} lies before the beginning of its Store ({begin}), so what lies between cannot be served.",
                    at = shown,
                    begin = zone.aside(begin.seconds)
                );
                evidence.push(begin.evidence(zone));
                return refused(why, evidence);
            }
        }
        Self {
            values: values.iter().map(|(client, at, _)| (client.key().unwrap_or_default().to_owned(), *at)).collect(),
            evidence,
            outcome: Outcome::Write(Tier::Safe),
            help: sentences(&[console(), tr!("`omslint fix` writes the value given into the exported file.")]),
        }
    }

    /// What the export tells: all missing clients are filled, or none.
    fn inferred(context: Context<'_, '_>, component: &Component<'_>, clients: &[Client<'_>]) -> Self {
        let (now, zone) = (context.settings.now, context.export.zone());
        let (mut values, mut positions) = (Vec::new(), Vec::<KnownPosition>::new());
        // How long the first Store that has lost its position keeps rows.
        let mut gone = None;
        for client in clients {
            match position::best(context.export, component, *client, now) {
                Ok(position) => {
                    values.push((client.key().unwrap_or_default().to_owned(), position.seconds));
                    let kept = client.reads().and_then(|subtopic| position::kept(context.export, subtopic));
                    gone = gone.or(kept.filter(|kept| position.seconds < now - kept));
                    positions.push(position);
                }
                Err(NoPosition::Nothing) => {
                    return Self::without_value(&unknown(context, component, *client), Vec::new());
                }
                Err(NoPosition::OutOfReach(found)) => {
                    let (position, begin) = *found;
                    let why = tr!(
                        "{what} ({at}) lies before the beginning of its Store ({begin}), which cannot serve it; {remedy}.",
                        what = position.heading(),
                        at = zone.aside(position.seconds),
                        begin = zone.aside(begin.seconds),
                        remedy = translated(reach::NEW_STORE)
                    );
                    return Self::without_value(&why, vec![position.evidence, begin.evidence(zone)]);
                }
            }
        }
        let (mut evidence, doubts) = position::told(context.export, component, &positions);
        let (mut outcome, mut help) = decide(component, &values, &positions, (now, gone, zone));
        if !doubts.is_empty() && !matches!(outcome, Outcome::Propose(_)) {
            outcome = Outcome::Propose(Some(proposal(&values, &positions)));
            help = doubtful(&position::age(&positions, now, zone), &doubts);
        }
        evidence.extend(doubts);
        let refused = clients.iter().find_map(|client| position::refused(context.export, component, *client, now));
        let refused = refused.as_deref().map(as_sentence).unwrap_or_default();
        let help = sentences(&[&help, &refused]);
        Self { values, evidence, outcome, help }
    }

    /// The entries to be added; without a client, the seconds.
    fn value(&self) -> FixValue {
        match self.lone() {
            Some(seconds) => FixValue::Position(seconds),
            None => FixValue::Positions(self.values.iter().cloned().collect()),
        }
    }

    /// The position that is of no client by name.
    fn lone(&self) -> Option<i64> {
        self.values.iter().find(|(key, _)| key.is_empty()).map(|(_, seconds)| *seconds)
    }

    /// The form follows the file: an existing map is edited where it is, also inside a string; a new one is encoded in a
    /// string only where `clients` is.
    fn changes<'a>(&self, component: &Component<'a>, source: &Section<'a>) -> Vec<Change<'a>> {
        let entry = source.entry("checkpoint");
        let mut pairs: Vec<(String, String)> = self.values.iter().map(|(k, v)| (k.clone(), v.to_string())).collect();
        // Two clients of one id share a position.
        let mut seen = std::collections::HashSet::new();
        pairs.retain(|(key, _)| seen.insert(key.clone()));
        let map = entry.map(|entry| entry.value.structure()).filter(Ref::is_mapping);
        if let Some(map) = map.filter(|_| self.lone().is_none()) {
            let change = |(key, value): (String, String)| match map.entry(&key) {
                Some(entry) => Change::Replace { entry, value: NewValue::Text(value) },
                None => {
                    let after = map.entries().len().saturating_sub(1);
                    Change::Insert {
                        mapping: map,
                        after,
                        entry: crate::text::edit::NewEntry { key, value: NewValue::Text(value) },
                    }
                }
            };
            return pairs.into_iter().map(change).collect();
        }
        let dotted = checkpoint::dotted(source);
        if entry.is_none() && !dotted.is_empty() && self.lone().is_none() {
            let change = |(key, value): (String, String)| match dotted.iter().find(|(known, _)| *known == key) {
                Some((_, entry)) => Change::Replace { entry: *entry, value: NewValue::Text(value) },
                None => source.insertion(&format!("checkpoint.{key}"), NewValue::Text(value)),
            };
            return pairs.into_iter().map(change).collect();
        }
        let is_encoded =
            component.source().and_then(|source| source.get("clients")).is_some_and(|clients| clients.text().is_some());
        let value = match is_encoded || self.lone().is_some() {
            true => NewValue::Text(self.value().to_string()),
            false => NewValue::Map(pairs),
        };
        vec![match entry {
            Some(entry) => Change::Replace { entry, value },
            None => source.insertion("checkpoint", value),
        }]
    }
}

/// Why nothing tells a position of a client, in sentences.
fn unknown(context: Context<'_, '_>, component: &Component<'_>, client: Client<'_>) -> String {
    let refused = position::refused(context.export, component, client, context.settings.now);
    let refused = refused.as_deref().map(as_sentence).unwrap_or_default();
    let nothing = match (component.source().and_then(stray::checkpoint), client.key()) {
        (Some(why), _) => as_sentence(&why),
        (None, Some(key)) => tr!("Nothing in the export tells a position for `{key}`.", key),
        (None, None) => tr!("Nothing in the export tells a position.").to_owned(),
    };
    sentences(&[&refused, &nothing])
}

fn as_sentence(clause: &str) -> String {
    tr!("{clause}.", clause = position::sentence(clause))
}

/// What to do where something does not fit together.
fn doubtful(basis: &str, doubts: &[Evidence]) -> String {
    let says = doubts.iter().map(|doubt| &*doubt.says).collect::<Vec<_>>().join(semicolon());
    let doubt = tr!("It is only a proposal, for a person to look at: {says}.", says);
    let give = tr!("Give the position in an override (`omslint values` writes a template), or enter it.");
    sentences(&[basis, &doubt, give, console()])
}

/// Whether inferred positions may be written, and what to say about them at the time `now`. `gone` is how long a Store that
/// has lost one of them keeps rows, in seconds.
fn decide(
    component: &Component<'_>,
    values: &[(String, i64)],
    positions: &[KnownPosition],
    (now, gone, zone): (i64, Option<i64>, Zone),
) -> (Outcome, String) {
    let basis = position::age(positions, now, zone);
    let gone = gone.map(|kept| {
        tr!(
            "Its Store says that it keeps {length} (`store.clearer.outdated`), so the rows from then on are gone from it by \
             now: enter the position of the component at the stop, from the console; {remedy}.",
            length = time::length(kept),
            remedy = translated(reach::NEW_STORE)
        )
    });
    let (gone, is_gone) = (gone.as_deref().unwrap_or_default(), gone.is_some());
    let (outcome, advice) = match classify::sink(component) {
        Sink::Database if is_gone => (
            Outcome::Write(Tier::Unsafe),
            tr!("`omslint fix --unsafe-fixes` would write this one into the exported file all the same.").to_owned(),
        ),
        Sink::Database => (
            Outcome::Write(Tier::Unsafe),
            tr!(
                "Rows since then are written again, which changes nothing in tables with a primary or unique key; in others \
                 they may come twice. Check that the Store still keeps them. `omslint fix --unsafe-fixes` writes it into the \
                 exported file, or enter a later position that you know."
            )
            .to_owned(),
        ),
        sink => (Outcome::Propose(Some(proposal(values, positions))), leave(&sink)),
    };
    (outcome, sentences(&[&basis, gone, &advice, console()]))
}

/// The positions for a person to decide about.
fn proposal(values: &[(String, i64)], positions: &[KnownPosition]) -> FixValue {
    let oldest = positions.iter().map(|position| position.seconds).min();
    match oldest.filter(|_| values.iter().any(|(key, _)| key.is_empty())) {
        Some(oldest) => FixValue::Position(oldest),
        None => FixValue::Positions(values.iter().cloned().collect()),
    }
}

/// Why a person decides, where rows that come twice are duplicates or may be.
fn leave(sink: &Sink) -> String {
    match sink {
        Sink::Queue(name) => tr!(
            "It is only a proposal: the sink is {name}, where rows that come twice are duplicates, so a person decides. Give \
             the position in an override (`omslint values` writes a template), or enter it.",
            name
        ),
        _ => tr!(
            "It is only a proposal: the sink is not known, and in a message queue rows that come twice are duplicates, so a \
             person decides. Give the position in an override (`omslint values` writes a template), or enter it."
        )
        .to_owned(),
    }
}

/// Where in the console the key is added.
fn console() -> &'static str {
    tr!("In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `checkpoint`.")
}
