//! What a walk through a directory tree meets, in its order. walkdir walks anywhere, but opens each directory before anybody
//! can say that it is not to be entered; on Linux, a walk asks less of the system, which pays with tens of thousands of
//! directories.

use std::path::Path;

#[cfg(target_os = "linux")]
mod directory;
mod entry;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(test, not(target_os = "linux")))]
mod portable;

pub(super) use entry::{DirectoryEntry, Entries, FileKind, Special};

/// Walks from `directory`, even where a link leads to it.
pub(super) fn walk(directory: &Path) -> impl Entries {
    #[cfg(target_os = "linux")]
    return linux::Walk::new(directory);
    #[cfg(not(target_os = "linux"))]
    return portable::Walk::new(directory);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::entry::name;
    use super::*;

    /// What is met, and what could not be seen; `leaves` says behind what the rest of a directory is left out.
    fn met(
        walk: &mut dyn Entries,
        leaves: impl Fn(&DirectoryEntry) -> bool,
    ) -> Vec<(PathBuf, Option<FileKind>, usize)> {
        let mut met = Vec::new();
        while let Some(entry) = walk.next() {
            let is_left = match entry {
                Ok(entry) => {
                    met.push((entry.path.to_path_buf(), Some(entry.kind), entry.depth));
                    leaves(&entry)
                }
                Err(unseen) => {
                    met.push((unseen.path, None, 0));
                    false
                }
            };
            if is_left {
                walk.leave_directory();
            }
        }
        met
    }

    fn check(root: &Path, leaves: impl Fn(&DirectoryEntry) -> bool) -> Vec<String> {
        let portable = met(&mut portable::Walk::new(root), &leaves);
        #[cfg(target_os = "linux")]
        assert_eq!(met(&mut linux::Walk::new(root), &leaves), portable);
        portable.iter().map(|(path, ..)| path.strip_prefix(root).unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn both_walks_meet_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for directory in ["b/c", "b-c", "empty", "d/e", "1/2/3/4/5/6/7/8/9/10/11/12", "1/2/3/4/5/6/7/8/9/a", ".hidden"]
        {
            fs::create_dir_all(root.join(directory)).unwrap();
        }
        let files = ["a.json", "b/z", "b/c/x", "b/.omslintignore", "b/a", "b/manifest.json", "d/f.json", "é 密"];
        let deep_ones = ["1/2/3/4/5/6/7/8/9/10/11/12/x", "1/2/3/4/5/6/7/8/9/a/y", "1/2/3/4/5/6/7/8/z", ".hidden/x"];
        for file in files.iter().chain(&deep_ones) {
            fs::write(root.join(file), file).unwrap();
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("b", root.join("link")).unwrap();
            std::os::unix::fs::symlink("nowhere", root.join("d/broken")).unwrap();
            let name = std::os::unix::ffi::OsStrExt::from_bytes(b"d/\xff");
            fs::write(root.join::<&std::ffi::OsStr>(name), "").unwrap();
        }
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, FileType, Mode, mknodat};
            mknodat(CWD, root.join("pipe"), FileType::Fifo, Mode::RUSR, 0).unwrap();
        }
        for number in 0..2_000 {
            fs::write(root.join(format!("empty/a name that is long, so that many do not fit {number}")), "").unwrap();
        }
        let all = check(root, |_| false);
        assert!(all.len() > 2_030);
        let b: Vec<_> = all.iter().filter(|path| path.starts_with("b/")).collect();
        assert_eq!(b, ["b/manifest.json", "b/.omslintignore", "b/a", "b/c", "b/c/x", "b/z"]);
        let ended_by_b_a = check(root, |entry| entry.name() == b"a" && entry.kind == FileKind::File);
        assert!(ended_by_b_a.contains(&"b/a".to_owned()) && !ended_by_b_a.contains(&"b/c".to_owned()));
        let without_b = check(root, |entry| entry.name() == b"b");
        assert!(without_b.contains(&"b".to_owned()) && !without_b.contains(&"b/a".to_owned()));
        assert_eq!(check(root, |entry| entry.depth == 0), [""]);
    }

    #[test]
    fn a_directory_that_is_gone_hides_no_other() {
        let dir = tempfile::tempdir().unwrap();
        for directory in ["a", "b", "c"] {
            fs::create_dir(dir.path().join(directory)).unwrap();
            fs::write(dir.path().join(directory).join("x"), "").unwrap();
        }
        let remove = |entry: &DirectoryEntry| {
            if entry.name() == b"b" && entry.path.exists() {
                fs::remove_dir_all(entry.path).unwrap();
            }
            false
        };
        let met = met(&mut walk(dir.path()), remove);
        let names = met.iter().map(|(path, kind, _)| (name(path), kind.is_some()));
        let after_the_first =
            [(&b"a"[..], true), (b"x", true), (b"b", true), (b"b", false), (b"c", true), (b"x", true)];
        assert!(names.skip(1).eq(after_the_first), "{met:?}");
    }
}
