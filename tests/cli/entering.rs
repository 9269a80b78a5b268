//! What a plan tells people to enter, done literally: the right key, in the right section, with the value that it has now, and
//! nothing that is there already. Each was told wrongly once.

use crate::site::{JDBC, Said, Site};

/// A sink that writes to one partition, with more members behind it.
const ONE_PARTITION: &str = "\t\"type\":\"KAFKA_SINK\",\n\t\"servers\":\"k:1\",\n\t\"partitionMode\":\"ONE\"";

/// The section `source` of a task, with more members behind it.
fn source(task: &str, more: &str) -> String {
    let subtopic = format!("MYSQL_{task}_s-1-0");
    format!(
        "\t\"type\":\"STORE_SOURCE\",\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\"subtopic\":\"{subtopic}\"}}],\n\
         \t\"ignoreDdl\":\"false\"{more}"
    )
}

/// The position of a task.
fn position(task: &str) -> String {
    format!("{{\"MYSQL_{task}_s-1-0\":\"1773000000\"}}")
}

fn id(task: &str) -> String {
    format!("10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000005")
}

fn component(site: &Site, task: &str, more: &str, sink: &str) {
    let folder = format!("site/10.20.30.11/run/{}", id(task));
    site.component(&folder, &source(task, more), sink, "\t\"sourceType\":\"MYSQL\"");
}

/// The rows of `tasks.csv`: key, old value, new value, because.
fn rows(site: &Site) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    for line in site.read("up/tasks.csv").trim_start_matches('\u{feff}').lines().skip(1) {
        let (mut cells, mut is_quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        rows.push([4, 5, 6, 7].map(|column| cells[column].clone()));
    }
    rows
}

fn keys(site: &Site) -> Vec<String> {
    rows(site).into_iter().map(|[key, ..]| key).collect()
}

/// The states that `report.json` of the folder says.
fn states(site: &Site) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&site.read("up/report.json")).unwrap();
    let tasks = report["tasks"].as_array().unwrap();
    tasks.iter().map(|task| format!("{} {}", task["task"].as_str().unwrap(), task["state"].as_str().unwrap())).collect()
}

fn plan(site: &Site, more: &[&str]) -> Said {
    site.run(&[&["plan", "site", "-o", "up", "--no-config"], more].concat())
}

#[test]
fn a_key_under_a_wrong_name_is_asked_of_nobody() {
    let site = Site::new();
    let more = format!(",\n\t\"dbtype\":\"MYSQL\",\n\t\"checkPoint\":{}", position("np_a1"));
    component(&site, "np_a1", &more, JDBC);
    let said = plan(&site, &["--unsafe-fixes"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""), "{}", said.out);
    assert!(said.out.contains("To enter: 1: np_a1 (FIX)"), "{}", said.out);
    assert_eq!(states(&site), ["np_a1 FIX"]);
    assert_eq!(keys(&site), ["dbType", "checkpoint"]);
    // The type is known for sure all the same, the position is not.
    let told: Vec<_> =
        rows(&site).iter().map(|[.., new, because]| (!new.is_empty(), because.starts_with("guessed"))).collect();
    assert_eq!(told, [(true, false), (true, true)]);
    assert!(site.read("up/values.toml").contains("no value is needed"), "{}", site.read("up/values.toml"));
    assert!(!site.read("up/values.csv").contains("np_a1"), "{}", site.read("up/values.csv"));
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("| `np_a1` | FIX |") && !runbook.contains("failed its proof"), "{runbook}");
    // The written copy is what the plan says.
    assert_eq!(site.run(&["check", "--no-config", "up/fixed"]).code, 0);
    // And without the flag, and in a report alone, the state is the same: it is guessed, and nobody supplies it. What is entered
    // is the value, and what stands under the wrong name goes.
    plan(&site, &[]);
    assert_eq!(states(&site), ["np_a1 FIX"]);
    let runbook = site.read("up/runbook.md");
    let value = format!(
        "| `checkpoint` | `{}` | `checkPoint` is spelled nearly like `checkpoint` (source.json:",
        position("np_a1")
    );
    assert!(
        runbook.contains(&value) && runbook.contains("): delete `checkPoint` | **guessed**: confirm first |"),
        "{runbook}"
    );
    let check = site.run(&["check", "--no-config", "site"]);
    assert!(!check.out.contains("omslint values") && !check.out.contains("template"), "{}", check.out);
    let report = site.json(&["check", "--no-config", "-f", "json", "site"]);
    assert_eq!(report["tasks"][0]["state"], "FIX");
    assert_eq!(report["tasks"][0]["values"][1]["value"], position("np_a1"));
    assert_eq!(report["tasks"][0]["values"][1]["tier"], "unsafe");
}

#[test]
fn a_key_under_a_wrong_name_that_is_known_all_the_same_is_entered_once_and_for_sure() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"dbtype\":\"MYSQL\",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    for (flags, because) in [(&[][..], "coordinator.sourceType is MYSQL"), (&["--unsafe-fixes"], "): delete `dbtype`")]
    {
        plan(&site, flags);
        assert_eq!(keys(&site), ["dbType"], "{flags:?}");
        let runbook = site.read("up/runbook.md");
        let row = runbook.lines().find(|line| line.contains("| `dbType` | `MYSQL` |")).unwrap();
        assert!(row.contains(because) && row.ends_with("| safe |"), "{flags:?}: {row}");
        assert!(runbook.contains("| add `dbType` = MYSQL |"), "{flags:?}: {runbook}");
    }
}

#[test]
fn what_would_not_do_under_the_right_name_is_still_asked_for() {
    let site = Site::new();
    component(&site, "np_ms", ",\n\t\"checkPoint\":{\"MYSQL_np_ms_s-1-0\":\"1773000000000\"}", JDBC);
    component(&site, "np_other", ",\n\t\"checkPoint\":{\"MYSQL_np_x_s-1-0\":\"1773000000\"}", JDBC);
    component(&site, "np_queue", &format!(",\n\t\"checkPoint\":{}", position("np_queue")), ONE_PARTITION);
    for flags in [&[][..], &["--unsafe-fixes"]] {
        plan(&site, flags);
        assert_eq!(states(&site), ["np_ms VALUE", "np_other VALUE", "np_queue VALUE"], "{flags:?}");
        let values = site.read("up/values.toml");
        assert!(["np_ms", "np_other", "np_queue"].iter().all(|task| values.contains(task)), "{values}");
    }
}

#[test]
fn a_key_of_the_sink_is_named_with_its_section_and_what_it_is_now() {
    let site = Site::new();
    component(&site, "np_none", "", ONE_PARTITION);
    component(&site, "np_eight", "", &format!("{ONE_PARTITION},\n\t\"workerNum\":\"8\""));
    plan(&site, &[]);
    // The absent one and the one that is 8; never the key that is right, and never beside `source`.
    let rows = rows(&site);
    let of_sink: Vec<_> = rows.iter().filter(|[key, ..]| key.starts_with("sink.")).collect();
    assert_eq!(of_sink.len(), 2, "{rows:?}");
    assert!(of_sink.iter().all(|[key, ..]| key == "sink.workerNum"), "{rows:?}");
    assert_eq!(of_sink.iter().filter(|[_, old, ..]| old.contains('8')).count(), 1, "{rows:?}");
    assert!(of_sink.iter().all(|[.., because]| because.contains(": 1")), "{rows:?}");
    let runbook = site.read("up/runbook.md");
    assert!(!runbook.contains("| `partitionMode` |") && !runbook.contains("| `workerNum` |"), "{runbook}");
    assert!(runbook.contains("| `sink.workerNum` | `1` | more than one worker for one partition (sink.json:"));
    assert!(runbook.contains("| `sink.workerNum` | `1`, was `8` | more than one worker for one partition (sink.json:"));
    assert!(runbook.contains("stands in that section: change it there, not beside `source`"), "{runbook}");
}

#[test]
fn a_task_that_is_fix_has_something_to_enter() {
    let site = Site::new();
    let more = format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{}", position("np_a1"));
    component(&site, "np_a1", &more, &format!("{ONE_PARTITION},\n\t\"workerNum\":\"8\""));
    for flags in [&[][..], &["--unsafe-fixes"]] {
        plan(&site, flags);
        assert_eq!((states(&site), keys(&site)), (vec!["np_a1 FIX".to_owned()], vec!["sink.workerNum".to_owned()]));
        let runbook = site.read("up/runbook.md");
        assert!(!runbook.contains("Nothing to enter."), "{flags:?}: {runbook}");
        assert!(runbook.contains("| `sink.workerNum` | `1`, was `8` |"), "{flags:?}: {runbook}");
    }
}

#[test]
fn batch_counts_every_component_that_it_would_write_on() {
    let site = Site::new();
    for task in ["np_a1", "np_b2"] {
        component(&site, task, &format!(",\n\t\"checkpoint\":{}", position(task)), JDBC);
    }
    component(&site, "np_c3", "", JDBC);
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    let words = "`10.20.30.11`: **not allowed**; 3 components lack it. All are MYSQL, but of `np_c3` something else is still missing";
    assert!(runbook.contains(words), "{runbook}");
    // Where that is known, too, both are entered in one update, and such a write sets the type alone.
    let values = "[[override]]\ntasks = [\"np_c3\"]\ncheckpoint = { \"MYSQL_np_c3_s-1-0\" = 1773000000 }\n";
    site.write("values.toml", values);
    plan(&site, &["--values", "values.toml"]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains(words), "{runbook}");
    // Once it is there, one write does for all.
    component(&site, "np_c3", &format!(",\n\t\"checkpoint\":{}", position("np_c3")), JDBC);
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("`10.20.30.11`: allowed. All live sources are MYSQL; 3 components lack it"), "{runbook}");
}

/// `/proc` takes no new folder, whoever runs this.
#[cfg(target_os = "linux")]
#[test]
fn where_no_folder_can_be_made_that_is_said_once() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    let said = site.run(&["plan", "site", "-o", "/proc/up", "--no-config"]);
    assert_eq!(said.code, 5, "{}{}", said.out, said.err);
    assert_eq!(said.err.matches("error: ").count(), 1, "{}", said.err);
    assert!(said.err.contains("/proc/up") && !said.err.contains("--out-dir"), "{}", said.err);
    // No runbook, nobody who reads it next.
    assert!(!said.out.contains("Next:") && !said.out.contains("runbook"), "{}", said.out);
}

/// The table of the runbook that begins behind `words`.
fn table(runbook: &str, words: &str) -> String {
    let from = runbook.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{runbook}"));
    let lines = runbook[from..].lines().skip_while(|line| !line.starts_with('|'));
    lines.take_while(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n")
}

#[test]
fn of_a_component_that_waits_for_a_person_nothing_is_entered() {
    let site = Site::new();
    // Of two the type is known and guessed, and the position is not; of the third all is known but a guess.
    component(&site, "np_safe", "", JDBC);
    let folder = |task: &str| format!("site/10.20.30.11/run/{}", id(task));
    site.component(&folder("np_guess"), &source("np_guess", ""), JDBC, "\t\"sinkType\":\"OB_MYSQL\"");
    let more = format!(",\n\t\"checkpoint\":{}", position("np_third"));
    site.component(&folder("np_third"), &source("np_third", &more), JDBC, "\t\"sinkType\":\"OB_MYSQL\"");
    plan(&site, &[]);
    assert_eq!(states(&site), ["np_guess VALUE", "np_safe VALUE", "np_third FIX"]);
    let runbook = site.read("up/runbook.md");
    let enter = table(&runbook, "#### Server `10.20.30.11`: 1 value");
    assert!(enter.contains("np_third") && !enter.contains("np_safe") && !enter.contains("np_guess"), "{enter}");
    let wait = table(&runbook, "**Enter nothing of it yet**");
    assert!(!wait.contains('☐') && wait.matches("| `dbType` | `MYSQL` |").count() == 2, "{wait}");
    assert!(wait.contains("np_guess") && wait.contains("**guessed**: confirm first"), "{wait}");
    // The spreadsheet says the same: a new value is what is entered.
    let rows = rows(&site);
    let due: Vec<_> = rows.iter().filter(|[_, _, new, _]| !new.is_empty()).collect();
    assert_eq!(due.len(), 1, "{rows:?}");
    assert!(due[0][2] == "MYSQL" && due[0][3].starts_with("guessed, confirm first: the subtopic begins"), "{rows:?}");
    let waits: Vec<_> = rows.iter().filter(|[.., because]| because.contains("not yet, but together with")).collect();
    assert!(waits.len() == 2 && waits.iter().all(|[key, _, _, because]| key == "dbType" && because.contains("MYSQL")));
    // Neither does a call.
    assert!(!site.read("up/cm.sh").contains("\ncomponent '"), "{}", site.read("up/cm.sh"));
}

/// The values of a task in `report.json` of the folder: key, value, proposal.
fn values(site: &Site, number: usize) -> Vec<[String; 3]> {
    let report: serde_json::Value = serde_json::from_str(&site.read("up/report.json")).unwrap();
    let values = report["tasks"][number]["values"].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    values.iter().map(|value| ["key", "value", "proposal"].map(|field| text(&value[field]))).collect()
}

fn at(client: &str, seconds: &str) -> String {
    format!("{{\"{client}\":\"{seconds}\"}}")
}

/// Seconds in milliseconds, a date, a position given for what is wrong, and one client of two: what is entered is a map.
#[test]
fn the_value_to_enter_is_the_same_whole_value_in_every_output() {
    let site = Site::new();
    let (one, two) = ("MYSQL_np_ms_s-1-0", "MYSQL_np_ms_s-1-1");
    let clients = format!(
        "\t\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"MYSQL\",\n\t\"clients\":[{{\"clientId\":\"{one}\",\"subtopic\":\"{one}\"}},\
         {{\"clientId\":\"{two}\",\"subtopic\":\"{two}\"}}],\n\t\"checkpoint\":{{\"{one}\":\"1773000000000\",\"{two}\":\"1773000001\"}}"
    );
    let folder = |task: &str| format!("site/10.20.30.11/run/{}", id(task));
    site.component(&folder("np_ms"), &clients, JDBC, "\t\"sourceType\":\"MYSQL\"");
    let more = ",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{\"MYSQL_np_off_s-1-0\":\"12@mysql-bin.3\"}";
    component(&site, "np_off", more, JDBC);
    let queue = at("MYSQL_np_queue_s-1-0", "1773000000000");
    component(
        &site,
        "np_queue",
        &format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{queue}"),
        "\t\"type\":\"KAFKA_SINK\"",
    );
    site.write("v.toml", "[[override]]\ntasks = [\"np_off\"]\ncheckpoint = 1773000000\n");
    let said = plan(&site, &["--values", "v.toml"]);
    let whole = format!("{{\"{one}\":\"1773000000\",\"{two}\":\"1773000001\"}}");
    let off = at("MYSQL_np_off_s-1-0", "1773000000");
    let queue = at("MYSQL_np_queue_s-1-0", "1773000000");
    assert_eq!(values(&site, 0), [["checkpoint".to_owned(), whole.clone(), String::new()]]);
    assert_eq!(values(&site, 1), [["checkpoint".to_owned(), off.clone(), String::new()]]);
    assert_eq!(values(&site, 2), [["checkpoint".to_owned(), String::new(), queue.clone()]]);
    let runbook = site.read("up/runbook.md");
    for value in [&whole, &off, &queue] {
        assert!(
            said.out.replace("\n                                ", " ").contains(value.as_str()),
            "{value}: {}",
            said.out
        );
        assert!(runbook.contains(&format!("| `checkpoint` | `{value}`")), "{value}: {runbook}");
        assert!(rows(&site).iter().any(|row| row.iter().any(|cell| cell.contains(&value.replace('"', "")))), "{value}");
    }
    // Entered so, nothing is left.
    site.edit(
        &format!("{}/conf/source.json", folder("np_ms")),
        &format!("{{\"{one}\":\"1773000000000\",\"{two}\":\"1773000001\"}}"),
        &whole,
    );
    assert_eq!(
        site.json(&["check", "--no-config", "-f", "json", "--task", "np_ms", "site"])["tasks"][0]["state"],
        "READY"
    );
}

#[test]
fn a_client_without_a_position_beside_one_in_milliseconds_gets_one_map() {
    let site = Site::new();
    let (one, two) = ("MYSQL_np_a1_s-1-0", "MYSQL_np_a1_s-1-1");
    let members = format!(
        "\t\"type\":\"STORE_SOURCE\",\n\t\"dbType\":\"MYSQL\",\n\t\"clients\":[{{\"clientId\":\"{one}\",\"subtopic\":\"{one}\",\"timestamp\":\"1773000003\"}},\
         {{\"clientId\":\"{two}\",\"subtopic\":\"{two}\",\"timestamp\":\"1773000002\"}}],\n\t\"checkpoint\":{{\"{one}\":\"1773000000000\"}}"
    );
    site.component(&format!("site/10.20.30.11/run/{}", id("np_a1")), &members, JDBC, "\t\"sourceType\":\"MYSQL\"");
    let whole = format!("{{\"{one}\":\"1773000000\",\"{two}\":\"1773000002\"}}");
    for flags in [&[][..], &["--unsafe-fixes"]] {
        plan(&site, flags);
        assert_eq!(values(&site, 0), [["checkpoint".to_owned(), whole.clone(), String::new()]], "{flags:?}");
        assert_eq!(keys(&site), ["checkpoint"], "{flags:?}");
        let row = rows(&site).remove(0);
        assert!(
            row[2] == whole.replace('"', "") && row[3].starts_with("guessed, confirm first: "),
            "{flags:?}: {row:?}"
        );
        assert!(row[3].contains("1773000000000") && row[3].contains("1773000002"), "{flags:?}: {row:?}");
    }
}

/// Of an OceanBase source without DDL the type is an info, and goes along with what else is entered.
#[test]
fn what_goes_along_has_its_evidence_and_stands_in_every_output() {
    let site = Site::new();
    let subtopic = "OB_MYSQL_np_a1_s-1-0";
    let members = |checkpoint: &str| {
        format!(
            "\t\"type\":\"STORE_SOURCE\",\n\t\"ignoreDdl\":\"true\",\n\t\"checkpoint\":{checkpoint},\n\t\"clients\":[{{\"clientId\":\"{subtopic}\",\
             \"subtopic\":\"{subtopic}\",\"timestamp\":\"1773000000\"}}]"
        )
    };
    let folder = format!("site/10.20.30.11/run/{}", id("np_a1"));
    site.component(&folder, &members("{}"), JDBC, "\t\"sourceType\":\"OB_MYSQL\"");
    let said = plan(&site, &["--ddl", "no"]);
    assert!(said.out.contains("dbType = OB_MYSQL"), "{}", said.out);
    let [key, value, _] = values(&site, 0).into_iter().find(|[key, ..]| key == "dbType").unwrap();
    assert_eq!((key.as_str(), value.as_str()), ("dbType", "OB_MYSQL"));
    let row = rows(&site).into_iter().find(|[key, ..]| key == "dbType").unwrap();
    assert!(
        row[2] == "OB_MYSQL" && row[3].contains("coordinator.sourceType is OB_MYSQL (coordinator.json:"),
        "{row:?}"
    );
    let runbook = site.read("up/runbook.md");
    assert!(
        runbook.contains("| `dbType` | `OB_MYSQL` | coordinator.sourceType is OB\\_MYSQL (coordinator.json:"),
        "{runbook}"
    );
    // Where nothing else is entered, neither is it.
    site.component(&folder, &members(&at(subtopic, "1773000000")), JDBC, "\t\"sourceType\":\"OB_MYSQL\"");
    plan(&site, &["--ddl", "no"]);
    assert_eq!((states(&site), keys(&site), values(&site, 0)), (vec!["np_a1 READY".to_owned()], vec![], vec![]));
    assert!(site.read("up/fix.patch").is_empty());
}

/// An old name of a type only informs: no plan changes it, for nobody could say why. `fix` does, where it is asked to.
#[test]
fn what_is_ready_stays_as_it_is_and_an_alias_gets_no_row() {
    let site = Site::new();
    let of = |task: &str, seconds: &str| {
        let more =
            format!(",\n\t\"dbType\":\"ob10\",\n\t\"checkpoint\":{}", at(&format!("MYSQL_{task}_s-1-0"), seconds));
        let source = source(task, &more).replace("MYSQL_", "OB_MYSQL_");
        site.component(&format!("site/10.20.30.11/run/{}", id(task)), &source, JDBC, "\t\"sourceType\":\"OB_MYSQL\"");
    };
    of("np_ready", "1773000000");
    of("np_ms", "1773000000000");
    for flags in [&[][..], &["--unsafe-fixes"]] {
        plan(&site, flags);
        assert_eq!(states(&site), ["np_ms FIX", "np_ready READY"], "{flags:?}");
        assert_eq!(keys(&site), ["checkpoint"], "{flags:?}");
        let patch = site.read("up/fix.patch");
        assert!(patch.contains("np_ms") && !patch.contains("np_ready") && !patch.contains("+\t\"dbType"), "{patch}");
        assert!(!site.read("up/cm.sh").contains("dbType\":\"OB_MYSQL"), "{flags:?}");
        assert!(!site.read("up/runbook.md").contains("| `dbType` |"), "{flags:?}");
    }
    let said = site.run(&["fix", "--no-config", "--unsafe-fixes", "--backup", "none", "site"]);
    assert_eq!(said.out.matches("\n+\t\"dbType\":\"OB_MYSQL\"").count(), 2, "{}", said.out);
}

#[test]
fn what_a_script_enters_is_what_the_tables_say_in_another_section_too() {
    let site = Site::new();
    let more = format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{}", position("np_a1"));
    component(&site, "np_a1", &more, &format!("{ONE_PARTITION},\n\t\"workerNum\":\"8\""));
    let said = plan(&site, &[]);
    assert_eq!(values(&site, 0), [["sink.workerNum".to_owned(), "1".to_owned(), String::new()]]);
    assert!(said.out.contains("sink.workerNum = 1 (guessed: confirm it)"), "{}", said.out);
}

/// What stands there and is wrong is not made anew, and its row says what it is now.
#[test]
fn a_key_that_is_there_is_edited_and_not_added() {
    let site = Site::new();
    let position = position("np_blank");
    component(&site, "np_blank", &format!(",\n\t\"dbType\":\"\",\n\t\"checkpoint\":{position}"), JDBC);
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("| `dbType` | `MYSQL`, stands there empty |"), "{runbook}");
    assert!(runbook.contains("is not made anew: click its edit icon, replace the whole value, tick."), "{runbook}");
    assert_eq!(rows(&site)[0][1], "(empty)");
    // Where every key is new, nothing of it is said.
    component(&site, "np_blank", &format!(",\n\t\"checkpoint\":{position}"), JDBC);
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    assert!(!runbook.contains("stands there empty") && !runbook.contains("is not made anew"), "{runbook}");
    assert_eq!(rows(&site)[0][1], "");
}

#[test]
fn a_wrong_position_says_what_is_wrong_what_it_is_and_how_old_the_proposal_is() {
    let site = Site::new();
    let wrong = |task: &str, value: &str, sink: &str| {
        let checkpoint = at(&format!("MYSQL_{task}_s-1-0"), value);
        component(&site, task, &format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{checkpoint}"), sink);
    };
    wrong("np_a_future", "1773187200", JDBC);
    wrong("np_b_offset", "12@mysql-bin.3", JDBC);
    wrong("np_c_queue", "1773093600000", "\t\"type\":\"KAFKA_SINK\"");
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    let told = table(&runbook, "### VALUE: only a person knows");
    for (number, words) in
        ["is at 1773187200, in the future", "an offset in a log file", "in milliseconds"].iter().enumerate()
    {
        let line = told.lines().nth(2 + number).unwrap();
        assert!(
            line.contains("OMS105 malformed-checkpoint: ") && line.contains(words) && line.contains("source.json:"),
            "{line}"
        );
        let row = &rows(&site)[number];
        assert!(row[3].contains("OMS105 malformed-checkpoint: ") && row[3].contains(words), "{row:?}");
    }
    assert!(
        told.contains("proposed is what stands there: 1773093600000 is ") && told.contains(", 2 hours old"),
        "{told}"
    );
    assert!(!runbook.contains("nothing in the export decides it"), "{runbook}");
    assert_eq!(rows(&site)[0][1], "{MYSQL_np_a_future_s-1-0:1773187200}");
}

#[test]
fn where_the_users_word_and_the_export_differ_every_page_says_so() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    site.write("v.toml", "[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"ORACLE\"\n");
    let said = plan(&site, &["--values", "v.toml"]);
    assert_eq!(states(&site), ["np_a1 FIX"]);
    assert!(said.out.contains("dbType = ORACLE (yours; the export says otherwise: look again)"), "{}", said.out);
    let runbook = site.read("up/runbook.md");
    let row = runbook.lines().find(|line| line.contains("| `dbType` | `ORACLE` |")).unwrap();
    assert!(row.contains("(v.toml:3); but the export says otherwise: coordinator.sourceType is MYSQL"), "{row}");
    assert!(row.ends_with("| **yours, and the export says otherwise**: look again first |"), "{row}");
    assert!(rows(&site)[0][3].starts_with("the export says otherwise, look again first: "), "{:?}", rows(&site));
    // Who settles what contradicts itself is not doubted, and what speaks against it is no evidence for it.
    let folder = format!("site/10.20.30.11/run/{}", id("np_a1"));
    let more = format!(",\n\t\"checkpoint\":{}", position("np_a1"));
    site.component(&folder, &source("np_a1", &more), JDBC, "\t\"sourceType\":\"ORACLE\"");
    let said = plan(&site, &["--values", "v.toml"]);
    assert!(said.out.contains("dbType = ORACLE\n"), "{}", said.out);
    let row = &rows(&site)[0][3];
    assert!(
        row.contains("(v.toml:3); something else in the export contradicts it: the subtopic begins with MYSQL"),
        "{row}"
    );
    component(&site, "np_a1", &more, JDBC);
    // The user's word wins, and one that agrees is safe.
    site.write("v.toml", "[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"MYSQL\"\n");
    let said = plan(&site, &["--values", "v.toml"]);
    assert!(!said.out.contains("otherwise") && !site.read("up/runbook.md").contains("says otherwise"), "{}", said.out);
}

#[test]
fn an_answer_that_is_refused_is_told_where_it_was_asked_for() {
    let site = Site::new();
    component(&site, "np_a1", "", JDBC);
    let more = format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{}", at("MYSQL_np_b2_s-1-0", "0"));
    component(&site, "np_b2", &more, JDBC);
    site.write("v.toml", "[[override]]\ntasks = [\"np_a1\", \"np_b2\"]\ncheckpoint = 1873100760\n");
    let said = plan(&site, &["--values", "v.toml"]);
    let words = "the checkpoint given is refused: 2029-05-10 09:46:00 UTC lies in the future";
    assert_eq!(said.out.split_whitespace().collect::<Vec<_>>().join(" ").matches(words).count(), 2, "{}", said.out);
    assert!(said.out.contains("Next: the owners of the tasks correct the values that were given"), "{}", said.out);
    let runbook = site.read("up/runbook.md");
    assert_eq!(table(&runbook, "### VALUE: only a person knows").matches(words).count(), 2, "{runbook}");
    assert_eq!(rows(&site).iter().filter(|[.., because]| because.contains(words)).count(), 2);
    let template = site.read("up/values.toml").replace("\n# ", " ");
    assert_eq!(template.matches(words).count(), 2, "{template}");
}

#[test]
fn batch_counts_what_is_guessed_and_says_that_not_every_type_is_known() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    for task in ["np_b2", "np_c3"] {
        let more = format!(",\n\t\"checkpoint\":{}", position(task));
        let folder = format!("site/10.20.30.11/run/{}", id(task));
        site.component(&folder, &source(task, &more), JDBC, "\t\"sinkType\":\"OB_MYSQL\"");
    }
    plan(&site, &[]);
    let runbook = site.read("up/runbook.md");
    let words = "`10.20.30.11`: **not allowed**; 3 components lack it. Not of every source is the type known: MYSQL: `np_a1`; unknown: `np_b2`, `np_c3`";
    assert!(runbook.contains(words), "{runbook}");
}

#[test]
fn each_kind_of_change_has_a_canary_and_only_a_checkpoint_shows_what_becomes_of_it() {
    let site = Site::new();
    let words = "Whether a Connector takes up a new checkpoint is documented nowhere";
    component(&site, "np_a1", &format!(",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    plan(&site, &["--from", "3.2.2"]);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("**Canary first:** `np_a1`. ") && !runbook.contains(words), "{runbook}");
    assert!(!runbook.contains("A `checkpoint` was entered"), "{runbook}");
    let wrong = at("MYSQL_np_b2_s-1-0", "1773000000000");
    component(&site, "np_b2", &format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{wrong}"), JDBC);
    plan(&site, &["--from", "3.2.2"]);
    let runbook = site.read("up/runbook.md");
    assert!(
        runbook.contains("Then, as the first that gets a checkpoint, `np_b2`, in the same way. Whether"),
        "{runbook}"
    );
    assert_eq!(runbook.matches(" (canary) |").count(), 2, "{runbook}");
    assert!(runbook.contains(words) && runbook.contains("A `checkpoint` was entered"), "{runbook}");
}

/// All was read, and of one task there is only a Store: nothing has to be copied again.
#[test]
fn what_is_missing_is_no_file_that_failed_and_what_is_not_there_is_not_explained() {
    let site = Site::new();
    site.write(
        "site/10.20.30.11/store/store7100/conf/crawler.conf",
        "[global]\n[mysql2store]\nsubTopic=MYSQL_np_z_s-1-0\n[store]\n[unit]\n",
    );
    let said = plan(&site, &[]);
    assert!(said.out.contains("Next: whoever collects brings what is missing"), "{}", said.out);
    assert!(!said.out.contains("could not be read"), "{}", said.out);
    let runbook = site.read("up/runbook.md");
    assert!(!runbook.contains("- fixed/") && !runbook.contains("with proposals"), "{runbook}");
    assert!(
        runbook.contains("- fix.patch: empty") && runbook.contains("- values.toml, values.csv: empty"),
        "{runbook}"
    );
    assert!(runbook.contains("no file here holds a secret") && !site.at("up/fixed").exists(), "{runbook}");
}

/// Nobody can go on with a folder that is not whole, whatever else is due: a folder stands where a file is to be written.
#[test]
fn where_not_every_file_could_be_written_the_chat_says_so() {
    let site = Site::new();
    component(&site, "np_a1", "", JDBC);
    assert!(plan(&site, &[]).out.contains("fill in values.toml, and plan again"));
    for file in ["report.html", "cm.sh"] {
        std::fs::remove_file(site.at(&format!("up/{file}"))).unwrap();
        site.write(&format!("up/{file}/mine"), "");
        let said = plan(&site, &[]);
        assert!(said.code == 5 && said.err.contains(file), "{}{}", said.out, said.err);
        let last = said.out.lines().last().unwrap();
        assert!(last.starts_with("Next: up is not whole, for not every file could be written"), "{}", said.out);
        assert!(!said.out.contains("fill in") && !said.out.contains("begin with"), "{}", said.out);
        std::fs::remove_dir_all(site.at(&format!("up/{file}"))).unwrap();
    }
}

#[test]
fn a_manifest_is_of_the_time_of_the_run() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    plan(&site, &["--now", "2026-03-09T01:02:03Z"]);
    let manifest: serde_json::Value = serde_json::from_str(&site.read("up/manifest.json")).unwrap();
    assert_eq!(manifest["created"], "2026-03-09T01:02:03Z");
}

/// A table has room for what contradicts what, and what to do.
#[test]
fn a_contradiction_names_both_sides_in_the_tables() {
    let site = Site::new();
    let more = format!(",\n\t\"dbType\":\"ORACLE\",\n\t\"checkpoint\":{}", position("np_a1"));
    component(&site, "np_a1", &more, JDBC);
    let said = plan(&site, &[]);
    let words = "`dbType` is ORACLE, but coordinator.sourceType is MYSQL: look up in the console which one is right, and correct the other";
    assert!(said.out.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{}", said.out);
    assert!(rows(&site)[0][3].contains(words), "{:?}", rows(&site));
}

#[test]
fn what_stands_under_a_wrong_name_beside_a_known_value_is_taken_away() {
    let site = Site::new();
    component(&site, "np_a1", &format!(",\n\t\"dbtype\":\"MYSQL\",\n\t\"checkpoint\":{}", position("np_a1")), JDBC);
    plan(&site, &[]);
    assert!(rows(&site)[0][3].ends_with(": delete `dbtype`"), "{:?}", rows(&site));
    assert!(site.read("up/runbook.md").contains(": delete `dbtype` | safe |"));
}

/// What has no room in its row stands in one column below it, and never in that of the tasks.
#[test]
fn a_long_path_stands_in_the_column_of_its_cell() {
    let site = Site::new();
    let folder = format!("site/10.20.30.11/run/{}", id("np_with_a_rather_long_name"));
    component(&site, "np_with_a_rather_long_name", "", JDBC);
    site.write(&format!("{folder}/conf/source.json"), "{ broken");
    let said = site.run(&["check", "--no-config", "site"]);
    let path = said.out.lines().find(|line| line.trim() == format!("{folder}/conf/source.json")).unwrap();
    assert!(path.starts_with("      site/"), "{}", said.out);
}
