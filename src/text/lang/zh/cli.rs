//! Chinese of the command line, its help and what it says of wrong arguments.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
