//! What the user says, checked: the settings of a run, and the rules that run.

use std::io::{self, Write};
use std::sync::Once;

use super::args::{Common, KnowledgeArgs, RuleArgs};
use super::usage::Usage;
use super::user_files::UserFiles;
use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::DEFAULT_TARGET;
use crate::lint::rule::{self, DEFAULT_RESERVE, Meta, Rule, Settings, Topic};
use crate::lint::rules;
use crate::lint::unchecked::NotChecked;
use crate::oms::time;
use crate::text::lang::{comma, tr};

/// What the rules are to know, by the flags and the user's files.
///
/// # Errors
/// What the user got wrong.
pub(super) fn settings(common: &Common, user: &UserFiles) -> Result<Settings, Usage> {
    let knowledge = &common.knowledge;
    warn_of_versions(knowledge);
    let now = match &knowledge.now {
        Some(text) => time::parse(text).ok_or_else(|| {
            Usage::new(tr!(
                "--now: `{text}` is no time; write Unix seconds, or UTC text like 2026-11-22T08:00:00",
                text,
            ))
        })?,
        None => jiff::Timestamp::now().as_second(),
    };
    let db_types = user.db_types.clone();
    let db_type = knowledge.db_type.as_deref().map(|name| db_type(name, &db_types)).transpose()?;
    let checkpoint = knowledge.checkpoint.as_deref().map(checkpoint).transpose()?;
    Ok(Settings {
        from: knowledge.from,
        created_with: knowledge.created_with,
        to: knowledge.to.unwrap_or(DEFAULT_TARGET),
        ddl: knowledge.ddl.answer(),
        db_type,
        checkpoint,
        downtime: knowledge.downtime,
        reserve: knowledge.reserve.unwrap_or(DEFAULT_RESERVE),
        now,
        db_types,
        overrides: user.overrides.clone(),
        expected: user.expected.clone(),
    })
}

/// A well-formed version that no OMS had is a slip more often than not, but there may be newer ones than are known here.
fn warn_of_versions(knowledge: &KnowledgeArgs) {
    static SAID: Once = Once::new();
    // `verify` opens two sessions.
    SAID.call_once(|| {
        // With a version to come from, the rule about paths speaks of the target.
        let to = knowledge.to.filter(|_| knowledge.from.is_none());
        let all = [("from", knowledge.from), ("created-with", knowledge.created_with), ("to", to)];
        for (flag, doubt) in all.into_iter().filter_map(|(flag, version)| Some((flag, version?.doubt()?))) {
            // A terminal that is gone cannot be told.
            let _ = writeln!(io::stderr(), "{}", tr!("warning: --{flag}: {doubt}", flag, doubt));
        }
    });
}

fn db_type(name: &str, types: &DbTypes) -> Result<String, Usage> {
    types.given(name).map_err(|why| Usage::new(tr!("--{flag}: {why}", flag = "db-type", why)))
}

fn checkpoint(text: &str) -> Result<i64, Usage> {
    time::given(text)
        .map_err(|why| Usage::new(tr!("--{flag}: {why}", flag = "checkpoint", why = format!("`{text}` {why}"))))
}

/// The rules that run: those selected, else all that run by default; without those ignored.
pub(super) fn select(args: &RuleArgs) -> Result<Vec<&'static dyn Rule>, Usage> {
    let matching = |selectors: &[String], flag: &str| -> Result<Vec<&'static str>, Usage> {
        let mut found = Vec::new();
        for selector in selectors {
            let codes = rule::matching(rules::ALL, selector);
            found.extend(codes.map_err(|why| Usage::new(tr!("--{flag}: {why}", flag, why)))?);
        }
        Ok(found)
    };
    let selected = matching(&args.select, "select")?;
    let ignored = matching(&args.ignore, "ignore")?;
    let runs = |meta: &Meta| {
        let is_selected = if args.select.is_empty() { meta.is_default } else { selected.contains(&meta.code) };
        // What was not checked is said whatever the user chooses to look at.
        meta.topic == Topic::Unread || (is_selected && !ignored.contains(&meta.code))
    };
    Ok(rules::ALL.iter().copied().filter(|rule| runs(rule.meta())).collect())
}

/// The rules that would run, but for the user.
pub(super) fn left_out(args: &RuleArgs, rules: &[&'static dyn Rule]) -> Option<NotChecked> {
    let runs = |meta: &Meta| rules.iter().any(|rule| rule.meta().code == meta.code);
    let all = rules::ALL.iter().map(|rule| rule.meta());
    let left: Vec<&str> = all.filter(|meta| meta.is_default && !runs(meta)).map(|meta| meta.code).collect();
    let how = match (args.select.is_empty(), args.ignore.is_empty()) {
        (true, _) => tr!("ignored"),
        (false, true) => tr!("not selected"),
        (false, false) => tr!("not selected, or ignored"),
    };
    let why = tr!("{how}: {codes}", how, codes = left.join(comma()));
    (!left.is_empty()).then(|| NotChecked { what: tr!("rules").into(), why })
}
