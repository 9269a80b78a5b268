//! Chinese of what is said of reading: failures, what a file may be, settings, writing.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
