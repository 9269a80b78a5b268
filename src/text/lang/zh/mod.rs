//! The Chinese of every text, in tables of English and Chinese, one file for a part of the house. The words are those of
//! the vendor's Chinese console: docs/languages.md lists them.

/// The table of a part of the house. The English is in the program once already, where it is said: here its hash stands for it.
/// The Chinese is one text, because a slice of texts would cost as much again for their addresses.
macro_rules! texts {
    [$(($english:literal, $chinese:literal $(,)?)),* $(,)?] => {
        /// Apart, for the test that walks the catalogue: no program holds it.
        pub(in crate::text::lang::zh) const ENGLISH: &str = concat!($($english, "\0"),*);

        pub(in crate::text::lang::zh) const TEXTS: $crate::text::lang::zh::Table = $crate::text::lang::zh::Table {
            keys: &[$($crate::text::lang::zh::key($english)),*],
            chinese: concat!($($chinese, "\0"),*),
        };
    };
}

/// The tables of all parts.
macro_rules! parts {
    [$($part:ident),* $(,)?] => {
        pub(in crate::text::lang::zh) const ENGLISH: &[&str] = &[$($part::ENGLISH),*];

        pub(in crate::text::lang::zh) const TEXTS: &[$crate::text::lang::zh::Table] = &[$($part::TEXTS),*];
    };
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

parts![
    cli,
    cli_help,
    cli_read,
    disk,
    foreign,
    input,
    knowledge,
    lint,
    oms,
    page,
    report,
    syntax,
    upgrade,
    upgrade_runbook,
    upgrade_script,
];

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

/// The texts of a part of the house: what stands for the English, and in the same order the Chinese.
#[derive(Clone, Copy)]
struct Table {
    keys: &'static [u64],
    chinese: &'static str,
}

fn tables() -> impl Iterator<Item = Table> {
    TEXTS.iter().chain(rules::TEXTS).copied()
}

/// Every text.
pub(super) fn texts() -> impl Iterator<Item = Text> {
    let english = ENGLISH.iter().chain(rules::ENGLISH).copied().flat_map(texts_of);
    english.zip(tables().flat_map(|table| texts_of(table.chinese)))
}

/// The texts of a column of a table.
fn texts_of(column: &'static str) -> impl Iterator<Item = &'static str> {
    let mut start = 0;
    memchr::memchr_iter(0, column.as_bytes()).filter_map(move |end| {
        let text = column.get(start..end);
        start = end + 1;
        text
    })
}

/// The Chinese of `english`.
pub(super) fn text(english: &str) -> Option<&'static str> {
    static CHINESE: LazyLock<HashTable<(u64, &str)>> = LazyLock::new(|| {
        let mut table = HashTable::with_capacity(2_048);
        for (key, chinese) in tables().flat_map(|table| table.keys.iter().copied().zip(texts_of(table.chinese))) {
            table.insert_unique(key, (key, chinese), |(key, _)| *key);
        }
        table
    });
    let key = key(english);
    CHINESE.find(key, |(known, _)| *known == key).map(|(_, chinese)| *chinese)
}

/// What stands for a text: FNV-1a, with its upper half mixed into the lower. That no two texts have the same, a test holds.
const fn key(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        rest = after;
    }
    hash ^ (hash >> 32)
}

/// The measure word and the Chinese noun of `thing`.
pub(super) fn counted(thing: &str) -> Option<&'static str> {
    COUNTED.iter().find(|(english, _)| *english == thing).map(|(_, chinese)| *chinese)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_two_texts_have_the_same_key_and_each_has_its_own_chinese() {
        let mut keys = HashMap::new();
        for (english, chinese) in texts() {
            // A text may stand in the table of two parts of the house.
            assert_eq!(*keys.entry(key(english)).or_insert(english), english);
            assert_eq!(text(english), Some(chinese), "{english}");
        }
        assert!(keys.len() > 1_500, "{}", keys.len());
    }

    #[test]
    fn a_name_has_no_chinese() {
        assert_eq!(text("np_5abc"), None);
        assert_eq!(text(""), None);
    }
}
