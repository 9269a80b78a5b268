//! What is left out stays out, whatever way it comes in and from whatever directory; and standard input is read as the file
//! whose name it has.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::scratch::{IncrSync, NOW, Scratch};

/// Files and their text, and where the source stands.
fn component(scratch: &Scratch, folder: &str) -> String {
    let mut one = IncrSync::new("np_a");
    one.source_type = Some("MYSQL");
    one.source = ",\n\t\"checkpoint\":{\"MYSQL_np_a_sub0-1-0\":\"1773000000\"}";
    for (name, text) in one.files() {
        scratch.file(&format!("{folder}/conf/{name}.json"), &text);
    }
    format!("{folder}/conf/source.json")
}

/// The JSON report of a check with this on standard input, and its exit code.
pub(crate) fn piped(folder: &Path, name: &str, text: impl AsRef<[u8]>, args: &[&str]) -> (i32, serde_json::Value) {
    let mut child = crate::scratch::omslint()
        .current_dir(folder)
        .env_clear()
        .env("OMSLINT_NOW", NOW.to_string())
        .args(["check", "-f", "json", "-", "--stdin-filename", name])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_ref()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

/// What is said of that which was left out.
fn told(report: &serde_json::Value) -> String {
    let items = report["run"]["notChecked"].as_array().unwrap();
    let items = items.iter().filter(|item| item["what"].as_str().unwrap().contains("left out"));
    items.map(|item| item["why"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_ignore_file_holds_whatever_way_a_file_comes_in() {
    let scratch = Scratch::new();
    let file = component(&scratch, "exports/old");
    scratch.file(".omslintignore", "exports/old/\n");
    scratch.file("list", &format!("{file}\n"));
    let inside = "old/conf/source.json";
    let ways: [(&str, &[&str]); 8] = [
        ("", &["."]),
        ("", &[&file]),
        ("", &["exports"]),
        ("", &["exports/old"]),
        ("", &["--files-from", "list"]),
        ("exports", &["."]),
        ("exports", &[inside]),
        ("exports/old/conf", &["."]),
    ];
    for (folder, args) in ways {
        let ran = scratch.run_in(folder, &[&["check", "-f", "json"], args].concat());
        assert_eq!(ran.code, 4, "{folder} {args:?}: {ran:?}");
        let report = ran.json();
        assert_eq!(report["findings"], serde_json::json!([]), "{folder} {args:?}");
        assert!(told(&report).contains("`exports/old/` in "), "{folder} {args:?}: {}", told(&report));
        // Whoever only looks at the screen sees the pattern too.
        let ran = scratch.run_in(folder, &[&["check"], args].concat());
        assert!((ran.stdout + &ran.stderr).contains("exports/old/"), "{folder} {args:?}");
    }
    let text = std::fs::read_to_string(scratch.path().join(&file)).unwrap();
    let (code, report) = piped(scratch.path(), &file, &text, &[]);
    assert_eq!((code, &report["findings"]), (4, &serde_json::json!([])));
    assert!(told(&report).contains("`exports/old/` in .omslintignore"), "{}", told(&report));
}

#[test]
fn a_named_file_that_is_left_out_is_named() {
    let scratch = Scratch::new();
    let file = component(&scratch, "old");
    component(&scratch, "new");
    for args in
        [&["--exclude", "old"][..], &["--exclude", "old/"], &["--exclude", "old/**"], &["--exclude", "source.json"]]
    {
        let ran = scratch.check(&[&[file.as_str(), "new/conf/sink.json"], args].concat());
        let report = ran.json();
        assert_eq!(report["findings"].as_array().unwrap().iter().filter(|f| f["path"] == *file).count(), 0);
        let told = told(&report);
        assert!(told.contains(&format!("{file} (`{}` of --exclude)", args[1])), "{told}");
    }
}

#[test]
fn what_is_left_out_is_no_evidence() {
    let scratch = Scratch::new();
    let file = component(&scratch, "e");
    let tier = |ran: &crate::scratch::Ran| ran.findings()[0].clone();
    assert_eq!(tier(&scratch.check(&[&file])), "OMS101 np_a safe");
    scratch.file(".omslintignore", "coordinator.json\n");
    assert_ne!(tier(&scratch.check(&[&file])), "OMS101 np_a safe");
}

#[test]
fn the_root_of_a_repository_ends_the_search() {
    let scratch = Scratch::new();
    let file = component(&scratch, "repository/exports");
    scratch.file("repository/.git/HEAD", "");
    scratch.file(".omslintignore", "exports/\n");
    assert_eq!(scratch.check(&[&file]).code, 1);
    assert_eq!(scratch.run_in("repository", &["check", "-f", "json", "."]).code, 1);
    // Without one the folder of omslint.toml does.
    let file = component(&scratch, "plain/exports");
    scratch.file("plain/omslint.toml", "");
    assert_eq!(scratch.run_in("plain/exports", &["check", "-f", "json", "conf"]).code, 1);
    assert_eq!(scratch.check(&[&file]).code, 4);
}

#[test]
fn a_glob_of_the_configuration_holds_below_and_parents_count() {
    let scratch = Scratch::new();
    let file = component(&scratch, "exports/old");
    scratch.file("omslint.toml", "exclude = [\"exports/old\"]\n");
    for (folder, path) in
        [("", file.as_str()), ("exports", "old/conf/source.json"), ("exports/old", "."), ("exports", ".")]
    {
        let ran = scratch.run_in(folder, &["check", "-f", "json", path]);
        assert_eq!(ran.code, 4, "{folder} {path}: {ran:?}");
    }
}

#[test]
fn standard_input_knows_its_companions_and_stands_for_its_file() {
    let scratch = Scratch::new();
    let file = component(&scratch, "e");
    let by_path = scratch.check(&[&file]).json();
    let text = std::fs::read_to_string(scratch.path().join(&file)).unwrap();
    for name in
        [file.clone(), format!("./{file}"), scratch.path().canonicalize().unwrap().join(&file).display().to_string()]
    {
        let (code, report) = piped(&scratch.path().canonicalize().unwrap(), &name, &text, &[]);
        assert_eq!(code, 1);
        assert_eq!(report["findings"], by_path["findings"], "{name}");
        assert_eq!(report["run"]["files"], by_path["run"]["files"], "{name}");
    }
    // What an editor holds counts, not what the disk does.
    let mended = text.replacen("\"type\"", "\"dbType\":\"MYSQL\",\n\t\"type\"", 1);
    let (code, report) = piped(scratch.path(), &file, &mended, &[]);
    assert_eq!(
        (code, &report["findings"].as_array().unwrap().iter().filter(|f| f["code"] == "OMS101").count()),
        (0, &0)
    );
    let (_, report) = piped(scratch.path(), &file, &mended, &["."]);
    assert_eq!(report["run"]["components"]["incrSync"], 1);
    assert!(!report["findings"].as_array().unwrap().iter().any(|f| f["code"] == "OMS101" || f["code"] == "OMS112"));
}
