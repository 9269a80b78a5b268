//! `cm.sh` against a small HTTP server that records the calls: their order and bodies, what is skipped, the reading
//! back, the stop at the first mismatch, and the way back. It needs bash and curl, and says so where they are missing.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::{Arc, Mutex};

use crate::site::{JDBC, Said, Site, has, has_loopback, said, source};
use serde_json::Value;

/// What the server remembers.
#[derive(Default)]
struct Memory {
    /// `POST /path?query body`, decoded.
    calls: Vec<String>,
    /// Component and key to value.
    values: BTreeMap<(String, String), String>,
    /// Takes updates without keeping them.
    forgets: bool,
    /// Answers that a call failed, for a path that contains this.
    refuses: Option<String>,
    /// Does what is asked, and gives no answer, for a path that contains this.
    hangs: Option<String>,
    /// Gives this answer for a path that contains the first.
    says: Option<(String, String)>,
}

struct Manager {
    address: String,
    memory: Arc<Mutex<Memory>>,
}

impl Manager {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let memory = Arc::new(Mutex::new(Memory::default()));
        let shared = Arc::clone(&memory);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &shared);
            }
        });
        Self { address, memory }
    }

    fn take_calls(&self) -> Vec<String> {
        std::mem::take(&mut self.memory.lock().unwrap().calls)
    }

    fn set(&self, component: &str, key: &str, value: &str) {
        self.memory.lock().unwrap().values.insert((component.into(), key.into()), value.into());
    }

    fn get(&self, component: &str, key: &str) -> Option<String> {
        self.memory.lock().unwrap().values.get(&(component.to_owned(), key.to_owned())).cloned()
    }
}

fn answer(mut stream: TcpStream, memory: &Mutex<Memory>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    reader.read_line(&mut head).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(number) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    let target = head.split(' ').nth(1).unwrap_or("/").to_owned();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = pairs(query);
    let mut memory = memory.lock().unwrap();
    let reply = if path == "/value" {
        memory.values.get(&(query["name"].clone(), query["key"].clone())).cloned().unwrap_or_default()
    } else {
        let shown: Vec<_> = query.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let is_form = path.ends_with("ByName");
        let form = if is_form { pairs(&body) } else { BTreeMap::new() };
        let sent = if is_form { format!("{form:?}") } else { body.clone() };
        memory.calls.push(format!("{} {} {sent}", path, shown.join("&")).trim().to_owned());
        keep(&mut memory, path, &query, &form, &body);
        if memory.hangs.as_ref().is_some_and(|part| path.contains(part)) {
            drop(memory);
            std::thread::sleep(std::time::Duration::from_millis(1500));
            return;
        }
        let fails = memory.refuses.as_ref().is_some_and(|part| path.contains(part));
        match memory.says.as_ref().filter(|(part, _)| path.contains(part)) {
            Some((_, says)) => says.clone(),
            None => format!("{{\"isSuccess\": {}, \"errMsg\": null}}", !fails),
        }
    };
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{reply}", reply.len()).unwrap();
}

fn keep(
    memory: &mut Memory,
    path: &str,
    query: &BTreeMap<String, String>,
    form: &BTreeMap<String, String>,
    body: &str,
) {
    if !path.contains("update") || memory.forgets {
        return;
    }
    if path.ends_with("ByName") {
        for (key, value) in form.iter().filter(|(key, _)| key.starts_with("source.")) {
            memory.values.insert((form["taskName"].clone(), key.clone()), value.clone());
        }
        return;
    }
    let name = &query["taskName"];
    if let Some(key) = query.get("deleteParams") {
        memory.values.remove(&(name.clone(), key.clone()));
    }
    let json: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"));
    for (key, value) in json["source"].as_object().into_iter().flatten() {
        let value = value.as_str().expect("values are strings").to_owned();
        memory.values.insert((name.clone(), format!("source.{key}")), value);
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(key), decoded(value))
    };
    text.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                out.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
                at += 2;
            }
            b'+' => out.push(b' '),
            byte => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap()
}

/// Every character that a shell, a URL or JSON could trip over, but `/` and NUL, which no directory has.
const ODD: &str = r#"np_o'd d"$(touch pwned)`touch pwned`;&|<>*?[]{}#%+=!\密"#;

fn id(task: &str, connector: &str) -> String {
    format!("10.20.30.11-9000:{connector}:{task}-incr_trans-1-0:0000000005")
}

/// An export with a connector v2, one with odd characters in its id, and a Light-Connector, and the folder planned.
fn planned() -> Option<(Site, Manager)> {
    if !(has("bash") && has("curl")) {
        return None;
    }
    if !has_loopback() {
        return None;
    }
    let site = Site::new();
    for (task, connector) in [("np_a1", "connector_v2"), (ODD, "connector_v2"), ("np_light", "connector")] {
        let subtopic = "ORACLE_np_s_x-1-0";
        let more = format!(",\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}");
        let folder = format!("site/run/{}", id(task, connector));
        site.component(&folder, &source(subtopic, &more), JDBC, "\t\"sourceType\":\"ORACLE\"");
    }
    let said = site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let manager = Manager::start();
    // How the operator reads a value back is the operator's; here it is a call of the test's own.
    site.write(
        "read.sh",
        &format!(
            "#!/bin/sh\nexec curl --silent --noproxy '*' --get --data-urlencode \"name=$1\" --data-urlencode \"key=$2\" {}/value\n",
            manager.address
        ),
    );
    std::fs::set_permissions(site.at("read.sh"), std::fs::Permissions::from_mode(0o700)).unwrap();
    Some((site, manager))
}

fn cm(site: &Site, manager: &Manager, arguments: &[&str]) -> Said {
    cm_of("up", site, manager, arguments)
}

fn cm_of(folder: &str, site: &Site, manager: &Manager, arguments: &[&str]) -> Said {
    cm_as(folder, site, manager, arguments, &[])
}

fn cm_as(folder: &str, site: &Site, manager: &Manager, arguments: &[&str], more: &[(&str, &str)]) -> Said {
    let output = Command::new("bash")
        .arg(format!("{folder}/cm.sh"))
        .args(arguments)
        .current_dir(site.path())
        .env("CM_ADDRESS", format!("{}/", manager.address))
        .env("CM_READ", site.at("read.sh"))
        .env("CM_PAUSE", "0")
        .env("CM_TIMEOUT", "1")
        .env_remove("CM_MANAGER")
        .envs(more.iter().copied())
        .output()
        .unwrap();
    said(&output)
}

#[test]
fn it_sends_nothing_unless_told_to() {
    let Some((site, manager)) = planned() else { return };
    let said = cm(&site, &manager, &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("{\"source\":{\"dbType\":\"ORACLE\"}}") && said.out.contains("Dry run"), "{}", said.out);
    assert_eq!(said.out.matches("  POST ").count(), 9, "{}", said.out);
    assert!(manager.take_calls().is_empty());
    for arguments in [&["--apply"][..], &["--rollback"], &["--apply", "np_other"], &["--what"], &["--pull-back"]] {
        assert_eq!(cm(&site, &manager, arguments).code, 2, "{arguments:?}");
    }
    let without = |name: &str| {
        let mut command = Command::new("bash");
        command.args(["up/cm.sh", "--apply", "--all"]).current_dir(site.path());
        command.env("CM_ADDRESS", &manager.address).env("CM_READ", site.at("read.sh")).env_remove(name);
        crate::site::said(&command.output().unwrap())
    };
    for name in ["CM_ADDRESS", "CM_READ"] {
        let said = without(name);
        assert!(said.code == 2 && said.err.contains(name), "{}", said.err);
    }
    assert!(manager.take_calls().is_empty());
}

/// Whether there is a Chinese character in a text.
fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}') && !ODD.contains(c))
}

#[test]
fn in_chinese_it_makes_the_same_calls_and_its_comments_are_chinese() {
    let Some((site, manager)) = planned() else { return };
    let said = site.run(&["plan", "site", "-o", "zh", "--lang", "zh"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let script = site.read("zh/cm.sh");
    let is_prose = |line: &&str| {
        let words = line.trim().strip_prefix("# ").unwrap_or_default();
        let is_usage = words.starts_with(' ') || words.starts_with("shellcheck") || words.starts_with("np_");
        !words.is_empty() && !is_usage
    };
    for line in script.lines().filter(is_prose).filter(|line| !line.contains("checkpoint：")) {
        assert!(has_chinese(line), "{line}");
    }
    if has("shellcheck") {
        let checked = Command::new("shellcheck").arg(site.at("zh/cm.sh")).output().unwrap();
        assert!(checked.status.success(), "{}", crate::site::said(&checked).out);
    }
    let commands: [&[&str]; 6] = [
        &[],
        &["--apply", "--all"],
        &["--apply", "--all"],
        &["--rollback", "np_a1"],
        &["--apply", "--pull-back", "np_a1", "np_a1"],
        &["--apply", "np_other"],
    ];
    let run = |folder: &str| {
        let mut calls = Vec::new();
        for arguments in commands {
            let said = cm_of(folder, &site, &manager, arguments);
            assert_eq!(has_chinese(&format!("{}{}", said.out, said.err)), folder == "zh", "{}{}", said.out, said.err);
            calls.push((said.code, manager.take_calls()));
        }
        calls
    };
    let english = run("up");
    manager.memory.lock().unwrap().values.clear();
    assert_eq!(english, run("zh"));
}

/// Without a program that reads back, a person looks in the console: before each component, and after it.
#[test]
fn without_a_reader_a_person_confirms() {
    let Some((site, manager)) = planned() else { return };
    let task = site
        .read("up/cm.sh")
        .lines()
        .find_map(|line| Some(line.strip_prefix("  '")?.trim_end_matches('\'').to_owned()));
    let task = task.unwrap();
    let answers = |answers: &str| {
        let mut command = Command::new("bash");
        command.args(["up/cm.sh", "--apply", &task]).current_dir(site.path());
        command.env("CM_ADDRESS", &manager.address).env("CM_PAUSE", "0").env_remove("CM_READ");
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), answers.as_bytes()).unwrap();
        crate::site::said(&child.wait_with_output().unwrap())
    };
    // Neither as exported nor as it should be: nothing is sent.
    let said = answers("no\nno\n");
    assert!(said.code == 1 && said.err.contains("nothing was sent"), "{}{}", said.out, said.err);
    assert!(manager.take_calls().is_empty());
    // There already.
    let said = answers("yes\n");
    assert!(said.code == 0 && said.out.contains("already there"), "{}{}", said.out, said.err);
    assert!(manager.take_calls().is_empty());
    // Not read back: it stays stopped, and that is said.
    let said = answers("no\nyes\nno\n");
    assert!(said.code == 1 && said.err.contains("still stopped"), "{}{}", said.out, said.err);
    assert_eq!(manager.take_calls().len(), 2);
    std::fs::remove_file(site.at("up/cm.stopped")).unwrap();
    let said = answers("no\nyes\nyes\n");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.err.contains("Look in the console"), "{}", said.err);
    assert_eq!(manager.take_calls().len(), 3);
}

#[test]
fn it_stops_updates_reads_back_and_resumes_one_task_at_a_time() {
    let Some((site, manager)) = planned() else { return };
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let name = id("np_a1", "connector_v2");
    assert_eq!(
        manager.take_calls(),
        [
            format!("/connector/task/v2/stop taskName={name}"),
            format!("/connector/task/v2/update taskName={name} {{\"source\":{{\"dbType\":\"ORACLE\"}}}}"),
            format!("/connector/task/v2/resume taskName={name}"),
        ]
    );
    assert!(said.out.contains("read back"), "{}", said.out);
    // A second time there is nothing to do.
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 0 && said.out.contains("already there, skipped"), "{}", said.out);
    assert!(manager.take_calls().is_empty());
    // And back, which is the state before.
    let said = cm(&site, &manager, &["--rollback", "np_a1"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(
        manager.take_calls(),
        [
            format!("/connector/task/v2/stop taskName={name}"),
            format!("/connector/task/v2/update deleteParams=source.dbType&taskName={name} {{}}"),
            format!("/connector/task/v2/resume taskName={name}"),
        ]
    );
    assert_eq!(manager.get(&name, "source.dbType"), None);
    assert!(cm(&site, &manager, &["--rollback", "np_a1"]).out.contains("as it was, skipped"));
}

#[test]
fn every_odd_character_arrives_as_it_is() {
    let Some((site, manager)) = planned() else { return };
    let task = site.read("up/report.json");
    let task: Value = serde_json::from_str(&task).unwrap();
    let ids: Vec<_> =
        task["findings"].as_array().unwrap().iter().map(|f| f["component"].as_str().unwrap().to_owned()).collect();
    let name = id(ODD, "connector_v2");
    assert!(ids.contains(&name), "{ids:?}");
    let said = cm(&site, &manager, &["--apply", "--all"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(manager.get(&name, "source.dbType").as_deref(), Some("ORACLE"));
    assert!(!site.at("pwned").exists() && !site.at("up/pwned").exists());
    assert_eq!(manager.take_calls().len(), 9);
    assert!(cm(&site, &manager, &["--rollback", ODD]).code == 0);
}

#[test]
fn light_connectors_have_calls_of_their_own() {
    let Some((site, manager)) = planned() else { return };
    assert_eq!(cm(&site, &manager, &["--apply", "np_light"]).code, 0);
    let name = id("np_light", "connector");
    assert_eq!(
        manager.take_calls(),
        [
            format!("/connector/task/stopByName  {{\"taskName\": \"{name}\"}}"),
            format!("/connector/task/updateByName  {{\"source.dbType\": \"ORACLE\", \"taskName\": \"{name}\"}}"),
            format!("/connector/task/startByName  {{\"taskName\": \"{name}\"}}"),
        ]
    );
    let said = cm(&site, &manager, &["--rollback", "np_light"]);
    assert!(said.code == 1 && said.out.contains("no call is known"), "{}{}", said.out, said.err);
    assert!(manager.take_calls().is_empty(), "and nothing is stopped for it");
}

/// No call takes the key of a Light-Connector away: that is said, and all others are taken back.
#[test]
fn the_way_back_goes_past_a_light_connector() {
    let Some((site, manager)) = planned() else { return };
    let light = id("np_light", "connector");
    for is_entered in [false, true] {
        if is_entered {
            manager.set(&light, "source.dbType", "ORACLE");
        }
        for task in ["np_a1", ODD] {
            manager.set(&id(task, "connector_v2"), "source.dbType", "ORACLE");
        }
        let said = cm(&site, &manager, &["--rollback", "--all"]);
        assert_eq!(said.code, i32::from(is_entered), "{}{}", said.out, said.err);
        for task in ["np_a1", ODD] {
            assert_eq!(manager.get(&id(task, "connector_v2"), "source.dbType"), None, "{is_entered}");
        }
        assert!(!manager.take_calls().join("\n").contains("ByName"), "nothing is stopped for it");
        let not_done = format!("cm.sh: not done:\n  np_light: {light}\n");
        assert_eq!(said.err.contains(&not_done), is_entered, "{}", said.err);
        let was = "np_light: 10.20.30.11-9000:connector:np_light-incr_trans-1-0:0000000005\n  as it was, skipped";
        assert_eq!(said.out.contains(was), !is_entered, "{}", said.out);
    }
}

/// Whoever sees that one component of a task is done takes the task for done.
#[test]
fn a_part_of_a_task_without_a_call_is_named() {
    let Some((site, manager)) = planned() else { return };
    let subtopic = "ORACLE_np_s_y-1-0";
    let lane = format!(
        "source:\n  type: STORE_SOURCE\n  clients: [{{clientId: {subtopic}, subtopic: {subtopic}}}]\n  checkpoint: {{{subtopic}: \"1773000000\"}}\n\
         sink: {{type: JDBC_SINK}}\ncoordinator: {{taskIdentity: np_a1, sourceType: ORACLE}}\ncondition: {{}}\n"
    );
    site.write("site/lane2.yaml", &lane);
    assert_eq!(site.run(&["plan", "site", "-o", "up"]).code, 1);
    let part = "np_a1: site/lane2.yaml: no call: the id of its component is not known";
    let dry = cm(&site, &manager, &["np_a1"]);
    assert!(dry.code == 0 && dry.out.contains(part), "{}", dry.out);
    assert!(!cm(&site, &manager, &["np_light"]).out.contains("no call"));
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 1 && said.err.contains("cm.sh: not done:\n  np_a1: site/lane2.yaml\n"), "{}", said.err);
    assert_eq!(manager.get(&id("np_a1", "connector_v2"), "source.dbType").as_deref(), Some("ORACLE"));
    // Among all it is told, as tasks without a call are; nothing of it is taken back.
    let all = cm(&site, &manager, &["--apply", "--all"]);
    assert!(all.code == 0 && all.out.contains(part), "{}{}", all.out, all.err);
    let back = cm(&site, &manager, &["--rollback", "np_a1"]);
    assert!(back.code == 0 && !back.out.contains("no call"), "{}{}", back.out, back.err);
    // What is no key of the source, or not known, has none either.
    for (more, why) in [("", "its values are guessed"), (",\n\t\"checkpoint\":\"\"", "a value of it is not known")] {
        site.write("site/lane2.yaml", "");
        let folder = format!("site/run/{}", id("np_a1", "connector_v2").replace("1-0:", "2-0:"));
        let guessed = "DB2_LUW_np_a1_z-1-0";
        let position = format!(",\n\t\"checkpoint\":{{\"{guessed}\":\"1773000000\"}}");
        let more = if more.is_empty() { position.as_str() } else { more };
        site.component(&folder, &source(guessed, more), JDBC, "");
        assert_eq!(site.run(&["plan", "site", "-o", "up"]).code, 1);
        let dry = cm(&site, &manager, &["np_a1"]);
        assert!(dry.out.contains(&format!("2-0:0000000005: no call: {why}")), "{why}: {}", dry.out);
    }
}

/// HTTP 200 is no success: a page of a proxy says so, too.
#[test]
fn an_answer_that_does_not_say_success_is_none() {
    let Some((site, manager)) = planned() else { return };
    let name = id("np_a1", "connector_v2");
    let unclear = [
        "<html><body>login</body></html>",
        "<html><script>var x = {\"success\":true}</script></html>",
        "",
        "OK",
        "{}",
        "{\"code\":\"200\",\"message\":\"ok\"}",
        "{\"success\":null}",
        "{\"success\":\"unknown\"}",
        "{\"message\":\"\\\"success\\\":true was asked\"}",
        "{\"unsuccess\":true}",
    ];
    let refused =
        ["{\"Success\":False}", "{ \"IsSuccess\" :\n\"FALSE\" }", "{\"success\":true,\"data\":{\"isSuccess\":false}}"];
    let done = [
        "{\"isSuccess\":true}",
        "{\"Success\": True, \"Data\": {}}",
        "\n{\n\t\"SUCCESS\" : \"true\"\n}\n",
        "{\"data\":null,\"is_success\":true}",
        "{\"Data\":{\"Success\":true}}",
    ];
    let clean = |value: Option<&str>| {
        let mut memory = manager.memory.lock().unwrap();
        memory.values.clear();
        memory.says = None;
        memory.calls.clear();
        drop(memory);
        let _ = std::fs::remove_file(site.at("up/cm.stopped"));
        value.into_iter().for_each(|value| manager.set(&name, "source.dbType", value));
    };
    for (mode, before) in [("--apply", None), ("--rollback", Some("ORACLE"))] {
        for (answers, words) in
            [(&unclear[..], "cannot tell whether this was done"), (&refused, "refused"), (&done, "")]
        {
            for answer in answers {
                clean(before);
                manager.memory.lock().unwrap().says = Some(("resume".into(), (*answer).into()));
                let said = cm(&site, &manager, &[mode, "np_a1"]);
                let is_done = words.is_empty();
                let what = format!("{mode} {answer}: {}{}", said.out, said.err);
                assert_eq!(said.code, i32::from(!is_done), "{what}");
                assert_eq!(site.at("up/cm.stopped").exists(), !is_done, "{what}");
                assert!(said.err.contains(words) && (is_done || said.err.contains(&name)), "{what}");
                // The second run does not pass it over.
                manager.memory.lock().unwrap().says = None;
                manager.take_calls();
                assert_eq!(cm(&site, &manager, &[mode, "np_a1"]).code, 0, "{what}");
                assert_eq!(manager.take_calls().len(), usize::from(!is_done), "{what}");
            }
        }
    }
    // So it is with every call: nothing goes on from there.
    for (step, calls) in [("stop", 1), ("update", 2)] {
        clean(None);
        manager.memory.lock().unwrap().says = Some((step.into(), String::new()));
        let said = cm(&site, &manager, &["--apply", "--all"]);
        assert!(said.code == 1 && said.err.contains("does not say success"), "{step}: {}", said.err);
        assert_eq!(manager.take_calls().len(), calls, "{step}");
        assert!(site.at("up/cm.stopped").exists(), "{step}");
    }
}

#[test]
fn it_stops_at_the_first_mismatch() {
    let Some((site, manager)) = planned() else { return };
    let name = id("np_a1", "connector_v2");
    // Somebody entered another value.
    manager.set(&name, "source.dbType", "MYSQL");
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 1 && said.err.contains("somebody changed it"), "{}", said.err);
    assert!(manager.take_calls().is_empty(), "nothing was sent");
    assert_eq!(cm(&site, &manager, &["--rollback", "np_a1"]).code, 1);
    manager.memory.lock().unwrap().values.clear();
    // The update is not kept: no resume, no further task, and the last line says what stands still.
    manager.memory.lock().unwrap().forgets = true;
    let said = cm(&site, &manager, &["--apply", "--all"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("still stopped: ") && said.err.contains("read back"), "{}", said.err);
    let calls = manager.take_calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    // A call that is refused.
    manager.memory.lock().unwrap().forgets = false;
    manager.memory.lock().unwrap().refuses = Some("stop".into());
    let said = cm(&site, &manager, &["--apply", "--all"]);
    assert!(said.code == 1 && said.err.contains("refused"), "{}", said.err);
    assert_eq!(manager.take_calls().len(), 1);
    // Nobody there.
    let output = Command::new("bash")
        .args(["up/cm.sh", "--apply", "--all"])
        .current_dir(site.path())
        .env("CM_ADDRESS", "http://127.0.0.1:1")
        .env("CM_READ", "true")
        .output()
        .unwrap();
    assert_eq!(crate::site::said(&output).code, 1);
}

#[test]
fn a_checkpoint_goes_back_only_where_a_person_asks_for_it() {
    if !(has("bash") && has("curl")) {
        return;
    }
    let site = Site::new();
    let subtopic = "ORACLE_np_s_x-1-0";
    let folder = format!("site/run/{}", id("np_a1", "connector_v2"));
    site.component(&folder, &source(subtopic, ""), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&["plan", "site", "-o", "up", "--checkpoint", "1773000000"]);
    let Some((_, manager)) = planned() else { return };
    let reader = format!(
        "#!/bin/sh\nexec curl --silent --noproxy '*' --get --data-urlencode \"name=$1\" --data-urlencode \"key=$2\" {}/value\n",
        manager.address
    );
    site.write("read.sh", &reader);
    std::fs::set_permissions(site.at("read.sh"), std::fs::Permissions::from_mode(0o700)).unwrap();
    let resumed = |calls: &[String]| calls.last().unwrap().clone();
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 0 && said.out.contains("--pull-back"), "{}{}", said.out, said.err);
    let calls = manager.take_calls();
    assert!(!resumed(&calls).contains("pullBackFlag"), "{calls:?}");
    let body: Value =
        serde_json::from_str(calls[1].split_once(" {").map(|(_, rest)| format!("{{{rest}")).unwrap().as_str()).unwrap();
    assert_eq!(body["source"]["checkpoint"], format!("{{\"{subtopic}\":\"1773000000\"}}"));
    assert_eq!(cm(&site, &manager, &["--rollback", "np_a1"]).code, 0);
    manager.take_calls();
    assert_eq!(cm(&site, &manager, &["--apply", "--pull-back", "np_a1", "np_a1"]).code, 0);
    assert!(resumed(&manager.take_calls()).starts_with("/connector/task/v2/resume pullBackFlag=true&taskName="));
}

/// Whatever step fails, and however: a second run leaves nothing stopped in silence.
#[test]
fn a_component_that_an_earlier_run_left_stopped_is_resumed() {
    let Some((site, manager)) = planned() else { return };
    let name = id("np_a1", "connector_v2");
    let is_resumed = |calls: &[String]| calls.last().is_some_and(|call| call.contains("/v2/resume"));
    for mode in ["--apply", "--rollback"] {
        for step in ["stop", "update", "resume"] {
            for hangs in [false, true] {
                let what = format!("{mode} {step} {hangs}");
                manager.memory.lock().unwrap().values.clear();
                if mode == "--rollback" {
                    manager.set(&name, "source.dbType", "ORACLE");
                }
                let set = |part: Option<&str>| {
                    let mut memory = manager.memory.lock().unwrap();
                    let part = part.map(str::to_owned);
                    if hangs { memory.hangs = part } else { memory.refuses = part }
                };
                set(Some(step));
                let said = cm(&site, &manager, &[mode, "np_a1"]);
                assert_eq!(said.code, 1, "{what}: {}{}", said.out, said.err);
                let words = if step == "stop" { "perhaps stopped: " } else { "still stopped: " };
                assert!(said.err.contains(words), "{what}: {}", said.err);
                assert!(site.at("up/cm.stopped").exists(), "{what}");
                // A dry run tells of it, too.
                assert!(cm(&site, &manager, &[]).err.contains("left stopped"), "{what}");
                manager.take_calls();
                set(None);
                let said = cm(&site, &manager, &[mode, "np_a1"]);
                assert_eq!(said.code, 0, "{what}: {}{}", said.out, said.err);
                assert!(is_resumed(&manager.take_calls()), "{what}: {}", said.out);
                assert!(!site.at("up/cm.stopped").exists(), "{what}");
                // And that was all: a third run has nothing to do.
                let said = cm(&site, &manager, &[mode, "np_a1"]);
                assert!(said.code == 0 && manager.take_calls().is_empty(), "{what}: {}", said.out);
            }
        }
    }
    // One that is not in this run is not forgotten: the run ends with 1.
    manager.memory.lock().unwrap().values.clear();
    manager.memory.lock().unwrap().refuses = Some("resume".into());
    cm(&site, &manager, &["--apply", "np_a1"]);
    manager.memory.lock().unwrap().refuses = None;
    let said = cm(&site, &manager, &["--apply", "np_light"]);
    assert!(said.code == 1 && said.err.contains("left stopped") && said.err.contains("np_a1"), "{}", said.err);
}

/// A Light-Connector goes on where it was, unless it is told not to.
#[test]
fn a_light_connector_with_another_position_is_started_without_resuming() {
    if !(has("bash") && has("curl")) {
        return;
    }
    let site = Site::new();
    let folder = format!("site/run/{}", id("np_light", "connector"));
    site.component(&folder, &source("ORACLE_np_s_x-1-0", ""), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&["plan", "site", "-o", "up", "--checkpoint", "1773000000"]);
    let said = Command::new("bash").arg("up/cm.sh").current_dir(site.path()).output().unwrap();
    let said = crate::site::said(&said);
    let start = said.out.lines().find(|line| line.contains("startByName")).unwrap();
    assert!(start.ends_with("resume=false"), "{}", said.out);
    // So is one whose position stands under a key of its own.
    let dotted = ",\n\t\"checkpoint.ORACLE_np_s_x-1-0\":\"\"";
    site.component(&folder, &source("ORACLE_np_s_x-1-0", dotted), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&["plan", "site", "-o", "up", "--checkpoint", "1773000000"]);
    let said = crate::site::said(&Command::new("bash").arg("up/cm.sh").current_dir(site.path()).output().unwrap());
    assert!(said.out.contains("source.checkpoint.ORACLE_np_s_x-1-0=1773000000"), "{}", said.out);
    let start = said.out.lines().find(|line| line.contains("startByName")).unwrap();
    assert!(start.ends_with("resume=false"), "{}", said.out);
}

/// A Cluster Manager keeps maps in an order of its own.
#[test]
fn the_pairs_of_a_map_are_read_back_in_any_order() {
    let Some((site, manager)) = planned() else { return };
    let clients = ["ORACLE_np_s_x-1-0", "ORACLE_np_s_y-1-0"];
    let items = clients.map(|name| format!("{{\"clientId\":\"{name}\",\"subtopic\":\"{name}\"}}")).join(",");
    let text = format!("\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{items}]");
    let name = id("np_a1", "connector_v2");
    site.component(&format!("site/run/{name}"), &text, JDBC, "\t\"sourceType\":\"ORACLE\"");
    let given = format!(
        "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = {{ \"{}\" = 1773000000, \"{}\" = 1773000001 }}\n",
        clients[0], clients[1]
    );
    site.write("v.toml", &given);
    assert_eq!(site.run(&["plan", "site", "-o", "up", "--values", "v.toml"]).code, 1);
    manager.set(&name, "source.dbType", "ORACLE");
    let kept = |first: i64| format!("{{\"{}\": \"1773000001\", \"{}\": \"{first}\"}}", clients[1], clients[0]);
    manager.set(&name, "source.checkpoint", &kept(1_773_000_000));
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 0 && said.out.contains("already there, skipped"), "{}{}", said.out, said.err);
    manager.set(&name, "source.checkpoint", &kept(1_773_000_009));
    let said = cm(&site, &manager, &["--apply", "np_a1"]);
    assert!(said.code == 1 && said.err.contains("somebody changed it"), "{}{}", said.out, said.err);
}

/// Ids are names of directories, which may hold anything.
#[test]
fn nothing_of_an_id_steers_the_terminal() {
    if !has("bash") {
        return;
    }
    let site = Site::new();
    let task = "np_a1\u{1b}[31m\u{9b}2J\u{202e}x";
    let subtopic = "ORACLE_np_s_x-1-0";
    let more = format!(",\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}");
    let folder = format!("site/run/{}", id(task, "connector_v2"));
    site.component(&folder, &source(subtopic, &more), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&["plan", "site", "-o", "up"]);
    assert!(site.read("up/cm.sh").contains("update") && site.read("up/cm.sh").contains("dbType"));
    for arguments in [&[][..], &["np_nobody\u{1b}[31m"]] {
        let said = Command::new("bash").arg("up/cm.sh").args(arguments).current_dir(site.path()).output().unwrap();
        let said = crate::site::said(&said);
        let all = format!("{}{}", said.out, said.err);
        assert!(!all.contains(['\u{1b}', '\u{9b}', '\u{202e}']) && all.contains("np_"), "{all:?}");
    }
}

/// Two regions have a Cluster Manager each: no call goes to the one of another region.
#[test]
fn what_is_of_another_cluster_manager_is_skipped() {
    let Some((site, manager)) = planned() else { return };
    let own = manager.address.strip_prefix("http://").unwrap();
    let lane = |task: &str, lane: u32, url: &str| {
        let subtopic = format!("ORACLE_{task}_x-1-0");
        let url = if url.is_empty() { String::new() } else { format!(",\"clusterManagerUrl\":\"{url}\"") };
        let members = format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\"{url}}}],\n\t\
             \"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}"
        );
        let id = id(task, "connector_v2").replace("trans-1-0", &format!("trans-{lane}-0"));
        site.component(&format!("regions/run/{id}"), &members, JDBC, "\t\"sourceType\":\"ORACLE\"");
    };
    let of = |task: &str, url: &str| lane(task, 1, url);
    // One names a second address of the same Cluster Manager, and one that second address alone.
    of("np_one", &format!("HTTP://{own}/"));
    of("np_list", &format!("http://{own},http://10.0.0.2:8088"));
    of("np_second", "http://10.0.0.2:8088");
    let run = |name: &str, is_own: bool| {
        site.run(&["plan", "regions", "-o", name]);
        let said = cm_of(name, &site, &manager, &["--apply", "--all"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        let calls = manager.take_calls().join("\n");
        for task in ["np_one", "np_list", "np_second"] {
            assert_eq!(calls.contains(task), is_own, "{task}: {calls}{}", said.out);
        }
        (calls, said.out, site.read(&format!("{name}/runbook.md")))
    };
    let (_, out, runbook) = run("one", true);
    assert!(!out.contains("skipped: CM_ADDRESS") && !runbook.contains("Cluster Managers"), "{out}{runbook}");
    for task in ["np_one", "np_list", "np_second"] {
        site.run(&["plan", "regions", "-o", "one"]);
        cm_of("one", &site, &manager, &["--rollback", task]);
    }
    manager.take_calls();
    of("np_region", "http://10.9.0.1:8088");
    of("np_unnamed", "");
    let (calls, out, _) = run("two", true);
    assert!(!calls.contains("np_region") && !calls.contains("np_unnamed"), "{calls}");
    assert!(out.contains("skipped: CM_ADDRESS is not the address of its Cluster Manager, 10.9.0.1:8088"), "{out}");
    // One of which nothing says whose it is is no call of any run, and not what begins, wherever it stands in the alphabet.
    let why = "no call: the plan is of several Cluster Managers, and its clients name none";
    assert!(out.contains(&format!("np_unnamed: {why}")) && !out.contains("np_unnamed: 10"), "{out}");
    cm_of("two", &site, &manager, &["--rollback", "--all"]);
    manager.take_calls();
    of("np_first", "");
    lane("np_one", 2, "");
    let (calls, out, runbook) = run("two", true);
    assert!(!calls.contains("np_first") && !calls.contains("np_one-incr_trans-2-0"), "{calls}");
    assert!(out.contains(&format!("np_first: {why}")), "{out}");
    let other = id("np_one", "connector_v2").replace("trans-1-0", "trans-2-0");
    assert!(out.contains(&format!("np_one: {other}: {why}")), "{out}");
    assert!(!out.contains("does not name") && runbook.contains("`./cm.sh --apply np_"), "{runbook}");
    for canary in ["--apply np_first", "--apply np_unnamed", "--apply np_one`"] {
        assert!(!runbook.contains(canary), "{canary}: {runbook}");
    }
    let said = cm_of("two", &site, &manager, &["--apply", "np_unnamed"]);
    assert!(said.code == 2 && said.err.contains("its clients name none"), "{}", said.err);
    assert!(manager.take_calls().is_empty());
    std::fs::remove_dir_all(site.at(&format!("regions/run/{other}"))).unwrap();
    std::fs::remove_dir_all(site.at(&format!("regions/run/{}", id("np_first", "connector_v2")))).unwrap();
    assert!(runbook.contains("of 2 Cluster Managers: run it once for each"), "{runbook}");
    // The way back is as careful.
    let said = cm_of("two", &site, &manager, &["--rollback", "--all"]);
    let calls = manager.take_calls().join("\n");
    assert!(said.code == 0 && calls.contains("np_one") && !calls.contains("np_region"), "{calls}{}", said.err);
    // Where all are of one, its address may be another name for it.
    for task in ["np_one", "np_list", "np_second", "np_unnamed"] {
        std::fs::remove_dir_all(site.at(&format!("regions/run/{}", id(task, "connector_v2")))).unwrap();
    }
    site.run(&["plan", "regions", "-o", "three"]);
    cm_of("three", &site, &manager, &["--apply", "--all"]);
    assert!(manager.take_calls().join("\n").contains("np_region"));
}

/// A run in which what was asked for was not done does not end with 0, and a VIP can be said to stand for a Cluster Manager.
#[test]
fn what_was_asked_for_and_skipped_is_an_error() {
    let Some((site, manager)) = planned() else { return };
    for (task, address) in [("np_one", "10.0.0.2:8088"), ("np_two", "10.9.0.1:8088")] {
        let subtopic = format!("ORACLE_{task}_x-1-0");
        let members = format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\",\
             \"clusterManagerUrl\":\"http://{address}\"}}],\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}"
        );
        let folder = format!("regions/run/{}", id(task, "connector_v2"));
        site.component(&folder, &members, JDBC, "\t\"sourceType\":\"ORACLE\"");
    }
    site.run(&["plan", "regions", "-o", "two"]);
    let run = |arguments: &[&str], more: &[(&str, &str)]| cm_as("two", &site, &manager, arguments, more);
    for mode in ["--apply", "--rollback"] {
        for tasks in [&["--all"][..], &["np_one"], &["np_one", "np_two"]] {
            let said = run(&[&[mode], tasks].concat(), &[]);
            assert!(said.code == 1 && manager.take_calls().is_empty(), "{mode} {tasks:?}: {}", said.out);
            assert!(said.err.contains("CM_MANAGER") && said.err.contains("not done:\n  np_one: "), "{}", said.err);
        }
    }
    // A dry run sends nothing, and shows what would be skipped.
    let said = run(&[], &[]);
    assert!(said.code == 0 && said.out.contains("np_one: ") && said.err.is_empty(), "{}{}", said.out, said.err);
    // The VIP of one of them.
    let vip = [("CM_MANAGER", "HTTP://10.9.0.1:8088/")];
    let said = run(&["--apply", "--all"], &vip);
    let calls = manager.take_calls().join("\n");
    assert!(said.code == 0 && calls.contains("np_two") && !calls.contains("np_one"), "{calls}{}", said.err);
    assert!(said.out.contains("np_one: ") && said.out.contains("skipped: CM_ADDRESS"), "{}", said.out);
    // One that was named is an error, whatever else was done.
    let said = run(&["--rollback", "np_one", "np_two"], &vip);
    assert!(said.code == 1 && said.err.contains("not done:\n  np_one: "), "{}", said.err);
    assert!(!said.err.contains("  np_two: ") && manager.take_calls().len() == 3, "{}", said.err);
    // What makes no sense is said before anything is sent.
    let said = run(&["--apply", "--all"], &[("CM_MANAGER", "10.9.0.1")]);
    assert!(said.code == 2 && said.err.contains("10.0.0.2:8088 10.9.0.1:8088"), "{}", said.err);
    let both = [("CM_ADDRESS", "http://10.0.0.2:8088"), ("CM_MANAGER", "10.9.0.1:8088")];
    let said = run(&["--apply", "--all"], &both);
    assert!(said.code == 2 && said.err.contains("another Cluster Manager of this plan: 10.0.0.2:8088"), "{}", said.err);
    assert!(manager.take_calls().is_empty());
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !has("shellcheck") {
        return;
    }
    let Some((site, _)) = planned() else { return };
    let output = Command::new("shellcheck").arg(site.at("up/cm.sh")).output().unwrap();
    assert!(output.status.success(), "{}", said(&output).out);
    // A script without any call is a script too.
    site.run(&["plan", "site/run", "-o", "none", "--select", "OMS301"]);
    let output = Command::new("shellcheck").arg(site.at("none/cm.sh")).output().unwrap();
    assert!(output.status.success(), "{}", said(&output).out);
    assert!(Command::new("bash").arg(site.at("none/cm.sh")).status().unwrap().success());
}
