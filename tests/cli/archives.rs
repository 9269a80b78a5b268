//! Archives as they come: under other names, of another kind than their names say, damaged, and with directories in them that
//! hold nothing.

use std::fs;

use serde_json::json;

use crate::exclusions::piped;
use crate::reading::{HEALTHY, ID, TASK, component, section};
use crate::scratch::{Ran, Scratch, packed, tarred, zipped};

/// Writes one file, and checks the folder.
fn check(path: &str, bytes: &[u8]) -> Ran {
    let scratch = Scratch::new();
    fs::write(scratch.file(path, ""), bytes).unwrap();
    scratch.check(&["."])
}

/// The members of a run directory of this task.
fn run_directory(task: &str) -> Vec<(String, String)> {
    let folder = format!("host2/run/{}/conf", ID.replace(TASK, task));
    let files = component(HEALTHY).files();
    files.into_iter().map(|(name, text)| (format!("{folder}/{name}.json"), text.replace(TASK, task))).collect()
}

fn borrowed(members: &[(String, String)]) -> Vec<(&str, &str)> {
    members.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

#[test]
fn archives_under_other_names_are_opened() {
    let member = format!("run/{ID}/conf/source.json");
    let source: serde_json::Value = serde_json::from_str(&section("")).unwrap();
    let item = json!({"name": ID, "identity": TASK, "type": "INCR_TRANS", "config": {"source": source, "sink": {}}});
    let answer = json!({"success": true, "data": {"incrSyncComponents": [item]}});
    let plain = tarred(&[(&member, &section(""))]);
    let zipped = zipped(&[(&member, &section(""))]);
    for (path, bytes) in [
        ("host2", plain.clone()),
        ("host2", packed(&plain)),
        ("host2.tar.20260301", plain.clone()),
        ("host2.tar.gz.1", packed(&plain)),
        ("host2.tar.gz.part", packed(&plain)),
        ("host2.tar (1)", plain.clone()),
        ("host2.tgz_old", packed(&plain)),
        ("host2.gz", packed(&plain)),
        ("host2.bak", plain.clone()),
        ("host2.bak2", packed(&plain)),
        ("host2.backup", packed(&plain)),
        ("host2.txt", zipped.clone()),
        ("host2.zip.20260301", zipped.clone()),
        ("x.json", plain.clone()),
        // Under the name of another kind of archive.
        ("host2.tar", packed(&plain)),
        ("host2.tgz", plain.clone()),
        ("host2.zip", packed(&plain)),
        ("host2.tar.gz", zipped.clone()),
        ("answer.json.gz", packed(&packed(answer.to_string().as_bytes()))),
    ] {
        let scratch = Scratch::new();
        fs::write(scratch.file(path, ""), bytes).unwrap();
        for named in [".", path] {
            let ran = scratch.check(&[named]);
            assert!(ran.code == 1 && ran.findings().join(", ").contains("OMS101 np_a1"), "{path}: {ran:?}");
        }
    }
    // What cannot be opened all the same is named, and fails when it was asked for.
    let scratch = Scratch::new();
    fs::write(scratch.file("host2.tar.gz.gz", ""), packed(&packed(&plain))).unwrap();
    let ran = scratch.check(&["."]);
    assert!(ran.code == 4 && ran.not_checked().join("\n").contains("host2.tar.gz.gz"), "{ran:?}");
    // Archives of other programs hold nothing of ours.
    let foreign = tarred(&[("src/a.c", "int main;")]);
    for (path, bytes) in [("lib", foreign.clone()), ("lib.tar.1", packed(&foreign)), ("disk", vec![0; 4096])] {
        let ran = check(path, &bytes);
        assert!(ran.code == 4 && ran.json()["failures"].as_array().unwrap().is_empty(), "{path}: {ran:?}");
    }
    // What only has the name of an archive, and was met by a scan, blocks nobody.
    let ran = check("empty.tar", b"");
    assert!(ran.code == 4 && ran.not_checked().iter().any(|line| line.contains("empty.tar")), "{ran:?}");
    let ran = check("page.zip", b"<html>");
    assert!(ran.code == 4, "{ran:?}");
}

#[test]
fn a_damaged_archive_fails_and_hides_nothing_else() {
    let members = run_directory("np_b2");
    let plain = tarred(&borrowed(&members));
    let zip = zipped(&borrowed(&members));
    let blank = |bytes: &[u8], length: usize| [vec![0xff; length], bytes[length..].to_vec()].concat();
    for (path, bytes, says) in [
        ("host2.tar", plain[..2100].to_vec(), "ends too early"),
        ("host2.tar.gz", packed(&plain)[..300].to_vec(), "ends too early"),
        ("host2.tar.gz.part", packed(&plain)[..300].to_vec(), "ends too early"),
        ("host2.zip", zip[..zip.len() / 2].to_vec(), "list of its members"),
        ("host2.tar", blank(&plain, 100), "no tar header"),
        ("host2.tar", blank(&plain, 512), "its beginning is not that of one"),
        ("host2.zip", blank(&zip, 8), "its beginning is not that of one"),
    ] {
        let scratch = Scratch::new();
        scratch.incr_sync(&component(""));
        fs::write(scratch.file(path, ""), bytes).unwrap();
        let ran = scratch.check(&["."]);
        let json = ran.json();
        let failures = json["failures"].as_array().unwrap();
        let whole =
            failures.iter().find(|failure| failure["path"] == path).unwrap_or_else(|| panic!("{path}: {ran:?}"));
        let message = whole["message"].as_str().unwrap();
        assert!(message.contains(says) && message.contains("copy it again"), "{path}: {message}");
        assert!(ran.code == 3 && ran.findings().join(", ").contains("OMS101 np_a1"), "{path}: {ran:?}");
    }
}

/// The member in which the archive ends names its task.
#[test]
fn a_component_that_is_cut_off_is_unknown() {
    let members = run_directory("np_b2");
    let plain = tarred(&borrowed(&members));
    let ran = check("host2.tar", &plain[..532]);
    let json = ran.json();
    let task = json["tasks"].as_array().unwrap().iter().find(|task| task["task"] == "np_b2");
    assert!(task.is_some_and(|task| task["state"] == "UNKNOWN"), "{ran:?}");
}

#[test]
fn a_bare_directory_of_a_component_is_found_in_an_archive_as_on_the_disk() {
    let healthy = run_directory("np_b2");
    let bare = format!("host2/run/{}", ID.replace(TASK, "np_c3"));
    let conf = format!("{bare}/conf/");
    let (pid, log) = (format!("{bare}/connector.pid"), format!("{bare}/conf/logback.xml"));
    for (more, code) in [
        (vec![(conf.as_str(), "")], 0),
        (vec![(conf.as_str(), ""), (pid.as_str(), "1")], 3),
        (vec![(log.as_str(), "<a/>")], 3),
    ] {
        let members = [borrowed(&healthy), more].concat();
        for (path, bytes) in
            [("host2.tar", tarred(&members)), ("host2.tgz", packed(&tarred(&members))), ("host2", tarred(&members))]
        {
            let ran = check(path, &bytes);
            let said = ran.not_checked().join(", ");
            assert!(ran.code == code && ran.stdout.contains("np_c3"), "{path}: {ran:?}");
            assert_eq!(code == 0, said.contains("empty directories of Incr-Syncs"), "{path}: {ran:?}");
        }
    }
    // One that moved left its directory behind.
    let old = format!("host2/run/{}/connector.pid", ID.replace(TASK, "np_b2").replace("0000000005", "0000000003"));
    let ran = check("host2.tar", &tarred(&[borrowed(&healthy), vec![(&old, "1")]].concat()));
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn an_archive_without_a_file_is_said() {
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    fs::write(scratch.file("host2.tar", ""), tarred(&[("host2/run/", "")])).unwrap();
    let ran = scratch.check(&["."]);
    assert!(ran.code == 0 && ran.not_checked().join(", ").contains("archives that hold no file: host2.tar"), "{ran:?}");
}

#[test]
fn what_is_packed_is_no_document_for_standard_input() {
    let scratch = Scratch::new();
    let members = run_directory(TASK);
    let plain = tarred(&borrowed(&members));
    let source = section("");
    for (name, bytes, words) in [
        ("run.tar", plain.clone(), "this is an archive (tar)"),
        // Whatever it is said to be.
        ("source.json", plain.clone(), "this is an archive (tar)"),
        ("run.tar.gz", packed(&plain), "this is an archive (gzip)"),
        ("run.zip", zipped(&borrowed(&members)), "this is an archive (zip)"),
        ("source.json.gz", packed(source.as_bytes()), "gzip -dc"),
    ] {
        let (code, report) = piped(scratch.path(), name, bytes, &[]);
        let said = report["failures"][0]["message"].as_str().unwrap();
        assert!(code == 3 && said.contains(words) && said.contains("as PATH"), "{name}: {report:#}");
        assert!(!said.contains("iconv"), "{name}: {said}");
    }
    // A document in two bytes a character is one, and what is nothing of this is what it was.
    let wide: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (code, report) = piped(scratch.path(), "source.json", wide, &[]);
    assert!(
        code == 3 && report["failures"][0]["message"].as_str().unwrap().contains("iconv -f UTF-16LE"),
        "{report:#}"
    );
    assert_eq!(piped(scratch.path(), &members[0].0, source, &[]).0, 1);
}

/// Whoever sends a folder of fixed copies packs it. They are newer than the export, and nothing was imported yet.
#[test]
fn what_omslint_wrote_is_left_out_of_an_archive_too() {
    let scratch = Scratch::new();
    let broken = component("").files();
    for (name, text) in &broken {
        scratch.file(&format!("run/{ID}/conf/{name}.json"), text);
    }
    let state = |ran: &Ran| ran.json()["tasks"][0]["state"].as_str().unwrap().to_owned();
    let before = scratch.check(&["."]);
    let before = (before.code, state(&before));
    let source = format!("run/{ID}/conf/source.json");
    let manifest = r#"{"schema":"omslint/manifest/v1","files":[]}"#;
    let fixed = section(HEALTHY);
    let (here, below) = (format!("out/{source}"), format!("sent/out/{source}"));
    let ours = [("out/manifest.json", manifest), (&*here, &*fixed)];
    let ours_below = [("sent/out/manifest.json", manifest), (&*below, &*fixed), ("sent/out/cut.json", "{\"dbType\":")];
    for members in [&ours[..], &ours_below[..]] {
        for (name, bytes) in [("out.tgz", packed(&tarred(members))), ("out.zip", zipped(members))] {
            fs::write(scratch.file(name, ""), bytes).unwrap();
            let ran = scratch.check(&["."]);
            assert_eq!((ran.code, state(&ran)), before, "{name}: {ran:?}");
            let said = format!("what omslint wrote: 1 directory of fixed copies or originals left out: {name}/");
            assert!(ran.not_checked().iter().any(|line| line.starts_with(&said)), "{:?}", ran.not_checked());
            fs::remove_file(scratch.path().join(name)).unwrap();
        }
    }
    // Whoever names it asks for it, and another's manifest is none of ours.
    fs::write(scratch.file("out.tgz", ""), packed(&tarred(&ours))).unwrap();
    assert_eq!(scratch.check(&["out.tgz"]).json()["run"]["components"]["incrSync"], 1);
    let other = [("site/manifest.json", r#"{"name":"app"}"#), (&*below, &*fixed)];
    fs::write(scratch.file("out.tgz", ""), packed(&tarred(&other))).unwrap();
    let ran = scratch.check(&["."]);
    assert!(!ran.not_checked().iter().any(|line| line.starts_with("what omslint wrote")), "{ran:?}");
    let report = ran.json();
    assert!(report["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "OMS112"), "{report:#}");
}

#[test]
fn an_archive_in_a_named_one_was_asked_for_and_fails() {
    let members = run_directory("np_b2");
    let plain = String::from_utf8(tarred(&borrowed(&members))).unwrap();
    let packed = plain.as_str();
    for (outer, is_zip) in [("all.tar", false), ("all.tgz", false), ("all.zip", true), ("all", false)] {
        for (name, text) in [
            ("oms-b.tar.gz", packed),
            ("b/host2.zip", packed),
            ("home/admin/collect/oms-10.20.30.12.tar.gz", packed),
            ("home/ds/run.tar.gz", packed),
            ("root/export/today/10.20.30.12.tar.gz", packed),
            ("host2.tar.xz", packed),
            ("host2.tar.gz.1", packed),
            ("host2.tar.gz.gpg", packed),
            ("host2", packed),
        ] {
            let scratch = Scratch::new();
            scratch.incr_sync(&component(HEALTHY));
            let bytes = if is_zip { zipped(&[(name, text)]) } else { tarred(&[(name, text)]) };
            let bytes = if outer.ends_with("gz") { self::packed(&bytes) } else { bytes };
            fs::write(scratch.file(outer, ""), bytes).unwrap();
            let ran = scratch.check(&["export", outer]);
            let failure = &ran.json()["failures"][0];
            assert_eq!(failure["path"], format!("{outer}/{name}"), "{ran:?}");
            let command = if is_zip { format!("unzip {outer}") } else { format!("tar -xf {outer}") };
            assert!(failure["message"].as_str().unwrap().ends_with(&command), "{ran:?}");
            assert!(ran.code == 3 && !ran.not_checked().join("\n").contains("gave nothing"), "{ran:?}");
            // Met by a scan it blocks nobody, and is said.
            let ran = scratch.check(&["."]);
            let said = ran.not_checked().join("\n");
            assert!(ran.code == 0 && said.contains(&format!("1 not opened, such as {outer}/{name}")), "{ran:?}");
        }
    }
    // Logs are packed where they lie, and so are packages.
    for name in
        ["home/ds/packages/jdk.tar.gz", "run/x/logs/connector.zip", "connector.log.20260301.zip", "host2-logs.tar.gz"]
    {
        let scratch = Scratch::new();
        let all = [borrowed(&members), vec![(name, packed)]].concat();
        fs::write(scratch.file("all.tar", ""), tarred(&all)).unwrap();
        let ran = scratch.check(&["all.tar"]);
        assert!(ran.code == 0 && ran.not_checked().join("\n").contains("archives inside archives"), "{ran:?}");
    }
    // Of what nobody opened it is not said that nothing of OMS is in it.
    let scratch = Scratch::new();
    scratch.incr_sync(&component(HEALTHY));
    fs::write(scratch.file("b/all.tar", ""), tarred(&[("oms-b.tar.gz", packed)])).unwrap();
    let ran = scratch.check(&["export", "b"]);
    let said = ran.not_checked().join("\n");
    assert!(said.contains("nothing of OMS was read in what was named: b") && said.contains("b/all.tar"), "{ran:?}");
}
