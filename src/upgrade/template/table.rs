//! The template as a table for a spreadsheet, `values.csv`: one row a value, the column `value` empty.

use super::{Group, Need, db_type, proposed, whether_ddl, without_position};
use crate::lint::evidence::db_type::Conclusion;
use crate::lint::finding::Finding;
use crate::lint::overrides::ComponentName;
use crate::lint::rule::Context;
use crate::lint::topic::SourceKey;
use crate::text::lang::{semicolon, tr};
use crate::upgrade::cell::cell;

/// The columns, as `--values` reads them back.
const COLUMNS: [&str; 8] = ["task", "component", "direction", "key", "client", "value", "proposal", "because"];

/// The table for `findings`.
#[must_use]
pub(crate) fn write(context: Context<'_, '_>, findings: &[Finding<'_>]) -> String {
    let mut out = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    for group in super::groups(context, findings).iter().filter(|group| group.task.is_some()) {
        for need in group.lacking(SourceKey::DbType) {
            let proposal = match db_type(context, need.component) {
                Conclusion::Type(name, _) | Conclusion::Open(Some(name)) => name,
                _ => String::new(),
            };
            row(context, (group, need), ("dbType", "", &proposal), &because(context, need, ""), &mut out);
            if need.asks_ddl(context) {
                row(context, (group, need), ("ddl", "", ""), whether_ddl(), &mut out);
            }
        }
        for need in group.lacking(SourceKey::Checkpoint) {
            let mut clients = without_position(context, need);
            let proposed = proposed(need, &clients);
            if clients.is_empty() {
                clients = proposed.iter().map(|(client, _)| client.clone()).collect();
            }
            if clients.is_empty() {
                clients.push(String::new());
            }
            for client in &clients {
                let seconds = proposed.iter().find(|(known, _)| known == client).map(|(_, seconds)| *seconds);
                let shown =
                    seconds.map(|seconds| context.export.zone().show(seconds) + semicolon()).unwrap_or_default();
                let seconds = seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
                let because = because(context, need, &shown);
                row(context, (group, need), ("checkpoint", client, &seconds), &because, &mut out);
            }
        }
    }
    out
}

fn row(
    context: Context<'_, '_>,
    (group, need): (&Group<'_, '_>, &Need<'_, '_>),
    (key, client, proposal): (&str, &str, &str),
    because: &str,
    out: &mut String,
) {
    let component = ComponentName::of(context.export, need.component);
    let direction = group.direction.map(crate::oms::kind::Direction::name).unwrap_or_default();
    let task = group.task.as_deref().unwrap_or_default();
    let cells = [task, component, direction, key, client, "", proposal, because].map(cell);
    out.push_str(&format!("{}\r\n", cells.join(",")));
}

/// What speaks for a proposal; `before` it, what else is to be said.
fn because(context: Context<'_, '_>, need: &Need<'_, '_>, before: &str) -> String {
    let evidence = need.finding.fix.iter().flat_map(|fix| &fix.evidence);
    let said: Vec<_> = evidence
        .map(|one| match one.place {
            Some(place) => tr!("{says} ({place})", says = one.says, place = context.export.cite(place)),
            None => one.says.to_string(),
        })
        .collect();
    format!("{before}{}", said.join(semicolon()))
}
