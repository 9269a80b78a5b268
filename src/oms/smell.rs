//! Documents that are of OMS and fit no shape: words that only OMS uses stand in them. They must not pass in silence; what
//! describes such words (schemas, our own reports, settings of a log) may.

mod description;
pub(crate) mod encoded;
mod lines;
pub(crate) mod named;
mod usage;

use crate::oms::refusal::is_told_alone;
use crate::oms::shape::{Gap, Unread, WRITER_SECTION, file_name, oms_word, unzipped};
use crate::oms::smell::encoded::Encoded;
use crate::text::document::Document;
use crate::text::failure::Failure;
use crate::text::lang::{tr, tr_noop};
use crate::text::node::Ref;
use crate::text::spelling::holds;

pub(crate) use description::is_description;
pub(in crate::oms) use usage::is_for_translators;

/// What words of OMS say of a document that fits no shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Smell {
    /// It is of OMS, for this word, and must be understood.
    Of(&'static str),
    /// It only speaks of OMS, in this word.
    InPassing(&'static str),
    /// They stand in it, and it is none of OMS, for this reason.
    Silent(&'static str),
    /// There are none.
    Nothing,
}

/// Why a document in which words of OMS stand in sentences is none of OMS.
pub(crate) const IN_PASSING: &str = tr_noop!("words of OMS stand only in sentences of it");

/// Looks for words of OMS in a document that fits no shape.
#[must_use]
pub(crate) fn look(document: &Document) -> Smell {
    let root = document.root();
    let found = || Encoded::find(document.text().as_bytes()).map(|found| found.word);
    let encoded = || found().or_else(|| encoded::oms_word_in(root));
    let Some(word) = oms_word(document.text().as_bytes()) else {
        return encoded().map_or(Smell::Nothing, Smell::Of);
    };
    let silent = if is_description(root) {
        tr_noop!("it describes what OMS writes, and is none of that")
    } else if is_ours(root) {
        tr_noop!("omslint wrote it, and no component has it")
    } else if is_of_a_log(&document.path, root) {
        tr_noop!("OMS is named only in lines or settings of a log")
    } else if !usage::is_used(root, usage::is_for_translators(&document.path, root)) {
        return encoded().map_or(Smell::InPassing(word), Smell::Of);
    } else if named::is_only_named(document.text()) {
        tr_noop!("only the package of OMS's classes is named in it")
    } else {
        return Smell::Of(word);
    };
    encoded().map_or(Smell::Silent(silent), Smell::Of)
}

/// Why a document of OMS that was not understood fails, for the word that stands in it.
#[must_use]
pub(crate) fn failure(document: &Document, word: &'static str) -> Failure {
    let path = &*document.path;
    match Encoded::find(document.text().as_bytes()).filter(|_| !holds(document.text(), word)) {
        Some(found) => Failure::new(path, found.explain(path)),
        None => Failure::new(path, explain(word)),
    }
}

/// Whether a document bears the name that a file of OMS has, of which each Store, each verification and each site has one, and
/// says nothing of OMS, as what a failed call left there does not. An object in a `source.json` is too common to be worth a word.
#[must_use]
pub(crate) fn is_namesake(document: &Document) -> bool {
    let name = file_name(unzipped(&document.path));
    let root = document.root().structure();
    let root = root.get("ha.config").unwrap_or(root).structure();
    let is_empty = root.entries().next().is_none() && root.items().next().is_none();
    let is_checked_by_name = ["crawler.conf", "checker.conf"].iter().any(|known| name.eq_ignore_ascii_case(known));
    is_checked_by_name || ((is_empty || is_told_alone(root)) && holds(name, "ha.config"))
}

/// What is to be done about such a document.
fn explain(word: &str) -> String {
    tr!(
        "`{word}` stands in it, so it is of OMS, but in no shape that omslint knows: nothing in it was checked. What can be \
         read is a copy of the component's directory with its conf/*.json, an object with `source`, `sink`, `coordinator` \
         and `condition`, and the whole answer of DescribeProjectComponents",
        word
    )
}

/// What is said of a document of which only a part is such.
#[must_use]
pub(crate) fn explain_part(first: Unread, parts: usize) -> String {
    let Unread { word, gap, .. } = first;
    if gap == Gap::Nothing && word.is_none() {
        return tr!(
            "nothing of what belongs there is in it, so nothing in it was checked: copy it again, and check again"
        )
        .to_owned();
    }
    if gap == Gap::Quoted {
        return tr!(
            "its values stand in quotes, as in TOML, which OMS does not write and omslint does not read, so nothing in it was checked; \
             write it as JSON or YAML, or take the quotes away"
        )
        .to_owned();
    }
    if gap == Gap::FailedCall {
        return match parts {
            1 => tr!(
                "1 answer here is none, or that of a call that failed, so the components of that task were not checked; call \
                 DescribeProjectComponents again for it, and see that the answer says `success` true"
            )
            .to_owned(),
            n => tr!(
                "{n} answers here are none, or that of a call that failed, so the components of that task were not checked; \
                 call DescribeProjectComponents again for it, and see that the answer says `success` true",
                n
            ),
        };
    }
    if word == Some(WRITER_SECTION) {
        return tr!(
            "it is the configuration of a JDBCWriter by its name or its place, and has no section `{section}`, so nothing in it was \
             checked: copy it again from its server, and check again",
            section = WRITER_SECTION
        );
    }
    let others =
        tr!("the others were. `omslint files` tells which components were found: export the missing ones anew");
    match (parts, word) {
        (1, Some(word)) => tr!(
            "a part of it was not understood, and not checked, although `{word}` stands there; {others}",
            word,
            others
        ),
        (1, None) => tr!(
            "a part of it was not understood, and not checked, although it stands among components; {others}",
            others
        ),
        (n, Some(word)) => tr!(
            "{n} parts of it were not understood, and not checked, although `{word}` stands there; {others}",
            n,
            word,
            others
        ),
        (n, None) => tr!(
            "{n} parts of it were not understood, and not checked, although it stands among components; {others}",
            n,
            others
        ),
    }
}

fn text<'a>(node: Ref<'a>, key: &str) -> &'a str {
    node.get(key).and_then(|value| value.text()).unwrap_or("")
}

/// Reports, manifests, lists and schemas that omslint wrote.
fn is_ours(root: Ref<'_>) -> bool {
    let first = root.item(0);
    let says = |key: &str| first.is_some_and(|first| first.get(key).is_some());
    let driver = root.at("/runs/0/tool/driver/name").and_then(|name| name.text());
    text(root, "schema").starts_with("omslint/")
        || driver == Some("omslint")
        || root.at("/tool/name").and_then(|name| name.text()) == Some("omslint")
        || (says("check_name") && says("fingerprint"))
        || (says("role") && says("what") && says("components"))
        || (says("code") && says("summary") && says("severity"))
}

/// Whether a file of JSON is called a log, or lies among logs: a logger may write one object a line.
pub(crate) fn is_named_log(path: &str) -> bool {
    let mut names = unzipped(path).rsplit('/');
    let stem = names.next().and_then(|name| name.split('.').next()).unwrap_or("");
    let is_log = |word: &str| ["log", "logs"].iter().any(|log| word.eq_ignore_ascii_case(log));
    stem.split(['-', '_']).any(is_log) || names.next().is_some_and(is_log)
}

/// The settings of a log name the classes that write it; and a log, one object a line, those that wrote.
fn is_of_a_log(path: &str, root: Ref<'_>) -> bool {
    let name = file_name(unzipped(path));
    let is_setting = |key: &str| {
        ["log4j.", "logger.", "rootLogger", "appender.", "logging."].iter().any(|begin| key.starts_with(begin))
    };
    let is_event = |node: Ref<'_>| {
        node.has_any(&["level", "logger", "thread", "loggerName", "log"]) && !quotes_configuration(node)
    };
    let is_log = [".log", ".out"].iter().any(|ending| name.ends_with(ending));
    ["log4j", "logback"].iter().any(|begin| name.starts_with(begin))
        || (root.entries().any(|entry| is_setting(entry.key())) && named::is_only_package(root.content().text()))
        || (is_log && root.items().chain(root.is_mapping().then_some(root)).all(is_event))
        || (is_named_log(path) && holds_only_events(root))
}

/// Whether a configuration stands in what a logger wrote, whole or as a text.
fn quotes_configuration(event: Ref<'_>) -> bool {
    event.entries().any(|entry| {
        let inside = entry.value.structure();
        (inside.is_inner() && usage::is_used(inside, false)) || entry.value.text().is_some_and(usage::holds_document)
    })
}

/// Whether all that stands in a document is what a logger writes, one object an event, and no event quotes a configuration.
fn holds_only_events(root: Ref<'_>) -> bool {
    let one = root.is_mapping().then_some(root);
    let mut events = root.items().chain(one).peekable();
    let is_event = |node: Ref<'_>| {
        node.has_any(&["level", "severity", "log.level", "levelname"])
            && node.has_any(&["message", "msg", "logger", "loggerName", "logger_name", "thread", "log"])
            && !quotes_configuration(node)
    };
    events.peek().is_some() && events.all(is_event)
}
