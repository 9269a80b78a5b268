//! Chinese of OMS206.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
