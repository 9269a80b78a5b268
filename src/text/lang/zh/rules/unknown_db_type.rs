//! Chinese of OMS104.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
