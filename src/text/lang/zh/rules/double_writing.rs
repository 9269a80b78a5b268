//! Chinese of OMS113.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
