//! Chinese of the runbook, entries, scripts, comparisons, values.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
