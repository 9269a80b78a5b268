//! One finding in full: what and how bad, the source lines, the evidence in other files, what to do, and the fix.

use std::io;

use super::Texts;
use super::draw::{BESIDE, Picture, beside};
use super::snippet::{self, Excerpt, Mark};
use crate::lint::finding::{Evidence, Finding, Fix, Tier};
use crate::oms::kind::Direction;
use crate::report::render::screen::{self, badge, paint, say};
use crate::report::report::{Look, Report};
use crate::text::lang::tr;
use crate::text::source::Place;

/// Places in one other file that get source lines; the rest is named in the evidence.
const SHOWN: usize = 4;

/// Shows findings of one report.
pub(super) struct Blocks<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) look: Look,
    pub(super) texts: &'a Texts<'a>,
}

impl Blocks<'_> {
    /// Writes one finding in full.
    pub(super) fn write(&self, finding: &Finding<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        self.write_title(finding, out)?;
        for line in screen::wrap(&say(self.report, &short(finding)), self.look.width.saturating_sub(2)) {
            writeln!(out, "  {}", paint(self.look, screen::BOLD, line))?;
        }
        let files = self.files(finding);
        if !files.is_empty() {
            Picture { look: self.look, strong: screen::style_of(finding.severity), files: &files }.write(out)?;
        }
        if !finding.help.trim().is_empty() {
            let lines: Vec<Row> = finding.help.lines().map(|line| Row::Plain(say(self.report, line))).collect();
            self.write_list(tr!("help: "), &lines, out)?;
        }
        match &finding.fix {
            Some(fix) => self.write_fix(finding, fix, out),
            None => Ok(()),
        }
    }

    /// `error[OMS101] missing-db-type · task · server · direction`; what does not fit stands below.
    fn write_title(&self, finding: &Finding<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let rule = paint(self.look, screen::BOLD, finding.rule);
        let title = self.linked(finding, &format!("{} {rule}", badge(self.look, finding)));
        let path = self.report.documents.get(finding.place.document).map_or("", |document| &document.path);
        let who = who(finding, path).join(" · ");
        let used = screen::columns(finding.severity.label()) + finding.code.len() + finding.rule.len() + 6;
        if who.is_empty() {
            writeln!(out, "{title}")
        } else if used + screen::columns(&who) <= self.look.width {
            writeln!(out, "{title} {}", paint(self.look, screen::DIM, format_args!("· {who}")))
        } else {
            writeln!(out, "{title}")?;
            screen::wrap(&who, self.look.width.saturating_sub(2))
                .iter()
                .try_for_each(|line| writeln!(out, "  {}", paint(self.look, screen::DIM, line)))
        }
    }

    /// `text` as a link to the page of the rule, where the terminal takes links.
    fn linked(&self, finding: &Finding<'_>, text: &str) -> String {
        let page = self.report.rules.iter().find(|meta| meta.code == finding.code).filter(|_| self.look.links);
        let address = page.and_then(|meta| meta.url());
        address.map_or_else(|| text.to_owned(), |address| format!("\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"))
    }

    fn mark(&self, place: Place, text: &str, primary: bool) -> Mark {
        Mark { span: place.span, text: say(self.report, text), primary }
    }

    /// The marked lines, file by file: that of the finding first, the others in the order of their first mark.
    fn files(&self, finding: &Finding<'_>) -> Vec<(String, Excerpt)> {
        let own = finding.place.document;
        let mut files: Vec<(usize, Vec<Mark>)> = vec![(own, vec![self.mark(finding.place, &finding.label, true)])];
        for label in &finding.related {
            let mark = self.mark(label.place, &label.message, false);
            match files.iter_mut().find(|(document, _)| *document == label.place.document) {
                Some((document, marks)) if *document == own || marks.len() < SHOWN => marks.push(mark),
                Some(_) => {}
                None => files.push((label.place.document, vec![mark])),
            }
        }
        let first = self.report.documents.get(own).map(|document| document.path.clone());
        let files = files.into_iter().filter_map(|(number, marks)| {
            let (masked, document) = (self.texts.masked(number)?, self.report.documents.get(number)?);
            let digits = document.lines().lines().to_string().len();
            let excerpt = snippet::excerpt(document, masked, marks, self.look.width.saturating_sub(digits + BESIDE));
            let name = first.as_ref().filter(|_| number != own).map(|first| beside(first, &document.path));
            Some((name.unwrap_or_else(|| document.path.to_string()), excerpt))
        });
        files.collect()
    }

    fn write_fix(&self, finding: &Finding<'_>, fix: &Fix<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let name = match fix.tier {
            Tier::Safe => tr!("safe fix: "),
            Tier::Unsafe => tr!("unsafe fix: "),
            Tier::NeedsValue => tr!("needs a value: "),
        };
        let mut title = say(self.report, &fix.title);
        if fix.tier == Tier::Unsafe {
            title = tr!("{title} (applied with --unsafe-fixes only)", title);
        }
        if let Some(proposal) = &fix.proposal {
            title = tr!("{title}, proposal: {value}", title, value = say(self.report, &proposal.to_string()));
        }
        let mut lines = vec![Row::Plain(title)];
        // What has source lines above needs no second line here.
        let is_shown = |evidence: &&Evidence| {
            let place = evidence.place;
            place.is_some_and(|place| finding.related.iter().any(|label| label.place == place))
        };
        let untold = fix.evidence.iter().filter(|evidence| !is_shown(evidence));
        lines.extend(untold.map(|evidence| Row::Item(self.evidence(finding, evidence))));
        self.write_list(name, &lines, out)
    }

    /// `coordinator.json:12 says …`: a file by what its path has that the finding's has not.
    fn evidence(&self, finding: &Finding<'_>, evidence: &Evidence) -> String {
        let says = say(self.report, &evidence.says);
        let Some((place, document)) =
            evidence.place.and_then(|place| Some((place, self.report.documents.get(place.document)?)))
        else {
            return tr!("you said: {says}", says);
        };
        let own = self.report.documents.get(finding.place.document).map_or("", |document| &document.path);
        let name = screen::clean_name(&beside(own, &document.path));
        tr!("{file}:{line} says {says}", file = name, line = document.position(place.span.start()).line, says)
    }

    /// `  help: …` (`name` with what parts it from the first line) with every further line below the first; what continues a line with a dash stands behind it.
    fn write_list(&self, name: &str, lines: &[Row], out: &mut dyn io::Write) -> io::Result<()> {
        let indent = screen::columns(name) + 2;
        let word = name.trim_end();
        let mut lead = format!("  {}{}", paint(self.look, screen::NOTE, word), " ".repeat(name.len() - word.len()));
        for line in lines {
            let (mut dash, rest) = match line {
                Row::Plain(text) => ("", text),
                Row::Item(text) => ("- ", text),
            };
            let width = self.look.width.saturating_sub(indent + dash.len()).max(20);
            for part in screen::wrap(rest, width) {
                writeln!(out, "{lead}{dash}{part}")?;
                lead = " ".repeat(indent);
                dash = if dash.is_empty() { "" } else { "  " };
            }
        }
        Ok(())
    }
}

/// A line of a list, before it is wrapped.
enum Row {
    Plain(String),
    /// It gets a dash in front.
    Item(String),
}

/// Task, server and direction that a finding is about, and the component's id where its path does not name it.
pub(super) fn who(finding: &Finding<'_>, path: &str) -> Vec<String> {
    let subject = &finding.subject;
    let direction = subject.direction.map(Direction::label);
    let component = subject.component.as_deref().filter(|id| !path.contains(id));
    let words = [subject.task.as_deref(), subject.server.as_deref(), direction, component];
    words.into_iter().flatten().map(screen::clean_name).collect()
}

/// The message without the id, task and server that its title names.
fn short(finding: &Finding<'_>) -> String {
    let subject = &finding.subject;
    if subject.component.is_none() {
        return finding.message.clone();
    }
    subject.shortened(&finding.message)
}
