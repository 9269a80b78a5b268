//! OMS102: what it says of a position that the Store holds no more, and beside OMS101. The rest of the rule is in its fixtures.

use std::path::Path;

use serde_json::Value;

use crate::scratch::{IncrSync, NOW, Scratch};

/// The one finding of OMS102 in a fixture of the rule, as the JSON report has it.
fn finding(case: &str, now: &str) -> Value {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/missing-checkpoint").join(case);
    let output = crate::scratch::omslint()
        .args(["check", "--select", "OMS102", "-f", "json", "--now", now, "."])
        .current_dir(directory)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{report}");
    findings[0].clone()
}

/// The Store of these begins on 2026-02-24 at 07:00 and keeps five days. Each with the tier as long as it holds the position.
const CASES: [(&str, &str); 2] =
    [("finds-its-store-keeps-less", "unsafe"), ("finds-its-store-keeps-less-for-kafka", "needs-value")];

#[test]
fn what_the_store_keeps_no_more_is_said_to_be_gone() {
    for (case, tier) in CASES {
        for (now, is_gone) in [("2026-03-01T07:00:00Z", false), ("2026-03-01T07:00:01Z", true)] {
            let finding = finding(case, now);
            let help = finding["help"].as_str().unwrap();
            assert_eq!(
                help.contains("its Store keeps 5 days (`store.clearer.outdated`)"),
                is_gone,
                "{case} {now}: {help}"
            );
            assert_eq!(help.contains("a new Store with an earlier timestamp"), is_gone, "{case} {now}: {help}");
            let tier = if is_gone { "needs-value" } else { tier };
            assert_eq!(finding["fix"]["tier"], tier, "{case} {now}");
            assert_eq!(finding["fix"]["proposal"].is_string(), tier == "needs-value", "{case} {now}: {finding}");
        }
    }
}

/// Where the default of an absent `dbType` holds, the upgrade asks for none, and nothing is promised of a source without a position.
#[test]
fn what_is_said_of_type_and_position_fits_together() {
    let of = |prefix: &'static str, name: &'static str, source: &'static str| {
        let site = Scratch::new();
        site.incr_sync(&IncrSync { prefix, source_type: Some(name), source, ..IncrSync::new("np_a1") });
        let report = site.check(&["--no-config", "--select", "OMS101,OMS102", "export"]).json();
        let found = report["findings"].as_array().unwrap().clone();
        let said = |code: &str| {
            let one = found.iter().find(|one| one["code"] == code);
            one.map(|one| (one["certainty"].as_str().unwrap().to_owned(), one["message"].as_str().unwrap().to_owned()))
        };
        (said("OMS101").unwrap(), said("OMS102"))
    };
    let (no_ddl, ddl) = (",\n\t\"ignoreDdl\":\"true\"", ",\n\t\"ignoreDdl\":\"false\"");
    let ((_, words), position) = of("OB_MYSQL", "OB_MYSQL", no_ddl);
    assert!(words.contains("will count as OB_MySQL") && !words.contains("will run"), "{words}");
    let (certainty, words) = position.unwrap();
    assert!(certainty == "possible" && words.contains("required by the reference of the Store source"), "{words}");
    assert!(!words.contains("dbType"), "{words}");
    for (prefix, name, source) in [
        ("OB_MYSQL", "OB_MYSQL", ddl),
        ("OB_ORACLE", "OB_ORACLE", no_ddl),
        ("MYSQL", "MYSQL", no_ddl),
        ("MYSQL", "MYSQL", ""),
    ] {
        let (_, position) = of(prefix, name, source);
        let (certainty, words) = position.unwrap();
        assert!(certainty == "certain" && words.contains("as the upgrade to 4.3.2 asks"), "{name} {source}: {words}");
    }
    let healthy = ",\n\t\"ignoreDdl\":\"true\",\n\t\"checkpoint\":{\"OB_MYSQL_np_a1_sub0-1-0\":\"1773000000\"}";
    assert!(of("OB_MYSQL", "OB_MYSQL", healthy).1.is_none());
}

/// Of a queue a person decides, and the reason stands in the row where the value is taken from.
#[test]
fn an_old_proposal_stands_with_its_age_and_what_the_store_may_keep() {
    let row = |behind: i64, store: Option<&str>| {
        let site = Scratch::new();
        let one = IncrSync { prefix: "ten", sink_type: "KAFKA", ..IncrSync::new("np_a1") };
        site.incr_sync(&one);
        let status =
            format!(r#"{{"checkpoint":{{"{}":"{}"}},"gmt":{NOW},"status":"running"}}"#, one.client(), NOW - behind);
        site.file(&format!("export/{}/run/{}/oms.connector.checkpoint", one.server, one.id()), &status);
        if let Some(more) = store {
            let text = format!(
                "[global]\nsubTopic={0}\n{more}[ob2store]\nmaster.timestamp={1}\n",
                one.client(),
                NOW - 900_000
            );
            let folder = format!("export/10.20.30.11/store/10.20.30.11-7100:{}:0000000001", one.client());
            site.file(&format!("{folder}/conf/crawler.conf"), &text);
        }
        site.run(&["plan", "--no-config", "export", "-o", "up"]);
        let rows = std::fs::read_to_string(site.path().join("up/tasks.csv")).unwrap();
        rows.lines().find(|line| line.contains(",checkpoint,")).unwrap().to_owned()
    };
    for store in [None, Some("")] {
        let old = row(172_800, store);
        assert!(old.contains("2 days ago") && old.contains("may no longer be in the Store"), "{store:?} {old}");
        assert!(!old.contains("nothing in the export decides it"), "{store:?} {old}");
    }
    let kept = row(172_800, Some("[store]\nclearer.outdated=86400\n"));
    assert!(kept.contains("are no longer in the Store"), "{kept}");
    let kept = row(172_800, Some("[store]\nclearer.outdated=432000\n"));
    assert!(kept.contains("2 days ago") && !kept.contains("no longer"), "{kept}");
    let fresh = row(600, None);
    assert!(fresh.contains("10 minutes ago") && !fresh.contains("no longer"), "{fresh}");
}
