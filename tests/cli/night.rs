//! What a person reads at night, who was not there when the plan was made: the steps of the runbook in an order that has a
//! way back, commands that are whole, and a script that says why it does nothing.

use std::path::Path;
use std::process::Command;

use crate::site::{JDBC, Site, copy, has, said, source};

/// The runbook of the example export, without the marks that Markdown needs.
fn runbook(arguments: &[&str]) -> (Site, String) {
    let site = Site::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site"), &site.at("site"));
    site.run(&[&["plan", "site", "-o", "up"], arguments].concat());
    let runbook = site.read("up/runbook.md").replace("&gt;", ">").replace("&lt;", "<").replace("\\_", "_");
    (site, runbook)
}

fn in_order(text: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let at = text[from..].find(word).unwrap_or_else(|| panic!("no {word:?} after {from} in\n{text}"));
        from += at + word.len();
    }
}

#[test]
fn what_is_taken_away_was_kept_before() {
    let (_site, runbook) = runbook(&["--from", "3.2.2", "--to", "4.3.2"]);
    let night = &runbook[runbook.find("## Per node").unwrap()..];
    in_order(
        night,
        &[
            "docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' OMS\n",
            "docker update --restart=no OMS",
            "rollback: ",
            "--restart=POLICY OMS",
            "Copy the table first",
            "DATABASE heatbeat_sequence > DATABASE-heatbeat_sequence.sql",
            "rollback: load the copy",
            "Dump the databases",
            "docker cp OMS-old:/home/admin/conf/config.yaml .",
            "## Rollback of the upgrade as a whole",
            "docker stop OMS && docker update --restart=no OMS",
            "docker update --restart=POLICY OMS && docker start OMS",
            "the minutes from T1 until now, plus a reserve",
        ],
    );
    // What the site alone knows has a line to write it on: the deletion, the start, the JAR, the two of docker_init.sh.
    assert_eq!(night.matches("your guide's command: ____________").count(), 4, "{night}");
}

#[test]
fn what_is_done_once_stands_apart_from_what_is_done_for_every_row() {
    let (_site, old) = runbook(&["--from", "3.2.2"]);
    in_order(
        &old,
        &[
            "Once, before the first row",
            "HA off before anything restarts",
            "For every row of the tables below",
            "Stop the component",
            "**The update restarts the component.** You need not start it yourself.",
            "If it stays stopped all the same",
            "Only `dbType` was entered: what to answer is documented nowhere.",
            "Once, when all rows of the night are entered",
            "HA on again",
        ],
    );
    assert!(!old.contains("Start the component again"));
    let (_site, new) = runbook(&["--from", "4.2.2"]);
    assert!(!new.contains("是否进行回拉") && !new.contains("Stop the component"), "{new}");
}

#[test]
fn commands_carry_the_flags_of_the_plan() {
    let flags = ["--from", "3.2.2", "--created-with=3.2.2", "--to", "4.3.2", "--downtime", "90m"];
    let (site, text) = runbook(&flags);
    let given = "--from 3.2.2 --to 4.3.2 --created-with 3.2.2 --downtime 90m";
    for command in [
        format!("omslint check {given} --expect TASKS.txt site\n"),
        format!("omslint plan {given} -o NEW-FOLDER NEW-EXPORT\n"),
        format!("omslint verify {given} site NEW-EXPORT\n"),
    ] {
        assert!(text.contains(&command), "no {command:?} in\n{text}");
    }
    assert!(text.contains("Go on with this runbook"), "{text}");
    // What a command does not take is not given to it, and what a shell would split is quoted.
    site.write("my values.toml", "");
    let more = ["--values", "my values.toml", "--checkpoint", "1773100000", "--unsafe-fixes"];
    let place = "one/run/10.20.30.11-9000:connector_v2:np_a-incr_trans-1-0:0000000005";
    site.component(place, &source("ORACLE_np_a_x-1-0", ""), JDBC, "\t\"sourceType\":\"ORACLE\"");
    site.run(&[&["plan", "one", "-o", "up"], &more[..]].concat());
    let text = site.read("up/runbook.md");
    assert!(text.contains("omslint verify --values 'my values.toml' one NEW-EXPORT\n"), "{text}");
    let again = "omslint plan --values 'my values.toml' --unsafe-fixes -o NEW-FOLDER NEW-EXPORT\n";
    assert!(text.contains(again), "{text}");
    assert!(text.contains("omslint check --checkpoint 1773100000 --values 'my values.toml' --expect"), "{text}");
    // The commands run as they stand.
    site.write("TASKS.txt", "np_2c9p5t7v1e\n");
    let check = format!("check {given} --expect TASKS.txt site");
    assert_eq!(site.run(&check.split(' ').collect::<Vec<_>>()).code, 1);
    let verify = format!("verify {given} site site");
    assert_eq!(site.run(&verify.split(' ').collect::<Vec<_>>()).code, 1);
}

#[test]
fn every_file_of_the_folder_is_named() {
    let (site, text) = runbook(&["--from", "3.2.2"]);
    let list = &text[text.find("## What else is in this folder").unwrap()..];
    for entry in std::fs::read_dir(site.at("up")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(list.contains(&name), "{name} is not in\n{list}");
    }
    assert!(list.contains("3.2.2, which runs now, has no such call"), "{list}");
    assert!(!runbook(&["--from", "4.2.2"]).1.contains("has no such call"));
}

#[test]
fn the_script_says_why_a_task_has_no_call() {
    if !has("bash") {
        return;
    }
    let cm = |site: &Site, arguments: &[&str]| {
        said(&Command::new("bash").arg("up/cm.sh").args(arguments).current_dir(site.path()).output().unwrap())
    };
    let (site, _) = runbook(&["--from", "3.2.2"]);
    let all = cm(&site, &[]);
    assert_eq!(all.code, 0, "{}", all.err);
    assert!(all.out.contains("np_9s5c1x8w4b: no call: the id of its component is not known"), "{}", all.out);
    assert!(all.out.contains("No call either: 2 CONFIRM, 3 VALUE, 3 BLOCKED"), "{}", all.out);
    assert!(!all.out.contains("p_8a3e6t1k9f") && !all.out.contains("nothing to call"), "{}", all.out);
    let one = cm(&site, &["--apply", "np_9s5c1x8w4b"]);
    assert!(one.code == 2 && one.err.contains("the id of its component is not known"), "{}", one.err);
    let other = cm(&site, &["--apply", "np_0k4f7d2y6u"]);
    assert!(other.code == 2 && other.err.contains("it is not FIX in this plan"), "{}", other.err);
    // Where every task has what it needs, nothing is missing.
    let done = Site::new();
    let more = ",\n\t\"checkpoint\":{\"ORACLE_np_a_x-1-0\":\"1773000000\"},\n\t\"dbType\":\"ORACLE\"";
    let place = "site/run/10.20.30.11-9000:connector_v2:np_a-incr_trans-1-0:0000000005";
    done.component(place, &source("ORACLE_np_a_x-1-0", more), JDBC, "\t\"sourceType\":\"ORACLE\"");
    done.run(&["plan", "site", "-o", "up"]);
    let out = cm(&done, &[]).out;
    assert!(out.contains("There is nothing to call: no task of this plan needs a value."), "{out}");
}

/// The step of `runbook` that begins with `words`, with all that stands in it.
fn step<'r>(runbook: &'r str, words: &str) -> &'r str {
    let at = runbook.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{runbook}"));
    let rest = &runbook[at..];
    let end = ["\n- [ ]", "\n#"].iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    &rest[..end]
}

/// With obd every switch is off; HA on without `enableStore` pulls nothing back, so all of it is one save, on the way back too.
#[test]
fn with_obd_all_switches_of_ha_go_off_and_on_in_one_save() {
    let site = Site::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports/site"), &site.at("site"));
    let ha = |connector: bool| {
        let text = format!(
            "{{\"enable\":true,\"enableHost\":true,\"enableStore\":true,\"enableConnector\":{connector},\"enableJdbcWriter\":true}}\n"
        );
        site.write("site/10.20.30.11/ha.config.json", &text);
        site.run(&["plan", "site", "-o", "up", "--no-config", "--from", "4.2.1-CE", "--to", "4.2.9-CE"]);
        site.read("up/runbook.md").replace("&gt;", ">")
    };
    let runbook = ha(true);
    let (off, on) = (step(&runbook, "Write down `ha.config`"), step(&runbook, "Note **T2**"));
    assert!(off.contains("Set every one of them to false in the same save."), "{off}");
    assert!(
        on.contains("in the same save: every other key that contains `enable` back to what was written down"),
        "{on}"
    );
    assert!(on.contains("rollback: `enable` = `false`; set each to `false` again"), "{on}");
    assert!(!on.contains("enableConnector"), "{on}");
    let back = step(&runbook, "HA on, in one save with its pull-back: ");
    assert!(back.contains("the dumps were taken while every key that contains `enable` was false"), "{back}");
    // What a finding on the same page asks for is not set back.
    let on = ha(false);
    let on = step(&on, "Note **T2**");
    assert!(on.contains("whatever was written down: `enableConnector` = `true` where it was off"), "{on}");
    // Without obd nothing was switched off but HA as a whole.
    let (_site, runbook) = self::runbook(&["--from", "3.2.2", "--to", "4.3.2"]);
    assert!(step(&runbook, "Note **T2**").contains("In the same save: `enableConnector` = `true`"), "{runbook}");
    assert!(!runbook.contains("With obd"), "{runbook}");
}
