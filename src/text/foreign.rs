//! What libraries and the operating system say of a file, for people: in English their own words. In Chinese ours, where the
//! words are known here; others are quoted as what they are.
//!
//! Libraries have no codes for most of what they say, so their words are what it is told by. A word that changes with a
//! version is quoted from then on, and nothing breaks.

use std::io;

use crate::text::lang::{self, Language, comma, tr, tr_noop, translated};

/// What a library said.
pub(crate) fn said(words: &str) -> String {
    // What is not ASCII is in the language of people already: words of ours that went through a library.
    if lang::current() == Language::English || !words.is_ascii() {
        return words.to_owned();
    }
    match KNOWN.contains(&words) {
        true => translated(words).to_owned(),
        false => tr!("{foreign_words}", foreign_words = words),
    }
}

/// What `serde_json` said, and where.
pub(crate) fn json(error: &serde_json::Error) -> String {
    match (error.line(), error.column()) {
        (0, _) => json_words(error),
        (line, column) => tr!("{what} at line {line} column {column}", what = json_words(error), line, column),
    }
}

/// The same without the place.
pub(crate) fn json_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let words = text.strip_suffix(&place).unwrap_or(&text);
    match error.classify() {
        serde_json::error::Category::Data => tr!("{words_on_the_form}", words_on_the_form = words),
        _ => said(words),
    }
}

/// What the library for TOML said: `missing value, expected `=`, newline`.
pub(crate) fn toml(words: &str) -> String {
    let Some((what, expected)) = words.split_once(", expected ") else { return said(words) };
    let all: Vec<&str> = expected.split(", ").collect();
    let is_known = |one: &&str| one.starts_with('`') || TOML_PARTS.contains(one);
    if lang::current() == Language::English || !KNOWN.contains(&what) || !all.iter().all(is_known) {
        return said(words);
    }
    let all: Vec<&str> = all.into_iter().map(translated).collect();
    tr!("{what}, expected {parts}", what = translated(what), parts = all.join(comma()))
}

/// The operating system's error in words; with its number where the words alone do not tell it from others.
pub(crate) fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => tr!("no such file or directory").to_owned(),
        io::ErrorKind::PermissionDenied => tr!("permission denied").to_owned(),
        io::ErrorKind::StorageFull => tr!("no space left on the device").to_owned(),
        io::ErrorKind::QuotaExceeded => tr!("the disk quota is used up").to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => tr!("the file system is mounted read-only").to_owned(),
        io::ErrorKind::UnexpectedEof => tr!("it ends too early").to_owned(),
        kind => match (error.get_ref(), error.raw_os_error(), kind_words(kind).or_else(|| number_words(error))) {
            (Some(inner), ..) => said(&inner.to_string()),
            (None, Some(number), Some(what)) => tr!("{what} (os error {number})", what, number),
            (None, None, Some(what)) => what.to_owned(),
            (None, _, None) => tr!("{words_of_the_system}", words_of_the_system = error),
        },
    }
}

fn kind_words(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::IsADirectory => tr!("Is a directory"),
        io::ErrorKind::NotADirectory => tr!("Not a directory"),
        io::ErrorKind::AlreadyExists => tr!("File exists"),
        io::ErrorKind::DirectoryNotEmpty => tr!("Directory not empty"),
        io::ErrorKind::BrokenPipe => tr!("Broken pipe"),
        io::ErrorKind::TimedOut => tr!("Connection timed out"),
        io::ErrorKind::InvalidInput => tr!("Invalid argument"),
        io::ErrorKind::InvalidFilename => tr!("File name too long"),
        io::ErrorKind::FileTooLarge => tr!("File too large"),
        io::ErrorKind::ResourceBusy => tr!("Device or resource busy"),
        io::ErrorKind::ExecutableFileBusy => tr!("Text file busy"),
        io::ErrorKind::CrossesDevices => tr!("Invalid cross-device link"),
        io::ErrorKind::TooManyLinks => tr!("Too many links"),
        io::ErrorKind::StaleNetworkFileHandle => tr!("Stale file handle"),
        io::ErrorKind::OutOfMemory => tr!("Cannot allocate memory"),
        io::ErrorKind::Unsupported => tr!("Operation not supported"),
        io::ErrorKind::Interrupted => tr!("Interrupted system call"),
        io::ErrorKind::WouldBlock => tr!("Resource temporarily unavailable"),
        _ => return None,
    })
}

/// What has a number, and no kind in Rust: EIO, ENFILE, EMFILE, ELOOP.
#[cfg(target_os = "linux")]
fn number_words(error: &io::Error) -> Option<&'static str> {
    Some(match error.raw_os_error()? {
        5 => tr!("Input/output error"),
        23 => tr!("Too many open files in system"),
        24 => tr!("Too many open files"),
        40 => tr!("Too many levels of symbolic links"),
        _ => return None,
    })
}

#[cfg(not(target_os = "linux"))]
fn number_words(_: &io::Error) -> Option<&'static str> {
    None
}

/// What a part of TOML is called.
const TOML_PARTS: &[&str] = &[
    tr_noop!("key"),
    tr_noop!("value"),
    tr_noop!("newline"),
    tr_noop!("nothing"),
    tr_noop!("digits"),
    tr_noop!("numbers"),
    tr_noop!("letters"),
    tr_noop!("literal string"),
    tr_noop!("basic string"),
    tr_noop!("unquoted string"),
];

/// What libraries say without anything of the file in it.
const KNOWN: &[&str] = &[
    // JSON, as `serde_json` says it.
    tr_noop!("EOF while parsing a list"),
    tr_noop!("EOF while parsing an object"),
    tr_noop!("EOF while parsing a string"),
    tr_noop!("EOF while parsing a value"),
    tr_noop!("expected `:`"),
    tr_noop!("expected `,` or `]`"),
    tr_noop!("expected `,` or `}`"),
    tr_noop!("expected ident"),
    tr_noop!("expected value"),
    tr_noop!("expected `\"`"),
    tr_noop!("invalid escape"),
    tr_noop!("invalid number"),
    tr_noop!("number out of range"),
    tr_noop!("invalid unicode code point"),
    tr_noop!("control character (\\u0000-\\u001F) found while parsing a string"),
    tr_noop!("key must be a string"),
    tr_noop!("lone leading surrogate in hex escape"),
    tr_noop!("trailing comma"),
    tr_noop!("trailing characters"),
    tr_noop!("unexpected end of hex escape"),
    tr_noop!("recursion limit exceeded"),
    // YAML, as `granit_parser` says it.
    tr_noop!("unexpected EOF while parsing a flow sequence"),
    tr_noop!("unexpected EOF while parsing a flow mapping"),
    tr_noop!("unexpected EOF while parsing an implicit flow mapping"),
    tr_noop!("unexpected EOF while parsing a block sequence"),
    tr_noop!("unexpected EOF while parsing a block mapping"),
    tr_noop!("unexpected eof"),
    tr_noop!("duplicate version directive"),
    tr_noop!("unsupported YAML major version"),
    tr_noop!("did not find expected <document start>"),
    tr_noop!("missing explicit document end marker before directive"),
    tr_noop!("while parsing node, found unknown anchor"),
    tr_noop!("while parsing a node, did not find expected node content"),
    tr_noop!("while parsing a block mapping, did not find expected key"),
    tr_noop!("while parsing a flow mapping, did not find expected ',' or '}'"),
    tr_noop!("while parsing a flow sequence, expected ',' or ']'"),
    tr_noop!("while parsing a block collection, did not find expected '-' indicator"),
    tr_noop!("the handle wasn't declared"),
    tr_noop!("simple key expected ':'"),
    tr_noop!("simple key is no longer valid"),
    tr_noop!("invalid content after document end marker"),
    tr_noop!("invalid indentation"),
    tr_noop!("a BOM must not appear inside a document"),
    tr_noop!("tabs disallowed in this context"),
    tr_noop!("tabs disallowed within this context (block indentation)"),
    tr_noop!("comment intercepting the multiline text"),
    tr_noop!("expected whitespace"),
    tr_noop!("comments must be separated from other tokens by whitespace"),
    tr_noop!("while scanning an anchor or alias, did not find expected alphabetic or numeric character"),
    tr_noop!("misplaced bracket"),
    tr_noop!("\"-\" is only valid inside a block"),
    tr_noop!("block sequence entries are not allowed in this context"),
    tr_noop!("'-' must be followed by a valid YAML whitespace"),
    tr_noop!("while scanning a block scalar, found an indentation indicator equal to 0"),
    tr_noop!("while scanning a block scalar, did not find expected comment or line break"),
    tr_noop!("a block scalar content cannot start with a tab"),
    tr_noop!("wrongly indented line in block scalar"),
    tr_noop!("while scanning a quoted scalar, found unexpected document indicator"),
    tr_noop!("unclosed quote"),
    tr_noop!("tab cannot be used as indentation"),
    tr_noop!("invalid indentation in multiline quoted scalar"),
    tr_noop!("invalid trailing content after single-quoted scalar"),
    tr_noop!("invalid trailing content after double-quoted scalar"),
    tr_noop!("while parsing a quoted scalar, found unknown escape character"),
    tr_noop!("while parsing a quoted scalar, did not find expected hexadecimal number"),
    tr_noop!("while parsing a quoted scalar, found invalid Unicode character escape code"),
    tr_noop!("invalid indentation in flow construct"),
    tr_noop!("plain scalar cannot start with '-' followed by ,[]{}"),
    tr_noop!("while scanning a plain scalar, found a tab"),
    tr_noop!("unexpected end of plain scalar"),
    tr_noop!("mapping keys are not allowed in this context"),
    tr_noop!("':' may not precede any of `[{` in flow mapping"),
    tr_noop!("':' must be followed by a valid YAML whitespace"),
    tr_noop!("illegal placement of ':' indicator"),
    tr_noop!("mapping values are not allowed in this context"),
    // TOML, as `toml` says it.
    tr_noop!("duplicate key"),
    tr_noop!("key with no value"),
    tr_noop!("missing value"),
    tr_noop!("missing value for key"),
    tr_noop!("invalid key"),
    tr_noop!("invalid table"),
    tr_noop!("invalid key-value pair"),
    tr_noop!("invalid value"),
    tr_noop!("invalid string"),
    tr_noop!("invalid basic string"),
    tr_noop!("invalid literal string"),
    tr_noop!("invalid multi-line basic string"),
    tr_noop!("invalid multi-line literal string"),
    tr_noop!("invalid boolean"),
    tr_noop!("invalid date-time"),
    tr_noop!("invalid float"),
    tr_noop!("invalid integer number"),
    tr_noop!("string values must be quoted"),
    tr_noop!("invalid unquoted key"),
    tr_noop!("unquoted keys cannot be empty"),
    tr_noop!("missing opening quote"),
    tr_noop!("missing escaped value"),
    tr_noop!("unclosed array"),
    tr_noop!("unclosed array table"),
    tr_noop!("unclosed inline table"),
    tr_noop!("unclosed table"),
    tr_noop!("extra `=`"),
    tr_noop!("extra comma in array"),
    tr_noop!("extra comma in inline table"),
    tr_noop!("missing comma between array elements"),
    tr_noop!("missing comma between key-value pairs"),
    tr_noop!("missing assignment between key-value pairs"),
    tr_noop!("missing key for inline table element"),
    tr_noop!("invalid inline table element"),
    tr_noop!("unexpected `=` in array"),
    tr_noop!("unexpected content"),
    tr_noop!("unexpected key or value"),
    tr_noop!("unexpected leading zero"),
    tr_noop!("`_` may only go between digits"),
    tr_noop!("too few unicode value digits"),
    tr_noop!("carriage return must be followed by newline"),
    // Patterns, as `globset` says them.
    tr_noop!("unclosed character class; missing ']'"),
    tr_noop!("unopened alternate group; missing '{' (maybe escape '}' with '[}]'?)"),
    tr_noop!("unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)"),
    tr_noop!("nested alternate groups are not allowed"),
    tr_noop!("dangling '\\'"),
    // Archives, as `zip`, `flate2` and `tar` say it.
    tr_noop!("Could not find EOCD"),
    tr_noop!("No CDFH found"),
    tr_noop!("Invalid local file header"),
    tr_noop!("Invalid Central Directory header"),
    tr_noop!("Invalid checksum"),
    tr_noop!("Password required to decrypt file"),
    tr_noop!("Multi-disk ZIP files are not supported"),
    tr_noop!("Compression method not supported"),
    tr_noop!("corrupt deflate stream"),
    tr_noop!("invalid gzip header"),
    tr_noop!("corrupt gzip stream does not have a matching checksum"),
    tr_noop!("failed to read entire block"),
    tr_noop!("unexpected end of file"),
    tr_noop!("failed to fill whole buffer"),
];
