//! Which reader a source has, and which of its keys count: what looks like a key that is there, and is none.

use crate::site::Site;

/// What `check` says of one file, and its code.
fn check(name: &str, text: &str) -> (i32, String) {
    let site = Site::new();
    site.write(name, text);
    let said = site.run_with(&["check", "--no-config", "-v", "."], &[("COLUMNS", "200")]);
    (said.code, said.out)
}

#[test]
fn a_merge_key_in_quotes_feeds_nothing() {
    let source = |key: &str| {
        format!(
            "source:\n  type: STORE_SOURCE\n  clients: [{{clientId: c1, subtopic: c1}}]\n  {key}: {{dbType: MYSQL, checkpoint: \
             {{c1: \"1773000000\"}}}}\n"
        )
    };
    for key in ["\"<<\"", "'<<'"] {
        let (code, said) = check("a.yaml", &source(key));
        assert!(code == 1 && said.contains("OMS101") && said.contains("OMS102"), "{key}: {said}");
    }
    let (code, said) = check("a.yaml", &source("<<"));
    assert!(code == 0 && !said.contains("OMS101"), "{said}");
}

#[test]
fn clients_with_subtopics_read_a_store_whatever_word_stands_beside_them() {
    let clients = r#""clients":[{"clientId":"c1","subtopic":"MYSQL_np_a1_s-1-0"}]"#;
    for names in [
        r#""type":"KAFKA_SOURCE""#,
        r#""boosterClass":"com.oceanbase.oms.connector.source.kafka.KafkaSourceBooster""#,
        r#""type":"KAFKA_SOURCE","boosterClass":"com.oceanbase.oms.connector.source.store.MultiStoreSourceBooster""#,
    ] {
        let (code, said) = check("run/x/conf/source.json", &format!("{{{names},{clients}}}"));
        assert!(code == 1 && said.contains("OMS101") && said.contains("OMS102"), "{names}: {said}");
    }
}

#[test]
fn keys_that_bear_the_name_of_their_section_are_the_same_in_a_run_directory() {
    let site = Site::new();
    let folder = "run/10.0.0.1-9000:connector_v2:np_a1-incr_trans-1-0:0000000003/conf";
    let source = r#"{"source.type":"STORE_SOURCE","source.dbType":"MYSQL","source.checkpoint":"{\"c1\":\"1773000000\"}",
        "source.clients":"[{\"clientId\":\"c1\",\"subtopic\":\"c1\"}]"}"#;
    site.write(&format!("{folder}/source.json"), source);
    site.write(&format!("{folder}/coordinator.json"), r#"{"taskIdentity":"np_a1","sourceType":"MYSQL"}"#);
    let json = site.json(&["check", "--no-config", "-f", "json", "."]);
    assert_eq!(json["tasks"].as_array().unwrap().len(), 1, "{json:#}");
    assert_eq!(json["tasks"][0]["state"], "READY", "{json:#}");
}

#[test]
fn no_position_is_written_for_a_client_without_its_id() {
    let source = r#"{"type":"STORE_SOURCE","clients":[{"subtopic":"MYSQL_np_a1_s-1-0","timestamp":"1773000000"}]}"#;
    let site = Site::new();
    site.write("np_a1/conf/source.json", source);
    site.write(
        "np_a1/conf/sink.json",
        r#"{"type":"JDBC_SINK_OB_MYSQL","jdbcUrl":"jdbc:oceanbase://10.0.0.5:2883/db"}"#,
    );
    let said = site.run_with(&["check", "--no-config", "."], &[("COLUMNS", "200")]);
    assert!(said.code == 1 && said.out.contains("has no `clientId`"), "{}", said.out);
    let fixed = site.run_with(&["fix", "--no-config", "--unsafe-fixes", "--backup", "none", "."], &[]);
    assert!(fixed.code != 5 && !site.read("np_a1/conf/source.json").contains("checkpoint"), "{}", fixed.err);
}
