//! The binary fixes trees while others pull at them: several processes at once, directories that vanish, files and
//! disks that cannot be written. Every file is whole, old or new, and the account of the run is true.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::scratch::{self, IncrSync, NOW, Scratch};

/// An export of `count` tasks, each of which lacks a `dbType`. Returns the files to be fixed with their texts.
fn export(scratch: &Scratch, count: usize) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for number in 0..count {
        let task: &'static str = Box::leak(format!("np_{number:04}").into_boxed_str());
        let mut one = IncrSync::new(task);
        one.source_type = Some("MYSQL");
        let checkpoint = format!(",\n\t\"checkpoint\":{{\"{}\":\"{}\"}}", one.client(), NOW - 60);
        one.source = Box::leak(checkpoint.into_boxed_str());
        scratch.incr_sync(&one);
        let source = one.files().remove(0).1;
        let id = format!("10.20.30.11-9000:connector_v2:{task}-incr_trans-1-0:0000000005");
        files.push((scratch.path().join(format!("export/10.20.30.11/run/{id}/conf/source.json")), source));
    }
    files
}

fn fixed(source: &str) -> String {
    source.replacen("\"}\n}", "\"},\n\t\"dbType\":\"MYSQL\"\n}", 1)
}

fn start(scratch: &Scratch, args: &[&str]) -> Child {
    crate::scratch::omslint()
        .current_dir(scratch.path())
        .env_clear()
        .env("OMSLINT_NOW", NOW.to_string())
        .env("HOME", scratch.path().join(".home"))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn leftovers(directory: &Path) -> usize {
    let files = walkdir::WalkDir::new(directory).into_iter().filter_map(Result::ok);
    files.filter(|file| file.file_name().to_string_lossy().starts_with(".omslint-")).count()
}

#[test]
fn many_processes_at_once_leave_every_file_whole() {
    for round in 0..4 {
        let scratch = Scratch::new();
        let files = export(&scratch, 24);
        let mut children: Vec<Child> = (0..4).map(|_| start(&scratch, &["fix", "export"])).collect();
        let is_cut_off = round % 2 == 1;
        if is_cut_off {
            // One of them is killed somewhere on its way.
            std::thread::sleep(std::time::Duration::from_millis(10 * round));
            children[0].kill().unwrap();
        }
        for (number, child) in children.into_iter().enumerate() {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(5) => assert!(said.contains("changed since it was read"), "{said}"),
                None => assert!(is_cut_off && number == 0),
                other => panic!("{other:?}: {said}"),
            }
        }
        for (path, old) in &files {
            assert_eq!(fs::read_to_string(path).unwrap(), fixed(old), "{}", path.display());
        }
        assert!(leftovers(scratch.path()) <= usize::from(is_cut_off));
        let ran = scratch.run(&["fix", "export"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stderr.contains("Nothing was written"), "{}", ran.stderr);
        // Whoever wrote a file has the record of it, and the records together lead back.
        let manifests = walkdir::WalkDir::new(scratch.path().join(".home")).into_iter().filter_map(Result::ok);
        let manifests = manifests.filter(|file| file.file_name() == "manifest.json").map(walkdir::DirEntry::into_path);
        for manifest in manifests {
            let ran = scratch.run(&["revert", "--leave-changed", manifest.to_str().unwrap()]);
            assert!(matches!(ran.code, 0 | 5), "{ran:?}");
        }
        for (path, old) in &files {
            assert_eq!(&fs::read_to_string(path).unwrap(), old, "{}", path.display());
        }
    }
}

#[test]
fn a_tree_that_vanishes_meanwhile_is_an_error_and_no_crash() {
    let mut failed = 0;
    for round in 0..5 {
        let scratch = Scratch::new();
        let files = export(&scratch, 80);
        let child = start(&scratch, &["fix", "export"]);
        std::thread::sleep(std::time::Duration::from_millis(15 * round));
        // What is removed while files come and go in it may not be empty at the first attempt.
        while fs::remove_dir_all(scratch.path().join("export")).is_err() && scratch.path().join("export").exists() {}
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code().unwrap();
        assert!(matches!(code, 0 | 1 | 3 | 4 | 5), "{code}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        if code == 5 {
            failed += 1;
            assert!(said.contains("no such file or directory") || said.contains("vanished"), "{said}");
        }
        assert!(files.iter().all(|(path, _)| !path.exists()), "a file came back");
    }
    println!("{failed} of 5 runs lost their tree while they wrote");
}

#[test]
fn what_cannot_be_written_stays_and_the_rest_is_done() {
    let scratch = Scratch::new();
    let files = export(&scratch, 4);
    fs::set_permissions(&files[0].0, fs::Permissions::from_mode(0o444)).unwrap();
    fs::hard_link(&files[1].0, scratch.path().join("other-name")).unwrap();
    let before = scratch.check(&["export"]);
    assert_eq!(before.json()["summary"]["fixable"]["safe"], 4);
    let ran = scratch.run(&["fix", "-f", "json", "export"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.stderr.contains("is read-only") && ran.stderr.contains("2 hard links"), "{}", ran.stderr);
    for (number, (path, old)) in files.iter().enumerate() {
        let due = if number < 2 { old.clone() } else { fixed(old) };
        assert_eq!(fs::read_to_string(path).unwrap(), due, "{}", path.display());
    }
    // What was left is still found, and only that.
    let left: Vec<_> = ran.findings().into_iter().filter(|finding| finding.starts_with("OMS101")).collect();
    assert_eq!(left, ["OMS101 np_0000 safe", "OMS101 np_0001 safe"]);
    assert_eq!(leftovers(scratch.path()), 0);
    // The record holds what was written, and leads back.
    let manifest = walkdir::WalkDir::new(scratch.path().join(".home")).into_iter().filter_map(Result::ok);
    let manifest = manifest.filter(|file| file.file_name() == "manifest.json").map(walkdir::DirEntry::into_path).next();
    let manifest = manifest.unwrap();
    let record: serde_json::Value = serde_json::from_str(&fs::read_to_string(&manifest).unwrap()).unwrap();
    assert_eq!(record["files"].as_array().unwrap().len(), 2);
    let ran = scratch.run(&["revert", manifest.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(files.iter().all(|(path, old)| fs::read_to_string(path).unwrap() == *old));
}

/// A small file system of its own; None where only root may make one.
struct Small(PathBuf);

impl Small {
    fn mount(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(at.to_path_buf()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_originals_and_says_so() {
    let scratch = Scratch::new();
    let Some(small) = Small::mount(&scratch.path().join("export"), "size=256k") else {
        println!("skipped: only root can mount a small disk");
        return;
    };
    let files = export(&scratch, 6);
    let mut filler = vec![b'x'; 4096];
    let big = small.0.join("filler");
    while fs::write(&big, &filler).is_ok() {
        filler.extend_from_slice(&[b'x'; 4096]);
    }
    let ran = scratch.run(&["fix", "export"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.stderr.contains("no space left") || ran.stderr.contains("nothing was changed there"), "{}", ran.stderr);
    assert!(files.iter().all(|(path, old)| fs::read_to_string(path).unwrap() == *old));
    assert_eq!(leftovers(&small.0), 0);
    fs::remove_file(&big).unwrap();
    // A disk without room for the backup: nothing is touched.
    let kept = Small::mount(&scratch.path().join("kept"), "size=16k,nr_inodes=6").unwrap();
    let ran = scratch.run(&["fix", "--backup", "kept", "export"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(files.iter().all(|(path, old)| fs::read_to_string(path).unwrap() == *old), "{}", ran.stderr);
    drop(kept);
    assert_eq!(scratch.run(&["fix", "export"]).code, 0);
    assert!(files.iter().all(|(path, old)| fs::read_to_string(path).unwrap() == fixed(old)));
}

#[test]
fn a_read_only_directory_leaves_the_originals() {
    let scratch = Scratch::new();
    let Some(small) = Small::mount(&scratch.path().join("export"), "size=1m") else {
        println!("skipped: the mode of a directory does not stop root, and only root can mount one read-only");
        return;
    };
    let files = export(&scratch, 2);
    assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(&small.0).status().unwrap().success());
    let ran = scratch.run(&["fix", "export"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.stderr.contains("read-only") && ran.stderr.contains("--out-dir"), "{}", ran.stderr);
    assert!(files.iter().all(|(path, old)| fs::read_to_string(path).unwrap() == *old));
    // Copies can be had all the same.
    let ran = scratch.run(&["fix", "--out-dir", "copies", "export"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (path, old) in &files {
        let copy = scratch.path().join("copies").join(path.strip_prefix(scratch.path()).unwrap());
        assert_eq!(fs::read_to_string(copy).unwrap(), fixed(old));
    }
}

#[test]
fn a_mixed_tree_is_fixed_as_far_as_it_goes_with_an_exact_account_of_the_rest() {
    let make = || {
        let scratch = Scratch::new();
        let files = export(&scratch, 1);
        // The prefix alone speaks for a type: unsafe. A type that nothing tells: needs a value.
        let checkpoint = |one: &IncrSync| format!(",\n\t\"checkpoint\":{{\"{}\":\"{}\"}}", one.client(), NOW - 60);
        for (task, prefix) in [("np_unsafe", "MYSQL"), ("np_value", "SOMETHING")] {
            let mut one = IncrSync::new(task);
            one.prefix = prefix;
            let text = checkpoint(&one);
            one.source = Box::leak(text.into_boxed_str());
            scratch.incr_sync(&one);
        }
        (scratch, files)
    };
    let tiers = |ran: &scratch::Ran| {
        let mut tiers: Vec<_> = ran.findings().into_iter().filter(|finding| finding.starts_with("OMS101")).collect();
        tiers.sort();
        tiers
    };
    let (scratch, files) = make();
    let before = scratch.check(&["export"]);
    assert_eq!(before.code, 1);
    assert_eq!(tiers(&before), ["OMS101 np_0000 safe", "OMS101 np_unsafe unsafe", "OMS101 np_value needs-value"]);
    let fixable = serde_json::json!({"safe": 1, "unsafe": 1, "needsValue": 1});
    assert_eq!(before.json()["summary"]["fixable"], fixable);
    let ran = scratch.run(&["fix", "export"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in
        ["Fixed 1 file in place.", "2 errors", "1 unsafe", "1 needs a value", "--unsafe-fixes", "omslint values"]
    {
        assert!(ran.stderr.contains(words), "{words:?} is not in {}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(&files[0].0).unwrap(), fixed(&files[0].1));
    let ran = scratch.run(&["fix", "--unsafe-fixes", "-f", "json", "export"]);
    assert_eq!((ran.code, tiers(&ran)), (1, vec!["OMS101 np_value needs-value".to_owned()]));
    assert_eq!(ran.json()["summary"]["fixable"], serde_json::json!({"safe": 0, "unsafe": 0, "needsValue": 1}));
    let ran = scratch.run(&["fix", "--db-type", "TIDB", "-f", "json", "export"]);
    assert_eq!((ran.code, tiers(&ran)), (0, vec![]), "{ran:?}");
    // In one go, the account is the same.
    let (scratch, _) = make();
    let ran = scratch.run(&["fix", "--unsafe-fixes", "-f", "json", "export"]);
    assert_eq!((ran.code, tiers(&ran)), (1, vec!["OMS101 np_value needs-value".to_owned()]));
}

/// How often a run waits until something is on the disk, as the system sees it; None where nobody can look.
fn syncs(scratch: &Scratch, args: &[&str]) -> Option<usize> {
    let log = scratch.path().join(".syncs");
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&log)
        .arg(crate::scratch::omslint().get_program())
        .args(args)
        .current_dir(scratch.path())
        .env_clear()
        .env("OMSLINT_NOW", NOW.to_string())
        .env("HOME", scratch.path().join(".home"))
        .output();
    match ran {
        Ok(ran)
            if matches!(ran.status.code(), Some(0 | 1)) && !String::from_utf8_lossy(&ran.stderr).contains("ptrace") =>
        {
            Some(fs::read_to_string(&log).unwrap().matches("sync(").count())
        }
        Ok(ran) => {
            println!("SKIPPED: strace cannot look here: {}", String::from_utf8_lossy(&ran.stderr).trim());
            None
        }
        Err(error) => {
            println!("SKIPPED: no strace here ({error})");
            None
        }
    }
}

#[test]
fn copies_are_not_synced_and_what_is_changed_in_place_is() {
    let counts = |number: usize| {
        let scratch = Scratch::new();
        export(&scratch, number);
        let copies = syncs(&scratch, &["fix", "export", "--out-dir", "fixed"])?;
        assert!(scratch.path().join("fixed/manifest.json").exists());
        Some((copies, syncs(&scratch, &["fix", "export"])?))
    };
    let (Some((few_copies, few)), Some((many_copies, many))) = (counts(2), counts(12)) else { return };
    assert_eq!(few_copies, many_copies, "the manifest is synced, and no copy");
    assert!(many >= few + 10 && few >= 2, "each file that is changed in place is synced: {few} for 2, {many} for 12");
}
