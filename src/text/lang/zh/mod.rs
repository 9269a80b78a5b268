//! The Chinese of every text, in tables of English and Chinese, one file for a part of the house. The words are those of
//! the vendor's Chinese console: docs/languages.md lists them.

/// The table of a part of the house: one text, because a slice of pairs would cost as much again for the addresses of its texts.
macro_rules! texts {
    [$(($english:literal, $chinese:literal $(,)?)),* $(,)?] => { concat!($($english, "\0", $chinese, "\0"),*) };
}

mod cli;
mod cli_help;
mod cli_read;
mod disk;
mod foreign;
mod input;
mod knowledge;
mod lint;
mod oms;
mod page;
mod report;
mod rules;
mod syntax;
mod upgrade;
mod upgrade_runbook;
mod upgrade_script;

use std::sync::LazyLock;

use hashbrown::HashTable;

use super::Text;

/// What is counted: the English singular, and in Chinese the measure word with the noun.
pub(super) const COUNTED: &[Text] = &[
    ("component", "个组件"),
    ("day", "天"),
    ("error", "个错误"),
    ("file", "个文件"),
    ("finding", "个问题"),
    ("hour", "小时"),
    ("info", "个提示"),
    ("minute", "分钟"),
    ("more task", "个其他项目"),
    ("override", "个覆盖项"),
    ("parameter", "个参数"),
    ("second", "秒"),
    ("server", "台机器"),
    ("task", "个项目"),
    ("value", "个值"),
    ("warning", "个警告"),
];

/// Every text.
pub(super) fn texts() -> impl Iterator<Item = Text> {
    [
        cli::TEXTS,
        cli_help::TEXTS,
        cli_read::TEXTS,
        disk::TEXTS,
        foreign::TEXTS,
        input::TEXTS,
        knowledge::TEXTS,
        lint::TEXTS,
        oms::TEXTS,
        page::TEXTS,
        report::TEXTS,
        syntax::TEXTS,
        upgrade::TEXTS,
        upgrade_runbook::TEXTS,
        upgrade_script::TEXTS,
    ]
    .into_iter()
    .chain(rules::TEXTS.iter().copied())
    .flat_map(pairs)
}

/// The rows of a table.
fn pairs(table: &'static str) -> impl Iterator<Item = Text> {
    let mut start = 0;
    let mut texts = memchr::memchr_iter(0, table.as_bytes()).filter_map(move |end| {
        let text = table.get(start..end);
        start = end + 1;
        text
    });
    std::iter::from_fn(move || Some((texts.next()?, texts.next()?)))
}

/// The Chinese of `english`. Every run in Chinese makes this table, and a run may last some milliseconds: so it is made
/// of what is cheapest. Nobody else chooses its keys, so nothing has to be kept from choosing bad ones.
pub(super) fn text(english: &str) -> Option<&'static str> {
    static CHINESE: LazyLock<HashTable<Text>> = LazyLock::new(|| {
        let mut table = HashTable::with_capacity(2_048);
        texts().for_each(|text| {
            table.insert_unique(hash(text.0), text, |(english, _)| hash(english));
        });
        table
    });
    CHINESE.find(hash(english), |(known, _)| *known == english).map(|(_, chinese)| *chinese)
}

/// Eight bytes at a time.
fn hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let hash = words.iter().fold(text.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    hash ^ (hash >> 32)
}

/// The measure word and the Chinese noun of `thing`.
pub(super) fn counted(thing: &str) -> Option<&'static str> {
    COUNTED.iter().find(|(english, _)| *english == thing).map(|(_, chinese)| *chinese)
}
