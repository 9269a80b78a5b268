//! What is said to people, in their language: English stands where it is said, `zh` holds the Chinese of it.
//!
//! - `tr!("no `dbType` here")` is the text in the language of the run;
//! - `tr!("{task} has no {key}", task = task, key)` fills its placeholders, in whatever order the language has them;
//! - `tr_noop!("…")` marks a text that stands in a `static`; `translated` translates it where it is shown;
//! - `count` is a number of things.
//!
//! A sentence is one text: never glued from pieces that another language orders differently. Names, keys, codes, states
//! and everything that machines read are no texts. `tests/library/lang.rs` walks the code and the catalogue: each text
//! has its Chinese with the same placeholders, and none is left over. Why it is no library: docs/languages.md.

mod fill;
mod wrap;
mod zh;

use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) use fill::{fill, joined};
pub(crate) use wrap::{narrowest, wrap};

/// Languages that people can be spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese, in the words of the vendor's console.
    Chinese,
}

/// The language of the run is one for the whole process, as the locale is: whatever is said, on any thread, is said to
/// the same person.
static IS_CHINESE: AtomicBool = AtomicBool::new(false);

/// The language of people, whatever the report of the run is in: a program reads that, and what goes wrong is told to people.
static ARE_PEOPLE_CHINESE: AtomicBool = AtomicBool::new(false);

/// People are spoken to in `language` from now on, and so is everybody until [`set`] says otherwise.
pub(crate) fn speak_to_people(language: Language) {
    ARE_PEOPLE_CHINESE.store(language == Language::Chinese, Ordering::Relaxed);
    set(language);
}

/// Does something in the language of people, such as telling them what is wrong.
pub(crate) fn to_people<T>(work: impl FnOnce() -> T) -> T {
    let are_chinese = ARE_PEOPLE_CHINESE.load(Ordering::Relaxed);
    speaking(if are_chinese { Language::Chinese } else { Language::English }, work)
}

/// Says everything in `language` from now on.
pub(crate) fn set(language: Language) {
    IS_CHINESE.store(language == Language::Chinese, Ordering::Relaxed);
}

/// Does something in `language`.
pub(crate) fn speaking<T>(language: Language, work: impl FnOnce() -> T) -> T {
    let before = current();
    set(language);
    let done = work();
    set(before);
    done
}

/// The language of the run.
#[must_use]
pub(crate) fn current() -> Language {
    if IS_CHINESE.load(Ordering::Relaxed) { Language::Chinese } else { Language::English }
}

/// `english` in the language of the run; itself where no translation is known, as of a name.
#[must_use]
pub(crate) fn translated(english: &str) -> &str {
    known(english).unwrap_or(english)
}

/// What the catalogue has for `english` in the language of the run: None in English, and of what is no text.
#[must_use]
pub(crate) fn known(english: &str) -> Option<&'static str> {
    match current() {
        Language::English => None,
        Language::Chinese => zh::text(english),
    }
}

/// `english` in every language: what a text of ours may be told by, whoever wrote it.
pub(crate) fn versions(english: &'static str) -> impl Iterator<Item = &'static str> {
    std::iter::once(english).chain(zh::text(english))
}

/// `1 task`, `2 tasks`, `2 个项目`. `thing` is the English singular.
#[must_use]
pub(crate) fn count(number: usize, thing: &str) -> String {
    match current() {
        Language::English if number == 1 => format!("1 {thing}"),
        Language::English => format!("{number} {thing}s"),
        Language::Chinese => format!("{number} {}", zh::counted(thing).unwrap_or(thing)),
    }
}

/// Between the members of a list: `a, b`, `a、b`.
#[must_use]
pub(crate) fn comma() -> &'static str {
    match current() {
        Language::English => ", ",
        Language::Chinese => "、",
    }
}

/// Between two clauses of one sentence: `a; b`, `a；b`.
#[must_use]
pub(crate) fn semicolon() -> &'static str {
    match current() {
        Language::English => "; ",
        Language::Chinese => "；",
    }
}

/// Several sentences one behind the other, each with its full stop.
#[must_use]
pub(crate) fn sentences(sentences: &[&str]) -> String {
    let gap = if current() == Language::English { " " } else { "" };
    sentences.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(gap)
}

/// English, and Chinese with the same placeholders.
pub type Text = (&'static str, &'static str);

/// Every text of the catalogue with its Chinese, and everything that is counted, for the test that walks them.
#[doc(hidden)]
#[must_use]
pub fn chinese() -> (Vec<Text>, &'static [Text]) {
    (zh::texts().collect(), zh::COUNTED)
}

/// A text in the language of the run, its placeholders filled.
///
/// The English stands here, so that a reader sees what is said; placeholders are names without a format of their own, and
/// the compiler sees that each is given and used.
macro_rules! tr {
    ($text:literal $(,)?) => { $crate::text::lang::translated($text) };
    ($text:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($(&$crate::text::lang::given!($name $(= $value)?),)+) {
            ($($name,)+) => {
                if false {
                    let _ = ::std::format_args!($text, $($name = $name),+);
                }
                // As little as can be: there are thousands of these in the binary.
                $crate::text::lang::fill(
                    $text,
                    ::std::concat!($(::std::stringify!($name), ","),+),
                    &[$($name as &dyn ::std::fmt::Display),+],
                )
            }
        }
    };
}

/// What a placeholder is filled with: what is given, else the variable of its name.
macro_rules! given {
    ($name:ident) => {
        $name
    };
    ($name:ident = $value:expr) => {
        $value
    };
}

/// Marks a text that is translated where it is shown, see [`translated`].
macro_rules! tr_noop {
    ($text:literal) => {
        $text
    };
}

pub(crate) use {given, tr, tr_noop};
