//! OMS106: a key that nearly spells one that matters for the upgrade.

use crate::knowledge::db_types::Meaning;
use crate::lint::checkpoint;
use crate::lint::evidence::db_type;
use crate::lint::evidence::position;
use crate::lint::evidence::reach;
use crate::lint::evidence::stray::is_misspelled;
use crate::lint::finding::{Certainty, Evidence, Finding, Severity, Tier, short};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::{Context, Meta, Offer, Rule, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::kind::Plugin;
use crate::oms::section::Section;
use crate::oms::time;
use crate::text::change::Change;
use crate::text::lang::{sentences, tr};
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;

pub(super) struct MisspelledKey;

static META: Meta = Meta {
    code: "OMS106",
    name: "misspelled-key",
    summary: "a key that nearly spells dbType, checkpoint, ignoreDdl, clients or subtopic",
    severity: Severity::Warning,
    topic: Topic::Misspelled,
    is_default: true,
    fix: Some("renames the key (unsafe)"),
    what: "In the `source` of an Incr-Sync, a key that differs from `dbType`, `checkpoint`, `ignoreDdl` or `clients`, \
           or in one of its clients from `subtopic`, only by case, a dash or one letter. Names that OMS is known to \
           use (`db_type`, `ignore_ddl`, every documented parameter) are left alone.",
    why: "A key is looked up by its exact name. Under another one, the value is there for people and missing for OMS, \
          so that OMS101 or OMS102 finds it missing as well.",
    how: "In the console: OPS & Monitoring > Component > Incr-Sync > Update, `source`: add the key under its right name, and \
          delete the misspelled one. `omslint fix --unsafe-fixes` renames it in the exported file, where the right name is \
          not taken and the value would do.",
    source: "The right names are documented (high). That OMS does not read other spellings is inferred (medium).",
};

/// The keys of `source` that matter for the upgrade.
const KEYS: &[&str] = &["dbType", "checkpoint", "ignoreDdl", "clients"];

impl Rule for MisspelledKey {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let Some((plugin, source)) = checkpoint::source(component) else { return };
        let mut report = |home: &Section<'a>, entry: EntryRef<'a>, meant: &'static str| {
            let mut finding = finding(context, component, home, entry, meant);
            match rename(context, (component, plugin), home, entry, meant) {
                Ok(fix) => finding.fix = Some(fix),
                Err(why) => finding.help = sentences(&[&tr!("No fix: {why}.", why), &finding.help]).into(),
            }
            if let Some(taken) = taken(home, meant) {
                let key = home.own_key(&entry);
                finding.help = tr!("`{taken}` is there too, and counts: delete `{key}`.", taken, key).into();
            }
            findings.push(finding);
        };
        // Only what reads a Store has clients.
        let counts = |meant: &&&str| **meant != "clients" || plugin == Plugin::Store;
        for entry in source.entries() {
            let key = source.own_key(&entry);
            let is_meant = |meant: &&&str| is_misspelled(key, meant);
            if let Some(meant) = KEYS.iter().filter(counts).find(is_meant) {
                report(source, entry, meant);
            }
        }
        let clients = source.get("clients").map(|clients| clients.structure());
        let one = clients.into_iter().filter(Ref::is_mapping);
        let items = clients.into_iter().flat_map(|clients| clients.items()).map(|item| item.structure());
        for client in one.chain(items) {
            let home = Section::whole(source.document, client);
            for entry in home.entries().filter(|entry| is_misspelled(entry.key(), "subtopic")) {
                report(&home, entry, "subtopic");
            }
        }
    }
}

/// The right key, or another name for it, where it is there.
fn taken<'k>(home: &Section<'_>, meant: &'k str) -> Option<&'k str> {
    let names = [meant, if meant == "dbType" { "db_type" } else { meant }];
    names.into_iter().find(|name| home.entry(name).is_some())
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    home: &Section<'a>,
    entry: EntryRef<'a>,
    meant: &str,
) -> Finding<'a> {
    let place = Place { document: home.document, span: entry.key_span() };
    let mut finding = META.finding(context, Some(component), place);
    let key = short(home.own_key(&entry));
    finding.certainty = Certainty::Possible;
    finding.label = tr!("is `{meant}` meant?", meant);
    finding.message = tr!(
        "{component} has a key `{key}` where `{meant}` may be meant; OMS may not read it under this name",
        component = component.describe(),
        key,
        meant
    );
    finding.help = tr!(
        "If `{meant}` is meant, correct it. In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: add `{meant}` \
         with the right value, delete `{key}`.",
        meant,
        key
    )
    .into();
    finding
}

/// Gives the key its right name, where that is not taken and the value would do under it.
fn rename<'a>(
    context: Context<'_, 'a>,
    (component, plugin): (&Component<'a>, Plugin),
    home: &Section<'a>,
    entry: EntryRef<'a>,
    meant: &str,
) -> Offer<'a> {
    if let Some(taken) = taken(home, meant) {
        return Err(tr!("`{taken}` is there too", taken));
    }
    if home.entries().filter(|other| is_misspelled(home.own_key(other), meant)).count() > 1 {
        return Err(tr!("more than one key could be `{meant}`", meant));
    }
    // `subTopic` is read as it is meant; any other slip hides a Store.
    if meant == "clients" || (meant == "subtopic" && Client::read(home.mapping()).subtopic.is_none()) {
        let why = tr!("with it the component reads another Store, and what else is said here would no longer hold");
        return Err(why.into());
    }
    if meant == "checkpoint"
        && let Sink::Queue(queue) = classify::sink(component)
    {
        return Err(tr!(
            "the sink is {queue}, where rows that come twice are duplicates: a person decides where to start",
            queue
        ));
    }
    if !would_do(context, (component, plugin), entry, meant) {
        return Err(tr!("the value would not do as `{meant}` either, or is contradicted elsewhere", meant));
    }
    let key = home.full_key(meant);
    let place = Some(Place { document: home.document, span: entry.key_span() });
    let says = tr!("`{key}` is spelled nearly like `{meant}`", key = home.own_key(&entry), meant);
    let evidence = vec![Evidence { place, says: says.into(), value: None }];
    let change = Change::Rename { entry, key: key.clone() };
    let title = tr!("rename to `{key}`", key);
    context.offer_for(component, home, (Tier::Unsafe, title, FixValue::Text(key)), vec![change], evidence)
}

/// Whether the value would bring no finding of its own under the right name, and contradicts nothing that the user said.
fn would_do(
    context: Context<'_, '_>,
    (component, plugin): (&Component<'_>, Plugin),
    entry: EntryRef<'_>,
    meant: &str,
) -> bool {
    let settings = context.settings;
    let overrides = context.overrides(component);
    match meant {
        "dbType" => {
            let Some(value) = entry.value.filled() else { return false };
            let Meaning::Known(name) = settings.db_types.meaning(value) else { return false };
            let given = overrides.db_type.map(|said| &said.value).or(settings.db_type.as_ref());
            let is_given = given.is_none_or(|given| *given == name);
            let against = || db_type::against(context.export, component, &settings.db_types, &name);
            is_given && name.eq_ignore_ascii_case(value) && against().is_empty()
        }
        "checkpoint" => {
            let clients = component.clients();
            !overrides.has_checkpoint()
                && settings.checkpoint.is_none()
                && checkpoint::is_sound(context.export, (clients, plugin), entry, settings.now)
                && is_served(context, component, entry)
        }
        "ignoreDdl" => entry.value.flag().is_some(),
        _ => entry.value.filled().is_some(),
    }
}

/// Whether the positions of a sound checkpoint lose no row: none is later than where OMS says that the component stands, and the
/// Store still holds what comes next.
fn is_served(context: Context<'_, '_>, component: &Component<'_>, entry: EntryRef<'_>) -> bool {
    let (export, now, map) = (context.export, context.settings.now, entry.value.structure());
    let position = |client: &Client<'_>| time::seconds(map.get(client.key()?)?).or_else(|| time::seconds(entry.value));
    component.clients().iter().all(|client| {
        let Some(seconds) = position(client) else { return true };
        position::stands_before(export, component, (*client, seconds), now).is_none()
            && reach::is_held(export, *client, seconds, now)
    })
}
