//! The findings as a table for a spreadsheet: one row a finding. UTF-8 with a mark, so that a spreadsheet knows; what stands in a
//! cell stays text there.

use crate::lint::finding::Finding;
use crate::report::report::{Failure, Report};
use crate::upgrade::cell::cell;

/// The columns. As in every format for programs, they do not change with the language.
const HEAD: &str = "file,line,column,code,rule,severity,certainty,task,component,message";

/// The table of all findings of a report, in its order, and of what could not be read: that has no code, and no less weight.
pub(super) fn write(report: &Report<'_>) -> String {
    let mut out = format!("\u{feff}{HEAD}\r\n");
    let mut row = |path: &str, place: Option<(usize, usize)>, rest: [&str; 7]| {
        let (line, column) = place.map(|(line, column)| (line.to_string(), column.to_string())).unwrap_or_default();
        let path = cell(path);
        out.push_str(&format!("{path},{line},{column},{}\r\n", rest.map(cell).join(",")));
    };
    for finding in &report.findings {
        let (path, place) = at(report, finding);
        let (task, component) = (finding.subject.task.as_deref(), finding.subject.component.as_deref());
        let is = [finding.code, finding.rule, finding.severity.name(), finding.certainty.name()];
        let [code, rule, severity, certainty] = is;
        let of = [task.unwrap_or_default(), component.unwrap_or_default(), &finding.message];
        let [task, component, message] = of;
        row(path, place, [code, rule, severity, certainty, task, component, message]);
    }
    for Failure { path, message, position, .. } in &report.failures {
        let place = position.map(|position| (position.line, position.column));
        row(path, place, ["", "failure", "error", "certain", "", "", message]);
    }
    out
}

/// The file of a finding, and its line and column; nothing for the run as a whole.
fn at<'r>(report: &'r Report<'_>, finding: &Finding<'_>) -> (&'r str, Option<(usize, usize)>) {
    let Some(document) = report.documents.get(finding.place.document) else { return ("", None) };
    let position = document.position(finding.place.span.start());
    (&document.path, Some((position.line, position.column)))
}
