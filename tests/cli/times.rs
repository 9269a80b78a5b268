//! Times as people see them: in one zone with UTC in brackets, whatever the machine's own zone is; and times as people
//! give them, which say their zone.

use crate::scratch::Scratch;
use crate::site::{JDBC, Site, source};

const FOLDER: &str = "x/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_a1-incr_trans-1-0:0000000001";

/// 1773100690, in the zone of the site and in UTC.
const LOCAL: &str = "2026-03-10 07:58:10 +08:00";
const UTC: &str = "2026-03-09 23:58:10 UTC";

/// One Incr-Sync without a checkpoint, whose client says where it started; `coordinator` and `sink` say zones.
fn site(of_coordinator: &str, of_sink: &str) -> Site {
    let site = Site::new();
    let text =
        source("MYSQL_np_a1_x-1-0", ",\n\t\"dbType\":\"MYSQL\"").replace("\"}]", "\",\"timestamp\":\"1773100690\"}]");
    let coordinator = format!("\t\"timezone\":\"{of_coordinator}\",\n\t\"sourceType\":\"MYSQL\"");
    site.component(FOLDER, &text, &format!("{JDBC},\n\t\"timezone\":\"{of_sink}\""), &coordinator);
    site
}

#[test]
fn the_zone_on_which_the_export_agrees_is_shown_with_utc() {
    let site = site("+08:00", "UTC+8:00");
    for arguments in [["check", "x"].as_slice(), &["values", "x"], &["check", "x", "-f", "markdown"]] {
        let said = site.run(arguments);
        let text = said.out.split_whitespace().filter(|word| *word != "#").collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("{LOCAL} ({UTC})")), "{arguments:?}: {}", said.out);
    }
    site.run(&["plan", "x", "-o", "up", "--unsafe-fixes"]);
    for file in ["up/runbook.md", "up/cm.sh", "up/values.toml"] {
        assert!(site.read(file).contains("+08:00"), "{file}: {}", site.read(file));
    }
    let json = site.json(&["check", "x", "-f", "json"]);
    assert!(json["findings"].to_string().contains(UTC), "machine formats keep UTC: {json:#}");
}

#[test]
fn without_agreement_it_is_utc_alone_and_never_the_zone_of_the_machine() {
    for (one, other) in [("+08:00", "+09:00"), ("+08:00", "Asia/Shanghai"), ("", "")] {
        let site = site(one, other);
        for zone in ["Asia/Tokyo", "UTC", "EST5EDT"] {
            let said = site.run_with(&["check", "x"], &[("TZ", zone)]);
            assert!(said.out.contains(UTC) && !said.out.contains("+0"), "{one} {other} {zone}: {}", said.out);
        }
    }
}

#[test]
fn what_the_user_asks_for_comes_first() {
    let site = site("+08:00", "+08:00");
    let shown = |said: &str, local: &str| said.split_whitespace().collect::<Vec<_>>().join(" ").contains(local);
    let said = site.run(&["check", "x", "--timezone", "-05:00"]);
    assert!(shown(&said.out, "2026-03-09 18:58:10 -05:00"), "{}", said.out);
    site.write("omslint.toml", "timezone = \"+09:00\"\n");
    assert!(shown(&site.run(&["check", "x"]).out, "2026-03-10 08:58:10 +09:00"));
    let said = site.run(&["check", "x", "--timezone", "UTC"]);
    assert!(shown(&said.out, UTC) && !said.out.contains("+09:00"), "{}", said.out);
    assert!(
        site.run(&["check", "--show-settings"])
            .out
            .lines()
            .any(|line| line.starts_with("timezone") && line.contains("\"+09:00\""))
    );
    let said = site.run(&["check", "x", "--timezone", "Asia/Shanghai"]);
    assert!(said.code == 2 && said.err.contains("+08:00"), "{}", said.err);
    site.write("omslint.toml", "timezone = \"Shanghai\"\n");
    let said = site.run(&["check", "x"]);
    assert!(said.code == 2 && said.err.contains("omslint.toml:1") && said.err.contains("+08:00"), "{}", said.err);
}

#[test]
fn a_checkpoint_is_given_as_a_time_with_its_zone() {
    let site = site("+08:00", "+08:00");
    let given = "2026-03-10 07:30 +08:00";
    let value = |arguments: &[&str]| {
        let json = site.json(&[&["check", "x", "-f", "json"], arguments].concat());
        json["findings"].to_string()
    };
    // 2026-03-09 23:30 UTC.
    assert!(value(&["--checkpoint", given]).contains("1773099000"));
    for toml in [
        format!("[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = \"{given}\"\n"),
        format!("[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = {{ \"MYSQL_np_a1_x-1-0\" = \"{given}\" }}\n"),
    ] {
        site.write("v.toml", &toml);
        assert!(value(&["--values", "v.toml"]).contains("1773099000"), "{toml}");
    }
    site.write("v.csv", &format!("task,key,client,value\nnp_a1,checkpoint,MYSQL_np_a1_x-1-0,{given}\n"));
    assert!(value(&["--values", "v.csv"]).contains("1773099000"));
}

#[test]
fn a_time_without_a_zone_is_refused_with_the_way_to_write_it() {
    let site = site("+08:00", "+08:00");
    site.write("v.toml", "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = \"2026-03-10 07:30\"\n");
    site.write("w.toml", "[[override]]\ntasks = [\"np_a1\"]\ncheckpoint = 2026-03-10T07:30:00\n");
    site.write("v.csv", "task,key,client,value\nnp_a1,checkpoint,,2026-03-10 07:30\n");
    for arguments in
        [["--checkpoint", "2026-03-10 07:30"], ["--values", "v.toml"], ["--values", "w.toml"], ["--values", "v.csv"]]
    {
        let said = site.run(&[&["check", "x"], arguments.as_slice()].concat());
        assert_eq!(said.code, 2, "{arguments:?}: {}{}", said.out, said.err);
        assert!(said.err.contains("does not say its time zone"), "{arguments:?}: {}", said.err);
        assert!(said.err.contains("2026-12-05 23:40 +08:00"), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_time_in_the_future_is_no_date_of_the_export() {
    let scratch = Scratch::new();
    let item = |task: &str, sampled: i64| {
        let source = serde_json::json!({"type": "STORE_SOURCE", "dbType": "MYSQL", "checkpoint": {"a": "1773000000"},
            "clients": [{"clientId": "a", "subtopic": "a"}]});
        let name = format!("10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000005");
        serde_json::json!({"data": {"incrSyncComponents": [{"name": name, "identity": task, "type": "INCR_TRANS",
            "checkpointSampleTimestamp": sampled, "config": {"source": source}}]}})
    };
    scratch.file("past.json", &item("np_a1", 1_773_100_000).to_string());
    let now = ["--now", "2026-03-12T00:00:00Z"];
    let alone = scratch.run(&[&["check", ".", "-f", "markdown"][..], &now].concat()).stdout;
    assert!(alone.contains("Date of the export: 2026-03-09 23:46:40 UTC") && !alone.contains("future"), "{alone}");
    scratch.file("ahead.json", &item("np_b2", 1_900_000_000).to_string());
    let both = scratch.run(&[&["check", ".", "-f", "markdown"][..], &now].concat()).stdout;
    assert!(both.contains("Date of the export: 2026-03-09 23:46:40 UTC"), "{both}");
    assert!(both.contains("a time in the future is no date of it, so it was left out: ahead.json (2030-"), "{both}");
    let planned = scratch.run(&[&["plan", ".", "-o", "folder", "--from", "3.2.2"][..], &now].concat());
    let runbook = std::fs::read_to_string(scratch.path().join("folder/runbook.md")).unwrap();
    assert!(runbook.contains("newest answer of the API 2026-03-09 23:46:40 UTC"), "{planned:?}");
}
