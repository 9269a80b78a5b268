//! The page of a rule and the table of all rules, in Markdown, from the metadata that `omslint explain` shows.

use crate::lint::meta::Meta;

/// The page of one rule: `docs/rules/<name>.md`.
#[must_use]
pub fn rule(meta: &Meta) -> String {
    let runs = if meta.is_default { "always" } else { "only when selected: `--select " };
    let runs = if meta.is_default { runs.to_owned() } else { format!("{runs}{}`", meta.code) };
    let mut page = format!(
        "# {} {}\n\n{}.\n\n| severity | runs | fix |\n|---|---|---|\n| {} | {runs} | {} |\n",
        meta.code,
        meta.name,
        capital(meta.summary),
        meta.severity.name(),
        cell(meta.fix.unwrap_or("none")),
    );
    for (title, words) in meta.prose() {
        page.push_str(&format!("\n## {title}\n\n{words}\n"));
    }
    page.push_str(&format!(
        "\n---\n`omslint explain {}` shows the same at a terminal. A finding of this rule is left out with `--ignore {}`.\n",
        meta.code, meta.code
    ));
    page
}

/// The rules as a table, each with a link to its page in the folder `rules` beside the reader.
pub fn table<'m>(rules: impl Iterator<Item = &'m Meta>) -> String {
    let mut table = String::from("| code | rule | severity | fix | finds |\n|---|---|---|---|---|\n");
    for meta in rules {
        let off = if meta.is_default { "" } else { " (off unless selected)" };
        table.push_str(&format!(
            "| {} | [{}](rules/{}.md) | {} | {} | {}{off} |\n",
            meta.code,
            meta.name,
            meta.name,
            meta.severity.name(),
            if meta.fix.is_some() { "yes" } else { "" },
            cell(meta.summary),
        ));
    }
    table
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    // Names of keys keep their spelling.
    let is_word = text.split(' ').next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
    match chars.next() {
        Some(first) if is_word => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
