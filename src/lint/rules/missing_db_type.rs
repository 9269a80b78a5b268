//! OMS101: an Incr-Sync whose source lacks `dbType`.

use crate::knowledge::db_types::{is_missing, is_oceanbase};
use crate::lint::checkpoint;
use crate::lint::evidence::db_type::{self, Conclusion, DbTypeEvidence, Given};
use crate::lint::evidence::ddl::{self, Ddl};
use crate::lint::evidence::default_type;
use crate::lint::finding::{Certainty, Evidence, Finding, Fix, Severity, Tier, short};
use crate::lint::fix_value::FixValue;
use crate::lint::overrides::ComponentOverrides;
use crate::lint::rule::{Context, Meta, Rule, SourceKey, Topic, labels};
use crate::oms::classify;
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{sentences, tr};
use crate::text::node::Ref;
use crate::text::redact::is_mask;

pub(super) struct MissingDbType;

static META: Meta = Meta {
    code: "OMS101",
    name: "missing-db-type",
    summary: "an Incr-Sync source with neither dbType nor db_type",
    severity: Severity::Error,
    topic: Topic::Missing(SourceKey::DbType),
    is_default: true,
    fix: Some("inserts dbType where the export agrees on one, or where the user gives it"),
    what: "The `source` of an Incr-Sync that reads a Store or oblogproxy has neither `dbType` nor `db_type`, or only \
           one that is empty, null, or no text; or an empty `dbType` beside a filled `db_type`, as a warning. It is an error where the task synchronises DDL or nothing says that it does not; an info \
           where it does not and other configurations say OB_MYSQL; a warning otherwise, and for tasks created with \
           3.3.1 or later (`--created-with`). Of a JDBCWriter, an empty or absent `src_type` is found, as a warning.",
    why: "Tasks created in OMS 3.2.1 and 3.2.2 can lack it. If such a task synchronises DDL, it cannot run after an upgrade \
          to a newer OMS. If it does not, and its source is OceanBase, the type counts as OB_MySQL, which is wrong for an \
          OceanBase source in Oracle mode; of other sources without DDL nothing is documented. A running 3.3.0 inherits \
          such tasks: what counts is the version a task was created with.",
    how: "Before the upgrade, in the console: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`, \
          add `dbType` (and `checkpoint`, where OMS102 asks for it). Before: `{\"type\":\"STORE_SOURCE\"}`, after: \
          `{\"type\":\"STORE_SOURCE\",\"dbType\":\"ORACLE\"}`. Where a server has only one type of source \
          database, Batch O&M by IP can add `dbType` to all of its components at once; check each of them first. \
          `omslint fix` writes the value into a copy of the configuration where the export agrees on one. Or, after \
          the upgrade, clone the task with a start timestamp that lies before it, see that the clone runs, and delete the old \
          task; until then both write to the same target. A clone made before the upgrade would be a task of the old version \
          again. Whether a task synchronises DDL is shown in the console under its parameter configuration.",
    source: "Documented by the vendor in the upgrade guides and their FAQ (3.3.1 and later; the text of 3.3.1 has no condition about \
             DDL) (high). They speak of synchronization tasks; that it holds for a task that writes to a database, too, is inferred \
             (medium). Which way a component goes is taken from what states it (array of the API, lane, taskName, task.name, \
             isReverse), never from the name of a host. That the default is wrong for Oracle mode is inferred (medium). That an \
             upgrade takes over the src_type of a JDBCWriter is inferred (medium).",
};

impl Rule for MissingDbType {
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
        let (section, keys) = match plugin {
            // What reads through something else was not understood, and that is said once.
            Plugin::Store | Plugin::LogProxy if classify::is_strange(component) => return,
            Plugin::Store | Plugin::LogProxy => (component.source(), &["dbType", "db_type"][..]),
            // Of some, only the JSON files are known.
            Plugin::JdbcWriter => {
                (component.main_section(), &["src_type", "dbType", "db_type", "sourceFile.dbType"][..])
            }
            Plugin::Kafka | Plugin::Other => return,
        };
        let Some(section) = section else { return };
        let is_writer = plugin == Plugin::JdbcWriter;
        if lacks(section, keys, if is_writer { names_nothing } else { is_missing }) {
            findings.push(finding(context, component, plugin, section));
        } else if !is_writer && let Some(old) = half_named(section) {
            findings.push(beside_old_name(context, component, (plugin, section), old));
        }
    }
}

fn lacks(section: &Section<'_>, keys: &[&str], is_none: fn(Ref<'_>) -> bool) -> bool {
    keys.iter().all(|key| section.get(key).is_none_or(is_none))
}

/// Whether the `src_type` of a JDBCWriter can be no name at all: quotes around nothing, a comment, a template that nobody
/// filled in. Which names it may have is documented nowhere, so any name counts; a mask hides one.
fn names_nothing(value: Ref<'_>) -> bool {
    let text = value.filled().unwrap_or_default();
    let name = text.trim_matches(['"', '\'', ' ', '\t']);
    let is_of_names = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    is_missing(value) || !(is_mask(text) || name.chars().all(is_of_names) && name.chars().any(char::is_alphabetic))
}

/// What `db_type` says where `dbType` is there and empty.
fn half_named<'a>(section: &Section<'a>) -> Option<&'a str> {
    let old = section.get("db_type").filter(|old| !is_missing(*old))?;
    section.get("dbType").filter(|new| is_missing(*new)).and(old.filled())
}

/// As [`finding`], where `db_type` names a type and an empty `dbType` stands beside it.
fn beside_old_name<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    (plugin, section): (Plugin, &Section<'a>),
    old: &str,
) -> Finding<'a> {
    let mut finding = finding(context, component, plugin, section);
    finding.severity = finding.severity.min(Severity::Warning);
    finding.certainty = Certainty::Possible;
    finding.message = tr!(
        "{component} has an empty `dbType` beside `db_type` = {value}; nothing documents which of the two OMS reads after the \
         upgrade to {to}, so it may start without a type",
        component = component.describe(),
        value = short(old),
        to = context.settings.to
    );
    finding
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    plugin: Plugin,
    section: &Section<'a>,
) -> Finding<'a> {
    let settings = context.settings;
    let overrides = context.overrides(component);
    let (evidence, flag) = weigh_with_flag(context, component, &overrides);
    let ddl = ddl::answer(context.export, component, &overrides, settings.ddl);
    let mut finding = META.finding(context, Some(component), section.place());
    let empty = ["dbType", "db_type", "src_type"].into_iter().find_map(|key| Some((key, section.entry(key)?)));
    finding.place = empty.map_or_else(|| section.head(), |(_, entry)| section.place_of(entry));
    finding.label = match empty {
        Some((key, entry)) if entry.value.is_blank() => tr!("`{key}` is empty", key),
        Some((key, _)) => tr!("`{key}` names no type", key),
        None if plugin == Plugin::JdbcWriter => tr!("no `src_type` here").into(),
        None => tr!("no `dbType` here").into(),
    };
    (finding.severity, finding.certainty, finding.message) = weigh(context, component, &ddl, &evidence);
    finding.related = labels(&evidence.hints);
    if let Ddl::Yes(ddl) | Ddl::No(ddl) | Ddl::Unknown(Some(ddl)) = &ddl {
        finding.related.extend(labels(std::slice::from_ref(ddl)));
    }
    if plugin == Plugin::JdbcWriter {
        finding.severity = finding.severity.min(Severity::Warning);
        finding.certainty = Certainty::Possible;
        finding.message = tr!(
            "{component} names no `src_type`; the upgrade turns a JDBCWriter into an Incr-Sync, and may find no type to take over",
            component = component.describe()
        );
        let known = match evidence.hints.as_slice() {
            [] => String::new(),
            hints => tr!("In this export, {says}.", says = Evidence::joined(hints)),
        };
        let advice = tr!(
            "Name the type of the source before the upgrade, or check the Incr-Sync that the upgrade makes of this \
             JDBCWriter: its `source` needs `dbType`."
        );
        finding.help = sentences(&[&known, advice]).into();
        return finding;
    }
    let offer = match overrides.db_type.filter(|_| overrides.is_for_both_ways && lacks_other_way(context, component)) {
        Some(said) => Err(both_ways(&said.value)),
        None => offer(context, section, &evidence),
    };
    match offer {
        Ok(fix) => {
            let not_taken = flag.filter(|_| fix.tier != Tier::Safe).map(flag_for_both_ways).unwrap_or_default();
            finding.help = sentences(&[&not_taken, &help(&fix, &evidence, empty.map(|(key, _)| key))]).into();
            finding.fix = Some(fix);
        }
        Err((why, more)) => finding.advise(tr!("No fix: {why}", why), &more),
    }
    finding
}

/// The user's value: for this task, else for all.
fn given<'s>(
    context: Context<'s, '_>,
    component: &Component<'_>,
    overrides: &ComponentOverrides<'s>,
) -> Option<Given<'s>> {
    if let (Some(said), Some(evidence)) = (overrides.db_type, overrides.db_type_evidence(component)) {
        return Some(Given { value: &said.value, evidence, is_own: true });
    }
    let value = context.settings.db_type.as_deref()?;
    let evidence =
        Evidence { place: None, says: tr!("`--db-type` says {value}", value).into(), value: Some(value.to_owned()) };
    Some(Given { value, evidence, is_own: false })
}

/// What the export and the user say. A flag that would say the same of both directions of a task says nothing of it, and comes
/// back as what was not taken; what contradicts the export is refused all the same.
fn weigh_with_flag<'s, 'a>(
    context: Context<'s, 'a>,
    component: &Component<'a>,
    overrides: &ComponentOverrides<'s>,
) -> (DbTypeEvidence, Option<&'s str>) {
    let types = &context.settings.db_types;
    let evidence = db_type::weigh(context.export, component, types, given(context, component, overrides));
    let flag = context.settings.db_type.as_deref().filter(|_| overrides.db_type.is_none());
    let is_refused = matches!(evidence.verdict, Conclusion::Refused(_));
    match flag.filter(|_| !is_refused && lacks_other_way(context, component)) {
        Some(flag) => (db_type::weigh(context.export, component, types, None), Some(flag)),
        None => (evidence, None),
    }
}

/// Whether a live Incr-Sync of the task that goes the other way lacks its type too. The two read different databases.
fn lacks_other_way<'a>(context: Context<'_, 'a>, component: &Component<'a>) -> bool {
    let mut others = context.export.speaking_for(component).filter(|other| other.direction != component.direction);
    others.any(|other| {
        let source = checkpoint::source(other).filter(|_| other.is_live());
        source.is_some_and(|(_, source)| lacks(source, &["dbType", "db_type"], is_missing))
    })
}

/// Why there is no fix, and what to do.
type Refused = (String, String);

fn both_ways(value: &str) -> Refused {
    let why = tr!(
        "{value} was given for the whole task, but its forward and its reverse Incr-Sync both lack `dbType`, and each reads \
         another database",
        value
    );
    let more = tr!("Write one override with `direction = \"forward\"` and one with `direction = \"reverse\"`.");
    (why, more.to_owned())
}

fn flag_for_both_ways(value: &str) -> String {
    tr!(
        "`--db-type {value}` is not taken here: the forward and the reverse Incr-Sync of this task both lack `dbType`, and each \
         reads another database. Write one override with `direction = \"forward\"` and one with `direction = \"reverse\"`.",
        value
    )
}

/// Severity, certainty, and the message, by DDL, evidence and the version the task was created with.
fn weigh(
    context: Context<'_, '_>,
    component: &Component<'_>,
    ddl: &Ddl,
    evidence: &DbTypeEvidence,
) -> (Severity, Certainty, String) {
    let to = context.settings.to;
    let (severity, certainty, message) = match ddl {
        Ddl::Yes(said) => (
            Severity::Error,
            Certainty::Certain,
            tr!(
                "{component} will not run after the upgrade to {to}: its source has no `dbType`, and it synchronises DDL ({says})",
                component = component.describe(),
                to,
                says = said.says
            ),
        ),
        Ddl::Unknown(None) => (
            Severity::Error,
            Certainty::Possible,
            tr!(
                "{component} may not run after the upgrade to {to}: its source has no `dbType`, and nothing here says whether \
                 it synchronises DDL; settle it with `--ddl` or an override",
                component = component.describe(),
                to
            ),
        ),
        Ddl::Unknown(Some(said)) => (
            Severity::Error,
            Certainty::Possible,
            tr!(
                "{component} may not run after the upgrade to {to}: its source has no `dbType`, and nothing here says whether \
                 it synchronises DDL ({says}); settle it with `--ddl` or an override",
                component = component.describe(),
                to,
                says = said.says
            ),
        ),
        Ddl::No(_) => weigh_without_ddl(context, component, evidence),
    };
    match context.created_with(component).filter(|version| !version.is_affected()) {
        Some(version) => (
            severity.min(Severity::Warning),
            Certainty::Possible,
            tr!(
                "{component} has a source without `dbType`; only tasks created up to 3.3.0 are known to break without it, and \
                 these were created with {version}, so this is at most a warning",
                component = component.describe(),
                version
            ),
        ),
        None => (severity, certainty, message),
    }
}

/// As [`weigh`], where the task does not synchronise DDL: then a default may hold.
fn weigh_without_ddl(
    context: Context<'_, '_>,
    component: &Component<'_>,
    evidence: &DbTypeEvidence,
) -> (Severity, Certainty, String) {
    let (component, to) = (component.describe(), context.settings.to);
    match &evidence.verdict {
        _ if default_type::is_right(evidence) => (
            Severity::Info,
            Certainty::Certain,
            tr!(
                "{component} will count as OB_MySQL after the upgrade to {to}, which is right: its source has no `dbType`, but \
                 it does not synchronise DDL, and for OceanBase that is the default",
                component,
                to
            ),
        ),
        Conclusion::Type(name, _) if name == "OB_ORACLE" => (
            Severity::Warning,
            Certainty::Possible,
            tr!(
                "{component} may go wrong after the upgrade to {to}: its source has no `dbType`, so its source counts as \
                 OB_MySQL by default, and that default would be wrong for OB_ORACLE",
                component,
                to
            ),
        ),
        Conclusion::Type(name, _) if !is_oceanbase(name) => (
            Severity::Warning,
            Certainty::Possible,
            tr!(
                "{component} may not run after the upgrade to {to}: its source has no `dbType`; it does not synchronise DDL, \
                 but no default is documented for {name}",
                component,
                to,
                name
            ),
        ),
        _ => (
            Severity::Warning,
            Certainty::Possible,
            tr!(
                "{component} may not run after the upgrade to {to}: its source has no `dbType`; it does not synchronise DDL, \
                 but a default is documented only for OceanBase, as OB_MySQL",
                component,
                to
            ),
        ),
    }
}

fn offer<'a>(
    context: Context<'_, 'a>,
    section: &Section<'a>,
    evidence: &DbTypeEvidence,
) -> Result<Box<Fix<'a>>, Refused> {
    let find_out = tr!("Find out which database the source is before you add `dbType`.");
    let hints = evidence.hints.clone();
    let (value, tier) = match &evidence.verdict {
        Conclusion::Type(value, tier) => (value.clone(), *tier),
        Conclusion::Open(proposal) => {
            let proposal = proposal.clone().map(FixValue::DbType);
            return Ok(Fix::needs_value(tr!("add `dbType`, which only a person knows").into(), proposal, hints));
        }
        Conclusion::Conflict => {
            let why = tr!("the export contradicts itself, and one of these must be wrong").to_owned();
            let these = tr!("{clause}.", clause = Evidence::joined(&evidence.hints));
            return Err((why, sentences(&[&these, find_out])));
        }
        Conclusion::Refused(contrary) => {
            let why = tr!("the value given is contradicted by the export, where {contrary}", contrary);
            return Err((why, find_out.to_owned()));
        }
    };
    let blank = ["dbType", "db_type"].iter().find_map(|key| section.entry(key));
    let new = NewValue::Text(value.clone());
    let (title, change) = match blank {
        Some(entry) => {
            (tr!("fill `{key}` with {value}", key = entry.key(), value), Change::Replace { entry, value: new })
        }
        None => {
            (tr!("add `{key}` = {value}", key = section.full_key("dbType"), value), section.insertion("dbType", new))
        }
    };
    let fix = context.offer(section, (tier, title, FixValue::DbType(value)), vec![change], hints);
    fix.map_err(|why| (why, tr!("Add `dbType` in the console instead.").to_owned()))
}

/// What does not fit together, as a sentence; nothing where all does.
fn contradicted(evidence: &DbTypeEvidence) -> String {
    match evidence.contradictions.as_slice() {
        [] => String::new(),
        contradictions => tr!("The export contradicts itself: {says}.", says = Evidence::joined(contradictions)),
    }
}

fn help(fix: &Fix<'_>, evidence: &DbTypeEvidence, empty: Option<&str>) -> String {
    let value = fix.value.as_ref().map(ToString::to_string).unwrap_or_default();
    match fix.tier {
        Tier::Safe => {
            let doubt = evidence.contrary.as_ref().map(|contrary| {
                tr!(
                    "You say {value}, but the export says otherwise: {contrary}. Look again before you write it.",
                    value,
                    contrary
                )
            });
            sentences(&[
                &doubt.unwrap_or_default(),
                &contradicted(evidence),
                &console(empty, Some(&value)),
                tr!("`omslint fix` writes it into the exported file."),
            ])
        }
        Tier::Unsafe => {
            let check = match evidence.has_prefix {
                true => tr!("Check that the source is {value}: only the name of a subtopic says so.", value),
                false => tr!(
                    "Check that the source is {value}: what says so states no direction, so it may speak of the other \
                     database of the task.",
                    value
                ),
            };
            sentences(&[
                &check,
                &console(empty, Some(&value)),
                tr!("`omslint fix --unsafe-fixes` writes it into the exported file."),
            ])
        }
        Tier::NeedsValue => ask(fix, evidence, empty),
    }
}

/// The help where only a person knows the type.
fn ask(fix: &Fix<'_>, evidence: &DbTypeEvidence, empty: Option<&str>) -> String {
    if !evidence.contradictions.is_empty() {
        let proposal = fix.proposal.as_ref().map(|proposal| tr!("{proposal} is only a proposal.", proposal));
        return sentences(&[
            &contradicted(evidence),
            tr!("Find out which of them is right, and which database the source of this task is."),
            &proposal.unwrap_or_default(),
            tr!("Then give it in an override for this task (`omslint values` writes a template)."),
            &console(empty, None),
        ]);
    }
    let find_out = match &fix.proposal {
        Some(proposal) => {
            tr!("Find out which database the source is; {proposal} is possible, but not certain.", proposal)
        }
        None => tr!("Nothing in the export decides which database the source is.").to_owned(),
    };
    let give = tr!(
        "Give it in an override for this task (`omslint values` writes a template), or with `--db-type` when it holds for \
         every task that lacks one."
    );
    sentences(&[&find_out, give, &console(empty, None)])
}

/// Where in the console the key is added, or filled where it is `empty`.
fn console(empty: Option<&str>, value: Option<&str>) -> String {
    match (empty, value) {
        (None, None) => {
            tr!("In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `dbType`.").to_owned()
        }
        (None, Some(value)) => tr!(
            "In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `+` beside `source`: `dbType` = {value}.",
            value
        ),
        (Some(key), None) => {
            tr!("In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `{key}`.", key)
        }
        (Some(key), Some(value)) => {
            tr!("In OMS: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `{key}` = {value}.", key, value)
        }
    }
}
