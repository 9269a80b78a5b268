//! OMS302: a documented key with a value that the documentation does not allow.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::knowledge::schemas::{self, Schema};
use crate::lint::finding::{Certainty, Finding, Severity};
use crate::lint::rule::{Context, Meta, Rule, Topic};
use crate::oms::component::Component;
use crate::oms::ha;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::text::lang::{comma, tr, tr_noop, translated};
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;

pub(super) struct SchemaViolation;

static META: Meta = Meta {
    code: "OMS302",
    name: "schema-violation",
    summary: "a documented key with a value of the wrong type or outside its list",
    severity: Severity::Warning,
    topic: Topic::Other,
    is_default: false,
    fix: None,
    what: "A documented key that is present, with a value of the wrong type or outside its list, by the schemas that `omslint \
           schema` prints. Absent keys, empty values and keys that nobody documents are no violation. Numbers and booleans \
           may be typed or text, objects may stand as JSON in text.",
    why: "OMS may refuse such a value when the component starts, or use another one without saying so.",
    how: "Compare the value with what the console shows under OPS & Monitoring > Component > Update. If you wrote it, \
          correct it there. If OMS wrote it, leave it: the documentation is wrong in places.",
    source: "The vendor's parameter reference (documented, but contradicted by real files in places, so a warning at most and \
             off by default).",
};

/// A schema, ready to be used.
struct Checked {
    schema: Value,
    /// None if the schema is broken, which a test forbids.
    validator: Option<Validator>,
}

impl Checked {
    fn new(schema: Schema) -> Self {
        let schema = schema.value();
        let validator = jsonschema::draft202012::new(&schema).ok();
        Self { schema, validator }
    }

    /// What the key at a place of the schema takes, in words, and whether that is a whole number.
    fn takes(&self, keyword: &str) -> (String, bool) {
        let (property, _) = keyword.rsplit_once('/').unwrap_or_default();
        // Of a list, the items have a place of their own below the key's.
        let above = property.strip_suffix("/items").unwrap_or(property);
        let takes = |pointer: &str| {
            let key = self.schema.pointer(pointer)?;
            let is_whole = key.get("type").is_some_and(|types| {
                types == "integer" || types.as_array().is_some_and(|types| types.contains(&"integer".into()))
            });
            Some((words(key)?, is_whole))
        };
        takes(property).or_else(|| takes(above)).unwrap_or_else(|| (tr!("another kind of value").to_owned(), false))
    }
}

/// What a key takes that its values do not list: the words of the schemas (`x-takes`).
const _: &[&str] = &[
    tr_noop!("a JSON map from client id to Unix seconds, as it is or in a string, or plain Unix seconds"),
    tr_noop!("a whole number"),
    tr_noop!("a whole number, or none"),
    tr_noop!("a whole number, with K, M or G behind it or without"),
    tr_noop!("an object or list of JSON, as it is or in a string"),
    tr_noop!("text"),
    tr_noop!("text, or an object or list of JSON"),
    tr_noop!("the name of a type of database"),
    tr_noop!("true or false"),
];

/// What the key takes, in words.
fn words(key: &Value) -> Option<String> {
    let values = |list: Option<&Value>| {
        let list = list?.get("enum")?.as_array()?.iter().filter_map(Value::as_str).filter(|value| !value.is_empty());
        Some(list.collect::<Vec<_>>().join(comma())).filter(|values| !values.is_empty())
    };
    let said = key.get("x-takes")?.as_str()?;
    Some(match (values(Some(key)), values(key.get("items"))) {
        (Some(values), _) => tr!("one of {values}", values),
        (None, Some(values)) => tr!("a list of {values}", values),
        (None, None) => translated(said).to_owned(),
    })
}

static INCR_SYNC: LazyLock<Checked> = LazyLock::new(|| Checked::new(schemas::INCR_SYNC));
static FULL_IMPORT: LazyLock<Checked> = LazyLock::new(|| Checked::new(schemas::FULL_IMPORT));
static STORE: LazyLock<Checked> = LazyLock::new(|| Checked::new(schemas::STORE));
static FULL_VERIFICATION: LazyLock<Checked> = LazyLock::new(|| Checked::new(schemas::FULL_VERIFICATION));
static HA_CONFIG: LazyLock<Checked> = LazyLock::new(|| Checked::new(schemas::HA_CONFIG));

impl Rule for SchemaViolation {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check_component<'a>(
        &self,
        context: Context<'_, 'a>,
        component: &Component<'a>,
        findings: &mut Vec<Finding<'a>>,
    ) {
        let has_sections = component.sections.iter().any(Option::is_some);
        let checked = match component.kind {
            ComponentKind::IncrSync(Plugin::JdbcWriter) | ComponentKind::Unknown => return,
            ComponentKind::IncrSync(_) => &INCR_SYNC,
            ComponentKind::FullImport if has_sections => &FULL_IMPORT,
            ComponentKind::FullImport | ComponentKind::FullVerification => &FULL_VERIFICATION,
            ComponentKind::Store => &STORE,
        };
        let parts: Vec<Part<'_, 'a>> = if has_sections {
            let part = |name: SectionName| Some(Part { name: name.key(), section: component.section(name)? });
            SectionName::ALL.into_iter().filter_map(part).collect()
        } else {
            component.config().into_iter().map(|section| Part { name: "", section }).collect()
        };
        check(context, checked, Some(component), &parts, findings);
    }

    fn check_export<'a>(&self, context: Context<'_, 'a>, findings: &mut Vec<Finding<'a>>) {
        for config in ha::configs(context.export) {
            let section = config.section();
            check(context, &HA_CONFIG, None, &[Part { name: "", section: &section }], findings);
        }
    }
}

/// A section, and its key in the document that the schema describes; no key for what is the whole document.
struct Part<'s, 'a> {
    name: &'static str,
    section: &'s Section<'a>,
}

impl<'a> Part<'_, 'a> {
    fn value(&self) -> Map<String, Value> {
        let prefix = self.section.full_key("");
        let entry = |entry: EntryRef<'a>| {
            let key = entry.key().strip_prefix(&prefix).unwrap_or(entry.key());
            Some((key.to_owned(), entry.value.to_json()?))
        };
        self.section.entries().filter_map(entry).collect()
    }

    /// The value at a path of the assembled document, with the key it stands under.
    fn find(&self, path: &str) -> Option<(EntryRef<'a>, Ref<'a>)> {
        let rest = if self.name.is_empty() { path } else { path.strip_prefix('/')?.strip_prefix(self.name)? };
        let rest = rest.strip_prefix('/')?;
        let (key, below) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let entry = self.section.entry(&key.replace("~1", "/").replace("~0", "~"))?;
        let node = entry.value.at(below)?;
        // A key inside a section of a Store names the place better than the section does.
        let inner = below.strip_prefix('/').filter(|below| !below.contains('/'));
        let inner = inner.and_then(|key| entry.value.entry(&key.replace("~1", "/").replace("~0", "~")));
        Some((inner.unwrap_or(entry), node))
    }
}

fn check<'a>(
    context: Context<'_, 'a>,
    checked: &Checked,
    component: Option<&Component<'a>>,
    parts: &[Part<'_, 'a>],
    findings: &mut Vec<Finding<'a>>,
) {
    let Some(validator) = &checked.validator else { return };
    let mut document = Map::new();
    for part in parts {
        if part.name.is_empty() {
            document = part.value();
        } else {
            document.insert(part.name.to_owned(), Value::Object(part.value()));
        }
    }
    let document = Value::Object(document);
    let mut seen = BTreeSet::new();
    for error in validator.iter_errors(&document) {
        // Of the error, only its places are used: its text would quote the value, which may be a secret.
        let path = error.instance_path().as_str();
        let found = parts.iter().find_map(|part| Some((part, part.find(path)?)));
        if let (Some((part, (entry, node))), true) = (found, seen.insert(path.to_owned())) {
            let takes = checked.takes(error.schema_path().as_str());
            findings.push(finding(context, component, part, entry, node, takes));
        }
    }
}

fn finding<'a>(
    context: Context<'_, 'a>,
    component: Option<&Component<'a>>,
    part: &Part<'_, 'a>,
    entry: EntryRef<'a>,
    node: Ref<'a>,
    (takes, is_whole): (String, bool),
) -> Finding<'a> {
    let place = Place { document: part.section.document, span: node.span() };
    let mut finding = META.finding(context, component, place);
    let of = match (component, part.name) {
        (None, _) => "ha.config".to_owned(),
        (Some(component), "") => component.describe(),
        (Some(component), name) => tr!("the {name} of {component}", name, component = component.describe()),
    };
    let key = entry.key();
    finding.certainty = Certainty::Possible;
    finding.message = tr!(
        "`{key}` in {of} takes {takes}, the documentation says, but holds {kind}; OMS may refuse it, or use another value",
        key,
        of,
        takes,
        kind = kind(node, is_whole)
    );
    finding.label = tr!("not {takes}", takes);
    finding.help = tr!(
        "Compare it with what the console shows under OPS & Monitoring > Component > Update. If OMS wrote the value \
         itself, leave it: the documentation is wrong in places."
    )
    .into();
    finding
}

/// What stands there, without the value.
fn kind(node: Ref<'_>, is_whole: bool) -> &'static str {
    if node.is_mapping() {
        return tr!("an object");
    }
    match node.to_json() {
        Some(Value::Array(_)) => tr!("a list"),
        Some(Value::Number(_)) if is_whole => tr!("a fraction"),
        Some(Value::Number(_)) => tr!("a number"),
        Some(Value::Bool(_)) => tr!("true or false"),
        Some(Value::String(_)) => tr!("other text"),
        _ => tr!("something else"),
    }
}
