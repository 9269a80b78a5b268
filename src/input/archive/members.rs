//! What holds for the members of every kind of archive: names, limits, and what is kept.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read, Seek};

use crate::input::decode::{into_text_or_return, too_large};
use crate::input::gzip;
use crate::input::magic;
use crate::input::marks::{MANIFEST_FILE, is_manifest};
use crate::input::names::{Name, holds_archive_name, holds_components, incr_sync_above, says_oms};
use crate::input::sniff::{self, Sniffed};
use crate::oms::shape::{file_name, has_oms_words, unzipped};
use crate::text::failure::{Failure, explain};
use crate::text::lang::tr;
use crate::text::sorting;

/// What an archive is read from. Behind a reference, so that the readers of archives stand in the program once.
pub trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// How much is read from one archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Members, of whatever kind.
    pub entries: u64,
    /// Bytes of one member (`--max-file-size`).
    pub member: u64,
    /// Unpacked bytes in all.
    pub total: u64,
}

impl Limits {
    /// A million members, `max_file_size` bytes each, 4 GiB in all.
    #[must_use]
    pub fn new(max_file_size: u64) -> Self {
        Self { entries: 1_000_000, member: max_file_size, total: 4 << 30 }
    }

    /// The limits for an archive of `size` bytes. Configurations shrink to a tenth, hardly ever to a fiftieth; what
    /// claims to be more than 200 times its size, and large, is a bomb and ends early.
    pub(super) fn for_size(self, size: u64) -> Self {
        Self { total: self.total.min(size.saturating_mul(200).max(256 << 20)), ..self }
    }
}

/// A member that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `<archive shown>/<name>`
    pub shown: String,
    /// The path inside the archive, normalised, with `/`.
    pub name: String,
    /// When it was modified, in Unix seconds, where the archive tells that with its zone.
    pub modified: Option<i64>,
    /// The content.
    pub text: Box<str>,
}

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The wanted members, sorted by their shown path.
    pub members: Vec<Member>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// Symbolic and hard links; they are not followed.
    pub links: u64,
    /// Devices, pipes and the like.
    pub special: u64,
    /// Archives inside, as shown; they are not opened.
    pub nested: Vec<String>,
    /// Regular members that were not wanted.
    pub others: u64,
    /// Members that are no text of UTF-8 and say nothing of OMS, as shown; each is among the failures, too.
    pub strange: Vec<String>,
    /// Members that nobody opened although they smell of OMS, as shown, and why.
    pub unopened: Vec<(String, String)>,
    /// Directories that bear the name of an Incr-Sync, as shown, and whether there are files in them.
    pub components: BTreeMap<String, bool>,
    /// Directories in which OMS keeps those of components, by their names in the archive, and whether there are files in them.
    pub(crate) homes: BTreeMap<String, bool>,
    /// Directories of ours, as shown, of which nothing was kept.
    pub(crate) ours: Vec<String>,
}

impl Unpacked {
    /// Leaves out what omslint wrote, by its manifests: whoever sends a folder of fixed copies packs it, and they would count as the
    /// newest export. An archive of `shown` that is nothing but such a folder, and was asked for (`is_named`), is read.
    pub(crate) fn leave_out_ours(&mut self, shown: &str, is_named: bool) {
        let manifests = self.members.iter().filter_map(|member| {
            let folder =
                member.name.strip_suffix(MANIFEST_FILE).filter(|folder| folder.is_empty() || folder.ends_with('/'));
            folder.filter(|_| is_manifest(member.text.as_bytes())).map(str::to_owned)
        });
        for folder in manifests.collect::<Vec<_>>() {
            if is_named && self.members.iter().all(|member| member.name.starts_with(&folder)) {
                continue;
            }
            let ours = format!("{shown}/{folder}");
            let is_other = |path: &str| !path.starts_with(&ours);
            self.members.retain(|member| is_other(&member.shown));
            self.failures.retain(|failure| is_other(&failure.path));
            self.nested.retain(|path| is_other(path));
            self.unopened.retain(|(path, _)| is_other(path));
            self.components.retain(|path, _| is_other(path));
            self.homes.retain(|home, _| !home.starts_with(&folder));
            self.ours.push(ours.trim_end_matches('/').to_owned());
        }
    }
}

/// So many failures of one archive are told one by one.
const FAILURES_TOLD: usize = 100;

/// What an archive says of a member before its content.
pub(super) struct Head {
    /// Its normalised name.
    pub name: String,
    /// Its size in bytes, as declared.
    pub size: u64,
    /// When it was modified, in Unix seconds.
    pub modified: Option<i64>,
}

/// Collects members under the limits.
pub(super) struct Collector<'a> {
    shown: &'a str,
    limits: Limits,
    wanted: &'a dyn Fn(&str) -> bool,
    entries: u64,
    spent: u64,
    untold: u64,
    seen: HashSet<String>,
    twice: HashSet<String>,
    out: Unpacked,
}

impl<'a> Collector<'a> {
    pub(super) fn new(shown: &'a str, limits: Limits, wanted: &'a dyn Fn(&str) -> bool) -> Self {
        let (seen, twice) = (HashSet::new(), HashSet::new());
        Self { shown, limits, wanted, entries: 0, spent: 0, untold: 0, seen, twice, out: Unpacked::default() }
    }

    /// Counts an entry. False when there are too many, which is then a failure.
    pub(super) fn count(&mut self) -> bool {
        self.entries += 1;
        let fits = self.entries <= self.limits.entries;
        if !fits {
            self.fail_whole(&tr!("more than {n} members; the rest was not read", n = self.limits.entries));
        }
        fits
    }

    pub(super) fn link(&mut self) {
        self.out.links += 1;
    }

    pub(super) fn special(&mut self) {
        self.out.special += 1;
    }

    /// A failure of the whole archive. It is always told.
    pub(super) fn fail_whole(&mut self, message: &str) {
        self.out.failures.push(Failure::new(self.shown, message));
    }

    /// That reading the archive came to an end before the archive did.
    pub(super) fn broken(&mut self, error: &io::Error) {
        let read = self.out.members.len();
        let why = match error.kind() {
            io::ErrorKind::FileTooLarge => {
                let why = error.to_string();
                return self.fail_whole(&tr!("{why} (members read before that: {read})", why, read));
            }
            io::ErrorKind::UnexpectedEof => tr!("damaged or truncated archive: it ends too early").to_owned(),
            _ => tr!("damaged or truncated archive: {error}", error = explain(error)),
        };
        // What is to be done about a damaged archive.
        self.fail_whole(&tr!(
            "{why} (members read before that: {read}); what it held beyond that was not checked: copy it again from its server, compare both sizes, and check again",
            why,
            read,
        ));
    }

    /// A failure of one member.
    pub(super) fn fail(&mut self, name: &str, message: &str) {
        let shown = self.shown_member(name);
        self.tell(Failure::new(shown, message));
    }

    fn tell(&mut self, failure: Failure) {
        if self.out.failures.len() < FAILURES_TOLD {
            self.out.failures.push(failure);
        } else {
            self.untold += 1;
        }
    }

    fn shown_member(&self, name: &str) -> String {
        format!("{}/{name}", self.shown)
    }

    /// The normalised name of a member, if it stays inside the archive. Others are failures.
    pub(super) fn name(&mut self, name: &str) -> Option<String> {
        match normal_name(name) {
            Ok(normal) => {
                self.note_component(&normal, name.ends_with(['/', '\\']));
                Some(normal)
            }
            Err(why) => {
                self.fail(name, &why(&format!("{name:?}")));
                None
            }
        }
    }

    /// Notes the directory of an Incr-Sync in the normalised name of a member, and those above it.
    fn note_component(&mut self, name: &str, is_directory: bool) {
        let own = is_directory.then_some(name.len());
        for end in name.match_indices('/').map(|(at, _)| at).chain(own) {
            let Some(home) = name.get(..end).filter(|folder| holds_components(file_name(folder).as_bytes())) else {
                continue;
            };
            match self.out.homes.get_mut(home) {
                Some(has_files) => *has_files |= !is_directory,
                None => drop(self.out.homes.insert(home.to_owned(), !is_directory)),
            }
        }
        let Some(directory) = incr_sync_above(name, is_directory) else { return };
        let shown = self.shown_member(directory);
        *self.out.components.entry(shown).or_default() |= !is_directory;
    }

    /// Whether the regular member of this normalised name is to be read.
    pub(super) fn wants(&mut self, name: &str) -> bool {
        let shown = self.shown_member(name);
        let by_name = Name::of(&shown);
        let is_other = by_name == Name::Other && holds_archive_name(name);
        if is_other || matches!(by_name, Name::Archive(_) | Name::Packed(_) | Name::Encrypted) {
            self.out.nested.push(shown);
            return false;
        }
        if !(self.wanted)(&shown) {
            self.out.others += 1;
            return false;
        }
        if !self.seen.insert(name.to_owned()) {
            self.twice(name);
            return false;
        }
        true
    }

    /// That a name stands for two members: none of them can be trusted to be the one that is meant.
    pub(super) fn twice(&mut self, name: &str) {
        if self.twice.insert(name.to_owned()) {
            self.fail(name, tr!("refused: the archive has several members of this name, so none of them was used"));
        }
    }

    /// Reads a member. A declared size over the limit is not read at all; the caller skips it.
    ///
    /// # Errors
    /// When the data cannot be read, or the total limit is reached.
    pub(super) fn take(&mut self, head: &Head, reader: &mut dyn Read) -> io::Result<()> {
        let (name, declared) = (head.name.as_str(), head.size);
        let shown = self.shown_member(name);
        if declared > self.limits.member {
            self.tell(too_large(&shown, &tr!("{size} bytes", size = declared), self.limits.member));
            return Ok(());
        }
        let left = self.limits.total.saturating_sub(self.spent);
        let limit = self.limits.member.min(left).saturating_add(1);
        let mut bytes = Vec::new();
        let mut reader = reader.take(limit);
        if Name::of(&shown) == Name::Sniffed {
            let far = if sniff::may_come_late(&shown) { sniff::FAR } else { sniff::HEAD };
            reader.by_ref().take(far as u64).read_to_end(&mut bytes)?;
            if !self.opens(&shown, &bytes) {
                self.spent = self.spent.saturating_add(bytes.len() as u64);
                return Ok(());
            }
        }
        let outcome = reader.read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        self.spent = self.spent.saturating_add(length);
        outcome?;
        if length > left {
            return Err(over(self.limits.total));
        }
        if length > self.limits.member {
            self.tell(too_large(&shown, tr!("larger than it said"), self.limits.member));
            return Ok(());
        }
        if length < declared {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.keep(head, shown, bytes);
        Ok(())
    }

    /// Keeps a member that was read.
    fn keep(&mut self, head: &Head, shown: String, bytes: Vec<u8>) {
        let plain = match gzip::unpacked(bytes, &shown, self.limits.member) {
            Ok(plain) => plain,
            Err(failure) => return self.tell(failure),
        };
        if unzipped(&shown).len() < shown.len() {
            self.spent = self.spent.saturating_add(plain.len() as u64);
        }
        if magic::archive(&plain).is_some() {
            self.out.nested.push(shown);
            return;
        }
        match into_text_or_return(plain, &shown) {
            Ok(text) => {
                let (name, modified) = (head.name.clone(), head.modified);
                self.out.members.push(Member { shown, name, modified, text });
            }
            Err((failure, bytes)) => {
                if !says_oms(&shown) && !has_oms_words(&bytes) {
                    self.out.strange.push(shown);
                }
                self.tell(failure);
            }
        }
    }

    /// Whether a member of no telling name begins as what is to be read.
    fn opens(&mut self, shown: &str, head: &[u8]) -> bool {
        if magic::archive(head).is_some() {
            self.out.nested.push(shown.to_owned());
            return false;
        }
        let first = head.get(..sniff::HEAD).unwrap_or(head);
        match sniff::judge(first.to_vec(), shown, || Some(head.to_vec())) {
            Sniffed::Opens => return true,
            Sniffed::Unopened(why) => self.out.unopened.push((shown.to_owned(), why)),
            Sniffed::Other => self.out.others += 1,
        }
        false
    }

    /// Whether the total limit is reached.
    pub(super) fn exhausted(&self) -> bool {
        self.spent > self.limits.total
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) fn finish(mut self) -> Unpacked {
        if self.untold > 0 {
            self.fail_whole(&tr!("{n} more of its members could not be read", n = self.untold));
        }
        let twice = self.twice;
        self.out.members.retain(|member| !twice.contains(&member.name));
        sorting::sort_by(&mut self.out.members, |a, b| a.shown.cmp(&b.shown));
        sorting::sort(&mut self.out.nested);
        self.out
    }
}

/// The name without `.`, or why it is refused. `\` separates too: it does where the files will be used next.
fn normal_name(name: &str) -> Result<String, fn(&str) -> String> {
    let mut parts = name.chars();
    let drive = matches!((parts.next(), parts.next()), (Some(letter), Some(':')) if letter.is_ascii_alphabetic());
    if name.starts_with(['/', '\\']) {
        return Err(|name| tr!("refused: the member's name {name} is absolute", name));
    }
    if drive {
        return Err(|name| tr!("refused: the member's name {name} begins with a drive letter", name));
    }
    if name.contains('\0') {
        return Err(|name| tr!("refused: the member's name {name} holds a NUL byte", name));
    }
    let mut kept = Vec::new();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                return Err(|name| tr!("refused: the member's name {name} climbs out of the archive with '..'", name));
            }
            part => kept.push(part),
        }
    }
    if kept.is_empty() {
        Err(|name| tr!("refused: the member's name {name} is empty", name))
    } else {
        Ok(kept.join("/"))
    }
}

/// That the unpacked bytes are over the limit.
fn over(total: u64) -> io::Error {
    let message = tr!(
        "it unpacks to more than {total} bytes, the limit for an archive of its size; unpack it and name the directory if that is right",
        total,
    );
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

/// A reader that fails after so many bytes, also those that nobody wanted.
pub(super) struct Budget<R> {
    inner: R,
    total: u64,
    left: u64,
}

impl<R: Read> Budget<R> {
    pub(super) fn new(inner: R, total: u64) -> Self {
        Self { inner, total, left: total }
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(got as u64).ok_or_else(|| over(self.total))?;
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_archive_may_not_unpack_to_gigabytes() {
        let total = |size| Limits::new(1).for_size(size).total;
        assert_eq!(total(1_000), 256 << 20);
        assert_eq!(total(10 << 20), 2_000 << 20);
        assert_eq!(total(1 << 40), 4 << 30);
    }

    #[test]
    fn names_stay_inside() {
        assert_eq!(normal_name("./a//b\\c").as_deref(), Ok("a/b/c"));
        assert_eq!(normal_name("a..b/...").as_deref(), Ok("a..b/..."));
        for bad in ["../x", "a/../../x", "..\\x", "/etc/x", "\\x", "C:\\x", "c:x", "", ".", "a\0b"] {
            assert!(normal_name(bad).is_err(), "{bad:?}");
        }
    }
}
