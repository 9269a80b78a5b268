//! Ctrl-C, and what a pipeline or a shutdown sends instead (SIGTERM, SIGHUP): nothing is left half-written, and the run says what was done. While nothing is being written it ends at once;
//! while files are, it ends behind the file in hand.

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::text::lang::tr;

/// The exit code of a run that was interrupted, as shells give it: 128 and the number of SIGINT.
pub(super) const EXIT_CODE: u8 = 130;

/// How far the run is.
enum Phase {
    /// What can be said if it ends now.
    Free(String),
    /// Files are being written.
    Writing,
    /// The same, and somebody wants it to end.
    Stopping,
}

static STATE: Mutex<Phase> = Mutex::new(Phase::Free(String::new()));

fn state() -> MutexGuard<'static, Phase> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to listen. Without it (a system may refuse), Ctrl-C just ends the process, which leaves whole files too.
pub(super) fn listen() {
    let _ = ctrlc::set_handler(|| {
        // The lock is held to the end, so that no writing begins behind our back.
        let mut state = state();
        match &*state {
            Phase::Free(says) => {
                let says = if says.is_empty() { tr!("nothing was written") } else { says };
                let _ = writeln!(io::stderr(), "\n{}", tr!("interrupted: {says}", says));
                #[allow(clippy::exit)] // only this ends a run that is busy with something else
                std::process::exit(i32::from(EXIT_CODE));
            }
            Phase::Writing | Phase::Stopping => *state = Phase::Stopping,
        }
    });
}

/// From now on a run ends only where it asks [`is_wanted`].
pub(super) fn start_writing() {
    *state() = Phase::Writing;
}

/// Whether the run is to end here.
#[must_use]
pub(super) fn is_wanted() -> bool {
    matches!(*state(), Phase::Stopping)
}

/// Writing is over: if the run is interrupted from now on, it ends at once and says this. Gives back whether it was
/// interrupted before.
#[must_use]
pub(super) fn stop_writing(says: &str) -> bool {
    let was_wanted = is_wanted();
    *state() = Phase::Free(says.to_owned());
    was_wanted
}
