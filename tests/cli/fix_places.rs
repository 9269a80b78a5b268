//! Where `fix` writes, and what it refuses so that nothing is lost: backups, manifests, lists of files.

use std::fs;

use crate::scratch::{IncrSync, NOW, Scratch};

const SOURCE: &str =
    "export/10.20.30.11/run/10.20.30.11-9000:connector_v2:np_a-incr_trans-1-0:0000000005/conf/source.json";

fn export() -> (Scratch, String) {
    let scratch = Scratch::new();
    let mut one = IncrSync::new("np_a");
    one.source_type = Some("MYSQL");
    let checkpoint = format!(",\"checkpoint\":{{\"{}\":\"{}\"}}", one.client(), NOW - 60);
    one.source = Box::leak(checkpoint.into_boxed_str());
    scratch.incr_sync(&one);
    let text = one.files().remove(0).1;
    (scratch, text)
}

fn source(scratch: &Scratch) -> String {
    fs::read_to_string(scratch.path().join(SOURCE)).unwrap()
}

#[test]
fn a_backup_lies_in_no_directory_of_a_list() {
    let (scratch, text) = export();
    scratch.file("list", "export\n");
    let ran = scratch.run(&["fix", "--files-from", "list", "--backup", "export/kept"]);
    ran.refuses(&["export/kept", "which is being fixed"]);
    assert_eq!(source(&scratch), text);
    assert!(!scratch.path().join("export/kept").exists());
    // A list of files names no tree.
    scratch.file("list", &format!("{SOURCE}\0"));
    let ran = scratch.run(&["fix", "--files-from", "list", "-0", "--backup", "kept"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_ne!(source(&scratch), text);
}

#[test]
fn a_manifest_hides_no_export_from_later_scans() {
    let (scratch, text) = export();
    // In what is fixed, beside it, above it, and where nothing is yet.
    for place in ["export/manifest.json", "manifest.json", "./manifest.json", "records/manifest.json"] {
        for more in [["--backup", "none"], ["--backup", "kept"], ["--out-dir", "fixed"]] {
            let ran = scratch.run(&[&["fix", "export", "--manifest", place][..], &more].concat());
            ran.refuses(&[place, "skip"]);
            assert_eq!(source(&scratch), text);
            assert!(!scratch.path().join("fixed").exists() && !scratch.path().join("kept").exists());
        }
    }
    // A directory of its own is one to skip.
    let ran = scratch.run(&["fix", "export", "--out-dir", "fixed", "--manifest", "fixed/manifest.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = scratch.run(&["fix", "export", "--backup", "kept", "--manifest", "kept/manifest.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(scratch.check(&["."]).json()["run"]["components"]["incrSync"], 1);
    assert_eq!(scratch.run(&["revert", "kept/manifest.json"]).code, 0);
    assert_eq!(source(&scratch), text);
    let ran = scratch.run(&["fix", "export", "--backup", "none", "--manifest", "export/undo.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(scratch.check(&["."]).json()["run"]["components"]["incrSync"], 1);
    assert_eq!(scratch.run(&["revert", "export/undo.json"]).code, 0);
    assert_eq!(source(&scratch), text);
}

#[test]
fn the_record_of_a_fix_is_not_overwritten_until_it_is_taken_back() {
    let (scratch, text) = export();
    let fix = ["fix", "export", "--backup", "none", "--manifest", "undo.json"];
    assert_eq!(scratch.run(&fix).code, 0);
    let fixed = source(&scratch);
    let record = fs::read_to_string(scratch.path().join("undo.json")).unwrap();
    // Nothing to fix, nothing to write: the same command again is no mistake.
    assert_eq!(scratch.run(&fix).code, 0);
    assert_eq!(fs::read_to_string(scratch.path().join("undo.json")).unwrap(), record);
    let mut other = IncrSync::new("np_b");
    other.source_type = Some("MYSQL");
    scratch.incr_sync(&other);
    scratch.run(&fix).refuses(&["undo.json", "not taken back"]);
    assert_eq!(fs::read_to_string(scratch.path().join("undo.json")).unwrap(), record);
    assert_eq!(scratch.run(&["revert", "undo.json"]).code, 0);
    assert_eq!(source(&scratch), text);
    assert!(matches!(scratch.run(&fix).code, 0 | 1));
    assert_eq!(source(&scratch), fixed);
}

#[test]
fn what_changed_since_is_named_and_left_from_any_directory() {
    let (scratch, text) = export();
    let mut other = IncrSync::new("np_b");
    other.source_type = Some("MYSQL");
    scratch.incr_sync(&other);
    assert_eq!(scratch.run(&["fix", "export", "--backup", "none", "--manifest", "undo.json"]).code, 1);
    let changed = SOURCE.replace("np_a", "np_b");
    let mine = fs::read_to_string(scratch.path().join(&changed)).unwrap() + "\n";
    scratch.file(&changed, &mine);
    scratch.file("elsewhere/x", "");
    let fixed = source(&scratch);
    let ran = scratch.run_in("elsewhere", &["revert", "../undo.json", ".."]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.stderr.contains(&changed) && ran.stderr.contains("changed since the fix"), "{}", ran.stderr);
    assert_eq!(source(&scratch), fixed);
    let ran = scratch.run_in("elsewhere", &["revert", "--leave-changed", "--anywhere", "../undo.json"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert_eq!(source(&scratch), text);
    assert_eq!(fs::read_to_string(scratch.path().join(&changed)).unwrap(), mine);
    let record: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(scratch.path().join("undo.json")).unwrap()).unwrap();
    assert_eq!(record["reverted"][0]["files"], serde_json::json!([SOURCE]));
}

#[test]
fn what_omslint_wrote_is_left_out_of_a_scan_and_that_is_said() {
    let (scratch, _) = export();
    assert_eq!(scratch.run(&["fix", "export", "--out-dir", "fixed"]).code, 0);
    let report = scratch.check(&["."]).json();
    assert_eq!(report["run"]["components"]["incrSync"], 1);
    let told = report["run"]["notChecked"].as_array().unwrap();
    let ours: Vec<_> = told.iter().filter(|one| one["what"] == "what omslint wrote").collect();
    assert_eq!(ours.len(), 1, "{told:?}");
    assert_eq!(ours[0]["why"], "1 directory of fixed copies or originals left out: fixed");
}

#[test]
fn a_patch_of_an_earlier_run_is_not_left_where_there_is_nothing_to_fix() {
    let (scratch, _) = export();
    let fix = ["fix", "export", "--backup", "kept", "--patch", "the.patch"];
    let patch = || fs::read_to_string(scratch.path().join("the.patch")).unwrap();
    assert_eq!(scratch.run(&fix).code, 0);
    assert!(patch().contains("+"), "{}", patch());
    let ran = scratch.run(&fix);
    assert_eq!((ran.code, patch().as_str()), (0, ""));
    assert!(ran.stderr.contains("Nothing was written."), "{ran:?}");
    assert!(ran.stderr.contains("the.patch is empty now: it was the patch of an earlier run."), "{ran:?}");
    // Where there was none, none is made; and what is no patch is not touched.
    fs::remove_file(scratch.path().join("the.patch")).unwrap();
    assert_eq!(scratch.run(&fix).code, 0);
    assert!(!scratch.path().join("the.patch").exists());
    scratch.file("the.patch", "precious");
    scratch.run(&fix).refuses(&["the.patch", "was not made by omslint"]);
    assert_eq!(patch(), "precious");
}
