//! Chinese of OMS204.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
