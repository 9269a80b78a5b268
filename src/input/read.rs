//! From the name and the bytes of a file to a document, or to why there is none. Where the bytes come from is for the
//! caller to say.

use std::io::{Read, Seek};
use std::sync::Arc;

use crate::input::archive::{self, Unpacked};
use crate::input::decode::into_text;
use crate::input::names::{ArchiveKind, Name, says_oms};
use crate::oms::shape::{file_name, has_oms_words};
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::redact;
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
    /// An archive that the user named.
    Archive(Box<Archive>),
    /// An archive that the user did not name, so that it was not opened.
    UnopenedArchive,
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
    /// What it turned out to be.
    pub outcome: Outcome,
}

/// Reads a file as its name asks for. Neither a file nor a member of an archive is read if it is larger than `max` bytes.
pub(crate) fn read(content: impl Content, max: u64) -> Outcome {
    let (shown, is_named) = (Arc::clone(content.shown()), content.is_named());
    match Name::of(&shown) {
        Name::Status(what) => Outcome::Status(what),
        Name::Archive(kind) if is_named => match content.archive() {
            Ok((archive, size)) => Outcome::Archive(Box::new(unpack(archive, size, &shown, kind, max))),
            Err(failure) => Outcome::Failure(Box::new(failure)),
        },
        Name::Archive(_) => Outcome::UnopenedArchive,
        Name::Other if !is_named => Outcome::Skipped("not named like a configuration".into()),
        Name::Candidate | Name::Other => match content.bytes(max) {
            Ok(bytes) => parse(bytes, &shown, is_named),
            Err(failure) => Outcome::Failure(Box::new(failure)),
        },
    }
}

fn unpack(archive: impl Read + Seek, size: u64, shown: &str, kind: ArchiveKind, max: u64) -> Archive {
    let wanted = |shown: &str| matches!(Name::of(shown), Name::Candidate | Name::Status(_));
    let mut rest = archive::unpack(archive, size, shown, kind, archive::Limits::new(max), &wanted);
    let members = std::mem::take(&mut rest.members).into_iter().map(|member| {
        let outcome = match Name::of(&member.shown) {
            Name::Status(what) => Outcome::Status(what),
            _ => parse_text(member.text, &member.shown.as_str().into(), false),
        };
        Member { shown: member.shown, name: member.name, outcome }
    });
    Archive { members: members.collect(), rest }
}

/// Parses the bytes of a file. What cannot be parsed is a failure if the user named it, or if its name, its place or
/// its words say OMS; else it is none of ours.
#[must_use]
pub(crate) fn parse(bytes: Vec<u8>, shown: &Arc<str>, is_named: bool) -> Outcome {
    match into_text(bytes, shown) {
        Ok(text) => parse_text(text, shown, is_named),
        Err(failure) if is_named || says_oms(shown) => Outcome::Failure(Box::new(failure)),
        Err(failure) => Outcome::Skipped(failure.message),
    }
}

fn parse_text(text: Box<str>, shown: &Arc<str>, is_named: bool) -> Outcome {
    let Some(syntax) = syntax::of(file_name(shown), &text) else {
        let reason = syntax::none();
        return if says_oms(shown) {
            Outcome::Failure(Box::new(Failure::new(&**shown, format!("{reason}, so it cannot be read"))))
        } else {
            Outcome::Skipped(reason)
        };
    };
    let (error, text) = match syntax::parse_or_return(Arc::clone(shown), text, syntax) {
        Ok(document) => return Outcome::Document(Box::new(document)),
        Err(refused) => refused,
    };
    let message = format!("not valid {}: {}", syntax.title(), error.message);
    if is_named || says_oms(shown) || has_oms_words(text.as_bytes()) {
        Outcome::Failure(Box::new(Failure {
            path: shown.to_string(),
            message,
            position: Some(LineIndex::new(&text).position(&text, error.offset)),
            line: redact::quotable(&text, error.offset),
        }))
    } else {
        Outcome::Skipped(message)
    }
}
