//! What stands at the other end of the output: its width, whether it takes colours and links; and writing to it.

use std::io::{self, IsTerminal, Write};

use super::args::{ColourArg, OutputArgs};
use crate::report::report::{Look, Renderer, Report};

/// Width of output that goes to no terminal.
pub(super) const PIPED_WIDTH: usize = 100;

/// Whether to colour what goes to a stream.
#[must_use]
pub(super) fn colour(choice: ColourArg, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let off = || std::env::var_os("CLICOLOR").is_some_and(|value| value == "0") || is_dumb();
    let forced = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    // A console of Windows has to be asked, even where colours are forced.
    let takes_escapes = takes_escapes();
    match choice {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto if set("NO_COLOR") => false,
        ColourArg::Auto => {
            forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") || (is_terminal && !off() && takes_escapes)
        }
    }
}

/// Whether what stands there takes colours as escapes. A console of Windows must be asked to, and older ones than that
/// of Windows 10 cannot; whoever sets `TERM` there (Git Bash, a connection over SSH) is a terminal of the other kind.
fn takes_escapes() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(true) || std::env::var_os("TERM").is_some()
}

/// Whether the command line asks for colours, whatever stands at the other end.
#[must_use]
pub(super) fn is_forced(choice: ColourArg) -> bool {
    choice == ColourArg::Always
}

/// Whether the terminal says that it takes text and nothing else.
#[must_use]
pub(super) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}

/// Whether the terminal is known to take links (OSC 8): those that say who they are. Others might show the address.
fn knows_links() -> bool {
    let is = |name: &str, values: &[&str]| std::env::var(name).is_ok_and(|value| values.contains(&value.as_str()));
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // Inside tmux and screen these variables tell of a terminal that may be another one by now.
    let is_wrapped = set("TMUX") || set("STY") || is("TERM", &["dumb", "linux", "screen"]);
    let is_recent_vte =
        || std::env::var("VTE_VERSION").is_ok_and(|version| version.parse().is_ok_and(|v: u32| v >= 5000));
    !is_wrapped
        && (is("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"])
            || is("TERM", &["xterm-kitty", "xterm-ghostty", "alacritty", "foot"])
            || set("KITTY_WINDOW_ID")
            || set("WT_SESSION")
            || set("KONSOLE_VERSION")
            || is_recent_vte())
}

/// How output to a stream is to look.
#[must_use]
pub(super) fn look(output: &OutputArgs, is_terminal: bool) -> Look {
    sized(colour(output.color, is_terminal), is_terminal, i8::from(output.verbose) - i8::from(output.quiet))
}

fn sized(colour: bool, is_terminal: bool, verbosity: i8) -> Look {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = if is_terminal { columns.or_else(terminal) } else { columns };
    Look {
        colour,
        links: colour && is_terminal && knows_links(),
        width: width.unwrap_or(PIPED_WIDTH).max(40),
        whole_paths: width.is_none(),
        verbosity,
    }
}

/// How standard output is to look for a command that asks nothing of that.
#[must_use]
pub(super) fn plain_look() -> Look {
    sized(colour(ColourArg::Auto, io::stdout().is_terminal()), io::stdout().is_terminal(), 0)
}

/// Writes the report to standard output, or to standard error beside a diff.
///
/// # Errors
/// What the stream says; a reader that went away is no error.
pub(super) fn show(report: &Report<'_>, output: &OutputArgs, to_stderr: bool) -> io::Result<()> {
    show_as(output.format.renderer(), report, output, to_stderr)
}

/// The same in another format.
///
/// # Errors
/// As [`show`].
pub(super) fn show_as(
    renderer: &dyn Renderer,
    report: &Report<'_>,
    output: &OutputArgs,
    to_stderr: bool,
) -> io::Result<()> {
    if to_stderr {
        write(renderer, report, look(output, io::stderr().is_terminal()), &mut io::stderr().lock())
    } else {
        write(renderer, report, look(output, io::stdout().is_terminal()), &mut io::stdout().lock())
    }
}

fn write(renderer: &dyn Renderer, report: &Report<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut buffer = io::BufWriter::with_capacity(1 << 16, out);
    forgive(renderer.render(report, look, &mut buffer).and_then(|()| buffer.flush()))
}

/// A reader that went away is no error.
///
/// # Errors
/// Every other error.
pub(super) fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
