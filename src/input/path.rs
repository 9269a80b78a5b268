//! Paths as text: normalised without asking the disk, and shown to people relative to the working directory.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf, Prefix};

/// `path` without `.`, and without `..` where a name stands before it. The disk is not asked, so this is a name for
/// people and for output places; it must not be opened where a symbolic link may stand before a `..`.
#[must_use]
pub(crate) fn normalise(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match out.components().next_back() {
                Some(Component::Normal(_)) => {
                    out.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => out.push(".."),
            },
            // What Windows says of a real path begins with `\\?\`; people know the drive without it.
            Component::Prefix(prefix) => match prefix.kind() {
                Prefix::VerbatimDisk(letter) => out.push(format!("{}:", char::from(letter))),
                _ => out.push(prefix.as_os_str()),
            },
            other => out.push(other.as_os_str()),
        }
    }
    out
}

/// Whether `path` holds a `..`.
#[must_use]
pub(crate) fn climbs(path: &Path) -> bool {
    path.components().any(|component| component == Component::ParentDir)
}

/// `path` as text with `/`; what is not UTF-8 is replaced.
#[must_use]
pub(crate) fn with_slashes(path: &Path) -> Cow<'_, str> {
    // Nearly every path is UTF-8, and asking that is much cheaper than looking for what to replace.
    let text = path.to_str().map_or_else(|| path.to_string_lossy(), Cow::Borrowed);
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

/// `path` as shown: relative to `cwd` if it lies below it, otherwise as it was given; normalised, with `/`.
#[must_use]
pub(crate) fn shown(path: &Path, cwd: &Path) -> String {
    let absolute = normalise(&cwd.join(path));
    let text = match absolute.strip_prefix(normalise(cwd)) {
        Ok(below) => with_slashes(below).into_owned(),
        Err(_) if path.is_absolute() => with_slashes(&absolute).into_owned(),
        Err(_) => with_slashes(&normalise(path)).into_owned(),
    };
    if text.is_empty() { ".".to_owned() } else { text }
}

/// `below` put after a directory that is shown as `directory`.
pub(crate) fn join_shown<'p>(directory: &str, below: &'p Path) -> Cow<'p, str> {
    let below = with_slashes(below);
    match directory {
        _ if below.is_empty() => directory.to_owned().into(),
        "." => below,
        _ if directory.ends_with('/') => [directory, &below].concat().into(),
        _ => [directory, "/", &below].concat().into(),
    }
}

/// A path with `/` in names that Windows takes, too: what it forbids is written as `%` and two digits, as ids of components are
/// in copies (`%3A` for the colon), so that the copy is understood as the original is.
pub(crate) fn for_windows(path: &str) -> String {
    path.split('/').map(name_for_windows).collect::<Vec<_>>().join("/")
}

fn name_for_windows(name: &str) -> String {
    // What names a device, whatever stands behind a dot.
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let is_device = match stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")) {
        Some(number) => ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(&number),
        None => ["con", "prn", "aux", "nul"].contains(&stem.as_str()),
    };
    let mut out = String::with_capacity(name.len());
    let last = name.chars().count().saturating_sub(1);
    for (at, letter) in name.chars().enumerate() {
        let is_forbidden = letter.is_ascii_control() || "<>:\"|?*\\".contains(letter);
        // Windows drops these at the end of a name.
        if is_forbidden || (at == last && matches!(letter, '.' | ' ')) || (at == 0 && is_device) {
            out.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_windows_hold_nothing_that_it_forbids() {
        let id = "10.0.0.1/run/10.0.0.1-9000:connector_v2:np_a1-incr_trans-1-0:0000000005/conf/source.json";
        assert_eq!(for_windows(id), id.replace(':', "%3A"));
        assert_eq!(for_windows("a<b>c|d?e*f\"g\\h\u{1}"), "a%3Cb%3Ec%7Cd%3Fe%2Af%22g%5Ch%01");
        assert_eq!(for_windows("a./b /c.d"), "a%2E/b%20/c.d");
        assert_eq!(for_windows("nul/CON.json/com1/x"), "%6Eul/%43ON.json/%63om1/x");
        assert_eq!(for_windows("console/com/com10/lpt0/mysql_密"), "console/com/com10/lpt0/mysql_密");
    }

    #[test]
    fn normalising_never_climbs_above_the_root() {
        assert_eq!(normalise(Path::new("/../../a/./b/../c")), Path::new("/a/c"));
        assert_eq!(normalise(Path::new("../a/../../b")), Path::new("../../b"));
        assert_eq!(normalise(Path::new("./")), Path::new(""));
    }

    #[test]
    fn shown_is_relative_to_the_working_directory_where_it_can_be() {
        let cwd = Path::new("/w/d");
        assert_eq!(shown(Path::new("."), cwd), ".");
        assert_eq!(shown(Path::new("./a//b"), cwd), "a/b");
        assert_eq!(shown(Path::new("/w/d/a"), cwd), "a");
        assert_eq!(shown(Path::new("../d/a"), cwd), "a");
        assert_eq!(shown(Path::new("../e"), cwd), "../e");
        assert_eq!(shown(Path::new("/x/../y"), cwd), "/y");
        assert_eq!(join_shown("/", Path::new("a")), "/a");
    }
}
