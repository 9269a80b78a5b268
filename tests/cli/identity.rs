//! The law of identity: one configuration, however it is written, has the same findings for everyone who asks whether a
//! finding is the same one: `verify`, the baseline, and the fingerprints of SARIF and GitLab.
//!
//! Every component with sections in the fixtures of rules and exports is written anew in each shape and syntax, among
//! the files that stood beside it, and each two of these exports are compared.

use crate::scratch::{self, Scratch};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use omslint::disk::read;
use omslint::knowledge::db_types::DbTypes;
use omslint::knowledge::versions::DEFAULT_TARGET;
use omslint::lint::baseline::{Baseline, BaselineEntry};
use omslint::lint::finding::{Finding, Severity};
use omslint::lint::identity;
use omslint::lint::overrides::Overrides;
use omslint::lint::rule::{DEFAULT_RESERVE, Settings};
use omslint::lint::rules;
use omslint::lint::run::lint;
use omslint::oms::component::Component;
use omslint::oms::export::{Export, Input, Origin};
use omslint::oms::kind::{ComponentKind, Direction, SectionName};
use omslint::oms::section::Section;
use omslint::oms::shapes;
use omslint::text::document::Document;
use omslint::text::syntax;
use omslint::upgrade::compare::{FindingFate, Side, Terms, compare};
use rayon::prelude::*;

use serde_json::{Map, Value, json};

/// Rules whose findings come and go with some ways to write a configuration, and why that is right.
const DIFFER: &[(&str, &[&str], &str)] = &[
    (
        "OMS302",
        &["properties", "run directory, objects in text", "run directory, text as objects"],
        "it is about the types of values, and these ways write other types",
    ),
    (
        "OMS301",
        &["run directory, text as objects"],
        "the text held a key twice, and an object that is written anew holds each key once",
    ),
    (
        "OMS112",
        &["answer of the API", "answer of the API, text", "item of an answer"],
        "an answer of the API is not compared with a copy on disk, which is spelled otherwise",
    ),
];

/// A file by its path.
type File = (String, String);

/// The sections of one component, and all that a shape must say beside them.
struct Configuration {
    id: Option<String>,
    is_reverse: bool,
    kind: &'static str,
    /// Whether its content says what it is. Else only an answer of the API says it, and that one says more than the others.
    says_its_kind: bool,
    sections: Vec<(&'static str, Map<String, Value>)>,
}

impl Configuration {
    fn of(component: &Component<'_>) -> Option<Self> {
        // A list that says one direction round an id that says the other: ways without a list lose one of the two.
        if component.id.as_ref().and_then(|id| id.direction).is_some_and(|said| said != component.direction) {
            return None;
        }
        let kind = match component.kind {
            ComponentKind::IncrSync(_) | ComponentKind::Unknown => "INCR_TRANS",
            ComponentKind::FullImport => "FULL_TRANS",
            ComponentKind::FullVerification | ComponentKind::Store => return None,
        };
        let sections =
            SectionName::ALL.into_iter().filter_map(|name| Some((name.key(), values(component.section(name)?))));
        Some(Self {
            id: component.id.as_ref().map(|id| id.text.to_string()),
            is_reverse: component.direction == Direction::Reverse,
            kind,
            says_its_kind: component.kind != ComponentKind::Unknown && component.source().is_some(),
            sections: sections.collect(),
        })
    }

    /// The name of a file or folder that says what an id says.
    fn name(&self) -> &str {
        self.id.as_deref().unwrap_or(if self.is_reverse { "reverse" } else { "plain" })
    }

    fn whole(&self, part: impl Fn(&Map<String, Value>) -> Value) -> Map<String, Value> {
        self.sections.iter().map(|(name, section)| ((*name).to_owned(), part(section))).collect()
    }

    fn nested(&self) -> Value {
        Value::Object(self.whole(|section| Value::Object(section.clone())))
    }

    /// `source.dbType` and so on, in the order of the sections.
    fn flat(&self) -> Map<String, Value> {
        let keys = |(name, section): &(&'static str, Map<String, Value>)| {
            section.iter().map(|(key, value)| (format!("{name}.{key}"), value.clone())).collect::<Vec<_>>()
        };
        self.sections.iter().flat_map(keys).collect()
    }

    fn run_directory(&self, part: impl Fn(&Value) -> Value) -> Vec<File> {
        let file = |(name, section): &(&'static str, Map<String, Value>)| {
            let section: Map<_, _> = section.iter().map(|(key, value)| (key.clone(), part(value))).collect();
            let text = serde_json::to_string_pretty(&section).unwrap();
            (format!("variant/run/{}/conf/{name}.json", self.name()), text)
        };
        self.sections.iter().map(file).collect()
    }

    /// An item as `DescribeProjectComponents` gives it.
    fn item(&self, config: Value) -> Value {
        let mut item = Map::new();
        item.extend(self.id.as_ref().map(|id| ("name".to_owned(), json!(id))));
        item.insert("type".into(), json!(self.kind));
        item.insert("config".into(), config);
        Value::Object(item)
    }

    fn answer(&self, config: Value) -> Value {
        let list = match (self.kind, self.is_reverse) {
            ("FULL_TRANS", false) => "fullImportComponents",
            ("FULL_TRANS", true) => "reverseFullImportComponents",
            (_, false) => "incrSyncComponents",
            (_, true) => "reverseIncrSyncComponents",
        };
        json!({ "success": true, "data": { list: [self.item(config)] } })
    }

    /// Every way to write it, by name.
    fn ways(&self) -> Vec<(&'static str, Vec<File>)> {
        let one = |ending: &str, text: String| vec![(format!("variant/{}.{ending}", self.name()), text)];
        let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
        let (nested, flat) = (self.nested(), Value::Object(self.flat()));
        let in_text = Value::Object(self.whole(|section| json!(serde_json::to_string(section).unwrap())));
        let yaml = |value: &Value| serde_yaml::to_string(value).unwrap();
        let mut ways = vec![
            ("run directory", self.run_directory(Value::clone)),
            ("run directory, objects in text", self.run_directory(encoded)),
            ("run directory, text as objects", self.run_directory(decoded)),
            ("document", one("json", pretty(&nested))),
            ("document, objects in text", one("json", pretty(&in_text))),
            ("list of documents", one("json", pretty(&json!([nested])))),
            ("YAML", one("yaml", yaml(&nested))),
            ("list in YAML", one("yaml", yaml(&json!([nested])))),
            ("flat keys", one("json", pretty(&flat))),
            ("flat keys in YAML", one("yaml", yaml(&flat))),
            ("properties", one("properties", properties(&self.flat()))),
        ];
        if self.says_its_kind {
            ways.extend([
                ("answer of the API", vec![("variant/answer.json".into(), pretty(&self.answer(nested.clone())))]),
                (
                    "answer of the API, text",
                    vec![("variant/answer.json".into(), pretty(&self.answer(json!(nested.to_string()))))],
                ),
            ]);
        }
        // Standing alone, only its id says which way it goes.
        if self.says_its_kind && (self.id.is_some() || !self.is_reverse) {
            let data = json!({ "data": self.item(nested.clone()) });
            ways.push(("item of an answer", vec![("variant/answer.json".into(), pretty(&data))]));
        }
        ways
    }
}

/// The values of a section, without the name that flat keys carry in front, and with what YAML merges in.
fn values(section: &Section<'_>) -> Map<String, Value> {
    let mut values = Map::new();
    for entry in section.entries() {
        let (key, value) = (entry.key().strip_prefix(section.prefix()).unwrap(), entry.value.to_json());
        match value {
            Some(Value::Object(merged)) if key == "<<" => {
                for (key, value) in merged {
                    values.entry(key).or_insert(value);
                }
            }
            value => values.extend(value.map(|value| (key.to_owned(), value))),
        }
    }
    values
}

/// An object or list as JSON in text.
fn encoded(value: &Value) -> Value {
    if value.is_object() || value.is_array() { json!(value.to_string()) } else { value.clone() }
}

/// JSON in text as the object or list that it holds.
fn decoded(value: &Value) -> Value {
    let inside: Option<Value> = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    inside.filter(|inside| inside.is_object() || inside.is_array()).unwrap_or_else(|| value.clone())
}

fn properties(keys: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (key, value) in keys {
        let value = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let escaped = |text: &str, key: bool| {
            let mut out = String::new();
            for c in text.chars() {
                match c {
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    '\t' => out.push_str("\\t"),
                    '\\' => out.push_str("\\\\"),
                    ' ' | ':' | '=' | '#' | '!' if key => {
                        out.push('\\');
                        out.push(c);
                    }
                    c => out.push(c),
                }
            }
            out
        };
        let leading = value.len() - value.trim_start_matches(' ').len();
        let value = format!("{}{}", "\\ ".repeat(leading), escaped(&value[leading..], false));
        writeln!(text, "{}={value}", escaped(key, true)).unwrap();
    }
    text
}

/// What a case of fixtures holds.
struct Case {
    name: String,
    files: Vec<File>,
    settings: Settings,
    /// Whether it is the first of its rule, or an export.
    is_first: bool,
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut cases = Vec::new();
    for rule in below(&root.join("rules")) {
        cases.extend(below(&rule).iter().enumerate().map(|(at, case)| Case::read(&root, case, at == 0)));
    }
    cases.extend(below(&root.join("exports")).iter().map(|case| Case::read(&root, case, true)));
    cases
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

impl Case {
    fn read(root: &Path, folder: &Path, is_first: bool) -> Self {
        let args = fs::read_to_string(folder.join("omslint.args")).unwrap_or_default();
        let args: Vec<&str> = args.lines().collect();
        let said = |flag: &str| args.iter().position(|arg| *arg == flag).and_then(|at| args.get(at + 1).copied());
        let settings = Settings {
            from: said("--from").map(|text| text.parse().unwrap()),
            created_with: said("--created-with").map(|text| text.parse().unwrap()),
            to: said("--to").map_or(DEFAULT_TARGET, |text| text.parse().unwrap()),
            ddl: said("--ddl").map(|text| text == "yes"),
            db_type: said("--db-type").map(str::to_uppercase),
            checkpoint: said("--checkpoint").and_then(|text| text.parse().ok()),
            downtime: said("--downtime").map(|_| 3_600),
            reserve: DEFAULT_RESERVE,
            now: scratch::NOW,
            db_types: DbTypes::default(),
            overrides: Overrides::default(),
            expected: None,
        };
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if entry.file_type().is_file() && path != "omslint.args" {
                files.extend(read::read_text(entry.path(), &path, u64::MAX).ok().map(|text| (path, text.into())));
            }
        }
        Self { name: folder.strip_prefix(root).unwrap().display().to_string(), files, settings, is_first }
    }
}

fn documents(files: &[File]) -> Vec<Document> {
    let mut files: Vec<&File> = files.iter().collect();
    files.sort();
    let document = |(path, text): &File| {
        let name = path.rsplit('/').next().unwrap();
        syntax::parse(path.as_str(), text.as_str().into(), syntax::of(name, text)?).ok()
    };
    files.into_iter().filter_map(document).collect()
}

fn export(documents: &[Document]) -> Export<'_> {
    let inputs = documents.iter().map(|document| Input { document, origin: Origin::Scanned }).collect();
    Export::build(inputs, shapes::ALL)
}

/// Whether a rule may tell two ways apart.
fn may_differ(code: &str, ways: [&str; 2]) -> bool {
    DIFFER.iter().any(|(rule, apart, _)| *rule == code && ways.iter().any(|way| apart.contains(way)))
}

/// One way to write a configuration, and what everybody makes of its findings.
struct Read<'x> {
    way: &'static str,
    export: &'x Export<'x>,
    findings: Vec<Finding<'x>>,
    baseline: Baseline,
    prints: BTreeMap<String, &'static str>,
}

/// What breaks the law between two exports of the same configuration. What `verify` calls new one way it calls gone the
/// other way.
fn broken(old: &Read<'_>, new: &Read<'_>) -> Vec<String> {
    let code = |finding: &Finding<'_>| finding.code;
    let sides =
        (Side { export: old.export, findings: &old.findings }, Side { export: new.export, findings: &new.findings });
    let comparison =
        compare(sides.0, sides.1, Terms { fails: &|severity| severity == Severity::Error, window: 0, now: 0 });
    let moved = comparison.findings.iter().filter(|found| found.change != FindingFate::Remaining);
    let mut broken: Vec<(&str, String)> =
        moved.map(|found| (found.code, format!("verify: {} at {}", found.change.name(), found.place))).collect();
    let rules: BTreeSet<_> = old.findings.iter().chain(&new.findings).map(code).collect();
    for (known, shown) in [(old, new), (new, old)] {
        let hiding = known.baseline.hide(&shown.findings, &|_| true);
        for (finding, _) in shown.findings.iter().zip(&hiding.hidden).filter(|(_, hidden)| !**hidden) {
            broken.push((finding.code, format!("baseline: shows {}", finding.anchor)));
        }
        for BaselineEntry { identity, .. } in &hiding.stale {
            let code = rules.iter().find(|code| **code == identity.rule).unwrap();
            broken.push((code, format!("baseline: stale {}", identity.pointer)));
        }
        let others = known.prints.iter().filter(|(print, _)| !shown.prints.contains_key(*print));
        broken.extend(others.map(|(print, code)| (*code, format!("fingerprint: {print} is in one only"))));
    }
    broken.retain(|(code, _)| !may_differ(code, [old.way, new.way]));
    broken.into_iter().map(|(code, what)| format!("{code}: {what}")).collect()
}

/// What the law looked at.
#[derive(Default)]
struct Tally {
    configurations: usize,
    ways: BTreeMap<&'static str, usize>,
    findings: BTreeMap<&'static str, usize>,
    pairs: usize,
    broken: BTreeMap<String, usize>,
}

impl Tally {
    fn add(mut self, other: Self) -> Self {
        self.configurations += other.configurations;
        self.pairs += other.pairs;
        other.ways.into_iter().for_each(|(name, n)| *self.ways.entry(name).or_default() += n);
        other.findings.into_iter().for_each(|(name, n)| *self.findings.entry(name).or_default() += n);
        other.broken.into_iter().for_each(|(name, n)| *self.broken.entry(name).or_default() += n);
        self
    }
}

/// Writes each component of a case in every way, and compares each two.
fn walk(case: &Case) -> Tally {
    let documents = documents(&case.files);
    let export = export(&documents);
    let mut tally = Tally::default();
    for component in export.components().filter(|component| component.is_live()) {
        let Some(configuration) = Configuration::of(component) else { continue };
        if configuration.sections.is_empty() {
            continue;
        }
        // Of several that take each other's place, the answer of the API alone says which runs: each is looked at alone.
        let is_kin = |other: &&Component<'_>| other.kind.is_same(component.kind);
        let kin = export.kindred(component).filter(is_kin).chain([component]);
        let own: BTreeSet<usize> = kin.flat_map(|one| one.sections.iter().flatten()).map(|s| s.document).collect();
        let others = case.files.iter().filter(|(path, _)| own.iter().all(|&at| *documents[at].path != **path));
        let others: Vec<File> = others.cloned().collect();
        tally.configurations += 1;
        tally = tally.add(compare_ways(case, &configuration, &others));
    }
    tally
}

fn compare_ways(case: &Case, configuration: &Configuration, others: &[File]) -> Tally {
    let mut tally = Tally::default();
    let texts: Vec<_> = configuration.ways();
    let read: Vec<_> =
        texts.iter().map(|(way, files)| (*way, documents(&[files.as_slice(), others].concat()))).collect();
    let exports: Vec<_> = read.iter().map(|(way, documents)| (*way, export(documents))).collect();
    let has_it = |export: &Export<'_>| {
        export.components().any(|component| export.document(component.document).unwrap().path.starts_with("variant/"))
    };
    let found: Vec<Read<'_>> = exports
        .iter()
        .filter(|(_, export)| has_it(export))
        .map(|(way, export)| {
            let findings = lint(export, &case.settings, rules::ALL);
            let baseline = Baseline::of(&findings, &|_| true);
            let codes = findings.iter().map(|finding| finding.code);
            let prints = identity::fingerprints(&findings).into_iter().zip(codes).collect();
            Read { way, export, findings, baseline, prints }
        })
        .collect();
    for read in &found {
        *tally.ways.entry(read.way).or_default() += 1;
        read.findings.iter().for_each(|finding| *tally.findings.entry(finding.code).or_default() += 1);
    }
    for (at, old) in found.iter().enumerate() {
        // Each with the next, in a ring, says it of all; of the first case of each rule each two are compared.
        let all = if case.is_first { &found[at + 1..] } else { &[] };
        let next = &found[(at + 1) % found.len()];
        for new in all.iter().chain([next]) {
            tally.pairs += 1;
            for broken in broken(old, new) {
                *tally.broken.entry(format!("{}: {} -> {}: {broken}", case.name, old.way, new.way)).or_default() += 1;
            }
        }
    }
    tally
}

#[test]
fn however_a_configuration_is_written_its_findings_are_the_same_for_all() {
    let tally = cases().par_iter().map(walk).reduce(Tally::default, Tally::add);
    let seen = format!(
        "{} configurations, {} pairs, ways {:?}, findings {:?}",
        tally.configurations, tally.pairs, tally.ways, tally.findings
    );
    let broken: Vec<&String> = tally.broken.keys().take(50).collect();
    assert!(broken.is_empty(), "{} broken, of {seen}: {broken:#?}", tally.broken.len());
    println!("{seen}");
    // The law has something to say about: every way takes every configuration, and nearly every rule finds something.
    assert!(tally.configurations > 400, "{seen}");
    assert!(tally.ways.len() == 14 && tally.ways.values().all(|n| n * 10 > tally.configurations * 9), "{seen}");
    assert!(tally.findings.len() > 17, "{seen}");
}

const SOURCE: &str = r#"{"type":"STORE_SOURCE","dbType":"MYSQL","clients":[{"clientId":"MYSQL_np_a1_x-1-0","subtopic":"MYSQL_np_a1_x-1-0"}],"checkpoint":CHECKPOINT}"#;

/// An export with a checkpoint in milliseconds, `ha.config` under its key or bare, and a list of expected tasks.
fn site(scratch: &Scratch, side: &str, checkpoint: &str, ha: &str) {
    let conf = format!("{side}/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000005/conf");
    scratch.file(&format!("{conf}/source.json"), &SOURCE.replace("CHECKPOINT", checkpoint));
    for name in ["sink", "coordinator", "condition"] {
        scratch.file(&format!("{conf}/{name}.json"), "{}");
    }
    scratch.file(&format!("{side}/ha.config.json"), ha);
    scratch.file("tasks.txt", "np_a1\nnp_gone\n");
}

/// The flaw that `verify` once took for two, and what belongs to no component.
#[test]
fn one_flaw_in_two_forms_remains_and_so_does_what_is_about_the_run() {
    let scratch = Scratch::new();
    let checkpoint = r#"{"MYSQL_np_a1_x-1-0":"1773000000000"}"#;
    let ha = r#"{"enableConnector":false,"enableJdbcWriter":true,"enable":true}"#;
    site(&scratch, "old", checkpoint, ha);
    let in_text = |text: &str| serde_json::to_string(text).unwrap();
    site(&scratch, "new", &in_text(checkpoint), &format!("{{\"ha.config\":{}}}", in_text(ha)));
    let more = ["--from", "2.0.0", "--to", "4.3.2", "--expect", "tasks.txt"];
    let json = scratch.run(&[&["verify", "old", "new", "-f", "json"], more.as_slice()].concat()).json();
    assert_eq!(
        (&json["summary"]["findings"]["gone"], &json["summary"]["findings"]["new"]),
        (&json!(0), &json!(0)),
        "{json:#}"
    );
    let remaining: Vec<&str> =
        json["findings"].as_array().unwrap().iter().filter_map(|found| found["code"].as_str()).collect();
    for code in ["OMS105", "OMS201", "OMS205", "OMS110"] {
        assert!(remaining.contains(&code), "{code}: {remaining:?}");
    }
    // Without the list, what it found missing is not there to be compared; mended is mended.
    site(
        &scratch,
        "new",
        r#"{"MYSQL_np_a1_x-1-0":"1773000000"}"#,
        "{\"enableConnector\":true,\"enable\":true,\"enableStore\":true}",
    );
    let json = scratch.run(&["verify", "old", "new", "-f", "json"]).json();
    let gone = |code: &str| {
        let all = json["findings"].as_array().unwrap().iter();
        all.filter(|found| found["code"] == code).all(|found| found["change"] == "gone")
    };
    assert!(gone("OMS105") && gone("OMS205"), "{json:#}");
}

/// Entries as earlier versions wrote them mean the same.
#[test]
fn a_baseline_of_an_earlier_version_means_the_same() {
    let scratch = Scratch::new();
    let hides = |folder: &str, entry: &Value| {
        scratch.file("known.json", &json!({ "schema": "omslint/baseline/v1", "findings": [entry] }).to_string());
        let select = entry["rule"].as_str().unwrap();
        let ran = scratch.check(&[folder, "--select", select, "--baseline", "known.json"]);
        assert_eq!((ran.code, ran.findings()), (0, Vec::<String>::new()), "{entry}: {ran:?}");
        assert_eq!(ran.json()["summary"]["baselined"], 1, "{entry}");
    };
    // They kept the key that `ha.config` stood under, and of JSON in text no more than that.
    let ha = r#"{"enableConnector":false,"enableJdbcWriter":true,"enable":true}"#;
    site(&scratch, "bare", "1773000000", ha);
    site(
        &scratch,
        "under",
        "1773000000",
        &json!({ "ha.config": serde_json::from_str::<Value>(ha).unwrap() }).to_string(),
    );
    site(&scratch, "text", "1773000000", &json!({ "ha.config": ha }).to_string());
    let rule = |pointer: &str| {
        json!({ "rule": "OMS205", "task": null, "kind": null, "direction": null, "subtopics": [],
                "pointer": pointer, "count": 1 })
    };
    hides("bare", &rule("/enableConnector"));
    hides("under", &rule("/ha.config/enableConnector"));
    hides("text", &rule("/ha.config"));
    // They took a key beside the sections for nobody's, and kept its number in a list.
    let sections = json!({ "dbType": "MYSQL", "source": { "type": "STORE_SOURCE", "clients": [{ "subtopic": "MYSQL_np_a1_x-1-0" }] },
                           "sink": {}, "coordinator": {}, "condition": {} });
    scratch.file("list/export.json", &json!([{ "kind": "another" }, sections]).to_string());
    hides(
        "list",
        &json!({ "rule": "OMS107", "task": "np_a1", "kind": null, "direction": "forward", "subtopics": [],
                 "pointer": "/1/dbType", "count": 1 }),
    );
}
