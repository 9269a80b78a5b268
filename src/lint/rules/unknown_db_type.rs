//! OMS104: a `dbType` that is no known type, an old alias of one, or a name that only APIs use.

use crate::knowledge::db_types::{Meaning, NAMES, is_missing, is_oceanbase, may_be_same};
use crate::lint::evidence::db_type::{self, Conclusion};
use crate::lint::finding::{Certainty, Evidence, Finding, Fix, Severity, Tier, short};
use crate::lint::fix_value::FixValue;
use crate::lint::rule::{Context, Meta, Rule, SourceKey, Topic};
use crate::oms::component::Component;
use crate::oms::kind::{ComponentKind, Plugin};
use crate::oms::section::Section;
use crate::text::change::Change;
use crate::text::edit::NewValue;
use crate::text::lang::{sentences, tr};
use crate::text::node::EntryRef;
use crate::text::redact::is_mask;
use crate::text::source::Place;
use crate::text::spelling;

pub(super) struct UnknownDbType;

static META: Meta = Meta {
    code: "OMS104",
    name: "unknown-db-type",
    summary: "a dbType that is no known type, or an old alias",
    severity: Severity::Warning,
    topic: Topic::Wrong(SourceKey::DbType),
    is_default: true,
    fix: Some("replaces a slip or an alias by the canonical name (unsafe)"),
    what: "The `dbType` or `db_type` of an Incr-Sync or a Full-Import is no type that is known, in any case or under any \
           alias, or is one that only APIs and consoles use for data sources (TIDB, MARIADB, SYBASE, OB_MYSQL_CE, POLARDB_X_1, \
           POLARDB_X_2, MILVUS, ADB, IDB). An old alias (`ob10`, `oceanbase_oracle_mode`, `db2`) is an info that names the canonical type. The case \
           alone is nothing: `OB_MySQL` is right as it stands. A known name with white space around it is no known type.",
    why: "OceanBase's open code takes a name it does not know for no name at all, and then the component has no type for its \
          source. The names that only APIs use are unknown to it too, and no page documents them for a component; newer versions may \
          take them. `oceanbase` is a trap: to OMS it is OceanBase 0.5, not the MySQL mode.",
    how: "In the console: OPS & Monitoring > Component > Incr-Sync > Update (for a Full-Import: Full-Import > Update), \
          `source`: `dbType`, one of MYSQL, OB_MYSQL, OB_ORACLE, ORACLE, DB2_LUW, POSTGRESQL, HBASE, HIVE, OB_05: before `\"dbType\":\"oceanbase_oracle_mode\"`, \
          after `\"dbType\":\"OB_ORACLE\"`. If your OMS knows \
          the name and omslint does not, add it to `known-db-types` in omslint.toml.",
    source: "The names are documented in the vendor's parameter reference (`DbTypeEnum`; HIVE from 4.2.8), the aliases and what \
             becomes of an unknown name are those of OceanBase's open code (high). That a component does not take a name that \
             only APIs use is inferred from that code (medium). The list is open: newer versions may know more.",
};

impl Rule for UnknownDbType {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        // What else a JDBCWriter names as its type, the upgrade takes over or not: only a mask hides whether there is one.
        if component.kind == ComponentKind::IncrSync(Plugin::JdbcWriter)
            && let Some(config) = component.main_section()
            && let Some((entry, _)) = config.filled(&["src_type"]).filter(|(_, value)| is_mask(value))
        {
            findings.extend(judge(context, component, config, entry));
        }
        if !matches!(
            component.kind,
            ComponentKind::IncrSync(Plugin::Store | Plugin::LogProxy) | ComponentKind::FullImport
        ) {
            return;
        }
        let Some(source) = component.source() else { return };
        for entry in ["dbType", "db_type"].iter().filter_map(|key| source.entry(key)) {
            findings.extend(judge(context, component, source, entry));
        }
    }
}

fn judge<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    entry: EntryRef<'a>,
) -> Option<Finding<'a>> {
    let (name, types) = (entry.value.filled()?, &context.settings.db_types);
    let is_known =
        |name: &str| matches!(types.meaning(name), Meaning::Known(known) if known.eq_ignore_ascii_case(name));
    let is_api_only = types.is_api_only(name) && !is_users(context, component, name);
    let is_padded = entry.value.text().is_some_and(|text| text.trim() != text);
    // What names no type is missing, and OMS101 finds it.
    if is_missing(entry.value) || (is_known(name) && !is_api_only && !is_padded) {
        return None;
    }
    let place = Place { document: source.document, span: entry.value.span() };
    let mut finding = META.finding(context, Some(component), place);
    match types.meaning(name) {
        Meaning::Known(known) if is_padded => padded(context, component, source, (entry, &known), &mut finding),
        Meaning::Known(known) if is_api_only => {
            finding.certainty = Certainty::Possible;
            finding.label = tr!("known as the name of a data source only").into();
            finding.message = tr!(
                "{component} has {known} as the type of its source, which APIs and consoles call a data source by; no page \
                 documents it for a component, and OMS may take it for no type",
                component = component.describe(),
                known
            );
            let see = tr!(
                "See in the console whether the component runs with it and what others of this kind have. If your OMS knows \
                 it, add it to `known-db-types` in omslint.toml."
            );
            finding.help = sentences(&[see, &console(component, entry, one_of_names())]).into();
        }
        Meaning::Known(known) => {
            finding.severity = Severity::Info;
            finding.label = tr!("an alias of {known}", known);
            finding.message = tr!(
                "{component} has {name} as the type of its source, an old name that OMS takes for {known}",
                component = component.describe(),
                name,
                known
            );
            finding.help = console(component, entry, &known).into();
            let says = tr!("{name} is an alias of {known}", name, known);
            replace((context, component), source, (entry, &known, says), &mut finding);
        }
        Meaning::Sloppy => sloppy(context, component, entry, &mut finding),
        Meaning::Unknown => unknown(context, component, source, entry, &mut finding),
    }
    Some(finding)
}

/// A known name with white space around it.
fn padded<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    (entry, known): (EntryRef<'a>, &str),
    finding: &mut Finding<'a>,
) {
    let name = short(entry.value.filled().unwrap_or_default());
    finding.certainty = Certainty::Possible;
    finding.label = tr!("white space around the name").into();
    finding.message = tr!(
        "{component} has {name} with white space before or behind it as the type of its source; nothing documents that OMS \
         takes it away, so it may take the name for no type",
        component = component.describe(),
        name
    );
    finding.help = console(component, entry, known).into();
    // What a Full-Import reads is evidence for others, and a guess must not become evidence.
    if component.kind != ComponentKind::FullImport {
        let says = tr!("{name} without the white space is {known}", name, known);
        replace((context, component), source, (entry, known, says), finding);
    }
}

/// Whether the user says that this is the type of the component's source.
fn is_users(context: Context<'_, '_>, component: &Component<'_>, name: &str) -> bool {
    let own = context.overrides(component).db_type.map(|said| said.value.as_str());
    own.or(context.settings.db_type.as_deref()).is_some_and(|said| said.eq_ignore_ascii_case(name.trim()))
}

fn console(component: &Component<'_>, entry: EntryRef<'_>, value: &str) -> String {
    let kind = component.kind.name();
    let key = entry.key().rsplit('.').next().unwrap_or_default();
    tr!("In OMS: OPS & Monitoring > Component > {kind} > Update, `source`: `{key}` = {value}.", kind, key, value)
}

/// What to write where nothing tells the type.
fn one_of_names() -> &'static str {
    tr!("one of the names that `omslint explain OMS104` lists")
}

/// `oceanbase`: which OceanBase is meant, only a person knows.
fn sloppy<'a>(context: Context<'_, 'a>, component: &Component<'a>, entry: EntryRef<'a>, finding: &mut Finding<'a>) {
    let name = entry.value.filled().unwrap_or_default();
    let evidence = db_type::weigh(context.export, component, &context.settings.db_types, None);
    let proposal = match evidence.verdict {
        Conclusion::Type(name, _) | Conclusion::Open(Some(name)) if is_oceanbase(&name) => Some(FixValue::DbType(name)),
        _ => None,
    };
    finding.severity = Severity::Info;
    finding.certainty = Certainty::Possible;
    finding.label = tr!("OceanBase 0.5 to OMS").into();
    finding.message = tr!(
        "{component} has {name} as the type of its source: that is OceanBase 0.5 (OB_05) to OMS, and may be meant for the \
         MySQL or the Oracle mode",
        component = component.describe(),
        name
    );
    let names = tr!("OB_MYSQL, OB_ORACLE or, if it really is OceanBase 0.5, OB_05");
    finding.help =
        sentences(&[tr!("Find out which OceanBase the source is."), &console(component, entry, names)]).into();
    finding.fix = Some(Fix::needs_value(tr!("name the mode of OceanBase").into(), proposal, evidence.hints));
}

fn unknown<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    entry: EntryRef<'a>,
    finding: &mut Finding<'a>,
) {
    let name = short(entry.value.filled().unwrap_or_default());
    finding.certainty = Certainty::Possible;
    finding.label = tr!("no type known here").into();
    finding.message = tr!(
        "{component} has `{name}` as the type of its source, which is no type known here; OMS takes an unknown name for none, \
         and the component may not run after the upgrade to {to}",
        component = component.describe(),
        name,
        to = context.settings.to
    );
    let types = &context.settings.db_types;
    let known = NAMES.iter().copied().filter(|name| !types.is_api_only(name));
    let known = known.chain(types.added.iter().map(String::as_str));
    let overrides = context.overrides(component).db_type;
    let agrees = |known: &str| overrides.is_none_or(|said| may_be_same(&said.value, known));
    let is_possible =
        |known: &&str| agrees(known) && db_type::against(context.export, component, types, known).is_empty();
    let near = spelling::meant(&name, known).filter(is_possible);
    let own = tr!("If your OMS knows this name, add it to `known-db-types` in omslint.toml.");
    let Some(near) = near else {
        finding.help = sentences(&[&console(component, entry, one_of_names()), own]).into();
        return;
    };
    let is_it = tr!("Is {near} meant?", near);
    finding.help = sentences(&[&is_it, &console(component, entry, near), own]).into();
    // What a Full-Import reads is evidence for others, and a guess must not become evidence.
    if component.kind == ComponentKind::FullImport {
        return;
    }
    let says = tr!("{name} is spelled nearly like {near}", name, near);
    replace((context, component), source, (entry, near, says), finding);
}

/// The fix that writes `value` in the place of `entry`, or why there is none.
fn replace<'a>(
    (context, component): (Context<'_, 'a>, &Component<'a>),
    source: &Section<'a>,
    (entry, value, says): (EntryRef<'a>, &str, String),
    finding: &mut Finding<'a>,
) {
    let place = Some(Place { document: source.document, span: entry.value.span() });
    let evidence = vec![Evidence { place, says: says.into(), value: Some(value.to_owned()) }];
    let change = Change::Replace { entry, value: NewValue::Text(value.to_owned()) };
    let title = tr!("replace by {value}", value);
    let what = (Tier::Unsafe, title, FixValue::DbType(value.to_owned()));
    match context.offer_for(component, source, what, vec![change], evidence) {
        Ok(fix) => finding.fix = Some(fix),
        Err(why) => finding.help = sentences(&[&tr!("No fix: {why}.", why), &finding.help]).into(),
    }
}
