//! Chinese of OMS304.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
