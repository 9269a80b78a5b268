//! What the flags say, checked: the settings of a run.

use std::io::{self, Write};
use std::sync::Once;

use super::args::{Common, KnowledgeArgs};
use super::user_files::UserFiles;
use crate::lint::rule::Settings;
use crate::oms::time;
use crate::run::asked::{self, Known};
use crate::run::usage::Usage;
use crate::text::lang::tr;

/// What the rules are to know, by the flags and the user's files.
///
/// # Errors
/// What the user got wrong.
pub(super) fn settings(common: &Common, user: &UserFiles) -> Result<Settings, Usage> {
    let knowledge = &common.knowledge;
    warn_of_versions(knowledge);
    let now = match &knowledge.now {
        Some(text) => time::parse(text).ok_or_else(|| {
            Usage::new(|| {
                tr!("--now: `{text}` is no time; write Unix seconds, or UTC text like 2026-11-22T08:00:00", text,)
            })
        })?,
        None => clock(),
    };
    asked::settings(
        &Known {
            from: knowledge.from,
            created_with: knowledge.created_with,
            to: knowledge.to,
            ddl: knowledge.ddl.answer(),
            db_type: knowledge.db_type.as_deref(),
            checkpoint: knowledge.checkpoint.as_deref(),
            downtime: knowledge.downtime,
            reserve: knowledge.reserve,
            now,
        },
        user,
    )
}

/// The time of a run that is told none by a flag.
pub(super) fn clock() -> i64 {
    let told = std::env::var("OMSLINT_NOW").ok();
    told.and_then(|text| time::parse(&text)).unwrap_or_else(|| jiff::Timestamp::now().as_second())
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
