//! What could not be read, as miette draws it: what and why, and the line where it went wrong.

use std::fmt;
use std::io;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents,
};

use super::{draw, snippet};
use crate::report::render::screen::{self, paint, say};
use crate::report::report::{Failure, Look, Report};
use crate::text::lang::tr;

/// A failure with its line, as miette wants it.
struct Unread {
    message: String,
    /// Empty where no line is known.
    label: Option<LabeledSpan>,
    source: Window,
}

/// The part of the line that is shown.
struct Window {
    name: String,
    text: String,
    /// From 0.
    line: usize,
    /// From 0.
    column: usize,
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unread {}

impl Diagnostic for Unread {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.label.as_ref().map(|_| &self.source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label.clone().map(|label| Box::new(std::iter::once(label)) as Box<_>)
    }
}

impl SourceCode for Window {
    /// Always the whole line; without context, miette asks where the label stands.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let column = if before + after == 0 { self.column } else { 0 };
        let whole = if before + after == 0 { *span } else { SourceSpan::new(0.into(), self.text.len()) };
        let data = self.text.as_bytes().get(whole.offset()..whole.offset() + whole.len());
        let data = data.ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, whole, self.line, column, 1)))
    }
}

/// Writes one failure.
pub(super) fn write(report: &Report<'_>, look: Look, failure: &Failure, out: &mut dyn io::Write) -> io::Result<()> {
    let badge = paint(look, screen::BAD.bold(), tr!("failure"));
    let message = say(report, &failure.message);
    if look.verbosity < 0 {
        return writeln!(out, "{badge} {}: {message}", screen::where_failed(failure));
    }
    writeln!(out, "{badge} {}", paint(look, screen::BOLD, tr!("could not be checked")))?;
    let message = screen::wrap(&message, look.width.saturating_sub(4).max(20)).join("\n");
    let (Some(line), Some(position)) = (&failure.line, failure.position) else {
        for (at, line) in message.lines().enumerate() {
            writeln!(out, "  {} {line}", if at == 0 { paint(look, screen::BAD, "×") } else { " ".to_owned() })?;
        }
        let place = draw::clipped(&screen::where_failed(failure), look.width.saturating_sub(7), look);
        return writeln!(out, "   {}\n", paint(look, screen::NOTE, format_args!("╰─[{place}]")));
    };
    let digits = position.line.to_string().len();
    let (text, before) = snippet::around(line, position.column, look.width.saturating_sub(digits + 4));
    let at = text.char_indices().scan(0, |columns, (at, c)| {
        let start = *columns;
        *columns += screen::columns(c.encode_utf8(&mut [0; 4]));
        Some((at, start))
    });
    let at = at.into_iter().find(|(_, column)| *column >= before).map_or(text.len(), |(at, _)| at);
    let room = look.width.saturating_sub(digits + 7 + format!(":{}:{}", position.line, position.column).len());
    let unread = Unread {
        message,
        label: Some(LabeledSpan::new_primary_with_span(None, SourceSpan::new(at.into(), 0))),
        source: Window {
            name: draw::clipped(&failure.path, room, look),
            text: format!("{text}\n"),
            line: position.line - 1,
            column: position.column.saturating_sub(1),
        },
    };
    let mut drawn = String::new();
    let theme = if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut theme = theme;
    theme.characters.error = "×".into();
    theme.styles.link = theme.styles.advice;
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_urls(false)
        .with_width(look.width)
        .with_wrap_lines(false)
        .with_context_lines(1)
        .tab_width(snippet::TAB)
        .without_syntax_highlighting();
    handler.render_report(&mut drawn, &unread).map_err(io::Error::other)?;
    writeln!(out, "{}", drawn.trim_end_matches('\n'))?;
    writeln!(out)
}
