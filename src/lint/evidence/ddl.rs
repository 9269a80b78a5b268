//! Whether a component synchronises DDL, by what the user, its own files and the export say.

use crate::lint::finding::{Evidence, short};
use crate::lint::overrides::ComponentOverrides;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::ComponentKind;
use crate::oms::section::Section;
use crate::text::lang::tr;
use crate::text::node::{EntryRef, Ref};
use crate::text::source::Place;

/// Whether a component synchronises DDL, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ddl {
    /// It does.
    Yes(Evidence),
    /// It does not.
    No(Evidence),
    /// Nothing says; what is no answer, where something was written.
    Unknown(Option<Evidence>),
}

/// What a switch says, and whether OMS is known to read it so.
enum Switch {
    /// `true` or `false`, typed or as text.
    Plain(bool),
    /// Another word for it.
    Other(bool),
    /// No answer.
    Nothing,
}

/// Words for yes and no beside those of OMS: what OMS makes of them is not known.
fn switch_in(value: Ref<'_>) -> Option<Switch> {
    if let Some(flag) = value.flag() {
        return Some(Switch::Plain(flag));
    }
    let text = value.filled()?.trim();
    let is_any = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    Some(match (is_any(["0", "no", "off"]), is_any(["1", "yes", "on"])) {
        (true, _) => Switch::Other(false),
        (_, true) => Switch::Other(true),
        _ => Switch::Nothing,
    })
}

/// What the user says of this component, else the files of its task, else the user of all components (`given`), say about DDL.
/// Any yes in the files wins; a list without DDL proves nothing. A word for yes that OMS may read as no is no answer.
#[must_use]
pub(crate) fn answer(
    export: &Export<'_>,
    component: &Component<'_>,
    overrides: &ComponentOverrides<'_>,
    given: Option<bool>,
) -> Ddl {
    let own = overrides.ddl.map(|said| (said, said.value));
    if let Some((said, Some(synchronises))) = own {
        let word = if synchronises { "yes" } else { "no" };
        let evidence = Evidence { value: None, ..said.evidence("ddl", word, component) };
        return if synchronises { Ddl::Yes(evidence) } else { Ddl::No(evidence) };
    }
    let mut own_files = Answers::of(component);
    if let Some(at) = own_files.said.iter().position(|(yes, _)| *yes) {
        return Ddl::Yes(own_files.said.swap_remove(at).1);
    }
    // Lanes of one task run side by side, and what one of them does the task does.
    if let Some(evidence) = yes_of_other_lane(export, component) {
        return Ddl::Yes(evidence);
    }
    if let (Some((_, evidence)), None) = (own_files.said.first(), &own_files.open) {
        return Ddl::No(evidence.clone());
    }
    let said = |word: &str| Evidence {
        place: None,
        says: tr!("the user says `--ddl {answer}`", answer = word).into(),
        value: None,
    };
    // An override that says `unknown` takes the answer for all away.
    match given.filter(|_| own.is_none()) {
        Some(true) => Ddl::Yes(said("yes")),
        Some(false) => Ddl::No(said("no")),
        None => Ddl::Unknown(own_files.open),
    }
}

/// What says of another live lane of the task, in the same direction, that it synchronises DDL.
fn yes_of_other_lane(export: &Export<'_>, component: &Component<'_>) -> Option<Evidence> {
    let is_lane = |other: &&Component<'_>| matches!(other.kind, ComponentKind::IncrSync(_)) && other.is_live();
    export.kindred(component).filter(is_lane).find_map(|other| {
        let (_, evidence) = Answers::of(other).said.into_iter().find(|(yes, _)| *yes)?;
        let (says, other) = (&evidence.says, other.describe());
        let says = tr!("{says} in {other}", says, other);
        Some(Evidence { says: says.into(), ..evidence })
    })
}

/// What the files of one component say.
#[derive(Default)]
struct Answers {
    /// Each answer, and what says so.
    said: Vec<(bool, Evidence)>,
    /// What is no answer, or one of which nobody knows how OMS reads it.
    open: Option<Evidence>,
}

impl Answers {
    fn of(component: &Component<'_>) -> Self {
        let mut answers = Self::default();
        if let Some(source) = component.source() {
            answers.add(source, &|key| format!("source.{key}"), &["ignoreDdl", "ignore_ddl"]);
        } else if let Some(config) = component.config() {
            answers.add(config, &str::to_owned, &["ignore_ddl", "ignoreDdl"]);
        }
        if let Some((document, root)) = component.running
            && let Some(source) = Section::find(document, root, "source")
        {
            answers.add(&source, &|key| tr!("the running process: source.{key}", key), &["ignoreDdl", "ignore_ddl"]);
        }
        answers.said.extend(lists(component).map(|evidence| (true, evidence)));
        answers
    }

    /// Takes in the switches of `section`; `named` calls a key as it stands there.
    fn add(&mut self, section: &Section<'_>, named: &dyn Fn(&str) -> String, keys: &[&str]) {
        for entry in switches(section, keys) {
            let place = Some(Place { document: section.document, span: entry.key_span().to(entry.value.span()) });
            let text = short(entry.value.filled().unwrap_or_default());
            let name = named(section.own_key(&entry));
            let (answer, says) = match switch_in(entry.value) {
                Some(Switch::Plain(ignores)) => (Some(ignores), tr!("{name} is {value}", name, value = ignores)),
                // Taken for false, it is as bad as it can be either way.
                Some(Switch::Other(false)) => (
                    Some(false),
                    tr!("{name} is {value}, taken for false; what OMS makes of it is not known", name, value = text),
                ),
                Some(Switch::Other(true)) => {
                    (None, tr!("{name} is {value}; what OMS makes of that is not known", name, value = text))
                }
                _ => (None, tr!("{name} is {value}, which is no answer", name, value = text)),
            };
            let evidence = Evidence { place, says: says.into(), value: None };
            match answer {
                Some(ignores) => self.said.push((!ignores, evidence)),
                None => self.open = self.open.take().or(Some(evidence)),
            }
        }
    }
}

/// Every filled entry of `keys`, also where one stands twice.
fn switches<'a>(section: &Section<'a>, keys: &[&str]) -> Vec<EntryRef<'a>> {
    let mut found: Vec<EntryRef<'a>> = Vec::new();
    for key in keys {
        let Some(entry) = section.entry(key) else { continue };
        found.push(entry);
        if entry.is_doubled() {
            let own = entry.address();
            found
                .extend(entry.mapping().entries().filter(|other| other.key() == entry.key() && other.address() != own));
        }
    }
    found.retain(|entry| entry.value.filled().is_some());
    found
}

/// Lists of record types that name DDL.
fn lists<'c>(component: &'c Component<'_>) -> impl Iterator<Item = Evidence> + 'c {
    let in_sections = component.sections.iter().flatten().flat_map(|section| {
        ["allowRecordTypes", "recordTypeWhiteList"]
            .into_iter()
            .filter_map(move |key| Some((section.document, section.entry(key)?)))
    });
    let item = component.reported.map(|reported| reported.item);
    let in_item = item.and_then(|item| Some((component.document, item.entry("recordTypeWhiteList")?)));
    in_sections.chain(in_item).filter_map(|(document, entry)| {
        let list = entry.value.structure();
        let named = |text: &str| {
            text.split([',', ';', ' ', '|', '"', '[', ']']).any(|word| word.trim().eq_ignore_ascii_case("DDL"))
        };
        let has = list.items().any(|item| item.filled().is_some_and(named)) || entry.value.filled().is_some_and(named);
        let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
        has.then(|| Evidence { place, says: tr!("{key} lists DDL", key = entry.key()).into(), value: None })
    })
}
