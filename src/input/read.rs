//! From the name and the bytes of a file to a document, or to why there is none. Where the bytes come from is for the
//! caller to say.

use std::io::{Read, Seek};
use std::sync::Arc;

use crate::input::archive::{self, Unpacked};
use crate::input::decode::{Encoding, into_text_or_return};
use crate::input::gzip;
use crate::input::magic;
use crate::input::names::{ArchiveKind, Name, holds_archive_name, is_dump, is_log, says_oms};
use crate::input::sniff::{self, Sniffed};
use crate::oms::shape::{file_name, has_oms_words, unzipped};
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::redact;
use crate::text::shell;
use crate::text::source::LineIndex;
use crate::text::syntax;

/// A file whose content can be had.
pub(crate) trait Content {
    /// What the members of an archive are read from.
    type Archive: Read + Seek;

    /// Its path as shown, with `/`.
    fn shown(&self) -> &Arc<str>;

    /// Whether the user named it, so that it is read whatever its name is.
    fn is_named(&self) -> bool;

    /// Its first bytes, up to `length` of them.
    ///
    /// # Errors
    /// Why they cannot be had.
    fn head(&self, length: usize) -> Result<Vec<u8>, Failure>;

    /// Its bytes.
    ///
    /// # Errors
    /// Why they cannot be had, or that they are more than `max`.
    fn bytes(self, max: u64) -> Result<Vec<u8>, Failure>;

    /// The file, open as an archive, and its size in bytes.
    ///
    /// # Errors
    /// Why it cannot be opened.
    fn archive(self) -> Result<(Self::Archive, u64), Failure>;
}

/// What became of a file.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// A document; whether it is one of OMS is not asked yet.
    Document(Box<Document>),
    /// An archive.
    Archive(Box<Archive>),
    /// Nobody can tell what is in it, and why; it was not asked for by name, so it is no failure.
    Unopened(String),
    /// A file of OMS that is no configuration, and what it is; it was not read.
    Status(&'static str),
    /// None of ours, and why.
    Skipped(String),
    /// It should have been read, and could not be.
    Failure(Box<Failure>),
}

/// What became of an archive.
#[derive(Debug)]
pub(crate) struct Archive {
    /// The members that were read, sorted by their shown path.
    pub members: Vec<Member>,
    /// What else the archive holds; the members are not among it.
    pub rest: Unpacked,
}

/// What became of a member of an archive.
#[derive(Debug)]
pub(crate) struct Member {
    /// `<archive shown>/<name>`
    pub shown: String,
    /// The path inside the archive, normalised, with `/`.
    pub name: String,
    /// When it was modified, in Unix seconds, where the archive tells.
    pub modified: Option<i64>,
    /// What it turned out to be.
    pub outcome: Outcome,
}

/// Reads a file as its name asks for. Neither a file nor a member of an archive is read if it is larger than `max` bytes.
pub(crate) fn read(content: impl Content, max: u64) -> Outcome {
    let (shown, is_named) = (Arc::clone(content.shown()), content.is_named());
    match Name::of(&shown) {
        Name::Status(what) => Outcome::Status(what),
        Name::ProcessStatus => status_or(whole(content, &shown, max, is_named)),
        Name::Archive(_) if !is_named && is_none(&content) => {
            Outcome::Unopened("named like an archive, and none by its content".into())
        }
        Name::Archive(kind) => match content.archive() {
            Ok((archive, size)) => Outcome::Archive(Box::new(unpack(archive, size, &shown, kind, max, is_named))),
            Err(failure) => Outcome::Failure(Box::new(failure)),
        },
        Name::Packed(tool) => {
            let message = format!(
                "packed in a way that is not read here; unpack it and check what comes out: {tool} {}",
                shell::word(&shown)
            );
            if is_named { failure(&shown, message) } else { Outcome::Unopened(message) }
        }
        Name::Sniffed if is_named && is_dump(&shown) => failure(&shown, DUMP.into()),
        Name::Other if !is_named && holds_archive_name(&shown) => match packed_as(&content) {
            Some(what) => Outcome::Unopened(under_another_name(what)),
            None => Outcome::Skipped(NOT_NAMED.into()),
        },
        Name::Other if !is_named => Outcome::Skipped(NOT_NAMED.into()),
        Name::Sniffed if !is_named => match sniff_file(&content, &shown) {
            Sniffed::Opens => whole(content, &shown, max, false),
            Sniffed::Unopened(why) => Outcome::Unopened(why),
            Sniffed::Other => Outcome::Skipped(NOT_NAMED.into()),
        },
        Name::Candidate | Name::Other | Name::Sniffed => whole(content, &shown, max, is_named),
    }
}

/// The status of a process, if it can be read. If not, it says nothing, and nothing is lost.
fn status_or(read: Outcome) -> Outcome {
    match read {
        Outcome::Document(document) => Outcome::Document(document),
        _ => Outcome::Status("status of a process that cannot be read, no configuration"),
    }
}

/// Why nobody reads the dump of a MetaDB.
const DUMP: &str = "a dump of a database is never read as configuration: nobody knows the tables in it; copy the run directories, or take the answers of DescribeProjectComponents";

/// Why nearly every file of other programs is left alone.
const NOT_NAMED: &str = "not named like a configuration";

fn failure(shown: &str, message: String) -> Outcome {
    Outcome::Failure(Box::new(Failure::new(shown, message)))
}

/// What a file is packed as, by its first bytes.
fn packed_as(content: &impl Content) -> Option<&'static str> {
    magic::told_by(&content.head(magic::HEAD).ok()?)
}

/// Whether what is named like an archive is none: not damaged, but something else, or nothing. What cannot be looked at is
/// told when it is opened.
fn is_none(content: &impl Content) -> bool {
    content.head(magic::HEAD).is_ok_and(|head| magic::told_by(&head).is_none())
}

fn under_another_name(what: &str) -> String {
    format!("a {what} archive under another name; one that ends in .tar, .tar.gz, .tgz or .zip is read")
}

/// Reads all of a file.
fn whole(content: impl Content, shown: &Arc<str>, max: u64, is_named: bool) -> Outcome {
    let bytes = content.bytes(max).and_then(|bytes| gzip::unpacked(bytes, shown, max));
    match bytes {
        Ok(bytes) => match magic::told_by(&bytes) {
            Some(what) if is_named => failure(shown, under_another_name(what)),
            Some(what) => Outcome::Unopened(under_another_name(what)),
            None => parse(bytes, shown, is_named),
        },
        Err(failure) => Outcome::Failure(Box::new(failure)),
    }
}

/// Looks at the beginning of a file.
fn sniff_file(content: &impl Content, shown: &str) -> Sniffed {
    match content.head(sniff::HEAD) {
        Ok(head) => sniff::look(&gzip::begin(head, sniff::HEAD), shown),
        // Nobody asked for it by name, and most such files are none of ours.
        Err(failure) => Sniffed::Unopened(failure.message),
    }
}

fn unpack(archive: impl Read + Seek, size: u64, shown: &str, kind: ArchiveKind, max: u64, is_named: bool) -> Archive {
    let wanted = |shown: &str| {
        matches!(Name::of(shown), Name::Candidate | Name::ProcessStatus | Name::Status(_) | Name::Sniffed)
    };
    let mut rest = archive::unpack(archive, size, shown, kind, archive::Limits::new(max), &wanted);
    // What is in another encoding and says nothing of OMS is a failure only in an archive that was asked for.
    if !is_named {
        let strange = std::mem::take(&mut rest.strange);
        rest.failures.retain(|failure| !strange.contains(&failure.path));
        rest.others += strange.len() as u64;
    }
    let members = std::mem::take(&mut rest.members).into_iter().map(|member| {
        let outcome = match Name::of(&member.shown) {
            Name::Status(what) => Outcome::Status(what),
            Name::ProcessStatus => status_or(parse_text(member.text, &member.shown.as_str().into(), false)),
            _ => parse_text(member.text, &member.shown.as_str().into(), false),
        };
        Member { shown: member.shown, name: member.name, modified: member.modified, outcome }
    });
    Archive { members: members.collect(), rest }
}

/// Parses the bytes of a file. What cannot be parsed is a failure if the user named it, or if its name, its place or
/// its words say OMS; else it is none of ours.
#[must_use]
pub(crate) fn parse(bytes: Vec<u8>, shown: &Arc<str>, is_named: bool) -> Outcome {
    match into_text_or_return(bytes, shown) {
        Ok(text) => parse_text(text, shown, is_named),
        Err((failure, bytes)) if is_named || says_oms(shown) || (has_oms_words(&bytes) && !is_log(shown)) => {
            Outcome::Failure(Box::new(failure))
        }
        // A log holds words of OMS all the time; but an answer that a loop appended may be called one.
        Err((failure, bytes)) if has_oms_words(&bytes) => Outcome::Unopened(failure.message),
        Err((failure, _)) => Outcome::Skipped(failure.message),
    }
}

fn parse_text(text: Box<str>, shown: &Arc<str>, is_named: bool) -> Outcome {
    let is_ours = |text: &str| is_named || says_oms(shown) || has_oms_words(text.as_bytes());
    // What looks like a document at a glance may be a log all the same, and those hold words of OMS all the time.
    let failed = |failure: Failure| {
        if is_log(shown) && !is_named {
            Outcome::Unopened(failure.message)
        } else {
            Outcome::Failure(Box::new(failure))
        }
    };
    let Some(syntax) = syntax::of(file_name(unzipped(shown)), &text) else {
        let reason = syntax::none();
        return match Encoding::of(text.as_bytes()) {
            Some(encoding) if is_ours(&text) => failed(Failure::new(&**shown, encoding.explain(shown))),
            // A line of a prompt before it is enough to make a configuration look like nothing.
            _ if says_oms(shown) || ((is_named || !is_log(shown)) && has_oms_words(text.as_bytes())) => {
                failed(Failure::new(&**shown, format!("{reason}, so it cannot be read")))
            }
            _ => Outcome::Skipped(reason),
        };
    };
    let (error, text) = match syntax::parse_or_return(Arc::clone(shown), text, syntax) {
        Ok(document) => return Outcome::Document(Box::new(document)),
        Err(refused) => refused,
    };
    let message = format!("not valid {}: {}", syntax.title(), error.message);
    if !is_ours(&text) {
        return Outcome::Skipped(message);
    }
    // With a zero in every second place it is text of two bytes a character that lost its mark.
    if let Some(encoding) = Encoding::of(text.as_bytes()) {
        return failed(Failure::new(&**shown, encoding.explain(shown)));
    }
    failed(Failure {
        path: shown.to_string(),
        message,
        position: Some(LineIndex::new(&text).position(&text, error.offset)),
        line: redact::quotable(&text, error.offset),
    })
}
