//! Discovery and reading on real trees: links, loops, pipes, odd names, ignore files, our own directories.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::ops::Deref;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use omslint::disk::read::{read_bytes, read_listed, read_text};
use omslint::disk::scan::{Found, Listing, Options, scan};
use omslint::input::exclusions::Filter;
use tempfile::TempDir;

fn tree(files: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        put(dir.path(), file, "{}");
    }
    dir
}

fn put(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What a scan found.
#[derive(Debug, PartialEq, Eq)]
struct List {
    files: Vec<Found>,
    listing: Listing,
}

impl Deref for List {
    type Target = Listing;

    fn deref(&self) -> &Listing {
        &self.listing
    }
}

#[derive(Default)]
struct Ask {
    include: Vec<String>,
    exclude: Vec<String>,
    follow: bool,
}

impl Ask {
    fn list(&self, cwd: &Path, paths: &[&str]) -> List {
        let filter = Filter::new(&self.include, &self.exclude).unwrap();
        let options =
            Options { cwd, filter: &filter, follow_symlinks: self.follow, wanted: &|shown| shown.ends_with(".json") };
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let (files, listing) = scan(&paths, &options, &|_| ());
        List { files: files.each().map(|(file, ())| file).collect(), listing }
    }
}

fn list(cwd: &Path, paths: &[&str]) -> List {
    Ask::default().list(cwd, paths)
}

fn follow(cwd: &Path, paths: &[&str]) -> List {
    Ask { follow: true, ..Ask::default() }.list(cwd, paths)
}

fn shown(list: &List) -> Vec<&str> {
    list.files.iter().map(|file| file.shown.as_ref()).collect()
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn is_root() -> bool {
    let out = Command::new("id").arg("-u").output().unwrap().stdout;
    out.starts_with(b"0\n")
}

#[test]
fn files_are_sorted_shown_relative_and_listed_once() {
    let dir = tree(&["b/2.json", "b/1.json", "a.json", "b-c/x.json", ".hidden/h.json"]);
    let all = [".hidden/h.json", "a.json", "b-c/x.json", "b/1.json", "b/2.json"];
    assert_eq!(shown(&list(dir.path(), &["."])), all);
    let absolute = dir.path().join("b");
    let again = list(dir.path(), &["b/../b/", "./", absolute.to_str().unwrap(), "b/1.json", "b//1.json"]);
    assert_eq!(shown(&again), all);
    let named: Vec<&str> = again.files.iter().filter(|f| f.named).map(|f| f.shown.as_ref()).collect();
    assert_eq!(named, ["b/1.json"]);
    assert!(again.files.iter().all(|f| !f.companion));
    assert_eq!(list(dir.path(), &["b", "a.json"]), list(dir.path(), &["a.json", "b"]));
}

#[test]
fn a_path_outside_the_working_directory_is_shown_as_given() {
    let dir = tree(&["w/x.json", "e/conf/y.json"]);
    let cwd = dir.path().join("w");
    let listing = list(&cwd, &["../e"]);
    assert_eq!(shown(&listing), ["../e/conf/y.json"]);
    assert_eq!(listing.files[0].output(), Path::new("e/conf/y.json"));
    let above = list(&cwd, &[".."]);
    assert_eq!(shown(&above), ["../e/conf/y.json", "x.json"]);
    let absolute = dir.path().join("e/conf/y.json");
    let listing = list(&cwd, &[absolute.to_str().unwrap()]);
    assert_eq!(listing.files[0].output(), Path::new("y.json"));
    assert_eq!(list(dir.path(), &["./e/../e"]).files[0].output(), Path::new("e/conf/y.json"));
}

#[test]
fn what_cannot_be_looked_at_is_a_failure_and_the_rest_is_listed() {
    let dir = tree(&["a.json", "d/b.json"]);
    fifo(&dir.path().join("pipe.json"));
    fifo(&dir.path().join("d/dull"));
    let listing = list(dir.path(), &["gone.json", ".", "d/dull", "/dev/null"]);
    assert_eq!(shown(&listing), ["a.json", "d/b.json"]);
    let failed: Vec<&str> = listing.failures.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(failed, ["/dev/null", "d/dull", "gone.json", "pipe.json"]);
    assert!(listing.failures[3].message.contains("FIFO"));
    let failure = read_text(&dir.path().join("pipe.json"), "pipe.json", 10).unwrap_err();
    assert!(failure.message.contains("FIFO"), "{}", failure.message);
}

#[cfg(target_os = "linux")] // where a walk keeps directories open
#[test]
fn few_files_may_be_open_at_once() {
    let files = |number| ["a/b/c/condition.json", "a/b/c/d/e/f/g/source.json"].map(|file| format!("{number}/{file}"));
    let files: Vec<String> = (0..20).flat_map(files).collect();
    let dir = tree(&files.iter().map(String::as_str).collect::<Vec<_>>());
    // Whoever runs the tests may have left files open for us.
    let closed: String = (3..10).map(|number| format!(" {number}>&-")).collect();
    let program = env!("CARGO_BIN_EXE_omslint");
    // At one of these, the last directory can still be opened and a file in it cannot.
    for (jobs, files) in (7..14).map(|files| (1, files)).chain([(2, 11)]) {
        let limited = format!("ulimit -n {files} && exec '{program}' check -j {jobs} -f json . {closed}");
        let output = Command::new("sh").args(["-c", &limited]).current_dir(dir.path()).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["failures"], serde_json::json!([]), "{files}");
        assert_eq!(report["run"]["files"]["scanned"], 40);
    }
}

#[test]
fn an_unreadable_directory_is_a_failure() {
    if is_root() {
        println!("skipped: root may read every directory");
        return;
    }
    let dir = tree(&["a.json", "d/b.json"]);
    fs::set_permissions(dir.path().join("d"), fs::Permissions::from_mode(0o000)).unwrap();
    let listing = list(dir.path(), &["."]);
    fs::set_permissions(dir.path().join("d"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(shown(&listing), ["a.json"]);
    assert_eq!(listing.failures.len(), 1);
    assert_eq!(listing.failures[0].path, "d");
}

#[test]
fn links_are_counted_and_not_followed_unless_asked() {
    let dir = tree(&["real/a.json", "out/b.json", "in/c.json"]);
    symlink("../real", dir.path().join("in/link")).unwrap();
    symlink("../out/b.json", dir.path().join("in/b.json")).unwrap();
    symlink("nowhere", dir.path().join("in/dead")).unwrap();
    let plain = list(dir.path(), &["in"]);
    assert_eq!(shown(&plain), ["in/c.json"]);
    assert_eq!(plain.links_not_followed, ["in/b.json", "in/dead", "in/link"]);
    let followed = follow(dir.path(), &["in"]);
    assert_eq!(shown(&followed), ["in/b.json", "in/c.json", "in/link/a.json"]);
    assert!(followed.links_not_followed.is_empty());
    assert_eq!(followed.failures.len(), 1);
    // A plain name wins over a name behind a link.
    assert_eq!(shown(&follow(dir.path(), &["."])), ["in/c.json", "out/b.json", "real/a.json"]);
    // A PATH that is a link is followed.
    assert_eq!(shown(&list(dir.path(), &["in/link"])), ["in/link/a.json"]);
    assert_eq!(shown(&list(dir.path(), &["in/link", "real"])).len(), 1);
}

#[test]
fn loops_and_crossing_links_end() {
    let dir = tree(&["a/x.json"]);
    symlink("..", dir.path().join("a/up")).unwrap();
    symlink("self", dir.path().join("self")).unwrap();
    let listing = follow(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a/x.json"]);
    assert_eq!(listing.failures.len(), 1, "{:?}", listing.failures);
    // Twelve directories that all link to each other have 12! paths.
    let dir = tempfile::tempdir().unwrap();
    for i in 0..12 {
        put(dir.path(), &format!("d{i}/f.json"), "{}");
        for j in 0..12 {
            symlink(format!("../d{j}"), dir.path().join(format!("d{i}/to{j}"))).unwrap();
        }
    }
    assert_eq!(follow(dir.path(), &["."]).files.len(), 12);
    assert_eq!(follow(dir.path(), &["d3"]).files.len(), 12);
    assert_eq!(list(dir.path(), &["."]).links_not_followed.len(), 144);
}

#[test]
fn ignore_files_nest_and_gitignore_is_not_honoured() {
    let dir = tree(&["a.bak", "k/b.bak", "k/keep.bak", "logs/l.json", "k/x.json", "n/k/y.json"]);
    put(dir.path(), ".omslintignore", "\u{feff}# comment\n*.bak\nlogs/\n/k/x.json\r\n");
    put(dir.path(), "k/.omslintignore", "!keep.bak\n");
    put(dir.path(), ".gitignore", "*.json\n");
    let listing = list(dir.path(), &["."]);
    assert_eq!(shown(&listing), [".gitignore", "k/keep.bak", "n/k/y.json"]);
    assert_eq!(listing.ignored, 4);
    let by: Vec<&str> = listing.ignored_by.iter().map(String::as_str).collect();
    let patterns = ["`*.bak` in .omslintignore", "`/k/x.json` in .omslintignore", "`logs/` in .omslintignore"];
    assert_eq!(by, patterns);
    // A part of the tree is seen as in the whole, also where it is named, and from another directory.
    assert_eq!(shown(&list(dir.path(), &["k"])), ["k/keep.bak"]);
    assert_eq!(shown(&list(&dir.path().join("k"), &["."])), ["keep.bak"]);
    for named in ["logs", "k/b.bak", "logs/l.json"] {
        let listing = list(dir.path(), &[named]);
        assert_eq!((listing.files.iter().filter(|file| !file.companion).count(), listing.ignored), (0, 1), "{named}");
        assert!(listing.named_ignored[0].starts_with(&format!("{named} (`")), "{:?}", listing.named_ignored);
    }
}

#[test]
fn a_broken_ignore_file_is_a_failure() {
    let dir = tree(&["a.json", "d/b.json"]);
    put(dir.path(), ".omslintignore", "x\n{a\n");
    fifo(&dir.path().join("d/.omslintignore"));
    let listing = list(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a.json", "d/b.json"]);
    let failed: Vec<_> =
        listing.failures.iter().map(|f| (f.path.as_str(), f.message.starts_with("line 2 of"))).collect();
    assert_eq!(failed, [(".omslintignore", true), ("d/.omslintignore", false)]);
}

#[test]
fn include_and_exclude() {
    let dir = tree(&["a.json", "a.yaml", "n1/a.json", "n1/deep/b.json", "n2/c.json"]);
    let ask = Ask { include: vec!["*.json".into()], exclude: vec!["n2".into(), "n1/deep/**".into()], follow: false };
    let listing = ask.list(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a.json", "n1/a.json"]);
    assert_eq!(listing.ignored, 3);
    assert_eq!(ask.list(dir.path(), &["a.yaml"]).ignored, 1);
}

#[test]
fn our_output_directories_are_skipped_unless_named() {
    let dir = tree(&["a.json", ".git/config.json", "foreign/x.json"]);
    put(dir.path(), "out/manifest.json", "{\"tool\":{},\"schema\":\"omslint/manifest/v9\",\"files\":[{}]}");
    put(dir.path(), "out/b.json", "{}");
    put(dir.path(), "foreign/manifest.json", "{\"schema\":\"other\"}");
    put(dir.path(), "cut/manifest.json", "{\"schema\":\"omslint/manifest/v1\"");
    let listing = list(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a.json", "cut/manifest.json", "foreign/manifest.json", "foreign/x.json"]);
    assert_eq!(listing.output_directories, ["out"]);
    assert_eq!(shown(&list(dir.path(), &["out"])), ["out/b.json", "out/manifest.json"]);
}

#[test]
fn leftovers_are_recognised_and_not_read() {
    let dir = tree(&["a.json", "d/.omslint-77-3.tmp"]);
    let listing = list(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a.json"]);
    assert_eq!(listing.leftovers, ["d/.omslint-77-3.tmp"]);
}

#[test]
fn a_named_file_brings_its_directory_as_companions() {
    let dir = tree(&["c/conf/a.json", "c/conf/b.json", "c/conf/b.txt", "c/conf/sub/d.json", "c/run.json"]);
    let listing = list(dir.path(), &["c/conf/a.json"]);
    let got: Vec<_> = listing.files.iter().map(|f| (f.shown.as_ref(), f.named, f.companion)).collect();
    assert_eq!(got, [("c/conf/a.json", true, false), ("c/conf/b.json", false, true)]);
    let listing = list(dir.path(), &["c/conf/a.json", "c"]);
    assert!(listing.files.iter().all(|f| !f.companion));
    assert_eq!(listing.files.len(), 5);
}

#[test]
fn names_need_not_be_utf8() {
    let dir = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"a\xff.json");
    fs::write(dir.path().join(name), "1").unwrap();
    let listing = list(dir.path(), &["."]);
    assert_eq!(shown(&listing), ["a\u{fffd}.json"]);
    assert_eq!(listing.files[0].output().as_os_str(), name);
    assert_eq!(&*read_text(&listing.files[0].real(), "x", 10).unwrap(), "1");
}

#[test]
fn reading_keeps_to_the_limit() {
    let dir = tree(&[]);
    put(dir.path(), "f", "12345");
    let path = dir.path().join("f");
    assert_eq!(&*read_text(&path, "f", 5).unwrap(), "12345");
    let failure = read_text(&path, "f", 4).unwrap_err();
    assert!(failure.message.contains("5 bytes") && failure.message.contains("--max-file-size"));
    assert!(read_text(dir.path(), "d", 5).unwrap_err().message.contains("directory"));
    // A file that says it is empty and is not.
    assert!(read_bytes(Path::new("/proc/self/status"), "status", 4).is_err());
}

#[test]
fn files_of_every_size_are_read_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    // Files below 32 KiB are read in another way than larger ones.
    let small = 32 << 10;
    for size in [0, 1, small - 1, small, small + 1, 3 * small + 7] {
        let bytes: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        for read in [read_bytes, read_listed] {
            assert_eq!(read(&path, "f", size as u64).unwrap(), bytes, "{size}");
            if size > 0 {
                let message = read(&path, "f", size as u64 - 1).unwrap_err().message;
                assert!(message.starts_with(&format!("{size} bytes, over the limit")), "{message}");
            }
        }
    }
    assert!(read_listed(dir.path(), "d", 5).unwrap_err().message.contains("directory"));
    assert!(read_listed(Path::new("/dev/null"), "n", 5).unwrap_err().message.contains("a device"));
}

#[test]
fn many_files_are_listed_in_one_order() {
    let dir = tempfile::tempdir().unwrap();
    for number in [7, 3, 9, 1, 5, 0, 8, 2, 6, 4] {
        for name in ["conf/b.json", "conf/a.json", "conf.json"] {
            put(dir.path(), &format!("c{number}/{name}"), "{}");
        }
    }
    let listing = list(dir.path(), &["."]);
    assert!(listing.files.windows(2).all(|pair| pair[0].shown < pair[1].shown));
    assert_eq!(shown(&listing), shown(&follow(dir.path(), &["."])));
    let parts: Vec<String> = (0..10).rev().map(|number| format!("c{number}")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    assert_eq!(shown(&listing), shown(&list(dir.path(), &parts)));
}

#[test]
fn each_file_is_looked_at_once_and_read_whole() {
    let dir = tempfile::tempdir().unwrap();
    // So many names come before the others that these are left to another walk; and some lie too deep for a directory to be
    // kept open.
    fs::create_dir(dir.path().join("a")).unwrap();
    for number in 0..9_000 {
        fs::write(dir.path().join(format!("a/{number}.txt")), "").unwrap();
    }
    for number in 0..20 {
        put(dir.path(), &format!("b{number}/x.json"), &"x".repeat(number));
        put(dir.path(), &format!("a/z{number}/y.json"), &"y".repeat(40_000 + number));
        put(dir.path(), &format!("b{number}/1/2/3/4/5/6/7/z.json"), &"z".repeat(100 + number));
    }
    let filter = Filter::new(&[], &[]).unwrap();
    for (paths, follow_symlinks) in [(&["."][..], false), (&["."], true), (&["a", ".", "b1", "b1/x.json"], false)] {
        let options = Options { cwd: dir.path(), filter: &filter, follow_symlinks, wanted: &|_| true };
        let looks = AtomicUsize::new(0);
        let look = |found: &Found| {
            looks.fetch_add(1, Ordering::Relaxed);
            (found.shown.to_string(), found.read(1 << 20).unwrap())
        };
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let files = scan(&paths, &options, &look).0.each();
        let files: Vec<_> = files.collect();
        assert_eq!((files.len(), looks.into_inner()), (9_060, 9_060));
        for (found, (shown, bytes)) in files {
            assert_eq!(*found.shown, *shown);
            assert_eq!(bytes, fs::read(dir.path().join(&shown)).unwrap(), "{shown}");
        }
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let dir = tree(&["a.json", "b.json", "c.json"]);
    let filter = Filter::new(&[], &[]).unwrap();
    let options = Options { cwd: dir.path(), filter: &filter, follow_symlinks: false, wanted: &|_| true };
    let look = |found: &Found| {
        if &*found.shown == "a.json" {
            fs::remove_file(dir.path().join("b.json")).unwrap();
            fs::remove_file(dir.path().join("c.json")).unwrap();
            fifo(&dir.path().join("c.json"));
        }
        found.read(1).unwrap_err().message
    };
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let files = one_thread.install(|| scan(&[PathBuf::from(".")], &options, &look).0.each().collect::<Vec<_>>());
    let said: Vec<_> = files.iter().map(|(_, said)| said.as_str()).collect();
    assert!(said[0].starts_with("2 bytes"), "{said:?}");
    assert_eq!(said[1], "cannot read: no such file or directory");
    assert!(said[2].contains("FIFO"), "{said:?}");
}
