//! Output directories and backups: what is refused, and where things go.
#![cfg(unix)]

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use omslint::disk::backup::{Backup, BackupError, default_directory};
use omslint::disk::digest::sha256;
use omslint::disk::out_dir::{OutDir, OutDirError, Output};
use omslint::disk::write::{WriteError, put};

fn output(shown: &str, place: &str) -> Output {
    Output { shown: shown.into(), source: None, place: place.into() }
}

#[test]
fn a_directory_that_is_not_ours_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let cwd = dir.path();
    assert!(OutDir::new(Path::new("absent/deep"), cwd).is_ok());
    fs::create_dir(cwd.join("o")).unwrap();
    assert!(OutDir::new(Path::new("o"), cwd).is_ok());
    fs::write(cwd.join("o/.omslint-1-2.tmp"), "").unwrap();
    assert!(OutDir::new(Path::new("o"), cwd).is_ok());
    fs::write(cwd.join("o/x"), "").unwrap();
    assert!(matches!(OutDir::new(Path::new("o"), cwd), Err(OutDirError::NotOurs(_))));
    fs::write(cwd.join("o/manifest.json"), "{\"schema\":\"omslint/manifest/v1\"}").unwrap();
    assert!(OutDir::new(Path::new("o"), cwd).is_ok());
    fs::write(cwd.join("file"), "").unwrap();
    assert!(matches!(OutDir::new(Path::new("file"), cwd), Err(OutDirError::NotADirectory(_))));
    symlink("nowhere", cwd.join("dead")).unwrap();
    assert!(matches!(OutDir::new(Path::new("dead"), cwd), Err(OutDirError::Io { .. })));
}

#[test]
fn collisions_and_escapes_are_refused_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let out = OutDir::new(Path::new("o"), dir.path()).unwrap();
    assert!(out.check(&[output("a", "a/x"), output("b", "a/y")], &["manifest.json"]).is_ok());
    let clash = out.check(&[output("../a/x", "a/x"), output("../b/a/x", "a/./x")], &[]).unwrap_err();
    assert!(clash.to_string().starts_with("../a/x and ../b/a/x would both"), "{clash}");
    let clash = out.check(&[output("a", "a"), output("b", "a/x/y")], &[]);
    assert!(matches!(clash, Err(OutDirError::Collision { .. })));
    let clash = out.check(&[output("manifest.json", "manifest.json")], &["manifest.json"]);
    assert!(matches!(clash, Err(OutDirError::Collision { .. })));
    for place in ["../x", "/x", "a/../../x", "", "."] {
        assert!(matches!(out.check(&[output("x", place)], &[]), Err(OutDirError::Escapes { .. })), "{place}");
    }
    let itself = Output { shown: "x".into(), source: Some(dir.path().join("o/x")), place: "x".into() };
    assert!(matches!(out.check(&[itself], &[]), Err(OutDirError::Itself(_))));
    assert!(!dir.path().join("o").exists());
}

#[test]
fn copies_are_written_inside_and_not_through_planted_links() {
    let dir = tempfile::tempdir().unwrap();
    let out = OutDir::new(Path::new("o"), dir.path()).unwrap();
    out.write(Path::new("a/b/c.json"), b"1", 0o640).unwrap();
    let path = dir.path().join("o/a/b/c.json");
    assert_eq!(fs::read(&path).unwrap(), b"1");
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
    fs::create_dir(dir.path().join("elsewhere")).unwrap();
    symlink("../elsewhere", dir.path().join("o/l")).unwrap();
    assert!(matches!(out.write(Path::new("l/x"), b"1", 0o640), Err(WriteError::SymbolicLink(_))));
    assert!(out.write(Path::new("../x"), b"1", 0o640).is_err());
    assert_eq!(fs::read_dir(dir.path().join("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_copy_is_whole_and_nobody_waits_for_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let out = OutDir::new(Path::new("o"), dir.path()).unwrap();
    for (place, mode) in [("a/b/c.json", 0o600), ("a/d.json", 0o444), ("e.json", 0o644)] {
        let written = out.write(Path::new(place), place.as_bytes(), mode).unwrap();
        assert!(!written.durable, "{written:?}: its original stays, and one sync after the other takes most of a run");
        assert_eq!(fs::read(&written.target).unwrap(), place.as_bytes());
        assert_eq!(fs::metadata(&written.target).unwrap().mode() & 0o777, mode);
    }
    // No temporary file stays behind, and what has no copy elsewhere is waited for.
    let names = fs::read_dir(dir.path().join("o")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<std::collections::BTreeSet<_>>(), ["a".into(), "e.json".into()].into());
    assert!(put(&dir.path().join("record"), b"1", 0o600).unwrap().durable);
}

#[test]
fn copies_of_an_earlier_run_are_cleared_unless_they_were_changed() {
    let dir = tempfile::tempdir().unwrap();
    let out = OutDir::new(Path::new("o"), dir.path()).unwrap();
    assert_eq!(out.clear().unwrap(), 0);
    let written = out.write(Path::new("a/x"), b"1", 0o644).unwrap();
    out.write(Path::new("a/y"), b"not in the manifest", 0o644).unwrap();
    fs::write(dir.path().join("outside"), "1").unwrap();
    let record = |path: &Path| {
        let (sum, path) = (sha256(b"1"), path.to_str().unwrap());
        serde_json::json!({ "path": path, "shown": "x", "copy": true, "before": sum, "after": sum, "backup": null, "edits": [] })
    };
    let manifest = serde_json::json!({
        "schema": "omslint/manifest/v1",
        "tool": { "name": "omslint", "version": "0", "knowledge": "0" },
        "created": "", "versions": { "from": null, "createdWith": null, "to": "4.3.2" }, "options": {},
        "directory": "", "backup": null,
        "files": [record(&written.target), record(&dir.path().join("outside")), record(&dir.path().join("o/gone"))],
    });
    fs::write(dir.path().join("o/manifest.json"), manifest.to_string()).unwrap();
    fs::write(&written.target, "mine").unwrap();
    assert!(matches!(out.clear(), Err(OutDirError::Changed(_))));
    fs::write(&written.target, "1").unwrap();
    assert_eq!(out.clear().unwrap(), 1);
    assert!(!written.target.exists());
    assert!(dir.path().join("o/a/y").exists() && dir.path().join("outside").exists());
}

#[test]
fn the_default_backup_directory() {
    let answer = |pairs: &'static [(&str, &str)]| {
        move |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(*value))
    };
    let of = |pairs| default_directory(&answer(pairs), "20261122T101112Z", 7);
    let xdg = of(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]).unwrap();
    assert_eq!(xdg, Path::new("/s/omslint/backup/20261122T101112Z-7"));
    let home = of(&[("XDG_STATE_HOME", "relative"), ("HOME", "/h")]).unwrap();
    assert_eq!(home, Path::new("/h/.local/state/omslint/backup/20261122T101112Z-7"));
    // As Windows says it, which is no absolute path here; and where it is one, it comes before the home directory, which
    // shells that come from Unix set there, too.
    let not_here = of(&[("LOCALAPPDATA", "C:\\Users\\dba\\AppData\\Local"), ("HOME", "/h")]).unwrap();
    assert_eq!(not_here, home);
    let local = of(&[("LOCALAPPDATA", "/l"), ("HOME", "/h")]).unwrap();
    assert_eq!(local, Path::new("/l/omslint/backup/20261122T101112Z-7"));
    assert!(matches!(of(&[]), Err(BackupError::NoPlace)));
}

#[test]
fn a_backup_is_outside_private_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let tree = dir.path().join("tree");
    fs::create_dir(&tree).unwrap();
    symlink("tree", dir.path().join("alias")).unwrap();
    for inside in ["tree/b/c", "alias/b", "tree", "tree/../tree/b"] {
        let made = Backup::create(&dir.path().join(inside), &[PathBuf::from("/nowhere"), tree.clone()]);
        assert!(matches!(made, Err(BackupError::Inside { .. })), "{inside}");
    }
    assert_eq!(fs::read_dir(&tree).unwrap().count(), 0);
    let place = dir.path().join("tree-backup/1");
    let backup = Backup::create(&place, std::slice::from_ref(&tree)).unwrap();
    assert_eq!(fs::metadata(&place).unwrap().mode() & 0o777, 0o700);
    let kept = backup.save(&tree.join("n/f.json"), b"old").unwrap();
    assert!(kept.starts_with(&place) && kept.ends_with("tree/n/f.json"), "{}", kept.display());
    assert_eq!(fs::metadata(&kept).unwrap().mode() & 0o777, 0o600);
    assert!(matches!(backup.save(&tree.join("n/f.json"), b"new"), Err(WriteError::Exists(_))));
    assert_eq!(fs::read(&kept).unwrap(), b"old");
    assert!(matches!(Backup::create(&place, &[tree]), Err(BackupError::NotEmpty(_))));
}
