//! `cargo bench`: what each part of a run costs, on inputs that are made here. For the whole beside other tools there is
//! `benches/compare`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a benchmark may fail loudly

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use omslint::knowledge::db_types::DbTypes;
use omslint::knowledge::versions::DEFAULT_TARGET;
use omslint::lint::finding::Severity;
use omslint::lint::overrides::Overrides;
use omslint::lint::rule::{Context, DEFAULT_RESERVE, Settings};
use omslint::lint::rules;
use omslint::lint::run::lint;
use omslint::lint::states::States;
use omslint::oms::export::{Export, Input, Origin};
use omslint::oms::shapes;
use omslint::report::overview;
use omslint::report::render;
use omslint::report::render::diff::{self, Mode};
use omslint::report::report::{Look, Report, Run, Summary};
use omslint::text::document::Document;
use omslint::text::syntax;

const TASKS: usize = 300;

/// The files of one Incr-Sync in a run directory; every third lacks `dbType`.
fn files(task: usize) -> [(String, String); 3] {
    let id = format!("np_{task:08}");
    let folder = format!(
        "10.20.30.{}/run/10.20.30.{}-9000:connector_v2:{id}-incr_trans-1-0:0000000005/conf",
        task % 7,
        task % 7
    );
    let db_type = if task.is_multiple_of(3) { "" } else { "\t\"dbType\":\"MYSQL\",\n" };
    let subtopic = format!("MYSQL_{id}_b2-1-0");
    let source = format!(
        "{{\n\t\"boosterClass\":\"com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster\",\n\t\"clients\":[\n\t\t{{\n\t\t\t\
         \"clientId\":\"{subtopic}\",\n\t\t\t\"subtopic\":\"{subtopic}\",\n\t\t\t\"filterConditions\":\"APP|*|*\"\n\t\t}}\n\t],\n\t\
         \"checkpoint\":{{\n\t\t\"{subtopic}\":\"1772000345\"\n\t}},\n{db_type}\t\"username\":\"oms\",\n\t\"password\":\"Fixture#Pass1\",\n\t\
         \"type\":\"STORE_SOURCE\"\n}}\n"
    );
    let coordinator =
        format!("{{\n\t\"sourceType\":\"MYSQL\",\n\t\"sinkType\":\"OB_MYSQL\",\n\t\"taskIdentity\":\"{id}\"\n}}\n");
    let tables: Vec<_> = (0..12).map(|n| format!("{{\\\"name\\\":\\\"T{n}\\\",\\\"all\\\":true}}")).collect();
    let condition = format!("{{\n\t\"whiteCondition\":\"[{}]\"\n}}\n", tables.join(","));
    [
        (format!("{folder}/condition.json"), condition),
        (format!("{folder}/coordinator.json"), coordinator),
        (format!("{folder}/source.json"), source),
    ]
}

fn texts() -> Vec<(String, String)> {
    let mut texts: Vec<_> = (0..TASKS).flat_map(files).collect();
    texts.sort();
    texts
}

fn parse(texts: &[(String, String)]) -> Vec<Document> {
    let parse = |(path, text): &(String, String)| {
        syntax::parse(path.clone(), text.as_str().into(), &syntax::Json).expect("made to be right")
    };
    texts.iter().map(parse).collect()
}

fn export(documents: &[Document]) -> Export<'_> {
    let inputs = documents.iter().map(|document| Input { document, origin: Origin::Scanned }).collect();
    Export::build(inputs, shapes::ALL)
}

fn settings() -> Settings {
    Settings {
        from: None,
        created_with: None,
        to: DEFAULT_TARGET,
        ddl: None,
        db_type: None,
        checkpoint: None,
        downtime: None,
        reserve: DEFAULT_RESERVE,
        now: 1_772_100_000,
        db_types: DbTypes::default(),
        overrides: Overrides::default(),
        expected: None,
    }
}

fn parts(c: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let documents = parse(&texts);
    let model = export(&documents);
    let settings = settings();
    let look = Look { colour: false, links: false, width: 100, whole_paths: true, verbosity: 0 };

    let mut group = c.benchmark_group("parts");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse", |b| b.iter_with_large_drop(|| parse(black_box(&texts))));
    group.bench_function("recognise", |b| b.iter_with_large_drop(|| export(black_box(&documents))));
    // What strings hold is read once and kept, so each round gets fresh documents.
    group.bench_function("rules", |b| {
        let fresh = || parse(&texts);
        b.iter_batched_ref(fresh, |fresh| lint(&export(fresh), &settings, rules::ALL).len(), BatchSize::LargeInput);
    });
    let (path, text) = texts.last().expect("there are some");
    let changed = text.replace("\t\"username\"", "\t\"dbType\":\"MYSQL\",\n\t\"username\"");
    group
        .bench_function("diff of one file", |b| b.iter(|| diff::unified(path, black_box(text), &changed, Mode::Exact)));
    for renderer in render::ALL {
        group.bench_function(format!("render {}", renderer.name()), |b| {
            let listed: Vec<_> = model.inputs.iter().map(|input| input.document).collect();
            let findings = lint(&model, &settings, rules::ALL);
            let summary = Summary::of(&findings);
            let context = Context { export: &model, settings: &settings };
            let states = States::of(context, findings.iter(), &[]);
            let report = Report {
                documents: &listed,
                run: Run::default(),
                rules: rules::ALL.iter().map(|rule| rule.meta()).collect(),
                tasks: overview::tasks(&model, &states, &[]),
                checked: overview::recognised(&model),
                states,
                fails: Some(Severity::Error),
                findings,
                failures: Vec::new(),
                summary,
                next: Vec::new(),
                show_secrets: false,
                wants_infos: true,
                zone: Box::new(omslint::oms::time::Zone::default),
            };
            b.iter(|| {
                let mut out = Vec::new();
                renderer.render(&report, look, &mut out).expect("a vector takes all");
                out
            });
        });
    }
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = parts }
criterion_main!(benches);
