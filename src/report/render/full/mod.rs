//! The format for people at a terminal: the answer, the tasks and what each needs; then, rule by rule, source lines with
//! what is wrong underlined, evidence in its own files, and what to do; at the end the answer again, with the next command.

mod block;
mod draw;
mod failure;
mod snippet;
mod summary;
mod tasks;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;

use super::answer::{Answer, NOT_READY, READY};
use super::screen::{self, badge, count, paint, say};
use crate::lint::finding::{Finding, Severity};
use crate::report::report::{Look, Renderer, Report};
use crate::text::lang::{tr, versions};
use crate::text::redact::Masked;

/// As many findings of one rule are shown in full, the others in a line each.
const WHOLE: usize = 3;

/// A path in fewer columns says nothing.
const ROOM: usize = 24;

/// The narrowest terminal that is served; below it lines go over the edge.
const NARROWEST: usize = 40;

/// The format `full`.
#[derive(Debug)]
pub(crate) struct Full;

impl Renderer for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn about(&self) -> &'static str {
        tr!("Source lines, evidence and help, for people at a terminal")
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn is_own(&self, text: &str) -> bool {
        [NOT_READY, READY, screen::NOTHING_CHECKED].into_iter().flat_map(versions).any(|lead| text.starts_with(lead))
    }

    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let look = Look { width: look.width.max(NARROWEST), ..look };
        let failures = |out: &mut dyn io::Write| {
            report.failures.iter().try_for_each(|failure| failure::write(report, look, failure, out))
        };
        if look.verbosity < 0 {
            for finding in &report.findings {
                writeln!(out, "{}", one_line(report, look, finding))?;
            }
            return failures(out);
        }
        let answer = Answer::of(report);
        let is_all_said = answer.is_good() && report.findings.is_empty() && look.verbosity <= 0;
        if !is_all_said {
            summary::write_answer(&answer, look, out)?;
            writeln!(out)?;
        }
        failures(out)?;
        tasks::write(report, look, out)?;
        write_groups(report, look, out)?;
        summary::write(report, &answer, look, out)
    }
}

/// What a person reads first, for a command that goes on to say something else: the answer and the table of tasks.
pub(crate) fn write_overview(report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let look = Look { width: look.width.max(NARROWEST), ..look };
    summary::write_answer(&Answer::of(report), look, out)?;
    if look.verbosity < 0 {
        return Ok(());
    }
    writeln!(out)?;
    tasks::write(report, look, out)
}

/// The documents' texts with their secrets masked, each made when it is first shown.
struct Texts<'a> {
    report: &'a Report<'a>,
    masked: Vec<OnceLock<Masked<'a>>>,
}

impl<'a> Texts<'a> {
    fn new(report: &'a Report<'a>) -> Self {
        Self { report, masked: report.documents.iter().map(|_| OnceLock::new()).collect() }
    }

    fn masked(&self, document: usize) -> Option<&Masked<'a>> {
        let text = self.report.documents.get(document)?;
        Some(self.masked.get(document)?.get_or_init(|| Masked::of(text, self.report.show_secrets)))
    }
}

/// The findings of one rule and one severity, in the order of their places.
struct Group<'a> {
    first: &'a Finding<'a>,
    findings: Vec<&'a Finding<'a>>,
}

/// The findings that are shown, errors first, in groups of one rule.
fn groups<'a>(report: &'a Report<'a>, look: Look) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(Reverse<Severity>, &str), Group<'a>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| shows(report, look, finding)) {
        let group = groups.entry((Reverse(finding.severity), finding.code));
        group.or_insert_with(|| Group { first: finding, findings: Vec::new() }).findings.push(finding);
    }
    groups.into_values().collect()
}

/// Whether a finding is shown: infos only to those who ask for them.
fn shows(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> bool {
    finding.severity > Severity::Info || report.wants_infos || look.verbosity > 0
}

fn write_groups(report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let texts = Texts::new(report);
    let blocks = block::Blocks { report, look, texts: &texts };
    for group in groups(report, look) {
        let whole = if look.verbosity > 0 { group.findings.len() } else { WHOLE };
        let (full, short) = group.findings.split_at(whole.min(group.findings.len()));
        for finding in full {
            blocks.write(finding, out)?;
            writeln!(out)?;
        }
        if short.is_empty() {
            continue;
        }
        let title = format!("{} {}", badge(look, group.first), paint(look, screen::BOLD, group.first.rule));
        let more = tr!("{n} more, a line each (-v shows each in full):", n = short.len());
        writeln!(out, "{title} {}", paint(look, screen::DIM, more))?;
        for finding in short {
            writeln!(out, "  {}", short_line(report, look, finding))?;
        }
        writeln!(out)?;
    }
    let infos = report.findings.iter().filter(|finding| !shows(report, look, finding)).count();
    if infos > 0 {
        let counted = count(infos, "info");
        let words = match infos {
            1 => tr!("{infos} is not shown; -v or --min-severity info shows it.", infos = counted),
            _ => tr!("{infos} are not shown; -v or --min-severity info shows them.", infos = counted),
        };
        writeln!(out, "{}\n", paint(look, screen::DIM, words))?;
    }
    Ok(())
}

/// A finding like others: whom it is about, in a few words what, its fix, and where, as far as there is room for that.
fn short_line(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> String {
    let place = screen::where_is(report, finding.place).unwrap_or_else(|| tr!("the whole run").to_owned());
    let who = block::who(finding, &place).join(" · ");
    let what = if finding.label.is_empty() { &finding.message } else { &finding.label };
    let fix = screen::tier_words(report, finding).map(|words| format!(" [{words}]")).unwrap_or_default();
    let what = say(report, what);
    let words = if who.is_empty() { what } else { tr!("{who}: {what}", who, what) };
    let words = words + &fix;
    let room = look.width.saturating_sub(screen::columns(&words) + 4);
    if !look.whole_paths && room < ROOM {
        return words;
    }
    format!("{words}  {}", paint(look, screen::DIM, draw::clipped(&place, room, look)))
}

/// A finding on one line: where, in a few words what, and its fix.
fn one_line(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> String {
    let place = screen::where_is(report, finding.place).unwrap_or_else(|| tr!("the whole run").to_owned());
    let what = if finding.label.is_empty() { &finding.message } else { &finding.label };
    let fix = screen::tier_words(report, finding).map(|words| paint(look, screen::DIM, format_args!(" [{words}]")));
    format!("{} {place}: {}{}", badge(look, finding), say(report, what), fix.unwrap_or_default())
}
