//! Chinese of OMS102.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
