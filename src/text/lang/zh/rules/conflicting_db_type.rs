//! Chinese of OMS103.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
