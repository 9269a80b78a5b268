//! What of a plan is entered at once, and what is not although a value of it is known: a component of which another value is
//! missing, and Batch O&M over what nobody has seen. What may be written to all of a server or a task decides here.

use crate::site::{JDBC, Site, source};

fn folder(server: &str, lane: &str, sequence: u32) -> String {
    format!("site/{server}/run/{server}-9000:connector_v2:{lane}:{sequence:010}")
}

/// An Incr-Sync without `dbType`; `checkpoint`: whether it has one.
fn add(site: &Site, place: &str, (task, db_type): (&str, &str), checkpoint: bool) {
    let subtopic = format!("{db_type}_{task}_s-1-0");
    let position = format!(",\n\t\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}");
    let source = source(&subtopic, if checkpoint { &position } else { "" });
    site.component(place, &source, JDBC, &format!("\t\"sourceType\":\"{db_type}\""));
}

/// The lines about Batch O&M, as they are read.
fn batch(site: &Site, arguments: &[&str]) -> Vec<String> {
    site.run(&[&["plan", "site", "-o", "up", "--from", "3.2.2"], arguments].concat());
    let runbook = site.read("up/runbook.md").replace("\\_", "_");
    let lines = runbook.lines().filter(|line| line.starts_with("- ") && line.contains("allowed"));
    lines.map(str::to_owned).collect()
}

/// Of a component that lacks both values nothing is entered while one is open, whatever keeps that out of sight; one that lacks
/// only what is shown is entered all the same.
#[test]
fn what_is_kept_out_of_sight_is_still_missing() {
    let site = Site::new();
    add(&site, &folder("10.0.0.1", "np_x-incr_trans-1-0", 1), ("np_x", "MYSQL"), false);
    add(&site, &folder("10.0.0.1", "np_y-incr_trans-1-0", 2), ("np_y", "MYSQL"), true);
    let toml = "[[ignore]]\nrule = \"OMS102\"\nreason = \"known\"\n";
    site.write("ignores.toml", toml);
    site.run(&["check", "site", "--select", "OMS102", "--write-baseline", "known.json"]);
    let ways: [(&[&str], bool); 6] = [
        (&[], false),
        (&["--ignore", "OMS102"], true),
        (&["--select", "OMS101"], true),
        (&["--config", "ignores.toml"], true),
        (&["--baseline", "known.json"], true),
        (&["--unsafe-fixes", "--ignore", "OMS102"], true),
    ];
    for (arguments, is_hidden) in ways {
        let said = site.run(&[&["plan", "site", "-o", "up", "--from", "4.2.0"], arguments].concat());
        let runbook = site.read("up/runbook.md").replace("\\_", "_");
        let rows: Vec<&str> =
            runbook.lines().filter(|line| line.starts_with("| ☐ ") && line.contains("`dbType`")).collect();
        assert!(rows.len() == 1 && rows[0].contains("np_y"), "{arguments:?}: {rows:?}");
        let (_, waits) = runbook.split_once("**Enter nothing of it yet**").unwrap();
        assert!(waits.lines().any(|line| line.contains("np_x-incr") && line.contains("`MYSQL`")), "{arguments:?}");
        let value = runbook.lines().find(|line| line.starts_with("| ☐ `np_x`")).unwrap();
        assert!(value.contains("`checkpoint`"), "{arguments:?}: {value}");
        assert_eq!(value.contains("this plan leaves OMS102 missing-checkpoint out"), is_hidden, "{value}");
        let script = site.read("up/cm.sh");
        assert!(script.contains("component 'np_y'") && !script.contains("component 'np_x'"), "{arguments:?}: {script}");
        let bodies: Vec<_> = std::fs::read_dir(site.at("up/update-incr-sync")).unwrap().map(Result::unwrap).collect();
        assert!(bodies.len() == 1 && bodies[0].file_name().to_str().unwrap().contains("np_y"), "{bodies:?}");
        assert!(said.out.contains("A person decides: 1: np_x"), "{arguments:?}: {}", said.out);
        assert!(said.out.contains("To enter: 1: np_y"), "{arguments:?}: {}", said.out);
        // The copies and the patch hold its type all the same.
        let half =
            "10.0.0.1-9000:connector_v2:np_x-incr_trans-1-0:0000000001 got its dbType, but not yet its checkpoint.";
        for text in [&said.out.split_whitespace().collect::<Vec<_>>().join(" "), &runbook] {
            let (_, told) = text.split_once("Half done in fixed/ and fix.patch").unwrap();
            assert!(told.split_once(": ").is_some_and(|(_, who)| who.starts_with(half)), "{arguments:?}: {text}");
        }
        assert_eq!(said.out.contains("plans again with the rules that were left out"), is_hidden, "{}", said.out);
    }
    // The same of the type where the position is asked for, and of one of which nothing else is. What needs nothing stays silent.
    site.run(&["plan", "site", "-o", "up", "--select", "OMS102"]);
    let runbook = site.read("up/runbook.md");
    let left: Vec<&str> = runbook.lines().filter(|line| line.contains("this plan leaves OMS101")).collect();
    assert!(left.len() == 2 && left.iter().any(|line| line.contains("`np_x`")), "{left:?}");
    std::fs::remove_dir_all(site.at(&folder("10.0.0.1", "np_x-incr_trans-1-0", 1))).unwrap();
    for arguments in [&["--ignore", "OMS102,OMS104,OMS105"][..], &["--select", "OMS101"]] {
        let said = site.run(&[&["plan", "site", "-o", "up"], arguments].concat());
        assert!(said.out.contains("A person decides: none") && said.out.contains("To enter: 1: np_y"), "{}", said.out);
        assert!(!site.read("up/runbook.md").contains("this plan leaves"));
        assert!(!said.out.contains("Half done") && !site.read("up/runbook.md").contains("Half done"));
    }
}

/// Where all that a task needs is left out, the plan says so in every place, and is to be made again.
#[test]
fn what_is_left_out_as_a_whole_is_told() {
    let site = Site::new();
    add(&site, &folder("10.0.0.1", "np_x-incr_trans-1-0", 1), ("np_x", "MYSQL"), true);
    add(&site, &folder("10.0.0.1", "np_y-incr_trans-1-0", 2), ("np_y", "MYSQL"), false);
    // One that needs another key alone, and one that needs nothing.
    let place = folder("10.0.0.1", "np_z-incr_trans-1-0", 3);
    add(&site, &place, ("np_z", "MYSQL"), true);
    site.edit(&format!("{place}/conf/source.json"), "\t\"type\"", "\t\"dbtype\":\"MYSQL\",\n\t\"type\"");
    let place = folder("10.0.0.1", "np_w-incr_trans-1-0", 4);
    add(&site, &place, ("np_w", "MYSQL"), true);
    site.edit(&format!("{place}/conf/source.json"), "\t\"type\"", "\t\"dbType\":\"MYSQL\",\n\t\"type\"");
    site.run(&["check", "site", "--from", "4.2.0", "--write-baseline", "known.json"]);
    for arguments in [&["--select", "OMS2"][..], &["--baseline", "known.json"], &["--ignore", "OMS1"]] {
        let said = site.run(&[&["plan", "site", "-o", "up", "--from", "4.2.0"], arguments].concat());
        assert!(said.out.contains("To enter: none"), "{arguments:?}: {}", said.out);
        let decided = said.out.lines().find(|line| line.starts_with("A person decides: 3: ")).unwrap_or(&said.out);
        assert!(["np_x (FIX)", "np_y (VALUE)", "np_z (FIX)"].iter().all(|one| decided.contains(one)), "{decided}");
        assert!(said.out.contains("plans again with the rules that were left out"), "{arguments:?}: {}", said.out);
        let runbook = site.read("up/runbook.md").replace("\\_", "_");
        let why = |task: &str| {
            let rows = runbook.lines().filter(|line| line.starts_with(&format!("| ☐ `{task}`")));
            rows.filter(|line| line.contains("this plan leaves")).count()
        };
        assert_eq!(["np_x", "np_y", "np_z", "np_w"].map(why), [1, 2, 1, 0], "{arguments:?}: {runbook}");
        assert!(site.read("up/tasks.csv").contains("np_x-incr_trans-1-0:0000000001,dbType,,,\"this plan leaves"));
    }
    // Who ignores it for a reason has decided.
    site.write("ignores.toml", "[[ignore]]\nrule = \"OMS1\"\nreason = \"known\"\n");
    let said = site.run(&["plan", "site", "-o", "up", "--from", "4.2.0", "--config", "ignores.toml"]);
    assert!(said.out.contains("A person decides: none") && said.out.contains("To enter: none"), "{}", said.out);
    assert!(!site.read("up/runbook.md").contains("this plan leaves"));
}

/// What one write by server would leave half done forbids it, whatever is shown and whether or not the rest is known.
#[test]
fn batch_leaves_no_component_half_done() {
    let site = Site::new();
    for (number, task) in ["np_x", "np_y", "np_z"].into_iter().enumerate() {
        let place = folder("10.0.0.1", &format!("{task}-incr_trans-1-0"), number as u32 + 1);
        add(&site, &place, (task, "MYSQL"), task != "np_z");
    }
    let values = "[[override]]\ntasks = [\"np_z\"]\ncheckpoint = 1772900000\n";
    site.write("values.toml", values);
    for arguments in [&[][..], &["--ignore", "OMS102"], &["--values", "values.toml"]] {
        let lines = batch(&site, arguments);
        let is_forbidden = lines[0].contains("**not allowed**; 3 components lack it. All are MYSQL, but of `np_z`");
        assert!(is_forbidden && lines.len() == 1, "{arguments:?}: {lines:?}");
    }
    // One that has its type and no position would be restarted.
    site.edit(
        &format!("{}/conf/source.json", folder("10.0.0.1", "np_z-incr_trans-1-0", 3)),
        "\t\"type\"",
        "\t\"dbType\":\"MYSQL\",\n\t\"type\"",
    );
    assert!(batch(&site, &[])[0].contains("**not allowed**; 2 components lack it. All are MYSQL, but of `np_z`"));
    std::fs::remove_dir_all(site.at(&folder("10.0.0.1", "np_z-incr_trans-1-0", 3))).unwrap();
    assert_eq!(batch(&site, &[]), ["- `10.0.0.1`: allowed. All live sources are MYSQL; 2 components lack it."]);
}

/// By task name: every live Incr-Sync of the task, in both directions and on all servers, counts.
#[test]
fn batch_by_task_name_looks_at_all_lanes_and_both_directions() {
    let site = Site::new();
    for (number, task) in ["np_a", "np_b", "np_c", "np_d"].into_iter().enumerate() {
        for lane in 1..3 {
            let place =
                folder(&format!("10.0.0.{lane}"), &format!("{task}-incr_trans-{lane}-0"), number as u32 * 10 + lane);
            add(&site, &place, (task, "MYSQL"), true);
        }
    }
    // A reverse one of another type, a third lane without its position, and a third one whose type nothing tells.
    let reverse = folder("10.0.0.2", "np_b-reverse_incr_trans-1-0", 13);
    add(&site, &reverse, ("np_b", "OB_MYSQL"), true);
    site.edit(&format!("{reverse}/conf/source.json"), "\t\"type\"", "\t\"dbType\":\"OB_MYSQL\",\n\t\"type\"");
    add(&site, &folder("10.0.0.3", "np_c-incr_trans-3-0", 23), ("np_c", "MYSQL"), false);
    let unknown = source("ORDERS-1-0", ",\n\t\"checkpoint\":{\"ORDERS-1-0\":\"1773000000\"}");
    site.component(&folder("10.0.0.3", "np_d-incr_trans-3-0", 33), &unknown, JDBC, "\t\"taskName\":\"x\"");
    // Of these only one component lacks it, or none.
    add(&site, &folder("10.0.0.4", "np_e-incr_trans-1-0", 41), ("np_e", "MYSQL"), true);
    let lines = batch(&site, &[]);
    let by_task: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("- By task name: ")).collect();
    assert_eq!(
        by_task,
        [
            "allowed for 1 task (`np_a`): every live Incr-Sync is MYSQL.",
            "**not allowed** for 1 task (`np_b`): the Incr-Syncs of both directions have several types: MYSQL, OB_MYSQL.",
            "**not allowed** for 1 task (`np_c`): something else is still missing, which such a write leaves out.",
            "**not allowed** for 1 task (`np_d`): not of every Incr-Sync is the type known.",
        ]
    );
    // A reverse one of the same type, and a leftover of another one, forbid nothing.
    site.edit(&format!("{reverse}/conf/source.json"), "OB_MYSQL", "MYSQL");
    site.edit(&format!("{reverse}/conf/coordinator.json"), "OB_MYSQL", "MYSQL");
    add(&site, &folder("10.0.0.1", "np_a-incr_trans-1-0", 0), ("np_a", "ORACLE"), true);
    let lines = batch(&site, &[]);
    assert!(lines.iter().any(|line| line.contains("allowed for 2 tasks (`np_a`, `np_b`): every live")), "{lines:?}");
    // Of one task all is known; of the others on its servers nothing is said, whatever they need.
    let lines = batch(&site, &["--task", "np_a"]);
    assert!(lines.iter().any(|line| line.contains("By task name: allowed for 1 task (`np_a`)")), "{lines:?}");
    let is_forbidden = |line: &&String| !line.contains("task name") && line.contains("some of the tasks only (--task)");
    assert_eq!(lines.iter().filter(is_forbidden).count(), 2, "{lines:?}");
    // One that was left out may be of another type; one of another task changes nothing.
    for (excluded, is_allowed) in [("**/*np_a-incr_trans-1-0*1", false), ("**/*np_d-incr*33", true)] {
        let lines = batch(&site, &["--exclude", excluded]);
        let allowed = lines.iter().find(|line| line.contains("By task name: allowed")).unwrap();
        assert_eq!(allowed.contains("`np_a`"), is_allowed, "{excluded}: {lines:?}");
    }
}

/// What may be a component of the server and was not read forbids a write to all of them; what cannot be one, or was read
/// elsewhere, does not.
#[test]
fn batch_is_forbidden_over_what_was_left_out() {
    let id = "10.0.0.1-9000:connector_v2:np_o-incr_trans-1-0:0000000003";
    let make = || {
        let site = Site::new();
        for (number, task) in ["np_x", "np_y"].into_iter().enumerate() {
            let place = folder("10.0.0.1", &format!("{task}-incr_trans-1-0"), number as u32 + 1);
            add(&site, &place, (task, "MYSQL"), true);
            site.write(&format!("{place}/logs/connector.log"), "a log");
        }
        add(&site, &folder("10.0.0.2", "np_z-incr_trans-1-0", 9), ("np_z", "MYSQL"), true);
        site
    };
    let other = || {
        let site = make();
        add(&site, &format!("site/10.0.0.1/run/{id}"), ("np_o", "ORACLE"), true);
        site
    };
    let allowed = |site: &Site, arguments: &[&str], server: &str| {
        let lines = batch(site, arguments);
        let line = lines.iter().find(|line| line.starts_with(&format!("- `{server}`"))).unwrap();
        (!line.contains("not allowed"), line.clone())
    };
    // By a glob, by an ignore file, as a folder of another name, and only its source.
    for excluded in ["**/*np_o*/**", "**/*np_o*", "*np_o*", "**/*np_o*/conf/*.json"] {
        let site = other();
        let (is_allowed, line) = allowed(&site, &["--exclude", excluded], "10.0.0.1");
        assert!(!is_allowed && line.contains(id), "{excluded}: {line}");
        assert!(allowed(&site, &["--exclude", excluded], "10.0.0.2").0, "{excluded}");
        site.write(".omslintignore", "*np_o*\n");
        assert!(!allowed(&site, &[], "10.0.0.1").0);
    }
    let site = make();
    add(&site, &format!("site/10.0.0.1/more/{id}"), ("np_o", "ORACLE"), true);
    assert!(!allowed(&site, &["--exclude", "more/"], "10.0.0.1").0);
    // Packed, beside the others of that server; nobody knows whose it is where it lies beside the servers.
    let site = make();
    site.write("site/10.0.0.1/run2.tar.xz", "x");
    assert!(!allowed(&site, &[], "10.0.0.1").0 && allowed(&site, &[], "10.0.0.2").0);
    let site = make();
    site.write("site/10.0.0.1/run2.tar.gz", "x");
    assert!(!allowed(&site, &["--exclude", "*.tar.gz"], "10.0.0.1").0);
    assert!(allowed(&site, &["--exclude", "*.tar.gz"], "10.0.0.2").0);
    let site = make();
    site.write("site/rest.tar.xz", "x");
    let (is_allowed, line) = allowed(&site, &[], "10.0.0.2");
    assert!(!is_allowed && line.contains("`site/rest.tar.xz`"), "{line}");
    // Empty, as what git or a move leaves.
    let site = make();
    std::fs::create_dir_all(site.at(&format!("site/10.0.0.1/run/{id}/conf"))).unwrap();
    assert!(!allowed(&site, &[], "10.0.0.1").0 && allowed(&site, &[], "10.0.0.2").0);
    // Only seen to run: as long as a task is UNKNOWN, nobody knows where else it runs.
    let site = make();
    let record = |ids: &str| {
        format!(
            "{{\"schema\":\"omslint/collect/v1\",\"time\":\"2026-03-09T00:00:00Z\",\"server\":\"10.0.0.1\",\"complete\":true,\"running\":[{ids}]}}"
        )
    };
    let runs = ["np_x-incr_trans-1-0:0000000001", "np_y-incr_trans-1-0:0000000002"];
    let runs = runs.map(|lane| format!("\"10.0.0.1-9000:connector_v2:{lane}\"")).join(",");
    site.write("site/10.0.0.1/omslint-collect.json", &record(&format!("{runs},\"{id}\"")));
    let both = ["10.0.0.1", "10.0.0.2"].map(|server| allowed(&site, &[], server));
    assert_eq!((both[0].0, both[1].0), (false, false), "{both:?}");
    // A verification is given no type.
    site.write("site/10.0.0.1/omslint-collect.json", &record(&format!("{runs},\"10.0.0.1-9000:90216:0000000002\"")));
    assert!(allowed(&site, &[], "10.0.0.1").0);
    // Logs, what else a component keeps, leftovers, checks and copies of what was read.
    let site = make();
    let place = folder("10.0.0.1", "np_x-incr_trans-1-0", 1);
    add(&site, &folder("10.0.0.1", "np_x-incr_trans-1-0", 0), ("np_x", "ORACLE"), true);
    site.write("site/10.0.0.1/run/10.0.0.1-9000:90216:0000000002/conf/checker.conf", "task.type=verify\n");
    site.write("site/10.0.0.1/notes/app.conf", "x=1\n");
    site.write(&format!("{place}/conf/runningConf.json"), "{}");
    site.write(&format!("{place}/logs/connector.log.xz"), "x");
    site.write(&format!("{place}/old.tar.xz"), "x");
    site.write("site/10.0.0.1/logs.log.xz", "x");
    for excluded in
        ["logs", "*.log", "notes", "condition.json", "runningConf.json", "**/*:0000000000", "**/*:90216:*", "*.out"]
    {
        let (is_allowed, line) = allowed(&site, &["--exclude", excluded], "10.0.0.1");
        assert!(is_allowed, "{excluded}: {line}");
    }
}

/// An Incr-Sync as an answer of the API tells it, healthy.
fn reported(id: &str, ip: &str, db_type: &str) -> String {
    let subtopic = format!("{db_type}_np_o_s-1-0");
    let position = format!(",\"dbType\":\"{db_type}\",\"checkpoint\":{{\"{subtopic}\":\"1773000000\"}}");
    let config =
        format!("{{\"source\":{{{}}},\"coordinator\":{{\"sourceType\":\"{db_type}\"}}}}", source(&subtopic, &position));
    let item = format!("{{\"name\":\"{id}\",{ip}\"identity\":\"np_o\",\"status\":\"RUNNING\",\"config\":{config}}}");
    format!("{{\"success\":true,\"data\":{{\"incrSyncComponents\":[{item}]}}}}")
}

/// A server that has two names is one, and what is known by its host name alone may be on any that is known by its IP alone.
#[test]
fn batch_by_ip_knows_the_names_of_a_server() {
    let site = Site::new();
    add(&site, &folder("10.0.0.1", "np_x-incr_trans-1-0", 1), ("np_x", "MYSQL"), true);
    add(&site, &folder("10.0.0.1", "np_y-incr_trans-1-0", 2), ("np_y", "MYSQL"), true);
    add(&site, &folder("10.0.0.2", "np_z-incr_trans-1-0", 3), ("np_z", "MYSQL"), true);
    let lines = |host: &str, ip: &str, db_type: &str| {
        let id = format!("{host}-9000:connector_v2:np_o-incr_trans-1-0:0000000005");
        let ip = if ip.is_empty() { String::new() } else { format!("\"ip\":\"{ip}\",") };
        site.write("site/api.json", &reported(&id, &ip, db_type));
        batch(&site, &[])
    };
    // Of another type: at that IP it forbids it, elsewhere not; where its IP is not known, on each.
    let other = lines("oms-host-1", "10.0.0.1", "ORACLE");
    assert!(other[0].starts_with("- `10.0.0.1`: **not allowed**"), "{other:?}");
    assert!(other[0].ends_with("More than one type: MYSQL: `np_x`, `np_y`; ORACLE: `np_o`"), "{other:?}");
    assert!(other[1].starts_with("- `10.0.0.2`: allowed. All live sources are MYSQL"), "{other:?}");
    for ip in ["", "127.0.0.1"] {
        let unknown = lines("oms-host-1", ip, "ORACLE");
        let why = "All that is known there is MYSQL, but sources of another type may be there, too: the IP of `oms-host-1` is not known.";
        assert_eq!(unknown.iter().filter(|line| line.contains("**not allowed**") && line.ends_with(why)).count(), 2);
    }
    // Of the same type, or on a server of its own, it forbids nothing.
    for (host, ip, db_type) in [
        ("oms-host-1", "10.0.0.1", "MYSQL"),
        ("oms-host-1", "", "MYSQL"),
        ("oms-host-3", "10.0.0.3", "ORACLE"),
        ("10.0.0.3", "10.0.0.3", "ORACLE"),
        ("10.0.0.3", "", "ORACLE"),
    ] {
        let lines = lines(host, ip, db_type);
        assert!(lines.iter().all(|line| !line.contains("not allowed")) && lines.len() == 2, "{host} {ip}: {lines:?}");
    }
    // All by their host names, each is itself.
    let site = Site::new();
    add(&site, &folder("oms-1", "np_x-incr_trans-1-0", 1), ("np_x", "MYSQL"), true);
    add(&site, &folder("oms-2", "np_y-incr_trans-1-0", 2), ("np_y", "ORACLE"), true);
    let lines = batch(&site, &[]);
    assert!(lines.len() == 2 && lines.iter().all(|line| line.contains(": allowed.")), "{lines:?}");
}

/// A link that leads to a component is not followed; one within a component that was read, or of no telling name, is none.
#[cfg(unix)]
#[test]
fn batch_is_forbidden_over_a_link_to_a_component() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let place = folder("10.0.0.1", "np_x-incr_trans-1-0", 1);
    add(&site, &place, ("np_x", "MYSQL"), true);
    add(&site, &folder("10.0.0.2", "np_z-incr_trans-1-0", 9), ("np_z", "MYSQL"), true);
    std::fs::create_dir_all(site.at("lib")).unwrap();
    symlink(site.at("lib"), site.at(&format!("{place}/lib"))).unwrap();
    symlink(site.at("lib"), site.at("site/latest")).unwrap();
    assert!(batch(&site, &[]).iter().all(|line| !line.contains("not allowed")));
    let id = "10.0.0.1-9000:connector_v2:np_o-incr_trans-1-0:0000000003";
    add(&site, &format!("elsewhere/{id}"), ("np_o", "ORACLE"), true);
    symlink(site.at(&format!("elsewhere/{id}")), site.at(&format!("site/10.0.0.1/run/{id}"))).unwrap();
    let lines = batch(&site, &[]);
    assert!(lines[0].starts_with("- `10.0.0.1`: **not allowed**") && lines[0].contains(id), "{lines:?}");
    assert!(lines[1].starts_with("- `10.0.0.2`: allowed"), "{lines:?}");
    // Followed, it is read, and its own type forbids it.
    let lines = batch(&site, &["--follow-symlinks"]);
    assert!(lines[0].contains("More than one type: MYSQL: `np_x`; ORACLE: `np_o`"), "{lines:?}");
}
