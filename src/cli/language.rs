//! In which language the run speaks: `--lang`, then `OMSLINT_LANG`, then `lang` of `omslint.toml`, which is of the project
//! and so says more than the locale, which is of the machine.

use std::ffi::OsString;

use super::args::LangArg;
use crate::report::report::Tongue;
use crate::run::usage::Usage;
use crate::text::lang::{Language, tr};

/// What says the language for a person without a flag.
const VARIABLE: &str = "OMSLINT_LANG";

/// What each place says of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Languages {
    flag: Option<Language>,
    variable: Option<Language>,
    project: Option<Language>,
    locale: Language,
}

impl Languages {
    /// What the arguments and the environment ask for, before anything else is known of either: what is said of a wrong
    /// argument is said in it, too.
    pub(super) fn asked(
        arguments: impl IntoIterator<Item = OsString>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let of_variable = variable(VARIABLE).as_deref().and_then(named);
        Self { flag: flag(arguments), variable: of_variable, project: None, locale: locale(variable) }
    }

    /// The same where the file of the project says this.
    #[must_use]
    pub(super) fn in_project(self, project: Option<Language>) -> Self {
        Self { project, ..self }
    }

    /// The language of people.
    #[must_use]
    pub(super) fn of_people(self) -> Language {
        self.said().or(self.project).unwrap_or(self.locale)
    }

    /// What the flag or the variable says, against which a file says nothing.
    #[must_use]
    pub(super) fn said(self) -> Option<Language> {
        self.flag.or(self.variable)
    }

    /// What the flag says.
    #[must_use]
    pub(super) fn flag(self) -> Option<Language> {
        self.flag
    }

    /// Whether nothing but the locale says the language.
    #[must_use]
    pub(super) fn is_of_locale(self) -> bool {
        self.said().is_none() && self.project.is_none()
    }

    /// Whether nobody says anything, or only what is the case without saying it.
    #[must_use]
    pub(super) fn is_default(self) -> bool {
        self.is_of_locale() && self.locale == Language::default()
    }

    /// The language of a report.
    #[must_use]
    pub(super) fn of(self, tongue: Tongue) -> Language {
        match tongue {
            Tongue::People => self.of_people(),
            Tongue::Flag => self.flag.unwrap_or_default(),
            Tongue::English => Language::English,
        }
    }
}

/// As flags and variables spell it.
#[must_use]
pub(super) fn name(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh",
    }
}

/// Refuses a variable that names no language: whoever set it would read on in another one.
///
/// # Errors
/// What it may be.
pub(super) fn check(variable: impl Fn(&str) -> Option<String>) -> Result<(), Usage> {
    match variable(VARIABLE).filter(|said| !said.is_empty() && named(said).is_none()) {
        None => Ok(()),
        Some(said) => Err(Usage::new(|| {
            tr!(
                "{variable}: `{said}` is no language of omslint; it speaks en (English) and zh (Chinese)",
                variable = VARIABLE,
                said,
            )
        })),
    }
}

/// What `--lang` says; the last one counts.
fn flag(arguments: impl IntoIterator<Item = OsString>) -> Option<Language> {
    let mut arguments = arguments.into_iter().skip(1).take_while(|argument| argument != "--");
    let mut said = None;
    while let Some(argument) = arguments.next() {
        let Some(argument) = argument.to_str() else { continue };
        if argument == "--lang" {
            said = arguments.next().as_ref().and_then(|value| named(value.to_str()?)).or(said);
        } else if let Some(value) = argument.strip_prefix("--lang=") {
            said = named(value).or(said);
        }
    }
    said
}

/// `en`, `zh`.
#[must_use]
pub(super) fn named(name: &str) -> Option<Language> {
    match name {
        "en" => Some(Language::English),
        "zh" => Some(Language::Chinese),
        _ => None,
    }
}

impl From<LangArg> for Language {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::En => Self::English,
            LangArg::Zh => Self::Chinese,
        }
    }
}

/// As POSIX has it: the first of the variables that is set and not empty counts. A terminal whose encoding is not UTF-8
/// would show Chinese in UTF-8 as noise, and shows English.
fn locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|s| !s.is_empty()));
    let said = said.unwrap_or_default();
    let (name, encoding) = said.split_once('.').unwrap_or((&said, "UTF-8"));
    let is_chinese = name == "zh" || name.starts_with("zh_") || name.starts_with("zh-");
    let is_utf_8 = encoding.to_ascii_lowercase().replace('-', "").starts_with("utf8");
    if is_chinese && is_utf_8 { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::Languages;
    use crate::report::report::Tongue;
    use crate::text::lang::Language::{Chinese, English};

    fn asked(arguments: &[&str], variables: &[(&str, &str)]) -> Languages {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Languages::asked(["omslint"].iter().chain(arguments).map(Into::into), variable)
    }

    #[test]
    fn flags_stand_before_variables_and_those_before_the_project_and_the_locale() {
        let people = |arguments: &[&str], variables: &[(&str, &str)]| asked(arguments, variables).of_people();
        let chinese = [("LANG", "zh_CN.UTF-8")];
        assert_eq!(people(&[], &[]), English);
        assert_eq!(people(&["check"], &chinese), Chinese);
        assert_eq!(people(&["check", "--lang", "en"], &chinese), English);
        assert_eq!(people(&["--lang=zh", "check"], &[]), Chinese);
        assert_eq!(people(&["check", "--", "--lang=zh"], &[]), English);
        assert_eq!(people(&[], &[("OMSLINT_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), English);
        assert_eq!(people(&[], &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]), English);
        assert_eq!(people(&[], &[("LC_ALL", ""), ("LANG", "zh_CN")]), Chinese);
        assert_eq!(people(&[], &[("LANG", "zh_CN.GB18030")]), English);
        assert_eq!(asked(&[], &chinese).in_project(Some(English)).of_people(), English);
        assert_eq!(asked(&[], &[("OMSLINT_LANG", "zh")]).in_project(Some(English)).of_people(), Chinese);
    }

    #[test]
    fn what_programs_read_does_not_follow_the_locale() {
        let locale = asked(&[], &[("LANG", "zh_CN.UTF-8"), ("OMSLINT_LANG", "zh")]).in_project(Some(Chinese));
        assert_eq!([Tongue::People, Tongue::Flag, Tongue::English].map(|t| locale.of(t)), [Chinese, English, English]);
        let flag = asked(&["--lang", "zh"], &[]);
        assert_eq!([Tongue::People, Tongue::Flag, Tongue::English].map(|t| flag.of(t)), [Chinese, Chinese, English]);
    }
}
