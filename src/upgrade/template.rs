//! The template of `omslint values`: what only a person can supply, task by task, with what was found and what could be
//! proposed as comments. Read back as it is, it says nothing.

pub(crate) mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write;

use crate::lint::checkpoint::{self, Flaw, Spelling, Wrong};
use crate::lint::evidence::db_type::{self, Conclusion};
use crate::lint::evidence::ddl::{self, Ddl};
use crate::lint::finding::{Evidence, Finding, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::Context;
use crate::lint::states::{Renames, values};
use crate::lint::topic::{SourceKey, Topic};
use crate::oms::classify::{self, Sink};
use crate::oms::client::Client;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::Direction;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::standing::Standing;
use crate::oms::time;
use crate::text::lang::{count, tr, wrap};
use crate::text::redact;
use crate::text::sorting;

/// Columns of a comment.
const WIDTH: usize = 100;

/// What one component needs.
struct Need<'e, 'a> {
    component: &'e Component<'a>,
    finding: &'e Finding<'a>,
}

/// What goes into one `[[override]]`.
struct Group<'e, 'a> {
    task: Option<String>,
    direction: Option<Direction>,
    /// Where a component without a task stands, or one of several that read under one client.
    paths: BTreeSet<String>,
    needs: Vec<Need<'e, 'a>>,
}

/// Whether anything is asked for.
#[must_use]
pub(crate) fn is_needed(context: Context<'_, '_>, findings: &[Finding<'_>]) -> bool {
    !groups(context, findings).is_empty()
}

/// The template for `findings`; `input` names what was read, as it was given.
#[must_use]
pub(crate) fn write(context: Context<'_, '_>, findings: &[Finding<'_>], input: &str) -> String {
    let groups = groups(context, findings);
    let mut out = String::new();
    let date = context.export.zone().show(context.settings.now);
    if groups.is_empty() {
        let version = env!("CARGO_PKG_VERSION");
        let said = match context.export.counted().next() {
            Some(_) => {
                tr!("omslint {version}: no value is needed for {input}. Written at {date}.", version, input, date)
            }
            None => tr!(
                "omslint {version}: no configuration of OMS was read in {input}, so nothing is known of its values. Written at {date}.",
                version,
                input,
                date
            ),
        };
        comment(&mut out, &said);
        return out;
    }
    comment(
        &mut out,
        &tr!(
            "What only a person can supply, for {input}: {overrides}. Written by omslint {version} at {date}.",
            input,
            overrides = count(groups.len(), "override"),
            version = env!("CARGO_PKG_VERSION"),
            date
        ),
    );
    comment(
        &mut out,
        tr!(
            "Check each value, take away the `#` before its key, and give this file to omslint with --values FILE, or paste it \
         into omslint.toml. A value given here counts as safe to apply. As long as nothing is filled in, nothing changes."
        ),
    );
    for group in &groups {
        group.write(context, &mut out);
    }
    out
}

/// Whether a value of the user's would settle the finding.
fn is_open(context: Context<'_, '_>, component: &Component<'_>, finding: &Finding<'_>) -> bool {
    let reads = matches!(component.kind, ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy));
    if !reads || !component.is_live() {
        return false;
    }
    let key = match finding.topic {
        Topic::Missing(key) => key,
        // A position that cannot be read is asked for like one that is missing.
        Topic::Wrong(SourceKey::Checkpoint) => {
            return finding.fix.as_ref().is_some_and(|fix| fix.tier == Tier::NeedsValue);
        }
        _ => return false,
    };
    match (key, finding.fix.as_ref().map(|fix| fix.tier)) {
        (_, Some(Tier::Unsafe | Tier::NeedsValue)) => true,
        // Without the id of a client there is no key that a position could stand under.
        (SourceKey::Checkpoint, None) => checkpoint::keyless(component).is_none(),
        // Where the type is certain and there is still no fix, the file refuses it, and no value helps.
        (SourceKey::DbType, None) => !matches!(db_type(context, component), Conclusion::Type(_, Tier::Safe)),
        (_, Some(Tier::Safe)) => false,
    }
}

fn db_type(context: Context<'_, '_>, component: &Component<'_>) -> Conclusion {
    db_type::weigh(context.export, component, &context.settings.db_types, None).verdict
}

fn groups<'e, 'a>(context: Context<'e, 'a>, findings: &'e [Finding<'a>]) -> Vec<Group<'e, 'a>> {
    // What stands under a wrong name is renamed, and asked of nobody.
    let renames = Renames::of(context.export, findings.iter());
    let needs: Vec<Need<'e, 'a>> = findings
        .iter()
        .filter_map(|finding| Some(Need { component: context.export.owner(finding.place)?, finding }))
        .filter(|need| is_open(context, need.component, need.finding))
        .filter(|need| renames.answer(Some(need.component), need.finding).is_none())
        .collect();
    // The two directions of a task read different databases: a value for the one is none for the other, whatever that lacks.
    let asked: BTreeSet<&str> = sorting::set(needs.iter().filter_map(|need| need.component.task.as_deref()));
    let mut ways: HashMap<&str, BTreeSet<Direction>> = HashMap::new();
    let live = context.export.incr_syncs().map(|(component, _)| component).filter(|component| component.is_live());
    for component in live.chain(needs.iter().map(|need| need.component)) {
        if let Some(task) = component.task.as_deref().filter(|task| asked.contains(task)) {
            ways.entry(task).or_default().insert(component.direction);
        }
    }
    let goes_both_ways = |task: &str| ways.get(task).is_some_and(|ways| ways.len() > 1);
    // By task, by direction where that matters, and by file where there is no task.
    type Of = (Option<String>, Option<Direction>, Option<String>);
    let mut groups: BTreeMap<Of, Vec<Need<'e, 'a>>> = BTreeMap::new();
    for need in needs {
        let task = need.component.task.as_deref().map(str::to_owned);
        let direction = task.as_deref().is_some_and(goes_both_ways).then_some(need.component.direction);
        let path = if task.is_none() { need.path(context) } else { None };
        groups.entry((task, direction, path)).or_default().push(need);
    }
    let mut all = Vec::new();
    for ((task, direction, path), needs) in groups {
        for (paths, needs) in lanes(context, path, needs) {
            all.push(Group { task: task.clone(), direction, paths, needs });
        }
    }
    all
}

/// The needs of one group, apart where several components read under one client and each has a file of its own: in one map only
/// one position could stand for all of them.
fn lanes<'e, 'a>(
    context: Context<'_, '_>,
    path: Option<String>,
    needs: Vec<Need<'e, 'a>>,
) -> Vec<(BTreeSet<String>, Vec<Need<'e, 'a>>)> {
    let mut by_client: HashMap<String, &str> = HashMap::new();
    let mut is_shared = false;
    let asked = needs.iter().filter(|need| need.finding.topic.key() == Some(SourceKey::Checkpoint));
    for need in asked {
        let id = need.id();
        let clients = without_position(context, need);
        is_shared |= clients.into_iter().any(|client| *by_client.entry(client).or_insert(id) != id);
    }
    let mut lanes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for need in needs.iter().filter(|_| is_shared && path.is_none()) {
        lanes.entry(need.id()).or_default().extend(need.path(context));
    }
    let files: BTreeSet<&String> = sorting::set(lanes.values().flatten());
    if lanes.is_empty() || lanes.values().map(BTreeSet::len).sum::<usize>() > files.len() {
        return vec![(path.into_iter().collect(), needs)];
    }
    let mut all: Vec<_> = lanes.values().map(|paths| (paths.clone(), Vec::new())).collect();
    let places: HashMap<&str, usize> = lanes.keys().enumerate().map(|(place, id)| (*id, place)).collect();
    for need in needs {
        let place = places.get(need.id()).and_then(|place| all.get_mut(*place));
        place.into_iter().for_each(|(_, own)| own.push(Need { ..need }));
    }
    all
}

impl Group<'_, '_> {
    fn write(&self, context: Context<'_, '_>, out: &mut String) {
        out.push('\n');
        let mut described: HashSet<String> = HashSet::new();
        for need in &self.needs {
            let name = need.component.describe();
            if !described.contains(&name) {
                comment(out, &name);
                described.insert(name);
            }
        }
        out.push_str("[[override]]\n");
        if let Some(task) = &self.task {
            line(out, &format!("tasks = [{}]", quoted(task)));
        }
        if self.task.is_none() || !self.paths.is_empty() {
            let globs: Vec<_> = self.paths.iter().map(|path| quoted(&globset::escape(path))).collect();
            line(out, &format!("paths = [{}]", globs.join(", ")));
        }
        if let Some(direction) = self.direction {
            line(out, &format!("direction = {}", quoted(direction.name())));
        }
        self.write_db_type(context, out);
        self.write_checkpoint(context, out);
    }

    fn lacking<'s>(&'s self, key: SourceKey) -> impl Iterator<Item = &'s Need<'s, 's>> {
        let lacks = |need: &Need<'_, '_>, key| need.finding.topic == Topic::Missing(key);
        // One question for one component, where it lacks the one position and has a wrong other one.
        let is_asked = move |need: &Need<'_, '_>| {
            self.needs.iter().any(|other| lacks(other, key) && std::ptr::eq(other.component, need.component))
        };
        let is_wrong = move |need: &Need<'_, '_>| need.finding.topic == Topic::Wrong(key) && !is_asked(need);
        self.needs.iter().filter(move |need| lacks(need, key) || is_wrong(need))
    }

    fn write_db_type(&self, context: Context<'_, '_>, out: &mut String) {
        let mut proposals: Vec<String> = Vec::new();
        let mut asks_ddl = false;
        let mut is_asked = false;
        for need in self.lacking(SourceKey::DbType) {
            is_asked = true;
            let found = db_type::weigh(context.export, need.component, &context.settings.db_types, None);
            let why = match &found.verdict {
                _ if is_torn(need.component) => tr!(
                    "The type of its source: copies of this component differ, and nothing certain says which one is the newest. Settle \
                     that first: as long as they differ, a value given here does not settle it."
                ),
                Conclusion::Conflict => tr!("The type of its source: the export contradicts itself."),
                Conclusion::Type(..) if !found.has_prefix => tr!(
                    "The type of its source: what says so states no direction, so it may speak of the other database of the task."
                ),
                Conclusion::Type(..) => tr!("The type of its source: only the name of a subtopic says so."),
                Conclusion::Open(Some(_)) => tr!("The type of its source: a guess, no more."),
                Conclusion::Open(None) | Conclusion::Refused(_) => {
                    tr!("The type of its source: nothing in the export decides it.")
                }
            };
            comment(out, why);
            cite(context.export, &found.hints, out);
            if let Conclusion::Type(name, _) | Conclusion::Open(Some(name)) = found.verdict {
                proposals.push(name);
            }
            asks_ddl |= need.asks_ddl(context);
        }
        if is_asked {
            proposals.dedup();
            let proposal = if let [only] = proposals.as_slice() { only } else { "" };
            line(out, &format!("# db-type = {}", quoted(proposal)));
        }
        if asks_ddl {
            comment(out, whether_ddl());
            line(out, "# ddl = \"\"");
        }
    }

    fn write_checkpoint(&self, context: Context<'_, '_>, out: &mut String) {
        let mut clients: Vec<(String, Option<i64>)> = Vec::new();
        let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let mut is_asked = false;
        for need in self.lacking(SourceKey::Checkpoint) {
            is_asked = true;
            let fix = need.finding.fix.as_ref();
            let proposal = fix.and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()));
            if let Some(why) = values::refused(context, need.component, need.finding) {
                comment(out, &tr!("{clause}.", clause = why));
            }
            comment(out, position(need.component, fix.map(|fix| fix.tier), proposal.is_some()));
            cite(context.export, fix.map_or(&[], |fix| &fix.evidence), out);
            let own = without_position(context, need);
            let proposed = proposed(need, &own);
            for (key, _) in proposed.iter().filter(|_| own.is_empty()) {
                owners.entry(key.clone()).or_default().insert(need.id());
            }
            if own.is_empty() {
                clients.extend(proposed.into_iter().map(|(key, seconds)| (key, Some(seconds))));
                continue;
            }
            // What is given already is not taken back.
            let overrides = context.overrides(need.component);
            for key in own {
                let seconds = proposed.iter().find(|(known, _)| *known == key).map(|(_, seconds)| *seconds);
                let given = overrides.checkpoint(Some(&key)).map(|said| said.value);
                owners.entry(key.clone()).or_default().insert(need.id());
                clients.push((key, seconds.or(given)));
            }
        }
        if !is_asked {
            return;
        }
        // A key stands in a map once. The earlier of two positions loses nothing.
        let mut each: Vec<(String, Option<i64>)> = Vec::new();
        for (key, seconds) in clients {
            match each.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = known.zip(seconds).map(|(one, other)| one.min(other)),
                None => each.push((key, seconds)),
            }
        }
        let clients = each;
        if owners.values().any(|owners| owners.len() > 1) {
            comment(
                out,
                tr!(
                    "Several components read under one client: one position for all of them, not later than any of theirs."
                ),
            );
        }
        for (key, seconds) in &clients {
            if let Some(seconds) = seconds {
                let (shown, age) = (context.export.zone().show(*seconds), time::length(context.settings.now - seconds));
                let words = match key.as_str() {
                    "" => tr!("  proposed: {time}, {age} ago", time = shown, age),
                    key => tr!("  proposed for {key}: {time}, {age} ago", key, time = shown, age),
                };
                comment(out, &words);
            }
        }
        match clients.as_slice() {
            [] => line(out, "# checkpoint = 0"),
            [(key, seconds)] if key.is_empty() => line(out, &format!("# checkpoint = {}", seconds.unwrap_or(0))),
            clients => {
                let pairs: Vec<_> = clients
                    .iter()
                    .map(|(key, seconds)| format!("{} = {}", quoted(key), seconds.unwrap_or(0)))
                    .collect();
                line(out, &format!("# checkpoint = {{ {} }}", pairs.join(", ")));
            }
        }
    }
}

impl<'e> Need<'e, '_> {
    fn path(&self, context: Context<'_, '_>) -> Option<String> {
        context.export.document(self.component.document).map(|document| document.path.to_string())
    }

    /// The id of its component; empty where none is known.
    fn id(&self) -> &'e str {
        self.component.id.as_ref().map_or("", |id| &*id.text)
    }

    /// Whether nothing says whether its component synchronises DDL, on which it depends how much its type matters.
    fn asks_ddl(&self, context: Context<'_, '_>) -> bool {
        let overrides = context.overrides(self.component);
        matches!(ddl::answer(context.export, self.component, &overrides, context.settings.ddl), Ddl::Unknown(_))
    }
}

fn whether_ddl() -> &'static str {
    tr!(
        "Whether it synchronises DDL, \"yes\" or \"no\": nothing here says so; the console shows it in the task's parameter configuration."
    )
}

fn position(component: &Component<'_>, tier: Option<Tier>, has_proposal: bool) -> &'static str {
    let is_into_database = classify::sink(component) == Sink::Database;
    match (tier, has_proposal) {
        (Some(Tier::Unsafe), _) => tr!(
            "Its position, in Unix seconds: what is proposed writes the rows since then again, which changes nothing in \
             tables with a primary or unique key; see that the Store still keeps them."
        ),
        (_, true) if is_into_database => tr!(
            "Its position, in Unix seconds: what is proposed is doubtful, and why stands below. The present one is shown under the \
             details of its task, View Component Monitoring."
        ),
        (_, true) => tr!(
            "Its position, in Unix seconds: what is proposed writes the rows since then again, and in a message queue they \
             are duplicates; decide."
        ),
        _ => tr!(
            "Its position, in Unix seconds: the export tells none that holds. The present one is shown under the details of \
             its task, View Component Monitoring; earlier than its Store's beginning it cannot be."
        ),
    }
}

/// Whether copies of a component differ, and its own marks do not say which one counts.
fn is_torn(component: &Component<'_>) -> bool {
    match component.standing.as_deref() {
        Some(Standing::Unordered { .. }) => true,
        Some(Standing::Newest { by, .. }) => !by.is_own_mark(),
        _ => false,
    }
}

/// What is proposed for each of the clients that lack a position. A lone one is that of the only client.
fn proposed(need: &Need<'_, '_>, clients: &[String]) -> Vec<(String, i64)> {
    let fix = need.finding.fix.as_ref();
    let value = fix.and_then(|fix| fix.value.as_ref().or(fix.proposal.as_ref()));
    let mut proposed = value.map(FixValue::positions).unwrap_or_default();
    if let ([(name, _)], [only]) = (proposed.as_mut_slice(), clients)
        && name.is_empty()
    {
        only.clone_into(name);
    }
    proposed
}

/// The clients that have no position, or one that a person is asked for.
fn without_position(context: Context<'_, '_>, need: &Need<'_, '_>) -> Vec<String> {
    let component = need.component;
    let source = checkpoint::source(component);
    let flaws = source.and_then(|(plugin, source)| {
        let entry = source.entry("checkpoint")?;
        Some(checkpoint::flaws(component.clients(), plugin, entry, context.settings.now))
    });
    let flaws = flaws.unwrap_or_default();
    // What is certain in another spelling is mended, and not asked for, where it is not what is asked about.
    let is_asked = need.finding.topic == Topic::Wrong(SourceKey::Checkpoint);
    let is_wrong = |key: &str| {
        let is_its = |flaw: &&Flaw<'_>| flaw.client.as_ref().and_then(Client::key) == Some(key);
        let is_certain =
            |flaw: &Flaw<'_>| matches!(flaw.wrong, Wrong::Spelling(Spelling::Milliseconds(_) | Spelling::Utc(_)));
        flaws.iter().find(is_its).is_some_and(|flaw| is_asked || !is_certain(flaw))
    };
    let map = component.source().and_then(|source| source.get("checkpoint")).map(|value| value.structure());
    let has = |key: &str| map.and_then(|map| map.entry(key)).is_some_and(|entry| !entry.value.is_blank());
    let clients = component.clients();
    clients.iter().filter_map(Client::key).filter(|key| !has(key) || is_wrong(key)).map(str::to_owned).collect()
}

fn cite(export: &Export<'_>, evidence: &[Evidence], out: &mut String) {
    for one in evidence {
        let place = one.place.map(|place| format!("{}: ", export.cite(place))).unwrap_or_default();
        comment(out, &format!("  {place}{}", one.says));
    }
}

/// A comment, wrapped; what is indented stays so.
fn comment(out: &mut String, text: &str) {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let text = redact::text(text.trim_start());
    for row in wrap(&text.split_whitespace().collect::<Vec<_>>().join(" "), WIDTH) {
        line(out, &format!("# {indent}{row}"));
    }
}

/// One line. What TOML allows in no line becomes a sign for it.
fn line(out: &mut String, text: &str) {
    let clean = |c: char| if c.is_control() && c != '\t' { char::REPLACEMENT_CHARACTER } else { c };
    let text: String = text.chars().map(clean).collect();
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}

/// A TOML string on one line, which may also be a key: JSON's escapes are TOML's.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let escape = |c: char| {
        if c.is_control() { format!("\\u{:04X}", u32::from(c)) } else { c.to_string() }
    };
    json.chars().map(escape).collect()
}
