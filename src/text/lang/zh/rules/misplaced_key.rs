//! Chinese of OMS107.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
