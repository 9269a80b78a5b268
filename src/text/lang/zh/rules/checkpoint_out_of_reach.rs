//! Chinese of OMS108.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
