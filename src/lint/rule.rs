//! The contract of a rule, and what rules are given to work with.

use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::Version;
use crate::lint::evidence::contradiction;
use crate::lint::finding::{Certainty, Evidence, Finding, Fix, Label, Tier};
use crate::lint::fix_value::FixValue;
use crate::lint::identity;
use crate::lint::overrides::{ComponentOverrides, Overrides, Said};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::section::Section;
use crate::text::change::{self, Change};
use crate::text::document::{Document, child_around};
use crate::text::lang::tr;
use crate::text::node::Ref;
use crate::text::redact;
use crate::text::source::Place;
use crate::text::spelling;

/// What the pull-back of Stores must cover beyond the downtime, in seconds, where the user does not say: as in the
/// example of the vendor's upgrade documentation, 60 + 30 = 90 minutes.
pub const DEFAULT_RESERVE: i64 = 1_800;

pub use crate::lint::meta::Meta;
pub use crate::lint::topic::{SourceKey, Topic};

/// What the user says about the run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The version that runs now.
    pub from: Option<Version>,
    /// The version that the tasks were created with.
    pub created_with: Option<Version>,
    /// The version to upgrade to.
    pub to: Version,
    /// Whether the tasks synchronise DDL; None: unknown.
    pub ddl: Option<bool>,
    /// `--db-type`, canonical.
    pub db_type: Option<String>,
    /// `--checkpoint`, in Unix seconds.
    pub checkpoint: Option<i64>,
    /// How long OMS will be down, in seconds.
    pub downtime: Option<i64>,
    /// What the pull-back of Stores must cover beyond that, in seconds.
    pub reserve: i64,
    /// The time of the run, in Unix seconds.
    pub now: i64,
    /// The known database types.
    pub db_types: DbTypes,
    /// What the user knows of single tasks and files; it wins over what is said above.
    pub overrides: Overrides,
    /// The tasks that the export must hold.
    pub expected: Option<Expected>,
}

/// The tasks of `--expect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Number of the list among the documents of the run.
    pub document: usize,
    /// Task ids, each with its place.
    pub tasks: Vec<Said<String>>,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c, 'a> {
    /// The export.
    pub export: &'c Export<'a>,
    /// What the user says.
    pub settings: &'c Settings,
}

/// A rule. It looks at the components one by one, at the documents one by one, or at the export as a whole, and adds what
/// it finds to `findings`. What looks at one at a time sees the rest of the export through `context`, but is quick only
/// if it seldom does.
pub trait Rule: Sync {
    /// What it is.
    fn meta(&self) -> &'static Meta;

    /// What it finds in one component.
    fn check_component<'a>(
        &self,
        _context: Context<'_, 'a>,
        _component: &Component<'a>,
        _findings: &mut Vec<Finding<'a>>,
    ) {
    }

    /// What it finds in one document, by its number.
    fn check_document<'a>(&self, _context: Context<'_, 'a>, _document: usize, _findings: &mut Vec<Finding<'a>>) {}

    /// What only the whole export shows.
    fn check_export<'a>(&self, _context: Context<'_, 'a>, _findings: &mut Vec<Finding<'a>>) {}
}

impl Meta {
    /// A finding of this rule about `component`, with nothing but its place. What is at `place` makes its identity, also
    /// where the rule then points at something else.
    #[must_use]
    pub fn finding<'a>(
        &self,
        context: Context<'_, 'a>,
        component: Option<&Component<'a>>,
        place: Place,
    ) -> Finding<'a> {
        let pointer = context.export.document(place.document).map(|document| document.pointer(place.span));
        let pointer = pointer.unwrap_or_default();
        Finding {
            code: self.code,
            rule: self.name,
            topic: self.topic,
            severity: self.severity,
            certainty: Certainty::Certain,
            message: String::new(),
            place,
            label: String::new(),
            anchor: identity::anchor(context.export, place, &pointer),
            pointer,
            subject: component.map(Component::subject).unwrap_or_default(),
            related: Vec::new(),
            help: "".into(),
            reason: String::new(),
            fix: None,
        }
    }
}

/// The codes of the rules that `selector` names: a code, a name, or the beginning of codes.
///
/// # Errors
/// That it names none, with the nearest one.
pub(crate) fn matching(rules: &[&dyn Rule], selector: &str) -> Result<Vec<&'static str>, String> {
    let selector = selector.trim();
    let upper = selector.to_ascii_uppercase();
    let is_it = |meta: &Meta| {
        let is_prefix = upper.len() >= 3 && meta.code.starts_with(&upper);
        is_prefix || meta.name.eq_ignore_ascii_case(selector)
    };
    let found: Vec<_> = rules.iter().map(|rule| rule.meta()).filter(|meta| is_it(meta)).map(|meta| meta.code).collect();
    if found.is_empty() { Err(unknown(rules, selector)) } else { Ok(found) }
}

/// That a rule is not known, with the nearest one.
#[must_use]
pub fn unknown(rules: &[&dyn Rule], name: &str) -> String {
    let known = rules.iter().flat_map(|rule| [rule.meta().code, rule.meta().name]);
    match spelling::nearest(name, known) {
        Some(near) => tr!("there is no rule `{name}`; did you mean `{near}`?", name, near),
        None => tr!("there is no rule `{name}`; `omslint rules` lists them", name),
    }
}

/// A fix, or why there is none.
pub(crate) type Offer<'a> = Result<Box<Fix<'a>>, String>;

impl<'a> Context<'_, 'a> {
    /// What the user knows of this component alone.
    #[must_use]
    pub fn overrides(&self, component: &Component<'_>) -> ComponentOverrides<'_> {
        self.settings.overrides.of(self.export, component)
    }

    /// The version that the component's task was created with, as far as the user says: its own, else that of all.
    #[must_use]
    pub fn created_with(&self, component: &Component<'_>) -> Option<Version> {
        self.overrides(component).created_with.map(|said| said.value).or(self.settings.created_with)
    }

    /// As [`Context::offer`], of a fix that is not the user's own word: there is none where the export contradicts itself about
    /// whose configuration this is.
    ///
    /// # Errors
    /// Why there is no fix.
    pub(crate) fn offer_for(
        &self,
        component: &Component<'_>,
        section: &Section<'a>,
        what: (Tier, String, FixValue),
        changes: Vec<Change<'a>>,
        evidence: Vec<Evidence>,
    ) -> Offer<'a> {
        let torn = contradiction::whose(self.export, component);
        if !torn.is_empty() {
            return Err(tr!("the export contradicts itself: {says}", says = Evidence::joined(&torn)));
        }
        self.offer(section, what, changes, evidence)
    }

    /// A fix that makes `changes` in `section`. No fix where a duplicate key makes the section's meaning doubtful, or
    /// where the syntax refuses the edit.
    ///
    /// # Errors
    /// Why there is no fix.
    pub(crate) fn offer(
        &self,
        section: &Section<'a>,
        (tier, title, value): (Tier, String, FixValue),
        changes: Vec<Change<'a>>,
        evidence: Vec<Evidence>,
    ) -> Offer<'a> {
        let document = self.export.document(section.document).ok_or_else(|| tr!("its file is gone").to_owned())?;
        if let Some(key) = duplicate_around(document, section) {
            return Err(tr!("the key `{key}` stands twice here, so it is not certain which one OMS reads", key));
        }
        if let Some(error) = document.unreadable() {
            let syntax = document.syntax().title();
            return Err(tr!("another reader of {syntax} cannot read this file ({error})", syntax, error));
        }
        let edits: Vec<_> =
            change::edits(document, &changes.iter().collect::<Vec<_>>())?.into_iter().flatten().collect();
        // The record of a fix holds its bytes as they are, so that it can be taken back; it must be free of secrets.
        if edits.iter().any(|edit| redact::text(&edit.text) != edit.text) {
            return Err(tr!("it would write a secret, which stands in a name here").into());
        }
        Ok(Box::new(Fix { tier, title, value: Some(value), proposal: None, changes, edits, evidence }))
    }
}

impl<'a> Fix<'a> {
    /// A fix that only a person can complete.
    #[must_use]
    pub fn needs_value(title: String, proposal: Option<FixValue>, evidence: Vec<Evidence>) -> Box<Self> {
        let (changes, edits) = (Vec::new(), Vec::new());
        Box::new(Self { tier: Tier::NeedsValue, title, value: None, proposal, changes, edits, evidence })
    }
}

/// A key that stands twice in the section, or in one of the objects that hold it.
fn duplicate_around(document: &Document, section: &Section<'_>) -> Option<String> {
    if !document.may_repeat_keys() {
        return None;
    }
    let span = section.place().span;
    let mut node = document.root();
    loop {
        if let Some(key) = first_duplicate(node, section) {
            return Some(key);
        }
        let within = |child: &Ref<'_>| child.span().contains(span) && !std::ptr::eq(child.raw(), node.raw());
        // In JSON inside a string, and where aliases lead elsewhere, places do not tell, so each child is asked.
        let next = child_around(node, span).map(|(_, child, _)| child).filter(within);
        let next = next.or_else(|| node.entries().map(|entry| entry.value).chain(node.items()).find(within))?;
        node = if next.is_mapping() { next } else { next.structure() };
    }
}

fn first_duplicate(mapping: Ref<'_>, section: &Section<'_>) -> Option<String> {
    let mut seen = std::collections::HashSet::new();
    let is_flat_home = section.is_flat() && std::ptr::eq(mapping.raw(), section.mapping().raw());
    let own = section.full_key("");
    // Among flat keys the duplicate of another section does no harm.
    let counts = |key: &&str| !is_flat_home || key.starts_with(&own);
    mapping.entries().map(|entry| entry.key()).filter(counts).find(|key| !seen.insert(*key)).map(str::to_owned)
}

/// Evidence as places to show beside a finding.
#[must_use]
pub(crate) fn labels(evidence: &[Evidence]) -> Vec<Label> {
    let label = |evidence: &Evidence| Some(Label { place: evidence.place?, message: evidence.says.clone() });
    evidence.iter().filter_map(label).collect()
}
