//! The parameters of two components that do the same work: which are lost, changed or added, and which differ for a
//! reason that has nothing to do with the upgrade.

use std::collections::HashMap;

use super::units::Unit;
use super::values::{
    Fields, configuration, is_list, is_null, is_same, is_structure, masks_in, named, of_mapping, of_section, plain,
    shown,
};
use super::{Who, who};
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::oms::time;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref};
use crate::text::redact::{self, is_mask, is_secret_key};
use crate::text::sorting;
use crate::text::source::{Place, Span};

/// Deepest nesting that is compared key by key.
const MAX_DEPTH: usize = 200;

/// How many values of one component are compared, so that an alias bomb ends.
const MAX_VALUES: usize = 200_000;

/// What became of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterFate {
    /// The key is gone.
    Lost,
    /// The value differs.
    Changed,
    /// The key is new.
    Added,
    /// It differs for a reason that counts for nothing here.
    Aside,
}

impl ParameterFate {
    /// Lower-case name, as reports spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Aside => "aside",
        }
    }
}

/// A parameter that is not the same in both exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedParameter {
    /// What became of it.
    pub fate: ParameterFate,
    /// Whose it is.
    pub who: Who,
    /// Its section; None for the configuration of a Store, a checker or a JDBCWriter.
    pub section: Option<SectionName>,
    /// The keys that lead to it, with dots; an item of a list in brackets. Empty: the whole section.
    pub key: String,
    /// The old value, secrets masked; None where there was none, or where it is a secret.
    pub old: Option<String>,
    /// The new value, secrets masked.
    pub new: Option<String>,
    /// `path:line` in the old export.
    pub old_place: Option<String>,
    /// `path:line` in the new export.
    pub new_place: Option<String>,
    /// Why it is set aside.
    pub reason: Option<String>,
    /// Where it stands in the old export, and in the new one.
    pub(super) at: (Option<At>, Option<At>),
}

/// Where a parameter stands: its key, where it has one of its own, and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    key: Option<Span>,
    value: Place,
}

impl At {
    /// The number of its document.
    pub(super) fn document(self) -> usize {
        self.value.document
    }

    /// Whether `place` is that of this very parameter: of its key, its value, or both.
    pub(super) fn is(self, place: Place) -> bool {
        let (Some(key), value) = (self.key, self.value.span) else { return false };
        // In text that is folded every key has the place of the whole.
        key != value && place.document == self.value.document && [key, value, key.to(value)].contains(&place.span)
    }
}

type In<'x, 's, 'a> = (&'x Export<'a>, &'x Unit<'s, 'a>);

/// Compares two units and adds what differs to `found`.
pub(super) fn compare(old: In<'_, '_, '_>, new: In<'_, '_, '_>, window: i64, found: &mut Vec<ComparedParameter>) {
    let who = who(Some(old.1), Some(new.1));
    // Like with like: a run directory with a run directory, an API answer with an API answer.
    let like = |reported: bool| {
        let first = |unit: &Unit<'_, '_>| unit.parts.iter().position(|part| part.reported.is_some() == reported);
        Some((first(old.1)?, first(new.1)?))
    };
    let mut pairs: Vec<(usize, usize)> = [like(false), like(true)].into_iter().flatten().collect();
    if pairs.is_empty() {
        pairs.push((0, 0));
    }
    let mut all: Vec<ComparedParameter> = Vec::new();
    for (a, b) in pairs {
        let (Some(a), Some(b)) = (old.1.parts.get(a), new.1.parts.get(b)) else { continue };
        let mut differ = Differ {
            old: old.0,
            new: new.0,
            moves: moves(a, b),
            kind: a.kind,
            section: None,
            documents: (a.document, b.document),
            is_on_disk: is_on_disk(old.0, a) && is_on_disk(new.0, b),
            window,
            who: &who,
            is_small: size(a) <= MAX_VALUES,
            values: 0,
            found: Vec::new(),
        };
        differ.components(a, b);
        for parameter in differ.found {
            let is_it = |known: &ComparedParameter| {
                (known.section, &known.key, known.fate) == (parameter.section, &parameter.key, parameter.fate)
            };
            if !all.iter().any(is_it) {
                all.push(parameter);
            }
        }
    }
    found.extend(all);
}

/// Compares two objects that belong to no component.
pub(super) fn compare_sections(
    old: (&Export<'_>, &Section<'_>),
    new: (&Export<'_>, &Section<'_>),
    who: &Who,
    found: &mut Vec<ComparedParameter>,
) {
    let mut differ = Differ {
        old: old.0,
        new: new.0,
        moves: Vec::new(),
        kind: ComponentKind::Unknown,
        section: None,
        documents: (old.1.document, new.1.document),
        is_on_disk: false,
        window: i64::MAX,
        who,
        is_small: false,
        values: 0,
        found: Vec::new(),
    };
    differ.fields(&of_section(old.1), &of_section(new.1), &Spot::root());
    found.append(&mut differ.found);
}

/// What stands for the component itself in its own values, old and new: ids, servers.
fn moves(old: &Component<'_>, new: &Component<'_>) -> Vec<(String, String)> {
    let mut moves = Vec::new();
    if let (Some(old), Some(new)) = (&old.id, &new.id) {
        moves.push((old.text.to_string(), new.text.to_string()));
    }
    if let (Some(old), Some(new)) = (&old.server, &new.server) {
        moves.push((old.to_string(), new.to_string()));
    }
    moves.retain(|(old, new)| old != new && !old.is_empty());
    moves
}

/// How many bytes the sections of a component are long: more than it has values.
fn size(component: &Component<'_>) -> usize {
    component.all_sections().map(|section| section.place().span.len()).sum()
}

struct Differ<'x, 'o, 'n> {
    old: &'x Export<'o>,
    new: &'x Export<'n>,
    moves: Vec<(String, String)>,
    kind: ComponentKind,
    section: Option<SectionName>,
    documents: (usize, usize),
    /// Whether both stand as on the server, where no secret is masked.
    is_on_disk: bool,
    window: i64,
    who: &'x Who,
    /// Whether it holds so little that all its values are compared, so that what is written alike need not be looked through.
    is_small: bool,
    values: usize,
    found: Vec<ComparedParameter>,
}

/// A place in a component: the keys that lead there, and what they say about it.
#[derive(Clone)]
struct Spot {
    path: String,
    key: String,
    is_secret: bool,
    depth: usize,
    /// The bytes of the key itself in the old file, and in the new one.
    keys: (Option<Span>, Option<Span>),
}

impl Spot {
    fn root() -> Self {
        Self { path: String::new(), key: String::new(), is_secret: false, depth: 0, keys: (None, None) }
    }

    fn child(&self, key: &str) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        let is_secret = self.is_secret || is_secret_key(key);
        Self { path, key: key.to_owned(), is_secret, depth: self.depth + 1, keys: (None, None) }
    }

    fn item(&self, name: &str) -> Self {
        Self { path: format!("{}[{name}]", self.path), depth: self.depth + 1, keys: (None, None), ..self.clone() }
    }

    /// With the places of its key.
    fn at(mut self, old: Option<EntryRef<'_>>, new: Option<EntryRef<'_>>) -> Self {
        let span = |entry: Option<EntryRef<'_>>| entry.map(|entry| entry.key_span());
        self.keys = (span(old), span(new));
        self
    }
}

impl Differ<'_, '_, '_> {
    fn components(&mut self, old: &Component<'_>, new: &Component<'_>) {
        let has_sections = |component: &Component<'_>| component.sections.iter().any(Option::is_some);
        match (has_sections(old), has_sections(new)) {
            (true, true) => {
                for name in SectionName::ALL {
                    self.section = Some(name);
                    self.sections(old.section(name), new.section(name));
                }
            }
            (false, false) => {
                if let (Some(old), Some(new)) = (old.config(), new.config()) {
                    self.documents = (old.document, new.document);
                    if self.is_one_text(old.mapping(), new.mapping()) {
                        return;
                    }
                    self.fields(&configuration(old), &configuration(new), &Spot::root());
                }
            }
            _ => {
                let shape = |component: &Component<'_>| match (has_sections(component), component.kind) {
                    (true, _) => tr!("source, sink, coordinator and condition"),
                    (false, ComponentKind::IncrSync(Plugin::JdbcWriter)) => {
                        tr!("the configuration of a JDBCWriter")
                    }
                    (false, _) => tr!("another kind of configuration"),
                };
                let reason = tr!(
                    "its keys cannot be compared: the old export has {before}, the new one {after}; look through it by hand",
                    before = shape(old),
                    after = shape(new)
                );
                self.add(ParameterFate::Aside, &Spot::root(), (None, None), Some(reason));
            }
        }
        if self.values > MAX_VALUES {
            self.section = None;
            let reason =
                tr!("only its first {number} values were compared; look through the rest by hand", number = MAX_VALUES);
            self.add(ParameterFate::Aside, &Spot::root(), (None, None), Some(reason));
        }
    }

    fn sections(&mut self, old: Option<&Section<'_>>, new: Option<&Section<'_>>) {
        match (old, new) {
            (Some(old), Some(new)) => {
                self.documents = (old.document, new.document);
                if self.is_one_text(old.mapping(), new.mapping()) {
                    return;
                }
                self.fields(&of_section(old), &of_section(new), &Spot::root());
            }
            (Some(old), None) if old.is_filled() => {
                self.documents = (old.document, usize::MAX);
                self.add(ParameterFate::Lost, &Spot::root(), (Some(old.mapping()), None), None);
            }
            _ => {}
        }
    }

    /// Whether both are written alike to the last byte, so that nothing in them can differ. Aliases stand for what is
    /// written elsewhere, and what is inside a string has no place of its own, so of these nothing is said.
    fn is_one_text(&self, old: Ref<'_>, new: Ref<'_>) -> bool {
        let documents = (self.old.document(self.documents.0), self.new.document(self.documents.1));
        let (Some(one), Some(other)) = documents else { return false };
        let syntax = one.syntax().name();
        if !self.is_small || syntax != other.syntax().name() || !matches!(syntax, "json" | "ini" | "properties") {
            return false;
        }
        let (text, other_text) = (old.span().of(one.text()), new.span().of(other.text()));
        let is_root = std::ptr::eq(old.raw(), one.root().raw()) && old.span() == new.span();
        let is_whole = is_root && one.text() == other.text();
        is_whole || (syntax == "json" && text.starts_with(['{', '[']) && text == other_text)
    }

    fn fields(&mut self, old: &Fields<'_>, new: &Fields<'_>, spot: &Spot) {
        let known: HashMap<&str, EntryRef<'_>> = new.iter().map(|(key, entry)| (key.as_str(), *entry)).collect();
        let has: HashMap<&str, ()> = old.iter().map(|(key, _)| (key.as_str(), ())).collect();
        // Keys that only the new one has, by their plain spelling: `db_type` may be `dbType` now.
        let fresh = new.iter().filter(|(key, _)| !has.contains_key(key.as_str()));
        let mut respelled: HashMap<String, (&str, EntryRef<'_>)> =
            fresh.map(|(key, entry)| (plain(key), (key.as_str(), *entry))).collect();
        for (key, own) in old {
            let here = spot.child(key);
            if let Some(other) = known.get(key.as_str()) {
                self.value(own.value, other.value, &here.at(Some(*own), Some(*other)));
            } else if let Some((name, other)) = respelled.remove(&plain(key)) {
                let reason = tr!("spelled `{name}` now", name);
                let (before, here) = (self.found.len(), here.at(Some(*own), Some(other)));
                self.value(own.value, other.value, &here);
                if self.found.len() == before {
                    self.add(ParameterFate::Aside, &here, (Some(own.value), Some(other.value)), Some(reason));
                }
            } else {
                self.lost(own.value, &here.at(Some(*own), None));
            }
        }
        let mut added: Vec<_> = respelled.into_values().collect();
        sorting::sort_by_key(&mut added, |(key, _)| *key);
        for (key, entry) in added.into_iter().filter(|(_, entry)| !is_null(entry.value)) {
            let here = spot.child(key).at(None, Some(entry));
            self.add(ParameterFate::Added, &here, (None, Some(entry.value)), None);
        }
    }

    fn value(&mut self, old: Ref<'_>, new: Ref<'_>, spot: &Spot) {
        self.values += 1;
        if self.values > MAX_VALUES || self.is_one_text(old, new) {
            return;
        }
        let (a, b) = (old.structure(), new.structure());
        if spot.depth > MAX_DEPTH {
            if a.to_json() != b.to_json() {
                self.differs(old, new, spot);
            }
        } else if a.is_mapping() && b.is_mapping() {
            self.fields(&of_mapping(a, 0), &of_mapping(b, 0), spot);
        } else if is_list(a) && is_list(b) {
            self.list(a, b, spot);
        } else if !is_same(old, new) {
            self.differs(old, new, spot);
        }
    }

    /// Items of a list are matched by their names, where they have some; scalars by their value. That these stand in another order
    /// is told, but where a list only says what is let through.
    fn list(&mut self, old: Ref<'_>, new: Ref<'_>, spot: &Spot) {
        let (a, b): (Vec<_>, Vec<_>) = (old.items().collect(), new.items().collect());
        for key in ["clientId", "subtopic", "name"] {
            if let (Some(a), Some(b)) = (named(&a, key), named(&b, key)) {
                return self.items(&a, &b, spot);
            }
        }
        let by_value = |items: &[Ref<'_>]| items.iter().all(|item| item.scalar().is_some() && !is_structure(*item));
        if by_value(&a) && by_value(&b) {
            let before = self.found.len();
            let mut rest: Vec<Option<Ref<'_>>> = b.iter().copied().map(Some).collect();
            for item in &a {
                match rest.iter_mut().find(|other| other.is_some_and(|other| is_same(*item, other))) {
                    Some(other) => *other = None,
                    None => self.lost(*item, &spot.item("")),
                }
            }
            for item in rest.into_iter().flatten() {
                self.add(ParameterFate::Added, &spot.item(""), (None, Some(item)), None);
            }
            let is_in_order = || a.iter().zip(&b).all(|(item, other)| is_same(*item, *other));
            if self.found.len() == before && self.section != Some(SectionName::Condition) && !is_in_order() {
                let reason = tr!("the same members in another order: look whether the order matters").to_owned();
                self.add(ParameterFate::Aside, spot, (Some(old), Some(new)), Some(reason));
            }
            return;
        }
        let left: Vec<_> = a.iter().enumerate().map(|(at, item)| (at.to_string(), *item)).collect();
        let right: Vec<_> = b.iter().enumerate().map(|(at, item)| (at.to_string(), *item)).collect();
        self.items(&left, &right, spot);
    }

    fn items(&mut self, old: &[(String, Ref<'_>)], new: &[(String, Ref<'_>)], spot: &Spot) {
        let known: HashMap<&str, Ref<'_>> = new.iter().map(|(name, item)| (name.as_str(), *item)).collect();
        for (name, item) in old {
            match known.get(name.as_str()) {
                Some(other) => self.value(*item, *other, &spot.item(name)),
                None => self.lost(*item, &spot.item(name)),
            }
        }
        let had: HashMap<&str, ()> = old.iter().map(|(name, _)| (name.as_str(), ())).collect();
        for (name, item) in new.iter().filter(|(name, _)| !had.contains_key(name.as_str())) {
            self.add(ParameterFate::Added, &spot.item(name), (None, Some(*item)), None);
        }
    }

    fn lost(&mut self, old: Ref<'_>, spot: &Spot) {
        let is_whole_position = spot.path == "checkpoint" && self.section == Some(SectionName::Source);
        if is_null(old) || (is_whole_position && old.is_blank()) {
            return;
        }
        let reason = match self.runtime(spot) {
            // That a position moves is no matter; that there is none any more is.
            _ if is_whole_position => None,
            Some(reason) => Some(reason.to_owned()),
            None if spot.is_secret && old.is_blank() => Some(tr!("a secret that was empty").to_owned()),
            None => None,
        };
        let fate = if reason.is_some() { ParameterFate::Aside } else { ParameterFate::Lost };
        self.add(fate, spot, (Some(old), None), reason);
    }

    fn differs(&mut self, old: Ref<'_>, new: Ref<'_>, spot: &Spot) {
        let (a, b) = (old.scalar(), new.scalar());
        let both = |test: &dyn Fn(&str, &str) -> bool| matches!((&a, &b), (Some(a), Some(b)) if test(a, b));
        let is_emptied = spot.path == "checkpoint" && new.is_blank() && self.section == Some(SectionName::Source);
        if let Some(reason) = self.lost_secret(old, new, spot) {
            return self.add(ParameterFate::Lost, spot, (Some(old), Some(new)), Some(reason.to_owned()));
        }
        if let Some(reason) = self.back(old, new, spot) {
            return self.add(ParameterFate::Changed, spot, (Some(old), Some(new)), Some(reason));
        }
        let reason = if is_emptied {
            None
        } else if let Some(reason) = self.runtime(spot) {
            Some(reason.to_owned())
        } else if spot.is_secret || [&a, &b].into_iter().flatten().any(|text| is_mask(text)) {
            Some(tr!("a secret, whose value is not compared").to_owned())
        } else if both(&|a, b| redact::text(a) == redact::text(b)) {
            Some(tr!("only a secret in it differs, which is not compared").to_owned())
        } else if both(&|a, b| self.moves.iter().any(|(from, to)| a.contains(from) && a.replace(from, to) == b)) {
            Some(tr!("it names the component itself or its server, which moved").to_owned())
        } else {
            None
        };
        let fate = if reason.is_some() { ParameterFate::Aside } else { ParameterFate::Changed };
        self.add(fate, spot, (Some(old), Some(new)), reason);
    }

    /// What became of a secret that is not there any more, if it is not. That it differs is no loss; a mask is none either
    /// where one of the two is an answer of the API, which masks.
    fn lost_secret(&self, old: Ref<'_>, new: Ref<'_>, spot: &Spot) -> Option<&'static str> {
        let masks = |value: Ref<'_>| value.scalar().map_or(0, |text| masks_in(&text));
        let is_masked = self.is_on_disk && masks(new) > masks(old);
        if !spot.is_secret {
            return is_masked
                .then_some(tr!("a secret in it was replaced by a mask, so it is gone where this was written"));
        }
        if old.is_blank() {
            None
        } else if new.is_blank() {
            Some(tr!("a secret, which is empty now"))
        } else {
            is_masked.then_some(tr!("a secret, which was replaced by a mask: it is gone where this was written"))
        }
    }

    /// How far a position went back, if that is more than the pull-back for the upgrade explains.
    fn back(&self, old: Ref<'_>, new: Ref<'_>, spot: &Spot) -> Option<String> {
        let is_checkpoint = spot.path == "checkpoint" || spot.path.starts_with("checkpoint.");
        let is_position = match self.section {
            Some(section) => section == SectionName::Source && is_checkpoint,
            None => self.kind == ComponentKind::IncrSync(Plugin::JdbcWriter) && plain(&spot.key) == "timestamp",
        };
        let (was, is) = (time::seconds(old)?, time::seconds(new)?);
        let back = was.checked_sub(is).filter(|back| is_position && *back > self.window)?;
        Some(tr!(
            "a position, which went back by {back}, more than {window}, which the downtime and its reserve explain: what was \
             written since then is written again",
            back = time::length(back),
            window = time::length(self.window)
        ))
    }

    /// Why a value may differ between two looks at a running component.
    fn runtime(&self, spot: &Spot) -> Option<&'static str> {
        let segment = spot.key.rsplit('.').next().unwrap_or(&spot.key);
        let name = plain(segment);
        let is_source = self.section == Some(SectionName::Source);
        let is_config = self.section.is_none();
        let is_own_section = spot.path.starts_with("store.") || spot.path.starts_with("global.");
        let is_store = is_config && self.kind == ComponentKind::Store;
        if is_source && (spot.path == "checkpoint" || spot.path.starts_with("checkpoint.")) {
            Some(tr!("a position, which moves while the task runs"))
        } else if (is_source || is_config) && (name == "timestamp" || (is_store && name == "offset")) {
            Some(tr!("where it began, which is another place for a new component"))
        } else if name.ends_with("port")
            && (name.contains("listen")
                || self.section == Some(SectionName::Coordinator)
                || (is_store && is_own_section))
        {
            Some(tr!("a port of the component itself, which is given out anew"))
        } else if matches!(name.as_str(), "subid" | "seq" | "sequence" | "sequenceid") {
            Some(tr!("a sequence number, which grows with every new component"))
        } else if name == "clustermanagerurl" {
            Some(tr!("the address of the Cluster Manager, which belongs to the installation"))
        } else {
            None
        }
    }

    fn add(
        &mut self,
        fate: ParameterFate,
        spot: &Spot,
        values: (Option<Ref<'_>>, Option<Ref<'_>>),
        reason: Option<String>,
    ) {
        let show = |value: Option<Ref<'_>>| value.filter(|_| !spot.is_secret).map(shown);
        let cite = |(value, document): (Option<Ref<'_>>, usize), is_old: bool| {
            let place = Place { document, span: value?.span() };
            Some(if is_old { self.old.cite(place) } else { self.new.cite(place) })
        };
        let at = |value: Option<Ref<'_>>, key: Option<Span>, document: usize| {
            Some(At { key, value: Place { document, span: value?.span() } })
        };
        self.found.push(ComparedParameter {
            at: (at(values.0, spot.keys.0, self.documents.0), at(values.1, spot.keys.1, self.documents.1)),
            fate,
            who: self.who.clone(),
            section: self.section,
            key: spot.path.clone(),
            old: show(values.0),
            new: show(values.1),
            old_place: cite((values.0, self.documents.0), true),
            new_place: cite((values.1, self.documents.1), false),
            reason,
        });
    }
}

/// Whether a component stands in the files that are on its server, rather than in an answer or in a document.
fn is_on_disk(export: &Export<'_>, component: &Component<'_>) -> bool {
    let name = |section: &Section<'_>| export.location(section.document).map(|location| location.file_name);
    let is_file = |section: &Section<'_>| name(section).is_some_and(|name| SectionName::of_file(name).is_some());
    let is_text = |section: &Section<'_>| name(section).is_some_and(|name| !name.ends_with(".json"));
    component.reported.is_none()
        && component.sections.iter().flatten().all(is_file)
        && component.config().is_none_or(is_text)
}
