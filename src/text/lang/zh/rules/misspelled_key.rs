//! Chinese of OMS106.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
