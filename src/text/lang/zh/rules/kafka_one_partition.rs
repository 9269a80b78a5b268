//! Chinese of OMS305.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
