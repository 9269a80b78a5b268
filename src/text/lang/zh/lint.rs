//! Chinese of what rules share: evidence, states, what was not checked.

use super::Text;

pub(super) const TEXTS: &[Text] =
    &[("{clause}.", "{clause}。"), ("{names} and {more} more", "{names} 等，另有 {more} 个")];
