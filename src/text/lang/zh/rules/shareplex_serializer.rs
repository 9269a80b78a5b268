//! Chinese of OMS203.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
