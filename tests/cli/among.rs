//! What stands among components or answers that were read, and was not read itself: an item without its configuration, nothing or an
//! error under the id of a task, a row whose answer is none. It is told by its component or its task, or its file fails; and what
//! else stands there is silent.

use serde_json::{Map, Value, json};

use crate::reading::{HEALTHY, ID, TASK, component};
use crate::scratch::{NOW, Ran, Scratch};

const OTHER: &str = "np_5brk7x2q9c";

/// The text with another task in it.
fn of_task(value: &Value, task: &str) -> Value {
    serde_json::from_str(&value.to_string().replace(TASK, task)).unwrap()
}

/// The four sections of a healthy component.
fn sections() -> Value {
    let files = component(HEALTHY).files().into_iter();
    files.map(|(name, text)| (name.to_owned(), serde_json::from_str(&text).unwrap())).collect::<Map<_, _>>().into()
}

/// An item of an answer.
fn item() -> Value {
    json!({"name": ID, "ip": "10.20.30.11", "identity": TASK, "type": "INCR_TRANS", "status": "RUNNING", "subtopics": ["a"],
        "config": sections()})
}

fn answer() -> Value {
    json!({"success": true, "code": null, "errorDetail": null, "data": {"storeList": [], "incrSyncComponents": [item()]}})
}

/// The other task's item, with this in the place of its configuration.
fn broken(config: &Value) -> Value {
    let mut item = of_task(&item(), OTHER);
    item["config"] = config.clone();
    item
}

fn lines(all: &[Value]) -> String {
    all.iter().map(|one| format!("{one}\n")).collect()
}

fn documents(all: &[Value]) -> String {
    all.iter().map(|one| format!("---\n{}", serde_yaml::to_string(one).unwrap())).collect()
}

/// Checks one file.
fn check(path: &str, text: &str) -> Ran {
    let scratch = Scratch::new();
    scratch.file(path, text);
    scratch.check(&["."])
}

/// Whether the other task is said to be unknown.
fn is_told(ran: &Ran) -> bool {
    let json = ran.json();
    let is_it = |row: &Value| row["task"] == OTHER && row["state"] == "UNKNOWN";
    ran.code == 1
        && ran.findings().contains(&format!("OMS111 {OTHER} -"))
        && json["tasks"].as_array().unwrap().iter().any(is_it)
}

fn is_failed(ran: &Ran) -> bool {
    ran.code == 3 && ran.json()["failures"].as_array().unwrap().len() == 1
}

fn is_ready(ran: &Ran) -> bool {
    ran.code == 0 && ran.json()["failures"] == json!([])
}

#[test]
fn an_item_without_its_configuration_is_told_wherever_it_stands() {
    let other = of_task(&sections(), OTHER);
    let cut = other.to_string()[..200].to_owned();
    let yaml = serde_yaml::to_string(&other).unwrap();
    for config in [
        json!(null),
        json!("@{source=; sink=; coordinator=; condition=}"),
        json!("eyJzb3VyY2UiOnsidHlwZSI6IlNUT1JFX1NPVVJDRSJ9fQ=="),
        json!(cut),
        json!(yaml),
        json!("******"),
        json!([]),
        json!({"error": "timeout"}),
    ] {
        let both = [item(), broken(&config)];
        let id = ID.replace(TASK, OTHER);
        for (path, text) in [
            ("a.json", json!(both).to_string()),
            ("a.jsonl", lines(&both)),
            ("a.yaml", documents(&both)),
            ("a.json", json!({"items": both}).to_string()),
            ("a.json", json!({"data": both}).to_string()),
            ("a.json", json!({ID: both[0], id: both[1]}).to_string()),
            ("a.json", json!({"first": both[0], "second": both[1]}).to_string()),
            ("a.json", json!({"success": true, "data": {"incrSyncComponents": both}}).to_string()),
            ("one.json", both[1].to_string()),
        ] {
            let ran = check(path, &text);
            assert!(is_told(&ran), "{path} {text}: {ran:?}");
        }
    }
    // One that lost the key, too.
    let mut without = broken(&json!(null));
    without.as_object_mut().unwrap().remove("config");
    assert!(is_told(&check("a.json", &json!([item(), without]).to_string())));
    // Whole, and where a copy of it was read.
    let whole = broken(&of_task(&sections(), OTHER));
    assert!(is_ready(&check("a.json", &json!([item(), whole]).to_string())));
    let scratch = Scratch::new();
    scratch.file("a.json", &json!([item(), broken(&json!(null))]).to_string());
    let asked_again = scratch.file("b.json", &whole.to_string());
    // Where it is not known which of them is the newer, it is said.
    assert_eq!(scratch.check(&["."]).json()["summary"]["tasks"]["blocked"], 1);
    let later = std::time::UNIX_EPOCH + std::time::Duration::from_secs(NOW.unsigned_abs() + 60);
    std::fs::File::options().write(true).open(asked_again).unwrap().set_modified(later).unwrap();
    assert!(is_ready(&scratch.check(&["."])), "{:?}", scratch.check(&["."]));
}

#[test]
fn a_store_or_a_checker_whose_configuration_is_none_is_told() {
    let subtopic = "MYSQL_np_a1_sub0-1-0";
    let store = |config: Value| {
        let name = format!("10.20.30.11-7100:{subtopic}:0000000003");
        json!({"name": name, "subtopic": subtopic, "beginCheckpoint": "2026-03-01T00:00:00", "config": config})
    };
    let of = |list: &str, one: Value| json!({"success": true, "data": {list: [one], "incrSyncComponents": [item()]}});
    let flat = json!({"mysql2store.master.timestamp": "1772000000", "mysql2store.subTopic": subtopic});
    let ini = format!("[global]\n[logproxy2store]\nsubTopic={subtopic}\n");
    let broken = [
        json!(ini),
        json!("W2xvZ3Byb3h5MnN0b3JlXQpzdWJUb3BpYz1NWVNRTF9ucF9hMQo="),
        json!(flat.to_string()[..40]),
        json!([ini]),
        json!({"error": "timeout"}),
    ];
    for config in broken {
        let checker = json!({"name": "10.20.30.11-9000:90216:0000000002", "identity": TASK, "config": config});
        let import = json!({"name": ID.replace("incr", "full"), "identity": TASK, "config": config});
        for (list, one) in
            [("storeList", store(config.clone())), ("fullVerifyComponents", checker), ("fullImportComponents", import)]
        {
            for text in [of(list, one.clone()), json!([of(list, one)])] {
                let ran = check("a.json", &text.to_string());
                let states = ran.json()["tasks"].clone();
                assert!(is_failed(&ran) && states[0]["state"] == "UNKNOWN", "{text}: {ran:?}");
            }
        }
    }
    let says = |ran: &Ran| ran.not_checked().join("\n").contains("what Stores say: there is nothing to look at: 10.20");
    for config in [flat.clone(), json!(flat.to_string())] {
        let ran = check("a.json", &of("storeList", store(config)).to_string());
        assert!(is_ready(&ran) && !says(&ran), "{ran:?}");
    }
    // One that says nothing is no failure, and named, unless its directory was read.
    for config in [json!(null), json!(""), json!({})] {
        let ran = check("a.json", &of("storeList", store(config.clone())).to_string());
        assert!(is_ready(&ran) && says(&ran), "{ran:?}");
    }
    let scratch = Scratch::new();
    scratch.file("a.json", &of("storeList", store(json!(null))).to_string());
    let crawler = format!("h/store/10.20.30.11-7100:{subtopic}:0000000003/conf/crawler.conf");
    scratch.file(&crawler, &format!("[mysql2store]\nsubTopic={subtopic}\nmaster.timestamp=1772000000\n"));
    let ran = scratch.check(&["."]);
    assert!(is_ready(&ran) && !says(&ran), "{ran:?}");
}

/// What becomes of one that cannot be had.
fn lost() -> [Value; 7] {
    [
        json!(null),
        json!({"error": "Permission denied"}),
        json!({"success": false, "message": "no such task"}),
        json!({"code": 401, "msg": "not logged in"}),
        json!("Permission denied"),
        json!([]),
        json!({}),
    ]
}

#[test]
fn nothing_under_the_id_of_a_task_or_a_component_is_told() {
    let (id, detail) = (
        ID.replace(TASK, OTHER),
        "[JDBCWriter]\nsrc_type=MYSQL\ntimestamp=1772006400\nsrc_subTopic=p_9_source-000-0\n",
    );
    let detail = json!({"replicator.name": "10.0.0.1-9000:p_9_dest-000-0:0000000031", "replicator.cfg": detail});
    for lost in lost() {
        for text in [
            json!({TASK: sections(), OTHER: lost}),
            json!({ID: sections(), id.as_str(): lost}),
            json!({TASK: item(), OTHER: lost}),
            json!({ID: item(), id.as_str(): lost}),
            json!({TASK: answer(), OTHER: lost}),
            json!({"result": {TASK: answer(), OTHER: lost}}),
            json!({"p_9": detail, OTHER: lost}),
        ] {
            for (path, text) in [("a.json", text.to_string()), ("a.yaml", serde_yaml::to_string(&text).unwrap())] {
                let ran = check(path, &text);
                assert!(is_told(&ran), "{path} {text}: {ran:?}");
            }
        }
    }
    // What stands under the id of a Store decides nothing, and is said.
    let store = "10.20.30.11-7100:MYSQL_np_b2_s-1-0:0000000003";
    assert!(is_failed(&check("a.json", &json!({ID: item(), store: null}).to_string())));
    // Under other keys stands what says nothing of components.
    for (key, beside) in [
        ("note", json!("np_b2 is missing")),
        ("next", json!(null)),
        ("page", json!({"code": 0, "message": "ok"})),
        ("error", json!(null)),
        ("errorDetail", json!({"code": null, "message": null})),
    ] {
        for text in [json!({TASK: sections(), key: beside}), json!({"result": answer(), key: beside})] {
            assert!(is_ready(&check("a.json", &text.to_string())), "{text}: {:?}", check("a.json", &text.to_string()));
        }
    }
    for lost in [json!({"success": false, "message": "x"}), json!({"unreachable": true}), json!(null), json!("timeout")]
    {
        let text = json!({"10.0.0.1": answer(), "10.0.0.2": lost});
        assert!(is_failed(&check("a.json", &text.to_string())), "{:?}", check("a.json", &text.to_string()));
    }
    // A version is no address, and a switch no task.
    let text = json!({"4.2.1": answer(), "4.2.2": null, TASK: answer(), "sync_enabled": true, "p_limit": 3});
    assert!(is_ready(&check("a.json", &text.to_string())), "{:?}", check("a.json", &text.to_string()));
}

#[test]
fn a_row_whose_answer_is_none_is_told_by_its_task() {
    for lost in lost() {
        for all in [
            [json!({"task": TASK, "answer": answer()}), json!({"task": OTHER, "answer": lost})],
            [json!({"project": TASK, "body": item()}), json!({"project": OTHER, "body": lost})],
            [json!({"name": TASK, "out": sections().to_string()}), json!({"name": OTHER, "out": lost})],
            [json!({"task": TASK, "answer": answer()}), json!({"task": OTHER, "exit": 7})],
        ] {
            for (path, text) in [
                ("a.json", json!(all).to_string()),
                ("a.json", json!({"results": all}).to_string()),
                ("a.jsonl", lines(&all)),
                ("a.yaml", documents(&all)),
            ] {
                // One that is a string is read by nobody, so the file fails.
                let ran = check(path, &text);
                assert!(is_told(&ran) || (is_failed(&ran) && all[0].get("out").is_some()), "{path} {text}: {ran:?}");
            }
        }
    }
    // Nobody says whose it is.
    for lost in [json!(null), json!("curl: (28) timed out"), json!({"success": false})] {
        let all = [json!({"host": "a", "answer": answer()}), json!({"host": "b", "answer": lost})];
        assert!(is_failed(&check("a.json", &json!(all).to_string())), "{all:?}");
    }
    let rows = |lost: Value| json!([{"host": "a", "all": [item()]}, {"host": "b", "all": lost}]).to_string();
    assert!(is_failed(&check("a.json", &rows(json!("timeout")))));
    for lost in [json!(null), json!([])] {
        assert!(is_ready(&check("a.json", &rows(lost))));
    }
    // An answer without components, and a task that was read elsewhere.
    let empty = json!({"success": true, "data": {"storeList": null, "incrSyncComponents": []}});
    let all = [json!({"task": TASK, "answer": answer()}), json!({"task": OTHER, "answer": empty})];
    let ran = check("a.jsonl", &lines(&all));
    assert!(is_ready(&ran) && ran.not_checked().join("\n").contains("answers that name no component"), "{ran:?}");
    let scratch = Scratch::new();
    scratch.file("a.json", &json!([all[0], {"task": OTHER, "answer": null}]).to_string());
    scratch.file("b.json", &of_task(&item(), OTHER).to_string());
    assert!(is_ready(&scratch.check(&["."])), "{:?}", scratch.check(&["."]));
}

#[test]
fn what_is_left_of_one_in_a_list_fails_and_what_is_of_others_is_silent() {
    for lost in lost() {
        for first in [sections(), item()] {
            let all = [first, lost.clone()];
            for (path, text) in [("a.json", json!(all).to_string()), ("a.jsonl", lines(&all))] {
                assert!(is_failed(&check(path, &text)), "{path} {text}: {:?}", check(path, &text));
            }
        }
    }
    for (path, text) in [
        // Documents of others, and the mark behind the last one.
        ("a.yaml", documents(&[sections(), json!({"kind": "ConfigMap", "status": {}, "name": "x"})])),
        ("a.yaml", format!("{}---\n", documents(&[sections()]))),
        ("a.yaml", format!("---\n# nothing\n{}---\n# the end\n", documents(&[sections()]))),
        ("a.json", json!([sections(), {"kind": "Job", "error": false, "spec": {"name": "x"}}]).to_string()),
        // What a program logs.
        (
            "a.jsonl",
            lines(&[json!({"level": "INFO", "body": answer()}), json!({"level": "WARN", "error": "x", "task": OTHER})]),
        ),
        // Cells of a notebook, steps of a playbook, and what a browser recorded.
        (
            "a.json",
            json!({"cells": [
                {"cell_type": "code", "outputs": [{"data": {"application/json": answer()}}, {"data": {"text/plain": ["ok"]}}]},
                {"cell_type": "code", "outputs": []},
                {"cell_type": "markdown", "source": ["what it says"]}
            ]})
            .to_string(),
        ),
        (
            "a.json",
            json!({"results": [{"stdout": answer().to_string()}, {"stdout": ""}, {"stdout": "ok"}]}).to_string(),
        ),
        (
            "a.har",
            json!({"log": {"entries": [
                {"response": {"status": 200, "content": {"text": answer().to_string()}}},
                {"response": {"status": 404, "content": {"text": "<html>"}}},
                {"response": {"status": 200, "content": {}}}
            ]}})
            .to_string(),
        ),
    ] {
        let ran = check(path, &text);
        assert!(is_ready(&ran), "{path} {text}: {ran:?}");
    }
}

/// What servers, gateways and programs leave where they were asked for an answer.
fn refused() -> [Value; 6] {
    [
        json!(null),
        json!({"timestamp": "2026-03-10", "status": 404, "error": "Not Found", "path": "/api/v2"}),
        json!({"message": "Unauthorized"}),
        json!({"success": true, "data": null}),
        json!({"success": false, "code": "AUTH", "data": null}),
        json!("curl: (7) Failed to connect to oms-02 port 8089"),
    ]
}

#[test]
fn a_server_from_which_no_answer_came_is_told() {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    for refused in refused() {
        for all in [
            json!([{"host": "oms-01", "result": answer()}, {"host": "oms-02", "result": refused}]),
            json!([{"host": "oms-02", "result": refused}, {"host": "oms-01", "result": answer()}]),
            json!([{"oms": "10.0.0.1:8089", "result": item()}, {"oms": "10.0.0.2:8089", "result": refused}]),
            json!([{"host": "oms-01", "result": text(&answer())}, {"host": "oms-02", "result": text(&refused)}]),
            json!([{"host": "oms-01", "result": text(&answer())}, {"host": "oms-02", "result": refused}]),
            json!({"results": [{"url": "http://oms-a/api/v2", "body": text(&answer())}, {"url": "http://oms-b/api/v2", "body": text(&refused)}]}),
            json!({"10.0.0.1": answer(), "10.0.0.2": refused}),
            json!({"oms-01": answer(), "oms-02": refused}),
            json!({"oms-b.corp": refused, "oms-a.corp": answer()}),
            json!({"10.0.0.1": {"body": answer(), "rc": 0}, "10.0.0.2": {"body": refused, "rc": 0}}),
            json!({"10.0.0.1": {"body": text(&answer())}, "10.0.0.2": {"body": text(&refused)}}),
        ] {
            for (path, text) in [("a.json", all.to_string()), ("a.yaml", serde_yaml::to_string(&all).unwrap())] {
                assert!(is_failed(&check(path, &text)), "{path} {text}: {:?}", check(path, &text));
            }
        }
        // A name of nobody is enough where it can be nothing else.
        let all = json!([{"out": text(&answer())}, {"out": refused}]);
        let is_told =
            refused.is_null() || refused.is_string() || refused["success"] == false || refused["error"].is_string();
        if is_told {
            assert!(is_failed(&check("a.json", &all.to_string())), "{all}");
        }
    }
    // What else a script prints, of one server or of several: nothing was asked that is an answer.
    for (path, text) in [
        (
            "a.json",
            json!([{"host": "a", "cmd": "curl", "out": answer().to_string()}, {"host": "b", "cmd": "uptime", "out": "up"}]),
        ),
        (
            "a.json",
            json!([{"host": "a", "cmd": "curl", "out": answer().to_string()}, {"host": "a", "cmd": "date", "out": ""}]),
        ),
        ("a.json", json!([{"host": "a", "out": answer().to_string()}, {"host": "a", "out": "done"}])),
        (
            "a.json",
            json!([{"call": "Components", "response": answer()}, {"call": "Ping", "response": {"status": "ok"}}]),
        ),
        ("a.json", json!([{"host": "a", "result": answer()}, {"host": "b", "note": "see a"}])),
        ("a.json", json!({"answer.json": answer(), "readme.json": null})),
        ("a.json", json!({"oms-01": answer(), "oms-02": {"region": "cn", "nodes": [1]}})),
        ("a.json", json!({"4.2.1": answer(), "4.2.2": {"message": "not installed"}})),
        ("a.json", json!({"oms-01": answer(), "status": {"message": "done"}})),
    ] {
        let ran = check(path, &text.to_string());
        assert!(is_ready(&ran), "{path} {text}: {ran:?}");
    }
    let flat = "source.type=STORE_SOURCE\nsource.dbType=MYSQL\nsource.clients=[{\"clientId\":\"a\",\"subtopic\":\"MYSQL_np_a1_b-1-0\"}]\n\
        source.checkpoint={\"a\":\"1773000000\"}\nsink.type=JDBC_SINK\njob.type=nightly\njob.dbType=\njob.clients=3\n";
    assert!(is_ready(&check("a.properties", flat)), "{:?}", check("a.properties", flat));
    // Nothing in a list may be all that there is: it is no failure, and said.
    for emptied in [json!(null), json!([])] {
        for all in [
            json!([{"ip": "10.0.0.1", "components": [item()]}, {"ip": "10.0.0.2", "components": emptied}]),
            json!([{"ip": "10.0.0.1", "components": json!([item()]).to_string()}, {"ip": "10.0.0.2", "components": "[]"}]),
        ] {
            let ran = check("a.json", &all.to_string());
            assert!(
                is_ready(&ran) && ran.not_checked().join("\n").contains("answers that name no component"),
                "{ran:?}"
            );
        }
    }
    let cells = json!({"cells": [{"cell_type": "code", "outputs": [{"data": answer()}]}, {"cell_type": "code", "outputs": []}]});
    let ran = check("a.json", &cells.to_string());
    assert!(is_ready(&ran) && !ran.not_checked().join("\n").contains("no component"), "{ran:?}");
}

/// Whether what stands in this file makes a leftover of the directory of a parallel lane, which lacks its type.
fn replaces(path: &str, text: &str) -> bool {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(r#","checkpoint":"{\"MYSQL_np_a1_sub0-1-0\":\"1773000000\"}""#));
    scratch.file(path, text);
    let ran = scratch.check(&["."]);
    let found = ran.json()["findings"].as_array().unwrap().clone();
    found.iter().find(|one| one["code"] == "OMS101").unwrap()["severity"] == "info"
}

#[test]
fn a_line_is_an_item_and_only_a_list_is_one() {
    let text = item().to_string().replace("incr_trans-1-0:0000000005", "incr_trans-2-0:0000000020");
    let lane: Value = serde_json::from_str(&text).unwrap();
    for (path, text) in [
        ("a.jsonl", format!("{lane}\n")),
        ("a.ndjson", format!("{lane}\n{lane}\n")),
        ("a.json", lane.to_string()),
        ("a.json", format!("{lane}\n{lane}\n")),
        ("a.yaml", documents(std::slice::from_ref(&lane))),
        ("a.yaml", documents(&[lane.clone(), lane.clone()])),
        ("a.json", json!({"a": lane, "b": {"c": lane}}).to_string()),
        // Rows of what somebody looked at, one by one.
        ("a.json", json!([{"task": TASK, "component": lane}]).to_string()),
        ("a.json", json!({"rows": [{"host": "oms-01", "data": lane}, {"host": "oms-02", "data": lane}]}).to_string()),
        ("a.json", json!([{"task": TASK, "component": lane.to_string()}]).to_string()),
        ("a.yaml", serde_yaml::to_string(&json!([{"task": TASK, "found": {"component": lane}}])).unwrap()),
        ("a.json", json!({"data": {"storeList": [], "incrSyncComponents": null, "seen": lane}}).to_string()),
    ] {
        assert!(!replaces(path, &text), "{path} {text}");
    }
    let answer = json!({"success": true, "data": {"incrSyncComponents": [lane]}});
    for (path, text) in [
        ("a.json", json!([lane]).to_string()),
        ("a.jsonl", format!("{}\n", json!([lane]))),
        ("a.yaml", serde_yaml::to_string(&json!([lane])).unwrap()),
        ("a.json", json!({"items": [lane]}).to_string()),
        ("a.json", json!([{"task": TASK, "components": [lane]}]).to_string()),
        ("a.json", json!([{"task": TASK, "answer": answer}]).to_string()),
        ("a.json", json!([{"task": TASK, "answer": answer.to_string()}]).to_string()),
        ("a.json", json!([answer]).to_string()),
        ("a.json", json!([[lane]]).to_string()),
        ("a.json", json!({"data": {"IncrSyncComponents": {lane["name"].as_str().unwrap(): lane}}}).to_string()),
        ("a.jsonl", format!("{answer}\n{answer}\n")),
        ("a.json", answer.to_string()),
    ] {
        assert!(replaces(path, &text), "{path} {text}");
    }
}

#[test]
fn an_empty_document_of_yaml_among_answers_is_none() {
    let other = of_task(&answer(), OTHER);
    let (one, both) = (documents(std::slice::from_ref(&answer())), documents(&[answer(), other]));
    for text in [
        format!("{one}---\n"),
        format!("{both}---\n# the end\n"),
        format!("---\n{both}"),
        format!("# nothing\n---\n# yet\n{both}...\n---\n"),
        format!("{one}---\n---\n{one}"),
    ] {
        let ran = check("a.yaml", &text);
        assert!(is_ready(&ran), "{text}: {ran:?}");
    }
    for lost in ["null", "~", "\"\"", "timeout", "{}"] {
        let ran = check("a.yaml", &format!("{both}---\n{lost}\n"));
        assert!(is_failed(&ran), "{lost}: {ran:?}");
    }
}

#[test]
fn an_answer_without_components_is_the_same_wherever_it_stands() {
    let empty = |success: bool| json!({"success": success, "data": {"storeList": null, "incrSyncComponents": []}});
    let all = |empty: Value| {
        [
            json!({TASK: answer(), OTHER: empty}),
            json!({"result": {TASK: answer(), OTHER: {"body": empty, "rc": 0}}}),
            json!([{TASK: answer()}, {OTHER: empty}]),
            json!([{"task": TASK, "answer": answer()}, {"task": OTHER, "answer": empty}]),
            json!([answer(), empty]),
            json!({"10.0.0.1": answer(), "10.0.0.2": empty}),
            json!({"answers": {TASK: answer(), OTHER: empty}, "errors": {TASK: null, OTHER: null}}),
        ]
    };
    for text in all(empty(true)) {
        let ran = check("a.json", &text.to_string());
        let said = ran.not_checked().join("\n");
        assert!(is_ready(&ran) && said.matches("answers that name no component").count() == 1, "{text}: {ran:?}");
    }
    // One of a call that failed is no answer.
    for text in all(empty(false)) {
        let ran = check("a.json", &text.to_string());
        let said = ran.not_checked().join("\n");
        assert!((is_told(&ran) || is_failed(&ran)) && !said.contains("name no component"), "{text}: {ran:?}");
    }
    assert!(is_failed(&check("a.json", &empty(false).to_string())));
}

#[test]
fn objects_of_one_key_are_entries_of_one() {
    let forms = |all: &[Value]| {
        [
            ("a.json", json!(all).to_string()),
            ("a.json", json!({"results": all}).to_string()),
            ("a.jsonl", lines(all)),
            ("a.yaml", documents(all)),
        ]
    };
    for lost in lost() {
        for read in [answer(), item()] {
            for (path, text) in forms(&[json!({TASK: read}), json!({OTHER: lost})]) {
                assert!(is_told(&check(path, &text)), "{path} {text}: {:?}", check(path, &text));
            }
        }
    }
    for (one, other) in [("10.0.0.1", "10.0.0.2"), ("oms-01", "oms-02"), ("oms-a.corp", "oms-b.corp")] {
        for lost in refused() {
            for (path, text) in forms(&[json!({other: lost}), json!({one: answer()})]) {
                assert!(is_failed(&check(path, &text)), "{path} {text}: {:?}", check(path, &text));
            }
        }
    }
    // What others keep so, and what is no task and no server.
    for all in [
        [json!({TASK: answer()}), json!({"note": "np_b2 is missing"})],
        [json!({TASK: answer()}), json!({"10.0.0.2": null})],
        [json!({TASK: answer()}), json!({"sync_enabled": true})],
        [json!({TASK: answer()}), json!({"done": {"success": false}})],
        [json!({"answer": answer()}), json!({"next": null})],
        [json!({"answer": answer()}), json!({OTHER: null})],
        [json!({"4.2.1": answer()}), json!({"4.2.2": null})],
        [json!({"answer1.json": answer()}), json!({"readme.json": null})],
        [json!({TASK: answer()}), json!({OTHER: of_task(&answer(), OTHER)})],
        [json!({"10.0.0.1": answer()}), json!({"10.0.0.2": of_task(&answer(), OTHER)})],
        [json!({"oms-01": answer()}), json!({"oms-02": {"region": "cn", "nodes": [1]}})],
    ] {
        for (path, text) in forms(&all) {
            assert!(is_ready(&check(path, &text)), "{path} {text}: {:?}", check(path, &text));
        }
    }
}

#[test]
fn a_row_of_a_server_that_says_that_it_failed_is_told() {
    for (well, failed) in [
        (json!({"status": "ok"}), json!({"status": "failed"})),
        (json!({"status": "OK", "seconds": 1}), json!({"status": "TIMEOUT", "seconds": 30})),
        (json!({"ok": true}), json!({"ok": false})),
        (json!({"code": 200}), json!({"code": 502})),
        (json!({"status_code": 200}), json!({"status_code": "404", "message": "Not Found"})),
        (json!({}), json!({"ok": false})),
    ] {
        let with = |mut row: Value, more: &Value| {
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            row
        };
        for read in [answer(), item(), json!([item()]), json!(answer().to_string())] {
            let one = with(json!({"server": "10.0.0.1", "answer": read}), &well);
            for all in [
                json!([one, with(json!({"server": "10.0.0.2"}), &failed)]),
                json!({"rows": [with(json!({"server": "10.0.0.2"}), &failed), one]}),
                json!({"10.0.0.1": one, "10.0.0.2": failed}),
            ] {
                assert!(
                    is_failed(&check("a.json", &all.to_string())),
                    "{all}: {:?}",
                    check("a.json", &all.to_string())
                );
            }
            // It went well, it is the same server, something else was asked, or more is told than of the call.
            for other in [
                with(json!({"server": "10.0.0.2"}), &well),
                with(json!({"server": "10.0.0.1"}), &failed),
                with(json!({"server": "10.0.0.2", "action": "ping"}), &failed),
                with(json!({"server": "10.0.0.2", "service": "mysql"}), &failed),
                with(json!({"server": "10.0.0.2", "disk": {"size": 1}}), &failed),
                json!({"server": "10.0.0.2", "status": "standby"}),
                json!({"server": "10.0.0.2", "code": 0}),
            ] {
                let all = json!([one, other]);
                assert!(is_ready(&check("a.json", &all.to_string())), "{all}: {:?}", check("a.json", &all.to_string()));
            }
        }
    }
    // What the row that was read says, too, is not said of the call.
    let all = json!([{"server": "10.0.0.1", "answer": answer(), "ok": false}, {"server": "10.0.0.2", "ok": false}]);
    assert!(is_ready(&check("a.json", &all.to_string())));
}

#[test]
fn what_failed_is_told_where_it_is_kept_apart_from_the_answers() {
    let rows = json!([{"task": TASK, "answer": answer()}]);
    for all in [
        json!({"answers": {TASK: answer()}, "errors": {OTHER: "timeout"}}),
        json!({"answers": {TASK: answer()}, "Errors": {OTHER: {"success": false}}}),
        json!({"answers": {TASK: answer()}, "failed": {OTHER: null}}),
        json!({"answers": {TASK: answer()}, "failed": [OTHER]}),
        json!({"out": {"ok": {TASK: item()}, "failures": {OTHER: {"code": 500, "message": "x"}}}}),
        json!({"answers": rows, "errors": [{"task": OTHER, "error": "timeout"}]}),
    ] {
        let ran = check("a.json", &all.to_string());
        assert!(is_told(&ran), "{all}: {ran:?}");
    }
    for (one, other) in [("10.0.0.1", "10.0.0.2"), ("oms-01", "oms-02")] {
        let all = json!({"answers": {one: answer()}, "errors": {other: "curl: (7) Failed to connect"}});
        assert!(is_failed(&check("a.json", &all.to_string())), "{all}");
    }
    for (key, failed) in [
        ("errors", json!(null)),
        ("errors", json!({})),
        ("failed", json!([])),
        ("failed", json!(0)),
        ("failures", json!({"count": 0})),
        // None, or how many there were.
        ("errors", json!({TASK: null, OTHER: null})),
        ("errors", json!({TASK: 0, OTHER: 3})),
        ("errors", json!({OTHER: {"count": 0}})),
        ("errors", json!({OTHER: ""})),
        // Those of what was read, and of others.
        ("errors", json!({TASK: "retried"})),
        ("failed", json!([TASK])),
        ("errors", json!({"10.0.0.9": "replica lag", "sync_log": "full"})),
        ("errors", json!([{"message": "field is deprecated"}])),
        ("failures", json!(["disk", "10.0.0.9"])),
        ("notes", json!({OTHER: "finished in March"})),
    ] {
        for all in [json!({"answers": {TASK: answer()}, key: failed}), json!({"answers": rows, key: failed})] {
            let ran = check("a.json", &all.to_string());
            assert!(is_ready(&ran), "{all}: {ran:?}");
        }
    }
}
