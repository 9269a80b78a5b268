//! The format for people at a terminal: source lines with what is wrong underlined, evidence in its own files, what
//! to do, and a summary with the next command. Findings of one component stand together.

mod block;
mod snippet;
mod summary;

use std::collections::HashMap;
use std::io;
use std::sync::OnceLock;

use super::screen::{self, badge, paint, say};
use crate::lint::finding::{Certainty, Finding, Severity, Tier};
use crate::report::report::{Failure, Look, Renderer, Report};
use crate::text::redact::Masked;

/// With more findings that differ in nothing but their place, only the first is shown in full.
const MANY: usize = 12;

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
        "Source lines, evidence and help, for people at a terminal"
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn is_own(&self, text: &str) -> bool {
        ["── ", screen::NO_FINDINGS, screen::NOTHING_CHECKED, "failure could not be checked"]
            .iter()
            .any(|lead| text.starts_with(lead))
    }

    fn render(&self, report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let look = Look { width: look.width.max(NARROWEST), ..look };
        if look.verbosity < 0 {
            for finding in &report.findings {
                writeln!(out, "{}", one_line(report, look, finding))?;
            }
        } else {
            write_groups(report, look, out)?;
        }
        for failure in &report.failures {
            write_failure(report, look, failure, out)?;
        }
        if look.verbosity < 0 { Ok(()) } else { summary::write(report, look, out) }
    }
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

/// What makes findings alike: code, severity, certainty and tier.
type Likeness = (&'static str, Severity, bool, Option<Tier>);

fn likeness(finding: &Finding<'_>) -> Likeness {
    let tier = finding.fix.as_ref().map(|fix| fix.tier);
    (finding.code, finding.severity, finding.certainty == Certainty::Certain, tier)
}

/// The findings of one component.
struct Group<'a> {
    heading: Heading,
    findings: Vec<&'a Finding<'a>>,
}

/// What a group's heading says, and what makes it one group.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Heading {
    /// Server, task and direction, as far as they are known.
    words: Vec<String>,
    /// The component's id; else the folder or file it was found in.
    component: String,
}

fn heading(report: &Report<'_>, finding: &Finding<'_>) -> Heading {
    let subject = &finding.subject;
    let direction = subject.direction.map(|direction| direction.name().to_owned());
    let words = [subject.server.clone(), subject.task.clone(), direction];
    let path = report.documents.get(finding.place.document).map(|document| &*document.path);
    let component = match (&subject.component, path) {
        (Some(id), _) => id,
        (None, Some(path)) => path,
        (None, None) => "the whole run",
    };
    Heading {
        words: words.into_iter().flatten().map(|word| screen::clean_name(&word)).collect(),
        component: screen::clean_name(component),
    }
}

/// Groups in the order of their first finding.
fn groups<'a>(report: &'a Report<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known: HashMap<Heading, usize> = HashMap::new();
    for finding in &report.findings {
        let heading = heading(report, finding);
        let at = *known.entry(heading.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.findings.push(finding),
            None => groups.push(Group { heading, findings: vec![finding] }),
        }
    }
    groups
}

fn write_groups(report: &Report<'_>, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let texts = Texts::new(report);
    let blocks = block::Blocks { report, look, texts: &texts };
    let mut alike: HashMap<Likeness, usize> = HashMap::new();
    for finding in &report.findings {
        *alike.entry(likeness(finding)).or_default() += 1;
    }
    let mut shown: HashMap<Likeness, usize> = HashMap::new();
    let mut shortened = false;
    for group in groups(report) {
        let (full, short): (Vec<&Finding<'_>>, Vec<&Finding<'_>>) = group.findings.iter().partition(|finding| {
            let kind = likeness(finding);
            let before = shown.entry(kind).or_default();
            *before += 1;
            *before == 1 || look.verbosity > 0 || alike.get(&kind).is_none_or(|&number| number <= MANY)
        });
        if !full.is_empty() {
            if std::mem::take(&mut shortened) {
                writeln!(out)?;
            }
            write_heading(look, &group.heading, out)?;
        }
        for finding in full {
            blocks.write(finding, out)?;
            writeln!(out)?;
        }
        for finding in short {
            writeln!(out, "{}", one_line(report, look, finding))?;
            shortened = true;
        }
    }
    if shortened {
        writeln!(
            out,
            "{}\n",
            paint(look, screen::DIM, "Findings like others are in one line; -v shows all of them in full.")
        )?;
    }
    Ok(())
}

/// A rule with server, task, direction and component on it; the component below where the line would be too long.
fn write_heading(look: Look, heading: &Heading, out: &mut dyn io::Write) -> io::Result<()> {
    let mut words = heading.words.clone();
    let mut below = Some(&heading.component);
    let long: usize =
        words.iter().map(|word| screen::columns(word) + 3).sum::<usize>() + screen::columns(&heading.component);
    if words.is_empty() || long + 4 <= look.width {
        words.extend(below.take().cloned());
    }
    let words = words.join(" · ");
    let rest = look.width.saturating_sub(screen::columns(&words) + 4);
    let (lead, tail) = (paint(look, screen::DIM, "──"), paint(look, screen::DIM, "─".repeat(rest)));
    writeln!(out, "{lead} {} {tail}", paint(look, screen::BOLD, words))?;
    match below {
        Some(component) => writeln!(out, "   {}\n", paint(look, screen::DIM, component)),
        None => writeln!(out),
    }
}

/// A finding on one line: where, in a few words what, and its fix.
fn one_line(report: &Report<'_>, look: Look, finding: &Finding<'_>) -> String {
    let place = screen::where_is(report, finding.place).unwrap_or_else(|| "the whole run".to_owned());
    let what = if finding.label.is_empty() { &finding.message } else { &finding.label };
    let fix = screen::tier_words(report, finding).map(|words| paint(look, screen::DIM, format_args!(" [{words}]")));
    format!("{} {place}: {}{}", badge(look, finding), say(report, what), fix.unwrap_or_default())
}

fn write_failure(report: &Report<'_>, look: Look, failure: &Failure, out: &mut dyn io::Write) -> io::Result<()> {
    let badge = paint(look, screen::BAD.bold(), "failure");
    let place = screen::where_failed(failure);
    let message = say(report, &failure.message);
    if look.verbosity < 0 {
        return writeln!(out, "{badge} {place}: {message}");
    }
    writeln!(out, "{badge} {}", paint(look, screen::BOLD, "could not be checked"))?;
    for line in screen::wrap(&message, look.width.saturating_sub(4)) {
        writeln!(out, "  {} {line}", paint(look, screen::BAD, "×"))?;
    }
    let note = |text: &str| paint(look, screen::NOTE, text);
    let (Some(line), Some(position)) = (&failure.line, failure.position) else {
        return writeln!(out, "   {}\n", note(&format!("╰─[{place}]")));
    };
    let number = position.line.to_string();
    let gap = " ".repeat(number.len() + 2);
    let (text, before) = snippet::around(line, position.column, look.width.saturating_sub(number.len() + 4));
    writeln!(out, "{gap}{}", note(&format!("╭─[{place}]")))?;
    writeln!(out, " {} {} {text}", paint(look, screen::DIM, &number), note("│"))?;
    writeln!(out, "{gap}{} {}{}", note("·"), " ".repeat(before), paint(look, screen::BAD, "▲"))?;
    writeln!(out, "{gap}{}\n", note("╰────"))
}
