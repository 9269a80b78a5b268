//! OMS103: a `dbType` that something else in the export contradicts.

use crate::knowledge::db_types::{DbTypes, Meaning, is_missing, may_be_same};
use crate::lint::checkpoint;
use crate::lint::evidence::db_type;
use crate::lint::finding::{Certainty, Evidence, Finding, Label, Severity, short};
use crate::lint::rule::{Context, Meta, Rule, SourceKey, Topic, labels};
use crate::oms::component::Component;
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::source::Place;

pub(super) struct ConflictingDbType;

static META: Meta = Meta {
    code: "OMS103",
    name: "conflicting-db-type",
    summary: "a dbType that something else in the export contradicts",
    severity: Severity::Warning,
    topic: Topic::Wrong(SourceKey::DbType),
    is_default: true,
    fix: None,
    what: "The `source` of an Incr-Sync has both `dbType` and `db_type`, and they name different databases; or the value \
           contradicts another configuration of the same task and direction: `coordinator.sourceType`, the Full-Import, the \
           checker, the Store of the subtopic, the running process, or what you say of the task yourself. Names are compared \
           as OMS reads them: without regard to case, aliases resolved. The prefix of a subtopic alone contradicts nothing.",
    why: "A present `dbType` prevails over everything else. If it is the wrong one, the component takes its source for \
          another database, and converts values by the wrong rules or stops.",
    how: "Find out which database the source is (the data source of the task in the console shows it), and correct the wrong \
          value: OPS & Monitoring > Component > Incr-Sync > Update, `source`: `dbType`. Only the running process differs? \
          Then somebody changed the configuration since it started, and a restart settles it.",
    source: "That a present dbType prevails is documented (high), the aliases are those of OceanBase's open code (high). What \
             a wrong type does is inferred (medium).",
};

impl Rule for ConflictingDbType {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let types = &context.settings.db_types;
        let Some((_, source)) = checkpoint::source(component) else { return };
        let named: Vec<_> = ["dbType", "db_type"]
            .iter()
            .filter_map(|key| source.filled(&[key]))
            .filter(|(entry, _)| !is_missing(entry.value))
            .collect();
        let Some((first, value)) = named.first().copied() else { return };
        let other = named.get(1).filter(|(_, other)| !is_same(types, value, other));
        if let Some((second, other)) = other {
            let against = against(context, component, value).into_iter().chain(against(context, component, other));
            let mut finding = finding(context, component, source, first);
            finding.message = tr!(
                "{component} names two databases as its source: `dbType` is {value}, `db_type` is {other}; one of them is \
                 wrong, and OMS may take the source for the wrong one",
                component = component.describe(),
                value = short(value),
                other = short(other)
            );
            finding.reason = tr!(
                "`dbType` is {value}, `db_type` is {other}: look up in the console which one is right, and correct the other",
                value = short(value),
                other = short(other)
            );
            let place = Place { document: source.document, span: second.key_span().to(second.value.span()) };
            finding.related = vec![Label { place, message: tr!("`db_type` is {value}", value = short(other)).into() }];
            finding.related.extend(labels(&unique(against)));
            findings.push(finding);
            return;
        }
        let against = against(context, component, value);
        if against.is_empty() {
            return;
        }
        let mut finding = finding(context, component, source, first);
        finding.message = tr!(
            "{component} has {value} as the type of its source, but this contradicts it: {says}; one of them is wrong, and \
             OMS may take the source for another database than it is",
            component = component.describe(),
            value = short(value),
            says = Evidence::joined(&against)
        );
        finding.reason = tr!(
            "`{key}` is {value}, but {says}: look up in the console which one is right, and correct the other",
            key = first.key(),
            value = short(value),
            says = Evidence::joined(&against)
        );
        finding.related = labels(&against);
        findings.push(finding);
    }
}

/// Whether two names mean one type to OMS. The name `oceanbase` is OceanBase 0.5 to it.
fn is_same(types: &DbTypes, one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || canonical(types, one).is_some_and(|one| canonical(types, other) == Some(one))
}

fn canonical(types: &DbTypes, name: &str) -> Option<String> {
    match types.meaning(name) {
        Meaning::Known(name) => Some(name.into_owned()),
        Meaning::Sloppy => Some("OB_05".to_owned()),
        Meaning::Unknown => None,
    }
}

/// What contradicts a value: the export, unless the user says that the value is right. Of a name that is not known here,
/// nothing can be said.
fn against(context: Context<'_, '_>, component: &Component<'_>, value: &str) -> Vec<Evidence> {
    let types = &context.settings.db_types;
    let Some(name) = canonical(types, value) else { return Vec::new() };
    let overrides = context.overrides(component);
    if overrides.db_type.is_some_and(|said| may_be_same(&said.value, &name)) {
        return Vec::new();
    }
    overrides
        .db_type_evidence(component)
        .into_iter()
        .chain(db_type::against(context.export, component, types, &name))
        .collect()
}

fn unique(evidence: impl Iterator<Item = Evidence>) -> Vec<Evidence> {
    let mut unique: Vec<Evidence> = Vec::new();
    for one in evidence {
        if !unique.contains(&one) {
            unique.push(one);
        }
    }
    unique
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: &Component<'a>,
    source: &Section<'a>,
    entry: EntryRef<'a>,
) -> Finding<'a> {
    let place = Place { document: source.document, span: entry.value.span() };
    let mut finding = META.finding(context, Some(component), place);
    finding.certainty = Certainty::Possible;
    finding.label = tr!("the files disagree; this value is used").into();
    finding.help = tr!(
        "Look up in the console which database the source of the task is, then correct the value that is wrong. In OMS: OPS & \
         Monitoring > Component > Incr-Sync > Update, `source`: `dbType`."
    )
    .into();
    finding
}
