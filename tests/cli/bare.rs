//! Directories that bear the name of an Incr-Sync, of any version, and hold no configuration of one: on the disk and in archives.

use std::fs;

use serde_json::{Value, json};

use crate::exclusions::piped;
use crate::reading::{HEALTHY, ID, TASK, component};
use crate::scratch::{IncrSync, Ran, Scratch, tarred, zipped};

/// The directories of an Incr-Sync, a Light-Connector, a JDBCWriter and a connector that nobody knows, also as Windows names copies,
/// with their tasks.
const DIRECTORIES: [(&str, &str); 7] = [
    ("10.20.30.11-9000:connector_v2:np_c3-incr_trans-1-0:0000000005", "np_c3"),
    ("10.20.30.11-9000:connector_v2:np_c3-incr_trans-1-0:0000000005 (1)", "np_c3"),
    ("10.20.30.11-9000_connector_v2_np_c3-incr_trans-1-0_0000000005 - 副本", "np_c3"),
    ("10.20.30.11-9000:connector:sync_5abc_1_0:0000000007", "sync_5abc"),
    ("10.20.30.11-9000:p_x_dest-000-0:0000000031", "p_x"),
    ("10.20.30.11-19000:p_x_source-000-0:0000000031 - Copy", "p_x"),
    ("10.20.30.11-9000:connector_v2:np_c3-other_trans-1-0:0000000005", "np_c3"),
];

/// What a process, a system or a person leaves there that is no configuration.
const LEFT: [&str; 7] = [
    "connector.pid",
    "conf/.keep",
    "logs/connector.log",
    "conf/log4j.properties",
    "conf/desktop.ini",
    "conf/package.json",
    "conf/condition.json.txt",
];

/// A site with a healthy task, for a run that finds nothing at all ends otherwise.
fn site() -> Scratch {
    let scratch = Scratch::new();
    let source = r#","dbType":"MYSQL","checkpoint":"{\"MYSQL_np_ok_sub0-1-0\":\"1773000000\"}""#;
    scratch.incr_sync(&IncrSync { source, source_type: Some("MYSQL"), ..IncrSync::new("np_ok") });
    scratch
}

fn is_said(ran: &Ran, directory: &str, task: &str) -> bool {
    let json = ran.json();
    let path = json["failures"][0]["path"].as_str().unwrap_or("").to_owned();
    let is_unknown = |row: &Value| row["task"] == task && row["state"] == "UNKNOWN";
    ran.code == 3 && path.contains(directory) && json["tasks"].as_array().unwrap().iter().any(is_unknown)
}

#[test]
fn a_directory_of_any_incr_sync_without_its_configuration_is_said() {
    for (directory, task) in DIRECTORIES {
        for left in LEFT {
            let scratch = site();
            let text = if left.ends_with("json") { "{\"name\":\"x\"}" } else { "a=b\n" };
            scratch.file(&format!("host/run/{directory}/{left}"), text);
            let ran = scratch.check(&["."]);
            assert!(is_said(&ran, directory, task), "{directory} {left}: {ran:?}");
        }
    }
}

#[test]
fn it_is_said_in_archives_too() {
    for (directory, task) in DIRECTORIES {
        for left in ["connector.pid", "conf/log4j.properties"] {
            let path = format!("run/{directory}/{left}");
            let scratch = site();
            fs::write(scratch.file("host.tar", ""), tarred(&[(&path, "a=b\n")])).unwrap();
            let ran = scratch.check(&["."]);
            assert!(is_said(&ran, directory, task), "{path} in a tar: {ran:?}");
            fs::remove_file(scratch.path().join("host.tar")).unwrap();
            fs::write(scratch.file("host.zip", ""), zipped(&[(&path, "a=b\n")])).unwrap();
            let ran = scratch.check(&["."]);
            assert!(is_said(&ran, directory, task), "{path} in a zip: {ran:?}");
        }
    }
}

#[test]
fn an_empty_directory_of_any_incr_sync_is_named_and_fails_nothing() {
    for (directory, _) in DIRECTORIES {
        let scratch = site();
        fs::create_dir_all(scratch.path().join(format!("host/run/{directory}/conf"))).unwrap();
        let ran = scratch.check(&["."]);
        let named = ran.not_checked().iter().any(|line| line.contains("empty directories") && line.contains(directory));
        assert!(ran.code == 0 && named, "{directory}: {ran:?}");
    }
}

/// Lanes run side by side, so an empty directory of another one is that of a component that nobody read.
#[test]
fn an_empty_directory_of_another_lane_or_way_of_a_task_that_was_read_is_said() {
    let lanes = |other: &str| {
        [ID.replace("incr_trans-1-0", other), ID.replace("incr_trans-1-0:0000000005", &format!("{other}:0000000002"))]
    };
    let [reverse, second] = ["reverse_incr_trans-1-0", "incr_trans-2-0"].map(lanes);
    let read = |scratch: &Scratch| {
        for (name, text) in component(HEALTHY).files() {
            scratch.file(&format!("host/run/{ID}/conf/{name}.json"), &text);
        }
    };
    for directory in reverse.iter().chain(&second) {
        for empty in ["", "/conf"] {
            let scratch = site();
            read(&scratch);
            fs::create_dir_all(scratch.path().join(format!("other/run/{directory}{empty}"))).unwrap();
            let ran = scratch.check(&["."]);
            assert!(is_said(&ran, directory, TASK), "{directory}: {ran:?}");
        }
        let scratch = site();
        read(&scratch);
        fs::write(scratch.file("other.tar", ""), tarred(&[(&format!("run/{directory}/conf/"), "")])).unwrap();
        let ran = scratch.check(&["."]);
        assert!(is_said(&ran, directory, TASK), "{directory}: {ran:?}");
        // Left out, in a backup, of a task of which nothing was read, and where a list of the API knows of no such lane.
        let named = |ran: &Ran| ran.not_checked().iter().any(|line| line.contains("empty directories of Incr-Syncs"));
        let empty = format!("other/run/{directory}/conf");
        let ran = scratch.check(&[".", "--exclude", "other.tar"]);
        assert!(ran.code == 0 && !named(&ran), "{ran:?}");
        let scratch = site();
        read(&scratch);
        fs::create_dir_all(scratch.path().join(format!("run.old/run/{directory}/conf"))).unwrap();
        let ran = scratch.check(&["."]);
        assert!(ran.code == 0 && named(&ran), "{directory}: {ran:?}");
        let scratch = site();
        fs::create_dir_all(scratch.path().join(&empty)).unwrap();
        let ran = scratch.check(&["."]);
        assert!(ran.code == 0 && named(&ran), "{directory}: {ran:?}");
        let scratch = site();
        read(&scratch);
        fs::create_dir_all(scratch.path().join(&empty)).unwrap();
        let list = if directory.contains("reverse") { "reverseIncrSyncComponents" } else { "incrSyncComponents" };
        let id = directory.replace("-1-0:", "-3-0:").replace("-2-0:", "-3-0:").replace("0000000002", "0000000005");
        let files = component(HEALTHY).files().into_iter();
        let config: serde_json::Map<String, Value> =
            files.map(|(name, text)| (name.to_owned(), serde_json::from_str(&text).unwrap())).collect();
        let item = json!({"name": id, "ip": "10.20.30.11", "identity": TASK, "config": config});
        scratch.file("a.json", &json!({"success": true, "data": {list: [item]}}).to_string());
        let ran = scratch.check(&["."]);
        assert!(ran.json()["failures"] == json!([]) && named(&ran), "{directory}: {ran:?}");
    }
    // Of a JDBCWriter the other way, too; but not what an upgrade made another component of.
    let writer = |way: &str| format!("10.20.30.11-9000:p_x_{way}-000-0:0000000031");
    for (read, is_missed) in
        [(writer("source"), true), (writer("dest").replace("p_x_dest-000-0", "connector_v2:p_x-incr_trans-1-0"), false)]
    {
        let scratch = site();
        let text = "[JDBCWriter]\nsrc_type=ORACLE\ntimestamp=1771920004\nsrc_subTopic=p_x_dest-000-0\n";
        match is_missed {
            true => drop(scratch.file(&format!("host/run/{read}/conf/jdbcwriter.conf"), text)),
            false => component(HEALTHY).files().iter().for_each(|(name, text)| {
                scratch.file(&format!("host/run/{read}/conf/{name}.json"), &text.replace(TASK, "p_x"));
            }),
        }
        fs::create_dir_all(scratch.path().join(format!("host/run/{}/conf", writer("dest")))).unwrap();
        let ran = scratch.check(&["."]);
        assert_eq!(is_said(&ran, &writer("dest"), "p_x"), is_missed, "{read}: {ran:?}");
        assert!(is_missed || ran.json()["failures"] == json!([]), "{read}: {ran:?}");
    }
    // One that moved, and one whose newest was read: nothing that runs is missing.
    for sequence in ["0000000003", "0000000005"] {
        let scratch = site();
        read(&scratch);
        let moved = ID.replace("10.20.30.11", "10.20.30.12").replace("0000000005", sequence);
        fs::create_dir_all(scratch.path().join(format!("other/run/{moved}/conf"))).unwrap();
        let ran = scratch.check(&["."]);
        assert!(ran.code == 0 && ran.json()["failures"] == json!([]), "{moved}: {ran:?}");
    }
}

#[test]
fn what_stands_elsewhere_or_was_replaced_fails_nothing() {
    // The copy of a directory that is here, a Store of the same lane, and the leftover of one that moved.
    let scratch = site();
    for (name, text) in component(HEALTHY).files() {
        scratch.file(&format!("host/run/{ID}/conf/{name}.json"), &text);
    }
    scratch.file(&format!("host/run/{ID} (1)/connector.pid"), "1");
    scratch.file(&format!("host/run/{ID}/conf/log4j.properties"), "a=b\n");
    scratch.file(&format!("host/run/{}/connector.pid", ID.replace("0000000005", "0000000003")), "1");
    scratch.file("host/store/10.20.30.11-7100:p_x_source-000-0:0000000001/store.pid", "1");
    scratch.file("src/data_source/sync_job_1/notes.json", "{}");
    let writer = "host/run/10.20.30.11-9000:p_y_dest-000-0:0000000031/conf";
    scratch.file(
        &format!("{writer}/jdbcwriter.conf"),
        "[JDBCWriter]\nsrc_type=ORACLE\ntimestamp=1771920004\nsrc_subTopic=p_y_source-000-0\n",
    );
    scratch.file(&format!("{writer}/log4j.properties"), "a=b\n");
    let ran = scratch.check(&["."]);
    assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{ran:?}");
}

#[test]
fn a_copy_that_a_file_manager_made_is_no_second_component() {
    let scratch = site();
    for directory in [ID.to_owned(), format!("{ID} (1)"), format!("{ID} - 副本")] {
        for (name, text) in component(HEALTHY).files() {
            scratch.file(&format!("host/run/{directory}/conf/{name}.json"), &text);
        }
    }
    let ran = scratch.check(&["."]);
    assert!(ran.code == 0 && ran.json()["run"]["components"]["incrSync"] == 2, "{ran:?}");
}

#[test]
fn a_jdbc_writer_whose_section_is_spelled_otherwise_is_said() {
    let conf = "host/run/10.20.30.11-9000:p_x_dest-000-0:0000000031/conf";
    for (path, text) in [
        (format!("{conf}/jdbcwriter.conf"), "[jdbcwriter]\nsrc_type=\ntimestamp=\n"),
        (format!("{conf}/jdbcwriter.conf"), "[x]\nsrc_type=\n"),
        (format!("{conf}/jdbcwriter.conf"), "src_type=\ntimestamp=\n"),
        (format!("{conf}/JDBCWriter.conf"), ""),
        (format!("{conf}/writer.conf"), "[x]\nsrc_type=\n"),
        ("host/x/writer.conf".to_owned(), "[JDBCWRITER]\nsrc_type=\n"),
    ] {
        let scratch = site();
        scratch.file(&path, text);
        let ran = scratch.check(&["."]);
        assert!(ran.code == 3, "{path} {text}: {ran:?}");
        assert!(!ran.json()["failures"][0]["message"].as_str().unwrap().is_empty(), "{ran:?}");
    }
}

/// A bare directory of each kind beside `site`, on the host `host`.
fn with_bare() -> Scratch {
    let scratch = site();
    for (directory, _) in DIRECTORIES {
        scratch.file(&format!("host/run/{directory}/connector.pid"), "1");
        scratch.file(&format!("host/run/{directory}/logs/connector.log"), "x");
        scratch.file(&format!("host/run/{directory}/conf/log4j.properties"), "a=b\n");
    }
    scratch
}

#[test]
fn what_is_left_out_elsewhere_hides_no_bare_directory() {
    for ignored in ["logs/\n", "*.log\n", "nothing-like-it\nhost/run/*/logs/connector.log\n", "log4j.properties\n"] {
        let scratch = with_bare();
        scratch.file(".omslintignore", ignored);
        let ran = scratch.check(&["."]);
        assert_eq!(
            (ran.code, ran.json()["failures"].as_array().unwrap().len()),
            (3, DIRECTORIES.len()),
            "{ignored}: {ran:?}"
        );
    }
    let ran = with_bare().check(&[".", "--exclude", "logs"]);
    assert_eq!((ran.code, ran.json()["failures"].as_array().unwrap().len()), (3, DIRECTORIES.len()), "{ran:?}");
}

#[test]
fn a_configuration_that_the_user_left_out_is_none_that_is_missing() {
    let of_incr_sync = format!("host/run/{ID}");
    let of_writer = "host/run/10.20.30.11-9000:p_y_dest-000-0:0000000031".to_owned();
    let site = || {
        let scratch = site();
        for (name, text) in component(HEALTHY).files() {
            scratch.file(&format!("{of_incr_sync}/conf/{name}.json"), &text);
        }
        scratch.file(&format!("{of_writer}/conf/jdbcwriter.conf"), "[JDBCWriter]\nsrc_type=ORACLE\n");
        for directory in [&of_incr_sync, &of_writer] {
            scratch.file(&format!("{directory}/connector.pid"), "1");
            scratch.file(&format!("{directory}/conf/log4j.properties"), "a=b\n");
        }
        scratch
    };
    for arguments in [
        &["--exclude", "host/run/*/conf"][..],
        &["--exclude", "jdbcwriter.conf", "--exclude", "host/run/*/conf/*.json"],
        &["--exclude", "host/run"],
        &["--include", "*/np_ok*/**", "--include", "**/*np_ok*/**"],
    ] {
        let ran = site().check(&[&["."], arguments].concat());
        assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{arguments:?}: {ran:?}");
    }
    // Nor is a directory that nobody asked for.
    let scratch = with_bare();
    let ran = scratch.check(&[".", "--include", "**/*np_ok*/**"]);
    assert_eq!((ran.code, &ran.json()["failures"]), (0, &json!([])), "{ran:?}");
}

#[test]
fn what_is_said_of_a_bare_directory_names_what_it_is_of() {
    for (directory, of) in [
        ("10.20.30.11-9000:connector_v2:np_c3-incr_trans-1-0:0000000005", "of an Incr-Sync,"),
        ("10.20.30.11-9000:p_x_dest-000-0:0000000031", "of a JDBCWriter,"),
        (
            "10.20.30.11-9000:connector_v2:np_c3-other_trans-1-0:0000000005",
            "of a connector whose name does not say what it is,",
        ),
    ] {
        let scratch = site();
        scratch.file(&format!("host/run/{directory}/connector.pid"), "1");
        let ran = scratch.check(&["."]);
        assert!(ran.json()["failures"][0]["message"].as_str().unwrap().contains(of), "{directory}: {ran:?}");
    }
    // A Full-Import that is gone leaves nothing that the upgrade needs.
    let scratch = site();
    scratch.file("host/run/10.20.30.11-9000:connector_v2:np_c3-full_trans-1-0:0000000005/connector.pid", "1");
    assert_eq!(scratch.check(&["."]).code, 0);
}

/// What could not be copied from a server leaves its directories, and nothing in them.
#[test]
fn a_server_of_which_nothing_came_is_named_beside_one_of_which_something_did() {
    let source = ",\n\t\"dbType\":\"MYSQL\",\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"}";
    let one = IncrSync { source, ..IncrSync::new("np_a") };
    let told = |root: &str, directories: &[&str], files: &[&str]| {
        let scratch = Scratch::new();
        for (name, text) in one.files() {
            scratch.file(&format!("export/{root}/run/{}/conf/{name}.json", one.id()), &text);
        }
        for directory in directories {
            fs::create_dir_all(scratch.path().join("export").join(directory)).unwrap();
        }
        files.iter().for_each(|file| drop(scratch.file(&format!("export/{file}"), "x\n")));
        let ran = scratch.check(&["--no-config", "export"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let told = ran.not_checked().into_iter().find(|line| line.starts_with("empty directories of servers: "));
        told.unwrap_or_default().replace("empty directories of servers: no file in ", "")
    };
    assert_eq!(
        told("10.20.30.11", &["10.20.30.13/run", "10.20.30.13/store"], &[]),
        "export/10.20.30.13/run, export/10.20.30.13/store"
    );
    assert_eq!(told("10.20.30.11/home/ds", &["10.20.30.13/home/ds/run"], &[]), "export/10.20.30.13/home/ds/run");
    // A server without Stores, a file of whatever kind, what lies elsewhere, and other names.
    for (directories, files) in [
        (&["10.20.30.11/store"][..], &[][..]),
        (&["10.20.30.13/run"], &["10.20.30.13/run/connector.log"]),
        (&["other/place/run"], &[]),
        (&["10.20.30.13/runs", "10.20.30.13/logs"], &[]),
        (&[], &[]),
    ] {
        assert_eq!(told("10.20.30.11", directories, files), "", "{directories:?} {files:?}");
    }
    // The same in an archive.
    let scratch = Scratch::new();
    let files = one.files();
    let names: Vec<String> =
        files.iter().map(|(name, _)| format!("10.20.30.11/run/{}/conf/{name}.json", one.id())).collect();
    let mut members: Vec<(&str, &str)> =
        names.iter().zip(&files).map(|(name, (_, text))| (name.as_str(), text.as_str())).collect();
    members.extend([("10.20.30.12/run/", ""), ("10.20.30.13/run/", ""), ("10.20.30.13/run/x.log", "x")]);
    fs::write(scratch.file("all.tar", ""), tarred(&members)).unwrap();
    let told = scratch.check(&["--no-config", "all.tar"]).not_checked().join("; ");
    assert!(told.contains("empty directories of servers: no file in all.tar/10.20.30.12/run;"), "{told}");
    // A repository of another program has empty directories as it likes.
    let scratch = Scratch::new();
    scratch.file("a/run/tool.json", "{\"name\":\"x\"}");
    fs::create_dir_all(scratch.path().join("b/run")).unwrap();
    assert!(
        !scratch.run(&["check", "--no-config", "-f", "json", "--allow-empty"]).stdout.contains("empty directories")
    );
}

/// Standard input is a PATH like others: where it gave nothing, it is named.
#[test]
fn a_pipe_that_gave_nothing_is_named_beside_what_was_read() {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync::new("np_a"));
    let told = |name: &str, text: &str, more: &[&str]| {
        let (_, report) = piped(scratch.path(), name, text, &[&["--no-config"], more].concat());
        let open = report["run"]["notChecked"].as_array().unwrap().clone();
        let line = open.iter().find(|item| item["what"] == "PATHs that gave nothing");
        line.map(|item| item["why"].as_str().unwrap().to_owned()).unwrap_or_default()
    };
    for (name, text) in
        [("answer.txt", ""), ("answer.json", "null"), ("answer.json", "{\"a\":1}"), ("page.txt", "<html>")]
    {
        assert_eq!(
            told(name, text, &["export"]),
            format!("nothing of OMS was read in what was named: {name}"),
            "{text}"
        );
        // Alone it is what the exit code is about.
        assert_eq!(told(name, text, &[]), "", "{text}");
    }
    let answer = format!("{{\"data\":{{\"incrSyncComponents\":[{{\"name\":\"{}\"}}]}}}}", IncrSync::new("np_b").id());
    assert_eq!(told("answer.json", &answer, &["export"]), "");
    // What failed is said already.
    assert_eq!(told("source.json", "{\"type\":", &["export"]), "");
}
