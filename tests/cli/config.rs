//! `omslint.toml`: where it is found, what wins, and every kind of mistake with file, line and the nearest right name.

use std::collections::BTreeMap;

use crate::scratch::{self, IncrSync, Scratch};
use omslint::config::keys::{IGNORE, Key, OVERRIDE, OptionKind, TOP};
use serde_json::Value;

/// A task without dbType and checkpoint, of which only the subtopic tells the type.
fn site() -> Scratch {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync::new("np_a1"));
    scratch
}

const CLIENT: &str = "MYSQL_np_a1_sub0-1-0";

#[test]
fn it_is_found_upwards_and_can_be_left_out() {
    let scratch = site();
    scratch.file("omslint.toml", "to = \"4.3.1\"\n");
    let target = |ran: scratch::Ran| ran.json()["run"]["to"].as_str().unwrap().to_owned();
    assert_eq!(target(scratch.check(&[])), "4.3.1");
    assert_eq!(target(scratch.run_in("export", &["check", "-f", "json"])), "4.3.1");
    assert_eq!(target(scratch.check(&["--no-config"])), "4.3.2");
    let other = scratch.file("elsewhere/other.toml", "to = \"4.0.0-CE\"\n");
    assert_eq!(target(scratch.check(&["--config", other.to_str().unwrap()])), "4.0.0-CE");
    // The nearest one is the only one.
    scratch.file("export/omslint.toml", "ddl = \"no\"\n");
    let ran = scratch.run_in("export", &["check", "-f", "json"]);
    assert_eq!(ran.json()["run"]["ddl"], "no");
    assert_eq!(target(ran), "4.3.2");
    scratch.check(&["--config", "none.toml"]).refuses(&["none.toml: ", "no such file"]);
    scratch.check(&["--config", "a.toml", "--no-config"]).refuses(&["--no-config"]);
}

#[test]
fn flags_win_over_the_file_and_an_override_over_both() {
    let scratch = site();
    scratch.file("omslint.toml", "ddl = \"yes\"\nformat = \"concise\"\nfail-on = \"never\"\n");
    let severity = |ran: &scratch::Ran| ran.json()["findings"][0]["severity"].as_str().unwrap().to_owned();
    let ran = scratch.check(&[]);
    assert_eq!((severity(&ran).as_str(), ran.code), ("error", 0));
    assert_eq!(scratch.check(&["--fail-on", "error"]).code, 1);
    assert_eq!(severity(&scratch.check(&["--ddl", "no", "--select", "OMS101"])), "warning");
    assert!(scratch.run(&["check"]).stdout.contains("error[OMS101]"), "the file's format");
    scratch.file("omslint.toml", "ddl = \"no\"\n[[override]]\ntasks = [\"np_a1\"]\nddl = \"yes\"\n");
    let ran = scratch.check(&["--ddl", "no", "--select", "OMS101"]);
    assert_eq!(severity(&ran), "error");
    assert_eq!(ran.json()["findings"][0]["certainty"], "certain");
    // A task of a newer version is no error, whatever is said of all.
    scratch.file("omslint.toml", "[[override]]\npaths = [\"export/**\"]\ncreated-with = \"4.0.2\"\n");
    assert_eq!(severity(&scratch.check(&["--created-with", "3.2.1", "--select", "OMS101"])), "warning");
    // `unknown` takes back what is said of all.
    scratch.file("omslint.toml", "[[override]]\ntasks = [\"np_a1\"]\nddl = \"unknown\"\n");
    assert_eq!(scratch.check(&["--ddl", "no", "--select", "OMS101"]).json()["findings"][0]["certainty"], "possible");
}

#[test]
fn every_option_of_the_file_takes_effect() {
    let scratch = site();
    scratch.incr_sync(&IncrSync { server: "10.20.30.12", ..IncrSync::new("np_b2") });
    let with = |text: &str| {
        scratch.file("omslint.toml", text);
        scratch.check(&[])
    };
    assert_eq!(with("select = [\"OMS102\"]").findings(), ["OMS102 np_a1 needs-value", "OMS102 np_b2 needs-value"]);
    assert!(with("ignore = [\"missing-db-type\"]").findings().iter().all(|line| !line.contains("OMS101")));
    let ran = with("ignore = [\"OMS1\"]");
    assert!(ran.not_checked().iter().any(|line| line.starts_with("rules: ignored: OMS101, OMS102")), "{ran:?}");
    assert_eq!(with("exclude = [\"10.20.30.12\"]").json()["run"]["tasks"], 1);
    assert_eq!(with("include = [\"export/10.20.30.11/**\"]").json()["run"]["tasks"], 1);
    assert_eq!(with("max-file-size = 10").code, 3);
    assert_eq!(with("max-file-size = \"1K\"").code, 1);
    assert_eq!(with("min-severity = \"error\"\nselect = [\"OMS110\"]").findings(), [""; 0]);
    assert_eq!(with("created-with = \"4.0.2\"").code, 0);
    assert_eq!(with("from = \"3.2.1\"").json()["run"]["from"], "3.2.1");
    assert_eq!(with("db-type = \"mysql\"\nselect = [\"OMS101\"]").findings()[0], "OMS101 np_a1 safe");
    assert_eq!(with("known-db-types = [\"GAUSSDB\"]\ndb-type = \"gaussdb\"\nselect = [\"OMS101\"]").code, 1);
    assert_eq!(with("include = [\"none\"]\nallow-empty = true").code, 0);
    assert_eq!(with("include = [\"none\"]").code, 4);
    assert_eq!(with("jobs = 1\nquiet = true\ncolor = \"never\"\nfollow-symlinks = false").code, 1);
    scratch.file("lists/tasks.txt", "np_zz\n");
    scratch.file("lists/values.toml", "[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"MYSQL\"\n");
    let ran = with("expect = \"lists/tasks.txt\"\nvalues = \"lists/values.toml\"\nselect = [\"OMS101\", \"OMS110\"]");
    assert!(ran.findings().contains(&"OMS110 np_zz -".to_owned()), "{ran:?}");
    assert!(ran.findings().contains(&"OMS101 np_a1 safe".to_owned()), "{ran:?}");
}

#[test]
fn paths_in_the_file_count_from_its_folder() {
    let scratch = site();
    scratch.incr_sync(&IncrSync { server: "10.20.30.12", ..IncrSync::new("np_b2") });
    scratch.file(
        "omslint.toml",
        "exclude = [\"export/10.20.30.12/**\"]\nbaseline = \"known.json\"\n\
         [[override]]\npaths = [\"export/10.20.30.11/**\"]\ndb-type = \"MYSQL\"\n",
    );
    assert_eq!(scratch.run(&["check", "--write-baseline", "known.json", "--no-config", "export/10.20.30.12"]).code, 0);
    for (folder, args) in [("", &["export"][..]), ("export", &[]), ("export/10.20.30.11/run", &["../.."])] {
        let ran = scratch.run_in(folder, &[&["check", "-f", "json", "--select", "OMS101"], args].concat());
        assert_eq!(ran.findings(), ["OMS101 np_a1 safe"], "{folder}: {ran:?}");
        let path = ran.json()["findings"][0]["fix"]["evidence"][0]["path"].as_str().unwrap().to_owned();
        let up = folder.split('/').filter(|part| !part.is_empty()).count();
        assert_eq!(path, format!("{}omslint.toml", "../".repeat(up)));
    }
}

#[test]
fn an_override_is_evidence_with_its_own_line() {
    let scratch = site();
    scratch.store(CLIENT, "mysql2store", scratch::NOW - 5_000);
    let seconds = scratch::NOW - 1_000;
    scratch.file(
        "omslint.toml",
        &format!("# ours\n[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"oracle\"\ncheckpoint = {seconds}\n"),
    );
    let ran = scratch.check(&["export"]);
    assert_eq!(ran.findings(), ["OMS101 np_a1 safe", "OMS102 np_a1 safe"]);
    let report = ran.json();
    let fix = &report["findings"][0]["fix"];
    assert_eq!((&fix["value"], &fix["evidence"][0]["path"]), (&"ORACLE".into(), &"omslint.toml".into()));
    assert_eq!(fix["evidence"][0]["line"], 4);
    assert_eq!(report["findings"][0]["related"][0]["start"]["line"], 4);
    // It stands against what the export says, and that is shown.
    let help = report["findings"][0]["help"].as_str().unwrap();
    assert!(help.contains("You say ORACLE, but the export says otherwise"), "{help}");
    assert_eq!(report["findings"][1]["fix"]["value"], format!("{{\"{CLIENT}\":\"{seconds}\"}}"));
    assert_eq!(report["findings"][1]["fix"]["evidence"][0]["line"], 5);
    // The user's own files are no input.
    assert_eq!(report["run"]["files"]["unrecognised"], 0);
    assert_eq!(report["run"]["files"]["scanned"], 5);
    // For all tasks at once, what the export contradicts is refused.
    assert_eq!(
        scratch.check(&["--no-config", "--db-type", "oracle", "--select", "OMS101"]).findings(),
        ["OMS101 np_a1 -"]
    );
}

#[test]
fn a_checkpoint_that_cannot_be_right_is_refused() {
    let scratch = site();
    scratch.store(CLIENT, "mysql2store", scratch::NOW - 5_000);
    let with = |seconds: i64| {
        let text = format!("[[override]]\ntasks = [\"np_a1\"]\n[override.checkpoint]\n\"{CLIENT}\" = {seconds}\n");
        scratch.file("omslint.toml", &text);
        scratch.check(&["--select", "OMS102"])
    };
    let help = |ran: &scratch::Ran| ran.json()["findings"][0]["help"].as_str().unwrap().to_owned();
    let ran = with(scratch::NOW + 10);
    assert!(ran.findings() == ["OMS102 np_a1 -"] && help(&ran).contains("lies in the future"), "{ran:?}");
    let ran = with(scratch::NOW - 6_000);
    assert!(
        ran.findings() == ["OMS102 np_a1 -"] && help(&ran).contains("before the beginning of its Store"),
        "{ran:?}"
    );
    assert_eq!(with(scratch::NOW - 10).findings(), ["OMS102 np_a1 safe"]);
}

#[test]
fn what_a_shared_file_knows_beyond_this_export_is_told_and_no_mistake() {
    let scratch = site();
    let text = "[[override]]\ntasks = [\"np_a1\", \"np_other\"]\nddl = \"no\"\n\
                [[override]]\ntasks = [\"np_a1\"]\ncheckpoint = { elsewhere = 1772000000 }\n";
    scratch.file("omslint.toml", text);
    let ran = scratch.check(&[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let told = ran.not_checked();
    let line = told.iter().find(|line| line.starts_with("overrides: ")).unwrap();
    assert!(line.contains("2 names") && line.contains("omslint.toml:2: there is no task np_other"), "{line}");
    scratch.file("values.toml", text);
    let ran = scratch.check(&["--no-config", "--values", "values.toml"]);
    ran.refuses(&[
        "values.toml:2: there is no task np_other",
        "the nearest is np_a1",
        "values.toml:6: there is no client elsewhere",
        CLIENT,
    ]);
    scratch.file("values.toml", "[[override]]\npaths = [\"nowhere\"]\nddl = \"no\"\n");
    scratch.check(&["--no-config", "--values", "values.toml"]).refuses(&["values.toml:2: ", "`paths`"]);
}

/// The flag is as careful as an override: it says one type, and the two directions read different databases.
#[test]
fn a_type_for_all_is_not_written_into_both_directions_of_a_task() {
    let scratch = site();
    let forward = IncrSync { prefix: "X", ..IncrSync::new("np_two") };
    let reverse = IncrSync { is_reverse: true, sink_type: "SOME", ..forward.clone() };
    scratch.incr_sync(&IncrSync { sink_type: "SOME", ..forward.clone() });
    scratch.incr_sync(&reverse);
    let args = ["--no-config", "--select", "OMS101", "--db-type", "MYSQL"];
    let ran = scratch.check(&args);
    assert_eq!(ran.findings(), ["OMS101 np_a1 safe", "OMS101 np_two needs-value", "OMS101 np_two needs-value"]);
    for finding in &ran.json()["findings"].as_array().unwrap()[1..] {
        let help = finding["help"].as_str().unwrap();
        assert!(
            help.contains("`--db-type MYSQL` is not taken here") && help.contains("direction = \"reverse\""),
            "{help}"
        );
        assert!(finding["fix"]["value"].is_null() && finding["fix"]["proposal"].is_null(), "{finding}");
    }
    let diff = scratch.run(&[&["diff"], &args[..]].concat()).stdout;
    assert!(diff.contains("np_a1") && !diff.contains("np_two"), "{diff}");
    assert!(scratch.run(&["values", "--db-type", "MYSQL"]).stdout.contains("np_two"));
    // What the export itself decides stays, and so does what contradicts the flag.
    scratch.incr_sync(&IncrSync { source_type: Some("MYSQL"), sink_type: "SOME", ..forward.clone() });
    scratch.incr_sync(&IncrSync { source_type: Some("OB_MYSQL"), ..reverse.clone() });
    let ran = scratch.check(&args);
    assert_eq!(ran.findings(), ["OMS101 np_a1 safe", "OMS101 np_two safe", "OMS101 np_two -"]);
    // Only one of the two lacks its type: then it is the one that is meant.
    scratch.incr_sync(&IncrSync { sink_type: "SOME", ..forward.clone() });
    scratch.incr_sync(&IncrSync { source: r#","dbType":"OB_MYSQL""#, ..reverse.clone() });
    assert_eq!(scratch.check(&args).findings(), ["OMS101 np_a1 safe", "OMS101 np_two safe"]);
}

#[test]
fn the_two_directions_of_a_task_are_told_apart() {
    let scratch = site();
    scratch.incr_sync(&IncrSync { is_reverse: true, prefix: "OB_MYSQL", ..IncrSync::new("np_a1") });
    scratch.file("omslint.toml", "[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"MYSQL\"\n");
    let ran = scratch.check(&["--select", "OMS101"]);
    assert_eq!(ran.findings(), ["OMS101 np_a1 -", "OMS101 np_a1 -"]);
    assert!(ran.json()["findings"][0]["help"].as_str().unwrap().contains("direction = \"reverse\""));
    scratch.file(
        "omslint.toml",
        "[[override]]\ntasks = [\"np_a1\"]\ndirection = \"forward\"\ndb-type = \"MYSQL\"\n\
         [[override]]\ntasks = [\"np_a1\"]\ndirection = \"reverse\"\ndb-type = \"OB_MYSQL\"\n",
    );
    let report = scratch.check(&["--select", "OMS101"]).json();
    let value = |finding: &Value| (finding["direction"].clone(), finding["fix"]["value"].clone());
    let values: BTreeMap<String, String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(value)
        .map(|(a, b)| (a.as_str().unwrap().to_owned(), b.as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(values, BTreeMap::from([("forward".into(), "MYSQL".into()), ("reverse".into(), "OB_MYSQL".into())]));
}

#[test]
fn an_ignore_that_hides_nothing_is_told() {
    let scratch = site();
    let told = |text: &str, args: &[&str]| {
        scratch.file("omslint.toml", text);
        let lines = scratch.check(args).not_checked();
        lines.into_iter().find_map(|line| line.strip_prefix("stale ignore: ").map(str::to_owned))
    };
    let one = |rule: &str, more: &str| format!("[[ignore]]\nrule = \"{rule}\"\nreason = \"known\"\n{more}\n");
    let stale = "omslint.toml:2 (OMS301) found nothing to hide; delete it before it hides something new";
    assert_eq!(told(&one("OMS301", ""), &[]).as_deref(), Some(stale));
    assert_eq!(told(&one("OMS301", "tasks = [\"np_a1\"]"), &[]).as_deref(), Some(stale));
    assert_eq!(told(&one("OMS101", ""), &[]), None);
    // What this run did not look at may well be hidden in the next one.
    assert_eq!(told(&one("OMS301", "tasks = [\"np_a2\"]"), &[]), None);
    assert_eq!(told(&one("OMS301", "paths = [\"other/**\"]"), &[]), None);
    assert_eq!(told(&one("OMS302", ""), &[]), None);
    assert_eq!(told(&one("OMS301", ""), &["--select", "OMS101"]), None);
    let four = told(&[one("OMS101", ""), one("OMS301", "").repeat(4)].concat(), &[]).unwrap();
    assert!(
        four.starts_with("omslint.toml:6 (OMS301), omslint.toml:10 (OMS301), omslint.toml:14 (OMS301) and 1 more "),
        "{four}"
    );
}

#[test]
fn ignored_findings_are_counted_and_an_expired_ignore_is_told() {
    let scratch = site();
    let ignore = |more: &str| {
        scratch.file("omslint.toml", &format!("[[ignore]]\nrule = \"OMS1\"\nreason = \"known\"\n{more}\n"));
        scratch.check(&[])
    };
    let ran = ignore("");
    assert_eq!((ran.code, ran.findings().len()), (0, 0), "{ran:?}");
    assert_eq!(ran.json()["summary"]["ignored"], 3);
    assert_eq!(ignore("tasks = [\"np_a1\"]").code, 0);
    assert_eq!(ignore("tasks = [\"np_a2\"]").code, 1);
    assert_eq!(ignore("paths = [\"export\"]").code, 0);
    assert_eq!(ignore("paths = [\"other/**\"]").code, 1);
    assert_eq!(ignore("direction = \"reverse\"").code, 1);
    // The last day counts.
    assert_eq!(ignore("expires = 2026-03-10").code, 0);
    assert_eq!(ignore("expires = \"2026-12-31\"").code, 0);
    let ran = ignore("expires = 2026-03-09");
    assert_eq!((ran.code, ran.json()["summary"]["ignored"].as_u64()), (1, Some(0)));
    let told = ran.not_checked();
    assert!(
        told.iter().any(|line| line.contains("omslint.toml:2: OMS1 is no longer ignored since 2026-03-09")),
        "{told:?}"
    );
    // What is ignored is not fixed either.
    ignore("");
    assert_eq!(scratch.run(&["diff", "--db-type", "MYSQL"]).stdout, "");
    let ran = scratch.run(&["check"]);
    assert!(ran.stdout.contains("3 ignored"), "{}", ran.stdout);
    // Rules that do not run, and tables, in one list.
    scratch.file("omslint.toml", "ignore = [\"OMS110\", { rule = \"OMS102\", reason = \"known\" }]\n");
    assert_eq!(scratch.check(&[]).findings(), ["OMS101 np_a1 unsafe"]);
}

/// A text and what the message about it must hold, its line first.
const MISTAKES: &[(&str, &[&str])] = &[
    ("\ncreated_with = \"3.2.1\"", &["omslint.toml:2: `created_with`", "did you mean `created-with`?"]),
    ("zzz = 1", &["omslint.toml:1: `zzz`", "known are from, created-with"]),
    ("show-secrets = true", &["omslint.toml:1: `show-secrets`", "flag only"]),
    ("checkpoint = 1", &["omslint.toml:1: `checkpoint`", "[[override]]"]),
    ("jobs = \"four\"", &["omslint.toml:1: `jobs` takes a whole number"]),
    ("jobs = 0", &["omslint.toml:1: `jobs` takes a whole number from 1 on"]),
    ("jobs = 99999999999999999999", &["omslint.toml:1: "]),
    ("quiet = \"yes\"", &["omslint.toml:1: `quiet` takes true or false, not a string"]),
    ("select = \"OMS101\"", &["omslint.toml:1: `select` takes a list of strings, not a string"]),
    ("select = [\n\"OMS101\",\n7]", &["omslint.toml:3: `select` takes a string, not a number"]),
    ("select = [\n  \"OMS999\"]", &["omslint.toml:2: `select`: there is no rule `OMS999`", "did you mean"]),
    ("ignore = [\"mising-db-type\"]", &["omslint.toml:1: `ignore`", "did you mean `missing-db-type`?"]),
    ("fail-on = \"errors\"", &["omslint.toml:1: `fail-on`: `errors` is none of", "did you mean `error`?"]),
    ("format = 5", &["omslint.toml:1: `format` takes a string"]),
    ("color = \"sometimes\"", &["omslint.toml:1: `color`", "auto, always, never"]),
    ("ddl = true", &["omslint.toml:1: `ddl` takes \"yes\", \"no\" or \"unknown\", not true or false"]),
    ("to = \"5\"", &["omslint.toml:1: `to`: `5` is no OMS version"]),
    ("to = \"\"", &["omslint.toml:1: `to` is empty"]),
    ("db-type = \"ORACEL\"", &["omslint.toml:1: `db-type`: `ORACEL`", "did you mean `ORACLE`?"]),
    ("db-type = \"oceanbase\"", &["omslint.toml:1: `db-type`", "OB_MYSQL, OB_ORACLE or OB_05"]),
    ("downtime = \"60\"", &["omslint.toml:1: `downtime`", "60m"]),
    ("reserve = 30", &["omslint.toml:1: `reserve` takes a string, not a number"]),
    ("max-file-size = \"64X\"", &["omslint.toml:1: `max-file-size`"]),
    ("a = 1\na = 2", &["omslint.toml:2: no valid TOML"]),
    ("to = \n", &["omslint.toml:1: no valid TOML"]),
    ("quiet = true\nverbose = true", &["omslint.toml", "`quiet` and `verbose`"]),
    ("[override]\ntasks = [\"np_a1\"]", &["omslint.toml:1: `override` takes tables, each under a line [[override]]"]),
    ("override = [1]", &["omslint.toml:1: `override` takes tables"]),
    ("[[override]]\nddl = \"no\"", &["omslint.toml:1: this [[override]] names neither `tasks` nor `paths`"]),
    ("[[override]]\ntasks = []", &["omslint.toml:2: `tasks` is an empty list"]),
    ("[[override]]\ntasks = \"np_a1\"", &["omslint.toml:2: `tasks` takes a list of strings, not a string"]),
    ("[[override]]\ntasks = [\"np_a1\"]\ndbtype = \"X\"", &["omslint.toml:3: `dbtype`", "did you mean `db-type`?"]),
    ("[[override]]\ntasks = [\"np_a1\"]\nfrom = \"3.2.1\"", &["omslint.toml:3: `from`", "at the top of omslint.toml"]),
    (
        "[[override]]\ntasks = [\"np_a1\"]\nddl = \"maybe\"",
        &["omslint.toml:3: `ddl`: `maybe` is none of yes, no, unknown"],
    ),
    ("[[override]]\ntasks = [\"np_a1\"]\ndb-type = \"X\"", &["omslint.toml:3: `db-type`: `X` is no type known here"]),
    ("[[override]]\ntasks = [\"np_a1\"]\ncreated-with = \"2024\"", &["omslint.toml:3: `created-with`: `2024`"]),
    ("[[override]]\ntasks = [\"np_a1\"]\ndirection = \"back\"", &["omslint.toml:3: `direction`"]),
    ("[[override]]\npaths = [\"a\",\n\"[\"]", &["omslint.toml:3: `paths`: `[` is no valid glob"]),
    (
        "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = 1690880977000",
        &["omslint.toml:3: `checkpoint`", "2023-08-01 09:09:37 UTC is 1690880977"],
    ),
    (
        "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = \"2023-08-01T09:09:37\"",
        &["omslint.toml:3: `checkpoint`", "is 1690880977"],
    ),
    (
        "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = 2023-08-01T09:09:37Z",
        &["omslint.toml:3: `checkpoint`", "is 1690880977"],
    ),
    ("[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = { x = 7 }", &["omslint.toml:3: `x`: `7` is no position in time"]),
    ("[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = {}", &["omslint.toml:3: `checkpoint` is an empty table"]),
    (
        "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = [1]",
        &["omslint.toml:3: `checkpoint` takes Unix seconds, not a list"],
    ),
    (
        "[[override]]\ntasks = [\"np_a1\"]\nddl = \"no\"\n[[override]]\ntasks = [\"np_a1\"]\nddl = \"yes\"",
        &["omslint.toml:6: `ddl` of task np_a1 is given twice"],
    ),
    ("[[ignore]]\nrule = \"OMS303\"", &["omslint.toml:1: this [[ignore]] has no `reason`"]),
    ("[[ignore]]\nrule = \"OMS303\"\nreason = \" \"", &["omslint.toml:3: `reason` is empty"]),
    ("[[ignore]]\nreason = \"known\"", &["omslint.toml:1: this [[ignore]] has no `rule`"]),
    ("[[ignore]]\nrule = \"OMS30X\"\nreason = \"r\"", &["omslint.toml:2: `rule`: there is no rule `OMS30X`"]),
    (
        "[[ignore]]\nrule = \"OMS303\"\nreason = \"r\"\nexpires = \"soon\"",
        &["omslint.toml:4: `expires`: `soon` is no date"],
    ),
    ("[[ignore]]\nrule = \"OMS303\"\nreason = \"r\"\nexpires = \"2026-02-30\"", &["omslint.toml:4: `expires`"]),
    ("[[ignore]]\nrule = \"OMS303\"\nreason = \"r\"\nexpires = 2026-02-30", &["omslint.toml:4: "]),
    ("[[ignore]]\nrule = \"OMS303\"\nreason = \"r\"\nexpires = 5", &["omslint.toml:4: `expires` takes a date"]),
    ("[[ignore]]\nrule = \"OMS303\"\nreason = \"r\"\nexpire = 2026-01-01", &["omslint.toml:4: `expire`", "`expires`"]),
];

#[test]
fn every_mistake_names_file_line_and_what_is_right() {
    let scratch = site();
    for (text, words) in MISTAKES {
        scratch.file("omslint.toml", text);
        scratch.check(&[]).refuses(words);
    }
    scratch.file("omslint.toml", "jobs = 0\n\nformt = \"json\"\n");
    scratch.check(&[]).refuses(&[
        "error: omslint.toml:1: ",
        "\nerror: omslint.toml:3: `formt`",
        "did you mean `format`?",
    ]);
    scratch.file("omslint.toml", "from = \"3.2.1\"\n");
    for command in ["diff", "fix", "values", "files"] {
        scratch.file("bad.toml", "\n\nform = 1\n");
        scratch.run(&[command, "--config", "bad.toml"]).refuses(&["bad.toml:3: `form`", "did you mean `from`?"]);
    }
    scratch.file("values.toml", "[[override]]\ntasks = [\"np_a1\"]\n\n[x]\n");
    scratch.check(&["--values", "values.toml"]).refuses(&["values.toml:4: `x`", "[[override]] tables only"]);
    scratch.file("values.toml", "ddl = \"no\"\n");
    scratch.check(&["--values", "values.toml"]).refuses(&["values.toml:1: `ddl`", "at the top of omslint.toml"]);
}

#[test]
fn hostile_files_end_with_a_message() {
    let scratch = site();
    let texts = [
        "[".repeat(50_000),
        format!("a = {}", "[".repeat(50_000)),
        "密 = 1".to_owned(),
        "\"密\u{7}\" = \"".to_owned(),
        "[[ignore]]\nrule = \"\u{1b}[31m\"\nreason = \"\u{1b}\"".to_owned(),
        "\u{feff}jobs = \"x\"".to_owned(),
        "jobs = 1e400\r\n".to_owned(),
        "override = [[[]]]".to_owned(),
        "[[override]]\ntasks = [[]]\npaths = [{}]\ncheckpoint = { a = { b = 1 } }\nddl = []".to_owned(),
        "[[override]]\ntasks = [\"密\"]\ncheckpoint = { \"密\" = -9223372036854775808 }".to_owned(),
        "\0".to_owned(),
    ];
    for text in texts {
        scratch.file("omslint.toml", &text);
        scratch.check(&[]).refuses(&["omslint.toml"]);
    }
    std::fs::write(scratch.path().join("omslint.toml"), b"to = \"\xff\"").unwrap();
    scratch.check(&[]).refuses(&["omslint.toml: not UTF-8"]);
    // A folder of that name is none of ours.
    std::fs::remove_file(scratch.path().join("omslint.toml")).unwrap();
    std::fs::create_dir(scratch.path().join("omslint.toml")).unwrap();
    assert_eq!(scratch.check(&[]).code, 1);
}

/// What the schema says a key takes, as [`OptionKind`].
fn fits(kind: OptionKind, schema: &Value, whole: &Value) -> bool {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => whole.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let is = |name: &str| schema["type"] == name;
    let any = |index: usize| schema["anyOf"][index].clone();
    match kind {
        OptionKind::Text => is("string") || schema["enum"].is_array(),
        OptionKind::Ddl => schema["enum"].is_array(),
        OptionKind::Texts | OptionKind::Overrides => is("array"),
        OptionKind::TextOrTexts => any(0)["type"] == "string" && any(1)["type"] == "array",
        OptionKind::Flag => is("boolean"),
        OptionKind::Count => is("integer"),
        OptionKind::Size => any(0)["type"] == "integer" && any(1)["type"] == "string",
        OptionKind::Checkpoint => schema["anyOf"].as_array().is_some_and(|list| list.len() == 2),
        OptionKind::Date => is("string") && schema["format"] == "date",
        OptionKind::Ignores => is("array") && schema["items"]["anyOf"].is_array(),
    }
}

fn agree(keys: &[Key], object: &Value, whole: &Value) {
    let properties = object["properties"].as_object().unwrap();
    let mut known: Vec<&str> = keys.iter().map(|key| key.name).collect();
    let mut listed: Vec<&str> = properties.keys().map(String::as_str).collect();
    known.sort_unstable();
    listed.sort_unstable();
    assert_eq!(known, listed);
    assert_eq!(object["additionalProperties"], false);
    for key in keys {
        let property = &properties[key.name];
        assert!(fits(key.kind, property, whole), "{}: {property}", key.name);
        let reference = property["$ref"].as_str().and_then(|r| whole.pointer(r.trim_start_matches('#')));
        let described = property.get("description").or(reference.and_then(|schema| schema.get("description")));
        assert!(described.is_some_and(|text| text.as_str().is_some_and(|text| text.len() >= 8)), "{}", key.name);
    }
}

#[test]
fn the_page_about_the_file_names_every_key() {
    let page = include_str!("../../docs/configuration.md");
    let all = [TOP, OVERRIDE, IGNORE].into_iter().flatten();
    let missing: Vec<_> = all.map(|key| key.name).filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, [""; 0]);
    // Of every key at the top, its type stands there, and a default.
    for key in TOP {
        let row = format!("| `{}` | {} | ", key.name, key.kind.words());
        let rest = page.lines().find_map(|line| line.strip_prefix(&row)).unwrap_or_else(|| panic!("no row {row}"));
        assert!(!rest.starts_with('|'), "no default of {}", key.name);
    }
}

#[test]
fn the_schemas_list_every_key_and_no_other() {
    let config: Value = serde_json::from_str(include_str!("../../schemas/omslint.toml.schema.json")).unwrap();
    let values: Value = serde_json::from_str(include_str!("../../schemas/values.toml.schema.json")).unwrap();
    for schema in [&config, &values] {
        assert!(jsonschema::meta::is_valid(schema));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    agree(TOP, &config, &config);
    agree(OVERRIDE, &config["$defs"]["override"], &config);
    agree(IGNORE, &config["$defs"]["ignore"], &config);
    let only: Vec<Key> = TOP.iter().copied().filter(|key| key.kind == OptionKind::Overrides).collect();
    agree(&only, &values, &values);
    assert_eq!(values["$defs"]["override"], config["$defs"]["override"]);
}

/// A file that uses every key.
const WHOLE: &str = r#"
from = "3.2.2"
created-with = "V4.3.0 BP1"
to = "4.2.6-CE"
ddl = "unknown"
db-type = "OB_MySQL"
known-db-types = ["GAUSSDB"]
values = ["values.toml"]
expect = "tasks.txt"
downtime = "1h30m"
reserve = "30m"
timezone = "+08:00"
select = ["OMS1", "masked-secret"]
ignore = ["OMS109", { rule = "OMS303", tasks = ["np_a1"], paths = ["export/**"], direction = "forward", reason = "masks of the API", expires = "2026-12-31" }]
fail-on = "warning"
min-severity = "info"
baseline = "known.json"
include = ["*.json"]
exclude = ["old/**"]
follow-symlinks = true
max-file-size = "128M"
allow-empty = true
format = "json"
color = "auto"
quiet = false
verbose = true
lang = "en"
jobs = 2

[[override]]
tasks = ["np_a1"]
paths = ["export"]
direction = "forward"
created-with = "3.2.1"
ddl = "no"
db-type = "gaussdb"
checkpoint = { "MYSQL_np_a1_sub0-1-0" = 1772000000 }
"#;

#[test]
fn schema_and_reader_take_and_refuse_the_same() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/omslint.toml.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let json = |text: &str| -> Option<Value> { toml::from_str::<toml::Table>(text).ok().map(as_json) };
    let scratch = site();
    scratch.file("values.toml", "[[override]]\ntasks = [\"np_a1\"]\n");
    scratch.file("tasks.txt", "np_a1\n");
    scratch.file("known.json", "{\"schema\":\"omslint/baseline/v1\",\"findings\":[]}");
    scratch.file("omslint.toml", WHOLE);
    let ran = scratch.check(&[]);
    assert_ne!(ran.code, 2, "{ran:?}");
    let whole = json(WHOLE).unwrap();
    assert!(
        validator.is_valid(&whole),
        "{:?}",
        validator.iter_errors(&whole).map(|e| e.to_string()).collect::<Vec<_>>()
    );
    for key in TOP {
        assert!(WHOLE.contains(&format!("\n{} = ", key.name)) || key.name == "override", "{} is not tried", key.name);
    }
    // What is wrong in form is refused by both; what an editor cannot know (globs, versions, rules) by us alone.
    let unknowable =
        ["no valid glob", "no rule", "no OMS version", "no type known", "exclude each other", "given twice"];
    for (text, _) in MISTAKES {
        scratch.file("omslint.toml", text);
        let message = scratch.check(&[]).stderr;
        let is_knowable = !unknowable.iter().any(|words| message.contains(words));
        if let Some(value) = json(text).filter(|_| is_knowable) {
            let dates_are_checked = !text.contains("02-30") && !text.contains("oceanbase") && !text.contains("\" \"");
            assert!(!validator.is_valid(&value) || !dates_are_checked, "{text}: {message}");
        }
    }
}

fn as_json(table: toml::Table) -> Value {
    Value::Object(table.into_iter().map(|(key, value)| (key, json_of(value))).collect())
}

fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => as_json(table),
        other => serde_json::to_value(other).unwrap(),
    }
}
