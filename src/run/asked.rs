//! What is asked of a run: the settings, the rules that run, and what of it counts.

use super::usage::Usage;
use super::user_files::UserFiles;
use crate::knowledge::db_types::DbTypes;
use crate::knowledge::versions::{DEFAULT_TARGET, Version};
use crate::lint::finding::Severity;
use crate::lint::rule::{self, DEFAULT_RESERVE, Meta, Rule, Settings, Topic};
use crate::lint::rules;
use crate::lint::unchecked::NotChecked;
use crate::oms::time::{self, Zone};
use crate::text::lang::{comma, tr};

/// What a run is about, and what of it is shown and counts.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The tasks that this run is about; none: all.
    pub tasks: Vec<String>,
    /// The zone in which times are shown; None: that of the export.
    pub zone: Option<Zone>,
    /// Whether the target was not said.
    pub to_assumed: bool,
    /// Whether tasks synchronise DDL, as flags spell it.
    pub ddl: &'static str,
    /// The severity from which on findings fail the run; None: none does.
    pub fails: Option<Severity>,
    /// The least severity that is shown.
    pub min_severity: Severity,
    /// Whether infos are asked for.
    pub wants_infos: bool,
    /// Whether a run without any configuration is as good as one with some.
    pub allow_empty: bool,
    /// Whether secrets are shown.
    pub show_secrets: bool,
}

/// What the user knows and no file says, as it is given.
#[derive(Debug, Default)]
pub(crate) struct Known<'k> {
    /// The version of OMS that runs now.
    pub from: Option<Version>,
    /// The version that the tasks were created with.
    pub created_with: Option<Version>,
    /// The target.
    pub to: Option<Version>,
    /// Whether tasks synchronise DDL.
    pub ddl: Option<bool>,
    /// The dbType of every task that lacks one.
    pub db_type: Option<&'k str>,
    /// The checkpoint where exactly one component needs one.
    pub checkpoint: Option<&'k str>,
    /// How long OMS will be down, in seconds.
    pub downtime: Option<i64>,
    /// What the pull-back of Stores must cover beyond it, in seconds.
    pub reserve: Option<i64>,
    /// The time of the run, in Unix seconds.
    pub now: i64,
}

/// What the rules are to know.
///
/// # Errors
/// What the user got wrong.
pub(crate) fn settings(known: &Known<'_>, user: &UserFiles) -> Result<Settings, Usage> {
    let db_types = user.db_types.clone();
    let db_type = known.db_type.map(|name| db_type(name, &db_types)).transpose()?;
    let checkpoint = known.checkpoint.map(checkpoint).transpose()?;
    Ok(Settings {
        from: known.from,
        created_with: known.created_with,
        to: known.to.unwrap_or(DEFAULT_TARGET),
        ddl: known.ddl,
        db_type,
        checkpoint,
        downtime: known.downtime,
        reserve: known.reserve.unwrap_or(DEFAULT_RESERVE),
        now: known.now,
        db_types,
        overrides: user.overrides.clone(),
        expected: user.expected.clone(),
    })
}

fn db_type(name: &str, types: &DbTypes) -> Result<String, Usage> {
    types.given(name).map_err(|why| Usage::new(|| tr!("--{flag}: {why}", flag = "db-type", why)))
}

fn checkpoint(text: &str) -> Result<i64, Usage> {
    time::given(text)
        .map_err(|why| Usage::new(|| tr!("--{flag}: {why}", flag = "checkpoint", why = format!("`{text}` {why}"))))
}

/// The rules that run: those selected, else all that run by default; without those ignored.
pub(crate) fn select(select: &[String], ignore: &[String]) -> Result<Vec<&'static dyn Rule>, Usage> {
    let matching = |selectors: &[String], flag: &str| -> Result<Vec<&'static str>, Usage> {
        let mut found = Vec::new();
        for selector in selectors {
            let codes = rule::matching(rules::ALL, selector);
            found.extend(codes.map_err(|why| Usage::new(|| tr!("--{flag}: {why}", flag, why)))?);
        }
        Ok(found)
    };
    let selected = matching(select, "select")?;
    let ignored = matching(ignore, "ignore")?;
    let runs = |meta: &Meta| {
        let is_selected = if select.is_empty() { meta.is_default } else { selected.contains(&meta.code) };
        // What was not checked is said whatever the user chooses to look at.
        meta.topic == Topic::Unread || (is_selected && !ignored.contains(&meta.code))
    };
    Ok(rules::ALL.iter().copied().filter(|rule| runs(rule.meta())).collect())
}

/// The rules that would run, but for the user.
pub(crate) fn left_out((select, ignore): (&[String], &[String]), rules: &[&'static dyn Rule]) -> Option<NotChecked> {
    let runs = |meta: &Meta| rules.iter().any(|rule| rule.meta().code == meta.code);
    let all = rules::ALL.iter().map(|rule| rule.meta());
    let left: Vec<&str> = all.filter(|meta| meta.is_default && !runs(meta)).map(|meta| meta.code).collect();
    let how = match (select.is_empty(), ignore.is_empty()) {
        (true, _) => tr!("ignored"),
        (false, true) => tr!("not selected"),
        (false, false) => tr!("not selected, or ignored"),
    };
    let why = tr!("{how}: {codes}", how, codes = left.join(comma()));
    (!left.is_empty()).then(|| NotChecked { what: tr!("rules").into(), why })
}
