//! What the export says about a missing value, and whether it agrees.

use std::fmt::Arguments;

use crate::knowledge::db_types::{DbTypes, Meaning, is_oceanbase, may_be_same};
use crate::lint::finding::{Evidence, Place, Tier};
use crate::lint::overrides::Told;
use crate::oms::component::{Client, Component, Kind, Plugin, SectionName, subtopic_prefix};
use crate::oms::export::Export;
use crate::oms::section::Section;
use crate::oms::store;
use crate::oms::time;
use crate::text::node::EntryRef;

/// How much a hint about the database type is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// The prefix of a subtopic, which OMS made.
    Prefix,
    /// A configuration says so.
    Stated,
}

/// What a hint says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    /// This type, canonical.
    Type(String),
    /// A name that is no known type.
    Unknown(String),
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
pub enum Verdict {
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
pub struct DbTypeEvidence {
    /// What they come to.
    pub verdict: Verdict,
    /// The hints, strongest first.
    pub hints: Vec<Evidence>,
    /// Whether a hint stronger than the prefix speaks for the type.
    pub is_stated: bool,
    /// What contradicts the user's value, where it stands all the same.
    pub contrary: Option<String>,
}

/// A type that the user gives.
#[derive(Debug, Clone)]
pub struct Given<'s> {
    /// Canonical.
    pub value: &'s str,
    /// Where, and in what words.
    pub evidence: Evidence,
    /// Whether it was given for this task, and not for all: then it stands whatever the export says.
    pub is_own: bool,
}

/// Gathers what the export says about the type of the source of an Incr-Sync. `given` is the user's value.
#[must_use]
pub fn db_type(
    export: &Export<'_>,
    component: &Component<'_>,
    types: &DbTypes,
    given: Option<Given<'_>>,
) -> DbTypeEvidence {
    gather(export, component, types, &|_, _| true).judge(given)
}

/// The hints stronger than the prefix of a subtopic that `name`, canonical, contradicts. A name that is not known here,
/// and one that may be another word for the same database, contradict nothing.
#[must_use]
pub fn against(export: &Export<'_>, component: &Component<'_>, types: &DbTypes, name: &str) -> Vec<Evidence> {
    let contradicts = |says: &Says, strength| {
        let does = match says {
            Says::Type(other) => other != name && !may_be_same(other, name),
            Says::Unknown(_) => false,
            Says::SomeOceanBase | Says::Sloppy => !says.allows(name),
        };
        does && strength == Strength::Stated
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
fn gather<'t>(
    export: &Export<'_>,
    component: &Component<'_>,
    types: &'t DbTypes,
    wanted: &'t dyn Fn(&Says, Strength) -> bool,
) -> Search<'t> {
    let mut search = Search { types, wanted, hints: Vec::new() };
    search.section_key(component.section(SectionName::Coordinator), "coordinator", &["sourceType"]);
    for other in export.kindred(component).filter(|other| !is_other_way(component, other, types)) {
        search.kindred(other);
    }
    for other in export.forward_of(component) {
        search.forward(other);
    }
    for subtopic in component.subtopics() {
        for store in export.stores(subtopic) {
            search.store(store);
        }
    }
    if let Some((document, running)) = component.running {
        let source = Section::find(document, running, "source");
        search.section_key(source.as_ref(), "the running process: source", &["dbType", "db_type"]);
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
            Meaning::Known(name) => Some(name.into_owned()),
            Meaning::Sloppy | Meaning::Unknown => None,
        }
    };
    matches!((sink(one), sink(other)), (Some(one), Some(other)) if one != other)
}

struct Search<'t> {
    types: &'t DbTypes,
    wanted: &'t dyn Fn(&Says, Strength) -> bool,
    hints: Vec<Hint>,
}

impl Search<'_> {
    /// Adds a hint with its words, which are written only if it is wanted.
    fn add(&mut self, says: Says, strength: Strength, place: Option<Place>, words: impl FnOnce(&Says) -> String) {
        if !(self.wanted)(&says, strength) {
            return;
        }
        let value = match &says {
            Says::Type(name) | Says::Unknown(name) => Some(name.clone()),
            Says::SomeOceanBase | Says::Sloppy => None,
        };
        let evidence = Evidence { place, says: words(&says), value };
        self.hints.push(Hint { says, strength, evidence });
    }

    fn name(&mut self, what: Arguments<'_>, entry: EntryRef<'_>, document: usize, name: &str) {
        let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
        self.add(self.meaning(name), Strength::Stated, place, |says| match says {
            Says::Type(canonical) if canonical != name => format!("{what} is {name}, which OMS takes for {canonical}"),
            Says::Unknown(_) => format!("{what} is {name}, which is no type known here"),
            Says::Sloppy => format!("{what} is {name}: OceanBase 0.5 to OMS, but people write it for any OceanBase"),
            Says::Type(_) | Says::SomeOceanBase => format!("{what} is {name}"),
        });
    }

    fn meaning(&self, name: &str) -> Says {
        match self.types.meaning(name) {
            Meaning::Known(name) => Says::Type(name.into_owned()),
            Meaning::Sloppy => Says::Sloppy,
            Meaning::Unknown => Says::Unknown(name.to_owned()),
        }
    }

    fn section_key(&mut self, section: Option<&Section<'_>>, name: &str, keys: &[&str]) {
        let Some(section) = section else { return };
        if let Some((entry, value)) = section.filled(keys) {
            let key = entry.key().rsplit_once('.').map_or(entry.key(), |(_, key)| key);
            self.name(format_args!("{name}.{key}"), entry, section.document, value);
        }
    }

    /// A component of the same task and direction.
    fn kindred(&mut self, other: &Component<'_>) {
        match other.kind {
            Kind::FullImport | Kind::FullVerification => {
                let name = format!("{}: source", other.kind.name());
                self.section_key(other.source(), &name, &["dbType", "db_type", "database_type"]);
                self.checker(other, "datasource.master.type", "type of the source");
            }
            Kind::IncrSync(Plugin::JdbcWriter) => {
                if let Some(config) = &other.config
                    && let Some((entry, value)) = config.filled(&["src_type"])
                {
                    self.name(format_args!("JDBCWriter: src_type"), entry, config.document, value);
                }
            }
            Kind::IncrSync(_) | Kind::Store | Kind::Unknown => {}
        }
    }

    fn checker(&mut self, checker: &Component<'_>, key: &str, meaning: &str) {
        if let Some(config) = checker.config.as_ref()
            && let Some((entry, value)) = config.filled(&[key])
        {
            let kind = checker.kind.name();
            self.name(format_args!("{kind}: {key} ({meaning})"), entry, config.document, value);
        }
    }

    /// A forward component of the task whose reverse this is: it writes to what the reverse component reads.
    fn forward(&mut self, other: &Component<'_>) {
        if let Some(coordinator) = other.section(SectionName::Coordinator)
            && let Some((entry, value)) = coordinator.filled(&["sinkType"])
            && self.types.meaning(value) != Meaning::Unknown
        {
            let kind = other.kind.name();
            let document = coordinator.document;
            self.name(
                format_args!("forward {kind}: coordinator.sinkType (what the reverse component reads)"),
                entry,
                document,
                value,
            );
        }
        self.checker(other, "datasource.image.type", "what the reverse component reads");
    }

    fn store(&mut self, store: &Component<'_>) {
        let subtopic = store.subtopic.as_deref().unwrap_or("");
        for (name, canonical) in [("mysql2store", "MYSQL"), ("oracle2store", "ORACLE"), ("db2tostore", "DB2_LUW")] {
            if let Some(section) = store::section(store, name).filter(Section::is_filled) {
                self.add(Says::Type(canonical.into()), Strength::Stated, Some(section.head()), |_| {
                    format!("the Store of {subtopic} reads through [{name}], so from {canonical}")
                });
            }
        }
        if let Some(section) = store::section(store, "deliver2store")
            && let Some((entry, _)) =
                section.filled(&["subreader.type"]).filter(|(_, value)| value.eq_ignore_ascii_case("logminer"))
        {
            let place = Place { document: section.document, span: entry.key_span().to(entry.value.span()) };
            self.add(Says::Type("ORACLE".into()), Strength::Stated, Some(place), |_| {
                format!("the Store of {subtopic} reads through LogMiner, so from ORACLE")
            });
        }
        for name in ["ob2store", "liboblog"] {
            if let Some(section) = store::section(store, name).filter(Section::is_filled) {
                self.add(Says::SomeOceanBase, Strength::Stated, Some(section.head()), |_| {
                    format!("the Store of {subtopic} reads through [{name}], so from OceanBase in some mode")
                });
            }
        }
        if let Some(reported) = store.reported
            && let Some(entry) = reported.item.entry("type")
            && let Some(value) = entry.value.filled()
        {
            self.name(format_args!("type of the Store of {subtopic}"), entry, store.document, value);
        }
    }

    fn prefixes(&mut self, component: &Component<'_>) {
        let document = component.document;
        for client in component.clients() {
            let Some(entry) = client.subtopic_entry() else { continue };
            let Some(prefix) = entry.value.filled().and_then(subtopic_prefix) else { continue };
            self.prefix(prefix, Some(Place { document, span: entry.value.span() }));
        }
        if let Some(config) = &component.config
            && let Some((entry, subtopic)) = config.filled(&["subTopic", "subtopic"])
            && let Some(prefix) = subtopic_prefix(subtopic)
        {
            self.prefix(prefix, Some(Place { document, span: entry.value.span() }));
        }
    }

    fn prefix(&mut self, prefix: &str, place: Option<Place>) {
        let says = self.meaning(prefix);
        if !matches!(says, Says::Unknown(_)) && !self.hints.iter().any(|hint| hint.evidence.place == place) {
            self.add(says, Strength::Prefix, place, |_| format!("the subtopic begins with {prefix}"));
        }
    }

    fn judge(self, given: Option<Given<'_>>) -> DbTypeEvidence {
        let mut hints: Vec<Evidence> = Vec::new();
        for hint in &self.hints {
            if !hints.contains(&hint.evidence) {
                hints.push(hint.evidence.clone());
            }
        }
        let is_stated =
            self.hints.iter().any(|hint| hint.strength == Strength::Stated && matches!(hint.says, Says::Type(_)));
        let Some(Given { value, evidence, is_own }) = given else {
            return DbTypeEvidence { verdict: self.verdict(), hints, is_stated, contrary: None };
        };
        hints.insert(0, evidence);
        let contrary = self.hints.iter().find(|hint| !hint.says.allows(value)).map(|hint| hint.evidence.says.clone());
        let (verdict, contrary) = match contrary {
            Some(contrary) if !is_own => (Verdict::Refused(contrary), None),
            contrary => (Verdict::Type(value.to_owned(), Tier::Safe), contrary),
        };
        DbTypeEvidence { verdict, hints, is_stated: true, contrary }
    }

    fn verdict(&self) -> Verdict {
        let mut names = self.hints.iter().filter_map(|hint| match &hint.says {
            Says::Type(name) | Says::Unknown(name) => Some(name.as_str()),
            Says::SomeOceanBase | Says::Sloppy => None,
        });
        let Some(name) = names.next() else { return Verdict::Open(None) };
        if names.any(|other| other != name) || !self.hints.iter().all(|hint| hint.says.allows(name)) {
            return Verdict::Conflict;
        }
        let doubtful = |hint: &Hint| matches!(hint.says, Says::Sloppy | Says::Unknown(_));
        if self.hints.iter().any(doubtful) {
            return Verdict::Open(Some(name.to_owned()));
        }
        let is_decided = |hint: &Hint| hint.strength == Strength::Stated && matches!(hint.says, Says::Type(_));
        let tier = if self.hints.iter().any(is_decided) { Tier::Safe } else { Tier::Unsafe };
        Verdict::Type(name.to_owned(), tier)
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

/// A position that somebody or something gives for a client.
#[derive(Debug, Clone)]
pub struct Position {
    /// Unix seconds.
    pub seconds: i64,
    /// What says so.
    pub evidence: Evidence,
    /// What kind of position it is, in words: `the position that the API reported`.
    pub what: &'static str,
    /// When it was taken, in Unix seconds, if that is known.
    pub sampled: Option<i64>,
}

/// Why no position can be had for a client.
#[derive(Debug, Clone)]
pub enum NoPosition<'s> {
    /// Nothing in the export tells one.
    Nothing,
    /// The best one lies before what the Store still keeps, so rows between them are lost.
    OutOfReach(Box<(Position, StoreBegin<'s>)>),
}

/// Where the Stores of a subtopic begin.
#[derive(Debug, Clone, Copy)]
pub struct StoreBegin<'s> {
    /// Unix seconds.
    pub seconds: i64,
    subtopic: &'s str,
    place: Place,
}

impl StoreBegin<'_> {
    /// What says so.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let Self { seconds, subtopic, place } = self;
        let says = format!("the Store of {subtopic} begins at {seconds} ({})", time::show(*seconds));
        Evidence { place: Some(*place), says, value: Some(seconds.to_string()) }
    }
}

/// The earliest beginning of the live Stores of a subtopic.
#[must_use]
pub fn store_begin<'s>(export: &Export<'_>, subtopic: &'s str) -> Option<StoreBegin<'s>> {
    let begins = export.stores(subtopic).filter_map(|store| {
        let (entry, seconds) = store::begin(store)?;
        Some((seconds, store.document, entry))
    });
    let (seconds, document, entry) = begins.min_by_key(|(seconds, ..)| *seconds)?;
    let place = Place { document, span: entry.key_span().to(entry.value.span()) };
    Some(StoreBegin { seconds, subtopic, place })
}

/// How long the live Stores of a subtopic say that they keep rows, in seconds; the longest.
#[must_use]
pub fn kept(export: &Export<'_>, subtopic: &str) -> Option<i64> {
    export.stores(subtopic).filter_map(|store| store::keeps(store).map(|(_, seconds)| seconds)).max()
}

/// The best position the export tells for a client of an Incr-Sync, none of them sure.
///
/// # Errors
/// Why there is none.
pub fn position<'s>(
    export: &Export<'_>,
    component: &Component<'_>,
    client: Client<'s>,
    now: i64,
) -> Result<Position, NoPosition<'s>> {
    let subtopic = client.reads();
    let begin = subtopic.and_then(|subtopic| store_begin(export, subtopic));
    let past = |position: &Position| position.seconds <= now;
    if let Some(position) = reported(export, component).filter(past) {
        return match begin {
            // A task that stands before its Store's beginning has lost rows already; beginning later hides that.
            Some(begin) if position.seconds < begin.seconds => Err(NoPosition::OutOfReach(Box::new((position, begin)))),
            _ => Ok(position),
        };
    }
    let reachable = |position: &Position| begin.as_ref().is_none_or(|begin| begin.seconds <= position.seconds);
    let starts = [client_timestamp(component, client), jdbc_writer(export, component)];
    if let Some(position) = starts.into_iter().flatten().find(|position| past(position) && reachable(position)) {
        return Ok(position);
    }
    let from_store = begin.map(|begin| Position {
        seconds: begin.seconds,
        evidence: begin.evidence(),
        what: "the beginning of its Store",
        sampled: None,
    });
    from_store.filter(past).ok_or(NoPosition::Nothing)
}

/// The position that an API answer reports for the component.
fn reported(export: &Export<'_>, component: &Component<'_>) -> Option<Position> {
    let found = export.reported(component).filter_map(|other| {
        let reported = other.reported?;
        let entry = reported.checkpoint?;
        let seconds = time::seconds(entry.value)?;
        let place = Some(Place { document: other.document, span: entry.key_span().to(entry.value.span()) });
        let says = format!("the API reported this component at {} ({seconds})", time::show(seconds));
        let evidence = Evidence { place, says, value: Some(seconds.to_string()) };
        Some(Position { seconds, evidence, what: "the position that the API reported", sampled: reported.sampled })
    });
    found.max_by_key(|position| position.sampled)
}

fn client_timestamp(component: &Component<'_>, client: Client<'_>) -> Option<Position> {
    let entry = client.timestamp?;
    started_at(component.document, entry, "clients[].timestamp", "the timestamp of its client")
}

fn jdbc_writer(export: &Export<'_>, component: &Component<'_>) -> Option<Position> {
    let is_writer = |other: &&Component<'_>| other.kind == Kind::IncrSync(Plugin::JdbcWriter);
    let writers = export.kindred(component).filter(is_writer);
    writers.into_iter().find_map(|writer| {
        let config = writer.config.as_ref()?;
        let (entry, _) = config.filled(&["timestamp"])?;
        started_at(config.document, entry, "JDBCWriter: timestamp", "the timestamp of its JDBCWriter")
    })
}

fn started_at(document: usize, entry: EntryRef<'_>, key: &str, what: &'static str) -> Option<Position> {
    let seconds = time::seconds(entry.value)?;
    let place = Some(Place { document, span: entry.key_span().to(entry.value.span()) });
    let says = format!("{key} is {seconds} ({})", time::show(seconds));
    let evidence = Evidence { place, says, value: Some(seconds.to_string()) };
    Some(Position { seconds, evidence, what, sampled: None })
}

/// Whether a component synchronises DDL, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ddl {
    /// It does.
    Yes(Evidence),
    /// It does not.
    No(Evidence),
    /// Nothing says.
    Unknown,
}

/// What the user says of this component, else its own files, else the user of all components (`given`), say about DDL.
/// Any yes in the files wins; a list without DDL proves nothing.
#[must_use]
pub fn ddl(component: &Component<'_>, told: &Told<'_>, given: Option<bool>) -> Ddl {
    let own = told.ddl.map(|said| (said, said.value));
    if let Some((said, Some(synchronises))) = own {
        let word = if synchronises { "yes" } else { "no" };
        let evidence = Evidence { value: None, ..said.evidence("ddl", word, component) };
        return if synchronises { Ddl::Yes(evidence) } else { Ddl::No(evidence) };
    }
    let mut answers = Vec::new();
    let mut switch = |section: Option<&Section<'_>>, name: &str, keys: &[&str]| {
        let Some(section) = section else { return };
        let Some((entry, _)) = section.filled(keys) else { return };
        let Some(ignores) = entry.value.flag() else { return };
        let place = Some(Place { document: section.document, span: entry.key_span().to(entry.value.span()) });
        answers.push((!ignores, Evidence { place, says: format!("{name} is {ignores}"), value: None }));
    };
    switch(component.source(), "source.ignoreDdl", &["ignoreDdl", "ignore_ddl"]);
    switch(
        component.config.as_ref().filter(|_| component.source().is_none()),
        "ignore_ddl",
        &["ignore_ddl", "ignoreDdl"],
    );
    let running = component.running.and_then(|(document, root)| Section::find(document, root, "source"));
    switch(running.as_ref(), "the running process: source.ignoreDdl", &["ignoreDdl", "ignore_ddl"]);
    answers.extend(lists(component).map(|evidence| (true, evidence)));
    if let Some(at) = answers.iter().position(|(yes, _)| *yes) {
        return Ddl::Yes(answers.swap_remove(at).1);
    }
    if let Some((_, evidence)) = answers.into_iter().next() {
        return Ddl::No(evidence);
    }
    let said = |word: &str| Evidence { place: None, says: format!("the user says `--ddl {word}`"), value: None };
    // An override that says `unknown` takes the answer for all away.
    match given.filter(|_| own.is_none()) {
        Some(true) => Ddl::Yes(said("yes")),
        Some(false) => Ddl::No(said("no")),
        None => Ddl::Unknown,
    }
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
        has.then(|| Evidence { place, says: format!("{} lists DDL", entry.key()), value: None })
    })
}
