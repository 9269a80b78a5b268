//! From the name and the bytes of a file to a document, or to why there is none. Where the bytes come from is for the
//! caller to say.

use std::io::{Cursor, Read, Seek};
use std::sync::Arc;

use crate::input::archive::{self, Seekable, Unpacked};
use crate::input::decode::{Encoding, into_text_or_return};
use crate::input::gzip;
use crate::input::magic::{self, Packing};
use crate::input::names::{
    ArchiveKind, Claim, Name, holds_archive_name, is_dump, is_log, is_of_task_by_folder, may_be_of_an_application,
    says_oms,
};
use crate::input::sniff::{self, Sniffed};
use crate::knowledge::ha_config;
use crate::oms::id::made_task_in;
use crate::oms::shape::{COLLECT_RECORD, HA_CONFIG, PROCESS_STATUS, file_name, has_oms_keys, has_oms_words, unzipped};
use crate::oms::smell::encoded::Encoded;
use crate::oms::smell::is_named_log;
use crate::oms::smell::named::is_only_named;
use crate::text::document::{Document, Syntax};
use crate::text::failure::Failure;
use crate::text::lang::{tr, tr_noop, translated};
use crate::text::redact;
use crate::text::shell;
use crate::text::source::{LineIndex, Position};
use crate::text::spelling::{first_held, holds};
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
    /// It cannot be read, and bears a name that OMS's files have and others', too: what lies beside it says whose it is.
    Doubtful(Box<Failure>),
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

/// Whether a file of this path that nobody named is none of ours, whatever is in it.
#[must_use]
pub(crate) fn is_foreign(shown: &str) -> bool {
    Name::of(shown) == Name::Other && !holds_archive_name(shown)
}

/// Reads a file as its name asks for. Neither a file nor a member of an archive is read if it is larger than `max` bytes.
pub(crate) fn read(content: impl Content, max: u64) -> Outcome {
    let (shown, is_named) = (Arc::clone(content.shown()), content.is_named());
    match Name::of(&shown) {
        Name::Status(what) => Outcome::Status(what),
        Name::Archive(kind) => named_archive(content, &shown, kind, max, is_named),
        Name::Packed(tool) => {
            let message = unread(tool, &shown);
            if is_named { failure(&shown, message) } else { Outcome::Unopened(message) }
        }
        Name::Encrypted => {
            let message =
                tr!("an encrypted archive, so nothing in it was checked; decrypt it, and check what comes out");
            if is_named { failure(&shown, message.into()) } else { Outcome::Unopened(message.into()) }
        }
        Name::Sniffed if is_named && is_dump(&shown) => failure(&shown, translated(DUMP).into()),
        Name::Other if !is_named && is_foreign(&shown) => Outcome::Skipped(translated(NOT_NAMED).into()),
        Name::Candidate | Name::ProcessStatus => whole(content, &shown, max, is_named),
        Name::Other | Name::Sniffed => {
            let head = content.head(sniff::HEAD);
            if let Some(kind) = head.as_ref().ok().and_then(|head| magic::archive(head)) {
                return open(content, &shown, kind, max, is_named);
            }
            if is_named { whole(content, &shown, max, true) } else { by_head(content, &shown, head, max) }
        }
    }
}

/// That a file is packed in a way that is not read, and what unpacks it.
fn unread(tool: &str, file: &str) -> String {
    let file = shell::path(file);
    tr!("packed in a way that is not read here; unpack it and check what comes out: {tool} {file}", tool, file)
}

/// A file that a scan met under a name that says nothing: its beginning does.
fn by_head(content: impl Content, shown: &Arc<str>, head: Result<Vec<u8>, Failure>, max: u64) -> Outcome {
    let head = match head {
        Ok(head) => head,
        // Nobody asked for it by name, and most such files are none of ours.
        Err(failure) => return Outcome::Unopened(failure.message),
    };
    if Name::of(shown) == Name::Other {
        return match magic::told_by(&head) {
            Some(what) => Outcome::Unopened(under_another_name(what)),
            None => Outcome::Skipped(translated(NOT_NAMED).into()),
        };
    }
    match sniff::judge(head, shown, || content.head(sniff::FAR).ok()) {
        Sniffed::Opens => whole(content, shown, max, false),
        Sniffed::Unopened(why) => Outcome::Unopened(why),
        Sniffed::Other => Outcome::Skipped(translated(NOT_NAMED).into()),
    }
}

/// What is named like an archive: one of the kind that its content says, whatever the name says.
fn named_archive(content: impl Content, shown: &Arc<str>, kind: ArchiveKind, max: u64, is_named: bool) -> Outcome {
    let head = content.head(sniff::HEAD);
    let Ok(head) = head else { return open(content, shown, kind, max, is_named) };
    if is_named || magic::told_by(&head).is_some() {
        return open(content, shown, magic::archive(&head).unwrap_or(kind), max, is_named);
    }
    // Not damaged, but something else, or nothing; unless what is in it shows through the damage.
    let shows_through = has_oms_words(&head) || LAYOUT.iter().any(|name| memchr::memmem::find(&head, name).is_some());
    if shows_through {
        let message = tr!(
            "a damaged archive: its beginning is not that of one, and names of OMS stand in it, so what it holds was not \
             checked; copy it again, compare its size with the original's, and check again"
        );
        return failure(shown, message.into());
    }
    Outcome::Unopened(tr!("named like an archive, and none by its content").into())
}

/// Names in the layout of an export, as they stand in the headers of an archive.
const LAYOUT: &[&[u8]] = &[b"incr_trans", b"full_trans", b":connector", b"conf/source.json", b"conf/crawler.conf"];

/// Opens an archive.
fn open(content: impl Content, shown: &Arc<str>, kind: ArchiveKind, max: u64, is_named: bool) -> Outcome {
    match content.archive() {
        Ok((mut archive, size)) => Outcome::Archive(Box::new(unpack(&mut archive, size, shown, kind, max, is_named))),
        Err(failure) => Outcome::Failure(Box::new(failure)),
    }
}

/// Why nobody reads the dump of a MetaDB.
const DUMP: &str = tr_noop!(
    "a dump of a database is never read as configuration: nobody knows the tables in it; copy the run directories, or take the answers of DescribeProjectComponents"
);

/// Why nearly every file of other programs is left alone.
const NOT_NAMED: &str = tr_noop!("not named like a configuration");

fn failure(shown: &str, message: String) -> Outcome {
    Outcome::Failure(Box::new(Failure::new(shown, message)))
}

fn under_another_name(what: Packing) -> String {
    tr!("a {what} archive under another name, that could not be opened; unpack it, and name the directory", what)
}

/// Reads all of a file.
fn whole(content: impl Content, shown: &Arc<str>, max: u64, is_named: bool) -> Outcome {
    let bytes = content.bytes(max).and_then(|bytes| gzip::unpacked(bytes, shown, max));
    match bytes {
        Ok(bytes) => match magic::told_by(&bytes) {
            Some(what) => match magic::archive(&bytes) {
                Some(kind) => {
                    let size = bytes.len() as u64;
                    Outcome::Archive(Box::new(unpack(&mut Cursor::new(bytes), size, shown, kind, max, is_named)))
                }
                None if is_named => failure(shown, under_another_name(what)),
                None => Outcome::Unopened(under_another_name(what)),
            },
            None => parse(bytes, shown, is_named),
        },
        Err(failure) => Outcome::Failure(Box::new(failure)),
    }
}

fn unpack(archive: &mut dyn Seekable, size: u64, shown: &str, kind: ArchiveKind, max: u64, is_named: bool) -> Archive {
    let wanted = |shown: &str| {
        matches!(Name::of(shown), Name::Candidate | Name::ProcessStatus | Name::Status(_) | Name::Sniffed)
    };
    let mut rest = archive::unpack(archive, size, shown, kind, archive::Limits::new(max), &wanted);
    rest.leave_out_ours(shown, is_named);
    // What is in another encoding and says nothing of OMS is a failure only in an archive that was asked for, and so is what
    // nobody opened: all that is in it was asked for.
    if !is_named {
        let strange = std::mem::take(&mut rest.strange);
        rest.failures.retain(|failure| !strange.contains(&failure.path));
        rest.others += strange.len() as u64;
    } else {
        // Whoever packs archives puts them on top; deeper lie the packages of some software, too.
        let is_deep = |path: &str| path.get(shown.len() + 1..).is_some_and(|name| name.matches('/').count() > 1);
        let is_aside = |path: &String| is_of_logs(path) || (is_deep(path) && !names_server(path));
        let (left, closed): (Vec<_>, _) = std::mem::take(&mut rest.nested).into_iter().partition(is_aside);
        rest.nested = left;
        let tool = if kind == ArchiveKind::Zip { "unzip" } else { "tar -xf" };
        rest.failures.extend(closed.into_iter().map(|path| Failure::new(path, unread(tool, shown))));
    }
    let members = std::mem::take(&mut rest.members).into_iter().map(|member| {
        let outcome = match Name::of(&member.shown) {
            Name::Status(what) => Outcome::Status(what),
            _ => parse_text(member.text, &member.shown.as_str().into(), false),
        };
        Member { shown: member.shown, name: member.name, modified: member.modified, outcome }
    });
    Archive { members: members.collect(), rest }
}

/// Whether an archive inside an archive is called after OMS, a folder of it or a server.
fn names_server(path: &str) -> bool {
    let name = file_name(path);
    let numbers = name.split(['.', '-', '_']).filter(|part| part.parse::<u8>().is_ok());
    first_held(name, &["oms", "run.", "store."]).is_some() || numbers.count() >= 4
}

/// Whether an archive inside an archive is one of logs, as its name says.
fn is_of_logs(path: &str) -> bool {
    is_named_log(path) || holds(file_name(path), ".log.")
}

/// Reads what was piped in under a name, which is one document and nothing that is packed.
#[must_use]
pub(crate) fn piped(bytes: Vec<u8>, shown: &Arc<str>) -> Outcome {
    match (magic::told_by(&bytes), magic::archive(&bytes)) {
        (Some(what), Some(_)) => failure(
            shown,
            tr!(
                "this is an archive ({what}), and standard input takes one document, so nothing in it was checked: name the file as \
                 PATH, and it is opened",
                what
            ),
        ),
        (Some(Packing::Gzip), None) => failure(
            shown,
            tr!(
                "this is packed with gzip, and standard input takes a document as it is, so nothing in it was checked: name the file \
                 as PATH, or unpack it on the way (gzip -dc)"
            )
            .into(),
        ),
        _ => parse(bytes, shown, true),
    }
}

/// Parses the bytes of a file. What cannot be parsed is a failure if the user named it, or if its name, its place or
/// its words say OMS; else it is none of ours.
#[must_use]
pub(crate) fn parse(bytes: Vec<u8>, shown: &Arc<str>, is_named: bool) -> Outcome {
    match into_text_or_return(bytes, shown) {
        Ok(text) => parse_text(text, shown, is_named),
        Err((failure, bytes))
            if is_named
                || Claim::of(shown) == Claim::Sure
                || (has_oms_words(&bytes) && !is_log(shown))
                || (names_parameter(shown) && is_torn(&String::from_utf8_lossy(&bytes))) =>
        {
            Outcome::Failure(Box::new(failure))
        }
        Err((failure, _)) if says_oms(shown) => Outcome::Doubtful(Box::new(failure)),
        // A log holds words of OMS all the time; but an answer that a loop appended may be called one.
        Err((failure, bytes)) if has_oms_words(&bytes) => Outcome::Unopened(failure.message),
        Err((failure, _)) => Outcome::Skipped(failure.message),
    }
}

fn parse_text(text: Box<str>, shown: &Arc<str>, is_named: bool) -> Outcome {
    // Asked only of what could not be read: nearly everything can.
    let claim = || Claim::of(shown);
    // A filter or a rule of another program names the package of OMS, and is written in whatever that reads.
    let has_words = |text: &str| has_oms_words(text.as_bytes()) && !is_only_named(text);
    let is_ours = |text: &str| is_named || claim() != Claim::Nothing || has_words(text);
    // What looks like a document at a glance may be a log all the same, and those hold words of OMS all the time.
    let failed = |text: &str, failure: Failure| {
        // OMS writes no comments.
        let is_shared = || {
            (claim() == Claim::Shared && !(names_parameter(shown) && is_torn(text)))
                || (has_comments(text) && may_be_of_an_application(shown))
                || (is_of_task_by_folder(shown) && (has_comments(text) || text.contains("{{")))
        };
        if is_log(shown) && !is_named {
            Outcome::Unopened(failure.message)
        } else if is_named || !is_shared() || has_words(text) || has_oms_keys(text) {
            Outcome::Failure(Box::new(failure))
        } else {
            Outcome::Doubtful(Box::new(failure))
        }
    };
    // A text in base64 alone is no document in any syntax.
    let encoded = |text: &str| {
        let found = Encoded::find(text.as_bytes()).filter(|_| !has_oms_words(text.as_bytes()))?;
        let position = Some(Position { line: found.line, column: 1 });
        Some(Failure { position, ..Failure::new(&**shown, found.explain(shown)) })
    };
    // What a gateway says is YAML and properties, too.
    let name = file_name(unzipped(shown));
    let is_of_task = || made_task_in(name).is_some() || is_of_task_by_folder(shown);
    let is_refused = sniff::is_refusal(&text) && (names_parameter(shown) || is_of_task());
    let syntax: Option<&'static dyn Syntax> = match name {
        PROCESS_STATUS | COLLECT_RECORD => Some(&syntax::Json),
        name => syntax::of(name, &text).filter(|_| !is_refused),
    };
    let Some(syntax) = syntax else {
        if let Some(failure) = encoded(&text) {
            return found_encoded(failure, shown, is_named);
        }
        let reason = syntax::none();
        return match Encoding::of(text.as_bytes()) {
            Some(encoding) if is_ours(&text) => failed(&text, Failure::new(&**shown, encoding.explain(shown))),
            // A line of a prompt before it is enough to make a configuration look like nothing.
            _ if claim() != Claim::Nothing
                || (is_named && has_oms_words(text.as_bytes()))
                || (!is_log(shown) && has_words(&text)) =>
            {
                failed(&text, Failure::new(&**shown, tr!("{reason}, so it cannot be read", reason)))
            }
            _ => Outcome::Skipped(reason),
        };
    };
    let (error, text) = match syntax::parse_or_return(Arc::clone(shown), text, syntax) {
        Ok(document) => return Outcome::Document(Box::new(document)),
        Err(refused) => refused,
    };
    if let Some(failure) = encoded(&text) {
        return found_encoded(failure, shown, is_named);
    }
    let message = tr!("not valid {syntax}: {why}", syntax = syntax.title(), why = error.message);
    if !is_ours(&text) {
        return Outcome::Skipped(message);
    }
    // With a zero in every second place it is text of two bytes a character that lost its mark.
    if let Some(encoding) = Encoding::of(text.as_bytes()) {
        return failed(&text, Failure::new(&**shown, encoding.explain(shown)));
    }
    let position = Some(LineIndex::new(&text).position(&text, error.offset));
    let line = redact::quotable(&text, error.offset);
    failed(&text, Failure { path: shown.to_string(), message, position, line })
}

/// A configuration in base64: in a log, which nobody named, it is only said.
fn found_encoded(failure: Failure, shown: &str, is_named: bool) -> Outcome {
    if is_log(shown) && !is_named { Outcome::Unopened(failure.message) } else { Outcome::Failure(Box::new(failure)) }
}

/// Whether a file is called after the system parameter `ha.config`.
fn names_parameter(shown: &str) -> bool {
    holds(file_name(shown), HA_CONFIG)
}

/// Whether a text is what is left of that parameter, or nothing: another program's is in no such form.
fn is_torn(text: &str) -> bool {
    // In two bytes a character every second one is zero.
    let text = text.replace('\0', "");
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim();
    let inside = text.trim_start_matches('[').trim_start().strip_prefix('{').map(str::trim_start);
    let is_object = inside.is_some_and(|inside| inside.is_empty() || inside.starts_with('"'));
    text.is_empty() || sniff::is_refusal(text) || (is_object && ha_config::is_named_in(text))
}

/// Whether people wrote comments into what is no JSON because of them.
fn has_comments(text: &str) -> bool {
    text.contains("// ") || text.contains("/*")
}
