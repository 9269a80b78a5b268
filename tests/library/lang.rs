//! Each text that people read has its Chinese, with the same placeholders, and nothing in the catalogue is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use regex::Regex;
use walkdir::WalkDir;

use crate::lint;
use crate::text::lang;

/// Texts that are the same in both languages: nothing in them is a word.
const SAME: &[&str] = &[];

/// A text of the code, and where it stands.
struct Said {
    text: String,
    place: String,
    has_values: bool,
}

/// What is counted, and every text: of the code, of the rules.
fn said() -> (Vec<Said>, BTreeSet<String>) {
    let mut texts = Vec::new();
    let mut counted = BTreeSet::new();
    for file in WalkDir::new("src").into_iter().map(Result::unwrap) {
        let place = file.path().display().to_string();
        if place.starts_with("src/report/render/html")
            && file.path().extension().is_some_and(|e| e == "html" || e == "js")
        {
            texts.extend(in_template(&fs::read_to_string(file.path()).unwrap(), &place));
        }
        if file.path().extension().is_none_or(|e| e != "rs") || place.starts_with("src/text/lang") {
            continue;
        }
        let tokens: TokenStream = fs::read_to_string(file.path()).unwrap().parse().unwrap();
        walk(tokens, &place, &mut texts, &mut counted);
    }
    for rule in lint::rules::ALL {
        let meta = rule.meta();
        for text in [Some(meta.summary), meta.fix, Some(meta.what), Some(meta.why), Some(meta.how), Some(meta.source)] {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            texts.push(Said { text: text.to_owned(), place: format!("rule {}", meta.name), has_values: false });
        }
    }
    // clap makes its help of comments; the headings of clap itself are said in `cli/help.rs`.
    for text in omslint::cli::texts_of_help() {
        texts.push(Said { text, place: "the help of src/cli/args.rs".to_owned(), has_values: false });
    }
    (texts, counted)
}

/// Finds `tr("…")` and `markup("…")` in a template.
fn in_template(template: &str, place: &str) -> Vec<Said> {
    let call = Regex::new(r#"\b(?:tr|markup)\("([^"]*)"(,)?"#).unwrap();
    let said = call.captures_iter(template).map(|found| Said {
        text: found[1].to_owned(),
        place: place.to_owned(),
        has_values: found.get(2).is_some(),
    });
    said.collect()
}

/// Finds `tr!("…")`, `tr_noop!("…")` and `count(…, "…")`.
fn walk(tokens: TokenStream, place: &str, texts: &mut Vec<Said>, counted: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string()).unwrap_or_default();
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        if before(1) == "!" && ["tr", "tr_noop"].contains(&&*before(2)) {
            let text = literal(inner.first()).expect("a text is a literal");
            texts.push(Said { text, place: place.to_owned(), has_values: inner.len() > 2 });
        }
        if before(1) == "count" && group.delimiter() == Delimiter::Parenthesis && before(2) != "fn" {
            counted.extend(inner.iter().skip(1).filter_map(|token| literal(Some(token))));
        }
        walk(group.stream(), place, texts, counted);
    }
}

fn literal(token: Option<&TokenTree>) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&token?.to_string()).ok().map(|literal| literal.value())
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let text = text.replace("{{", "").replace("}}", "");
    Regex::new(r"\{([^{}]*)\}").unwrap().captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn every_text_has_its_chinese_and_no_chinese_is_left_over() {
    let (texts, counted) = said();
    let (chinese, measures) = lang::chinese();
    let mut wrong = Vec::new();
    let mut known = BTreeMap::new();
    for (english, text) in chinese {
        if known.insert(english, text).is_some_and(|earlier| earlier != text) {
            wrong.push(format!("two translations: {english:?}"));
        }
        if english == text && !SAME.contains(&english) {
            wrong.push(format!("not translated: {english:?}"));
        }
    }
    let mut left: BTreeSet<&str> = known.keys().copied().collect();
    for Said { text, place, has_values } in &texts {
        left.remove(&**text);
        match known.get(&**text) {
            None => wrong.push(format!("{place}: no Chinese for {text:?}")),
            Some(chinese) if *has_values && placeholders(chinese) != placeholders(text) => {
                wrong.push(format!("{place}: other placeholders in {chinese:?}"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(left.iter().map(|text| format!("left over: {text:?}")));
    let measured: BTreeSet<String> = measures.iter().map(|(english, _)| (*english).to_owned()).collect();
    wrong.extend(counted.symmetric_difference(&measured).map(|thing| format!("counted or measured alone: {thing:?}")));
    assert!(wrong.is_empty(), "{} of {} texts:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}

#[test]
fn chinese_is_set_as_the_style_asks() {
    let (chinese, _) = lang::chinese();
    let code = Regex::new(r"`[^`]*`|https?:\S+").unwrap();
    // What fills a placeholder may be Chinese or not.
    let placeholder = Regex::new(r"\{[^}]*\}").unwrap();
    let half = Regex::new(r"\p{Han}[,;:!?()]|[,;:()]\p{Han}|\p{Han}\.(\s|$)").unwrap();
    let tight = Regex::new(r"\p{Han}[A-Za-z0-9`]|[A-Za-z0-9`]\p{Han}").unwrap();
    let mut wrong = Vec::new();
    for (_, text) in chinese {
        let plain = code.replace_all(text, "`x`");
        let plain = placeholder.replace_all(&plain, "\n");
        for (law, what) in [(&half, "half-width punctuation"), (&tight, "no space beside Latin")] {
            if let Some(found) = law.find(&plain) {
                wrong.push(format!("{what} at {:?}: {text}", found.as_str()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_catalogue_names_only_files_that_are_there() {
    // A rule that is gone leaves no Chinese behind.
    for file in fs::read_dir("src/text/lang/zh/rules").unwrap() {
        let name = file.unwrap().file_name();
        assert!(Path::new("src/lint/rules").join(&name).exists(), "{name:?} is no rule");
    }
}
