//! Writing under fire: kills, a full disk, a vanished directory, two processes at once, and every target that is
//! refused. The test binary starts itself again, with an environment variable, as the child that writes.
#![cfg(unix)]

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use omslint::disk::marks::is_temporary;
use omslint::disk::write::{WriteError, create, put, replace};

const CHILD: &str = "OMSLINT_TEST_WRITER";

/// Long enough that a half-written file would show.
fn content(letter: u8) -> Vec<u8> {
    vec![letter; 200_000]
}

fn whole(bytes: &[u8]) -> bool {
    bytes.len() == 200_000 && bytes.iter().all(|byte| *byte == bytes[0])
}

/// Not a test of its own: the child of the tests below. Replaces the files of a directory by the next letter, until it
/// is killed or a deadline passes.
#[test]
fn child_that_writes() {
    let Ok(directory) = std::env::var(CHILD) else { return };
    let start = Instant::now();
    let mut refused = 0u32;
    while start.elapsed() < Duration::from_secs(10) {
        for number in 0..4 {
            let path = Path::new(&directory).join(format!("f{number}.json"));
            let before = fs::read(&path).unwrap();
            let next = if before[0] == b'z' { b'a' } else { before[0] + 1 };
            match replace(&path, &before, &content(next), false) {
                Ok(_) => {}
                Err(WriteError::Changed(_)) => refused += 1,
                Err(error) => panic!("{error}"),
            }
        }
        if Path::new(&directory).join("stop").exists() {
            break;
        }
    }
    println!("refused {refused}");
}

fn start(directory: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "disk_write::child_that_writes", "--nocapture"])
        .env(CHILD, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn four_files() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..4 {
        fs::write(dir.path().join(format!("f{number}.json")), content(b'a')).unwrap();
    }
    dir
}

fn leftovers(directory: &Path) -> usize {
    fs::read_dir(directory)
        .unwrap()
        .filter(|entry| is_temporary(entry.as_ref().unwrap().file_name().as_encoded_bytes()))
        .count()
}

fn all_whole(directory: &Path) {
    for number in 0..4 {
        let bytes = fs::read(directory.join(format!("f{number}.json"))).unwrap();
        assert!(whole(&bytes), "f{number}.json is torn: {} bytes", bytes.len());
    }
}

#[test]
fn a_kill_at_any_moment_leaves_every_file_whole() {
    let dir = four_files();
    let kills = 60;
    let mut seen_leftover = 0;
    let mut random = u64::from(std::process::id()) | 1;
    for _ in 0..kills {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = start(dir.path());
        std::thread::sleep(Duration::from_micros(8_000 + random % 30_000));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        all_whole(dir.path());
        let left = leftovers(dir.path());
        assert!(left <= 1, "{left} leftovers of one process");
        seen_leftover += left;
        for entry in fs::read_dir(dir.path()).unwrap().flatten() {
            if is_temporary(entry.file_name().as_encoded_bytes()) {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
    let letters: Vec<char> =
        (0..4).map(|number| char::from(fs::read(dir.path().join(format!("f{number}.json"))).unwrap()[0])).collect();
    println!("{kills} kills, {seen_leftover} leftovers, files ended at {letters:?}");
    assert!(letters.iter().any(|letter| *letter != 'a'), "no child wrote anything, so nothing was shown");
}

#[test]
fn two_processes_over_one_tree_leave_every_file_whole() {
    let dir = four_files();
    let children = [start(dir.path()), start(dir.path()), start(dir.path())];
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(2) {
        all_whole(dir.path());
    }
    fs::write(dir.path().join("stop"), "").unwrap();
    for child in children {
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        println!("{}", said.lines().find(|line| line.contains("refused")).unwrap_or("?"));
    }
    all_whole(dir.path());
    assert_eq!(leftovers(dir.path()), 0);
}

/// A small file system of its own, if that is allowed here.
struct Tmpfs(PathBuf);

impl Tmpfs {
    fn mount(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        match done {
            Ok(out) if out.status.success() => Some(Self(at.to_path_buf())),
            Ok(out) => {
                println!("skipped: cannot mount a tmpfs: {}", String::from_utf8_lossy(&out.stderr).trim());
                None
            }
            Err(error) => {
                println!("skipped: cannot mount a tmpfs: {error}");
                None
            }
        }
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_original() {
    let dir = tempfile::tempdir().unwrap();
    let Some(small) = Tmpfs::mount(&dir.path().join("small"), "size=300k") else { return };
    let path = small.0.join("f.json");
    fs::write(&path, content(b'a')).unwrap();
    let error = replace(&path, &content(b'a'), &content(b'b'), false).unwrap_err();
    assert!(matches!(&error, WriteError::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull), "{error}");
    assert!(error.to_string().contains("no space left"), "{error}");
    assert!(fs::read(&path).unwrap() == content(b'a'));
    assert_eq!(leftovers(&small.0), 0);
}

#[test]
fn a_read_only_file_system_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let Some(small) = Tmpfs::mount(&dir.path().join("small"), "size=300k") else { return };
    let path = small.0.join("f.json");
    fs::write(&path, "a").unwrap();
    let remount = Command::new("mount").args(["-o", "remount,ro"]).arg(&small.0).status().unwrap();
    assert!(remount.success());
    let error = replace(&path, b"a", b"b", false).unwrap_err();
    assert!(error.to_string().contains("mounted read-only"), "{error}");
}

#[test]
fn a_vanished_directory_or_file_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let gone = dir.path().join("gone/f.json");
    for error in [replace(&gone, b"a", b"b", false).unwrap_err(), create(&gone, b"b", 0o600).unwrap_err()] {
        assert!(error.to_string().contains("no such file or directory"), "{error}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn mode_and_owner_stay() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    fs::write(&path, "a").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o642)).unwrap();
    let root = std::os::unix::fs::chown(&path, Some(1234), Some(2345)).is_ok();
    let before = fs::metadata(&path).unwrap();
    let written = replace(&path, b"a", b"bc", false).unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"bc");
    assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
    assert_eq!(written.target, path.canonicalize().unwrap());
    assert!(written.durable);
    println!("owner changed first: {root}");
}

#[test]
fn what_changed_meanwhile_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    for now in ["other", "b", "", "aa"] {
        fs::write(&path, now).unwrap();
        let error = replace(&path, b"a", b"new", false).unwrap_err();
        assert!(matches!(error, WriteError::Changed(_)), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), now);
    }
    assert_eq!(leftovers(dir.path()), 0);
}

#[test]
fn read_only_and_hard_linked_files_are_left_alone_also_by_root() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    fs::write(&path, "a").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let error = replace(&path, b"a", b"b", false).unwrap_err();
    assert!(matches!(error, WriteError::ReadOnly(_)) && error.to_string().contains("chmod"), "{error}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::hard_link(&path, dir.path().join("g")).unwrap();
    let error = replace(&path, b"a", b"b", false).unwrap_err();
    assert!(matches!(error, WriteError::HardLinked { links: 2, .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"a");
    assert!(matches!(replace(dir.path(), b"", b"b", false), Err(WriteError::NotRegular(_))));
}

#[test]
fn a_link_stays_and_its_target_changes_only_if_asked() {
    let dir = tempfile::tempdir().unwrap();
    let (target, link) = (dir.path().join("real/f"), dir.path().join("link"));
    fs::create_dir(dir.path().join("real")).unwrap();
    fs::write(&target, "a").unwrap();
    symlink("real/f", &link).unwrap();
    assert!(matches!(replace(&link, b"a", b"b", false), Err(WriteError::SymbolicLink(_))));
    let written = replace(&link, b"a", b"b", true).unwrap();
    assert_eq!(written.target, target.canonicalize().unwrap());
    assert_eq!(fs::read(&target).unwrap(), b"b");
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("real/f"));
    assert!(matches!(put(&link, b"c", 0o600), Err(WriteError::SymbolicLink(_))));
}

#[test]
fn new_files_have_their_mode_and_nothing_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("f");
    create(&path, b"a", 0o600).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert!(matches!(create(&path, b"b", 0o600), Err(WriteError::Exists(_))));
    put(&path, b"b", 0o644).unwrap();
    assert_eq!((fs::read(&path).unwrap(), fs::metadata(&path).unwrap().mode() & 0o777), (b"b".to_vec(), 0o644));
}

/// Marks the process that [`a_leftover_with_our_number_is_stepped_over`] starts.
const NUMBERED_CHILD: &str = "OMSLINT_TEST_NUMBERED_WRITER";

/// In a process of its own: numbers are counted through it, and the other tests would have used up those below 200.
#[test]
fn a_leftover_with_our_number_is_stepped_over() {
    if std::env::var_os(NUMBERED_CHILD).is_none() {
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "disk_write::a_leftover_with_our_number_is_stepped_over", "--nocapture"])
            .env(NUMBERED_CHILD, "")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success() && said.contains("child ran"), "{said}");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for number in 0..200 {
        fs::write(dir.path().join(format!(".omslint-{}-{number}.tmp", std::process::id())), "x").unwrap();
    }
    let path = dir.path().join("f");
    create(&path, b"a", 0o600).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"a");
    assert_eq!(leftovers(dir.path()), 200);
    println!("child ran");
}

const POOR_CHILD: &str = "OMSLINT_TEST_POOR_WRITER";

/// Not a test of its own: the child of the test below, which runs as nobody.
#[test]
fn child_without_rights() {
    let Ok(directory) = std::env::var(POOR_CHILD) else { return };
    let directory = Path::new(&directory);
    let failed = |name: &str| replace(&directory.join(name), b"a", b"b", false).unwrap_err();
    assert!(matches!(failed("open/protected"), WriteError::ReadOnly(_)));
    assert!(matches!(failed("open/foreign"), WriteError::Owner { .. }));
    let error = failed("closed/f");
    assert!(error.to_string().contains("directory must be writable"), "{error}");
    println!("child ran");
}

#[test]
fn without_rights_nothing_is_written() {
    use std::os::unix::process::CommandExt;
    let dir = tempfile::tempdir().unwrap();
    if std::os::unix::fs::chown(dir.path(), Some(0), Some(0)).is_err() {
        println!("skipped: only root can make files that are not ours");
        return;
    }
    let set = |name: &str, mode: u32| {
        fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("", 0o755);
    for (directory, mode) in [("open", 0o777), ("closed", 0o755)] {
        fs::create_dir(dir.path().join(directory)).unwrap();
        set(directory, mode);
    }
    for (file, mode) in [("open/protected", 0o644), ("open/foreign", 0o666), ("closed/f", 0o666)] {
        fs::write(dir.path().join(file), "a").unwrap();
        set(file, mode);
    }
    // A copy, because the directory of the tests may be closed to others. Made by another program: while we have a file
    // open to write, a child that another thread starts at that moment holds it, too, and what is held cannot be run.
    let copied = Command::new("cp").arg(std::env::current_exe().unwrap()).arg(dir.path().join("child")).status();
    assert!(copied.unwrap().success());
    set("child", 0o755);
    let out = Command::new(dir.path().join("child"))
        .args(["--exact", "disk_write::child_without_rights", "--nocapture"])
        .env(POOR_CHILD, dir.path())
        .current_dir("/")
        .uid(65534)
        .gid(65534)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && said.contains("child ran"), "{said}");
    for file in ["open/protected", "open/foreign", "closed/f"] {
        assert_eq!(fs::read(dir.path().join(file)).unwrap(), b"a");
    }
    assert_eq!(leftovers(&dir.path().join("open")), 0);
}
