//! `omslint plan` from the outside: the state of every task, what the folder holds and what it must not hold, and that
//! a second run shows what is left. Also the scenarios of an upgrade weekend that stand on `check` and `fix`.

use std::path::Path;

use crate::site::{JDBC, KAFKA, Site, copy, has, source};
use serde_json::Value;

fn folder(server: &str, task: &str, what: &str, sequence: u32) -> String {
    format!("site/10.20.30.{server}/run/10.20.30.{server}-9000:connector_v2:{task}-{what}-1-0:{sequence:010}")
}

fn checkpoint(subtopic: &str) -> String {
    format!(",\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}")
}

/// The words behind a task in the table of the runbook: its state and the rest. Tasks that are READY stand in one list
/// below it.
fn row(runbook: &str, task: &str) -> (String, String) {
    let ready = runbook.lines().find(|line| line.starts_with("**READY, "));
    if ready.is_some_and(|ready| ready.contains(&format!("`{task}`"))) {
        return ("READY".to_owned(), String::new());
    }
    let line = runbook.lines().find(|line| line.starts_with(&format!("| `{task}` |")));
    let line = line.unwrap_or_else(|| panic!("{task} is not in the table:\n{runbook}"));
    let cells: Vec<_> = line.split(" | ").collect();
    (cells[1].to_owned(), cells[2..].join(" | "))
}

fn files_below(directory: &Path) -> Vec<(String, String)> {
    let mut open = vec![directory.to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Scenario (a): three Kafka tasks: DDL on without dbType, DDL unknown, clean.
#[test]
fn will_break_may_break_and_clean() {
    let site = Site::new();
    for (number, (task, more)) in
        [("np_on", ",\n\t\"ignoreDdl\":\"false\""), ("np_unknown", ""), ("np_clean", ",\n\t\"dbType\":\"MYSQL\"")]
            .iter()
            .enumerate()
    {
        let subtopic = format!("MYSQL_{task}_x-1-0");
        let more = format!("{}{more}", checkpoint(&subtopic));
        let place = folder("11", task, "incr_trans", number as u32 + 1);
        site.component(&place, &source(&subtopic, &more), KAFKA, "\t\"taskName\":\"x\"");
    }
    let said = site.run(&["check", "site", "-f", "concise"]);
    assert_eq!(said.code, 1);
    let lines: Vec<_> = said.out.lines().filter(|line| line.contains("[OMS101]")).collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(lines.iter().any(|line| line.contains("np_on") && line.contains("will not run")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("np_unknown") && line.contains("may not run")), "{lines:?}");
    let json = site.json(&["check", "site", "-f", "json"]);
    let clean: Vec<_> = json["findings"].as_array().unwrap().iter().filter(|f| f["task"] == "np_clean").collect();
    assert!(clean.iter().all(|f| f["severity"] == "info"), "{clean:#?}");
}

/// Scenario (b): a MySQL Full-Import settles the forward component, and never the reverse one.
#[test]
fn the_reverse_component_never_takes_the_forward_type() {
    let site = Site::new();
    let full = "\t\"type\":\"DATAFLOW_SOURCE\",\n\t\"dbType\":\"MYSQL\"";
    site.component(&folder("11", "np_b", "full_trans", 1), full, JDBC, "\t\"taskName\":\"x\"");
    let (forward, reverse) = (folder("11", "np_b", "incr_trans", 2), folder("11", "np_b", "reverse_incr_trans", 3));
    let subtopics = ["MYSQL_np_b_x-1-0", "OB_MYSQL_np_b_y-1-0"];
    site.component(&forward, &source(subtopics[0], &checkpoint(subtopics[0])), JDBC, "\t\"taskName\":\"x\"");
    site.component(&reverse, &source(subtopics[1], &checkpoint(subtopics[1])), JDBC, "\t\"taskName\":\"x\"");
    let said = site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(site.read(&format!("up/fixed/{forward}/conf/source.json")).contains("\"dbType\":\"MYSQL\""));
    assert!(!site.at(&format!("up/fixed/{reverse}")).exists());
    // What only the prefix says is in the table of its server, marked.
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("`OB_MYSQL` | ") && runbook.contains("**guessed**: confirm first"), "{runbook}");
    let bodies = files_below(&site.at("up/update-incr-sync"));
    assert_eq!(bodies.len(), 1, "the forward component can be fixed now");
    for (name, text) in bodies {
        assert!(!name.contains("reverse"), "{name}: {text}");
    }
    site.run(&["fix", "site", "--unsafe-fixes", "--backup", "none"]);
    assert!(!site.read(&format!("{reverse}/conf/source.json")).contains("\"dbType\":\"MYSQL\""));
}

/// Scenario (c): the export of four of six nodes is no export of six, and a left-over is no error.
#[test]
fn part_of_the_nodes_is_never_taken_for_the_whole() {
    let site = Site::new();
    for node in 1..=4 {
        let (server, task) = (format!("1{node}"), format!("np_n{node}"));
        let subtopic = format!("MYSQL_{task}_x-1-0");
        let more = format!("{},\n\t\"dbType\":\"MYSQL\"", checkpoint(&subtopic));
        site.component(
            &folder(&server, &task, "incr_trans", 9),
            &source(&subtopic, &more),
            JDBC,
            "\t\"taskName\":\"x\"",
        );
    }
    // A left-over of a component that moved, with everything wrong in it.
    site.component(
        &folder("13", "np_n1", "incr_trans", 2),
        &source("MYSQL_np_n1_x-1-0", ""),
        JDBC,
        "\t\"taskName\":\"x\"",
    );
    assert_eq!(site.run(&["check", "site"]).code, 0, "a left-over is no error");
    site.write("tasks.txt", "np_n1\nnp_n2\nnp_n3\nnp_n4\nnp_n5\nnp_n6\n");
    let said = site.run(&["check", "site", "--expect", "tasks.txt", "-f", "concise"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("np_n5") && said.out.contains("np_n6"), "{}", said.out);
    let said = site.run(&["plan", "site", "--expect", "tasks.txt", "-o", "up"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let runbook = site.read("up/runbook.md");
    assert_eq!(row(&runbook, "np_n5").0, "UNKNOWN");
    assert_eq!(row(&runbook, "np_n1").0, "READY");
}

/// The API answer of a task whose checkpoint is missing, and of its Store.
fn api(position: &str, outdated: u32, sink: &str) -> String {
    let subtopic = "OB_MYSQL_np_d_x-1-0";
    format!(
        "{{\"success\":true,\"data\":{{\"storeList\":[{{\"name\":\"10.20.30.12-7100:{subtopic}:0000000020\",\"subtopic\":\
         \"{subtopic}\",\"type\":\"OB_MYSQL\",\"beginCheckpoint\":null,\"config\":{{\"store.clearer.outdated\":{outdated},\
         \"ob2store.subTopic\":\"{subtopic}\"}}}}],\"incrSyncComponents\":[{{\"name\":\
         \"10.20.30.12-9000:connector_v2:np_d-incr_trans-1-0:0000000021\",\"identity\":\"np_d\",\"region\":\"cn-demo\",\
         \"checkpoint\":\"{position}\",\"checkpointSampleTimestamp\":1772582400,\"config\":{{\"source\":{{\"type\":\
         \"STORE_SOURCE\",\"dbType\":\"OB_MYSQL\",\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\"\
         }}],\"password\":\"******\"}},\"sink\":{{\"type\":\"{sink}\"}},\"coordinator\":{{}},\"condition\":{{}}}}}}]}}}}"
    )
}

/// Scenario (d): the position is six days old and the Store keeps a day: nothing is written, a person copies the position at
/// the stop; a new Store reaches further back, so that is not the end.
#[test]
fn a_position_that_the_store_no_longer_reaches_is_a_persons() {
    let site = Site::new();
    site.write("site/DescribeProjectComponents.json", &api("2026-03-04T00:00:00", 86_400, "KAFKA_SINK"));
    for flags in [&[][..], &["--unsafe-fixes"]] {
        let said = site.run(&[&["plan", "site", "-o", "up"], flags].concat());
        assert_eq!(said.code, 1, "{}", said.err);
        let runbook = site.read("up/runbook.md");
        let (state, reason) = row(&runbook, "np_d");
        assert_eq!(state, "VALUE", "{runbook}");
        assert!(reason.contains("6 days ago") && reason.contains("1 day"), "{reason}");
        assert!(reason.contains("a new Store with an earlier timestamp"), "{reason}");
        assert!(!site.at("up/fixed").exists() && !site.at("up/update-incr-sync").exists());
        assert_eq!(site.read("up/fix.patch"), "");
        assert!(!site.read("up/cm.sh").contains("np_d"));
    }
    // The same with a Store that still reaches it: a person decides.
    site.write("site/DescribeProjectComponents.json", &api("2026-03-04T00:00:00", 864_000, "KAFKA_SINK"));
    site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(row(&site.read("up/runbook.md"), "np_d").0, "VALUE");
    // Given by a person: all is known, in the region that the export names.
    let given = ["plan", "site", "-o", "up", "--checkpoint", "1773000000"];
    site.run(&given);
    assert_eq!(row(&site.read("up/runbook.md"), "np_d").0, "FIX", "{}", site.read("up/runbook.md"));
    let bodies = files_below(&site.at("up/update-incr-sync"));
    let body: Value = serde_json::from_str(&bodies[0].1).unwrap();
    assert_eq!(body["cmRegion"], "cn-demo");
    assert_eq!(body["config"]["source"], serde_json::json!({"checkpoint": {"OB_MYSQL_np_d_x-1-0": "1773000000"}}));
    assert!(site.read("up/cm.sh").contains("OB_MYSQL_np_d_x-1-0 at 2026-03-08 20:00:00 UTC"));
}

/// Where the process itself has no position, and nothing else tells one, none can be had.
#[test]
fn a_process_without_a_position_means_a_clone() {
    let site = Site::new();
    let subtopic = "MYSQL_np_d_x-1-0";
    let own = folder("12", "np_d", "incr_trans", 9);
    site.component(&own, &source(subtopic, ",\n\t\"dbType\":\"MYSQL\""), JDBC, "\t\"taskName\":\"x\"");
    let status =
        |checkpoint: &str| format!("{{\"checkpoint\":\"{checkpoint}\",\"gmt\":1773100000,\"status\":\"running\"}}");
    let beside = format!("{}/oms.connector.checkpoint", own.trim_end_matches("/conf"));
    site.write(&beside, &status("{}"));
    site.run(&["plan", "site", "-o", "up"]);
    let runbook = site.read("up/runbook.md");
    let (state, reason) = row(&runbook, "np_d");
    assert_eq!(state, "CLONE", "{runbook}");
    assert!(reason.contains("holds no position as of 2026-03-09 23:46:40 UTC"), "{reason}");
    assert!(runbook.contains("both write to the same target"));
    // Where it has one, it is the best that a site without the API can show.
    site.write(&beside, &status("{\\\"MYSQL_np_d_x-1-0\\\":\\\"1773099990\\\"}"));
    let said = site.run(&["plan", "site", "-o", "up"]);
    let (state, reason) = row(&site.read("up/runbook.md"), "np_d");
    assert_eq!(state, "FIX", "{reason} {}", said.err);
    assert!(reason.contains("the position in the status file of its process"), "{reason}");
}

fn fixture() -> Site {
    let site = Site::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site"), &site.at("site"));
    site
}

#[test]
fn the_folder_of_the_example_export() {
    let site = fixture();
    let said = site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let runbook = site.read("up/runbook.md");
    for (task, state) in [
        ("np_6d1w4k8r2a", "FIX"),
        ("np_2c9p5t7v1e", "FIX"),
        ("np_9s5c1x8w4b", "FIX"),
        ("np_0k4f7d2y6u", "VALUE"),
        ("np_3x8m6b4q0z", "VALUE"),
        ("np_7r2h9j5n3s", "BLOCKED"),
        ("np_1g6v3n7m5d", "CONFIRM"),
        ("p_8a3e6t1k9f", "READY"),
        ("np_4k0d2s6b9y", "VALUE"),
        ("np_5f3q8z1l7h", "CONFIRM"),
        ("np_0p9e4a7i5g", "BLOCKED"),
        ("np_8w2c5n0u3j", "BLOCKED"),
    ] {
        let (found, reason) = row(&runbook, task);
        assert_eq!(found, state, "{task}: {reason}");
        assert!(state == "READY" || !reason.trim_end_matches('|').trim().is_empty(), "{task} has no reason");
    }
    let at = |words: &str| runbook.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{runbook}"));
    assert!(at("## Before the upgrade") < at("## Per node") && at("## Per node") < at("## After the upgrade"));
    at("**Canary first:** `np_2c9p5t7v1e`");
    at("☐ `connector_v2:np_2c9p5t7v1e-incr_trans-1-0:0000000018` (canary) | `dbType` | `DB2_LUW` | ");
    assert!(at("| 1 | `10.20.30.11` | 2 |") < at("| 2 | `10.20.30.13` | 4 |"));
    assert!(at("| 2 | `10.20.30.13` | 4 |") < at("| 3 | `10.20.30.12` | 5 |"));
    for words in [
        "#### Server `10.20.30.11`: 1 value",
        "| `dbType` | `OB_ORACLE` | ",
        "T1",
        "T2",
        "cm_hb",
        "IS_UPGRADE=true",
        "**not allowed**",
    ] {
        at(words);
    }
    // The click path stands once, and so does every other sentence that is not of one task.
    assert_eq!(runbook.matches("The value of the new key is NULL").count(), 1);
    let long = runbook.lines().filter(|line| line.len() > 60 && !line.contains("np_") && !line.contains("---"));
    let mut seen = std::collections::BTreeSet::new();
    for line in long.filter(|line| !line.contains("**Check:**") && !line.contains("on each:")) {
        assert!(seen.insert(line.to_owned()), "twice: {line}");
    }
    // HA is off before anything restarts, in the bracket before the upgrade and in the night.
    assert!(at("HA off before anything restarts") < at("**The update restarts the component.**"));
    assert!(at("### HA off") < at("### Stop the old version") && at("### Start the new version") < at("### HA on"));
    // The same page for who knows no Markdown, and the same values as a sheet.
    let html = site.read("up/runbook.html");
    for words in ["<title>Runbook: upgrade of OMS to 4.3.2</title>", "signature", "T1", "OB_ORACLE", "np_3x8m6b4q0z"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("<script") && !html.contains("http"));
    let sheet = site.read("up/tasks.csv");
    assert!(sheet.starts_with(
        "\u{feff}number,server,task,component,key,old value,new value,because,who,checked by,time,result\r\n"
    ));
    assert!(sheet.contains(",np_6d1w4k8r2a,10.20.30.11-9000:connector_v2:np_6d1w4k8r2a-reverse_incr_trans-1-0:0000000012,dbType,,OB_ORACLE,"));
    assert!(sheet.contains("np_8w2c5n0u3j") && !sheet.contains("p_8a3e6t1k9f"), "what is READY needs no row");
    let chat: Vec<_> = said.out.lines().rev().take(5).collect();
    assert!(chat[4].contains("Not ready: 11 of 12 tasks") && chat[0].starts_with("Next: "), "{}", said.out);
    let body: Value = serde_json::from_str(
        &site.read("up/update-incr-sync/10.20.30.12-9000:connector_v2:np_2c9p5t7v1e-incr_trans-1-0:0000000018.json"),
    )
    .unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "dimension": "NAME",
            "key": "10.20.30.12-9000:connector_v2:np_2c9p5t7v1e-incr_trans-1-0:0000000018",
            "cmRegion": "REPLACE-WITH-YOUR-CM-REGION",
            "config": {"source": {"dbType": "DB2_LUW"}}
        })
    );
    // The originals are as they were.
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site");
    assert!(files_below(&original) == files_below(&site.at("site")));
}

/// Which console, which steps: by running version, edition and target, as the runbook prints them.
#[test]
fn the_runbook_has_the_steps_of_the_pair_of_versions() {
    let old = ["Component > Connector > Update", "Stop the component: only a stopped or abnormal one"];
    let new = ["Component > Incr-Sync > Update"];
    let merge = ["heatbeat_sequence", "--triggers=false", "upgrade JAR", "No two tasks have one name", "cm_location"];
    let obd = ["contains `enable`", "oms_version"];
    type Case<'c> = (&'c str, &'c str, Vec<&'c str>, Vec<&'c str>);
    let cases: [Case<'_>; 7] = [
        ("3.2.2", "4.3.2", [&old[..], &merge, &["not seen in the guide of 4.3.2"]].concat(), [&new[..], &obd].concat()),
        ("3.3.0", "4.2.2", [&old[..], &merge].concat(), [&["not seen in the guide"][..], &obd].concat()),
        ("4.0.1", "4.3.1", old.to_vec(), [&merge[..], &obd, &new].concat()),
        ("4.2.2", "4.3.2", new.to_vec(), [&merge[..], &obd, &old].concat()),
        ("4.2.0-CE", "4.2.9-CE", [&new[..], &obd].concat(), [&merge[..], &old].concat()),
        ("4.2.8-CE", "4.2.9-CE", [&new[..], &obd, &["Concurrency Speed"]].concat(), old.to_vec()),
        (
            "3.2.2-CE",
            "3.3.0-CE",
            [&old[..], &["Running components show as abnormal until"]].concat(),
            [&["enable", "HA off", "HA on", "IS_UPGRADE"][..], &merge].concat(),
        ),
    ];
    let site = Site::new();
    let subtopic = "ORACLE_np_a_x-1-0";
    let place = folder("11", "np_a", "incr_trans", 1);
    site.component(&place, &source(subtopic, &checkpoint(subtopic)), JDBC, "\t\"sourceType\":\"ORACLE\"");
    for (from, to, there, absent) in cases {
        site.run(&["plan", "site", "-o", "up", "--from", from, "--to", to]);
        let runbook = site.read("up/runbook.md").replace("&gt;", ">").replace("\\_", "_");
        for words in there {
            assert!(runbook.contains(words), "{from} to {to} lacks {words:?}:\n{runbook}");
        }
        for words in absent {
            assert!(!runbook.contains(words), "{from} to {to} has {words:?}:\n{runbook}");
        }
    }
    // Help says the same console, and a 3.2.x system is not asked for what it cannot give.
    let help = site.run(&["check", "site", "--from", "3.2.2", "--min-severity", "info"]);
    assert!(!help.out.contains("Incr-Sync >") && help.out.contains("Connector"), "{}", help.out);
    assert!(!help.out.contains("DescribeProjectComponents"), "{}", help.out);
    assert!(site.run(&["check", "site", "--from", "4.2.2", "-v"]).out.contains("DescribeProjectComponents"));
}

/// An unread input, or a task whose server is not known, forbids one value for a whole server.
#[test]
fn batch_is_not_allowed_while_something_is_not_known() {
    let site = Site::new();
    let subtopic = "ORACLE_np_x_s-1-0";
    let place = folder("11", "np_x", "incr_trans", 1);
    site.component(&place, &source(subtopic, &checkpoint(subtopic)), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&["plan", "site", "-o", "up"]);
    assert!(site.read("up/runbook.md").contains("`10.20.30.11`: allowed."));
    site.run(&["plan", "site", "nowhere", "-o", "up"]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("`10.20.30.11`: **not allowed**") && runbook.contains("could not be read"), "{runbook}");
    // The command at the end names what was read.
    assert!(runbook.contains("cp -RpH site nowhere old-export/"), "{runbook}");
}

#[test]
fn no_secret_and_no_mask_but_in_the_copies_and_the_patch() {
    let site = fixture();
    // A secret where a fix puts new bytes beside it, and masks in an API answer that lacks its type.
    let answer = "site/api/DescribeProjectComponents.json";
    site.edit(answer, "            \"dbType\": \"OB_MYSQL\",\n", "            \"password\": \"******\",\n");
    site.run(&["plan", "site", "-o", "up", "--unsafe-fixes"]);
    for (name, text) in files_below(&site.at("up")) {
        if name.starts_with("fixed/") || name == "fix.patch" {
            continue;
        }
        assert!(!text.contains("Fixture#"), "{name} holds a secret");
        assert!(!text.contains("***\"") && !text.contains("\"***"), "{name} holds a mask");
    }
}

#[cfg(unix)]
#[test]
fn files_with_secrets_are_for_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let mode = |name: &str| std::fs::metadata(site.at(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("up/fix.patch"), mode("up/manifest.json"), mode("up/cm.sh")), (0o600, 0o600, 0o700));
    assert_eq!(mode("up/fixed"), 0o700);
    for (name, _) in files_below(&site.at("up/fixed")) {
        assert_eq!(mode(&format!("up/fixed/{name}")), 0o600, "{name}");
    }
    assert!(site.read("up/runbook.md").contains("**Only `fixed/` and `fix.patch` hold secrets"));
    if has("git") {
        let apply = std::process::Command::new("git").args(["apply", "up/fix.patch"]).current_dir(site.path()).status();
        assert!(apply.unwrap().success());
        let fixed = files_below(&site.at("up/fixed/site"));
        assert!(!fixed.is_empty());
        for (name, text) in fixed {
            assert_eq!(site.read(&format!("site/{name}")), text, "{name}");
        }
    }
}

#[test]
fn planning_again_shows_what_is_left_and_leaves_nothing_stale() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let before = files_below(&site.at("up"));
    site.run(&["plan", "site", "-o", "up"]);
    let same = |files: &[(String, String)]| {
        files.iter().filter(|(name, _)| name != "manifest.json").cloned().collect::<Vec<_>>()
    };
    assert!(same(&before) == same(&files_below(&site.at("up"))), "the same input gives the same folder");
    // One task is done.
    let folder = "site/10.20.30.12/run/10.20.30.12-9000:connector_v2:np_2c9p5t7v1e-incr_trans-1-0:0000000018";
    site.edit(
        &format!("{folder}/conf/source.json"),
        "\"type\":\"STORE_SOURCE\"",
        "\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"DB2_LUW\"",
    );
    site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(row(&site.read("up/runbook.md"), "np_2c9p5t7v1e").0, "READY");
    for (name, text) in files_below(&site.at("up")) {
        let is_stale = name.contains("np_2c9p5t7v1e") || (name == "cm.sh" && text.contains("np_2c9p5t7v1e"));
        assert!(!is_stale, "{name} is of the run before");
    }
}

/// The values that a person fills in are hers: no later run takes them away.
#[test]
fn values_filled_in_make_the_plan_complete_and_stay() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    assert!(site.read("up/values.toml").contains("np_0k4f7d2y6u"));
    let values = "[[override]]\ntasks = [\"np_0k4f7d2y6u\"]\ncheckpoint = 1773100690\n\n\
                  [[override]]\ntasks = [\"np_7r2h9j5n3s\"]\ndb-type = \"OB_MYSQL\"\n";
    site.write("up/values.toml", values);
    let said = site.run(&["plan", "site", "-o", "up", "--values", "up/values.toml"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let runbook = site.read("up/runbook.md");
    assert_eq!(row(&runbook, "np_0k4f7d2y6u").0, "FIX", "all is known");
    assert_eq!(row(&runbook, "np_7r2h9j5n3s").0, "FIX", "what the user says of a task stands");
    assert_eq!(site.read("up/values.toml"), values);
}

/// The same values from a table, as it was written and as a spreadsheet saves it: with a mark, semicolons, CRLF, GBK.
#[test]
fn values_filled_into_the_table_are_read_back() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let table = site.read("up/values.csv");
    assert!(table.starts_with("\u{feff}task,component,direction,key,client,value,proposal,because\r\n"), "{table}");
    let client = "OB_MYSQL_np_0k4f7d2y6u_0k4w9b3z1m-1-0";
    assert!(table.contains(&format!(",checkpoint,{client},,\"=\"\"1773100690\"\"\",")), "{table}");
    assert_eq!(site.run(&["plan", "site", "-o", "up", "--values", "up/values.csv"]).code, 1, "empty, it says nothing");
    // Filled in, it stays.
    let filled = table.replace(&format!(",checkpoint,{client},,"), &format!(",checkpoint,{client},1773100690,"));
    site.write("up/values.csv", &filled);
    let said = site.run(&["plan", "site", "-o", "up", "--values", "up/values.csv"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert_eq!(row(&site.read("up/runbook.md"), "np_0k4f7d2y6u").0, "FIX");
    assert_eq!(site.read("up/values.csv"), filled);
    // As a Chinese spreadsheet saves it.
    let mut saved = b"task;component;direction;key;client;value;proposal;because\r\n".to_vec();
    saved.extend(format!("np_0k4f7d2y6u;;;checkpoint;{client};1773100690;;").bytes());
    saved.extend([0xd2, 0xf2, 0xce, 0xaa, b'\r', b'\n']);
    saved.extend(b"np_7r2h9j5n3s;;;dbType;;OB_MYSQL;;\r\n;;;;;;;\r\n");
    std::fs::write(site.at("saved.csv"), saved).unwrap();
    site.run(&["plan", "site", "-o", "up", "--values", "saved.csv"]);
    let are_known = || {
        let runbook = site.read("up/runbook.md");
        ["np_0k4f7d2y6u", "np_7r2h9j5n3s"].map(|task| row(&runbook, task).0) == ["FIX", "FIX"]
    };
    assert!(are_known());
    // As an old one of the Mac does.
    let rows = format!("task,key,client,value\rnp_0k4f7d2y6u,checkpoint,{client},1773100690\r");
    site.write("mac.csv", &format!("{rows}np_7r2h9j5n3s,dbType,,OB_MYSQL\r"));
    site.run(&["plan", "site", "-o", "up", "--values", "mac.csv"]);
    assert!(are_known());
    site.write("bad.csv", &format!("{rows}np_nobody,dbType,,ORACLE\r"));
    let said = site.run(&["check", "site", "--values", "bad.csv"]);
    assert!(said.code == 2 && said.err.contains("bad.csv:3: ") && said.err.contains("np_nobody"), "{}", said.err);
    // What is wrong in it is told with its line.
    site.write("bad.csv", "task,key,value\nnp_7r2h9j5n3s,checkpoint,1.77E+09\nnp_nobody,dbType,ORACLE\n");
    let said = site.run(&["check", "site", "--values", "bad.csv"]);
    assert!(said.code == 2 && said.err.contains("bad.csv:2: ") && said.err.contains("rounded"), "{}", said.err);
    site.write("bad.csv", "task,key,value\n\nnp_nobody,dbType,ORACLE\n");
    let said = site.run(&["check", "site", "--values", "bad.csv"]);
    assert!(said.code == 2 && said.err.contains("bad.csv:3: ") && said.err.contains("np_nobody"), "{}", said.err);
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let site = fixture();
    site.write("mine/notes.txt", "mine");
    assert_eq!(site.run(&["plan", "site", "-o", "mine"]).code, 2);
    assert_eq!(files_below(&site.at("mine")).len(), 1);
    assert_eq!(site.run(&["plan", "site"]).code, 2, "-o is needed");
    assert_eq!(site.run(&["plan", "-", "-o", "up"]).code, 2);
    // What somebody wrote into a file of ours is not lost.
    site.run(&["plan", "site", "-o", "up"]);
    let text = site.read("up/report.md");
    site.write("up/report.md", &format!("{text}\nmy notes\n"));
    let said = site.run(&["plan", "site", "-o", "up"]);
    assert!(said.code == 2 && said.err.contains("report.md"), "{}", said.err);
    assert!(site.read("up/report.md").contains("my notes"));
}

/// A person ticks boxes in the runbook: the next plan leaves it, and writes its own beside it.
#[test]
fn a_runbook_that_a_person_changed_stays() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let text = site.read("up/runbook.md");
    site.write("up/runbook.md", &format!("{text}\nmy notes\n"));
    for _ in 0..2 {
        let said = site.run(&["plan", "site", "-o", "up"]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.out.contains("runbook.md was changed by somebody") && said.out.contains("runbook.new.md"));
        // Nobody is sent to the one of the earlier plan.
        assert!(said.out.contains("begin with up/runbook.new.md; runbook.md is of an earlier plan"), "{}", said.out);
        assert!(said.out.contains("(up/runbook.new.md)") && !said.out.contains("(up/runbook.md)"), "{}", said.out);
        assert!(site.read("up/runbook.md").ends_with("my notes\n"));
        assert_eq!(site.read("up/runbook.new.md"), text);
    }
    // Once it is moved away, the new one takes its place and nothing stale stays.
    std::fs::rename(site.at("up/runbook.md"), site.at("mine.md")).unwrap();
    site.run(&["plan", "site", "-o", "up"]);
    assert_eq!(site.read("up/runbook.md"), text);
    assert!(!site.at("up/runbook.new.md").exists());
}

/// The same for the table: who entered what, and when, stays.
#[test]
fn a_table_of_tasks_that_a_person_changed_stays() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let text = site.read("up/tasks.csv");
    let mine = text.replacen(",,,,\r\n", ",Li,Wang,23:40,done\r\n", 1);
    assert_ne!(mine, text);
    site.write("up/tasks.csv", &mine);
    for _ in 0..2 {
        let said = site.run(&["plan", "site", "-o", "up"]);
        assert!(said.out.contains("tasks.csv was changed by somebody"), "{}", said.out);
        assert_eq!((site.read("up/tasks.csv"), site.read("up/tasks.new.csv")), (mine.clone(), text.clone()));
    }
}

/// The table of `values` is that of the folder.
#[test]
fn values_prints_the_table_of_the_folder() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let said = site.run(&["values", "site", "--csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.out, site.read("up/values.csv"));
}

/// A patch is applied in the directory of the run: what lies elsewhere is left out, and that is said.
#[test]
fn the_patch_leaves_out_what_it_cannot_reach() {
    let site = fixture();
    let from = site.at("site");
    site.write("work/here.txt", "");
    let tar =
        std::process::Command::new("tar").args(["-czf", "work/site.tar.gz", "site"]).current_dir(site.path()).status();
    assert!(tar.is_ok_and(|status| status.success()));
    for input in [from.to_str().unwrap(), "site.tar.gz"] {
        let output = crate::scratch::omslint()
            .args(["plan", input, "-o", "up"])
            .current_dir(site.at("work"))
            .env("OMSLINT_NOW", "2026-03-10T00:00:00Z")
            .output()
            .unwrap();
        let said = crate::site::said(&output);
        assert_eq!(site.read("work/up/fix.patch"), "", "{input}");
        assert!(said.out.contains("not in fix.patch"), "{input}: {}", said.out);
        assert!(site.read("work/up/runbook.md").contains("not in fix.patch"), "{input}");
    }
}

/// A typo in a path: the good folder of the run before stays, byte for byte, and the path is named.
#[test]
fn a_run_that_reads_nothing_overwrites_nothing() {
    let site = fixture();
    site.run(&["plan", "site", "-o", "up"]);
    let before = files_below(&site.at("up"));
    site.write("empty/readme.txt", "nothing");
    for (path, code) in [("siet", 3), ("empty", 4)] {
        let said = site.run(&["plan", path, "-o", "up"]);
        assert_eq!(said.code, code, "{}", said.err);
        assert!(said.err.contains("up was left as it is"), "{}", said.err);
        assert!(code == 4 || said.err.starts_with("error: siet: "), "{}", said.err);
        assert!(before == files_below(&site.at("up")));
        assert_eq!(site.run(&["plan", path, "-o", "other"]).code, code);
        assert!(!site.at("other").exists());
    }
    // What failed beside what was read is said first, on the screen and in the runbook.
    let said = site.run(&["plan", "siet", "site", "-o", "up"]);
    assert_eq!(said.code, 3);
    assert!(said.out.starts_with("not read: siet: "), "{}", said.out);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.find("`siet`") < runbook.find("np_"), "{runbook}");
}

/// Batch O&M: one type on the server allows it; a Store of another type forbids it.
#[test]
fn batch_is_allowed_only_where_every_live_source_has_one_type() {
    let site = Site::new();
    for (number, task) in ["np_x", "np_y"].iter().enumerate() {
        let subtopic = format!("ORACLE_{task}_s-1-0");
        let place = folder("11", task, "incr_trans", number as u32 + 1);
        site.component(&place, &source(&subtopic, &checkpoint(&subtopic)), JDBC, "\t\"sourceType\":\"ORACLE\"");
    }
    // A left-over of another type does not count.
    let left = format!("{},\n\t\"dbType\":\"MYSQL\"", checkpoint("MYSQL_np_x_s-1-0"));
    site.component(
        &folder("11", "np_x", "incr_trans", 0),
        &source("MYSQL_np_x_s-1-0", &left),
        JDBC,
        "\t\"sourceType\":\"MYSQL\"",
    );
    site.run(&["plan", "site", "-o", "up"]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("`10.20.30.11`: allowed. All live sources are ORACLE; 2 components lack it"), "{runbook}");
    site.write(
        "site/10.20.30.11/store/store7100/conf/crawler.conf",
        "[global]\n[mysql2store]\nsubTopic=MYSQL_np_z_s-1-0\n[store]\n[unit]\n",
    );
    site.run(&["plan", "site", "-o", "up"]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("`10.20.30.11`: **not allowed**") && runbook.contains("MYSQL: `np_z`"), "{runbook}");
}

/// What could not be read, and what stops the whole run, is on top of everything that a plan says, as `check` says it.
#[test]
fn the_verdict_of_a_plan_is_that_of_the_check() {
    let site = Site::new();
    let subtopic = "MYSQL_np_d_x-1-0";
    let whole = r#",
	"dbType":"MYSQL",
	"checkpoint":{"MYSQL_np_d_x-1-0":"1773000000"}"#;
    site.component(&folder("12", "np_d", "incr_trans", 9), &source(subtopic, whole), JDBC, "\t\"taskName\":\"x\"");
    let cases: [(&[&str], &str, &str); 3] = [
        (&["site"], "Ready: the only task here needs nothing", "Stops it: none"),
        (&["site", "nopath"], "Not ready: 1 file could not be read", "Stops it: 1 file that could not be read"),
        (&["site", "--from", "3.2.0", "--to", "4.2.2"], "Not ready: 1 error about the site", "Stops it: OMS201"),
    ];
    for (number, (args, verdict, stops)) in cases.into_iter().enumerate() {
        let up = format!("up{number}");
        let said = site.run(&[&["plan", "-o", &up], args].concat());
        assert!(said.out.contains(&format!(". {verdict}")) && said.out.contains(stops), "{args:?}: {}", said.out);
        let check = site.run(&[&["check"], args].concat());
        assert!(check.out.starts_with(verdict), "{args:?}: {}", check.out);
        for page in ["runbook.md", "runbook.html"] {
            let page = site.read(&format!("{up}/{page}"));
            let top: String = page.chars().skip_while(|c| *c != 'R' && *c != 'N').collect();
            assert!(top.contains(verdict), "{args:?}: {page}");
        }
    }
}

/// A component without a task id counts in the verdict and in the numbers.
#[test]
fn a_component_without_a_task_is_counted() {
    let site = Site::new();
    site.component("site/some/where", &source("ORDERS-1-0", ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
    let said = site.run(&["plan", "site", "-o", "up"]);
    assert!(said.out.contains("Not ready: 1 of 1 task (1 VALUE)"), "{}", said.out);
    assert!(said.out.contains("1 task: 0 READY") && said.out.contains("1 of them is a component"), "{}", said.out);
}
