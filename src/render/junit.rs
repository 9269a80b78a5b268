//! JUnit XML as Jenkins reads it: one suite, one case a file. A file with findings that fail the run is a failure, a
//! file that could not be read is an error; what does not fail the run stands in the output of its case.

use std::collections::BTreeMap;
use std::io;

use quick_junit::{NonSuccessKind, Property, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::screen::{clean_name, count, hidden, nothing_found, say, severities};
use crate::finding::{Finding, Severity, Tier};
use crate::report::{Look, Renderer, Report};

/// The class of every case. Jenkins takes dots in it for packages, so no path stands here.
const CLASS: &str = "omslint";

/// The format `junit`.
#[derive(Debug)]
pub struct JunitXml;

impl Renderer for JunitXml {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn is_own(&self, text: &str) -> bool {
        text.starts_with("<?xml") && text.contains("<testsuites name=\"omslint\"")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let mut suite = TestSuite::new("omslint");
        let mut cases = cases(report);
        for failure in &report.failures {
            let place = failure.position.map(|at| format!(" at {}:{}", at.line, at.column)).unwrap_or_default();
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(format!("could not be checked: {}{place}", say(report, &failure.message)));
            status.set_type("unreadable-input");
            cases.push((clean_name(&failure.path), case(&clean_name(&failure.path), status)));
        }
        cases.sort_by(|a, b| a.0.cmp(&b.0));
        suite.add_test_cases(cases.into_iter().map(|(_, case)| case));
        suite.add_property(Property::new("summary", verdict(report)));
        let unchecked = report.run.not_checked.iter().map(|item| say(report, &format!("{}: {}", item.what, item.why)));
        let unchecked: Vec<String> = unchecked.collect();
        let mut words = vec![verdict(report)];
        words.extend(unchecked.iter().map(|item| format!("Not checked: {item}")));
        suite.set_system_out(words.join("\n"));
        let mut junit = Junit::new("omslint");
        junit.add_test_suite(suite);
        let text = junit.to_string().map_err(io::Error::other)?;
        // Jenkins' schema knows this attribute of a suite, but not of all of them.
        writeln!(out, "{}", text.trim_end().replacen(" skipped=\"0\"", "", 1))
    }
}

fn case(name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(CLASS);
    case
}

/// A case for every file that was checked, and one for the run as a whole if something is to be said of it.
fn cases(report: &Report<'_>) -> Vec<(String, TestCase)> {
    let mut files: BTreeMap<usize, Vec<&Finding<'_>>> =
        report.checked.iter().map(|&number| (number, Vec::new())).collect();
    for finding in &report.findings {
        files.entry(finding.place.document).or_default().push(finding);
    }
    let name = |number: usize| {
        let path = report.documents.get(number).map(|document| clean_name(&document.path));
        path.unwrap_or_else(|| "the whole run".to_owned())
    };
    let made = files.into_iter().map(|(number, findings)| {
        let name = name(number);
        let made = of_file(report, &name, &findings);
        (name, made)
    });
    made.collect()
}

fn of_file(report: &Report<'_>, name: &str, findings: &[&Finding<'_>]) -> TestCase {
    let fails = |severity: Severity| report.fails.is_some_and(|least| severity >= least);
    let (failing, other): (Vec<&Finding<'_>>, Vec<&Finding<'_>>) =
        findings.iter().partition(|finding| fails(finding.severity));
    let all = |findings: &[&Finding<'_>]| {
        findings.iter().map(|finding| said(report, finding)).collect::<Vec<_>>().join("\n\n")
    };
    let mut made = match failing.iter().rev().max_by_key(|finding| finding.severity) {
        None => case(name, TestCaseStatus::success()),
        Some(worst) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let more = match failing.len() {
                1 => String::new(),
                n => format!(" (and {} more)", n - 1),
            };
            status.set_message(format!("{}{more}", say(report, &worst.message)));
            status.set_type(format!("{} {}", worst.code, worst.rule));
            status.set_description(all(&failing));
            case(name, status)
        }
    };
    if !other.is_empty() {
        made.set_system_out(all(&other));
    }
    made
}

/// One finding: place, severity, code, what happens, what to do, and its fix.
fn said(report: &Report<'_>, finding: &Finding<'_>) -> String {
    let place = report.documents.get(finding.place.document).map(|document| {
        let at = document.position(finding.place.span.start());
        format!("{}:{}: ", at.line, at.column)
    });
    let (severity, code) = (finding.severity.name(), finding.code);
    let mut lines = vec![format!("{}{severity}[{code}] {}", place.unwrap_or_default(), say(report, &finding.message))];
    lines.extend(finding.help.lines().map(|line| say(report, line)).filter(|line| !line.trim().is_empty()));
    if let Some(fix) = &finding.fix {
        let tier = match fix.tier {
            Tier::Safe => "Safe fix",
            Tier::Unsafe => "Unsafe fix",
            Tier::NeedsValue => "Needs a value",
        };
        lines.push(format!("{tier}: {}", say(report, &fix.title)));
    }
    lines.join("\n")
}

fn verdict(report: &Report<'_>) -> String {
    let summary = &report.summary;
    if summary.error + summary.warning + summary.info == 0 {
        return nothing_found(report).1;
    }
    let mut parts = vec![severities(summary).map(|(_, words)| words).join(", ")];
    if !report.failures.is_empty() {
        parts.push(format!("{} could not be checked", count(report.failures.len(), "file")));
    }
    parts.extend(hidden(summary));
    parts.join("; ")
}
