//! The progress bar of a run that lasts.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal::is_dumb;
use crate::text::lang::tr;

/// How long a run is before it shows one.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many files were read, on stderr, for runs that last. How many there are is known only at the end.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    is_terminal: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let style = ProgressStyle::with_template(&tr!(
            "{spinner} {count} files read ({elapsed})",
            spinner = "{spinner}",
            count = "{human_pos}",
            elapsed = "{elapsed}",
        ));
        let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Self { bar, start: Instant::now(), is_terminal: std::io::stderr().is_terminal() && !is_dumb() }
    }

    pub(super) fn step<T>(&self, work: impl FnOnce() -> T) -> T {
        let done = work();
        if self.is_terminal {
            if self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            self.bar.inc(1);
        }
        done
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
