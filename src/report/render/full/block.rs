//! One finding in full: what and how bad, the source lines, the evidence in other files, what to do, and the fix.

use std::fmt;
use std::io;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as Weight, SourceCode};

use super::Texts;
use super::snippet::{self, Excerpt, Mark};
use crate::lint::finding::{Evidence, Finding, Fix, Label, Severity, Tier};
use crate::report::render::screen::{self, badge, paint, say};
use crate::report::report::{Look, Report};
use crate::text::source::Place;

/// Lines around a marked line of the finding's own file; evidence is shown without.
const CONTEXT: usize = 1;

/// Places in one other file that get source lines; the rest is named in the evidence.
const SHOWN: usize = 4;

/// A message with marked lines, as miette wants it.
struct Note {
    message: String,
    weight: Weight,
    excerpt: Option<Excerpt>,
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Note {}

impl Diagnostic for Note {
    fn severity(&self) -> Option<Weight> {
        Some(self.weight)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|excerpt| Box::new(excerpt.labels()) as Box<_>)
    }
}

/// Shows findings of one report.
pub(super) struct Blocks<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) look: Look,
    pub(super) texts: &'a Texts<'a>,
}

impl Blocks<'_> {
    /// Writes one finding in full.
    pub(super) fn write(&self, finding: &Finding<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let rule = paint(self.look, screen::BOLD, finding.rule);
        writeln!(out, "{}", self.linked(finding, &format!("{} {rule}", badge(self.look, finding))))?;
        let (own, other): (Vec<&Label>, Vec<&Label>) =
            finding.related.iter().partition(|label| label.place.document == finding.place.document);
        let mut marks = vec![self.mark(finding.place, &finding.label, true)];
        marks.extend(own.iter().map(|label| self.mark(label.place, &label.message, false)));
        let weight = match finding.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Info => Weight::Advice,
        };
        let excerpt = self.excerpt(finding.place.document, marks, CONTEXT);
        self.note("i", &say(self.report, &short(finding)), weight, excerpt, out)?;
        self.write_others(&other, out)?;
        if !finding.help.trim().is_empty() {
            let lines: Vec<Row> = finding.help.lines().map(|line| Row::Plain(say(self.report, line))).collect();
            self.write_list("help", &lines, out)?;
        }
        match &finding.fix {
            Some(fix) => self.write_fix(finding, fix, out),
            None => Ok(()),
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

    /// Related places in other files, file by file in the order of their first one.
    fn write_others(&self, labels: &[&Label], out: &mut dyn io::Write) -> io::Result<()> {
        let mut documents: Vec<usize> = Vec::new();
        for label in labels {
            if !documents.contains(&label.place.document) {
                documents.push(label.place.document);
            }
        }
        for document in documents {
            let here: Vec<_> = labels.iter().filter(|label| label.place.document == document).collect();
            let (message, marks) = match here.as_slice() {
                // One place: what is said there heads the lines, and the mark needs no words.
                [label] => (say(self.report, &label.message), vec![self.mark(label.place, "", true)]),
                _ => {
                    let marks = here.iter().take(SHOWN).map(|label| self.mark(label.place, &label.message, false));
                    (screen::count(here.len(), "related place"), marks.collect())
                }
            };
            self.note("note:", &message, Weight::Advice, self.excerpt(document, marks, 0), out)?;
        }
        Ok(())
    }

    fn excerpt(&self, document: usize, marks: Vec<Mark>, context: usize) -> Option<Excerpt> {
        let masked = self.texts.masked(document)?;
        let document = self.report.documents.get(document)?;
        Some(snippet::excerpt(document, masked, marks, self.look.width, context))
    }

    /// A message and its source lines; `lead` stands before a message that is advice.
    fn note(
        &self,
        lead: &str,
        message: &str,
        weight: Weight,
        excerpt: Option<Excerpt>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut theme = if self.look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        theme.characters.error = "×".into();
        theme.characters.warning = "!".into();
        theme.characters.advice = lead.into();
        theme.styles.link = theme.styles.advice;
        let strong = match weight {
            Weight::Error => theme.styles.error,
            Weight::Warning => theme.styles.warning,
            Weight::Advice => theme.styles.advice,
        };
        if let Some(excerpt) = &excerpt {
            let style = |primary| if primary { strong } else { theme.styles.advice };
            theme.styles.highlights = excerpt.primaries().map(style).collect();
        }
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_links(false)
            .with_urls(false)
            .with_width(self.look.width)
            .with_wrap_lines(false)
            .with_context_lines(1)
            .tab_width(snippet::TAB)
            .without_syntax_highlighting();
        // Wrapped here, because miette would break ids at their dashes.
        let message =
            screen::wrap(message, self.look.width.saturating_sub(screen::columns(lead) + 3).max(20)).join("\n");
        let mut text = String::new();
        let note = Note { message, weight, excerpt };
        handler.render_report(&mut text, &note).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }

    fn write_fix(&self, finding: &Finding<'_>, fix: &Fix<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let name = match fix.tier {
            Tier::Safe => "safe fix",
            Tier::Unsafe => "unsafe fix",
            Tier::NeedsValue => "needs a value",
        };
        let mut title = say(self.report, &fix.title);
        if fix.tier == Tier::Unsafe {
            title.push_str(" (applied with --unsafe-fixes only)");
        }
        if let Some(proposal) = &fix.proposal {
            title.push_str(&format!(", proposal: {}", say(self.report, &proposal.to_string())));
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

    /// `coordinator.json:12 says …`: a neighbour by its name, any other file by its path.
    fn evidence(&self, finding: &Finding<'_>, evidence: &Evidence) -> String {
        let says = say(self.report, &evidence.says);
        let Some((place, document)) =
            evidence.place.and_then(|place| Some((place, self.report.documents.get(place.document)?)))
        else {
            return format!("you said: {says}");
        };
        let folder = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
        let own = self.report.documents.get(finding.place.document).map_or("", |document| &document.path);
        let (own_folder, its_folder) = (own.get(..folder(own)), document.path.get(..folder(&document.path)));
        let name = match document.path.get(folder(&document.path)..) {
            Some(name) if own_folder == its_folder => name,
            _ => &document.path,
        };
        format!("{}:{} says {says}", screen::clean_name(name), document.position(place.span.start()).line)
    }

    /// `  help: …` with every further line below the first; what continues a line with a dash stands behind it.
    fn write_list(&self, name: &str, lines: &[Row], out: &mut dyn io::Write) -> io::Result<()> {
        let indent = name.len() + 4;
        let mut lead = format!("  {}", paint(self.look, screen::NOTE, format_args!("{name}:")));
        for line in lines {
            let (mut dash, rest) = match line {
                Row::Plain(text) => ("", text),
                Row::Item(text) => (" -", text),
            };
            let width = self.look.width.saturating_sub(indent + dash.len()).max(20);
            for part in screen::wrap(rest, width) {
                writeln!(out, "{lead}{dash} {part}")?;
                lead = " ".repeat(indent - 1);
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

/// The message without the id, task and server that the heading of its group names.
fn short(finding: &Finding<'_>) -> String {
    let subject = &finding.subject;
    if subject.component.is_none() {
        return finding.message.clone();
    }
    finding.message.replacen(&subject.address(), "", 1)
}
