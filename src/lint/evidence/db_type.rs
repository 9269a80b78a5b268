//! What the export says about the type of a source database, and whether it agrees.

use std::borrow::Cow;
use std::fmt::Display;

use crate::knowledge::db_types::{DbTypes, Meaning, is_missing, is_oceanbase, may_be_same};
use crate::lint::evidence::contradiction;
use crate::lint::evidence::stray;
use crate::lint::finding::{Evidence, Tier};
use crate::oms::component::{Component, WRITER_READS};
use crate::oms::export::Export;
use crate::oms::id::subtopic_prefix;
use crate::oms::kind::{ComponentKind, Plugin, SectionName};
use crate::oms::section::Section;
use crate::oms::store;
use crate::text::lang::tr;
use crate::text::node::EntryRef;
use crate::text::redact::is_mask;
use crate::text::source::Place;

/// How much a hint about the database type is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// The prefix of a subtopic, which OMS made.
    Prefix,
    /// A configuration says so, and nothing states that it goes the same way as the component.
    Unlinked,
    /// A configuration says so.
    Stated,
}

/// What a hint says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    /// This type, canonical.
    Type(Cow<'static, str>),
    /// A name that is no known type.
    Unknown(Cow<'static, str>),
    /// OceanBase, in whatever mode.
    SomeOceanBase,
    /// The name `oceanbase`, which means OceanBase 0.5 to OMS and any OceanBase to people.
    Sloppy,
}

#[derive(Debug, Clone)]
struct Hint {
    says: Says,
    strength: Strength,
    evidence: Evidence,
}

/// What the hints about a database type come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Conclusion {
    /// One type, and how sure.
    Type(String, Tier),
    /// A person must say; a type to propose, if there is one.
    Open(Option<String>),
    /// Two hints that cannot both be right.
    Conflict,
    /// The user's value, contradicted by the export.
    Refused(String),
}

/// The hints about a database type, and what they come to.
#[derive(Debug, Clone)]
pub(crate) struct DbTypeEvidence {
    /// What they come to.
    pub verdict: Conclusion,
    /// The hints, strongest first.
    pub hints: Vec<Evidence>,
    /// Whether a hint stronger than the prefix speaks for the type.
    pub is_stated: bool,
    /// Whether the prefix of a subtopic is among them.
    pub has_prefix: bool,
    /// What contradicts the user's value, where it stands all the same.
    pub contrary: Option<String>,
    /// What in the export contradicts itself about whose evidence this is, so that nothing of it is safe.
    pub contradictions: Vec<Evidence>,
}

/// A type that the user gives.
#[derive(Debug, Clone)]
pub(crate) struct Given<'s> {
    /// Canonical.
    pub value: &'s str,
    /// Where, and in what words.
    pub evidence: Evidence,
    /// Whether it was given for this task, and not for all: then it stands whatever the export says.
    pub is_own: bool,
}

/// Gathers what the export says about the type of the source of an Incr-Sync. `given` is the user's value.
#[must_use]
pub(crate) fn weigh(
    export: &Export<'_>,
    component: &Component<'_>,
    types: &DbTypes,
    given: Option<Given<'_>>,
) -> DbTypeEvidence {
    let mut search = gather(export, component, types, &|_, _| true);
    search.old_name(component);
    search.astray(export, component);
    let contradictions = contradiction::about(export, component, &search.used);
    search.judge(given, contradictions)
}

/// The hints stronger than the prefix of a subtopic that `name`, canonical, contradicts. A name that is not known here,
/// and one that may be another word for the same database, contradict nothing.
#[must_use]
pub(crate) fn against(export: &Export<'_>, component: &Component<'_>, types: &DbTypes, name: &str) -> Vec<Evidence> {
    let contradicts = |says: &Says, strength| {
        let does = match says {
            Says::Type(other) => other != name && !may_be_same(other, name),
            Says::Unknown(_) => false,
            Says::SomeOceanBase | Says::Sloppy => !says.allows(name),
        };
        does && strength > Strength::Prefix
    };
    let search = gather(export, component, types, &contradicts);
    let mut against: Vec<Evidence> = Vec::new();
    for hint in search.hints {
        if !against.contains(&hint.evidence) {
            against.push(hint.evidence);
        }
    }
    against
}

/// The hints that are `wanted`.
fn gather<'t, 'e>(
    export: &'e Export<'e>,
    component: &'e Component<'e>,
    types: &'t DbTypes,
    wanted: &'t dyn Fn(&Says, Strength) -> bool,
) -> Search<'t, 'e> {
    let mut search = Search {
        types,
        wanted,
        strength: Strength::Stated,
        hints: Vec::new(),
        strays: Vec::new(),
        used: Vec::new(),
        doubts: Vec::new(),
    };
    search.section_key(component.section(SectionName::Coordinator), &"coordinator", &["sourceType"]);
    for other in export.kindred(component).filter(|other| !is_other_way(component, other, types)) {
        search.linked(component, other, |search| search.kindred(other));
    }
    for other in export.forward_of(component) {
        search.linked(component, other, |search| search.forward(other));
    }
    let is_stated_other = |store: &&Component<'_>| {
        store.direction_stated && component.direction_stated && store.direction != component.direction
    };
    for subtopic in component.subtopics() {
        for store in export.stores(subtopic).filter(|store| !is_stated_other(store)) {
            search.store(store);
        }
    }
    if let Some((document, running)) = component.running {
        let source = Section::find(document, running, "source");
        search.section_key(source.as_ref(), &tr!("the running process: source"), &["dbType", "db_type"]);
        search.within_running(component, source.as_ref(), Section::find(document, running, "coordinator").as_ref());
    }
    search.prefixes(component);
    search
}

/// Whether the two write to databases of different types, so that one of unstated direction goes the other way.
fn is_other_way(one: &Component<'_>, other: &Component<'_>, types: &DbTypes) -> bool {
    if one.direction_stated && other.direction_stated {
        return false;
    }
    let sink = |component: &Component<'_>| {
        let coordinator = component.section(SectionName::Coordinator)?;
        match types.meaning(coordinator.filled(&["sinkType"])?.1) {
            Meaning::Known(name) => Some(name),
            Meaning::Sloppy | Meaning::Unknown => None,
        }
    };
    matches!((sink(one), sink(other)), (Some(one), Some(other)) if one != other)
}

/// The names of the type of a source.
const NAMES: &[&str] = &["dbType", "db_type", "database_type"];

/// What a hint is about, in words that are made only where they are wanted.
type Words<'w> = &'w dyn Fn() -> String;

struct Search<'t, 'e> {
    types: &'t DbTypes,
    wanted: &'t dyn Fn(&Says, Strength) -> bool,
    /// How much the next hint of a configuration is worth.
    strength: Strength,
    hints: Vec<Hint>,
    /// What stands where OMS may not read it: it decides nothing, and contradicts what decides.
    strays: Vec<Hint>,
    /// Components linked by task and direction that said something.
    used: Vec<&'e Component<'e>>,
    /// What makes it doubtful that a hint says what it seems to say.
    doubts: Vec<Evidence>,
}

impl<'e> Search<'_, 'e> {
    /// Takes in what a component says that is linked by task and direction. Unstated is not forward: where one of the two
    /// states no direction, what is said is not sure to be said of the same database.
    fn linked<'a: 'e>(&mut self, own: &Component<'_>, other: &'e Component<'a>, take: impl FnOnce(&mut Self)) {
        let before = self.hints.len();
        if !(own.direction_stated && other.direction_stated) {
            self.strength = Strength::Unlinked;
        }
        take(self);
        self.strength = Strength::Stated;
        if self.hints.len() > before {
            self.used.push(other);
        }
    }

    /// Adds a hint with its words, which are written only if it is wanted.
    fn add(&mut self, says: Says, strength: Strength, place: Option<Place>, words: impl FnOnce(&Says) -> String) {
        if !(self.wanted)(&says, strength) {
            return;
        }
        let value = match &says {
            Says::Type(name) | Says::Unknown(name) => Some(name.to_string()),
            Says::SomeOceanBase | Says::Sloppy => None,
        };
        let evidence = Evidence { place, says: words(&says).into(), value };
        self.hints.push(Hint { says, strength, evidence });
    }

    fn name(&mut self, what: Words<'_>, entry: EntryRef<'_>, document: usize, name: &str) {
        if is_missing(entry.value) || is_mask(name) {
            return;
        }
        let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
        self.doubt(what, entry.is_doubled(), place);
        let is_unlinked = self.strength == Strength::Unlinked;
        self.add(self.meaning(name), self.strength, place, |says| match says {
            Says::Type(canonical) if canonical != name => {
                tr!("{what} is {name}, which OMS takes for {canonical}", what = what(), name, canonical)
            }
            Says::Unknown(_) => tr!("{what} is {name}, which is no type known here", what = what(), name),
            Says::Sloppy => tr!(
                "{what} is {name}: OceanBase 0.5 to OMS, but people write it for any OceanBase",
                what = what(),
                name
            ),
            Says::Type(_) | Says::SomeOceanBase if is_unlinked => {
                tr!("{what} is {name}, but nothing states that it goes the same way", what = what(), name)
            }
            Says::Type(_) | Says::SomeOceanBase => tr!("{what} is {name}", what = what(), name),
        });
    }

    /// What stands twice may be read as the other of the two.
    fn doubt(&mut self, what: Words<'_>, is_doubled: bool, place: Option<Place>) {
        if is_doubled {
            let says = tr!("{what} stands twice, and readers differ in which one they take", what = what());
            self.doubts.push(Evidence { place, says: says.into(), value: None });
        }
    }

    fn meaning(&self, name: &str) -> Says {
        match self.types.meaning(name) {
            Meaning::Known(name) => Says::Type(name),
            Meaning::Sloppy => Says::Sloppy,
            Meaning::Unknown => Says::Unknown(name.to_owned().into()),
        }
    }

    fn section_key(&mut self, section: Option<&Section<'_>>, name: &dyn Display, keys: &[&str]) {
        let Some(section) = section else { return };
        if let Some((entry, value)) = section.filled(keys) {
            let key = entry.key().rsplit_once('.').map_or(entry.key(), |(_, key)| key);
            let what = || format!("{name}.{key}");
            self.name(&what, entry, section.document, value);
            self.doubt(&|| tr!("the section of {key}", key = what()), section.is_doubled(), Some(section.head()));
        }
    }

    /// A component of the same task and direction.
    fn kindred(&mut self, other: &Component<'_>) {
        match other.kind {
            ComponentKind::FullImport | ComponentKind::FullVerification => {
                let name = tr!("{kind}: source", kind = other.kind.label());
                self.section_key(other.source(), &name, &["dbType", "db_type", "database_type"]);
                self.within(other);
                self.checker(other, "datasource.master.type", tr!("type of the source"));
            }
            ComponentKind::IncrSync(Plugin::JdbcWriter) => {
                if let Some(config) = other.config()
                    && let Some((entry, value)) = config.filled(&["src_type"])
                {
                    self.name(&|| tr!("JDBCWriter: src_type").to_owned(), entry, config.document, value);
                }
            }
            ComponentKind::IncrSync(_) | ComponentKind::Store | ComponentKind::Unknown => {}
        }
    }

    /// What another part of a component says against the type that its source names: then its word is not safe.
    fn within(&mut self, other: &Component<'_>) {
        let Some(source) = other.source() else { return };
        let running = other.running.and_then(|(document, root)| Section::find(document, root, "source"));
        let parts = [
            (other.section(SectionName::Coordinator), "coordinator", &["sourceType"][..]),
            (running.as_ref(), tr!("the running process: source"), NAMES),
            (Some(source), "source", NAMES),
        ];
        self.torn(&|| other.describe(), source, &parts);
    }

    /// The same of what the process of `component` runs with.
    fn within_running(
        &mut self,
        component: &Component<'_>,
        source: Option<&Section<'_>>,
        coordinator: Option<&Section<'_>>,
    ) {
        let Some(source) = source else { return };
        let parts = [(coordinator, "coordinator", &["sourceType"][..]), (Some(source), "source", NAMES)];
        let who = || tr!("runningConf.json beside {component}", component = component.describe());
        self.torn(&who, source, &parts);
    }

    /// What `parts` say, each with its name and its keys, against the type that `source` names.
    fn torn(&mut self, who: Words<'_>, source: &Section<'_>, parts: &[(Option<&Section<'_>>, &str, &[&str])]) {
        let Some((first, named)) = source.filled(NAMES) else { return };
        let Says::Type(named) = self.meaning(named) else { return };
        for (section, part, keys) in parts {
            let Some(section) = section else { continue };
            let others = keys.iter().filter_map(|key| section.filled(&[key]));
            for (entry, value) in others.filter(|(entry, _)| entry.address() != first.address()) {
                let says = self.meaning(value);
                let agrees = match &says {
                    Says::Type(other) => may_be_same(other, &named),
                    Says::Unknown(_) => true,
                    Says::SomeOceanBase | Says::Sloppy => says.allows(&named),
                };
                if agrees || is_missing(entry.value) {
                    continue;
                }
                let key = entry.key().rsplit('.').next().unwrap_or_default();
                let says = tr!(
                    "{component} names {named} as its source, but its {part}.{key} is {value}",
                    component = who(),
                    named,
                    part,
                    key,
                    value
                );
                let place = Some(Place { document: section.document, span: entry.key_span().to(entry.value.span()) });
                self.doubts.push(Evidence { place, says: says.into(), value: None });
            }
        }
    }

    fn checker(&mut self, checker: &Component<'_>, key: &str, meaning: &str) {
        if let Some(config) = checker.config()
            && let Some((entry, value)) = config.filled(&[key])
        {
            let kind = checker.kind.label();
            self.name(&|| tr!("{kind}: {key} ({meaning})", kind, key, meaning), entry, config.document, value);
        }
    }

    /// A forward component of the task whose reverse this is: it writes to what the reverse component reads.
    fn forward(&mut self, other: &Component<'_>) {
        if let Some(coordinator) = other.section(SectionName::Coordinator)
            && let Some((entry, value)) = coordinator.filled(&["sinkType"])
            && self.types.meaning(value) != Meaning::Unknown
        {
            let what = || {
                tr!(
                    "forward {kind}: coordinator.sinkType (what the reverse component reads)",
                    kind = other.kind.label()
                )
            };
            self.name(&what, entry, coordinator.document, value);
        }
        self.checker(other, "datasource.image.type", tr!("what the reverse component reads"));
    }

    fn store(&mut self, store: &Component<'_>) {
        let subtopic = store.subtopic.as_deref().unwrap_or("");
        let before = self.hints.len();
        for (name, canonical) in [("mysql2store", "MYSQL"), ("oracle2store", "ORACLE"), ("db2tostore", "DB2_LUW")] {
            if let Some(section) = store::section(store, name).filter(Section::is_filled) {
                self.add(Says::Type(canonical.into()), Strength::Stated, Some(section.head()), |_| {
                    tr!(
                        "the Store of {subtopic} reads through [{name}], so from {canonical}",
                        subtopic,
                        name,
                        canonical
                    )
                });
            }
        }
        if let Some(section) = store::section(store, "deliver2store")
            && let Some((entry, _)) =
                section.filled(&["subreader.type"]).filter(|(_, value)| value.eq_ignore_ascii_case("logminer"))
        {
            let place = Place { document: section.document, span: entry.key_span().to(entry.value.span()) };
            self.add(Says::Type("ORACLE".into()), Strength::Stated, Some(place), |_| {
                tr!("the Store of {subtopic} reads through LogMiner, so from ORACLE", subtopic)
            });
        }
        for name in ["ob2store", "liboblog"] {
            if let Some(section) = store::section(store, name).filter(Section::is_filled) {
                self.add(Says::SomeOceanBase, Strength::Stated, Some(section.head()), |_| {
                    tr!(
                        "the Store of {subtopic} reads through [{name}], so from OceanBase in some mode",
                        subtopic,
                        name
                    )
                });
            }
        }
        if let Some(reported) = store.reported
            && let Some(entry) = reported.item.entry("type")
            && let Some(value) = entry.value.filled()
        {
            self.name(&|| tr!("type of the Store of {subtopic}", subtopic), entry, store.document, value);
        }
        if self.hints.len() > before
            && let Some(entry) = store::subtopic_entry(store)
        {
            let place = Some(Place { document: store.document, span: entry.key_span().to(entry.value.span()) });
            let what = || tr!("{key} of the Store of {subtopic}", key = entry.key(), subtopic);
            self.doubt(&what, entry.is_doubled(), place);
        }
    }

    fn prefixes(&mut self, component: &Component<'_>) {
        let document = component.document;
        for client in component.clients() {
            let Some(entry) = client.subtopic_entry() else { continue };
            let Some(prefix) = entry.value.filled().and_then(subtopic_prefix) else { continue };
            self.prefix(prefix, Some(Place { document, span: entry.value.span() }));
            let place = Some(Place { document, span: entry.key_span() });
            self.doubt(&|| tr!("{key} of its client", key = entry.key()), entry.is_doubled(), place);
        }
        if let Some(config) = component.config()
            && let Some((entry, subtopic)) = config.filled(WRITER_READS)
            && let Some(prefix) = subtopic_prefix(subtopic)
        {
            self.prefix(prefix, Some(Place { document, span: entry.value.span() }));
        }
    }

    fn prefix(&mut self, prefix: &str, place: Option<Place>) {
        let says = self.meaning(prefix);
        if !matches!(says, Says::Unknown(_)) && !self.hints.iter().any(|hint| hint.evidence.place == place) {
            self.add(says, Strength::Prefix, place, |_| tr!("the subtopic begins with {prefix}", prefix));
        }
    }

    /// The other name of the type, where the newer one is there and empty.
    fn old_name(&mut self, component: &Component<'_>) {
        if let Some(source) = component.source().filter(|source| source.get("dbType").is_some_and(is_missing)) {
            self.section_key(Some(source), &"source", &["db_type"]);
        }
    }

    /// What stands in the component under nearly the name of the type, or outside its source.
    fn astray(&mut self, export: &Export<'_>, component: &Component<'_>) {
        for stray in stray::db_types(export, component, self.types) {
            let (key, value) = (stray.key, stray.value);
            let what = match stray.stands {
                Some(section) if stray.is_of_client => format!("{}.clients[].{key}", section.key()),
                Some(section) => format!("{}.{key}", section.key()),
                None => tr!("`{key}` beside `source`", key),
            };
            let says = tr!("{what} is {name}", what, name = value);
            let evidence = Evidence { place: Some(stray.place), says: says.into(), value: Some(value.to_owned()) };
            self.strays.push(Hint { says: self.meaning(value), strength: Strength::Prefix, evidence });
        }
    }

    fn judge(mut self, given: Option<Given<'_>>, mut contradictions: Vec<Evidence>) -> DbTypeEvidence {
        for doubt in std::mem::take(&mut self.doubts) {
            if !contradictions.contains(&doubt) {
                contradictions.push(doubt);
            }
        }
        let mut hints: Vec<Evidence> = Vec::new();
        for hint in &self.hints {
            if !hints.contains(&hint.evidence) {
                hints.push(hint.evidence.clone());
            }
        }
        let is_stated =
            self.hints.iter().any(|hint| hint.strength == Strength::Stated && matches!(hint.says, Says::Type(_)));
        let has_prefix = self.hints.iter().any(|hint| hint.strength == Strength::Prefix);
        let Some(Given { value, evidence, is_own }) = given else {
            let (verdict, against) = self.against_strays(self.verdict());
            hints.extend(against);
            let verdict = match verdict {
                Conclusion::Type(name, _) if !contradictions.is_empty() => Conclusion::Open(Some(name)),
                verdict => verdict,
            };
            hints.extend(contradictions.iter().cloned());
            return DbTypeEvidence { verdict, hints, is_stated, has_prefix, contrary: None, contradictions };
        };
        hints.insert(0, evidence);
        let contrary = self
            .hints
            .iter()
            .chain(&self.strays)
            .find(|hint| !hint.says.allows(value))
            .map(|hint| hint.evidence.says.to_string());
        let (verdict, contrary) = match contrary {
            Some(contrary) if !is_own => (Conclusion::Refused(contrary), None),
            contrary => (Conclusion::Type(value.to_owned(), Tier::Safe), contrary),
        };
        hints.extend(contradictions.iter().cloned());
        DbTypeEvidence { verdict, hints, is_stated: true, has_prefix, contrary, contradictions }
    }

    /// What a verdict is worth beside what stands astray, and what of that speaks against it.
    fn against_strays(&self, verdict: Conclusion) -> (Conclusion, Vec<Evidence>) {
        let name = match &verdict {
            Conclusion::Type(name, _) | Conclusion::Open(Some(name)) => name.clone(),
            Conclusion::Open(None) | Conclusion::Conflict | Conclusion::Refused(_) => return (verdict, Vec::new()),
        };
        let speaks_against = |hint: &&Hint| match &hint.says {
            Says::Type(other) => !may_be_same(other, &name),
            Says::Unknown(_) => true,
            Says::SomeOceanBase | Says::Sloppy => !hint.says.allows(&name),
        };
        let mut against: Vec<Evidence> = Vec::new();
        against.extend(self.strays.iter().filter(speaks_against).map(|hint| hint.evidence.clone()));
        if !against.is_empty() {
            return (Conclusion::Conflict, against);
        }
        let sloppy = self.strays.iter().filter(|hint| hint.says == Says::Sloppy);
        let sloppy: Vec<_> = sloppy.map(|hint| hint.evidence.clone()).collect();
        match sloppy.is_empty() {
            true => (verdict, sloppy),
            false => (Conclusion::Open(Some(name)), sloppy),
        }
    }

    fn verdict(&self) -> Conclusion {
        let mut names = self.hints.iter().filter_map(|hint| match &hint.says {
            Says::Type(name) | Says::Unknown(name) => Some(name.as_ref()),
            Says::SomeOceanBase | Says::Sloppy => None,
        });
        let Some(name) = names.next() else { return Conclusion::Open(None) };
        if names.any(|other| other != name) || !self.hints.iter().all(|hint| hint.says.allows(name)) {
            return Conclusion::Conflict;
        }
        let doubtful = |hint: &Hint| matches!(hint.says, Says::Sloppy | Says::Unknown(_));
        // What nobody documents in a component is not written into one unasked.
        if self.hints.iter().any(doubtful) || self.types.is_api_only(name) {
            return Conclusion::Open(Some(name.to_owned()));
        }
        let says_type = |strength| {
            let says = move |hint: &&Hint| hint.strength == strength && matches!(hint.says, Says::Type(_));
            self.hints.iter().find(says).is_some()
        };
        // What nothing links is evidence only together with something that is the component's own.
        let agree = says_type(Strength::Unlinked) && says_type(Strength::Prefix);
        let tier = if says_type(Strength::Stated) || agree { Tier::Safe } else { Tier::Unsafe };
        Conclusion::Type(name.to_owned(), tier)
    }
}

impl Says {
    /// Whether a source of this type can be what the hint speaks of.
    fn allows(&self, name: &str) -> bool {
        match self {
            Self::Type(other) | Self::Unknown(other) => other.eq_ignore_ascii_case(name),
            Self::SomeOceanBase | Self::Sloppy => is_oceanbase(name),
        }
    }
}
