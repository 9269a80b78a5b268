//! Chinese of OMS303.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
