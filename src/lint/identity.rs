//! What makes a finding the same one in another export of the same site, whatever became of directories, servers,
//! sequence numbers, lines, and of the shape in which the component came. The one notion of it: the baseline, the
//! fingerprints of SARIF and GitLab, and `verify` all ask here.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::lint::finding::Finding;
use crate::oms::component::Component;
use crate::oms::export::Export;
use crate::oms::kind::Direction;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;
use crate::text::document::Document;
use crate::text::hex::hex;
use crate::text::node::EntryRef;
use crate::text::sorting;
use crate::text::source::Place;

/// What a finding is known by: one line of a baseline. Several findings may share one; then their number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Code of its rule.
    pub rule: String,
    /// Task id.
    pub task: Option<String>,
    /// Kind of the component.
    pub kind: Option<String>,
    /// `forward` or `reverse`.
    pub direction: Option<String>,
    /// What the component reads or keeps, sorted, each once.
    pub subtopics: Vec<String>,
    /// Section and key, the same in every shape: `/source/checkpoint`.
    pub pointer: String,
}

impl Identity {
    /// Of a finding.
    #[must_use]
    pub fn of(finding: &Finding<'_>) -> Self {
        let subject = &finding.subject;
        let mut subtopics = subject.subtopics.clone();
        sorting::sort(&mut subtopics);
        subtopics.dedup();
        Self {
            rule: finding.code.to_owned(),
            task: subject.task.as_deref().map(str::to_owned),
            kind: subject.kind.map(str::to_owned),
            direction: subject.direction.map(Direction::name).map(str::to_owned),
            subtopics,
            pointer: finding.anchor.clone(),
        }
    }

    /// As this version says what a baseline says: earlier ones kept the numbers of lists, and the key that `ha.config` may
    /// stand under.
    pub(crate) fn renewed(mut self) -> Self {
        let pointer = self.pointer.strip_prefix("/ha.config/").filter(|_| self.kind.is_none());
        self.pointer = without_numbers(&pointer.map_or_else(|| self.pointer.clone(), |key| format!("/{key}")));
        self
    }

    /// What an earlier version may have kept in its place: no component for a key beside its sections, and no key within a
    /// `ha.config` that stands as JSON in text. This version writes neither.
    pub(crate) fn earlier(&self) -> Option<Self> {
        let own = self.clone();
        match (&self.kind, &self.task) {
            (Some(_), _) => Some(Self { kind: None, subtopics: Vec::new(), ..own }),
            (None, None) => Some(Self { pointer: "/ha.config".to_owned(), ..own }),
            (None, Some(_)) => None,
        }
    }

    /// A short hash of it: 32 hexadecimal digits. The rule goes in by its `name`, as from the first version on, so that
    /// the values which others have stored stay.
    fn fingerprint(&self, name: &str) -> String {
        let subtopics = self.subtopics.join(",");
        let said = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let subtopics = if subtopics.is_empty() { "-".to_owned() } else { subtopics };
        let parts = [
            name.to_owned(),
            said(&self.task),
            said(&self.kind),
            said(&self.direction),
            subtopics,
            self.pointer.clone(),
        ];
        digest(&[&parts.map(|part| part.replace(|c: char| c.is_control(), "\u{fffd}")).join("\t")])
    }
}

/// A short hash of `parts`: 32 hexadecimal digits.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0"));
    digest.first_chunk::<16>().map_or_else(String::new, |half| hex(half))
}

/// For each finding in order a fingerprint that no other of them has: those with the same identity are numbered.
#[must_use]
pub fn fingerprints(findings: &[Finding<'_>]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let number = |finding: &Finding<'_>| {
        let print = Identity::of(finding).fingerprint(finding.rule);
        let count = seen.entry(print.clone()).or_default();
        *count += 1;
        format!("{print}:{count}")
    };
    findings.iter().map(number).collect()
}

/// `pointer` with `*` for numbers: lists have no order that stays.
fn without_numbers(pointer: &str) -> String {
    let is_number = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens = pointer.split('/').map(|token| if is_number(token) { "*" } else { token });
    tokens.collect::<Vec<_>>().join("/")
}

/// What is at a place, which has this pointer in its document: section and key within the component, or key within
/// `ha.config`; the pointer, where it is in neither.
pub(crate) fn anchor(export: &Export<'_>, place: Place, pointer: &str) -> String {
    let Some(document) = export.document(place.document) else { return without_numbers(pointer) };
    let anchor = match export.owner(place) {
        Some(owner) => within(document, owner, place, pointer),
        None => within_ha_config(export, document, place, pointer).unwrap_or_else(|| pointer.to_owned()),
    };
    without_numbers(&anchor)
}

/// A pointer below the object of `ha.config` that the place is in, which may be the document, or the value of a key.
fn within_ha_config(export: &Export<'_>, document: &Document, place: Place, pointer: &str) -> Option<String> {
    let first = export.ha_configs.partition_point(|(of, _)| *of < place.document);
    let here = export.ha_configs.get(first..)?.iter().take_while(|(of, _)| *of == place.document);
    let mut sections = here.map(|(of, object)| Section::whole(*of, *object));
    let section = sections.find(|section| section.place().span.contains(place.span))?;
    let rest = below(document, &section, pointer)?;
    let key = Some(&section).filter(|_| rest.is_empty()).and_then(|section| key_in_text(section, place));
    Some(key.map_or_else(|| rest.to_owned(), |key| format!("/{key}")))
}

/// Section and key of a place. Deeper places are left out: whether a value is an object or JSON in a string, and at
/// which number an item of a list stands, differs from one export to the next.
fn within(document: &Document, owner: &Component<'_>, place: Place, pointer: &str) -> String {
    let holds = |section: &Section<'_>| {
        let own = section.place();
        own.document == place.document && section.head().span.to(own.span).contains(place.span)
    };
    for name in SectionName::ALL {
        let Some(section) = owner.section(name).filter(|section| holds(section)) else { continue };
        let Some(rest) = below(document, section, pointer) else { continue };
        let flat = format!("{}.", name.key());
        // Pointers end where JSON in text begins.
        let first = first_key(rest).map(Cow::Borrowed).or_else(|| key_in_text(section, place));
        let key = match first.as_deref().map(|token| (token, token.strip_prefix(&flat))) {
            // Among flat keys this one belongs to another section.
            Some((_, None)) if section.is_flat() => continue,
            Some((token, plain)) => Some(plain.unwrap_or(token)),
            None => None,
        };
        return key.map_or_else(|| format!("/{}", name.key()), |key| format!("/{}/{key}", name.key()));
    }
    let config = owner.config().filter(|section| holds(section));
    match config.and_then(|section| below(document, section, pointer)) {
        // `[mysql2store]` with `master.timestamp` and a flat `mysql2store.master.timestamp` are the same.
        Some(rest) => {
            let tokens: Vec<_> = rest.split('/').filter(|token| !token.is_empty()).take(2).collect();
            format!("/{}", tokens.join("."))
        }
        None => "/".to_owned(),
    }
}

/// The first key of a pointer; what is merged in (`<<`) counts where it comes to stand.
fn first_key(pointer: &str) -> Option<&str> {
    let mut tokens = pointer.split('/').filter(|token| !token.is_empty());
    let first = tokens.next()?;
    let is_number = |token: &&str| token.bytes().all(|byte| byte.is_ascii_digit());
    if first == "<<" { tokens.find(|token| !is_number(token)).or(Some(first)) } else { Some(first) }
}

/// The key at a place in a section that stands as JSON in text, as a pointer spells it.
fn key_in_text(section: &Section<'_>, place: Place) -> Option<Cow<'static, str>> {
    let whole = section.place().span;
    let is_key = section.mapping().content().is_nested() && place.span != whole;
    let spans = |entry: &EntryRef<'_>| entry.key_span().to(entry.value.span());
    // Where the text is folded, every key has the place of the whole.
    let found = is_key.then(|| section.entries().find(|entry| spans(entry).contains(place.span)));
    let found = found.flatten().filter(|entry| spans(entry) != whole)?;
    Some(found.key().replace('~', "~0").replace('/', "~1").into())
}

/// What follows the section's own pointer in `pointer`.
fn below<'p>(document: &Document, section: &Section<'_>, pointer: &'p str) -> Option<&'p str> {
    let own = document.pointer(section.place().span);
    pointer.strip_prefix(&own).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}
