//! OMS102: an Incr-Sync whose source has no usable `checkpoint`.

mod remedy;

use crate::knowledge::db_types::is_missing;
use crate::lint::checkpoint;
use crate::lint::evidence::ddl::{self, Ddl};
use crate::lint::evidence::default_type;
use crate::lint::evidence::position;
use crate::lint::finding::{Certainty, Finding, Fix, Severity, Tier};
use crate::lint::rule::{Context, Meta, Offer, Rule, SourceKey, Topic, labels};
use crate::oms::classify;
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::text::lang::{comma, sentences, tr};
use crate::text::node::{EntryRef, Ref};

use remedy::{Outcome, Remedy};

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
    let remedy = Remedy::find(context, component, plugin, &gap.clients);
    finding.related = labels(&remedy.evidence);
    finding.help = remedy.help.clone().into();
    if let Some(why) = checkpoint::keyless(component) {
        let then = tr!("Then add `checkpoint` in the console.");
        finding.advise(tr!("No fix: {why}", why), then);
        return finding;
    }
    match &remedy.outcome {
        Outcome::Refuse(why) => {
            finding.advise(tr!("No fix: the checkpoint given is refused"), why);
            finding.reason = tr!("the checkpoint given is refused: {why}", why = why.trim_end_matches(['.', '。']));
        }
        Outcome::Propose(value) => {
            let title = tr!("add `checkpoint`, which a person must decide").into();
            finding.fix = Some(Fix::needs_value(title, value.clone(), remedy.evidence.clone()));
        }
        Outcome::Write(tier) => match offer(context, component, source, (&remedy, *tier)) {
            Ok(fix) => finding.fix = Some(fix),
            Err(why) => finding.advise(tr!("No fix: {why}", why), tr!("Add `checkpoint` in the console instead.")),
        },
    }
    finding
}

/// Whether the upgrade asks for no `dbType`, because the default is right.
fn counts_by_default(context: Context<'_, '_>, component: &Component<'_>) -> bool {
    let (export, settings, overrides) = (context.export, context.settings, context.overrides(component));
    let given = overrides.db_type.map(|said| &*said.value).or(settings.db_type.as_deref());
    matches!(ddl::answer(export, component, &overrides, settings.ddl), Ddl::No(_))
        && default_type::holds(export, component, given, &settings.db_types)
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
    if lacks_type && !counts_by_default(context, component) {
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
    source: &Section<'a>,
    (remedy, tier): (&Remedy, Tier),
) -> Offer<'a> {
    if classify::is_torn(source) {
        let why =
            tr!("`type` and `boosterClass` of the source name different readers, whose checkpoints differ in form");
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
