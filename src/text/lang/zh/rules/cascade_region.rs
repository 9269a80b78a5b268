//! Chinese of OMS208.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
