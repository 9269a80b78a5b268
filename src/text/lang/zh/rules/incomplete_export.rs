//! Chinese of OMS110.

use super::Text;

pub(super) const TEXTS: &[Text] = &[];
