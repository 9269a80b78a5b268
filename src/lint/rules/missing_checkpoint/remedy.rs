//! OMS102, what can be done about a position that is missing: what the user gives, else what the export tells, and what makes
//! that doubtful.

use crate::lint::checkpoint;
use crate::lint::evidence::contradiction;
use crate::lint::evidence::position::{self, KnownPosition, NoPosition};
use crate::lint::evidence::reach::{self, Cleared};
use crate::lint::evidence::stray;
use crate::lint::finding::{Evidence, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::overrides::{ComponentOverrides, checkpoint_flag};
use crate::lint::rule::Context;
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::Plugin;
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{comma, sentences, tr, translated};
use crate::text::node::Ref;

/// What a fix would do.
pub(super) enum Outcome {
    Refuse(String),
    Propose(Option<FixValue>),
    Write(Tier),
}

/// What can be done about a gap.
pub(super) struct Remedy {
    /// Client key and Unix seconds; for oblogproxy without a `client.id`, one pair without a key.
    values: Vec<(String, i64)>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) outcome: Outcome,
    pub(super) help: String,
}

impl Remedy {
    /// What can be done about a section that lacks a position for `lacking`; these are empty where it names no clients.
    pub(super) fn find(
        context: Context<'_, '_>,
        component: &Component<'_>,
        plugin: Plugin,
        lacking: &[Client<'_>],
    ) -> Self {
        let nobody = Client { id: None, subtopic: None, timestamp: None };
        // Where nothing names the client of oblogproxy, a plain number is the one form that needs no name.
        let clients = match plugin {
            Plugin::LogProxy if lacking.is_empty() => vec![nobody],
            _ => lacking.to_vec(),
        };
        if clients.is_empty() {
            let why =
                tr!("The source names no `clients`, whose ids are the keys of a checkpoint, so none can be proposed.");
            return Self::without_value(why, Vec::new());
        }
        let overrides = context.overrides(component);
        if overrides.has_checkpoint() {
            return Self::from_overrides(context, component, &clients, &overrides);
        }
        match context.settings.checkpoint {
            Some(seconds) => {
                let evidence = checkpoint_flag(seconds, context.export.zone());
                let values: Vec<_> = clients.iter().map(|client| (*client, seconds, evidence.clone())).collect();
                Self::given(context, &values)
            }
            None => Self::inferred(context, component, &clients),
        }
    }

    /// What an override gives, and for the clients that it leaves out what the export tells: all missing clients are filled, or
    /// none, and the whole is worth what the weaker part is.
    fn from_overrides(
        context: Context<'_, '_>,
        component: &Component<'_>,
        clients: &[Client<'_>],
        overrides: &ComponentOverrides<'_>,
    ) -> Self {
        let mut values = Vec::new();
        let mut without = Vec::new();
        for client in clients {
            match overrides.checkpoint(client.key()) {
                Some(said) => values.push((*client, said.value, said.position(client.key(), context.export.zone()))),
                None => without.push(*client),
            }
        }
        let given = Self::given(context, &values);
        if without.is_empty() || matches!(given.outcome, Outcome::Refuse(_)) {
            return given;
        }
        let rest = Self::inferred(context, component, &without);
        let names = without.iter().map(|client| client.key().map_or("oblogproxy".to_owned(), |key| format!("`{key}`")));
        let why = tr!(
            "The override gives no position for {names}, and a checkpoint is filled for all clients or none.",
            names = names.collect::<Vec<_>>().join(comma())
        );
        let help = sentences(&[&why, &rest.help]);
        let (mut values, mut evidence) = (given.values, given.evidence);
        evidence.extend(rest.evidence);
        match rest.values.is_empty() {
            true => values.clear(),
            false => values.extend(rest.values),
        }
        let outcome = match rest.outcome {
            Outcome::Propose(_) => Outcome::Propose(proposal(&values)),
            outcome => outcome,
        };
        Self { values, evidence, outcome, help }
    }

    /// Where the export tells no position that would do, it may be because it speaks of another component.
    fn untold(context: Context<'_, '_>, component: &Component<'_>, why: &str, mut evidence: Vec<Evidence>) -> Self {
        let torn = contradiction::whose(context.export, component);
        if torn.is_empty() {
            return Self::without_value(why, evidence);
        }
        let says = tr!("The export contradicts itself: {says}.", says = Evidence::joined(&torn));
        evidence.extend(torn);
        Self::without_value(&sentences(&[why, &says]), evidence)
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
            let begin =
                subtopic.and_then(|subtopic| position::store_begin(context.export, subtopic, context.settings.now));
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
        // That of the first Store which says itself that it no longer holds what comes next. A default may have been changed.
        let mut cleared = None;
        for client in clients {
            match position::best(context.export, component, *client, now) {
                Ok(position) => {
                    values.push((client.key().unwrap_or_default().to_owned(), position.seconds));
                    let told = || reach::cleared(context.export, component, (*client, &position), now);
                    cleared = cleared.or_else(|| told().filter(|cleared| cleared.said.is_some()));
                    positions.push(position);
                }
                Err(NoPosition::Nothing) => {
                    return Self::untold(context, component, &unknown(context, component, *client), Vec::new());
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
                    return Self::untold(context, component, &why, vec![position.evidence, begin.evidence(zone)]);
                }
            }
        }
        let (mut evidence, doubts) = position::told(context.export, component, &positions);
        evidence.extend(cleared.iter().filter_map(|cleared| cleared.said.clone()));
        let (basis, outcome) = match cleared {
            Some(Cleared { why, .. }) => {
                let at_the_stop = tr!(
                    "{why}: enter the position of the component at the stop, from the console; {remedy}.",
                    why = position::sentence(&why),
                    remedy = translated(reach::NEW_STORE)
                );
                (at_the_stop, Outcome::Propose(proposal(&values)))
            }
            None => (position::age(&positions, now, zone), Outcome::Write(Tier::Unsafe)),
        };
        let (outcome, help) = match doubts.is_empty() {
            true => decide(component, &values, &basis, outcome),
            false => (Outcome::Propose(proposal(&values)), doubtful(&basis, &doubts)),
        };
        evidence.extend(doubts);
        let refused = clients.iter().find_map(|client| position::refused(context.export, component, *client, now));
        let refused = refused.as_deref().map(as_sentence).unwrap_or_default();
        let help = sentences(&[&help, &refused]);
        Self { values, evidence, outcome, help }
    }

    /// The entries to be added; without a client, the seconds.
    pub(super) fn value(&self) -> FixValue {
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
    pub(super) fn changes<'a>(&self, component: &Component<'a>, source: &Section<'a>) -> Vec<Change<'a>> {
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
    sentences(&[basis, &checkpoint::only_proposed(doubts), checkpoint::give(), console()])
}

/// Whether inferred positions may be written where nothing else is against it, and what to say about them.
fn decide(component: &Component<'_>, values: &[(String, i64)], basis: &str, outcome: Outcome) -> (Outcome, String) {
    let (outcome, advice) = match (classify::sink(component), outcome) {
        (Sink::Database, Outcome::Propose(proposal)) => {
            (Outcome::Propose(proposal), checkpoint::give().to_owned())
        }
        (Sink::Database, outcome) => (
            outcome,
            tr!(
                "Rows since then are written again, which changes nothing in tables with a primary or unique key; in others \
                 they may come twice. Check that the Store still keeps them. `omslint fix --unsafe-fixes` writes it into the \
                 exported file, or enter a later position that you know."
            )
            .to_owned(),
        ),
        (sink, _) => (Outcome::Propose(proposal(values)), leave(&sink)),
    };
    (outcome, sentences(&[basis, &advice, console()]))
}

/// The positions for a person to decide about; None where there are none.
fn proposal(values: &[(String, i64)]) -> Option<FixValue> {
    let oldest = values.iter().map(|(_, seconds)| *seconds).min()?;
    match values.iter().any(|(key, _)| key.is_empty()) {
        true => Some(FixValue::Position(oldest)),
        false => Some(FixValue::Positions(values.iter().cloned().collect())),
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
