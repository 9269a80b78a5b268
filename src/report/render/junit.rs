//! JUnit XML as Jenkins reads it: one suite, one case a file. A file with findings that fail the run is a failure, a
//! file that could not be read is an error; what does not fail the run stands in the output of its case.

use std::collections::BTreeMap;
use std::io;

use quick_junit::{NonSuccessKind, Property, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::answer::Answer;
use super::library_writer;
use super::screen::{clean_name, found, not_checked, not_shown, say};
use crate::lint::finding::{Finding, Severity};
use crate::report::report::{Failure, Look, Renderer, Report, Tongue};
use crate::text::lang::{semicolon, tr, tr_noop, translated};
use crate::text::sorting;

/// The class of every case. Jenkins takes dots in it for packages, so no path stands here.
const CLASS: &str = "omslint";

/// The name of the case that is about no file.
const THE_RUN: &str = tr_noop!("the whole run");

/// The format `junit`.
#[derive(Debug)]
pub(super) struct JunitXml;

impl Renderer for JunitXml {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn about(&self) -> &'static str {
        tr!("JUnit XML, for Jenkins and others")
    }

    fn tongue(&self) -> Tongue {
        Tongue::Flag
    }

    fn is_own(&self, text: &str) -> bool {
        text.starts_with("<?xml") && text.contains("<testsuites name=\"omslint\"")
    }

    fn render(&self, report: &Report<'_>, _look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let mut suite = TestSuite::new("omslint");
        // There may be a hundred thousand, and a case takes many times what is said in it: each is made once, here.
        suite.add_test_cases(
            subjects(report).into_iter().map(|(path, subject)| subject.case(report, &clean_name(path))),
        );
        suite.add_property(Property::new("summary", verdict(report)));
        let unchecked = report.run.not_checked.iter().map(|item| say(report, &not_checked(item)));
        let unchecked: Vec<String> = unchecked.collect();
        let mut words = vec![verdict(report)];
        words.extend(unchecked.iter().map(|item| tr!("Not checked: {items}", items = item)));
        suite.set_system_out(words.join("\n"));
        let mut junit = Junit::new("omslint");
        junit.add_test_suite(suite);
        library_writer::by_library(out, |out| junit.serialize(WithoutSkipped { out, head: Some(Vec::new()) }))
    }
}

/// Takes the attribute `skipped` of all suites away: the schema of Jenkins knows that of a suite only.
struct WithoutSkipped<'w> {
    out: &'w mut dyn io::Write,
    /// What was written until the first suite began; None behind that.
    head: Option<Vec<u8>>,
}

impl io::Write for WithoutSkipped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(mut head) = self.head.take() else { return self.out.write(bytes) };
        head.extend_from_slice(bytes);
        if memchr::memmem::find(&head, b"<testsuite ").is_none() {
            self.head = Some(head);
            return Ok(bytes.len());
        }
        let skipped = b" skipped=\"0\"";
        let at = memchr::memmem::find(&head, skipped).unwrap_or(head.len());
        self.out.write_all(head.get(..at).unwrap_or_default())?;
        self.out.write_all(head.get(at + skipped.len()..).unwrap_or_default())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn case(name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(CLASS);
    case
}

/// What a case is about.
enum Subject<'r> {
    /// A file that was checked, or the run as a whole.
    Checked(Vec<&'r Finding<'r>>),
    /// A file that could not be.
    Unchecked(&'r Failure),
}

impl Subject<'_> {
    fn case(&self, report: &Report<'_>, name: &str) -> TestCase {
        match self {
            Self::Checked(findings) => of_file(report, name, findings),
            Self::Unchecked(failure) => {
                let message = say(report, &failure.message);
                let message = match failure.position {
                    Some(at) => tr!(
                        "could not be checked: {message} at {line}:{column}",
                        message,
                        line = at.line,
                        column = at.column
                    ),
                    None => tr!("could not be checked: {message}", message),
                };
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(message);
                status.set_type("unreadable-input");
                case(name, status)
            }
        }
    }
}

/// Every file with its path, and the run as a whole if something is to be said of it; in order of the paths.
fn subjects<'r>(report: &'r Report<'r>) -> Vec<(&'r str, Subject<'r>)> {
    let mut files: BTreeMap<usize, Vec<&Finding<'_>>> =
        sorting::map(report.checked.iter().map(|&number| (number, Vec::new())));
    for finding in &report.findings {
        files.entry(finding.place.document).or_default().push(finding);
    }
    let path =
        |number: usize| report.documents.get(number).map_or_else(|| translated(THE_RUN), |document| &document.path);
    let checked = files.into_iter().map(|(number, findings)| (path(number), Subject::Checked(findings)));
    let unchecked = report.failures.iter().map(|failure| (failure.path.as_str(), Subject::Unchecked(failure)));
    let mut subjects: Vec<_> = checked.chain(unchecked).collect();
    sorting::sort_by_key(&mut subjects, |(path, _)| *path);
    // Readers take a suite without a case for a run that did not happen.
    if subjects.is_empty() {
        subjects.push((translated(THE_RUN), Subject::Checked(Vec::new())));
    }
    subjects
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
            let message = say(report, &worst.message);
            status.set_message(match failing.len() {
                1 => message,
                n => tr!("{message} (and {more} more)", message, more = n - 1),
            });
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
    let (severity, code) = (finding.severity.label(), finding.code);
    let mut lines = vec![format!("{}{severity}[{code}] {}", place.unwrap_or_default(), say(report, &finding.message))];
    lines.extend(finding.help.lines().map(|line| say(report, line)).filter(|line| !line.trim().is_empty()));
    if let Some(fix) = &finding.fix {
        lines.push(tr!("{tier}: {title}", tier = fix.tier.heading(), title = say(report, &fix.title)));
    }
    lines.join("\n")
}

fn verdict(report: &Report<'_>) -> String {
    let mut parts = vec![Answer::of(report).words, found(report)];
    parts.extend(not_shown(&report.summary));
    parts.join(semicolon())
}
