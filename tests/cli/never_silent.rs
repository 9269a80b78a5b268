//! The law of recognition: whatever people hand over, no broken component passes in silence. A site is made by chance, some of
//! its components broken, and written in the shapes, names, wrappers, encodings and archives in which people have it in hand;
//! then each broken component is found by its task, or its file is named as one that failed or was not checked.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::scratch::Scratch;

/// So many sites are made: each is one run.
const SITES: u64 = 60;

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn of<'o, T>(&mut self, all: &'o [T]) -> &'o T {
        &all[self.below(all.len())]
    }
}

#[derive(Clone)]
struct Component {
    task: String,
    id: String,
    has_type: bool,
    has_checkpoint: bool,
    /// A value that no encoding but those of Chinese writes in one way.
    note: &'static str,
}

impl Component {
    fn by_chance(chance: &mut Chance, number: usize) -> Self {
        let task = format!("{}{}{number}x", chance.of(&["np_q", "np_full", "np_", "np_incr"]), chance.below(900) + 100);
        let id = format!("10.20.30.1{}-9000:connector_v2:{task}-incr_trans-1-0:{number:010}", chance.below(3));
        let (has_type, has_checkpoint) = *chance.of(&[(true, true), (false, true), (true, false), (false, false)]);
        Self { task, id, has_type, has_checkpoint, note: "" }
    }

    fn is_broken(&self) -> bool {
        !(self.has_type && self.has_checkpoint)
    }

    fn source(&self) -> Value {
        let subtopic = format!("MYSQL_{}_s-1-0", self.task);
        let mut source = json!({"type": "STORE_SOURCE", "clients": [{"clientId": subtopic, "subtopic": subtopic,
            "clusterManagerUrl": "http://10.20.30.9:8088"}], "username": format!("reader{}", self.note)});
        if self.has_type {
            source["dbType"] = json!("MYSQL");
        }
        if self.has_checkpoint {
            source["checkpoint"] = json!({ subtopic: "1773000000" });
        }
        source
    }

    fn sections(&self) -> Map<String, Value> {
        let coordinator = json!({"taskIdentity": self.task, "sourceType": "MYSQL", "sinkType": "OB_MYSQL",
            "connectorJvmParam": "-Xmx1g"});
        let sink = json!({"type": "JDBC_SINK", "boosterClass": "com.oceanbase.oms.connector.jdbc.sink.obmysql.OBMySQLJDBCSinkBooster"});
        let all = json!({"source": self.source(), "sink": sink, "coordinator": coordinator,
            "condition": {"whiteCondition": [{"name": "db"}]}});
        all.as_object().unwrap().clone()
    }

    fn item(&self) -> Value {
        json!({"name": self.id, "ip": "10.20.30.11", "identity": self.task, "type": "INCR_TRANS", "config": self.sections()})
    }

    /// The keys with their sections in front.
    fn flat(&self) -> Map<String, Value> {
        let sections = self.sections().into_iter();
        let keys = sections.flat_map(|(name, section)| {
            let entries: Vec<_> = section.as_object().unwrap().clone().into_iter().collect();
            entries.into_iter().map(move |(key, value)| {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                (format!("{name}.{key}"), json!(text))
            })
        });
        keys.collect()
    }
}

/// Some components, and the files that they are written to, each with its path.
struct Written {
    components: Vec<Component>,
    files: Vec<(String, Vec<u8>)>,
    /// How, for a message.
    how: String,
}

fn text(chance: &mut Chance, value: &Value) -> String {
    if chance.below(2) == 0 { value.to_string() } else { serde_json::to_string_pretty(value).unwrap() }
}

fn answer(lists: &Value) -> Value {
    json!({"success": true, "code": null, "errorDetail": null, "data": lists})
}

/// The text of a document that holds all of them, and the endings under which people keep such.
fn document(chance: &mut Chance, all: &[Component]) -> (String, &'static [&'static str], String) {
    const JSON: &[&str] = &["json", "JSON", "txt", "log", "json.bak", "conf", "", "out"];
    const LINES: &[&str] = &["jsonl", "ndjson", "json", "txt", "log", ""];
    let list =
        |key: &str| answer(&json!({"storeList": null, key: all.iter().map(Component::item).collect::<Vec<_>>()}));
    let each = || all.iter().map(|one| answer(&json!({"incrSyncComponents": [one.item()], "storeList": []})));
    let items: Vec<Value> = all.iter().map(Component::item).collect();
    let sections: Vec<Value> = all.iter().map(|one| Value::Object(one.sections())).collect();
    let keyed = |values: Vec<Value>| all.iter().map(|one| one.task.clone()).zip(values).collect::<Map<_, _>>();
    let lines = |values: &mut dyn Iterator<Item = Value>| values.map(|value| format!("{value}\n")).collect::<String>();
    let way = chance.below(18);
    let (value, how) = match way {
        0 => (list("incrSyncComponents"), "an answer"),
        1 => (list("IncrSyncComponents"), "an answer as the cloud spells it"),
        2 => (json!(each().collect::<Vec<_>>()), "answers in a list"),
        3 => (Value::Object(keyed(each().collect())), "answers under their tasks"),
        4 => (json!({"result": list("incrSyncComponents")}), "a wrapper"),
        5 => (json!({"Response": {"Data": list("incrSyncComponents")["data"]}}), "wrappers of the cloud"),
        6 => (list("incrSyncComponents")["data"].clone(), "data alone"),
        7 => (json!({"incrSyncComponents": items}), "a list alone, under its name"),
        8 => (json!(items), "items in a list"),
        9 => (json!({"body": list("incrSyncComponents").to_string()}), "an answer as text"),
        10 => (json!(sections), "sectioned documents in a list"),
        11 => return (lines(&mut each()), LINES, "answers one a line".into()),
        12 => return (lines(&mut sections.into_iter()), LINES, "sectioned documents one a line".into()),
        13 => {
            let documents = sections.iter().map(|one| format!("---\n{}", serde_yaml::to_string(one).unwrap()));
            return (documents.collect(), &["yaml", "yml", "txt", ""], "YAML documents".into());
        }
        14 => {
            let values = each().map(|one| serde_json::to_string_pretty(&one).unwrap());
            return (values.collect::<Vec<_>>().join("\n"), JSON, "answers one behind the other".into());
        }
        15 => (json!({"data": {"incrSyncComponents": keyed(items)}}), "items under their tasks"),
        16 => (json!({"code": 0, "data": each().collect::<Vec<_>>()}), "answers in data"),
        _ => (Value::Object(keyed(sections)), "sectioned documents under their tasks"),
    };
    (text(chance, &value), JSON, how.into())
}

/// The files of one component alone.
fn alone(chance: &mut Chance, one: &Component, at: &str) -> (Vec<(String, String)>, String) {
    let named = |name: &str| format!("{at}/{name}");
    let separator = ["_", "%3A", "-", "\u{f03a}"][chance.below(4)];
    let renamed = one.id.replace(':', separator);
    match chance.below(7) {
        0 => {
            let file = |(name, section): (String, Value)| {
                let text = serde_json::to_string_pretty(&section).unwrap();
                (named(&format!("10.20.30.11/run/{renamed}/conf/{name}.json")), text)
            };
            (one.sections().into_iter().map(file).collect(), "a run directory".into())
        }
        1 => {
            let files = one.sections().into_iter();
            let file =
                |(name, section): (String, Value)| (named(&format!("{}_{name}.json", one.task)), section.to_string());
            (files.map(file).collect(), "files named by task and section".into())
        }
        2 => (
            vec![(named(&format!("{renamed}.json")), text(chance, &Value::Object(one.sections())))],
            "a document".into(),
        ),
        3 => {
            let yaml = serde_yaml::to_string(&one.sections()).unwrap();
            (vec![(named(&format!("{}.yaml", one.task)), yaml)], "a document of YAML".into())
        }
        4 => {
            (vec![(named(&format!("{}.json", one.task)), text(chance, &Value::Object(one.flat())))], "flat keys".into())
        }
        5 => {
            let line = |(key, value): (String, Value)| format!("{key}={}\n", value.as_str().unwrap());
            let text = one.flat().into_iter().map(line).collect();
            (vec![(named(&format!("{}.properties", one.task)), text)], "properties".into())
        }
        _ => (vec![(named(&format!("{}.json", one.task)), text(chance, &one.item()))], "an item".into()),
    }
}

/// The bytes of a text in some encoding.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    match encoding {
        "BOM" => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
        "UTF-16LE" => [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
        "UTF-16BE" => [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
        "UTF-16LE without a mark" => wide(u16::to_le_bytes),
        // Of the two characters in the notes.
        "GBK" => {
            let parts = text.split("中文").map(|part| part.as_bytes().to_vec());
            parts.collect::<Vec<_>>().join(&b"\xd6\xd0\xce\xc4"[..])
        }
        _ => text.as_bytes().to_vec(),
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The files in an archive of that name.
fn archived(name: &str, files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        archive.append_data(&mut header, path, bytes.as_slice()).unwrap();
    }
    let bytes = archive.into_inner().unwrap();
    vec![(name.to_owned(), if name.ends_with("gz") { packed(&bytes) } else { bytes })]
}

fn write(chance: &mut Chance, number: usize, mut components: Vec<Component>) -> Written {
    let encoding = *chance.of(&[
        "UTF-8",
        "UTF-8",
        "UTF-8",
        "UTF-8",
        "BOM",
        "UTF-16LE",
        "UTF-16BE",
        "UTF-16LE without a mark",
        "GBK",
    ]);
    if encoding == "GBK" {
        components.iter_mut().for_each(|one| one.note = "中文");
    }
    let at = format!("{}{number}", chance.of(&["u", "export/host", "2026-03-10/node "]));
    let (files, how) = match components.as_slice() {
        [one] if chance.below(3) > 0 => alone(chance, one, &at),
        all => {
            let (text, endings, how) = document(chance, all);
            let ending = chance.of(endings);
            let dot = if ending.is_empty() { "" } else { "." };
            (vec![(format!("{at}/all{dot}{ending}"), text)], format!("{how} .{ending}"))
        }
    };
    let files = files.into_iter().map(|(path, text)| (path, encoded(&text, encoding))).collect::<Vec<_>>();
    let (files, packing) = match chance.below(8) {
        0 => (files.iter().map(|(path, bytes)| (format!("{path}.gz"), packed(bytes))).collect(), "gzip"),
        1 => (archived(&format!("{at}.tar"), &files), "tar"),
        2 => (archived(&format!("{at}.tgz"), &files), "tgz"),
        _ => (files, "plain"),
    };
    Written { components, files, how: format!("{how}, {encoding}, {packing}") }
}

/// What is wrong with what a run said of these components.
fn silences(report: &Value, code: i32, written: &Written) -> Vec<String> {
    let texts = |value: &Value, key: &str| -> Vec<String> {
        value.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap_or("").to_owned()).collect()
    };
    let (failures, open) = (texts(&report["failures"], "path"), texts(&report["run"]["notChecked"], "why"));
    let is_said = written.files.iter().any(|(path, _)| {
        failures.iter().any(|failed| failed.starts_with(path.as_str()))
            || open.iter().any(|why| why.contains(path.as_str()))
    });
    let found = |rule: &str, one: &Component| {
        let mut all = report["findings"].as_array().unwrap().iter();
        all.any(|finding| finding["code"] == rule && finding["task"] == one.task.as_str())
    };
    let mut wrong = Vec::new();
    for one in &written.components {
        let says = |what: &str| format!("{what} of {} ({}) in {}", one.task, written.how, written.files[0].0);
        for (rule, is_missing) in [("OMS101", !one.has_type), ("OMS102", !one.has_checkpoint)] {
            if is_missing && !found(rule, one) && !found("OMS111", one) && !is_said {
                wrong.push(says(&format!("{rule} is silent")));
            }
            if !is_missing && found(rule, one) {
                wrong.push(says(&format!("{rule} is a false alarm")));
            }
        }
        if one.is_broken() && code == 0 && !is_said {
            wrong.push(says("the end is green in spite"));
        }
        // What is in UTF-8 and under a name of a configuration is no reason to give up.
        let is_plain = [", UTF-8, plain", ", BOM, plain"].iter().any(|end| written.how.ends_with(end));
        if is_plain && is_said {
            wrong.push(says("the reading"));
        }
    }
    wrong
}

/// What is wrong with what is said of a site, and the ways in which it was written.
fn of_site(seed: u64) -> (Vec<String>, Vec<String>) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let scratch = Scratch::new();
    let mut site = Vec::new();
    let mut components = 0;
    for number in 0..5 {
        let count = *chance.of(&[1, 1, 2, 3]);
        let some = (0..count).map(|n| Component::by_chance(&mut chance, components + n)).collect();
        components += count;
        site.push(write(&mut chance, number, some));
    }
    for (path, bytes) in site.iter().flat_map(|written| &written.files) {
        fs::write(scratch.file(&format!("in/{path}"), ""), bytes).unwrap();
    }
    let ran = scratch.run_in("in", &["check", ".", "-f", "json", "-j", "1"]);
    let report = ran.json();
    let silences = site.iter().flat_map(|written| silences(&report, ran.code, written));
    (silences.map(|what| format!("site {seed}: {what}")).collect(), site.iter().map(|one| one.how.clone()).collect())
}

#[test]
fn no_broken_component_passes_in_silence() {
    let said: Vec<(Vec<String>, Vec<String>)> = (1..=SITES).into_par_iter().map(of_site).collect();
    let wrong: Vec<&String> = said.iter().flat_map(|(wrong, _)| wrong).collect();
    let ways: BTreeSet<&String> = said.iter().flat_map(|(_, ways)| ways).collect();
    let wrong: Vec<&str> = wrong.into_iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {SITES} sites:\n{}", wrong.len(), wrong.join("\n"));
    assert!(ways.len() > 100, "so many ways to hand something over were tried: {}", ways.len());
}
