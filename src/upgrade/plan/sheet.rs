//! `tasks.csv`: one row for each value that is to be entered and for each task that needs something else, for a team that
//! works in a spreadsheet. UTF-8 with a mark, so that a spreadsheet knows; ids and seconds stay text in it.

use super::steps::NewKey;
use super::tasks::TaskPlan;
use crate::lint::states::State;
use crate::text::redact;

const HEAD: &str = "number,server,task,component,key,old value,new value,because,who,checked by,time,result";

/// The sheet.
pub(super) fn write(tasks: &[TaskPlan]) -> String {
    let mut out = format!("\u{feff}{HEAD}\r\n");
    let mut number = 0;
    let mut row = |cells: [&str; 7]| {
        number += 1;
        let cells: Vec<_> = cells.into_iter().map(cell).collect();
        out.push_str(&format!("{number},{},,,,\r\n", cells.join(",")));
    };
    for task in tasks {
        let mut is_told = false;
        for step in task.due() {
            let server = step.server.as_deref().unwrap_or_default();
            let component = step.component.as_deref().unwrap_or(&step.path);
            for entry in &step.entries {
                let old = entry.old.as_ref().map(NewKey::text).unwrap_or_default();
                let guessed = if entry.is_guessed { "guessed, confirm first: " } else { "" };
                let because = format!("{guessed}{}", entry.because);
                row([server, &task.name, component, &entry.key, &old, &NewKey::text(&entry.new), &because]);
                is_told = true;
            }
        }
        for wanted in &task.wanted {
            let server = wanted.server.as_deref().unwrap_or_default();
            let proposal = wanted.proposal.as_ref().map(|value| format!("; proposal, not decided: {value}"));
            let because = format!("{}{}", wanted.why, proposal.unwrap_or_default());
            let component = wanted.id.as_deref().unwrap_or(&wanted.component);
            row([server, &task.name, component, &wanted.key, "", "", &because]);
            is_told = true;
        }
        if !is_told && task.state != State::Ready {
            let servers = task.servers.iter().cloned().collect::<Vec<_>>().join(" ");
            let because = format!("{}: {}", task.state.name(), task.reasons.join("; "));
            row([&servers, &task.name, "", "", "", "", &because]);
        }
    }
    out
}

/// A cell that a spreadsheet takes for text: no formula, and no number that it would round.
pub(super) fn cell(text: &str) -> String {
    let text = redact::text(text);
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("\"=\"\"{text}\"\"\"");
    }
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_text() {
        assert_eq!(cell("1690880977"), "\"=\"\"1690880977\"\"\"");
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("a\nb"), "a b");
    }
}
