//! In which language the run speaks: `--lang`, then `OMSLINT_LANG`, then the locale.

use std::ffi::OsString;

use crate::text::lang::Language;

/// What the arguments and the environment ask for, before anything else is known of either: what is said of a wrong
/// argument is said in it, too.
pub(super) fn asked(
    arguments: impl IntoIterator<Item = OsString>,
    variable: impl Fn(&str) -> Option<String>,
) -> Language {
    flag(arguments).or_else(|| variable("OMSLINT_LANG").as_deref().and_then(named)).unwrap_or_else(|| locale(variable))
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
fn named(name: &str) -> Option<Language> {
    match name {
        "en" => Some(Language::English),
        "zh" => Some(Language::Chinese),
        _ => None,
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
    use super::asked;
    use crate::text::lang::Language::{Chinese, English};

    #[test]
    fn flags_stand_before_variables_and_those_before_the_locale() {
        let asked = |arguments: &[&str], variables: &[(&str, &str)]| {
            let variable =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            asked(["omslint"].iter().chain(arguments).map(Into::into), variable)
        };
        let chinese = [("LANG", "zh_CN.UTF-8")];
        assert_eq!(asked(&[], &[]), English);
        assert_eq!(asked(&["check"], &chinese), Chinese);
        assert_eq!(asked(&["check", "--lang", "en"], &chinese), English);
        assert_eq!(asked(&["--lang=zh", "check"], &[]), Chinese);
        assert_eq!(asked(&["check", "--", "--lang=zh"], &[]), English);
        assert_eq!(asked(&[], &[("OMSLINT_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), English);
        assert_eq!(asked(&[], &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]), English);
        assert_eq!(asked(&[], &[("LC_ALL", ""), ("LANG", "zh_CN")]), Chinese);
        assert_eq!(asked(&[], &[("LANG", "zh_CN.GB18030")]), English);
    }
}
