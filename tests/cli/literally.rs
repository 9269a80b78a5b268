//! The steps of the runbook, done literally: the commands read what the plan read, the copy of the old export is whole, the
//! positions at the stop are those of the stop, and the pull-back covers what it must.

use std::process::Command;

use serde_json::json;

use crate::site::{JDBC, Site, has, source};

/// The runbook of `export`, without the marks that Markdown needs.
fn runbook(site: &Site, export: &[&str], more: &[&str]) -> String {
    let said = site.run(&[&["plan", "-o", "up"], export, more].concat());
    assert!(said.code <= 1, "{}{}", said.out, said.err);
    site.read("up/runbook.md").replace("&gt;", ">").replace("&lt;", "<").replace("\\_", "_")
}

/// The step of `runbook` that begins with `words`, with all that stands in it.
fn step<'r>(runbook: &'r str, words: &str) -> &'r str {
    let at = runbook.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{runbook}"));
    let rest = &runbook[at..];
    let end = ["\n- [ ]", "\n#"].iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    &rest[..end]
}

const SUBTOPIC: &str = "MYSQL_np_a1_s-1-0";
const STOP: &str = "Collect the exports once more";

fn id(task: &str) -> String {
    format!("10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000005")
}

/// An answer of the API about a component that stands at `position` at 2026-03-09 20:00 UTC; `checkpoint` is what is configured.
fn answer(position: &str, checkpoint: &str) -> String {
    let client = json!({"clientId": SUBTOPIC, "subtopic": SUBTOPIC});
    let source =
        json!({"type": "STORE_SOURCE", "dbType": "MYSQL", "clients": [client], "checkpoint": {SUBTOPIC: checkpoint}});
    let config = json!({"source": source, "sink": {"type": "KAFKA_SINK", "partitionMode": "HASH"}, "coordinator": {"sourceType": "MYSQL"}});
    let item = json!({"name": id("np_a1"), "ip": "10.20.30.11", "identity": "np_a1", "type": "INCR_TRANS", "subtopics": [SUBTOPIC],
        "checkpoint": position, "checkpointSampleTimestamp": 1_773_086_400, "status": "RUNNING", "config": config});
    json!({"success": true, "data": {"incrSyncComponents": [item]}}).to_string()
}

#[test]
fn the_pull_back_covers_what_oms206_says() {
    let site = Site::new();
    let on = |perceive: bool, minutes: i64| {
        json!({"enable": true, "enableStore": true, "enableConnector": true, "perceiveStoreClientCheckpoint": perceive,
            "refetchStoreIntervalMin": minutes})
        .to_string()
    };
    let all = "60 min downtime + 30 min reserve + 900 min lag of Incr-Sync";
    let lag = "By minutes: add the greatest lag in this export, 900 min of Incr-Sync";
    let (late, near) = ("2026-03-09T05:00:00", "2026-03-09T19:59:50");
    let cases = [
        (late, on(false, 30), "60m", Some(("**990 or more**", all))),
        (near, on(false, 30), "60m", Some(("**91 or more**", "60 min downtime + 30 min reserve + 10 s lag of"))),
        // No number of OMS206: it is not asked, or enough, or HA goes by its readers.
        (late, on(false, 30), "", Some((lag, "np_a1"))),
        (late, on(false, 2_000), "60m", Some((lag, "np_a1"))),
        (late, on(true, 30), "60m", Some((lag, "np_a1"))),
        (near, on(true, 30), "60m", None),
        (near, on(false, 30), "", None),
    ];
    for (position, config, downtime, expected) in cases {
        site.write("site/answer.json", &answer(position, "1773000000"));
        site.write("site/ha.config.json", &config);
        let downtime = if downtime.is_empty() { vec![] } else { vec!["--downtime", downtime] };
        let runbook = runbook(&site, &["site"], &[&["--from", "4.0.1"], &downtime[..]].concat());
        for words in ["Note **T2**", "HA on, in one save with its pull-back: "] {
            let step = step(&runbook, words);
            match expected {
                // The way back says the number once more, not the sum.
                Some((number, _)) if words.starts_with("HA on") && number.starts_with('*') => {
                    assert!(step.contains(&format!("By minutes: {number} here, too")), "{config}: {step}");
                }
                Some((number, sum)) if words.starts_with("Note") => {
                    assert!(step.contains(number) && step.contains(sum), "{config}: {step}");
                }
                Some(_) => assert!(step.contains("add the greatest lag here, too, 900 min."), "{config}: {step}"),
                None => assert!(!step.contains("By minutes"), "{config}: {step}"),
            }
        }
        assert_eq!(runbook.matches("By minutes").count(), if expected.is_some() { 2 } else { 0 }, "{config}");
    }
}

#[test]
fn at_the_stop_no_position_of_before_is_taken() {
    let site = Site::new();
    site.write("site/answer.json", &answer("2026-03-09T19:59:50", ""));
    let override_of = |more: &str| format!("[[override]]\ntasks = [\"np_a1\"]\n{more}\n");
    site.write("old.toml", &override_of("checkpoint = 1772740800"));
    site.write("types.toml", &override_of("db-type = \"MYSQL\""));
    site.write("values.csv", "task,component,direction,key,client,value\nnp_a1,,,checkpoint,,1772740800\n");
    let left = "  - Left out of the command, for the positions in it are older than T1 and would win: ";
    let cases = [
        (&["--values", "old.toml"][..], "", Some("`old.toml`.")),
        (&["--values", "values.csv", "--values", "old.toml"], "", Some("`values.csv`, `old.toml`.")),
        (&["--checkpoint", "1772740800"], "", Some("`--checkpoint`.")),
        (&["--values", "types.toml"], " --values types.toml", None),
        (&[], "", None),
    ];
    for (flags, kept, what) in cases {
        let runbook = runbook(&site, &["site"], &[&["--no-config", "--from", "4.2.0"], flags].concat());
        let step = step(&runbook, STOP);
        let command = format!("  omslint plan --from 4.2.0{kept} --no-config -o NEW-FOLDER NEW-EXPORT\n");
        assert!(step.contains(&command), "{flags:?}: {step}");
        match what {
            Some(what) => assert!(step.contains(&format!("{left}{what}\n")), "{flags:?}: {step}"),
            None => assert!(!step.contains("Left out"), "{flags:?}: {step}"),
        }
        // Before the night they are asked for as they were.
        assert!(
            flags.is_empty() || runbook.contains(&format!("omslint check --from 4.2.0 {}", flags.join(" "))),
            "{runbook}"
        );
    }
    // What the file of options holds, no flag takes away.
    site.write("omslint.toml", &override_of("checkpoint = 1772740800"));
    let runbook = runbook(&site, &["site"], &["--values", "types.toml"]);
    let step = step(&runbook, STOP);
    assert!(step.contains("First take the `checkpoint` values out of `omslint.toml`"), "{step}");
    assert!(!step.contains("Left out") && step.contains("omslint plan --values types.toml -o"), "{step}");
    // Nor what a file of values holds that it names.
    site.write("omslint.toml", "values = [\"old.toml\"]\n");
    let runbook = self::runbook(&site, &["site"], &[]);
    let step = self::step(&runbook, STOP);
    assert!(step.contains("First take the `checkpoint` values out of `old.toml`"), "{step}");
    assert!(!step.contains("Left out") && step.contains("omslint plan -o"), "{step}");
}

/// Whoever copies the command that writes a template loses nothing that was filled in.
#[test]
fn the_template_is_written_to_a_file_that_is_not_there() {
    let site = Site::new();
    site.write("site/answer.json", &answer("", "").replace("\"dbType\":\"MYSQL\",", "").replace("MYSQL", "SOME"));
    let shown = |more: &[&str]| {
        let said = site.run(&[&["check", "site", "--no-config"], more].concat());
        let line =
            said.out.lines().find(|line| line.trim().starts_with("omslint values ")).map(str::trim).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{}", said.out))
    };
    assert!(shown(&[]).ends_with("> values.toml"));
    site.write("values.toml", "[[override]]\ntasks = [\"np_a1\"]\nddl = \"no\"\n");
    let line = shown(&["--values", "values.toml"]);
    assert!(line.contains("--values values.toml") && line.ends_with("> values2.toml"), "{line}");
    site.write("values2.toml", "");
    assert!(shown(&[]).ends_with("> values3.toml"));
}

/// What was piped in is gone: the commands name it, and none asks for what cannot be.
#[test]
fn the_commands_for_what_was_piped_in_can_be_run() {
    let site = Site::new();
    let text = answer("", "1772900000").replace("\"dbType\":\"MYSQL\",", "");
    site.write("answer.json", &text);
    let said = site.pipe(&["check", "-", "--stdin-filename", "answer.json", "--no-config"], &text);
    let diff = said
        .out
        .lines()
        .find_map(|line| line.trim().strip_prefix("omslint diff "))
        .unwrap_or_else(|| panic!("{}", said.out));
    assert!(!said.out.contains("omslint fix --out-dir"), "{}", said.out);
    let words: Vec<&str> = std::iter::once("diff").chain(diff.split(' ')).collect();
    assert!(words.contains(&"--stdin-filename"), "{diff}");
    assert_eq!(site.pipe(&words, &text).code, 1);
    let said = site.pipe(&["check", "--files-from", "-", "--no-config"], "answer.json\n");
    assert!(said.out.contains("omslint diff --no-config --files-from LIST"), "{}", said.out);
}

#[test]
fn a_given_position_says_by_how_much_it_is_older_than_what_oms_reports() {
    let site = Site::new();
    site.write("site/answer.json", &answer("2026-03-09T19:59:50", ""));
    // 2026-03-09 19:59:50 is 1773086390.
    let old = "it is 2 days 23 hours before the position that the API reported (2026-03-09 19:59:50 UTC)";
    for (given, words) in
        [("1772827300", Some(old)), ("1773082700", Some("it is 1 hour 1 minute before")), ("1773083400", None)]
    {
        let runbook = runbook(&site, &["site"], &["--from", "4.2.0", "--checkpoint", given]);
        let row = runbook.lines().find(|line| line.contains("| `checkpoint` | ")).unwrap();
        assert!(row.contains(&format!("`--checkpoint` says {given}")) && row.ends_with("| safe |"), "{row}");
        match words {
            Some(words) => assert!(row.contains(words), "{row}"),
            None => assert!(!row.contains("before the position"), "{row}"),
        }
    }
    // What is only inferred is told with its age already.
    let inferred = runbook(&site, &["site"], &["--from", "4.2.0"]);
    assert!(!inferred.contains("before the position that the API reported"), "{inferred}");
}

/// Runs the lines of the runbook that make the old export, and gives the folder that `verify` compares then.
fn old_export(site: &Site, runbook: &str) -> String {
    let block = step(runbook, "Export again, and compare.");
    let copy = block.lines().map(str::trim).find(|line| line.starts_with("mkdir ")).unwrap();
    let made = Command::new("sh").args(["-c", copy]).current_dir(site.path()).status().unwrap();
    assert!(made.success(), "{copy}");
    let verify = block.lines().map(str::trim).find(|line| line.starts_with("omslint verify ")).unwrap();
    verify.split(' ').rev().nth(1).unwrap().to_owned()
}

#[test]
fn the_copy_of_the_old_export_is_whole() {
    if !has("sh") {
        return;
    }
    let site = Site::new();
    let store = |task: &str| {
        format!(
            "[global]\nsubTopic=MYSQL_{task}_s-1-0\nstore.port=7100\n[store]\nclearer.outdated=86400\n[mysql2store]\nmaster.timestamp=1772990000\n"
        )
    };
    let more =
        |task: &str| format!(",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{{\"MYSQL_{task}_s-1-0\":\"1773000000\"}}");
    for (server, task) in [("a", "np_a1"), ("it's b", "np_b2")] {
        let run = format!("{server}/run/{}", id(task));
        site.component(&run, &source(&format!("MYSQL_{task}_s-1-0"), &more(task)), JDBC, "\t\"sourceType\":\"MYSQL\"");
        site.write(&format!("{server}/store/store7100/conf/crawler.conf"), &store(task));
        let config = format!("{{\"enable\":true,\"refetchStoreIntervalMin\":{}}}", server.len());
        site.write(&format!("{server}/ha.config.json"), &config);
    }
    let paths = ["a/run", "it's b/run", "./a/store/", "it's b/store", "a/ha.config.json", "it's b/ha.config.json"];
    let read = |paths: &[&str]| {
        let report = site.json(&[&["check", "--no-config", "-f", "json"], paths].concat());
        report["run"]["components"].clone()
    };
    let (all, book) = (read(&paths), runbook(&site, &paths, &["--no-config", "--from", "4.2.0"]));
    assert_eq!((&all["store"], &all["haConfig"]), (&json!(2), &json!(2)), "{all}");
    let old = old_export(&site, &book);
    assert_eq!((old.as_str(), read(&[&old])), ("old-export", all));
    // Times stay, for by them copies are ordered.
    let changed = |path: &str| std::fs::metadata(site.at(path)).unwrap().modified().unwrap();
    assert_eq!(
        changed("a/store/store7100/conf/crawler.conf"),
        changed("old-export/a/store/store7100/conf/crawler.conf")
    );
    // The new export is laid out in another way; nothing of it is lost, or one parameter of the first server.
    for server in ["a", "it's b"] {
        let to = site.at(&format!("new/{server}"));
        crate::site::copy(&site.at(server), &to);
    }
    let verify = |old: &str| site.run(&["verify", "--no-config", "--from", "4.2.0", old, "new"]);
    let same = verify(&old);
    assert!(!same.out.contains("damaged") && same.out.contains("0 parameters lost"), "{}", same.out);
    site.edit("new/a/store/store7100/conf/crawler.conf", "clearer.outdated=86400\n", "");
    let lost = verify(&old);
    assert!(lost.code == 1 && lost.out.contains("clearer.outdated"), "{}", lost.out);
    // A second time nothing is mixed with what is there.
    let copy = book.lines().map(str::trim).find(|line| line.starts_with("mkdir ")).unwrap();
    let again = Command::new("sh").args(["-c", copy]).current_dir(site.path()).output().unwrap();
    assert!(!again.status.success());
    // One PATH is compared as it is.
    assert!(runbook(&site, &["a"], &["--no-config"]).contains("omslint verify --no-config a NEW-EXPORT\n"));
}

#[test]
fn commands_read_what_the_plan_read() {
    let site = Site::new();
    site.component(&format!("exp/run/{}", id("np_a1")), &source(SUBTOPIC, ""), JDBC, "\t\"sourceType\":\"MYSQL\"");
    let old = source(SUBTOPIC, ",\n\t\"dbType\":\"ORACLE\"");
    site.component(&format!("exp/last year/run/{}", id("np_a1")), &old, JDBC, "\t\"sourceType\":\"MYSQL\"");
    let flags =
        ["--exclude", "exp/last year/**", "--include", "*.json", "--follow-symlinks", "--max-file-size", "128M"];
    let more = ["--timezone=-03:30", "--no-config"];
    let asked = "--include '*.json' --exclude 'exp/last year/**' --max-file-size 128M --timezone -03:30 --follow-symlinks --no-config";
    let all = [&flags[..], &more].concat();
    let book = runbook(&site, &["exp"], &all);
    for command in [
        format!("omslint check {asked} --expect TASKS.txt exp\n"),
        format!("omslint plan {asked} -o NEW-FOLDER NEW-EXPORT\n"),
        format!("omslint verify {asked} exp NEW-EXPORT\n"),
    ] {
        assert!(book.contains(&command), "no {command:?} in\n{book}");
    }
    assert!(step(&book, STOP).contains("names a folder of this export, name that of NEW-EXPORT instead"), "{book}");
    // The values that are asked for are of the same files, and so is the next command of `check` and of `fix`.
    assert!(book.contains(&format!("omslint plan {asked} -o DIR --values FILE exp")), "{book}");
    for command in [&["check"][..], &["diff"], &["fix", "--out-dir", "fixed"]] {
        let said = site.run(&[command, &all, &["exp"]].concat());
        let text = format!("{}{}", said.out, said.err);
        let next: Vec<_> =
            text.lines().filter(|line| line.contains("omslint diff") || line.contains("omslint values")).collect();
        assert!(next.iter().all(|line| line.contains(asked)), "{command:?}: {text}");
        assert!(command[0] != "check" || !next.is_empty(), "{text}");
    }
    // Links and several PATHs: what they lead to is copied.
    let book =
        runbook(&site, &["exp/run", "exp/last year"], &["--follow-symlinks", "--no-config", "--exclude", "**/x/**"]);
    assert!(book.contains("cp -RpL exp/run 'exp/last year' old-export/exp/"), "{book}");
    assert!(!book.contains("names a folder of this export"), "{book}");
    // What nobody gave is not there, and what the file of options says, the next command finds in it.
    assert!(runbook(&site, &["exp/run"], &["--no-config"]).contains("omslint verify --no-config exp/run NEW-EXPORT\n"));
    site.write("omslint.toml", "exclude = [\"exp/last year\"]\nfollow-symlinks = true\nfrom = \"4.0.1\"\n");
    let book = runbook(&site, &["exp"], &[]);
    assert!(book.contains("omslint verify --from 4.0.1 exp NEW-EXPORT\n"), "{book}");
    // A list of PATHs is read again, but for `verify`, which takes none.
    site.write("the list", "exp/run\n");
    let book = runbook(&site, &[], &["--files-from", "the list", "--no-config"]);
    assert!(book.contains("omslint check --no-config --expect TASKS.txt --files-from 'the list'\n"), "{book}");
    assert!(book.contains("omslint verify --no-config OLD-EXPORT NEW-EXPORT\n"), "{book}");
    assert!(book.contains("| read | `--files-from 'the list'` |"), "{book}");
}

#[test]
fn a_path_that_begins_with_a_dash_is_no_option() {
    let site = Site::new();
    site.write("-exp/answer.json", &answer("2026-03-09T19:59:50", "1772900000").replace("\"dbType\":\"MYSQL\",", ""));
    site.write("-old/note.txt", "");
    let said = site.run(&["check", "--", "-exp"]);
    let command = said
        .out
        .lines()
        .find_map(|line| line.trim().strip_prefix("omslint diff "))
        .unwrap_or_else(|| panic!("{}", said.out));
    assert!(command.ends_with("./-exp"), "{command}");
    let words: Vec<&str> = std::iter::once("diff").chain(command.split(' ')).collect();
    assert_eq!(site.run(&words).code, 1, "the command runs as it is shown");
    let said = site.run(&["plan", "-o", "up", "--", "-exp", "-old"]);
    assert!(said.code <= 1, "{}", said.err);
    let runbook = site.read("up/runbook.md");
    assert!(runbook.contains("./-exp ./-old") && !runbook.contains(" -exp"), "{runbook}");
}

/// What was asked of one task says nothing of the others.
#[test]
fn a_plan_of_one_task_says_that_there_are_others() {
    let site = Site::new();
    site.write("site/one.json", &answer("2026-03-09T19:59:50", "1772900000"));
    let other =
        answer("2026-03-09T19:59:50", "1772900000").replace("np_a1", "np_b2").replace("\"dbType\":\"MYSQL\",", "");
    site.write("site/two.json", &other);
    let said = site.run(&["check", "site", "--task", "np_a1"]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(
        said.out.starts_with("Ready: 1 task of 2 asked for (--task), and nothing is needed there\n"),
        "{}",
        said.out
    );
    assert!(said.out.contains("other tasks: --task: np_a1 alone; 1 more are here"), "{}", said.out);
    let runbook = runbook(&site, &["site"], &["--task", "np_a1"]);
    assert!(runbook.contains("1 task of 2 asked for (--task)") && runbook.contains("np_a1 alone; 1 more"), "{runbook}");
    for arguments in [&["check", "site"][..], &["check", "site/one.json", "--task", "np_a1"]] {
        assert!(!site.run(arguments).out.contains("--task"), "{arguments:?}");
    }
}
