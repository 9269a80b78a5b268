//! The classes of the states on the page.

use crate::lint::states::State;

/// The class of a state on the page: no two share one, for they ask for different things.
pub(super) fn key(state: State) -> &'static str {
    match state {
        State::Ready => "ready",
        State::Fix => "fix",
        State::Confirm => "confirm",
        State::Value => "value",
        State::Clone => "clone",
        State::Blocked => "blocked",
        State::Unknown => "unknown",
    }
}
