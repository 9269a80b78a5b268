//! The formats over small reports made by hand: snapshots at fixed widths without colour, the JSON report against its
//! schema, and that no planted secret gets through any format.

use omslint::lint::finding::{Certainty, Evidence, Finding, Fix, Label, Severity, Tier};
use omslint::lint::fix_value::FixValue;
use omslint::lint::rules;
use omslint::lint::states::{State, States, TaskState};
use omslint::lint::topic::{SourceKey, Topic};
use omslint::lint::unchecked::NotChecked;
use omslint::oms::component::Subject;
use omslint::oms::export::ComponentCounts;
use omslint::oms::kind::{ComponentKind, Direction, Plugin};
use omslint::report::render;
use omslint::report::report::{
    Failure, FileCounts, ListedMember, ListedTask, Look, NextStep, Report, Run, StepKind, Summary,
};
use omslint::text::document::Document;
use omslint::text::edit::Edit;
use omslint::text::source::Place;
use omslint::text::source::{Position, Span};
use omslint::text::syntax::{self, parse};
use proptest::prelude::*;

const COMPONENT: &str = "10.0.0.1-9000:connector_v2:np_4w1-incr_trans-1-0:0003000002";

fn document(path: &str, text: &str) -> Document {
    let name = path.rsplit('/').next().unwrap().to_lowercase();
    parse(path, text.into(), syntax::of(&name, text).unwrap()).unwrap()
}

fn run_directory() -> Vec<Document> {
    let folder = format!("run/{COMPONENT}/conf");
    vec![
        document(
            &format!("{folder}/source.json"),
            "{\n\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":\"[{\\\"subtopic\\\":\\\"ORACLE_np_4w1_7g2-1-0\\\"}]\",\n\t\"password\":\"hunter2\",\n\t\"ignoreDdl\":\"false\"\n}\n",
        ),
        document(
            &format!("{folder}/coordinator.json"),
            "{\n\t\"taskIdentity\":\"np_4w1\",\n\t\"sourceType\":\"ORACLE\",\n\t\"sinkType\":\"OB_ORACLE\"\n}\n",
        ),
    ]
}

/// The bytes of `part` in the document.
fn place(documents: &[Document], number: usize, part: &str) -> Place {
    let start = documents[number].text().find(part).unwrap();
    Place { document: number, span: Span::new(start, start + part.len()) }
}

fn subject() -> Subject {
    Subject {
        task: Some("np_4w1".into()),
        component: Some(COMPONENT.into()),
        server: Some("10.0.0.1".into()),
        direction: Some(Direction::Forward),
        kind: Some("Incr-Sync"),
        subtopics: vec!["ORACLE_np_4w1_7g2-1-0".into()],
    }
}

fn finding<'a>(place: Place, label: &str) -> Finding<'a> {
    Finding {
        code: "OMS101",
        rule: "missing-db-type",
        topic: Topic::Missing(SourceKey::DbType),
        severity: Severity::Error,
        certainty: Certainty::Possible,
        message: format!("The Incr-Sync {COMPONENT} of task np_4w1 on 10.0.0.1 may not run after the upgrade to 4.3.2: its source has no dbType, and nothing here says whether it synchronises DDL."),
        place,
        label: label.into(),
        pointer: String::new(),
        subject: subject().into(),
        anchor: String::new(),
        related: Vec::new(),
        help: "Add dbType to the source, or settle whether the task synchronises DDL with --ddl.\nThe console path is Task > Operations > Update Incr-Sync.".into(),
        reason: String::new(),
        fix: None,
    }
}

fn oracle_fix<'a>(documents: &[Document]) -> Fix<'a> {
    Fix {
        tier: Tier::Safe,
        title: "insert \"dbType\":\"ORACLE\"".into(),
        value: Some(FixValue::DbType("ORACLE".into())),
        proposal: None,
        changes: Vec::new(),
        edits: vec![Edit::insert(30, ",\n\t\"dbType\":\"ORACLE\"".into())],
        evidence: vec![
            Evidence {
                place: Some(place(documents, 1, "\"ORACLE\"")),
                says: "coordinator.sourceType is ORACLE".into(),
                value: Some("ORACLE".into()),
            },
            Evidence {
                place: Some(place(documents, 0, "ORACLE_np_4w1_7g2-1-0")),
                says: "the prefix of the subtopic is ORACLE".into(),
                value: Some("ORACLE".into()),
            },
            Evidence { place: None, says: "the source of np_4w1 is ORACLE".into(), value: Some("ORACLE".into()) },
        ],
    }
}

/// A missing dbType with evidence in another file and a related place in the same one.
fn missing_db_type(documents: &[Document]) -> Finding<'_> {
    Finding {
        related: vec![
            Label { place: place(documents, 1, "\"ORACLE\""), message: "coordinator.sourceType is ORACLE".into() },
            Label {
                place: place(documents, 0, "ORACLE_np_4w1_7g2-1-0"),
                message: "the prefix of the subtopic is ORACLE".into(),
            },
        ],
        fix: Some(Box::new(oracle_fix(documents))),
        ..finding(place(documents, 0, "{"), "neither dbType nor db_type")
    }
}

fn report<'a>(documents: &'a [Document], findings: Vec<Finding<'a>>) -> Report<'a> {
    let summary = Summary::of(&findings);
    let state = if findings.is_empty() { State::Ready } else { State::Fix };
    let states = States {
        tasks: vec![TaskState {
            task: Some("np_4w1".into()),
            id: "np_4w1".into(),
            state,
            reasons: Vec::new(),
            servers: vec!["10.0.0.1".into()],
            direction: Some(Direction::Forward),
            values: Vec::new(),
        }],
    };
    // A report borrows the list; the test binary may keep it.
    let documents: &[&Document] = Box::leak(documents.iter().collect());
    Report {
        documents,
        run: Run {
            to: "4.3.2".into(),
            to_assumed: true,
            ddl: "unknown",
            files: FileCounts { scanned: 30, recognised: 27, unrecognised: 2, failed: 0, ignored: 1 },
            components: ComponentCounts { incr_sync: 6, full_import: 2, store: 4, full_verification: 0, ha_config: 1 },
            tasks: 4,
            servers: 2,
            not_checked: vec![
                NotChecked { what: "upgrade path".into(), why: "no --from".into() },
                NotChecked { what: "target".into(), why: "no --to, so 4.3.2 was assumed".into() },
            ],
            ..Run::default()
        },
        rules: rules::ALL.iter().map(|rule| rule.meta()).collect(),
        tasks: Box::new(move || {
            vec![ListedTask {
                id: Some("np_4w1".into()),
                members: vec![ListedMember {
                    kind: ComponentKind::IncrSync(Plugin::Store),
                    component: Some(COMPONENT.into()),
                    server: Some("10.0.0.1".into()),
                    direction: Direction::Forward,
                    superseded_by: None,
                }],
                state,
            }]
        }),
        states,
        checked: (0..documents.len()).collect(),
        fails: Some(Severity::Error),
        findings,
        failures: Vec::new(),
        summary,
        next: vec![NextStep {
            kind: StepKind::Fix,
            purpose: "write the safe fix".into(),
            command: "omslint fix run".into(),
        }],
        show_secrets: false,
        wants_infos: true,
        zone: Box::new(omslint::oms::time::Zone::default),
    }
}

const LOOK: Look = Look { colour: false, links: false, width: 80, whole_paths: false, verbosity: 0 };

fn show(format: &str, report: &Report<'_>, look: Look) -> String {
    let renderer = render::ALL.iter().find(|renderer| renderer.name() == format).unwrap();
    let mut out = Vec::new();
    renderer.render(report, look, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains('\r'), "a carriage return would garble the terminal");
    assert!(look.colour || !text.contains('\u{1b}'));
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[test]
fn missing_db_type_at_three_widths() {
    let documents = run_directory();
    let report = report(&documents, vec![missing_db_type(&documents)]);
    for width in [60, 80, 120] {
        insta::assert_snapshot!(format!("full_{width}"), show("full", &report, Look { width, ..LOOK }));
    }
    insta::assert_snapshot!("concise", show("concise", &report, LOOK));
    insta::assert_snapshot!("json", show("json", &report, LOOK));
}

#[test]
fn every_tier_and_severity() {
    let documents = run_directory();
    let unsafe_fix = Fix { tier: Tier::Unsafe, ..oracle_fix(&documents) };
    let needs_value = Fix {
        tier: Tier::NeedsValue,
        title: "insert a checkpoint".into(),
        value: None,
        proposal: Some(FixValue::Text("1700000000, 3 days old".into())),
        edits: Vec::new(),
        evidence: Vec::new(),
        ..oracle_fix(&documents)
    };
    let findings = vec![
        Finding {
            severity: Severity::Warning,
            fix: Some(Box::new(unsafe_fix)),
            ..finding(place(&documents, 0, "{"), "here")
        },
        Finding {
            code: "OMS102",
            rule: "missing-checkpoint",
            fix: Some(Box::new(needs_value)),
            ..finding(place(&documents, 0, "\"clients\""), "no checkpoint for this client")
        },
        Finding {
            code: "OMS201",
            rule: "unsupported-upgrade-path",
            severity: Severity::Info,
            subject: Subject::default().into(),
            ..finding(Place::RUN, "")
        },
    ];
    let mut report = report(&documents, findings);
    report.summary.ignored = 2;
    report.summary.baselined = 3;
    insta::assert_snapshot!("tiers_full", show("full", &report, LOOK));
    insta::assert_snapshot!("tiers_concise", show("concise", &report, LOOK));
    insta::assert_snapshot!("tiers_quiet", show("full", &report, Look { verbosity: -1, ..LOOK }));
}

#[test]
fn hostile_texts() {
    let minified = format!(
        "{{\"a\":\"{}\",\"dbType\":\"ORCALE\",\"b\":\"{}\",\"db_type\":\"MYSQL\",\"c\":\"{}\"}}",
        "x".repeat(2500),
        "密码".repeat(400),
        "y".repeat(1200)
    );
    let documents = vec![
        document("目录/任务 一.json", "{\n  \"名称\": \"数据同步\", \"类型\": \"甲骨文\",\n  \"k\": 1\n}"),
        document("minified.json", &minified),
        document("cr-only.json", "{\r\"a\":1,\r\t\"b\":2\r}"),
        document("evil\u{1b}[2J\n.json", "\u{feff}{\"a\u{7f}\u{202e}b\":\t\t\"c\"}"),
        document("empty.json", "{}"),
        document("one.json", "[\n{\"dbType\":\"A\"},\r\n\n\n\n\n{\"dbType\":\"B\"}]"),
    ];
    let at = |number, part| place(&documents, number, part);
    let bare = |place, label| Finding { help: "".into(), subject: Subject::default().into(), ..finding(place, label) };
    let findings = vec![
        Finding {
            message: "类型 is \u{1b}]0;owned\u{7} and\nnewline".into(),
            related: vec![Label { place: at(0, "\"名称\""), message: "它的名称".into() }],
            ..bare(at(0, "\"甲骨文\""), "不知道的类型")
        },
        Finding {
            related: vec![Label { place: at(1, "\"db_type\""), message: "and here".into() }],
            ..bare(at(1, "\"dbType\""), "two of them")
        },
        bare(at(2, "\"b\""), "after a tab, on line 3"),
        bare(at(3, "\"c\""), "behind two tabs"),
        bare(Place { document: 4, span: Span::at(1) }, "an empty object"),
        bare(Place { document: 4, span: Span::at(2) }, "the end of a file"),
        Finding {
            related: vec![Label { place: at(5, "\"B\""), message: "far below".into() }],
            ..bare(at(5, "\"A\""), "above")
        },
        Finding {
            related: vec![
                Label { place: at(5, "\"A\""), message: "one".into() },
                Label { place: at(5, "\"B\""), message: "two".into() },
            ],
            ..bare(at(5, "[\n{"), "spans two lines")
        },
    ];
    let report = report(&documents, findings);
    insta::assert_snapshot!("hostile_full", show("full", &report, LOOK));
    insta::assert_snapshot!("hostile_concise", show("concise", &report, LOOK));
    show("full", &report, Look { width: 1, ..LOOK });
    show("full", &report, Look { colour: true, ..LOOK });
}

#[test]
fn failures() {
    let documents = run_directory();
    let mut report = report(&documents, Vec::new());
    report.failures = vec![
        Failure {
            path: "run/x/conf/source.json".into(),
            message: "is not JSON: unexpected token: }".into(),
            position: Some(Position { line: 3, column: 7 }),
            line: Some("\t\"a\":}".into()),
        },
        Failure { path: "gone\u{1b}.json".into(), message: "no such file".into(), position: None, line: None },
    ];
    report.run.files.failed = 2;
    insta::assert_snapshot!("failures_full", show("full", &report, LOOK));
    insta::assert_snapshot!("failures_concise", show("concise", &report, LOOK));
}

#[test]
fn clean_runs() {
    let documents = run_directory();
    let mut report = report(&documents, Vec::new());
    report.next.clear();
    insta::assert_snapshot!("clean_full", show("full", &report, LOOK));
    insta::assert_snapshot!("clean_concise", show("concise", &report, LOOK));
    report.run.components = ComponentCounts::default();
    report.states = States::default();
    assert!(show("full", &report, LOOK).starts_with("Nothing was checked"));
    report.run.components.store = 1;
    report.summary.ignored = 1;
    assert!(show("full", &report, LOOK).contains("No findings beyond the ignored"));
}

#[test]
fn hundreds_of_like_findings() {
    let text = "{\n\t\"type\":\"STORE_SOURCE\"\n}\n";
    let documents: Vec<_> =
        (0..300).map(|n| document(&format!("run/np_{n:03}-incr_trans-1-0/conf/source.json"), text)).collect();
    let findings = (0..300).map(|n| {
        let component = Some(format!("np_{n:03}-incr_trans-1-0").into());
        let task = Some(format!("np_{n:03}").into());
        let severity = if n == 7 { Severity::Warning } else { Severity::Error };
        Finding {
            subject: Subject { component, task, ..subject() }.into(),
            severity,
            ..finding(place(&documents, n, "{"), "neither dbType nor db_type")
        }
    });
    let report = report(&documents, findings.collect());
    let shown = show("full", &report, LOOK);
    assert!(shown.lines().count() < 360, "{}", shown.lines().count());
    let (head, tail): (Vec<_>, Vec<_>) = shown.lines().enumerate().partition(|(at, _)| *at < 60);
    let head: Vec<_> = head.into_iter().map(|(_, line)| line).collect();
    let tail: Vec<_> = tail.iter().rev().take(14).rev().map(|(_, line)| *line).collect();
    insta::assert_snapshot!("many", [head.join("\n"), "[…]".into(), tail.join("\n")].join("\n"));
    assert!(show("full", &report, Look { verbosity: 1, ..LOOK }).lines().count() > 3000);
}

#[test]
fn json_reports_are_valid() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../schemas/report.v1.schema.json")).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let documents = run_directory();
    let needs_value = Fix {
        tier: Tier::NeedsValue,
        value: None,
        proposal: Some(FixValue::Position(1)),
        edits: Vec::new(),
        ..oracle_fix(&documents)
    };
    let findings = vec![
        missing_db_type(&documents),
        Finding {
            fix: Some(Box::new(needs_value)),
            subject: Subject::default().into(),
            ..finding(place(&documents, 0, "{"), "")
        },
        Finding { severity: Severity::Info, ..finding(Place::RUN, "") },
    ];
    let mut full = report(&documents, findings);
    full.failures = vec![
        Failure { path: "a".into(), message: "b".into(), position: None, line: None },
        Failure { path: "a".into(), message: "b".into(), position: Some(Position { line: 1, column: 1 }), line: None },
    ];
    let mut failed = report(&documents, Vec::new());
    failed.run.from = Some("3.2.1".into());
    failed.run.created_with = Some("3.2.1".into());
    for report in [full, failed] {
        let shown: serde_json::Value = serde_json::from_str(&show("json", &report, LOOK)).unwrap();
        let errors: Vec<_> =
            schema.iter_errors(&shown).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    for broken in [r#"{"schema":"omslint/report/v1"}"#, "[]"] {
        assert!(!schema.is_valid(&serde_json::from_str(broken).unwrap()));
    }
}

/// How a secret may stand in a document, with `@` in its place.
const PLANTS: &[(&str, &str)] = &[
    ("conf/source.json", r#"{"password":"@","x":1}"#),
    ("conf/source.json", r#"{"a":{"b":[{"jdbcPassword" : "@"}]}}"#),
    ("conf/source.json", r#"{"sink.store_password":"@"}"#),
    ("conf/source.json", r#"{"accessKey":["@"],"y":{}}"#),
    ("conf/source.json", r#"{"clients":"[{\"password\":\"@\"}]"}"#),
    ("conf/source.json", r#"{"a":"{\"b\":\"{\\\"TOKEN\\\":\\\"@\\\"}\"}"}"#),
    ("conf/source.json", r#"{"jdbcUrl":"jdbc:oceanbase://user@tenant#cluster:@@10.0.0.1:2883/db?useUnicode=true"}"#),
    ("conf/source.json", r#"{"url":"http://h/p?x=1&password=@&y=2"}"#),
    ("conf/source.json", r#"{"dsn":"Server=h;Pwd=@;Database=d"}"#),
    ("conf/source.json", r#"{"sasl.jaas.config":"PlainLoginModule required username=\"u\" password=\"@\";"}"#),
    ("conf/source.json", r#"{"broken":"{\"password\":\"@\", "}"#),
    ("conf/np_1.yaml", "source:\n  password: '@'\n  x: 1\n"),
    ("conf/np_1.yaml", "source: {x: 1, accessKey: \"@\"}\n"),
    ("conf/np_1.yaml", "source:\n  store_password: @\n"),
    ("conf/np_1.yaml", "source:\n  # password: @\n  type: STORE_SOURCE\n"),
    ("conf/np_1.yaml", "a: &a\n  token: >-\n    @\nb: *a\n"),
    ("conf/crawler.conf", "[mysql2store]\nmaster.user=u\nmaster.password=@\n"),
    ("conf/crawler.conf", "[store]\n#drcServicePwd=@\nport=7100\n"),
    ("conf/checker.conf", "datasource.master.password=@\ntask.type=verify\n"),
    ("conf/checker.conf", "datasource.image.password : @\n"),
    ("conf/checker.conf", "password @\n"),
    ("conf/checker.conf", "datasource={\"secretKey\":\"@\"}\n"),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_secret_gets_out(
        (path, plant) in proptest::sample::select(PLANTS),
        secret in "S3[a-zA-Z0-9!#$%^*_+.~-]{6,16}",
        width in 20_usize..160,
        colour: bool,
        verbosity in -1_i8..=1,
        from in 0_usize..60,
        length in 0_usize..40,
    ) {
        let documents = vec![document(path, &plant.replace('@', "\u{1}").replace("user\u{1}", "user@").replace("\u{1}\u{1}", &format!("{secret}@")).replace('\u{1}', &secret))];
        let text = documents[0].text();
        prop_assert!(text.contains(&secret));
        let from = from.min(text.len());
        let span = Span::new(from, (from + length).min(text.len()));
        let place = Place { document: 0, span };
        // Rules quote what they found; none quotes the value of a secret key, but URLs are quoted.
        let url = documents[0].root().get("jdbcUrl").and_then(|url| url.text()).unwrap_or("");
        let message = format!("the source reads {url}");
        let fix = Fix {
            evidence: vec![Evidence { place: Some(place), says: message.clone().into(), value: None }],
            title: message.clone(),
            proposal: Some(FixValue::Text(message.clone())),
            value: Some(FixValue::Text(message.clone())),
            edits: vec![Edit::insert(0, message.clone())],
            tier: Tier::Unsafe,
            changes: Vec::new(),
        };
        let finding = Finding {
            message: message.clone(),
            help: message.clone().into(),
            related: vec![Label { place, message: message.clone().into() }],
            fix: Some(Box::new(fix)),
            ..finding(place, &message)
        };
        let mut report = report(&documents, vec![finding]);
        report.failures = vec![Failure { path: "x".into(), message: message.clone(), position: None, line: None }];
        report.run.not_checked = vec![NotChecked { what: message.clone(), why: message.clone() }];
        let look = Look { colour, links: colour, width, verbosity, whole_paths: !colour };
        for renderer in render::ALL {
            let shown = show(renderer.name(), &report, look);
            // Markdown and HTML write some signs in another way.
            let plain = shown.replace('\\', "").replace("&#x2f;", "/").replace("&#x27;", "'").replace("&amp;", "&");
            let leaks = shown.contains(&secret) || plain.contains(&secret);
            prop_assert!(!leaks, "{} shows {secret}:\n{shown}", renderer.name());
        }
        report.show_secrets = true;
        let shown = show("json", &report, look);
        prop_assert!(url.is_empty() || shown.contains(&secret));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_place_of_any_text_can_be_shown(
        pieces in proptest::collection::vec(proptest::sample::select(&["a", "密", "\t", "\r", "\n", "\r\n", " ", "e\u{301}", "\u{7f}", "x=1,", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"][..]), 0..60),
        bom: bool,
        spans in proptest::collection::vec((0_usize..400, 0_usize..30), 1..6),
        width in 0_usize..100,
    ) {
        // White space and text around a string, so that the whole text is of the syntax but for what a string refuses.
        let inner: String = pieces.iter().map(|piece| match *piece { "\t" | "\r" | "\n" | "\r\n" => format!("\",{piece}\""), "\u{7f}" => "\u{7f}".into(), piece => piece.into() }).collect();
        let text = format!("{}[\"{inner}\"]", if bom { "\u{feff}" } else { "" });
        let documents = vec![document("a.json", &text)];
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let places: Vec<_> = spans.iter().map(|&(start, length)| Place { document: 0, span: Span::new(boundary(start), boundary(start + length)) }).collect();
        let related = places[1..].iter().map(|&place| Label { place, message: "also here, in a few words".into() }).collect();
        let report = report(&documents, vec![Finding { related, ..finding(places[0], "here") }]);
        for format in ["full", "concise", "json"] {
            let shown = show(format, &report, Look { width, ..LOOK });
            prop_assert!(!shown.contains("Failed to read contents"), "{shown}");
        }
        let narrow = Look { width, ..LOOK };
        let shown = show("full", &report, narrow);
        prop_assert!(shown.contains("here"), "{shown}");
    }
}
