//! What components are called and what they are: content decides, and a disagreement is said.

use serde_json::json;

use super::scratch::{IncrSync, Scratch};

const LIGHT: &str = r#"{"checkpoint":{},"clients":[{"clientId":"custom","subtopic":"custom"}],"store_username":"u"}"#;

/// The lines that `files` has about `path`.
fn lines_about(files: &str, path: &str) -> Vec<String> {
    let lines = files.lines().skip_while(|line| !line.ends_with(path)).skip(1);
    lines.take_while(|line| line.starts_with("    ")).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_name_that_the_content_contradicts_is_said() {
    for (id, named) in [
        ("10.20.30.11-9000:p_a1_source-000-0:0000000069", "JDBCWriter"),
        ("10.20.30.11-7100:p_a1_source-000-0:0000000001", "Store"),
        ("10.20.30.11-9000:90216:0000000002", "Full-Verification"),
        ("10.20.30.11-9000:connector_v2:np_a1-full_trans-1-0:0000000002", "Full-Import"),
    ] {
        let scratch = Scratch::new();
        let path = format!("10.20.30.11/run/{id}/conf/source.json");
        scratch.file(&path, LIGHT);
        let said = scratch.check(&["."]).not_checked();
        let due = format!("{id} is named as a {named} and checked as Incr-Sync");
        assert!(said.iter().any(|line| line.contains(&due)), "{id}: {said:?}");
        let files = scratch.run(&["files", "."]).stdout;
        let due = format!("by its content; its name says {named}");
        assert!(lines_about(&files, &path).iter().any(|line| line.contains(&due)), "{files}");
    }
}

#[test]
fn names_that_agree_are_not_spoken_of() {
    let scratch = Scratch::new();
    scratch.incr_sync(&IncrSync::new("np_a"));
    scratch.file("10.20.30.11/run/10.20.30.11-9000:connector:sync_5abc_1_0:0000000007/conf/source.json", LIGHT);
    let checker = "task.type=migrate\ntask.identity=np_a\ndatasource.master.type=MYSQL\n";
    scratch.file("10.20.30.11/run/10.20.30.11-9000:90216:0000000002/conf/checker.conf", checker);
    let said = scratch.check(&["."]).not_checked();
    assert!(!said.iter().any(|line| line.contains("names of components")), "{said:?}");
    assert!(!scratch.run(&["files", "."]).stdout.contains("its name says"));
}

#[test]
fn a_backup_is_shown_and_counts_only_where_it_is_all_there_is() {
    let scratch = Scratch::new();
    let source = r#"{"type":"STORE_SOURCE","dbType":"MYSQL","clients":[{"clientId":"c","subtopic":"c"}],"checkpoint":{"c":"1771920004"}}"#;
    let run =
        |run: &str| format!("h/{run}/10.20.30.11-9000:connector_v2:np_a-incr_trans-1-0:0000000005/conf/source.json");
    scratch.file(&run("run"), source);
    scratch.file(&run("run.old"), LIGHT);
    let missing = |ran: &super::scratch::Ran| ran.findings().iter().any(|line| line.starts_with("OMS101 np_a"));
    assert!(!missing(&scratch.check(&["."])));
    let files = scratch.run(&["files", "."]).stdout;
    assert_eq!(lines_about(&files, &run("run.old"))[0].split(':').next(), Some("aside"), "{files}");
    assert!(missing(&scratch.check(&["h/run.old"])), "the backup alone is what was asked for");
    assert!(missing(&scratch.check(&[&run("run.old")])), "a file that is named is checked");
}

#[test]
fn tasks_of_3_2_x_have_names_everywhere() {
    let scratch = Scratch::new();
    scratch.file("h/run/10.20.30.11-9000:connector:sync_5abc_1_0:0000000007/conf/source.json", LIGHT);
    assert!(scratch.check(&["."]).findings().contains(&"OMS101 sync_5abc needs-value".to_owned()));
    scratch.file("expected.txt", "sync_5abc\n");
    let ran = scratch.check(&["--expect", "expected.txt", "."]);
    assert!(
        !ran.findings().iter().any(|line| line.starts_with("OMS110 sync_5abc") && ran.stdout.contains("is expected"))
    );
    let files = scratch.run(&["files", "."]).stdout;
    assert!(files.contains("  sync_5abc  "), "{files}");
}

#[test]
fn a_lane_says_the_direction_of_what_its_id_is_and_of_nothing_else() {
    let writer = "[JDBCWriter]\nsrc_type=\ntimestamp=1771920004\nsubTopic=p_a1_source-000-0\n";
    for (id, file, text, direction) in [
        ("10.20.30.11-9000:p_a1_source-000-0:0000000069", "jdbcwriter.conf", writer, "reverse"),
        ("10.20.30.11-20001:p_a1_source-000-0:0000000069", "jdbcwriter.conf", writer, "reverse"),
        ("10.20.30.11-9000:p_a1_dest-000-0:0000000031", "jdbcwriter.conf", writer, "forward"),
        ("10.20.30.11-9000:p_a1_source-000-0:0000000069", "source.json", LIGHT, "forward"),
        ("oms-reverse.corp-9000:connector:sync_a1_1_0:0000000007", "source.json", LIGHT, "forward"),
    ] {
        let scratch = Scratch::new();
        scratch.file(&format!("run/{id}/conf/{file}"), text);
        let json = scratch.check(&["."]).json();
        let findings = json["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["code"] == "OMS101").unwrap();
        assert_eq!(found["direction"], direction, "{id} {file}");
    }
}

/// The full source of a Light-Connector of 3.2.x names the type of its database, and so do jobs of anybody.
#[test]
fn the_type_of_a_database_alone_is_no_mark_of_a_full_import() {
    let source = json!({"database_type": "ORACLE", "username": "reader", "url": "jdbc:oracle:thin:@10.20.30.9:1521/a"});
    let with = |key: &str, value: serde_json::Value| {
        let mut source = source.clone();
        source[key] = value;
        source
    };
    let job =
        json!({"source": source, "sink": {"database_type": "POSTGRES", "host": "10.0.0.2"}, "schedule": "0 2 * * *"});
    let found = |path: &str, text: &serde_json::Value| {
        let scratch = Scratch::new();
        let text = if path.ends_with("yaml") { serde_yaml::to_string(text).unwrap() } else { text.to_string() };
        scratch.file(path, &text);
        let ran = scratch.check(&["."]);
        let json = ran.json();
        assert_eq!(json["failures"], json!([]), "{path}: {ran:?}");
        let count = json["run"]["components"]["fullImport"].as_u64().unwrap();
        assert_eq!(ran.code == 4, count == 0, "{path}: {ran:?}");
        count
    };
    for (path, text) in [
        ("config/etl.yaml", job.clone()),
        ("etl.json", job.clone()),
        ("etl.json", json!([job])),
        ("etl.json", json!({"sync_orders": job, "p_daily": job})),
        ("etl.json", json!({"source": with("checkpoint", json!("orders.id")), "sink": {}})),
        ("etl.properties", json!({"source.database_type": "mysql", "sink.database_type": "x"})),
        ("etl/conf/source.json", source.clone()),
        ("etl/source.json", source.clone()),
        ("orders_source.json", source.clone()),
        ("np_array_source.json", source.clone()),
    ] {
        assert_eq!(found(path, &text), 0, "{path} {text}");
    }
    // Another mark of OMS beside it, or the place.
    let light = with("clients", json!([{"clientId": "c1", "instance": "10.20.30.60:3306"}]));
    let keyed = |key: &str| json!({ key: job });
    for (path, text) in [
        ("etl/conf/source.json", light.clone()),
        ("a.json", json!({"source": light, "sink": {}})),
        ("a.json", json!({"source": with("checkpoint", json!({"c1": {"tableName": "T"}})), "sink": {}})),
        ("a.json", json!({"source": with("checkpoint", json!("{\"c1\":{}}")), "sink": {}})),
        ("a.json", json!({"source": with("dataflow_fetch_size", json!("1000")), "sink": {}})),
        ("a.json", json!({"source": with("sliceBatchSize", json!("600")), "sink": {}})),
        ("a.json", json!({"source": source, "sink": {"kafka.servers": "10.0.0.3:9092"}})),
        ("a.json", json!({"source": source, "sink": {}, "coordinator": {"taskIdentity": "np_5abc"}})),
        ("a.json", json!({"source": source, "sink": {}, "coordinator": {"connector_jvm_param": "-Xmx1g"}})),
        ("a.json", json!({"identity": "np_5abc", "source": source, "sink": {}})),
        ("a.json", keyed("np_5abc7x2q")),
        ("a.yaml", keyed("10.0.0.1-9000:connector:np_5abc7x2q-full_trans-1-0:0000000008")),
        ("np_5abc7x2q.json", job.clone()),
        ("np_5abc7x2q_source.json", source.clone()),
        ("np_5abc7x2q/source.json", source.clone()),
        ("host1/run/renamed/conf/source.json", source.clone()),
        ("host1/run/10.0.0.1-9000:connector:np_5abc7x2q-full_trans-1-0:0000000008/conf/source.json", source.clone()),
        ("a.json", json!({"name": "x", "type": "FULL_TRANS", "config": {"source": source, "sink": {}}})),
    ] {
        assert_eq!(found(path, &text), 1, "{path} {text}");
    }
}

/// A Mac notes beside each file what a foreign disk or an archive cannot hold, in bytes of its own.
#[test]
fn what_a_mac_notes_beside_a_file_is_nothing() {
    let scratch = Scratch::new();
    let source = r#","dbType":"MYSQL","checkpoint":{"MYSQL_np_a_sub0-1-0":"1773000000"}"#;
    let one = IncrSync { source_type: Some("MYSQL"), source, ..IncrSync::new("np_a") };
    scratch.incr_sync(&one);
    let conf = format!("export/{}/run/{}/conf", one.server, one.id());
    let before = scratch.check(&["export"]);
    assert_eq!(before.code, 0, "{before:?}");
    let note = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \x00\x02".to_vec();
    for name in ["._source.json", "._sink.json", "._run.tar.gz"] {
        std::fs::write(scratch.file(&format!("{conf}/{name}"), ""), &note).unwrap();
    }
    let ran = scratch.check(&["export"]);
    assert_eq!((ran.code, ran.not_checked()), (0, before.not_checked()), "{ran:?}");
    assert_eq!(ran.json()["tasks"], before.json()["tasks"]);
    // In an archive of a Mac, too.
    let bytes = super::scratch::tarred(&[
        ("run/._source.json", "\u{0}\u{5}\u{16}\u{7}"),
        ("run/x/conf/._sink.json", "\u{0}\u{5}"),
    ]);
    std::fs::write(scratch.file("export/mac.tar", ""), bytes).unwrap();
    assert_eq!(scratch.check(&["export"]).code, 0);
}
