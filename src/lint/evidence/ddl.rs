//! Whether a component synchronises DDL, by what the user, its own files and the export say.

use crate::lint::finding::{Evidence, short};
use crate::lint::overrides::ComponentOverrides;
use crate::oms::component::Component;
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

/// What the user says of this component, else its own files, else the user of all components (`given`), say about DDL.
/// Any yes in the files wins; a list without DDL proves nothing.
#[must_use]
pub(crate) fn answer(component: &Component<'_>, overrides: &ComponentOverrides<'_>, given: Option<bool>) -> Ddl {
    let own = overrides.ddl.map(|said| (said, said.value));
    if let Some((said, Some(synchronises))) = own {
        let word = if synchronises { "yes" } else { "no" };
        let evidence = Evidence { value: None, ..said.evidence("ddl", word, component) };
        return if synchronises { Ddl::Yes(evidence) } else { Ddl::No(evidence) };
    }
    let mut answers = Vec::new();
    let mut no_answer = None;
    let mut one = |section: &Section<'_>, name: &str, entry: EntryRef<'_>| {
        let place = Some(Place { document: section.document, span: entry.key_span().to(entry.value.span()) });
        let text = short(entry.value.filled().unwrap_or_default());
        let (answer, says) = match switch_in(entry.value) {
            Some(Switch::Plain(ignores)) => (Some(ignores), tr!("{name} is {value}", name, value = ignores)),
            Some(Switch::Other(ignores)) => (
                Some(ignores),
                tr!(
                    "{name} is {value}, taken for {meaning}; what OMS makes of it is not known",
                    name,
                    value = text,
                    meaning = ignores
                ),
            ),
            _ => (None, tr!("{name} is {value}, which is no answer", name, value = text)),
        };
        let evidence = Evidence { place, says: says.into(), value: None };
        match answer {
            Some(ignores) => answers.push((!ignores, evidence)),
            None => no_answer = no_answer.take().or(Some(evidence)),
        }
    };
    let mut switch = |section: Option<&Section<'_>>, name: &str, keys: &[&str]| {
        let Some(section) = section else { return };
        let all = switches(section, keys);
        for entry in &all {
            match all.len() {
                1 => one(section, name, *entry),
                _ => one(section, &tr!("{name} (`{key}`)", name, key = entry.key()), *entry),
            }
        }
    };
    switch(component.source(), "source.ignoreDdl", &["ignoreDdl", "ignore_ddl"]);
    switch(
        component.config.as_ref().filter(|_| component.source().is_none()),
        "ignore_ddl",
        &["ignore_ddl", "ignoreDdl"],
    );
    let running = component.running.and_then(|(document, root)| Section::find(document, root, "source"));
    switch(running.as_ref(), tr!("the running process: source.ignoreDdl"), &["ignoreDdl", "ignore_ddl"]);
    answers.extend(lists(component).map(|evidence| (true, evidence)));
    if let Some(at) = answers.iter().position(|(yes, _)| *yes) {
        return Ddl::Yes(answers.swap_remove(at).1);
    }
    if let Some((_, evidence)) = answers.into_iter().next() {
        return Ddl::No(evidence);
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
        None => Ddl::Unknown(no_answer),
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
