//! Chinese of reports and their formats.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
