//! What a file of no telling name may be, by its first bytes: people paste what a console shows into a `.txt`, and let a loop
//! append answers to a `.log`. What is not opened, and smells of OMS, is said.

use crate::input::decode::Encoding;
use crate::input::gzip;
use crate::input::magic;
use crate::input::names::is_log;
use crate::oms::id::{ComponentId, made_task_in};
use crate::oms::shape::{file_name, oms_word, unzipped};
use crate::oms::smell::encoded::Encoded;
use crate::oms::smell::named::is_only_named;
use crate::text::lang::tr;
use crate::text::syntax;

/// So many bytes are looked at.
pub(crate) const HEAD: usize = 4 << 10;

/// So many bytes are looked at where the first ones say nothing and people paste long things.
pub(crate) const FAR: usize = 64 << 10;

/// Endings of what people paste.
const PASTED: [&str; 5] = [".txt", ".text", ".log", ".out", ".eml"];

/// Endings of tables and of what was saved, which begin with whatever was first.
const KEPT: [&str; 3] = [".csv", ".tsv", ".bak"];

/// Whether more than the first bytes of a file are looked at: what is pasted begins with a letter, or with what a command said
/// before; a table with what its first rows hold; and what has no ending may be anything.
pub(crate) fn may_come_late(shown: &str) -> bool {
    let name = file_name(unzipped(shown)).to_ascii_lowercase();
    is_pasted(&name) || KEPT.iter().any(|ending| name.ends_with(ending))
}

fn is_pasted(name: &str) -> bool {
    !name.contains('.') || PASTED.iter().any(|ending| name.ends_with(ending))
}

/// What a file shown as `shown` says that begins with `head`; `far` gives its first [`FAR`] bytes where these say nothing.
pub(crate) fn judge(head: Vec<u8>, shown: &str, far: impl FnOnce() -> Option<Vec<u8>>) -> Sniffed {
    let is_more = head.len() == HEAD && may_come_late(shown);
    match look(&gzip::begin(head, HEAD), shown) {
        Sniffed::Other if is_more => far().map_or(Sniffed::Other, |far| look_on(&gzip::begin(far, FAR), shown)),
        sniffed => sniffed,
    }
}

/// What more of a file says that begins as anything else.
fn look_on(head: &[u8], shown: &str) -> Sniffed {
    match oms_word(head) {
        Some(_) => look(head, shown),
        None => encoded(head, shown).unwrap_or(Sniffed::Other),
    }
}

/// What stands in base64 in a file that is not opened.
fn encoded(head: &[u8], shown: &str) -> Option<Sniffed> {
    Encoded::find(head).map(|found| Sniffed::Unopened(found.explain(shown)))
}

fn unopened(word: &str) -> String {
    tr!(
        "not opened, but `{word}` stands in it; a configuration is read under a name such as .json, .yaml, .conf or .properties",
        word,
    )
}

/// What the beginning of a file says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// It begins as a document that may be one of OMS.
    Opens,
    /// It does not, and words of OMS stand in it all the same; why it was not opened.
    Unopened(String),
    /// Nothing of ours.
    Other,
}

/// Looks at the first bytes of the file shown as `shown`.
fn look(head: &[u8], shown: &str) -> Sniffed {
    if let Some(what) = magic::told_by(head) {
        return Sniffed::Unopened(tr!("a {what} archive under another name", what));
    }
    let word = oms_word(head);
    // Other encodings are told when it is read.
    let text: String = match Encoding::of(head) {
        Some(_) => String::from_utf8_lossy(head).chars().filter(|&c| c != '\0').collect(),
        None => String::from_utf8_lossy(head).into_owned(),
    };
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']);
    if begins_as_json(text)
        || begins_as_ini(text)
        || (word.is_some() && begins_as_section(text, shown))
        || is_failed_answer(text, shown)
    {
        return Sniffed::Opens;
    }
    match word {
        Some(_) if is_setting_of_a_log(shown) || (is_of_a_build(shown) && is_only_named(text)) => Sniffed::Other,
        Some(word) => Sniffed::Unopened(unopened(word)),
        None if lists_components(text, shown) => Sniffed::Unopened(
            tr!("not opened, but it is a table with ids of components; export these components from OMS as JSON")
                .to_owned(),
        ),
        None => encoded(head, shown).unwrap_or(Sniffed::Other),
    }
}

/// Whether a file is a table in which ids of components stand, as `Export-Csv` and spreadsheets leave it, and none that we wrote.
fn lists_components(text: &str, shown: &str) -> bool {
    let name = unzipped(shown).to_ascii_lowercase();
    if !(name.ends_with(".csv") || name.ends_with(".tsv")) {
        return false;
    }
    let head = text.lines().next().unwrap_or("").replace([';', '\t'], ",");
    let is_id = |cell: &str| ComponentId::parse(cell.trim()).is_some_and(|id| id.server.is_some());
    let mut cells = text.split([',', ';', '\t', '\n', '"']);
    !OWN_HEADS.iter().any(|own| head.contains(own)) && cells.any(is_id)
}

/// What stands in the first lines of tables that we write.
const OWN_HEADS: [&str; 2] = ["task,component,", "severity,"];

/// Whether a file says what is to be written to a log: it names the classes that write, and is no configuration of OMS.
fn is_setting_of_a_log(shown: &str) -> bool {
    let name = file_name(unzipped(shown));
    ["log4j", "logback"].iter().any(|begin| name.starts_with(begin)) && name.ends_with(".xml")
}

/// Whether a file is of a kind in which builds and their tools name packages.
fn is_of_a_build(shown: &str) -> bool {
    let name = unzipped(shown).to_ascii_lowercase();
    name.ends_with(".toml") || name.ends_with(".xml")
}

fn begins_as_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = |open: char| text.strip_prefix(open).map(str::trim_start);
    inside('{').is_some_and(|inside| inside.starts_with(['"', '}']))
        || inside('[').is_some_and(|inside| inside.starts_with(['{', '[']))
}

/// Whether a text is what a server, a gateway or `curl` says instead of what it was asked for.
pub(crate) fn is_refusal(text: &str) -> bool {
    ["<!DOCTYPE", "<!doctype", "<html", "<HTML", "curl: ("].iter().any(|begin| text.trim_start().starts_with(begin))
}

/// Whether a file that is called after a task holds what is left of an answer to a call that failed. What else is in such a file may
/// be somebody's notes.
fn is_failed_answer(text: &str, shown: &str) -> bool {
    let text = text.trim();
    let is_it = || ["", "null", "[]", "\"\""].contains(&text) || is_refusal(text);
    // An empty `<component id>.out` lies in every directory.
    let name = file_name(unzipped(shown)).to_ascii_lowercase();
    is_pasted(&name) && !is_log(shown) && is_it() && made_task_in(file_name(shown)).is_some()
}

/// The heading of a section of a Store or of a JDBCWriter, as the first thing that is no comment.
fn begins_as_ini(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    let name = lines.next().and_then(|line| line.strip_prefix('[')?.strip_suffix(']'));
    name.is_some_and(|name| name == "JDBCWriter" || name == "global" || name.contains("2store"))
}

/// Keys and values, where words of OMS stand among them. A log has no keys, whatever a line of it looks like.
fn begins_as_section(text: &str, shown: &str) -> bool {
    let cut = text.rfind('\n').map_or(text, |end| text.get(..end).unwrap_or(text));
    !is_log(shown) && syntax::of("", cut).is_some_and(|syntax| syntax::parse("", cut.into(), syntax).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opens(head: &str) -> bool {
        look(head.as_bytes(), "x.txt") == Sniffed::Opens
    }

    #[test]
    fn documents_open() {
        assert!(opens("\u{feff} {\n\t\"success\":true"));
        assert!(opens("[{\"a\":1}"));
        assert!(opens("# copied\n[mysql2store]\n"));
        assert!(opens("type: STORE_SOURCE\nclients:\n- a: 1\n"));
        assert!(opens("source.type=STORE_SOURCE\nsource.dbType=MYSQL\n"));
        let wide: Vec<u8> = "{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(look(&wide, "x.txt"), Sniffed::Opens);
    }

    #[test]
    fn what_smells_of_oms_is_said_and_the_rest_is_not() {
        let smells = |head: &str| matches!(look(head.as_bytes(), "x.log"), Sniffed::Unopened(_));
        assert!(smells("2026-01-01 [main] INFO com.oceanbase.oms.connector.Main - started"));
        assert!(smells("INSERT INTO t VALUES ('STORE_SOURCE');"));
        assert_eq!(look(b"dear all, dbType and checkpoint are missing", "x.txt"), Sniffed::Other);
        assert_eq!(look(b"[2026-01-01] [INFO] started", "x.log"), Sniffed::Other);
        assert_eq!(look(b"<logger name=\"com.oceanbase.oms\"/>", "a/logback.xml"), Sniffed::Other);
        assert_eq!(look(b"\x7fELF\0\0", "x"), Sniffed::Other);
    }
}
