//! What a run could not check, and why. Silence must never look like a pass.

use std::collections::BTreeSet;

use crate::knowledge::console;
use crate::knowledge::db_types::is_missing;
use crate::lint::checkpoint;
use crate::lint::evidence::{contradiction, position, running};
use crate::lint::rule::Settings;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::oms::time;
use crate::text::lang::{self, tr, tr_noop};
use crate::text::parallel;
use crate::text::sorting;

/// Something that this run could not check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChecked {
    /// What: `upgrade path`.
    pub what: String,
    /// Why: `no --from`.
    pub why: String,
}

/// What is said of files that a glob or an ignore file leaves out.
pub(crate) const LEFT_OUT: &str = tr_noop!("files left out");

/// How many names a line gives before it only counts.
const NAMES: usize = 3;

/// What `export` left open under `settings`, most important first. `torn`: the files called `ha.config` in which nothing of it could be
/// read.
#[must_use]
pub(crate) fn in_export(export: &Export<'_>, settings: &Settings, torn: &[String]) -> Vec<NotChecked> {
    let mut open = Vec::new();
    let mut add = |what: &str, why: String| open.push(NotChecked { what: what.to_owned(), why });
    let nameless = |found: &[String]| match found {
        [] => None,
        [first, rest @ ..] => Some(list(first, rest)),
    };
    let (kinds, orphans) = parallel::join(|| Unclear::of(export), || without_store(export));
    if let Some(names) = nameless(&kinds.misnamed) {
        add(tr!("what the names of components say"), tr!("their content says otherwise, and counts: {names}", names));
    }
    if let Some(names) = nameless(&kinds.torn) {
        add(
            tr!("whose configuration it is"),
            tr!("the export contradicts itself: {names}; look at these on their servers", names),
        );
    }
    if let Some(names) = nameless(&kinds.beside_newer) {
        add(tr!("which of two components runs"), tr!("both are checked: {names}; look on their servers", names));
    }
    if let Some(names) = nameless(&kinds.half_named) {
        add(tr!("which name of the type is read"), tr!("nothing documents it; fill both alike: {names}", names));
    }
    if let Some(names) = nameless(&kinds.without_config) {
        add(tr!("JDBCWriters without a configuration"), tr!("there is nothing to look at: {names}", names));
    }
    if let Some(names) = nameless(&kinds.source_alone) {
        add(
            tr!("sinks and coordinators"),
            tr!("there is only the source of {names}, so nothing says where it writes", names),
        );
    }
    if let Some(names) = nameless(&orphans) {
        add(tr!("what Stores say"), tr!("no Store seen for {names}", names));
    }
    if let Some(names) = nameless(&kinds.bare_stores) {
        add(tr!("what Stores say"), tr!("there is nothing to look at: {names}", names));
    }
    for (what, why) in of_records(export) {
        add(what, why);
    }
    if let Some(names) = nameless(&in_future(export, settings.now)) {
        add(
            tr!("when the export was taken"),
            tr!("a time in the future is no date of it, so it was left out: {names}", names),
        );
    }
    if settings.from.is_none() {
        add(tr!("upgrade path"), tr!("no --from").to_owned());
    }
    if settings.created_with.is_none() {
        add(
            tr!("the version tasks were created with"),
            tr!("no --created-with, so each counts as affected").to_owned(),
        );
    }
    // Where the target has no HA, there is nothing to set for it; a file about it says that something is amiss.
    let has_ha = console::has_ha(Some(settings.to));
    if !has_ha {
        if !torn.is_empty() || !export.ha_configs.is_empty() {
            let why =
                tr!("{to} has no HA, so nothing of ha.config was checked; see that `--to` is right", to = settings.to);
            add(tr!("HA settings"), why);
        }
    } else if let Some(names) = nameless(torn) {
        add(tr!("HA settings"), tr!("nothing of ha.config could be read in {names}", names));
    } else if export.ha_configs.is_empty() {
        add(tr!("HA settings"), tr!("no ha.config in the input").to_owned());
    }
    if has_ha && settings.downtime.is_none() {
        add(tr!("pull-back window"), tr!("no --downtime").to_owned());
    } else if has_ha
        && !export.ha_configs.is_empty()
        && let Some(why) = lag_unknown(export, settings.now)
    {
        add(tr!("how far tasks lag"), why);
    }
    open
}

/// Why the pull-back window counts no lag, of all tasks or of some; None where that of every live Incr-Sync is known.
fn lag_unknown(export: &Export<'_>, now: i64) -> Option<String> {
    let (mut unknown, mut is_known) = (Vec::new(), false);
    for (component, _) in export.incr_syncs().filter(|(component, _)| component.is_live()) {
        let name = || component.task.clone().or_else(|| Some(component.id.as_ref()?.text.clone()));
        match position::lag(export, component, now) {
            Some(_) => is_known = true,
            None => unknown.push(name().map_or_else(|| path(export, component.document), |name| name.to_string())),
        }
    }
    sorting::sort(&mut unknown);
    unknown.dedup();
    match (unknown.split_first(), is_known) {
        (None, true) => None,
        (Some((first, rest)), true) => Some(tr!(
            "no API answer and no status file of a running process tells it of {names}, so the pull-back window counts none of theirs",
            names = list(first, rest)
        )),
        (_, false) => {
            let why = tr!(
                "no API answer and no status file of a running process tells it, so the pull-back window counts no lag"
            );
            Some(why.to_owned())
        }
    }
}

/// The answers of the API that say that they were given in the future, with the time.
fn in_future(export: &Export<'_>, now: i64) -> Vec<String> {
    let said = |component: &Component<'_>| {
        let sampled = component.reported.as_ref().and_then(|reported| reported.sampled);
        let ahead = sampled.filter(|time| time::is_ahead(*time, now))?;
        let (path, at) = (path(export, component.document), export.zone().aside(ahead));
        Some(tr!("{path} ({at})", path, at))
    };
    // One document may hold a thousand components.
    sorting::set(export.counted().filter_map(said)).into_iter().collect()
}

/// What the records of collect.sh leave open.
fn of_records(export: &Export<'_>) -> Vec<(&'static str, String)> {
    let mut open = Vec::new();
    let names = |all: &[String]| all.split_first().map(|(first, rest)| list(first, rest));
    let odd: Vec<String> = export.odd_records.iter().map(|number| path(export, *number)).collect();
    if let Some(names) = names(&odd) {
        open.push((tr!("which components run"), tr!("not as collect.sh of this version writes it: {names}", names)));
    }
    let partial = export.records.iter().filter(|record| !record.is_complete);
    let partial = partial.map(|record| {
        let server = record.server.map_or_else(|| path(export, record.document), str::to_owned);
        match record.why.map(crate::lint::finding::short) {
            Some(why) => tr!("{server} ({why})", server, why),
            None => server,
        }
    });
    if let Some(names) = names(&partial.collect::<Vec<_>>()) {
        open.push((tr!("which components run"), tr!("collect.sh did not see all processes of {names}", names)));
    }
    let absent: BTreeSet<&String> = sorting::set(export.only_recorded().map(|(_, id)| id));
    let absent: Vec<String> = absent.into_iter().cloned().collect();
    if let Some(names) = names(&absent) {
        open.push((
            tr!("components that run"),
            tr!("a process of each was seen, but no configuration of it is here: {names}", names),
        ));
    }
    open
}

/// Components of which too little is known, by their names.
#[derive(Default)]
struct Unclear {
    misnamed: Vec<String>,
    torn: Vec<String>,
    beside_newer: Vec<String>,
    half_named: Vec<String>,
    without_config: Vec<String>,
    bare_stores: Vec<String>,
    source_alone: Vec<String>,
}

impl Unclear {
    fn of(export: &Export<'_>) -> Self {
        let mut unclear = Self::default();
        for component in export.counted() {
            let name =
                || component.id.as_ref().map_or_else(|| path(export, component.document), |id| id.text.to_string());
            if let Some(named) = component.named {
                let (is, named) = (component.kind.label(), named.label());
                let words = tr!("{component} is named as a {named} and checked as {is}", component = name(), named, is);
                unclear.misnamed.push(words);
            }
            if component.is_live() {
                let torn = contradiction::of_own_names(export, component).into_iter();
                unclear.torn.extend(torn.map(|evidence| evidence.says.to_string()));
            }
            if let Some((evidence, _)) = running::in_spite_of_sequence(export, component) {
                unclear.beside_newer.push(tr!("{component}: {words}", component = name(), words = evidence.says));
            }
            if let Some(words) = half_named(component) {
                unclear.half_named.push(tr!("{component}: {words}", component = name(), words));
            }
            let lacks = |section| component.section(section).is_none();
            let is_alone = component.source().is_some() && lacks(SectionName::Sink) && lacks(SectionName::Coordinator);
            if is_incr_sync(component.kind) && component.is_live() && is_alone && component.odd_section.is_none() {
                unclear.source_alone.push(name());
            }
            if component.kind == ComponentKind::Store && component.is_live() && !says_anything(export, component) {
                unclear.bare_stores.push(name());
            }
            // Of all others a finding says it.
            let is_bare = component.source().is_none() && component.config().is_none();
            if component.kind == ComponentKind::IncrSync(Plugin::JdbcWriter) && is_bare {
                unclear.without_config.push(name());
            }
        }
        unclear
    }
}

/// Whether a configuration of a Store is anywhere in the export.
fn says_anything<'a>(export: &Export<'a>, store: &Component<'a>) -> bool {
    let says = |store: &Component<'a>| store.config().is_some_and(Section::is_filled);
    says(store) || store.id.iter().flat_map(|id| export.with_id(&id.text)).any(says)
}

/// An empty `dbType` beside a filled `db_type`, or the other way round. That either is there is enough; which of the two is
/// read is documented nowhere.
fn half_named(component: &Component<'_>) -> Option<String> {
    let (_, source) = checkpoint::source(component).filter(|_| component.is_live())?;
    let (new, old) = (source.get("dbType")?, source.get("db_type")?);
    let (empty, filled, value) = match (is_missing(new), is_missing(old)) {
        (true, false) => ("dbType", "db_type", old.filled()?),
        (false, true) => ("db_type", "dbType", new.filled()?),
        _ => return None,
    };
    let value = crate::lint::finding::short(value);
    Some(tr!("`{empty}` is empty beside `{filled}` = {value}", empty, filled, value))
}

fn is_incr_sync(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::IncrSync(plugin) if plugin != Plugin::JdbcWriter)
}

fn path(export: &Export<'_>, document: usize) -> String {
    export.document(document).map(|document| document.path.to_string()).unwrap_or_default()
}

/// Subtopics that a live Incr-Sync reads and no Store of the export keeps.
fn without_store(export: &Export<'_>) -> Vec<String> {
    let readers = export.counted().filter(|component| is_incr_sync(component.kind) && component.is_live());
    let missing: BTreeSet<&str> =
        sorting::set(readers.flat_map(Component::subtopics).filter(|subtopic| !export.has_store(subtopic)));
    missing.into_iter().map(str::to_owned).collect()
}

/// `a, b, c and 4 more`.
#[must_use]
pub fn list(first: &str, rest: &[String]) -> String {
    let mut text = first.to_owned();
    for name in rest.iter().take(NAMES - 1) {
        text.push_str(lang::comma());
        text.push_str(name);
    }
    match rest.len().saturating_sub(NAMES - 1) {
        0 => text,
        more => tr!("{names} and {more} more", names = text, more),
    }
}
